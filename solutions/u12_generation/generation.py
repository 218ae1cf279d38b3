# %% [markdown]
# # 12 · Generation
#
# So far your networks listened and judged. Now they speak. A net that can say how likely each next note is can also *choose* one, hear it, and go on:
# that is how machines write melodies, letters and sound itself.
#
# **You will be able to** draw from a network cold or hot, score it in bits, let it learn from its own mistakes, tell it what to play, let two voices take
# turns, convolve without seeing the future, and pull one sound out of a mixture with a mask.
#
# **You will hear** melodies that a network made up, a tune that it turns round, a duet, a sound written sample by sample, and a word freed from noise.
#
# Time: about 4 hours. Before: [unit 11](../u11_lstm/lstm.ipynb).
#
# Conventions: [one page](../conventions.md).

# %%
import matplotlib.pyplot as plt
import numpy as np

from dlaudio import audio, datasets, layers, losses, optim, plots
from dlaudio.check import check
from dlaudio.datasets import mixtures, noisy_words, plucks
from dlaudio.generation import composer, counterpoint, polyphony, translator, verses, vibrato
from dlaudio.generation.wavenet import WaveNet, decode_mu_law, encode_mu_law
from dlaudio.train import fit
from dlaudio.widgets import causal_stack, noise_gate, temperature
from dlaudio.widgets.demo import demo

sr = 8000

# %% [markdown]
# ## 12.1 Dice with a temperature
#
# A tune has reached *sol*. What comes next? Often *sol* again, or *mi*; hardly ever the note beside the scale. A network that has learnt tunes gives a score, a
# *logit*, to each note, and softmax makes probabilities of them. To write, throw dice with these probabilities.
#
# Always taking the likeliest note is dull. Taking any note is noise. Between them lies a knob, the **temperature** $\tau$:
#
# $$p_k = \frac{e^{z_k/\tau}}{\sum_j e^{z_j/\tau}}.$$
#
# Cold, $\tau \to 0$, the likeliest note takes all. At $\tau = 1$ the net says what it has learnt. Hot, $\tau \to \infty$, all notes are equally likely. Turn it, and listen.

# %%
demo(temperature.draw, title=temperature.TITLE, controls=temperature.CONTROLS)

# %% [markdown]
# Throwing the dice: put the probabilities end to end, as stairs from 0 to 1. A random number $u$ between 0 and 1 falls into one of them. That is the note.
#
# ### Exercise 1 · `sample_with_temperature`
#
# Write `sample_with_temperature(logits, temperature, u)` that returns `probabilities, symbols`.
#
# - `logits`: shape (N, K); `temperature`: a number, 0 or more; `u`: shape (N,), one number from 0 to 1 for each row
# - `probabilities`: (N, K), each row sums to 1
# - `symbols`: (N,), for each row the first k at which $p_0 + \dots + p_k$ is greater than u
#
# At temperature 0 the likeliest symbol has probability 1. Logits may be in the thousands.
#
# For example, logits `[[0, ln 3]]` at temperature 1 give `[[0.25, 0.75]]`; `u = [0.2]` draws symbol 0 and `u = [0.3]` symbol 1.
#
# <details><summary>Hint</summary>
#
# Subtract the largest logit of each row first: nothing changes, and nothing overflows. `cumsum` builds the stairs; count the steps that u has passed.
# </details>


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
# The course brings 39 old tunes, written down as notes. Here is one that the network will never be shown.

# %%
tunes = datasets.load("melodies")
unheard = list(tunes.titles).index("London Bridge")
y = composer.sing(tunes.pitches[unheard], tunes.lengths[unheard], sr=sr)
audio.play(y, sr, title="London Bridge, as notes")

# %% [markdown]
# Each note becomes one *symbol*: a pitch of 37 and a length of 8, so 296 of them, and one more that ends the tune. The net reads the symbols up to now and says
# which comes next. Nobody labels anything: the tune itself is the target, one step late.
#
# Its loss is the cross-entropy that you know, but tunes differ in length. To make one block, (N, T), the shorter ones are *padded*, and a *mask* says where there is
# a note (1) and where padding (0). The loss is the mean over the notes alone:
#
# $$L = -\frac{1}{\sum m_{nt}} \sum_{n,t} m_{nt} \ln p_{nt}(\text{target}_{nt}).$$
#
# With the logarithm to base 2 it counts **bits a note**: how many yes-or-no questions you would need to learn the next note from somebody who knows. $L / \ln 2$ gives them.
#
# ### Exercise 2 · `melody_loss`
#
# Write `melody_loss(logits, targets, mask)` that returns `loss, bits, dlogits`.
#
# - `logits`: (N, T, K); `targets`: (N, T), integers; `mask`: (N, T), 1 or 0
# - `loss` in nats and `bits`, both means over the notes; `dlogits`: (N, T, K), the slope of `loss`
#
# For example, four equal logits at each step cost ln 4 = 1.386 nats, or 2 bits, whatever is in the padding.
#
# <details><summary>Hint</summary>
#
# The slope is (softmax − one-hot), times the mask, over the number of notes. Logits that are padding get none.
# </details>


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
# Now train. An LSTM of 48 units hears 31 tunes, each in another key every time. It is judged on the 8 others. (Beside each note it may be told the key of the tune; that
# is for 12.5, and here it is told nothing.)

# %%
rng = np.random.default_rng(0)
net = composer.Composer(48, 12, rng=rng)
learnt = composer.train_composer(net, tunes, updates=200, rng=rng)
nothing = np.zeros(12)

test = tunes.splits["test"]
inputs, targets, mask, keys = composer.tunes_as_batch(tunes, test)
loss, _ = composer.masked_loss(net.forward(inputs, np.zeros((len(test), 12))), targets, mask)


def steps_of(rows, turns, rng):
    """Symbols before and after, for all notes of some tunes in many keys."""
    blocks = [composer.tunes_as_batch(tunes, rows, rng=rng)[:3] for _ in range(turns)]
    kept = [(before[real > 0], after[real > 0]) for before, after, real in blocks]
    return [np.concatenate(side) for side in zip(*kept)]


table = composer.pair_bits(steps_of(tunes.splits["train"], 20, rng), steps_of(test, 5, rng), 297)
bits = {
    "any of 297 symbols": np.log2(297),
    "table of pairs": table,
    "LSTM": loss / np.log(2),
}
for name, value in bits.items():
    print(f"{name}: {value:.2f} bits a note on tunes it has not heard")
ax = plots.curve(learnt, xlabel="update", ylabel="bits a note", title="31 tunes, in all keys")
ax.axhline(table, color=plots.OKABE_ITO["vermillion"], ls="--", label="table of pairs, new tunes")
ax.legend()
plots.show(ax, "Bits a note fall from eight to below five within some hundred updates.")

# %% [markdown]
# ### Let it run
#
# To write, the net hears its own note as if it had come from outside: *autoregressive*. The chain rule of probability says that this is no trick but the whole truth,
# $p(x_1, \dots, x_T) = \prod_t p(x_t \mid x_1, \dots, x_{t-1})$.
#
# ### Exercise 3 · `free_run`
#
# Write `free_run(step, state, first, u, temperature)` that returns the T notes that follow `first`.
#
# - `step(note, state)` is lent to you: it returns `logits, state`, logits of shape (K,) and the next state
# - `state`: the state before `first`; `first`: an integer; `u`: (T,), one random number for each note
#
# Draw as in exercise 1. `first` itself is not part of the answer.
#
# For example, if the logits are all 0 and K = 4, `u = [0.1, 0.6]` gives notes 0 and 2.
#
# <details><summary>Hint</summary>
#
# Two things go round: the note that was drawn last, and the state.
# </details>


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
# **Hear it.** First it goes on with a tune whose first eight notes it is given, then it makes one up.

