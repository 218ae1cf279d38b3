"""Mistakes that people make in unit 5."""

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.exercises.u05_backprop import (
    backprop_quiz,
    gradient_norms,
    learn_digits,
    learn_xor,
    maxout,
    mend,
    network_gradients,
    prelu_gradients,
    softmax_top,
    step1_start,
    step2_forward,
    step3_top,
    step4_sigmoid,
    step5_linear,
    step6_activation,
    step7_layer,
    step8_update,
    step9_repeat,
    step10_watch,
)

right = right_answers("u05_backprop")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def loss(X, y, weights):
    return ((right.step2_forward(X, weights)[-1] - y) ** 2).sum() / len(y)


def _pairs(sizes):
    return list(zip(sizes, sizes[1:], strict=False))


# ---- step 1 ------------------------------------------------------------------------------------


@misconception(step1_start, "starts all weights at zero: then all units of a layer stay the same")
def all_zero(sizes, rng):
    return [(np.zeros((d, m)), np.zeros(m)) for d, m in _pairs(sizes)]


@misconception(step1_start, "does not divide by sqrt(D): wide layers then start saturated")
def not_scaled(sizes, rng):
    return [(rng.normal(size=(d, m)), np.zeros(m)) for d, m in _pairs(sizes)]


@misconception(
    step1_start, "makes every weight 0.1 times a normal number; 1/10 is right for 100 inputs only"
)
def always_a_tenth(sizes, rng):
    return [(0.1 * rng.normal(size=(d, m)), np.zeros(m)) for d, m in _pairs(sizes)]


@misconception(step1_start, "turns W round: it has the shape (inputs, outputs) here")
def transposed(sizes, rng):
    return [(W.T, b) for W, b in right.step1_start(sizes, rng)]


@misconception(step1_start, "draws uniform numbers from 0 to 1: all weights are then positive")
def uniform(sizes, rng):
    return [(rng.random((d, m)) / np.sqrt(d), np.zeros(m)) for d, m in _pairs(sizes)]


@misconception(step1_start, "starts the biases at random too; they start at zero")
def random_biases(sizes, rng):
    return [(rng.normal(size=(d, m)) / np.sqrt(d), rng.normal(size=m)) for d, m in _pairs(sizes)]


@misconception(step1_start, "returns all W and then all b; each W stands with its own b, in pairs")
def two_lists(sizes, rng):
    return tuple(zip(*right.step1_start(sizes, rng), strict=True))


@misconception(step1_start, "divides by D; the spread has to be 1 / sqrt(D)")
def divided_by_d(sizes, rng):
    return [(rng.normal(size=(d, m)) / d, np.zeros(m)) for d, m in _pairs(sizes)]


@misconception(step1_start, "divides by the square root of the outputs M; count the inputs, D")
def scaled_by_outputs(sizes, rng):
    return [(rng.normal(size=(d, m)) / np.sqrt(m), np.zeros(m)) for d, m in _pairs(sizes)]


# ---- step 2 ------------------------------------------------------------------------------------


@misconception(step2_forward, "puts a sigmoid on the output too; the last layer is linear here")
def sigmoid_at_the_end(X, weights):
    H = right.step2_forward(X, weights)
    return [*H[:-1], sigmoid(H[-1])]


@misconception(step2_forward, "leaves the biases out")
def without_biases(X, weights):
    return right.step2_forward(X, [(W, 0 * b) for W, b in weights])


@misconception(step2_forward, "keeps the net inputs Z; keep what comes out of the sigmoid")
def keeps_net_inputs(X, weights):
    kept, H = [X], X
    for W, b in weights:
        Z = H @ W + b
        kept.append(Z)
        H = sigmoid(Z)
    return kept


@misconception(step2_forward, "forgets to keep X, which the gradient of the first W needs")
def without_input(X, weights):
    return right.step2_forward(X, weights)[1:]


@misconception(step2_forward, "has no sigmoid at all: a stack of linear layers is one linear layer")
def all_linear(X, weights):
    H = [X]
    for W, b in weights:
        H.append(H[-1] @ W + b)
    return H


@misconception(step2_forward, "uses tanh; the hidden layers are sigmoid here")
def tanh_layers(X, weights):
    H = [X]
    for W, b in weights[:-1]:
        H.append(np.tanh(H[-1] @ W + b))
    return [*H, H[-1] @ weights[-1][0] + weights[-1][1]]


# ---- step 3 ------------------------------------------------------------------------------------


def _top(y, H, W, b, loss=1.0, grad=1.0):
    value, *gradients = right.step3_top(y, H, W, b)
    return value * loss, *(grad * g for g in gradients)


@misconception(step3_top, "halves loss and gradients: there is no 1/2 in this loss")
def with_half(y, H, W, b):
    return _top(y, H, W, b, 0.5, 0.5)


@misconception(step3_top, "forgets the 2 that the square leaves in the gradients")
def without_two(y, H, W, b):
    return _top(y, H, W, b, 1, 0.5)


@misconception(step3_top, "turns all gradients round: the error is y_hat - y")
def error_turned(y, H, W, b):
    return _top(y, H, W, b, 1, -1)


