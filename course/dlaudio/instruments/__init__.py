"""Instruments of your own, and the stage on which they are measured: unit 14.

    from dlaudio import instruments
    material = instruments.material("listener", rng)          # what it may learn from
    instruments.measure({"kind": "listener", "learn": learn, "play": play}, seed=1)

An instrument is a dict with its kind ("listener", "composer" or "cleaner"), `learn(material, rng)`,
which returns what has been learnt as a list of arrays, and `play(numbers, x)`, which uses it. What
passes from one to the other is counted.
"""

from .concert import perform, written
from .kinds import KINDS, Goal, Kind, kind, material
from .listener import heard, shares_by_group, taken_for
from .page import own_page, page
from .stage import SECONDS, describe, measure, shares, standing
from .words import beside_a_fan, from_spectra, pictures, spectra, strangers, your_word
from .yardsticks import followers

__all__ = [
    "KINDS",
    "SECONDS",
    "Goal",
    "Kind",
    "beside_a_fan",
    "describe",
    "followers",
    "from_spectra",
    "heard",
    "kind",
    "material",
    "measure",
    "own_page",
    "page",
    "perform",
    "pictures",
    "shares",
    "shares_by_group",
    "spectra",
    "standing",
    "strangers",
    "taken_for",
    "written",
    "your_word",
]
