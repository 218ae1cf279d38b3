"""Units 0, 4, 7, 9, 11 and 12 by the package: tones, features, peaks, and notes that are drawn."""

import numpy as np

from ... import audio, decomposition, layers, onsets, synth
from ...audio.chroma import fold_octaves
from ...datasets import mixtures, noisy_words
from ...generation import (
    composer,
    counterpoint,
    keys,
    pairs,
    phrases,
    picking,
    tune_numbers,
    vibrato,
)
from ...layers.base import Parameter
from ...widgets import leaky_memory


def make_tone(frequency, duration, sr):
    return audio.tone(frequency, sr=sr, duration=duration, amplitude=0.5)


def duration_and_level(y, sr):
    (level,) = audio.rms(y, frame_length=len(y), hop_length=len(y), center=False)
    return len(y) / sr, np.abs(y).max(), level


def crossings(y, sr):
    options = {"frame_length": sr // 40, "hop_length": sr // 100, "center": False}
    return audio.zero_crossing_rate(y, **options) * sr / 1000


def rule_for_six(y, sr):
    rate = crossings(y, sr)
    third = len(rate) // 3
    return bool(min(rate[:third].mean(), rate[-third:].mean()) > 3.5)


def frame_levels(y, frame_length, hop_length):
    options = {"frame_length": frame_length, "hop_length": hop_length, "center": False}
    return audio.rms(y, **options), audio.zero_crossing_rate(y, **options)


def mel_filters(sr, n_fft, n_mels, fmin, fmax):
    ends = audio.hz_to_mel(np.array([fmin, fmax]))
    edges = audio.mel_to_hz(np.linspace(*ends, n_mels + 2))
    bands = {"n_mels": n_mels, "fmin": fmin, "fmax": fmax}
    return edges, audio.mel_filterbank(sr=sr, n_fft=n_fft, **bands, dtype=float)


def log_dct(mel_power, n_mfcc):
    levels = audio.power_to_db(mel_power, amin=1e-10, top_db=80)
    matrix = audio.dct_matrix(n_mfcc, len(mel_power), dtype=float)
    return levels, matrix, matrix @ levels


def delta_slopes(M, width):
    edge = width // 2
    padded = np.pad(np.asarray(M, dtype=float), ((0, 0), (edge, edge)), mode="edge")
    return audio.delta(padded, width=width)[:, edge : padded.shape[1] - edge]


def chroma_fold(power, sr, fmin):
    return fold_octaves(power, sr=sr, fmin=fmin)


def linear_prediction(y, order):
    from scipy.signal import lfilter

    a = -audio.lpc(np.asarray(y, dtype=float), order=order)[1:]
    return a, lfilter(np.append(1.0, -a), 1, y)


def nmf(X, W, H, n_steps):
    return decomposition.update(X, W, H, n_iter=n_steps)


def bag_of_frames(frames, centres, n_steps):
    centres = decomposition.settle(frames, centres, n_iter=n_steps)
    labels = decomposition.nearest(frames, centres)
    return centres, np.bincount(labels, minlength=len(centres)) / len(frames)


def spectral_moments(S, sr):
    kinds = (audio.spectral_centroid, audio.spectral_spread)
    shape = audio.spectral_skewness(S, sr=sr), audio.spectral_kurtosis(S, sr=sr)
    return *(kind(S, sr=sr) for kind in kinds), *shape


def spectral_texture(S, sr, share):
    rolloff = audio.spectral_rolloff(S, sr=sr, roll_percent=share)
    irregularity = audio.spectral_irregularity(S)
    return audio.spectral_flatness(S), irregularity, rolloff, audio.spectral_flux(S)


def cepstrum_pitch(y, sr, fmin, fmax):
    cepstrum = audio.power_cepstrum(y)
    lags = np.arange(int(np.ceil(sr / fmax)), int(sr / fmin) + 1)
    return cepstrum, sr / lags[cepstrum[lags].argmax()]


class PowerCompression:
    """`synth.PowerCompression` as the exercise calls it."""

    def __init__(self, p):
        self.p = p

    def forward(self, x):
        self.layer = synth.PowerCompression(self.p)
        return self.layer.forward(np.asarray(x, dtype=float))

    def backward(self, dout):
        (power,) = self.layer.parameters()
        power.grad *= 0  # the package's own adds up; here dp is that of the last backward alone
        dx = self.layer.backward(np.asarray(dout, dtype=float))
        self.dp = power.grad.item()
        return dx


def pick_peaks(novelty, threshold, wait):
    return list(onsets.pick_peaks(novelty, threshold=threshold, wait=wait))


def onset_score(found, truth, tolerance):
    f, precision, recall = onsets.f_measure(truth, found, window=tolerance)
    return precision, recall, f


def pick_beats(activation, frame_rate):
    return onsets.pick_peaks(np.asarray(activation), threshold=0.45, wait=1) / frame_rate


def leaky_unit(v, alpha):
    return leaky_memory.follow(v, alpha), np.log(0.5) / np.log(alpha)


def beat_f_measure(estimated, reference, tolerance):
    return onset_score(estimated, reference, tolerance)


def log_bands(power, weight, floor, dout):
    floor = max(floor, np.finfo(float).tiny)
    layer = layers.LogBands(np.zeros_like(weight), floor=floor, dtype=float)
    (name, _), *_ = layer.named_parameters()
    setattr(layer, name, Parameter(np.asarray(weight, dtype=float)))
    levels = layer.forward(np.asarray(power, dtype=float))
    return levels, layer.backward(dout), layer.parameters()[0].grad


def principal_directions(X, k):
    return decomposition.pca(X, n_components=k)


def melody_loss(logits, targets, mask):
    loss, slope = composer.masked_loss(np.asarray(logits, dtype=float), targets, mask)
    return loss, loss / np.log(2), slope


def sample_with_temperature(logits, temperature, u):
    if temperature == 0:
        symbols = np.argmax(logits, axis=1)
        return np.eye(np.shape(logits)[1])[symbols], symbols
    drawn = [composer.draw(row, temperature, coin) for row, coin in zip(logits, u, strict=True)]
    return layers.softmax(np.asarray(logits, dtype=float) / temperature), np.array(drawn)


def free_run(step, state, first, u, temperature):
    symbol, melody = first, []
    for coin in u:
        scores, state = step(symbol, state)
        symbol = int(sample_with_temperature(scores[None], temperature, [coin])[1][0])
        melody.append(symbol)
    return np.array(melody)


def keep_likely(p, k, share):
    return picking.keep_likely(p, k, share)


def matching_temperature(logits, bits):
    return picking.temperature_for(logits, bits)


def tune_facts(pitches, lengths):
    return tune_numbers.tune_facts(pitches, lengths)


def look_back(lengths, bar, bars_ago):
    return phrases.look_back(lengths, bar, bars_ago)


def turn_taking(reply, human, first):
    return counterpoint.take_turns(reply, np.asarray(human), first)


def ideal_ratio_mask(S, V):
    mask = mixtures.ratio(S, V)
    return mask, mask * (S + V)


def sdr_improvement(estimate, mixture, target):
    before, after = (noisy_words.sdr(y, target) for y in (mixture, estimate))
    return before, after, after - before


def scheduled_inputs(truth, guesses, i, k, coins):
    return vibrato.partly_true(truth, guesses, i, k, coins)


def key_profile(pitches, lengths, template):
    return keys.fits(pitches, lengths, template)


def relative_code(own, other):
    return counterpoint.related(own, other)


def bigram_bits(train, test, K, alpha):
    counted, new = ((text[:-1], text[1:]) for text in (train, test))
    table = pairs.pair_table(counted, K, extra=alpha)
    return table, pairs.pair_bits(counted, new, K, extra=alpha)
