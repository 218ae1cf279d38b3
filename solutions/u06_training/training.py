# %% [markdown]
# # 6 · Training well
#
# Back-propagation says which way is down. How to walk there, where to start, when to stop, and how to keep a net from learning
# its examples by heart: that is this unit.
#
# **You will be able to** write the optimisers that everyone uses, start deep nets so that signals survive, normalise, penalise,
# drop out and stop early, make new training sounds from old ones, and search for a good recipe on a fixed budget.
#
# **You will hear** six optimisers race, a curve that fits its noise, and one word in many disguises.
#
# Time: about 3 hours. Before: [unit 5](../u05_backprop/backprop.ipynb).
#
# Conventions: [one page](../conventions.md).

# %%
import itertools

import matplotlib.pyplot as plt
import numpy as np

from dlaudio import audio, datasets, init, plots
from dlaudio.audio import augment
from dlaudio.check import check
from dlaudio.datasets.bands import band_levels
from dlaudio.datasets.voices import some_voices
from dlaudio.layers import (
    BatchNorm1d,
    Dropout,
    LeakyReLU,
    Linear,
    Parameter,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
)
from dlaudio.losses import CrossEntropyLoss
from dlaudio.metrics import accuracy
from dlaudio.optim import SGD, Adam
from dlaudio.penalties import shrink
from dlaudio.train import EarlyStopping, fit, predict
from dlaudio.widgets import optimiser_race, penalty_shapes
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 6.1 A race
#
# Six optimisers start at the same place in the same valley: long, narrow, and lying askew. Listen to each for 25 steps. Every step is
# a note; the lower the loss, the lower the note. Which one is down first?

# %%
runners = optimiser_race.race("long and turned")
sr = 22050
parts = []
for _, losses, _ in runners.values():
    level = np.log10(np.clip(losses[:26], 1e-6, 1e3))
    parts += [audio.melody(level, sr=sr, duration=0.09, fmin=110, fmax=1760, vmin=-6, vmax=3)]
    parts += [audio.silence(sr=sr, duration=0.4)]
audio.play(np.concatenate(parts), sr, title="one after the other: " + ", ".join(runners))

# %% [markdown]
# Now watch them. Move the step from 0 to 60, and try the other valleys.

# %%
demo(optimiser_race.draw, title=optimiser_race.TITLE, controls=optimiser_race.CONTROLS)

# %% [markdown]
# All of them get the same thing at every step: the gradient $g$ of the loss at the weights $w$. Plain descent, $w \leftarrow w - \eta\,g$ with the
# learning rate $\eta$, is thrown from wall to wall and creeps along the floor. It is called SGD, *stochastic* gradient descent, because $g$ is
# mostly the mean over a mini-batch. The others differ in what they *remember*.
#
# ### Momentum
#
# Let a heavy ball roll. Its velocity $v$ remembers earlier gradients; pushes to and fro cancel, pushes along the valley add up:
#
# $$v \leftarrow \mu\,v + g, \qquad w \leftarrow w - \eta\,v.$$
#
# The number $\mu$, often 0.9, says how much of the velocity stays; at first $v = 0$. *Nesterov's* variant acts as if the ball had already
# rolled on: its step is $\eta\,(g + \mu\,v)$, with the new $v$.
#
# ### Exercise 1 · `momentum_step`
#
# Write `momentum_step(w, g, v, lr, momentum, nesterov)` that takes one step and returns `w, v`, both new.
#
# - `w`, `g`, `v`: arrays of the same shape, any shape
# - `lr`, `momentum`: numbers, $\eta$ and $\mu$
# - `nesterov`: `True` or `False`
#
# For example, from `w = 1`, `g = 2`, `v = 6` with `lr = 0.1`, `momentum = 0.5`, the new `v` is 5 and the new `w` 0.5; with Nesterov `w` is 0.55, as then the
# step is 0.1 · (2 + 0.5 · 5).
#
# <details><summary>Hint</summary>
#
# Renew `v` first. Only then find the step, from `v` or from `g + momentum * v`.
# </details>


# %% exercise="momentum_step"
def momentum_step(w, g, v, lr, momentum, nesterov):
    ### BEGIN SOLUTION
    v = momentum * v + g
    return w - lr * (g + momentum * v if nesterov else v), v
    ### END SOLUTION


# %% check="momentum_step"

# %% [markdown]
# ### A rate for each weight
#
# A weight whose gradients are large needs small steps, and the other way round. So remember how large they were, in the squares
# $g^2$ (entry by entry, as everything here), and divide by the root:
#
# $$w \leftarrow w - \eta\,\frac{g}{\sqrt{s} + \varepsilon}.$$
#
# - **Adagrad** adds up: $s \leftarrow s + g^2$. It never forgets, so its steps shrink for ever.
# - **RMSprop** forgets: $s \leftarrow \alpha\,s + (1 - \alpha)\,g^2$, a *fading mean*. With $\alpha = 0.9$, each square counts 0.9 times as much as the
#   next one.
#
# The small $\varepsilon$ prevents a division by zero. Here it stands outside the root.
#
# ### Exercise 2 · `scaled_steps`
#
# Write `scaled_steps(w, g, s_sum, s_mean, lr, alpha, eps)` that takes one step of each from the same `w` and returns two pairs:
# `(w_adagrad, s_sum), (w_rmsprop, s_mean)`, all new arrays of the shape of `w`.
#
# For example, `w = 1`, `g = 3`, `s_sum = 16`, `s_mean = 9`, `lr = 0.5`, `alpha = 0.9`, `eps = 0`: Adagrad's memory becomes 25 and its `w` 0.7, RMSprop's memory
# stays 9 and its `w` becomes 0.5.
#
# <details><summary>Hint</summary>
#
# Two memories, then twice the same formula. Renew the memory first.
# </details>


# %% exercise="scaled_steps"
def scaled_steps(w, g, s_sum, s_mean, lr, alpha, eps):
    ### BEGIN SOLUTION
    s_sum = s_sum + g**2
    s_mean = alpha * s_mean + (1 - alpha) * g**2
    adagrad, rmsprop = (w - lr * g / (np.sqrt(s) + eps) for s in (s_sum, s_mean))
    return (adagrad, s_sum), (rmsprop, s_mean)
    ### END SOLUTION


# %% check="scaled_steps"

# %% [markdown]
# **Adadelta** goes one further: no learning rate at all. It also remembers its own squared steps $d^2$, in $u$, and walks about as far as it has
# been walking. Both memories fade, by $\rho$:
#
# $$s \leftarrow \rho\,s + (1 - \rho)\,g^2, \qquad d = \frac{\sqrt{u + \varepsilon}}{\sqrt{s + \varepsilon}}\,g, \qquad w \leftarrow w - d, \qquad
# u \leftarrow \rho\,u + (1 - \rho)\,d^2.$$
#
# ### Exercise 3 · `adadelta_step`
#
# Write `adadelta_step(w, g, s, u, rho, eps)` that returns the new `w, s, u`. Here $\varepsilon$ is inside both roots.
#
# For example, `w = 1`, `g = 2`, `s = 4`, `u = 1`, `rho = 0.5`, `eps = 0`: `s` stays 4, the step is 1, so `w` becomes 0, and `u` stays 1.
#
# <details><summary>Hint</summary>
#
# The step needs the new `s` but the old `u`.
# </details>


# %% exercise="adadelta_step"
def adadelta_step(w, g, s, u, rho, eps):
    ### BEGIN SOLUTION
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(u + eps) / np.sqrt(s + eps) * g
    return w - step, s, rho * u + (1 - rho) * step**2
    ### END SOLUTION


# %% check="adadelta_step"

