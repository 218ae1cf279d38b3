"""A smooth hill, what 1, 16 and 256 towers make of it, and the pinholes of soft ones."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots.drawings.tower import greens, surface
from dlaudio.plots.parts import GREY, OUTPUT, Card, number

TOP, WIDTH = (0.42, 0.55), 0.2
SOFT = 15.0  # steepness of soft walls, times the width of a tower


def hill(x1, x2):
    """A round hill of height 1, not quite in the middle of the square from 0 to 1."""
    return np.exp(-((x1 - TOP[0]) ** 2 + (x2 - TOP[1]) ** 2) / (2 * WIDTH**2))


def towers(n_each: int, X: np.ndarray) -> np.ndarray:
    """What a net of n_each by n_each towers says at X (N, 2), shape (N,).

    Its first layer has a step at each border, 1 above 0 and else 0, in both directions; its second
    asks of each tower whether both of its walls stand (more than 1½); the output weighs each tower
    with the hill's height at the tower's centre.
    """
    edges = np.linspace(0, 1, n_each + 1)
    edges[0] = -1e-9  # the border of the square belongs to it
    steps = X[:, None] > edges[:, None]  # (N, borders, directions)
    walls = 1.0 * steps[:, :-1] - steps[:, 1:]
    roofs = walls[:, :, None, 0] + walls[:, None, :, 1] > 1.5
    centres = (np.arange(n_each) + 0.5) / n_each
    return np.einsum("nij,ij->n", roofs, hill(*np.meshgrid(centres, centres, indexing="ij")))


def soft_towers(n_each: int, steepness: float, side: np.ndarray) -> np.ndarray:
    """The same with sigmoids, over all pairs of places of a side (N,), shape (N, N), x2 first.

    Where four corners meet, each of the walls is half way up: no two of them make more than 1½.
    """
    edges = np.linspace(0, 1, n_each + 1)
    edges[0], edges[-1] = -1, 2  # the outermost walls lie on the square's borders
    steps = sigmoid(steepness * (side[:, None] - edges))
    walls = steps[:, :-1] - steps[:, 1:]
    roofs = sigmoid(steepness / 2 * (walls[:, None, :, None] + walls[None, :, None, :] - 1.5))
    centres = (np.arange(n_each) + 0.5) / n_each
    heights = hill(*np.meshgrid(centres, centres))
    return np.einsum("baji,ji->ba", roofs, heights)


def largest_error(n_each: int) -> float:
    """The largest distance between hill and towers over a grid that has their borders in it."""
    places = np.linspace(0, 1, 257)
    close = np.unique(np.clip(np.concatenate([places, places + 1e-6]), 0, 1))
    X = np.stack(np.meshgrid(close, close), axis=-1).reshape(-1, 2)
    rows = range(0, len(X), 20_000)
    built = np.concatenate([towers(n_each, X[i : i + 20_000]) for i in rows])
    return float(np.abs(built - hill(*X.T)).max())


def draw(towers_each=(1, 4, 16)):
    """Draw the hill, three nets of so many towers each way, and the middle one's with soft walls.

    Parameters
    ----------
    towers_each : three whole numbers
    """
    if len(towers_each) != 3 or min(towers_each) < 1:
        raise ValueError(f"hill_of_towers needs three numbers above 0, got {towers_each}")
    card, said = Card(6.3), []
    for i, n in enumerate((0, *towers_each)):
        x = 0.2 + 3.4 * i
        if n:
            edges = np.linspace(0, 1, n + 1)
            grid = np.sort(np.concatenate([edges[:-1] + 1e-6, edges[1:] - 1e-6]))
            grid = np.concatenate([[-0.06, -1e-6], grid, [1 + 1e-6, 1.06]])
            title = "1 tower" if n == 1 else f"{n} × {n} towers"
            note, ink = f"off by at most {number(largest_error(n), 2)}", OUTPUT
        else:
            grid = np.linspace(0, 1, 61)
            title, note, ink = "a hill", "height 1", GREY
        X = np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)
        z = (towers(n, X) if n else hill(*X.T)).reshape(len(grid), -1)
        ax = surface(card, (x, 0.95, 3.4, 3.7), grid, grid, z, most=1)
        ax.set(xlim=(-0.06, 1.06), ylim=(-0.06, 1.06), zlim=(0, 1.05))
        card.write(x + 1.7, 0.75, title, size=13, bold=True)
        card.write(x + 1.7, 5.6, note, ink=ink, size=11.5)
        said.append(f"{title}: {note}")
    n = towers_each[1]
    side = np.linspace(0, 1, 257)
    plane = card.plane(14.15, 1.5, 3.1, 3.1, xlim=(0, 1), ylim=(0, 1))
    plane.set(xticks=[], yticks=[])
    plane.spines[:].set(visible=True, color="#D5D9E0")
    seen = soft_towers(n, SOFT * n, side)
    plane.imshow(seen, origin="lower", extent=(0, 1, 0, 1), cmap=greens(), vmin=0, vmax=1)
    card.write(15.7, 0.75, f"{n} × {n}, soft", size=13, bold=True)
    card.write(15.7, 5.6, "pinholes, from above", ink=OUTPUT, size=11.5)
    return card.figure, (
        f"Four surfaces over a square. {'; '.join(said)}. Beside them {n} × {n} towers with soft "
        "walls, seen from above: wherever four corners meet there is a pinhole."
    )
