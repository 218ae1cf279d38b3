"""The judge's end: a student's process to run cells in, and answers that live in there.

A probe runs here, in the judge, and calls the student's function as if it were its own; what comes
back is a plain value or a `Thing` that can be called and looked into, and nothing else. So what is
compared was computed here, from values that answer a question.
"""

import contextlib
import math
import os
import re
import socket
from collections.abc import Callable, Iterable
from typing import Any

from dlaudio.assessment.probe import AnswerError, Failure, Remote, failure, noted

from ..inside.wire import MAX_ARRAYS, MAX_HEADER, Desk, Handle, WireError, receive, send
from .bounds import Allowance

MAX_TEXT = 20_100  # characters of one output, and of all outputs of a cell five times as many
# terminal codes, control characters, and marks that turn the direction of the text
UNSEEN = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
OUTPUTS = {
    "stream": ("name", "text"),
    "execute_result": ("text",),
    "display_data": ("text",),
    "error": ("ename", "evalue", "text"),
}


class Thing(Remote):
    """An object in the student's process.

    It can be looked into, stepped through and turned into an array: all of that asks the student's
    process for plain values. It refuses to be compared or taken for a number, for an object that
    claims to be any value is none.
    """

    def __init__(self, session: "Session", handle: Handle):
        vars(self).update(_session=session, _handle=handle)

    def call_each(self, arguments: Iterable) -> list:
        """Call it with every argument in turn, in one message."""
        return self._session.ask("each", self._handle, list(arguments))

    def call_and_look(self, arguments: tuple) -> tuple[Any, tuple]:
        """Call it; what it returns, and what the arguments are after it."""
        found = self._session.ask("call_and_look", self._handle, tuple(arguments))
        match found:
            case (value, tuple() as after) if len(after) == len(arguments):
                return value, after
        raise TypeError("the arguments did not come back")

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._session.ask("attribute", self._handle, name)

    def __setattr__(self, name: str, value):
        self._session.ask("set", self._handle, name, value)

    def __getitem__(self, key):
        return self._session.ask("item", self._handle, key)

    def __iter__(self):
        iterator = self._session.ask("iterate", self._handle)
        while found := self._session.ask("next", iterator):
            yield found[0]

    def __array__(self, dtype=None, copy=None):
        array = self._session.ask("array", self._handle)
        return array if dtype is None else array.astype(dtype)

    def __repr__(self):
        return f"<{self._handle.kind} of the notebook>"

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot copy {self!r}")

    def _refuse(self, *_):
        raise TypeError(f"needs a plain value, got a {self._handle.kind}")

    __bool__ = __len__ = __float__ = __int__ = __index__ = __complex__ = __contains__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __matmul__ = _refuse
    __rmatmul__ = __truediv__ = __rtruediv__ = __neg__ = __abs__ = _refuse
    __hash__ = None
    __array_ufunc__ = None


class Function(Thing):
    """A thing that can be called: a function, a class, or an object that has a call of its own."""

    def __call__(self, *arguments, **options):
        return noted(self._session.ask("call", self._handle, arguments, options))


