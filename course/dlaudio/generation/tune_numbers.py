"""Four numbers by which one tells tunes from notes: scale, lengths, repeats and range."""

from collections.abc import Callable

import numpy as np

from dlaudio.generation.composer import Composer, compose, draw
from dlaudio.generation.keys import MAJOR, find_key, fits
from dlaudio.generation.notes import N_SYMBOLS, to_notes, tunes_as_batch

MAJOR_SCALE = (0, 2, 4, 5, 7, 9, 11)  # semitones above the key-note
SHORTEST = 8  # notes that a tune must have to be counted
# Of a row of tunes: how far a mean may be from that of the real ones to count as the same.
NEAR = (0.03, 0.06, 0.06, 1.5)


def tune_facts(pitches, lengths) -> tuple[float, float, float, int]:
    """Share of notes in the best major scale, of the commonest length, of repeats; the range.

    Parameters
    ----------
    pitches, lengths : arrays of int, shape (T,)
        MIDI numbers, and eighths.
    """
    pitches, lengths = np.asarray(pitches), np.asarray(lengths)
    names = (pitches[:, None] - np.arange(12)) % 12
    in_scale = np.isin(names, MAJOR_SCALE).mean(axis=0).max()
    commonest = np.bincount(lengths).max() / len(lengths)
    return (
        float(in_scale),
        float(commonest),
        float(np.mean(np.diff(pitches) == 0)),
        int(np.ptp(pitches)),
    )


def on_the_beat(lengths) -> np.ndarray:
    """Whether each note begins on a beat, a whole number of quarters after the tune: (T,) of bool.

    Parameters
    ----------
    lengths : array of int, shape (T,)
        In eighths.
    """
    lengths = np.asarray(lengths)
    return (np.cumsum(lengths) - lengths) % 2 == 0


def outside_the_scale(pitches) -> np.ndarray:
    """Which notes do not lie in the major scale that has most of them: (T,) of bool.

    Parameters
    ----------
    pitches : array of int, shape (T,)
        MIDI numbers.
    """
    inside = np.isin((np.asarray(pitches)[:, None] - np.arange(12)) % 12, MAJOR_SCALE)
    return ~inside[:, inside.sum(axis=0).argmax()]


def come_again(pitches, lengths, *, bar: int = 8, ago=(1, 2, 4)) -> np.ndarray:
    """Of each note, whether it began in the same place, as long, so many bars before; (T,) bool.

    Parameters
    ----------
    pitches, lengths : arrays of int, shape (T,)
        Lengths in eighths.
    bar : int
        Eighths in a bar.
    ago : sequence of int
        Bars; one of them is enough.
    """
    starts = np.cumsum(lengths) - lengths
    notes = set(zip(starts.tolist(), list(pitches), list(lengths), strict=True))
    return np.array(
        [
            any((s - n * bar, p, size) in notes for n in ago)
            for s, p, size in zip(starts.tolist(), pitches, lengths, strict=True)
        ],
        dtype=bool,
    )


def growth(nets, melodies, *, tunes: int = 120) -> dict[str, dict[str, float]]:
    """Of two counts, in one scale and on the beat, the share in tunes of each net and in real ones.

    Parameters
    ----------
    nets : mapping of str to Composer
        Names, and nets in eval mode; they write at temperature 1 and are told no key.
    melodies : dlaudio.datasets.melodies.Melodies
    tunes : int
        How many each net begins.
    """
    dice = {"tunes": tunes, "temperature": 1.0}
    rows = {name: written(net, np.zeros(12), **dice) for name, net in nets.items()}
    rows["real"] = real_tunes(melodies)
    return {
        "in one scale": {
            name: float(np.mean([1 - outside_the_scale(p).mean() for p, _ in row]))
            for name, row in rows.items()
        },
        "on the beat": {
            name: float(np.mean([on_the_beat(lengths).mean() for _, lengths in row]))
            for name, row in rows.items()
        },
    }


