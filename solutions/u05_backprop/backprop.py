# %% [markdown]
# # 5 · Back-propagation
#
# A network makes an error. Which of its thousand weights is to blame, and how much? Back-propagation answers for all of them at once, by
# sending the error back through the layers. In this unit you write every step of it yourself.
#
# **You will be able to** derive and program the gradient of any stack of layers, train a network with nothing but NumPy, and say why
# very deep sigmoid networks used to fail.
#
# **You will hear** a loss that falls, a gradient that dies out on its way back, and what a network makes of words by new speakers.
#
# Time: about 3 hours. Before: [unit 4](../u04_graphs/graphs.ipynb).
#
# Conventions: [one page](../conventions.md).

# %%
import matplotlib.pyplot as plt
import numpy as np

from dlaudio import audio, datasets, layers, losses, optim, plots
from dlaudio.check import check
from dlaudio.datasets.bands import band_levels
from dlaudio.datasets.digits import digit_levels, ten_digits
from dlaudio.networks.perceptron import train as train_perceptron
from dlaudio.widgets import backward_flow, xor_learning
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 5.1 Who is to blame?
#
# Turn one knob of a machine a little and listen whether it gets better. With 1,000 knobs that takes 1,000 trials for a single step. So learning
# must be cheaper than trying.
#
# Look at a network with three hidden layers. The error is known at the right end only. A weight at the left acts on it through
# everything in between.

# %%
plots.show(
    plots.network([["$x$"], ["$h_1$"], ["$h_2$"], ["$h_3$"], [r"$\hat y$"], ["loss"]]),
    "A chain: the input x, three hidden layers, the output y hat, and the loss at the right end.",
)

# %% [markdown]
# The chain rule says how: the slope along a path is the product of the slopes of its pieces. The piece nearest to the loss belongs to every
# path, so compute it once, and hand the result to the layer below. That is all there is to back-propagation. In unit 4 you did it
# number by number; now you do it for a whole layer at once.
#
# Move through the ten steps with the slider. Forwards, every layer computes its output $H$. Backwards, it receives $dH$, the slope of
# the loss in that output, and makes two things of it: the slope in its own weights, and the $dH$ of the layer below.

# %%
demo(backward_flow.draw, title=backward_flow.TITLE, controls=backward_flow.CONTROLS)

# %% [markdown]
# ## 5.2 The ten steps
#
# The numbering is that of a lecture by Juhan Nam. Rows are samples: N of them, each with D inputs. A network is a list of pairs `(W, b)`, one
# for each layer. Every hidden layer is
#
# $$Z = H_{\text{below}} W + b, \qquad H = \sigma(Z) = \frac1{1 + e^{-Z}},$$
#
# and the last layer is linear: $\hat y = H W + b$. We write $dH$ for $\partial\,\text{loss} / \partial H$, the slopes of the loss in all numbers of $H$; it
# has the shape of $H$. So it is with $dW$, $db$ and $dZ$.
#
# ### Step 1 · Start at random: `step1_start`
#
# If all weights were equal, all units of a layer would compute the same and receive the same gradient, for ever. So start at random, but
# not too large: a sum of $D$ terms grows like $\sqrt D$, and a sigmoid with a large input hardly has a slope.
#
# Write `step1_start(sizes, rng)` that returns the list of pairs `(W, b)`.
#
# - `sizes`: the numbers of units, inputs first; `rng`: a `np.random.Generator`
# - for a layer with D inputs and M outputs, `W` is `rng.normal(size=(D, M))` divided by $\sqrt D$, and `b` is `np.zeros(M)`; draw the first
#   layer first
#
# For example, `sizes = [3, 4, 2]` gives two pairs, with the shapes (3, 4), (4,) and (4, 2), (2,).
#
# <details><summary>Hint</summary>
#
# `zip(sizes, sizes[1:])` gives the pairs (D, M).
# </details>


# %% exercise="step1_start"
def step1_start(sizes, rng):
    ### BEGIN SOLUTION
    return [(rng.normal(size=(d, m)) / np.sqrt(d), np.zeros(m)) for d, m in zip(sizes, sizes[1:])]
    ### END SOLUTION


# %% check="step1_start"

# %% [markdown]
# ### Step 2 · Forwards, and keep everything: `step2_forward`
#
# The way back will need what each layer received and gave. So keep it.
#
# Write `step2_forward(X, weights)` that returns the list `[X, H1, H2, ..., y_hat]`: the input, and the output of every layer. Hidden layers are
# sigmoid, the last is linear.
#
# - `X`: shape (N, D); `weights`: the list of pairs `(W, b)`
#
# For example, a network of one layer has no hidden one: the list is `[X, X @ W + b]`.


