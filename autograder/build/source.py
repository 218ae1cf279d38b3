"""From a unit's source text (py:percent) to the instructor's notebook with nbgrader's marks.

Cells start with ``# %%``. What follows says what a cell is for:

====================================  =====================================================
``# %% [markdown]``                   text
``# %%``                              code the student reads and runs
``# %% collapsed``                    code that is folded away: plumbing
``# %% predict="NAME"``               a prediction (`predictions` has the grammar)
``# %% recall="NAME"``                up to three questions from earlier units
``# %% exercise="NAME"``              the student's answer; ``### BEGIN/END SOLUTION`` is cut
``# %% check="NAME"``                 the graded cell of the exercise; its code is made here
``# %% explained="NAME"``             why the answer is as it is; in no notebook (`explained`)
``# %% [markdown] written="NAME" points=2``  a written answer, graded by hand
====================================  =====================================================
"""

import ast
import hashlib
import re
import shlex
from collections import Counter

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dlaudio import exercises
from dlaudio.assessment.quiz import LETTERS, as_shown, shown
from dlaudio.assessment.solution import Solution

from . import colab, predictions

ANSWER = re.compile(r"^ *### BEGIN SOLUTION\n.*^ *### END SOLUTION$", re.MULTILINE | re.DOTALL)
MARKS = re.compile(r"^ *### (BEGIN|END) SOLUTION\n?", re.MULTILINE)
NOQA = re.compile(r"  # noqa\b.*$", re.MULTILINE)
MARKER = re.compile(r"^# %%(.*)$", re.MULTILINE)
ROLES = {"exercise", "check", "explained", "written", "points", "collapsed", *predictions.ROLES}
SCHEMA = 3
LONG = 7  # names that one reads past; more of them are folded away
REFUSED = "Write it yourself: what the check refuses here"

CHECK_CELL = """\
check("{name}")
### BEGIN HIDDEN TESTS
import autograder

autograder.grade("{name}", globals())
### END HIDDEN TESTS"""


def cells(text: str) -> list[tuple[bool, dict[str, str], str]]:
    """Split the text into (is Markdown, roles, body). What stands before the first cell is dropped.

    Raises
    ------
    ValueError
        If a cell has a role that does not exist.
    """
    parts = MARKER.split(text)[1:]
    found = []
    for head, body in zip(parts[::2], parts[1::2], strict=True):
        words = shlex.split(head)
        markdown = words[:1] == ["[markdown]"]
        roles = dict(word.partition("=")[::2] for word in words[markdown:])
        if unknown := set(roles) - ROLES:
            raise ValueError(f"cell '# %%{head}' has unknown roles {sorted(unknown)}")
        body = body.strip("\n")
        if markdown:
            body = "\n".join(line.removeprefix("#").removeprefix(" ") for line in body.split("\n"))
        found.append((markdown, roles, body))
    return _in_shown_order(found)


def _in_shown_order(found: list) -> list:
    """The same cells, with the choices of a quiz in the order and under the letters of `shown`."""
    known = {item.name: item for unit in exercises.units() for item in exercises.of_unit(unit)}
    found = list(found)
    for number, (markdown, roles, body) in enumerate(found):
        item = known.get(roles.get("exercise"))
        if markdown or item is None or not item.choices:
            continue
        found[number] = (markdown, roles, _shown_solution(item, body))
        for question in item.choices:
            asked = [n for n in range(number) if f"**{question}** ·" in found[n][2]]
            if not asked:
                raise ValueError(f"{item.name} has no text that asks **{question}** · ...")
            *rest, text = found[asked[-1]]
            found[asked[-1]] = (*rest, _shown_question(question, text))
    return found


