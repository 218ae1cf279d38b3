"""Mistakes that people make in unit 7."""

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio import layers
from dlaudio.exercises.u07_features import (
    bag_of_frames,
    cepstrum_pitch,
    chroma_fold,
    delta_slopes,
    dft_matrix,
    digit_pipeline,
    features_quiz,
    frame_levels,
    linear_prediction,
    linearity,
    log_dct,
    mel_filters,
    name_chord,
    nmf,
    principal_directions,
    sick_chains,
    spectral_moments,
    spectral_texture,
    spectrogram_size,
    stft_kernels,
)

right = right_answers("u07_features")


def summaries(recordings):
    return np.array([np.append(M.mean(axis=1), M.std(axis=1)) for M in recordings])


def train_softmax(X, digits, n_steps=200, lr=0.5):
    """Weights and biases of a softmax regression by full-batch descent."""
    W, b, targets = np.zeros((X.shape[1], 10)), np.zeros(10), np.eye(10)[digits]
    for _ in range(n_steps):
        error = (layers.softmax(X @ W + b) - targets) / len(X)
        W, b = W - lr * X.T @ error, b - lr * error.sum(axis=0)
    return W, b


# ---- spectrogram_size --------------------------------------------------------------------------


@misconception(
    spectrogram_size, "keeps the bin at half the sample rate too; below it there are n_fft / 2"
)
def with_nyquist(duration, frame_rate, sr, n_fft):
    frames, bins = duration * frame_rate, n_fft // 2 + 1
    return frames, sr // frame_rate, bins, frames * bins


@misconception(
    spectrogram_size, "keeps all n_fft bins; those above half the sample rate repeat the others"
)
def all_bins(duration, frame_rate, sr, n_fft):
    frames = duration * frame_rate
    return frames, sr // frame_rate, n_fft, frames * n_fft


@misconception(
    spectrogram_size, "counts the bins of an unpadded frame; padding to n_fft gives n_fft / 2"
)
def unpadded(duration, frame_rate, sr, n_fft):
    frames, bins = duration * frame_rate, sr // frame_rate // 2
    return frames, sr // frame_rate, bins, frames * bins


@misconception(
    spectrogram_size, "takes n_fft as the step between frames; that is sr / frame_rate samples"
)
def step_is_n_fft(duration, frame_rate, sr, n_fft):
    frames, _, bins, values = right.spectrogram_size(duration, frame_rate, sr, n_fft)
    return frames, n_fft, bins, values


@misconception(
    spectrogram_size,
    "cuts frames of n_fft samples that do not overlap; the frame rate says how many there are",
)
def frames_side_by_side(duration, frame_rate, sr, n_fft):
    frames, bins = duration * sr // n_fft, n_fft // 2
    return frames, sr // frame_rate, bins, frames * bins


@misconception(
    spectrogram_size, "counts two numbers for each bin; a power spectrogram has one, not a complex"
)
def complex_values(duration, frame_rate, sr, n_fft):
    frames, step, bins, values = right.spectrogram_size(duration, frame_rate, sr, n_fft)
    return frames, step, bins, 2 * values


@misconception(spectrogram_size, "counts the samples of the sound as the values")
def values_are_samples(duration, frame_rate, sr, n_fft):
    frames, step, bins, _ = right.spectrogram_size(duration, frame_rate, sr, n_fft)
    return frames, step, bins, duration * sr


# ---- frame_levels ------------------------------------------------------------------------------


def _frames(y, frame_length, hop_length):
    return np.lib.stride_tricks.sliding_window_view(y, frame_length)[::hop_length]


@misconception(frame_levels, "forgets the root: the mean of the squares is the power, not the RMS")
def no_root(y, frame_length, hop_length):
    rms, zcr = right.frame_levels(y, frame_length, hop_length)
    return rms**2, zcr


@misconception(frame_levels, "averages |y|; square first, then take the mean, then the root")
def mean_absolute(y, frame_length, hop_length):
    _, zcr = right.frame_levels(y, frame_length, hop_length)
    return np.abs(_frames(y, frame_length, hop_length)).mean(axis=1), zcr


@misconception(
    frame_levels, "takes the standard deviation, which subtracts the mean; the RMS does not"
)
def deviation(y, frame_length, hop_length):
    _, zcr = right.frame_levels(y, frame_length, hop_length)
    return _frames(y, frame_length, hop_length).std(axis=1), zcr


@misconception(
    frame_levels,
    "gives 0 a sign of its own, as np.sign does; here a sample of 0 counts as positive",
)
def three_signs(y, frame_length, hop_length):
    rms, _ = right.frame_levels(y, frame_length, hop_length)
    signs = np.sign(_frames(y, frame_length, hop_length))
    return rms, (np.diff(signs, axis=1) != 0).sum(axis=1) / frame_length


@misconception(
    frame_levels, "looks for products below 0, so a crossing by way of an exact 0 is missed"
)
def products(y, frame_length, hop_length):
    rms, _ = right.frame_levels(y, frame_length, hop_length)
    frames = _frames(y, frame_length, hop_length)
    return rms, (frames[:, 1:] * frames[:, :-1] < 0).sum(axis=1) / frame_length


@misconception(frame_levels, "counts the crossings; divide by frame_length to get their share")
def counts(y, frame_length, hop_length):
    rms, zcr = right.frame_levels(y, frame_length, hop_length)
    return rms, zcr * frame_length


@misconception(
    frame_levels, "divides the crossings by the frame_length - 1 pairs; here by frame_length"
)
def share_of_pairs(y, frame_length, hop_length):
    rms, zcr = right.frame_levels(y, frame_length, hop_length)
    return rms, zcr * frame_length / (frame_length - 1)


@misconception(
    frame_levels, "lays the frames side by side; each begins hop_length after the one before"
)
def no_overlap(y, frame_length, hop_length):
    return right.frame_levels(y, frame_length, frame_length)


@misconception(
    frame_levels, "fills a last frame up with zeros; a rest too short for a frame is left out"
)
def padded_end(y, frame_length, hop_length):
    return right.frame_levels(np.append(y, np.zeros(hop_length)), frame_length, hop_length)


# ---- dft_matrix --------------------------------------------------------------------------------


def _fourier(n_fft, first_k=0, first_n=0, turns=1.0):
    k = first_k + np.arange(n_fft // 2 + 1)
    n = first_n + np.arange(n_fft)
    return np.exp(-2j * np.pi * turns * np.outer(k, n) / n_fft)


@misconception(dft_matrix, "has a plus in the exponent: that is the inverse transform's sign")
def plus_sign(n_fft):
    return _fourier(n_fft, turns=-1)


@misconception(
    dft_matrix, "has all n_fft rows; for real sounds the first n_fft / 2 + 1 say everything"
)
def all_rows(n_fft):
    return np.fft.fft(np.eye(n_fft))


@misconception(dft_matrix, "leaves out the last row, the one at half the sample rate")
def without_nyquist_row(n_fft):
    return _fourier(n_fft)[:-1]


@misconception(dft_matrix, "divides by n_fft; that belongs to the inverse transform here")
def divided(n_fft):
    return _fourier(n_fft) / n_fft


@misconception(dft_matrix, "divides by the root of n_fft; here nothing is divided")
def unitary(n_fft):
    return _fourier(n_fft) / np.sqrt(n_fft)


@misconception(dft_matrix, "turns half as fast: a factor of 2 is missing beside pi")
def half_turns(n_fft):
    return _fourier(n_fft, turns=0.5)


@misconception(dft_matrix, "has the cosines alone; the sines are the imaginary part, with a minus")
def only_cosines(n_fft):
    return _fourier(n_fft).real


@misconception(dft_matrix, "counts frequencies from 1; row 0 has frequency 0, all ones")
def rows_from_one(n_fft):
    return _fourier(n_fft, first_k=1)


@misconception(dft_matrix, "counts samples from 1; the first sample of a frame is number 0")
def samples_from_one(n_fft):
    return _fourier(n_fft, first_n=1)


@misconception(dft_matrix, "is on its side: rows are frequencies, columns are samples")
def transposed(n_fft):
    return _fourier(n_fft).T


# ---- stft_kernels ------------------------------------------------------------------------------


def _kernels(n_fft, window):
    rows = _fourier(n_fft) * window
    return np.concatenate([rows.real, rows.imag])


def _hann(n_fft):
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n_fft) / n_fft)


