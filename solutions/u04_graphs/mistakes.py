"""Mistakes that people make in unit 4."""

import numpy as np

from autograder.library import misconception, right_answers
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


# ---- forward_pass ------------------------------------------------------------------------------

OPERATIONS = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "tanh": np.tanh,
}


def _forward(graph, values, **operations):
    """Values of inputs and steps, with some operations replaced."""
    table, known = {**OPERATIONS, **operations}, dict(values)
    for name, operation, *inputs in graph:
        known[name] = table[operation](*(known[i] for i in inputs))
    return known


def _steps_only(graph, known):
    return [known[step[0]] for step in graph]


@misconception(forward_pass, "returns the last value alone; every step's value is wanted, in order")
def only_the_result(graph, values):
    return right.forward_pass(graph, values)[-1]


@misconception(forward_pass, "subtracts the wrong way round: - a b means a minus b")
def subtracts_backwards(graph, values):
    known = _forward(graph, values, **{"-": lambda x, y: y - x})
    return _steps_only(graph, known)


@misconception(forward_pass, "returns the inputs too; only the values of the steps are wanted")
def inputs_too(graph, values):
    return list(_forward(graph, values).values())


@misconception(
    forward_pass, "looks inputs up in `values` alone; a step may also use an earlier step's result"
)
def looks_in_the_inputs_only(graph, values):
    return [OPERATIONS[op](*(values[i] for i in inputs)) for _, op, *inputs in graph]


@misconception(forward_pass, "hands the input of tanh on as it is")
def no_tanh(graph, values):
    return _steps_only(graph, _forward(graph, values, tanh=lambda x: x))


@misconception(forward_pass, "uses the sigmoid 1 / (1 + exp(-x)) where tanh is asked for")
def sigmoid(graph, values):
    return _steps_only(graph, _forward(graph, values, tanh=lambda x: 1 / (1 + np.exp(-x))))


@misconception(forward_pass, "adds where it should multiply")
def adds_for_times(graph, values):
    return _steps_only(graph, _forward(graph, values, **{"*": lambda x, y: x + y}))


# ---- backward_pass -----------------------------------------------------------------------------


def _slopes(operation, inputs, y):
    if operation == "+":
        return [1, 1]
    if operation == "-":
        return [1, -1]
    return [inputs[1], inputs[0]] if operation == "*" else [1 - y**2]


def _all_gradients(graph, values, *, slopes=_slopes, last=1.0, add=True, once=False, turn=True):
    known = _forward(graph, values)
    grad = dict.fromkeys(known, 0.0)
    grad[graph[-1][0]] = known[graph[-1][0]] if last is None else last
    for name, operation, *inputs in reversed(graph) if turn else graph:
        pairs = list(
            zip(inputs, slopes(operation, [known[i] for i in inputs], known[name]), strict=True)
        )
        for i, slope in dict(pairs).items() if once else pairs:
            grad[i] = grad[name] * slope + (grad[i] if add else 0)
    return grad


def _backward(graph, values, **options):
    grad = _all_gradients(graph, values, **options)
    return [grad[name] for name in values]


@misconception(
    backward_pass,
    "overwrites a gradient that is there already; what is used twice has two paths: add them up",
)
def overwrites(graph, values):
    return _backward(graph, values, add=False)


@misconception(
    backward_pass, "gives each factor its own value as slope; the slope of x * y in x is y"
)
def own_factor(graph, values):
    def slopes(op, x, y):
        return x if op == "*" else _slopes(op, x, y)

    return _backward(graph, values, slopes=slopes)


@misconception(backward_pass, "forgets the minus sign: the slope of x - y in y is -1")
def minus_as_plus(graph, values):
    return _backward(
        graph, values, slopes=lambda op, x, y: [1, 1] if op == "-" else _slopes(op, x, y)
    )


@misconception(
    backward_pass, "squares the input of tanh; its slope is 1 - y**2, with y = tanh(x), its output"
)
def tanh_of_input(graph, values):
    def slopes(op, x, y):
        return [1 - x[0] ** 2] if op == "tanh" else _slopes(op, x, y)

    return _backward(graph, values, slopes=slopes)


@misconception(
    backward_pass,
    "takes tanh of what tanh has given; in 1 - tanh(x)**2, tanh(x) is the step's own value",
)
def tanh_twice(graph, values):
    def slopes(op, x, y):
        return [1 - np.tanh(y) ** 2] if op == "tanh" else _slopes(op, x, y)

    return _backward(graph, values, slopes=slopes)


@misconception(backward_pass, "counts a * a once; both factors are a, and each brings its share")
def square_once(graph, values):
    return _backward(graph, values, once=True)


@misconception(
    backward_pass, "starts with the value of the result; its gradient to itself is 1 (de/de)"
)
def starts_with_the_value(graph, values):
    return _backward(graph, values, last=None)


@misconception(
    backward_pass, "goes through the steps forwards; gradients come from the result: begin there"
)
def forwards(graph, values):
    return _backward(graph, values, turn=False)


@misconception(
    backward_pass,
    "adds up the slopes of each step alone; each has to be multiplied by the gradient of the step",
)
def local_slopes_only(graph, values):
    known = _forward(graph, values)
    grad = dict.fromkeys(known, 0.0)
    for name, operation, *inputs in graph:
        slopes = _slopes(operation, [known[i] for i in inputs], known[name])
        for i, slope in zip(inputs, slopes, strict=True):
            grad[i] += slope
    return [grad[name] for name in values]


@misconception(
    backward_pass, "leaves out inputs that do not matter; their gradient is 0, in their place"
)
def leaves_out_unused(graph, values):
    used = {name for step in graph for name in step[2:]}
    gradient = zip(values, right.backward_pass(graph, values), strict=True)
    return [grad for name, grad in gradient if name in used]


@misconception(backward_pass, "returns the gradients of the steps too; only those of the inputs")
def steps_too(graph, values):
    return list(_all_gradients(graph, values).values())


PATHS = "walks every path by itself; there may be 2**60 of them: let each {} hand on its sum, once"


@misconception(backward_pass, PATHS.format("step"))
def backward_path_by_path(graph, values):
    known, steps = _forward(graph, values), {step[0]: step[1:] for step in graph}
    total = dict.fromkeys(values, 0.0)
    walks = [(graph[-1][0], 1.0)]
    while walks:
        name, slope = walks.pop()
        if name in total:
            total[name] += slope
            continue
        operation, *inputs = steps[name]
        slopes = _slopes(operation, [known[i] for i in inputs], known[name])
        walks += [(i, slope * s) for i, s in zip(inputs, slopes, strict=True)]
    return list(total.values())


