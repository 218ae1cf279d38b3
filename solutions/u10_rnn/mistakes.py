"""Mistakes that people make in unit 10."""

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.exercises.u10_rnn import (
    bidirectional,
    bptt,
    clip_global_norm,
    endless_memory,
    influence_map,
    last_step_gradients,
    linear_memory,
    long_memory,
    output_gradients,
    recursive_term,
    remember_tone,
    rnn_quiz,
    rnn_sequence,
    rnn_step_backward,
    stacked_rnn,
    tone_matrix,
    truncated_bptt,
    two_loops,
    window_dataset,
)
from dlaudio.networks import memories

right = right_answers("u10_rnn")


def softmax(Z):
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


# ---- window_dataset ----------------------------------------------------------------------------


@misconception(
    window_dataset, "builds a last window that has nothing to predict; there are T - L of them"
)
def one_window_too_many(x, L, n_hidden):
    inputs = np.stack([x[t : t + L].ravel() for t in range(len(x) - L + 1)])
    _, targets, n_weights = right.window_dataset(x, L, n_hidden)
    return inputs, targets, n_weights


@misconception(
    window_dataset, "predicts the last step that is in the window; the target is the step after it"
)
def target_inside(x, L, n_hidden):
    inputs, _, n_weights = right.window_dataset(x, L, n_hidden)
    return inputs, x[L - 1 : -1], n_weights


@misconception(
    window_dataset, "starts a new window only every L steps; windows overlap, each one step later"
)
def no_overlap(x, L, n_hidden):
    inputs, targets, n_weights = right.window_dataset(x, L, n_hidden)
    return inputs[::L], targets[::L], n_weights


@misconception(window_dataset, "puts the newest step of a window first; the oldest comes first")
def newest_first(x, L, n_hidden):
    inputs, targets, n_weights = right.window_dataset(x, L, n_hidden)
    T, D = x.shape
    return inputs.reshape(T - L, L, D)[:, ::-1].reshape(T - L, -1), targets, n_weights


@misconception(window_dataset, "forgets the biases, one for each hidden and each output unit")
def weights_without_bias(x, L, n_hidden):
    inputs, targets, _ = right.window_dataset(x, L, n_hidden)
    return inputs, targets, (L + 1) * x.shape[1] * n_hidden


@misconception(
    window_dataset, "counts the weights of one step; every step in the window has its own weights"
)
def weights_of_one_step(x, L, n_hidden):
    inputs, targets, _ = right.window_dataset(x, L, n_hidden)
    D = x.shape[1]
    return inputs, targets, (D + 1) * n_hidden + (n_hidden + 1) * D


@misconception(
    window_dataset, "forgets D in the weights: a window has L D numbers, and a target has D"
)
def weights_for_one_number(x, L, n_hidden):
    inputs, targets, _ = right.window_dataset(x, L, n_hidden)
    return inputs, targets, (L + 1) * n_hidden + n_hidden + 1


@misconception(window_dataset, "forgets the biases of the outputs: each of the D has one")
def weights_without_output_bias(x, L, n_hidden):
    inputs, targets, n_weights = right.window_dataset(x, L, n_hidden)
    return inputs, targets, n_weights - x.shape[1]


# ---- rnn_sequence ------------------------------------------------------------------------------


def _states(X, h0, W_x, W_h, b, bend=np.tanh, step=None):
    h, found = h0, []
    for t in range(X.shape[1]):
        h = step(X, t, h) if step else bend(X[:, t] @ W_x + h @ W_h + b)
        found.append(h)
    return np.stack(found, axis=1)


@misconception(rnn_sequence, "starts every step from h0 again: the state is not carried on")
def state_not_carried(X, h0, W_x, W_h, b):
    return np.tanh(X @ W_x + (h0 @ W_h)[:, None] + b)


@misconception(rnn_sequence, "leaves out the bias b")
def no_bias(X, h0, W_x, W_h, b):
    return _states(X, h0, W_x, W_h, 0)


@misconception(rnn_sequence, "never bends: h is the tanh of the sum")
def no_bend(X, h0, W_x, W_h, b):
    return _states(X, h0, W_x, W_h, b, lambda a: a)


@misconception(rnn_sequence, "bends with a sigmoid; this unit's net has tanh")
def sigmoid_bend(X, h0, W_x, W_h, b):
    return _states(X, h0, W_x, W_h, b, lambda a: 1 / (1 + np.exp(-a)))


@misconception(rnn_sequence, "multiplies with W_h.T; rows are samples: h @ W_h")
def transposed(X, h0, W_x, W_h, b):
    return right.rnn_sequence(X, h0, W_x, W_h.T, b)


@misconception(rnn_sequence, "adds the old state itself, without its weights W_h")
def state_unweighted(X, h0, W_x, W_h, b):
    return right.rnn_sequence(X, h0, W_x, np.eye(len(b)), b)


@misconception(rnn_sequence, "ignores h0 and starts from zeros")
def from_zeros(X, h0, W_x, W_h, b):
    return right.rnn_sequence(X, 0 * h0, W_x, W_h, b)


@misconception(rnn_sequence, "has time first, (T, N, H); here samples come first: (N, T, H)")
def time_first(X, h0, W_x, W_h, b):
    return right.rnn_sequence(X, h0, W_x, W_h, b).swapaxes(0, 1)


@misconception(rnn_sequence, "walks from the last input to the first")
def from_the_end(X, h0, W_x, W_h, b):
    return right.rnn_sequence(X[:, ::-1], h0, W_x, W_h, b)[:, ::-1]


@misconception(rnn_sequence, "returns h0 too; the states are those after each input")
def first_state_too(X, h0, W_x, W_h, b):
    return np.concatenate([h0[:, None], right.rnn_sequence(X, h0, W_x, W_h, b)], axis=1)


@misconception(rnn_sequence, "bends input and state apart: tanh is taken of their sum, once")
def bends_apart(X, h0, W_x, W_h, b):
    return _states(
        X, h0, W_x, W_h, b, step=lambda X, t, h: np.tanh(X[:, t] @ W_x) + np.tanh(h @ W_h + b)
    )


@misconception(rnn_sequence, "begins with h0, so that the last state is missing")
def last_state_missing(X, h0, W_x, W_h, b):
    states = right.rnn_sequence(X, h0, W_x, W_h, b)
    return np.concatenate([h0[:, None], states[:, :-1]], axis=1)


@misconception(
    rnn_sequence, "writes the states into h0; make a new array at each step and leave h0 as it came"
)
def writes_into_h0(X, h0, W_x, W_h, b):
    h, found = h0, []
    for t in range(X.shape[1]):
        h[:] = np.tanh(X[:, t] @ W_x + h @ W_h + b)
        found.append(h.copy())
    return np.stack(found, axis=1)


@misconception(rnn_sequence, writes_into_h0.sentence)
def tanh_into_h0(X, h0, W_x, W_h, b):
    found = []
    for t in range(X.shape[1]):
        np.tanh(X[:, t] @ W_x + h0 @ W_h + b, out=h0)
        found.append(h0.copy())
    return np.stack(found, axis=1)


@misconception(
    rnn_sequence,
    "keeps one array and writes every state into it, so that all of them are the last; make a new "
    "one at each step",
)
def one_array_for_all(X, h0, W_x, W_h, b):
    last = right.rnn_sequence(X, h0, W_x, W_h, b)[:, -1:]
    return last.repeat(X.shape[1], axis=1)


# ---- output_gradients --------------------------------------------------------------------------


@misconception(
    output_gradients,
    "adds the losses of all samples and steps up; the course takes the mean over all of them",
)
def loss_summed(H, W_y, c, labels):
    return [part * labels.size for part in right.output_gradients(H, W_y, c, labels)]


@misconception(
    output_gradients, "takes the mean over the samples only; divide by the steps as well"
)
def mean_over_samples(H, W_y, c, labels):
    return [part * labels.shape[1] for part in right.output_gradients(H, W_y, c, labels)]


@misconception(output_gradients, "has the loss right, but its gradients lack the division by N T")
def gradients_not_divided(H, W_y, c, labels):
    loss, *rest = right.output_gradients(H, W_y, c, labels)
    return loss, *(part * labels.size for part in rest)


