"""A beam search as a tree: beginnings of words grow by a letter, and only the best are kept."""

import itertools

import numpy as np

from dlaudio.networks.word_spotter import collapse
from dlaudio.plots.drawings.ctc_trellis import FRAMES
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, box, number


def chances(P, names: str = "–ab") -> dict[str, float]:
    """The chance of every word that frames (T, C) can say, all paths added up one by one."""
    found: dict[str, float] = {}
    for path in itertools.product(range(P.shape[1]), repeat=len(P)):
        word = "".join(names[label] for label in collapse(path))
        found[word] = found.get(word, 0.0) + float(np.prod(P[np.arange(len(P)), path]))
    return found


def search(P, names: str = "–ab", *, keep: int = 3, letters: int = 3) -> list:
    """For each number of letters the beginnings tried, as (beginning, chance, kept)."""
    whole, grown, kept = chances(P, names), [], [""]
    for _ in range(letters):
        tried = {b + a: 0.0 for b in sorted(kept) for a in names[1:]}
        for b in tried:
            tried[b] = sum(chance for word, chance in whole.items() if word.startswith(b))
        kept = sorted(tried, key=tried.get, reverse=True)[:keep]
        grown.append([(b, chance, b in kept) for b, chance in tried.items()])
    return grown


def draw(P=None, *, keep: int = 3, letters: int = 3):
    """Draw the tree for two letters: the chance that the word begins so, or ends there (green).

    Parameters
    ----------
    P : array, shape (T, 3), optional
        Probability of blank, a and b at each of up to 6 frames; those of the trellis if not given.
    keep : int, 1 to 3
    letters : int, 1 to 3
    """
    P = FRAMES if P is None else np.asarray(P, dtype=float)
    if P.ndim != 2 or P.shape[1] != 3 or len(P) > 6 or not (1 <= keep <= 3 and 1 <= letters <= 3):
        raise ValueError(f"beam_search needs up to 6 frames of 3 labels, got the shape {P.shape}")
    grown, whole = search(P, keep=keep, letters=letters), chances(P)
    rows = [grown[0]]  # where a beginning was kept, the word that ends there stands above its own
    for before, row in itertools.pairwise(grown):
        rows.append([])
        for b in sorted(b for b, _, kept in before if kept):
            rows[-1] += [(b, whole.get(b, 0.0), None)] + [one for one in row if one[0][:-1] == b]
    most, pitch, high, wide = max(map(len, rows)), 0.8, 0.62, 2.7
    card = Card(pitch * most + 2.0)
    middle = 0.9 + pitch * most / 2
    before = {"": box(card, (1.3, middle - high / 2), (1.9, high), "begin", ink=INPUT)}
    told = []
    for level, row in enumerate(rows):
        x, now = 4.4 + 4.25 * level, {}
        title = f"{level + 1} letter{'s' * (level > 0)}"
        card.write(x + wide / 2, 0.45, title, ink=GREY, size=11.5)
        for i, (word, chance, kept) in enumerate(row):
            y, ends = middle + (i - (len(row) - 1) / 2) * pitch - high / 2, kept is None
            ink, label = OUTPUT if ends else INPUT if kept else GREY, f"{word}…  {number(chance)}"
            if ends:
                label = label.replace("…", " ends")
            drawn = box(card, (x, y), (wide, high), label, ink=ink, bold=bool(kept))
            parent = word if ends else word[:-1]
            if not ends:
                now[word] = drawn
            start, end = before[parent].east, drawn.west
            look = {"lw": 0.8 + 6 * chance, "ls": ":" if kept is False else "-"}
            card.ax.plot((start[0], end[0]), (start[1], end[1]), color=ink.line, zorder=0, **look)
        before = now
        names = [
            f"{w}{' ends' * (k is None)} {number(c)}{' (dropped)' * (k is False)}"
            for w, c, k in row
        ]
        told.append(f"{level + 1}: {', '.join(names)}")
    seen = [word for row in grown for word, _, kept in row if kept]
    best = max(seen, key=lambda word: whole.get(word, 0.0))
    rule = f"likeliest as a whole word:  {best}, {number(whole[best])}"
    card.write(card.width / 2, card.height - 0.55, rule, ink=OUTPUT, size=13)
    return card.figure, (
        f"Beginnings of words and the chance that the word begins so; of each length the best "
        f"{keep} are kept, and a word may also end there. Letters {'; '.join(told)}. "
        f"{rule.capitalize()}."
    ).replace("  ", " ")