# %%
known = composer.to_symbols(tunes.pitches[unheard][:8], tunes.lengths[unheard][:8])
rest = composer.compose(
    net, nothing, temperature=0.6, longest=16, rng=np.random.default_rng(4), heard=known
)
pitches, lengths = composer.to_notes(np.concatenate([known, rest]))
audio.play(
    composer.sing(pitches, lengths, sr=sr),
    sr,
    title=f"eight notes of London Bridge, {len(pitches) - 8} by the network",
)

# %%
made_up = composer.compose(net, nothing, temperature=0.7, longest=32, rng=np.random.default_rng(11))
pitches, lengths = composer.to_notes(made_up)
audio.play(
    composer.sing(pitches, lengths, sr=sr), sr, title=f"a tune of {len(pitches)} notes, made up"
)

# %% [markdown]
# It steps like a tune, it keeps mostly to a scale, and it has no plan: phrases do not answer one another. 31 tunes are few, and 48 units are small.

# %% [markdown]
# ## 12.3 What has it learnt about keys?
#
# Nobody told the net that there are keys. Look at its hidden state: take the mean state over all tunes in C, over all in D♭, and so on, and draw the twelve means where they
# differ most.

# %%
means = composer.states_by_key(net, tunes, turns=6, rng=np.random.default_rng(1))
means = means - means.mean(axis=0)
left, sizes, _ = np.linalg.svd(means, full_matrices=False)
places = left[:, :2] * sizes[:2]
fig, ax = plt.subplots(figsize=(5, 5), layout="constrained")
fifths = 7 * np.arange(13) % 12
ax.plot(*places[fifths].T, color=plots.OKABE_ITO["sky blue"])
for name, (x, z) in zip(composer.NAMES, places):
    ax.text(x, z, name, ha="center", va="center", fontsize=13)
ax.set(xticks=[], yticks=[], title="twelve keys, as the net hears them")
ax.margins(0.15)
plots.show(
    fig,
    "Twelve keys in a plane. The line that joins each key to the one a fifth higher runs round the plane as a closed ring.",
)

# %% [markdown]
# The line joins each key with the one a fifth higher: C, G, D, A and on. Musicians call the ring the *circle of fifths*, and the net found it by itself, because
# neighbours on it share six of their seven notes.
#
# To name a key, count how long each of the twelve notes sounds: the *profile*. In 1982 Carol Krumhansl and Edward Kessler let listeners hear scales, chords and cadences, each followed by
# one note, and asked how well it fitted. The ratings, averaged over several keys and written for C major, are a template of twelve numbers; turn it until it fits. (This is
# the *Krumhansl–Schmuckler* algorithm.)
#
# ### Exercise 4 · `key_profile`
#
# Write `key_profile(pitches, lengths, template)` that returns `profile, scores, key`.
#
# - `pitches`: (T,), MIDI numbers, C is any multiple of 12; `lengths`: (T,); `template`: (12,), for C major
# - `profile`: (12,), the share of the whole time at which each note sounds, octaves put together; C first
# - `scores`: (12,), for each key-note k the correlation of the profile with the template turned to k
# - `key`: the k with the highest score
#
# For example, pitches 60 and 67 of lengths 3 and 1 have 0.75 for C and 0.25 for G.
#
# <details><summary>Hint</summary>
#
# `np.bincount` takes `weights` and `minlength`; `np.roll(template, k)` moves the value of C to place k; `np.corrcoef` gives a 2 × 2 table.
# </details>


# %% exercise="key_profile"
def key_profile(pitches, lengths, template):
    ### BEGIN SOLUTION
    profile = np.bincount(pitches % 12, weights=lengths, minlength=12) / lengths.sum()
    scores = np.array([np.corrcoef(profile, np.roll(template, k))[0, 1] for k in range(12)])
    return profile, scores, scores.argmax()
    ### END SOLUTION


# %% check="key_profile"

# %% [markdown]
# And the net's own profile? Play it major tunes that it does not know, and ask what it expects next, counted from the key-note.

# %%
expected = composer.expected_names(net, tunes, turns=4, rng=np.random.default_rng(2))
agreement = np.corrcoef(expected, composer.MAJOR)[0, 1]
fig, axes = plt.subplots(1, 2, figsize=(9, 3), layout="constrained")
for ax, heights, title in [
    (axes[0], expected, "what the network expects"),
    (axes[1], composer.MAJOR, "what listeners said in 1982"),
]:
    ax.bar(composer.NAMES, heights, color=plots.OKABE_ITO["blue"])
    ax.set(title=title, xlabel="note, if the key is C")
plots.show(
    fig,
    "Two bar charts of twelve notes: in both, the seven notes of the scale stand out above the others.",
)
print(f"correlation of the two profiles: {agreement:.2f}")

# %% [markdown]
# ## 12.4 A teacher who leaves
#
# While it trains, our net hears the *true* notes, whatever it said itself. That is **teacher forcing**: the inputs of all steps are known beforehand. A net whose only way back is from its output needs no loop then, and trains all steps at once (unit 10); our LSTM still carries its state from step to step, and gains only that it always hears the right note. But a
# net that runs free hears its own notes, mistakes included, and it has never met a mistake. In [unit 10](../u10_rnn/rnn.ipynb) you heard it drift.
#
# **Scheduled sampling** mixes the two. At each step of each tune a coin decides: with a share $\epsilon$ of truth the net hears the true note, otherwise its own. The share falls while it trains, for
# example as
#
# $$\epsilon_i = \frac{k}{k + e^{i/k}}, \qquad i = 0, 1, 2, \dots$$
#
# Near 1 at first, a half where $e^{i/k} = k$, then towards 0: the teacher leaves.

# %%
i = np.arange(200)
ax = None
for k in (20, 40, 60):
    ax = plots.curve(
        k / (k + np.exp(i / k)), xlabel="update i", ylabel="share of truth", label=f"k = {k}", ax=ax
    )
plots.show(ax, "The share of truth stays near one, then falls to zero: the later, the larger k is.")

# %% [markdown]
# ### Exercise 5 · `scheduled_inputs`
#
# Write `scheduled_inputs(truth, guesses, i, k, coins)` that returns `share, inputs`.
#
# - `truth`, `guesses`: (N, T); `guesses[n, t]` is what the net itself said for step t
# - `i`: the update, an integer from 0; `k`: a number above 0; `coins`: (N, T), random numbers from 0 to 1
# - `share`: $\epsilon_i$; `inputs`: (N, T), the truth where the coin is below the share, the guess elsewhere
#
# For example, `i = 0` and `k = 1` give a share of 0.5. Far into the training $e^{i/k}$ is too large for a number; the share is then 0.
#
# <details><summary>Hint</summary>
#
# `np.where(condition, a, b)` picks entry by entry: one coin for each step of each tune.
# </details>


# %% exercise="scheduled_inputs"
def scheduled_inputs(truth, guesses, i, k, coins):
    ### BEGIN SOLUTION
    share = k / (k + np.exp(min(i / k, 700)))
    return share, np.where(coins < share, truth, guesses)
    ### END SOLUTION


# %% check="scheduled_inputs"

# %% [markdown]
# Does it help? Two nets of the same size learn the vibrato of a singer, a pitch that swings 9 to 14 frames a turn, a little uneven. Both then hear 15 frames of a new one, and sing on alone.

