# %% [markdown]
# # 3 · The multi-layer perceptron
#
# One unit draws one line, and most questions about sound have no line for an answer. Put units side by side, put layers behind one
# another, bend the numbers in between, and the line becomes any shape you like. In this unit you build such a network,
# run it forward, and find out what it can do, why the bend matters, and what depth is good for.
#
# **You will be able to** compute activations and their slopes safely, run a network of any depth, count its parameters, hide a sound
# in its weights and find it again, build any function from steps, and say when deep beats wide.
#
# **You will hear** what a bend does to a pure tone, a call buried in noise, a wave made of steps, and a network that climbs one octave
# with every layer.
#
# Time: about 3½ hours. Before: [unit 2](../u02_gradient_descent/gradient_descent.ipynb).
#
# Conventions: [one page](../conventions.md).

# %%
import matplotlib.pyplot as plt
import numpy as np

from dlaudio import audio, datasets, layers, losses, metrics, optim, plots, train
from dlaudio.check import check
from dlaudio.datasets.drums import snare_or_not
from dlaudio.datasets.receptors import responses_to
from dlaudio.datasets.spoken import digit_levels
from dlaudio.decomposition import turn
from dlaudio.widgets import boundary, playground, stairs, waveshaper
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 3.1 A question that no line answers
#
# In unit 1 a line told kicks from hi-hats. Now a third kind joins: listen to a kick, a snare and a hi-hat.

# %%
hits = datasets.load("drum-hits")
three = [hits.where(labels=name).audio[0] for name in ("kick", "snare", "closed hat")]
gap = audio.silence(sr=hits.sr, duration=0.3)
audio.play(
    np.concatenate([part for y in three for part in (y, gap)]),
    hits.sr,
    title="kick, snare, closed hi-hat",
)

# %% [markdown]
# The question is: **is it a snare, or not?** Each hit is two numbers, as in unit 1: how bright it is (how often it crosses zero) and how long.

# %%
X, y = snare_or_not("train")
X_new, y_new = snare_or_not("test")
axes = {"xlabel": "how bright (standardised)", "ylabel": "how long (standardised)"}
ax = plots.points(X, y, label_names={0: "kick or hi-hat", 1: "snare"}, **axes)
plots.show(ax, "Snares as a cluster in the middle: kicks far to the left, hi-hats to the right.")

# %% [markdown]
# The snares lie *in the middle*. Whatever line you draw, it has kicks or hi-hats on the side of the snares. A single unit with its
# weighted sum $f(\mathbf x) = \sum_i w_i x_i + b$ cannot ask "neither too dark nor too bright".
#
# This may happen wherever one class is asked for against all the rest. Whether features that are linear in the inputs are enough depends on the inputs: for *two* against the other digits
# in unit 2 they were, on the speakers it knew; here, with two numbers for each hit, they are not. We can invent better features, as engineers did for decades. Or we let the machine learn them.
#
# A **multi-layer perceptron** (MLP), also called a *feed-forward network*, does that. Some units, the **hidden layer**, look at the inputs,
# each with weights of its own; each bends its sum by an *activation*; the output unit then looks at what the hidden units say.
#
# Single perceptrons are from 1958. How to train hidden layers, *back-propagation* (unit 5), became widely known in 1986. *Deep belief nets*, in which many
# hidden layers learn one after the other, followed in 2006.

# %%
plots.show(
    plots.network([["bright", "long"], ["hidden 1", "hidden 2", "hidden 3"], ["snare?"]]),
    "Two inputs, bright and long, each joined to three hidden units, and these to one output.",
)

# %% [markdown]
# Try it before we take it apart. Start with no activation and add hidden units: does it help? Then choose *tanh* or *ReLU*. How few
# hidden units are enough?

# %%
demo(playground.draw, title=playground.TITLE, controls=playground.CONTROLS, slow=True)

# %% [markdown]
# Without a bend nothing helps, not even twelve units. With it, two or three are enough. Section 3.5 says why, but first: which bend?
#
# ## 3.2 Bends
#
# The sum $z = \mathbf w \cdot \mathbf x + b$ goes through an activation $g$, and the unit's output is $h = g(z)$. These are in use:
#
# | name | $g(z)$ | |
# |---|---|---|
# | sigmoid | $\sigma(z) = 1 / (1 + e^{-z})$ | between 0 and 1 |
# | tanh | $2 / (1 + e^{-2z}) - 1 = 2\sigma(2z) - 1$ | a sigmoid between −1 and 1 |
# | ReLU | $\max(0, z)$ | *rectified linear unit*: the usual choice today, fast and simple |
# | softplus | $\ln(1 + e^z)$ | a ReLU with a round corner |
# | leaky ReLU | $\max(0.1\,z, z)$ | lets a little through below 0 |
# | ELU | $z$ above 0, else $e^z - 1$ | leaky and round: levels out at −1 |
#
# They work *element by element*: on an array, each number is bent by itself.

# %%
z = np.linspace(-10, 10, 401)
bends = {
    "sigmoid": layers.Sigmoid(),
    "tanh": layers.Tanh(),
    "softplus": layers.Softplus(),
    "ReLU": layers.ReLU(),
    "leaky ReLU": layers.LeakyReLU(),
    "ELU": layers.ELU(),
}
fig, boxes = plt.subplots(2, 3, figsize=(9, 4.6), layout="constrained")
for ax, (name, layer) in zip(boxes.flat, bends.items(), strict=True):
    plots.curve(layer.forward(z), x=z, ax=ax, xlabel="z", ylabel="g(z)", title=name)
    ax.grid(alpha=0.3)
plots.show(
    fig,
    "Sigmoid and tanh are S-shaped and level out. The others rise with z above 0; below, softplus "
    "and ReLU come to 0, leaky ReLU falls slowly, and ELU levels out at -1.",
)

# %% [markdown]
# Two things can go wrong in the computer. $e^{1000}$ is *infinite* in floating point, and ∞/∞ is not a number. And $1 + e^{-40}$ is
# rounded to 1, so its logarithm is 0, although softplus of −40 is $4 \cdot 10^{-18}$, not 0. The cures:
#
# - take the exponential only of a number that is at most 0, such as $-|z|$;
# - `np.log1p(t)` is $\ln(1 + t)$, exact also for the tiniest $t$;
# - and $\ln(1 + e^z) = \max(z, 0) + \ln(1 + e^{-|z|})$. (For $z > 0$, take $e^z$ out of the bracket.)
#
# ### Exercise 1 · `smooth_units`
#
# Write `smooth_units(z)` that returns three arrays, `sigmoid, tanh, softplus`, each of the shape of `z`.
#
# - `z`: array of any shape; its values may be as far out as ±1000
# - nothing may become infinite or NaN, and softplus must be right to four digits even where it is tiny
#
# For example, `z = np.array([0.0, 1000.0])` gives `[0.5, 1]`, `[0, 1]` and `[0.6931, 1000]`.
#
# <details><summary>Hint</summary>
#
# `small = np.exp(-np.abs(z))` never overflows. The sigmoid is `1 / (1 + small)` where z is positive; what is it in terms of `small` where z is
# negative? `np.where` chooses. `np.tanh` exists.
# </details>


