"""Computational graphs: forward, backward, order, a class that records, modules, a checker."""

import ast
from copy import deepcopy

import numpy as np

from .base import Case, exercise
from .compare import close
from .lent import MODULES, cubic, spoilt
from .probe import failure
from .quiz import letters, no_inputs
from .steps import gradients as right_gradients
from .steps import random_graph, run, steps

ENGINES = ("dlaudio.graph", "dlaudio.exercises.steps")


def _values(rng, names: str) -> dict[str, float]:
    """A number for each name, from 0.3 to 1.5 and of either sign, no two of the same size.

    Names come in the order of the alphabet, in which dictionaries are stored for `check`.
    """
    sizes = rng.permutation(np.linspace(0.3, 1.5, len(names)))
    signs = rng.choice([-1, 1], len(names))
    return {name: round(float(s), 2) for name, s in zip(names, sizes * signs, strict=True)}


# ---- forward and backward through a list of steps -----------------------------------------------


def forward_cases(rng):
    for n_steps in (4, 6, 9):
        yield {"graph": random_graph(rng, n_steps), "values": _values(rng, "abc")}
    yield {"graph": "y = - b a", "values": _values(rng, "ab")}


@exercise(points=2, cases=forward_cases, forbid=ENGINES)
def forward_pass(answer, graph, values):
    return {"values": answer(steps(graph), values)}


@forward_pass.law("one more step at the end changes no value before it")
def _one_more_step(answer, rng):
    case = next(forward_cases(rng))
    graph, values = steps(case["graph"]), case["values"]
    longer = answer([*graph, ("z", "*", graph[-1][0], "a")], values)
    return np.asarray(longer)[:-1], answer(graph, values)


TREES = (
    "p = * a b; q = tanh c; r = - p q; e = * r d",
    "p = - a b; q = * c d; r = tanh p; e = * r q",
    "p = tanh a; q = - b p; r = * q c; s = tanh r; e = - d s",
)


def backward_cases(rng):
    for tree, n_steps in zip(rng.permutation(TREES), (4, 6, 9), strict=True):
        yield {
            "tree": str(tree),
            "shared": random_graph(rng, n_steps),
            "unused": "y = * b c; z = - c y",
            "values": _values(rng, "abcd"),
        }


@exercise(points=3, cases=backward_cases, forbid=ENGINES)
def backward_pass(answer, tree, shared, unused, values):
    return {
        "tree": lambda: answer(steps(tree), dict(values)),
        "shared": lambda: answer(steps(shared), dict(values)),
        "unused": lambda: answer(steps(unused), dict(values)),
    }


@backward_pass.law("moving the inputs a little changes the result as the gradient says")
def _small_steps(answer, rng):
    case = next(backward_cases(rng))
    graph, values = steps(case["shared"]), case["values"]
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
    graph, values = steps(case["shared"]), case["values"]
    last = graph[-1][0]
    doubled = answer([*graph, ("z", "+", last, last)], values)
    return doubled, 2 * np.asarray(answer(graph, values))


# ---- order --------------------------------------------------------------------------------------


def order_cases(rng):
    for n, long in [(6, 3), (8, 50), (10, 2000)]:
        yield {"parents": _some_parents(rng, n), "circular": _circular(rng), "chain": long}


def _some_parents(rng, n: int) -> str:
    """A graph with diamonds as the text of a dictionary, its nodes in no order of work.

    Names tell nothing of the order, and every node but the last leads on to another.
    """
    names = [str(name) for name in rng.permutation([*"abcdefghijk"])[:n]]
    parents = {name: [] for name in names}
    for i in range(2, n):
        chosen = {i - 1, int(rng.integers(0, i - 1))}  # the one before, and an earlier one
        parents[names[i]] = [names[k] for k in rng.permutation(sorted(chosen))]
    return repr({names[i]: parents[names[i]] for i in [1, *range(n - 1, 3, -1), 2, 0, 3]})


def _circular(rng) -> str:
    """Three nodes in a circle, with an input and an output."""
    a, b, c, d, e = (str(name) for name in rng.permutation([*"pqrst"]))
    return repr({e: [c], a: [], b: [a, d], c: [b], d: [c]})


