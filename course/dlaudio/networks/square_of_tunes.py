"""Four tunes in the corners of a square, and what their mixed codes make of any place in it."""

import numpy as np

from dlaudio.networks.blending import NOTES, beginnings


def corner_shares(across, down) -> np.ndarray:
    """How much of each of four corners there is at a place of a square: (4,) or (4, n).

    Parameters
    ----------
    across, down : float from 0 to 1, or arrays, shape (n,)
        How far from the left and from the top.
    """
    across, down = np.asarray(across, dtype=float), np.asarray(down, dtype=float)
    left, top = 1 - across, 1 - down
    return np.stack([top * left, top * across, down * left, down * across])


def mixture(net, corners, across, down) -> np.ndarray:
    """Pieces (n, 16) out of the mixed codes of four pieces, which stand in the corners of a square.

    Parameters
    ----------
    net : Blender
    corners : array of int, shape (4, 16)
        Above on the left and on the right, then below.
    across, down : float from 0 to 1, or arrays, shape (n,)
        How far from the left and from the top.
    """
    shares = np.atleast_2d(corner_shares(across, down).T)
    return net.notes(shares @ net.cloud(corners)[0])


def square(net, corners, *, side: int = 5) -> np.ndarray:
    """The pieces (side, side, 16) of `mixture` at even distances over the whole square."""
    down, across = (way.ravel() for way in np.mgrid[0 : 1 : side * 1j, 0 : 1 : side * 1j])
    return mixture(net, corners, across, down).reshape(side, side, NOTES)


def stop_at(net, melodies, titles, place):
    """A square of the tunes of four titles, and what is heard at its corners and at one place.

    Parameters
    ----------
    net : Blender
    melodies : dlaudio.datasets.melodies.Melodies
    titles : sequence of four str
        As for `beginnings`: above on the left and on the right, then below.
    place : pair of floats from 0 to 1
        How far from the left and from the top.

    Returns
    -------
    pieces : array of int, shape (5, 5, 16)
        As `square`.
    heard : dict of str to array of int, shape (16,)
        The four beginnings by title, and "your place".
    """
    corners = beginnings(melodies, *titles)
    heard = dict(zip(titles, corners, strict=True))
    return square(net, corners), {**heard, "your place": mixture(net, corners, *place)[0]}
