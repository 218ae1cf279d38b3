"""A net that has read unit 12, and answers questions."""

import textwrap

import numpy as np

from dlaudio.generation.verses import write_on
from dlaudio.layers import Sequential


def answer(net: Sequential, question: str, *, seed: int, temperature: float = 0.4) -> str:
    """A question, at the beginning of a paragraph, and how the net goes on, in lines to be read.

    Parameters
    ----------
    net : Sequential
        One of `grow_letters`, from a text of paragraphs of one line.
    question : str
        Of its letters alone.
    seed : int
        Of the dice.
    temperature : float, above 0
    """
    dice = {"letters": 170, "temperature": temperature, "rng": np.random.default_rng(seed)}
    return textwrap.fill(write_on(net, f"\n{question} ", **dice).strip(), 72)
