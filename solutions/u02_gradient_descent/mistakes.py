"""Mistakes that people make in unit 2."""

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.exercises.u02_gradient_descent import (
    descent_quiz,
    gradient_descent,
    learning_rates,
    linear_regression,
    logistic_loss,
    minibatches,
    race,
    regression_gradient,
    softmax_cross_entropy,
    sse,
    starts,
    three_losses,
    train_logistic,
    twelve_calls,
    units,
)

right = right_answers("u02_gradient_descent")

# ---- units -------------------------------------------------------------------------------------


@misconception(units, "leaves out the bias b in all three units")
def units_no_bias(X, w, b):
    return right.units(X, w, 0)


@misconception(units, "gives the step the labels -1 and +1; from here on they are 0 and 1")
def step_plus_minus(X, w, b):
    step, linear, sigmoid = right.units(X, w, b)
    return 2 * step - 1, linear, sigmoid


@misconception(units, "takes np.sign for the step, which gives -1, 0 and 1; the step is 0 or 1")
def step_by_sign(X, w, b):
    step, linear, sigmoid = right.units(X, w, b)
    return np.sign(linear), linear, sigmoid


@misconception(units, "gives 1 for a score of exactly 0 (>= instead of >)")
def step_includes_zero(X, w, b):
    _, linear, sigmoid = right.units(X, w, b)
    return (linear >= 0) * 1, linear, sigmoid


@misconception(units, "has no minus in the exponent: its sigmoid falls where it should rise")
def sigmoid_falls(X, w, b):
    step, linear, sigmoid = right.units(X, w, b)
    return step, linear, 1 - sigmoid


@misconception(units, "computes e^z / (1 + e^z): infinite over infinite for a score of 1000")
def sigmoid_overflows(X, w, b):
    step, z, _ = right.units(X, w, b)
    return step, z, np.exp(z) / (1 + np.exp(z))


@misconception(units, "has no brackets round 1 + e^-z: 1 / 1 + e^-z divides before it adds")
def sigmoid_without_brackets(X, w, b):
    step, z, _ = right.units(X, w, b)
    return step, z, 1 / 1 + np.exp(-z)


@misconception(units, "uses tanh, which runs from -1 to 1; the sigmoid runs from 0 to 1")
def tanh_for_sigmoid(X, w, b):
    step, z, _ = right.units(X, w, b)
    return step, z, np.tanh(z)


def _cut_off_at(most):
    """The units of a score that is cut off, as one does so that no power is too large."""

    def answer(X, w, b):
        step, z, sigmoid = right.units(X, w, b)
        cut = np.clip(z, -most, most)
        return step, cut, 1 / (1 + np.exp(-cut))

    return misconception(
        units,
        "cuts the score off for the sigmoid, and hands the cut one back: linear is z, however large",
    )(answer)


cut_off_at_10, cut_off_at_500 = _cut_off_at(10), _cut_off_at(500)


@misconception(units, "passes the step's output on: the sigmoid is taken of the score z itself")
def sigmoid_of_step(X, w, b):
    step, z, _ = right.units(X, w, b)
    return step, z, 1 / (1 + np.exp(-step))


# ---- sse ---------------------------------------------------------------------------------------


@misconception(sse, "takes the mean; SSE is a sum: no 1/N in it, nor in its gradient")
def sse_mean(y, y_hat):
    loss, dy_hat = right.sse(y, y_hat)
    return loss / len(y), dy_hat / len(y)


@misconception(sse, "halves the sum; SSE has no factor 1/2, so its gradient keeps the 2")
def sse_half(y, y_hat):
    loss, dy_hat = right.sse(y, y_hat)
    return loss / 2, dy_hat / 2


@misconception(sse, "has the factor 1/(2N), which some books use; SSE is the plain sum")
def sse_half_mean(y, y_hat):
    loss, dy_hat = right.sse(y, y_hat)
    return loss / (2 * len(y)), dy_hat / (2 * len(y))


@misconception(sse, "takes the root of the mean, the RMS error; SSE is the plain sum of squares")
def sse_root(y, y_hat):
    loss, dy_hat = right.sse(y, y_hat)
    return np.sqrt(loss / len(y)), dy_hat


@misconception(sse, "forgets the 2 that comes down when a square is differentiated")
def sse_gradient_without_two(y, y_hat):
    return right.sse(y, y_hat)[0], y_hat - y


@misconception(sse, "differentiates with the wrong sign: it is 2 (y_hat - y), uphill, not downhill")
def sse_gradient_sign(y, y_hat):
    return right.sse(y, y_hat)[0], 2 * (y - y_hat)


@misconception(sse, "adds the errors up and squares their sum: errors of opposite sign then cancel")
def sse_square_of_sum(y, y_hat):
    return (y_hat - y).sum() ** 2, right.sse(y, y_hat)[1]


@misconception(sse, "adds up absolute errors; square them")
def sse_absolute(y, y_hat):
    return np.abs(y_hat - y).sum(), np.sign(y_hat - y)


@misconception(sse, "adds the gradient up to one number; each prediction has a slope of its own")
def sse_gradient_summed(y, y_hat):
    loss, dy_hat = right.sse(y, y_hat)
    return loss, dy_hat.sum()


# ---- gradient_descent --------------------------------------------------------------------------


@misconception(gradient_descent, "goes uphill: subtract the gradient, it points to where J rises")
def uphill(f_grad, w0, lr, n):
    return right.gradient_descent(lambda w: -f_grad(w), w0, lr, n)


@misconception(
    gradient_descent, "measures the gradient only at the start; measure it anew after every step"
)
def frozen_gradient(f_grad, w0, lr, n):
    g = f_grad(w0)
    return np.array([w0 - k * lr * g for k in range(n + 1)])