@misconception(
    backward_pass,
    "leaves the gradient of the result at 0; it is 1 there, and all others come of it",
)
def starts_with_zero(graph, values):
    return _backward(graph, values, last=0.0)


# ---- topological_order -------------------------------------------------------------------------


def _ends(parents):
    used = {p for group in parents.values() for p in group}
    return [name for name in parents if name not in used]


def _refuse_circles(parents):
    right.topological_order(parents)  # ValueError if there is one


@misconception(
    topological_order, "has the order turned round: parents come first, the result comes last"
)
def result_first(parents):
    return right.topological_order(parents)[::-1]


@misconception(
    topological_order, "keeps the order in which the nodes are given, which is no order of work"
)
def as_given(parents):
    _refuse_circles(parents)
    return list(parents)


@misconception(topological_order, "sorts the names; names say nothing about who needs whom")
def by_name(parents):
    _refuse_circles(parents)
    return sorted(parents)


@misconception(
    topological_order, "lists a shared node once for every use; each node has one place, its first"
)
def repeats_shared(parents):
    _refuse_circles(parents)
    known: dict[str, list] = {}
    for name in right.topological_order(parents):
        known[name] = [n for p in parents[name] for n in known[p][-300:]] + [name]
    return [n for name in _ends(parents) for n in known[name]]


@misconception(
    topological_order,
    "lists the inputs and then everything as given; a node waits for *all* its parents",
)
def inputs_first(parents):
    _refuse_circles(parents)
    return sorted(parents, key=lambda name: bool(parents[name]))


@misconception(topological_order, "leaves out the inputs; nodes without parents have a place too")
def without_inputs(parents):
    return [name for name in right.topological_order(parents) if parents[name]]


@misconception(
    topological_order,
    "calls itself once for every node on the way; Python allows about a thousand calls: use a loop",
)
def by_recursion(parents):
    order, seen, open_ = [], set(), set()

    def visit(name):
        if name in seen:
            return
        if name in open_:
            raise ValueError("a circle")
        open_.add(name)
        for parent in parents[name]:
            visit(parent)
        seen.add(name)
        order.append(name)

    for name in parents:
        visit(name)
    return order


@misconception(
    topological_order,
    "calls itself for every node on the way, about a thousand deep at most, and notices no circle",
)
def by_recursion_and_blind(parents):
    order, seen = [], set()

    def visit(name):
        if name not in seen:
            seen.add(name)
            for parent in parents[name]:
                visit(parent)
            order.append(name)

    for name in parents:
        visit(name)
    return order


@misconception(
    topological_order,
    "sorts by the number of parents; a node with one parent may stand behind one with two",
)
def by_number_of_parents(parents):
    return sorted(parents, key=lambda name: len(parents[name]))


@misconception(
    topological_order,
    "does not notice a circle: if nodes are left and none is ready, raise ValueError",
)
def blind_to_circles(parents):
    order, left, done = [], dict.fromkeys(parents), set()
    while left:
        try:
            ready = right.topological_order({n: [p for p in parents[n] if p in left] for n in left})
        except ValueError:
            ready = list(left)
        order += ready
        done.update(ready)
        left = {}
    return order


@misconception(
    topological_order,
    "puts a node in its place as soon as *one* parent is there; it has to wait for all of them",
)
def after_any_parent(parents):
    _refuse_circles(parents)
    children = {name: [] for name in parents}
    for name, group in parents.items():
        for parent in group:
            children[parent].append(name)
    order = [name for name in parents if not parents[name]]
    seen = set(order)
    for name in order:
        fresh = [child for child in children[name] if child not in seen]
        seen.update(fresh)
        order += fresh
    return order


@misconception(
    topological_order,
    "notes a child once, but waits for each time that a parent is listed: a, a counts twice in both",
)
def children_as_sets(parents):
    _refuse_circles(parents)
    children = {name: set() for name in parents}
    for name, group in parents.items():
        for parent in group:
            children[parent].add(name)
    missing = {name: len(group) for name, group in parents.items()}
    ready, order = [name for name in parents if not parents[name]], []
    while ready:
        name = ready.pop()
        order.append(name)
        for child in children[name]:
            missing[child] -= 1
            if not missing[child]:
                ready.append(child)
    if len(order) < len(parents):
        raise ValueError("there is a circle")
    return order


@misconception(
    topological_order,
    "counts a parent that is listed twice as one, but lowers the count both times: count it twice",
)
def parents_as_sets(parents):
    _refuse_circles(parents)
    children = {name: [] for name in parents}
    for name, group in parents.items():
        for parent in group:
            children[parent].append(name)
    missing = {name: len(set(group)) for name, group in parents.items()}
    ready, order = [name for name in parents if not parents[name]], []
    while ready:
        name = ready.pop()
        order.append(name)
        for child in children[name]:
            missing[child] -= 1
            if missing[child] == 0:
                ready.append(child)
    return order


# ---- gradients ---------------------------------------------------------------------------------


class _Node:
    """A right class, whose results are of the same kind as itself: children change one thing."""

    def __init__(self, value, parents=(), slopes=()):
        self.value, self.parents, self.slopes, self.grad = value, parents, slopes, 0.0

    def backward(self):
        order = self.order()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.grad += slope * node.grad

    def order(self):
        """Every node once, each after its parents."""
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, parents_done = stack.pop()
            if parents_done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack += [(parent, False) for parent in node.parents]
        return order

    def __add__(self, other):
        other = self.as_node(other)
        return type(self)(self.value + other.value, (self, other), (1, 1))

    def __mul__(self, other):
        other = self.as_node(other)
        return type(self)(self.value * other.value, (self, other), (other.value, self.value))

    def __pow__(self, n):
        return type(self)(self.value**n, (self,), (n * self.value ** (n - 1),))

    def tanh(self):
        y = np.tanh(self.value)
        return type(self)(y, (self,), (1 - y**2,))

    __radd__ = __add__

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -1 * self.as_node(other)

    def __rsub__(self, other):
        return -1 * self + other

    def as_node(self, x):
        return x if isinstance(x, _Node) else type(self)(x)

    def with_slopes(self, *slopes):
        """The same node with other slopes."""
        self.slopes = slopes
        return self


def _with(node, program, values, times=1):
    return run_with(node, program, values, times)


