"""Mistakes that people make in unit 11."""

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.exercises.u11_lstm import (
    beat_f_measure,
    counter,
    every_third,
    forget_bias,
    gru_step,
    gru_step_backward,
    latch,
    leaky_unit,
    lstm_backward,
    lstm_forward,
    lstm_quiz,
    lstm_step,
    lstm_step_backward,
    path_length,
    pick_beats,
    recurrent_sizes,
    sick_cells,
    toggle,
)

right = right_answers("u11_lstm")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# ---- path_length -------------------------------------------------------------------------------


@misconception(path_length, "counts the single steps only; a skip is one link too")
def singles_only(steps, skip):
    return steps


@misconception(path_length, "counts the skips and forgets the single steps that are left over")
def skips_only(steps, skip):
    return steps // skip


@misconception(path_length, "rounds up: a skip must not go beyond the last step")
def overshoots(steps, skip):
    return -(-steps // skip)


@misconception(path_length, "returns a fraction; a path has a whole number of links")
def fraction(steps, skip):
    return steps / skip


@misconception(path_length, "counts a skip as many links as it is long")
def skip_as_steps(steps, skip):
    return skip * (steps // skip) + 2 * (steps % skip)


@misconception(path_length, "counts the states on the way; count the links between them")
def counts_states(steps, skip):
    return right.path_length(steps, skip) + 1


# ---- leaky_unit --------------------------------------------------------------------------------


def _leaky(v, alpha, old, new):
    mu, state = [], 0.0
    for value in v:
        state = old(alpha) * state + new(alpha) * value
        mu.append(state)
    return mu, right.leaky_unit(v, alpha)[1]


@misconception(leaky_unit, "has alpha and 1 - alpha the wrong way round: alpha keeps the old state")
def alpha_swapped(v, alpha):
    return _leaky(v, alpha, lambda a: 1 - a, lambda a: a)


@misconception(leaky_unit, "adds the whole input; it comes in with the factor 1 - alpha")
def whole_input(v, alpha):
    return _leaky(v, alpha, lambda a: a, lambda a: 1.0)


@misconception(leaky_unit, "starts from the first input; the state starts at 0")
def starts_at_first(v, alpha):
    mu = [v[0]]
    for value in v[1:]:
        mu.append(alpha * mu[-1] + (1 - alpha) * value)
    return mu, right.leaky_unit(v, alpha)[1]


@misconception(leaky_unit, "turns the half-life round: it is ln(1/2) / ln(alpha)")
def half_life_turned(v, alpha):
    return right.leaky_unit(v, alpha)[0], np.log(alpha) / np.log(0.5)


@misconception(leaky_unit, "gives the time to fall to 1/e; the half-life ends at 1/2")
def time_constant(v, alpha):
    return right.leaky_unit(v, alpha)[0], -1 / np.log(alpha)


@misconception(
    leaky_unit, "takes half of the time constant 1 / (1 - alpha); solve alpha**n = 1/2 for n"
)
def half_of_the_time_constant(v, alpha):
    return right.leaky_unit(v, alpha)[0], 0.5 / (1 - alpha)


@misconception(leaky_unit, "forgets the minus: ln(1/2) is below 0, and so is ln(alpha)")
def half_life_negative(v, alpha):
    return right.leaky_unit(v, alpha)[0], np.log(2) / np.log(alpha)


# ---- lstm_step ---------------------------------------------------------------------------------


def _gates(x, h, Wx, Wh, b):
    return np.split(x @ Wx + h @ Wh + b, 4, axis=1)


@misconception(lstm_step, "has the gates in another order: i, f, g, o, so the candidate is third")
def order_ifog(x, h, c, Wx, Wh, b):
    i, f, o, g = _gates(x, h, Wx, Wh, b)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@misconception(
    lstm_step, "takes the gates in the order of the story; in the columns they stand as i, f, g, o"
)
def order_of_the_story(x, h, c, Wx, Wh, b):
    f, i, g, o = _gates(x, h, Wx, Wh, b)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@misconception(lstm_step, "puts a sigmoid on the candidate g; it is a tanh, so that c can fall too")
def sigmoid_candidate(x, h, c, Wx, Wh, b):
    i, f, g, o = _gates(x, h, Wx, Wh, b)
    c = sigmoid(f) * c + sigmoid(i) * sigmoid(g)
    return sigmoid(o) * np.tanh(c), c


@misconception(lstm_step, "gives h without the tanh of the cell")
def without_tanh(x, h, c, Wx, Wh, b):
    i, f, g, o = _gates(x, h, Wx, Wh, b)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


@misconception(lstm_step, "reads the old cell out; the output gate looks at the new one")
def old_cell_out(x, h, c, Wx, Wh, b):
    _, new = right.lstm_step(x, h, c, Wx, Wh, b)
    o = _gates(x, h, Wx, Wh, b)[3]
    return sigmoid(o) * np.tanh(c), new


@misconception(lstm_step, "forgets with 1 - f: an open forget gate keeps")
def forget_turned(x, h, c, Wx, Wh, b):
    i, f, g, o = _gates(x, h, Wx, Wh, b)
    c = (1 - sigmoid(f)) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@misconception(lstm_step, "couples the gates: i is a gate of its own here, not 1 - f")
def coupled(x, h, c, Wx, Wh, b):
    i, f, g, o = _gates(x, h, Wx, Wh, b)
    c = sigmoid(f) * c + (1 - sigmoid(f)) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@misconception(
    lstm_step,
    "writes into the c that it was given; make a new array, for the old one is needed yet",
)
def writes_into_c(x, h, c, Wx, Wh, b):
    i, f, g, o = _gates(x, h, Wx, Wh, b)
    c *= sigmoid(f)
    c += sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@misconception(
    lstm_step, "puts the new c into the places of the old one; make a new array and keep the old"
)
def puts_into_c(x, h, c, Wx, Wh, b):
    i, f, g, o = _gates(x, h, Wx, Wh, b)
    c[:] = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@misconception(
    lstm_step, "puts the new h into the places of the old one; make a new array and keep the old"
)
def puts_into_h(x, h, c, Wx, Wh, b):
    h[:], c = right.lstm_step(x, h, c, Wx, Wh, b)
    return h, c


@misconception(
    lstm_step,
    "puts the new h and c into the places of the old ones; make new arrays and keep the old",
)
def puts_into_both(x, h, c, Wx, Wh, b):
    i, f, g, o = _gates(x, h, Wx, Wh, b)
    c[:] = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    h[:] = sigmoid(o) * np.tanh(c)
    return h, c


@misconception(lstm_step, "leaves the old state h out of the gates")
def without_h(x, h, c, Wx, Wh, b):
    return right.lstm_step(x, 0 * h, c, Wx, Wh, b)


# ---- lstm_step_backward --------------------------------------------------------------------------


def _back(dh, dc, x, h, c, Wx, Wh, b, change):
    """The right gradients, but da and what goes to the old cell by `change`."""
    i, f, g, o = _gates(x, h, Wx, Wh, b)
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    tanh_c = np.tanh(f * c + i * g)
    parts, dc_before = change(dh, dc, i, f, g, o, c, tanh_c)
    da = np.concatenate(parts, axis=1)
    return da @ Wx.T, da @ Wh.T, dc_before, x.T @ da, h.T @ da, da.sum(axis=0)


def _parts(dh, dc, i, f, g, o, c, tanh_c, slope=1.0):
    return [
        dc * g * i * (1 - i),
        dc * c * f * (1 - f),
        dc * i * (1 - g**2),
        dh * tanh_c * o * (1 - o) * slope,
    ]


@misconception(
    lstm_step_backward, "takes only dc for the cell; dh reaches the cell through o tanh(c) too"
)
def only_dc(*a):
    def change(dh, dc, i, f, g, o, c, tanh_c):
        return _parts(dh, dc, i, f, g, o, c, tanh_c), dc * f

    return _back(*a, change)


@misconception(lstm_step_backward, "forgets the dc that comes from the next step")
def only_dh(*a):
    def change(dh, dc, i, f, g, o, c, tanh_c):
        dc = dh * o * (1 - tanh_c**2)
        return _parts(dh, dc, i, f, g, o, c, tanh_c), dc * f

    return _back(*a, change)


@misconception(
    lstm_step_backward, "lets dc reach the output gate; o comes after the cell and hears dh alone"
)
def output_gate_hears_dc(*a):
    def change(dh, dc, i, f, g, o, c, tanh_c):
        total = dc + dh * o * (1 - tanh_c**2)
        *most, _ = _parts(dh, total, i, f, g, o, c, tanh_c)
        return [*most, (dh + dc) * tanh_c * o * (1 - o)], total * f

    return _back(*a, change)


@misconception(
    lstm_step_backward,
    "takes the whole dc for the output gate; o comes after the cell and hears dh",
)
def output_gate_hears_the_whole(*a):
    def change(dh, dc, i, f, g, o, c, tanh_c):
        total = dc + dh * o * (1 - tanh_c**2)
        return _parts(total, total, i, f, g, o, c, tanh_c), total * f

    return _back(*a, change)


@misconception(lstm_step_backward, "multiplies the output gate by c; what o met is tanh(c)")
def output_gate_met_the_cell(*a):
    def change(dh, dc, i, f, g, o, c, tanh_c):
        total = dc + dh * o * (1 - tanh_c**2)
        return _parts(dh, total, i, f, g, o, c, tanh_c)[:3] + [
            dh * np.arctanh(tanh_c) * o * (1 - o)
        ], total * f

    return _back(*a, change)


@misconception(lstm_step_backward, "leaves the slope of tanh(c) out")
def no_tanh_slope(*a):
    def change(dh, dc, i, f, g, o, c, tanh_c):
        dc = dc + dh * o
        return _parts(dh, dc, i, f, g, o, c, tanh_c), dc * f

    return _back(*a, change)


@misconception(
    lstm_step_backward, "passes dc on whole; the forget gate multiplies it on the way back"
)
def dc_not_gated(*a):
    def change(dh, dc, i, f, g, o, c, tanh_c):
        dc = dc + dh * o * (1 - tanh_c**2)
        return _parts(dh, dc, i, f, g, o, c, tanh_c), dc

    return _back(*a, change)


@misconception(lstm_step_backward, "leaves the slopes of the gates' sigmoids out")
def no_gate_slopes(*a):
    def change(dh, dc, i, f, g, o, c, tanh_c):
        dc = dc + dh * o * (1 - tanh_c**2)
        return [dc * g, dc * c, dc * i * (1 - g**2), dh * tanh_c], dc * f

    return _back(*a, change)


@misconception(
    lstm_step_backward, "uses the new cell in the gradient of the forget gate; f met the old one"
)
def new_cell_in_f(*a):
    def change(dh, dc, i, f, g, o, c, tanh_c):
        dc = dc + dh * o * (1 - tanh_c**2)
        parts = _parts(dh, dc, i, f, g, o, c, tanh_c)
        parts[1] = dc * (f * c + i * g) * f * (1 - f)
        return parts, dc * f

    return _back(*a, change)


@misconception(
    lstm_step_backward, "takes the sigmoid's slope for the candidate; g is a tanh, 1 - g squared"
)
def sigmoid_slope_for_g(*a):
    def change(dh, dc, i, f, g, o, c, tanh_c):
        dc = dc + dh * o * (1 - tanh_c**2)
        parts = _parts(dh, dc, i, f, g, o, c, tanh_c)
        parts[2] = dc * i * g * (1 - g)
        return parts, dc * f

    return _back(*a, change)


@misconception(lstm_step_backward, "takes the new state for dWh; Wh met the old one")
def new_h_in_dWh(dh, dc, x, h, c, Wx, Wh, b):
    dx, dh_before, dc_before, dWx, _, db = right.lstm_step_backward(dh, dc, x, h, c, Wx, Wh, b)
    i, f, g, o = _gates(x, h, Wx, Wh, b)
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    new = f * c + i * g
    total = dc + dh * o * (1 - np.tanh(new) ** 2)
    da = np.concatenate(_parts(dh, total, i, f, g, o, c, np.tanh(new)), axis=1)
    return dx, dh_before, dc_before, dWx, (o * np.tanh(new)).T @ da, db


@misconception(
    lstm_step_backward, "gives a db for each sample; all share one bias, so sum over the batch"
)
def db_not_summed(dh, dc, x, h, c, Wx, Wh, b):
    *most, _ = right.lstm_step_backward(dh, dc, x, h, c, Wx, Wh, b)
    i, f, g, o = _gates(x, h, Wx, Wh, b)
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    tanh_c = np.tanh(f * c + i * g)
    total = dc + dh * o * (1 - tanh_c**2)
    return *most, np.concatenate(_parts(dh, total, i, f, g, o, c, tanh_c), axis=1)


@misconception(lstm_step_backward, "multiplies the input gate's slope by i; what i met is g")
def i_met_itself(*a):
    def change(dh, dc, i, f, g, o, c, tanh_c):
        dc = dc + dh * o * (1 - tanh_c**2)
        parts = _parts(dh, dc, i, f, g, o, c, tanh_c)
        parts[0] = dc * i * i * (1 - i)
        return parts, dc * f

    return _back(*a, change)


@misconception(lstm_step_backward, "takes the mean over the batch for db; every row adds its part")
def db_mean(dh, dc, x, h, c, Wx, Wh, b):
    *most, db = right.lstm_step_backward(dh, dc, x, h, c, Wx, Wh, b)
    return *most, db / max(len(x), 2)


@misconception(
    lstm_step_backward,
    "adds to the dc that came in, in its places; make a new array: dc = dc + ...",
)
def adds_into_dc(dh, dc, x, h, c, Wx, Wh, b):
    i, f, g, o = _gates(x, h, Wx, Wh, b)
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    tanh_c = np.tanh(f * c + i * g)
    dc += dh * o * (1 - tanh_c**2)
    da = np.concatenate(_parts(dh, dc, i, f, g, o, c, tanh_c), axis=1)
    return da @ Wx.T, da @ Wh.T, dc * f, x.T @ da, h.T @ da, da.sum(axis=0)


@misconception(
    lstm_step_backward,
    "writes the new cell into the c that came in; the forget gate met the old one, so keep both",
)
def writes_the_cell_into_c(dh, dc, x, h, c, Wx, Wh, b):
    old = c.copy()
    c[:] = right.lstm_step(x, h, c, Wx, Wh, b)[1]
    i, f, g, o = _gates(x, h, Wx, Wh, b)
    i, f, g, o, tanh_c = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o), np.tanh(c)
    dc = dc + dh * o * (1 - tanh_c**2)
    da = np.concatenate(_parts(dh, dc, i, f, g, o, old, tanh_c), axis=1)
    return da @ Wx.T, da @ Wh.T, dc * f, x.T @ da, h.T @ da, da.sum(axis=0)


# ---- lstm_forward and lstm_backward --------------------------------------------------------------


@misconception(lstm_forward, "starts every step from zero: the state has to be handed on")
def state_lost(x, Wx, Wh, b):
    zero = np.zeros((len(x), len(Wh)))
    steps = [right.lstm_step(x[:, t], zero, zero, Wx, Wh, b)[0] for t in range(x.shape[1])]
    return np.stack(steps, axis=1)


@misconception(lstm_forward, "hands h on but not the cell c")
def cell_lost(x, Wx, Wh, b):
    h = zero = np.zeros((len(x), len(Wh)))
    states = []
    for t in range(x.shape[1]):
        h, _ = right.lstm_step(x[:, t], h, zero, Wx, Wh, b)
        states.append(h)
    return np.stack(states, axis=1)


@misconception(lstm_forward, "returns the last state only; all of them are asked for")
def last_only(x, Wx, Wh, b):
    return right.lstm_forward(x, Wx, Wh, b)[:, -1]


@misconception(lstm_forward, "puts time first; the order is (N, T, H)")
def time_first(x, Wx, Wh, b):
    return right.lstm_forward(x, Wx, Wh, b).swapaxes(0, 1)


@misconception(lstm_forward, "returns the cells; the states h are what others see")
def returns_cells(x, Wx, Wh, b):
    h = c = np.zeros((len(x), len(Wh)))
    cells = []
    for t in range(x.shape[1]):
        h, c = right.lstm_step(x[:, t], h, c, Wx, Wh, b)
        cells.append(c)
    return np.stack(cells, axis=1)


@misconception(lstm_forward, "reads the sequence backwards")
def reads_backwards(x, Wx, Wh, b):
    return right.lstm_forward(x[:, ::-1], Wx, Wh, b)[:, ::-1] + 0.0


def _through_time(
    dH,
    x,
    Wx,
    Wh,
    b,
    keep_h=1.0,
    keep_c=1.0,
    only_last=False,
    overwrite=False,
    after=False,
    to_c=0.0,
    swap_in=False,
    swap_out=False,
):
    h = c = np.zeros((len(x), len(Wh)))
    kept = []
    for t in range(x.shape[1]):
        before = h, c
        h, c = right.lstm_step(x[:, t], h, c, Wx, Wh, b)
        kept.append((h, c) if after else before)
    dh = dc = np.zeros_like(h)
    dx, total = np.zeros_like(x), [np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)]
    for t in reversed(range(x.shape[1])):
        h, c = kept[t]
        up = dH[:, t] if not only_last or t == x.shape[1] - 1 else 0 * dH[:, t]
        to_h, to_cell = keep_h * dh + up, keep_c * dc + to_c * up
        if swap_in:
            to_h, to_cell = to_cell, to_h
        dx[:, t], dh, dc, *grads = right.lstm_step_backward(to_h, to_cell, x[:, t], h, c, Wx, Wh, b)
        if swap_out:
            dh, dc = dc, dh
        total = grads if overwrite else [a + g for a, g in zip(total, grads, strict=True)]
    return dx, *total