@misconception(
    output_gradients, "counts only the last step in dW_y and dc; every step uses the same weights"
)
def last_step_only(H, W_y, c, labels):
    loss, dH, _, _ = right.output_gradients(H, W_y, c, labels)
    _, _, dW_y, dc = right.output_gradients(H[:, -1:], W_y, c, labels[:, -1:])
    return loss, dH, dW_y / H.shape[1], dc / H.shape[1]


@misconception(output_gradients, "divides by N T twice: once in dO and once more in dW_y and dc")
def divided_twice(H, W_y, c, labels):
    loss, dH, dW_y, dc = right.output_gradients(H, W_y, c, labels)
    return loss, dH, dW_y / labels.size, dc / labels.size


@misconception(output_gradients, "forgets to subtract the labels: dO is softmax minus one-hot")
def labels_not_subtracted(H, W_y, c, labels):
    loss, *_ = right.output_gradients(H, W_y, c, labels)
    dZ = softmax(H @ W_y + c) / labels.size
    return loss, dZ @ W_y.T, np.einsum("nth,ntc->hc", H, dZ), dZ.sum(axis=(0, 1))


@misconception(output_gradients, "has the sign turned round: labels minus softmax")
def sign_turned(H, W_y, c, labels):
    loss, *rest = right.output_gradients(H, W_y, c, labels)
    return loss, *(-part for part in rest)


@misconception(
    output_gradients, "overflows at large scores; subtract the largest one before the exponential"
)
def unstable(H, W_y, c, labels):
    E = np.exp(H @ W_y + c)
    P = E / E.sum(axis=-1, keepdims=True)
    wanted = np.eye(len(c))[labels]
    dZ = (P - wanted) / labels.size
    loss = -np.log((P * wanted).sum(axis=-1)).mean()
    return loss, dZ @ W_y.T, np.einsum("nth,ntc->hc", H, dZ), dZ.sum(axis=(0, 1))


@misconception(
    output_gradients,
    "takes the logarithm of a softmax that is rounded to 0; the log-softmax is the score minus the "
    "logarithm of the sum",
)
def log_of_softmax(H, W_y, c, labels):
    _, *rest = right.output_gradients(H, W_y, c, labels)
    wanted = np.eye(len(c))[labels]
    return -np.log((softmax(H @ W_y + c) * wanted).sum(axis=-1)).mean(), *rest


@misconception(output_gradients, log_of_softmax.sentence)
def log_of_softmax_by_one_hot(H, W_y, c, labels):
    _, *rest = right.output_gradients(H, W_y, c, labels)
    return -(np.log(softmax(H @ W_y + c)) * np.eye(len(c))[labels]).sum() / labels.size, *rest


@misconception(
    output_gradients,
    "takes the logarithm of the softmax plus a little, which is wrong where the share is small; the "
    "log-softmax is the score minus the logarithm of the sum",
)
def log_of_a_little_more(H, W_y, c, labels):
    _, *rest = right.output_gradients(H, W_y, c, labels)
    logs = np.log(softmax(H @ W_y + c) + 1e-12)
    return -(logs * np.eye(len(c))[labels]).sum() / labels.size, *rest


# ---- last_step_gradients -----------------------------------------------------------------------


@misconception(last_step_gradients, log_of_softmax.sentence)
def last_log_of_softmax(H, W_y, c, labels):
    _, *rest = right.last_step_gradients(H, W_y, c, labels)
    return -np.log(softmax(H[:, -1] @ W_y + c)[np.arange(len(H)), labels]).mean(), *rest


@misconception(last_step_gradients, log_of_softmax.sentence)
def last_log_of_softmax_by_one_hot(H, W_y, c, labels):
    _, *rest = right.last_step_gradients(H, W_y, c, labels)
    return -(np.log(softmax(H[:, -1] @ W_y + c)) * np.eye(len(c))[labels]).sum() / len(H), *rest


@misconception(
    last_step_gradients, "returns dH of the last step alone; it has a place for every step"
)
def only_last_row(H, W_y, c, labels):
    loss, dH, dW_y, dc = right.last_step_gradients(H, W_y, c, labels)
    return loss, dH[:, -1], dW_y, dc


@misconception(
    last_step_gradients, "puts the gradient at the first step; the loss reads the last state"
)
def gradient_at_the_first(H, W_y, c, labels):
    loss, dH, dW_y, dc = right.last_step_gradients(H, W_y, c, labels)
    return loss, dH[:, ::-1], dW_y, dc


@misconception(
    last_step_gradients,
    "puts the gradient at every step; the loss reads the last state, so the others get zero",
)
def gradient_everywhere(H, W_y, c, labels):
    loss, dH, dW_y, dc = right.last_step_gradients(H, W_y, c, labels)
    return loss, np.repeat(dH[:, -1:], H.shape[1], axis=1), dW_y, dc


@misconception(
    last_step_gradients,
    "reads every step with the same label; the answer is given once, at the end",
)
def reads_every_step(H, W_y, c, labels):
    spread = np.repeat(labels[:, None], H.shape[1], axis=1)
    return right.output_gradients(H, W_y, c, spread)


@misconception(last_step_gradients, "divides by T as well; there is one loss a sample here")
def divided_by_steps(H, W_y, c, labels):
    return [part / H.shape[1] for part in right.last_step_gradients(H, W_y, c, labels)]


@misconception(last_step_gradients, "reads the first state, at which nothing has been heard yet")
def first_state(H, W_y, c, labels):
    loss, dH, dW_y, dc = right.last_step_gradients(H[:, ::-1], W_y, c, labels)
    return loss, dH[:, ::-1], dW_y, dc


@misconception(last_step_gradients, "averages the states over time instead of reading the last one")
def mean_state(H, W_y, c, labels):
    T = H.shape[1]
    loss, dh, dW_y, dc = right.output_gradients(
        H.mean(axis=1, keepdims=True), W_y, c, labels[:, None]
    )
    return loss, np.repeat(dh, T, axis=1) / T, dW_y, dc


@misconception(last_step_gradients, "adds the samples' losses up; take their mean")
def last_summed(H, W_y, c, labels):
    return [part * len(H) for part in right.last_step_gradients(H, W_y, c, labels)]


# ---- rnn_step_backward -------------------------------------------------------------------------


@misconception(
    rnn_step_backward, "leaves out the slope of tanh, 1 - h_new**2: dh_new has to pass it first"
)
def no_slope(dh_new, x, h, h_new, W_x, W_h):
    return right.rnn_step_backward(dh_new, x, h, 0 * h_new, W_x, W_h)


@misconception(
    rnn_step_backward, "uses the slope of a sigmoid, h (1 - h); that of tanh is 1 - h_new**2"
)
def sigmoid_slope(dh_new, x, h, h_new, W_x, W_h):
    return right.rnn_step_backward(dh_new * h_new * (1 - h_new), x, h, 0 * h_new, W_x, W_h)


@misconception(
    rnn_step_backward,
    "bends once more: h_new is the tanh already, so its slope is 1 - h_new**2",
)
def bends_twice(dh_new, x, h, h_new, W_x, W_h):
    return right.rnn_step_backward(dh_new, x, h, np.tanh(h_new), W_x, W_h)


@misconception(
    rnn_step_backward, "takes the slope at the old state h; tanh was evaluated at the new one"
)
def slope_at_old(dh_new, x, h, h_new, W_x, W_h):
    return right.rnn_step_backward(dh_new, x, h, h, W_x, W_h)


@misconception(
    rnn_step_backward, "multiplies with W_h for dh; on the way back it is the transpose, W_h.T"
)
def not_transposed(dh_new, x, h, h_new, W_x, W_h):
    dx, _, *rest = right.rnn_step_backward(dh_new, x, h, h_new, W_x, W_h)
    return dx, dh_new * (1 - h_new**2) @ W_h, *rest


@misconception(
    rnn_step_backward, "uses the new state in dW_h; W_h was multiplied with the old state h"
)
def new_state_in_weights(dh_new, x, h, h_new, W_x, W_h):
    dx, dh, dW_x, _, db = right.rnn_step_backward(dh_new, x, h, h_new, W_x, W_h)
    return dx, dh, dW_x, h_new.T @ (dh_new * (1 - h_new**2)), db


@misconception(
    rnn_step_backward, "averages over the samples; the loss has done that, so here they are added"
)
def averaged(dh_new, x, h, h_new, W_x, W_h):
    dx, dh, *rest = right.rnn_step_backward(dh_new, x, h, h_new, W_x, W_h)
    return dx, dh, *(part / len(x) for part in rest)


