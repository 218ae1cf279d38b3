"""Five hundred damaged notebooks: no crash, no points for wrong answers, never more than all."""

import copy
import json
import random

import pytest
from handed_in import BROKEN, IMPORTS, POINTS, UNIT, cell_of, data, grade, right, said, wrong

from autograder.inside.limits import Limits
from autograder.judge import sandbox, submission

KEPT = (BROKEN, "gates", "to_zero_one")  # few, so that grading is quick
MOST = sum(POINTS[name] for name in KEPT)
ODD = [None, True, 0, -1, 1e999, 10**30, "", "check", "\ud800", "code", [], [[]], {}, {"a": None}]


def short(notebook):
    """The notebook with the kept exercises alone."""
    marked = [cell_of(notebook, id) for name in KEPT for id in (name, f"check_{name}")]
    notebook.cells = [notebook.cells[0], *marked]
    return notebook


ANSWERS = {"right": short(right()), "wrong": short(wrong())}


def bytes_changed(notebook, rng) -> bytes:
    """Bytes flipped, lost, doubled, exchanged or cut off."""
    out = bytearray(data(notebook))
    for _ in range(rng.randint(1, 5)):
        at, size = rng.randrange(len(out)), rng.choice([1, 1, 1, 5, 60, 900])
        match rng.randrange(5):
            case 0:
                out[at] = rng.randrange(256)
            case 1:
                del out[at : at + size]
            case 2:
                out[at:at] = out[at : at + size]
            case 3:
                out[at:at] = rng.randbytes(min(size, 9))
            case 4 if rng.random() < 0.1:
                del out[at:]
    return bytes(out)


def places(value, path=()):
    """Every place in a JSON value."""
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


def json_changed(notebook, rng) -> bytes:
    """Values in any place replaced, removed, wrapped or exchanged for others."""
    tree = json.loads(data(notebook))
    for _ in range(rng.randint(1, 4)):
        *above, last = rng.choice(list(places(tree))[1:] or [("cells",)])
        holder = tree
        for key in above:
            holder = holder[key]
        match rng.randrange(4):
            case 0:
                holder[last] = rng.choice(ODD)
            case 1:
                del holder[last]
            case 2:
                holder[last] = [holder[last]]
            case 3:
                holder[last] = copy.deepcopy(rng.choice([tree, tree.get("cells"), holder]))
    return json.dumps(tree).encode()


def cells_changed(notebook, rng) -> bytes:
    """Cells doubled, lost, moved, retyped, joined or split."""
    tree = json.loads(data(notebook))
    cells = tree["cells"]
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(cells))
        match rng.randrange(7):
            case 0:
                cells.insert(rng.randrange(len(cells)), copy.deepcopy(cells[at]))
            case 1 if len(cells) > 2:
                del cells[at]
            case 2:
                rng.shuffle(cells)
            case 3:
                cells[at]["cell_type"] = rng.choice(["markdown", "raw", "code", "heading", 7])
            case 4:
                cells[at]["source"] = cells[at]["source"] + "\n" + cells[at - 1]["source"]
            case 5:
                cells[at]["source"] = cells[at]["source"][: rng.randrange(80)]
            case 6:
                cells[at]["outputs"] = rng.choice(ODD)
    for cell in rng.sample(cells, 2):
        cell["source"] = cell["source"].splitlines(keepends=True)
    return json.dumps(tree).encode()


def metadata_changed(notebook, rng) -> bytes:
    """nbgrader's metadata lost, exchanged between cells, or turned into something else."""
    tree = json.loads(data(notebook))
    for cell in tree["cells"]:
        marks = cell["metadata"].get("nbgrader")
        match rng.randrange(6):
            case 0:
                cell["metadata"] = rng.choice(ODD)
            case 1:
                cell["metadata"] = rng.choice(tree["cells"])["metadata"]
            case 2 if isinstance(marks, dict) and marks:
                marks[rng.choice(list(marks))] = rng.choice(ODD)
            case 3:
                cell["id"] = rng.choice(ODD)
    tree["metadata"] = rng.choice([tree["metadata"], *ODD])
    tree["nbformat"] = rng.choice([4, 3, 2, "x", None])
    return json.dumps(tree).encode()


CHANGES = [bytes_changed, json_changed, cells_changed, metadata_changed]


def damaged(kind: str) -> list[bytes]:
    rng = random.Random(f"damage to {kind} answers")
    return [CHANGES[n % len(CHANGES)](ANSWERS[kind], rng) for n in range(250)]


def as_graded(read: submission.Submission):
    """What of a submission decides its grade."""
    return str([(cell.source, cell.run, cell.asks) for cell in read.cells])


@pytest.mark.parametrize("kind", ANSWERS)
def test_reading_ends_in_cells_or_in_a_sentence(kind):
    read, sentences = 0, set()
    for damage in damaged(kind):
        try:
            found = submission.read(damage, UNIT)
        except submission.Unreadable as error:
            assert str(error).isprintable() and "send" in str(error) or "nested" in str(error)
            sentences.add(str(error))
            continue
        read += 1
        asked = [name for cell in found.cells for name in cell.asks]
        assert sorted(asked) == sorted(POINTS), "each exercise is questioned once"
        assert all(isinstance(cell.source, str) for cell in found.cells)
        "\n".join([cell.source for cell in found.cells] + found.notes).encode()
    assert read > 120 and len(sentences) > 5


@pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")
@pytest.mark.parametrize("kind", ANSWERS)
def test_damage_earns_nothing(kind):
    different = {}
    for damage in damaged(kind):
        try:
            different.setdefault(as_graded(submission.read(damage, UNIT)), damage)
        except submission.Unreadable:
            different.setdefault("unreadable", damage)
    assert len(different) > 60  # the rest is graded as one of these is
    parent = sandbox.WarmParent([IMPORTS], limits=Limits(memory=1 << 30, cell_seconds=2.0))
    try:
        whole = grade(ANSWERS[kind], parent)
        assert whole.points == (MOST if kind == "right" else 0)
        points = []
        for damage in different.values():
            result = grade(damage, parent)
            assert 0 <= result.points <= whole.points, (damage, said(result))
            points.append(result.points)
        assert kind == "wrong" or len(set(points)) > 3
    finally:
        parent.close()
