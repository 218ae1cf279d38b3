"""What one sample labelled yes costs, over its score, under several losses."""

import numpy as np

from dlaudio import plots
from dlaudio.layers import sigmoid
from dlaudio.losses import HingeLoss


def when_wrong() -> tuple:
    """(figure, text): squared error of a sigmoid and cross entropy, and their slopes."""
    import matplotlib.pyplot as plt

    score = np.linspace(-8, 4, 241)
    costs = {"squared error": (sigmoid(score) - 1) ** 2, "cross entropy": np.logaddexp(0, -score)}
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    for name, cost in costs.items():
        axis = {"x": score, "xlabel": "score z", "label": name}
        plots.curve(cost, ylabel="cost", ax=axes[0], **axis)
        plots.curve(np.gradient(cost, score), ylabel="slope", ax=axes[1], **axis)
    figure.suptitle("what a sample labelled 1 costs")
    return figure, (
        "Towards very wrong scores cross entropy rises like a line with slope -1; the squared "
        "error levels off at 1, where its slope is 0."
    )


def four_prices() -> tuple:
    """(ax, text): a mistake, the hinge, cross entropy and L2 of a sample labelled +1."""
    score = np.linspace(-3, 3, 241)
    hinge, wanted = HingeLoss(), np.ones(1)
    costs = {
        "mistake": (score <= 0) * 1.0,
        "hinge": [hinge.forward(np.array([s]), wanted) for s in score],
        "cross entropy": np.logaddexp(0, -score),
        "L2": (score - 1) ** 2,
    }
    axis = {"x": score, "xlabel": "score of a sample labelled +1", "ylabel": "cost"}
    ax = None
    for name, cost in costs.items():
        ax = plots.curve(cost, label=name, ax=ax, **axis)
    ax.set(ylim=(-0.2, 4))
    ax.legend(loc="upper center", bbox_to_anchor=(0.62, 1))
    return ax, (
        "Cost over the score: mistakes are a step; hinge falls to 0 at score 1; cross entropy "
        "falls smoothly and for ever; L2 rises again beyond 1."
    )
