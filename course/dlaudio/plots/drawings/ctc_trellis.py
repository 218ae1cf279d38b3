"""The trellis of CTC: all paths that collapse to one word, with the sums that count them.

`draw_circle` is one sum of the trellis with the lines that lead to it, `draw` the whole under the
probabilities of its frames; `draw_jumps` sets beside each other the two cases of one step, the
blank that may be left out and the one that may not; `draw_wanted` is what a frame should have said.
"""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, Card, listed, number
from dlaudio.plots.parts.inks import PAPER

RADIUS = 0.56
ROW = 0.55  # height of a line of probabilities
STEP = 1.55  # from place to place
FRAMES = np.array([[2, 6, 2], [3, 6, 1], [5, 3, 2], [2, 1, 7], [6, 1, 3]]) / 10  # –, a, b; made up


def states(target) -> list[int]:
    """The labels with a blank (0) before, between and after them."""
    row = [0]
    for label in target:
        row += [label, 0]
    return row


def sources(row, s: int) -> list[int]:
    """From where state s is reached: itself, the one before, or over a blank from another label."""
    found = [p for p in (s, s - 1) if p >= 0]
    if s >= 2 and row[s] != 0 and row[s] != row[s - 2]:
        found.append(s - 2)
    return found


def forward_sums(P: np.ndarray, target) -> np.ndarray:
    """alpha, (T, S): the probability of all beginnings of paths that are in state s at frame t.

    A. Graves and others, "Connectionist temporal classification", ICML 2006, eq. 6 and 7.
    """
    row = states(target)
    alpha = np.zeros((len(P), len(row)))
    alpha[0, :2] = P[0, row[:2]]
    for t in range(1, len(P)):
        for s in range(len(row)):
            alpha[t, s] = P[t, row[s]] * alpha[t - 1, sources(row, s)].sum()
    return alpha


def best_path(P: np.ndarray, target) -> list[int]:
    """The state of the likeliest path at each frame."""
    row = states(target)
    score = np.full((len(P), len(row)), -np.inf)
    with np.errstate(divide="ignore"):
        logs = np.log(P)
    score[0, :2] = logs[0, row[:2]]
    back = np.zeros(score.shape, dtype=int)
    for t in range(1, len(P)):
        for s in range(len(row)):
            back[t, s] = max(sources(row, s), key=lambda p, t=t: score[t - 1, p])
            score[t, s] = logs[t, row[s]] + score[t - 1, back[t, s]]
    path = [int(max(range(len(row))[-2:], key=lambda s: score[-1, s]))]
    for t in range(len(P) - 1, 0, -1):
        path.insert(0, int(back[t, path[0]]))
    return path


