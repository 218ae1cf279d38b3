"""Pages of the package: a page a module, its functions and classes from their docstrings."""

import importlib
import inspect
import re
from pathlib import Path

MODULES = """
    audio layers losses optim init graph gradcheck train metrics sequences synth onsets generation
    datasets networks plots plots.drawings mine check predict progress instruments
    widgets.demo widgets.controls widgets.flipbook
""".split()


def write(folder: Path) -> None:
    """A page for each module of MODULES in `folder`, and index.md over them."""
    folder.mkdir(parents=True)
    rows = []
    for name in MODULES:
        module = importlib.import_module(f"dlaudio.{name}")
        (folder / f"{name}.md").write_text(_page(name, module), encoding="utf-8")
        first = (inspect.getdoc(module) or "").partition("\n\n")[0].replace("\n", " ")
        rows.append(f"| [`dlaudio.{name}`]({name}.md) | {first.replace('|', chr(92) + '|')} |")
    tree = "\n".join(["```{toctree}", ":hidden:", "", *MODULES, "```"])
    text = ["# The package", "", "| module | what it is for |", "|---|---|", *rows, "", tree, ""]
    (folder / "index.md").write_text("\n".join(text), encoding="utf-8")


def members(module) -> list[tuple[str, object]]:
    """Public functions and classes that a module has or passes on, with their names, in order."""
    return [
        (name, member)
        for name, member in vars(module).items()
        if not name.startswith("_")
        and (inspect.isfunction(member) or inspect.isclass(member))
        and member.__module__.startswith(module.__name__.rpartition(".")[0] or module.__name__)
        and member.__module__.startswith("dlaudio.")
        and (member.__module__ == module.__name__ or hasattr(module, "__path__"))
    ]


def _page(name: str, module) -> str:
    blocks = [f"# `dlaudio.{name}`", "", "```{eval-rst}", f".. automodule:: dlaudio.{name}", ""]
    for member, value in members(module):
        if inspect.isclass(value):
            blocks += [f".. autoclass:: dlaudio.{name}.{member}", "   :members:", ""]
        else:
            blocks += [f".. autofunction:: dlaudio.{name}.{member}", ""]
    return "\n".join([*blocks, "```", ""])


LITERAL = re.compile(r"(``.+?``|`[^`]+`(?!_))")
SPECIAL = re.compile(r"(\*+(?=\w)|\||(?<=\w)_(?!\w)|(?<=^[A-Z])\.(?= ))")
CITED, CITATION = re.compile(r"\[(\d+)\]_"), re.compile(r"^(\s*)\.\. \[(\d+)\] ")
ROW = re.compile(r"^(\s*)\|(.+?)\|(.+)\|\s*$")


def restructured(lines: list[str]) -> None:
    """Change a docstring of this project, in place, to what reStructuredText means by it.

    `**params`, `|x|` and `val_` are no markup, a table with bars is a list, and what is cited as
    [1] is numbered anew in each docstring, of which a page has many.
    """
    found, indent = [], None
    for line in lines:
        depth = len(line) - len(line.lstrip())
        if indent is not None and line.strip() and depth <= indent:
            indent = None  # the end of a literal block
        if indent is not None or line.lstrip().startswith(">>>"):
            found.append(line)
            continue
        if row := ROW.match(line):
            if not set(row[2].strip()) <= set("-"):
                found.append(f"{row[1]}* {_plain(row[2].strip())}: {_plain(row[3].strip())}")
            continue
        if citation := CITATION.match(line):
            if found and found[-1].strip() and not found[-1].lstrip().startswith("---"):
                found.append("")
            line = CITATION.sub(rf"{citation[1]}*  [{citation[2]}] ", line)
            found.append(line[: len(citation[1]) + 3] + _plain(line[len(citation[1]) + 3 :]))
            continue
        if line.rstrip().endswith("::"):
            indent = depth
        found.append(_plain(line))
    lines[:] = found


def _plain(line: str) -> str:
    depth = len(line) - len(line.lstrip())
    parts = LITERAL.split(CITED.sub(r"[\1]", line[depth:]))
    return line[:depth] + "".join(
        part if i % 2 else SPECIAL.sub(lambda mark: "".join("\\" + c for c in mark[0]), part)
        for i, part in enumerate(parts)
    )
