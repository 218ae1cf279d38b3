"""Mistakes that people make in unit 1."""

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.datasets.truth_tables import corners
from dlaudio.exercises.u01_perceptron import (
    clave_net,
    compile_truth_table,
    gates,
    mistake_bound,
    perceptron,
    perceptron_epoch,
    perceptron_quiz,
    pocket,
    separable,
    signed_distance,
    sse_slope,
    to_zero_one,
    weight_history,
    xor_proof,
    xor_weights,
)

right = right_answers("u01_perceptron")

# ---- perceptron --------------------------------------------------------------------------------


@misconception(perceptron, "leaves out the bias w[0]: every line then goes through the origin")
def no_bias(X, w):
    return np.where(X @ w[1:] > 0, 1, -1)


@misconception(perceptron, "takes the bias from the end of w; here it is the first weight, w[0]")
def bias_last(X, w):
    return np.where(X @ w[:-1] + w[-1] > 0, 1, -1)


@misconception(perceptron, "returns the labels 0 and 1; in this unit the classes are -1 and +1")
def zero_one_labels(X, w):
    return (w[0] + X @ w[1:] > 0).astype(int)


@misconception(perceptron, "returns the score g(x) itself; the perceptron decides: +1 or -1")
def returns_score(X, w):
    return w[0] + X @ w[1:]


@misconception(
    perceptron, "gives 0 on the line, as np.sign does; a score of exactly 0 counts as -1 here"
)
def sign_of_zero(X, w):
    return np.sign(w[0] + X @ w[1:])


@misconception(
    perceptron, "gives +1 on the line (>= instead of >); a score of exactly 0 is -1 here"
)
def includes_the_line(X, w):
    return np.where(w[0] + X @ w[1:] >= 0, 1, -1)


@misconception(
    perceptron, "subtracts the bias as if it were a threshold; here it is added: w0 + w1 x1 + ..."
)
def subtracts_bias(X, w):
    return np.where(X @ w[1:] - w[0] > 0, 1, -1)


@misconception(
    perceptron,
    "adds the bias to every input, so that each weight multiplies it; it is added once, to the sum",
)
def bias_to_every_input(X, w):
    return np.where((X + w[0]) @ w[1:] > 0, 1, -1)


@misconception(perceptron, "has the two classes the wrong way round: +1 belongs to scores above 0")
def flipped(X, w):
    return np.where(w[0] + X @ w[1:] > 0, -1, 1)


# ---- signed_distance ---------------------------------------------------------------------------


@misconception(
    signed_distance, "divides by the length of all weights; the bias w[0] is not part of the normal"
)
def norm_with_bias(X, w):
    length = np.linalg.norm(w)
    return w[1:] / length, -w[0] / length, (w[0] + X @ w[1:]) / length


@misconception(
    signed_distance,
    "leaves the normal as long as the weights; divide by their length for unit length",
)
def normal_not_unit(X, w):
    _, offset, distance = right.signed_distance(X, w)
    return w[1:], offset, distance


@misconception(
    signed_distance, "returns distances without a sign; the sign says on which side a point lies"
)
def unsigned(X, w):
    normal, offset, distance = right.signed_distance(X, w)
    return normal, offset, np.abs(distance)


@misconception(
    signed_distance, "has the sign of the offset turned round: solve w0 + |w| offset = 0 for it"
)
def offset_sign(X, w):
    normal, offset, distance = right.signed_distance(X, w)
    return normal, -offset, distance


@misconception(
    signed_distance, "returns the score g(x) as the distance; it still has to be divided by |w|"
)
def score_as_distance(X, w):
    normal, offset, _ = right.signed_distance(X, w)
    return normal, offset, w[0] + X @ w[1:]


@misconception(
    signed_distance, "measures from the plane through the origin: the distance forgets the bias"
)
def distance_without_bias(X, w):
    normal, offset, _ = right.signed_distance(X, w)
    return normal, offset, X @ normal


@misconception(signed_distance, "divides by the squared length of w; divide by its length")
def squared_length(X, w):
    length = w[1:] @ w[1:]
    return w[1:] / length, -w[0] / length, (w[0] + X @ w[1:]) / length


@misconception(
    signed_distance, "adds the offset to X @ normal; the line lies at the offset, so subtract it"
)
def adds_offset(X, w):
    normal, offset, _ = right.signed_distance(X, w)
    return normal, offset, X @ normal + offset


@misconception(
    signed_distance, "gives -w0 as the offset; that is a score, still to be divided by |w|"
)
def offset_undivided(X, w):
    normal, _, distance = right.signed_distance(X, w)
    return normal, -w[0], distance


@misconception(
    signed_distance,
    "gives the offset no sign; it is negative where the line lies behind the origin",
)
def offset_unsigned(X, w):
    normal, offset, distance = right.signed_distance(X, w)
    return normal, abs(offset), distance


# ---- perceptron_epoch --------------------------------------------------------------------------


def _epoch(w, X, y, change, count=lambda wrong: wrong):
    w, mistakes = np.array(w, dtype=float), 0
    for x, label in zip(X, y, strict=True):
        wrong = right.perceptron(x[None], w)[0] != label
        w += change(wrong, label, np.append(1.0, x))
        mistakes += count(wrong)
    return w, mistakes


@misconception(
    perceptron_epoch, "changes the weights at every row; the rule only moves them after a mistake"
)
def always_updates(w, X, y):
    return _epoch(w, X, y, lambda wrong, label, x: label * x)


@misconception(
    perceptron_epoch,
    "takes double steps: label minus prediction is ±2; the rule adds label * x once",
)
def double_step(w, X, y):
    return _epoch(w, X, y, lambda wrong, label, x: 2 * wrong * label * x)


