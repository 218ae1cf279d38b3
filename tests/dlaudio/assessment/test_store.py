"""What ships for `check`: what goes in comes out, the same bytes each time, secrets hashed."""

import io
import json

import numpy as np
import pytest
from stored_files import alike

from autograder.library import answers
from dlaudio import exercises
from dlaudio.assessment import store
from dlaudio.assessment.probe import Failure
from dlaudio.exercises import Case, exercise

INPUTS = {
    "doubles": np.array([[1.25, -3.0], [1e-12, 4e9]]),
    "singles": np.array([0.1, 1e-31], dtype=np.float32),
    "halves": np.array([1 / 3, 1e-5], dtype=np.float16),
    "small": np.array([1e-31, -2e-31]),
    "whole": np.array([-1, 2], dtype=np.int8),
    "unsigned": np.array(200, dtype=np.uint8),
    "truths": np.array([[True], [False]]),
    "complex": np.array([1 + 2j, np.inf]),
    "text": np.array(["a", "étude"]),
    "empty": np.zeros((0, 3)),
    "strange": np.array([np.nan, np.inf, -np.inf, 0.5]),
    "zeros": np.zeros(3),
    "number": 0.1,
    "count": 3,
    "name": "hiss",
    "flag": True,
}


def asked(secret=False):
    @exercise(points=1, cases=lambda rng: [], secret=secret)
    def question(answer):
        return {}

    return question


def round_trip(monkeypatch, tmp_path, item, content) -> store.Stored:
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    store.path(item.unit).write_bytes(store.dump([(item, content)]))
    return store.load(item)


def content(value="hunter2") -> store.Stored:
    replies = [{"y": np.array("no"), "z": np.array(1.5)}, Failure("ValueError", "needs 3")]
    part = {"y": Failure("KeyError", "'y'"), "z": np.array([2.5])}
    expected = [{"y": np.array(value), "z": np.array(0.123456789)}, {"y": np.array(value)}]
    known = [("forgets the rest", replies), ("is half there", [part, part])]
    return store.Stored([Case(INPUTS), Case({})], expected, known)


def test_round_trip(monkeypatch, tmp_path):
    got = round_trip(monkeypatch, tmp_path, asked(), content())
    first, second = got.cases
    assert second.inputs == {}
    assert first.inputs.keys() == INPUTS.keys()
    for name, value in INPUTS.items():
        back = first.inputs[name]
        assert type(back) is type(value)
        if isinstance(value, np.ndarray):
            assert (back.dtype, back.shape) == (value.dtype, value.shape), name
            # nine digits of the largest are kept
            sizes = np.abs(value[np.isfinite(value)]) if value.dtype.kind in "fc" else np.zeros(0)
            slack = 1e-8 * sizes.max(initial=0.0)
            if value.dtype.kind in "fc":
                np.testing.assert_allclose(back, value, rtol=0, atol=slack, equal_nan=True)
            else:
                np.testing.assert_array_equal(back, value)
        else:
            assert back == value
    assert [str(outputs["y"]) for outputs in got.expected] == ["hunter2", "hunter2"]
    assert got.expected[0]["z"] == 0.123456789
    (sentence, replies), (_, half) = got.known
    assert sentence == "forgets the rest"
    assert replies[1] == Failure("ValueError", "needs 3")
    assert half[1]["y"] == Failure("KeyError", "'y'") and half[1]["z"].tolist() == [2.5]


def test_the_same_content_gives_the_same_bytes():
    item = asked()
    assert store.dump([(item, content())]) == store.dump([(item, content())])
    assert store.dump([(item, content())]) != store.dump([(item, content("hunter3"))])


def test_the_last_bits_of_another_machine_do_not_change_the_bytes():
    item, rng = asked(), np.random.default_rng(1)
    x = np.round(rng.normal(size=50), 3) * 1e3
    one, other = (
        store.Stored([Case({"x": values})], [{"y": values}], [])
        for values in (x, x * (1 + np.finfo(float).eps))
    )
    assert not np.array_equal(one.cases[0].inputs["x"], other.cases[0].inputs["x"])
    assert store.dump([(item, one)]) == store.dump([(item, other)])


