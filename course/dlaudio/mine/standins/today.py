"""Unit 13 by the package: attention, codes drawn from clouds, noise added in one jump."""

import numpy as np

from ...networks import attending, blending, boltzmann, diffusing
from .with_weights import floats


def attention(Q, K, V, dout):
    Q, K, V, dout = floats(Q, K, V, dout)
    weights, output = attending.attend(Q, K, V)
    dQ, _, dV = attending.attend_backward(Q, K, V, weights, dout)
    return weights, output, dQ, dV


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


def rbm_energy(V, H, W, a, b):
    return boltzmann.energies(V, H, W, a, b)
