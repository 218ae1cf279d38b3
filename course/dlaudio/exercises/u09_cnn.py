"""Gradients of convolution and pooling, and convolutional networks that listen.

Inputs are (N, C, T) or (N, C, H, W), weights (O, C, K) or (O, C, K, K').
"""

import numpy as np

from ..assessment.base import exercise
from ..assessment.compare import at_least
from ..assessment.quiz import choices, quiz
from .cases.adjoints import (
    average_cases,
    band_cases,
    block_cases,
    conv1d_cases,
    conv2d_cases,
    correlate1d,
    pool_cases,
)
from .cases.digit_nets import table_cases
from .cases.log_mels import train_cases, transfer_cases, visible_train_cases, visible_transfer_cases
from .cases.onsets import peak_cases, score_cases
from .cases.tags import tag_cases

LAYERS = ("dlaudio.layers",)
ITS_LOSSES = ("dlaudio.losses",)
ITS_ONSETS = ("dlaudio.onsets",)

# ---- convolution -------------------------------------------------------------------------------


@exercise(points=3, cases=conv1d_cases, forbid=LAYERS)
def conv1d_backward(answer, x, weight, dout, stride):
    """conv1d_backward(x, weight, dout, stride: int) -> dx, dweight, dbias; arrays of float."""
    dx, dweight, dbias = answer(x, weight, dout, stride)
    return {"dx": dx, "dweight": dweight, "dbias": dbias}


@conv1d_backward.law("convolving x and weighing by dout is weighing x by dx: both sums are equal")
def _adjoint(answer, rng):
    x, weight = rng.normal(size=(2, 3, 10)), rng.normal(size=(4, 3, 3))
    dout = rng.normal(size=(2, 4, 4))
    dx = np.asarray(answer(x, weight, dout, 2)[0])
    return (correlate1d(x, weight, 2) * dout).sum(), (x * dx).sum()


@conv1d_backward.law("the same sum is weight times dweight, because convolution is linear in both")
def _adjoint_weight(answer, rng):
    x, weight = rng.normal(size=(2, 3, 10)), rng.normal(size=(4, 3, 3))
    dout = rng.normal(size=(2, 4, 4))
    dweight = np.asarray(answer(x, weight, dout, 2)[1])
    return (correlate1d(x, weight, 2) * dout).sum(), (weight * dweight).sum()


@conv1d_backward.law("a gradient that comes one step later goes back one step later")
def _shifted(answer, rng):
    x, weight = rng.normal(size=(1, 2, 9)), rng.normal(size=(3, 2, 3))
    dout = np.pad(rng.normal(size=(1, 3, 6)), [(0, 0), (0, 0), (0, 1)])
    dx, late = (answer(x, weight, d, 1)[0] for d in (dout, np.roll(dout, 1, axis=2)))
    return np.asarray(dx)[..., :-1], np.asarray(late)[..., 1:]


@exercise(points=3, cases=conv2d_cases, forbid=LAYERS)
def conv2d_backward(answer, x, weight, dout, padding):
    """conv2d_backward(x, weight, dout, padding: int) -> dx, dweight, dbias; arrays of float."""
    dx, dweight, dbias = answer(x, weight, dout, padding)
    return {"dx": dx, "dweight": dweight, "dbias": dbias}


@conv2d_backward.law("the gradient in the weights of two samples is the sum of theirs")
def _sample_by_sample(answer, rng):
    x, dout = rng.normal(size=(2, 3, 5, 4)), rng.normal(size=(2, 2, 3, 2))
    weight = rng.normal(size=(2, 3, 3, 3))
    each = [answer(x[i : i + 1], weight, dout[i : i + 1], 0)[1] for i in range(2)]
    return np.add(*each), answer(x, weight, dout, 0)[1]


@conv2d_backward.law("the sum of x times dx is the sum of weight times dweight")
def _both_adjoints(answer, rng):
    case = list(conv2d_cases(rng))[1]
    dx, dweight, _ = answer(*case.values())
    return (case["x"] * np.asarray(dx)).sum(), (case["weight"] * np.asarray(dweight)).sum()


@quiz(points=4, asks="case_1 case_2 case_3 case_4")
def wrong_ways(answer):
    """A dict of letters: what is wrong with each of the four ways back in the picture."""
    return choices(answer, wrong_ways.choices)


