"""Mistakes that people make in unit 3."""

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.exercises.u03_mlp import (
    bent_units,
    bump,
    collapse,
    count_params,
    describe,
    expand_square,
    find_fault,
    find_sound,
    fit_output,
    mlp,
    mlp_quiz,
    parity_net,
    smooth_slopes,
    smooth_units,
    staircase,
    stretch,
    tower_net,
    two_layer_loops,
    wave_from_units,
    xor_quadratic,
)

right = right_answers("u03_mlp")

# ---- smooth_units ------------------------------------------------------------------------------


@misconception(
    smooth_units, "computes softplus as log(1 + exp(z)): at 1000 that is infinite, at -40 it is 0"
)
def softplus_plain(z):
    return *right.smooth_units(z)[:2], np.log(1 + np.exp(z))


@misconception(
    smooth_units,
    "takes log(1 + tiny) for softplus far below 0, and 1 + tiny is rounded to 1: use log1p(tiny)",
)
def softplus_loses_its_tail(z):
    return *right.smooth_units(z)[:2], np.where(z > 30, z, np.log(1 + np.exp(np.minimum(z, 30))))


@misconception(
    smooth_units,
    "overflows at 1000, where softplus is not infinite: put max(z, 0) in front, and take log1p of "
    "exp(-|z|)",
)
def softplus_log1p_plain(z):
    return *right.smooth_units(z)[:2], np.log1p(np.exp(z))


@misconception(
    smooth_units,
    "takes exp(z) of z itself: at 1000 it is infinite, and inf / inf is no number; at -40 "
    "log(1 + exp(z)) is 0. Take exp(-|z|), which never overflows, and log1p",
)
def sigmoid_and_softplus_plain(z):
    e = np.exp(z)
    return e / (1 + e), np.tanh(z), np.log(1 + e)


@misconception(smooth_units, sigmoid_and_softplus_plain.sentence)
def all_three_plain(z):
    e, other = np.exp(z), np.exp(-z)
    return e / (1 + e), (e - other) / (e + other), np.log(1 + e)


@misconception(
    smooth_units,
    "takes exp(z) of z itself, in the sigmoid and in softplus: at 1000 it is infinite; "
    "take exp(-|z|), which never overflows",
)
def sigmoid_plain_and_softplus_by_log1p(z):
    e = np.exp(z)
    return e / (1 + e), np.tanh(z), np.log1p(e)


@misconception(
    smooth_units,
    "takes log1p(-exp(-|z|)); in ln(1 + e^-|z|) there is a plus, so it is log1p(+exp(-|z|))",
)
def softplus_of_minus_small(z):
    small = np.exp(-np.abs(z))
    return *right.smooth_units(z)[:2], np.maximum(z, 0) + np.log1p(-small)


@misconception(
    smooth_units,
    "cuts z off before exp, so softplus of 1000 is not 1000; and far below 0 log(1 + tiny) is 0: "
    "add log1p(exp(-|z|)) to max(z, 0)",
)
def softplus_cut_off(z):
    return *right.smooth_units(z)[:2], np.log(1 + np.exp(np.minimum(z, 700)))


@misconception(
    smooth_units, "computes sigmoid as exp(z) / (1 + exp(z)), which is inf / inf for z = 1000"
)
def sigmoid_overflows(z):
    _, tanh, softplus = right.smooth_units(z)
    return np.exp(z) / (1 + np.exp(z)), tanh, softplus


@misconception(
    smooth_units, "divides exp(z) - exp(-z) by exp(z) + exp(-z) for tanh: inf / inf at z = 1000"
)
def tanh_overflows(z):
    sigmoid, _, softplus = right.smooth_units(z)
    return sigmoid, (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)), softplus


@misconception(smooth_units, "forgets the inner 2 of tanh(z) = 2 sigmoid(2z) - 1")
def tanh_without_inner_two(z):
    sigmoid, _, softplus = right.smooth_units(z)
    return sigmoid, 2 * sigmoid - 1, softplus


@misconception(smooth_units, "forgets the -1 of tanh(z) = 2 sigmoid(2z) - 1: tanh goes down to -1")
def tanh_from_zero(z):
    sigmoid, tanh, softplus = right.smooth_units(z)
    return sigmoid, tanh + 1, softplus


@misconception(smooth_units, "has exp(z) where sigmoid has exp(-z), so it falls instead of rising")
def sigmoid_falls(z):
    sigmoid, tanh, softplus = right.smooth_units(z)
    return 1 - sigmoid, tanh, softplus


@misconception(smooth_units, "takes the logarithm to base 2; softplus has the natural one, np.log")
def softplus_base_two(z):
    sigmoid, tanh, softplus = right.smooth_units(z)
    return sigmoid, tanh, softplus / np.log(2)


@misconception(smooth_units, "has ln(1 + exp(-z)), softplus turned round: it must rise with z")
def softplus_falls(z):
    return *right.smooth_units(z)[:2], right.smooth_units(-z)[2]


@misconception(smooth_units, "returns the three in another order; it is sigmoid, tanh, softplus")
def smooth_order(z):
    sigmoid, tanh, softplus = right.smooth_units(z)
    return tanh, sigmoid, softplus


@misconception(smooth_units, "adds ln(1 + e^-|z|) to z itself; add it to max(z, 0)")
def softplus_of_z_below_zero(z):
    sigmoid, tanh, _ = right.smooth_units(z)
    return sigmoid, tanh, z + np.log1p(np.exp(-np.abs(z)))


@misconception(smooth_units, "returns softplus before tanh; the order is sigmoid, tanh, softplus")
def softplus_before_tanh(z):
    sigmoid, tanh, softplus = right.smooth_units(z)
    return sigmoid, softplus, tanh


# ---- smooth_slopes -----------------------------------------------------------------------------


@misconception(smooth_slopes, "puts z itself into s (1 - s); s stands for sigmoid(z)")
def slope_of_z(z):
    _, tanh, softplus = right.smooth_slopes(z)
    return z * (1 - z), tanh, softplus


@misconception(smooth_slopes, "forgets the square: the slope of tanh is 1 - tanh(z) ** 2")
def tanh_slope_not_squared(z):
    sigmoid, _, softplus = right.smooth_slopes(z)
    return sigmoid, 1 - np.tanh(z), softplus


@misconception(smooth_slopes, "gives tanh the slope of sigmoid; tanh is four times as steep at 0")
def tanh_slope_of_sigmoid(z):
    sigmoid, _, softplus = right.smooth_slopes(z)
    return sigmoid, sigmoid, softplus


@misconception(
    smooth_slopes, "loses a 2 of the chain rule: 2 sigmoid(2z) - 1 has the slope 4 sigmoid'(2z)"
)
def tanh_slope_half(z):
    sigmoid, tanh, softplus = right.smooth_slopes(z)
    return sigmoid, tanh / 2, softplus


@misconception(
    smooth_slopes, "gives softplus the slope of sigmoid; the slope of softplus is sigmoid itself"
)
def softplus_slope_too_far(z):
    sigmoid, tanh, _ = right.smooth_slopes(z)
    return sigmoid, tanh, sigmoid


@misconception(smooth_slopes, "lets softplus fall: its slope is sigmoid(z), not 1 - sigmoid(z)")
def softplus_slope_mirrored(z):
    sigmoid, tanh, softplus = right.smooth_slopes(z)
    return sigmoid, tanh, 1 - softplus


@misconception(
    smooth_slopes, "computes exp(-z) / (1 + exp(-z)) ** 2, which is inf / inf for z = -1000"
)
def sigmoid_slope_overflows(z):
    _, tanh, softplus = right.smooth_slopes(z)
    return np.exp(-z) / (1 + np.exp(-z)) ** 2, tanh, softplus


@misconception(smooth_slopes, "squares sigmoid; its slope is sigmoid * (1 - sigmoid)")
def sigmoid_slope_squared(z):
    _, tanh, softplus = right.smooth_slopes(z)
    return softplus**2, tanh, softplus


