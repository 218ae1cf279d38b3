"""Unit 13 in one picture: eight ideas, each with a number from the section where it was met."""

import numpy as np

from dlaudio.layers import sigmoid, softmax
from dlaudio.plots.drawings import (
    attention,
    boltzmann_machine,
    ctc_trellis,
    hidden_stretch,
    machine_states,
)
from dlaudio.plots.drawings.sign_step import SLOPES
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, number

FRAME, BACK = np.array([1, 0.8, 0.1, 0.3]), np.array([1.12, 1.12, 0, 0])  # of `squeezed_frame`
KEPT = np.cumprod([1, 0.8, 0.5, 0.5])  # of `power_shares`
MU, SIGMA = 0.8, 0.5  # of the cloud in the text
WIDE, HIGH, GAP = 4.1, 4.3, 0.17


def draw():
    """Draw look, paths, squeeze, clouds, noise, energy, slope and gap, two rows of four."""
    card, said = Card(8.9), []
    ideas = (
        ("13.1  look", _look),
        ("13.3  add up paths", _paths),
        ("13.4  squeeze", _squeeze),
        ("13.6  make clouds", _clouds),
        ("13.6  take off noise", _noise),
        ("13.7  weigh a state", _energy),
        ("13.8  follow the slope", _slope),
        ("13.9  fill a gap", _gap),
    )
    for n, (title, sketch) in enumerate(ideas):
        left, top = 0.35 + (n % 4) * (WIDE + GAP), 0.3 + (n // 4) * (HIGH + 0.1)
        card.write(left + WIDE / 2, top + 0.4, title, size=12.5, bold=True)
        words, ink = sketch(card, left + 0.35, top + 0.9, WIDE - 0.7, HIGH - 2.1)
        card.write(left + WIDE / 2, top + HIGH - 0.65, words, ink=ink, size=11)
        said.append(f"{title.replace('  ', ', ')}: {words}")
    codes = ["?" if i in hidden_stretch.HIDDEN else c for i, c in enumerate(hidden_stretch.CODES)]
    said.append(f"the row with the gap is {', '.join(map(str, codes[1:6]))}")
    return card.figure, f"The unit in eight ideas. {'; '.join(said)}."


def _bars(card, place, size, values, inks, low=0.0):
    (x, y), (wide, high), step = place, size, size[0] / len(values)
    scale, floor = high / (max(values) - low), y + high
    zero = floor + scale * low
    for i, (value, ink) in enumerate(zip(values, inks, strict=True)):
        middle = x + (i + 0.5) * step
        card.ax.bar(middle, -scale * value, 0.7 * step, zero, fc=ink.fill, ec=ink.line, lw=1.4)
    card.ax.plot([x, x + wide], [zero, zero], color=GREY.line, lw=1)


def _look(card, x, y, wide, high):
    keys, query = np.array(attention.KEYS), np.array(attention.QUERY)
    shares = softmax((keys @ query)[None])[0]
    inks = [OUTPUT if share == shares.max() else INPUT for share in shares]
    _bars(card, (x, y), (wide, high), shares, inks)
    return "shares " + ", ".join(number(share, 2) for share in shares), OUTPUT


def _paths(card, x, y, wide, high):
    sums = ctc_trellis.forward_sums(ctc_trellis.FRAMES, (1, 2))
    row = ctc_trellis.states((1, 2))
    across, down = (
        np.linspace(x + 0.15, x + wide - 0.15, 5),
        np.linspace(y + 0.1, y + high - 0.1, 5),
    )
    for t, s in np.argwhere(sums > 0):
        if t:
            for p in ctc_trellis.sources(row, s):
                if sums[t - 1, p] > 0:
                    ends = (across[t - 1], across[t]), (down[p], down[s])
                    card.ax.plot(*ends, color=INPUT.line, lw=1.2, zorder=1)
        ink = OUTPUT if t == 4 and s > 2 else INPUT
        card.ax.plot(across[t], down[s], "o", ms=9, mfc=ink.fill, mec=ink.line, zorder=2)
    return f"the word ab: {number(sums[-1, -2:].sum())}", OUTPUT


def _squeeze(card, x, y, wide, high):
    code = float(sigmoid(np.array(FRAME @ [1, 1, -1, -1])))
    made = code * BACK + [0, 0, 0.2, 0.2]
    third = wide / 3
    _bars(card, (x, y), (third, high), FRAME, [INPUT] * 4)
    _bars(card, (x + 2 * third, y), (third, high), made, [OUTPUT] * 4)
    middle = x + wide / 2, y + 0.6 * high
    for side in (-1, 1):
        for rise in (-0.5, 0.5):
            ends = (middle[0] + 0.45 * side, middle[0] + side * third / 2)
            card.ax.plot(ends, (middle[1], middle[1] + rise), color=GREY.line, lw=1.4)
    card.write(*middle, number(code, 2), ink=WEIGHT, size=12)
    return "four levels, one number", WEIGHT


def _clouds(card, x, y, wide, high):
    z = np.linspace(-2.6, 2.6, 200)
    for mu, ink in ((-MU, WEIGHT), (MU, INPUT)):
        hill = np.exp(-(((z - mu) / SIGMA) ** 2) / 2)
        heights = y + high - 0.95 * high * hill
        places = x + wide * (z + 2.6) / 5.2
        card.ax.fill_between(places, heights, y + high, color=ink.fill, alpha=0.7, lw=0)
        card.ax.plot(places, heights, color=ink.line, lw=1.8)
    return f"z = {number(MU)} + {number(SIGMA)} ε", INPUT


def _noise(card, x, y, wide, high):
    step = high / len(KEPT)
    for row, share in enumerate(KEPT):
        look = {"height": 0.75 * step, "lw": 1.4, "align": "edge"}
        top = y + row * step
        card.ax.barh(top, wide * share, left=x, fc=INPUT.fill, ec=INPUT.line, **look)
        rest = {"fc": PLAIN.fill, "ec": PLAIN.line, **look}
        card.ax.barh(top, wide * (1 - share), left=x + wide * share, **rest)
    return "tone left: " + ", ".join(number(share) for share in KEPT), INPUT


def _energy(card, x, y, wide, high):
    shares = softmax(-machine_states.example()[None])[0]
    best = int(shares.argmax())
    inks = [OUTPUT if i == best else INPUT for i in range(len(shares))]
    _bars(card, (x, y), (wide, high), shares, inks)
    name = "".join(str(v) for v in boltzmann_machine.V)
    return f"{name} has {number(shares[best], 2)} of all", OUTPUT


def _slope(card, x, y, wide, high):
    slopes = np.array(SLOPES, dtype=float)
    _bars(card, (x, y), (wide, high), slopes, [GRADIENT] * 8, low=slopes.min())
    return f"eight moves: loss + {number(0.1 * np.abs(slopes).sum(), 1)}", GRADIENT


def _gap(card, x, y, wide, high):
    step, shares = wide / 5, softmax(np.array([list(hidden_stretch.SCORES.values())]))[0]
    for i, code in enumerate(hidden_stretch.CODES[1:6]):
        hidden = i + 1 in hidden_stretch.HIDDEN
        ink, name = (OUTPUT, "?") if hidden else (INPUT, str(code))
        look = {"fc": ink.fill, "ec": ink.line, "lw": 1.4}
        card.ax.bar(x + (i + 0.5) * step, 0.9, 0.85 * step, y + high / 2 - 0.45, **look)
        card.write(x + (i + 0.5) * step, y + high / 2, name, ink=ink, size=11.5, bold=hidden)
    best = shares.max()
    return f"right by {number(best, 2)}, loss {-np.log(best):.2f}", OUTPUT