@misconception(
    lstm_backward, "does not send dh back to the step before: the recursion through h is missing"
)
def no_dh_back(*a):
    return _through_time(*a, keep_h=0.0)


@misconception(lstm_backward, "does not send dc back to the step before: the cell is the long way")
def no_dc_back(*a):
    return _through_time(*a, keep_c=0.0)


@misconception(lstm_backward, "sends nothing back through time: every step is treated by itself")
def no_time(*a):
    return _through_time(*a, keep_h=0.0, keep_c=0.0)


@misconception(
    lstm_backward, "starts from the last output only; every state has a gradient of its own"
)
def from_last_only(*a):
    return _through_time(*a, only_last=True)


@misconception(
    lstm_backward, "keeps h and c after each step; the way back needs those from before it"
)
def kept_after(*a):
    return _through_time(*a, after=True)


@misconception(
    lstm_backward, "adds dH to dc as well; what is outside has seen h alone, so it belongs to dh"
)
def dH_to_both(*a):
    return _through_time(*a, to_c=1.0)


@misconception(
    lstm_backward,
    "exchanges dh and dc: lstm_step_backward takes dh first, and returns dh before dc",
)
def slopes_exchanged(*a):
    return _through_time(*a, swap_in=True)


@misconception(lstm_backward, slopes_exchanged.sentence)
def slopes_exchanged_on_return(*a):
    return _through_time(*a, swap_out=True)


