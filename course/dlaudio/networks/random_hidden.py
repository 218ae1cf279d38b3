"""Nets whose hidden layer stays as it is: only the output layer is fitted, by least squares."""

import numpy as np


def hidden_layer(n_inputs: int, n_units: int, rng) -> tuple[np.ndarray, np.ndarray]:
    """Weights (D, M) with standard deviation 1 / sqrt(D), and biases (M,) with 1."""
    return rng.normal(size=(n_inputs, n_units)) / np.sqrt(n_inputs), rng.normal(size=n_units)


def fit_output(X, y, W1, b1) -> tuple[np.ndarray, float]:
    """Output weights (M,) and bias that fit y best, in squares, from tanh(X W1 + b1)."""
    H = np.tanh(np.asarray(X, dtype=float) @ W1 + b1)
    w = np.linalg.lstsq(np.insert(H, 0, 1.0, axis=1), y, rcond=None)[0]
    return w[1:], w[0]


def fit_curve(x, y, n_units: int, steepness: float) -> tuple[np.ndarray, ...]:
    """W1 (1, M), b1, W2 (M, 1), b2 for the curve y (N,) at places x (N,) between 0 and 1.

    Nothing is random: the units climb at equal distances. The output layer is fitted.
    """
    W1 = np.full((1, n_units), float(steepness))
    b1 = -steepness * np.linspace(0, 1, n_units)
    w2, b2 = fit_output(np.asarray(x)[:, None], y, W1, b1)
    return W1, b1, w2[:, None], np.array([b2])


def digit_scores(fit, n_units: int, *, seed: int = 0) -> tuple[float, float]:
    """Shares of spoken digits that are right: of the words it was fitted to, and of new speakers'.

    Each digit has an output unit of its own, fitted to 1 for its words and to 0 for the others;
    the largest output is the answer. The words are half of the bundled, invented ones.

    Parameters
    ----------
    fit : function
        fit(X, y, W1, b1) -> (w2, b2), such as `fit_output`.
    n_units : int
        Tanh units, whose weights are drawn at random.
    """
    from dlaudio.datasets.spoken import digit_levels

    X, y = digit_levels("spoken-digits", "train", every=2)
    X_new, y_new = digit_levels("spoken-digits", "test")
    mean, spread = X.mean(axis=0), X.std(axis=0)
    X, X_new = (X - mean) / spread, (X_new - mean) / spread
    W1, b1 = hidden_layer(X.shape[1], n_units, np.random.default_rng(seed))
    outputs = [fit(X, (y == digit).astype(float), W1, b1) for digit in range(10)]
    w2, b2 = np.array([w for w, _ in outputs]).T, np.array([float(b) for _, b in outputs])

    def right(A, truth) -> float:
        return float(np.mean((np.tanh(A @ W1 + b1) @ w2 + b2).argmax(axis=1) == truth))

    return right(X, y), right(X_new, y_new)


def known_and_new(fit, widths=(8, 32, 128, 256, 400, 480, 600, 1000)):
    """Draw `digit_scores` for each number of hidden units.

    Parameters
    ----------
    fit : function
        fit(X, y, W1, b1) -> (w2, b2), such as `fit_output`.
    widths : sequence of int

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card

    scores = np.array([digit_scores(fit, n_units) for n_units in widths]) * 100
    card = Card(7.6)
    ax = card.plane(1.9, 0.6, 15.1, 5.1, xlim=(7, 1150), ylim=(-5, 105))
    looks = [("known words", INPUT.line, "o--"), ("new speakers", OUTPUT.line, "o-")]
    for column, (name, color, style) in zip(scores.T, looks, strict=True):
        ax.plot(widths, column, style, color=color, label=name)
        if name == "new speakers":
            for n_units, share in zip(widths, column, strict=True):
                ax.annotate(
                    f"{share:.0f}",
                    (n_units, share),
                    ({400: -8, 480: -12, 600: 14}.get(n_units, 0), -14),
                    textcoords="offset points",
                    ha="center",
                    fontsize=12,
                    color=OUTPUT.text,
                )
    ax.axvline(480, color=GREY.text, linestyle=":")
    ax.annotate("as many units as words", (430, 30), ha="right", fontsize=12, color=GREY.text)
    ax.set(xscale="log")
    ax.set_xlabel("random hidden units", fontsize=12)
    ax.set_ylabel("right (%)", fontsize=12)
    ax.set_xticks(widths, [str(n_units) for n_units in widths], rotation=60)
    ax.minorticks_off()
    ax.legend(loc="lower left", fontsize=12, frameon=False)
    said = [
        f"{n_units} units {known:.0f} and {new:.0f}"
        for n_units, (known, new) in zip(widths, scores, strict=True)
    ]
    return card.figure, (
        "Of the 480 known words and of those by new speakers are right, in per cent: "
        f"{'; '.join(said)}."
    )
