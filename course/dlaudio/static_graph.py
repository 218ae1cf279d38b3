"""Graphs as lists of steps, such as ("c", "+", "a", "b"): c is made from a and b by adding."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from dlaudio.graph import Node

OPERATIONS: dict[str, Callable[..., Node]] = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "tanh": lambda x: x.tanh(),
}

Step = tuple[str, ...]


def steps(text: str) -> list[Step]:
    """The steps written as text: "c = + a b; d = tanh c" is [("c", "+", "a", "b"), ...]."""
    return [(name, *rest.split()) for name, rest in _lines(text)]


def _lines(text: str):
    for line in text.split(";"):
        name, _, rest = line.partition("=")
        yield name.strip(), rest


def run(graph: Sequence[Step], values: Mapping[str, float]) -> tuple[Node, dict[str, Node]]:
    """Run a graph: the node of its last step, and the nodes of the inputs by their names.

    Raises
    ------
    ValueError
        If a step has an unknown operation, an input not made yet, or a name that is taken.
    """
    inputs = {name: Node(value) for name, value in values.items()}
    made, result = dict(inputs), None
    for step in graph:
        name, operation, *names = (str(word) for word in step)
        if operation not in OPERATIONS:
            raise ValueError(f"the step {step} has an operation that is none of + - * tanh")
        if missing := [name for name in names if name not in made]:
            raise ValueError(f"the step {step} uses {missing[0]}, which is not made yet")
        if name in made:
            raise ValueError(f"{name} is made twice; every step needs a name of its own")
        result = made[name] = OPERATIONS[operation](*(made[name] for name in names))
    if result is None:
        raise ValueError("the graph has no steps")
    return result, inputs


def values_of(graph: Sequence[Step], values: Mapping[str, float]) -> list[float]:
    """Value of each step, in their order."""
    ends = range(1, len(graph) + 1)
    return [run(graph[:end], values)[0].value for end in ends]


def gradients(graph: Sequence[Step], values: Mapping[str, float]) -> np.ndarray:
    """Gradient of the last step with respect to each input, in the order of `values`."""
    result, inputs = run(graph, values)
    result.backward()
    return np.array([node.grad for node in inputs.values()])


def random_graph(rng: np.random.Generator, n_steps: int) -> str:
    """A graph of inputs a, b, c as text, in which most things are used more than once.

    It begins with the products a * b and a * a, and has every operation.
    """
    lines, known = ["s0 = * a b", "s1 = * a a"], ["a", "b", "c", "s0", "s1"]
    unused = ["b", "c", "s0", "s1"]
    kinds = rng.permutation([*"-+*", "tanh", *rng.choice([*"+-*"], max(n_steps - 4, 0))])
    for i, kind in enumerate(kinds):
        # what nobody has used yet goes first, so that everything matters to the result
        first = unused.pop(0) if unused else str(rng.choice(known))
        name = f"s{i + 2}"
        if kind == "tanh":
            lines.append(f"{name} = tanh {first}")
        else:
            other = str(rng.choice([item for item in known if item != first]))
            unused = [item for item in unused if item != other]
            lines.append(f"{name} = {kind} {first} {other}")
        known.append(name)
        unused.append(name)
    for i, extra in enumerate(unused[:-1]):
        lines.append(f"t{i} = + {unused[-1] if i == 0 else f't{i - 1}'} {extra}")
    return "; ".join(lines)


def draw_values(rng, names: str) -> dict[str, float]:
    """A number for each name, from 0.3 to 1.5 and of either sign, no two of the same size.

    Names come in the order of the alphabet, in which dictionaries are stored for `check`.
    """
    sizes = rng.permutation(np.linspace(0.3, 1.5, len(names)))
    signs = rng.choice([-1, 1], len(names))
    return {name: round(float(s), 2) for name, s in zip(names, sizes * signs, strict=True)}


TREES = (
    "p = * a b; q = tanh c; r = - p q; e = * r d",
    "p = - a b; q = * c d; r = tanh p; e = * r q",
    "p = tanh a; q = - b p; r = * q c; s = tanh r; e = - d s",
)
