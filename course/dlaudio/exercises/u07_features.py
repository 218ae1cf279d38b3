"""Sound features. Spectrograms are (frequency, frame), as in librosa; samples to learn from are
rows.
"""

import numpy as np

from ..assessment.base import exercise
from ..assessment.compare import at_least, close
from ..assessment.quiz import choices, number_with_unit, quiz
from .cases import notes, spectra
from .cases.coefficients import bundled_pipeline_cases, pipeline_cases
from .cases.factors import codebook_cases, nmf_cases, pca_cases, turned
from .cases.linear_maps import FEATURES, linearity_cases
from .cases.stages import (
    band_cases,
    filter_cases,
    kernel_cases,
    level_cases,
    matrix_cases,
    size_cases,
    slide,
    slope_cases,
)

# What has these features ready-made: an answer has to do without.
READY = ("librosa", "dlaudio.audio", "torchaudio")


@exercise(points=2, cases=size_cases)
def spectrogram_size(answer, duration, frame_rate, sr, n_fft):
    """Four whole numbers: frames, samples from one to the next, bins of each, values in all."""
    frames, step, bins, values = answer(duration, frame_rate, sr, n_fft)
    return {"frames": frames, "step": step, "bins": bins, "values": values}


@exercise(points=2, cases=level_cases, forbid=READY)
def frame_levels(answer, y, frame_length, hop_length):
    """RMS and zero-crossing rate of each frame of y, two arrays of shape (T,)."""
    rms, zcr = answer(y, frame_length, hop_length)
    return {"rms": rms, "zcr": zcr}


@frame_levels.law("a sound three times as loud has three times the RMS and crosses zero as often")
def _louder(answer, rng):
    y = rng.normal(size=40)
    (rms, zcr), (louder, same) = answer(y, 10, 4), answer(3 * y, 10, 4)
    return np.append(louder, same), np.append(3 * np.asarray(rms), zcr)


@exercise(points=2, cases=matrix_cases, forbid=("numpy.fft", "scipy", *READY))
def dft_matrix(answer, n_fft):
    """The complex matrix (n_fft // 2 + 1, n_fft) that turns a frame into its spectrum."""
    F = np.asarray(answer(n_fft))
    return {"real": F.real, "imaginary": F.imag}


@dft_matrix.law("the matrix times a frame is np.fft.rfft of the frame")
def _transform(answer, rng):
    y = rng.normal(size=12)
    return np.asarray(answer(12)) @ y, np.fft.rfft(y)


@exercise(points=2, cases=kernel_cases, forbid=("numpy.fft", "scipy", *READY))
def stft_kernels(answer, n_fft, hop_length, y):
    """Real kernels (n_fft + 2, n_fft): windowed cosines, then as many sines."""
    kernels = np.asarray(answer(n_fft), dtype=float)
    if kernels.shape != (n_fft + 2, n_fft):
        raise ValueError(f"needs kernels of shape {(n_fft + 2, n_fft)}, got {kernels.shape}")
    cosines, sines = np.split(slide(kernels, y, hop_length), 2)
    return {"power": cosines**2 + sines**2}


@exercise(points=4, cases=filter_cases, forbid=READY)
def mel_filters(answer, sr, n_fft, n_mels, fmin, fmax):
    """Edges in Hz, (n_mels + 2,), and the triangles between them, (n_mels, n_fft // 2 + 1)."""
    edges, filters = answer(sr, n_fft, n_mels, fmin, fmax)
    return {"edges": edges, "filters": filters}


@exercise(points=3, cases=band_cases, forbid=("scipy", *READY))
def log_dct(answer, mel_power, n_mfcc):
    """Levels in dB (M, T), the matrix of cosines (n_mfcc, M), and the MFCC (n_mfcc, T)."""
    levels, C, mfcc = answer(mel_power, n_mfcc)
    return {"levels": levels, "C": C, "mfcc": mfcc}


