"""Sequences of different lengths as one block: shorter ones are padded, and a mask says where."""

from collections.abc import Sequence

import numpy as np


def pad(sequences: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Stack N sequences of shapes (T_n, ...) into one block.

    Parameters
    ----------
    sequences : sequence of arrays of shapes (T_n, ...)
        Lengths may differ, all other axes are the same.

    Returns
    -------
    block : array of shape (N, T, ...)
        T is the length of the longest; zeros behind the others.
    mask : float32 array of shape (N, T)
        1 where there is a step, 0 in the padding. A loss is averaged over the ones alone.

    Raises
    ------
    ValueError
        If there is no sequence, or two of them differ in more than their lengths.

    See Also
    --------
    torch.nn.utils.rnn.pad_sequence : the block, without the mask (``batch_first=True``).

    Examples
    --------
    >>> block, mask = pad([[5, 6, 7], [8]])
    >>> block
    array([[5, 6, 7],
           [8, 0, 0]])
    >>> mask
    array([[1., 1., 1.],
           [1., 0., 0.]], dtype=float32)
    """
    arrays = [np.asarray(sequence) for sequence in sequences]
    shapes = {array.shape[1:] for array in arrays}
    if not arrays or len(shapes) > 1 or any(array.ndim == 0 for array in arrays):
        raise ValueError(
            "pad needs sequences that differ in their lengths alone, got the shapes "
            f"{[array.shape for array in arrays[:5]]}"
        )
    lengths = np.array([len(array) for array in arrays])
    mask = np.arange(lengths.max()) < lengths[:, None]
    block = np.zeros((*mask.shape, *arrays[0].shape[1:]), np.result_type(*arrays))
    block[mask] = np.concatenate(arrays)
    return block, mask.astype(np.float32)
