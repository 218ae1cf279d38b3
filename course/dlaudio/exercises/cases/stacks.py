"""Encoders and decoders with weights set by hand or drawn, and melodies for them.

Encoder: (W_x (K, H), W_h (H, H), b (H,)). Decoder: (W_x (K, H), W_h (H, H), b (H,), W_y (H, K),
c (K,)). K symbols: notes, and one that ends a melody.
"""

import numpy as np

GAIN = 4.0  # tanh(4) is nearly 1: a symbol stays as clear as it was, however often it moves


def stack(K: int, slots: int, rng: np.random.Generator) -> tuple[tuple, tuple]:
    """Encoder and decoder that turn melodies of up to `slots` notes round; symbol K - 1 ends.

    The state is a stack of places, each with one unit a note. The encoder puts a note on top
    and moves the others down; the decoder moves them up and reads the top.
    """
    notes, H = K - 1, (K - 1) * (slots + 1)
    down = GAIN * np.eye(H, k=notes)
    down[:notes] = 0  # the place above the top, which only the decoder uses
    W_in, W_out, W_y = np.zeros((K, H)), np.zeros((K, H)), np.zeros((H, K))
    W_in[:notes, notes : 2 * notes] = GAIN * np.eye(notes)
    W_out[:, :notes] = rng.uniform(-0.3, 0.3, (K, notes))  # what it hears is not enough to matter
    W_y[:notes, :notes] = np.eye(notes)
    c = np.append(np.zeros(notes), 0.5)  # the end is likeliest when no note is on top
    order = rng.permutation(H)  # so that nobody sees the places in the weights
    up = GAIN * np.eye(H, k=-notes)
    encoder = W_in[:, order], down[np.ix_(order, order)], np.zeros(H)
    decoder = W_out[:, order], up[np.ix_(order, order)], np.zeros(H), W_y[order], c
    return encoder, decoder


def drawn(K: int, H: int, end: int, rng: np.random.Generator) -> tuple[tuple, tuple]:
    """Encoder and decoder with random weights; this decoder never ends of itself."""
    encoder = rng.normal(size=(K, H)), rng.normal(size=(H, H)), rng.normal(size=H) / 2
    c = rng.normal(size=K)
    c[end] = -100
    W_y = 2 * rng.normal(size=(H, K))
    return encoder, (
        rng.normal(size=(K, H)),
        rng.normal(size=(H, H)),
        rng.normal(size=H) / 2,
        W_y,
        c,
    )


def melody_cases(rng):
    for K, slots, heard, length in [(5, 4, 4, 9), (4, 5, 3, 6)]:
        encoder, decoder = stack(K, slots, rng)
        melody = rng.integers(0, K - 1, heard)
        melody[0] = (melody[-1] + 1) % (K - 1)  # it must not be the same backwards
        yield _case(melody, encoder, decoder, K - 1, length)
    for K, H, heard, end, length in [(6, 4, 5, 1, 7), (4, 5, 1, 0, 4)]:
        notes = np.delete(np.arange(K), end)
        yield _case(rng.choice(notes, heard), *drawn(K, H, end, rng), end, length)


def _case(melody, encoder, decoder, end, length):
    return {
        "melody": melody,
        "encoder": encoder,
        "decoder": decoder,
        "end": end,
        "length": length,
    }
