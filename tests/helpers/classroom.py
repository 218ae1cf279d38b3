"""A class for nbgrader: answers filled into a released notebook, users, and their commands."""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import hub_page
import matplotlib
import nbformat
from users import command_as

from autograder.classroom.sample import fill, from_library  # noqa: F401 (what a class hands in)

ROOT = Path(__file__).parents[2]


# ---- nbgrader ----------------------------------------------------------------------------------


class Course:
    """A course of one unit in a folder of its own, with an exchange and nbgrader's own commands.

    Every user has a home. Where the tests run as root, a student who is also a user of the system
    is that user; the others hand in under their names by `--student`. Grading is nbgrader's own
    unless `trusted`.
    """

    def __init__(self, folder: Path, unit: str, *, trusted: bool = False):
        self.folder, self.unit, self.trusted = folder, unit, trusted
        self.root, self.exchange = folder / "course", folder / "exchange"
        folder.chmod(0o755)
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        self.root.mkdir(mode=0o700)
        shutil.copy(ROOT / "nbgrader_config.py", self.root)
        shutil.copytree(ROOT / "solutions" / unit, self.root / "solutions" / unit, symlinks=True)

    def home(self, user: str) -> Path:
        """The user's home, in which nbgrader finds the exchange as the page on hubs sets it."""
        home = self.folder / "homes" / user
        if not home.exists():
            (home / ".jupyter").mkdir(parents=True)
            settings = hub_page.block("Exchange.root")
            assert "/srv/nbgrader/exchange" in settings
            settings = settings.replace("/srv/nbgrader/exchange", str(self.exchange))
            (home / ".jupyter" / "nbgrader_config.py").write_text(settings)
            if owner := system_user(user):
                for path in [home, *home.rglob("*")]:
                    os.chown(path, owner.pw_uid, owner.pw_gid)
        return home

    def instructor(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        """Run an nbgrader command in the course's folder."""
        return self._run("instructor", self.root, None, arguments, **options)

    def student(self, user: str, *arguments: str, **options) -> subprocess.CompletedProcess:
        """Run an nbgrader command in the student's home."""
        owner = system_user(user)
        named = [] if owner else [f"--student={user}"]
        return self._run(user, self.home(user), owner, [*arguments, *named], **options)

    def put(self, user: str, name: str, notebook: nbformat.NotebookNode) -> None:
        """Put a student's notebook, and what nbgrader writes beside it, where `collect` would."""
        path = self._of_class("submitted", user, name)
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
        (path.parent / "timestamp.txt").write_text("2026-01-31 12:00:00.000000 UTC")
        (path.parent / "submission_secret.txt").write_text(f"the secret of {user}")

    def page(self, user: str, name: str) -> str:
        """The feedback page made of a student's notebook."""
        path = self._of_class("feedback", user, name).with_suffix(".html")
        return path.read_text(encoding="utf-8")

    def _of_class(self, step: str, user: str, name: str) -> Path:
        return self.root / "autograder" / "class" / step / user / self.unit / name

    def _run(self, user, cwd, owner, arguments, check=True):
        environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("JUPYTER", "IPYTHON", "XDG", "DLAUDIO_S", "PYTEST"))
        }
        environment |= {} if self.trusted else {"DLAUDIO_STOCK": "1"}
        environment |= {
            "HOME": str(self.home(user)),
            "PYTHONPATH": os.pathsep.join(
                filter(None, [str(ROOT / "course"), str(ROOT), os.environ.get("PYTHONPATH")])
            ),
            "MPLCONFIGDIR": matplotlib.get_cachedir(),
        }
        done = subprocess.run(
            [*_becoming(owner), sys.executable, "-m", "nbgrader", *arguments],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
        )
        if check and done.returncode:
            raise AssertionError(f"{user}: nbgrader {arguments}: {done.stdout}{done.stderr}")
        return done


@cache
def system_user(name: str):
    """Entry of a system's user whom this process may become and who can run nbgrader, or None."""
    try:
        import pwd  # not on Windows

        user = pwd.getpwnam(name)
        command = [*_becoming(user), sys.executable, "-c", "import nbgrader"]
        subprocess.run(command, check=True, cwd=tempfile.gettempdir(), capture_output=True)
    except (ImportError, KeyError, OSError, subprocess.SubprocessError):
        return None
    return user


def _becoming(user) -> list[str]:
    """What to put before a command so that it runs as this user; nothing for None."""
    if user is None:
        return []
    return command_as(user.pw_uid, user.pw_gid, sys.base_prefix, sys.prefix, ROOT)
