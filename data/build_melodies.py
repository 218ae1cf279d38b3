"""Build melodies.npz: traditional tunes, written down in tunes.py, as pitches and lengths.

Run `python data/build_melodies.py [folder]`; the same tunes give the same bytes.
"""

import re
import sys
from pathlib import Path

import numpy as np
from archive import save
from tunes import TUNES

SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}
NOTE = re.compile(r"([1-7])([#b]?)([,']?)(?::(\d))?")
HELD_OUT = (
    "London Bridge",
    "Alle meine Entchen",
    "Michael, Row the Boat Ashore",
    "Go Tell Aunt Rhody",
    "Scarborough Fair",
    "Auld Lang Syne",
    "Clementine",
    "This Old Man",
)


def read(text: str, tonic: int, mode: str) -> tuple[list[int], list[int]]:
    """MIDI pitches and lengths in eighths of a tune in the notation of tunes.py."""
    pitches, lengths = [], []
    for word in text.split():
        found = NOTE.fullmatch(word)
        if not found:
            raise ValueError(f"a note looks like 5, or 4#:1 and not like {word}")
        degree, accidental, octave, length = found.groups()
        bend = {"": 0, "#": 1, "b": -1}[accidental] + {"": 0, ",": -12, "'": 12}[octave]
        pitches.append(tonic + SCALES[mode][int(degree) - 1] + bend)
        lengths.append(int(length or 2))
    return pitches, lengths


def build(folder: Path) -> None:
    """Write melodies.npz into a folder and its SHA-256 into the table there."""
    notes = [read(text, tonic, mode) for _, tonic, mode, _, text in TUNES]
    titles, tonics, modes, origins, _ = zip(*TUNES, strict=True)
    save(
        folder / "melodies.npz",
        pitches=np.concatenate([pitches for pitches, _ in notes]).astype(np.uint8),
        lengths=np.concatenate([lengths for _, lengths in notes]).astype(np.uint8),
        offsets=np.cumsum([0] + [len(pitches) for pitches, _ in notes]).astype(np.int32),
        titles=np.array(titles),
        origins=np.array(origins),
        tonics=np.array(tonics, dtype=np.uint8),
        modes=np.array(modes),
        held_out=np.array(HELD_OUT),
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
