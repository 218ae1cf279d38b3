"""One transformer block that predicts melodies: positions, causal attention in heads, a small net.

A. Vaswani and others, "Attention is all you need", NIPS 2017; the norms stand before, as in
R. Xiong and others, "On layer normalization in the transformer architecture", ICML 2020.
"""

import numpy as np

from dlaudio.bars import bar
from dlaudio.generation.composer import compose, draw, tunes_as_batch
from dlaudio.generation.notes import END, features
from dlaudio.layers import Dropout, Layer, LayerNorm, Linear, Parameter, ReLU, Sequential
from dlaudio.losses import CrossEntropyLoss
from dlaudio.networks.attending import attend, attend_backward
from dlaudio.optim import Adam, linear_decay
from dlaudio.train import update


class CausalAttention(Layer):
    """Self-attention of (N, T, D) in several heads; each place sees itself and what came before.

    Parameters
    ----------
    width : int
        D, a multiple of `heads`.
    heads : int
    rng : numpy.random.Generator
        Draws the weights.
    """

    def __init__(self, width: int, *, heads: int, rng: np.random.Generator):
        if width % heads:
            raise ValueError(f"CausalAttention needs heads that divide {width}, got {heads}")
        self.heads = heads
        self.ask = Linear(width, 3 * width, rng=rng)
        self.join = Linear(width, width, rng=rng)

    def _split(self, x) -> np.ndarray:
        """(N, T, D) to (N, heads, T, D / heads)."""
        return x.reshape(*x.shape[:2], self.heads, -1).swapaxes(1, 2)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """(N, T, D) to the same shape."""
        Q, K, V = (self._split(part) for part in np.split(self.ask(x), 3, axis=2))
        later = np.triu(np.ones((x.shape[1],) * 2, dtype=bool), 1)
        weights, mixed = attend(Q, K, V, later)
        self._saved = Q, K, V, weights
        self.weights = weights
        return self.join(mixed.swapaxes(1, 2).reshape(x.shape))

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy (N, T, D); return dL/dx."""
        Q, K, V, weights = self._saved
        back = attend_backward(Q, K, V, weights, self._split(self.join.backward(dout)))
        return self.ask.backward(
            np.concatenate([d.swapaxes(1, 2).reshape(dout.shape) for d in back], axis=2)
        )


class Block(Layer):
    """x + attention(norm(x)), then the same with a small net, (N, T, D) to (N, T, D)."""

    def __init__(self, width: int, *, heads: int, dropout: float, rng: np.random.Generator):
        self.look = Sequential(
            LayerNorm(width),
            CausalAttention(width, heads=heads, rng=rng),
            Dropout(dropout, rng=rng),
        )
        self.think = Sequential(
            LayerNorm(width),
            Linear(width, 2 * width, rng=rng),
            ReLU(),
            Linear(2 * width, width, rng=rng),
            Dropout(dropout, rng=rng),
        )

    def forward(self, x: np.ndarray) -> np.ndarray:
        """(N, T, D) to the same shape."""
        x = x + self.look(x)
        return x + self.think(x)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy; return dL/dx: every shortcut hands the gradient on as it is."""
        dout = dout + self.think.backward(dout)
        return dout + self.look.backward(dout)