def _shown_question(question: str, text: str) -> str:
    """The text with the four choices of one question in the order in which they are shown."""
    after = r"\n\n\*\*|\n\nFor example|\n\n<details>|\Z"
    block = re.search(rf"\*\*{question}\*\* ·.*?(?={after})", text, re.DOTALL)
    choice = re.compile(r"\(([a-d])\) (.*?)(?=\s*(?:- )?\([a-d]\) |\s*\Z)", re.DOTALL)
    texts = dict(choice.findall(block[0]))
    if "".join(texts) != LETTERS:
        raise ValueError(f"the question {question} needs the choices (a) to (d), has {list(texts)}")
    source = dict(zip(shown(question), LETTERS, strict=True))
    new = choice.sub(lambda found: f"({found[1]}) {texts[source[found[1]]]}", block[0])
    return text.replace(block[0], new)


def _shown_solution(item: exercises.Exercise, body: str) -> str:
    """The cell of a quiz with its solution in the letters that are shown."""
    made: dict = {}
    exec(body, made)
    if not isinstance(chosen := made.get(item.name), dict):
        raise ValueError(f"the answer to {item.name} needs a dictionary of letters")
    lines = [f'    "{k}": "{v}",' for k, v in as_shown(chosen, item.choices).items()]
    solution = "\n".join([f"{item.name} = {{", *lines, "}"])
    return ANSWER.sub(f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION", body)


def asked(text: str, unit: str) -> tuple[predictions.Asked, ...]:
    """The predictions of a unit and its questions from before, their choices as they are shown.

    Raises
    ------
    ValueError
        If one does not keep to the grammar, or has a name that another one has.
    """
    found = tuple(
        predictions.read(unit, role, roles[role], body)
        for _, roles, body in cells(text)
        for role in predictions.ROLES
        if role in roles
    )
    counts = Counter((one.role, one.name) for one in found)
    if twice := [name for (_, name), count in counts.items() if count > 1]:
        raise ValueError(f"{twice[0]!r} is the name of two questions")
    return predictions.shown(found)


def explained(text: str, unit: str) -> dict[str, Solution]:
    """The explained solutions of a unit, by exercise: the words of its text, the answer's code.

    Raises
    ------
    ValueError
        If what is explained is no exercise of the unit, or was explained already, or a cell holds
        anything but words behind #.
    """
    code = {roles["exercise"]: body for _, roles, body in cells(text) if "exercise" in roles}
    found: dict[str, Solution] = {}
    for _, roles, body in cells(text):
        if (name := roles.get("explained")) is None:
            continue
        place = f"the cell explained={name!r}"
        if name not in code or name in found or len(roles) > 1:
            raise ValueError(f"{place} needs to be the only one, of an exercise of {unit}")
        said = predictions.words(predictions.uncommented(body, place))
        if not said.text:
            raise ValueError(f"{place} needs words behind #")
        found[name] = Solution(said.text, said.html, _answer_alone(code[name]))
    return found


def _answer_alone(body: str) -> str:
    """The code of an answer without what stands in its place before: open letters, broken code."""
    code = NOQA.sub("", MARKS.sub("", body))
    last, lines = {}, code.split("\n")
    for statement in ast.parse(code).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
        else:
            name = getattr(statement, "name", None)
        if name and (before := last.get(name)) is not None:
            for line in range(before.lineno - 1, before.end_lineno):
                lines[line] = ""
        last[name] = statement
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).strip("\n")


def notebook(
    text: str, unit: str, path: str, before: str = "", after: str = ""
) -> nbformat.NotebookNode:
    """The instructor's notebook of a unit; `path` is the release's path in the repository.

    `before` and `after` are links in Markdown to the neighbouring units, for its first and its last
    cell.

    Raises
    ------
    ValueError
        If an exercise of the unit has no answer or no check in the text, or one too many; if an
        answer has no marks, a check has code, or a written answer no points.
    """
    address = colab.repository()
    made = [_cell(*cell, unit) for cell in cells(text) if "explained" not in cell[1]]
    _complete(text, unit)
    _say_what_is_forbidden(made, unit)
    if badge := colab.badges(address, path):
        made[0].source += f"\n\n{badge}"
    if before:
        made[0].source += f"\n\n← {before}"
    if after:
        made.append(new_markdown_cell(f"**Next:** {after} →"))
    made.insert(1, _collapsed(colab.first_cell(address).rstrip()))
    seen: Counter = Counter()
    for cell in made:
        _mark(cell, seen)
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return new_notebook(cells=made, metadata=metadata)


