"""A singer watched while it learns: what it would choose at some beats, and plain descent."""

from time import process_time

import numpy as np

from dlaudio.bars import bar
from dlaudio.generation.singer import NAMES, Singer, sound_of


def choices(tune, stages, parts, *, beats, hidden: int = 16, seed: int = 0) -> np.ndarray:
    """What one singer thinks comes next in its tune, while it learns: shares (S, B, 9).

    Parameters
    ----------
    tune : array of int, shape (T,)
        It has heard all of it once, and then hears it again.
    stages : sequence of int, shape (S,)
        After how many updates it is asked, rising.
    parts : anything
        As in `singer.Singer.learn`.
    beats : sequence of int, shape (B,)
        After so many beats of the second time, from 1 on.
    hidden, seed : int
        As in `singer.growth`.
    """
    singer, found = Singer(np.random.default_rng(seed), hidden), []
    for updates in stages:
        *_, W_y, c = singer.learn(tune, updates, parts).weights
        states = singer.states(np.tile(tune, 2))[len(tune) - 1 + np.asarray(beats)]
        shares = np.exp(states @ W_y + c)
        found.append(shares / shares.sum(axis=1, keepdims=True))
    return np.array(found)


def shares_of(sign: str, tune, stages, parts, *, beats, seed: int = 0):
    """The share that `choices` gives one sign at some beats, a line for each, drawn.

    Parameters
    ----------
    sign : str
        One of `singer.NAMES`.
    tune : array of int, shape (T,)
        As in `choices`.
    stages : sequence of int, shape (S,)
        As in `choices`.
    parts : anything
        As in `singer.Singer.learn`.
    beats : dict of int by name
        As in `choices`, with what each line is called.
    seed : int
        As in `singer.growth`.
    """
    from dlaudio import plots

    shares, ax = choices(tune, stages, parts, beats=[*beats.values()], seed=seed), None
    look = {"x": stages, "xlabel": "updates", "ylabel": f"share of {sign}"}
    for line, name in zip(shares[:, :, NAMES.index(sign)].T, beats, strict=True):
        ax = plots.curve(line, **look, label=name, ax=ax)
    return ax


def sung(tune, stages, parts, *, hidden: int = 16, seed: int = 0) -> dict[str, np.ndarray]:
    """What the singer of `singer.growth` sings at each stage, as signs: {name: shape (T,)}.

    Parameters
    ----------
    tune : array of int, shape (T,)
    stages : sequence of int
        After how many updates it sings, rising.
    parts : anything
        As in `singer.Singer.learn`.
    hidden, seed : int
        As in `singer.growth`.
    """
    net = Singer(np.random.default_rng(seed), hidden)
    return {
        f"{n} updates": net.learn(tune, n, parts).sing(len(tune), first=tune[0]) for n in stages
    }


def descent(tune, parts, *, v: float, rate: float = 1.0, updates: int = 200, seed: int = 0):
    """Plain descent on one tune with clipping at v: losses, norms before clipping, the singer.

    Parameters
    ----------
    tune : array of int, shape (T,)
    parts : anything
        As in `singer.Singer.learn`.
    v : float
        The largest length of a gradient; a huge one, such as 1e9, clips none.
    rate : float
        Learning rate.
    updates, seed : int

    Returns
    -------
    losses, norms : arrays, shape (updates,)
    singer : Singer
    """
    singer, found = Singer(np.random.default_rng(seed)), []
    for _ in bar(range(updates), "learning", unit="update"):
        loss, gradient = singer.gradient(tune, parts)
        clipped, norm = parts.clip_global_norm(gradient, v)
        for parameter, piece in zip(singer.parameters, clipped, strict=True):
            parameter.value -= rate * np.asarray(piece)
        found.append((loss, float(norm)))
    return *np.array(found).T, singer


def with_and_without_clipping(tune, parts, *, seed: int = 0):
    """The losses of `descent` clipped at 1 and not at all, drawn; and the singer without clipping.

    Parameters
    ----------
    tune : array of int, shape (T,)
    parts : anything
        As in `singer.Singer.learn`.
    seed : int
    """
    from dlaudio import plots

    ax = singer = None
    for name, v in {"clipped at 1": 1.0, "not clipped": 1e9}.items():
        losses, norms, singer = descent(tune, parts, v=v, seed=seed)
        name = f"{name}, longest {norms.max():,.0f}"
        ax = plots.curve(losses, xlabel="update", ylabel="loss", label=name, ax=ax)
    return ax, singer


def at_temperatures(singer: Singer, first: int, temperatures, *, n: int = 32, sr: int = 22050):
    """What a singer sings freely: (title, sound) at each temperature, from the same draws.

    Parameters
    ----------
    singer : Singer
    first : int
        Its first sign.
    temperatures : sequence of float
    n : int
        How many signs it sings.
    sr : int
        Hz.
    """
    heard = []
    for t in temperatures:
        free = singer.sing(n, first=first, temperature=t, rng=np.random.default_rng(1))
        heard.append((f"at temperature {t}", sound_of(free, sr=sr)))
    return heard


def milliseconds_of(bptt, steps, *, units: int = 16) -> dict[int, float]:
    """How long one way there and back takes, for sequences of so many steps: the best of five.

    Parameters
    ----------
    bptt : callable
        ``bptt(dH, X, h0, W_x, W_h, b)``.
    steps : sequence of int
    units : int
        Of the net, and of its inputs.
    """
    W, found = np.eye(units) / 2, {}
    for T in steps:
        X, taken = np.ones((1, T, units)), []
        for _ in range(5):
            begin = process_time()
            bptt(X, X, np.zeros((1, units)), W, W, np.zeros(units))
            taken.append(1000 * (process_time() - begin))
        found[T] = min(taken)
    return found


def climb(two_loops, *, sr: int = 22050) -> list[tuple[str, np.ndarray]]:
    """A net that adds two semitones climbs a scale, told and free: (title, sound) of both.

    Parameters
    ----------
    two_loops : callable
        ``two_loops(Y, W_o, b, W_y, c)`` gives the outputs from true notes, then the free ones.
    sr : int
        Hz.
    """
    from dlaudio.generation import piano

    scale = np.array([60, 62, 64, 65, 67, 69, 71, 72, 74.0]).reshape(1, 9, 1)
    tiny = np.full((1, 1), 1e-4)  # so small that tanh does not bend
    told, free, _ = two_loops(scale, tiny, np.zeros(1), 1 / tiny, np.full(1, 2.0))
    notes = {"told": told, "free": free}
    climbs = {name: [60, *np.round(o[0, :, 0]).astype(int)] for name, o in notes.items()}
    return [
        (name, 0.25 * piano.melody(up, [1] * 9, sr=sr, eighth=0.3)) for name, up in climbs.items()
    ]
