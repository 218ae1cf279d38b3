"""Cut two short sounds of recorded strings out of Sonic Pi's samples (CC0): data/guitar.npz.

    python data/cut_guitar.py FOLDER

FOLDER holds guit_em9.flac and loop_drone_g_97.flac from etc/samples of
https://github.com/sonic-pi-net/sonic-pi, commit c0002065a976b1355e7889f4aa96a1804e2b8119.
"""

import hashlib
import sys
from pathlib import Path

import numpy as np
from archive import save

from dlaudio import audio

SR = 11025
SOUNDS = {  # name: file, its SHA-256, seconds from and to
    "E minor 9": (
        "guit_em9.flac",
        "e6dbbdc5aef03fada9cbd84d9ef000472c6954db9badcf5721969c515d46c2f1",
        0.0,
        4.0,
    ),
    "drone": (
        "loop_drone_g_97.flac",
        "edbc99f9b55a68776de24c0ec71045b63679569ab94206e01d30d7d812b628f9",
        0.0,
        2.4,
    ),
}


def cut(folder: Path, name: str) -> np.ndarray:
    """One sound, one channel at 11,025 Hz, faded out over its last 0.1 s, as 16-bit samples."""
    file, digest, start, stop = SOUNDS[name]
    found = hashlib.sha256((folder / file).read_bytes()).hexdigest()
    if found != digest:
        raise ValueError(f"{file} should have the SHA-256 {digest}, got {found}")
    y, _ = audio.read(folder / file, sr=SR)
    y = np.array(y[round(start * SR) : round(stop * SR)], dtype=float)
    fade = round(0.1 * SR)
    y[-fade:] *= np.linspace(1, 0, fade)
    return np.round(0.8 * y / np.abs(y).max() * 32767).astype(np.int16)


def build(folder: Path, target: Path) -> None:
    """Write guitar.npz into the target folder and its SHA-256 into the table there."""
    sounds = [cut(folder, name) for name in SOUNDS]
    save(
        target / "guitar.npz",
        samples=np.concatenate(sounds),
        offsets=np.cumsum([0, *map(len, sounds)]).astype(np.int32),
        names=np.array(list(SOUNDS)),
        sr=np.array(SR),
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    build(Path(sys.argv[1]), Path(__file__).parent)
