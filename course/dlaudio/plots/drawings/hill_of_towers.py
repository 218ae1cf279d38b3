"""Two peaks and what 1, 16 and 256 towers make of them; a letter fenced in; soft pinholes."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots.drawings.tower import greens, surface
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, net, number

TOP, WIDTH = (0.42, 0.55), 0.2
PEAKS = ((0.2, 0.36, 1.0, 0.19), (0.8, 0.66, 0.75, 0.18))  # x1, x2, height, width
SOFT = 15.0  # steepness of soft walls, times the width of a tower
FENCE = 24  # towers each way that fence in a letter
SHARE = 8  # nets that share a landscape


def hill(x1, x2):
    """A round hill of height 1, not quite in the middle of the square from 0 to 1."""
    return np.exp(-((x1 - TOP[0]) ** 2 + (x2 - TOP[1]) ** 2) / (2 * WIDTH**2))


def landscape(x1, x2):
    """Two peaks, the left one of height 1, with a valley between them."""
    return sum(
        height * np.exp(-((x1 - at) ** 2 + (x2 - along) ** 2) / (2 * width**2))
        for at, along, height, width in PEAKS
    )


def towers(n_each: int, X: np.ndarray, ground=hill) -> np.ndarray:
    """What a net of n_each by n_each towers says at X (N, 2), shape (N,).

    Its first layer has a step at each border, 1 above 0 and else 0, in both directions; its second
    asks of each tower whether both of its walls stand (more than 1½); the output weighs each tower
    with the height of the ground at the tower's centre.
    """
    edges = np.linspace(0, 1, n_each + 1)
    edges[0] = -1e-9  # the border of the square belongs to it
    steps = X[:, None] > edges[:, None]  # (N, borders, directions)
    walls = 1.0 * steps[:, :-1] - steps[:, 1:]
    roofs = walls[:, :, None, 0] + walls[:, None, :, 1] > 1.5
    centres = (np.arange(n_each) + 0.5) / n_each
    return np.einsum("nij,ij->n", roofs, ground(*np.meshgrid(centres, centres, indexing="ij")))


def soft_towers(n_each: int, steepness: float, side: np.ndarray, shift: float = 0) -> np.ndarray:
    """The same with sigmoids, over all pairs of places of a side (N,), shape (N, N), x2 first.

    Where four corners meet, each of the walls is half way up: no two of them make more than 1½.
    With a shift, all borders lie so much farther along in both directions, and what they leave of
    the square has towers of its own.
    """
    inner = shift + np.arange(0 if shift else 1, n_each) / n_each
    edges = np.concatenate([[-1], inner, [2]])  # the outermost walls lie beyond the square
    centres = np.append(inner, inner[-1] + 1 / n_each) - 0.5 / n_each
    steps = sigmoid(steepness * (side[:, None] - edges))
    walls = steps[:, :-1] - steps[:, 1:]
    roofs = sigmoid(steepness / 2 * (walls[:, None, :, None] + walls[None, :, None, :] - 1.5))
    heights = hill(*np.meshgrid(centres, centres))
    return np.einsum("baji,ji->ba", roofs, heights)


def shared(n_nets: int, n_each: int, steepness: float, side: np.ndarray) -> np.ndarray:
    """The mean of several such nets, each with its borders a little farther along; (N, N).

    So no place lies in two pinholes at once (M. Nielsen, "Neural Networks and Deep Learning", 2015,
    chapter 4).
    """
    shifts = np.arange(n_nets) / n_nets / n_each
    return sum(soft_towers(n_each, steepness, side, shift) for shift in shifts) / n_nets


def largest_error(n_each: int) -> float:
    """The largest distance between peaks and towers over a grid that has their borders in it."""
    places = np.linspace(0, 1, 257)
    close = np.unique(np.clip(np.concatenate([places, places + 1e-6]), 0, 1))
    X = np.stack(np.meshgrid(close, close), axis=-1).reshape(-1, 2)
    rows = range(0, len(X), 20_000)
    built = np.concatenate([towers(n_each, X[i : i + 20_000], landscape) for i in rows])
    return float(np.abs(built - landscape(*X.T)).max())


def draw(towers_each=(1, 4, 16)):
    """Draw two peaks, three nets of so many towers each way, and a letter fenced in.

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
            title, note, ink = "two peaks", "the higher one: 1", GREY
        X = np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)
        z = (towers(n, X, landscape) if n else landscape(*X.T)).reshape(len(grid), -1)
        ax = surface(card, (x, 0.95, 3.4, 3.7), grid, grid, z, most=1)
        ax.set(xlim=(-0.06, 1.06), ylim=(-0.06, 1.06), zlim=(0, 1.05))
        card.write(x + 1.7, 0.75, title, size=13, bold=True)
        card.write(x + 1.7, 5.6, note, ink=ink, size=11.5)
        said.append(f"{title}: {note}")
    outline, inside = letter(FENCE)
    plane = _from_above(card, 14.15, inside)
    plane.plot(*outline.T, color=INPUT.line, lw=1.6)
    count = f"{inside.sum()} towers"
    card.write(15.7, 0.75, "a letter", size=13, bold=True)
    card.write(15.7, 5.6, count, ink=OUTPUT, size=11.5)
    return card.figure, (
        f"Four surfaces over a square. {'; '.join(said)}. Beside them the letter S, fenced in: "
        f"{count}, from above, stand where it covers the middle of their places."
    )


