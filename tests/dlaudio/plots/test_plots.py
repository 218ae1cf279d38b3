"""Plots: what is drawn is where the numbers say, can be told apart, and carries its text."""

import base64
import json
import os
import subprocess
import sys
from html.parser import HTMLParser

import librosa
import numpy as np
import pytest

from dlaudio import plots
from dlaudio.plots import pictures

PNG = b"\x89PNG\r\n\x1a\n"


class Image(HTMLParser):
    """The attributes of the one <img> of a piece of HTML, read as a browser reads them."""

    def __init__(self, source: str):
        super().__init__()
        self.images = []
        self.feed(source)
        (self.attributes,) = self.images

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.images.append(dict(attrs))


def pixels(ax) -> np.ndarray:
    """RGB picture, shape (height, width, 3), the first row at the bottom."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(ax.figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[::-1, :, :3].astype(float)


def luminance(rgb: np.ndarray) -> np.ndarray:
    """Relative luminance of WCAG 2.2 of colours in 0..1, shape (..., 3)."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def everything():
    """One axes from each function."""
    X, labels = np.array([[0, 1], [2, 3], [1, 0.0]]), np.array([-1, 1, 1])
    names = {-1: "snare", 1: "kick"}
    cloud = plots.points(X, labels, label_names=names, xlabel="x1 (Hz)", ylabel="x2 (Hz)")
    return {
        "waveform": plots.waveform(np.sin(np.arange(9000)), 8000, title="a sine"),
        "spectrogram": plots.spectrogram(np.zeros((129, 7)), sr=8000, hop_length=64),
        "points": cloud,
        "decision_line": plots.decision_line([-1, 1, 1], ax=cloud),
        "curve": plots.curve([3, 2, 1], xlabel="epoch", ylabel="loss (nats)", label="training"),
    }


@pytest.mark.parametrize("name", ["waveform", "spectrogram", "points", "decision_line", "curve"])
def test_every_word_is_at_least_10_points_and_axes_are_named(name):
    from matplotlib.text import Text

    ax = everything()[name]
    pixels(ax)
    words = [text for text in ax.figure.findobj(Text) if text.get_text()]
    assert words and min(text.get_fontsize() for text in words) >= 10
    assert ax.get_xlabel() and ax.get_ylabel()


def test_nothing_is_left_to_pyplot():
    from matplotlib import pyplot

    before = pyplot.get_fignums()
    everything()
    assert pyplot.get_fignums() == before


def test_functions_draw_on_the_axes_they_are_given():
    upper, lower = pictures.new_figure().subplots(2, 1)
    assert plots.waveform([0.0, 1.0], 2, ax=upper) is upper
    assert plots.curve([1, 2], xlabel="step", ylabel="loss", ax=lower) is lower


def test_waveform_puts_samples_at_their_time():
    y = np.array([0.5] * 22051)
    ax = plots.waveform(y, 22050)
    assert ax.lines[0].get_xdata()[22050] == 1.0
    assert "(s)" in ax.get_xlabel()
    short = plots.waveform(y[:442], 22050)
    assert short.lines[0].get_xdata()[441] == pytest.approx(20.0)
    assert "(ms)" in short.get_xlabel()


@pytest.mark.parametrize("fmax, unit, scale", [(None, "kHz", 1000), (1500, "Hz", 1)])
def test_spectrogram_puts_a_tone_at_its_frequency_and_a_click_at_its_time(fmax, unit, scale):
    sr, n_fft, hop_length = 16000, 512, 128
    y = librosa.tone(1000, sr=sr, length=sr)
    y[12800] = 300  # a click at 0.8 s
    S_db = librosa.amplitude_to_db(np.abs(librosa.stft(y, n_fft=n_fft, hop_length=hop_length)))
    ax = plots.spectrogram(S_db, sr=sr, hop_length=hop_length, fmax=fmax)
    image = ax.images[0]
    left, right, bottom, top = image.get_extent()
    shown = np.asarray(image.get_array())
    row = shown[:, 20].argmax()
    frequency = bottom + (row + 0.5) * (top - bottom) / len(shown)
    assert frequency * scale == pytest.approx(1000, abs=sr / n_fft / 2)
    column = shown[200].argmax()
    time = left + (column + 0.5) * (right - left) / shown.shape[1]
    assert time == pytest.approx(0.8, abs=hop_length / sr / 2)
    assert ax.get_ylabel() == f"frequency ({unit})" and ax.get_xlabel() == "time (s)"
    assert ax.get_ylim()[1] * scale == pytest.approx(fmax or sr / 2)
    bar = next(other for other in ax.figure.axes if other is not ax)
    assert "dB" in bar.get_ylabel()


