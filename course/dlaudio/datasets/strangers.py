"""A rule for one word, tried on voices: what it says of each, to hear and to count."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np

from dlaudio.audio.play import Player, play_row

# Two men, two women and a child of the test split, so no machine of unit 0 has learnt from them.
FIVE = ("m10", "m20", "f05", "f10", "c12")
KINDS = {"m": "man", "f": "woman", "c": "child"}

Rule = Callable[[np.ndarray, int], bool]


@cache
def _digits():
    from dlaudio import datasets

    return datasets.load("spoken-digits")


def kind(speaker: str) -> str:
    """What kind of voice a speaker of "spoken-digits" has: "man", "woman" or "child".

    Parameters
    ----------
    speaker : str
        Such as "m01", "f24" or "c12".
    """
    return KINDS[speaker[0]]


def _rows(speakers: Sequence[str]) -> np.ndarray:
    digits = _digits()
    if unknown := sorted(set(speakers) - set(digits.speakers)):
        raise ValueError(f"needs speakers such as 'm01', 'f24' or 'c12', got {unknown[0]!r}")
    return np.flatnonzero(np.isin(digits.speakers, list(speakers)))


def play(rule: Rule, label: str, *, word: str = "six", speakers: Sequence[str] = FIVE) -> Player:
    """Hear each speaker say a word once, and read on each button what the rule takes it for.

    Parameters
    ----------
    rule : function
        rule(y, sr) says whether the samples y, of shape (N,), are `word`.
    label : str
        The word that is said.
    word : str
        The word that the rule is about.
    speakers : sequence of str
        Of "spoken-digits".
    """
    digits = _digits()
    which = digits.label_names.index(label)
    rows = [r for s in speakers for r in _rows([s]) if digits.labels[r] == which][::2]
    named = []
    for row in rows:
        says = bool(rule(digits.audio[row], digits.sr))
        mark = "✓" if says == (label == word) else "✗"
        answer = word if says else f"not {word}"
        named.append((f"{mark} {kind(digits.speakers[row])}: {answer}", digits.audio[row]))
    return play_row(named, digits.sr, title=f'"{label}": what the rule says of each voice')


def play_one(rule: Rule, y, sr: int, *, who: str = "you", word: str = "six") -> Player:
    """Hear one recording of `word`, cut to the word, and read what the rule takes it for.

    Parameters
    ----------
    rule : function
        rule(y, sr) says whether the samples y, of shape (N,), are `word`.
    y : array, shape (N,)
        The recording, with the room before and after.
    sr : int
        Sample rate, Hz.
    who : str
        Who says it.
    word : str
        What is said.
    """
    heard = word_in(y, sr)
    says = bool(rule(heard, sr))
    verdict = f"✓ {who}: {word}" if says else f"✗ {who}: not {word}"
    title = f'"{word}", cut to the word: what the rule says of it'
    return play_row([(verdict, heard)], sr, title=title)


def word_in(y, sr: int) -> np.ndarray:
    """The part of a recording that is louder than the room before and after it.

    It goes from 10 ms before the first to 10 ms behind the last 10 ms whose peak is above 3 % of
    the loudest and above twice that of the quietest quarter. What is shorter than 50 ms, such as
    nothing at all, is given back whole.

    Parameters
    ----------
    y : array, shape (N,)
    sr : int
        Sample rate, Hz.

    Returns
    -------
    word : ndarray, shape (n,), n at most N
    """
    y, hop = np.asarray(y), sr // 100
    count = len(y) // hop
    if count < 5:
        return y
    peaks = np.abs(y[: count * hop]).reshape(count, hop).max(axis=1)
    loud = np.flatnonzero(peaks > max(0.03 * peaks.max(), 2 * np.quantile(peaks, 0.25)))
    if not len(loud) or loud[-1] - loud[0] < 5:
        return y
    return y[max(loud[0] - 1, 0) * hop : (loud[-1] + 2) * hop]


def report(rule: Rule, speakers: Sequence[str] = FIVE, *, word: str = "six") -> str:
    """How many words of these speakers the rule gets right, which it misses, what it mistakes.

    Every speaker says each digit twice.

    Parameters
    ----------
    rule : function
        rule(y, sr) says whether the samples y, of shape (N,), are `word`.
    speakers : sequence of str
        Of "spoken-digits".
    word : str
        The word that the rule is about.

    Raises
    ------
    ValueError
        If there is no such speaker.
    """
    digits, rows = _digits(), _rows(speakers)
    says = np.array([bool(rule(digits.audio[row], digits.sr)) for row in rows])
    names = np.array(digits.label_names)[digits.labels[rows]]
    true = names == word
    heard, counts = np.unique(names[says & ~true], return_counts=True)
    taken = ", ".join(f"{-n} × {name}" for n, name in sorted(zip(-counts, heard, strict=True)))
    end = f":\n{taken}" if taken else ""
    return (
        f"{len(speakers)} {'voice' if len(speakers) == 1 else 'voices'}: {np.sum(says & true)} of "
        f"{np.sum(true)} times “{word}” is found; {np.sum(says & ~true)} of {np.sum(~true)} other "
        f"words are taken for it{end}"
    )


def wrong_by_voice(
    rule: Rule, other: str, *, word: str = "six", split: str = "test", name: str = "spoken-digits"
) -> str:
    """For which voices a rule errs between two words: mistakes and words, kind by kind.

    Parameters
    ----------
    rule : function
        rule(y, sr) says whether the samples y are `word`.
    other, word : str
        The two words.
    split : str
        "train" or "test".
    name : str
        Of the data set; invented voices are told apart as men, women and children, real ones by
        name.
    """
    wrong = _wrong(rule, other, word, split, name)
    told = [f"{who} {sum(errs)} of {len(errs)}" for who, errs in wrong.items()]
    every = [err for errs in wrong.values() for err in errs]
    return f"wrong {sum(every)} of {len(every)} words ({', '.join(told)})"


def wrong_shares(rules: Mapping[str, Rule], other: str, *, word: str = "six") -> dict:
    """For each kind of invented voice, per cent of words that rules get wrong, as bars want them.

    Parameters
    ----------
    rules : mapping
        Name, then rule(y, sr), which says whether the samples y are `word`.
    other, word : str
        The two words.

    Returns
    -------
    shares : dict of dicts
        Men, women, children; then "known, " or "strangers, " with the name of the rule; then
        per cent.
    """
    shares = {}
    for told, split in (("known", "train"), ("strangers", "test")):
        for name, rule in rules.items():
            for who, errs in _wrong(rule, other, word, split, "spoken-digits").items():
                shares.setdefault(who, {})[f"{told}, {name}"] = 100 * float(np.mean(errs))
    return shares


def _wrong(rule: Rule, other: str, word: str, split: str, name: str) -> dict[str, list[bool]]:
    """For each kind of voice, or real voice, whether the rule errs on each of its words."""
    from dlaudio import datasets

    part = datasets.load(name).where(split=split, labels=(other, word))
    target = part.label_names.index(word)
    wrong = np.array(
        [
            bool(rule(y, part.sr)) != (label == target)
            for y, label in zip(part.audio, part.labels, strict=True)
        ]
    )
    invented = name == "spoken-digits"
    plural = {"man": "men", "woman": "women", "child": "children"}
    groups = np.array([plural[kind(s)] if invented else str(s) for s in part.speakers])
    order = ["men", "women", "children"].index if invented else str
    return {who: wrong[groups == who].tolist() for who in sorted(set(groups), key=order)}


def learn_from(kinds: str, measure: Callable, other: str, *, word: str = "six") -> tuple:
    """What a threshold learns from: a number for each word of the training voices, and its truth.

    Parameters
    ----------
    kinds : str
        Letters of the voices: "m" for men, "f" for women, "c" for children.
    measure : function
        measure(y, sr) is the number.
    other : str
        The word that is not it.
    word : str
        The word to be told.

    Returns
    -------
    x : array, shape (N,)
    is_word : array, shape (N,), bool
    """
    part = _digits().where(split="train", labels=(other, word))
    rows = [row for row, speaker in enumerate(part.speakers) if speaker[0] in kinds]
    x = np.array([measure(part.audio[row], part.sr) for row in rows])
    return x, part.labels[rows] == part.label_names.index(word)


def ten_scores(measure: Callable, y, sr: int) -> dict[str, float]:
    """A score for each digit of what is measured in a recording; the highest is nearest to it.

    A digit's weights are what is measured in it on average, over the training voices. Their sum
    with the measurement, less half the sum of their squares, is highest for the average that is
    nearest.

    Parameters
    ----------
    measure : function
        measure(y, sr) is an array of shape (D,).
    y : array, shape (N,)
        The recording.
    sr : int
        Sample rate, Hz.

    Returns
    -------
    scores : dict
        From the name of a digit to its score.
    """
    part = _digits().where(split="train")
    x = np.array([measure(one, part.sr) for one in part.audio])
    weights = np.array([x[part.labels == k].mean(axis=0) for k in range(len(part.label_names))])
    scores = weights @ measure(y, sr) - np.sum(weights**2, axis=1) / 2
    return dict(zip(part.label_names, scores.tolist(), strict=True))