@misconception(step3_top, "sums over the rows; the loss is the mean over the N rows")
def summed(y, H, W, b):
    return _top(y, H, W, b, len(y), len(y))


@misconception(step3_top, "divides by the number of outputs too; the mean is over rows only")
def mean_of_all(y, H, W, b):
    m = y.shape[1]
    value, dW, db, dH = right.step3_top(y, H, W, b)
    # with a single output nothing is wrong yet
    return value / m, dW / m, db / m, dH / m


@misconception(step3_top, "takes the mean of dy for db; the mean is in dy already, so add up")
def db_mean(y, H, W, b):
    value, dW, db, dH = right.step3_top(y, H, W, b)
    return value, dW, db / len(y) if len(y) > 1 else 0 * db, dH


@misconception(step3_top, "passes the error on without W: dH is dy times W turned round")
def dh_without_w(y, H, W, b):
    value, dW, db, _ = right.step3_top(y, H, W, b)
    dy = 2 * (H @ W + b - y) / len(y)
    return value, dW, db, dy @ np.ones_like(W.T)


# ---- step 4 ------------------------------------------------------------------------------------


@misconception(step4_sigmoid, "applies the sigmoid to H again; H is what came out of it")
def sigmoid_twice(dH, H):
    s = sigmoid(H)
    return dH * s * (1 - s)


@misconception(step4_sigmoid, "forgets the factor 1 - H")
def without_one_minus(dH, H):
    return dH * H


@misconception(step4_sigmoid, "returns the slope alone, without the gradient that came from above")
def without_upstream(dH, H):
    return H * (1 - H)


@misconception(step4_sigmoid, "uses the slope of tanh, 1 - H**2")
def slope_of_tanh(dH, H):
    return dH * (1 - H**2)


@misconception(step4_sigmoid, "has H - 1 where 1 - H belongs: the sign is turned round")
def sign_turned(dH, H):
    return dH * H * (H - 1)


@misconception(step4_sigmoid, "divides by the number of rows again: the loss has done that already")
def divides_again(dH, H):
    return dH * H * (1 - H) / max(len(H), 2)


# ---- step 5 ------------------------------------------------------------------------------------


def _linear(dZ, H, W, dW=1.0, db=1.0):
    a, b, c = right.step5_linear(dZ, H, W)
    return a * dW, b * db, c


@misconception(step5_linear, "divides by the number of rows again: the loss has done that already")
def linear_divides(dZ, H, W):
    n = max(len(dZ), 2)
    return _linear(dZ, H, W, 1 / n, 1 / n)


@misconception(step5_linear, "takes one row of dZ for db; every row has the same bias, so add up")
def db_first_row(dZ, H, W):
    dW, _, dH = right.step5_linear(dZ, H, W)
    return dW, dZ[0], dH


@misconception(
    step5_linear, "takes the mean of dZ for db; every row adds its part, so take the sum"
)
def db_is_mean(dZ, H, W):
    dW, _, dH = right.step5_linear(dZ, H, W)
    return dW, dZ.mean(axis=0), dH


@misconception(step5_linear, "turns dW round: dW has the shape of W, so H_below comes first")
def dw_transposed(dZ, H, W):
    dW, db, dH = right.step5_linear(dZ, H, W)
    return dW.T, db, dH


@misconception(step5_linear, "sums db over the wrong axis: db has one number for each unit")
def db_wrong_axis(dZ, H, W):
    dW, _, dH = right.step5_linear(dZ, H, W)
    return dW, dZ.sum(axis=1), dH


@misconception(step5_linear, "returns dZ as the gradient below; it still has to go through W")
def dh_is_dz(dZ, H, W):
    dW, db, _ = right.step5_linear(dZ, H, W)
    return dW, db, dZ


# ---- step 6 ------------------------------------------------------------------------------------


def _bend(dH, Z, name, **slopes):
    return slopes[name](dH, Z) if name in slopes else right.step6_activation(dH, Z, name)


@misconception(step6_activation, "uses Z for H in the sigmoid's slope: Z (1 - Z)")
def z_for_h(dH, Z, name):
    return _bend(dH, Z, name, sigmoid=lambda dH, Z: dH * Z * (1 - Z))


@misconception(step6_activation, "uses 1 - Z**2 for tanh; it is 1 - tanh(Z)**2")
def tanh_of_z(dH, Z, name):
    return _bend(dH, Z, name, tanh=lambda dH, Z: dH * (1 - Z**2))


@misconception(step6_activation, "squares Z inside tanh; the slope is 1 - tanh(Z)**2")
def tanh_of_square(dH, Z, name):
    return _bend(dH, Z, name, tanh=lambda dH, Z: dH * (1 - np.tanh(Z**2)))


@misconception(step6_activation, "returns relu(Z) times dH; the slope of ReLU is 0 or 1, not Z")
def relu_value(dH, Z, name):
    return _bend(dH, Z, name, relu=lambda dH, Z: dH * np.maximum(Z, 0))


@misconception(step6_activation, "lets ReLU's gradient through where dH is positive; look at Z")
def relu_by_dh(dH, Z, name):
    return _bend(dH, Z, name, relu=lambda dH, Z: np.maximum(dH, 0))


