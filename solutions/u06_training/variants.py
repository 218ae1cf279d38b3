"""Right answers to unit 6, written in other ways."""

import itertools

import numpy as np

from autograder.library import right_answers, variant
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
from dlaudio.layers import BatchNorm1d, Linear, Parameter
from dlaudio.losses import CrossEntropyLoss
from dlaudio.optim import SGD, Adagrad, Adam
from dlaudio.train import fit, predict

right = right_answers("u06_training")


def _parameter(w, g):
    parameter = Parameter(w)
    parameter.grad[...] = g
    return parameter


@variant(momentum_step)
def momentum_of_the_package(w, g, v, lr, momentum, nesterov):
    parameter = _parameter(w, g)
    optimizer = SGD([parameter], lr, momentum, nesterov=nesterov)
    optimizer.velocity[0][...] = v
    optimizer.step()
    return parameter.value, optimizer.velocity[0]


@variant(momentum_step)
def momentum_in_place(w, g, v, lr, momentum, nesterov):
    v *= momentum
    v += g
    w -= lr * v
    if nesterov:
        # one step ahead: the same step again, shortened, and the gradient exchanged
        w += lr * v - lr * g - lr * momentum * v
    return w, v


@variant(scaled_steps)
def scaled_loops(w, g, s_sum, s_mean, lr, alpha, eps):
    a, r, total, mean = (np.zeros(w.shape) for _ in range(4))
    for i in np.ndindex(w.shape):
        total[i] = s_sum[i] + g[i] * g[i]
        mean[i] = s_mean[i] + (1 - alpha) * (g[i] * g[i] - s_mean[i])
        a[i] = w[i] - lr / (total[i] ** 0.5 + eps) * g[i]
        r[i] = w[i] - lr / (mean[i] ** 0.5 + eps) * g[i]
    return (a, total), (r, mean)


@variant(scaled_steps)
def scaled_by_the_package(w, g, s_sum, s_mean, lr, alpha, eps):
    parameter = _parameter(w, g)
    optimizer = Adagrad([parameter], lr, eps=eps)
    optimizer.square_sum[0][...] = s_sum
    optimizer.step()
    second = right.scaled_steps(
        *(z.astype(np.float32) for z in (w, g, s_sum, s_mean)), lr, alpha, eps
    )
    return (parameter.value, optimizer.square_sum[0]), second[1]


@variant(adam_step)
def adam_of_the_package(w, g, m, s, t, lr, beta1, beta2, eps):
    parameter = _parameter(w, g)
    optimizer = Adam([parameter], lr, betas=(beta1, beta2), eps=eps)
    optimizer.mean[0][...], optimizer.square[0][...], optimizer.steps = m, s, t - 1
    optimizer.step()
    return parameter.value, optimizer.mean[0], optimizer.square[0]


@variant(adam_step)
def adam_corrected_rate(w, g, m, s, t, lr, beta1, beta2, eps):
    m += (1 - beta1) * (g - m)
    s += (1 - beta2) * (g * g - s)
    root = (1 - beta2**t) ** 0.5
    return w - lr * root / (1 - beta1**t) * m / (np.sqrt(s) + eps * root), m, s


@variant(learning_rate)
def rate_by_squares(step, n_steps, lr, warmup):
    if warmup and step < warmup:
        return np.float32(lr / warmup * (step + 1))
    return lr * np.cos(np.pi / 2 * (step - warmup) / (n_steps - warmup)) ** 2


@variant(learning_rate)
def rate_from_tables(step, n_steps, lr, warmup):
    up = np.linspace(0, lr, warmup + 1)[1:]
    down = lr / 2 + lr / 2 * np.cos(np.linspace(0, np.pi, n_steps - warmup + 1))
    return np.concatenate([up, down])[step]


@variant(checkup)
def checkup_by_loops(logits, y, H, W, step):
    total = 0.0
    for row, label in zip(np.asarray(logits, dtype=float), y):
        total += np.logaddexp.reduce(row) - row[label]
    dead = sum(not any(h > 0 for h in column) for column in H.T)
    size = sum(w * w for w in W.ravel()) ** 0.5
    return (
        total / len(y) - np.log(len(logits[0])),
        dead / len(H.T),
        sum(step.ravel() ** 2) ** 0.5 / size,
    )


