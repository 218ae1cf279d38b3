"""What of an error may stand on a page: its kind, the student's own code, and words of ours.

An answer that was called has seen a question, and could write it into an error's message, its kind
or a text that it returns. Pages show such a text only where it stands in the student's own code,
and a message only where it is one of those that Python, NumPy and the grader have for everybody,
with names that stand in that code and with numbers.
"""

import builtins
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np

from dlaudio.assessment.causes import names_and_code
from dlaudio.assessment.errors import NAMES, NUMBER, SHAPE, SIGN, patterns
from dlaudio.assessment.probe import Failure, Reply

NAME = re.compile(r"[^\W\d]\w*")
TEXT = r"'([^']*)'"
# errors as Python, NumPy and the grader write them: X is a name, N a number, S a shape
MESSAGES = r"""
took longer than N s|the Python process ended \(crash, exit or out of memory\)|does not answer
the session was closed|did not come back from a question
a value is (?:too large to be sent|nested too deeply)|took the grader longer than N s to weigh
a right answer is lent for plain values|the process sent [a-z ]+
there is nothing called X(?:: its cell stopped with X)?|there is no output X|needs an entry 'X'
got None; is a `return` missing\?|needs an array, got a X of uneven rows|needs numbers, got X
needs numbers, got an array of dtype X
needs a plain value, got a X|needs a dictionary, got a X|one number is needed where an array came
needs one array, got several things of different shapes
N values have to be returned, and (?:N|more) came
X is forbidden in this exercise: (?:write what it does yourself|learn from `material`)
(?:the course's )?X is for playing, and an answer stands on its own: write what it needs yourself
name 'X' is not defined(?:\. Did you mean: 'X'\?)?|No module named 'X'
cannot access (?:local|free) variable 'X' where it is not associated with a value(?: in \
enclosing scope)?
X\(\) missing N required (?:positional|keyword-only) arguments?: 'X'(?:(?:,| and) 'X')?(?:, and \
'X')?
X\(\) takes (?:from N to )?N positional arguments? but N (?:was|were) given
X\(\) takes no arguments|X\(\) got an unexpected keyword argument 'X'
X\(\) got multiple values for argument 'X'
'X' object (?:is not (?:subscriptable|iterable|callable)|does not support item assignment)
'X' object (?:has no attribute 'X'|cannot be interpreted as an integer)(?:\. Did you mean: 'X'\?)?
(?:module|type object) 'X' has no attribute 'X'|object of type 'X' has no len\(\)
unhashable type: 'X'|unsupported operand type\(s\) for [^ \w]{1,3}: 'X' and 'X'
bad operand type for unary [-+~]: 'X'|can only concatenate X \(not "X"\) to X
can't multiply sequence by non-int of type 'X'|(?:list|tuple|string) index out of range
pop from empty list|list (?:indices must be integers or slices, not X)
(?:not enough|too many) values to unpack \(expected N(?:, got N)?\)
cannot unpack non-iterable X object|(?:float |integer )?(?:division|modulo)(?: or modulo)? by zero
math domain error
maximum recursion depth exceeded(?: while calling a Python object| in comparison)?
operands could not be broadcast together with shapes (?:S ?)++
shapes S and S not aligned: N \(dim N\) != N \(dim N\)
index N is out of bounds for axis N with size N|axis N is out of bounds for array of dimension N
too many indices for array: array is N-dimensional, but N were indexed
cannot reshape array of size N into shape S
could not broadcast input array from shape S into shape S
setting an array element with a sequence\.
The truth value of an array with more than one element is ambiguous\. Use a\.any\(\) or a\.all\(\)
only (?:integer scalar arrays|length-1 arrays|0-dimensional arrays) can be converted to (?:a \
scalar index|Python scalars)
Cannot cast ufunc 'X' output from dtype\('X'\) to dtype\('X'\) with casting rule 'same_kind'
the right X was lent for one question, which is over|invalid syntax(?: \(<[a-z]{1,9}>, line N\))?
"""
# what the grader's own questions say when an answer is not of the kind that they need
NEEDED = re.compile(r"(?:[\w ]{1,20} )?needs [^'\"]{1,150}?, got (?:the shapes )?(.*)")
ASKED_FOR = re.compile(r"(needs [^\n]{1,90}, such as '[^\n]{1,20}', got )" + TEXT)
GOT = re.compile(rf"(?:{SHAPE}|{NUMBER}| and |, | things| rows| hidden units)*+")
UNKNOWN, ERROR = "a text", "Error"
OF_NUMPY = {"LinAlgError", "AxisError", "_ArrayMemoryError", "UFuncTypeError", "ComplexWarning"}
OF_GRADER = {"ProcessDied", "WireError", "TimeoutError"}
KINDS = (
    OF_NUMPY
    | OF_GRADER
    | {name for name, value in vars(builtins).items() if isinstance(value, type)}
)
TYPES = {
    "ndarray",
    "numpy",
    "scipy",
    "librosa",
    "dlaudio",
    "mine",
    "function",
    "NoneType",
    "module",
}
TYPES |= {"generator", "method", "builtin_function_or_method", "datetime64", "Generator", "float64"}
TYPES |= {"float32", "int64", "int32", "uint8", "bool_", "object_", "str_"} | KINDS