# %% exercise="smooth_units"
def smooth_units(z):
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(z))
    sigmoid = np.where(z >= 0, 1, small) / (1 + small)
    return sigmoid, np.tanh(z), np.maximum(z, 0) + np.log1p(small)
    ### END SOLUTION


# %% check="smooth_units"

# %% [markdown]
# Learning needs slopes: unit 2 walked downhill on them, and unit 5 will send them through many layers. Sigmoid units have one
# everywhere, which the step of unit 1 had not: **a small change of the input makes a small change of the output**.
#
# The slope of the sigmoid can be written with the sigmoid itself:
#
# $$\sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2} = \sigma(z)\,(1 - \sigma(z)).$$
#
# The slopes of the other two follow: softplus is the function whose slope is the sigmoid, and $\tanh(z) = 2\sigma(2z) - 1$.
#
# ### Exercise 2 · `smooth_slopes`
#
# Write `smooth_slopes(z)` that returns three arrays, the slopes of sigmoid, tanh and softplus at `z`.
#
# - `z`: shape (n,), with values up to ±1000; each of the three has the same shape
#
# For example, at `z = np.array([0.0])` the slopes are 0.25, 1 and 0.5.
#
# <details><summary>Hint</summary>
#
# All three can be written with the values themselves. For tanh, show first that $4\,\sigma(2z)(1 - \sigma(2z)) = 1 - \tanh^2(z)$, or believe it.
# </details>


# %% exercise="smooth_slopes"
def smooth_slopes(z):
    ### BEGIN SOLUTION
    sigmoid, tanh, _ = smooth_units(z)
    return sigmoid * (1 - sigmoid), 1 - tanh**2, sigmoid
    ### END SOLUTION


# %% check="smooth_slopes"

# %% [markdown]
# ReLU and leaky ReLU have a corner at 0, where the slope jumps, so we have to agree. (ELU has none: its slope is 1 from both sides.) **at $z = 0$ the slope of the side $z < 0$ counts**, as in
# PyTorch. ReLU'(0) is 0.
#
# ### Exercise 3 · `bent_units`
#
# Write `bent_units(z)` that returns `values, slopes`: each three arrays in the order ReLU, leaky ReLU (0.1), ELU.
#
# - `z`: array of shape (n,), with values up to ±1000 and exact zeros
#
# For example, `z = np.array([-1.0, 0.0, 2.0])` has the values `[0, 0, 2]`, `[-0.1, 0, 2]`, `[-0.632, 0, 2]` and the slopes `[0, 0, 1]`,
# `[0.1, 0.1, 1]`, `[0.368, 1, 1]`.
#
# <details><summary>Hint</summary>
#
# `np.where(z > 0, above, below)`. Both branches are computed everywhere, so keep `np.exp` away from 1000: `np.minimum(z, 0)`.
# </details>


# %% exercise="bent_units"
def bent_units(z):
    ### BEGIN SOLUTION
    below = np.exp(np.minimum(z, 0))
    values = np.maximum(z, 0), np.where(z > 0, z, 0.1 * z), np.where(z > 0, z, below - 1)
    slopes = np.where(z > 0, 1, 0), np.where(z > 0, 1, 0.1), np.where(z > 0, 1, below)
    return values, slopes
    ### END SOLUTION


# %% check="bent_units"

# %% [markdown]
# ### Hear a bend
#
# A bend does to a wave what a distortion pedal does: it adds harmonics. Here is a tone of 210 Hz as it is, and through tanh, ReLU and
# softplus.

