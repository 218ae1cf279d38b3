"""Demos: the words are right, follow the controls, and reach every reader."""

import io
import re
import sys
import time
import wave

import numpy as np
import pytest
from scipy.signal import find_peaks

from dlaudio.widgets import hyperplane, scene, sound_from_numbers, threshold_gate
from dlaudio.widgets.controls import Choice, Slider
from dlaudio.widgets.demo import demo
from dlaudio.widgets.scene import Scene, render

DEMOS = [hyperplane, threshold_gate, sound_from_numbers]


def first_setting(module) -> dict:
    return {name: control.value for name, control in module.CONTROLS.items()}


def make(module):
    return demo(module.draw, title=module.TITLE, controls=module.CONTROLS)


def number(pattern: str, text: str) -> float:
    """The number that the pattern's one group finds in the text."""
    return float(re.search(pattern, text.replace("−", "-")).group(1))


# --- The line and its two sides -----------------------------------------------------------------


def sides(angle_degrees: float, offset: float, X: np.ndarray) -> np.ndarray:
    """Signed distances by turning the plane until the normal is the first axis."""
    turned = (X[:, 0] + 1j * X[:, 1]) * np.exp(-1j * np.pi * angle_degrees / 180)
    return turned.real - offset


@pytest.mark.parametrize("angle", [-180, -65, 0, 40, 120])
@pytest.mark.parametrize("offset", [-1.2, 0.0, 0.5, 3.0])
def test_hyperplane_counts_the_wrong_side_and_measures_the_star(angle, offset):
    figure, text = hyperplane.draw(angle, offset)
    X, labels = hyperplane.clouds()
    distances = sides(angle, offset, X)
    wrong = (distances > 0) != (labels > 0)
    if wrong.any():
        assert number(r"(\d+) of the 40 points", text) == wrong.sum()
        assert number(r"fives \(circles\) (\d+)", text) == wrong[labels == -1].sum()
        assert number(r"sevens \(triangles\) (\d+)", text) == wrong[labels == 1].sum()
    else:
        assert "None of the 40 points is on the wrong side" in text
    star = np.flatnonzero((X[:, 0] == X[labels == 1, 0].min()) & (labels == 1))[0]
    assert f"The star at ({X[star, 0]:.2f}, {X[star, 1]:.2f})" in text
    assert number(r"distance from the line is ([+-][\d.]+),", text) == pytest.approx(
        distances[star], abs=0.005
    )
    assert text.endswith("called +1." if distances[star] > 0 else "called −1.")
    rings = figure.axes[0].collections[2]
    np.testing.assert_array_equal(rings.get_offsets(), X[wrong])
    # The dashed line ends on the line itself, at the right distance from the star.
    begin, foot = np.array(figure.axes[0].lines[0].get_data()).T
    assert sides(angle, offset, foot[None])[0] == pytest.approx(0, abs=1e-12)
    assert np.hypot(*(begin - foot)) == pytest.approx(abs(distances[star]))


def test_hyperplane_can_be_solved_with_its_sliders_and_is_not_at_first():
    X, labels = hyperplane.clouds()
    angle, offset = hyperplane.CONTROLS["angle_degrees"], hyperplane.CONTROLS["offset"]
    solved = [
        (a, b)
        for a in range(angle.min, angle.max + 1, angle.step)
        for b in np.arange(offset.min, offset.max, offset.step)
        if np.all((sides(a, b, X) > 0) == (labels > 0))
    ]
    assert solved and (angle.value, offset.value) not in solved
    assert "the line separates them" in hyperplane.draw(*solved[0])[1]


# --- One perceptron as a gate -------------------------------------------------------------------

GATES = {
    "always 0": lambda a, b: False,
    "AND": lambda a, b: a and b,
    "x1 AND NOT x2": lambda a, b: a and not b,
    "x1": lambda a, b: a,
    "NOT x1 AND x2": lambda a, b: not a and b,
    "x2": lambda a, b: b,
    "XOR": lambda a, b: a != b,
    "OR": lambda a, b: a or b,
    "NOR": lambda a, b: not (a or b),
    "XNOR": lambda a, b: a == b,
    "NOT x2": lambda a, b: not b,
    "x1 OR NOT x2": lambda a, b: a or not b,
    "NOT x1": lambda a, b: not a,
    "NOT x1 OR x2": lambda a, b: not a or b,
    "NAND": lambda a, b: not (a and b),
    "always 1": lambda a, b: True,
}


