"""Build spoken-digits.npz: ten English digits spoken by 60 invented speakers, at 8 kHz.

The voices are those of dlaudio.audio.voices, with another seed than anybody else's.

Run `python data/build_spoken_digits.py [folder]`; the same NumPy gives the same bytes.
"""

import sys
from pathlib import Path

import numpy as np
from archive import save

from dlaudio.audio.voices import SR, WORDS, draw_speaker, speak

SEED = 2024
GROUPS = {"m": 24, "f": 24, "c": 12}  # men, women, children
HELD_OUT = ("m05", "m10", "m15", "m20", "m24", "f05", "f10", "f15", "f20", "f24", "c06", "c12")
TAKES = 2


def encode_mu_law(y: np.ndarray) -> np.ndarray:
    """8-bit codes of samples in -1..1: the continuous curve of ITU-T G.711, 128 is silence."""
    level = np.sign(y) * np.log1p(255 * np.abs(y)) / np.log(256)
    return (np.round(127 * level) + 128).astype(np.uint8)


def build(folder: Path) -> None:
    """Write spoken-digits.npz into a folder and its SHA-256 into the table there."""
    rng = np.random.default_rng(SEED)
    names = [f"{group}{i + 1:02d}" for group, count in GROUPS.items() for i in range(count)]
    voices = {name: draw_speaker(name[0], rng) for name in names}
    spoken = [(name, word) for name in names for word in WORDS for _ in range(TAKES)]
    sounds = speak([(voices[name], word) for name, word in spoken], rng)
    save(
        folder / "spoken-digits.npz",
        codes=encode_mu_law(np.concatenate(sounds)),
        offsets=np.concatenate([[0], np.cumsum([len(y) for y in sounds])]).astype(np.int32),
        labels=np.array([list(WORDS).index(word) for _, word in spoken], dtype=np.uint8),
        label_names=np.array(list(WORDS)),
        speakers=np.array([name for name, _ in spoken]),
        held_out=np.array(HELD_OUT),
        sr=np.array(SR),
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
