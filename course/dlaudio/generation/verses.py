"""Nets that learn letters, from a little English verse or from a text of the reader's own."""

import copy
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from dlaudio.bars import bar
from dlaudio.generation.composer import draw
from dlaudio.generation.letter_net import letter_net
from dlaudio.generation.own_text import own_text
from dlaudio.generation.rhymes import HELD_OUT, TRAINING
from dlaudio.layers import Sequential, log_softmax
from dlaudio.losses import CrossEntropyLoss
from dlaudio.optim import Adam, linear_decay
from dlaudio.train import update

LETTERS = "".join(sorted(set(TRAINING + HELD_OUT)))


def as_numbers(text: str, letters: str = LETTERS) -> np.ndarray:
    """Place of each letter of a text in `LETTERS`, or in others.

    Parameters
    ----------
    text : str
        Of these letters alone.
    letters : str

    Raises
    ------
    ValueError
        If the text has a letter that is not there.
    """
    if unknown := set(text) - set(letters):
        raise ValueError(f"the letters are {letters!r}, got {sorted(unknown)[0]!r}")
    places = {letter: place for place, letter in enumerate(letters)}
    return np.array([places[letter] for letter in text], dtype=int)


def as_text(numbers, letters: str = LETTERS) -> str:
    """The letters at these places.

    Parameters
    ----------
    numbers : sequence of int
        Places in `letters`.
    letters : str
    """
    return "".join(letters[number] for number in numbers)


def letters_of(net: Sequential) -> str:
    """The letters that a net knows: those of the text it learnt, or `LETTERS`.

    Parameters
    ----------
    net : Sequential
        One of `grow_letters`, or a net of the size of `LETTERS`.
    """
    return getattr(net, "letters", LETTERS)


def grow_letters(
    stages: Sequence[int],
    *,
    rng: np.random.Generator,
    text: str | Path | None = None,
    units: int = 48,
) -> dict[int, Sequential]:
    """A GRU that learns which letter follows, at each of its stages.

    Parameters
    ----------
    stages : sequence of int
        After how many updates, each on 32 pieces of 40 letters, it is kept; 0 is the newborn.
    rng : numpy.random.Generator
        Draws the weights and the pieces.
    text : str or Path, optional
        What it learns from, see `own_text`; without it, `TRAINING`.
    units : int, at least 1

    Returns
    -------
    dict of int to Sequential
        The nets, in eval mode, in the order of their age; `letters_of` tells their letters.

    Raises
    ------
    ValueError
        If a stage is negative, or there is none, or `own_text` refuses the text.
    """
    if not stages or min(stages) < 0:
        raise ValueError(f"grow_letters needs stages of 0 or more updates, got {list(stages)}")
    text = TRAINING if text is None else own_text(text)
    letters = LETTERS if text is TRAINING else "".join(sorted(set(text)))
    text, K, last, kept = as_numbers(text, letters), len(letters), max(stages), {}
    net = letter_net(letters, units=units, rng=rng)
    optimizer, loss, rate = Adam(net.parameters()), CrossEntropyLoss(), linear_decay(0.01, 1e-4)
    if 0 in stages:
        kept[0] = copy.deepcopy(net).eval()
    for i in bar(range(last), "learning", unit="update"):
        optimizer.lr = rate(i / last)
        pieces = text[rng.integers(0, len(text) - 41, 32)[:, None] + np.arange(41)]
        x = np.eye(K, dtype=np.float32)[pieces[:, :-1]]
        update(net, loss, optimizer, x, pieces[:, 1:], clip_norm=1.0)
        if i + 1 in stages:
            kept[i + 1] = copy.deepcopy(net).eval()
    return kept


def before_and_after(
    text: str | Path, *, updates: int = 500, letters: int = 320, temperature: float = 0.5
) -> dict[str, str]:
    """What the same net writes before and after it has read a text of the reader's own.

    Parameters
    ----------
    text : str or Path
        See `own_text`.
    updates : int, at least 1
    letters : int
        How many it writes, from the beginning of a line.
    temperature : float, above 0

    Returns
    -------
    dict of str to str
        What is written, by a title with the bits that a letter of the text costs the net.
    """
    text, written = own_text(text), {}
    for n, net in grow_letters((0, updates), rng=np.random.default_rng(0), text=text).items():
        start = "\n" if "\n" in text else text[0]
        dice = {"letters": letters, "temperature": temperature, "rng": np.random.default_rng(1)}
        title = f"after {n} updates, {bits_a_letter(net, text):.1f} bits a letter:"
        written[title] = write_on(net, start, **dice).strip("\n")
    return written


def words_read(text: str) -> list[tuple[str, bool]]:
    """The words of a text, line ends as "\\n", each with whether `TRAINING` has it.

    Parameters
    ----------
    text : str
    """
    read = {word.strip(",.;:?!") for word in TRAINING.split()}
    pieces = re.findall(r"\n|[^ \n]+", text)
    return [(piece, piece.strip(",.;:?!") in read) for piece in pieces]


# Who wrote the stanzas of `TRAINING`, in order, and how many of them.
POETS = {"Taylor": 2, "Blake": 3, "Lear": 3, "Carroll": 4, "nursery rhyme": 8}
QUOTED = 8  # letters and commas in a row, spaces not counted: fewer are found everywhere


