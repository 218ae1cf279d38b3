"""The errors of Python and NumPy in the course's own words: what was needed, and what came.

Each row has a message as Python 3.11 to 3.14 or NumPy 2 writes it, and what is said in its place.
In it `X` is a name, `N` a number and `S` a shape; ``{0}`` is the first of them.
"""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

# a name, a number and a shape in these messages
NAMES, NUMBER = r"([\w.]+)", r"-?[\d.]{1,7}+"
SHAPE = r"\((?:\d{1,7}+(?:, ?|(?=\)))){0,5}+\)"
SIGN = re.compile(r"\b[XNS]\b")
PLACE = re.compile(r"\\\{(\d)\\\}")

ROWS = {
    # names and arguments
    "name 'X' is not defined": (
        "name '{0}' is not defined: it needs a line above that makes it, and none came"
    ),
    "cannot access local variable 'X' where it is not associated with a value": (
        "name '{0}' needs a value before it is used, and none came: the line that makes it stands "
        "further down, or was not reached"
    ),
    "X() missing N required positional argument: 'X'": (
        "{0}() needs the argument '{2}', and none came"
    ),
    "X() missing N required positional arguments: 'X' and 'X'": (
        "{0}() needs the arguments '{2}' and '{3}', and none came"
    ),
    "X() missing N required keyword-only argument: 'X'": (
        "{0}() needs the argument {2}=, by its name, and none came"
    ),
    "X() takes N positional arguments but N were given": "{0}() needs {1} arguments, got {2}",
    "X() takes N positional argument but N were given": "{0}() needs {1} argument, got {2}",
    "X() takes from N to N positional arguments but N were given": (
        "{0}() needs {1} to {2} arguments, got {3}"
    ),
    # shapes
    "operands could not be broadcast together with shapes S S": (
        "arithmetic value by value needs shapes that fit, got {0} and {1}"
    ),
    "operands could not be broadcast together with shapes S S S": (
        "arithmetic value by value needs shapes that fit, got {0}, {1} and {2}"
    ),
    "non-broadcastable output operand with shape S doesn't match the broadcast shape S": (
        "an array that is changed in place needs the shape of the outcome, {1}, got {0}"
    ),
    "could not broadcast input array from shape S into shape S": (
        "the place that is written to needs the shape {1}, got {0}"
    ),
    "shape mismatch: value array of shape S could not be broadcast to indexing result of shape S": (
        "the place that is written to needs the shape {1}, got {0}"
    ),
    "shapes S and S not aligned: N (dim N) != N (dim N)": (
        "a product of matrices needs as many columns on its left as rows on its right, got the "
        "shapes {0} and {1}"
    ),
    "cannot reshape array of size N into shape S": (
        "a new shape needs as many values as there are, {0}, got {1}"
    ),
    "axis N is out of bounds for array of dimension N": (
        "an axis needs a number below {1}, for the array has so many axes, counted from 0; got {0}"
    ),
    "axes don't match array": "a transposition needs each axis once, and others came",
    "too many indices for array: array is N-dimensional, but N were indexed": (
        "an array of {0} axes needs at most {0} indices, got {1}"
    ),
    "all the input arrays must have same number of dimensions, but the array at index N has N "
    "dimension(s) and the array at index N has N dimension(s)": (
        "arrays need as many axes as each other to be joined, got {1} and {3}"
    ),
    "all the input array dimensions except for the concatenation axis must match exactly, but "
    "along dimension N, the array at index N has size N and the array at index N has size N": (
        "arrays need the same size along axis {0} to be joined, got {2} and {4}"
    ),
    "all input arrays must have the same shape": (
        "arrays need the same shape to be stacked, and several shapes came"
    ),
    "need at least one array to concatenate": "joining needs at least one array, and none came",
    "need at least one array to stack": "stacking needs at least one array, and none came",
    "zero-size array to reduction operation X which has no identity": (
        "{0} needs at least one value, and none came"
    ),
    "attempt to get X of an empty sequence": "{0} needs at least one value, and none came",
    "negative dimensions are not allowed": "a shape needs numbers that are not below 0, got one",
    "N-dimensional array given. Array must be two-dimensional": (
        "a matrix of two axes is needed there, got an array whose number of axes is {0}"
    ),
    "N-dimensional array given. Array must be at least two-dimensional": (
        "a matrix of two axes is needed there, got an array whose number of axes is {0}"
    ),
    "Incompatible dimensions": (
        "as many rows are needed in the matrix as values on the other side, and others came"
    ),
    "Singular matrix": "a matrix that can be inverted is needed there, and a singular one came",
    # indices
    "index N is out of bounds for axis N with size N": (
        "an index along axis {1} needs to fit its {2} entries, counted from 0; got {0}"
    ),
    "list index out of range": (
        "an index into a list needs to be below its length, for counting starts at 0; another came"
    ),
    "tuple index out of range": (
        "an index into a tuple or a shape needs to be below its length, for counting starts at 0; "
        "another came"
    ),
    "invalid index to scalar variable.": "an index needs an array, and a single number came",
    "X indices must be integers or slices, not X": (
        "an index into a {0} needs to be a whole number, and a {1} came"
    ),
    "slice indices must be integers or None or have an __index__ method": (
        "the ends of a slice need to be whole numbers, and others came"
    ),
    "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean "
    "arrays are valid indices": (
        "an index into an array needs whole numbers, slices or truth values, and others came"
    ),
    "arrays used as indices must be of integer (or boolean) type": (
        "an array of indices needs whole numbers or truth values, and others came"
    ),
    # kinds of values
    "'X' object cannot be interpreted as an integer": (
        "a whole number is needed there, and a {0} came"
    ),
    "'X' object is not subscriptable": "an index needs a list or an array, and a {0} came",
    "'X' object is not iterable": "several values are needed there, and a {0} came",
    "iteration over a 0-d array": "several values are needed there, and a single number came",
    "cannot unpack non-iterable X object": "several values are needed there, and a {0} came",
    "'X' object is not callable": "brackets after a name need a function, and a {0} came",
    "'X' object does not support item assignment": (
        "a list or an array is needed to write into, and a {0} came"
    ),
    "'X' object has no attribute 'X'": "`.{1}` needs a value that has it, and a {0} came",
    "object of type 'X' has no len()": "len() needs a list or an array, and a {0} came",
    "len() of unsized object": "len() needs a list or an array, and a single number came",
    "unhashable type: 'X'": "a key or a member of a set needs a fixed value, and a {0} came",
    "unsupported operand type(s) for @: 'X' and 'X'": (
        "`@` needs an array on either side, and a {0} and a {1} came"
    ),
    "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the "
    "logical_not function instead.": "a minus sign needs numbers, and truth values came",
    "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` "
    "operator, or the logical_xor function instead.": "`-` needs numbers, and truth values came",
    "can't multiply sequence by non-int of type 'X'": (
        "a product value by value needs an array, and a list times a {0} came"
    ),
    "only 0-dimensional arrays can be converted to Python scalars": (
        "one number is needed there, and an array of several came"
    ),
    "only length-1 arrays can be converted to Python scalars": (
        "one number is needed there, and an array of several came"
    ),
    "only integer scalar arrays can be converted to a scalar index": (
        "one whole number is needed there, and an array or another kind of number came"
    ),
    "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()": (
        "a condition needs one truth value, and an array of several came"
    ),
    "setting an array element with a sequence.": (
        "a place in an array needs one number, and several came"
    ),
    "Cannot cast ufunc 'X' output from dtype('X') to dtype('X') with casting rule 'same_kind'": (
        "an array that is changed in place needs numbers like those that come out, {1}, and {2} "
        "came"
    ),
    "cannot convert float NaN to integer": "a whole number is needed there, and NaN came",
    "cannot convert float infinity to integer": "a whole number is needed there, and inf came",
    # values
    "not enough values to unpack (expected N, got N)": (
        "{0} values are needed on the right of this =, and {1} came"
    ),
    "too many values to unpack (expected N)": (
        "{0} values are needed on the right of this =, and more came"
    ),
    "too many values to unpack (expected N, got N)": (
        "{0} values are needed on the right of this =, and {1} came"
    ),
    "zip() argument N is longer than argument N": (
        "zip() with strict=True needs one length: argument {0} came longer than argument {1}"
    ),
    "zip() argument N is shorter than argument N": (
        "zip() with strict=True needs one length: argument {0} came shorter than argument {1}"
    ),
    "X is not in list": "index() needs a value that is in the list, and another came",
    "list.index(x): x not in list": "index() needs a value that is in the list, and another came",
    "range() arg N must not be zero": "range() needs a step that is not 0, and 0 came",
    "division by zero": "a division needs a divisor that is not 0, and 0 came",
    "float division by zero": "a division needs a divisor that is not 0, and 0 came",
    "integer division or modulo by zero": "a division needs a divisor that is not 0, and 0 came",
    "integer modulo by zero": "a remainder needs a divisor that is not 0, and 0 came",
    "math domain error": (
        "a function of math needs a number that it is defined for, and another came"
    ),
    "pop from empty list": "pop() needs a list with something in it, and an empty one came",
}
ROWS |= {
    f"maximum recursion depth exceeded{where}": (
        "a function that calls itself needs to come to an end, and no end came"
    )
    for where in ("", " while calling a Python object", " in comparison")
}
ROWS |= {
    f"unsupported operand type(s) for {sign}: 'X' and 'X'": (
        f"`{sign}` needs numbers or arrays on both sides, and a {{0}} and a {{1}} came"
    )
    for sign in ("+", "-", "*", "/", "//", "%")
}
# what these say is found anywhere in a message
MATMUL = re.compile(r"matmul: .*\(size (?P<right>\d+) is different from (?P<left>\d+)\)")
NO_ARRAY = re.compile(r"matmul: Input operand [01] does not have enough dimensions \(has 0")
COLUMNS = "`@` needs as many columns on its left as rows on its right, got {left} and {right}"
ARRAYS = "`@` needs an array on either side, and a single number came"
IN_THIS_QUESTION = "In this question"
ABOUT_SHAPES = ("columns on its left", "value by value needs shapes", "in place needs the shape")
WHOLE, MOST_SHAPES = re.compile(r"\b\d+\b"), 4
POWER = "`^` is no power in Python: `y ** 2` is the square of y"


