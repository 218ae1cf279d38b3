"""Right answers to unit 13, written in other ways."""

import functools
import itertools
import math

import numpy as np

from autograder.library import right_answers, variant
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

MAJOR = np.array([1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1])


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1 + small)


def softmax(S):
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def _single(function):
    """The reference in single precision."""

    def answer(*arguments):
        return function(
            *(
                a.astype(np.float32) if getattr(a, "dtype", None) == np.float64 else a
                for a in arguments
            )
        )

    return answer


@variant(autoencoder)
def autoencoder_layers(X, target, W, b, V, c):
    from dlaudio.layers import sigmoid
    from dlaudio.losses import MSELoss

    H, loss = sigmoid(X @ W + b), MSELoss()
    Y = np.einsum("nm,md->nd", H, V) + c
    value = loss(Y, target)
    dY = loss.backward()
    dZ = np.einsum("nd,md->nm", dY, V) * (H - H**2)
    return H, Y, value, [np.einsum("nd,nm->dm", X, dZ), dZ.sum(0), np.dot(H.T, dY), dY.sum(0)]


autoencoder_single = variant(autoencoder)(_single(right.autoencoder))


@variant(hamming_search)
def hamming_loops(database, query, k):
    distances = [
        sum((value > 0.5) != (other > 0.5) for value, other in zip(row, query, strict=True))
        for row in database
    ]
    return distances, sorted(range(len(distances)), key=lambda i: distances[i])[:k]


@variant(hamming_search)
def hamming_packed(database, query, k):
    different = np.packbits(database > 0.5, axis=1) ^ np.packbits(query > 0.5)
    distances = np.unpackbits(different, axis=1).sum(axis=1, dtype=int)
    return distances, np.lexsort((np.arange(len(distances)), distances))[:k]


@variant(recall_at_k)
def recall_sets(found, relevant, k):
    return len(set(found[:k].tolist()) & set(relevant.tolist())) / len(relevant)


@variant(recall_at_k)
def recall_loops(found, relevant, k):
    return np.mean([item in list(found[:k]) for item in relevant])


@variant(rbm_energy)
def energy_loops(V, H, W, a, b):
    energy = [-(v @ a) - h @ b - v @ W @ h for v, h in zip(V, H, strict=True)]
    z = np.einsum("nd,dm->nm", V, W) + b
    return energy, [
        -float(v @ a) - sum(max(u, 0) + math.log1p(math.exp(-abs(u))) for u in row)
        for v, row in zip(V, z, strict=True)
    ]


energy_single = variant(rbm_energy)(_single(right.rbm_energy))


@variant(rbm_gradient)
def gradient_over_all_states(V, W, a, b):
    states = np.array(list(itertools.product([0.0, 1.0], repeat=len(a))))
    hidden = np.array(list(itertools.product([0.0, 1.0], repeat=len(b))))
    weight = np.exp((states @ a)[:, None] + hidden @ b + states @ W @ hidden.T)
    p = weight / weight.sum()
    H = 1 / (1 + np.exp(-(b + V @ W)))
    value = np.mean(
        [np.log(np.exp(v @ a + hidden @ b + v @ W @ hidden.T).sum()) for v in V]
    ) - np.log(weight.sum())
    return (
        value,
        V.T @ H / len(V) - states.T @ p @ hidden,
        V.mean(axis=0) - p.sum(axis=1) @ states,
        H.mean(axis=0) - p.sum(axis=0) @ hidden,
    )


gradient_single = variant(rbm_gradient)(_single(right.rbm_gradient))


@variant(cd1_step)
def cd1_loops(V, W, a, b, lr, u_hidden, u_visible):
    dW, da, db = np.zeros(W.shape), np.zeros(len(a)), np.zeros(len(b))
    for v, u, s in zip(V, u_hidden, u_visible, strict=True):
        p = 1 / (1 + np.exp(-(b + v @ W)))
        v1 = 1.0 * (s < 1 / (1 + np.exp(-(a + W @ (1.0 * (u < p))))))
        p1 = 1 / (1 + np.exp(-(b + v1 @ W)))
        dW += np.outer(v, p) - np.outer(v1, p1)
        da += v - v1
        db += p - p1
    return W + lr / len(V) * dW, a + lr / len(V) * da, b + lr / len(V) * db


