"""Voices that nobody has: ten English digits by invented speakers, from a formant synthesiser.

After D. H. Klatt, "Software for a cascade/parallel formant synthesizer", J. Acoust. Soc. Am. 67,
1980: glottal pulses and breath pass four resonators in a row (the vocal tract), hiss passes one of
its own; every 5 ms the controls move. The targets below were set by hand near the well-known
averages of men (Peterson and Barney, J. Acoust. Soc. Am. 24, 1952), then adjusted by comparing band
levels and lengths with the recordings of the set "fsdd".
"""

from typing import NamedTuple

import numpy as np

SR, FRAME = 8000, 40  # a frame of 40 samples is 5 ms
WORDS = {  # alternatives are pronunciations; a speaker keeps to one
    "zero": ("Z IH R O U", "Z IY R O U"),
    "one": ("W AH N",),
    "two": ("T H UW", "T H UH UW"),
    "three": ("TH R IY",),
    "four": ("F AO R", "F O AO", "F O R"),
    "five": ("F AA I V", "F AH I V"),
    "six": ("S IH - K S",),
    "seven": ("S EH V AX N", "S EH V N"),
    "eight": ("E I - T H", "E I -"),
    "nine": ("N AA I N", "N AH I N"),
}


class Phone(NamedTuple):
    """A target of the mouth.

    Attributes
    ----------
    ms : float
        Its length.
    f1, f2, f3 : float
        Formants, Hz.
    voice, breath, hiss : float
        Levels of the three sources.
    hiss_hz, hiss_width : float
        Middle and width of the band that hisses, Hz.
    """

    ms: float
    f1: float
    f2: float
    f3: float
    voice: float = 0.0
    breath: float = 0.0
    hiss: float = 0.0
    hiss_hz: float = 3500.0
    hiss_width: float = 1000.0


PHONES = {
    "IY": Phone(170, 300, 2150, 2750, voice=1.0),
    "IH": Phone(100, 420, 1900, 2550, voice=1.0),
    "E": Phone(110, 480, 1900, 2520, voice=1.0),
    "I": Phone(110, 360, 2050, 2650, voice=0.9),
    "EH": Phone(120, 560, 1760, 2500, voice=1.0),
    "AH": Phone(130, 640, 1200, 2450, voice=1.0),
    "AX": Phone(60, 480, 1450, 2450, voice=0.8),
    "AA": Phone(140, 730, 1200, 2450, voice=1.0),
    "AO": Phone(150, 500, 830, 2430, voice=1.0),
    "O": Phone(120, 470, 900, 2380, voice=1.0),
    "U": Phone(100, 380, 900, 2300, voice=0.8),
    "UH": Phone(70, 360, 1750, 2350, voice=1.0),
    "UW": Phone(190, 320, 1250, 2250, voice=1.0),
    "W": Phone(85, 300, 650, 2200, voice=0.7),
    "R": Phone(75, 370, 1250, 1750, voice=0.8),
    "N": Phone(80, 320, 1450, 2450, voice=0.6),
    "V": Phone(70, 280, 1100, 2150, voice=0.35, hiss=0.02, hiss_hz=2500, hiss_width=2500),
    "Z": Phone(70, 270, 1450, 2500, voice=0.4, hiss=0.04, hiss_hz=3400, hiss_width=1600),
    "S": Phone(90, 330, 1450, 2500, hiss=0.05, hiss_hz=3400, hiss_width=1600),
    "F": Phone(40, 340, 1100, 2100, hiss=0.03, hiss_hz=2600, hiss_width=2800),
    "TH": Phone(45, 330, 1300, 2500, hiss=0.03, hiss_hz=3000, hiss_width=2500),
    "T": Phone(25, 350, 1700, 2600, breath=0.1, hiss=0.2, hiss_hz=3500, hiss_width=1000),
    "K": Phone(20, 330, 1900, 2400, breath=0.1, hiss=0.2, hiss_hz=2000, hiss_width=500),
    "H": Phone(45, np.nan, np.nan, np.nan, breath=0.45),  # the mouth is ready for the vowel
    "-": Phone(80, 330, 1800, 2500),  # lips or tongue shut: silence
}
SYMBOLS = tuple(PHONES)


