"""Start here: tones, level, zero crossings, a rule by hand, the learning loop, and quizzes."""

import itertools
from collections.abc import Callable

import numpy as np

from ..assessment.base import exercise
from ..assessment.quiz import choices, letters, no_inputs, quiz
from .cases import rules

READY = ("librosa", "dlaudio.audio", "torchaudio")

# ---- a tone ------------------------------------------------------------------------------------


def tone_cases(rng):
    for sr, most in [(80, 12), (220, 60), (400, 100), (800, 90)]:
        yield {
            # the quarter keeps sin(2 pi f n), time counted in samples, from being 0 everywhere
            "frequency": int(rng.integers(sr // 40, sr // 8)) + 0.25,
            "duration": _whole_duration(int(rng.integers(most // 2, most)), sr),
            "sr": sr,
        }


def _whole_duration(n: int, sr: int) -> float:
    """About n / sr seconds, such that rounding the number of samples up or down is the same."""
    return next(
        k / sr for k in itertools.count(n) if int(k / sr * sr) == k == np.ceil(k / sr / (1 / sr))
    )


@exercise(points=2, cases=tone_cases, forbid=READY, only_with={"length": ("samples",)})
def make_tone(answer, frequency, duration, sr):
    """`make_tone(frequency, duration, sr)`, an array: the samples of a tone, amplitude 0.5."""
    y = np.asarray(answer(frequency, duration, sr))
    return {"length": y.size, "samples": y}


@make_tone.law("half the frequency at half the sample rate, twice as long, is the same numbers")
def _slower(answer, rng):
    case = next(tone_cases(rng))
    frequency, duration, sr = case["frequency"], case["duration"], case["sr"]
    return answer(frequency, duration, sr), answer(frequency / 2, duration * 2, sr // 2)


# ---- how long, how loud ------------------------------------------------------------------------


def sound_cases(rng):
    for n, sr, sign in [(8, 4000, -1), (11, 4, 1), (60, 8000, -1), (500, 22050, 1)]:
        y = np.round(0.2 * rng.normal(size=n) + 0.05, 3)
        # the sample furthest from zero lies below it, or above, away from the ends
        y[n // 2] = sign * round(1.2 * np.abs(y).max() + 0.1, 3)
        yield {"y": y, "sr": sr}


@exercise(points=3, cases=sound_cases, forbid=READY)
def duration_and_level(answer, y, sr):
    """`duration_and_level(y, sr)`, three numbers: seconds, peak and RMS of the samples y."""
    duration, peak, rms = answer(y, sr)
    return {"duration": duration, "peak": peak, "rms": rms}


@duration_and_level.law("a sound at half the amplitude is as long, with half the peak and the RMS")
def _half(answer, rng):
    y = rng.normal(size=50)
    return answer(y / 2, 100), np.asarray(answer(y, 100)) * [1, 0.5, 0.5]


@duration_and_level.law("a sound upside down, -y, is as long and as loud")
def _upside_down(answer, rng):
    y = rng.normal(size=50) + 0.5
    return answer(-y, 100), answer(y, 100)


# ---- zero crossings ----------------------------------------------------------------------------


def crossing_cases(rng):
    for sr, n in [(200, 8), (400, 31), (1000, 25), (2000, 240), (8000, 700)]:
        # eighths with many zeros among them, and off centre: 0 counts as positive
        yield {"y": rng.integers(-3, 5, n) / 8, "sr": sr}
    yield {"y": np.cos(np.arange(1600) * rng.uniform(0.1, 1.5)), "sr": 8000}


@exercise(points=3, cases=crossing_cases, forbid=READY)
def crossings(answer, y, sr):
    """`crossings(y, sr)`, an array: sign changes per millisecond in each frame of 25 ms."""
    return {"rate": answer(y, sr)}


@crossings.law("a sound ten times as loud crosses zero as often")
def _louder(answer, rng):
    y = rng.integers(-3, 5, 100) / 8
    return answer(10 * y, 400), answer(y, 400)


@crossings.law("what comes after the last whole frame changes nothing")
def _rest_does_not_count(answer, rng):
    y = rng.normal(size=45)  # at 1,000 Hz frames are 25 long: they begin at 0, 10 and 20
    return answer(np.append(y, rng.normal(size=4)), 1000), answer(y, 1000)


# ---- a rule by hand ----------------------------------------------------------------------------


@exercise(
    points=3,
    cases=rules.rule_cases,
    compare={
        "known": rules.heard(0.96, "words by known speakers right", "known"),
        "strangers": rules.heard(0.92, "words by strangers right", "new"),
    },
    try_with='print(strangers.report(rule_for_six, {*digits.where(split="train").speakers}))',
)
def rule_for_six(answer, known, new):
    """`rule_for_six(y, sr)` is True if the samples y say "six", else False."""
    return {
        "known": lambda: rules.judged(answer, known),
        "strangers": lambda: rules.judged(answer, new),
    }


# ---- the learning loop -------------------------------------------------------------------------

MOST_PROPOSALS = 200


def learning_problem(kind, x, y, w0, steps, rounds, enough) -> tuple:
    """A small problem to try `fit` on, as its arguments: fit(*learning_problem(...)).

    Parameters
    ----------
    kind : str
        "line": the model is w[0] + w[1] x and J the mean squared error; or "threshold": the model
        says whether x > w, and J counts its mistakes.
    x, y : array, shape (N,)
        D: the inputs, and for each what the model should say.
    w0 : array, shape (2,), or float
    steps : array, shape (K, 2) or (K,)
        Proposal k is w + steps[k], beginning again after the last.
    rounds : int
        Stop after this many rounds ...
    enough : float
        ... or when J is as low as this.

    Returns
    -------
    D, M, J, w0, modify, stop
        `modify` raises RuntimeError after 200 proposals: a loop that never stops is found out.
    """
    count = itertools.count()

    def modify(w):
        if (k := next(count)) >= MOST_PROPOSALS:
            raise RuntimeError(
                f"modify was called {MOST_PROPOSALS} times: every round has to make the history "
                "longer and to ask stop(history)"
            )
        return w + steps[k % len(steps)]

    def stop(history):
        if np.ndim(history) != 1:
            raise ValueError(f"stop needs the history, a list of numbers, got {history}")
        return len(history) > rounds or (len(history) > 0 and history[-1] <= enough)

    model, error = MODELS[kind]

    def measure(D, model):
        if not callable(model):
            raise ValueError(f"J needs a model, as M(w) gives it, got {type(model).__name__}")
        return float(error(model(D[0]), D[1]))

    return (x, y), model, measure, w0, modify, stop


MODELS: dict[str, tuple[Callable, Callable]] = {
    "line": (lambda w: lambda x: w[0] + w[1] * x, lambda got, y: np.mean((got - y) ** 2)),
    "threshold": (lambda w: lambda x: x > w, lambda got, y: np.sum(got != y)),
}


def learning_cases(rng):
    for k, (n, rounds, enough) in enumerate([(5, 9, 0.0), (4, 16, 0.2), (6, 0, 0.0), (8, 12, 0.0)]):
        x = np.round(rng.uniform(-1, 1, n), 2)
        y = np.round(1 + 2 * x + rng.normal(size=n) / 5, 2)
        steps = np.round(rng.normal(size=(6, 2)) / 2 + [0.2, 0.3], 2)
        # the first proposal is worse, the second is better, the third is no proposal at all
        steps[:3] = [[-0.5, -0.25], [0.75, 1.0], [0.0, 0.0]]
        if k == 3:  # but here the first is better, so who gives up on a worse one plays a round
            steps[:2] = steps[1::-1].copy()
        w0 = np.round(rng.normal(size=2) / 5, 2)
        values = {"x": x, "y": y, "w0": w0, "steps": steps}
        yield {"kind": "line", **values, "rounds": rounds, "enough": enough}
    for n, rounds, enough in [(12, 14, 0.0), (9, 20, 2.0), (12, 14, 1.0)]:
        x = np.round(rng.uniform(0, 4, n), 2)
        steps = np.round(rng.normal(size=8), 2)
        steps[:2] = [-0.5, 1.25]
        values = {"x": x, "y": x > rng.uniform(1.5, 2.5), "w0": 0.5, "steps": steps}
        yield {"kind": "threshold", **values, "rounds": rounds, "enough": enough}
    # as good, better, worse, as good, worse, all of it twice: the last proposal is refused
    scale, border = np.round(rng.uniform(0.5, 2), 2), rng.integers(3, 7)
    x, steps = rng.permutation(9), np.array([0.25, 1, -1, 0.125, -2])
    values = {"x": scale * x, "y": x > border, "w0": float(scale) / 2, "steps": scale * steps}
    yield {"kind": "threshold", **values, "rounds": 10, "enough": 0.0}


TRIED = (
    "from dlaudio.exercises.u00_start_here import learning_problem; "
    "fit(*learning_problem(kind, x, y, w0, steps, rounds, enough))"
)


@exercise(points=4, cases=learning_cases, forbid=("dlaudio.descent",), made=TRIED)
def fit(answer, **problem):
    """`fit(D, M, J, w0, modify, stop)`: the weights held at the end, and the history of J."""
    w, history = answer(*learning_problem(**problem))
    return {"w": w, "history": history}


@fit.law("the last number in the history is J of the weights that are returned")
def _history_ends_with_w(answer, rng):
    case = next(learning_cases(rng))
    D, M, J, *_ = problem = learning_problem(**case)
    w, history = answer(*problem)
    return history[-1], J(D, M(w))


@fit.law("the history never rises")
def _never_rises(answer, rng):
    _, history = answer(*learning_problem(**next(learning_cases(rng))))
    return history, np.minimum.accumulate(history)


# ---- a net by hand -----------------------------------------------------------------------------


def pairs_cases(rng):
    yield {"pairs": np.array([[3.0, 5], [5, 3], [2, 2], [0, 4], [4, 0], [0, 0]])}
    pairs = np.round(rng.uniform(0, 9, (20, 2)), 2)
    pairs[:2, 1] = pairs[:2, 0] + [0.01, -0.01]  # nearly the same
    yield {"pairs": pairs}


@exercise(
    points=3,
    cases=pairs_cases,
    made="W1, w2 = map(np.array, larger); np.maximum(0, pairs @ W1) @ w2",
)
def larger(answer, pairs):
    """`larger = (W1, w2)`: a net of two units that answers the larger of two numbers."""
    if not isinstance(answer, tuple | list):
        raise TypeError(f"needs the weights in brackets, (W1, w2), got {type(answer).__name__}")
    if len(answer) != 2:
        raise ValueError(f"needs two things in brackets, (W1, w2), got {len(answer)}")
    W1, w2 = (np.asarray(weights, dtype=float) for weights in answer)
    if W1.shape != (2, 2) or w2.shape not in ((2,), (2, 1)):
        raise ValueError(
            f"needs W1 of two rows of two numbers and w2 of two numbers, got the shapes {W1.shape} "
            f"and {w2.shape}"
        )
    return {"answers": np.maximum(0, pairs @ W1) @ w2.ravel()}


# ---- quizzes -----------------------------------------------------------------------------------

KINDS = ("mood", "tags", "speaker", "speech")
COSTS = ("radio", "tempo", "bars", "clip")


@exercise(points=4, cases=no_inputs, secret=True)
def task_kinds(answer):
    """What kinds four tasks are of, as letters, and what four answers cost: a dict."""
    costs = {name: lambda name=name: _cost(answer[name]) for name in COSTS}
    return letters(answer, KINDS) | costs


def _cost(given) -> float:
    text = str(given).strip(" ().,")
    if text == "?":
        raise NotImplementedError
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"needs a number, such as 1, got {given!r}") from None


@exercise(points=2, cases=no_inputs, secret=True)
def broken_loops(answer):
    """`broken_loops`, a dict: for each history the letter of the line that makes it."""
    return letters(answer, ("first", "second", "third", "fourth"))


@quiz(points=3, asks="labels strangers design")
def start_quiz(answer):
    """Three questions on the unit: a dict of letters."""
    return choices(answer, start_quiz.choices)
