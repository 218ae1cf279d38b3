"""Messages between the judge and a student's process: plain values, never pickles.

A frame is two lengths, a JSON header, the sizes of its arrays, and the arrays as .npy. What is no
plain value (a function, an object) stays where it is and travels as a handle. Every size is checked
before anything is allocated: what comes from a student's process may be anything.
"""

import io
import json
import math
import socket
import struct
import warnings
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate
from typing import Any

import numpy as np

LENGTHS = struct.Struct(">II")
MAX_HEADER = 8 << 20  # bytes
MAX_SIZES = 1 << 20
MAX_ARRAYS = 128 << 20
KINDS = "biufcU"
MAX_DIMENSIONS = 32
LAST_CHARACTER = 0x10FFFF  # of Unicode
SCALARS = (bool, int, float, complex, str)
LONG_HEAD = 256  # bytes; longer headers of arrays are not kept
LISTS = {"tuple": tuple, "list": list, "set": set, "frozenset": frozenset}


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
        for kind, make in LISTS.items():
            if isinstance(value, make):
                return {kind: [self._encode(item, blobs) for item in value]}
        if isinstance(value, dict):
            pairs = [[self._encode(k, blobs), self._encode(v, blobs)] for k, v in value.items()]
            return {"dict": pairs}
        if isinstance(value, np.random.Generator):
            return {"rng": value.bit_generator.state}
        if isinstance(value, Handle):
            return {"yours": value.number}
        for plain in SCALARS:  # a class derived from one of them
            if isinstance(value, plain):
                return self._encode(plain(value), blobs)
        if self.lend == "functions" and not callable(value):
            raise WireError(f"a {type(value).__name__} cannot be sent")
        number = id(value)
        self.lent[number] = value
        return {"object": [number, type(value).__name__, callable(value)]}

    def _encode_array(self, value, blobs: list[bytes]) -> Any:
        array = np.asarray(value)
        if array.nbytes > MAX_ARRAYS:
            raise WireError("a value is too large to be sent")
        if array.dtype.kind not in KINDS:
            self.lent[id(value)] = value
            return {"object": [id(value), f"array of {array.dtype}", False]}
        fortran = array.flags.f_contiguous and not array.flags.c_contiguous
        head = _head(array.shape, fortran, array.dtype.str)
        blobs.append(head + array.tobytes("F" if fortran else "C"))
        return {"array": len(blobs) - 1}

    def unpack(self, header: bytes, blobs: list[memoryview]) -> Any:
        try:
            return self._decode(json.loads(header), dict(enumerate(blobs)))
        except WireError:
            raise
        except Exception as error:  # whatever the bytes make of these few lines
            raise WireError(f"a message that makes no sense ({type(error).__name__})") from None

    def _decode(self, value: Any, blobs: dict[int, memoryview]) -> Any:
        if not isinstance(value, dict):
            if isinstance(value, list):
                raise WireError("a bare list")
            return value
        ((kind, item),) = value.items()
        match kind:
            case "array":
                return read_array(blobs.pop(item))  # once: a message must not grow in memory
            case "int":
                return int(str(item)[:4000])
            case "float":
                return float(item)
            case "complex":
                return complex(float(item[0]), float(item[1]))
            case "tuple" | "list" | "set" | "frozenset":
                return LISTS[kind](self._decode(one, blobs) for one in item)
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
        raise WireError("a value of unknown kind")

    def handle(self, number: int, kind: str, can_call: bool) -> Handle:
        """What stands here for something of the other side."""
        return Handle(number, kind, can_call)


