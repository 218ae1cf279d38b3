"""The class report: counts, escaping, contrast, pseudonyms; read back by parsers of their own."""

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from autograder.classroom.results import Asked, Record, Store
from autograder.judge import grading, trusted
from autograder.judge.result import ExerciseResult
from autograder.library import answers
from autograder.report import classes as report
from autograder.report.command import write
from autograder.report.overview import overview
from autograder.report.page import contrast, page, shade
from autograder.report.spread import counts, spreads
from autograder.report.term import Term, term
from dlaudio import exercises
from dlaudio.assessment.verdict import Verdict
from dlaudio.check import report as report_of

UNIT, SEED = "u01_perceptron", 5
ITEMS = exercises.of_unit(UNIT)
EVIL = '<img src=x onerror="alert(1)">'


def result(wrong: dict[str, str] | None = None, **extra) -> trusted.Result:
    """What the grader says of right answers, but for these known mistakes (or None: no answer)."""
    found = {}
    for item in ITEMS:
        verdict = verdict_on(item, (wrong or {}).get(item.name, "right"))
        found[item.name] = ExerciseResult(
            verdict.points, item.points, report_of(verdict), verdict.diagnosis
        )
    return trusted.Result(found, **extra)


def verdict_on(item: exercises.Exercise, which: str | None) -> Verdict:
    if which is None:
        return grading.missing(item, SEED, f"there is nothing called {item.name}")
    if which == "right":
        return grading.assess(item, answers.reference(item), SEED)
    return grading.assess(item, answers.misconceptions(item)[which].answer, SEED)


def mistake(name: str, number: int = 0) -> tuple[str, str]:
    """The function and the sentence of a known mistake."""
    found = answers.misconceptions(exercises.find(name))
    return [(key, known.sentence) for key, known in found.items()][number]