# %% exercise="step2_forward"
def step2_forward(X, weights):
    ### BEGIN SOLUTION
    H = [X]
    for W, b in weights[:-1]:
        H.append(1 / (1 + np.exp(-(H[-1] @ W + b))))
    W, b = weights[-1]
    return [*H, H[-1] @ W + b]
    ### END SOLUTION


# %% check="step2_forward"

# %% [markdown]
# ### Step 3 · The loss, and the top layer: `step3_top`
#
# The loss is the squared error, added up over the outputs and averaged over the N rows:
#
# $$\ell = \frac1N \sum_i \lVert \hat y_i - y_i \rVert^2, \qquad \hat y = H W + b.$$
#
# The square gives a 2: $d\hat y = \tfrac2N(\hat y - y)$. Now follow the paths. In row $i$, output $k$ is $\hat y_{ik} = \sum_j h_{ij} w_{jk} + b_k$.
#
# - The weight $w_{jk}$ acts on output $k$ of *every row*, there with the factor $h_{ij}$: $dw_{jk} = \sum_i h_{ij}\, d\hat y_{ik}$. For the bias the factor is 1.
# - The number $h_{ij}$ acts on *every output* of its row, with the factor $w_{jk}$: $dh_{ij} = \sum_k d\hat y_{ik}\, w_{jk}$.
#
# Both sums are products of matrices:
#
# $$dW = H^\top d\hat y, \qquad db = \text{sum of the rows of } d\hat y, \qquad dH = d\hat y\, W^\top.$$
#
# Write `step3_top(y, H, W, b)` that returns `loss, dW, db, dH`.
#
# - `y`: shape (N, M), what is wanted; `H`: (N, D), the output of the last hidden layer; `W`: (D, M); `b`: (M,)
#
# For example, with `H = [[1.]]`, `W = [[2.]]`, `b = [0.]`, `y = [[1.]]`: $\hat y$ = 2, the loss is 1, and `dW`, `db`, `dH` are 2, 2 and 4.
#
# <details><summary>Hint</summary>
#
# If you are not sure on which side a factor belongs, look at the shapes: only one order fits.
# </details>


# %% exercise="step3_top"
def step3_top(y, H, W, b):
    ### BEGIN SOLUTION
    error = H @ W + b - y
    dy = 2 * error / len(y)
    return (error**2).sum() / len(y), H.T @ dy, dy.sum(axis=0), dy @ W.T
    ### END SOLUTION


# %% check="step3_top"

# %% [markdown]
# ### Step 4 · Back through the sigmoid: `step4_sigmoid`
#
# The sigmoid acts on each number by itself, so each number of $dH$ is multiplied by one slope. The lecture prints it as $\left(\frac1{1 +
# e^{-z}}\right)^2 e^{-z}$. That is $\sigma(z)\,(1 - \sigma(z))$, and $\sigma(z)$ is the $H$ that step 2 has kept. In the picture the two curves are one.

# %%
z = np.linspace(-6, 6, 121)
s = 1 / (1 + np.exp(-z))
ax = plots.curve(s, x=z, xlabel="z", ylabel="value", label="sigmoid")
plots.curve(s**2 * np.exp(-z), x=z, xlabel="z", ylabel="value", label="slope as printed", ax=ax)
plots.curve(s * (1 - s), x=z, xlabel="z", ylabel="value", label="H (1 - H)", ax=ax)
plots.show(
    ax,
    "The sigmoid rises from 0 to 1. Its slope is a hill of height 1/4; both formulas lie on each other.",
)

# %% [markdown]
# Write `step4_sigmoid(dH, H)` that returns `dZ`, all of shape (N, M). `H` is the *output* of the sigmoid.
#
# For example, `dH = 2` at `H = 0.5` gives `dZ = 0.5`.


# %% exercise="step4_sigmoid"
def step4_sigmoid(dH, H):
    ### BEGIN SOLUTION
    return dH * H * (1 - H)
    ### END SOLUTION


# %% check="step4_sigmoid"

# %% [markdown]
# ### Step 5 · Back through the matrix: `step5_linear`
#
# As in step 3, with $dZ$ in the place of $d\hat y$. The mean over the N rows is in $dZ$ already: do not divide again.
#
# Write `step5_linear(dZ, H_below, W)` that returns `dW, db, dH_below`.
#
# - `dZ`: (N, M); `H_below`: (N, D), what the layer received; `W`: (D, M)
#
# For example, `dZ = [[1., 2.]]`, `H_below = [[3.]]`, `W = [[4., 5.]]` give `dW = [[3., 6.]]`, `db = [1., 2.]`, `dH_below = [[14.]]`.


# %% exercise="step5_linear"
def step5_linear(dZ, H_below, W):
    ### BEGIN SOLUTION
    return H_below.T @ dZ, dZ.sum(axis=0), dZ @ W.T
    ### END SOLUTION


