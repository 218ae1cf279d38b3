# %% [markdown]
# # 1989 · Digits
#
# In 1989 Yann LeCun and his colleagues at Bell Labs trained a network on zip codes from envelopes. Its first layers looked through small windows that share their weights, so that a stroke is found wherever it stands. Its descendants read cheques for banks.
#
# Sound has pictures, too: frequency upwards, time to the right. Your network hears six hundred words by its teachers, and then two hundred by people it has never met.

# %%
import numpy as np

from dlaudio import audio, datasets
from dlaudio.milestones import beside, digits

words = datasets.load("spoken-digits")
audio.play(
    np.concatenate([words.audio[row] for row in words.splits["test"][:6]]),
    words.sr,
    title="six digits by strangers",
)

# %% [markdown]
# With your own loops this takes ten times as long as with the package's matrix products: the same sums in another order.

# %%
results = beside(digits.learn)

# %% [markdown]
# Whoever guesses gets one in ten. What such a network cannot do is wait: it sees one picture at a time. For sounds that depend on what came long before, see [1997](1997_long_memory.ipynb).