# %% [markdown]
# ### Adam
#
# Momentum and RMSprop together: a fading mean $m$ of the gradients, and one, $s$, of their squares.
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\,g, \qquad s \leftarrow \beta_2 s + (1 - \beta_2)\,g^2$$
#
# Both begin at zero, so at first they are too small: after $t$ steps, the shares of all gradients seen add up to $1 - \beta_1^t$ only, those of the
# squares to $1 - \beta_2^t$. Adam divides these out:
#
# $$\hat m = \frac{m}{1 - \beta_1^t}, \qquad \hat s = \frac{s}{1 - \beta_2^t}, \qquad w \leftarrow w - \eta\,\frac{\hat m}{\sqrt{\hat s} + \varepsilon}.$$
#
# At the first step $\hat m = g$ and $\hat s = g^2$: **the first step is about $\eta$ in every direction, however large the gradient.** So the same
# learning rate does for many nets.
#
# ### Exercise 4 · `adam_step`
#
# Write `adam_step(w, g, m, s, t, lr, beta1, beta2, eps)` that takes step number `t` (the first is 1) and returns the new `w, m, s`. The memories are
# returned as they are, without the correction.
#
# For example, the first step from `w = 1` with `g = 50`, `m = s = 0`, `lr = 0.01`, `beta1 = 0.9`, `beta2 = 0.999`, `eps = 0`: `m` is 5, `s` is 2.5, and `w` 0.99.
#
# <details><summary>Hint</summary>
#
# Powers are `beta1**t`. Put the corrected values under new names.
# </details>


# %% exercise="adam_step"
def adam_step(w, g, m, s, t, lr, beta1, beta2, eps):
    ### BEGIN SOLUTION
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    mean, square = m / (1 - beta1**t), s / (1 - beta2**t)
    return w - lr * mean / (np.sqrt(square) + eps), m, s
    ### END SOLUTION


# %% check="adam_step"

# %% [markdown]
# ### BFGS: learning the curvature
#
# In the race one runner was far ahead: it learns the *shape* of the valley. Take a single weight. If the gradient changes by $c$ over a step $d$,
# the valley has the curvature $c / d$; and were it a parabola, its bottom would lie exactly $g\,d / c$ back. So do not step by $\eta\,g$, but by the inverse
# curvature times $g$.
#
# With $D$ weights, the inverse curvature is a symmetric matrix $H$ of shape (D, D) (no hidden layer, here). BFGS starts with the identity $I$, walks along $-H
# g$, and after each step mends $H$ so that it explains the last change, $H c = d$ (the *secant law*), and else stays as it was as nearly as
# possible:
#
# $$H \leftarrow \Bigl(I - \frac{d\,c^\top}{d \cdot c}\Bigr)\,H\,\Bigl(I - \frac{c\,d^\top}{d \cdot c}\Bigr) + \frac{d\,d^\top}{d \cdot c}.$$
#
# Here $d \cdot c$ is a number, and $d\,c^\top$, the outer product, a matrix. The price: $D \times D$ numbers to keep, and exact gradients, without the noise of
# mini-batches. That is fine for two weights and hopeless for a million. (The letters: Broyden, Fletcher, Goldfarb, Shanno, 1970.)
#
# ### Exercise 5 · `bfgs_update`
#
# Write `bfgs_update(H, step, change)` that returns the new `H`, shape (D, D).
#
# - `H`: shape (D, D), symmetric; `step`, `change`: shape (D,), $d$ and $c$
#
# For example, with `H` the identity, `step = [1, 0]` and `change = [2, 0]`, the new `H` is `[[0.5, 0], [0, 1]]`: along the first weight the curvature is 2. The
# grader also lets your update walk down bowls with two weights, each step as long as is best: after two steps it must be at the bottom.
#
# <details><summary>Hint</summary>
#
# `np.outer(step, change)` is $d\,c^\top$, `step @ change` is $d \cdot c$, and the right-hand bracket is the transpose of the left-hand one.
# </details>


# %% exercise="bfgs_update"
def bfgs_update(H, step, change):
    ### BEGIN SOLUTION
    rho = 1 / (step @ change)
    left = np.eye(len(step)) - rho * np.outer(step, change)
    return left @ H @ left.T + rho * np.outer(step, step)
    ### END SOLUTION


# %% check="bfgs_update"

# %% [markdown]
# ## 6.2 Where to start
#
# Send noise through ten layers of 256 ReLU units and measure how strong the signal is after each. Only the size of the initial weights
# differs.

# %%
rng = np.random.default_rng(0)
ax = None
for label, width in [("0.5 × He", 0.5), ("He", 1.0), ("2 × He", 2.0)]:
    signal, strengths = rng.normal(size=(200, 256)), []
    for _ in range(10):
        signal = np.maximum(signal @ (width * init.he_normal((256, 256), rng=rng)), 0)
        strengths.append(np.sqrt(np.mean(signal**2)))
    layer = np.arange(1, 11)
    ax = plots.curve(
        strengths, x=layer, xlabel="layer", ylabel="root mean square", ax=ax, label=label
    )
ax.set(yscale="log")
plots.show(
    ax, "Signal strength over ten layers: with He's weights it stays, else it dies out or explodes."
)

# %% [markdown]
# At half the size, ten layers leave about a thousandth ($1/2^{10}$); at twice the size, the signal is a thousand times too strong. Gradients fare the same on
# their way back: this is another cause of vanishing gradients, beside the slope of the sigmoid in unit 5.
#
# Which size is right? A unit adds up $D$ inputs, each times a random weight, so the power (the mean square) grows by the factor $D \cdot
# \mathrm{Var}(w)$. ReLU then throws half of it away. To keep it, $D \cdot \mathrm{Var}(w) \cdot \tfrac12 = 1$:
#
# - for ReLU (He and others, 2015): $\mathrm{Var}(w) = 2 / D$;
# - for tanh (Glorot and Bengio, 2010; "Xavier", after Glorot): $\mathrm{Var}(w) = 2 / (D + M)$, a compromise between the way there, where
#   $D$ inputs are added up, and the way back, where the $M$ outputs are.
#
# The mean of the weights is 0, and so is every bias.
#
# ### Exercise 6 · `initial_weights`
#
# Write `initial_weights(D, M, kind, rng)` that returns random weights, shape (D, M), for a layer with D inputs and M outputs.
#
# - `kind`: `"relu"` or `"tanh"`
# - `rng`: the generator to draw from; every call gives new weights
#
# For example, `initial_weights(200, 50, "relu", rng).std()` is near 0.1, and for `"tanh"` near 0.089.
#
# <details><summary>Hint</summary>
#
# `rng.normal(size=(D, M))` has variance 1. The spread (standard deviation) is the root of the variance.
# </details>


# %% exercise="initial_weights"
def initial_weights(D, M, kind, rng):
    ### BEGIN SOLUTION
    variance = 2 / D if kind == "relu" else 2 / (D + M)
    return rng.normal(size=(D, M)) * np.sqrt(variance)
    ### END SOLUTION


# %% check="initial_weights"

# %% [markdown]
# Now real data: spoken digits, each as 48 numbers, how loud 12 frequency bands are in each quarter of the word. Learn from some
# speakers; the others are the test. From here on, `net` makes a net with one hidden layer, and `train` trains it. (`p` is for dropout, section 6.5; with `p = 0` there is none.)

# %%
speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
X, y, speakers, X_new, y_new = some_voices(speech, 800, 240)
X, X_new = X.astype(np.float32), X_new.astype(np.float32)
print(datasets.load(speech).description)
print(
    f"{len(X)} words by {len(set(speakers))} speakers to learn from, {len(X_new)} by new speakers"
)


def net(rng, hidden=64, p=0.0):
    """One hidden layer, with dropout p."""
    return Sequential(
        Linear(48, hidden, rng=rng), ReLU(), Dropout(p, rng=rng), Linear(hidden, 10, rng=rng)
    )


