# %% [markdown]
# # 1958 · A machine that learns to tell two sounds apart
#
# In July 1958 the *New York Times* reported on Frank Rosenblatt's perceptron, then still a program on a large computer: after fifty attempts it told marks on the left of a card from marks on the right. Nobody had told it how; it had learnt from its mistakes. Your perceptron does the same with sound: it has never met the drum kits that it is asked about at the end.
#
# What plays here is your own [unit 1](../u01_perceptron/perceptron.ipynb), as far as your library has it.

# %%
import numpy as np

from dlaudio import audio, datasets, plots
from dlaudio.milestones import beside, two_sounds

drums = datasets.load("drum-hits")
pairs = [drums.where(labels=(kind,)).audio[0] for kind in two_sounds.KINDS * 2]
audio.play(np.concatenate(pairs), drums.sr, title="snare, closed hi-hat, snare, closed hi-hat")

# %% [markdown]
# Each sound becomes two numbers: how often it crosses zero, and how long it takes to spend nine tenths of its energy. Then Rosenblatt's rule gets a few epochs with twelve kits, and four new kits are played to it.

# %%
results = beside(two_sounds.learn)

# %%
X, kind, new = two_sounds.points()
ax = plots.points(
    X[new],
    kind[new],
    label_names={-1: "snare", 1: "closed hi-hat"},
    xlabel="zero crossings",
    ylabel="length",
)
plots.decision_line(list(results.values())[0].more, ax=ax)
plots.show(
    ax, "The drums of new kits as points, and the line that the perceptron learnt from other kits."
)

# %% [markdown]
# Three numbers were enough, because a straight line lies between the two kinds. Eleven years later somebody asked what happens when none does: [1969](1969_exclusive_or.ipynb).
