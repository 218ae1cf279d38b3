# %% [markdown]
# # 13 · Unsupervised roots and what came after
#
# So far somebody always told the network what was right. In this unit it learns from sounds without labels, as the networks did that brought deep
# learning back in 2006; then you fool a network, and meet the blocks from which today's are built.
#
# **You will be able to** write an autoencoder and a Boltzmann machine, search music by binary codes, solve for a Newton step without ever storing a Hessian,
# attack a network through its input, and write residual blocks, attention, CTC and the heart of a variational autoencoder.
#
# **You will hear** a voice squeezed through a few numbers, a tune found again from a version with wrong notes, a Boltzmann machine's dream, and a "six" that is
# a six for you and not for the network.
#
# Time: about 4 hours. Before: [unit 12](../u12_generation/generation.ipynb), [unit 5](../u05_backprop/backprop.ipynb) for the gradients, and
# [unit 9](../u09_cnn/cnn.ipynb) for the network that is attacked.
#
# Conventions: [one page](../conventions.md).

# %%
import matplotlib.pyplot as plt
import numpy as np

from dlaudio import audio, datasets, layers, losses, optim, plots
from dlaudio.check import check
from dlaudio.datasets.digits import ten_digits
from dlaudio.networks.boltzmann import dream, train_rbm
from dlaudio.networks.listener import listener, word_picture
from dlaudio.train import batches, fit, predict
from dlaudio.widgets import attack, bottleneck
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 13.1 Two winters and two thaws
#
# Networks have been given up twice: so the story is usually told, and its years are only rough. McCulloch and Pitts described the artificial neuron in 1943. Rosenblatt published the perceptron in the *Psychological Review*
# in 1958, and a first wave followed; Minsky and Papert's *Perceptrons* (1969) helped to end it. Werbos described back-propagation in his thesis of 1974. The
# second wave came in the 1980s with Rumelhart, Hinton and Williams; in the 1990s support vector machines did better. In 2006 Hinton, Osindero and Teh trained
# a *deep belief network*, layer by layer, and Hinton and Salakhutdinov a deep autoencoder. Bengio, Hinton and LeCun received the Turing Award for 2018, and in 2022 came ChatGPT.

# %%
events = {
    1943: "neuron",
    1958: "perceptron",
    1969: "book",
    1974: "Werbos",
    1986: "back-propagation",
    1995: "SVM",
    2006: "deep belief net",
    2018: "Turing Award",
    2022: "ChatGPT",
}
fig, ax = plt.subplots(figsize=(7.6, 2.4))
ax.plot(list(events), np.zeros(len(events)), "o", color=plots.OKABE_ITO["vermillion"])
for place, (year, name) in enumerate(events.items()):
    up = 0.4 if place % 2 else -0.4
    ax.annotate(f"{year}\n{name}", (year, 0), (year, up), ha="center", va="center", fontsize=8)
for begin, end, name in [(1970, 1980, "first winter"), (1993, 2006, "second winter")]:
    ax.axvspan(begin, end, alpha=0.15)
    ax.text((begin + end) / 2, 0.75, name, ha="center", fontsize=8)
ax.set(xlim=(1938, 2027), ylim=(-0.9, 0.95), yticks=[], xlabel="year")
fig.tight_layout()
plots.show(fig, "Timeline from the neuron of 1943 to ChatGPT in 2022, with two winters shaded.")

# %% [markdown]
# What had kept deep networks down before 2007? Too little computing power, too little data, no toolkits: everybody wrote gradients by hand, as you did. And nobody
# knew how to start: a deep net from random weights lost its gradient on the way (unit 5). What was new: generative models as a start, layer by layer; better
# optimisers; more computing power and data.
#
# ### Quiz · `timeline`
#
# Put these names in the order of the years, earliest first: `"book"` (Minsky and Papert), `"chatgpt"`, `"belief"` (Hinton's deep belief network), `"svm"`, `"neuron"` (McCulloch and
# Pitts), `"turing"` (the award), `"perceptron"`, `"werbos"`.

# %% exercise="timeline"
timeline = ["?"]
### BEGIN SOLUTION
timeline = ["neuron", "perceptron", "book", "werbos", "svm", "belief", "turing", "chatgpt"]
### END SOLUTION

# %% check="timeline"

# %% [markdown]
# ### The brain's arithmetic
#
# One argument for many simple units that work at the same time looks at the brain: about $10^{11}$ cells with $10^4$ connections each. A cell is active or not, and needs about a millisecond to switch. A
# computer's clock runs at GHz. And yet a person recognises a face in a tenth of a second: so few steps one after the other must be enough, with very many at the
# same time.
#
# ### Quiz · `brain_numbers`
#
# Give four numbers:
#
# - `steps`: how many switchings of cells, one after the other, fit into 0.1 s at 1 kHz?
# - `synapses_power`: the brain has 10 to the power of what connections?
# - `clock_ratio`: how many times faster is a clock of 3 GHz than a cell at 1 kHz?
# - `flipped_samples`: and for section 13.7: noise hits 20 % of a sound's samples. How many is that in a second at 8000 Hz?

# %% exercise="brain_numbers"
brain_numbers = {
    "steps": "?",
    "synapses_power": "?",
    "clock_ratio": "?",
    "flipped_samples": "?",
}
### BEGIN SOLUTION
brain_numbers = {
    "steps": 0.1 * 1000,
    "synapses_power": 11 + 4,
    "clock_ratio": 3e9 / 1e3,
    "flipped_samples": 0.2 * 8000,
}
### END SOLUTION

# %% check="brain_numbers"

# %% [markdown]
# ## 13.2 Learning without labels
#
# Squeeze a voice through very few numbers. What survives? Listen to `seven` through 1, 4 and 16 hidden units (the sound is noise with the rebuilt levels; there
# is no pitch in it).

# %%
demo(bottleneck.draw, title=bottleneck.TITLE, controls=bottleneck.CONTROLS)

# %%
word, sr = bottleneck.spoken("seven")
frames = bottleneck.levels(word, sr).astype(np.float32)
versions = [
    bottleneck.sound(bottleneck.learnt(units)(frames).astype(float), sr) for units in (1, 4, 16)
]
gap = audio.silence(sr=sr, duration=0.3)
row = [part for y in (*versions, word) for part in (y, gap)]
audio.play(np.concatenate(row), sr, title="seven through 1, 4, 16 hidden units, and as it was")

# %% [markdown]
# This is an **autoencoder**: a network whose target is its own input. To get the input through the bottleneck it must find out what its sounds have in common, and nobody
# has to label anything. That is *feature learning*, instead of the designed features of unit 7.
#
# $$\mathbf H = \sigma(\mathbf X W + b) \quad\text{(the code)}, \qquad \mathbf Y = \mathbf H V + c \quad\text{(the reconstruction)}$$
#
# $$\mathcal L = \frac{1}{ND}\sum_{n,d} (y_{nd} - t_{nd})^2$$
#
# With $t = x$ it is plain. In a **denoising** autoencoder $\mathbf X$ is a spoilt copy and $t$ the clean one: it must learn how sounds of this kind go on, to tell them from noise.
#
# ### Exercise 1 · `autoencoder`
#
# Write `autoencoder(X, target, W, b, V, c)` that returns `code, output, loss, (dW, db, dV, dc)`.
#
# - `X`, `target`: (N, D), the input and what should come out; `W`: (D, M); `b`: (M,); `V`: (M, D); `c`: (D,)
# - `loss`: the mean over all N · D entries; the four gradients have the shapes of `W`, `b`, `V`, `c`
#
# For example, with one row `X = target = [[2]]`, `W = [[0]]`, `b = [0]`, `V = [[2]]`, `c = [0]`: the code is 0.5, the output 1, the loss 1, `dV` is `[[-1]]`, `dc` is `[-2]` and `dW` is
# `[[-2]]`.
#
# <details><summary>Hint</summary>
#
# Start with `dY = 2 * (output - target) / output.size`. The rest is back-propagation through two layers, as in unit 5.
# </details>