class MelodyTransformer(Layer):
    """Scores of the next note from all before, as unit 12's composer gives them, in one block.

    Parameters
    ----------
    width, heads : int
    places : int
        How many positions there are.
    rng : numpy.random.Generator
        Draws the weights.
    positions : bool
        Whether each place is told where it stands.
    dropout : float
    """

    def __init__(self, width, *, heads, places=32, rng, positions=True, dropout=0.2):
        self.features = features()
        self.into = Linear(self.features.shape[1], width, rng=rng)
        where = 0.02 * rng.normal(size=(places, width)) * positions
        self.where = Parameter(where.astype(np.float32))
        self.positions = positions
        self.block = Block(width, heads=heads, dropout=dropout, rng=rng)
        self.norm = LayerNorm(width)
        self.scores = Linear(width, self.features.shape[1], rng=rng)
        self.scores.weight.value *= 0.2

    def forward(self, symbols: np.ndarray) -> np.ndarray:
        """Scores (N, T, K) of what follows each of the symbols (N, T)."""
        x = self.into(self.features[symbols]) + self.where.value[: symbols.shape[1]]
        return self.scores(self.norm(self.block(x))) @ self.features.T

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dscores (N, T, K); return the gradient of the features."""
        dx = self.block.backward(self.norm.backward(self.scores.backward(dout @ self.features)))
        if self.positions:
            self.where.grad[: dx.shape[1]] += dx.sum(axis=0)
        return self.into.backward(dx)


def train_melodies(net: Layer, melodies, *, updates: int, rng: np.random.Generator, lr=0.005):
    """Bits a note after each update, (updates,); every tune is in a new key each time."""
    optimizer, loss, bits = Adam(net.parameters()), CrossEntropyLoss(), []
    rate = linear_decay(lr, 1e-4)
    net.train()
    for i in bar(range(updates), "learning", unit="update"):
        optimizer.lr = rate(i / updates)
        batch = tunes_as_batch(melodies, melodies.splits["train"], rng=rng)
        value, _ = update(net, loss, optimizer, batch[0], batch[1], mask=batch[2], clip_norm=1.0)
        bits.append(value / np.log(2))
    net.eval()
    return np.array(bits)


def bits_on_new_tunes(forward, melodies) -> float:
    """Bits a note on the tunes of the split "test"; `forward` goes from symbols to scores."""
    inputs, targets, mask, _ = tunes_as_batch(melodies, melodies.splits["test"])
    return float(CrossEntropyLoss()(forward(inputs), targets, mask) / np.log(2))


def mean_bits(dials, melodies, *, updates: int, seeds=(0, 1)) -> float:
    """Bits on new tunes of blocks with these `dials`, the mean over some seeds.

    Parameters
    ----------
    dials : dict
        What `MelodyTransformer` takes: width, heads, positions, dropout.
    melodies : dlaudio.datasets.melodies.Melodies
    updates : int
    seeds : sequence of int
    """
    found = []
    for seed in seeds:
        net = MelodyTransformer(rng=np.random.default_rng(seed), **dials)
        train_melodies(net, melodies, updates=updates, rng=np.random.default_rng(seed))
        found.append(bits_on_new_tunes(net.forward, melodies))
    return float(np.mean(found))


def go_on(net: MelodyTransformer, heard, *, notes: int, temperature: float, rng) -> np.ndarray:
    """The symbols heard (T,), and up to `notes` drawn behind them, until the tune ends.

    Raises
    ------
    ValueError
        If there are not so many places.
    """
    symbols = [int(s) for s in heard]
    if not symbols or len(symbols) + notes > len(net.where.value) + 1:
        raise ValueError(
            f"go_on needs something heard and at most {len(net.where.value)} symbols to look back "
            f"at, got {len(symbols)} and {notes} more"
        )
    for _ in range(notes):
        scores = net.forward(np.array([symbols]))[0, -1]
        symbols.append(draw(scores, temperature, rng.random()))
        if symbols[-1] == END:
            break
    return np.array(symbols)


def both_go_on(block, lstm, heard, *, notes: int, temperature: float, seed: int) -> list:
    """How a block and unit 12's composer go on with the symbols heard, each with the same dice.

    The end symbol before the heard ones is left out: two lists of symbols.
    """
    rng, same = np.random.default_rng(seed), np.random.default_rng(seed)
    first = go_on(block, heard, notes=notes, temperature=temperature, rng=rng)[1:]
    look = {"temperature": temperature, "longest": notes, "rng": same, "heard": heard[1:]}
    told = np.zeros(12)
    return [list(first), [*heard[1:], *compose(lstm, told, **look)]]


def looks_of(net: MelodyTransformer, symbols) -> np.ndarray:
    """Weights (heads, T, T) of each head while the net reads one tune, (T,)."""
    net.forward(np.asarray(symbols)[None])
    return net.block.look[1].weights[0]


def cost_of_silence(net: MelodyTransformer, melodies) -> np.ndarray:
    """Bits a note on new tunes that are lost without each of the heads, and without all.

    A head is silenced by zeros in the rows that join what it hears; they are put back.

    Parameters
    ----------
    net : MelodyTransformer
    melodies : dlaudio.datasets.melodies.Melodies

    Returns
    -------
    array, shape (heads + 1,)
    """
    join, heads = net.block.look[1].join.weight, net.block.look[1].heads
    kept, wide = join.value.copy(), len(join.value) // heads
    whole, lost = bits_on_new_tunes(net.forward, melodies), []
    for rows in [*(slice(h * wide, (h + 1) * wide) for h in range(heads)), slice(None)]:
        join.value[rows] = 0
        lost.append(bits_on_new_tunes(net.forward, melodies) - whole)
        join.value[...] = kept
    return np.array(lost)


def picture_of_practice(learnt, new):
    """Bits a note while a net practises, (updates,), and what some nets need on new tunes.

    Parameters
    ----------
    learnt : array, shape (updates,)
    new : mapping from str to float
        Bits on new tunes of at most three nets.
    """
    from dlaudio.plots import OKABE_ITO
    from dlaudio.plots.pictures import new_figure

    figure = new_figure(7.0, 3.2)
    ax = figure.subplots()
    ax.plot(learnt, color="0.55", label="block, tunes it practises")
    for (name, bits), color in zip(new.items(), ("vermillion", "blue", "green"), strict=False):
        ax.axhline(bits, ls="--", color=OKABE_ITO[color], label=f"{name}: {bits:.2f}")
    ax.set(xlabel="update", ylabel="bits a note")
    ax.legend(loc="upper right")
    told = ", ".join(f"{name} {bits:.2f}" for name, bits in new.items())
    last = float(np.mean(learnt[-10:]))
    return figure, f"From {learnt[0]:.1f} to {last:.2f} bits a note in practice; {told}."


def looks_at_tune(net: MelodyTransformer, melodies, row: int, *, notes: int = 14):
    """Weights (heads, T, T) while the net reads the beginning of a tune, and the notes' names."""
    from dlaudio.generation.notes import NAMES, to_notes

    symbols = tunes_as_batch(melodies, [row])[0][0][: notes + 1]
    pitches = to_notes(symbols[1:])[0]
    return looks_of(net, symbols), ["start", *(NAMES[int(p) % 12] for p in pitches)]


