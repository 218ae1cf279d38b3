"""What a drawing must keep so that it can be read: what is cut off, too small, or written over."""

import functools
import re
import weakref

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.text import Annotation

SMALLEST = 10  # points, at 100 pixels an inch
NUMBER = re.compile(r"^[−\d.,]+$|10\^")  # 0.5, 1,000 and powers of ten; not "layer 1"


_laid_out: weakref.WeakSet = weakref.WeakSet()


def of_a_picture(ask):
    """Lay a figure out as a picture of it would be before something is asked of it.

    That takes longer than all that is asked, and is done once, until something has changed.
    """

    @functools.wraps(ask)
    def asked(figure):
        if figure.stale or figure not in _laid_out:
            figure.draw_without_rendering()
            _laid_out.add(figure)
        found = ask(figure)
        figure.stale = False  # to look at the ticks of an axis makes matplotlib think it changed
        return found

    return asked


@of_a_picture
def texts(figure) -> list:
    """All that is written in a figure: words, numbers, tick labels, titles."""
    found = []
    for ax in figure.axes:
        names = [ax.title, ax.xaxis.label, ax.yaxis.label] if ax.axison else [ax.title]
        legend = ax.get_legend()
        names += legend.get_texts() if legend else []
        inside = [*_shown(ax, "x"), *_shown(ax, "y")]
        found += [t for t in [*ax.texts, *inside, *names] if t.get_visible() and t.get_text()]
    return found


def _shown(ax, way: str) -> list:
    """The labels of ticks that lie within the limits of an axis, "x" or "y"."""
    axis, limits = getattr(ax, f"{way}axis"), getattr(ax, f"get_{way}lim")()
    low, high = min(limits), max(limits)
    slack = 0.0 if axis.get_scale() == "log" else 1e-6 * (high - low)
    pairs = zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False)
    return [label for at, label in pairs if ax.axison and low - slack <= at <= high + slack]


def frames(figure) -> list:
    """(words, box in dots) of everything written."""
    return _frames(figure, texts(figure))


def _frames(figure, found: list) -> list:
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = []
    for text in found:  # of an annotation the text alone, without its arrow
        plain = super(Annotation, text) if isinstance(text, Annotation) else text
        boxes.append((text.get_text(), plain.get_window_extent(renderer)))
    return boxes


@of_a_picture
def faults(figure) -> list[str]:
    """What cannot be read: texts on each other, cut off at the edge, or too small."""
    everything = texts(figure)
    found = [
        f"{text.get_text()!r} has {text.get_fontsize()} points"
        for text in everything
        if text.get_fontsize() < SMALLEST
    ]
    boxes = _frames(figure, everything)
    width, height = figure.bbox.width, figure.bbox.height
    for words, box in boxes:
        if min(box.x0, box.y0) < 2 or box.x1 > width - 2 or box.y1 > height - 2:
            found.append(f"{words!r} is cut off")
    for i, (words, box) in enumerate(boxes):
        for other, its in boxes[i + 1 :]:
            wide = min(box.x1, its.x1) - max(box.x0, its.x0)
            high = min(box.y1, its.y1) - max(box.y0, its.y0)
            if wide > 1 and high > 3:  # line heights are generous: letters do not touch yet
                found.append(f"{words!r} lies on {other!r}")
    return found


@of_a_picture
def unnamed(figure) -> list[str]:
    """Axes with numbers that nothing names: no label, none of a neighbour's, no words beside it."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    words = [text for ax in figure.axes for text in ax.texts if text.get_text()]
    boxes = [text.get_window_extent(renderer) for text in words]
    found = []
    for i, ax in enumerate(figure.axes):
        for way in "xy":
            digits = [t.get_text() for t in _shown(ax, way) if NUMBER.search(t.get_text())]
            if digits and not _named(figure, ax, way, boxes):
                found.append(f"{way} axis {i} counts {digits[:3]}, but what?")
    return found


def _named(figure, ax, way: str, boxes: list) -> bool:
    """A row of panels is named once where all count alike, and a title may stand for a y label."""
    if getattr(figure, f"get_sup{way}label")():
        return True
    here, limits = ax.bbox, getattr(ax, f"get_{way}lim")()
    for other in figure.axes:
        there = other.bbox
        row = there.y0 < here.y1 and here.y0 < there.y1
        column = there.x0 < here.x1 and here.x0 < there.x1
        alike = np.allclose(getattr(other, f"get_{way}lim")(), limits)
        if getattr(other, f"get_{way}label")() and (
            other is ax or (row if way == "y" else column) or (alike and (row or column))
        ):
            return True
    near = 0.8 * figure.dpi  # 0.8 inches
    for box in boxes:
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        above = here.x0 < x < here.x1 and here.y1 <= y < here.y1 + near
        below = here.x0 < x < here.x1 and here.y0 - near < y < here.y0
        left = here.y0 < y < here.y1 and here.x0 - near < x < here.x0
        if below if way == "x" else above or left:
            return True
    return way == "y" and bool(ax.get_title())


@of_a_picture
def covered(figure) -> list[str]:
    """Legends that lie on points or lines."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    found = []
    for ax in filter(lambda one: one.get_legend(), figure.axes):
        box = ax.get_legend().get_window_extent(renderer)
        for line in ax.lines:
            dots = line.get_transform().transform(line.get_xydata())
            if line.get_linestyle() != "None":  # what lies between two points is drawn, too
                steps = np.linspace(0, 1, 20)[:, None, None]
                dots = (dots[:-1] + steps * (dots[1:] - dots[:-1])).reshape(-1, 2)
            if line.get_label()[:1] != "_" and _any_in(box, dots):
                found.append(f"the legend lies on {line.get_label()!r}")
        for cloud in ax.collections:
            dots = cloud.get_offset_transform().transform(cloud.get_offsets())
            if isinstance(cloud, PathCollection) and len(dots) and _any_in(box, dots):
                found.append(f"the legend lies on points of {cloud.get_label()!r}")
    return found


def _any_in(box, dots) -> bool:
    x, y = np.asarray(dots).T
    return bool(((box.x0 < x) & (x < box.x1) & (box.y0 < y) & (y < box.y1)).any())


def written(figure) -> set[str]:
    """The words of a figure."""
    return {text.get_text() for text in texts(figure)}
