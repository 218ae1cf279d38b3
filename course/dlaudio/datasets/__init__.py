"""Sounds and notes to learn from: load("spoken-digits") and so on, each checked by its SHA-256.

`python -m dlaudio.datasets` checks the sets that come with dlaudio.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dlaudio.datasets.dataset import Dataset
from dlaudio.datasets.downloads import (
    DataError,
    Download,
    bundled_folder,
    fetch,
    find_fault,
    pinned_sums,
)
from dlaudio.datasets.melodies import (
    CHORALES,
    Chorales,
    Melodies,
    PianoRolls,
    read_chorales,
    read_melodies,
    read_rolls,
    rolls,
)
from dlaudio.datasets.recordings import FSDD, SONIC_PI, read_fsdd, read_sonic_pi
from dlaudio.datasets.synthetic import read_drum_hits, read_spoken_digits

__all__ = ["DataError", "Dataset", "available", "check_bundled", "load", "names"]


@dataclass(frozen=True)
class Source:
    """How a set is read, and from which downloads; without any, it comes with dlaudio.

    Attributes
    ----------
    read : function
        Makes the set of the paths of its files.
    downloads : tuple of Download
        The files; none if the set comes with dlaudio.
    """

    read: Callable[[list[Path]], Dataset | Melodies | Chorales | PianoRolls]
    downloads: tuple[Download, ...] = ()


# To add a set, add a line here and a reader that makes a Dataset of the paths of its files.
SETS = {
    "spoken-digits": Source(read_spoken_digits),
    "drum-hits": Source(read_drum_hits),
    "melodies": Source(read_melodies),
    "fsdd": Source(read_fsdd, FSDD),
    "sonic-pi-drums": Source(read_sonic_pi, SONIC_PI),
    "jsb-chorales": Source(read_chorales, CHORALES),
    "jsb-rolls": Source(read_rolls, rolls("JSB_Chorales")),
    "nottingham": Source(read_rolls, rolls("Nottingham")),
}


def names() -> tuple[str, ...]:
    """Names of all sets, those that come with dlaudio first."""
    return tuple(SETS)


@functools.cache
def load(name: str) -> Dataset | Melodies | Chorales | PianoRolls:
    """Load a set by its name, once; real recordings are downloaded at their first use.

    Parameters
    ----------
    name : str
        One of `names()`, such as "spoken-digits".

    Returns
    -------
    Dataset, Melodies, Chorales or PianoRolls
        Sounds or notes; print it to see what it holds. The same object each time, so copy what you
        change.

    Raises
    ------
    ValueError
        If there is no set of that name.
    DataError
        If a file is missing, damaged or cannot be downloaded: one sentence says what to do.

    See Also
    --------
    names : what there is.
    torchvision.datasets, torchaudio.datasets : sets that are loaded in the same way.
    """
    source = find(name)
    if source.downloads:
        return source.read(fetch(source.downloads, name))
    if fault := bundled_fault(name):
        raise DataError(f"{name}: {fault}; install dlaudio again, or restore the file with git")
    return source.read([bundled_folder() / f"{name}.npz"])


def available(name: str) -> bool:
    """Whether a set is on this machine, whole and undamaged, so that load needs no network.

    Parameters
    ----------
    name : str
        One of `names()`; ValueError if it is another.
    """
    source = find(name)
    if not source.downloads:
        return not bundled_fault(name)
    try:
        return not any(download.fault() for download in source.downloads)
    except DataError:  # there is no folder where it could be
        return False


def check_bundled() -> bool:
    """Check every set that comes with dlaudio, print a line for each, and tell if all are sound."""
    faults = {name: bundled_fault(name) for name, source in SETS.items() if not source.downloads}
    for name, fault in faults.items():
        print(f"{name}: {fault or 'ok'}")
    return not any(faults.values())


def find(name: str) -> Source:
    """The entry of a set, or a ValueError that lists the names.

    Parameters
    ----------
    name : str
        One of `names()`.

    Raises
    ------
    ValueError
        If it is another.
    """
    if name not in SETS:
        raise ValueError(f"there is no data set {name!r}; there are {', '.join(SETS)}")
    return SETS[name]


def bundled_fault(name: str) -> str:
    """What is wrong with a set that comes with dlaudio, in words; "" if it is sound.

    Parameters
    ----------
    name : str
        Of a set that comes with dlaudio.
    """
    return find_fault(bundled_folder() / f"{name}.npz", pinned_sums()[f"{name}.npz"])
