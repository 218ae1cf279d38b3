# %% [markdown]
# # 9 · Convolutional networks that listen
#
# In unit 8 you chose kernels by hand. Now they are learnt. In this unit you send gradients back through convolution and pooling, count a whole
# network cell by cell, and train networks that understand spoken digits and find the beats of a drum loop.
#
# **You will be able to** write the backward pass of every layer of a CNN, say how large each layer is before you build it, train it, use what it
# has learnt for a new task, and say what it cannot hear.
#
# **You will hear** the sound that a learnt filter likes best, clicks on the onsets of a drum loop, two words laid over one another and pulled apart,
# and what is left of a voice when its phase is lost.
#
# Time: about 4 hours. Before: [unit 8](../u08_convolution/convolution.ipynb), and [unit 5](../u05_backprop/backprop.ipynb) for the chain rule.
#
# Conventions: [one page](../conventions.md).

# %%
import matplotlib.pyplot as plt
import numpy as np

from dlaudio import audio, datasets, layers, losses, onsets, optim, plots
from dlaudio.check import check
from dlaudio.datasets.drum_loops import HOP, SR, drum_loop, levels, rise
from dlaudio.networks import strangers
from dlaudio.networks.digit_nets import LWLS, build, measured
from dlaudio.networks.listener import digit_pictures, features, listener, small_cnn, word_picture
from dlaudio.train import fit, predict
from dlaudio.widgets import feature_maps, onset_threshold
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 9.1 Backwards through a convolution
#
# A network hears the word "six" and is to answer 6. Which samples, which bands spoke for it? Send the gradient of that answer back, through every
# layer, to the picture itself.

# %%
net = listener("spoken-digits")
voice, sr = feature_maps.spoken("six")
picture = word_picture(voice, sr)
score = net(picture[None, None] - 0.5)
net.zero_grad()
blame = net.backward(np.eye(10, dtype=np.float32)[[6]])[0, 0]
fig, (left, right) = plt.subplots(1, 2, figsize=(7.6, 3))
left.imshow(picture, origin="lower", aspect="auto", cmap="magma")
top = np.abs(blame).max()
right.imshow(blame, origin="lower", aspect="auto", cmap="RdBu_r", vmin=-top, vmax=top)
left.set(title="the word", xlabel="frame of 40 ms", ylabel="mel band")
right.set(title="slope of the score for 6", xlabel="frame of 40 ms")
fig.tight_layout()
plots.show(
    fig, "Left a log-mel picture of the word six; right the slope of its score: the hiss counts."
)
audio.play(voice, sr, title=f"the word six, heard as {score.argmax()}")

# %% [markdown]
# Red places speak for 6, blue ones against it. To get there, the gradient had to pass convolutions and pools. You will write each of these steps.
#
# ### The idea
#
# Convolution, as in unit 8, with $C$ channels in and $O$ out, stride $s$:
#
# $$y_{n,o,t} = b_o + \sum_{c,k} x_{n,c,\,ts + k}\; w_{o,c,k}.$$
#
# Everything is a sum of products, so every gradient is one too. Ask of each number: **whom did it meet?**
#
# - $x_{n,c,i}$ met $w_{o,c,k}$ on its way to $y_{n,o,t}$ whenever $i = ts + k$. One sample acts on many outputs, in all channels $o$: add up.
# - $w_{o,c,k}$ met $x_{n,c,ts+k}$ at *every* $t$ and in every sample $n$. The weight is shared, so its gradient is a sum over all places.
# - $b_o$ acts on all of channel $o$.
#
# $$dx_{n,c,ts+k} \mathrel{+}= dy_{n,o,t}\,w_{o,c,k}, \qquad dw_{o,c,k} = \sum_{n,t} dy_{n,o,t}\,x_{n,c,ts+k}, \qquad db_o = \sum_{n,t} dy_{n,o,t}.$$
#
# ### Exercise 1 · `conv1d_backward`
#
# Write `conv1d_backward(x, weight, dout, stride)` that returns `dx, dweight, dbias`.
#
# - `x`: (N, C, T); `weight`: (O, C, K); `dout`: (N, O, T'), the gradient of the loss in the output
# - no padding; windows that do not fit whole are left out, so the last samples may have the gradient 0
# - `dx`, `dweight` have the shapes of `x` and `weight`; `dbias` has shape (O,). The loss is a mean already: divide by nothing
#
# For example, with `x = [[[1, 2, 3, 4]]]`, `weight = [[[10, 1]]]`, stride 2 and `dout = [[[1, 5]]]`: `dx` is `[[[10, 1, 50, 5]]]`, `dweight` is
# `[[[16, 22]]]` and `dbias` is `[6]`. Loops are fine.
#
# <details><summary>Hint</summary>
#
# Loop over the frames t alone. `x[:, :, t * stride : t * stride + K]` is the window; `np.einsum("no,ock->nck", ...)` sends the gradient of one frame
# back, and it is *added*, because windows overlap.
# </details>


# %% exercise="conv1d_backward"
def conv1d_backward(x, weight, dout, stride):
    ### BEGIN SOLUTION
    dx, dweight, K = np.zeros(x.shape), np.zeros(weight.shape), weight.shape[2]
    for t in range(dout.shape[2]):
        window = slice(t * stride, t * stride + K)
        dx[:, :, window] += np.einsum("no,ock->nck", dout[:, :, t], weight)
        dweight += np.einsum("no,nck->ock", dout[:, :, t], x[:, :, window])
    return dx, dweight, dout.sum(axis=(0, 2))
    ### END SOLUTION


# %% check="conv1d_backward"

# %% [markdown]
# The check also tries a law. Convolution without a bias is linear, $y = Ax$ with the Toeplitz matrix of unit 8, and $dx = A^\top dy$. So for any
# $x$ and $dy$
#
# $$\langle Ax, dy\rangle = \langle x, A^\top dy\rangle.$$
#
# It is the quickest test of any backward pass: two sums that must agree. Here for the layer of the course.

# %%
rng = np.random.default_rng(0)
conv = layers.Conv1d(3, 5, 4, stride=2, bias=False, rng=rng, dtype=np.float64)
x = rng.normal(size=(2, 3, 15))
y = conv(x)
dy = rng.normal(size=y.shape)
print(f"<Ax, dy> = {np.sum(y * dy):.10f}")
print(f"<x, A'dy> = {np.sum(x * conv.backward(dy)):.10f}")

# %% [markdown]
# ### In two dimensions
#
# A picture has rows and columns, and often zeros around it. Nothing new happens: work on the padded picture, and cut the padding off `dx` at the end.
# What flowed into the padding is lost; nobody chose those zeros.
#
# ### Exercise 2 · `conv2d_backward`
#
# Write `conv2d_backward(x, weight, dout, padding)` that returns `dx, dweight, dbias`, for stride 1.
#
# - `x`: (N, C, H, W); `weight`: (O, C, K, K'), not always square; `padding`: so many zeros on each of the four sides
# - `dout`: (N, O, H + 2 padding − K + 1, W + 2 padding − K' + 1)
#
# For example, if all weights are 0 but one, in the middle of a 3 × 3 kernel, and padding is 1, then `dx` is `dout` times that weight.
#
# <details><summary>Hint</summary>
#
# Loop over the places i, j of the output, as over t before. Or loop over the places of the kernel: each sends back a shifted copy of all of `dout`.
# </details>


