"""Four ways back through a convolution, each with one fault: what they give for dx and dw."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, WEIGHT, Card, cells

SIGNAL, KERNEL, SLOPES, STRIDE = (2, 0, 1, 3, -1, 4), (1, -2, 2), (3, -1), 2


def backwards(x, w, dz, stride: int, *, fault: str = "none") -> tuple[np.ndarray, np.ndarray]:
    """dx and dw of z[n] = Σ x[n stride + m] w[m], or what a fault makes of them.

    Parameters
    ----------
    x, w, dz : arrays, shapes (L,), (K,) and (N,)
    stride : int
    fault : "none", "overwrites", "turned", "no stride" or "mean"
        Later windows wipe out earlier ones; the kernel is turned round; the windows move by 1;
        dw is divided by the number of windows.
    """
    x, w, dz = (np.asarray(v, dtype=float) for v in (x, w, dz))
    dx, dw, k = np.zeros_like(x), np.zeros_like(w), len(w)
    step = 1 if fault == "no stride" else stride
    stamp = w[::-1] if fault == "turned" else w
    for n, slope in enumerate(dz):
        window = slice(n * step, n * step + k)
        dx[window] = slope * stamp if fault == "overwrites" else dx[window] + slope * stamp
        dw += slope * x[window]
    return dx, dw / len(dz) if fault == "mean" else dw


FAULTS = ("overwrites", "turned", "no stride", "mean")


def draw(faults=FAULTS):
    """Draw the numbers that are given, and what four faulty ways back make of them.

    Parameters
    ----------
    faults : sequence of str
        As for `backwards`, one for each case.
    """
    card = Card(2.9 + 1.75 * len(faults))
    size, words = (1.0, 0.8), []
    look = {"size": size, "digits": 2, "shape": False}
    x = cells(card, SIGNAL, (1.2, 1.1), ink=INPUT, name="$x$", **look)
    w = cells(card, KERNEL, (9.0, 1.1), ink=WEIGHT, name="$w$", **look)
    dz = cells(card, SLOPES, (13.6, 1.1), ink=GRADIENT, name="$dz$", **look)
    said = f"stride {STRIDE}, no padding: each output meets 3 neighbours, and the next starts 2 on"
    card.write(card.width / 2, 2.4, said, ink=GREY, size=12)
    for case, fault in enumerate(faults, start=1):
        top = 1.85 + 1.75 * case - 0.35
        card.write(1.0, top + 0.4, f"case {case}", size=13, bold=True)
        dx, dw = backwards(SIGNAL, KERNEL, SLOPES, STRIDE, fault=fault)
        one = cells(card, dx, (3.6, top), ink=GRADIENT, name="$dx$", side="left", **look)
        two = cells(card, dw, (12.0, top), ink=GRADIENT, name="$dw$", side="left", **look)
        words.append(f"case {case}: {one.words}; {two.words}")
    return card.figure, (
        f"Four ways back through a convolution. {x.words}; {w.words}; {dz.words}; {said}. "
        f"{'. '.join(words)}."
    )