@variant(checkup)
def checkup_of_probabilities(logits, y, H, W, step):
    z = logits - logits[np.arange(len(y)), y][:, None]
    top = z.max(axis=1)
    losses = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    dead = 1 - np.count_nonzero(H.max(axis=0)) / H.shape[1]
    return np.mean(losses) - np.log(z.shape[1]), dead, np.sqrt((step**2).sum() / (W**2).sum())


nets_in_capitals = variant(three_sick_nets)(
    {name: letter.upper() for name, letter in right.three_sick_nets.items()}
)
nets_in_brackets = variant(three_sick_nets)(
    {name: f"({letter})" for name, letter in right.three_sick_nets.items()}
)


@variant(initial_weights)
def uniform_weights(D, M, kind, rng):
    limit = np.sqrt(6 / D) if kind == "relu" else np.sqrt(6 / (D + M))
    return rng.uniform(-limit, limit, (D, M)).astype(np.float32)


@variant(initial_weights)
def row_by_row(D, M, kind, rng):
    scale = (2 / (D if kind == "relu" else D + M)) ** 0.5
    return [[scale * value for value in rng.standard_normal(M)] for _ in range(D)]


@variant(batchnorm_forward)
def norm_of_the_package(x, gamma, beta, mean, var, momentum, eps, training):
    layer = BatchNorm1d(len(gamma), eps=eps, momentum=momentum, dtype=np.float64)
    layer.weight.value[...], layer.bias.value[...] = gamma, beta
    layer.running_mean[...], layer.running_var[...] = mean, var
    if not training:
        layer.eval()
    return layer.forward(x), layer.running_mean, layer.running_var


@variant(batchnorm_forward)
def norm_by_columns(x, gamma, beta, mean, var, momentum, eps, training):
    y, mean, var = x.astype(np.float32), mean.copy(), var.copy()
    n = len(x)
    for d in range(x.shape[1]):
        m, v = mean[d], var[d]
        if training:
            m = x[:, d].sum() / n
            v = ((x[:, d] - m) ** 2).sum() / n
            mean[d] += momentum * (m - mean[d])
            var[d] += momentum * (v * n / (n - 1) - var[d])
        y[:, d] = gamma[d] * (x[:, d] - m) * (v + eps) ** -0.5 + beta[d]
    return y, mean, var


@variant(batchnorm_backward)
def norm_step_by_step(dout, x, gamma, eps):
    n = len(x)
    centred = x - x.mean(axis=0)
    inverse = 1 / np.sqrt((centred**2).mean(axis=0) + eps)
    dxhat = dout * gamma
    dvar = (dxhat * centred).sum(axis=0) * -0.5 * inverse**3
    dmean = -(dxhat * inverse).sum(axis=0) - dvar * 2 * centred.mean(axis=0)
    dx = dxhat * inverse + dvar * 2 * centred / n + dmean / n
    return dx, np.einsum("nd,nd->d", dout, centred * inverse), np.einsum("nd->d", dout)


@variant(batchnorm_backward)
def norm_matrix(dout, x, gamma, eps):
    dx, dgamma = np.zeros(x.shape), np.zeros(x.shape[1])
    for d in range(x.shape[1]):
        sigma = np.sqrt(x[:, d].var() + eps)
        xhat = (x[:, d] - x[:, d].mean()) / sigma
        n = len(x)
        jacobian = (np.eye(n) - 1 / n - np.outer(xhat, xhat) / n) / sigma
        dx[:, d], dgamma[d] = jacobian @ dout[:, d] * gamma[d], dout[:, d] @ xhat
    return dx, dgamma, dout.sum(axis=0)


@variant(penalties)
def penalties_by_loops(w, strength):
    l1, l2, dl1, dl2 = 0.0, 0.0, np.zeros(w.shape), np.zeros(w.shape)
    for i, value in np.ndenumerate(w):
        l1, l2 = l1 + strength * abs(value), l2 + strength * value * value
        dl1[i] = strength * (float(value > 0) - float(value < 0))
        dl2[i] = strength * (value + value)
    return (l1, dl1), (l2, dl2)