@misconception(
    perceptron_epoch,
    "never moves the bias; its input is x0 = 1, so a mistake adds the label to w[0]",
)
def frozen_bias(w, X, y):
    return _epoch(w, X, y, lambda wrong, label, x: wrong * label * np.append(0, x[1:]))


@misconception(
    perceptron_epoch, "subtracts label * x, which moves the line away from the point; add it"
)
def wrong_way(w, X, y):
    return _epoch(w, X, y, lambda wrong, label, x: wrong * -label * x)


@misconception(
    perceptron_epoch,
    "judges every row with the old weights; each row meets the weights just changed",
)
def all_at_once(w, X, y):
    wrong = right.perceptron(X, w) != y
    return w + (y * wrong) @ np.insert(X, 0, 1, axis=1), int(wrong.sum())


@misconception(perceptron_epoch, "adds x whatever the label; a mistake on a -1 row must subtract x")
def ignores_label(w, X, y):
    return _epoch(w, X, y, lambda wrong, label, x: wrong * x)


@misconception(perceptron_epoch, "adds the sample even for a -1; what is added is label * x")
def label_in_the_bias_only(w, X, y):
    return _epoch(w, X, y, lambda wrong, label, x: wrong * np.append(label, x[1:]))


@misconception(perceptron_epoch, "subtracts the sample, even for a +1; add label * x")
def subtracts_the_sample(w, X, y):
    return _epoch(w, X, y, lambda wrong, label, x: wrong * np.append(label, -x[1:]))


@misconception(perceptron_epoch, "subtracts x whatever the label; a mistake on a +1 row must add x")
def ignores_label_and_subtracts(w, X, y):
    return _epoch(w, X, y, lambda wrong, label, x: wrong * -x)


@misconception(
    perceptron_epoch, "adds the label to the bias, but subtracts label * x from the other weights"
)
def wrong_way_but_the_bias(w, X, y):
    return _epoch(w, X, y, lambda wrong, label, x: wrong * label * np.append(1, -x[1:]))


@misconception(
    perceptron_epoch, "adds 1 to the bias whatever the label; its input is x0 = 1, so add the label"
)
def one_to_the_bias(w, X, y):
    return _epoch(w, X, y, lambda wrong, label, x: wrong * np.append(1, label * x[1:]))


@misconception(perceptron_epoch, "counts the rows that were right; count the mistakes")
def counts_right(w, X, y):
    return _epoch(w, X, y, lambda wrong, label, x: wrong * label * x, lambda wrong: not wrong)


@misconception(
    perceptron_epoch,
    "counts at the end, with the new weights; a row counts if it was wrong when its turn came",
)
def counts_afterwards(w, X, y):
    w, _ = right.perceptron_epoch(w, X, y)
    return w, int((right.perceptron(X, w) != y).sum())


@misconception(perceptron_epoch, "takes a tenth of the step; the rule adds the whole label * x")
def small_steps(w, X, y):
    return _epoch(w, X, y, lambda wrong, label, x: 0.1 * wrong * label * x)


def _by_product(w, X, y, is_mistake):
    w, mistakes = np.array(w, dtype=float), 0
    for x, label in zip(X, y, strict=True):
        if is_mistake(label * (w[0] + x @ w[1:])):
            w += label * np.append(1.0, x)
            mistakes += 1
    return w, mistakes


@misconception(
    perceptron_epoch,
    "lets a score of exactly 0 pass for both labels; it means -1, so with +1 it is a mistake",
)
def zero_is_right(w, X, y):
    return _by_product(w, X, y, lambda product: product < 0)


@misconception(
    perceptron_epoch,
    "counts a score of exactly 0 as a mistake for both labels; it means -1, so with -1 it is right",
)
def zero_is_wrong(w, X, y):
    return _by_product(w, X, y, lambda product: product <= 0)


@misconception(
    perceptron_epoch,
    "writes into the w that it is given, which is the caller's: begin with w = w.copy()",
)
def writes_into_w(w, X, y):
    mistakes = 0
    for x, label in zip(X, y, strict=True):
        if (w[0] + x @ w[1:] > 0) != (label > 0):
            w += label * np.append(1, x)
            mistakes += 1
    return w, mistakes


# ---- weight_history ----------------------------------------------------------------------------


def _history(X, y, n_epochs, *, wrong=lambda product, label: (product > 0) != (label > 0), bias=1):
    history = [np.zeros(X.shape[1] + 1)]
    for _ in range(n_epochs):
        w = history[-1].copy()
        for x, label in zip(X, y, strict=True):
            if wrong(w[0] + x @ w[1:], label):
                w += label * np.append(bias, x)
        history.append(w)
    return np.array(history)


@misconception(
    weight_history,
    "appends the same array each time, so all rows show its last state; append a copy",
)
def one_array(X, y, n_epochs):
    return np.repeat(right.weight_history(X, y, n_epochs)[-1:], n_epochs + 1, axis=0)


@misconception(
    weight_history,
    "tests label * score < 0: from zero weights all scores are 0, and nothing ever moves",
)
def never_moves(X, y, n_epochs):
    return _history(X, y, n_epochs, wrong=lambda score, label: label * score < 0)


@misconception(
    weight_history,
    "tests label * score <= 0; a score of exactly 0 is the label -1, which is right for a -1",
)
def moves_at_zero(X, y, n_epochs):
    return _history(X, y, n_epochs, wrong=lambda score, label: label * score <= 0)


