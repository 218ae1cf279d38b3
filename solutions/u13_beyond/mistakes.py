"""Mistakes that people make in unit 13."""

import itertools

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.exercises.u13_beyond import (
    attention,
    autoencoder,
    best_key,
    beyond_quiz,
    brain_numbers,
    causal_attention,
    cd1_step,
    conjugate_gradient,
    ctc_collapse,
    ctc_probability,
    diffuse,
    fgsm,
    greedy_stack,
    hamming_search,
    hessian_vector,
    impulse_noise,
    many_heads,
    newton_step,
    rbm_energy,
    rbm_gradient,
    recall_at_k,
    residual_block,
    timeline,
    vae_latent,
)

right = right_answers("u13_beyond")


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1 + small)


def softmax(S):
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def softplus(z):
    return np.logaddexp(0, z)


MAJOR = np.array([1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1])


# ---- autoencoder -------------------------------------------------------------------------------


def _autoencoder(
    X, target, W, b, V, c, *, slope=True, factor=2.0, count=None, code=True, last=False, bent=True
):
    Z = X @ W + b
    H = sigmoid(Z) if code else Z
    Y = H @ V + c
    Y = sigmoid(Y) if last else Y
    count = count or Y.size
    dY = factor * (Y - target) / count
    dY = dY * Y * (1 - Y) if last and bent else dY
    dZ = dY @ V.T * (H * (1 - H) if slope and code else 1)
    gradients = X.T @ dZ, dZ.sum(axis=0), H.T @ dY, dY.sum(axis=0)
    return H, Y, np.sum((Y - target) ** 2) / count, gradients


@misconception(autoencoder, "compares the output with the noisy input; the target is the clean one")
def noisy_target(X, target, W, b, V, c):
    return _autoencoder(X, X, W, b, V, c)


@misconception(autoencoder, "loses the slope of the sigmoid, code * (1 - code), in dW and db")
def no_code_slope(X, target, W, b, V, c):
    return _autoencoder(X, target, W, b, V, c, slope=False)


@misconception(autoencoder, "loses the factor 2 of the square in the gradients")
def no_two(X, target, W, b, V, c):
    return _autoencoder(X, target, W, b, V, c, factor=1.0)


@misconception(autoencoder, "divides by the rows only; the mean is over all N * D entries")
def rows_only(X, target, W, b, V, c):
    return _autoencoder(X, target, W, b, V, c, count=len(X))


@misconception(autoencoder, "has a linear code; the hidden layer is a sigmoid")
def linear_code(X, target, W, b, V, c):
    return _autoencoder(X, target, W, b, V, c, code=False)


@misconception(autoencoder, "puts a sigmoid at the output; sound levels need a linear one")
def sigmoid_output(X, target, W, b, V, c):
    return _autoencoder(X, target, W, b, V, c, last=True)


@misconception(autoencoder, sigmoid_output.sentence)
def sigmoid_output_without_slope(X, target, W, b, V, c):
    return _autoencoder(X, target, W, b, V, c, last=True, bent=False)


@misconception(autoencoder, "makes dW of the target; what goes in, and meets W, is X")
def slope_of_the_target(X, target, W, b, V, c):
    code, output, loss, (_, *others) = right.autoencoder(X, target, W, b, V, c)
    dZ = 2 * (output - target) / output.size @ V.T * code * (1 - code)
    return code, output, loss, (target.T @ dZ, *others)


@misconception(autoencoder, "takes X for the target and the target for X")
def exchanged(X, target, W, b, V, c):
    return _autoencoder(target, X, W, b, V, c)


@misconception(autoencoder, "feeds the clean target to the encoder; it gets X, the noisy one")
def clean_input(X, target, W, b, V, c):
    return _autoencoder(target, target, W, b, V, c)


# ---- codes -------------------------------------------------------------------------------------


@misconception(hamming_search, "measures how far the numbers are; Hamming counts different bits")
def euclidean(database, query, k):
    distances = np.sqrt(((database - query) ** 2).sum(axis=1))
    return distances, np.argsort(distances, kind="stable")[:k]


@misconception(hamming_search, euclidean.sentence)
def sizes_of_differences(database, query, k):
    distances = np.abs(database - query).sum(axis=1)
    return distances, np.argsort(distances, kind="stable")[:k]


@misconception(hamming_search, "counts the equal bits as distance; count those that differ")
def equal_bits(database, query, k):
    same = ((database > 0.5) == (query > 0.5)).sum(axis=1)
    return same, np.argsort(-same, kind="stable")[:k]


@misconception(hamming_search, "puts the farthest first")
def farthest(database, query, k):
    distances, _ = right.hamming_search(database, query, k)
    return distances, np.argsort(-distances, kind="stable")[:k]


@misconception(hamming_search, farthest.sentence)
def turned_after_sorting(database, query, k):
    distances, _ = right.hamming_search(database, query, k)
    return distances, np.argsort(distances, kind="stable")[::-1][:k]


@misconception(hamming_search, farthest.sentence)
def turned_after_a_quick_sort(database, query, k):
    distances, _ = right.hamming_search(database, query, k)
    return distances, np.argsort(distances)[::-1][:k]


@misconception(hamming_search, "cuts at 0; a sigmoid's output becomes a bit at 0.5")
def cut_at_zero(database, query, k):
    distances = ((database > 0) != (query > 0)).sum(axis=1)
    return distances, np.argsort(distances, kind="stable")[:k]


@misconception(hamming_search, "makes a bit of exactly 0.5 a 1; only what is above 0.5 is one")
def half_is_one(database, query, k):
    distances = ((database >= 0.5) != (query >= 0.5)).sum(axis=1)
    return distances, np.argsort(distances, kind="stable")[:k]


@misconception(hamming_search, "puts the higher row first among equal ones; the lower comes first")
def higher_row_first(database, query, k):
    distances, _ = right.hamming_search(database, query, k)
    return distances, np.lexsort((-np.arange(len(distances)), distances))[:k]


@misconception(hamming_search, "divides by the number of bits; the distance is a count")
def share_of_bits(database, query, k):
    distances, nearest = right.hamming_search(database, query, k)
    return distances / database.shape[1], nearest


@misconception(hamming_search, "leaves out the best hit; the query itself is not in the database")
def skips_the_best(database, query, k):
    distances, _ = right.hamming_search(database, query, k)
    return distances, np.argsort(distances, kind="stable")[1 : k + 1]


@misconception(recall_at_k, "divides by k, which is precision; recall divides by all relevant ones")
def precision(found, relevant, k):
    return np.isin(found[:k], relevant).sum() / k


@misconception(recall_at_k, "ignores k and looks at the whole ranking")
def whole_ranking(found, relevant, k):
    return np.isin(found, relevant).sum() / len(relevant)


@misconception(recall_at_k, "says only whether there is a hit at all; recall is a share")
def any_hit(found, relevant, k):
    return float(np.isin(found[:k], relevant).any())


@misconception(recall_at_k, "looks at k + 1 items")
def one_more(found, relevant, k):
    return right.recall_at_k(found, relevant, k + 1)


@misconception(recall_at_k, "counts the hits without dividing")
def hits_only(found, relevant, k):
    return int(np.isin(found[:k], relevant).sum())


# ---- Boltzmann machines ------------------------------------------------------------------------


@misconception(rbm_energy, "has the sign turned: likely states have a low energy")
def energy_sign(V, H, W, a, b):
    energy, free = right.rbm_energy(V, H, W, a, b)
    return -energy, -free


