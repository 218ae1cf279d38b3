# %% [markdown]
# # 1 · The perceptron
#
# A perceptron is the smallest machine that learns: it adds up what it hears, each input with its own weight, and says
# yes or no. In this unit you build one, teach it to tell two spoken words apart, find the task that no perceptron can do,
# and wire several of them together to do it after all.
#
# **You will be able to** compute with a perceptron, see it as a line through space, train it with Rosenblatt's rule, say when
# it must fail, and turn any truth table into a network.
#
# **You will hear** a kick drum and a hi-hat, two words by people the machine has never met, and learning itself, as a rhythm
# that thins out.
#
# Time: about 2½ hours. Before: [unit 0](../u00_start_here/start_here.ipynb).
#
# Conventions: [one page](../conventions.md).

# %%
import matplotlib.pyplot as plt
import numpy as np

from dlaudio import audio, datasets, plots
from dlaudio.check import check
from dlaudio.datasets.truth_tables import XOR, corners
from dlaudio.datasets.words import hiss, two_words
from dlaudio.networks.perceptron import train
from dlaudio.predict import predict, recall
from dlaudio.widgets import hyperplane, threshold_gate
from dlaudio.widgets.demo import demo

# %% recall="from_unit_0"
# 1. A sound lasts half a second, at a sample rate of 8,000 Hz. How many numbers is it?
#
# - (a) 4,000
#   right: There are 8,000 samples in each second, so half a second has half of them.
# - (b) 8,000
#   wrong: That is one whole second, because the sample rate says how many samples a second has.
# - (c) 16,000
#   wrong: You divided by the duration; multiply, because a shorter sound needs fewer numbers.
#
# 2. Two sounds both reach the peak 0.5: a steady tone, and a ping that dies away. Which number tells that the tone is louder?
#
# - (a) The peak, $\max_n |y_n|$
#   wrong: It is 0.5 for both: a peak looks at one sample and forgets all others.
# - (b) The RMS, $\sqrt{\frac1N \sum_n y_n^2}$
#   right: It averages over all samples, and most of the ping's are nearly zero.
# - (c) The mean, $\frac1N \sum_n y_n$
#   wrong: It is about zero for both, because what goes up comes down; that is why the RMS squares first.
#
# 3. In the loop that learns, a proposal makes $J$ larger. What happens to it?
#
# - (a) It is kept, because every step counts.
#   wrong: Then the weights would only wander about; it is the measuring between two steps that makes it learning.
# - (b) It is taken back, and the loop goes on from the old weights.
#   right: $J$ says how bad the model is, so a larger one is worse, and the loop of unit 0 keeps only what helps.
# - (c) The loop stops.
#   wrong: One bad guess says nothing about the next; the loop stops when it is good enough or time is up.

# %% [markdown]
# ## 1.1 Two sounds, two numbers
#
# Listen: four drum hits, two of each kind.

# %%
drums = datasets.load("sonic-pi-drums" if datasets.available("sonic-pi-drums") else "drum-hits")
kicks = drums.where(labels="kick")
hats = drums.where(labels="hat" if "hat" in drums.label_names else "closed hat")
gap = audio.silence(sr=drums.sr, duration=0.2)
four = [kicks.audio[0], gap, hats.audio[0], gap, kicks.audio[5], gap, hats.audio[3]]
print(drums.description)
audio.play(np.concatenate(four), drums.sr, title="kick, hi-hat, kick, hi-hat")

# %% [markdown]
# You need no time to tell them apart. What could a machine go by?
#
# A kick is a slow wave: it seldom crosses zero. A hi-hat is noise: it crosses zero thousands of times a second. So count the
# crossings per second, and, to have a second number, measure how long it takes until 90 % of the energy (the sum of the squared
# samples) has come. Crossings run from a hundred to ten thousand, so take their powers of ten: 2 means 100, 4 means 10,000.


# %%
def two_numbers(y, sr):
    """Crossings per second where the sound is loud (log10), and tenths of a second to 90 % energy."""
    rate = audio.zero_crossing_rate(y, frame_length=512, hop_length=256) * sr
    level = audio.rms(y, frame_length=512, hop_length=256) ** 2
    energy = np.cumsum(y.astype(float) ** 2)
    return np.log10((rate * level).sum() / level.sum()), 10 * np.argmax(
        energy > 0.9 * energy[-1]
    ) / sr


hits = np.array([two_numbers(y, drums.sr) for y in [*kicks.audio, *hats.audio]])
kind = np.repeat([-1, 1], [len(kicks.audio), len(hats.audio)])