@misconception(weight_history, "never moves the bias w[0]; a mistake adds the label to it")
def bias_stays(X, y, n_epochs):
    return _history(X, y, n_epochs, bias=0)


@misconception(weight_history, "leaves out the zero weights at the start; they are the first row")
def without_start(X, y, n_epochs):
    return right.weight_history(X, y, n_epochs)[1:]


@misconception(
    weight_history, "has a row for every sample; the history holds the weights after each epoch"
)
def after_every_row(X, y, n_epochs):
    history = [np.zeros(X.shape[1] + 1)]
    for _ in range(n_epochs):
        for x, label in zip(X, y, strict=True):
            history.append(right.perceptron_epoch(history[-1], x[None], [label])[0])
    return history


@misconception(
    weight_history,
    "changes the comparison alone: w[0] never moves, and all rows are one array, as no copy is kept",
)
def comparison_alone(X, y, n_epochs):
    return np.repeat(_history(X, y, n_epochs, bias=0)[-1:], n_epochs + 1, axis=0)


@misconception(
    weight_history,
    "changes the comparison alone: w[0] never moves, and all rows are one array, as no copy is kept",
)
def at_zero_alone(X, y, n_epochs):
    moved = _history(X, y, n_epochs, wrong=lambda score, label: label * score <= 0, bias=0)
    return np.repeat(moved[-1:], n_epochs + 1, axis=0)


@misconception(
    weight_history,
    "copies in the loop only: the first row is still the array that moves on, no longer zeros",
)
def first_row_moves(X, y, n_epochs):
    history = right.weight_history(X, y, n_epochs)
    return np.append(history[-1:], history[1:], axis=0)


# ---- mistake_bound -----------------------------------------------------------------------------


@misconception(
    mistake_bound, "measures the radius without x0 = 1; the bias has an input too, and it counts"
)
def radius_without_one(X, y, w):
    _, margin, _ = right.mistake_bound(X, y, w)
    radius = np.linalg.norm(X, axis=1).max()
    return radius, margin, (radius / margin) ** 2


@misconception(
    mistake_bound, "divides by the length of w without its bias; here all of w counts, as x0 does"
)
def margin_without_bias(X, y, w):
    radius, margin, _ = right.mistake_bound(X, y, w)
    margin *= np.linalg.norm(w) / np.linalg.norm(w[1:])
    return radius, margin, (radius / margin) ** 2


@misconception(
    mistake_bound,
    "forgets the bias in both: x0 = 1 counts in the radius, and w[0] in the length of w",
)
def bias_forgotten(X, y, w):
    radius = np.linalg.norm(X, axis=1).max()
    margin = (y * (w[0] + X @ w[1:])).min() / np.linalg.norm(w[1:])
    return radius, margin, (radius / margin) ** 2


@misconception(mistake_bound, "does not divide the margin by the length of w")
def margin_is_a_score(X, y, w):
    radius, margin, _ = right.mistake_bound(X, y, w)
    margin *= np.linalg.norm(w)
    return radius, margin, (radius / margin) ** 2


@misconception(mistake_bound, "averages the margins; the bound needs the smallest one")
def mean_margin(X, y, w):
    radius, _, _ = right.mistake_bound(X, y, w)
    margin = (y * (np.insert(X, 0, 1, axis=1) @ w)).mean() / np.linalg.norm(w)
    return radius, margin, (radius / margin) ** 2


@misconception(mistake_bound, "forgets the square: the bound is (radius / margin) ** 2")
def not_squared(X, y, w):
    radius, margin, _ = right.mistake_bound(X, y, w)
    return radius, margin, radius / margin


@misconception(mistake_bound, "averages the lengths of the rows; the radius is the largest one")
def mean_radius(X, y, w):
    _, margin, _ = right.mistake_bound(X, y, w)
    radius = np.linalg.norm(np.insert(X, 0, 1, axis=1), axis=1).mean()
    return radius, margin, (radius / margin) ** 2


@misconception(mistake_bound, "has the fraction upside down: it is radius over margin")
def upside_down(X, y, w):
    radius, margin, _ = right.mistake_bound(X, y, w)
    return radius, margin, (margin / radius) ** 2


@misconception(
    mistake_bound, "takes the smallest score as it is; times the label, or -1 rows make it negative"
)
def without_label(X, y, w):
    radius, _, _ = right.mistake_bound(X, y, w)
    margin = (np.insert(X, 0, 1, axis=1) @ w).min() / np.linalg.norm(w)
    return radius, margin, (radius / margin) ** 2


# ---- pocket ------------------------------------------------------------------------------------


def _epochs(w, X, y, n_epochs):
    for _ in range(n_epochs):
        w, during = right.perceptron_epoch(w, X, y)
        yield w, during, int((right.perceptron(X, w) != y).sum())


@misconception(
    pocket,
    "returns the last weights (or an array that moved on with them: keep a copy), not the best",
)
def last_weights(w, X, y, n_epochs):
    return list(_epochs(w, X, y, n_epochs))[-1][0]


@misconception(
    pocket,
    "compares the mistakes made during an epoch; the weights moved meanwhile: count after it",
)
def counts_during(w, X, y, n_epochs):
    return min(_epochs(w, X, y, n_epochs), key=lambda item: item[1])[0]


@misconception(
    pocket,
    "compares the mistakes made during an epoch, and takes later weights on a tie: count after the "
    "epoch, and keep the earliest",
)
def counts_during_latest(w, X, y, n_epochs):
    return min(reversed(list(_epochs(w, X, y, n_epochs))), key=lambda item: item[1])[0]


@misconception(pocket, "begins every epoch at the first weights again, so it never gets further")
def begins_every_epoch_alike(w, X, y, n_epochs):
    return next(_epochs(w, X, y, n_epochs))[0]