class Speaker(NamedTuple):
    """What a voice keeps from word to word.

    Attributes
    ----------
    f0 : float
        Hz.
    tract : float
        Scale of all formants: a shorter tract sounds higher.
    colour : array, shape (phones, 3)
        The speaker's own factor on each formant.
    rate : float
        Scale of all lengths.
    open_share : float
        Of a glottal period.
    tilt : float
        From 0, bright, to 1, dull.
    breath : float
        Noise mixed into the voice.
    hiss : float
        Scale of all hissing.
    floor : float
        Noise of the room, relative to the loudest sample.
    choice : int
        Picks pronunciations.
    """

    f0: float
    tract: float
    colour: np.ndarray
    rate: float
    open_share: float
    tilt: float
    breath: float
    hiss: float
    floor: float
    choice: int


def draw_speaker(group: str, rng: np.random.Generator) -> Speaker:
    """An invented man, woman or child.

    Parameters
    ----------
    group : str
        "m", "f" or "c".
    rng : numpy.random.Generator
        Draws the voice.
    """
    low, high, tract = {"m": (85, 155, 1.0), "f": (165, 250, 1.15), "c": (230, 330, 1.3)}[group]
    return Speaker(
        f0=rng.uniform(low, high),
        tract=tract * np.exp(rng.normal(0, 0.05)),
        colour=np.exp(rng.normal(0, (0.08, 0.07, 0.04), (len(PHONES), 3))),
        rate=np.exp(rng.normal(0, 0.2)),
        open_share=rng.uniform(0.45, 0.75),
        tilt=rng.uniform(0.1, 0.8),
        breath=0.12 * rng.random() ** 2,
        hiss=np.exp(rng.normal(0.2, 0.8)),
        floor=10 ** rng.uniform(-4, -2),
        choice=int(rng.integers(6)),
    )


