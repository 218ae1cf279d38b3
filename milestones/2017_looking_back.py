# %% [markdown]
# # 2017 · Looking back
#
# "Attention is all you need" is what eight authors called their paper of 2017. A network need not carry the past along, step by step, if it can look it up: compare what you hear now with everything you have heard, and take what stood there, weighted by how alike it is.
#
# Here is a tune of 24 different notes, played once.

# %%
import numpy as np

from dlaudio import audio, plots
from dlaudio.milestones import beside, looking_back

tune = np.random.default_rng(1).permutation(looking_back.NOTES)
audio.play(looking_back.sound(tune), looking_back.SR, title="24 notes, none of them twice")

# %% [markdown]
# Now a single note of it sounds again, with noise. What came next? The question is the query, the past notes are the keys, and what followed each of them is its value. Nothing is learnt here: `attention` from [unit 13](../u13_beyond/beyond.ipynb) looks it up. The course has none of its own, so this waits for yours.

# %%
results = beside(looking_back.learn)

# %%
for result in results.values():
    tune, weights = result.more
    ax = plots.pictures.new_figure(4, 4).subplots()
    ax.imshow(weights, cmap="magma")
    ax.set(xlabel="note that is looked at", ylabel="note that sounds")
    plots.show(
        ax,
        "The weights of attention: a bright diagonal, since each note that sounds finds itself in the past.",
    )

# %% [markdown]
# A network that has this in every layer, and learns what to compare, is a transformer. You have all of its parts.
