# %% [markdown]
# # 9 · Convolutional networks that listen
#
# In unit 8 you chose kernels by hand, and they found what you had thought of. Now they are learnt, and find what nobody had to think of. You send slopes back through convolutions and pools, count a whole network cell by
# cell, and train one that hears a word whenever it comes. In the end strangers say a telephone number, at their own pace and in voices that it has never heard, and your network dials it.
#
# **You will be able to** write the way back of every layer of a CNN, say how large each layer is before you build it, find out before a long
# training whether it can work, train a network for sounds that come late, use what it has learnt for a new task, and say what it takes for granted.
#
# **You will hear** a word that a network no longer knows because it comes late, the moments that each channel listens for, beeps on the onsets of a
# noisy drum loop, and a telephone that dials what strangers say.
#
# Time: about 5 hours, in two sittings: 9.1 to 9.6 is the way back, 9.7 to 9.16 is listening. First: [unit 8](../u08_convolution/convolution.ipynb), and
# [unit 5](../u05_backprop/backprop.ipynb) for the chain rule.
#
# **The mathematics you need**: sums over several indices, such as $\sum_{c,k}$, which is two loops, one inside the other; and the chain rule in its
# everyday form: whoever acts on several things gets the *sum* of what comes back from them. A slope that comes back is written with a *d* before the name:
# $dx$ is the slope of the loss in $x$, and has the shape of $x$. `np.einsum` is used here and there; it is a loop over all letters in its
# recipe, and adds up over those that are missing behind the arrow.
#
# Conventions: [one page](../conventions.md).

# %% collapsed
from functools import partial

import numpy as np

from dlaudio import audio, datasets, layers, losses, mine, optim, plots, train
from dlaudio.check import check
from dlaudio.generation import dialling
from dlaudio.metrics import accuracy
from dlaudio.networks import (
    assumptions,
    layer_probe,
    learnt_bands,
    moments,
    moved_digits,
    onset_net,
    strangers,
    transfer,
)
from dlaudio.networks.anywhere import FRAMES, anywhere, before_the_head, ear, late, learn
from dlaudio.networks.digit_nets import ALEXNET, LWLS, measured
from dlaudio.networks.listener import digit_pictures
from dlaudio.plots.drawings import (
    backward_faults,
    bar_table,
    convolution_backward,
    network_shapes,
    onset_pairs,
    pooling,
    receptive_field,
    spreads,
    there_and_back,
    three_stages,
    weight_areas,
    word_grid,
)
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.widgets import feature_maps, onset_threshold
from dlaudio.widgets.demo import demo

# %% recall="before_ears"
# 1. A linear layer computes $Z = XW$, and $dZ$ comes back (unit 5). What is $dX$?
#
# - (a) $X^\top dZ$
#   wrong: That is what goes to the weights, $dW$: inputs times what comes back.
# - (b) $dZ\,W^\top$
#   right: Each input gets back what its outputs got, through the same weights, turned round.
# - (c) $dZ\,W$
#   wrong: The shapes do not fit: $dZ$ has a column for each output, and so has $W$.
#
# 2. A kernel of 5 numbers slides over 24 frames, without padding, one frame at a time (unit 8). How many outputs are there?
#
# - (a) 24
#   wrong: That takes padding, two zeros at each end.
# - (b) 19
#   wrong: One too few: the window stands at 0, 1, ..., 19, and that is one place more.
# - (c) 20
#   right: $24 - 5 + 1$: the window can start at 20 places.
#
# 3. A network is perfect on the words it learnt from and poor on new ones (unit 6). What does that show?
#
# - (a) It has learnt too little
#   wrong: On its own words it has learnt all there is; more of the same would not change that.
# - (b) It has learnt these words by heart
#   right: That is overfitting, and more or other data, or a better assumption, are what helps.
# - (c) Its learning rate is too small
#   wrong: Then it would be poor on its own words as well.

# %% [markdown]
# ## 9.1 A word that comes late
#
# A network with one hidden layer, as in unit 6, learns spoken digits from 600 pictures. A picture has 16 mel bands, drawn upwards, and 16
# frames of 40 ms. Behind them we leave eight frames of silence, because later a word may need the room, so the network gets 16 × 24 numbers. For now it is spared that trouble: every word begins at
# once.

# %%
plots.show(*word_grid.draw())

# %%
X, y = digit_pictures("spoken-digits", "train", 600)
X_new, new = digit_pictures("spoken-digits", "test", 200)
dense_net = assumptions.dense(16 * FRAMES, 64, 10, rng=np.random.default_rng(0))
learn(dense_net, late(X, 0), y)
print(f"words by new speakers: {assumptions.right(dense_net, late(X_new, 0), new):.0f} % are right")

# %% predict="late_word"
# Now the same recordings come a little late: silence, then the word. How many words are right when they come 160 ms, four frames, late?
#
# - (a) About as many as before, because nothing in the sound has changed
#   wrong: Nothing in the *sound* has; but each weight of the network belongs to one band and one frame, and there the word no longer is.
# - (b) Somewhat fewer, perhaps two thirds
#   wrong: It would be so if the network had learnt "hiss somewhere". It has learnt "hiss in frame 3".
# - (c) About one in four, not far above guessing
#   right: What it learnt is tied to places, and four frames on there is another part of the word.

# %%
print(f"160 ms late: {assumptions.right(dense_net, late(X_new, 4), new):.0f} %")
audio.play_row(*assumptions.said_late(dense_net, 2))

# %% [markdown]
# You hear "two" four times, and would bet on it each time. The network would not: it has 24,576 weights in its first layer, one for each place and unit, and
# to know a late "two" it would have to learn it again, in every place. A telephone cannot wait for people who speak on the beat.
#
# Unit 8 has the cure: a kernel that *slides* has the same weights everywhere. But there you chose the kernels yourself, a rising edge, a smooth hill, and nobody can choose by hand the
# kernels that tell "five" from "nine". They have to be learnt, and so a slope has to find its way back through a
# convolution. That is the first sitting. In the second, a network that slides hears the late word.
#
# ## 9.2 Whom did it meet?
#
# ### By hand
#
# Going back through a convolution looks like a thicket of indices, and one question cuts through it: *whom did it meet?* Take a signal $x$ of five numbers, a kernel $w$ of three, and stride 1, so there are three outputs $z$. Suppose that the slopes $dz = (1, -2, \tfrac12)$
# come back from above. What are $dx$ and $dw$?
#
# Each output met three inputs. So on the way back it lays its slope, times the kernel, onto the same three places, like a stamp. Look at the lit row: $-2$ times the kernel, in
# the middle. Where the stamps overlap, they add up.

# %%
plots.show(*convolution_backward.draw(lit=1))

# %% [markdown]
# On the right it is the weights' turn, and the question is the same. The first weight met $x_0$, $x_1$ and $x_2$, once in each window, so each output hands it its slope times what it met there,
# and the three shares add up. Check one column of each with a pencil. Here is the last output:

# %%
plots.show(*convolution_backward.draw(lit=2))

# %% predict="shared_weight"
# A kernel slides over 100 places and is used once in each. How does its slope $dw$ come about?
#
# - (a) It is the sum over all 100 places
#   right: One weight acts on 100 outputs, and whoever acts on several things gets the sum of what comes back.
# - (b) It is the mean over all 100 places, because the weight is shared
#   wrong: Sharing means that one number acts in many places. Turn it a little, and *all* of their effects add up; a mean would divide by 100.
# - (c) Each place has a slope of its own, and the largest is taken
#   wrong: Only a maximum chooses. A sum of products does not.

# %%
x, w, nudge = np.ones(102), np.array([1.0, 0.5, 2.0]), np.array([1e-6, 0, 0])
more, less = (np.correlate(x, w + step, "valid").sum() for step in (nudge, -nudge))
print(f"100 places; the slope of the sum of all outputs in w[0] is {(more - less) / 2e-6:.0f}")

# %% [markdown]
# ### The formula
#
# A real layer is no harder, only larger. With $C$ channels in, $O$ channels out, a batch of $N$ examples, and stride $s$:
#
# $$z_{n,o,t} = b_o + \sum_{c,k} x_{n,c,\,ts + k}\; w_{o,c,k}.$$
#
# Here $n$ counts the examples, $c$ and $o$ the channels, $t$ the places of the output and $k$ those of the kernel. Ask of each number **whom it met**:
#
# - $x_{n,c,i}$ met $w_{o,c,k}$ on its way to $z_{n,o,t}$ whenever $i = ts + k$, and it did so for every output channel $o$. So add up over all these.
# - $w_{o,c,k}$ met $x_{n,c,ts+k}$ at *every* place $t$ and in every example $n$.
# - $b_o$ was in every place of channel $o$.
#
# $$dx_{n,c,ts+k} \mathrel{+}= dz_{n,o,t}\,w_{o,c,k}, \qquad dw_{o,c,k} = \sum_{n,t} dz_{n,o,t}\,x_{n,c,ts+k}, \qquad db_o = \sum_{n,t} dz_{n,o,t}.$$
#
# ### Exercise 1 · `conv1d_backward` · ●●○ · 15 min
#
# Write `conv1d_backward(x, weight, dout, stride)` that returns `dx, dweight, dbias`.
#
# - `x`: (N, C, T); `weight`: (O, C, K); `dout`: (N, O, T'), the slope of the loss in the output
# - No padding. Windows that do not fit whole are left out, so the last numbers of `x` may have the slope 0.
# - `dx` and `dweight` have the shapes of `x` and `weight`, and `dbias` has shape (O,). The loss is a mean already, so divide by nothing.
#
# For example, with `x = [[[1, 2, 3, 4]]]`, `weight = [[[10, 1]]]`, stride 2 and `dout = [[[1, 5]]]`: `dx` is `[[[10, 1, 50, 5]]]`, `dweight` is
# `[[[16, 22]]]` and `dbias` is `[6]`. Loops are fine.
#
# <details><summary>Hint 1</summary>
#
# Do it first for one example and one channel, as in the picture: a loop over the outputs, and a stamp for each.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `x[:, :, t * stride : t * stride + K]` is the window of output $t$. Into the same slice of `dx` its stamp is *added*, because windows overlap.
# </details>
#
# <details><summary>Hint 3</summary>
#
# With `d = dout[:, :, t]`, of shape (N, O), the stamp is `np.einsum("no,ock->nck", d, weight)`, and the share of the weights
# `np.einsum("no,nck->ock", d, window)`.
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