class Session(Desk):
    """One student's process.

    Parameters
    ----------
    sock : socket
        Our end of the conversation.
    lifeline : int
        File descriptor; when it closes, the process and all it started are ended.
    pid : int
        The process, 0 where that is not known: its limits of time are then those of a clock.
    end : callable, optional
        Called besides when the session is closed.
    """

    def __init__(self, sock: socket.socket, lifeline: int, end: Callable[[], None] | None = None):
        super().__init__(lend="functions")
        self.sock, self.lifeline, self.end, self.pid = sock, lifeline, end, 0
        self.lost: Failure | None = None
        self.forbidden: tuple[list[str], bool] = ([], False)
        self.allow(600.0)

    def allow(self, seconds: float, longest: float = math.inf) -> None:
        """From now on, everything together may take this long (and bring MAX_ARRAYS bytes).

        `longest` bounds what it may take where it has to wait for a processor (see `Allowance`).
        """
        self.allowance = Allowance(seconds, self.pid, longest)
        self.bytes_left = MAX_ARRAYS

    def run(self, source: str) -> list[dict]:
        """Run a cell; its outputs. `AnswerError` if the process is lost over it."""
        self.bytes_left = MAX_HEADER  # outputs are text: there are no arrays among them
        return plain_outputs(self.ask("run", source))

    def put_files(self, files: dict[str, str]) -> None:
        """Write texts into files of the folder in which the cells run, before they do."""
        if files:
            with contextlib.suppress(AnswerError):  # who imports them will see
                self.ask("files", files)

    def get(self, name: str) -> Any:
        """What the notebook has under a name; `AnswerError` with NameError if there is nothing."""
        return self.ask("get", name)

    def forbid(self, modules: Iterable[str], *, own_parts: bool = False) -> None:
        """From now on, the answers are called without these modules in reach.

        With `own_parts` they may use `dlaudio.mine`, where the course's own parts stand in.
        """
        if self.forbidden != (wanted := (list(modules), own_parts)):
            self.ask("forbid", *wanted)
            self.forbidden = wanted

    def put(self, functions: dict[str, Callable]) -> None:
        """Until the next call of this, the notebook has these of ours in the place of its own."""
        self.ask("put", functions)

    def ask(self, *message) -> Any:
        """Send a request and wait for its reply, serving calls back to us meanwhile."""
        if self.lost:
            raise AnswerError(self.lost)
        try:
            packed = self.pack(message)
        except WireError as error:
            raise TypeError(str(error)) from None
        try:
            self._send(packed)
            return self._reply()
        except TimeoutError:
            self.lose("TimeoutError", f"took longer than {self.allowance.seconds:g} s")
        except (EOFError, OSError):
            self.lose("ProcessDied", "the Python process ended (crash, exit or out of memory)")
        except WireError as error:
            self.lose("WireError", f"the process sent {error}")
        raise AnswerError(self.lost)

    def greet(self, seconds: float) -> None:
        """Wait until the process says that it is ready; `AnswerError` if it does not."""
        self.allow(seconds)
        self.ask("greet")

    def rehearsal(self) -> tuple[list[list[dict] | None], list[list[str]]]:
        """What each cell of the unit has shown in the warm parent, and the names it has bound.

        Ask before any cell is run: then nobody but the warm parent can have made the reply.
        """
        shown, bound = self.ask("rehearsal")
        return [None if one is None else plain_outputs(one) for one in shown], bound

    def provide(self, number: int, names: list[str]) -> list[str]:
        """Bind those of the names that are not there as a released cell did; which these were."""
        found = self.ask("provide", number, names)
        return [name for name in names if isinstance(found, list) and name in found]

    def _send(self, packed: bytes) -> None:
        self.sock.settimeout(self.allowance.left())
        send(self.sock, packed)

    def _reply(self) -> Any:
        while True:
            header, blobs = receive(self.sock, self.allowance.left, self.bytes_left)
            self.bytes_left -= len(header) + sum(map(len, blobs))
            message = self.unpack(header, blobs)
            if not isinstance(message, tuple) or not message or not isinstance(message[0], str):
                raise WireError("something that is no message")
            word, *rest = message
            if word == "ok" and len(rest) == 1:
                return rest[0]
            if word == "error" and len(rest) == 4 and all(isinstance(r, str) for r in rest):
                raise AnswerError(Failure(*map(line, rest), heard=True))
            if word == "call back" and len(rest) == 3 and self._ours(rest[0]):
                self._called(*rest)
            else:
                raise WireError("something that is no reply")

    def _ours(self, function: Any) -> bool:
        return any(function is lent for lent in self.lent.values())

    def _called(self, function, arguments, options) -> None:
        try:
            reply = self.pack(("ok", function(*arguments, **options)))
        except Exception as error:
            if self.lost:
                raise
            found = failure(error)
            reply = self.pack(("error", found.kind, found.message))
        self._send(reply)

    def handle(self, number: int, kind: str, can_call: bool) -> Thing:
        return (Function if can_call else Thing)(self, Handle(number, line(kind), can_call))

    def _encode(self, value, blobs):
        if isinstance(value, Thing):
            value = value._handle
        return super()._encode(value, blobs)

    def lose(self, kind: str, message: str) -> None:
        """Give the process up, for a reason that every further question then gets as its reply."""
        if self.lost is None:
            self.lost = Failure(kind, message)
        self.close()

    def close(self) -> None:
        """End the process and everything it started."""
        if self.lifeline >= 0:
            self.sock.close()
            os.close(self.lifeline)
            self.lifeline = -1
            if self.end is not None:
                self.end()
        if self.lost is None:
            self.lost = Failure("ProcessDied", "the session was closed")


def line(text: str) -> str:
    """One printable line of at most 400 characters, whatever text came."""
    return "".join(c if c.isprintable() else " " for c in text[:400])


def plain_outputs(found: Any) -> list[dict]:
    """The outputs of a cell in nbformat's words, with text that can be stored and nothing else."""
    outputs, left = [], 5 * MAX_TEXT
    for item in found if isinstance(found, list) else []:
        kind = item.get("output_type") if isinstance(item, dict) else None
        if not isinstance(kind, str) or kind not in OUTPUTS or left <= 0:
            continue
        texts = {name: storable(item.get(name), min(left, MAX_TEXT)) for name in OUTPUTS[kind]}
        if kind == "stream" and texts["name"] != "stderr":
            texts["name"] = "stdout"
        if kind == "error":
            texts |= {name: line(texts[name]) for name in ("ename", "evalue")}
        left -= sum(map(len, texts.values())) + 100
        outputs.append({"output_type": kind, **texts})
    return outputs


def storable(text: Any, most: int) -> str:
    """Text that any file can hold and any terminal show, and only so long."""
    if not isinstance(text, str):
        return ""
    return UNSEEN.sub("", text[:most]).encode("utf-8", "replace").decode()