def _pattern() -> re.Pattern:
    meanings = {"X": NAMES, "N": NUMBER, "S": SHAPE}
    text = MESSAGES.strip().replace("\\\n", "").replace("\n", "|")
    heard = SIGN.sub(lambda sign: meanings[sign[0]], text)
    return re.compile("|".join([heard, *patterns()]))


MESSAGE = _pattern()


@lru_cache(maxsize=512)  # most cells of a class are the same
def _names(source: str) -> frozenset[str]:
    return frozenset(NAME.findall(source))


class OwnWords:
    """The words of a student's own code, and what may be said with them.

    Parameters
    ----------
    sources : iterable of str
        The student's code.
    """

    def __init__(self, sources: Iterable[str]):
        self.sources = list(sources)

    @cached_property
    def text(self) -> str:
        return "\n".join(self.sources)

    @cached_property
    def lines(self) -> set[str]:
        return {line.strip() for line in self.text.splitlines()}

    @cached_property
    def names(self) -> set[str]:
        return set().union(*map(_names, self.sources))

    def failure(self, found: Failure, known: Iterable[str] = ()) -> Failure:
        """The failure as it may stand on a page; `known` are further names that may."""
        more = {part for name in known for part in name.split(".")}
        kinds = KINDS if found.heard else {found.kind}
        where = found.where.removeprefix("in your line `").removesuffix("`")
        return replace(
            found,
            kind=found.kind if found.kind in kinds or found.kind in self.names else ERROR,
            message=found.message if self._is_ours(found, more) else "",
            where=found.where if where in self.lines else "",
            cause=found.cause if self._is_own(names_and_code(found.cause), more) else "",
        )

    def _may_stand(self, words: Iterable[str], more: set[str]) -> bool:
        """Whether all of these are names of the student's own, of types, or of what is known."""
        return all(word in self.names or word in TYPES or word in more for word in words)

    def _is_own(self, pieces: list[str] | None, more: set[str]) -> bool:
        """Whether pieces of code stand in the student's, or are nothing but names that do."""
        return pieces is not None and all(
            piece in self.text or self._may_stand(re.split(r"[., ]+", piece), more)
            for piece in pieces
        )

    def _is_ours(self, found: Failure, more: set[str]) -> bool:
        """Whether a message is one that may be shown."""
        if same := MESSAGE.fullmatch(found.message):
            words = [word for group in same.groups() if group for word in group.split(".")]
            return self._may_stand((word for word in words if not word.isdigit()), more)
        if found.heard:
            return False
        if asked := ASKED_FOR.fullmatch(found.message):
            return asked[2] in self.text
        if needed := NEEDED.fullmatch(found.message):
            return bool(GOT.fullmatch(needed[1]))
        return found.message.startswith("needs ") and ", got" not in found.message

    def reply(self, found: Reply, expected: Iterable[np.ndarray], known: Iterable[str]) -> Reply:
        """A reply as it may stand on a page."""
        if isinstance(found, Failure):
            return self.failure(found, known)
        texts = {one for array in expected if array.dtype.kind == "U" for one in array.ravel()}
        shown = {}
        for name, value in found.items():
            if isinstance(value, Failure):
                value = self.failure(value, known)
            elif value.dtype.kind == "U":
                words = [t if t in texts or t in self.text else UNKNOWN for t in value.ravel()]
                value = np.array(words or [""], dtype=str)[: value.size].reshape(value.shape)
            shown[name] = value
        return shown
