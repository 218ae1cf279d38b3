"""Two buttons and a bell: a function of two inputs, heard."""

import numpy as np

from dlaudio import audio


def doorbell(outputs, *, sr: int = 22050) -> list[tuple[str, np.ndarray]]:
    """For each input 00, 01, 10, 11 two presses (a loud one is a 1) and then the bell, or none.

    Parameters
    ----------
    outputs : four numbers 0 or 1
        Whether it rings.
    sr : int
        Hz.

    Returns
    -------
    list of (name, sound), for `audio.play_row`
    """
    bell = audio.note(880, sr=sr, duration=0.5, n_harmonics=4)
    press = audio.fade(audio.tone(220, sr=sr, duration=0.12, amplitude=0.3), sr=sr)
    quiet = audio.silence(sr=sr, duration=0.25)
    rows = []
    for name, rings in zip(("00", "01", "10", "11"), outputs, strict=True):
        buttons = [part for bit in name for part in (press * (1 if bit == "1" else 0.08), quiet)]
        rows.append((name, np.concatenate([*buttons, bell * bool(rings)])))
    return rows