@misconception(rbm_energy, "forgets the visible biases a")
def no_visible_bias(V, H, W, a, b):
    return right.rbm_energy(V, H, W, 0 * a, b)


@misconception(rbm_energy, "forgets the hidden biases b")
def no_hidden_bias(V, H, W, a, b):
    return right.rbm_energy(V, H, W, a, 0 * b)


@misconception(rbm_energy, "overflows in log(1 + exp(z)); np.logaddexp(0, z) does not")
def overflows(V, H, W, a, b):
    energy, _ = right.rbm_energy(V, H, W, a, b)
    return energy, -V @ a - np.log(1 + np.exp(b + V @ W)).sum(axis=1)


@misconception(rbm_energy, "takes the best hidden state alone; the free energy adds up all of them")
def best_hidden(V, H, W, a, b):
    energy, _ = right.rbm_energy(V, H, W, a, b)
    return energy, -V @ a - np.maximum(b + V @ W, 0).sum(axis=1)


@misconception(
    rbm_energy, "adds the z up inside: one factor for each hidden unit; add up the logarithms"
)
def one_factor_for_all(V, H, W, a, b):
    energy, _ = right.rbm_energy(V, H, W, a, b)
    return energy, -V @ a - np.logaddexp(0, (b + V @ W).sum(axis=1))


@misconception(rbm_energy, one_factor_for_all.sentence)
def one_factor_that_overflows(V, H, W, a, b):
    energy, _ = right.rbm_energy(V, H, W, a, b)
    with np.errstate(over="ignore"):
        return energy, -V @ a - np.log(1 + np.exp((b + V @ W).sum(axis=1)))


@misconception(
    rbm_energy, "adds the e^z up: the factors 1 + e^z are multiplied, so add up their logarithms"
)
def added_exponentials(V, H, W, a, b):
    energy, _ = right.rbm_energy(V, H, W, a, b)
    with np.errstate(over="ignore"):
        return energy, -V @ a - np.log(1 + np.exp(b + V @ W).sum(axis=1))


@misconception(rbm_energy, "averages the energy over the rows; each row has its own")
def mean_energy(V, H, W, a, b):
    energy, free = right.rbm_energy(V, H, W, a, b)
    return energy.mean(), free.mean()


def _positive(V, W, b):
    H = sigmoid(b + V @ W)
    return V.T @ H / len(V), V.mean(axis=0), H.mean(axis=0)


@misconception(
    rbm_gradient, "has only the half that comes from the data; the model's is subtracted"
)
def positive_only(V, W, a, b):
    return right.rbm_gradient(V, W, a, b)[0], *_positive(V, W, b)


@misconception(rbm_gradient, "goes down: this is the gradient of minus the log-likelihood")
def downhill(V, W, a, b):
    value, *slopes = right.rbm_gradient(V, W, a, b)
    return value, *(-slope for slope in slopes)


@misconception(rbm_gradient, "adds up over the rows; the log-likelihood here is a mean")
def summed_rows(V, W, a, b):
    return tuple(len(V) * np.asarray(part) for part in right.rbm_gradient(V, W, a, b))


@misconception(rbm_gradient, "leaves log Z out of the log-likelihood")
def no_partition(V, W, a, b):
    _, *slopes = right.rbm_gradient(V, W, a, b)
    return np.mean(V @ a + softplus(b + V @ W).sum(axis=1)), *slopes


@misconception(
    rbm_gradient, "uses a reconstruction for the model's half: that is CD-1, this is to be exact"
)
def reconstruction(V, W, a, b):
    V1 = sigmoid(a + sigmoid(b + V @ W) @ W.T)
    pairs = zip(_positive(V, W, b), _positive(V1, W, b), strict=True)
    return right.rbm_gradient(V, W, a, b)[0], *(data - model for data, model in pairs)


@misconception(rbm_gradient, "gives all states the same weight in the model's half")
def uniform_model(V, W, a, b):
    states = np.array(list(itertools.product([0.0, 1.0], repeat=len(a))))
    pairs = zip(_positive(V, W, b), _positive(states, W, b), strict=True)
    return right.rbm_gradient(V, W, a, b)[0], *(data - model for data, model in pairs)


@misconception(
    rbm_gradient,
    "multiplies two means in the model's dW; each state has its own product, and these are averaged",
)
def product_of_means(V, W, a, b):
    value, dW, da, db = right.rbm_gradient(V, W, a, b)
    data, visible, hidden = _positive(V, W, b)
    return value, data - np.outer(visible - da, hidden - db), da, db


@misconception(rbm_gradient, uniform_model.sentence)
def uniform_in_dw(V, W, a, b):
    value, _, da, db = right.rbm_gradient(V, W, a, b)
    return value, uniform_model.answer(V, W, a, b)[1], da, db


def _cd1(V, W, a, b, lr, u, s, *, sampled=False, mean_field=False, soft=False, turn=False):
    p = sigmoid(b + V @ W)
    H = (u >= p) * 1.0 if turn else (u < p) * 1.0
    pv = sigmoid(a + (p if mean_field else H) @ W.T)
    V1 = pv if soft else (s >= pv) * 1.0 if turn else (s < pv) * 1.0
    p1, n, first = sigmoid(b + V1 @ W), len(V), H if sampled else p
    dW = (V.T @ first - V1.T @ p1) / n
    return W + lr * dW, a + lr * (V - V1).mean(axis=0), b + lr * (first - p1).mean(axis=0)


@misconception(cd1_step, "counts the drawn hidden states at the data; use their probabilities")
def sampled_statistics(V, W, a, b, lr, u_hidden, u_visible):
    return _cd1(V, W, a, b, lr, u_hidden, u_visible, sampled=True)


@misconception(cd1_step, sampled_statistics.sentence)
def sampled_in_w(V, W, a, b, lr, u_hidden, u_visible):
    drawn = _cd1(V, W, a, b, lr, u_hidden, u_visible, sampled=True)[0]
    return drawn, *right.cd1_step(V, W, a, b, lr, u_hidden, u_visible)[1:]


@misconception(cd1_step, "dreams with probabilities; the visible units are drawn, 0 or 1")
def soft_visible(V, W, a, b, lr, u_hidden, u_visible):
    return _cd1(V, W, a, b, lr, u_hidden, u_visible, soft=True)


@misconception(
    cd1_step, "feeds probabilities down to the dream; draw the hidden units first, 0 or 1"
)
def dreams_of_probabilities(V, W, a, b, lr, u_hidden, u_visible):
    p = sigmoid(b + V @ W)
    dream = (u_visible < sigmoid(a + p @ W.T)).astype(float)
    p1 = sigmoid(b + dream @ W)
    dW = (V.T @ p - dream.T @ p1) / len(V)
    return W + lr * dW, a + lr * (V - dream).mean(axis=0), b + lr * (p - p1).mean(axis=0)


@misconception(cd1_step, "draws the wrong way round: a unit is on where u is below its probability")
def turned_draws(V, W, a, b, lr, u_hidden, u_visible):
    return _cd1(V, W, a, b, lr, u_hidden, u_visible, turn=True)


@misconception(cd1_step, "steps away from the data: it is data minus dream")
def cd_sign(V, W, a, b, lr, u_hidden, u_visible):
    return right.cd1_step(V, W, a, b, -lr, u_hidden, u_visible)


@misconception(cd1_step, "adds up over the rows; take the mean")
def cd_sum(V, W, a, b, lr, u_hidden, u_visible):
    return right.cd1_step(V, W, a, b, lr * len(V), u_hidden, u_visible)


