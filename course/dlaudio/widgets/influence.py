"""How much every input of a recurrent net moves every later state: a map, and its fading."""

import numpy as np

from dlaudio.plots.pictures import OKABE_ITO, new_figure
from dlaudio.widgets.controls import Choice, Slider

TITLE = "Influence through time"
CONTROLS = {
    "radius": Slider(0.4, 1.4, 0.05, 0.8, "spectral radius of W_h"),
    "bend": Choice(("none", "tanh"), "none", "bend"),
}
STEPS, UNITS = 30, 6
FLOOR = 1e-6  # weaker influences are drawn as this


def net(radius: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """X (30, 1), W_x (1, 6), and W_h (6, 6) with this spectral radius; the same every time."""
    rng = np.random.default_rng(4)
    W_h = rng.normal(size=(UNITS, UNITS))
    W_h *= radius / np.abs(np.linalg.eigvals(W_h)).max()
    return rng.normal(size=(STEPS, 1)) / 2, rng.normal(size=(1, UNITS)), W_h


def influence(radius: float, bend: str) -> np.ndarray:
    """Norm of the slopes of h_t in x_s at [t, s], shape (30, 30); 0 where s is later than t."""
    X, W_x, W_h = net(radius)
    h, slopes = np.zeros(UNITS), np.ones((STEPS, UNITS))
    if bend == "tanh":
        for t in range(STEPS):
            h = np.tanh(X[t] @ W_x + h @ W_h)
            slopes[t] = 1 - h**2
    sizes = np.zeros((STEPS, STEPS))
    for s in range(STEPS):
        J = W_x * slopes[s]
        for t in range(s, STEPS):
            J = J if t == s else J @ W_h * slopes[t]
            sizes[t, s] = np.linalg.norm(J)
    return sizes


def draw(radius: float, bend: str):
    """The map for this spectral radius, and the influence of the first input as time goes by.

    Returns
    -------
    figure : matplotlib Figure
    text : str
        What is left of the first input after ten steps.
    """
    sizes = influence(radius, bend)
    figure = new_figure(9, 3.8)
    chart, curve = figure.subplots(1, 2)
    shown = np.where(sizes > 0, np.log10(np.maximum(sizes, FLOOR)), np.nan)
    image = chart.imshow(shown, origin="lower", cmap="magma", vmin=-6, vmax=3)
    figure.colorbar(image, ax=chart, label="influence (log10)")
    chart.set(xlabel="input s", ylabel="state t")
    left = sizes[:, 0] / sizes[0, 0]
    curve.semilogy(np.maximum(left, FLOOR), color=OKABE_ITO["blue"], label="measured")
    law = float(radius) ** np.arange(STEPS)
    curve.semilogy(np.maximum(law, FLOOR), "--", color=OKABE_ITO["vermillion"], label="radius$^t$")
    curve.axvline(10, color="grey", linewidth=0.8)
    curve.set(xlabel="steps after the first input", ylim=(FLOOR, 1e4))
    curve.set_title("what is left of it")  # at the side it would touch the scale's label
    curve.legend()
    return figure, (
        f"Spectral radius {radius:.2f}, bend: {bend}. Ten steps later {left[10]:.2g} of the first "
        f"input's influence is left; radius to the power of ten is {radius**10:.2g}."
    )


def picture_of_fading(radii=(0.5, 0.8, 1.0, 1.2), measure=None):
    """What is left of the first input over the steps, for some radii, without a bend and with tanh.

    Parameters
    ----------
    radii : sequence of float
    measure : function, optional
        measure(X, W_x, W_h, b)[0] is the map of a net with tanh; by default `influence`.

    Returns
    -------
    figure : matplotlib Figure
    text : str
        What is left after ten steps.
    """
    figure = new_figure(9, 3.6)
    inks = ("blue", "green", "orange", "vermillion")
    told = []
    axes = figure.subplots(1, 2, sharey=True)
    for ax, bend, title in zip(
        axes, ("none", "tanh"), ("without a bend", "with tanh"), strict=True
    ):
        for radius, ink in zip(radii, inks, strict=False):
            if measure is not None and bend == "tanh":
                sizes = np.asarray(measure(*net(radius), np.zeros(UNITS))[0])
            else:
                sizes = influence(radius, bend)
            left = sizes[:, 0] / sizes[0, 0]
            label = f"radius {radius:g}"
            ax.semilogy(np.maximum(left, FLOOR), color=OKABE_ITO[ink], lw=2, label=label)
            ax.plot(10, left[10], "o", color=OKABE_ITO[ink])
            told.append(f"radius {radius:g} {title}: {left[10]:.1e}")
        ax.axvline(10, ls=":", color="0.5")
        ax.set(title=title, xlabel="steps", ylim=(FLOOR, 1e3))
    axes[0].set(ylabel="left of the first input")
    axes[0].legend(loc="lower left")
    return figure, f"What is left of the first input after ten steps. {'; '.join(told)}."
