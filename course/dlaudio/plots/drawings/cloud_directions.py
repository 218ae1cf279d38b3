"""A cloud of points and its principal directions, as long as the cloud is that way."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, WEIGHT, Card, number


def draw(X=None, mean=None, W=None, variances=None, *, names=("first band", "second band")):
    """Draw points, the two directions as arrows of two deviations, and the points on the first.

    Parameters
    ----------
    X : array, shape (N, 2), optional
        A slanting cloud if not given.
    mean, W, variances : as `principal_directions(X, 2)` returns them, optional
    names : two words
        What the columns are, with their units.
    """
    if X is None:
        rng = np.random.default_rng(3)
        X = rng.normal(size=(150, 2)) * [3.0, 0.8] @ np.array([[0.8, 0.6], [-0.6, 0.8]])
    X = np.asarray(X, dtype=float)
    if W is None or mean is None or variances is None:
        from dlaudio.decomposition import pca

        mean, W, variances = pca(X, n_components=2)
    if X.ndim != 2 or X.shape[1] != 2 or np.shape(W) != (2, 2):
        raise ValueError(f"cloud_directions needs X (N, 2), W (2, 2), got {X.shape}, {np.shape(W)}")
    reach = 1.08 * np.abs(X - mean).max()
    limits = {
        "xlim": (mean[0] - reach, mean[0] + reach),
        "ylim": (mean[1] - reach, mean[1] + reach),
    }
    card = Card(8.4)
    planes = []
    for k, title in enumerate(("the cloud and its directions", "kept: one number a point")):
        left = 1.9 + 8.2 * k
        planes.append(
            card.plane(left, 1.0, 6.4, 6.0, **limits, xlabel=names[0], ylabel="" if k else names[1])
        )
        card.write(left + 3.2, 0.5, title, size=12.5, bold=True)
        planes[k].plot(*X.T, "o", ms=3.5, color=(GREY if k else INPUT).line, alpha=0.7)
    for row, variance, ink in zip(W, variances, (WEIGHT, GRADIENT), strict=True):
        tip = mean + 2 * np.sqrt(variance) * np.asarray(row)
        style = {"arrowstyle": "-|>", "color": ink.line, "lw": 3, "shrinkA": 0, "shrinkB": 0}
        planes[0].annotate("", tip, mean, arrowprops=style)
    line = mean + (X - mean) @ np.outer(W[0], W[0])
    planes[1].plot([X[:, 0], line[:, 0]], [X[:, 1], line[:, 1]], color=GREY.line, lw=0.7)
    planes[1].plot(*line.T, "o", ms=3.5, color=WEIGHT.line)
    share = variances[0] / np.sum(variances)
    return card.figure, (
        f"A cloud of {len(X)} points with two arrows from its middle: the first, orange, along its "
        f"length with the variance {number(variances[0], 1)}, the second across it with "
        f"{number(variances[1], 1)}. On the right every point is put onto the first direction, "
        f"which holds {number(100 * share, 0)} % of the variance."
    )
