"""How training has moved the weights of hidden units, without and with dropout: little pictures."""

import numpy as np


def moves(p: float, *, seed: int = 0) -> np.ndarray:
    """How far 60 epochs on 300 words, with momentum, move the first weights (48, 64)."""
    from dlaudio.networks import word_trials
    from dlaudio.optim import SGD

    data, rng = word_trials.words(), np.random.default_rng(seed)
    model = word_trials.net(rng, 64, p)
    start = model[0].weight.value.copy()
    optimizer = SGD(model.parameters(), lr=0.03, momentum=0.9)
    word_trials.train(model, data.X[:300], data.y[:300], 60, rng, optimizer)
    return model[0].weight.value - start


def draw(*, rates=(0.0, 0.5), units: int = 10):
    """Draw the units that have moved most, a row for each dropout rate.

    Parameters
    ----------
    rates : sequence of float
        Probabilities to drop.
    units : int
        How many to a row.
    """
    from dlaudio.plots.pictures import new_figure

    figure, said = new_figure(9, 1.5 * len(rates) + 0.2), []
    axes = figure.subplots(len(rates), units, squeeze=False)
    for row, p in zip(axes, rates, strict=True):
        move = moves(p)
        strongest = np.argsort(-np.linalg.norm(move, axis=0))[:units]
        for ax, j in zip(row, strongest, strict=True):
            look = {"origin": "lower", "cmap": "RdBu", "vmin": -0.6, "vmax": 0.6, "aspect": 0.5}
            ax.imshow(move[:, j].reshape(12, 4), **look)
            ax.set(xticks=[], yticks=[])
        row[0].set_ylabel(f"p = {p:g}", fontsize=12)
        said.append(f"dropout {p:g}: root mean square of all moves {np.sqrt(np.mean(move**2)):.3f}")
    return figure, (
        "How training has moved the 48 weights of hidden units, red down and blue up; bands from "
        f"low (bottom) to high, quarters of the word from left to right. {'; '.join(said)}."
    )
