"""What grades: the right answers, the known mistakes, and what questions answers with them.

`grade` is called by the hidden part of every graded cell; `python -m autograder` is the
instructor's and the maintainer's command line. Nothing is imported here: the sandbox has this
package with `inside/` alone, and no answer may come near it.
"""


def grade(name: str, namespace) -> float:
    """Print the verdict on the answer called `name` and return its points (see `grading`)."""
    from .judge.grading import grade

    return grade(name, namespace)
