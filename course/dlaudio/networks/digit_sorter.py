"""Ten questions for one unit: is it this digit or another? By known speakers and by strangers."""

import numpy as np

from dlaudio import datasets
from dlaudio.networks.word_sorter import WordSorter
from dlaudio.plots.parts import GREY, OUTPUT, Card


def each_digit(train) -> tuple:
    """Train a unit for each digit against the nine others, and draw how many it gets right.

    Parameters
    ----------
    train : function (X, y, lr, n) -> (w, b)
        Logistic regression; asked for 200 steps with the rate 0.3.

    Returns
    -------
    figure, text
        The text says the mean shares in per cent, and which digit is hardest for strangers.
    """
    speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
    digits, shares = datasets.load(speech).label_names, []
    for digit in digits:
        one = WordSorter("the others", digit)
        w = np.append(*train(one.X, one.y, 0.3, 200))
        shares.append((one.right(w, new=False), one.right(w)))
    shares = 100 * np.array(shares)
    card, place = Card(6.8), np.arange(len(digits))
    plane = card.plane(1.7, 1.2, 15.2, 4.5, xlim=(-0.6, len(digits) - 0.4), ylim=(0, 105))
    plane.set(xticks=place, xticklabels=digits, yticks=range(0, 101, 25))
    plane.set_ylabel("right (%)", fontsize=12)
    for side, column, ink in ((-0.19, 0, GREY), (0.19, 1, OUTPUT)):
        edge = GREY.text if ink is GREY else ink.line
        plane.bar(place + side, shares[:, column], 0.36, color=ink.fill, edgecolor=edge, lw=1.4)
    plane.axhline(50, ls=":", lw=1.6, color=GREY.text)
    card.phrase(
        card.width / 2, 0.6, [("known speakers", GREY), "   ", ("new speakers", OUTPUT)], bold=True
    )
    card.write(card.width - 0.4, 0.6, "dotted: a coin", ink=GREY, size=11, align="right")
    known, new = shares.mean(axis=0)
    hardest = shares[:, 1].argmin()
    return card.figure, (
        f"This digit or another: {known:.0f} % right on known speakers, {new:.0f} % on new ones; "
        f"hardest is {digits[hardest]}, {shares[hardest, 1]:.0f} %. A coin gets 50 %."
    )