def in_own_words(message: str) -> str:
    """The message of an error in the course's own words; as it was if there are none for it."""
    if found := MATMUL.search(message):
        return COLUMNS.format(**found.groupdict())
    if NO_ARRAY.search(message):
        return ARRAYS
    if "'bitwise_xor' not supported" in message or "operand type(s) for ^" in message:
        return POWER
    for pattern, words in _PATTERNS:
        if found := pattern.fullmatch(message):
            return words.format(*found.groups())
    return message


def _heard(row: str) -> re.Pattern:
    """What a row's message looks like, with a group for each name, number and shape."""
    kinds = {"X": NAMES, "N": f"({NUMBER})", "S": f"({SHAPE})"}
    return re.compile(SIGN.sub(lambda sign: kinds[sign[0]], re.escape(row)))


def at_hand(message: str, inputs: Mapping[str, Any]) -> str:
    """For an error about shapes: which inputs have a size that it names, and what their shapes are.

    Empty for other errors, and where no input has.
    """
    if not any(words in message for words in ABOUT_SHAPES):
        return ""
    named = {int(number) for number in WHOLE.findall(message)} - {1}
    found = [
        f"{name} has the shape {value.shape}"
        for name, value in inputs.items()
        if isinstance(value, np.ndarray) and named & set(value.shape)
    ]
    return f"{IN_THIS_QUESTION} {', and '.join(found[:MOST_SHAPES])}" if found else ""


_PATTERNS = [(_heard(row), words) for row, words in ROWS.items()]


def patterns() -> list[str]:
    """What the course's own words look like, as regular expressions; only names are groups."""
    kinds = {"X": NAMES, "N": NUMBER, "S": SHAPE}
    found = []
    for row, words in ROWS.items():
        signs = SIGN.findall(row)
        found.append(PLACE.sub(lambda n, s=signs: kinds[s[int(n[1])]], re.escape(words)))
    return [
        *found,
        re.escape(ARRAYS),
        re.escape(POWER),
        re.escape(COLUMNS).replace(r"\{left\}", NUMBER).replace(r"\{right\}", NUMBER),
    ]