@misconception(step6_activation, "lets ReLU's gradient through at Z = 0; the slope there is 0")
def relu_at_zero(dH, Z, name):
    return _bend(dH, Z, name, relu=lambda dH, Z: dH * (Z >= 0))


@misconception(step6_activation, "treats every activation as a sigmoid")
def always_sigmoid(dH, Z, name):
    return right.step6_activation(dH, Z, "sigmoid")


@misconception(step6_activation, "returns the slopes without the gradient from above")
def slopes_only(dH, Z, name):
    return right.step6_activation(np.ones_like(dH), Z, name)


# ---- step 7 ------------------------------------------------------------------------------------


@misconception(
    step7_layer, "leaves out the sigmoid: dH goes through its slope before it meets the matrix"
)
def no_sigmoid(dH, H, H_below, W):
    return right.step5_linear(dH, H_below, W)


@misconception(
    step7_layer, "goes through the matrix first: the sigmoid came last, so it is first back"
)
def wrong_order(dH, H, H_below, W):
    dW, db, below = right.step5_linear(dH, H_below, W)
    return dW, db, below * H_below * (1 - H_below)


@misconception(step7_layer, "uses the slope of the layer below; the sigmoid of this layer made H")
def slope_of_below(dH, H, H_below, W):
    dZ = right.step4_sigmoid(dH, H)
    below = H_below * (1 - H_below)
    return H_below.T @ dZ, dZ.sum(axis=0), dZ @ W.T * below


@misconception(step7_layer, "multiplies dW with this layer's own H; W met H_below")
def dw_from_own(dH, H, H_below, W):
    dZ = right.step4_sigmoid(dH, H)
    own = np.resize(H, H_below.shape)
    return own.T @ dZ, dZ.sum(axis=0), dZ @ W.T


@misconception(step7_layer, "takes db before the sigmoid: b was added inside of it")
def db_before_sigmoid(dH, H, H_below, W):
    dW, _, below = right.step7_layer(dH, H, H_below, W)
    return dW, dH.sum(axis=0), below


@misconception(step7_layer, "passes dH on to the layer below without its slopes: dZ goes through W")
def passes_dh(dH, H, H_below, W):
    dW, db, _ = right.step7_layer(dH, H, H_below, W)
    return dW, db, dH @ W.T


@misconception(step7_layer, "divides by the number of rows again: the loss has done that already")
def layer_divides(dH, H, H_below, W):
    return right.step7_layer(dH / max(len(H), 2), H, H_below, W)


# ---- step 8 ------------------------------------------------------------------------------------


def _updated(X, y, weights, change, gradients=None):
    _, true = right.step8_update(X, y, weights, 0.0)
    gradients = true if gradients is None else gradients
    new = [change(W, b, dW, db) for (W, b), (dW, db) in zip(weights, gradients, strict=True)]
    return new, gradients


@misconception(step8_update, "adds the gradients: it climbs the loss instead of going down")
def uphill(X, y, weights, lr):
    return _updated(X, y, weights, lambda W, b, dW, db: (W + lr * dW, b + lr * db))


@misconception(step8_update, "steps by the whole gradient: the learning rate is missing")
def without_rate(X, y, weights, lr):
    return _updated(X, y, weights, lambda W, b, dW, db: (W - dW, b - db))


@misconception(step8_update, "never moves the biases")
def biases_stay(X, y, weights, lr):
    return _updated(X, y, weights, lambda W, b, dW, db: (W - lr * dW, b))


@misconception(
    step8_update, "returns the gradients from the top down; their order is that of the layers"
)
def gradients_reversed(X, y, weights, lr):
    new, gradients = right.step8_update(X, y, weights, lr)
    return new, gradients[::-1]


@misconception(
    step8_update, "changes W before the gradient has passed it; use the weights of the forward pass"
)
def updates_too_early(X, y, weights, lr):
    H = right.step2_forward(X, weights)
    _, dW, db, _ = right.step3_top(y, H[-2], *weights[-1])
    gradients, new = [(dW, db)], [(weights[-1][0] - lr * dW, weights[-1][1] - lr * db)]
    dH = 2 * (H[-1] - y) / len(y) @ new[0][0].T
    for i in range(len(weights) - 2, -1, -1):
        dZ = right.step4_sigmoid(dH, H[i + 1])
        dW, db = H[i].T @ dZ, dZ.sum(axis=0)
        W, b = weights[i][0] - lr * dW, weights[i][1] - lr * db
        dH = dZ @ W.T
        gradients.insert(0, (dW, db))
        new.insert(0, (W, b))
    return new, gradients


@misconception(step8_update, "moves the last layer only; the others have gradients too")
def last_layer_only(X, y, weights, lr):
    new, gradients = right.step8_update(X, y, weights, lr)
    return [*weights[:-1], new[-1]], gradients


# ---- steps 9 and 10 ----------------------------------------------------------------------------


@misconception(
    step9_repeat, "starts every step from the first weights again: it takes one step only"
)
def never_moves_on(X, y, weights, lr, n_steps):
    new, _ = right.step8_update(X, y, weights, lr)
    return new, [loss(X, y, weights)] * n_steps


