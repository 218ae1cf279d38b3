"""Mistakes that people make in unit 6."""

import itertools

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.exercises.u06_training import (
    InvertedDropout,
    adam_step,
    batchnorm_backward,
    batchnorm_forward,
    checkup,
    digit_recipe,
    gain_and_noise,
    initial_weights,
    learning_rate,
    mask_average,
    momentum_step,
    penalties,
    proximal_step,
    random_search,
    scaled_steps,
    shift_and_mask,
    stopping_epochs,
    three_sick_nets,
    training_quiz,
    two_passes,
)

right = right_answers("u06_training")

# ---- momentum_step -------------------------------------------------------------------------------


@misconception(
    momentum_step, "puts lr into the velocity; here v is a sum of gradients, and lr * v the step"
)
def lr_in_velocity(w, g, v, lr, momentum, nesterov):
    v = momentum * v + lr * g
    return w - (lr * g + momentum * v if nesterov else v), v


@misconception(
    momentum_step, "averages: it weighs the new gradient with 1 - momentum; v <- momentum v + g"
)
def fading_mean(w, g, v, lr, momentum, nesterov):
    v = momentum * v + (1 - momentum) * g
    return w - lr * (g + momentum * v if nesterov else v), v


@misconception(momentum_step, "moves along the old velocity; renew v first, then take the step")
def old_velocity(w, g, v, lr, momentum, nesterov):
    new = momentum * v + g
    return w - lr * (g + momentum * v if nesterov else v), new


@misconception(momentum_step, "takes the step of plain gradient descent and never uses v")
def plain_descent(w, g, v, lr, momentum, nesterov):
    return w - lr * g, g


@misconception(momentum_step, "moves uphill: the step has to be subtracted from w")
def uphill(w, g, v, lr, momentum, nesterov):
    v = momentum * v + g
    return w + lr * (g + momentum * v if nesterov else v), v


@misconception(
    momentum_step,
    "takes the same step with nesterov as without; it then is lr * (g + momentum * the new v)",
)
def no_nesterov(w, g, v, lr, momentum, nesterov):
    v = momentum * v + g
    return w - lr * v, v


@misconception(
    momentum_step, "leaves out the gradient in Nesterov's step, which is lr * (g + momentum v)"
)
def nesterov_without_gradient(w, g, v, lr, momentum, nesterov):
    v = momentum * v + g
    return w - lr * (momentum * v if nesterov else v), v


@misconception(momentum_step, "never lets go: v has to fade by the factor momentum at every step")
def no_fading(w, g, v, lr, momentum, nesterov):
    v = v + g
    return w - lr * (g + momentum * v if nesterov else v), v


@misconception(
    momentum_step, "lets v be the step itself; here v adds up gradients, and the step is -lr * v"
)
def velocity_is_the_step(w, g, v, lr, momentum, nesterov):
    v = momentum * v - lr * g
    return w + (momentum * v - lr * g if nesterov else v), v


# ---- scaled_steps --------------------------------------------------------------------------------


def _scaled(w, g, s_sum, s_mean, lr, alpha, eps, *, add=None, fade=None, step=None):
    """The right answer with one part exchanged."""
    add = add or (lambda s: s + g**2)
    fade = fade or (lambda s: alpha * s + (1 - alpha) * g**2)
    step = step or (lambda s, old: lr * g / (np.sqrt(s) + eps))
    new_sum, new_mean = add(s_sum), fade(s_mean)
    return (w - step(new_sum, s_sum), new_sum), (w - step(new_mean, s_mean), new_mean)


@misconception(scaled_steps, "adds eps inside the root; here it is sqrt(s) + eps")
def eps_inside(w, g, s_sum, s_mean, lr, alpha, eps):
    state = w, g, s_sum, s_mean, lr, alpha, eps
    return _scaled(*state, step=lambda s, old: lr * g / np.sqrt(s + eps))


@misconception(scaled_steps, "divides by s itself; divide by its root, so that units cancel")
def no_root(w, g, s_sum, s_mean, lr, alpha, eps):
    state = w, g, s_sum, s_mean, lr, alpha, eps
    return _scaled(*state, step=lambda s, old: lr * g / (s + eps))


@misconception(scaled_steps, "divides by the old memory; renew s first, then take the step")
def old_memory(w, g, s_sum, s_mean, lr, alpha, eps):
    state = w, g, s_sum, s_mean, lr, alpha, eps
    return _scaled(*state, step=lambda s, old: lr * g / (np.sqrt(old) + eps))


@misconception(
    scaled_steps, "has alpha on the wrong side in RMSprop: it weighs the memory, 1 - alpha the news"
)
def alpha_swapped(w, g, s_sum, s_mean, lr, alpha, eps):
    state = w, g, s_sum, s_mean, lr, alpha, eps
    return _scaled(*state, fade=lambda s: (1 - alpha) * s + alpha * g**2)


@misconception(scaled_steps, "adds up in RMSprop as in Adagrad; RMSprop's memory has to fade")
def rmsprop_adds(w, g, s_sum, s_mean, lr, alpha, eps):
    return _scaled(w, g, s_sum, s_mean, lr, alpha, eps, fade=lambda s: s + g**2)


@misconception(scaled_steps, "lets Adagrad's memory fade; Adagrad forgets nothing: s <- s + g**2")
def adagrad_fades(w, g, s_sum, s_mean, lr, alpha, eps):
    state = w, g, s_sum, s_mean, lr, alpha, eps
    return _scaled(*state, add=lambda s: alpha * s + (1 - alpha) * g**2)


@misconception(scaled_steps, "remembers the size |g| of the gradients; remember their squares")
def remembers_sizes(w, g, s_sum, s_mean, lr, alpha, eps):
    state = w, g, s_sum, s_mean, lr, alpha, eps
    add = {"add": lambda s: s + np.abs(g)}
    return _scaled(*state, **add, fade=lambda s: alpha * s + (1 - alpha) * np.abs(g))


@misconception(scaled_steps, "moves uphill: the scaled gradient has to be subtracted")
def scaled_uphill(w, g, s_sum, s_mean, lr, alpha, eps):
    return _scaled(w, g, s_sum, s_mean, -lr, alpha, eps)


@misconception(
    scaled_steps, "lets RMSprop go on from where Adagrad has arrived; both start from the same w"
)
def one_after_another(w, g, s_sum, s_mean, lr, alpha, eps):
    adagrad, (moved, new_mean) = right.scaled_steps(w, g, s_sum, s_mean, lr, alpha, eps)
    return adagrad, (moved - w + adagrad[0], new_mean)


# ---- adam_step -----------------------------------------------------------------------------------


def _moments(g, m, s, beta1, beta2):
    return beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2