# %% check="step5_linear"

# %% [markdown]
# ### Step 6 · Step 4 again, one layer down, with any activation: `step6_activation`
#
# Nothing in the chain asks for a sigmoid. Any function will do, if its slope is known.
#
# Write `step6_activation(dH, Z, name)` that returns `dZ`, all of shape (N, M). Here the *input* `Z` of the activation is given; `name` is
# `"sigmoid"`, `"tanh"` (slope $1 - \tanh^2 Z$) or `"relu"` (slope 1 where $Z > 0$, else 0).
#
# For example, `dH = 3` at `Z = 0.2` gives 3 for ReLU; at `Z = -0.2` it gives 0.


# %% exercise="step6_activation"
def step6_activation(dH, Z, name):
    ### BEGIN SOLUTION
    if name == "sigmoid":
        H = 1 / (1 + np.exp(-Z))
        return dH * H * (1 - H)
    if name == "tanh":
        return dH * (1 - np.tanh(Z) ** 2)
    return dH * (Z > 0)
    ### END SOLUTION


# %% check="step6_activation"

# %% [markdown]
# ### Step 7 · Step 5 again: a whole layer, `step7_layer`
#
# What came last on the way up comes first on the way back: first through the sigmoid, then through the matrix.
#
# Write `step7_layer(dH, H, H_below, W)` that does both for a sigmoid layer and returns `dW, db, dH_below`.
#
# - `dH`, `H`: shape (N, M), `H` is what the layer gave; `H_below`: (N, D), what it received; `W`: (D, M)
#
# For example, `dH = [[4.]]`, `H = [[0.5]]`, `H_below = [[3.]]`, `W = [[2.]]` give `dW = [[3.]]`, `db = [1.]`, `dH_below = [[2.]]`.


# %% exercise="step7_layer"
def step7_layer(dH, H, H_below, W):
    ### BEGIN SOLUTION
    dZ = dH * H * (1 - H)
    return H_below.T @ dZ, dZ.sum(axis=0), dZ @ W.T
    ### END SOLUTION


# %% check="step7_layer"

# %% [markdown]
# ### Step 8 · Down to the first layer, and update: `step8_update`
#
# Now all together, for any number of layers. Write `step8_update(X, y, weights, lr)`:
#
# 1. forwards (step 2);
# 2. back through the top (step 3);
# 3. back through each hidden layer, from the last to the first (step 7);
# 4. $W \leftarrow W - \text{lr}\; dW$ and $b \leftarrow b - \text{lr}\; db$, with a number `lr`.
#
# It returns `new_weights, gradients`: two lists of pairs, `(W, b)` and `(dW, db)`, first layer first. You may use your own steps.
#
# For example, for the single layer of step 3, `X = [[1.]]`, `y = [[1.]]`, `weights = [(W, b)]` with `W = [[2.]]`, `b = [0.]`: the gradients are `[(2, 2)]`, and
# with `lr = 0.1` the new weights are `[(1.8, -0.2)]`, all of them as arrays.
#
# <details><summary>Hint</summary>
#
# `H = step2_forward(X, weights)`: layer `i` received `H[i]` and gave `H[i + 1]`. `list.insert(0, pair)` puts a pair in front. Change no weights
# before all gradients are known.
# </details>


# %% exercise="step8_update"
def step8_update(X, y, weights, lr):
    ### BEGIN SOLUTION
    H = step2_forward(X, weights)
    _, dW, db, dH = step3_top(y, H[-2], *weights[-1])
    gradients = [(dW, db)]
    for i in range(len(weights) - 2, -1, -1):
        dW, db, dH = step7_layer(dH, H[i + 1], H[i], weights[i][0])
        gradients.insert(0, (dW, db))
    pairs = zip(weights, gradients)
    return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in pairs], gradients
    ### END SOLUTION


# %% check="step8_update"

# %% [markdown]
# ### Step 9 · Repeat: `step9_repeat`
#
# Write `step9_repeat(X, y, weights, lr, n_steps)` that takes `n_steps` such steps and returns `weights, losses`. `losses` has `n_steps` numbers: the loss
# *before* each step, so the first one is that of the start.
#
# For example, two steps from the weights of the last example have the losses `[1.0, 0.36]`, as then $\hat y$ is 2 and 1.6.


# %% exercise="step9_repeat"
def step9_repeat(X, y, weights, lr, n_steps):
    ### BEGIN SOLUTION
    losses = []
    for _ in range(n_steps):
        losses.append(((step2_forward(X, weights)[-1] - y) ** 2).sum() / len(y))
        weights, _ = step8_update(X, y, weights, lr)
    return weights, losses
    ### END SOLUTION


# %% check="step9_repeat"