@misconception(
    pocket, "counts the mistakes before an epoch but puts away the weights from after it"
)
def one_epoch_late(w, X, y, n_epochs):
    before = [w, *(item[0] for item in _epochs(w, X, y, n_epochs))]
    counts = [(right.perceptron(X, old) != y).sum() for old in before[:-1]]
    return before[int(np.argmin(counts)) + 1]


@misconception(pocket, "starts from zeros; start from the weights w that are given")
def starts_from_zero(w, X, y, n_epochs):
    return right.pocket(np.zeros_like(w), X, y, n_epochs)


@misconception(pocket, "takes later weights when they are only as good; keep the earliest on a tie")
def latest_on_ties(w, X, y, n_epochs):
    return min(reversed(list(_epochs(w, X, y, n_epochs))), key=lambda item: item[2])[0]


@misconception(
    pocket, "counts the weights at the start, too; the pocket is filled after the first epoch"
)
def counts_the_start(w, X, y, n_epochs):
    tried = [(w, 0, int((right.perceptron(X, w) != y).sum())), *_epochs(w, X, y, n_epochs)]
    return min(tried, key=lambda item: item[2])[0]


@misconception(
    pocket,
    "gets no further once an epoch brings nothing better, because it stops there or goes on from the "
    "pocket; the rule goes on from where it is",
)
def goes_on_from_the_pocket(w, X, y, n_epochs):
    best, fewest = w, len(y) + 1
    for _ in range(n_epochs):
        w, _, count = next(_epochs(best, X, y, 1))
        if count < fewest:
            best, fewest = w, count
    return best


@misconception(
    pocket, "writes into the w that it is given, which is the caller's: begin with w = w.copy()"
)
def writes_into_the_start(w, X, y, n_epochs):
    best, fewest = None, len(y) + 1
    for _ in range(n_epochs):
        w[:] = right.perceptron_epoch(w, X, y)[0]
        count = (right.perceptron(X, w) != y).sum()
        if count < fewest:
            best, fewest = w.copy(), count
    return best


@misconception(
    pocket, "keeps the weights that get the fewest *right*: it counts ==, and the wrong ones are !="
)
def fewest_right(w, X, y, n_epochs):
    return max(_epochs(w, X, y, n_epochs), key=lambda item: item[2])[0]


@misconception(
    pocket,
    "keeps the weights that get the fewest *right*, and of equals the latest: == counts right ones, "
    "!= wrong ones, and < keeps the earliest",
)
def fewest_right_latest(w, X, y, n_epochs):
    return max(reversed(list(_epochs(w, X, y, n_epochs))), key=lambda item: item[2])[0]


@misconception(
    pocket,
    "gives back the start where a single epoch leaves every row wrong: it runs an epoch too few, or "
    "its count begins at len(y); begin with len(y) + 1",
)
def begins_at_len_y(w, X, y, n_epochs):
    best, fewest = w, len(y)
    for now, _, count in _epochs(w, X, y, n_epochs):
        if count < fewest:
            best, fewest = now, count
    return best


@misconception(pocket, last_weights.sentence)
def one_array_moves_on(w, X, y, n_epochs):
    for now, *_ in _epochs(w.copy(), X, y, n_epochs):
        w[:] = now
    return w


# ---- sse_slope ---------------------------------------------------------------------------------


def _slope(w, X, y, step, error):
    return error(w), np.array(
        [(error(w + n) - error(w - n)) / (2 * step) for n in step * np.eye(len(w))]
    )


@misconception(
    sse_slope, "counts the mistakes; with labels ±1 each one is an error of 2, and 4 when squared"
)
def counts_mistakes(w, X, y, step):
    return _slope(w, X, y, step, lambda w: float((right.perceptron(X, w) != y).sum()))


@misconception(sse_slope, "divides the squared errors by N; SSE is their sum, not their mean")
def mean_error(w, X, y, step):
    return _slope(w, X, y, step, lambda w: ((right.perceptron(X, w) - y) ** 2).mean())


@misconception(
    sse_slope,
    "makes each wrong label cost 2; an error of ±2 is squared, without a factor 1/2, so it costs 4",
)
def half_error(w, X, y, step):
    return _slope(w, X, y, step, lambda w: ((right.perceptron(X, w) - y) ** 2).sum() / 2)


@misconception(
    sse_slope, "measures the score g(x) against the labels; the perceptron's output is ±1"
)
def error_of_score(w, X, y, step):
    return _slope(w, X, y, step, lambda w: ((w[0] + X @ w[1:] - y) ** 2).sum())


@misconception(
    sse_slope, "divides by the step; from w - step to w + step it is two steps: divide by 2 * step"
)
def one_step(w, X, y, step):
    error, slope = right.sse_slope(w, X, y, step)
    return error, 2 * slope


@misconception(
    sse_slope, "looks only ahead, from w to w + step; step to both sides and divide by 2 * step"
)
def forward_difference(w, X, y, step):
    error = right.sse_slope(w, X, y, step)[0]
    ahead = [right.sse_slope(w + n, X, y, step)[0] for n in step * np.eye(len(w))]
    return error, (np.array(ahead) - error) / step


@misconception(
    sse_slope,
    "looks only ahead, from w to w + step, and yet divides by 2 * step; begin at w - step",
)
def half_the_way_ahead(w, X, y, step):
    error, slope = forward_difference.answer(w, X, y, step)
    return error, slope / 2


