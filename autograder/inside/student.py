"""The warm parent and its forks: imports once, then one process for each submission.

``python -m autograder.inside.student FD`` reads a first message on the socket FD (what to warm up
with, the limits), then forks whenever it is handed a socket and a lifeline. A fork runs cells and
calls functions as it is told over its socket; it ends when the lifeline closes.
"""

import gc
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from . import namespaces
from .shell import make_shell, run_cell
from .wire import KINDS, Desk, Handle, WireError, receive, send

# requests about an answer
QUESTIONS = ("call", "each", "attribute", "set", "item", "iterate", "next", "array")
# errors of the judge's functions that are raised here as what they are
ERRORS = {
    error.__name__: error
    for error in (ValueError, TypeError, IndexError, ZeroDivisionError, RuntimeError)
}


class Student(Desk):
    """The far end of a judge's questions: runs cells, looks up names, calls what it finds."""

    def __init__(self, sock: socket.socket, shell, rehearsed: list):
        super().__init__(lend="anything")
        self.sock, self.shell, self.rehearsed = sock, shell, rehearsed
        self.forbidden: list[str] = []

    def handle(self, number: int, kind: str, can_call: bool) -> Callable:
        """A function of the judge's, to be called from here."""

        def call(*arguments, **options):
            self.say("call back", Handle(number, kind, can_call), arguments, options)
            return self.converse()

        call.__name__ = kind
        return call

    def say(self, *message) -> None:
        send(self.sock, self.pack(message))

    def converse(self) -> Any:
        """Answer requests until a reply to one of our own comes."""
        while True:
            word, *rest = self.unpack(*receive(self.sock))
            if word == "ok":
                return rest[0]
            if word == "error":
                kind, message = rest
                if kind in ERRORS:
                    raise ERRORS[kind](message)
                raise RuntimeError(f"{kind}: {message}")
            try:
                self.say("ok", self.answer(word, rest))
            except BaseException as error:  # an answer may raise anything: it is no end of ours
                from dlaudio.assessment.probe import failure

                found = failure(error)
                self.say("error", found.kind, found.message, found.where)

    def answer(self, word: str, rest: list) -> Any:
        """Do what a request asks for; an answer does it without what the exercise forbids."""
        do = getattr(self, f"do_{word}")
        if word not in QUESTIONS:
            return do(*rest)
        from dlaudio.assessment.forbid import asking, without

        with asking(), without(self.forbidden, self.shell.user_ns):
            return do(*rest)

    def do_greet(self) -> None:
        """Nothing to do: that there is a reply says that all is ready."""

    def do_rehearsal(self) -> list:
        """What each cell of the unit has shown in the warm parent."""
        return self.rehearsed

    def do_forbid(self, modules: list[str]) -> None:
        self.forbidden = modules

    def do_run(self, source: str) -> list[dict]:
        return run_cell(self.shell, source)

    def do_get(self, name: str) -> Any:
        if name not in self.shell.user_ns:
            raise NameError(f"there is nothing called {name}")
        return self.shell.user_ns[name]

    def do_call(self, function: Any, arguments: tuple, options: dict) -> Any:
        return function(*arguments, **options)

    def do_each(self, function: Any, arguments: list) -> list:
        return [function(argument) for argument in arguments]

    def do_attribute(self, thing: Any, name: str) -> Any:
        return getattr(thing, name)

    def do_set(self, thing: Any, name: str, value: Any) -> None:
        setattr(thing, name, value)

    def do_item(self, thing: Any, key: Any) -> Any:
        return thing[key]

    def do_iterate(self, thing: Any) -> Iterator:
        return iter(thing)

    def do_next(self, iterator: Iterator) -> tuple:
        """The next thing in a tuple, or an empty tuple at the end."""
        for found in iterator:
            return (found,)
        return ()

    def do_array(self, thing: Any) -> Any:
        import numpy as np

        array = np.asarray(thing)
        if array.dtype.kind not in KINDS:
            raise TypeError(f"needs numbers, got {type(thing).__name__}")
        return array


def serve(sock: socket.socket, shell, rehearsed: list) -> None:
    """Answer the judge until it hangs up."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ["HOME"] = "/tmp"
    sys.path.insert(0, "")  # modules that a cell has written, as in a notebook
    import random

    import numpy as np

    random.seed()
    np.random.seed(int.from_bytes(os.urandom(4), "little"))  # noqa: NPY002 (a fork copies the state)
    try:
        Student(sock, shell, rehearsed).converse()
    except (EOFError, OSError, WireError):
        pass


def warm_up(shell, cells: list[str]) -> list[list[dict] | None]:
    """Run the unit as it was released: what it imports and caches is then there for every fork.

    Returns what each cell has shown, and None for one that stopped with an error: it may need an
    answer, or the folder that only a fork has.
    """
    gc.disable()
    shown = [run_cell(shell, source) for source in cells]
    shell.reset(new_session=False)
    shell.outputs = []
    if threads := [t.name for t in threading.enumerate() if t is not threading.main_thread()]:
        raise RuntimeError(f"the warm parent has threads and must not fork: {threads}")
    gc.collect()
    gc.freeze()
    gc.enable()
    stopped = [any(output["output_type"] == "error" for output in outputs) for outputs in shown]
    return [None if bad else outputs for bad, outputs in zip(stopped, shown, strict=True)]


def main(fd: int) -> None:
    """The warm parent: warm up, say that it is ready, fork at every call."""
    control = socket.socket(fileno=fd)
    order = json.loads(receive(control)[0])
    limits, how = namespaces.Limits(**order["limits"]), order["how"]
    null = os.open(os.devnull, os.O_RDWR)  # nobody may be refused
    if how != "free":
        namespaces.become_nobody()
    if how == "nested" and not namespaces.can_confine(limits):
        send(control, b"cannot nest")
        return
    os.makedirs(os.environ.get("MPLCONFIGDIR", "/tmp/matplotlib"), exist_ok=True)
    shell = make_shell()
    rehearsed = warm_up(shell, order["cells"])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for number in (0, 1, 2):  # what went wrong up to here could be read by the judge
        os.dup2(null, number)
    send(control, b"ready")
    while True:
        word, fds, *_ = socket.recv_fds(control, 16, 2)
        if not word:
            return
        sock, lifeline = fds
        if os.fork() == 0:
            try:
                talk = socket.socket(fileno=sock)
                namespaces.supervise(
                    lambda s: serve(s, shell, rehearsed), talk, lifeline, limits, how
                )
            finally:
                os._exit(1)
        os.close(sock)
        os.close(lifeline)


if __name__ == "__main__":
    main(int(sys.argv[1]))