# %% [markdown]
# ### Step 10 · Watch: `step10_watch`
#
# A falling loss on what it learns from says little. Keep some samples aside, the *validation set*, and look at the loss there too. Looking
# must not change anything.
#
# Write `step10_watch(X, y, X_val, y_val, weights, lr, n_steps)` that learns from `X, y` for `n_steps` and returns two lists, `training, validation`: the
# losses before each step on the two sets. Each loss is the mean over the rows of its own set.
#
# For example, if `X_val, y_val` are `X, y`, both lists are the same.


# %% exercise="step10_watch"
def step10_watch(X, y, X_val, y_val, weights, lr, n_steps):
    ### BEGIN SOLUTION
    training, validation = [], []
    for _ in range(n_steps):
        for curve, inputs, targets in (training, X, y), (validation, X_val, y_val):
            output = step2_forward(inputs, weights)[-1]
            curve.append(((output - targets) ** 2).sum() / len(targets))
        weights, _ = step8_update(X, y, weights, lr)
    return training, validation
    ### END SOLUTION


# %% check="step10_watch"

# %% [markdown]
# **Hear it.** A network made of the course's own layers learns the curve of a sine from 40 noisy samples. Each note is the validation loss: the lower
# the loss, the lower the note. The first notes are single steps; each later one comes after half as many steps again.

# %%
rng = np.random.default_rng(2)
x, x_val = rng.uniform(-1, 1, (40, 1)), rng.uniform(-1, 1, (40, 1))
y, y_val = (np.sin(3 * a) + rng.normal(0, 0.15, a.shape) for a in (x, x_val))
net = layers.Sequential(
    layers.Linear(1, 16, rng=rng, dtype=float),
    layers.Tanh(),
    layers.Linear(16, 16, rng=rng, dtype=float),
    layers.Tanh(),
    layers.Linear(16, 1, rng=rng, dtype=float),
)
loss, optimizer = losses.MSELoss(), optim.SGD(net.parameters(), lr=0.02)
curves = []
for _ in range(3000):
    validation, training = loss(net(x_val), y_val), loss(net(x), y)
    curves.append((training, validation))
    optimizer.zero_grad()
    net.backward(loss.backward())
    optimizer.step()
curves = np.array(curves)
heard = np.unique((1.5 ** np.arange(20)).astype(int)) - 1
notes = audio.melody(np.log(curves[heard, 1]), sr=22050, duration=0.2)
audio.play(notes, 22050, title="the validation loss as a pitch: it falls")

# %%
fig, axes = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
for losses_of_set, name in zip(curves.T, ("training", "validation"), strict=True):
    text = {"xlabel": "step", "ylabel": "loss", "label": name}
    plots.curve(losses_of_set, x=np.arange(1, len(curves) + 1), ax=axes[0], **text)
axes[0].set(xscale="log", yscale="log")
line = np.linspace(-1, 1, 200)[:, None]
axes[1].plot(x, y, "o", color=plots.OKABE_ITO["blue"], label="samples")
axes[1].plot(line, net(line), color=plots.OKABE_ITO["vermillion"], label="network")
axes[1].set(xlabel="x", ylabel="y", xticks=[-1, -0.5, 0, 0.5, 1])
axes[1].legend()
plots.show(
    fig, "Left: both losses fall. Right: the network's curve runs through the samples of a sine."
)

# %% [markdown]
# ## 5.3 The same in matrices, for any depth
#
# A lecture by Zhiyao Duan puts the ten steps into a few lines. Number the layers $m = 1, 2, \dots$ from the input on: layer $m$ receives $H_{m-1}$ and gives
# $H_m$, so $H_0 = X$, and the last $H_m$ is $\hat y$. Here *every* layer is a sigmoid, the last one too, and the error has a half in front, which takes away
# the 2:
#
# $$E = \frac1{2N} \sum_i (y_i - \hat y_i)^2, \qquad d\hat y = \frac1N (\hat y - y).$$
#
# Then for each layer, from the last to the first, where $\odot$ multiplies number by number and $\mathbf 1^\top$, a row of ones, adds up the rows:
#
# $$dZ_m = dH_m \odot H_m \odot (1 - H_m), \qquad dW_m = H_{m-1}^\top\, dZ_m,$$
#
# $$db_m = \mathbf 1^\top dZ_m, \qquad dH_{m-1} = dZ_m W_m^\top.$$
#
# Computed on all samples this is the *true* gradient; on a part of them it is a *stochastic* one, which is right on average.
#
# ### Exercise 11 · `network_gradients`
#
# Write `network_gradients(X, y, weights)` that returns `E, gradients`.
#
# - `X`: shape (N, D); `y`: (N, 1); `weights`: a list of pairs `(W, b)`, of any length
# - `gradients`: a list of pairs `(dW, db)`, first layer first
#
# For example, with one layer, `W = [[0.]]`, `b = [0.]`, `X = [[1.]]`, `y = [[1.]]`: $\hat y$ = 0.5, `E` = 0.125, `dW` = `db` = −0.5 · 0.25 = −0.125.
#
# <details><summary>Hint</summary>
#
# The loop is the same for all layers, the output included: start with `dH = (y_hat - y) / N`.
# </details>


