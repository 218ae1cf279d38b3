"""Beats: loops whose beats are known, and noisy curves that say where beats are."""

import numpy as np


def activations(tempo: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """How beat-like each of 1,200 frames of 10 ms is, and the true beats in seconds.

    Beats are bumps of 60 ms that reach 0.6 to 1; half-way between two there is often one of 0.3.

    Parameters
    ----------
    tempo : float
        Beats a minute.
    rng : numpy.random.Generator
        Draws heights and noise.
    """
    period = 60 / tempo
    beats = np.arange(0.4, 11.6, period)
    frames = np.arange(1200) / 100
    curve = 0.05 * rng.random(1200)
    for place, low, high in [(beats, 0.6, 1.0), (beats[:-1] + period / 2, 0.0, 0.3)]:
        for time in place:
            curve += rng.uniform(low, high) * np.exp(-0.5 * ((frames - time) / 0.025) ** 2)
    return np.minimum(curve, 1.0), beats


def drum_loop(rng: np.random.Generator, *, sr: int, seconds: float = 6.0, silent: float = 0.0):
    """A drum loop at 80 to 160 beats a minute, y of shape (n,), and the times of its beats (s).

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws tempo and hits.
    sr : int
        Sample rate, Hz.
    seconds : float
        Length.
    silent : float
        Chance that the drummer leaves a beat out, though it counts; never one of the first four,
        nor two in a row.
    """
    from dlaudio import audio

    left_out = False
    y = rng.normal(0, 0.005, int(seconds * sr))
    period = 60 / rng.uniform(80, 160)
    beats = np.arange(rng.uniform(0, period), seconds - 0.1, period)

    def put(sound, time, level):
        start = int(time * sr)
        part = sound[: max(len(y) - start, 0)]
        y[start : start + len(part)] += level * part

    for number, time in enumerate(beats):
        left_out = silent > 0 and number >= 4 and not left_out and rng.random() < silent
        if left_out:
            continue
        drum = audio.snare if number % 2 else audio.kick
        put(drum(sr=sr, rng=rng), time, rng.uniform(0.5, 0.9))
        put(audio.hat(sr=sr, rng=rng), time, 0.4)
        if rng.random() < 0.8:
            put(audio.hat(sr=sr, rng=rng), time + period / 2, rng.uniform(0.2, 0.5))
        if rng.random() < 0.15:
            put(audio.kick(sr=sr, rng=rng), time + period / 2, 0.5)
    return 0.9 * y / np.abs(y).max(), beats


def frames_of_loop(y, *, sr: int, frame_rate: int = 50) -> np.ndarray:
    """Twelve mel bands in dB, standardised, and their rises: shape (frames, 24), float32.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    sr : int
        Sample rate, Hz.
    frame_rate : int
        Frames a second.
    """
    from dlaudio import audio

    mel = audio.melspectrogram(y, sr=sr, n_fft=512, hop_length=sr // frame_rate, n_mels=12)
    level = audio.power_to_db(mel)
    level = (level - level.mean()) / level.std()
    rise = np.maximum(np.diff(level, axis=1, prepend=level[:, :1]), 0)
    return np.concatenate([level, rise]).T.astype(np.float32)


def beat_targets(beats, n_frames: int, *, frame_rate: int = 50) -> np.ndarray:
    """1 in the frame of a beat, 1/2 beside it, else 0: shape (n_frames, 1), float32.

    Parameters
    ----------
    beats : array, shape (n,)
        Times in seconds.
    n_frames : int
        How many frames.
    frame_rate : int
        Frames a second.
    """
    target = np.zeros((n_frames, 1), np.float32)
    for offset, value in [(-1, 0.5), (1, 0.5), (0, 1.0)]:
        frames = np.round(np.asarray(beats) * frame_rate).astype(int) + offset
        target[frames[(frames >= 0) & (frames < n_frames)]] = value
    return target


def adding_problem(n: int, steps: int, rng: np.random.Generator):
    """Sequences of random numbers with two marked, x (n, steps, 2), and the sum of the two (n, 1).

    S. Hochreiter, J. Schmidhuber, "Long short-term memory", Neural Computation 9, 1997, sec. 5.4.

    Parameters
    ----------
    n, steps : int
        How many sequences, and how long.
    rng : numpy.random.Generator
        Draws numbers and marks.
    """
    x = np.zeros((n, steps, 2), np.float32)
    x[..., 0] = rng.random((n, steps))
    first, second = rng.integers(0, steps // 2, n), rng.integers(steps // 2, steps, n)
    x[np.arange(n), first, 1] = x[np.arange(n), second, 1] = 1
    return x, (x[..., 0] * x[..., 1]).sum(axis=1, keepdims=True)
