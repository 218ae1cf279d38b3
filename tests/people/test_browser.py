"""A student's visit to a released unit: JupyterLab, a real browser, nothing from the network."""

import ast
import re
import shutil
import time
from urllib.parse import urlsplit

import pytest
from lab import ROOT, browse
from visit import SCREENSHOTS, SECONDS, Visit, desk_of

from autograder.build import source
from autograder.library.folder import text_of
from dlaudio import exercises, predictions

UNITS = ["u01_perceptron"]
STUB = re.compile(r'raise NotImplementedError\("your code here"\)|# Your answer goes here\.')
# No proxy listens there: whatever the kernel wants from the network fails at once.
OFFLINE = {name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "all_proxy")}


def answers(unit: str) -> dict[str, str]:
    """The code of every answer in the source of a unit, by the name of its exercise, in order."""
    path = text_of(unit)
    cells = source.cells(path.read_text(encoding="utf-8"))
    mark = re.compile(r"^ *### (BEGIN|END) SOLUTION\n?", re.MULTILINE)
    return {
        roles["exercise"]: mark.sub("", code).strip()
        for _, roles, code in cells
        if "exercise" in roles
    }


@pytest.fixture
def desk(tmp_path) -> str:
    """Address of JupyterLab on a copy of the course's notebooks, with the bundled data alone."""
    for unit in UNITS:
        shutil.copytree(ROOT / "course" / unit, tmp_path / "course" / unit)
    with desk_of(tmp_path, DLAUDIO_DATA="", **OFFLINE) as address:
        yield address


@pytest.mark.parametrize("unit", UNITS)
def test_a_student_works_through_a_unit(unit, desk):
    with browse("about:blank", viewport={"width": 1280, "height": 1500}) as page:
        (path,) = (ROOT / "course" / unit).glob("*.ipynb")
        visit = Visit(page, desk, f"{unit}/{path.name}")
        before_answering(visit, unit)
        seconds = answer_and_run_all(visit, unit)
        all_is_right(visit, unit)
        a_slider_moves(visit)
        a_prediction_is_committed(visit, unit)
        a_quiz_is_answered_with_buttons(visit, unit)
        visit.photograph(unit)
    assert seconds < SECONDS
    # the site's packages bring JupyterLite's kernel into this environment, and no student's
    complaints = [said for said in visit.complaints if "pyodide-kernel-extension" not in said]
    assert complaints == []
    hosts = {urlsplit(url).hostname for url in visit.requests if not url.startswith("data:")}
    assert hosts == {"localhost"}


def before_answering(visit: Visit, unit: str) -> None:
    """Run up to the first check: it says that there is no answer yet."""
    first = next(iter(answers(unit)))
    cell = visit.code(f'check("{first}")')
    cell.locator(".cm-content").click()
    visit.menu("Run All Above Selected Cell")
    visit.wait()
    cell.locator(".cm-content").press("Control+Enter")
    cell.get_by_role("status").wait_for()
    said = cell.get_by_role("status").inner_text()
    assert said.startswith(f"○ {first}: 0 of ") and "not answered yet" in said.lower()
    cell.screenshot(path=SCREENSHOTS / f"{unit}-unanswered.png")


def answer_and_run_all(visit: Visit, unit: str) -> float:
    """Write every answer into the place of its stub, restart nothing, run all; seconds it took."""
    stubs = visit.code(STUB)
    assert stubs.count() == len(answers(unit)) == len(exercises.of_unit(unit))
    for code in answers(unit).values():
        visit.type(stubs.first, code)
    assert stubs.count() == 0
    start = time.monotonic()
    visit.menu("Run All Cells")
    last = visit.notebook.locator(".jp-CodeCell .jp-InputPrompt").last
    last.filter(has_text="[*]").wait_for()
    visit.wait()
    return time.monotonic() - start