names = {
    "xlabel": "zero crossings per second, log10",
    "ylabel": "time to 90 % of the energy (0.1 s)",
}
ax = plots.points(hits, kind, label_names={-1: "kick", 1: "hi-hat"}, **names)
plots.show(
    ax, "Drum hits as points: kicks on the left, hi-hats on the right, with room between them."
)

# %% [markdown]
# Every sound has become a point, and the two kinds lie apart. A ruler laid between them decides which is which. **A perceptron
# is that ruler.**
#
# ### The perceptron
#
# It has a weight for each input, $w_1, \dots, w_D$, and one more, the *bias* $w_0$, whose input is always $x_0 = 1$. It adds up
#
# $$g(\mathbf x) = w_0 + w_1 x_1 + \dots + w_D x_D$$
#
# and decides
#
# $$h(\mathbf x) = \begin{cases} +1 & \text{if } g(\mathbf x) > 0\\ -1 & \text{otherwise.}\end{cases}$$
#
# The number $g(\mathbf x)$ is the *score*, $h(\mathbf x)$ the *label*. Rosenblatt described it in 1958 after the nerve cell: dendrites
# bring signals in, synapses weigh them, the cell body adds them up, and if it is enough the axon fires.

# %%
plots.show(
    plots.perceptron(),
    "A perceptron: 1, x1 and x2, weighted by w0, w1, w2, are added up to g; a step makes the label h.",
)

# %% [markdown]
# ### Exercise 1 · `perceptron`
#
# Write `perceptron(X, w)`.
#
# - `X`: array of shape (N, D), one sample a row, as everywhere in this course
# - `w`: array of shape (D + 1,); `w[0]` is the bias
# - returns the N labels, each −1 or +1; a score of exactly 0 gives −1
#
# For example, with `w = np.array([-3, 2, 1])` the rows `[2, 0]`, `[1, 1]`, `[0, 0]` have the scores 1, 0 and −3, so the labels are
# `[1, -1, -1]`.
#
# <details><summary>Hint</summary>
#
# `X @ v` multiplies every row of `X` with `v` and adds up. Which part of `w` belongs to the columns of `X`?
# `np.where(condition, a, b)` chooses between two values.
# </details>


# %% exercise="perceptron"
def perceptron(X, w):
    ### BEGIN SOLUTION
    return np.where(w[0] + X @ w[1:] > 0, 1, -1)
    ### END SOLUTION


# %% check="perceptron"

# %% [markdown]
# ## 1.2 Weights are a line
#
# Play with the ruler. The *normal* is the arrow that stands on the line and points to the side of +1. Turn it, shift the line, and
# watch how many points are on the wrong side.

# %%
demo(hyperplane.draw, title=hyperplane.TITLE, controls=hyperplane.CONTROLS)

# %% [markdown]
# The points with $g(\mathbf x) = 0$ are a line if there are two inputs, a plane if there are three, a *hyperplane* in general. Write
# $\mathbf w = (w_1, \dots, w_D)$ for the weights without the bias, and $\lVert\mathbf w\rVert$ for their length. Then
#
# - $\mathbf n = \mathbf w / \lVert\mathbf w\rVert$ is the normal, an arrow of length 1;
# - the line crosses the normal at the *offset* $-w_0 / \lVert\mathbf w\rVert$ from the origin;
# - $g(\mathbf x) / \lVert\mathbf w\rVert$ is the distance of $\mathbf x$ from the line, with a sign that says on which side it is.
#
# So the weights fix the direction of the line, the bias moves it, and making them all ten times larger changes nothing.
#
# ### Exercise 2 · `signed_distance`
#
# Write `signed_distance(X, w)` that returns three things, `normal, offset, distance`:
#
# - `normal`: shape (D,), of length 1
# - `offset`: a number, how far along the normal the hyperplane lies from the origin (negative if it lies behind it)
# - `distance`: shape (N,), the signed distance of each row of `X`
#
# For example, `w = np.array([-10, 3, 4])` has the normal `[0.6, 0.8]` and the offset 2; the point `[5, 5]` is at distance 5.
#
# <details><summary>Hint</summary>
#
# `np.linalg.norm(v)` is the length of `v`. The bias is not part of the normal.
# </details>


# %% exercise="signed_distance"
def signed_distance(X, w):
    ### BEGIN SOLUTION
    length = np.linalg.norm(w[1:])
    return w[1:] / length, -w[0] / length, (w[0] + X @ w[1:]) / length
    ### END SOLUTION


# %% check="signed_distance"

