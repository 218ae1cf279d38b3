"""How the loss of the forty tones falls for walkers of different habits, to see and to hear."""

import time
from collections.abc import Callable

import numpy as np

from dlaudio.datasets.tones import Tones
from dlaudio.descent import valleys
from dlaudio.layers import sigmoid

BATCHES = {"all 40 at a time": 40, "8 at a time": 8, "one at a time": 1}


def with_ones(tones: Tones) -> np.ndarray:
    """Zero crossings per millisecond, and a column of ones for the bias: shape (N, 2)."""
    return np.column_stack([tones.crossings, np.ones(len(tones.crossings))])


def curvature(tones: Tones) -> np.ndarray:
    """2/N X'X, shape (2, 2): what multiplies w in the gradient of the mean squared error."""
    X = with_ones(tones)
    return 2 / len(X) * X.T @ X


def losses(tones: Tones, path: np.ndarray) -> np.ndarray:
    """Mean squared error in kHz² of the line at each place of a path (steps + 1, 2): w and b."""
    return np.mean((path @ with_ones(tones).T - tones.khz) ** 2, axis=1)


def at_rates(
    tones: Tones, descend: Callable, slope: Callable, largest: float, shares=(0.9, 1.06)
) -> dict:
    """The losses over 40 steps at so many parts of the largest rate, by their names.

    Parameters
    ----------
    tones : Tones
    descend : function
        descend(slope, start, rate, steps) is the path (steps + 1, 2).
    slope : function
        slope(wb) is the gradient (2,) of the mean squared error over all tones.
    largest : float
        The largest rate.
    shares : sequence of float
    """
    found = {}
    for share in shares:
        path = descend(slope, np.zeros(2), share * largest, 40)
        found[f"{share:.0%} of the largest, {share * largest:.3f}"] = losses(tones, path)
    return found


def in_batches(
    tones: Tones, descend: Callable, slope: Callable, batches: Callable, looks: int = 480
) -> dict:
    """The losses over all tones of three walkers at the rate 0.1, by their names.

    Each of them may look at as many tones, so the fewer it takes at a time, the more steps it gets.

    Parameters
    ----------
    tones : Tones
        Forty of them.
    descend : function
        descend(slope, start, rate, steps) is the path (steps + 1, 2).
    slope : function
        slope(wb, rows) is the gradient (2,) over these rows.
    batches : function
        batches(n, batch_size, rng) is the list of the batches of one epoch, arrays of rows.
    looks : int
        How many tones each walker looks at, a multiple of 40.

    Returns
    -------
    dict of arrays, shapes (looks / size + 1,)
    """
    rng, n, found = np.random.default_rng(0), len(tones.khz), {}
    for name, size in BATCHES.items():
        turns = iter([rows for _ in range(looks // n) for rows in batches(n, size, rng)])
        steps = looks // size
        path = descend(lambda wb, turns=turns: slope(wb, next(turns)), np.zeros(2), 0.1, steps)
        found[name] = losses(tones, path)
    return found


def over_looks(falls: dict) -> dict:
    """Each walker's losses after every eighth tone of `in_batches`: as many for all of them."""
    longest = max(len(row) - 1 for row in falls.values())
    looks = np.arange(0, longest + 1, 8)
    return {name: row[looks * (len(row) - 1) // longest] for name, row in falls.items()}


def until_right(descend: Callable, start: float, most: int = 400) -> dict:
    """The scores of a sample labelled 1 that walk to the right side of 0, under two losses.

    Parameters
    ----------
    descend : function
        descend(slope, start, rate, steps) is the path (steps + 1, 1).
    start : float, below 0
        The first score.
    most : int
        Steps after which it is given up.

    Returns
    -------
    dict of arrays, shapes (steps + 1,)
        With squares and with cross entropy, at the rate 1; the last score is the first above 0.
    """

    def squares(z):
        return -2 * (1 - sigmoid(z)) ** 2 * sigmoid(z)

    def cross_entropy(z):
        return sigmoid(z) - 1

    found = {}
    for name, slope in (("squares", squares), ("cross entropy", cross_entropy)):
        scores = descend(slope, np.array([float(start)]), 1.0, most)[:, 0]
        there = np.flatnonzero(scores > 0)
        found[name] = scores[: there[0] + 1] if len(there) else scores
    return found


def into_valleys(descend: Callable, starts, *, sr: int) -> dict:
    """Thirty steps over the landscape of `valleys` from each start, as melodies: the pitch is J.

    Parameters
    ----------
    descend : function
        descend(slope, start, rate, steps) is the path (steps + 1, 1).
    starts : sequence of float
    sr : int
        Sample rate in Hz.
    """
    from dlaudio.audio import melody

    found = {}
    for start in map(float, starts):
        with np.errstate(over="ignore", invalid="ignore"):  # who is lost, goes beyond all numbers
            track = descend(valleys.slope, np.array([start]), valleys.LR, 30)[:, 0]
            heights = np.nan_to_num(valleys.height(track), nan=np.inf)
        end = f"to {track[-1]:.2f}, J = {heights[-1]:.2f}" if heights[-1] < 100 else "and lost"
        notes = melody(heights, sr=sr, duration=0.09, vmin=-1.5, vmax=2.5)
        found[f"from {start:g} {end}"] = notes
    return found


def microseconds(slope: Callable, rows: int) -> float:
    """How long slope(wb, rows) takes over so many of forty rows, each as often as needed.

    The shortest of 20 times: what else the computer does makes a time longer, never shorter.
    """
    wb, which, times = np.zeros(2), np.arange(rows) % 40, []
    for _ in range(20):
        start = time.perf_counter()
        slope(wb, which)
        times.append(time.perf_counter() - start)
    return 1e6 * min(times)


def heard(falls: dict, *, sr: int, duration: float, highest: float, lowest: float = -3) -> dict:
    """Each row of losses as a melody: a note a step, the pitch is the logarithm of the loss.

    Parameters
    ----------
    falls : mapping of names to arrays of losses
    sr : int
        Sample rate in Hz.
    duration : float
        Of a note, in seconds.
    highest, lowest : float
        The base-10 logarithms of the losses with the highest and the lowest note.
    """
    from dlaudio.audio import melody

    looks = {"sr": sr, "duration": duration, "vmin": lowest, "vmax": highest}
    return {name: melody(np.log10(row), **looks) for name, row in falls.items()}


def tuning(semitones, *, sr: int, target: float = 220.0) -> np.ndarray:
    """A string after each step on its way to a target, with the target softly beneath.

    Parameters
    ----------
    semitones : array, shape (steps + 1, 1)
        How far the string is from the target.
    sr : int
        Sample rate in Hz.
    target : float
        Hz.
    """
    from dlaudio.audio import note

    looks = {"sr": sr, "duration": 0.45}
    soft = note(target, amplitude=0.15, **looks)
    hz = target * 2 ** (np.ravel(semitones) / 12)
    return np.concatenate([soft + note(f, amplitude=0.4, **looks) for f in hz])


def steps_and_losses(falls: dict) -> str:
    """A line for each row of losses: its name, how many steps it took, and the last loss."""
    return "\n".join(
        f"{name}: {len(losses) - 1} steps, loss {losses[-1]:.2g}" for name, losses in falls.items()
    )
