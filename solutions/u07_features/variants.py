"""Right answers of unit 7, written in other ways than the references."""

import numpy as np

from autograder.library import right_answers, variant
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


@variant(spectrogram_size)
def size_as_floats(duration, frame_rate, sr, n_fft):
    frames = float(duration * frame_rate)
    return frames, sr / frame_rate, n_fft / 2, frames * n_fft / 2


@variant(spectrogram_size)
def size_by_counting(duration, frame_rate, sr, n_fft):
    bins = sum(k / n_fft < 0.5 for k in range(n_fft))
    return np.array([duration * frame_rate, sr / frame_rate, bins, duration * frame_rate * bins])


@variant(frame_levels)
def levels_by_loops(y, frame_length, hop_length):
    rms, zcr, start = [], [], 0
    while start + frame_length <= len(y):
        part = y[start : start + frame_length]
        rms.append(sum(v * v for v in part) ** 0.5 / frame_length**0.5)
        zcr.append(sum((a < 0) != (b < 0) for a, b in zip(part, part[1:], strict=False)))
        start += hop_length
    return rms, [count / frame_length for count in zcr]


@variant(frame_levels)
def levels_of_windows(y, frame_length, hop_length):
    frames = np.lib.stride_tricks.sliding_window_view(y, frame_length)[::hop_length]
    crossings = np.abs(np.diff(np.where(frames >= 0, 1, 0), axis=1)).sum(axis=1)
    return np.linalg.norm(frames, axis=1) / np.sqrt(frame_length), crossings / frame_length


