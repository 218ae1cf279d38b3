"""What `make lab` installs, in bytes, and which of the course's own packages asks for each.

    python bench/installed.py   # writes bench/installed.md

Counted are the files of dlaudio's extra `course` and of all that these packages need in turn, as
pip has them in this environment; compiled modules (.pyc), which Python makes itself, are not.
"""

from collections import deque
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LARGEST = 20
TEXT = """\
# What is installed

Written by `python bench/installed.py`: the files of the {count} packages behind `dlaudio[course]`,
{total:.0f} MB in all. The last column says whose need brings a package, of those that the course
names itself.

| package | MB | because of |
|---|---|---|
"""
WHY = """
The user of this course is promised librosa, JupyterLab and nbgrader; nearly all of it is theirs.
llvmlite and numba, the largest part, come with librosa, which cannot be installed without them;
nothing of the course's own is compiled. All units run without librosa, as Colab's first cell has it
(`pip install "dlaudio[units,recordings]"`): they show librosa's figures where it is there.
"""


def needs(name: str, extras: set[str]) -> list[tuple[str, set[str]]]:
    """What a package asks for on this machine, each with its extras."""
    found = []
    for line in distribution(name).requires or []:
        one = Requirement(line)
        chosen = extras or {""}
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in chosen):
            found.append((canonicalize_name(one.name), one.extras))
    return found


def closure(name: str, extras: set[str]) -> set[str]:
    """A package and everything that it needs."""
    seen, queue = set(), deque([(name, extras)])
    while queue:
        one, wanted = queue.popleft()
        key = (one, frozenset(wanted))
        if key in seen:
            continue
        try:
            queue.extend(needs(one, wanted))
        except PackageNotFoundError:
            continue  # not for this Python
        seen.add(key)
    return {one for one, _ in seen}


def megabytes(name: str) -> float:
    """The files of one package."""
    files = distribution(name).files or []
    places = (Path(file.locate()) for file in files if file.suffix != ".pyc")
    return sum(place.stat().st_size for place in places if place.is_file()) / 1e6


def main() -> None:
    own = {name: extras for name, extras in needs("dlaudio", {"course", "units", "recordings"})}
    own.pop("dlaudio", None)
    behind = {name: closure(name, extras) for name, extras in own.items()}
    every = {one: megabytes(one) for one in set().union(*behind.values())}
    largest = sorted(every, key=lambda one: -every[one])[:LARGEST]
    text = TEXT.format(count=len(every), total=sum(every.values()))
    for one in largest:
        asks = ", ".join(sorted(name for name, needed in behind.items() if one in needed))
        text += f"| {one} | {every[one]:.0f} | {asks if asks != one else 'itself'} |\n"
    rest = sum(every[one] for one in every if one not in largest)
    text += f"| the other {len(every) - len(largest)} | {rest:.0f} | |\n{WHY}"
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
