"""Convolution and pooling, forward. In a layer the kernel is not turned: sum of x[n + m] w[m]."""

import numpy as np

from ..assessment.base import exercise
from ..assessment.compare import at_least, close
from ..assessment.quiz import choices, quiz
from .cases import kernels
from .cases.rhythms import rhythm_cases, visible_rhythm_cases
from .cases.stages import slide

# What has it ready-made; what draws or moves a window computes it, too.
PICTURES = ("dlaudio.plots.drawings", "dlaudio.plots.parts", "dlaudio.widgets")
SLIDING = ("numpy.convolve", "numpy.correlate")
READY = (*SLIDING, "scipy", "torch", "librosa", "dlaudio.layers", *PICTURES)

# ---- fewer weights -----------------------------------------------------------------------------


@exercise(points=2, cases=kernels.count_cases)
def count_weights(answer, n_inputs, n_nodes, window, bias):
    """The weights of a full, a local and a shared layer, from three counts and a bool."""
    full, local, shared = answer(n_inputs, n_nodes, window, bias)
    return {"full": full, "local": local, "shared": shared}


@exercise(points=2, cases=kernels.mask_cases)
def local_mask(answer, n_inputs, window, stride):
    """Where a local layer has a connection: (n_inputs, nodes) of 0 and 1, from three counts."""
    return {"mask": np.asarray(answer(n_inputs, window, stride)).astype(int)}


@local_mask.law("every node sees `window` inputs")
def _column_sums(answer, rng):
    mask = np.asarray(answer(14, 4, 2)).astype(int)
    return mask.sum(axis=0), np.full(6, 4)


# ---- one signal --------------------------------------------------------------------------------


@exercise(points=3, cases=kernels.line_cases, forbid=READY)
def convolve(answer, x, w):
    """x (N,) and w (K,), the kernel turned round, in each mode: "full", "same", "valid"."""
    return {mode: lambda mode=mode: answer(x, w, mode) for mode in ("full", "same", "valid")}


@convolve.law("convolution commutes: x with w is w with x")
def _commutes(answer, rng):
    x, w = rng.normal(size=5), rng.normal(size=5)
    return answer(x, w, "full"), answer(w, x, "full")


@convolve.law("the spectrum of the convolution is the product of the spectra")
def _spectra(answer, rng):
    x, w = rng.normal(size=9), rng.normal(size=4)
    product = np.fft.rfft(x, 12) * np.fft.rfft(w, 12)
    return answer(x, w, "full"), np.fft.irfft(product, 12)


@convolve.law("an input that comes two samples later gives the same output two samples later")
def _later(answer, rng):
    x, w = rng.normal(size=6), rng.normal(size=3)
    return answer(np.append([0, 0], x), w, "full"), np.append([0, 0], answer(x, w, "full"))


@exercise(points=2, cases=kernels.line_cases, forbid=READY)
def cross_correlate(answer, x, w):
    """x (N,) and w (K,), not turned: the N - K + 1 sums of products."""
    return {"z": answer(x, w)}


@cross_correlate.law("cross-correlation is convolution with the kernel turned round")
def _turned(answer, rng):
    x, w = rng.normal(size=8), rng.normal(size=3)
    return answer(x, w), np.convolve(x, w[::-1], "valid")


@cross_correlate.law("it is linear: the output of a sum is the sum of the outputs")
def _linear(answer, rng):
    x, y, w = rng.normal(size=8), rng.normal(size=8), rng.normal(size=3)
    return answer(2 * x + y, w), 2 * np.asarray(answer(x, w)) + np.asarray(answer(y, w))


@exercise(points=3, cases=kernels.band_cases, forbid=READY)
def toeplitz_matrix(answer, w, n_inputs, stride):
    """The matrix (n_inputs, outputs) that slides w (K,) along in steps of `stride`."""
    return {"T": answer(w, n_inputs, stride)}


@toeplitz_matrix.law("x @ T is the cross-correlation of x and w")
def _product(answer, rng):
    x, w = rng.normal(size=10), rng.normal(size=3)
    return x @ np.asarray(answer(w, 10, 1)), np.correlate(x, w, "valid")