@misconception(lstm_backward, "returns the slopes of the inputs in reversed order of time")
def dx_reversed(*a):
    dx, *rest = right.lstm_backward(*a)
    return dx[:, ::-1] + (dx.shape[1] == 1), *rest


@misconception(lstm_backward, "overwrites the gradients of the weights; add up those of all steps")
def overwrites(*a):
    return _through_time(*a, overwrite=True)


# ---- forget_bias -------------------------------------------------------------------------------


def _logit(p):
    return np.log(p / (1 - p))


@misconception(forget_bias, "gives the gate itself; the bias is what its sigmoid is taken of")
def bias_is_gate(steps, share):
    return share ** (1 / steps)


@misconception(
    forget_bias, "asks each step to keep the whole share; the shares of all steps multiply"
)
def bias_one_step(steps, share):
    return _logit(share)


@misconception(forget_bias, "has the sign turned round: this bias forgets what it should keep")
def bias_sign(steps, share):
    return -right.forget_bias(steps, share)


@misconception(forget_bias, "shares the loss out evenly, 1 - (1 - share) / steps; it is a power")
def bias_evenly(steps, share):
    return _logit(1 - (1 - share) / steps) + (0 if steps > 1 else 0.5)


@misconception(forget_bias, "takes the logarithm of the gate; undo the sigmoid: ln(f / (1 - f))")
def bias_log(steps, share):
    return np.log(share) / steps


