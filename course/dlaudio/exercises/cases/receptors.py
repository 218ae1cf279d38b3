"""The questions on a sound to be found in a recording: a template, laid on every place of it."""

import numpy as np


def sound_cases(rng):
    """A sound in faint noise; in the last case it comes upside down as well, and louder."""
    for n, k, place, upside_down in [(200, 12, 50, 0), (150, 9, 141, 0), (120, 7, 0, 1.5)]:
        template = rng.normal(size=k) * np.linspace(2, 0.2, k)
        y = 0.1 * rng.normal(size=n)
        y[place : place + k] += template
        y[60 : 60 + k] -= upside_down * template
        yield {"y": y, "template": template}