@misconception(
    sse_slope, "looks only back, from w - step to w, and yet divides by 2 * step; go on to w + step"
)
def half_the_way_back(w, X, y, step):
    error, slope = forward_difference.answer(w, X, y, -step)
    return error, slope / 2


@misconception(
    sse_slope, "moves all weights at once; a slope belongs to one weight while the others stay"
)
def all_weights_together(w, X, y, step):
    error = right.sse_slope(w, X, y, step)[0]
    up, down = (right.sse_slope(w + s, X, y, step)[0] for s in (step, -step))
    return error, np.full(len(w), (up - down) / (2 * step))


@misconception(
    sse_slope,
    "leaves each nudge in w when it turns to the next weight; put it back, or nudge a copy",
)
def nudges_stay(w, X, y, step):
    error, slope, w = right.sse_slope(w, X, y, step)[0], [], w.astype(float)
    for i in range(len(w)):
        w[i] += step
        up = right.sse_slope(w, X, y, step)[0]
        w[i] -= 2 * step
        slope.append((up - right.sse_slope(w, X, y, step)[0]) / (2 * step))
    return error, np.array(slope)


@misconception(sse_slope, nudges_stay.sentence)
def nudges_stay_and_error_comes_last(w, X, y, step):
    _, slope = nudges_stay.answer(w, X, y, step)
    return right.sse_slope(w - step, X, y, step)[0], slope


@misconception(sse_slope, nudges_stay.sentence)
def nudges_stay_above(w, X, y, step):
    error, slope = right.sse_slope(w, X, y, step)[0], []
    for i, n in enumerate(step * np.eye(len(w))):
        below = w + step * (np.arange(len(w)) < i)
        ends = [right.sse_slope(below + side * n, X, y, step)[0] for side in (-1, 1)]
        slope.append((ends[1] - ends[0]) / (2 * step))
    return error, np.array(slope)


# ---- to_zero_one -------------------------------------------------------------------------------


@misconception(
    to_zero_one,
    "leaves the bias as it was; replacing x by 2x - 1 also subtracts the sum of weights",
)
def bias_unchanged(labels, w):
    return (labels + 1) // 2, np.append(w[0], 2 * w[1:])


@misconception(to_zero_one, "adds the sum of the weights to the bias; x = 2x' - 1 subtracts it")
def bias_added(labels, w):
    return (labels + 1) // 2, np.append(w[0] + w[1:].sum(), 2 * w[1:])


@misconception(to_zero_one, "halves the weights; x = 2x' - 1 has a 2 in it, so they double")
def weights_halved(labels, w):
    return (labels + 1) // 2, np.append(w[0] + w[1:].sum() / 2, w[1:] / 2)


@misconception(to_zero_one, "keeps the weights and only converts the labels")
def weights_unchanged(labels, w):
    return (labels + 1) // 2, w


@misconception(to_zero_one, "leaves the labels at -1 and +1; they become 0 and 1")
def labels_unchanged(labels, w):
    return labels, right.to_zero_one(labels, w)[1]


@misconception(
    to_zero_one, "treats the weights as if they were labels; it is the input that is replaced"
)
def weights_as_labels(labels, w):
    return (labels + 1) // 2, (w + 1) / 2


@misconception(to_zero_one, "has x = (x' - 1) / 2; solve x' = (x + 1) / 2 for x: it is 2x' - 1")
def solved_wrongly(labels, w):
    return (labels + 1) // 2, np.append(w[0] - w[1:].sum() / 2, w[1:] / 2)


@misconception(to_zero_one, "has the labels reversed: -1 becomes 0 and +1 becomes 1")
def labels_reversed(labels, w):
    return (1 - labels) // 2, right.to_zero_one(labels, w)[1]


@misconception(to_zero_one, "shifts the labels without halving them: they are 0 and 2 now")
def labels_shifted(labels, w):
    return labels + 1, right.to_zero_one(labels, w)[1]


@misconception(to_zero_one, "shifts the bias but leaves the weights; 2x' - 1 also doubles them")
def only_bias(labels, w):
    return (labels + 1) // 2, np.append(w[0] - w[1:].sum(), w[1:])


# ---- gates -------------------------------------------------------------------------------------

threshold_on_the_corner = misconception(
    gates,
    "puts AND's line through (1, 1) or just beyond it, so that it does not fire there: the score "
    "must be above 0",
)({**right.gates, "AND": [-2, 1, 1]})
and_is_or = misconception(
    gates, "has an AND that one input alone is enough to fire, as if it were OR"
)({**right.gates, "AND": [-0.5, 1, 1]})
and_without_margin = misconception(
    gates, "puts AND's line so close to (1, 1) that inputs off by 0.2 cross it; go half-way"
)({**right.gates, "AND": [-1.75, 1, 1]})
and_lets_noise_in = misconception(
    gates,
    "puts AND's line through (1, 0) and (0, 1), or too near them: with a little noise one input "
    "alone fires it",
)({**right.gates, "AND": [-1, 1, 1]})
or_without_bias = misconception(
    gates, "puts OR's line through (0, 0) or too near it: a little noise fires it"
)({**right.gates, "OR": [0, 1, 1]})
or_is_and = misconception(gates, "has an OR that fires for (1, 1) alone, as if it were AND")(
    {**right.gates, "OR": [-1.5, 1, 1]}
)
and_for_or = misconception(
    gates, "has AND and OR exchanged: its AND fires for one input, its OR only for both"
)({**right.gates, "AND": [-0.5, 1, 1], "OR": [-1.5, 1, 1]})
all_without_margin = misconception(
    gates, "has every line so close to a corner that inputs off by 0.2 cross it; go half-way"
)({"AND": [-1.9, 1, 1], "OR": [-0.1, 1, 1], "NOT": [0.9, -1]})
not_is_identity = misconception(
    gates, "gives NOT a positive weight: it repeats its input instead of turning it round"
)({**right.gates, "NOT": [-0.5, 1]})
not_without_bias = misconception(
    gates, "puts NOT's line through 0 or too near it, so that noise decides about the input 0"
)({**right.gates, "NOT": [0, -1]})
not_through_one = misconception(
    gates, "puts NOT's line through 1 or too near it: it leaves no room for an input off by 0.2"
)({**right.gates, "NOT": [1, -1]})
or_through_one = misconception(
    gates,
    "puts OR's line through (1, 0) and (0, 1), or too near them: it leaves no room for inputs off "
    "by 0.2",
)({**right.gates, "OR": [-1, 1, 1]})
or_too_near_one = misconception(gates, or_through_one.sentence)({**right.gates, "OR": [-0.9, 1, 1]})