@misconception(gradients, "overwrites a gradient that is there already; add to it: parent.grad +=")
def node_overwrites(program, values, times=1):
    class Node(_Node):
        def backward(self):
            self.grad = 1.0
            for node in reversed(self.order()):
                for parent, slope in zip(node.parents, node.slopes, strict=True):
                    parent.grad = slope * node.grad

    return _with(Node, program, values, times)


@misconception(gradients, node_overwrites.sentence)
def node_overwrites_by_number(program, values, times=1):
    class Node(_Node):
        made = 0

        def __init__(self, *parts):
            super().__init__(*parts)
            Node.made += 1
            self.number = Node.made

        def backward(self):
            nodes = sorted(self.order(), key=lambda node: -node.number)
            for node in nodes:
                node.grad = 0.0
            self.grad = 1.0
            for node in nodes:
                for parent, slope in zip(node.parents, node.slopes, strict=True):
                    parent.grad = slope * node.grad

    return _with(Node, program, values, times)


@misconception(
    gradients, "adds the second backward to the first; every backward starts with gradients of 0"
)
def node_never_resets(program, values, times=1):
    class Node(_Node):
        def backward(self):
            order = self.order()
            for node in order:
                if node.parents:
                    node.grad = 0.0
            self.grad = 1.0
            for node in reversed(order):
                for parent, slope in zip(node.parents, node.slopes, strict=True):
                    parent.grad += slope * node.grad

    return _with(Node, program, values, times)


@misconception(
    gradients,
    "starts a second backward with what the first has left in the nodes; set all of them to 0",
)
def node_resets_nothing(program, values, times=1):
    class Node(_Node):
        def backward(self):
            self.grad = 1.0
            for node in reversed(self.order()):
                for parent, slope in zip(node.parents, node.slopes, strict=True):
                    parent.grad += slope * node.grad

    return _with(Node, program, values, times)


@misconception(
    gradients, "hands a gradient on before all uses of the node have added theirs: mind the order"
)
def node_hands_on_too_early(program, values, times=1):
    class Node(_Node):
        def backward(self):
            order = self.order()
            for node in order:
                node.grad = 0.0
            self.grad, queue, seen = 1.0, [self], {id(self)}
            for node in queue:
                for parent, slope in zip(node.parents, node.slopes, strict=True):
                    parent.grad += slope * node.grad
                    if id(parent) not in seen:
                        seen.add(id(parent))
                        queue.append(parent)

    return _with(Node, program, values, times)


@misconception(gradients, node_hands_on_too_early.sentence)
def node_in_the_order_found(program, values, times=1):
    class Node(_Node):
        def backward(self):
            found, waiting = {id(self): self}, [self]
            while waiting:
                for parent in waiting.pop().parents:
                    if id(parent) not in found:
                        found[id(parent)] = parent
                        waiting.append(parent)
            for node in found.values():
                node.grad = 0.0
            self.grad = 1.0
            for node in found.values():
                for parent, slope in zip(node.parents, node.slopes, strict=True):
                    parent.grad += slope * node.grad

    return _with(Node, program, values, times)


@misconception(gradients, "gives each factor its own value as slope; the slope of x * y in x is y")
def node_own_factor(program, values, times=1):
    class Node(_Node):
        def __mul__(self, other):
            other = self.as_node(other)
            return super().__mul__(other).with_slopes(self.value, other.value)

    return _with(Node, program, values, times)


@misconception(gradients, "keeps the power: the slope of x**n is n * x**(n - 1)")
def node_keeps_the_power(program, values, times=1):
    class Node(_Node):
        def __pow__(self, n):
            return super().__pow__(n).with_slopes(n * self.value**n)

    return _with(Node, program, values, times)


@misconception(gradients, "loses the factor n: the slope of x**n is n * x**(n - 1)")
def node_power_without_n(program, values, times=1):
    class Node(_Node):
        def __pow__(self, n):
            return super().__pow__(n).with_slopes(self.value ** (n - 1))

    return _with(Node, program, values, times)


@misconception(gradients, "loses the power: the slope of x**n is n * x**(n - 1), not n * x")
def node_power_of_one(program, values, times=1):
    class Node(_Node):
        def __pow__(self, n):
            return super().__pow__(n).with_slopes(n * self.value)

    return _with(Node, program, values, times)


@misconception(
    gradients,
    "adds up the slopes of each node alone; each has to be multiplied by the gradient of the node",
)
def node_local_slopes_only(program, values, times=1):
    class Node(_Node):
        def backward(self):
            order = self.order()
            for node in order:
                node.grad = 0.0
            self.grad = 1.0
            for node in reversed(order):
                for parent, slope in zip(node.parents, node.slopes, strict=True):
                    parent.grad += slope

    return _with(Node, program, values, times)


@misconception(
    gradients, "squares the input of tanh; its slope is 1 - y**2, with y = tanh(x), its output"
)
def node_tanh_of_input(program, values, times=1):
    class Node(_Node):
        def tanh(self):
            return super().tanh().with_slopes(1 - self.value**2)

    return _with(Node, program, values, times)


@misconception(gradients, "forgets the square: the slope of tanh is 1 - y**2")
def node_tanh_without_square(program, values, times=1):
    class Node(_Node):
        def tanh(self):
            y = super().tanh()
            return y.with_slopes(1 - y.value)

    return _with(Node, program, values, times)


@misconception(
    gradients,
    "calls itself once for every node on the way; Python allows about a thousand calls: use a loop",
)
def node_by_recursion(program, values, times=1):
    class Node(_Node):
        def order(self):
            order, seen = [], set()

            def visit(node):
                if id(node) not in seen:
                    seen.add(id(node))
                    for parent in node.parents:
                        visit(parent)
                    order.append(node)

            visit(self)
            return order

    return _with(Node, program, values, times)


@misconception(
    gradients,
    "hands nothing on from the result: either its gradient is not 1, or it never has its turn",
)
def node_starts_with_zero(program, values, times=1):
    class Node(_Node):
        def backward(self):
            pass

    return _with(Node, program, values, times)


@misconception(gradients, PATHS.format("node"))
def node_path_by_path(program, values, times=1):
    class Node(_Node):
        def backward(self):
            for node in self.order():
                node.grad = 0.0
            walks = [(self, 1.0)]
            while walks:
                node, grad = walks.pop()
                node.grad += grad
                walks += [
                    (parent, grad * slope)
                    for parent, slope in zip(node.parents, node.slopes, strict=True)
                ]

    return _with(Node, program, values, times)


