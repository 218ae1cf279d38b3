"""The warm parent and its forks: imports once, then one process for each submission.

``python -m autograder.inside.student FD`` reads a first message on the socket FD (what to warm up
with, the limits), then forks whenever it is handed a socket and a lifeline. A fork runs cells and
calls functions as it is told over its socket; it ends when the lifeline closes.
"""

import gc
import io
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from . import namespaces
from .wire import KINDS, Desk, Handle, WireError, receive, send

MAX_TEXT = 20_000  # characters of one output of a cell
MAX_OUTPUTS = 100
CUT = "\n... (the rest of this output was cut)"
# requests about an answer
QUESTIONS = ("call", "each", "attribute", "set", "item", "iterate", "next", "array")


class Capped(io.StringIO):
    """Text that stops growing at MAX_TEXT and says so."""

    full = False

    def write(self, text: str) -> int:
        left = MAX_TEXT - self.tell()
        if not self.full:
            super().write(text[:left])
            if len(text) > left:
                self.full = True
                super().write(CUT)
        return len(text)


def make_shell():
    """An IPython shell whose outputs are text in a list: there is nobody to look at pictures."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Hook(DisplayHook):
        def __call__(self, result=None):
            if result is not None:
                text = self.shell.display_formatter.format(result)[0].get("text/plain", "")
                self.shell.add_output("execute_result", text)

    class Publisher(DisplayPublisher):
        def publish(self, data, metadata=None, **options):
            self.shell.add_output("display_data", str(data.get("text/plain", "")))

    class Shell(InteractiveShell):
        displayhook_class = Hook
        display_pub_class = Publisher
        outputs: list = []

        def add_output(self, kind: str, text: str, **more: str) -> None:
            if len(self.outputs) < MAX_OUTPUTS:
                text = text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + CUT
                self.outputs.append({"output_type": kind, "text": text, **more})

        def _showtraceback(self, etype, evalue, stb):
            text = self.InteractiveTB.stb2text(stb)[-MAX_TEXT:]
            name = str(getattr(etype, "__name__", "Error"))[:200]
            try:
                message = str(evalue)[:2000]
            except Exception:
                message = "(an error whose message cannot be had)"
            self.add_output("error", text, ename=name, evalue=message)

        def ask_exit(self):
            """`exit` and `quit`: a notebook goes on."""

        def enable_gui(self, gui=None):
            pass

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.xmode = "Plain"
    config.InteractiveShell.colors = "nocolor"
    shell = Shell.instance(config=config)
    shell.display_formatter.active_types = ["text/plain"]
    return shell


def run_cell(shell, source: str) -> list[dict]:
    """Run one cell and return its outputs, in nbformat's words but with text alone."""
    shell.outputs = []
    out, err = Capped(), Capped()
    with redirect_stdout(out), redirect_stderr(err):
        shell.run_cell(source, store_history=False)
    streams = [("stdout", out.getvalue()), ("stderr", err.getvalue())]
    return [
        *({"output_type": "stream", "name": n, "text": text} for n, text in streams if text),
        *shell.outputs,
    ]


class Student(Desk):
    """The far end of a judge's questions: runs cells, looks up names, calls what it finds."""

    def __init__(self, sock: socket.socket, shell):
        super().__init__(lend="anything")
        self.sock, self.shell = sock, shell
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
                raise RuntimeError(rest[0])
            try:
                self.say("ok", self.answer(word, rest))
            except BaseException as error:  # an answer may raise anything: it is no end of ours
                from dlaudio.exercises.probe import failure

                found = failure(error)
                self.say("error", found.kind, found.message, found.where)

    def answer(self, word: str, rest: list) -> Any:
        """Do what a request asks for, without the modules that the exercise forbids."""
        do = getattr(self, f"do_{word}")
        if word not in QUESTIONS or not self.forbidden:
            return do(*rest)
        from dlaudio.exercises.forbid import without

        with without(self.forbidden, self.shell.user_ns):
            return do(*rest)

    def do_greet(self) -> None:
        """Nothing to do: that there is a reply says that all is ready."""

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


def serve(sock: socket.socket, shell) -> None:
    """Answer the judge until it hangs up."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ["HOME"] = "/tmp"
    sys.path.insert(0, "")  # modules that a cell has written, as in a notebook
    import random

    import numpy as np

    random.seed()
    np.random.seed(int.from_bytes(os.urandom(4), "little"))  # noqa: NPY002 (a fork copies the state)
    try:
        Student(sock, shell).converse()
    except (EOFError, OSError, WireError):
        pass


def warm_up(shell, cells: list[str]) -> None:
    """Run the unit as it was released: what it imports and caches is then there for every fork."""
    for source in cells:
        run_cell(shell, source)
    shell.reset(new_session=False)
    shell.outputs = []
    if threads := [t.name for t in threading.enumerate() if t is not threading.main_thread()]:
        raise RuntimeError(f"the warm parent has threads and must not fork: {threads}")
    gc.collect()
    gc.freeze()


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
    warm_up(shell, order["cells"])
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
                namespaces.supervise(lambda s: serve(s, shell), talk, lifeline, limits, how)
            finally:
                os._exit(1)
        os.close(sock)
        os.close(lifeline)


if __name__ == "__main__":
    main(int(sys.argv[1]))