@variant(cd1_step)
def cd1_in_place(V, W, a, b, lr, u_hidden, u_visible):
    p = sigmoid(V @ W + b)
    V1 = np.where(u_visible < sigmoid(np.where(u_hidden < p, 1.0, 0.0) @ W.T + a), 1.0, 0.0)
    p1 = sigmoid(V1 @ W + b)
    W += lr * np.mean(V[:, :, None] * p[:, None] - V1[:, :, None] * p1[:, None], axis=0)
    a += lr * np.mean(V - V1, axis=0)
    b += lr * np.mean(p - p1, axis=0)
    return W, a, b


@variant(best_key)
def key_loops(W):
    keys, agreement = [], []
    for w in W.T:
        r = [np.corrcoef(np.roll(w, -key), MAJOR)[0, 1] for key in range(12)]
        keys.append(int(np.argmax(r)))
        agreement.append(max(r))
    return keys, agreement


@variant(best_key)
def key_by_transform(W):
    w, scale = W - W.mean(axis=0), MAJOR - MAJOR.mean()
    spectrum = np.fft.fft(w, axis=0) * np.conj(np.fft.fft(scale))[:, None]
    r = np.fft.ifft(spectrum, axis=0).real / np.linalg.norm(scale) / np.linalg.norm(w, axis=0)
    return r.argmax(axis=0), r.max(axis=0).astype(np.float32)


@variant(greedy_stack)
def stack_recursive(X, sizes, train_layer):
    if not len(sizes):
        return [], X
    W, b = train_layer(X, sizes[0])
    above, code = stack_recursive.answer(1 / (1 + np.exp(-(X @ W + b))), sizes[1:], train_layer)
    return [(W, b), *above], code


@variant(greedy_stack)
def stack_history(X, sizes, train_layer):
    codes, layers = [X], []
    for i in range(len(sizes)):
        layers.append(train_layer(codes[i], sizes[i]))
        codes.append(0.5 + 0.5 * np.tanh((codes[i] @ layers[i][0] + layers[i][1]) / 2))
    return layers, codes[-1]


@variant(hessian_vector)
def product_as_lists(gradient, w, v, step):
    ahead, back = gradient(w + step * v), gradient(w - step * v)
    return [(one - other) / step / 2 for one, other in zip(ahead, back, strict=True)]


@variant(hessian_vector)
def product_wide(gradient, w, v, step):
    return 0.5 / step * np.subtract(gradient(w + v * step), gradient(w - v * step))


@variant(conjugate_gradient)
def conjugate_fletcher(multiply, g, n_steps):
    x, r, p, before = 0 * g, g.copy(), None, 0.0
    for _ in range(n_steps):
        now = float(np.dot(r, r))
        if now < 1e-300:
            return x
        p = r.copy() if p is None else r + now / before * p
        q = multiply(p)
        size = now / np.dot(p, q)
        x += size * p
        r -= size * q
        before = now
    return x


@variant(conjugate_gradient)
def conjugate_demands(multiply, g, n_steps):
    x, r, p = np.zeros(len(g)), g, g
    for _ in range(n_steps):
        if not r.any():
            break
        Ap = multiply(p)
        pAp = p @ Ap
        alpha = p @ r / pAp
        x, r = x + alpha * p, r - alpha * Ap
        p = r - (r @ Ap) / pAp * p
    return x


@variant(conjugate_gradient)
def conjugate_krylov(multiply, g, n_steps):
    basis = [g]
    for _ in range(n_steps - 1):
        basis.append(multiply(basis[-1]))
    if not np.any(g):
        return np.zeros(len(g))
    B, _ = np.linalg.qr(np.array(basis).T)
    AB = np.array([multiply(column) for column in B.T]).T
    return B @ np.linalg.solve(B.T @ AB, B.T @ g)