def train(model, X, y, epochs, rng, optimizer=None, **options):
    """Train on digits, with Adam if nothing else is said; returns the history."""
    optimizer = optimizer or Adam(model.parameters(), lr=0.003)
    loss = CrossEntropyLoss()
    settings = {"epochs": epochs, "batch_size": 32, "rng": rng, "metric": accuracy}
    return fit(model, loss, optimizer, X, y, **settings, progress=False, **options)


# %% [markdown]
# ### Bad minima?
#
# The loss of a net has many minima. Does it matter in which one you end? Train nets with 4 hidden units from 12 starts, and nets with 64 too.

# %%
fig, ax = plt.subplots(figsize=(6.4, 3), layout="constrained")
for hidden in (4, 64):
    finals = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        model = net(rng, hidden)
        optimizer = Adam(model.parameters(), lr=0.01)
        finals.append(train(model, X[:200], y[:200], 60, rng, optimizer)[-1]["loss"])
    print(f"{hidden} hidden units: losses from {min(finals):.3f} to {max(finals):.3f}")
    ax.hist(finals, bins=np.linspace(0, 0.5, 41), label=f"{hidden} hidden units", alpha=0.8)
ax.set(xlabel="training loss after 60 epochs", ylabel="how many starts")
ax.legend()
plots.show(
    fig,
    "Losses of 12 starts after 60 epochs: spread out for narrow nets, all near 0 for wide ones.",
)

# %% [markdown]
# After 60 epochs the narrow nets are at different losses, and it looks as if some sat in poor minima. They do not: give them 600 epochs, and their losses, then between 0.15 and 0.35, fall to between 0.001 and 0.05. They were slow, not caught. The wide ones
# all end well, and soon. That is common in practice: a net with room to spare gets far down from nearly every start. Real traps exist all the same, as for XOR with two hidden units in unit 5. Where starts differ, compare recipes over several of them; one run tells little.
#
# ### Which unit learns fastest?
#
# Three hidden layers, plain SGD with the same rate, and four kinds of units.

# %%
ax = None
for activation in (Sigmoid, Tanh, ReLU, LeakyReLU):
    rng = np.random.default_rng(0)
    sizes = [(48, 64), (64, 64), (64, 64)]
    hidden = [[Linear(*size, rng=rng), activation()] for size in sizes]
    model = Sequential(*itertools.chain(*hidden), Linear(64, 10, rng=rng))
    history = train(model, X, y, 20, rng, SGD(model.parameters(), lr=0.1))
    curve = [record["loss"] for record in history]
    ax = plots.curve(curve, xlabel="epoch", ylabel="loss", ax=ax, label=activation.__name__)
plots.show(ax, "Training loss: sigmoid units hardly learn at first; tanh and both ReLUs fall fast.")

# %% [markdown]
# The sigmoid's slope is at most ¼, and three of them in a row leave little of the gradient. A ReLU passes it on whole where it is on;
# where it is off it passes nothing, and the leaky one a tenth. (The two curves nearly hide each other.) Nets for speech and pictures have used ReLU and
# its relatives, leaky ReLU, PReLU and maxout (unit 3), since about 2011.
#
# ## 6.3 Batch normalisation
#
# A good start does not last: as weights move, the signal between layers gets louder or softer again. *Batch normalisation* sets the level at
# every layer, like a recording engineer. **In training**, for each feature (each column of $x$, shape (N, D)), take the mean $\bar x$ and the variance $\sigma^2$ over
# the batch, and
#
# $$\hat x = \frac{x - \bar x}{\sqrt{\sigma^2 + \varepsilon}}, \qquad y = \gamma\,\hat x + \beta.$$
#
# The scale $\gamma$ and the shift $\beta$, one of each for each feature, are learnt. **In use** there may be only one sound, which has no variance. So in
# training also keep running averages of the means and of the variances, and take these later:
#
# $$\text{running} \leftarrow (1 - \text{momentum}) \cdot \text{running} + \text{momentum} \cdot \text{new}.$$
#
# (This *momentum* has nothing to do with the heavy ball.) As in PyTorch, $\sigma^2$ is the variance over $N$, while the running average gets the one over
# $N - 1$.
#
# Here is a deep net of sigmoids, without and with it.

# %%
ax = None
for label, layers in [("without", lambda: []), ("with batch norm", lambda: [BatchNorm1d(64)])]:
    rng = np.random.default_rng(1)
    sizes = [(48, 64), (64, 64), (64, 64), (64, 64)]
    badly = [
        [Linear(*size, rng=rng, init=init.xavier_normal), *layers(), Sigmoid()] for size in sizes
    ]
    model = Sequential(*itertools.chain(*badly), Linear(64, 10, rng=rng))
    history = train(model, X, y, 15, rng, SGD(model.parameters(), lr=0.1))
    curve = [record["loss"] for record in history]
    ax = plots.curve(curve, xlabel="epoch", ylabel="loss", ax=ax, label=label)
plots.show(ax, "Loss of a deep sigmoid net: nearly level without batch norm, falling fast with it.")

# %% [markdown]
# ### Exercise 7 · `batchnorm_forward`
#
# Write `batchnorm_forward(x, gamma, beta, mean, var, momentum, eps, training)` that returns `y` and the running averages `mean, var`.
#
# - `x`: shape (N, D); `gamma`, `beta`: shape (D,); `mean`, `var`: shape (D,), the running averages so far
# - `training`: if `True`, normalise by the batch and return new running averages; if `False`, normalise by the running averages and return them as they are
#
# For example, `x = [[1], [3]]` has mean 2 and variance 1 (over N) or 2 (over N − 1). With `gamma = 1`, `beta = 0`, `eps = 0`, `y` is `[[-1], [1]]`. Running averages 0 and 1
# with `momentum = 0.1` become 0.2 and 1.1.
#
# <details><summary>Hint</summary>
#
# `x.var(axis=0)` divides by N, `x.var(axis=0, ddof=1)` by N − 1.
# </details>


# %% exercise="batchnorm_forward"
def batchnorm_forward(x, gamma, beta, mean, var, momentum, eps, training):
    ### BEGIN SOLUTION
    if training:
        use_mean, use_var = x.mean(axis=0), x.var(axis=0)
        mean = (1 - momentum) * mean + momentum * use_mean
        var = (1 - momentum) * var + momentum * x.var(axis=0, ddof=1)
    else:
        use_mean, use_var = mean, var
    return gamma * (x - use_mean) / np.sqrt(use_var + eps) + beta, mean, var
    ### END SOLUTION


# %% check="batchnorm_forward"

# %% [markdown]
# ### Backwards through the batch
#
# The gradient of one row now depends on all others, for they share mean and variance. Three paths lead from $x_i$ to the loss: straight
# ahead, through the mean, through the variance. With $d\hat x = \gamma\,dy$, their slopes add up to
#
# $$dx = \frac{1}{\sqrt{\sigma^2 + \varepsilon}} \Bigl( d\hat x - \overline{d\hat x} - \hat x \cdot \overline{d\hat x\,\hat x} \Bigr),$$
#
# where the bars are means over the batch, for each column. The second term takes out any push that moves all rows alike, the third any push
# that only stretches them: normalisation would undo both. For the parameters, each row adds its part:
# $d\gamma = \sum_i dy_i\,\hat x_i$ and $d\beta = \sum_i dy_i$.
#
# ### Exercise 8 · `batchnorm_backward`
#
# Write `batchnorm_backward(dout, x, gamma, eps)` that returns `dx, dgamma, dbeta` for the forward in training.
#
# - `dout`, `x`: shape (N, D); `gamma`: shape (D,)
#
# For example, if N = 1, `xhat` is 0, so `dx` and `dgamma` are 0 and `dbeta` is `dout[0]`. Each of the three is scored by itself.
#
# <details><summary>Hint</summary>
#
# Compute `xhat` again from `x`. Then write the formula as it stands, with `.mean(axis=0)` for the bars.
# </details>