@misconception(cd1_step, "changes W alone; the biases learn too")
def cd_frozen_biases(V, W, a, b, lr, u_hidden, u_visible):
    return right.cd1_step(V, W, a, b, lr, u_hidden, u_visible)[0], a, b


def _keys(W, scale=MAJOR, turn=1):
    scales = np.array([np.roll(scale, turn * key) for key in range(12)])
    return np.corrcoef(scales, W.T)[:12, 12:]


@misconception(best_key, "moves the scale down instead of up: key 2 is D, two semitones above C")
def keys_down(W):
    r = _keys(W, turn=-1)
    return r.argmax(axis=0), r.max(axis=0)


@misconception(best_key, "takes the key that agrees least")
def worst_key(W):
    r = _keys(W)
    return r.argmin(axis=0), r.min(axis=0)


@misconception(best_key, "does not take off the means; a correlation does")
def without_means(W):
    scales = np.array([np.roll(MAJOR, key) for key in range(12)])
    lengths = np.linalg.norm(scales, axis=1)[:, None] * np.linalg.norm(W, axis=0)
    r = scales @ W / lengths
    return r.argmax(axis=0), r.max(axis=0)


@misconception(
    best_key,
    "takes a plain dot product; a correlation takes off the means and divides by the lengths",
)
def plain_product(W):
    r = np.array([np.roll(MAJOR, key) for key in range(12)]) @ W
    return r.argmax(axis=0), r.max(axis=0)


@misconception(best_key, "takes the size of the weights; a negative weight says: not in this key")
def key_of_sizes(W):
    r = _keys(np.abs(W))
    return r.argmax(axis=0), r.max(axis=0)


@misconception(
    best_key, "takes the size of a correlation; a negative one says: this key least of all"
)
def size_of_the_correlation(W):
    r = np.abs(_keys(W))
    return r.argmax(axis=0), r.max(axis=0)


@misconception(best_key, size_of_the_correlation.sentence)
def largest_in_size(W):
    r = _keys(W)
    keys = np.abs(r).argmax(axis=0)
    return keys, r[keys, np.arange(W.shape[1])]


@misconception(best_key, "compares with the minor scale")
def minor_scale(W):
    r = _keys(W, np.array([1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0]))
    return r.argmax(axis=0), r.max(axis=0)


@misconception(best_key, "takes the note with the largest weight for the key-note")
def largest_weight(W):
    keys = W.argmax(axis=0)
    return keys, _keys(W)[keys, np.arange(W.shape[1])]


def _stack(X, sizes, train_layer, up):
    layers, start = [], X
    for m in sizes:
        W, b = train_layer(X, m)
        layers.append((W, b))
        X = up(X, W, b, start)
    return layers, X


@misconception(greedy_stack, "hands up X W + b without the sigmoid")
def linear_stack(X, sizes, train_layer):
    return _stack(X, sizes, train_layer, lambda X, W, b, _: X @ W + b)


@misconception(greedy_stack, "hands up bits; the next layer learns from the probabilities")
def bit_stack(X, sizes, train_layer):
    return _stack(X, sizes, train_layer, lambda X, W, b, _: (X @ W + b > 0) * 1.0)


@misconception(greedy_stack, "forgets the bias on the way up")
def biasless_stack(X, sizes, train_layer):
    return _stack(X, sizes, train_layer, lambda X, W, b, _: sigmoid(X @ W))


@misconception(greedy_stack, "trains every layer on the data; a layer learns from the one below")
def all_on_data(X, sizes, train_layer):
    layers = [train_layer(X, m) for m in sizes]
    return layers, sigmoid(X @ layers[-1][0] + layers[-1][1])


@misconception(greedy_stack, all_on_data.sentence)
def all_on_data_then_up(X, sizes, train_layer):
    layers = [train_layer(X, m) for m in sizes]
    for W, b in layers:
        X = sigmoid(X @ W + b)
    return layers, X


@misconception(greedy_stack, "builds the layers in the opposite order")
def upside_down(X, sizes, train_layer):
    return right.greedy_stack(X, sizes[::-1], train_layer)


@misconception(greedy_stack, "leaves out the last layer")
def one_short(X, sizes, train_layer):
    return right.greedy_stack(X, sizes[:-1], train_layer)


# ---- slopes of slopes --------------------------------------------------------------------------


@misconception(hessian_vector, "steps forward only; the central difference is far more exact")
def forward_difference(gradient, w, v, step):
    return (gradient(w + step * v) - gradient(w)) / step


@misconception(hessian_vector, "divides by step; between the two points lie two steps")
def one_step_wide(gradient, w, v, step):
    return (gradient(w + step * v) - gradient(w - step * v)) / step


@misconception(
    hessian_vector,
    "lacks the brackets: `/ 2 * step` divides by 2 and then multiplies by step",
)
def without_brackets(gradient, w, v, step):
    return (gradient(w + step * v) - gradient(w - step * v)) / 2 * step


@misconception(hessian_vector, "multiplies the gradient by v; the Hessian says how it changes")
def gradient_times_v(gradient, w, v, step):
    return gradient(w) * v


@misconception(hessian_vector, "scales v to length 1; H times 2v must be twice H times v")
def unit_direction(gradient, w, v, step):
    return right.hessian_vector(gradient, w, v / np.linalg.norm(v), step)


@misconception(hessian_vector, "uses the diagonal of the Hessian only")
def diagonal(gradient, w, v, step):
    nudges = step * np.eye(len(w))
    columns = [(gradient(w + e) - gradient(w - e)) / (2 * step) for e in nudges]
    return np.diag(np.array(columns)) * v


def _conjugate(multiply, g, n_steps, *, beta=True, alpha=None, guard=True):
    x, r = np.zeros(len(g)), np.array(g, dtype=float)
    p = r.copy()
    for _ in range(n_steps):
        rr = r @ r
        if rr == 0 and guard:
            break
        Ap = multiply(p)
        size = rr / (p @ Ap) if alpha is None else alpha
        x, r = x + size * p, r - size * Ap
        now = (r @ r) / rr
        keep = {True: now, False: 0.0, "turned": 1 / now, "minus": -now, "old": -1.0}[beta]
        p = r + keep * p
    return x


@misconception(conjugate_gradient, "always follows the residual: that is steepest descent")
def steepest(multiply, g, n_steps):
    return _conjugate(multiply, g, n_steps, beta=False)


@misconception(conjugate_gradient, "has beta upside down: new r'r over old r'r")
def beta_turned(multiply, g, n_steps):
    return _conjugate(multiply, g, n_steps, beta="turned")


@misconception(
    conjugate_gradient, "has the sign of beta turned: from (r + βp)'Ap = 0 follows β = −r'Ap / p'Ap"
)
def beta_sign(multiply, g, n_steps):
    return _conjugate(multiply, g, n_steps, beta="minus")


@misconception(
    conjugate_gradient, "has the sign of β turned: minus r_new'Ap / p'Ap, as its demand says"
)
def beta_sign_as_told(multiply, g, n_steps):
    x, r = np.zeros(len(g)), np.array(g, dtype=float)
    p = r.copy()
    for _ in range(n_steps):
        if r @ r == 0:
            break
        Ap = multiply(p)
        alpha = p @ r / (p @ Ap)
        x, r = x + alpha * p, r - alpha * Ap
        p = r + r @ Ap / (p @ Ap) * p
    return x


@misconception(conjugate_gradient, "has a beta of −1: the r in −r'Ap / p'Ap has to be the new one")
def beta_of_the_old(multiply, g, n_steps):
    return _conjugate(multiply, g, n_steps, beta="old")