def test_every_gate_has_its_name():
    tables = {
        tuple(int(gate(bool(a), bool(b))) for a, b in threshold_gate.CORNERS): name
        for name, gate in GATES.items()
    }
    assert len(tables) == 16 and tables == threshold_gate.NAMES


def test_the_sliders_reach_fourteen_gates_and_never_xor():
    reached = set()
    values = np.arange(-3, 3.1, 0.5)
    for w in np.stack(np.meshgrid(values, values, values), axis=-1).reshape(-1, 3):
        outputs = threshold_gate.fires(threshold_gate.CORNERS, w)
        reached.add(threshold_gate.NAMES[tuple(outputs.tolist())])
    assert reached == set(GATES) - {"XOR", "XNOR"}


@pytest.mark.parametrize(
    "w, name, margin",  # margins by hand
    [
        ((-0.5, 1, 1), "OR", 0.5 / np.sqrt(2)),
        ((-1.5, 1, 1), "AND", 0.5 / np.sqrt(2)),
        ((1.5, -1, -1), "NAND", 0.5 / np.sqrt(2)),
        ((-1, 2, 0), "x1", 0.5),
        ((0.3, 0, -3), "NOT x2", 0.1),
        ((-0.3, 0.1, 0.2), "always 0", 0),  # 0.1 + 0.2 is 0.3 here, so (1, 1) is on the line
        ((3, 1, 1), "always 1", 3 / np.sqrt(2)),
    ],
)
def test_gate_says_its_name_its_outputs_and_its_margin(w, name, margin):
    figure, text = threshold_gate.draw(*w, noise=0.0)
    assert text.startswith(f"The gate is {name}: ")
    for a in (0, 1):
        for b in (0, 1):
            assert f"{a}{b} gives {int(GATES[name](bool(a), bool(b)))}" in text
    assert number(r"is (\d\.\d+)\.", text) == pytest.approx(margin, abs=0.0005)
    assert figure.axes[0].get_title() == name


def test_a_corner_is_filled_and_marked_1_where_the_gate_gives_1():
    ax = threshold_gate.draw(-1.5, 1, 1, 0.0)[0].axes[0]
    marks = {tuple(c.get_offsets()[0]): c for c in ax.collections if len(c.get_offsets()) == 1}
    words = {tuple(text.xy): text.get_text() for text in ax.texts}
    for corner in ((0, 0), (0, 1), (1, 0), (1, 1)):
        hollow = np.allclose(marks[corner].get_facecolor(), 1)
        assert (words[corner], hollow) == (("1", False) if corner == (1, 1) else ("0", True))


@pytest.mark.parametrize("w", [(-0.5, 1, 1), (1.5, -1, -1), (-0.2, 1, -1), (0.4, -1.3, 0.2)])
@pytest.mark.parametrize("noise", [0.1, 0.35, 0.6])
def test_noise_is_counted_and_below_the_margin_it_does_nothing(w, noise):
    copies = threshold_gate.noisy_corners(noise)
    flipped, margin = 0, np.inf
    for corner, cloud in zip(threshold_gate.CORNERS, copies, strict=True):
        before = w[0] + w[1] * corner[0] + w[2] * corner[1]
        margin = min(margin, abs(before) / np.hypot(w[1], w[2]))
        for x1, x2 in cloud:
            assert np.hypot(x1 - corner[0], x2 - corner[1]) <= noise
            flipped += (w[0] + w[1] * x1 + w[2] * x2 > 0) != (before > 0)
    text = threshold_gate.draw(*w, noise)[1]
    if noise < margin:
        assert flipped == 0 and "is smaller, so none of 240 noisy copies" in text
    else:
        said = re.search(r"not smaller: (\w+) of 240", text).group(1)
        assert (0 if said == "none" else int(said)) == flipped


def test_gate_without_weights_has_no_line():
    text = threshold_gate.draw(0.5, 0, 0, 0.3)[1]
    assert text.startswith("The gate is always 1: ") and "there is no line" in text


# --- A sound as numbers -------------------------------------------------------------------------


def heard(player) -> np.ndarray:
    """The samples that the player plays, read by the standard library."""
    with wave.open(io.BytesIO(player.wav)) as file:
        assert file.getframerate() == sound_from_numbers.SR
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768