def draw_pinholes(n_each: int = 4, steepness=(60.0, 240.0), n_nets=(1, SHARE)):
    """Draw soft towers around the corner in the middle of the hill, from above, a knob at a time.

    Parameters
    ----------
    n_each : int
        Towers each way, an even number: four of them meet in the middle.
    steepness : two floats
        The weights of the walls, in the order of the panels.
    n_nets : two ints
        How many nets share the landscape: each takes both weights.
    """
    if n_each < 2 or n_each % 2:
        raise ValueError(f"draw_pinholes needs an even number of towers each way, got {n_each}")
    card, said = Card(6.1), []
    ground = number(float(hill(0.5, 0.5)), 2)
    near = np.linspace(0.5 - 0.6 / n_each, 0.5 + 0.6 / n_each, 241)
    for i, (n, weight) in enumerate((n, weight) for n in n_nets for weight in steepness):
        left = 0.8 + 4.3 * i
        _from_above(card, left, shared(n, n_each, weight, near))
        middle = left + 1.55
        height = number(float(shared(n, n_each, weight, np.array([0.5]))[0, 0]), 2)
        title = f"{n} net{'s' * (n > 1)}, weight {number(weight)}"
        card.write(middle, 0.75, title, size=13, bold=True)
        card.write(middle, 5.1, f"in the middle: {height}", ink=OUTPUT, size=12)
        card.write(middle, 5.62, f"ground: {ground}", ink=GREY, size=12)
        said.append(f"{title}: {height}")
    return card.figure, (
        f"Four views from above of the place where four of {n_each} × {n_each} towers meet on a "
        f"hill {ground} high there, and the height in the middle. {'; '.join(said)}. A single net "
        f"has one hole, the narrower the larger its weights; {n_nets[1]} nets have faint ones, "
        "side by side along a diagonal."
    )


def net_weights(n_each: int = 2) -> list[np.ndarray]:
    """The weights of the net that `towers` runs for two peaks, first layer to last.

    Steps of x1 come first, then those of x2; a roof has a row of towers' x1 before it.
    """
    n_steps, n_roofs = n_each + 1, n_each**2
    steps = np.zeros((2, 2 * n_steps))
    steps[0, :n_steps] = steps[1, n_steps:] = 1
    roofs = np.zeros((2 * n_steps, n_roofs))
    for k in range(n_roofs):
        for direction, at in enumerate(divmod(k, n_each)):
            roofs[direction * n_steps + at : direction * n_steps + at + 2, k] = 1, -1
    centres = (np.arange(n_each) + 0.5) / n_each
    return [steps, roofs, landscape(*np.meshgrid(centres, centres, indexing="ij")).reshape(-1, 1)]


