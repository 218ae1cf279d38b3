"""The trellis of CTC walked from both ends: how much of a word goes through one of its circles."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, Card, listed, number
from dlaudio.plots.parts.inks import PAPER

from .ctc_trellis import FRAMES, ROW, _place, forward_sums, sources, states

STEP = 1.4  # from place to place


def backward_sums(P: np.ndarray, target) -> np.ndarray:
    """The probability of all endings of paths that are in state s at frame t, (T, S).

    What frame t itself says is in `forward_sums` and not in these, so that the product of both is
    the probability of all paths through the state.
    """
    row = states(target)
    after = np.zeros((len(P), len(row)))
    after[-1, -2:] = 1
    for t in range(len(P) - 2, -1, -1):
        for s in range(len(row)):
            for p in sources(row, s):
                after[t, p] += P[t + 1, row[s]] * after[t + 1, s]
    return after


def draw(target=(1, 2), P=None, *, at=(1, 1), names=("–", "a", "b")):
    """Draw what arrives at one circle, in blue, and what leads on from it to the end, in green.

    Parameters
    ----------
    target : sequence of int
        Labels from 1; 1 or 2 of them.
    P : array, shape (T, C), optional
        Probability of each label at each frame, the blank first; T from 3 to 7.
    at : pair of int
        The frame, neither the first nor the last, and the place.
    names : sequence of str
        What the blank and the labels are called.
    """
    P = FRAMES if P is None else P
    P, row, (lit, place) = np.asarray(P, dtype=float), states(target), at
    if not (1 <= len(target) <= 2 and 1 <= lit < len(P) - 1 <= 6 and 0 <= place < len(row)):
        raise ValueError(f"ctc_both_ends needs a circle between the first and last frame, got {at}")
    before, after = forward_sums(P, target), backward_sums(P, target)
    total, through = before[-1, -2:].sum(), before[at] * after[at]
    top = 1.5 + ROW * P.shape[1] + 0.7
    card = Card(STEP * (len(row) - 1) + top + 3.3)
    step = 13.2 / (len(P) - 1)
    at_x, at_y = 2.6 + step * np.arange(len(P)), top + STEP * np.arange(len(row))
    for t, x in enumerate(at_x):
        card.write(x, 0.5, f"frame {t}", ink=GREY)
        for c, share in enumerate(P[t]):
            card.write(x, 1.15 + ROW * c, number(share), size=11)
    for c in range(P.shape[1]):
        card.write(1.1, 1.15 + ROW * c, names[c], ink=INPUT if c else GREY, size=12)
    for s, label in enumerate(row):
        card.write(1.1, at_y[s], names[label], ink=INPUT if label else GREY, size=15)
    reached = _on_the_way(row, at, len(P))
    for t in range(1, len(P)):
        for s in range(len(row)):
            for p in sources(row, s):
                if before[t - 1, p] == 0:
                    continue
                on = (t - 1, p) in reached and (t, s) in reached
                ink = (INPUT if t <= lit else OUTPUT) if on else GREY
                look = {"lw": 4 if on else 1, "zorder": 1.5 if on else 1}
                card.ax.plot(at_x[t - 1 : t + 1], at_y[[p, s]], color=ink.line, **look)
    for t, x in enumerate(at_x):
        for s, y in enumerate(at_y):
            if (t, s) not in reached:
                _place(card, (x, y), "", GREY, PAPER, PLAIN)
                continue
            value, ink = (before, INPUT) if t <= lit else (after, OUTPUT)
            bold = (t, s) == at
            look = {"size": 11, "bold": bold}
            _place(card, (x, y), number(value[t, s]), ink, ink.fill, PLAIN, **look)
    label = names[row[place]]
    ways = [p for p in sources(row, place) if before[lit - 1, p] > 0]
    came = " + ".join(number(before[lit - 1, p]) for p in sorted(ways))
    arrives = f"({came}) · {number(P[lit, row[place]])} = {number(before[at])}"
    nexts = [s for s in range(len(row)) if place in sources(row, s) and after[lit + 1, s] > 0]
    goes = " + ".join(f"{number(P[lit + 1, row[s]])} · {number(after[lit + 1, s])}" for s in nexts)
    leads = f"{goes} = {number(after[at])}"
    product = f"{number(before[at])} · {number(after[at])} = {number(through)}"
    share = f"{product} of {number(total)}, that is {number(through / total, 2)}"
    y = card.height - 1.9
    card.write(card.width / 2, y, f"arrives at {label} in frame {lit}:  {arrives}", ink=INPUT)
    card.write(card.width / 2, y + 0.65, f"leads on to the end:  {leads}", ink=OUTPUT)
    card.write(card.width / 2, y + 1.3, f"goes through it:  {share}", ink=PLAIN, bold=True)
    word = "".join(names[k] for k in target)
    given = "; ".join(f"frame {t}: {listed(P[t])}" for t in range(len(P)))
    sums = [before[t] if t <= lit else after[t] for t in range(len(P))]
    on = [[s for s in range(len(row)) if (t, s) in reached] for t in range(len(P))]
    seen = "; ".join(f"frame {t}: {listed(sums[t][on[t]])}" for t in range(len(P)))
    return card.figure, (
        f"The trellis of the word {word} under the probabilities of "
        f"{', '.join(names[: P.shape[1]])}, {given}. One circle is lit, {label} (place {place}) "
        f"of frame {lit}. In blue what arrives there, in green what leads on to the end, {seen}. "
        f"Arrives: {arrives}. Leads on: {leads}. Through it goes {share}."
    )


def _on_the_way(row, at, frames: int) -> set:
    """The circles of all whole walks through one circle."""
    lit, place = at
    found = {at}
    here = {place}
    for t in range(lit, 0, -1):
        here = {p for s in here for p in sources(row, s)}
        if t == 1:
            here &= {0, 1}
        found |= {(t - 1, p) for p in here}
    here = {place}
    ends = {len(row) - 2, len(row) - 1}
    for t in range(lit + 1, frames):
        here = {s for s in range(len(row)) if here & set(sources(row, s))}
        found |= {(t, s) for s in here}
    found = {(t, s) for t, s in found if t < frames - 1 or s in ends}
    for t in range(frames - 2, lit, -1):  # only what can still end
        further = {s for u, s in found if u == t + 1}
        found = {
            (u, s) for u, s in found if u != t or any(s in sources(row, into) for into in further)
        }
    return found