@misconception(adam_step, "has no bias correction: divide by 1 - beta**t, as both began at zero")
def no_correction(w, g, m, s, t, lr, beta1, beta2, eps):
    m, s = _moments(g, m, s, beta1, beta2)
    return w - lr * m / (np.sqrt(s) + eps), m, s


@misconception(adam_step, "corrects only the mean m; s began at zero as well")
def corrects_mean_only(w, g, m, s, t, lr, beta1, beta2, eps):
    m, s = _moments(g, m, s, beta1, beta2)
    return w - lr * m / (1 - beta1**t) / (np.sqrt(s) + eps), m, s


@misconception(adam_step, "counts one step too many in the correction; the first step has t = 1")
def counts_one_more(w, g, m, s, t, lr, beta1, beta2, eps):
    return right.adam_step(w, g, m, s, t + 1, lr, beta1, beta2, eps)


@misconception(adam_step, "multiplies beta by t in the correction; it is beta to the power t")
def times_t(w, g, m, s, t, lr, beta1, beta2, eps):
    m, s = _moments(g, m, s, beta1, beta2)
    return w - lr * m / (1 - beta1) / (np.sqrt(s / (1 - beta2)) + eps), m, s


@misconception(adam_step, "returns the corrected m and s; the memories stay uncorrected")
def keeps_corrected(w, g, m, s, t, lr, beta1, beta2, eps):
    w, m, s = right.adam_step(w, g, m, s, t, lr, beta1, beta2, eps)
    return w, m / (1 - beta1**t), s / (1 - beta2**t)


@misconception(adam_step, "adds eps inside the root; here it is sqrt(s) + eps")
def adam_eps_inside(w, g, m, s, t, lr, beta1, beta2, eps):
    m, s = _moments(g, m, s, beta1, beta2)
    return w - lr * m / (1 - beta1**t) / np.sqrt(s / (1 - beta2**t) + eps), m, s


@misconception(adam_step, "has the two betas exchanged: beta1 belongs to m, beta2 to s")
def betas_exchanged(w, g, m, s, t, lr, beta1, beta2, eps):
    return right.adam_step(w, g, m, s, t, lr, beta2, beta1, eps)


@misconception(adam_step, "divides by s without the root: steps then shrink for large gradients")
def adam_no_root(w, g, m, s, t, lr, beta1, beta2, eps):
    m, s = _moments(g, m, s, beta1, beta2)
    return w - lr * m / (1 - beta1**t) / (s / (1 - beta2**t) + eps), m, s


# ---- learning_rate -------------------------------------------------------------------------------


def _rate(step, n_steps, lr, warmup, *, warm=None, fall=None):
    """The right rate with one part exchanged: what `warm` and `fall` make of shares from 0 to 1."""
    warm = warm or (lambda share: share)
    fall = fall or (lambda share: (1 + np.cos(np.pi * share)) / 2)
    if step < warmup:
        return lr * warm((step + 1) / warmup)
    return lr * fall((step - warmup) / (n_steps - warmup))


@misconception(learning_rate, "begins with a rate of 0; step 0 is a step already, so count it")
def begins_at_zero(step, n_steps, lr, warmup):
    return _rate(step, n_steps, lr, warmup, warm=lambda share: share - 1 / warmup)


@misconception(learning_rate, "falls along a straight line; it has to fall along half a cosine")
def straight_fall(step, n_steps, lr, warmup):
    return _rate(step, n_steps, lr, warmup, fall=lambda share: 1 - share)


@misconception(
    learning_rate, "begins the fall at step 0, so the rate jumps down where the warm-up ends"
)
def fall_from_zero(step, n_steps, lr, warmup):
    if step < warmup:
        return lr * (step + 1) / warmup
    return lr * (1 + np.cos(np.pi * step / n_steps)) / 2


@misconception(learning_rate, "falls along a quarter of a wave; take half a wave, moved above 0")
def quarter_wave(step, n_steps, lr, warmup):
    return _rate(step, n_steps, lr, warmup, fall=lambda share: np.cos(np.pi * share / 2))


@misconception(learning_rate, "goes through a whole wave, so that the rate comes up again")
def whole_wave(step, n_steps, lr, warmup):
    return _rate(step, n_steps, lr, warmup, fall=lambda x: (1 + np.cos(2 * np.pi * x)) / 2)


@misconception(learning_rate, "leaves out the warm-up: there the rate has to grow step by step")
def no_warm_up(step, n_steps, lr, warmup):
    return _rate(step, n_steps, lr, warmup, warm=lambda share: 1.0)


@misconception(
    learning_rate, "reaches 0 at the last step, one too early: after all n_steps it would be 0"
)
def zero_too_early(step, n_steps, lr, warmup):
    return _rate(step, n_steps - 1, lr, warmup) if step < n_steps - 1 else 0.0


@misconception(learning_rate, "lets the cosine go below 0: half a wave has to go from lr to 0")
def below_zero(step, n_steps, lr, warmup):
    return _rate(step, n_steps, lr, warmup, fall=lambda share: np.cos(np.pi * share))


# ---- checkup -------------------------------------------------------------------------------------


def _loss(logits, y):
    z = logits - logits.max(axis=1, keepdims=True)
    return np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]


@misconception(checkup, "returns the loss itself; subtract ln C, what a guess would cost")
def loss_itself(logits, y, H, W, step):
    return _loss(logits, y).mean(), *right.checkup(logits, y, H, W, step)[1:]


@misconception(checkup, "adds the losses of the rows up; take their mean")
def summed_losses(logits, y, H, W, step):
    excess = _loss(logits, y).sum() - np.log(logits.shape[1])
    return excess, *right.checkup(logits, y, H, W, step)[1:]


@misconception(checkup, "takes ten classes for granted; C is the number of columns of logits")
def always_ten(logits, y, H, W, step):
    return _loss(logits, y).mean() - np.log(10), *right.checkup(logits, y, H, W, step)[1:]


@misconception(checkup, "has ln N, the number of rows; guessing is among the C classes")
def rows_for_classes(logits, y, H, W, step):
    return _loss(logits, y).mean() - np.log(len(y)), *right.checkup(logits, y, H, W, step)[1:]


@misconception(
    checkup, "counts zeros of H one by one; a unit is dead only if it is 0 for every row"
)
def counts_zeros(logits, y, H, W, step):
    excess, _, ratio = right.checkup(logits, y, H, W, step)
    return excess, np.mean(H == 0), ratio


@misconception(checkup, "calls a unit dead that is off for a single row; it has to be so for all")
def dead_for_one(logits, y, H, W, step):
    excess, _, ratio = right.checkup(logits, y, H, W, step)
    return excess, np.mean((H == 0).any(axis=0)), ratio