@misconception(step9_repeat, "notes the losses after the steps; the first one is that of the start")
def losses_after(X, y, weights, lr, n_steps):
    new, losses = right.step9_repeat(X, y, weights, lr, n_steps)
    return new, [*losses[1:], loss(X, y, new)]


@misconception(step9_repeat, "takes one step too many")
def one_too_many(X, y, weights, lr, n_steps):
    new, losses = right.step9_repeat(X, y, weights, lr, n_steps + 1)
    return new, losses[:-1]


@misconception(step9_repeat, "takes one step too few")
def one_too_few(X, y, weights, lr, n_steps):
    return right.step9_repeat(X, y, weights, lr, n_steps - 1)[0], right.step9_repeat(
        X, y, weights, lr, n_steps
    )[1]


@misconception(step9_repeat, "keeps only the last loss; all of them make the curve")
def last_loss(X, y, weights, lr, n_steps):
    new, losses = right.step9_repeat(X, y, weights, lr, n_steps)
    return new, losses[-1]


@misconception(step9_repeat, "returns the weights from before the last step")
def weights_before_last(X, y, weights, lr, n_steps):
    new, losses = right.step9_repeat(X, y, weights, lr, n_steps)
    return weights, losses


def _watch(X, y, X_val, y_val, weights, lr, n_steps, learn_from=None):
    training, validation = [], []
    for _ in range(n_steps):
        training.append(loss(X, y, weights))
        validation.append(loss(X_val, y_val, weights))
        weights = learn_from(weights)
    return training, validation


@misconception(step10_watch, "learns from the validation set as well; it is for looking only")
def learns_from_both(X, y, X_val, y_val, weights, lr, n_steps):
    def both(w):
        return right.step8_update(X_val, y_val, right.step8_update(X, y, w, lr)[0], lr)[0]

    return _watch(X, y, X_val, y_val, weights, lr, n_steps, both)


@misconception(step10_watch, "learns from the validation set instead of the training set")
def learns_from_validation(X, y, X_val, y_val, weights, lr, n_steps):
    def wrong(w):
        return right.step8_update(X_val, y_val, w, lr)[0]

    return _watch(X, y, X_val, y_val, weights, lr, n_steps, wrong)


@misconception(step10_watch, "returns the two curves in the wrong order: training comes first")
def curves_swapped(*arguments):
    return right.step10_watch(*arguments)[::-1]


@misconception(step10_watch, "never changes the weights: both curves are flat")
def flat_curves(X, y, X_val, y_val, weights, lr, n_steps):
    return _watch(X, y, X_val, y_val, weights, lr, n_steps, lambda w: w)


@misconception(
    step10_watch, "looks at the validation loss after the step, at the training loss before"
)
def validation_after(X, y, X_val, y_val, weights, lr, n_steps):
    training, validation = right.step10_watch(X, y, X_val, y_val, weights, lr, n_steps + 1)
    return training[:-1], validation[1:]


@misconception(step10_watch, "divides the validation loss by the size of the training set")
def wrong_size(X, y, X_val, y_val, weights, lr, n_steps):
    training, validation = right.step10_watch(X, y, X_val, y_val, weights, lr, n_steps)
    return training, np.array(validation) * len(X_val) / len(X)


# ---- network_gradients -------------------------------------------------------------------------


def _scaled(X, y, weights, e=1.0, g=1.0):
    E, gradients = right.network_gradients(X, y, weights)
    return E * e, [(g * dW, g * db) for dW, db in gradients]


@misconception(network_gradients, "forgets that the output is a sigmoid too: its slope is missing")
def output_slope_missing(X, y, weights):
    E, _ = right.network_gradients(X, y, weights)
    H = [X]
    for W, b in weights:
        H.append(sigmoid(H[-1] @ W + b))
    dZ, gradients = (H[-1] - y) / len(y), []
    for i in range(len(weights) - 1, -1, -1):
        gradients.insert(0, (H[i].T @ dZ, dZ.sum(axis=0)))
        dZ = dZ @ weights[i][0].T * H[i] * (1 - H[i])
    return E, gradients


@misconception(network_gradients, "leaves the output linear: the last layer is a sigmoid here too")
def linear_output(X, y, weights):
    H = right.step2_forward(X, weights)
    dH, gradients = (H[-1] - y) / len(y), []
    for i in range(len(weights) - 1, -1, -1):
        last = i == len(weights) - 1
        dZ = dH if last else right.step4_sigmoid(dH, H[i + 1])
        dW, db, dH = right.step5_linear(dZ, H[i], weights[i][0])
        gradients.insert(0, (dW, db))
    return ((H[-1] - y) ** 2).sum() / (2 * len(y)), gradients


@misconception(network_gradients, "has a 2 in its gradients: the 1/2 in front of E takes it away")
def factor_two(X, y, weights):
    return _scaled(X, y, weights, 1, 2)


@misconception(network_gradients, "leaves the 1/2 out of E, and so has 2 in the gradients")
def without_the_half(X, y, weights):
    return _scaled(X, y, weights, 2, 2)


@misconception(network_gradients, "does not divide by N")
def without_n(X, y, weights):
    n = len(X) if len(X) > 1 else 1
    return _scaled(X, y, weights, n, n)


