"""What a machine lacks for the course, in words, each with the command that mends it."""

import contextlib
import importlib
import importlib.metadata
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from dlaudio import lab  # nothing that needs a package: it may be missing

OLDEST = (3, 11)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked for.

    Attributes
    ----------
    what : str
        What it is, and how it is here.
    mend : str
        What to do about it; "" if nothing has to be done.
    needed : bool
        Whether the course fails without it.
    """

    what: str
    mend: str = ""
    needed: bool = True


def report() -> int:
    """Print what was found, a line each; 0 if nothing that is needed is missing, otherwise 1."""
    missing = 0
    for finding in findings():
        mark = "ok " if not finding.mend else "NO " if finding.needed else "-  "
        print(f"{mark} {finding.what}", flush=True)
        if finding.mend:
            print(f"    {finding.mend}")
            missing += finding.needed
    print(
        f"\nWhat is marked NO, {missing} in all, is needed: do what stands below it."
        if missing
        else "\nAll that the course needs is here: `python -m dlaudio lab` opens it."
    )
    return int(missing > 0)


def findings() -> Iterator[Finding]:
    """Everything that the course needs or can use, as it is found here."""
    yield python()
    packages = [package(*one) for one in required()]
    yield from packages
    if all(finding.mend == "" for finding in packages if finding.needed):
        yield from sounds()
    try:
        yield Finding(f"the units, in {lab.course()}")
    except FileNotFoundError as error:
        yield Finding("the units are not here", str(error))


def python() -> Finding:
    """Whether this Python is new enough."""
    version = ".".join(map(str, sys.version_info[:3]))
    found = f"Python {version}, {sys.executable}"
    if sys.version_info >= OLDEST:
        return Finding(found)
    needed = ".".join(map(str, OLDEST))
    return Finding(
        found, f"install Python {needed} or newer from https://www.python.org/downloads/"
    )


def required() -> Iterator[tuple[str, bool]]:
    """Each package with its versions, such as "numpy>=2.0", and whether students need it too."""
    try:
        lines = importlib.metadata.requires("dlaudio") or []
    except importlib.metadata.PackageNotFoundError:
        lines = ["dlaudio"]  # its folder was found, but it was never installed
    for line in lines:
        requirement, _, condition = map(str.strip, line.partition(";"))
        if not condition or "course" in condition:
            yield requirement, not condition or requirement.startswith("jupyterlab")


def package(requirement: str, needed: bool) -> Finding:
    """Whether a package is installed, in a version that is right, and can be imported."""
    name = re.match(r"[\w.-]+", requirement)[0]
    for_whom = "" if needed else ", for those who teach"
    mend = f'"{sys.executable}" -m pip install "{requirement}"'
    if name == "dlaudio":
        mend = f'"{sys.executable}" -m pip install -e ".[course]"    in the folder of the project'
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(f"{name} is not installed{for_whom}", mend, needed)
    if not allowed(version, requirement.removeprefix(name)):
        return Finding(f"{name} {version}, but {requirement} is needed{for_whom}", mend, needed)
    try:
        importlib.import_module(name)
    except Exception as error:  # a broken library can raise anything
        repair = f"{mend} --force-reinstall"
        return Finding(f"{name} {version} does not start: {error}{for_whom}", repair, needed)
    return Finding(f"{name} {version}")


def allowed(version: str, specifier: str) -> bool:
    """Whether a version is one of those; True where nothing here can compare them."""
    with contextlib.suppress(ImportError):  # packaging comes with matplotlib
        from packaging.specifiers import SpecifierSet

        return SpecifierSet(specifier).contains(version, prereleases=True)
    return True


def sounds() -> Iterator[Finding]:
    """The sets that come with dlaudio, and the real recordings."""
    from dlaudio import datasets
    from dlaudio.datasets.__main__ import REAL

    for name, source in datasets.SETS.items():
        if not source.downloads:
            fault = datasets.bundled_fault(name)
            mend = "install dlaudio again, or restore the file with git" if fault else ""
            yield Finding(f"the sounds {name}{fault and ': ' + fault}", mend)
    absent = [name for name in REAL if not datasets.available(name)]
    here = f"real recordings: {len(REAL) - len(absent)} of {len(REAL)} sets"
    fetch = f'"{sys.executable}" -m dlaudio data    fetches {", ".join(absent)}'
    yield Finding(here, fetch if absent else "", needed=False)
