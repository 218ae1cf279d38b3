"""Sequences of different lengths as one block, compared with PyTorch's and with numbers by hand."""

import numpy as np
import pytest

from dlaudio.layers import LSTM
from dlaudio.sequences import pad


def test_by_hand():
    block, mask = pad([[1, 2, 3], [4], np.array([], int)])
    assert block.tolist() == [[1, 2, 3], [4, 0, 0], [0, 0, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0], [0, 0, 0]]
    assert block.dtype.kind == "i" and mask.dtype == np.float32


def test_as_pytorch_pads():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: no agreement tests")
    rng = np.random.default_rng(0)
    frames = [rng.normal(size=(t, 3)).astype(np.float32) for t in (4, 7, 1)]
    block, mask = pad(frames)
    theirs = torch.nn.utils.rnn.pad_sequence([torch.tensor(x) for x in frames], batch_first=True)
    assert block.dtype == np.float32
    np.testing.assert_array_equal(block, theirs.numpy())
    assert mask.sum(axis=1).tolist() == [4, 7, 1]


def test_padding_changes_nothing_that_came_before():
    rng = np.random.default_rng(0)
    layer, frames = LSTM(3, 5, rng=rng), [rng.normal(size=(t, 3)).astype("f4") for t in (4, 7)]
    together = layer(pad(frames)[0])
    for row, x in enumerate(frames):
        np.testing.assert_allclose(together[row, : len(x)], layer(x[None])[0], rtol=1e-5)


@pytest.mark.parametrize("wrong", [[], [np.zeros((2, 3)), np.zeros((2, 4))], [1, 2]])
def test_what_is_no_list_of_sequences_is_refused(wrong):
    with pytest.raises(ValueError, match="differ in their lengths alone, got the shapes"):
        pad(wrong)
