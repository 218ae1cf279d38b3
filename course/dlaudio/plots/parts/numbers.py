"""Numbers as they are written in a picture and in its text: the same way in both."""

from collections.abc import Iterable

import numpy as np


def number(value: float, digits: int = 3) -> str:
    """The number, rounded to so many decimals, without idle zeros and with a true minus sign.

    number(0.5) is "0.5", number(-2.0) is "−2", number(2 / 3) is "0.667", and nothing is "−0".
    """
    text = f"{float(value):.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "\u2212")


def factor(value: float, digits: int = 3) -> str:
    """The number as it stands behind a sign of multiplication: negative ones in brackets."""
    text = number(value, digits)
    return f"({text})" if text.startswith("\u2212") else text


def listed(values, digits: int = 3) -> str:
    """Numbers in words' order: "1, 2, 3"; rows of a matrix are parted by semicolons."""
    values = np.asarray(values, dtype=float)
    if values.ndim > 1:
        return "; ".join(listed(row, digits) for row in values)
    return ", ".join("empty" if np.isnan(v) else number(v, digits) for v in np.atleast_1d(values))


def sum_of(values, digits: int = 3) -> str:
    """A sum and its result: "1 + 2 − 0.5 = 2.5"; with ≈ where the rounded parts give another."""
    rounded, whole = sum(round(float(v), digits) for v in values), float(sum(values))
    sign = "=" if number(rounded, digits) == number(whole, digits) else "≈"
    return f"{total(values, digits)} {sign} {number(whole, digits)}"


def total(values: Iterable[float], digits: int = 3) -> str:
    """Numbers as a sum: "1 + 2 − 3"."""
    text = " + ".join(number(value, digits) for value in values)
    return text.replace("+ \u2212", "\u2212 ")