@misconception(conjugate_gradient, "has a beta of 1: keep the old r'r before r is changed")
def beta_of_one(multiply, g, n_steps):
    x, r = np.zeros(len(g)), np.array(g, dtype=float)
    p = r.copy()
    for _ in range(n_steps):
        if r @ r == 0:
            break
        alpha = (r @ r) / (p @ multiply(p))
        x, r = x + alpha * p, r - alpha * multiply(p)
        p = r + p
    return x


@misconception(
    conjugate_gradient,
    "has one array for r and p: `r -= ...` then changes both; begin with `p = r.copy()`",
)
def one_array(multiply, g, n_steps):
    x, r = np.zeros(len(g)), np.array(g, dtype=float)
    p = r
    for _ in range(n_steps):
        rr = r @ r
        if rr == 0:
            break
        Ap = multiply(p)
        alpha = rr / (p @ Ap)
        x += alpha * p
        r -= alpha * Ap
        p = r + (r @ r) / rr * p
    return x


@misconception(conjugate_gradient, "divides 0 by 0 where nothing is left to do; stop at r = 0")
def no_guard(multiply, g, n_steps):
    return _conjugate(multiply, g, n_steps, guard=False)


@misconception(conjugate_gradient, "uses a fixed step of 0.1; alpha is r'r / p'Ap")
def fixed_alpha(multiply, g, n_steps):
    return _conjugate(multiply, g, n_steps, alpha=0.1)


@misconception(conjugate_gradient, "makes one step too few")
def one_step_less(multiply, g, n_steps):
    return right.conjugate_gradient(multiply, g, n_steps - 1)


@misconception(conjugate_gradient, "multiplies by A in the end; x itself is asked for")
def returns_product(multiply, g, n_steps):
    return multiply(right.conjugate_gradient(multiply, g, n_steps))


def _newton(gradient, w, damping):
    return right.newton_step(gradient, w, damping) - w


@misconception(newton_step, "climbs: the step solves (H + damping I) d = -gradient")
def climbs(gradient, w, damping):
    return w - _newton(gradient, w, damping)


@misconception(newton_step, "leaves the damping out")
def undamped(gradient, w, damping):
    return right.newton_step(gradient, w, 0.0)


@misconception(newton_step, "returns the step alone; add it to w")
def step_alone(gradient, w, damping):
    return _newton(gradient, w, damping)


@misconception(newton_step, "goes down the gradient; Newton divides by the curvature first")
def plain_descent(gradient, w, damping):
    return w - gradient(w)


@misconception(newton_step, "subtracts the damping from the Hessian; it is added")
def negative_damping(gradient, w, damping):
    return right.newton_step(gradient, w, -damping)


@misconception(
    newton_step,
    "puts the damping on the right side; it belongs to H: `+ damping * v` in the product",
)
def damping_on_the_right(gradient, w, damping):
    def product(v):
        return right.hessian_vector(gradient, w, v, 1e-4)

    return w + right.conjugate_gradient(product, -gradient(w) - damping * w, len(w))


@misconception(newton_step, "takes another ε than 1e-4")
def another_step(gradient, w, damping):
    def product(v):
        return right.hessian_vector(gradient, w, v, 1e-2) + damping * v

    return w + right.conjugate_gradient(product, -gradient(w), len(w))


@misconception(newton_step, another_step.sentence)
def far_too_long_a_step(gradient, w, damping):
    def product(v):
        return right.hessian_vector(gradient, w, v, 0.1) + damping * v

    return w + right.conjugate_gradient(product, -gradient(w), len(w))


# ---- attacks -----------------------------------------------------------------------------------


@misconception(impulse_noise, "adds the impulses to the sound; they replace samples")
def added(y, p, u, side):
    peak = np.abs(y).max()
    return y + np.where(u < p, np.where(side < 0.5, -peak, peak), 0)


@misconception(impulse_noise, "hits where u is above p, which is nearly everywhere")
def above_p(y, p, u, side):
    return right.impulse_noise(y, 1 - p, 1 - u, side)


@misconception(impulse_noise, "uses impulses of 1; they are as high as the sound's own peak")
def full_scale(y, p, u, side):
    return np.where(u < p, np.where(side < 0.5, -1.0, 1.0), y)


@misconception(
    impulse_noise, "takes the highest sample for the peak; the largest |y| may lie below zero"
)
def highest_sample(y, p, u, side):
    peak = np.max(y)
    return np.where(u < p, np.where(side < 0.5, -peak, peak), y)


@misconception(
    impulse_noise, "has impulses from the lowest sample to the highest; both are as high as |y|"
)
def lowest_and_highest(y, p, u, side):
    return np.where(u < p, np.where(side < 0.5, y.min(), y.max()), y)


@misconception(impulse_noise, "has positive impulses only")
def positive_only_impulses(y, p, u, side):
    return np.where(u < p, np.abs(y).max(), y)


@misconception(impulse_noise, "writes zeros: that is dropout")
def zeros_instead(y, p, u, side):
    return np.where(u < p, 0.0, y)


@misconception(impulse_noise, "has the sides swapped: below 0.5 the impulse is negative")
def sides_swapped(y, p, u, side):
    return right.impulse_noise(y, p, u, 1 - side)


def _fgsm(X, y, W, b, V, c, strength, *, slope=True, mean=True, logits=False):
    H = np.tanh(X @ W + b)
    P = -np.eye(V.shape[1])[y]
    if not logits:
        P = P + softmax(H @ V + c)
    dX = (P @ V.T * ((1 - H**2) if slope else 1)) @ W.T / (len(y) if mean else 1)
    return dX, X + strength * np.sign(dX)


@misconception(fgsm, "steps down the loss, which helps the net; an attack goes up")
def helps(X, y, W, b, V, c, strength):
    dX, _ = right.fgsm(X, y, W, b, V, c, strength)
    return dX, X - strength * np.sign(dX)


@misconception(fgsm, "adds the gradient itself; FGSM takes its sign, so all places move alike")
def no_sign(X, y, W, b, V, c, strength):
    dX, _ = right.fgsm(X, y, W, b, V, c, strength)
    return dX, X + strength * dX


@misconception(fgsm, "loses the slope of tanh, 1 - H**2")
def no_tanh_slope(X, y, W, b, V, c, strength):
    return _fgsm(X, y, W, b, V, c, strength, slope=False)


@misconception(fgsm, "takes H * (1 - H), the sigmoid's slope; that of tanh is 1 - H**2")
def slope_of_a_sigmoid(X, y, W, b, V, c, strength):
    H = np.tanh(X @ W + b)
    dlogits = (softmax(H @ V + c) - np.eye(V.shape[1])[y]) / len(y)
    dX = (dlogits @ V.T * H * (1 - H)) @ W.T
    return dX, X + strength * np.sign(dX)


@misconception(fgsm, "does not divide by N; the loss is the mean over the rows")
def sum_of_rows(X, y, W, b, V, c, strength):
    return _fgsm(X, y, W, b, V, c, strength, mean=False)


@misconception(fgsm, "takes the slope of the right class's logit; the softmax is missing")
def logit_slope(X, y, W, b, V, c, strength):
    return _fgsm(X, y, W, b, V, c, strength, logits=True)


# ---- residual_block ----------------------------------------------------------------------------


@misconception(residual_block, "forgets the shortcut on the way forward: y = x + f(x)")
def no_shortcut_forward(x, W1, b1, W2, b2, dout):
    y, dx, slopes = right.residual_block(x, W1, b1, W2, b2, dout)
    return y - x, dx, slopes


