"""Back-propagation: the ten steps of deck J, the matrix form of deck D, XOR, digits.

A network is a list of pairs (W, b), W of shape (D, M), b of shape (M,). In the ten steps hidden
layers are sigmoid, the output is linear, and the loss is the mean over the N rows of the squared
length of y_hat - y. In deck D's form the output is a sigmoid too, E = 1/(2N) sum (y - y_hat)**2.
"""

import numpy as np

from dlaudio.gradcheck import numeric_gradient

from ..assessment.base import exercise
from ..assessment.compare import at_least, close
from ..assessment.quiz import choices, quiz
from .cases import backward, bends
from .cases.digits import digit_cases, visible_digit_cases
from .cases.pairs import fitting, flat, laid_out, network, read, run, shaped_as, sigmoid

PACKAGE = ("dlaudio.layers", "dlaudio.losses", "dlaudio.graph")

SIZES = [(5, 3, 4, 2, 3, 1), (1, 4, 3, 5, 2, 2), (6, 2, 5, 3, 4, 3)]  # N, D, hidden, hidden, ..., M


# ---- steps 1 and 2 -----------------------------------------------------------------------------


def start_cases(rng):
    for sizes in [(3, 4, 2), (1, 5, 3, 2), (6, 1)]:
        yield {"sizes": list(sizes), "rng": np.random.default_rng(int(rng.integers(1 << 30)))}


@exercise(points=1, cases=start_cases, only_with={"biases": ("weights",)})
def step1_start(answer, sizes, rng):
    """Starting weights of all layers, drawn from rng: a list of pairs W (D, M), b (M,)."""
    weights = read(answer(sizes, rng))
    shapes = list(zip(sizes, sizes[1:], strict=False))
    return {
        "weights": lambda: laid_out([W for W, _ in weights], shapes, "W"),
        "biases": lambda: laid_out([b for _, b in weights], [(m,) for _, m in shapes], "b"),
    }


def net_cases(rng):
    for n, *sizes in SIZES:
        X, y = rng.normal(size=(n, sizes[0])), rng.normal(size=(n, sizes[-1]))
        yield {"X": X, "y": y, "weights": network(rng, sizes)}


def forward_cases(rng):
    for case in net_cases(rng):
        yield {"X": case["X"], "weights": case["weights"]}


@exercise(points=2, cases=forward_cases, forbid=PACKAGE)
def step2_forward(answer, X, weights):
    """The input and the output of every layer: a list of arrays (N, width)."""
    H = answer(X, weights)
    needed = [X.shape, *((len(X), W.shape[1]) for W, _ in weights)]
    return {"kept": flat(fitting(H, needed, "array")[:-1]), "output": H[-1]}


# ---- steps 3 to 7: one layer at a time ---------------------------------------------------------


def top_cases(rng):
    for case in net_cases(rng):
        W, b = case["weights"][-1]
        yield {"y": case["y"], "H": run(case["X"], case["weights"])[-2], "W": W, "b": b}


@exercise(points=4, cases=top_cases, forbid=PACKAGE)
def step3_top(answer, y, H, W, b):
    """Loss (a number) and the gradients dW (D, M), db (M,), dH (N, D) of the linear top."""
    loss, dW, db, dH = answer(y, H, W, b)
    return {"loss": loss, "dW": dW, "db": db, "dH": dH}


@step3_top.law("dW is the slope of the loss that the same function returns")
def _top_slope(answer, rng):
    y, H, W, b = next(top_cases(rng)).values()
    return np.asarray(answer(y, H, W, b)[1]), numeric_gradient(
        lambda w: float(answer(y, H, w, b)[0]), W
    )


def sigmoid_cases(rng):
    for shape in [(4, 3), (1, 5)]:
        yield {"dH": rng.normal(size=shape), "H": sigmoid(2 * rng.normal(size=shape))}


@exercise(points=1, cases=sigmoid_cases, forbid=PACKAGE)
def step4_sigmoid(answer, dH, H):
    """The slope dZ (N, M) before a sigmoid, from dH and its output H, both (N, M)."""
    return {"dZ": answer(dH, H)}


def linear_cases(rng):
    for n, d, m in [(5, 3, 4), (1, 2, 3), (4, 6, 1)]:
        yield {
            "dZ": rng.normal(size=(n, m)),
            "H_below": rng.normal(size=(n, d)),
            "W": rng.normal(size=(d, m)),
        }


@exercise(points=3, cases=linear_cases, forbid=PACKAGE)
def step5_linear(answer, dZ, H_below, W):
    """The gradients dW (D, M), db (M,), dH_below (N, D) of a linear layer."""
    dW, db, dH_below = answer(dZ, H_below, W)
    return {"dW": dW, "db": db, "dH_below": dH_below}