def all_is_right(visit: Visit, unit: str) -> None:
    """No error, every report says right, every sound and every picture has words."""
    prompts = visit.notebook.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
    # a cell that is folded away has an empty prompt
    assert all(re.fullmatch(r"\[\d+\]:", prompt) for prompt in prompts if prompt), prompts
    assert prompts.count("") == visit.notebook.locator(".jp-Placeholder").count()
    wrong = visit.notebook.locator('[data-mime-type*="error"], [data-mime-type*="stderr"]')
    assert wrong.all_inner_texts() == []
    for exercise in exercises.of_unit(unit):
        said = visit.code(f'check("{exercise.name}")').get_by_role("status").inner_text()
        points = f"{exercise.points:g}"
        first = said.splitlines()[0]
        assert first == f"✓ {exercise.name}: right, {points} of {points} points."
    pictures = visit.notebook.locator(".jp-OutputArea img")
    assert pictures.count() > 0
    for i in range(pictures.count()):
        assert len(pictures.nth(i).get_attribute("alt")) > 20
        assert pictures.nth(i).evaluate("image => image.complete && image.naturalWidth > 100")
    sounds = visit.notebook.locator(".jp-OutputArea audio")
    assert sounds.count() > 0
    for i in range(sounds.count()):
        assert sounds.nth(i).get_attribute("aria-label")
        words = sounds.nth(i).locator("xpath=following-sibling::details").text_content()
        assert re.search(r"\d s at \d+ Hz", words)
        # 3: the browser has enough of the sound to play it
        assert sounds.nth(i).evaluate("sound => sound.readyState >= 3 && sound.duration > 0")
    # Formulas are set by the MathJax that JupyterLab brings.
    assert visit.notebook.locator("mjx-container").count() > 0
    assert visit.notebook.locator("mjx-merror").count() == 0
    assert "$" not in "".join(visit.notebook.locator(".jp-RenderedMarkdown").all_inner_texts())


def a_slider_moves(visit: Visit) -> None:
    """An arrow key on the first slider of the first demo changes its picture and its words."""
    demo = visit.notebook.locator(".jp-CodeCell").filter(has=visit.page.locator(".noUi-handle"))
    picture, words = demo.first.locator("img"), demo.first.get_by_role("status")
    box = demo.first.locator("input[type=number]").first
    before = picture.get_attribute("src"), picture.get_attribute("alt"), box.input_value()
    said = words.inner_text()
    assert before[1] == said
    demo.first.locator(".noUi-handle").first.focus()
    visit.page.keyboard.press("ArrowRight")
    words.filter(has_not_text=said).wait_for()
    after = picture.get_attribute("src"), picture.get_attribute("alt"), box.input_value()
    assert all(new != old for new, old in zip(after, before, strict=True))
    assert picture.get_attribute("alt") == words.inner_text()


def a_prediction_is_committed(visit: Visit, unit: str) -> None:
    """By the keyboard alone; then the unit says what of the choice is true, and what is right."""
    asked = next(one for one in predictions.of_unit(unit) if one.role == "predict")
    (question,) = asked.questions
    cell = visit.code(f'predict("{asked.name}")')
    cell.scroll_into_view_if_needed()
    for choice in question.choices:  # the words belong to the button, for eyes and screen readers
        label = f"({choice.letter}) {choice.words.text}"
        assert cell.locator("label", has_text=label).locator("input[type=radio]").count() == 1
    wrong = next(i for i, choice in enumerate(question.choices) if not choice.right)
    cell.get_by_role("radio").nth(wrong).focus()
    visit.page.keyboard.press("Space")
    cell.get_by_role("button", name="commit").focus()
    visit.page.keyboard.press("Enter")
    cell.get_by_role("status").wait_for()
    said = cell.get_by_role("status").inner_text()
    assert said.startswith(f"✗ You said ({question.choices[wrong].letter}).")
    assert f"✓ ({question.right.letter}) is right. {question.right.why.text}" in said
    assert all(radio.is_disabled() for radio in cell.get_by_role("radio").all())
    cell.screenshot(path=SCREENSHOTS / f"{unit}-predicted.png")


def a_quiz_is_answered_with_buttons(visit: Visit, unit: str) -> None:
    """What is clicked stands in the answer cell, as if it had been typed, and is right."""
    quiz = next(one for one in exercises.of_unit(unit) if one.choices)
    cell, check = visit.code(f"{quiz.name} = "), visit.code(f'check("{quiz.name}")')
    right = ast.literal_eval(cell.locator(".cm-content").inner_text().rpartition(" = ")[2])
    visit.type(cell, f'{quiz.name} = dict.fromkeys({list(right)}, "?")')
    for one in (cell, check):
        one.locator(".cm-content").press("Control+Enter")
    check.get_by_text("Answer with buttons").click()
    for question, letter in right.items():
        check.get_by_role("group", name=question).get_by_label(f"({letter})").check()
    check.get_by_role("button", name="Put it into the answer cell").click()
    check.get_by_text("It is in the answer cell.").wait_for()
    written = cell.locator(".cm-content").inner_text()
    assert ast.literal_eval(written.partition(" = ")[2]) == right
    for one in (cell, check):
        one.locator(".cm-content").press("Control+Enter")
    check.get_by_role("status").filter(has_text=f"✓ {quiz.name}: right").wait_for()
