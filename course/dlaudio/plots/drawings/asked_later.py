"""How often nets with a memory are right, by when they are asked: one stands still, one swings."""

from collections.abc import Mapping

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, Card
from dlaudio.plots.parts.inks import SHADES

TURN = 4.5  # frames, of the net that swings where none is given


def draw(shares: Mapping[str, Mapping[int, float]] | None = None, *, trained: int = 20):
    """Draw the share of right answers over the frame in which a net is asked, a line for each net.

    Parameters
    ----------
    shares : mapping of {frame: share} by name, one or two of them, optional
        By default a net that stands still, and one whose memory turns round in 4.5 frames.
    trained : int
        The frame in which they were asked while they learnt.
    """
    if shares is None:
        frames = np.arange(trained - 4, trained + 23)
        swing = 0.5 + 0.5 * np.cos(2 * np.pi * (frames - trained) / TURN)
        shares = {
            "stands": dict.fromkeys(frames.tolist(), 1.0),
            "swings": dict(zip(frames.tolist(), swing, strict=True)),
        }
    if not 1 <= len(shares) <= 2:
        raise ValueError(f"asked_later has room for one or two nets, got {len(shares)}")
    card, last = Card(7.6), max(max(of) for of in shares.values())
    first = min(min(of) for of in shares.values())
    looks = {"xlim": (first - 0.7, last + 3.2), "ylim": (-0.1, 1.32)}
    ax = card.plane(2.2, 0.6, 14.6, 5.5, xlabel="asked after so many frames", **looks)
    ax.set_yticks([0, 0.5, 1], ["none right", "half", "all right"])
    ax.axhline(0.5, color=GREY.line, lw=1, ls=":")
    ax.axvline(trained, color=GREY.line, lw=1.6)
    ax.text(trained + 0.3, 1.2, f"taught: asked after {trained}", color=GREY.text, fontsize=12)
    told = []
    looks = [(INPUT, "s", 1.0), (SHADES[1], "o", 0.6)]
    for (name, of), (ink, mark, height) in zip(shares.items(), looks, strict=False):
        ax.plot(list(of), list(of.values()), mark + "-", color=ink.line, ms=6, lw=2)
        label = {"color": ink.text, "fontsize": 13, "va": "center", "weight": "bold"}
        ax.text(last + 0.7, height, name, **label)
        told.append(f"{name}: " + ", ".join(f"{share:.0%} after {k}" for k, share in of.items()))
    return card.figure, (
        f"How often nets are right, by the frame in which they are asked; they were taught to "
        f"answer after {trained}. {'; '.join(told)}."
    )