# %% [markdown]
# ## 1.3 Learning from mistakes
#
# Who sets the weights? Rosenblatt's rule needs nothing but mistakes. Take the samples one by one, and
#
# - if the label is right, change nothing;
# - if it is wrong, add the sample, times its right label $y$, to the weights:
#
# $$w_0 \leftarrow w_0 + y, \qquad \mathbf w \leftarrow \mathbf w + y\,\mathbf x.$$
#
# After that step the score of this sample has changed by $y\,(1 + \lVert\mathbf x\rVert^2)$, so it has moved towards the right side. Once
# through all samples is an *epoch*. Note that each sample meets the weights that the one before may just have changed.
#
# ### Exercise 3 · `perceptron_epoch`
#
# Write `perceptron_epoch(w, X, y)` that goes once through the rows in order and returns `w, mistakes`:
#
# - `w`: shape (D + 1,), the weights before and after
# - `X`, `y`: shapes (N, D) and (N,), the samples and their labels −1 or +1
# - `mistakes`: how many rows were labelled wrongly when their turn came
#
# For example, start from `w = np.array([0.5, 1.0])` with the rows `[[2.0], [1.0]]`, both labelled −1. The first scores 2.5: a mistake, and the
# weights become `[-0.5, -1.0]`. With these the second scores −1.5, which is right. So the answer is `[-0.5, -1.0]` and 1 mistake.
#
# <details><summary>Hint</summary>
#
# Loop with `for x, label in zip(X, y)`. `perceptron` wants rows: `perceptron(x[None], w)[0]` is the label of the one row `x`.
# Start with `w = w.copy()`, so that the caller's weights stay as they are.
# </details>


# %% exercise="perceptron_epoch"
def perceptron_epoch(w, X, y):
    ### BEGIN SOLUTION
    w, mistakes = w.copy(), 0
    for x, label in zip(X, y, strict=True):
        if (1 if w[0] + x @ w[1:] > 0 else -1) != label:
            w += label * np.append(1, x)
            mistakes += 1
    return w, mistakes
    ### END SOLUTION


# %% check="perceptron_epoch"

# %% [markdown]
# Now it learns the drums: epoch after epoch, until one goes by without a mistake. The loop is the one of unit 0: measure, modify,
# repeat. `train` comes with the course, so that it works whatever you wrote above.

# %% predict="epochs_to_learn"
# The weights start at zero. How many times must the rule go through all the hits until an epoch passes without a mistake?
#
# - (a) Once: the second epoch is already free of mistakes.
#   right: There is so much room between kicks and hi-hats that the few corrections of the first epoch put the line into the gap.
# - (b) About ten times.
#   wrong: That is what a narrow gap would need; here the clouds lie far apart, so most of the first corrections already point the right way.
# - (c) Hundreds of times, with ever smaller steps.
#   wrong: The steps of this rule never get smaller: each mistake moves the weights by a whole sample, so a few of them go a long way.

# %%
order = np.random.default_rng(1).permutation(len(hits))
w_drums, story = train(hits[order], kind[order])
print("mistakes in each epoch:", *story.sum(axis=1))

ax = plots.points(hits, kind, label_names={-1: "kick", 1: "hi-hat"}, **names)
plots.decision_line(w_drums, ax=ax)
plots.show(
    ax, "The drum hits again, now with the line that the perceptron learnt between the two kinds."
)

# %% [markdown]
# The arrow is the normal, and yet it does not look as if it stood on the line: the two axes have different scales. Where they have the same one, as in 1.2, it does.
#
# **Hear it learn.** Each step is a soft hat tick; each mistake is a kick. The kicks thin out, and in the last bar there is none.

# %% collapsed
rng = np.random.default_rng(0)
sr, step = 22050, 22050 // 24
tick, thump = audio.hat(sr=sr, rng=rng, amplitude=0.1), audio.kick(sr=sr, rng=rng, amplitude=0.6)
wrong = story.ravel()[-240:]
rhythm = np.zeros(step * len(wrong) + sr)
for i, miss in enumerate(wrong):
    sound = thump if miss else tick
    rhythm[i * step : i * step + len(sound)] += sound
title = f"learning: {wrong.sum()} mistakes (kicks) in the last {len(wrong)} steps (ticks)"
audio.play(rhythm, sr, title=title)

