"""The page that a student gets: one screen for everybody to read, in which nothing runs."""

import re
import shutil

import nbformat
import pytest
from driving import NAME, UNIT, SmallClass
from lab import browse
from nbgrader.converters import GenerateFeedback
from test_autograded import HOSTILE

from autograder.classroom.sample import fill, from_library
from autograder.judge import sandbox
from autograder.judge.failing import MAX_DRAWN, failing
from autograder.judge.grading import assess, missing
from autograder.library import answers
from autograder.nbgrader import feedback
from autograder.nbgrader.gradebook import Book
from dlaudio import exercises

POINTS = {item.name: item.points for item in exercises.of_unit(UNIT)}
ALL = sum(POINTS.values())
MARKS = {"✓": "right", "✗": "wrong", "○": "left out"}
confined = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> SmallClass:
    """Ada has everything, Ben one mistake and one answer, Eve writes what could run in a page."""
    group = SmallClass(tmp_path_factory.mktemp("class"))
    group.hand_in("ada", group.filled(*POINTS))
    mistake = from_library("gates", "misconceptions", next(iter(mistakes("gates"))))
    group.hand_in("ben", _with(group, gates=mistake, pocket=from_library("pocket")))
    said = "def perceptron(X, w):\n    raise ValueError('''" + "\n".join(HOSTILE) + "''')"
    said = said.encode(errors="replace").decode()
    group.hand_in("eve", _with(group, perceptron=said, gates="gates = '<script>hacked()</script>'"))
    group.hand_in("x[1]", group.filled("gates"), "<b onclick=hacked()>.ipynb")
    group.hand_in("dot", b'{"cells": [')
    group.hand_in(".hidden", group.filled("gates"))
    group.first = group.run("--feedback")
    return group


def mistakes(name: str) -> dict:
    return answers.misconceptions(exercises.find(name))


def _with(group: SmallClass, **filled: str) -> bytes:
    return nbformat.writes(fill(group.released, filled)).encode()


def page_of(group: SmallClass, student: str):
    return group.course.path("feedback", student, UNIT) / f"{NAME}.html"


@confined
def test_everybody_has_a_page_of_one_screen(graded):
    for student in ("ada", "ben", "eve", "x[1]", "dot", ".hidden"):
        text = page_of(graded, student).read_text()
        assert len(text.encode()) < 100_000 and "<script" not in text and '<html lang="en">' in text
        assert not re.search(r"<[^>]*\s(src|href)=|url\(", text)
    with browse("about:blank", viewport={"width": 1280, "height": 800}) as tab:
        for student in ("ada", "ben", "dot"):
            tab.goto(page_of(graded, student).as_uri())
            assert tab.evaluate("document.documentElement.scrollHeight") <= 800
        tab.goto(page_of(graded, "ben").as_uri())
        heads = tab.locator(".rows li").all_text_contents()
        label = tab.locator("svg.ring").get_attribute("aria-label")
    found = {re.search(r":\s*(\w+)", head)[1]: MARKS[head[0]] for head in heads}
    record = graded.store.load(UNIT, "ben").result
    assert found == {name: item.kind for name, item in record.exercises.items()}
    assert (found["gates"], found["pocket"], found["perceptron"]) == ("wrong", "right", "left out")
    sentence = next(iter(mistakes("gates").values())).sentence
    assert sentence in next(head for head in heads if " gates " in head)
    assert label == f"{graded.scores()['ben']:g} of {ALL:g} points"


