"""Numbers that constructors are given, checked: each error has the name, the need and the value."""

import math

import numpy as np


def whole(value, name: str, at_least: int = 1) -> int:
    """`value` if it is a whole number, not below `at_least`.

    Parameters
    ----------
    value : int
    name : str
        Whose number it is, for example "Linear's in_features".
    at_least : int

    Raises
    ------
    ValueError
        If it is none; the message has the name and the value.
    """
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < at_least:
        raise ValueError(f"{name} must be a whole number of at least {at_least}, got {value!r}")
    return int(value)


def number(value, name: str, *, low: float = -math.inf, high: float = math.inf, ends="[]") -> float:
    """`value` if it is a finite number of an interval.

    Parameters
    ----------
    value : float
    name : str
        Whose number it is, for example "Adam's lr".
    low, high : float
        The ends of the interval.
    ends : str
        Whether the ends belong to it, as mathematicians write it: "[]", "[)", "(]" or "()".

    Raises
    ------
    ValueError
        If it is none; the message has the name, the interval and the value.
    """
    real = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    inside = real and math.isfinite(value) and low <= value <= high
    if inside and not (value == low and ends[0] == "(" or value == high and ends[1] == ")"):
        return value
    above = f"above {low:g}" if ends[0] == "(" else f"at least {low:g}"
    below = f"below {high:g}" if ends[1] == ")" else f"at most {high:g}"
    words = [above] * math.isfinite(low) + [below] * math.isfinite(high)
    raise ValueError(f"{name} must be a number, {' and '.join(words) or 'finite'}, got {value!r}")


def generator(rng, name: str) -> np.random.Generator:
    """`rng` if it is a random generator.

    Parameters
    ----------
    rng : numpy.random.Generator
    name : str
        Who draws, for example "Dropout".

    Raises
    ------
    ValueError
        If it is something else, say a seed.
    """
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"{name} needs rng=np.random.default_rng(seed), got {rng!r}")
    return rng