@misconception(
    checkup, "looks for rows of zeros; a unit has a column of H, with a word in each row"
)
def silent_words(logits, y, H, W, step):
    excess, _, ratio = right.checkup(logits, y, H, W, step)
    return excess, np.mean((H == 0).all(axis=1)), ratio


@misconception(checkup, "compares mean sizes; a length is the root of the sum of squares")
def mean_sizes(logits, y, H, W, step):
    excess, dead, _ = right.checkup(logits, y, H, W, step)
    return excess, dead, np.abs(step).mean() / np.abs(W).mean()


@misconception(checkup, "counts the dead units; their share is asked for")
def number_of_dead(logits, y, H, W, step):
    excess, dead, ratio = right.checkup(logits, y, H, W, step)
    return excess, dead * H.shape[1], ratio


@misconception(checkup, "has the ratio upside down: the step is above, the weights are below")
def ratio_upside_down(logits, y, H, W, step):
    excess, dead, ratio = right.checkup(logits, y, H, W, step)
    return excess, dead, 1 / ratio


@misconception(checkup, "compares sums of squares; a length is the root of that")
def squared_lengths(logits, y, H, W, step):
    excess, dead, ratio = right.checkup(logits, y, H, W, step)
    return excess, dead, ratio**2


@misconception(
    checkup, "averages the ratios of single numbers; the lengths of the whole arrays are compared"
)
def entry_by_entry(logits, y, H, W, step):
    excess, dead, _ = right.checkup(logits, y, H, W, step)
    return excess, dead, np.mean(np.abs(step / W))


# ---- three_sick_nets -----------------------------------------------------------------------------


def _ails(net, letter, sentence):
    return misconception(three_sick_nets, sentence)({**right.three_sick_nets, net: letter})


ada_b = _ails("ada", "b", "finds the rate of Ada too high; its steps are exactly 0, not large")
ada_c = _ails(
    "ada", "c", "gives Ada other words' labels; then 20 words could be learnt all the same"
)
ada_d = _ails("ada", "d", "finds the rate of Ada too low; no rate makes anything of a slope of 0")
ben_a = _ails("ben", "a", "finds Ben's units dead; each of them is on for some words")
ben_b = _ails("ben", "b", "finds Ben's rate too high; then the loss would leap, and it is flat")
ben_c = _ails("ben", "c", "blames Ben's labels; a healthy net learns 20 words with any labels")
cleo_a = _ails("cleo", "a", "finds Cleo's units dead; each of them is on for some words")
cleo_b = _ails("cleo", "b", "finds Cleo's rate too high; its training loss falls smoothly")
cleo_d = _ails("cleo", "d", "finds Cleo's rate too low; its steps are as long as the healthy net's")


# ---- initial_weights -----------------------------------------------------------------------------


@misconception(initial_weights, "does not scale the numbers: their variance stays 1")
def unscaled(D, M, kind, rng):
    return rng.normal(size=(D, M))


@misconception(initial_weights, "takes the variance for the spread; the spread is its root")
def variance_as_spread(D, M, kind, rng):
    return rng.normal(size=(D, M)) * (2 / D if kind == "relu" else 2 / (D + M))


@misconception(
    initial_weights, "leaves out the 2 for ReLU, which lets only half of a signal through"
)
def no_factor_two(D, M, kind, rng):
    return rng.normal(size=(D, M)) / np.sqrt(D if kind == "relu" else (D + M) / 2)


@misconception(initial_weights, "counts the outputs M of a ReLU layer; its D inputs add up")
def fan_out(D, M, kind, rng):
    return rng.normal(size=(D, M)) * np.sqrt(2 / (M if kind == "relu" else D + M))


@misconception(initial_weights, "treats tanh like ReLU; its variance is 2 / (D + M)")
def same_for_tanh(D, M, kind, rng):
    return rng.normal(size=(D, M)) * np.sqrt(2 / D)


@misconception(
    initial_weights, "counts only the inputs for tanh: the outputs M belong there too, 2 / (D + M)"
)
def tanh_by_inputs(D, M, kind, rng):
    return rng.normal(size=(D, M)) * np.sqrt((2 if kind == "relu" else 1) / D)


@misconception(
    initial_weights, "draws from NumPy's global dice; draw from `rng`, so that it can be repeated"
)
def global_dice(D, M, kind, rng):
    draws = np.random.normal(size=(D, M))  # noqa: NPY002
    return draws * np.sqrt(2 / (D if kind == "relu" else D + M))


@misconception(
    initial_weights, "draws evenly between two limits: these must be sqrt(3) times as wide"
)
def even_draws(D, M, kind, rng):
    limit = np.sqrt(2 / D if kind == "relu" else 2 / (D + M))
    return rng.uniform(-limit, limit, (D, M))


@misconception(initial_weights, "starts from zeros: then all hidden units stay alike for ever")
def all_zero(D, M, kind, rng):
    return np.zeros((D, M))


@misconception(
    initial_weights, "has the shape (M, D); a weight takes D inputs to M outputs: (D, M)"
)
def turned(D, M, kind, rng):
    return right.initial_weights(D, M, kind, rng).T


@misconception(initial_weights, "draws only positive weights; they must be as often negative")
def only_positive(D, M, kind, rng):
    scale = np.sqrt(2 / D if kind == "relu" else 2 / (D + M))
    return rng.random((D, M)) * np.sqrt(12) * scale


@misconception(initial_weights, "makes its own generator, so that all layers get the same weights")
def own_generator(D, M, kind, rng):
    return right.initial_weights(D, M, kind, np.random.default_rng(0))


# ---- batchnorm_forward ---------------------------------------------------------------------------


def _norm(x, gamma, beta, m, v, eps):
    return gamma * (x - m) / np.sqrt(v + eps) + beta


def _moved(x, mean, var, momentum, ddof=1):
    new = x.mean(axis=0), x.var(axis=0, ddof=ddof)
    return tuple(
        old + momentum * (value - old) for old, value in zip((mean, var), new, strict=True)
    )


@misconception(batchnorm_forward, "takes mean and variance of each row; take them of each column")
def along_rows(x, gamma, beta, mean, var, momentum, eps, training):
    if not training:
        return right.batchnorm_forward(x, gamma, beta, mean, var, momentum, eps, training)
    m, v = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    return _norm(x, gamma, beta, m, v, eps), *_moved(x, mean, var, momentum)


@misconception(
    batchnorm_forward, "normalises with the variance over N - 1; in training it is that over N"
)
def unbiased_inside(x, gamma, beta, mean, var, momentum, eps, training):
    if not training:
        return right.batchnorm_forward(x, gamma, beta, mean, var, momentum, eps, training)
    y = _norm(x, gamma, beta, x.mean(axis=0), x.var(axis=0, ddof=1), eps)
    return y, *_moved(x, mean, var, momentum)


