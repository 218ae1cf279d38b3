"""Multi-layer perceptron, forward. Rows are samples, Z = X W + b; sizes N, D, M, C as usual."""

import numpy as np

from dlaudio.datasets.truth_tables import corners, shaken_corners

from ..assessment.base import exercise
from ..assessment.compare import at_least, close
from ..assessment.quiz import choices, quiz
from .cases import bends, drums, nets, receptors
from .cases.nets import BENDS, random_layers, run_two_layers, sigmoid, step
from .cases.waves import nearer_than, other_net, wave_cases

# What computes or trains layers ready-made: an answer has to do without.
READY = ("dlaudio.layers", "dlaudio.networks", "dlaudio.mine", "dlaudio.plots", "dlaudio.widgets")

# ---- activations and their slopes --------------------------------------------------------------


# every value of the tail is 0 compared with 1, so each is measured by itself
@exercise(
    points=5,
    cases=bends.smooth_cases,
    compare={"tail": close(4e-3, each=True)},
    forbid=READY,
)
def smooth_units(answer, z, far, tail):
    """Sigmoid, tanh and softplus of an array of any shape, as large as ±1000."""
    near = answer(z)
    return {
        "sigmoid": near[0],
        "tanh": near[1],
        "softplus": near[2],
        "at_1000": lambda: np.stack(answer(far)),
        "tail": lambda: answer(tail)[2],
    }


@smooth_units.law("tanh(z) = 2 sigmoid(2z) - 1")
def _tanh_is_sigmoid(answer, rng):
    z = rng.normal(size=6)
    return answer(z)[1], 2 * np.asarray(answer(2 * z)[0]) - 1


@smooth_units.law("softplus(z) - softplus(-z) = z")
def _softplus_odd_part(answer, rng):
    z = rng.normal(size=6) * 3
    return np.subtract(answer(z)[2], answer(-z)[2]), z


@exercise(points=3, cases=bends.slope_cases, forbid=READY)
def smooth_slopes(answer, z):
    """The slopes of sigmoid, tanh and softplus at (n,) numbers: three arrays."""
    slopes = answer(z)
    return {"sigmoid": slopes[0], "tanh": slopes[1], "softplus": slopes[2]}


@smooth_slopes.law("the slope is what (f(z + h) - f(z - h)) / 2h measures, for a small h")
def _slopes_by_steps(answer, rng):
    z, h = rng.normal(size=5), 1e-5
    functions = (sigmoid, np.tanh, lambda z: np.log1p(np.exp(z)))
    return np.stack(answer(z)), np.stack([(f(z + h) - f(z - h)) / (2 * h) for f in functions])


@exercise(points=6, cases=bends.bent_cases, forbid=READY)
def bent_units(answer, z):
    """Values and slopes of ReLU, leaky ReLU and ELU at (n,): two tuples of three arrays."""
    (relu, leaky, elu), (relu_slope, leaky_slope, elu_slope) = answer(z)
    return {
        "relu": relu,
        "leaky": leaky,
        "elu": elu,
        "relu_slope": relu_slope,
        "leaky_slope": leaky_slope,
        "elu_slope": elu_slope,
    }


# ---- layers ------------------------------------------------------------------------------------


@exercise(points=2, cases=nets.loop_cases, forbid=READY)
def two_layer_loops(answer, x, W1, b1, w2, b2):
    """Hidden numbers (M,) and the output of one sample (D,)."""
    hidden, output = answer(x, W1, b1, w2, b2)
    return {"hidden": hidden, "output": output}


@two_layer_loops.law(
    "a small step of x moves the output by at most |W1| |w2| / 16 times as much",
    compare=close(size=1.0),
)
def _no_jump(answer, rng):
    excess = 0.0
    for case in nets.loop_cases(rng):
        x, W1, b1, w2, b2 = (case[name] for name in ("x", "W1", "b1", "w2", "b2"))
        limit = np.linalg.norm(W1) * np.linalg.norm(w2) / 16
        for t in np.linspace(-3, 3, 100):
            path = [answer(x + s * W1[:, 0], W1, b1, w2, b2)[1] for s in (t, t + 0.06)]
            length = 0.06 * np.linalg.norm(W1[:, 0])
            excess = max(excess, abs(path[1] - path[0]) - limit * length)
    return excess, 0.0