@misconception(
    forget_bias, "takes the power of the share; one step keeps its root, share ** (1 / steps)"
)
def bias_power(steps, share):
    return _logit(share**steps)


@misconception(forget_bias, "takes the sigmoid of the gate instead of undoing it")
def bias_sigmoid(steps, share):
    return sigmoid(share ** (1 / steps))


# ---- wired by hand -------------------------------------------------------------------------------

_Wh = [[0, 0, 0, 0]]

latch_forgets = misconception(
    latch,
    "is on only while set comes: with no input f and o have to be open, and nothing may be written "
    "(do the columns stand as i, f, g, o?)",
)(([[20, -20, 20, 0], [-20, -20, 0, 0]], _Wh, [-10, -10, 0, 10]))
latch_shown_at_set_alone = misconception(latch, latch_forgets.sentence)(
    ([[20, -20, 20, 20], [0, -20, 0, 0]], _Wh, [-10, 10, 0, -10])
)
latch_in_another_order = misconception(latch, latch_forgets.sentence)(
    ([[20, -20, 0, 20], [-20, -20, 0, 0]], _Wh, [-10, 10, 10, 0])
)
latch_half_open = misconception(latch, latch_forgets.sentence)(
    ([[20, -20, 20, 0], [-20, -20, 0, 0]], _Wh, [-10, 0, 0, 10])
)
latch_leaks = misconception(
    latch, "leaks: the forget gate is not open far enough to hold for 1,000 steps"
)(([[20, -20, 20, 0], [0, -20, 0, 0]], _Wh, [-10, 5.5, 0, 10]))
latch_leaks_more = misconception(
    latch, "leaks fast: with a forget bias of 4 a cell is down to a half after 38 steps"
)(([[20, -20, 20, 0], [0, -20, 0, 0]], _Wh, [-10, 4, 0, 10]))
latch_never_resets = misconception(
    latch, "does not react to reset, or too weakly: it has to shut the forget gate"
)(([[20, -20, 20, 0], [0, 0, 0, 0]], _Wh, [-10, 10, 0, 10]))
latch_always_on = misconception(latch, "is always on: with no input the input gate must be shut")(
    ([[20, 0, 20, 0], [-20, -20, 0, 0]], _Wh, [10, 10, 5, 10])
)
latch_silent = misconception(
    latch,
    "is never on: either nothing is written (do the columns stand as i, f, g, o?), or the output "
    "gate is not open enough to show it",
)(([[20, -20, 20, 0], [-20, -20, 0, 0]], _Wh, [-10, 10, 0, -10]))
latch_subtracts = misconception(
    latch,
    "subtracts at reset: a reset while it is off goes to −1, and the next set only back to 0; reset "
    "has to forget",
)(([[20, 0, 20, 0], [20, 0, -20, 0]], _Wh, [-10, 10, 0, 10]))
latch_swapped = misconception(latch, "has set and reset the wrong way round")(
    ([[-20, -20, 0, 0], [20, -20, 20, 0]], _Wh, [-10, 10, 0, 10])
)

