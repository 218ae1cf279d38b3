"""What is heard, split into the part along the target and the rest: SDR in two directions."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, INPUT, OUTPUT, Card, number, right_angle, vector
from dlaudio.plots.parts.numbers import listed

HEARD = {"before: the mixture": (2, 4), "after: the estimate": (4, 3)}


def ratio(heard, target) -> tuple[np.ndarray, float]:
    """The part of `heard` along `target`, and SDR in dB."""
    part = (heard @ target) / (target @ target) * target
    rest = heard - part
    return part, 10 * float(np.log10((part @ part) / (rest @ rest)))


def draw(target=(3, 1), heard=None):
    """Draw a target of two samples and one or two sounds, each with its two parts and SDR.

    Parameters
    ----------
    target : pair of numbers
    heard : mapping of str to pair of numbers, optional
        1 or 2 sounds, none of them along the target or across it.
    """
    heard = {name: np.asarray(v, dtype=float) for name, v in (heard or HEARD).items()}
    target = np.asarray(target, dtype=float)
    parts = {name: ratio(v, target) for name, v in heard.items()} if target.any() else {}
    if len(parts) not in (1, 2) or not np.isfinite([sdr for _, sdr in parts.values()]).all():
        raise ValueError(
            f"projection needs a target and 1 or 2 sounds beside it, got {target} and {heard}"
        )
    card = Card(8.6)
    every = np.array([(0, 0), target, *heard.values(), *(part for part, _ in parts.values())])
    low, high = every.min(axis=0) - 0.6, every.max(axis=0) + 0.9
    wide, said = 16.2 / len(heard), []
    for n, (name, (part, sdr)) in enumerate(parts.items()):
        left, rest = 0.7 + n * wide, heard[name] - part
        card.write(left + 0.2, 0.65, name, bold=True, size=13, align="left")
        frame = {"xlim": (low[0], high[0]), "ylim": (low[1], high[1]), "equal": True}
        plane = card.plane(left, 1.1, wide - 0.7, 5.6, **frame)
        plane.axis("off")
        vector(plane, (0, 0), target, "target $s$", ink=INPUT, side="right", along=0.75, width=5)
        vector(plane, (0, 0), heard[name], r"heard $\hat{s}$", ink=OUTPUT)
        plane.plot(*np.array([(0, 0), part]).T, color=INPUT.line, lw=1.6, ls="--", zorder=1)
        vector(plane, part, heard[name], "the rest", ink=GRADIENT, side="right")
        right_angle(plane, part, rest, -part, size=0.25)
        along, off = part @ part, rest @ rest
        rule = f"{number(along, 2)} against {number(off, 2)}: {number(sdr, 1)} dB"
        card.write(left + (wide - 0.7) / 2, 7.15, f"along {listed(part, 2)}", ink=INPUT)
        card.write(left + (wide - 0.7) / 2, 7.8, f"energies {rule}", size=13)
        said.append(
            f"{name}, {listed(heard[name], 2)}: the part along the target is {listed(part, 2)}, "
            f"the rest {listed(rest, 2)} at a right angle to it; energies {rule}"
        )
    return card.figure, f"The target {listed(target, 2)}, two samples. {'. '.join(said)}."
