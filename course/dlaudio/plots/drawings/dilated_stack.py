"""A causal stack with growing dilation: doubling the step doubles what the newest value hears."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, Card
from dlaudio.plots.parts.stacks import seen, stack


def draw(dilations=(1, 2, 4, 8), *, kernel: int = 2, length: int = 18, gap: float = 1.9):
    """Draw rows of values in time; each is made from earlier ones only, the newest one's cone lit.

    Parameters
    ----------
    dilations : sequence of int, from the input up
    kernel : int
        How many values each one is made from.
    length : int
        How many values of the input are drawn.
    gap : float
        From one row to the next.
    """
    links = [
        [[i - d * m for m in range(kernel) if i - d * m >= 0] for i in range(length)]
        for d in dilations
    ]
    reach = 1 + (kernel - 1) * sum(dilations)
    card = Card(gap * len(dilations) + 3.2)
    left, low, step = 0.9, card.height - 1.9, 12.2 / (length - 1)
    rows = [
        [(left + step * i, low - gap * level) for i in range(length)]
        for level in range(len(dilations) + 1)
    ]
    stack(card, rows, links, length - 1, radius=min(0.24, 0.36 * step))
    card.write(13.75, low, "input", ink=INPUT, size=12.5, align="left")
    wide, said = 1, []
    for level, d in enumerate(dilations, start=1):
        y = low - gap * level
        wide += (kernel - 1) * d
        last = level == len(dilations)
        card.write(13.75, y - 0.28, f"dilation {d}", ink=OUTPUT if last else PLAIN, align="left")
        card.write(13.75, y + 0.32, f"hears {wide} values", ink=GREY, align="left")
        said.append(f"dilation {d} hears {wide} values")
    card.write(0.7, card.height - 0.65, "earlier", ink=GREY, align="left")
    card.write(13.35, card.height - 0.65, "now", ink=GREY, align="right")
    times = "" if kernel == 2 else f"{kernel - 1} · "
    rule = f"1 + {times}({' + '.join(map(str, dilations))}) = {reach}"
    card.write(7.0, card.height - 0.65, rule, size=13)
    heard = seen(links, length - 1)[0]
    return card.figure, (
        f"A causal stack of {len(dilations)} layer{'s' * (len(dilations) > 1)} with kernels of "
        f"{kernel}: {', '.join(said)}. The newest value depends on the last {len(heard)} of "
        f"{length} inputs drawn, and on none that come later: {rule}."
    )
