"""What must be true of a notebook before students get it: it runs, scores, and leaks nothing."""

import copy
import os
import re

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from . import source

SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
SECONDS = 60  # for a whole unit


def run(notebook: nbformat.NotebookNode) -> None:
    """Run a copy of the instructor's notebook.

    Raises
    ------
    ValueError
        If a cell fails, writes to stderr, or an answer gets fewer than all its points.
    """
    executed = copy.deepcopy(notebook)
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    os.environ["DLAUDIO_HOME"] = ""  # nothing is remembered of a build
    try:
        NotebookClient(executed, timeout=SECONDS, kernel_name="python3").execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise ValueError(f"the instructor's notebook fails: {error}") from error
    for cell in executed.cells:
        _check_outputs(cell)


def _check_outputs(cell) -> None:
    outputs = cell.get("outputs", [])
    if noise := [out.text for out in outputs if out.get("name") == "stderr"]:
        raise ValueError(f"a cell writes to stderr: {noise[0][:500]}\nThe cell: {cell.source}")
    marks = cell.metadata.get("nbgrader", {})
    if cell.cell_type == "code" and marks.get("grade"):
        results = [out for out in outputs if out.output_type == "execute_result"]
        score = float(results[-1].data["text/plain"]) if results else 0.0
        if score != marks["points"]:
            said = "".join(out.get("text", "") for out in outputs)
            raise ValueError(f"{marks['grade_id']} gets {score} of {marks['points']}:\n{said}")


def check_leaks(text: str, unit: str, released: nbformat.NotebookNode) -> None:
    """Search the release for lines of the answers, and for what only the instructor's copy has.

    Raises
    ------
    ValueError
        If a line of an answer that the source does not show elsewhere stands in the release.
    """
    shown = [body for _, roles, body in source.cells(text) if "explained" not in roles]
    text = "\n".join(shown)  # quizzes as they are shown
    blocks = "\n".join(SOLUTION.findall(text))
    # a line without a word in it, such as a closing bracket, tells nothing
    answers = {line.strip() for line in blocks.splitlines() if re.search(r"\w\w", line)}
    public = {line.strip() for line in SOLUTION.sub("", text).splitlines()}
    lines = {line.strip() for cell in released.cells for line in cell.source.splitlines()}
    if leaked := (answers - public) & lines:
        raise ValueError(f"the release shows an answer: {sorted(leaked)[0]!r}")
    everything = "\n".join(cell.source for cell in released.cells)
    for word in ("autograder", "BEGIN SOLUTION", "END SOLUTION", "HIDDEN TESTS"):
        if word in everything:
            raise ValueError(f"the release still has {word!r} in it")


def dumps(notebook: nbformat.NotebookNode) -> bytes:
    """The notebook as the bytes that are committed: no outputs, sorted, one trailing newline."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.validate(notebook)
    return (nbformat.writes(notebook, version=4).rstrip("\n") + "\n").encode()
