"""Three units that are nearly alike, weighed so that all but the square cancels."""

import numpy as np

from dlaudio.plots.parts import GREY, OUTPUT, PLAIN, WEIGHT, Card, number

HEIGHTS = (100.0, -200.0, 100.0)
SPAN = 12.0  # the three panels of units show as much height each
SR, FREQUENCY = 11025, 220


def weighed(x, bias: float = 0.5, weight: float = 0.1) -> np.ndarray:
    """What each of the three units brings at x (n,), times its height: shape (3, n)."""
    slopes = weight * np.array([1, 0, -1])
    return np.array(HEIGHTS)[:, None] * np.tanh(bias + np.outer(slopes, x))


def sounding() -> dict[str, np.ndarray]:
    """Six tenths of a second of a pure tone, of the first unit that hears it, and of all three.

    A constant cannot be heard, so it is taken away, and all are made equally loud.
    """
    from dlaudio.audio import fade

    x = np.cos(2 * np.pi * FREQUENCY * np.arange(SR * 6 // 10) / SR)
    parts = weighed(x)
    waves = {"the tone": x, "one unit": parts[0], "the three, added up": parts.sum(axis=0)}
    still = {name: wave - wave.mean() for name, wave in waves.items()}
    return {name: fade(0.5 * y / np.abs(y).max(), sr=SR) for name, y in still.items()}


def draw(bias: float = 0.5, weight: float = 0.1):
    """Draw 100 tanh(b + wx), -200 tanh(b), 100 tanh(b - wx), and their sum on its parabola.

    Parameters
    ----------
    bias : float
        The bias b of all three units, not 0: there tanh has no square.
    weight : float
        The weight w of the first; the others have 0 and -w.
    """
    square = HEIGHTS[0] * weight**2 * -2 * np.tanh(bias) * (1 - np.tanh(bias) ** 2)
    if not abs(square) > 1e-3:
        raise ValueError(f"cancelled_powers needs bias and weight not 0, got {bias} and {weight}")
    x = np.linspace(-1, 1, 201)
    curves = list(weighed(x, bias, weight))
    inside = number(bias)
    step = number(abs(weight))
    signs = "+−" if weight > 0 else "−+"
    names = [
        f"100 tanh({inside} {signs[0]} {step}x)",
        f"−200 tanh({inside})",
        f"100 tanh({inside} {signs[1]} {step}x)",
        "their sum",
    ]
    card, said = Card(6.2), []
    total = sum(curves)
    for i, (name, curve) in enumerate(zip(names, [*curves, total], strict=True)):
        left = 1.2 + 4.25 * i
        at_0, at_1 = curve[100], curve[-1]
        last = i == 3
        reach = 1.25 * np.abs(total).max()
        low = -reach if last else curve[100] - SPAN
        high = reach if last else curve[100] + SPAN
        plane = card.plane(left, 1.3, 2.9, 2.8, xlim=(-1, 1), ylim=(low, high), xlabel="$x$")
        plane.set_xticks([-1, 0, 1])
        plane.locator_params(axis="y", nbins=4)
        ink = OUTPUT if last else WEIGHT
        plane.plot(x, curve, color=ink.line, lw=5 if last else 2.6)
        if last:
            plane.set_yticks([0, round(float(total[-1]), 1)])
            plane.plot(x, square * x**2, color=PLAIN.text, lw=1.6, ls=(0, (4, 3)))
        plane.plot([0, 1], [at_0, at_1], "o", color=ink.line, ms=5, clip_on=False)
        middle = left + 1.45
        card.write(middle, 0.75, name, ink=ink, size=12, bold=last)
        values = f"at 0: {number(at_0, 1)}, at 1: {number(at_1, 1)}"
        card.write(middle, 5.25, values, ink=GREY, size=11)
        if not last:
            card.write(left + 3.22, 2.7, "++="[i], size=16, bold=True)
        said.append(f"{name}, {values}")
    card.write(left + 1.45, 5.8, f"dashed: {number(square, 2)}x²", ink=GREY, size=11)
    return card.figure, (
        f"Four curves for x from −1 to 1. {'; '.join(said)}. The sum lies on a dashed parabola, "
        f"{number(square, 2)}x²."
    )
