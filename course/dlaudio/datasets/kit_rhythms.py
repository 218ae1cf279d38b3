"""A rhythm of real drums, on the grid of `rhythms`, and what can be played at its hits."""

import numpy as np

from dlaudio.datasets.rhythms import FRAMES, HOP, STEPS

PATTERN = "k.h.s.hkk.h.s.h."


def struck(pattern: str = PATTERN) -> np.ndarray:
    """1 where a pattern has a drum and 0 where it has a dot, shape (steps,).

    Parameters
    ----------
    pattern : str
        As for `rhythm`.
    """
    return np.array([mark != "." for mark in pattern]).astype(int)


def rhythm(pattern: str = PATTERN, *, rng: np.random.Generator) -> tuple[np.ndarray, int, str]:
    """A pattern of 16 steps of 0.19 s, played a little late, by drums `rhythms` has not.

    Parameters
    ----------
    pattern : str
        16 marks: k for kick, s for snare, h for hi-hat, a dot for nothing.
    rng : numpy.random.Generator
        Draws the noise beneath.

    Returns
    -------
    y : array, shape (16 * 8 * 512,)
        Samples, peak 1.
    sr : int
        Hz, as that of `rhythms`.
    drums : str
        Whose they are: recordings, or the made ones of the test split where these are not there.

    Raises
    ------
    ValueError
        If the pattern is another.
    """
    from dlaudio import datasets

    if len(pattern) != STEPS or not set(pattern) <= set("ksh."):
        raise ValueError(f"rhythm needs {STEPS} marks of k, s, h and ., got {pattern!r}")
    real = datasets.available("sonic-pi-drums")
    made = datasets.load("drum-hits").where(split="test")
    kit = datasets.load("sonic-pi-drums") if real else made
    labels = {"k": "kick", "s": "snare", "h": "hat" if real else "closed hat"}
    sr, length = made.sr, FRAMES * HOP * kit.sr // made.sr
    y = 0.001 * rng.normal(size=STEPS * length)
    for step, mark in enumerate(pattern):
        if mark != ".":
            sound = kit.where(labels=(labels[mark],)).audio[1][: length - length // 3]
            start = step * length + length // 4
            y[start : start + len(sound)] += 0.8 * sound * np.linspace(1, 0, len(sound))
    y = y[:: kit.sr // sr]
    return y / np.abs(y).max(), sr, kit.description


def pulses(found) -> np.ndarray:
    """A row of samples that is 1 a quarter into each step that was found, else 0.

    Parameters
    ----------
    found : array, shape (steps,)
    """
    found = np.asarray(found).astype(bool).ravel()
    row = np.zeros(len(found) * FRAMES * HOP)
    row[(np.flatnonzero(found) * FRAMES + 2) * HOP] = 1
    return row


def click(sr: int) -> np.ndarray:
    """A beep of 2,000 Hz and 400 samples.

    Parameters
    ----------
    sr : int
        Hz.
    """
    return 0.5 * np.sin(2 * np.pi * 2000 * np.arange(400) / sr)


def heard(answer, S, otherwise) -> tuple[np.ndarray, str]:
    """What an answer to `drum_steps` finds in S; the truth, and a word, where there is none yet.

    And what the row is to be called, "found" or "true hits".

    Parameters
    ----------
    answer : function or None
        The `drum_steps` of the notebook.
    S : array, shape (K, T)
        A spectrogram.
    otherwise : array, shape (steps,)
        What is true.
    """
    try:
        return np.asarray(answer(S, FRAMES)).astype(bool).ravel(), "found"
    except NotImplementedError:
        print("drum_steps is not written yet: here are the true hits.")
        return np.asarray(otherwise).astype(bool), "true hits"