def _no_room(of_which, **lines):
    sentence = (
        f"leaves no room for inputs off by 0.2: the lines of {of_which} run through corners or too "
        "near them; go half-way"
    )
    return misconception(gates, sentence)({**right.gates, **lines})


or_and_not_at_zero = _no_room("OR and NOT", OR=[0, 1, 1], NOT=[0, -1])
or_at_zero_not_at_one = _no_room("OR and NOT", OR=[0, 1, 1], NOT=[1, -1])
and_at_one_or_at_zero = _no_room("AND and OR", AND=[-1, 1, 1], OR=[0, 1, 1])
whole_biases = _no_room("all three", AND=[-1, 1, 1], OR=[0, 1, 1], NOT=[1, -1])
whole_biases_and_not_at_zero = _no_room("all three", AND=[-1, 1, 1], OR=[0, 1, 1], NOT=[0, -1])
biases_positive = misconception(
    gates, "has a positive bias in AND and OR: both fire even when all inputs are 0"
)({"AND": [1.5, 1, 1], "OR": [0.5, 1, 1], "NOT": [0.5, -1]})
biases_turned_round = misconception(
    gates,
    "has the sign of every bias turned round: AND and OR need one below 0, NOT one above 0",
)({"AND": [1.5, 1, 1], "OR": [0.5, 1, 1], "NOT": [-0.5, -1]})
bias_at_the_end = misconception(gates, "puts the bias last; here it is the first weight, w0")(
    {"AND": [1, 1, -1.5], "OR": [1, 1, -0.5], "NOT": [-1, 0.5]}
)

# ---- separable ---------------------------------------------------------------------------------


@misconception(
    separable,
    "calls the constant functions inseparable; a line with all corners on one side does it",
)
def constants_not(table):
    return right.separable(table) and 0 < sum(table) < len(table)


@misconception(
    separable, "trains with the labels 0 and 1; the rule needs -1 and +1: 0 equals neither label"
)
def labels_zero_one(table):
    w, made = np.zeros(int(np.log2(len(table))) + 1), 0
    while made <= 196:
        w, mistakes = right.perceptron_epoch(w, corners(len(w) - 1), np.asarray(table))
        if mistakes == 0:
            return True
        made += mistakes
    return False


@misconception(
    separable, "knows only XOR and XNOR of two inputs; with three inputs there are 152 others"
)
def only_of_two(table):
    return tuple(table) not in {(0, 1, 1, 0), (1, 0, 0, 1)}


@misconception(
    separable, "calls every table with as many ones as zeros inseparable; 'copy x1' is separable"
)
def halves_not(table):
    return 2 * sum(table) != len(table)


@misconception(
    separable, "accepts only functions that rise with their inputs; weights may be negative (NAND)"
)
def only_rising(table):
    table, n = np.asarray(table), int(np.log2(len(table)))
    cube = table.reshape([2] * n)
    return all((np.diff(cube, axis=axis) >= 0).all() for axis in range(n))


@misconception(separable, "finds every function separable; XOR is not, nor are 152 of three inputs")
def all_of_them(table):
    return True


def _by_rule(table, epochs, bias=1.0):
    n = int(np.log2(len(table)))
    X = np.insert((np.arange(2**n)[:, None] >> np.arange(n)[::-1]) & 1, 0, bias, axis=1) + 0.0
    w = np.zeros(n + 1)
    for _ in range(epochs):
        wrong = False
        for x, output in zip(X, table, strict=True):
            if (x @ w > 0) != output:
                w, wrong = w + (2 * output - 1) * x, True
        if not wrong:
            return True
    return False


@misconception(
    separable,
    "gives up too soon: some functions of three inputs take the rule 12 epochs before it is right",
)
def impatient(table):
    return _by_rule(table, 4)


def _patient(epochs):
    return misconception(separable, impatient.sentence)(lambda table: _by_rule(table, epochs))


three, six, seven, eight = map(_patient, (3, 6, 7, 8))
nine, ten, eleven = map(_patient, (9, 10, 11))


@misconception(
    separable,
    "never gets beyond its first epoch: it stops there, or starts from zero weights each time",
)
def first_epoch_only(table):
    return _by_rule(table, 1)


@misconception(
    separable, "gives up after five epochs; some functions of three inputs need 12 of them"
)
def five_epochs(table):
    return _by_rule(table, 5)


@misconception(separable, "leaves out the bias: without it all lines go through the corner 0...0")
def without_bias(table):
    return _by_rule(table, 30, bias=0.0)


# ---- xor_proof ---------------------------------------------------------------------------------

_rows, _ones = right.xor_proof

