"""What is wrong with labels, flags and counts: which value came in the place of which.

That two such arrays agree proves little, so nothing is concluded from it. What is said here is a
count of what was seen.
"""

from collections.abc import Sequence

import numpy as np

from .compare import show
from .seen import Pair

FEWEST = 2  # wrong values before a pattern is one
ENOUGH = 3  # more values than this before a direction, or no change at all, is one


def confusion(pairs: Sequence[Pair]) -> str:
    """Words for the pattern in which whole numbers or flags are wrong; none if there is none."""
    if not pairs or any(
        got.shape != right.shape or {got.dtype.kind, right.dtype.kind} - set("biu")
        for got, right in pairs
    ):
        return ""
    got = np.concatenate([np.ravel(one) for one, _ in pairs])
    right = np.concatenate([np.ravel(other) for _, other in pairs])
    wrong = got != right
    if wrong.sum() < FEWEST:
        return ""
    mixed = {(r.item(), g.item()) for r, g in zip(right[wrong], got[wrong], strict=True)}
    always = {r: g for r, g in mixed if (got[right == r] == g).all()}
    if len(mixed) == 2 and all(always.get(g) == r for r, g in mixed):
        one, other = sorted(always)
        return f"has {show(one)} and {show(other)} exchanged"
    if len(mixed) == 1:
        ((needed, came),) = mixed
        if wrong.all():
            return ""  # one value in every question: there is no elsewhere
        if needed in always:
            return f"has {show(came)} wherever {show(needed)} is right, and is right elsewhere"
        count = int((right == needed).sum())
        return (
            f"has {show(came)} in {int(wrong.sum())} of the {count} places where {show(needed)} is "
            "right, and is right elsewhere"
        )
    if len(got) > ENOUGH and len(set(got.tolist())) == 1 and len(set(right.tolist())) > 1:
        return f"is {show(got[0])} in every question, whatever comes in"
    steps = (got.astype(float) - right)[wrong]
    if wrong.all() and len(set(right.tolist())) > 2 and np.ptp(steps) == 0:
        return f"is {'larger' if steps[0] > 0 else 'smaller'} by {abs(steps[0]):g} everywhere"
    one_way = len(set(np.sign(steps).tolist())) == 1
    if got.dtype.kind != "b" and len(steps) > ENOUGH and one_way:
        return f"is too {'large' if steps[0] > 0 else 'small'} wherever it is wrong"
    return ""
