"""The judge's end: a student's process to run cells in, and answers that live in there.

A probe runs here, in the judge, and calls the student's function as if it were its own; what comes
back is a plain value or a `Thing` that can be called and looked into, and nothing else. So what is
compared was computed here, from values that answer a question.
"""

import os
import socket
import time
from typing import Any

from dlaudio.exercises.probe import AnswerError, Failure

from .inside.wire import Desk, Handle, WireError, receive, send


class Thing:
    """A function or an object in the student's process.

    It refuses to be compared, counted or taken for a number: such a question has to be answered
    by a plain value, and an object that claims to be any value is none.
    """

    def __init__(self, session: "Session", handle: Handle):
        self._session, self._handle = session, handle

    def __call__(self, *arguments, **options):
        return self._session.ask("call", self._handle, arguments, options)

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return self._session.ask("attribute", self._handle, name)

    def _refuse(self, *_):
        raise TypeError(f"needs a plain value, got a {self._handle.kind}")

    __bool__ = __len__ = __iter__ = __getitem__ = __float__ = __int__ = __index__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __matmul__ = _refuse
    __rmatmul__ = __truediv__ = __rtruediv__ = __neg__ = __abs__ = __array__ = _refuse
    __hash__ = None


class Session(Desk):
    """One student's process.

    Parameters
    ----------
    sock : socket
        Our end of the conversation.
    lifeline : int
        File descriptor; when it closes, the process and all it started are ended.
    """

    def __init__(self, sock: socket.socket, lifeline: int):
        super().__init__(lend="functions")
        self.sock, self.lifeline = sock, lifeline
        self.deadline = float("inf")
        self.lost: Failure | None = None

    def allow(self, seconds: float) -> None:
        """From now on, everything together may take this long."""
        self.seconds, self.deadline = seconds, time.monotonic() + seconds

    def run(self, source: str) -> list[dict]:
        """Run a cell; its outputs. `AnswerError` if the process is lost over it."""
        outputs = self.ask("run", source)
        return outputs if isinstance(outputs, list) else []

    def get(self, name: str) -> Any:
        """What the notebook has under a name; `AnswerError` with NameError if there is nothing."""
        return self.ask("get", name)

    def ask(self, *message) -> Any:
        """Send a request and wait for its reply, serving calls back to us meanwhile."""
        if self.lost:
            raise AnswerError(self.lost)
        try:
            packed = self.pack(message)
        except WireError as error:
            raise TypeError(str(error)) from None
        try:
            self.sock.settimeout(max(self.deadline - time.monotonic(), 0.001))
            send(self.sock, packed)
            return self._reply()
        except TimeoutError:
            self._lose("TimeoutError", f"took longer than {self.seconds:g} s")
        except (EOFError, OSError):
            self._lose("ProcessDied", "the Python process ended (crash, exit or out of memory)")
        except WireError as error:
            self._lose("WireError", f"the process sent {error}")
        raise AnswerError(self.lost)

    def _reply(self) -> Any:
        while True:
            message = self.unpack(*receive(self.sock, self.deadline))
            if not isinstance(message, tuple) or not message or not isinstance(message[0], str):
                raise WireError("something that is no message")
            word, *rest = message
            if word == "ok" and len(rest) == 1:
                return rest[0]
            if word == "error" and len(rest) == 3 and all(isinstance(r, str) for r in rest):
                kind, text, where = (r[:400] for r in rest)
                raise AnswerError(Failure(kind, text, where))
            if word == "call back" and len(rest) == 3 and callable(rest[0]):
                self._called(*rest)
            else:
                raise WireError("something that is no reply")

    def _called(self, function, arguments, options) -> None:
        try:
            reply = self.pack(("ok", function(*arguments, **options)))
        except Exception as error:
            if self.lost:
                raise
            reply = self.pack(("error", f"{type(error).__name__}: {error}"[:400]))
        send(self.sock, reply)

    def handle(self, number: int, kind: str, can_call: bool) -> Thing:
        return Thing(self, Handle(number, kind, can_call))

    def _encode(self, value, blobs):
        if isinstance(value, Thing):
            value = value._handle
        return super()._encode(value, blobs)

    def _lose(self, kind: str, message: str) -> None:
        self.lost = Failure(kind, message)
        self.close()

    def close(self) -> None:
        """End the process and everything it started."""
        if self.lifeline >= 0:
            self.sock.close()
            os.close(self.lifeline)
            self.lifeline = -1
        if self.lost is None:
            self.lost = Failure("ProcessDied", "the session was closed")
