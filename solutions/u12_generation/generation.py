# %% [markdown]
# # 12 · Generation
#
# So far your networks listened and judged. Now they speak. A net that can say how likely each next note is can also *choose* one, hear it, and go on: that
# is how machines write melodies, letters and sound itself.
#
# **You will be able to** draw from a network cold or hot, score it in bits, teach it with its own mistakes, tell it what to play, let two voices take turns,
# convolve without seeing the future, and pull one sound out of a mixture with a mask.
#
# **You will hear** melodies that a network made up, a tune that it turns round, a duet, a sound written sample by sample, and a word freed from noise.
#
# Time: about 4 hours. Before: [unit 11](../u11_lstm/lstm.ipynb).

# %%
import matplotlib.pyplot as plt
import numpy as np

from dlaudio import audio, datasets, layers, losses, optim, plots
from dlaudio.check import check

# %% [markdown]
# ## 12.1 Dice with a temperature
#
# ### Exercise 1 · `sample_with_temperature`


# %% exercise="sample_with_temperature"
def sample_with_temperature(logits, temperature, u):
    ### BEGIN SOLUTION
    rows = np.arange(len(logits))
    if temperature == 0:
        symbols = logits.argmax(axis=1)
        probabilities = np.zeros(logits.shape)
        probabilities[rows, symbols] = 1
        return probabilities, symbols
    z = (logits - logits.max(axis=1, keepdims=True)) / temperature
    probabilities = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    stairs = probabilities.cumsum(axis=1)
    return probabilities, (stairs[:, :-1] <= u[:, None]).sum(axis=1)
    ### END SOLUTION


# %% check="sample_with_temperature"

# %% [markdown]
# ## 12.2 A network that makes up tunes
#
# ### Exercise 2 · `melody_loss`


# %% exercise="melody_loss"
def melody_loss(logits, targets, mask):
    ### BEGIN SOLUTION
    z = logits - logits.max(axis=2, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=2, keepdims=True))
    n, t = np.indices(targets.shape)
    loss = -(mask * log_p[n, t, targets]).sum() / mask.sum()
    dlogits = np.exp(log_p)
    dlogits[n, t, targets] -= 1
    return loss, loss / np.log(2), dlogits * mask[..., None] / mask.sum()
    ### END SOLUTION


# %% check="melody_loss"

# %% [markdown]
# ### Exercise 3 · `free_run`


# %% exercise="free_run"
def free_run(step, state, first, u, temperature):
    ### BEGIN SOLUTION
    note, melody = first, []
    for coin in u:
        logits, state = step(note, state)
        note = sample_with_temperature(logits[None], temperature, np.array([coin]))[1][0]
        melody.append(note)
    return np.array(melody)
    ### END SOLUTION


# %% check="free_run"

# %% [markdown]
# ## 12.3 What key is it in?
#
# ### Exercise 4 · `key_profile`


# %% exercise="key_profile"
def key_profile(pitches, lengths, template):
    ### BEGIN SOLUTION
    profile = np.bincount(pitches % 12, weights=lengths, minlength=12) / lengths.sum()
    scores = np.array([np.corrcoef(profile, np.roll(template, k))[0, 1] for k in range(12)])
    return profile, scores, scores.argmax()
    ### END SOLUTION


# %% check="key_profile"

# %% [markdown]
# ## 12.4 A teacher who leaves
#
# ### Exercise 5 · `scheduled_inputs`


# %% exercise="scheduled_inputs"
def scheduled_inputs(truth, guesses, i, k, coins):
    ### BEGIN SOLUTION
    share = k / (k + np.exp(min(i / k, 700)))
    return share, np.where(coins < share, truth, guesses)
    ### END SOLUTION


# %% check="scheduled_inputs"

# %% [markdown]
# ## 12.5 Tell it what to play
#
# ### Exercise 6 · `conditioned_states`


# %% exercise="conditioned_states"
def conditioned_states(X, context, W_x, W_h, b, W_c, V):
    ### BEGIN SOLUTION
    def run(h, extra):
        states = []
        for t in range(X.shape[1]):
            h = np.tanh(X[:, t] @ W_x + h @ W_h + extra + b)
            states.append(h)
        return np.stack(states, axis=1)

    start, extra = np.tanh(context @ V), context @ W_c
    return run(0 * start, extra), run(start, 0), run(start, extra)
    ### END SOLUTION


# %% check="conditioned_states"

# %% [markdown]
# ### Exercise 7 · `context_gradients`


# %% exercise="context_gradients"
def context_gradients(dH, X, context, W_x, W_h, b, W_c, V):
    ### BEGIN SOLUTION
    start = np.tanh(context @ V)
    states = [start]
    for t in range(X.shape[1]):
        states.append(np.tanh(X[:, t] @ W_x + states[-1] @ W_h + context @ W_c + b))
    dh, extra = 0 * start, 0 * start
    for t in reversed(range(X.shape[1])):
        da = (dh + dH[:, t]) * (1 - states[t + 1] ** 2)
        extra = extra + da
        dh = da @ W_h.T
    first = dh * (1 - start**2)
    return extra @ W_c.T + first @ V.T, context.T @ extra, context.T @ first
    ### END SOLUTION


# %% check="context_gradients"