@misconception(
    gradients, "begins at the inputs; gradients come from the result: the highest number goes first"
)
def node_forwards(program, values, times=1):
    class Node(_Node):
        def backward(self):
            order = self.order()
            for node in order:
                node.grad = 0.0
            self.grad = 1.0
            for node in order:
                for parent, slope in zip(node.parents, node.slopes, strict=True):
                    parent.grad += slope * node.grad

    return _with(Node, program, values, times)


@misconception(
    gradients,
    "adds its 1 to what the first backward left in the nodes; set all of them to 0 before it",
)
def node_adds_its_one(program, values, times=1):
    class Node(_Node):
        def backward(self):
            self.grad += 1.0
            for node in reversed(self.order()):
                for parent, slope in zip(node.parents, node.slopes, strict=True):
                    parent.grad += slope * node.grad

    return _with(Node, program, values, times)


# ---- echo_graph --------------------------------------------------------------------------------


def _echo(n, step):
    """n rounds; `step(k, last)` gives the two steps of a round, the last named y1, y2, ..."""
    graph, last = [], "x"
    for k in range(1, n + 1):
        graph += step(k, last)
        last = f"y{k}"
    return graph


def _round(k, last):
    return [(f"g{k}", "*", "g", last), (f"y{k}", "+", "x", f"g{k}")]


@misconception(echo_graph, "multiplies only; in every round the sound x comes in again: x + g * y")
def only_multiplies(n):
    return _echo(n, lambda k, last: [(f"y{k}", "*", "g", last)])


@misconception(echo_graph, "adds the last echo instead of x: it must be x + g * y, not y + g * y")
def adds_the_last(n):
    return _echo(n, lambda k, last: [(f"g{k}", "*", "g", last), (f"y{k}", "+", last, f"g{k}")])


@misconception(echo_graph, "echoes x every time; what comes back is the last y, echoes and all")
def echoes_x(n):
    return _echo(n, lambda k, last: [(f"g{k}", "*", "g", "x"), (f"y{k}", "+", last, f"g{k}")])


@misconception(echo_graph, "multiplies g by x in every round; use the last y there, not x")
def echoes_x_once(n):
    return _echo(n, lambda k, last: [(f"g{k}", "*", "g", "x"), (f"y{k}", "+", "x", f"g{k}")])


@misconception(echo_graph, "stops one round early: y0 is x, and there are n rounds after it")
def one_round_short(n):
    return _echo(n - 1, _round)


@misconception(echo_graph, "goes one round too far: y0 is x, and there are n rounds after it")
def one_round_more(n):
    return _echo(n + 1, _round)


@misconception(echo_graph, "adds g; an echo is weaker by a factor, so multiply by g")
def adds_g(n):
    return _echo(n, lambda k, last: [(f"g{k}", "+", "g", last), (f"y{k}", "+", "x", f"g{k}")])


@misconception(echo_graph, "weakens x as well: it must be x + g * y, not g * (x + y)")
def weakens_all(n):
    return _echo(n, lambda k, last: [(f"s{k}", "+", "x", last), (f"y{k}", "*", "g", f"s{k}")])


@misconception(
    echo_graph, "gives two steps the same name; in a graph every value has a name of its own"
)
def same_names(n):
    return [("z", "*", "g", "x"), ("y", "+", "x", "z")] + [
        step for _ in range(n) for step in [("z", "*", "g", "y"), ("y", "+", "x", "z")]
    ]


# ---- central_difference ------------------------------------------------------------------------


def _differences(f, x, step, slope):
    x = np.asarray(x, dtype=float)
    nudges = step * np.eye(x.size).reshape(-1, *x.shape)
    return np.array([slope(f, x, nudge) for nudge in nudges]).reshape(x.shape)


@misconception(
    central_difference, "looks ahead only: (f(x + h) - f(x)) / h; take a step to both sides"
)
def ahead_only(f, x, step):
    return _differences(f, x, step, lambda f, x, nudge: (f(x + nudge) - f(x)) / step)


@misconception(
    central_difference, "divides by h; from x - h to x + h it is two steps: divide by 2 * step"
)
def divides_by_one_step(f, x, step):
    return 2 * right.central_difference(f, x, step)


@misconception(
    central_difference, "moves all entries at once; a slope belongs to one entry, the others stay"
)
def all_at_once(f, x, step):
    return (f(x + step) - f(x - step)) / (2 * step)


@misconception(
    central_difference,
    "does not put an entry back after its turn, so that the later ones start from another place",
)
def leaves_them_moved(f, x, step):
    x, slopes = np.array(x, dtype=float), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += step
        above = f(x)
        x[index] -= 2 * step
        slopes[index] = (above - f(x)) / (2 * step)
    return slopes


@misconception(
    central_difference,
    "puts x + step into an array of whole numbers, which cuts it off: work on floats",
)
def cuts_off(f, x, step):
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] = x[index] + step
        below[index] = x[index] - step
        slopes[index] = (f(above) - f(below)) / (2 * step)
    return slopes


@misconception(
    central_difference,
    "moves an entry of whole numbers to and fro in place, and each step is cut off: work on floats",
)
def cuts_off_in_place(f, x, step):
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        moved = x.copy()
        moved[index] += step
        above = f(moved)
        moved[index] -= 2 * step
        slopes[index] = (above - f(moved)) / (2 * step)
    return slopes


@misconception(
    central_difference,
    "moves whole rows: range(len(x)) counts along the first axis alone; np.ndindex finds every entry",
)
def moves_whole_rows(f, x, step):
    slopes = np.zeros(x.shape)
    for i in range(len(x)):
        nudge = np.zeros(x.shape)
        nudge[i] = step
        slopes[i] = (f(x + nudge) - f(x - nudge)) / (2 * step)
    return slopes


@misconception(central_difference, "returns one long row; the slopes have the shape of x")
def flattened(f, x, step):
    return right.central_difference(f, x, step).ravel()


@misconception(central_difference, "uses a small step of its own; use the one that is given")
def own_step(f, x, step):
    return right.central_difference(f, x, 1e-6)


@misconception(central_difference, "subtracts the wrong way round: above minus below")
def below_minus_above(f, x, step):
    return -right.central_difference(f, x, step)


@misconception(
    central_difference,
    "multiplies by the step: `/ 2 * step` divides by 2 alone; brackets help: `/ (2 * step)`",
)
def multiplies_by_the_step(f, x, step):
    return right.central_difference(f, x, step) * step * step