@misconception(gradient_descent, "leaves the start out of the path; n steps pass n + 1 places")
def without_start(f_grad, w0, lr, n):
    return np.array(list(right.gradient_descent(f_grad, w0, lr, n)[1:]))  # with no step, []


@misconception(
    gradient_descent, "takes one step too few; n steps pass n + 1 places, the start among them"
)
def one_step_too_few(f_grad, w0, lr, n):
    return right.gradient_descent(f_grad, w0, lr, max(n - 1, 0))


@misconception(gradient_descent, "returns only the last place; the whole path was asked for")
def only_the_end(f_grad, w0, lr, n):
    return right.gradient_descent(f_grad, w0, lr, n)[-1]


@misconception(
    gradient_descent,
    "puts the same array into the list again and again, and changes it: keep a copy of each place",
)
def same_array(f_grad, w0, lr, n):
    path = right.gradient_descent(f_grad, w0, lr, n)
    return np.tile(path[-1], (n + 1, 1))


@misconception(
    gradient_descent,
    "moves one weight and measures again before it moves the next; all move together",
)
def one_by_one(f_grad, w0, lr, n):
    path = [np.array(w0)]
    for _ in range(n):
        w = path[-1].copy()
        for i in range(len(w)):
            w[i] -= lr * f_grad(w.copy())[i]
        path.append(w)
    return np.array(path)


@misconception(
    gradient_descent, "takes steps of equal length; the steeper the slope, the longer the step"
)
def unit_steps(f_grad, w0, lr, n):
    def direction(w):
        g = f_grad(w)
        return g / np.linalg.norm(g)

    return right.gradient_descent(direction, w0, lr, n)


@misconception(gradient_descent, "leaves out the learning rate")
def without_rate(f_grad, w0, lr, n):
    return right.gradient_descent(f_grad, w0, 1.0, n)


# ---- regression_gradient -----------------------------------------------------------------------


@misconception(
    regression_gradient, "adds up over the samples; here the loss is the mean, with 1/N throughout"
)
def regression_sum(X, y, w, b):
    loss, dw, db = right.regression_gradient(X, y, w, b)
    return loss * len(y), dw * len(y), db * len(y)


@misconception(
    regression_gradient, "takes the mean for the loss, but the sum for its gradient: 1/N is in both"
)
def regression_gradient_sum(X, y, w, b):
    loss, dw, db = right.regression_gradient(X, y, w, b)
    return loss, dw * len(y), db * len(y)


@misconception(regression_gradient, "has a factor 1/2 in the loss; here it is the plain mean")
def regression_half(X, y, w, b):
    loss, dw, db = right.regression_gradient(X, y, w, b)
    return loss / 2, dw / 2, db / 2


@misconception(regression_gradient, "forgets the 2 that comes down from the square")
def regression_without_two(X, y, w, b):
    loss, dw, db = right.regression_gradient(X, y, w, b)
    return loss, dw / 2, db / 2


@misconception(
    regression_gradient,
    "has the sign of the error reversed in the gradient: it should be y_hat - y",
)
def regression_sign(X, y, w, b):
    loss, dw, db = right.regression_gradient(X, y, w, b)
    return loss, -dw, -db


@misconception(regression_gradient, "predicts without the bias b")
def regression_no_bias(X, y, w, b):
    return right.regression_gradient(X, y, w, 0)


@misconception(
    regression_gradient, "gives the bias no gradient; its input is 1, so it gets the mean error"
)
def regression_bias_rests(X, y, w, b):
    loss, dw, _ = right.regression_gradient(X, y, w, b)
    return loss, dw, 0.0


@misconception(
    regression_gradient,
    "multiplies the mean input with the mean error; multiply in each sample first, then average",
)
def regression_mean_too_early(X, y, w, b):
    loss, _, db = right.regression_gradient(X, y, w, b)
    return loss, X.mean(axis=0) * db, db


# ---- linear_regression -------------------------------------------------------------------------


