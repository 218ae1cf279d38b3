"""An encoder and a decoder that looks back: attention over all states of what was read.

D. Bahdanau, K. Cho, Y. Bengio, "Neural machine translation by jointly learning to align and
translate", ICLR 2015; the scores are dot products as in M.-T. Luong, H. Pham, C. Manning,
"Effective approaches to attention-based neural machine translation", EMNLP 2015, here over sqrt(H).
"""

import numpy as np

from dlaudio.bars import bar
from dlaudio.generation.translator import Translator
from dlaudio.layers import Layer, Linear, softmax
from dlaudio.losses import CrossEntropyLoss
from dlaudio.networks.white_keys import NAMES, clashes, play, play_canon, sing, together  # noqa: F401
from dlaudio.optim import Adam, linear_decay
from dlaudio.train import update


def attend(Q, K, V, hidden=None) -> tuple[np.ndarray, np.ndarray]:
    """Weights (..., T, S) and mixtures (..., T, E) of queries (..., T, D) over S keys and values.

    Parameters
    ----------
    Q, K, V : arrays, shapes (..., T, D), (..., S, D), (..., S, E)
    hidden : array of bool, shape (T, S), optional
        True where a query may not look.
    """
    scores = Q @ K.swapaxes(-1, -2) / Q.dtype.type(np.sqrt(Q.shape[-1]))
    if hidden is not None:
        scores = np.where(hidden, scores.dtype.type(-np.inf), scores)
    weights = softmax(scores)
    return weights, weights @ V


def attend_backward(Q, K, V, weights, dout) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of Q, K and V for the gradient of the mixtures, (..., T, E)."""
    dA = dout @ V.swapaxes(-1, -2)
    dS = weights * (dA - (weights * dA).sum(axis=-1, keepdims=True))
    dS = dS / Q.dtype.type(np.sqrt(Q.shape[-1]))
    return dS @ K, dS.swapaxes(-1, -2) @ Q, weights.swapaxes(-1, -2) @ dout


class AttendingTranslator(Translator):
    """`Translator` whose decoder asks all states of the encoder before it says each symbol.

    `attention`, if it is set, is somebody's own function of exercise 1. It then looks for the net
    and gives the gradients of queries and values; that of the keys it does not return.
    """

    attention = None

    def __init__(self, n_symbols: int, hidden_size: int, *, rng: np.random.Generator):
        super().__init__(n_symbols, hidden_size, rng=rng)
        self.ask = Linear(hidden_size, hidden_size, rng=rng)
        self.scores = Linear(2 * hidden_size, n_symbols + 1, rng=rng)

    def forward(self, read: np.ndarray, written: np.ndarray) -> np.ndarray:
        """Scores (N, T, K + 1) of each next symbol, given those read and those written."""
        states = self.encoder(self._one_hot(read))
        after = self.decoder.forward(self._one_hot(written), states[:, -1])
        asks = self.ask(after)
        weights, mixed = attend(asks, states, states)
        if self.attention is not None:
            weights, mixed = self._own(asks, states, np.zeros_like(asks))[:2]
        self.kept = asks, states, weights
        return self.scores(np.concatenate([after, mixed], axis=2))

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dscores; a short way leads from each symbol to each that was read."""
        asks, states, weights = self.kept
        dafter, dmixed = np.split(self.scores.backward(dout), 2, axis=2)
        dQ, dK, dV = attend_backward(asks, states, states, weights, dmixed)
        if self.attention is not None:
            dQ, dV = self._own(asks, states, dmixed)[2:]
        self.decoder.backward(dafter + self.ask.backward(dQ))
        dstates = dK + dV
        dstates[:, -1] += self.decoder.dh0
        return self.encoder.backward(dstates)

    def _own(self, asks, states, dout) -> list[np.ndarray]:
        """What `attention` returns for each melody of the batch, piled up."""
        each = [self.attention(q, k, k, d) for q, k, d in zip(asks, states, dout, strict=True)]
        return [np.array(part, dtype=asks.dtype) for part in zip(*each, strict=True)]

    def look(self, read, *, attention, longest: int) -> tuple[list[int], np.ndarray]:
        """One sequence written with somebody's own attention, and the weights of each step.

        Parameters
        ----------
        read : array of int, shape (S,)
        attention : callable
            (Q, K, V, dout) to (weights, output, ...), as in unit 13.
        longest : int
            Most symbols that it writes.
        """
        states = self.encoder(self._one_hot(np.asarray(read)[None]))[0]
        state, last, written, looks = states[None, -1], self.end, [], []
        while len(written) < longest:
            state = self.decoder.forward(self._one_hot([[last]]), state)[:, -1]
            weights, mixed = attention(self.ask(state), states, states, np.zeros_like(state))[:2]
            both = np.concatenate([state, np.asarray(mixed, dtype=state.dtype)], axis=1)
            last = int(self.scores(both).argmax())
            looks.append(np.asarray(weights)[0])
            if last == self.end:
                break
            written.append(last)
        return written, np.array(looks)