# %%
parts = []
for name in ("through", "tanh", "ReLU", "softplus"):
    wave = waveshaper.shaped(4, 0, name, "through")[: waveshaper.SR * 7 // 10]
    wave = wave - wave.mean()
    parts += [audio.fade(0.2 * wave / wave.std(), sr=waveshaper.SR), np.zeros(4000)]
audio.play(np.concatenate(parts), waveshaper.SR, title="a tone; through tanh; ReLU; softplus")

# %% [markdown]
# In a modular synthesiser boxes are joined by cables. A network is such a *patch*: *linear* boxes (gains and mixers, with knobs: the weights) and *bends*
# (no knobs) take turns. Patch your own: which bends give odd harmonics only, which give even ones? What does the bias change?

# %%
demo(waveshaper.draw, title=waveshaper.TITLE, controls=waveshaper.CONTROLS)

# %% [markdown]
# A curve that looks the same after half a turn, like tanh, gives odd harmonics only. A bias moves the tone to another part of the
# curve, and the even ones come in. A straight line adds nothing: **no bend, no new frequencies.**
#
# ### Bends with knobs
#
# Two activations learn their own shape.
#
# - **PReLU** (*parametric* ReLU): $h = z$ above 0, $h = a\,z$ below, with a slope $a$ that is learnt, here one for all units.
# - **Maxout**: a unit has $k$ weighted sums instead of one, its *pieces*, and $h$ is the largest of them.
#
# To learn $a$, we need the slope of the loss along $a$. (The loss is called $L$ from here on; $J$ in unit 2.) Let `dout` be the slopes of the loss along every $h$, an entry for each sample
# $n$ and unit $m$. The chain rule multiplies:
#
# $$\frac{\partial L}{\partial z_{nm}} = \mathrm{dout}_{nm}\,\frac{\partial h_{nm}}{\partial z_{nm}}, \qquad
# \frac{\partial L}{\partial a} = \sum_{n,m} \mathrm{dout}_{nm}\,\frac{\partial h_{nm}}{\partial a}.$$
#
# Every $h$ depends on the same $a$, so its slope is a sum.
#
# ### Exercise 4 · `prelu_gradients`
#
# Write `prelu_gradients(dout, z, a)` that returns `dz, da`.
#
# - `dout`, `z`: arrays of shape (N, M); no `z` is exactly 0
# - `a`: a number, the slope below 0
# - `dz`: shape (N, M); `da`: a number
#
# For example, `z = np.array([[-2.0, 3.0]])`, `dout = np.array([[10.0, 1.0]])` and `a = 0.25` give `dz = [[2.5, 1]]` and `da = -20`.
#
# <details><summary>Hint</summary>
#
# Where $z > 0$, $h = z$ has slope 1 along $z$ and 0 along $a$. Where $z < 0$, $h = a z$ has slope $a$ along $z$, and along $a$?
# </details>


# %% exercise="prelu_gradients"
def prelu_gradients(dout, z, a):
    ### BEGIN SOLUTION
    return dout * np.where(z > 0, 1, a), (dout * np.minimum(z, 0)).sum()
    ### END SOLUTION


# %% check="prelu_gradients"

# %% [markdown]
# ### Exercise 5 · `maxout`
#
# Write `maxout(dout, z, k)` that returns `h, dz`.
#
# - `z`: shape (N, M·k), the pieces; the first `k` columns belong to the first unit, the next `k` to the second, and so on; no two are equal
# - `dout`: shape (N, M), the slopes of the loss along `h`
# - `h`: shape (N, M), the largest piece of each unit
# - `dz`: shape (N, M·k), the slopes along the pieces: a piece that is not the largest can move a little and nothing changes
#
# For example, `z = np.array([[1.0, 5.0, 7.0, 2.0]])`, `k = 2`, `dout = np.array([[10.0, 20.0]])` give `h = [[5, 7]]` and
# `dz = [[0, 10, 20, 0]]`.
#
# <details><summary>Hint</summary>
#
# `z.reshape(N, M, k)` gives each unit's pieces an axis of their own. Compare with the maximum over it.
# </details>


# %% exercise="maxout"
def maxout(dout, z, k):
    ### BEGIN SOLUTION
    pieces = z.reshape(len(z), -1, k)
    h = pieces.max(axis=2)
    wins = pieces == h[:, :, None]
    return h, (dout[:, :, None] * wins).reshape(z.shape)
    ### END SOLUTION


# %% check="maxout"

# %% [markdown]
# ## 3.3 Layers
#
# Now the network itself. A net with one hidden layer of $M$ sigmoid units and one output unit computes
#
# $$f(\mathbf x) = \sigma\Bigl(b^{(2)} + \sum_{j=1}^{M} w^{(2)}_j h_j\Bigr), \qquad
# h_j = \sigma\Bigl(b^{(1)}_j + \sum_{i=1}^{D} W^{(1)}_{ij} x_i\Bigr).$$
#
# The small (1) and (2) count the layers. Read it from the inside: each hidden unit $j$ has a weight for each input $i$; the output unit has a weight for each hidden unit. Such
# layers are called *fully connected*.
#
# ### Exercise 6 · `two_layer_loops`
#
# Write it down as it stands, with loops and without `@`: `two_layer_loops(x, W1, b1, w2, b2)` returns `hidden, output`.
#
# - `x`: shape (D,), one sample
# - `W1`: shape (D, M), `b1`: shape (M,), weights and biases of the hidden units
# - `w2`: shape (M,), `b2`: a number, those of the output unit
# - `hidden`: the M numbers $h_j$; `output`: the number $f(\mathbf x)$
#
# For example, with `x = np.array([1.0])`, `W1 = np.array([[0.0, 2.0]])`, `b1 = np.array([0.0, -2.0])`, `w2 = np.array([4.0, 2.0])`, `b2 = -3.0` both
# hidden units give 0.5, and the output is 0.5.
#
# <details><summary>Hint</summary>
#
# One loop over `j` in `range(len(b1))`. In it, start a total with `b1[j]`, and loop over `i` to add the products.
# </details>


# %% exercise="two_layer_loops"
def two_layer_loops(x, W1, b1, w2, b2):
    ### BEGIN SOLUTION
    hidden, z = [], b2
    for j in range(len(b1)):
        total = b1[j]
        for i in range(len(x)):
            total += W1[i, j] * x[i]
        hidden.append(1 / (1 + np.exp(-total)))
        z += w2[j] * hidden[j]
    return hidden, 1 / (1 + np.exp(-z))
    ### END SOLUTION


# %% check="two_layer_loops"

# %% [markdown]
# The check also tried that your net is *smooth*. A sigmoid is never steeper than ¼, so a small step at the input makes a small step at the output, and nowhere a jump.
#
# The sums over $i$ and $j$ are matrix products. With a batch of $N$ samples as the rows of $X$, a whole layer is
#
# $$Z = X W + \mathbf b, \qquad H = g(Z),$$
#
# where $X$ is (N, D), $W$ is (D, M), $\mathbf b$ is (M,) and is added to every row, and $H$ is (N, M). Its output is the next layer's input,
# as often as you like. (Many books put samples into columns and write $W^\top \mathbf x + \mathbf b$ or $W \mathbf x + \mathbf b$. It is the same.) With $K$
# layers of weights, $W_1$ to $W_K$,
#
# $$f(X) = g(\,\cdots g(g(X W_1 + \mathbf b_1) W_2 + \mathbf b_2) \cdots) W_K + \mathbf b_K.$$
#
# The output layer stays linear here. What is put behind it, a sigmoid or a softmax, depends on the task; unit 2 made it part of the
# loss.
#
# Some count the layers of units, some those of weights. We say how many *hidden* layers there are. From two or three on, a net is usually called *deep*; there is no fixed number.
#
# ### Exercise 7 · `mlp`
#
# Write `mlp(X, layers, g)` that runs a batch through any number of layers.
#
# - `X`: shape (N, D)
# - `layers`: a list of pairs `(W, b)`, first to last; the last pair is the output layer; there may be no hidden layer at all
# - `g`: a function, the activation of every hidden layer
# - returns the output layer's sums, shape (N, C)
#
# For example, with `g = np.tanh` and two pairs the result is `np.tanh(X @ W1 + b1) @ W2 + b2`.
#
# <details><summary>Hint</summary>
#
# `layers[:-1]` are the hidden layers, `layers[-1]` is the output layer. `X = g(X @ W + b)` makes the output the next input.
# </details>


# %% exercise="mlp"
def mlp(X, layers, g):
    ### BEGIN SOLUTION
    *hidden, (W_out, b_out) = layers
    for W, b in hidden:
        X = g(X @ W + b)
    return X @ W_out + b_out
    ### END SOLUTION


# %% check="mlp"

# %% [markdown]
# ### How many knobs?
#
# The most famous data set of the field is MNIST: 70,000 grey pictures of handwritten digits, 28 × 28 pixels, ten classes. A
# picture is $28 \cdot 28 = 784$ inputs, and there are ten outputs. How many numbers must be learnt with no hidden layer? With one of 200 units?
#
# ### Exercise 8 · `count_params`
#
# Write `count_params(sizes)` that returns how many weights and biases a fully connected net has.
#
# - `sizes`: list of the layers' widths, inputs first and outputs last
#
# For example, `count_params([2, 3, 1])` is 13: 2 · 3 weights and 3 biases, then 3 weights and 1 bias.
#
# <details><summary>Hint</summary>
#
# `zip(sizes[:-1], sizes[1:])` gives the neighbours.
# </details>


# %% exercise="count_params"
def count_params(sizes):
    ### BEGIN SOLUTION
    return sum((d + 1) * m for d, m in zip(sizes[:-1], sizes[1:], strict=True))
    ### END SOLUTION


# %% check="count_params"

# %% [markdown]
# The package's networks count themselves. Its `Sequential` joins layers, each a box with a `forward`:

# %%
rng = np.random.default_rng(0)
small = layers.Sequential(layers.Linear(784, 10, rng=rng))
large = layers.Sequential(
    layers.Linear(784, 200, rng=rng), layers.ReLU(), layers.Linear(200, 10, rng=rng)
)
print(f"no hidden layer: {small.count_parameters():,} parameters")
print(f"200 hidden units: {large.count_parameters():,} parameters")

# %% [markdown]
# Bends may be mixed from layer to layer: ReLU here, maxout there, a sigmoid at the end. Before you train such a net, know its shapes.
#
# ### Exercise 9 · `describe`
#
# Write `describe(n_inputs, spec)` that returns two lists, `widths, parameters`, with one number for each item of `spec`.
#
# - `n_inputs`: how many inputs the net has
# - `spec`: list of pairs `(kind, number)`: `("linear", M)` has M outputs; `("maxout", k)` makes one output of each k inputs; `("prelu", 0)` has one
#   slope, shared by all units; `("relu", 0)`, `("sigmoid", 0)` and all others have nothing to learn and keep the width
# - `widths`: how many numbers a sample has after that item; `parameters`: how many the item learns
#
# For example, `describe(3, [("linear", 8), ("maxout", 4), ("prelu", 0)])` gives `[8, 2, 2]` and `[32, 0, 1]`.
#
# <details><summary>Hint</summary>
#
# Keep the current width in a variable and go through the items.
# </details>


# %% exercise="describe"
def describe(n_inputs, spec):
    ### BEGIN SOLUTION
    widths, parameters, width = [], [], n_inputs
    for kind, number in spec:
        count = 1 if kind == "prelu" else 0
        if kind == "linear":
            count, width = (width + 1) * number, number
        elif kind == "maxout":
            width = width // number
        widths.append(width)
        parameters.append(count)
    return widths, parameters
    ### END SOLUTION


# %% check="describe"

# %% [markdown]
# ## 3.4 A column is a template
#
# What does $X W$ compute? The number in row $n$ and column $m$ is the *inner product* of sample $n$ with column $m$ of $W$: multiply number by
# number, add up. It is large if the sample looks like the column. So each column is a **template** (also *receptor*, or *filter*), and
# what comes out is its *response* to the sample.
#
# You can hear that. In three seconds of noise, a short falling call occurs twice. First the call alone, then the noise. When does it
# come?

# %%
sr = 8000
rng = np.random.default_rng(2)
call = audio.fade(audio.chirp(fmin=3000, fmax=600, sr=sr, duration=0.25, amplitude=0.5), sr=sr)
recording = rng.normal(0, 1.6, 3 * sr)
for seconds in (0.7, 1.9):
    start = round(seconds * sr)
    recording[start : start + len(call)] += call
print(f"The noise has {1.6**2 / np.mean(call**2):.0f} times the power of the call.")
quiet = audio.silence(sr=sr, duration=0.5)
audio.play(
    np.concatenate([8 * call, quiet, recording]),
    sr,
    title="the call, then noise that hides it twice",
)

# %% [markdown]
# Now give a unit the call as its weights, and show it every piece of the recording that is as long as the call:

# %%
responses = responses_to(call, recording)
ax = plots.curve(
    responses,
    x=np.arange(len(responses)) / sr,
    xlabel="start of the piece (s)",
    ylabel="response",
)
plots.show(ax, "A restless line with two sharp peaks, at 0.7 and at 1.9 seconds.")

# %% [markdown]
# Two peaks tower above the rest. Radar and sonar work this way, and perhaps bats; engineers call it a *matched filter*. Here is what the unit hears: bend
# away what is weak (a ReLU with a bias of −9), and only the calls are left.

# %%
heard = np.maximum(responses - 9, 0)
clicks = np.convolve(heard, audio.tone(1500, sr=sr, duration=0.04))
audio.play(
    clicks / clicks.max() * 0.8, sr, title="the unit's output: two clicks where the calls are"
)

# %% [markdown]
# ### Exercise 10 · `find_sound`
#
# Write `find_sound(y, template)` that returns `responses, position`.
#
# - `y`: shape (N,), the recording; `template`: shape (K,), with K ≤ N
# - `responses`: shape (N − K + 1,), for each piece of `y` of length K the inner product with the template; the template is divided by its length
#   $\lVert\cdot\rVert$ before, so that its loudness does not matter
# - `position`: the index of the first sample of the best match
#
# For example, `y = np.array([0.0, 0.0, 3.0, 4.0, 0.0])` and `template = np.array([6.0, 8.0])` give the responses `[0, 2.4, 5, 2.4]` and the position 2.
#
# <details><summary>Hint</summary>
#
# `np.lib.stride_tricks.sliding_window_view(y, K)` has the pieces as its rows: a batch $X$. The template is the one column of $W$.
# </details>


# %% exercise="find_sound"
def find_sound(y, template):
    ### BEGIN SOLUTION
    windows = np.lib.stride_tricks.sliding_window_view(y, len(template))
    responses = windows @ (template / np.linalg.norm(template))
    return responses, np.argmax(responses)
    ### END SOLUTION


# %% check="find_sound"

# %% [markdown]
# ## 3.5 Without a bend
#
# In the playground, linear layers never helped. Two of them give
#
# $$(X W_1 + \mathbf b_1) W_2 + \mathbf b_2 = X\,(W_1 W_2) + (\mathbf b_1 W_2 + \mathbf b_2),$$
#
# which is *one* linear layer. So are three, or a hundred.
#
# ### Exercise 11 · `collapse`
#
# Write `collapse(layers)` that returns the one layer `W, b` that does exactly what a stack of linear layers does.
#
# - `layers`: list of one or more pairs `(W, b)`, first to last
#
# For example, the pairs `([[2.0]], [1.0])` and `([[3.0]], [0.0])` (as arrays) collapse to `[[6]]` and `[3]`.
#
# <details><summary>Hint</summary>
#
# Collapse the first two with the formula, and go on with the result and the third.
# </details>


# %% exercise="collapse"
def collapse(layers):
    ### BEGIN SOLUTION
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = W @ V, b @ V + c
    return W, b
    ### END SOLUTION


# %% check="collapse"

# %% [markdown]
# What can one linear layer do to the space of its inputs? Less than it seems. Every matrix is a turn, $U$, a scaling along the axes, $S$, and another
# turn, $V^\top$ (with a mirror, perhaps): its *singular value decomposition* (SVD), $W = U\,S\,V^\top$. Even a *shear*, which makes a square lean over, is no more than that.

# %%
shape = np.array([[0, 0], [7, 0], [7, 7], [3, 7], [3, 4], [0, 4]]) / 10
circle = np.array([[np.cos(t), np.sin(t)] for t in np.linspace(0, 2 * np.pi, 100)])
stages = {"before": np.eye(2), "turned": turn(-40)}
stages["scaled"] = stages["turned"] @ np.diag([2.0, 0.6])
stages["turned again"] = stages["scaled"] @ turn(70)
fig, boxes = plt.subplots(1, 4, figsize=(10, 3.3), sharex=True, sharey=True, layout="constrained")
for ax, (title, M) in zip(boxes, stages.items(), strict=True):
    ax.plot(*(circle @ M).T, color=plots.NEGATIVE, linestyle="--")
    ax.fill(*(shape @ M).T, color=plots.POSITIVE, alpha=0.5)
    ax.set(title=title, aspect="equal", xlim=(-2.2, 2.2), ylim=(-2.2, 2.2), xlabel="$x_1$")
boxes[0].set_ylabel("$x_2$")
plots.show(
    fig,
    "A shape in a circle; turned; stretched twofold along one axis and squeezed along the other; "
    "turned again. The circle becomes an ellipse; lines stay lines.",
)

# %% [markdown]
# Straight lines stay straight, and what lay between two things still lies between them: the snares stay in the middle.
#
# ### Exercise 12 · `stretch`
#
# Write `stretch(W)` that returns three numbers, `largest, smallest, angle`, for a layer of two inputs and two outputs.
#
# - `W`: shape (2, 2); a sample is a row vector $\mathbf x$, and becomes $\mathbf x W$
# - `largest`, `smallest`: by how much the length of $\mathbf x$ is multiplied, at most and at least
# - `angle`: the direction of the $\mathbf x$ that is stretched most, *before* it goes through `W`, in degrees from 0 up to 180, counted from the $x_1$-axis
#   counter-clockwise
#
# For example, `W = np.array([[0.0, 1.0], [3.0, 0.0]])` gives 3, 1 and 90: what points up becomes three times as long.
#
# <details><summary>Hint</summary>
#
# `U, sizes, Vt = np.linalg.svd(W)`. In $\mathbf x\,U\,S\,V^\top$, what does a column of $U$ do with $\mathbf x$? `np.degrees(np.arctan2(y, x)) % 180` is the angle of
# the vector (x, y).
# </details>


# %% exercise="stretch"
def stretch(W):
    ### BEGIN SOLUTION
    U, sizes, _ = np.linalg.svd(W)
    return sizes[0], sizes[1], np.degrees(np.arctan2(U[1, 0], U[0, 0])) % 180
    ### END SOLUTION


# %% check="stretch"

# %% [markdown]
# ## 3.6 What the bend adds
#
# Near a point, every smooth bend is a straight line, plus a little of $z^2$, plus still less of $z^3$, and so on: its *Taylor series*, $g(z) \approx a_0 + a_1 z + a_2 z^2 + \dots$ The
# square is new. (Exactly in the middle of tanh or the sigmoid $a_2$ is 0; a bias moves $z$ away from there.) With $z = w_1 x_1 + w_2 x_2 + b$, it contains the product $x_1 x_2$: **the inputs interact**. "Bright *and* long" is a product, not a sum.
#
# ### Exercise 13 · `expand_square`
#
# Write `expand_square(w, b)` that returns six numbers: the factors of $1,\ x_1,\ x_2,\ x_1^2,\ x_1 x_2,\ x_2^2$ in $(w_1 x_1 + w_2 x_2 + b)^2$.
#
# - `w`: shape (2,); `b`: a number
#
# For example, `expand_square(np.array([1.0, 1.0]), 3.0)` is `[9, 6, 6, 1, 2, 1]`.
#
# <details><summary>Hint</summary>
#
# Write $(p + q + r)(p + q + r)$ as nine products, and collect what is equal.
# </details>


# %% exercise="expand_square"
def expand_square(w, b):
    ### BEGIN SOLUTION
    w1, w2 = w
    return np.array([b * b, 2 * w1 * b, 2 * w2 * b, w1 * w1, 2 * w1 * w2, w2 * w2])
    ### END SOLUTION


# %% check="expand_square"

# %% [markdown]
# A linear unit says "yes" for $z > 0$; its border is the line $z = 0$. A bend that *turns back*, as $z^2$ does, says it for $a_0 + a_1 z + a_2 z^2 > 0$; its border, where this is 0, is up to two
# values of $z$, so up to two lines with a strip between them. (The bends of 3.1 never turn back: with one of them, a unit still has a single line, and it takes two units to make a strip.) Below are the corners of XOR, which no single line can separate. **Solve it**: turn $\mathbf w$, and use $a_2$.

# %%
demo(boundary.draw, title=boundary.TITLE, controls=boundary.CONTROLS)

# %% [markdown]
# So a *linear* unit can do XOR, if it is given $x_1^2$, $x_1 x_2$ and $x_2^2$ as further inputs.
#
# ### Exercise 14 · `xor_quadratic`
#
# Give six weights for the inputs $1,\ x_1,\ x_2,\ x_1^2,\ x_1 x_2,\ x_2^2$ so that the weighted sum is above 0 for the corners (0, 1) and (1, 0), and not above 0 for (0, 0) and (1, 1).
# It must also be right when $x_1$ and $x_2$ are off by up to 0.1.
#
# For example, `[-0.5, 1, 1, 0, 0, 0]` is OR: right at three corners. Many answers are right.
#
# <details><summary>Hint</summary>
#
# Which number is 0 for equal inputs and 1 for different ones? Square the difference, and use exercise 13.
# </details>

# %% exercise="xor_quadratic"
### BEGIN SOLUTION
xor_quadratic = [-0.5, 0, 0, 1, -2, 1]
### END SOLUTION

# %% check="xor_quadratic"

# %% [markdown]
# Here we chose the new inputs by hand. A hidden layer *learns* them. Look at the drum hits as a trained net sees them: left the two numbers we
# gave it, right the outputs of its two tanh units.

# %%
net = playground.train(2, "tanh", 1, 200)
hidden = net[1].forward(net[0].forward(X))
w_out, b_out = (parameter.value.ravel() for parameter in net[2].parameters())
names = {0: "kick or hi-hat", 1: "snare"}
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
plots.points(X, y, label_names=names, ax=left, title="what goes in", **axes)
seen = {"xlabel": "hidden unit 1", "ylabel": "hidden unit 2"}
plots.points(hidden, y, label_names=names, ax=right, title="what the output unit sees", **seen)
plots.decision_line(np.append(b_out, w_out), ax=right, label="")
plots.show(
    fig,
    "Left, snares between kicks and hi-hats. Right, the space is bent so that the snares lie in one "
    "corner, and a straight line separates them from the rest.",
)

# %% [markdown]
# The hidden layer has warped the space until one line was enough. That is what hidden layers are for.
#
# ## 3.7 Any function at all
#
# How far does this go? As far as you like. A sigmoid that climbs at $x = e$ with steepness $s$ is $\sigma(s\,(x - e)) = \sigma(s\,x - s\,e)$. Take two, one that climbs at *left* and one at *right*, and subtract
# the second from the first: a **bump**.
#
# ### Exercise 15 · `bump`
#
# Write `bump(left, right, height, steepness)` that returns the weights `W1, b1, W2, b2` of a net with one input, two hidden sigmoid units and one linear output,
# which is about `height` between `left` and `right` and about 0 elsewhere.
#
# - `W1`: shape (1, 2), `b1`: (2,), `W2`: (2, 1), `b2`: (1,)
# - both flanks have the given steepness; on the flanks, at `left` and at `right`, the output is half the height
#
# For example, for `bump(0, 1, 5, 40)` the net's output is 2.5 at 0, 5 at 0.5, 2.5 at 1, and about 0 at 2.
#
# <details><summary>Hint</summary>
#
# Both hidden units have the weight `steepness`. What are their biases? And the two weights of the output?
# </details>


# %% exercise="bump"
def bump(left, right, height, steepness):
    ### BEGIN SOLUTION
    W1, b1 = np.full((1, 2), steepness), -steepness * np.array([left, right])
    return W1, b1, np.array([[height], [-height]]), np.zeros(1)
    ### END SOLUTION


# %% check="bump"

# %% [markdown]
# Bumps side by side make a staircase. Where two of them meet, one step is enough, so $K$ pieces need $K - 1$ hidden units. Build a wave of steps: listen, and add pieces until you
# hear no more difference. Then make the steps soft: what does steepness 1 do?

# %%
demo(stairs.draw, title=stairs.TITLE, controls=stairs.CONTROLS)

# %% [markdown]
# Hear it converge: the vowel-like wave with 3, 7, 15, 31 and 63 hidden units, and at last the wave itself.

# %%
x = (np.arange(stairs.PERIOD) + 0.5) / stairs.PERIOD
versions = []
for n_pieces in (4, 8, 16, 32, 64):
    W1, b1, W2, b2 = stairs.network("vowel", n_pieces, 40)
    versions.append((layers.sigmoid(x[:, None] @ W1 + b1) @ W2 + b2)[:, 0])
versions.append(stairs.target("vowel", x))
parts = [audio.fade(0.6 * np.tile(period, 66), sr=stairs.SR) for period in versions]
gap = audio.silence(sr=stairs.SR, duration=0.15)
audio.play(
    np.concatenate([part for sound in parts for part in (sound, gap)]),
    stairs.SR,
    title="a wave of 4, 8, 16, 32, 64 pieces, and the wave itself",
)

# %% [markdown]
# How good is it? Cut the interval from $a$ to $b$ into $K$ equal pieces, and let the net give, on each piece, the value in its middle. No point is farther than half a piece, $(b - a) / 2K$, from
# a middle. If the function is nowhere steeper than *slope*, the error is at most
#
# $$\text{slope} \cdot \frac{b - a}{2K}.$$
#
# Twice the pieces, half the error. **A network with one hidden layer approximates every continuous function as well as you like**, on an interval, if it has enough units. Cybenko and, independently,
# Hornik, Stinchcombe and White proved it in 1989, for any number of inputs.
#
# ### Exercise 16 · `staircase`
#
# Write `staircase(samples, a, b, slope)` that returns `W1, b1, W2, b2, bound`. The hidden units are steps this time: 1 above 0, else 0.
#
# - `samples`: shape (K,), K ≥ 2, the function in the middles of the K pieces of the interval from `a` to `b`
# - `slope`: a number, how steep the function is at most
# - the net, with K − 1 hidden units, gives `samples[k]` everywhere on piece k; `W1`: shape (1, K − 1), `b1`: (K − 1,), `W2`: (K − 1, 1), `b2`: (1,)
# - `bound`: the largest possible error, a number
#
# For example, `staircase(np.array([3.0, 5.0]), 0, 2, 2)` has one step, at 1, of height 2, on a floor of 3: `[[1]]`, `[-1]`, `[[2]]`, `[3]`, and the bound is 1.
#
# <details><summary>Hint</summary>
#
# `np.linspace(a, b, K + 1)` are the edges, of which the first and the last need no step. What does the net gain at each edge? `np.diff`.
# </details>


# %% exercise="staircase"
def staircase(samples, a, b, slope):
    ### BEGIN SOLUTION
    n_pieces = len(samples)
    edges = np.linspace(a, b, n_pieces + 1)[1:-1]
    W1, W2 = np.ones((1, n_pieces - 1)), np.diff(samples)[:, None]
    return W1, -edges, W2, samples[:1], slope * (b - a) / (2 * n_pieces)
    ### END SOLUTION


# %% check="staircase"

# %% [markdown]
# Nobody builds networks by hand like this; they are trained (units 4 to 6), and then far fewer units will do. One way to train you have already: leave the hidden layer *random*, and fit the output layer alone. That is the linear regression of unit 2, with the hidden values as its inputs.
#
# ### Exercise 17 · `fit_output`, the challenge
#
# Is it a snare? Write `fit_output(X, y, W1, b1)` that returns `w2, b2`.
#
# - `X`: shape (N, D), `y`: shape (N,), labels 0 and 1 (a snare)
# - `W1`: shape (D, M), `b1`: shape (M,): random weights of M hidden *tanh* units; they stay as they are
# - `w2`: shape (M,), `b2`: a number, so that the sum of squared errors of $\tanh(X W_1 + \mathbf b_1)\,\mathbf w_2 + b_2$ against `y` is smallest
#
# For example, `X = np.array([[0.0], [1.0]])`, `y = np.array([0, 1])`, `W1 = np.array([[1.0]])` and `b1 = np.array([0.0])` have the hidden values 0 and $\tanh 1 = 0.762$, so `w2 = [1.313]` and `b2 = 0` fit without error.
#
# The net says "snare" where its output is above 0.5. You are graded on kits that are not in `X`: at least 90 % must be right. Somebody who always says "no" gets 75 %.
#
# <details><summary>Hint</summary>
#
# `np.linalg.lstsq(A, y, rcond=None)[0]` are the best weights for the columns of `A`. For the bias, `A` needs a column of ones.
# </details>


# %% exercise="fit_output"
def fit_output(X, y, W1, b1):
    ### BEGIN SOLUTION
    H = np.tanh(X @ W1 + b1)
    w = np.linalg.lstsq(np.insert(H, 0, 1, axis=1), y, rcond=None)[0]
    return w[1:], w[0]
    ### END SOLUTION


# %% check="fit_output"

# %% [markdown]
# ## 3.8 Why deep?
#
# If one hidden layer can do everything, why have more? People give three reasons.
#
# 1. The brain is deep: the visual cortex has levels, each more abstract than the one before.
# 2. Thinking is deep: we build complicated ideas from simple ones.
# 3. Too little depth can *cost* a lot of units.
#
# The first two are analogies. The third can be proved, and heard. Two ReLU units can **fold** the interval from 0 to 1:
#
# $$\mathrm{fold}(x) = \mathrm{ReLU}(2x) - \mathrm{ReLU}(4x - 2)$$
#
# climbs from 0 to 1 as $x$ goes from 0 to ½ (the second unit is still 0), and falls back to 0 as $2x - (4x - 2) = 2 - 2x$. Fold a wave, and it goes up and down twice as often: an octave higher. Each
# layer more climbs one octave more.

# %%
sr = 22050
time = np.arange(sr * 6 // 10) / sr
h = 1 - np.abs(2 * ((110 * time) % 1) - 1)
parts = []
for _ in range(6):
    parts += [audio.fade(0.5 * (2 * h - 1), sr=sr), audio.silence(sr=sr, duration=0.05)]
    h = np.maximum(2 * h, 0) - np.maximum(4 * h - 2, 0)
audio.play(
    np.concatenate(parts), sr, title="a triangle wave through 0, 1, 2, 3, 4, 5 folding layers"
)

# %% [markdown]
# After $k$ layers, $2k$ units have made $2^k$ straight pieces of one. In a single hidden layer each ReLU has one corner, so $M$ of them make at most $M + 1$ pieces: for ten folds it needs 1,023 units instead of 20
# (Telgarsky, 2016).
#
# ### Parity
#
# The oldest example is *parity*: is the number of ones among $n$ bits odd? For two bits this is XOR.
#
# - **Flat, from AND, OR and NOT:** an OR of terms, as in your compiler of unit 1. Every odd corner needs a term of its own, for a change of any bit changes the answer. That makes $2^{n-1}$ terms.
# - **Deep:** XOR the first two bits, XOR the result with the third, and so on. A chain of $n - 1$ XORs with three threshold units each: $3(n - 1)$ units. As a tree it needs only about $2 \log_2 n$ layers.

# %%
print("bits   terms of the flat net   units of the chain")
for n in (2, 4, 8, 16, 32):
    print(f"{n:4} {2 ** (n - 1):24,} {3 * (n - 1):18}")

# %% [markdown]
# Håstad proved in 1986 that one level less can indeed cost exponentially many gates. But that is about circuits of **AND, OR and NOT**, though it is often quoted for networks. *Threshold* units, such as
# those of unit 1, can do more: **parity of $n$ bits takes just $n$ of them in one hidden layer.** Their weights can *count*.
#
# Let all weights of the hidden units be 1, so each sees how many ones there are; and let unit $k = 1, \dots, n$ fire if there are at least $k$. How must the output unit weigh them, so that the sum is 1 for an odd count and 0 for
# an even one?
#
# ### Exercise 18 · `parity_net`
#
# Write `parity_net(n)` that returns `W, b, v, c` of the net $\mathrm{step}(\mathrm{step}(X W + \mathbf b)\,\mathbf v + c)$, which is 1 if the number of ones in a row of $X$ is odd, else 0.
#
# - `W`: shape (n, n), `b`: shape (n,), `v`: shape (n,), `c`: a number; step gives 1 above 0 and else 0
# - there may be at most n hidden units
#
# For example, for `n = 2`, `W = [[1, 1], [1, 1]]`, `b = [-0.5, -1.5]`, `v = [1, -1]`, `c = -0.5` are the OR and the AND unit of XOR.
#
# <details><summary>Hint</summary>
#
# With three ones, units 1, 2 and 3 fire. $1 - 1 + 1 - 1 + \dots$ is 1 after an odd number of terms.
# </details>


# %% exercise="parity_net"
def parity_net(n):
    ### BEGIN SOLUTION
    k = np.arange(n)
    return np.ones((n, n)), -(k + 0.5), (-1.0) ** k, -0.5
    ### END SOLUTION


# %% check="parity_net"

# %% [markdown]
# So whether depth pays depends on the units and on the task. The hope for sound and pictures is that each layer learns an abstraction of the one before: edges, then shapes, then digits; or harmonics, then vowels, then words. Some networks have a hundred layers
# and more.
#
# ## 3.9 A network that listens
#
# To end, a net that listens to spoken digits, as 48 numbers each: how loud 12 frequency bands are in each quarter of the word, as in unit 2. The largest of its ten outputs is its answer. To build it, many things had to be chosen:
#
# | choice | here |
# |---|---|
# | function to learn | from a word to one of ten digits |
# | encoding of the inputs | 48 band levels, standardised; a *category*, such as the language, would be *one-hot*: an input for each, 1 for the right one, else 0 |
# | encoding of the outputs | ten scores, one for each digit |
# | layers and connections | one hidden layer of 64 units, fully connected |
# | activation | ReLU, linear output |
# | loss and descent | cross entropy, Adam (unit 6) |
# | regulariser, against learning by heart | none (unit 6) |

# %%
speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
words, every = datasets.load(speech), 3 if speech == "fsdd" else 1
levels, digits = digit_levels(speech, "train", every=every)
new_levels, new_digits = digit_levels(speech, "test", every=every)


def scaled(part):
    return ((part - levels.mean(axis=0)) / levels.std(axis=0)).astype(np.float32)


rng = np.random.default_rng(0)
model = layers.Sequential(
    layers.Linear(48, 64, rng=rng), layers.ReLU(), layers.Linear(64, 10, rng=rng)
)
how = {"epochs": 20, "batch_size": 32, "rng": rng, "progress": False}
adam = optim.Adam(model.parameters(), lr=0.003)
train.fit(model, losses.CrossEntropyLoss(), adam, scaled(levels), digits, **how)
scores = train.predict(model, scaled(new_levels))
known = metrics.accuracy(train.predict(model, scaled(levels)), digits)
new = metrics.accuracy(scores, new_digits)
print(f"{words.name}: {model.count_parameters():,} parameters")
print(f"right: {known:.0%} of the words it learnt from, {new:.0%} of those by new speakers")

# %% [markdown]
# It counts for you: for each digit, the recording by a new speaker of which it is most certain.

# %%
certain = layers.softmax(scores)
rows = words.splits["test"][::every]
counted = [words.audio[rows[certain[:, digit].argmax()]] for digit in range(10)]
gap = audio.silence(sr=words.sr, duration=0.25)
audio.play(
    np.concatenate([part for word in counted for part in (0.7 * word / np.abs(word).max(), gap)]),
    words.sr,
    title="zero to nine, chosen by the network",
)

# %% [markdown]
# Such a net can learn a great deal, takes anything that can be written as numbers, is little troubled by some noise in the training data (unit 6 measures it), and runs fast: two matrix products. But now play the same words to it 0.2 seconds
# late:

# %%
late_levels, _ = digit_levels(speech, "test", every=every, late=0.2)
late = metrics.accuracy(train.predict(model, scaled(late_levels)), new_digits)
print(f"on time: {new:.0%} right; 0.2 s late: {late:.0%} right")

# %% [markdown]
# For you nothing has changed; for the net, a good deal. Each input has weights of its own, and what was learnt for one place is not known at another. It is the same with handwritten digits that are shifted or turned. Unit 8 shares weights between places, which cures the shift.
#
# ## Quiz
#
# Put a letter in the place of each `"?"`.
#
# **history** · In which order did these become known?
#
# - (a) back-propagation, the perceptron, deep belief nets
# - (b) the perceptron, deep belief nets, back-propagation
# - (c) the perceptron, back-propagation, deep belief nets
# - (d) deep belief nets, the perceptron, back-propagation
#
# **layers** · How many weight matrices does a net with two hidden layers have?
#
# - (a) 2
# - (b) 3
# - (c) 4
# - (d) 6
#
# **output** · A net is to say by how many semitones a note is out of tune, from −2 to 2. Its output unit is
#
# - (a) linear
# - (b) a sigmoid
# - (c) a ReLU
# - (d) a softmax
#
# **encoding** · One of the inputs is the instrument: drum, flute or violin. How is it encoded?
#
# - (a) 1 for drum, 2 for flute, 3 for violin
# - (b) by the numbers of the letters in its name
# - (c) it cannot be an input
# - (d) with three inputs, of which one is 1 and the others are 0
#
# **shift** · A net has learnt words that begin at once. Now they begin a little later. What will happen?
#
# - (a) nothing, it knows the words
# - (b) it may fail: at another place other weights are used
# - (c) the biases make up for it
# - (d) only the output layer has to be trained again
#
# **terms** · How many AND terms does the parity of ten bits need, as an OR of terms?
#
# - (a) 10
# - (b) 27
# - (c) 512
# - (d) 1024
#
# **threshold** · Why are n threshold units in one hidden layer enough for parity?
#
# - (a) each can count the ones and compare with a number of its own
# - (b) AND and OR are no threshold units
# - (c) they are not enough
# - (d) they can be trained
#
# **deep** · Which reason for depth is a theorem?
#
# - (a) the brain has levels
# - (b) we think in steps
# - (c) a net with one hidden layer cannot approximate every continuous function
# - (d) for some functions a flat net needs exponentially many units

# %% exercise="mlp_quiz"
mlp_quiz = {
    "history": "?",
    "layers": "?",
    "output": "?",
    "encoding": "?",
    "shift": "?",
    "terms": "?",
    "threshold": "?",
    "deep": "?",
}
### BEGIN SOLUTION
mlp_quiz = dict(zip(mlp_quiz, "cbadbcad", strict=True))
### END SOLUTION

# %% check="mlp_quiz"

# %% [markdown]
# ## What stays
#
# - A layer is $H = g(X W + \mathbf b)$: weighted sums, then a bend. A network is layers behind one another; its output layer is linear.
# - A column of $W$ is a template, and the sum says how well the sample matches it.
# - Without bends every stack collapses to one layer, which can only turn, scale and shift. The bend lets inputs interact and warps the space until a line is enough.
# - One hidden layer can approximate any continuous function on an interval: twice the pieces, half the error. Depth can save exponentially many units, depending on what the units can do.
# - Compute exponentials of negative numbers only, and `log1p`.
# - Who finds the weights? Downhill, by slopes through all layers: units 4 and 5.
#
# **Sources.** B. Pardo, *Deep learning and audio* (P19, P22–P26); Z. Duan, *Deep learning for audio* (D12, D14, D20, D23–D33); J. Nam, *Introduction to deep learning* (J08, J12, J13, J16–J20, J40); M. Grachten, *A very brief overview of deep
# learning* (G02); H. Mohammadi, *Deep learning: a hands-on introduction* (M11, M16–M19, M23). K. Hornik, M. Stinchcombe, H. White, "Multilayer feedforward networks are universal approximators", *Neural Networks* 2, 1989. G. Cybenko, "Approximation by
# superpositions of a sigmoidal function", *Math. Control Signals Systems* 2, 1989. J. Håstad, "Almost optimal lower bounds for small depth circuits", *STOC* 1986, and "An average-case depth hierarchy theorem for higher depths", *FOCS* 2016. M. Telgarsky,
# "Benefits of depth in neural networks", *COLT* 2016. K. He et al., "Delving deep into rectifiers", *ICCV* 2015 (PReLU). I. Goodfellow et al., "Maxout networks", *ICML* 2013. C. Olah, "Neural networks, manifolds, and topology", 2014. Recordings: Free Spoken
# Digit Dataset (CC BY-SA 4.0).
