"""LSTM and GRU: gates in the order i, f, g, o and z, r, candidate; x W_x + h W_h + b in a batch."""

import numpy as np

from dlaudio.networks.gated import traces

from ..assessment.base import exercise
from ..assessment.quiz import choices, quiz
from ..onsets import f_measure
from .cases.beats import beat_cases, beside_a_low_peak, nine_in_ten, on_one_peak, pick_cases
from .cases.recurrence import joined, whole
from .cases.wired import (
    counter_cases,
    latch_cases,
    one_unit,
    third_cases,
    toggle_cases,
    within_a_quarter,
)

# What the package has of a recurrent layer; frameworks have it too.
READY = ("dlaudio.layers", "dlaudio.networks", "dlaudio.mine", "torch", "tensorflow")
GATED = [(3, 2, 4), (1, 3, 2), (4, 1, 3)]  # N, D, H


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def cell_inputs(rng, n, d, h, gates):
    """x, h, weights and bias of one step."""
    return {
        "x": rng.normal(size=(n, d)),
        "h": rng.normal(size=(n, h)),
        "Wx": rng.normal(size=(d, gates * h)) / 2,
        "Wh": rng.normal(size=(h, gates * h)) / 2,
        "b": rng.normal(size=gates * h) / 2,
    }


# ---- before the gates --------------------------------------------------------------------------


def skip_cases(rng):
    for steps, skip in [(10, 5), (17, 4), (3, 8), (int(rng.integers(20, 60)), 7), (12, 12)]:
        yield {"steps": steps, "skip": skip}


@exercise(points=1, cases=skip_cases)
def path_length(answer, steps, skip):
    """A whole number: the fewest links from step 0 to the last step."""
    return {"length": answer(steps, skip)}


def leaky_cases(rng):
    for n, alpha in [(9, 0.9), (1, 0.8), (12, 0.99), (7, 0.3)]:
        yield {"v": rng.random(n), "alpha": alpha}


@exercise(points=2, cases=leaky_cases)
def leaky_unit(answer, v, alpha):
    """Two things: the state after each input, (T,), and the half-life in steps."""
    mu, half_life = answer(v, alpha)
    return {"mu": mu, "half_life": half_life}


@leaky_unit.law("after an impulse the state falls to a half within one half-life")
def _leaky_half(answer, rng):
    mu, half_life = answer(np.append(1.0, np.zeros(80)), 0.5 ** (1 / 20))
    return float(np.asarray(mu)[round(float(half_life))]) / float(np.asarray(mu)[0]), 0.5


# ---- the LSTM ----------------------------------------------------------------------------------


STEP = ("x", "h", "c", "Wx", "Wh", "b")


def lstm_cases(rng):
    for n, d, h in GATED:
        yield {**cell_inputs(rng, n, d, h, 4), "c": rng.normal(size=(n, h))}


@exercise(points=3, cases=lstm_cases, forbid=READY)
def lstm_step(answer, x, h, c, Wx, Wh, b):
    """The new h and c of one step, both (N, H); and from whole numbers, which show what writes."""
    new_h, new_c = answer(x, h, c, Wx, Wh, b)

    def from_whole_numbers():
        return np.stack(answer(x, whole(h), whole(c), Wx, Wh, b))

    return {"h": new_h, "c": new_c, "from_whole_numbers": from_whole_numbers}


@lstm_step.law("with the forget gate open and the input gate shut the cell stays exactly as it was")
def _keeps(answer, rng):
    case = next(lstm_cases(rng))
    H = case["c"].shape[1]
    case["Wx"] *= 0
    case["Wh"] *= 0
    case["b"] = np.repeat([-40.0, 40.0, 0.3, 0.1], H)
    c = case["c"].copy()
    return answer(*(case[name] for name in STEP))[1], c


def lstm_back_cases(rng):
    for case in lstm_cases(rng):
        shape = case["c"].shape
        yield {"dh": rng.normal(size=shape), "dc": rng.normal(size=shape), **case}


