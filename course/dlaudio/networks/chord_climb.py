"""Two Boltzmann machines learn three chords: by the exact slope, and by one short dream."""

import numpy as np

from dlaudio.networks import boltzmann

CHORDS = np.array([[1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 0, 1], [1, 1, 0, 0, 1, 0]], dtype=float)


def climb(gradient, step, *, updates: int = 200, lr: float = 0.5, seed: int = 0):
    """Log-likelihood of three chords of six notes after each update, by both ways to learn.

    Parameters
    ----------
    gradient, step : callables
        `rbm_gradient` and `cd1_step` of unit 13.

    Returns
    -------
    grown : dict of str to array, shape (updates + 1,)
        "exact" and "CD-1", from the same start.
    nets : dict of str to tuple
        W, a and b of both after the last update.
    """
    rng, V = np.random.default_rng(seed), np.repeat(CHORDS, 20, axis=0)
    start = boltzmann.blank(V.shape[1], 4, rng=rng)
    grown, nets = {"exact": [], "CD-1": []}, {"exact": start, "CD-1": start}
    for update in range(updates + 1):
        for name, (W, a, b) in nets.items():
            value, *slopes = gradient(V, W, a, b)
            grown[name].append(float(value))
            if update == updates:
                continue
            if name == "exact":
                moved = (x + lr * np.asarray(d) for x, d in zip((W, a, b), slopes, strict=True))
                nets[name] = tuple(moved)
            else:
                chance = rng.random((len(V), 4)), rng.random(V.shape)
                nets[name] = step(V, W, a, b, lr, *chance)
    return {name: np.array(values) for name, values in grown.items()}, nets


def belief_in_chords(W, a, b) -> np.ndarray:
    """The probability of each of the three chords of `climb`, (3,)."""
    return 1 / boltzmann.one_in(CHORDS, boltzmann.energies, W, a, b)


def picture_of_climb(grown, nets):
    """Log-likelihoods while two machines learn, what they believe in at the end, and this in words.

    Parameters
    ----------
    grown, nets : mappings
        As `climb` returns them.
    """
    from dlaudio.plots.parts import GRADIENT, GREY, INPUT, Card, number

    best = -np.log(len(CHORDS))
    updates, card = max(map(len, grown.values())) - 1, Card(7.0)
    edges = {"xlim": (0, updates), "ylim": (best - 1.4, best + 0.3)}
    plane = card.plane(2.0, 0.6, 14.6, 4.9, **edges)
    plane.set_xlabel("update", fontsize=12)
    plane.set_ylabel("mean log-likelihood", fontsize=12)
    for (name, values), ink, style in zip(
        grown.items(), (INPUT, GRADIENT), ("-", "--"), strict=True
    ):
        plane.plot(values, style, lw=2.2, color=ink.line, label=name)
    plane.axhline(best, ls=":", color=GREY.line)
    note = f"best possible: {number(best, 2)}"
    plane.annotate(note, (0.02 * updates, best + 0.1), fontsize=11, color=GREY.text)
    legend = plane.legend(loc="lower left", fontsize=12, frameon=False)
    legend.set_bbox_to_anchor((0.2, 0.02))
    plane.text(0.55 * updates, best - 0.85, "the chords at the end", fontsize=11, color=GREY.text)
    told = []
    for row, (name, of) in enumerate(grown.items()):
        shares = ", ".join(f"{share:.2f}" for share in belief_in_chords(*nets[name]))
        words, ink = f"{name}: {shares}", (INPUT, GRADIENT)[row]
        plane.text(0.55 * updates, best - 1.05 - 0.2 * row, words, fontsize=12, color=ink.text)
        top = f"at most {of.max():.2f}"
        told.append(f"{name} from {of[0]:.2f} to {of[-1]:.2f}, {top}, the chords have {shares}")
    return card.figure, (
        f"Log-likelihood of three chords while two machines learn: {'; '.join(told)}."
    )
