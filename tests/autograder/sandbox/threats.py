"""Write autograder/threats.md: every fault and attack that the tests try, and what comes of it.

python tests/autograder/sandbox/threats.py
"""

from attacks import ATTACKS
from handed_in import FULL, ROOT
from test_faults import FAULTS

PATH = ROOT / "autograder" / "threats.md"


def text() -> str:
    """The page, made of the tables that the tests run."""
    rows = [f"| {name} | {fault.points:g} |" for name, fault in FAULTS.items()]
    attacks = [f"- {name}" for name in ATTACKS]
    lines = [
        "# What the grader has been tried with",
        "",
        "Made from the tests by `python tests/autograder/sandbox/threats.py`; the tests fail if it "
        "is out of date.",
        "",
        f"## {len(FAULTS)} faults",
        "",
        f"Each submission is worth {FULL:g} points but for its fault, and gets what stands here. "
        "Where something was wrong, a sentence says what. The next one is graded as if it were "
        "the only one.",
        "",
        "| fault | points |",
        "|---|---|",
        *rows,
        "",
        f"## {len(ATTACKS)} attacks",
        "",
        "Every answer is wrong. Each attack earns 0 points and has no effect outside.",
        "",
        *attacks,
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
