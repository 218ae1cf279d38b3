"""How a path of CTC becomes a word: first merge what repeats, then take the blanks out."""

import itertools

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, box, thin

BLANK = "–"


def runs(path: str) -> list[tuple[str, int, int]]:
    """(label, first frame, frame after the last) of each stretch of equal labels."""
    found, start = [], 0
    for label, group in itertools.groupby(path):
        end = start + len(list(group))
        found.append((label, start, end))
        start = end
    return found


def draw(path: str = "hhe–l–lloo"):
    """Draw the frames of a path, its merged stretches, and what remains as the word.

    Parameters
    ----------
    path : str
        2 to 14 labels, – or - for the blank, with at least one letter.
    """
    path = path.replace("-", BLANK)
    if not 2 <= len(path) <= 14 or not path.strip(BLANK):
        raise ValueError(f"collapse needs 2 to 14 labels with a letter among them, got {path!r}")
    stretches = runs(path)
    word = "".join(label for label, _, _ in stretches if label != BLANK)
    card = Card(7.4)
    left, wide = 4.2, 12.6 / len(path)
    rows = {"frames": 1.0, "repeats merged": 3.3, "blanks out": 5.6}
    for name, y in rows.items():
        card.write(3.8, y + 0.45, name, ink=GREY, align="right")
    for label, start, end in stretches:
        ink = GREY if label == BLANK else INPUT
        for frame in range(start, end):
            spot = (left + frame * wide + 0.06, rows["frames"])
            box(card, spot, (wide - 0.12, 0.9), label, ink=ink)
        x = left + start * wide + 0.06
        long = (end - start) * wide - 0.12
        ink = GREY if label == BLANK else WEIGHT
        merged = box(card, (x, rows["repeats merged"]), (long, 0.9), label, ink=ink)
        for frame in range(start, end):
            top = (left + (frame + 0.5) * wide, rows["frames"] + 0.9)
            thin(card, top, (merged.middle[0], merged.top))
        if label != BLANK:
            spot = (merged.middle[0] - wide / 2 + 0.06, rows["blanks out"])
            kept = box(card, spot, (wide - 0.12, 0.9), label, ink=OUTPUT)
            thin(card, merged.south, kept.north)
    return card.figure, (
        f"The path {' '.join(path)} of {len(path)} frames. Repeats merged: "
        f"{' '.join(label for label, _, _ in stretches)}. Blanks taken out: {word}."
    )
