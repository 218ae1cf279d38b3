"""Sliding windows: how many fit, and where in memory each place of a kernel meets its input."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from dlaudio.checked import whole

BLOCK = 2**19  # numbers in the columns of one block: 2 MB of float32 stay in the processor's cache


def output_size(
    size: int, kernel_size: int, *, stride: int = 1, padding: int = 0, dilation: int = 1
) -> int:
    """How many windows fit: ``(size + padding - dilation (kernel_size - 1) - 1) // stride + 1``.

    V. Dumoulin, F. Visin, "A guide to convolution arithmetic", 2016, relationship 15.

    Parameters
    ----------
    size : int, at least 0
        Length of the input along an axis.
    kernel_size, stride, dilation : int, at least 1
        As in `Conv1d`.
    padding : int, at least 0
        The sum of both sides.

    Returns
    -------
    out : int, at least 1
        Length of the output.

    Raises
    ------
    ValueError
        If not even one window fits.

    See Also
    --------
    torch.nn.Conv1d : has the formula under "Shape", with padding of one side.

    Examples
    --------
    >>> output_size(28, 5, stride=2, padding=4)
    14
    """
    room = size + padding - dilation * (kernel_size - 1) - 1
    if room < 0:
        raise ValueError(
            f"a kernel of {kernel_size} with dilation {dilation} does not fit into {size} with "
            f"padding {padding}"
        )
    return room // stride + 1


def as_tuple(value: int | Sequence[int], n: int, name: str) -> tuple[int, ...]:
    """One number for each of n axes.

    Parameters
    ----------
    value : int, at least 1, or sequence of n of them
    n : int
        How many axes there are.
    name : str
        Whose numbers these are, for the sentence.

    Raises
    ------
    ValueError
        If these are no whole numbers of at least 1, or not n of them.
    """
    several = isinstance(value, Sequence) and not isinstance(value, str)
    values = tuple(value) if several else (value,) * n
    if len(values) != n:
        raise ValueError(f"{name} must be a whole number, or {n} of them, got {value!r}")
    return tuple(whole(item, name) for item in values)


def as_pairs(padding, n: int, name: str) -> tuple[tuple[int, int], ...]:
    """Padding before and after each of n axes.

    Parameters
    ----------
    padding : int, or one int or pair of ints an axis, at least 0
        With one axis, a pair is before and after.
    n : int
        How many axes there are.
    name : str
        Whose numbers these are, for the sentence.

    Raises
    ------
    ValueError
        If it is something else, or a number is negative.
    """
    values = padding if isinstance(padding, Sequence) else (padding,) * n
    if n == 1 and len(values) == 2:
        values = (values,)
    pairs = tuple(tuple(item) if isinstance(item, Sequence) else (item, item) for item in values)
    if len(pairs) != n or any(len(pair) != 2 for pair in pairs):
        raise ValueError(
            f"{name} must be a number, or for each axis one or a pair (before, after), "
            f"got {padding!r}"
        )
    return tuple(tuple(whole(item, name, 0) for item in pair) for pair in pairs)


def regions(kernel: Sequence[int], stride: Sequence[int], out: Sequence[int]) -> Iterator[tuple]:
    """For every place of the kernel, first to last: the inputs it meets in all windows, as slices.

    `x[(..., *region)]` has the shape of the output, so that a loop over the few places of a kernel
    takes the place of a loop over the many windows.

    Parameters
    ----------
    kernel, stride, out : sequence of int
        Of each axis: places of a window, how far windows lie apart, how many there are.
    """
    for place in np.ndindex(*kernel):
        yield tuple(
            slice(start, start + step * (count - 1) + 1, step)
            for start, step, count in zip(place, stride, out, strict=True)
        )


class Columns:
    """What a convolution over two axes multiplies its weights with: one column a window.

    With the padded pictures of a block of examples one after the other in memory, each W'' wide,
    place (i, j) of the kernel meets all windows in *one* run of memory, which begins at i W'' + j.
    So the columns (C, K, K', n H'' W'') are filled by K K' copies of long runs, and summed back by
    K K' additions, at the speed of memory. The price is some columns at the right and at the
    bottom, whose windows would reach into the next row or picture: `crop` leaves them out. With a
    stride of S the picture is first dealt out into S S' smaller ones ("phases"), of every S-th row
    and S'-th column, in each of which the stride is 1.

    Parameters
    ----------
    size, kernel, stride, dilation : (int, int)
        Of the input, of the kernel, and how far its windows and its places lie apart.
    padding : ((int, int), (int, int))
        Zeros before and after each axis.
    """

    def __init__(self, size, kernel, stride, dilation, padding):
        axes = list(zip(size, kernel, stride, dilation, padding, strict=True))
        self.out = tuple(
            output_size(n, k, stride=s, padding=sum(pad), dilation=d) for n, k, s, d, pad in axes
        )
        self.kernel, self.stride = kernel, stride
        self.frame = tuple(-(-(n + sum(pad)) // s) for n, _, s, _, pad in axes)
        self.inner = tuple(slice(pad[0], pad[0] + n) for n, _, _, _, pad in axes)
        self.places = []  # of the kernel: i, j, in which phase, and how far from its beginning
        for i, j in np.ndindex(*kernel):
            (down, row), (right, column) = (
                divmod(place * d, s) for place, (_, _, s, d, _) in zip((i, j), axes, strict=True)
            )
            self.places.append((i, j, row, column, down * self.frame[1] + right))

    def blocks(self, x: np.ndarray) -> Iterator[slice]:
        """Examples of which the columns fit into the cache together, as slices.

        Parameters
        ----------
        x : array, shape (N, C, H, W)
        """
        each = x.shape[1] * math.prod(self.kernel) * math.prod(self.frame)
        count = max(1, BLOCK // each)
        return (slice(start, start + count) for start in range(0, len(x), count))

    def fill(self, x: np.ndarray) -> np.ndarray:
        """The columns of some examples, (C K K', n H'' W'').

        Parameters
        ----------
        x : array, shape (n, C, H, W)
        """
        (rows, width), (S, Z) = self.frame, self.stride
        n, C = x.shape[:2]
        padded = np.zeros((C, n, rows * S, width * Z), x.dtype)
        padded[(..., *self.inner)] = x.swapaxes(0, 1)
        phases = padded.reshape(C, n, rows, S, width, Z).transpose(3, 5, 0, 1, 2, 4)
        phases = phases.reshape(S, Z, C, -1)
        columns = np.empty((C, *self.kernel, phases.shape[-1]), x.dtype)
        for i, j, row, column, start in self.places:
            run = columns.shape[-1] - start
            columns[:, i, j, :run] = phases[row, column, :, start:]
            columns[:, i, j, run:] = 0
        return columns.reshape(-1, columns.shape[-1])

    def sum_back(self, columns: np.ndarray) -> np.ndarray:
        """The transpose of `fill`: each number is added where it was copied from, (n, C, H, W).

        Parameters
        ----------
        columns : array, shape (C K K', n H'' W'')
        """
        (rows, width), (S, Z) = self.frame, self.stride
        columns = columns.reshape(-1, *self.kernel, columns.shape[-1])
        phases = np.zeros((S, Z, len(columns), columns.shape[-1]), columns.dtype)
        for i, j, row, column, start in self.places:
            phases[row, column, :, start:] += columns[:, i, j, : columns.shape[-1] - start]
        padded = phases.reshape(S, Z, len(columns), -1, rows, width).transpose(3, 2, 4, 0, 5, 1)
        padded = padded.reshape(-1, len(columns), rows * S, width * Z)
        return padded[(..., *self.inner)]

    def crop(self, y: np.ndarray) -> np.ndarray:
        """Take the rows of a product as pictures (n, O, H', W'), a view.

        Parameters
        ----------
        y : array, shape (O, n H'' W'')
        """
        pictures = y.reshape(len(y), -1, *self.frame)
        return pictures[..., : self.out[0], : self.out[1]].swapaxes(0, 1)

    def spread(self, dout: np.ndarray) -> np.ndarray:
        """The transpose of `crop`, (O, n H'' W''), zero where it was cropped.

        Parameters
        ----------
        dout : array, shape (n, O, H', W')
        """
        rows = np.zeros((dout.shape[1], len(dout), *self.frame), dout.dtype)
        rows[..., : self.out[0], : self.out[1]] = dout.swapaxes(0, 1)
        return rows.reshape(len(rows), -1)
