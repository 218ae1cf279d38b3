"""A variational autoencoder of melodies, whose code can be walked from one tune to another.

D. Kingma, M. Welling, "Auto-encoding variational Bayes", ICLR 2014; melodies as in A. Roberts and
others, "A hierarchical latent vector model for learning long-term structure in music", ICML 2018,
who had recurrent nets where this one has two layers.
"""

import numpy as np

from dlaudio import audio
from dlaudio.bars import bar
from dlaudio.layers import Layer, Linear, Sequential, Tanh
from dlaudio.losses import CrossEntropyLoss
from dlaudio.networks.diffusing import sound
from dlaudio.networks.lowest import Lowest
from dlaudio.optim import Adam, linear_decay
from dlaudio.train import batches

NOTES, PITCHES, BELOW = 16, 36, 11  # of a piece; semitones it may span; those below its key-note


def pieces_of(melodies) -> tuple[np.ndarray, np.ndarray]:
    """All pieces of 16 notes, (N, 16), all with the key-note at 11, and the tune of each, (N,)."""
    pieces, tunes = [], []
    for i, (pitches, tonic) in enumerate(zip(melodies.pitches, melodies.tonics, strict=True)):
        octave = (pitches.min() + BELOW - tonic) // 12
        steps = np.clip(pitches - tonic - 12 * octave + BELOW, 0, PITCHES - 1)
        for s in range(0, len(pitches) - NOTES + 1, 2):
            pieces.append(steps[s : s + NOTES])
            tunes.append(i)
    return np.array(pieces), np.array(tunes)


def draw_code(mu, log_var, noise, dz):
    """z, the cost KL of the clouds, and the gradients of mu and log_var for that of z.

    Parameters
    ----------
    mu, log_var, noise, dz : arrays, shape (N, M)
    """
    std, n = np.exp(log_var / 2), len(mu)
    kl = 0.5 * np.sum(mu**2 + std**2 - 1 - log_var) / n
    dlog_var = dz * noise * std / 2 + 0.5 * (std**2 - 1) / n
    return mu + std * noise, kl, dz + mu / n, dlog_var


def point_code(mu, log_var, noise, dz):
    """As `draw_code` for a plain autoencoder: a piece is a point, and points cost nothing."""
    return mu, 0.0, dz, np.zeros_like(dz)


class Blender(Layer):
    """Encoder (N, 16) to a mean and a log variance (N, M) each, and a decoder back to scores.

    Parameters
    ----------
    code, hidden : int
        M, and the units of each hidden layer.
    rng : numpy.random.Generator
        Draws the weights.
    """

    def __init__(self, code: int = 12, hidden: int = 128, *, rng: np.random.Generator):
        size = NOTES * PITCHES
        self.code = code
        self.encoder = Sequential(
            Lowest(size, hidden, rng=rng), Tanh(), Linear(hidden, 2 * code, rng=rng)
        )
        self.decoder = Sequential(
            Linear(code, hidden, rng=rng), Tanh(), Linear(hidden, size, rng=rng)
        )

    def cloud(self, pieces) -> tuple[np.ndarray, np.ndarray]:
        """Mean and log variance, (N, M) each, of pieces (N, 16)."""
        one_hot = np.eye(PITCHES, dtype=np.float32)[pieces].reshape(len(pieces), -1)
        return tuple(np.split(self.encoder(one_hot), 2, axis=1))

    def notes(self, z) -> np.ndarray:
        """The likeliest pieces (N, 16) of codes (N, M)."""
        scores = self.decoder(np.asarray(z, dtype=np.float32))
        return scores.reshape(len(scores), NOTES, PITCHES).argmax(axis=2)


def train_blender(net, pieces, *, vae_latent=draw_code, epochs=60, weight=1.0, rng):
    """Learn to give pieces back through a drawn code; returns right notes and KL by epoch.

    Parameters
    ----------
    net : Blender
        It is changed.
    pieces : array of int, shape (N, 16)
    vae_latent : callable
        (mu, log_var, noise, dz) to (z, kl, dmu, dlog_var), as in unit 13.
    epochs : int
    weight : float, above 0
        How much the KL term counts: 1 is the bound of the paper; with less, more notes come back
        and draws leap more.
    rng : numpy.random.Generator
        Draws batches and noise.
    """
    optimizer, loss, history = Adam(net.parameters()), CrossEntropyLoss(), []
    rate = linear_decay(0.005, 2e-4)
    for epoch in bar(range(epochs), "learning", unit="epoch"):
        optimizer.lr, right, cost = rate(epoch / epochs), [], []
        for rows in batches(len(pieces), 64, rng=rng):
            x = pieces[rows]
            mu, log_var = net.cloud(x)
            noise = rng.normal(size=mu.shape)
            z = np.asarray(vae_latent(mu, log_var, noise, np.zeros_like(noise))[0], np.float32)
            scores = net.decoder(z).reshape(len(x), NOTES, PITCHES)
            loss(scores, x)
            optimizer.zero_grad()
            dscores = NOTES * loss.backward()  # the sum over the notes of a piece
            dz = net.decoder.backward(dscores.reshape(len(x), -1))
            _, kl, dmu, dlog_var = vae_latent(mu, log_var, noise, dz / weight)
            back = weight * np.concatenate([dmu, dlog_var], axis=1)
            net.encoder.backward(back.astype(np.float32))
            optimizer.step()
            right.append(np.mean(scores.argmax(axis=2) == x))
            cost.append(kl)
        history.append((np.mean(right), np.mean(cost)))
    return np.array(history)