# %% [markdown]
# ### Why it must stop
#
# If *some* line separates the two kinds, the rule finds one, and there is a limit to the mistakes it can make on the way (Novikoff,
# 1962). Let $\tilde{\mathbf x} = (1, x_1, \dots, x_D)$ be a sample with its bias input, $R$ the length of the longest one, and let weights $w$, bias
# included, get every sample right. Their *margin* is the smallest $y\,g(\mathbf x)$, divided by the length of all of $w$:
#
# $$\gamma = \min_i \frac{y_i\, g(\mathbf x_i)}{\lVert w\rVert}.$$
#
# Starting from zero weights, the rule makes at most $(R/\gamma)^2$ mistakes, in whatever order the samples come. Long samples and a
# narrow gap make learning slow; the number of samples does not matter.
#
# The reason takes four lines. Let $u = w / \lVert w\rVert$, of length 1, and let $v$ be the weights of the rule, which start at zero. A mistake adds $y\,\tilde{\mathbf x}$ to $v$.
#
# - So $u \cdot v$ grows by $y\, u \cdot \tilde{\mathbf x} \ge \gamma$, and after $k$ mistakes it is at least $k\gamma$.
# - And $\lVert v\rVert^2$ grows by $2\,y\, v \cdot \tilde{\mathbf x} + \lVert\tilde{\mathbf x}\rVert^2 \le R^2$, because $y\, v \cdot \tilde{\mathbf x} \le 0$ where the rule is mistaken. After $k$ mistakes $\lVert v\rVert$ is at most $R\sqrt k$.
# - As $u$ has the length 1, $u \cdot v \le \lVert v\rVert$. So $k\gamma \le R\sqrt k$, that is, $k \le (R/\gamma)^2$.
#
# ### Exercise 4 · `mistake_bound`
#
# Write `mistake_bound(X, y, w)` that returns `radius, margin, bound`, three numbers: $R$, $\gamma$ and $(R/\gamma)^2$. All samples are on the
# right side of `w`.
#
# For example, `X = np.array([[1.0], [-1.0]])` with labels `[1, -1]` and `w = np.array([0.0, 3.0])`: the radius is √2, the margin 1, the
# bound 2. Scaling `w` changes nothing.
#
# <details><summary>Hint</summary>
#
# `np.insert(X, 0, 1, axis=1)` puts the column of ones in front. Here the bias does count in the length of `w`.
# </details>


# %% exercise="mistake_bound"
def mistake_bound(X, y, w):
    ### BEGIN SOLUTION
    X = np.insert(X, 0, 1, axis=1)
    radius = np.linalg.norm(X, axis=1).max()
    margin = (y * (X @ w)).min() / np.linalg.norm(w)
    return radius, margin, (radius / margin) ** 2
    ### END SOLUTION


# %% check="mistake_bound"

# %% [markdown]
# ## 1.4 Two words by people it has never met
#
# Drums were easy. Now real speech: *zero* and *six*. A word with an s hisses, and hiss crosses zero often. `hiss(y, sr)` gives the
# crossings per millisecond of the first and of the second half of a recording. *Six* begins and ends with a hiss; *zero* begins
# with a buzz and ends with a vowel.

# %%
speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
words = datasets.load(speech)
print(words.description)
if speech == "spoken-digits":
    print(
        "These are synthetic. With a network, datasets.load('fsdd') fetches real recordings, once."
    )
six, zero = words.where(labels="six"), words.where(labels="zero")
pair = [zero.audio[0], audio.silence(sr=words.sr, duration=0.3), six.audio[0]]
audio.play(np.concatenate(pair), words.sr, title=f"zero, then six: speaker {six.speakers[0]}")

# %%
X, y = two_words(speech, "zero", "six", "train")
X_new, y_new = two_words(speech, "zero", "six", "test")
halves = {"xlabel": "crossings per ms, first half", "ylabel": "crossings per ms, second half"}
fig, axes = plt.subplots(1, 2, figsize=(9, 4), sharex=True, sharey=True, layout="constrained")
for ax, samples, labels, title in zip(
    axes, [X, X_new], [y, y_new], ["speakers to learn from", "new speakers"], strict=True
):
    plots.points(samples, labels, label_names={-1: "zero", 1: "six"}, ax=ax, title=title, **halves)
plots.show(
    fig, "Recordings of zero and six as points. Six lies higher: more crossings in its second half."
)

# %% [markdown]
# Two things are new. The clouds may touch, so there may be no line without mistakes, and then the rule never comes to rest: every
# epoch stirs the weights again. And the speakers on the right are not among those it learns from. How it does on *them* is what
# counts; on the same voices it flatters itself.
#
# The cure for the first is a *pocket*: keep going, and keep in your pocket the best weights so far (Gallant, 1986).
#
# ### Exercise 5 · `pocket`
#
# Write `pocket(w, X, y, n_epochs)`. Starting from the weights `w`, run `n_epochs` epochs of the perceptron rule. After each epoch, count
# the rows of `X` that the weights *now* label wrongly. Return the weights, shape (D + 1,), that had the fewest; if several were
# equally good, the earliest.
#
# For example, if the counts after three epochs are 4, 2, 2, return the weights from after the second.
#
# The words you are graded on are spoken by people who are not in `X`: at least 75 % must be right.
#
# <details><summary>Hint</summary>
#
# `w, _ = perceptron_epoch(w, X, y)` is one epoch. The mistakes made *during* an epoch belong to weights that have moved since: count
# again with `(perceptron(X, w) != y).sum()`.
# </details>