def draw(target=(1, 2), P=None, *, done: int | None = None, asked=None, names=("–", "a", "b")):
    """Draw the frames' probabilities, and the trellis of a target with its forward sums below.

    The likeliest path is lit.

    Parameters
    ----------
    target : sequence of int
        Labels from 1; 1 to 3 of them.
    P : array, shape (T, C), optional
        Probability of each label at each frame, the blank first; T from 3 to 7.
    done : int, 2 to T, optional
        So many frames have their sums, and the last of them is lit; the others are still empty.
    asked : pair of int, optional
        With `done`: the frame and the place of an empty circle that gets a question mark.
    names : sequence of str
        What the blank and the labels are called.
    """
    P = FRAMES if P is None else P
    P = np.asarray(P, dtype=float)
    row, frames = states(target), len(P)
    if done is not None and not 2 <= done <= frames:
        raise ValueError(f"ctc_trellis.draw needs 2 to {frames} frames that are done, got {done}")
    if not (1 <= len(target) <= 3 and 3 <= frames <= 7):
        raise ValueError(f"ctc_trellis has room for 1 to 3 labels and 3 to 7 frames, got {target}")
    alpha, path = forward_sums(P, target), best_path(P, target)
    total = float(alpha[-1, -2:].sum())
    top = 1.9 + ROW * P.shape[1] + 0.45
    card = Card(STEP * len(row) + top + (1.6 if done is None else -0.3))
    step = 13.2 / (frames - 1)
    places = np.array(
        [[(2.6 + t * step, top + STEP * s) for s in range(len(row))] for t in range(frames)]
    )
    _edges(card, places[:done], row, alpha, None if done else path)
    for t in range(frames):
        card.write(places[t, 0, 0], 0.7, f"frame {t}", ink=GREY)
        for c, share in enumerate(P[t]):
            card.write(places[t, 0, 0], 1.35 + ROW * c, number(share), size=11)
        for s in range(len(row)):
            if done is None:
                _state(card, places[t, s], alpha[t, s], s == path[t], _ends(alpha, t, s))
            elif t < done:
                _state(card, places[t, s], alpha[t, s], t == done - 1, False)
            elif (t, s) == asked:
                _place(card, places[t, s], "?", OUTPUT, OUTPUT.fill, PLAIN, bold=True)
            else:
                _place(card, places[t, s], "", GREY)
    for c in range(P.shape[1]):
        card.write(1.1, 1.35 + ROW * c, names[c], ink=GREY if c == 0 else INPUT, size=12)
    for s, label in enumerate(row):
        name = names[label]
        card.write(1.1, places[0, s, 1], name, ink=GREY if label == 0 else INPUT, size=15)
    given = "; ".join(f"frame {t}: {listed(P[t])}" for t in range(frames))
    told = range(frames if done is None else done)
    sums = "; ".join(f"frame {t}: {', '.join(number(v) for v in alpha[t])}" for t in told)
    if done is not None:
        return card.figure, (
            f"Probabilities of {', '.join(names[: P.shape[1]])}, {given}. Below them a trellis of "
            f"the states {', '.join(names[s] for s in row)}, finished up to frame {done - 1}. The "
            f"sums, {sums}. The circles of the later frames are empty"
            + (f"; asked is {names[row[asked[1]]]} of frame {asked[0]}." if asked else ".")
        )
    said = " ".join(names[row[s]] for s in path)
    word = "".join(names[label] for label in target)
    y = card.height - 1.3
    card.write(card.width / 2, y, f"lit: the likeliest path,  {said}", ink=INPUT, size=13)
    ends = [number(alpha[-1, -2]), number(alpha[-1, -1])]
    rule = f"all paths that say {word}:  {ends[0]} + {ends[1]} = {number(total)}"
    if number(float(ends[0]) + float(ends[1])) != number(total):
        rule = rule.replace("=", "≈")
    card.write(card.width / 2, y + 0.65, rule, ink=OUTPUT, size=13)
    return card.figure, (
        f"Probabilities of {', '.join(names[: P.shape[1]])}, {given}. Below them "
        f"a trellis of {frames} frames and the states {', '.join(names[label] for label in row)}. "
        f"A path stays, goes on by one, or jumps over a blank between different labels. The sums "
        f"of all ways to a state, {sums}. Lit is the likeliest path, {said}. {rule.capitalize()}."
    ).replace("  ", " ")


def draw_circle(target=(1, 2), P=None, *, at=(1, 1), names=("–", "a", "b")):
    """Draw how one circle of the trellis is reckoned: what comes in, times what its frame says.

    Parameters
    ----------
    target, P, names :
        As for `draw`; P has 2 frames or more, and those after the circle are left out.
    at : pair of int
        The frame, from 1, and the place.
    """
    P = FRAMES[:2] if P is None else P
    P, row, (t, s) = np.asarray(P, dtype=float), states(target), at
    if not (1 <= len(target) <= 3 and 1 <= t < len(P) and 0 <= s < len(row)):
        raise ValueError(f"draw_circle needs a place of a frame from 1, got {at}")
    alpha, came = forward_sums(P, target), sorted(sources(row, s))
    card = Card(STEP * len(row) + 2.5)
    left, step = 4.0, 4.5
    places = [[(left + step * i, 1.9 + STEP * p) for p in range(len(row))] for i in range(2)]
    for i, frame in enumerate((t - 1, t)):
        card.write(places[i][0][0], 0.8, f"frame {frame}", ink=GREY)
    for p in came:
        (x, y), (to_x, to_y) = places[0][p], places[1][s]
        card.ax.plot((x, to_x), (y, to_y), color=INPUT.line, lw=4, zorder=1)
    for p, label in enumerate(row):
        card.write(2.3, places[0][p][1], names[label], ink=INPUT if label else GREY, size=15)
        _state(card, places[0][p], alpha[t - 1, p], p in came, False)
        if p != s:
            _place(card, places[1][p], "", GREY, PAPER, PLAIN)
    _place(card, places[1][s], number(alpha[t, s]), OUTPUT, OUTPUT.fill, PLAIN, size=11, bold=True)
    share = number(P[t, row[s]])
    at_x, at_y = places[1][s]
    given = f"× {share},  what frame {t} gives to {names[row[s]]}"
    card.write(at_x + 0.9, at_y, given, ink=OUTPUT, align="left", size=13)
    terms = " + ".join(number(alpha[t - 1, p]) for p in came)
    rule = f"({terms}) · {share} = {number(alpha[t, s])}"
    card.write(card.width / 2, card.height - 0.6, rule, ink=OUTPUT, size=13.5)
    ways = ", ".join(f"{names[row[p]]} with {number(alpha[t - 1, p])}" for p in came)
    return card.figure, (
        f"One circle of a trellis, place {s} ({names[row[s]]}) after frame {t}. The sums of "
        f"frame {t - 1}: {', '.join(number(v) for v in alpha[t - 1])}. Lines come in "
        f"from {ways}. Frame {t} gives {share} to {names[row[s]]}: {rule}."
    )