def turned_round(rng: np.random.Generator, n: int, length: int, end: int):
    """Melodies of `end` notes, what the decoder has written before each step, and what is right."""
    read = rng.integers(0, end, (n, length))
    target = np.pad(read[:, ::-1], ((0, 0), (0, 1)), constant_values=end)
    return read, np.pad(target[:, :-1], ((0, 0), (1, 0)), constant_values=end), target


def train_turner(
    net: Layer, *, updates: int, longest: int = 12, rng: np.random.Generator, attention=None
) -> Layer:
    """Learn to give melodies of 3 to `longest` notes back from the last note to the first.

    Parameters
    ----------
    net : Translator
        It is changed, and returned in eval mode.
    updates : int, at least 1
    longest : int, at least 3
    rng : numpy.random.Generator
        Draws the melodies.
    attention : callable, optional
        Somebody's own, (Q, K, V, dout) to (weights, output, dQ, dV): an attending net makes its
        last 50 updates with it.
    """
    optimizer, loss = Adam(net.parameters(), 0.005), CrossEntropyLoss()
    rate = linear_decay(0.005, 2e-4)
    net.train()
    for i in bar(range(updates), "learning", unit="update"):
        optimizer.lr = rate(i / updates)
        if attention is not None:
            net.attention = attention if i >= updates - 50 else None
        read, before, target = turned_round(rng, 64, int(rng.integers(3, longest + 1)), net.end)
        update(net, loss, optimizer, (read, before), target, clip_norm=1.0)
    if attention is not None:
        net.attention = None
    return net.eval()


def share_turned(net, length: int, *, n: int = 200, rng: np.random.Generator) -> float:
    """Share of new melodies that come back without one mistake, when the net hears itself.

    An attending net is asked with a teacher first, which is the same: up to the first mistake
    it has written what is right.
    """
    read, before, target = turned_round(rng, n, length, net.end)
    return float((net.forward(read, before).argmax(axis=2) == target).all(axis=1).mean())


