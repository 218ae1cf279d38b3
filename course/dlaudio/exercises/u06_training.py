"""Training well. g is the gradient of w; lr the learning rate; p the probability to drop."""

import numpy as np

from ..assessment.base import exercise
from ..assessment.compare import at_least, close
from ..assessment.quiz import choices, quiz
from .cases import curves, masks, norms, updates, voices
from .cases.slopes import both_sides, nearly, weights_sides

READY = ("dlaudio.optim", "dlaudio.init", "dlaudio.layers", "dlaudio.penalties", "dlaudio.descent")

# ---- optimisers --------------------------------------------------------------------------------


@exercise(points=3, cases=updates.momentum_cases, forbid=READY)
def momentum_step(answer, w, g, v, lr, momentum):
    """The new w and v, arrays of the shape of w, after a step with momentum and with Nesterov."""
    new_w, new_v = answer(w.copy(), g.copy(), v.copy(), lr, momentum, False)
    return {"w": new_w, "v": new_v, "w_nesterov": lambda: answer(w, g, v, lr, momentum, True)[0]}


@momentum_step.law("on a steady slope the steps grow until they are lr * g / (1 - momentum)")
def _terminal_velocity(answer, rng):
    g = rng.normal(size=3)
    w, v = np.zeros((2, 3))
    for _ in range(60):
        before = w.copy()
        w, v = (np.asarray(item) for item in answer(w, g, v, 0.1, 0.6, False))
    return before - w, 0.1 * g / 0.4


@exercise(points=4, cases=updates.scaled_cases, forbid=READY)
def scaled_steps(answer, w, g, s_sum, s_mean, lr, alpha, eps):
    """(w, memory) after a step of Adagrad, and after one of RMSprop: arrays shaped as w."""
    (w_adagrad, new_sum), (w_rmsprop, new_mean) = answer(w, g, s_sum, s_mean, lr, alpha, eps)
    return {"w_adagrad": w_adagrad, "s_sum": new_sum, "w_rmsprop": w_rmsprop, "s_mean": new_mean}


@scaled_steps.law("gradients 1000 times as large lead to the same steps, from empty memories")
def _scale_free(answer, rng):
    w, g = rng.normal(size=(2, 4))
    one, other = (answer(w, scale * g, *np.zeros((2, 4)), 0.1, 0.9, 1e-12) for scale in (1, 1000))
    return [one[0][0], one[1][0]], [other[0][0], other[1][0]]


@exercise(points=3, cases=updates.adam_cases, forbid=READY)
def adam_step(answer, w, g, m, s, t, lr, beta1, beta2, eps):
    """The new w, m and s, arrays of the shape of w, after step number t of Adam."""
    new_w, new_m, new_s = answer(w, g, m, s, t, lr, beta1, beta2, eps)
    return {"w": new_w, "m": new_m, "s": new_s}


@adam_step.law("the first step is as long as lr in every direction, however large the gradient")
def _first_step(answer, rng):
    w, g = rng.normal(size=4), rng.normal(size=4) * [1e-3, 1, 10, 1e3]
    first = answer(w, g, *np.zeros((2, 4)), 1, 0.01, 0.9, 0.999, 1e-12)[0]
    return w - first, 0.01 * np.sign(g)


# ---- rates, and readings -----------------------------------------------------------------------


@exercise(points=3, cases=updates.rate_cases, forbid=READY)
def learning_rate(answer, n_steps, lr, warmup):
    """The rate, a float, of step 0, 1, ... of n_steps: a warm-up of `warmup` steps, then a fall."""
    rates = [answer(step, n_steps, lr, warmup) for step in range(n_steps)]
    return {"warm_up": rates[: max(warmup, 1)], "falling": rates[warmup:]}


@learning_rate.law("two steps equally far from the middle of the fall have rates that add up to lr")
def _even_fall(answer, rng):
    lr, warmup = rng.uniform(0.1, 2), 6
    rates = [float(answer(step, 26, lr, warmup)) for step in range(26)]
    return np.add(rates[7:], rates[:6:-1]), np.full(19, lr)


@exercise(points=4, cases=norms.checkup_cases, forbid=READY)
def checkup(answer, logits, y, H, W, step):
    """Three numbers: first loss above ln C, share of dead columns of H, length of step over W's."""
    excess, dead, ratio = answer(logits, y, H, W, step)
    return {"excess": excess, "dead": dead, "ratio": ratio}


@checkup.law("outputs that are all equal are a guess: their excess is 0, whatever the labels")
def _a_guess(answer, rng):
    H, W, classes = rng.uniform(1, 2, (5, 3)), rng.normal(size=(3, 4)), int(rng.integers(3, 9))
    logits = np.full((5, classes), rng.normal())
    return answer(logits, rng.integers(0, classes, 5), H, W, W)[0] + 1.0, 1.0


