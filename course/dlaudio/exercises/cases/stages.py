"""Questions about the stages from samples to MFCC: frames, Fourier rows, bands, cosines, slopes."""

import numpy as np


def size_cases(rng):
    yield {"duration": 30, "frame_rate": 20, "sr": 22500, "n_fft": 2048}
    for _ in range(3):
        frame_rate = int(rng.choice([10, 25, 40, 50]))
        step = int(rng.integers(150, 400))
        inputs = {"duration": int(rng.integers(2, 60)), "frame_rate": frame_rate}
        # the frame is padded: n_fft is always more than a step
        yield {**inputs, "sr": frame_rate * step, "n_fft": int(rng.choice([512, 1024, 4096]))}


def level_cases(rng):
    for n, frame_length, hop_length in [(50, 12, 5), (37, 8, 3), (16, 16, 4), (61, 10, 7)]:
        y = rng.normal(size=n) + 0.4
        y[rng.permutation(n)[: n // 3]] = 0.0
        # as many samples of either sign at both sides of every 0, so that 0 must have a sign
        y[3:6] = -1.0, 0.0, -1.0
        y[6:9] = 1.0, 0.0, 1.0
        yield {"y": y, "frame_length": frame_length, "hop_length": hop_length}


def matrix_cases(rng):
    for n_fft in (8, 2 * int(rng.integers(5, 12)), 32):
        yield {"n_fft": n_fft}


def kernel_cases(rng):
    for n_fft, hop_length in [(16, 8), (12, 1), (32, 10)]:
        yield {"n_fft": n_fft, "hop_length": hop_length, "y": rng.normal(size=70)}


def slide(kernels, y, hop_length) -> np.ndarray:
    """Each kernel (M, n) laid on y at every hop, multiplied and added up: shape (M, t)."""
    kernels = np.asarray(kernels)
    places = np.lib.stride_tricks.sliding_window_view(y, kernels.shape[1])[::hop_length]
    return kernels @ places.T


def filter_cases(rng):
    for n_fft, n_mels in [(256, 12), (512, 20), (400, 9)]:
        sr = int(rng.choice([8000, 11025, 16000]))
        fmin, fmax = float(rng.integers(20, 90)), float(rng.integers(3000, sr // 2))
        yield {"sr": sr, "n_fft": n_fft, "n_mels": n_mels, "fmin": fmin, "fmax": fmax}


def band_cases(rng):
    """Mel powers over more than 80 dB, with a band at exactly 0; silence, and nearly."""
    for n_mels, frames, n_mfcc in [(12, 6, 5), (20, 4, 13), (9, 1, 9)]:
        power = 10 ** rng.uniform(-4, 4, (n_mels, frames))
        power[0, 0], power[1, -1], power[2, 0] = 0.0, 1e-9, 1e5
        # a frame whose own loudest band is far below the loudest of all
        power[3:, -1] *= 1e-3
        yield {"mel_power": power, "n_mfcc": n_mfcc}
    yield {"mel_power": np.zeros((8, 3)), "n_mfcc": 4}
    # so quiet that it matters whether 1e-10 is the least or is added
    yield {"mel_power": 10 ** rng.uniform(-11, -7, (7, 3)), "n_mfcc": 5}


def slope_cases(rng):
    for n_mfcc, frames, width in [(4, 12, 5), (3, 9, 3), (2, 15, 9), (5, 6, 7)]:
        yield {"M": np.round(10 * rng.normal(size=(n_mfcc, frames)), 2), "width": width}
