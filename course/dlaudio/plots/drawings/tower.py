"""A tower from steps: two units make a wall, two walls cross, and a threshold leaves the tower."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots.parts import GREY, Card, number

LEFT, RIGHT = 0.35, 0.65
# Finer where the walls stand: there a tower rises within a few hundredths.
GRID = np.unique(
    np.concatenate(
        [np.linspace(0, 1, 61)] + [np.linspace(-0.06, 0.06, 49) + w for w in (LEFT, RIGHT)]
    )
)


def heights(steepness: float, left: float, right: float) -> list[np.ndarray]:
    """Step, wall, two crossing walls and tower on the grid, a row for each x2.

    The output unit is a sigmoid half as steep as the others, with its threshold halfway between
    what one wall gives and what two give (M. Nielsen, "Neural Networks and Deep Learning", ch. 4).
    """
    x, y = np.meshgrid(GRID, GRID)

    def step(u, at):
        return sigmoid(steepness * (u - at))

    wall = step(x, left) - step(x, right)
    cross = wall + step(y, left) - step(y, right)
    return [step(x, left), wall, cross, sigmoid(steepness / 2 * (cross - 1.5))]


def draw(steepness: float = 40.0, *, left: float = LEFT, right: float = RIGHT):
    """Draw what one, two and four hidden units give, and what the output unit makes of it.

    Parameters
    ----------
    steepness : float
        The weight before each sigmoid.
    left, right : float, between 0 and 1
        Where the walls of the tower stand, in both directions.
    """
    if not 0 < left < right < 1:
        raise ValueError(f"tower needs 0 < left < right < 1, got {left} and {right}")
    card = Card(6.9)
    titles = ["a step", "a wall", "two walls", "a tower"]
    notes = ["1 unit", "2 units: up, down", "4 units, added up", "+ 1 output unit"]
    said = []
    shapes = heights(steepness, left, right)
    for i, (title, note, z) in enumerate(zip(titles, notes, shapes, strict=True)):
        x = 0.35 + 4.25 * i
        ax = surface(card, (x, 0.86, 4.1, 4.36), GRID, GRID, z)
        ax.set(xlim=(0, 1), ylim=(0, 1), zlim=(0, 2.05))
        card.write(x + 2.05, 0.75, title, size=14, bold=True)
        card.write(x + 2.05, 1.35, note, ink=GREY, size=12)
        peak = f"height {number(z.max(), 2)}"
        card.write(x + 2.05, 6.2, peak, ink=GREY, size=12)
        said.append(f"{title} ({note}): {peak}")
    return card.figure, (
        f"Four surfaces over a square: {'; '.join(said)}. At the corner of the square the last "
        f"one is {number(shapes[-1][0, 0], 2)}."
    )


def surface(card: Card, frame: tuple[float, ...], u: np.ndarray, v: np.ndarray, z: np.ndarray):
    """Draw z (len(v), len(u)) over the places u and v, in bare axes that are returned.

    Parameters
    ----------
    frame : four numbers
        Left, bottom, width and height on the card, in its units, counted from its lower left.
    """
    from matplotlib.colors import LinearSegmentedColormap

    left, bottom, width, height = frame
    share = left / card.width, bottom / card.height, width / card.width, height / card.height
    ax = card.figure.add_axes(share, projection="3d", computed_zorder=False)
    ax.patch.set_alpha(0)
    colours = LinearSegmentedColormap.from_list("output", ["#E9F5F1", "#8FD0BC", "#009E73"])
    across, along = np.meshgrid(u, v)
    ax.plot_surface(
        across, along, z, cmap=colours, rcount=len(v), ccount=len(u), lw=0, antialiased=False,
        vmin=0,
    )  # fmt: skip
    ax.set(xticks=[], yticks=[], zticks=[])
    ax.view_init(elev=30, azim=-62)
    ax.set_box_aspect((1, 1, 0.85), zoom=1.12)
    for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
        axis.pane.set(facecolor="#F6F7F9", edgecolor="#D5D9E0", alpha=1)
        axis.line.set_color("#8A91A0")
    return ax