# %%
singers = {
    "teacher forcing": vibrato.train_singer(scheduled=False, updates=250, seed=0),
    "scheduled sampling": vibrato.train_singer(scheduled=True, updates=250, seed=0),
}
ax = None
for name, singer in singers.items():
    taught, alone = vibrato.drift(singer)
    ax = plots.curve(alone, xlabel="frame", ylabel="RMS error", label=name, ax=ax)
    print(
        f"{name}: error {taught[-10:].mean():.2f} with a teacher, {alone[-10:].mean():.2f} alone, in the last ten frames"
    )
ax.axvline(15, color="0.6", ls=":")
plots.show(
    ax, "After frame 15 the error grows in both nets, but more slowly after scheduled sampling."
)

# %% [markdown]
# Hear the two: a voice on E, whose vibrato one net and then the other goes on with.


# %%
def voice(swing):
    """A tone of 330 Hz whose pitch follows the swing, half a semitone each way, 40 ms a frame."""
    frames = np.arange(len(swing) * 320) / 320
    semitones = 0.5 * np.interp(frames, np.arange(len(swing)), swing)
    phase = 2 * np.pi * np.cumsum(330 * 2 ** (semitones / 12)) / sr
    tone = sum(np.sin(n * phase) / n**2 for n in (1, 2, 3))
    return audio.fade(0.3 * tone, sr=sr, fade_in=0.05, fade_out=0.1)


curves, _ = vibrato.vibratos(1, rng=np.random.default_rng(7))
sounds = [voice(singer.sing_on(curves, 15)[0]) for singer in singers.values()]
audio.play(
    np.concatenate([sounds[0], audio.silence(sr=sr, duration=0.4), sounds[1]]),
    sr,
    title="a vibrato sung on after teacher forcing, then after scheduled sampling",
)

# %% [markdown]
# ## 12.5 Tell it what to play
#
# A net that makes up *something* is of little use. You want a sad tune, a laugh of a given kind, a face that says given words, a caption of this picture: the output depends on a **context** $C$.
# Goodfellow, Bengio and Courville (section 10.2.4, figure 10.9) give three ways to hand it to a recurrent net:
#
# - as an **extra input** at each step: $h_t = \tanh(x_t W_x + h_{t-1} W_h + c\,W_c + b)$, with $h_0 = 0$
# - as the **first state**: $h_0 = \tanh(c\,V)$, and nothing afterwards
# - **both**.
#
# ### Exercise 6 · `conditioned_states`
#
# Write `conditioned_states(X, context, W_x, W_h, b, W_c, V)` that returns `as_input, as_state, both`, the states in these three ways, each of shape (N, T, H).
#
# - `X`: (N, T, D); `context`: (N, C); `W_x`: (D, H); `W_h`: (H, H); `b`: (H,); `W_c`, `V`: (C, H)
#
# The first state $h_0$ is not part of the answer. For example, with a context of zeros all three are the same.
#
# <details><summary>Hint</summary>
#
# One loop serves all three, if it is given a first state and what to add at each step.
# </details>


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
#
# The context may itself come from a network, so it needs a gradient. Take *both* ways. The slope of the loss in every state, `dH`, is given, and what reaches the sum inside the tanh of step t is
#
# $$da_t = \bigl(dH_t + da_{t+1} W_h^\top\bigr) \odot (1 - h_t^2).$$
#
# The context was added in *every* step, so its slopes add up; and through the first state one more part arrives, $da_0 = (da_1 W_h^\top) \odot (1 - h_0^2)$.
#
# Write `context_gradients(dH, X, context, W_x, W_h, b, W_c, V)` that returns `dcontext, dW_c, dV`, of the shapes of `context`, `W_c` and `V`. Sum over the batch; do not divide.
#
# For example, with T = 1 and $W_h = 0$ nothing comes back through $V$, and `dW_c = context.T @ (dH[:, 0] * (1 - h**2))`.
#
# <details><summary>Hint</summary>
#
# Run forwards and keep all states, then go back from the last step. Two sums: over all steps for $W_c$, and what is left before the first step for $V$. `dcontext` has a part from each.
# </details>


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
# Our composer has been conditioned all along: half of the time it was told the key as an extra input, half of the time nothing. So now tell it: nothing, the right key, a wrong one. What is that worth in bits?

# %%
early = mask * (np.arange(mask.shape[1]) < 6)
for name, context in {
    "no key": np.zeros((len(test), 12)),
    "the right key": np.eye(12)[keys],
    "a key six semitones off": np.eye(12)[(keys + 6) % 12],
}.items():
    scores = net.forward(inputs, context)
    first_six, whole = (
        composer.masked_loss(scores, targets, part)[0] / np.log(2) for part in (early, mask)
    )
    print(f"told {name}: {first_six:.2f} bits in the first six notes, {whole:.2f} in all")

# %% [markdown]
# Knowing the key helps most at the beginning, before the tune has given it away. Now ask for tunes in given keys, and let the template say what came.

# %%
right = []
for key in range(12):
    for seed in range(3):
        written = composer.compose(
            net, np.eye(12)[key], temperature=0.8, longest=32, rng=np.random.default_rng(seed)
        )
        pitches, lengths = composer.to_notes(written)
        if len(pitches) > 7:
            right.append((composer.find_key(pitches, lengths) - key) % 12)
right = np.array(right)
print(f"the key that was asked for: {np.mean(right == 0):.0%} of {len(right)} tunes (by chance 8%)")
print(f"that key or a neighbour on the circle: {np.mean(np.isin(right, [0, 5, 7])):.0%} (25%)")
parts = []
for key in (2, 8):
    written = composer.compose(
        net, np.eye(12)[key], temperature=0.6, longest=16, rng=np.random.default_rng(8)
    )
    parts += [
        composer.sing(*composer.to_notes(written), sr=sr),
        audio.silence(sr=sr, duration=0.5),
    ]
audio.play(
    np.concatenate(parts), sr, title="asked for D major, then for A flat major, with the same dice"
)

# %% [markdown]
# ## 12.6 Read first, then write
#
# A translation is not as long as its original, and its first word may depend on the last one read. So let one net read to the end, the **encoder**; its last state is the context $C$, and a second net,
# the **decoder**, starts from it and writes until it writes the *end*. Cho and others, and Sutskever and others, translated like this in 2014; read a sound and write a sentence, and it is audio captioning.
#
# ### Exercise 8 · `encode_decode`
#
# Write `encode_decode(melody, encoder, decoder, end, length)` that returns `context, scores, notes`.
#
# - `melody`: integers; symbol s as an input adds row `W_x[s]`
# - `encoder`: `(W_x, W_h, b)` of shapes (K, H), (H, H), (H,); it starts from a state of zeros: $h \leftarrow \tanh(W_x[s] + h\,W_h + b)$
# - `decoder`: `(W_x, W_h, b, W_y, c)`, the last two (H, K) and (K,): the same kind of step, then scores $h\,W_y + c$
# - `end`: the symbol that ends a melody; it is also the decoder's first input
# - `context`: (H,), the encoder's last state and the decoder's first
# - `scores`: one row of K for each step of the decoder; `notes`: the highest of each row, which is the next input
#
# Stop after the step that writes `end` (it has scores, but it is not among the notes) or when there are `length` notes.
#
# For example, a decoder that writes 3, 1 and then the end returns notes `[3, 1]` and three rows of scores.
#
# <details><summary>Hint</summary>
#
# Two loops. The first is over the melody and keeps only h. The second goes on from that h, with `last = end`.
# </details>


