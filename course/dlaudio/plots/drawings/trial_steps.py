"""Trial and error on one weight: the loss as a curve over it, and every step that was tried."""

import numpy as np

from dlaudio.descent import trial_and_error
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, WEIGHT, Card, number


def draw(x=None, labels=None, *, start: float = 0.0, nudges=(0.7, 0.05), rounds=12, seed=3):
    """Draw J, the mistakes of "x > w", over w, and the steps of two runs with other nudges.

    Parameters
    ----------
    x : array, shape (N,), optional
        A measurement of each sound; a small example if not given.
    labels : array, shape (N,), bool, optional
        What the model should say of each.
    start : float
        The first weight.
    nudges : two numbers
        Standard deviation of the steps that are proposed, for each run.
    rounds, seed : int
        Of each run; both draw the same steps, but for their size.
    """
    if x is None:
        x, labels = np.array([0.6, 1.0, 1.4, 2.9, 2.4, 3.3, 3.8, 4.4]), np.arange(8) > 3
    x, labels = np.asarray(x, dtype=float), np.asarray(labels, dtype=bool)
    if x.ndim != 1 or x.shape != labels.shape or len(nudges) != 2:
        raise ValueError(
            f"trial_steps needs x and labels of one shape (N,) and two nudges, got {x.shape}, "
            f"{labels.shape} and {len(nudges)}"
        )
    card, said = Card(7.6), []
    for i, nudge in enumerate(nudges):
        run = _run(x, labels, start, nudge, rounds, seed)
        said.append(_panel(card, 1.5 + 8.5 * i, x, labels, start, nudge, run))
    card.phrase(
        card.width / 2,
        7.0,
        [("● kept   ", OUTPUT), ("× refused   ", GREY), ("○ start", WEIGHT)],
    )
    return card.figure, f"Mistakes J over one weight w: a staircase. {' '.join(said)}"


def draw_curve(x=(1.5, 3.9, 3.4, 4.6), labels=(False, False, True, True), names=("no", "yes")):
    """Draw J, the mistakes of "x > w", over w, with the words beneath, and no steps yet.

    Parameters
    ----------
    x : array, shape (N,)
        A measurement of each sound.
    labels : array, shape (N,), bool
        What the model should say of each.
    names : two str
        What False and True are called.
    """
    x, labels = np.asarray(x, dtype=float), np.asarray(labels, dtype=bool)
    if x.ndim != 1 or x.shape != labels.shape:
        raise ValueError(f"draw_curve needs x and labels of (N,), got {x.shape}, {labels.shape}")
    card = Card(6.0)
    _, level = _staircase(card, 3.4, 10.8, x, labels, (-0.3, x.max() + 0.6))
    words = [f"{number(v)} is {names[int(on)]}" for v, on in zip(x, labels, strict=True)]
    said = [(f"| {names[1]}   ", INPUT), (f"| {names[0]}", GREY)]
    card.phrase(card.width / 2, 0.75, said, bold=True)
    stairs = [(v, level(v - 1e-9), level(v)) for v in sorted(x)]
    changes = ", ".join(f"{number(v)} from {a} to {b}" for v, a, b in stairs)
    return card.figure, f"Mistakes J over a limit w; {', '.join(words)}. It changes at {changes}."


def mistakes(D, model) -> int:
    """J: how many of the sounds the model gets wrong."""
    x, labels = D
    return int(np.sum(model(x) != labels))


def _run(x, labels, start, nudge, rounds, seed):
    """The weight at the end, and each proposal with its J and whether it was kept."""
    steps = iter(nudge * np.random.default_rng(seed).standard_normal(rounds))
    tried = []

    def modify(w):
        tried.append(w + next(steps))
        return tried[-1]

    w, history = trial_and_error(
        (x, labels),
        lambda w: lambda x: x > w,
        mistakes,
        start,
        modify,
        lambda history: len(history) > rounds,
    )
    kept = np.diff(history) < 0
    return w, history, np.array(tried), kept


def _panel(card, left, x, labels, start, nudge, run) -> str:
    w, history, tried, kept = run
    low, high = min(0, tried.min(), start) - 0.2, max(x.max(), tried.max()) + 0.3
    plane, level = _staircase(card, left, 6.8, x, labels, (low, high))
    levels = np.array([level(v) for v in tried])
    plane.plot(tried[~kept], levels[~kept], "x", ms=7, mew=1.8, color=GREY.text)
    plane.plot(tried[kept], levels[kept], "o", ms=8, color=OUTPUT.line)
    plane.plot([start], [history[0]], "o", ms=9, mfc="white", mec=WEIGHT.line, mew=2.5)
    card.write(left + 3.4, 0.8, f"nudges of about {number(nudge)}", bold=True)
    return (
        f"With nudges of about {number(nudge)}, {int(kept.sum())} of {len(tried)} proposals are "
        f"kept, w goes from {number(start)} to {number(w)} and J from {history[0]} to "
        f"{history[-1]}."
    )


def _staircase(card, left, width, x, labels, limits):
    """A plane with J over w and a stroke for each sound, and the function J(w)."""

    def level(w) -> int:
        return mistakes((x, labels), lambda x: x > w)

    places = np.unique(np.concatenate([np.linspace(*limits, 600), x, x - 1e-9]))
    losses = [level(w) for w in places]
    top = 1.15 * max(losses)
    plane = card.plane(
        left, 1.6, width, 3.9 if width < 8 else 3.2, xlim=limits, ylim=(-0.09 * top, top)
    )
    plane.plot(places, losses, color=GRADIENT.line, lw=1.8)
    for value, ink in ((False, GREY), (True, INPUT)):
        strokes = x[labels == value]
        plane.plot(strokes, np.full(len(strokes), -0.05 * top), "|", ms=9, mew=2, color=ink.line)
    plane.set_xlabel("$w$", fontsize=12, labelpad=1)
    plane.set_ylabel("mistakes $J$", fontsize=12)
    plane.yaxis.get_major_locator().set_params(integer=True)
    return plane, level
