"""What stands in for an answer that is missing: the package's own, under the exercise's name.

Only what the package has anyway is here, adapted to what the exercise asks for; no reference answer
ships with the course. What is not in this table raises a sentence (see `lookup`).
"""


def find(name: str):
    """What stands in for an exercise; None if nothing does."""
    return None