# %% exercise="encode_decode"
def encode_decode(melody, encoder, decoder, end, length):
    ### BEGIN SOLUTION
    W_x, W_h, b = encoder
    h = np.zeros(len(b))
    for note in melody:
        h = np.tanh(W_x[note] + h @ W_h + b)
    context, scores, notes, last = h, [], [], end
    W_x, W_h, b, W_y, c = decoder
    while len(notes) < length:
        h = np.tanh(W_x[last] + h @ W_h + b)
        scores.append(h @ W_y + c)
        last = int(np.argmax(scores[-1]))
        if last == end:
            break
        notes.append(last)
    return context, np.array(scores), notes
    ### END SOLUTION


# %% check="encode_decode"

# %% [markdown]
# Can it *learn* to turn a melody round? The decoder's first note is the last one read, and its last note the first: everything has to go through the one state. 3 to 6 notes of a scale, 900 updates with a teacher.

# %%
rng = np.random.default_rng(0)
turner = translator.Translator(8, 48, rng=rng)
optimizer = optim.Adam(turner.parameters(), lr=0.01)
for update in range(900):
    read = rng.integers(0, 8, (64, rng.integers(3, 7)))
    target = np.pad(read[:, ::-1], ((0, 0), (0, 1)), constant_values=turner.end)
    before = np.pad(read[:, ::-1], ((0, 0), (1, 0)), constant_values=turner.end)
    loss, slope = composer.masked_loss(turner.forward(read, before), target, np.ones(target.shape))
    optimizer.zero_grad()
    turner.backward(slope)
    optim.clip_grad_norm(turner.parameters(), 1.0)
    optimizer.lr = 0.01 * (1 - update / 900) + 1e-4
    optimizer.step()

turned = {}
for length in range(3, 10):
    read = rng.integers(0, 8, (300, length))
    written = turner.translate(read, longest=12)
    turned[length] = np.mean([list(a[::-1]) == list(b) for a, b in zip(read, written)])
ax = plots.curve(
    list(turned.values()),
    x=list(turned),
    xlabel="notes",
    ylabel="share without a mistake",
    title="learnt with 3 to 6 notes",
)
plots.show(ax, "Nearly all melodies of 3 to 6 notes are turned round; longer ones hardly ever.")
print({length: f"{share:.0%}" for length, share in turned.items()})

# %% [markdown]
# Beyond what it has practised it fails, and however long the melody is, its state has 48 numbers: a *bottleneck*. [Unit 13](../u13_beyond/beyond.ipynb) shows the way out, attention.

# %%
scale = np.array([60, 62, 64, 65, 67, 69, 71, 72])
read = np.array([[0, 1, 2, 4, 7, 5]])
written = turner.translate(read, longest=12)[0]
y = [
    composer.sing(scale[read[0]], [2] * 6, sr=sr),
    audio.silence(sr=sr, duration=0.5),
    composer.sing(scale[written], [2] * len(written), sr=sr),
]
audio.play(np.concatenate(y), sr, title="a melody, and what the decoder wrote after reading it")

# %% [markdown]
# ## 12.7 Two voices
#
# In a duet the machine must answer *you*. BachDuet (Benetatos, VanderStel and Duan, 2020) improvises counterpoint with a human: at each moment both play, and neither knows yet what the other is about to play.
#
# ### Exercise 9 · `turn_taking`
#
# Write `turn_taking(reply, human, first)` that returns the machine's line, (T,).
#
# - `reply(human, own)` is lent to you: from the human's notes so far and the machine's own so far it returns the machine's next note
# - `human`: (T,), the human's whole line; `first`: the machine's first note, which it plays without having heard anything
#
# At step t it may use only what was played *before* t, by both.
#
# For example, for a human line of three notes `reply` is asked twice: after one note of each, and after two of each.
#
# <details><summary>Hint</summary>
#
# `human[:t]` ends before t.
# </details>


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
# What should the net hear? If it hears pitches, it must learn every rule anew in each key, and once for the upper voice and once for the lower. A *part-invariant* model (Yan, Lustig, VanderStel and Duan, 2018)
# serves all parts with one network. So describe notes by how they relate: how far a voice has moved, and the interval to the other one.
#
# ### Exercise 10 · `relative_code`
#
# Write `relative_code(own, other)` that returns `steps, intervals` for two lines of MIDI pitches, each (T,).
#
# - `steps`: (T − 1,), by how many semitones the own voice moves, up positive; leaps keep their octaves
# - `intervals`: (T,), semitones from the own note *up* to the other one, octaves left out: 0 to 11
#
# For example, own `[60, 62]` and other `[67, 65]` give steps `[2]` and intervals `[7, 3]`. Seen from the other part the intervals are `[5, 9]`: together they make octaves.
#
# Move both lines by the same interval, and the code stays what it is. The check asks for that.


# %% exercise="relative_code"
def relative_code(own, other):
    ### BEGIN SOLUTION
    return np.diff(own), (other - own) % 12
    ### END SOLUTION


# %% check="relative_code"

# %% [markdown]
# Now a partner. Each of the 31 tunes gets second voices made by the rules of first-species counterpoint: thirds, sixths and fifths, small steps, no parallel fifths. The net learns *both* parts of each pair with the same weights. So it
# can also put itself in the other's place: it guesses what the human will play next, and prefers a note that will agree with it.

# %%
rng = np.random.default_rng(0)
pairs = {
    split: [
        (
            tunes.pitches[row],
            counterpoint.second_voice(
                tunes.pitches[row], tunes.tonics[row], tunes.modes[row], rng=rng
            ),
        )
        for row in tunes.splits[split]
        for _ in range(10)
    ]
    for split in ("train", "test")
}
partner = counterpoint.train_partner(pairs["train"], updates=150, rng=rng)


def consonant(a, b):
    """Share of moments at which two lines make a unison, third, fifth or sixth."""
    return np.mean(counterpoint.CONSONANT[(np.asarray(a) - b) % 12])


duets = [
    (human, counterpoint.play_along(partner, human, int(voice[0])))
    for human, voice in pairs["test"][::10]
]
learnt = np.mean([consonant(human, own) for human, own in duets])
shuffled = np.mean(
    [consonant(human, rng.permutation(own)) for human, own in duets for _ in range(20)]
)
print(f"consonant moments: {learnt:.0%}; its own notes in another order: {shuffled:.0%}")
human, own = duets[0]
moved = counterpoint.play_along(partner, human + 5, int(own[0]) + 5)
print(f"all five semitones higher, it answers the same: {np.array_equal(moved, own + 5)}")

# %%
lengths = tunes.lengths[tunes.splits["test"][0]]
fig, ax = plt.subplots(figsize=(8, 3), layout="constrained")
for line, name, colour in [(human, "tune", "blue"), (own, "network", "vermillion")]:
    ax.step(
        np.arange(len(line)), line, where="mid", label=name, color=plots.OKABE_ITO[colour], lw=2
    )
ax.set(xlabel="note", ylabel="MIDI pitch")
ax.legend(loc="upper left", ncols=2)
ax.set_ylim(top=human.max() + 4)
plots.show(
    fig, "Two lines of notes: the tune above, and the network's line about an octave below it."
)
upper = composer.sing(human, lengths, sr=sr, amplitude=0.3, harmonics=6)
lower = composer.sing(own, lengths, sr=sr, amplitude=0.3, harmonics=3)
audio.play(upper + lower, sr, title="London Bridge, with the network an octave lower")

# %% [markdown]
# It plays by ear: better than chance, and wrong where the tune surprises it, for it can only guess the next note.
#
# Bach is the better teacher. From the outer voices of his chorales, one note a beat, the same kind of net learns soprano *and* bass.