# %% exercise="autoencoder"
def autoencoder(X, target, W, b, V, c):
    ### BEGIN SOLUTION
    code = layers.sigmoid(X @ W + b)
    output = code @ V + c
    dY = 2 * (output - target) / output.size
    dZ = dY @ V.T * code * (1 - code)
    loss = np.mean((output - target) ** 2)
    return code, output, loss, (X.T @ dZ, dZ.sum(axis=0), code.T @ dY, dY.sum(axis=0))
    ### END SOLUTION


# %% check="autoencoder"

# %% [markdown]
# Now denoise a word. One network learnt with clean inputs, the other with noisy ones. Both get a noisy word.

# %%
noisy = frames + 0.15 * np.random.default_rng(2).normal(size=frames.shape).astype(np.float32)
plain, denoiser = bottleneck.learnt(24), bottleneck.learnt(24, noise=0.15)


def snr(estimate):
    return 10 * np.log10(np.var(frames) / np.mean((estimate - frames) ** 2))


print(f"signal to noise: noisy {snr(noisy):.1f} dB, plain autoencoder {snr(plain(noisy)):.1f} dB,")
print(f"denoising autoencoder {snr(denoiser(noisy)):.1f} dB")
pair = [bottleneck.sound(x.astype(float), sr) for x in (noisy, denoiser(noisy))]
audio.play(np.concatenate([pair[0], gap, pair[1]]), sr, title="noisy levels, then denoised ones")

# %% [markdown]
# ## 13.3 Binary codes: finding music fast
#
# You have a tune in your ear, with some notes wrong. Which one is it? Comparing it with a million others takes long, unless each has become a handful of *bits*.
# Round the code of an autoencoder at 0.5, and comparing is counting the bits that differ: the **Hamming distance**, one instruction on a computer. Jan Schlüter (2013)
# used such learnt codes for fast music retrieval.
#
# ### Exercise 2 · `hamming_search`
#
# Write `hamming_search(database, query, k)` that returns `distances, nearest`.
#
# - `database`: (N, M), codes between 0 and 1; `query`: (M,). A number above 0.5 is the bit 1, others are 0
# - `distances`: (N,), in how many bits each code differs from the query; `nearest`: the rows of the k nearest, the nearest first, of equal ones the lower row first
#
# For example, with `database = [[0.9, 0.1], [0.8, 0.7]]` and `query = [0.6, 0.6]` the distances are `[1, 0]`, and for k = 1 `nearest` is `[1]`.
#
# <details><summary>Hint</summary>
#
# `np.argsort(distances, kind="stable")` keeps equal ones in order.
# </details>


# %% exercise="hamming_search"
def hamming_search(database, query, k):
    ### BEGIN SOLUTION
    distances = ((database > 0.5) != (query > 0.5)).sum(axis=1)
    return distances, np.argsort(distances, kind="stable")[:k]
    ### END SOLUTION


# %% check="hamming_search"

# %% [markdown]
# ### Exercise 3 · `recall_at_k`
#
# How good is a search? Write `recall_at_k(found, relevant, k)`: the share of the relevant items that are among the first k found.
#
# - `found`: numbers of items, the best first; `relevant`: numbers of the items that should be found, at least one
#
# For example, with `found = [7, 3, 9]`, `relevant = [9, 7]` and k = 2 the recall is 0.5.


# %% exercise="recall_at_k"
def recall_at_k(found, relevant, k):
    ### BEGIN SOLUTION
    return np.isin(relevant, found[:k]).mean()
    ### END SOLUTION


# %% check="recall_at_k"

# %% [markdown]
# Now for real tunes: pieces of 16 notes, each as its 15 intervals, so that the key does not matter. The autoencoder gets noise into its code while it learns: only codes near
# 0 or 1 survive that, so it *wants* to be binary.

# %%
tunes, SIZE = datasets.load("melodies"), 16


def intervals(pitches):
    steps = np.clip(np.diff(pitches), -6, 6) + 6
    return np.eye(13, dtype=np.float32)[steps].ravel()


places = [(i, s) for i, p in enumerate(tunes.pitches) for s in range(0, len(p) - SIZE + 1, 2)]
pieces = np.array([intervals(tunes.pitches[i][s : s + SIZE]) for i, s in places])
rng = np.random.default_rng(0)
encoder, bend = layers.Linear(pieces.shape[1], 32, rng=rng), layers.Sigmoid()
decoder, loss = layers.Linear(32, pieces.shape[1], rng=rng), losses.MSELoss()
encoder.weight.value *= 2
optimizer = optim.Adam([*encoder.parameters(), *decoder.parameters()], 1e-2)
centred, middle = pieces - pieces.mean(axis=0), pieces.mean(axis=0)
for _ in range(150):
    for rows in batches(len(pieces), 64, rng=rng):
        z = encoder(centred[rows])
        code = bend(z + rng.normal(size=z.shape).astype(np.float32))
        loss(decoder(code), pieces[rows])
        optimizer.zero_grad()
        encoder.backward(bend.backward(decoder.backward(loss.backward())))
        optimizer.step()
print(f"{len(pieces):,} pieces learnt, 32 bits each")

# %% [markdown]
# Then 200 pieces are asked for, about one note in seven wrong. The rival is a *random* code: its 32 bits are the signs of 32 random sums of the same numbers.

# %%
rng, asked, spoilt = np.random.default_rng(1), [], []
for place in rng.choice(len(places), 200, replace=False):
    i, s = places[place]
    melody = tunes.pitches[i][s : s + SIZE]
    wrong = rng.random(SIZE) < 0.15
    spoilt.append(melody + wrong * rng.choice([-2, -1, 1, 2], SIZE))
    asked.append(place)
queries = np.array([intervals(melody) for melody in spoilt]) - middle
random_cut = np.random.default_rng(0).normal(size=(pieces.shape[1], 32))
ranked = {}
for name, project in [("learnt code", encoder), ("random code", lambda x: x @ random_cut)]:
    differ = (project(queries)[:, None] > 0) != (project(centred)[None] > 0)
    ranked[name] = np.argsort(differ.sum(axis=2), axis=1, kind="stable")
    hits = [
        [
            np.any((pieces[order[:k]] == pieces[p]).all(axis=1))
            for order, p in zip(ranked[name], asked, strict=True)
        ]
        for k in (1, 5, 20)
    ]
    shares = ", ".join(f"{np.mean(h):.0%} (k = {k})" for h, k in zip(hits, (1, 5, 20), strict=True))
    print(f"{name} of 32 bits: found among the first k: {shares}")

# %%
best = ranked["learnt code"][:, 0]
shown = next(
    q for q, p in enumerate(asked) if best[q] == p and np.any(queries[q] + middle != pieces[p])
)
i, s = places[best[shown]]


def played(pitches):
    notes = [audio.note(float(audio.midi_to_hz(p)), sr=16000, duration=0.22) for p in pitches]
    return np.concatenate(notes)