@misconception(rnn_step_backward, "returns a db for every sample; their sum is the gradient")
def bias_not_summed(dh_new, x, h, h_new, W_x, W_h):
    *rest, _ = right.rnn_step_backward(dh_new, x, h, h_new, W_x, W_h)
    return *rest, dh_new * (1 - h_new**2)


@misconception(
    rnn_step_backward,
    "writes into dh_new; make a new array and leave those that came in as they are",
)
def writes_into_dh_new(dh_new, x, h, h_new, W_x, W_h):
    dh_new *= 1 - h_new**2
    return dh_new @ W_x.T, dh_new @ W_h.T, x.T @ dh_new, h.T @ dh_new, dh_new.sum(axis=0)


@misconception(rnn_step_backward, writes_into_dh_new.sentence)
def puts_into_dh_new(dh_new, x, h, h_new, W_x, W_h):
    dh_new[:] = dh_new * (1 - h_new**2)
    return dh_new @ W_x.T, dh_new @ W_h.T, x.T @ dh_new, h.T @ dh_new, dh_new.sum(axis=0)


# ---- bptt --------------------------------------------------------------------------------------


def _back(dH, X, h0, W_x, W_h, b, carry=1.0, inside=1.0):
    """The right way, where `carry` scales what goes from step to step, `inside` what comes in."""
    H = np.concatenate([h0[:, None], right.rnn_sequence(X, h0, W_x, W_h, b)], axis=1)
    dX, dh, parts = np.zeros_like(X), np.zeros_like(h0), []
    for t in range(X.shape[1] - 1, -1, -1):
        outside = dH[:, t] * (inside if t < X.shape[1] - 1 else 1)
        dX[:, t], dh, *new = right.rnn_step_backward(
            outside + carry * dh, X[:, t], H[:, t], H[:, t + 1], W_x, W_h
        )
        parts.append(new)
    return dX, dh, [list(part) for part in zip(*parts, strict=True)]


@misconception(
    bptt,
    "cuts the net between the steps: what arrives at a state is dH[:, t] plus what the step after "
    "it sends back",
)
def recursion_dropped(dH, X, h0, W_x, W_h, b):
    dX, dh0, sums = _back(dH, X, h0, W_x, W_h, b, carry=0)
    return dX, dh0, *(sum(part) for part in sums)


@misconception(bptt, "uses dH of the last step only; every step's own dH joins in on the way back")
def only_last_dH(dH, X, h0, W_x, W_h, b):
    dX, dh0, sums = _back(dH, X, h0, W_x, W_h, b, inside=0)
    return dX, dh0, *(sum(part) for part in sums)


@misconception(
    bptt, "keeps the weights' gradients of one step only (=, not +=): all steps share the weights"
)
def not_accumulated(dH, X, h0, W_x, W_h, b):
    dX, dh0, sums = _back(dH, X, h0, W_x, W_h, b)
    return dX, dh0, *(part[-1] for part in sums)


@misconception(bptt, "averages the weights' gradients over the steps; they are added")
def averaged_over_time(dH, X, h0, W_x, W_h, b):
    dX, dh0, sums = _back(dH, X, h0, W_x, W_h, b)
    return dX, dh0, *(sum(part) / len(part) for part in sums)


@misconception(bptt, "walks from the first step to the last; the way back begins at the end")
def walks_forwards(dH, X, h0, W_x, W_h, b):
    H = np.concatenate([h0[:, None], right.rnn_sequence(X, h0, W_x, W_h, b)], axis=1)
    dX, dh, parts = np.zeros_like(X), np.zeros_like(h0), []
    for t in range(X.shape[1]):
        dX[:, t], dh, *new = right.rnn_step_backward(
            dH[:, t] + dh, X[:, t], H[:, t], H[:, t + 1], W_x, W_h
        )
        parts.append(new)
    return dX, dh, *(sum(part) for part in zip(*parts, strict=True))


@misconception(bptt, "multiplies dW_h with the state after each step; W_h met the state before it")
def states_shifted(dH, X, h0, W_x, W_h, b):
    dX, dh0, dW_x, _, db = right.bptt(dH, X, h0, W_x, W_h, b)
    H = right.rnn_sequence(X, h0, W_x, W_h, b)
    return dX, dh0, dW_x, np.einsum("nth,ntk->hk", H, _dA(dH, X, h0, W_x, W_h, b)), db


def _dA(dH, X, h0, W_x, W_h, b):
    H = right.rnn_sequence(X, h0, W_x, W_h, b)
    dA, dh = np.empty_like(dH), 0
    for t in range(X.shape[1] - 1, -1, -1):
        dA[:, t] = (dH[:, t] + dh) * (1 - H[:, t] ** 2)
        dh = dA[:, t] @ W_h.T
    return dA


@misconception(bptt, "forgets that the first state was h0, not zeros, when it adds up dW_h")
def first_state_zero(dH, X, h0, W_x, W_h, b):
    dX, dh0, dW_x, dW_h, db = right.bptt(dH, X, h0, W_x, W_h, b)
    return dX, dh0, dW_x, dW_h - h0.T @ _dA(dH, X, h0, W_x, W_h, b)[:, 0], db


@misconception(
    bptt, "never goes back through the first step: dX[:, 0] stays zero and its parts are missing"
)
def first_step_skipped(dH, X, h0, W_x, W_h, b):
    H = right.rnn_sequence(X, h0, W_x, W_h, b)
    dX, dh0, *rest = right.bptt(dH[:, 1:], X[:, 1:], H[:, 0], W_x, W_h, b)
    return np.concatenate([0 * X[:, :1], dX], axis=1), dh0, *rest


@misconception(
    bptt, "lets only dH pass the slope of tanh; what comes from the right passes it as well"
)
def slope_on_dH_alone(dH, X, h0, W_x, W_h, b):
    H = np.concatenate([h0[:, None], right.rnn_sequence(X, h0, W_x, W_h, b)], axis=1)
    dA, dh = np.empty_like(dH), 0
    for t in reversed(range(X.shape[1])):
        dA[:, t] = dH[:, t] * (1 - H[:, t + 1] ** 2) + dh
        dh = dA[:, t] @ W_h.T
    parts = [np.einsum("nti,ntk->ik", part, dA) for part in (X, H[:, :-1])]
    return dA @ W_x.T, dh, *parts, dA.sum(axis=(0, 1))


@misconception(bptt, "returns as dh0 what arrives at the state after the first step; go one back")
def dh0_one_late(dH, X, h0, W_x, W_h, b):
    dX, _, *rest = right.bptt(dH, X, h0, W_x, W_h, b)
    H = right.rnn_sequence(X, h0, W_x, W_h, b)
    return dX, _dA(dH, X, h0, W_x, W_h, b)[:, 0] / (1 - H[:, 0] ** 2), *rest


@misconception(
    bptt,
    "takes the last state for the one before the first step: H[:, -1] is the end; put h0 in front",
)
def last_state_before_the_first(dH, X, h0, W_x, W_h, b):
    dX, dh0, dW_x, _, db = right.bptt(dH, X, h0, W_x, W_h, b)
    H, dA = right.rnn_sequence(X, h0, W_x, W_h, b), _dA(dH, X, h0, W_x, W_h, b)
    dW_h = sum(H[:, t - 1].T @ dA[:, t] for t in range(X.shape[1]))
    return dX, dh0, dW_x, dW_h, db


# ---- truncated_bptt ----------------------------------------------------------------------------


def _pieces(dH, X, h0, W_x, W_h, b, k, *, starts=None, carry=True, keep=sum):
    """Gradients of each piece; where pieces start, whether the state goes on, what is kept."""
    h, parts = h0, []
    for start in range(0, X.shape[1], k) if starts is None else starts:
        piece = slice(start, start + k)
        parts.append(right.bptt(dH[:, piece], X[:, piece], h, W_x, W_h, b)[2:])
        if carry:
            h = right.rnn_sequence(X[:, piece], h, W_x, W_h, b)[:, -1]
    return [keep(part) for part in zip(*parts, strict=True)]


def _handing_on(dH, X, h0, W_x, W_h, b, k, chosen):
    """Every piece begins with what is chosen of the states of the piece before."""
    h, parts = h0, []
    for start in range(0, X.shape[1], k):
        piece = slice(start, start + k)
        parts.append(right.bptt(dH[:, piece], X[:, piece], h, W_x, W_h, b)[2:])
        h = chosen(right.rnn_sequence(X[:, piece], h, W_x, W_h, b))
    return [sum(part) for part in zip(*parts, strict=True)]