# %% exercise="pocket"
def pocket(w, X, y, n_epochs):
    ### BEGIN SOLUTION
    best, fewest = w, len(y) + 1
    for _ in range(n_epochs):
        w, _ = perceptron_epoch(w, X, y)
        mistakes = (perceptron(X, w) != y).sum()
        if mistakes < fewest:
            best, fewest = w, mistakes
    return best
    ### END SOLUTION


# %% check="pocket"

# %% [markdown]
# Now hear it listen. The next cell trains on some speakers and then sorts recordings of the others: first all that it takes for
# *zero*, then, after a pause, all that it takes for *six*.


# %%
mixed = np.random.default_rng(1).permutation(len(X))
w_words, _ = train(X[mixed], y[mixed], n_epochs=30)
known = np.mean(y * (w_words[0] + X @ w_words[1:]) > 0)
new = np.mean(y_new * (w_words[0] + X_new @ w_words[1:]) > 0)
print(f"right: {known:.0%} on the speakers it learnt from, {new:.0%} on new speakers")

some = words.where(split="test", labels=("zero", "six"))
chosen = np.random.default_rng(5).permutation(len(some.audio))[:12]
takes_for_six = [w_words[0] + hiss(some.audio[i], some.sr) @ w_words[1:] > 0 for i in chosen]
gap, parts = audio.silence(sr=some.sr, duration=0.8), []
for group in (False, True):
    parts += [some.audio[i] for i, six in zip(chosen, takes_for_six, strict=True) if six == group]
    parts.append(gap)
audio.play(
    np.concatenate(parts), some.sr, title="new speakers: taken for zero, a pause, taken for six"
)

# %%
ax = plots.points(X_new, y_new, label_names={-1: "zero", 1: "six"}, title="new speakers", **halves)
plots.decision_line(w_words, ax=ax)
plots.show(ax, f"Words by new speakers with the learnt line: {new:.0%} are on the right side.")

# %% [markdown]
# ## 1.5 The step has no slope
#
# Why not simply roll downhill on the number of mistakes? Measure how wrong the perceptron is by the *sum of squared errors*,
#
# $$\mathrm{SSE}(w) = \sum_i \bigl(y_i - h(\mathbf x_i)\bigr)^2.$$
#
# A right label adds 0, a wrong one $(\pm 2)^2 = 4$: SSE can only be 0, 4, 8, … The picture shows it for the drums, over the bias and
# the first weight.

# %%
biases, weights = w_drums[0] * np.linspace(2, -1, 81), w_drums[1] * np.linspace(-1, 2.5, 61)
rest = weights[:, None] * hits[:, 0] + w_drums[2] * hits[:, 1]  # the score without its bias
sse = 4 * np.count_nonzero((rest > -biases[:, None, None]) != (kind > 0), axis=2)
fig, ax = plt.subplots(figsize=(6.4, 4.4))
image = ax.pcolormesh(biases, weights, sse.T, cmap="cividis", shading="auto")
fig.colorbar(image, label="SSE")
ax.set(xlabel="bias $w_0$", ylabel="weight $w_1$", title="terraces, not slopes")
plots.show(
    fig,
    "SSE over bias and first weight: flat terraces with sharp edges, lowest in a narrow strip.",
)
print("values that occur:", *np.unique(sse)[:8].astype(int), "... all multiples of 4")

# %% [markdown]
# It is a landscape of terraces. Wherever you stand, the ground is level: a small step in any direction changes nothing, so nothing
# says which way is down. Let the numbers show it.
#
# ### Exercise 6 · `sse_slope`
#
# Write `sse_slope(w, X, y, step)` that returns `sse, slope`:
#
# - `sse`: the sum of squared errors of `perceptron(X, w)` against the labels `y`, −1 or +1
# - `slope`: shape (D + 1,); for each weight by itself, $\dfrac{\mathrm{SSE}(w + \text{step}) - \mathrm{SSE}(w - \text{step})}{2\,\text{step}}$ while the other
#   weights stay
#
# For example, `X = np.array([[1.0]])`, `y = np.array([1])`, `w = np.array([-0.2, 0.0])`: with `step = 0.01` the SSE is 4 and the slopes are 0 and 0.
# With `step = 0.5` they are −4 and −4: such a step crosses an edge.
#
# <details><summary>Hint</summary>
#
# `np.eye(len(w))` has one row for each weight, with a 1 in its place: `w + step * row` moves that weight alone.
# </details>