@misconception(stft_kernels, "has no window: each row still has to be multiplied with Hann's")
def no_window(n_fft):
    return _kernels(n_fft, 1.0)


@misconception(
    stft_kernels,
    "has the symmetric window of np.hanning(n_fft); the periodic one divides by n_fft",
)
def symmetric_window(n_fft):
    return _kernels(n_fft, np.hanning(n_fft))


@misconception(stft_kernels, "has the window squared: it is multiplied in twice")
def window_twice(n_fft):
    return _kernels(n_fft, _hann(n_fft) ** 2)


@misconception(
    stft_kernels, "lets cosines and sines take turns; first all the cosines, then all the sines"
)
def interleaved(n_fft):
    rows = _fourier(n_fft) * _hann(n_fft)
    return np.stack([rows.real, rows.imag], axis=1).reshape(n_fft + 2, n_fft)


@misconception(
    stft_kernels, "is turned round in time; a kernel laid on the sound is not flipped here"
)
def flipped(n_fft):
    return right.stft_kernels(n_fft)[:, ::-1]


@misconception(
    stft_kernels, "has the cosines twice; without the sines the power depends on the phase"
)
def cosines_twice(n_fft):
    cosines = right.stft_kernels(n_fft)[: n_fft // 2 + 1]
    return np.concatenate([cosines, cosines])


@misconception(stft_kernels, "is divided by n_fft; the STFT divides by nothing")
def divided_kernels(n_fft):
    return right.stft_kernels(n_fft) / n_fft


@misconception(stft_kernels, "has n_fft rows of each kind; the first n_fft / 2 + 1 are enough")
def too_many_kernels(n_fft):
    rows = np.fft.fft(np.diag(_hann(n_fft)))
    return np.concatenate([rows.real, rows.imag])


# ---- mel_filters -------------------------------------------------------------------------------


def _triangles(edges, sr, n_fft, height):
    f = np.arange(n_fft // 2 + 1) * sr / n_fft
    rise = (f - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - f) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rise, fall)) * height(edges)[:, None]


def _unit_area(edges):
    return 2 / (edges[2:] - edges[:-2])


@misconception(
    mel_filters, "spaces the edges equally in Hz; they are equally spaced in mel, then turned back"
)
def equal_in_hz(sr, n_fft, n_mels, fmin, fmax):
    edges = np.linspace(fmin, fmax, n_mels + 2)
    return edges, _triangles(edges, sr, n_fft, _unit_area)


@misconception(
    mel_filters, "uses the other mel formula, 2595 log10(1 + f / 700); here Slaney's is asked for"
)
def other_scale(sr, n_fft, n_mels, fmin, fmax):
    mels = 2595 * np.log10(1 + np.array([fmin, fmax]) / 700)
    edges = 700 * (10 ** (np.linspace(*mels, n_mels + 2) / 2595) - 1)
    return edges, _triangles(edges, sr, n_fft, _unit_area)


@misconception(
    mel_filters, "spaces the edges equally in log f all the way; below 1000 Hz the scale is linear"
)
def all_logarithmic(sr, n_fft, n_mels, fmin, fmax):
    edges = np.geomspace(fmin, fmax, n_mels + 2)
    return edges, _triangles(edges, sr, n_fft, _unit_area)


@misconception(
    mel_filters, "leaves the triangles at height 1; with an area of 1 they are 2 / width high"
)
def peaks_of_one(sr, n_fft, n_mels, fmin, fmax):
    edges, _ = right.mel_filters(sr, n_fft, n_mels, fmin, fmax)
    return edges, _triangles(edges, sr, n_fft, lambda e: np.ones(len(e) - 2))


@misconception(mel_filters, "makes the triangles 1 / width high: their area is then 1/2, not 1")
def half_area(sr, n_fft, n_mels, fmin, fmax):
    edges, filters = right.mel_filters(sr, n_fft, n_mels, fmin, fmax)
    return edges, filters / 2


@misconception(
    mel_filters, "divides each row by its sum over the bins; divide the height 2 by the width in Hz"
)
def rows_sum_to_one(sr, n_fft, n_mels, fmin, fmax):
    edges, filters = right.mel_filters(sr, n_fft, n_mels, fmin, fmax)
    return edges, filters / filters.sum(axis=1, keepdims=True)


@misconception(mel_filters, "has n_mels edges; n_mels triangles need two more, one at each end")
def too_few_edges(sr, n_fft, n_mels, fmin, fmax):
    edges, _ = right.mel_filters(sr, n_fft, n_mels - 2, fmin, fmax)
    return edges, _triangles(edges, sr, n_fft, _unit_area)


@misconception(
    mel_filters, "moves every edge to a bin of the FFT; a triangle may begin between two bins"
)
def edges_on_bins(sr, n_fft, n_mels, fmin, fmax):
    edges, _ = right.mel_filters(sr, n_fft, n_mels, fmin, fmax)
    on_bins = np.floor(edges * n_fft / sr) * sr / n_fft
    return edges, _triangles(on_bins, sr, n_fft, _unit_area)