@misconception(
    central_difference,
    "moves all entries at once by f(x + step), and gives each the same sum of slopes; move one alone",
)
def one_sum_for_all(f, x, step):
    return np.full(x.shape, (f(x + step) - f(x - step)) / (2 * step))


# ---- gradient_check ----------------------------------------------------------------------------


def _two_gradients(forward, backward, x, rng, *, ones=False, slope=right.central_difference):
    shape = np.shape(forward(x))
    dout = np.ones(shape) if ones else rng.normal(size=shape)
    return backward(dout, x), slope(lambda x: np.sum(dout * forward(x)), x, 1e-5)


def _ratio(dx, numeric):
    larger = max(np.linalg.norm(dx), np.linalg.norm(numeric))
    return np.linalg.norm(dx - numeric) / larger if larger else 0.0


@misconception(
    gradient_check,
    "takes ones for dout; softmax has no slope in that direction, and who ignores dout passes",
)
def ones_upstream(forward, backward, x, rng):
    return bool(_ratio(*_two_gradients(forward, backward, x, rng, ones=True)) <= 1e-6)


@misconception(
    gradient_check,
    "lets NaN pass: every comparison with NaN is False, so ask `if not error <= ...`",
)
def nan_passes(forward, backward, x, rng):
    return not _ratio(*_two_gradients(forward, backward, x, rng)) > 1e-6


@misconception(
    gradient_check,
    "measures the error itself; for a gradient of size 1e-7 it must be seen in relation to that",
)
def absolute_error(forward, backward, x, rng):
    dx, numeric = _two_gradients(forward, backward, x, rng)
    return bool(np.linalg.norm(dx - numeric) <= 1e-5)


@misconception(
    gradient_check,
    "forgives an error of 1e-8, as np.allclose does, and that is a tenth of a tiny gradient",
)
def all_close(forward, backward, x, rng):
    return bool(np.allclose(*_two_gradients(forward, backward, x, rng), rtol=1e-6))


@misconception(
    gradient_check,
    "is too generous: an error of one part in a thousand is a mistake, rounding is 1e-9",
)
def too_generous(forward, backward, x, rng):
    return bool(_ratio(*_two_gradients(forward, backward, x, rng)) <= 5e-3)


@misconception(
    gradient_check,
    "steps to one side only: its own error is then larger than the 1e-6 that it allows",
)
def one_sided(forward, backward, x, rng):
    def ahead(f, x, step):
        return _differences(f, x, step, lambda f, x, nudge: (f(x + nudge) - f(x)) / step)

    return bool(_ratio(*_two_gradients(forward, backward, x, rng, slope=ahead)) <= 1e-6)


@misconception(
    gradient_check,
    "refuses a constant, where both gradients are zero: 0 < 0 is False, and so is 0 / 0 <= 1e-6; "
    "`error <= 1e-6 * larger` lets it pass",
)
def strictly_less(forward, backward, x, rng):
    dx, numeric = _two_gradients(forward, backward, x, rng)
    larger = max(np.linalg.norm(dx), np.linalg.norm(numeric))
    return bool(np.linalg.norm(dx - numeric) < 1e-6 * larger)


@misconception(gradient_check, strictly_less.sentence)
def zero_by_zero(forward, backward, x, rng):
    dx, numeric = _two_gradients(forward, backward, x, rng)
    larger = max(np.linalg.norm(dx), np.linalg.norm(numeric))
    return bool(np.linalg.norm(dx - numeric) / np.float64(larger) <= 1e-6)


@misconception(gradient_check, "looks at the first entry only; a mistake may sit in any of them")
def first_entry(forward, backward, x, rng):
    dx, numeric = _two_gradients(forward, backward, x, rng)
    return bool(_ratio(dx[:1], numeric[:1]) <= 1e-6)


@misconception(
    gradient_check,
    "compares the two lengths; gradients of the same length may point in opposite directions",
)
def lengths_only(forward, backward, x, rng):
    dx, numeric = (np.linalg.norm(v) for v in _two_gradients(forward, backward, x, rng))
    return bool(abs(dx - numeric) <= 1e-6 * max(dx, numeric))


COARSE = "takes so large a step that the curve bends within it: then right ones fail, too"


def _with_step(length):
    def answer(forward, backward, x, rng):
        def difference(f, x, step):
            return right.central_difference(f, x, length)

        return bool(_ratio(*_two_gradients(forward, backward, x, rng, slope=difference)) <= 1e-6)

    return misconception(gradient_check, COARSE)(answer)


step_of_a_hundredth, step_of_a_tenth = _with_step(1e-2), _with_step(1e-1)


@misconception(gradient_check, too_generous.sentence)
def too_generous_by_far(forward, backward, x, rng):
    return bool(_ratio(*_two_gradients(forward, backward, x, rng)) <= 1e-2)


UNLIKE = (
    "refuses right ones too: either backward gets another dout than you measure with, or rounding "
    "drowns the slope (float32, or a step far below 1e-5)"
)


@misconception(gradient_check, UNLIKE)
def tiny_step(forward, backward, x, rng):
    def difference(f, x, step):
        return right.central_difference(f, x, 1e-12)

    return bool(_ratio(*_two_gradients(forward, backward, x, rng, slope=difference)) <= 1e-6)


@misconception(gradient_check, UNLIKE)
def single_precision(forward, backward, x, rng):
    dout = rng.normal(size=np.shape(forward(x))).astype(np.float32)
    numeric = right.central_difference(
        lambda x: np.sum(dout * forward(x.astype(np.float32)).astype(np.float32)), x, 1e-5
    )
    return bool(_ratio(backward(dout, x), numeric) <= 1e-6)


@misconception(gradient_check, "says yes to everything: a checker must also be able to say no")
def always_yes(forward, backward, x, rng):
    return True


@misconception(gradient_check, "says no to everything: a right backward must get a yes")
def always_no(forward, backward, x, rng):
    return False


@misconception(gradient_check, "has yes and no the wrong way round: True means right")
def yes_means_no(forward, backward, x, rng):
    return not right.gradient_check(forward, backward, x, rng)


@misconception(
    gradient_check,
    "measures the sum of the outputs; dx belongs to np.sum(dout * forward(x)), with the same dout",
)
def measures_without_dout(forward, backward, x, rng):
    dx = backward(rng.normal(size=np.shape(forward(x))), x)
    numeric = right.central_difference(lambda x: np.sum(forward(x)), x, 1e-5)
    return bool(_ratio(dx, numeric) <= 1e-6)