# %% explained="conv1d_backward"
# The way back is the loop of the way there, with the same slices. Output $t$ met the window that begins at `t * stride`, so it sends these inputs its slope times the weights they met, and the weights its slope times the inputs they met. `"no,ock->nck"` has no o on the right, so the shares of all output channels are added up; `"no,nck->ock"` has no n, so those of all examples are.
#
# The hard step is `+=`. Windows overlap, and what acted on two outputs gets back the sum. With `=` the later stamp wipes the earlier one out, and the example does not notice, because there stride and kernel are both 2.
#
# The bias was in every place of every example, hence `axis=(0, 2)`. Samples that no window saw keep the 0 with which `dx` begins.

# %% [markdown]
# How could you be sure of such a function without anybody to check it? There is a law that tests the two ways against each other in one line. A convolution without bias is linear, $z = xT$ with the Toeplitz matrix $T$ of unit 8, and the way back is
# $dx = dz\,T^\top$. So for *any* $x$ and $dz$ two sums have to agree:
#
# $$\langle xT, dz\rangle = \langle x, dz\,T^\top\rangle,$$
#
# where $\langle a, b\rangle$ is the sum of the products of all their numbers.

# %%
plots.show(*there_and_back.draw())

# %% [markdown]
# Here is your function under the same test, with two examples, three channels and a stride of 2. A fault in one index would show in the first digits.

# %%
rng = np.random.default_rng(0)
conv = layers.Conv1d(3, 5, 4, stride=2, bias=False, rng=rng, dtype=np.float64)
x, dz = rng.normal(size=(2, 3, 15)), rng.normal(size=(2, 5, 6))
dx, _, _ = mine.conv1d_backward(x, conv.weight.value, dz, 2)
print(f"z times dz: {np.sum(conv(x) * dz):.10f}\nx times dx: {np.sum(x * dx):.10f}")

# %% [markdown]
# ### In two dimensions
#
# A picture has rows and columns, and often a border of zeros, the padding. Nothing new happens, so this one you do with less help: work on the padded picture, where every
# window is whole, and think about what to do with the border of `dx` in the end.
#
# ### Exercise 2 · `conv2d_backward` · ●●○ · 15 min
#
# Write `conv2d_backward(x, weight, dout, padding)` that returns `dx, dweight, dbias`, for stride 1.
#
# - `x`: (N, C, H, W); `weight`: (O, C, K, K'), not always square; `padding`: so many zeros on each of the four sides, perhaps as many as the kernel is wide
# - `dout`: (N, O, H + 2 padding − K + 1, W + 2 padding − K' + 1)
#
# For example, if all weights are 0 but one, in the middle of a 3 × 3 kernel, and padding is 1, then `dx` is `dout` times that weight.
#
# <details><summary>Hint 1</summary>
#
# What flowed into the border is lost: nobody chose those zeros. But the zeros were in the windows when the weights met them.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Loop over the places i, j of the output, as over t before. Or loop over the places of the kernel: each sends back a shifted copy of all of `dout`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Cut with `dpadded[:, :, p : p + H, p : p + W]`. The slice `p:-p` is empty when p is 0.
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

# %% explained="conv2d_backward"
# On the padded picture every window is whole, so it is the loop of exercise 1 with two places. Only the zeros need a thought. The weights *did* meet them, so `dweight` looks at `padded`, where they add nothing. But what flows back into the border belongs to nobody, so it is cut off, once, at the end.
#
# `p : p + H` cuts safely, while `p:-p` is empty when p is 0. The bias served all places of a map, so three axes are summed. A kernel turned by 180 degrees would be right if it *slid* over `dout`; a stamp is laid down as it is.
#
# Another right way takes far fewer rounds: it loops over the places of the kernel, and each sends back a copy of all of `dout`, shifted by its own place.

# %% [markdown]
# ## 9.3 What is wrong here?
#
# The law tells you *that* something is wrong, but not what. That takes a trained eye, so train it. Four people wrote the way back of the same small convolution, with a stride of 2, and each made one mistake. The numbers are small enough for paper:
# work out what is right first, then compare.

# %%
plots.show(*backward_faults.draw())

# %% [markdown]
# ### Exercise 3 · `wrong_ways` · ●●○ · 12 min
#
# Find the mistake of each case. Put a letter in the place of each `"?"`.
#
# **case_1** · In case 1, $dx$ is off in one place and $dw$ is right.
#
# - (a) Where windows overlap, the later stamp wipes the earlier one out
# - (b) The kernel is turned round
# - (c) The stride is forgotten
# - (d) The last number of $x$ should have a slope as well
#
# **case_2** · In case 2, $dx$ is off in several places and $dw$ is right.
#
# - (a) The slopes are taken in the wrong order
# - (b) The kernel is turned round before it is laid down
# - (c) The stride is forgotten
# - (d) Overlapping stamps are not added up
#
# **case_3** · In case 3, both are off.
#
# - (a) The kernel is turned round
# - (b) The stamps are averaged
# - (c) On the way back the window moves on by 1, not by 2
# - (d) The padding is forgotten
#
# **case_4** · In case 4, $dx$ is right and $dw$ is half of what it should be.
#
# - (a) Only one of the two windows counts
# - (b) The stride is used twice
# - (c) The weights are shared, and so their slope is divided among the inputs
# - (d) It takes a mean over the places where it should take a sum
#
# <details><summary>Hint 1</summary>
#
# The two windows begin at $x_0$ and at $x_2$, so they share $x_2$.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The right $dx$ is $3 \cdot (1, -2, 2)$ from place 0 on, plus $-1 \cdot (1, -2, 2)$ from place 2 on.
# </details>
#
# <details><summary>Hint 3</summary>
#
# So $dx = (3, -6, 5, 2, -2, 0)$, and $dw = 3 \cdot (2, 0, 1) - 1 \cdot (1, 3, -1) = (5, -3, 4)$.
# </details>

# %% exercise="wrong_ways"
wrong_ways = dict.fromkeys(["case_1", "case_2", "case_3", "case_4"], "?")
### BEGIN SOLUTION
wrong_ways = {"case_1": "a", "case_2": "b", "case_3": "c", "case_4": "d"}
### END SOLUTION

# %% check="wrong_ways"

# %% explained="wrong_ways"
# Write down what is right first: $dx$ is 3 · (1, −2, 2) from place 0 on and −1 · (1, −2, 2) from place 2 on, so (3, −6, 6 − 1, 2, −2, 0).
#
# **case_1** · Only $x_2$ is off, and it is the one place where both windows lie. There stands −1 alone, without the 6, so the later stamp has wiped the earlier one out.
#
# **case_2** · Each stamp has its numbers from back to front, 2, −2, 1. $dw$ is right because it does not use the kernel at all.
#
# **case_3** · The second stamp lies one place too early, and $dw$ has met the wrong inputs too. What spoils both is the place of the window, so the stride was forgotten.
#
# **case_4** · $dw$ is half of (5, −3, 4), and there are two windows: a mean was taken where both effects add up. A single window would have left 6, 0, 3 or −1, −3, 1.

# %% [markdown]
# ## 9.4 Backwards through a pool
#
# Behind a convolution there is often a pool. It has no weights, but the slope has to get through it, and again it helps to ask who had a part in the answer. In a **maximum**, only the largest input of a window had one; turn one of the others a little, and
# nothing changes. So the largest gets the whole slope:

# %%
plots.show(*pooling.draw("max"))

# %% [markdown]
# By hand: the window $(0, 2;\ 1, 5)$ gave 5 and gets −2 back, so $-2$ goes to the place of the 5. If several are equally large there is no slope, strictly speaking; the course gives it all to the **first** of
# them, rows before columns.
#
# In a **mean** of $m$ inputs all have the same part, so each has the slope $1/m$:

# %%
plots.show(*pooling.draw("mean"))

# %% predict="pool_slopes"
# Before a pool of 2 × 2 the pictures have 1,000 numbers; 250 slopes come back, none of them 0. How many of the 1,000 get a slope other than 0 from a maximum?
#
# - (a) 1,000
#   wrong: That is what a mean does: each gets a quarter.
# - (b) At most 250
#   right: One winner in each window. The other 750 learn nothing from this example: next time it may be their turn.
# - (c) About 500, those above the middle
#   wrong: A maximum does not ask who is above the middle, only who is first.

# %%
pool = layers.MaxPool2d(2)
out = pool(rng.normal(size=(1, 10, 10, 10)))
print(f"{np.count_nonzero(pool.backward(np.ones_like(out)))} of 1,000 get a slope")

# %% [markdown]
# ### Exercise 4 · `max_pool_backward` · ●●○ · 10 min
#
# Write `max_pool_backward(x, dout, size)` that returns `dx`, for windows of `size` × `size` side by side.
#
# - `x`: (N, C, H, W); `dout`: (N, C, H // size, W // size). Rows and columns that fill no window have the slope 0.
#
# For example, a window `[[1, 7], [3, 5]]` with the slope 2 gives `[[0, 2], [0, 0]]`; a window of four equal numbers `[[2, 0], [0, 0]]`.
#
# <details><summary>Hint 1</summary>
#
# Start with zeros of the shape of `x`, and loop over all of `dout` with `np.ndindex(*dout.shape)`.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `window.argmax()` is the first of the largest, counted row by row.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `row, column = divmod(window.argmax(), size)`: the quotient is the row, what is left is the column.
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

# %% explained="max_pool_backward"
# A maximum *is* its largest input, so it has the slope 1 in it and 0 in all others. `dx` begins with zeros, and each slope of `dout` travels to one place. `argmax` counts through the window row by row, from 0 to size² − 1, and gives the first of several equal ones. `divmod` takes the number apart again: with size 2, place 3 is row 1 and column 1. `=` is enough here, because windows side by side never share a place; with overlapping ones it would have to be `+=`.
#
# `window == window.max()` looks shorter, but it serves all of several equal ones: a window of four equal numbers would get `[[2, 2], [2, 2]]`, four times the slope that came. Behind a ReLU, windows of four zeros are common.

# %% [markdown]
# ### Exercise 5 · `avg_pool_backward` · ●○○ · 8 min
#
# Write `avg_pool_backward(dout, size, height, width)` that returns `dx` of shape (N, C, height, width), for a mean over windows of `size` × `size`. It needs no `x`: do you see why?
#
# For example, `dout = [[[[8.0]]]]` with size 2 in a picture of 2 × 3 gives `[[2, 2, 0], [2, 2, 0]]`.
#
# <details><summary>Hint 1</summary>
#
# How many inputs share one slope?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.repeat` along two axes makes every number fill its window.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The repeated array may be smaller than the picture; write it into the left upper part of zeros.
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

# %% explained="avg_pool_backward"
# A mean is a sum of all inputs, each times 1/size². So each gets back that share of the slope, whatever its own value was, and that is why no `x` is needed.
#
# `repeat` along both axes makes each number fill its window. `np.tile` would lay copies of the whole of `dout` side by side, which has the same shape. What fills no window keeps the 0 of the larger array. As a test, `dx` must add up to as much as `dout`: the 8 of the example became four times 2. Divided by `size` alone it would be four times 4, twice as much.