@quiz(points=3, asks="ada ben cleo")
def three_sick_nets(answer):
    """A dict from "ada", "ben" and "cleo" to the letter of what ails each net."""
    return choices(answer, three_sick_nets.choices)


# ---- a good start ------------------------------------------------------------------------------


@exercise(points=4, cases=norms.weight_cases, forbid=READY)
def initial_weights(answer, D, M, seed):
    """Random weights of shape (D, M) for "relu" and for "tanh", drawn from the generator."""
    return {
        "relu": norms.start(answer, D, M, "relu", seed, np.sqrt(2 / D)),
        "tanh": norms.start(answer, D, M, "tanh", seed, np.sqrt(2 / (D + M))),
    }


# ---- batch normalisation -----------------------------------------------------------------------


@exercise(points=4, cases=norms.norm_cases, forbid=READY)
def batchnorm_forward(answer, x, gamma, beta, mean, var, momentum, eps):
    """y (N, D) and the running mean and variance, (D,), in training and in use."""
    y, new_mean, new_var = answer(x, gamma, beta, mean, var, momentum, eps, True)

    def alone():
        y, *kept = answer(x[:1], gamma, beta, mean, var, momentum, eps, False)
        return np.stack([np.asarray(y)[0], *(np.asarray(item) for item in kept)])

    return {"y": y, "mean": new_mean, "var": new_var, "in_use": alone}


@batchnorm_forward.law("a microphone with another gain and offset changes nothing in training")
def _any_microphone(answer, rng):
    x, (gamma, beta), zero = rng.normal(size=(6, 3)), rng.normal(size=(2, 3)), np.zeros(3)
    one, other = (
        answer(z, gamma, beta, zero, zero, 0.1, 1e-12, True)[0] for z in (x, 3 * x + [1, -2, 5])
    )
    return one, other


@exercise(points=4, cases=norms.norm_backward_cases, forbid=READY)
def batchnorm_backward(answer, dout, x, gamma, eps):
    """The gradients dx (N, D), dgamma and dbeta (D,) of batch normalisation in training."""
    dx, dgamma, dbeta = answer(dout, x, gamma, eps)
    return {"dx": dx, "dgamma": dgamma, "dbeta": dbeta}


@batchnorm_backward.law("a small step of x changes sum(dout * y) as dx says", compare=nearly)
def _norm_slope(answer, rng):
    x, dout = rng.normal(size=(2, 6, 2))
    gamma, eps = rng.uniform(0.5, 2, 2), 1.0

    def total(x):
        xhat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
        return (dout * gamma * xhat).sum()

    return both_sides(total, x, answer(dout, x, gamma, eps)[0], rng)


@batchnorm_backward.law(
    "every column of dx adds up to 0: moving all rows alike changes nothing",
    compare=close(size=1.0),
)
def _no_common_push(answer, rng):
    x, dout = rng.normal(size=(2, 5, 3))
    return np.sum(answer(dout, x, np.ones(3), 1e-5)[0], axis=0), np.zeros(3)


# ---- penalties ---------------------------------------------------------------------------------


@exercise(points=4, cases=updates.penalty_cases, forbid=READY)
def penalties(answer, w, strength):
    """(penalty, gradient) for L1 and for L2: a number, and an array of the shape of w."""
    (l1, dl1), (l2, dl2) = answer(w, strength)
    return {"l1": l1, "dl1": dl1, "l2": l2, "dl2": dl2}


@penalties.law("a small step of w changes both penalties as the gradients say", compare=nearly)
def _penalty_slopes(answer, rng):
    w = rng.uniform(0.5, 2, (3, 2)) * [1, -1]
    both = [
        both_sides(lambda w, i=i: answer(w, 0.7)[i][0], w, answer(w, 0.7)[i][1], rng)
        for i in (0, 1)
    ]
    return tuple(zip(*both, strict=True))


@exercise(points=2, cases=updates.proximal_cases, forbid=READY)
def proximal_step(answer, w, g, lr, strength):
    """The weights (D,) after a gradient step and a move of all weights towards 0."""
    new = np.asarray(answer(w, g, lr, strength), dtype=float)
    return {"w": new, "exact_zeros": int((new == 0).sum())}


# ---- dropout -----------------------------------------------------------------------------------


@exercise(points=5, cases=masks.dropout_cases, forbid=READY)
def InvertedDropout(answer, p, N, D, seed):
    """A class with `forward(x, training)` and `backward(dout)`, arrays of shape (N, D)."""
    return masks.dropout_report(answer, p, N, D, seed)


