"""Recurrent nets and back-propagation through time; shapes and formulas are in `recurrence`."""

import numpy as np

from dlaudio.gradcheck import numeric_gradient
from dlaudio.networks.memories import LARGEST, remembered

from ..assessment.base import exercise
from ..assessment.compare import at_least, middle_at_least
from ..assessment.quiz import choices, no_inputs, quiz
from .cases import recurrence
from .cases.memories import STARTS, endless_cases, tone_cases, visible_tone_cases
from .cases.recurrence import joined, states, whole

# ---- windows -----------------------------------------------------------------------------------


def window_cases(rng):
    for t, d, length, n_hidden in [(9, 2, 3, 5), (6, 1, 5, 2), (8, 3, 1, 4)]:
        yield {"x": rng.normal(size=(t, d)), "L": length, "n_hidden": n_hidden}


@exercise(points=3, cases=window_cases)
def window_dataset(answer, x, L, n_hidden):
    """Windows (T - L, L D), what follows each (T - L, D), and the weights of an MLP on them."""
    inputs, targets, n_weights = answer(x, L, n_hidden)
    return {"inputs": inputs, "targets": targets, "n_weights": n_weights}


# ---- forwards ----------------------------------------------------------------------------------


LAYERS = ("dlaudio.layers",)


@exercise(points=3, cases=recurrence.sequence_cases, forbid=LAYERS)
def rnn_sequence(answer, X, h0, W_x, W_h, b):
    """The states (N, T, H) after each input; and from whole numbers, which show what writes."""
    return {
        "one_step": lambda: answer(X[:, :1], h0, W_x, W_h, b),
        "states": lambda: answer(X, h0, W_x, W_h, b),
        "from_whole_numbers": lambda: answer(X, whole(h0), W_x, W_h, b),
    }


@rnn_sequence.law("the first states do not change when later inputs do")
def _no_future(answer, rng):
    case = next(recurrence.sequence_cases(rng))
    other = {**case, "X": np.concatenate([case["X"][:, :3], rng.normal(size=(3, 2, 2))], axis=1)}
    return [np.asarray(answer(*one.values()))[:, :3] for one in (case, other)]


@rnn_sequence.law("going on from the third state gives the states that follow it")
def _in_two_parts(answer, rng):
    case = next(recurrence.sequence_cases(rng))
    X, _, *weights = case.values()
    whole = np.asarray(answer(*case.values()))
    rest = answer(X[:, 3:], whole[:, 2], *weights)
    return rest, whole[:, 3:]


# ---- losses and their gradients ----------------------------------------------------------------


@exercise(points=4, cases=recurrence.label_cases)
def output_gradients(answer, H, W_y, c, labels):
    """Mean cross entropy of an output at each step, and dH (N, T, H), dW_y, dc."""
    loss, dH, dW_y, dc = answer(H, W_y, c, labels)
    return {"loss": loss, "dH": dH, "dW_y": dW_y, "dc": dc}


@output_gradients.law("dW_y is the slope of the loss that the same function returns")
def _output_slope(answer, rng):
    case = next(recurrence.label_cases(rng))
    H, W_y, c, labels = case.values()
    return answer(H, W_y, c, labels)[2], numeric_gradient(
        lambda w: float(answer(H, w, c, labels)[0]), W_y
    )


@exercise(points=4, cases=recurrence.end_label_cases)
def last_step_gradients(answer, H, W_y, c, labels):
    """The same for one output after the last step; dH is (N, T, H) all the same."""
    loss, dH, dW_y, dc = answer(H, W_y, c, labels)
    return {"loss": loss, "dH": dH, "dW_y": dW_y, "dc": dc}


# ---- backwards ---------------------------------------------------------------------------------


@exercise(points=5, cases=recurrence.step_cases)
def rnn_step_backward(answer, dh_new, x, h, h_new, W_x, W_h):
    """dx (N, D), dh (N, H), dW_x, dW_h, db; two from whole numbers, which show what writes."""
    names = ("dx", "dh", "dW_x", "dW_h", "db")
    rounded = whole(dh_new), x, whole(h), h_new, W_x, W_h
    return {
        **dict(zip(names, answer(dh_new, x, h, h_new, W_x, W_h), strict=True)),
        "from_whole_numbers": lambda: joined(answer(*rounded)[:2]),
    }


@rnn_step_backward.law("dW_h is the slope of sum(dh_new * h_new) in W_h")
def _step_slope(answer, rng):
    case = next(recurrence.step_cases(rng))
    dh_new, x, h, _, W_x, W_h = case.values()
    slope = numeric_gradient(lambda w: np.tanh(x @ W_x + h @ w), W_h, dout=dh_new)
    return answer(dh_new, x, h, np.tanh(x @ W_x + h @ W_h), W_x, W_h)[3], slope


