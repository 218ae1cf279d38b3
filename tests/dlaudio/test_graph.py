"""The graph of numbers: values by hand, finite differences, shared nodes, deep graphs."""

import math
import operator

import pytest

from dlaudio.graph import Node, topological_order


def slope(f, x, step=1e-6):
    return (f(x + step) - f(x - step)) / (2 * step)


def test_the_example_with_two_ways():
    a, b = Node(2), Node(1)
    e = (a + b) * (b + 1)
    e.backward()
    assert (e.value, a.grad, b.grad) == (6, 2, 5)


def test_backward_twice_gives_the_same():
    a, b = Node(2), Node(1)
    e = (a + b) * (b + 1)
    e.backward()
    e.backward()
    assert (a.grad, b.grad) == (2, 5)
    (3 * a).backward()  # another graph with the same input starts anew
    assert a.grad == 3


@pytest.mark.parametrize("x", [0.3, 1.7])
@pytest.mark.parametrize(
    "f",
    [
        lambda x: x + 3,
        lambda x: 3 + x,
        lambda x: x - 3,
        lambda x: 3 - x,
        lambda x: x * 3,
        lambda x: 3 * x,
        lambda x: x / 3,
        lambda x: 3 / x,
        lambda x: -x,
        lambda x: x**3,
        lambda x: x**-0.5,
        lambda x: x**0,
        lambda x: x**x,
        lambda x: x * x + x / (x + 1),
    ],
)
def test_arithmetic_agrees_with_finite_differences(f, x):
    node = Node(x)
    result = f(node)
    result.backward()
    assert result.value == pytest.approx(f(x))
    assert node.grad == pytest.approx(slope(f, x), abs=1e-8)


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, operator.truediv,
                                       operator.pow])  # fmt: skip
def test_both_operands_get_their_slope(operation):
    a, b = Node(1.3), Node(0.7)
    operation(a, b).backward()
    assert a.grad == pytest.approx(slope(lambda x: operation(x, 0.7), 1.3), rel=1e-6)
    assert b.grad == pytest.approx(slope(lambda x: operation(1.3, x), 0.7), rel=1e-6)


@pytest.mark.parametrize("x", [-1.2, 0.4, 2.0])
@pytest.mark.parametrize(
    ("name", "f"),
    [
        ("exp", math.exp),
        ("tanh", math.tanh),
        ("sigmoid", lambda x: 1 / (1 + math.exp(-x))),
        ("relu", lambda x: max(x, 0)),
        ("log", lambda x: math.log(x)),
    ],
)
def test_functions_agree_with_finite_differences(name, f, x):
    x = abs(x) if name == "log" else x
    node = Node(x)
    result = getattr(node, name)()
    result.backward()
    assert result.value == pytest.approx(f(x))
    assert node.grad == pytest.approx(slope(f, x), rel=1e-6, abs=1e-9)


def test_extremes_and_the_kink():
    for x, y in [(-1000, 0), (1000, 1)]:
        node = Node(x).sigmoid()
        node.backward()
        assert (node.value, node.parents[0].grad) == (y, 0)
    zero = Node(0)
    zero.relu().backward()
    assert zero.grad == 0
    (zero**2).backward()
    assert zero.grad == 0


def test_a_node_shared_many_times_doubles_and_is_visited_once():
    x = Node(1.0)
    y = x
    for _ in range(50):  # 2**50 ways through 51 nodes
        y = y + y
    y.backward()
    assert x.grad == y.value == 2**50
    assert len(topological_order(y)) == 51


def test_a_deep_graph_needs_no_recursion():
    x = Node(1.0)
    y = x
    for _ in range(20_000):
        y = y + 1
    y.backward()
    assert x.grad == 1


def test_parents_come_before_their_children():
    a, b = Node(2, name="a"), Node(3, name="b")
    c = a * b
    d = (c + a) * (c - b) + c
    order = topological_order(d)
    place = {node: i for i, node in enumerate(order)}
    assert order[-1] is d
    assert len(place) == len(order) == 7  # a, b and five results
    assert all(place[parent] < place[node] for node in order for parent in node.parents)


def test_own_operations_and_errors():
    x = Node(3)
    y = Node(x.value**2, (x,), (2 * x.value,), "square")
    y.backward()
    assert x.grad == 6
    assert repr(y) == "Node(9, name='square', grad=1)"
    with pytest.raises(ValueError, match="one slope for each parent, got 0 for 1"):
        Node(1, (x,))
    with pytest.raises(ValueError, match="base above 0, got -1"):
        Node(-1) ** Node(2)