@misconception(truncated_bptt, "hands on the first state of a piece; the next begins with its last")
def hands_on_the_first(dH, X, h0, W_x, W_h, b, k):
    return _handing_on(dH, X, h0, W_x, W_h, b, k, lambda H: H[:, 0])


@misconception(
    truncated_bptt,
    "starts every piece but the first from zeros; the state is carried over the border",
)
def pieces_from_zero(dH, X, h0, W_x, W_h, b, k):
    return _handing_on(dH, X, h0, W_x, W_h, b, k, lambda H: 0 * H[:, 0])


@misconception(
    truncated_bptt, "starts every piece from zeros; the first one starts from h0, the others go on"
)
def all_from_zero(dH, X, h0, W_x, W_h, b, k):
    return _pieces(dH, X, 0 * h0, W_x, W_h, b, k, carry=False)


def _whole(X, k):
    return range(0, X.shape[1] - k + 1, k)


@misconception(truncated_bptt, "starts every piece from h0; the state is carried over the border")
def state_restarts(dH, X, h0, W_x, W_h, b, k):
    return _pieces(dH, X, h0, W_x, W_h, b, k, carry=False)


@misconception(truncated_bptt, "keeps the gradients of the last piece only; they are added up")
def last_piece(dH, X, h0, W_x, W_h, b, k):
    return _pieces(dH, X, h0, W_x, W_h, b, k, keep=lambda part: part[-1])


@misconception(truncated_bptt, "leaves out the last piece where it is shorter than k")
def whole_pieces_only(dH, X, h0, W_x, W_h, b, k):
    return _pieces(dH, X, h0, W_x, W_h, b, k, starts=_whole(X, k))


@misconception(truncated_bptt, "takes the mean over the pieces; all pieces share the weights: add")
def mean_of_pieces(dH, X, h0, W_x, W_h, b, k):
    return _pieces(dH, X, h0, W_x, W_h, b, k, keep=lambda part: sum(part) / len(part))


@misconception(truncated_bptt, "does not cut at all: that is the gradient through the whole time")
def uncut(dH, X, h0, W_x, W_h, b, k):
    return right.bptt(dH, X, h0, W_x, W_h, b)[2:]


@misconception(
    truncated_bptt,
    "cuts between all steps; within a piece the gradient goes back from step to step",
)
def cut_everywhere(dH, X, h0, W_x, W_h, b, k):
    return _pieces(dH, X, h0, W_x, W_h, b, 1)


@misconception(truncated_bptt, "has all three faults still: nothing was mended")
def as_it_was(dH, X, h0, W_x, W_h, b, k):
    last = lambda part: part[-1]  # noqa: E731
    return _pieces(dH, X, h0, W_x, W_h, b, k, starts=_whole(X, k), carry=False, keep=last)


@misconception(
    truncated_bptt,
    "leaves out the last piece where it is shorter than k, and starts every piece from h0",
)
def whole_pieces_that_restart(dH, X, h0, W_x, W_h, b, k):
    return _pieces(dH, X, h0, W_x, W_h, b, k, starts=_whole(X, k), carry=False)


@misconception(
    truncated_bptt,
    "leaves out the last piece where it is shorter than k, and keeps only the last of the others",
)
def last_whole_piece(dH, X, h0, W_x, W_h, b, k):
    last = lambda part: part[-1]  # noqa: E731
    return _pieces(dH, X, h0, W_x, W_h, b, k, starts=_whole(X, k), keep=last)


@misconception(
    truncated_bptt, "starts every piece from h0, and keeps the gradients of the last piece only"
)
def last_piece_that_restarts(dH, X, h0, W_x, W_h, b, k):
    last = lambda part: part[-1]  # noqa: E731
    return _pieces(dH, X, h0, W_x, W_h, b, k, carry=False, keep=last)


@misconception(
    truncated_bptt,
    "lets the state go on before the gradients are taken; they need the one the piece began with",
)
def state_goes_on_first(dH, X, h0, W_x, W_h, b, k):
    h, parts = h0, []
    for start in range(0, X.shape[1], k):
        piece = slice(start, start + k)
        h = right.rnn_sequence(X[:, piece], h, W_x, W_h, b)[:, -1]
        parts.append(right.bptt(dH[:, piece], X[:, piece], h, W_x, W_h, b)[2:])
    return [sum(part) for part in zip(*parts, strict=True)]


@misconception(
    truncated_bptt,
    "runs every piece forwards from h0 to find the next state; it has to go on from where the piece "
    "began",
)
def next_state_from_h0(dH, X, h0, W_x, W_h, b, k):
    h, parts = h0, []
    for start in range(0, X.shape[1], k):
        piece = slice(start, start + k)
        parts.append(right.bptt(dH[:, piece], X[:, piece], h, W_x, W_h, b)[2:])
        h = right.rnn_sequence(X[:, piece], h0, W_x, W_h, b)[:, -1]
    return [sum(part) for part in zip(*parts, strict=True)]


@misconception(
    truncated_bptt,
    "takes dh0, the second result of bptt, for the next state: that is a gradient, not a state",
)
def gradient_for_the_state(dH, X, h0, W_x, W_h, b, k):
    h, parts = h0, []
    for start in range(0, X.shape[1], k):
        piece = slice(start, start + k)
        _, h, *rest = right.bptt(dH[:, piece], X[:, piece], h, W_x, W_h, b)
        parts.append(rest)
    return [sum(part) for part in zip(*parts, strict=True)]


@misconception(
    truncated_bptt,
    "takes dH[:, :k] in every piece; a piece has the gradients of its own steps",
)
def gradients_of_the_first_steps(dH, X, h0, W_x, W_h, b, k):
    return _pieces(dH[:, np.arange(X.shape[1]) % k], X, h0, W_x, W_h, b, k)


# ---- recursive_term ----------------------------------------------------------------------------


@misconception(
    recursive_term, "drops the recursion in both numbers: h_{T-1} depends on W_h as well"
)
def dropped_twice(dh_last, X, h0, W_x, W_h, b):
    dropped = right.recursive_term(dh_last, X, h0, W_x, W_h, b)[1]
    return dropped, dropped


@misconception(recursive_term, "keeps the recursion in both numbers; `dropped` has one term only")
def full_twice(dh_last, X, h0, W_x, W_h, b):
    full = right.recursive_term(dh_last, X, h0, W_x, W_h, b)[0]
    return full, full


@misconception(recursive_term, "returns the two the other way round: `full` comes first")
def other_way_round(dh_last, X, h0, W_x, W_h, b):
    return right.recursive_term(dh_last, X, h0, W_x, W_h, b)[::-1]


@misconception(
    recursive_term, "lets the gradient dh_last enter at every step; the loss reads h_T alone"
)
def enters_everywhere(dh_last, X, h0, W_x, W_h, b):
    dH = np.repeat(dh_last[:, None], X.shape[1], axis=1)
    dropped = right.recursive_term(dh_last, X, h0, W_x, W_h, b)[1]
    return right.bptt(dH, X, h0, W_x, W_h, b)[3], dropped


@misconception(
    recursive_term, "carries the recursion one step back only; it goes back to the first step"
)
def two_terms(dh_last, X, h0, W_x, W_h, b):
    dropped = right.recursive_term(dh_last, X, h0, W_x, W_h, b)[1]
    H = np.concatenate([h0[:, None], right.rnn_sequence(X, h0, W_x, W_h, b)], axis=1)
    before = H[:, max(X.shape[1] - 2, 0)]
    return right.recursive_term(dh_last, X[:, -2:], before, W_x, W_h, b)[0], dropped


@misconception(
    recursive_term, "takes the difference of the two for `dropped`: that is the recursive part"
)
def the_difference(dh_last, X, h0, W_x, W_h, b):
    full, dropped = right.recursive_term(dh_last, X, h0, W_x, W_h, b)
    return full, full - dropped


@misconception(
    recursive_term, "multiplies with the last state in `dropped`; W_h met the state before it"
)
def last_state_in_dropped(dh_last, X, h0, W_x, W_h, b):
    full, _ = right.recursive_term(dh_last, X, h0, W_x, W_h, b)
    h = right.rnn_sequence(X, h0, W_x, W_h, b)[:, -1]
    return full, h.T @ (dh_last * (1 - h**2))


