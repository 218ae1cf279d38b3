"""How many spoken digits a small net gets right when each number of its input moves a little."""

from functools import cache
from typing import NamedTuple

import numpy as np

from dlaudio.layers import Linear, Sequential, Tanh
from dlaudio.losses import CrossEntropyLoss
from dlaudio.optim import Adam
from dlaudio.train import fit


class Victim(NamedTuple):
    """A net tanh(XW + b)V + c, and new words that it has not learnt from."""

    weights: tuple  # W, b, V, c
    X: np.ndarray  # (N, 48)
    y: np.ndarray  # (N,)

    def answers(self, X) -> np.ndarray:
        """The digit that is heard in each row, (N,)."""
        W, b, V, c = self.weights
        return (np.tanh(X @ W + b) @ V + c).argmax(axis=1)


@cache
def victim() -> Victim:
    """40 hidden units that have learnt 960 spoken digits, 48 numbers each."""
    from dlaudio.datasets.digits import ten_digits

    X, y, X_new, y_new = ten_digits("spoken-digits", 960, 240)
    rng = np.random.default_rng(0)
    net = Sequential(Linear(48, 40, rng=rng), Tanh(), Linear(40, 10, rng=rng))
    options = {"epochs": 25, "batch_size": 32, "rng": rng, "progress": False}
    fit(net, CrossEntropyLoss(), Adam(net.parameters(), 5e-3), X.astype(np.float32), y, **options)
    weights = tuple(p.value.astype(float) for p in net.parameters())
    return Victim(weights, X_new.astype(float), y_new)


def shares_right(net: Victim, fgsm, strengths) -> dict[str, list[float]]:
    """Share of new words right after moves of these sizes: random signs, and those of `fgsm`.

    Parameters
    ----------
    fgsm : callable
        (X, y, W, b, V, c, strength) to (dX, attacked), as in unit 13.
    strengths : sequence of float
        How far each of the 48 numbers is moved.
    """
    signs = np.random.default_rng(0).choice([-1.0, 1.0], net.X.shape)
    shares = {"random signs": [], "signs of the slope": []}
    for strength in strengths:
        aimed = np.asarray(fgsm(net.X, net.y, *net.weights, strength)[1])
        for name, X in zip(shares, (net.X + strength * signs, aimed), strict=True):
            shares[name].append(float(np.mean(net.answers(X) == net.y)))
    return shares


def right_under_noise(noise, shares, *, words: int = 100) -> list[float]:
    """Share of new words that a listener hears right, for each share of samples that is spoilt.

    Parameters
    ----------
    noise : callable
        (y, share, u, side) to the spoilt sound, with y, u, side (n,), as in unit 13.
    shares : sequence of float
        From 0 to 1.
    words : int
        How many words are taken.
    """
    from dlaudio import datasets
    from dlaudio.networks.listener import listener, word_picture
    from dlaudio.train import predict

    spoken, net = datasets.load("spoken-digits").where(split="test"), listener("spoken-digits")
    chosen = np.random.default_rng(3).permutation(len(spoken.audio))[:words]
    rng, right = np.random.default_rng(1), []
    for share in shares:
        heard = [
            word_picture(noise(y, share, *rng.random((2, len(y)))), spoken.sr)
            for y in (spoken.audio[i] for i in chosen)
        ]
        answers = predict(net, np.array(heard, dtype=np.float32)[:, None] - 0.5).argmax(axis=1)
        right.append(float(np.mean(answers == spoken.labels[chosen])))
    return right


def picture(strengths, shares):
    """The shares over the strengths, a line for each kind of move, and they in words."""
    from dlaudio.plots import OKABE_ITO
    from dlaudio.plots.pictures import new_figure

    figure = new_figure(6.6, 3.0)
    ax = figure.subplots()
    for (name, of), color, mark in zip(shares.items(), ("blue", "vermillion"), "os", strict=True):
        ax.plot(strengths, of, marker=mark, color=OKABE_ITO[color], label=name)
    ax.axhline(0.1, ls=":", color="0.5")
    ax.annotate("guessing", (strengths[0], 0.12), fontsize=11)
    ax.set(xlabel="each number moves by", ylabel="words right", ylim=(0, 1.05))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 0.2))
    told = "; ".join(
        f"{name}: " + ", ".join(f"{s:.0%} at {e:g}" for e, s in zip(strengths, of, strict=True))
        for name, of in shares.items()
    )
    return figure, f"Share of new words right over the size of the move. {told}."