# %% exercise="network_gradients"
def network_gradients(X, y, weights):
    ### BEGIN SOLUTION
    H = [X]
    for W, b in weights:
        H.append(1 / (1 + np.exp(-(H[-1] @ W + b))))
    dH, gradients = (H[-1] - y) / len(y), []
    for i in range(len(weights) - 1, -1, -1):
        dZ = dH * H[i + 1] * (1 - H[i + 1])
        gradients.insert(0, (H[i].T @ dZ, dZ.sum(axis=0)))
        dH = dZ @ weights[i][0].T
    return ((y - H[-1]) ** 2).sum() / (2 * len(y)), gradients
    ### END SOLUTION


# %% check="network_gradients"

# %% [markdown]
# ### Exercise 12 · `mend`
#
# The function below is meant to return the gradients of $E$, `dW1, db1, dW2, db2`, for a network with one hidden layer. It runs, and all shapes fit.
# **Four of its lines are wrong.** Mend them. `X`: (N, D); `y`: (N, 1); the weights are those of layers 1 and 2.
#
# For example, one line forgets a factor that the line above it has. Each of the four gradients is scored by itself.
#
# <details><summary>Hint</summary>
#
# Compare each line with the formulas above. Which sigmoid has lost its slope? Of what is the slope made, of $Z$ or of $H$?
# </details>


# %% exercise="mend"
def mend(X, y, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    H = 1 / (1 + np.exp(-Z1))
    y_hat = 1 / (1 + np.exp(-(H @ W2 + b2)))
    dy = (y - y_hat) / len(y)
    dZ1 = (dy * y_hat * (1 - y_hat)) @ W2.T * Z1 * (1 - Z1)
    dW2, db2 = H.T @ dy, dy.sum(axis=0)
    return X.T @ dZ1, dZ1.mean(axis=0), dW2, db2


### BEGIN SOLUTION
def mend(X, y, W1, b1, W2, b2):
    H = 1 / (1 + np.exp(-(X @ W1 + b1)))
    y_hat = 1 / (1 + np.exp(-(H @ W2 + b2)))
    dZ2 = (y_hat - y) / len(y) * y_hat * (1 - y_hat)
    dZ1 = dZ2 @ W2.T * H * (1 - H)
    return X.T @ dZ1, dZ1.sum(axis=0), H.T @ dZ2, dZ2.sum(axis=0)


### END SOLUTION

# %% check="mend"

# %% [markdown]
# ## 5.4 XOR, learnt at last
#
# In unit 1 you wired XOR by hand, since nothing could learn it. Now something can. Choose a start and a number of hidden units, and move
# through the learning. Do all starts succeed?

# %%
demo(xor_learning.draw, title=xor_learning.TITLE, controls=xor_learning.CONTROLS, slow=True)

# %% [markdown]
# With two hidden units some starts get stuck on a plateau, where the weights grow and grow and the error stays; with four nearly all succeed.
#
# ### Exercise 13 · `learn_xor`
#
# Write `learn_xor(X, y, weights, lr, n_steps)` that takes `n_steps` steps of gradient descent on the $E$ of 5.3 and returns the new list of pairs.
#
# - `X`: shape (4, 2) and `y`: (4, 1), all of XOR, used in every step; `weights`: a start with four hidden units
# - with the new weights the output must be above 0.5 where `y` is 1, and else below
#
# For example, one step makes `W - lr * dW` and `b - lr * db` of every pair, with the gradients of `network_gradients`.


# %% exercise="learn_xor"
def learn_xor(X, y, weights, lr, n_steps):
    ### BEGIN SOLUTION
    for _ in range(n_steps):
        _, gradients = network_gradients(X, y, weights)
        pairs = zip(weights, gradients)
        weights = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in pairs]
    return weights
    ### END SOLUTION


# %% check="learn_xor"

# %% [markdown]
# What has the hidden layer done? It has moved the four corners to places where a single line divides them. The picture shows them before and
# after, for a network with two hidden units; a perceptron that looks at these alone now comes to rest.

# %%
rng = np.random.default_rng(5)
corners = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
labels = np.array([0, 1, 1, 0])
xor_net = layers.Sequential(
    layers.Linear(2, 2, rng=rng, dtype=float),
    layers.Tanh(),
    layers.Linear(2, 1, rng=rng, dtype=float),
)
loss, optimizer = losses.BCEWithLogitsLoss(), optim.SGD(xor_net.parameters(), 0.5)
for _ in range(2000):
    loss(xor_net(corners), labels[:, None].astype(float))
    optimizer.zero_grad()
    xor_net.backward(loss.backward())
    optimizer.step()