@misconception(
    recursive_term,
    "takes the state before the last one from the states alone; after a single step it is h0",
)
def no_state_before(dh_last, X, h0, W_x, W_h, b):
    full, _ = right.recursive_term(dh_last, X, h0, W_x, W_h, b)
    H = right.rnn_sequence(X, h0, W_x, W_h, b)
    return full, H[:, -2].T @ (dh_last * (1 - H[:, -1] ** 2))


@misconception(
    recursive_term, "multiplies with h0 in `dropped`; W_h met the state right before the last one"
)
def first_state_in_dropped(dh_last, X, h0, W_x, W_h, b):
    full, _ = right.recursive_term(dh_last, X, h0, W_x, W_h, b)
    h = right.rnn_sequence(X, h0, W_x, W_h, b)[:, -1]
    return full, h0.T @ (dh_last * (1 - h**2))


@misconception(recursive_term, "leaves the slope of the last tanh out of `dropped`: 1 - h_T**2")
def slope_left_out(dh_last, X, h0, W_x, W_h, b):
    full, _ = right.recursive_term(dh_last, X, h0, W_x, W_h, b)
    H = np.concatenate([h0[:, None], right.rnn_sequence(X, h0, W_x, W_h, b)], axis=1)
    return full, H[:, -2].T @ dh_last


# ---- linear_memory -----------------------------------------------------------------------------


@misconception(linear_memory, "takes Q.T for the inverse of Q; that holds for symmetric W only")
def transposed_inverse(h0, W, t):
    values, Q = np.linalg.eig(W)
    _, radius, steps = right.linear_memory(h0, W, t)
    return (h0 @ Q * values**t @ Q.T).real, radius, steps


@misconception(
    linear_memory,
    "has Q and its inverse exchanged: a row goes through Q first, then is put together",
)
def exchanged(h0, W, t):
    values, Q = np.linalg.eig(W)
    _, radius, steps = right.linear_memory(h0, W, t)
    return (h0 @ np.linalg.inv(Q) * values**t @ Q).real, radius, steps


@misconception(linear_memory, exchanged.sentence)
def exchanged_as_columns(h0, W, t):
    values, Q = np.linalg.eig(W)
    _, radius, steps = right.linear_memory(h0, W, t)
    return (np.linalg.inv(Q) @ h0 * values**t @ Q).real, radius, steps


@misconception(linear_memory, "takes one step only: the eigenvalues need the power t")
def one_step(h0, W, t):
    _, radius, steps = right.linear_memory(h0, W, t)
    return h0 @ W, radius, steps


@misconception(linear_memory, "computes W^t h0, as for columns; here the state is a row: h0 W^t")
def as_column(h0, W, t):
    _, radius, steps = right.linear_memory(h0, W, t)
    return np.linalg.matrix_power(W, t) @ h0, radius, steps


@misconception(linear_memory, "raises every entry of W to the power t; W^t is a matrix product")
def entry_by_entry(h0, W, t):
    _, radius, steps = right.linear_memory(h0, W, t)
    return h0 @ W**t, radius, steps


@misconception(
    linear_memory, "takes the largest singular value for the radius; it needs the eigenvalues"
)
def singular_value(h0, W, t):
    h, _, _ = right.linear_memory(h0, W, t)
    radius = np.linalg.norm(W, 2)
    return h, radius, np.log(1000) / -np.log(radius) if radius < 1 else np.inf


@misconception(linear_memory, "counts the steps to 1/e; asked for is 1/1000, which is 60 dB")
def to_one_over_e(h0, W, t):
    h, radius, _ = right.linear_memory(h0, W, t)
    return h, radius, 1 / -np.log(radius) if radius < 1 else np.inf


@misconception(
    linear_memory, "gives a negative number of steps where the state grows; it never fades: np.inf"
)
def negative_steps(h0, W, t):
    h, radius, _ = right.linear_memory(h0, W, t)
    return h, radius, np.log(1000) / -np.log(radius)


def _fading(radius):
    return np.log(1000) / -np.log(radius) if 0 < radius < 1 else np.inf


@misconception(
    linear_memory,
    "takes the largest real part for the radius; an eigenvalue that is complex or negative counts "
    "with its absolute value",
)
def real_part(h0, W, t):
    radius = np.linalg.eigvals(W).real.max()
    with np.errstate(invalid="ignore", divide="ignore"):
        steps = np.log(1000) / -np.log(radius) if radius < 1 else np.inf
    return right.linear_memory(h0, W, t)[0], radius, steps


@misconception(linear_memory, real_part.sentence)
def largest_without_absolute_value(h0, W, t):
    radius = np.linalg.eigvals(W).max().real
    return right.linear_memory(h0, W, t)[0], radius, _fading(radius)


@misconception(
    linear_memory, "divides 3 by a natural logarithm: 3 is log10 of 1000, and its ln is 6.9"
)
def three_by_natural_logarithm(h0, W, t):
    h, radius, steps = right.linear_memory(h0, W, t)
    return h, radius, steps * 3 / np.log(1000)


@misconception(linear_memory, "takes the smallest eigenvalue; the largest one lasts longest")
def smallest(h0, W, t):
    radius = np.abs(np.linalg.eigvals(W)).min()
    h = right.linear_memory(h0, W, t)[0]
    return h, radius, np.log(1000) / -np.log(radius) if radius < 1 else np.inf


# ---- tone_matrix -------------------------------------------------------------------------------


def _turn(radius, angle):
    return radius * np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


@misconception(tone_matrix, "forgets 2 pi: an angle of 2 pi is one whole turn")
def without_two_pi(frequency, t60, sr):
    return _turn(10 ** (-3 / (t60 * sr)), frequency / sr)


@misconception(tone_matrix, "turns by degrees; np.cos and np.sin take radians: a turn is 2 pi")
def in_degrees(frequency, t60, sr):
    return _turn(10 ** (-3 / (t60 * sr)), 360 * frequency / sr)


@misconception(
    tone_matrix, "takes e to the power -3 / (t60 sr); 1/1000 is 10**-3, so the base is 10"
)
def base_e(frequency, t60, sr):
    return _turn(np.exp(-3 / (t60 * sr)), 2 * np.pi * frequency / sr)


@misconception(tone_matrix, "shares the fall out by a division; steps multiply, so it takes a root")
def fall_divided(frequency, t60, sr):
    return _turn(1 - 0.999 / (t60 * sr), 2 * np.pi * frequency / sr)


@misconception(
    tone_matrix,
    "takes a little off for the fall, 1 - ln(1000) / (t60 sr): steps multiply, so it takes a root",
)
def fall_as_a_straight_line(frequency, t60, sr):
    return _turn(1 - np.log(1000) / (t60 * sr), 2 * np.pi * frequency / sr)


@misconception(tone_matrix, "turns by half the angle: a period is a whole turn, 2 pi")
def half_turn(frequency, t60, sr):
    return _turn(10 ** (-3 / (t60 * sr)), np.pi * frequency / sr)


@misconception(
    tone_matrix, "lets the state fall to 1/e in t60; 60 dB is a factor of 1000 in amplitude"
)
def falls_to_one_over_e(frequency, t60, sr):
    return _turn(np.exp(-1 / (t60 * sr)), 2 * np.pi * frequency / sr)


@misconception(
    tone_matrix, "takes 60 dB for a factor of a million; that is so for power, not for amplitude"
)
def power_for_amplitude(frequency, t60, sr):
    return _turn(10 ** (-6 / (t60 * sr)), 2 * np.pi * frequency / sr)


@misconception(
    tone_matrix, "makes the whole fall in a single step; there are t60 * sr steps to do it in"
)
def all_in_one_step(frequency, t60, sr):
    return _turn(10 ** (-3 / t60), 2 * np.pi * frequency / sr)


@misconception(tone_matrix, "turns without shrinking: the tone would never end")
def never_ends(frequency, t60, sr):
    return _turn(1.0, 2 * np.pi * frequency / sr)


@misconception(
    tone_matrix, "shrinks the cosines only; all four entries are multiplied by the radius"
)
def diagonal_only(frequency, t60, sr):
    W = _turn(1.0, 2 * np.pi * frequency / sr)
    return W - np.eye(2) * W[0, 0] * (1 - 10 ** (-3 / (t60 * sr)))


