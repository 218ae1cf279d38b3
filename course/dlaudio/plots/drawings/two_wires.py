"""One input, written as -1 and +1 and as 0 and 1: other weights, the same score at both ends."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, number


def draw(w=(1.0, 3.0), *, last_open: bool = False):
    """Draw two wires, one above the other, and what a perceptron scores at their ends.

    Parameters
    ----------
    w : array, shape (2,)
        The bias, and the weight for an input of -1 or +1.
    last_open : bool
        Whether bias and weight of the lower wire are left to the reader.
    """
    bias, weight = (float(v) for v in w)
    ends, new = (bias - weight, bias + weight), (bias - weight, 2 * weight)
    told = f"bias {number(new[0])}, weight {number(new[1])}"
    card = Card(7.0)
    left, right = 4.6, 14.2
    card.write(3.6, 1.0, "score", ink=OUTPUT, align="right", bold=True)
    for x, score in zip((left, right), ends, strict=True):
        card.write(x, 1.0, number(score), ink=OUTPUT, size=16, bold=True)
        card.ax.plot((x, x), (1.5, 4.9), color=GREY.line, lw=1.4, ls=":", zorder=1)
    wires = [
        (2.5, (-1, 0, 1), f"bias {number(bias)}, weight {number(weight)}"),
        (4.9, (0, 1), "bias ?, weight ?" if last_open else told),
    ]
    for y, ticks, words in wires:
        card.ax.plot((left, right), (y, y), color=INPUT.line, lw=3, zorder=2)
        places = [left + (right - left) * i / (len(ticks) - 1) for i in range(len(ticks))]
        for x, tick in zip(places, ticks, strict=True):
            at_bias = tick == 0
            face = WEIGHT.line if at_bias else INPUT.line
            card.ax.plot(x, y, "o", ms=11, color=face, zorder=4)
            sign = "+" if tick == 1 and len(ticks) == 3 else ""
            card.write(x, y + 0.6, f"{sign}{number(tick)}", ink=INPUT, size=13)
        card.write(3.6, y, "the wire says", ink=INPUT, align="right")
        for start, end in zip(places[:-1], places[1:], strict=True):
            slope = weight if len(ticks) == 3 else new[1]
            gain = f"+{number(slope)}" if slope >= 0 else number(slope)
            gain = "?" if last_open and len(ticks) == 2 else gain
            card.write((start + end) / 2, y - 0.42, gain, ink=WEIGHT, size=13)
        card.write(right + 0.5, y, words.replace(", ", ",\n"), ink=WEIGHT, align="left")
    card.write(
        (left + right) / 2,
        6.4,
        "at the orange 0 only the bias counts; each way from there adds the weight",
        ink=PLAIN,
    )
    answer = f"the bias {number(new[0])} and the weight {number(new[1])} give the same scores"
    if last_open:
        answer = "which bias and which weight give the same scores is left to you"
    return card.figure, (
        f"A wire says −1, 0 in the middle, or +1: with the bias {number(bias)} and the weight "
        f"{number(weight)} the scores at its ends are {number(ends[0])} and {number(ends[1])}. "
        f"Beneath, the same wire says 0 at its left end and 1 at its right: {answer}."
    )
