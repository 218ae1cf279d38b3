"""Rows of the three matrices of the MFCC: Fourier's waves, mel triangles, half waves."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card
from dlaudio.plots.parts.images import image


def draw(n: int = 16, rows: int = 4):
    """Draw the first rows of the Fourier matrix: cosines on the left, minus the sines on the right.

    Parameters
    ----------
    n : int
        Samples in a frame.
    rows : int
        How many, from frequency 0 on; at most 6.
    """
    fine, at = np.linspace(0, n, 400), np.arange(n)
    card = Card(2.1 + 1.35 * rows)
    for column, (wave, name, ink) in enumerate(
        [
            (np.cos, "real part: cosines", INPUT),
            (lambda a: -np.sin(a), "imaginary: − sines", WEIGHT),
        ]
    ):
        left = 2.6 + 7.5 * column
        card.write(left + 3.3, 0.55, name, size=12.5, bold=True, ink=ink)
        for k in range(rows):
            plane = card.plane(
                left, 1.0 + 1.35 * k, 6.7, 1.1, xlim=(-0.5, n - 0.5), ylim=(-1.25, 1.25)
            )
            plane.plot(fine, wave(2 * np.pi * k * fine / n), color=GREY.line, lw=1.2)
            plane.plot(at, wave(2 * np.pi * k * at / n), "o", color=ink.line, ms=5)
            plane.axhline(0, color=GREY.line, lw=0.6)
            plane.set_yticks([])
            plane.tick_params(bottom=k == rows - 1, labelbottom=k == rows - 1)
            if k == rows - 1:
                plane.set_xlabel("sample", fontsize=12, labelpad=1)
            if not column:
                card.write(2.3, 1.55 + 1.35 * k, f"row {k}", align="right", size=11)
    return card.figure, (
        f"Rows {', '.join(map(str, range(rows)))} of the Fourier matrix for {n} samples: row k "
        f"turns k times round in {n} samples; its real part is a cosine, its imaginary "
        "part minus a sine."
    )


def draw_kernels(weight=None, rows=(1, 3, 8)):
    """Draw kernels of a convolution that is an STFT: real parts on the left, imaginary ones right.

    Parameters
    ----------
    weight : array, shape (n_fft + 2, 1, n_fft), optional
        First the real parts of all n_fft / 2 + 1 frequencies, then the imaginary ones; those of
        64 samples under a Hann window if not given.
    rows : sequence of int, 1 to 5
        Which frequencies, in turns a frame.
    """
    if weight is None:
        turns = 2 * np.pi * np.outer(np.arange(33), np.arange(64)) / 64
        window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(64) / 64)
        weight = (np.concatenate([np.cos(turns), -np.sin(turns)]) * window)[:, None]
    halves = np.split(np.asarray(weight, dtype=float)[:, 0], 2)
    n, bins = np.shape(weight)[2], len(halves[0])
    if not 1 <= len(rows) <= 5 or max(rows) >= bins or min(rows) < 0:
        raise ValueError(f"draw_kernels needs 1 to 5 rows below {bins}, got {list(rows)}")
    card = Card(1.5 + 1.35 * len(rows))
    titles = (("real: cosines in a window", INPUT), ("imaginary: − sines in it", WEIGHT))
    for column, (half, (name, ink)) in enumerate(zip(halves, titles, strict=True)):
        left = 3.4 + 7.1 * column
        card.write(left + 3.2, 0.55, name, size=12.5, bold=True, ink=ink)
        for place, k in enumerate(rows):
            look = {"xlim": (-0.5, n - 0.5), "ylim": (-1.1, 1.1)}
            plane = card.plane(left, 1.0 + 1.35 * place, 6.4, 1.15, **look)
            plane.axhline(0, color=GREY.line, lw=0.6)
            plane.plot(half[k], color=ink.line, lw=1.8)
            plane.set(xticks=[], yticks=[])
            plane.spines[["left", "bottom"]].set_visible(False)
            if not column:
                card.write(3.2, 1.57 + 1.35 * place, f"channel {k}", align="right", size=12)
    return card.figure, (
        f"Kernels {', '.join(map(str, rows))} of {bins} of an STFT of {n} samples: kernel k turns "
        "k times round under a window that swells and fades; on the left the cosines, on the "
        "right minus the sines."
    )


def draw_bands(edges=None, filters=None, *, sr: float = 8000):
    """Draw mel triangles over frequency, and the same as a matrix.

    Parameters
    ----------
    edges : array, shape (n_mels + 2,), in Hz, optional
    filters : array, shape (n_mels, n_fft // 2 + 1), optional
        Both as `mel_filters` returns them; 12 bands of 512 samples if not given.
    sr : float
        Sample rate in Hz.
    """
    if edges is None or filters is None:
        from dlaudio.mine.standins.sound import mel_filters

        edges, filters = mel_filters(sr, 512, 12, 60, sr / 2)
    edges, filters = np.asarray(edges), np.asarray(filters)
    f = np.linspace(0, sr / 2, filters.shape[1])
    card = Card(6.4)
    plane = card.plane(
        1.9,
        1.0,
        8.4,
        4.2,
        xlim=(0, sr / 2),
        ylim=(0, 1.08 * filters.max()),
        xlabel="frequency (Hz)",
    )
    plane.set_ylabel("weight", fontsize=12)
    for k, row in enumerate(filters):
        ink = (INPUT, WEIGHT, OUTPUT)[k % 3]
        plane.fill_between(f, row, color=ink.fill, alpha=0.55, lw=0)
        plane.plot(f, row, color=ink.line, lw=1.5)
    card.write(6.1, 0.55, f"{len(filters)} triangles, each of area 1", size=12.5, bold=True)
    shape = f"the same as a matrix, {filters.shape[0]} × {filters.shape[1]}"
    image(
        card, np.sqrt(filters), (11.6, 1.0), (5.3, 4.2), name=shape, xlabel="bin", ylabel="band",
        extent=(0, filters.shape[1], 0, len(filters)),
    )  # fmt: skip
    widths = edges[2:] - edges[:-2]
    return card.figure, (
        f"{len(filters)} mel triangles that overlap by half: the first {widths[0]:,.0f} Hz wide, "
        f"the last {widths[-1]:,.0f} Hz. As a matrix it has {filters.shape[0]} rows and "
        f"{filters.shape[1]} columns, nearly all of them 0."
    )


def draw_half_waves(n_bands: int = 12, rows: int = 4):
    """Draw the first rows of the cosine transform over the bands.

    Parameters
    ----------
    n_bands : int
    rows : int
        How many, at most 6.
    """
    fine, at = np.linspace(0, n_bands, 400), np.arange(n_bands) + 0.5
    card = Card(1.6 + 1.35 * rows)
    words = (
        "no wave",
        "half a wave",
        "a whole wave",
        "one and a half",
        "two waves",
        "two and a half",
    )
    for k in range(rows):
        plane = card.plane(4.6, 0.5 + 1.35 * k, 12.0, 1.1, xlim=(0, n_bands), ylim=(-1.25, 1.25))
        plane.plot(fine, np.cos(np.pi * k * fine / n_bands), color=GREY.line, lw=1.2)
        plane.plot(at, np.cos(np.pi * k * at / n_bands), "o", color=WEIGHT.line, ms=6)
        plane.axhline(0, color=GREY.line, lw=0.6)
        plane.set(yticks=[], xticks=np.arange(n_bands + 1))
        plane.tick_params(bottom=k == rows - 1, labelbottom=k == rows - 1)
        card.write(4.3, 1.05 + 1.35 * k, f"row {k}: {words[k]}", align="right", size=11.5)
    plane.set_xlabel("from the low end of the first band to the high end of the last", fontsize=12)
    return card.figure, (
        f"Rows {', '.join(map(str, range(rows)))} of the cosine transform over {n_bands} bands: "
        "row k has k half waves from end to end, and each dot is the wave in the middle of a band."
    )
