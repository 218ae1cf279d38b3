"""Pictures of sounds, points and lines: every function draws on `ax` and returns it.

With `ax=None` a new figure is made apart from pyplot, so nothing is left open behind the reader's
back and nothing appears by itself: `show(ax, alt)` displays it, with a text for those who cannot
see it. Pictures of operations, with their numbers in them, are in `drawings`, made of `parts`.
Matplotlib is imported inside the functions, so that `import dlaudio` stays quick.
"""

from dlaudio.plots.charts import curve, curves, points, spectrogram, waveform
from dlaudio.plots.decision import decision_line, line_between
from dlaudio.plots.diagrams import network, perceptron
from dlaudio.plots.mel import mel_spectrogram
from dlaudio.plots.pictures import NEGATIVE, OKABE_ITO, POSITIVE, show

__all__ = [
    "NEGATIVE",
    "OKABE_ITO",
    "POSITIVE",
    "curve",
    "curves",
    "decision_line",
    "line_between",
    "mel_spectrogram",
    "network",
    "perceptron",
    "points",
    "show",
    "spectrogram",
    "waveform",
]