@misconception(
    batchnorm_forward, "keeps the variance over N as running variance; keep the one over N - 1"
)
def biased_running(x, gamma, beta, mean, var, momentum, eps, training):
    y, *kept = right.batchnorm_forward(x, gamma, beta, mean, var, momentum, eps, training)
    return (y, *_moved(x, mean, var, momentum, ddof=0)) if training else (y, *kept)


@misconception(
    batchnorm_forward, "has momentum on the wrong side: it is the share of the newest batch"
)
def momentum_swapped(x, gamma, beta, mean, var, momentum, eps, training):
    return right.batchnorm_forward(x, gamma, beta, mean, var, 1 - momentum, eps, training)


@misconception(
    batchnorm_forward, "keeps a running average of the spread; it is one of the variance"
)
def running_spread(x, gamma, beta, mean, var, momentum, eps, training):
    y, new_mean, _ = right.batchnorm_forward(x, gamma, beta, mean, var, momentum, eps, training)
    spread = (1 - momentum) * var + momentum * x.std(axis=0) if training else var
    return y, new_mean, spread


@misconception(batchnorm_forward, "adds eps outside the root; here it is sqrt(var + eps)")
def norm_eps_outside(x, gamma, beta, mean, var, momentum, eps, training):
    _, new_mean, new_var = right.batchnorm_forward(
        x, gamma, beta, mean, var, momentum, eps, training
    )
    m, v = (x.mean(axis=0), x.var(axis=0)) if training else (mean, var)
    return gamma * (x - m) / (np.sqrt(v) + eps) + beta, new_mean, new_var


@misconception(
    batchnorm_forward, "uses the batch also in use; there the running averages take its place"
)
def batch_in_use(x, gamma, beta, mean, var, momentum, eps, training):
    y, *_ = right.batchnorm_forward(x, gamma, beta, x.mean(axis=0), x.var(axis=0), 0, eps, False)
    return (y, *_moved(x, mean, var, momentum)) if training else (y, mean, var)


@misconception(
    batchnorm_forward, "normalises with the running averages in training; there the batch counts"
)
def running_in_training(x, gamma, beta, mean, var, momentum, eps, training):
    y = _norm(x, gamma, beta, mean, var, eps)
    return (y, *_moved(x, mean, var, momentum)) if training else (y, mean, var)


@misconception(
    batchnorm_forward, "goes on moving the running averages in use; they stay as they are"
)
def learns_in_use(x, gamma, beta, mean, var, momentum, eps, training):
    y, new_mean, new_var = right.batchnorm_forward(
        x, gamma, beta, mean, var, momentum, eps, training
    )
    return (y, new_mean, new_var) if training else (y, *_moved(x, mean, var, momentum, ddof=0))


@misconception(batchnorm_forward, "leaves out gamma and beta: scale and shift after normalising")
def no_scale_and_shift(x, gamma, beta, mean, var, momentum, eps, training):
    one, zero = np.ones_like(gamma), np.zeros_like(beta)
    return right.batchnorm_forward(x, one, zero, mean, var, momentum, eps, training)


# ---- batchnorm_backward --------------------------------------------------------------------------


def _normalised(x, eps):
    sigma = np.sqrt(x.var(axis=0) + eps)
    return (x - x.mean(axis=0)) / sigma, sigma


@misconception(
    batchnorm_backward, "takes mean and variance for constants in dx; they depend on x too"
)
def constants(dout, x, gamma, eps):
    _, dgamma, dbeta = right.batchnorm_backward(dout, x, gamma, eps)
    return dout * gamma / _normalised(x, eps)[1], dgamma, dbeta


@misconception(batchnorm_backward, "leaves out in dx that the variance depends on x")
def variance_constant(dout, x, gamma, eps):
    _, dgamma, dbeta = right.batchnorm_backward(dout, x, gamma, eps)
    dxhat = dout * gamma
    return (dxhat - dxhat.mean(axis=0)) / _normalised(x, eps)[1], dgamma, dbeta


@misconception(batchnorm_backward, "leaves out in dx that the mean depends on x")
def mean_constant(dout, x, gamma, eps):
    _, dgamma, dbeta = right.batchnorm_backward(dout, x, gamma, eps)
    (xhat, sigma), dxhat = _normalised(x, eps), dout * gamma
    return (dxhat - xhat * (dxhat * xhat).mean(axis=0)) / sigma, dgamma, dbeta


@misconception(batchnorm_backward, "leaves gamma out of dx: the slope passes through the scale")
def dx_without_gamma(dout, x, gamma, eps):
    _, dgamma, dbeta = right.batchnorm_backward(dout, x, gamma, eps)
    return right.batchnorm_backward(dout, x, np.ones_like(gamma), eps)[0], dgamma, dbeta


@misconception(batchnorm_backward, "takes sums in dx where means over the batch belong")
def dx_with_sums(dout, x, gamma, eps):
    _, dgamma, dbeta = right.batchnorm_backward(dout, x, gamma, eps)
    (xhat, sigma), dxhat = _normalised(x, eps), dout * gamma
    dx = dxhat - dxhat.sum(axis=0) - xhat * (dxhat * xhat).sum(axis=0)
    # for a single row sum and mean agree
    return dx / sigma, dgamma, dbeta


@misconception(batchnorm_backward, "forgets in dx to divide by the spread sqrt(var + eps)")
def dx_without_spread(dout, x, gamma, eps):
    dx, dgamma, dbeta = right.batchnorm_backward(dout, x, gamma, eps)
    return dx * _normalised(x, eps)[1], dgamma, dbeta


@misconception(
    batchnorm_backward, "multiplies dout with x in dgamma; gamma scales the normalised xhat"
)
def dgamma_of_x(dout, x, gamma, eps):
    dx, _, dbeta = right.batchnorm_backward(dout, x, gamma, eps)
    return dx, (dout * x).sum(axis=0), dbeta


@misconception(
    batchnorm_backward, "takes means in dgamma and dbeta: dout already has the loss's 1/N, so sum"
)
def means_of_rows(dout, x, gamma, eps):
    dx, dgamma, dbeta = right.batchnorm_backward(dout, x, gamma, eps)
    return dx, dgamma / len(x), dbeta / len(x)


# ---- penalties -----------------------------------------------------------------------------------


def _penalties(w, strength, **changed):
    (l1, dl1), (l2, dl2) = right.penalties(w, strength)
    found = {"l1": l1, "dl1": dl1, "l2": l2, "dl2": dl2} | changed
    return (found["l1"], found["dl1"]), (found["l2"], found["dl2"])


@misconception(
    penalties, "has the L2 gradient of a penalty with 1/2; there is no 1/2 here: 2 * strength * w"
)
def half_gradient(w, strength):
    return _penalties(w, strength, dl2=strength * w)


