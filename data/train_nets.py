"""Train the nets that come with the course, and leave their weights in dlaudio.generation.

Run `python data/train_nets.py [name ...]`, the names being composer, phrases, strings,
separator, reader, turner and choir; the last one needs the chorales (`python -m dlaudio.datasets
jsb-chorales`). All of them take about ten minutes. Weights are kept as half-precision numbers.
Another processor may sum in another order, and then a long training ends elsewhere: tests compare
what the nets do, and the first updates.
"""

import sys
from pathlib import Path

import numpy as np
from archive import write

from dlaudio import datasets
from dlaudio.generation import choir, learnt, strings, verses
from dlaudio.generation.composer import train_composer
from dlaudio.layers import Layer
from dlaudio.networks import attending
from dlaudio.networks import separator as apart

CHOIR_UPDATES, STRING_UPDATES, READ_UPDATES = 1500, 300, 900


def keep(net: Layer, name: str, folder: Path) -> None:
    """Write the weights of a net, as float16."""
    weights = {key: value.astype(np.float16) for key, value in net.state_dict().items()}
    write(folder / f"{name}.npz", **weights)


def train_growth(folder: Path) -> None:
    """The composer after some updates of one training."""
    net, rng = learnt.new_composer()

    def after(updates: int) -> None:
        if updates in learnt.GROWTH:
            keep(net, f"composer-{updates}", folder)

    last = learnt.GROWTH[-1]
    train_composer(net, datasets.load("melodies"), updates=last, rng=rng, after=after)


def train_phrases(folder: Path) -> None:
    """The composer that looks back."""
    net, rng = learnt.new_phrases()
    train_composer(net, datasets.load("melodies"), updates=learnt.PHRASE_UPDATES, rng=rng)
    keep(net, "phrases", folder)


def train_player(folder: Path) -> None:
    """Two WaveNets of plucked strings, by whether their inputs were shaken."""
    for name, shaken in [("strings", True), ("strings-unshaken", False)]:
        rng = np.random.default_rng(0)
        net = strings.string_net(rng=rng)
        strings.train_strings(net, updates=STRING_UPDATES, rng=rng, shaken=shaken)
        keep(net, name, folder)


def train_apart(folder: Path) -> None:
    """The net that takes voices out of drums."""
    rng, words = np.random.default_rng(0), datasets.load("spoken-digits").where(split="train")
    net = apart.separator(rng=rng)
    keep(apart.train_separator(net, words, pairs=400, epochs=8, rng=rng), "separator", folder)


def train_reader(folder: Path) -> None:
    """The net that has read unit 12, as the unit was when it read it."""
    text = Path(__file__).with_name("unit-12.txt")
    rng = np.random.default_rng(0)
    (net,) = verses.grow_letters((READ_UPDATES,), rng=rng, text=text, units=96).values()
    keep(net, "unit-reader", folder)


def train_wide(folder: Path) -> None:
    """The wide bottleneck of unit 13, which turns melodies round."""
    net, rng = learnt.new_turner()
    practice = {"updates": learnt.TURNER_UPDATES, "longest": learnt.TURNER_LONGEST}
    keep(attending.train_turner(net, **practice, rng=rng), "turner", folder)


def train_choirs(folder: Path) -> None:
    """Two choirs: voices that know one another, and voices that do not."""
    chorales = datasets.load("jsb-chorales")
    known = [choir.chords_of(chorales.voices[row]) for row in chorales.splits["train"]]
    for name, together in [("choir", True), ("choir-apart", False)]:
        rng = np.random.default_rng(0)
        net = choir.Choir(64, rng=rng, together=together)
        choir.train_choir(net, known, updates=CHOIR_UPDATES, rng=rng)
        keep(net, name, folder)
    keep_bits(folder)


def keep_bits(folder: Path) -> None:
    """What a chord of each held-out chorale costs the two choirs that are kept."""
    chorales = datasets.load("jsb-chorales")
    new = [choir.chords_of(chorales.voices[row]) for row in chorales.splits["test"]]
    bits = {
        name: np.array([choir.bits_a_chord(net, [chords]) for chords in new], np.float32)
        for name, net in [("together", learnt.choir()), ("apart", learnt.choir(together=False))]
    }
    write(folder / "chorale-bits.npz", **bits)


NETS = {
    "composer": train_growth,
    "phrases": train_phrases,
    "strings": train_player,
    "separator": train_apart,
    "reader": train_reader,
    "turner": train_wide,
    "choir": train_choirs,
}

if __name__ == "__main__":
    learnt.FOLDER.mkdir(exist_ok=True)
    for chosen in sys.argv[1:] or NETS:
        NETS[chosen](learnt.FOLDER)
