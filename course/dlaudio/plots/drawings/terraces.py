"""The squared error of a perceptron over one weight and over two: level ground and sharp edges."""

import numpy as np

from dlaudio.datasets.drums import two_drums
from dlaudio.networks.perceptron import widest_margin
from dlaudio.plots.parts import GRADIENT, INPUT, OUTPUT, PLAIN, Card


def sse(w, X, y) -> np.ndarray:
    """Sum of squared errors of the labels, for weights w of shape (..., D + 1)."""
    w = np.asarray(w, dtype=float)
    scores = w[..., :1] + w[..., 1:] @ np.asarray(X, dtype=float).T
    return 4 * np.count_nonzero((scores > 0) != (np.asarray(y) > 0), axis=-1)


def draw(X=None, y=None, w=None):
    """Draw the error while the bias moves, and while bias and first weight do.

    Parameters
    ----------
    X, y : arrays, shapes (N, D) and (N,), labels -1 and +1
        Kicks and closed hats, if not given.
    w : array, shape (D + 1,)
        The weights around which to look, the bias first; neither of the first two is 0. The
        widest margin, if not given.
    """
    X, y = two_drums("kick", "closed hat") if X is None else (X, y)
    w = widest_margin(X, y) if w is None else np.asarray(w, dtype=float)
    around = np.abs(w[:2]) * 1.2
    bias = w[0] + np.linspace(-1, 1, 401) * around[0]
    weight = w[1] + np.linspace(-1, 1, 161) * around[1]
    one = np.tile(w, (len(bias), 1))
    one[:, 0] = bias
    grid = np.tile(w, (len(weight), 201, 1))
    grid[..., 0], grid[..., 1] = bias[::2], weight[:, None]
    line, both, here = sse(one, X, y), sse(grid, X, y), int(sse(w, X, y))
    card = Card(8.6)
    plane = card.plane(1.7, 1.4, 6.6, 5.7, xlim=(bias[0], bias[-1]), ylim=(-8, 1.08 * line.max()))
    plane.set_xlabel("bias $w_0$", fontsize=12)
    plane.set_ylabel("SSE", fontsize=12)
    plane.plot(bias, line, color=INPUT.line, lw=1.8, drawstyle="steps-mid")
    plane.plot(w[0], here, "o", ms=9, color=GRADIENT.line, zorder=5)
    right = card.plane(10.2, 1.4, 5.6, 5.7, xlim=(bias[0], bias[-1]), ylim=(weight[0], weight[-1]))
    right.set_xlabel("bias $w_0$", fontsize=12)
    right.set_ylabel("weight $w_1$", fontsize=12)
    image = right.pcolormesh(bias[::2], weight, both, cmap="cividis", shading="nearest")
    right.plot(w[0], w[1], "o", ms=9, color=GRADIENT.line, mec="white", zorder=5)
    scale = card.figure.add_axes((16.05 / card.width, 1.5 / card.height, 0.25 / card.width, 0.66))
    card.figure.colorbar(image, cax=scale, label="SSE")
    scale.tick_params(labelsize=10, colors=PLAIN.text)
    card.write(5.0, 0.75, "one knob: a staircase", size=14, bold=True)
    card.write(13.0, 0.75, "two knobs: terraces", size=14, bold=True)
    words = f"at the dot: SSE {here}, slope 0"
    card.write(5.0, 1.25, words, ink=OUTPUT, size=12)
    kinds = len(np.unique(both))
    return card.figure, (
        f"The sum of squared errors of {len(y)} samples. Left, over the bias alone, it is a "
        f"staircase from {line.min()} to {line.max()}; right, over bias and first weight, a map of "
        f"terraces with {kinds} different heights, all multiples of 4. There is no slope on any "
        f"of them; {words}."
    )
