"""What grades: the right answers, the known mistakes, and what questions answers with them.

`grade` is called by the hidden part of every graded cell; `python -m autograder` is the
instructor's and the maintainer's command line.
"""

from .grade import grade

__all__ = ["grade"]
