"""What a process in the sandbox sees: Python and its packages, dlaudio, its data, read-only."""

import os
import sys
from pathlib import Path

import numpy

import dlaudio
from dlaudio.assessment import solution

GRADER = Path(__file__).parents[1]
SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"]
SETTINGS = ["ld.so.cache", "fonts", "alternatives", "localtime", "mime.types"]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
KERNELS = ("OPENBLAS_", "MKL_", "NPY_")  # beginnings of variables that say how numbers are computed


def sealed() -> list[str]:
    """`bubblewrap`, with nothing left to write to but /tmp."""
    *command, end = bubblewrap()
    command += ["--perms", "1777", "--tmpfs", "/dev/shm"]
    return [*command, "--remount-ro", "/dev", "--remount-ro", "/", end]


def environment() -> dict[str, str]:
    """What a student's process is told about the machine: where its tools are, how to compute.

    With another of the BLAS's kernels, chosen there and not here, what is trained ends elsewhere.
    """
    paths = [str(GRADER.parent), str(Path(dlaudio.__file__).parents[1])]
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONPATH": ":".join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "HOME": "/tmp",
        "DLAUDIO_HOME": "",  # nothing is remembered of a student
        "MPLBACKEND": "template",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "NUMBA_CACHE_DIR": "/tmp/numba",
        "IPYTHONDIR": "/tmp/ipython",
        "PYTHONBREAKPOINT": "0",  # nobody sits at a debugger
        "JOBLIB_MULTIPROCESSING": "0",  # its workers look for themselves in a /proc that is empty
        "PIP_NO_INDEX": "1",  # there is no network: pip says at once what it does not have
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        **{name: value for name, value in os.environ.items() if name.startswith(KERNELS)},
        **dict.fromkeys(THREADS, "1"),
    }


def bubblewrap() -> list[str]:
    """The command that confines a warm parent: what it may see, all of it read-only."""
    package = Path(dlaudio.__file__).parent
    visible = [
        *SYSTEM,
        *(f"/etc/{name}" for name in SETTINGS),
        sys.prefix,
        sys.base_prefix,
        Path(numpy.__file__).parents[1],  # an environment may be built upon another one
        package,
        package.parents[1] / "data",
        GRADER / "__init__.py",
        GRADER / "inside",
    ]
    command = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    command += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    if os.getuid() == 0:
        # root's own files must not be readable inside: the parent becomes nobody first of all
        command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    command += ["--dev-bind", "/dev/null", "/dev/zero"]  # a mapping of it is memory without a file
    command += ["--perms", "1777", "--dir", "/tmp/matplotlib", "--chmod", "1777", "/tmp"]
    places = list(dict.fromkeys(map(str, visible)))
    for folder in sorted({str(parent) for place in places for parent in Path(place).parents[:-1]}):
        command += ["--perms", "0755", "--dir", folder]
    for path in places:
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            command += ["--ro-bind", path, path]
    # solutions are for whoever studies, and no answer may read one
    hidden = str(solution.FOLDER)
    if os.path.isdir(hidden):
        command += ["--perms", "0555", "--tmpfs", hidden, "--remount-ro", hidden]
    return [*command, "--"]
