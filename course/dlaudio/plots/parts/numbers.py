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


def told(value: float, digits: int = 2) -> str:
    """The number with so many digits that count, for what may be of any size, such as a loss.

    Written out, told(12345) is "12,000" and told(0.00123) "0.0012"; what is too small or too large
    for that gets a power of ten: told(8.4e-7) is "8.4 · 10⁻⁷".
    """
    value = float(f"{float(value):.{digits - 1}e}")
    if not np.isfinite(value) or value == 0 or 1e-4 <= abs(value) < 1e7:
        text = f"{value:,.0f}" if abs(value) >= 1000 else number(value, 9)
        return text.replace("-", "\u2212")
    head, _, power = f"{value:.{digits - 1}e}".partition("e")
    return f"{number(float(head), digits)} · 10{str(int(power)).translate(_RAISED)}"


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def percent(share: float, digits: int = 0) -> str:
    """A share as it is written in the text: percent(0.71) is "71 %"."""
    return f"{number(100 * share, digits)} %"


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