def _say_what_is_forbidden(made: list, unit: str) -> None:
    """A line in an exercise's text, above its hints, for what its answer has to do without."""
    for item in exercises.of_unit(unit):
        asked = [c for c in made if c.cell_type == "markdown" and f"· `{item.name}`" in c.source]
        if item.forbid and asked:
            names = ", ".join(f"`{name}`" for name in sorted(set(item.forbid)))
            line = f"*Write it without {names}, which the check refuses here.*"
            if len(set(item.forbid)) > LONG:
                line = f"<details><summary>{REFUSED}</summary>\n\n{names}\n</details>"
            text, hints, rest = asked[0].source.partition("\n\n<details>")
            asked[0].source = f"{text}\n\n{line}{hints}{rest}"


def _cell(markdown: bool, roles: dict[str, str], body: str, unit: str):
    if "written" in roles:
        if not markdown or "points" not in roles:
            raise ValueError(f"the written answer {roles['written']} needs [markdown] and points=")
        flags = {"grade": True, "solution": True, "locked": False, "points": float(roles["points"])}
        return _graded(new_markdown_cell(body), roles["written"], flags)
    if role := next((role for role in predictions.ROLES if role in roles), None):
        if markdown or len(roles) > 1:
            raise ValueError(f"{role}={roles[role]!r} needs a cell of its own, without [markdown]")
        return new_code_cell(f'{role}("{roles[role]}")')
    if "collapsed" in roles:
        if markdown or len(roles) > 1:
            raise ValueError("collapsed is for a cell of code that is neither answer nor check")
        return _collapsed(body)
    if markdown:
        return new_markdown_cell(body)
    if name := roles.get("exercise") or roles.get("check"):
        item = exercises.find(name)
        if item.unit != unit:
            raise ValueError(f"the exercise {item.name} belongs to {item.unit}, not to {unit}")
    if "exercise" in roles:
        if not ANSWER.search(body):  # nbgrader would clear the whole cell, or only complain
            raise ValueError(f"the answer to {roles['exercise']} needs ### BEGIN and END SOLUTION")
        flags = {"grade": False, "solution": True, "locked": False}
        return _graded(new_code_cell(body), roles["exercise"], flags)
    if "check" in roles:
        if body:
            raise ValueError(f"the check of {item.name} is made here, it cannot hold {body!r}")
        flags = {"grade": True, "solution": False, "locked": True, "points": float(item.points)}
        cell = new_code_cell(CHECK_CELL.format(name=item.name))
        return _graded(cell, f"check_{item.name}", flags)
    return new_code_cell(body)


def _collapsed(body: str):
    """A cell of code that is folded away, by one mark for JupyterLab and one for Colab."""
    return new_code_cell(body, metadata={"jupyter": {"source_hidden": True}, "cellView": "form"})


def _graded(cell, grade_id: str, flags: dict):
    cell.metadata["nbgrader"] = {
        "schema_version": SCHEMA,
        "grade_id": grade_id,
        "task": False,
        "cell_type": cell.cell_type,
        **flags,
    }
    return cell


def _mark(cell, seen: Counter) -> None:
    """Give the cell an id that stays when other cells come and go: its role's name or its text."""
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    name = grade_id or hashlib.sha256(cell.source.encode()).hexdigest()[:12]
    seen[name] += 1
    cell.id = name[:60] if seen[name] == 1 else f"{name[:60]}-{seen[name]}"


def _complete(text: str, unit: str) -> None:
    roles = [roles for _, roles, _ in cells(text)]
    for kind in ("exercise", "check"):
        counts = Counter(role[kind] for role in roles if kind in role)
        for name in {item.name for item in exercises.of_unit(unit)} | set(counts):
            if counts[name] != 1:
                raise ValueError(f"{name} needs one cell with {kind}={name!r}, has {counts[name]}")
