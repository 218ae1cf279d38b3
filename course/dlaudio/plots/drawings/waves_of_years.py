"""Eighty years of networks on a line: two winters, three waves, and the voices somebody has put."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, Card

YEARS = {
    "E": ("Neuron", 1943, "unit 1"),
    "B": ("Perceptron", 1958, "unit 1"),
    "H": ("The book", 1969, "unit 1"),
    "G": ("Werbos", 1974, "unit 4"),
    "D": ("SVM", 1995, "unit 2"),
    "A": ("Deep belief nets", 2006, "13.7"),
    "C": ("Turing Award", 2018, "13.9"),
    "F": ("ChatGPT", 2022, "13.2"),
}
WINTERS = ((1970, 1980, "first winter"), (1993, 2006, "second winter"))
WAVES = ((1958, 1969, "1st wave"), (1982, 1992, "2nd wave"), (2011, 2024, "3rd wave"))
FIRST, LAST = 1940, 2026


def draw(order=tuple(YEARS)):
    """Draw the dots of eight years, and a name wherever the order has put the right voice.

    Parameters
    ----------
    order : sequence of str
        The voices' letters, earliest first; where a letter is wrong, or is still "?", the year
        keeps its question mark.
    """
    card = Card(5.6)

    def at(year: float) -> float:
        return 0.9 + (card.width - 1.8) * (year - FIRST) / (LAST - FIRST)

    line = 3.0
    for begin, end, name in WINTERS:
        card.ax.axvspan(at(begin), at(end), 0.17, 0.93, color=INPUT.fill, zorder=0)
        card.write((at(begin) + at(end)) / 2, 0.75, name, ink=INPUT, size=12)
    for begin, end, name in WAVES:
        card.write((at(begin) + at(end)) / 2, 0.75, name, ink=OUTPUT, size=12, bold=True)
    card.ax.plot([at(FIRST), at(LAST)], [line, line], color=GREY.line, lw=2, zorder=1)
    for decade in range(1940, 2030, 10):
        card.ax.plot([at(decade)] * 2, [line - 0.1, line + 0.1], color=GREY.line, lw=1.5)
        card.write(at(decade), 5.15, str(decade), ink=GREY, size=11)
    told = []
    for place, (voice, (name, year, where)) in enumerate(YEARS.items()):
        right = place < len(order) and order[place] == voice
        up = place % 2 == 0
        y = line - 1.25 if up else line + 1.25
        ink = OUTPUT if right else GREY
        card.ax.plot([at(year)] * 2, [line, y + (0.6 if up else -0.6)], color=ink.line, lw=1)
        card.ax.plot(at(year), line, "o", ms=9, color=ink.line, zorder=3)
        shown, said = (name, f"{voice}: {year}, {where}") if right else ("?", f"{year}, {where}")
        card.write(at(year), y - 0.3, shown, ink=ink if right else PLAIN, size=13, bold=right)
        card.write(at(year), y + 0.3, said, ink=GREY, size=11)
        told.append(f"{shown} ({said})")
    decades = ", ".join(map(str, range(1940, 2030, 10)))
    return card.figure, (
        f"A line of years, marked {decades}, with three waves (1st, 2nd, 3rd) "
        f"and two winters between them: {', '.join(told)}."
    )