counter_forgets = misconception(counter, "forgets between the pulses: hold the forget gate open")(
    ([[20, 0, 20, 0]], _Wh, [-10, -20, 0, 10])
)
counter_order_of_the_story = misconception(
    counter, "keeps only while pulses come; the first column is of the input gate, not of forget"
)(([[0, 20, 20, 0]], _Wh, [20, -10, 0, 10]))
counter_leaks = misconception(
    counter, "leaks: the forget gate is not open far enough for a large count over 1,000 steps"
)(([[20, 0, 20, 0]], _Wh, [-10, 6.6, 0, 10]))
counter_leaks_less = misconception(
    counter, "leaks a little: with a forget bias of 10 a count of 60 loses 1/4 within 100 steps"
)(([[20, 0, 20, 0]], _Wh, [-10, 10, 0, 10]))
counter_halves = misconception(counter, "adds a half for each pulse: open the input gate wide")(
    ([[0, 0, 20, 0]], _Wh, [0, 20, 0, 10])
)
counter_counts_down = misconception(counter, "counts down: the candidate g is negative")(
    ([[20, 0, -20, 0]], _Wh, [-10, 20, 0, 10])
)
counter_always = misconception(
    counter, "counts every step: without a pulse the input gate must be shut"
)(([[0, 0, 0, 0]], _Wh, [10, 20, 20, 10]))
counter_one = misconception(
    counter, "starts again at every pulse: the pulse shuts the forget gate"
)(([[20, -40, 20, 0]], _Wh, [-10, 20, 0, 10]))
counter_weak = misconception(
    counter, "adds tanh(1) = 0.76 for each pulse: g has to be nearer to 1"
)(([[20, 0, 1, 0]], _Wh, [-10, 20, 0, 10]))

toggle_is_latch = misconception(toggle, "goes on at the first pulse and never off again")(
    ([[20, -20, 20, 0]], _Wh, [-10, 10, 0, 10])
)
toggle_while_pressed = misconception(
    toggle,
    "is on during a pulse only: between pulses f and o have to be open, and nothing may be written",
)(([[20, 0, 20, 0]], _Wh, [-10, -10, 0, 10]))
toggle_without_input = misconception(
    toggle, "flips without a pulse: the input gate must be shut when x is 0"
)(([[20, -20, 0, 0]], [[-40, 0, 0, 0]], [10, 10, 20, 10]))
toggle_turned = misconception(toggle, "is on from the start: the first pulse should switch it on")(
    ([[0, -20, 0, 0]], [[0, 0, -40, 0]], [10, 10, 15, 10])
)
toggle_never_on = misconception(
    toggle,
    "is never on: either nothing is written (do the columns stand as i, f, g, o?), or the output "
    "gate is not open enough to show it",
)(([[-20, 20, 20, 0]], [[0, -40, 0, 0]], [10, -10, 0, 10]))
toggle_leaks = misconception(
    toggle, "leaks: the forget gate is not open far enough to hold for 1,000 steps"
)(([[20, -14, 20, 0]], [[-40, 0, 0, 0]], [-10, 4, 0, 10]))

_RING = right.every_third


def _ring(change):
    Wx, Wh, b = (np.array(item, dtype=float) for item in _RING)
    return change(Wx, Wh, b)


def _reordered(Wx, Wh, b, order):
    columns = [unit + 3 * gate for gate in range(4) for unit in order]
    return Wx[:, columns], Wh[order][:, columns], b[columns]