hidden = xor_net[1](xor_net[0](corners))
w_hidden, wrong = train_perceptron(hidden, 2 * labels - 1)

fig, axes = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
titles = {"input": "the corners", "hidden unit": "the same in the hidden layer"}
for ax, points, (what, title) in zip(axes, [corners, hidden], titles.items(), strict=True):
    names = {"xlabel": f"first {what}", "ylabel": f"second {what}", "title": title}
    plots.points(points, labels, label_names={0: "XOR is 0", 1: "XOR is 1"}, ax=ax, **names)
axes[1].set_xticks([-1, -0.5, 0, 0.5, 1])
plots.decision_line(w_hidden, ax=axes[1])
plots.show(
    fig,
    "Left: the corners of XOR, not separable. Right: in the hidden layer a line separates them.",
)
print("mistakes of a perceptron on the hidden units, epoch by epoch:", *wrong.sum(axis=1))

# %% [markdown]
# ## 5.5 The gradient that dies out
#
# Each sigmoid on the way back multiplies the gradient by $H(1 - H)$, which is at most 1/4. Over ten layers that alone makes it a million times
# smaller: it *vanishes*. ReLU multiplies by 1 or 0. (Each layer multiplies by its weights, too. If these are large, the gradient can also
# grow from layer to layer, and *explode*.)
#
# ### Exercise 14 · `gradient_norms`
#
# Measure it. Write `gradient_norms(X, dout, weights, name)` that runs a network forwards, sends `dout` back through it, and returns one number for
# each layer, first layer first: the norm of its `dW` (the root of the sum of its squares).
#
# - `X`: shape (N, D); `weights`: the list of pairs; `name`: `"sigmoid"` or `"relu"`, the activation of *every* layer, the last included
# - `dout`: shape (N, M), the slope in the *output* of the last layer
#
# For example, with a single layer it is `[np.linalg.norm(X.T @ dZ)]`. The norms span powers of ten, so the check compares, and shows, their
# logarithms to the base 10.
#
# <details><summary>Hint</summary>
#
# Keep all `Z` and all `H` on the way forwards. `step6_activation` and `step5_linear` are the way back.
# </details>


# %% exercise="gradient_norms"
def gradient_norms(X, dout, weights, name):
    ### BEGIN SOLUTION
    H, Z = [X], []
    for W, b in weights:
        Z.append(H[-1] @ W + b)
        H.append(1 / (1 + np.exp(-Z[-1])) if name == "sigmoid" else np.maximum(Z[-1], 0))
    norms, dH = [], dout
    for i in range(len(weights) - 1, -1, -1):
        slope = H[i + 1] * (1 - H[i + 1]) if name == "sigmoid" else Z[i] > 0
        dZ = dH * slope
        norms.insert(0, np.linalg.norm(H[i].T @ dZ))
        dH = dZ @ weights[i][0].T
    return norms
    ### END SOLUTION


# %% check="gradient_norms"

# %%
rng = np.random.default_rng(0)
inputs, upstream = rng.normal(size=(32, 20)), rng.normal(size=(32, 20))
norms = {}
for activation in (layers.ReLU, layers.Sigmoid):
    rng = np.random.default_rng(1)
    stack = []
    for _ in range(10):
        stack += [layers.Linear(20, 20, rng=rng, dtype=float), activation()]
    deep = layers.Sequential(*stack)
    deep(inputs)
    deep.backward(upstream)
    norms[activation.__name__] = [np.linalg.norm(deep[2 * i].weight.grad) for i in range(10)]
ax = None
for name, values in norms.items():
    text = {"xlabel": "layer", "ylabel": "norm of dW (log10)", "label": name}
    ax = plots.curve(np.log10(values), x=np.arange(1, 11), ax=ax, **text)
plots.show(
    ax,
    "Norm of dW for ten layers: level for ReLU, falling by powers of ten towards layer 1 for sigmoid.",
)

# %% [markdown]
# **Hear it.** The gradient passes through the layers, from the tenth to the first. Each beep is as loud as the gradient that arrives there:
# first through ReLU, then through sigmoids.

# %%
beeps = []
for values in norms.values():
    for value in np.array(values[::-1]) / max(values):
        beeps.append(audio.note(440, sr=22050, duration=0.22, amplitude=float(0.6 * value)))
    beeps.append(audio.silence(sr=22050, duration=0.5))
audio.play(np.concatenate(beeps), 22050, title="gradients on their way back: ReLU, then sigmoid")