EMPTY = "The file is empty: save the notebook and send it again."
FIRST, SECOND = ITEMS[0].name, ITEMS[1].name


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A class of five: all right, two with the same mistake, one who left out, one unreadable."""
    store = Store(tmp_path_factory.mktemp("class"))
    one = {FIRST: mistake(FIRST)[0]}
    made = {
        "ada": result(seconds=0.5),
        "ben": result(one, seconds=0.6),
        "cy": result({**one, SECOND: None}, seconds=9.5, notes=[f"Cell 3 was given up: {EVIL}"]),
        f"={EVIL.replace('/', '')}": result(seconds=0.1),
        "eve": trusted.nothing(UNIT, EMPTY),
    }
    for student, found in made.items():
        store.save(Record.now(Asked(UNIT, student, SEED), "key", "perceptron.ipynb", found))
    return store


class Tables(HTMLParser):
    """Tables as lists of rows of cell texts, all tags with attributes, and text outside of them."""

    def __init__(self, text: str):
        super().__init__()
        self.tables, self.tags, self.text, self.captions = [], [], "", 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        elif tag == "caption":
            self.captions += 1

    def handle_data(self, data):
        self.text += data
        if self.tables and self.tables[-1] and self.tables[-1][-1]:
            self.tables[-1][-1][-1] += data


@pytest.fixture(scope="module")
def seen(store):
    return Tables(page(report.gather(store, UNIT, handed_in=["ada", "zoe"]), []))


def test_the_map_has_everyone_and_every_exercise(seen):
    head, *rows, means = seen.tables[0]
    assert head == ["Student", "Points", *(f"{i.name} ({i.points:g})" for i in ITEMS)]
    most = sum(item.points for item in ITEMS)
    by_name = {row[0]: row[1:] for row in rows}
    assert by_name["ada"] == [f"{most:g}", *(f"{item.points:g}" for item in ITEMS)]
    assert by_name["eve"] == ["0"] * (len(ITEMS) + 1)
    assert len(rows) == 5 and means[0] == "Mean"
    points = [float(row[1]) for row in rows]
    assert float(means[1]) == pytest.approx(np.mean(points), abs=0.05)
    assert f"5 submissions: mean {np.mean(points):.1f}" in seen.text
    assert "not graded yet: zoe" in seen.text


def test_what_to_teach_again_is_ranked_by_what_it_cost(store, seen):
    lessons = report.gather(store, UNIT).lessons()
    lost = [lesson.lost for lesson in lessons]
    assert lost == sorted(lost, reverse=True) and lessons[0].exercise.name == FIRST
    by_name = {lesson.exercise.name: lesson for lesson in lessons}
    assert (by_name[FIRST].right, by_name[FIRST].wrong) == (2, 3)
    assert (by_name[SECOND].right, by_name[SECOND].wrong, by_name[SECOND].left_out) == (3, 1, 1)
    row = seen.tables[1][1]
    assert row[0] == FIRST and row[-1] == f"{mistake(FIRST)[1]} (2)"


def test_mistakes_are_counted_and_say_who(store):
    (found,) = report.gather(store, UNIT).mistakes()
    assert (found.exercise, found.sentence) == (FIRST, mistake(FIRST)[1])
    assert found.students == ["ben", "cy"]


def test_the_slowest_and_the_failed_come_with_their_sentence(seen):
    trouble, slowest = seen.tables[3], seen.tables[4]
    assert [row[0] for row in trouble[1:]] == ["eve", "cy"]
    assert trouble[1][2] == EMPTY
    assert slowest[1][:2] == ["cy", "9.50"] and "given up" in slowest[1][3]


def test_nothing_in_the_page_runs_or_is_fetched(seen):
    names = {tag for tag, _ in seen.tags}
    assert names.isdisjoint({"script", "img", "link", "iframe", "object", "form", "a", "base"})
    attributes = {name for _, found in seen.tags for name in found}
    assert not [name for name in attributes if name.startswith("on") or name in ("src", "href")]
    assert EVIL in seen.text  # it is there as text
    policy = [found["content"] for tag, found in seen.tags if "http-equiv" in found]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_the_page_can_be_read_by_everyone(seen):
    assert seen.captions == len(seen.tables)
    scopes = [found.get("scope") for tag, found in seen.tags if tag == "th"]
    assert scopes and set(scopes) <= {"col", "row"}
    assert dict(seen.tags)["html"] == {"lang": "en"} and len(seen.text.split("\n", 1)) == 2
    levels = [tag for tag, _ in seen.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == "h1" and set(levels[1:]) == {"h2"}


@pytest.mark.parametrize("share", np.linspace(0, 1, 21))
def test_every_number_of_the_map_stands_out(share):
    back, text = re.fullmatch("background:(#.{6});color:(#.{3})", shade(share)).groups()
    colour = bytes.fromhex(back[1:])
    assert contrast(colour, bytes.fromhex(text[1:] * 2)) >= 4.5  # WCAG 2.2, level AA


def test_contrast_is_that_of_the_guidelines():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    # the grey that is known as the lightest with enough contrast to white
    assert contrast((0x76,) * 3, (255,) * 3) == pytest.approx(4.54, abs=0.005)


def test_the_map_is_lighter_where_there_are_more_points():
    grey = [sum(bytes.fromhex(shade(share)[12:18])) for share in np.linspace(0, 1, 11)]
    assert grey == sorted(grey) and len(set(grey)) == 11


def test_the_table_is_a_line_a_student_and_no_formula(store):
    rows = list(csv.DictReader(io.StringIO(report.table(report.gather(store, UNIT)))))
    assert [row["student"] for row in rows][1:] == ["ada", "ben", "cy", "eve"]
    assert rows[0]["student"].startswith("'=<img")
    by_name = {row["student"]: row for row in rows}
    assert float(by_name["ada"]["points"]) == float(by_name["ada"]["of"])
    assert by_name["cy"][SECOND] == "0.0" and by_name["cy"]["seconds"] == "9.5"
    assert by_name["ben"]["mistakes"] == f"{FIRST}: {mistake(FIRST)[1]}"


def test_without_names_nobody_can_be_found(store, tmp_path):
    hidden = report.gather(store, UNIT, handed_in=["ada", "zoe"], anonymous=True)
    paths = write(hidden, tmp_path)
    assert [path.name for path in paths] == [f"{UNIT}-anonymous.html", f"{UNIT}-anonymous.csv"]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        words = set(re.findall(r"\w+", text))
        assert words.isdisjoint({"ada", "ben", "cy", "eve", "zoe", "onerror"})
    known = report.gather(store, UNIT).results
    hidden = hidden.results
    assert sorted(r.points for r in hidden.values()) == sorted(r.points for r in known.values())
    assert list(hidden) == sorted(hidden) and len(hidden) == 5
    again = report.gather(store, UNIT, anonymous=True)
    assert again.results.keys() == hidden.keys()  # the same names next time
    assert (
        Tables(page(again, [])).tables[1] == Tables(page(report.gather(store, UNIT), [])).tables[1]
    )
    assert (store.folder / "pseudonyms.key").stat().st_mode & 0o077 == 0
    key = (store.folder / "pseudonyms.key").read_text().encode()
    assert report.pseudonym(key, "ada") in hidden
    assert report.pseudonym(b"another", "ada") not in hidden


def test_a_class_without_results_has_a_page_too(tmp_path):
    text = page(report.gather(Store(tmp_path), UNIT), [])
    assert "Nothing has been graded yet." in text


def test_the_record_of_the_exercises_is_in_the_page(store, tmp_path):
    path, _ = write(report.gather(store, UNIT), tmp_path)
    last = Tables(path.read_text(encoding="utf-8")).tables[-1]
    mistakes = answers.misconceptions(exercises.find(FIRST))
    assert last[1][:3] == [FIRST, f"{ITEMS[0].points}", f"{len(mistakes)} of {len(mistakes)}"]
    assert len(last) == len(ITEMS) + 1


# ---- how points spread, and a term ---------------------------------------------------------------


def test_the_histogram_counts_everybody_once(store):
    assert counts([0, 0.1, 4.1, 20, 41, 41], 41) == [2, 1, 0, 0, 1, 0, 0, 0, 0, 2]
    text = page(report.gather(store, UNIT), [])
    svg = re.search(r'<svg class="histogram".*?</svg>', text, re.DOTALL)[0]
    assert sum(map(int, re.findall(r'class="count"[^>]*>(\d+)</text>', svg))) == 5
    assert "1 in part 1 of 10" in svg
    edges = re.findall(r'x="([\d.]+)" y="156"[^>]*>([\d.]+)</text>', svg)
    assert [(float(x), float(n)) for x, n in edges] == [
        (60 * n, pytest.approx(4.1 * n)) for n in range(11)
    ]


def test_difficulty_and_discrimination_by_hand():
    """Five students: the better they are in all else, the better in the second exercise alone."""
    made = {}
    for number, student in enumerate("abcde"):
        made[student] = result()
        for item in list(made[student].exercises.values())[2:]:
            item.points *= number / 4
        of_two = made[student].exercises
        of_two[FIRST].points = of_two[FIRST].max_points * (4 - number) / 4
        of_two[SECOND].points = of_two[SECOND].max_points * (number > 2)
    found = {one.name: one for one in spreads(report.ClassReport(UNIT, made, []))}
    assert found[FIRST].difficulty == pytest.approx(0.5)
    assert found[FIRST].discrimination < -0.9 < 0.8 < found[SECOND].discrimination
    assert found[SECOND].difficulty == pytest.approx(2 / 5)
    few = report.ClassReport(UNIT, {"a": made["a"], "e": made["e"]}, [])
    assert {one.discrimination for one in spreads(few)} == {None}


def test_a_quiz_has_a_row_for_each_question_that_somebody_missed(store):
    made = {who: result() for who in "abcde"}
    made["a"].exercises["perceptron_quiz"].wrong = ["bound"]
    found = {one.name: one for one in spreads(report.ClassReport(UNIT, made, []))}
    assert found["perceptron_quiz: bound"].difficulty == pytest.approx(0.8)


def test_names_lead_to_the_pages(store, tmp_path):
    found = replace(report.gather(store, UNIT), pages={"ada": "../feedback/ada/%3C.html"})
    assert '<a href="../feedback/ada/%3C.html"><bdi>ada</bdi></a>' in page(found, [])


def test_students_are_called_by_their_names(store):
    found = replace(report.gather(store, UNIT, handed_in=["zoe"]), pages={"ada": "ada.html"})
    names = {"ada": "Ada <Lovelace>", "zoe": "Zoe Li"}
    text = page(found.called(names), [])
    assert '<a href="ada.html"><bdi>Ada &lt;Lovelace&gt; (ada)</bdi></a>' in text
    assert "Zoe Li (zoe)" in text and "<bdi>ben</bdi>" in text
    assert "Ada &lt;Lovelace&gt; (ada)" in overview(term(store, (UNIT,), names=names))


def test_all_units_say_who_falls_behind(store):
    other = "u02_gradient_descent"
    found = Term(
        points={UNIT: {"ada": 40, "ben": 10, "cy": 38}, other: {"ada": 50.0, "cy": 50.0}},
        most={UNIT: 41.0, other: 50.0},
    )
    assert found.behind() == {"ben": [f"{UNIT}: 24%, the class 93%", f"{other}: nothing"]}
    seen = Tables(overview(found))
    (who, count, where) = seen.tables[0][1]
    assert (who, count) == ("ben", "2")
    assert where.startswith(f"{UNIT}: 24%, the class 93%; {other}: nothing")
    assert [[cell.strip() for cell in row] for row in seen.tables[1][1:]] == [
        ["ada", "99%", "98%", "100%"],
        ["ben", "24%", "24%", "–"],
        ["cy", "96%", "93%", "100%"],
        ["Median", "", "93%", "100%"],
    ]
    known = term(store, (UNIT, other))
    assert list(known.points) == [UNIT] and len(known.students) == 5
    assert "ada" not in overview(term(store, (UNIT,), anonymous=True))
    assert "Nothing has been graded yet." in overview(Term({}, {}))
