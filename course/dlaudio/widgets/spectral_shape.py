"""The shape of a spectrum over time: centroid, spread and roll-off move with the sound."""

import numpy as np

from dlaudio import plots
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice, Slider

TITLE = "The shape of a spectrum"
SR, N_FFT, HOP = 22050, 1024, 256
SOUNDS = ("plucked string", "sweep", "white noise", "snare", "hi-hat", "tone, then noise")
CONTROLS = {
    "sound": Choice(SOUNDS, "plucked string", "sound"),
    "moment": Slider(0, 100, 5, 30, "moment", "% of the sound"),
}


def make(sound: str) -> np.ndarray:
    """The samples of one of `SOUNDS`, a second at most, at 22,050 Hz."""
    from dlaudio import audio

    rng = np.random.default_rng(7)
    if sound == "plucked string":
        return audio.note(220, sr=SR, duration=1, n_harmonics=30)
    if sound == "sweep":
        return audio.chirp(fmin=200, fmax=8000, sr=SR, duration=1)
    if sound == "white noise":
        return audio.white_noise(sr=SR, duration=1, rng=rng)
    if sound == "snare":
        return audio.snare(sr=SR, rng=rng)
    if sound == "hi-hat":
        return audio.hat(sr=SR, rng=rng, duration=0.25)
    half = {"sr": SR, "duration": 0.5}
    return np.concatenate([audio.tone(1000, **half), audio.white_noise(rng=rng, **half)])


def draw(sound: str, moment: float):
    """Spectrogram with centroid and roll-off, and the spectrum at one moment with its numbers.

    Parameters
    ----------
    sound : str
        One of `SOUNDS`.
    moment : float
        From 0 (the beginning) to 100 (the end).

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from dlaudio import audio

    y = make(sound)
    S = np.abs(audio.stft(y, n_fft=N_FFT, hop_length=HOP)).astype(float)
    t = round(moment / 100 * (S.shape[1] - 1))
    centroid, spread = audio.spectral_centroid(S, sr=SR), audio.spectral_spread(S, sr=SR)
    rolloff, flatness = audio.spectral_rolloff(S, sr=SR), audio.spectral_flatness(S)

    figure = new_figure(9.0, 3.6)
    over_time, now = figure.subplots(1, 2)
    db = audio.amplitude_to_db(S, ref=np.max)
    plots.spectrogram(db, sr=SR, hop_length=HOP, ax=over_time, title=sound, vmin=-80, vmax=0)
    times = audio.frames_to_time(np.arange(S.shape[1]), sr=SR, hop_length=HOP)
    for values, style, name in [(centroid, "-", "centroid"), (rolloff, "--", "roll-off")]:
        over_time.plot(times, values / 1000, style, color="white", linewidth=2, label=name)
    over_time.axvline(times[t], color=plots.OKABE_ITO["sky blue"], linewidth=2)
    over_time.legend(loc="upper right", facecolor="0.3", labelcolor="white", fontsize=10)

    f = audio.fft_frequencies(sr=SR, n_fft=N_FFT) / 1000
    axes = {"xlabel": "frequency (kHz)", "ylabel": "level (dB)", "title": f"at {times[t]:.2f} s"}
    plots.curve(np.maximum(db[:, t], -80), x=f, ax=now, label="spectrum", **axes)
    now.lines[0].set_linewidth(1)
    widest = max(centroid[t] + spread[t], rolloff[t], 1500.0)
    now.set(xlim=(0, min(SR / 2000, 1.5 * widest / 1000)), ylim=(-82, 3))
    now.axvspan(
        max(0, centroid[t] - spread[t]) / 1000,
        (centroid[t] + spread[t]) / 1000,
        color="0.85",
        zorder=0,
        label="spread",
    )
    now.axvline(centroid[t] / 1000, color=plots.POSITIVE, label="centroid")
    now.axvline(rolloff[t] / 1000, color="black", linestyle="--", label="roll-off")
    now.legend(fontsize=10)
    text = (
        f"{sound.capitalize()}, {times[t]:.2f} s after its start: centroid {centroid[t]:,.0f} Hz, "
        f"spread {spread[t]:,.0f} Hz, 85 % of the magnitude below {rolloff[t]:,.0f} Hz, flatness "
        f"{flatness[t]:.2f}."
    )
    return figure, text, audio.play(y, SR, title=sound)
