"""2016: a network writes sound, one sample after the other.

A. van den Oord and others, "WaveNet: a generative model for raw audio", 2016.
"""

import numpy as np

from ..datasets.plucks import NOTES, SR, pluck_tune, random_tune
from ..generation.wavenet import WaveNet, decode_mu_law, encode_mu_law
from .versus import Result

LEVELS, UPDATES, LENGTH = 65, 120, 350
MELODY = (60, 64, 67, 72)


def learn(parts) -> Result:
    """A small WaveNet hears plucked strings for a while; `more` is a chord that it writes then."""
    own, rng = parts.layers, np.random.default_rng(0)
    sound, played = random_tune(100, rng)
    codes = encode_mu_law(sound, LEVELS)
    net = own.into(WaveNet(len(NOTES), 16, [1, 2, 4, 8, 16, 32], LEVELS, rng=rng))
    loss, optimizer, bits = own.CrossEntropyLoss(), own.Adam(net.parameters(), 0.02), []
    for update in range(UPDATES):
        at = rng.integers(len(codes) - LENGTH - 1, size=(8, 1)) + np.arange(LENGTH)
        # it hears samples that are a level off, so that it learns to come back
        shaken = np.clip(codes[at] + np.round(rng.normal(size=at.shape)).astype(int), 0, LEVELS - 1)
        heard = decode_mu_law(shaken, LEVELS)[:, None]
        inputs = np.concatenate([heard, played[:, at + 1].swapaxes(0, 1)], axis=1)
        logits = net(inputs.astype(np.float32))
        value = loss(logits.reshape(-1, LEVELS), codes[at + 1].ravel())
        bits.append(value / np.log(2))
        optimizer.lr = 0.02 * (1 - update / UPDATES)
        optimizer.zero_grad()
        net.backward(loss.backward().reshape(logits.shape))
        own.clip_grad_norm(net.parameters(), 1.0)
        optimizer.step()
    _, wanted = pluck_tune(MELODY, 0.25)
    (written,) = net.generate(wanted[None], rng=rng, temperature=0.6)
    last = float(np.mean(bits[-20:]))
    figure = f"{last:.2f} bits a sample (guessing: {np.log2(LEVELS):.2f})"
    return Result(figure, net.count_parameters(), (np.asarray(written), SR))
