"""A sound to be found in a recording: a template, laid on every place of it."""

import numpy as np


def responses_to(template, y) -> np.ndarray:
    """Response of a unit whose weights are the template, of length 1, at each place of y.

    For y of shape (N,) and a template of shape (K,) there are N - K + 1 places. Computed by way of
    the spectrum, which for long templates is much faster than place by place.

    Parameters
    ----------
    template : array, shape (K,)
        What is looked for.
    y : array, shape (N,), N at least K
        Where.
    """
    from scipy.signal import fftconvolve

    weights = np.asarray(template, dtype=float) / np.linalg.norm(template)
    return fftconvolve(y, weights[::-1], mode="valid")


def clicks(responses, sr: int, *, threshold: float = 9.0) -> np.ndarray:
    """A short tone wherever a response exceeds the threshold, as loud as it does; peak 0.8.

    Parameters
    ----------
    responses : array, shape (N,)
    sr : int
        Sample rate.
    threshold : float
        What a ReLU with the bias -threshold takes away.
    """
    from dlaudio.audio import tone

    left = np.maximum(np.asarray(responses, dtype=float) - threshold, 0)
    y = np.convolve(left, tone(1500, sr=sr, duration=0.04))
    return 0.8 * y / max(np.abs(y).max(), 1e-9)


def draw(responses, sr: int, *, threshold: float = 9.0):
    """Draw the responses over time; the text says where and how high the peaks are.

    Parameters
    ----------
    responses : array, shape (N,)
    sr : int
        Sample rate.
    threshold : float
        What counts as a peak; two of them are a tenth of a second apart or more.
    """
    from dlaudio.plots.parts import GREY, INPUT, Card

    responses = np.asarray(responses, dtype=float)
    seconds = np.arange(len(responses)) / sr
    left, peaks = responses.copy(), []
    while left.max() > threshold:
        at = int(left.argmax())
        peaks.append((at / sr, left[at]))
        left[max(0, at - sr // 10) : at + sr // 10] = 0
    found = "; ".join(f"{height:.0f} at {when:.1f} s" for when, height in sorted(peaks))
    card = Card(6.2)
    low, high = responses.min(), responses.max()
    limits = {"xlim": (0, seconds[-1]), "ylim": (1.1 * low, 1.1 * high)}
    ax = card.plane(1.7, 0.6, 15.3, 4.1, **limits)
    ax.set_xlabel("start of the piece (s)", fontsize=12)
    ax.set_ylabel("response", fontsize=12)
    ax.axhline(0, color=GREY.line, lw=1)
    ax.plot(seconds, responses, color=INPUT.line, lw=0.9)
    return card.figure, (
        f"A restless line over {seconds[-1]:.1f} s, everywhere else below {left.max():.0f}. "
        f"Peaks: {found or 'none'}."
    )
