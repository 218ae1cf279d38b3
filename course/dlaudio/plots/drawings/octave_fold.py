"""Folding octaves: from a spectrum to twelve notes, and the triad that fits them best."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, number

NOTES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


def triad(name: str) -> list[int]:
    """Pitch classes of a chord such as "C" or "F#m": [root, third, fifth]."""
    root = NOTES.index(name.removesuffix("m"))
    third = 3 if name.endswith("m") else 4
    return [root, (root + third) % 12, (root + 7) % 12]


def draw(power=None, sr: float = 8000, chroma=None, chord: str = "C", *, fmin: float = 60.0):
    """Draw a power spectrum over the notes, and the twelve sums with the notes of a chord lit.

    Parameters
    ----------
    power : array, shape (K,), optional
        From 0 to sr / 2; a chord of C major with overtones if not given.
    sr : float
        Sample rate in Hz.
    chroma : array, shape (12,), optional
        Needed with `power`.
    chord : str
        A note, and "m" for minor.
    fmin : float
        Lowest frequency shown, in Hz.
    """
    if power is None:
        power, chroma = _c_major(sr)
    power, chroma = np.asarray(power, dtype=float), np.asarray(chroma, dtype=float)
    if chroma.shape != (12,) or power.ndim != 1:
        raise ValueError(
            f"octave_fold needs power (K,) and chroma (12,), got {power.shape}, {chroma.shape}"
        )
    f = np.linspace(0, sr / 2, len(power))
    shown = (f >= fmin) & (f <= 1100)
    midi = 69 + 12 * np.log2(f[shown] / 440)
    levels = 10 * np.log10(np.maximum(power[shown] / power[shown].max(), 1e-5))
    card = Card(6.8)
    plane = card.plane(
        1.9,
        1.0,
        9.0,
        4.4,
        xlim=(midi[0] - 0.5, 85),
        ylim=(-50, 3),
        xlabel="C of each octave",
    )
    plane.set_ylabel("level (dB)", fontsize=12)
    lit = triad(chord)
    for note in range(int(np.ceil(midi[0])), 85):
        if note % 12 in lit:
            plane.axvspan(note - 0.5, note + 0.5, color=OUTPUT.fill, lw=0, zorder=0)
    plane.plot(midi, levels, color=INPUT.line, lw=1.3)
    octaves = [c for c in range(24, 85, 12) if c >= midi[0] - 0.5]
    plane.set_xticks(octaves, [f"C{c // 12 - 1}" for c in octaves])
    card.write(6.4, 0.5, "the spectrum, a semitone as wide as the next", size=12.5, bold=True)
    bars = card.plane(12.3, 1.0, 4.8, 4.4, xlim=(-0.6, 11.6), ylim=(0, 1.08))
    colours = [OUTPUT.line if note in lit else GREY.line for note in range(12)]
    bars.bar(range(12), chroma / max(chroma.max(), 1e-12), color=colours)
    white = [0, 2, 4, 5, 7, 9, 11]
    bars.set_xticks(white, [NOTES[note] for note in white])
    bars.set_ylabel("share of the loudest", fontsize=12)
    bars.set_xlabel("note, of any octave", fontsize=12)
    card.write(14.7, 0.5, f"folded: {chord}", size=12.5, bold=True, ink=OUTPUT)
    share = chroma[lit].sum() / chroma.sum()
    loud = ", ".join(NOTES[k] for k in np.argsort(-chroma)[:4])
    return card.figure, (
        f"On the left a spectrum over notes, on the right twelve sums. Loudest, in this "
        f"order: {loud}. The notes of {chord}, lit, hold {number(share)} of the whole."
    )


def _c_major(sr: float) -> tuple[np.ndarray, np.ndarray]:
    from dlaudio import audio

    notes = [audio.note(hz, sr=sr, duration=1.0) for hz in (130.81, 329.63, 392.0)]
    power = np.abs(np.fft.rfft(np.sum(notes, axis=0) * np.hanning(len(notes[0])))) ** 2
    return power, audio.chroma_stft(S=power[:, None], sr=sr)[:, 0]
