"""What a few threshold units can fence in: a half-plane, a strip, a triangle, nearly a disc."""

import numpy as np

from dlaudio.plots.parts import GREY, OUTPUT, WEIGHT, Card, number

NAMES = {1: "a half-plane", 2: "a strip", 3: "a triangle", 4: "a square"}
EXTENT = 2.2


def inside(units: int, places: np.ndarray) -> np.ndarray:
    """Whether all units say yes to places (..., 2): unit k where the distance along it is < 1.

    Their normals point to `units` directions, evenly spread; the output unit is an AND.
    """
    angles = np.pi / 2 + 2 * np.pi * np.arange(units) / units
    normals = np.stack([np.cos(angles), np.sin(angles)])
    return ((1 - places @ normals) > 0).sum(axis=-1) > units - 0.5


def area(units: int) -> float:
    """Of the polygon around the unit circle with so many sides; endless below three."""
    return units * np.tan(np.pi / units) if units > 2 else np.inf


def draw(units=(1, 2, 3, 12)):
    """Draw the region of nets with one hidden layer of so many threshold units each.

    Parameters
    ----------
    units : four numbers of units
    """
    if len(units) != 4 or min(units) < 1:
        raise ValueError(f"regions needs four numbers of units, got {units}")
    card = Card(6.6)
    said = []
    for i, count in enumerate(units):
        size = 3.75
        left = 0.6 + 4.22 * i
        limits = {"xlim": (-EXTENT, EXTENT), "ylim": (-EXTENT, EXTENT)}
        plane = card.plane(left, 1.2, size, size, **limits, equal=True)
        plane.set(xticks=[], yticks=[])
        plane.spines[:].set(visible=True, color="#D5D9E0")
        _region(plane, count)
        card.write(left + size / 2, 0.7, f"{count} unit{'s' * (count > 1)}", size=14, bold=True)
        name = NAMES.get(count, f"{count} sides")
        card.write(left + size / 2, 5.35, name, ink=OUTPUT, size=12.5)
        known = f"area {number(area(count), 2)}" if count > 2 else "without end"
        card.write(left + size / 2, 5.95, known, ink=GREY, size=12)
        said.append(f"{count} unit{'s' * (count > 1)}: {name}, {known}")
    return card.figure, (
        f"Regions where all hidden units of a net say yes. {'; '.join(said)}. The disc that they "
        f"all touch has the area {number(np.pi, 2)}."
    )


def _region(plane, count: int) -> None:
    from matplotlib.colors import ListedColormap

    from dlaudio.plots.parts.vectors import normal_line

    grid = np.linspace(-EXTENT, EXTENT, 441)
    places = np.stack(np.meshgrid(grid, grid), axis=-1)
    plane.imshow(
        inside(count, places),
        origin="lower",
        extent=(-EXTENT, EXTENT, -EXTENT, EXTENT),
        cmap=ListedColormap(["#FFFFFF", OUTPUT.fill]),
        zorder=0,
    )
    for angle in np.pi / 2 + 2 * np.pi * np.arange(count) / count:
        w = (1, -np.cos(angle), -np.sin(angle))
        normal_line(plane, w, ink=WEIGHT, width=2.4 if count < 6 else 1.4)
        if count < 6:
            foot = np.array([np.cos(angle), np.sin(angle)])
            look = {"arrowstyle": "-|>", "lw": 2, "color": WEIGHT.line, "shrinkA": 0, "shrinkB": 0}
            plane.annotate("", 0.5 * foot, foot, arrowprops=look, zorder=3)
    circle = np.linspace(0, 2 * np.pi, 200)
    plane.plot(np.cos(circle), np.sin(circle), color="#6A7180", lw=1.2, ls=":", zorder=4)
