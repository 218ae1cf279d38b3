"""A class as it is: a third honest with Colab's habits, a third wrong, a third hostile.

It is graded while the driver is killed at random moments. What each honest student gets, and how
long that takes, is compared with the same class without the hostile ones, graded undisturbed.
"""

import itertools
import os
import random
import signal
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import hostile
from attacks import ATTACKS
from driving import NAME, UNIT, Run, SmallClass, gone, until
from handed_in import FULL, POINTS, data, right, wrong
from test_attacks import tampered
from test_faults import FAULTS

from autograder.classroom.sample import from_library
from autograder.classroom.tables import line
from autograder.library import answers
from dlaudio import exercises

HABITS = [  # what honest people do, on Colab above all; every answer is right
    "all metadata stripped, as by Colab",
    "Colab's drive imported first",
    "pandas imported first, which is not here",
    "another folder before the imports, as at home",
    "line magics and shell commands",
    "the imports deleted",
    "a comma too many",
    "the answer at the end, the stub left",
    "input() before the imports",
    "%matplotlib widget before the imports",
    "a download before the imports",
    "pip by subprocess before the imports",
    "the imports moved to the end",
    "the imports turned into text",
    "the answer below its check, the stub left",
    "the answer above the stub",
    "the stub's line left above the answer",
    "a check deleted",
    "UTF-16 without a mark",
    "everything imported from a file of one's own",
]
NAMES = [  # of files, as browsers and Drive make them
    f"{NAME}.ipynb",
    f"{NAME} (1).ipynb",
    f"Copy of {NAME}.ipynb",
    f"{NAME}.ipynb.txt",
    f"mine/{NAME}.ipynb",
]
BROKEN = ["os._exit", "a crash of the interpreter", "memory eaten without end"]
SLOW = ["an infinite loop", "an infinite loop that catches every exception"]  # their whole limit
TAMPERING = [
    "np.testing and np.allclose patched",
    "signals to everybody",
    "a fork bomb",
    "a thousand replies in advance",
    "the gradebook rewritten",
    "processes that hide and survive",
    "another student's submission written",
    "the disk filled, with bytes and with names",
]


def hand_in(group: SmallClass, size: int, listeners: list, *, with_hostile: bool = True) -> None:
    """What a class of so many hands in; their names say what they are and mix them."""
    folder = group.course.class_folder
    hostiles = _hostile(folder, listeners, slow=size > 20)
    for number in range(size):
        kind, which = ("honest", "wrong", "hostile")[number % 3], number // 3
        student = f"s{number:02}-{kind}"
        if kind == "honest":
            _honest(group, student, which)
        elif kind == "wrong":
            group.hand_in(student, data(right(**_mistakes(which))))
        elif with_hostile:
            next(hostiles)(group, student)


def _honest(group: SmallClass, student: str, which: int) -> None:
    habit, name = HABITS[which % len(HABITS)], NAMES[which % len(NAMES)]
    place = group.place(student)
    (place / name).parent.mkdir(exist_ok=True)
    group.hand_in(student, data(FAULTS[habit].make()), name)
    (place / "screenshot.png").write_bytes(b"x")
    (place / ".ipynb_checkpoints").mkdir()
    (place / ".ipynb_checkpoints" / f"{NAME}-checkpoint.ipynb").write_bytes(b"{}")


def _mistakes(which: int) -> dict[str, str]:
    """Two exercises answered with known mistakes, others than the student before."""
    names = [name for name in POINTS if answers.misconceptions(exercises.find(name))]
    chosen = [names[(2 * which + n) % len(names)] for n in range(2)]
    made = {}
    for name in chosen:
        known = list(answers.misconceptions(exercises.find(name)))
        made[name] = from_library(name, "misconceptions", known[which % len(known)])
    return made


def _hostile(folder: Path, listeners: list, *, slow: bool) -> Iterator:
    """One thing after the other that a hostile student hands in."""

    def notebook(made):
        return lambda group, student: group.hand_in(student, data(made))

    def grammar(number):
        return notebook(hostile.file(number)[1])

    given = [[grammar(number) for number in range(len(hostile.KINDS))]]
    given += [[notebook(tampered(ATTACKS[name], folder, listeners)) for name in TAMPERING]]
    given += [[notebook(FAULTS[name].make()) for name in [*BROKEN, *(SLOW if slow else [])]]]
    given += [[_pipe, _link, _long_name, _many_files]]
    turns = itertools.zip_longest(*given)
    return itertools.cycle([one for turn in turns for one in turn if one])


def _pipe(group: SmallClass, student: str) -> None:
    os.mkfifo(group.place(student) / f"{NAME}.ipynb")


def _link(group: SmallClass, student: str) -> None:
    (group.place(student) / f"{NAME}.ipynb").symlink_to("/etc/passwd")


def _long_name(group: SmallClass, student: str) -> None:
    group.hand_in(f"{student}-{'ф' * 115}", data(wrong()))


def _many_files(group: SmallClass, student: str) -> None:
    group.hand_in(student, data(wrong()))
    for number in range(2000):
        (group.place(student) / f"{number}.ipynb").write_bytes(b"")


