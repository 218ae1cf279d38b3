"""Melodies as strips of cells, one below the other; what differs from the first is red."""

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, Card, box

SCALE = ("C", "D", "E", "F", "G", "A", "B", "C'")
WANTED, WRITTEN = (0, 6, 2, 1, 3), (0, 6, 2, 4)


def draw(strips=None):
    """Draw strips of notes from 0 to 7, the white keys from C to C.

    Parameters
    ----------
    strips : mapping from str to sequence of int, optional
        The first is what was wanted, up to 16 notes; others are compared with it.
    """
    strips = strips or {"wanted": WANTED, "written": WRITTEN}
    rows = {name: [int(n) for n in notes] for name, notes in strips.items()}
    wanted, longest = next(iter(rows.values())), max(map(len, rows.values()))
    if not 1 <= longest <= 16 or any(n not in range(8) for row in rows.values() for n in row):
        raise ValueError(f"melody_strips needs up to 16 notes from 0 to 7, got {rows}")
    card = Card(0.9 + 1.35 * len(rows))
    said = []
    for r, (name, notes) in enumerate(rows.items()):
        y = 0.6 + 1.35 * r
        card.write(0.4, y + 0.42, name, ink=GREY, align="left", size=12.5)
        for t, note in enumerate(notes):
            right = t < len(wanted) and wanted[t] == note
            ink = INPUT if right else GRADIENT
            box(card, (3.7 + 0.85 * t, y), (0.78, 0.85), SCALE[note], ink=ink, type_size=12.5)
        names = " ".join(SCALE[n] for n in notes)
        wrong = sum(a != b for a, b in zip(notes, wanted, strict=False))
        short = len(wanted) - len(notes)
        fewer = f"{short} missing" if short >= 0 else f"{-short} too many"
        said.append(f"{name}: {names}" + (f" ({wrong} other, {fewer})" if r else ""))
    return card.figure, f"Melodies as strips. {'; '.join(said)}."
