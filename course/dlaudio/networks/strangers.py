"""How well classifiers hear the digits of a speaker whom they have never met.

Pictures are finer than those of `listener`: 24 mel bands by 24 frames. Everything here serves the
table of unit 9; bench/digits.py leaves out every speaker in turn.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from dlaudio import audio, layers
from dlaudio.audio import augment
from dlaudio.losses import CrossEntropyLoss
from dlaudio.networks.anywhere import anywhere
from dlaudio.optim import Adam, cosine_decay
from dlaudio.train import fit, predict

SIDE = 24  # mel bands, and frames
SECONDS = 0.64
LOUDEST_DB = 60  # this far below the loudest place is silence


def picture(y, sr) -> np.ndarray:
    """The first 0.64 s in 24 mel bands from 60 Hz and 24 frames: (24, 24) levels, 0 to 1.

    0 is 60 dB or more below the loudest place, 1 is the loudest place, so how loud a recording is
    as a whole makes no difference. Frames of 32 ms, so that a quick consonant is not smeared.
    """
    length = round(SECONDS * sr)
    y = np.asarray(y)[:length]
    y = np.pad(y, (0, length - len(y)))
    options = {"n_fft": round(0.032 * sr), "hop_length": length // SIDE, "n_mels": SIDE}
    return audio.log_mel(y, sr=sr, fmin=60.0, top_db=LOUDEST_DB, **options)[:, :SIDE]


@cache
def voices(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All recordings of a set: pictures (N, 1, 24, 24), digits (N,), names of the speakers (N,)."""
    from dlaudio import datasets

    words = datasets.load(name)
    X = np.array([picture(y, words.sr) for y in words.audio], dtype=np.float32)[:, None]
    return X, np.asarray(words.labels, int), np.asarray(words.speakers)