def _descend(X, y, lr, n, w=None, b=0.0, step=right.regression_gradient):
    w = np.zeros(X.shape[1]) if w is None else w
    for _ in range(n):
        _, dw, db = step(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b


@misconception(
    linear_regression, "solves without a bias: its line goes through the origin; add a column of 1"
)
def closed_without_bias(X, y, lr, n):
    return (np.linalg.lstsq(X, y, rcond=None)[0], 0.0), _descend(X, y, lr, n)


@misconception(
    linear_regression,
    "solves without a bias and takes the mean of y for it; X has a mean too",
)
def closed_bias_is_mean(X, y, lr, n):
    w = np.linalg.lstsq(X, y - y.mean(), rcond=None)[0]
    return (w, y.mean()), _descend(X, y, lr, n)


@misconception(
    linear_regression,
    "puts the column of ones first, but takes the last entry for the bias: it stands where its "
    "ones stand",
)
def closed_bias_misplaced(X, y, lr, n):
    (w, b), descended = right.linear_regression(X, y, lr, n)
    return (np.append(b, w[:-1]), w[-1]), descended


@misconception(linear_regression, "descends with the gradient of the sum; the loss is the mean")
def descends_by_sum(X, y, lr, n):
    closed, _ = right.linear_regression(X, y, lr, 0)
    return closed, _descend(X, y, lr * len(y), n)


@misconception(
    linear_regression,
    "descends with half the gradient; the derivative of a square brings a factor 2",
)
def descends_by_half(X, y, lr, n):
    closed, _ = right.linear_regression(X, y, lr, 0)
    return closed, _descend(X, y, lr / 2, n)


@misconception(linear_regression, "descends uphill: subtract lr times the gradient")
def descends_uphill(X, y, lr, n):
    closed, _ = right.linear_regression(X, y, lr, 0)
    return closed, _descend(X, y, -lr, n)


@misconception(linear_regression, "never moves the bias on its way down")
def descends_without_bias(X, y, lr, n):
    def step(X, y, w, b):
        return *right.regression_gradient(X, y, w, b)[:2], 0.0

    closed, _ = right.linear_regression(X, y, lr, 0)
    return closed, _descend(X, y, lr, n, step=step)


@misconception(
    linear_regression,
    "moves the bias with a gradient measured after the weights have moved; measure both first",
)
def bias_after_weights(X, y, lr, n):
    closed, (w, b) = right.linear_regression(X, y, lr, 0)
    for _ in range(n):
        w = w - lr * right.regression_gradient(X, y, w, b)[1]
        b = b - lr * right.regression_gradient(X, y, w, b)[2]
    return closed, (w, b)


@misconception(linear_regression, "takes one step too few on its way down")
def one_step_short(X, y, lr, n):
    closed, _ = right.linear_regression(X, y, lr, 0)
    return closed, _descend(X, y, lr, n - 1)


@misconception(
    linear_regression, "begins the descent at the closed form, where nothing is left to do"
)
def begins_at_the_end(X, y, lr, n):
    closed, _ = right.linear_regression(X, y, lr, 0)
    return closed, closed


# ---- learning_rates ----------------------------------------------------------------------------


@misconception(
    learning_rates, "gives 1 / lambda_max as the largest rate; it is stable up to twice that"
)
def largest_is_one_over(A):
    largest, best = right.learning_rates(A)
    return largest / 2, best


@misconception(
    learning_rates, "takes the smallest curvature; the steepest direction is the first to break out"
)
def largest_by_smallest(A):
    return 2 / np.linalg.eigvalsh(A)[0], right.learning_rates(A)[1]


@misconception(
    learning_rates,
    "takes the largest entry of the diagonal; the steepest way may run diagonally",
)
def largest_by_diagonal(A):
    return 2 / np.diag(A).max(), right.learning_rates(A)[1]


@misconception(
    learning_rates, "adds the curvatures up (the trace); only the largest sets the limit"
)
def largest_by_trace(A):
    return 2 / np.trace(A), right.learning_rates(A)[1]


@misconception(
    learning_rates,
    "reads both curvatures off the diagonal; they are eigenvalues, a valley may run diagonally",
)
def rates_by_diagonal(A):
    flat, steep = np.diag(A).min(), np.diag(A).max()
    return 2 / steep, 2 / (flat + steep)


@misconception(
    learning_rates,
    "adds all curvatures up for the best rate; only the steepest and the flattest decide",
)
def best_by_trace(A):
    return right.learning_rates(A)[0], 2 / np.trace(A)


@misconception(learning_rates, "has the fraction upside down: a steep valley needs a small rate")
def rates_upside_down(A):
    largest, best = right.learning_rates(A)
    return 1 / largest, 1 / best


@misconception(
    learning_rates,
    "gives 1 / lambda_max as the best rate, which brings the flattest direction too slowly",
)
def best_for_the_steepest(A):
    largest, _ = right.learning_rates(A)
    return largest, largest / 2


@misconception(
    learning_rates, "forgets the 2 in the best rate: it is 2 over the sum of the two curvatures"
)
def best_without_two(A):
    largest, best = right.learning_rates(A)
    return largest, best / 2


@misconception(
    learning_rates,
    "takes the eigenvalues as eig brings them, in no order; eigvalsh brings the smallest first",
)
def curvatures_unsorted(A):
    curvatures = np.linalg.eig(A)[0]
    return 2 / curvatures[-1], 2 / (curvatures[0] + curvatures[-1])


@misconception(learning_rates, curvatures_unsorted.sentence)
def curvatures_unsorted_backwards(A):
    curvatures = np.linalg.eig(A)[0]
    return 2 / curvatures[0], 2 / (curvatures[0] + curvatures[-1])


@misconception(learning_rates, "returns the two rates in the wrong order: the largest comes first")
def rates_swapped(A):
    return right.learning_rates(A)[::-1]


# ---- starts ------------------------------------------------------------------------------------

starts_swapped = misconception(
    starts, "has the valleys the wrong way round: the worse one is the higher one, on the right"
)({"worse": -2.0, "better": 2.0, "lost": 20.0})
starts_all_left = misconception(
    starts,
    "lets the worse one reach the better valley: it starts left of the top, or leaps over it",
)({"worse": 0.0, "better": -1.0, "lost": 20.0})
starts_all_right = misconception(
    starts, "starts right of the top in both cases, so both roll into the worse valley"
)({"worse": 1.0, "better": 0.5, "lost": 20.0})
starts_not_lost = misconception(
    starts, "starts the lost one so near that it still finds a valley; go where the wall is steeper"
)({"worse": 1.0, "better": -1.0, "lost": 3.0})
starts_not_lost_left = misconception(
    starts,
    "starts the lost one not far enough: it ends in the better valley; the wall must be steeper",
)({"worse": 1.0, "better": -1.0, "lost": -3.0})
starts_leap_over = misconception(
    starts,
    "lets all three end in the better valley: begin the worse one right of the top but not so far "
    "up that it leaps over it, and the lost one further out, where the wall is steeper",
)({"worse": 5.0, "better": -3.0, "lost": 6.0})
starts_leap_back = misconception(
    starts,
    "lets the worse one end in the better valley and the lost one in the worse: begin the one "
    "nearer to its valley, and the other further out",
)({"worse": 5.0, "better": -3.0, "lost": 6.5})
starts_too_far = misconception(
    starts, "starts all three so far out that the steps grow and all are lost"
)({"worse": 10.0, "better": -10.0, "lost": 20.0})

# ---- race --------------------------------------------------------------------------------------


@misconception(race, "keeps the proposal with the highest f; the lower the loss, the better")
def race_highest(f, f_grad, start, lr, proposals):
    return right.race(lambda w: -f(w), f_grad, start, lr, proposals)


@misconception(race, "returns the height of the best guess; the guess itself is wanted")
def race_height(f, f_grad, start, lr, proposals):
    return min(f(w) for w in proposals), right.race(lambda w: 0, f_grad, start, lr, proposals)[1]


@misconception(race, "keeps the last proposal, whether it is the best or not")
def race_last(f, f_grad, start, lr, proposals):
    return proposals[-1], right.race(f, f_grad, start, lr, proposals)[1]


@misconception(
    race, "compares each proposal with the one before it; compare with the best of all so far"
)
def race_better_than_before(f, f_grad, start, lr, proposals):
    heights = [f(w) for w in proposals]
    better = [k for k in range(len(heights)) if k == 0 or heights[k] < heights[k - 1]]
    return proposals[better[-1]], right.race(lambda w: 0, f_grad, start, lr, proposals)[1]


@misconception(race, "asks f twice for each proposal: that costs double the budget")
def race_asks_twice(f, f_grad, start, lr, proposals):
    for w in proposals:
        f(w)
    return right.race(f, f_grad, start, lr, proposals)


@misconception(race, "descends from the best proposal; the descent begins at start")
def race_from_the_best(f, f_grad, start, lr, proposals):
    best, _ = right.race(f, lambda w: w, start, lr, proposals)
    return best, right.race(lambda w: 0, f_grad, best, lr, proposals)[1]


@misconception(race, "takes one step too few: the descent may ask f_grad once for each proposal")
def race_one_step_short(f, f_grad, start, lr, proposals):
    best, _ = right.race(f, lambda w: w, start, lr, proposals)
    return best, right.race(lambda w: 0, f_grad, start, lr, proposals[1:])[1]


@misconception(
    race,
    "returns the last place but one: n steps make n + 1 rows, and the end is path[-1]",
)
def race_last_but_one(f, f_grad, start, lr, proposals):
    best, end = right.race(f, lambda w: w, start, lr, proposals)[0], start
    for _ in proposals:
        last, end = end, end - lr * f_grad(end)
    return best, last


@misconception(race, "climbs: subtract lr times the gradient")
def race_climbs(f, f_grad, start, lr, proposals):
    return right.race(f, f_grad, start, -lr, proposals)


# ---- minibatches -------------------------------------------------------------------------------


@misconception(minibatches, "drops the last, shorter batch: its rows are never seen")
def drops_the_rest(n, batch_size, rng):
    return [batch for batch in right.minibatches(n, batch_size, rng) if len(batch) == batch_size]


@misconception(
    minibatches, "draws with putting back: some rows come twice in an epoch and others never"
)
def with_replacement(n, batch_size, rng):
    sizes = [len(batch) for batch in right.minibatches(n, batch_size, rng)]
    return [rng.integers(0, n, size) for size in sizes]


@misconception(
    minibatches, "draws every batch from all the rows again; deal out what is left of one shuffle"
)
def draws_from_all(n, batch_size, rng):
    starts = range(0, n, batch_size)
    return [rng.choice(n, min(batch_size, n - start), replace=False) for start in starts]


@misconception(
    minibatches,
    "draws full batches of rows that may come twice; shuffle once and deal all rows out",
)
def full_with_replacement(n, batch_size, rng):
    return [rng.integers(0, n, batch_size) for _ in range(0, n, batch_size)]


@misconception(
    minibatches,
    "draws every batch from all the rows again and has none for the rest; shuffle once, then deal",
)
def full_ones_from_all(n, batch_size, rng):
    return [rng.choice(n, batch_size, replace=False) for _ in range(n // batch_size)]


@misconception(minibatches, full_ones_from_all.sentence)
def full_ones_with_replacement(n, batch_size, rng):
    return [rng.choice(n, batch_size) for _ in range(n // batch_size)]


@misconception(minibatches, "does not shuffle: every epoch brings the rows as they came")
def unshuffled(n, batch_size, rng):
    return [np.arange(i, min(i + batch_size, n)) for i in range(0, n, batch_size)]


@misconception(
    minibatches, "cuts first and shuffles then: rows that came together stay in one batch"
)
def whole_runs(n, batch_size, rng):
    runs = unshuffled.answer(n, batch_size, rng)
    return [runs[i] for i in rng.permutation(len(runs))]


@misconception(
    minibatches,
    "cuts first, then shuffles batches and rows: rows that came together stay in one batch",
)
def shuffled_twice(n, batch_size, rng):
    return [rng.permutation(run) for run in whole_runs.answer(n, batch_size, rng)]


@misconception(
    minibatches,
    "cuts first and shuffles inside each batch: rows that came together stay in one batch",
)
def shuffled_inside(n, batch_size, rng):
    return [rng.permutation(run) for run in unshuffled.answer(n, batch_size, rng)]


@misconception(
    minibatches, "begins at a random row and keeps the order: rows that came together stay together"
)
def turned_round(n, batch_size, rng):
    order = np.roll(np.arange(n), rng.integers(n))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@misconception(
    minibatches, "fills the last batch up with rows that were there before; it may be shorter"
)
def filled_up(n, batch_size, rng):
    full = -(-n // batch_size) * batch_size
    return list(np.resize(rng.permutation(n), full).reshape(-1, batch_size))


@misconception(
    minibatches, "evens the sizes out; all batches have batch_size rows, only the last may be short"
)
def evened_out(n, batch_size, rng):
    return np.array_split(rng.permutation(n), -(-n // batch_size))


@misconception(minibatches, "shuffles without rng; use it, so that a run can be repeated")
def global_shuffle(n, batch_size, rng):
    order = np.random.default_rng().permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@misconception(
    minibatches, "makes a generator of its own with a fixed seed: every epoch has the same order"
)
def own_seed(n, batch_size, rng):
    return right.minibatches(n, batch_size, np.random.default_rng(0))


@misconception(minibatches, "adds an empty batch when n is a multiple of batch_size")
def empty_batch(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[i * batch_size :][:batch_size] for i in range(n // batch_size + 1)]


# ---- logistic_loss -----------------------------------------------------------------------------


def _sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2


@misconception(
    logistic_loss,
    "takes log(p) of a probability that has become 0; start from the score",
)
def log_of_zero(X, y, w, b):
    loss, dw, db = right.logistic_loss(X, y, w, b)
    p = _sigmoid(X @ w + b)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), dw, db


def _cut_off(tiny):
    """The cross entropy of probabilities that stay `tiny` away from 0 and 1."""

    def answer(X, y, w, b):
        _, dw, db = right.logistic_loss(X, y, w, b)
        p = np.clip(_sigmoid(X @ w + b), tiny, 1 - tiny)
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), dw, db

    return misconception(
        logistic_loss,
        "cuts the probabilities off near 0 and 1: a very wrong score then costs less than it should",
    )(answer)


clipped_at_1e7, clipped_at_1e8, clipped_at_1e9 = _cut_off(1e-7), _cut_off(1e-8), _cut_off(1e-9)
clipped_at_1e10, clipped_at_1e12, clipped_at_1e15 = (
    _cut_off(1e-10),
    _cut_off(1e-12),
    _cut_off(1e-15),
)


@misconception(
    logistic_loss,
    "takes ln(1 + e^z) as it stands: e^1000 is infinite; np.logaddexp(0, z) never overflows",
)
def loss_overflows(X, y, w, b):
    _, dw, db = right.logistic_loss(X, y, w, b)
    z = X @ w + b
    return np.mean(np.where(y == 1, np.log(1 + np.exp(-z)), np.log(1 + np.exp(z)))), dw, db


@misconception(
    logistic_loss, "leaves the 1/N out of the gradient; it is in the loss and in its gradient"
)
def logistic_gradient_sum(X, y, w, b):
    loss, dw, db = right.logistic_loss(X, y, w, b)
    return loss, dw * len(y), db * len(y)


@misconception(logistic_loss, "adds up over the samples; the loss and its gradient are means")
def logistic_sum(X, y, w, b):
    loss, dw, db = right.logistic_loss(X, y, w, b)
    return loss * len(y), dw * len(y), db * len(y)


@misconception(logistic_loss, "forgets the samples labelled 0: they cost -log(1 - p)")
def only_the_ones(X, y, w, b):
    _, dw, db = right.logistic_loss(X, y, w, b)
    return np.mean(y * np.logaddexp(0, -(X @ w + b))), dw, db


@misconception(
    logistic_loss,
    "has the slope p (1 - p) of the sigmoid in the gradient; in cross entropy it cancels",
)
def extra_slope(X, y, w, b):
    loss, _, _ = right.logistic_loss(X, y, w, b)
    p = _sigmoid(X @ w + b)
    error = (p - y) * p * (1 - p) / len(y)
    return loss, X.T @ error, error.sum()


@misconception(logistic_loss, "has the sign of the gradient reversed: the error is p - y")
def logistic_sign(X, y, w, b):
    loss, dw, db = right.logistic_loss(X, y, w, b)
    return loss, -dw, -db


@misconception(logistic_loss, "takes logarithms to the base 2 (bits); here they are natural (nats)")
def logistic_bits(X, y, w, b):
    loss, dw, db = right.logistic_loss(X, y, w, b)
    return loss / np.log(2), dw, db


@misconception(logistic_loss, "uses the formula for labels -1 and +1; here they are 0 and 1")
def labels_plus_minus(X, y, w, b):
    score = y * (X @ w + b)
    error = -y * _sigmoid(-score) / len(y)
    return np.logaddexp(0, -score).mean(), X.T @ error, error.sum()


# ---- softmax_cross_entropy ---------------------------------------------------------------------


def _log_softmax(logits, axis=1):
    return logits - np.logaddexp.reduce(logits, axis=axis, keepdims=True)


def _chosen(table, target):
    return table[np.arange(len(target)), target]


@misconception(
    softmax_cross_entropy,
    "raises e to the logits as they are: e^1000 is infinite; subtract the row's max",
)
def softmax_overflows(logits, target):
    prob = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    dlogits = (prob - np.eye(logits.shape[1])[target]) / len(target)
    return prob, -np.log(_chosen(prob, target)).mean(), dlogits


@misconception(
    softmax_cross_entropy,
    "subtracts the largest logit of all rows: e^ of a far lower row is 0, and 0/0 is nothing",
)
def softmax_global_max(logits, target):
    return softmax_overflows.answer(logits - logits.max(), target)


def _by_logarithms(logits, target):
    log_prob = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    prob = np.exp(log_prob)
    dlogits = (prob - np.eye(logits.shape[1])[target]) / len(target)
    return prob, -_chosen(log_prob, target).mean(), dlogits


logarithms_overflow = misconception(softmax_cross_entropy, softmax_overflows.sentence)(
    _by_logarithms
)


@misconception(
    softmax_cross_entropy,
    "subtracts the largest logit of all rows: in a far lower row every e^ is 0, and ln 0 is infinite",
)
def logarithms_global_max(logits, target):
    return _by_logarithms(logits - logits.max(), target)


@misconception(
    softmax_cross_entropy,
    "takes the 1 away from the probabilities that it returns; subtract it from a copy",
)
def softmax_no_copy(logits, target):
    prob, loss, dlogits = right.softmax_cross_entropy(logits, target)
    return prob - np.eye(logits.shape[1])[target], loss, dlogits


@misconception(
    softmax_cross_entropy,
    "takes the log of a probability that has become 0; take it before e^, from the logits",
)
def log_of_softmax_zero(logits, target):
    return softmax_overflows.answer(logits - logits.max(axis=1, keepdims=True), target)


@misconception(
    softmax_cross_entropy,
    "takes the log of a probability that has become 0, and 0 times ln 0 is no number: take it "
    "before e^, from the logits",
)
def zero_times_log_of_zero(logits, target):
    prob, _, dlogits = log_of_softmax_zero.answer(logits, target)
    one_hot = np.eye(logits.shape[1])[target]
    return prob, -(one_hot * np.log(prob)).sum(axis=1).mean(), dlogits


@misconception(softmax_cross_entropy, softmax_global_max.sentence)
def one_hot_global_max(logits, target):
    prob, _, dlogits = softmax_global_max.answer(logits, target)
    one_hot = np.eye(logits.shape[1])[target]
    return prob, -(one_hot * np.log(prob)).sum(axis=1).mean(), dlogits


@misconception(
    softmax_cross_entropy, "normalises down the columns; the classes of one sample are in a row"
)
def softmax_over_samples(logits, target):
    log_prob = _log_softmax(logits, axis=0)
    prob = np.exp(log_prob)
    dlogits = (prob - np.eye(logits.shape[1])[target]) / len(target)
    return prob, -_chosen(log_prob, target).mean(), dlogits


@misconception(
    softmax_cross_entropy,
    "takes 1 away in whole columns, d[:, target]; in each row at its own: d[np.arange(N), target]",
)
def softmax_whole_columns(logits, target):
    prob, loss, _ = right.softmax_cross_entropy(logits, target)
    dlogits = prob.copy()
    dlogits[:, target] -= 1
    return prob, loss, dlogits / len(target)


@misconception(
    softmax_cross_entropy,
    "leaves the 1/N out of dlogits: the gradient of a mean is a mean",
)
def softmax_gradient_sum(logits, target):
    prob, loss, dlogits = right.softmax_cross_entropy(logits, target)
    return prob, loss, dlogits * len(target)


@misconception(softmax_cross_entropy, "adds the loss up over the samples; it is the mean")
def softmax_sum(logits, target):
    prob, loss, dlogits = right.softmax_cross_entropy(logits, target)
    return prob, loss * len(target), dlogits * len(target)


@misconception(
    softmax_cross_entropy,
    "divides dlogits by N C, the number of entries; the mean is over the N rows",
)
def softmax_gradient_all_entries(logits, target):
    prob, loss, dlogits = right.softmax_cross_entropy(logits, target)
    return prob, loss, dlogits / logits.shape[1]


@misconception(
    softmax_cross_entropy,
    "adds a tiny number before the logarithm: a hopeless score then costs less than it should",
)
def softmax_with_epsilon(logits, target):
    prob, _, dlogits = right.softmax_cross_entropy(logits, target)
    return prob, -np.log(_chosen(prob, target) + 1e-12).mean(), dlogits


@misconception(softmax_cross_entropy, "has the sign of dlogits reversed: it is prob minus one-hot")
def softmax_sign(logits, target):
    prob, loss, dlogits = right.softmax_cross_entropy(logits, target)
    return prob, loss, -dlogits


@misconception(
    softmax_cross_entropy,
    "multiplies dlogits by p (1 - p); with the cross entropy, softmax leaves only p - y",
)
def softmax_extra_slope(logits, target):
    prob, loss, dlogits = right.softmax_cross_entropy(logits, target)
    return prob, loss, dlogits * prob * (1 - prob)


@misconception(
    softmax_cross_entropy,
    "adds up -log p of all classes; only the right class counts, the others have y = 0",
)
def softmax_all_classes(logits, target):
    prob, _, dlogits = right.softmax_cross_entropy(logits, target)
    return prob, -_log_softmax(logits).sum(axis=1).mean(), dlogits


# ---- three_losses ------------------------------------------------------------------------------


@misconception(three_losses, "takes the root of the mean square for L2; here it is the mean square")
def l2_root(score, y):
    (l2, dl2), l1, hinge = right.three_losses(score, y)
    return (np.sqrt(l2), dl2), l1, hinge


@misconception(three_losses, "halves L2; here it is the plain mean of the squares")
def l2_half(score, y):
    (l2, dl2), l1, hinge = right.three_losses(score, y)
    return (l2 / 2, dl2 / 2), l1, hinge


@misconception(three_losses, "adds up over the samples; all three losses are means")
def three_sums(score, y):
    return tuple((loss * len(y), d * len(y)) for loss, d in right.three_losses(score, y))


@misconception(three_losses, "gives L1 the error as its gradient; |error| has the slope -1 or +1")
def l1_slope_is_error(score, y):
    l2, (l1, _), hinge = right.three_losses(score, y)
    return l2, (l1, (score - y) / len(y)), hinge


@misconception(
    three_losses, "lets the hinge rest as soon as the sign is right; it wants a margin of 1"
)
def hinge_without_margin(score, y):
    l2, l1, _ = right.three_losses(score, y)
    wrong = y * score < 0
    return l2, l1, (np.maximum(0, -y * score).mean(), np.where(wrong, -y, 0) / len(y))


@misconception(
    three_losses,
    "has the margin in the hinge, not in its slope: that is -y wherever y s is below 1",
)
def hinge_slope_without_margin(score, y):
    l2, l1, (hinge, _) = right.three_losses(score, y)
    return l2, l1, (hinge, np.where(y * score < 0, -y, 0) / len(y))


@misconception(
    three_losses, "gives the hinge a slope everywhere; beyond the margin it is flat: slope 0"
)
def hinge_never_flat(score, y):
    l2, l1, (hinge, _) = right.three_losses(score, y)
    return l2, l1, (hinge, -y / len(y))


@misconception(three_losses, "pulls where the margin is kept, and rests where it is not")
def hinge_rests_too_soon(score, y):
    l2, l1, (hinge, _) = right.three_losses(score, y)
    return l2, l1, (hinge, np.where(y * score > 1, -y, 0) / len(y))


@misconception(
    three_losses, "gives the hinge the slope -1 for both labels; below the margin it is -y"
)
def hinge_without_label(score, y):
    l2, l1, (hinge, dhinge) = right.three_losses(score, y)
    return l2, l1, (hinge, -np.abs(dhinge))


@misconception(
    three_losses, "has the hinge's slope reversed: it falls as the score moves towards its label"
)
def hinge_sign(score, y):
    l2, l1, (hinge, dhinge) = right.three_losses(score, y)
    return l2, l1, (hinge, -dhinge)


@misconception(
    three_losses, "lets the hinge loss go below 0 for scores beyond the margin; cut it off at 0"
)
def hinge_not_cut(score, y):
    l2, l1, _ = right.three_losses(score, y)
    return l2, l1, ((1 - y * score).mean(), -y / len(y))


# ---- train_logistic ----------------------------------------------------------------------------


def _train(X, y, lr, n, error, w=None, b=0.0, rate_b=1.0):
    w = np.zeros(X.shape[1]) if w is None else w
    for _ in range(n):
        e = error(X @ w + b, y) / len(y)
        w, b = w - lr * X.T @ e, b - rate_b * lr * e.sum()
    return w, b


@misconception(train_logistic, "climbs the loss: subtract lr times the gradient")
def trains_uphill(X, y, lr, n):
    return _train(X, y, lr, n, lambda z, y: y - _sigmoid(z))


@misconception(
    train_logistic, "uses the step's label in the error; the sigmoid's probability makes it smooth"
)
def trains_by_step(X, y, lr, n):
    return _train(X, y, lr, n, lambda z, y: (z > 0) - y)


@misconception(
    train_logistic, "descends on the squared error (slope p (1 - p) and a 2); use cross entropy"
)
def trains_by_squares(X, y, lr, n):
    def error(z, y):
        p = _sigmoid(z)
        return 2 * (p - y) * p * (1 - p)

    return _train(X, y, lr, n, error)


@misconception(train_logistic, "fits the labels by linear regression: the sigmoid is missing")
def trains_linear(X, y, lr, n):
    return _train(X, y, lr, n, lambda z, y: z - y)


@misconception(train_logistic, "adds the gradients up, so each step is N times too long")
def trains_by_sum(X, y, lr, n):
    return _train(X, y, lr * len(y), n, lambda z, y: _sigmoid(z) - y)


@misconception(train_logistic, "never moves the bias")
def trains_without_bias(X, y, lr, n):
    return _train(X, y, lr, n, lambda z, y: _sigmoid(z) - y, rate_b=0.0)


@misconception(train_logistic, "starts from weights of 1; start from zeros, which know nothing")
def trains_from_ones(X, y, lr, n):
    return _train(X, y, lr, n, lambda z, y: _sigmoid(z) - y, w=np.ones(X.shape[1]))


@misconception(train_logistic, "takes a single step; repeat it n times")
def trains_once(X, y, lr, n):
    return _train(X, y, lr, 1, lambda z, y: _sigmoid(z) - y)


@misconception(
    train_logistic,
    "mends nothing: a step for the sigmoid, the weights uphill, and a sum for the slope of the bias",
)
def trains_as_the_friend(X, y, lr, n):
    return _friend(X, y, lr, n, "step", "uphill", "sum")


def _friend(X, y, lr, n, *left):
    """What the friend's code gives with only these of its three faults left in it."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n):
        z = X @ w + b
        error = ((z > 0) if "step" in left else _sigmoid(z)) - y
        way = -1 if "uphill" in left else 1
        w = w - way * lr * X.T @ error / len(y)
        b = b - lr * (error.sum() if "sum" in left else error.mean())
    return w, b


@misconception(train_logistic, "still sends the weights uphill: subtract, as for the bias")
def trains_weights_uphill(X, y, lr, n):
    return _friend(X, y, lr, n, "uphill")


@misconception(
    train_logistic,
    "has mended the sign only: a step and a sum are left where a p and a mean belong",
)
def trains_with_step_and_sum(X, y, lr, n):
    return _friend(X, y, lr, n, "step", "sum")


@misconception(
    train_logistic,
    "has mended the mean only: a step is left for the sigmoid, and the weights climb",
)
def trains_with_step_uphill(X, y, lr, n):
    return _friend(X, y, lr, n, "step", "uphill")


@misconception(
    train_logistic, "has the sigmoid now, but the weights climb, and the bias moves by a sum"
)
def trains_uphill_by_sum(X, y, lr, n):
    return _friend(X, y, lr, n, "uphill", "sum")


@misconception(
    train_logistic, "leaves the sum in the slope of the bias: it is a mean, so divide it by N too"
)
def trains_bias_by_sum(X, y, lr, n):
    return _train(X, y, lr, n, lambda z, y: _sigmoid(z) - y, rate_b=len(y))


@misconception(
    train_logistic,
    "turns the sign of the bias round as well: only the line of the weights went uphill",
)
def trains_bias_uphill(X, y, lr, n):
    return _train(X, y, lr, n, lambda z, y: _sigmoid(z) - y, rate_b=-1.0)


@misconception(
    train_logistic,
    "moves the weights before it measures the slope of the bias; measure both at the same place",
)
def trains_bias_after_weights(X, y, lr, n):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n):
        w = w - lr * X.T @ (_sigmoid(X @ w + b) - y) / len(y)
        b = b - lr * (_sigmoid(X @ w + b) - y).mean()
    return w, b


# ---- twelve_calls ------------------------------------------------------------------------------


def _twelve(X, measure, features, rate, n=12):
    v, c = np.zeros(X.shape[1]), 0.0
    for _ in range(n):
        _, dv, dc = measure(features, v, c)
        v, c = v - rate * dv, c - rate * dc
    return v, c


def _scales(X):
    return X.mean(axis=0), X.std(axis=0)


@misconception(
    twelve_calls, "walks on the raw levels with a rate that is safe there: a long thin valley"
)
def walks_raw(X, measure):
    return _twelve(X, measure, X, 2e-4)


@misconception(
    twelve_calls, "walks on the raw levels with the rate 1, far too large for them: it flies off"
)
def flies_raw(X, measure):
    return _twelve(X, measure, X, 1.0)


@misconception(
    twelve_calls,
    "hands over the weights for standardised levels; the phone has raw ones, so undo the scaling",
)
def forgets_to_undo(X, measure):
    middle, spread = _scales(X)
    return _twelve(X, measure, (X - middle) / spread, 1.0)


@misconception(
    twelve_calls,
    "undoes the scale of the weights, but not the shift: the bias has to take up the means",
)
def forgets_the_shift(X, measure):
    middle, spread = _scales(X)
    v, c = _twelve(X, measure, (X - middle) / spread, 1.0)
    return v / spread, c


@misconception(
    twelve_calls,
    "takes the means up into the bias with the old weights: they come with v / spread, not with v",
)
def shifts_by_the_old_weights(X, measure):
    middle, spread = _scales(X)
    v, c = _twelve(X, measure, (X - middle) / spread, 1.0)
    return v / spread, c - (v * middle).sum()


@misconception(
    twelve_calls,
    "adds the means to the bias instead of subtracting them: v (x - m) / s = v x / s - v m / s",
)
def adds_the_shift(X, measure):
    middle, spread = _scales(X)
    v, c = _twelve(X, measure, (X - middle) / spread, 1.0)
    return v / spread, c + (v * middle / spread).sum()


@misconception(
    twelve_calls,
    "multiplies the weights with the spread; a level that is divided first needs them divided too",
)
def multiplies_the_spread(X, measure):
    middle, spread = _scales(X)
    v, c = _twelve(X, measure, (X - middle) / spread, 1.0)
    return v * spread, c - (v * spread * middle).sum()


@misconception(twelve_calls, "walks uphill: subtract the rate times the gradient")
def twelve_uphill(X, measure):
    middle, spread = _scales(X)
    v, c = _twelve(X, measure, (X - middle) / spread, -1.0)
    return v / spread, c - (v * middle / spread).sum()


@misconception(
    twelve_calls,
    "standardises, but with the rate 0.3 of the text twelve steps end a little too high",
)
def twelve_at_the_rate_of_the_text(X, measure):
    middle, spread = _scales(X)
    v, c = _twelve(X, measure, (X - middle) / spread, 0.3)
    return v / spread, c - (v * middle / spread).sum()


@misconception(
    twelve_calls, "standardises, and then creeps: with the rate 0.1 twelve steps are too few"
)
def twelve_creeps(X, measure):
    middle, spread = _scales(X)
    v, c = _twelve(X, measure, (X - middle) / spread, 0.1)
    return v / spread, c - (v * middle / spread).sum()


@misconception(twelve_calls, "takes a single step; twelve are allowed")
def twelve_stops_at_one(X, measure):
    middle, spread = _scales(X)
    v, c = _twelve(X, measure, (X - middle) / spread, 1.0, n=1)
    return v / spread, c - (v * middle / spread).sum()


# ---- descent_quiz ------------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(descent_quiz, sentence)({**right.descent_quiz, question: letter})


stuck_a = _choice("stuck", "a", "blames a large loss; descent starts from any height with a slope")
stuck_b = _choice("stuck", "b", "blames the learning rate; times a slope of 0 every rate is 0")
stuck_d = _choice("stuck", "d", "blames the data; the slope is 0 for separable data as well")
sigmoid_a = _choice(
    "sigmoid", "a", "turns the sign of the answer at ln 3 round; a sigmoid is never below 0"
)
sigmoid_b = _choice("sigmoid", "b", "stops at the power e^ln 3 = 3; a sigmoid is never above 1")
sigmoid_c = _choice(
    "sigmoid", "c", "takes the power e^(-ln 3) for the answer; the sigmoid has 1 + e^(-z) below"
)
surface_a = _choice(
    "surface", "a", "expects a bowl; that is the linear unit, the sigmoid's SSE has plateaus"
)
surface_c = _choice("surface", "c", "sees terraces; those belong to the step")
surface_d = _choice("surface", "d", "expects a flat plane; then nothing could be learnt at all")
words_a = _choice("words", "a", "calls 100 of 1,000 a batch; a batch is all samples at once")
words_c = _choice("words", "c", "calls 100 samples stochastic; that word means a single one here")
words_d = _choice("words", "d", "counts 100 steps; 1,000 samples in batches of 100 make 10")
noise_b = _choice("noise", "b", "expects a smaller gradient; it is a mean, whatever the size")
noise_c = _choice("noise", "c", "expects pure chance; on average it is exactly the full gradient")
noise_d = _choice("noise", "d", "says the two are always equal; only their average is")
likelihood_a = _choice(
    "likelihood", "a", "takes it for the number of mistakes; that has no slope to follow"
)
likelihood_b = _choice("likelihood", "b", "takes it for squared errors; those have no logarithm")
likelihood_d = _choice("likelihood", "d", "takes it for the margin; that is what the hinge wants")
linear_a = _choice("linear", "a", "blames many inputs; a hyperplane exists in any dimension")
linear_b = _choice("linear", "b", "blames the scales; the weights can make up for them")
linear_c = _choice("linear", "c", "blames noise; a line may still be the best there is")