def _smooth(track: np.ndarray, frames: int) -> np.ndarray:
    """Moving average under a Hann window of an odd number of frames; the ends are held."""
    window = np.hanning(frames + 2)[1:-1]
    padded = np.pad(track, frames // 2, mode="edge")
    return np.convolve(padded, window / window.sum(), mode="valid")


def control_tracks(speaker: Speaker, word: str, rng: np.random.Generator) -> np.ndarray:
    """Controls of one utterance, shape (frames, 9).

    Columns: f0, f1, f2, f3 (Hz), voice, breath, hiss (levels), hiss_hz, hiss_width (Hz).
    Neighbouring phones flow into each other because targets are smoothed over about 60 ms.

    Parameters
    ----------
    speaker : Speaker
        Who says it.
    word : str
        One of `WORDS`.
    rng : numpy.random.Generator
        No word is said twice in the same way.
    """
    ways = WORDS[word]
    symbols = ["-", *ways[speaker.choice % len(ways)].split(), "-"]
    targets = np.array([PHONES[symbol] for symbol in symbols])
    targets[:, 1:4] *= speaker.colour[[SYMBOLS.index(symbol) for symbol in symbols]]
    targets[:, 1:4] *= np.exp(rng.normal(0, 0.03, (len(symbols), 3)))
    for row in np.flatnonzero(np.isnan(targets[:, 1]))[::-1]:
        ready = row + 1 if symbols[row + 1] != "-" else row - 1
        targets[row, 1:4] = targets[ready, 1:4]
    targets[0, 1:4], targets[-1, 1:4] = targets[1, 1:4], targets[-2, 1:4]

    ms = targets[:, 0] * speaker.rate * np.exp(rng.normal(0, 0.22, len(symbols)))
    ms[[0, -1]] = rng.uniform(5, 70, 2)  # little silence around the word
    lengths = np.maximum(np.round(ms / 5).astype(int), 3)
    steps = np.repeat(targets[:, 1:], lengths, axis=0)
    total = len(steps)

    span = 2 * round(rng.uniform(4, 7)) + 1
    tracks = np.empty((total, 9))
    time = np.linspace(0, 1, total)
    melody = rng.uniform(0.02, 0.12) * np.sin(np.pi * time) - rng.uniform(0, 0.25) * time
    tracks[:, 0] = speaker.f0 * np.exp(melody + rng.normal(0, 0.05))
    for column in range(8):
        frames = span if column < 3 else 3 if column in (4, 5) else 5
        tracks[:, column + 1] = _smooth(steps[:, column], frames)
    tracks[:, 1:4] *= speaker.tract
    tracks[:, 7] = np.minimum(tracks[:, 7] * speaker.tract**0.5, 3900)
    tracks[:, 6] *= speaker.hiss
    tracks[:, 4:6] *= 1 - rng.uniform(0.7, 0.95) * time[:, np.newaxis] ** 2  # the breath runs out
    return tracks


def _resonator(hz: np.ndarray, width: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Feedback (b, c) of y[n] = a x[n] + b y[n-1] + c y[n-2]; a = 1 - b - c keeps 0 Hz at 1."""
    radius = np.exp(-np.pi * width / SR)
    return 2 * radius * np.cos(2 * np.pi * hz / SR), -(radius**2)


def synthesise(tracks: np.ndarray, speakers: list[Speaker], rng: np.random.Generator) -> np.ndarray:
    """Sound all utterances at once: samples of shape (N, frames * FRAME).

    Parameters
    ----------
    tracks : array, shape (frames, 9, N)
        Controls, padded to the longest.
    speakers : list of N Speaker
    rng : numpy.random.Generator
        Draws breath and hiss.
    """
    frames, _, count = tracks.shape
    tract, open_share, tilt, own_breath = (
        np.array([getattr(speaker, name) for speaker in speakers])
        for name in ("tract", "open_share", "tilt", "breath")
    )
    f4 = np.minimum(3500 * tract, 3850)
    widths = np.array([80, 120, 250, 500])[:, np.newaxis] * np.ones(count)
    phase, dull = rng.random(count), np.zeros(count)
    first, second = np.zeros((2, 5, count))  # the last two outputs of each resonator
    y = np.empty((frames, FRAME, count))
    for frame, (f0, f1, f2, f3, voice, breath, hiss, hiss_hz, hiss_width) in enumerate(tracks):
        b, c = _resonator(np.stack([f1, f2, f3, f4, hiss_hz]), np.vstack([widths, hiss_width]))
        a = 1 - b - c
        a[4] = 1 + c[4]  # the hiss has about the level of the noise it is made of
        noise, hissing = rng.standard_normal((2, FRAME, count))
        for n in range(FRAME):
            phase = (phase + f0 / SR) % 1
            x = phase / open_share
            is_open = x < 1
            # The flow x^2 (1 - x) while the glottis is open; at the lips its derivative is heard.
            pulse = np.where(is_open, 2 * x - 3 * x * x, 0) * voice
            dull = (1 - tilt) * pulse + tilt * dull
            sound = dull + noise[n] * (breath * 0.3 + own_breath * voice * (0.3 + 0.7 * is_open))
            for stage in range(4):
                sound = a[stage] * sound + b[stage] * first[stage] + c[stage] * second[stage]
                second[stage], first[stage] = first[stage], sound
            hissed = a[4] * hissing[n] * hiss + b[4] * first[4] + c[4] * second[4]
            second[4], first[4] = first[4], hissed
            y[frame, n] = sound + hissed
    return y.reshape(-1, count).T


def speak(spoken: list[tuple[Speaker, str]], rng: np.random.Generator) -> list[np.ndarray]:
    """Utterances, each as long as it takes and with the noise of its room; peak 0.3 to 0.95.

    Parameters
    ----------
    spoken : list of pairs
        Who says which word of `WORDS`.
    rng : numpy.random.Generator
        Draws all that differs from one utterance to the next.
    """
    utterances = [control_tracks(speaker, word, rng) for speaker, word in spoken]
    lengths = np.array([len(tracks) for tracks in utterances])
    tracks = np.stack(
        [np.pad(u, ((0, lengths.max() - len(u)), (0, 0)), mode="edge") for u in utterances], axis=2
    )
    rows = synthesise(tracks, [speaker for speaker, _ in spoken], rng)
    sounds = []
    for (speaker, _), frames, y in zip(spoken, lengths, rows, strict=True):
        y = y[: frames * FRAME]
        y = y / np.abs(y).max() + rng.normal(0, speaker.floor, len(y))
        sounds.append(y / np.abs(y).max() * rng.uniform(0.3, 0.95))
    return sounds
