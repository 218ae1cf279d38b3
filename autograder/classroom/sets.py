"""Which questions a student is asked: one of several sets, so that a classmate's are others.

A set follows from the class's secret seed, the student and the attempt. There are few, so that what
the judge computes of right answers and of known mistakes is shared by all who are asked the same.
"""

import hashlib

SETS = 8


def seed_of(secret: int, unit: str, student: str, attempt: int) -> int:
    """The seed of the questions that a student is asked at an attempt, counted from 0.

    Each student has an order of the sets: the next attempt is never asked what the last one was,
    and all sets come before one comes again.
    """
    order = sorted(range(SETS), key=lambda number: _hash(secret, unit, student, number))
    return int.from_bytes(_hash(secret, order[attempt % SETS])[:7], "big")


def _hash(*parts) -> bytes:
    return hashlib.sha256(repr(parts).encode(errors="surrogatepass")).digest()
