"""Mistakes that people make in unit 11."""

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.exercises.u11_lstm import (
    beat_f_measure,
    cell_memory,
    counter,
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


@misconception(lstm_step_backward, "takes the mean over the batch for db; every row adds its part")
def db_mean(dh, dc, x, h, c, Wx, Wh, b):
    *most, db = right.lstm_step_backward(dh, dc, x, h, c, Wx, Wh, b)
    return *most, db / max(len(x), 2)


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


def _through_time(dH, x, Wx, Wh, b, keep_h=1.0, keep_c=1.0, only_last=False, overwrite=False):
    h = c = np.zeros((len(x), len(Wh)))
    kept = []
    for t in range(x.shape[1]):
        kept.append((h, c))
        h, c = right.lstm_step(x[:, t], h, c, Wx, Wh, b)
    dh = dc = np.zeros_like(h)
    dx, total = np.zeros_like(x), [np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)]
    for t in reversed(range(x.shape[1])):
        h, c = kept[t]
        up = dH[:, t] if not only_last or t == x.shape[1] - 1 else 0 * dH[:, t]
        dx[:, t], dh, dc, *grads = right.lstm_step_backward(
            keep_h * dh + up, keep_c * dc, x[:, t], h, c, Wx, Wh, b
        )
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


@misconception(lstm_backward, "overwrites the gradients of the weights; add up those of all steps")
def overwrites(*a):
    return _through_time(*a, overwrite=True)


# ---- cell_memory -------------------------------------------------------------------------------


@misconception(cell_memory, "adds the forget gates; along a path slopes multiply")
def memory_sum(forget):
    return forget.sum(axis=0)


@misconception(cell_memory, "takes the mean of the forget gates; along a path slopes multiply")
def memory_mean(forget):
    return forget.mean(axis=0)


@misconception(cell_memory, "multiplies over the cells; multiply over time, each cell by itself")
def memory_axis(forget):
    return forget.prod(axis=1)


@misconception(cell_memory, "takes the last gate only; all gates on the way count")
def memory_last(forget):
    return forget[-1]


@misconception(cell_memory, "multiplies everything into one number; each cell has its own memory")
def memory_all(forget):
    return forget.prod()


@misconception(cell_memory, "uses 1 - f: an open gate lets the gradient through")
def memory_turned(forget):
    return (1 - forget).prod(axis=0)


# ---- latch and counter ---------------------------------------------------------------------------

_Wh = [[0, 0, 0, 0]]

latch_forgets = misconception(latch, "forgets: with no input the forget gate must stay open")(
    ([[20, -20, 20, 0], [-20, -20, 0, 0]], _Wh, [-10, -10, 0, 10])
)
latch_never_resets = misconception(
    latch, "does not react to reset: it has to shut the forget gate"
)(([[20, -20, 20, 0], [0, 0, 0, 0]], _Wh, [-10, 10, 0, 10]))
latch_always_on = misconception(latch, "is always on: with no input the input gate must be shut")(
    ([[20, 0, 20, 0], [-20, -20, 0, 0]], _Wh, [10, 10, 5, 10])
)
latch_silent = misconception(
    latch, "keeps its output gate shut: the cell remembers, but nobody sees it"
)(([[20, -20, 20, 0], [-20, -20, 0, 0]], _Wh, [-10, 10, 0, -10]))
latch_swapped = misconception(latch, "has set and reset the wrong way round")(
    ([[-20, -20, 0, 0], [20, -20, 20, 0]], _Wh, [-10, 10, 0, 10])
)

counter_forgets = misconception(counter, "forgets between the pulses: hold the forget gate open")(
    ([[20, 0, 20, 0]], _Wh, [-10, -20, 0, 10])
)
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
    dr = dreset * h * r * (1 - r)
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


@misconception(gru_step_backward, "leaves r out on the way back to h: r h was what U met")
def open_reset(*a):
    return _gru_back(*a, open=True)


# ---- recurrent_sizes ---------------------------------------------------------------------------


def _sizes(one):
    return one, 3 * one, 4 * one


@misconception(recurrent_sizes, "leaves the biases out")
def sizes_no_bias(d, h):
    return _sizes((d + h) * h)


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


@misconception(pick_beats, "has no threshold: the noise has peaks too")
def no_threshold(activation, frame_rate):
    middle = activation[1:-1]
    return (
        np.flatnonzero((middle > activation[:-2]) & (middle >= activation[2:])) + 1
    ) / frame_rate


@misconception(
    pick_beats, "returns milliseconds; divide the frames by the frame rate to get seconds"
)
def frames_not_seconds(activation, frame_rate):
    return right.pick_beats(activation, frame_rate) * 1000


@misconception(pick_beats, "finds the largest value only")
def only_the_largest(activation, frame_rate):
    return [np.argmax(activation) / frame_rate]


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
gru_c = _choice("gru", "c", "takes PyTorch's GRU for the deck's: there r acts after U")
rhythm_a = _choice(
    "rhythm", "a", "counts 50 samples in half a second; at 44,100 Hz there are 22,050"
)
rhythm_c = _choice(
    "rhythm", "c", "confuses the rates: 22,050 is the number of samples, not of frames"
)
rhythm_d = _choice("rhythm", "d", "thinks the rate does not matter; an LSTM remembers in steps")
box_a = _choice("box", "a", "thinks nobody knows what is inside; you have just written all of it")
box_b = _choice("box", "b", "takes it for a stack of hidden layers; it is one layer with gates")
box_d = _choice("box", "d", "takes it for a convolution; it is recurrent")
