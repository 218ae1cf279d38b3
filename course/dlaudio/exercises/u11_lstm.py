"""LSTM and GRU: gates in the order i, f, g, o and z, r, candidate; x W_x + h W_h + b in a batch."""

import numpy as np

from dlaudio.datasets.beats import activations

from ..assessment.base import exercise
from ..assessment.compare import Difference
from ..assessment.quiz import choices, quiz
from ..onsets import f_measure

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
    return {"length": answer(steps, skip)}


def leaky_cases(rng):
    for n, alpha in [(9, 0.9), (1, 0.5), (12, 0.99), (7, 0.3)]:
        yield {"v": rng.random(n), "alpha": alpha}


@exercise(points=2, cases=leaky_cases)
def leaky_unit(answer, v, alpha):
    mu, half_life = answer(v, alpha)
    return {"mu": mu, "half_life": half_life}


@leaky_unit.law("after an impulse the state falls to a half within one half-life")
def _leaky_half(answer, rng):
    mu, half_life = answer(np.append(1.0, np.zeros(80)), 0.5 ** (1 / 20))
    return float(np.asarray(mu)[round(float(half_life))]) / float(np.asarray(mu)[0]), 0.5


# ---- the LSTM ----------------------------------------------------------------------------------


def lstm_cases(rng):
    for n, d, h in GATED:
        yield {**cell_inputs(rng, n, d, h, 4), "c": rng.normal(size=(n, h))}


@exercise(points=3, cases=lstm_cases)
def lstm_step(answer, x, h, c, Wx, Wh, b):
    new_h, new_c = answer(x, h, c, Wx, Wh, b)
    return {"h": new_h, "c": new_c}


@lstm_step.law("with the forget gate open and the input gate shut the cell stays exactly as it was")
def _keeps(answer, rng):
    case = next(lstm_cases(rng))
    H = case["c"].shape[1]
    case["Wx"] *= 0
    case["Wh"] *= 0
    case["b"] = np.repeat([-800.0, 800.0, 0.3, 0.1], H)
    c = case["c"].copy()
    return answer(**case)[1], c


def lstm_back_cases(rng):
    for case in lstm_cases(rng):
        shape = case["c"].shape
        yield {"dh": rng.normal(size=shape), "dc": rng.normal(size=shape), **case}


@exercise(points=6, cases=lstm_back_cases)
def lstm_step_backward(answer, dh, dc, x, h, c, Wx, Wh, b):
    names = ("dx", "dh_before", "dc_before", "dWx", "dWh", "db")
    return dict(zip(names, answer(dh, dc, x, h, c, Wx, Wh, b), strict=True))