@step5_linear.law("dH_below is the transpose of the forward map: <H W, dZ> = <H, dH_below>")
def _adjoint(answer, rng):
    dZ, H, W = rng.normal(size=(4, 2)), rng.normal(size=(4, 3)), rng.normal(size=(3, 2))
    return np.sum((H @ W) * dZ), np.sum(H * np.asarray(answer(dZ, H, W)[2]))


def bend_cases(rng):
    for name, shape in [("sigmoid", (4, 3)), ("tanh", (1, 5)), ("relu", (3, 6))]:
        Z = rng.normal(size=shape) + np.where(rng.random(shape) < 0.5, -0.1, 0.1)
        if name == "relu":
            Z[0, :2] = 0.0  # exactly at the corner the slope is 0
        yield {"dH": rng.normal(size=shape), "Z": Z, "name": name}


@exercise(points=2, cases=bend_cases, forbid=PACKAGE)
def step6_activation(answer, dH, Z, name):
    """The slope dZ (N, M) before a sigmoid, tanh or ReLU, from its input Z (N, M)."""
    return {"dZ": answer(dH, Z, name)}


def layer_cases(rng):
    for n, d, m in [(5, 3, 4), (1, 2, 3)]:
        H_below, W = rng.normal(size=(n, d)), rng.normal(size=(d, m))
        dH, H = rng.normal(size=(n, m)), sigmoid(H_below @ W + rng.normal(size=m))
        yield {"dH": dH, "H": H, "H_below": H_below, "W": W}


@exercise(points=3, cases=layer_cases, forbid=PACKAGE)
def step7_layer(answer, dH, H, H_below, W):
    """Back through one sigmoid layer: dW (D, M), db (M,), dH_below (N, D)."""
    dW, db, dH_below = answer(dH, H, H_below, W)
    return {"dW": dW, "db": db, "dH_below": dH_below}


# ---- steps 8 to 10: the whole network ----------------------------------------------------------


def update_cases(rng):
    for case, lr in zip(net_cases(rng), (0.1, 0.4, 0.02), strict=True):
        yield {**case, "lr": lr}


@exercise(points=3, cases=update_cases, forbid=PACKAGE)
def step8_update(answer, X, y, weights, lr):
    """One step of descent: new weights and gradients, two lists of pairs."""
    shapes, widths = [W.shape for W, _ in weights], [b.shape for _, b in weights]
    new, gradients = (read(pairs) for pairs in answer(X, y, weights, lr))

    def slopes():
        laid_out([dW for dW, _ in gradients], shapes, "dW")
        laid_out([db for _, db in gradients], widths, "db")
        return flat(array for pair in gradients for array in pair)

    return {
        "gradients": slopes,
        "weights": lambda: laid_out([W for W, _ in new], shapes, "W"),
        "biases": lambda: laid_out([b for _, b in new], widths, "b"),
    }


def loop_cases(rng):
    for lr, n_steps, n, *sizes in [(0.05, 4, 6, 2, 3, 2, 3, 1), (0.02, 7, 3, 4, 2, 3, 2, 2)]:
        X, y = rng.normal(size=(n, sizes[0])), rng.normal(size=(n, sizes[-1]))
        yield {"X": X, "y": y, "weights": network(rng, sizes), "lr": lr, "n_steps": n_steps}


@exercise(points=2, cases=loop_cases, forbid=PACKAGE)
def step9_repeat(answer, X, y, weights, lr, n_steps):
    """Many such steps: the weights, and the loss before each step, (n_steps,)."""
    new, losses = answer(X, y, weights, lr, n_steps)
    return {"weights": flat(shaped_as(weights, new)), "losses": losses}


def watch_cases(rng):
    for case in loop_cases(rng):
        n, d, m = len(case["X"]) - 1, case["X"].shape[1], case["y"].shape[1]
        yield {**case, "X_val": rng.normal(size=(n, d)), "y_val": rng.normal(size=(n, m))}


@exercise(points=2, cases=watch_cases)
def step10_watch(answer, X, y, X_val, y_val, weights, lr, n_steps):
    """Losses on the training and the validation set before each step: two lists."""
    training, validation = answer(X, y, X_val, y_val, weights, lr, n_steps)
    return {"training": training, "validation": validation}


# ---- the matrix form, for any depth ------------------------------------------------------------


def matrix_cases(rng):
    for n, *sizes in [(5, 3, 4, 1), (1, 2, 3, 4, 2, 1), (7, 4, 1), (4, 2, 3, 2, 1)]:
        yield {
            "X": rng.normal(size=(n, sizes[0])),
            "y": rng.random((n, 1)),
            "weights": network(rng, sizes),
        }