# %% exercise="sse_slope"
def sse_slope(w, X, y, step):
    ### BEGIN SOLUTION
    def sse(w):
        return ((y - perceptron(X, w)) ** 2).sum()

    nudges = step * np.eye(len(w))
    return sse(w), np.array([(sse(w + n) - sse(w - n)) / (2 * step) for n in nudges])
    ### END SOLUTION


# %% check="sse_slope"

# %% [markdown]
# Rosenblatt's rule gets around this for one layer. With two layers it does not know which unit to blame: that is the
# *credit-assignment problem*, and it waits for the smooth units of unit 2 and the back-propagation of unit 5.

# %% [markdown]
# ## 1.6 Two ways to write yes and no
#
# So far the labels were −1 and +1, which makes the learning rule short. For logic, 0 and 1 are handier, and **from here on the
# course uses 0 and 1**. Nothing is lost: every perceptron for one set can be turned into one for the other.
#
# Let $x \in \{-1, +1\}$ and $x' = (x + 1) / 2 \in \{0, 1\}$. Put $x = 2x' - 1$ into the score and collect the terms.
#
# ### Exercise 7 · `to_zero_one`
#
# Write `to_zero_one(labels, w)` that returns two arrays:
#
# - the `labels`, shape (N,), with 0 for −1 and 1 for +1
# - the weights, shape (D + 1,), of a perceptron that gives inputs in {0, 1} exactly the scores that `w` gives the same inputs written in
#   {−1, +1}
#
# For example, `w = np.array([1.0, 3.0])` scores −2 and 4 for the inputs −1 and +1. The new weights are `[-2, 6]`: they score −2 and 4 for 0 and
# 1.
#
# <details><summary>Hint</summary>
#
# $w_0 + \sum_i w_i (2x_i' - 1)$: what multiplies $x_i'$, and what is left over?
# </details>


# %% exercise="to_zero_one"
def to_zero_one(labels, w):
    ### BEGIN SOLUTION
    return (labels + 1) // 2, np.append(w[0] - w[1:].sum(), 2 * w[1:])
    ### END SOLUTION


# %% check="to_zero_one"

# %% [markdown]
# ## 1.7 Logic
#
# Two inputs that are 0 or 1 are the corners of a square. A perceptron draws a line through the square and answers 1 on one side. Find
# as many of the named functions as you can, and watch the *margin*: how far the nearest corner is from the line.

# %%
demo(threshold_gate.draw, title=threshold_gate.TITLE, controls=threshold_gate.CONTROLS)

# %% [markdown]
# ### Exercise 8 · `gates`
#
# Find weights for AND and OR of two inputs and for NOT of one. Real signals are not exact: your gates must still be right when every
# input is off by as much as 0.2 either way.
#
# `gates` is a dictionary with the keys `"AND"`, `"OR"` (three numbers each: `[w0, w1, w2]`) and `"NOT"` (two: `[w0, w1]`). A gate answers 1 if its
# score is above 0, else 0.
#
# For example, `[0.5, -1, 0]` is "not x1" as a gate with two inputs: at (0.2, 0) its score is still 0.3, at (0.8, 1) it is −0.3.
#
# <details><summary>Hint</summary>
#
# For AND the score must be above 0 at (0.8, 0.8) and not above it at (1.2, 0.2). Put the line half-way.
# </details>

# %% exercise="gates"
### BEGIN SOLUTION
gates = {"AND": [-1.5, 1, 1], "OR": [-0.5, 1, 1], "NOT": [0.5, -1]}
### END SOLUTION

# %% check="gates"

# %% [markdown]
# Two inputs have four corners, so there are $2^4 = 16$ functions. How many can a single line do?
#
# ### Exercise 9 · `separable`
#
# Write `separable(table)` that says (`True` or `False`) whether one perceptron can compute the function with this truth table.
#
# - `table`: array of the four outputs, 0 or 1, for the inputs (0, 0), (0, 1), (1, 0), (1, 1), in this order
#
# For example, `separable([0, 0, 0, 1])`, which is AND, is `True`. All 16 tables are tried.
#
# <details><summary>Hint</summary>
#
# Either think: when does no line do it? Or search: weights from a small set, for example halves between −1.5 and 1.5 for the bias and −1, 0, 1
# for the others, reach every function that can be reached.
# </details>


# %% exercise="separable"
def separable(table):
    ### BEGIN SOLUTION
    return tuple(table) not in {(0, 1, 1, 0), (1, 0, 0, 1)}
    ### END SOLUTION


# %% check="separable"

# %% [markdown]
# ## 1.8 The one it cannot do
#
# Two doorbell buttons, and the bell rings if *exactly one* is pressed: exclusive or, XOR. Hear all four cases.

