"""Readers of the sets the project made itself; the builders are in the repository's data/."""

from pathlib import Path

import numpy as np

from dlaudio.datasets.dataset import Dataset, split_by_speaker


def decode_mu_law(codes: np.ndarray) -> np.ndarray:
    """Samples in -1..1, float32, from 8-bit mu-law codes (uint8, 128 is silence).

    The curve of ITU-T G.711 in its continuous form: a code is 127 log(1 + 255 |x|) / log 256,
    with the sign of x, so quiet samples get finer steps than loud ones.

    Parameters
    ----------
    codes : array of uint8, any shape
        128 is silence.
    """
    level = (np.arange(256) - 128) / 127
    return (np.sign(level) * np.expm1(np.abs(level) * np.log(256)) / 255).astype(np.float32)[codes]


def read_spoken_digits(paths: list[Path]) -> Dataset:
    """Own synthetic digits: one array of mu-law codes, cut at the offsets.

    Parameters
    ----------
    paths : list of one Path
        Of the file.
    """
    with np.load(paths[0], allow_pickle=False) as stored:
        audio, label_names = decode_mu_law(stored["codes"]), tuple(map(str, stored["label_names"]))
        return Dataset(
            name="spoken-digits",
            audio=cut(audio, stored["offsets"]),
            sr=int(stored["sr"]),
            labels=stored["labels"].astype(np.int64),
            label_names=label_names,
            speakers=stored["speakers"],
            splits=split_by_speaker(stored["speakers"], stored["held_out"]),
            licence="CC0-1.0",
            source="made by data/build_spoken_digits.py",
            description="English digits of 60 invented speakers, from a formant synthesiser",
        )


def read_drum_hits(paths: list[Path]) -> Dataset:
    """Own synthetic drums: one array of 16-bit samples, cut at the offsets.

    Parameters
    ----------
    paths : list of one Path
        Of the file.
    """
    with np.load(paths[0], allow_pickle=False) as stored:
        audio = stored["samples"].astype(np.float32) / 32768
        return Dataset(
            name="drum-hits",
            audio=cut(audio, stored["offsets"]),
            sr=int(stored["sr"]),
            labels=stored["labels"].astype(np.int64),
            label_names=tuple(map(str, stored["label_names"])),
            speakers=stored["speakers"],
            splits=split_by_speaker(stored["speakers"], stored["held_out"]),
            licence="CC0-1.0",
            source="made by data/build_drum_hits.py",
            description="single drum hits of 16 invented kits, from a synthesiser",
        )


def cut(audio: np.ndarray, offsets: np.ndarray) -> tuple[np.ndarray, ...]:
    """Sound i is audio[offsets[i]:offsets[i + 1]], as read-only views.

    Parameters
    ----------
    audio : array, shape (n,)
        All sounds in a row; it becomes read-only.
    offsets : array of int, shape (N + 1,)
        Where each sound begins, and where the last one ends.
    """
    audio.flags.writeable = False
    return tuple(audio[start:end] for start, end in zip(offsets[:-1], offsets[1:], strict=True))