third_first = misconception(every_third, "is on after the first pulse of each three")(
    _ring(lambda Wx, Wh, b: _reordered(Wx, Wh, b, [1, 2, 0]))
)
third_second = misconception(every_third, "is on after the second pulse of each three")(
    _ring(lambda Wx, Wh, b: _reordered(Wx, Wh, b, [2, 0, 1]))
)
third_every = misconception(every_third, "is on after every pulse: it does not count to three")(
    ([[20, -20, 20, 0]], _Wh, [-10, 10, 0, 10])
)
third_every_second = misconception(every_third, "goes on at every second pulse")(
    ([[20, -20, 20, 0]], [[-40, 0, 0, 0]], [-10, 10, 0, 10])
)
third_stays = misconception(every_third, "stays on after the third pulse; the next ends it")(
    _ring(lambda Wx, Wh, b: (Wx * np.where(np.arange(12) == 3, 0, 1), Wh, b))
)
third_never_on = misconception(
    every_third,
    "is never on in its first cell: in Wh a row is from which cell, a column to which gate; first "
    "come the input gates of all cells",
)(_ring(lambda Wx, Wh, b: (Wx, np.concatenate([Wh[:, :3].T, Wh[:, 3:]], axis=1), b)))
third_leaks = misconception(
    every_third, "leaks: the forget gates are not open far enough to hold for 1,000 steps"
)(_ring(lambda Wx, Wh, b: (Wx, Wh, np.where((np.arange(12) // 3) == 1, 4, b))))
third_without_a_pulse = misconception(
    every_third,
    "changes without a pulse: with no pulse every input gate must stay shut, whatever the cells "
    "show (h may be −0.76 too)",
)(
    _ring(
        lambda Wx, Wh, b: (
            np.where(np.isin(np.arange(12), [0, 2]), 20, Wx),
            Wh,
            np.where(np.isin(np.arange(12), [0, 2]), -25, b),
        )
    )
)


def _two(Wx, from_second, b):
    """Two cells, of which the second alone is heard by any gate."""
    return [Wx], [[0] * 8, from_second], b


third_two_without_a_pulse = misconception(every_third, third_without_a_pulse.sentence)(
    _two(
        [20, 60, -20, -20, 0, 0, 0, 0],
        [-40, 40, 0, 0, 0, -52, 0, 0],
        [-25, -45, 10, 10, 20, 20, 10, 10],
    )
)
third_two_both_without_a_pulse = misconception(every_third, third_without_a_pulse.sentence)(
    _two(
        [20, 20, -20, -20, 0, 20, 0, 0],
        [-40, 40, 0, 0, 0, -60, 0, 0],
        [-25, -10, 10, 10, 20, 0, 10, 10],
    )
)


# ---- sick_cells ----------------------------------------------------------------------------------


def _diagnosis(question, letter, sentence):
    return misconception(sick_cells, sentence)({**right.sick_cells, question: letter})


cell_1_b = _diagnosis(
    "cell_1",
    "b",
    "takes the jump to 0 for a leak; between the chords cell 1 does not fade",
)
cell_1_d = _diagnosis(
    "cell_1",
    "d",
    "blames the output gate; c itself ends at 0, before anything is read",
)
cell_1_a = _diagnosis(
    "cell_1",
    "a",
    "gives minor the candidate +1; then cell 1 would end at 1 again or above, not at 0",
)
cell_2_b = _diagnosis(
    "cell_2",
    "b",
    "says that notes are written; then cell 2 would move to one side, not to 0 from both",
)
cell_2_c = _diagnosis(
    "cell_2",
    "c",
    "blames the output gate; c itself fades",
)
cell_2_d = _diagnosis(
    "cell_2",
    "d",
    "says that the candidate is small; right after each chord cell 2 is at 1 and -1",
)
cell_3_a = _diagnosis(
    "cell_3",
    "a",
    "says that nothing is written; c of cell 3 is as it should be",
)
cell_3_b = _diagnosis(
    "cell_3",
    "b",
    "says that the forget gate is shut; c of cell 3 keeps what it holds",
)
cell_3_c = _diagnosis(
    "cell_3",
    "c",
    "says that the candidate is 0; c of cell 3 is written at both chords",
)
cell_4_a = _diagnosis(
    "cell_4",
    "a",
    "makes a gate larger than 1; a sigmoid is never, and f > 1 would drive both signs away from 0",
)
cell_4_d = _diagnosis(
    "cell_4",
    "d",
    "says that cell 4 leaks; a leak goes towards 0, and in its first half cell 4 goes away from it",
)
cell_4_c = _diagnosis(
    "cell_4",
    "c",
    "blames the output gate; c itself creeps",
)


# ---- GRU ---------------------------------------------------------------------------------------


def _gru(x, h, Wx, Wh, b, mix, order="zr", reset="before"):
    H = h.shape[1]
    a = x @ Wx + b
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ Wh[:, : 2 * H]), 2, axis=1)
    if order == "rz":
        z, r = r, z
    U = Wh[:, 2 * H :]
    inner = {"before": (r * h) @ U, "after": r * (h @ U), "none": h @ U}[reset]
    return mix(z, h, np.tanh(a[:, 2 * H :] + inner))


def _keep(z, h, k):
    return z * h + (1 - z) * k


@misconception(
    gru_step, "applies the reset gate after U, as PyTorch does; here it acts on h before U"
)
def reset_after(*a):
    return _gru(*a, _keep, reset="after")


@misconception(gru_step, "has z and 1 - z the wrong way round: z keeps the old state here")
def z_turned(*a):
    return _gru(*a, lambda z, h, k: (1 - z) * h + z * k)


@misconception(gru_step, "has z and r in the wrong order: z comes first")
def order_rz(*a):
    return _gru(*a, _keep, order="rz")


@misconception(gru_step, "leaves the reset gate out")
def no_reset(*a):
    return _gru(*a, _keep, reset="none")


@misconception(
    gru_step, "puts the reset gate on the old state in the mixture; it acts in the candidate"
)
def reset_in_mixture(x, h, Wx, Wh, b):
    H = h.shape[1]
    a = x @ Wx + b
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ Wh[:, : 2 * H]), 2, axis=1)
    return z * r * h + (1 - z) * np.tanh(a[:, 2 * H :] + h @ Wh[:, 2 * H :])


@misconception(
    gru_step, "mixes in r h; the reset gate acts in the candidate alone, and z mixes in h itself"
)
def reset_in_both(*a):
    x, h, Wx, Wh, b = a
    r = np.split(sigmoid(x @ Wx + h @ Wh + b), 3, axis=1)[1]
    return _gru(*a, lambda z, h, k: z * r * h + (1 - z) * k)


@misconception(
    gru_step, "writes into the h that it was given; make a new array, for the old one is needed yet"
)
def writes_into_h(x, h, Wx, Wh, b):
    H = h.shape[1]
    z, r = np.split(sigmoid((x @ Wx + b)[:, : 2 * H] + h @ Wh[:, : 2 * H]), 2, axis=1)
    k = np.tanh((x @ Wx + b)[:, 2 * H :] + (r * h) @ Wh[:, 2 * H :])
    h *= z
    h += (1 - z) * k
    return h


@misconception(
    gru_step, "puts the new h into the places of the old one; make a new array and keep the old"
)
def puts_into_the_state(x, h, Wx, Wh, b):
    h[:] = right.gru_step(x, h, Wx, Wh, b)
    return h


@misconception(gru_step, "multiplies the candidate by r; r acts on the old state, inside the tanh")
def reset_outside_tanh(x, h, Wx, Wh, b):
    r = np.split(sigmoid(x @ Wx + h @ Wh + b), 3, axis=1)[1]
    return _gru(x, h, Wx, Wh, b, lambda z, h, k: z * h + (1 - z) * r * k, reset="none")


@misconception(gru_step, "returns the candidate without mixing in the old state")
def candidate_only(*a):
    return _gru(*a, lambda z, h, k: k)


def _gru_back(dh, x, h, Wx, Wh, b, **wrong):
    H = h.shape[1]
    a, U = x @ Wx + b, Wh[:, 2 * H :]
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ Wh[:, : 2 * H]), 2, axis=1)
    k = np.tanh(a[:, 2 * H :] + (r * h) @ U)
    dk = dh * (1 - z) * (1 - k**2)
    dreset = dk @ U.T
    dz = dh * (h - k) * z * (1 - z) * wrong.get("dz", 1)
    dr = dreset * (k if wrong.get("candidate") else h) * r * (1 - r)
    dzr = np.concatenate([dz, dr], axis=1)
    da = np.concatenate([dzr, dk], axis=1)
    met = h if wrong.get("met") else r * h
    dWh = np.concatenate([h.T @ dzr, met.T @ dk], axis=1)
    direct = wrong.get("direct", 1) * dh * z
    through = dreset * (1 if wrong.get("open") else r) * wrong.get("through", 1)
    gates = dzr @ Wh[:, : 2 * H].T * wrong.get("gates", 1)
    return da @ Wx.T, direct + through + gates, x.T @ da, dWh, da.sum(axis=0)


@misconception(
    gru_step_backward, "forgets the direct way, dh z: the old state goes straight into the new one"
)
def no_direct(*a):
    return _gru_back(*a, direct=0)


@misconception(gru_step_backward, "forgets the way back through the reset state r h")
def no_reset_path(*a):
    return _gru_back(*a, through=0)


@misconception(gru_step_backward, "forgets the way back through the gates z and r")
def no_gate_path(*a):
    return _gru_back(*a, gates=0)


@misconception(gru_step_backward, "has the sign of dz turned round: it is dh (h - candidate)")
def dz_turned(*a):
    return _gru_back(*a, dz=-1)