# %%
bell = audio.note(880, sr=sr, duration=0.5, n_harmonics=4)
press = audio.fade(audio.tone(220, sr=sr, duration=0.12, amplitude=0.3), sr=sr)
quiet = audio.silence(sr=sr, duration=0.25)
scene = []
for buttons, rings in zip(corners(2), XOR, strict=True):
    for button in buttons:
        scene += [press if button else press * 0.08, quiet]
    scene += [bell if rings else 0 * bell, quiet]
audio.play(
    np.concatenate(scene), sr, title="two buttons (loud: pressed), then the bell: 00, 01, 10, 11"
)

# %% [markdown]
# Try to do it in the demo above. You will not succeed, and nobody can. Here is why. For XOR the score must satisfy
#
# | input | wanted | so |
# |---|---|---|
# | (0, 0) | 0 | $-w_0 \ge 0$ |
# | (0, 1) | 1 | $w_0 + w_2 > 0$ |
# | (1, 0) | 1 | $w_0 + w_1 > 0$ |
# | (1, 1) | 0 | $-w_0 - w_1 - w_2 \ge 0$ |
#
# Multiply each row by a number that is not negative and add them up. If everything on the left cancels, it says $0 > 0$, as long as
# a strict row took part. That is a proof that no weights exist.
#
# ### Exercise 10 · `xor_proof`
#
# Make the proof a thing that can be checked: `xor_proof = (rows, multipliers)`.
#
# - `rows`: four rows of three numbers, the factors of $(w_0, w_1, w_2)$ in the four inequalities, in the order and with the signs of the table
# - `multipliers`: four numbers, none negative, with which the rows add up to `[0, 0, 0]`, and not all zero for the strict rows
#
# For example, the first row is `[-1, 0, 0]`.
#
# <details><summary>Hint</summary>
#
# Add the four rows as they are.
# </details>

# %% exercise="xor_proof"
### BEGIN SOLUTION
xor_proof = (
    [[-1, 0, 0], [1, 0, 1], [1, 1, 0], [-1, -1, -1]],
    [1, 1, 1, 1],
)
### END SOLUTION

# %% check="xor_proof"

# %% [markdown]
# In 1969 Minsky and Papert's book *Perceptrons* made such limits widely known. But look at what XOR says: *one or the other*, **and
# not** *both*. Each half is a gate that you have. Put two perceptrons side by side and let a third listen to them:

# %%
plots.show(
    plots.network([["$x_1$", "$x_2$"], ["hidden 1", "hidden 2"], ["output"]]),
    "A network: x1 and x2 go to two hidden units, and both hidden units go to one output unit.",
)

# %% [markdown]
# ### Exercise 11 · `xor_weights`
#
# Wire XOR by hand: `xor_weights = (hidden, output)`.
#
# - `hidden`: two rows `[w0, w1, w2]`, the weights of the two hidden units, which listen to $x_1$ and $x_2$
# - `output`: `[w0, w1, w2]`, the weights of the output unit, which listens to the two hidden units
#
# Every unit gives 1 if its score is above 0, else 0. The net must be right at the four corners, and also when the inputs are off by up
# to 0.1.
#
# For example, a hidden row `[-0.5, 1, 1]` is an OR unit. There is more than one right answer.
#
# <details><summary>Hint</summary>
#
# Let one hidden unit be OR and the other AND. The output fires for OR, but AND must be able to forbid it.
# </details>

# %% exercise="xor_weights"
### BEGIN SOLUTION
xor_weights = ([[-0.5, 1, 1], [-1.5, 1, 1]], [-0.5, 1, -1])
### END SOLUTION

# %% check="xor_weights"

# %% [markdown]
# ## 1.9 Any truth table
#
# XOR was no luck. **Two layers of perceptrons can compute every Boolean function**, and you can write the program that wires them. Give
# each line of the table whose output is 1 a hidden unit that fires for this input and no other; let the output unit be an OR.
#
# A unit that knows only the input 101: weights $+1, -1, +1$ and a bias of $-1.5$. Its score is 0.5 for 101, and every wrong bit costs
# one whole point.
#
# ### Exercise 12 · `compile_truth_table`
#
# Write `compile_truth_table(table)` that returns the arrays `W, b, v, c` of a net
#
# $$\mathbf H = \mathrm{step}(\mathbf X W + b), \qquad \mathrm{output} = \mathrm{step}(\mathbf H v + c),$$
#
# where step gives 1 above 0 and else 0.
#
# - `table`: array of $2^n$ outputs, 0 or 1, for the inputs counted upwards: 00…0, 00…1, …, 11…1; the first input is the slowest to
#   change. `corners(n)` gives these inputs as an array of shape ($2^n$, n)
# - `W`: shape (n, K), one column for each of K hidden units; `b`: shape (K,); `v`: shape (K,); `c`: a number
#
# For example, for AND, `[0, 0, 0, 1]`, one unit is enough: `W = [[1], [1]]`, `b = [-1.5]`, `v = [1]`, `c = -0.5`. Your program is tried on all
# functions of one and two inputs and on some of three, four and five; do not forget the table that is all 0.
#
# <details><summary>Hint</summary>
#
# `corners(n)[table == 1]` are the inputs to be known. Turn their 0 and 1 into weights −1 and +1. How large is the score of a unit for its
# own input, before the bias?
# </details>


