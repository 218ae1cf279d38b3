# %% [markdown]
# # 2016 · Sound, sample by sample
#
# In 2016 a network called WaveNet wrote sound as it is: sixteen thousand numbers a second, each drawn from what the thousands before it make likely. Its causal convolutions look back over gaps of 1, 2, 4, 8, ... samples, so that a few layers reach far.
#
# Yours is small: it hears plucked strings for half a minute, at 8,000 samples a second in 65 levels. Then it writes a broken chord from silence. It is told which note to play and how loud, and nothing else.

# %%
from dlaudio import audio
from dlaudio.milestones import beside, samples

results = beside(samples.learn)

# %%
written = {f"written by {whose}": result.more[0] for whose, result in results.items()}
audio.play_row(written, samples.SR)

# %% [markdown]
# Each sample was drawn and became the input of the next, eight thousand times a second. If the network that played is `yours`, then every weight in it was found by your own convolutions and your own gradients. A year later a paper did away with both recurrence and convolution: [2017](2017_looking_back.ipynb).