@exercise(points=3, cases=order_cases)
def topological_order(answer, parents, circular, chain):
    parents, circular = ast.literal_eval(parents), ast.literal_eval(circular)
    long = {f"n{i}": [f"n{i - 1}"] if i else [] for i in range(chain)}
    backwards = dict(reversed(long.items()))

    def order(graph):
        return [str(name) for name in np.asarray(answer(deepcopy(graph))).ravel()]

    return {
        "nodes": lambda: sorted(order(parents)),
        "order": lambda: _too_early(order(parents), parents),
        "chain": lambda: _too_early(order(backwards), backwards)[:60],
        "circle": lambda: _refusal(lambda: order(circular)),
    }


def _too_early(order: list[str], parents: dict[str, list[str]]) -> str:
    """The nodes that stand before one of their parents, or are missing, in words; "none"."""
    place = {name: i for i, name in reversed(list(enumerate(order)))}
    early = [
        name
        for name in sorted(parents)
        if name not in place or any(place.get(p, np.inf) >= place[name] for p in parents[name])
    ]
    return ", ".join(early) or "none"


def _refusal(call) -> str:
    """How a call says that something cannot be done: "ValueError" is how it should."""
    try:
        call()
    except Exception as error:
        kind = failure(error).kind
        if kind == "NotImplementedError":
            raise
        return "ValueError" if kind == "CycleError" else kind  # graphlib's is a ValueError too
    return "no error"


# ---- a class that records -----------------------------------------------------------------------

PROGRAMS = {
    "sum": ("y = a + b + 2 - c", "y = 1 - a + (b - c)", "y = a - (2 - b) + c"),
    "product": ("y = 3 * a * b - c * b", "y = a * (b * c) * 2", "y = b * a - 2 * b * c"),
    "power": ("y = a ** 3 + 2 * b ** 2 + c", "y = b ** 4 - c ** 3 * a", "y = 2 * c ** 3 + a ** 2"),
    "tanh": (
        "y = (a * b).tanh() - 2 * c.tanh()",
        "y = a.tanh() * b.tanh() * c",
        "y = (a + b * c).tanh().tanh()",
    ),
    "shared": (
        "d = a * b; s = d + c; y = d * s + s",
        "d = a + b; s = d * c; y = s * d - s * a",
        "d = b * c; s = d * d + a; y = (s + d).tanh() * s",
    ),
}


def program_cases(rng):
    drawn = {kind: rng.permutation(texts) for kind, texts in PROGRAMS.items()}
    for i, chain in enumerate((4, 30, 1000)):
        programs = {kind: str(texts[i]) for kind, texts in drawn.items()}
        values = _values(rng, "abc")
        yield {**programs, "chain": _loop(chain), "values": values}


def _loop(n: int) -> str:
    return f"y = a\nfor _ in range({n}):\n    y = 0.9 * y + b"


@exercise(points=4, cases=program_cases, forbid=ENGINES)
def gradients(answer, values, chain, **programs):
    outputs = {
        kind: lambda text=text: answer(text, dict(values), 1)[1] for kind, text in programs.items()
    }
    return {
        "value": lambda: [answer(programs[kind], dict(values), 1)[0] for kind in PROGRAMS],
        **outputs,
        "twice": lambda: answer(programs["shared"], dict(values), 2)[1],
        "chain": lambda: answer(chain, dict(values), 1)[1],
    }


@gradients.law("(a + b)(b + 1) at a = 2, b = 1 is 6, with the gradients 2 and 5")
def _of_the_deck(answer, rng):
    value, (da, db) = answer("y = (a + b) * (b + 1)", {"a": 2.0, "b": 1.0}, 1)
    return [value, da, db], [6, 2, 5]


# ---- the same graph, written before it runs -----------------------------------------------------


def echo_cases(rng):
    for n in (2, 3, 5, 1):
        g = round(float(rng.uniform(0.4, 0.8)), 2)
        yield {"n": n, "values": {"g": g, **_values(rng, "x")}}


@exercise(points=2, cases=echo_cases)
def echo_graph(answer, n, values):
    graph = [tuple(str(word) for word in step) for step in answer(n)]
    return {
        "value": lambda: run(graph, values)[0].value,
        "gradient": lambda: right_gradients(graph, values),
    }


# ---- checking gradients -------------------------------------------------------------------------


