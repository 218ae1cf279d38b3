"""A race on one problem with one budget: the loss after each call, and what strangers get."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, number, told

INKS = (GREY, INPUT, GRADIENT)
STYLES = (":", "--", "-")
KNOWS_NOTHING = np.log(2)  # what always saying ½ costs
RUNS = {
    "guesses": ((3.0, 2.0, 2.0, 1.0), 0.6),
    "trial and error": ((0.7, 0.6, 0.5, 0.5), 0.75),
    "descent": ((0.7, 0.4, 0.3, 0.2), 0.95),
}


def draw(runs=None):
    """Draw the loss over the calls for at most three runners, and bars of what they get right.

    Parameters
    ----------
    runs : mapping of names to (losses, share), optional
        The loss after each call, shape (calls,), and the share of strangers' words that are right
        in the end, from 0 to 1.
    """
    runs = RUNS if runs is None else runs
    if not 1 <= len(runs) <= 3:
        raise ValueError(f"three_searches needs one to three runners, got {list(runs)}")
    calls = max(len(losses) for losses, _ in runs.values())
    top = max(KNOWS_NOTHING, *(max(losses) for losses, _ in runs.values()))
    card = Card(6.8)
    plane = card.plane(1.7, 1.0, 7.6, 4.4, xlim=(0, calls), ylim=(0, 1.08 * top))
    plane.set_xlabel("calls used", fontsize=12)
    plane.set_ylabel("loss (nats)", fontsize=12)
    card.write(5.5, 0.5, "loss, the best so far", size=13, bold=True)
    card.write(13.9, 0.5, "strangers' words right", size=13, bold=True)
    plane.axhline(KNOWS_NOTHING, ls=":", lw=1.4, color="#6A7180", zorder=1)
    below = {"ha": "right", "va": "top", "fontsize": 11, "color": GREY.text}
    label = f"knows nothing: {KNOWS_NOTHING:.2f}"
    plane.text(0.985 * calls, KNOWS_NOTHING - 0.02 * top, label, **below)
    said = []
    for i, (name, (losses, share)) in enumerate(runs.items()):
        ink, height = INKS[i], 1.5 + 1.35 * i
        stroke = "#6A7180" if ink is GREY else ink.line
        plane.plot(np.arange(1, len(losses) + 1), losses, STYLES[i], lw=2.4, color=stroke)
        card.write(12.8, height + 0.35, name, ink=ink, size=12.5, align="right")
        _bar(card, 13.1, height, share, ink)
        said.append(
            f"{name}: loss {told(losses[-1])} after {len(losses)} calls, "
            f"{number(100 * share, 0)} % right"
        )
    card.write(13.1 + 2.9 / 2, 5.75, "50 %: a coin", ink=GREY, size=11)
    card.ax.plot([14.55, 14.55], [1.3, 5.4], ":", lw=1.4, color="#6A7180", zorder=5)
    return card.figure, (
        f"One problem, one budget. {'; '.join(said)}. Dotted lines: who knows nothing "
        f"pays {KNOWS_NOTHING:.2f}, and a coin gets 50 %."
    )


def _bar(card: Card, left: float, top: float, share: float, ink) -> None:
    from matplotlib.patches import Rectangle

    full = 2.9
    fill = OUTPUT.fill if ink is OUTPUT else ink.fill
    look = {"fc": fill, "ec": "#6A7180" if ink is GREY else ink.line, "lw": 1.6}
    card.ax.add_patch(Rectangle((left, top), full * share, 0.7, **look))
    card.write(left + full + 0.75, top + 0.35, f"{number(100 * share, 0)} %", ink=ink, size=12.5)