# ---- pooling -----------------------------------------------------------------------------------


@exercise(points=2, cases=pool_cases, forbid=LAYERS)
def max_pool_backward(answer, x, tied, dout, size):
    """max_pool_backward(x, dout, size: int) -> dx like x; the first of equal maxima gets it all."""
    return {"dx": lambda: answer(x, dout, size), "ties": lambda: answer(tied, dout, size)}


@max_pool_backward.law("every upstream gradient arrives once: the sums are equal")
def _all_arrive(answer, rng):
    x, dout = rng.permutation(32).reshape(1, 2, 4, 4) * 1.0, rng.normal(size=(1, 2, 2, 2))
    return np.asarray(answer(x, dout, 2)).sum((2, 3)), dout.sum((2, 3))


@exercise(points=2, cases=average_cases, forbid=LAYERS)
def avg_pool_backward(answer, dout, size, height, width):
    """avg_pool_backward(dout, size: int, height: int, width: int) -> dx."""
    return {"dx": answer(dout, size, height, width)}


@avg_pool_backward.law("the sum of what arrives is the sum of what was sent")
def _all_shared(answer, rng):
    dout = rng.normal(size=(2, 3, 2, 2))
    return np.asarray(answer(dout, 3, 7, 6)).sum((2, 3)), dout.sum((2, 3))


# ---- the chain ---------------------------------------------------------------------------------


@exercise(points=4, cases=block_cases)
def conv_block(answer, x, weight, bias, dout):
    """conv_block(x, weight, bias, dout) -> y, dx, dweight, dbias; arrays of float."""
    y, dx, dweight, dbias = answer(x, weight, bias, dout)
    return {"y": y, "dx": dx, "dweight": dweight, "dbias": dbias}


@conv_block.law(
    "y dout adds up to weight dweight + bias dbias: between its kinks the block is linear"
)
def _pieces(answer, rng):
    # inside one linear piece, y is homogeneous in (weight, bias): Euler's theorem
    case = next(block_cases(rng))
    y, _, dweight, dbias = (np.asarray(part) for part in answer(*case.values()))
    right = (case["weight"] * dweight).sum() + (case["bias"] * dbias).sum()
    return (y * case["dout"]).sum(), right


# ---- a whole network ---------------------------------------------------------------------------


@exercise(points=4, cases=table_cases)
def network_table(answer, size, convs, dense):
    """network_table(size, convs, dense), tuples of int in lists -> sides, units, parameters."""
    rows = [tuple(row) for row in np.asarray(convs).tolist()]
    sides, units, parameters = answer(tuple(size), rows, list(dense))
    counts = {"sides": sides, "units": units, "parameters": parameters}
    return {**counts, "total": lambda: int(np.sum(np.asarray(parameters)))}


# ---- losses ------------------------------------------------------------------------------------


@exercise(
    points=4,
    cases=tag_cases,
    forbid=ITS_LOSSES,
    made="rows = np.array([[far, -far, 0], [-far, 1 - far, 2 - far]]); "
    "losses_at_1000 = two_losses(rows, np.array([1, 0]), np.array([[0, 1, 1]] * 2))[::2]",
)
def two_losses(answer, logits, digit, tags, far):
    """two_losses(logits, digit: int array, tags: 0 or 1) -> single, dsingle, multi, dmulti."""
    single, dsingle, multi, dmulti = answer(logits, digit, tags)
    extreme = np.array([[far, -far, 0.0], [-far, 1 - far, 2 - far]])

    def far_losses():
        one, _, many, _ = answer(extreme, np.array([1, 0]), np.array([[0.0, 1.0, 1.0]] * 2))
        return np.array([one, many], dtype=float)

    outputs = {"single": single, "dsingle": dsingle, "multi": multi, "dmulti": dmulti}
    return {**outputs, "losses_at_1000": far_losses}


@two_losses.law("adding 5 to all logits of a row changes nothing for the single label")
def _shift_free(answer, rng):
    case = next(tag_cases(rng))
    z, digit, tags = case["logits"], case["digit"], case["tags"]
    return answer(z, digit, tags)[1], answer(z + 5, digit, tags)[1]