@exercise(points=3, cases=matrix_cases, forbid=PACKAGE)
def network_gradients(answer, X, y, weights):
    """Loss and gradients of a net of any depth: a number and a list of pairs."""
    shapes, widths = [W.shape for W, _ in weights], [b.shape for _, b in weights]
    E, gradients = answer(X, y, weights)
    gradients = read(gradients)
    return {
        "E": E,
        "dW": lambda: laid_out([dW for dW, _ in gradients], shapes, "dW"),
        "db": lambda: laid_out([db for _, db in gradients], widths, "db"),
    }


@network_gradients.law("the gradient of a batch is the mean of the gradients of its rows")
def _mean_of_rows(answer, rng):
    case = next(matrix_cases(rng))
    X, y, weights = case["X"], case["y"], case["weights"]
    rows = [answer(X[i : i + 1], y[i : i + 1], weights)[1] for i in range(len(X))]
    mean = [
        np.mean([row[0][0] for row in rows], axis=0),
        np.mean([row[0][1] for row in rows], axis=0),
    ]
    return flat(answer(X, y, weights)[1][0]), flat(mean)


@exercise(points=2, cases=backward.depth_cases)
def gradient_norms(answer, X, dout, weights, name):
    """The norm of each layer's dW, first layer first: a list of numbers."""
    # the layers differ by powers of ten, so their logarithms are compared
    norms = np.asarray(answer(X, dout, weights, name), dtype=float)
    return {"norms": np.log10(np.maximum(norms, 1e-300))}


# ---- a bug hunt, XOR, digits, quiz -------------------------------------------------------------


@exercise(points=4, cases=backward.mend_cases)
def mend(answer, X, y, W1, b1, W2, b2):
    """A function with four faults, mended: dW1, db1, dW2, db2 of one hidden layer."""
    dW1, db1, dW2, db2 = answer(X, y, W1, b1, W2, b2)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


@exercise(points=2, cases=backward.xor_cases, forbid=PACKAGE)
def learn_xor(answer, X, y, weights, lr, n_steps):
    """Take n_steps steps down the error of 5.3 with all rows: the new pairs (W, b)."""
    early = read(answer(X, y, [(W.copy(), b.copy()) for W, b in weights], lr, 3))
    new = read(answer(X, y, weights, lr, n_steps))
    output = run(backward.XOR_X, new, sigmoid_output=True)[-1]
    return {
        "learnt": (output[:, 0] > 0.5).astype(int),
        "after_three_steps": flat(array for pair in early for array in pair),
    }


@exercise(
    points=4,
    cases=digit_cases,
    visible=visible_digit_cases,
    compare={
        "held_out": at_least(0.6, "digits by new speakers right"),
        "first_layer": close(1e-2),
        "after_31_steps": close(1e-2),
    },
    seconds=20,
    forbid=PACKAGE,
)
def learn_digits(answer, X, y, weights, lr, n_steps, X_new):
    """Train a network by the ten steps with all rows in every step: the new pairs (W, b)."""
    start = [(W.copy(), b.copy()) for W, b in weights]
    early = read(answer(X[:40], y[:40], start, lr / 2, 31))
    new = read(answer(X, y, weights, lr, n_steps))
    scores = run(X_new, new)[-1]
    return {
        "held_out": scores.argmax(axis=1),
        "first_layer": new[0][0],
        "after_31_steps": early[0][0],
    }


@exercise(points=3, cases=backward.softmax_cases, forbid=(*PACKAGE, "scipy.special"))
def softmax_top(answer, y, H, W, b):
    """Softmax with cross entropy on top of a linear layer: the loss, dW, db and dH."""
    loss, dW, db, dH = answer(y, H, W, b)
    return {"loss": loss, "dW": dW, "db": db, "dH": dH}


@softmax_top.law("dW is the slope of the loss that the same function returns")
def _softmax_slope(answer, rng):
    y, H, W, b = next(backward.softmax_cases(rng)).values()
    return np.asarray(answer(y, H, W, b)[1]), numeric_gradient(
        lambda w: float(answer(y, H, w, b)[0]), W
    )


# the layers of the package have these gradients ready-made
@exercise(points=4, cases=bends.prelu_cases, forbid=("dlaudio.layers",))
def prelu_gradients(answer, dout, z, a):
    """The gradients of a PReLU: dz (N, M), and da, a number."""
    dz, da = answer(dout, z, a)
    return {"dz": dz, "da": da}


@exercise(points=4, cases=bends.maxout_cases, forbid=("dlaudio.layers",))
def maxout(answer, dout, z, k):
    """Values h (N, M) of maxout units of k pieces, and the slopes dz (N, M k) back."""
    h, dz = answer(dout, z, k)
    return {"h": h, "dz": dz}


@quiz(points=6, asks="cache direction accuracy vanishing batch summary")
def backprop_quiz(answer):
    """Six questions on the unit: a dict of letters."""
    return choices(answer, backprop_quiz.choices)
