"""Right answers of unit 13."""

import itertools

import numpy as np


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1 + small)


def softplus(z):
    return np.logaddexp(0, z)


def autoencoder(X, target, W, b, V, c):
    H = sigmoid(X @ W + b)
    Y = H @ V + c
    dY = 2 * (Y - target) / Y.size
    dZ = dY @ V.T * H * (1 - H)
    gradients = X.T @ dZ, dZ.sum(axis=0), H.T @ dY, dY.sum(axis=0)
    return H, Y, np.mean((Y - target) ** 2), gradients


def hamming_search(database, query, k):
    distances = ((database > 0.5) != (query > 0.5)).sum(axis=1)
    return distances, np.argsort(distances, kind="stable")[:k]


def recall_at_k(found, relevant, k):
    return np.isin(found[:k], relevant).sum() / len(relevant)


def rbm_energy(V, H, W, a, b):
    energy = -V @ a - H @ b - np.sum(V @ W * H, axis=1)
    return energy, -V @ a - softplus(b + V @ W).sum(axis=1)


def rbm_gradient(V, W, a, b):
    everything = np.array(list(itertools.product([0.0, 1.0], repeat=len(a))))
    F = -everything @ a - softplus(b + everything @ W).sum(axis=1)
    log_Z = np.logaddexp.reduce(-F)
    p = np.exp(-F - log_Z)
    H, H_model = sigmoid(b + V @ W), sigmoid(b + everything @ W)
    dW = V.T @ H / len(V) - (p[:, None] * everything).T @ H_model
    F_data = -V @ a - softplus(b + V @ W).sum(axis=1)
    return -F_data.mean() - log_Z, dW, V.mean(axis=0) - p @ everything, H.mean(axis=0) - p @ H_model


def cd1_step(V, W, a, b, lr, u_hidden, u_visible):
    p = sigmoid(b + V @ W)
    H = (u_hidden < p).astype(float)
    V1 = (u_visible < sigmoid(a + H @ W.T)).astype(float)
    p1 = sigmoid(b + V1 @ W)
    n = len(V)
    return (
        W + lr * (V.T @ p - V1.T @ p1) / n,
        a + lr * (V - V1).mean(axis=0),
        b + lr * (p - p1).mean(axis=0),
    )


MAJOR = np.array([1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1])


def best_key(W):
    scales = np.array([np.roll(MAJOR, key) for key in range(12)])
    r = np.corrcoef(scales, W.T)[:12, 12:]
    return r.argmax(axis=0), r.max(axis=0)


def greedy_stack(X, sizes, train_layer):
    layers = []
    for m in sizes:
        W, b = train_layer(X, m)
        layers.append((W, b))
        X = sigmoid(X @ W + b)
    return layers, X


def hessian_vector(gradient, w, v, step):
    return (gradient(w + step * v) - gradient(w - step * v)) / (2 * step)


def conjugate_gradient(multiply, g, n_steps):
    x, r = np.zeros(len(g)), np.array(g, dtype=float)
    p, rr = r.copy(), r @ r
    for _ in range(n_steps):
        if rr == 0:
            break
        Ap = multiply(p)
        alpha = rr / (p @ Ap)
        x, r = x + alpha * p, r - alpha * Ap
        before, rr = rr, r @ r
        p = r + rr / before * p
    return x


def newton_step(gradient, w, damping):
    def multiply(v):
        return hessian_vector(gradient, w, v, 1e-4) + damping * v

    return w - conjugate_gradient(multiply, gradient(w), len(w))


def impulse_noise(y, p, u, side):
    peak = np.abs(y).max()
    return np.where(u < p, np.where(side < 0.5, -peak, peak), y)


def fgsm(X, y, W, b, V, c, strength):
    H = np.tanh(X @ W + b)
    Z = H @ V + c
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    P[np.arange(len(y)), y] -= 1
    dX = (P / len(y) @ V.T * (1 - H**2)) @ W.T
    return dX, X + strength * np.sign(dX)


def residual_block(x, W1, b1, W2, b2, dout):
    Z = x @ W1 + b1
    H = np.maximum(Z, 0)
    dZ = dout @ W2.T * (Z > 0)
    gradients = x.T @ dZ, dZ.sum(axis=0), H.T @ dout, dout.sum(axis=0)
    return x + H @ W2 + b2, dout + dZ @ W1.T, gradients


def softmax(S):
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def attention(Q, K, V, dout):
    scale = 1 / np.sqrt(Q.shape[1])
    A = softmax(Q @ K.T * scale)
    dA = dout @ V.T
    dS = A * (dA - (A * dA).sum(axis=1, keepdims=True))
    return A, A @ V, dS @ K * scale, A.T @ dout


def ctc_collapse(path):
    return [int(label) for label, _ in itertools.groupby(path) if label != 0]


def ctc_probability(P, target):
    extended = [0]
    for label in target:
        extended += [int(label), 0]
    alpha = np.zeros(len(extended))
    alpha[:2] = P[0, extended[:2]]
    for row in P[1:]:
        new = alpha.copy()
        new[1:] += alpha[:-1]
        for s in range(2, len(extended)):
            if extended[s] != 0 and extended[s] != extended[s - 2]:
                new[s] += alpha[s - 2]
        alpha = new * row[extended]
    return alpha[-2:].sum()


def vae_latent(mu, log_var, noise, dz):
    std, n = np.exp(log_var / 2), len(mu)
    kl = 0.5 * np.sum(mu**2 + np.exp(log_var) - 1 - log_var) / n
    dlog_var = dz * noise * std / 2 + 0.5 * (np.exp(log_var) - 1) / n
    return mu + std * noise, kl, dz + mu / n, dlog_var


brain_numbers = {
    "steps": 100,
    "synapses_power": 15,
    "clock_ratio": 3000000,
    "flipped_samples": 1600,
}
timeline = ["neuron", "perceptron", "book", "werbos", "svm", "belief", "turing", "chatgpt"]
beyond_quiz = {
    "renewal": "c",
    "winter": "b",
    "layerwise": "a",
    "speech": "d",
    "depth": "b",
    "generate": "c",
    "gan": "a",
    "norm": "d",
    "order": "b",
}
