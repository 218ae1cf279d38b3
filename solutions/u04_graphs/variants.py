"""Right answers to unit 4, written in other ways."""

import functools
import math
import operator

import numpy as np

from autograder.library import right_answers, variant
from dlaudio.exercises.u04_graphs import (
    PowerCompression,
    backward_pass,
    central_difference,
    echo_graph,
    forward_pass,
    gradient_check,
    gradients,
    graphs_quiz,
    learn_p,
    sequential,
    three_gates,
    topological_order,
)

right = right_answers("u04_graphs")


def run_with(node, program, values, times):
    """What `gradients` does, with a class of one's own."""
    inputs = {name: node(value) for name, value in values.items()}
    names = dict(inputs)
    exec(program, {}, names)
    for _ in range(times):
        names["y"].backward()
    return names["y"].value, [leaf.grad for leaf in inputs.values()]


class Closures:
    """Each node keeps a function that hands its gradient on."""

    count = 0

    def __init__(self, value, hand_on=lambda grad: None, parents=()):
        self.value, self.hand_on, self.parents, self.grad = float(value), hand_on, parents, 0.0
        Closures.count += 1
        self.number = Closures.count  # nodes are numbered as they are made: that is an order

    def __add__(self, other):
        other = other if isinstance(other, Closures) else Closures(other)

        def hand_on(grad):
            self.grad += grad
            other.grad += grad

        return Closures(self.value + other.value, hand_on, (self, other))

    def __mul__(self, other):
        other = other if isinstance(other, Closures) else Closures(other)

        def hand_on(grad):
            self.grad += grad * other.value
            other.grad += grad * self.value

        return Closures(self.value * other.value, hand_on, (self, other))

    def __pow__(self, n):
        def hand_on(grad):
            self.grad += grad * n * self.value ** (n - 1)

        return Closures(self.value**n, hand_on, (self,))

    def tanh(self):
        def hand_on(grad):
            self.grad += grad / math.cosh(self.value) ** 2

        return Closures(math.tanh(self.value), hand_on, (self,))

    __radd__, __rmul__ = __add__, __mul__

    def __sub__(self, other):
        return self + other * -1

    def __rsub__(self, other):
        return self * -1 + other

    def backward(self):
        nodes, todo = {self}, [self]
        while todo:
            new = set(todo.pop().parents) - nodes
            nodes |= new
            todo += new
        for node in nodes:
            node.grad = 0.0
        self.grad = 1.0
        for node in sorted(nodes, key=lambda node: -node.number):
            node.hand_on(node.grad)


class Carrier:
    """Forward mode: a number that carries its slopes along, so that nothing goes backwards."""

    def __init__(self, value, slopes):
        self.value, self.slopes = value, slopes

    def __add__(self, other):
        other = self.like(other)
        return Carrier(self.value + other.value, self.slopes + other.slopes)

    def __mul__(self, other):
        other = self.like(other)
        slopes = self.slopes * other.value + self.value * other.slopes
        return Carrier(self.value * other.value, slopes)

    def __pow__(self, n):
        return Carrier(self.value**n, self.slopes * n * self.value ** (n - 1))

    def tanh(self):
        y = math.tanh(self.value)
        return Carrier(y, self.slopes * (1 - y * y))

    def like(self, x):
        return x if isinstance(x, Carrier) else Carrier(x, 0 * self.slopes)

    __radd__, __rmul__ = __add__, __mul__

    def __sub__(self, other):
        return self + self.like(other) * -1

    def __rsub__(self, other):
        return self * -1 + other


@variant(forward_pass)
def forward_by_table(graph, values):
    table = {"+": operator.add, "-": operator.sub, "*": operator.mul, "tanh": math.tanh}
    for name, operation, *inputs in graph:
        values[name] = table[operation](*[values[i] for i in inputs])
    return np.array([values[step[0]] for step in graph], dtype=np.float32)


@variant(forward_pass)
def forward_by_demand(graph, values):
    steps = {step[0]: step[1:] for step in graph}

    @functools.cache
    def value(name):
        if name in values:
            return values[name]
        operation, *inputs = steps[name]
        x = [value(i) for i in inputs]
        if operation == "tanh":
            return 1 - 2 / (math.exp(2 * x[0]) + 1)
        return {"+": x[0] + x[1], "-": x[0] - x[1], "*": x[0] * x[1]}[operation]

    return [value(name) for name in steps]


