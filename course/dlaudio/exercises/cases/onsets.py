"""The questions on drum loops whose onsets are known."""

import numpy as np


def peak_cases(rng):
    for threshold, wait in [(0.5, 3), (0.4, 4), (0.6, 3)]:
        pieces = [
            [0.1, 0.9, 0.9, 0.2, 0.1],  # a plateau: its first frame counts
            [0.05, threshold, 0.05, 0.02, 0.04],  # as high as the threshold is not enough
            [0.1, 0.8, 0.15, 0.95, 0.1, 0.85, 0.1],  # the second is too near to the first
            [0.1, 0.3, 0.75, 0.95, 0.8, 0.05],  # one hill
            [0.02, 0.2, 0.01, 0.03, 0.1, 0.01],  # peaks too low
        ]
        order = rng.permutation(len(pieces))
        middle = np.concatenate([np.append(pieces[i], [0.01, 0.005]) for i in order])
        novelty = np.concatenate([[0.97, 0.2, 0.1, 0.05], middle, [0.3, 0.96]])
        yield {"novelty": novelty, "threshold": threshold, "wait": wait}
    # peaks in the second frame and in the last but one, three apart: kept or not, as wait says
    for threshold, wait in [(0.3, 3), (0.2, 4), (0.3, 2)]:
        novelty = np.tile([0.1, 0.9, 0.15], 4) + np.arange(12) / 100
        yield {"novelty": novelty, "threshold": threshold, "wait": wait}


def score_cases(rng):
    """Lists of times, and tolerances in seconds; exactly the tolerance away still counts."""
    truth = np.array([0.5, 1.0, 1.5, 2.0, 2.5])
    found = np.array([0.52, 1.04, 1.56, 2.0, 2.2, 2.49])
    yield {"found": found, "truth": truth, "tolerance": 0.05}
    yield {"found": found, "truth": truth, "tolerance": 0.07}
    two_for_one = np.array([0.97, 1.03, 1.46, 1.49, 3.1])
    yield {"found": two_for_one, "truth": truth, "tolerance": 0.05}
    # and one for two, which the other way round would be: no onset found may be used twice
    yield {"found": truth[1:4], "truth": two_for_one, "tolerance": 0.05}
    yield {"found": np.array([1.04, 1.06]), "truth": np.array([1.0, 1.08, 4.0]), "tolerance": 0.05}
    # quarters and eighths are exact in binary: at the edge there is nothing to round
    edge = {"found": np.array([0.75, 2.0]), "truth": np.array([0.5, 2.25, 3.0])}
    yield {**edge, "tolerance": 0.25}
    yield {**edge, "tolerance": 0.125}
    some = np.sort(rng.uniform(0.2, 8, 9))
    wrong = some + rng.choice([-0.08, -0.03, 0.02, 0.07], 9)
    found = np.sort(np.append(wrong, rng.uniform(9, 11, 3)))
    yield {"found": found, "truth": some, "tolerance": 0.05}
    yield {"found": np.array([]), "truth": truth[:3], "tolerance": 0.05}
    yield {"found": truth[:2], "truth": np.array([]), "tolerance": 0.05}
    yield {"found": np.array([]), "truth": np.array([]), "tolerance": 0.05}
    yield {"found": truth[:1], "truth": truth[:1] + 0.01, "tolerance": 0.02}