# %%
if datasets.available("jsb-chorales"):
    chorales = datasets.load("jsb-chorales")
    outer = {
        split: [chorales.voices[row][::4, [0, 3]].T for row in chorales.splits[split]]
        for split in ("train", "test")
    }
    outer = {split: [(a, b) for a, b in lines] for split, lines in outer.items()}
    bach = counterpoint.train_partner(outer["train"], updates=80, rng=np.random.default_rng(0))
    for part, lines in {
        "soprano": outer["test"],
        "bass": [(b, a) for a, b in outer["test"]],
    }.items():
        print(
            f"{part} of chorales it has not heard: {counterpoint.bits_a_step(bach, lines):.2f} bits a note"
        )
    print(f"any of 25 steps: {np.log2(25):.2f} bits")
else:
    print("the chorales are not here: python -m dlaudio.datasets jsb-chorales fetches them")

# %% [markdown]
# ### Four voices, and results that others published
#
# Are such nets any good? Bach's chorales as *piano rolls* say for each of 88 keys whether it sounds. Everybody uses the same split of them into training and test, so numbers can be compared: the mean
# log-probability of a chord, summed over the keys, in nats. An LSTM with one logistic unit a key, and 10 epochs:

# %%
published = {
    "each key by itself": 11.06,
    "recurrent net": 8.71,
    "LSTM (2018)": 8.45,
    "RNN-RBM": 6.27,
}
if datasets.available("jsb-rolls"):
    rolls = datasets.load("jsb-rolls")
    train, judged = ([rolls.frames[row] for row in rolls.splits[s]] for s in ("train", "test"))
    chords = polyphony.ChordPredictor(64, rng=np.random.default_rng(0))
    for _ in polyphony.train_epochs(
        chords, train, epochs=10, lr=0.03, rng=np.random.default_rng(1)
    ):
        pass
    chords.eval()
    print(
        f"each key by itself, here: {polyphony.independent_notes(train, judged):.2f} nats a chord"
    )
    print(f"LSTM of 64 units, here: {polyphony.nats_a_frame(chords, judged):.2f} nats a chord")
else:
    print("the chorales are not on this machine: python -m dlaudio.datasets jsb-rolls fetches them")
for name, nats in published.items():
    print(f"{name}, published: {nats:.2f} nats a chord")

# %% [markdown]
# The published numbers are those of Boulanger-Lewandowski, Bengio and Vincent (2012), the LSTM's of Bai, Kolter and Koltun (2018). Why is the RNN-RBM so much better? Our 88 units decide each for itself, given the past; but the notes
# of a chord depend on *one another*, and that is what its Boltzmann machine adds ([unit 13](../u13_beyond/beyond.ipynb) builds one). Trained until it gets no better on the validation pieces, an LSTM of 100 units reaches 8.43 here, and on the Nottingham tunes one of 128 units reaches 3.49, where a
# recurrent net had 4.46, the LSTM of 2018 3.29 and the RNN-RBM 2.39 (`bench/polyphony.py`).

# %% [markdown]
# ## 12.8 Letters
#
# Notes or letters, to the net they are symbols. H. Mohammadi's lecture ends with a poem that a network wrote for the company ObEN, "Oben all the time": every few words make sense, the whole does not. Do the same with 2,900 letters of old verse, all in the public domain; 560 more are held back.
#
# Before you train a net, ask what the simplest thing can do: a table that says how often each letter follows each other one.
#
# ### Exercise 11 · `bigram_bits`
#
# Write `bigram_bits(train, test, K, alpha)` that returns `table, bits`.
#
# - `train`, `test`: integers from 0 to K − 1
# - `table`: (K, K), `table[a, b]` is the probability that b follows a: count the pairs of `train`, add `alpha` to each of the K² counts, divide each row by its sum
# - `bits`: mean of $-\log_2$ `table[a, b]` over the pairs of neighbours of `test`
#
# For example, K = 2, alpha = 1 and `train = [0, 1, 0]` give `[[1/3, 2/3], [2/3, 1/3]]`, and `test = [0, 1]` costs 0.585 bits.
#
# <details><summary>Hint</summary>
#
# `np.add.at(counts, (before, after), 1)` counts pairs that come more than once.
# </details>


# %% exercise="bigram_bits"
def bigram_bits(train, test, K, alpha):
    ### BEGIN SOLUTION
    counts = np.full((K, K), float(alpha))
    np.add.at(counts, (train[:-1], train[1:]), 1)
    table = counts / counts.sum(axis=1, keepdims=True)
    return table, -np.log2(table[test[:-1], test[1:]]).mean()
    ### END SOLUTION


# %% check="bigram_bits"

# %%
train_text, test_text = verses.as_numbers(verses.TRAINING), verses.as_numbers(verses.HELD_OUT)
K, rng = len(verses.LETTERS), np.random.default_rng(0)
one_hot = np.eye(K, dtype=np.float32)
writer = layers.Sequential(
    layers.GRU(K, 48, rng=rng), layers.Dropout(0.3, rng=rng), layers.Linear(48, K, rng=rng)
)
optimizer, loss = optim.Adam(writer.parameters()), losses.CrossEntropyLoss()
for update in range(150):
    optimizer.lr = 0.01 * (1 - update / 150) + 1e-4
    starts = rng.integers(0, len(train_text) - 41, 32)
    text = train_text[starts[:, None] + np.arange(41)]
    loss(writer(one_hot[text[:, :-1]]), text[:, 1:])
    optimizer.zero_grad()
    writer.backward(loss.backward())
    optim.clip_grad_norm(writer.parameters(), 1.0)
    optimizer.step()
writer.eval()
known, new = (
    loss(writer(one_hot[part[None, :-1]]), part[None, 1:]) / np.log(2)
    for part in (train_text, test_text)
)
pairs_of_letters = composer.pair_bits(
    (train_text[:-1], train_text[1:]), (test_text[:-1], test_text[1:]), K, extra=0.3
)
for name, bits in {
    f"any of {K} letters": np.log2(K),
    "table of pairs": pairs_of_letters,
    "GRU": new,
}.items():
    print(f"{name}: {bits:.2f} bits a letter on verse it has not read")
print(f"(the GRU on verse that it has read: {known:.2f})")

# %%
print(verses.write_on(writer, "the ", letters=160, temperature=0.5, rng=np.random.default_rng(1)))

# %% [markdown]
# English at a distance: words of about the right length, lines that break, no sense at all. Why not train for longer? With 2,900 letters the net would soon have the rhymes by heart, and do worse on new verse ([unit 6](../u06_training/training.ipynb)).

# %% [markdown]
# ## 12.9 One sample after the other
#
# A melody asks for a decision about five times a second. Sound itself is a sequence too, but it asks 16,000 times a second. Can one net write that, sample by sample?

# %%
for name, rate in [("notes", 5), ("samples", 16_000)]:
    print(f"{name}: {rate:,} decisions a second, {60 * rate:,} for a minute of music")

# %% [markdown]
# In 2016 *WaveNet* did: it spoke, and played the piano, one sample after the other. It has no loop through time. A recurrent net must finish step $t - 1$ before it can begin
# step $t$; a convolution computes all of them at once, because while it learns all the true samples are there (teacher forcing, for nothing). Only when it *writes* must it go one by one.
#
# But a convolution of unit 8 looks at both sides. To predict sample $t + 1$ from the samples up to $t$ it must not look to the right: the kernel's last tap stands on *now*, all others on
# the past. That is a **causal** convolution. With a **dilation** $d$ the taps stand $d$ samples apart. For kernels of $K$ taps:
#
# $$y_{n,o,t} = b_o + \sum_{c}\sum_{k=0}^{K-1} w_{o,c,k}\; x_{n,c,\,t-(K-1-k)\,d}, \qquad x = 0 \text{ before the first sample.}$$
#
# ### Exercise 12 · `causal_conv`
#
# Write `causal_conv(x, w, b, dilation)` that returns `y`, (N, O, T).
#
# - `x`: (N, C, T); `w`: (O, C, K); `b`: (O,); `dilation`: a whole number from 1
#
# For example, `x = [1, 2, 3, 4]` in one channel, `w = [10, 1]`, `b = 0` and a dilation of 2 give `[1, 2, 13, 24]`: ten times the sample two steps ago, plus the sample itself.
#
# <details><summary>Hint</summary>
#
# Put $(K-1)\,d$ zeros before `x`. Then tap k of all outputs sees a slice of length T of the padded sound that begins at $k\,d$.
# </details>