@confined
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(graded, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with browse("about:blank", color_scheme=scheme) as tab:
        grounds = set()
        for student in ("ben", "eve", "dot"):
            tab.goto(page_of(graded, student).as_uri())
            tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert axe.run(tab).response["violations"] == []
            grounds.add(tab.evaluate("getComputedStyle(document.body).backgroundColor"))
            tab.set_viewport_size({"width": 320, "height": 700})
            assert tab.evaluate("document.documentElement.scrollWidth") <= 320
            assert (
                tab.evaluate("""[...document.querySelectorAll('pre')]
                .filter(pre => pre.scrollWidth > pre.clientWidth).length""")
                == 0
            )
    assert grounds == {"rgb(255, 255, 255)" if scheme == "light" else "rgb(21, 23, 27)"}


@confined
def test_nothing_runs_on_it(graded):
    asked = []
    with browse("about:blank") as tab:
        tab.add_init_script("window.hits = []; window.hacked = () => window.hits.push(1)")
        tab.on("request", lambda request: asked.append(request.url))
        for student in ("eve", "x[1]"):
            tab.goto(page_of(graded, student).as_uri(), wait_until="load")
            tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            tab.wait_for_timeout(200)
            assert tab.evaluate("window.hits") == []
            assert tab.evaluate("document.querySelectorAll('script, img, a, iframe').length") == 0
        assert "hacked()" in tab.inner_text("body")  # it is there to be read
    assert all(url.startswith("file:") and url.endswith(".html") for url in asked)


@confined
def test_what_a_person_gave_is_on_it_and_nbgraders_own_command_makes_the_same(graded, tmp_path):
    group = graded.copied(tmp_path)
    with group.gradebook() as gradebook:
        grade = gradebook.find_grade("check_gates", NAME, UNIT, "ben")
        grade.manual_score = 1.5
        gradebook.find_comment("gates", NAME, UNIT, "ben").manual_comment = "Look at <b>NOT</b>."
        gradebook.update_or_create_student("ben", first_name="Ben", last_name="<b>Okafor")
        gradebook.find_submission_notebook(NAME, UNIT, "ben").late_submission_penalty = 1.0
        gradebook.db.commit()
    with Book(group.course, UNIT) as book:
        book.write_feedback(["ben"])
        ours = page_of(group, "ben").read_text()
        shutil.rmtree(page_of(group, "ben").parent)
        book._convert(GenerateFeedback, student_id="ben")
    assert ours == page_of(group, "ben").read_text()
    assert "<bdi>Ben &lt;b&gt;Okafor</bdi> (<bdi>ben</bdi>)" in ours
    assert 'gates <span class="n">1.5 of 3' in ours and "“Look at &lt;b&gt;NOT&lt;/b&gt;.”" in ours
    assert (
        f"{POINTS['pocket'] + 1.5 - 1:g} of {ALL:g} points" in ours
        and "1 points were taken" in ours
    )


@confined
def test_the_head_says_how_many_and_what_was_not_touched_is_left_out(graded):
    """An exercise that asks to mend given code is not "wrong" before anybody has begun."""
    found = graded.store.load(UNIT, "x[1]").result.exercises
    assert {name for name, item in found.items() if item.kind == "right"} == {"gates"}
    assert {item.kind for item in found.values()} == {"right", "left out"}
    assert not any(item.diagnosis for item in found.values())
    text = page_of(graded, "x[1]").read_text()
    assert "<h1>Unit 1: The perceptron</h1>" in text
    assert f"✓ 1 right · ○ {len(found) - 1} left out" in text
    assert text.count("Not answered yet.") == len(found) - 1 and "No response" not in text


# ---- the question that was failed, and its picture -----------------------------------------------


def verdict_on(name: str, kind: str):
    item = exercises.find(name)
    return (
        assess(item, getattr(answers, kind)(item), 7)
        if kind == "reference"
        else assess(item, mistakes(name)[kind].answer, 7)
    )


def test_a_small_question_can_be_pasted_and_a_large_one_asked_for():
    wrong = failing(verdict_on("gates", next(iter(mistakes("gates")))), 7)
    assert wrong.question.startswith("noise = ")
    large = failing(verdict_on("pocket", next(iter(mistakes("pocket")))), 7)
    assert large.question == 'check.case("pocket")'
    assert failing(verdict_on("gates", "reference"), 7) is None
    item = exercises.find("gates")
    assert failing(missing(item, 7, "there is nothing called gates"), 7) is None


@pytest.mark.parametrize("name", ["cepstrum_pitch", "learn_p", "wave_from_units"])
def test_a_line_is_drawn_over_the_expected_one(name):
    drawn = []
    for kind in mistakes(name):
        found = failing(verdict_on(name, kind), 7)
        if found and found.output:
            drawn.append(found)
            assert 2 <= len(found.got) <= MAX_DRAWN and 2 <= len(found.expected) <= MAX_DRAWN
            assert found.got != found.expected
            svg = feedback.picture(found.output, found.got, found.expected)
            assert svg.count("<polyline") >= 2 and len(svg) < 8000
    assert drawn


def test_a_line_has_gaps_where_there_is_no_number():
    svg = feedback.picture("y", [0.0, None, 1.0, 2.0], [None, 0.0, 0.0, 0.0])
    assert svg.count('class="got-line"') == 2 and svg.count('class="right-line"') == 1
    numbers = [
        float(n)
        for points in re.findall(r'points="([^"]*)"', svg)
        for n in re.findall(r"[\d.]+", points)
    ]
    assert 0 <= min(numbers) and max(numbers) <= feedback.WIDTH
