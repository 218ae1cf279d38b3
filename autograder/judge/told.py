"""What counts as told what is wrong: the one place where this is decided, for all that is measured.

A place with both values, an error of NumPy's, "not right" or a score say that something is wrong,
and do not count. What counts is a sentence on what is wrong with the answer, and true of it:

- the known mistake that agrees with all that the answer did (a diagnosis),
- a remark on an output (see `dlaudio.assessment.explanation`), each true of all questions seen,
- why a line of the student's ended in an error, or what came back where the questions ended in one
  (see `dlaudio.assessment.causes`),
- an output in words, such as "1.4 times the right spread", where the words are more than a label,
- what came back of an answer and cannot be weighed, such as None, or a list where a pair is due.

What else is said of errors, in the course's own words, adds little to Python's: that is counted
apart.
"""

import re
from enum import Enum

from dlaudio.assessment.errors import IN_THIS_QUESTION, patterns
from dlaudio.assessment.verdict import Finding, Verdict

WORDS = 3  # and more: no mere label such as 'none' or 'b, c'
PYTHONS = re.compile(rf"\w+: (?:{'|'.join(patterns())})(?: \(in your line `.*`\))?")
NO_VALUE = "is a `return` missing?"


class Told(Enum):
    """How much is said of what is wrong with an answer."""

    NOTHING = "nothing"
    ERROR = "an error in the course's own words alone"
    LINE = "why a line of its own ended in an error"
    CAUSE = "what is wrong"


def how(verdict: Verdict) -> Told:
    """What the verdict says of what is wrong, beyond where, and how far off it is."""
    wrong = [one for one in verdict.findings if not one.right]
    lines = {one.difference.cause for one in wrong} - {""}
    of_lines = {words[:1].upper() + words[1:] for words in lines}
    others = [
        one
        for one in verdict.remarks
        if one not in of_lines and not one.startswith(IN_THIS_QUESTION)
    ]
    if verdict.diagnosis or others or any(map(_in_words, wrong)):
        return Told.CAUSE
    if lines:
        return Told.LINE
    return Told.ERROR if any(map(_is_pythons, wrong)) else Told.NOTHING


def count(entry, verdict: Verdict) -> Told:
    """Add a verdict to that of the sums `told`, `lines` and `errors` of an entry it belongs to."""
    found = how(verdict)
    if found is not Told.NOTHING:
        name = {Told.CAUSE: "told", Told.LINE: "lines", Told.ERROR: "errors"}[found]
        setattr(entry, name, getattr(entry, name) + 1)
    return found


def _is_pythons(finding: Finding) -> bool:
    return finding.got is None and bool(PYTHONS.fullmatch(str(finding.difference)))


def _in_words(finding: Finding) -> bool:
    difference = finding.difference
    label = difference.got.strip("'\"")
    if finding.got is not None and finding.got.ndim == 0 and difference.what == str(finding.got):
        return True  # a sentence that is said as it came
    if finding.got is not None:
        return finding.got.dtype.kind == "U" and len(label.split()) >= WORDS and "," not in label
    needed = "need" in difference.what and (
        " got " in difference.what or " came" in difference.what
    )
    return NO_VALUE in difference.what or needed and not _is_pythons(finding)


def shown(verdict: Verdict) -> bool:
    """Whether it is at least shown where the answer differs, with both values."""
    differences = [one.difference for one in verdict.findings if one.difference is not None]
    return any(bool(one.expected) for one in differences)
