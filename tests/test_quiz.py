"""However a choice is written down, it is the same choice; and "?" is no answer yet."""

import pytest

from dlaudio.exercises import quiz


@pytest.mark.parametrize("written", ["acd", "a, c, d", "(d) (a) (c)", ["C", "a", "d", "a"]])
def test_several_choices_in_any_form(written):
    assert quiz.several(written) == "acd"


@pytest.mark.parametrize("written", ["ba", ["b", "a"], ["(B)", "a."]])
def test_an_order_stays_as_it_is(written):
    assert quiz.order(written) == "ba"


@pytest.mark.parametrize("written", ["32 ms", "0.032 s", "(32MS)", "32e-3 s", " 32.0 ms. "])
def test_a_number_with_its_unit(written):
    assert quiz.number_with_unit(written) == "0.032 s"


@pytest.mark.parametrize("written", ["32", "ms", "32 Hz ms", "", 32, "one s", "3 apples"])
def test_a_number_without_a_unit_is_refused(written):
    with pytest.raises(ValueError, match="needs a number and its unit"):
        quiz.number_with_unit(written)


def test_units_of_different_kinds_are_not_the_same():
    assert quiz.number_with_unit("1 kHz") == quiz.number_with_unit("1000 Hz") == "1000 Hz"
    assert quiz.number_with_unit("1 Hz") != quiz.number_with_unit("1 s")


@pytest.mark.parametrize("ask", [quiz.letter, quiz.several, quiz.order, quiz.number_with_unit])
def test_a_question_mark_is_not_answered_yet(ask):
    with pytest.raises(NotImplementedError):
        ask("?")