# %% [markdown]
# ## 9.5 A convolutional layer is three stages
#
# You have the convolution and the pool. Put the bend of unit 5 between them, and you have what Goodfellow, Bengio and Courville call one layer: *convolution, detector, pool*. The detector is the bend, here ReLU; on the way back it does what it did then:
# it lets the slope through where $z > 0$, and nothing elsewhere.
#
# By hand, with the signal $(1, 2, 4)$, the kernel $(1, 1)$ and the bias $-4$: $z = (1 + 2 - 4,\ 2 + 4 - 4) = (-1, 2)$, then $h = (0, 2)$, and the larger of the two is 2. A slope of 1 comes back. The pool
# sends it to the second place, $(0, 1)$; there $z$ is above 0, so it passes; and the convolution lays the kernel down from place 1 on: $dx = (0, 1, 1)$, $dw = (2, 4)$, $db = 1$.

# %%
plots.show(*three_stages.draw())

# %% [markdown]
# Follow the lit cells from right to left. What was lost on the way there, the −1 that the bend stopped, gets nothing back and hands nothing on: from this example it learns nothing.
#
# ### Exercise 6 · `conv_block` · ●●● · 18 min
#
# Now all three together, and without further help. Write `conv_block(x, weight, bias, dout)` that returns `y, dx, dweight, dbias`.
#
# - Forwards: $z$ is the convolution of `x` (N, C, T) with `weight` (O, C, K) plus `bias` (O,), stride 1, no padding; $h = \mathrm{ReLU}(z)$; `y` is the larger of
#   each two frames of $h$, (N, O, T'), where an odd last frame is left out.
# - `dout`: (N, O, T')
#
# For example, the numbers above. You may use `layers`, your own functions, or write it out.
#
# <details><summary>Hint 1</summary>
#
# The way back is the way there in reverse: pool, bend, convolution.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Every layer in `layers` has `forward` and `backward`: `layers.Conv1d`, `layers.ReLU`, `layers.MaxPool1d(2)`. For the convolution backwards you have `conv1d_backward`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `conv.weight.value[...] = weight` and the same for the bias set what the layer has; after `backward` its slopes are in `conv.weight.grad` and `conv.bias.grad`.
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

# %% explained="conv_block"
# The way back is the way there in reverse, and every stage needs something that it saw on the way there: the pool, which of two frames won; the ReLU, where $z$ was above 0; the convolution, its input. That is why `forward` has to run before `backward`. `Sequential` calls the stages in order and then in reverse, so the four lines do all of it.
#
# `weight.value[...] = weight` writes the given numbers into the array that the layer already has. `dtype=np.float64` keeps them exact. And the bias must be set as well, because a new layer begins with 0: in the example $z$ would be 3, 6 instead of −1, 2.
#
# If you write it out, two slips lie in wait: the gate asks for the sign of $z$, and not for that of the slope which arrives; and where it was shut, nothing reaches the bias either.

# %% [markdown]
# ## 9.6 A whole network, cell by cell
#
# One piece is missing between such a layer and an answer. Behind the last pool stands an ordinary network: all maps are laid out as one long row, and dense layers and a softmax follow. On the way back the row is folded up
# again, and that is all there is to it: a `reshape`. Here is a small network, drawn to scale.

# %%
plots.show(*network_shapes.draw())

# %% [markdown]
# Nothing in it is new, so you can say how large each part is before anybody builds it. A textbook has this network for handwritten digits of 28 × 28 pixels (Lindholm, Wahlström, Lindsten, Schön, *Machine Learning*, example 6.3):
#
# | layer | channels | kernel | stride | zeros before, after |
# |---|---|---|---|---|
# | convolution | 4 | 5 × 5 | 1 | 2, 2 |
# | convolution | 8 | 5 × 5 | 2 | 2, 2 |
# | convolution | 12 | 4 × 4 | 2 | 1, 1 |
# | dense | 200 | | | |
# | dense | 10 | | | |
#
# Count the first row by hand. The kernel can stand at $28 + 2 + 2 - 5 + 1 = 28$ places in each direction, so there are $28 \cdot 28 \cdot 4 = 3{,}136$ units. Each of the four kernels has $5 \cdot 5 \cdot 1$ weights and a bias: 104 numbers in all. With a stride it takes one more thought: the last window may
# find too few zeros, and then it is left out.
#
# $$\text{size out} = \left\lfloor\frac{\text{size} + \text{before} + \text{after} - k}{s}\right\rfloor + 1.$$

# %% predict="most_numbers"
# In which layer of this network are most of the numbers to learn?
#
# - (a) In the first convolution, because it has the largest pictures
#   wrong: It has the most *places*, 784, but all of them share 104 numbers.
# - (b) In the third convolution, because it has the most channels
#   wrong: 16 · 8 · 12 weights and 12 biases are 1,548: more than the others, but little in the end.
# - (c) In the dense layer of 200
#   right: It shares nothing: 588 inputs times 200 units, and 200 biases, are 117,800.

# %%
counts = measured(*LWLS)
plots.show(*weight_areas.draw(counts["parameters"]))

# %% [markdown]
# (The book stores a kernel as height × width × in × out; ours, like PyTorch's, are out × in × height × width. `kernels.transpose(3, 2, 0, 1)` makes one of the other: axes change places, numbers keep theirs. A `reshape` to the right shape would mix them up.)
#
# Where weights are shared there are few of them. Most are in the one layer that shares nothing, and that is where a network first learns examples by heart.
#
# ### Exercise 7 · `network_table` · ●●○ · 12 min
#
# Write `network_table(size, convs, dense)` that returns `sides, units, parameters`, for any network of this kind.
#
# - `size`: a tuple (channels, height, width) of the input; `convs`: a list with a tuple (channels, k, stride, before, after) for each convolution, the same for both
#   axes; `dense`: a list with the numbers of units of the dense layers, perhaps empty
# - `sides`: (height, width) after each convolution; `units`: how many numbers each layer puts out, convolutions first; `parameters`: weights and biases of each layer
#
# For example, the first row of the table gives the sides (28, 28), 3,136 units, and 104 parameters.
#
# <details><summary>Hint 1</summary>
#
# Which three things does each layer need to know of the one before it?
# </details>
#
# <details><summary>Hint 2</summary>
#
# A kernel reaches through *all* channels of the layer before it: $k \cdot k \cdot C_\text{in}$ weights, and there are $C_\text{out}$ kernels, with a bias each.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Keep `channels, height, width` in variables and overwrite them at the end of each turn. A dense layer has `units[-1] * m + m` numbers.
# </details>


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

# %% explained="network_table"
# Three numbers are handed on from layer to layer, channels, height and width, so they live in variables that each turn overwrites. `channels` may be replaced only *after* the parameters are counted, because a kernel reaches through the channels of the layer *below*: k · k · 8 and a bias for each of the 12 make 1,548.
#
# Units are places times channels, so the third convolution has 7 · 7 · 12 = 588. The dense layers then need only the last number of units, and `units[-1]` has it also when the layer before is dense.
#
# If the channels below are forgotten, the first row of the table still comes out right, since a grey picture has one channel; the second row is the first that tells, with 208 instead of 808.

# %% [markdown]
# The number of units falls slowly: $784 \cdot 4 = 3{,}136$, then $784/4 \cdot 8 = 1{,}568$, then $784/16 \cdot 12 = 588$. Each stage has a quarter of the places, and more channels, because deeper in a network there is less
# *where* and more *what*.
#
# The first layer of *AlexNet*, which won the ImageNet contest of 2012, has 96 kernels of 11 × 11 that reach through 3 colours. What was published of them looks like an artist's sampler: edges in all directions, gratings, fine and
# coarse, and blobs of colour. Nobody drew them. Here is that layer in our table:

# %%
alex = measured(*ALEXNET)
print(f"AlexNet's first layer: {alex['sides'][0]} places, {alex['parameters'][0]:,} numbers")

# %% [markdown]
# It has 34,848 weights and 96 biases. In the kernels of a network that hears, in 9.10, look for the same two kinds: edges and gratings.
#
# Its successors each changed one thing. *VGG* (2014) takes 3 × 3 kernels only, many behind each other, for the reason that you computed in unit 8. Its last 512 maps have 7 × 7 places, and so the dense layer of 4,096 units behind them has $25{,}088 \cdot 4{,}096$ weights: 103 of the 138 million numbers of the whole network, the large square of the picture once more. *GoogLeNet*, of the same year, keeps of each map only the **mean over all its places**, and lost nothing by it; in 9.7 a pool like this will be what saves the late word.
# *ResNet* (2015) lays a shortcut around every few layers, so that a slope finds its way back through a hundred of them; you build one in unit 13.
#
# This is the end of the first sitting. You can send slopes through everything that a CNN is made of. From here on it listens, and one question will return in each section: *how much should we tell it, and how much should it find for itself?*

# %% [markdown]
# ## 9.7 Before you train for an hour
#
# Here is the network that should hear the late word. Its channels at the entrance are the 16 mel bands, so that a kernel sees all bands of five frames and slides over *time* alone. A second
# convolution follows, and then **one pool over all time**: of each channel only the largest answer is kept. *That* something was heard is passed on, but not *when*.

# %%
net = anywhere(10, frames=FRAMES, rng=np.random.default_rng(0), parts=mine.layers)
plots.show(*network_shapes.draw(net.layers[1:], (16, FRAMES)))

# %% [markdown]
# The convolutions run on your own `conv1d_backward`, if it has passed. It is tempting to press the button and wait. But a mistake found after an hour costs an hour, and three quick questions find most of them before. The first costs one line: **what is the loss before anything has been learnt?**

# %% predict="first_loss"
# Ten digits, a network with small random weights, and the mean cross entropy $-\ln p_{\text{right}}$. About what should it be at first?
#
# - (a) 0.1, because one in ten is right
#   wrong: That is the share of right answers. The loss is the *logarithm* of what the right digit is given.
# - (b) 2.3
#   right: Who knows nothing gives each digit about 1/10, and $-\ln \frac{1}{10} = \ln 10 = 2.303$.
# - (c) 10, one for each digit
#   wrong: The loss looks only at the digit that was said.

# %%
scores = net(late(X, 0) - 0.5)
print(f"first loss {losses.CrossEntropyLoss()(scores, y):.3f}, ln 10 = {np.log(10):.3f}")

# %% [markdown]
# About right: a little more, because a random network is not quite even-handed. A first loss of 8 would have meant weights that are far too large, and so a network that is sure of nonsense; 0.0 a label that leaks into the input.
#
# The second question: **can it learn twenty words by heart?** It has 8,074 numbers for them, so it must. If it cannot, something is broken, the way back most likely, and no amount of data will mend it.

