"""Computational graphs: forward, backward, order, a class that records, modules, a checker."""

import ast
from copy import deepcopy

import numpy as np

from dlaudio.exercises.cases.steps import backward_cases, echo_cases, forward_cases
from dlaudio.static_graph import gradients as right_gradients
from dlaudio.static_graph import run

from ..assessment.base import Case, exercise
from ..assessment.compare import close
from ..assessment.probe import Remote
from ..assessment.quiz import choices, quiz
from .cases.doublings import doubled, doubling_program, doubling_steps
from .cases.lent import CHECKED, MODULES, chain_cases, check_cases, cubic, difference_cases, spoilt
from .cases.orders import order_cases, refusal, too_early
from .cases.programs import PROGRAMS, program_cases

ENGINES = ("dlaudio.graph", "dlaudio.static_graph")


# ---- forward and backward through a list of steps -----------------------------------------------


@exercise(points=2, cases=forward_cases, forbid=ENGINES)
def forward_pass(answer, graph, values):
    """The value of every step of a graph (list of steps), in order: a list of numbers."""
    return {"values": answer(graph, values)}


@forward_pass.law("one more step at the end changes no value before it")
def _one_more_step(answer, rng):
    case = next(forward_cases(rng))
    graph, values = case["graph"], case["values"]
    longer = answer([*graph, ("z", "*", graph[-1][0], "a")], values)
    return np.asarray(longer)[:-1], answer(graph, values)


@exercise(points=3, cases=backward_cases, forbid=ENGINES)
def backward_pass(answer, tree, shared, unused, doublings, values):
    """The gradient of a graph's last step in each of its inputs: a list of numbers."""
    return {
        "tree": lambda: answer(tree, dict(values)),
        "shared": lambda: answer(shared, dict(values)),
        "unused": lambda: answer(unused, dict(values)),
        "doublings": lambda: doubled(lambda n: answer(doubling_steps(n), dict(values)), doublings),
    }


@backward_pass.law("moving the inputs a little changes the result as the gradient says")
def _small_steps(answer, rng):
    case = next(backward_cases(rng))
    graph, values = case["shared"], case["values"]
    directions = rng.normal(size=(3, len(values)))
    gradient = np.asarray(answer(graph, values))

    def result(shift):
        pairs = zip(values.items(), shift, strict=True)
        return run(graph, {name: value + s for (name, value), s in pairs})[0].value

    rises = [(result(1e-5 * d) - result(-1e-5 * d)) / 2e-5 for d in directions]
    return directions @ gradient, rises


@backward_pass.law("adding the result to itself doubles every gradient")
def _doubled(answer, rng):
    case = next(backward_cases(rng))
    graph, values = case["shared"], case["values"]
    last = graph[-1][0]
    doubled = answer([*graph, ("z", "+", last, last)], values)
    return doubled, 2 * np.asarray(answer(graph, values))


# ---- a class that records -----------------------------------------------------------------------


@exercise(points=4, cases=program_cases, forbid=ENGINES)
def gradients(answer, values, chain, doublings, **programs):
    """A class Node that runs a program and finds its value and its gradients: (y, list)."""
    outputs = {
        kind: lambda text=text: answer(text, dict(values), 1)[1] for kind, text in programs.items()
    }
    return {
        "value": lambda: [answer(programs[kind], dict(values), 1)[0] for kind in PROGRAMS],
        **outputs,
        "twice": lambda: answer(programs["shared"], dict(values), 2)[1],
        "chain": lambda: answer(chain, dict(values), 1)[1],
        "doublings": lambda: doubled(
            lambda n: answer(doubling_program(n), dict(values), 1)[1], doublings
        ),
    }


@gradients.law("(a + b)(b + 1) at a = 2, b = 1 is 6, with the gradients 2 and 5")
def _of_the_deck(answer, rng):
    value, (da, db) = answer("y = (a + b) * (b + 1)", {"a": 2.0, "b": 1.0}, 1)
    return [value, da, db], [6, 2, 5]


# ---- checking gradients -------------------------------------------------------------------------


@exercise(points=2, cases=difference_cases, forbid=("dlaudio.gradcheck",))
def central_difference(answer, x, step, weights):
    """The slopes of f at x by central differences: an array of the shape of x."""
    return {"slopes": answer(cubic(weights), x, step)}


