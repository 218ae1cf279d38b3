"""Drawings of unit 11 show what they are given."""

import numpy as np
import pytest
from legible import faults

from dlaudio.onsets import f_measure
from dlaudio.plots.drawings import adding_task, beat_hits


@pytest.mark.parametrize("seed", range(3))
def test_hits_are_those_of_the_measure(seed):
    rng = np.random.default_rng(seed)
    reference = np.arange(1, 7) * 0.5
    estimated = np.sort(np.append(reference[:4] + rng.uniform(-0.1, 0.1, 4), rng.uniform(0.5, 3)))
    f = f_measure(reference, estimated, window=0.07).f
    assert beat_hits.draw(estimated, reference)[1].endswith(f"F = {f:.2f}".rstrip("0") + ".")


def test_exactly_the_tolerance_away_still_counts_and_one_estimate_finds_one_beat():
    assert len(beat_hits.pairs([1.25], [1.0, 1.5], 0.25)) == 1
    assert len(beat_hits.pairs([0.95, 1.04], [1.0, 1.1], 0.07)) == 2
    figure, text = beat_hits.draw((1.3,), (1.0,))
    assert "none finds one" in text and not faults(figure)
    with pytest.raises(ValueError, match="1 to 10"):
        beat_hits.draw((), (1.0,))


def test_an_adding_task_has_one_mark_in_each_half():
    figure, text = adding_task.draw(30, seed=2)
    first, second = (
        int(word) for word in text.split("steps ")[1].split(" marked")[0].split(" and ")
    )
    assert first < 15 <= second and f"kept for {29 - first} of them" in text
    assert not faults(figure)
    with pytest.raises(ValueError, match="10 to 120"):
        adding_task.draw(5)