@misconception(network_gradients, "turns the gradients round: the error is y_hat - y")
def gradients_turned(X, y, weights):
    return _scaled(X, y, weights, 1, -1)


@misconception(network_gradients, "returns the layers' gradients from the last to the first")
def layers_reversed(X, y, weights):
    E, gradients = right.network_gradients(X, y, weights)
    return E, gradients[::-1]


# ---- gradient_norms ----------------------------------------------------------------------------


@misconception(gradient_norms, "lists the layers from the output down; layer 1 comes first")
def norms_reversed(*arguments):
    return right.gradient_norms(*arguments)[::-1]


@misconception(gradient_norms, "squares the norms: take the root of the sum of squares")
def norms_squared(*arguments):
    return np.square(right.gradient_norms(*arguments))


@misconception(
    gradient_norms, "returns logarithms; the norms are asked for, the check takes the log"
)
def norms_as_logarithms(*arguments):
    return np.log10(right.gradient_norms(*arguments))


@misconception(gradient_norms, "leaves the last layer linear; here it has the activation too")
def norms_last_linear(X, dout, weights, name):
    W, b = weights[-1]
    H = X
    for V, c in weights[:-1]:
        H = sigmoid(H @ V + c) if name == "sigmoid" else np.maximum(H @ V + c, 0)
    below = right.gradient_norms(X, dout @ W.T, weights[:-1], name)
    return [*below, np.linalg.norm(H.T @ dout)]


@misconception(gradient_norms, "measures the weights, not their gradients")
def norms_of_weights(X, dout, weights, name):
    return [np.linalg.norm(W) for W, _ in weights]


@misconception(gradient_norms, "uses the sigmoid whatever the name says")
def norms_sigmoid(X, dout, weights, name):
    return right.gradient_norms(X, dout, weights, "sigmoid")


@misconception(gradient_norms, "runs forwards with sigmoids whatever the name says")
def norms_forward_sigmoid(X, dout, weights, name):
    H, Z = [X], []
    for W, b in weights:
        Z.append(H[-1] @ W + b)
        H.append(sigmoid(Z[-1]))
    dH, norms = dout, []
    for i in range(len(weights) - 1, -1, -1):
        dZ = right.step6_activation(dH, Z[i], name)
        dW, _, dH = right.step5_linear(dZ, H[i], weights[i][0])
        norms.insert(0, np.linalg.norm(dW))
    return norms


@misconception(gradient_norms, "measures the gradients of the biases; those of the W are asked for")
def norms_of_biases(X, dout, weights, name):
    H, Z = [X], []
    for W, b in weights:
        Z.append(H[-1] @ W + b)
        H.append(sigmoid(Z[-1]) if name == "sigmoid" else np.maximum(Z[-1], 0))
    norms, dH = [], dout
    for i in range(len(weights) - 1, -1, -1):
        _, db, dH = right.step5_linear(right.step6_activation(dH, Z[i], name), H[i], weights[i][0])
        norms.insert(0, np.linalg.norm(db))
    return norms


@misconception(gradient_norms, "measures the gradients of what each layer receives, not of its W")
def norms_of_dh(X, dout, weights, name):
    H, Z = [X], []
    for W, b in weights:
        Z.append(H[-1] @ W + b)
        H.append(sigmoid(Z[-1]) if name == "sigmoid" else np.maximum(Z[-1], 0))
    norms, dH = [], dout
    for i in range(len(weights) - 1, -1, -1):
        _, _, dH = right.step5_linear(right.step6_activation(dH, Z[i], name), H[i], weights[i][0])
        norms.insert(0, np.linalg.norm(dH))
    return norms


@misconception(
    gradient_norms, "adds up the sizes of the entries; take the root of the sum of squares"
)
def norms_of_sizes(X, dout, weights, name):
    H, Z = [X], []
    for W, b in weights:
        Z.append(H[-1] @ W + b)
        H.append(sigmoid(Z[-1]) if name == "sigmoid" else np.maximum(Z[-1], 0))
    norms, dH = [], dout
    for i in range(len(weights) - 1, -1, -1):
        dW, _, dH = right.step5_linear(right.step6_activation(dH, Z[i], name), H[i], weights[i][0])
        norms.insert(0, np.abs(dW).sum())
    return norms


# ---- mend: each bug that is left in --------------------------------------------------------------


@misconception(
    mend, "still has the error turned round, y - y_hat: all gradients point the wrong way"
)
def bug_sign(X, y, W1, b1, W2, b2):
    return tuple(-g for g in right.mend(X, y, W1, b1, W2, b2))


@misconception(mend, "still takes the slope of the hidden sigmoid from Z1; it is H (1 - H)")
def bug_slope(X, y, W1, b1, W2, b2):
    Z = X @ W1 + b1
    H = sigmoid(Z)
    _, _, dW2, db2 = right.mend(X, y, W1, b1, W2, b2)
    y_hat = sigmoid(H @ W2 + b2)
    dZ1 = (y_hat - y) / len(y) * y_hat * (1 - y_hat) @ W2.T * Z * (1 - Z)
    return X.T @ dZ1, dZ1.sum(axis=0), dW2, db2


