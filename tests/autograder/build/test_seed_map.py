"""Every item of the lectures has its home in the course, and the course is as large as it says."""

import copy
import re

import pytest

from autograder.build import seed_map, syllabus
from dlaudio import exercises
from dlaudio.assessment import store

LINK = re.compile(r"\[[^\]]*\]\(([^)#]+)\)")
# What the course promises: items touched, quiz questions, other exercises, gradient checks.
TOUCHED, QUESTIONS, GRADED, GRADIENTS = 200, 60, 120, 35

DATA = seed_map.load()
ITEMS = DATA["items"]
EVERY = [item for unit in exercises.units() for item in exercises.of_unit(unit)]


def outputs(exercise) -> set[str]:
    """The names of what is scored, as they were stored when the unit was built."""
    return {name for case in store.load(exercise).expected for name in case}


def cited(unit: str) -> set[str]:
    """The items that the Sources line at the end of a unit names; P03–P05 are three."""
    sources = seed_map.source(unit).rpartition("**Sources.**")[2]
    found = re.findall(r"\b([PDJGM])(\d{2,3})\b(?:–[PDJGM]?(\d{2,3})\b)?", sources)
    names = {f"{d}{n:02}" for d, a, b in found for n in range(int(a), int(b or a) + 1)}
    return names & set(ITEMS)


def test_every_item_has_its_home():
    assert len(ITEMS) == 269
    assert seed_map.faults(ITEMS) == []


@pytest.mark.parametrize(
    "change, fault",
    [
        (lambda items: items.pop("D116"), "D116 is not in the map"),
        (lambda items: items.update(X01=items["P01"]), "X01 is in no lecture"),
        (lambda items: items["P05"].update(lessons=[]), "P05 has no home"),
        (lambda items: items["P05"].update(topic=" "), "P05 has no topic"),
        (lambda items: home(items).update(unit="u99_none"), "P05: there is no u99_none"),
        (lambda items: home(items).update(section="1.2"), "has no section '1.2'"),
        (lambda items: home(items).update(exercises=["gate"]), "has no exercise 'gate'"),
        (lambda items: home(items).update(exercises=["mlp"]), "u01_perceptron has no exercise"),
    ],
)
def test_a_fault_in_the_map_is_found(change, fault):
    items = copy.deepcopy(ITEMS)
    change(items)
    assert any(fault in found for found in seed_map.faults(items))


def home(items) -> dict:
    return items["P05"]["lessons"][0]


def test_most_items_are_touched_by_an_exercise():
    assert len(seed_map.touched(ITEMS)) >= TOUCHED


@pytest.mark.parametrize("unit", exercises.units())
def test_the_map_knows_what_a_unit_cites(unit):
    mapped = {name for name, item in ITEMS.items() if any_lesson_in(item, unit)}
    assert cited(unit) <= mapped


def any_lesson_in(item, unit: str) -> bool:
    return any(lesson["unit"] == unit for lesson in item["lessons"])


def test_the_page_is_what_the_map_gives():
    page = (seed_map.ROOT / "site/seed_map.md").read_text(encoding="utf-8")
    assert page == seed_map.page(DATA)


def test_the_syllabus_has_the_points_that_are_given():
    page = (seed_map.ROOT / "site/syllabus.md").read_text(encoding="utf-8")
    assert page == syllabus.filled(page)
    points = sum(item.points for item in EVERY)
    assert f"| {points} |" in page.splitlines()[page.splitlines().index(syllabus.END) - 1]


@pytest.mark.parametrize(
    "path",
    [*(seed_map.ROOT / "site").glob("*.md"), seed_map.ROOT / "course/conventions.md"],
    ids=lambda path: path.name,
)
def test_links_between_pages_lead_somewhere(path):
    links = LINK.findall(path.read_text(encoding="utf-8"))
    dead = [to for to in set(links) if "://" not in to and not (path.parent / to).exists()]
    assert dead == []


@pytest.mark.parametrize("unit", exercises.units())
def test_a_unit_links_the_conventions(unit):
    assert "(../conventions.md)" in seed_map.source(unit).partition("# %%\n")[0]


def test_there_are_enough_questions_and_exercises():
    questions = sum(len(outputs(item)) for item in EVERY if item.secret)
    graded = sum(not item.secret for item in EVERY)
    print(f"{questions} quiz questions, {graded} other exercises")
    assert questions >= QUESTIONS
    assert graded >= GRADED


def test_there_are_enough_gradient_checks():
    checks = DATA["gradient_checks"]
    print(*(f"{name}: {', '.join(names)}" for name, names in checks.items()), sep="\n")
    assert len(checks) >= GRADIENTS
    for name, names in checks.items():
        assert names and set(names) <= outputs(exercises.find(name)), name
