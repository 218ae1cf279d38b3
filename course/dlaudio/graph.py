"""Reverse-mode differentiation of a graph of numbers.

Arithmetic with `Node` objects gives more of them, and each remembers its parents: the graph grows
while the program runs. `backward` then goes through it once, from the result to the inputs.
"""

import math
from collections.abc import Iterable


class Node:
    """Number in a graph: an input, or the result of an operation on its parents.

    Parameters
    ----------
    value : float
    parents : iterable of Node
        The operands; none for an input.
    slopes : iterable of float
        d value / d parent, one for each parent.
    name : str
        The operation, or what the input is called.

    Attributes
    ----------
    grad : float
        d result / d value, once `result.backward()` has been called.

    Raises
    ------
    ValueError
        If there is not one slope for each parent.

    See Also
    --------
    torch.Tensor : the same idea with arrays; there gradients add up over several calls.

    Examples
    --------
    >>> a, b = Node(2), Node(3)
    >>> y = a * b + a
    >>> y.backward()
    >>> y.value, a.grad, b.grad
    (8.0, 4.0, 2.0)
    """

    def __init__(
        self,
        value: float,
        parents: Iterable["Node"] = (),
        slopes: Iterable[float] = (),
        name: str = "",
    ):
        self.value = float(value)
        self.parents = tuple(parents)
        self.slopes = tuple(slopes)
        self.name = name
        self.grad = 0.0
        if len(self.parents) != len(self.slopes):
            raise ValueError(
                f"Node needs one slope for each parent, got {len(self.slopes)} for "
                f"{len(self.parents)}"
            )

    def backward(self) -> None:
        """Set the `grad` of every node that this one depends on, and its own to 1.

        The gradient of a node is the sum over its children of the child's gradient times the slope
        between them (chain rule); a node with two ways to the result gets both. All start at zero,
        so that a second call gives the same (unlike layers, which add over several calls).
        """
        order = topological_order(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.grad += slope * node.grad

    def __add__(self, other) -> "Node":
        other = _node(other)
        return Node(self.value + other.value, (self, other), (1, 1), "+")

    def __mul__(self, other) -> "Node":
        other = _node(other)
        return Node(self.value * other.value, (self, other), (other.value, self.value), "*")

    def __pow__(self, other) -> "Node":
        """self ** number, or self ** Node with self above 0 (ValueError otherwise)."""
        if not isinstance(other, Node):
            slope = other * self.value ** (other - 1) if other else 0.0
            return Node(self.value**other, (self,), (slope,), f"** {other:g}")
        if self.value <= 0:
            raise ValueError(f"a power with a Node needs a base above 0, got {self.value:g}")
        y = self.value**other.value
        slopes = (other.value * y / self.value, y * math.log(self.value))
        return Node(y, (self, other), slopes, "**")

    def __neg__(self) -> "Node":
        return self * -1

    def __sub__(self, other) -> "Node":
        other = _node(other)
        return Node(self.value - other.value, (self, other), (1, -1), "-")

    def __truediv__(self, other) -> "Node":
        other = _node(other)
        y = self.value / other.value
        return Node(y, (self, other), (1 / other.value, -y / other.value), "/")

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other) -> "Node":
        return _node(other) - self

    def __rtruediv__(self, other) -> "Node":
        return _node(other) / self

    def exp(self) -> "Node":
        """e ** self."""
        y = math.exp(self.value)
        return Node(y, (self,), (y,), "exp")

    def log(self) -> "Node":
        """Natural logarithm; ValueError unless self is above 0."""
        return Node(math.log(self.value), (self,), (1 / self.value,), "log")

    def tanh(self) -> "Node":
        """Hyperbolic tangent."""
        y = math.tanh(self.value)
        return Node(y, (self,), (1 - y * y,), "tanh")

    def sigmoid(self) -> "Node":
        """1 / (1 + exp(-self)), as (1 + tanh(self / 2)) / 2, which never overflows."""
        y = (1 + math.tanh(self.value / 2)) / 2
        return Node(y, (self,), (y * (1 - y),), "sigmoid")

    def relu(self) -> "Node":
        """max(0, self); the slope at 0 is 0."""
        return Node(max(0.0, self.value), (self,), (float(self.value > 0),), "relu")

    def __repr__(self) -> str:
        return f"Node({self.value:g}, name={self.name!r}, grad={self.grad:g})"


def topological_order(result: Node) -> list[Node]:
    """All nodes that `result` depends on, each once and after its parents; `result` is the last.

    With a stack instead of recursion, so that a graph may be deeper than Python's calls.

    Parameters
    ----------
    result : Node
    """
    order, seen = [], {result}
    stack = [(result, iter(result.parents))]
    while stack:
        node, parents = stack[-1]
        parent = next((parent for parent in parents if parent not in seen), None)
        if parent is None:
            order.append(node)
            stack.pop()
        else:
            seen.add(parent)
            stack.append((parent, iter(parent.parents)))
    return order


def _node(x) -> Node:
    return x if isinstance(x, Node) else Node(x, name=f"{x:g}")