@variant(backward_pass)
def backward_by_a_matrix(graph, values):
    """All gradients at once: each is what its children hand it, which is a system of equations."""
    known = dict(values)
    known.update(zip([s[0] for s in graph], right.forward_pass(graph, values), strict=True))
    place = {name: i for i, name in enumerate(known)}
    handed = np.zeros((len(known), len(known)))
    for name, operation, *inputs in graph:
        x, y = known[inputs[0]], known[inputs[-1]]
        slopes = {"+": (1, 1), "-": (1, -1), "*": (y, x), "tanh": (1 - known[name] ** 2,)}
        for i, slope in zip(inputs, slopes[operation], strict=True):
            handed[place[i], place[name]] += slope
    begin = np.eye(len(known))[place[graph[-1][0]]]
    return np.linalg.solve(np.eye(len(known)) - handed, begin)[: len(values)]


@variant(backward_pass)
def backward_forwards(graph, values):
    """Forward mode: every value carries its slope with respect to all inputs."""
    known = {
        name: (v, row) for (name, v), row in zip(values.items(), np.eye(len(values)), strict=True)
    }
    for name, operation, *inputs in graph:
        (x, dx), (y, dy) = known[inputs[0]], known[inputs[-1]]
        table = {"+": (x + y, dx + dy), "-": (x - y, dx - dy), "*": (x * y, y * dx + x * dy)}
        table["tanh"] = (np.tanh(x), (1 - np.tanh(x) ** 2) * dx)
        known[name] = table[operation]
    return known[name][1]


@variant(topological_order)
def order_by_depth_first(parents):
    order, state = [], {}
    for start in parents:
        stack = [start]
        while stack:
            name = stack[-1]
            if name not in state:
                state[name] = "open"
                for parent in parents[name]:
                    if state.get(parent) == "open":
                        raise ValueError(f"circle at {parent}")
                    if parent not in state:
                        stack.append(parent)
            else:
                stack.pop()
                if state[name] == "open":
                    state[name] = "done"
                    order.append(name)
    return order


@variant(topological_order)
def order_by_the_library(parents):
    import graphlib

    return list(graphlib.TopologicalSorter(parents).static_order())  # CycleError is a ValueError


@variant(topological_order)
def order_by_rounds(parents):
    order, left, waiting = [], set(parents), [n for n in parents if not parents[n]]
    users = {}
    for name, group in parents.items():
        for parent in group:
            users.setdefault(parent, set()).add(name)
    while waiting:
        order += sorted(waiting)
        left -= set(waiting)
        waiting = {
            user
            for name in waiting
            for user in users.get(name, ())
            if not any(p in left for p in parents[user])
        }
    if left:
        raise ValueError(f"{left} wait for each other")
    return order


@variant(gradients)
def gradients_by_closures(program, values, times=1):
    return run_with(Closures, program, values, times)


@variant(gradients)
def gradients_carried_forwards(program, values, times=1):
    rows = np.eye(len(values))
    names = {n: Carrier(v, row) for (n, v), row in zip(values.items(), rows, strict=True)}
    exec(program, {}, names)
    return np.float32(names["y"].value), names["y"].slopes


@variant(echo_graph)
def echo_as_a_sum(n):
    """x + g x + g g x + ...: each echo by itself, then added up."""
    graph = [("e1", "*", "g", "x"), ("y1", "+", "x", "e1")]
    for k in range(2, n + 1):
        graph += [(f"e{k}", "*", f"e{k - 1}", "g"), (f"y{k}", "+", f"y{k - 1}", f"e{k}")]
    return graph


@variant(echo_graph)
def echo_as_lists(n):
    pairs = [
        [[f"p{k}", "*", f"y{k - 1}" if k else "x", "g"], [f"y{k}", "+", f"p{k}", "x"]]
        for k in range(n)
    ]
    return [step for pair in pairs for step in pair]


@variant(central_difference)
def difference_in_place(f, x, step):
    x, slopes = x.astype(float), []
    for i in range(x.size):
        before = x.flat[i]
        x.flat[i] = before + step
        above = f(x)
        x.flat[i] = before - step
        below = f(x)
        x.flat[i] = before
        slopes.append((above - below) / (2 * step))
    return np.reshape(slopes, x.shape)


@variant(central_difference)
def difference_by_rows(f, x, step):
    nudges = step * np.eye(x.size).reshape(x.size, *x.shape)
    rises = [f(x + nudge) - f(x - nudge) for nudge in nudges]
    return (np.array(rises) / 2 / step).astype(np.float32).reshape(x.shape)