# %%
few = anywhere(10, frames=FRAMES, rng=np.random.default_rng(0), parts=mine.layers)
told = {"metric": accuracy, "batch_size": 10}
twenty = learn(few, late(X[:20], 0), y[:20], epochs=40, **told)
print(f"twenty words: loss {twenty[-1]['loss']:.3f}, right {twenty[-1]['accuracy']:.0%}")
print(f"new words: {assumptions.right(few, late(X_new, 0), new):.0f} % right")

# %% [markdown]
# It can, so everything is wired up as it should be. That it is much worse on new words is no surprise after twenty, and no fault.
#
# The third question is asked during the training: **do both curves fall, and how far apart are they?** Now it learns from all 600 words, and after each epoch new speakers test it.

# %%
watch = {"validation": (late(X_new, 0) - 0.5, new), "metric": accuracy}
history = learn(net, late(X, 0), y, **watch)
first, last = history[0]["val_accuracy"], history[-1]["val_accuracy"]
print(f"new speakers: {first:.0%} right after one epoch, {last:.0%} after ten")

# %% collapsed
ax = None
for name, label in {"loss": "words it learns from", "val_loss": "new speakers"}.items():
    curve = [record[name] for record in history]
    look = {"x": 1 + np.arange(len(curve)), "xlabel": "epoch", "ylabel": "loss (nats)"}
    ax = plots.curve(curve, label=label, ax=ax, **look)
plots.show(
    ax,
    "Two losses over ten epochs: both fall; the one on new speakers begins lower and ends higher.",
)

# %% [markdown]
# Both fall. (At first the strangers' curve is the lower one, because the other is averaged *while* the weights still change.) The gap that opens later is what the network has learnt by heart. If only the one of its own words fell, you would need more words or more disguises; if neither did, another learning rate. If the loss rises, the rate is too large.
#
# You can also *hear* it learn. Strangers say a telephone number, and at each epoch the network writes down what it understands.

# %%
heard_call = dialling.call("4579018", seed=1)
audio.play(heard_call.sound, dialling.SR, title="a number said by seven strangers")

# %%
at = dialling.where_words_are(heard_call)
child = anywhere(10, frames=FRAMES, rng=np.random.default_rng(4), parts=mine.layers)
learning = partial(learn, child, late(X, 0), y)
for epoch, number in dialling.while_learning(child, heard_call, at, learning):
    print(f"after {epoch:2} epochs: {number}")

# %% [markdown]
# Said was 4579018. At first nearly all words are the same to it; then it tells some apart; and after a few epochs it has them all, or all but one. Remember this number: in 9.16 it is dialled.
#
# ## 9.8 Ears for late words
#
# That network learnt from words in time and was asked about words in time. Now they come late, as in 9.1, and it is your turn.
#
# ### Exercise 8 · `train_cnn` · ●●● · 20 min
#
# Write `train_cnn(X, y, X_new, rng)` that builds a convolutional network, trains it, and returns the digit that it hears in each picture of `X_new`.
#
# - `X`: (N, 1, 16, 24), levels from 0 to 1, in which each word begins at once; `y`: (N,), digits
# - `X_new`: (M, 1, 16, 24), words by speakers who are not in `X`, and each begins **0 to 8 frames late**
# - returns M whole numbers from 0 to 9. At least 65 % of them have to be right.
#
# The check has 300 words by invented voices to learn from. There a dense network has a third of the late words right, a nearest neighbour 41 %, and a CNN with small pools 40 %. So the idea is what
# counts, not the number of epochs. The grader asks about others of these, and, where it has them, about real recordings: 1,200 words by four people, and 300 by two others.
#
# For example, `layers.Conv1d` over `X[:, 0]`, whose channels are the bands, and in the end something that forgets *when*. You decide. Unit 6 has the recipe for the rest, and
# `train.fit` and `train.predict` do the work.
#
# <details><summary>Hint 1</summary>
#
# What does the dense layer at the end see when a word moves by three frames? What would have to stand before it, so that it saw the same?
# </details>
#
# <details><summary>Hint 2</summary>
#
# A pool as wide as the picture: `layers.MaxPool1d(24)`. Then `layers.Flatten()` leaves one number for each channel. (There is another way, too: show the network late words while it learns.)
# </details>
#
# <details><summary>Hint 3</summary>
#
# Two convolutions of 32 channels, kernels of 5 frames, padding 2; a `Linear(32, 10)` behind the pool; levels minus 0.5; `losses.CrossEntropyLoss`, `optim.Adam` with a rate of 0.003, ten epochs in batches of 20, `progress=False`.
# </details>


# %% exercise="train_cnn"
def train_cnn(X, y, X_new, rng):
    ### BEGIN SOLUTION
    net = layers.Sequential(
        layers.Conv1d(16, 32, 5, padding=2, rng=rng),
        layers.ReLU(),
        layers.Conv1d(32, 32, 5, padding=2, rng=rng),
        layers.ReLU(),
        layers.MaxPool1d(24),
        layers.Flatten(),
        layers.Linear(32, 10, rng=rng),
    )
    loss, adam = losses.CrossEntropyLoss(), optim.Adam(net.parameters(), 3e-3)
    options = {"epochs": 10, "batch_size": 20, "rng": rng, "progress": False}
    train.fit(net, loss, adam, X[:, 0] - 0.5, y, **options)
    return train.predict(net, X_new[:, 0] - 0.5).argmax(axis=1)
    ### END SOLUTION


# %% check="train_cnn"

# %% explained="train_cnn"
# A word that comes later moves the maps of a convolution, and a dense layer behind them would look for it in the old place. So something has to forget *when* before the dense layer decides. `MaxPool1d(24)` is as wide as the picture and keeps of each channel the largest answer only, wherever it stood. With pools of 2, most of the *where* survives, and late words are lost.
#
# `X[:, 0]` turns the bands into the channels: each kernel sees all 16 of them at once and slides along time alone. `padding=2` keeps 24 frames, which the pool counts on. Minus 0.5 puts the levels around 0, and it must be done to the new words as well.
#
# The rest is the recipe of unit 6. `argmax` goes along `axis=1`, because a row holds the ten scores of one word.
#
# The other way is to shift each picture by 0 to 8 frames while it learns, anew in every epoch: then the invariance is learnt and not built in.

# %% [markdown]
# Was it the sliding that did it, or the pool? Back to the question of 9.1: three networks learn the same 300 words, all in time, with three random starts each, and then they hear words that come later and later.

# %%
plots.show(*spreads.draw(assumptions.against_delay(), 40 * np.arange(9), xlabel="delay (ms)"))

# %% [markdown]
# The dense network is lost at once. The CNN with small pools slides as well, but its pools move by two frames each, and its dense layer behind them asks *where*; so it is hardly better off. Only with the pool over all time do more than 80 % stay right; and the ten points that it loses go with the first few frames, because silence *before* a word is something it has never met.
#
# So sliding alone is not enough, and unit 8 has the two words that say why. A convolution is **equivariant**: the same sound later gives the same maps, *later*. Only the pool over all time makes of it **invariance**: the same sound later gives the same numbers. Look at the first of them in your network:

# %%
first, on_time, two_late = net.layers[1], late(X_new[:1], 0)[:, 0], late(X_new[:1], 3)[:, 0]
maps, later_maps = first(on_time - 0.5), first(two_late - 0.5)
# away from the edges, where the padding is seen
print(f"largest difference: {np.abs(maps[..., 2:19] - later_maps[..., 5:22]).max():.1e}")

# %% [markdown]
# ## 9.9 Strangers
#
# A caller may speak late, but above all a caller is a stranger. The voices so far were made by a synthesiser. Take real ones, where they are at hand, and be strict: one speaker is left out and plays the stranger. (Of the invented voices, twelve are.) The
# models never hear a stranger while they learn. Beside the strangers' words we ask about a tenth of the words of the *known* speakers, held back too.

# %%
speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
words = datasets.load(speech)
pictures, said, who = strangers.voices(speech)
known, held_back, stranger = strangers.three_groups(speech)
print(f"{words.description}; {known.sum()} words to learn from, {stranger.sum()} by strangers")

# %% [markdown]
# **Disguises.** Five or six voices are few, and a network of thousands of weights learns them by heart. We cannot invite more people, but much of what makes a stranger strange we can do to the
# words we have: say them faster or slower, later or earlier, brighter or darker; and hide a few bands or frames, so that nothing hangs on a single one. This is
# *augmentation*, as in unit 6, and hiding stripes is *SpecAugment* (Park and others, 2019). Each time a word comes up in training, it comes in a new disguise.

# %%
seven = pictures[known & (said == 7)][:1]
disguised = strangers.changed(np.repeat(seven, 9, axis=0), np.random.default_rng(2))
titles = ["the word", *(f"disguise {k}" for k in range(1, 10))]
look = {"frame_ms": 640 / 24, "what": "a seven and nine disguises of it"}
plots.show(*word_grid.draw([seven[0, 0], *disguised[:, 0]], titles, **look))

# %% predict="who_is_strange"
# Real people, five to learn from and a sixth as the stranger. A dense network, and the CNN with the pool over all time, which learns from disguises: by how much does each do worse with a stranger than with new words of *known* speakers?
#
# - (a) Neither does, because both were tested on words they had not heard
#   wrong: Not these *words*, but these *voices*. A test that mixes speakers does not notice.
# - (b) The dense one by a lot, the CNN by less
#   right: Both lose, but a slower or brighter voice is still made of the same short sounds, and those are what kernels look for.
# - (c) Both by the same amount, because a strange voice is strange to all
#   wrong: It is strange in ways that a network can be built, and trained, not to mind: faster, later, brighter.

# %%
names = ("logistic regression, mean MFCC", "MLP", strangers.BEST)
models = {k: strangers.learn(strangers.RECIPES[k], pictures[known], said[known]) for k in names}
groups = {"known speakers": held_back, "strangers": stranger}
rights = strangers.side_by_side(models, pictures, said, groups)
plots.show(*bar_table.draw(rights, form=strangers.FORMS, what="parameters, and the share right"))

# %% [markdown]
# Which of the strangers' words does the last model take for which? Press a number, hear the word, and judge for yourself.

# %%
model = models[strangers.BEST]
by_strangers = [words.audio[i] for i in np.flatnonzero(stranger)]
strangers.table(model, pictures[stranger], said[stranger], by_strangers, words.sr)