def three_groups(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which recordings of a set are learnt from, held back of known speakers, and by strangers.

    The stranger is george among the real voices, and whoever is in the test split of the others. Of
    the words of all others about a tenth is held back.

    Parameters
    ----------
    name : str
        Of the set, as for `voices`.

    Returns
    -------
    known, held_back, stranger : arrays of bool, shape (N,)
    """
    from dlaudio import datasets

    who = voices(name)[2]
    left_out = ["george"] if name == "fsdd" else who[datasets.load(name).splits["test"]]
    stranger = np.isin(who, left_out)
    held_back = ~stranger & (np.random.default_rng(1).random(len(who)) < 0.1)
    return ~stranger & ~held_back, held_back, stranger


class MeanMFCC(layers.Layer):
    """Pictures (N, 1, bands, frames) to the 13 MFCC of their levels, averaged over time: (N, 13).

    There is nothing to learn; they are scaled to about 1.
    """

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Map pictures to rows of 13."""
        bands = x.shape[2]
        C = audio.dct_matrix(13, bands, dtype=x.dtype)
        return x[:, 0].mean(axis=2) @ C.T * np.array([0.5] + [3] * 12, x.dtype)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Nothing below learns, so nothing goes back."""
        return dout


def logistic(rng):
    """Softmax regression on the mean MFCC."""
    return layers.Sequential(MeanMFCC(), layers.Linear(13, 10, rng=rng))


def mlp(rng):
    """A dense network on the whole picture."""
    first = layers.Linear(SIDE * SIDE, 128, rng=rng)
    return layers.Sequential(
        layers.Flatten(), first, layers.ReLU(), layers.Linear(128, 10, rng=rng)
    )


def cnn(rng):
    """Three convolutions; the first one moves by two, which is where most of the work is saved."""
    return layers.Sequential(
        layers.Conv2d(1, 8, 5, stride=2, padding=2, rng=rng),
        layers.ReLU(),
        layers.Conv2d(8, 16, 3, padding=1, rng=rng),
        layers.ReLU(),
        layers.MaxPool2d(2),
        layers.Conv2d(16, 32, 3, padding=1, rng=rng),
        layers.ReLU(),
        layers.MaxPool2d(2),
        layers.Flatten(),
        layers.Linear(32 * 3 * 3, 10, rng=rng),
    )


def over_time(rng):
    """Two convolutions over time, with the bands as channels, and one pool over all time."""
    return anywhere(10, bands=SIDE, frames=SIDE, channels=48, rng=rng)


def changed(X, rng) -> np.ndarray:
    """Pictures that could be the same words by others: time, tilt, and bands and frames hidden."""
    X = augment.stretch(X, max_stretch=0.25, max_shift=3, rng=rng)
    X = np.clip(augment.tilt(X, max_tilt=0.15, rng=rng), 0, 1)
    X = augment.frequency_mask(X, max_width=4, rng=rng, fill=0.5)
    return augment.time_mask(X, max_width=4, rng=rng, fill=0.5)


@dataclass(frozen=True)
class Recipe:
    """A model, how long and how fast it learns, and whether from changed pictures."""

    make: Callable
    epochs: int
    lr: float
    augmented: bool = False


RECIPES = {
    "logistic regression, mean MFCC": Recipe(logistic, 20, 0.02),
    "MLP": Recipe(mlp, 10, 1e-3),
    "MLP, augmented": Recipe(mlp, 10, 1e-3, augmented=True),
    "CNN, small pools": Recipe(cnn, 10, 3e-3),
    "CNN, small pools, augmented": Recipe(cnn, 10, 3e-3, augmented=True),
    "CNN, pool over all time": Recipe(over_time, 20, 3e-3),
    "CNN, pool over all time, augmented": Recipe(over_time, 20, 3e-3, augmented=True),
}
BEST = "CNN, pool over all time, augmented"
# How the numbers of `side_by_side` are written.
FORMS = {"parameters": "{:,}", "known speakers": "{:.0%}", "strangers": "{:.0%}"}


def learn(recipe: Recipe, X, y, *, seed: int = 0):
    """The model of a recipe, trained on pictures X with digits y; it expects `centred` pictures.

    The learning rate falls to 0 along half a wave of a cosine.
    """
    rng = np.random.default_rng(seed)
    model = recipe.make(rng)
    adam = Adam(model.parameters(), recipe.lr)

    def seen(batch):
        return centred(changed(batch, rng) if recipe.augmented else batch)

    options = {"epochs": recipe.epochs, "batch_size": 32, "rng": rng, "progress": False}
    falling = cosine_decay(recipe.lr)
    fit(model, CrossEntropyLoss(), adam, X, y, augment=seen, schedule=falling, **options)
    return model


def centred(X) -> np.ndarray:
    """Levels from 0 to 1 as numbers from -1 to 1, which a network likes better."""
    return 2 * X - 1


def right_share(model, X, y) -> float:
    """The share of the pictures whose digit the model hears."""
    return together([model], X, y)


def side_by_side(models: Mapping, X, y, groups: Mapping) -> dict[str, dict[str, float]]:
    """For each model how many numbers it has learnt, and the share it hears of each group's words.

    Parameters
    ----------
    models : mapping of str to Layer
        As `learn` makes them.
    X, y : arrays (N, 1, 24, 24) and (N,)
        All pictures and their digits.
    groups : mapping of str to array of bool, shape (N,)
    """
    return {
        name: {"parameters": model.count_parameters()}
        | {group: right_share(model, X[some], y[some]) for group, some in groups.items()}
        for name, model in models.items()
    }


def together(models, X, y) -> float:
    """The share of the pictures whose digit several models hear: the mean of what each believes."""
    return float(np.mean(heard(models, X) == y))


def heard(models, X) -> np.ndarray:
    """The digits that several models together take the pictures for, (N,)."""
    return sum(layers.softmax(predict(model, centred(X))) for model in models).argmax(axis=1)


def table(model, X, y, sounds, sr: int) -> audio.Confused:
    """What the model takes pictures X with digits y for, with the words that they are of."""
    title, names = "words that strangers say", [str(digit) for digit in range(10)]
    return audio.confused(heard([model], X), y, sounds, sr, names=names, title=title)


def left_out(X, y, who, speaker: str, *, seed: int = 0) -> float:
    """The best recipe's share of right answers on a speaker, after learning from the others."""
    out = who == speaker
    return right_share(learn(RECIPES[BEST], X[~out], y[~out], seed=seed), X[out], y[out])
