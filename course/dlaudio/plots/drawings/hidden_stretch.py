"""Learning from sound alone: a stretch is hidden, and the net chooses what belongs into the gap."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, WEIGHT, Card, box, forward

CODES = (12, 12, 40, 7, 7, 31, 31, 5)
HIDDEN = (3, 4)
SCORES = {7: 2.0, 31: 0.5, 12: -0.5, 58: -1.0}


def draw(codes=CODES, hidden=HIDDEN, scores=None):
    """Draw frames as codes, two of them hidden, and how the net chooses among candidates.

    Parameters
    ----------
    codes : sequence of int
        8 codes, one for each frame; nobody has labelled them.
    hidden : sequence of int
        The places that are covered; the first is asked for.
    scores : mapping from int to float, optional
        How well each of four candidates fits the first gap; the true one is among them.
    """
    scores = dict(scores or SCORES)
    asked = codes[hidden[0]]
    if len(codes) != 8 or len(scores) != 4 or asked not in scores:
        raise ValueError(
            f"hidden_stretch needs 8 codes and 4 candidates with {asked}, got {scores}"
        )
    shares = np.exp(list(scores.values()))
    shares = shares / shares.sum()
    card = Card(7.0)
    card.write(0.5, 1.0, "sound", ink=GREY, align="left", size=12.5)
    card.write(0.5, 2.25, "its codes", ink=GREY, align="left", size=12.5)
    t = np.linspace(0, 1, 60)
    for k, code in enumerate(codes):
        left = 2.9 + 1.75 * k
        gap = k in hidden
        wave = 0.35 * np.sin(np.pi * t) * np.sin(2 * np.pi * (2 + code % 7) * t)
        ink = GREY if gap else INPUT
        card.ax.plot(left + 1.5 * t, 1.0 - (0 if gap else 1) * wave, color=ink.line, lw=1.4)
        name = "?" if gap else str(code)
        box(card, (left, 1.85), (1.5, 0.8), name, ink=GRADIENT if gap else INPUT, type_size=13)
    net = box(
        card, (2.9, 3.35), (13.75, 0.95), "transformer blocks look at what is left", ink=WEIGHT
    )
    place = 2.9 + 1.75 * hidden[0] + 0.75
    forward(card, (place, net.bottom), (place, 5.2))
    card.write(0.5, 5.75, "which one is\nit, of four?", ink=GREY, align="left", size=12.5)
    told = []
    for k, ((code, score), share) in enumerate(zip(scores.items(), shares, strict=True)):
        left = 4.1 + 3.15 * k
        ink = OUTPUT if code == asked else GREY
        box(card, (left, 5.25), (2.7, 0.95), f"{code}:  {share:.2f}", ink=ink, type_size=13)
        card.write(left + 1.35, 6.5, f"score {score:g}".replace("-", "−"), ink=GREY, size=11)
        told.append(f"{code} scores {score:g}, share {share:.2f}".replace("-", "−"))
    loss = -np.log(shares[list(scores).index(asked)])
    return card.figure, (
        f"Eight frames of sound as codes {', '.join(map(str, codes))}, places "
        f"{' and '.join(map(str, hidden))} hidden. The net "
        f"chooses among four codes for the first: {'; '.join(told)}. Right is {asked}, so the loss "
        f"is {loss:.2f}."
    )