found = played(tunes.pitches[i][s : s + SIZE])
pause = audio.silence(sr=16000, duration=0.4)
print("found:", tunes.titles[i])
audio.play(
    np.concatenate([played(spoilt[shown]), pause, found]),
    16000,
    title="the query, then what was found",
)

# %% [markdown]
# ## 13.4 Energy: the restricted Boltzmann machine
#
# The other root is a machine of chance. It has visible units $v$ (the data) and hidden units $h$, all 0 or 1, with weights only between the two kinds: hence *restricted*. Every state has an
# **energy**, and low energy means likely:
#
# $$E(v, h) = -a^\top v - b^\top h - v^\top W h, \qquad p(v, h) = \frac{e^{-E(v,h)}}{Z}, \qquad Z = \sum_{v,h} e^{-E(v,h)}.$$
#
# What is a sound's probability, whatever the hidden units do? Add up over all $h$. Each hidden unit contributes a factor $1 + e^{z_j}$ of its own, with $z_j = b_j + (vW)_j$, so the sum of $2^M$ terms becomes a product, and
# its logarithm, with the sign turned, is the **free energy**:
#
# $$F(v) = -a^\top v - \sum_j \log\bigl(1 + e^{b_j + (vW)_j}\bigr), \qquad p(v) = \frac{e^{-F(v)}}{Z}.$$
#
# ### Exercise 4 · `rbm_energy`
#
# Write `rbm_energy(V, H, W, a, b)` that returns `energy, free_energy`, each of shape (N,).
#
# - `V`: (N, D), `H`: (N, M), rows of 0 and 1; `W`: (D, M); `a`: (D,); `b`: (M,)
# - weights may be in the thousands; nothing may overflow
#
# For example, with all weights and biases 0 the energy is 0, and the free energy of M hidden units is −M log 2. The check also compares with the sum over all states of 3 × 2 units.
#
# <details><summary>Hint</summary>
#
# `np.logaddexp(0, z)` is log(1 + exp(z)) without overflow.
# </details>


# %% exercise="rbm_energy"
def rbm_energy(V, H, W, a, b):
    ### BEGIN SOLUTION
    energy = -V @ a - H @ b - np.sum(V @ W * H, axis=1)
    return energy, -V @ a - np.logaddexp(0, b + V @ W).sum(axis=1)
    ### END SOLUTION


# %% check="rbm_energy"

# %% [markdown]
# ### Learning: awake and asleep
#
# Raise the mean log-likelihood $\frac1N\sum_n \log p(v_n)$. Its slope has two halves, one from the data and one from the model's own world:
#
# $$\frac{\partial}{\partial w_{ij}}\, \frac1N\sum_n \log p(v_n) = \bigl\langle v_i\, p(h_j{=}1 \mid v)\bigr\rangle_\text{data} - \bigl\langle v_i\, p(h_j{=}1 \mid v)\bigr\rangle_\text{model}, \qquad p(h_j{=}1 \mid v) = \sigma(z_j).$$
#
# For $a$ put $v_i$ into the brackets, for $b$ put $p(h_j{=}1 \mid v)$. The second mean goes over all $2^D$ states, each weighted by $p(v)$. For a few units that can be done.
#
# ### Exercise 5 · `rbm_gradient`
#
# Write `rbm_gradient(V, W, a, b)` that returns `log_likelihood, dW, da, db`: the mean log-likelihood of the rows of `V` and its exact gradients.
#
# For example, if everything is 0 and D = 3, the log-likelihood is −3 log 2, and `da` is the mean of `V` minus 0.5. The check compares `dW` with small steps in `W`.
#
# <details><summary>Hint</summary>
#
# `itertools.product([0.0, 1.0], repeat=D)` gives all states. With F of all of them, log Z is `np.logaddexp.reduce(-F)`.
# </details>


# %% exercise="rbm_gradient"
def rbm_gradient(V, W, a, b):
    ### BEGIN SOLUTION
    import itertools

    states = np.array(list(itertools.product([0.0, 1.0], repeat=len(a))))
    log_p = states @ a + np.logaddexp(0, b + states @ W).sum(axis=1)
    log_Z = np.logaddexp.reduce(log_p)
    p = np.exp(log_p - log_Z)
    H, H_model = layers.sigmoid(b + V @ W), layers.sigmoid(b + states @ W)
    value = np.mean(V @ a + np.logaddexp(0, b + V @ W).sum(axis=1)) - log_Z
    dW = V.T @ H / len(V) - (p[:, None] * states).T @ H_model
    return value, dW, V.mean(axis=0) - p @ states, H.mean(axis=0) - p @ H_model
    ### END SOLUTION


# %% check="rbm_gradient"

# %% [markdown]
# With 500 visible units there are $2^{500}$ states, and the sum is out of reach. **Contrastive divergence** (CD-1) replaces the model's world by a single breath: from the data go up to the hidden units, draw
# them, come down, draw the visible ones, and call that the dream.
#
# ### Exercise 6 · `cd1_step`
#
# Write `cd1_step(V, W, a, b, lr, u_hidden, u_visible)` that returns the new `W, a, b`.
#
# 1. `p`: probabilities of the hidden units given `V`; a hidden unit is 1 where `u_hidden` is below its probability
# 2. a visible unit of the dream `V1` is 1 where `u_visible` is below its probability $\sigma(a + hW^\top)$
# 3. `p1`: probabilities of the hidden units given `V1`
# 4. move by `lr` along $\langle v p\rangle - \langle v_1 p_1\rangle$ for `W`, $\langle v\rangle - \langle v_1\rangle$ for `a`, $\langle p\rangle - \langle p_1\rangle$ for `b`; brackets are means over the N rows
#
# The random numbers between 0 and 1 are given, so that the result is certain. For example, if the dream happens to be the data, nothing moves.


# %% exercise="cd1_step"
def cd1_step(V, W, a, b, lr, u_hidden, u_visible):
    ### BEGIN SOLUTION
    p = layers.sigmoid(b + V @ W)
    h = (u_hidden < p).astype(float)
    V1 = (u_visible < layers.sigmoid(a + h @ W.T)).astype(float)
    p1 = layers.sigmoid(b + V1 @ W)
    W = W + lr * (V.T @ p - V1.T @ p1) / len(V)
    return W, a + lr * (V - V1).mean(axis=0), b + lr * (p - p1).mean(axis=0)
    ### END SOLUTION


# %% check="cd1_step"

# %% [markdown]
# ### What a Boltzmann machine learns from tunes
#
# Cancino-Chacón, Lattner and Grachten (2014) let one learn tonal structure from melodies. Do it: twelve visible units say which pitch classes occur in twelve notes of a tune; every tune comes in all twelve
# keys, so nothing says what a key is. Here are the weights of the hidden units, over the circle of fifths (C, G, D, A, …).

# %%
sets = []
for pitches in tunes.pitches:
    for s in range(0, len(pitches) - 11, 4):
        present = np.isin(np.arange(12), pitches[s : s + 12] % 12).astype(float)
        sets += [np.roll(present, key) for key in range(12)]
W, a, b = train_rbm(np.array(sets), 8, rng=np.random.default_rng(0))
fifths = 7 * np.arange(12) % 12
names = np.array("C C# D D# E F F# G G# A A# B".split())
fig, ax = plt.subplots(figsize=(6.6, 3))
top = np.abs(W).max()
image = ax.imshow(W[fifths].T, cmap="RdBu_r", vmin=-top, vmax=top, aspect="auto")
ax.set(
    xticks=range(12),
    xticklabels=names[fifths],
    ylabel="hidden unit",
    xlabel="pitch class, by fifths",
)
fig.colorbar(image, label="weight")
fig.tight_layout()
plots.show(
    fig, "Weights of eight hidden units: each has a stretch of neighbours on the circle of fifths."
)