@misconception(tone_matrix, "has the same sign in front of both sines, which is no rotation")
def no_rotation(frequency, t60, sr):
    angle = 2 * np.pi * frequency / sr
    c, s = np.cos(angle), np.sin(angle)
    return 10 ** (-3 / (t60 * sr)) * np.array([[c, s], [s, c]])


# ---- influence_map -----------------------------------------------------------------------------


def _influence(
    X, W_x, W_h, b, *, slope=lambda h: 1 - h**2, back=None, size=np.linalg.norm, of=None
):
    """The right way, but for what is given; `of` is (X, W_x) where J begins with another W_x."""
    inputs, weight = (X, W_x) if of is None else of
    H = right.rnn_sequence(inputs[None], np.zeros((1, len(b))), weight, W_h, b)[0]
    sizes = np.zeros((len(X), len(X)))
    for s in range(len(X)):
        J = W_x * slope(H[s])
        sizes[s, s] = size(J)
        for t in range(s + 1, len(X)):
            J = J @ (W_h if back is None else back) * slope(H[t])
            sizes[t, s] = size(J)
    return sizes, sizes[10, 0] / sizes[0, 0]


@misconception(influence_map, "forgets the slope of tanh at each step and multiplies matrices only")
def linear_influence(X, W_x, W_h, b):
    return _influence(X, W_x, W_h, b, slope=lambda h: 1 + 0 * h)


@misconception(
    influence_map,
    "takes the slope of the first tanh only; the slope of each later tanh, 1 - h_t**2, is missing",
)
def later_slopes_left_out(X, W_x, W_h, b):
    H = right.rnn_sequence(X[None], np.zeros((1, len(b))), W_x, W_h, b)[0]
    sizes = np.zeros((len(X), len(X)))
    for s in range(len(X)):
        J = W_x * (1 - H[s] ** 2)
        sizes[s, s] = np.linalg.norm(J)
        for t in range(s + 1, len(X)):
            J = J @ W_h
            sizes[t, s] = np.linalg.norm(J)
    return sizes, sizes[10, 0] / sizes[0, 0]


@misconception(influence_map, "multiplies with W_h.T on the way forwards in time; it is W_h")
def influence_transposed(X, W_x, W_h, b):
    return _influence(X, W_x, W_h, b, back=W_h.T)


@misconception(
    influence_map, "has the two times the wrong way round: rows are t, the later one, columns are s"
)
def axes_exchanged(X, W_x, W_h, b):
    sizes, after_ten = right.influence_map(X, W_x, W_h, b)
    return sizes.T, after_ten


@misconception(
    influence_map, "leaves the square root out: a norm is the root of the sum of squares"
)
def squared(X, W_x, W_h, b):
    return _influence(X, W_x, W_h, b, size=lambda J: (J**2).sum())


@misconception(influence_map, "adds the slopes up with their signs, so that they cancel")
def summed_with_sign(X, W_x, W_h, b):
    return _influence(X, W_x, W_h, b, size=np.sum)


@misconception(influence_map, "takes the influence of the state, not of the input: W_x is missing")
def of_the_state(X, W_x, W_h, b):
    H = right.rnn_sequence(X[None], np.zeros((1, len(b))), W_x, W_h, b)[0]
    sizes = np.zeros((len(X), len(X)))
    for s in range(len(X)):
        J = np.eye(len(b))
        sizes[s, s] = np.linalg.norm(J)
        for t in range(s + 1, len(X)):
            J = J @ W_h * (1 - H[t] ** 2)
            sizes[t, s] = np.linalg.norm(J)
    return sizes, sizes[10, 0] / sizes[0, 0]


@misconception(
    influence_map, "gives the influence after ten steps itself; divide by the one after none"
)
def not_relative(X, W_x, W_h, b):
    sizes, _ = right.influence_map(X, W_x, W_h, b)
    return sizes, sizes[10, 0]


@misconception(influence_map, "counts nine steps instead of ten: x_0 to h_10 are ten of them")
def nine_steps(X, W_x, W_h, b):
    sizes, _ = right.influence_map(X, W_x, W_h, b)
    return sizes, sizes[9, 0] / sizes[0, 0]


@misconception(
    influence_map, "divides by the influence after nine steps; divide by the one after none"
)
def share_of_the_ninth(X, W_x, W_h, b):
    sizes, _ = right.influence_map(X, W_x, W_h, b)
    return sizes, sizes[10, 0] / sizes[9, 0]


@misconception(
    influence_map, "takes the largest singular value; asked for is the root of all squares"
)
def largest_singular_value(X, W_x, W_h, b):
    return _influence(X, W_x, W_h, b, size=lambda J: np.linalg.norm(J, 2))


@misconception(
    influence_map, "takes each slope before W_h; the bend comes after it: first W_h, then the slope"
)
def slope_before_the_matrix(X, W_x, W_h, b):
    H = right.rnn_sequence(X[None], np.zeros((1, len(b))), W_x, W_h, b)[0]
    sizes = np.zeros((len(X), len(X)))
    for s in range(len(X)):
        J = W_x * (1 - H[s] ** 2)
        sizes[s, s] = np.linalg.norm(J)
        for t in range(s + 1, len(X)):
            J = J * (1 - H[t] ** 2) @ W_h
            sizes[t, s] = np.linalg.norm(J)
    return sizes, sizes[10, 0] / sizes[0, 0]


@misconception(influence_map, "takes the slope of step s at every step; each step t has its own")
def slope_of_the_start(X, W_x, W_h, b):
    H = right.rnn_sequence(X[None], np.zeros((1, len(b))), W_x, W_h, b)[0]
    sizes = np.zeros((len(X), len(X)))
    for s in range(len(X)):
        J = W_x * (1 - H[s] ** 2)
        sizes[s, s] = np.linalg.norm(J)
        for t in range(s + 1, len(X)):
            J = J @ W_h * (1 - H[s] ** 2)
            sizes[t, s] = np.linalg.norm(J)
    return sizes, sizes[10, 0] / sizes[0, 0]


@misconception(influence_map, "adds the sizes of the slopes up; a norm is the root of all squares")
def sum_of_sizes(X, W_x, W_h, b):
    return _influence(X, W_x, W_h, b, size=lambda J: np.abs(J).sum())


@misconception(influence_map, of_the_state.sentence)
def of_the_sum_in_the_tanh(X, W_x, W_h, b):
    return _influence(X, np.eye(len(b)), W_h, b, of=(X, W_x))


# ---- long_memory -------------------------------------------------------------------------------

fades = misconception(
    long_memory, "fades: after ten steps less than half is left; its eigenvalues are too small"
)([[0.5, 0.3], [-0.3, 0.5]])
explodes = misconception(
    long_memory, "remembers, but grows without limit: an eigenvalue is larger than 1"
)([[0.9, 0.3], [0.3, 0.9]])
keeps_the_mean = misconception(
    long_memory, "keeps one mixture of its two numbers, but forgets the other: of *every* state at "
    "least half has to be left"
)([[0.5, 0.5], [0.5, 0.5]])  # fmt: skip
identity_only = misconception(
    long_memory, "keeps two numbers side by side; every entry has to be more than 0.1 in size"
)(np.eye(2))
both_fade_and_split = misconception(
    long_memory, "fades, and an entry is not above 0.1 in size, so that it mixes too little"
)([[0.9, 0.0], [0.0, 0.9]])
grows_apart = misconception(
    long_memory, "keeps its numbers apart and lets them grow; it has to be bounded and to mix"
)([[1.1, 0.0], [0.0, 1.1]])
flat_list = misconception(long_memory, "is a row of four numbers; it needs two rows of two")(
    [0.6, 0.8, -0.8, 0.6]
)

# ---- clip_global_norm --------------------------------------------------------------------------


@misconception(
    clip_global_norm, "clips each array by itself; the norm is that of all arrays together"
)
def each_by_itself(grads, v):
    _, norm = right.clip_global_norm(grads, v)
    return [right.clip_global_norm([g], v)[0][0] for g in grads], norm


@misconception(
    clip_global_norm, "cuts every number to -v ... v, which bends the direction; scale them all"
)
def entry_wise(grads, v):
    _, norm = right.clip_global_norm(grads, v)
    return [np.clip(g, -v, v) for g in grads], norm


@misconception(clip_global_norm, "scales short gradients up to v as well; leave them as they are")
def always_scales(grads, v):
    norm = right.clip_global_norm(grads, v)[1]
    return [g * v / norm for g in grads], norm


