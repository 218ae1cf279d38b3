"""A notebook's kernel in the sandbox: gives up all rights, sets the limits, becomes ipykernel.

``python -m autograder.inside.kernel ...`` with the arguments of ipykernel; runs in bubblewrap.
"""

import os
import sys

from . import namespaces
from .limits import Limits

# A kernel waits for its reader, so it may live long; a cell that never ends has its stop button.
LIMITS = Limits(cpu_seconds=3600)


def main(arguments: list[str]) -> None:
    namespaces.become_nobody()
    try:
        # the limit of processes then counts those of this kernel alone
        namespaces.unshare(namespaces.CLONE_NEWUSER)
    except OSError:
        pass  # bubblewrap confines it all the same
    namespaces.drop_rights()
    namespaces.set_limits(LIMITS)
    namespaces.limit_processes(LIMITS)
    os.makedirs("/tmp/work")
    os.chdir("/tmp/work")
    os.setpgid(0, 0)  # an interrupt reaches the kernel and what it started, not bubblewrap
    os.execv(sys.executable, [sys.executable, "-m", "ipykernel_launcher", *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