@exercise(points=3, cases=masks.average_cases)
def mask_average(answer, h, v, p):
    """The outputs (2**H,) of all masked nets, their probabilities, and the average."""
    outputs, probabilities, average = answer(h, v, p)
    return {"outputs": outputs, "probabilities": probabilities, "average": average}


@mask_average.law("the average of all masked nets is the whole net, scaled by 1 - p")
def _scaled_net(answer, rng):
    h, v = rng.normal(size=(2, 5))
    return answer(h, v, 0.3)[2], 0.7 * h @ v


# ---- training, validation, stopping ------------------------------------------------------------


@exercise(points=4, cases=curves.passes_cases)
def two_passes(answer, w, b, X, y, X_val, y_val, strength):
    """dw (D,), db, the training loss with its penalty, the validation loss without."""
    dw, db, loss, val_loss = answer(w, b, X, y, X_val, y_val, strength)
    return {"dw": dw, "db": db, "loss": loss, "val_loss": val_loss}


@two_passes.law("other validation data change neither dw nor db nor the training loss")
def _validation_only_looks(answer, rng):
    case = next(curves.passes_cases(rng))
    other = {**case, "X_val": case["X_val"] * -2, "y_val": 1 - case["y_val"]}
    return [np.hstack(answer(*(one[name] for name in curves.PASSES))[:3]) for one in (case, other)]


@two_passes.law("a small step changes the training loss as dw and db say", compare=nearly)
def _passes_slope(answer, rng):
    case = next(curves.passes_cases(rng))
    w, b, *rest = (case[name] for name in curves.PASSES)

    def ask(w, b):
        dw, db, loss, _ = answer(w, b, *rest)
        return loss, dw, db

    return weights_sides(ask, w, b, rng)


@exercise(points=4, cases=curves.curve_cases)
def stopping_epochs(answer, val_losses, weights, patience, tolerance):
    """Epochs from 1: best, last, the weights (D,) of the best, where it came to rest."""
    best, last, restored, settled = answer(val_losses, weights, patience, tolerance)
    return {"best": best, "last": last, "restored": restored, "settled": settled}


@stopping_epochs.law("what would have come after the stop makes no difference")
def _no_clairvoyance(answer, rng):
    losses, weights = np.array([5.0, 4, 3, 4, 5, 6]), rng.normal(size=(6, 2)) * 9
    longer = np.append(losses, rng.uniform(0, 2, 4)), np.vstack([weights, rng.normal(size=(4, 2))])
    one, other = answer(losses, weights, 3, 0.0), answer(*longer, 3, 0.0)
    return np.hstack(one[:3]), np.hstack(other[:3])


# ---- augmentation ------------------------------------------------------------------------------


@exercise(points=3, cases=masks.noise_cases)
def gain_and_noise(answer, y, noise, db, snr_db):
    """The sound (n,) with another gain, and with noise at a ratio in dB."""
    louder, noisy = answer(y, noise, db, snr_db)
    return {"louder": louder, "noisy": noisy}


@gain_and_noise.law("the signal-to-noise ratio is exactly what was asked for")
def _exact_snr(answer, rng):
    y, noise = rng.normal(size=(2, 50)) * [[0.1], [3.0]]
    added = np.asarray(answer(y, noise, 0.0, 7.0)[1]) - y
    return 10 * np.log10((y**2).sum() / (added**2).sum()), 7.0


@exercise(points=3, cases=masks.mask_cases)
def shift_and_mask(answer, y, S, shift, start, width, fill):
    """The shifted sound (n,), and S (bands, frames) with frames or bands masked."""
    moved, no_frames, no_bands = answer(y, S, shift, start, width, fill)
    return {"moved": moved, "time_mask": no_frames, "frequency_mask": no_bands}


@exercise(points=4, cases=updates.search_cases)
def random_search(answer, low, high, n, at, seed):
    """The best of n values drawn log-uniformly between low and high, and its score."""
    return updates.search_report(answer, low, high, n, at, seed)


@exercise(
    points=6,
    cases=voices.voice_cases,
    visible=voices.visible_voice_cases,
    compare={"held_out": at_least(0.65, "digits by new speakers right")},
)
def digit_recipe(answer, X, y, speakers, X_new, seed):
    """The digits (M,) that a net, trained on X (N, 48), hears in X_new (M, 48)."""
    return {"held_out": answer(X, y, speakers, X_new, np.random.default_rng(seed))}


@quiz(points=8, asks="design task starts memory noise data overfit relu")
def training_quiz(answer):
    """A dict from each question to the letter of its answer."""
    return choices(answer, training_quiz.choices)
