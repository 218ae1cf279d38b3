"""The explained solution unfolds after a right answer or three honest tries, and not before."""

import json
from types import SimpleNamespace

import pytest

from dlaudio import check as checking
from dlaudio import exercises, notebook_memory, solution
from dlaudio.assessment import solution as stored
from dlaudio.assessment.forbid import asking
from dlaudio.check import check

NAME = "make_tone"  # the first exercise of the course
FOUND = stored.Solution("Because **so**.", "Because <strong>so</strong>.", "def f():\n    a < b")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DLAUDIO_HOME", str(tmp_path / "my_library"))
    monkeypatch.setattr(stored, "FOLDER", tmp_path)
    stored.path("u00_start_here").write_bytes(stored.dump({NAME: FOUND}))
    return tmp_path


@pytest.fixture
def shown(home, monkeypatch):
    """What a notebook shows, one (text, HTML) a check."""
    seen = []
    monkeypatch.setattr(checking, "shell", lambda: SimpleNamespace())
    monkeypatch.setattr(checking, "show_words", lambda *words: seen.append(words))
    monkeypatch.setattr(checking.keeping, "keep", lambda *_: "")
    return seen


def tries(*answers):
    for answer in answers:
        check(NAME, answer)


def right():
    from autograder.library import answers

    return answers.reference(exercises.find(NAME))


def one(frequency, *_):
    return 1 * frequency


def two(frequency, *_):
    return 2 * frequency


def three(frequency, *_):
    return 3 * frequency


def four(frequency, *_):
    return 4 * frequency


def not_yet(*_):
    raise NotImplementedError


def unfolded(shown):
    return [solution.TRIED in markup or solution.RIGHT in markup for _, markup in shown]


def test_what_is_stored_can_be_read_by_the_package_and_not_by_accident(home):
    assert stored.find(exercises.find(NAME)) == FOUND
    text = stored.path("u00_start_here").read_text()
    assert "Because" not in text and "def f" not in text and text.startswith(stored.HEAD)
    assert stored.find(exercises.find("duration_and_level")) is None


def test_the_third_honest_try_unfolds_it(shown):
    tries(one, two, three)
    assert unfolded(shown) == [False, False, True]
    text, markup = shown[-1]
    assert f'check.solution("{NAME}") shows the solution.' in text
    assert FOUND.html in markup and "a &lt; b" in markup and "Because **" not in text


def test_the_same_answer_again_is_no_other_try(shown):
    def one_again(frequency, *_):
        """Says something else, does the same."""
        return 1 * frequency

    tries(one, one_again, two, two, one)
    assert not any(unfolded(shown))
    tries(four)
    assert unfolded(shown)[-1]
    assert solution._mark(one) != solution._mark(two)


def test_what_is_not_answered_is_no_try(shown):
    tries(not_yet, not_yet, one, not_yet, two)
    assert not any(unfolded(shown))


def test_who_does_not_look_at_what_is_given_has_not_tried(shown):
    blind = [eval(f"lambda frequency, duration, sr, **more: {n}") for n in range(5)]
    tries(*blind)
    assert not any(unfolded(shown))
    for seeing in ("*given: given", "frequency, *rest: [frequency for _ in 'ab']", ": 1"):
        assert solution._looks(eval(f"lambda {seeing}"))
    assert solution._looks({"a": "b"}) and solution._looks(dict)


def test_a_right_answer_unfolds_it_at_once_and_it_stays(shown):
    tries(right(), one)
    assert unfolded(shown) == [True, True]
    assert solution.RIGHT in shown[0][1]


def test_classes_and_values_are_told_apart_by_what_they_do():
    def made(constant):
        class Net:
            size = 3

            def forward(self, x):
                return x * constant, [part for part in (x, constant)]

        return Net

    same = {solution._mark(made(1)), solution._mark(made(1))}
    assert len(same) == 1
    marks = [solution._mark({"a": letter, "b": one}) for letter in "ab"]
    assert len(set(marks)) == 2 and solution._mark([1.0, 2.0]) != solution._mark([1.0, 2.5])


def test_nothing_unfolds_where_nothing_is_remembered(shown, monkeypatch, capsys):
    monkeypatch.setenv("DLAUDIO_HOME", "")
    tries(one, two, three, right())
    assert not any(unfolded(shown))
    solution.show(NAME)
    assert "no tries can be counted" in capsys.readouterr().out


def test_nothing_unfolds_in_a_course_without_the_folder(shown, capsys):
    stored.path("u00_start_here").unlink()
    tries(one, two, three, right())
    assert not any(unfolded(shown))
    solution.show(NAME)
    assert capsys.readouterr().out.startswith("This course came without the solution of make_tone")


def test_it_is_shown_when_asked_for_once_it_is_earned(home, capsys):
    check.solution(NAME)
    tries(one)
    capsys.readouterr()
    check.solution(NAME)
    assert capsys.readouterr().out == (
        "It unfolds after a right answer or three different honest tries; 1 so far.\n"
    )
    tries(two, three)
    capsys.readouterr()
    check.solution(NAME)
    assert capsys.readouterr().out == f"{solution.TRIED}\n\n{FOUND.text}\n\n{FOUND.code}\n"


def test_who_asks_for_it_need_not_unfold_it(shown, monkeypatch):
    tries(one, two, three)
    assert "<details" in shown[-1][1] and " open>" not in shown[-1][1]
    asked = []
    monkeypatch.setattr(solution, "show_words", lambda *words: asked.append(words))
    check.solution(NAME)
    assert " open>" in asked[0][1] and FOUND.html in asked[0][1]


def test_whatever_stands_in_the_file_of_what_is_remembered(home, capsys):
    place = notebook_memory.home() / notebook_memory.FILE
    place.parent.mkdir()
    for value in ("x", {"a": 1}, 3, None, [None] * 9):
        place.write_text(json.dumps({"tries/u00_start_here/make_tone": value}))
        check.solution(NAME)
    assert "none so far" in capsys.readouterr().out


def test_an_answer_cannot_read_it_while_it_is_asked(home):
    with asking(), pytest.raises(ImportError, match="stands on its own"):
        stored.find(exercises.find(NAME))


def test_who_fails_for_an_earlier_answer_has_not_tried_this_one(shown, monkeypatch):
    monkeypatch.setattr(checking, "unmended", lambda *_: ["crossings"])
    tries(one, two, three, four)
    assert not any(unfolded(shown))


def test_a_quiz_has_right_answers_and_no_way_to_write_it(home, monkeypatch):
    quiz, written = exercises.find("perceptron_quiz"), exercises.find("perceptron")
    done = SimpleNamespace(passed={quiz.name, written.name})
    monkeypatch.setattr(solution.progress, "of_unit", lambda unit: done)
    assert solution.earned(quiz) == "The right answers, and why"
    assert solution.earned(written) == "One way to write it, and why"