def neighbours(order):
    w = W[order] - W.mean(axis=0)
    return np.mean(np.sum(w * np.roll(w, 1, axis=0), axis=0) / np.sum(w**2, axis=0))


print(
    f"agreement of neighbours: fifths {neighbours(fifths):+.2f}, semitones {neighbours(np.arange(12)):+.2f}"
)

# %% [markdown]
# Each hidden unit holds a stretch of the circle of fifths: a **key profile**, found without a word of music theory. Which key is it? A major scale has the pitch classes 0, 2, 4, 5, 7, 9 and 11 above its key-note.
#
# ### Exercise 7 · `best_key`
#
# Write `best_key(W)` that returns `keys, agreement`, each of shape (M,).
#
# - `W`: (12, M), the weights from the pitch classes C, C#, D, … to M hidden units
# - `agreement`: the correlation of a unit's 12 weights with 1 for the notes of a major scale and 0 for others, for the scale that fits best; `keys`: its key-note, 0 for C to 11 for B
#
# For example, weights of 1 for D, E, F#, G, A, B, C# and 0 for others have the key 2 and an agreement of 1.
#
# <details><summary>Hint</summary>
#
# `np.roll(scale, key)` moves a scale up. `np.corrcoef` takes off the means for you.
# </details>


# %% exercise="best_key"
def best_key(W):
    ### BEGIN SOLUTION
    major = np.array([1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1])
    scales = np.array([np.roll(major, key) for key in range(12)])
    r = np.corrcoef(scales, W.T)[:12, 12:]
    return r.argmax(axis=0), r.max(axis=0)
    ### END SOLUTION


# %% check="best_key"

# %% [markdown]
# Let the machine dream: start from noise, go up and down fifty times, and play the pitch classes that are on.

# %%
rng = np.random.default_rng(4)
dreams = dream(rng.integers(0, 2, (6, 12)).astype(float), W, a, b, steps=50, rng=rng)
for scale in dreams[:3]:
    print("dreamt:", *names[fifths][scale[fifths] > 0])
line = np.concatenate([played(60 + np.flatnonzero(scale)) for scale in dreams[:3]])
audio.play(line, 16000, title="three dreams of a Boltzmann machine, played upwards")

# %% [markdown]
# ## 13.5 Layer upon layer
#
# The recipe of 2006: train one layer on the data; freeze it; what comes out of it is the data for the next layer. Each layer learns alone, without labels: that is **greedy layer-wise
# pre-training**. The layers were RBMs with Hinton, Osindero and Teh (2006), who refined the whole with a wake-sleep algorithm. Soon a last layer and back-propagation with labels did the fine tuning (Hinton and Salakhutdinov, 2006), and autoencoders
# served as layers too (Bengio and others, 2007). This is what we do here.
#
# ### Exercise 8 · `greedy_stack`
#
# Write `greedy_stack(X, sizes, train_layer)` that returns `layers, code`.
#
# - `X`: (N, D); `sizes`: the number of units of each layer, the lowest first
# - `train_layer(X, m)`: a function that learns a layer of m units from the rows of `X` and returns its `W`, `b`
# - `layers`: a list of pairs (W, b); `code`: (N, last size), what the top layer says. What a layer hands up is $\sigma(\mathbf XW + b)$
#
# For example, with `sizes = [3]` it is `[train_layer(X, 3)]` and $\sigma(\mathbf XW + b)$.


# %% exercise="greedy_stack"
def greedy_stack(X, sizes, train_layer):
    ### BEGIN SOLUTION
    stack = []
    for m in sizes:
        W, b = train_layer(X, m)
        stack.append((W, b))
        X = layers.sigmoid(X @ W + b)
    return stack, X
    ### END SOLUTION


# %% check="greedy_stack"

# %% [markdown]
# Does it help? Spoken digits, many without a label and few with one; two hidden layers, pre-trained with denoising autoencoders or random. New speakers judge.

# %%
X, y, X_new, y_new = ten_digits("spoken-digits", 960, 240)
X, X_new = X.astype(np.float32), X_new.astype(np.float32)


def pre_trained(X, m, noise, rng):
    layer = layers.Linear(X.shape[1], m, rng=rng)
    net = layers.Sequential(layer, layers.Sigmoid(), layers.Linear(m, X.shape[1], rng=rng))
    optimizer, loss = optim.Adam(net.parameters(), 5e-3), losses.MSELoss()
    for _ in range(20):
        for rows in batches(len(X), 64, rng=rng):
            spoilt = X[rows] + noise * rng.normal(size=X[rows].shape).astype(np.float32)
            loss(net(spoilt), X[rows])
            optimizer.zero_grad()
            net.backward(loss.backward())
            optimizer.step()
    return layer


for few in (2, 5, 40):
    right = {"random start": [], "pre-trained": []}
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(len(y))
        rows = np.concatenate([order[y[order] == digit][:few] for digit in range(10)])
        for start, scores in right.items():
            rng = np.random.default_rng(seed)
            if start == "pre-trained":
                one = pre_trained(X, 40, 0.3, rng)
                two = pre_trained(layers.sigmoid(one(X)), 40, 0.1, rng)
            else:
                one, two = layers.Linear(48, 40, rng=rng), layers.Linear(40, 40, rng=rng)
            top = layers.Linear(40, 10, rng=rng)
            net = layers.Sequential(one, layers.Sigmoid(), two, layers.Sigmoid(), top)
            optimizer = optim.Adam(net.parameters(), 5e-3)
            options = {"epochs": 50, "batch_size": 10, "rng": rng, "progress": False}
            fit(net, losses.CrossEntropyLoss(), optimizer, X[rows], y[rows], **options)
            scores.append(np.mean(predict(net, X_new).argmax(axis=1) == y_new))
    print(
        f"{few:2} labels a digit:",
        *(f"{name} {np.mean(s):.0%}" for name, s in right.items()),
        sep="  ",
    )

# %% [markdown]
# The promise was that a start without labels keeps a net from overfitting the few labels. Here it gains next to nothing: with good starting weights and Adam two layers learn as well from scratch. That is why pre-training with RBMs and autoencoders went out of use soon after it had opened the door.
#
# And it did open it: the breakthrough in speech recognition came around 2011. The mixtures of Gaussians (GMM) that gave each frame its score in a hidden Markov model (HMM) were replaced by a deep network. Seide, Li and Yu (2011) had seven hidden layers; Dahl, Yu, Deng and Acero (2012) had up to five, started them as a deep belief network and called the whole a CD-DNN-HMM, *CD* for context-dependent.
#
# **Speech or music?** Schlüter and Sonnleitner (2012) used RBMs to tell them apart. The features here are learnt: the hidden units' probabilities, averaged over the frames of a sound.

# %%
rng = np.random.default_rng(0)
words = datasets.load("spoken-digits")
speech = [words.audio[i] for i in rng.permutation(len(words.audio))[:60]]
music = []
for i in range(60):
    pitches = tunes.pitches[i % len(tunes)][4 * (i % 3) :][:4]
    notes = [audio.note(float(audio.midi_to_hz(p)), sr=words.sr, duration=0.15) for p in pitches]
    music.append(np.concatenate(notes))