@exercise(
    points=3,
    cases=nets.mlp_cases,
    forbid=READY,
    made="from dlaudio.exercises.cases import nets; g = nets.BENDS[bend]",
)
def mlp(answer, X, layers, bend):
    """The last layer's sums (N, C) of a batch (N, D), for a list of pairs (W, b)."""
    g = BENDS[bend]
    return {
        "no_hidden_layer": lambda: answer(X, layers[:1], g),
        "one_hidden_layer": lambda: answer(X, layers[:2], g),
        "three_hidden_layers": lambda: nets.run_and_leave(answer, X, layers, g),
    }


@mlp.law("the matrices give what the sums, written as loops, give")
def _matrix_is_loops(answer, rng):
    net = random_layers(rng, (3, 4, 2))
    X, (W1, b1), (W2, b2) = rng.normal(size=(5, 3)), *net
    H = [[np.tanh(b1[j] + sum(x[i] * W1[i, j] for i in range(3))) for j in range(4)] for x in X]
    sums = [[b2[c] + sum(h[j] * W2[j, c] for j in range(4)) for c in range(2)] for h in H]
    return answer(X, net, np.tanh), np.array(sums)


@exercise(
    points=3,
    cases=nets.fault_cases,
    forbid=READY,
    made="from dlaudio.exercises.cases import nets; "
    "run, g = nets.faulty(nets.FAULTS[4]), nets.BENDS[bend]",
)
def find_fault(answer, layers, bend):
    """Which of five is wrong with a program that runs a net: a function (run, layers, g) -> int."""
    g = BENDS[bend]
    return {"faults": lambda: nets.found_faults(lambda run: answer(run, layers, g))}


@exercise(points=3, cases=nets.size_cases, only_with=nets.FIXED_SIZES)
def count_params(answer, sizes):
    """How many weights and biases a fully connected net of these widths has: a number."""
    return {
        "no_hidden_layer": lambda: answer([784, 10]),
        "hidden_200": lambda: answer([784, 200, 10]),
        "any_sizes": lambda: answer(sizes),
    }


@exercise(points=4, cases=nets.spec_cases)
def describe(answer, n_inputs, spec):
    """Widths and learnt numbers of each item of a net that is given as a list of pairs."""
    widths, parameters = answer(n_inputs, spec)
    return {"widths": widths, "parameters": parameters}


# ---- without a bend ----------------------------------------------------------------------------


@exercise(points=2, cases=nets.stack_cases)
def collapse(answer, layers):
    """The one layer W, b that does what a list of linear layers (W, b) does."""
    W, b = answer(layers)
    return {"W": W, "b": b}


@collapse.law("the one layer gives what the whole stack gives")
def _same_as_stack(answer, rng):
    layers = random_layers(rng, (3, 4, 3, 2))
    X = H = rng.normal(size=(5, 3))
    for W, b in layers:
        H = H @ W + b
    W, b = answer(layers)
    return X @ W + b, H


@exercise(points=3, cases=nets.stretch_cases)
def stretch(answer, W):
    """How much a (2, 2) layer stretches at most and at least, and in which direction (degrees)."""
    largest, smallest, angle = answer(W)
    return {"largest": largest, "smallest": smallest, "angle": angle}


# ---- what a bend buys --------------------------------------------------------------------------


@exercise(points=3, cases=nets.square_cases)
def expand_square(answer, w, b):
    """The six factors (6,) of (w1 x1 + w2 x2 + b)², multiplied out."""
    terms = np.asarray(answer(w, b), dtype=float)
    if terms.shape != (6,):
        raise ValueError(f"needs six numbers, for 1, x1, x2, x1², x1 x2, x2², got {terms.shape}")
    return {"constant": terms[0], "linear": terms[1:3], "quadratic": terms[3:]}


@exercise(points=2, cases=nets.noise_cases)
def xor_quadratic(answer, noise):
    """Six weights (6,) on 1, x1, x2, x1², x1 x2, x2² that solve XOR, with some room."""
    if callable(answer):
        raise TypeError("needs six numbers in a list, not a function")
    weights = np.asarray(answer, dtype=float)
    if weights.shape != (6,):
        raise ValueError(f"needs six weights, for 1, x1, x2, x1², x1 x2, x2², got {weights.shape}")

    def fires(X):
        x1, x2 = X.T
        return np.stack([1 + 0 * x1, x1, x2, x1**2, x1 * x2, x2**2], 1) @ weights > 0

    shaken, corner = shaken_corners(2, noise)
    return {"corners": fires(corners(2)) * 1, "noisy": fires(shaken) * 1}


