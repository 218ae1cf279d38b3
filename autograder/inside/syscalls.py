"""Close the doors of the kernel that no notebook needs: a filter of system calls (seccomp).

Namespaces, limits and the lack of rights are the walls; this makes what is behind them smaller.
What is refused fails with "Operation not permitted", as for anybody without rights. Nothing that
the whole machine counts, or that two submissions would share, is left open: what is tried in the
sandbox, call by call, stands in ``tests/autograder/sandbox/test_shared.py``.
"""

import ctypes
import errno
import platform

# name: numbers on x86-64 and on AArch64
REFUSED = {
    # other processes, and what this one is
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "personality": (135, 92),
    # namespaces and mounts
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    # memory that no limit counts, and that may outlive a process
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "semget": (64, 190),
    "vmsplice": (278, 75),
    # counted for the whole machine, or for all processes of a user
    "io_setup": (206, 0),
    "inotify_init": (253, 26),  # on AArch64 there is only the next
    "inotify_init1": (294, 26),
    # who reads which of the files that everybody sees
    "fanotify_init": (300, 262),
    "cachestat": (451, 451),
    # all that waits for the disks of the machine
    "sync": (162, 81),
    "syncfs": (306, 267),
    # keys are shared by all processes of a user
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # wide doors into the kernel
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "syslog": (103, 116),
    "quotactl": (179, 60),
}
CLONE, CLONE3, SOCKET = (56, 220), (435, 435), (41, 198)
FLOCK, FCNTL, MMAP = (73, 32), (72, 25), (9, 222)
NEW_NAMESPACES = 0x7E020000  # flags of clone
# Others reach beyond the network namespace (vsock) or deep into the kernel.
FAMILIES = [1, 2, 10, 16]  # unix, inet, inet6, netlink
# Commands of fcntl. Libraries lock files of their own; two students could signal to each other by
# locks on the files that both see. So a lock is said to be had, and nothing is locked.
LOCKS = [6, 7, 37, 38]  # SETLK, SETLKW, and the same for open files
LOOKS = [5, 36, 1024, 1025, 1026]  # GETLK, the same for open files, SETLEASE, GETLEASE, NOTIFY
# What two processes share without a file can be hidden from those who add memory up.
SHARED_WITHOUT_A_FILE = 0x21  # flags of mmap: shared, anonymous
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
X32 = 0x40000000  # a second set of numbers for the same calls on x86-64

LOAD, EQUAL, AT_LEAST, ANY_BIT, AND, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER, MACHINE, ARGUMENTS = 0, 4, 16  # places in what the kernel shows to a filter
PR_SET_SECCOMP, FILTER = 22, 2

Line = tuple[int, int, int, int]  # operation, lines to skip if true, if false, operand


def program(machine: str) -> list[Line]:
    """The filter for a machine, in the kernel's own small language (classic BPF)."""
    column, audit = MACHINES[machine]
    allow, refuse = (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, ERROR | errno.EPERM)
    done = (RETURN, 0, 0, ERROR)  # no error, and nothing done
    lines = [(LOAD, 0, 0, MACHINE), (EQUAL, 1, 0, audit), (RETURN, 0, 0, KILL)]
    lines += [(LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, X32), refuse]
    for numbers in REFUSED.values():
        lines += [(EQUAL, 0, 1, numbers[column]), refuse]
    # its flags are out of sight: say that it does not exist, and everybody takes clone instead
    lines += [(EQUAL, 0, 1, CLONE3[column]), (RETURN, 0, 0, ERROR | errno.ENOSYS)]
    lines += [(EQUAL, 0, 1, FLOCK[column]), done]
    for numbers, argument, rules in [
        (CLONE, 0, [(ANY_BIT, 0, 1, NEW_NAMESPACES), refuse, allow]),
        (SOCKET, 0, [*_cases(FAMILIES, allow), refuse]),
        (FCNTL, 1, [*_cases(LOCKS, done), *_cases(LOOKS, refuse), allow]),
        (MMAP, 3, [(AND, 0, 0, 0x21), (EQUAL, 0, 1, SHARED_WITHOUT_A_FILE), refuse, allow]),
    ]:
        lines.append((EQUAL, 0, len(rules) + 1, numbers[column]))
        lines += [(LOAD, 0, 0, ARGUMENTS + 8 * argument), *rules]
    return [*lines, allow]


def _cases(values: list[int], then: Line) -> list[Line]:
    return [line for value in values for line in ((EQUAL, 0, 1, value), then)]


class _Line(ctypes.Structure):
    _fields_ = [
        ("operation", ctypes.c_uint16),
        ("true", ctypes.c_uint8),
        ("false", ctypes.c_uint8),
        ("operand", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("lines", ctypes.POINTER(_Line))]


def refuse_calls(libc: ctypes.CDLL) -> bool:
    """Set the filter for this process and all that it starts; False where there is none to set."""
    machine = platform.machine()
    if machine not in MACHINES:
        return False
    lines = program(machine)
    array = (_Line * len(lines))(*(_Line(*line) for line in lines))
    filtering = ctypes.byref(_Program(len(lines), array))
    return libc.prctl(PR_SET_SECCOMP, FILTER, filtering, 0, 0) == 0