def draw_wanted(P=None, *, names=("–", "a")):
    """Draw the paths of a word of one letter in two frames, and what frame 0 should have said.

    Parameters
    ----------
    P : array, shape (2, 2), optional
        Probability of blank and letter at each frame.
    names : sequence of str
        What the blank and the letter are called.
    """
    P = np.array([[4, 6], [5, 5]]) / 10 if P is None else np.asarray(P, dtype=float)
    if P.shape != (2, 2):
        raise ValueError(f"draw_wanted needs 2 frames of 2 labels, got the shape {P.shape}")
    row, word = (0, 1, 0), names[1]
    paths = {(p, s): P[0, row[p]] * P[1, row[s]] for p, s in ((0, 1), (1, 1), (1, 2))}
    total, through = sum(paths.values()), paths[1, 1] + paths[1, 2]
    wanted = through / total
    card = Card(7.4)
    places = [[(2.4 + 4.6 * i, 2.2 + 1.8 * p) for p in range(3)] for i in range(2)]
    for i in range(2):
        card.write(places[i][0][0], 0.8, f"frame {i}", ink=GREY)
    for (p, s), share in paths.items():
        (x, y), (to_x, to_y) = places[0][p], places[1][s]
        ink = INPUT if p == 1 else GREY
        card.ax.plot((x, to_x), (y, to_y), color=ink.line, lw=4 if p == 1 else 1.5, zorder=1)
        card.write((x + to_x) / 2, (y + to_y) / 2 - 0.4, number(share), ink=ink, size=12)
    for p, label in enumerate(row):
        _place(card, places[0][p], names[label], INPUT if label else GREY)
        _place(card, places[1][p], names[label], INPUT if label else GREY)
    base, high, x = 5.8, 4.6, 10.6
    for at, share, said, ink in ((x, P[0, 1], "said", GREY), (x + 3, wanted, "wanted", INPUT)):
        card.ax.bar(at, -high * share, 1.1, bottom=base, color=ink.fill, ec=ink.line, lw=2)
        card.write(at, base + 0.45, said, ink=ink, size=12.5)
        card.write(at, base - high * share - 0.4, number(share), ink=ink, size=13, bold=True)
    card.ax.annotate(
        "",
        (x + 1.5, base - high * wanted),
        (x + 1.5, base - high * P[0, 1]),
        arrowprops={"arrowstyle": "-|>", "color": GRADIENT.line, "lw": 3, "mutation_scale": 16},
    )
    card.write(x + 1.5, 0.8, f"{word} at frame 0", ink=PLAIN, size=12.5)
    rule = f"through {word} at frame 0:  {number(through)} of {number(total)} = {number(wanted)}"
    card.write(card.width / 2, 6.95, rule, ink=INPUT, size=13)
    listing = "; ".join(
        f"{names[row[p]]} {names[row[s]]} {number(share)}" for (p, s), share in paths.items()
    )
    return card.figure, (
        f"The paths of the word {word} in frames 0 and 1: {listing}. {rule.capitalize()}. "
        f"Beside it two bars: the net said {number(P[0, 1])}, wanted is {number(wanted)}, "
        "and an arrow leads from the one to the other."
    ).replace("  ", " ")