def clear_text(data: bytes) -> str:
    """Everything that stands in a stored file, unpacked, as text."""
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        return "\n".join(f"{name} {archive[name].tolist()!r}" for name in archive.files)


def test_secret_outputs_are_hashed(monkeypatch, tmp_path):
    text = clear_text(store.dump([(asked(secret=True), content())]))
    assert "hunter2" not in text and "0.123456789" not in text and "2.5" not in text
    assert "hunter2" in clear_text(store.dump([(asked(), content())]))
    got = round_trip(monkeypatch, tmp_path, asked(secret=True), content())
    secret = got.expected[0]["y"]
    assert secret.differ(np.array("hunter2")) is None
    assert str(secret.differ(np.array("hunter3"))) == "is not right"
    # what is asked stays readable, and two equal answers do not look equal
    assert got.cases[0].inputs["name"] == "hiss"
    assert secret.digest != got.expected[1]["y"].digest


def test_a_hash_says_which_answers_are_the_same():
    def digest(value, salt="s"):
        return store.digest(np.asarray(value), salt)

    assert digest([1, 0]) == digest([1.0, -0.0]) == digest([True, False]) == digest([1 + 0j, 0j])
    assert digest("b") == digest(np.array("b", dtype="U9"))
    different = [1, [1], [[1]], 1.5, 1 + 5j, "1", "one", 2, np.nan, np.inf, 2**60, [], ""]
    assert len({digest(value) for value in different}) == len(different)
    assert digest(1, "another salt") != digest(1)


@pytest.mark.parametrize("unit", exercises.units())
def test_nothing_stored_is_code(unit):
    with np.load(store.path(unit), allow_pickle=False) as archive:
        kinds = {archive[name].dtype.kind for name in archive.files}
        json.loads(str(archive["contents"]))
    assert kinds <= set("biufcU")


@pytest.mark.parametrize("unit", exercises.units())
def test_the_stored_file_is_small(unit):
    """That it is of the course as it is, tests/autograder/build/test_build.py holds."""
    assert store.path(unit).stat().st_size < 2_000_000


@pytest.mark.parametrize(("change", "equal"), [(1e-7, True), (1e-3, False), (np.nan, False)])
def test_the_last_digits_of_floats_may_differ_and_nothing_else(change, equal):
    def made(y) -> bytes:
        stored = content()
        stored.expected[0]["y"] = y
        return store.dump([(asked(), stored)])

    y = np.linspace(-3, 3, 11)
    assert made(y + change) != made(y)
    assert alike(made(y + change), made(y)) is equal
    assert not alike(made(y), made(y.reshape(1, 11)))


@pytest.mark.parametrize(
    "item",
    [item for unit in exercises.units() for item in exercises.of_unit(unit) if item.secret],
    ids=lambda item: item.name,
)
def test_secret_answers_of_the_course_are_not_in_the_file(item):
    for outputs in store.load(item).expected:
        assert all(isinstance(value, store.Hashed) for value in outputs.values())
    with np.load(store.path(item.unit), allow_pickle=False) as archive:
        expected = json.loads(str(archive["contents"]))[item.name]["expected"]
    reference = answers.reference(item)
    if isinstance(reference, dict):
        leaves = [leaf for outputs in expected for leaf in outputs.values()]
        assert all(set(leaf) == {"salt", "digest"} for leaf in leaves)


def test_a_unit_that_was_not_built(monkeypatch, tmp_path):
    item = asked()
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    with pytest.raises(FileNotFoundError):
        store.load(item)
    store.path(item.unit).write_bytes(store.dump([]))
    with pytest.raises(KeyError, match="question"):
        store.load(item)


def test_an_output_known_by_its_hash_differs_from_another_known_by_its_hash():
    salt = "salt"
    right, wrong = (store.Hashed(salt, store.digest(np.array(v), salt)) for v in ("a", "b"))
    assert right.differ(right) is None and right.differ(np.array("a")) is None
    assert right.differ(wrong) is not None and right.differ(np.array("b")) is not None