@variant(penalties)
def penalties_of_norms(w, strength):
    w = w.astype(np.float32)
    l1 = strength * np.linalg.norm(w.ravel(), 1)
    l2 = strength * np.linalg.norm(w) ** 2
    return [l1, strength * np.sign(w)], [l2, strength * w * 2]


@variant(proximal_step)
def soft_by_cases(w, g, lr, strength):
    w = (w - lr * g).astype(np.float32)
    amount = lr * strength
    return np.where(w > amount, w - amount, np.where(w < -amount, w + amount, 0))


@variant(proximal_step)
def soft_by_clipping(w, g, lr, strength):
    w -= lr * g
    return w - np.clip(w, -lr * strength, lr * strength)


@variant(InvertedDropout)
class DropoutByChoice:
    def __init__(self, p, rng):
        self.keep, self.rng, self.scale = 1 - p, rng, None

    def forward(self, x, training):
        if not training:
            self.scale = None
            return x
        self.scale = self.rng.binomial(1, self.keep, x.shape).astype(np.float32) / self.keep
        return self.scale * x

    def backward(self, dout):
        return dout if self.scale is None else self.scale * dout


@variant(InvertedDropout)
class DropoutInPlace:
    def __init__(self, p, rng):
        self.p, self.rng = p, rng

    def forward(self, x, training):
        self.training = training
        if training:
            self.off = self.rng.random(x.shape) < self.p
            x[self.off] = 0
            x /= 1 - self.p
        return x

    def backward(self, dout):
        if self.training:
            dout[self.off] = 0
            dout /= 1 - self.p
        return dout


@variant(mask_average)
def average_by_loops(h, v, p):
    outputs, probabilities = [], []
    for mask in itertools.product([0, 1], repeat=len(h)):
        outputs.append(sum(m * a * b for m, a, b in zip(mask, h, v, strict=True)))
        probabilities.append(p ** (len(h) - sum(mask)) * (1 - p) ** sum(mask))
    return outputs, probabilities, sum(a * b for a, b in zip(outputs, probabilities, strict=True))


@variant(mask_average)
def average_known_beforehand(h, v, p):
    n = len(h)
    masks = np.arange(2**n)[:, None] >> np.arange(n)[::-1] & 1
    kept = masks.sum(axis=1)
    return masks @ (h * v), (1 - p) ** kept * p ** (n - kept), (1 - p) * (h @ v)


@variant(two_passes)
def passes_by_rows(w, b, X, y, X_val, y_val, strength):
    dw, db, loss = np.zeros(len(w)), 0.0, 0.0
    for row, label in zip(X, y, strict=True):
        prob = 1 / (1 + np.exp(-(row @ w + b)))
        loss -= np.log(prob if label else 1 - prob) / len(y)
        dw += (prob - label) * row / len(y)
        db += (prob - label) / len(y)
    prob = 1 / (1 + np.exp(-(X_val @ w + b)))
    val_loss = -np.log(np.where(y_val == 1, prob, 1 - prob)).mean()
    return dw + 2 * strength * w, db, loss + strength * w @ w, val_loss


@variant(two_passes)
def passes_with_the_bias_in_w(w, b, X, y, X_val, y_val, strength):
    X, X_val = np.insert(X, 0, 1, axis=1), np.insert(X_val, 0, 1, axis=1)
    w = np.append(b, w).astype(np.float32)
    decay = strength * np.append(0, w[1:])
    signs, signs_val = 2 * y - 1, 2 * y_val - 1
    loss = np.log1p(np.exp(-signs * (X @ w))).mean() + decay @ w
    gradient = -(signs / (1 + np.exp(signs * (X @ w)))) @ X / len(y) + 2 * decay
    return gradient[1:], gradient[0], loss, np.log1p(np.exp(-signs_val * (X_val @ w))).mean()


@variant(stopping_epochs)
def stopping_with_a_counter(val_losses, weights, patience, tolerance):
    lowest, waited, best, settled = np.inf, 0, 0, 0
    for i in range(len(val_losses)):
        if val_losses[i] < lowest:
            lowest, waited, best = val_losses[i], 0, i
        else:
            waited += 1
        if waited == patience:
            break
    for k in range(len(weights) - 1, 0, -1):
        if np.sqrt(((weights[k] - weights[k - 1]) ** 2).sum()) <= tolerance:
            settled = k + 1
    return best + 1, i + 1, weights[best], settled