# %% exercise="causal_conv"
def causal_conv(x, w, b, dilation):
    ### BEGIN SOLUTION
    T, K = x.shape[2], w.shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), ((K - 1) * dilation, 0)))
    y = np.zeros((len(x), len(w), T)) + b[:, None]
    for k in range(K):
        y += w[:, :, k] @ padded[:, :, k * dilation : k * dilation + T]
    return y
    ### END SOLUTION


# %% check="causal_conv"

# %% [markdown]
# ### Exercise 13 · `causal_conv_backward`
#
# On the way back everything turns round: sample $s$ was heard by the outputs at $s$ and *later*, at $s + (K-1-k)\,d$, as far as there are any.
#
# Write `causal_conv_backward(dy, x, w, dilation)` that returns `dx, dw, db` for the slope `dy`, (N, O, T), of the loss in the output. Sum over the batch; do not divide.
#
# For example, with the numbers above and `dy = [1, 1, 1, 1]`: `dx = [11, 11, 1, 1]`, `dw = [3, 10]`, `db = 4`. The last two samples were heard by one tap only.
#
# <details><summary>Hint</summary>
#
# Keep a slope of the *padded* sound. Tap k adds `w[:, :, k].T @ dy` to the slice that it has seen. Cut the slope of the zeros off at the end.
# </details>


# %% exercise="causal_conv_backward"
def causal_conv_backward(dy, x, w, dilation):
    ### BEGIN SOLUTION
    T, K = x.shape[2], w.shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), ((K - 1) * dilation, 0)))
    dpadded, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for k in range(K):
        part = slice(k * dilation, k * dilation + T)
        dpadded[:, :, part] += w[:, :, k].T @ dy
        dw[:, :, k] = (dy @ padded[:, :, part].swapaxes(1, 2)).sum(axis=0)
    return dpadded[:, :, (K - 1) * dilation :], dw, dy.sum(axis=(0, 2))
    ### END SOLUTION


# %% check="causal_conv_backward"

# %% [markdown]
# ### How far back?
#
# Two taps hear two samples. A pitch of 100 Hz has a period of 160 samples at 16 kHz, a syllable lasts 3,000. Stack layers, and see what the dilation does.

# %%
demo(causal_stack.draw, title=causal_stack.TITLE, controls=causal_stack.CONTROLS)

# %% [markdown]
# Each layer lets the one above it hear $(K-1)\,d$ samples further back. So the *receptive field*, now included, is
#
# $$1 + (K - 1)\,(d_1 + d_2 + \dots + d_L).$$
#
# With equal dilations it grows by the same amount in every layer. If they double, it doubles.
#
# ### Exercise 14 · `causal_reach`
#
# Write `causal_reach(kernel_size, dilations, sr)` that returns `samples, milliseconds`: the receptive field, and how long it lasts at `sr` samples a second.
#
# For example, the ten layers of one stack of WaveNet have 2 taps and the dilations 1, 2, 4, …, 512. They hear 1,024 samples, 64 ms at 16 kHz. Ten layers without dilation hear 11.


# %% exercise="causal_reach"
def causal_reach(kernel_size, dilations, sr):
    ### BEGIN SOLUTION
    samples = 1 + (kernel_size - 1) * sum(dilations)
    return samples, 1000 * samples / sr
    ### END SOLUTION


# %% check="causal_reach"

# %% [markdown]
# Believe it only when you have seen it. Change one sample of a noise in the middle. Which outputs of ten such layers change?

# %%
rng = np.random.default_rng(0)
stack = layers.Sequential(
    *(layers.Conv1d(1, 1, 2, dilation=2**i, padding=(2**i, 0), rng=rng) for i in range(10))
)
for layer in stack.layers:
    layer.weight.value[:] = 0.5
before = rng.normal(size=(1, 1, 3000)).astype(np.float32)
after = before.copy()
after[0, 0, 1000] += 1000
changed = np.flatnonzero(np.abs(stack(after) - stack(before))[0, 0] > 1e-3)
print(f"sample 1000 changed: outputs {changed[0]} to {changed[-1]} changed, {len(changed)} of them")

# %% [markdown]
# ## 12.10 A net that writes sound
#
# What should the net say about the next sample? One number would be a compromise between all that may follow; if a sample may go up or down, the compromise goes nowhere. So WaveNet does what the
# melody net does: it gives a *probability to each possible value*, and dice are thrown. For that the samples are rounded to a few levels, fine ones where it is quiet ("µ-law", as on the
# telephone):
#
# $$F(y) = \operatorname{sign}(y)\,\frac{\ln(1 + \mu\,|y|)}{\ln(1 + \mu)}, \qquad \mu = 255.$$
#
# WaveNet has 256 levels; ours makes do with 65. Hear what that costs: first the string as it is, then rounded.

# %%
LEVELS = 65
scale, played = plucks.pluck_tune(plucks.NOTES, 0.25)
rounded = decode_mu_law(encode_mu_law(scale, LEVELS), LEVELS)
noise = 10 * np.log10(np.sum(scale**2) / np.sum((rounded - scale) ** 2))
audio.play(
    np.concatenate([scale, rounded]),
    sr,
    title=f"a scale, then the same in {LEVELS} levels: the hiss is {noise:.0f} dB below it",
)

# %% [markdown]
# One **block** of the net is a causal convolution with a gate, like those of the LSTM, and a way past it:
#
# $$z = \tanh(W_f * x) \odot \sigma(W_g * x), \qquad y = x + W z.$$
#
# Each block *adds* what it has found; the way past it keeps the gradient alive (unit 13 has more on such residual blocks). Six blocks, dilations 1 to 32, 16 channels inside. And it is told what to
# play, as in 12.5: eight more inputs say which string is plucked, and how loud it still is.
#
# One thing more. A net that has only ever heard true samples drifts away as soon as it hears its own: the trouble of 12.4, 8,000 times a second. Here is a simple cure: while it learns, **its inputs are
# shaken by a level or so**, at random, and the target stays clean. So it learns to come back.

# %%
rng = np.random.default_rng(0)
sound, condition = plucks.random_tune(200, rng)
codes = encode_mu_law(sound, LEVELS)
wavenet = WaveNet(len(plucks.NOTES), 16, [1, 2, 4, 8, 16, 32], LEVELS, rng=rng)
print(
    f"{len(sound) / sr:.0f} s of random notes to learn from, {wavenet.count_parameters():,} weights, "
    f"each sample hears {wavenet.reach} before it ({1000 * wavenet.reach / sr:.0f} ms)"
)
loss, optimizer, bits = losses.CrossEntropyLoss(), optim.Adam(wavenet.parameters(), 0.025), []
updates, length = 300, 350
for update in range(updates):
    at = rng.integers(len(codes) - length - 1, size=(8, 1)) + np.arange(length)
    shaken = np.clip(codes[at] + np.round(rng.normal(size=at.shape)).astype(int), 0, LEVELS - 1)
    heard = decode_mu_law(shaken, LEVELS)[:, None]
    inputs = np.concatenate([heard, condition[:, at + 1].swapaxes(0, 1)], axis=1)
    logits = wavenet(inputs.astype(np.float32))
    bits.append(loss(logits, codes[at + 1]) / np.log(2))
    optimizer.lr = 0.025 * (1 - update / updates)
    optimizer.zero_grad()
    wavenet.backward(loss.backward())
    optim.clip_grad_norm(wavenet.parameters(), 1.0)
    optimizer.step()
