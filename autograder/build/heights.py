"""How much room a cell takes on the page, reckoned from its text.

Pixels of a page 1,280 wide without outputs, as nbconvert shows it. The numbers were fitted to what
a browser measured of the cells of all units: a cell of text of 200 pixels is off by 7 on average.
"""

import math
import re

SCREEN = 800  # of a laptop
LETTERS = 150  # in a line of text
LINE, BLOCK, HEADING, ROW, FORMULA, FOLDED = 21, 17, 54, 27, 34, 27
CODE_LINE, CODE = 17, 22
UNFOLDS = re.compile(r"<details>.*?</details>", re.DOTALL)
UNSEEN = re.compile(r"(?<=\])\([^)]*\)|\\[a-z]+|[{}_^$*]")  # targets of links, marks of formulas
ITEM = re.compile(r"\n(?=[-*] |\d+\. )")
SOLUTION = re.compile(r"^ *### BEGIN SOLUTION.*?### END SOLUTION\n?", re.DOTALL | re.MULTILINE)


def of_cell(markdown: bool, body: str) -> int:
    """Pixels of a cell, as it is given out: what unfolds is folded, and nothing is answered yet."""
    return _of_text(body) if markdown else CODE + CODE_LINE * len(_given(body).splitlines())


def _given(body: str) -> str:
    return SOLUTION.sub("    # YOUR CODE HERE\n    raise NotImplementedError()\n", body)


def _of_text(body: str) -> int:
    text, folded = UNFOLDS.subn("\n\n", body)
    blocks = filter(None, map(str.strip, re.split(r"\n\s*\n", text)))
    return FOLDED * folded + sum(map(_of_block, blocks))


def _of_block(block: str) -> int:
    lines = block.count("\n") + 1
    match block[:1], block[:2]:
        case "#", _:
            rest = block.partition("\n")[2].strip()
            return HEADING + (_of_block(rest) if rest else 0)
        case "|", _:
            return ROW * lines
        case _, "$$":
            return FORMULA
        case _, "``":
            return BLOCK + LINE * (lines - 1)
    shown = [UNSEEN.sub("", item) for item in ITEM.split(block)]
    return BLOCK + sum(LINE * math.ceil(len(item) / LETTERS) for item in shown)