@misconception(
    smooth_slopes,
    "takes 2 s (1 - s) with s = sigmoid(z) for the slope of tanh; it is 1 - tanh(z) ** 2",
)
def tanh_slope_twice_that_of_sigmoid(z):
    sigmoid, _, softplus = right.smooth_slopes(z)
    return sigmoid, 2 * sigmoid, softplus


# ---- bent_units --------------------------------------------------------------------------------


def _bent(values=(), slopes=()):
    """The right answer with some of its rows replaced by functions of z."""

    def answer(z):
        rows = [list(part) for part in right.bent_units(z)]
        for part, changes in zip(rows, (dict(values), dict(slopes)), strict=True):
            for row, change in changes.items():
                part[row] = change(z)
        return rows

    return answer


leaky_too_flat = misconception(
    bent_units, "takes PyTorch's slope of 0.01 for the leaky ReLU; in this course it is 0.1"
)(
    _bent(
        {1: lambda z: np.where(z > 0, z, 0.01 * z)},
        {1: lambda z: np.where(z > 0, 1, 0.01)},
    )
)
leaky_value_too_flat = misconception(bent_units, leaky_too_flat.sentence)(
    _bent({1: lambda z: np.where(z > 0, z, 0.01 * z)})
)
leaky_constant = misconception(
    bent_units, "makes the leaky ReLU constant below 0; there it is 0.1 times z"
)(_bent({1: lambda z: np.where(z > 0, z, 0.1)}))
leaky_minimum = misconception(
    bent_units, "takes the smaller of z and 0.1 z for the leaky ReLU; it is the larger one"
)(_bent({1: lambda z: np.minimum(z, 0.1 * z)}))
relu_is_absolute = misconception(bent_units, "folds the negative side up; ReLU is 0 there")(
    _bent({0: np.abs})
)
slope_one_at_zero = misconception(
    bent_units,
    "gives the slopes of the right-hand side at z = 0 (>=, not >); here the side z < 0 counts",
)(_bent((), {0: lambda z: (z >= 0) * 1.0, 1: lambda z: np.where(z >= 0, 1, 0.1)}))


@misconception(
    bent_units, "gives ReLU the slope 1 at z = 0 (>=, not >); here the side z < 0 counts: 0"
)
def relu_slope_one_at_zero(z):
    values, (_, leaky, elu) = right.bent_units(z)
    return values, ((z >= 0) * 1.0, leaky, elu)


@misconception(bent_units, "gives the leaky ReLU the slope 1 at z = 0 (>=, not >); here it is 0.1")
def leaky_slope_one_at_zero(z):
    values, (relu, _, elu) = right.bent_units(z)
    return values, (relu, np.where(z >= 0, 1, 0.1), elu)


slope_half_at_zero = misconception(
    bent_units, "takes the middle of both slopes at z = 0; here the side z < 0 counts"
)(
    _bent(
        (),
        {
            0: lambda z: np.where(z == 0, 0.5, z > 0),
            1: lambda z: np.where(z == 0, 0.55, np.where(z > 0, 1, 0.1)),
        },
    )
)
slope_is_value = misconception(
    bent_units, "returns ReLU again as its slope; above 0 the slope is 1, however large z is"
)(_bent((), {0: lambda z: np.maximum(z, 0)}))
elu_without_minus_one = misconception(
    bent_units, "forgets the -1 of exp(z) - 1, so ELU jumps at 0; it must meet z there"
)(_bent({2: lambda z: np.where(z > 0, z, np.exp(np.minimum(z, 0)))}))
elu_slope_is_value = misconception(
    bent_units, "takes exp(z) - 1 for the slope of ELU below 0; the slope of exp(z) - 1 is exp(z)"
)(_bent((), {2: lambda z: np.where(z > 0, 1, np.expm1(np.minimum(z, 0)))}))
elu_overflows = misconception(
    bent_units,
    "multiplies by a mask: (z <= 0) * exp(z) is 0 * inf at z = 1000, not a number; use np.where",
)(
    _bent(
        {2: lambda z: z * (z > 0) + (z <= 0) * (np.exp(z) - 1)},
        {2: lambda z: (z > 0) + (z <= 0) * np.exp(z)},
    )
)

# ---- two_layer_loops ---------------------------------------------------------------------------


def _two_layers(x, W1, b1, w2, b2, bend=None, last=None):
    """The right net with other functions in the place of the two sigmoids."""
    sigmoid = lambda z: right.smooth_units(np.asarray(z))[0]  # noqa: E731
    hidden = (bend or sigmoid)(x @ W1 + b1)
    return hidden, (last or sigmoid)(hidden @ w2 + b2)


@misconception(two_layer_loops, "leaves out the biases of the hidden units")
def no_hidden_bias(x, W1, b1, w2, b2):
    return _two_layers(x, W1, 0 * b1, w2, b2)


@misconception(two_layer_loops, "leaves out the bias of the output unit")
def no_output_bias(x, W1, b1, w2, b2):
    return _two_layers(x, W1, b1, w2, 0)


@misconception(two_layer_loops, "leaves the hidden sums as they are; each goes through a sigmoid")
def hidden_linear(x, W1, b1, w2, b2):
    return _two_layers(x, W1, b1, w2, b2, bend=lambda z: z)


@misconception(two_layer_loops, "returns the last sum; here the output is a sigmoid unit, too")
def output_linear(x, W1, b1, w2, b2):
    return _two_layers(x, W1, b1, w2, b2, last=lambda z: z)


@misconception(
    two_layer_loops,
    "uses steps in the hidden units: a small change of x then makes the output jump",
)
def hidden_steps(x, W1, b1, w2, b2):
    return _two_layers(x, W1, b1, w2, b2, bend=lambda z: (z > 0) * 1.0)


@misconception(
    two_layer_loops, "adds the hidden biases after the sigmoid; they belong into the sum"
)
def bias_after_sigmoid(x, W1, b1, w2, b2):
    return _two_layers(x, W1, 0 * b1, w2, b2, bend=lambda z: right.smooth_units(z)[0] + b1)


@misconception(
    two_layer_loops,
    "adds the biases inside the inner loops, once for every product; each belongs to its sum once",
)
def biases_in_the_inner_loops(x, W1, b1, w2, b2):
    return _two_layers(x, W1, len(x) * b1, w2, len(b1) * b2)


@misconception(
    two_layer_loops, "takes W1[j, i] for the weight from input i to unit j; here it is W1[i, j]"
)
def weights_turned(x, W1, b1, w2, b2):
    hidden = [
        right.smooth_units(np.asarray(b1[j] + sum(W1[j, i] * x[i] for i in range(len(x)))))[0]
        for j in range(len(b1))
    ]
    return np.array(hidden), right.smooth_units(np.asarray(hidden @ w2 + b2))[0]


@misconception(
    two_layer_loops, "appends inside the inner loop: an entry for each product, not for each unit"
)
def appends_too_often(x, W1, b1, w2, b2):
    hidden = []
    for j in range(len(b1)):
        total = b1[j]
        for i in range(len(x)):
            total = total + W1[i, j] * x[i]
            hidden.append(right.smooth_units(np.asarray(total))[0])
    total = b2
    for j in range(len(hidden)):
        total = total + w2[j] * hidden[j]
    return np.array(hidden), right.smooth_units(np.asarray(total))[0]


@misconception(
    two_layer_loops,
    "keeps only the last product of each sum: write total += ..., not total = ...",
)
def last_product_only(x, W1, b1, w2, b2):
    hidden = right.smooth_units(b1 + W1[-1] * x[-1])[0]
    return hidden, right.smooth_units(np.asarray(b2 + w2[-1] * hidden[-1]))[0]


@misconception(
    two_layer_loops, "uses tanh in the hidden units; here they are sigmoids, between 0 and 1"
)
def hidden_tanh(x, W1, b1, w2, b2):
    return _two_layers(x, W1, b1, w2, b2, bend=np.tanh)