def by_parts(net: MelodyTransformer, symbols, *, heads, mask, residual) -> np.ndarray:
    """Scores (T, K) of a net for symbols (T,), with somebody's own functions in its block.

    Parameters
    ----------
    net : MelodyTransformer
    symbols : array of int, shape (T,)
    heads, mask, residual : callables
        `many_heads`, `causal_attention` and `residual_block` of unit 13. Each head's columns go
        through the mask; the last place, which sees all, is asked by the heads.
    """
    (norm, look, _), (after, first, _, second, _) = (
        half.layers for half in (net.block.look, net.block.think)
    )
    x = net.into(net.features[symbols]) + net.where.value[: len(symbols)]
    Q, K, V = np.split(look.ask(norm(x)), 3, axis=1)
    pieces = zip(*(np.split(rows, look.heads, axis=1) for rows in (Q, K, V)), strict=True)
    mixed = np.hstack([mask(*piece)[1] for piece in pieces])
    mixed[-1:] = heads(Q[-1:], K, V, look.heads)[1]
    x = x + look.join(mixed)
    seen, weights = after(x), (first.weight, first.bias, second.weight, second.bias)
    thought = residual(seen, *(w.value for w in weights), np.zeros_like(seen))[0]
    return net.scores(net.norm(x + thought - seen)) @ net.features.T


def gradient_below(layers: int, *, shortcut: int, seed: int = 0) -> np.ndarray:
    """Length of a gradient, at first 1, below each of so many layers of 16 small random weights."""
    rng, d, lengths = np.random.default_rng(seed), np.ones(16) / 4, []
    for _ in range(layers):
        d = shortcut * d + 0.1 * rng.normal(size=(16, 16)) @ d
        lengths.append(np.linalg.norm(d))
    return np.array(lengths)


def below_blocks(block, n: int, *, seed: int = 0) -> float:
    """Length of a gradient, at first 1, below so many residual blocks with small random weights.

    Parameters
    ----------
    block : callable
        `residual_block` of unit 13.
    n : int
        How many, one upon the other.
    seed : int
    """
    rng, width = np.random.default_rng(seed), 16
    x, nothing, inputs = rng.normal(size=(1, width)), np.zeros((1, width)), []
    weights = [0.2 * rng.normal(size=(2, width, width)) for _ in range(n)]
    for W1, W2 in weights:
        inputs.append(x)
        x = block(x, W1, nothing[0], W2, nothing[0], nothing)[0]
    d = np.full((1, width), 1 / np.sqrt(width))
    for (W1, W2), x in zip(weights[::-1], inputs[::-1], strict=True):
        d = block(x, W1, nothing[0], W2, nothing[0], d)[1]
    return float(np.linalg.norm(d))
