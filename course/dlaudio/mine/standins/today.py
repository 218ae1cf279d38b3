"""Unit 13 by the package: attention, paths, codes, clouds, noise, Boltzmann machines, attacks."""

import numpy as np

from ... import layers, losses
from ...networks import (
    attending,
    blending,
    boltzmann,
    curved_steps,
    diffusing,
    pre_training,
    tune_finder,
    word_spotter,
)
from .with_weights import floats, grads, linear


def attention(Q, K, V, dout):
    Q, K, V, dout = floats(Q, K, V, dout)
    weights, output = attending.attend(Q, K, V)
    dQ, _, dV = attending.attend_backward(Q, K, V, weights, dout)
    return weights, output, dQ, dV


def many_heads(Q, K, V, n_heads):
    cut = [np.stack(np.split(rows, n_heads, axis=1)) for rows in floats(Q, K, V)]
    weights, mixed = attending.attend(*cut)
    return weights, np.concatenate(list(mixed), axis=1)


def causal_attention(Q, K, V):
    later = np.triu(np.ones((len(Q), len(K)), dtype=bool), 1)
    return attending.attend(*floats(Q, K, V), later)


def vae_latent(mu, log_var, noise, dz):
    return blending.draw_code(*floats(mu, log_var, noise, dz))


def diffuse(x, noise, betas, step):
    return diffusing.diffused(*floats(x, noise), betas, step)


def ctc_probability(P, target):
    from ...plots.drawings.ctc_trellis import forward_sums

    return forward_sums(*floats(P), [int(label) for label in target])[-1, -2:].sum()


def ctc_collapse(path):
    return word_spotter.collapse(path)


def residual_block(x, W1, b1, W2, b2, dout):
    x, dout = floats(x, dout)
    net = layers.Sequential(linear(W1, b1), layers.ReLU(), linear(W2, b2))
    return x + net(x), dout + net.backward(dout), grads(net)


def autoencoder(X, target, W, b, V, c):
    X, target = floats(X, target)
    encoder, decoder = layers.Sequential(linear(W, b), layers.Sigmoid()), linear(V, c)
    loss, code = losses.MSELoss(), encoder(X)
    output = decoder(code)
    value = loss(output, target)
    encoder.backward(decoder.backward(loss.backward()))
    return code, output, value, (*grads(encoder), *grads(decoder))


def hamming_search(database, query, k):
    return tune_finder.nearest_codes(*floats(database, query), k)


def recall_at_k(found, relevant, k):
    return tune_finder.share_among(found, relevant, k)


def rbm_energy(V, H, W, a, b):
    return boltzmann.energies(*floats(V, H, W, a, b))


def rbm_gradient(V, W, a, b):
    return boltzmann.likelihood_slope(*floats(V, W, a, b))


def cd1_step(V, W, a, b, lr, u_hidden, u_visible):
    V, W, a, b, u_hidden, u_visible = floats(V, W, a, b, u_hidden, u_visible)
    return boltzmann.cd1_step(V, W, a, b, lr, u_hidden, u_visible)


def best_key(W):
    return boltzmann.scales_in(*floats(W))


def greedy_stack(X, sizes, train_layer):
    return pre_training.pile(X, sizes, train_layer)


def impulse_noise(y, p, u, side):
    from ...widgets.attack import with_impulses

    return with_impulses(*floats(y), p, *floats(u, side))


def fgsm(X, y, W, b, V, c, strength):
    (X,) = floats(X)
    net = layers.Sequential(linear(W, b), layers.Tanh(), linear(V, c))
    loss = losses.CrossEntropyLoss()
    loss(net(X), np.asarray(y))
    dX = net.backward(loss.backward())
    return dX, X + strength * np.sign(dX)


def hessian_vector(gradient, w, v, step):
    return curved_steps.curvature_along(gradient, *floats(w, v), step)


def conjugate_gradient(multiply, g, n_steps):
    return curved_steps.solved(multiply, *floats(g), n_steps)


def newton_step(gradient, w, damping):
    return curved_steps.newton_step(gradient, *floats(w), damping)