@misconception(residual_block, "forgets the shortcut on the way back: dx is dout plus f's share")
def no_shortcut_back(x, W1, b1, W2, b2, dout):
    y, dx, slopes = right.residual_block(x, W1, b1, W2, b2, dout)
    return y, dx - dout, slopes


@misconception(residual_block, "lets the gradient through units that were off (ReLU)")
def no_mask(x, W1, b1, W2, b2, dout):
    y, _, (_, _, dW2, db2) = right.residual_block(x, W1, b1, W2, b2, dout)
    dZ = dout @ W2.T
    return y, dout + dZ @ W1.T, (x.T @ dZ, dZ.sum(axis=0), dW2, db2)


@misconception(residual_block, "adds the shortcut twice on the way back")
def double_shortcut(x, W1, b1, W2, b2, dout):
    y, dx, slopes = right.residual_block(x, W1, b1, W2, b2, dout)
    return y, dx + dout, slopes


@misconception(residual_block, "averages the biases' gradients; they add up over the rows")
def mean_biases(x, W1, b1, W2, b2, dout):
    y, dx, (dW1, db1, dW2, db2) = right.residual_block(x, W1, b1, W2, b2, dout)
    return y, dx, (dW1, db1 / len(x), dW2, db2 / len(x))


@misconception(residual_block, "ends in a ReLU; the sum goes out as it is")
def relu_at_the_end(x, W1, b1, W2, b2, dout):
    y, dx, slopes = right.residual_block(x, W1, b1, W2, b2, dout)
    return np.maximum(y, 0), dx, slopes


# ---- attention ---------------------------------------------------------------------------------


def _attend(Q, K, V, dout, *, scale=None, sum_term=True, back=None, soft=softmax):
    scale = 1 / np.sqrt(Q.shape[1]) if scale is None else scale
    A = soft(Q @ K.T * scale)
    dA = dout @ V.T
    dS = A * (dA - (A * dA).sum(axis=1, keepdims=True) * sum_term)
    return A, A @ V, dS @ K * (scale if back is None else back), A.T @ dout


@misconception(attention, "does not divide the scores by the root of d")
def unscaled(Q, K, V, dout):
    return _attend(Q, K, V, dout, scale=1.0)


@misconception(attention, "divides the scores by d; it is the root of d")
def scaled_by_d(Q, K, V, dout):
    return _attend(Q, K, V, dout, scale=1 / Q.shape[1])


@misconception(attention, "divides by the root of the number of keys; d is a key's width")
def scaled_by_the_number(Q, K, V, dout):
    return _attend(Q, K, V, dout, scale=1 / np.sqrt(len(K)))


@misconception(
    attention, "divides by the root of the number of queries; it is d, the width of a key"
)
def scaled_by_the_queries(Q, K, V, dout):
    return _attend(Q, K, V, dout, scale=1 / np.sqrt(len(Q)))


@misconception(
    attention, "adds A * dA up over the queries; the sum in softmax's slope is one for each row"
)
def sum_of_columns(Q, K, V, dout):
    A, output, _, dV = right.attention(Q, K, V, dout)
    dA = dout @ V.T
    dS = A * (dA - (A * dA).sum(axis=0, keepdims=True))
    return A, output, dS @ K / np.sqrt(Q.shape[1]), dV


@misconception(attention, "normalises over the queries; each query's weights add up to 1")
def wrong_axis(Q, K, V, dout):
    return _attend(Q, K, V, dout, soft=lambda S: softmax(S.T).T)


@misconception(attention, "loses the second part of softmax's slope: A * (dA - sum(A * dA))")
def diagonal_softmax(Q, K, V, dout):
    return _attend(Q, K, V, dout, sum_term=False)


@misconception(attention, "takes A * (1 - A) for the slope of softmax, the sigmoid's slope")
def sigmoid_slope(Q, K, V, dout):
    A, output, _, dV = right.attention(Q, K, V, dout)
    return A, output, dout @ V.T * A * (1 - A) @ K / np.sqrt(Q.shape[1]), dV


@misconception(attention, "forgets the root of d on the way back")
def unscaled_back(Q, K, V, dout):
    return _attend(Q, K, V, dout, back=1.0)


@misconception(attention, "overflows with large scores; take the largest off before exp")
def attention_overflow(Q, K, V, dout):
    def naive(S):
        E = np.exp(S)
        return E / E.sum(axis=1, keepdims=True)

    return _attend(Q, K, V, dout, soft=naive)


@misconception(attention, "looks at earlier frames only; here every frame sees all of them")
def causal(Q, K, V, dout):
    hidden = np.arange(len(K)) > np.arange(len(Q))[:, None]
    return _attend(Q, K, V, dout, soft=lambda S: softmax(np.where(hidden, -np.inf, S)))


def _causal(Q, K, V, *, hide=None, after=False, soft=softmax, root=True):
    S = Q @ K.T / (np.sqrt(Q.shape[1]) if root else 1)
    later = np.triu(np.ones(S.shape, dtype=bool), 1) if hide is None else hide(S)
    A = soft(S) * ~later if after else soft(np.where(later, -np.inf, S))
    return A, A @ V


@misconception(causal_attention, "masks after the softmax: the rows no longer add up to 1")
def masked_after(Q, K, V):
    return _causal(Q, K, V, after=True)


@misconception(causal_attention, "hides the earlier places; it is the later ones that give away")
def hides_the_past(Q, K, V):
    return _causal(Q, K, V, hide=lambda S: np.tril(np.ones(S.shape, dtype=bool), -1))


@misconception(causal_attention, "hides the earlier places, and masks after the softmax")
def both_faults(Q, K, V):
    return _causal(Q, K, V, hide=lambda S: np.tril(np.ones(S.shape, dtype=bool), -1), after=True)


@misconception(causal_attention, "hides nothing: each place sees what comes later")
def no_mask_at_all(Q, K, V):
    return _causal(Q, K, V, hide=lambda S: np.zeros(S.shape, dtype=bool))


@misconception(causal_attention, "hides the place itself too; it may look at itself")
def blind_to_itself(Q, K, V):
    S = Q @ K.T / np.sqrt(Q.shape[1])
    A = softmax(np.where(np.triu(np.ones(S.shape, dtype=bool)), -1e9, S))
    return A, A @ V


@misconception(
    causal_attention, "hides the place itself too: the first then sees nothing, and 0 / 0 is left"
)
def sees_nothing_at_first(Q, K, V):
    with np.errstate(invalid="ignore"):
        return _causal(Q, K, V, hide=lambda S: np.triu(np.ones(S.shape, dtype=bool)))


@misconception(
    causal_attention,
    "hides with a number that is not low enough: scores may be lower still; -np.inf is not",
)
def low_is_not_lowest(Q, K, V):
    S = np.tril(Q @ K.T / np.sqrt(Q.shape[1])) - np.triu(1000 * np.ones((len(Q),) * 2), 1)
    return softmax(S), softmax(S) @ V


@misconception(
    causal_attention,
    "masks after the softmax and divides again: where a later place had all, 0 / 0 is left",
)
def divides_again(Q, K, V):
    A = np.tril(softmax(Q @ K.T / np.sqrt(Q.shape[1])))
    with np.errstate(invalid="ignore"):
        A = A / A.sum(axis=1, keepdims=True)
    return A, A @ V


@misconception(causal_attention, "sets hidden scores to 0; exp(0) is 1, so they still count")
def zero_scores(Q, K, V):
    S = np.tril(Q @ K.T / np.sqrt(Q.shape[1]))
    return softmax(S), softmax(S) @ V