# outside there is 0, compared with a bump whose height is about 1
@exercise(
    points=3,
    cases=nets.bump_cases,
    compare={"outside": close(size=1.0)},
    only_with={"outside": ("on_top",)},
)
def bump(answer, left, right, height, steepness):
    """A net of two sigmoids that is high between left and right: (W1, b1, w2, b2)."""
    net = answer(left, right, height, steepness)

    def at(*x):
        return run_two_layers(np.array(x)[:, None], net, sigmoid)[:, 0]

    return {
        "outside": lambda: at(left - 3, left - 0.5, right + 0.5, right + 3),
        "on_top": lambda: at(left + 0.3, left + 0.5, right - 0.3),
        "flanks": lambda: at(left - 0.03, left, left + 0.03, right - 0.03, right, right + 0.03),
    }


@exercise(points=4, cases=nets.staircase_cases)
def staircase(answer, samples, a, b, slope):
    """A net of steps that follows samples of a curve, and a bound of its error."""
    *net, bound = answer(samples, a, b, slope)
    inside = np.array([0.05, 0.45, 0.95])  # not the middle: a step put there would be a toss-up
    x = a + (b - a) * (np.arange(len(samples))[:, None] + inside).ravel() / len(samples)
    return {"steps": lambda: run_two_layers(x[:, None], net, step)[:, 0], "bound": bound}


@exercise(points=4, cases=nets.tower_cases, compare={"sides": close(size=1.0)}, forbid=READY)
def tower_net(answer, low, high, steepness):
    """A net of 2 D sigmoids whose sum is above 0 in a box of D inputs alone: (W1, b1, W2, b2)."""
    net = answer(low.copy(), high.copy(), steepness)
    places = nets.tower_places(low, high)
    return {where: run_two_layers(X, net, sigmoid)[:, 0] for where, X in places.items()}


# ---- depth -------------------------------------------------------------------------------------


@exercise(points=4, cases=nets.parity_cases, only_with={"right_with_n_units": ("parity",)})
def parity_net(answer, n):
    """A net of at most n hidden steps, W, b, v, c, that says if the number of ones is odd."""
    said, n_units = nets.run_steps(corners(n), answer(n))
    odd = corners(n).sum(axis=1) % 2  # a net that is small and wrong is no small net for parity
    return {"parity": said, "right_with_n_units": n_units <= n and bool((said == odd).all())}


# ---- sounds ------------------------------------------------------------------------------------


@exercise(points=3, cases=receptors.sound_cases, forbid=("dlaudio.datasets.receptors",))
def find_sound(answer, y, template):
    """Responses (N - K + 1,) of a template that slides over a sound, and the best position."""
    responses, position = answer(y, template)
    return {"responses": responses, "position": position}


@find_sound.law("a template three times as loud gives the same responses")
def _loudness_does_not_matter(answer, rng):
    case = next(receptors.sound_cases(rng))
    return answer(case["y"], case["template"])[0], answer(case["y"], 3 * case["template"])[0]


@exercise(
    points=4,
    cases=drums.snare_cases,
    compare={"held_out": at_least(0.9, "hits on kits it has not heard right")},
    forbid=READY,
)
def fit_output(answer, X, y, W1, b1, X_new):
    """Output weights w2 (M,), b2 of least squared error on random hidden units."""
    w2, b2 = answer(X, y, W1, b1)
    scores = np.tanh(X_new @ W1 + b1) @ np.asarray(w2, dtype=float) + b2
    return {"scores": scores, "held_out": (scores > 0.5).astype(int)}


@exercise(
    points=5,
    cases=wave_cases,
    compare={"wave": nearer_than(30)},
    forbid=READY,
)
def wave_from_units(answer, x, y):
    """At most 20 tanh units whose sum is the wave y at x, 30 dB or more above what is wrong."""
    net = answer(x.copy(), y.copy())
    n_units = np.shape(net[1])
    if len(n_units) != 1 or n_units[0] > 20:
        raise ValueError(f"needs b1 of shape (M,) with at most 20 hidden units, got {n_units}")
    wave = run_two_layers(x[:, None], net, np.tanh)[:, 0]
    if words := other_net(x, y, net, 30):
        raise ValueError(words)
    return {"wave": wave}


# ---- quiz --------------------------------------------------------------------------------------


@quiz(points=8, asks="history layers output encoding shift terms threshold deep")
def mlp_quiz(answer):
    """Eight questions on the unit: a dict of letters."""
    return choices(answer, mlp_quiz.choices)
