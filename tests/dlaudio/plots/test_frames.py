"""Pictures of a demo: the same as any other's, and their margins stay."""

import base64
import gc
import io
import re

import numpy as np
import pytest
from PIL import Image

from dlaudio.plots import frames, pictures


def pixels(html: str) -> np.ndarray:
    data = base64.b64decode(re.search(r"base64,([^\"]+)", html)[1])
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA")).astype(int)


def other(figure) -> np.ndarray:
    """The figure as Matplotlib alone writes it."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=pictures.DPI)
    return np.asarray(Image.open(file).convert("RGBA")).astype(int)


def picture(top: float = 1.0, title: str = ""):
    """A curve, and beside it a square picture with its bar of colours."""
    figure = pictures.new_figure(8, 3)
    left, right = figure.subplots(1, 2)
    left.plot([0, top], marker="o", label="a line")
    left.set(xlabel="step", ylabel="error", title=title)
    image = right.imshow(np.arange(12).reshape(3, 4))
    figure.colorbar(image, ax=right, label="level")
    figure.legend(loc="outside lower left")
    figure.suptitle("two pictures")
    return figure


def inside(figure) -> list[tuple]:
    """Where the axes stand in the figure, in hundredths."""
    return [tuple(np.round(ax.get_position(original=True).bounds, 2)) for ax in figure.axes]


def test_the_first_picture_and_those_with_its_layout_are_like_any_other():
    made = frames.Frames()
    wanted = other(picture())
    for _ in range(2):
        shown = pixels(made.image_html(picture(), "a line"))
        assert shown.shape == wanted.shape and np.abs(shown - wanted).max() <= 1


def test_a_picture_that_is_kept_is_smaller_and_looks_the_same():
    quick, kept = (frames.Frames().image_html(picture(), "a line", kept=k) for k in (False, True))
    assert len(kept) < 0.6 * len(quick)
    off = np.abs(pixels(kept) - pixels(quick)).max(axis=2)
    assert np.mean(off > 24) < 0.005


def test_margins_stay_where_labels_become_shorter_and_grow_where_they_do_not_fit():
    made, wide, narrow = frames.Frames(), picture(90_000), picture(10)
    made.image_html(wide, "wide")
    made.image_html(narrow, "narrow")
    assert inside(narrow) == inside(wide)
    made, wide, narrow = frames.Frames(), picture(90_000), picture(10)
    made.image_html(narrow, "narrow")
    made.image_html(wide, "wide")
    assert inside(narrow) != inside(wide)
    again = picture(10)
    made.image_html(again, "narrow")
    assert inside(again) == inside(wide)


def test_a_title_that_was_not_there_gets_its_own_layout():
    made, plain, titled = frames.Frames(), picture(), picture(title="a title")
    made.image_html(plain, "plain")
    shown = pixels(made.image_html(titled, "titled"))
    wanted = other(picture(title="a title"))
    assert inside(plain) != inside(titled) and np.abs(shown - wanted).max() <= 1


def test_a_picture_has_words_and_is_a_picture():
    with pytest.raises(ValueError, match="needs alt"):
        frames.Frames().image_html(picture(), " ")
    with pytest.raises(ValueError, match="need a figure"):
        frames.Frames().image_html("a line", "a line")


def test_the_collector_waits_and_then_takes_what_is_new():
    class Circle:
        def __init__(self):
            self.itself = self

    gc.collect()
    with frames.without_pauses():
        assert not gc.isenabled()
        Circle()
        assert any(type(one) is Circle for one in gc.get_objects())
    assert gc.isenabled()
    assert not any(type(one) is Circle for one in gc.get_objects())
    gc.disable()
    try:
        with frames.without_pauses():
            pass
        assert not gc.isenabled()  # whoever has switched it off wants it off
    finally:
        gc.enable()