# %% exercise="batchnorm_backward"
def batchnorm_backward(dout, x, gamma, eps):
    ### BEGIN SOLUTION
    sigma = np.sqrt(x.var(axis=0) + eps)
    xhat = (x - x.mean(axis=0)) / sigma
    dxhat = dout * gamma
    dx = (dxhat - dxhat.mean(axis=0) - xhat * (dxhat * xhat).mean(axis=0)) / sigma
    return dx, (dout * xhat).sum(axis=0), dout.sum(axis=0)
    ### END SOLUTION


# %% check="batchnorm_backward"

# %% [markdown]
# ## 6.4 Learning by heart
#
# Somebody measures one period of a soft tone at 40 moments, with noise. A machine with 60 weights, a cosine and a sine for each of 30 harmonics,
# is to find the wave. Hear the true tone, and then that of a wave that goes through every point.

# %%
rng = np.random.default_rng(3)
orders = np.arange(1, 31)


def harmonics(t):
    """Cosines and sines of 30 harmonics at the times t (in periods), shape (N, 60)."""
    return np.hstack(
        [np.cos(2 * np.pi * np.outer(t, orders)), np.sin(2 * np.pi * np.outer(t, orders))]
    )


true = np.zeros(60)
true[[0, 1, 32]] = [0.5, 0.3, 0.3]
times = (np.arange(40) + 2 * rng.random(40)) / 40
measured = harmonics(times) @ true + rng.normal(scale=0.15, size=40)
by_heart = np.linalg.pinv(harmonics(times)) @ measured  # zero error on all 40 points


def tone(weights):
    """A second and a half of the wave at 110 Hz."""
    y = harmonics(110 * np.arange(int(1.5 * sr)) / sr) @ weights
    return audio.fade(0.3 * y / np.abs(y).max(), sr=sr)


gap = audio.silence(sr=sr, duration=0.3)
audio.play(
    np.concatenate([tone(true), gap, tone(by_heart)]),
    sr,
    title="the true tone, then learnt by heart",
)

# %% [markdown]
# The second buzzes: it has turned the noise into overtones. On the 40 points its error is zero; between them it is wild. This is
# **overfitting**.
#
# ### Penalties
#
# Make large weights cost something. To the loss, add a penalty times a *strength* $\lambda$:
#
# $$\text{L1:}\quad \lambda \sum_i |w_i|, \qquad\qquad \text{L2:}\quad \lambda \sum_i w_i^2.$$
#
# In this course L2 has no ½ in it, so its gradient is $2 \lambda w$. (What optimisers call *weight decay* adds $\lambda w$, half of it.) L1 has the
# gradient $\lambda\,\mathrm{sign}(w)$; at $w = 0$, where there is a kink, take 0.
#
# ### Exercise 9 · `penalties`
#
# Write `penalties(w, strength)` that returns two pairs, `(l1, dl1), (l2, dl2)`: each penalty, a number, and its gradient, of the shape of `w`.
#
# For example, `w = np.array([[3.0, 0.0, -1.0]])` and `strength = 0.5`: L1 is 2 with the gradient `[[0.5, 0, -0.5]]`, L2 is 5 with `[[3, 0, -1]]`.
#
# <details><summary>Hint</summary>
#
# `np.sign` gives −1, 0 or 1.
# </details>


# %% exercise="penalties"
def penalties(w, strength):
    ### BEGIN SOLUTION
    l1 = strength * np.abs(w).sum(), strength * np.sign(w)
    l2 = strength * (w**2).sum(), 2 * strength * w
    return l1, l2
    ### END SOLUTION


# %% check="penalties"

# %% [markdown]
# What is the difference? A penalty works like a budget for the weights. For L2 all weights within the budget form a circle, for L1 a
# diamond. The curves are lines of equal loss. Turn the place of the lowest loss, and watch where they first touch the budget.

# %%
demo(penalty_shapes.draw, title=penalty_shapes.TITLE, controls=penalty_shapes.CONTROLS)

# %% [markdown]
# The diamond has corners, and corners lie on the axes: **L1 makes weights exactly zero (*sparse*), L2 only makes them small.**
#
# But a gradient step of $\lambda\,\mathrm{sign}(w)$ jumps over zero and back, and never lands on it. The *proximal* step does: take the gradient step of
# the loss alone, then move every weight by $\eta\lambda$ towards zero, and stop at zero.
#
# ### Exercise 10 · `proximal_step`
#
# Write `proximal_step(w, g, lr, strength)` that returns the new weights; `g` is the gradient of the loss without the penalty.
#
# For example, with `lr = 0.1`, `strength = 2`, `g = 0`: the weights `[1.0, -0.5, 0.1]` become `[0.8, -0.3, 0]`.
#
# <details><summary>Hint</summary>
#
# Sign times size: shrink the size, with `np.maximum(..., 0)`.
# </details>


# %% exercise="proximal_step"
def proximal_step(w, g, lr, strength):
    ### BEGIN SOLUTION
    w = w - lr * g
    return np.sign(w) * np.maximum(np.abs(w) - lr * strength, 0)
    ### END SOLUTION


# %% check="proximal_step"

# %% [markdown]
# Now the noisy tone again: L2, and then L1 with proximal steps. Listen for the buzz.

# %%
F = harmonics(times)
small = np.linalg.solve(F.T @ F / 40 + 0.05 * np.eye(60), F.T @ measured / 40)  # L2, in one step
weights = Parameter(np.zeros(60))
for _ in range(1500):
    weights.value -= 0.1 * 2 * F.T @ (F @ weights.value - measured) / 40
    shrink([weights], 0.1 * 0.08)
sparse = weights.value

fig, axes = plt.subplots(2, 2, figsize=(9, 5), sharex=True, sharey=True, layout="constrained")
names = ["true", "by heart", "L2", "L1"]
period = np.linspace(0, 1, 500)
for ax, name, found in zip(axes.flat, names, [true, by_heart, small, sparse], strict=True):
    ax.plot(times, measured, "o", color="grey", markersize=3)
    ax.plot(period, harmonics(period) @ found, color=plots.OKABE_ITO["blue"])
    ax.set(title=f"{name}: {np.count_nonzero(found)} weights not 0", ylim=(-2, 2))
    error = np.sqrt(np.mean((harmonics(period) @ (found - true)) ** 2))
    print(f"{name}: error {error:.2f} against the true wave")
for ax in axes[1]:
    ax.set_xlabel("time (periods)")
plots.show(
    fig, "Four waves and 40 noisy points: by heart it is wild, L2 calmer, L1 near the true one."
)
sounds = [part for found in (by_heart, small, sparse) for part in (tone(found), gap)]
audio.play(np.concatenate(sounds), sr, title="learnt by heart, with L2, with L1")

# %% [markdown]
# ### How much can a net learn by heart?
#
# Throw ten-sided dice for the labels of 300 words, so that there is nothing to understand, and train.

# %%
rng = np.random.default_rng(0)
dice = rng.integers(0, 10, 300)
model = net(rng, 256)
history = train(model, X[:300], dice, 120, rng)
new_dice = np.mean(predict(model, X_new).argmax(axis=1) == rng.integers(0, 10, len(X_new)))
print(f"dice learnt by heart: {history[-1]['accuracy']:.0%}; new dice guessed: {new_dice:.0%}")