# %% [markdown]
# ## 12.6 Read first, then write
#
# ### Exercise 8 · `encode_decode`

# %% [markdown]
# ## 12.7 Two voices
#
# ### Exercise 9 · `turn_taking`


# %% exercise="turn_taking"
def turn_taking(reply, human, first):
    ### BEGIN SOLUTION
    machine = [first]
    for t in range(1, len(human)):
        machine.append(reply(human[:t], np.array(machine)))
    return np.array(machine)
    ### END SOLUTION


# %% check="turn_taking"

# %% [markdown]
# ### Exercise 10 · `relative_code`


# %% exercise="relative_code"
def relative_code(own, other):
    ### BEGIN SOLUTION
    return np.diff(own), (other - own) % 12
    ### END SOLUTION


# %% check="relative_code"

# %% [markdown]
# ## 12.8 Letters
#
# ### Exercise 11 · `bigram_bits`


# %% exercise="bigram_bits"
def bigram_bits(train, test, K, alpha):
    ### BEGIN SOLUTION
    counts = np.full((K, K), float(alpha))
    np.add.at(counts, (train[:-1], train[1:]), 1)
    table = counts / counts.sum(axis=1, keepdims=True)
    return table, -np.log2(table[test[:-1], test[1:]]).mean()
    ### END SOLUTION


# %% check="bigram_bits"

# %% [markdown]
# ## 12.9 One sample after the other
#
# ### Exercise 12 · `causal_conv`


# %% exercise="causal_conv"
def causal_conv(x, w, b, dilation):
    ### BEGIN SOLUTION
    return x
    ### END SOLUTION


# %% check="causal_conv"

# %% [markdown]
# ### Exercise 13 · `causal_conv_backward`


# %% exercise="causal_conv_backward"
def causal_conv_backward(dy, x, w, dilation):
    ### BEGIN SOLUTION
    return dy
    ### END SOLUTION


# %% check="causal_conv_backward"

# %% [markdown]
# ### Exercise 14 · `causal_reach`


# %% exercise="causal_reach"
def causal_reach(kernel_size, dilations, sr):
    ### BEGIN SOLUTION
    samples = 1 + (kernel_size - 1) * sum(dilations)
    return samples, 1000 * samples / sr
    ### END SOLUTION


# %% check="causal_reach"

# %% [markdown]
# ## 12.10 Masks
#
# ### Exercise 15 · `ideal_ratio_mask`


# %% exercise="ideal_ratio_mask"
def ideal_ratio_mask(S, V):
    ### BEGIN SOLUTION
    return S, V
    ### END SOLUTION


# %% check="ideal_ratio_mask"

# %% [markdown]
# ### Exercise 16 · `sdr_improvement`


# %% exercise="sdr_improvement"
def sdr_improvement(estimate, mixture, target):
    ### BEGIN SOLUTION
    return 0, 0, 0
    ### END SOLUTION


# %% check="sdr_improvement"

# %% [markdown]
# ### Exercise 17 · `spectral_gate`


# %% exercise="spectral_gate"
def spectral_gate(Y, V, floor):
    ### BEGIN SOLUTION
    return Y, V
    ### END SOLUTION


# %% check="spectral_gate"

# %% [markdown]
# ## Quiz
#
# Put a letter in the place of each `"?"`.
#
# **order** · A model is *autoregressive* if it writes
#
# - (a) all samples at once
# - (b) each sample from those before it
# - (c) forwards and backwards at the same time
# - (d) by letting two nets play against each other
#
# **hot** · The temperature grows without limit. Then
#
# - (a) the likeliest note comes always
# - (b) nothing changes
# - (c) all notes become equally likely
# - (d) the unlikeliest note comes always
#
# **exposure** · A net that learnt with teacher forcing alone drifts when it runs free, because
#
# - (a) it has never met its own mistakes
# - (b) its gradients vanish
# - (c) its learning rate was too large
# - (d) it has no temperature
#
# **bottleneck** · All that a decoder knows of the melody that the encoder read is
#
# - (a) the melody, note by note
# - (b) its last note
# - (c) its length
# - (d) the encoder's last state
#
# **speech** · A WaveNet that learnt from speech, and is given no text, says
#
# - (a) sentences that it was taught
# - (b) babble: sounds of speech without words
# - (c) nothing but silence
# - (d) the alphabet
#
# **family** · The generator of a GAN learns from
#
# - (a) the next sample, which it predicts
# - (b) the distance between its output and its input
# - (c) a second net, which judges whether its output is real
# - (d) labels given by hand
#
# **phase** · A ratio mask multiplies the spectrogram of the mixture. The estimate has the phase
#
# - (a) of the mixture
# - (b) of the clean target
# - (c) zero everywhere
# - (d) that the mask has learnt

# %% exercise="generation_quiz"
generation_quiz = dict.fromkeys(
    ["order", "hot", "exposure", "bottleneck", "speech", "family", "phase"], "?"
)
### BEGIN SOLUTION
generation_quiz = {
    "order": "b",
    "hot": "c",
    "exposure": "a",
    "bottleneck": "d",
    "speech": "b",
    "family": "c",
    "phase": "a",
}
### END SOLUTION

# %% check="generation_quiz"

# %% [markdown]
# ## What stays
#
# - TODO
#
# **Sources.** TODO