@exercise(points=5, cases=recurrence.upstream_cases, forbid=LAYERS)
def bptt(answer, dH, X, h0, W_x, W_h, b):
    """Back through all steps: dX (N, T, D), dh0 (N, H), dW_x, dW_h, db."""
    dX, dh0, dW_x, dW_h, db = answer(dH, X, h0, W_x, W_h, b)
    return {"dX": dX, "dh0": dh0, "dW_x": dW_x, "dW_h": dW_h, "db": db}


@bptt.law("all five gradients are the slopes of sum(dH * states)")
def _bptt_slopes(answer, rng):
    case = next(recurrence.upstream_cases(rng))
    dH = case.pop("dH")
    slopes = [
        numeric_gradient(lambda v, name=name: states(**{**case, name: v}), value, dout=dH).ravel()
        for name, value in case.items()
    ]
    found = answer(dH, *case.values())
    return joined(found), np.concatenate(slopes)


@exercise(points=2, cases=recurrence.end_cases)
def recursive_term(answer, dh_last, X, h0, W_x, W_h, b):
    """The gradient of W_h (H, H) through time, and with the state before taken as constant."""
    full, dropped = answer(dh_last, X, h0, W_x, W_h, b)
    return {"full": full, "dropped": dropped}


@recursive_term.law("`full` is the slope of sum(dh_last * h_T) in W_h")
def _full_slope(answer, rng):
    case = next(recurrence.end_cases(rng))
    dh_last = case.pop("dh_last")
    slope = numeric_gradient(
        lambda w: states(**{**case, "W_h": w})[:, -1], case["W_h"], dout=dh_last
    )
    return answer(dh_last, *case.values())[0], slope


@exercise(points=4, cases=recurrence.truncated_cases, forbid=LAYERS)
def truncated_bptt(answer, dH, X, h0, W_x, W_h, b, k):
    """Gradients (dW_x, dW_h, db) of which each goes back within its piece of k steps."""
    dW_x, dW_h, db = answer(dH, X, h0, W_x, W_h, b, k)
    return {"dW_x": dW_x, "dW_h": dW_h, "db": db}


@truncated_bptt.law("with a piece as long as the sequence nothing is cut: dW_h is the true slope")
def _uncut(answer, rng):
    dH, *case = next(recurrence.upstream_cases(rng)).values()
    X, h0, W_x, W_h, b = case
    slope = numeric_gradient(lambda w: states(X, h0, W_x, w, b), W_h, dout=dH)
    return answer(dH, *case, X.shape[1])[1], slope


# ---- memory ------------------------------------------------------------------------------------


@exercise(points=3, cases=recurrence.memory_cases)
def linear_memory(answer, h0, W, t):
    """State (H,) after t steps without inputs, spectral radius, steps until 1/1000."""
    h, radius, steps = answer(h0, W, t)
    return {"h": h, "radius": radius, "steps": steps}


@linear_memory.law("h0 times W, t times over, is the state after t steps")
def _power(answer, rng):
    W, h0 = recurrence.matrix(rng, 3, 0.9), rng.normal(size=3)
    return answer(h0, W, 6)[0], h0 @ np.linalg.matrix_power(W, 6)


@exercise(points=3, cases=recurrence.tone_cases, only_with=recurrence.BESIDE)
def tone_matrix(answer, frequency, t60, sr):
    """The matrix (2, 2) of a state that turns at a frequency (Hz) and dies away in t60 (s)."""
    W = np.asarray(answer(frequency, t60, sr), dtype=float)
    value = np.linalg.eigvals(W)[0]
    fall = -20 * np.log10(np.abs(value)) * sr
    return {
        "decibels_per_second": lambda: fall,
        "frequency": lambda: np.abs(np.angle(value)) * sr / (2 * np.pi),
        "circle": lambda: W @ W.T / np.linalg.norm(W @ W.T),
    }


@exercise(points=2, cases=recurrence.influence_cases)
def influence_map(answer, X, W_x, W_h, b):
    """How much each input moves each state: norms (T, T), and the share left after ten."""
    sizes, after_ten = answer(X, W_x, W_h, b)
    return {"influence": sizes, "after_ten": after_ten}


@influence_map.law("the influence of x_0 on h_4 is the norm of the slopes of h_4 in x_0")
def _slopes(answer, rng):
    X, W_x, W_h, b = (case := next(recurrence.influence_cases(rng))).values()

    def fifth(x):
        return states(np.concatenate([x[None], X[1:]])[None], np.zeros((1, 3)), W_x, W_h, b)[0, 4]

    rows = [numeric_gradient(fifth, X[0], dout=row) for row in np.eye(3)]
    return np.asarray(answer(*case.values())[0])[4, 0], np.linalg.norm(rows)