@log_dct.law("the rows of C are orthonormal")
def _orthonormal(answer, rng):
    C = np.asarray(answer(rng.random((10, 3)) + 0.1, 6)[1])
    return C @ C.T, np.eye(6)


@exercise(points=3, cases=slope_cases, forbid=("scipy", *READY))
def delta_slopes(answer, M, width):
    """The slopes of the rows of M (D, T) over `width` frames, shape (D, T)."""
    return {"slopes": answer(M, width)}


@quiz(points=5, asks="picture_1 picture_2 picture_3 picture_4 picture_5")
def sick_chains(answer):
    """A dict of letters: what was done wrong in each of the five pictures of a word."""
    return choices(answer, sick_chains.choices)


@exercise(points=3, cases=notes.fold_cases, forbid=READY)
def chroma_fold(answer, power, sr, fmin):
    """The power (K, T) of a spectrogram on the twelve notes from C to B, shape (12, T)."""
    return {"chroma": answer(power, sr, fmin)}


@exercise(points=3, cases=notes.chord_cases, forbid=READY)
def name_chord(answer, chromas):
    """The name of a triad, such as "F#m", and its share of the levels, for one chroma (12,)."""
    found = [answer(chroma) for chroma in chromas]
    return {
        "name": np.array([str(name).strip() for name, _ in found]),
        "share": lambda: np.array([float(share) for _, share in found]),
    }


@exercise(points=4, cases=spectra.moment_cases, forbid=READY)
def spectral_moments(answer, S, sr):
    """Centroid, spread, skewness and kurtosis of each column of S, four arrays (T,)."""
    centroid, spread, skewness, kurtosis = answer(S, sr)
    return {"centroid": centroid, "spread": spread, "skewness": skewness, "kurtosis": kurtosis}


@spectral_moments.law("the centroid of a pure tone is its frequency, its spread 0")
def _pure_tone(answer, rng):
    S = np.zeros((65, 3))
    S[[8, 20, 64], [0, 1, 2]] = 2.5
    centroid, spread, *_ = answer(S, 16000)
    return np.append(centroid, spread), [1000.0, 2500.0, 8000.0, 0, 0, 0]


@exercise(points=4, cases=spectra.texture_cases, forbid=READY)
def spectral_texture(answer, S, sr, share):
    """Flatness, irregularity, roll-off and flux of each column of S, four arrays (T,)."""
    flatness, irregularity, rolloff, flux = answer(S, sr, share)
    return {
        "flatness": flatness,
        "irregularity": irregularity,
        "rolloff": rolloff,
        "flux": flux,
    }


@spectral_texture.law(
    "flatness is near 1 for noise averaged over time and near 0 for a tone", compare=close(0.03)
)
def _noise_and_tone(answer, rng):
    noise = np.sqrt(np.mean(np.abs(np.fft.rfft(rng.normal(size=(900, 64)))[:, 1:-1]) ** 2, axis=0))
    tone = np.where(np.arange(31) == 9, 1.0, 0.0)
    return answer(np.stack([noise, tone], axis=1), 8000, 0.85)[0], [1.0, 0.0]


@exercise(points=3, cases=spectra.pitch_cases, forbid=READY)
def cepstrum_pitch(answer, y, sr, fmin, fmax):
    """The power cepstrum of a frame, (n,), and its pitch in Hz, a number."""
    cepstrum, pitch = answer(y, sr, fmin, fmax)
    return {"cepstrum": cepstrum, "pitch": pitch}


@cepstrum_pitch.law("a harmonic tone that repeats every 40 samples has the pitch sr / 40")
def _period(answer, rng):
    return answer(spectra.buzz(rng, 40, 320), 8000, 70.0, 400.0)[1], 200.0


@exercise(points=3, cases=spectra.prediction_cases, forbid=READY)
def linear_prediction(answer, y, order):
    """The coefficients (order,) that predict y best, and what they miss, (n,)."""
    a, residual = answer(y, order)
    return {"a": a, "residual": residual}


