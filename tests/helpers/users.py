"""Commands that run as another user of the system, as a student's do."""

import shlex
from pathlib import Path


def command_as(user: int, group: int, *needs: Path | str) -> list[str]:
    """What to put before a command so that it runs as this user; only root can.

    Where `needs` lie in a folder that is closed to others, as Python may lie in root's home, the
    user sees that folder with these in it and nothing else. This is so in mounts of the command's
    own: no real folder changes.
    """
    places = [(Path(path), folder) for path in needs if (folder := _closed(Path(path)))]
    script = [
        "set -e",
        "umask 022",
        "aside=$(mktemp -d)",
        'mount -t tmpfs none "$aside"',
        # in some containers only root may write to it
        'mknod -m 666 "$aside/null" c 1 3 && mount --bind "$aside/null" /dev/null',
    ]
    for number, (path, _) in enumerate(places):
        script += [f'mkdir "$aside/{number}"', f'mount --bind {_quoted(path)} "$aside/{number}"']
    for folder in sorted({folder for _, folder in places}):
        script += [f"mount -t tmpfs -o mode=755 none {_quoted(folder)}"]
    for number, (path, _) in enumerate(places):
        here = _quoted(path)
        script += [f'mkdir -p {here} && mount --bind "$aside/{number}" {here}']
        script += [f"mount -o remount,bind,ro {here}"]
    script += ['umount --lazy "$aside" && rmdir "$aside"']
    script += [f'exec setpriv --reuid={user} --regid={group} --clear-groups "$@"']
    own_mounts = ["unshare", "--mount", "--propagation", "private"]
    return [*own_mounts, "sh", "-c", "\n".join(script), "sh"]


def _closed(path: Path) -> Path | None:
    """The outermost folder around a path that others may not enter."""
    return next((one for one in reversed(path.parents) if not one.stat().st_mode & 0o001), None)


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))