# ---- mlp ---------------------------------------------------------------------------------------


@misconception(mlp, "bends the last layer too; the output stays linear")
def output_bent(X, layers, g):
    return g(right.mlp(X, layers, g))


@misconception(mlp, "never uses g, so all the layers together are one linear layer")
def never_bends(X, layers, g):
    return right.mlp(X, layers, lambda z: z)


@misconception(mlp, "leaves out the biases")
def mlp_without_biases(X, layers, g):
    return right.mlp(X, [(W, 0 * b) for W, b in layers], g)


@misconception(mlp, "adds the biases after g; the bend comes last: g(X @ W + b)")
def biases_after_bend(X, layers, g):
    *hidden, last = layers
    for W, b in hidden:
        X = g(X @ W) + b
    return right.mlp(X, [last], g)


@misconception(mlp, "bends what comes into each layer, the inputs X too; bend what comes out")
def inputs_bent(X, layers, g):
    for W, b in layers:
        X = g(X) @ W + b
    return X


@misconception(mlp, "always bends with tanh; the activation is handed in as g")
def always_tanh(X, layers, g):
    return right.mlp(X, layers, np.tanh)


@misconception(mlp, "goes through the first two layers only; there may be any number")
def two_layers_only(X, layers, g):
    return right.mlp(X, layers[:2], g)


@misconception(mlp, "feeds X to every layer: X @ W again, not what the layer before gave")
def x_into_every_layer(X, layers, g):
    *hidden, (W_out, b_out) = layers
    H = X
    for W, b in hidden:
        H = g(X @ W + b)
    return H @ W_out + b_out


@misconception(mlp, "hands the inputs straight to the output layer, past all hidden ones")
def x_into_the_output(X, layers, g):
    W, b = layers[-1]
    return X @ W + b


@misconception(
    mlp,
    "feeds X to every hidden layer, and returns the last of them: hand on what the layer before "
    "gave, and end with the output layer",
)
def x_into_every_layer_without_output(X, layers, g):
    H = X
    for W, b in layers[:-1]:
        H = g(X @ W + b)
    return H


@misconception(
    mlp, "leaves the last hidden sum unbent: g goes round every layer but the output"
)
def last_hidden_unbent(X, layers, g):
    *hidden, last = layers
    for k, (W, b) in enumerate(hidden):
        X = X @ W + b if k == len(hidden) - 1 else g(X @ W + b)
    return right.mlp(X, [last], g)


@misconception(mlp, "returns the last hidden layer; the output layer is missing")
def stops_before_output(X, layers, g):
    for W, b in layers[:-1]:
        X = g(X @ W + b)
    return X


@misconception(
    mlp,
    "takes the layers out of the list it is given, which is its caller's, so the net is gone when "
    "somebody runs it again: go through the list, without pop",
)
def pops_the_layers(X, layers, g):
    while len(layers) > 1:
        W, b = layers.pop(0)
        X = g(X @ W + b)
    W, b = layers[0]
    return X @ W + b


# ---- find_fault --------------------------------------------------------------------------------


def _guess(run, layers, g, ways, X):
    """The first of the ways that gives what the program gives, as its number."""
    came = run(X, layers, g)
    for number, way in ways.items():
        if np.allclose(came, way(X, layers, g)):
            return number
    return 0


def _ways(*numbers):
    from dlaudio.exercises.cases.nets import FAULTS, faulty

    return {number: faulty(FAULTS[number]) for number in numbers}


def _some(layers):
    return np.random.default_rng(0).normal(size=(4, len(layers[0][0])))


@misconception(
    find_fault, "asks with zeros only: then X W is 0, and some programs differ only where it is not"
)
def asks_with_zeros(run, layers, g):
    X = np.zeros((1, len(layers[0][0])))
    return _guess(run, layers, g, _ways(0, 1, 2, 3, 4), X)


@misconception(find_fault, "says 0 for a program that bends the output: the last layer is linear")
def bent_output_is_fine(run, layers, g):
    return _guess(run, layers, g, _ways(0, 2, 3, 4), _some(layers))


@misconception(
    find_fault, "says 0 for a program without biases; it forgets all of them, the output's too"
)
def no_bias_is_fine(run, layers, g):
    return _guess(run, layers, g, _ways(0, 1, 3, 4), _some(layers))


@misconception(
    find_fault, "says 0 for g(X W) + b; the bias belongs inside, it moves where the bend is"
)
def bias_behind_is_fine(run, layers, g):
    return _guess(run, layers, g, _ways(0, 1, 2, 4), _some(layers))


@misconception(find_fault, "says 0 for a program without any bend")
def no_bend_is_fine(run, layers, g):
    return _guess(run, layers, g, _ways(0, 1, 2, 3), _some(layers))


@misconception(find_fault, "counts the faults from 0; 0 says that nothing is wrong")
def counts_from_zero(run, layers, g):
    return max(right.find_fault(run, layers, g) - 1, 0)


@misconception(find_fault, "says of every program that nothing is wrong with it")
def nothing_is_wrong(run, layers, g):
    return 0


@misconception(find_fault, "counts the programs from 1; 0 says that nothing is wrong")
def counts_from_one(run, layers, g):
    return right.find_fault(run, layers, g) + 1


@misconception(find_fault, "says 1 for right and 0 for wrong; the table has 0 for right")
def one_for_right(run, layers, g):
    return int(right.find_fault(run, layers, g) == 0)


@misconception(find_fault, one_for_right.sentence)
def true_for_right(run, layers, g):
    return right.find_fault(run, layers, g) == 0


@misconception(
    find_fault,
    "calls the program with fault 4 by 3: both gave the same to what you asked; ask with other X",
)
def no_bend_is_bias_behind(run, layers, g):
    return [0, 1, 2, 3, 3][right.find_fault(run, layers, g)]


@misconception(
    find_fault,
    "keeps the output's bias in its answer for fault 2; that program forgets all biases",
)
def output_bias_kept(run, layers, g):
    from dlaudio.exercises.cases.nets import OUTPUT_BIAS_KEPT, faulty

    X = _some(layers)
    ways = [*_ways(0, 1).values(), faulty(OUTPUT_BIAS_KEPT), *_ways(3, 4).values()]
    came = run(X, layers, g)
    return [np.allclose(came, way(X, layers, g)) for way in ways].index(True)


@misconception(find_fault, output_bias_kept.sentence)
def output_bias_kept_and_nearest(run, layers, g):
    from dlaudio.exercises.cases.nets import OUTPUT_BIAS_KEPT, faulty

    X = _some(layers)
    ways = [*_ways(0, 1).values(), faulty(OUTPUT_BIAS_KEPT), *_ways(3, 4).values()]
    came = run(X, layers, g)
    return np.argmin([np.abs(came - way(X, layers, g)).max() for way in ways])


# ---- count_params ------------------------------------------------------------------------------


def _pairs(sizes):
    return zip(sizes[:-1], sizes[1:], strict=True)


@misconception(count_params, "forgets the biases: each unit has one besides its weights")
def no_biases(sizes):
    return sum(d * m for d, m in _pairs(sizes))


@misconception(
    count_params, "counts a bias for each input of a layer; there is one for each output"
)
def bias_for_each_input(sizes):
    return sum(d * m + d for d, m in _pairs(sizes))


@misconception(count_params, "counts a single bias for each layer; every unit has its own")
def one_bias_a_layer(sizes):
    return sum(d * m + 1 for d, m in _pairs(sizes))


@misconception(count_params, "gives the inputs biases; they only hand on their values")
def inputs_have_biases(sizes):
    return right.count_params(sizes) + sizes[0]


@misconception(
    count_params, "multiplies all sizes together; only neighbouring layers are connected"
)
def product_of_all(sizes):
    return int(np.prod(sizes)) + sum(sizes[1:])