@linear_prediction.law("a resonance excited by noise gives back its own a", compare=close(0.06))
def _resonance(answer, rng):
    a = np.array([1.4, -0.8])
    return answer(spectra.resonance(rng, a, 6000), 2)[0], a


@exercise(points=3, cases=linearity_cases)
def linearity(answer, names, x, y, a):
    """Two truth values: whether a feature is homogeneous and additive at these inputs."""
    found = np.array([[bool(fact) for fact in answer(FEATURES[name], x, y, a)] for name in names])
    return {"homogeneous": found[:, 0], "additive": found[:, 1]}


# ---- features found in data --------------------------------------------------------------------

FACTORED = ("sklearn", "scipy", "librosa", "dlaudio.decomposition")


@exercise(points=4, cases=pca_cases, forbid=FACTORED)
def principal_directions(answer, X, k):
    """The mean (D,), the k longest directions (k, D), and the variance along each, (k,)."""
    mean, W, variances = answer(X, k)
    mean, W = np.asarray(mean), np.asarray(W)
    return {
        "mean": mean,
        "W": lambda: turned(W),
        "variances": variances,
        "rebuilt": lambda: mean + (X - mean) @ W.T @ W,
    }


@principal_directions.law("each variance is that of its feature, and they fall")
def _variances(answer, rng):
    X = rng.normal(size=(9, 5))
    mean, W, variances = answer(X, 4)
    features = (X - mean) @ np.asarray(W).T
    return variances, np.sort(features.var(axis=0))[::-1]


@exercise(points=3, cases=nmf_cases, forbid=FACTORED)
def nmf(answer, X, W, H, n_steps):
    """W (F, K) and H (K, T) after so many updates, and the loss after each, (n_steps,)."""
    W, H, losses = answer(X, W, H, n_steps)
    return {"W": W, "H": H, "losses": losses}


@nmf.law("the loss never rises")
def _falls(answer, rng):
    X, W, H = (rng.random(shape) + 0.1 for shape in [(6, 8), (6, 2), (2, 8)])
    losses = np.asarray(answer(X, W, H, 12)[2])
    return losses, np.minimum.accumulate(losses)


@nmf.law("nothing is ever below 0")
def _not_negative(answer, rng):
    X, W, H = (rng.random(shape) + 0.1 for shape in [(6, 8), (6, 2), (2, 8)])
    X[:, ::2] *= 1e-3
    W, H, _ = answer(X, W, H, 5)
    found = np.append(W, H)
    return found, np.maximum(found, 0)


@exercise(points=3, cases=codebook_cases, forbid=FACTORED)
def bag_of_frames(answer, frames, centres, n_steps):
    """Centres (K, D) after so many steps, and the share of frames at each, (K,)."""
    centres, histogram = answer(frames, centres, n_steps)
    return {"centres": centres, "histogram": histogram}


@bag_of_frames.law("the order of the frames does not matter")
def _bag(answer, rng):
    frames, centres = rng.normal(size=(25, 2)), rng.normal(size=(3, 2))
    mixed = frames[rng.permutation(25)]
    one, other = answer(frames, centres, 2), answer(mixed, centres, 2)
    return np.append(*one), np.append(*other)


@exercise(
    points=4,
    cases=pipeline_cases,
    visible=bundled_pipeline_cases,
    compare={"held_out": at_least(0.42, "words by new speakers right")},
    seconds=60.0,
)
def digit_pipeline(answer, train, digits, new):
    """The standardised summaries of new recordings, (N, 26), and the digit of each, (N,)."""
    features, predictions = answer(train, digits, new)
    return {"features": features, "held_out": predictions}


@quiz(points=11, asks="design order linear parts bag learnt whole few louder far")
def features_quiz(answer):
    """A dict of letters, and a duration with its unit."""
    return choices(answer, features_quiz.choices) | {
        "frame": lambda: number_with_unit(answer["frame"]),
    }
