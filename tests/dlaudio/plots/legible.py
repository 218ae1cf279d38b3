"""What a drawing must keep so that it can be read: what is cut off, too small, or written over."""

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Annotation

SMALLEST = 10  # points, at 100 pixels an inch


def texts(figure) -> list:
    """All that is written in a figure: words, numbers, tick labels, titles."""
    figure.draw_without_rendering()
    found = []
    for ax in figure.axes:
        labels = ax.get_xticklabels() + ax.get_yticklabels() if ax.axison else []
        names = [ax.title, ax.xaxis.label, ax.yaxis.label] if ax.axison else [ax.title]
        legend = ax.get_legend()
        names += legend.get_texts() if legend else []
        inside = [tick for tick in labels if _within(ax, tick)]
        found += [t for t in [*ax.texts, *inside, *names] if t.get_visible() and t.get_text()]
    return found


def _within(ax, tick) -> bool:
    frame = ax.bbox.expanded(1.02, 1.02)
    x, y = tick.get_transform().transform(tick.get_position())
    return frame.x0 <= x <= frame.x1 or frame.y0 <= y <= frame.y1


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
        if min(box.x0, box.y0) < 4 or box.x1 > width - 4 or box.y1 > height - 4:
            found.append(f"{words!r} is cut off")
    for i, (words, box) in enumerate(boxes):
        for other, its in boxes[i + 1 :]:
            wide = min(box.x1, its.x1) - max(box.x0, its.x0)
            high = min(box.y1, its.y1) - max(box.y0, its.y0)
            if wide > 1 and high > 3:  # line heights are generous: letters do not touch yet
                found.append(f"{words!r} lies on {other!r}")
    return found


def written(figure) -> set[str]:
    """The words of a figure."""
    return {text.get_text() for text in texts(figure)}
