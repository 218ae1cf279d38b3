"""How much room a cell takes, beside what a browser measured of the same cells."""

import pytest

from autograder.build import heights

FOLDED = "<details><summary>Hint 1</summary>\n\nThink.\n\n" + "And again.\n\n" * 20 + "</details>"
WORDS = "word " * 60  # 300 letters


@pytest.mark.parametrize(
    "body, pixels",
    [
        ("", 0),
        (WORDS, heights.BLOCK + 2 * heights.LINE),
        (f"## 1.1 A section\n\n{WORDS}", heights.HEADING + heights.BLOCK + 2 * heights.LINE),
        ("- one\n- two", heights.BLOCK + 2 * heights.LINE),
        ("| a | b |\n|---|---|\n| 1 | 2 |", 3 * heights.ROW),
        ("$$x = 1$$", heights.FORMULA),
        (FOLDED, heights.FOLDED),
        (
            "[word](../u02_gradient_descent/gradient_descent.ipynb) " * 10,
            heights.BLOCK + heights.LINE,
        ),
    ],
)
def test_text_takes_lines_and_what_is_folded_takes_one(body, pixels):
    assert heights.of_cell(True, body) == pixels


def test_an_answer_takes_the_room_of_what_is_given_out():
    lines = "    x = 1\n" * 30
    body = f"def f():\n    ### BEGIN SOLUTION\n{lines}    ### END SOLUTION\n"
    assert heights.of_cell(False, body) == heights.CODE + 3 * heights.CODE_LINE
