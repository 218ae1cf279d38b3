"""A tiny WaveNet: dilated causal convolutions that write a sound sample by sample.

The sound is rounded to a few levels, and the net gives a probability to each level of the next
sample. After A. van den Oord and others, "WaveNet: a generative model for raw audio", 2016, but
small: the sound goes in as one channel; what to play goes in beside it, not into every block; and
the output is read from the last block, where all that the blocks have added is summed up.
"""

from collections.abc import Callable

import numpy as np

from dlaudio.layers import Conv1d, Layer, ReLU, Sequential, sigmoid, softmax

MU = 255


def encode_mu_law(y, levels: int) -> np.ndarray:
    """Levels 0 ... levels - 1 of samples in -1 ... 1, any shape: fine steps where it is quiet.

    The curve sign(y) ln(1 + 255 |y|) / ln 256 (WaveNet, sec. 2.2), rounded. An odd number of levels
    has one for silence. ValueError if there are fewer than two, or a sample is beyond -1 ... 1.

    Parameters
    ----------
    y : array of any shape
        Samples, from -1 to 1.
    levels : int, at least 2
        How many.
    """
    y = np.asarray(y)
    if levels < 2 or not np.all(np.abs(y) <= 1):
        raise ValueError(f"needs samples in -1 ... 1 and at least 2 levels, got {levels} levels")
    curve = np.sign(y) * np.log1p(MU * np.abs(y)) / np.log1p(MU)
    return np.round((curve + 1) / 2 * (levels - 1)).astype(int)


def decode_mu_law(codes, levels: int) -> np.ndarray:
    """Samples in -1 ... 1, float32, of levels 0 ... levels - 1: the way back.

    Parameters
    ----------
    codes : array of int, any shape
        From 0 to levels - 1.
    levels : int, at least 2
        How many.
    """
    curve = 2 * np.asarray(codes) / (levels - 1) - 1
    return (np.sign(curve) * np.expm1(np.abs(curve) * np.log1p(MU)) / MU).astype(np.float32)


def in_levels(y, levels: int) -> tuple[np.ndarray, float]:
    """A sound (T,) rounded to so many levels, and by how many dB its hiss is softer than it.

    Parameters
    ----------
    y : array, shape (T,)
        Samples, from -1 to 1.
    levels : int, at least 2
    """
    rounded = decode_mu_law(encode_mu_law(y, levels), levels)
    return rounded, float(10 * np.log10(np.sum(y**2) / np.sum((rounded - y) ** 2)))


def who_hears(sample: int, conv: Callable, *, layers: int, length: int = 3000) -> np.ndarray:
    """Places of the outputs that change with one sample, above layers of 2 taps that double.

    Parameters
    ----------
    sample : int
        The place of the sample that is changed.
    conv : function
        Does what the exercise `causal_conv` asks for.
    layers : int
        With the dilations 1, 2, 4, ...
    length : int
        Samples of the sound.
    """
    sounds = np.tile(np.random.default_rng(0).normal(size=(1, 1, length)), (2, 1, 1))
    sounds[1, 0, sample] += 1000
    for layer in range(layers):
        sounds = conv(sounds, np.full((1, 1, 2), 0.5), np.zeros(1), 2**layer)
    return np.flatnonzero(np.abs(sounds[1] - sounds[0])[0] > 1e-3)


def reach(kernel_size: int, dilations) -> int:
    """Samples that the top of a stack of causal convolutions hears, now included.

    Parameters
    ----------
    kernel_size : int
        Taps of each layer.
    dilations : sequence of int
        One a layer.
    """
    return 1 + (kernel_size - 1) * int(sum(dilations))


class GatedBlock(Layer):
    """x + mix(tanh(f) * sigmoid(g)); f and g are causal convolutions of x (WaveNet, eq. 2).

    Parameters
    ----------
    channels : int
        C; the block maps (N, C, T) to (N, C, T).
    dilation : int
        The kernel has two taps: now, and this many samples ago.
    rng : numpy.random.Generator
    dtype : numpy dtype

    Attributes
    ----------
    causal : function or None
        Does what the exercise `causal_conv` asks for, and listens in the place of `conv`.
    """

    causal: Callable | None = None

    def __init__(self, channels: int, dilation: int, *, rng: np.random.Generator, dtype=np.float32):
        self.dilation = dilation
        self.conv = Conv1d(
            channels,
            2 * channels,
            2,
            dilation=dilation,
            padding=(dilation, 0),
            rng=rng,
            dtype=dtype,
        )
        self.mix = Conv1d(channels, channels, 1, rng=rng, dtype=dtype)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map (N, C, T) to (N, C, T); output t depends on x up to t only."""
        if self.causal is None:
            both = self.conv(x)
        else:
            both = self.causal(x, self.conv.weight.value, self.conv.bias.value, self.dilation)
        f, g = np.split(both, 2, axis=1)
        self.f, self.g = np.tanh(f), sigmoid(g)
        return x + self.mix(self.f * self.g)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy; add to the gradients; return dL/dx, all (N, C, T)."""
        dz = self.mix.backward(dout)
        df, dg = dz * self.g * (1 - self.f**2), dz * self.f * self.g * (1 - self.g)
        return dout + self.conv.backward(np.concatenate([df, dg], axis=1))


