"""Put what a class handed in elsewhere where the grader looks: archives of Moodle and Canvas.

``python -m autograder collect FILE UNIT`` reads the archive of all submissions that a learning
platform gives its teachers, and writes each student's files into nbgrader's folder of submissions,
which lies in the class's own folder. Nothing is unpacked anywhere else. Names and sizes in an
archive may be anything: each file is bounded, and a name that is no file's name is said and passed
over.
"""

import lzma
import re
import struct
import sys
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from ..inside.limits import ARCHIVE_BYTES, ARCHIVE_FILES, NOTEBOOK_BYTES
from .course import Course, CourseError
from .tables import line
from .undisturbed import alone

# One of these says whose a file is. Moodle gives each student a folder (or puts all into one, with
# the same start), Canvas a start to the name of each file; a number at its end counts attempts.
MOODLE = re.compile(
    r"(?:.*/)?[^/]+_(?P<student>\d+)_assignsubmission_file_?/?(?:[^/]+/)*(?P<file>[^/]+)"
)
CANVAS = re.compile(
    r"(?:.*/)?(?P<student>[^_/]+)(?:_LATE)?_\d+_\d+_(?P<file>[^/]+?)(?:-\d+)?(?P<end>\.\w+)"
)
NBGRADER = re.compile(r"(?:.*/)?(?P<student>[^/]+)/u\d\d_\w+/(?P<file>[^/]+)")
KINDS = {"Moodle": MOODLE, "Canvas": CANVAS, "nbgrader": NBGRADER}
BESIDE = ("timestamp.txt", "submission_secret.txt")  # what nbgrader itself puts there
# what zipfile and the libraries that unpack for it raise over a file that is damaged or made up
UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError)
UNREADABLE += (RuntimeError, NotImplementedError, MemoryError, struct.error, IndexError)
ATTEMPT = re.compile(r"-(\d+)\.\w+$")


@dataclass
class Collected:
    """What an archive held.

    Attributes
    ----------
    kind : str
        Which of `KINDS` its names are like.
    files : dict of (str, str) to zipfile.ZipInfo
        The last attempt at each file, by student and name.
    left_out : list of str
        A line for each thing that was not taken.
    """

    kind: str = ""
    files: dict[tuple[str, str], zipfile.ZipInfo] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    @property
    def students(self) -> list[str]:
        return sorted({student for student, _ in self.files})


def look(archive: zipfile.ZipFile) -> Collected:
    """Find out whose the files of an archive are, by their names."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    entries = [entry for entry in entries if not entry.filename.startswith("__MACOSX/")]
    kind = next((kind for kind in KINDS if any(_match(kind, entry) for entry in entries)), "")
    found = Collected(kind)
    # the last attempt comes last, and stays
    for entry in sorted(entries[:ARCHIVE_FILES], key=_attempt):
        match = _match(kind, entry) if kind else None
        if match is None:
            found.left_out.append(f"{entry.filename}: the name does not say whose it is")
            continue
        student, name = match["student"], match["file"] + (match.groupdict().get("end") or "")
        if not _is_name(student) or not _is_name(name):
            found.left_out.append(f"{entry.filename}: this is no name for a file")
        elif kind != "nbgrader" and name in BESIDE:
            found.left_out.append(f"{entry.filename}: nobody says when their own work was sent")
        else:
            found.files[student, name] = entry
    if len(entries) > ARCHIVE_FILES:
        found.left_out.append(
            f"{len(entries) - ARCHIVE_FILES} more files: {ARCHIVE_FILES} are read"
        )
    return found


def _match(kind: str, entry: zipfile.ZipInfo) -> re.Match | None:
    return KINDS[kind].fullmatch(entry.filename[:1000])


def _attempt(entry: zipfile.ZipInfo) -> int:
    number = ATTEMPT.search(entry.filename)
    return int(number[1][:9]) if number else 0


def _is_name(text: str) -> bool:
    """Whether it is the name of a file or folder, on every system, and not a hidden one."""
    odd = set('/\\:*?"<>|') & set(text)
    return text.isprintable() and not odd and text[:1] not in ("", ".") and len(text.encode()) < 200


def collect(course: Course, unit: str, path: Path) -> tuple[Collected, dict[str, bool]]:
    """Write the files of an archive into the folders of their students.

    Returns what the archive held and, for each student, whether anything is new.

    Raises
    ------
    CourseError
        If the file is no archive that can be read.
    """
    changed: dict[str, bool] = {}
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            found = look(archive)
            for (student, name), entry in found.files.items():
                data = _bytes(archive, entry, found)
                # what was not kept took as long
                total += NOTEBOOK_BYTES if data is None else len(data)
                if total > ARCHIVE_BYTES:
                    raise CourseError(f"{path} has more than {ARCHIVE_BYTES >> 30} GB in it")
                if data is None:
                    continue
                new = _put(course.path("submitted", student, unit) / name, data)
                changed[student] = changed.get(student, False) or new
    except UNREADABLE as error:
        raise CourseError(f"{path} cannot be collected: {error}") from None
    return found, changed


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, found: Collected) -> bytes | None:
    """The contents of an entry, which may say of its size what it likes."""
    try:
        with archive.open(entry) as file:
            data = file.read(NOTEBOOK_BYTES + 1)
    except UNREADABLE as error:
        found.left_out.append(f"{entry.filename}: it cannot be unpacked ({error})")
        return None
    if len(data) > NOTEBOOK_BYTES:
        found.left_out.append(f"{entry.filename}: it has more than {NOTEBOOK_BYTES >> 20} MB")
        return None
    return data


def _put(path: Path, data: bytes) -> bool:
    """Write a file, never through a link; False if it is there already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
        return False
    part = path.with_name(f".{path.name[:50]}.part")
    part.unlink(missing_ok=True)
    part.write_bytes(data)
    part.replace(path)
    return True


def command(options) -> int:
    """The command ``collect``; its exit code (see `autograder.__main__`)."""
    course = Course(Path(options.course))
    with alone(course.class_folder):
        found, changed = collect(course, options.unit, Path(options.file))
    for text in found.left_out:
        print(f"left out: {line(text)}", file=sys.stderr)
    if not changed:
        print(f"Nothing was collected from {options.file}.", file=sys.stderr)
        return 1
    new = sum(changed.values())
    print(f"An archive of {found.kind}. Students: {len(changed)}; with something new: {new}.")
    with_notebook = {student for student, name in found.files if name.lower().endswith(".ipynb")}
    for student in found.students:
        if student not in with_notebook:
            print(f"{student} has no notebook among the files.")
    print(f"Next: python -m autograder grade {options.unit}")
    return int(bool(found.left_out))
