"""Unit 13 in one picture: nine sections, each with a number from where it was met."""

import numpy as np

from dlaudio.layers import sigmoid, softmax
from dlaudio.plots.drawings import (
    attention,
    bits_apart,
    boltzmann_machine,
    ctc_trellis,
    heads,
    hidden_stretch,
    machine_states,
    sound_tokens,
)
from dlaudio.plots.drawings.sign_step import SLOPES
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, number

FRAME, BACK = np.array([1, 0.8, 0.1, 0.3]), np.array([1.12, 1.12, 0, 0])  # of `squeezed_frame`
KEPT = np.cumprod([1, 0.8, 0.5, 0.5])  # of `power_shares`
MU, SIGMA = 0.8, 0.5  # of the cloud in the text
WIDE, HIGH, GAP = 5.4, 4.2, 0.35


def draw():
    """Draw look, block, paths, squeeze, bits, clouds and noise, energy, slope, gap and speech."""
    card, said = Card(13.1), []
    ideas = (
        ("13.1  look", _look),
        ("13.2  add to what is", _block),
        ("13.3  add up paths", _paths),
        ("13.4  squeeze", _squeeze),
        ("13.5  round to bits", _bits),
        ("13.6  clouds, noise", _make),
        ("13.7  weigh a state", _energy),
        ("13.8  follow the slope", _slope),
        ("13.9  gap, speech", _gap),
    )
    for n, (title, sketch) in enumerate(ideas):
        left, top = 0.35 + (n % 3) * (WIDE + GAP), 0.3 + (n // 3) * (HIGH + 0.1)
        card.write(left + WIDE / 2, top + 0.4, title, size=12.5, bold=True)
        words, ink = sketch(card, left + 0.75, top + 0.9, WIDE - 1.5, HIGH - 2.1)
        card.write(left + WIDE / 2, top + HIGH - 0.65, words, ink=ink, size=11)
        said.append(f"{title.replace('  ', ', ')}: {words}")
    codes = ["?" if i in hidden_stretch.HIDDEN else c for i, c in enumerate(hidden_stretch.CODES)]
    said.append(f"the row with the gap is {', '.join(map(str, codes[1:6]))}")
    said.append(f"that of a speaker is {', '.join(map(str, sound_tokens.CODES[-5:]))}")
    said.append(f"of the tone there are left {', '.join(number(share) for share in KEPT)}")
    return card.figure, f"The unit in nine ideas. {'; '.join(said)}."


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
    return ", ".join(number(share) for share in shares), OUTPUT


def _block(card, x, y, wide, high):
    from matplotlib.patches import Circle

    floor, step = y + 0.62 * high, wide / 2 - 0.35
    card.ax.plot((x + 0.35, x + wide), (floor, floor), color=INPUT.line, lw=1.8, zorder=1)
    for n, name in enumerate(("x", "+", "+")):
        at = x + 0.35 + n * step
        if n:
            begin = at - step + 0.37
            over = (begin, begin, at, at), (floor, y + 0.15 * high, y + 0.15 * high, floor)
            card.ax.plot(*over, color=INPUT.line, lw=1.4, zorder=1)
            what = ("heads", "net")[n - 1]
            middle = at - step / 2 + 0.02
            card.ax.bar(middle, 0.9, 0.48, floor - 0.45, fc=WEIGHT.fill, ec=WEIGHT.line, lw=1.4)
            card.write(middle, y + high - 0.05, what, ink=WEIGHT, size=11)
        card.ax.add_patch(Circle((at, floor), 0.31, fc=INPUT.fill, ec=INPUT.line, lw=1.4, zorder=2))
        card.write(at, floor, name, ink=INPUT, size=12)
    chance = heads.stations()[1]["E, strong beat"]
    return f"E C E C, then E: {chance:.0%}", INPUT


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


def _bits(card, x, y, wide, high):
    rows = [np.array(code) > 0.5 for code in (bits_apart.QUERY, bits_apart.STORED)]
    step, differ = wide / len(rows[0]), rows[0] != rows[1]
    for row, (bits, plain) in enumerate(zip(rows, (INPUT, PLAIN), strict=True)):
        top = y + 0.1 + 1.05 * row
        for i, bit in enumerate(bits):
            ink = GRADIENT if differ[i] else plain
            look = {"fc": ink.fill, "ec": ink.line, "lw": 1.4}
            card.ax.bar(x + (i + 0.5) * step, 0.8, step, top, **look)
            card.write(x + (i + 0.5) * step, top + 0.4, f"{bit:d}", ink=ink, size=11.5)
    return f"{differ.sum()} of {len(differ)} bits differ", GRADIENT


def _make(card, x, y, wide, high):
    """Clouds on the left, the shares of tone and noise on the right."""
    half = wide / 2 - 0.15
    words, ink = _clouds(card, x, y, half, high)
    _noise(card, x + wide - half, y, half, high)
    return f"{words};  tone {number(KEPT[-1])}", ink


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
    best = list(hidden_stretch.SCORES)[shares.argmax()]
    gap = ["?" if i in hidden_stretch.HIDDEN else c for i, c in enumerate(hidden_stretch.CODES)]
    spoken = sound_tokens.CODES
    for row, names in enumerate((gap[1:6], spoken[-5:])):
        top = y + 0.1 + 1.15 * row
        for i, name in enumerate(names):
            new = name == "?" or (row == 1 and i == 4)
            ink = OUTPUT if new else INPUT
            look = {"fc": ink.fill, "ec": ink.line, "lw": 1.4}
            card.ax.bar(x + (i + 0.5) * step, 0.9, 0.85 * step, top, **look)
            card.write(x + (i + 0.5) * step, top + 0.45, str(name), ink=ink, size=11.5, bold=new)
    return f"{best} fits by {number(shares.max(), 2)};  {spoken[-1]} comes next", OUTPUT
