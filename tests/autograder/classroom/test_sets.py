"""Classmates are asked different questions, and nobody is asked the same ones next time."""

import collections

import pytest
from driving import UNIT, SmallClass, changed

from autograder.__main__ import main
from autograder.classroom import sets
from autograder.classroom.results import Asked, Record, Store, key
from autograder.judge import grading, sandbox, trusted
from dlaudio import exercises

STUDENTS = [f"s{number}" for number in range(40)]


def asked(secret=1, unit=UNIT, student="ada", attempt=0) -> int:
    return sets.seed_of(secret, unit, student, attempt)


def test_a_class_shares_a_few_sets_of_questions():
    seeds = collections.Counter(asked(student=f"student {n}") for n in range(800))
    assert len(seeds) == sets.SETS and min(seeds.values()) > 60, "each serves about as many"
    assert 1 not in seeds and min(seeds) > 2**40, "and none is the secret"


def test_nobody_meets_a_set_again_before_all_have_come():
    for student in STUDENTS:
        seeds = [asked(student=student, attempt=n) for n in range(2 * sets.SETS)]
        assert len(set(seeds[: sets.SETS])) == sets.SETS
        assert seeds[sets.SETS :] == seeds[: sets.SETS]


@pytest.mark.parametrize("other", [{"unit": "u02_gradient_descent"}, {"attempt": 1}])
def test_who_is_asked_the_same_now_is_not_the_next_time(other):
    """Otherwise two who know that they share a set would share all of them."""
    now = collections.defaultdict(list)
    for student in STUDENTS:
        now[asked(student=student)].append(asked(student=student, **other))
    assert all(len(set(then)) > 1 for then in now.values() if len(then) > 3)


def test_another_class_is_asked_something_else():
    ours, theirs = ({asked(secret, attempt=n) for n in range(sets.SETS)} for secret in (1, 2))
    assert not ours & theirs


def test_the_sets_differ_in_what_they_ask():
    for name in ("perceptron", "signed_distance", "sse_slope"):
        drawn = [grading.questions(exercises.find(name), asked(attempt=n))[0] for n in range(2)]
        assert repr(drawn[0]) != repr(drawn[1]), name


def test_an_attempt_is_other_bytes_and_not_another_grading(tmp_path):
    store = Store(tmp_path)

    def grade(data: bytes) -> Asked:
        found = store.asked(UNIT, "ada", data)
        store.save(Record.now(found, key(data, UNIT, found.seed), "", trusted.Result({})))
        return found

    first = grade(b"one")
    assert grade(b"one") == first and first.attempt == 0
    second = grade(b"two")
    assert second.attempt == 1 and second.seed != first.seed
    assert grade(b"one").attempt == 2


@pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")
def test_each_record_has_its_own_seed_and_replays(tmp_path, capsys):
    group = SmallClass(tmp_path / "class")
    wrong = group.filled("gates", "pocket")
    for student in ("ada", "ben", "cem", "dot"):
        group.hand_in(student, changed(wrong, student))
    assert group.run().code == 0
    before = group.store.records(UNIT)
    assert len({record.seed for record in before.values()}) > 1
    group.hand_in("ada", changed(wrong, "a second thought"))
    assert group.run("--regrade").code == 0
    after = group.store.records(UNIT)
    assert {name for name in after if after[name].seed != before[name].seed} == {"ada"}
    for student in ("ada", "ben"):
        assert main(["replay", student, UNIT, "pocket", "--course", str(group.root)]) == 0
        said = capsys.readouterr().out
        assert "This agrees with the record" in said and f"seed {after[student].seed}" in said
