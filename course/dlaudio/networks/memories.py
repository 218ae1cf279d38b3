"""Nets on the forgotten tone: a window and a recurrent net, and how far each remembers."""

import numpy as np

from dlaudio import layers, losses, optim, train
from dlaudio.bars import bar
from dlaudio.datasets.forgotten_tones import BANDS, forgotten_tones

LARGEST = 16  # units that a memory may have in the exercises


def window_net(length: int, rng: np.random.Generator, hidden: int = 16) -> layers.Sequential:
    """A multi-layer perceptron on the last `length` frames: (N, length, 4) to two scores."""
    return layers.Sequential(
        layers.Flatten(),
        layers.Linear(length * len(BANDS), hidden, rng=rng),
        layers.Tanh(),
        layers.Linear(hidden, 2, rng=rng),
    )


def recurrent_net(
    rng: np.random.Generator, hidden: int = LARGEST, RNN=layers.RNN, truncate: int | None = None
) -> layers.Sequential:
    """A recurrent net whose last state gives two scores; `RNN` is the class of its layer.

    If `truncate` is given, gradients go back within pieces of so many steps.
    """
    memory = RNN(len(BANDS), hidden, rng=rng, truncate=truncate)
    return layers.Sequential(memory, layers.LastStep(), layers.Linear(hidden, 2, rng=rng))


def learn(net, X: np.ndarray, y: np.ndarray, *, epochs: int = 30, seed: int = 0):
    """Train on sequences X (N, T, D) and labels y (N,): Adam 0.01, batches of 32, clipped at 1.

    Parameters
    ----------
    net : layer
        Changed, and returned.
    epochs : int
    seed : int
        Of the order of the batches.
    """
    loss, optimizer = losses.CrossEntropyLoss(), optim.Adam(net.parameters(), lr=0.01)
    rng = np.random.default_rng(seed)
    for _ in bar(range(epochs), "learning", unit="epoch"):
        for rows in train.batches(len(X), 32, rng=rng):
            train.update(net, loss, optimizer, X[rows], y[rows], clip_norm=1.0)
    return net


def window_shares(gaps, *, length: int = 4, n: int = 400, seed: int = 0) -> dict[int, float]:
    """For each gap the share of new sequences that a window of the last frames has right."""
    found = {}
    for gap in gaps:
        rng = np.random.default_rng(seed)
        (X, y), (X_new, y_new) = (forgotten_tones(n, gap, rng) for _ in range(2))
        net = learn(window_net(min(length, gap), rng), X[:, -min(length, gap) :], y)
        found[gap] = float(np.mean(net(X_new[:, -min(length, gap) :]).argmax(axis=1) == y_new))
    return found


def memory_shares(gaps, *, nets: int = 4, n: int = 400, **options) -> dict[int, list[float]]:
    """For each gap the shares of new sequences that some recurrent nets have right, best first.

    Parameters
    ----------
    gaps : sequence of int
    nets : int
        How many are trained for each gap, each with data and weights of its own.
    n : int
        Sequences to learn from.
    **options
        Those of `recurrent_net`.
    """
    found: dict[int, list[float]] = {}
    for gap in gaps:
        shares = []
        for seed in range(nets):
            rng = np.random.default_rng(seed)
            (X, y), (X_new, y_new) = (forgotten_tones(n, gap, rng) for _ in range(2))
            net = learn(recurrent_net(rng, **options), X, y)
            shares.append(float(np.mean(net(X_new).argmax(axis=1) == y_new)))
        found[gap] = sorted(shares, reverse=True)
    return found


def trained(gap: int, seed: int):
    """A `recurrent_net` trained on a gap, and the sequences and labels: (net, X, y)."""
    rng = np.random.default_rng(seed)
    X, y = forgotten_tones(400, gap, rng)
    return learn(recurrent_net(rng), X, y), X, y


def taught(gap: int, seed: int, parts) -> tuple:
    """The same, taught by other code in double precision: (net, X, y).

    Parameters
    ----------
    gap, seed : int
        As in `trained`.
    parts : anything with `rnn_sequence`, `last_step_gradients`, `bptt` and `clip_global_norm`
        Whose code does the work, such as `dlaudio.mine`.
    """
    rng = np.random.default_rng(seed)
    X, y = forgotten_tones(400, gap, rng)
    net = recurrent_net(rng)
    own = [*net.layers[0].parameters(), *net.layers[2].parameters()]
    for parameter in own:
        parameter.value, parameter.grad = (
            np.asarray(part, dtype=float) for part in (parameter.value, parameter.grad)
        )
    optimizer, rng = optim.Adam(own, lr=0.01), np.random.default_rng(0)
    for _ in bar(range(30), "learning", unit="epoch"):
        for rows in train.batches(len(X), 32, rng=rng):
            gradient = _gradient(X[rows].astype(float), y[rows], weights_of(net), parts)
            clipped, _ = parts.clip_global_norm(gradient, 1.0)
            for parameter, piece in zip(own, clipped, strict=True):
                parameter.grad[...] = piece
            optimizer.step()
    return net, X, y


def _gradient(X, y, weights, parts) -> list[np.ndarray]:
    """Of the mean loss of a net read at its last state, in each of its five arrays."""
    *memory, W_y, c = weights
    first = np.zeros((len(X), len(memory[2])))
    states = parts.rnn_sequence(X, first, *memory)
    _, dH, dW_y, dc = parts.last_step_gradients(states, W_y, c, y)
    _, _, *rest = parts.bptt(dH, X, first, *memory)
    return [*rest, dW_y, dc]