@two_losses.law("logits that know nothing cost ln C for one label, and ln 2 for tags")
def _know_nothing(answer, rng):
    one, _, many, _ = answer(np.zeros((2, 7)), np.array([1, 3]), np.eye(7)[[1, 3]])
    return np.array([one, many]), np.log([7.0, 2.0])


# ---- onsets ------------------------------------------------------------------------------------


@exercise(points=2, cases=peak_cases, forbid=ITS_ONSETS)
def pick_peaks(answer, novelty, threshold, wait):
    """pick_peaks(novelty: array, threshold: float, wait: int) -> list of frames."""
    return {"frames": np.asarray(answer(novelty, threshold, wait), dtype=int)}


@exercise(points=3, cases=score_cases, forbid=ITS_ONSETS)
def onset_score(answer, found, truth, tolerance):
    """onset_score(found: array, truth: array, tolerance: float) -> precision, recall, f."""
    precision, recall, f = answer(found, truth, tolerance)
    return {"precision": precision, "recall": recall, "f": f}


@onset_score.law("found and true onsets may change places: F stays, precision and recall swap")
def _swapped(answer, rng):
    found, truth = np.array([0.5, 0.54, 1.0, 3.0, 4.0]), np.array([0.52, 1.2, 3.01])
    p, r, f = answer(found, truth, 0.05)
    return np.array([p, r, f]), np.array(answer(truth, found, 0.05))[[1, 0, 2]]


# ---- listening ---------------------------------------------------------------------------------


@exercise(
    points=4,
    cases=train_cases,
    visible=visible_train_cases,
    compare={"held_out": at_least(0.65, "late words by new speakers right")},
    seconds=60,
)
def train_cnn(answer, X, y, X_new, rng):
    """train_cnn(X, y, X_new, rng) -> the digit heard in each picture of X_new; late words."""
    heard = np.asarray(answer(X, y, X_new, rng))
    return {"held_out": heard}


@exercise(
    points=3,
    cases=transfer_cases,
    visible=visible_transfer_cases,
    compare={"held_out": at_least(0.6, "words by new speakers right")},
)
def new_head(answer, H, y, H_new):
    """new_head(H, y: digits 5 to 9) -> W (features, 5), b (5,)."""
    W, b = (np.asarray(part, dtype=float) for part in answer(H, y))
    if W.shape != (H.shape[1], 5) or b.shape != (5,):
        raise ValueError(f"needs W ({H.shape[1]}, 5) and b (5,), got {W.shape} and {b.shape}")
    return {"held_out": (H_new @ W + b).argmax(axis=1) + 5}


# ---- bands that learn --------------------------------------------------------------------------


@exercise(points=3, cases=band_cases, forbid=LAYERS)
def log_bands(answer, power, weight, floor, dout):
    """log_bands(power, weight, floor: float, dout) -> levels, dpower, dweight; arrays of float."""
    levels, dpower, dweight = answer(power, weight, floor, dout)
    return {"levels": levels, "dpower": dpower, "dweight": dweight}


@log_bands.law(
    "without a floor, the sum of weight * dweight over the bins is the sum of dout: a level rises "
    "by ln 2 if all weights of its band double"
)
def _doubled_weights(answer, rng):
    power, weight = rng.uniform(0.1, 2, (2, 6, 3)), rng.uniform(0.1, 1, (4, 6))
    dout = rng.normal(size=(2, 4, 3))
    dweight = np.asarray(answer(power, weight, 0.0, dout)[2])
    return (weight * dweight).sum(axis=1), dout.sum(axis=(0, 2))


@log_bands.law(
    "without a floor, the sum of power * dpower over the bins is that of dout over bands"
)
def _doubled_power(answer, rng):
    power, weight = rng.uniform(0.1, 2, (2, 6, 3)), rng.uniform(-1, 1, (4, 6))
    weight[:, 0], dout = 0.5, rng.normal(size=(2, 4, 3))
    dpower = np.asarray(answer(power, weight, 0.0, dout)[1])
    return (power * dpower).sum(axis=1), dout.sum(axis=1)


# ---- quiz --------------------------------------------------------------------------------------


@quiz(points=8, asks="training filters fine_tuning first_loss unsuited examples anywhere recurrent")
def cnn_quiz(answer):
    """A dict of letters, one for each question."""
    return choices(answer, cnn_quiz.choices)