@central_difference.law("a large step makes no error in a quadratic, and a step of -h is one of h")
def _quadratic(answer, rng):
    x, w = rng.normal(size=4), rng.normal(size=4)

    def f(x):
        return float(np.sum(w * np.asarray(x) ** 2))

    slopes = [answer(f, x, 0.5), answer(f, x, -0.5)]
    return slopes, [2 * w * x] * 2


@exercise(
    points=4,
    cases=check_cases,
    forbid=("dlaudio.gradcheck",),
    only_with={"right": tuple(CHECKED)},
)
def gradient_check(answer, x, seed):
    """True if the backward is right, for a module with a right one and with a wrong one.

    A no to a wrong backward counts only with a yes to the right one of the same module.
    """

    def verdict(pair):
        return bool(np.asarray(answer(*pair, x.copy(), np.random.default_rng(seed))).item())

    both = {
        name: lambda pairs=pairs: [
            [verdict(MODULES[kind]), verdict(spoilt(kind, how))] for kind, how in pairs
        ]
        for name, pairs in CHECKED.items()
    }
    return {"right": lambda: [verdict(pair) for pair in MODULES.values()], **both}


def gate_cases(rng):
    for n in (4, 7, 1):
        x = np.round(rng.uniform(0.2, 1.5, n) * rng.choice([-1, 1], n), 3)
        gap = np.round(rng.uniform(0.2, 1.0, n) * np.resize([-1, 1], n), 3)
        yield {"dout": np.round(rng.normal(size=n), 3), "x": x, "y": x + gap}


@exercise(points=3, cases=gate_cases)
def three_gates(answer, dout, x, y):
    """Gradients (dx, dy), arrays of shape (n,), of z = x * y + max(x, y) + x for a `dout`."""
    dx, dy = answer(dout.copy(), x.copy(), y.copy())
    return {"dx": dx, "dy": dy}


@three_gates.law("a small step of x and y changes dout * z as dx and dy say")
def _small_steps_of_the_gates(answer, rng):
    case = next(gate_cases(rng))
    dout, x, y = case["dout"], case["x"], case["y"]
    v, w = rng.normal(size=(2, len(x)))

    def total(h):
        one, other = x + h * v, y + h * w
        return np.sum(dout * (one * other + np.maximum(one, other) + one))

    dx, dy = answer(dout, x, y)
    return np.sum(v * dx) + np.sum(w * dy), (total(1e-5) - total(-1e-5)) / 2e-5


# ---- modules ------------------------------------------------------------------------------------


@exercise(points=3, cases=chain_cases)
def sequential(answer, modules, x, dout):
    """A chain of (forward, backward) pairs run both ways: y and dx, of the shape of x."""
    y, dx = answer([MODULES[kind] for kind in modules.split()], x, dout)
    return {"y": y, "dx": dx}


@sequential.law("a chain cut in two is the same: the second part first, then the first")
def _cut_in_two(answer, rng):
    case = list(chain_cases(rng))[2]
    modules = [MODULES[kind] for kind in case["modules"].split()]
    middle, _ = answer(modules[:2], case["x"], np.ones(6))
    y, dmiddle = answer(modules[2:], middle, case["dout"])
    _, dx = answer(modules[:2], case["x"], dmiddle)
    whole = answer(modules, case["x"], case["dout"])
    return np.concatenate([y, dx]), np.concatenate(whole)


def power_cases(rng):
    for shape, p in [((5,), 0.6), ((3, 4), 1.7), ((1,), 0.5), ((6,), 1.0)]:
        x = np.round(rng.uniform(0.2, 1.5, shape) * rng.choice([-1, 1], shape), 3)
        if x.size > 1:
            x.flat[1] = 0.0
            x.flat[0] = -abs(x.flat[0])
        yield {"p": p, "x": x, "dout": np.round(rng.normal(size=shape), 3)}


@exercise(points=4, cases=power_cases, forbid=("dlaudio.synth",))
def PowerCompression(answer, p, x, dout):  # a class answers, so it is named like one
    """A class with forward(x), backward(dout) and dp, for sign(x) |x|^p."""
    layer = answer(p)
    y, dx = layer.forward(x), layer.backward(dout)
    layer.backward(dout)  # once more: what is left in dp belongs to the last one alone
    return {"y": y, "dx": dx, "dp": lambda: _one_number("dp", layer.dp)}