@misconception(gradient_check, UNLIKE)
def draws_dout_twice(forward, backward, x, rng):
    shape = np.shape(forward(x))
    dx, dout = backward(rng.normal(size=shape), x), rng.normal(size=shape)
    numeric = right.central_difference(lambda x: np.sum(dout * forward(x)), x, 1e-5)
    return bool(_ratio(dx, numeric) <= 1e-6)


@misconception(
    gradient_check, "hands backward its two arguments in turned order: backward(dout, x)"
)
def hands_x_first(forward, backward, x, rng):
    return right.gradient_check(forward, lambda dout, x: backward(x, dout), x, rng)


# ---- three_gates -------------------------------------------------------------------------------


def _gates(dout, x, y, *, times=None, first=None, alone=1.0):
    """Gradients of x * y + max(x, y) + x; `times` and `first` are slopes that replace the right."""
    by_x, by_y = (y, x) if times is None else times
    to_x, to_y = (x > y, y > x) if first is None else first
    return dout * (by_x + to_x + alone), dout * (by_y + to_y)


@misconception(
    three_gates, "gives each factor its own value; times swaps: the slope of x * y in x is y"
)
def gates_not_swapped(dout, x, y):
    return _gates(dout, x, y, times=(x, y))


@misconception(
    three_gates, "mends nothing: the product is not swapped, max hands y all, and one = is no +="
)
def gates_as_they_came(dout, x, y):
    return dout * (1.0 + (x > y)), dout * (1.0 + y)


@misconception(
    three_gates, "takes max's value for its slope; the slope is 1 for the larger, else 0"
)
def gates_value_of_max(dout, x, y):
    return _gates(dout, x, y, first=(np.maximum(x, y), np.maximum(x, y)))


@misconception(three_gates, "lets max hand the slope to both; only the larger one has it")
def gates_max_to_both(dout, x, y):
    return _gates(dout, x, y, first=(1.0, 1.0))


@misconception(three_gates, "lets max hand x its slope always; where y is larger, x has none of it")
def gates_max_to_x_always(dout, x, y):
    return _gates(dout, x, y, first=(1.0, y > x))


@misconception(three_gates, "lets max hand y its slope always; where x is larger, y has none of it")
def gates_max_to_y_always(dout, x, y):
    return _gates(dout, x, y, first=(x > y, 1.0))


@misconception(three_gates, "routes the slope of max to the smaller one; the larger one gets it")
def gates_to_the_smaller(dout, x, y):
    return _gates(dout, x, y, first=(x < y, y < x))


@misconception(
    three_gates, "asks whether x is above 0; max asks whether it is above y"
)
def gates_above_zero(dout, x, y):
    return _gates(dout, x, y, first=(x > 0, y > 0))


@misconception(
    three_gates, "routes by size without the sign; max(-3, 1) is 1, so the slope goes to the 1"
)
def gates_by_size(dout, x, y):
    return _gates(dout, x, y, first=(abs(x) > abs(y), abs(y) > abs(x)))


@misconception(
    three_gates, "overwrites what the product has given x; three paths lead from x, and they add up"
)
def gates_overwritten(dout, x, y):
    return dout * (1.0 + (x > y)), dout * (x + (y > x))


@misconception(three_gates, "never hands y the slope of max; where y is larger, it has all of it")
def gates_max_never_to_y(dout, x, y):
    return _gates(dout, x, y, first=(x > y, 0.0))


@misconception(three_gates, "lets the last x of the sum pull at y too; that path leads to x alone")
def gates_last_path_to_y(dout, x, y):
    dx, dy = _gates(dout, x, y)
    return dx, dy + dout


@misconception(three_gates, "misses a path: x also goes straight into the sum, with the slope 1")
def gates_without_the_last_path(dout, x, y):
    return _gates(dout, x, y, alone=0.0)


@misconception(three_gates, "ignores dout: every slope is multiplied by what comes back into z")
def gates_without_dout(dout, x, y):
    return _gates(np.ones(len(dout)), x, y)


@misconception(three_gates, "returns dy before dx")
def gates_exchanged(dout, x, y):
    return right.three_gates(dout, x, y)[::-1]


@misconception(
    three_gates, "lets max hand y its slope where x is larger, and none where y is: ask y > x there"
)
def gates_one_mask_for_both(dout, x, y):
    return _gates(dout, x, y, first=(x > y, x > y))


@misconception(
    three_gates, "mends the product alone: max's slope takes its place in dx, and y gets all of it"
)
def gates_only_swapped(dout, x, y):
    return dout * (1.0 + (x > y)), dout * (x + 1.0)


@misconception(
    three_gates,
    "changes dout: after `dx = dout` both are one array, and += writes into it; begin with a product",
)
def gates_into_dout(dout, x, y):
    dx = dout
    dx += dout * y
    dx += dout * (x > y)
    return dx, dout * x + dout * (y > x)


# ---- sequential --------------------------------------------------------------------------------


def _kept(modules, x):
    kept = [x]
    for forward, _ in modules:
        kept.append(forward(kept[-1]))
    return kept


@misconception(
    sequential, "goes backward through the modules first to last; gradients come from the end"
)
def not_reversed(modules, x, dout):
    *kept, y = _kept(modules, x)
    for (_, backward), before in zip(modules, kept, strict=True):
        dout = backward(dout, before)
    return y, dout


@misconception(
    sequential,
    "hands every backward the first x; each module needs what it was fed itself: keep it",
)
def first_x_for_all(modules, x, dout):
    y = _kept(modules, x)[-1]
    for _, backward in reversed(modules):
        dout = backward(dout, x)
    return y, dout


@misconception(
    sequential, "hands a backward the output of its module; it needs the input it was fed"
)
def outputs_for_inputs(modules, x, dout):
    _, *outputs = _kept(modules, x)
    y = outputs[-1]
    for (_, backward), after in zip(reversed(modules), reversed(outputs), strict=True):
        dout = backward(dout, after)
    return y, dout


@misconception(
    sequential,
    "turns the modules round, but not what was kept: the last module gets the first input",
)
def kept_not_reversed(modules, x, dout):
    *kept, y = _kept(modules, x)
    for (_, backward), before in zip(reversed(modules), kept, strict=True):
        dout = backward(dout, before)
    return y, dout


@misconception(
    sequential,
    "gives every backward the same dout; each passes its dx on as the dout of the one before",
)
def same_dout_for_all(modules, x, dout):
    *kept, y = _kept(modules, x)
    return y, modules[0][1](dout, kept[0])