sounds = [np.clip(bottleneck.levels(y, words.sr), 0, 1) for y in (*speech, *music)]
is_music = np.repeat([0, 1], 60)
known = np.arange(120) % 3 > 0
weights = train_rbm(
    np.concatenate([s for s, k in zip(sounds, known, strict=True) if k]), 12, rng=rng, epochs=5
)
hidden = np.array([layers.sigmoid(weights[2] + s @ weights[0]).mean(axis=0) for s in sounds])
hidden = hidden.astype(np.float32)
judge = layers.Linear(12, 2, rng=rng)
options = {"epochs": 60, "batch_size": 20, "rng": rng, "progress": False}
fit(
    judge,
    losses.CrossEntropyLoss(),
    optim.Adam(judge.parameters(), 0.05),
    hidden[known],
    is_music[known],
    **options,
)
verdict = predict(judge, hidden[~known]).argmax(axis=1)
print(
    f"speech or music, of {np.sum(~known)} new sounds right: {np.mean(verdict == is_music[~known]):.0%}"
)

# %% [markdown]
# ## 13.6 Steps that know the curvature
#
# Gradient descent crawls through a long narrow valley: the slope points across it, not along (unit 6). Newton's step divides by the curvature: it solves $H d = -\nabla\mathcal L$ with the **Hessian** $H$, the matrix of second slopes. But with a million weights
# $H$ has $10^{12}$ entries. Martens (2010) trained deep networks *Hessian-free*: all that is needed is $H$ times a vector, and that is the change of the gradient along it:
#
# $$H v \approx \frac{\nabla\mathcal L(w + \varepsilon v) - \nabla\mathcal L(w - \varepsilon v)}{2\varepsilon}.$$
#
# ### Exercise 9 · `hessian_vector`
#
# Write `hessian_vector(gradient, w, v, step)`: this product, with ε = `step`. `gradient(w)` is a function that returns an array like `w`.
#
# For example, with `gradient(w) = 3 * w` it is `3 * v`. The check uses a net with ten weights: symmetric it must be, and equal to the explicit Hessian times v.


# %% exercise="hessian_vector"
def hessian_vector(gradient, w, v, step):
    ### BEGIN SOLUTION
    return (gradient(w + step * v) - gradient(w - step * v)) / (2 * step)
    ### END SOLUTION


# %% check="hessian_vector"

# %% [markdown]
# To solve $A x = g$ with products alone, walk: **conjugate gradients** start with $x = 0$, $r = p = g$ and repeat
#
# $$\alpha = \frac{r^\top r}{p^\top A p},\quad x \leftarrow x + \alpha p,\quad r_\text{new} = r - \alpha A p,\quad \beta = \frac{r_\text{new}^\top r_\text{new}}{r^\top r},\quad p \leftarrow r_\text{new} + \beta p.$$
#
# No direction spoils what an earlier one has done, so D steps are enough for D unknowns.
#
# ### Exercise 10 · `conjugate_gradient`
#
# Write `conjugate_gradient(multiply, g, n_steps)` that returns x after so many steps. `multiply(v)` returns $A v$, with $A$ symmetric and positive definite ($v^\top A v > 0$ unless $v = 0$). If $r$ is 0, stop: there is nothing left to do.
#
# For example, with `multiply(v) = 2 * v` one step gives `g / 2`; and for `g = 0` the result is 0.


# %% exercise="conjugate_gradient"
def conjugate_gradient(multiply, g, n_steps):
    ### BEGIN SOLUTION
    x, r = np.zeros(len(g)), np.array(g, dtype=float)
    p = r.copy()
    for _ in range(n_steps):
        rr = r @ r
        if rr == 0:
            break
        Ap = multiply(p)
        alpha = rr / (p @ Ap)
        x = x + alpha * p
        r = r - alpha * Ap
        p = r + (r @ r) / rr * p
    return x
    ### END SOLUTION


# %% check="conjugate_gradient"

# %% [markdown]
# ### Exercise 11 · `newton_step`
#
# Put both together: `newton_step(gradient, w, damping)` returns $w + d$, where $(H + \text{damping}\cdot I)\, d = -\nabla\mathcal L(w)$. Damping keeps the step short where the curvature is small. Take ε = 1e-4 and as many steps of conjugate gradients as there are weights.
#
# For example, with `gradient(w) = 2 * w` and no damping, the step ends at 0 from anywhere.


# %% exercise="newton_step"
def newton_step(gradient, w, damping):
    ### BEGIN SOLUTION
    def product(v):
        return (gradient(w + 1e-4 * v) - gradient(w - 1e-4 * v)) / 2e-4 + damping * v

    slope, d = gradient(w), np.zeros(len(w))
    r = p = -slope
    for _ in range(len(w)):
        if r @ r == 0:
            break
        Ap = product(p)
        alpha = (r @ r) / (p @ Ap)
        d, left = d + alpha * p, r - alpha * Ap
        p = left + (left @ left) / (r @ r) * p
        r = left
    return w + d
    ### END SOLUTION


# %% check="newton_step"

# %% [markdown]
# A race in a valley that is a hundred times steeper across than along, and bent upwards at its sides.

# %%
steep, bend = np.array([1.0, 100.0]), 0.2


def valley(w):
    return 0.5 * np.sum(steep * w**2) + bend / 4 * np.sum(w**4)


def slope(w):
    return steep * w + bend * w**3


walks = {"gradient descent": [np.array([3.0, 1.0])], "Newton": [np.array([3.0, 1.0])]}
for _ in range(40):
    w = walks["gradient descent"][-1]
    walks["gradient descent"].append(w - 0.015 * slope(w))
    w = walks["Newton"][-1]
    walks["Newton"].append(w - slope(w) / (steep + 3 * bend * w**2))
fig, ax = plt.subplots(figsize=(6, 3.4))
for name, walk in walks.items():
    ax.semilogy([max(valley(w), 1e-16) for w in walk], label=name)
ax.set(xlabel="steps", ylabel="loss")
ax.legend()
fig.tight_layout()
plots.show(fig, "Loss over steps: Newton falls to the bottom at once, gradient descent creeps.")
for name, walk in walks.items():
    below = [n for n, w in enumerate(walk) if valley(w) < 1e-6]
    print(f"{name}: loss below 1e-6 after", below[0] if below else f"more than {len(walk) - 1}")

# %% [markdown]
# A Newton step costs more: one gradient, and two for each step of conjugate gradients; with two weights that makes five. It is well spent. Your `newton_step` needs no second slopes on paper, so it could take a network too, but not as it
# stands: the landscape of a network also bends *downwards*, its Hessian has negative eigenvalues, and conjugate gradients need positive ones. Damping helps only if there is enough of it. Martens therefore took products with the *Gauss–Newton* matrix instead, which has no
# negative eigenvalues, adapted the damping as he went, and stopped conjugate gradients early.

# %% [markdown]
# ## 13.7 Fooling a network
#
# Networks that beat people at recognising can be led astray by very little. With impulses in 10 % of the pixels Google's image service took a teapot for *biology*, with 15 % a property for an *ecosystem*, with 20 % an airplane for a *bird*; its video service was fooled by a picture put in now and then. And speech recognition suffers in a
# driving car. Listen to 10, 15 and 20 % of impulses.

# %%
rng = np.random.default_rng(1)
six, sr = attack.spoken("six")
row = []
for p in (0.0, 0.1, 0.15, 0.2):
    spoilt_word = attack.impulses(six, p, rng=rng)
    heard = attack.answers(spoilt_word, sr)
    print(f"{p:.0%} impulses: the network hears {attack.WORDS[heard.argmax()]} ({heard.max():.0%})")
    row += [spoilt_word, audio.silence(sr=sr, duration=0.3)]