@variant(newton_step)
def newton_explicit(gradient, w, damping):
    e = 1e-4 * np.eye(len(w))
    H = np.array([(gradient(w + row) - gradient(w - row)) / 2e-4 for row in e])
    return w - np.linalg.solve((H + H.T) / 2 + damping * np.eye(len(w)), gradient(w))


@variant(newton_step)
def newton_other_step(gradient, w, damping):
    def multiply(v):
        return right.hessian_vector(gradient, w, v, 1e-5) + damping * v

    return w + right.conjugate_gradient(multiply, -gradient(w), len(w))


@variant(impulse_noise)
def impulse_loops(y, p, u, side):
    peak, out = max(abs(value) for value in y), list(y)
    for i in range(len(y)):
        if u[i] < p:
            out[i] = peak if side[i] >= 0.5 else -peak
    return out


@variant(impulse_noise)
def impulse_in_place(y, p, u, side):
    peak, hit = np.max(np.abs(y)), u < p
    y[hit] = np.where(side[hit] < 0.5, -peak, peak)
    return y.astype(np.float32)


@variant(fgsm)
def fgsm_layers(X, y, W, b, V, c, strength):
    from dlaudio.losses import CrossEntropyLoss

    H, loss = np.tanh(X @ W + b), CrossEntropyLoss()
    loss(H @ V + c, y)
    dX = np.einsum("nk,mk,nm,dm->nd", loss.backward(), V, 1 - H**2, W)
    X += strength * np.sign(dX)
    return dX, X


fgsm_single = variant(fgsm)(_single(right.fgsm))


@variant(residual_block)
def block_loops(x, W1, b1, W2, b2, dout):
    y, dx = [], []
    dW1, db1, dW2, db2 = 0 * W1, 0 * b1, 0 * W2, 0 * b2
    for row, d in zip(x, dout, strict=True):
        h = np.maximum(row @ W1 + b1, 0)
        y.append(row + h @ W2 + b2)
        dz = (W2 @ d) * (h > 0)
        dx.append(d + W1 @ dz)
        dW1, db1 = dW1 + np.outer(row, dz), db1 + dz
        dW2, db2 = dW2 + np.outer(h, d), db2 + d
    return y, dx, [dW1, db1, dW2, db2]


block_single = variant(residual_block)(_single(right.residual_block))


@variant(attention)
def attention_loops(Q, K, V, dout):
    d, A, dQ = Q.shape[1], [], []
    for q, up in zip(Q, dout, strict=True):
        a = softmax(K @ q / math.sqrt(d))
        jacobian = np.diag(a) - np.outer(a, a)
        A.append(a)
        dQ.append(K.T @ jacobian @ (V @ up) / math.sqrt(d))
    A = np.array(A)
    return A, np.einsum("ts,sm->tm", A, V), dQ, np.einsum("ts,tm->sm", A, dout)


@variant(attention)
def attention_scaled_queries(Q, K, V, dout):
    root = Q.shape[1] ** 0.5
    S = (Q / root) @ K.T
    A = np.exp(S - np.logaddexp.reduce(S, axis=1)[:, None])
    inside = dout @ V.T - np.sum(dout * (A @ V), axis=1)[:, None]
    return A, A @ V, (A * inside) @ (K / root), A.T @ dout


@variant(causal_attention)
def causal_rows(Q, K, V):
    weights = np.zeros((len(Q), len(Q)))
    for t, q in enumerate(Q):
        weights[t, : t + 1] = softmax(K[: t + 1] @ q / math.sqrt(len(q)))
    return weights.tolist(), weights @ V


@variant(causal_attention)
def causal_added(Q, K, V):
    S = np.einsum("td,sd->ts", Q, K) / Q.shape[1] ** 0.5
    S += np.triu(np.full(S.shape, -1e30), 1)
    A = softmax(S.astype(np.float32))
    return A, A @ V


@variant(many_heads)
def heads_at_once(Q, K, V, n_heads):
    q, k, v = (rows.reshape(len(rows), n_heads, -1).transpose(1, 0, 2) for rows in (Q, K, V))
    A = softmax(q @ k.transpose(0, 2, 1) / q.shape[2] ** 0.5)
    return A, np.concatenate(list(A @ v), axis=1)