@misconception(penalties, "puts a 1/2 into the L2 penalty; here it is strength * sum of w**2")
def half_penalty(w, strength):
    return _penalties(w, strength, l2=strength * (w**2).sum() / 2, dl2=strength * w)


@misconception(penalties, "takes the root in L2: the length of w; the penalty is its square")
def root_of_squares(w, strength):
    length = np.linalg.norm(w)
    return _penalties(w, strength, l2=strength * length, dl2=strength * w / length)


@misconception(penalties, "gives a zero weight a slope in L1; at 0 the gradient counts as 0")
def zero_has_slope(w, strength):
    return _penalties(w, strength, dl1=strength * np.where(w >= 0, 1.0, -1.0))


@misconception(penalties, "gives L1 the gradient |w|; its slope is the sign, whatever the size")
def slope_is_size(w, strength):
    return _penalties(w, strength, dl1=strength * np.abs(w))


@misconception(penalties, "leaves the strength out of the gradients")
def no_strength(w, strength):
    return _penalties(w, strength, dl1=np.sign(w), dl2=2 * w)


@misconception(penalties, "takes the mean over the weights; both penalties are sums")
def mean_penalty(w, strength):
    (l1, dl1), (l2, dl2) = right.penalties(w, strength)
    return (l1 / w.size, dl1 / w.size), (l2 / w.size, dl2 / w.size)


@misconception(penalties, "adds w up with its signs in L1; take the size of each weight first")
def signed_sum(w, strength):
    return _penalties(w, strength, l1=strength * w.sum(), dl1=strength * np.ones_like(w))


# ---- proximal_step -------------------------------------------------------------------------------


@misconception(
    proximal_step,
    "adds the slope of |w| to the gradient: such a step jumps across 0, never onto it",
)
def subgradient(w, g, lr, strength):
    return w - lr * (g + strength * np.sign(w))


@misconception(proximal_step, "shrinks by the strength; the step is lr long, so by lr * strength")
def shrinks_too_much(w, g, lr, strength):
    w = w - lr * g
    return np.sign(w) * np.maximum(np.abs(w) - strength, 0)


@misconception(proximal_step, "only clears the small weights; the others shrink as well")
def hard_threshold(w, g, lr, strength):
    w = w - lr * g
    return np.where(np.abs(w) <= lr * strength, 0.0, w)


@misconception(proximal_step, "goes beyond zero: a weight that would change its sign becomes 0")
def beyond_zero(w, g, lr, strength):
    w = w - lr * g
    return w - lr * strength * np.sign(w)


@misconception(proximal_step, "loses the sign of negative weights")
def loses_sign(w, g, lr, strength):
    return np.maximum(np.abs(w - lr * g) - lr * strength, 0)


@misconception(
    proximal_step,
    "takes the sign of the old weight; take that of the weight after the gradient step",
)
def sign_of_the_old_weight(w, g, lr, strength):
    return np.sign(w) * np.maximum(np.abs(w - lr * g) - lr * strength, 0)


@misconception(
    proximal_step,
    "makes 0 of a weight that the gradient step took across zero; only the second move stops there",
)
def stops_the_gradient_step(w, g, lr, strength):
    side = np.sign(w)
    return side * np.maximum(side * (w - lr * g) - lr * strength, 0)


@misconception(proximal_step, "scales all weights down, as L2 does; L1 takes the same from each")
def scales_like_l2(w, g, lr, strength):
    return (w - lr * g) / (1 + 2 * lr * strength)


@misconception(proximal_step, "adds the gradient: the step goes against it, w - lr * g")
def proximal_uphill(w, g, lr, strength):
    return right.proximal_step(w, -g, lr, strength)


# ---- InvertedDropout -----------------------------------------------------------------------------


class _Dropout(right.InvertedDropout):
    """The right layer, to change one thing in."""

    def __init__(self, p, rng):
        super().__init__(p, rng)
        self.training = False

    def forward(self, x, training):
        self.training = training
        return super().forward(x, training)


@misconception(InvertedDropout, "takes p for the probability to keep; here p is the one to drop")
class KeepsP(_Dropout):
    def __init__(self, p, rng):
        super().__init__(1 - p, rng)


@misconception(InvertedDropout, "does not scale what it keeps: divide by 1 - p")
class Unscaled(_Dropout):
    def forward(self, x, training):
        super().forward(x, training)
        self.mask = (self.mask > 0) * 1.0 if training else 1.0
        return x * self.mask


@misconception(InvertedDropout, "scales in use instead of in training; inverted means the reverse")
class ScalesInUse(_Dropout):
    def forward(self, x, training):
        super().forward(x, training)
        self.mask = (self.mask > 0) * 1.0 if training else 1 - self.p
        return x * self.mask


@misconception(InvertedDropout, "divides by p; what is kept, a share 1 - p, makes up for the rest")
class DividesByP(_Dropout):
    def forward(self, x, training):
        super().forward(x, training)
        self.mask = (self.mask > 0) / self.p if training else 1.0
        return x * self.mask


@misconception(InvertedDropout, "draws a new mask in backward; the gradient needs the forward's")
class NewMaskBackward(_Dropout):
    def backward(self, dout):
        return super().forward(dout, self.training)


@misconception(InvertedDropout, "sends the gradient through unchanged; dropped units get none")
class PassesGradient(_Dropout):
    def backward(self, dout):
        return dout


@misconception(InvertedDropout, "forgets the scale in backward: dx is dout times the whole mask")
class UnscaledBackward(_Dropout):
    def backward(self, dout):
        return dout * (self.mask > 0) if self.training else dout


@misconception(InvertedDropout, "goes on dropping in use; with training=False nothing is dropped")
class AlwaysDrops(_Dropout):
    def forward(self, x, training):
        if not training:
            # even in a small piece something is surely gone
            super().forward(x, True)
            self.mask = np.where(np.arange(x.size).reshape(x.shape) % 2, 0.0, 1 / (1 - self.p))
            return x * self.mask
        return super().forward(x, True)


@misconception(InvertedDropout, "draws one mask for the whole batch; every row needs its own")
class OneMaskForAll(_Dropout):
    def forward(self, x, training):
        super().forward(x[:1], training)
        return x * self.mask


@misconception(InvertedDropout, "draws its mask once; every forward needs a new one")
class DrawsOnce(_Dropout):
    mask = None

    def forward(self, x, training):
        if not training:
            self.used = 1.0
        else:
            if self.mask is None:
                super().forward(x, True)
            self.used = self.mask
        return x * self.used

    def backward(self, dout):
        return dout * self.used


# ---- mask_average --------------------------------------------------------------------------------


def _all_masks(n):
    return np.array(list(itertools.product([0, 1], repeat=n)))


@misconception(mask_average, "takes p for the probability to keep; a unit is dropped with p")
def keep_probability(h, v, p):
    return right.mask_average(h, v, 1 - p)


