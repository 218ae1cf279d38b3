"""The Hessian times a vector, from two gradients: a step ahead, a step back, the difference."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, INPUT, PLAIN, WEIGHT, Card, vector
from dlaudio.plots.parts.numbers import listed


def draw(hessian=((3, 2), (2, 2)), w=(1, 0), v=(1, 0), *, step: float = 0.25):
    """Draw a quadratic valley, the gradients at w + step v and w − step v, and what they say.

    Parameters
    ----------
    hessian : array, shape (2, 2)
        Symmetric, with positive eigenvalues.
    w, v : pairs of numbers
    step : float
    """
    H, w, v = (np.asarray(a, dtype=float) for a in (hessian, w, v))
    if H.shape != (2, 2) or not np.allclose(H, H.T) or np.linalg.eigvalsh(H).min() <= 0:
        raise ValueError(f"curvature needs a symmetric matrix that bends upwards, got {H}")
    card = Card(8.6)
    places = {"back": w - step * v, "ahead": w + step * v}
    slopes = {name: H @ place for name, place in places.items()}
    longest = max(np.abs(slope).max() for slope in slopes.values())
    shrink = 3 * step * np.abs(v).max() / longest
    ends = [place + shrink * slopes[name] for name, place in places.items()]
    every = np.array([*places.values(), *ends])
    room = 1.4 * step * np.abs(v).max()
    (x0, y0), (x1, y1) = every.min(axis=0) - room, every.max(axis=0) + room
    plane = card.plane(0.7, 0.7, 8.8, 7.2, xlim=(x0, x1), ylim=(y0, y1), equal=True)
    (x0, x1), (y0, y1) = plane.get_xlim(), plane.get_ylim()
    grid = np.mgrid[x0:x1:80j, y0:y1:80j]
    height = 0.5 * np.einsum("iab,ij,jab->ab", grid, H, grid)
    plane.contour(*grid, height, levels=12, colors="0.85")
    plane.axis("off")
    for name, ink, side in [("back", GRADIENT, "left"), ("ahead", WEIGHT, "right")]:
        place = places[name]
        plane.plot(*place, "o", color=ink.line, ms=8, zorder=6)
        end = place + shrink * slopes[name]
        vector(plane, place, end, f"slope {name}", ink=ink, side=side)
    plane.plot(*w, "o", color=INPUT.line, ms=9, zorder=6)
    plane.annotate("$w$", w, (-5, -20), textcoords="offset points", color=INPUT.text, fontsize=13)
    product = (slopes["ahead"] - slopes["back"]) / (2 * step)
    lines = [
        ("$w$ = " + listed(w), INPUT),
        ("$v$ = " + listed(v) + f",  ε = {step:g}", PLAIN),
        (f"slope ahead, at {listed(places['ahead'])}:  {listed(slopes['ahead'])}", WEIGHT),
        (f"slope back, at {listed(places['back'])}:  {listed(slopes['back'])}", GRADIENT),
        (f"their difference:  {listed(slopes['ahead'] - slopes['back'])}", PLAIN),
        (f"divided by 2ε = {2 * step:g}:  {listed(product)}", PLAIN),
        (f"and $H v$ is  {listed(H @ v)}", PLAIN),
    ]
    for row, (words, ink) in enumerate(lines):
        card.write(10.0, 1.5 + 0.95 * row, words, ink=ink, align="left", size=12.5)
    return card.figure, (
        f"A valley with the Hessian {listed(H)}. "
        + ". ".join(words.replace("$", "").replace("  ", " ") for words, _ in lines)
        + "."
    )