rows_unsigned = misconception(
    xor_proof, "does not turn the rows of label 0 round: there, minus the score must be at least 0"
)((np.abs(_rows), _ones))
rows_unsigned_signs_after = misconception(
    xor_proof,
    "does not turn the rows of label 0 round, but puts the signs into the multipliers: a negative "
    "one turns round what its row says, so turn the row itself",
)((np.abs(_rows), [-1, 1, 1, -1]))
last_row_unturned = misconception(
    xor_proof, "does not turn the row of (1, 1) round: XOR wants a 0 there"
)(([*_rows[:3], [1, 1, 1]], _ones))
first_row_unturned = misconception(
    xor_proof, "does not turn the row of (0, 0) round: XOR wants a 0 there"
)(([[1, 0, 0], *_rows[1:]], _ones))
last_row_half_turned = misconception(
    xor_proof, "turns only w1 and w2 of the row of (1, 1) round: the sign goes before w0, too"
)(([*_rows[:3], [1, -1, -1]], _ones))
last_row_bias_turned = misconception(
    xor_proof, "turns only w0 of the row of (1, 1) round: the sign goes before w1 and w2, too"
)(([*_rows[:3], [-1, 1, 1]], _ones))
rows_all_turned = misconception(
    xor_proof, "has every sign reversed: these are the inequalities of XNOR"
)((np.negative(_rows), _ones))
multipliers_zero = misconception(
    xor_proof, "multiplies by zeros only: 0 = 0 contradicts nothing, a strict row must take part"
)((_rows, [0, 0, 0, 0]))
multipliers_signed = misconception(
    xor_proof,
    "has a negative multiplier, which turns its row round; and the rows are turned as they must be "
    "already",
)((_rows, [-1, 1, 1, -1]))
multipliers_half = misconception(
    xor_proof,
    "has multipliers with which the rows of the table do not cancel: they must add up to [0, 0, 0]",
)((_rows, [0, 1, 1, 0]))
multipliers_below_zero = misconception(
    xor_proof, "has four equal multipliers below 0: a negative number turns an inequality round"
)((_rows, [-1, -1, -1, -1]))
only_weak_rows = misconception(
    xor_proof, "lets no strict row take part, so that 0 = 0 is all that could come of it"
)((_rows, [1, 0, 0, 1]))
rows_exchanged = misconception(
    xor_proof,
    "exchanges w1 and w2: in the input (0, 1) it is x2 that is 1, so w2 counts",
)((np.array(_rows)[:, [0, 2, 1]], _ones))
rows_without_bias = misconception(
    xor_proof, "leaves out w0: it is in every row, with the sign of that row"
)((np.array(_rows) * [0, 1, 1], _ones))

# ---- xor_weights -------------------------------------------------------------------------------

_or, _and = [-0.5, 1, 1], [-1.5, 1, 1]

or_of_both = misconception(
    xor_weights,
    "is 1 for (1, 1) as well, as OR is: when both are pressed, something must forbid it",
)(([_or, _and], [-0.5, 1, 1]))
and_of_both = misconception(
    xor_weights, "is 1 for (1, 1) alone, as AND is: this input is the one to forbid"
)(([_or, _and], [-1.5, 1, 1]))
xnor = misconception(xor_weights, "computes XNOR: each of the four outputs is the opposite")(
    ([_or, _and], [0.5, -1, 1])
)
hidden_plus_minus = misconception(
    xor_weights,
    "never fires: no corner brings the output's score above 0 (hidden values are 0 and 1, and "
    "the bias comes first)",
)(([_or, _and], [-1.5, 1, -1]))
nand_and_or_by_or = misconception(
    xor_weights, "is always 1: at every corner the output's score is above 0"
)(([_or, [1.5, -1, -1]], [-0.5, 1, 1]))
one_side_only = misconception(
    xor_weights, "is 1 for (1, 0) alone: (0, 1) must bring the output's score above 0, too"
)(([[-0.5, 1, -1], [-0.5, 1, -1]], [-0.5, 1, 1]))
hidden_no_margin = misconception(
    xor_weights,
    "puts a hidden line through a corner or too near one: right at the corners, wrong with a little "
    "noise",
)(([[0, 1, 1], _and], [-0.5, 1, -1]))
and_too_near_two = misconception(xor_weights, hidden_no_margin.sentence)(
    ([_or, [-1, 1, 1]], [-0.5, 1, -1])
)
and_too_near_one = misconception(xor_weights, hidden_no_margin.sentence)(
    ([_or, [-1.9, 1, 1]], [-0.5, 1, -1])
)
or_too_near_two = misconception(xor_weights, hidden_no_margin.sentence)(
    ([[-0.95, 1, 1], _and], [-0.5, 1, -1])
)

every_line_through_corners = misconception(
    xor_weights,
    "puts both hidden lines through corners or too near them: right at the corners, wrong with a "
    "little noise",
)(([[0, 1, 1], [-1, 1, 1]], [0, 1, -1]))

and_through_the_corner = misconception(
    xor_weights,
    "is 1 for (1, 1) as well: the hidden line that should cut this corner off runs through it or "
    "just beyond it",
)(([_or, [-2, 1, 1]], [-0.5, 1, -1]))


# ---- compile_truth_table -----------------------------------------------------------------------


def _rows_of(table):
    n = int(np.log2(len(table)))
    return n, (np.flatnonzero(table)[:, None] >> np.arange(n)[::-1]) & 1


@misconception(
    compile_truth_table,
    "gives inputs that must be 0 the weight 0; without -1 a term fires too often",
)
def zeros_not_forbidden(table):
    _, rows = _rows_of(table)
    return rows.T, 0.5 - rows.sum(axis=1), np.ones(len(rows)), -0.5