@misconception(sequential, "returns the gradient of the last module alone; go on until the first")
def last_module_only(modules, x, dout):
    *kept, y = _kept(modules, x)
    return y, modules[-1][1](dout, kept[-1])


@misconception(sequential, "runs the modules last to first; the first in the list hears x first")
def forward_reversed(modules, x, dout):
    return right.sequential(modules[::-1], x, dout)


@misconception(sequential, "returns dout as it came: it has not been through any backward")
def dout_untouched(modules, x, dout):
    return _kept(modules, x)[-1], dout


@misconception(sequential, "feeds every module the first x; each hears what the one before gives")
def not_chained(modules, x, dout):
    _, dx = right.sequential(modules, x, dout)
    return modules[-1][0](x), dx


@misconception(
    sequential, "hands each backward the input before the gradient; it takes backward(dout, x)"
)
def input_before_gradient(modules, x, dout):
    turned = [(f, lambda dout, x, backward=backward: backward(x, dout)) for f, backward in modules]
    return right.sequential(turned, x, dout)


# ---- PowerCompression --------------------------------------------------------------------------


def _size(x):
    return np.where(x == 0, 1, np.abs(x))


@misconception(
    PowerCompression, "adds to the dp of an earlier backward; dp is that of the last one alone"
)
class DpGrows(right.PowerCompression):
    def backward(self, dout):
        before = getattr(self, "dp", 0.0)
        dx = super().backward(dout)
        self.dp = before + self.dp
        return dx


@misconception(PowerCompression, "loses the sign: what was negative must stay so, sign(x) * |x|**p")
class LosesTheSign(right.PowerCompression):
    def forward(self, x):
        return np.abs(super().forward(x))


@misconception(
    PowerCompression, "raises negative numbers to a power, which gives NaN: use |x| and the sign"
)
class PowerOfNegative(right.PowerCompression):
    def forward(self, x):
        self.x, self.y = x, x**self.p
        return self.y

    def backward(self, dout):
        self.dp = np.sum(dout * self.y * np.log(_size(self.x)))
        return dout * self.p * self.x ** (self.p - 1)


@misconception(
    PowerCompression,
    "multiplies dx by the sign of x; the curve rises on both sides of 0: no slope is negative",
)
class SignInTheSlope(right.PowerCompression):
    def backward(self, dout):
        return super().backward(dout) * np.sign(self.x)


@misconception(PowerCompression, "keeps the power in dx: the slope has |x|**(p - 1)")
class KeepsThePower(right.PowerCompression):
    def backward(self, dout):
        return super().backward(dout) * _size(self.x)


@misconception(PowerCompression, "loses the factor p in dx: the slope is p |x|**(p - 1)")
class WithoutP(right.PowerCompression):
    def backward(self, dout):
        return super().backward(dout) / self.p


@misconception(
    PowerCompression, "forgets the logarithm in dp: the slope of |x|**p in p is |x|**p ln|x|"
)
class WithoutLogarithm(right.PowerCompression):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dp = np.sum(dout * self.y)
        return dx


@misconception(
    PowerCompression, "takes the logarithm of the output in dp; it is that of the input, ln|x|"
)
class LogarithmOfOutput(right.PowerCompression):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dp = np.sum(dout * self.y * np.log(_size(self.y)))
        return dx


@misconception(
    PowerCompression, "loses the sign of y in dp; it is y ln|x|, and y is negative where x is"
)
class DpWithoutSign(right.PowerCompression):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dp = np.sum(dout * np.abs(self.y) * np.log(_size(self.x)))
        return dx


@misconception(
    PowerCompression, "takes the logarithm to base 10 in dp; here it is the natural one, np.log"
)
class LogarithmToTen(right.PowerCompression):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dp /= np.log(10)
        return dx


@misconception(
    PowerCompression, "averages dp; p is shared by all entries, so their shares are added up"
)
class AveragesDp(right.PowerCompression):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dp /= dx.size
        return dx


@misconception(
    PowerCompression, "takes the logarithm of 0: where x is 0, both gradients count as 0"
)
class LogarithmOfZero(right.PowerCompression):
    def backward(self, dout):
        self.dp = np.sum(dout * self.y * np.log(np.abs(self.x)))
        return dout * self.p * np.abs(self.x) ** (self.p - 1)


@misconception(PowerCompression, "ignores dout: both gradients are multiplied by what comes in")
class IgnoresDout(right.PowerCompression):
    def backward(self, dout):
        return super().backward(np.ones_like(dout))


@misconception(
    PowerCompression, "leaves dp an array; add up its entries: one number comes out for all of them"
)
class DpNotSummed(right.PowerCompression):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dp = dout * self.y * np.log(_size(self.x))
        return dx


@misconception(
    PowerCompression, "adds up dp along the first axis alone; add up all entries: np.sum(...)"
)
class DpAlongOneAxis(right.PowerCompression):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dp = np.sum(dout * self.y * np.log(_size(self.x)), axis=0)
        return dx


@misconception(
    PowerCompression,
    "multiplies 0 by ln 0 in dp, which is NaN; where x is 0, its share counts as 0",
)
class LogarithmOfZeroInDp(right.PowerCompression):
    def backward(self, dout):
        dx = super().backward(dout)
        self.dp = np.sum(dout * self.y * np.log(np.abs(self.x)))
        return dx


@misconception(
    PowerCompression,
    "raises 0 to the power p - 1 in dx, which has no end below p = 1; where x is 0, dx counts as 0",
)
class PowerOfZeroInDx(right.PowerCompression):
    def backward(self, dout):
        super().backward(dout)
        return dout * self.p * np.abs(self.x) ** (self.p - 1)


@misconception(
    PowerCompression,
    "takes 1 for x where x is 0, which gives a dx of p * dout; there it counts as 0",
)
class OneForZeroInDx(right.PowerCompression):
    def backward(self, dout):
        super().backward(dout)
        return dout * self.p * _size(self.x) ** (self.p - 1)


# ---- learn_p -----------------------------------------------------------------------------------


def _learn(x, target_db, p, lr, n_steps, *, factor=lambda error, first: error, db=10.0, ln=None):
    path, ln = [p], ln or np.log(10)
    for _ in range(n_steps):
        y = np.sign(x) * np.abs(x) ** path[-1]
        power = np.mean(y**2)
        error = db * np.log10(power) - target_db
        slope = 2 * db / ln * np.mean(y * y * np.log(_size(x))) / power
        path.append(path[-1] - lr * 2 * factor(error, len(path) == 1) * slope)
    return np.array(path)