# %% [markdown]
# A low training loss proves nothing: a net with room enough memorises whatever it is shown. What counts is measured on data it has not seen.
#
# Real labels are not dice, but some are wrong. Let dice decide a share of them, and train one net freely, and one that is held back, by dropout (6.5) and
# few epochs:

# %%
for share in (0.0, 0.2, 0.4):
    rng = np.random.default_rng(5)
    noisy = np.where(rng.random(len(y)) < share, rng.integers(0, 10, len(y)), y)
    free, held = net(rng, 256), net(rng, 256, p=0.5)
    known = train(free, X, noisy, 60, rng)[-1]["accuracy"]
    train(held, X, noisy, 12, rng)
    scores = [accuracy(predict(model, X_new), y_new) for model in (free, held)]
    print(
        f"{share:.0%} dice: the free net knows {known:.0%} by heart; "
        f"new speakers: free {scores[0]:.0%} right, held back {scores[1]:.0%}"
    )

# %% [markdown]
# A net that is held back cannot learn every wrong label; the right ones outvote them. So deep nets can bear noise. And they are hungry: the *learning
# curve* says how good the net gets with more words.

# %%
counts, known, new = [25, 50, 100, 200, 400, 800], [], []
for n in counts:
    runs = []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        some, model = rng.permutation(len(X))[:n], net(rng)
        history = train(model, X[some], y[some], max(15, 3000 // n), rng)
        runs.append([history[-1]["accuracy"], accuracy(predict(model, X_new), y_new)])
    known.append(np.mean(runs, axis=0)[0])
    new.append(np.mean(runs, axis=0)[1])
labels = {"xlabel": "words to learn from", "ylabel": "share right"}
ax = plots.curve(known, x=counts, label="words it learnt from", **labels)
plots.curve(new, x=counts, ax=ax, label="new speakers", **labels)
ax.set_xscale("log")
ax.set_xticks(counts, counts)
ax.minorticks_off()
plots.show(
    ax, "Learning curve: training accuracy near 1; on new speakers it rises with more words."
)

# %% [markdown]
# ## 6.5 Dropout
#
# Imagine an orchestra in which at every rehearsal each player is absent with probability $p$. Nobody can lean on a neighbour; all
# learn to carry the piece. *Dropout* (Hinton and others, 2012) does this with hidden units: in training each entry of their output $x$ is set to zero
# with probability $p$, anew in every forward. (Some books call $p$ the probability to *keep*.)
#
# Then the sum at the next layer is too small, on average by the factor $1 - p$. *Inverted* dropout makes up for it at once: what is kept is divided by
# $1 - p$. So in use nothing is left to be done. With a mask $m$ of zeros and $1/(1-p)$, entry by entry,
#
# $$y = m\,x, \qquad dx = m\,dy, \quad \text{with the same mask.}$$
#
# ### Exercise 11 · `InvertedDropout`
#
# Write a class `InvertedDropout` with three methods:
#
# - `__init__(self, p, rng)`: the probability to drop, 0 ≤ p < 1, and the generator for the masks
# - `forward(self, x, training)`: if `training`, drop entries of `x`, each by itself, and scale the others; else return `x` as it is
# - `backward(self, dout)`: the gradient with respect to `x` of the last `forward`
#
# For example, with p = 0.5 about half of the entries of `forward(np.ones((4, 5)), True)` are 0, and the others 2.
#
# <details><summary>Hint</summary>
#
# `rng.random(x.shape)` is below `p` with probability `p`. Keep the mask in `self.mask`; after a `forward` in use, `backward` passes `dout` on whole.
# </details>


# %% exercise="InvertedDropout"
class InvertedDropout:
    def __init__(self, p, rng):
        ### BEGIN SOLUTION
        self.p, self.rng = p, rng
        ### END SOLUTION

    def forward(self, x, training):
        ### BEGIN SOLUTION
        self.mask = (self.rng.random(x.shape) >= self.p) / (1 - self.p) if training else 1.0
        return x * self.mask
        ### END SOLUTION

    def backward(self, dout):
        ### BEGIN SOLUTION
        return dout * self.mask
        ### END SOLUTION


# %% check="InvertedDropout"

# %% [markdown]
# ### An average of many nets
#
# Every mask makes another net, and $H$ hidden units have $2^H$ masks: dropout trains them all at once, with shared weights. In use we want
# their average. For a *linear* output it can be had for nothing. Let $h$ be the hidden units and $v$ the weights of one output. With a mask of zeros
# (dropped) and ones (kept), the net gives $\sum_j m_j h_j v_j$.
#
# ### Exercise 12 · `mask_average`
#
# Write `mask_average(h, v, p)` that returns `outputs, probabilities, average`:
#
# - `outputs`: shape ($2^H$,), the output of the net under each mask, in the order 00…0, 00…1, …, 11…1 (1 = kept); nothing is scaled
# - `probabilities`: shape ($2^H$,), how probable each mask is when each unit is dropped with probability `p`
# - `average`: the outputs, weighted with the probabilities
# - `h`, `v`: shape (H,)
#
# For example, `h = [1, 2]`, `v = [10, 10]`, `p = 0.5`: the outputs are 0, 20, 10, 30, each with probability 0.25, and the average is 15. Compare it with
# $(1 - p)\,h \cdot v$.
#
# <details><summary>Hint</summary>
#
# `np.array(list(itertools.product([0, 1], repeat=H)))` holds all masks. Each kept unit brings a factor $1 - p$, each dropped one a factor $p$.
# </details>


# %% exercise="mask_average"
def mask_average(h, v, p):
    ### BEGIN SOLUTION
    masks = np.array(list(itertools.product([0, 1], repeat=len(h))))
    outputs = (masks * h) @ v
    probabilities = np.prod(np.where(masks == 1, 1 - p, p), axis=1)
    return outputs, probabilities, probabilities @ outputs
    ### END SOLUTION


# %% check="mask_average"

# %% [markdown]
# What does dropout do to a net, and what does momentum? Train four times on 300 words.

# %%
fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), sharey=True, layout="constrained")
moves = {}
for ax, p in zip(axes, (0.0, 0.5), strict=True):
    for momentum in (0.0, 0.9):
        rng = np.random.default_rng(0)
        model = net(rng, 64, p)
        start = model[0].weight.value.copy()
        optimizer = SGD(model.parameters(), lr=0.03, momentum=momentum)
        history = train(model, X[:300], y[:300], 60, rng, optimizer, validation=(X_new, y_new))
        for key, name in (("loss", "training"), ("val_loss", "new speakers")):
            curve = [record[key] for record in history]
            label = f"{name}, momentum {momentum:g}"
            plots.curve(curve, xlabel="epoch", ylabel="loss", ax=ax, label=label)
        lowest = min(record["val_loss"] for record in history)
        print(f"dropout {p:g}, momentum {momentum:g}: lowest loss on new speakers {lowest:.2f}")
    moves[p] = model[0].weight.value - start
    ax.set(title=f"dropout {p:g}", ylim=(0, 3))
plots.show(
    fig, "Loss curves with and without dropout: momentum is faster; dropout keeps training up."
)

# %% [markdown]
# Momentum gets down in a fraction of the epochs. With dropout the training loss stays higher, as it is measured while units are missing; what counts is the loss
# on new speakers. ReLU and dropout go well together, for a ReLU that is off is nothing new to the next layer.
#
# And inside? Each little picture is a hidden unit: how training with momentum has moved its 48 weights, red down and blue up, for 12 bands from low (bottom)
# to high over the four quarters of a word. Nobody can lean on a neighbour, so with dropout each unit learns more itself:

