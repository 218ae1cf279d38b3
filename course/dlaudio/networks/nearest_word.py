"""The simplest machine that hears words: it says what the nearest recording says."""

from functools import cache

import numpy as np

from dlaudio.datasets.coefficients import digit_mfccs, digit_sounds, in_order

SAMPLES, KNOWN, NEW = 4000, 500, 200


@cache
def _points(name: str, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Known and new words as rows, by "samples" of equal energy or by standardised "features"."""
    found = []
    for split, n in (("train", KNOWN), ("test", NEW)):
        if kind == "samples":
            sounds, _, _ = digit_sounds(name, split, n)
            rows = np.array([np.append(y, np.zeros(SAMPLES))[:SAMPLES] for y in sounds], float)
            found.append(rows / np.linalg.norm(rows, axis=1, keepdims=True))
        else:
            found.append(np.array([in_order(M) for M in digit_mfccs(name, split, n)[0]]))
    if kind != "samples":
        middle, spread = found[0].mean(axis=0), found[0].std(axis=0)
        found = [(rows - middle) / spread for rows in found]
    return found[0], found[1]


@cache
def _nearest(name: str, kind: str) -> np.ndarray:
    """Which known word is nearest to each new one, shape (NEW,)."""
    known, new = _points(name, kind)
    return ((known**2).sum(axis=1) - 2 * new @ known.T).argmin(axis=1)


def shares(name: str) -> dict[str, float]:
    """Share of new speakers' words right, by samples and by 39 features.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    """
    digits, truth = digit_mfccs(name, "train", KNOWN)[1], digit_mfccs(name, "test", NEW)[1]
    kinds = {f"{SAMPLES:,} samples": "samples", "39 features": "features"}
    return {
        words: float(np.mean(digits[_nearest(name, kind)] == truth))
        for words, kind in kinds.items()
    }


def clouds(name: str, n: int = 200) -> dict[str, np.ndarray]:
    """Known words as points: by samples, and by features."""
    return {
        f"words, {SAMPLES:,} samples": _points(name, "samples")[0][:n],
        "words, 39 features": _points(name, "features")[0][:n],
    }


def _pair(name: str) -> tuple[int, int]:
    """A new word for which the samples point at another word, and what they point at."""
    digits, truth = digit_mfccs(name, "train", KNOWN)[1], digit_mfccs(name, "test", NEW)[1]
    by_samples, by_features = _nearest(name, "samples"), _nearest(name, "features")
    fooled = (digits[by_samples] != truth) & (digits[by_features] == truth)
    new = int(np.flatnonzero(fooled)[0])
    return new, int(by_samples[new])


def _named(name: str) -> list[tuple[str, np.ndarray, int]]:
    from dlaudio.datasets.recordings import DIGITS

    new, near = _pair(name)
    found = []
    for words, split, n, i in (
        ("new", "test", NEW, new),
        ("nearest", "train", KNOWN, near),
    ):
        sounds, labels, sr = digit_sounds(name, split, n)
        found.append((f"{words}: {DIGITS[labels[i]]}", sounds[i], sr))
    return found


def heard(name: str) -> list[tuple[str, np.ndarray]]:
    """A new word, and the recording whose samples are nearest to it, with what is said in each."""
    return [(words, 0.7 * y / np.abs(y).max()) for words, y, _ in _named(name)]


def draw(name: str = "spoken-digits"):
    """Draw both words as samples and as mel spectrograms.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    """
    from dlaudio import audio
    from dlaudio.plots.mel import hz_of_bands
    from dlaudio.plots.parts import INPUT, Card
    from dlaudio.plots.parts.images import image

    card = Card(9.0)
    pairs = _named(name)
    for k, (words, y, sr) in enumerate(pairs):
        left, y = 1.8 + 8.2 * k, np.pad(np.asarray(y, float), (0, SAMPLES))[:SAMPLES]
        plane = card.plane(left, 1.0, 6.8, 2.2, xlim=(0, SAMPLES / sr), ylim=(-1.1, 1.1))
        plane.plot(np.arange(SAMPLES) / sr, y / np.abs(y).max(), color=INPUT.line, lw=0.6)
        plane.set_yticks([])
        card.write(left + 3.4, 0.55, words, size=13, bold=True)
        mel = audio.melspectrogram(y, sr=sr, n_fft=256, hop_length=64, n_mels=40, fmin=60)
        levels = 10 * np.log10(np.maximum(mel / mel.max(), 1e-5))
        picture = image(
            card,
            levels,
            (left, 4.2),
            (6.8, 3.4),
            xlabel="time (s)",
            extent=(0, SAMPLES / sr, -0.5, 39.5),
        )
        hz_of_bands(picture.yaxis, 40, fmin=60, fmax=sr / 2, marks=(250, 1000, 3000))
        picture.set_ylabel("" if k else "frequency (Hz)")
    said = " and ".join(words for words, _, _ in pairs)
    return card.figure, f"Two recordings, {said}, as {SAMPLES:,} samples and as mel spectrograms."