def test_louder_is_always_lighter():
    image = plots.spectrogram(np.zeros((3, 3)), sr=8000, hop_length=64).images[0]
    light = luminance(image.cmap(np.linspace(0, 1, 256))[:, :3])
    assert np.all(np.diff(light) > 0)
    assert light[-1] - light[0] > 0.8


def test_classes_differ_in_marker_and_in_lightness_or_hue():
    circles, triangles = everything()["points"].collections[:2]
    assert len(circles.get_paths()[0]) != len(triangles.get_paths()[0])
    assert not np.allclose(circles.get_facecolor(), triangles.get_facecolor())
    for marks in (circles, triangles):  # WCAG 2.2, 1.4.11: 3 to 1 against the background
        assert 1.05 / (luminance(marks.get_facecolor()[0, :3]) + 0.05) > 3
    np.testing.assert_array_equal(circles.get_offsets(), [[0, 1]])
    np.testing.assert_array_equal(triangles.get_offsets(), [[2, 3], [1, 0]])


def test_palette_is_okabe_and_ito():
    # The table of Wong, "Points of view: Color blindness", Nature Methods 8, 441 (2011), in RGB.
    table = {
        "black": (0, 0, 0),
        "orange": (230, 159, 0),
        "sky blue": (86, 180, 233),
        "green": (0, 158, 115),
        "yellow": (240, 228, 66),
        "blue": (0, 114, 178),
        "vermillion": (213, 94, 0),
        "purple": (204, 121, 167),
    }
    found = {name: tuple(bytes.fromhex(code[1:])) for name, code in plots.OKABE_ITO.items()}
    assert found == table


@pytest.mark.parametrize("w", [(-1, 1, 1), (0.5, -1, 0), (0.3, 0, 2), (-0.2, 1, -3), (-2.7, 1, 1)])
def test_decision_line_shades_the_side_where_the_sum_is_positive(w):
    ax = pictures.new_figure(5, 5).subplots()
    ax.set(xlim=(-1, 2), ylim=(-1.5, 1.5), aspect="equal")
    plots.decision_line(w, ax=ax)
    picture = pixels(ax)
    assert ax.get_xlim() == (-1, 2) and ax.get_ylim() == (-1.5, 1.5)
    reddish = 0
    for x1, x2 in np.random.default_rng(0).uniform((-0.95, -1.45), (1.95, 1.45), (200, 2)):
        g = w[0] + w[1] * x1 + w[2] * x2
        column, row = np.round(ax.transData.transform((x1, x2))).astype(int)
        red, _, blue = picture[row, column]
        if abs(g) > 0.3 and min(red, blue) > 200:  # neither the line nor the arrow
            assert (red > blue) == (g > 0)
            reddish += red > blue
    assert reddish > 3


@pytest.mark.parametrize("w", [(-1, 1, 1), (0.5, -1, 0), (0.3, 0, 2), (-3.4, 1, 1)])
def test_decision_line_lies_on_the_line_and_its_arrow_stands_on_it(w):
    ax = pictures.new_figure(5, 5).subplots()
    ax.set(xlim=(-1, 2), ylim=(-1.5, 1.5), aspect="equal")
    plots.decision_line(w, ax=ax)
    line = np.array(ax.lines[0].get_data()).T
    np.testing.assert_allclose(w[0] + line @ w[1:], 0, atol=1e-12)
    on_edge = np.isclose(line, [-1, -1.5]) | np.isclose(line, [2, 1.5])
    assert on_edge.any(axis=1).all()  # from one edge of the axes to another
    arrow = ax.texts[0]
    start, tip = np.array(arrow.xyann), np.array(arrow.xy)
    assert (tip - start) @ (line[1] - line[0]) == pytest.approx(0, abs=1e-12)
    assert w[0] + start @ w[1:] == pytest.approx(0, abs=1e-12)
    assert w[0] + tip @ w[1:] > 0
    assert np.all(np.abs(tip - [0.5, 0]) < 1.5)