def walk(net, start, end, *, steps: int = 8) -> np.ndarray:
    """Pieces (steps, 16) on the straight way from the code of one piece to that of another."""
    (a, b), _ = net.cloud(np.array([start, end]))
    share = np.linspace(0, 1, steps)[:, None]
    return net.notes((1 - share) * a + share * b)


def beginnings(melodies, *titles: str) -> np.ndarray:
    """The first 16 notes of the tunes of these titles, or of the first that begins so: (n, 16)."""
    pieces, of_tune = pieces_of(melodies)
    named = [str(melodies.titles[tune]) for tune in of_tune]
    rows = []
    for title in titles:
        found = [i for i, name in enumerate(named) if name.startswith(title)]
        if not found:
            raise ValueError(f"no tune begins with {title!r}; there are {sorted(set(named))}")
        rows.append(found[0])
    return pieces[rows]


def by_coins(start, end, *, steps: int = 8, rng: np.random.Generator) -> np.ndarray:
    """Pieces (steps, 16) on the naive way: each note goes over to the other piece by chance."""
    share = np.linspace(0, 1, steps)[:, None]
    return np.where(rng.random(NOTES) < share, end, start)


def coin_blends(pieces, of_tune, n: int, *, rng: np.random.Generator) -> np.ndarray:
    """Pieces (n, 16) with each note from one or the other of two pieces of different tunes."""
    a, b = rng.integers(0, len(pieces), (2, 2 * n))
    a, b = (rows[of_tune[a] != of_tune[b]][:n] for rows in (a, b))
    return np.where(rng.random((n, NOTES)) < 0.5, pieces[a], pieces[b])


def at_home(net, pieces, chance) -> np.ndarray:
    """Codes (N, M) with the mean and spread of those of the pieces, out of standard normals."""
    codes = net.cloud(pieces)[0]
    return codes.mean(axis=0) + codes.std(axis=0) * np.asarray(chance)


def wild_leaps(pieces) -> float:
    """The share of the steps from note to note in pieces (N, 16) that are wider than a fifth."""
    return float(np.mean(_wide(pieces)))


def calm(pieces) -> float:
    """The share of pieces (N, 16) in which no step from note to note is wider than a fifth."""
    return float(np.mean(~_wide(pieces).any(axis=1)))


def told(pieces) -> str:
    """Both shares of pieces (N, 16) in words."""
    wide, tame = wild_leaps(pieces), calm(pieces)
    return f"{wide:.1%} of the steps are wider than a fifth, {tame:.0%} of the pieces have none"


def _wide(pieces) -> np.ndarray:
    """Which of the 15 steps of pieces (N, 16) are wider than a fifth, (N, 15)."""
    return np.abs(np.diff(pieces, axis=1)) > 7


def sing(piece, *, sr: int = 16000, levels=None) -> np.ndarray:
    """A piece (16,) as sound, in C, a fifth of a second a note.

    Parameters
    ----------
    piece : array of int, shape (16,)
    sr : int
        Sample rate, Hz.
    levels : array, shape (16,), optional
        The tone, as levels of its harmonics (see `diffusing.sound`).
    """
    pitches = audio.midi_to_hz(np.asarray(piece) - BELOW + 60)
    if levels is None:
        return np.concatenate([audio.note(float(p), sr=sr, duration=0.2) for p in pitches])
    return np.concatenate([sound(levels, pitch=float(p), sr=sr, duration=0.2) for p in pitches])


def play(pieces):
    """A player for pieces in a row, {name: array of 16 notes}, each as `sing` has it."""
    return audio.play_row({name: sing(piece) for name, piece in pieces.items()}, 16000)