class WaveNet(Layer):
    """Logits of the next sample, from the samples before it and from what to play.

    Parameters
    ----------
    conditions : int
        P, how many numbers a sample say what to play.
    channels : int
        C, inside.
    dilations : sequence of int
        Of the blocks.
    levels : int
        Q, as in `encode_mu_law`.
    rng : numpy.random.Generator
    dtype : numpy dtype

    Attributes
    ----------
    reach : int
        Receptive field: the last sample, and what the dilations add.
    """

    def __init__(
        self,
        conditions: int,
        channels: int,
        dilations,
        levels: int,
        *,
        rng: np.random.Generator,
        dtype=np.float32,
    ):
        self.levels, self.reach = levels, reach(2, dilations)
        self.net = Sequential(
            Conv1d(1 + conditions, channels, 1, rng=rng, dtype=dtype),
            *(GatedBlock(channels, d, rng=rng, dtype=dtype) for d in dilations),
            ReLU(),
            Conv1d(channels, 2 * channels, 1, rng=rng, dtype=dtype),
            ReLU(),
            Conv1d(2 * channels, levels, 1, rng=rng, dtype=dtype),
        )

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Logits (N, T, Q) from (N, 1 + P, T): the sample before, and what to play now."""
        return self.net(x).swapaxes(1, 2)

    def listen_by(self, conv: Callable | None) -> None:
        """Let somebody's own causal convolution work in all blocks; None for the package's.

        Parameters
        ----------
        conv : function or None
            Does what the exercise `causal_conv` asks for.
        """
        for block in self.net.layers:
            if isinstance(block, GatedBlock):
                block.causal = conv

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dlogits (N, T, Q); return dL/dx (N, 1 + P, T)."""
        return self.net.backward(dout.swapaxes(1, 2))

    def generate(
        self, condition: np.ndarray, *, rng: np.random.Generator, temperature: float = 1.0
    ) -> np.ndarray:
        """Sounds (N, T), float32, drawn sample by sample, each from those before it.

        `condition` is (N, P, T). Blocks keep what they will need later, so that each sample costs
        one step and not a pass over the whole past.

        Parameters
        ----------
        condition : array, shape (N, P, T)
            What to play at each sample.
        rng : numpy.random.Generator
            Draws the samples.
        temperature : float, above 0
            Below 1 the likely gets likelier.

        Raises
        ------
        ValueError
            If there are other conditions than P, or the temperature is not above 0.
        """
        n, conditions, length = condition.shape
        first, *blocks, _, wide, _, last = self.net.layers
        needed = first.weight.value.shape[1] - 1
        if conditions != needed or not temperature > 0:
            raise ValueError(
                f"needs {needed} conditions and a temperature above 0, got {conditions} and "
                f"{temperature}"
            )
        samples = decode_mu_law(np.arange(self.levels), self.levels)
        first, wide, last = (_matrices(conv) for conv in (first, wide, last))
        steps = [_Step(block, n) for block in blocks]
        condition = np.moveaxis(condition, 2, 0).astype(np.float32)
        sample, y = np.zeros((n, 1), np.float32), np.empty((n, length), np.float32)
        for t, u in enumerate(rng.random((length, n, 1))):
            x = _affine(np.concatenate([sample, condition[t]], axis=1), *first)
            for step in steps:
                x = step(x, t)
            logits = _affine(np.maximum(_affine(np.maximum(x, 0), *wide), 0), *last)
            stairs = softmax(logits / temperature).cumsum(axis=1)
            sample = samples[(stairs[:, :-1] <= u).sum(axis=1)][:, None]
            y[:, t] = sample[:, 0]
        return y


class _Step:
    """A block for one sample at a time: it keeps the last `dilation` inputs for later."""

    def __init__(self, block: GatedBlock, n: int):
        channels = len(block.mix.bias.value)
        self.channels, self.kept = channels, np.zeros((block.dilation, n, channels), np.float32)
        (self.past, self.now), self.bias = (
            np.ascontiguousarray(block.conv.weight.value.transpose(2, 1, 0)),
            block.conv.bias.value,
        )
        # sigmoid(a) = 1/2 + 1/2 tanh(a / 2): with the half in the weights one tanh serves both
        half = np.repeat(np.float32([1, 0.5]), channels)
        self.past, self.now, self.bias = self.past * half, self.now * half, self.bias * half
        self.mix, self.mix_bias = _matrices(block.mix)

    def __call__(self, x: np.ndarray, t: int) -> np.ndarray:
        kept, C = self.kept[t % len(self.kept)], self.channels
        a = kept.dot(self.past)  # for small matrices twice as fast as @
        a += x.dot(self.now)
        a += self.bias
        kept[...] = x
        np.tanh(a, out=a)
        gate = a[:, C:]
        gate *= 0.5
        gate += 0.5
        y = (a[:, :C] * gate).dot(self.mix)
        y += self.mix_bias
        y += x
        return y


def _matrices(conv: Conv1d) -> tuple[np.ndarray, np.ndarray]:
    """Weight (C, O) and bias (O,) of a convolution whose kernel is one sample."""
    return np.ascontiguousarray(conv.weight.value[:, :, 0].T), conv.bias.value


def _affine(x, weight, bias):
    y = x.dot(weight)
    y += bias
    return y