# ---- layers ------------------------------------------------------------------------------------


@exercise(points=2, cases=kernels.size_cases, forbid=("dlaudio.layers", *PICTURES))
def conv_size(answer, size, kernel_size, stride, padding, dilation):
    """How many places a window has, from five whole numbers."""
    return {"outputs": answer(size, kernel_size, stride, padding, dilation)}


@conv_size.law("padding of P on both sides is a signal that is longer by 2 P")
def _padding_is_input(answer, rng):
    size, padding = int(rng.integers(12, 40)), int(rng.integers(1, 4))
    return answer(size, 4, 3, padding, 2), answer(size + 2 * padding, 4, 3, 0, 2)


@exercise(points=4, cases=kernels.conv1d_cases, forbid=READY)
def conv1d(answer, x, weight, bias):
    """x (N, C, T), weight (O, C, K) and bias (O,) with four settings: (N, O, outputs)."""
    return {
        "plain": lambda: answer(x, weight, bias, 1, 0, 1),
        "strided": lambda: answer(x, weight, bias, 3, 0, 1),
        "padded": lambda: answer(x, weight, bias, 1, 2, 1),
        "dilated": lambda: answer(x, weight, bias, 1, 0, 3),
    }


@conv1d.law("stride 3 keeps every third output of stride 1")
def _strided(answer, rng):
    x, w, b = rng.normal(size=(2, 3, 16)), rng.normal(size=(4, 3, 3)), rng.normal(size=4)
    full = np.asarray(answer(x, w, b, 1, 1, 1))
    return answer(x, w, b, 3, 1, 1), full[..., ::3]


@conv1d.law("an input shifted by 4 gives the same output, shifted by 4")
def _equivariant(answer, rng):
    x, w, b = np.zeros((1, 2, 24)), rng.normal(size=(3, 2, 3)), rng.normal(size=3)
    x[..., 6:12] = rng.normal(size=(1, 2, 6))
    shifted = np.asarray(answer(np.roll(x, 4, axis=2), w, b, 1, 0, 2))
    return shifted[..., 4:], np.asarray(answer(x, w, b, 1, 0, 2))[..., :-4]


@exercise(points=2, cases=kernels.stack_cases, forbid=PICTURES)
def receptive_field(answer, layers):
    """How many inputs one output spans, from a list of (kernel_size, stride, dilation)."""
    return {"size": answer(layers)}


@receptive_field.law("as many inputs as an impulse at the output reaches when it is sent back")
def _impulse(answer, rng):
    layers = [(3, 2, 1), (2, 1, 3), (3, 2, 2)]
    reached = np.array([0])
    for k, s, d in reversed(layers):
        reached = (reached[:, None] * s + d * np.arange(k)).ravel()
    return answer(layers), np.ptp(reached) + 1


@exercise(points=2, cases=kernels.pool_cases, forbid=READY)
def pool1d(answer, x, kernel_size, stride):
    """The largest and the mean of windows over the last axis of x (N, C, T)."""
    largest, mean = answer(x, kernel_size, stride)
    return {"largest": largest, "mean": mean}


@pool1d.law("adding 5 to every input adds 5 to every output")
def _raised(answer, rng):
    x = rng.normal(size=(2, 3, 11)) - 2
    before, after = answer(x, 3, 2), answer(x + 5, 3, 2)
    return np.asarray(after), np.asarray(before) + 5


@exercise(points=4, cases=kernels.conv2d_cases, forbid=READY)
def conv2d(answer, x, weight, bias, stride):
    """x (N, C, H, W), weight (O, C, K, L), bias (O,), a pair of strides: (N, O, rows, columns)."""
    return {
        "plain": lambda: answer(x, weight, bias, (1, 1)),
        "strided": lambda: answer(x, weight, bias, stride),
    }


@conv2d.law("a picture turned on its side, with the kernels turned too, gives the maps turned")
def _transposed(answer, rng):
    x, w = rng.normal(size=(2, 2, 7, 9)), rng.normal(size=(3, 2, 2, 3))
    b, turn = rng.normal(size=3), (0, 1, 3, 2)
    turned = answer(x.transpose(turn), w.transpose(turn), b, (3, 2))
    return np.asarray(turned).transpose(turn), answer(x, w, b, (2, 3))