@misconception(gru_step_backward, "multiplies the candidate's columns of dWh with h; they met r h")
def met_h(*a):
    return _gru_back(*a, met=True)


@misconception(gru_step_backward, "multiplies the slope of r by the candidate; what r met is h")
def r_met_the_candidate(*a):
    return _gru_back(*a, candidate=True)


@misconception(gru_step_backward, "leaves r out on the way back to h: r h was what U met")
def open_reset(*a):
    return _gru_back(*a, open=True)


@misconception(
    gru_step_backward, "writes into the dh that came in; make a new array and leave dh as it is"
)
def writes_into_dh(dh, x, h, Wx, Wh, b):
    dx, dh_before, *rest = right.gru_step_backward(dh, x, h, Wx, Wh, b)
    z = sigmoid(x @ Wx + h @ Wh + b)[:, : h.shape[1]]
    others = dh_before - dh * z
    dh *= z
    dh += others
    return dx, dh, *rest


@misconception(gru_step_backward, writes_into_dh.sentence)
def puts_into_dh(dh, x, h, Wx, Wh, b):
    dx, dh[:], *rest = right.gru_step_backward(dh, x, h, Wx, Wh, b)
    return dx, dh, *rest


# ---- recurrent_sizes ---------------------------------------------------------------------------


def _sizes(one):
    return one, 3 * one, 4 * one


@misconception(recurrent_sizes, "leaves the biases out")
def sizes_no_bias(d, h):
    return _sizes((d + h) * h)


@misconception(recurrent_sizes, "has one bias for all blocks; each block has biases of its own")
def sizes_one_bias(d, h):
    return tuple(blocks * (d + h) * h + h for blocks in (1, 3, 4))


@misconception(recurrent_sizes, "has a single bias in each block; each of its H units has one")
def sizes_single_biases(d, h):
    return _sizes((d + h) * h + 1)


@misconception(recurrent_sizes, "counts two biases, as PyTorch has them; here there is one")
def sizes_two_biases(d, h):
    return _sizes((d + h + 2) * h)


@misconception(recurrent_sizes, "leaves the weights from state to state out")
def sizes_no_recurrent(d, h):
    return _sizes((d + 1) * h)


@misconception(recurrent_sizes, "gives the GRU two parts; z, r and the candidate are three")
def gru_two(d, h):
    one = (d + h + 1) * h
    return one, 2 * one, 4 * one


@misconception(recurrent_sizes, "gives the LSTM three parts; i, f, g and o are four")
def lstm_three(d, h):
    one = (d + h + 1) * h
    return one, 3 * one, 3 * one


@misconception(recurrent_sizes, "has GRU and LSTM the wrong way round; the order is RNN, GRU, LSTM")
def sizes_swapped(d, h):
    rnn, gru, lstm = right.recurrent_sizes(d, h)
    return rnn, lstm, gru


@misconception(recurrent_sizes, "uses D weights from state to state; the state has H numbers")
def sizes_d_for_h(d, h):
    return _sizes((d + d + 1) * h)


# ---- beats -------------------------------------------------------------------------------------


def _scores(hits, estimated, reference):
    precision = hits / len(estimated) if len(estimated) else 0.0
    recall = hits / len(reference) if len(reference) else 0.0
    total = len(estimated) + len(reference)
    return precision, recall, 2 * hits / total if total else 0.0


@misconception(beat_f_measure, "has precision and recall the wrong way round")
def swapped(estimated, reference, tolerance):
    precision, recall, f = right.beat_f_measure(estimated, reference, tolerance)
    return recall, precision, f


@misconception(
    beat_f_measure, "divides 0 by 0 in F where nothing is hit; the F that is stated gives 0 there"
)
def nothing_hit(estimated, reference, tolerance):
    precision, recall, f = right.beat_f_measure(estimated, reference, tolerance)
    if len(estimated) and not f:
        raise ZeroDivisionError("float division by zero")
    return precision, recall, f


@misconception(
    beat_f_measure, "gives an F that is no number where nothing is hit; there it is 0, as stated"
)
def nothing_hit_nan(estimated, reference, tolerance):
    precision, recall, f = right.beat_f_measure(estimated, reference, tolerance)
    return precision, recall, f if f or not len(estimated) else np.nan


@misconception(beat_f_measure, "lets one estimate hit several true beats; each finds one")
def many_beats(estimated, reference, tolerance):
    hits = sum(any(abs(t - r) <= tolerance for t in estimated) for r in reference)
    return _scores(hits, estimated, reference)


@misconception(beat_f_measure, "leaves the limit out: exactly the tolerance away is still found")
def limit_left_out(estimated, reference, tolerance):
    left, hits = list(estimated), 0
    for time in reference:
        near = [t for t in left if abs(t - time) < tolerance]
        if near:
            left.remove(near[0])
            hits += 1
    return _scores(hits, estimated, reference)


def _by_hand(estimated, reference, too_early, in_time):
    hits, j = 0, 0
    for time in reference:
        while j < len(estimated) and too_early(estimated[j], time):
            j += 1
        if j < len(estimated) and in_time(estimated[j], time):
            hits, j = hits + 1, j + 1
    return _scores(hits, estimated, reference)


@misconception(
    beat_f_measure, "leaves the limit out at the late end: exactly the tolerance too late counts"
)
def late_limit_left_out(estimated, reference, tolerance):
    return _by_hand(
        estimated, reference, lambda t, r: t < r - tolerance, lambda t, r: t < r + tolerance
    )


@misconception(
    beat_f_measure, "leaves the limit out at the early end: exactly the tolerance too early counts"
)
def early_limit_left_out(estimated, reference, tolerance):
    return _by_hand(
        estimated, reference, lambda t, r: t <= r - tolerance, lambda t, r: t <= r + tolerance
    )


@misconception(beat_f_measure, "has 0.07 written in; the tolerance is an argument")
def always_70(estimated, reference, tolerance):
    return right.beat_f_measure(estimated, reference, 0.07)


@misconception(
    beat_f_measure, "takes the nearest estimate for each beat, though a later beat needs it"
)
def nearest(estimated, reference, tolerance):
    left, hits = list(estimated), 0
    for time in reference:
        near = [t for t in left if abs(t - time) <= tolerance]
        if near:
            left.remove(min(near, key=lambda t: abs(t - time)))
            hits += 1
    return _scores(hits, estimated, reference)