@exercise(points=6, cases=lstm_back_cases, forbid=READY)
def lstm_step_backward(answer, dh, dc, x, h, c, Wx, Wh, b):
    """Six slopes: of x, the old h, the old c, Wx, Wh and b, each shaped like what it is of.

    And the first three from whole numbers, which show what writes into its inputs.
    """
    names = ("dx", "dh_before", "dc_before", "dWx", "dWh", "db")

    def from_whole_numbers():
        return joined(answer(whole(dh), whole(dc), x, whole(h), whole(c), Wx, Wh, b)[:3])

    slopes = dict(zip(names, answer(dh, dc, x, h, c, Wx, Wh, b), strict=True))
    return {**slopes, "from_whole_numbers": from_whole_numbers}


def step(x, h, c, Wx, Wh, b):
    """One step of an LSTM, for laws: (h, c)."""
    i, f, g, o = np.split(x @ Wx + h @ Wh + b, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@lstm_step_backward.law("dx is the slope of the sum of dh * h + dc * c, by finite differences")
def _step_slope(answer, rng):
    case = next(lstm_back_cases(rng))
    dh, dc = case["dh"].copy(), case["dc"].copy()
    inner = {name: case[name].copy() for name in STEP}
    got = answer(dh, dc, *inner.values())[0]

    def value(x):
        h, c = step(**{**inner, "x": x})
        return float((dh * h).sum() + (dc * c).sum())

    slopes = np.zeros_like(inner["x"])
    for place in np.ndindex(slopes.shape):
        nudge = np.zeros_like(slopes)
        nudge[place] = 1e-5
        slopes[place] = (value(inner["x"] + nudge) - value(inner["x"] - nudge)) / 2e-5
    return got, slopes


def sequence_cases(rng):
    for (n, d, h), t in zip(GATED, (5, 4, 1), strict=True):
        case = cell_inputs(rng, n, d, h, 4)
        del case["h"]
        yield {**case, "x": rng.normal(size=(n, t, d))}


@exercise(points=2, cases=sequence_cases, forbid=READY)
def lstm_forward(answer, x, Wx, Wh, b):
    """All states, (N, T, H)."""
    return {"states": answer(x, Wx, Wh, b)}


def sequence_back_cases(rng):
    for case in sequence_cases(rng):
        n, t, _ = case["x"].shape
        yield {"dH": rng.normal(size=(n, t, len(case["Wh"]))), **case}


@exercise(points=4, cases=sequence_back_cases, forbid=READY)
def lstm_backward(answer, dH, x, Wx, Wh, b):
    """Four slopes: of x, Wx, Wh and b, each shaped like what it is of."""
    names = ("dx", "dWx", "dWh", "db")
    return dict(zip(names, answer(dH, x, Wx, Wh, b), strict=True))


def bias_cases(rng):
    for steps, share in [(100, 0.5), (1, 0.25), (int(rng.integers(20, 60)), 0.9), (1000, 0.99)]:
        yield {"steps": steps, "share": share}


@exercise(points=2, cases=bias_cases)
def forget_bias(answer, steps, share):
    """The bias b, a number, with which `share` of a cell is left after `steps` steps."""
    return {"bias": answer(steps, share)}


@forget_bias.law("with this bias, that share of the cell is left after so many steps")
def _left(answer, rng):
    return sigmoid(float(answer(40, 0.7))) ** 40, 0.7


# ---- memory set by hand ------------------------------------------------------------------------


@exercise(points=3, cases=latch_cases)
def latch(answer, inputs):
    """(Wx, Wh, b) of one cell with two inputs; judged is whether h is above 1/2 at each step."""
    return {"on": one_unit(answer, inputs)["h"][:, 0] > 0.5}


@exercise(points=2, cases=counter_cases, compare={"count": within_a_quarter})
def counter(answer, inputs):
    """(Wx, Wh, b) of one cell with one input; judged is its c at each step."""
    return {"count": one_unit(answer, inputs)["c"][:, 0]}


@exercise(points=3, cases=toggle_cases)
def toggle(answer, inputs):
    """(Wx, Wh, b) of one cell with one input; judged is whether h is above 1/2 at each step."""
    return {"on": one_unit(answer, inputs)["h"][:, 0] > 0.5}


@exercise(points=4, cases=third_cases)
def every_third(answer, inputs):
    """(Wx, Wh, b) of up to 8 cells; judged is whether the first h is above 1/2 at each step."""
    if not 1 <= len(answer[1]) <= 8:
        raise ValueError(f"every_third needs 1 to 8 cells, got Wh with {len(answer[1])} rows")
    return {"on": traces(answer, inputs)["h"][:, 0] > 0.5}


@quiz(points=4, asks="cell_1 cell_2 cell_3 cell_4")
def sick_cells(answer):
    """A dict of letters: what is wrong with each of the four cells of the picture."""
    return choices(answer, sick_cells.choices)


# ---- the GRU -----------------------------------------------------------------------------------


def gru_cases(rng):
    for n, d, h in GATED:
        yield cell_inputs(rng, n, d, h, 3)


@exercise(points=3, cases=gru_cases, forbid=READY)
def gru_step(answer, x, h, Wx, Wh, b):
    """The new h of one step, (N, H); and from whole numbers, which show what writes."""
    return {
        "h": answer(x, h, Wx, Wh, b),
        "from_whole_numbers": lambda: answer(x, whole(h), Wx, Wh, b),
    }


def gru_back_cases(rng):
    for case in gru_cases(rng):
        yield {"dh": rng.normal(size=case["h"].shape), **case}


@exercise(points=5, cases=gru_back_cases, forbid=READY)
def gru_step_backward(answer, dh, x, h, Wx, Wh, b):
    """Five slopes: of x, the old h, Wx, Wh and b, each shaped like what it is of.

    And the first two from whole numbers, which show what writes into its inputs.
    """
    names = ("dx", "dh_before", "dWx", "dWh", "db")
    return {
        **dict(zip(names, answer(dh, x, h, Wx, Wh, b), strict=True)),
        "from_whole_numbers": lambda: joined(answer(whole(dh), x, whole(h), Wx, Wh, b)[:2]),
    }


def size_cases(rng):
    for d, h in [(40, 64), (1, 1), (int(rng.integers(2, 30)), int(rng.integers(31, 60)))]:
        yield {"input_size": d, "hidden_size": h}


@exercise(points=2, cases=size_cases)
def recurrent_sizes(answer, input_size, hidden_size):
    """Three whole numbers: how many weights and biases an RNN, a GRU and an LSTM have."""
    rnn, gru, lstm = answer(input_size, hidden_size)
    return {"rnn": rnn, "gru": gru, "lstm": lstm}


# ---- beats -------------------------------------------------------------------------------------


@exercise(points=3, cases=beat_cases, forbid=("dlaudio.onsets", "dlaudio.mine", "mir_eval"))
def beat_f_measure(answer, estimated, reference, tolerance):
    """Three numbers, precision, recall and F, for two sorted lists of times in seconds."""
    precision, recall, f = answer(estimated, reference, tolerance)
    return {"precision": precision, "recall": recall, "f": f}


FINDERS = ("dlaudio.onsets", "dlaudio.mine", "scipy", "librosa", "madmom")


@exercise(
    points=3,
    cases=pick_cases,
    compare={"f": nine_in_ten, "to_the_frame": nine_in_ten},
    forbid=FINDERS,
)
def pick_beats(answer, activation, frame_rate, beats):
    """Times of beats in seconds, in order; judged is their F, and whether one stands exactly.

    And how many there are on a beat, and in a peak of 0.34 beside it.
    """

    times = np.asarray(answer(activation, frame_rate), dtype=float)
    return {
        "f": f_measure(beats, times, window=0.07).f,
        "to_the_frame": lambda: on_one_peak(answer, frame_rate),
        "beside_a_low_peak": lambda: beside_a_low_peak(answer, frame_rate),
    }


@quiz(points=6, asks="decay gates cell gru rhythm bias")
def lstm_quiz(answer):
    """A dict of letters, one for each question."""
    return choices(answer, lstm_quiz.choices)
