"""A dial for the voice in a mixture: from karaoke to a voice alone, by masks of a trained net."""

import functools

import numpy as np

from dlaudio import audio, datasets
from dlaudio.datasets import mixtures
from dlaudio.generation import learnt
from dlaudio.networks.separator import voice_mask
from dlaudio.plots.drawings import spectrograms
from dlaudio.widgets.controls import Slider

TITLE = "How loud is the voice?"
CONTROLS = {
    "voice": Slider(-30, 30, 3, 12, "voice against drums", "dB"),
    "mixture": Slider(0, 7, 1, 0, "which mixture"),
}
SR, N_MIXTURES = mixtures.SR, 8


@functools.cache
def scene() -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """Spectra and masks, (129, frames) each, of words by unheard speakers over new drums."""
    words, net = datasets.load("spoken-digits").where(split="test"), learnt.separator()
    pairs = mixtures.mixtures(words, N_MIXTURES, np.random.default_rng(1))
    spectra = [mixtures.spectrum(a + b) for a, b in pairs]
    return tuple((Y, voice_mask(net, Y)) for Y in spectra)


def draw(voice: float, mixture: int):
    """The mixture as it was and as it is now, with the voice at this level.

    Parameters
    ----------
    voice : float
        Level of the voice against the drums, in dB, as the net takes them apart.
    mixture : int
        Which of eight.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : dlaudio.audio.Player
    """
    Y, mask = scene()[mixture]
    louder = 10 ** (min(voice, 0) / 20), 10 ** (min(-voice, 0) / 20)
    Z = (louder[0] * mask + louder[1] * (1 - mask)) * Y
    y = mixtures.sound(Z, mixtures.HOP * (Y.shape[1] - 1))
    levels = {
        name: audio.amplitude_to_db(np.abs(S), ref=np.abs(Y).max(), top_db=None)
        for name, S in (("the mixture", Y), ("with your dial", Z))
    }
    figure, _ = spectrograms.draw(levels, sr=SR, hop_length=mixtures.HOP)
    what = "as it was mixed" if voice == 0 else "a voice alone" if voice > 0 else "karaoke"
    text = (
        f"Voice {voice:+g} dB against the drums: {what}. The mask gives {mask.mean():.0%} of the "
        f"cells to the voice; {np.mean(np.abs(Z) ** 2) / np.mean(np.abs(Y) ** 2):.0%} of the "
        f"energy is left."
    )
    y = 0.6 * y / max(np.abs(y).max(), 1e-9)
    return figure, text, audio.play(y, SR, title=f"voice at {voice:+g} dB")