@misconception(mask_average, "weighs all masks alike in the average; some are more probable")
def all_alike(h, v, p):
    outputs, probabilities, _ = right.mask_average(h, v, p)
    return outputs, probabilities, outputs.mean()


@misconception(mask_average, "gives every mask the probability 1 / 2**H, which holds for p = 0.5")
def coin_masks(h, v, p):
    outputs = right.mask_average(h, v, p)[0]
    return outputs, np.full(len(outputs), 1 / len(outputs)), outputs.mean()


@misconception(mask_average, "counts the masks backwards: the first one keeps nothing")
def counts_backwards(h, v, p):
    outputs, probabilities, average = right.mask_average(h, v, p)
    return outputs[::-1], probabilities[::-1], average


@misconception(mask_average, "scales what is kept by 1 / (1 - p); here units are only dropped")
def scaled_masks(h, v, p):
    outputs, probabilities, average = right.mask_average(h, v, p)
    return outputs / (1 - p), probabilities, average / (1 - p)


@misconception(mask_average, "counts only the dropped units in the probability, or only the kept")
def half_of_the_probability(h, v, p):
    masks = _all_masks(len(h))
    outputs = (masks * h) @ v
    probabilities = (1 - p) ** masks.sum(axis=1)
    return outputs, probabilities, probabilities @ outputs


@misconception(mask_average, "divides the average by the number of masks once more")
def divides_again(h, v, p):
    outputs, probabilities, average = right.mask_average(h, v, p)
    return outputs, probabilities, average / len(outputs)


# ---- two_passes ----------------------------------------------------------------------------------


@misconception(two_passes, "lets the validation set push the weights: it may only be looked at")
def learns_from_validation(w, b, X, y, X_val, y_val, strength):
    both = np.concatenate([X, X_val]), np.concatenate([y, y_val])
    dw, db, loss, _ = right.two_passes(w, b, *both, X_val, y_val, strength)
    return dw, db, loss, right.two_passes(w, b, X, y, X_val, y_val, strength)[3]


@misconception(two_passes, "adds the penalty to the validation loss; that one measures only fit")
def penalised_validation(w, b, X, y, X_val, y_val, strength):
    dw, db, loss, val_loss = right.two_passes(w, b, X, y, X_val, y_val, strength)
    return dw, db, loss, val_loss + strength * (w**2).sum()


@misconception(two_passes, "leaves the penalty out of the training loss, not out of its gradient")
def loss_without_penalty(w, b, X, y, X_val, y_val, strength):
    dw, db, loss, val_loss = right.two_passes(w, b, X, y, X_val, y_val, strength)
    return dw, db, loss - strength * (w**2).sum(), val_loss


@misconception(two_passes, "leaves the penalty out of dw: it adds 2 * strength * w")
def gradient_without_penalty(w, b, X, y, X_val, y_val, strength):
    dw, db, loss, val_loss = right.two_passes(w, b, X, y, X_val, y_val, strength)
    return dw - 2 * strength * w, db, loss, val_loss


@misconception(two_passes, "adds strength * w to dw; without a 1/2 in the penalty it is twice that")
def half_decay(w, b, X, y, X_val, y_val, strength):
    dw, db, loss, val_loss = right.two_passes(w, b, X, y, X_val, y_val, strength)
    return dw - strength * w, db, loss, val_loss


@misconception(two_passes, "penalises the bias as well; only the weights are held small")
def penalises_bias(w, b, X, y, X_val, y_val, strength):
    dw, db, loss, val_loss = right.two_passes(w, b, X, y, X_val, y_val, strength)
    return dw, db + 2 * strength * b, loss + strength * b**2, val_loss


@misconception(two_passes, "adds up over the samples; loss and gradients are means over them")
def sums_over_rows(w, b, X, y, X_val, y_val, strength):
    dw, db, loss, val_loss = right.two_passes(w, b, X, y, X_val, y_val, strength)
    decay, penalty = 2 * strength * w, strength * (w**2).sum()
    n = len(y)
    return (dw - decay) * n + decay, db * n, (loss - penalty) * n + penalty, val_loss * len(y_val)


@misconception(two_passes, "measures the validation loss on the training set")
def validates_on_training(w, b, X, y, X_val, y_val, strength):
    dw, db, loss, _ = right.two_passes(w, b, X, y, X_val, y_val, strength)
    return dw, db, loss, loss - strength * (w**2).sum()


# ---- stopping_epochs -----------------------------------------------------------------------------


def _stop(val_losses, weights, patience, tolerance, better, *, extra=0):
    best = last = 1
    for epoch, loss in enumerate(val_losses, start=1):
        last = epoch
        if better(loss, val_losses[best - 1]):
            best = epoch
        if epoch - best >= patience + extra:
            break
    return (
        best,
        last,
        weights[best - 1],
        right.stopping_epochs(val_losses, weights, patience, tolerance)[3],
    )


@misconception(
    stopping_epochs, "chooses the lowest loss of the whole curve; after the stop there is no more"
)
def clairvoyant(val_losses, weights, patience, tolerance):
    _, last, _, settled = right.stopping_epochs(val_losses, weights, patience, tolerance)
    best = int(np.argmin(val_losses))
    return best + 1, last, weights[best], settled


@misconception(
    stopping_epochs, "waits for losses that rise in a row; what counts is the best one so far"
)
def counts_rises(val_losses, weights, patience, tolerance):
    rises, last = 0, 1
    for epoch in range(2, len(val_losses) + 1):
        last = epoch
        rises = rises + 1 if val_losses[epoch - 1] >= val_losses[epoch - 2] else 0
        if rises >= patience:
            break
    best = int(np.argmin(val_losses[:last]))
    settled = right.stopping_epochs(val_losses, weights, patience, tolerance)[3]
    return best + 1, last, weights[best], settled


@misconception(stopping_epochs, "takes an equal loss for an improvement; it has to be lower")
def ties_improve(val_losses, weights, patience, tolerance):
    return _stop(val_losses, weights, patience, tolerance, lambda a, b: a <= b)


@misconception(
    stopping_epochs, "waits one epoch too long: after `patience` epochs without a new best, stop"
)
def one_too_long(val_losses, weights, patience, tolerance):
    return _stop(val_losses, weights, patience, tolerance, lambda a, b: a < b, extra=1)


@misconception(stopping_epochs, "has no patience: it stops at the first epoch that is not better")
def no_patience(val_losses, weights, patience, tolerance):
    return _stop(val_losses, weights, 1, tolerance, lambda a, b: a < b)


@misconception(stopping_epochs, "keeps the last weights; bring back those of the best epoch")
def keeps_last(val_losses, weights, patience, tolerance):
    best, last, _, settled = right.stopping_epochs(val_losses, weights, patience, tolerance)
    return best, last, weights[last - 1], settled


