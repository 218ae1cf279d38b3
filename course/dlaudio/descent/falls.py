"""How the loss of the forty tones falls for walkers of different habits, to see and to hear."""

import time
from collections.abc import Callable, Mapping

import numpy as np

from dlaudio.datasets.tones import Tones
from dlaudio.descent import valleys
from dlaudio.layers import sigmoid
from dlaudio.plots.parts.numbers import number, percent, told

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
        found[f"{percent(share)} of the largest, {share * largest:.3f}"] = losses(tones, path)
    return found


def last_losses(falls: dict) -> str:
    """A line for each row of losses: its name, and the last loss."""
    return "\n".join(f"lr at {name}: loss {told(row[-1], 3)}" for name, row in falls.items())


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


def heard_by_looks(falls: dict, *, sr: int) -> dict:
    """`over_looks` as melodies, as long for every walker: the pitch is the logarithm of the loss.

    Parameters
    ----------
    falls : mapping of names to arrays of losses
        From `in_batches`.
    sr : int
        Sample rate in Hz.
    """
    return heard(over_looks(falls), sr=sr, duration=0.08, highest=1, lowest=-6)


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


def steps_until_right(descend: Callable, start: float) -> str:
    """How many steps `until_right` takes from a score, in words."""
    counts = {name: len(z) - 1 for name, z in until_right(descend, start).items()}
    steps = ", ".join(f"{count} steps with {name}" for name, count in counts.items())
    return f"from {number(start)}: {steps}"


def play_until_right(descend: Callable, start: float, *, sr: int):
    """The scores of `until_right` as a player, a note a step: the higher, the nearer to right.

    Parameters
    ----------
    descend : function
        descend(slope, start, rate, steps) is the path (steps + 1, 1).
    start : float, below 0
        The first score.
    sr : int
        Sample rate in Hz.
    """
    from dlaudio.audio import melody, play_row

    looks = {"sr": sr, "duration": 0.04, "vmin": start, "vmax": 1}
    melodies = {name: melody(z, **looks) for name, z in until_right(descend, start).items()}
    title = f"a score of {number(start)} on its way to the right side"
    return play_row(melodies, sr, title=title, gap=0.5)


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
        found_one = f"to {number(track[-1], 2)}, J = {number(heights[-1], 2)}"
        end = found_one if heights[-1] < 100 else "and lost"
        notes = melody(heights, sr=sr, duration=0.09, vmin=-1.5, vmax=2.5)
        found[f"from {told(start, 3)} {end}"] = notes
    return found


def play_starts(descend: Callable, starts, *, sr: int):
    """A reader's own three starts as a player; or None, and a sentence why there is none yet.

    Parameters
    ----------
    descend : function
        descend(slope, start, rate, steps) is the path (steps + 1, 1).
    starts : mapping of "worse", "better" and "lost" to numbers, or None
        The answer to the exercise `starts`, right or not; None if there is none.
    sr : int
        Sample rate in Hz.
    """
    from dlaudio import mine
    from dlaudio.audio import play_row

    try:
        if starts is None:
            raise NotImplementedError
        if not isinstance(starts, Mapping) or not starts:
            raise ValueError(f"needs a dictionary of three numbers, got {starts!r}")
        tracks = into_valleys(descend, starts.values(), sr=sr)
    except Exception as error:  # an answer may be anything
        print(mine.waits("starts", error))
        return None
    return play_row(tracks, sr, title="your three starts", gap=0.5)


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


def tuned(loss: Callable, descend: Callable, *, start: float, rate: float, steps: int):
    """How far a string is from its pitch after each step of a descent, shape (steps + 1, 1).

    Parameters
    ----------
    loss : function
        loss(y, y_hat) of arrays (1,) is the squared error and its gradient (1,) in y_hat.
    descend : function
        descend(slope, start, rate, steps) is the path (steps + 1, 1).
    start : float
        How far it is at first, in semitones.
    rate : float
        The learning rate.
    steps : int
    """
    pitch = np.zeros(1)
    return descend(lambda s: np.asarray(loss(pitch, s)[1]), np.array([float(start)]), rate, steps)


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
        f"{name}: {len(row) - 1} steps, loss {told(row[-1])}" for name, row in falls.items()
    )