audio.play(0.8 * np.concatenate(row), sr, title="six with 0, 10, 15 and 20 % of impulses")

# %% [markdown]
# ### Exercise 12 · `impulse_noise`
#
# Write `impulse_noise(y, p, u, side)`: a copy of the sound in which samples are *replaced* by impulses.
#
# - `y`: (n,); `u`, `side`: (n,), random numbers between 0 and 1
# - where `u` is below `p` there is an impulse, as high as the largest |y|: negative where `side` is below 0.5, else positive
#
# For example, `y = [0.1, -0.4]`, p = 0.5, `u = [0.2, 0.9]`, `side = [0.7, 0.7]` gives `[0.4, -0.4]`.


# %% exercise="impulse_noise"
def impulse_noise(y, p, u, side):
    ### BEGIN SOLUTION
    peak = np.abs(y).max()
    return np.where(u < p, np.where(side < 0.5, -peak, peak), y)
    ### END SOLUTION


# %% check="impulse_noise"

# %%
words = datasets.load("spoken-digits").where(split="test")
chosen = np.random.default_rng(3).permutation(len(words.audio))[:100]
shares, net = (0.0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2), listener("spoken-digits")
right = []
for p in shares:
    noisy = [attack.impulses(words.audio[i], p, rng=rng) for i in chosen]
    pictures = np.array([word_picture(y, words.sr) for y in noisy], dtype=np.float32)
    right.append(
        np.mean(predict(net, pictures[:, None] - 0.5).argmax(axis=1) == words.labels[chosen])
    )
ax = plots.curve(
    right, x=100 * np.array(shares), xlabel="impulses (% of samples)", ylabel="words right"
)
plots.show(ax, f"Share of words right over impulses: from {right[0]:.0%} to {right[-1]:.0%}.")

# %% [markdown]
# Impulses are blind. An attacker who knows the network aims: *which change of the input raises the loss most?* The gradient says so; not the one in the weights, the one in the **input**. The fast gradient sign method (Goodfellow, Shlens and Szegedy, 2015) moves each place by the same small amount:
#
# $$x' = x + \varepsilon\,\mathrm{sign}\!\left(\frac{\partial \mathcal L}{\partial x}\right).$$
#
# ### Exercise 13 · `fgsm`
#
# Write `fgsm(X, y, W, b, V, c, strength)` that returns `dX, attacked` for the network $\tanh(\mathbf XW + b)V + c$ with the mean cross-entropy of its softmax.
#
# - `X`: (N, D); `y`: (N,), the right classes; `V`: (M, K); `dX`, `attacked`: (N, D)
#
# For example, where `dX` is `[-0.02, 0.3]`, a strength of 0.1 moves `X` by `[-0.1, 0.1]`. The check compares `dX` with small steps in `X`.
#
# <details><summary>Hint</summary>
#
# The gradient in the logits is (softmax − one-hot) / N, as in unit 3; two more steps lead down to X.
# </details>


# %% exercise="fgsm"
def fgsm(X, y, W, b, V, c, strength):
    ### BEGIN SOLUTION
    H = np.tanh(X @ W + b)
    dlogits = (layers.softmax(H @ V + c) - np.eye(len(c))[y]) / len(y)
    dX = (dlogits @ V.T * (1 - H**2)) @ W.T
    return dX, X + strength * np.sign(dX)
    ### END SOLUTION


# %% check="fgsm"

# %% [markdown]
# Now on sound, all the way down to the samples: through the network, the decibels, the mel bands and the Fourier transform (all of them have a backward pass). Decibels bend so much that one step is not enough; the demo takes twenty small ones, and no sample moves further than the strength. Compare with random signs of the same strength.

# %%
demo(attack.draw, title=attack.TITLE, controls=attack.CONTROLS)

# %%
hurt, sr = attack.spoilt("six", 2.0, "attack")
before, after = (attack.WORDS[attack.answers(y, sr).argmax()] for y in (six, hurt))
print(f"the network hears {before} before and {after} after the attack")
audio.play(
    np.concatenate([six, gap, hurt]), sr, title="six, and six under attack (2 % of the peak)"
)

# %% [markdown]
# You hear the same word with a little hiss. The network has learnt *something else* than you have.
#
# ## 13.8 The blocks of today
#
# **A shortcut.** A residual block only learns what is to be *added* to its input: $y = x + f(x)$. On the way back the gradient takes the shortcut unharmed, so a hundred layers can be trained (ResNet; Highway networks give the shortcut a gate, DenseNet keeps all earlier outputs). Shortcuts, full connections, convolution (of which the
# short-time Fourier transform is one) and recurrence are the ways to connect. There is no fixed number from which on a network is *deep*: two or three hidden layers is where most people begin.
#
# ### Exercise 14 · `residual_block`
#
# Write `residual_block(x, W1, b1, W2, b2, dout)` that returns `y, dx, (dW1, db1, dW2, db2)` for
#
# $$y = x + \mathrm{ReLU}(xW_1 + b_1)\,W_2 + b_2.$$
#
# - `x`, `y`, `dout`, `dx`: (N, D); `W1`: (D, M); `b1`: (M,); `W2`: (M, D); `b2`: (D,)
#
# For example, with `W2` and `b2` all 0 the output is `x` and `dx` is `dout`.


# %% exercise="residual_block"
def residual_block(x, W1, b1, W2, b2, dout):
    ### BEGIN SOLUTION
    Z = x @ W1 + b1
    H = np.maximum(Z, 0)
    dZ = dout @ W2.T * (Z > 0)
    y, dx = x + H @ W2 + b2, dout + dZ @ W1.T
    return y, dx, (x.T @ dZ, dZ.sum(axis=0), H.T @ dout, dout.sum(axis=0))
    ### END SOLUTION


# %% check="residual_block"

# %% [markdown]
# How much of the gradient arrives below thirty layers? Small random weights, with and without the shortcut:

# %%
for shortcut in (0, 1):
    rng, d = np.random.default_rng(0), np.ones(16) / 4
    for _ in range(30):
        J = rng.normal(size=(16, 16)) * 0.1
        d = shortcut * d + J @ d
    print(
        "with" if shortcut else "without",
        f"shortcut: a gradient of length 1 arrives as {np.linalg.norm(d):.2g}",
    )

# %% [markdown]
# (Batch normalisation, the other help for depth, arXiv 1502.03167, you met in unit 6: it gives every unit the mean 0 and the standard deviation 1 over a batch.)
#
# **Looking around.** Which of the other frames matter for this one? *Attention* asks all of them at once: frame t has a query $q_t$, every frame s a key $k_s$ and a value $v_s$.
#
# $$A = \mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt d}\right) \text{ (over } s), \qquad \text{output} = A V.$$

# %%
seven, sr = attack.spoken("seven")
looks = bottleneck.levels(seven, sr)
looks = (looks - looks.mean()) / looks.std()
scores = looks @ looks.T / np.sqrt(looks.shape[1])
fig, ax = plt.subplots(figsize=(4.6, 4))
image = ax.imshow(layers.softmax(scores), origin="lower", cmap="viridis")
ax.set(
    xlabel="frame that is looked at", ylabel="frame that looks", title="seven, looking at itself"
)
fig.colorbar(image, label="weight")
fig.tight_layout()
plots.show(
    fig, "Attention of the frames of seven: blocks, because similar frames look at each other."
)