@misconception(stopping_epochs, "counts the epochs from 0; the first epoch is 1")
def from_zero(val_losses, weights, patience, tolerance):
    best, last, restored, settled = right.stopping_epochs(val_losses, weights, patience, tolerance)
    return best - 1, last - 1, restored, max(settled - 1, 0)


@misconception(
    stopping_epochs, "looks at each entry of the move by itself; its whole length has to be small"
)
def settles_by_entries(val_losses, weights, patience, tolerance):
    best, last, restored, _ = right.stopping_epochs(val_losses, weights, patience, tolerance)
    still = np.flatnonzero((np.abs(np.diff(weights, axis=0)) <= tolerance).all(axis=1))
    return best, last, restored, still[0] + 2 if len(still) else 0


@misconception(
    stopping_epochs, "gives the epoch before the one that came to rest; the first move leads to 2"
)
def settles_one_early(val_losses, weights, patience, tolerance):
    best, last, restored, settled = right.stopping_epochs(val_losses, weights, patience, tolerance)
    return best, last, restored, max(settled - 1, 0)


@misconception(stopping_epochs, "looks for the rest in the losses; here the weights come to rest")
def settles_by_loss(val_losses, weights, patience, tolerance):
    best, last, restored, _ = right.stopping_epochs(val_losses, weights, patience, tolerance)
    still = np.flatnonzero(np.abs(np.diff(val_losses)) <= tolerance)
    return best, last, restored, still[0] + 2 if len(still) else 0


# ---- gain_and_noise ------------------------------------------------------------------------------


@misconception(
    gain_and_noise, "takes 10 dB for a factor of 10 in the samples; 20 dB are (10 in power)"
)
def power_gain(y, noise, db, snr_db):
    return y * 10 ** (db / 10), right.gain_and_noise(y, noise, db, snr_db)[1]


@misconception(gain_and_noise, "adds the decibels to the samples; they stand for a factor")
def adds_decibels(y, noise, db, snr_db):
    return y + db, right.gain_and_noise(y, noise, db, snr_db)[1]


@misconception(
    gain_and_noise, "scales the noise by a ratio of powers; samples take the root of that"
)
def noise_without_root(y, noise, db, snr_db):
    ratio = (y**2).sum() / (noise**2).sum() / 10 ** (snr_db / 10)
    return y * 10 ** (db / 20), y + noise * ratio


@misconception(gain_and_noise, "has the ratio upside down: a high SNR means little noise")
def noise_upside_down(y, noise, db, snr_db):
    return y * 10 ** (db / 20), right.gain_and_noise(y, noise, db, -snr_db)[1] if snr_db else y


@misconception(gain_and_noise, "takes sound and noise for equally loud; measure the power of both")
def nothing_measured(y, noise, db, snr_db):
    return y * 10 ** (db / 20), y + noise * 10 ** (-snr_db / 20)


@misconception(gain_and_noise, "forgets how loud the noise is to begin with: divide by its power")
def noise_not_measured(y, noise, db, snr_db):
    scale = np.sqrt((y**2).mean() / 10 ** (snr_db / 10))
    return y * 10 ** (db / 20), y + noise * scale


@misconception(gain_and_noise, "forgets how loud the sound is: the noise is measured against it")
def sound_not_measured(y, noise, db, snr_db):
    scale = 1 / np.sqrt((noise**2).mean() * 10 ** (snr_db / 10))
    return y * 10 ** (db / 20), y + noise * scale


@misconception(gain_and_noise, "compares mean sizes; the ratio is one of powers, sums of squares")
def mean_sizes_of_sounds(y, noise, db, snr_db):
    factor = np.abs(y).mean() / np.abs(noise).mean() / 10 ** (snr_db / 20)
    return y * 10 ** (db / 20), y + factor * noise


@misconception(gain_and_noise, "measures peaks; the ratio is one of powers, sums of squares")
def peak_ratio(y, noise, db, snr_db):
    scale = np.abs(y).max() / np.abs(noise).max() / 10 ** (snr_db / 20)
    return y * 10 ** (db / 20), y + noise * scale


@misconception(gain_and_noise, "adds the noise to the louder sound; the two changes are separate")
def one_after_the_other(y, noise, db, snr_db):
    louder = y * 10 ** (db / 20)
    return louder, right.gain_and_noise(louder, noise, db, snr_db)[1]


# ---- shift_and_mask ------------------------------------------------------------------------------


@misconception(shift_and_mask, "wraps around: what leaves at one end may not come in at the other")
def wraps(y, S, shift, start, width, fill):
    return np.roll(y, shift), *right.shift_and_mask(y, S, shift, start, width, fill)[1:]


@misconception(shift_and_mask, "moves the wrong way: a positive shift makes the sound later")
def wrong_way(y, S, shift, start, width, fill):
    return right.shift_and_mask(y, S, -shift, start, width, fill)


@misconception(shift_and_mask, "changes the length of the sound; keep it and fill with zeros")
def shorter(y, S, shift, start, width, fill):
    moved = y[:-shift] if shift > 0 else y[-shift:]
    return moved, *right.shift_and_mask(y, S, shift, start, width, fill)[1:]


@misconception(shift_and_mask, "exchanges the masks: frames are columns of S, bands are rows")
def masks_exchanged(y, S, shift, start, width, fill):
    moved, frames, bands = right.shift_and_mask(y, S, shift, start, width, fill)
    return moved, bands, frames


@misconception(shift_and_mask, "masks one more than `width`: start + width is no longer inside")
def one_too_wide(y, S, shift, start, width, fill):
    return right.shift_and_mask(y, S, shift, start, width + 1, fill)


@misconception(shift_and_mask, "fills with 0; use `fill`, for 0 need not mean silence in S")
def fills_zero(y, S, shift, start, width, fill):
    return right.shift_and_mask(y, S, shift, start, width, 0.0)


@misconception(shift_and_mask, "masks the same copy twice: each result has one mask alone")
def both_masks(y, S, shift, start, width, fill):
    moved, masked, _ = right.shift_and_mask(y, S, shift, start, width, fill)
    masked[start : start + width] = fill
    return moved, masked, masked


@misconception(shift_and_mask, "keeps only what is under the mask; that is what has to go")
def inside_out(y, S, shift, start, width, fill):
    moved, frames, bands = right.shift_and_mask(y, S, shift, start, width, np.nan)
    return moved, np.where(np.isnan(frames), S, fill), np.where(np.isnan(bands), S, fill)


# ---- random_search -------------------------------------------------------------------------------


def _search(values, score, choose=np.argmax):
    scores = [score(value) for value in values]
    best = choose(scores)
    return values[best], scores[best]


