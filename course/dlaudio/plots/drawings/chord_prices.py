"""What a chord costs several nets, in nats: bars, the course's own in green."""

from collections.abc import Mapping

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, number

# Others as published: 2012 is N. Boulanger-Lewandowski and others, ICML, table 1; 2018 is S. Bai
# and others. What is ours is in bench/polyphony.md.
PUBLISHED = {
    "Bach's chorales": {
        "recurrent net, 2012": 8.71,
        "LSTM, 2018": 8.45,
        "LSTM of this course": 8.45,
        "TCN, 2018": 8.10,
        "RNN-RBM, 2012": 6.27,
    },
}
OURS = "of this course"


def draw(sets: Mapping[str, Mapping[str, float]] = PUBLISHED):
    """Draw a group of bars for each set, all to one scale.

    Parameters
    ----------
    sets : mapping of str to mapping of str to float
        By set and by net, nats a chord; at most 14 bars.
    """
    bars = sum(len(prices) for prices in sets.values())
    if not 1 <= bars <= 14:
        raise ValueError(f"chord_prices has room for 1 to 14 bars, got {bars}")
    card = Card(0.62 * bars + 1.05 * len(sets) + 0.3)
    most = max(price for prices in sets.values() for price in prices.values())
    left, width, y, said = 6.2, 9.6, 0.65, []
    for title, prices in sets.items():
        card.write(0.6, y, title, size=13, align="left", bold=True)
        if not said:
            card.write(card.width - 0.4, y, "nats a chord", ink=GREY, align="right")
        for name, price in prices.items():
            y += 0.62
            ink = OUTPUT if OURS in name else INPUT
            card.write(left - 0.3, y, name, size=12, align="right")
            card.ax.barh(y, width, 0.4, left=left, color=GREY.fill, zorder=0)
            card.ax.barh(y, width * price / most, 0.4, left=left, color=ink.line, zorder=1)
            card.write(left + width + 0.75, y, number(price, 2), ink=ink, size=12, bold=True)
        y += 1.05
        said.append(f"{title}: {', '.join(f'{n} {number(p, 2)}' for n, p in prices.items())}")
    return card.figure, f"Nats a chord, less is better. {'. '.join(said)}."