# %% [markdown]
# So deep sigmoid networks learn at the top and stand still at the bottom. This kept networks shallow until about 2006. (Bad minima were blamed too; unit 6 looks for them.) ReLU, better
# starts (unit 6), and shortcuts (unit 13) opened the way.

# %% [markdown]
# ## 5.6 Ten digits, one network
#
# Every recording becomes 48 numbers, as in unit 2: how loud each of 12 frequency bands is in each quarter of the word. Here are one *three* and
# one *six*.

# %%
speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
words = datasets.load(speech)
print(words.description)
fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
chosen = [words.where(split="test", labels=word) for word in ("three", "six")]
for ax, word, name in zip(axes, chosen, ("three", "six"), strict=True):
    levels = band_levels(word.audio[0], words.sr).reshape(12, 4)
    picture = {"origin": "lower", "aspect": "auto", "cmap": "magma", "vmin": -50, "vmax": 0}
    image = ax.imshow(levels, extent=(0.5, 4.5, 0.5, 12.5), **picture)
    ax.set(title=name, xlabel="quarter of the word", xticks=range(1, 5))
axes[0].set(ylabel="band, low to high")
fig.colorbar(image, ax=axes, label="level (dB)")
plots.show(
    fig, "Levels of 12 bands in 4 quarters of a three and of a six: two patterns that differ."
)
gap = audio.silence(sr=words.sr, duration=0.3)
audio.play(
    np.concatenate([chosen[0].audio[0], gap, chosen[1].audio[0]]), words.sr, title="three, then six"
)

# %% [markdown]
# ### Exercise 15 · `learn_digits`
#
# Write `learn_digits(X, y, weights, lr, n_steps)` that trains a network by your ten steps (sigmoid hidden layer, linear output, the loss of step 3, all rows
# in every step) and returns the new weights.
#
# - `X`: shape (N, 48); `y`: (N, 10), *one-hot*: 1 in the column of the digit, else 0; `weights`: a start with 24 hidden units
#
# The digit it hears is the column with the largest output. For example, the output `[0.1, 0, 0.7, 0, 0, 0.2, 0, 0, 0, 0]` means *two*. On speakers who are
# not in `X`, at least 60 % of the digits must be right; guessing gives 10 %.


# %% exercise="learn_digits"
def learn_digits(X, y, weights, lr, n_steps):
    ### BEGIN SOLUTION
    return step9_repeat(X, y, weights, lr, n_steps)[0]
    ### END SOLUTION


# %% check="learn_digits"

# %% [markdown]
# The same idea with the course's own layers (ReLU, and cross entropy for ten classes), in two worlds: spoken digits, and handwritten ones, 8 × 8
# pixels, 64 numbers a row. Nothing in back-propagation knows what the numbers mean.

# %%
from sklearn.datasets import load_digits