# %% [markdown]
# ### Exercise 15 · `attention`
#
# Write `attention(Q, K, V, dout)` that returns `weights, output, dQ, dV`.
#
# - `Q`: (T, d); `K`: (S, d); `V`: (S, M); `weights`: (T, S); `output`, `dout`: (T, M); `dQ`, `dV` as `Q`, `V`
# - scores may be in the thousands; nothing may overflow
#
# For example, if `K` is all 0, every weight is 1 / S, every output is the mean of the values, and `dQ` is 0.
#
# <details><summary>Hint</summary>
#
# With dA = dout Vᵀ, the gradient in what the softmax gets is A * (dA − the row's sum of A * dA). Then there is still the division by √d.
# </details>


# %% exercise="attention"
def attention(Q, K, V, dout):
    ### BEGIN SOLUTION
    root = np.sqrt(Q.shape[1])
    A = layers.softmax(Q @ K.T / root)
    dA = dout @ V.T
    dS = A * (dA - np.sum(A * dA, axis=1, keepdims=True))
    return A, A @ V, dS @ K / root, A.T @ dout
    ### END SOLUTION


# %% check="attention"

# %% [markdown]
# **From frames to letters.** A recogniser says something at every frame, but a word has few letters, and nobody says when each is spoken. *Connectionist temporal classification* (CTC) allows an extra label, the blank (0). A path of labels **collapses**: first repeats are merged, then blanks removed. So `h h – e l l – l o o` is *hello*, and the blank
# is what keeps the two l apart.
#
# ### Exercise 16 · `ctc_collapse`
#
# Write `ctc_collapse(path)`: the labels that remain, as a list. For example `[1, 1, 0, 1, 2, 2]` becomes `[1, 1, 2]`.


# %% exercise="ctc_collapse"
def ctc_collapse(path):
    ### BEGIN SOLUTION
    labels, before = [], 0
    for label in path:
        if label != before and label != 0:
            labels.append(int(label))
        before = label
    return labels
    ### END SOLUTION


# %% check="ctc_collapse"

# %% [markdown]
# The probability of a word is the sum over *all* paths that collapse to it, each the product of its frames. There are $C^T$ paths; the **forward algorithm** needs only about $2T$ times the number of letters. Write the word with blanks around every letter, 0 1 0 2 0, and let $\alpha_t(s)$ be the probability of having arrived at place
# $s$ after frame t. One comes from the same place, from the one before, or, **jumping over a blank between two different letters**, from two before; then multiply by the frame's probability of the label at $s$. A path starts in one of the first two places and ends in one of the last two.
#
# ### Exercise 17 · `ctc_probability`
#
# Write `ctc_probability(P, target)`.
#
# - `P`: (T, C), each row the probabilities of the labels at one frame, label 0 the blank; `target`: the word, at least one label, none of them 0
#
# For example, with `P = [[0.4, 0.6], [0.5, 0.5]]` the word `[1]` has the paths 1 1, 0 1 and 1 0: 0.3 + 0.2 + 0.3 = 0.8.
#
# <details><summary>Hint</summary>
#
# Keep one array alpha over the places; for each frame build the new one from copies moved by one and by two.
# </details>


# %% exercise="ctc_probability"
def ctc_probability(P, target):
    ### BEGIN SOLUTION
    places = [0]
    for label in target:
        places += [int(label), 0]
    alpha = np.zeros(len(places))
    alpha[:2] = P[0, places[:2]]
    for row in P[1:]:
        new = alpha.copy()
        new[1:] += alpha[:-1]
        for s in range(3, len(places), 2):
            if places[s] != places[s - 2]:
                new[s] += alpha[s - 2]
        alpha = new * row[places]
    return alpha[-2:].sum()
    ### END SOLUTION


# %% check="ctc_probability"

# %% [markdown]
# Other lines of research that you may meet: *capsules* (groups of units that keep the pose of a thing), *meta-learning* (learning to learn from few examples), *Bayesian neural networks* (a distribution over the weights instead of one value).
#
# ## 13.9 Networks that generate
#
# There are three families. **Autoregressive** models (WaveNet for sound, PixelRNN and PixelCNN for pictures) predict the next sample from those before, $p(x) = \prod_t p(x_t \mid x_{<t})$: unit 12. A **variational autoencoder** (VAE) makes the code a cloud from which one can draw. A **GAN** lets two networks play against one another.
# They have made faces, walking figures and music; they fill gaps and take noise away.
#
# **VAE.** The encoder gives each sound a mean $\mu$ and a log variance $\log\sigma^2$; the code is drawn, $z = \mu + e^{\frac12\log\sigma^2}\,\epsilon$ with $\epsilon$ from the standard normal. All chance is in $\epsilon$, so gradients can go through $z$: the *reparameterisation trick*. A second term in the loss, the Kullback–Leibler divergence, keeps the clouds near the
# standard normal, so that later one can draw from that:
#
# $$\mathrm{KL} = \frac1N\sum_{n,j}\tfrac12\bigl(\mu_{nj}^2 + \sigma_{nj}^2 - 1 - \log\sigma_{nj}^2\bigr).$$
#
# ### Exercise 18 · `vae_latent`
#
# Write `vae_latent(mu, log_var, noise, dz)` that returns `z, kl, dmu, dlog_var`, all inputs (N, M), `noise` being ε.
#
# - `dz`: the gradient of the decoder's loss in z (it holds its 1/N already); `dmu`, `dlog_var`: gradients of that loss *plus* the KL term
#
# For example, with `mu` and `log_var` all 0, `kl` is 0, `dmu` is `dz`, and `dlog_var` is `dz * noise / 2`.


# %% exercise="vae_latent"
def vae_latent(mu, log_var, noise, dz):
    ### BEGIN SOLUTION
    std, n = np.exp(log_var / 2), len(mu)
    kl = 0.5 * np.sum(mu**2 + std**2 - 1 - log_var) / n
    dlog_var = dz * noise * std / 2 + 0.5 * (std**2 - 1) / n
    return mu + std * noise, kl, dz + mu / n, dlog_var
    ### END SOLUTION


# %% check="vae_latent"

# %% [markdown]
# **GAN.** A forger turns noise into fakes; a detective says how likely a thing is to be real; each learns against the other. In one dimension it can be watched: real numbers come from a normal distribution around 3 with the standard deviation 0.7; the forger is $x = \text{scale}\cdot z + \text{shift}$; the detective is a sigmoid of $x$ and $x^2$.

# %%
rng = np.random.default_rng(0)
shift, scale, detective, history = 0.0, 1.5, np.zeros(3), []
for _ in range(6000):
    z, real = rng.normal(size=64), 3 + 0.7 * rng.normal(size=64)
    fake = scale * z + shift
    for x, label in ((real, 1), (fake, 0)):
        powers = np.stack([np.ones(64), x - 2, (x - 2) ** 2])
        error = label - layers.sigmoid(detective @ powers)
        detective = 0.999 * detective + 0.05 * powers @ error / 64
    doubt = 1 - layers.sigmoid(detective @ np.stack([np.ones(64), fake - 2, (fake - 2) ** 2]))
    better = doubt * (detective[1] + 2 * detective[2] * (fake - 2))
    shift += 0.02 * better.mean()
    scale += 0.02 * (better * z).mean()
    history.append((shift, abs(scale)))