# %% exercise="conv2d_backward"
def conv2d_backward(x, weight, dout, padding):
    ### BEGIN SOLUTION
    p, (H, W), (K, L) = padding, x.shape[2:], weight.shape[2:]
    padded = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
    dpadded, dweight = np.zeros(padded.shape), np.zeros(weight.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            window = (slice(None), slice(None), slice(i, i + K), slice(j, j + L))
            dpadded[window] += np.einsum("no,ockl->nckl", dout[:, :, i, j], weight)
            dweight += np.einsum("no,nckl->ockl", dout[:, :, i, j], padded[window])
    return dpadded[:, :, p : p + H, p : p + W], dweight, dout.sum(axis=(0, 2, 3))
    ### END SOLUTION


# %% check="conv2d_backward"

# %% [markdown]
# ## 9.2 Backwards through a pool
#
# A pool has no weights: it is a module without parameters. But the gradient has to find its way. In a **maximum**, the largest input alone decides:
# it gets the whole gradient, the others nothing. If several are equally large, the slope does not exist; the course gives all to the **first** of
# them, rows before columns. In a **mean** of $m$ inputs each has the slope $1/m$.
#
# ### Exercise 3 · `max_pool_backward`
#
# Write `max_pool_backward(x, dout, size)` that returns `dx`, for windows of `size` × `size` side by side.
#
# - `x`: (N, C, H, W); `dout`: (N, C, H // size, W // size). Rows and columns that fill no window have the gradient 0
#
# For example, a window `[[1, 7], [3, 5]]` with the gradient 2 gives `[[0, 2], [0, 0]]`; a window of four equal numbers `[[2, 0], [0, 0]]`.
#
# <details><summary>Hint</summary>
#
# `window.argmax()` is the first of the largest, counted row by row; `divmod(place, size)` is its row and column.
# </details>


# %% exercise="max_pool_backward"
def max_pool_backward(x, dout, size):
    ### BEGIN SOLUTION
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        window = x[n, c, i * size : (i + 1) * size, j * size : (j + 1) * size]
        row, column = divmod(window.argmax(), size)
        dx[n, c, i * size + row, j * size + column] = dout[n, c, i, j]
    return dx
    ### END SOLUTION


# %% check="max_pool_backward"

# %% [markdown]
# ### Exercise 4 · `avg_pool_backward`
#
# Write `avg_pool_backward(dout, size, height, width)` that returns `dx` of shape (N, C, height, width). It needs no `x`: do you see why?
#
# For example, `dout = [[[[8.0]]]]` with size 2 in a picture of 2 × 3 gives `[[2, 2, 0], [2, 2, 0]]`.
#
# <details><summary>Hint</summary>
#
# `np.repeat` along two axes makes every number fill its window.
# </details>


# %% exercise="avg_pool_backward"
def avg_pool_backward(dout, size, height, width):
    ### BEGIN SOLUTION
    dx = np.zeros((*dout.shape[:2], height, width))
    spread = dout.repeat(size, axis=2).repeat(size, axis=3) / size**2
    dx[:, :, : spread.shape[2], : spread.shape[3]] = spread
    return dx
    ### END SOLUTION


# %% check="avg_pool_backward"

# %% [markdown]
# ### A convolutional layer is three stages
#
# Goodfellow, Bengio and Courville call *convolution, detector, pool* one layer. The detector is the bend, here ReLU; backwards it is what it was in
# unit 5: multiply by the slope, 1 where $z > 0$ and else 0. Put the stages together.
#
# ### Exercise 5 · `conv_block`
#
# Write `conv_block(x, weight, bias, dout)` that returns `y, dx, dweight, dbias`.
#
# - forwards: $z$ = convolution of `x` (N, C, T) with `weight` (O, C, K) plus `bias` (O,), stride 1, no padding; $h = \mathrm{ReLU}(z)$; `y` is the larger of
#   each two frames of $h$: (N, O, T'), where an odd last frame is left out
# - `dout`: (N, O, T')
#
# For example, `x = [[[1, 2, 4]]]`, `weight = [[[1, 1]]]`, `bias = [-4]`: $z$ is −1, 2, so `y` is 2. With `dout` 1, `dx` is `[0, 1, 1]`, `dweight` `[2, 4]`,
# `dbias` 1. You may use `layers` or write it out.
#
# <details><summary>Hint</summary>
#
# Backwards in reverse order: pool, bend, convolution. `layers.Conv1d`, `layers.ReLU` and `layers.MaxPool1d(2)` have `forward` and `backward`; set
# `conv.weight.value[...] = weight` and read `conv.weight.grad`.
# </details>


# %% exercise="conv_block"
def conv_block(x, weight, bias, dout):
    ### BEGIN SOLUTION
    n_out, n_in, K = weight.shape
    conv = layers.Conv1d(n_in, n_out, K, rng=np.random.default_rng(0), dtype=np.float64)
    conv.weight.value[...], conv.bias.value[...] = weight, bias
    stages = layers.Sequential(conv, layers.ReLU(), layers.MaxPool1d(2))
    y = stages.forward(x)
    return y, stages.backward(dout), conv.weight.grad, conv.bias.grad
    ### END SOLUTION


# %% check="conv_block"

# %% [markdown]
# ## 9.3 A whole network, cell by cell
#
# Behind the last pool stands an ordinary network: lay the picture out as one long row, and put dense layers and a softmax after it.
#
# ### Exercise 6 · `flatten_backward`
#
# Write `flatten_backward(x, W, dout)` that returns `flat, dW, dx`.
#
# - forwards: `flat` is `x` (N, C, H, W) as rows (N, C·H·W), the last axis fastest; then `flat @ W`, with `W` (C·H·W, M)
# - `dout`: (N, M), the gradient in the product; `dW` as `W`, `dx` a picture again, as `x`
#
# For example, with `W` the unit matrix, `dx` is `dout` in the shape of `x`.


# %% exercise="flatten_backward"
def flatten_backward(x, W, dout):
    ### BEGIN SOLUTION
    flat = x.reshape(len(x), -1)
    return flat, flat.T @ dout, (dout @ W.T).reshape(x.shape)
    ### END SOLUTION


# %% check="flatten_backward"

# %% [markdown]
# Books differ in how they store kernels. Lindholm, Wahlström, Lindsten and Schön, *Machine Learning: A First Course* (LWLS), have (height, width, in,
# out); this course, like PyTorch, has (out, in, height, width).
#
# ### Exercise 7 · `kernel_layout`
#
# Write `kernel_layout(lwls)` that returns `ours, back`: the kernels in our order, and those brought back into theirs.
#
# For example, the shape (5, 4, 1, 8) becomes (8, 1, 5, 4).
#
# <details><summary>Hint</summary>
#
# `transpose`, not `reshape`: axes change places, numbers keep theirs.
# </details>


# %% exercise="kernel_layout"
def kernel_layout(lwls):
    ### BEGIN SOLUTION
    ours = lwls.transpose(3, 2, 0, 1)
    return ours, ours.transpose(2, 3, 1, 0)
    ### END SOLUTION


# %% check="kernel_layout"

# %% [markdown]
# The same book has a network for handwritten digits of 28 × 28 pixels: three convolutions, which shrink the picture by their stride, and two dense
# layers.
#
# | layer | channels | kernel | stride | zeros before, after |
# |---|---|---|---|---|
# | convolution | 4 | 5 × 5 | 1 | 2, 2 |
# | convolution | 8 | 5 × 5 | 2 | 2, 2 |
# | convolution | 12 | 4 × 4 | 2 | 1, 1 |
# | dense | 200 | | | |
# | dense | 10 | | | |
#
# The padding has to be said: with it the pictures are 28, 14 and 7 wide; in the second layer the last zeros fill no whole window. How many units and
# how many numbers to learn has each layer?
#
# $$\text{size out} = \left\lfloor\frac{\text{size} + \text{before} + \text{after} - k}{s}\right\rfloor + 1, \qquad
# \text{parameters} = k^2\,C_\text{in}\,C_\text{out} + C_\text{out}.$$
#
# ### Exercise 8 · `network_table`
#
# Write `network_table(size, convs, dense)` that returns `sides, units, parameters`.
#
# - `size`: (channels, height, width) of the input; `convs`: for each convolution a row (channels, k, stride, before, after), the same for both axes;
#   `dense`: the numbers of units of the dense layers, perhaps none
# - `sides`: (height, width) after each convolution; `units`: numbers in the output of each layer, convolutions and dense ones; `parameters`: weights
#   and biases of each layer
#
# For example, the first row of the table gives the sides (28, 28), 3,136 units, and 5 · 5 · 1 · 4 + 4 = 104 parameters.


# %% exercise="network_table"
def network_table(size, convs, dense):
    ### BEGIN SOLUTION
    channels, height, width = size
    sides, units, parameters = [], [], []
    for out, k, stride, before, after in convs:
        height, width = ((n + before + after - k) // stride + 1 for n in (height, width))
        sides.append((height, width))
        units.append(height * width * out)
        parameters.append(k * k * channels * out + out)
        channels = out
    for m in dense:
        parameters.append(units[-1] * m + m)
        units.append(m)
    return sides, units, parameters
    ### END SOLUTION


# %% check="network_table"

# %% [markdown]
# The same network, built; its sizes are those of arrays that went through it.

# %%
counts = measured(*LWLS)
n_conv, built = len(counts["sides"]), build(*LWLS, rng=rng)
for i, (units, parameters) in enumerate(zip(counts["units"], counts["parameters"], strict=True)):
    side = "{} x {}".format(*counts["sides"][i]) if i < n_conv else "dense"
    print(f"{side:>8} {units:6,} units {parameters:8,} parameters")
print(f"in all {built.count_parameters():,}; the dense layer of 200 has most of them")
print(f"784 * 4 = {784 * 4}, 784 / 4 * 8 = {784 // 4 * 8}, 784 / 16 * 12 = {784 // 16 * 12}")

# %% [markdown]
# The number of units falls slowly, by a half and then by more: each stage has a quarter of the places and more channels. The first layer of *AlexNet*,
# which won the ImageNet contest of 2012, has 96 kernels of 11 × 11 × 3: 34,848 weights and 96 biases. Compare with your function.

# %% [markdown]
# ## 9.4 Ears
#
# Now train one. The words become pictures of 16 mel bands by 16 frames of 40 ms, in levels from 0 to 1. No MFCC, no deltas: what the coefficients of
# unit 7 did by rule, the kernels may learn.

# %%
X, digits = digit_pictures("spoken-digits", "train", 600)
fig, axes = plt.subplots(2, 5, figsize=(7.6, 3.4))
for digit, ax in enumerate(axes.flat):
    ax.imshow(X[digits == digit][0, 0], origin="lower", cmap="magma")
    ax.set(title=str(digit), xticks=[], yticks=[])
fig.tight_layout()
plots.show(
    fig, "Ten log-mel pictures of 16 by 16, one spoken digit each; six shows hiss at the top."
)

# %% [markdown]
# Training is what it was: cross entropy, mini-batches, back-propagation, a step whose size adapts (Adam). Only the layers are new.
#
# ### Exercise 9 · `train_cnn`
#
# Write `train_cnn(X, y, X_new, rng)` that builds a convolutional network, trains it, and returns the digit that it hears in each picture of `X_new`.
#
# - `X`: (N, 1, 16, 16), levels from 0 to 1; `y`: (N,), digits; `X_new`: (M, 1, 16, 16), by speakers who are not in `X`
# - returns M whole numbers from 0 to 9. At least half have to be right
# - a small network and some ten epochs are enough: a few seconds
#
# The check has 300 words by made-up voices, where 80 % is easy. The grader asks about others of these, and, where it has them, about real recordings:
# 1,200 words by four people to learn from, 300 by two others. Real strangers are harder; do not stop when you just reach a half.
#
# For example, one `layers.Conv2d(1, 8, 3, padding=1, rng=rng)`, a bend, a pool, `layers.Flatten()` and one `layers.Linear`. Unit 6 has the recipe: `fit` and
# `predict` are imported above.
#
# <details><summary>Hint</summary>
#
# Count the inputs of the dense layer with `network_table`, or look at the shape of `net.layers[...]`'s output. Subtract the mean picture of `X`, also
# from `X_new`. `losses.CrossEntropyLoss`, `optim.Adam` with a learning rate of 0.01, batches of 20, `progress=False`.
# </details>


# %% exercise="train_cnn"
def train_cnn(X, y, X_new, rng):
    ### BEGIN SOLUTION
    net = layers.Sequential(
        layers.Conv2d(1, 8, 3, padding=1, rng=rng),
        layers.ReLU(),
        layers.MaxPool2d(4),
        layers.Flatten(),
        layers.Linear(128, 10, rng=rng),
    )
    loss, optimizer, middle = (
        losses.CrossEntropyLoss(),
        optim.Adam(net.parameters(), 0.01),
        X.mean(0),
    )
    options = {"epochs": 8, "batch_size": 20, "rng": rng, "progress": False}
    fit(net, loss, optimizer, X - middle, y, **options)
    return predict(net, X_new - middle).argmax(axis=1)
    ### END SOLUTION


# %% check="train_cnn"

# %% [markdown]
# ### Real voices
#
# The voices so far were made by a synthesiser. Take real ones, where they are at hand, and be strict: one speaker is left out and plays the stranger. The
# models never hear this voice while they learn. Beside the stranger's words we ask about a tenth of the words of the *known* speakers, held back too.
#
# The pictures are a little finer now: 24 mel bands by 24 frames of 27 ms. Three models hear them:
#
# - *logistic regression* (softmax, ten classes) on the mean MFCC: the baseline, what unit 7 would do;
# - an *MLP*, 576-128-10, on the whole picture;
# - a *CNN* of three convolutions. The first one has stride 2, and so leaves a quarter of the work to the others.

# %%
speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
words = datasets.load(speech)
pictures, said, who = strangers.voices(speech)
left_out = ["george"] if speech == "fsdd" else who[words.splits["test"]]
stranger = np.isin(who, left_out)
held_back = ~stranger & (np.random.default_rng(1).random(len(who)) < 0.1)
known = ~stranger & ~held_back
print(f"{words.description}; {known.sum()} words to learn from, {stranger.sum()} by strangers")

maps = strangers.centred(pictures[:1])
for layer in strangers.cnn(rng):
    maps = layer(maps)
    size = " x ".join(str(n) for n in maps.shape[1:])
    print(f"{type(layer).__name__:10} {size:12} {layer.count_parameters():6,} parameters")

# %% [markdown]
# **Disguises.** Five or six voices are few, and a network of thousands of weights learns them by heart. But much of what makes a stranger strange we can do to the
# words we have: say them faster or slower, later or earlier, brighter or darker; and hide a few bands or frames, so that nothing hangs on a single one. This is
# *augmentation*, as in unit 6. Each time a word comes up in training, it comes in a new disguise.

# %%
seven = pictures[known & (said == 7)][:1]
disguised = strangers.changed(np.repeat(seven, 9, axis=0), np.random.default_rng(2))
fig, axes = plt.subplots(2, 5, figsize=(7.6, 3.4))
for k, (image, ax) in enumerate(zip([seven[0], *disguised], axes.flat, strict=True)):
    ax.imshow(image[0], origin="lower", cmap="magma", vmin=0, vmax=1)
    ax.set(title="the word" if k == 0 else str(k), xticks=[], yticks=[])
fig.tight_layout()
plots.show(
    fig,
    "A log-mel picture of seven and nine disguises: squeezed, moved, darkened, with plain stripes.",
)

# %% [markdown]
# All models learn with Adam, with a rate that falls to 0 along half a wave of a cosine: large steps first, small ones to settle. The CNN needs some ten seconds.

# %%
print(f"{'right':32}{'parameters':>11}{'known speakers':>16}{'stranger':>10}")
for name in ("logistic regression, mean MFCC", "MLP", "CNN, augmented"):
    model = strangers.learn(strangers.RECIPES[name], pictures[known], said[known])
    old, new_voice = (
        strangers.right_share(model, pictures[some], said[some]) for some in (held_back, stranger)
    )
    print(f"{name:32}{model.count_parameters():11,}{old:16.0%}{new_voice:10.0%}")

# %% [markdown]
# Read the two columns. Among speakers it knows, a model looks far better than with a stranger; a test that mixes speakers flatters.
#
# One stranger is not enough for a verdict. So leave out each of the six speakers of the real recordings in turn, and train the MLP and the CNN also
# without disguises or with them. That takes minutes, so it was done before, by `bench/digits.py`, with two random starts each. The share of the
# stranger's words that were right, in %:
#
# | right, % | parameters | mean | george | jackson | lucas | nicolas | theo | yweweler |
# |---|---|---|---|---|---|---|---|---|
# | logistic regression, mean MFCC | 140 | **57** | 38 | 64 | 44 | 58 | 74 | 66 |
# | MLP | 75,146 | **74** | 68 | 84 | 45 | 76 | 91 | 78 |
# | MLP, augmented | 75,146 | **76** | 62 | 89 | 59 | 74 | 91 | 79 |
# | CNN | 8,906 | **75** | 66 | 81 | 58 | 76 | 86 | 83 |
# | CNN, augmented | 8,906 | **81** | 72 | 93 | 80 | 76 | 84 | 83 |
#
# Look how different the strangers are: *lucas* is hard to understand for all but the last model, *theo* is easy. So do not trust a test with one stranger. On average the CNN
# alone is hardly better than the MLP. The disguises decide: they help the CNN more than the MLP. A CNN that has met a squeezed *s* in one place knows
# it in all places; the MLP has to meet it in each.
#
# ### Look inside
#
# Choose a word and a layer. Early maps still look like the sound; late ones are small and say *something like this was about here*.

# %%
demo(feature_maps.draw, title=feature_maps.TITLE, controls=feature_maps.CONTROLS, slow=True)

# %% [markdown]
# The eight kernels of the first layer, over mel bands (up) and time (right): some look for a level that rises in time, others for an edge between bands.

# %%
kernels = net.layers[0].weight.value[:, 0]
fig, axes = plt.subplots(1, 8, figsize=(7.6, 1.4))
for k, (kernel, ax) in enumerate(zip(kernels, axes, strict=True)):
    ax.imshow(kernel, origin="lower", cmap="RdBu_r", vmin=-0.9, vmax=0.9)
    ax.set(title=str(k), xticks=[], yticks=[])
plots.show(
    fig, "Eight learnt kernels of 3 by 3, over mel bands and frames; red adds, blue subtracts."
)

# %% [markdown]
# **What would a filter like to hear?** Start with a grey picture and walk *uphill*: change the picture, not the weights, so that one channel of the second
# convolution answers more. The gradient that reaches the input says how. Then turn the picture into sound: mel bands back into frequencies, and a
# phase by Griffin and Lim's method.


# %%
def preferred(channel, n_steps=60):
    """The picture (16, 16), from 0 to 1, for which a channel of the second convolution is largest."""
    ear = layers.Sequential(*net.layers[:4])
    x = np.full((1, 1, 16, 16), 0.5, np.float32)
    x += np.random.default_rng(channel).normal(size=x.shape).astype(np.float32) * 0.05
    for _ in range(n_steps):
        dout = np.zeros_like(ear(x - 0.5))
        dout[:, channel, 2:6, 2:6] = 1
        dx = ear.backward(dout)
        x = np.clip(x + 0.05 * dx / (np.abs(dx).max() + 1e-9), 0, 1)
    return x[0, 0]


def to_sound(picture, sr=8000, hop=80):
    """A sound whose log-mel picture is near this one: (n_mels, frames of 40 ms) to samples."""
    bank = audio.mel_filterbank(sr=sr, n_fft=512, n_mels=len(picture), fmin=60)
    power = 10 ** (6 * (picture - 1))  # 0 to 1 stands for 60 dB
    power = np.maximum(np.linalg.pinv(bank) @ power, 0) + bank.T @ power * 1e-3
    fine = np.repeat(np.sqrt(power), 320 // hop, axis=1)
    y = audio.griffin_lim(fine, hop_length=hop, rng=np.random.default_rng(0), n_iter=20)
    return audio.fade(0.7 * y / np.abs(y).max(), sr=sr)


liked = [preferred(k) for k in range(4)]
fig, axes = plt.subplots(1, 4, figsize=(7.6, 2.6), layout="constrained")
for k, (image, ax) in enumerate(zip(liked, axes, strict=True)):
    ax.imshow(image, origin="lower", cmap="magma", vmin=0, vmax=1)
    ax.set(title=f"channel {k}", xlabel="frame", yticks=[])
plots.show(
    fig, "Pictures for which four channels answer most: patches and slanted stripes of sound."
)
gap = audio.silence(sr=8000, duration=0.3)
sounds = [part for image in liked for part in (to_sound(image), gap)]
audio.play(np.concatenate(sounds), 8000, title="what channels 0, 1, 2 and 3 like best")

# %% [markdown]
# ## 9.5 Late, shuffled, few
#
# A CNN is built on an assumption: *neighbours belong together, and what matters may be anywhere*. Three experiments ask when that helps. First: the
# word comes late. A convolution over time is **equivariant**: a later sound gives the same maps, later. A pool over all time makes that
# **invariant**.

# %%
X, y = digit_pictures("spoken-digits", "train", 600)
X_new, new = digit_pictures("spoken-digits", "test", 200)


def train(model, X, y, epochs=10):
    """Adam and cross entropy; the model, trained."""
    options = {"epochs": epochs, "batch_size": 32, "rng": np.random.default_rng(0)}
    optimizer = optim.Adam(model.parameters(), 3e-3)
    fit(model, losses.CrossEntropyLoss(), optimizer, X, y, progress=False, **options)
    return model


def share(model, X, y):
    return np.mean(predict(model, X).argmax(axis=1) == y)


def dense(*sizes, rng):
    """Flatten, then dense layers with ReLU between them."""
    stages = [layers.Flatten()]
    for d, m in zip(sizes, sizes[1:], strict=False):
        stages += [layers.Linear(d, m, rng=rng), layers.ReLU()]
    return layers.Sequential(*stages[:-1])


class BandsAsChannels(layers.Layer):
    """(N, 1, bands, frames) to (N, bands, frames), for a convolution over time alone."""

    def forward(self, x):
        return x[:, 0]

    def backward(self, dout):
        return dout[:, None]


def anywhere(rng):
    """Two convolutions over time, then the maximum over all time."""
    stages = [BandsAsChannels(), layers.Conv1d(16, 32, 5, padding=2, rng=rng), layers.ReLU()]
    stages += [layers.Conv1d(32, 32, 5, padding=2, rng=rng), layers.ReLU()]
    return layers.Sequential(
        *stages, layers.MaxPool1d(16), layers.Flatten(), layers.Linear(32, 10, rng=rng)
    )


def later(X, frames):
    """The pictures with so many frames of silence before them; the end is lost."""
    return np.pad(X, [(0, 0), (0, 0), (0, 0), (frames, 0)])[..., : X.shape[3]]


rng = np.random.default_rng(0)
models = {
    "MLP": train(dense(256, 64, 10, rng=rng), X, y),
    "CNN, small pools": net,
    "CNN, pool over all time": train(anywhere(rng), X, y),
}
ax = None
for name, model in models.items():
    shift = 0.5 if model is net else 0.0
    curve = [share(model, later(X_new, k) - shift, new) for k in range(7)]
    print(f"{name:24}", " ".join(f"{a:4.0%}" for a in curve))
    ax = plots.curve(
        100 * np.array(curve),
        x=40 * np.arange(7),
        ax=ax,
        label=name,
        xlabel="delay of the word (ms)",
        ylabel="right (%)",
    )
plots.show(
    ax,
    "Right answers against delay: the dense net falls fastest, the net with one pool over time least.",
)

# %%
first = models["CNN, pool over all time"].layers[1]
maps, late = (first(p[:, 0]) for p in (X_new[:1], later(X_new[:1], 3)))
# the first two frames see the edge
print("largest difference after undoing 3 frames:", np.abs(maps[..., 2:11] - late[..., 5:14]).max())

# %% [markdown]
# Second: shuffle the columns of the pictures, and their rows, all in the same way. Every number is still there. A dense network hardly notices.

# %%
order = np.random.default_rng(4).permutation(16)
for name, make in {
    "MLP": lambda rng: dense(256, 64, 10, rng=rng),
    "CNN": lambda rng: small_cnn(10, rng=rng),
}.items():
    plain, shuffled = (
        share(train(make(np.random.default_rng(0)), A, y, 6), B, new)
        for A, B in (
            (X - 0.5, X_new - 0.5),
            (X[:, :, order][..., order] - 0.5, X_new[:, :, order][..., order] - 0.5),
        )
    )
    print(f"{name}: {plain:.0%} right, with rows and columns shuffled {shuffled:.0%}")

# %% [markdown]
# The CNN loses what it was built on. **Data whose neighbours mean nothing** — columns of a table, bags of words, shuffled genes — are not for CNNs. And a
# spectrogram is only half a picture: neighbours in *time* are alike, but a harmonic's relatives are octaves, fifths and thirds away, not in the next band.
#
# Third: how many examples? Give a dense network and a CNN about equally many parameters. Few connections, shared by all places,
# should have an easier time.

# %%
counts = (40, 100, 200, 400)
small = {
    "MLP 256-14-10": lambda rng: dense(256, 14, 10, rng=rng),
    "CNN 8-16": lambda rng: small_cnn(10, rng=rng),
}
ax = None
for name, make in small.items():
    size = make(np.random.default_rng(0)).count_parameters()
    scores = []
    for n in counts:
        model = train(make(np.random.default_rng(0)), X[:n] - 0.5, y[:n], epochs=2400 // n)
        scores.append(100 * share(model, X_new - 0.5, new))
    print(f"{name}, {size:,} parameters:", *np.round(scores), "% right")
    ax = plots.curve(
        scores, x=counts, ax=ax, label=name, xlabel="words to learn from", ylabel="right (%)"
    )
plots.show(
    ax, "Right answers against the number of training words: the CNN gains more from more words."
)

# %% [markdown]
# With forty words neither knows much; from a hundred on the CNN pulls ahead, with no more numbers to learn than the other.

# %% [markdown]
# ## 9.6 Learn once, use twice
#
# A network that knows 0 to 4 is to learn 5 to 9, from **four examples each**. That is little. But its early layers know already what speech is
# made of. So take off the last layer, keep the rest as it is (*frozen*), and train a new head: **transfer learning**. With more data one would then
# let all weights move a little: *fine-tuning*. Networks trained once on the 1.3 million pictures of ImageNet, such as VGG-16, were used this way for
# years; and any other classifier may stand on the features, the nearest neighbour for one.
#
# ### Exercise 10 · `new_head`
#
# Write `new_head(H, y)` that returns `W, b` of the new last layer.
#
# - `H`: (20, 256), what the frozen layers give for twenty words; `y`: (20,), digits from 5 to 9
# - `W`: (256, 5), `b`: (5,). Column 0 is for 5: the digit that it hears is the place of the largest of `H @ W + b`, plus 5
#
# At least 60 % of words by new speakers have to be right; guessing gives 20 %. For example, softmax and gradient descent, 200 steps, as in unit 2.
#
# <details><summary>Hint</summary>
#
# The gradient of the scores is (softmax − one-hot) / N; then as in step 7 of unit 5. Start with zeros. A step of 0.05 is small enough.
# </details>


# %% exercise="new_head"
def new_head(H, y):
    ### BEGIN SOLUTION
    W, b, target = np.zeros((H.shape[1], 5)), np.zeros(5), np.eye(5)[y - 5]
    for _ in range(200):
        p = layers.softmax(H @ W + b)
        dscores = (p - target) / len(H)
        W -= 0.05 * H.T @ dscores
        b -= 0.05 * dscores.sum(axis=0)
    return W, b
    ### END SOLUTION


# %% check="new_head"

# %% [markdown]
# How much did it help? Four draws of twenty examples, three ways: a whole new CNN; the frozen features of a CNN that never learnt anything; and those of the
# CNN that knows 0 to 4.

# %%
old, ask = listener("spoken-digits", (0, 1, 2, 3, 4)), new > 4
untaught, tries = small_cnn(5, rng=np.random.default_rng(3)), {}
for draw in range(4):
    few = np.concatenate([np.flatnonzero(y == d)[4 * draw : 4 * draw + 4] for d in range(5, 10)])
    scratch = train(small_cnn(5, rng=np.random.default_rng(0)), X[few] - 0.5, y[few] - 5, 60)
    hit = share(scratch, X_new[ask] - 0.5, new[ask] - 5)
    tries.setdefault("a whole new CNN", []).append(hit)
    for name, frozen in {"an untaught CNN": untaught, "the CNN of 0 to 4": old}.items():
        H, H_new = features(frozen, X[few]), features(frozen, X_new[ask])
        distance = ((H_new[:, None] - H) ** 2).sum(axis=2)
        hit = np.mean(y[few][distance.argmin(axis=1)] == new[ask])
        tries.setdefault(f"nearest neighbour on features of {name}", []).append(hit)
        head = layers.Sequential(layers.Linear(256, 5, rng=np.random.default_rng(0)))
        hit = share(train(head, H, y[few] - 5, 60), H_new, new[ask] - 5)
        tries.setdefault(f"new head on features of {name}", []).append(hit)
for name, hits in tries.items():
    print(f"{name:51} {np.mean(hits):4.0%}   each", *(f"{hit:.0%}" for hit in hits))

# %% [markdown]
# Features that were learnt on *other* words carry over: they are far better than those of a network that learnt nothing. And a head of 1,285 numbers, or no
# learning at all but a nearest neighbour, then does about what a whole new network does. The larger the old task is beside the new one, the more there is to gain; ours is
# small.

# %% [markdown]
# ## 9.7 Where does it begin?
#
# A drum loop. Where does each hit start? In unit 8 the kernel $[-1, 1]$ over time answered: it is large where the level rises. Turn that curve into a
# list of times by picking its peaks.
#
# ### Exercise 11 · `pick_peaks`
#
# Write `pick_peaks(novelty, threshold, wait)` that returns the frames of the onsets, in rising order.
#
# - frame t is a peak if it is higher than frame t − 1, not lower than t + 1, and above `threshold`; the first and the last frame never are
# - go through the peaks from the left; skip one that comes fewer than `wait` frames after the last one **kept**
#
# For example, `[0, 5, 1, 4, 0, 6, 6, 0]` with threshold 3 has peaks at 1, 3 and 5; with `wait = 3` those at 1 and 5 are kept.


# %% exercise="pick_peaks"
def pick_peaks(novelty, threshold, wait):
    ### BEGIN SOLUTION
    peaks = []
    for t in range(1, len(novelty) - 1):
        is_peak = novelty[t - 1] < novelty[t] >= novelty[t + 1] and novelty[t] > threshold
        if is_peak and (not peaks or t - peaks[-1] >= wait):
            peaks.append(t)
    return peaks
    ### END SOLUTION


# %% check="pick_peaks"

# %% [markdown]
# How good is such a list? An onset counts as found if it is no more than 50 ms off, and every onset, found or true, may be used **once**. Then
#
# $$P = \frac{\text{hits}}{\text{found}}, \qquad R = \frac{\text{hits}}{\text{true}}, \qquad F = \frac{2PR}{P + R}.$$
#
# ### Exercise 12 · `onset_score`
#
# Write `onset_score(found, truth, tolerance)` that returns `precision, recall, f`. Both lists are times in seconds, rising. What would divide by 0 is 0.
#
# For example, found 1.00, 1.03, 2.00 and true 1.02, 3.00 make one hit: precision 1/3, recall 1/2, F 0.4.
#
# <details><summary>Hint</summary>
#
# Walk through both lists with two counters: if the two are near, it is a hit and both move on; else the smaller moves on.
# </details>


# %% exercise="onset_score"
def onset_score(found, truth, tolerance):
    ### BEGIN SOLUTION
    i = j = hits = 0
    while i < len(found) and j < len(truth):
        if abs(found[i] - truth[j]) <= tolerance:
            hits, i, j = hits + 1, i + 1, j + 1
        elif found[i] < truth[j]:
            i += 1
        else:
            j += 1
    total = len(found) + len(truth)
    return hits / max(len(found), 1), hits / max(len(truth), 1), 2 * hits / max(total, 1)
    ### END SOLUTION


# %% check="onset_score"

# %% [markdown]
# Move the threshold: too low, and every rustle is a beat; too high, and the soft hats are lost. Then add noise.

# %%
demo(onset_threshold.draw, title=onset_threshold.TITLE, controls=onset_threshold.CONTROLS)

# %% [markdown]
# Let kernels be learnt instead (Schlüter and Böck did so in 2014, with dropout). Each frame has the label 1 if an onset is there; the network gives a
# logit for each frame, from seven frames of all bands. Thresholds are chosen on the training loops, for both methods.

# %%
rng = np.random.default_rng(5)
loops = [drum_loop(rng, noise=0.08) for _ in range(24)]
L = np.array([levels(y) for y, _ in loops]).astype(np.float32)
target = np.zeros((len(loops), 1, L.shape[2]), np.float32)
for row, (_, times) in zip(target, loops, strict=True):
    frames = np.round(times * SR / HOP).astype(int)
    row[0, frames], row[0, frames + 1] = 1, 1
onset_net = layers.Sequential(
    layers.Conv1d(16, 12, 7, padding=3, rng=rng),
    layers.ReLU(),
    layers.Dropout(0.2, rng=rng),
    layers.Conv1d(12, 1, 5, padding=2, rng=rng),
)
options = {"epochs": 150, "batch_size": 2, "rng": rng, "progress": False}
adam = optim.Adam(onset_net.parameters(), 0.01)
fit(onset_net, losses.BCEWithLogitsLoss(), adam, L[:16], target[:16], **options)
curves = {
    "kernel [-1, 1]": [rise(y) for y, _ in loops],
    "CNN": list(layers.sigmoid(predict(onset_net, L)[:, 0])),
}


def found_times(curve, threshold):
    return onsets.pick_peaks(curve, threshold=threshold, wait=5) * HOP / SR


def mean_f(curves, which, threshold):
    pairs = ((found_times(curves[i], threshold), loops[i][1]) for i in which)
    return np.mean([onsets.f_measure(truth, found).f for found, truth in pairs])


best = {}
for name, some in curves.items():
    tries = np.linspace(0.02, 0.9, 45)
    best[name] = tries[np.argmax([mean_f(some, range(16), t) for t in tries])]
    print(
        f"{name}: threshold {best[name]:.2f}, F on 8 new loops {mean_f(some, range(16, 24), best[name]):.2f}"
    )
fig, axes = plt.subplots(2, 1, figsize=(7.6, 3.6), sharex=True)
for ax, (name, some) in zip(axes, curves.items(), strict=True):
    seconds = np.arange(len(some[20])) * HOP / SR
    plots.curve(some[20], x=seconds, ax=ax, xlabel="time (s)", ylabel="novelty", title=name)
    ax.plot(loops[20][1], np.full(len(loops[20][1]), some[20].max()), "kv", markersize=5)
fig.tight_layout()
plots.show(
    fig,
    "Novelty of a noisy loop: the fixed kernel trembles, the CNN's curve has clear peaks at the true onsets.",
)
loop, _ = loops[20]
clicks = found_times(curves["CNN"][20], best["CNN"])
audio.play(
    onset_threshold.with_clicks(loop, clicks), SR, title="the loop, a beep on each onset of the CNN"
)

# %% [markdown]
# ## 9.8 One label, or many
#
# A word is *one* of ten digits: the classes exclude each other. A song may be *piano* and *jazz* and *slow*: tags do not. For one label use a softmax, which
# makes the classes share; for tags, a sigmoid for each.
#
# $$\ell_\text{single} = -\frac1N \sum_n \ln \mathrm{softmax}(z_n)_{y_n}, \qquad
# \ell_\text{multi} = -\frac{1}{NC}\sum_{n,c} \bigl[t_{nc} \ln \sigma(z_{nc}) + (1 - t_{nc}) \ln(1 - \sigma(z_{nc}))\bigr].$$
#
# Both have the gradient *prediction − target*, divided by what the mean divides by. You met the first one, combined with its softmax, in
# [unit 2](../u02_gradient_descent/gradient_descent.ipynb).
#
# ### Exercise 13 · `two_losses`
#
# Write `two_losses(logits, digit, tags)` that returns `single, dsingle, multi, dmulti`.
#
# - `logits`: (N, C); `digit`: (N,), whole numbers, for the single label; `tags`: (N, C), 0 or 1, for the tags
# - the two losses, and their gradients in the logits, (N, C). They must be finite also for logits of ±1000
#
# For example, one row of C zeros costs $\ln C$ for the single label and $\ln 2$ for tags.
#
# <details><summary>Hint</summary>
#
# Subtract the largest logit of each row before `exp`. $-\ln\sigma(z) = \ln(1 + e^{-z})$, and `np.logaddexp(0, z)` is $\ln(1 + e^z)$ without overflow:
# then $\ell_\text{multi}$ is the mean of $\ln(1 + e^z) - tz$.
# </details>


# %% exercise="two_losses"
def two_losses(logits, digit, tags):
    ### BEGIN SOLUTION
    n, c = logits.shape
    one = np.eye(c)[digit]
    log_p = logits - logits.max(axis=1, keepdims=True)
    log_p = log_p - np.log(np.exp(log_p).sum(axis=1, keepdims=True))
    single, dsingle = -(one * log_p).sum() / n, (np.exp(log_p) - one) / n
    multi = (np.logaddexp(0, logits) - tags * logits).mean()
    return single, dsingle, multi, (0.5 + 0.5 * np.tanh(logits / 2) - tags) / (n * c)
    ### END SOLUTION


# %% check="two_losses"

# %% [markdown]
# ## 9.9 What a CNN does not see
#
# Two speakers at once. In the *waveform* sounds add up. In a complex spectrogram they do too. But a CNN gets magnitudes or levels, and there, unlike
# in a photograph, one thing does not stand before another: both shine through, and where their phases disagree they *cancel*.

# %%
test = datasets.load("spoken-digits").where(split="test")
a, b = (
    np.pad(test.audio[int(np.flatnonzero(test.labels == d)[k])], (0, 6000))[:6000]
    for d, k in ((6, 1), (0, 5))
)
spectra = [audio.stft(sound, n_fft=512, hop_length=128) for sound in (a, b, a + b)]
A, B, mixture = spectra
print(f"complex: |A + B - mixture| is at most {np.abs(A + B - mixture).max():.1e}")
gap = np.abs(A) + np.abs(B) - np.abs(mixture)
print(
    f"magnitudes: |A| + |B| - |mixture| is up to {gap.max():.1f}, where |mixture| goes up to {np.abs(mixture).max():.1f}"
)
audio.play((a + b) / 2, test.sr, title="six and zero at the same time")

# %% [markdown]
# A CNN may still pull them apart: let it say for every place how much belongs to the first sound, a **mask** from 0 to 1. A simple and good one,
# if both sounds were known, is a *ratio mask*,
#
# $$m = \frac{|A|}{|A| + |B|},$$
#
# and the estimate is the mask times the mixture, with the mixture's phase. Unit 12 takes a mask with powers under a root
# and trains a dense network to give it.
#
# ### Exercise 14 · `ratio_mask`
#
# Write `ratio_mask(A, B)` that returns `mask, estimate, gap`.
#
# - `A`, `B`: complex spectrograms of the two sounds, the same shape. `mask`: 0 where both are silent; `estimate`: the mask times $A + B$, complex
# - `gap`: $|A| + |B| - |A + B|$, how far magnitudes are from adding up
#
# For example, $A = 3$, $B = -1$: the mask is 0.75, the estimate 1.5 and the gap 2.


# %% exercise="ratio_mask"
def ratio_mask(A, B):
    ### BEGIN SOLUTION
    total = np.abs(A) + np.abs(B)
    mask = np.divide(np.abs(A), total, out=np.zeros(total.shape), where=total > 0)
    return mask, mask * (A + B), total - np.abs(A + B)
    ### END SOLUTION


# %% check="ratio_mask"

# %%
ideal = np.abs(A) / (np.abs(A) + np.abs(B) + 1e-12)
apart = [audio.istft(m * mixture, hop_length=128, length=len(a)) for m in (ideal, 1 - ideal)]
gap = audio.silence(sr=test.sr, duration=0.3)
audio.play(
    np.concatenate([apart[0], gap, apart[1]]), test.sr, title="the two words, by the ideal mask"
)

# %% [markdown]
# **Phase.** Keep the magnitudes of a word and replace its phase: by zeros, by chance, or by Griffin and Lim's guess, which goes to and fro between sound
# and spectrogram until the two agree. All four come from one picture, so a CNN that gets it hears no difference. Can you? (Frames overlap. Where a made-up phase makes them
# disagree, the sound gets other magnitudes than we asked for; the numbers say how far off they are.)

# %%
magnitude, rng = np.abs(A), np.random.default_rng(0)
zero = audio.istft(magnitude.astype(complex), hop_length=128, length=len(a))
chance = audio.istft(
    magnitude * np.exp(2j * np.pi * rng.random(A.shape)), hop_length=128, length=len(a)
)
guess = audio.griffin_lim(magnitude, hop_length=128, rng=rng, n_iter=60, length=len(a))
parts = []
for name, sound in {"zero": zero, "chance": chance, "Griffin-Lim": guess}.items():
    off = np.abs(np.abs(audio.stft(sound, n_fft=512, hop_length=128)) - magnitude)
    print(f"phase {name}: the magnitudes of the sound are off by {off.sum() / magnitude.sum():.0%}")
    parts += [0.8 * sound / np.abs(sound).max(), gap]
audio.play(
    np.concatenate([a, gap, *parts]),
    test.sr,
    title="the word; phase zero, by chance, by Griffin-Lim",
)

# %% [markdown]
# **Long time.** A unit sees no further than its receptive field.

# %%
field, jump = 1, 1
for kernel, stride in [(3, 1), (2, 2), (3, 1), (2, 2)]:
    field, jump = field + (kernel - 1) * jump, jump * stride
print(
    f"the last maps see {field} frames, {0.04 * field:.1f} s: a word, but no melody and no sentence"
)

# %% [markdown]
# For longer memories, put a *recurrent* layer over the frames that come out of the convolutions. The picture goes in as it is, without MFCC, deltas or
# stacked frames. That is unit 11.

# %% [markdown]
# ## 9.10 Speech or music, and bands that learn
#
# Is the radio talking or playing? Here are digits against notes and drum hits, all made by the course.

# %%
rng = np.random.default_rng(8)
notes = [
    audio.note(float(f), sr=8000, duration=0.6, n_harmonics=int(h))
    for f, h in zip(rng.uniform(110, 900, 120), rng.integers(1, 9, 120), strict=True)
]
kits = datasets.load("drum-hits")
hits = [kits.audio[i][:: max(1, round(kits.sr / 8000))] for i in rng.permutation(len(kits))[:120]]
music = np.array([word_picture(sound, 8000) for sound in notes + hits])[:, None] - 0.5
both, is_music = np.concatenate([X[:240] - 0.5, music]), np.repeat([0, 1], 240)
learn = rng.permutation(480) < 240
radio = train(small_cnn(2, rng=rng), both[learn], is_music[learn], epochs=4)
print(
    f"speech or music: {share(radio, both[~learn], is_music[~learn]):.0%} right on new sounds; {share(radio, X_new - 0.5, 0):.0%} of words by new speakers are speech"
)

# %% [markdown]
# So easy a task proves little: real music sings. The restricted Boltzmann machines of unit 13 were once used for it.
#
# **Mel bands as a layer.** The chain from sound to digit is one deep network, of which we fixed the first part by hand. Make the mel filter bank a layer with
# weights $W$ (bands × bins), and let it learn with the rest, end to end. With $P$ the power spectrogram,
#
# $$S_{n,m,t} = \sum_f \max(W_{mf}, 0)\, P_{n,f,t} + \varepsilon, \qquad L_{n,m,t} = \ln S_{n,m,t}.$$
#
# The maximum keeps the sums positive; the *floor* $\varepsilon$ gives silence a level. Backwards, step by step: the slope of the logarithm is $1/S$, so $dS = dL / S$. What is
# left is a matrix product, with the same matrix for every frame and every example. And a weight that is not above 0 was cut off: nothing depends on it.
#
# ### Exercise 15 · `log_bands`
#
# Write `log_bands(power, weight, floor, dout)` that returns `levels, dpower, dweight`.
#
# - `power`: (N, F, T), spectrograms of F bins and T frames; `weight`: (M, F), some of its numbers below 0; `floor`: $\varepsilon$
# - `levels`: (N, M, T), natural logarithms; `dout`: (N, M, T), the gradient of the loss in them
# - `dpower`, `dweight`: like `power` and `weight`. A weight of 0 or less has the gradient 0
#
# For example, with `power = [[[2], [5]]]`, `weight = [[3, -1]]`, `floor = 4` and `dout = [[[20]]]`: the sum is 3 · 2 + 4 = 10, the level $\ln 10$, $dS = 2$; `dpower` is
# `[[[6], [0]]]`, `dweight` is `[[4, 0]]`.
#
# <details><summary>Hint</summary>
#
# `used = np.maximum(weight, 0)`, then `used @ power` works for all examples at once. Going back, write down the axes: which letters has $dS$, which has the result, and over which
# do you add up? `np.einsum` does the rest.
# </details>


# %% exercise="log_bands"
def log_bands(power, weight, floor, dout):
    ### BEGIN SOLUTION
    used = np.maximum(weight, 0)
    total = used @ power + floor
    dtotal = dout / total
    dweight = np.einsum("nmt,nft->mf", dtotal, power) * (weight > 0)
    return np.log(total), used.T @ dtotal, dweight
    ### END SOLUTION


# %% check="log_bands"

# %% [markdown]
# In the package this layer is `layers.LogBands`. Put it under the CNN. It starts once as mel bands and once by chance; which hears better after training, and does it become a
# mel bank by itself?


# %%
class Scaled(layers.Layer):
    """Levels from about -9 to 0 as numbers around 0."""

    def forward(self, x):
        return x / 9 + 0.5

    def backward(self, dout):
        return dout / 9


source = datasets.load("spoken-digits")


def powers(split, n):
    """Power spectrograms (n, 1, 129 bins, 16 frames); the loudest place of each is 1."""
    rows = np.random.default_rng(1).permutation(source.splits[split])[:n]
    found = []
    for row in rows:
        sound = np.pad(source.audio[row], (0, 5120))[:5120]
        found.append(np.abs(audio.stft(sound, n_fft=256, hop_length=320)[:, :16]) ** 2)
    found = np.array(found, dtype=np.float32)[:, None]
    return found / found.max(axis=(1, 2, 3), keepdims=True)


loud, loud_new = powers("train", 400), powers("test", 200)
mel = audio.mel_filterbank(sr=8000, n_fft=256, n_mels=16, fmin=60)
by_chance = np.random.default_rng(2).random(mel.shape)
starts = {"mel bands": mel, "chance": by_chance}
fig, axes = plt.subplots(1, 2, figsize=(7.6, 2.8), sharey=True, layout="constrained")
for ax, (name, start) in zip(axes, starts.items(), strict=True):
    start = 4 * start / start.sum(axis=1, keepdims=True)
    bank = layers.LogBands(start, floor=4e-4)
    cnn = small_cnn(10, rng=np.random.default_rng(0))
    model = train(layers.Sequential(bank, Scaled(), cnn), loud, y[:400], epochs=8)
    moved = np.abs(bank.weight.value - start).sum() / start.sum()
    right = share(model, loud_new, new)
    print(f"filters that start as {name}: {right:.0%} right; they moved by {moved:.0%}")
    hz = audio.spectrum.fft_frequencies(sr=8000, n_fft=256)
    for band in (3, 8, 13):
        ax.plot(hz, np.maximum(bank.weight.value[band], 0), label=f"band {band}")
    ax.set(title=f"started as {name}", xlabel="frequency (Hz)")
axes[0].set_ylabel("weight")
axes[0].legend()
plots.show(
    fig,
    "Learnt filters over frequency: from a mel start they stay bumps, from chance they stay ragged.",
)

# %% [markdown]
# Bands that start by chance stay ragged: from a few hundred words nobody rediscovers the mel scale. A good start is knowledge about hearing, and with little data it is worth
# more than freedom. Where data are plentiful, learnt banks catch up.
#
# **Many dimensions.** A picture of 256 numbers is a point in 256 dimensions. Up there almost everything is far from everything: the nearest neighbour of a
# random point is hardly nearer than the farthest one. What saves us is that sounds fill only a thin part of that space, and features a thinner one.

# %%
for name, cloud in {
    **{f"chance, {d} dimensions": rng.random((200, d)) for d in (2, 16, 256)},
    "words, 256 levels": X[:200].reshape(200, -1),
    "words, 256 features of the CNN": features(net, X[:200]),
}.items():
    distance = np.sqrt(((cloud[:, None] - cloud) ** 2).sum(axis=2)) + np.diag(np.full(200, np.nan))
    ratio = np.mean(np.nanmin(distance, axis=1) / np.nanmax(distance, axis=1))
    print(f"{name:31} nearest / farthest = {ratio:.2f}")

# %% [markdown]
# ## Quiz
#
# Put a letter in the place of each `"?"`.
#
# **training** · How is a CNN trained?
#
# - (a) by a method of its own, since weights are shared
# - (b) its kernels are set by hand, only the dense layers learn
# - (c) as other networks: loss, back-propagation, mini-batch steps; shared weights add up their gradients
# - (d) every place learns a kernel of its own
#
# **filters** · The first layer of AlexNet has 96 kernels of 11 × 11 for pictures with 3 channels. How many weights are that, without biases?
#
# - (a) 11,616
# - (b) 34,848
# - (c) about 105 million
# - (d) 363
#
# **fine_tuning** · You have 20 examples of new words and a network trained on other words. What do you do first?
#
# - (a) keep its early layers, put a new last layer on them, and train that one
# - (b) keep its last layer and train new early ones
# - (c) start all layers anew
# - (d) keep all of it, the last layer too
#
# **phase** · What can a CNN on magnitude spectrograms not hear?
#
# - (a) pitch
# - (b) loudness
# - (c) when a sound begins
# - (d) whether the phases were replaced by others
#
# **unsuited** · Which data are not for a CNN?
#
# - (a) the samples of a sound
# - (b) a spectrogram
# - (c) a table whose columns are age, income and shoe size
# - (d) a photograph
#
# **examples** · Why does a CNN often need fewer examples than a dense network?
#
# - (a) fewer connections, shared by all places: less to learn
# - (b) it computes more with each example
# - (c) pooling makes more data
# - (d) its weights are larger
#
# **dimension** · What happens to distances between random points in very many dimensions?
#
# - (a) they grow with the number of weights
# - (b) all points come near each other
# - (c) nothing
# - (d) they become almost equal, and large
#
# **recurrent** · What does a recurrent layer add on top of a CNN?
#
# - (a) mel bands
# - (b) a memory for what is further away than the receptive field
# - (c) the phase
# - (d) deltas of MFCC

# %% exercise="cnn_quiz"
cnn_quiz = dict.fromkeys(
    [
        "training",
        "filters",
        "fine_tuning",
        "phase",
        "unsuited",
        "examples",
        "dimension",
        "recurrent",
    ],
    "?",
)
### BEGIN SOLUTION
cnn_quiz = {
    "training": "c",
    "filters": "b",
    "fine_tuning": "a",
    "phase": "d",
    "unsuited": "c",
    "examples": "a",
    "dimension": "d",
    "recurrent": "b",
}
### END SOLUTION

# %% check="cnn_quiz"

# %% [markdown]
# ## What stays
#
# - Backwards, ask of each number whom it met. Shared weights add up their gradients over all places; overlapping windows add up in $dx$.
# - $\langle Ax, y\rangle = \langle x, A^\top y\rangle$ tests any linear layer.
# - A maximum sends the gradient to the winner, a mean to all alike.
# - Sizes and parameters can be counted before anything is built: 122,270 for the digit network, 117,800 of them in one dense layer.
# - Test on new speakers. Among known ones every model looks good. Disguised words teach a CNN what does not matter.
# - A CNN assumes that neighbours belong together and that things may be anywhere. Shuffle them, and its advantage is gone.
# - Magnitudes do not add up, have no phase, and a receptive field ends. Memory comes next: unit 10.
#
# **Sources.** Z. Duan, *Deep learning for audio* (D02, D62–D68, D72–D76, D80–D85); B. Pardo (P38); J. Nam (J05, J39); M. Grachten (G05, G24, G26, G27);
# H. Mohammadi (M34, M38). A. Lindholm, N. Wahlström, F. Lindsten, T. Schön, *Machine Learning*, 2022, example 6.3. I. Goodfellow, Y. Bengio, A.
# Courville, *Deep Learning*, 2016, ch. 9. A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet classification with deep convolutional neural networks",
# 2012. J. Schlüter, S. Böck, "Improved musical onset detection with convolutional neural networks", ICASSP 2014. D. Griffin, J. Lim, "Signal estimation
# from modified short-time Fourier transform", 1984. I. Loshchilov, F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017. K. Beyer and others, "When is 'nearest neighbor' meaningful?", ICDT 1999. D. Park and others, "SpecAugment", Interspeech 2019. T. Sainath and others, "Learning filter banks
# within a deep neural network framework", ASRU 2013. Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0).