# %% [markdown]
# With the real recordings, read the two columns against each other: among speakers it knows, each model looks far better than with a stranger. (With the invented voices the columns hardly differ, because one synthesiser made them all, and strangers who are not strange test nothing.)
#
# One stranger is not enough for a verdict. So leave out each of the six speakers of the real recordings in turn, with three random starts each. That takes ten minutes, so it was done before, by
# `bench/digits.py`. The share of the stranger's words that were right, in %; the spread is that of the mean, from the lowest to the highest start:
#
# | right, % | parameters | mean | spread | george | jackson | lucas | nicolas | theo | yweweler |
# |---|---|---|---|---|---|---|---|---|---|
# | logistic regression, mean MFCC | 140 | **58** | 57.4 to 57.7 | 38 | 64 | 44 | 59 | 74 | 66 |
# | MLP | 75,146 | **73** | 72.0 to 74.0 | 66 | 83 | 43 | 77 | 91 | 78 |
# | MLP, augmented | 75,146 | **75** | 73.9 to 76.2 | 61 | 89 | 58 | 74 | 90 | 79 |
# | CNN, small pools | 8,906 | **75** | 72.3 to 77.3 | 65 | 81 | 58 | 76 | 87 | 82 |
# | CNN, small pools, augmented | 8,906 | **80** | 77.8 to 82.9 | 70 | 91 | 79 | 75 | 86 | 80 |
# | CNN, pool over all time | 17,866 | **86** | 84.5 to 86.2 | 82 | 84 | 87 | 80 | 90 | 90 |
# | CNN, pool over all time, augmented | 17,866 | **88** | 87.1 to 89.1 | 85 | 92 | 96 | 74 | 91 | 91 |
# | 3 of these together | 53,598 | **89** |  | 89 | 91 | 97 | 76 | 92 | 91 |
#
# Look how different the strangers are: *george* and *lucas* are hard to understand for most models, *theo* is easy, and *nicolas* is the one that no model gets right in more than eight words of ten. So do not trust a test with one stranger. The disguises gain a few points for all. The greater step is the
# pool over all time: 11 points on the CNN with small pools, because people speak at different speeds, and pause where it suits them. Each training takes a few seconds.
#
# How good is that? We know of no published figures for these six strangers in turn. On a larger set of the same kind, *AudioMNIST*, with 36 speakers to learn from in place of five, Becker and others (2018) report 95.8 % on strangers, with a network of AlexNet's size. Most figures for our recordings are higher, near 98 %, but there the same six people are learnt from and asked about: compare your first column.
#
# ## 9.10 What does a channel listen for?
#
# Nearly nine words in ten, on average, from people never heard before. What does such a network listen for? Begin with a question to the whole of it: which places of this picture speak for 6? Send the slope of the score for 6 back, through every layer, to the picture itself. Every step of the way is one that you have written.

# %%
inside, six = ear(), late(X_new[new == 6][:1], 0)
inside(six - 0.5)
blame = inside.backward(np.eye(10, dtype=np.float32)[[6]])
look = {"columns": 2, "signed": [1], "what": "a six, and which places speak for it"}
plots.show(*word_grid.draw([six[0, 0], blame[0, 0]], ["the word", "what speaks for 6"], **look))

# %% [markdown]
# Red places speak for a six, blue ones against it. What comes after the word has hardly any slope: a moment that wins in no channel's pool is never asked.
#
# So each channel waits for something. For what? The first thought is to look at the kernels. Here are the ten of the first layer whose weights are the largest: red where a level speaks for the channel, blue where it speaks against it.

# %%
kernels = inside.layers[1].weight.value
largest = np.argsort(-np.sum(kernels**2, axis=(1, 2)))[:10]
look = {"columns": 10, "signed": range(10), "what": "ten learnt kernels"}
plots.show(*word_grid.draw(kernels[largest], [str(k) for k in largest], **look))

# %% [markdown]
# A few can be read. Red at the bottom and at the top, and blue between, is a grating over frequency: it waits for a spectrum with two hills, as vowels have. Blue on the left and then red is an edge in time: something begins. But the others look like noise, and of the second layer, which sees the sound through these only, one could not even draw such a picture. So do not guess from weights. Ask for the nine **real moments**, in words by new speakers, that excite it most, and *listen* to them. Here are four channels that tell the digits apart, a row for each, and three of them you can hear. The number is the digit from which the moment is cut, and a moment lasts nine frames, because the channel sees no more.

# %%
channels = moments.liveliest(4)
rows = [moments.strongest(channel) for channel in channels]
shown, titles = [m.picture for row in rows for m in row], [str(m.digit) for r in rows for m in r]
look = {"columns": 9, "row_titles": [f"channel\n{k}" for k in channels]}
plots.show(*word_grid.draw(shown, titles, **look, what="nine moments for each of four channels"))

# %%
audio.play_row(*moments.row_of_sounds(channels[0]), title=f"what channel {channels[0]} waits for")

# %%
audio.play_row(*moments.row_of_sounds(channels[1]), title=f"what channel {channels[1]} waits for")

# %%
audio.play_row(*moments.row_of_sounds(channels[2]), title=f"what channel {channels[2]} waits for")

# %% [markdown]
# Give each a name, such as "the vowel of *three*" or "silence, then a burst", and see whether the nine agree with it. Often they come from several digits that share a sound, and that is the point: the layer behind the pool can build "nine" and "one" from the same parts.
#
# **And what would it like best?** Start with a grey picture and walk *uphill*: change the picture, not the weights, so that the channel answers more. Done without care the result is speckle, which excites the channel and tells us nothing. So after each step the picture is blurred a little and pulled towards silence: what stays is what the channel insists on. Beside it stands its favourite real moment.

# %%
shown = [picture for channel in channels[:3] for picture in moments.wished_and_real(channel)]
titles = 3 * ["uphill", "smooth", "real"]
look = {"columns": 3, "row_titles": [f"channel\n{k}" for k in channels[:3]]}
plots.show(*word_grid.draw(shown, titles, **look, what="preferred pictures and real moments"))

# %%
tones = [
    (f"channel {k}", moments.to_sound(moments.preferred(k, smooth=True))) for k in channels[:3]
]
audio.play_row(tones, 8000, title="the smooth pictures as sound")

# %% [markdown]
# The smooth picture resembles the real moment, but it is not a sound that anybody makes, as you have heard. Trust the real moments more: they are what the network meets.
#
# Here is another network, with two-dimensional kernels and small pools, to walk through: choose a word and a layer. Early maps still look like the sound; late ones are small and say *something like this was about here*.

# %%
demo(feature_maps.draw, title=feature_maps.TITLE, controls=feature_maps.CONTROLS, slow=True)

# %% [markdown]
# "Each layer is more abstract than the one below", people say. That can be measured. If a layer had thrown away what does not matter and kept what does, then the simplest judge of all, a *linear* classifier on its outputs, should find the digit more and more easily as we go up, and the *speaker* less and less. Here is the best network of 9.9 with such a judge on its input and on each of its layers: for the digits of the strangers, and for who of the known people speaks.

# %%
easy = layer_probe.in_percent(model, strangers.centred(pictures), said, who, ~stranger)
where = "0: the picture   1, 2: behind each convolution   3: behind the pool"
plots.show(*spreads.draw(easy, range(4), xlabel=where))

# %% [markdown]
# With the real voices the digit climbs from four words in ten to nearly eight, although nobody told the lower layers what a digit is: only the slopes that came back through them did. The speaker is not forgotten as willingly; behind the pool it is a little harder to find than in the picture, and no more. So "abstract" is true of what the network was asked for. What it was not asked to forget, it keeps. (The invented voices hardly differ from each other, so with these only about one word in seven is given to the right one of 48 speakers, at any layer; guessing would find one in 48.)

# %% [markdown]
# ## 9.11 What it takes for granted
#
# Nobody told this network which sounds to listen for; it found them. But that a sound is the same early and late, and that mel bands are worth hearing, *we* told it. **How much should one build in, and how much leave to be learnt?** The telephone of 9.16
# needs both, and from here to 9.15 each section gives a part of the answer.
#
# The first part is about the shape of the network. A CNN takes for granted that *neighbours belong together, and that what matters may be anywhere*. Is that worth anything? Take it away and see. We shuffle the frames of all pictures, all in the same way, and then, in another experiment, their bands. Every number is still there.

# %% predict="shuffled_bands"
# Three networks learn and are asked with shuffled **bands**: the dense one, the CNN with small two-dimensional kernels, and the one that slides over time, with the bands as its channels. Which of them does worse than before?
#
# - (a) All three, because the spectrum is destroyed
#   wrong: To us. But a dense layer has a weight for each number, and does not care where the number stands.
# - (b) The two CNNs
#   wrong: The one that slides over time has the bands as *channels*, and channels have no neighbours: each has weights of its own.
# - (c) Only the CNN with small two-dimensional kernels
#   right: It alone took neighbouring bands for granted. Who assumes nothing about them loses nothing.

# %%
what = "right, %, with what is shuffled; the mean of three starts, and from the worst to the best"
plots.show(*bar_table.draw(assumptions.shuffled(), most=100, what=what))

# %% [markdown]
# The dense network does not mind. The two-dimensional CNN loses with both. The one that slides over time loses only when *time* is shuffled, and then a lot, since time is what it was built on. So **data whose neighbours mean nothing** — columns of a table, bags of words, shuffled genes — are not for CNNs. And a
# spectrogram is only half a picture: neighbours in *time* are alike, but a harmonic's relatives are octaves, fifths and thirds away, not in the next band.
#
# What may be anywhere need not be *any way up*, though. A network of many layers was once praised with the hope that it would see a handwritten digit as the same thing wherever it stands and however it is turned. Let us ask. Two networks learn 500 digits, all of them in the middle of the picture. Then they see new ones: in the middle, moved by up to three places, and turned by a quarter.

# %% predict="moved_or_turned"
# One network is dense, the other has shared kernels and a pool over all places. What does sharing help against?
#
# - (a) Against both: a CNN knows a digit when it sees one
#   wrong: A turned stroke is another stroke to a kernel. Nobody has told it that these two are alike.
# - (b) Against moving, and not against turning
#   right: Sharing says "the same at every place", and nothing else. Turned digits would have to be learnt, or built in as well.
# - (c) Against neither, since all digits that it learnt from were in the middle
#   wrong: For the dense network that is so. A shared kernel learns at one place for all places.

# %%
plots.show(*bar_table.draw(moved_digits.shares(), most=100, what="right, %"))

# %% [markdown]
# Moved digits are as good as unknown to the dense network, but most are still known to the shared kernels. Turned ones are lost on both: they guess. (We would turn our head, and a six would still be a nine.) So a network has the abstractions that its wiring grants and those that its examples teach, and no others.
#
# That is what a wrong assumption costs. What does a right one save? Here are two networks with about 8,000 numbers to learn each, and with more and more words:

# %%
counts = (40, 100, 200, 400)
few_words = assumptions.few_words(counts)
plots.show(*spreads.draw(few_words, counts, xlabel="words to learn from", log=True))

# %% [markdown]
# It saves examples: with as many numbers to learn, the CNN needs a quarter of the words, or fewer. So it is not that it has less to learn; each word teaches it about *all* places at once, and the dense network about one.
#
# Does it save work as well? Count. A weight of a convolution is used once in each place, so few weights can mean many multiplications.

# %%
costs = assumptions.costs(late(X_new[:100], 0) - 0.5)
form = {"numbers": "{:,}", "products a word": "{:,}", "ms for 100 words": "{:.2f}"}
plots.show(*bar_table.draw(costs, form=form, what="what a network costs"))

# %% [markdown]
# It does not: with a third of the numbers of the dense network it takes seven times as many products. What is true is that a CNN has far fewer connections than a dense network *with the same maps as outputs* would have. So the first part of the answer: build in what you are sure of, because it is paid back in examples.
#
# ## 9.12 Learn once, use twice
#
# And if there are hardly any examples? Then what is built in may itself have been learnt, somewhere else. Let a network that knows 0 to 4 learn 5 to 9, from **one or two examples each**. Its kernels know already what speech is made of. So take off the last layer, keep the rest as it is, *frozen*, and put a new head on: **transfer learning**. When the head is on, one
# may let all weights move a little from where they are, which is called *fine-tuning*. Networks trained on the 1.3 million pictures of ImageNet, of 1,000 kinds, such as VGG-16, were used in this way for years, and any classifier may stand on their features.
#
# Which head? With two examples there is little to train it on, but here is one that needs no training. Let $m_c$ be the mean of the features of class $c$, and give a new word $h$ to the class whose mean is nearest. Written out,
#
# $$\lVert h - m_c\rVert^2 = \lVert h\rVert^2 - 2\,h\cdot m_c + \lVert m_c\rVert^2,$$
#
# where the first term is the same for all classes. What is left to compare is *linear* in $h$. So the nearest mean is a linear layer in disguise; which weights and which bias does it have?
#
# One doubt remains. In many dimensions almost all points are far from almost all others, and then "nearest" says little (unit 7). A picture has 384 numbers. But what the frozen layers give are 32, and in them the words of one kind have moved together. Compare how far the nearest other word is, as a share of the farthest:

# %%
frozen = before_the_head(ear((0, 1, 2, 3, 4), frames=16), X[:200])
clouds = {"chance": rng.random((200, 384)), "levels": late(X[:200], 0), "features": frozen}
for name, cloud in clouds.items():
    dimensions = np.size(cloud[0])
    print(f"{name}, {dimensions} dimensions: {transfer.nearest_to_farthest(cloud):.2f}")

# %% [markdown]
# ### Exercise 9 · `new_head` · ●●○ · 12 min
#
# Write `new_head(H, y)` that returns `W, b` of a new last layer, the nearest mean or another.
#
# - `H`: (N, D), what the frozen layers give for N words, at least one of each digit; `y`: (N,), digits from 5 to 9
# - `W`: (D, 5), `b`: (5,). Column 0 is for 5: the digit that it hears is the place of the largest of `H @ W + b`, plus 5.
#
# It is asked with two examples of each, D = 32. At least 60 % of words by new speakers have to be right; guessing gives 20 %. For example, the features `[[2, 0], ...]` of a single five give the first column `[2, 0]`, and the bias −2.
#
# <details><summary>Hint 1</summary>
#
# The class with the *smallest* distance has to get the *largest* score. So turn the sign round, and leave out what is the same for all.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The score is $h \cdot m_c - \tfrac12 \lVert m_c\rVert^2$.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `means = np.array([H[y == d].mean(axis=0) for d in range(5, 10)])`; the columns of `W` are the means.
# </details>


# %% exercise="new_head"
def new_head(H, y):
    ### BEGIN SOLUTION
    means = np.array([H[y == d].mean(axis=0) for d in range(5, 10)])
    return means.T, -(means**2).sum(axis=1) / 2
    ### END SOLUTION


# %% check="new_head"

# %% explained="new_head"
# The nearest mean has the smallest $\lVert h \rVert^2 - 2\,h \cdot m_c + \lVert m_c\rVert^2$. The first term is the same for all classes, so it may go; what is left, times −½, turns "smallest" into "largest" and is $h \cdot m_c - \frac12 \lVert m_c \rVert^2$. That is a linear layer, with the means as its columns and $-\frac12 \lVert m_c \rVert^2$ as its biases.
#
# `means` has a row for each digit, hence `.T`. Looping over `range(5, 10)`, in order, puts 5 into column 0. In the example $m = (2, 0)$, so the bias is −4/2 = −2.
#
# If the bias is left out, long means win too often, because $h \cdot m$ grows with the length of $m$. A softmax head, trained for some steps on `H`, is another right way.

# %% predict="when_transfer_helps"
# Your head on the frozen CNN of 0 to 4, against a whole new CNN that learns 5 to 9 from the same examples. For how many examples of each digit is the head better?
#
# - (a) For one or two, and with many the new CNN is better
#   right: What the old layers know is worth most where there is little else to know from. With 16 of each, kernels made for the new digits win.
# - (b) Always, because knowledge cannot hurt
#   wrong: The frozen kernels were made for other words. They cannot change, and that is a limit once there are enough examples.
# - (c) Only from eight on, because a head has to be learnt as well
#   wrong: The head has so little to learn, 165 numbers, that two examples are a start.

# %%
learnt = transfer.few_examples(mine.new_head)
plots.show(*spreads.draw(learnt, transfer.COUNTS, xlabel="examples of each digit", log=True))

# %% [markdown]
# With one example each the head on the CNN of 0 to 4 is some ten points ahead of a whole new network; with four they are level, and with sixteen the new one wins. It is not the head that does it: on a network that has learnt *nothing* the same head stays behind. And fine-tuning? From one or two examples it can only learn what is special about these, so it gains nothing; with sixteen it carries the borrowed network most of the way after the new one. The larger the old task is beside the new one, the longer the lead lasts; ours is small.
# The second part of the answer: borrow when you have little, and let it learn anew when you have enough.
#
# ## 9.13 Where does it begin?
#
# Sometimes we do know a rule. Before a telephone can tell *what* was said, it must find *where* each word begins, and surely that needs no network: a sound begins where it gets louder. Try that rule where it is hard, on a drum loop with hiss. Tap along: where does each hit start, its **onset**?

# %%
hissing, starts = onset_threshold.loop(0.02)
audio.play(hissing, onset_net.SR, title=f"{len(starts)} hits, and hiss")

# %% [markdown]
# The rule is the kernel $[-1, 1]$ over time, from unit 8, whose answer is large where the level rises. Such a curve is called *novelty*, and its peaks are where a hit may have begun. But how high must a peak be? Move the threshold: too low, and every rustle is a beat; too high, and the soft hats are lost. Then add noise.

# %%
demo(onset_threshold.draw, title=onset_threshold.TITLE, controls=onset_threshold.CONTROLS)

# %% [markdown]
# The demo picks the peaks with the package's function. Now write yours.
#
# ### Exercise 10 · `pick_peaks` · ●●○ · 10 min
#
# Write `pick_peaks(novelty, threshold, wait)` that returns the frames of the onsets, in rising order.
#
# - Frame t is a peak if it is higher than frame t − 1, not lower than t + 1, and above `threshold`; the first and the last frame never are.
# - Go through the peaks from the left, and skip one that comes fewer than `wait` frames after the last one **kept**.
#
# For example, `[0, 5, 1, 4, 0, 6, 6, 0]` with threshold 3 has peaks at 1, 3 and 5; with `wait = 3` those at 1 and 5 are kept.
#
# <details><summary>Hint 1</summary>
#
# A loop from 1 to `len(novelty) - 2`, and a list of what was kept.
# </details>
#
# <details><summary>Hint 2</summary>
#
# A skipped peak must not make the next one wait: compare with the last of the *list*.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `novelty[t - 1] < novelty[t] >= novelty[t + 1]`, and `not peaks or t - peaks[-1] >= wait`.
# </details>


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

# %% explained="pick_peaks"
# The `<` on the left and the `>=` on the right make the *first* frame of a plateau the peak, since that is where the sound begins.
#
# For the waiting, compare with `peaks[-1]`, the last one *kept*. In the example the peak at 3 is skipped, and the one at 5 is 4 frames after 1 and stays. If the skipped one counted, 5 would be lost as well, and a quick row of hits would silence itself. `not peaks` is asked first, because an empty list has no last entry.
#
# A threshold alone is the common slip. A loud hit is above it for several frames, and each would be an onset; and if you wait after the first of them, you have the place where the curve *crosses* the threshold, and not its top.

# %% [markdown]
# To set a rule against a network one has to say how good a list of onsets is. An onset counts as found if it is no more than a tolerance off, usually 50 ms, and every onset, found or true, may be used **once**. Then
#
# $$P = \frac{\text{hits}}{\text{found}}, \qquad R = \frac{\text{hits}}{\text{true}}, \qquad F = \frac{2PR}{P + R}.$$
#
# Here is a small example. Two onsets were found near 1.0, but only one can be right, so the other is a false alarm, and so is 2.2; and nobody found 2.0.

# %%
plots.show(*onset_pairs.draw())

# %% [markdown]
# ### Exercise 11 · `onset_score` · ●●○ · 12 min
#
# Write `onset_score(found, truth, tolerance)` that returns `precision, recall, f`. `found` and `truth` are NumPy arrays of times in seconds, rising, perhaps empty; exactly the tolerance off still counts. As many hits as possible are to be made. What would divide by 0 is 0.
#
# For example, found 1.00, 1.03, 2.00 and true 1.02, 3.00, with 0.05, make one hit: precision 1/3, recall 1/2, F 0.4.
#
# <details><summary>Hint 1</summary>
#
# To count for each found one whether something true is near will not do: two could claim the same.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Walk through both lists with two counters: if the two are near, it is a hit and both move on.
# </details>
#
# <details><summary>Hint 3</summary>
#
# If they are not near, the smaller one can never be of use again, so its counter moves on. $F = 2\,\text{hits} / (\text{found} + \text{true})$.
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

# %% explained="onset_score"
# Both lists rise, so two counters that walk through them suffice. If the two onsets at hand are near, that is a hit, and both are used up. If not, the *earlier* one can never be of use, because all that is still to come in the other list is even further away; so it is dropped. To take the first partner that fits costs no hit, since it leaves the later ones free for later onsets.
#
# With P = hits/found and R = hits/true, $2PR/(P + R)$ shortens to 2 hits / (found + true), which has no 0/0 as long as either list has an entry. `max(..., 1)` does the rest: with nothing found there are no hits, and 0/1 is 0.
#
# The slip is to count for each found onset whether *any* true one is near: in the example 1.00 and 1.03 would both claim 1.02, and the precision would be 2/3.