@variant(many_heads)
def heads_place_by_place(Q, K, V, n_heads):
    d, m = Q.shape[1] // n_heads, V.shape[1] // n_heads
    weights, output = np.zeros((n_heads, len(Q), len(K))), np.zeros((len(Q), V.shape[1]))
    for h, t in itertools.product(range(n_heads), range(len(Q))):
        part, mine = slice(h * d, (h + 1) * d), slice(h * m, (h + 1) * m)
        weights[h, t] = softmax(K[:, part] @ Q[t, part] / math.sqrt(d))
        output[t, mine] = weights[h, t] @ V[:, mine]
    return weights.tolist(), output


@variant(ctc_collapse)
def collapse_loops(path):
    labels, before = [], None
    for label in path:
        if label != before and label != 0:
            labels.append(int(label))
        before = label
    return labels


@variant(ctc_collapse)
def collapse_mask(path):
    changes = np.append(True, path[1:] != path[:-1])
    return path[changes & (path != 0)]


@variant(ctc_probability)
def ctc_matrices(P, target):
    extended = np.array([0, *[x for label in target for x in (int(label), 0)]])
    n = len(extended)
    moves = np.eye(n) + np.eye(n, k=-1)
    for s in range(2, n):
        moves[s, s - 2] = extended[s] != 0 and extended[s] != extended[s - 2]
    alpha = np.where(np.arange(n) < 2, P[0][extended], 0.0)
    for row in P[1:]:
        alpha = row[extended] * (moves @ alpha)
    return alpha[n - 2 :].sum()


@variant(ctc_probability)
def ctc_recursive(P, target):
    extended = [0, *[x for label in target for x in (int(label), 0)]]

    @functools.cache
    def reach(t, s):
        if s < 0:
            return 0.0
        if t == 0:
            return P[0, extended[s]] if s < 2 else 0.0
        total = reach(t - 1, s) + reach(t - 1, s - 1)
        if s > 1 and extended[s] and extended[s] != extended[s - 2]:
            total += reach(t - 1, s - 2)
        return total * P[t, extended[s]]

    last = len(extended) - 1
    return reach(len(P) - 1, last) + reach(len(P) - 1, last - 1)


@variant(vae_latent)
def latent_in_std(mu, log_var, noise, dz):
    std = np.sqrt(np.exp(log_var))
    kl = np.mean(np.sum(-np.log(std) + (std**2 + mu**2) / 2 - 0.5, axis=1))
    dstd = dz * noise + (std - 1 / std) / len(mu)
    return mu + std * noise, kl, dz + mu / len(mu), dstd * std / 2


latent_single = variant(vae_latent)(_single(right.vae_latent))


@variant(diffuse)
def diffuse_loops(x, noise, betas, step):
    kept = [math.prod(1 - b for b in betas[: s + 1]) for s in range(len(betas))]
    rows = [
        math.sqrt(kept[s]) * a + math.sqrt(1 - kept[s]) * e
        for a, e, s in zip(x, noise, step, strict=True)
    ]
    return kept, rows


@variant(diffuse)
def diffuse_logs(x, noise, betas, step):
    logs = np.log1p(-betas).cumsum()
    half = np.exp(logs / 2)[step, None]
    return np.exp(logs), (half * x + np.sqrt(-np.expm1(logs))[step, None] * noise).astype(
        np.float32
    )


numbers_text = variant(brain_numbers)({k: str(v) for k, v in right.brain_numbers.items()})
numbers_float = variant(brain_numbers)({k: float(v) for k, v in right.brain_numbers.items()})
timeline_tuple = variant(timeline)(tuple(right.timeline))
timeline_array = variant(timeline)(np.array(right.timeline))
quiz_capitals = variant(beyond_quiz)({k: v.upper() for k, v in right.beyond_quiz.items()})
quiz_brackets = variant(beyond_quiz)({k: f"({v})" for k, v in right.beyond_quiz.items()})
