"""Files out of grammars (see `hostile`): each earns nothing and is done in seconds.

This is a sample of the two thousand that `make fuzz` tries.
"""

import hostile
import pytest
from handed_in import FULL, IMPORTS, UNIT, grade, right

from autograder.classroom import collect
from autograder.classroom.course import CourseError
from autograder.inside.limits import Limits
from autograder.judge import sandbox
from dlaudio import exercises

SAMPLE = range(0, hostile.FILES, 29)  # 29 and the number of kinds have no common factor


@pytest.fixture(scope="module")
def parent():
    found = sandbox.WarmParent([IMPORTS], limits=Limits(memory=1 << 30, cell_seconds=2.0))
    yield found
    found.close()


@pytest.fixture(autouse=True)
def short_limits():
    item = exercises.find(hostile.ANSWER)
    before = item.seconds
    object.__setattr__(item, "seconds", 1.0)
    yield
    object.__setattr__(item, "seconds", before)


def test_the_sample_has_some_of_every_kind_and_is_always_the_same():
    kinds = [hostile.file(number) for number in SAMPLE]
    assert {kind for kind, _ in kinds} == set(hostile.KINDS)
    assert kinds == [hostile.file(number) for number in SAMPLE]


@pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")
@pytest.mark.parametrize("start", range(5))
def test_a_hostile_file_earns_nothing_and_is_done_in_seconds(parent, start):
    for number in SAMPLE[start::5]:
        done = hostile.trial(number, parent)
        assert done.result.points == 0, done
        assert done.used < hostile.BUDGET, done
    result = grade(right(), parent)
    assert (result.points, result.notes, result.fault) == (FULL, [], "")


def test_a_hostile_archive_is_collected_or_refused_in_a_sentence(tmp_path):
    class Course:
        def path(self, step, student, unit):
            return tmp_path / "class" / step / student / unit

    refused = 0
    for number in range(len(hostile.KINDS) - 1, hostile.FILES, 2 * len(hostile.KINDS)):
        kind, data = hostile.file(number)
        assert kind == "archives"
        path = tmp_path / "all.zip"
        path.write_bytes(data)
        try:
            collect.collect(Course(), UNIT, path)
        except CourseError as error:
            assert "cannot be collected" in str(error)
            refused += 1
    assert 20 < refused < 130
    assert {path.name for path in tmp_path.iterdir()} == {"all.zip", "class"}