def net_and_twins(rng: np.random.Generator) -> tuple:
    """Weights (W_x, W_h, b) of 4 units, and two sequences, (2, 8, 2), of which step 3 differs."""
    weights = rng.normal(size=(2, 4)), rng.normal(size=(4, 4)) / 2, np.zeros(4)
    X = rng.normal(size=(1, 8, 2)).repeat(2, axis=0)
    X[1, 2] += 1
    return weights, X


def one_that_begins_high(net: layers.Sequential, X: np.ndarray, y: np.ndarray) -> tuple:
    """The states (T, H) while the first high sequence plays, the unit that holds it, and signs."""
    _, states = remembered(weights_of(net), X)
    heard = ["high", *[""] * (X.shape[1] - 2), "?"]
    return states[np.flatnonzero(y)[0]], holder(states, y), heard


def largest_turn(net: layers.Sequential) -> str:
    """Length and angle of the largest eigenvalue of a net's W_h, in words."""
    value = max(np.linalg.eigvals(weights_of(net)[1]), key=np.abs)
    return f"length {np.abs(value):.2f}, angle {np.degrees(np.abs(np.angle(value))):.0f}°"


def share_after(net: layers.Sequential, gap: int, *, n: int = 400) -> float:
    """Share of new sequences with this gap that a net has right, whatever gap it was trained on."""
    X, y = forgotten_tones(n, gap, np.random.default_rng(gap))
    return float(np.mean(net(X).argmax(axis=1) == y))


def shares_when_asked(net: layers.Sequential, gaps, *, n: int = 200) -> dict[int, float]:
    """`share_after` for each of the gaps."""
    return {gap: share_after(net, gap, n=n) for gap in gaps}


def shares_of(weights, gaps, *, n: int = 200) -> dict[int, float]:
    """For each gap the share of new sequences that a net with these weights has right.

    Parameters
    ----------
    weights : W_x (D, H), W_h (H, H), b (H,), W_y (H, 2), c (2,)
    gaps : sequence of int
    n : int
        Sequences for each gap.
    """
    found = {}
    for gap in gaps:
        X, y = forgotten_tones(n, gap, np.random.default_rng(gap))
        found[gap] = float(np.mean(remembered(weights, X)[0] == y))
    return found


def later(memories, gaps) -> str:
    """What is left of some memories when they are asked later and later, a line each.

    Parameters
    ----------
    memories : dict of weights by name
        As in `shares_of`; those that are None are left out.
    gaps : sequence of int
    """
    lines = []
    for name, weights in memories.items():
        if weights is not None:
            shares = shares_of(weights, gaps)
            told = ", ".join(f"{part:.0%} right after {gap}" for gap, part in shares.items())
            lines.append(f"{name}: {told}")
    return "\n".join(lines)


def as_points(*shares) -> tuple[np.ndarray, np.ndarray]:
    """Tables of shares by gap as points (gap, share), shape (n, 2), and the table each is from.

    Those of one gap in one table stand two frames apart around it, so that all can be seen.
    """
    rows = [
        (gap + 2 * i - (np.size(found) - 1), share, k)
        for k, table in enumerate(shares)
        for gap, found in table.items()
        for i, share in enumerate(np.ravel(found))
    ]
    return np.array(rows)[:, :2], np.array(rows)[:, 2].astype(int)


def weights_of(net: layers.Sequential) -> tuple[np.ndarray, ...]:
    """W_x (D, H), W_h (H, H), b (H,), W_y (H, 2) and c (2,) of a `recurrent_net`."""
    memory, _, reader = net.layers
    pieces = (*memory.parameters(), *reader.parameters())
    return tuple(parameter.value for parameter in pieces)


def remembered(weights, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Run a recurrent net from zeros; labels (N,) read from the last state, and all states.

    Parameters
    ----------
    weights : W_x (D, H), W_h (H, H), b (H,), W_y (H, C), c (C,)
    X : array, shape (N, T, D)

    Raises
    ------
    ValueError
        If the weights are not five arrays whose shapes fit each other and X.
    """
    if len(weights) != 5:
        raise ValueError(f"needs W_x, W_h, b, W_y, c: five arrays, got {len(weights)}")
    W_x, W_h, b, W_y, c = (np.asarray(part, dtype=float) for part in weights)
    D, H, C = X.shape[2], b.size, c.size
    got = (W_x.shape, W_h.shape, b.shape, W_y.shape, c.shape)
    if got != (needed := ((D, H), (H, H), (H,), (H, C), (C,))):
        raise ValueError(f"needs W_x, W_h, b, W_y, c of shapes {needed}, got {got}")
    h, states = np.zeros((len(X), H)), []
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ W_x + h @ W_h + b)
        states.append(h)
    return (h @ W_y + c).argmax(axis=1), np.stack(states, axis=1)


def holder(states: np.ndarray, y: np.ndarray) -> int:
    """The unit of states (N, T, H) whose last value tells the labels y (N,) apart best."""
    last = states[:, -1]
    shared = ((last - last.mean(axis=0)) * (y - np.mean(y))[:, None]).mean(axis=0)
    return int(np.argmax(np.abs(shared) / (last.std(axis=0) + 1e-12)))
