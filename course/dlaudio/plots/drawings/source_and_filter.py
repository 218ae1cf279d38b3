"""A vowel taken apart: the peak of its cepstrum, and the hill that linear prediction finds."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, WEIGHT, Card, number


def formants(a, sr: float) -> list[float]:
    """Resonances in Hz of a filter y[n] = a1 y[n-1] + ...: where its hill has a top.

    Parameters
    ----------
    a : array, shape (order,)
        As `linear_prediction` returns it.
    sr : float
        Sample rate in Hz.
    """
    f, hill = envelope(a, sr)
    top = (hill[1:-1] > hill[:-2]) & (hill[1:-1] >= hill[2:])
    return [float(hz) for hz in f[1:-1][top] if hz > 150]


def envelope(a, sr: float, n: int = 1024) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies in Hz and levels in dB of the filter 1 / (1 - a1 z^-1 - ...), both (n + 1,)."""
    inverse = np.abs(np.fft.rfft(np.append(1.0, -np.asarray(a, dtype=float)), 2 * n))
    return np.linspace(0, sr / 2, n + 1), -20 * np.log10(np.maximum(inverse, 1e-9))


def _vowel(sr: float = 8000):
    """A vowel-like frame: 100 pulses a second through three resonances."""
    from scipy.signal import lfilter

    y = np.zeros(480)
    y[::80] = 1.0
    for hz, width in [(650, 80), (1100, 90), (2500, 140)]:
        r = np.exp(-np.pi * width / sr)
        y = lfilter([1], [1, -2 * r * np.cos(2 * np.pi * hz / sr), r * r], y)
    return y[-320:] / np.abs(y).max() * np.hanning(320)


def draw(y=None, sr: float = 8000, cepstrum=None, pitch: float | None = None):
    """Draw the spectrum of a frame with its teeth, and its cepstrum with its peak.

    Parameters
    ----------
    y : array, shape (n,), optional
        A frame under a window; a made-up vowel if not given.
    sr : float
        Sample rate in Hz.
    cepstrum, pitch : as `cepstrum_pitch` returns them, optional
    """
    y = _vowel(sr) if y is None else np.asarray(y, dtype=float)
    if cepstrum is None or pitch is None:
        from dlaudio.mine.standins.sound import cepstrum_pitch

        cepstrum, pitch = cepstrum_pitch(y, sr, 70.0, 400.0)
    f, levels = _levels(y, sr)
    card = Card(5.8)
    plane = card.plane(
        1.9, 1.0, 6.6, 3.5, xlim=(0, sr / 4), ylim=(levels.max() - 60, levels.max() + 4)
    )
    plane.set_xlabel("frequency (Hz)", fontsize=12)
    plane.set_ylabel("level (dB)", fontsize=12)
    plane.plot(f, levels, color=INPUT.line, lw=1.4)
    for k in range(1, int(sr / 4 / pitch) + 1):
        plane.axvline(k * pitch, color=GREY.line, lw=0.8, zorder=0)
    card.write(5.2, 0.5, "a comb of harmonics", size=12.5, bold=True, ink=INPUT)
    lag = sr / pitch
    lags = np.arange(max(2, int(0.25 * lag)), min(len(cepstrum) // 2, int(2.4 * lag)))
    right = card.plane(
        10.4, 1.0, 6.6, 3.5, xlim=(lags[0], lags[-1]), ylim=(0, 1.25 * cepstrum[lags].max())
    )
    right.set_xlabel("lag (samples)", fontsize=12)
    right.plot(lags, cepstrum[lags], color=WEIGHT.line, lw=1.6)
    right.plot(lag, cepstrum[round(lag)], "o", color=GRADIENT.line, ms=8)
    right.set_yticks([])
    words = f"lag {number(lag, 0)}: {number(pitch, 0)} Hz"
    card.write(13.7, 0.5, f"one peak, {words}", size=12.5, bold=True, ink=WEIGHT)
    return card.figure, (
        f"On the left the spectrum of a vowel, a comb with a tooth every {number(pitch, 0)} Hz; on "
        f"the right its cepstrum, with its peak at {words}."
    )


def draw_hill(y=None, sr: float = 8000, a=None):
    """Draw the spectrum of a frame, the hill of its linear prediction, and the formants named.

    Parameters
    ----------
    y : array, shape (n,), optional
        A frame under a window; a made-up vowel if not given.
    sr : float
        Sample rate in Hz.
    a : array, shape (order,), optional
        As `linear_prediction` returns it; of order 10 if not given.
    """
    y = _vowel(sr) if y is None else np.asarray(y, dtype=float)
    if a is None:
        from dlaudio.audio import lpc

        a = -lpc(y, order=10)[1:]
    f, levels = _levels(y, sr)
    hz, hill = envelope(a, sr)
    hill = hill - hill.max() + levels.max()
    named = formants(a, sr)[:4]
    card = Card(6.8)
    plane = card.plane(
        1.9, 0.6, 15.0, 5.0, xlim=(0, sr / 2), ylim=(levels.max() - 65, levels.max() + 14)
    )
    plane.set_xlabel("frequency (Hz)", fontsize=12)
    plane.set_ylabel("level (dB)", fontsize=12)
    plane.plot(f, levels, color=INPUT.line, lw=1.2, label="the vowel")
    plane.plot(hz, hill, color=OUTPUT.line, lw=3, label=f"the tube: {len(a)} numbers")
    for k, at in enumerate(named, start=1):
        top = np.interp(at, hz, hill)
        plane.plot([at, at], [top, top + 5], color=GRADIENT.line, lw=1.4)
        plane.text(
            at, top + 6, f"F{k}", ha="center", fontsize=12.5, color=GRADIENT.text, weight="bold"
        )
    legend = plane.legend(loc="upper right", fontsize=11, frameon=True)
    legend.get_frame().set_edgecolor(GREY.line)
    told = ", ".join(f"F{k} {number(at, 0)} Hz" for k, at in enumerate(named, start=1))
    return card.figure, (
        f"The spectrum of a vowel, and over it the smooth hill of a linear prediction with "
        f"{len(a)} numbers; its tops, the formants: {told}."
    )


def _levels(y, sr: float) -> tuple[np.ndarray, np.ndarray]:
    S = np.abs(np.fft.rfft(y, 2048))
    return np.fft.rfftfreq(2048, 1 / sr), 20 * np.log10(np.maximum(S, 1e-6 * S.max()))