@pytest.mark.parametrize("setting", [(220, 4, 1.0), (440, 1, 3.0), (1760, 20, 0.5), (55, 20, 2.0)])
def test_sound_is_what_the_text_says(setting):
    frequency, n_harmonics, decay = setting
    _, text, player = sound_from_numbers.draw(*setting)
    y = heard(player)
    assert f"{len(y):,} numbers" in text and len(y) == 22050
    said = re.search(r"first five are ([-\d., ]+)\. ", text).group(1).split(", ")
    np.testing.assert_allclose(y[:5], np.array(said, float), atol=0.0006)
    assert number(r"every ([\d.]+) ms", text) == pytest.approx(1000 / frequency, abs=0.005)
    assert number(r"or ([\d.]+) numbers", text) == pytest.approx(22050 / frequency, abs=0.05)
    level = 20 * np.log10(np.abs(np.fft.rfft(y)) + 1e-9)  # bins of 1 Hz
    peaks, _ = find_peaks(level, prominence=10)
    count = 1 if "one peak" in text else int(number(r"has (\d+) peaks", text))
    np.testing.assert_allclose(peaks, frequency * np.arange(1, count + 1), atol=1)
    assert count == min(n_harmonics, int(11024 // frequency))
    if count < n_harmonics:
        assert number(r"(\d+) of the \d+ harmonics would", text) == n_harmonics - count
    else:
        assert "left out" not in text


def test_sound_falls_by_60_db_in_the_time_it_says():
    y, _ = sound_from_numbers.tone(200, 1, 0.5)
    early, late = (np.sqrt(np.mean(part**2)) for part in (y[:2205], y[11025:13230]))
    assert 20 * np.log10(early / late) == pytest.approx(60, abs=0.01)
    assert np.abs(y).max() == pytest.approx(0.8)


@pytest.mark.parametrize("setting", [(0, 1, 1), (11025, 1, 1), (220, 0, 1), (220, 1, 0)])
def test_sound_out_of_range_is_refused(setting):
    with pytest.raises(ValueError, match="got " + ", ".join(map(str, setting))):
        sound_from_numbers.draw(*setting)


# --- All demos in their panel -------------------------------------------------------------------


@pytest.mark.parametrize("module", DEMOS)
def test_every_end_of_every_slider_draws_and_changes_the_text(module):
    texts = {module.draw(**first_setting(module))[1]}
    for name, control in module.CONTROLS.items():
        for end in (control.min, control.max):
            figure, text, *_ = module.draw(**first_setting(module) | {name: end})
            assert figure.axes and text not in texts
            texts.add(text)


@pytest.mark.parametrize("module", DEMOS)
def test_panel_is_labelled_and_says_what_it_shows(module, capfd):
    panel = make(module)
    text = module.draw(**first_setting(module))[1]
    assert module.TITLE in panel.children[0].value
    for name, widget in panel.controls.items():
        assert widget.description == module.CONTROLS[name].description != ""
        assert widget.tooltip == widget.description
    assert panel.image.value.startswith(f'<img alt="{text}"')
    status = re.fullmatch(r'<p role="status" aria-live="polite"[^>]*>(.*)</p>', panel.text.value)
    assert status.group(1) == text
    assert ("<audio" in panel.sound.value) == (module is sound_from_numbers)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("module", DEMOS)
def test_panel_follows_a_control(module):
    panel = make(module)
    name, control = next(iter(module.CONTROLS.items()))
    before = panel.image.value, panel.text.value
    panel.controls[name].value = control.max
    text = module.draw(**first_setting(module) | {name: control.max})[1]
    assert panel.image.value.startswith(f'<img alt="{text}"') and text in panel.text.value
    assert panel.image.value != before[0] and panel.text.value != before[1]
    if module is sound_from_numbers:
        assert f"{control.max} Hz" in panel.sound.value


def test_panel_follows_a_slider_by_way_of_its_number_box():
    panel = make(hyperplane)
    box, slider = panel.rows[1].children
    assert box is panel.controls["offset"]
    slider.value = 0.1 + 0.1 + 0.1
    assert box.value == 0.3
    assert "w₀ = −0.30" in panel.text.value
    box.value = -1
    assert slider.value == -1


def test_whole_numbers_stay_whole_and_sound_waits_for_the_hand():
    whole, _, real = (row.children for row in make(sound_from_numbers).rows[:3])
    assert isinstance(whole[0].value, int) and isinstance(real[0].value, float)
    assert not whole[1].continuous_update
    assert make(hyperplane).rows[0].children[1].continuous_update
    slow = demo(hyperplane.draw, title="Slow", controls=hyperplane.CONTROLS, slow=True)
    assert not slow.rows[0].children[1].continuous_update


def shaped(shape):
    """A demo of one choice that fails for one option."""
    from dlaudio.plots.pictures import new_figure

    if shape == "triangle":
        raise ValueError("need a wave\nwith <b>corners</b>, got a triangle")
    return new_figure(), f"A {shape} wave."


def test_choice_is_a_menu_and_an_error_is_one_sentence(capfd):
    choice = Choice(["sine", "triangle"], "sine", "shape")
    panel = demo(shaped, title="Shapes & waves", controls={"shape": choice})
    menu = panel.controls["shape"]
    assert menu.description == "shape" and menu.options == ("sine", "triangle")
    assert "Shapes &amp; waves" in panel.children[0].value
    menu.value = "triangle"
    assert panel.scene.text == (
        "This setting cannot be drawn: need a wave with <b>corners</b>, got a triangle."
    )
    assert "&lt;b&gt;corners" in panel.text.value and panel.image.value == ""
    menu.value = "sine"
    assert "A sine wave." in panel.text.value and panel.image.value.startswith("<img")
    assert capfd.readouterr() == ("", "")


def test_without_a_front_end_a_still_stands_in(monkeypatch):
    panel = make(hyperplane)
    assert "application/vnd.jupyter.widget-view+json" in panel._repr_mimebundle_()
    monkeypatch.setitem(sys.modules, "dlaudio.widgets.panel", None)  # as if not installed
    still = make(hyperplane)
    assert isinstance(still, Scene)
    _, text = hyperplane.draw(**first_setting(hyperplane))
    assert repr(still) == repr(panel) == f"Turn and shift the line\n{text}"
    bundle = panel._repr_mimebundle_()
    assert bundle["text/plain"] == repr(still) and bundle["text/html"] == still._repr_html_()
    assert f'<img alt="{text}"' in still._repr_html_() and f"<p>{text}</p>" in still._repr_html_()


def test_still_follows_the_panel():
    panel = make(hyperplane)
    panel.controls["offset"].value = 2.0
    assert "w₀ = −2.00" in panel._repr_mimebundle_()["text/html"]


def test_empty_text_is_an_error_of_the_demo():
    still = render(lambda: (shaped("sine")[0], ""), {}, title="Nothing said")
    assert still.text.startswith("This setting cannot be drawn: a picture needs alt")


def test_making_a_panel_takes_less_than_half_a_second():
    make(hyperplane)  # the first call imports Matplotlib
    seconds = []
    for _ in range(3):
        start = time.process_time()  # others may be at work on this machine
        make(hyperplane)
        seconds.append(time.process_time() - start)
    assert min(seconds) < 0.5


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: Slider(0, 1, 0.1, 2, "loudness"), "'loudness' needs min <= value <= max"),
        (lambda: Slider(0, 1, 0, 1, "loudness"), "step 0"),
        (lambda: Slider(0, 1, 0.1, 1, " "), "label"),
        (lambda: Choice(["sine"], "square", "shape"), "'square'"),
        (lambda: Choice(["sine"], "sine", ""), "label"),
        (lambda: demo(shaped, title="t", controls={"shape": 3}), "'shape' .* got int"),
    ],
)
def test_a_control_that_cannot_work_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_unit_follows_the_label():
    assert Slider(0, 9, 1, 3, "frequency", "Hz").description == "frequency (Hz)"
    assert Slider(0, 9, 1, 3, "layers").description == "layers"


def test_only_the_courses_own_demos_are_described_from_memory(monkeypatch):
    monkeypatch.setattr(scene, "html_wanted", lambda: False)
    calls = []

    def draw(n):
        calls.append(n)
        return None, f"drawn {len(calls)} times"

    said = [scene.render(draw, {"n": 1}, title="mine").text for _ in range(2)]
    assert said == ["drawn 1 times", "drawn 2 times"]
    draw.__module__ = "dlaudio.widgets.made_up"
    said = [scene.render(draw, {"n": n}, title="the course's").text for n in (1, 1, 2)]
    assert said == ["drawn 3 times", "drawn 3 times", "drawn 4 times"]
