"""A set of labelled sounds and the ways to take a part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np


@dataclass(frozen=True, eq=False)
class Dataset:
    """Labelled sounds; sound i is `audio[i]`, of class `label_names[labels[i]]`.

    Attributes
    ----------
    name : str
    audio : tuple of N arrays, each of shape (samples of that sound,), float32 in -1..1
        Read-only, because a loaded set is shared: copy a sound before changing it.
    sr : int
        Sampling rate in Hz.
    labels : array of shape (N,), integers
    label_names : tuple of str
    speakers : array of shape (N,), str
        Who spoke or, for drums, which kit was struck.
    splits : mapping from a name to an array of indices, shape (n,)
        "train" and "test" share no speaker.
    licence, source, description : str
    """

    name: str
    audio: tuple[np.ndarray, ...] = field(repr=False)
    sr: int
    labels: np.ndarray
    label_names: tuple[str, ...]
    speakers: np.ndarray
    splits: Mapping[str, np.ndarray]
    licence: str
    source: str
    description: str

    def __len__(self) -> int:
        return len(self.audio)

    def __repr__(self) -> str:
        minutes = sum(map(len, self.audio)) / self.sr / 60
        splits = ", ".join(f"{name} {len(rows)}" for name, rows in self.splits.items())
        return (
            f"{self.name}: {self.description}\n"
            f"  {len(self)} sounds, {minutes:.1f} minutes at {self.sr} Hz\n"
            f"  labels: {', '.join(self.label_names)}\n"
            f"  speakers: {len(np.unique(self.speakers))}; splits: {splits}\n"
            f"  licence: {self.licence}; source: {self.source}"
        )

    def where(self, *, split: str | None = None, labels: Sequence[str] | None = None) -> "Dataset":
        """The part of the set that is in a split and has one of some label names.

            Labels keep their numbers: digits.where(labels=("six", "nine")).labels holds 6 and 9.

        Parameters
        ----------
        split : str, optional
            One of `splits`; all if not given.
        labels : str or sequence of str, optional
            Some of `label_names`; all if not given.

            Raises
            ------
            ValueError
                If there is no such split or label name.
        """
        keep = np.ones(len(self), dtype=bool)
        if split is not None:
            if split not in self.splits:
                raise ValueError(f"{self.name} has splits {', '.join(self.splits)}, not {split!r}")
            keep &= np.isin(np.arange(len(self)), self.splits[split])
        if labels is not None:
            wanted = (labels,) if isinstance(labels, str) else tuple(labels)
            if unknown := [label for label in wanted if label not in self.label_names]:
                known = ", ".join(self.label_names)
                raise ValueError(f"{self.name} has labels {known}, not {unknown[0]!r}")
            keep &= np.isin(self.labels, [self.label_names.index(label) for label in wanted])
        rows = np.flatnonzero(keep)
        return replace(
            self,
            audio=tuple(self.audio[row] for row in rows),
            labels=self.labels[rows],
            speakers=self.speakers[rows],
            splits={
                name: np.flatnonzero(np.isin(rows, members))
                for name, members in self.splits.items()
            },
        )


def split_by_speaker(speakers: np.ndarray, held_out: Sequence[str]) -> dict[str, np.ndarray]:
    """Indices of "train" and "test", the test being all the sounds of the held-out speakers.

    Parameters
    ----------
    speakers : array, shape (N,), str
        Who speaks in each sound.
    held_out : sequence of str
        Speakers of the test.

    Returns
    -------
    splits : dict
        "train" and "test", integer arrays of shapes (n,) and (N - n,).
    """
    unheard = np.isin(speakers, held_out)
    return {"train": np.flatnonzero(~unheard), "test": np.flatnonzero(unheard)}
