"""Principal components, non-negative parts and k-means agree with scikit-learn and their laws."""

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, PCA

from dlaudio.decomposition import kmeans, nearest, nmf, pca


@pytest.mark.parametrize("shape", [(40, 6), (7, 12)])
def test_pca_agrees_with_sklearn_up_to_signs(shape):
    rng = np.random.default_rng(0)
    X = rng.normal(size=shape) @ rng.normal(size=(shape[1], shape[1])) + 3
    mean, rows, variances = pca(X, n_components=4)
    theirs = PCA(4).fit(X)
    np.testing.assert_allclose(mean, theirs.mean_)
    np.testing.assert_allclose(np.abs(np.sum(rows * theirs.components_, axis=1)), 1, atol=1e-9)
    scale = (len(X) - 1) / len(X)  # scikit-learn divides by N - 1
    np.testing.assert_allclose(variances, scale * theirs.explained_variance_)
    np.testing.assert_allclose(rows @ rows.T, np.eye(4), atol=1e-12)
    np.testing.assert_allclose(((X - mean) @ rows.T).var(axis=0), variances)


def test_nmf_agrees_with_sklearns_multiplicative_updates():
    X = np.random.default_rng(1).random((6, 9))
    W, H, losses = nmf(X, n_components=3, n_iter=20, rng=np.random.default_rng(2))
    rng = np.random.default_rng(2)
    W0, H0 = 1 - rng.random((6, 3)), 1 - rng.random((3, 9))
    # theirs updates its first factor first, ours H: so theirs gets everything transposed
    theirs = NMF(3, solver="mu", init="custom", max_iter=20, tol=0)
    their_H = theirs.fit_transform(X.T, W=H0.T.copy(), H=W0.T.copy()).T
    np.testing.assert_allclose(H, their_H, rtol=1e-6)
    np.testing.assert_allclose(W, theirs.components_.T, rtol=1e-6)
    np.testing.assert_allclose(losses[-1], np.linalg.norm(X - W @ H) ** 2)


def test_nmf_never_rises_stays_positive_and_bears_silence():
    rng = np.random.default_rng(3)
    parts, gains = rng.random((8, 2)), rng.random((2, 12))
    gains[:, 4] = 0
    W, H, losses = nmf(parts @ gains, n_components=2, n_iter=2000, rng=rng)
    assert np.diff(losses).max() <= 1e-12 and losses[-1] < 1e-3 * losses[0]
    assert W.min() >= 0 and H.min() >= 0 and np.abs(H[:, 4]).max() < 1e-9


def test_kmeans_agrees_with_sklearn_from_the_same_start():
    rng = np.random.default_rng(4)
    X = np.concatenate([rng.normal(loc, 0.5, (30, 2)) for loc in (-4.0, 0.0, 5.0)])
    centres = kmeans(X, n_clusters=3, rng=np.random.default_rng(5))
    start = X[np.random.default_rng(5).choice(len(X), 3, replace=False)]
    theirs = KMeans(3, init=start, n_init=1, algorithm="lloyd", tol=0).fit(X)
    np.testing.assert_allclose(centres, theirs.cluster_centers_)
    np.testing.assert_array_equal(nearest(X, centres), theirs.labels_)


def test_a_centre_nobody_is_near_stays():
    class FirstRows:
        def choice(self, n, k, replace):
            return np.arange(k)

    X = np.array([[0.0], [0.0], [9.0], [11.0]])
    centres = kmeans(X, n_clusters=2, n_iter=1, rng=FirstRows())
    np.testing.assert_array_equal(centres, [[5.0], [0.0]])


def test_what_cannot_be_decomposed_is_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="pca needs from 1 to 3"):
        pca(np.ones((3, 5)), n_components=4)
    with pytest.raises(ValueError, match="at least 0, got -1"):
        nmf([[1.0, -1.0]], n_components=1, rng=rng)
    with pytest.raises(ValueError, match="n_iter of at least 1"):
        nmf([[1.0, 1.0]], n_components=1, n_iter=0, rng=rng)
    with pytest.raises(ValueError, match="kmeans needs from 1 to 2"):
        kmeans([[1.0], [2.0]], n_clusters=3, rng=rng)
    with pytest.raises(ValueError, match="matrix of finite numbers"):
        pca([1.0, 2.0], n_components=1)