# %% [markdown]
# ### One label, or yes and no for each
#
# That was the rule; now let kernels be learnt in its place. First they need another loss. A word is *one* of ten digits: the classes exclude each other, and a softmax makes them share. An onset is another matter: *each frame* is asked, yes or no, and a yes here takes nothing from a yes there. It is the same with tags: a song may be *piano* and *jazz* and *slow*. So there
# each answer gets a sigmoid of its own. With logits $z$, the digit $y_n$ and tags $t_{nc}$ of 0 or 1,
#
# $$\ell_\text{single} = -\frac1N \sum_n \ln \mathrm{softmax}(z_n)_{y_n}, \qquad
# \ell_\text{multi} = -\frac{1}{NC}\sum_{n,c} \bigl[t_{nc} \ln \sigma(z_{nc}) + (1 - t_{nc}) \ln(1 - \sigma(z_{nc}))\bigr].$$
#
# By hand, for one tag with the logit 0: $\sigma(0) = \tfrac12$, so the loss is $\ln 2$ whatever the truth is, and the slope is $\tfrac12 - t$. The danger is at the ends: at $z = -1000$ the sigmoid is 0 in the computer, and its logarithm is $-\infty$.
#
# ### Exercise 12 · `two_losses` · ●●● · 15 min
#
# Write `two_losses(logits, digit, tags)` that returns `single, dsingle, multi, dmulti`.
#
# - `logits`: (N, C); `digit`: (N,), whole numbers, for the single label; `tags`: (N, C), 0 or 1, for the tags
# - the two losses, and their slopes in the logits, (N, C). All must be exact and finite also for logits of ±1000, so adding a small number inside the logarithm will not do.
#
# For example, one row of C zeros costs $\ln C$ for the single label and $\ln 2$ for tags.
#
# <details><summary>Hint 1</summary>
#
# Both slopes are *prediction − target*, divided by what the mean divides by. For the losses, simplify the logarithms on paper before you compute.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Subtract the largest logit of each row before `exp`; then $\ln \mathrm{softmax}(z)_c = z_c - \ln\sum_k e^{z_k}$. And $-\ln\sigma(z) = \ln(1 + e^{-z})$.
# </details>
#
# <details><summary>Hint 3</summary>
#
# $\ell_\text{multi}$ is the mean of $\ln(1 + e^z) - tz$, and `np.logaddexp(0, z)` is $\ln(1 + e^z)$ without overflow. $\sigma(z) = \tfrac12 + \tfrac12\tanh(z/2)$ never overflows.
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

# %% explained="two_losses"
# A softmax does not change if the largest logit of its row is subtracted, because top and bottom are divided by the same number; then the largest exponent is 0, and nothing overflows. `keepdims` keeps the maxima a column, so that each row loses its own. Now $\ln p_c = z_c - \ln \sum_k e^{z_k}$, where the sum is at least 1, and so no logarithm of 0 is taken.
#
# For the tags, put $-\ln\sigma(z) = \ln(1 + e^{-z})$ and $-\ln(1 - \sigma(z)) = \ln(1 + e^{z})$ into the formula. As $\ln(1 + e^{-z}) = \ln(1 + e^z) - z$, it becomes $\ln(1 + e^z) - tz$, for `np.logaddexp(0, z)` to compute.
#
# Both slopes are prediction minus target, divided by what the mean divides by: n for the words, n · c for the tags. Dividing both by n is the common slip. And with a softmax for the tags they would compete, although a song may well be *piano* and *slow*.

# %% [markdown]
# Now two convolutions over time learn to say yes or no to each frame of 10 ms, from sixteen noisy loops, with dropout in between, as Schlüter and Böck did it in 2014. Your `pick_peaks` reads both curves, your `onset_score` judges them, and the thresholds are chosen on the loops that were learnt from.

# %%
loops = onset_net.loops(mine.layers)
best, on_new = onset_net.on_new_loops(loops, mine.pick_peaks, mine.onset_score)
verdict = {name: {"threshold": best[name], "F on 8 new loops": on_new[name]} for name in best}
plots.show(*bar_table.draw(verdict, form="{:.2f}", most=1.0, what="onsets in much hiss"))

# %% collapsed
seconds, ax = np.arange(len(loops.curves[onset_net.LEARNT][20])) / 100, None
for name in loops.curves:
    curve = loops.curves[name][20] / loops.curves[name][20].max()
    ax = plots.curve(curve, x=seconds, xlabel="time (s)", ylabel="novelty", label=name, ax=ax)
ax.plot(loops.times[20], np.full(len(loops.times[20]), 1.05), "kv", markersize=5, label="true")
ax.legend(loc="center right")
plots.show(
    ax, "A noisy loop: the fixed kernel trembles, the CNN has clear peaks at the true onsets."
)

# %%
clicks = onset_net.found(
    loops.curves[onset_net.LEARNT][20], best[onset_net.LEARNT], mine.pick_peaks
)
beeps = onset_threshold.with_clicks(loops.sounds[20], clicks)
audio.play(beeps, onset_net.SR, title="the loop, a beep on each onset of the CNN")

# %% [markdown]
# In this much hiss the fixed kernel finds every rustle, while the learnt ones know what a drum sounds like. Our rule was not wrong, but sixteen loops were enough to learn more than it says. The third part of the answer: where examples know more than your rule, let it learn.
#
# ## 9.14 Bands that learn
#
# Then why stop there? One rule still stands before the networks of this unit: the mel filter bank, made by hand. The chain from sound to digit is one deep network, of which we have fixed the first part. So make the filter bank a layer with
# weights $W$ (bands × bins), and let it learn with the rest, *end to end*. With $P$ the power spectrogram,
#
# $$S_{n,m,t} = \sum_f \max(W_{mf}, 0)\, P_{n,f,t} + \varepsilon, \qquad L_{n,m,t} = \ln S_{n,m,t}.$$
#
# The maximum keeps the sums positive; the *floor* $\varepsilon$ gives silence a level. Here $n$ counts the words, $m$ the bands, $f$ the bins and $t$ the frames. By hand, with one band: weights $(3, -1)$, powers $(2, 5)$ and a floor of 4 give $S = 3 \cdot 2 + 0 \cdot 5 + 4 = 10$ and $L = \ln 10$.
#
# ### Exercise 13 · `log_bands` · ●●● · 18 min
#
# Write `log_bands(power, weight, floor, dout)` that returns `levels, dpower, dweight`. The way back is yours to find.
#
# - `power`: (N, F, T), spectrograms of F bins and T frames; `weight`: (M, F), some of its numbers below 0; `floor`: $\varepsilon$, *added* to every sum
# - `levels`: (N, M, T), natural logarithms; `dout`: (N, M, T), the slope of the loss in them
# - `dpower`, `dweight`: like `power` and `weight`. A weight of 0 or less has the slope 0.
#
# For example, the numbers above with `dout = [[[20]]]`: `dpower` is `[[[6], [0]]]`, `dweight` is `[[4, 0]]`.
#
# <details><summary>Hint 1</summary>
#
# Three steps back: through the logarithm, through the sum, through the maximum. The first one makes of 20 a 2.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The slope of $\ln S$ is $1/S$, so $dS = dL / S$. What is left is a matrix product, with the same matrix for every frame and every word, so add up over both.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `used = np.maximum(weight, 0)`; then `used.T @ dS` is `dpower`, and `np.einsum("nmt,nft->mf", dS, power)` becomes `dweight` where `weight > 0`.
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

# %% explained="log_bands"
# Go back through three steps, the last one first. $L = \ln S$ has the slope $1/S$, so `dtotal = dout / total`, with the floor inside `total`, since it stands under the logarithm too: 20/10 = 2 in the example, and not 20/6.
#
# The sum is a matrix product with the same matrix for all words and frames. Backwards each power gets the weights that it met, `used.T @ dtotal`: (3, 0) times 2. And each weight gets the powers that it met, added up over n and t, which are missing on the right of `"nmt,nft->mf"`: (2, 5) times 2 is (4, 10).
#
# The maximum is the gate of a ReLU, only that it stands at the *weights*: where a weight was 0 or less, nothing depended on it, so `* (weight > 0)` makes of (4, 10) the (4, 0) of the example. The slip is to go back with `weight` in place of `used`, although forwards it was cut: `dpower` would be (6, −2).

# %% predict="learnt_bank"
# The bank starts as mel bands or by chance, and stays as it is or learns with the rest; 400 words. What do you expect of the bank that learns from chance?
#
# - (a) It becomes a mel bank, and does as well as one
#   wrong: It does nearly as well, but its filters stay ragged: nobody rediscovers the mel scale from 400 words.
# - (b) It gains most of what the mel bank is ahead, but does not become one
#   right: Nothing forces it to be smooth. It finds *some* combinations of bins that tell digits apart.
# - (c) It beats the mel bank, because it is made for digits
#   wrong: It would need far more words to make up for what is known about hearing.

# %%
banks = {}
for way in learnt_bands.WAYS:
    shares = [learnt_bands.learn(way, seed=seed) for seed in range(2)]
    banks[way] = shares[0][1]
    print(f"{way:18}", *(f"{share:.0f} %" for share, _ in shares), "right, for two starts")

# %% collapsed
hz = audio.spectrum.fft_frequencies(sr=8000, n_fft=256)
for way in ("mel, learning", "chance, learning"):
    ax = None
    for band in (3, 8, 13):
        look = {"x": hz, "xlabel": "frequency (Hz)", "ylabel": "weight", "label": f"band {band}"}
        ax = plots.curve(banks[way][band], ax=ax, title=way, **look)
    plots.show(ax, f"Three filters over frequency, learnt from {way.split(',')[0]}.")

# %% [markdown]
# This time the rule wins. Learning end to end gains the bank of chance some thirty points, and the mel bank nothing: it was a good start already, because it is knowledge about hearing, and with little data that is worth more than freedom. Where data are plentiful, learnt banks catch up. So the fourth part: where your rule knows more than the examples, keep it.
#
# ## 9.15 What it does not hear
#
# The last part is the price. Whatever we build in also throws something away, and no training brings it back. The pool threw away *when*: "nine" then "one" in one picture, or the other way round, are the same to it. Levels throw away **phase**, and two sounds at once do not simply add up in them; unit 12 takes that up, and lets a
# network pull two sounds apart. And nothing longer than its **receptive field** can be heard at all:

# %%
plots.show(*receptive_field.draw(((5, 1), (5, 1)), length=24))