@variant(stopping_epochs)
def stopping_by_running_minimum(val_losses, weights, patience, tolerance):
    waits = [t - np.argmin(val_losses[: t + 1]) for t in range(len(val_losses))]
    stops = [t for t, wait in enumerate(waits) if wait >= patience]
    last = stops[0] if stops else len(waits) - 1
    best = int(np.argmin(val_losses[: last + 1]))
    still = [bool(np.linalg.norm(b - a) <= tolerance) for a, b in itertools.pairwise(weights)]
    return best + 1, last + 1, weights[best], still.index(True) + 2 if any(still) else 0


@variant(gain_and_noise)
def noise_by_rms(y, noise, db, snr_db):
    y, noise = y.astype(np.float32), noise.astype(np.float32)
    loud, hiss = np.sqrt(np.mean(y**2)), np.sqrt(np.mean(noise**2))
    return 10 ** (db / 20) * y, y + noise / hiss * loud * 10 ** (-snr_db / 20)


@variant(gain_and_noise)
def noise_in_decibels(y, noise, db, snr_db):
    def level(x):
        return 10 * np.log10(np.mean(x**2))

    scale = 10 ** ((level(y) - level(noise) - snr_db) / 20)
    return [sample * np.power(10, db / 20) for sample in y], y + scale * noise


@variant(shift_and_mask)
def shift_by_padding(y, S, shift, start, width, fill):
    n, most = len(y), abs(shift)
    moved = np.pad(y, most)[most - shift :][:n]
    frames, bands = np.arange(S.shape[1]), np.arange(S.shape[0])[:, None]
    inside = [(start <= index) & (index < start + width) for index in (frames, bands)]
    return moved, np.where(inside[0], fill, S), np.where(inside[1], fill, S)


@variant(shift_and_mask)
def shift_by_rolling(y, S, shift, start, width, fill):
    moved = np.roll(y, shift)
    moved[: max(shift, 0)] = 0
    moved[len(y) + min(shift, 0) :] = 0
    other = S.astype(np.float32)
    S[:, range(start, start + width)] = fill
    for k in range(width):
        other[start + k, :] = fill
    return moved, S, other


@variant(random_search)
def search_by_exponents(score, low, high, n, rng):
    best, best_score = None, -np.inf
    for _ in range(n):
        value = 10 ** (np.log10(low) + rng.random() * (np.log10(high) - np.log10(low)))
        if (found := score(value)) > best_score:
            best, best_score = value, found
    return best, best_score


@variant(random_search)
def search_by_ratio(score, low, high, n, rng):
    tried = [low * (high / low) ** share for share in rng.uniform(size=n)]
    return max(((value, score(value)) for value in tried), key=lambda pair: pair[1])


@variant(digit_recipe)
def softmax_with_decay(X, y, speakers, X_new, rng):
    model = Linear(X.shape[1], 10, rng=rng, dtype=np.float64)
    optimizer = Adam(model.parameters(), lr=0.01, weight_decay=0.01)
    fit(
        model,
        CrossEntropyLoss(),
        optimizer,
        X,
        y,
        epochs=30,
        batch_size=50,
        rng=rng,
        progress=False,
    )
    return predict(model, X_new).argmax(axis=1)


@variant(digit_recipe)
def softmax_in_plain_numpy(X, y, speakers, X_new, rng):
    W, b = np.zeros((X.shape[1], 10)), np.zeros(10)
    for _ in range(200):
        logits = X @ W + b
        prob = np.exp(logits - logits.max(axis=1, keepdims=True))
        dlogits = (prob / prob.sum(axis=1, keepdims=True) - np.eye(10)[y]) / len(y)
        W -= 0.5 * (X.T @ dlogits + 2 * 0.002 * W)
        b -= 0.5 * dlogits.sum(axis=0)
    return np.argmax(X_new @ W + b, axis=1).astype(float)


quiz_in_capitals = variant(training_quiz)(
    {name: letter.upper() for name, letter in right.training_quiz.items()}
)
quiz_in_brackets = variant(training_quiz)(
    {name: f"({letter})" for name, letter in right.training_quiz.items()}
)
