"""A drum machine: hits on the steps of a grid, and what nets of threshold units say on a step."""

import numpy as np

from dlaudio.audio.drums import hat, kick, snare
from dlaudio.audio.fades import fade
from dlaudio.audio.signals import tone


def clave(*, sr: int, rng: np.random.Generator, amplitude: float = 0.6) -> np.ndarray:
    """Two sticks of hard wood: a tone of 2,500 Hz, a little off each time, that dies in 60 ms.

    Parameters
    ----------
    sr : int
        Hz.
    rng : numpy.random.Generator
        Varies each hit a little.
    amplitude : float
        Peak, from 0 to 1.
    """
    y = tone(rng.uniform(2450, 2550), sr=sr, duration=0.06, amplitude=amplitude)
    return fade(y * np.exp(-np.arange(len(y)) / sr / 0.015), sr=sr, fade_in=0.001)


DRUMS = {"kick": (kick, 0.8), "snare": (snare, 0.6), "hat": (hat, 0.25), "clave": (clave, 0.6)}


def bar(hits: dict[str, np.ndarray], *, sr: int = 22050, step: float = 0.13, bars: int = 2):
    """Play rows of hits, one row a drum.

    Parameters
    ----------
    hits : mapping from "kick", "snare", "hat" or "clave" to an array of 0 and 1, shape (steps,)
    sr : int
        Hz.
    step : float
        Seconds from one step to the next.
    bars : int
        How often the rows are repeated.

    Returns
    -------
    y : array, shape (samples,)

    Raises
    ------
    ValueError
        If a drum is unknown or the rows are not equally long.
    """
    rows = {name: np.tile(np.asarray(row).astype(bool), bars) for name, row in hits.items()}
    if not set(rows) <= set(DRUMS) or len({row.shape for row in rows.values()}) != 1:
        lengths = {name: row.shape for name, row in rows.items()}
        raise ValueError(f"bar needs equal rows of {', '.join(DRUMS)}, got {lengths}")
    n = len(next(iter(rows.values())))
    y = np.zeros(round(n * step * sr) + sr // 2)
    for name, row in rows.items():
        drum, amplitude = DRUMS[name]
        sound = drum(sr=sr, rng=np.random.default_rng(0), amplitude=amplitude)
        for i in np.flatnonzero(row):
            start = round(i * step * sr)
            y[start : start + len(sound)] += sound
    return y / max(1.0, np.abs(y).max())


def mistake_rhythm(wrong, *, last: int = 0, step: float = 0.04) -> np.ndarray:
    """Learning as a rhythm at 22,050 Hz: a hat for each sample, a kick for each mistake.

    Parameters
    ----------
    wrong : array of bool, shape (epochs, N)
    last : int
        Only so many steps of the end; 0 for all.
    step : float
        Seconds a sample.

    Returns
    -------
    y : array, shape (samples,)
    """
    wrong = np.asarray(wrong).ravel()[-last:]
    return bar({"hat": ~wrong, "kick": wrong}, step=step, bars=1)


def learn_beat(epoch, row, *, bars: int = 8) -> dict[str, np.ndarray]:
    """What a perceptron plays while it is taught a beat: hits for `bar`, with a kick on each one.

    Its inputs are the bits of the step's number, and each wrong step is one correction.

    Parameters
    ----------
    epoch : callable
        ``epoch(w, X, y)`` that returns the new weights, shape (D + 1,), and the mistakes.
    row : array of 0 and 1, shape (2**n,)
        The beat that is asked for.
    bars : int
        At most; it ends with the first one that is right.
    """
    from dlaudio.datasets.truth_tables import corners
    from dlaudio.networks.perceptron import follow

    want = np.asarray(row).astype(bool)
    n = int(np.log2(len(want)))
    _, wrong = follow(epoch, corners(n), 2 * want - 1, n_epochs=bars)
    one = np.arange(want.size * len(wrong)) % want.size == 0
    return {"kick": one, "snare": (want ^ wrong).ravel()}


def clicks(row: str) -> np.ndarray:
    """A row of hits from a text such as "x..x..x.": 1 for x, 0 for a dot.

    Parameters
    ----------
    row : str

    Raises
    ------
    ValueError
        If there is anything else in it, or nothing.
    """
    if not row or set(row) - set("x."):
        raise ValueError(f"clicks needs a text of x and dots, got {row!r}")
    return np.array([int(letter == "x") for letter in row])


def shaken(net, amount: float, *, rng: np.random.Generator):
    """A net's arrays (W, b, v, c), each weight off by a random number up to `amount` either way.

    Parameters
    ----------
    net : arrays of shapes (n, K), (K,), (K,), and a number
    amount : float
    rng : numpy.random.Generator
    """
    return tuple(
        np.asarray(part, dtype=float) + rng.uniform(-amount, amount, np.shape(part)) for part in net
    )


def shaken_beat(nets, amount: float) -> dict:
    """What nets play, rows of 0 and 1 for `bar`, when each weight is off by up to `amount`.

    Each weight's error grows from the same random draw.

    Parameters
    ----------
    nets : mapping from names of drums to nets (W, b, v, c)
    amount : float
    """
    return {
        name: steps_of(shaken(net, amount, rng=np.random.default_rng(0)))
        for name, net in nets.items()
    }


def steps_of(net, n: int = 4) -> np.ndarray:
    """What a net (W, b, v, c) of threshold units says on each of 2**n steps, (2**n,), 0 or 1.

    Its inputs are the bits of the step's number, the largest first.

    Parameters
    ----------
    net : arrays of shapes (n, K), (K,), (K,), and a number
    n : int
    """
    from dlaudio.datasets.truth_tables import corners

    W, b, v, c = (np.asarray(part, dtype=float) for part in net)
    hidden = (corners(n) @ W + b > 0).astype(float)
    return (hidden @ v + c > 0).astype(int)


def wired(row) -> tuple:
    """A net (W, b, v, c) of threshold units, one for each hit, that plays a row of 0 and 1.

    Parameters
    ----------
    row : array of 0 and 1, shape (2**n,)

    Raises
    ------
    ValueError
        If nothing is hit, or the number of steps is no power of two.
    """
    from dlaudio.datasets.truth_tables import corners

    row = np.asarray(row)
    n = len(row).bit_length() - 1
    if len(row) != 2**n or not row.any():
        raise ValueError(f"wired needs a row of 2, 4, 8, 16 ... steps with a hit, got {row}")
    # each unit knows one step: it scores a half there, and is at least a half below 0 elsewhere
    known = 2.0 * corners(n)[np.flatnonzero(row)] - 1
    return known.T, 0.5 - np.maximum(known, 0).sum(axis=1), np.ones(len(known)), -0.5


def gate_beats(gates) -> dict[str, dict[str, list[int]]]:
    """What gates play in the drummer's chair, as hits for `bar`; NOT hears the second bit alone.

    Parameters
    ----------
    gates : dict
        Weights, the bias first, of "AND" and "OR", shape (3,), and of "NOT", shape (2,).
    """
    from dlaudio.datasets.truth_tables import corners, score

    heard = {"AND": corners(2), "OR": corners(2), "NOT": corners(2)[:, 1:]}
    return {
        name: {"kick": [1, 0, 0, 0], "snare": list((score(X, gates[name]) > 0).astype(int))}
        for name, X in heard.items()
    }


def players(answer, rows: dict[str, str]) -> dict:
    """A net for each row of hits, wired by a student's `compile_truth_table`.

    Where it is not answered yet, or brings no net, a bar of hats plays and a line says so.

    Parameters
    ----------
    answer : callable
        Makes a net (W, b, v, c) from a row of 0 and 1.
    rows : dict
        A text of x and dots for each drum.
    """
    from dlaudio.mine import waits

    try:
        nets = {name: answer(clicks(row)) for name, row in rows.items()}
        for net in nets.values():
            steps_of(net)
    except Exception as error:
        print(waits("compile_truth_table", error), "Until then a bar of hats ticks.")
        always = (np.zeros((4, 1)), np.ones(1), np.ones(1), -0.5)
        return {"hat": always}
    print("Hidden units:", ", ".join(_size(*pair) for pair in nets.items()))
    return nets


def _size(name: str, net) -> str:
    return f"{name} {np.size(net[2])}"
