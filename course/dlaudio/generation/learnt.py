"""Nets that have learnt already: weights that `data/train_nets.py` made and left in this package.

Training them takes some minutes, which nobody should have to wait for who only wants to hear them.
"""

from pathlib import Path

import numpy as np

from dlaudio.generation.choir import Choir
from dlaudio.generation.composer import Composer
from dlaudio.generation.letter_net import letter_net
from dlaudio.generation.phrases import PhraseComposer
from dlaudio.generation.strings import string_net
from dlaudio.generation.translator import Translator
from dlaudio.generation.wavenet import WaveNet
from dlaudio.layers import Layer, Sequential
from dlaudio.networks import separator as apart

FOLDER = Path(__file__).with_name("weights")
GROWTH = (0, 50, 200, 600)  # updates after which the composer was kept
PHRASE_UPDATES = 200  # with more of them it has the tunes by heart, and new ones cost more bits
UNITS = 48
TURNER_UPDATES, TURNER_LONGEST = 1500, 20
# Letters of `data/unit-12.txt`.
READ = "\n !\"%'(),-./0123456789:;?ABCDEFGHIJKLMNOPRSTUVWYabcdefghijklmnopqrstuvwxyzµ·♭"


def read(net: Layer, name: str) -> Layer:
    """Give a net the weights that are kept under a name, and return it in eval mode.

    Parameters
    ----------
    net : Layer
        It is changed.
    name : str
        Of a file in `weights`, without its ending.
    """
    with np.load(FOLDER / f"{name}.npz", allow_pickle=False) as kept:
        return net.load_state_dict({key: kept[key].astype(np.float32) for key in kept.files}).eval()


def new_composer() -> tuple[Composer, np.random.Generator]:
    """The composer before its first update, and the generator with which it goes on to learn."""
    rng = np.random.default_rng(0)
    return Composer(UNITS, 12, rng=rng), rng


def composer_after(updates: int) -> Composer:
    """The composer after 0, 50, 200 or 600 updates of one and the same training.

    Parameters
    ----------
    updates : int
        One of `GROWTH`.

    Raises
    ------
    ValueError
        If it is another number.
    """
    if updates not in GROWTH:
        raise ValueError(f"the composer was kept after {GROWTH} updates, got {updates}")
    net, _ = new_composer()
    return net.eval() if updates == 0 else read(net, f"composer-{updates}")


def new_phrases(looks=None) -> tuple[PhraseComposer, np.random.Generator]:
    """The composer that looks back, before its first update, and its generator.

    Parameters
    ----------
    looks : function, optional
        Does what `phrases.look_back` does.
    """
    rng = np.random.default_rng(0)
    return PhraseComposer(UNITS, rng=rng, **({} if looks is None else {"looks": looks})), rng


def phrase_composer(looks=None) -> PhraseComposer:
    """The composer that looks back, after 200 updates.

    Parameters
    ----------
    looks : function, optional
        Does what `phrases.look_back` does.
    """
    return read(new_phrases(looks)[0], "phrases")


def choir(*, together: bool = True) -> Choir:
    """The net that learnt from Bach's chorales.

    Parameters
    ----------
    together : bool
        Whether the voices of a chord know one another.
    """
    net = Choir(64, rng=np.random.default_rng(0), together=together)
    return read(net, "choir" if together else "choir-apart")


def chorale_bits(*, together: bool = True) -> np.ndarray:
    """Bits that a chord of each of 66 chorales costs the choir, (66,); it has heard none of them.

    Measured by `data/train_nets.py`, since the chorales do not come with the course.

    Parameters
    ----------
    together : bool
        Whether the voices of a chord know one another.
    """
    with np.load(FOLDER / "chorale-bits.npz", allow_pickle=False) as kept:
        return kept["together" if together else "apart"].astype(float)


def separator() -> Sequential:
    """The net that takes voices out of drums."""
    return read(apart.separator(rng=np.random.default_rng(0)), "separator")


def strings(*, shaken: bool = True) -> WaveNet:
    """The WaveNet that learnt plucked strings.

    Parameters
    ----------
    shaken : bool
        Whether what it heard was about a level off while it learnt.
    """
    net = string_net(rng=np.random.default_rng(0))
    return read(net, "strings" if shaken else "strings-unshaken")


def new_turner() -> tuple[Translator, np.random.Generator]:
    """The bottleneck of 128 numbers before its first update, and its generator."""
    rng = np.random.default_rng(0)
    return Translator(8, 128, rng=rng), rng


def wide_turner() -> Translator:
    """The bottleneck of 128 numbers after 1,500 batches of melodies of 3 to 20 notes."""
    return read(new_turner()[0], "turner")


def unit_reader() -> Sequential:
    """The net that has read unit 12 letter by letter, as far as the block of the WaveNet."""
    net = letter_net(READ, units=96, rng=np.random.default_rng(0))
    return read(net, "unit-reader")