@conv2d.law("input and bias with their signs turned give the output with its sign turned")
def _negated(answer, rng):
    x, w, b = rng.normal(size=(1, 2, 5, 6)), rng.normal(size=(2, 2, 2, 3)), rng.normal(size=2)
    return answer(-x, w, -b, (1, 1)), -np.asarray(answer(x, w, b, (1, 1)))


@exercise(points=3, cases=kernels.cost_cases)
def conv_costs(answer, layers, height, width):
    """Weights and multiplications of a list of (in, out, kernel_size, stride, padding)."""
    weights, multiplications = answer(layers, height, width)
    return {"weights": weights, "multiplications": multiplications}


@conv_costs.law("a picture turned on its side costs the same")
def _on_its_side(answer, rng):
    layers = [(2, 5, 3, 2, 1), (5, 3, 4, 1, 0)]
    return np.array(answer(layers, 19, 26)), np.array(answer(layers, 26, 19))


@exercise(points=4, cases=kernels.block_cases, forbid=READY)
def mend_block(answer, x, weight, bias, padding, size):
    """The faulty block, mended: z and its pooled map, on inputs that show one fault or all."""
    one = x[:, :1], weight[:, :1]
    return {
        "plain": lambda: answer(*one, bias, 0, size)[0],
        "padded": lambda: answer(*one, bias, padding, size)[0],
        "channels": lambda: answer(x, weight, bias, 0, size)[0],
        "pooled": lambda: answer(*one, bias, 0, size)[1],
    }


@mend_block.law("no sound at all gives the bias at every place")
def _silence(answer, rng):
    b = rng.normal(size=3)
    z, _ = answer(np.zeros((2, 4, 11)), rng.normal(size=(3, 4, 3)), b, 1, 2)
    return z, np.broadcast_to(b[:, None], (2, 3, 11))


# ---- edges and sounds --------------------------------------------------------------------------


@exercise(points=3, cases=kernels.picture_cases)
def edges(answer, S):
    """The rises and the bands of levels S (F, T), and the onset curve (T - 1,)."""
    rise, bands, onset = answer(S)
    return {"rise": rise, "bands": bands, "onset": onset}


@edges.law("a steady sound has no rise and no onset", compare=close(size=1.0))
def _steady(answer, rng):
    rise, _, onset = answer(np.tile(rng.normal(size=(5, 1)), 7))
    return np.append(np.ravel(rise), onset), np.zeros(36)


@edges.law("a sound 10 dB louder has the same edges")
def _louder(answer, rng):
    S = rng.normal(size=(6, 5))
    return answer(S + 10)[2], answer(S)[2]


@exercise(points=3, cases=kernels.fourier_cases, forbid=("numpy.fft", *READY))
def stft_layer(answer, n_fft, hop_length, y):
    """The weight (n_fft + 2, 1, n_fft) that makes an STFT of a convolution."""
    weight = np.asarray(answer(n_fft), dtype=float)
    if weight.shape != (n_fft + 2, 1, n_fft):
        raise ValueError(f"needs weight of shape {(n_fft + 2, 1, n_fft)}, got {weight.shape}")
    real, imaginary = np.split(slide(weight[:, 0], y, hop_length), 2)
    return {"real": real, "imaginary": imaginary}


@exercise(
    points=3,
    cases=rhythm_cases,
    visible=visible_rhythm_cases,
    compare={"struck": at_least(0.85, "steps right")},
)
def drum_steps(answer, S, frames_per_step):
    """Whether a drum is struck in each step of mel levels S (40, T)."""
    return {"struck": np.asarray(answer(S, frames_per_step)).astype(int)}


# ---- quiz --------------------------------------------------------------------------------------


@quiz(points=8, asks="history local shared maps input channels shift pooling")
def convolution_quiz(answer):
    """Eight questions on the unit: a dict of letters."""
    return choices(answer, convolution_quiz.choices)
