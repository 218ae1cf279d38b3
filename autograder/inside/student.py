"""The warm parent and its forks: imports once, then one process for each submission.

``python -m autograder.inside.student FD`` reads a first message on the socket FD (what to warm up
with, the limits), then forks whenever it is handed a socket and a lifeline. A fork runs cells and
calls functions as it is told over its socket; it ends when the lifeline closes. What it needs is
imported here, once: each import in a fork would cost every submission.
"""

import contextlib
import json
import os
import pdb
import random
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from . import kept, namespaces
from .limits import Limits
from .rehearsal import Rehearsal, warm_up
from .shell import make_shell, run_cell
from .wire import KINDS, Desk, Handle, WireError, receive, send

# requests about an answer
QUESTIONS = (
    "call",
    "each",
    "call_and_look",
    "attribute",
    "set",
    "item",
    "iterate",
    "next",
    "array",
)
# errors of the judge's functions that are raised here as what they are
ERRORS = {
    error.__name__: error
    for error in (ValueError, TypeError, IndexError, ZeroDivisionError, RuntimeError)
}


class Student(Desk):
    """The far end of a judge's questions: runs cells, looks up names, calls what it finds."""

    def __init__(self, sock: socket.socket, shell, rehearsal: Rehearsal):
        super().__init__(lend="anything")
        self.sock, self.shell, self.rehearsal = sock, shell, rehearsal
        self.forbidden: list[str] = []
        self.own: dict[str, tuple] = {}  # what names of the notebook stood for before
        self.own_parts = False
        self.hidden: contextlib.ExitStack | None = None  # while an answer is questioned

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
                said = (found.kind, found.message, found.where, found.cause)
                self.say("error", *said)

    def answer(self, word: str, rest: list) -> Any:
        """Do what a request asks for; an answer does it without what the exercise forbids."""
        if word in QUESTIONS:
            self.hide()
        else:
            self.show_again()
        return getattr(self, f"do_{word}")(*rest)

    def hide(self) -> None:
        """Hide what the exercise forbids, until something else is asked than questions."""
        if self.hidden is None:
            from dlaudio.assessment.forbid import asking, without

            self.hidden = contextlib.ExitStack()
            self.hidden.enter_context(asking(own_parts=self.own_parts))
            self.hidden.enter_context(without(self.forbidden, self.shell.user_ns))

    def show_again(self) -> None:
        if self.hidden is not None:
            hidden, self.hidden = self.hidden, None
            with contextlib.suppress(KeyError):  # an answer has deleted what stood in the place
                hidden.close()

    def do_greet(self) -> None:
        """Nothing to do: that there is a reply says that all is ready."""

    def do_rehearsal(self) -> tuple[list, list]:
        """What each cell of the unit has shown in the warm parent, and the names it has bound."""
        return self.rehearsal.shown, [list(names) for names in self.rehearsal.bound]

    def do_provide(self, number: int, names: list[str]) -> list[str]:
        """Bind names as a cell of the released unit did, where there are none; which these are."""
        missing = [name for name in names if name not in self.shell.user_ns]
        given = self.rehearsal.given(number, self.shell) if missing else {}
        missing = [name for name in missing if name in given]
        self.shell.user_ns.update((name, given[name]) for name in missing)
        return missing

    def do_files(self, files: dict[str, str]) -> None:
        """Write files that were handed in beside the notebook, where there is a folder for it."""
        if os.getcwd() == "/":
            return
        for name, text in files.items():
            with open(name, "w", encoding="utf-8", errors="replace") as file:
                file.write(text)

    def do_forbid(self, modules: list[str], own_parts: bool) -> None:
        self.forbidden, self.own_parts = modules, own_parts

    def do_put(self, functions: dict[str, Callable]) -> None:
        """Put the judge's functions in the place of the notebook's, after what it had itself."""
        names = self.shell.user_ns
        for name, value in self.own.items():
            names.pop(name, None)
            names.update(zip([name], value, strict=False))
        self.own = {name: (names[name],) if name in names else () for name in functions}
        names.update(functions)

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

    def do_call_and_look(self, function: Any, arguments: tuple) -> tuple:
        """What it returns, and the arguments after it, into which it may have written."""
        return function(*arguments), arguments

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
        from dlaudio.assessment.probe import kind_of

        array = np.asarray(thing)
        if array.dtype.kind not in KINDS:
            raise TypeError(f"needs numbers, got {kind_of(thing)}")
        return array


def serve(sock: socket.socket, shell, rehearsal: Rehearsal) -> None:
    """Answer the judge until it hangs up."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ["HOME"] = "/tmp"
    sys.path.insert(0, "")  # modules that a cell has written, as in a notebook
    pdb.set_trace = lambda *arguments, **options: None  # nobody sits there
    random.seed()
    np.random.seed(int.from_bytes(os.urandom(4), "little"))  # noqa: NPY002 (a fork copies the state)
    try:
        Student(sock, shell, rehearsal).converse()
    except (EOFError, OSError, WireError):
        pass


def main(fd: int) -> None:
    """The warm parent: warm up, say that it is ready, fork at every call."""
    control = socket.socket(fileno=fd)
    order = json.loads(receive(control)[0])
    limits, how = Limits(**order["limits"]), order["how"]
    null = os.open(os.devnull, os.O_RDWR)  # nobody may be refused
    if how != "free":
        namespaces.become_nobody()
    if how == "nested" and not namespaces.can_confine(limits):
        send(control, b"cannot nest")
        return
    os.makedirs(os.environ.get("MPLCONFIGDIR", "/tmp/matplotlib"), exist_ok=True)
    shell = make_shell()
    before = kept.unpack(order["compiled"]["kept"])
    rehearsal = warm_up(shell, order["cells"], order["later"])
    kept.pack(order["compiled"]["new"], before)
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
                if word.isdigit():  # where the judge works, too: they take turns
                    os.sched_setaffinity(0, [int(word)])
                talk = socket.socket(fileno=sock)
                namespaces.supervise(
                    lambda s: serve(s, shell, rehearsal), talk, lifeline, limits, how
                )
            finally:
                os._exit(1)
        os.close(sock)
        os.close(lifeline)


if __name__ == "__main__":
    main(int(sys.argv[1]))
