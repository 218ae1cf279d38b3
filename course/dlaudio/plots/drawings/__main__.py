"""All drawings on one page: python -m dlaudio.plots.drawings gallery.html."""

import html
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from dlaudio.plots import drawings
from dlaudio.plots.pictures import image_html


def functions() -> Iterator[tuple[str, Callable]]:
    """Each drawing as ("convolution.draw_signal", function), in the order of the alphabet."""
    for module in pkgutil.iter_modules(drawings.__path__):
        if module.name.startswith("_"):
            continue
        room = importlib.import_module(f"{drawings.__name__}.{module.name}")
        for name, function in inspect.getmembers(room, inspect.isfunction):
            if name.startswith("draw") and function.__module__ == room.__name__:
                yield f"{module.name}.{name}", function


def page() -> str:
    """The page: how each drawing is called, the drawing, and its text."""
    parts = []
    for name, function in functions():
        figure, text = function()
        call = html.escape(f"{name}{inspect.signature(function)}")
        picture = image_html(figure, text)
        parts.append(f"<h2>{name}</h2><pre>{call}</pre>{picture}<p>{html.escape(text)}</p>")
    style = "body { max-width: 60em; margin: 2em auto; font: 16px sans-serif }"
    head = f"<meta charset='utf-8'><title>Drawings</title><style>{style}</style>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{''.join(parts)}</body></html>"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m dlaudio.plots.drawings gallery.html")
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