@misconception(causal_attention, "sees one place too far: the next one is to be predicted")
def sees_the_next(Q, K, V):
    return _causal(Q, K, V, hide=lambda S: np.triu(np.ones(S.shape, dtype=bool), 2))


@misconception(causal_attention, "does not divide the scores by the root of d")
def causal_unscaled(Q, K, V):
    return _causal(Q, K, V, root=False)


# ---- heads -------------------------------------------------------------------------------------


def _heads(Q, K, V, n, *, root=None, axis=-1, cut=np.split, join=np.hstack, soft=softmax):
    weights, mixed = [], []
    for q, k, v in zip(*(cut(rows, n, axis=1) for rows in (Q, K, V)), strict=True):
        S = q @ k.T / np.sqrt(root or q.shape[1])
        weights.append(soft(S) if axis == -1 else soft(S.T).T)
        mixed.append(weights[-1] @ v)
    return np.array(weights), join(mixed)


def _every_nth(rows, n, axis):
    return [rows[:, h::n] for h in range(n)]


@misconception(many_heads, "asks with all numbers at once in every head; each asks with its own")
def one_look_for_all(Q, K, V, n_heads):
    A = softmax(Q @ K.T / np.sqrt(Q.shape[1]))
    return np.array([A] * n_heads), A @ V


@misconception(many_heads, "divides by the root of the whole d; a head adds up only d / n products")
def root_of_the_whole(Q, K, V, n_heads):
    return _heads(Q, K, V, n_heads, root=Q.shape[1])


@misconception(many_heads, "does not divide the scores by the root of a head's width")
def heads_unscaled(Q, K, V, n_heads):
    return _heads(Q, K, V, n_heads, root=1)


@misconception(many_heads, "gives a head every n-th column; a head is a stretch of neighbours")
def every_nth_column(Q, K, V, n_heads):
    return _heads(Q, K, V, n_heads, cut=_every_nth)


@misconception(many_heads, "lets the columns of the weights add up to 1; it is the rows that do")
def shares_of_columns(Q, K, V, n_heads):
    return _heads(Q, K, V, n_heads, axis=0)


@misconception(many_heads, "adds the heads' mixtures up; they are laid side by side")
def heads_added(Q, K, V, n_heads):
    return _heads(Q, K, V, n_heads, join=sum)


@misconception(many_heads, "reshapes the list of mixtures: then places and heads get mixed up")
def heads_reshaped(Q, K, V, n_heads):
    return _heads(Q, K, V, n_heads, join=lambda mixed: np.reshape(mixed, (len(Q), -1)))


@misconception(many_heads, "mixes the first head's values in every head; each has its own piece")
def values_of_the_first(Q, K, V, n_heads):
    first = np.split(V, n_heads, axis=1)[0]
    return _heads(Q, K, np.hstack([first] * n_heads), n_heads)


def _cut_rows(rows, n, axis):
    return rows.reshape(n, len(rows), -1)


@misconception(
    many_heads, "cuts rows, not columns: reshape fills its pieces row by row; np.split(..., axis=1)"
)
def rows_for_columns(Q, K, V, n_heads):
    return _heads(Q, K, V, n_heads, cut=_cut_rows)


@misconception(many_heads, rows_for_columns.sentence)
def rows_there_and_back(Q, K, V, n_heads):
    weights, mixed = _heads(Q, K, V, n_heads, cut=_cut_rows, join=np.array)
    return weights, mixed.reshape(len(Q), -1)


@misconception(many_heads, "takes exp of scores as they are: of large ones it overflows")
def heads_overflow(Q, K, V, n_heads):
    def soft(S):
        with np.errstate(over="ignore", invalid="ignore"):
            return np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)

    return _heads(Q, K, V, n_heads, soft=soft)


# ---- CTC ---------------------------------------------------------------------------------------


@misconception(ctc_collapse, "removes the blanks first: then two equal labels melt into one")
def blanks_first(path):
    return [int(label) for label, _ in itertools.groupby(x for x in path if x != 0)]


@misconception(ctc_collapse, "does not merge repeats")
def no_merging(path):
    return [int(label) for label in path if label != 0]


@misconception(ctc_collapse, "leaves the blanks in")
def keeps_blanks(path):
    return [int(label) for label, _ in itertools.groupby(path)]


@misconception(ctc_collapse, "keeps every label once only; a word may have the same one twice")
def once_only(path):
    return list(dict.fromkeys(int(label) for label in path if label != 0))


@misconception(ctc_collapse, "returns the path as it came")
def as_it_came(path):
    return path


def _ctc(P, target, *, skip="different", start=2, end=2, add=np.add):
    extended = [0]
    for label in target:
        extended += [int(label), 0]
    alpha = np.zeros(len(extended))
    alpha[:start] = P[0, extended[:start]]
    for row in P[1:]:
        new = alpha.copy()
        new[1:] = add(new[1:], alpha[:-1])
        for s in range(2, len(extended)):
            same = extended[s] == extended[s - 2]
            jumps = {"always": True, "labels": extended[s] != 0, "never": False}
            if jumps.get(skip, extended[s] and not same):
                new[s] = add(new[s], alpha[s - 2])
        alpha = new * row[extended]
    return alpha[-end:].sum() if add is np.add else alpha[-end:].max()


@misconception(ctc_probability, "never jumps over the blank between two different labels")
def never_skips(P, target):
    return _ctc(P, target, skip="never")


@misconception(ctc_probability, "jumps over every blank and label; equal labels need the blank")
def always_skips(P, target):
    return _ctc(P, target, skip="always")


@misconception(ctc_probability, "jumps between equal letters too; these need the blank between")
def skips_equal_letters(P, target):
    return _ctc(P, target, skip="labels")


@misconception(ctc_probability, "must start with a blank; a path may begin with the first label")
def starts_blank(P, target):
    return _ctc(P, target, start=1)


@misconception(ctc_probability, "must end in a blank; a path may end in the last label")
def ends_blank(P, target):
    return _ctc(P, target, end=1)


@misconception(ctc_probability, "must end in a letter; a path may also end in the blank after it")
def ends_in_a_letter(P, target):
    return _ctc(P, target) - _ctc(P, target, end=1)


@misconception(
    ctc_probability, "begins at every place; only the first blank and the first letter may begin"
)
def begins_everywhere(P, target):
    return _ctc(P, target, start=None)


@misconception(ctc_probability, "takes the larger of the two ends; they add up")
def larger_end(P, target):
    blank = _ctc(P, target, end=1)
    return max(blank, _ctc(P, target) - blank)


def _in_place(P, target, *, step):
    """All sums in one array, which changes while it is being read."""
    extended = [0]
    for label in target:
        extended += [int(label), 0]
    alpha = np.zeros(len(extended))
    alpha[:2] = P[0, extended[:2]]
    for row in P[1:]:
        step(alpha, row, extended)
    return alpha[-2:].sum()


def _jumps(extended, s):
    return s > 1 and extended[s] != 0 and extended[s] != extended[s - 2]


@misconception(
    ctc_probability,
    "changes alpha while it is still being read: a new row is made of the old one, so keep both",
)
def alpha_in_place(P, target):
    def step(alpha, row, extended):
        alpha[1:] += alpha[:-1].copy()
        for s in range(len(alpha)):
            if _jumps(extended, s):
                alpha[s] += alpha[s - 2]
        alpha *= row[extended]

    return _in_place(P, target, step=step)