@misconception(clip_global_norm, "divides by the norm but forgets to multiply by v")
def unit_norm(grads, v):
    norm = right.clip_global_norm(grads, v)[1]
    return [g / norm if norm > v else g for g in grads], norm


@misconception(clip_global_norm, "returns the norm after clipping; the one before is asked for")
def norm_after(grads, v):
    clipped, norm = right.clip_global_norm(grads, v)
    return clipped, min(norm, v)


@misconception(clip_global_norm, "leaves the square root out of the norm")
def no_root(grads, v):
    norm = sum((g**2).sum() for g in grads)
    return [g * (v / norm if norm > v else 1.0) for g in grads], norm


@misconception(
    clip_global_norm, "adds up the norms of the arrays; add their squares, then the root"
)
def sum_of_norms(grads, v):
    norm = sum(np.linalg.norm(g) for g in grads)
    return [g * (v / norm if norm > v else 1.0) for g in grads], norm


@misconception(clip_global_norm, "takes the longest array's norm; add the squares of all")
def longest_norm(grads, v):
    norm = max(np.linalg.norm(g) for g in grads)
    return [g * (v / norm if norm > v else 1.0) for g in grads], norm


@misconception(clip_global_norm, "sets gradients that are too long to zero")
def set_to_zero(grads, v):
    norm = right.clip_global_norm(grads, v)[1]
    return [g * (norm <= v) for g in grads], norm


@misconception(clip_global_norm, "takes the root of the mean square; a length adds the squares up")
def root_mean_square(grads, v):
    norm = np.sqrt(np.mean(np.concatenate([g.ravel() for g in grads]) ** 2))
    return [g * (v / norm if norm > v else 1.0) for g in grads], norm


# ---- two_loops ---------------------------------------------------------------------------------


def _predict(o, W_o, b, W_y, c):
    return np.tanh(o @ W_o + b) @ W_y + c


@misconception(two_loops, "gives the free loop the true outputs as well: it never runs free")
def never_free(Y, W_o, b, W_y, c):
    teacher, _, _ = right.two_loops(Y, W_o, b, W_y, c)
    return teacher, teacher, np.sqrt(((teacher - Y[:, 1:]) ** 2).mean(axis=(0, 2)))


@misconception(two_loops, "feeds its own outputs in both loops: a teacher gives the true ones")
def always_free(Y, W_o, b, W_y, c):
    _, free, drift = right.two_loops(Y, W_o, b, W_y, c)
    return free, free, drift


@misconception(
    two_loops, "feeds the teacher's loop Y[:, 1:], which is what it should predict; feed Y[:, :-1]"
)
def teacher_a_step_late(Y, W_o, b, W_y, c):
    _, free, drift = right.two_loops(Y, W_o, b, W_y, c)
    return _predict(Y[:, 1:], W_o, b, W_y, c), free, drift


@misconception(two_loops, "starts the free loop from zeros; it starts from the true first output")
def free_from_zero(Y, W_o, b, W_y, c):
    teacher, _, _ = right.two_loops(Y, W_o, b, W_y, c)
    _, free, _ = right.two_loops(np.concatenate([0 * Y[:, :1], Y[:, 1:]], axis=1), W_o, b, W_y, c)
    return teacher, free, np.sqrt(((free - Y[:, 1:]) ** 2).mean(axis=(0, 2)))


@misconception(
    two_loops, "puts the true first output into the free ones: the first of them is made *from* it"
)
def free_begins_with_the_truth(Y, W_o, b, W_y, c):
    teacher, free, _ = right.two_loops(Y, W_o, b, W_y, c)
    free = np.concatenate([Y[:, :1], free[:, :-1]], axis=1)
    return teacher, free, np.sqrt(((free - Y[:, 1:]) ** 2).mean(axis=(0, 2)))


@misconception(
    two_loops,
    "keeps the true first output in front of both; nobody predicts it: T - 1 are asked for",
)
def first_output_kept(Y, W_o, b, W_y, c):
    teacher, free, drift = right.two_loops(Y, W_o, b, W_y, c)
    return *(np.concatenate([Y[:, :1], one], axis=1) for one in (teacher, free)), drift


@misconception(two_loops, "leaves the tanh out")
def loops_without_tanh(Y, W_o, b, W_y, c):
    o, free = Y[:, 0], []
    for _ in range(Y.shape[1] - 1):
        o = (o @ W_o + b) @ W_y + c
        free.append(o)
    free = np.stack(free, axis=1)
    drift = np.sqrt(((free - Y[:, 1:]) ** 2).mean(axis=(0, 2)))
    return (Y[:, :-1] @ W_o + b) @ W_y + c, free, drift


@misconception(
    two_loops, "compares each prediction with the output that was fed in, one step too early"
)
def compared_too_early(Y, W_o, b, W_y, c):
    teacher, free, _ = right.two_loops(Y, W_o, b, W_y, c)
    return teacher, free, np.sqrt(((free - Y[:, :-1]) ** 2).mean(axis=(0, 2)))


@misconception(
    two_loops, "measures how far the two loops are apart; drift is how far `free` is from the truth"
)
def apart_from_the_teacher(Y, W_o, b, W_y, c):
    teacher, free, _ = right.two_loops(Y, W_o, b, W_y, c)
    return teacher, free, np.sqrt(((free - teacher) ** 2).mean(axis=(0, 2)))


@misconception(two_loops, "measures drift without the square root")
def drift_squared(Y, W_o, b, W_y, c):
    teacher, free, drift = right.two_loops(Y, W_o, b, W_y, c)
    return teacher, free, drift**2


@misconception(two_loops, "measures one drift for the whole tune; it is wanted step by step")
def one_drift(Y, W_o, b, W_y, c):
    teacher, free, drift = right.two_loops(Y, W_o, b, W_y, c)
    return teacher, free, np.sqrt((drift**2).mean())


@misconception(two_loops, "lets the errors cancel: it averages them before it squares")
def drift_cancels(Y, W_o, b, W_y, c):
    teacher, free, _ = right.two_loops(Y, W_o, b, W_y, c)
    return teacher, free, np.abs((free - Y[:, 1:]).mean(axis=(0, 2)))


# ---- bidirectional -----------------------------------------------------------------------------


def _halves(X, ahead, back):
    H = right.bidirectional(X, ahead, back)
    return np.split(H, 2, axis=2)


@misconception(
    bidirectional,
    "does not turn the states of the backward net round again: the one for time t stands at T - 1 - t",
)
def not_turned_back(X, ahead, back):
    first, second = _halves(X, ahead, back)
    return np.concatenate([first, second[:, ::-1]], axis=2)


@misconception(bidirectional, "runs both nets forwards; the second one starts at the end")
def both_forwards(X, ahead, back):
    first = right.bidirectional(X, ahead, back)
    second = right.bidirectional(X, back, ahead)
    half = first.shape[2] // 2
    return np.concatenate([first[..., :half], second[..., :half]], axis=2)


@misconception(bidirectional, "has the backward net's states first; those of `ahead` come first")
def halves_exchanged(X, ahead, back):
    return np.concatenate(_halves(X, ahead, back)[::-1], axis=2)


@misconception(bidirectional, "uses the same weights both ways; `back` has its own")
def same_weights(X, ahead, back):
    return right.bidirectional(X, ahead, ahead)


@misconception(
    bidirectional, "adds the two states up; they stand side by side, 2 H numbers at each step"
)
def added(X, ahead, back):
    first, second = _halves(X, ahead, back)
    return np.concatenate([first + second, first + second], axis=2)


@misconception(
    bidirectional, "starts the backward net in the last state of the other; both start at zeros"
)
def state_handed_over(X, ahead, back):
    first, _ = _halves(X, ahead, back)
    second = right.rnn_sequence(X[:, ::-1], first[:, -1], *back)[:, ::-1]
    return np.concatenate([first, second], axis=2)


# ---- stacked_rnn -------------------------------------------------------------------------------


@misconception(stacked_rnn, "returns the states of the first layer; the top is the last one")
def bottom_layer(X, stack):
    _, sizes, n_weights = right.stacked_rnn(X, stack)
    return right.stacked_rnn(X, stack[:1])[0], sizes, n_weights


@misconception(stacked_rnn, "counts no biases: each layer has H of them")
def count_without_bias(X, stack):
    top, sizes, n_weights = right.stacked_rnn(X, stack)
    return top, sizes, n_weights - sum(len(b) for _, _, b in stack)