def unsure_frames(word, *, frames: int, labels: int, rng: np.random.Generator) -> np.ndarray:
    """Probabilities (frames, labels) of a recogniser that half hears a word; label 0 is the blank.

    Each label of the word holds for some frames, with blanks between, in noise.
    """
    said = [0]
    for label in word:
        said += [label, 0]
    path = np.array(said)[np.arange(frames) * len(said) // frames]
    scores = 1.5 * np.eye(labels)[path] + rng.normal(size=(frames, labels))
    return softmax(scores)


def picture_of_shares(shares):
    """Lines of the shares of melodies without a mistake, {net: {notes: share}}, and they in words.

    The last place of the first net's lengths is where its practice ended.
    """
    from dlaudio.plots import OKABE_ITO
    from dlaudio.plots.pictures import new_figure

    figure = new_figure(6.6, 3.0)
    ax = figure.subplots()
    for (name, of), color, mark in zip(shares.items(), ("vermillion", "blue"), "os", strict=False):
        ax.plot(list(of), list(of.values()), marker=mark, lw=2, color=OKABE_ITO[color], label=name)
        for length, share in of.items():
            below = color == "vermillion"
            place = {"xytext": (0, -16 if below else 8), "textcoords": "offset points"}
            ax.annotate(f"{share:.0%}", (length, share), ha="center", fontsize=11, **place)
    lengths = sorted({length for of in shares.values() for length in of})
    ax.set(xlabel="notes", ylabel="without a mistake", ylim=(-0.2, 1.22), xticks=lengths)
    ax.set(yticks=[0, 0.5, 1], yticklabels=["none", "half", "all"])
    if len(shares) > 1:
        ax.legend(loc="center left")
    told = "; ".join(
        f"{name}: " + ", ".join(f"{n} notes {share:.0%}" for n, share in of.items())
        for name, of in shares.items()
    )
    return figure, f"Share of new melodies turned round without a mistake. {told}."


def picture_of_two(shares):
    """Bars of the shares of melodies without a mistake, a row a net, and they in words.

    Parameters
    ----------
    shares : mapping of str to mapping of int to float
        By net, then by the number of notes; the same numbers for each net.
    """
    from dlaudio.plots.drawings import bar_table

    rows = {name: {f"{n} notes": share for n, share in of.items()} for name, of in shares.items()}
    what = "Share of new melodies turned round without a mistake"
    return bar_table.draw(rows, form="{:.0%}", most=1.0, what=what)


def picture_of_words(chances):
    """Bars of the chances of some words, {word: chance}, each gridline 100 times the one before."""
    from dlaudio.plots import OKABE_ITO
    from dlaudio.plots.pictures import new_figure

    figure = new_figure(7.0, 0.4 * len(chances) + 1.1)
    ax = figure.subplots()
    best = max(chances, key=chances.get)
    colors = [OKABE_ITO["vermillion" if word == best else "blue"] for word in chances]
    lowest = np.floor(np.log10(min(chances.values()))) - 1
    logs = np.log10(list(chances.values()))
    bars = ax.barh(list(chances), logs - lowest, left=lowest, color=colors)
    ax.bar_label(bars, [f"{chance:.1e}" for chance in chances.values()], padding=4)
    ticks = np.arange(lowest, logs.max() + 2, 2)
    ax.set(xlim=(lowest, logs.max() + 2), xticks=ticks, xlabel="chance of all paths together")
    ax.set_xticklabels([f"$10^{{{int(t)}}}$" for t in ticks])
    ax.invert_yaxis()
    told = ", ".join(f"{word} {chance:.1e}" for word, chance in chances.items())
    return figure, f"How likely each word is, all paths added up: {told}."


def picture_of_looks(looks, read, written):
    """The weights (T, S) of attention as squares, and what they say in words.

    Parameters
    ----------
    looks : array, shape (T, S)
    read : array of int, shape (S,)
    written : sequence of int or str, length T
    """
    from dlaudio.plots.pictures import new_figure

    looks = np.asarray(looks)
    figure = new_figure(2.6 + 0.25 * looks.shape[1], 1.4 + 0.25 * looks.shape[0])
    ax = figure.subplots()
    image = ax.imshow(looks, cmap="Blues", vmin=0, vmax=1)
    names = [w if isinstance(w, str) else NAMES[w] for w in written][: len(looks)]
    ax.set(xlabel="looks at", ylabel="who looks", yticks=range(len(names)), yticklabels=names)
    ax.set(xticks=range(len(read)), xticklabels=[NAMES[n] for n in read])
    _scale(figure, image, "weight")
    places = ", ".join(
        f"{w:.2f} at {s}" for w, s in zip(looks.max(1), looks.argmax(1), strict=True)
    )
    return figure, f"Weights of attention. The largest of each row, and the place read: {places}."


def _scale(figure, image, label: str) -> None:
    """What the shades of an image mean, beside it, in the grey of the axes."""
    from dlaudio.plots.pictures import NUMBERS, STROKE, WORDS

    scale = figure.colorbar(image, ticks=(0, 0.5, 1))
    scale.outline.set_edgecolor(STROKE)
    scale.ax.tick_params(colors=STROKE, labelcolor=NUMBERS, labelsize=10.5, length=3)
    scale.set_label(label, labelpad=10, color=WORDS)


def picture_of_frames(P, letters: str):
    """What a recogniser says at each frame, (T, C), as a map of shades, and it in words.

    Parameters
    ----------
    P : array, shape (T, C)
        Each row sums to 1.
    letters : str
        One for each label.
    """
    from dlaudio.plots.pictures import new_figure

    P = np.asarray(P)
    figure = new_figure(9.0, 2.3)
    ax = figure.subplots()
    image = ax.imshow(P.T, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    ax.set(xlabel="frame", ylabel="label", yticks=range(len(letters)), yticklabels=letters)
    best = P.argmax(axis=1)
    ax.plot(np.arange(len(P)), best, "o", ms=4, mfc="none", mec="#D55E00")
    _scale(figure, image, "probability")
    row = "".join(letters[k] for k in best)
    return figure, f"Probabilities of {len(letters)} labels at {len(P)} frames; likeliest: {row}."
