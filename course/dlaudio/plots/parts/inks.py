"""What each colour means, in every picture of the course.

The lines are Okabe and Ito's colours; small print in the same hue is darker, so that it stands out
from the paper by at least 4.5 to 1 (WCAG 2.2, 1.4.3), and what is lit is filled with a tint.
"""

from dataclasses import dataclass

from dlaudio.plots.pictures import OKABE_ITO


@dataclass(frozen=True)
class Ink:
    """One meaning: `line` for strokes, `text` for print, `fill` for what is lit, `name` to say."""

    name: str
    line: str
    text: str
    fill: str


INPUT = Ink("input", OKABE_ITO["blue"], "#005F96", "#D3E6F2")
WEIGHT = Ink("weight", OKABE_ITO["orange"], "#8A5A00", "#FBE9C6")
GRADIENT = Ink("gradient", OKABE_ITO["vermillion"], "#A84200", "#FCE4D4")
OUTPUT = Ink("output", OKABE_ITO["green"], "#00704F", "#C7E9DD")
PLAIN = Ink("plain", "#3A4150", "#1F2430", "#EEF0F4")
GREY = Ink("not lit", "#C3C8D1", "#6A7180", "#F6F7F9")

# Weights that are to be told from each other, in this order; in a picture that needs no others.
SHADES = (
    WEIGHT,
    Ink("second weight", OKABE_ITO["purple"], "#8C3A68", "#F4DFEA"),
    Ink("third weight", "#3A4150", "#1F2430", "#DDE1E8"),
)

PAPER, EDGE = "#FFFFFF", "#D5D9E0"
INKS = (INPUT, WEIGHT, GRADIENT, OUTPUT, PLAIN, GREY)