def test_without_a_label_there_is_no_arrow():
    with_arrow, without = (plots.decision_line((-1, 1, 1), label=label) for label in ("w", None))
    assert with_arrow.texts and not without.texts and len(without.lines) == 1


@pytest.mark.parametrize("w0, warm", [(1, True), (-1, False), (0, False)])
def test_without_weights_the_plane_is_one_side(w0, warm):
    ax = plots.decision_line((w0, 0, 0))
    assert len(ax.lines) == 0 and len(ax.texts) == 0
    red, _, blue = pixels(ax)[200, 300]
    assert (red > blue) == warm


def test_line_outside_the_axes_is_not_drawn():
    assert plots.decision_line((-9, 1, 1)).lines[:] == []
    assert plots.decision_line((-9, 0, 1)).lines[:] == []


def test_curves_on_one_axes_differ_in_colour_and_in_style():
    ax = plots.curve([1, 2], x=[10, 20], xlabel="epoch", ylabel="loss", label="training")
    plots.curve([2, 3], xlabel="epoch", ylabel="loss", ax=ax, label="validation")
    first, second = ax.lines
    assert first.get_color() != second.get_color()
    assert first.get_linestyle() != second.get_linestyle()
    assert list(first.get_xdata()) == [10, 20] and list(second.get_xdata()) == [0, 1]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["training", "validation"]


def test_curves_say_numbers_as_people_write_them():
    _, text = plots.curves({"J": [36, 0.0137, 100]}, xlabel="round", ylabel="J")
    assert text == "J over round: J begins at 36, stays between 0.014 and 100, and ends at 100."