def _one_number(name: str, value) -> np.ndarray:
    array = np.asarray(value, dtype=float)
    if array.size != 1:
        raise ValueError(f"{name} needs to be one number, got the shape {array.shape}")
    return array.reshape(())


@PowerCompression.law("moving p and x a little changes dout * y as dp and dx say")
def _small_steps_of_both(answer, rng):
    x, dout = rng.uniform(0.3, 1.5, 6) * rng.choice([-1, 1], 6), rng.normal(size=6)
    v = rng.normal(size=6)
    layer = answer(0.7)
    layer.forward(x)
    along = np.sum(v * np.asarray(layer.backward(dout)))

    def total(p, x):
        return np.sum(dout * np.asarray(answer(p).forward(x)))

    by_p = (total(0.7 + 1e-5, x) - total(0.7 - 1e-5, x)) / 2e-5
    by_x = (total(0.7, x + 1e-5 * v) - total(0.7, x - 1e-5 * v)) / 2e-5
    return [np.asarray(layer.dp).item(), along], [by_p, by_x]


# ---- a knob that learns -------------------------------------------------------------------------


def learning_cases(rng):
    """Three hits of invented drums, thinned out and at full scale, each to reach a level.

    The level is that of a power between 0.6 and 1.2, so there is one that reaches it.
    """
    from dlaudio import datasets

    hits = datasets.load("drum-hits").audio
    steps = [(1e-3, 200), (8e-4, 260), (1.2e-3, 180)]
    for (wanted, start), (lr, n) in zip([(0.6, 1.0), (1.2, 0.8), (0.75, 1.0)], steps, strict=True):
        x = hits[int(rng.integers(len(hits)))].astype(float)[:1600:4]
        x = np.round(x / np.abs(x).max(), 4)
        target_db = round(_level_db(x, wanted + rng.uniform(-0.02, 0.02)), 2)
        yield Case(
            {"x": x, "target_db": target_db, "p": start, "lr": lr, "n_steps": n},
            {"level_db": np.array(target_db)},
        )


def _level_db(x, p) -> float:
    return float(10 * np.log10(np.mean(np.abs(x) ** (2 * p))))


@exercise(points=4, cases=learning_cases, compare={"level_db": close(rtol=0.01)})
def learn_p(answer, x, target_db, p, lr, n_steps):
    """The path (n_steps + 1,) of a power that descends to a level in dB."""
    path = np.asarray(answer(x.copy(), target_db, p, lr, n_steps), dtype=float)
    return {"path": path, "level_db": _level_db(x, path.ravel()[-1])}


# ---- order --------------------------------------------------------------------------------------


@exercise(
    points=3,
    cases=order_cases,
    only_with=dict.fromkeys(("nodes", "circle"), ("order",)),
    seconds=30.0,  # who searches lists for what is done is slow, and right
)
def topological_order(answer, parents, circular, chain):
    """All names of a dict of parents, each after its parents; ValueError if it has a circle."""
    parents, circular = ast.literal_eval(parents), ast.literal_eval(circular)
    long = {f"n{i}": [f"n{i - 1}"] if i else [] for i in range(chain)}
    backwards = dict(reversed(long.items()))

    def order(graph):
        return [str(name) for name in np.asarray(answer(deepcopy(graph))).ravel()]

    return {
        "nodes": lambda: sorted(order(parents)),
        "order": lambda: too_early(order(parents), parents),
        "chain": lambda: too_early(order(backwards), backwards)[:60],
        "circle": lambda: refusal(lambda: order(circular), remote=isinstance(answer, Remote)),
    }


# ---- the same graph, written before it runs -----------------------------------------------------


@exercise(points=2, cases=echo_cases)
def echo_graph(answer, n, values):
    """The static graph of n rounds of an echo: a list of steps (name, operation, inputs)."""
    found = answer(n)
    if isinstance(found, str):
        raise TypeError("needs a list of steps (name, operation, inputs), and a text came")
    graph = [tuple(str(word) for word in step) for step in found]
    return {
        "value": lambda: run(graph, values)[0].value,
        "gradient": lambda: right_gradients(graph, values),
    }


# ---- quiz ---------------------------------------------------------------------------------------


@quiz(points=6, asks="paths sweeps dag static knob module step kink")
def graphs_quiz(answer):
    """Questions on the unit: a dict of letters."""
    return choices(answer, graphs_quiz.choices)
