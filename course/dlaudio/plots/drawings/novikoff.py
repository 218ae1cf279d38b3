"""Novikoff's squeeze: the weights after each mistake, between two curves that must cross."""

import numpy as np

from dlaudio.datasets.drums import two_drums
from dlaudio.networks.perceptron import follow, train, widest_margin
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card


def draw(X=None, y=None, path=None, judge=None):
    """Draw how long the weights are and how far they reach along a judge's, after each mistake.

    Parameters
    ----------
    X, y : arrays, shapes (N, D) and (N,), labels -1 and +1
        Kicks and closed hats, if not given.
    path : array, shape (K + 1, D + 1)
        The weights of the rule, which begin at zero, after each mistake; the course's
        own rule makes it, if not given.
    judge : array, shape (D + 1,)
        Weights that get all samples right; their margin sets the lower curve. The widest, if not
        given.

    Raises
    ------
    ValueError
        If there is no mistake or the judge is wrong about a sample.
    """
    X, y = two_drums("kick", "closed hat") if X is None else (np.asarray(X), np.asarray(y))
    path = follow(_epoch, X, y)[0] if path is None else np.asarray(path, dtype=float)
    judge = widest_margin(X, y) if judge is None else judge
    Z = np.insert(X.astype(float), 0, 1, axis=1)
    unit = np.asarray(judge, dtype=float) / np.linalg.norm(judge)
    radius, margin = np.linalg.norm(Z, axis=1).max(), (y * (Z @ unit)).min()
    if margin <= 0 or len(path) < 2:
        raise ValueError("novikoff needs a judge without a mistake and a path with some")
    bound, made = (radius / margin) ** 2, len(path) - 1
    k = np.geomspace(1, 3 * bound, 200)
    counts = np.arange(1, made + 1)
    card = Card(9.6)
    plane = card.plane(
        1.9, 0.9, 9.4, 7.2, xlim=(1, 3 * bound), ylim=(0.5 * margin, 3 * radius**2 / margin)
    )
    plane.set(xscale="log", yscale="log")
    plane.set_xlabel("mistakes made", fontsize=12)
    plane.set_ylabel("length and reach of $v$", fontsize=12)
    plane.minorticks_off()
    plane.xaxis.set_major_formatter(lambda v, _: f"{v:,.0f}")
    plane.yaxis.set_major_formatter(lambda v, _: f"{v:g}")
    plane.plot(k, radius * np.sqrt(k), color=INPUT.line, lw=2)
    plane.plot(k, margin * k, color=WEIGHT.line, lw=2)
    possible = k <= bound
    plane.fill_between(
        k[possible],
        margin * k[possible],
        radius * np.sqrt(k[possible]),
        color=OUTPUT.fill,
        zorder=0,
    )
    plane.plot(counts, np.linalg.norm(path[1:], axis=1), color=PLAIN.line, lw=2.4)
    plane.plot(counts, path[1:] @ unit, color=PLAIN.line, lw=2.4, ls=":")
    plane.axvline(bound, color=GREY.line, lw=1.4, ls="--", zorder=0)
    plane.plot(bound, radius**2 / margin, "o", ms=9, color=OUTPUT.line, zorder=6)
    said = [
        ("$R\\sqrt{k}$: it gets no longer than this", INPUT),
        ("solid: how long $v$ is", PLAIN),
        ("dotted: how far $v$ reaches north", PLAIN),
        ("$\\gamma k$: it reaches at least this far", WEIGHT),
    ]
    for i, (words, ink) in enumerate(said):
        card.write(11.7, 1.5 + 0.75 * i, words, ink=ink, align="left", size=11.5)
    facts = [
        (f"$R$ = {radius:.2f}", PLAIN, False),
        (f"$\\gamma$ = {margin:.3f}", PLAIN, False),
        (f"mistakes made: {made:,}", PLAIN, True),
        (f"the curves cross at {bound:,.0f}", OUTPUT, True),
    ]
    for i, (words, ink, bold) in enumerate(facts):
        card.write(11.7, 5.1 + 0.75 * i, words, ink=ink, align="left", size=12.5, bold=bold)
    return card.figure, (
        f"On logarithmic axes, over the mistakes made k: the length of the weights stays below "
        f"R times the root of k, with R = {radius:.2f}, and their reach along the judge stays "
        f"above γ k, with γ = {margin:.3f}. As the reach cannot be more than the length, it ends "
        f"where the curves cross at {bound:,.0f}; mistakes made: {made:,}."
    )


def _epoch(w, X, y):
    w, wrong = train(X, y, n_epochs=1, w=w)
    return w, wrong.sum()
