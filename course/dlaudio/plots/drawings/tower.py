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


def draw_walls(steepness: float = 60.0, *, left: float = LEFT, right: float = RIGHT):
    """Draw what one, two and four hidden units give; arguments as for `draw`.

    The walls are so steep that each is 1 high, to two decimals.
    """
    step, wall, cross, _ = _checked(steepness, left, right)
    panels = [
        ("a step", "1 unit", step),
        ("a wall", "2 units: up, down", wall),
        ("two walls", "4 units, added up", cross),
    ]
    figure, said = _row(panels, 5.4, 2.05)
    between = number(cross[0, len(GRID) // 2], 2)
    return figure, (
        f"Three surfaces over a square: {said}. Of the last one, a wall alone has the height "
        f"{between}, and the corner of the square {number(cross[0, 0], 2)}."
    )


def draw(steepness: float = 40.0, *, left: float = LEFT, right: float = RIGHT):
    """Draw what an output unit makes of two walls, with three biases, and if it is not steep.

    Parameters
    ----------
    steepness : float
        The weight before each hidden sigmoid; the output unit's is half of it, and in the last
        panel 1.
    left, right : float, between 0 and 1
        Where the walls of the tower stand, in both directions.
    """
    cross = _checked(steepness, left, right)[2]
    notes = {-0.5: "the walls stay", -1.5: "a tower", -2.5: "nothing is left"}
    settings = [(steepness / 2, bias, note) for bias, note in notes.items()]
    panels = [
        (f"{number(s)} · (sum − {number(-bias)})", note, sigmoid(s * (cross + bias)))
        for s, bias, note in [*settings, (1, -1.5, "not steep")]
    ]
    figure, said = _row(panels, 4.1, 1.1)
    soft, middle = panels[3][2], len(GRID) // 2
    return figure, (
        f"Four surfaces over a square, what the output unit makes of two walls: {said}. In the "
        f"last one a wall alone has {number(soft[0, middle], 2)}, and the corner of the square "
        f"{number(soft[0, 0], 2)}."
    )


def _checked(steepness: float, left: float, right: float) -> list[np.ndarray]:
    if not 0 < left < right < 1:
        raise ValueError(f"tower needs 0 < left < right < 1, got {left} and {right}")
    return heights(steepness, left, right)


def _row(panels: list[tuple[str, str, np.ndarray]], width: float, top: float):
    """Surfaces side by side, each with a title, a note and its height; (figure, words)."""
    tall = 4.36 * (width / 4.1) ** 0.8
    card, said = Card(tall + 2.8), []
    space = (card.width - 0.6 - len(panels) * width) / max(len(panels) - 1, 1)
    for i, (title, note, z) in enumerate(panels):
        x = 0.1 + (width + space) * i
        ax = surface(card, (x, 0.86, width, tall), GRID, GRID, z, most=round(top))
        ax.set(xlim=(0, 1), ylim=(0, 1), zlim=(0, top))
        name_axes(ax, round(top))
        peak = f"height {number(z.max(), 2)}"
        card.write(x + width / 2, 0.75, title, size=14, bold=True)
        card.write(x + width / 2, 1.35, note, ink=GREY, size=12)
        card.write(x + width / 2, card.height - 0.5, peak, ink=GREY, size=12)
        said.append(f"{title} ({note}): {peak}")
    return card.figure, "; ".join(said)


def name_axes(ax, most: int) -> None:
    """Write x1 and x2 along a surface's lower edges, and the whole heights up to most.

    Parameters
    ----------
    ax : matplotlib Axes3D
        As `surface` returns it.
    most : int
        The largest height that is written.
    """
    for axis, name in ((ax.xaxis, "$x_1$"), (ax.yaxis, "$x_2$")):
        axis.set_rotate_label(False)
        axis.set_label_text(name, fontsize=13, rotation=0)
        axis.labelpad = -13
    ax.set_zticks(range(most + 1))
    ax.tick_params(axis="z", labelsize=11, pad=-3, length=0)


def greens():
    """The colours of an output, from pale for what is low to full for what is high."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("output", ["#E9F5F1", "#8FD0BC", "#009E73"])


def surface(card: Card, frame: tuple[float, ...], u, v, z: np.ndarray, most: float | None = None):
    """Draw z (len(v), len(u)) over the places u and v, in bare axes that are returned.

    Parameters
    ----------
    frame : four numbers
        Left, bottom, width and height on the card, in its units, counted from its lower left.
    most : float, optional
        The height that has the darkest colour; if not given, the largest z.
    """
    left, bottom, width, height = frame
    share = left / card.width, bottom / card.height, width / card.width, height / card.height
    ax = card.figure.add_axes(share, projection="3d", computed_zorder=False)
    ax.patch.set_alpha(0)
    across, along = np.meshgrid(u, v)
    ax.plot_surface(
        across, along, z, cmap=greens(), rcount=len(v), ccount=len(u), lw=0, antialiased=False,
        vmin=0, vmax=most,
    )  # fmt: skip
    ax.set(xticks=[], yticks=[], zticks=[])
    ax.view_init(elev=30, azim=-62)
    ax.set_box_aspect((1, 1, 0.85), zoom=1.12)
    for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
        axis.pane.set(facecolor="#F6F7F9", edgecolor="#D5D9E0", alpha=1)
        axis.line.set_color("#8A91A0")
    return ax
