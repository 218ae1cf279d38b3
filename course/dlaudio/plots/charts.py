"""Sounds, points and curves as pictures; every function draws on `ax` and returns it."""

import numpy as np

from dlaudio.plots.pictures import MARKERS, NEGATIVE, OKABE_ITO, axes_or_new

LINE_STYLES = ("-", "--", "-.", ":")


def waveform(y, sr: float, *, ax=None, title: str | None = None):
    """Draw a sound over time.

    Parameters
    ----------
    y : array, shape (n,)
        Samples, full scale from -1 to 1.
    sr : float
        Sample rate in Hz.
    ax : matplotlib Axes, optional
    title : str, optional

    Returns
    -------
    ax : matplotlib Axes
        Time in seconds, or in milliseconds below a tenth of a second.

    Raises
    ------
    ValueError
        If y is not one channel with at least one sample, or sr is not positive.
    """
    y = np.asarray(y)
    if y.ndim != 1 or len(y) == 0:
        raise ValueError(f"waveform needs y of shape (n,) with n > 0, got {y.shape}")
    if not sr > 0:
        raise ValueError(f"waveform needs a sample rate above 0 Hz, got {sr}")
    ax = axes_or_new(ax)
    scale, unit = (1000, "ms") if len(y) < 0.1 * sr else (1, "s")
    ax.plot(np.arange(len(y)) * scale / sr, y, color=NEGATIVE, linewidth=1)
    ax.axhline(0, color="0.6", linewidth=0.8, zorder=0)
    ax.margins(x=0)
    ax.set(xlabel=f"time ({unit})", ylabel="amplitude (full scale = 1)")
    _title(ax, title)
    return ax


def spectrogram(
    S_db,
    *,
    sr: float,
    hop_length: int,
    ax=None,
    title: str | None = None,
    fmax: float | None = None,
    vmin: float | None = None,
    vmax: float | None = None,
):
    """Draw the level of each frequency in each frame, with a colour bar in dB.

    Parameters
    ----------
    S_db : array, shape (n_fft // 2 + 1, frames)
        Levels in dB at frequencies from 0 to sr / 2, linear in Hz. Frame t is centred at sample
        t * hop_length, as in librosa's `stft(center=True)`.
    sr : float
        Sample rate in Hz.
    hop_length : int
        Samples from one frame to the next.
    ax : matplotlib Axes, optional
    title : str, optional
    fmax : float, optional
        Highest frequency shown, in Hz.
    vmin, vmax : float, optional
        Levels in dB at the two ends of the colours, to make two pictures comparable.

    Returns
    -------
    ax : matplotlib Axes
        Time in seconds; frequency in kHz, or in Hz if the highest one shown is below 2 kHz.

    Raises
    ------
    ValueError
        If S_db is not a real array with at least two rows and one frame, or a number is not
        positive.
    """
    S_db = np.asarray(S_db)
    if S_db.ndim != 2 or S_db.shape[0] < 2 or S_db.shape[1] < 1 or np.iscomplexobj(S_db):
        raise ValueError(
            "spectrogram needs S_db in dB, real, of shape (frequency, frame), "
            f"got {S_db.dtype} of shape {S_db.shape}"
        )
    if not (sr > 0 and hop_length > 0):
        raise ValueError(
            f"spectrogram needs sr and hop_length above 0, got sr={sr}, hop_length={hop_length}"
        )
    ax = axes_or_new(ax)
    top = sr / 2 if fmax is None else fmax
    scale, unit = (1, "Hz") if top < 2000 else (1000, "kHz")
    bins, frames = S_db.shape
    half_bin, half_frame = sr / 4 / (bins - 1) / scale, hop_length / sr / 2
    # A pixel is centred on its frequency and its time, so the picture ends half a step further.
    extent = (-half_frame, (2 * frames - 1) * half_frame, -half_bin, sr / 2 / scale + half_bin)
    image = ax.imshow(
        S_db,
        origin="lower",
        aspect="auto",
        interpolation="nearest",
        extent=extent,
        cmap="magma",
        vmin=vmin,
        vmax=vmax,
    )
    ax.set(xlabel="time (s)", ylabel=f"frequency ({unit})")
    ax.set_ylim(0, top / scale)
    ax.figure.colorbar(image, ax=ax, label="level (dB)")
    _title(ax, title)
    return ax