@exercise(points=3, cases=no_inputs)
def long_memory(answer):
    """A matrix (2, 2) that mixes two numbers and neither forgets nor explodes."""
    W = np.asarray(answer, dtype=float)
    if W.shape != (2, 2):
        raise ValueError(f"needs a matrix of shape (2, 2), got {W.shape}")
    ten, many = (np.linalg.norm(np.linalg.matrix_power(W, t), 2) for t in (10, 500))
    least = np.linalg.norm(np.linalg.matrix_power(W, 10), -2)
    return {
        "remembers": lambda: bool(ten >= 0.5),
        "every_state": lambda: bool(least >= 0.5),
        "bounded": lambda: bool(many <= 10),
        "mixes": lambda: bool((np.abs(W) > 0.1).all()),
    }


@exercise(points=2, cases=recurrence.gradient_list_cases)
def clip_global_norm(answer, grads, v):
    """A list of gradients scaled to a common length of at most v, and the length before."""
    clipped, norm = answer(grads, v)
    return {"clipped": lambda: joined(clipped), "norm": norm}


@clip_global_norm.law("the global norm afterwards is at most v")
def _short_enough(answer, rng):
    case = next(recurrence.gradient_list_cases(rng))
    clipped = joined(answer(*case.values())[0])
    return np.minimum(np.linalg.norm(clipped), case["v"]), np.linalg.norm(clipped)


@clip_global_norm.law("the direction of all gradients together stays the same")
def _direction(answer, rng):
    case = next(recurrence.gradient_list_cases(rng))
    before = joined(case["grads"])
    after = joined(answer(*case.values())[0])
    return after / np.linalg.norm(after), before / np.linalg.norm(before)


# ---- other ways to wire it ---------------------------------------------------------------------


@exercise(points=3, cases=recurrence.loop_cases)
def two_loops(answer, Y, W_o, b, W_y, c):
    """Predictions (N, T - 1, M) from true and from own outputs, and how far they drift."""
    teacher, free, drift = answer(Y, W_o, b, W_y, c)
    return {"teacher": teacher, "free": free, "drift": drift}


@exercise(points=2, cases=recurrence.two_way_cases)
def bidirectional(answer, X, ahead, back):
    """States of two nets, one of them from the end: (N, T, 2 H)."""
    H = np.asarray(answer(X, ahead, back))
    if H.ndim != 3 or H.shape[2] % 2:
        raise ValueError(f"needs states of shape (N, T, 2 H), got {H.shape}")
    return dict(zip(("ahead", "back"), np.split(H, 2, axis=2), strict=True))


@bidirectional.law("time turned round and nets exchanged: the same states, turned round")
def _turned(answer, rng):
    X, ahead, back = next(recurrence.two_way_cases(rng)).values()
    there = np.asarray(answer(X, ahead, back))
    half = there.shape[2] // 2
    mirror = np.asarray(answer(X[:, ::-1].copy(), back, ahead))[:, ::-1]
    return there, np.concatenate([mirror[..., half:], mirror[..., :half]], axis=2)


@exercise(points=3, cases=recurrence.stack_cases)
def stacked_rnn(answer, X, stack):
    """States of the top layer (N, T, H), the shapes of all layers, the number of weights."""
    top, sizes, n_weights = answer(X, stack)
    return {"top": top, "sizes": sizes, "n_weights": n_weights}


# ---- the forgotten tone ------------------------------------------------------------------------


@exercise(
    points=3,
    cases=tone_cases,
    visible=visible_tone_cases,
    compare={"held_out": middle_at_least(0.9, "new sequences right")},
    seconds=20.0,
)
def remember_tone(answer, X, y, X_new, rng):
    """The weights of nets trained from five starts, run on sequences the answer never sees."""
    labels = []
    for seed in rng.integers(2**32, size=STARTS):  # a copied generator cannot spawn the same ones
        weights = answer(X, y, np.random.default_rng(seed))
        if (units := np.size(weights[2])) > LARGEST:
            raise ValueError(f"needs at most {LARGEST} hidden units, got {units}")
        labels.append(remembered(weights, X_new)[0])
    return {"held_out": np.stack(labels)}


@exercise(
    points=3,
    cases=endless_cases,
    compare={f"after_{gap}": at_least(0.95, "sequences right") for gap in (25, 500)},
)
def endless_memory(answer, X_25, X_500):
    """The weights of a net of at most four units, wired by hand."""
    if (units := np.size(answer[2])) > 4:
        raise ValueError(f"needs at most 4 hidden units, got {units}")
    return {
        "after_25": lambda: remembered(answer, X_25)[0],
        "after_500": lambda: remembered(answer, X_500)[0],
    }


@quiz(points=9, asks="window beat sharing captions tagger translation time two_way ten")
def rnn_quiz(answer):
    """Nine questions on the unit: a dict of letters."""
    return choices(answer, rnn_quiz.choices)
