"""Stack convolutions: which inputs does one output see?"""

import numpy as np

from dlaudio.layers import Conv1d, output_size
from dlaudio.plots.parts.inks import INPUT, OUTPUT, WEIGHT
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice, Slider

TITLE = "What does one output see?"
CONTROLS = {
    "n_layers": Slider(1, 4, 1, 3, "layers"),
    "kernel_size": Slider(2, 4, 1, 3, "kernel size"),
    "stride": Slider(1, 3, 1, 2, "stride"),
    "padding": Slider(0, 2, 1, 0, "zeros on each side"),
    "dilation": Choice(("1 in all layers", "doubles: 1, 2, 4, 8"), "1 in all layers", "dilation"),
}
SIZE = 32


def sizes(n_layers: int, kernel_size: int, stride: int, padding: int, dilation: str) -> list[int]:
    """How many values the input and each layer have; ends early if a kernel is too long."""
    found = [SIZE]
    for layer in range(n_layers):
        d = 2**layer if dilation.startswith("doubles") else 1
        span = d * (kernel_size - 1) + 1
        if found[-1] + 2 * padding < span:
            break
        found.append(
            output_size(found[-1], kernel_size, stride=stride, padding=2 * padding, dilation=d)
        )
    return found


def seen(place: int, layers: int, kernel_size: int, stride: int, padding: int, dilation: str):
    """Places that the value `place` after the last layer looks at: an array for each layer down."""
    places = [np.array([place])]
    for layer in reversed(range(layers)):
        d = 2**layer if dilation.startswith("doubles") else 1
        taps = places[-1][:, None] * stride - padding + d * np.arange(kernel_size)
        places.append(np.unique(taps))
    return places[::-1]


def measured(layers, *, size: int = 2000) -> int:
    """How many inputs one output depends on: an impulse is sent back, and what it reaches counted.

    Parameters
    ----------
    layers : list of (kernel_size, stride, dilation)
        The layer next to the input first.
    size : int
        Inputs.
    """
    rng, x = np.random.default_rng(0), np.zeros((1, 1, size))
    stack = [Conv1d(1, 1, k, stride=s, dilation=d, rng=rng, dtype=float) for k, s, d in layers]
    for layer in stack:
        layer.weight.value[:] = 1
        x = layer.forward(x)
    back = np.eye(x.shape[2])[x.shape[2] // 2][None, None]
    for layer in reversed(stack):
        back = layer.backward(back)
    return int(np.count_nonzero(back))


def draw(n_layers: int, kernel_size: int, stride: int, padding: int, dilation: str):
    """A stack of equal layers over 32 inputs; one output and all that it sees are dark.

    Parameters
    ----------
    n_layers, kernel_size, stride, padding : int
        Of every layer; `padding` zeros on each side.
    dilation : str
        "1 in all layers", or "doubles: 1, 2, 4, 8".

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    found = sizes(n_layers, kernel_size, stride, padding, dilation)
    layers = len(found) - 1
    figure = new_figure(8.4, 1.2 + 0.95 * (layers + 1))
    ax = figure.subplots()
    jumps = [stride**level for level in range(layers + 1)]
    middles = _middles(layers, kernel_size, stride, padding, dilation)
    places = seen(found[-1] // 2, layers, kernel_size, stride, padding, dilation)
    _lines(ax, places, middles, kernel_size, stride, padding, dilation)
    for level, count in enumerate(found):
        ink = INPUT if level == 0 else OUTPUT if level == layers else WEIGHT
        x = middles[level] + jumps[level] * np.arange(count)
        look = {"s": 48, "linewidths": 0.8, "zorder": 3}
        ax.scatter(x, np.full(count, level), color="white", edgecolors="0.6", **look)
        dark = places[level]
        ax.scatter(
            middles[level] + jumps[level] * dark,
            np.full(len(dark), level),
            color=np.where((dark >= 0) & (dark < count), ink.line, "white"),
            edgecolors=ink.line,
            **look,
        )
    names = ["input", *(f"layer {level + 1}" for level in range(layers))]
    ax.set(yticks=range(layers + 1), xlabel="time (samples)")
    ax.set_yticklabels([f"{n}: {count}" for n, count in zip(names, found, strict=True)])
    ax.set(ylim=(-0.5, layers + 0.5))
    span = int(np.ptp(places[0])) + 1
    text = (
        f"{layers} layer{'s' * (layers != 1)} with kernels of {kernel_size}, stride {stride}, "
        f"{padding} zero{'s' * (padding != 1)} on each "
        f"side. Sizes from the input up: {', '.join(map(str, found))}. One output spans {span} "
        f"inputs, of which it touches {len(places[0])}; its neighbour begins {jumps[-1]} later."
    )
    if layers < n_layers:
        text += f" Layer {layers + 1} does not fit: its kernel is longer than what is left."
    return figure, text


def _lines(ax, places, middles, kernel_size: int, stride: int, padding: int, dilation: str):
    """A line from each value that is seen to every value of the layer below that it is made of."""
    for level, (low, high) in enumerate(zip(places, places[1:], strict=False)):
        d = 2**level if dilation.startswith("doubles") else 1
        for place in high:
            taps = place * stride - padding + d * np.arange(kernel_size)
            ends = middles[level] + stride**level * taps[np.isin(taps, low)]
            top = middles[level + 1] + stride ** (level + 1) * place
            for end in ends:
                ax.plot([end, top], [level, level + 1], color=WEIGHT.line, linewidth=1.4, zorder=1)


def _middles(layers: int, kernel_size: int, stride: int, padding: int, dilation: str):
    """Where the first value of each level stands over the input, so that pictures are upright."""
    middles = [0.0]
    for layer in range(layers):
        d = 2**layer if dilation.startswith("doubles") else 1
        middles.append(middles[-1] + stride**layer * (d * (kernel_size - 1) / 2 - padding))
    return middles
