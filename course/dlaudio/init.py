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


def fans(shape: tuple[int, ...]) -> tuple[int, int]:
    """Fan in and fan out of a weight (D, M) or (O, I, K, ...); ValueError for fewer axes."""
    if len(shape) < 2:
        raise ValueError(f"a weight needs a shape (D, M) or (O, I, K, ...), got {shape}")
    if len(shape) == 2:
        return shape
    kernel = math.prod(shape[2:])
    return shape[1] * kernel, shape[0] * kernel


def he_normal(shape, *, rng: np.random.Generator, dtype=np.float32) -> np.ndarray:
    """Normal with variance 2 / fan in."""
    return rng.normal(0, math.sqrt(2 / fans(shape)[0]), shape).astype(dtype)


def he_uniform(shape, *, rng: np.random.Generator, dtype=np.float32) -> np.ndarray:
    """Uniform with variance 2 / fan in."""
    limit = math.sqrt(6 / fans(shape)[0])
    return rng.uniform(-limit, limit, shape).astype(dtype)


def xavier_normal(shape, *, rng: np.random.Generator, dtype=np.float32) -> np.ndarray:
    """Normal with variance 2 / (fan in + fan out)."""
    return rng.normal(0, math.sqrt(2 / sum(fans(shape))), shape).astype(dtype)


def xavier_uniform(shape, *, rng: np.random.Generator, dtype=np.float32) -> np.ndarray:
    """Uniform with variance 2 / (fan in + fan out)."""
    limit = math.sqrt(6 / sum(fans(shape)))
    return rng.uniform(-limit, limit, shape).astype(dtype)
