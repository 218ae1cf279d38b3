"""Speech or music? What a Boltzmann machine says of the frames, beside two plain baselines.

The task is that of J. Schlüter, R. Sonnleitner, "Unsupervised feature learning for speech and music
detection in radio broadcasts", DAFx 2012, with words and tunes of the course.
"""

import numpy as np

from dlaudio.layers import Linear, sigmoid
from dlaudio.losses import CrossEntropyLoss
from dlaudio.networks.boltzmann import blank, train_rbm
from dlaudio.optim import Adam
from dlaudio.train import fit, predict
from dlaudio.widgets.bottleneck import BANDS, levels

HIDDEN, EACH = 12, 60


def sounds(tunes, *, rng: np.random.Generator):
    """Frames (T, 32) of 60 words and 60 times four notes, and which are music, (120,)."""
    from dlaudio import audio, datasets

    words = datasets.load("spoken-digits")
    found = [words.audio[i] for i in rng.permutation(len(words.audio))[:EACH]]
    for i in range(EACH):
        pitches = tunes.pitches[i % len(tunes)][4 * (i % 3) :][:4]
        tones = (float(audio.midi_to_hz(p)) for p in pitches)
        found.append(np.concatenate([audio.note(f, sr=words.sr, duration=0.15) for f in tones]))
    frames = [np.clip(levels(y, words.sr), 0, 1) for y in found]
    return frames, np.repeat([0, 1], EACH)


def shares_right(tunes, *, seed: int = 0) -> dict[str, float]:
    """Share of 40 new sounds right by three kinds of features, each the mean over the frames."""
    rng = np.random.default_rng(seed)
    frames, is_music = sounds(tunes, rng=rng)
    known = np.arange(len(frames)) % 3 > 0
    heard = np.concatenate([f for f, k in zip(frames, known, strict=True) if k])
    W, _, b = train_rbm(heard, HIDDEN, rng=rng, epochs=5)
    by_chance = blank(BANDS, HIDDEN, rng=rng)[0] * 10
    kinds = {
        "learnt units": [sigmoid(b + f @ W).mean(axis=0) for f in frames],
        "units by chance": [sigmoid(f @ by_chance).mean(axis=0) for f in frames],
        "mean levels": [f.mean(axis=0) for f in frames],
    }
    right = {}
    for name, features in kinds.items():
        X = np.array(features, dtype=np.float32)
        judge = Linear(X.shape[1], 2, rng=rng)
        options = {"epochs": 60, "batch_size": 20, "rng": rng, "progress": False}
        optimizer = Adam(judge.parameters(), 0.05)
        fit(judge, CrossEntropyLoss(), optimizer, X[known], is_music[known], **options)
        verdict = predict(judge, X[~known]).argmax(axis=1)
        right[name] = float(np.mean(verdict == is_music[~known]))
    return right