def picture_of_walk(ways, shown=None):
    """Ways from one piece to another as rows of piano rolls, with what changes and what leaps.

    Parameters
    ----------
    ways : mapping from str to array of int, shape (n, 16), with the same n
    shown : sequence of int, optional
        Which of the pieces are drawn, all if it is left out; those beyond n are left out.
    """
    from dlaudio.plots import OKABE_ITO
    from dlaudio.plots.pictures import WORDS, new_figure

    ways = {name: np.asarray(way) for name, way in ways.items()}
    n = len(next(iter(ways.values())))
    shown = [i for i in shown or range(n) if i < n]
    figure, said = new_figure(9.6, 1.2 + 2.3 * len(ways)), []
    axes = figure.subplots(len(ways), len(shown), sharex=True, sharey=True, squeeze=False)
    low, high = (end(list(ways.values())) - BELOW for end in (np.min, np.max))
    for row, (name, way) in zip(axes, ways.items(), strict=True):
        fresh = np.vstack([np.zeros((1, NOTES), dtype=bool), np.diff(way[shown], axis=0) != 0])
        leaps = _wide(way)[shown]
        for i, (ax, piece) in enumerate(zip(row, way[shown] - BELOW, strict=True)):
            for changed, ink in ((False, "blue"), (True, "vermillion")):
                (at,) = np.nonzero(fresh[i] == changed)
                ax.hlines(piece[at], at, at + 0.9, color=OKABE_ITO[ink], lw=6)
            at = np.flatnonzero(leaps[i])
            ax.vlines(at + 0.95, piece[at], piece[at + 1], color="0.35", lw=1.2)
            ax.set(xticks=(0.45, 7.45, 15.45), xticklabels=(1, 8, 16), ylim=(low - 1, high + 1))
            words = f"{fresh[i].sum()} changed" if i else "start"
            ax.set_xlabel(f"{words}\n{leaps[i].sum()} wide", fontsize=10.5)
        row[0].set(yticks=(0, 7), yticklabels=("key-note", "fifth"))
        row[0].set_ylabel(name, fontsize=12)
        changes, wide = (np.diff(way, axis=0) != 0).sum(axis=1), _wide(way).sum(axis=1)
        said.append(f"{name}: {_told(changes)} notes change, {_told(wide)} steps are wide")
    for i, ax in zip(shown, axes[0], strict=True):
        ax.set_title(f"step {i + 1}", fontsize=12)
    figure.supxlabel("which of the 16 notes", fontsize=10.5, color=WORDS)
    keys = axes[0, 0].collections[:2] + [ax.vlines([], 0, 0, color="0.35", lw=1.2)]
    names = "as in the drawing before", "changed since then", "a step wider than a fifth"
    figure.legend(keys, names, loc="outside upper center", ncols=3, frameon=False)
    return figure, (
        f"{n} pieces of 16 notes in each row; of those drawn, what has changed since the one "
        f"before is orange, and a line marks a step wider than a fifth. {'; '.join(said)}."
    )


def _told(counts) -> str:
    return ", ".join(str(int(c)) for c in counts)


def picture_of_land(nets, pieces, draws):
    """Where nets keep pieces, and where draws (n, M) fall: towards the pieces' middle, and across.

    Parameters
    ----------
    nets : mapping from str to Blender
    pieces : array of int, shape (N, 16)
        As many of them as there are draws are shown.
    draws : array, shape (n, M)
    """
    from dlaudio.plots import OKABE_ITO
    from dlaudio.plots.pictures import new_figure

    figure, said = new_figure(8.6, 4.0), []
    for ax, (name, net) in zip(figure.subplots(1, len(nets)), nets.items(), strict=True):
        codes = net.cloud(pieces)[0]
        middle = codes.mean(axis=0)
        towards = middle / np.linalg.norm(middle)
        rest = codes - np.outer(codes @ towards, towards)
        widest = np.linalg.svd(rest - rest.mean(axis=0), full_matrices=False)[2][0]
        rows = np.linspace(0, len(codes) - 1, min(len(codes), len(draws))).astype(int)
        dots = {"ls": "", "ms": 4, "alpha": 0.6, "mec": "none"}
        for label, marker, color, at in (
            ("code of a tune", "o", "blue", codes[rows]),
            ("draw from nowhere", "D", "vermillion", np.asarray(draws)),
        ):
            ax.plot(at @ towards, at @ widest, marker, color=OKABE_ITO[color], label=label, **dots)
        ax.set(title=name, xlabel="towards the tunes' middle", aspect="equal", adjustable="datalim")
        said.append(
            f"{name}: tunes spread by {codes.std(0).mean():.1f} in each number of the code, draws "
            f"by {np.std(draws):.1f}; the middle of the tunes is {middle @ towards:.1f} from 0"
        )
    figure.axes[0].set(ylabel="widest direction across")
    figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return figure, f"Codes of tunes, and draws from nowhere. {'; '.join(said)}."