def points(
    X,
    labels,
    *,
    label_names: dict,
    xlabel: str,
    ylabel: str,
    ax=None,
    title: str | None = None,
    hollow: bool = False,
):
    """Draw labelled points, each class with its own marker and colour.

    Parameters
    ----------
    X : array, shape (N, 2)
        One point a row.
    labels : array, shape (N,)
        The class of each point.
    label_names : dict
        Name of each label for the legend, such as {-1: "snare", 1: "kick"}. The first is drawn
        as blue circles, the second as vermillion triangles; at most eight.
    xlabel, ylabel : str
        What the columns of X are, with their units.
    ax : matplotlib Axes, optional
    title : str, optional
    hollow : bool
        Only the outlines of the markers, so that one shows through another.

    Returns
    -------
    ax : matplotlib Axes

    Raises
    ------
    ValueError
        If the shapes do not fit, or a label has no name.
    """
    X, labels = np.asarray(X), np.asarray(labels)
    if X.ndim != 2 or X.shape[1] != 2 or labels.shape != X.shape[:1]:
        raise ValueError(f"points needs X (N, 2) and labels (N,), got {X.shape}, {labels.shape}")
    nameless = sorted(set(labels.tolist()) - set(label_names))
    if nameless:
        raise ValueError(f"points needs a name for every label, got none for {nameless}")
    if len(label_names) > len(MARKERS):
        raise ValueError(f"points can show {len(MARKERS)} classes, got {len(label_names)}")
    ax = axes_or_new(ax, height=4.4)
    for (label, name), marker, colour in zip(
        label_names.items(), MARKERS, OKABE_ITO.values(), strict=False
    ):
        chosen = X[labels == label]
        ax.scatter(
            chosen[:, 0],
            chosen[:, 1],
            s=45,
            marker=marker,
            facecolors="none" if hollow else colour,
            edgecolors=colour if hollow else "white",
            linewidths=1.2 if hollow else 0.6,
            label=name,
            zorder=3,
        )
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.legend()
    _title(ax, title)
    return ax


def curve(
    values,
    *,
    xlabel: str,
    ylabel: str,
    x=None,
    ax=None,
    label: str | None = None,
    title: str | None = None,
):
    """Draw one number after another, for example the loss of each epoch.

    Each further curve on the same `ax` takes the next colour and the next line style.

    Parameters
    ----------
    values : array, shape (n,)
    xlabel, ylabel : str
        What is drawn, with units.
    x : array, shape (n,), optional
        Where each value stands; 0, 1, ..., n - 1 if not given.
    ax : matplotlib Axes, optional
    label : str, optional
        Name for the legend.
    title : str, optional

    Returns
    -------
    ax : matplotlib Axes

    Raises
    ------
    ValueError
        If values is not one row of numbers, or x has another length.
    """
    values, counted = np.asarray(values), x is None
    x = np.arange(len(values)) if counted and values.ndim == 1 else np.asarray(x)
    if values.ndim != 1 or len(values) == 0 or x.shape != values.shape:
        raise ValueError(
            "curve needs values of shape (n,), n > 0, and x of the same shape, "
            f"got {values.shape}, {x.shape}"
        )
    ax = axes_or_new(ax)
    drawn = len(ax.lines)
    ax.plot(
        x,
        values,
        color=list(OKABE_ITO.values())[drawn % len(OKABE_ITO)],
        linewidth=1.8,
        linestyle=LINE_STYLES[drawn % len(LINE_STYLES)],
        label=label,
    )
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if counted:
        ax.xaxis.get_major_locator().set_params(integer=True)  # there is no epoch 0.5
    if label is not None:
        ax.legend()
    _title(ax, title)
    return ax


def curves(named, *, xlabel: str, ylabel: str, step: float = 1.0):
    """Draw named rows of numbers as curves, and say in words where each begins, goes and ends.

    Parameters
    ----------
    named : mapping from names to arrays, each of shape (n,)
        One alone gets no legend.
    xlabel, ylabel : str
        What is drawn, with units.
    step : float
        From one number to the next along x.

    Returns
    -------
    ax : matplotlib Axes
    text : str
    """
    ax, said = None, []
    for name, values in named.items():
        at = None if step == 1 else step * np.arange(len(values))
        label = name if len(named) > 1 else None
        ax = curve(values, xlabel=xlabel, ylabel=ylabel, x=at, ax=ax, label=label)
        low, high = np.min(values), np.max(values)
        begins, low, high, ends = map(_plain, (values[0], low, high, values[-1]))
        said.append(
            f"{name} begins at {begins}, stays between {low} and {high}, and ends at {ends}"
        )
    return ax, f"{ylabel} over {xlabel}: {'; '.join(said)}."


def _plain(value: float) -> str:
    """Two digits that count, and whole numbers whole: 0.0137 is 0.014, and 100 is no 1e+02."""
    return f"{value:.0f}" if 99.5 <= abs(value) < 1e6 else f"{value:.2g}"


def _title(ax, title: str | None) -> None:
    if title is not None:
        ax.set_title(title)