# %% [markdown]
# A channel of the second convolution sees 9 frames of 40 ms, 0.36 s: a syllable, but no melody and no sentence. Whoever needs more has to build in something else. Put a *recurrent* layer on the maps in place of the pool, and it can remember; units 10 and 11 build one. (MFCC, deltas and stacked frames are not needed: what those do by rule, the kernels may learn.)
#
# Other limits are only habits. The picture need not be cut to one length: without the pool, the last layer may slide as well, because a dense layer that is laid on one window after another is a convolution whose kernel is as wide as the window. Then one run over a long recording gives an answer for every place.
# Nor need a network like this end in classes. With a linear layer it gives numbers, such as a tempo: that is *regression*. With a mask as large as the picture it pulls sounds apart; and in unit 12 a convolution makes new ones.
#
# So here is the whole answer. Build in what you are sure of: it saves examples, but what it throws away is gone. Borrow what was learnt elsewhere while you have few. And between a rule and learning, ask which knows more, the rule or your examples.
#
# ## 9.16 A telephone that listens
#
# Back to the number of 9.7, one long recording in which words begin where they like. The telephone follows that answer: where a word is loudest is found by a rule, your `pick_peaks`; *what* it is was learnt from examples, by your `train_cnn`; and that it may stand anywhere in its window is built into the network.

# %%
windows = dialling.windows(dialling.picture(heard_call.sound), at)
digits = mine.train_cnn(late(X, 0), y, windows, np.random.default_rng(0))
print("said:", heard_call.number, "  dialled:", "".join(map(str, digits)))
audio.play(dialling.dialled(heard_call, digits, at), dialling.SR, title="the telephone dials")

# %% [markdown]
# Each key has two tones, as on a real telephone. (If one digit is wrong, train with another `rng`: each start hears a little differently.) Play it to a friend, and let them choose the number: change `call("4579018", seed=1)` in 9.7; every `seed` has other speakers and other pauses.
#
# **The challenge.** Twenty numbers of seven digits, said by strangers. How many are dialled without a fault? And how many with `noise=0.02`, a bad line?
#
# Where do the faults come from: is a word missed, or misheard? On a bad line the levels of silence rise, and nothing like that was ever learnt from. Aim at 15 of 20 with little noise and at 8 of 20 on the bad line, with at most half a minute of training; we came to 18 and 11. You have more words (`digit_pictures` with 1,500), several networks whose beliefs are averaged, a hill that is high above *its own* silence, and levels in the words to learn from that never fall below some floor, drawn anew each time (`augment` of `learn`). Choose with calls of another `seed`, not with these.


# %%
def dial(levels):
    """The digits in a recording's levels, (16, T). Change whatever you like."""
    frames = mine.pick_peaks(dialling.loudness(levels), 0.3, 9)
    return ear()(dialling.windows(levels, frames) - 0.5).argmax(axis=1) if len(frames) else []


# %%
for noise in (0.003, 0.02):
    whole, single = dialling.whole_numbers(dial, noise=noise)
    print(f"noise {noise}: {whole} of 20 numbers, {single} of 140 digits")

# %%
bad_line = dialling.call("4579018", seed=1, noise=0.02)
audio.play(bad_line.sound, dialling.SR, title="the same number on a bad line")

# %% [markdown]
# And a number of your own? Press the button, and say a few digits, in English, with a short pause after each. Nobody whom it has learnt from has your voice or your microphone, so do not be hurt. (Without a microphone, go on: the number on the bad line is dialled.)

# %%
caller = audio.record(
    title="say a number, with a pause after each digit", seconds=8, sr=dialling.SR
)
caller

# %%
own_call, _ = caller.read(otherwise=(bad_line.sound, dialling.SR))
print("dialled:", *dial(dialling.picture(own_call)))
audio.play(own_call, dialling.SR, title="what was said")

# %% [markdown]
# ## Quiz
#
# ### Exercise 14 · `cnn_quiz` · ●○○ · 8 min
#
# Put a letter in the place of each `"?"`.
#
# **training** · How is a CNN trained?
#
# - (a) by a method of its own, since weights are shared
# - (b) its kernels are set by hand, only the dense layers learn
# - (c) as other networks: loss, back-propagation, mini-batch steps; shared weights add up their slopes
# - (d) every place learns a kernel of its own
#
# **filters** · A layer has 64 kernels of 7 × 7 for pictures with 3 channels. How many weights are that, without biases?
#
# - (a) 3,136
# - (b) 9,408
# - (c) 9,408 for each place of the picture
# - (d) 147
#
# **fine_tuning** · You have 10 examples of new words and a network trained on other words. What do you do first?
#
# - (a) keep its early layers, put a new last layer on them, and train that one
# - (b) keep its last layer and train new early ones
# - (c) start all layers anew
# - (d) keep all of it, the last layer too
#
# **first_loss** · A network for 50 classes starts with a mean cross entropy of 19. What does that tell you?
#
# - (a) nothing: it has not learnt yet
# - (b) that the classes are hard
# - (c) that the learning rate is too large
# - (d) that its first weights are too large: it should be near ln 50, 3.9
#
# **unsuited** · Which data are not for a CNN?
#
# - (a) the samples of a sound
# - (b) a spectrogram
# - (c) a table whose columns are age, income and shoe size
# - (d) a photograph
#
# **examples** · Why did the CNN of 9.11 need fewer words than a dense network with as many numbers to learn?
#
# - (a) because it assumes that a sound is the same early and late, each word teaches it all places
# - (b) it computes more with each example
# - (c) pooling makes more data
# - (d) it has less to learn
#
# **anywhere** · What makes a network's answer the same for an early and a late word?
#
# - (a) the convolution alone: it is invariant
# - (b) a convolution, and after it a pool over all time
# - (c) a larger dense layer
# - (d) more training epochs
#
# **recurrent** · What does a recurrent layer add on top of a CNN?
#
# - (a) mel bands
# - (b) a memory for what is further away than the receptive field
# - (c) the phase
# - (d) deltas of MFCC
#
# <details><summary>Hint 1</summary>
#
# **training** is in 9.2; **filters** is counted as in 9.6; **first_loss** is in 9.7, **anywhere** in 9.8, **examples** in 9.11, **fine_tuning** in 9.12 and **recurrent** in 9.15. **unsuited** is in 8.1.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For **filters**, each kernel reaches through all channels, and the size of the picture does not matter. For **anywhere**, keep two words apart: *equivariant*, which comes later if the word does, and *invariant*, which stays as it is.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For **first_loss**: what does somebody pay who gives each of the 50 classes the same probability? For **unsuited**: where could two columns change places without any harm?
# </details>

# %% exercise="cnn_quiz"
cnn_quiz = dict.fromkeys(
    ["training", "filters", "fine_tuning", "first_loss"]
    + ["unsuited", "examples", "anywhere", "recurrent"],
    "?",
)
### BEGIN SOLUTION
cnn_quiz = {
    "training": "c",
    "filters": "b",
    "fine_tuning": "a",
    "first_loss": "d",
    "unsuited": "c",
    "examples": "a",
    "anywhere": "b",
    "recurrent": "b",
}
### END SOLUTION

# %% check="cnn_quiz"

# %% explained="cnn_quiz"
# **training** · A shared weight needs no method of its own: it acts in many places, so what comes back from all of them is added up, and the rest is back-propagation as ever.
#
# **filters** · Each kernel reaches through all 3 channels, so 64 · 3 · 7 · 7 = 9,408; as all places share them, the size of the picture does not matter.
#
# **fine_tuning** · The early layers know what sounds are made of, and only the last one is about the old words. Ten examples suffice for a new last layer, but not for a new network.
#
# **first_loss** · Before any step, nothing has been learnt and no rate has been used. Who knows nothing pays ln 50 = 3.9; to pay 19 one has to be very sure of the wrong things, and that comes from weights that are too large.
#
# **unsuited** · In a table the columns could change places without any harm, so neighbours mean nothing there; in sounds, spectrograms and photographs they belong together.
#
# **examples** · Both had about 8,000 numbers to learn. But each word taught the CNN about all places at once, because it takes for granted that a sound is the same early and late.
#
# **anywhere** · A convolution gives a later sound the same maps, *later*; only a pool over all time behind it forgets when.
#
# **recurrent** · A channel sees no further than its receptive field, and a recurrent layer can remember what lies before that.

# %% [markdown]
# ## What to remember
#
# The whole unit in one picture: what slides, and the pool over all time behind it.

# %%
plots.show(*network_shapes.draw(net.layers[1:], (16, FRAMES)))

# %% [markdown]
# - On the way back, ask of each number whom it met. A shared weight adds up its slopes over all places, and overlapping windows add up in $dx$; a maximum sends the slope to its winner, a mean to all alike.
# - Before a long training: is the first loss $\ln C$? Can it learn twenty examples by heart? Do both curves fall?
# - A convolution gives a later sound later maps; a pool over all time makes of that the same answer. Build in what you are sure of: it saves examples. Between a rule and learning, ask whether the rule knows more or your examples do.
# - Test on strangers, on several of them, with several starts. Among speakers it knows every model looks good.
# - Look inside by listening: the real moments that excite a channel say more than its weights. What was learnt on other words helps most where there are only one or two new ones.

# %%
what_you_predicted("u09")
mine.show("u09")

# %% [markdown]
# This network hears a word and forgets it at once. What would it take to remember what came before? The next unit gives a network a state that it hands on to itself.
#
# **Sources.** Z. Duan, *Deep learning for audio* (D02, D62–D68, D72–D76, D80–D85); B. Pardo (P38); J. Nam (J05, J39); M. Grachten (G05, G26);
# H. Mohammadi (M34, M38). A. Lindholm, N. Wahlström, F. Lindsten, T. Schön, *Machine Learning*, 2022, example 6.3. I. Goodfellow, Y. Bengio, A.
# Courville, *Deep Learning*, 2016, ch. 9. A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet classification with deep convolutional neural networks",
# 2012. C. Olah, A. Mordvintsev, L. Schubert, "Feature visualization", *Distill* 2017. K. Simonyan, A. Zisserman, "Very deep convolutional networks for large-scale image recognition", ICLR 2015. C. Szegedy and others, "Going deeper with convolutions", CVPR 2015. K. He and others, "Deep residual learning for image recognition", CVPR 2016. J. Schlüter, S. Böck, "Improved musical onset detection with convolutional neural networks", ICASSP 2014. I. Loshchilov, F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017. K. Beyer and others, "When is 'nearest neighbor' meaningful?", ICDT 1999. D. Park and others, "SpecAugment", Interspeech 2019. T. Sainath and others, "Learning filter banks
# within a deep neural network framework", ASRU 2013. S. Becker and others, "Interpreting and explaining deep neural networks for classification of audio signals", 2018. ITU-T Recommendation Q.23, 1988, for the tones of the keys. Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0).
