"""One guard for all ways back: there must have been a forward, and dL/dy must fit its output.

`Layer` and `Loss` put it around `forward` and `backward` of every class that is derived from them,
so no layer has to ask by itself, and a slip is told in a sentence instead of in NumPy's words, or,
where a gradient of the wrong shape would broadcast, not at all.
"""

import functools

import numpy as np


def guard(cls: type, *, needs_dout: bool) -> None:
    """Put the guard around the `forward` and the `backward` that a class defines itself.

    Parameters
    ----------
    cls : type
        A class with `forward`, `backward`, or both in its body.
    needs_dout : bool
        Whether backward takes dL/dy, as layers do; losses begin with dL/dL = 1.
    """
    if "forward" in vars(cls):
        cls.forward = _remembering(cls.forward, cls)
    if "backward" in vars(cls):
        cls.backward = _asking(cls.backward, cls, needs_dout)


def _remembering(forward, cls: type):
    @functools.wraps(forward)
    def guarded(self, *args, **options):
        y = forward(self, *args, **options)
        # by class: where one class calls the forward of another, each has its own output
        vars(self).setdefault("_output_shapes", {})[cls] = getattr(y, "shape", None)
        return y

    return guarded


def _asking(backward, cls: type, needs_dout: bool):
    @functools.wraps(backward)
    def guarded(self, *args, **options):
        name, shapes = type(self).__name__, vars(self).get("_output_shapes", {})
        owners = [owner for owner in (*cls.__mro__, *type(self).__mro__) if owner in shapes]
        if not owners:
            raise ValueError(f"{name}.backward needs a forward before it, got none so far")
        if needs_dout and args:
            dout = _fitting(args[0], shapes[owners[0]], name)
            return backward(self, dout, *args[1:], **options)
        return backward(self, *args, **options)

    return guarded


def _fitting(dout, shape: tuple[int, ...] | None, name: str) -> np.ndarray:
    needed = f"{name}.backward needs dout of shape {shape}, as its output"
    dout = as_floats(dout, needed)
    if shape is not None and dout.shape != shape:
        raise ValueError(f"{needed}, got {dout.shape}")
    return dout


def as_floats(x, needed: str) -> np.ndarray:
    """`x` as an array of floating-point numbers; whole numbers become float64, as in NumPy.

    Parameters
    ----------
    x : array_like, any shape
        Whatever `np.asarray` takes: an array, numbers in lists.
    needed : str
        Says who needs what, for example "Linear needs x of shape (N, 4)".

    Returns
    -------
    x : ndarray, same shape
        The same object if it is an array of floats.

    Raises
    ------
    ValueError
        If these are no numbers, or lists of different lengths; with `needed`, and what came.
    """
    array = x if isinstance(x, np.ndarray) else as_array(x, needed)
    if array.dtype.kind in "iub":
        return array.astype(np.float64)
    if array.dtype.kind != "f":
        raise ValueError(f"{needed}, and of real numbers, got {array.dtype}")
    return array


def as_array(x, needed: str) -> np.ndarray:
    """`x` as an array of any kind.

    Parameters
    ----------
    x : array_like, any shape
    needed : str
        Says who needs what.

    Raises
    ------
    ValueError
        For lists of different lengths.
    """
    try:
        return np.asarray(x)
    except ValueError:
        raise ValueError(f"{needed}, got lists of different lengths") from None
