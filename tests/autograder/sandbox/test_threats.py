"""What the documentation says of the grader is what the code and the tests say."""

import re

import pytest
import threats
from handed_in import ROOT

from autograder.__main__ import main
from autograder.inside import limits

README = (ROOT / "autograder" / "README.md").read_text(encoding="utf-8")


def test_the_page_of_faults_and_attacks_is_that_of_the_tests():
    assert threats.PATH.read_text(encoding="utf-8") == threats.text()
    for count, noun in ((len(threats.FAULTS), "faults"), (len(threats.ATTACKS), "attacks")):
        assert count >= 30 and f"{count} {noun}" in README


def test_each_sentence_of_the_promises_has_its_tests():
    promised = README.partition("**What is promised**")[2].partition("**What is not.**")[0]
    points = [" ".join(point.split()) for point in re.split(r"\n- ", promised)[1:]]
    sentences = [s for point in points for s in re.split(r"(?<=\.) (?=[A-Z])", point)]
    for sentence, start in zip(sentences, threats.PROMISES, strict=True):
        assert sentence.startswith(start)
    for test in [test for tests in threats.PROMISES.values() for test in tests]:
        place, _, name = test.partition("::")
        assert f"def {name}(" in (threats.TESTS / place).read_text(encoding="utf-8"), test


def commands(capsys) -> str:
    with pytest.raises(SystemExit):
        main(["--help"])
    return re.search(r"\{(.*?)\}", capsys.readouterr().out)[1]


def test_every_command_and_option_of_the_readme_is_one(capsys):
    known = commands(capsys).split(",")
    named = re.findall(r"^python -m autograder (\w+)([^#\n]*)", README, re.MULTILINE)
    assert {"grade", "report", "replay", "kernel"} <= {command for command, _ in named}
    for command, options in named:
        assert command in known
        with pytest.raises(SystemExit):
            main([command, "--help"])
        usage = capsys.readouterr().out
        assert [o for o in re.findall(r"--[a-z-]+", options) if o not in usage] == []


def test_the_limits_of_the_readme_are_those_of_the_code():
    assert limits.table() in README, "make them with `python -m autograder pages`"


def test_what_the_readme_links_to_is_there():
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert link.startswith("https://") or (ROOT / "autograder" / link).exists()
