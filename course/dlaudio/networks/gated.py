"""A look inside an LSTM: what its gates, its cells and its states are at each step."""

from collections.abc import Sequence

import numpy as np

from dlaudio.layers.activations import sigmoid

# Columns i, f, g, o. A chord opens the input gate and shuts the forget gate; g says which it was.
MODE_MEMORY = ([[20, -20, 20, 0], [20, -20, -20, 0]], [[0, 0, 0, 0]], [-10, 10, 0, 10])


def traces(weights: Sequence, inputs, *, push=None) -> dict[str, np.ndarray]:
    """Run an LSTM from zeros over one sequence, and keep everything.

    Parameters
    ----------
    weights : (Wx, Wh, b)
        Of shapes (D, 4H), (H, 4H) and (4H,), blocks in the order i, f, g, o; nested lists will do.
    inputs : array, shape (T, D)
    push : (step, unit, by), optional
        So much is added to the cell of one unit after one step, and the net goes on from there.

    Returns
    -------
    dict of arrays of shape (T, H)
        The gates "i", "f", "o", the candidate "g", the cell "c" and the state "h" after each step.

    Raises
    ------
    ValueError
        If the shapes do not fit.
    """
    Wx, Wh, b = (np.asarray(item, dtype=float) for item in weights)
    inputs = np.asarray(inputs, dtype=float)
    D, H = inputs.shape[1], len(Wh)
    if Wx.shape != (D, 4 * H) or Wh.shape != (H, 4 * H) or b.shape != (4 * H,):
        raise ValueError(
            f"a cell of {H} units with {D} inputs needs Wx {(D, 4 * H)}, Wh {(H, 4 * H)} and "
            f"b {(4 * H,)}, got {Wx.shape}, {Wh.shape} and {b.shape}"
        )
    h, c, kept = np.zeros(H), np.zeros(H), []
    for t, x in enumerate(inputs):
        i, f, g, o = np.split(x @ Wx + h @ Wh + b, 4)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        c = f * c + i * g
        if push is not None and push[0] == t:
            c[push[1]] += push[2]
        h = o * np.tanh(c)
        kept.append((i, f, g, o, c, h))
    return dict(zip("ifgoch", np.array(kept).swapaxes(0, 1), strict=True))


def inside(layer, x, *, push=None) -> dict[str, np.ndarray]:
    """The same of a layer of the package (or of `mine.layers`) on one sequence x, (T, D)."""
    return traces((layer.weight_x.value, layer.weight_h.value, layer.bias.value), x, push=push)


def three_memories(told, leaky_unit) -> dict[str, np.ndarray]:
    """What three pianists remember of the chords, (T,) each: a perfect one, and two that leak.

    Parameters
    ----------
    told : array, shape (T,)
        What the two that leak hear: 1 is major, -1 is minor. The perfect one hears only the first
        step of each chord.
    leaky_unit : callable
        ``leaky_unit(v, alpha)`` gives the states (T,), and the half-life.
    """
    told = np.asarray(told)
    begins = np.diff(told, prepend=0.0) * np.abs(told)
    struck = np.stack([begins > 0, begins < 0], axis=1)
    leaks = {"quick leak": 0.5, "slow leak": 0.95}
    perfect = {"perfect": traces(MODE_MEMORY, struck)["c"][:, 0]}
    return perfect | {name: leaky_unit(told, alpha)[0] for name, alpha in leaks.items()}


def blame_of_cards(struck, lstm_backward) -> np.ndarray:
    """How long the slope of the pianist's last state is in each card: shape (T,).

    Parameters
    ----------
    struck : array, shape (T, 2)
        As from `dlaudio.generation.thirds.chords`.
    lstm_backward : callable
        ``lstm_backward(dH, x, Wx, Wh, b)`` gives the slopes of x first.
    """
    wiring = [np.array(part, dtype=float) for part in MODE_MEMORY]
    last = np.zeros((1, len(struck), 1))
    last[0, -1] = 1
    x = np.asarray(struck, dtype=float)[None]
    return np.linalg.norm(lstm_backward(last, x, *wiring)[0][0], axis=1)


def closest_unit(found: dict[str, np.ndarray], target) -> int:
    """The unit whose state follows a target (T,) most, up or down: by the correlation."""
    h, target = found["h"] - found["h"].mean(axis=0), np.asarray(target) - np.mean(target)
    return int(np.argmax(np.abs(target @ h) / np.linalg.norm(h, axis=0)))


def sick_cells(struck) -> dict[str, np.ndarray]:
    """Cell and state, (T,), of four memories of major and minor; each has something wrong with it.

    Parameters
    ----------
    struck : array, shape (T, 2)
        As from `dlaudio.generation.thirds.chords`.
    """
    (major, minor), Wh, (i, f, g, o) = MODE_MEMORY
    faults = [
        ((major, [minor[0], 0, *minor[2:]]), (i, f, g, o)),  # minor does not shut f
        ((major, minor), (i, 2.5, g, o)),  # f leaks
        ((major, minor), (i, f, g, -10)),  # o is shut
        ((major, minor), (-3, f, 0.6, o)),  # i is never quite shut, and g has a bias
    ]
    found = {}
    for number, (Wx, b) in enumerate(faults, start=1):
        seen = traces((Wx, Wh, b), struck)
        found[f"c of cell {number}"] = seen["c"][:, 0]
        found[f"h of cell {number}"] = seen["h"][:, 0]
    return found
