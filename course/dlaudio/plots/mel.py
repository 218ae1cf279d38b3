"""Pictures whose frequency axis is in mel, as the ear has it."""

import numpy as np

from dlaudio.plots.charts import _title
from dlaudio.plots.pictures import axes_or_new

# Hz; below, they would touch
TICKS = (250, 500, 1000, 2000, 4000, 8000, 16000)


def mel_spectrogram(
    S_db,
    *,
    sr: float,
    hop_length: int,
    fmin: float = 0.0,
    fmax: float | None = None,
    ax=None,
    title: str | None = None,
    vmin: float | None = None,
    vmax: float | None = None,
):
    """Draw the level of each mel band in each frame, with a colour bar in dB.

    Parameters
    ----------
    S_db : array, shape (n_mels, frames)
        Levels in dB of the bands of ``audio.mel_filterbank(fmin=fmin, fmax=fmax)``.
    sr, hop_length
        As in `spectrogram`.
    fmin, fmax : float
        Of the filter bank, in Hz; `fmax` is sr / 2 by default.
    ax : matplotlib Axes, optional
    title : str, optional
    vmin, vmax : float, optional
        Levels in dB at the two ends of the colours, to make two pictures comparable.

    Returns
    -------
    ax : matplotlib Axes
        Time in seconds; frequency in Hz, every band as high as the next.

    Raises
    ------
    ValueError
        If S_db is not a real array with at least two rows and one frame, or sr or hop_length is
        not positive.
    """
    S_db = np.asarray(S_db)
    if S_db.ndim != 2 or S_db.shape[0] < 2 or S_db.shape[1] < 1 or np.iscomplexobj(S_db):
        raise ValueError(
            "mel_spectrogram needs S_db in dB, real, of shape (band, frame), "
            f"got {S_db.dtype} of shape {S_db.shape}"
        )
    if not (sr > 0 and hop_length > 0):
        raise ValueError(
            f"mel_spectrogram needs sr and hop_length above 0, got {sr} and {hop_length}"
        )
    fmax = sr / 2 if fmax is None else fmax
    bands, frames = S_db.shape
    ax = axes_or_new(ax)
    half = hop_length / sr / 2
    # the middle of band m, counted from 0, stands at m
    extent = (-half, (2 * frames - 1) * half, -0.5, bands - 0.5)
    look = {"origin": "lower", "aspect": "auto", "interpolation": "nearest", "cmap": "magma"}
    image = ax.imshow(S_db, extent=extent, vmin=vmin, vmax=vmax, **look)
    hz_of_bands(ax.yaxis, bands, fmin=fmin, fmax=fmax)
    ax.set(xlabel="time (s)")
    ax.figure.colorbar(image, ax=ax, label="level (dB)")
    _title(ax, title)
    return ax


def band_places(hz, bands: int, *, fmin: float = 0.0, fmax: float) -> np.ndarray:
    """Where frequencies in Hz lie among mel bands whose middles are at 0, 1, ... bands - 1."""
    from dlaudio.audio import hz_to_mel

    low, high = hz_to_mel([fmin, fmax])
    return (hz_to_mel(hz) - low) / (high - low) * (bands + 1) - 1


def hz_of_bands(axis, bands: int, *, fmin: float = 0.0, fmax: float, marks=TICKS) -> None:
    """Write frequencies in Hz along an axis that counts mel bands.

    Parameters
    ----------
    axis : matplotlib Axis
        `ax.xaxis` or `ax.yaxis`; the middle of band m, counted from 0, is at m.
    bands : int
    fmin, fmax : float
        Of the filter bank, in Hz.
    marks : sequence of int
        Frequencies in Hz; those outside all bands are left out.
    """
    places = band_places(marks, bands, fmin=fmin, fmax=fmax)
    inside = (places >= -0.5) & (places <= bands - 0.5)
    axis.set_ticks(places[inside], [f"{hz:,}" for hz in np.array(marks)[inside]])
    axis.set_label_text("frequency (Hz, mel scale)")