ax = plots.curve(bits, xlabel="update", ylabel="bits a sample")
ax.set_ylim(0, np.log2(LEVELS))
plots.show(ax, "The loss in bits a sample falls from above six, which is guessing, to below two.")

# %% [markdown]
# Now it writes, from silence, 8,000 decisions a second: the next sample is drawn, and becomes the input of the one after it. The net has never heard this tune.

# %%
songs = datasets.load("melodies")
pitches, eighths = songs.pitches[0][:14], songs.lengths[0][:14]
pitches = pitches - songs.tonics[0] + 60
wanted, condition = plucks.pluck_tune(pitches, 0.11 * eighths)
written = wavenet.generate(condition[None], rng=np.random.default_rng(1), temperature=0.7)[0]
audio.play(written, sr, title=f"“{songs.titles[0]}”, every sample drawn by the net")

# %% [markdown]
# Does it play what it was asked to? Measure: the strongest frequency of each note it wrote, against the one that was wanted. (100 cents are a half-tone.)

# %%
ends = np.cumsum(np.round(0.11 * eighths * sr).astype(int))
cents = []
for note, start, end in zip(pitches, ends - np.diff(ends, prepend=0), ends, strict=True):
    power = np.abs(np.fft.rfft(written[start:end] * np.hanning(end - start), 32768))
    cents.append(1200 * np.log2(power.argmax() * sr / 32768 / audio.midi_to_hz(note)))
print("cents from the wanted pitch:", *np.round(cents).astype(int))
print(f"peak {np.abs(written).max():.2f}; RMS {written.std():.2f}, wanted {wanted.std():.2f}")
fig, axes = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained", sharey=True)
for ax, y, name in zip(axes, (wanted, written), ("wanted", "written by the net"), strict=True):
    level = audio.amplitude_to_db(np.abs(audio.stft(y, n_fft=512, hop_length=128)), ref=80.0)
    plots.spectrogram(level, sr=sr, hop_length=128, fmax=2000, vmin=-60, vmax=0, ax=ax, title=name)
plots.show(
    fig,
    "Two spectrograms: the same fourteen notes of three harmonics; the net's has noise as well.",
)

# %% [markdown]
# **Try it.** Write with a temperature of 0.3 and of 1.5. Then learn again without the shaking: the bits a sample get better, and notes get lost on the way.
#
# A large WaveNet that learnt from speech, and is *not* told what to say, babbles: sounds of speech, breath and rhythm without words. With text as its condition it reads aloud.

# %% [markdown]
# ## 12.11 Two sounds at once
#
# A net can also make sound by taking away. A voice over drums: can you have the voice alone?

# %%
speech = datasets.load("fsdd" if datasets.available("fsdd") else "spoken-digits")
unheard = mixtures.mixtures(speech.where(split="test"), 24, np.random.default_rng(1))
voice, drums = max(unheard, key=lambda pair: len(pair[0]))
louder = 0.7 / np.abs(voice + drums).max()
voice, drums = louder * voice, louder * drums
mixture = voice + drums
gap = audio.silence(sr=sr, duration=0.3)
audio.play(
    np.concatenate([mixture, gap, voice, gap, drums]),
    sr,
    title="the mixture, the voice, the drums",
)

# %% [markdown]
# Complex spectrograms add up, and two sounds seldom fill the same cell. So multiply each cell of the mixture by a number from 0 to 1: a **mask**. If both parts were known, a good one would be the
# *ideal ratio mask*, as it is usually defined (unit 9 divides the magnitudes themselves): with the complex spectrograms $S$ of the target and $V$ of the rest,
#
# $$M = \sqrt{\frac{|S|^2}{|S|^2 + |V|^2}}, \qquad \hat S = M \odot (S + V).$$
#
# The estimate has the *phase of the mixture*: a mask cannot turn it.
#
# ### Exercise 15 · `ideal_ratio_mask`
#
# Write `ideal_ratio_mask(S, V)` that returns `mask, estimate`, both of the shape of `S`. Where both are silent, the mask is 0.
#
# For example, magnitudes of 3 and 4 give a mask of 0.6.


# %% exercise="ideal_ratio_mask"
def ideal_ratio_mask(S, V):
    ### BEGIN SOLUTION
    power = np.abs(S) ** 2 + np.abs(V) ** 2
    mask = np.abs(S) / np.sqrt(np.where(power > 0, power, 1))
    return mask, mask * (S + V)
    ### END SOLUTION


# %% check="ideal_ratio_mask"

# %% [markdown]
# ### How much better?
#
# Split what is heard, $\hat s$, into the target, made louder or softer, and all the rest, which is distortion. The **signal-to-distortion ratio** compares their energies:
#
# $$s_\parallel = \frac{\hat s \cdot s}{s \cdot s}\, s, \qquad \mathrm{SDR} = 10 \log_{10} \frac{\|s_\parallel\|^2}{\|\hat s - s_\parallel\|^2}\ \text{dB}.$$
#
# This one does not care how loud you play. (Its full name is SI-SDR, for scale-invariant. The SDR of the program museval lets a filter of 512 taps make up for differences, so the numbers of the one cannot be compared with those of the other.)
#
# ### Exercise 16 · `sdr_improvement`
#
# Write `sdr_improvement(estimate, mixture, target)`, all of shape (T,), that returns `before, after, improvement` in dB: the SDR of the mixture, the SDR of the estimate, and the second minus the first.
#
# For example, for the target `[1, 0]` the mixture `[1, 1]` has 0 dB, the estimate `[2, 0.2]` has 20 dB.


# %% exercise="sdr_improvement"
def sdr_improvement(estimate, mixture, target):
    ### BEGIN SOLUTION
    def ratio(heard):
        part = (heard @ target) / (target @ target) * target
        return 10 * np.log10(np.sum(part**2) / np.sum((heard - part) ** 2))

    before, after = ratio(mixture), ratio(estimate)
    return before, after, after - before
    ### END SOLUTION


# %% check="sdr_improvement"

# %% [markdown]
# But the two parts are *not* known: the ideal mask is what a net must guess from the mixture. This one hears seven frames of it and gives the mask of the middle one. It learns from speakers and
# drum loops that are not in the test. No knob says how: it finds out what voices look like.

# %%
rng = np.random.default_rng(0)
pairs = mixtures.mixtures(speech.where(split="train"), 300, rng)
inputs = np.concatenate([mixtures.features(mixtures.spectrum(a + b)) for a, b in pairs])
targets = np.concatenate(
    [mixtures.ratio(mixtures.spectrum(a), mixtures.spectrum(b)).T for a, b in pairs]
)
separator = layers.Sequential(
    layers.BatchNorm1d(inputs.shape[1]),
    layers.Linear(inputs.shape[1], 64, rng=rng),
    layers.ReLU(),
    layers.Dropout(0.2, rng=rng),
    layers.Linear(64, targets.shape[1], rng=rng),
    layers.Sigmoid(),
)
fit(
    separator,
    losses.MSELoss(),
    optim.Adam(separator.parameters(), 0.003),
    inputs,
    targets.astype(np.float32),
    epochs=8,
    batch_size=128,
    rng=rng,
    progress=False,
)
gains = {"the net's mask": [], "the ideal mask": []}
for a, b in unheard:
    both = mixtures.spectrum(a + b)
    masks = (
        separator(mixtures.features(both)).T,
        mixtures.ratio(mixtures.spectrum(a), mixtures.spectrum(b)),
    )
    for name, mask in zip(gains, masks, strict=True):
        estimate = mixtures.sound(mask * both, len(a))
        gains[name].append(noisy_words.sdr(estimate, a) - noisy_words.sdr(a + b, a))
