"""What a convolutional network makes of a spoken word, layer by layer."""

from functools import cache

import numpy as np

from dlaudio.networks.listener import SIDE, draw_word, listener, word_picture
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LAYERS = {
    "convolution 1": 0,
    "bend 1": 1,
    "pool 1": 2,
    "convolution 2": 3,
    "bend 2": 4,
    "pool 2": 5,
}
ROW = 4  # maps side by side
TITLE = "What does each layer make of a word?"
CONTROLS = {
    "word": Choice(list(WORDS), "six", "word"),
    "layer": Choice(list(LAYERS), "bend 1", "layer"),
}


@cache
def spoken(word: str) -> tuple[np.ndarray, int]:
    """A recording of the word by somebody whom the network has not heard, and its sample rate."""
    from dlaudio import datasets

    words = datasets.load("spoken-digits").where(split="test")
    return words.audio[int(np.flatnonzero(words.labels == WORDS.index(word))[0])], words.sr


def maps(word: str, layer: str) -> np.ndarray:
    """What comes out of the layer for the word, (channels, height, width)."""
    x = word_picture(*spoken(word))[None, None] - 0.5
    for stage in listener("spoken-digits").layers[: LAYERS[layer] + 1]:
        x = stage(x)
    return x[0]


def draw(word: str, layer: str):
    """The word as a picture of 16 by 16, and the maps of a layer; the word to hear.

    Parameters
    ----------
    word : str
        One of the ten digits.
    layer : str
        A name in `LAYERS`.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from dlaudio.audio.play import play

    y, sr = spoken(word)
    shown = maps(word, layer)
    channels, height, width = shown.shape
    net = listener("spoken-digits")
    scores = net(word_picture(y, sr)[None, None] - 0.5)[0]

    figure = new_figure(7.6, 0.9 + 1.15 * (channels // ROW))
    grid = figure.add_gridspec(channels // ROW, ROW + 3)
    first = figure.add_subplot(grid[:, :3])
    draw_word(first, word_picture(y, sr), sr, title=word)
    top = np.abs(shown).max()
    for k in range(channels):
        ax = figure.add_subplot(grid[k // ROW, 3 + k % ROW])
        ax.imshow(shown[k], origin="lower", cmap="RdBu_r", vmin=-top, vmax=top)
        ax.set(xticks=[], yticks=[])
        ax.set_title(f"map {k}", fontsize=10)
    text = (
        f"A picture of {SIDE} by {SIDE} has become {channels} maps of {height} by {width}; "
        f"{np.mean(shown > 0):.0%} of their values are above 0. In the end the network hears "
        f"{WORDS[int(scores.argmax())]!r}; said was {word!r}, by a voice that is new to it."
    )
    return figure, text, play(y, sr, title=f"{word}, by a new speaker")