@misconception(
    mel_filters, "takes bin k for the frequency k * sr / (number of bins); it is k * sr / n_fft"
)
def wrong_bin_frequencies(sr, n_fft, n_mels, fmin, fmax):
    edges, _ = right.mel_filters(sr, n_fft, n_mels, fmin, fmax)
    f = np.arange(n_fft // 2 + 1) * sr / (n_fft // 2 + 1)
    rise = (f - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - f) / (edges[2:] - edges[1:-1])[:, None]
    return edges, np.maximum(0, np.minimum(rise, fall)) * _unit_area(edges)[:, None]


# ---- log_dct -----------------------------------------------------------------------------------


def _log_dct(mel_power, n_mfcc, levels=None, matrix=None):
    known, C, _ = right.log_dct(mel_power, n_mfcc)
    levels, C = known if levels is None else levels, C if matrix is None else matrix
    return levels, C, C @ levels


def _cosines(n_mfcc, n, shift=0.5):
    return np.cos(np.pi * np.outer(np.arange(n_mfcc), np.arange(n) + shift) / n)


@misconception(log_dct, "takes the natural logarithm; decibels are 10 times the base-10 logarithm")
def natural_log(mel_power, n_mfcc):
    log = np.log(np.maximum(mel_power, 1e-10))
    return _log_dct(mel_power, n_mfcc, np.maximum(log, log.max() - 80))


@misconception(log_dct, "multiplies by 20, which is for amplitudes; these are powers, so it is 10")
def twenty(mel_power, n_mfcc):
    levels = 20 * np.log10(np.maximum(mel_power, 1e-10))
    return _log_dct(mel_power, n_mfcc, np.maximum(levels, levels.max() - 80))


@misconception(
    log_dct, "lets no level stop: what is more than 80 dB below the loudest is raised to there"
)
def no_floor(mel_power, n_mfcc):
    return _log_dct(mel_power, n_mfcc, 10 * np.log10(np.maximum(mel_power, 1e-10)))


@misconception(
    log_dct, "measures the 80 dB in every frame by itself; they count from the loudest of all"
)
def floor_of_frames(mel_power, n_mfcc):
    levels = 10 * np.log10(np.maximum(mel_power, 1e-10))
    return _log_dct(mel_power, n_mfcc, np.maximum(levels, levels.max(axis=0) - 80))


@misconception(
    log_dct, "takes the logarithm of 0 in silence: powers below 1e-10 have to count as 1e-10"
)
def log_of_zero(mel_power, n_mfcc):
    levels = 10 * np.log10(mel_power)
    return _log_dct(mel_power, n_mfcc, np.maximum(levels, levels.max() - 80))


@misconception(
    log_dct, "leaves row 0 of C as long as the others; it is divided by the root of 2 besides"
)
def first_row(mel_power, n_mfcc):
    n = len(mel_power)
    return _log_dct(mel_power, n_mfcc, matrix=np.sqrt(2 / n) * _cosines(n_mfcc, n))


@misconception(log_dct, "leaves out the factor sqrt(2 / n_mels), so that no row of C has length 1")
def not_normal(mel_power, n_mfcc):
    return _log_dct(mel_power, n_mfcc, matrix=_cosines(n_mfcc, len(mel_power)))


@misconception(log_dct, "samples the cosines at m; the middle of band m is at m + 1/2")
def no_half(mel_power, n_mfcc):
    n = len(mel_power)
    C = np.sqrt(2 / n) * _cosines(n_mfcc, n, shift=0)
    C[0] /= np.sqrt(2)
    return _log_dct(mel_power, n_mfcc, matrix=C)


@misconception(log_dct, "begins with row 1; coefficient 0, the mean level, is the first here")
def without_row_zero(mel_power, n_mfcc):
    n = len(mel_power)
    C = np.sqrt(2 / n) * _cosines(n_mfcc + 1, n)[1:]
    return _log_dct(mel_power, n_mfcc, matrix=C)


@misconception(log_dct, "multiplies C with the powers instead of the levels in dB")
def dct_of_power(mel_power, n_mfcc):
    levels, C, _ = right.log_dct(mel_power, n_mfcc)
    return levels, C, C @ mel_power


# ---- spectral_moments --------------------------------------------------------------------------


def _moments(S, f, p=None):
    total = S.sum(axis=0)
    p = np.divide(S, total, out=np.zeros(S.shape), where=total > 0) if p is None else p
    centroid = (f[:, None] * p).sum(axis=0)
    away = f[:, None] - centroid
    second, third, fourth = ((away**k * p).sum(axis=0) for k in (2, 3, 4))
    return centroid, second, third, fourth


def _standard(centroid, second, third, fourth):
    spread = np.sqrt(second)
    safe = np.where(spread > 0, spread, 1.0)
    return centroid, spread, third / safe**3, fourth / safe**4


def _hz(S, sr):
    return np.linspace(0, sr / 2, len(S))


@misconception(
    spectral_moments, "weighs the frequencies with the power S**2; here with the magnitude S"
)
def power_weights(S, sr):
    return _standard(*_moments(S**2, _hz(S, sr)))


@misconception(spectral_moments, "counts in bins; bin k stands for k * sr / n_fft Hz")
def in_bins(S, sr):
    return _standard(*_moments(S, np.arange(len(S)) * 1.0))


@misconception(
    spectral_moments, "spreads the bins up to sr; the last one is at half the sample rate"
)
def up_to_sr(S, sr):
    return _standard(*_moments(S, np.linspace(0, sr, len(S))))


@misconception(
    spectral_moments,
    "takes bin k for k * sr / (2 * number of bins) Hz; the last bin is at exactly sr / 2",
)
def one_bin_too_many(S, sr):
    return _standard(*_moments(S, np.arange(len(S)) * sr / 2 / len(S)))


@misconception(spectral_moments, "returns the variance as the spread; take its root")
def variance(S, sr):
    centroid, spread, skewness, kurtosis = right.spectral_moments(S, sr)
    return centroid, spread**2, skewness, kurtosis


@misconception(
    spectral_moments, "does not divide the third and fourth moment by powers of the spread"
)
def raw_moments(S, sr):
    centroid, second, third, fourth = _moments(S, _hz(S, sr))
    return centroid, np.sqrt(second), third, fourth


@misconception(spectral_moments, "subtracts 3 from the kurtosis; here a bell curve has 3, not 0")
def excess(S, sr):
    centroid, spread, skewness, kurtosis = right.spectral_moments(S, sr)
    return centroid, spread, skewness, kurtosis - 3


@misconception(
    spectral_moments, "does not divide the weights by their sum: louder frames get larger moments"
)
def no_shares(S, sr):
    return _standard(*_moments(S, _hz(S, sr), p=S))


@misconception(spectral_moments, "divides 0 by 0 in a silent frame; there all four shall be 0")
def silence(S, sr):
    centroid, second, third, fourth = _moments(S, _hz(S, sr), p=S / S.sum(axis=0))
    return centroid, np.sqrt(second), third / second**1.5, fourth / second**2


@misconception(
    spectral_moments, "measures the higher moments around 0 Hz; measure them around the centroid"
)
def around_zero(S, sr):
    f = _hz(S, sr)
    centroid, *_ = _moments(S, f)
    total = np.maximum(S.sum(axis=0), 1e-15)
    second, third, fourth = ((f[:, None] ** k * S).sum(axis=0) / total for k in (2, 3, 4))
    return _standard(centroid, second, third, fourth)


@misconception(spectral_moments, "adds up along time; a column is a frame, so add up along axis 0")
def along_time(S, sr):
    return _standard(*_moments(S.T, np.arange(S.shape[1]) * 1.0))


# ---- spectral_texture --------------------------------------------------------------------------


def _texture(S, sr, share, **changed):
    names = ("flatness", "irregularity", "rolloff", "flux")
    found = dict(zip(names, right.spectral_texture(S, sr, share), strict=True)) | changed
    return tuple(found[name] for name in names)


@misconception(spectral_texture, "takes the flatness of the magnitudes; it is one of their squares")
def flatness_of_magnitude(S, sr, share):
    S_safe = np.maximum(S, 1e-10)
    flatness = np.exp(np.log(S_safe).mean(axis=0)) / S_safe.mean(axis=0)
    return _texture(S, sr, share, flatness=flatness)


@misconception(
    spectral_texture, "multiplies all powers before the root, which underflows to 0; add logarithms"
)
def underflow(S, sr, share):
    power = np.maximum(S**2, 1e-10)
    flatness = np.prod(power, axis=0) ** (1 / len(S)) / power.mean(axis=0)
    return _texture(S, sr, share, flatness=flatness)


@misconception(
    spectral_texture, "has the flatness upside down: geometric mean over arithmetic mean, at most 1"
)
def flatness_upside_down(S, sr, share):
    return _texture(S, sr, share, flatness=1 / right.spectral_texture(S, sr, share)[0])


@misconception(
    spectral_texture, "leaves out the last bin's jump, down to the 0 behind it, in the irregularity"
)
def no_last_jump(S, sr, share):
    jumps = (np.diff(S, axis=0) ** 2).sum(axis=0)
    return _texture(S, sr, share, irregularity=jumps / (S**2).sum(axis=0))


@misconception(
    spectral_texture, "does not divide the irregularity by the energy: loudness must not matter"
)
def irregularity_not_divided(S, sr, share):
    jumps = (np.diff(S, axis=0, append=0) ** 2).sum(axis=0)
    return _texture(S, sr, share, irregularity=jumps)


@misconception(spectral_texture, "compares frames in the irregularity; it compares bins")
def irregularity_in_time(S, sr, share):
    jumps = (np.diff(S, axis=1, append=0) ** 2).sum(axis=0)
    return _texture(S, sr, share, irregularity=jumps / (S**2).sum(axis=0))


@misconception(spectral_texture, "adds up powers for the roll-off; add up magnitudes")
def rolloff_of_power(S, sr, share):
    total = np.cumsum(S**2, axis=0)
    return _texture(S, sr, share, rolloff=_hz(S, sr)[np.argmax(total >= share * total[-1], axis=0)])


@misconception(spectral_texture, "returns the bin of the roll-off; return its frequency in Hz")
def rolloff_bin(S, sr, share):
    total = np.cumsum(S, axis=0)
    return _texture(S, sr, share, rolloff=np.argmax(total >= share * total[-1], axis=0) * 1.0)


@misconception(spectral_texture, "always takes 85 % for the roll-off; take the share that is given")
def always_85(S, sr, share):
    return _texture(S, sr, share, rolloff=right.spectral_texture(S, sr, 0.85)[2])


@misconception(spectral_texture, "forgets the root of the flux")
def flux_squared(S, sr, share):
    return _texture(S, sr, share, flux=right.spectral_texture(S, sr, share)[3] ** 2)


@misconception(
    spectral_texture,
    "compares the first frame with silence; nothing is before it, so its flux is 0",
)
def flux_from_silence(S, sr, share):
    return _texture(S, sr, share, flux=np.linalg.norm(np.diff(S, axis=1, prepend=0), axis=0))


@misconception(spectral_texture, "counts only what grows; the flux here counts every change")
def flux_of_rises(S, sr, share):
    rises = np.maximum(np.diff(S, axis=1, prepend=S[:, :1]), 0)
    return _texture(S, sr, share, flux=np.linalg.norm(rises, axis=0))


# ---- cepstrum_pitch ----------------------------------------------------------------------------


def _highest(cepstrum, sr, fmin, fmax):
    low, high = int(np.ceil(sr / fmax)), int(sr / fmin)
    return low + int(np.argmax(cepstrum[low : high + 1]))


def _cepstrum(y, sr, fmin, fmax, of):
    cepstrum = of(np.maximum(np.abs(np.fft.fft(y)) ** 2, 1e-10))
    return cepstrum, sr / _highest(cepstrum, sr, fmin, fmax)


@misconception(
    cepstrum_pitch, "leaves out the logarithm: that is the autocorrelation, not the cepstrum"
)
def no_log(y, sr, fmin, fmax):
    return _cepstrum(y, sr, fmin, fmax, lambda power: np.abs(np.fft.ifft(power)) ** 2)


@misconception(
    cepstrum_pitch,
    "takes the logarithm of the magnitude: half that of the power, so everything is a quarter",
)
def log_of_magnitude(y, sr, fmin, fmax):
    return _cepstrum(
        y, sr, fmin, fmax, lambda power: np.abs(np.fft.ifft(np.log(np.sqrt(power)))) ** 2
    )


@misconception(
    cepstrum_pitch, "takes the logarithm of the size of the spectrum; the formula has its square"
)
def log_of_size(y, sr, fmin, fmax):
    size = np.maximum(np.abs(np.fft.fft(y)), 1e-10)
    cepstrum = np.abs(np.fft.ifft(np.log(size))) ** 2
    low, high = int(np.ceil(sr / fmax)), int(sr / fmin)
    return cepstrum, sr / (low + np.argmax(cepstrum[low : high + 1]))


@misconception(cepstrum_pitch, "forgets the outer square")
def not_squared(y, sr, fmin, fmax):
    return _cepstrum(y, sr, fmin, fmax, lambda power: np.abs(np.fft.ifft(np.log(power))))


@misconception(
    cepstrum_pitch,
    "transforms forward a second time; without the inverse's 1 / n all is n**2 times as large",
)
def forward_twice(y, sr, fmin, fmax):
    return _cepstrum(y, sr, fmin, fmax, lambda power: np.abs(np.fft.fft(np.log(power))) ** 2)


@misconception(cepstrum_pitch, "takes decibels; the formula has the natural logarithm")
def decibels(y, sr, fmin, fmax):
    return _cepstrum(
        y, sr, fmin, fmax, lambda power: np.abs(np.fft.ifft(10 * np.log10(power))) ** 2
    )


@misconception(cepstrum_pitch, "returns the lag in samples; the pitch is sr divided by it")
def lag_itself(y, sr, fmin, fmax):
    cepstrum, pitch = right.cepstrum_pitch(y, sr, fmin, fmax)
    return cepstrum, sr / pitch


@misconception(
    cepstrum_pitch, "forgets that the search begins at lag sr / fmax: add it to what argmax finds"
)
def offset_forgotten(y, sr, fmin, fmax):
    cepstrum, _ = right.cepstrum_pitch(y, sr, fmin, fmax)
    lag = _highest(cepstrum, sr, fmin, fmax) - int(np.ceil(sr / fmax))
    return cepstrum, sr / max(lag, 1)


@misconception(
    cepstrum_pitch,
    "takes the highest lag of all, which is near 0; search from sr / fmax to sr / fmin",
)
def all_lags(y, sr, fmin, fmax):
    cepstrum, _ = right.cepstrum_pitch(y, sr, fmin, fmax)
    return cepstrum, sr / (1 + np.argmax(cepstrum[1 : len(y) // 2]))


@misconception(
    cepstrum_pitch, "returns the strongest frequency; a harmonic may be stronger than the pitch"
)
def strongest_frequency(y, sr, fmin, fmax):
    cepstrum, _ = right.cepstrum_pitch(y, sr, fmin, fmax)
    return cepstrum, np.argmax(np.abs(np.fft.rfft(y))) * sr / len(y)


# ---- linear_prediction -------------------------------------------------------------------------


def _past(y, order):
    padded = np.append(np.zeros(order), y)
    return np.stack([padded[order - k : len(padded) - k] for k in range(1, order + 1)], axis=1)


def _solve(r, order):
    lags = np.arange(order)
    return np.linalg.solve(r[np.abs(np.subtract.outer(lags, lags))], r[1 : order + 1])


def _with_residual(y, a):
    return a, y - _past(y, len(a)) @ a


@misconception(
    linear_prediction,
    "has the signs of audio.lpc turned round; here a1 y[n - 1] + ... predicts y[n] itself",
)
def signs_of_lpc(y, order):
    a, residual = right.linear_prediction(y, order)
    return -a, residual


@misconception(
    linear_prediction, "has the coefficients in reverse: a1, for the latest sample, comes first"
)
def reversed_order(y, order):
    a, residual = right.linear_prediction(y, order)
    return a[::-1], residual


@misconception(
    linear_prediction, "uses only samples with a whole past inside the frame; samples outside are 0"
)
def covariance_method(y, order):
    a = np.linalg.lstsq(_past(y, order)[order:], y[order:], rcond=None)[0]
    return _with_residual(y, a)


@misconception(
    linear_prediction, "stops at the last sample; the zeros after it are to be predicted as well"
)
def no_samples_after(y, order):
    a = np.linalg.lstsq(_past(y, order), y, rcond=None)[0]
    return _with_residual(y, a)


@misconception(
    linear_prediction,
    "divides each correlation by the number of its products; here they are plain sums",
)
def unbiased(y, order):
    r = np.array([y[: len(y) - k] @ y[k:] / (len(y) - k) for k in range(order + 1)])
    return _with_residual(y, _solve(r, order))


@misconception(
    linear_prediction, "has r0 on the right-hand side: that is r1 to r_order, r0 is in the matrix"
)
def right_hand_side(y, order):
    r = np.array([y[: len(y) - k] @ y[k:] for k in range(order + 1)])
    lags = np.arange(order)
    R = r[np.abs(np.subtract.outer(lags, lags))]
    # R a = (r0, r1, ...) has the solution (1, 0, 0, ...): predict y[n] by y[n - 1]
    return _with_residual(y, np.linalg.solve(R, r[:order]))


@misconception(linear_prediction, "returns the prediction; the residual is y minus the prediction")
def prediction(y, order):
    a, residual = right.linear_prediction(y, order)
    return a, y - residual


@misconception(linear_prediction, "has the residual turned round: y minus the prediction")
def residual_sign(y, order):
    a, residual = right.linear_prediction(y, order)
    return a, -residual


@misconception(
    linear_prediction, "leaves out the first samples of the residual; what is before y counts as 0"
)
def short_residual(y, order):
    a, residual = right.linear_prediction(y, order)
    return a, residual[order:]


# ---- linearity ---------------------------------------------------------------------------------


def _same(one, other):
    return np.abs(one - other).max() <= 1e-6 * max(np.abs(one).max(), np.abs(other).max())


@misconception(
    linearity, "compares exactly; sums in another order differ in the last digit, so allow for that"
)
def exactly(feature, x, y, a):
    fx = feature(x)
    return (
        np.array_equal(feature(a * x), a * fx),
        np.array_equal(feature(x + y), fx + feature(y)),
    )


@misconception(
    linearity,
    "allows a fixed error, as np.allclose does (1e-8): tiny features always pass; make it relative",
)
def absolutely(feature, x, y, a):
    fx = feature(x)
    return np.allclose(feature(a * x), a * fx), np.allclose(feature(x + y), fx + feature(y))


@misconception(
    linearity, "makes the factor positive; RMS and magnitudes then pass, but with -2 they do not"
)
def positive_factor(feature, x, y, a):
    _, additive = right.linearity(feature, x, y, a)
    return _same(feature(abs(a) * x), abs(a) * feature(x)), additive


@misconception(linearity, "adds a sound to itself; f(x + x) = 2 f(x) says nothing about two sounds")
def same_sound(feature, x, y, a):
    homogeneous, _ = right.linearity(feature, x, y, a)
    return homogeneous, _same(feature(x + x), 2 * feature(x))


@misconception(
    linearity, "asks whether f(a x) equals f(x), which is invariance; it shall equal a f(x)"
)
def invariance(feature, x, y, a):
    _, additive = right.linearity(feature, x, y, a)
    return _same(feature(a * x), feature(x)), additive


@misconception(linearity, "is content if any value agrees; all of them have to")
def any_value(feature, x, y, a):
    def same(one, other):
        slack = 1e-6 * np.maximum(np.abs(one), np.abs(other))
        return bool(np.any(np.abs(one - other) <= slack))

    fx = feature(x)
    return same(feature(a * x), a * fx), same(feature(x + y), fx + feature(y))


@misconception(linearity, "has the two answers the wrong way round: homogeneous first")
def swapped(feature, x, y, a):
    return right.linearity(feature, x, y, a)[::-1]


@misconception(
    linearity, "asks for an error smaller than a part of the size; if both sides are 0 none is"
)
def zero_is_not_smaller(feature, x, y, a):
    def same(one, other):
        return np.abs(one - other).max() < 1e-6 * np.abs(other).max()

    fx = feature(x)
    return same(feature(a * x), a * fx), same(feature(x + y), fx + feature(y))


# ---- principal_directions ----------------------------------------------------------------------


@misconception(
    principal_directions, "does not subtract the mean: the first direction then points to the mean"
)
def not_centred(X, k):
    _, s, Vt = np.linalg.svd(X, full_matrices=False)
    return X.mean(axis=0), Vt[:k], s[:k] ** 2 / len(X)


@misconception(principal_directions, "has the directions as columns; W has a row for each")
def columns(X, k):
    mean, W, variances = right.principal_directions(X, k)
    return mean, W.T, variances


@misconception(
    principal_directions, "takes the smallest variances, as eigh lists them first; take the largest"
)
def smallest_first(X, k):
    # of the directions in which anything varies: among the others each machine picks its own
    mean, W, variances = right.principal_directions(X, min(len(X) - 1, X.shape[1]))
    return mean, W[::-1][:k], variances[::-1][:k]


@misconception(principal_directions, "divides by N - 1; here the variances are divided by N")
def n_minus_one(X, k):
    mean, W, variances = right.principal_directions(X, k)
    return mean, W, variances * len(X) / (len(X) - 1)


@misconception(
    principal_directions, "returns the singular values; the variances are their squares over N"
)
def singular_values(X, k):
    mean, W, variances = right.principal_directions(X, k)
    return mean, W, np.sqrt(variances * len(X))


@misconception(principal_directions, "returns standard deviations; the variances are their squares")
def deviations(X, k):
    mean, W, variances = right.principal_directions(X, k)
    return mean, W, np.sqrt(variances)


@misconception(
    principal_directions, "divides every column by its spread first; that finds other directions"
)
def standardised_first(X, k):
    _, s, Vt = np.linalg.svd((X - X.mean(axis=0)) / X.std(axis=0), full_matrices=False)
    return X.mean(axis=0), Vt[:k], s[:k] ** 2 / len(X)


@misconception(principal_directions, "has rows as long as their spread; make each of length 1")
def long_rows(X, k):
    mean, W, variances = right.principal_directions(X, k)
    return mean, W * np.sqrt(variances)[:, None], variances


# ---- nmf ---------------------------------------------------------------------------------------


def _updates(X, W, H, n_steps, update, loss=lambda X, W, H: ((X - W @ H) ** 2).sum()):
    losses = []
    for _ in range(n_steps):
        W, H = update(X, W, H)
        losses.append(loss(X, W, H))
    return W, H, losses


def _new_H(X, W, H, tiny=1e-12):
    return H * (W.T @ X) / (W.T @ W @ H + tiny)


def _new_W(X, W, H, tiny=1e-12):
    return W * (X @ H.T) / (W @ H @ H.T + tiny)


def _in_order(X, W, H):
    H = _new_H(X, W, H)
    return _new_W(X, W, H), H


@misconception(nmf, "updates W with the old H; H comes first, and W sees the new one")
def at_once(X, W, H, n_steps):
    return _updates(X, W, H, n_steps, lambda X, W, H: (_new_W(X, W, H), _new_H(X, W, H)))


@misconception(nmf, "updates W before H; here H comes first")
def w_first(X, W, H, n_steps):
    def update(X, W, H):
        W = _new_W(X, W, H)
        return W, _new_H(X, W, H)

    return _updates(X, W, H, n_steps, update)


@misconception(nmf, "divides 0 by 0 where a frame is silent: add 1e-12 to the denominators")
def silent_frame(X, W, H, n_steps):
    def update(X, W, H):
        H = _new_H(X, W, H, 0.0)
        return _new_W(X, W, H, 0.0), H

    return _updates(X, W, H, n_steps, update)


@misconception(nmf, "has the fraction upside down: what X asks for belongs on top")
def fraction_upside_down(X, W, H, n_steps):
    def update(X, W, H):
        H = H * (W.T @ W @ H) / (W.T @ X + 1e-12)
        return W * (W @ H @ H.T) / (X @ H.T + 1e-12), H

    return _updates(X, W, H, n_steps, update)


@misconception(
    nmf, "takes steps along the gradient, which may go below 0; multiply instead of subtracting"
)
def gradient_steps(X, W, H, n_steps):
    def update(X, W, H):
        H = H - 0.2 * W.T @ (W @ H - X)
        return W - 0.2 * (W @ H - X) @ H.T, H

    return _updates(X, W, H, n_steps, update)


@misconception(nmf, "notes the loss before each update; it shall be the one after it")
def loss_before(X, W, H, n_steps):
    _, _, after = right.nmf(X, W, H, n_steps)
    first = ((X - W @ H) ** 2).sum()
    return *right.nmf(X, W, H, n_steps)[:2], [first, *after[:-1]]


@misconception(nmf, "averages the squared errors; the loss is their sum")
def mean_loss(X, W, H, n_steps):
    return _updates(X, W, H, n_steps, _in_order, lambda X, W, H: ((X - W @ H) ** 2).mean())


@misconception(nmf, "takes the root of the loss; it is the sum of squares itself")
def root_loss(X, W, H, n_steps):
    return _updates(X, W, H, n_steps, _in_order, lambda X, W, H: np.linalg.norm(X - W @ H))


@misconception(nmf, "updates H alone; the parts W have to be learnt too")
def h_alone(X, W, H, n_steps):
    return _updates(X, W, H, n_steps, lambda X, W, H: (W, _new_H(X, W, H)))


# ---- bag_of_frames -----------------------------------------------------------------------------


def _labels(frames, centres, order=2):
    return np.linalg.norm(frames[:, None] - centres, ord=order, axis=2).argmin(axis=1)


def _move(frames, centres, middle=np.mean, order=2):
    labels, centres = _labels(frames, centres, order), np.array(centres, dtype=float)
    for k in np.unique(labels):
        centres[k] = middle(frames[labels == k], axis=0)
    return centres


def _shares(labels, k):
    return np.bincount(labels, minlength=k) / len(labels)


def _bag(frames, centres, n_steps, **how):
    for _ in range(n_steps):
        centres = _move(frames, centres, **how)
    return centres, _shares(_labels(frames, centres, how.get("order", 2)), len(centres))


@misconception(bag_of_frames, "counts the frames; the histogram holds shares that add up to 1")
def frame_counts(frames, centres, n_steps):
    centres, histogram = _bag(frames, centres, n_steps)
    return centres, histogram * len(frames)


@misconception(
    bag_of_frames, "uses the labels from before the last move; look again for the nearest centres"
)
def old_labels(frames, centres, n_steps):
    before, _ = _bag(frames, centres, n_steps - 1)
    return _move(frames, before), _shares(_labels(frames, before), len(centres))


@misconception(bag_of_frames, "makes a centre without frames NaN (0 / 0); it stays where it was")
def empty_is_nan(frames, centres, n_steps):
    for _ in range(n_steps):
        labels = _labels(frames, np.nan_to_num(centres, nan=1e9))
        centres = np.array([frames[labels == k].mean(axis=0) for k in range(len(centres))])
    labels = _labels(frames, np.nan_to_num(centres, nan=1e9))
    return centres, _shares(labels, len(centres))


@misconception(bag_of_frames, "moves a centre without frames to 0; it stays where it was")
def empty_is_zero(frames, centres, n_steps):
    for _ in range(n_steps):
        labels = _labels(frames, centres)
        counts = np.bincount(labels, minlength=len(centres))[:, None]
        centres = np.eye(len(centres))[:, labels] @ frames / np.maximum(counts, 1)
    return centres, _shares(_labels(frames, centres), len(centres))


@misconception(bag_of_frames, "stops one step early")
def one_step_less(frames, centres, n_steps):
    return _bag(frames, centres, n_steps - 1)


@misconception(bag_of_frames, "takes medians; a centre is the mean of its frames")
def medians(frames, centres, n_steps):
    return _bag(frames, centres, n_steps, middle=np.median)


@misconception(
    bag_of_frames,
    "adds up absolute differences; the nearest centre has the smallest sum of squares",
)
def city_blocks(frames, centres, n_steps):
    return _bag(frames, centres, n_steps, order=1)


@misconception(
    bag_of_frames, "moves a centre after every single frame; first label all frames, then move"
)
def one_by_one(frames, centres, n_steps):
    centres = np.array(centres, dtype=float)
    for _ in range(n_steps):
        counts = np.zeros(len(centres))
        for x in frames:
            k = int(_labels(x[None], centres)[0])
            counts[k] += 1
            centres[k] += (x - centres[k]) / counts[k]
    return centres, _shares(_labels(frames, centres), len(centres))


# ---- digit_pipeline ----------------------------------------------------------------------------


def _pipeline(train, digits, new, scale, n_steps=200):
    X, X_new = scale(summaries(train), summaries(new))
    W, b = train_softmax(X, digits, n_steps=n_steps)
    return X_new, (X_new @ W + b).argmax(axis=1)


def _by_training(X, X_new):
    return (X - X.mean(axis=0)) / X.std(axis=0), (X_new - X.mean(axis=0)) / X.std(axis=0)


@misconception(
    digit_pipeline,
    "standardises the new words by their own mean and spread; use those of the training words",
)
def own_statistics(train, digits, new):
    return _pipeline(
        train,
        digits,
        new,
        lambda X, X_new: tuple(
            (part - part.mean(axis=0)) / part.std(axis=0) for part in (X, X_new)
        ),
    )


@misconception(digit_pipeline, "leaves the features as they are; standardise them")
def not_standardised(train, digits, new):
    _, predictions = _pipeline(train, digits, new, _by_training)
    return summaries(new), predictions


@misconception(
    digit_pipeline, "subtracts the mean of the training words but does not divide by their spread"
)
def only_centred(train, digits, new):
    _, predictions = _pipeline(train, digits, new, _by_training)
    return summaries(new) - summaries(train).mean(axis=0), predictions


@misconception(
    digit_pipeline,
    "measures mean and spread on old and new words together: of the new ones nothing is known yet",
)
def leak(train, digits, new):
    def together(X, X_new):
        both = np.concatenate([X, X_new])
        return tuple((part - both.mean(axis=0)) / both.std(axis=0) for part in (X, X_new))

    return _pipeline(train, digits, new, together)


@misconception(
    digit_pipeline,
    "takes one mean and spread for all features together; each column has its own",
)
def one_scale(train, digits, new):
    X, X_new = summaries(train), summaries(new)
    _, predictions = _pipeline(train, digits, new, _by_training)
    return (X_new - X.mean()) / X.std(), predictions


@misconception(
    digit_pipeline, "puts standard deviations first; the means come first, then the deviations"
)
def deviations_first(train, digits, new):
    X_new, predictions = right.digit_pipeline(train, digits, new)
    return np.roll(X_new, 13, axis=1), predictions


@misconception(
    digit_pipeline, "takes variances over time; take their roots, the standard deviations"
)
def variances_over_time(train, digits, new):
    X, X_new = (
        np.array([np.append(M.mean(axis=1), M.var(axis=1)) for M in part]) for part in (train, new)
    )
    _, predictions = _pipeline(train, digits, new, _by_training)
    return _by_training(X, X_new)[1], predictions


@misconception(digit_pipeline, "takes the means alone, 13 numbers; the deviations are 13 more")
def means_alone(train, digits, new):
    X, X_new = (np.array([M.mean(axis=1) for M in part]) for part in (train, new))
    X, X_new = _by_training(X, X_new)
    W, b = train_softmax(X, digits)
    return X_new, (X_new @ W + b).argmax(axis=1)


@misconception(
    digit_pipeline, "mixes the training words but not their digits, so that nothing can be learnt"
)
def mixed_up(train, digits, new):
    X, X_new = _by_training(summaries(train), summaries(new))
    W, b = train_softmax(X[np.random.default_rng(0).permutation(len(X))], digits)
    return X_new, (X_new @ W + b).argmax(axis=1)


@misconception(digit_pipeline, "returns ten scores a word; return the digit with the largest")
def scores(train, digits, new):
    X, X_new = _by_training(summaries(train), summaries(new))
    W, b = train_softmax(X, digits)
    return X_new, X_new @ W + b


@misconception(digit_pipeline, "chooses the smallest score (argmin); the largest one wins")
def smallest_score(train, digits, new):
    X, X_new = _by_training(summaries(train), summaries(new))
    W, b = train_softmax(X, digits)
    return X_new, (X_new @ W + b).argmin(axis=1)


# ---- quiz --------------------------------------------------------------------------------------


def _quiz(question, letter, sentence):
    return misconception(features_quiz, sentence)({**right.features_quiz, question: letter})


design_compute = _quiz(
    "design", "a", "takes hand-crafted features to be slow; most need one pass over a spectrogram"
)
design_audio = _quiz(
    "design", "b", "holds that hand-crafted features are for speech alone; there are some for all"
)
design_noise = _quiz(
    "design", "d", "takes hand-crafted features to be random; they are formulas somebody chose"
)
order_mel_last = _quiz(
    "order", "a", "puts the mel filters behind the logarithm; they add up powers, before it"
)
order_dct_first = _quiz(
    "order", "c", "puts the DCT before the mel filters; it turns the levels of bands into MFCC"
)
order_no_dft = _quiz(
    "order", "d", "puts the logarithm first; samples may be below 0, only power has a logarithm"
)
linear_rms = _quiz(
    "linear",
    "a",
    "calls RMS linear; turn the sound upside down and it stays, so f(-x) is not -f(x)",
)
linear_mfcc = _quiz(
    "linear", "b", "calls MFCC linear in the samples; a square and a log are inside"
)
linear_cepstrum = _quiz(
    "linear", "c", "calls the cepstrum linear; its logarithm turns products into sums"
)
parts_orthogonal = _quiz(
    "parts", "b", "has PCA and NMF the wrong way round: PCA's directions are orthogonal"
)
parts_same = _quiz(
    "parts", "c", "takes them to be the same; NMF allows nothing below 0, PCA subtracts parts too"
)
parts_labels = _quiz("parts", "d", "thinks that they need labels; both look at the sounds alone")
bag_colours = _quiz("bag", "a", "thinks that a bag of frames loses the spectrum; centres keep it")
bag_loudness = _quiz(
    "bag", "c", "thinks that a bag of frames cannot hold long sounds; it takes any length"
)
bag_nothing = _quiz(
    "bag", "d", "thinks that nothing is lost; a word and the same word backwards have one histogram"
)
learnt_faster = _quiz("learnt", "a", "takes feature learning for a way to compute MFCC faster")
learnt_manual = _quiz(
    "learnt", "b", "describes feature design: there a person chooses, here the data do"
)
learnt_random = _quiz("learnt", "d", "takes feature selection for learning; new ones are found")
whole_linear = _quiz(
    "whole", "a", "calls the pipeline linear; between the matrices are squares and logarithms"
)
whole_trained = _quiz(
    "whole",
    "b",
    "thinks the old pipeline is trained as a whole; only its last stage knows the task",
)
whole_labels = _quiz(
    "whole", "c", "thinks that k-means uses the labels; only the classifier sees them"
)
few_replace = _quiz(
    "few", "b", "thinks that unlabelled sounds replace all labels; some are needed to name things"
)
few_harm = _quiz(
    "few", "c", "thinks that unlabelled sounds do harm; they show what sounds are like"
)
few_more = _quiz(
    "few", "d", "thinks that learnt features need no data; with few labels they overfit the most"
)

louder_rms = _quiz(
    "louder", "a, b, c, d", "lets the RMS stay; twice the samples have twice the RMS"
)
louder_zcr = _quiz(
    "louder", "c, d", "lets the crossings change; a louder wave crosses zero at the same places"
)
louder_centroid = _quiz(
    "louder", "a, d", "moves the centroid; every bin weighs more, so their balance stays"
)
louder_flatness = _quiz(
    "louder", "a, c", "changes the flatness; both of its means grow alike, and it is their ratio"
)
louder_opposite = _quiz("louder", "b", "names what changes; the question is what stays the same")
frame_thousand = _quiz(
    "frame", "32 s", "is a thousand times too long; 512 samples are a small part of a second"
)
frame_inverse = _quiz(
    "frame", "31.25 ms", "divides the wrong way round; 31.25 such frames fit into a second"
)
frame_hertz = _quiz("frame", "31.25 Hz", "is a rate, frames a second; the question is how long")
frame_wrong_unit = _quiz("frame", "0.032 ms", "has the number of seconds but calls it milliseconds")

# ---- delta_slopes ------------------------------------------------------------------------------


def _padded(M, width, mode="edge"):
    return np.pad(M, ((0, 0), (width // 2, width // 2)), mode=mode)


def _weighted(padded, weights):
    T, width = padded.shape[1] - len(weights) + 1, len(weights)
    return sum(weights[k] * padded[:, k : k + T] for k in range(width))


@misconception(
    delta_slopes, "subtracts the frame before; the slope is that of a line through `width` frames"
)
def difference_to_before(M, width):
    return np.diff(M, axis=1, prepend=M[:, :1])


@misconception(
    delta_slopes, "joins the two ends of the window; a line of best fit uses the frames between too"
)
def ends_only(M, width):
    padded, T = _padded(M, width), M.shape[1]
    return (padded[:, width - 1 : width - 1 + T] - padded[:, :T]) / (width - 1)


@misconception(delta_slopes, "leaves the sum of n y as it is; divide it by the sum of n squared")
def not_divided(M, width):
    n = np.arange(width) - width // 2
    return _weighted(_padded(M, width), n)


@misconception(
    delta_slopes, "divides by the width; the sum of n y is divided by the sum of n squared"
)
def divided_by_width(M, width):
    n = np.arange(width) - width // 2
    return _weighted(_padded(M, width), n) / width


@misconception(
    delta_slopes, "has zeros beyond both ends; the row goes on with its end values there"
)
def zeros_outside(M, width):
    n = np.arange(width) - width // 2
    return _weighted(_padded(M, width, "constant"), n) / (n**2).sum()


@misconception(delta_slopes, "takes np.gradient, a slope over three frames whatever the width is")
def gradient_of_numpy(M, width):
    return np.gradient(M, axis=1) if M.shape[1] > 1 else np.zeros_like(M)


@misconception(delta_slopes, "counts n downwards, so a rising row has a slope below 0")
def upside_down(M, width):
    return -right.delta_slopes(M, width)


@misconception(delta_slopes, "lets the window begin at the frame; the frame is in its middle")
def window_ahead(M, width):
    n = np.arange(width) - width // 2
    return _weighted(np.pad(M, ((0, 0), (0, width - 1)), mode="edge"), n) / (n**2).sum()


# ---- sick_chains -------------------------------------------------------------------------------


def _sick(question, letter, sentence):
    return misconception(sick_chains, sentence)({**right.sick_chains, question: letter})


black_window = _sick(
    "picture_1", "b", "blames the window; without one lines smear, they do not vanish"
)
black_soft = _sick("picture_1", "c", "blames the level; the picture is scaled by its own maximum")
smeared_hop = _sick(
    "picture_2", "a", "blames the hop; there are as many frames as in the right one"
)
smeared_short = _sick(
    "picture_2", "c", "has it the wrong way round: short frames are sharp in time"
)
lines_floor = _sick("picture_3", "b", "blames the floor; it is the same for all bands")
lines_overlap = _sick(
    "picture_3", "d", "blames the overlap; that is about time, the lines are bands"
)
shining_noise = _sick(
    "picture_4", "c", "takes the silence for noise; it is dark in the right picture"
)
turned_time = _sick("picture_5", "b", "turns time round; the word begins as in the right picture")
turned_sign = _sick(
    "picture_5", "c", "blames a sign; then silence would be bright and the vowel dark"
)


# ---- chroma_fold -------------------------------------------------------------------------------


def _classes(power, sr, rounded=np.round, bins=None):
    f = np.linspace(0, sr / 2, len(power)) if bins is None else np.arange(len(power)) * sr / bins
    with np.errstate(divide="ignore"):
        semitones = rounded(12 * np.log2(f / 440))
    return f, np.where(f > 0, 9 + semitones, 0) % 12


def _fold(power, f, classes, fmin, strict=False):
    heard = (f > fmin) if strict else (f >= fmin)
    return np.array([power[heard & (classes == c)].sum(axis=0) for c in range(12)])


def _by_loudest(chroma):
    largest = chroma.max(axis=0)
    return chroma / np.where(largest > 0, largest, 1)


@misconception(chroma_fold, "counts from A; row 0 is C, so A is row 9")
def from_a(power, sr, fmin):
    return np.roll(right.chroma_fold(power, sr, fmin), 3, axis=0)


@misconception(chroma_fold, "rounds the semitones down; the nearest note is found by rounding")
def rounded_down(power, sr, fmin):
    return _by_loudest(_fold(power, *_classes(power, sr, np.floor), fmin))


@misconception(chroma_fold, "divides a frame by its sum; divide it by its largest value")
def by_sum(power, sr, fmin):
    chroma = right.chroma_fold(power, sr, fmin)
    total = chroma.sum(axis=0)
    return chroma / np.where(total > 0, total, 1)


@misconception(
    chroma_fold,
    "divides by the loudest note of all frames; each frame has a largest value of its own",
)
def by_loudest_of_all(power, sr, fmin):
    chroma = _fold(power, *_classes(power, sr), fmin)
    return chroma / chroma.max()


@misconception(chroma_fold, "does not leave out the bins below fmin")
def all_bins_count(power, sr, fmin):
    f, classes = _classes(power, sr)
    return _by_loudest(_fold(power, f, classes, 1e-9))


@misconception(chroma_fold, "leaves out the bin exactly at fmin; it is included")
def above_fmin(power, sr, fmin):
    f, classes = _classes(power, sr)
    return _by_loudest(_fold(power, f, classes, fmin, strict=True))


@misconception(
    chroma_fold, "takes 2 K for the frame length; K bins up to sr / 2 belong to 2 (K - 1) samples"
)
def twice_k(power, sr, fmin):
    f, classes = _classes(power, sr, bins=2 * len(power))
    return _by_loudest(_fold(power, f, classes, fmin))


@misconception(chroma_fold, "divides a silent frame by 0; a frame without any power stays 0")
def silence_is_nan(power, sr, fmin):
    chroma = _fold(power, *_classes(power, sr), fmin)
    with np.errstate(invalid="ignore"):
        return chroma / chroma.max(axis=0)


# ---- name_chord --------------------------------------------------------------------------------

CHORD_NOTES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


def _held(chroma, root, third):
    return chroma[root] + chroma[(root + third) % 12] + chroma[(root + 7) % 12]


def _best(chroma, chords):
    held, name = max((_held(chroma, r, t), CHORD_NOTES[r] + kind) for r, t, kind in chords)
    return name, held / chroma.sum()


@misconception(name_chord, "takes the loudest note for the root; it may be the third or the fifth")
def loudest_is_root(chroma):
    root = int(np.argmax(chroma))
    return _best(chroma, [(root, 4, ""), (root, 3, "m")])


@misconception(name_chord, "knows major chords only; a third of 3 semitones makes a minor one")
def major_only(chroma):
    return _best(chroma, [(r, 4, "") for r in range(12)])


@misconception(name_chord, "calls major minor; the third of 4 semitones is the major one")
def kinds_swapped(chroma):
    return _best(chroma, [(r, t, k) for r in range(12) for t, k in ((4, "m"), (3, ""))])


@misconception(name_chord, "counts the notes from A; row 0 is C")
def chord_from_a(chroma):
    name, share = right.name_chord(chroma)
    root = CHORD_NOTES.index(name.removesuffix("m"))
    return CHORD_NOTES[(root + 9) % 12] + name.lstrip("ABCDEFG#"), share


@misconception(name_chord, "gives the sum of the three notes; the share is that over the whole sum")
def sum_not_share(chroma):
    name, share = right.name_chord(chroma)
    return name, share * chroma.sum()


@misconception(name_chord, "divides the three notes by the others; the share is of the whole sum")
def by_the_others(chroma):
    name, share = right.name_chord(chroma)
    return name, share / (1 - share)


far_shrink = _quiz(
    "far", "a", "lets distances shrink; each added dimension can only add to a distance"
)
far_nothing = _quiz("far", "b", "thinks nothing changes; a sum of many differences hardly varies")
far_zero = _quiz("far", "d", "lets half of the distances vanish; random points never coincide")