for name, values in gains.items():
    print(f"{name}: {np.mean(values):.1f} dB better on {len(values)} new mixtures")

# %%
# the net learnt from mixtures that are not turned up
Y = mixtures.spectrum(mixture / louder)
mask = separator(mixtures.features(Y)).T
parts = [louder * mixtures.sound(m * Y, len(mixture)) for m in (mask, 1 - mask)]
fig, axes = plt.subplots(1, 3, figsize=(11, 3.2), layout="constrained")
for ax, shown, name in [(axes[0], Y, "mixture"), (axes[1], mask * Y, "voice, by the net")]:
    level = audio.amplitude_to_db(np.abs(shown), ref=np.abs(Y).max())
    plots.spectrogram(level, sr=sr, hop_length=128, vmin=-60, vmax=0, ax=ax, title=name)
image = axes[2].imshow(mask, origin="lower", aspect="auto", cmap="gray", vmin=0, vmax=1)
axes[2].set(title="its mask", xlabel="frame", ylabel="band")
fig.colorbar(image, ax=axes[2])
plots.show(
    fig,
    "Spectrograms of the mixture and of the voice that the net took out of it, and the mask: bright where the voice is, dark at the hits of the drums.",
)

# %%
audio.play(
    np.concatenate([mixture, gap, parts[0], gap, parts[1]]),
    sr,
    title="the mixture; the voice and the drums, as the net takes them apart",
)

# %% [markdown]
# ## 12.12 Out of the noise
#
# Steady noise asks for less: no net at all. Listen to the noise alone for a moment, note how strong it is in each band, and let pass only what is clearly stronger. Nothing decides well everywhere: a gate that
# opens early lets noise through, one that opens late cuts the word. Cells that open by chance twinkle ("musical noise"); a floor hides them.

# %%
demo(noise_gate.draw, title=noise_gate.TITLE, controls=noise_gate.CONTROLS)

# %% [markdown]
# ### Exercise 17 · `spectral_gate`
#
# The closing challenge: a spoken word in white noise as loud as itself. Write `spectral_gate(Y, V, floor)` that returns `mask, estimate`.
#
# - `Y`: complex, (F, T), the spectrogram of the noisy word; `V`: complex, (F, T'), of noise alone
# - the power of the noise in a band is the mean of $|V|^2$ over its T' frames
# - the mask is 1 where $|Y|^2$ is more than 4 times that power (6 dB above it), and `floor` elsewhere; the estimate is `mask * Y`
#
# For example, noise of magnitude 1 and 2 in a band has the power 2.5: a cell of magnitude 4 passes (16 > 10), one of magnitude 3 does not.


# %% exercise="spectral_gate"
def spectral_gate(Y, V, floor):
    ### BEGIN SOLUTION
    noise = np.mean(np.abs(V) ** 2, axis=1, keepdims=True)
    mask = np.where(np.abs(Y) ** 2 > 4 * noise, 1.0, floor)
    return mask, mask * Y
    ### END SOLUTION


# %% check="spectral_gate"

# %% [markdown]
# Hear your own gate, on the voice from before.

# %%
word = 0.5 * voice / np.abs(voice).max()
noisy_word, noise = noisy_words.noisy(word, np.random.default_rng(3))
Y, V = (audio.stft(y, n_fft=256, hop_length=64) for y in (noisy_word, noise))
heard = {"before": noisy_word}
try:
    heard["after"] = audio.istft(spectral_gate(Y, V, 0.1)[1], hop_length=64, length=len(word))
except NotImplementedError:
    print("(write spectral_gate first; then come back and hear it here)")
for name, y in heard.items():
    print(f"SDR {name}: {noisy_words.sdr(y.astype(float), word):.1f} dB")
sounds = [part for y in heard.values() for part in (y, gap)]
audio.play(np.concatenate(sounds), sr, title="the gate, " + " and ".join(heard))

# %% [markdown]
# An autoencoder that learns to give back the clean sound (unit 13) is a third way.
#
# ## 12.13 Three families
#
# All that wrote something in this unit is **autoregressive**: the next note, letter or sample from those before it, $p(x) = \prod_t p(x_t \mid x_{<t})$. WaveNet does it with sound; PixelRNN and PixelCNN
# do it with pictures, pixel by pixel. It learns steadily and says how likely a thing is, but it writes slowly. Give it the beginning of something, and it *completes* it.
#
# Two other families make the whole at once, out of random numbers. A **variational autoencoder** (VAE) learns a code with a known distribution, draws a code, and decodes it. In a **generative adversarial network**
# (GAN) a generator learns from a second net, which judges whether what it gets is real. You will build the heart of both in [unit 13](../u13_beyond/beyond.ipynb).
#
# The same three families draw faces, make figures walk and let avatars speak and sing. What can imitate a voice can also deceive: ask before you clone one, and say so when a machine speaks.

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
# - To generate is to predict and then to choose: the temperature says how boldly. $-\log_2 p$ of what really came, in bits, says how good the prediction is.
# - A net that runs free hears its own mistakes. Scheduled sampling lets it meet them while it learns.
# - A context steers it: as an input, as the first state, or both. An encoder makes that context by reading; its state is a bottleneck.
# - Encode what does not matter away: intervals instead of pitches serve all keys and all parts.
# - Dilated causal convolutions see a long past and no future; what they write, they hear.
# - A mask lets through the share of each time and frequency that belongs to the wanted sound. It is judged in decibels, and by ear.
#
# Every sound that your networks made here was drawn from numbers that you can now write down yourself. Next, [unit 13](../u13_beyond/beyond.ipynb): what came before and after.
#
# **Sources.** Z. Duan, *Deep learning for audio* (D78, D79, D82, D94, D95, D98, D99, D112–D114); M. Grachten (G06, G25); H. Mohammadi (M40, M42). I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, 2016, 10.2–10.4; S. Bengio, O. Vinyals, N. Jaitly,
# N. Shazeer, "Scheduled sampling", NIPS 2015; K. Cho et al., EMNLP 2014; I. Sutskever, O. Vinyals, Q. Le, NIPS 2014; C. Benetatos, J. VanderStel, Z. Duan, "BachDuet", NIME 2020; Y. Yan, E. Lustig, J. VanderStel, Z. Duan, "Part-invariant model for music
# generation and harmonization", ISMIR 2018; C. Krumhansl, E. Kessler, *Psychological Review* 89, 1982; C. Krumhansl, *Cognitive Foundations of Musical Pitch*, 1990; N. Boulanger-Lewandowski, Y. Bengio, P. Vincent, "Modeling temporal dependencies in high-dimensional sequences", ICML 2012; S. Bai, J. Z. Kolter, V. Koltun, "An
# empirical evaluation of generic convolutional and recurrent networks for sequence modeling", 2018; A. van den Oord et al., "WaveNet", 2016; J. Le Roux et al., "SDR – half-baked or well done?", ICASSP 2019. Verse: J. Taylor 1806, W. Blake 1794, E. Lear and L. Carroll 1871, and nursery
# rhymes. Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0); chorales: the JSB Chorales set, music in the public domain.