@misconception(learn_p, "climbs: it adds the gradient, and the error grows; subtract it")
def climbs(x, target_db, p, lr, n_steps):
    return _learn(x, target_db, p, -lr, n_steps)


@misconception(learn_p, "forgets the 2 of the squared error: its slope is 2 * (level - target)")
def forgets_two(x, target_db, p, lr, n_steps):
    return _learn(x, target_db, p, lr / 2, n_steps)


@misconception(learn_p, "takes the size of the error: its sign says whether p must rise or fall")
def size_of_error(x, target_db, p, lr, n_steps):
    return _learn(x, target_db, p, lr, n_steps, factor=lambda error, first: abs(error))


@misconception(
    learn_p, "leaves the error out: the slope of its square is 2 * (level - target) times the rest"
)
def only_the_level(x, target_db, p, lr, n_steps):
    return _learn(x, target_db, p, lr, n_steps, factor=lambda error, first: 1.0)


@misconception(learn_p, "takes 20 log10 of a mean square; 20 is for amplitudes, 10 for powers")
def twenty_log(x, target_db, p, lr, n_steps):
    return _learn(x, target_db, p, lr, n_steps, db=20.0)


@misconception(learn_p, twenty_log.sentence)
def twenty_log_for_the_level(x, target_db, p, lr, n_steps):
    path = [p]
    for _ in range(n_steps):
        y = np.sign(x) * np.abs(x) ** path[-1]
        power = np.mean(y**2)
        error = 20 * np.log10(power) - target_db
        slope = 20 / np.log(10) * np.mean(y * y * np.log(_size(x))) / power
        path.append(path[-1] - lr * 2 * error * slope)
    return np.array(path)


@misconception(learn_p, "leaves the slope of the mean square in each sample out: it is 2 y / n")
def without_the_sample(x, target_db, p, lr, n_steps):
    path = [p]
    for _ in range(n_steps):
        y = np.sign(x) * np.abs(x) ** path[-1]
        power = np.mean(y**2)
        error = 10 * np.log10(power) - target_db
        slope = 10 / (np.log(10) * power) * np.sum(y * np.log(_size(x)))
        path.append(path[-1] - lr * 2 * error * slope)
    return np.array(path)


@misconception(learn_p, "leaves ln 10 out: the slope of log10(u) is 1 / (u ln 10)")
def without_ln_ten(x, target_db, p, lr, n_steps):
    return _learn(x, target_db, p, lr, n_steps, ln=1.0)


@misconception(
    learn_p, "leaves 1/n out: the level is that of a mean, and each sample has an n-th share in it"
)
def without_one_over_n(x, target_db, p, lr, n_steps):
    return _learn(x, target_db, p, lr * len(x), n_steps)


@misconception(
    learn_p, "averages the slopes of p over the samples; p is shared by all of them: add them up"
)
def averages_the_slopes(x, target_db, p, lr, n_steps):
    return _learn(x, target_db, p, lr / len(x), n_steps)


@misconception(learn_p, "leaves out the first p; the path has n_steps + 1 numbers")
def without_the_start(x, target_db, p, lr, n_steps):
    return right.learn_p(x, target_db, p, lr, n_steps)[1:]


@misconception(learn_p, "returns the last p alone; the whole path is wanted")
def last_p(x, target_db, p, lr, n_steps):
    return right.learn_p(x, target_db, p, lr, n_steps)[-1]


@misconception(learn_p, "compresses the compressed sound again and again; every step starts from x")
def compresses_again(x, target_db, p, lr, n_steps):
    path = [p]
    for _ in range(n_steps):
        path.append(right.learn_p(x, target_db, path[-1], lr, 1)[-1])
        x = np.sign(x) * np.abs(x) ** path[-1]
    return np.array(path)


@misconception(
    learn_p, "uses the gradient of the first step all along; p has moved, so compute it anew"
)
def stale_gradient(x, target_db, p, lr, n_steps):
    change = right.learn_p(x, target_db, p, lr, 1)[1] - p
    return p + change * np.arange(n_steps + 1)


# ---- graphs_quiz -------------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(graphs_quiz, sentence)({**right.graphs_quiz, question: letter})


paths_a = _choice("paths", "a", "sees one path from b to e; b feeds a + b and b + 1")
paths_c = _choice("paths", "c", "counts the steps c, d, e; a path leads from b to e along arrows")
paths_d = _choice("paths", "d", "counts the arrows of the graph; a path is a chain of them")
sweeps_b = _choice("sweeps", "b", "makes a sweep for each knob: that is forward mode")
sweeps_c = _choice("sweeps", "c", "makes two for each knob: those are central differences")
sweeps_d = _choice("sweeps", "d", "makes a sweep for each path; paths are added up on the way")
dag_a = _choice("dag", "a", "asks for one use of each node; nodes may be shared")
dag_b = _choice("dag", "b", "asks for one input; a graph may have any number of them")
dag_d = _choice("dag", "d", "asks for a tree; a diamond has an order too")
static_b = _choice("static", "b", "takes a graph drawn while it runs for the one drawn before")
static_c = _choice("static", "c", "takes the kind of numbers for the kind of graph")
static_d = _choice("static", "d", "thinks a static graph has no gradients; it has, and they agree")
knob_a = _choice("knob", "a", "says gain has no parameter; how loud it makes the sound is one")
knob_b = _choice("knob", "b", "says a filter has no parameter; its cutoff is one")
knob_c = _choice("knob", "c", "says Linear has no parameters; it has a weight and a bias")
module_a = _choice("module", "a", "rules tanh out; it is smooth, so a gradient gets through")
module_b = _choice("module", "b", "rules a gain of 0 dB out; it hands every gradient on unchanged")
module_d = _choice("module", "d", "rules a maximum out; it sends the gradient to the largest input")
step_a = _choice("step", "a", "takes the largest step; then the curve bends between the two points")
step_c = _choice("step", "c", "takes the smallest step; then rounding is all that is left")
step_d = _choice("step", "d", "says the step does not matter; the error has a valley in between")
kink_a = _choice(
    "kink", "a", "takes the slope on the left for what is measured; one point is right of 0"
)
kink_b = _choice("kink", "b", "takes the slope on the right; only one of the two points is there")
kink_d = _choice(
    "kink", "d", "says half: that is measured at 0 itself, and x is a little left of it"
)
