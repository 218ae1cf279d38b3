# %% [markdown]
# # 1969 and 1986 · One note, but not both
#
# Marvin Minsky and Seymour Papert proved in 1969 what a single perceptron cannot do. The smallest example has two inputs: say yes if one is on, but not both. No line separates these four points, so no weights exist, however long one learns. In 1986 David Rumelhart, Geoffrey Hinton and Ronald Williams showed that a layer in between *learns* the answer, if errors are sent back through it.
#
# Here the two inputs are two notes. Listen: none, the low one, the high one, both.

# %%
import numpy as np

from dlaudio import audio
from dlaudio.milestones import beside, exclusive_or

rng = np.random.default_rng(0)
four = [exclusive_or.chord(low, high, rng) for low in (0, 0.4) for high in (0, 0.4)]
audio.play(np.concatenate(four), exclusive_or.SR, title="none, high, low, both")

# %% [markdown]
# First 1958's machine, a hundred epochs long. Three of the four cases is the best that a line can do.

# %%
line = beside(exclusive_or.one_unit)

# %% [markdown]
# Now 1986's: four units in between, and back-propagation. With your own library it is your `step5_linear` that sends the errors back.

# %%
layer = beside(exclusive_or.learn)

# %% [markdown]
# Fourteen more numbers, and the wall of 1969 is gone. What a deep network hears with such a layer, three years later: [1989](1989_digits.ipynb).