def step(x, h, c, Wx, Wh, b):
    """One step of an LSTM, for laws: (h, c)."""
    i, f, g, o = np.split(x @ Wx + h @ Wh + b, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@lstm_step_backward.law("dx is the slope of the sum of dh * h + dc * c, by finite differences")
def _step_slope(answer, rng):
    case = next(lstm_back_cases(rng))
    dh, dc = case["dh"].copy(), case["dc"].copy()
    inner = {name: case[name].copy() for name in ("x", "h", "c", "Wx", "Wh", "b")}
    got = answer(**case)[0]

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


@exercise(points=2, cases=sequence_cases)
def lstm_forward(answer, x, Wx, Wh, b):
    return {"states": answer(x, Wx, Wh, b)}


def sequence_back_cases(rng):
    for case in sequence_cases(rng):
        n, t, _ = case["x"].shape
        yield {"dH": rng.normal(size=(n, t, len(case["Wh"]))), **case}


@exercise(points=4, cases=sequence_back_cases)
def lstm_backward(answer, dH, x, Wx, Wh, b):
    names = ("dx", "dWx", "dWh", "db")
    return dict(zip(names, answer(dH, x, Wx, Wh, b), strict=True))


def forget_cases(rng):
    for t, h in [(6, 3), (1, 2), (9, 1)]:
        yield {"forget": rng.uniform(0.2, 1, (t, h))}


@exercise(points=1, cases=forget_cases)
def cell_memory(answer, forget):
    return {"slope": answer(forget)}


# ---- memory set by hand ------------------------------------------------------------------------


def run_by_hand(weights, inputs, size):
    """States h and cells c, (T, size), of an LSTM whose weights an answer gave."""
    Wx, Wh, b = (np.asarray(item, dtype=float) for item in weights)
    d = inputs.shape[1]
    if Wx.shape != (d, 4 * size) or Wh.shape != (size, 4 * size) or b.shape != (4 * size,):
        raise ValueError(
            f"needs Wx {(d, 4 * size)}, Wh {(size, 4 * size)}, b {(4 * size,)}, "
            f"got {Wx.shape}, {Wh.shape}, {b.shape}"
        )
    h, c, states, cells = np.zeros((1, size)), np.zeros((1, size)), [], []
    for row in inputs:
        h, c = step(row[None], h, c, Wx, Wh, b)
        states.append(h[0])
        cells.append(c[0])
    return np.array(states), np.array(cells)


def latch_cases(rng):
    for n in (30, 60):
        events = rng.choice(3, n, p=[0.8, 0.1, 0.1])
        events[0], events[n // 2], events[-3] = 1, 2, 1
        inputs = np.stack([events == 1, events == 2], axis=1) * 1.0
        yield {"inputs": inputs}


@exercise(points=3, cases=latch_cases)
def latch(answer, inputs):
    states, _ = run_by_hand(answer, inputs, 1)
    on, wanted = 0, []
    for set_now, reset in inputs:
        on = 1 if set_now else 0 if reset else on
        wanted.append(on)
    # right if the state is above 1/2 exactly while it should be on
    return {"on": (states[:, 0] > 0.5).astype(int) == np.array(wanted)}


def counter_cases(rng):
    for n in (12, 40):
        yield {"inputs": (rng.random((n, 1)) < 0.4) * 1.0}


@exercise(points=2, cases=counter_cases)
def counter(answer, inputs):
    _, cells = run_by_hand(answer, inputs, 1)
    return {"count": np.round(cells[:, 0])}


# ---- the GRU -----------------------------------------------------------------------------------


def gru_cases(rng):
    for n, d, h in GATED:
        yield cell_inputs(rng, n, d, h, 3)


@exercise(points=3, cases=gru_cases)
def gru_step(answer, x, h, Wx, Wh, b):
    return {"h": answer(x, h, Wx, Wh, b)}


def gru_back_cases(rng):
    for case in gru_cases(rng):
        yield {"dh": rng.normal(size=case["h"].shape), **case}


@exercise(points=5, cases=gru_back_cases)
def gru_step_backward(answer, dh, x, h, Wx, Wh, b):
    names = ("dx", "dh_before", "dWx", "dWh", "db")
    return dict(zip(names, answer(dh, x, h, Wx, Wh, b), strict=True))


def size_cases(rng):
    for d, h in [(40, 64), (1, 1), (int(rng.integers(2, 30)), int(rng.integers(31, 60)))]:
        yield {"input_size": d, "hidden_size": h}


@exercise(points=2, cases=size_cases)
def recurrent_sizes(answer, input_size, hidden_size):
    rnn, gru, lstm = answer(input_size, hidden_size)
    return {"rnn": rnn, "gru": gru, "lstm": lstm}


# ---- beats -------------------------------------------------------------------------------------


def beat_cases(rng):
    for n in (8, 12, 1):
        truth = np.sort(rng.choice(40, n, replace=False)) * 0.5
        heard = truth + rng.uniform(-0.12, 0.12, n)
        extra = rng.uniform(0, 20, 3)
        yield {"estimated": np.sort(np.append(heard[: n - n // 4], extra)), "reference": truth}
    # one estimate near two beats, and two estimates near one beat
    yield {"estimated": np.array([1.03, 1.05, 3.0]), "reference": np.array([1.0, 2.0, 2.94, 3.06])}
    yield {"estimated": np.array([]), "reference": np.array([1.0])}


@exercise(points=3, cases=beat_cases)
def beat_f_measure(answer, estimated, reference):
    precision, recall, f = answer(estimated, reference, 0.07)
    return {"precision": precision, "recall": recall, "f": f}


def pick_cases(rng):
    for tempo in (90, 126):
        activation, beats = activations(tempo, rng)
        yield {"activation": activation, "frame_rate": 100, "beats": beats}


def nine_in_ten(got, expected):
    """At least 0.9, whatever the reference reaches."""
    if got.shape == () and got >= 0.9:
        return None
    return Difference("is too low", "", f"{float(np.mean(got)):.2f}", "0.9 or more")


@exercise(points=3, cases=pick_cases, compare={"f": nine_in_ten})
def pick_beats(answer, activation, frame_rate, beats):
    times = np.asarray(answer(activation, frame_rate), dtype=float)
    return {"f": f_measure(beats, times, window=0.07).f}


@quiz(points=6, asks="decay gates cell gru rhythm box")
def lstm_quiz(answer):
    return choices(answer, lstm_quiz.choices)