@misconception(ctc_probability, alpha_in_place.sentence)
def alpha_in_place_by_places(P, target):
    def step(alpha, row, extended):
        for s in range(len(alpha)):
            alpha[s] += (alpha[s - 1] if s else 0) + (alpha[s - 2] if _jumps(extended, s) else 0)
            alpha[s] *= row[extended[s]]

    return _in_place(P, target, step=step)


@misconception(ctc_probability, alpha_in_place.sentence)
def alpha_in_place_then_frame(P, target):
    def step(alpha, row, extended):
        for s in range(len(alpha)):
            alpha[s] += (alpha[s - 1] if s else 0) + (alpha[s - 2] if _jumps(extended, s) else 0)
        alpha *= row[extended]

    return _in_place(P, target, step=step)


@misconception(ctc_probability, "takes the best path alone; all paths add up")
def best_path(P, target):
    return _ctc(P, target, add=np.maximum)


@misconception(ctc_probability, "returns the logarithm")
def log_probability(P, target):
    return np.log(right.ctc_probability(P, target))


# ---- vae_latent --------------------------------------------------------------------------------


def _vae(mu, log_var, noise, dz, *, n=None, sign=1, half=0.5, path=1.0, prior=1.0):
    n, std = n or len(mu), np.exp(log_var / 2)
    kl = sign * 0.5 * np.sum(mu**2 + np.exp(log_var) - 1 - log_var) / n
    dmu = path * dz + prior * sign * mu / n
    dlog = path * dz * noise * std * half + prior * sign * 0.5 * (np.exp(log_var) - 1) / n
    return mu + std * noise, kl, dmu, dlog


@misconception(vae_latent, "takes exp(log_var) for the standard deviation; that is its square")
def variance_as_std(mu, log_var, noise, dz):
    _, kl, dmu, _ = right.vae_latent(mu, log_var, noise, dz)
    v = np.exp(log_var)
    return mu + v * noise, kl, dmu, dz * noise * v + 0.5 * (v - 1) / len(mu)


@misconception(vae_latent, "draws with exp(log_var); the standard deviation is exp(log_var / 2)")
def draws_with_the_variance(mu, log_var, noise, dz):
    return mu + np.exp(log_var) * noise, *right.vae_latent(mu, log_var, noise, dz)[1:]


@misconception(
    vae_latent, "halves the variance: exp(log_var / 2) is its root, exp(log_var) / 2 is not"
)
def half_of_the_variance(mu, log_var, noise, dz):
    std, n = np.exp(log_var) / 2, len(mu)
    kl = 0.5 * np.sum(mu**2 + std**2 - 1 - log_var) / n
    return mu + std * noise, kl, dz + mu / n, dz * noise * std / 2 + 0.5 * (std**2 - 1) / n


@misconception(vae_latent, half_of_the_variance.sentence)
def draws_with_half_of_the_variance(mu, log_var, noise, dz):
    _, kl, dmu, _ = right.vae_latent(mu, log_var, noise, dz)
    half, variance = np.exp(log_var) / 2, np.exp(log_var)
    return mu + half * noise, kl, dmu, dz * noise * half / 2 + 0.5 * (variance - 1) / len(mu)


@misconception(vae_latent, "has the sign of the KL term turned; it is never negative")
def negative_kl(mu, log_var, noise, dz):
    return _vae(mu, log_var, noise, dz, sign=-1)


@misconception(vae_latent, "adds the KL term up over the rows; take the mean")
def kl_sum(mu, log_var, noise, dz):
    return _vae(mu, log_var, noise, dz, n=1)


@misconception(vae_latent, "divides the KL term by N * M; it is a mean over the N rows alone")
def kl_mean_of_all(mu, log_var, noise, dz):
    return _vae(mu, log_var, noise, dz, n=mu.size)


@misconception(vae_latent, "loses the 1/2 of exp(log_var / 2) in the slope through z")
def no_half(mu, log_var, noise, dz):
    return _vae(mu, log_var, noise, dz, half=1.0)


@misconception(vae_latent, "has the slopes of the KL term only; dz flows back through z too")
def kl_only(mu, log_var, noise, dz):
    return _vae(mu, log_var, noise, dz, path=0.0)


@misconception(vae_latent, "divides dz by N once more; dz holds its 1/N already")
def dz_over_n(mu, log_var, noise, dz):
    z, kl, _, _ = right.vae_latent(mu, log_var, noise, dz)
    return z, kl, *right.vae_latent(mu, log_var, noise, dz / len(mu))[2:]


@misconception(vae_latent, dz_over_n.sentence)
def dz_over_n_in_mu(mu, log_var, noise, dz):
    z, kl, _, dlog_var = right.vae_latent(mu, log_var, noise, dz)
    return z, kl, (dz + mu) / len(mu), dlog_var


@misconception(vae_latent, "forgets the KL term on the way back")
def no_prior(mu, log_var, noise, dz):
    return _vae(mu, log_var, noise, dz, prior=0.0)


# ---- diffusion ---------------------------------------------------------------------------------


def _diffuse(x, noise, betas, step, *, kept=None, root=True, rest=None):
    kept = np.cumprod(1 - betas) if kept is None else kept
    share = kept[step][:, None]
    rest = 1 - share if rest is None else rest
    return kept, share ** (0.5 if root else 1) * x + rest ** (0.5 if root else 1) * noise


@misconception(diffuse, "loses the roots: kept and 1 - kept are powers, not factors")
def no_roots(x, noise, betas, step):
    return _diffuse(x, noise, betas, step, root=False)


@misconception(
    diffuse,
    "takes the noise's factor for 1 less the sound's; it is sqrt(1 - share): powers add to 1",
)
def one_less_the_root(x, noise, betas, step):
    kept = np.cumprod(1 - betas)
    root = np.sqrt(kept[step])[:, None]
    return kept, root * x + (1 - root) * noise


@misconception(diffuse, "takes one step alone; the shares of all steps so far are multiplied")
def last_step_only(x, noise, betas, step):
    return _diffuse(x, noise, betas, step, kept=1 - betas)


@misconception(diffuse, "noises with the share of one step; the product of all so far is kept")
def share_of_one_step(x, noise, betas, step):
    _, noisy = _diffuse(x, noise, betas, step, kept=1 - betas)
    return np.cumprod(1 - betas), noisy


@misconception(
    diffuse, "adds the shares up; each step keeps a share of what is left, so they multiply"
)
def summed_betas(x, noise, betas, step):
    kept = 1 - np.cumsum(betas)
    with np.errstate(invalid="ignore"):
        return _diffuse(x, noise, betas, step, kept=kept)


@misconception(diffuse, summed_betas.sentence)
def summed_betas_cut_at_zero(x, noise, betas, step):
    return _diffuse(x, noise, betas, step, kept=np.maximum(1 - np.cumsum(betas), 0))


@misconception(diffuse, "multiplies the betas, the shares of noise; what is kept is 1 - beta")
def multiplied_betas(x, noise, betas, step):
    return _diffuse(x, noise, betas, step, kept=np.cumprod(betas))


@misconception(diffuse, "stops one step early: step 0 has noise already")
def one_step_early(x, noise, betas, step):
    kept = np.cumprod(1 - betas)
    share = np.append(1.0, kept)[step][:, None]
    return kept, np.sqrt(share) * x + np.sqrt(1 - share) * noise


@misconception(
    diffuse, "takes the share of `step - 1`; `kept[step]` is after that step, and step 0 has noise"
)
def share_before(x, noise, betas, step):
    kept = np.cumprod(1 - betas)
    share = kept[step - 1][:, None]
    return kept, np.sqrt(share) * x + np.sqrt(1 - share) * noise