@variant(dft_matrix)
def by_powers_of_one_root(n_fft):
    root = np.exp(-2j * np.pi / n_fft)
    return np.vander(root ** np.arange(n_fft // 2 + 1), n_fft, increasing=True)


@variant(dft_matrix)
def cosines_and_sines(n_fft):
    F = np.zeros((n_fft // 2 + 1, n_fft), np.complex64)
    for k in range(len(F)):
        angle = 2 * np.pi * k * np.arange(n_fft) / n_fft
        F[k] = np.cos(angle) - 1j * np.sin(angle)
    return F


@variant(stft_kernels)
def kernels_of_formulas(n_fft):
    n = np.arange(n_fft)
    angles = 2 * np.pi * np.arange(n_fft // 2 + 1)[:, None] * n / n_fft
    return np.concatenate([np.cos(angles), np.sin(angles)]) * np.sin(np.pi * n / n_fft) ** 2


@variant(stft_kernels)
def sines_first(n_fft):
    cosines, sines = np.split(right.stft_kernels(n_fft), 2)
    return np.concatenate([sines, cosines]).astype(np.float32)


def _mel(hz):
    return hz * 3 / 200 if hz < 1000 else 15 + 27 * np.log(hz / 1000) / np.log(6.4)


def _hz(mel):
    return mel * 200 / 3 if mel < 15 else 1000 * 6.4 ** ((mel - 15) / 27)


@variant(mel_filters)
def triangles_by_loops(sr, n_fft, n_mels, fmin, fmax):
    step = (_mel(fmax) - _mel(fmin)) / (n_mels + 1)
    edges = [_hz(_mel(fmin) + m * step) for m in range(n_mels + 2)]
    filters = np.zeros((n_mels, n_fft // 2 + 1))
    for m, (left, peak, end) in enumerate(zip(edges, edges[1:], edges[2:], strict=False)):
        for k in range(n_fft // 2 + 1):
            f = k * sr / n_fft
            if left < f < end:
                rise = (f - left) / (peak - left) if f <= peak else (end - f) / (end - peak)
                filters[m, k] = 2 * rise / (end - left)
    return edges, filters


@variant(mel_filters)
def triangles_by_interpolation(sr, n_fft, n_mels, fmin, fmax):
    edges, _ = right.mel_filters(sr, n_fft, n_mels, fmin, fmax)
    f = np.linspace(0, sr / 2, n_fft // 2 + 1)
    rows = [
        np.interp(f, edges[m : m + 3], [0, 2 / (edges[m + 2] - edges[m]), 0]) for m in range(n_mels)
    ]
    return edges, np.array(rows, np.float32)


@variant(log_dct)
def log_dct_by_loops(mel_power, n_mfcc):
    levels = 10 * np.log10(np.clip(mel_power, 1e-10, None))
    levels = np.clip(levels, levels.max() - 80, None)
    n = len(levels)
    C = np.array(
        [
            [np.sqrt((1 if k == 0 else 2) / n) * np.cos(np.pi * k * (2 * m + 1) / (2 * n))]
            for k in range(n_mfcc)
            for m in range(n)
        ]
    ).reshape(n_mfcc, n)
    return levels, C, np.einsum("km,mt->kt", C, levels)


@variant(log_dct)
def log_dct_by_mirroring(mel_power, n_mfcc):
    power = np.maximum(mel_power, 1e-10).astype(np.float32)
    levels = np.maximum(10 * np.log10(power), 10 * np.log10(power.max()) - 80)
    n = len(power)
    # the cosines are those of a Fourier transform of the levels and their mirror image
    mirrored = np.fft.fft(np.vstack([np.eye(n), np.eye(n)[::-1]]), axis=0)[:n_mfcc]
    C = (mirrored * np.exp(-0.5j * np.pi * np.arange(n_mfcc) / n)[:, None]).real / np.sqrt(2 * n)
    C[0] /= np.sqrt(2)
    return levels, C, C @ levels


@variant(spectral_moments)
def moments_by_loops(S, sr):
    f = np.linspace(0, sr / 2, len(S))
    found = []
    for column in S.T:
        if not column.any():
            found.append((0, 0, 0, 0))
            continue
        p = column / column.sum()
        centre = np.sum(f * p)
        second, third, fourth = (np.sum((f - centre) ** k * p) for k in (2, 3, 4))
        spread = second**0.5
        found.append((centre, spread, third / spread**3, fourth / second**2))
    return tuple(np.array(found).T)


@variant(spectral_moments)
def moments_with_a_tiny_number(S, sr):
    n_fft = 2 * (len(S) - 1)
    f = (np.arange(len(S)) * sr / n_fft)[:, np.newaxis]
    p = S / (S.sum(axis=0, keepdims=True) + 1e-15)
    centroid = (f * p).sum(axis=0)
    spread = np.sqrt(((f - centroid) ** 2 * p).sum(axis=0))
    z = (f - centroid) / (spread + 1e-9)
    return centroid, spread, (z**3 * p).sum(axis=0), (z**4 * p).sum(axis=0)


@variant(spectral_texture)
def texture_by_loops(S, sr, share):
    K, T = S.shape
    power = np.maximum(S**2, 1e-10)
    flatness = [np.exp(np.mean(np.log(power[:, t]))) / np.mean(power[:, t]) for t in range(T)]
    irregularity, rolloff, flux = [], [], [0.0]
    for t in range(T):
        a = np.append(S[:, t], 0.0)
        irregularity.append(sum((a[:-1] - a[1:]) ** 2) / sum(a**2))
        total, k = S[0, t], 0
        while total < share * S[:, t].sum():
            k += 1
            total += S[k, t]
        rolloff.append(k * sr / 2 / (K - 1))
        if t:
            flux.append(np.sqrt(np.sum((S[:, t] - S[:, t - 1]) ** 2)))
    return flatness, irregularity, rolloff, flux


@variant(spectral_texture)
def texture_with_scipy(S, sr, share):
    from scipy.stats import gmean

    power = np.maximum(S.astype(float) ** 2, 1e-10)
    jumps = (np.diff(S, axis=0) ** 2).sum(axis=0) + S[-1] ** 2
    parts = np.cumsum(S, axis=0) / S.sum(axis=0)
    f = np.linspace(0, sr / 2, len(S))
    flux = np.linalg.norm(np.diff(S, axis=1, prepend=S[:, :1]), axis=0)
    below = (parts < share).sum(axis=0)
    return gmean(power) / power.mean(axis=0), jumps / (S**2).sum(axis=0), f[below], flux


@variant(cepstrum_pitch)
def cepstrum_of_a_half_spectrum(y, sr, fmin, fmax):
    power = np.abs(np.fft.rfft(y)) ** 2
    cepstrum = np.fft.irfft(np.log(np.maximum(power, 1e-10)), n=len(y)) ** 2
    best = max((lag for lag in range(1, len(y)) if fmin <= sr / lag <= fmax), key=cepstrum.item)
    return cepstrum, sr / best


@variant(cepstrum_pitch)
def cepstrum_by_a_forward_transform(y, sr, fmin, fmax):
    spectrum = np.fft.fft(y.astype(np.float64))
    log_power = 2 * np.log(np.maximum(np.abs(spectrum), 1e-5))
    cepstrum = np.abs(np.fft.fft(log_power) / len(y)) ** 2
    low = int(np.ceil(sr / fmax))
    return cepstrum, sr / (low + np.argmax(cepstrum[low : int(sr / fmin) + 1]))


@variant(linear_prediction)
def prediction_by_toeplitz(y, order):
    from scipy.linalg import solve_toeplitz
    from scipy.signal import lfilter

    r = np.correlate(y, y, "full")[len(y) - 1 :][: order + 1]
    a = solve_toeplitz(r[:-1], r[1:])
    return a, lfilter(np.append(1, -a), 1, y)


@variant(linear_prediction)
def prediction_by_least_squares(y, order):
    padded = np.concatenate([np.zeros(order), y, np.zeros(order)])
    past = np.stack([padded[order - k : len(padded) - k] for k in range(1, order + 1)], axis=1)
    a = np.linalg.lstsq(past, padded[order:], rcond=None)[0]
    return a, (padded[order:] - past @ a)[: len(y)]


@variant(linearity)
def linearity_by_allclose(feature, x, y, a):
    def same(one, other):
        size = np.max(np.abs(other))
        return np.allclose(one, other, rtol=0, atol=1e-7 * size)

    return (
        same(feature(a * x), a * feature(x)),
        same(feature(x + y), np.add(feature(x), feature(y))),
    )


@variant(linearity)
def linearity_by_norms(feature, x, y, a):
    def same(one, other):
        return np.linalg.norm(one - other) <= 1e-8 * np.linalg.norm(np.append(one, other))

    fx, fy = np.atleast_1d(feature(x)), np.atleast_1d(feature(y))
    homogeneous = same(np.atleast_1d(feature(a * x)), a * fx)
    return [homogeneous, same(np.atleast_1d(feature(x + y)), fx + fy)]


@variant(principal_directions)
def directions_of_the_covariance(X, k):
    mean = X.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov(X.T, bias=True).reshape(X.shape[1], -1))
    return mean, vectors[:, ::-1][:, :k].T, values[::-1][:k]


@variant(principal_directions)
def directions_turned_round(X, k):
    centred = X - X.sum(axis=0) / len(X)
    U, s, Vt = np.linalg.svd(centred.T)
    W = -U[:, :k].T
    return X.mean(axis=0), W, ((centred @ W.T) ** 2).mean(axis=0)


@variant(nmf)
def nmf_in_place(X, W, H, n_steps):
    losses = np.empty(n_steps)
    for i in range(n_steps):
        H *= (W.T @ X) / np.maximum(W.T @ W @ H, 1e-12)
        W *= (X @ H.T) / np.maximum(W @ (H @ H.T), 1e-12)
        losses[i] = np.linalg.norm(X - W @ H) ** 2
    return W, H, losses


@variant(nmf)
def nmf_by_sums(X, W, H, n_steps):
    losses = []
    for _ in range(n_steps):
        up, down = np.einsum("fk,ft->kt", W, X), np.einsum("fk,fj,jt->kt", W, W, H)
        H = H * up / (down + 1e-12)
        up, down = np.einsum("ft,kt->fk", X, H), np.einsum("fj,jt,kt->fk", W, H, H)
        W = W * up / (down + 1e-12)
        losses.append(np.sum(np.square(X - W @ H)))
    return W, H, losses


@variant(bag_of_frames)
def bag_with_distances(frames, centres, n_steps):
    def labels():
        return np.linalg.norm(frames[:, None] - centres, axis=2).argmin(axis=1)

    for _ in range(n_steps):
        mine = labels()
        centres = np.array(
            [
                frames[mine == k].mean(axis=0) if (mine == k).any() else centre
                for k, centre in enumerate(centres)
            ]
        )
    return centres, [np.mean(labels() == k) for k in range(len(centres))]


@variant(bag_of_frames)
def bag_by_loops(frames, centres, n_steps):
    centres = [list(c) for c in centres]

    def groups():
        found = [[] for _ in centres]
        for x in frames:
            distances = [sum((a - b) ** 2 for a, b in zip(x, c, strict=True)) for c in centres]
            found[distances.index(min(distances))].append(x)
        return found

    for _ in range(n_steps):
        for k, members in enumerate(groups()):
            if members:
                centres[k] = np.mean(members, axis=0)
    return centres, [len(members) / len(frames) for members in groups()]


@variant(digit_pipeline)
def pipeline_of_layers(train, digits, new):
    from dlaudio import layers, losses, optim
    from dlaudio.train import fit, predict

    X, X_new = summaries(train), summaries(new)
    middle, spread = X.mean(axis=0), X.std(axis=0)
    X, X_new = ((part - middle) / spread for part in (X, X_new))
    rng = np.random.default_rng(0)
    model = layers.Linear(26, 10, rng=rng)
    fit(
        model,
        losses.CrossEntropyLoss(),
        optim.Adam(model.parameters(), lr=0.01),
        X,
        digits,
        epochs=40,
        batch_size=32,
        rng=rng,
        progress=False,
    )
    return X_new, predict(model, X_new).argmax(axis=1)


@variant(digit_pipeline)
def pipeline_with_more_steps(train, digits, new):
    def summary(M):
        return np.concatenate([np.mean(M, axis=1), np.sqrt(np.var(M, axis=1))])

    X, X_new = (np.stack([summary(M) for M in part]) for part in (train, new))
    X_new = (X_new - X.mean(axis=0)) / X.std(axis=0)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    W, b = train_softmax(X, digits, n_steps=400, lr=0.3)
    return X_new.astype(np.float32), np.argmax(X_new @ W + b, axis=1)


upper_case = variant(features_quiz)({k: v.upper() for k, v in right.features_quiz.items()})
in_other_words = variant(features_quiz)(
    {**right.features_quiz, "louder": ["d", "a", "c"], "frame": "0.032s"}
)
in_brackets = variant(features_quiz)({k: f"({v})" for k, v in right.features_quiz.items()})


@variant(delta_slopes)
def slopes_by_polyfit(M, width):
    h = width // 2
    padded = np.pad(M, ((0, 0), (h, h)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, width, axis=1)
    return np.array([[np.polyfit(np.arange(width), w, 1)[0] for w in row] for row in windows])


@variant(delta_slopes)
def slopes_by_correlation(M, width):
    n = np.arange(width) - width // 2
    padded = np.pad(np.asarray(M, dtype=float), ((0, 0), (width // 2,) * 2), mode="edge")
    return [np.correlate(row, n, "valid") / (n @ n) for row in padded]


sick_capitals = variant(sick_chains)({k: v.upper() for k, v in right.sick_chains.items()})
sick_brackets = variant(sick_chains)({k: f"({v})" for k, v in right.sick_chains.items()})


@variant(chroma_fold)
def fold_by_loops(power, sr, fmin):
    chroma = np.zeros((12, power.shape[1]))
    for k in range(1, len(power)):
        f = k * sr / 2 / (len(power) - 1)
        if f >= fmin:
            chroma[(int(round(12 * np.log2(f / 440))) + 9) % 12] += power[k]
    for frame in chroma.T:
        if frame.max() > 0:
            frame /= frame.max()
    return chroma


@variant(chroma_fold)
def fold_by_matrix(power, sr, fmin):
    f = np.fft.rfftfreq(2 * (len(power) - 1), 1 / sr)
    notes = np.rint(69 + 12 * np.log2(np.maximum(f, 1e-3) / 440)).astype(int) % 12
    chroma = (np.eye(12)[:, notes] * (f >= fmin)) @ power
    return (chroma / np.maximum(chroma.max(axis=0), 1e-300)).astype(np.float32)


@variant(name_chord)
def chord_by_templates(chroma):
    names = "C C# D D# E F F# G G# A A# B".split()
    major, minor = np.zeros(12), np.zeros(12)
    major[[0, 4, 7]], minor[[0, 3, 7]] = 1, 1
    rows = [np.roll(t, r) for t in (major, minor) for r in range(12)]
    held = np.array(rows) @ chroma
    best = int(held.argmax())
    return names[best % 12] + "m" * (best // 12), held[best] / np.sum(chroma)


@variant(name_chord)
def chord_by_turning(chroma):
    names = "C C# D D# E F F# G G# A A# B".split()
    best = ("", -1.0)
    for root in range(12):
        turned = np.roll(chroma, -root)
        for third, kind in ((3, "m"), (4, "")):
            share = float(turned[0] + turned[third] + turned[7]) / float(np.sum(chroma))
            best = max(best, (names[root] + kind, share), key=lambda pair: pair[1])
    return list(best)