# %% exercise="compile_truth_table"
def compile_truth_table(table):
    ### BEGIN SOLUTION
    n = int(np.log2(len(table)))
    rows = corners(n)[np.asarray(table) == 1]
    return (2 * rows - 1).T, 0.5 - rows.sum(axis=1), np.ones(len(rows)), -0.5
    ### END SOLUTION


# %% check="compile_truth_table"

# %% [markdown]
# There is a price: the majority of five needs 16 hidden units this way, and n inputs may need $2^n$. And you wired it; it did not
# *learn*. Nudge any weight of your XOR net a little, and no output changes: the slope is zero everywhere, as in 1.5.


# %%
def xor_error(flat):
    """Wrong corners of the net with these nine weights: six of the hidden units, three of the output."""
    H = np.insert(corners(2), 0, 1, axis=1) @ flat[:6].reshape(2, 3).T > 0
    return ((XOR - (np.insert(H * 1.0, 0, 1, axis=1) @ flat[6:] > 0)) ** 2).sum()


try:
    flat = np.append(*xor_weights)
    slopes = [(xor_error(flat + e) - xor_error(flat - e)) / 2e-6 for e in 1e-6 * np.eye(9)]
    print("slope of the error for each of the nine weights:", *slopes)
except Exception as error:
    print(f"This cell nudges your xor_weights. Run it again when their check says ✓. ({error})")

# %% [markdown]
# ## Quiz
#
# Put a letter in the place of each `"?"`.
#
# **year** · When did Rosenblatt publish the perceptron?
#
# - (a) 1943
# - (b) 1958
# - (c) 1969
# - (d) 1986
#
# **weight** · Which part of a nerve cell is like a weight?
#
# - (a) the cell body
# - (b) the axon
# - (c) the synapse
# - (d) the dendrite
#
# **axon** · What is the axon like?
#
# - (a) the output h
# - (b) an input x
# - (c) the sum g
# - (d) the threshold
#
# **bias** · What does changing the bias alone do to the line?
#
# - (a) turns it
# - (b) moves it along its normal
# - (c) makes learning faster
# - (d) adds noise
#
# **credit** · Why could networks of perceptrons with several layers not be trained?
#
# - (a) computers were too slow
# - (b) two layers cannot compute XOR
# - (c) the data must be separable
# - (d) the step has no slope, so nothing says which weight to blame

# %% exercise="perceptron_quiz"
perceptron_quiz = {"year": "?", "weight": "?", "axon": "?", "bias": "?", "credit": "?"}
### BEGIN SOLUTION
perceptron_quiz = {"year": "b", "weight": "c", "axon": "a", "bias": "b", "credit": "d"}
### END SOLUTION

# %% check="perceptron_quiz"

# %% [markdown]
# ## What stays
#
# - A perceptron adds up weighted inputs and decides by the sign: a hyperplane, with the weights as its normal and the bias as its place.
# - Rosenblatt's rule learns from mistakes alone. If a line exists it finds one within $(R/\gamma)^2$ mistakes; if not, keep the best in a pocket.
# - What counts is how it does on speakers it has never met.
# - 14 of the 16 functions of two inputs are separable; XOR and its opposite are not. Two layers do every one, if somebody wires them.
# - The step has no slope. Smooth it, and the machine can find its own weights: unit 2.
#
# **Sources.** B. Pardo, *Deep learning and audio* (P03–P08, P10, P14–P16); Z. Duan, *Deep learning for audio* (D16, D18, D21, D22). F. Rosenblatt,
# "The perceptron", *Psychological Review* 65, 1958. A. Novikoff, "On convergence proofs on perceptrons", 1962. M. Minsky and S. Papert,
# *Perceptrons*, 1969. S. Gallant, "Optimal linear discriminants", *ICPR* 1986, and "Perceptron-based learning algorithms", *IEEE Trans. Neural Networks* 1, 1990. Recordings: Free Spoken
# Digit Dataset (CC BY-SA 4.0), Sonic Pi samples (CC0).