@misconception(
    count_params, "counts the units; the parameters are the weights and biases between them"
)
def counts_units(sizes):
    return sum(sizes)


@misconception(count_params, "counts no biases in the output layer; it has them like any other")
def output_without_biases(sizes):
    return right.count_params(sizes) - sizes[-1]


@misconception(count_params, "leaves out the last layer; n sizes have n - 1 layers between them")
def last_layer_missing(sizes):
    return right.count_params(sizes[:-1])


@misconception(count_params, "leaves out the first layer; n sizes have n - 1 layers between them")
def first_layer_missing(sizes):
    return right.count_params(sizes[1:])


# ---- describe ----------------------------------------------------------------------------------


def _described(n_inputs, spec, width_of, count_of):
    widths, parameters, width = [], [], n_inputs
    for kind, number in spec:
        parameters.append(count_of(kind, number, width))
        width = width_of(kind, number, width)
        widths.append(width)
    return widths, parameters


def _width(kind, number, width):
    return {"linear": number, "maxout": width // max(number, 1)}.get(kind, width)


def _count(kind, number, width):
    return {"linear": (width + 1) * number, "prelu": 1}.get(kind, 0)


@misconception(
    describe, "counts no parameter for prelu; its slope is learnt, and shared by all units"
)
def prelu_counts_nothing(n_inputs, spec):
    return _described(
        n_inputs, spec, _width, lambda kind, *rest: 0 if kind == "prelu" else _count(kind, *rest)
    )


@misconception(
    describe, "gives prelu a slope for every unit; here one slope is shared by all units"
)
def prelu_counts_units(n_inputs, spec):
    def count(kind, number, width):
        return width if kind == "prelu" else _count(kind, number, width)

    return _described(n_inputs, spec, _width, count)


@misconception(describe, "lets maxout keep the width; it makes one output of each k inputs")
def maxout_keeps_width(n_inputs, spec):
    def width_of(kind, number, width):
        return width if kind == "maxout" else _width(kind, number, width)

    return _described(n_inputs, spec, width_of, _count)


@misconception(
    describe, "takes the k of maxout for its number of outputs; it divides the width by k"
)
def maxout_has_k_outputs(n_inputs, spec):
    def width_of(kind, number, width):
        return number if kind == "maxout" else _width(kind, number, width)

    return _described(n_inputs, spec, width_of, _count)


@misconception(describe, "forgets the biases of the linear layers")
def linear_without_biases(n_inputs, spec):
    def count(kind, number, width):
        return width * number if kind == "linear" else _count(kind, number, width)

    return _described(n_inputs, spec, _width, count)


@misconception(
    describe,
    "sets the new width first and then counts with it; a weight belongs to each old number",
)
def counts_with_the_new_width(n_inputs, spec):
    def count(kind, number, width):
        return (number + 1) * number if kind == "linear" else _count(kind, number, width)

    return _described(n_inputs, spec, _width, count)


@misconception(describe, "gives maxout weights; it takes the largest of k sums that are there")
def maxout_has_weights(n_inputs, spec):
    def count(kind, number, width):
        return width * number if kind == "maxout" else _count(kind, number, width)

    return _described(n_inputs, spec, _width, count)


@misconception(
    describe, "takes the 0 of relu and sigmoid for a width; they keep the width they find"
)
def bends_have_no_width(n_inputs, spec):
    def width_of(kind, number, width):
        return number if kind not in ("linear", "maxout", "prelu") else _width(kind, number, width)

    return _described(n_inputs, spec, width_of, _count)


@misconception(describe, "gives the width before each layer; asked is the width behind it")
def width_before(n_inputs, spec):
    widths, parameters = right.describe(n_inputs, spec)
    return [n_inputs, *widths[:-1]], parameters


@misconception(
    describe, "connects every linear layer to the inputs; it follows the layer before it"
)
def all_from_inputs(n_inputs, spec):
    def count(kind, number, width):
        return _count(kind, number, n_inputs)

    return _described(n_inputs, spec, _width, count)


@misconception(
    describe, "gives relu and sigmoid weights; they bend each number by itself, for nothing"
)
def bends_have_weights(n_inputs, spec):
    def count(kind, number, width):
        return width * width if kind in ("relu", "sigmoid") else _count(kind, number, width)

    return _described(n_inputs, spec, _width, count)


# ---- collapse ----------------------------------------------------------------------------------


@misconception(
    collapse, "adds the biases up as they are; a bias also goes through the layers behind it"
)
def biases_just_added(layers):
    return right.collapse(layers)[0], sum(b for _, b in layers)


@misconception(collapse, "keeps only the last bias")
def last_bias_only(layers):
    return right.collapse(layers)[0], layers[-1][1]


@misconception(collapse, "loses the last bias")
def last_bias_lost(layers):
    W, b = right.collapse(layers)
    return W, b - layers[-1][1]


@misconception(collapse, "multiplies the matrices in reverse; rows meet W1 first: W1 @ W2 @ ...")
def reversed_product(layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = V @ W, b @ V + c
    return W, b


@misconception(collapse, "sends a bias through its own layer once more; it is added behind it")
def bias_through_own_layer(layers):
    W, b = np.eye(len(layers[0][0])), np.zeros(len(layers[0][0]))
    for V, c in layers:
        W, b = W @ V, (b + c) @ V
    return W, b


@misconception(collapse, "sends the bias through the new W; it goes through the layer behind it, V")
def bias_through_the_product(layers):
    W, b = layers[0]
    for V, c in layers[1:]:
        W = W @ V
        b = b @ W + c
    return W, b


@misconception(collapse, "reads a second layer even where the stack has only one")
def needs_two(layers):
    (W, b), (V, c) = layers[0], layers[1]
    return W @ V, b @ V + c


@misconception(collapse, "forgets that there may be more than two layers")
def collapses_two(layers):
    return right.collapse(layers[:2])


@misconception(
    collapse, "returns the transposed matrix; with rows as samples it is (inputs, outputs)"
)
def transposed(layers):
    W, b = right.collapse(layers)
    return W.T, b


# ---- stretch -----------------------------------------------------------------------------------


@misconception(
    stretch,
    "takes eigenvalues; they belong to directions that keep their direction: use np.linalg.svd",
)
def eigenvalues(W):
    sizes = np.sort(np.abs(np.linalg.eigvals(W)))
    return sizes[1], sizes[0], right.stretch(W)[2]


@misconception(
    stretch,
    "gives the direction after W; asked is the direction of x before, the first column of U",
)
def direction_after(W):
    _, sizes, Vt = np.linalg.svd(W)
    return sizes[0], sizes[1], np.degrees(np.arctan2(Vt[0, 1], Vt[0, 0])) % 180


@misconception(stretch, "takes the first row of U; the direction is its first column, U[:, 0]")
def row_of_u(W):
    U, (largest, smallest), _ = np.linalg.svd(W)
    return largest, smallest, np.degrees(np.arctan2(U[0, 1], U[0, 0])) % 180


@misconception(stretch, "gives the direction that is stretched least")
def least_stretched(W):
    largest, smallest, angle = right.stretch(W)
    return largest, smallest, (angle + 90) % 180


@misconception(stretch, "gives the angle in radians; degrees are asked for")
def radians(W):
    largest, smallest, angle = right.stretch(W)
    return largest, smallest, np.deg2rad(angle)


@misconception(
    stretch, "measures the rows of W; they show where the axes go, which need not be stretched most"
)
def lengths_of_rows(W):
    sizes = np.sort(np.linalg.norm(W, axis=1))
    return sizes[1], sizes[0], right.stretch(W)[2]


@misconception(
    stretch, "forgets the root: the eigenvalues of W @ W.T are the squares of the stretches"
)
def squared_sizes(W):
    largest, smallest, angle = right.stretch(W)
    return largest**2, smallest**2, angle


@misconception(stretch, "has the smallest stretch first; the order is largest, smallest, angle")
def smallest_first(W):
    largest, smallest, angle = right.stretch(W)
    return smallest, largest, angle


@misconception(
    stretch, "leaves angles below 0; a direction and its opposite are the same: take it % 180"
)
def angle_negative(W):
    largest, smallest, angle = right.stretch(W)
    return largest, smallest, angle - 180


@misconception(stretch, angle_negative.sentence)
def angle_as_arctan2_gives_it(W):
    U, (largest, smallest), _ = np.linalg.svd(W)
    return largest, smallest, np.degrees(np.arctan2(U[1, 0], U[0, 0]))


@misconception(
    stretch,
    "takes arctan of a quotient, which lies between -90 and 90: use arctan2(y, x) and take it % 180",
)
def angle_by_arctan(W):
    largest, smallest, angle = right.stretch(W)
    return largest, smallest, angle - 180 * (angle > 90)


@misconception(
    stretch, "drops the signs of the direction, so an angle above 90 is folded back below 90"
)
def angle_without_signs(W):
    largest, smallest, angle = right.stretch(W)
    return largest, smallest, min(angle, 180 - angle)


@misconception(
    stretch, "has x and y exchanged: np.arctan2 takes y first, arctan2(U[1, 0], U[0, 0])"
)
def arctan_of_x_first(W):
    largest, smallest, angle = right.stretch(W)
    return largest, smallest, (90 - angle) % 180


# ---- expand_square -----------------------------------------------------------------------------


def _terms(change):
    def answer(w, b):
        terms = np.array(right.expand_square(w, b))
        change(terms, w, b)
        return terms

    return answer


def _cross_once(terms, w, b):
    terms[4] /= 2


def _cross_gone(terms, w, b):
    terms[4] = 0


def _linear_once(terms, w, b):
    terms[1:3] /= 2


def _linear_gone(terms, w, b):
    terms[1:3] = 0


def _bias_not_squared(terms, w, b):
    terms[0] = b


def _weights_not_squared(terms, w, b):
    terms[[3, 5]] = w


def _cross_last(terms, w, b):
    terms[[4, 5]] = terms[[5, 4]]


cross_once = misconception(
    expand_square, "counts w1 x1 w2 x2 once; the square contains it twice, as x1 x2 and x2 x1"
)(_terms(_cross_once))
cross_gone = misconception(
    expand_square, "squares term by term; the products of two terms are what lets inputs interact"
)(_terms(lambda terms, w, b: (_cross_gone(terms, w, b), _linear_gone(terms, w, b))))
linear_once = misconception(
    expand_square, "counts the products of a weight with b once; each occurs twice"
)(_terms(_linear_once))
linear_gone = misconception(
    expand_square, "forgets the products of the weights with the bias: 2 w1 b and 2 w2 b"
)(_terms(_linear_gone))
bias_not_squared = misconception(expand_square, "has b for the constant term; it is b squared")(
    _terms(_bias_not_squared)
)
weights_not_squared = misconception(
    expand_square, "has w1 and w2 in front of the squares; they are squared as well"
)(_terms(_weights_not_squared))
cross_last = misconception(
    expand_square, "has the last two in another order; it is x1², x1 x2, x2²"
)(_terms(_cross_last))


@misconception(expand_square, "begins with the squares; the order is 1, x1, x2, x1², x1 x2, x2²")
def squares_first(w, b):
    return np.asarray(right.expand_square(w, b))[[3, 5, 4, 1, 2, 0]]


@misconception(expand_square, "has the order turned round; it is 1, x1, x2, x1², x1 x2, x2²")
def largest_power_first(w, b):
    return np.asarray(right.expand_square(w, b))[::-1]


# ---- xor_quadratic -----------------------------------------------------------------------------

xor_is_or = misconception(
    xor_quadratic,
    "fires where both inputs are 1, like OR: there the product term must take back all the rest",
)([-0.5, 1, 1, 0, 0, 0])
xor_turned = misconception(xor_quadratic, "computes XNOR, the opposite: turn all signs round")(
    [0.5, 0, 0, -1, 2, -1]
)
xor_no_margin = misconception(
    xor_quadratic,
    "leaves no room for the noise: its sum is above 0 at equal corners that are off by 0.1; put "
    "the border in the middle, by the first weight",
)([0, 0, 0, 1, -2, 1])
xor_bias_too_far = misconception(
    xor_quadratic, "has a bias so low that the unit never fires: at (0, 1) the rest adds up to 1"
)([-1.5, 0, 0, 1, -2, 1])
xor_is_and = misconception(
    xor_quadratic, "computes AND: it fires for both together, and not for one alone"
)([-0.5, 0, 0, 0, 1, 0])
xor_one_side = misconception(
    xor_quadratic, "takes x1 - x2 as it is, which finds only 'x1 and not x2': square the difference"
)([-0.5, 1, -1, 0, 0, 0])

xor_order = misconception(
    xor_quadratic, "begins with the squares; the order of the weights is 1, x1, x2, x1², x1 x2, x2²"
)([1, -2, 1, -0.5, 0, 0])
xor_bias_last = misconception(
    xor_quadratic, "has the bias last; the order of the weights is 1, x1, x2, x1², x1 x2, x2²"
)([0, 0, 1, -2, 1, -0.5])

# ---- bump --------------------------------------------------------------------------------------


def _bump(left, right_, height, steepness, rise=1.0, fall=-1.0, base=0.0):
    W1 = np.full((1, 2), steepness)
    b1 = -steepness * np.array([left, right_])
    return W1, b1, height * np.array([[rise], [fall]]), np.array([base])


@misconception(bump, "adds the two steps: it climbs twice; the second has to be taken away")
def two_steps_up(left, right, height, steepness):
    return _bump(left, right, height, steepness, fall=1.0)


@misconception(
    bump, "puts the steps at the wrong place: s (x - left) = s x - s left, so the bias is -s * left"
)
def bias_without_steepness(left, right, height, steepness):
    W1, b1, W2, b2 = _bump(left, right, height, steepness)
    return W1, b1 / steepness, W2, b2


@misconception(bump, "has the biases with the wrong sign: the steps stand at -left and -right")
def bias_sign(left, right, height, steepness):
    W1, b1, W2, b2 = _bump(left, right, height, steepness)
    return W1, -b1, W2, b2


@misconception(bump, "forgets the height: its bump is 1 high")
def height_one(left, right, height, steepness):
    return _bump(left, right, 1.0, steepness)


@misconception(bump, "digs a hole: up at left and down at right, not the other way round")
def hole(left, right, height, steepness):
    return _bump(left, right, -height, steepness)


@misconception(bump, "forgets the steepness: its flanks are as flat as those of sigmoid(x)")
def flat_flanks(left, right, height, steepness):
    return _bump(left, right, height, 1.0)


@misconception(
    bump,
    "is too high by height everywhere, outside too: either the output has the bias height, or the "
    "second unit is turned round, and then the output needs the bias -height",
)
def lifted(left, right, height, steepness):
    return _bump(left, right, height, steepness, base=height)


@misconception(bump, "takes the steepness 40 of the example, whatever it is given")
def steepness_of_the_example(left, right, height, steepness):
    return _bump(left, right, height, 40.0)


@misconception(bump, "ends the bump at left + 1, as in the example; it ends at right")
def width_of_the_example(left, right, height, steepness):
    return _bump(left, left + 1, height, steepness)


@misconception(bump, "is half as high: each step counts with the whole height, not a half")
def half_as_high(left, right, height, steepness):
    return _bump(left, right, height / 2, steepness)


# ---- staircase ---------------------------------------------------------------------------------


@misconception(
    staircase,
    "gives each step its level as its weight; steps add up, so the weight is the difference",
)
def levels_as_weights(samples, a, b, slope):
    W1, b1, W2, b2, bound = right.staircase(samples, a, b, slope)
    return W1, b1, samples[1:, None], b2, bound


@misconception(staircase, "starts at 0; the output bias must be the first level")
def starts_at_zero(samples, a, b, slope):
    W1, b1, W2, b2, bound = right.staircase(samples, a, b, slope)
    return W1, b1, W2, 0 * b2, bound


@misconception(
    staircase,
    "puts the steps at the middles of the pieces, where the samples are; put them between",
)
def steps_at_middles(samples, a, b, slope):
    W1, b1, W2, b2, bound = right.staircase(samples, a, b, slope)
    return W1, b1 + (b - a) / len(samples) / 2, W2, b2, bound


@misconception(
    staircase,
    "climbs to each level only at its sample; the step belongs at the edge, half a piece earlier",
)
def steps_at_their_samples(samples, a, b, slope):
    W1, b1, W2, b2, bound = right.staircase(samples, a, b, slope)
    return W1, b1 - (b - a) / len(samples) / 2, W2, b2, bound


@misconception(staircase, "has the biases with the wrong sign: x - edge > 0 means a bias of -edge")
def edges_sign(samples, a, b, slope):
    W1, b1, W2, b2, bound = right.staircase(samples, a, b, slope)
    return W1, -b1, W2, b2, bound


@misconception(
    staircase, "walks the stairs the wrong way: each weight is the next level minus this one"
)
def differences_turned(samples, a, b, slope):
    W1, b1, W2, b2, bound = right.staircase(samples, a, b, slope)
    return W1, b1, -W2, b2, bound


@misconception(
    staircase,
    "measures edges for one piece too few: n pieces have n + 1 edges, n - 1 of them inside",
)
def edges_too_wide(samples, a, b, slope):
    W1, _, W2, b2, bound = right.staircase(samples, a, b, slope)
    return W1, -np.linspace(a, b, len(samples))[1:], W2, b2, bound


@misconception(
    staircase,
    "takes the whole width of a piece for the bound; nobody is farther than half from a sample",
)
def bound_whole_width(samples, a, b, slope):
    *net, bound = right.staircase(samples, a, b, slope)
    return *net, 2 * bound


@misconception(staircase, "forgets in the bound that the interval is cut into pieces")
def bound_not_cut(samples, a, b, slope):
    *net, bound = right.staircase(samples, a, b, slope)
    return *net, bound * len(samples)


@misconception(
    staircase, "leaves the slope out of the bound: steeper functions change more in a piece"
)
def bound_without_slope(samples, a, b, slope):
    *net, bound = right.staircase(samples, a, b, slope)
    return *net, bound / slope


@misconception(
    staircase, "divides in the bound by the steps; divide by the pieces, one more than steps"
)
def bound_by_steps(samples, a, b, slope):
    *net, bound = right.staircase(samples, a, b, slope)
    return *net, bound * len(samples) / (len(samples) - 1)


@misconception(staircase, "measures the edges from 0; they begin at a: a + k (b - a) / n")
def edges_from_zero(samples, a, b, slope):
    W1, b1, W2, b2, bound = right.staircase(samples, a, b, slope)
    return W1, b1 + a, W2, b2, bound


@misconception(
    staircase,
    "spreads the steps from a to b, both ends included; the edges lie inside, between two pieces",
)
def edges_from_end_to_end(samples, a, b, slope):
    W1, _, W2, b2, bound = right.staircase(samples, a, b, slope)
    return W1, -np.linspace(a, b, len(samples) - 1), W2, b2, bound


@misconception(staircase, "starts at the last level; the output bias must be the first level")
def starts_at_the_last_level(samples, a, b, slope):
    W1, b1, W2, _, bound = right.staircase(samples, a, b, slope)
    return W1, b1, W2, samples[-1:], bound


# ---- tower_net ---------------------------------------------------------------------------------


def _cut_at(height):
    """The right net with the output's bias at another height: height(number of inputs)."""

    def answer(low, high, steepness):
        W1, b1, W2, _ = right.tower_net(low, high, steepness)
        return W1, b1, W2, np.array([-steepness * height(len(low))])

    return answer


cut_too_low = misconception(
    tower_net, "cuts at half a wall, so every wall stays; cut half-way between D - 1 walls and D"
)(_cut_at(lambda n: 0.5 if n > 1 else 0.25))
cut_for_two = misconception(
    tower_net, "cuts at 1.5 whatever D is; that is for two walls, with D of them cut at D - 0.5"
)(_cut_at(lambda n: 1.5))
cut_too_high = misconception(
    tower_net, "cuts above the tower: all D walls together are D high, so nothing is left of it"
)(_cut_at(lambda n: n + 0.5))
cut_at_the_top = misconception(
    tower_net, "cuts at D, as high as the tower itself, so the sum is 0 inside; cut at D - 0.5"
)(_cut_at(lambda n: n))
cut_at_the_walls = misconception(
    tower_net, "cuts at D - 1, as high as where one wall is missing: there the sum is 0"
)(_cut_at(lambda n: n - 1))
cut_not_steep = misconception(
    tower_net,
    "leaves the output's bias without the steepness, though its weights have it: so the cut is too "
    "low",
)(lambda low, high, steepness: _cut_at(lambda n: (n - 0.5) / steepness)(low, high, steepness))
cut_with_the_wrong_sign = misconception(
    tower_net, "has an output bias above 0, so the sum is above 0 everywhere: the cut is taken away"
)(_cut_at(lambda n: 0.5 - n))


@misconception(
    tower_net,
    "has an output that is not steep, with the weights 1 and -1: it can hardly tell D walls from "
    "D - 1; multiply its weights and its bias by the steepness",
)
def output_not_steep(low, high, steepness):
    W1, b1, W2, b2 = right.tower_net(low, high, steepness)
    return W1, b1, W2 / steepness, b2 / steepness


@misconception(
    tower_net, "lets every unit look at all inputs: a wall looks at one, its other weights are 0"
)
def all_inputs_into_every_unit(low, high, steepness):
    W1, *rest = right.tower_net(low, high, steepness)
    return np.full_like(W1, steepness), *rest


@misconception(
    tower_net, "has biases without the steepness: s (x - low) has the bias -s * low, not -low"
)
def hidden_bias_without_steepness(low, high, steepness):
    W1, b1, W2, b2 = right.tower_net(low, high, steepness)
    return W1, b1 / steepness, W2, b2


@misconception(tower_net, "has the hidden biases with the wrong sign: the walls stand at -low")
def hidden_bias_sign(low, high, steepness):
    W1, b1, W2, b2 = right.tower_net(low, high, steepness)
    return W1, -b1, W2, b2


@misconception(
    tower_net, "adds both units of a wall: the second has to be taken away, or the wall never ends"
)
def both_units_added(low, high, steepness):
    W1, b1, W2, b2 = right.tower_net(low, high, steepness)
    return W1, b1, np.abs(W2), b2


@misconception(tower_net, "takes away the unit that climbs at low, and adds the one at high")
def walls_upside_down(low, high, steepness):
    W1, b1, W2, b2 = right.tower_net(low, high, steepness)
    return W1, b1, -W2, b2


@misconception(
    tower_net,
    "has the biases in another order than the units: all lows, then all highs, though the weights "
    "go low, high, low, high",
)
def biases_in_another_order(low, high, steepness):
    W1, _, W2, b2 = right.tower_net(low, high, steepness)
    return W1, -steepness * np.concatenate([low, high]), W2, b2


def _lows_first(W1):
    """The right weights into the units, all units of the lows first, then those of the highs."""
    return np.hstack([W1[:, ::2], W1[:, 1::2]])


@misconception(
    tower_net,
    "joins the inputs to the units in another order than the biases: all inputs once, then all "
    "again, though the biases go low, high, low, high",
)
def units_in_another_order(low, high, steepness):
    W1, *rest = right.tower_net(low, high, steepness)
    return _lows_first(W1), *rest


@misconception(
    tower_net,
    "has the output's signs in another order than the units: they go plus, minus, plus, minus, "
    "though all units that climb at low come first",
)
def signs_in_another_order(low, high, steepness):
    W1, _, *rest = right.tower_net(low, high, steepness)
    return _lows_first(W1), -steepness * np.concatenate([low, high]), *rest


@misconception(
    tower_net,
    "makes the output steep, but not the hidden units, so they climb as slowly as a plain sigmoid",
)
def hidden_units_not_steep(low, high, steepness):
    W1, b1, W2, b2 = right.tower_net(low, high, steepness)
    return W1 / steepness, b1 / steepness, W2, b2


@misconception(
    tower_net,
    "adds units that fall at high, and cuts at D - 0.5; but of such a pair one is 1 far outside "
    "too, and both between: cut at 2D - 0.5",
)
def cut_of_those_taken_away(low, high, steepness):
    W1, b1, W2, b2 = right.tower_net(low, high, steepness)
    signs = np.sign(W2[:, 0])
    return W1 * signs, b1 * signs, np.abs(W2), b2


no_cut = misconception(
    tower_net, "has the output bias 0, so every wall stays; cut half-way between D - 1 walls and D"
)(_cut_at(lambda n: 0))


@misconception(tower_net, "takes the steepness 40 of the example, whatever it is given")
def tower_steepness_of_the_example(low, high, steepness):
    return right.tower_net(low, high, 40.0)


@misconception(
    tower_net, "makes the hidden units steep, but gives the output 40, whatever it is given"
)
def output_steepness_of_the_example(low, high, steepness):
    W1, b1, W2, b2 = right.tower_net(low, high, steepness)
    return W1, b1, 40 * W2 / steepness, 40 * b2 / steepness


@misconception(tower_net, "builds two walls, for two inputs; there may be any number of them")
def two_walls_only(low, high, steepness):
    W1, b1, W2, b2 = right.tower_net(np.array([low[0], low[1]]), high[:2], steepness)
    return W1, b1, W2, b2


# ---- parity_net --------------------------------------------------------------------------------


@misconception(
    parity_net, "has a unit for every input with an odd number of ones: right, but 2**(n - 1) units"
)
def unit_for_every_term(n):
    rows = (np.arange(2**n)[:, None] >> np.arange(n)[::-1]) & 1
    rows = rows[rows.sum(axis=1) % 2 == 1]
    return (2 * rows - 1).T, 0.5 - rows.sum(axis=1), np.ones(len(rows)), -0.5


@misconception(
    parity_net, "adds all hidden units up, which is OR; every second one must take away again"
)
def all_added(n):
    W, b, v, c = right.parity_net(n)
    return W, b, np.abs(v), c


@misconception(
    parity_net,
    "never says 1: its sum never gets above 0; let the first unit add 1, the second take it away",
)
def starts_with_minus(n):
    W, b, v, c = right.parity_net(n)
    return W, b, -v, c


@misconception(parity_net, starts_with_minus.sentence)
def parity_never_fires(n):
    W, b, v, c = right.parity_net(n)
    return W, b, 0 * v, c


@misconception(parity_net, "says 1 for an even number of ones; parity is 1 for an odd one")
def even_parity(n):
    W, b, v, _ = right.parity_net(n)
    return W, b, -v, 0.5


@misconception(
    parity_net,
    "sets the thresholds too high: unit k fires only from k + 1 ones on",
)
def thresholds_on_counts(n):
    W, b, v, c = right.parity_net(n)
    return W, b - 0.5, v, c


@misconception(
    parity_net,
    "has an output bias above 0: it says 1 even where no unit fires; let -0.5 stand there",
)
def output_bias_above_zero(n):
    W, b, v, c = right.parity_net(n)
    return W, b, v, -c


@misconception(parity_net, "has one hidden unit too few: counts from 1 to n need n thresholds")
def one_unit_too_few(n):
    W, b, v, c = right.parity_net(n)
    return W[:, :-1], b[:-1], v[:-1], c


@misconception(
    parity_net, "looks at one input in each hidden unit; every unit has to count all the ones"
)
def one_input_each(n):
    W, _, v, c = right.parity_net(n)
    return np.eye(n), np.full(n, -0.5), v, c


@misconception(parity_net, one_input_each.sentence)
def one_input_each_own_thresholds(n):
    W, b, v, c = right.parity_net(n)
    return np.eye(n), b, v, c


@misconception(
    parity_net, "has hidden biases above 0, so every unit fires always; they must be below 0"
)
def biases_above_zero(n):
    W, b, v, c = right.parity_net(n)
    return W, -b, v, c


# ---- find_sound --------------------------------------------------------------------------------


@misconception(
    find_sound, "turns the template round, as np.convolve does; a receptor is laid on as it is"
)
def template_reversed(y, template):
    return right.find_sound(y, template[::-1])


@misconception(
    find_sound, "does not divide the template by its norm, so a louder template responds more"
)
def template_not_scaled(y, template):
    responses, position = right.find_sound(y, template)
    return responses * np.linalg.norm(template), position


@misconception(find_sound, "divides by the squared norm of the template; divide by its norm")
def divided_by_square(y, template):
    responses, position = right.find_sound(y, template)
    return responses / np.linalg.norm(template), position


@misconception(find_sound, "gives the end of the sound; the position is its first sample")
def position_of_end(y, template):
    responses, position = right.find_sound(y, template)
    return responses, position + len(template) - 1


@misconception(
    find_sound, "leaves out the last window: there are len(y) - len(template) + 1 of them"
)
def last_window_missing(y, template):
    responses = right.find_sound(y, template)[0][:-1]
    return responses, np.argmax(responses)


@misconception(find_sound, "pads the ends with zeros; only windows that fit into y count")
def padded(y, template):
    responses = np.correlate(y, template / np.linalg.norm(template), mode="full")
    return responses, np.argmax(responses)


@misconception(
    find_sound, "looks for the largest size; a response far below 0 is the sound upside down"
)
def largest_size(y, template):
    responses = right.find_sound(y, template)[0]
    return responses, np.argmax(np.abs(responses))


@misconception(find_sound, "looks for the smallest response; the best match responds most")
def smallest_response(y, template):
    responses = right.find_sound(y, template)[0]
    return responses, np.argmin(responses)


@misconception(find_sound, "divides each window by its own loudness, so quiet noise counts as much")
def windows_scaled(y, template):
    windows = np.lib.stride_tricks.sliding_window_view(y, len(template))
    responses = windows @ template / np.linalg.norm(template) / np.linalg.norm(windows, axis=1)
    return responses, np.argmax(responses)


@misconception(find_sound, "divides the template by its number of samples; divide it by its norm")
def divided_by_number_of_samples(y, template):
    responses, position = right.find_sound(y, template)
    return responses * np.linalg.norm(template) / len(template), position


# ---- fit_output --------------------------------------------------------------------------------


def _solve(features, y):
    w = np.linalg.lstsq(np.insert(features, 0, 1, axis=1), y, rcond=None)[0]
    return w[1:], w[0]


@misconception(fit_output, "leaves out the hidden bias b1")
def fit_without_hidden_bias(X, y, W1, b1):
    return _solve(np.tanh(X @ W1), y)


@misconception(fit_output, "forgets tanh: fitted on a linear hidden layer, the net is one line")
def fit_on_sums(X, y, W1, b1):
    return _solve(X @ W1 + b1, y)


@misconception(fit_output, "fits no output bias: put a column of ones beside the hidden values")
def fit_without_bias(X, y, W1, b1):
    return np.linalg.lstsq(np.tanh(X @ W1 + b1), y, rcond=None)[0], 0.0


@misconception(
    fit_output,
    "mixes up where the bias stands: its place among the weights is that of the column of ones",
)
def fit_bias_misplaced(X, y, W1, b1):
    w2, b2 = right.fit_output(X, y, W1, b1)
    return np.append(w2[1:], b2), w2[0]


@misconception(fit_output, fit_bias_misplaced.sentence)
def fit_bias_read_at_the_end(X, y, W1, b1):
    w2, b2 = right.fit_output(X, y, W1, b1)
    return np.append(b2, w2[:-1]), w2[-1]


@misconception(fit_output, "fits labels -1 and +1; here they are 0 and 1, and 0.5 is the border")
def fit_plus_minus(X, y, W1, b1):
    return right.fit_output(X, 2 * y - 1, W1, b1)


@misconception(fit_output, "fits the opposite: 1 stands for a snare")
def fit_opposite(X, y, W1, b1):
    return right.fit_output(X, 1 - y, W1, b1)


@misconception(
    fit_output,
    "correlates each hidden unit with the labels by itself; they must be fitted together",
)
def fit_one_by_one(X, y, W1, b1):
    H = np.tanh(X @ W1 + b1)
    H = H - H.mean(axis=0)
    return H.T @ (y - y.mean()) / (H**2).sum(axis=0), float(np.mean(y))


@misconception(fit_output, "bends with sigmoid; the hidden units of this net are tanh")
def fit_with_sigmoid(X, y, W1, b1):
    return _solve(1 / (1 + np.exp(-(X @ W1 + b1))), y)


@misconception(fit_output, "bends with ReLU; the hidden units of this net are tanh")
def fit_with_relu(X, y, W1, b1):
    return _solve(np.maximum(X @ W1 + b1, 0), y)


# ---- wave_from_units ---------------------------------------------------------------------------


def _units(x, y, at, steepness, *, bias=True):
    """Tanh units that climb at these places, the output fitted by least squares."""
    H = np.tanh(steepness * (x[:, None] - at))
    A = np.insert(H, 0, float(bias), axis=1)
    w = np.linalg.lstsq(A, y, rcond=None)[0]
    return np.full((1, len(at)), steepness), -steepness * at, w[1:, None], w[:1] * bias


@misconception(
    wave_from_units,
    "builds stairs: each unit has climbed before the next begins; let the units climb more slowly, "
    "and fit the output weights",
)
def stairs_again(x, y):
    edges = np.linspace(0, 1, 22)[1:-1]
    samples = np.interp((np.arange(21) + 0.5) / 21, x, y)
    W2 = np.diff(samples)[:, None] / 2
    return np.full((1, 20), 500.0), -500 * edges, W2, np.array([samples[0] + W2.sum()])


@misconception(
    wave_from_units, "makes the units so flat that they are all alike: raise the steepness"
)
def far_too_flat(x, y):
    return _units(x, y, np.linspace(0, 1, 20), 0.5)


@misconception(wave_from_units, far_too_flat.sentence)
def too_flat(x, y):
    return _units(x, y, np.linspace(0, 1, 20), 1.0)


@misconception(wave_from_units, stairs_again.sentence)
def far_too_steep(x, y):
    return _units(x, y, np.linspace(0, 1, 20), 300.0)


@misconception(
    wave_from_units, "puts all units into the first half of the period; the second has none"
)
def first_half_only(x, y):
    return _units(x, y, np.linspace(0, 0.5, 20), 10.0)


@misconception(wave_from_units, "is content with eight units; up to 20 are allowed")
def eight_units(x, y):
    return _units(x, y, np.linspace(0, 1, 8), 10.0)


@misconception(
    wave_from_units,
    "multiplies x by the steepness but not the place: the net you return is not the one you "
    "fitted, whose biases are -s * c",
)
def places_without_steepness(x, y):
    W1, b1, W2, b2 = _units(x, y, np.linspace(0, 1, 20), 10.0)
    return W1, b1 / 10, W2, b2


@misconception(
    wave_from_units,
    "has the biases +s * c, with the units at -c: the net you return is not the one you "
    "fitted, whose biases are -s * c",
)
def places_with_wrong_sign(x, y):
    W1, b1, W2, b2 = _units(x, y, np.linspace(0, 1, 20), 10.0)
    return W1, -b1, W2, b2


@misconception(
    wave_from_units,
    "has the biases +c: the net you return is not the one you fitted, whose biases are -s * c",
)
def places_without_steepness_and_sign(x, y):
    W1, b1, W2, b2 = _units(x, y, np.linspace(0, 1, 20), 10.0)
    return W1, -b1 / 10, W2, b2


@misconception(
    wave_from_units,
    "has the biases +s * c, and fits with them: its units climb at -c, outside 0 to 1; a unit "
    "climbs at c if its bias is -s * c",
)
def fitted_with_wrong_sign(x, y):
    return _units(x, y, -np.linspace(0, 1, 20), 10.0)


@misconception(
    wave_from_units,
    "has the biases -c, and fits with them: its units climb at c / s, crowded near 0; a unit "
    "climbs at c if its bias is -s * c",
)
def fitted_without_steepness(x, y):
    return _units(x, y, np.linspace(0, 1, 20) / 10, 10.0)


@misconception(
    wave_from_units, "fits the output weights for sigmoids; the hidden units of this net are tanh"
)
def fitted_for_sigmoids(x, y):
    at = np.linspace(0, 1, 20)
    W2, b2 = _solve(1 / (1 + np.exp(-10.0 * (x[:, None] - at))), y)
    return np.full((1, 20), 10.0), -10.0 * at, W2[:, None], np.array([b2])


# ---- mlp_quiz ----------------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(mlp_quiz, sentence)({**right.mlp_quiz, question: letter})


history_a = _choice(
    "history", "a", "puts back-propagation before the perceptron that it improved on"
)
history_b = _choice(
    "history",
    "b",
    "puts deep belief nets in the eighties; they came in 2006, after back-propagation",
)
history_d = _choice("history", "d", "starts with deep belief nets, which came last, in 2006")
layers_a = _choice("layers", "a", "counts only hidden layers; the output layer has weights as well")
layers_c = _choice(
    "layers", "c", "gives the inputs weights of their own; weights lie between layers"
)
layers_d = _choice(
    "layers", "d", "counts weights for each pair of layers; only neighbours are joined"
)
output_b = _choice(
    "output", "b", "squeezes the pitch between 0 and 1; a sigmoid output is for yes or no"
)
output_c = _choice("output", "c", "takes ReLU, which is never below 0; but a note may be too low")
output_d = _choice(
    "output", "d", "takes softmax, which is for a choice of one among several classes"
)
encoding_a = _choice(
    "encoding", "a", "numbers the instruments, as if the flute lay half-way between drum and violin"
)
encoding_b = _choice(
    "encoding", "b", "uses letters' codes: no distance between them means anything"
)
encoding_c = _choice(
    "encoding", "c", "gives up; categories can be encoded as numbers, one column each"
)
shift_a = _choice(
    "shift", "a", "hopes that the net knows it all the same; other inputs, other weights"
)
shift_c = _choice(
    "shift", "c", "thinks biases move the sound; a bias is the same wherever it occurs"
)
shift_d = _choice(
    "shift", "d", "blames the output layer; the first layer's weights have a fixed place"
)
terms_a = _choice(
    "terms", "a", "counts the inputs; every odd corner of the cube needs its own term"
)
terms_b = _choice("terms", "b", "counts the chain's units; asked are the terms without a chain")
terms_d = _choice("terms", "d", "counts all corners; only half of them have an odd number of ones")
threshold_b = _choice(
    "threshold",
    "b",
    "takes AND and OR for something else; they are threshold units that count to 1 or to n",
)
threshold_c = _choice(
    "threshold", "c", "says two layers cannot; `parity_net` built a net that does"
)
threshold_d = _choice(
    "threshold", "d", "thinks of learning; the question is what a net can express"
)
deep_a = _choice("deep", "a", "takes the brain for a proof; it is an analogy, if a good one")
deep_b = _choice("deep", "b", "takes how we think for a proof; it is an analogy")
deep_c = _choice(
    "deep", "c", "says a shallow net cannot; with enough units it can, the question is how many"
)
