"""What grades: the right answers, the known mistakes, and what questions answers with them.

`grade` is called by the hidden part of every graded cell; `python -m autograder` is the
instructor's and the maintainer's command line. Nothing of it is imported here: the sandbox has
this package with `inside/` alone, and no answer may come near it.
"""

import sys

# nbformat imports jsonschema, which imports this where it is installed and does without it where it
# is not: it compiles 38 grammars, of addresses that no notebook has, and that takes 0.8 s.
sys.modules.setdefault("rfc3987_syntax", None)


def grade(name: str, namespace) -> float:
    """The points of the answer called `name`, and in words what it lost (see `grading`)."""
    from .judge.grading import grade

    return grade(name, namespace)
