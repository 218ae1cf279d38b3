"""Room for a batch: one that does not fit is told so before it is tried.

Linux promises more memory than it has, and then ends the process that uses what it was promised;
a student would see a dead kernel, and no word of why.
"""

from pathlib import Path

LARGE = 2**28  # bytes; below this nobody looks
MEMINFO = Path("/proc/meminfo")
CGROUP = Path("/sys/fs/cgroup")  # of a container, such as Binder's


def make_sure(n_bytes: int, who: str, shape: tuple[int, ...]) -> None:
    """Raise unless there is room.

    Parameters
    ----------
    n_bytes : int
        What will be kept at once, at least.
    who : str
        The layer, for the sentence.
    shape : tuple of int
        Of the batch that it was given.

    Raises
    ------
    MemoryError
        If more is needed than is free, with both figures. Where the system does not tell what is
        free (only Linux does here), everything is tried.
    """
    if n_bytes < LARGE:
        return
    room = free()
    if room is not None and n_bytes > room:
        raise MemoryError(
            f"{who} needs {n_bytes / 2**30:.1f} GiB for x of shape {shape}, and {room / 2**30:.1f} "
            "GiB are free: take less at once, such as a smaller batch"
        )


def free() -> int | None:
    """Bytes that this process may still use, by its machine and by its container; else None."""
    try:
        lines = MEMINFO.read_text(encoding="ascii").splitlines()
        (found,) = [int(line.split()[1]) * 1024 for line in lines if line[:13] == "MemAvailable:"]
    except (OSError, ValueError):
        return None
    try:
        most, used = (
            int((CGROUP / name).read_text(encoding="ascii"))
            for name in ("memory.max", "memory.current")
        )
        numbers = (CGROUP / "memory.stat").read_text(encoding="ascii").split()
        files = int(numbers[numbers.index("inactive_file") + 1])  # given back when asked for
    except (OSError, ValueError):  # no container, or "max"
        return found
    return min(found, max(0, most - used + files))