# %%
fig, axes = plt.subplots(2, 12, figsize=(9, 2.4), layout="constrained")
for row, (p, move) in zip(axes, moves.items(), strict=True):
    strongest = np.argsort(-np.linalg.norm(move, axis=0))[:12]
    for ax, j in zip(row, strongest, strict=True):
        picture = {"origin": "lower", "cmap": "RdBu", "vmin": -0.6, "vmax": 0.6, "aspect": 0.5}
        ax.imshow(move[:, j].reshape(12, 4), **picture)
        ax.set(xticks=[], yticks=[])
    row[0].set_ylabel(f"p = {p:g}")
    print(f"p = {p:g}: root mean square of all moves {np.sqrt(np.mean(move**2)):.3f}")
plots.show(
    fig, "How 12 first-layer units moved: patterns are stronger with p = 0.5 (bottom) than without."
)

# %% [markdown]
# ## 6.6 Look, but do not touch
#
# Put some words aside: the **validation set**. After each epoch, measure the loss on it. The training set gets both passes, forward and backward;
# the validation set gets the forward pass alone, and never changes a weight. (What has helped to choose the recipe is not new any more; so a third
# set, the *test* set, is kept for the end.)
#
# ### Exercise 13 · `two_passes`
#
# A logistic unit, $z = Xw + b$, is trained with cross entropy and L2. Write `two_passes(w, b, X, y, X_val, y_val, strength)` that returns
# `dw, db, loss, val_loss`:
#
# - `loss`: the mean over the N training rows of the cross entropy, plus `strength` times the sum of `w**2`; the bias is not penalised
# - `dw`, `db`: its gradients, shape (D,) and a number
# - `val_loss`: the mean cross entropy over the validation rows, without any penalty
# - `X`, `X_val`: shapes (N, D), (N', D); `y`, `y_val`: labels 0 or 1
#
# For example, with `w = 0` and `b = 0` both losses are ln 2 = 0.693, whatever the data, and `db` is 0.5 minus the share of ones in `y`.
#
# <details><summary>Hint</summary>
#
# The cross entropy of one row is `np.logaddexp(0, z) - y * z`, and its slope over z is `sigmoid(z) - y`.
# </details>


# %% exercise="two_passes"
def two_passes(w, b, X, y, X_val, y_val, strength):
    ### BEGIN SOLUTION
    z, z_val = X @ w + b, X_val @ w + b
    loss = np.mean(np.logaddexp(0, z) - y * z) + strength * (w**2).sum()
    dz = (1 / (1 + np.exp(-z)) - y) / len(y)
    val_loss = np.mean(np.logaddexp(0, z_val) - y_val * z_val)
    return X.T @ dz + 2 * strength * w, dz.sum(), loss, val_loss
    ### END SOLUTION


# %% check="two_passes"

# %% [markdown]
# Now produce overfitting on purpose: a large net, 100 words, 120 epochs. The validation words are spoken by others.

# %%
rng = np.random.default_rng(0)
model = net(rng, 128)
history = train(model, X[:100], y[:100], 120, rng, validation=(X_new, y_new))
losses = np.array([[record["loss"], record["val_loss"]] for record in history])
best_epoch = losses[:, 1].argmin() + 1
epochs = np.arange(1, len(losses) + 1)
ax = plots.curve(losses[:, 0], x=epochs, xlabel="epoch", ylabel="loss", label="training")
plots.curve(losses[:, 1], x=epochs, xlabel="epoch", ylabel="loss", ax=ax, label="validation")
ax.axvline(best_epoch, color="grey", linestyle=":")
ax.annotate("stop here", (best_epoch, 2.2), xytext=(5, 0), textcoords="offset points")
plots.show(
    ax, f"Training loss falls to 0; validation loss is lowest at epoch {best_epoch}, then rises."
)

# %% [markdown]
# The training loss goes on falling, the validation loss does not: **overfitting**. Three sets of weights matter: $W_0$ at the start, $W_1$ at the end of this run, and $W^*$ where the validation loss was lowest.
# We want $W^*$.
#
# **Early stopping.** Keep the weights of the best epoch so far. If for `patience` epochs in a row none was better, stop, and bring the best back.
# Weights that have not walked far are small, so stopping early is a regulariser, like L2.
#
# Another rule looks at the weights themselves: training has **converged** when they hardly move any more. That says nothing about new speakers.
#
# ### Exercise 14 · `stopping_epochs`
#
# A training went on too long. Write `stopping_epochs(val_losses, weights, patience, tolerance)` that says where it should have stopped, and returns `best, last, restored, settled`:
#
# - `best`: the epoch with the lowest validation loss up to `last`, counted from 1; among equals the first
# - `last`: the epoch after which early stopping ends: the first that comes `patience` epochs after the best so far; if none does, the last of all
# - `restored`: the weights after epoch `best`, shape (D,)
# - `settled`: the first epoch whose weights are at most `tolerance` away (the length of the move) from those of the epoch before; 0 if there is none
# - `val_losses`: shape (T,); `weights`: shape (T, D), after each epoch
#
# For example, losses 5, 3, 4, 6, 1 with patience 2: the best is epoch 2, the last 4; nobody will ever see the 1. If the weights after these epochs were `[[0.0], [2.0], [3.0], [3.1],
# [3.0]]`, with `tolerance = 0.5`, then `restored` is `[2.0]` and `settled` is 4.
#
# <details><summary>Hint</summary>
#
# Go through the epochs with `enumerate(val_losses, start=1)` and remember the best. `np.diff(weights, axis=0)` are the moves; the first one belongs to epoch 2.
# </details>


# %% exercise="stopping_epochs"
def stopping_epochs(val_losses, weights, patience, tolerance):
    ### BEGIN SOLUTION
    best = last = 1
    for epoch, loss in enumerate(val_losses, start=1):
        last = epoch
        if loss < val_losses[best - 1]:
            best = epoch
        if epoch - best >= patience:
            break
    moves = np.linalg.norm(np.diff(weights, axis=0), axis=1)
    at_rest = np.flatnonzero(moves <= tolerance)
    return best, last, weights[best - 1], at_rest[0] + 2 if len(at_rest) else 0
    ### END SOLUTION


# %% check="stopping_epochs"

# %% [markdown]
# `dlaudio.train.fit` does it with `early_stopping=EarlyStopping(patience)`. Here some of the words to learn from are put aside, and the net stops by itself:

# %%
rng = np.random.default_rng(0)
model, watch = net(rng, 128), EarlyStopping(patience=8)
options = {"validation": (X[100:200], y[100:200]), "early_stopping": watch}
history = train(model, X[:100], y[:100], 120, rng, **options)
print(f"stopped after epoch {len(history)}, weights of epoch {watch.best_epoch} restored")

# %% [markdown]
# ## 6.7 One word, many disguises
#
# More data would help most, but recordings are dear. Now a word said louder, later, or in a noisy room is still the same word. *Data
# augmentation* makes new examples by changes that keep the label. Listen:

# %%
words = datasets.load(speech).where(split="train", labels="three")
word, word_sr = words.audio[0].astype(float), words.sr
word = 0.4 * word / np.abs(word).max()
rng = np.random.default_rng(1)
S = audio.stft(word, n_fft=256, hop_length=64)
holes = augment.frequency_mask(
    augment.time_mask(S, max_width=S.shape[1] // 3, rng=rng), max_width=40, rng=rng
)
versions = {
    "as recorded": word,
    "12 dB softer": augment.gain(word, low_db=-12, high_db=-12, rng=rng),
    "noise at 20 dB": augment.noise(word, snr_db=20, rng=rng),
    "at 10 dB": augment.noise(word, snr_db=10, rng=rng),
    "at 0 dB": augment.noise(word, snr_db=0, rng=rng),
    "shifted": augment.time_shift(word, max_shift=len(word) // 4, rng=rng),
    "with masks in time and frequency": audio.istft(holes, hop_length=64, length=len(word)),
}
pause = audio.silence(sr=word_sr, duration=0.4)
together = np.concatenate([part for sound in versions.values() for part in (sound, pause)])
audio.play(np.clip(together, -1, 1), word_sr, title=", ".join(versions))

# %%
fig, axes = plt.subplots(1, 2, figsize=(9, 3), layout="constrained")
for ax, spectrum, title in zip(axes, (S, holes), ("as recorded", "masked"), strict=True):
    db = audio.amplitude_to_db(np.abs(spectrum), ref=np.abs(S).max())
    look = {"sr": word_sr, "hop_length": 64, "vmin": -80, "vmax": 0, "title": title}
    plots.spectrogram(db, ax=ax, **look)
plots.show(
    fig, "Spectrogram of a word, whole, and with a band of frames and one of frequencies gone."
)

# %% [markdown]
# How loud is noise "at 10 dB"? The **signal-to-noise ratio** compares the powers, that is the sums of squares, of the sound $y$ and the noise $e$:
#
# $$\mathrm{SNR} = 10 \log_{10} \frac{\sum_n y_n^2}{\sum_n e_n^2}\ \text{dB}.$$
#
# At 0 dB the noise is as loud as the sound; at 20 dB it has a hundredth of its power, a tenth of its height. A *gain* of $G$ dB multiplies every sample by
# $10^{G/20}$.
#
# ### Exercise 15 · `gain_and_noise`
#
# Write `gain_and_noise(y, noise, db, snr_db)` that returns two sounds, `louder, noisy`:
#
# - `louder`: `y` with a gain of `db`
# - `noisy`: `y` plus `noise`, scaled so that the SNR is exactly `snr_db`
# - `y`, `noise`: shape (n,); the noise comes at any level
#
# For example, `y = [3, 4]` has the power 25. With `noise = [1, 0]` and an SNR of 0 dB, the noise must be made 5 times as large: `noisy = [8, 4]`.
#
# <details><summary>Hint</summary>
#
# From the SNR follows the power that the noise must have. Its samples are scaled by the root of (wanted power / its power).
# </details>


# %% exercise="gain_and_noise"
def gain_and_noise(y, noise, db, snr_db):
    ### BEGIN SOLUTION
    wanted = (y**2).sum() / 10 ** (snr_db / 10)
    return y * 10 ** (db / 20), y + noise * np.sqrt(wanted / (noise**2).sum())
    ### END SOLUTION


# %% check="gain_and_noise"

# %% [markdown]
# ### Exercise 16 · `shift_and_mask`
#
# Write `shift_and_mask(y, S, shift, start, width, fill)` that returns three arrays, `moved, time_masked, frequency_masked`:
#
# - `moved`: `y` later by `shift` samples (earlier if it is negative), as long as before; zeros come in, what leaves is lost
# - `time_masked`: `S` with the `width` frames from `start` on replaced by `fill`
# - `frequency_masked`: `S` with the `width` bands from `start` on replaced by `fill`
# - `y`: shape (n,); `S`: shape (bands, frames)
#
# For example, `y = [1, 2, 3]` with `shift = 1` becomes `[0, 1, 2]`, with `shift = -1` `[2, 3, 0]`. With `S = [[1, 2, 3], [4, 5, 6]]`, `start = 1`, `width = 1` and `fill = 0` the two masked
# arrays are `[[1, 0, 3], [4, 0, 6]]` and `[[1, 2, 3], [0, 0, 0]]`.
#
# <details><summary>Hint</summary>
#
# Start from zeros and copy a slice. Take care with `shift = 0`: `y[:-0]` is empty. Use `S.copy()` for each mask.
# </details>


# %% exercise="shift_and_mask"
def shift_and_mask(y, S, shift, start, width, fill):
    ### BEGIN SOLUTION
    moved = np.zeros_like(y)
    if shift >= 0:
        moved[shift:] = y[: len(y) - shift]
    else:
        moved[:shift] = y[-shift:]
    no_frames, no_bands = S.copy(), S.copy()
    no_frames[:, start : start + width] = fill
    no_bands[start : start + width] = fill
    return moved, no_frames, no_bands
    ### END SOLUTION


# %% check="shift_and_mask"

# %% [markdown]
# Does it help? Learn from 300 words, once as they are and once with two noisy copies of each, and listen to new speakers in a quiet and in a
# noisy room (10 dB).


# %%
def levels(sounds, sr, rng=None):
    """Band levels of sounds, with noise at 5 to 25 dB if there is an rng."""
    if rng is not None:
        sounds = [augment.noise(sound, snr_db=rng.uniform(5, 25), rng=rng) for sound in sounds]
    return np.array([band_levels(sound, sr) for sound in sounds], dtype=np.float32)


rng = np.random.default_rng(0)
known, unknown = (datasets.load(speech).where(split=split) for split in ("train", "test"))
chosen, tests = rng.permutation(len(known.audio))[:300], rng.permutation(len(unknown.audio))[:200]
sounds, digits = [known.audio[i] for i in chosen], np.asarray(known.labels)[chosen].astype(int)
others, answers = [unknown.audio[i] for i in tests], np.asarray(unknown.labels)[tests].astype(int)
clean = levels(sounds, known.sr)
copies = [levels(sounds, known.sr, rng) for _ in range(2)]
quiet = levels(others, known.sr)
noisy = levels([augment.noise(sound, snr_db=10, rng=rng) for sound in others], known.sr)
for label, rows in [("as they are", clean), ("with noisy copies", np.vstack([clean, *copies]))]:
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-3
    model, many = net(np.random.default_rng(0), 128, 0.3), len(rows) // 300
    train(model, (rows - middle) / spread, np.tile(digits, many), 60 // many, rng)
    scores = [accuracy(predict(model, (z - middle) / spread), answers) for z in (quiet, noisy)]
    print(f"words {label}: {scores[0]:.0%} right in a quiet room, {scores[1]:.0%} in a noisy one")

# %% [markdown]
# In the noisy room the copies help much; in the quiet one they may cost a little. Augment with what the new recordings will really bring.
#
# ## 6.8 A huge design space
#
# Look back at all that was chosen, and at the five questions of unit 0:
#
# 1. What are **X and Y**? How are sounds and answers coded (one of ten digits: one-hot)?
# 2. Which **architecture**: how many layers (from 3 to 100), how wide, which units, what is connected with what?
# 3. Which **cost**: cross entropy for classes, squared error for quantities?
# 4. Which **updates**: SGD, momentum, Adam; learning rate, batch size?
# 5. Which **regularisation**: L1, L2, dropout, early stopping, augmentation?
#
# The choices multiply, and nobody can try them all. Search at random, on a budget. Why not on a grid? If only one of two settings matters, a 5 × 5
# grid tries 5 values of it, and 25 random trials try 25 (Bergstra and Bengio, 2012).
#
# And draw learning rates *log-uniformly*: as likely between 0.001 and 0.01 as between 0.01 and 0.1. To do so, draw the logarithm uniformly.
#
# ### Exercise 17 · `random_search`
#
# Write `random_search(score, low, high, n, rng)` that tries `n` values between `low` and `high`, drawn log-uniformly, and returns `best, best_score`.
#
# - `score`: a function that takes a value and returns a number, the higher the better. Each call stands for a whole training: call it exactly `n` times
# - `low`, `high`: above 0
#
# For example, of 1,000 values between 0.01 and 100 about 500 lie below 1.
#
# <details><summary>Hint</summary>
#
# `np.exp` of a uniform number between `np.log(low)` and `np.log(high)`. Keep the scores, so that none is asked for twice.
# </details>


# %% exercise="random_search"
def random_search(score, low, high, n, rng):
    ### BEGIN SOLUTION
    values = np.exp(rng.uniform(np.log(low), np.log(high), n))
    scores = [score(value) for value in values]
    best = np.argmax(scores)
    return values[best], scores[best]
    ### END SOLUTION


# %% check="random_search"

# %% [markdown]
# A search over three settings at once, with a budget of 12 short trainings. The speakers of the training set are divided: some to
# learn from, the others to choose by. The new speakers are not touched.

# %%
rng = np.random.default_rng(2)
aside = speakers % 4 == 0
trials = []
for _ in range(12):
    lr = 10 ** rng.uniform(-4, -0.5)
    hidden, p = int(rng.choice([16, 64, 128])), rng.uniform(0, 0.7)
    model = net(rng, hidden, p)
    train(model, X[~aside], y[~aside], 12, rng, Adam(model.parameters(), lr=lr))
    trials.append((accuracy(predict(model, X[aside]), y[aside]), lr, hidden, p))
for score, lr, hidden, p in sorted(trials, reverse=True)[:4]:
    print(f"{score:.0%} right with lr {lr:.4f}, {hidden} hidden units, dropout {p:.2f}")
rates, found = np.array([trial[1] for trial in trials]), [trial[0] for trial in trials]
fig, ax = plt.subplots(figsize=(6.4, 3), layout="constrained")
ax.semilogx(rates, found, "o", color=plots.OKABE_ITO["blue"])
ax.set(xlabel="learning rate", ylabel="share right, speakers put aside")
plots.show(fig, "Twelve trials: the share right, over the learning rate on a logarithmic scale.")

# %% [markdown]
# ### Exercise 18 · `digit_recipe`
#
# Your turn: your own recipe, with anything from this unit. Write `digit_recipe(X, y, speakers, X_new, rng)` that trains a net on spoken digits and returns the
# digits, shape (N',), that it hears in `X_new`.
#
# - `X`: shape (N, 48), band levels, standardised; `y`: the digits 0 to 9; `speakers`: shape (N,), a number for each speaker
# - `X_new`: shape (N', 48), words by *other* speakers; nobody gives you their labels
# - `rng`: for whatever is random
#
# At least 65 % must be right, and your recipe has 10 seconds (it needs one or two). Use `speakers` to put some voices aside, if you want to compare recipes.
#
# <details><summary>Hint</summary>
#
# `net` and `train` above are most of it. A fixed number of epochs between 10 and 40 will do. Turn `X` to float32 first.
# </details>


# %% exercise="digit_recipe"
def digit_recipe(X, y, speakers, X_new, rng):
    ### BEGIN SOLUTION
    X, X_new = X.astype(np.float32), X_new.astype(np.float32)
    mine = net(rng, hidden=128, p=0.5)
    adam = Adam(mine.parameters(), lr=0.003, weight_decay=1e-3)
    train(mine, X, y, 25, rng, adam)
    return predict(mine, X_new).argmax(axis=1)
    ### END SOLUTION


# %% check="digit_recipe"

# %% [markdown]
# (`check` asks about made-up voices, which are easier than those the grader may have.)
#
# So that is what nets are like: they train slowly, need much data, and it is hard to say why they answer as they do. Once trained they are quick,
# take input of any kind, and bear noise. Your recipe sees only 48 numbers of each word; better ears are the subject of the next units.
#
# ## Quiz
#
# Put a letter in the place of each `"?"`.
#
# **design** · Which of the five design questions does dropout answer?
#
# - (a) architecture
# - (b) cost
# - (c) regularisation
# - (d) updates
#
# **task** · One of ten digits is to be recognised. What should the last layer and the cost be?
#
# - (a) ten outputs, softmax and cross entropy
# - (b) one linear output, the digit itself, and squared error
# - (c) ten sigmoids, each with its own yes or no
# - (d) ten step units and the number of mistakes
#
# **starts** · What did the 12 starts of narrow and wide nets show, after 60 epochs?
#
# - (a) the start never matters
# - (b) narrow nets have come to different losses, wide ones all to small ones
# - (c) most starts are stuck in a poor minimum, whatever the width
# - (d) wide nets depend on the start more than narrow ones
#
# **memory** · A net has learnt 300 labels that were thrown with dice. What does it show?
#
# - (a) it has found a pattern in them
# - (b) nothing: it cannot really have learnt them
# - (c) the optimiser has failed
# - (d) a low training loss alone says nothing about new data
#
# **noise** · Some labels of a training set are wrong. What helped on new speakers?
#
# - (a) nothing: wrong labels ruin a net
# - (b) holding the net back, so that it cannot learn each of them by heart
# - (c) nothing is needed: wrong labels do not matter
# - (d) a larger net and more epochs
#
# **data** · What did the learning curve show?
#
# - (a) beyond 25 words more do not help
# - (b) more words make the training accuracy rise from low to high
# - (c) more words make new speakers better understood, and close the gap to the training set
# - (d) more words widen the gap between training and new speakers
#
# **overfit** · Which curves show overfitting?
#
# - (a) the training loss falls while the validation loss rises
# - (b) both fall
# - (c) both stay high
# - (d) the training loss is jagged
#
# **relu** · Why do deep nets learn faster with ReLU than with sigmoids?
#
# - (a) its slope is larger everywhere
# - (b) it keeps all outputs between 0 and 1
# - (c) it needs no careful start
# - (d) where it is on it passes the gradient on whole; a sigmoid leaves at most a quarter

# %% exercise="training_quiz"
training_quiz = {
    "design": "?",
    "task": "?",
    "starts": "?",
    "memory": "?",
    "noise": "?",
    "data": "?",
    "overfit": "?",
    "relu": "?",
}
### BEGIN SOLUTION
right = {"design": "c", "task": "a", "starts": "b", "memory": "d"}
training_quiz = right | {"noise": "b", "data": "c", "overfit": "a", "relu": "d"}
### END SOLUTION

# %% check="training_quiz"

# %% [markdown]
# ## What stays
#
# - Momentum adds gradients up; Adagrad, RMSprop and Adadelta give every weight its own rate; Adam does both and corrects its start. BFGS learns the
#   curvature, where there are few weights and no noise.
# - Weights start at random with variance 2/D for ReLU. Batch norm keeps the level on the way.
# - A net can learn anything by heart. Penalties, dropout, early stopping and augmentation hold it back. L1 makes exact zeros.
# - The validation set only looks. New speakers are the judge.
# - Search at random, on a logarithmic scale, within a budget, with several seeds.
#
# **Sources.** B. Pardo, *Deep learning and audio* (P25, P27); Z. Duan, *Deep learning for audio* (D33, D34, D45, D68–D71); J. Nam, *Deep learning:
# introduction* (J10, J11, J34–J36); M. Grachten, *A brief overview* (G11, G13, G20); H. Mohammadi, *Hands-on introduction* (M13, M21, M23–M30). D. Kingma, J. Ba, "Adam", ICLR 2015.
# J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods", JMLR 12, 2011. T. Tieleman, G. Hinton, "RMSprop", 2012. M. Zeiler, "ADADELTA", arXiv 1212.5701, 2012. J. Nocedal,
# S. Wright, *Numerical Optimization*, 2006. K. He and others, "Delving deep into rectifiers", ICCV 2015. X. Glorot, Y. Bengio, AISTATS 2010. S. Ioffe, C. Szegedy, "Batch
# normalization", ICML 2015. N. Srivastava and others, "Dropout", JMLR 15, 2014. L. Prechelt, "Early stopping – but when?", 1998. D. Park and others, "SpecAugment", Interspeech 2019.
# J. Bergstra, Y. Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012. C. Zhang and others, "Understanding deep learning requires rethinking generalization", ICLR 2017. Recordings: Free
# Spoken Digit Dataset (CC BY-SA 4.0).