@misconception(diffuse, "begins `kept` with 1, before any noise; its first share is after step 0")
def kept_from_one(x, noise, betas, step):
    return _diffuse(x, noise, betas, step, kept=np.append(1.0, np.cumprod(1 - betas)[:-1]))


@misconception(diffuse, "adds the noise of the last step alone; that of earlier steps is in it too")
def last_noise_only(x, noise, betas, step):
    return _diffuse(x, noise, betas, step, rest=betas[step][:, None])


# ---- quizzes -----------------------------------------------------------------------------------


def _number(name, value, sentence):
    return misconception(brain_numbers, sentence)({**right.brain_numbers, name: value})


steps_many = _number("steps", 100000, "counts in 1/1,000,000 s; a nerve cell switches in 1/1000 s")
steps_few = _number("steps", 10, "divides 0.1 s by 10 ms; 1 kHz is one switch in a millisecond")
steps_1000 = _number("steps", 1000, "counts a whole second's switchings; only 0.1 s is given")
power_11 = _number("synapses_power", 11, "counts the cells; each has 10,000 connections")
power_15 = _number("synapses_power", 10**15, "gives the number itself; give its exponent alone")
power_44 = _number(
    "synapses_power", 44, "multiplies the powers; in 10^11 times 10^4 the exponents are added"
)
ratio_inverse = _number("clock_ratio", 3000, "reads 3 GHz as 3 MHz; a GHz is 10^9 Hz")
ratio_million = _number("clock_ratio", 1000000, "forgets the 3 of 3 GHz")
ratio_3 = _number("clock_ratio", 3, "divides by a GHz; a cell's kHz is 10^3 Hz")
ratio_clock = _number("clock_ratio", 3e9, "gives the clock's own rate; divide it by the cell's")
days_93 = _number("days", 93, "gives hours; a day has 24 of them")
days_333333 = _number("days", 333333, "gives seconds; a day has 86,400 of them")
days_5556 = _number("days", 5556, "gives minutes; a day has 1,440 of them")
days_0 = _number("days", 0, "visits the cells; the connections are 10,000 times as many")
days_12 = _number("days", 12, "takes a clock of 1 GHz; it makes three ticks in that time")
days_long = _number(
    "days", 11574074, "takes a tick of 1/1000 s; the clock has 3,000,000,000 a second"
)


def _swapped(one, other, sentence):
    turned = {one: other, other: one}
    return misconception(timeline, sentence)([turned.get(n, n) for n in right.timeline])


perceptron_first = _swapped(
    "E", "B", "lets B speak before E; B has weights that learn, and E still sets them by hand"
)
book_first = _swapped("B", "H", "lets H speak before B, whose hopes H ends with a proof")
werbos_first = _swapped("H", "G", "lets G speak before H; H knows no way to train several layers")
svm_first = _swapped("G", "D", "lets D speak before G; the slopes that D gives up are G's")
svm_late = _swapped("D", "A", "lets A speak before D; A brings back what D had pushed aside")
turing_first = _swapped("A", "C", "lets C speak before A; the prize is for what A began")
turing_last = _swapped("C", "F", "lets F speak before C, who wishes for what F's neighbour has")


def _moved(name, place):
    """One voice at another place; the sentence names the first two who stand the wrong way round."""
    years = list(right.timeline)
    said = [one for one in years if one != name]
    said.insert(place, name)
    pairs = zip(said, said[1:], strict=False)
    early, late = next(pair for pair in pairs if years.index(pair[0]) > years.index(pair[1]))
    sentence = f"lets {early} speak right before {late}, but it is {late} who came first"
    return misconception(timeline, sentence)(said)


e_third = _moved("E", 2)
e_last = _moved("E", 7)
b_fourth = _moved("B", 3)
b_last = _moved("B", 7)
h_first = _moved("H", 0)
h_fifth = _moved("H", 4)
h_last = _moved("H", 7)
g_second = _moved("G", 1)
g_sixth = _moved("G", 5)
g_first = _moved("G", 0)
g_last = _moved("G", 7)
d_third = _moved("D", 2)
d_seventh = _moved("D", 6)
d_first = _moved("D", 0)
d_last = _moved("D", 7)
a_fourth = _moved("A", 3)
a_last = _moved("A", 7)
a_first = _moved("A", 0)
c_fifth = _moved("C", 4)
c_first = _moved("C", 0)
f_sixth = _moved("F", 5)
f_first = _moved("F", 0)
latest_first = misconception(timeline, "begins with the latest; the earliest comes first")(
    right.timeline[::-1]
)
alphabet = misconception(timeline, "leaves the letters in the order of the alphabet, not of time")(
    sorted(right.timeline)
)


def _choice(question, letter, sentence):
    return misconception(beyond_quiz, sentence)({**right.beyond_quiz, question: letter})


renewal_a = _choice("renewal", "a", "credits a proof; what changed was what could be trained")
renewal_b = _choice("renewal", "b", "thinks back-propagation was new in 2006; it is of the 1980s")
renewal_d = _choice(
    "renewal", "d", "names speech rules written by hand; the turn was away from them"
)
winter_a = _choice(
    "winter", "a", "says that nobody had the idea; deep nets were tried in the 1980s"
)
winter_d = _choice("winter", "d", "blames patents; what was in the way was more practical")
winter_c = _choice(
    "winter", "c", "says that deep nets cannot represent more; they can, with fewer units"
)
layerwise_b = _choice("layerwise", "b", "trains all layers at once; that is what it avoids")
layerwise_c = _choice("layerwise", "c", "uses labels for every layer; pre-training needs none")
layerwise_d = _choice(
    "layerwise", "d", "gives it random numbers; there is nothing in them that could be learnt"
)
speech_a = _choice("speech", "a", "takes the model that was replaced for the new one")
speech_b = _choice("speech", "b", "thinks of end-to-end networks, which came later")
speech_c = _choice("speech", "c", "changes the microphone; what changed lies behind it")
ctc_a = _choice("ctc", "a", "counts the path a a for the word aa; it collapses to a alone")
ctc_c = _choice("ctc", "c", "gives the chance of the word a: all paths that say an a at all")
ctc_d = _choice("ctc", "d", "takes the two frames for one; a path's frames are multiplied")
vae_a = _choice("vae", "a", "says what happens without KL; a cloud as narrow as a point costs most")
vae_b = _choice("vae", "b", "pulls the clouds apart; KL makes it dear to be far from the middle")
vae_c = _choice(
    "vae", "c", "leaves it to the notes; but the codes, which they come from, are made to please KL"
)
diffusion_a = _choice(
    "diffusion",
    "a",
    "lets it pick from the data; the net has kept no tone, only how to guess noise",
)
diffusion_b = _choice(
    "diffusion", "b", "lets it learn on the way; its weights stay as they are while it makes a tone"
)
diffusion_d = _choice(
    "diffusion", "d", "takes the net for a gambler; from the same input it makes the same guess"
)
gan_b = _choice("gan", "b", "sees the fakes always found out; at the end nobody can tell")
gan_c = _choice(
    "gan", "c", "lets every fake pass; who calls all things real is wrong half of the time"
)
gan_d = _choice("gan", "d", "takes the detective's answer for a likelihood")
order_a = _choice("order", "a", "takes attention for convolution, which knows where things are")
order_c = _choice("order", "c", "takes attention for recurrence, which goes step by step")
order_d = _choice("order", "d", "makes it 0; shares that add up to 1 still mix all the values")
