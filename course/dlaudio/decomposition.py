"""Features found in data: principal components, non-negative parts, and a codebook of centres.

Names follow scikit-learn. `pca` and `kmeans` take samples as rows; `nmf` takes a spectrogram as it
stands, (frequency, frame).
"""

import numpy as np


def pca(X, *, n_components: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Orthogonal directions of greatest variance, by the singular value decomposition.

    Parameters
    ----------
    X : array, shape (N, D)
        Samples as rows.
    n_components : int
        K, at most the smaller of N and D.

    Returns
    -------
    mean : ndarray, shape (D,)
    components : ndarray, shape (K, D)
        Orthonormal rows; ``(X - mean) @ components.T`` are the features.
    variances : ndarray, shape (K,)
        Of each feature over the samples (their squares' mean, divided by N), falling.

    Raises
    ------
    ValueError
        If X is no matrix, or K is out of range.

    References
    ----------
    .. [1] C. Bishop, *Pattern Recognition and Machine Learning*, 2006, sec. 12.1.
    """
    X = _matrix(X, "pca")
    _check_components(n_components, min(X.shape), "pca")
    mean = X.mean(axis=0)
    _, sizes, rows = np.linalg.svd(X - mean, full_matrices=False)
    return mean, rows[:n_components], sizes[:n_components] ** 2 / len(X)


def nmf(
    X, *, n_components: int, n_iter: int = 200, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Parts W and their gains H, none below 0, with W H near X: multiplicative updates.

    Parameters
    ----------
    X : array, shape (F, T), not negative
        A magnitude spectrogram, for example.
    n_components, n_iter : int
        K, and how many times H and then W are updated.
    rng : Generator
        Draws the start, uniform in (0, 1].

    Returns
    -------
    W, H : ndarrays, shapes (F, K) and (K, T)
    losses : ndarray, shape (n_iter,)
        Sum of squares of X - W H after each update; it never rises.

    Raises
    ------
    ValueError
        If X is no matrix or holds a value below 0, or a number is below 1.

    References
    ----------
    .. [1] D. Lee, H. Seung, "Algorithms for non-negative matrix factorization", NIPS 2000, eq. 4.
    """
    X = _matrix(X, "nmf")
    if (X < 0).any():
        raise ValueError(f"nmf needs values of at least 0, got {X.min():.6g}")
    _check_components(n_components, max(X.shape), "nmf")
    if n_iter < 1:
        raise ValueError(f"nmf needs n_iter of at least 1, got {n_iter}")
    W, H = (1 - rng.random(shape) for shape in [(len(X), n_components), (n_components, X.shape[1])])
    return update(X, W, H, n_iter=n_iter)


def update(X, W, H, *, n_iter: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """W, H and the losses of `nmf` after n_iter updates from a given start, all of it above 0."""
    losses = np.empty(n_iter)
    for step in range(n_iter):
        # 1e-12 only matters where a part is silent: there 0 / 0 would be NaN
        H = H * (W.T @ X) / (W.T @ W @ H + 1e-12)
        W = W * (X @ H.T) / (W @ (H @ H.T) + 1e-12)
        losses[step] = np.sum((X - W @ H) ** 2)
    return W, H, losses


def nearest(X, centres) -> np.ndarray:
    """Number of the centre (K, D) nearest to each row of X (N, D): integers of shape (N,)."""
    X, centres = _matrix(X, "nearest"), _matrix(centres, "nearest")
    # |x - c|^2 without the part |x|^2, which is the same for all centres
    return np.argmin((centres**2).sum(axis=1) - 2 * X @ centres.T, axis=1)


def kmeans(X, *, n_clusters: int, n_iter: int = 50, rng: np.random.Generator) -> np.ndarray:
    """Centres of clusters, shape (K, D): each row of X goes to the nearest, then each to its mean.

    The first centres are rows of X, drawn without repetition; a centre nobody is near stays. S.
    Lloyd, "Least squares quantization in PCM", IEEE Trans. Information Theory 28, 1982. Raises
    ValueError if X (N, D) is no matrix or K is not from 1 to N.
    """
    X = _matrix(X, "kmeans")
    _check_components(n_clusters, len(X), "kmeans")
    return settle(X, X[rng.choice(len(X), n_clusters, replace=False)], n_iter=n_iter)


def settle(X, centres, *, n_iter: int) -> np.ndarray:
    """Centres (K, D) after up to n_iter steps of `kmeans` from these, fewer if they stand still."""
    X, centres = _matrix(X, "settle"), _matrix(centres, "settle")
    for _ in range(n_iter):
        labels, before = nearest(X, centres), centres
        counts = np.bincount(labels, minlength=len(centres))
        sums = np.eye(len(centres))[:, labels] @ X
        centres = np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], centres)
        if np.array_equal(centres, before):
            break
    return centres


def _matrix(X, caller: str) -> np.ndarray:
    X = np.asarray(X)
    if X.ndim != 2 or X.dtype.kind not in "fiu" or not X.size or not np.isfinite(X).all():
        raise ValueError(f"{caller} needs a matrix of finite numbers, got {X.dtype} {X.shape}")
    return X.astype(float)


def _check_components(k: int, most: int, caller: str) -> None:
    if not 1 <= k <= most:
        raise ValueError(f"{caller} needs from 1 to {most} components or clusters, got {k}")


def turn(degrees: float) -> np.ndarray:
    """Matrix of shape (2, 2) that turns a row vector by an angle in degrees, counter-clockwise."""
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array([[c, s], [-s, c]])
