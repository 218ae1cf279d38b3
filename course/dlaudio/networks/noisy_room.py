"""Words in disguise, and nets that listen to new speakers in a quiet and in a noisy room."""

from collections.abc import Callable

import numpy as np

from dlaudio import audio, datasets
from dlaudio.audio import augment
from dlaudio.datasets.bands import band_levels
from dlaudio.networks import word_trials

NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _speech():
    return datasets.load("fsdd" if datasets.available("fsdd") else "spoken-digits")


def play_disguises():
    """A player with one word, and what changes make of it that leave it the same word."""
    words = _speech().where(split="train", labels="three")
    word, rng = words.audio[0].astype(float), np.random.default_rng(1)
    word = 0.4 * word / np.abs(word).max()
    versions = {
        "as recorded": word,
        "12 dB softer": augment.gain(word, low_db=-12, high_db=-12, rng=rng),
        "noise at 10 dB": augment.noise(word, snr_db=10, rng=rng),
        "noise at 0 dB": augment.noise(word, snr_db=0, rng=rng),
        "shifted": augment.time_shift(word, max_shift=len(word) // 4, rng=rng),
        "masked": audio.istft(_masked(word)[1], hop_length=64, length=len(word)),
    }
    return audio.play_row({name: y.clip(-1, 1) for name, y in versions.items()}, words.sr)


def _masked(word):
    rng, S = np.random.default_rng(1), audio.stft(word, n_fft=256, hop_length=64)
    holes = augment.time_mask(S, max_width=S.shape[1] // 3, rng=rng)
    return S, augment.frequency_mask(holes, max_width=40, rng=rng)


def draw_masks():
    """Draw the spectrogram of the word, whole and masked: a figure, and words."""
    from dlaudio import plots
    from dlaudio.plots.pictures import new_figure

    words = _speech().where(split="train", labels="three")
    figure = new_figure(9, 2.9)
    spectra = dict(zip(("as recorded", "masked"), _masked(words.audio[0]), strict=True))
    loudest = np.abs(spectra["as recorded"]).max()
    for ax, (title, S) in zip(figure.subplots(1, 2), spectra.items(), strict=True):
        look = {"sr": words.sr, "hop_length": 64, "vmin": -80, "vmax": 0, "title": title}
        plots.spectrogram(audio.amplitude_to_db(np.abs(S), ref=loudest), ax=ax, **look)
    return figure, "Spectrogram of a word, whole, and without a band of frames and of frequencies."


def _levels(sounds, sr, rng=None, snr_db=(5, 25)) -> np.ndarray:
    """Band levels (N, 48) of sounds, with noise at a ratio between these two if there is an rng."""
    if rng is not None:
        sounds = [augment.noise(y, snr_db=rng.uniform(*snr_db), rng=rng) for y in sounds]
    return np.array([band_levels(y, sr) for y in sounds], dtype=np.float32)


def _some(split: str, n: int):
    data = _speech().where(split=split)
    rows = np.random.default_rng(0).permutation(len(data.audio))[:n]
    return [data.audio[i] for i in rows], np.asarray(data.labels)[rows].astype(int), data.sr


def play_mixtures(mix: Callable, *, snr_db=(20, 10, 0, -10)):
    """A player with one word in more and more noise.

    Parameters
    ----------
    mix : callable
        ``mix(y, noise, db, snr_db)`` returns two sounds, the second with the noise in it.
    snr_db : sequence of float
        Signal-to-noise ratios, dB.
    """
    words = _speech().where(split="train", labels="three")
    word = words.audio[0].astype(float)
    hiss = np.random.default_rng(0).normal(size=len(word))
    mixtures = {f"{snr:g} dB".replace("-", "−"): mix(word, hiss, 0, snr)[1] for snr in snr_db}
    loud = {name: 0.5 * y / np.abs(y).max() for name, y in mixtures.items()}
    return audio.play_row(loud, words.sr, title="one word in more and more noise")


def rooms(*, n: int = 240, n_new: int = 150, seeds: int = 3) -> dict[str, dict[str, list]]:
    """Per cent of new speakers' words right in both rooms, learnt with and without noisy copies.

    Returns
    -------
    dict
        What was learnt from, then the room, then a number for each seed.
    """
    (sounds, digits, sr), (others, answers, _) = _some("train", n), _some("test", n_new)
    rng = np.random.default_rng(0)
    clean, copies = _levels(sounds, sr), [_levels(sounds, sr, rng) for _ in range(2)]
    tests = _levels(others, sr), _levels(others, sr, rng, (10, 10))
    shares = {}
    for label, rows in [
        ("words as they are", clean),
        ("and noisy copies", np.vstack([clean, *copies])),
    ]:
        middle, spread, many = rows.mean(axis=0), rows.std(axis=0) + 1e-3, len(rows) // n
        found = []
        for seed in range(seeds):
            draws = np.random.default_rng(seed)
            model, Z = word_trials.net(draws, 128, 0.3), (rows - middle) / spread
            word_trials.train(model, Z, np.tile(digits, many), 60 // many, draws)
            right = [word_trials.right(model, (T - middle) / spread, answers) for T in tests]
            found.append(np.multiply(right, 100))
        quiet, noisy = np.transpose(found).tolist()
        shares[label] = {"quiet room, % right": quiet, "noisy room, % right": noisy}
    return shares


def play(recipe: Callable, *, snr_db: float, practice=None, n: int = 8):
    """A player: new speakers say a few words in noise, and what a recipe's net writes down.

    Parameters
    ----------
    recipe : callable
        ``recipe(X, y, speakers, X_new, rng)`` returns the digits that it hears in X_new.
    snr_db : float
        Signal-to-noise ratio of the room, dB.
    practice : pair of float, optional
        The net also learns from two noisy copies of each word, at ratios between these two, dB.
    n : int
        How many words are played; 100 are heard.
    """
    data = _speech().where(split="train")
    rows = np.random.default_rng(3).permutation(len(data.audio))[:400]
    sounds, rng = [data.audio[i] for i in rows], np.random.default_rng(1)
    copies = [] if practice is None else [_levels(sounds, data.sr, rng, practice) for _ in range(2)]
    X = np.vstack([_levels(sounds, data.sr), *copies])
    digits = np.tile(np.asarray(data.labels)[rows].astype(int), 1 + len(copies))
    names = np.unique(data.speakers, return_inverse=True)[1]
    speakers = np.tile(names[rows], 1 + len(copies))
    others, answers, sr = _some("test", 100)
    noisy = [augment.noise(y, snr_db=snr_db, rng=rng) for y in others]
    middle, spread = X.mean(axis=0), X.std(axis=0) + 1e-3
    X_new = (_levels(noisy, sr) - middle) / spread
    heard = np.asarray(recipe((X - middle) / spread, digits, speakers, X_new, rng))
    named = [
        (f"said {NAMES[said]}, heard {NAMES[int(guess)]}", 0.7 * y / np.abs(y).max())
        for said, guess, y in zip(answers[:n], heard, noisy, strict=False)
    ]
    share = np.mean(heard == answers)
    return audio.play_row(
        named, sr, title=f"noise at {snr_db:g} dB, {share:.0%} of 100 words right"
    )