@misconception(
    random_search, "draws evenly from low to high: nearly all values then lie at the top; use logs"
)
def uniform_values(score, low, high, n, rng):
    return _search(rng.uniform(low, high, n), score)


@misconception(random_search, "goes through a regular grid; draw the values at random")
def grid(score, low, high, n, rng):
    return _search(np.geomspace(low, high, n), score)


@misconception(random_search, "returns the setting with the lowest score; higher is better")
def lowest(score, low, high, n, rng):
    values = np.exp(rng.uniform(np.log(low), np.log(high), n))
    return _search(values, score, np.argmin)


@misconception(random_search, "returns the last setting tried; keep the best of them")
def last_one(score, low, high, n, rng):
    values = np.exp(rng.uniform(np.log(low), np.log(high), n))
    return _search(values, score, lambda scores: -1)


@misconception(
    random_search, "asks for the score of the best once more: that is one trial over the budget"
)
def one_more_trial(score, low, high, n, rng):
    values = np.exp(rng.uniform(np.log(low), np.log(high), n))
    best = max(values, key=score)
    return best, score(best)


@misconception(random_search, "returns the logarithm of the value; turn it back")
def returns_logarithm(score, low, high, n, rng):
    best, best_score = right.random_search(score, low, high, n, rng)
    return np.log(best), best_score


@misconception(random_search, "mixes logarithms: exp belongs to np.log, 10 ** to np.log10")
def mixed_logarithms(score, low, high, n, rng):
    return _search(np.exp(rng.uniform(np.log10(low), np.log10(high), n)), score)


@misconception(random_search, "raises 10 to a natural logarithm; np.exp is what undoes np.log")
def ten_to_the_natural(score, low, high, n, rng):
    return _search(10 ** rng.uniform(np.log(low), np.log(high), n), score)


@misconception(random_search, "returns the score first; the best value comes first, then its score")
def exchanged_pair(score, low, high, n, rng):
    return right.random_search(score, low, high, n, rng)[::-1]


@misconception(
    random_search, "draws from NumPy's global dice; draw from `rng`, so that it can be repeated"
)
def global_draws(score, low, high, n, rng):
    draws = np.random.uniform(np.log(low), np.log(high), n)  # noqa: NPY002
    return _search(np.exp(draws), score)


@misconception(random_search, "makes its own generator, and so tries the same values every time")
def own_dice(score, low, high, n, rng):
    return right.random_search(score, low, high, n, np.random.default_rng(0))


# ---- digit_recipe --------------------------------------------------------------------------------


def _softmax(X, y, lr, steps):
    W, b = np.zeros((X.shape[1], 10)), np.zeros(10)
    for _ in range(steps):
        logits = X @ W + b
        prob = np.exp(logits - logits.max(axis=1, keepdims=True))
        dlogits = (prob / prob.sum(axis=1, keepdims=True) - np.eye(10)[y]) / len(y)
        W, b = W - lr * X.T @ dlogits, b - lr * dlogits.sum(axis=0)
    return W, b


@misconception(digit_recipe, "labels the rows of X; the labels of X_new are wanted")
def labels_training_rows(X, y, speakers, X_new, rng):
    return y


@misconception(digit_recipe, "returns ten scores a row; take the digit with the highest one")
def returns_scores(X, y, speakers, X_new, rng):
    W, b = _softmax(X, y, 0.5, 100)
    return X_new @ W + b


@misconception(digit_recipe, "does not learn: its weights are still those of the start")
def untrained(X, y, speakers, X_new, rng):
    return (X_new @ rng.normal(size=(X.shape[1], 10))).argmax(axis=1)


@misconception(digit_recipe, "gives the same digit to all words")
def one_digit(X, y, speakers, X_new, rng):
    return np.full(len(X_new), np.bincount(y).argmax())


@misconception(digit_recipe, "goes uphill: it learns to be as wrong as it can")
def uphill_recipe(X, y, speakers, X_new, rng):
    W, b = _softmax(X, y, -0.5, 30)
    return (X_new @ W + b).argmax(axis=1)


@misconception(digit_recipe, "numbers the digits from 1: column 0 of the scores is the digit 0")
def digits_from_one(X, y, speakers, X_new, rng):
    W, b = _softmax(X, y, 0.5, 100)
    return (X_new @ W + b).argmax(axis=1) + 1


@misconception(digit_recipe, "learns with labels in another order than the rows")
def loses_order(X, y, speakers, X_new, rng):
    W, b = _softmax(X, np.sort(y), 0.5, 100)
    return (X_new @ W + b).argmax(axis=1)


# ---- quiz ----------------------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(training_quiz, sentence)({**right.training_quiz, question: letter})


design_a = _choice("design", "a", "counts dropout as architecture; in use the net is there, whole")
design_b = _choice("design", "b", "counts dropout as cost; unlike L1 and L2 it adds nothing to it")
design_d = _choice("design", "d", "counts dropout as an update rule; any optimiser goes with it")
task_b = _choice("task", "b", "takes digits for quantities; 9 is not further from 1 than 2 is")
task_c = _choice("task", "c", "gives each digit its own yes or no; exactly one of ten is right")
task_d = _choice("task", "d", "ends in a step, which has no slope to learn by")
starts_a = _choice("starts", "a", "says the start never matters; the narrow nets came out apart")
starts_c = _choice("starts", "c", "says most starts are stuck; the wide nets all came down")
starts_d = _choice("starts", "d", "has it the wrong way round: the narrow nets depend on the start")
memory_a = _choice("memory", "a", "takes right answers on known rows for insight; labels were dice")
memory_b = _choice("memory", "b", "says a net cannot memorise dice; this one did")
memory_c = _choice("memory", "c", "blames the optimiser; it has brought the training loss down")
noise_a = _choice("noise", "a", "makes wrong labels fatal; the right ones can outvote them")
noise_c = _choice("noise", "c", "says wrong labels do not matter; the free net learnt them all")
noise_d = _choice("noise", "d", "hopes for a larger net; it has more room for the wrong labels")
data_a = _choice("data", "a", "says more words do not help; the curve for new speakers rises")
data_b = _choice("data", "b", "reads the training curve; what counts are new speakers")
data_d = _choice("data", "d", "expects the gap to grow with the words; it closes")
overfit_b = _choice("overfit", "b", "calls two falling curves overfitting; then it still learns")
overfit_c = _choice(
    "overfit", "c", "calls two high curves overfitting; that is too little learning"
)
overfit_d = _choice("overfit", "d", "takes a jagged curve for overfitting; mini-batches make it so")
relu_a = _choice("relu", "a", "gives ReLU a slope everywhere; below 0 it has none")
relu_b = _choice("relu", "b", "says that ReLU bounds its outputs; above 0 they grow without end")
relu_c = _choice("relu", "c", "says that ReLU needs no careful start; He's variance is for it")