def test_counted_values_have_whole_ticks():
    ax = plots.curve([3, 2, 1.5, 1.3], xlabel="epoch", ylabel="loss (nats)")
    assert all(tick == round(tick) for tick in ax.get_xticks())


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: plots.waveform(np.zeros((2, 9)), 8000), r"\(2, 9\)"),
        (lambda: plots.waveform([], 8000), r"\(0,\)"),
        (lambda: plots.waveform([1.0], 0), "got 0"),
        (lambda: plots.spectrogram(np.zeros(9), sr=8000, hop_length=64), r"\(9,\)"),
        (lambda: plots.spectrogram(np.zeros((9, 9), complex), sr=8, hop_length=1), "complex"),
        (lambda: plots.spectrogram(np.zeros((9, 9)), sr=8000, hop_length=0), "hop_length=0"),
        (lambda: plots.decision_line([1, 2]), "three finite"),
        (lambda: plots.decision_line([1, 2, np.nan]), "nan"),
        (lambda: plots.curve([[1, 2]], xlabel="a", ylabel="b"), r"\(1, 2\)"),
        (lambda: plots.curve([1, 2], x=[1], xlabel="a", ylabel="b"), r"\(1,\)"),
        (lambda: cloud(np.zeros((3, 3)), [0, 0, 1]), r"\(3, 3\)"),
        (lambda: cloud(np.zeros((3, 2)), [0, 1]), r"\(2,\)"),
        (lambda: cloud(np.zeros((3, 2)), [0, 1, 7]), r"\[7\]"),
        (lambda: plots.show(plots.waveform([1.0], 1), ""), "alt"),
        (lambda: plots.show(plots.waveform([1.0], 1), "  "), "alt"),
        (lambda: plots.show(plots.waveform([1.0], 1), None), "None"),
        (lambda: plots.show(np.zeros(2), "two axes"), "ndarray"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def cloud(X, labels):
    return plots.points(X, labels, label_names={0: "no", 1: "yes"}, xlabel="a", ylabel="b")


def test_image_carries_the_text_whatever_its_signs():
    alt = 'The level is < -60 dB & "silent"\nfrom 0.2 s on; it\'s over.'
    image = Image(pictures.image_html(everything()["waveform"], alt)).attributes
    assert image["alt"] == alt
    kind, data = image["src"].split(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(data).startswith(PNG)


def test_same_figure_gives_the_same_bytes():
    first, second = (pictures.image_html(everything()["spectrogram"], "zeros") for _ in range(2))
    assert first == second


def test_show_prints_the_text_closes_the_figure_and_is_silent(capfd):
    from matplotlib import pyplot

    figure, ax = pyplot.subplots()
    ax.set_title("\u4e2d")  # a sign that the font lacks: Matplotlib would warn
    plots.show(ax, "An empty plot.")
    assert not pyplot.fignum_exists(figure.number)
    assert capfd.readouterr() == ("An empty plot.\n", "")


def run(code: str, **environment) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        timeout=120,
    )


def test_import_is_quick_because_matplotlib_and_ipywidgets_wait():
    done = run(
        "import sys, dlaudio.plots, dlaudio.widgets.demo, dlaudio.widgets.hyperplane\n"
        "import dlaudio.widgets.threshold_gate, dlaudio.widgets.sound_from_numbers\n"
        "print({'matplotlib', 'ipywidgets', 'IPython'} & set(sys.modules))"
    )
    assert done.stdout == "set()\n", done.stderr


def test_first_import_of_matplotlib_is_silent_even_without_a_home(tmp_path):
    blocked = tmp_path / "a_file"
    blocked.write_text("Matplotlib cannot make a folder in a file.")
    nowhere = {"MPLCONFIGDIR": str(blocked / "folder")}
    loud = run("import matplotlib", **nowhere)
    assert "Matplotlib" in loud.stderr  # so there is something to silence
    quiet = run("from dlaudio import plots; plots.show(plots.waveform([0, 1], 2), 'up')", **nowhere)
    assert (quiet.stdout, quiet.stderr) == ("up\n", "")


def test_notebook_keeps_picture_and_text_and_no_stderr(tmp_path):
    source = [
        "from dlaudio import plots\nplots.show(plots.waveform([0, 1, 0], 3), 'Up and down.')",
        "from dlaudio.widgets import hyperplane as h\nfrom dlaudio.widgets.demo import demo\n"
        "demo(h.draw, title=h.TITLE, controls=h.CONTROLS)",
    ]
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [cell | {"id": f"cell{i}", "source": text} for i, text in enumerate(source)]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "n.ipynb").write_text(json.dumps(notebook))
    command = "from nbconvert.nbconvertapp import main; main()"
    options = ["--to", "notebook", "--execute", "--output", "out", str(tmp_path / "n.ipynb")]
    subprocess.run([sys.executable, "-c", command, *options], check=True, capture_output=True)
    cells = json.loads((tmp_path / "out.ipynb").read_text())["cells"]
    (picture,), (widget,) = (cell["outputs"] for cell in cells)  # one output each: no stderr
    assert "".join(picture["data"]["text/plain"]) == "Up and down."
    assert Image("".join(picture["data"]["text/html"])).attributes["alt"] == "Up and down."
    assert "application/vnd.jupyter.widget-view+json" in widget["data"]
    text = "".join(widget["data"]["text/plain"])
    assert text.startswith("Turn and shift the line\nw₀ = ")
    still = Image("".join(widget["data"]["text/html"])).attributes
    assert still["alt"] == text.partition("\n")[2]


def test_a_chart_looks_like_the_drawings():
    figure = pictures.new_figure()
    line, picture = figure.subplots(1, 2)
    line.plot([0, 1])
    picture.imshow([[0, 1]])
    assert "border: 1px" in pictures.image_html(figure, "a line, and two dots")
    for ax, sides in ((line, {"left", "bottom"}), (picture, {"left", "bottom", "top", "right"})):
        assert {side for side in ax.spines if ax.spines[side].get_visible()} == sides