@misconception(
    compile_truth_table, "sets every hidden bias from n; it depends on how many ones the row has"
)
def same_bias_everywhere(table):
    n, rows = _rows_of(table)
    return 2 * rows.T - 1, np.full(len(rows), 0.5 - n), np.ones(len(rows)), -0.5


@misconception(
    compile_truth_table, "gives every hidden unit the bias -0.5; it is 0.5 less the row's ones"
)
def half_everywhere(table):
    W, b, v, c = right.compile_truth_table(table)
    return W, np.full(len(b), -0.5), v, c


@misconception(
    compile_truth_table, "has a row of W for each hidden unit; here it is a column: transpose it"
)
def rows_for_units(table):
    W, b, v, c = right.compile_truth_table(table)
    return W.T, b, v, c


@misconception(
    compile_truth_table,
    "joins the hidden units by AND; the output is 1 if any one of them fires: OR",
)
def joined_by_and(table):
    W, b, v, c = right.compile_truth_table(table)
    return W, b, v, 0.5 - len(v)


@misconception(
    compile_truth_table, "reads the table backwards: its order is 00...0, 00...1, and so on up"
)
def backwards(table):
    return right.compile_truth_table(table[::-1])


@misconception(
    compile_truth_table,
    "takes the inputs in reverse order: x1 is the slowest to change in the table",
)
def inputs_reversed(table):
    W, b, v, c = right.compile_truth_table(table)
    return W[::-1], b, v, c


@misconception(
    compile_truth_table, "makes a unit for every row where the table is 0: it computes the opposite"
)
def opposite(table):
    return right.compile_truth_table(1 - table)


@misconception(
    compile_truth_table,
    "leaves the output without a bias just below the first unit: it never rests at 0",
)
def output_always_on(table):
    W, b, v, _ = right.compile_truth_table(table)
    return W, b, v, 0.5


@misconception(
    compile_truth_table, "has the bias -1.5 of the example 101 everywhere; it is 0.5 - ones"
)
def bias_of_the_example(table):
    W, b, v, c = right.compile_truth_table(table)
    return W, np.full(len(b), -1.5), v, c


@misconception(
    compile_truth_table,
    "takes 0.5 less the sum of a unit's weights for its bias; its own input has a 0 where the "
    "weight is -1, so that it scores as many as it has ones: 0.5 - ones",
)
def bias_of_the_weights(table):
    W, _, v, c = right.compile_truth_table(table)
    return W, 0.5 - W.sum(axis=0), v, c


@misconception(
    compile_truth_table,
    "is always 0: a unit's own input must score above 0 (its bias is 0.5 - ones, not -ones), and "
    "one unit must be enough for the output",
)
def bias_without_half(table):
    W, b, v, c = right.compile_truth_table(table)
    return W, b - 0.5, v, c


# ---- clave_net ---------------------------------------------------------------------------------

_clave = [0, 3, 7, 10, 12]


def _compiled(steps):
    table = np.zeros(16, dtype=int)
    table[steps] = 1
    return right.compile_truth_table(table)


one_for_each_hit = misconception(
    clave_net, "has a unit for each of the five hits; 0011 and 0111 differ in one bit: share a unit"
)(_compiled(_clave))
son_clave = misconception(clave_net, "plays a clave whose third hit comes one step early: it is 7")(
    _compiled([0, 3, 6, 10, 12])
)
counted_from_one = misconception(clave_net, "counts the steps from 1: all hits come one step late")(
    _compiled([1, 4, 8, 11, 13])
)
bits_reversed = misconception(
    clave_net, "reads the bits from the wrong end: the first input is the one worth 8"
)((_compiled(_clave)[0][::-1], *_compiled(_clave)[1:]))
silence = misconception(clave_net, "plays nothing: no step brings the output's score above 0")(
    (np.zeros((4, 1)), np.zeros(1), np.zeros(1), 0.0)
)
every_step = misconception(clave_net, "plays on every step: the output's score is always above 0")(
    (np.zeros((4, 1)), np.zeros(1), np.zeros(1), 1.0)
)


# ---- perceptron_quiz ---------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(perceptron_quiz, sentence)({**right.perceptron_quiz, question: letter})


weight_a = _choice("weight", "a", "takes the cell body for a weight; the body adds the inputs up")
weight_b = _choice("weight", "b", "takes the axon for a weight; the axon carries the output away")
weight_d = _choice("weight", "d", "takes a dendrite for a weight; dendrites bring the inputs in")
bias_a = _choice("bias", "a", "lets the bias turn the line; the other weights set its direction")
bias_c = _choice("bias", "c", "lets the bias set the learning speed; it only moves the line")
bias_d = _choice("bias", "d", "thinks the bias is noise; it is a weight, learnt like the others")
bound_b = _choice("bound", "b", "counts epochs; the bound does not know how many there are")
bound_c = _choice("bound", "c", "makes R longer; the bound is (R/gamma) squared, so it rises")
bound_d = _choice("bound", "d", "scales the weights; the judge's length is 1, so nothing changes")
restless_a = _choice(
    "restless", "a", "says there is no line; snares and closed hats had one, and took 142 epochs"
)
restless_b = _choice("restless", "b", "says there is a line; five and seven had none to be found")
restless_c = _choice("restless", "c", "blames the labels; right labels may have no line either")
credit_a = _choice(
    "credit", "a", "blames the speed of computers; the slope is 0, however fast one is"
)
credit_b = _choice("credit", "b", "says the slope is too steep; on a terrace the ground is level")
credit_c = _choice("credit", "c", "says the data must be separable; the step is flat with any data")
