# %% [markdown]
# # 1997 · The long memory
#
# A recurrent network forgets what it heard twenty steps ago, because on the way back its gradient is multiplied away. Sepp Hochreiter wrote so in his diploma thesis of 1991, and in 1997, with Jürgen Schmidhuber, he published the cure: a cell that keeps a number until a gate opens.
#
# The task is theirs. In a row of twenty random numbers two are marked; at the end the network must say their sum. Whoever always says 1 has a squared error of 1/6.

# %%
from dlaudio import plots
from dlaudio.milestones import beside, long_memory

plain = beside(long_memory.learn_plain)

# %%
gated = beside(long_memory.learn)

# %%
ax = plots.curve(
    list(plain.values())[0].more, xlabel="update", ylabel="squared error", label="plain network"
)
plots.curve(
    list(gated.values())[0].more, xlabel="update", ylabel="squared error", label="LSTM", ax=ax
)
plots.show(
    ax,
    "The squared error over the updates: that of the plain network stays high for longer, that of the LSTM falls to nearly nothing.",
)

# %% [markdown]
# In the same number of updates the LSTM gets further. That is no proof that the plain network never learns it: give both more time, and look again. For a network that hears 64 samples and writes the next, see [2016](2016_samples.ipynb).
