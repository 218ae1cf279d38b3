"""What would be right if an input were another is asked, recognised, and said of these outputs."""

import numpy as np
import pytest

from dlaudio.assessment import store
from dlaudio.assessment.base import Case, exercise
from dlaudio.assessment.explanation import explain
from dlaudio.assessment.probe import ask
from dlaudio.assessment.sketches import Supposed, same_sketch, sketch, sketches, supposed
from dlaudio.assessment.suppositions import suppositions
from dlaudio.assessment.verdict import expect, judge


def cases(rng):
    for n, m in ((4, 3), (5, 2), (2, 3)):
        inputs = {
            "X": rng.normal(size=(n, m)),
            "w": rng.normal(size=m),
            "b": float(rng.uniform(1, 2)),
        }
        yield inputs | {"rate": 0.5 + n, "steps": n, "both": n > 2}


@exercise(points=2, cases=cases)
def layer(answer, X, w, b, rate, steps, both):
    """A made-up layer: the output, and a step."""
    y, step = answer(X, w, b, rate, steps, both)
    return {"y": y, "step": step}


def right(X, w, b, rate, steps, both):
    y = np.tanh(X @ w + b)
    return y, (rate * y.sum() * w + np.cos(steps) * b) * (2 if both else 1)


def outcome(words, replies, expected, origin=""):
    return Supposed(words, sketches(replies, expected), origin)


def told(answer, reference=right):
    asked = layer.cases(np.random.default_rng(3))
    expected = expect(layer, reference, asked)
    outcomes = [
        outcome(f"would be right if {words}", ask(layer, reference, changed), expected)
        for words, changed in suppositions(asked)
    ]
    replies = ask(layer, answer, asked)
    verdict = judge(layer, expected, replies, asked)
    return explain(verdict, replies, expected, [], asked, supposed(outcomes)).remarks


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            lambda X, w, b, rate, steps, both: right(X, w, 0, rate, steps, both),
            "y and step are what would be right if b were 0",
        ),
        (
            lambda X, w, b, rate, steps, both: right(X, w[::-1], b, rate, steps, both),
            "y and step are what would be right if w were reversed",
        ),
        (
            lambda X, w, b, rate, steps, both: (right(X, -w, b, rate, steps, both)[0], w),
            "y is what would be right if X were of the other sign",
        ),
        (
            lambda X, w, b, rate, steps, both: right(X, w, rate, b, steps, both),
            "y and step are what would be right if b and rate were exchanged",
        ),
        (
            lambda X, w, b, rate, steps, both: right(X, w, b, rate, steps - 1, both),
            "step is what would be right if steps were one less",
        ),
        (
            lambda X, w, b, rate, steps, both: right(X, w, b, rate, 4, both),
            "step is what would be right if steps were always 4",
        ),
        (
            lambda X, w, b, rate, steps, both: right(X, w, b, rate, steps, not both),
            "step is what would be right if both were the other way round",
        ),
    ],
)
def test_an_input_that_is_taken_for_another_is_told(answer, words):
    assert words in told(answer)


def test_nothing_is_supposed_of_what_no_change_of_an_input_gives():
    strange = told(lambda *inputs: (np.sin(9 * right(*inputs)[0]) ** 3, right(*inputs)[1]))
    assert not any("would be right" in one for one in strange)


def test_the_smallest_numbers_are_kept_above_0_and_seeds_are_no_sizes():
    words = [one for one, _ in suppositions([Case({"n": 1, "seed": 31415})])]
    assert "n were one less" not in words and "n were half as large" not in words
    assert not any("exchanged" in one or "stood in the place" in one for one in words)


def test_a_change_that_cannot_be_made_everywhere_is_left_out():
    asked = [Case({"x": np.arange(3.0)}), Case({"x": np.arange(0.0)})]
    assert "x were without its first entry" not in dict(suppositions(asked))
    assert "x were without its first entry" in dict(suppositions(asked[:1]))


