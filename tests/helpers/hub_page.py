"""The settings on the page about JupyterHub, for whoever tries them."""

import re

from repository import ROOT


def block(mark: str) -> str:
    """The one block of site/hub.md that holds a mark."""
    page = (ROOT / "site" / "hub.md").read_text(encoding="utf-8")
    (found,) = [text for text in re.findall(r"```\w*\n(.*?)```", page, re.DOTALL) if mark in text]
    return found
