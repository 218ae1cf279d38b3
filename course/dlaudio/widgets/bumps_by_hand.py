"""Five bumps side by side, whose heights are set by hand until they follow one of three curves."""

import numpy as np

from dlaudio.plots.parts import INPUT, OUTPUT, WEIGHT, Card, net, number
from dlaudio.widgets.controls import Choice, Slider

TITLE = "Five bumps, set by hand"
N = 5  # bumps from 0 to 1
GOALS = {"wavy": 0.22, "saw tooth": 0.14, "nearly square": 0.22}  # mean distance to reach
CONTROLS = {"curve": Choice(list(GOALS), "wavy", "curve")} | {
    f"h{k}": Slider(-1.0, 1.0, 0.1, 0.0, f"height of bump {k}") for k in range(1, N + 1)
}
X = (np.arange(1000) + 0.5) / 1000
SR, PERIOD, TURNS = 11025, 100, 66  # each wave is heard for 0.6 s, at 110 Hz


def wanted(curve: str, x):
    """The curve to follow, for x from 0 to 1."""
    if curve == "saw tooth":
        return 2 * x - 1
    if curve == "nearly square":
        return 0.9 * np.tanh(3 * np.sin(2 * np.pi * x)) / np.tanh(3)
    return 0.75 * np.sin(2 * np.pi * x) + 0.4 * np.sin(4 * np.pi * x + 1.2)


def mean_distance(curve: str, heights) -> float:
    """How far bumps of these heights are from the curve, on average."""
    return float(np.mean(np.abs(np.repeat(heights, len(X) // N) - wanted(curve, X))))


def draw(curve: str, h1: float, h2: float, h3: float, h4: float, h5: float):
    """The curve, five bumps of a net of steep sigmoids, and how far apart they are.

    Parameters
    ----------
    curve : str
        One of `GOALS`.
    h1, ..., h5 : float
        Heights of the bumps: the output weights +h and -h of the two units of each.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
        The bumps as a wave, and after it the wave that was wanted.
    """
    from dlaudio.audio import play

    heights = np.array([h1, h2, h3, h4, h5])
    built, right = np.repeat(heights, len(X) // N), wanted(curve, X)
    far, goal = mean_distance(curve, heights), GOALS[curve]
    card = Card(8.4)
    _net(card, heights)
    ax = card.plane(8.9, 0.7, 8.2, 6.5, xlim=(0, 1), ylim=(-1.3, 1.3), xlabel="x", ylabel="output")
    ax.fill_between(X, built, right, color="#E3E6EB", lw=0)
    ax.plot(X, right, color=INPUT.line, lw=2.4, label="wanted")
    ax.plot(X, built, color=OUTPUT.line, lw=2.4, label="your five bumps")
    ax.set_xticks(np.linspace(0, 1, N + 1))
    ax.grid(axis="x", alpha=0.4)
    ax.legend(loc=f"upper {'left' if curve == 'saw tooth' else 'right'}", fontsize=10.5)
    steps = ", ".join(number(step, 1) for step in np.diff(heights, prepend=0))
    text = (
        "A net of ten units, two for each bump, whose output weights are +h and −h. "
        f"On average {far:.2f} from the curve (the grey is what is wrong); the goal is at most "
        f"{goal}: {'reached' if round(far, 2) <= goal else 'not yet'}. The steps from bump to "
        f"bump are {steps}. Heard: your wave, and then the wanted one."
    )
    title = "your five bumps, then the wave that is wanted"
    return card.figure, text, play(sounding(curve, heights), SR, title=title)


def sounding(curve: str, heights) -> np.ndarray:
    """The bumps again and again as a wave of 110 Hz, a short rest, and the wanted wave."""
    from dlaudio.audio import fade

    x = (np.arange(PERIOD) + 0.5) / PERIOD
    waves = np.repeat(heights, PERIOD // N), wanted(curve, x)
    yours, right = (fade(np.tile(0.6 * wave, TURNS), sr=SR) for wave in waves)
    return np.concatenate([yours, np.zeros(SR // 5), right])


def _net(card: Card, heights: np.ndarray) -> None:
    """The net of the bumps: ten steep units, in pairs that the output weighs +h and -h."""
    pairs = np.stack([heights, -heights], axis=1).ravel()
    places = [(3.2, 0.75 + 1.4 * (j // 2) + 0.66 * (j % 2)) for j in range(2 * N)]
    layers = [np.zeros((1, 2 * N)), np.zeros((2 * N, 1))]  # the lines are drawn below
    names = [["$x$"], ["σ"] * (2 * N), ["+"]]
    net(card, [[(0.9, 3.9)], places, [(6.9, 3.9)]], layers, names=names, radius=0.3, size=11)
    for (across, down), weight in zip(places, pairs, strict=True):
        said = f"+{number(weight, 1)}" if weight > 0 else number(weight, 1)
        card.write(across + 0.5, down, said, ink=WEIGHT, size=11, align="left")
        line = {"color": WEIGHT.line, "zorder": 1}
        card.ax.plot([1.22, across - 0.3], [3.9, down], lw=1.6, **line)
        if weight:
            line["ls"] = "-" if weight > 0 else "--"
            card.ax.plot([across + 1.65, 6.62], [down, 3.9], lw=0.8 + 3 * abs(weight), **line)
    card.write(3.9, 7.75, "two units for each bump: +h and −h", size=12)
