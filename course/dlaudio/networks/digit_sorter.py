"""Ten questions for one unit: is it this digit or another? By known speakers and by strangers."""

import numpy as np

from dlaudio import datasets, plots
from dlaudio.networks.word_sorter import WordSorter


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
    import matplotlib.pyplot as plt

    speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
    digits, shares = datasets.load(speech).label_names, []
    for digit in digits:
        one = WordSorter("the others", digit)
        w = np.append(*train(one.X, one.y, 0.3, 200))
        shares.append((one.right(w, new=False), one.right(w)))
    shares = 100 * np.array(shares)
    figure, ax = plt.subplots(figsize=(8, 3.4), layout="constrained")
    place = np.arange(len(digits))
    ax.bar(place - 0.2, shares[:, 0], 0.4, label="known speakers", color=plots.NEGATIVE)
    ax.bar(place + 0.2, shares[:, 1], 0.4, label="new speakers", color=plots.POSITIVE, hatch="//")
    ax.set(xticks=place, xticklabels=digits, ylabel="right (%)", ylim=(40, 117))
    ax.set(yticks=range(40, 101, 10))
    ax.legend(loc="upper center", ncols=2)
    known, new = shares.mean(axis=0)
    hardest = shares[:, 1].argmin()
    return figure, (
        f"This digit or another: {known:.0f} % right on known speakers, {new:.0f} % on new ones; "
        f"hardest is {digits[hardest]}, {shares[hardest, 1]:.0f} %."
    )
