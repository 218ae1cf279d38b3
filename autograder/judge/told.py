"""What counts as told what is wrong: the one place where this is decided, for all that is measured.

A place with both values, an error of NumPy's, "not right" or a score say that something is wrong,
and do not count. What counts is a sentence on what is wrong with the answer, and true of it:

- the known mistake that agrees with all that the answer did (a diagnosis),
- a remark on an output (see `dlaudio.assessment.explanation`), each true of all questions seen,
- an output in words, such as "1.4 times the right spread", where the words are more than a label,
- an error in the course's own words, which say what was needed and what came.
"""

from dlaudio.assessment.verdict import Finding, Verdict

WORDS = 3  # and more: no mere label such as 'none' or 'b, c'


def told(verdict: Verdict) -> bool:
    """Whether the verdict says what is wrong, beyond where, and how far off it is."""
    return bool(verdict.diagnosis or verdict.remarks) or any(map(_in_words, verdict.findings))


def _in_words(finding: Finding) -> bool:
    difference = finding.difference
    if difference is None:
        return False
    label = difference.got.strip("'\"")
    if finding.got is not None and finding.got.dtype.kind == "U":
        return len(label.split()) >= WORDS and "," not in label
    return (
        finding.got is None
        and "need" in difference.what
        and (" got " in difference.what or " came" in difference.what)
    )


def shown(verdict: Verdict) -> bool:
    """Whether it is at least shown where the answer differs, with both values."""
    differences = [one.difference for one in verdict.findings if one.difference is not None]
    return any(bool(one.expected) for one in differences)
