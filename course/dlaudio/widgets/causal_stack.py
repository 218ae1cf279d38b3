"""Causal convolutions in a stack: how far back does the last output hear?"""

from dlaudio.plots.drawings import dilated_stack
from dlaudio.widgets.controls import Choice, Slider

TITLE = "How far back does it hear?"
CONTROLS = {
    "n_layers": Slider(1, 5, 1, 4, "layers"),
    "kernel_size": Slider(2, 3, 1, 2, "taps of each kernel"),
    "dilation": Choice(("1 in all layers", "doubles: 1, 2, 4, ..."), "1 in all layers", "dilation"),
}
SHOWN, SR = 48, 16000


def taps(n_layers: int, kernel_size: int, dilation: str) -> list[list[tuple[int, int]]]:
    """Links (from, to) of each layer, lowest first, that lead to time 0; the past is below 0."""
    needed, links = {0}, []
    for layer in reversed(range(n_layers)):
        step = 2**layer if dilation.startswith("doubles") else 1
        links.append([(t - k * step, t) for t in sorted(needed) for k in range(kernel_size)])
        needed = {start for start, _ in links[-1]}
    return links[::-1]


def draw(n_layers: int, kernel_size: int, dilation: str):
    """A stack over at most the last 48 samples, with all that reaches its last output.

    Parameters
    ----------
    n_layers, kernel_size : int
    dilation : str
        "1 in all layers", or "doubles: 1, 2, 4, ...".

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    links = taps(n_layers, kernel_size, dilation)
    reach = 1 - min(start for start, _ in links[0])
    figure, _ = dilated_stack.draw(
        [2**layer if dilation.startswith("doubles") else 1 for layer in range(n_layers)],
        kernel=kernel_size,
        length=min(SHOWN, reach + 2),
        gap=min(1.9, 7.2 / n_layers),
    )
    weights = n_layers * kernel_size
    beyond = f" The picture shows only the last {SHOWN} of them." if reach > SHOWN else ""
    return figure, (
        f"{n_layers} layer{'s' * (n_layers > 1)} with {kernel_size} taps, dilation {dilation}: the "
        f"green output hears {reach} samples, {1000 * reach / SR:.2f} ms at 16 kHz, through "
        f"{weights} taps in all. Nothing comes from its right.{beyond}"
    )
