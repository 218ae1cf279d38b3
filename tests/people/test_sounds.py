"""Players, recorder and demos as people use them: in a page without scripts, and in JupyterLab."""

import sys

import nbformat
import numpy as np
import pytest
from lab import browse, serve
from nbformat.v4 import new_code_cell, new_notebook, new_output

from dlaudio import audio
from dlaudio.generation import who_wrote_it

SR, KERNEL = 22050, "Python 3 (ipykernel)"
CELLS = [
    "import numpy as np\nfrom dlaudio import audio",
    "audio.play_row({'kick': 0.5 * np.ones(4000), 'hat': np.ones(2000)}, 8000)",
    "voice = audio.record(seconds=1, sr=8000)\nvoice",
    "y, sr = voice.read()\nprint(sr, 7000 < len(y) < 9000, abs(y).max() > 0.1)",
    "from dlaudio.widgets import unrolling\nfrom dlaudio.widgets.demo import demo\n"
    "demo(unrolling.draw, title=unrolling.TITLE, controls=unrolling.CONTROLS)",
]
# A short sound may be over before anybody asks, so what it did is written down.
LISTEN = (
    "a => { window.seen = []; for (const what of ['play', 'pause']) a.addEventListener(what, "
    "() => window.seen.push([what, a.currentTime])) }"
)
STATE = "a => ({paused: a.paused, time: a.currentTime})"


def row():
    rng = np.random.default_rng(0)
    drums = (audio.kick, audio.hat, audio.snare)
    return audio.play_row({d.__name__: d(sr=SR, rng=rng) for d in drums}, SR)


@pytest.fixture
def page(tmp_path):
    (tmp_path / "page.html").write_text(f"<meta charset=utf-8>{row()._repr_html_()}")
    with browse((tmp_path / "page.html").as_uri()) as page:
        yield page


def test_a_part_is_played_alone_and_the_strip_moves_the_playhead(page):
    sound, strip = page.locator("audio"), page.get_by_role("slider", name="place in kick")
    strip.wait_for()
    _, start, end = row().parts[1]
    sound.evaluate(LISTEN)
    page.get_by_role("button", name="hat").click()
    page.wait_for_function("() => window.seen.length == 2")
    assert end / SR <= sound.evaluate(STATE)["time"] < end / SR + 0.2
    box = strip.bounding_box()
    strip.click(position={"x": box["width"] / 4, "y": 10})
    page.wait_for_function("() => document.querySelector('audio').paused === false")
    page.keyboard.press("End")
    page.wait_for_function("() => document.querySelector('audio').paused")
    for key, part in [("Home", 0), ("ArrowRight", 0.05), ("ArrowLeft", 0), ("End", 1)]:
        strip.press(key)
        duration = sound.evaluate("a => a.duration")
        assert sound.evaluate(STATE)["time"] == pytest.approx(part * duration, abs=0.01)
        page.wait_for_function(
            "part => Math.abs(parseFloat(document.querySelector('[role=slider]').lastChild"
            ".style.left) - 100 * part) < 1",
            arg=part,
        )


def test_where_scripts_are_taken_away_title_controls_and_text_are_left(tmp_path):
    page_of_a_sanitiser = (
        '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'
        f"<meta charset=utf-8>{row()._repr_html_()}"
    )
    (tmp_path / "page.html").write_text(page_of_a_sanitiser)
    with browse((tmp_path / "page.html").as_uri()) as page:
        assert page.locator("audio").is_visible()
        assert page.get_by_text("kick | hat | snare").first.is_visible()
        assert page.get_by_role("slider").count() == page.get_by_role("button").count() == 0
        page.get_by_text("About this sound").click()
        assert page.get_by_text("Parts: kick at 0.00 s").is_visible()