@dataclass
class Outcome:
    """What came of grading a class.

    Attributes
    ----------
    kills : int
        How often the driver was killed before it was done.
    faults : list of str
        A line for each thing that must not be.
    """

    size: int
    kills: int = 0
    seconds: float = 0.0
    alone: dict[str, float] = field(default_factory=dict)
    among: dict[str, float] = field(default_factory=dict)
    files: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        medians = [statistics.median(times.values()) for times in (self.alone, self.among)]
        later = max(self.among[name] - self.alone[name] for name in self.alone)
        return (
            f"A class of {self.size}, a third of it hostile, was graded in {self.seconds:.0f} s "
            f"while its driver was killed {self.kills} times. Files and folders handed in: "
            f"{self.files}, each graded or named with a reason. An honest submission took "
            f"{medians[1]:.2f} s (median), and {medians[0]:.2f} s where nobody was hostile; the "
            f"one that was delayed most took {later:.1f} s longer. Things that must not be: "
            f"{len(self.faults)}."
        )


def grade(folder: Path, size: int, kills: int, listeners: list) -> Outcome:
    """Grade a class undisturbed and without its hostile third, then all of it, and compare."""
    rng, found = random.Random(f"{size} students"), Outcome(size)
    alone, among = SmallClass(folder / "alone"), SmallClass(folder / "among")
    hand_in(alone, size, listeners, with_hostile=False)
    hand_in(among, size, listeners)
    seed = among.store.seed()  # the same for both: the same questions
    (alone.store.folder / "seed.json").write_bytes((among.store.folder / "seed.json").read_bytes())
    assert alone.store.seed() == seed
    first = alone.run()
    start = time.monotonic()
    last = _killed(among, size, kills, rng, found)
    found.seconds = time.monotonic() - start
    wanted, got = alone.scores(), among.scores()
    for group, run in ((alone, first), (among, last)):
        if run.code not in (0, 1) or "Traceback" in run.err:
            found.faults.append(f"exit code {run.code}: {run.err[-500:]}")
        found.faults += unaccounted(group, run.out)
    for student, score in wanted.items():
        if got.get(student) != score:
            found.faults.append(f"{student}: {got.get(student)} points, alone {score}")
    for student, score in got.items():
        most = FULL if "hostile" not in student else FULL - 1
        if score > most or "honest" in student and score != FULL:
            found.faults.append(f"{student} got {score} points")
    folders = {path.name for path in (among.course.class_folder / "submitted").iterdir()}
    found.faults += [f"{student} is not graded" for student in sorted(folders - set(got))]
    for name, group in (("alone", alone), ("among", among)):
        records = group.store.records(UNIT)
        setattr(found, name, {one: records[one].result.seconds for one in wanted if one in records})
    found.files = len(things(among))
    return found


def _killed(group: SmallClass, size: int, kills: int, rng, found: Outcome) -> Run:
    """Grade a class to the end, killed so many times; no result may get lost or change."""
    moments = sorted(rng.randrange(size - 2) for _ in range(kills))
    known: dict[str, bytes] = {}
    for enough in moments:
        run = group.start()
        until(lambda n=enough, r=run: len(group.results()) >= n or not r.process.is_alive(), 300)
        time.sleep(rng.uniform(0, 0.5))
        started = run.children()
        run.kill(signal.SIGKILL)
        run.wait()
        found.kills += run.code == -signal.SIGKILL
        if not gone(started):
            found.faults.append("processes of a driver that was killed go on")
        after = group.results()
        lost = [name for name in known if after.get(name) != known[name]]
        found.faults += [f"{name}: lost, or graded twice" for name in lost]
        known = after
    last = group.start()
    until(lambda: not last.process.is_alive(), 1200)
    last.wait()
    after = group.results()
    found.faults += [f"{n}: lost, or graded twice" for n in known if after.get(n) != known[n]]
    return last


def things(group: SmallClass) -> list[Path]:
    """Every file that was handed in, and what is neither file nor folder."""
    submitted = group.course.class_folder / "submitted"
    found = []
    for path in submitted.rglob("*"):
        systems = {"timestamp.txt", ".ipynb_checkpoints"} & {path.name, path.parent.name}
        if not systems and (path.is_symlink() or not path.is_dir()):
            found.append(path)
    return found


def unaccounted(group: SmallClass, out: str) -> list[str]:
    """A line for each thing that was neither graded nor named, if only by its number."""
    submitted = group.course.class_folder / "submitted"
    records, faults = group.store.records(UNIT), []
    for student, paths in itertools.groupby(
        sorted(things(group)), lambda path: path.relative_to(submitted).parts[0]
    ):
        record = records.get(student)
        texts = [record.result.fault, *record.result.notes] if record else []
        faults += [f"{student}: the table does not say {t}" for t in texts if line(t) not in out]
        said = " ".join(texts)
        for path in paths:
            graded = record is not None and record.file == path.name
            if not (graded or line(path.name) in said or " more were not looked at" in said):
                faults.append(f"{path} is neither graded nor named")
    return faults