shifts, scales = np.array(history).T
ax = plots.curve(shifts, label="mean of the fakes", xlabel="rounds", ylabel="value")
plots.curve(scales, ax=ax, label="their standard deviation", xlabel="rounds", ylabel="value")
ax.axhline(3, linestyle=":", color="black")
ax.axhline(0.7, linestyle=":", color="black")
ax.legend()
plots.show(
    ax,
    "The forger's mean goes to about 3 and its standard deviation towards 0.7, swinging on the way.",
)
print(f"at the end the fakes have the mean {shifts[-500:].mean():.2f} (real 3)", end=" ")
print(f"and the standard deviation {scales[-500:].mean():.2f} (real 0.7)")

# %% [markdown]
# ## Quiz
#
# Put a letter in the place of each `"?"`.
#
# **renewal** · What was new in 2006, compared with the 1980s?
#
# - (a) a proof that deep nets always converge
# - (b) back-propagation
# - (c) training generative models layer by layer, better optimisers, more computing power and data
# - (d) rules of speech written by experts
#
# **winter** · Why were deep networks hardly used before about 2007?
#
# - (a) nobody had thought of several hidden layers
# - (b) too little computing power and data, and no toolkits
# - (c) a deep net can represent no more than a shallow one
# - (d) they were forbidden by patents
#
# **layerwise** · What does the second layer learn from in greedy layer-wise pre-training?
#
# - (a) from what the first layer makes of the data
# - (b) from the gradient of all layers at once
# - (c) from the labels
# - (d) from random numbers
#
# **speech** · What did deep networks replace in the speech recognisers of 2011?
#
# - (a) the deep feed-forward network
# - (b) the whole recogniser, from sound to text
# - (c) the microphone
# - (d) the mixtures of Gaussians beside the hidden Markov model
#
# **depth** · Which networks are usually called deep?
#
# - (a) those with one hidden layer
# - (b) those with several hidden layers, from two or three on
# - (c) those with a thousand units
# - (d) those that were trained without labels
#
# **generate** · How does WaveNet generate?
#
# - (a) it draws a code from a standard normal and decodes it
# - (b) a forger learns to deceive a detective
# - (c) sample by sample, each from those before
# - (d) it looks for the nearest binary code
#
# **gan** · When forger and detective are both as good as can be, what does the detective say of a fake?
#
# - (a) one half: nobody can tell
# - (b) 0: all fakes are found out
# - (c) 1: all fakes are taken for real
# - (d) its likelihood
#
# **norm** · What does batch normalisation do while learning?
#
# - (a) it switches units off at random
# - (b) it adds the input to the output
# - (c) it makes the batch smaller
# - (d) it gives each unit mean 0 and standard deviation 1 over the batch, then scales and shifts
#
# **order** · Someone shuffles the frames that attention looks at, keys and values alike. What happens to its output?
#
# - (a) it moves along, as with convolution
# - (b) nothing: without positions as inputs, attention does not know the order
# - (c) it changes, as with a recurrent network
# - (d) it becomes 0

# %% exercise="beyond_quiz"
beyond_quiz = {
    "renewal": "?",
    "winter": "?",
    "layerwise": "?",
    "speech": "?",
    "depth": "?",
    "generate": "?",
    "gan": "?",
    "norm": "?",
    "order": "?",
}
### BEGIN SOLUTION
beyond_quiz = {
    "renewal": "c",
    "winter": "b",
    "layerwise": "a",
    "speech": "d",
    "depth": "b",
    "generate": "c",
    "gan": "a",
    "norm": "d",
    "order": "b",
}
### END SOLUTION

# %% check="beyond_quiz"

# %% [markdown]
# ## What stays
#
# - An autoencoder or a Boltzmann machine learns from sounds alone; its hidden units are features, codes and, here, keys.
# - Stacked layer by layer they made deep networks trainable in 2006; good starting weights and much data have replaced them.
# - The change of a gradient is a product with the Hessian, and such products are enough for a Newton step.
# - The gradient in the *input* shows how little it takes to fool a network.
# - Shortcuts, attention and CTC are a few lines each. You have written them.
#
# ## To read on
#
# - A. Lindholm, N. Wahlström, F. Lindsten, T. Schön, *Machine Learning*, 2022 (LWLS); I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, 2016 (GBC); T. Mitchell, *Machine Learning*, 1997.
# - G. Hinton, S. Osindero, Y. Teh, "A fast learning algorithm for deep belief nets", *Neural Computation* 18, 2006; J. Martens, "Deep learning via Hessian-free optimization", ICML 2010; G. Hinton and others, "Improving neural networks by preventing co-adaptation of feature detectors", arXiv 1207.0580, 2012; Y. LeCun and others, "Gradient-based learning
#   applied to document recognition", *Proc. IEEE*, 1998; S. Hochreiter, J. Schmidhuber, "Long short-term memory", *Neural Computation* 9, 1997.
#
# Notes on dates. The decks give the perceptron as of 1958 and 1962 (paper and book), back-propagation as of 1975 (Werbos, whose thesis is of 1974), 1986 and 1987 (the paper and the book of the second wave), and the support vector machine as of 1993; the papers are of 1992 and 1995, so: the 1990s.
#
# **Sources.** B. Pardo, *Deep learning and audio* (P03); Z. Duan, *Deep learning for audio* (D15, D17, D116); J. Nam, *Deep learning: introduction* (J07, J14, J15); M. Grachten, *A brief overview* (G03, G04, G06, G16–G18, G22–G25, G28); H. Mohammadi, *Hands-on introduction* (M18, M20, M22, M39–M41). I. Goodfellow, J. Shlens, C. Szegedy, "Explaining and
# harnessing adversarial examples", ICLR 2015. K. He and others, "Deep residual learning for image recognition", CVPR 2016. A. Vaswani and others, "Attention is all you need", 2017. A. Graves and others, "Connectionist temporal classification", ICML 2006. D. Kingma, M. Welling, "Auto-encoding variational Bayes", ICLR 2014. I. Goodfellow and others, "Generative
# adversarial nets", 2014. G. Dahl, D. Yu, L. Deng, A. Acero, "Context-dependent pre-trained deep neural networks for large-vocabulary speech recognition", *IEEE Trans. Audio, Speech, and Language Processing* 20, 2012. F. Seide, G. Li, D. Yu, "Conversational speech transcription using context-dependent deep neural networks", Interspeech 2011. G. Hinton, "Training products of experts by minimizing contrastive divergence", *Neural
# Computation* 14, 2002. G. Hinton, R. Salakhutdinov, "Reducing the dimensionality of data with neural networks", *Science* 313, 2006. Y. Bengio and others, "Greedy layer-wise training of deep networks", NIPS 2006 (printed 2007). J. Schlüter, "Learning binary codes for efficient large-scale music similarity search", ISMIR 2013. J. Schlüter, R. Sonnleitner,
# "Unsupervised feature learning for speech and music detection in radio broadcasts", DAFx 2012. C. Cancino-Chacón, S. Lattner, M. Grachten, "Developing tonal perception through unsupervised learning", ISMIR 2014. R. Srivastava, K. Greff, J. Schmidhuber, "Highway networks", 2015. G. Huang and others, "Densely connected convolutional networks", CVPR 2017. S. Sabour,
# N. Frosst, G. Hinton, "Dynamic routing between capsules", NIPS 2017. H. Hosseini, B. Xiao, R. Poovendran, "Google's Cloud Vision API is not robust to noise", arXiv 1704.05051, and "Deceiving Google's Cloud Video Intelligence API built for summarizing videos", arXiv 1703.09793, both 2017. Sounds: the course's own digits and tunes (CC0).