def written(
    net: Composer, context, *, tunes: int, temperature: float, longest: int = 32, pick=draw
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Tunes (pitches, lengths) of a net, from seeds 0, 1, ...; those under 8 notes are left out.

    Parameters
    ----------
    net : Composer
        In eval mode.
    context : array, shape (C,)
    tunes : int
        How many are begun.
    temperature : float, above 0
    longest : int
        Most notes of a tune.
    pick : function of logits, temperature and a random number
        Does what `composer.draw` does.
    """
    dials = {"temperature": temperature, "longest": longest, "pick": pick}
    made = [compose(net, context, rng=np.random.default_rng(s), **dials) for s in range(tunes)]
    return [notes for notes in map(to_notes, made) if len(notes[0]) >= SHORTEST]


def tune(
    net: Composer,
    context,
    *,
    seed: int,
    temperature: float = 1.0,
    longest: int = 16,
    pick: Callable = draw,
) -> tuple[np.ndarray, np.ndarray]:
    """Pitches and lengths, (T,), of what `compose` writes with the dice of a seed.

    Parameters
    ----------
    net : Composer
        A trained one, in eval mode.
    context : array, shape (C,)
        What it is told.
    seed : int
        Of the dice.
    temperature : float, above 0
        See `draw`.
    longest : int
        Most symbols it writes.
    pick : function of logits, temperature and a random number
        Does what `draw` does.
    """
    dice = {"temperature": temperature, "longest": longest, "pick": pick}
    return to_notes(compose(net, context, rng=np.random.default_rng(seed), **dice))


def mean_facts(tunes, facts: Callable = tune_facts) -> np.ndarray:
    """The four numbers, (4,), as means over tunes (pitches, lengths).

    Parameters
    ----------
    tunes : sequence of pairs of arrays of int, shapes (T,)
    facts : function
        Does what `tune_facts` does.
    """
    return np.mean([facts(*tune) for tune in tunes], axis=0)


def real_tunes(melodies, split: str = "train") -> list[tuple[np.ndarray, np.ndarray]]:
    """The tunes (pitches, lengths) of a split of the bundled melodies, their first 32 notes.

    Parameters
    ----------
    melodies : dlaudio.datasets.melodies.Melodies
    split : str
        "train" or "test".
    """
    return [(melodies.pitches[i][:32], melodies.lengths[i][:32]) for i in melodies.splits[split]]


def nearest(tunes, real: np.ndarray, *, facts: Callable = tune_facts, n: int = 3) -> list:
    """The n tunes whose four numbers are nearest those of the real ones, nearest first.

    Parameters
    ----------
    tunes : sequence of pairs of arrays of int, shapes (T,)
    real : array, shape (4,)
        As `mean_facts` gives it.
    facts : function
        Does what `tune_facts` does.
    n : int
    """
    far = [float(np.max(np.abs(facts(*tune) - real) / NEAR)) for tune in tunes]
    return [tunes[i] for i in np.argsort(far, kind="stable")[:n]]


def hard_to_tell(tunes, *, notes: int = 16, n: int = 3) -> list:
    """The first n tunes, moved to C, whose beginnings do what all but a few old tunes do.

    They keep to the scale of C, begin on C, E or G, and leave the beat at most once.

    Parameters
    ----------
    tunes : sequence of pairs of arrays of int, shapes (T,)
    notes : int
        How many of each are heard.
    n : int
    """
    found = []
    for tune in tunes:
        pitches, lengths = in_c(tune, find_key(*tune))
        names, beat = pitches[:notes] % 12, on_the_beat(lengths[:notes])
        if np.isin(names, MAJOR_SCALE).all() and names[0] in (0, 4, 7) and (~beat).sum() <= 1:
            found.append((pitches, lengths))
    return found[:n]


def in_c(tune, tonic: int) -> tuple[np.ndarray, np.ndarray]:
    """A tune moved so that its key-note is a C, and its middle near G above middle C.

    Parameters
    ----------
    tune : pair of arrays of int, shape (T,)
        Pitches and lengths.
    tonic : int
        Its key-note, any octave.
    """
    pitches = np.asarray(tune[0]) - tonic % 12
    return pitches + 12 * round((65 - np.median(pitches)) / 12), np.asarray(tune[1])


def keys_right(
    net: Composer, *, temperature: float, tunes: int, profile: Callable = fits
) -> tuple[float, float]:
    """Share of tunes in the key that was asked for, and in it or a neighbour a fifth away.

    Parameters
    ----------
    net : Composer
        In eval mode; it is told each of the twelve keys.
    temperature : float, above 0
    tunes : int
        How many in each key.
    profile : function of pitches, lengths and a template
        Names the key at the end, as `keys.fits` does.
    """
    off = [
        (profile(*tune, MAJOR)[2] - key) % 12
        for key in range(12)
        for tune in written(net, np.eye(12)[key], tunes=tunes, temperature=temperature)
    ]
    return float(np.mean(np.equal(off, 0))), float(np.mean(np.isin(off, [0, 5, 7])))


def counted_bits(melodies, *, rounds: int = 100) -> float:
    """Bits a note for somebody who knows how common each note is, and never listens.

    Parameters
    ----------
    melodies : dlaudio.datasets.melodies.Melodies
        Those of the split "train" are counted, in other keys each time, as a net hears them.
    rounds : int, at least 1
        How often each tune is counted.
    """
    rng, counts = np.random.default_rng(0), np.zeros(N_SYMBOLS)
    for _ in range(rounds):
        _, targets, mask, _ = tunes_as_batch(melodies, melodies.splits["train"], rng=rng)
        counts += np.bincount(targets[mask > 0], minlength=N_SYMBOLS)
    p = counts[counts > 0] / counts.sum()
    return float(-(p * np.log2(p)).sum())