def sources(text: str) -> list[str]:
    """Of each letter of a text, whose verse it is copied from; "" where it is nobody's.

    A letter is copied if it stands in at least `QUOTED` letters that `TRAINING` has in a row; of
    several such rows the longest counts.

    Parameters
    ----------
    text : str
    """
    poets = [poet for poet, stanzas in POETS.items() for _ in range(stanzas)]
    found, longest = [""] * len(text), [0] * len(text)
    for start in range(len(text)):
        end = start
        while end < len(text) and text[start : end + 1] in TRAINING:
            end += 1
        size = len("".join(text[start:end].split()))
        if size < QUOTED or text[start].isspace():
            continue
        stanza = TRAINING[: TRAINING.index(text[start:end])].count("\n\n")
        for n in range(start, end):
            if size > longest[n]:
                found[n], longest[n] = poets[stanza], size
    return found


def guesses(
    net: Sequential, text: str, *, best: int = 3, before: str = ""
) -> list[list[tuple[str, float]]]:
    """Before each letter of a text, and after the last, the likeliest letters and their chances.

    Parameters
    ----------
    net : Sequential
        One of `grow_letters`; it reads an empty line first.
    text : str
        Of its letters alone.
    best : int
        How many, likeliest first.
    before : str
        What it reads after the empty line and before the text.
    """
    letters, p = letters_of(net), np.exp(_log_chances(net, text, before))
    order = np.argsort(-p, axis=1)[:, :best]
    return [[(letters[k], float(row[k])) for k in ks] for row, ks in zip(p, order, strict=True)]


def line_bits(net: Sequential, text: str, *, before: str = "") -> float:
    """What a whole text costs the net, in bits.

    Parameters
    ----------
    net : Sequential
        One of `grow_letters`; it reads an empty line first.
    text : str
        Of its letters alone.
    before : str
        What it reads after the empty line and before the text.
    """
    log_p = _log_chances(net, text, before)[:-1]
    came = as_numbers(text, letters_of(net))
    return -float(log_p[np.arange(len(came)), came].sum()) / np.log(2)


def _log_chances(net: Sequential, text: str, before: str) -> np.ndarray:
    """Logarithms of the chances of all letters before each of a text's, and after the last."""
    letters = letters_of(net)
    numbers = as_numbers("\n\n" + before + text, letters)[None]
    scores = net(np.eye(len(letters), dtype=np.float32)[numbers])[0, 1 + len(before) :]
    return log_softmax(scores.astype(float))


def bits_a_letter(net: Sequential, text: str, *, temperature: float = 1.0) -> float:
    """What a letter of a text costs the net, in bits.

    Parameters
    ----------
    net : Sequential
        One of `grow_letters`.
    text : str
        Of its letters alone.
    temperature : float, above 0
        What its scores are divided by first.
    """
    letters = letters_of(net)
    numbers = as_numbers(text, letters)[None]
    scores = net(np.eye(len(letters), dtype=np.float32)[numbers[:, :-1]])
    return CrossEntropyLoss()(scores / temperature, numbers[:, 1:]) / np.log(2)


def word_places(text: str) -> np.ndarray:
    """Of each letter, how far into its word it stands: 1, 2, ...; 0 for all that is no letter.

    Parameters
    ----------
    text : str
    """
    places = [0]
    for letter in text:
        places.append(places[-1] + 1 if letter.isalpha() else 0)
    return np.array(places[1:])


def best_unit(net: Sequential, rule: Callable[[str], np.ndarray]) -> tuple[int, int]:
    """The unit of the GRU that follows a rule best while the net reads `TRAINING`, and its sign.

    Parameters
    ----------
    net : Sequential
        One of `grow_letters`.
    rule : function of a text
        A number for each letter, such as `word_places`.
    """
    found = np.corrcoef(unit_states(net, TRAINING).T, rule(TRAINING))[-1, :-1]
    unit = int(np.argmax(np.abs(found)))
    return unit, int(np.sign(found[unit]))


def unit_states(net: Sequential, text: str) -> np.ndarray:
    """State of each unit of the GRU after each letter of a text, shape (letters, units).

    Parameters
    ----------
    net : Sequential
        One of `grow_letters`.
    text : str
        Of its letters alone.
    """
    letters = letters_of(net)
    return net[0](np.eye(len(letters), dtype=np.float32)[as_numbers(text, letters)[None]])[0]


def write_on(
    net: Sequential, text: str, *, letters: int, temperature: float, rng: np.random.Generator
) -> str:
    """The text, and so many letters more, by a net of which layer 0 is a GRU and the last linear.

    Each input is a row of 0 with a 1 at the place of the letter.

    Parameters
    ----------
    net : Sequential
        A trained one.
    text : str
        What it begins with.
    letters : int
        How many it writes.
    temperature : float, above 0
        See `composer.draw`.
    rng : numpy.random.Generator
        Draws the letters.
    """
    known = letters_of(net)
    one_hot, numbers = np.eye(len(known), dtype=np.float32), list(as_numbers(text, known))
    state = net[0](one_hot[None, numbers])[:, -1]
    for _ in range(letters):
        numbers.append(draw(net[-1](state)[0], temperature, rng.random()))
        state = net[0].forward(one_hot[None, numbers[-1:]], state)[:, -1]
    return as_text(numbers, known)