@pytest.fixture
def lab(tmp_path):
    """How to open a notebook of some cells in JupyterLab, with a microphone: a page of it."""
    (tmp_path / "course").mkdir()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    with (
        serve(command, tmp_path / "course", tmp_path / "config") as address,
        browse("about:blank", microphone=True, viewport={"width": 1280, "height": 1500}) as page,
    ):
        page.set_default_timeout(90_000)  # a kernel starts, on a busy machine

        def visit(name, cells):
            notebook = new_notebook(cells=cells)
            notebook.metadata["kernelspec"] = {"name": "python3", "display_name": KERNEL}
            nbformat.write(notebook, tmp_path / f"course/{name}.ipynb")
            start, token = address.split("?")
            page.goto(f"{start.removesuffix('/lab')}/lab/tree/{name}.ipynb?{token}")
            # the indicator beside the notebook is idle before there is a kernel
            page.get_by_text(f"{KERNEL} | Idle").wait_for()
            return page

        yield visit


def test_in_jupyterlab_a_voice_is_in_the_next_cell_and_what_is_not_trusted_has_words(lab):
    page = lab("sounds", [new_code_cell(source) for source in CELLS])
    cells = page.locator(".jp-CodeCell")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    cells.nth(3).get_by_text("nothing has been recorded yet for 'your voice'").last.wait_for()
    cells.nth(1).get_by_role("button", name="hat").click()
    cells.nth(2).get_by_role("button", name="Record").click()
    cells.nth(2).get_by_text("run the next cell").wait_for()
    cells.nth(3).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    cells.nth(3).get_by_text("8000 True True").last.wait_for()
    assert cells.nth(1).locator("audio").evaluate(STATE)["time"] > 0.5

    a_demo_answers_to_keys(page, cells.nth(4))

    # a notebook of somebody else, with its outputs: JupyterLab takes all scripts out of them
    shown = new_output("display_data", {"text/html": row()._repr_html_()})
    page = lab("foreign", [new_code_cell("row", outputs=[shown])])
    output = page.locator(".jp-OutputArea-output")
    output.get_by_text("kick | hat | snare").first.wait_for()
    assert output.get_by_role("slider").count() == output.get_by_role("button").count() == 0
    output.get_by_text("About this sound").click()
    assert output.get_by_text("Parts: kick at 0.00 s").is_visible()


def a_demo_answers_to_keys(page, cell):
    """Its slider has a name, its menu keeps the arrow keys, its controls stand beside the picture.

    Where the page is narrow they stand above it.
    """
    cell.locator(".cm-content").press("Control+Enter")
    picture, menu = cell.locator(".dlaudio-demo img"), cell.get_by_role("combobox")
    cell.get_by_role("slider", name="steps of time", exact=True).wait_for()
    assert menu.input_value() == "N-N"
    menu.focus()
    page.keyboard.press("ArrowDown")
    cell.get_by_role("status").filter(has_text="N-1").wait_for()
    assert menu.input_value() == "N-1" and "N-1" in picture.get_attribute("alt")
    for width, beside in [(1900, True), (1000, False)]:
        page.set_viewport_size({"width": width, "height": 1500})
        page.wait_for_function(
            "([menu, picture, beside]) => {"
            "const m = menu.getBoundingClientRect(), p = picture.getBoundingClientRect();"
            "return beside ? m.left > p.right && m.top < p.bottom : m.bottom <= p.top}",
            arg=[menu.element_handle(), picture.element_handle(), beside],
        )


def confusions():
    t = np.arange(round(0.3 * SR)) / SR
    target, taken = [0, 0, 0, 1, 2], [0, 1, 1, 1, 0]
    sounds = [np.sin(2 * np.pi * hz * t) for hz in (200, 220, 240, 800, 2000)]
    names = ["low", "middle", "high"]
    return audio.confused(taken, target, sounds, SR, names=names, title="Three tones")