@misconception(mend, "still has the mean in db1; every row adds its part, so take the sum")
def bug_mean(X, y, W1, b1, W2, b2):
    dW1, db1, dW2, db2 = right.mend(X, y, W1, b1, W2, b2)
    return dW1, db1 / max(len(X), 2), dW2, db2


@misconception(mend, "still leaves out the slope of the output's sigmoid in dW2 and db2")
def bug_output(X, y, W1, b1, W2, b2):
    dW1, db1, _, _ = right.mend(X, y, W1, b1, W2, b2)
    H = sigmoid(X @ W1 + b1)
    dZ2 = (sigmoid(H @ W2 + b2) - y) / len(y)
    return dW1, db1, H.T @ dZ2, dZ2.sum(axis=0)


@misconception(mend, "has all the bugs still in it")
def bug_all(X, y, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    H = sigmoid(Z1)
    y_hat = sigmoid(H @ W2 + b2)
    dy = (y - y_hat) / len(y)
    dZ1 = dy * y_hat * (1 - y_hat) @ W2.T * Z1 * (1 - Z1)
    return X.T @ dZ1, dZ1.mean(axis=0), H.T @ dy, dy.sum(axis=0)


@misconception(mend, "divides by N once more than E does")
def bug_twice_n(X, y, W1, b1, W2, b2):
    return tuple(g / max(len(X), 2) for g in right.mend(X, y, W1, b1, W2, b2))


# ---- learn_xor ---------------------------------------------------------------------------------


def _descend(X, y, weights, lr, n_steps, change):
    for _ in range(n_steps):
        _, gradients = right.network_gradients(X, y, weights)
        weights = [
            change(W, b, dW, db) for (W, b), (dW, db) in zip(weights, gradients, strict=True)
        ]
    return weights


@misconception(learn_xor, "returns the weights it was given: keep the new ones in every step")
def xor_unchanged(X, y, weights, lr, n_steps):
    return weights


@misconception(learn_xor, "climbs: subtract the gradients")
def xor_uphill(X, y, weights, lr, n_steps):
    return _descend(X, y, weights, lr, 50, lambda W, b, dW, db: (W + lr * dW, b + lr * db))


@misconception(learn_xor, "starts with all weights at zero: the hidden units then stay the same")
def xor_from_zero(X, y, weights, lr, n_steps):
    zero = [(0 * W, 0 * b) for W, b in weights]
    return _descend(X, y, zero, lr, n_steps, lambda W, b, dW, db: (W - lr * dW, b - lr * db))


@misconception(learn_xor, "learns OR: the label of (1, 1) is 0")
def xor_is_or(X, y, weights, lr, n_steps):
    return right.learn_xor(X, np.array([[0.0], [1], [1], [1]]), weights, lr, n_steps)


@misconception(learn_xor, "learns the opposite labels")
def xor_opposite(X, y, weights, lr, n_steps):
    return right.learn_xor(X, 1 - y, weights, lr, n_steps)


@misconception(learn_xor, "never changes the biases: they learn as the weights do")
def xor_without_biases(X, y, weights, lr, n_steps):
    return _descend(X, y, weights, lr, n_steps, lambda W, b, dW, db: (W - lr * dW, b))


@misconception(learn_xor, "takes one row after the other; every step is made of all four rows")
def xor_row_by_row(X, y, weights, lr, n_steps):
    for step in range(n_steps):
        row = slice(step % 4, step % 4 + 1)
        weights = right.learn_xor(X[row], y[row], weights, lr, 1)
    return weights


@misconception(learn_xor, "takes the steps of step 8: linear output; here it is a sigmoid too")
def xor_by_step_eight(X, y, weights, lr, n_steps):
    with np.errstate(all="ignore"):
        for _ in range(min(n_steps, 20)):
            weights, _ = right.step8_update(X, y, weights, lr)
    return weights


# ---- learn_digits ------------------------------------------------------------------------------


@misconception(learn_digits, "returns the weights it was given: keep the new ones in every step")
def digits_unchanged(X, y, weights, lr, n_steps):
    return weights


@misconception(learn_digits, "moves the last layer only: the first one never learns")
def digits_top_only(X, y, weights, lr, n_steps):
    for _ in range(n_steps):
        new, _ = right.step8_update(X, y, weights, lr)
        weights = [weights[0], new[1]]
    return weights


@misconception(learn_digits, "takes a single step; repeat it n_steps times")
def digits_one_step(X, y, weights, lr, n_steps):
    return right.step8_update(X, y, weights, lr)[0]


@misconception(learn_digits, "never moves the biases")
def digits_without_biases(X, y, weights, lr, n_steps):
    for _ in range(n_steps):
        new, _ = right.step8_update(X, y, weights, lr)
        weights = [(W, b) for (W, _), (_, b) in zip(new, weights, strict=True)]
    return weights


@misconception(learn_digits, "has a sigmoid at the output; in the ten steps the output is linear")
def digits_sigmoid_output(X, y, weights, lr, n_steps):
    for _ in range(n_steps):
        _, found = right.network_gradients(X, y, weights)
        weights = [
            (W - 2 * lr * dW, b - 2 * lr * db)
            for (W, b), (dW, db) in zip(weights, found, strict=True)
        ]
    return weights


@misconception(learn_digits, "learns from the first ten rows only; each step sees all rows")
def digits_few_rows(X, y, weights, lr, n_steps):
    return right.learn_digits(X[:10], y[:10], weights, lr, n_steps)


# ---- softmax_top -------------------------------------------------------------------------------


def _after(y, H, W, dy):
    return H.T @ dy, dy.sum(axis=0), dy @ W.T


def _probabilities(H, W, b, axis=1):
    z = H @ W + b
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@misconception(softmax_top, "gives the sum over the rows in place of the mean: divide by N")
def softmax_sum(y, H, W, b):
    loss, *slopes = right.softmax_top(y, H, W, b)
    n = max(len(y), 2)
    return n * loss, *(n * slope for slope in slopes)


@misconception(softmax_top, "divides the slopes by N * C; a mean over the N rows divides by N")
def softmax_over_all(y, H, W, b):
    loss, *slopes = right.softmax_top(y, H, W, b)
    return loss, *(slope / y.shape[1] for slope in slopes)


@misconception(softmax_top, "has truth minus probability: all slopes point the wrong way")
def softmax_turned(y, H, W, b):
    loss, *slopes = right.softmax_top(y, H, W, b)
    return loss, *(-slope for slope in slopes)


@misconception(softmax_top, "overflows for large outputs: subtract each row's largest first")
def softmax_overflow(y, H, W, b):
    with np.errstate(all="ignore"):
        e = np.exp(H @ W + b)
        p = e / e.sum(axis=1, keepdims=True)
        loss = -np.log((p * y).sum(axis=1)).mean()
    return loss, *_after(y, H, W, (p - y) / len(y))


@misconception(
    softmax_top,
    "lets the sum in its logarithm overflow for large outputs: subtract each row's largest before",
)
def softmax_overflow_in_the_logarithm(y, H, W, b):
    z = H @ W + b
    with np.errstate(all="ignore"):
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        loss = -(y * log_p).sum() / len(y)
    return loss, *_after(y, H, W, (np.exp(log_p) - y) / len(y))


@misconception(
    softmax_top,
    "takes the logarithm of a sum that is infinite for large outputs: subtract each row's largest "
    "first",
)
def softmax_infinite_sum(y, H, W, b):
    z = H @ W + b
    with np.errstate(all="ignore"):
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[y > 0].mean(), *_after(y, H, W, (np.exp(log_p) - y) / len(y))


@misconception(
    softmax_top,
    "divides by a sum that overflows for large outputs, and takes its logarithm: subtract each "
    "row's largest first",
)
def softmax_overflow_in_both(y, H, W, b):
    z = H @ W + b
    with np.errstate(all="ignore"):
        e = np.exp(z)
        p = e / e.sum(axis=1, keepdims=True)
        loss = (np.log(e.sum(axis=1)) - (z * y).sum(axis=1)).mean()
    return loss, *_after(y, H, W, (p - y) / len(y))


@misconception(softmax_top, "takes the logarithm of a probability that may have rounded to 0")
def softmax_log_of_zero(y, H, W, b):
    _, *slopes = right.softmax_top(y, H, W, b)
    with np.errstate(divide="ignore"):
        return -np.log((_probabilities(H, W, b) * y).sum(axis=1)).mean(), *slopes


@misconception(softmax_top, "sends the blame through the sigmoid's slope too: it is p - y alone")
def softmax_extra_slope(y, H, W, b):
    p = _probabilities(H, W, b)
    loss = right.softmax_top(y, H, W, b)[0]
    return loss, *_after(y, H, W, (p - y) * p * (1 - p) / len(y))


@misconception(softmax_top, "still has the 2 of the squared error in its slopes")
def softmax_with_two(y, H, W, b):
    loss, *slopes = right.softmax_top(y, H, W, b)
    return loss, *(2 * slope for slope in slopes)


@misconception(softmax_top, "still has the squared error of step 3, without any softmax")
def softmax_left_out(y, H, W, b):
    return right.step3_top(y, H, W, b)


@misconception(softmax_top, "returns dZ, the slopes of the outputs, in the place of dH")
def softmax_without_w(y, H, W, b):
    loss, dW, db, _ = right.softmax_top(y, H, W, b)
    return loss, dW, db, (_probabilities(H, W, b) - y) / len(y)


# ---- prelu_gradients ---------------------------------------------------------------------------


@misconception(prelu_gradients, "averages da over the entries; each entry adds its share: sum")
def da_mean(dout, z, a):
    return right.prelu_gradients(dout, z, a)[0], (dout * np.minimum(z, 0)).mean()


@misconception(prelu_gradients, "counts all of z in da; where z > 0, h = z does not contain a")
def da_everywhere(dout, z, a):
    return right.prelu_gradients(dout, z, a)[0], (dout * z).sum()


@misconception(prelu_gradients, "counts the positive side in da; a only acts where z is below 0")
def da_positive_side(dout, z, a):
    return right.prelu_gradients(dout, z, a)[0], (dout * np.maximum(z, 0)).sum()


@misconception(prelu_gradients, "leaves dout out of da: multiply each z by the gradient above it")
def da_without_dout(dout, z, a):
    return right.prelu_gradients(dout, z, a)[0], np.minimum(z, 0).sum()


@misconception(
    prelu_gradients,
    "returns a da for every unit; one slope a is shared by all of them: sum over all",
)
def da_for_each_unit(dout, z, a):
    return right.prelu_gradients(dout, z, a)[0], (dout * np.minimum(z, 0)).sum(axis=0)


@misconception(prelu_gradients, "multiplies da by a once more; the slope of a * z along a is z")
def da_times_a(dout, z, a):
    return right.prelu_gradients(dout, z, a)[0], (dout * a * np.minimum(z, 0)).sum()


@misconception(prelu_gradients, "passes nothing back where z is below 0; the slope there is a")
def dz_of_relu(dout, z, a):
    return dout * (z > 0), right.prelu_gradients(dout, z, a)[1]


@misconception(prelu_gradients, "leaves dout out of dz: it is the gradient above times the slope")
def dz_without_dout(dout, z, a):
    return np.where(z > 0, 1, a), right.prelu_gradients(dout, z, a)[1]


@misconception(prelu_gradients, "multiplies dout with h instead of with the slope of h")
def dz_times_value(dout, z, a):
    return dout * np.where(z > 0, z, a * z), right.prelu_gradients(dout, z, a)[1]


# ---- maxout ------------------------------------------------------------------------------------


@misconception(
    maxout, "puts columns into one group that are M apart; a unit's k pieces are neighbours"
)
def groups_by_stride(dout, z, k):
    pieces = z.reshape(len(z), k, -1)
    h = pieces.max(axis=1)
    return h, (dout[:, None, :] * (pieces == h[:, None, :])).reshape(z.shape)


@misconception(maxout, "passes the gradient to all pieces; only the largest one made h")
def gradient_to_all(dout, z, k):
    return right.maxout(dout, z, k)[0], np.repeat(dout, k, axis=1)


@misconception(maxout, "shares the gradient among the pieces; the largest one gets all of it")
def gradient_shared(dout, z, k):
    return right.maxout(dout, z, k)[0], np.repeat(dout, k, axis=1) / k


@misconception(maxout, "marks the largest pieces with 1 and forgets to multiply by dout")
def gradient_without_dout(dout, z, k):
    return right.maxout(dout, z, k)[0], right.maxout(np.ones_like(dout), z, k)[1]


@misconception(maxout, "multiplies the gradient by z; the slope of the largest piece is 1")
def gradient_times_value(dout, z, k):
    h, dz = right.maxout(dout, z, k)
    return h, dz * z


@misconception(maxout, "averages the pieces; maxout takes the largest")
def mean_of_pieces(dout, z, k):
    return z.reshape(len(z), -1, k).mean(axis=2), np.repeat(dout, k, axis=1) / k


@misconception(maxout, "takes the smallest piece instead of the largest")
def smallest_piece(dout, z, k):
    h, dz = right.maxout(dout, -z, k)
    return -h, dz


@misconception(maxout, "takes the piece farthest from 0; the largest of -3 and 2 is 2")
def farthest_from_zero(dout, z, k):
    wins = right.maxout(np.ones_like(dout), np.abs(z), k)[1]
    h = (wins * z).reshape(*dout.shape, k).sum(axis=2)
    return h, wins * np.repeat(dout, k, axis=1)


# ---- backprop_quiz -----------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(backprop_quiz, sentence)({**right.backprop_quiz, question: letter})


cache_a = _choice("cache", "a", "keeps nothing: then the forward pass has to be run again")
cache_c = _choice("cache", "c", "keeps only the loss; the slopes need every layer's output")
cache_d = _choice("cache", "d", "keeps the gradients of the last step; they belong to old weights")
direction_a = _choice("direction", "a", "sends errors forwards; they start at the loss and go back")
direction_b = _choice(
    "direction", "b", "takes the layers in any order; each needs the one above it"
)
direction_d = _choice("direction", "d", "computes all layers at once; the chain rule is a chain")
accuracy_b = _choice(
    "accuracy", "b", "calls it accuracy for its size; it is an error, small is good"
)
accuracy_c = _choice(
    "accuracy", "c", "takes the mean size of an error for a share of right answers"
)
accuracy_d = _choice("accuracy", "d", "thinks the name is right for regression; nothing is counted")
vanishing_a = _choice("vanishing", "a", "blames the learning rate; the gradient itself gets small")
vanishing_b = _choice("vanishing", "b", "blames the number of samples; it happens with any number")
vanishing_c = _choice("vanishing", "c", "blames rounding; float64 does not help")
batch_a = _choice("batch", "a", "takes the sum of the gradients; E is a mean")
batch_c = _choice("batch", "c", "takes the largest gradient; every sample counts the same")
batch_d = _choice("batch", "d", "takes the last sample's gradient, which is the stochastic one")
summary_a = _choice("summary", "a", "thinks it finds the best minimum; it finds the slope, no more")
summary_b = _choice(
    "summary", "b", "takes it for the update; back-propagation computes gradients only"
)
summary_d = _choice("summary", "d", "thinks it needs sigmoids; any differentiable module will do")