def train_ten(X, digits, X_new, new):
    """One hidden layer, cross entropy, 40 epochs; the network and its share of right answers."""
    rng = np.random.default_rng(0)
    net = layers.Sequential(
        layers.Linear(X.shape[1], 32, rng=rng),
        layers.ReLU(),
        layers.Linear(32, 10, rng=rng),
    )
    loss, optimizer = losses.CrossEntropyLoss(), optim.SGD(net.parameters(), 0.1, momentum=0.9)
    for _ in range(40):
        for rows in np.array_split(rng.permutation(len(X)), len(X) // 32):
            loss(net(X[rows]), digits[rows])
            optimizer.zero_grad()
            net.backward(loss.backward())
            optimizer.step()
    return net, [float(np.mean(net(a).argmax(1) == b)) for a, b in ((X, digits), (X_new, new))]


X, digits, X_new, new = (
    a.astype(np.float32) if a.ndim == 2 else a for a in ten_digits(speech, 900, 300)
)
ears, (known, unknown) = train_ten(X, digits, X_new, new)
print(f"spoken: {known:.0%} right on the speakers it learnt from, {unknown:.0%} on new speakers")
pixels, written = load_digits(return_X_y=True)
pixels = (pixels / 16).astype(np.float32)
eyes, (known, unknown) = train_ten(pixels[:1200], written[:1200], pixels[1200:], written[1200:])
print(f"handwritten: {known:.0%} right on what it learnt from, {unknown:.0%} on new ones")

# %% [markdown]
# **Hear what it hears.** Each recording is by a new speaker; the title says what the network takes it for.

# %%
test = words.where(split="test")
levels, truth = digit_levels(speech, "train")
middle, spread = levels.mean(axis=0), levels.std(axis=0)
pick = np.random.default_rng(7).permutation(len(test.audio))[:6]
rows = ((np.array([band_levels(test.audio[i], test.sr) for i in pick]) - middle) / spread).astype(
    np.float32
)
heard = ears(rows).argmax(axis=1)
said = [test.label_names[test.labels[i]] for i in pick]
guess = [test.label_names[k] for k in heard]
parts = [p for i in pick for p in (test.audio[i], audio.silence(sr=test.sr, duration=0.35))]
audio.play(
    np.concatenate(parts), test.sr, title=f"said: {', '.join(said)}. Heard: {', '.join(guess)}"
)

# %% [markdown]
# ## 5.7 Bends that learn their shape
#
# The activations of unit 3 have no weights. Two others do, and now that slopes come back through every layer, nothing stands in the way of learning them too.
#
# - **PReLU** (*parametric* ReLU): $h = z$ above 0, $h = a\,z$ below, with a slope $a$ that is learnt, here one for all units.
# - **Maxout**: a unit has $k$ weighted sums instead of one, its *pieces*, and $h$ is the largest of them.
#
# Let `dout` be the slopes of the loss $L$ along every $h$, an entry for each sample $n$ and unit $m$, as the layer above hands them down. The chain rule multiplies:
#
# $$\frac{\partial L}{\partial z_{nm}} = \mathrm{dout}_{nm}\,\frac{\partial h_{nm}}{\partial z_{nm}}, \qquad
# \frac{\partial L}{\partial a} = \sum_{n,m} \mathrm{dout}_{nm}\,\frac{\partial h_{nm}}{\partial a}.$$
#
# The second one is a sum, because every $h$ depends on the same $a$, and its small change is felt in all of them.
#
# ### Exercise 16 · `prelu_gradients`
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
# ### Exercise 17 · `maxout`
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
# ## Quiz
#
# Put a letter in the place of each `"?"`.
#
# **cache** · What has to be kept on the way forwards?
#
# - (a) nothing
# - (b) the input and output of every layer
# - (c) the loss
# - (d) the gradients of the last step
#
# **direction** · In which order are the gradients of the layers computed?
#
# - (a) from the first layer to the last
# - (b) in any order
# - (c) from the last layer to the first
# - (d) all at once
#
# **accuracy** · A program of 2018 prints the mean of $|y - \hat y|$ and calls it "accuracy". What is it?
#
# - (a) a mean absolute error: small is good
# - (b) an accuracy, because it is between 0 and 1
# - (c) the share of right answers
# - (d) an accuracy for regression
#
# **vanishing** · Why does the first of ten sigmoid layers hardly learn?
#
# - (a) the learning rate is too small
# - (b) there are too few samples
# - (c) numbers are rounded
# - (d) on the way back each sigmoid multiplies the gradient by at most 1/4
#
# **batch** · The gradient of $E$ over all samples is
#
# - (a) the sum of the samples' gradients
# - (b) their mean
# - (c) the largest of them
# - (d) that of the last sample
#
# **summary** · Back-propagation is
#
# - (a) a way to find the best minimum
# - (b) the rule that changes the weights
# - (c) the chain rule, computed from the loss back so that nothing is computed twice
# - (d) a method for sigmoid networks only

# %% exercise="backprop_quiz"
backprop_quiz = dict.fromkeys(
    ["cache", "direction", "accuracy", "vanishing", "batch", "summary"], "?"
)
### BEGIN SOLUTION
backprop_quiz = {
    "cache": "b",
    "direction": "c",
    "accuracy": "a",
    "vanishing": "d",
    "batch": "b",
    "summary": "c",
}
### END SOLUTION

# %% check="backprop_quiz"

# %% [markdown]
# ## What stays
#
# - Forwards, keep what every layer received and gave. Backwards, each layer turns $dH$ of its output into $dW$, $db$ and $dH$ of its input.
# - Through an activation: times its slope, number by number. Through a matrix: $dW = H^\top dZ$, $db$ = the sum of rows, $dH = dZ\,W^\top$.
# - A gradient has the shape of what it belongs to. The mean over the samples is taken once, in the loss.
# - XOR is learnt; its hidden layer makes the corners separable.
# - Sigmoids let the gradient die out; ReLU lets it pass wherever it is on, if the weights have the right size (unit 6).
# - The same code learns digits by ear and by eye. To make it learn *well* is unit 6.
#
# **Sources.** Z. Duan, *Deep learning for audio* (D30, D35–D46); J. Nam, *Deep learning: introduction* (J06, J20, J22–J33); B. Pardo (P16, P21); M.
# Grachten (G12, G14); H. Mohammadi (M11, M12, M14). D. Rumelhart, G. Hinton, R. Williams, "Learning representations by back-propagating errors",
# *Nature* 323, 1986; P. Werbos, 1974. S. Hochreiter, J. Schmidhuber, "Long short-term memory", 1997. Handwritten digits: E. Alpaydin, C. Kaynak,
# UCI, in scikit-learn. Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0).
