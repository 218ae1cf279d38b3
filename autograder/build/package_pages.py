"""Pages of the package: a page a module, its functions and classes from their docstrings."""

import importlib
import inspect
from pathlib import Path

MODULES = """
    audio layers losses optim init graph gradcheck train metrics sequences synth onsets generation
    datasets networks plots plots.drawings mine check predict progress widgets.demo
    widgets.controls widgets.flipbook
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
