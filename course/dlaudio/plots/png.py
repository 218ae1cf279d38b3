"""PNG for drawings: written quickly, or small.

Pillow tries five filters on every row, which takes most of its time. Drawings are flat: without
any filter the file is about as small, and there in half the time. They also have few colours: with
those in a table and a byte for each dot, a file has about 0.4 of the size.
"""

import struct
import zlib

import numpy as np

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB, _INDEXED, _RGBA = 2, 3, 6  # colour types of the standard
TABLE = 256  # colours that a byte can tell apart
# How far a dot may be from its colour, of 255, and the share of dots that may be further: single
# dots at the edge of a letter.
OFF, FEW = 24, 0.005
LEVEL = 8  # of zlib: 9 takes twice the time for a file that is 5 % smaller


def png(rgba: np.ndarray) -> bytes:
    """An image as a PNG file (W3C, "Portable Network Graphics", third edition, 2025).

    Parameters
    ----------
    rgba : ndarray, shape (height, width, 4), uint8
        Where nothing shines through, the fourth is left out.

    Raises
    ------
    ValueError
        If the array has another shape or type.
    """
    _check(rgba)
    channels, kind = (3, _RGB) if rgba[..., 3].min(initial=255) == 255 else (4, _RGBA)
    return _file(rgba[..., :channels], kind, [], 1)


def small_png(rgba: np.ndarray) -> bytes:
    """As `png`, about 0.4 as large, for what is kept: the 256 most frequent colours are exact.

    The others, at the edges of letters and lines, become the nearest of these. Where that would be
    seen (photographs, many gradients), all colours are kept.
    """
    _check(rgba)
    dots = np.ascontiguousarray(rgba).view(np.uint32)[..., 0]
    codes, place, counts = _colours(dots.ravel())
    table = np.sort(codes[np.argsort(-counts, kind="stable")[:TABLE]])
    colours, kept = (c.view(np.uint8).reshape(-1, 4).astype(np.int32) for c in (codes, table))
    distance = (colours**2).sum(1)[:, None] - 2 * colours @ kept.T + (kept**2).sum(1)
    nearest = distance.argmin(axis=1)
    off = np.abs(colours - kept[nearest]).max(axis=1, initial=0) > OFF
    if counts[off].sum() > FEW * dots.size:
        return png(rgba)
    indices = nearest.astype(np.uint8)[place.reshape(dots.shape)]
    tables = [(b"PLTE", kept[:, :3].astype(np.uint8).tobytes())]
    if kept[:, 3].min(initial=255) < 255:
        tables.append((b"tRNS", kept[:, 3].astype(np.uint8).tobytes()))
    return _file(indices[..., None], _INDEXED, tables, LEVEL)


def _colours(dots: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Colours of (N,) dots in order, the place of each dot's among them, and how many have it.

    As `np.unique`, but only where a colour changes: a drawing is made of long runs.
    """
    starts = np.flatnonzero(np.append(True, dots[1:] != dots[:-1])) if len(dots) else dots
    lengths = np.diff(np.append(starts, len(dots)))
    codes, place = np.unique(dots[starts], return_inverse=True)
    counts = np.bincount(place, weights=lengths, minlength=len(codes)).astype(int)
    return codes, np.repeat(place, lengths), counts


def _check(rgba: np.ndarray) -> None:
    if rgba.ndim != 3 or rgba.shape[2] != 4 or rgba.dtype != np.uint8:
        raise ValueError(
            f"a PNG needs an array (height, width, 4) of uint8, got {rgba.shape} of {rgba.dtype}"
        )


def _file(values: np.ndarray, kind: int, tables: list[tuple[bytes, bytes]], level: int) -> bytes:
    """A PNG of (height, width, channels) bytes, with what has to stand before them."""
    height, width, channels = values.shape
    rows = np.zeros((height, 1 + width * channels), np.uint8)  # each begins with its filter: 0
    rows[:, 1:].reshape(values.shape)[...] = values
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    data = (b"IDAT", zlib.compress(rows, level))
    parts = [(b"IHDR", header), *tables, data, (b"IEND", b"")]
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
