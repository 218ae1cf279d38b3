"""Modules of a synthesiser that send gradients back, so that its knobs can be learnt.

A patch is a `Sequential` of them; sounds have shape (..., n), time last. Each knob is a `Parameter`
of shape (1,). Nothing here is an approximation: oscillator, gain, filter and level are smooth.
"""

import numpy as np

from dlaudio.layers import Layer, Parameter

DB = np.log(10) / 20  # a step of 1 dB multiplies by exp(DB)


class Oscillator(Layer):
    """Tone with harmonics k = 1 ... K of amplitude brightness**(k - 1) / k, from times in seconds.

    Parameters
    ----------
    frequency : float
        Of the fundamental, Hz.
    brightness : float
        From 0 (a pure tone) to 1 (a sawtooth of K harmonics); the knob.
    n_harmonics : int
        K; K times the frequency must stay below half the sample rate of the times.

    Raises
    ------
    ValueError
        If the frequency is not above 0, or there is no harmonic.
    """

    def __init__(self, frequency: float, brightness: float, *, n_harmonics: int = 12):
        if not (frequency > 0 and n_harmonics >= 1):
            raise ValueError(
                f"Oscillator needs a frequency above 0 Hz and a harmonic or more, "
                f"got {frequency:g} and {n_harmonics}"
            )
        self.k = np.arange(1, n_harmonics + 1)
        self.frequency = frequency
        self.brightness = _knob(brightness)

    def forward(self, t: np.ndarray) -> np.ndarray:
        """Samples at the times t, shape (n,), in seconds."""
        self.phase = 2 * np.pi * self.frequency * np.multiply.outer(t, self.k)
        return np.sin(self.phase) @ (self.brightness.value ** (self.k - 1) / self.k)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy; add to brightness.grad; return dL/dt."""
        b, k = self.brightness.value, self.k
        # the first harmonic does not depend on b, and 0 ** -1 must not be asked for
        slope = np.append(0.0, (k[1:] - 1) * b ** (k[1:] - 2.0) / k[1:])
        self.brightness.grad += np.sum(dout * (np.sin(self.phase) @ slope))
        return dout * (np.cos(self.phase) @ (b ** (k - 1))) * 2 * np.pi * self.frequency


class Gain(Layer):
    """Amplifier: y = x 10**(db / 20). Its knob is `db`, in decibels.

    Parameters
    ----------
    db : float
        Where it starts, in dB: 0 changes nothing, 6 doubles.
    """

    def __init__(self, db: float = 0.0):
        self.db = _knob(db)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """x made louder, same shape."""
        self.y = x * np.exp(DB * self.db.value)
        return self.y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy; add to db.grad; return dL/dx."""
        self.db.grad += DB * np.sum(dout * self.y)
        return dout * np.exp(DB * self.db.value)


class LowPass(Layer):
    """One-pole low-pass filter, y[n] = (1 - a) x[n] + a y[n - 1] with a = exp(-2 pi cutoff / sr).

    The knob is `octaves`: the cutoff is 1000 Hz * 2**octaves. A step of the same size is then the
    same musical interval everywhere. Formula: Smith, "Introduction to Digital Filters", section
    "One-Pole"; y is a little below 3 dB down at the cutoff if that is far below sr / 2.

    Parameters
    ----------
    cutoff : float
        Hz, where it starts.
    sr : int
        Sample rate, Hz.

    Raises
    ------
    ValueError
        If the cutoff is not between 0 and sr / 2.
    """

    def __init__(self, cutoff: float, *, sr: int):
        if not 0 < cutoff < sr / 2:
            raise ValueError(f"LowPass needs a cutoff from 0 to {sr / 2:g} Hz, got {cutoff:g}")
        self.octaves, self.sr = _knob(np.log2(cutoff / 1000)), sr

    @property
    def cutoff(self) -> float:
        """Cutoff frequency in Hz."""
        return 1000 * 2 ** self.octaves.value.item()

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Filter along the last axis, from silence."""
        self.x, self.a = x, np.exp(-2 * np.pi * self.cutoff / self.sr)
        self.y = _one_pole((1 - self.a) * x, self.a)
        return self.y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy; add to octaves.grad; return dL/dx: the same filter, run backwards in time."""
        through = _one_pole(dout[..., ::-1], self.a)[..., ::-1]
        before = np.concatenate([np.zeros_like(self.y[..., :1]), self.y[..., :-1]], axis=-1)
        da = np.sum(through * (before - self.x))
        self.octaves.grad += da * self.a * -2 * np.pi * self.cutoff / self.sr * np.log(2)
        return (1 - self.a) * through


class PowerCompression(Layer):
    """y = sign(x) |x|**p: below p = 1 what is quiet comes up, and 0 and ±1 stay where they are.

    Both gradients count as 0 where x is 0. The knob is `p`.

    Parameters
    ----------
    p : float, above 0
        Where it starts: 1 changes nothing.
    """

    def __init__(self, p: float = 1.0):
        self.p = _knob(p)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """x compressed, same shape."""
        self.x = x
        self.y = np.sign(x) * np.abs(x) ** self.p.value
        return self.y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy; add to p.grad; return dL/dx."""
        size = np.where(self.x == 0, 1, np.abs(self.x))  # y is 0 there, whatever the logarithm
        self.p.grad += np.sum(dout * self.y * np.log(size))
        return dout * self.p.value * np.abs(self.y) / size


class Level(Layer):
    """Root mean square along the last axis, in dB below full scale: 10 log10(mean(x**2)).

    No knob. Silence has no level (ValueError).
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Levels of shape (...) of sounds (..., n)."""
        self.x, self.power = x, np.mean(np.square(x), axis=-1, keepdims=True)
        if not np.all(self.power > 0):
            raise ValueError("Level needs sounds that are not silent")
        return 10 * np.log10(self.power[..., 0])

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dlevel, shape (...); return dL/dx."""
        return np.expand_dims(dout, -1) * self.x / (DB * self.power * self.x.shape[-1])


def _knob(value: float) -> Parameter:
    return Parameter(np.array([value], dtype=np.float64))


def _one_pole(x: np.ndarray, a: float) -> np.ndarray:
    """y[n] = x[n] + a y[n - 1] along the last axis."""
    from scipy.signal import lfilter

    return lfilter([1.0], [1.0, -a], x, axis=-1)