def draw_net(lit: int = 0):
    """Draw the net of 2 by 2 towers on two peaks, one of its roofs lit.

    Parameters
    ----------
    lit : int from 0 to 3
        The roof whose steps, bias and height are lit; the first two stand at small x1.
    """
    if lit not in range(4):
        raise ValueError(f"draw_net needs a roof from 0 to 3, got {lit}")
    weights = net_weights()
    card = Card(9.2)
    places = [
        [(1.2, 3.0), (1.2, 6.9)],
        [(5.6, 1.6 + 1.18 * j + 0.45 * (j > 2)) for j in range(6)],
        [(10.6, 2.0 + 1.95 * k) for k in range(4)],
        [(15.4, 4.95)],
    ]
    borders = [number(b, 2) for b in (0, 0.5, 1)]
    names = [["$x_1$", "$x_2$"], borders * 2, ["AND"] * 4, ["+"]]
    needed = np.flatnonzero(weights[1][:, lit])

    def ink(layer, i, j):
        on = (j in needed, i in needed and j == lit, i == lit)[layer]
        return WEIGHT if on else GREY

    net(
        card, places, weights, names=names, radius=0.46, size=11, line_ink=ink,
        inks=[INPUT, PLAIN, PLAIN, OUTPUT],
    )  # fmt: skip
    for across, words in ((5.6, "steps, and where"), (10.6, "roofs: above 1½?"), (15.4, "ground")):
        card.write(across, 0.7, words, size=12.5, bold=True)
    signs = ["+1" if w > 0 else "−1" for w in weights[1][needed, lit]]
    for j, sign in zip(needed, signs, strict=True):
        across, down = 0.8 * np.array(places[1][j]) + 0.2 * np.array(places[2][lit])
        card.write(across, down, sign, ink=WEIGHT, size=11, bold=True, halo=True)
    heights = [number(float(h), 2) for h in weights[2][:, 0]]
    for k, ((across, down), height) in enumerate(zip(places[2], heights, strict=True)):
        looks = {"ink": WEIGHT, "bold": True} if k == lit else {"ink": GREY}
        card.write(across + 1.15, down - 0.35, f"· {height}", size=11.5, **looks)
    return card.figure, (
        "A net with the inputs x1 and x2, six steps, three for each input, that climb at "
        f"{', '.join(borders)}, four roofs and one output. A roof adds two steps of x1 and two of "
        f"x2 with the weights {', '.join(signs)} and asks whether that is above 1½; the output "
        f"adds the roofs, weighted with the height of the ground under each: {', '.join(heights)}."
    )


def letter(n_each: int) -> tuple[np.ndarray, np.ndarray]:
    """Outline (N, 2) of the letter S in the square, and which of n by n places it covers there."""
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath

    path = TextPath((0, 0), "S", size=1)
    low, high = path.vertices.min(axis=0), path.vertices.max(axis=0)
    outline = path.to_polygons()[0]
    outline = (outline - (low + high) / 2) / (high - low).max() * 0.84 + 0.5
    centres = (np.arange(n_each) + 0.5) / n_each
    X = np.stack(np.meshgrid(centres, centres), axis=-1).reshape(-1, 2)
    return outline, Path(outline).contains_points(X).reshape(n_each, n_each)


def _from_above(card: Card, left: float, z: np.ndarray):
    """The square from above, in the colours of an output; its axes."""
    plane = card.plane(left, 1.5, 3.1, 3.1, xlim=(0, 1), ylim=(0, 1))
    plane.set(xticks=[], yticks=[])
    plane.spines[:].set(visible=True, color="#D5D9E0")
    plane.imshow(z, origin="lower", extent=(0, 1, 0, 1), cmap=greens(), vmin=0, vmax=1)
    return plane
