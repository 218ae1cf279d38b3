"""What would be right if an input were another: a bias 0, two inputs exchanged, rows reversed.

Who forgets an input, takes one for another or turns one round gives just this. That it would be
right is seen, not concluded: the right answer was asked what it says to the changed inputs.
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from .base import Case
from .probe import quiet

Inputs = dict[str, Any]
Change = Callable[[Inputs], Inputs]
NUMBERS = "biufc"
FURTHEST = 20  # times as large: what nobody takes for the other


def suppositions(cases: Sequence[Case]) -> Iterator[tuple[str, list[Case]]]:
    """What is supposed, as in "b were 0", and the questions with this one change.

    Changes that change nothing, or cannot be made in every question, are left out.
    """
    for words, change in _changes(cases[0].inputs):
        try:
            with quiet():  # 0 divided by 0 is just another input
                changed = [
                    replace(case, inputs=change(copy.deepcopy(dict(case.inputs)))) for case in cases
                ]
        except (ValueError, TypeError, IndexError, KeyError, AttributeError):
            continue
        yield words, changed


def _changes(first: Inputs) -> Iterator[tuple[str, Change]]:
    for name, value in first.items():
        for words, function in _of_value(value):
            yield f"{name} were {words}", _put(name, function)
        if isinstance(value, bool | int | float | str | np.number):
            yield f"{name} were always {value!s}", _put(name, lambda _, value=value: value)
    names = [name for name, value in first.items() if not callable(value)]
    for number, name in enumerate(names):
        for other in names[:number]:
            if _alike(first[name], first[other]):
                yield f"{other} and {name} were exchanged", _exchange(other, name)
                yield f"{name} stood in the place of {other}", _instead(name, other)
                yield f"{other} stood in the place of {name}", _instead(other, name)


def _put(name: str, function: Callable) -> Change:
    return lambda inputs: {**inputs, name: function(inputs[name])}


def _exchange(one: str, other: str) -> Change:
    return lambda inputs: {**inputs, one: inputs[other], other: inputs[one]}


def _instead(name: str, place: str) -> Change:
    return lambda inputs: {**inputs, place: copy.deepcopy(inputs[name])}


def _alike(one: Any, other: Any) -> bool:
    arrays = isinstance(one, np.ndarray) and isinstance(other, np.ndarray)
    if arrays:
        return one.ndim == other.ndim
    if _is_number(one) and _is_number(other):  # not a size and a seed: 31415 samples take long
        return 0 < one <= FURTHEST * other and 0 < other <= FURTHEST * one
    return type(one) is type(other) is list


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def _of_value(value: Any) -> Iterator[tuple[str, Callable]]:
    """What one value could be instead."""
    if isinstance(value, bool):
        yield "the other way round", lambda flag: not flag
    elif _is_number(value):
        yield from (WHOLE if isinstance(value, int | np.integer) else REAL).items()
    elif isinstance(value, np.ndarray) and value.dtype.kind in NUMBERS:
        yield from ARRAY.items()
        if value.ndim:
            yield from ROWS.items()
        if value.ndim > 1:
            yield from TABLE.items()
    elif isinstance(value, list | tuple) and len(value):
        yield from LIST.items()
        first = value[0]
        if isinstance(first, list | tuple) and all(isinstance(x, np.ndarray) for x in first):
            for number, nth in enumerate(NTH[: len(first)]):
                yield f"0 in the {nth} of each entry", _zero_part(number)


NTH = ("first", "second", "third")
WHOLE = {
    "1": lambda number: 1,
    "one more": lambda number: number + 1,
    "one less": lambda number: _positive(number - 1),
    "twice as large": lambda number: 2 * number,
    "half as large": lambda number: _positive(number // 2),
}
REAL = {
    "0": lambda number: 0.0,
    "1": lambda number: 1.0,
    "of the other sign": lambda number: -number,
    "twice as large": lambda number: 2 * number,
    "half as large": lambda number: number / 2,
    "squared": lambda number: number**2,
    "replaced by its root": lambda number: _positive(number) ** 0.5,
    "replaced by 1 minus it": lambda number: 1 - number,
    "replaced by 1 divided by it": lambda number: 1 / _positive(number),
}
ARRAY = {
    "0 everywhere": lambda array: 0 * array,
    "1 everywhere": lambda array: 0 * array + 1,
    "of the other sign": lambda array: -1 * array,
    "replaced by its absolute value": np.abs,
    "twice as large": lambda array: 2 * array,
    "half as large": lambda array: array / 2,
    "squared": lambda array: array**2,
    "0 where it is negative": lambda array: np.maximum(array, 0),
    "divided by its sum": lambda array: array / array.sum(),
    "rid of its mean": lambda array: array - array.mean(),
}
ROWS = {
    "reversed": lambda array: array[::-1].copy(),
    "without its first entry": lambda array: _some(array[1:]),
    "without its last entry": lambda array: _some(array[:-1]),
    "one place later": lambda array: _moved(array, 1),
    "one place earlier": lambda array: _moved(array, -1),
    "turned on by one place": lambda array: np.roll(array, 1, 0),
    "turned back by one place": lambda array: np.roll(array, -1, 0),
    "its first entry everywhere": lambda array: np.repeat(array[:1], len(array), 0),
    "its last entry everywhere": lambda array: np.repeat(array[-1:], len(array), 0),
    "added up from the first entry on": lambda array: np.cumsum(array, 0),
    "sorted": lambda array: np.sort(array, 0),
    "0 in its first entry": lambda array: _with(array, 0, 0),
    "1 in its first entry": lambda array: _with(array, 0, 1),
    "0 in its last entry": lambda array: _with(array, -1, 0),
}
TABLE = {
    "transposed": lambda array: np.swapaxes(array, -1, -2).copy(),
    "reversed in each row": lambda array: array[..., ::-1].copy(),
    "without its first column": lambda array: _some(array[..., 1:]),
    "without its last column": lambda array: _some(array[..., :-1]),
    "one column later": lambda array: np.roll(array, 1, -1),
    "one column earlier": lambda array: np.roll(array, -1, -1),
    "0 in its first column": lambda array: _with(array.T, 0, 0).T,
    "0 in its last column": lambda array: _with(array.T, -1, 0).T,
    "reversed in each sample": lambda array: array[:, ::-1].copy(),
}
LIST = {
    "reversed": lambda items: type(items)(items[::-1]),
    "without its first entry": lambda items: _some(items[1:]),
    "without its last entry": lambda items: _some(items[:-1]),
    "its first entry alone": lambda items: items[:1],
    "its last entry alone": lambda items: items[-1:],
}


def _positive(number):
    if number <= 0:
        raise ValueError("no number above 0")
    return number


def _some(items):
    if not len(items):
        raise ValueError("nothing is left")
    return items


def _moved(array: np.ndarray, places: int) -> np.ndarray:
    """Moved along the first axis; where nothing comes from, there is 0."""
    moved = np.roll(array, places, 0)
    moved[np.s_[:places] if places > 0 else np.s_[places:]] = 0
    return moved


def _with(array: np.ndarray, place: int, number: float) -> np.ndarray:
    changed = array.copy()
    changed[place] = number
    return changed


def _zero_part(number: int) -> Callable:
    def change(entries):
        return type(entries)(
            type(entry)(0 * part if n == number else part for n, part in enumerate(entry))
            for entry in entries
        )

    return change