def test_a_table_of_mistakes_is_heard_by_the_keyboard_alone(tmp_path):
    table = confusions()
    path = tmp_path / "page.html"
    path.write_text(f"<meta charset=utf-8>{table._repr_html_()}")
    with browse(path.as_uri()) as page:
        page.get_by_role("button").first.wait_for()
        assert page.locator("button[tabindex='0']").count() == 1
        page.keyboard.press("Tab")

        def focused():
            return page.evaluate("() => document.activeElement.getAttribute('aria-label')")

        assert focused() == "Play low, rightly heard, 1 time"
        page.locator("audio").evaluate(LISTEN)
        page.keyboard.press("ArrowRight")
        assert focused() == "Play low, taken for middle, 2 times"
        parts = [*table.parts[0, 1], table.parts[0, 1][0]]
        for i in range(len(parts)):
            page.keyboard.press("Enter")
            page.wait_for_function("n => window.seen.length == n", arg=2 * (i + 1))
        seen = page.evaluate("() => window.seen")
        for (start, end), begun, ended in zip(parts, seen[::2], seen[1::2], strict=True):
            assert begun == ["play", pytest.approx(start, abs=0.01)]
            assert ended[0] == "pause" and end <= ended[1] < end + 0.6
        page.keyboard.press("ArrowDown")
        assert focused() == "Play middle, rightly heard, 1 time"
        page.keyboard.press("ArrowDown")
        assert focused() == "Play high, taken for low, 1 time"
        assert page.locator("button[tabindex='0']").count() == 1


def test_without_scripts_a_table_of_mistakes_shows_its_counts(tmp_path):
    path = tmp_path / "page.html"
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'
    path.write_text(f"{policy}<meta charset=utf-8>{confusions()._repr_html_()}")
    with browse(path.as_uri()) as page:
        assert page.locator("td").all_inner_texts()[1:4] == ["1", "2", ""]
        assert page.get_by_role("button").count() == 0
        assert page.get_by_text("A number plays").is_hidden()


def a_game():
    low, high = ((np.array([pitch] * 3), np.array([2, 2, 2])) for pitch in (60, 72))
    tunes = {"Low": low, "Lower": low}
    return who_wrote_it.game(tunes, [high, high], rng=np.random.default_rng(0))


def test_a_game_plays_its_tunes_and_keeps_the_score(tmp_path):
    game, path = a_game(), tmp_path / "page.html"
    path.write_text(f"<meta charset=utf-8>{game._repr_html_()}")
    with browse(path.as_uri()) as page:
        page.get_by_role("button").first.wait_for()
        assert page.get_by_role("button").count() == 4 * 3
        page.locator("audio").evaluate(LISTEN)
        page.get_by_role("button", name="tune 3").first.click()
        page.wait_for_function("() => window.seen.length == 2")
        (start, end), seen = game.sounds()[1][2], page.evaluate("() => window.seen")
        assert seen[0] == ["play", pytest.approx(start, abs=0.01)]
        assert seen[1][0] == "pause" and end <= seen[1][1] < end + 0.6
        score = page.locator("output")
        for n, (name, by, _) in enumerate(game.rounds, start=1):
            choice = "the machine" if by == "net" or n == 4 else "an old tune"
            page.get_by_role("button", name=f"{choice}, tune {n}").click()
            right = n if choice == "the machine" and by == "net" or by == "old" and n < 4 else n - 1
            assert score.inner_text().startswith(f"{right} of {n} told rightly")
            assert page.get_by_text(name).count() >= 1
            assert page.get_by_role("button", name=f"{choice}, tune {n}").is_disabled()
        assert "a coin tells 2" in score.inner_text()


def test_without_scripts_a_game_has_its_answers_folded(tmp_path):
    path = tmp_path / "page.html"
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'
    path.write_text(f"{policy}<meta charset=utf-8>{a_game()._repr_html_()}")
    with browse(path.as_uri()) as page:
        assert page.get_by_role("button").count() == 0
        page.get_by_text("The answers, in order").click()
        assert page.get_by_role("listitem").count() == 4
