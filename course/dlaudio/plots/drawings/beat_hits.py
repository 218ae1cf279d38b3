"""Which beats are found: a window around each true beat, and estimates that hit or miss."""

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, WEIGHT, Card, number, thin


def pairs(estimated, reference, tolerance: float) -> list[tuple[int, int]]:
    """(estimate, beat) of as many hits as possible, each used once; both sorted."""
    found, i = [], 0
    for b, beat in enumerate(reference):
        while i < len(estimated) and estimated[i] < beat - tolerance - 1e-12:
            i += 1
        if i < len(estimated) and estimated[i] <= beat + tolerance + 1e-12:
            found.append((i, b))
            i += 1
    return found


def draw(
    estimated=(0.94, 1.3, 1.45, 1.56, 2.12, 2.5, 2.95),
    reference=(1.0, 1.5, 2.0, 2.5, 3.0),
    *,
    tolerance: float = 0.07,
):
    """Draw beats with their windows above a line of time, estimates beneath, hits joined.

    Parameters
    ----------
    estimated, reference : sequences of float, sorted
        Times in seconds, 1 to 10 of each.
    tolerance : float
        Seconds to each side of a beat.
    """
    if not (1 <= len(estimated) <= 10 and 1 <= len(reference) <= 10 and tolerance > 0):
        raise ValueError(
            "beat_hits needs 1 to 10 estimates and beats and a tolerance above 0, got "
            f"{len(estimated)}, {len(reference)} and {tolerance}"
        )
    from matplotlib.patches import Rectangle

    hits = pairs(estimated, reference, tolerance)
    heard = {i for i, _ in hits}
    card = Card(7.2)
    first = min(*estimated, *reference) - 2 * tolerance
    scale = 13.6 / (max(*estimated, *reference) + 2 * tolerance - first)
    top, low = 1.9, 4.3

    def across(time: float) -> float:
        return 3.2 + scale * (time - first)

    card.write(2.8, top, "true beats", ink=INPUT, align="right")
    card.write(2.8, low, "estimates", ink=OUTPUT, align="right")
    for b, beat in enumerate(reference):
        found = any(b == hit for _, hit in hits)
        corner = (across(beat - tolerance), top - 0.5)
        looks = {"fc": INPUT.fill if found else GREY.fill, "ec": "none", "zorder": 1}
        card.ax.add_patch(Rectangle(corner, 2 * tolerance * scale, low - top + 1.0, **looks))
        line = {"color": INPUT.line if found else GRADIENT.line, "lw": 3, "zorder": 3}
        card.ax.plot((across(beat),) * 2, (top - 0.45, top + 0.45), **line)
        card.write(across(beat), top - 0.95, number(beat, 2), ink=INPUT if found else GRADIENT)
    for i, time in enumerate(estimated):
        ink = OUTPUT if i in heard else GRADIENT
        card.ax.plot(
            across(time), low, "o" if i in heard else "x", color=ink.line, ms=10, mew=2.6, zorder=4
        )
        # Neighbours would lie on each other: every second number a line lower.
        card.write(across(time), low + 0.75 + 0.5 * (i % 2), number(time, 2), ink=ink, size=11)
    for i, b in hits:
        thin(card, (across(estimated[i]), low - 0.3), (across(reference[b]), top + 0.5))
    shares = len(hits) / len(estimated), len(hits) / len(reference)
    f = 2 * len(hits) / (len(estimated) + len(reference))
    words = (
        f"{len(hits)} hits: precision {len(hits)}/{len(estimated)} = {number(shares[0], 2)}, "
        f"recall {len(hits)}/{len(reference)} = {number(shares[1], 2)}, F = {number(f, 2)}"
    )
    card.write(card.width / 2, 6.5, words, size=13, ink=WEIGHT)
    joined = ", ".join(
        f"{number(estimated[i], 2)} finds {number(reference[b], 2)}" for i, b in hits
    )
    return card.figure, (
        f"True beats at {', '.join(number(t, 2) for t in reference)} s with windows of "
        f"{number(tolerance)} s to each side, estimates at "
        f"{', '.join(number(t, 2) for t in estimated)} s. {joined or 'none finds one'}. {words}."
    )