@misconception(beat_f_measure, "lets one true beat be hit by several estimates; each counts once")
def many_hits(estimated, reference, tolerance):
    hits = sum(any(abs(t - r) <= tolerance for r in reference) for t in estimated)
    return _scores(hits, estimated, reference)


@misconception(beat_f_measure, "takes the mean of precision and recall; F is their harmonic mean")
def arithmetic(estimated, reference, tolerance):
    precision, recall, _ = right.beat_f_measure(estimated, reference, tolerance)
    return precision, recall, (precision + recall) / 2


@misconception(beat_f_measure, "takes half of the tolerance on each side; it is 70 ms either way")
def half_tolerance(estimated, reference, tolerance):
    return right.beat_f_measure(estimated, reference, tolerance / 2)


@misconception(
    beat_f_measure, "compares the lists entry by entry; one extra beat shifts all others"
)
def by_index(estimated, reference, tolerance):
    hits = sum(abs(a - b) <= tolerance for a, b in zip(estimated, reference, strict=False))
    return _scores(hits, estimated, reference)


@misconception(
    beat_f_measure, "counts only early estimates, not late ones: the distance has no sign"
)
def one_sided(estimated, reference, tolerance):
    hits = 0
    left = list(estimated)
    for time in reference:
        near = [t for t in left if 0 <= time - t <= tolerance]
        if near:
            left.remove(near[0])
            hits += 1
    return _scores(hits, estimated, reference)


@misconception(pick_beats, "returns every frame above the threshold; one beat is one peak")
def every_frame(activation, frame_rate):
    return np.flatnonzero(activation > 0.45) / frame_rate


@misconception(pick_beats, every_frame.sentence)
def every_frame_above_a_half(activation, frame_rate):
    return np.flatnonzero(activation > 0.5) / frame_rate


@misconception(pick_beats, "has no threshold: the noise has peaks too")
def no_threshold(activation, frame_rate):
    middle = activation[1:-1]
    return (
        np.flatnonzero((middle > activation[:-2]) & (middle >= activation[2:])) + 1
    ) / frame_rate


@misconception(
    pick_beats, "does not return seconds: divide the number of a frame by the frame rate"
)
def frames_not_seconds(activation, frame_rate):
    return right.pick_beats(activation, frame_rate) * frame_rate


@misconception(
    pick_beats,
    "is beside the top: that is not the first frame above the threshold, and what is compared without "
    "the ends begins at frame 1",
)
def a_frame_early(activation, frame_rate):
    return np.asarray(right.pick_beats(activation, frame_rate)) - 1 / frame_rate


@misconception(pick_beats, "takes 100 frames a second for granted; divide by frame_rate")
def always_a_hundred(activation, frame_rate):
    return right.pick_beats(activation, frame_rate) * frame_rate / 100


@misconception(pick_beats, "finds the largest value only")
def only_the_largest(activation, frame_rate):
    return [np.argmax(activation) / frame_rate]


def _above(threshold, activation, frame_rate):
    middle = activation[1:-1]
    tops = (middle > activation[:-2]) & (middle >= activation[2:]) & (middle > threshold)
    return (np.flatnonzero(tops) + 1) / frame_rate


@misconception(pick_beats, "takes peaks that stay below 0.35 for beats")
def above_a_tenth(activation, frame_rate):
    return _above(0.1, activation, frame_rate)


@misconception(pick_beats, above_a_tenth.sentence)
def above_a_fifth(activation, frame_rate):
    return _above(0.2, activation, frame_rate)


@misconception(pick_beats, above_a_tenth.sentence)
def above_a_quarter(activation, frame_rate):
    return _above(0.25, activation, frame_rate)


@misconception(pick_beats, above_a_tenth.sentence)
def above_three_tenths(activation, frame_rate):
    return _above(0.3, activation, frame_rate)


@misconception(pick_beats, "sets the threshold so high that soft beats are missed")
def too_high(activation, frame_rate):
    times = right.pick_beats(activation, frame_rate)
    return [time for time in times if activation[round(time * frame_rate)] > 0.85]


# ---- lstm_quiz ---------------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(lstm_quiz, sentence)({**right.lstm_quiz, question: letter})


decay_a = _choice("decay", "a", "keeps the influence constant; that is the LSTM's cell")
decay_b = _choice("decay", "b", "lets the influence fall in a line; it is a product, not a sum")
decay_d = _choice("decay", "d", "lets the influence grow always; that depends on W")
gates_a = _choice("gates", "a", "lets gates be any number; a gate is between shut (0) and open (1)")
gates_c = _choice("gates", "c", "takes gates for random switches, which is dropout")
gates_d = _choice("gates", "d", "sets gates by hand; they are learnt, and depend on the input")
cell_b = _choice(
    "cell", "b", "sends the cell through a matrix at each step; that is what an RNN does"
)
cell_c = _choice(
    "cell", "c", "squashes the cell at each step; only what is read out goes through tanh"
)
cell_d = _choice("cell", "d", "clears the cell at each step")
gru_a = _choice("gru", "a", "gives the GRU a cell besides its state; it has the state alone")
gru_b = _choice("gru", "b", "gives the GRU four gates; that is the LSTM with its candidate")
gru_c = _choice("gru", "c", "takes PyTorch's GRU for this one: there r acts after the matrix")
rhythm_a = _choice(
    "rhythm", "a", "counts 50 samples in half a second; at 44,100 Hz there are 22,050"
)
rhythm_c = _choice(
    "rhythm", "c", "confuses the rates: 22,050 is the number of samples, not of frames"
)
rhythm_d = _choice("rhythm", "d", "thinks the rate does not matter; an LSTM remembers in steps")
bias_a = _choice(
    "bias", "a", "takes the bias for a way to a lower loss; the first loss is a guess either way"
)
bias_b = _choice("bias", "b", "turns the gate round: a large bias opens it, and open means keep")
bias_d = _choice(
    "bias", "d", "takes the gate for the cell: the cell starts at 0 whatever the bias is"
)