@variant(gradient_check)
def check_by_jacobian(forward, backward, x, rng):
    columns = [(forward(x + row) - forward(x - row)) / 2e-5 for row in 1e-5 * np.eye(len(x))]
    dout = rng.normal(size=len(columns[0]))
    expected = np.einsum("nm,m->n", columns, dout)
    return np.allclose(backward(dout, x), expected, rtol=0, atol=1e-6 * np.abs(expected).max())


@variant(gradient_check)
def check_each_entry(forward, backward, x, rng):
    dout = rng.uniform(-1, 1, len(forward(x)))
    dx, size, errors = backward(dout, x), 0.0, []
    for i in range(len(x)):
        above, below = x.copy(), x.copy()
        above[i] += 1e-5
        below[i] -= 1e-5
        slope = dout @ (forward(above) - forward(below)) / 2e-5
        errors.append(abs(dx[i] - slope))
        size = max(size, abs(slope))
    return np.bool_(all(error <= 1e-6 * size for error in errors))


@variant(sequential)
def sequential_by_recursion(modules, x, dout):
    if not modules:
        return x, dout
    (forward, backward), *rest = modules
    y, dmiddle = sequential_by_recursion.answer(rest, forward(x), dout)
    return y, backward(dmiddle, x)


@variant(sequential)
def sequential_that_runs_again(modules, x, dout):
    for k in range(len(modules), 0, -1):
        before = x
        for forward, _ in modules[: k - 1]:
            before = forward(before)
        if k == len(modules):
            y = modules[-1][0](before)
        dout = modules[k - 1][1](dout, before)
    return y.astype(np.float32), dout


@variant(PowerCompression)
class PowerWithLoops:
    def __init__(self, p):
        self.p = p

    def forward(self, x):
        self.x = x
        return np.reshape([math.copysign(abs(v) ** self.p, v) for v in x.flat], x.shape)

    def backward(self, dout):
        dx, self.dp = np.zeros(dout.shape), 0.0
        for index in np.ndindex(dout.shape):
            if v := abs(self.x[index]):
                dx[index] = dout[index] * self.p * v ** (self.p - 1)
                sign = math.copysign(1, self.x[index])
                self.dp += dout[index] * sign * v**self.p * math.log(v)
        return dx


@variant(PowerCompression)
class PowerOfExponentials:
    def __init__(self, p):
        self.p = np.float64(p)

    def forward(self, x):
        self.there = x != 0
        self.x = np.where(self.there, x, 1.0)
        self.log = np.log(np.abs(self.x))
        self.y = self.there * np.sign(self.x) * np.exp(self.p * self.log)
        return self.y

    def backward(self, dout):
        self.dp = np.array([np.vdot(dout, self.y * self.log)])
        return dout * self.p * self.y / self.x


@variant(learn_p)
def learn_by_modules(x, target_db, p, lr, n_steps):
    from dlaudio.synth import Level
    from dlaudio.synth import PowerCompression as Compression

    compression, level = Compression(p), Level()
    path = [p]
    for _ in range(n_steps):
        error = level(compression(x)) - target_db
        compression.zero_grad()
        compression.backward(level.backward(2 * error))
        compression.p.value -= lr * compression.p.grad
        path.append(compression.p.value.item())
    return path


@variant(learn_p)
def learn_by_small_steps(x, target_db, p, lr, n_steps):
    def loss(p):
        return (10 * np.log10(np.mean(np.abs(x) ** (2 * p))) - target_db) ** 2

    path = np.full(n_steps + 1, p)
    for k in range(n_steps):
        path[k + 1] = path[k] - lr * (loss(path[k] + 1e-5) - loss(path[k] - 1e-5)) / 2e-5
    return path


@variant(three_gates)
def gates_one_by_one(dout, x, y):
    pairs = [(b + (a > b) + 1, a + (b > a)) for a, b in zip(x, y, strict=True)]
    return [d * a for d, (a, _) in zip(dout, pairs)], [d * b for d, (_, b) in zip(dout, pairs)]


@variant(three_gates)
def gates_by_where(dout, x, y):
    first = np.where(x > y, dout, 0)
    return np.stack([dout * y + first + dout, dout * x + dout - first])


in_capitals = variant(graphs_quiz)({name: c.upper() for name, c in right.graphs_quiz.items()})
with_brackets = variant(graphs_quiz)({name: f"({c})" for name, c in right.graphs_quiz.items()})
