"""Messages between the judge and a student's process: plain values, never pickles.

A frame is two lengths, a JSON header and the arrays of the message as .npy, in this order. What is
no plain value (a function, an object) stays where it is and travels as a handle. Every size is
checked before anything is allocated: what comes from a student's process may be anything.
"""

import io
import json
import math
import socket
import struct
import time
from typing import Any

import numpy as np

LENGTHS = struct.Struct(">II")
MAX_HEADER = 8 << 20  # bytes
MAX_ARRAYS = 128 << 20
KINDS = "biufcU"


class WireError(Exception):
    """A message that cannot be read or sent, in one sentence."""


class Handle:
    """Something of the other side, known by its number."""

    def __init__(self, number: int, kind: str, can_call: bool):
        self.number, self.kind, self.can_call = number, kind, can_call


class Desk:
    """Turns values into messages and back, and keeps what this side has lent to the other.

    Parameters
    ----------
    lend : str
        ``"anything"``: objects travel as handles (a student's process). ``"functions"``: only
        functions do; anything else that is no plain value is refused (the judge).
    """

    def __init__(self, lend: str):
        self.lend = lend
        self.lent: dict[int, Any] = {}

    def pack(self, value: Any) -> bytes:
        blobs: list[bytes] = []
        try:
            header = json.dumps(self._encode(value, blobs)).encode()
        except RecursionError:
            raise WireError("a value is nested too deeply") from None
        sizes = json.dumps([len(blob) for blob in blobs]).encode()
        if len(header) > MAX_HEADER or sum(map(len, blobs)) > MAX_ARRAYS:
            raise WireError("a value is too large to be sent")
        head = LENGTHS.pack(len(header), len(sizes))
        return b"".join([head, header, sizes, *blobs])

    def _encode(self, value: Any, blobs: list[bytes]) -> Any:
        if value is None or type(value) in (bool, str):
            return value
        if type(value) is int:
            return value if abs(value) < 1 << 53 else {"int": str(value)}
        if type(value) is float:
            return value if math.isfinite(value) else {"float": repr(value)}
        if type(value) is complex:
            return {"complex": [repr(value.real), repr(value.imag)]}
        if isinstance(value, np.ndarray | np.generic):
            return self._encode_array(value, blobs)
        if isinstance(value, tuple | list | set | frozenset):
            kind = next(k for k in (tuple, list, set, frozenset) if isinstance(value, k)).__name__
            return {kind: [self._encode(item, blobs) for item in value]}
        if isinstance(value, dict):
            pairs = [[self._encode(k, blobs), self._encode(v, blobs)] for k, v in value.items()]
            return {"dict": pairs}
        if isinstance(value, np.random.Generator):
            return {"rng": value.bit_generator.state}
        if isinstance(value, Handle):
            return {"yours": value.number}
        if self.lend == "functions" and not callable(value):
            raise WireError(f"a {type(value).__name__} cannot be sent")
        number = id(value)
        self.lent[number] = value
        return {"object": [number, type(value).__name__, callable(value)]}

    def _encode_array(self, value, blobs: list[bytes]) -> Any:
        array = np.array(value, subok=False)
        if array.dtype.kind not in KINDS:
            self.lent[id(value)] = value
            return {"object": [id(value), f"array of {array.dtype}", False]}
        buffer = io.BytesIO()
        np.lib.format.write_array(buffer, array, allow_pickle=False)
        blobs.append(buffer.getvalue())
        return {"array": len(blobs) - 1}

    def unpack(self, header: bytes, blobs: list[bytes]) -> Any:
        try:
            return self._decode(json.loads(header), blobs)
        except (
            ValueError,
            KeyError,
            TypeError,
            IndexError,
            RecursionError,
            OverflowError,
        ) as error:
            raise WireError(f"a message that makes no sense: {error}") from None

    def _decode(self, value: Any, blobs: list[bytes]) -> Any:
        if not isinstance(value, dict):
            if isinstance(value, list):
                raise WireError("a bare list")
            return value
        ((kind, item),) = value.items()
        match kind:
            case "array":
                return read_array(blobs[item])
            case "int":
                return int(str(item)[:4000])
            case "float":
                return float(item)
            case "complex":
                return complex(float(item[0]), float(item[1]))
            case "tuple" | "list" | "set" | "frozenset":
                make = {"tuple": tuple, "list": list, "set": set, "frozenset": frozenset}[kind]
                return make(self._decode(one, blobs) for one in item)
            case "dict":
                return {self._decode(k, blobs): self._decode(v, blobs) for k, v in item}
            case "rng":
                rng = np.random.default_rng()
                rng.bit_generator.state = item
                return rng
            case "yours":
                return self.lent[item]
            case "object":
                return self.handle(int(item[0]), str(item[1])[:80], bool(item[2]))
        raise WireError(f"a value of unknown kind {kind[:40]!r}")

    def handle(self, number: int, kind: str, can_call: bool) -> Handle:
        """What stands here for something of the other side."""
        return Handle(number, kind, can_call)


def read_array(blob: bytes) -> np.ndarray:
    """A plain array from the bytes of a .npy file, whose header must agree with their number."""
    stream = io.BytesIO(blob)
    version = np.lib.format.read_magic(stream)
    if version != (1, 0):
        raise WireError(f"an array in .npy version {version}, not 1.0")
    shape, fortran, dtype = np.lib.format.read_array_header_1_0(stream)
    if dtype.kind not in KINDS or dtype.hasobject:
        raise WireError(f"an array of {dtype}")
    count = math.prod(shape)
    if min(shape, default=0) < 0 or count * dtype.itemsize != len(blob) - stream.tell():
        raise WireError(f"an array whose size does not fit its shape {shape}")
    flat = np.frombuffer(blob, dtype, count, stream.tell()) if count else np.empty(0, dtype)
    return flat.reshape(shape, order="F" if fortran else "C").copy()


def send(sock: socket.socket, data: bytes) -> None:
    sock.sendall(data)


def receive(sock: socket.socket, deadline: float | None = None) -> tuple[bytes, list[bytes]]:
    """The header and the arrays of the next frame.

    Raises
    ------
    TimeoutError
        If it is not there at `deadline` (of `time.monotonic`).
    EOFError
        If the other side is gone.
    WireError
        If a size is beyond the limits.
    """
    header_size, sizes_size = LENGTHS.unpack(_exactly(sock, LENGTHS.size, deadline))
    if header_size > MAX_HEADER or sizes_size > MAX_HEADER:
        raise WireError(f"a message of {header_size + sizes_size} bytes")
    header = _exactly(sock, header_size, deadline)
    try:
        sizes = [int(size) for size in json.loads(_exactly(sock, sizes_size, deadline))]
    except (ValueError, TypeError, RecursionError):
        raise WireError("a message without the sizes of its arrays") from None
    if min(sizes, default=0) < 0 or sum(sizes) > MAX_ARRAYS:
        raise WireError(f"arrays of {sum(sizes)} bytes")
    return header, [_exactly(sock, size, deadline) for size in sizes]


def _exactly(sock: socket.socket, size: int, deadline: float | None) -> bytes:
    parts = []
    while size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            sock.settimeout(left)
        else:
            sock.settimeout(None)
        part = sock.recv(min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