@misconception(stacked_rnn, "counts the weights once for every step; all steps share them")
def count_each_step(X, stack):
    top, sizes, n_weights = right.stacked_rnn(X, stack)
    return top, sizes, n_weights * X.shape[1]


@misconception(stacked_rnn, "counts two biases a layer, as PyTorch has them; here there is one")
def count_two_biases(X, stack):
    top, sizes, n_weights = right.stacked_rnn(X, stack)
    return top, sizes, n_weights + sum(len(b) for _, _, b in stack)


@misconception(stacked_rnn, "counts no W_h, the weights from state to state")
def count_without_recurrence(X, stack):
    top, sizes, n_weights = right.stacked_rnn(X, stack)
    return top, sizes, n_weights - sum(W_h.size for _, W_h, _ in stack)


@misconception(
    stacked_rnn, "gives the input's width D as a layer's size; its states have H numbers"
)
def sizes_of_inputs(X, stack):
    top, sizes, n_weights = right.stacked_rnn(X, stack)
    return top, [(*X.shape[:2], len(W_x)) for W_x, _, _ in stack], n_weights


@misconception(stacked_rnn, "passes only the last state up; the next layer reads every state")
def last_state_up(X, stack):
    _, sizes, n_weights = right.stacked_rnn(X, stack)
    for weights in stack:
        X = right.stacked_rnn(X, [weights])[0]
        X = np.repeat(X[:, -1:], X.shape[1], axis=1)
    return X, sizes, n_weights


@misconception(
    stacked_rnn, "starts a layer in the last state of the one below; every layer starts at zeros"
)
def state_from_below(X, stack):
    _, sizes, n_weights = right.stacked_rnn(X, stack)
    h = np.zeros((len(X), 0))
    for W_x, W_h, b in stack:
        start = h if h.shape[1] == len(b) else np.zeros((len(X), len(b)))
        X = right.rnn_sequence(X, start, W_x, W_h, b)
        h = X[:, -1]
    return X, sizes, n_weights


# ---- remember_tone -----------------------------------------------------------------------------


@misconception(remember_tone, "returns the weights as they were drawn; nothing has been learnt")
def untrained(X, y, rng):
    return memories.weights_of(memories.recurrent_net(rng))


@misconception(
    remember_tone,
    "stops after one epoch: that is four updates, and few starts have learnt anything by then",
)
def one_epoch(X, y, rng):
    net = memories.recurrent_net(rng)
    return memories.weights_of(memories.learn(net, X, y, epochs=1))


@misconception(remember_tone, "learns with the labels turned round: 1 comes out where 0 is meant")
def labels_turned(X, y, rng):
    return right.remember_tone(X, 1 - y, rng)


@misconception(
    remember_tone, "mixes the rows of X without their labels, so that nothing can be learnt"
)
def mixed_up(X, y, rng):
    return right.remember_tone(rng.permutation(X), y, rng)


@misconception(
    remember_tone, "learns from the last four frames only; what is asked for is in the first one"
)
def last_frames(X, y, rng):
    return right.remember_tone(X[:, -4:], y, rng)


@misconception(
    remember_tone, "leaves the recurrence out: without W_h the last state hears the last frame only"
)
def no_recurrence(X, y, rng):
    W_x, W_h, *rest = right.remember_tone(X, y, rng)
    return W_x, 0 * W_h, *rest


@misconception(
    remember_tone, "hands W_h over transposed; a row h is multiplied from the left: h W_h"
)
def recurrence_transposed(X, y, rng):
    W_x, W_h, *rest = right.remember_tone(X, y, rng)
    return W_x, W_h.T, *rest


# ---- endless_memory ----------------------------------------------------------------------------


def _wired(w_x, w_h, b=0, read=1):
    return [[-w_x], [w_x], [0], [0]], [[w_h]], [b], [[-read, read]], [0, 0]


leaks = misconception(
    endless_memory, "leaks: with w_h below 1 the state has one resting place only, which is 0"
)(_wired(2, 0.9))
sums_only = misconception(
    endless_memory, "has no feedback: the last state hears the last frame and nothing else"
)(_wired(2, 0))
reads_the_other_way = misconception(
    endless_memory, "keeps the tone, but reads it the other way round: the high tone is answer 1"
)(_wired(2, 3, read=-1))
swings = misconception(
    endless_memory, "changes its sign at each step, since w_h is negative, so that the answer "
    "depends on whether the gap is even"
)(_wired(2, -3))  # fmt: skip
shaken = misconception(
    endless_memory, "listens too loudly: the hiss of later frames pushes it to the other side"
)(_wired(6, 1.5))
holds_at_one = misconception(
    endless_memory, "is shaken out of its place by the hiss: w_h of 1 or just above holds weakly"
)(_wired(2, 1))
holds_just_above_one = misconception(endless_memory, holds_at_one.sentence)(_wired(2, 1.2))
holds_weakly = misconception(endless_memory, holds_at_one.sentence)(_wired(2, 1.5))
holds_for_a_while = misconception(
    endless_memory, "holds for 25 frames, but within 500 the hiss shakes it out: take a larger w_h"
)(_wired(2, 2))
hears_distraction = misconception(
    endless_memory, "lets the distracting tones in: they push the state wherever they like"
)(([[-2], [2], [2], [-2]], [[2]], [0], [[-1, 1]], [0, 0]))
distracted = misconception(
    endless_memory, "lets the distracting tones push it too: their weights have to be 0"
)(([[-2], [2], [1], [1]], [[3]], [0], [[-1, 1]], [0, 0]))
pushed_by_high_alone = misconception(
    endless_memory,
    "is pushed by the high tone alone; the low tone must push as well, the other way",
)(([[0], [2], [0], [0]], [[3]], [-1], [[-1, 1]], [0, 0]))
pushed_aside = misconception(
    endless_memory, "has a bias so large that only one resting place is left"
)(_wired(2, 3, b=3))


# ---- rnn_quiz ----------------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(rnn_quiz, sentence)({**right.rnn_quiz, question: letter})


window_a = _choice("window", "a", "says the weights stay the same; each step has its own in W")
window_b = _choice("window", "b", "lets the weights grow with L squared; they grow with L")
window_d = _choice("window", "d", "lets the weights halve; twice the inputs need twice the weights")
beat_a = _choice("beat", "a", "counts one beat, half a second; a bar has four of them")
beat_c = _choice(
    "beat", "c", "takes a beat for two seconds; at 120 beats a minute it lasts half a second"
)
beat_d = _choice("beat", "d", "counts samples; this network hears frames, 100 in a second")
sharing_b = _choice("sharing", "b", "gives every step a matrix of its own; that is a window model")
sharing_c = _choice("sharing", "c", "counts a weight for every sample; samples share all weights")
sharing_d = _choice("sharing", "d", "says the state is shared; it changes, the weights do not")
captions_a = _choice("captions", "a", "calls one sound in, many words out N-1; it is 1-N")
captions_c = _choice("captions", "c", "calls one sound in, many words out N-N; only one comes in")
captions_d = _choice("captions", "d", "calls one sound in, many words out N-M; only one comes in")
tagger_b = _choice("tagger", "b", "says one label for a recording is 1-N; that is the reverse")
tagger_c = _choice("tagger", "c", "says one label for a recording is N-N; that labels each frame")
tagger_d = _choice("tagger", "d", "says one label for a recording is N-M; there is one output")
translation_a = _choice("translation", "a", "lets a translation be one word long (N-1)")
translation_b = _choice("translation", "b", "lets a translation start from one word (1-N)")
translation_c = _choice(
    "translation", "c", "gives a translation as many words as the original; lengths differ: N-M"
)
time_a = _choice("time", "a", "computes all steps at once; each one waits for the one before")
time_b = _choice("time", "b", "blames the weights; there are few, but the steps go one by one")
time_d = _choice("time", "d", "says twice the steps take four times as long; they take twice")
two_way_a = _choice("two_way", "a", "uses both directions live; the backward net needs the end")
two_way_c = _choice("two_way", "c", "lets the backward net predict; it reads what comes later")
two_way_d = _choice("two_way", "d", "says both directions share weights; each net has its own")
ten_a = _choice("ten", "a", "takes it for a law; an orthogonal W forgets nothing in ten steps")
ten_b = _choice("ten", "b", "blames the sample rate; the net counts steps, not seconds")
ten_c = _choice(
    "ten", "c", "blames the number of units; one unit alone can keep its state for ever"
)
