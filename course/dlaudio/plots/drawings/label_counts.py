"""How much is right from so many labelled examples: a curve with its spread for each input."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card

INKS, STYLES = (INPUT, OUTPUT, WEIGHT, GRADIENT, PLAIN), ("o-", "s--", "^-.", "D:", "v-")
EXAMPLE = {"some features": [[0.3, 0.5, 0.6], [0.35, 0.52, 0.63]]}


def draw(curves: Mapping[str, Sequence] | None = None, counts: Sequence[int] = (20, 60, 180)):
    """Draw for each input the mean share right over draws, and bars from the least to the most.

    Parameters
    ----------
    curves : dict of arrays (draws, len(counts)), optional
        Shares from 0 to 1.
    counts : sequence of int
        Numbers of labelled examples.
    """
    curves = {name: np.asarray(rows, dtype=float) for name, rows in (curves or EXAMPLE).items()}
    if any(rows.ndim != 2 or rows.shape[1] != len(counts) for rows in curves.values()):
        raise ValueError(f"label_counts needs (draws, {len(counts)}) for each curve")
    card = Card(7.4)
    plane = card.plane(
        1.9,
        0.6,
        10.0,
        5.4,
        xlim=(np.log(counts[0]) - 0.25, np.log(counts[-1]) + 0.3),
        ylim=(0, 102),
    )
    plane.set_xlabel("labelled words", fontsize=12)
    plane.set_ylabel("right, new speakers (%)", fontsize=12)
    plane.set_xticks(np.log(counts), [f"{count:,}" for count in counts])
    plane.axhline(10, color=GREY.line, lw=1, ls=":")
    told = []
    for k, (name, rows) in enumerate(curves.items()):
        x = np.log(counts) + 0.035 * (k - (len(curves) - 1) / 2)
        mean = 100 * rows.mean(axis=0)
        ink = INKS[k % len(INKS)]
        plane.plot(x, mean, STYLES[k % len(STYLES)], color=ink.line, lw=2, ms=6)
        plane.vlines(x, 100 * rows.min(axis=0), 100 * rows.max(axis=0), color=ink.line, lw=1.4)
        card.write(
            12.4, 1.2 + 0.9 * k, f"{STYLES[k][0].translate(SIGNS)}  {name}", ink=ink, align="left"
        )
        told.append(f"{name}: {', '.join(f'{share:.0f}' for share in mean)} %")
    draws = len(next(iter(curves.values())))
    card.write(12.4, 5.4, f"means of {draws} draws;", ink=GREY, size=11, align="left")
    card.write(12.4, 5.9, "bars from least to most", ink=GREY, size=11, align="left")
    return card.figure, (
        f"Share right on new speakers from {', '.join(map(str, counts))} labelled words, mean of "
        f"{draws} draws. {'; '.join(told)}."
    )


SIGNS = str.maketrans({"o": "●", "s": "■", "^": "▲", "D": "◆", "v": "▼"})
