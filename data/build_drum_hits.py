"""Build drum-hits.npz: kicks, snares, closed and open hats of 16 invented kits, at 22,050 Hz.

A kick is a falling sine with a click, a snare two tones of a drum head under noise, a hat noise
and clashing square waves without their low frequencies: the recipes of the first drum machines.
A kit keeps its tuning, its decays and its mixture; each take is struck a little differently.

Run `python data/build_drum_hits.py [folder]`; the same NumPy gives the same bytes.
"""

import sys
from pathlib import Path

import numpy as np
from archive import save

SEED, SR, LONGEST = 808, 22050, 8820  # LONGEST: 0.4 s
KITS, TAKES = 16, 3
HELD_OUT = ("kit04", "kit08", "kit12", "kit16")
time = np.arange(LONGEST) / SR


def decay(seconds: float) -> np.ndarray:
    """Envelope that falls by 60 dB in so many seconds, as a reverberation time is given."""
    return 10 ** (-3 * time / seconds)


def band(y: np.ndarray, low: float, high: float) -> np.ndarray:
    """What lies between two frequencies in Hz, with slopes of 12 dB an octave."""
    hz = np.fft.rfftfreq(2 * len(y), 1 / SR)
    slope = 1 / (1 + (low / np.maximum(hz, 1)) ** 2) / (1 + (hz / high) ** 2)
    return np.fft.irfft(np.fft.rfft(y, 2 * len(y)) * slope)[: len(y)]


def kick(kit: dict[str, float], rng: np.random.Generator) -> np.ndarray:
    """A sine that falls to its pitch within a few hundredths of a second, and a click."""
    hz = kit["kick_hz"] * (1 + kit["kick_drop"] * np.exp(-time / kit["kick_fall"]))
    body = np.sin(2 * np.pi * np.cumsum(hz) / SR) * decay(kit["kick_decay"])
    click = band(rng.standard_normal(LONGEST), 500, 4000) * decay(0.02)
    return body + kit["kick_click"] * click


def snare(kit: dict[str, float], rng: np.random.Generator) -> np.ndarray:
    """Two modes of the drum head, and the wires under it."""
    hz = kit["snare_hz"] * np.exp(rng.normal(0, 0.01))
    head = np.sin(2 * np.pi * hz * time) + 0.6 * np.sin(2 * np.pi * 1.59 * hz * time)
    wires = band(rng.standard_normal(LONGEST), kit["wires_low"], 9000)
    return 0.5 * head * decay(kit["head_decay"]) + kit["wires"] * wires * decay(kit["wires_decay"])


def hat(kit: dict[str, float], rng: np.random.Generator, seconds: float) -> np.ndarray:
    """Noise and six square waves whose pitches have no common multiple, high-passed."""
    ratios = np.array([1, 1.34, 1.68, 1.97, 2.47, 2.9])[:, np.newaxis]
    phase = rng.random((6, 1))
    metal = np.sign(np.sin(2 * np.pi * (kit["hat_hz"] * ratios * time + phase))).sum(axis=0)
    mixture = kit["metal"] * metal / 2 + (1 - kit["metal"]) * rng.standard_normal(LONGEST)
    return band(band(mixture, kit["hat_low"], 20000), kit["hat_low"], 20000) * decay(seconds)


STRIKES = {
    "kick": kick,
    "snare": snare,
    "closed hat": lambda kit, rng: hat(kit, rng, kit["closed_decay"]),
    "open hat": lambda kit, rng: hat(kit, rng, kit["open_decay"]),
}


def draw_kit(rng: np.random.Generator) -> dict[str, float]:
    """An invented kit: pitches in Hz, decays in seconds, the rest as shares."""
    ranges = {
        "kick_hz": (42, 75), "kick_drop": (1.5, 5), "kick_fall": (0.008, 0.035),
        "kick_decay": (0.18, 0.42), "kick_click": (0, 0.5),
        "snare_hz": (150, 260), "head_decay": (0.1, 0.25), "wires_low": (700, 2500),
        "wires": (0.3, 0.9), "wires_decay": (0.14, 0.35),
        "hat_hz": (300, 620), "hat_low": (4500, 8000), "metal": (0.1, 0.7),
        "closed_decay": (0.05, 0.12), "open_decay": (0.3, 0.6),
    }  # fmt: skip
    return {name: rng.uniform(low, high) for name, (low, high) in ranges.items()}


def strike(name: str, kit: dict[str, float], rng: np.random.Generator) -> np.ndarray:
    """One hit as 16-bit samples, faded out after it has fallen by 50 dB."""
    y = STRIKES[name]({key: value * np.exp(rng.normal(0, 0.05)) for key, value in kit.items()}, rng)
    audible = np.flatnonzero(np.abs(y) > np.abs(y).max() * 10**-2.5)
    y = y[: audible[-1] + 1]
    fade = min(len(y), SR // 100)
    y[-fade:] *= np.linspace(1, 0, fade)
    return np.round(y / np.abs(y).max() * rng.uniform(0.4, 0.95) * 32767).astype(np.int16)


def build(folder: Path) -> None:
    """Write drum-hits.npz into a folder and its SHA-256 into the table there."""
    rng = np.random.default_rng(SEED)
    kits = {f"kit{i + 1:02d}": draw_kit(rng) for i in range(KITS)}
    struck = [(kit, name) for kit in kits for name in STRIKES for _ in range(TAKES)]
    hits = [strike(name, kits[kit], rng) for kit, name in struck]
    save(
        folder / "drum-hits.npz",
        samples=np.concatenate(hits),
        offsets=np.cumsum([0, *map(len, hits)]).astype(np.int32),
        labels=np.array([list(STRIKES).index(name) for _, name in struck], dtype=np.uint8),
        label_names=np.array(list(STRIKES)),
        speakers=np.array([kit for kit, _ in struck]),
        held_out=np.array(HELD_OUT),
        sr=np.array(SR),
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