def test_inputs_are_not_changed_by_supposing():
    asked = [Case({"x": np.arange(3.0), "layers": [(np.ones(2), np.ones(2))]})]
    changed = dict(suppositions(asked))
    assert np.array_equal(
        changed["layers were 0 in the second of each entry"][0].inputs["layers"][0][1], [0, 0]
    )
    assert np.array_equal(asked[0].inputs["layers"][0][1], [1, 1])
    assert np.array_equal(asked[0].inputs["x"], [0, 1, 2])


def sketch_of(array, wanted):
    return sketch("y", [{"y": np.asarray(array)}], [{"y": np.asarray(wanted)}])


def test_a_sketch_is_that_of_the_difference_and_of_rounding_free():
    wanted, rng = np.arange(2000.0), np.random.default_rng(0)
    one, other = wanted.copy(), wanted.copy()
    one[7] += 1
    other[8] += 1
    assert same_sketch(sketch_of(one, wanted), sketch_of(one * (1 + 1e-9), wanted))
    assert not same_sketch(sketch_of(one, wanted), sketch_of(other, wanted))
    wrong = wanted * rng.normal(size=2000)
    assert same_sketch(sketch_of(wrong.astype(np.float32), wanted), sketch_of(wrong, wanted))
    assert sketch_of(wanted, wanted) is None and sketch_of(wanted * np.nan, wanted) is None
    assert sketch_of(np.array(["a"]), wanted) is None
    assert sketch_of(np.zeros(0), np.zeros(0)) is None


def test_what_is_supposed_is_stored(monkeypatch, tmp_path):
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    asked = layer.cases(np.random.default_rng(3))
    expected = expect(layer, right, asked)
    replies = ask(layer, lambda *inputs: right(*inputs)[::-1], asked)
    every = [outcome(words, replies, expected, words[:5]) for words in ("comes of it", "again")]
    kept = supposed(every)
    assert [one.words for one in kept] == ["comes of it"]
    store.path(layer.unit).write_bytes(
        store.dump([(layer, store.Stored(asked, expected, [], kept))])
    )
    (read,) = store.load(layer).supposed
    assert (read.words, read.origin) == ("comes of it", "comes")
    assert set(read.sketches) == set(kept[0].sketches)
    for name, numbers in read.sketches.items():
        assert same_sketch(kept[0].sketches[name], numbers)


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (
            "it is multiplied where it should be divided by what has b in it",
            "y is what comes out if, in a right answer, something is multiplied by what "
            "has b in it instead of divided",
        ),
        (
            "it is divided where it should be multiplied",
            "y is what comes out if, in a right answer, something is divided instead of multiplied",
        ),
        (
            "a term with b in it is left out",
            "y is what comes out if, in a right answer, a term with b in it is left out",
        ),
    ],
)
def test_a_slip_is_told_as_one_says_it(slip, said):
    asked = layer.cases(np.random.default_rng(3))
    expected = expect(layer, right, asked)
    odd = [{**reply, "y": reply["y"] ** 3 + 0.1} for reply in ask(layer, right, asked)]
    one = outcome(f"comes of a right answer in which {slip}", odd, expected)
    verdict = judge(layer, expected, odd, asked)
    assert explain(verdict, odd, expected, [], asked, [one]).remarks == [said]


def test_a_known_mistake_in_one_output_is_named_before_what_it_would_be_right_for():
    asked = layer.cases(np.random.default_rng(3))
    expected = expect(layer, right, asked)
    known = ask(layer, lambda X, *rest: (right(X, *rest)[0] ** 3 + 1, right(X, *rest)[1]), asked)
    both = [{**reply, "step": reply["step"] ** 2 + 1} for reply in known]
    one = outcome("would be right if b were 0", known, expected)
    verdict = judge(layer, expected, both, asked)
    sentences = [("takes the third power", known)]
    said = explain(verdict, both, expected, sentences, asked, [one]).remarks
    assert "y looks as if your answer takes the third power" in said
    assert not any("b were 0" in remark for remark in said)