def draw_jumps(targets=((1, 2), (1, 1)), *, names=("–", "a", "b")):
    """Draw from where the second letter of each target is reached, with or without the jump.

    Parameters
    ----------
    targets : sequence of 2 sequences of int
        Two labels from 1 each.
    names : sequence of str
        What the blank and the labels are called.
    """
    if len(targets) != 2 or any(len(target) != 2 for target in targets):
        raise ValueError(f"draw_jumps needs two words of two labels, got {targets}")
    card = Card(7.6)
    told = []
    for panel, target in enumerate(targets):
        row, a, b = states(target), *(names[label] for label in target)
        left = (0.5 + panel) * card.width / 2 - 1.4
        places = [[(left + 2.8 * t, 2.2 + STEP * s) for s in range(3)] for t in range(2)]
        found = sources(row, 3)
        kind = "equal" if a == b else "different"
        title = f"{a} and then {b}: {kind} letters"
        card.write(left + 1.4, 0.7, title, ink=PLAIN, size=13.5, bold=True)
        for t, when in enumerate(("frame before", "this frame")):
            card.write(places[t][0][0], 1.35, when, ink=GREY, size=11)
        for s in range(3):
            lit = s + 1 in found
            ink = INPUT if lit else GRADIENT
            (x, y), (to_x, to_y) = places[0][s], places[1][2]
            card.ax.plot(
                (x, to_x), (y, to_y), color=ink.line, lw=3, ls="-" if lit else ":", zorder=1
            )
            _place(card, (x, y), names[row[s + 1]], INPUT if lit else GREY)
            if not lit:
                middle = (x + to_x) / 2, (y + to_y) / 2
                card.write(*middle, "×", ink=GRADIENT, size=22, bold=True)
        _place(card, places[1][2], b, OUTPUT)
        jump = 1 in found
        said = f"{a} {b} says {a if a == b else a + b}: " + (
            "the blank may be left out" if jump else "the blank must stay"
        )
        card.write(left + 1.4, 6.7, said, ink=INPUT if jump else GRADIENT, size=12.5)
        ways = " and ".join(f"{names[row[s]]} ({3 - s} up)" for s in sorted(found))
        told.append(f"{title}: {b} is reached from {ways}; {said}")
    return card.figure, f"Two steps of a trellis. {'. '.join(told)}."


def _ends(alpha, t: int, s: int) -> bool:
    """Whether a path may end here."""
    return t == len(alpha) - 1 and s >= alpha.shape[1] - 2


def _edges(card: Card, places, row, alpha, path) -> None:
    from matplotlib.collections import LineCollection

    dim, lit = [], []
    for t in range(1, len(places)):
        for s in range(len(row)):
            for p in sources(row, s):
                if alpha[t - 1, p] == 0:
                    continue
                last = path is None and t == len(places) - 1
                on_path = path is not None and (path[t - 1], path[t]) == (p, s)
                kind = lit if last or on_path else dim
                kind.append((places[t - 1, p], places[t, s]))
    card.ax.add_collection(LineCollection(dim, colors=GREY.line, linewidths=1.3, zorder=1))
    card.ax.add_collection(LineCollection(lit, colors=INPUT.line, linewidths=4, zorder=2))


def _state(card: Card, place, value: float, lit: bool, end: bool) -> None:
    ink = OUTPUT if end else INPUT if lit else GREY
    text = number(value) if value else "0"
    fill, write = (ink.fill, PLAIN) if lit or end else (PAPER, GREY)
    _place(card, place, text, ink, fill, write, size=11, bold=lit)


def _place(card: Card, place, text: str, ink, fill=PAPER, write=None, **look) -> None:
    from matplotlib.patches import Circle

    card.ax.add_patch(Circle(place, RADIUS, fc=fill, ec=ink.line, lw=2, zorder=3))
    card.write(*place, text, ink=write or ink, **{"size": 14, **look})
