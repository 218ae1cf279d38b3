"""Initial weights whose size keeps signals and gradients alike from layer to layer.

Every function takes the shape of a weight, (D, M) of a `Linear` layer or (O, I, K, ...) of a
convolution, and returns a new array. With "fan in" the number of inputs of one output unit, and
"fan out" the number of outputs that one input reaches:

=================  ======================================================================
`he_normal`        normal, standard deviation sqrt(2 / fan in)
`he_uniform`       uniform in +- sqrt(6 / fan in), the same variance
`xavier_normal`    normal, standard deviation sqrt(2 / (fan in + fan out))
`xavier_uniform`   uniform in +- sqrt(6 / (fan in + fan out)), the same variance
=================  ======================================================================

He's is for ReLU, which halves the variance (He, Zhang, Ren, Sun, "Delving Deep into Rectifiers",
ICCV 2015, eq. 10); Xavier's is for tanh, which is symmetric and has the slope 1 at 0
(Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks",
AISTATS 2010, eq. 12 and 16).
"""

import math

import numpy as np

from dlaudio.checked import generator


def fans(shape: tuple[int, ...]) -> tuple[int, int]:
    """Fan in and fan out of a weight.

    Parameters
    ----------
    shape : tuple of int
        (D, M) of a `Linear` layer or (O, I, K, ...) of a convolution.

    Returns
    -------
    fan_in, fan_out : int
        Inputs of one output, and outputs that one input reaches.

    Raises
    ------
    ValueError
        For fewer than two axes.

    Examples
    --------
    >>> fans((784, 10)), fans((16, 8, 3, 3))
    ((784, 10), (72, 144))
    """
    if not isinstance(shape, tuple | list) or len(shape) < 2:
        raise ValueError(f"a weight needs a shape (D, M) or (O, I, K, ...), got {shape}")
    if len(shape) == 2:
        return tuple(shape)
    kernel = math.prod(shape[2:])
    return shape[1] * kernel, shape[0] * kernel


def he_normal(shape, *, rng: np.random.Generator, dtype=np.float32) -> np.ndarray:
    """Normal numbers with variance 2 / fan in, for ReLU, which halves the variance.

    He, Zhang, Ren, Sun, "Delving Deep into Rectifiers", ICCV 2015, eq. 10.

    Parameters
    ----------
    shape : tuple of int
        (D, M) of a `Linear` layer or (O, I, K, ...) of a convolution.
    rng : numpy.random.Generator
        Where the numbers come from.
    dtype : numpy dtype
        Of the result, float32 if not given.

    Returns
    -------
    weight : ndarray, shape as asked

    Raises
    ------
    ValueError
        For fewer than two axes, or if rng is no generator.

    See Also
    --------
    torch.nn.init.kaiming_normal_ : the same, in place, for weights (M, D).

    Examples
    --------
    >>> weight = he_normal((300, 200), rng=np.random.default_rng(0))
    >>> weight.shape, round(float(weight.std()), 3)
    ((300, 200), 0.082)
    """
    return generator(rng, "he_normal").normal(0, math.sqrt(2 / fans(shape)[0]), shape).astype(dtype)


def he_uniform(shape, *, rng: np.random.Generator, dtype=np.float32) -> np.ndarray:
    """Uniform numbers with variance 2 / fan in, for ReLU, which halves the variance.

    He, Zhang, Ren, Sun, "Delving Deep into Rectifiers", ICCV 2015, eq. 10.

    Parameters
    ----------
    shape : tuple of int
        (D, M) of a `Linear` layer or (O, I, K, ...) of a convolution.
    rng : numpy.random.Generator
        Where the numbers come from.
    dtype : numpy dtype
        Of the result, float32 if not given.

    Returns
    -------
    weight : ndarray, shape as asked

    Raises
    ------
    ValueError
        For fewer than two axes, or if rng is no generator.

    See Also
    --------
    torch.nn.init.kaiming_uniform_ : the same, in place, for weights (M, D).

    Examples
    --------
    >>> weight = he_uniform((300, 200), rng=np.random.default_rng(0))
    >>> weight.shape, round(float(weight.std()), 3)
    ((300, 200), 0.082)
    """
    limit = math.sqrt(6 / fans(shape)[0])
    return generator(rng, "he_uniform").uniform(-limit, limit, shape).astype(dtype)


def xavier_normal(shape, *, rng: np.random.Generator, dtype=np.float32) -> np.ndarray:
    """Normal numbers with variance 2 / (fan in + fan out), for tanh and sigmoid.

    Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks",
    AISTATS 2010, eq. 12 and 16.

    Parameters
    ----------
    shape : tuple of int
        (D, M) of a `Linear` layer or (O, I, K, ...) of a convolution.
    rng : numpy.random.Generator
        Where the numbers come from.
    dtype : numpy dtype
        Of the result, float32 if not given.

    Returns
    -------
    weight : ndarray, shape as asked

    Raises
    ------
    ValueError
        For fewer than two axes, or if rng is no generator.

    See Also
    --------
    torch.nn.init.xavier_normal_ : the same, in place, for weights (M, D).

    Examples
    --------
    >>> weight = xavier_normal((300, 200), rng=np.random.default_rng(0))
    >>> weight.shape, round(float(weight.std()), 3)
    ((300, 200), 0.063)
    """
    return (
        generator(rng, "xavier_normal")
        .normal(0, math.sqrt(2 / sum(fans(shape))), shape)
        .astype(dtype)
    )


def xavier_uniform(shape, *, rng: np.random.Generator, dtype=np.float32) -> np.ndarray:
    """Uniform numbers with variance 2 / (fan in + fan out), for tanh and sigmoid.

    Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks",
    AISTATS 2010, eq. 12 and 16.

    Parameters
    ----------
    shape : tuple of int
        (D, M) of a `Linear` layer or (O, I, K, ...) of a convolution.
    rng : numpy.random.Generator
        Where the numbers come from.
    dtype : numpy dtype
        Of the result, float32 if not given.

    Returns
    -------
    weight : ndarray, shape as asked

    Raises
    ------
    ValueError
        For fewer than two axes, or if rng is no generator.

    See Also
    --------
    torch.nn.init.xavier_uniform_ : the same, in place, for weights (M, D).

    Examples
    --------
    >>> weight = xavier_uniform((300, 200), rng=np.random.default_rng(0))
    >>> weight.shape, round(float(weight.std()), 3)
    ((300, 200), 0.063)
    """
    limit = math.sqrt(6 / sum(fans(shape)))
    return generator(rng, "xavier_uniform").uniform(-limit, limit, shape).astype(dtype)