def difference_cases(rng):
    for shape, step in [((3,), 0.3), ((2, 3), 0.1), ((1,), 0.5)]:
        x = np.round(rng.normal(size=shape), 2)
        yield {"x": x, "step": step, "weights": np.round(rng.uniform(0.5, 2, shape), 2)}
    whole = rng.permutation(np.arange(-2, 3))
    yield {"x": whole, "step": 0.25, "weights": np.round(rng.uniform(0.5, 2, 5), 2)}


@exercise(points=2, cases=difference_cases, forbid=("dlaudio.gradcheck",))
def central_difference(answer, x, step, weights):
    return {"slopes": answer(cubic(weights), x, step)}


@central_difference.law("a large step makes no error in a quadratic, and a step of -h is one of h")
def _quadratic(answer, rng):
    x, w = rng.normal(size=4), rng.normal(size=4)

    def f(x):
        return float(np.sum(w * np.asarray(x) ** 2))

    slopes = [answer(f, x, 0.5), answer(f, x, -0.5)]
    return slopes, [2 * w * x] * 2


CHECKED = {
    "off_by_a_factor": [("square", "off by 0.1 %"), ("tanh", "turned round"), ("huge", "zeros")],
    "one_entry": [("square", "one entry off by 1 %"), ("exp", "one entry off by 1 %")],
    "nan": [("square", "NaN"), ("softmax", "NaN")],
    "zeros": [("tiny", "zeros"), ("square", "zeros")],
    "upstream": [("triple", "without dout"), ("softmax", "without dout"), ("softmax", "zeros")],
}


def check_cases(rng):
    for n in (5, 4):
        # away from 0, so that no gradient vanishes
        x = rng.uniform(0.3, 1.2, n) * rng.choice([-1, 1], n)
        yield {"x": np.round(x, 3), "seed": int(rng.integers(1000))}


@exercise(points=4, cases=check_cases, forbid=("dlaudio.gradcheck",))
def gradient_check(answer, x, seed):
    def verdict(pair):
        return bool(np.asarray(answer(*pair, x.copy(), np.random.default_rng(seed))).item())

    wrong = {
        name: lambda pairs=pairs: [verdict(spoilt(*pair)) for pair in pairs]
        for name, pairs in CHECKED.items()
    }
    return {"right": lambda: [verdict(pair) for pair in MODULES.values()], **wrong}


# ---- modules ------------------------------------------------------------------------------------

CHAINS = (
    "tanh square triple",
    "exp differences square",
    "square softmax differences exp energy",
    "triple tanh",
)


def chain_cases(rng):
    for n, kinds in zip((4, 5, 6, 1), CHAINS, strict=True):
        x = y = np.round(rng.uniform(0.2, 1.2, n) * rng.choice([-1, 1], n), 3)
        for kind in kinds.split():
            y = MODULES[kind][0](y)
        yield {"modules": kinds, "x": x, "dout": np.round(rng.normal(size=len(y)), 3)}


@exercise(points=3, cases=chain_cases)
def sequential(answer, modules, x, dout):
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
    layer = answer(p)
    y, dx = layer.forward(x), layer.backward(dout)
    return {"y": y, "dx": dx, "dp": lambda: np.asarray(layer.dp, dtype=float).reshape(())}


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
    for wanted, start in [(0.6, 1.0), (1.2, 0.8), (0.75, 1.0)]:
        y = hits[int(rng.integers(len(hits)))].astype(float)[:1600:4]
        y = np.round(y / np.abs(y).max(), 4)
        target_db = round(_level_db(y, wanted + rng.uniform(-0.02, 0.02)), 2)
        yield Case(
            {"y": y, "target_db": target_db, "p": start, "lr": 1e-3, "n_steps": 200},
            {"level_db": np.array(target_db)},
        )


def _level_db(y, p) -> float:
    return float(10 * np.log10(np.mean(np.abs(y) ** (2 * p))))


@exercise(points=4, cases=learning_cases, compare={"level_db": close(rtol=0.01)})
def learn_p(answer, y, target_db, p, lr, n_steps):
    path = np.asarray(answer(y.copy(), target_db, p, lr, n_steps), dtype=float)
    return {"path": path, "level_db": _level_db(y, path.ravel()[-1])}


# ---- quiz ---------------------------------------------------------------------------------------


@exercise(points=6, cases=no_inputs, secret=True)
def graphs_quiz(answer):
    return letters(answer, ("paths", "sweeps", "dag", "static", "knob", "module", "step"))
