"""Four players who write with the same net, each with one fault in the way they write."""

import numpy as np

from dlaudio.generation.composer import Composer, draw
from dlaudio.generation.notes import END, to_notes

PLAYERS = ("healthy", "player 1", "player 2", "player 3", "player 4")


def play(net: Composer, player: str, *, context, notes: int, rng: np.random.Generator):
    """Symbols (notes,) that one of the players writes, and the bits that the net gives each.

    Nobody may end the tune. The bits are those of the healthy net that has heard all before.

    Parameters
    ----------
    net : Composer
        In eval mode.
    player : str
        One of `PLAYERS`.
    context : array, shape (C,)
        What the net is told.
    notes : int
    rng : numpy.random.Generator
        Throws the dice.
    """
    state = honest = None
    heard = last = END
    symbols, bits = [], []
    for _ in range(notes):
        scores, state = net.step(heard, state, context)
        if player == "player 3":  # it forgets what came before the last note
            scores, _ = net.step(heard, None, context)
        true, honest = net.step(last, honest, context)
        scores[END] = true[END] = -np.inf
        heat = {"player 1": 0.01, "player 2": 3.0}.get(player, 1.0)
        last = draw(scores, heat, rng.random())
        if player != "player 4" or heard == END:
            heard = last  # and player 4 hears its first note for ever
        symbols.append(last)
        p = np.exp(true - true.max())
        bits.append(float(-np.log2(max(p[last] / p.sum(), 1e-12))))
    return np.array(symbols), np.array(bits)


def play_all(net: Composer, *, context, notes: int = 24, seeds=range(6)) -> dict[str, dict]:
    """By player: the tunes (pitches, lengths) of all seeds, and the mean bits a note.

    Parameters
    ----------
    net : Composer
        In eval mode.
    context : array, shape (C,)
        What the net is told.
    notes : int
        Of each tune.
    seeds : sequence of int
        A tune each.
    """
    found = {}
    for player in PLAYERS:
        runs = [
            play(net, player, context=context, notes=notes, rng=np.random.default_rng(seed))
            for seed in seeds
        ]
        found[player] = {
            "tunes": [to_notes(symbols) for symbols, _ in runs],
            "bits": float(np.mean([bits for _, bits in runs])),
        }
    return found
