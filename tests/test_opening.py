"""The cells before the first answer run once for a class, and no submission can tell."""

import pytest

from autograder import sandbox, workers
from autograder.remote import AnswerError
from autograder.sandbox import WarmParent

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")
TICKET = "import os\nticket = os.urandom(8).hex()\nprint(ticket)"
SECOND = "second = 2"
FILE = "with open('note.txt', 'w') as file:\n    file.write('heard')"
READ = "print(open('note.txt').read())"


def said(outputs: list[dict]) -> str:
    return "".join(output["text"] for output in outputs)


@pytest.fixture(scope="module")
def parent():
    found = WarmParent([TICKET, SECOND], opening=2)
    yield found
    found.close()


@pytest.fixture
def session(parent):
    found = parent.session()
    yield found
    found.close()


def test_an_unchanged_opening_runs_once(parent):
    tickets = []
    for _ in range(2):
        session = parent.session()
        tickets.append(said(session.run(TICKET)))
        session.run(SECOND)
        assert said(session.run("print(ticket, second)")) == f"{tickets[-1].strip()} 2\n"
        session.close()
    assert len(tickets[0]) == 17 and tickets[0] == tickets[1]


def test_a_changed_opening_finds_nothing_of_what_was_left_out(parent, session):
    first = said(session.run(TICKET))
    assert "NameError" in said(session.run("print(second)"))
    assert said(session.run("print(len(ticket))")) == "16\n"
    assert said(session.run("print(ticket)")) != first  # run again for this submission alone


def test_a_submission_without_the_opening_begins_with_nothing(session):
    assert "NameError" in said(session.run("print(ticket)"))


def test_cells_in_another_order_are_run_as_they_come(session):
    session.run(SECOND)
    assert "NameError" in said(session.run("print(ticket)"))
    assert said(session.run("print(second)")) == "2\n"


def test_a_name_that_no_cell_has_defined_yet_is_not_there(session):
    session.run(TICKET)
    with pytest.raises(AnswerError, match="nothing called second"):
        session.get("second")


def test_an_opening_that_needs_a_folder_runs_where_there_is_one():
    parent = WarmParent([FILE, READ], opening=2)
    try:
        session = parent.session()
        assert session.run(FILE) == []
        assert said(session.run(READ)) == "heard\n"
        session.close()
    finally:
        parent.close()


def test_the_opening_ends_before_the_first_answer():
    def code(source, **marks):
        return {"cell_type": "code", "source": source, "metadata": marks}

    text = {"cell_type": "markdown", "source": "# A title", "metadata": {}}
    answer = code("def f(): ...", nbgrader={"solution": True})
    check = code('check("f")', nbgrader={"solution": False, "grade": True})
    released = {"cells": [text, code("a = 1"), code("b = 2"), answer, check, code("c = 3")]}
    cells, opening = workers.code(released)
    assert cells == ("a = 1", "b = 2", "def f(): ...", 'check("f")', "c = 3")
    assert opening == 2
    assert workers.code({"cells": [text, code("a = 1")]}) == (("a = 1",), 0)