def read_array(blob: bytes | memoryview) -> np.ndarray:
    """A plain array from the bytes of a .npy file, whose header must agree with their number.

    Raises
    ------
    WireError
        If the bytes are anything else.
    """
    start = 10 + int.from_bytes(blob[8:10], "little")
    try:
        # most headers come again and again, and to parse one takes longer than all the rest
        known = _parsed if start <= LONG_HEAD else _parsed.__wrapped__
        shape, fortran, dtype = known(bytes(blob[:start]))
    except WireError:
        raise
    except Exception as error:  # the header is Python text, which can go wrong in many ways
        raise WireError(f"an array that is none ({type(error).__name__})") from None
    count = math.prod(shape)
    if min(shape, default=0) < 0 or count * dtype.itemsize != len(blob) - start:
        raise WireError("an array whose size does not fit its shape")
    if len(shape) > MAX_DIMENSIONS or max(shape, default=0) > MAX_ARRAYS:
        raise WireError("an array whose shape is none")
    flat = np.frombuffer(blob, dtype, count, start) if count else np.empty(0, dtype)
    array = flat.reshape(shape, order="F" if fortran else "C").copy()
    if dtype.kind == "U" and count and _characters(array).max(initial=0) > LAST_CHARACTER:
        raise WireError("text that is no Unicode")
    return array


@lru_cache(maxsize=1024)
def _head(shape: tuple[int, ...], fortran: bool, descr: str) -> bytes:
    """The header of a .npy file."""
    stream = io.BytesIO()
    header = {"descr": descr, "fortran_order": fortran, "shape": shape}
    np.lib.format.write_array_header_1_0(stream, header)
    return stream.getvalue()


@lru_cache(maxsize=1024)
def _parsed(head: bytes) -> tuple[tuple[int, ...], bool, np.dtype]:
    """Shape, order and type of the header of a .npy file."""
    stream = io.BytesIO(head)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        version = np.lib.format.read_magic(stream)
        shape, fortran, dtype = np.lib.format.read_array_header_1_0(stream)
    if version != (1, 0) or dtype.kind not in KINDS or dtype.hasobject:
        raise WireError("an array of neither numbers nor text")
    return shape, fortran, dtype


def _characters(text: np.ndarray) -> np.ndarray:
    """The numbers of the characters in an array of text."""
    kind = np.dtype(np.uint32).newbyteorder(text.dtype.byteorder)
    return np.ascontiguousarray(text).ravel().view(kind) if text.itemsize else np.empty(0, kind)


def send(sock: socket.socket, data: bytes) -> None:
    sock.sendall(data)


def receive(
    sock: socket.socket,
    left: Callable[[], float] | None = None,
    most: int = MAX_HEADER + MAX_ARRAYS,
) -> tuple[bytes, list[memoryview]]:
    """The header and the arrays of the next frame, together `most` bytes.

    `left` says how many seconds to wait before it is asked again; it raises `TimeoutError` when
    there are none. Without it, there is no end to waiting.

    Raises
    ------
    TimeoutError
        If `left` does.
    EOFError
        If the other side is gone.
    WireError
        If a size is beyond the limits.
    """
    header_size, sizes_size = LENGTHS.unpack(_exactly(sock, LENGTHS.size, left))
    if header_size > min(MAX_HEADER, most) or sizes_size > MAX_SIZES:
        raise WireError(f"a message of {header_size + sizes_size} bytes")
    heads = _exactly(sock, header_size + sizes_size, left)
    try:
        sizes = json.loads(heads[header_size:])
    except (ValueError, RecursionError, MemoryError):
        sizes = None
    if not isinstance(sizes, list) or any(type(size) is not int or size < 0 for size in sizes):
        raise WireError("a message without the sizes of its arrays")
    if sum(sizes) > min(MAX_ARRAYS, most - header_size):
        raise WireError("more bytes than an answer may have")
    arrays = memoryview(_exactly(sock, sum(sizes), left))
    ends = accumulate(sizes)
    return heads[:header_size], [arrays[end - n : end] for n, end in zip(sizes, ends, strict=True)]


def _exactly(sock: socket.socket, size: int, left: Callable[[], float] | None) -> bytes:
    parts = []
    while size:
        sock.settimeout(left() if left else None)
        try:
            part = sock.recv(min(size, 1 << 20))
        except TimeoutError:
            continue  # whether it is over is said by `left`
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
