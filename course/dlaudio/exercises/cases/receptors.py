"""The questions on a sound to be found in a recording: a template, laid on every place of it."""

import numpy as np


def sound_cases(rng):
    for n, k, place in [(200, 12, 50), (150, 9, 141), (120, 7, 0)]:
        template = rng.normal(size=k) * np.linspace(2, 0.2, k)
        y = 0.1 * rng.normal(size=n)
        y[place : place + k] += template
        yield {"y": y, "template": template}
