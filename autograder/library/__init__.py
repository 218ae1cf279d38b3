"""The library: what is known of every exercise, read out of the units' own folders in `solutions/`.

The right answer is the answer cell of the unit's text; `mistakes.py` and `variants.py` beside it
hold wrong answers that people give and right ones written in other ways. These two files begin with
``from autograder.library import misconception, right_answers, variant``.
"""

from .answers import (
    Misconception,
    Variant,
    misconception,
    misconceptions,
    reference,
    right_answers,
    variant,
    variants,
)

__all__ = [
    "Misconception",
    "Variant",
    "misconception",
    "misconceptions",
    "reference",
    "right_answers",
    "variant",
    "variants",
]
