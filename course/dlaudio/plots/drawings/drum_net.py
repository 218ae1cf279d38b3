"""A drum part as a network: the step's bits go in, and the units that know a step call the hit."""

import numpy as np

from dlaudio.datasets.truth_tables import corners
from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    OUTPUT,
    PLAIN,
    WEIGHT,
    Card,
    box,
    net,
    node,
    number,
)

_SIGNS = [[-1, 1, 1], [-1, -1, -1], [-1, -1, 1], [-1, -1, -1]]
KICK = (np.array(_SIGNS), np.array([0.5, -0.5, -1.5]), np.ones(3), -0.5)  # steps 0, 8 and 10
MOST = 5  # hidden units that have room


def draw(part=KICK, step: int = 8, *, drum: str = "kick", wanted=None):
    """Draw a net of threshold units with the four bits of a step in it, and all its sixteen steps.

    Parameters
    ----------
    part : arrays W (4, K), b (K,), v (K,) and a number c
        At most `MOST` hidden units.
    step : int, 0 to 15
        The step that is in the net.
    drum : str
        What is struck where the output is 1.
    wanted : array of 0 and 1, shape (16,), optional
        The hits that it should play, if they are not those that it does.

    Raises
    ------
    ValueError
        If there are too many units to draw, or none.
    """
    W, b, v = (np.asarray(a, dtype=float) for a in part[:3])
    c = float(part[3])
    if W.ndim != 2 or len(W) != 4 or not 1 <= W.shape[1] <= MOST:
        raise ValueError(f"drum_net needs W of shape (4, 1 to {MOST}), got {W.shape}")
    bits = corners(4)
    scores = bits @ W + b
    hidden = (scores > 0).astype(int)
    sums = hidden @ v + c
    hits = (sums > 0).astype(int)
    card = Card(10.2)
    code = "".join(map(str, bits[step]))
    card.write(card.width / 2, 0.6, f"step {step} is {code}", size=14, bold=True)
    nodes = _wires(card, W, v, bits[step])
    _units(card, nodes[1], scores[step])
    said = _output(card, nodes[2][0], drum, sums[step])
    wanted = hits if wanted is None else np.asarray(wanted).astype(int)
    tale = _steps(card, drum, hits, wanted, step)
    wrong = np.flatnonzero(hits != wanted)
    on = ", ".join(map(str, np.flatnonzero(hits))) or "none"
    exact = ": +1 and −1" if np.isin(W, (-1, 1)).all() else ""
    words = (
        f"A net of {W.shape[1]} hidden threshold units plays the {drum}. Weights above 0 are "
        f"solid lines, others dashed{exact}. Step {step} is {code}: "
        f"8s {bits[step, 0]}, 4s {bits[step, 1]}, 2s {bits[step, 2]}, 1s {bits[step, 3]}; "
        f"the hidden units score {', '.join(number(s) for s in scores[step])}, {said}. "
        f"Of the steps 0 to 15 it strikes {on}: {tale}."
    )
    if len(wrong):
        words += f" Steps that are not as wanted: {', '.join(map(str, wrong))}."
    return card.figure, words


def _wires(card: Card, W, v, bits) -> list:
    """The units and their weights: solid where positive, dashed where negative."""
    middle = 3.9
    spread = (np.arange(4) - 1.5) * 1.55
    rows = (np.arange(W.shape[1]) - (W.shape[1] - 1) / 2) * (1.45 if W.shape[1] > 3 else 1.9)
    places = [
        [(2.2, middle + y) for y in spread],
        [(8.2, middle + y) for y in rows],
        [(14.0, middle)],
    ]
    nodes = net(card, places, [W, v[:, None]], inks=[INPUT, PLAIN, PLAIN], radius=0.62)
    for (x, y), name, bit in zip(places[0], ("8s", "4s", "2s", "1s"), bits, strict=True):
        node(card, (x, y), name, float(bit), ink=INPUT, filled=bool(bit), radius=0.62, size=12)
    card.write(2.2, 7.25, "the step's bits", ink=INPUT)
    card.write(8.2, 7.25, "each circle shows its sum, green if above 0", ink=OUTPUT)
    if np.isin(W, (-1, 1)).all():
        card.write(5.2, 1.25, "solid +1, dashed −1", ink=WEIGHT, size=11.5)
    return nodes


def _units(card: Card, units, scores) -> None:
    for unit, score in zip(units, scores, strict=True):
        ink = OUTPUT if score > 0 else GREY
        node(card, unit.middle, "", float(score), ink=ink, filled=score > 0, radius=0.62, size=13)


def _output(card: Card, unit, drum: str, total: float) -> str:
    struck = total > 0
    ink = OUTPUT if struck else GREY
    node(card, unit.middle, "", float(total), ink=ink, filled=struck, radius=0.75, size=14)
    x, y = unit.middle
    said = f"{drum}!" if struck else "silence"
    card.write(x + 1.0, y, said, ink=ink, size=15, bold=struck, align="left")
    return f"the output {number(total)}: {said.rstrip('!')}"


def _steps(card: Card, drum: str, hits, wanted, step: int) -> str:
    """Sixteen squares: green where it plays a hit, red where it is wrong; how many are."""
    top, width = 8.3, 0.9
    card.write(0.5, top + 0.45, drum, ink=GREY, align="left", size=12.5)
    for i, (hit, right) in enumerate(zip(hits, wanted, strict=True)):
        ink = (OUTPUT if hit else GREY) if hit == right else GRADIENT
        box(card, (2.4 + width * i, top), (0.82, 0.9), "×" if hit else "", ink=ink, type_size=14)
    card.ax.plot([2.81 + width * step], [top - 0.2], marker="v", ms=9, color=PLAIN.line, zorder=5)
    missing = int(((wanted == 1) & (hits == 0)).sum())
    extra = int(((wanted == 0) & (hits == 1)).sum())
    tale = f"{missing} missing, {extra} too many" if missing + extra else "every step is as wanted"
    card.write(2.45, top + 1.35, tale, ink=GRADIENT if missing + extra else GREY, align="left")
    return tale
