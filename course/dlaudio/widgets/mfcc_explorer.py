"""What a word keeps when only a few mel bands, and of these only a few MFCC, are left."""

import numpy as np

from dlaudio import plots
from dlaudio.plots.mel import hz_of_bands
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice, Slider

TITLE = "How few numbers a frame?"
WORDS = ("six", "nine", "zero", "five")
CONTROLS = {
    "word": Choice(WORDS, "nine", "word"),
    "n_mels": Slider(2, 40, 1, 32, "mel bands"),
    "n_mfcc": Slider(1, 40, 1, 13, "coefficients kept"),
}
SHAPE = {"n_fft": 256, "hop_length": 64, "fmin": 60.0}


def recording(word: str) -> tuple[np.ndarray, int]:
    """Samples and sample rate of one speaker's word, from the real recordings if they are here."""
    from dlaudio import datasets

    name = "fsdd" if datasets.available("fsdd") else "spoken-digits"
    words = datasets.load(name).where(labels=word)
    return words.audio[0], words.sr


def levels(word: str, n_mels: int, n_mfcc: int) -> tuple[np.ndarray, np.ndarray]:
    """Levels in dB of the mel bands, (n_mels, t), and what the first n_mfcc MFCC keep of them."""
    from dlaudio import audio

    y, sr = recording(word)
    # 1e-6 is far below any speech: digital silence shall not fill the picture
    S_db = audio.power_to_db(audio.melspectrogram(y, sr=sr, n_mels=n_mels, **SHAPE), amin=1e-6)
    C = audio.dct_matrix(n_mfcc, n_mels)
    return S_db, C.T @ (C @ S_db)


def draw(word: str, n_mels: int, n_mfcc: int):
    """Levels of the bands, the levels that the coefficients keep, one frame of both; a whisper.

    Parameters
    ----------
    word : str
        One of `WORDS`.
    n_mels : int
        Bands of the filter bank.
    n_mfcc : int
        Coefficients kept, the first ones; at most n_mels of them count.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from dlaudio import audio

    kept = min(n_mfcc, n_mels)
    sr = recording(word)[1]
    S_db, smooth = levels(word, n_mels, kept)
    loudest = int(S_db.mean(axis=0).argmax())

    figure = new_figure(9.0, 3.4)
    whole, rebuilt, frame = figure.subplots(1, 3)
    look = {"sr": sr, "hop_length": SHAPE["hop_length"], "fmin": SHAPE["fmin"]}
    scale = {"vmin": S_db.max() - 60, "vmax": S_db.max()}
    plots.mel_spectrogram(S_db, ax=whole, title=f"{n_mels} bands", **look, **scale)
    plots.mel_spectrogram(smooth, ax=rebuilt, title=f"from {kept} MFCC", **look, **scale)
    axes = {"ax": frame, "xlabel": "", "ylabel": "level (dB)"}
    plots.curve(S_db[:, loudest], label="bands", **axes)
    plots.curve(smooth[:, loudest], label=f"{kept} MFCC", title="loudest frame", **axes)
    hz_of_bands(frame.xaxis, n_mels, fmin=SHAPE["fmin"], fmax=sr / 2, marks=(250, 1000, 3000))
    frame.set_xlabel("frequency (Hz)")
    frame.set_ylim(top=frame.get_ylim()[1] + 0.35 * np.ptp(frame.get_ylim()))  # for the legend
    frame.legend(loc="upper right")

    error = np.sqrt(np.mean((S_db - smooth) ** 2))
    noise = np.random.default_rng(0)
    y = audio.noise_vocoder(10 ** (smooth / 10), sr=sr, rng=noise, **SHAPE)
    y = 0.6 * y / max(np.abs(y).max(), 1e-9)
    title = f"{word}: noise shaped by {kept} coefficients of {n_mels} bands"
    less = f" ({n_mfcc} were asked for; there are no more than bands)" if kept < n_mfcc else ""
    text = (
        f"The word {word} in {S_db.shape[1]} frames, {n_mels} bands each. {kept} coefficients a "
        f"frame{less} rebuild the levels with an error of {error:.1f} dB (root mean square), from "
        f"{kept * S_db.shape[1]:,} numbers instead of {S_db.size:,}."
    )
    return figure, text, audio.play(y, sr, title=title)
