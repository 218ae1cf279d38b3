# %% [markdown]
# # 10 · Recurrent nets
#
# Every network so far forgot at once: it saw a recording, answered, and knew nothing when the next one came. Sound is made of time. In
# this unit a network gets a memory, a state that it carries from one moment to the next, and you send the gradient back through time to
# train it.
#
# **You will be able to** run a recurrent net, derive and check the gradient of each of its weights, say from a matrix how long it
# remembers, keep its gradients from exploding, and wire it for labels, words, captions and tunes.
#
# **You will hear** a state that rings like a bell, one that explodes, a tune that drifts when nobody corrects it, and words played
# backwards.
#
# Time: about 3 hours. Before: [unit 5](../u05_backprop/backprop.ipynb) for back-propagation, [unit 9](../u09_cnn/cnn.ipynb) for networks
# on sound.
#
# Conventions: [one page](../conventions.md).

# %%
import time

import matplotlib.pyplot as plt
import numpy as np

from dlaudio import audio, datasets, layers, losses, optim, plots, train
from dlaudio.check import check
from dlaudio.datasets.directions import directions
from dlaudio.gradcheck import check_layer
from dlaudio.widgets import influence, unrolling
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 10.1 A window is a short memory
#
# Listen, and guess the last note before it comes.

# %%
sr = 22050
scale = np.array([0, 2, 4, 5, 7, 9, 11, 12])  # semitones above the key note
tune = scale[[0, 2, 4, 2, 5, 4, 2, 0, 4, 7, 6, 4, 2, 4, 0, 0]]


def sing(semitones, seconds=0.25):
    """Notes so many semitones above 261.6 Hz (middle C), one after another."""
    pitches = 261.6 * 2 ** (np.asarray(semitones, dtype=float) / 12)
    return np.concatenate([audio.note(p, sr=sr, duration=seconds) for p in pitches])


audio.play(sing(tune), sr, title="a tune of sixteen notes")

# %% [markdown]
# You could guess because you remembered. The simplest memory for a network is a *window*: give it the last $L$ steps at once and let it
# predict the next. That is linear prediction, as in statistics (Box and Jenkins, 1976), with a multi-layer perceptron.
#
# Three things are wrong with it. It ignores everything before the window. Every place in the window has weights of its own, so what it
# learns about one place it must learn again for the next, and the weights grow with $L$. And the predictions are independent: nothing is carried over from
# one to the next.
#
# ### Exercise 1 · `window_dataset`
#
# Write `window_dataset(x, L, n_hidden)` that returns `inputs, targets, n_weights`:
#
# - `x`: shape (T, D), T steps of D numbers
# - `inputs`: shape (T − L, L · D), a row for each window, its oldest step first
# - `targets`: shape (T − L, D), the step after each window
# - `n_weights`: how many weights and biases the network has that maps a window to its target, with one hidden layer of `n_hidden` units
#
# For example, with `x = np.array([[1.0], [2], [3], [4]])`, L = 2 and 3 hidden units, the inputs are `[[1, 2], [2, 3]]`, the targets `[[3], [4]]`, and
# there are (2 + 1) · 3 + (3 + 1) · 1 = 13 weights.
#
# <details><summary>Hint</summary>
#
# `x[t : t + L].ravel()` is a window. The last one must leave a step to predict.
# </details>


# %% exercise="window_dataset"
def window_dataset(x, L, n_hidden):
    ### BEGIN SOLUTION
    T, D = x.shape
    inputs = np.stack([x[t : t + L].ravel() for t in range(T - L)])
    return inputs, x[L:], (L * D + 1) * n_hidden + (n_hidden + 1) * D
    ### END SOLUTION


# %% check="window_dataset"

# %% [markdown]
# How long must the window be? A rhythm takes seconds. A computer counts samples, or the frames of a spectrogram.
#
# ### Exercise 2 · `steps_per_beat`
#
# Write `steps_per_beat(bpm, sr, frame_rate)` that returns `samples, frames`: how many steps one beat lasts, at `bpm` beats in a minute, for a
# network that hears samples (`sr` in a second) and for one that hears frames (`frame_rate` in a second).
#
# For example, at 60 beats in a minute a beat lasts a second: 44,100 samples, or 100 frames at 100 frames a second.


# %% exercise="steps_per_beat"
def steps_per_beat(bpm, sr, frame_rate):
    ### BEGIN SOLUTION
    return 60 / bpm * sr, 60 / bpm * frame_rate
    ### END SOLUTION


# %% check="steps_per_beat"

# %%
for bpm in (60, 120, 180):
    beat = 60 / bpm
    first = {"samples": round(4 * beat * 44100), "frames": round(4 * beat * 100)}
    print(f"a bar of four beats at {bpm}:", *(f"{n:,} {name}" for name, n in first.items()))
print(f"weights for a bar of samples at 120, 100 hidden units: {(88200 + 1) * 100:,}")

# %% [markdown]
# ## 10.2 Carry a state along
#
# Share the weights instead. Let one small network be used at every step, and let it hear two things: the input now, and its own state
# from the step before.
#
# $$\mathbf h_t = \tanh(\mathbf x_t W_x + \mathbf h_{t-1} W_h + \mathbf b)$$
#
# That is a *recurrent* net. A convolution over time shares weights too, but it hears only its receptive field; here $\mathbf h_t$ depends on all
# of $\mathbf x_1, \dots, \mathbf x_t$. Unrolled, it is a deep network with a layer for each step, and the same weights in all of them.

# %%
demo(unrolling.draw, title=unrolling.TITLE, controls=unrolling.CONTROLS)

# %% [markdown]
# The four kinds of wiring: **N-N**, a label for each frame; **N-1**, one answer for a recording (a phoneme, a sound event); **1-N**, a
# caption for a sound; **N-M**, a translation, where the output has another length than the input.
#
# ### Exercise 3 · `rnn_sequence`
#
# Write `rnn_sequence(X, h0, W_x, W_h, b)` that returns all the states.
#
# - `X`: shape (N, T, D), N sequences of T steps; `h0`: shape (N, H), the state before the first step
# - `W_x`: (D, H); `W_h`: (H, H); `b`: (H,)
# - returns shape (N, T, H): the states after each of the T inputs
#
# For example, with H = D = 1, `W_x = [[1]]`, `W_h = [[0.5]]`, no bias, `h0 = [[0]]` and the inputs 1 and 0, the states are tanh 1 = 0.762 and
# tanh 0.381 = 0.364: the input is gone, its trace remains.
#
# <details><summary>Hint</summary>
#
# Loop over t; `X[:, t]` is the input of all sequences at that step. Collect the states in a list and put it together with `np.stack(..., axis=1)`.
# </details>


# %% exercise="rnn_sequence"
def rnn_sequence(X, h0, W_x, W_h, b):
    ### BEGIN SOLUTION
    h, states = h0, []
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ W_x + h @ W_h + b)
        states.append(h)
    return np.stack(states, axis=1)
    ### END SOLUTION


# %% check="rnn_sequence"

# %% [markdown]
# Which states does an input reach? Change the input at step 3 and see. (From here on `layers.RNN` does the work, so that the notebook runs
# whatever you wrote.) And unroll it: eight ordinary layers with tied weights give the same state.

# %%
rng = np.random.default_rng(0)
net = layers.RNN(2, 4, rng=rng, dtype=np.float64)
X = rng.normal(size=(1, 8, 2))
other = X.copy()
other[0, 3] += 1
changed = np.abs(net(X) - net(other)).max(axis=(0, 2)) > 0
print("state changed:", *("yes" if c else "no" for c in changed))

layer = np.vstack([net.weight_x.value, net.weight_h.value])
unrolled = np.zeros((1, 4))
for step in range(8):
    unrolled = np.tanh(np.hstack([X[:, step], unrolled]) @ layer)
print(
    "eight layers with the same weights give the same last state:",
    np.allclose(unrolled, net(X)[:, -1]),
)

# %% [markdown]
# ## 10.3 A state that rings
#
# Take the bend, the bias and all inputs but the first away. What remains is a memory: $\mathbf h_t = \mathbf h_{t-1} W$. Strike it once and listen to
# its first number, 22,050 steps a second.


# %%
def ring(W, n, strike=1.0, bend=lambda h: h):
    """The first number of the state for n steps after a strike."""
    h, heard = np.array([strike, 0.0]), np.empty(n)
    for t in range(n):
        heard[t] = h[0]
        h = bend(h @ W)
    return heard


W_bell = np.array([[0.99194318, 0.12502441], [-0.12502441, 0.99194318]])
bell = ring(W_bell, int(1.5 * sr))
audio.play(0.6 * bell, sr, title="a state of two numbers, struck once")

# %% [markdown]
# Four numbers make a bell. Its pitch and its decay are in the *eigenvalues* of $W$. If $W$ has enough eigenvectors, it is $Q \Lambda Q^{-1}$ with the eigenvalues on the
# diagonal of $\Lambda$; then t steps are one:
#
# $$\mathbf h_t = \mathbf h_0 W^t = \mathbf h_0\, Q\, \Lambda^t\, Q^{-1}$$
#
# Each eigenvalue is raised to the power t. The largest absolute value is the *spectral radius* $\rho$. If $\rho < 1$ everything fades, in the end as $\rho^t$ (it may well grow first); if
# $\rho > 1$ something grows without end. A complex eigenvalue $\rho e^{i\omega}$ turns by the angle $\omega$ at each step: that is the pitch.

# %%
value = np.linalg.eigvals(W_bell)[0]
rho, omega = np.abs(value), np.abs(np.angle(value))
print(f"radius {rho:.6f}: 60 dB weaker after {np.log(1000) / -np.log(rho) / sr:.2f} s")
print(f"angle {omega:.5f} a step: {omega * sr / (2 * np.pi):.1f} Hz")

# %% [markdown]
# ### Exercise 4 · `linear_memory`
#
# Write `linear_memory(h0, W, t)` that returns `h, radius, steps`:
#
# - `h`: shape (H,), the state $\mathbf h_0 Q \Lambda^t Q^{-1}$ after `t` steps from `h0`, shape (H,), real numbers
# - `radius`: the spectral radius of `W`
# - `steps`: how many steps it takes until $\rho^{\mathrm{steps}}$ is 1/1000 (60 dB), as a number that need not be whole; `np.inf` if $\rho \ge 1$
#
# For example, `W = np.diag([0.5, 0.1])` has radius 0.5 and needs 9.97 steps; from `[1, 1]` two steps lead to `[0.25, 0.01]`.
#
# <details><summary>Hint</summary>
#
# `values, Q = np.linalg.eig(W)`. They may be complex; the imaginary parts of the result cancel, so `.real` loses nothing. `h @ Q * values**t` multiplies
# each column with its own power.
# </details>


# %% exercise="linear_memory"
def linear_memory(h0, W, t):
    ### BEGIN SOLUTION
    values, Q = np.linalg.eig(W)
    h = (h0 @ Q * values**t @ np.linalg.inv(Q)).real
    radius = np.abs(values).max()
    return h, radius, np.log(1000) / -np.log(radius) if radius < 1 else np.inf
    ### END SOLUTION


# %% check="linear_memory"

# %% [markdown]
# ### Exercise 5 · `tone_matrix`
#
# Now the other way: design a bell. Write `tone_matrix(frequency, t60, sr)` that returns the matrix, shape (2, 2), of a state that turns
# `frequency` times in a second, at `sr` steps a second, and whose amplitude falls by 60 dB (to 1/1000) in `t60` seconds. It must be a rotation times a number, so
# that the state runs inwards on a spiral.
#
# For example, a quarter of a turn each step is `frequency = sr / 4`; without decay its matrix would be `[[0, 1], [-1, 0]]`.
#
# <details><summary>Hint</summary>
#
# A rotation by the angle a has the rows (cos a, sin a) and (−sin a, cos a); either sense is right. After `t60 * sr` steps the radius to that power is 10⁻³.
# </details>


# %% exercise="tone_matrix"
def tone_matrix(frequency, t60, sr):
    ### BEGIN SOLUTION
    radius, angle = 10 ** (-3 / (t60 * sr)), 2 * np.pi * frequency / sr
    return radius * np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    ### END SOLUTION


# %% check="tone_matrix"

# %% [markdown]
# **Hear it explode.** The same matrix, scaled to the radius 1.0005. Without a bend the state would soon leave every scale; with tanh it is caught, and howls like a
# microphone too close to its loudspeaker.

# %%
W_howl = 1.0005 / rho * W_bell
wild = np.abs(ring(W_howl, sr, strike=0.001)).max()
caught = ring(W_howl, 2 * sr, strike=0.001, bend=np.tanh)
print(f"after a second: {wild:.0f} without a bend, {np.abs(caught[:sr]).max():.3f} with tanh")
audio.play(
    audio.fade(0.5 * caught / np.abs(caught).max(), sr=sr),
    sr,
    title="a state of radius 1.0005, caught by tanh",
)

# %% [markdown]
# ## 10.4 The way back through time
#
# Where does the loss come in? Above each state stands a linear layer with a softmax, $\mathbf o_t = \mathbf h_t W_y + \mathbf c$, and the loss is the cross entropy, averaged
# over all N · T labels. The same $W_y$ is used at every step, so its gradient is a **sum over the steps**:
#
# $$\frac{\partial L}{\partial W_y} = \sum_t H_t^\top\, dO_t$$
#
# ### Exercise 6 · `output_gradients`
#
# An output at each step (N-N). Write `output_gradients(H, W_y, c, labels)` that returns `loss, dH, dW_y, dc`.
#
# - `H`: states, (N, T, H); `W_y`: (H, C); `c`: (C,); `labels`: whole numbers from 0 to C − 1, (N, T)
# - `loss`: the mean cross entropy of the softmax; the gradients have the shapes of `H`, `W_y` and `c`
#
# Scores may be as large as 1000. For example, if `W_y` and `c` are zero the loss is $\ln C$.
#
# <details><summary>Hint</summary>
#
# `dO = (softmax - onehot) / (N * T)`, as in unit 5. Subtract the largest score of each row before the exponential, and take the logarithm of the sum, not of the softmax.
# `np.einsum("nth,ntc->hc", H, dO)` adds over samples and steps.
# </details>


# %% exercise="output_gradients"
def output_gradients(H, W_y, c, labels):
    ### BEGIN SOLUTION
    Z = H @ W_y + c
    Z = Z - Z.max(axis=-1, keepdims=True)
    logs = Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))
    onehot = np.eye(len(c))[labels]
    dO = (np.exp(logs) - onehot) / labels.size
    loss = -(logs * onehot).sum(axis=-1).mean()
    return loss, dO @ W_y.T, np.einsum("nth,ntc->hc", H, dO), dO.sum(axis=(0, 1))
    ### END SOLUTION


# %% check="output_gradients"

# %% [markdown]
# ### Exercise 7 · `last_step_gradients`
#
# One answer at the end (N-1): which word was it? Write `last_step_gradients(H, W_y, c, labels)`; it returns the same four things, but now `labels` has the shape (N,) and only
# the last state is read. `dH` still has the shape (N, T, H). What stands in it?
#
# For example, with T = 1 it is `output_gradients` with one label a sequence.


# %% exercise="last_step_gradients"
def last_step_gradients(H, W_y, c, labels):
    ### BEGIN SOLUTION
    loss, dh, dW_y, dc = output_gradients(H[:, -1:], W_y, c, labels[:, None])
    dH = np.zeros_like(H)
    dH[:, -1:] = dh
    return loss, dH, dW_y, dc
    ### END SOLUTION


# %% check="last_step_gradients"

# %% [markdown]
# ### One step back
#
# A step is a linear layer with two inputs and a tanh on top. Let $d\mathbf h_{\mathrm{new}}$ be what arrives at its result. First it passes the bend:
#
# $$d\mathbf a = d\mathbf h_{\mathrm{new}} \odot (1 - \mathbf h_{\mathrm{new}}^2)$$
#
# Then it goes five ways: to the two inputs $\mathbf x$ and $\mathbf h$, and to $W_x$, $W_h$ and $\mathbf b$.
#
# ### Exercise 8 · `rnn_step_backward`
#
# Write `rnn_step_backward(dh_new, x, h, h_new, W_x, W_h)` that returns `dx, dh, dW_x, dW_h, db`.
#
# - `dh_new`, `h`, `h_new`: (N, H), where `h_new = tanh(x W_x + h W_h + b)`; `x`: (N, D)
# - the results have the shapes of `x`, `h`, `W_x`, `W_h` and `b`
#
# For example, with all sizes 1, x = 2, h = 0.5, h_new = 0, W_x = 3, W_h = 4 and dh_new = 1: da = 1, so the five are 3, 4, 2, 0.5 and 1.
#
# <details><summary>Hint</summary>
#
# For `Z = X @ W + b`: `dX = dZ @ W.T`, `dW = X.T @ dZ`, `db` is the sum of the rows of `dZ`.
# </details>


# %% exercise="rnn_step_backward"
def rnn_step_backward(dh_new, x, h, h_new, W_x, W_h):
    ### BEGIN SOLUTION
    da = dh_new * (1 - h_new**2)
    return da @ W_x.T, da @ W_h.T, x.T @ da, h.T @ da, da.sum(axis=0)
    ### END SOLUTION


# %% check="rnn_step_backward"

# %% [markdown]
# ### All steps back
#
# Now the whole chain, from the last step to the first: *back-propagation through time* (Werbos, 1990). At every state two gradients meet:
#
# - the one from above, `dH[:, t]`, because an output may have been read there,
# - the one from the right, `dh`, which step t + 1 sends back.
#
# Add them, go one step back, and add up what the weights get. All steps share the weights, so their gradients are sums.
#
# ### Exercise 9 · `bptt`
#
# Write `bptt(dH, X, h0, W_x, W_h, b)` that runs the net forwards and then back, and returns `dX, dh0, dW_x, dW_h, db`, the gradients of $\sum (dH \odot \mathrm{states})$.
#
# - `dH`: (N, T, H), the gradient from above at every step; the rest as in exercise 3
#
# For example, with a single step it is `rnn_step_backward` of `dH[:, 0]`.
#
# <details><summary>Hint</summary>
#
# You have both halves: `rnn_sequence` and `rnn_step_backward`. The state before step 0 is `h0`, so keep
# `H = np.concatenate([h0[:, None], states], axis=1)`. Start with `dh = 0`.
# </details>


# %% exercise="bptt"
def bptt(dH, X, h0, W_x, W_h, b):
    ### BEGIN SOLUTION
    H = np.concatenate([h0[:, None], rnn_sequence(X, h0, W_x, W_h, b)], axis=1)
    dX, dh, total = np.zeros_like(X), np.zeros_like(h0), [0, 0, 0]
    for t in range(X.shape[1] - 1, -1, -1):
        dX[:, t], dh, *parts = rnn_step_backward(
            dH[:, t] + dh, X[:, t], H[:, t], H[:, t + 1], W_x, W_h
        )
        total = [old + new for old, new in zip(total, parts)]
    return dX, dh, *total
    ### END SOLUTION


# %% check="bptt"

# %% [markdown]
# ### A term that is easily forgotten
#
# Try it on paper and you may write $\partial \mathbf h_T / \partial W_h$ as if $\mathbf h_{T-1}$ were a constant. It is not: **$\mathbf h_{T-1}$ depends on $W_h$ too**, and so does every state before it. Drop
# that, and the gradient is another number.
#
# ### Exercise 10 · `recursive_term`
#
# Show it. The loss reads the last state only; `dh_last`, (N, H), is its gradient there. Write `recursive_term(dh_last, X, h0, W_x, W_h, b)` that returns `full, dropped`,
# both of shape (H, H):
#
# - `full`: the gradient for `W_h`, right through time
# - `dropped`: the same with $\mathbf h_{T-1}$ taken for a constant: the last step alone
#
# For example, with a single step the two are equal.


# %% exercise="recursive_term"
def recursive_term(dh_last, X, h0, W_x, W_h, b):
    ### BEGIN SOLUTION
    dH = np.zeros((*X.shape[:2], len(b)))
    dH[:, -1] = dh_last
    full = bptt(dH, X, h0, W_x, W_h, b)[3]
    H = np.concatenate([h0[:, None], rnn_sequence(X, h0, W_x, W_h, b)], axis=1)
    return full, H[:, -2].T @ (dh_last * (1 - H[:, -1] ** 2))
    ### END SOLUTION


# %% check="recursive_term"

# %% [markdown]
# The course's own layer agrees with finite differences. And it is slow, by nature: step t waits for step t − 1, on the way there and on the way back, so no number of
# processors helps along the time axis.

# %%
net = layers.RNN(3, 5, rng=rng, dtype=np.float64)
print(
    f"largest error of the gradients: {check_layer(net, rng.normal(size=(2, 7, 3)), rng=rng):.1e}"
)
net = layers.RNN(8, 32, rng=rng)
for T in (50, 100, 200, 400):
    X = rng.normal(size=(16, T, 8)).astype(np.float32)
    times = []
    for _ in range(10):
        start = time.perf_counter()
        net.backward(net(X))
        times.append(time.perf_counter() - start)
    print(f"{T} steps there and back: {min(times) * 1000:.1f} ms")

# %% [markdown]
# ## 10.5 What fades and what explodes
#
# On its way back the gradient passes $W_h$ and the bend once for every step. That is the bell of 10.3 again: in the long run it fades or explodes as $\rho^t$ does (Hochreiter, 1991; Bengio and others,
# 1994). The slopes of the bend, at most 1, make it smaller still, so with $\rho > 1$ it *can* explode and need not (Pascanu and others, 2013). A gradient that has faded cannot tell the net what to keep. The map shows how much each input moves each later state.

# %%
demo(influence.draw, title=influence.TITLE, controls=influence.CONTROLS)

# %% [markdown]
# "In practice, after ten steps, influence is already negligible", a lecture says. That is not a law. It is a measurement, on some networks. Measure it.
#
# ### Exercise 11 · `influence_map`
#
# Write `influence_map(X, W_x, W_h, b)` that returns `influence, after_ten`:
#
# - `X`: (T, D), one sequence, with T > 10; the net starts from a state of zeros
# - `influence`: (T, T); at `[t, s]` stands the norm (the root of the sum of squares) of the D × H slopes $\partial \mathbf h_t / \partial \mathbf x_s$, and 0 where s is later than t
# - `after_ten`: `influence[10, 0] / influence[0, 0]`
#
# For example, without a bend it would be the norm of $W_x W_h^{t-s}$.
#
# <details><summary>Hint</summary>
#
# The slopes of $\mathbf h_s$ in $\mathbf x_s$ are `W_x * (1 - h_s**2)`, shape (D, H). Each further step multiplies with `W_h` from the right, and then with that step's own slopes of tanh.
# </details>


# %% exercise="influence_map"
def influence_map(X, W_x, W_h, b):
    ### BEGIN SOLUTION
    T = len(X)
    H = rnn_sequence(X[None], np.zeros((1, len(b))), W_x, W_h, b)[0]
    influence = np.zeros((T, T))
    for s in range(T):
        J = W_x * (1 - H[s] ** 2)
        influence[s, s] = np.linalg.norm(J)
        for t in range(s + 1, T):
            J = J @ W_h * (1 - H[t] ** 2)
            influence[t, s] = np.linalg.norm(J)
    return influence, influence[10, 0] / influence[0, 0]
    ### END SOLUTION


# %% check="influence_map"

# %%
for radius in (0.5, 0.8, 1.0, 1.2):
    left = {bend: influence.influence(radius, bend) for bend in ("none", "tanh")}
    shares = [f"{bend}: {m[10, 0] / m[0, 0]:.1e}" for bend, m in left.items()]
    print(f"radius {radius}, left after ten steps, bend", ", ".join(shares))

# %% [markdown]
# ### Exercise 12 · `long_memory`
#
# Find a matrix for which the sentence is false: `long_memory`, 2 × 2, such that without inputs and without a bend
#
# - after ten steps at least half is left: the norm (largest singular value) of $W^{10}$ is at least 0.5,
# - nothing explodes: the norm of $W^{500}$ is at most 10,
# - and the two numbers mix: every entry is larger than 0.1 in size.
#
# For example, `[[1, 0], [0, 1]]` remembers everything, but it does not mix.
#
# <details><summary>Hint</summary>
#
# A rotation keeps every length.
# </details>

# %% exercise="long_memory"
### BEGIN SOLUTION
long_memory = [[0.6, 0.8], [-0.8, 0.6]]
### END SOLUTION

# %% check="long_memory"

# %% [markdown]
# What fades needs another kind of cell: the LSTM of unit 11. What explodes has a simple cure. A huge gradient points in a good direction; only its length is useless. So shorten it:
# if $\lVert g \rVert > v$, then $g \leftarrow g\, v / \lVert g \rVert$ (Pascanu and others, 2013).
#
# ### Exercise 13 · `clip_global_norm`
#
# Write `clip_global_norm(grads, v)` that returns `clipped, norm`.
#
# - `grads`: a list of arrays, the gradients of all weights
# - `norm`: the length of **all of them together**, before clipping: the root of the sum of all squares
# - `clipped`: a list of arrays of the same shapes, all scaled by the same number, so that together they have at most the length `v`; shorter ones stay as they are
#
# For example, `[np.array([3.0]), np.array([[4.0]])]` has the norm 5; with v = 1 it becomes 0.6 and 0.8.


# %% exercise="clip_global_norm"
def clip_global_norm(grads, v):
    ### BEGIN SOLUTION
    norm = np.sqrt(sum((g**2).sum() for g in grads))
    scale = v / norm if norm > v else 1.0
    return [g * scale for g in grads], norm
    ### END SOLUTION


# %% check="clip_global_norm"

# %% [markdown]
# ## 10.6 Other ways to wire it
#
# ### From the output back in
#
# A net that makes a tune hears its own last note. If *only* the output goes back, and not the hidden state, less is carried over, but something is won: in training the right last note is
# known, so no step waits for another. All steps are trained at once, each from the true note before: **teacher forcing**. Later, alone, it hears what it sang itself. That is **free running**, and it
# never trained for it: a small error becomes the input of the next step.
#
# ### Exercise 14 · `two_loops`
#
# The net: $\mathbf o_t = \tanh(\mathbf o_{t-1} W_o + \mathbf b)\, W_y + \mathbf c$. Write `two_loops(Y, W_o, b, W_y, c)` that returns `teacher, free, drift`:
#
# - `Y`: (N, T, M), the true outputs; `W_o`: (M, H); `b`: (H,); `W_y`: (H, M); `c`: (M,)
# - `teacher`: (N, T − 1, M), predictions of steps 1 to T − 1, each from the true output before it
# - `free`: (N, T − 1, M), the same steps from its own outputs; only the first is made from the true `Y[:, 0]`
# - `drift`: (T − 1,), at each step the root of the mean square of `free` minus the truth, over samples and outputs
#
# For example, a net that always gives its input plus 0.1, on a tune of zeros, has the teacher outputs 0.1, 0.1, 0.1 and the free ones 0.1, 0.2, 0.3.
#
# <details><summary>Hint</summary>
#
# One of the two needs no loop. Which?
# </details>


# %% exercise="two_loops"
def two_loops(Y, W_o, b, W_y, c):
    ### BEGIN SOLUTION
    def predict(o):
        return np.tanh(o @ W_o + b) @ W_y + c

    o, free = Y[:, 0], []
    for _ in range(Y.shape[1] - 1):
        o = predict(o)
        free.append(o)
    free = np.stack(free, axis=1)
    drift = np.sqrt(((free - Y[:, 1:]) ** 2).mean(axis=(0, 2)))
    return predict(Y[:, :-1]), free, drift
    ### END SOLUTION


# %% check="two_loops"

# %% [markdown]
# **Hear it drift.** A recurrent net learns the tune of 10.1, a little, as pitches. Then it sings it twice over: with a teacher, who gives it the right note each time, and alone.

# %%
rng = np.random.default_rng(0)
song = (np.tile(tune, 3) / 12).astype(np.float32)
singer = layers.Sequential(layers.RNN(1, 12, rng=rng), layers.Linear(12, 1, rng=rng))
loss, optimizer = losses.MSELoss(), optim.Adam(singer.parameters(), lr=0.01)
for _ in range(200):
    loss(singer(song[None, :-1, None]), song[None, 1:, None])
    optimizer.zero_grad()
    singer.backward(loss.backward())
    optim.clip_grad_norm(singer.parameters(), 1.0)
    optimizer.step()

taught = singer(song[None, :-1, None])[0, 15:, 0]
alone = list(song[:16])  # it hears the tune once
while len(alone) < len(song):
    alone.append(singer(np.array(alone)[None, :, None])[0, -1, 0])
alone = np.array(alone[16:])
audio.play(sing(12 * taught), sr, title="with a teacher")

# %%
audio.play(sing(12 * alone), sr, title="the same net, free running")

# %%
ax = None
for name, pitches in {"truth": song[16:], "with a teacher": taught, "free running": alone}.items():
    ax = plots.curve(12 * pitches, xlabel="note", ylabel="semitones above C", label=name, ax=ax)
plots.show(
    ax, "Pitch note by note: with a teacher near the truth, free running further and further off."
)
for name, pitches in {"with a teacher": taught, "free running": alone}.items():
    off = 12 * np.abs(pitches - song[16:])
    print(
        f"{name}: {off[:8].mean():.2f} semitones off in the first 8 notes, {off[-8:].mean():.2f} in the last 8"
    )

# %% [markdown]
# A cure, mixing the two ways while it trains, comes in unit 12.
#
# ### Both directions
#
# In a finished recording the future is known as well. A *bidirectional* net is two recurrent nets: one runs forwards, the other from the end, and at each step their two states stand side by side.
#
# ### Exercise 15 · `bidirectional`
#
# Write `bidirectional(X, ahead, back)` that returns shape (N, T, 2 H): at each step the state of `ahead`, then that of `back` *for the same moment*.
#
# - `X`: (N, T, D); `ahead`, `back`: each `(W_x, W_h, b)` of one net; both start from zeros, `back` at the end
#
# For example, with T = 1 both nets hear the same single input.


# %% exercise="bidirectional"
def bidirectional(X, ahead, back):
    ### BEGIN SOLUTION
    rest = [np.zeros((len(X), len(weights[2]))) for weights in (ahead, back)]
    first = rnn_sequence(X, rest[0], *ahead)
    second = rnn_sequence(X[:, ::-1], rest[1], *back)[:, ::-1]
    return np.concatenate([first, second], axis=2)
    ### END SOLUTION


# %% check="bidirectional"

# %%
rng = np.random.default_rng(1)
both = layers.Bidirectional(*(layers.RNN(2, 3, rng=rng) for _ in range(2)))
X = rng.normal(size=(1, 8, 2)).astype(np.float32)
other = X.copy()
other[0, 3] += 1
moved = np.abs(both(X) - both(other))[0]
print("ahead:", *("changed" if m else "same" for m in moved[:, :3].max(axis=1) > 0))
print("back: ", *("changed" if m else "same" for m in moved[:, 3:].max(axis=1) > 0))

# %% [markdown]
# So it is not *causal*: it cannot be used live, and a net that predicts the next note must not have it, for it would look.
#
# ### One on top of the other
#
# The states of one net can be the inputs of the next. *Deep* recurrent nets have two to five such layers.
#
# ### Exercise 16 · `stacked_rnn`
#
# Write `stacked_rnn(X, stack)` that returns `top, sizes, n_weights`:
#
# - `stack`: a list of `(W_x, W_h, b)`, the lowest layer first; every layer starts from zeros
# - `top`: the states of the last layer, (N, T, H of that layer)
# - `sizes`: a list of the shapes of each layer's states, `(N, T, H)`
# - `n_weights`: how many weights and biases there are in all
#
# For example, layers of 3 and 4 units on 2 inputs have 2·3 + 3·3 + 3 + 3·4 + 4·4 + 4 = 50 weights, whatever T is.


# %% exercise="stacked_rnn"
def stacked_rnn(X, stack):
    ### BEGIN SOLUTION
    sizes = []
    for W_x, W_h, b in stack:
        X = rnn_sequence(X, np.zeros((len(X), len(b))), W_x, W_h, b)
        sizes.append(X.shape)
    return X, sizes, sum(part.size for weights in stack for part in weights)
    ### END SOLUTION


# %% check="stacked_rnn"

# %% [markdown]
# ## 10.7 Forwards or backwards?
#
# Listen: the same recording in both directions.

# %%
speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
words = datasets.load(speech)
print(words.description)
word = words.audio[words.splits["test"][4]]
gap = audio.silence(sr=words.sr, duration=0.4)
audio.play(
    np.concatenate([word, gap, word[::-1]]), words.sr, title="a word, forwards and backwards"
)

# %% [markdown]
# You know at once. Yet the two contain the same frames: their mean over time, all that the features of unit 7 kept, is identical. Only the **order** differs.
#
# Each recording is 16 steps, at each the level of 10 mel bands. Every second one is turned round.

# %%
X, y, _ = directions(speech, "train", 400)
X_new, y_new, rows_new = directions(speech, "test", 160)
fig, axes = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
for ax, steps, title in zip(axes, [X[0], X[0, ::-1]], ["forwards", "backwards"]):
    image = ax.imshow(steps.T, origin="lower", aspect="auto", cmap="magma", vmin=-1, vmax=1)
    ax.set(title=title, xlabel="step", ylabel="mel band")
fig.colorbar(image, ax=axes, label="level (1: loudest)")
plots.show(fig, "Levels of a word in 10 bands and 16 steps, forwards and mirrored in time.")

# %% [markdown]
# ### Exercise 17 · `hear_direction`
#
# Write `hear_direction(X, y, X_new, rng)` that trains a recurrent net (N-1) and returns its labels for new words.
#
# - `X`: (N, 16, 10), float32; `y`: (N,), 0 forwards, 1 backwards; `X_new`: (N_new, 16, 10), words by speakers who are not in `X`
# - `rng`: the random generator for everything you draw
# - returns shape (N_new,), each 0 or 1
#
# At least 80 % must be right. Use what the course has: `layers.RNN`, `layers.LastStep` (the last state of each sequence), `layers.Linear`, `losses.CrossEntropyLoss`, `optim.Adam`,
# `train.fit` or a loop of your own. It should take a second or two, and at most 10.
#
# <details><summary>Hint</summary>
#
# Sixteen hidden units, a learning rate of 0.01 for Adam, 30 epochs of batches of 32 are enough.
# `train.fit(net, loss, optimizer, X, y, epochs=..., batch_size=..., rng=rng)`; then `net(X_new).argmax(axis=1)`.
# </details>


# %% exercise="hear_direction"
def hear_direction(X, y, X_new, rng):
    ### BEGIN SOLUTION
    net = layers.Sequential(
        layers.RNN(X.shape[2], 16, rng=rng), layers.LastStep(), layers.Linear(16, 2, rng=rng)
    )
    loss, optimizer = losses.CrossEntropyLoss(), optim.Adam(net.parameters(), lr=0.01)
    for _ in range(30):
        for rows in train.batches(len(X), 32, rng=rng):
            loss(net(X[rows]), y[rows])
            optimizer.zero_grad()
            net.backward(loss.backward())
            optim.clip_grad_norm(net.parameters(), 1.0)
            optimizer.step()
    return net(X_new).argmax(axis=1)
    ### END SOLUTION


# %% check="hear_direction"

# %% [markdown]
# How much memory does it take? Here are window models (one hidden layer of 16) that hear only the last $L$ steps, and a recurrent net that hears all sixteen.


# %%
def share_right(net, inputs, inputs_new):
    """Train a network on the directions and return its share of right answers on new words."""
    optimizer = optim.Adam(net.parameters(), lr=0.01)
    options = {"epochs": 25, "batch_size": 32, "rng": np.random.default_rng(0)}
    train.fit(net, losses.CrossEntropyLoss(), optimizer, inputs, y, progress=False, **options)
    return np.mean(train.predict(net, inputs_new).argmax(axis=1) == y_new)


for L in (1, 2, 4, 16):
    rng = np.random.default_rng(0)
    window = layers.Sequential(
        layers.Flatten(),
        layers.Linear(10 * L, 16, rng=rng),
        layers.Tanh(),
        layers.Linear(16, 2, rng=rng),
    )
    right = share_right(window, X[:, -L:], X_new[:, -L:])
    print(f"window of {L:2} steps: {right:.0%} right, {window.count_parameters():,} weights")
rng = np.random.default_rng(0)
listener = layers.Sequential(
    layers.RNN(X.shape[2], 16, rng=rng), layers.LastStep(), layers.Linear(16, 2, rng=rng)
)
right = share_right(listener, X, X_new)
print(f"recurrent net:      {right:.0%} right, {listener.count_parameters():,} weights")

# %% [markdown]
# The last step alone gives much away: words end more softly than they begin. Each step more helps. The whole window and the recurrent net do best, and the recurrent
# net needs a fraction of the weights, for any length.

# %% [markdown]
# **Hear what it hears.** Six words by new speakers; the title says what the net takes each for.

# %%
pick = np.random.default_rng(3).permutation(len(X_new))[:6]
heard = listener(X_new[pick]).argmax(axis=1)
parts = []
for i in pick:
    recording = words.audio[rows_new[i]]
    recording = 0.5 * recording / np.abs(recording).max()
    parts += [recording[::-1] if y_new[i] else recording, gap]
said = ", ".join("backwards" if h else "forwards" for h in heard)
print(f"{np.sum(heard == y_new[pick])} of 6 right")
audio.play(np.concatenate(parts), words.sr, title=f"it hears: {said}")

# %% [markdown]
# ## Quiz
#
# Put a letter in the place of each `"?"`.
#
# **window** · The window of a window model becomes twice as long. Its first layer then has
#
# - (a) as many weights as before
# - (b) four times as many
# - (c) twice as many
# - (d) half as many
#
# **sharing** · What do all steps of a recurrent net share?
#
# - (a) the weights $W_x$, $W_h$ and the bias
# - (b) nothing: each step has a matrix of its own
# - (c) one weight for each sample
# - (d) the state
#
# **captions** · One vector that describes a sound goes in, a sentence comes out. Which kind is it?
#
# - (a) N-1
# - (b) 1-N
# - (c) N-N
# - (d) N-M
#
# **tagger** · Which kind gives one label to a whole recording?
#
# - (a) N-1
# - (b) 1-N
# - (c) N-N
# - (d) N-M
#
# **translation** · Which kind translates a sentence into another language?
#
# - (a) N-1
# - (b) 1-N
# - (c) N-N
# - (d) N-M
#
# **time** · How does the time for back-propagation through time grow with the number of steps?
#
# - (a) not at all: all steps are computed at once
# - (b) it is slow only because of the many weights
# - (c) twice the steps take twice as long, since each waits for its neighbour
# - (d) twice the steps take four times as long
#
# **two_way** · Which is true of a bidirectional net?
#
# - (a) it can be used live
# - (b) its state at each step depends on the whole recording
# - (c) it is a good choice to predict the next note
# - (d) both directions share their weights
#
# **ten** · "After ten steps, influence is already negligible." This
#
# - (a) holds for every recurrent net
# - (b) holds at 44,100 steps a second but not at 100
# - (c) holds for nets of fewer than ten units
# - (d) depends on $W_h$: in the long run it goes as the spectral radius to the power of t, and a rotation forgets nothing

# %% exercise="rnn_quiz"
questions = ["window", "sharing", "captions", "tagger", "translation", "time", "two_way", "ten"]
rnn_quiz = dict.fromkeys(questions, "?")
### BEGIN SOLUTION
rnn_quiz = dict(zip(questions, "cabadcbd"))
### END SOLUTION

# %% check="rnn_quiz"

# %% [markdown]
# ## What stays
#
# - A window has weights for every step in it and forgets what is outside. A recurrent net shares its weights over time and carries a state.
# - The gradient goes back step by step. At each state what comes from above and what comes from the right are added; the weights' gradients are sums over the steps.
# - $\mathbf h_{t-1}$ depends on $W_h$ too: without the recursive term the gradient is another number.
# - Memory is a power of a matrix. Spectral radius below 1: in the end it fades like a bell. Above 1: it can explode. Clip what explodes, all gradients by one number.
# - "Negligible after ten steps" is a measurement, not a law.
# - With a teacher, a net whose only way back is from the output trains all steps at once; alone it drifts. With the whole recording at hand, run in both directions.
# - What fades needs gates: unit 11.
#
# **Sources.** Z. Duan, *Deep learning for audio* (D86–D94, D96, D97, D100–D105, D115); B. Pardo, *Deep learning and audio* (P39–P42); M. Grachten (G12); H. Mohammadi (M35). P. Werbos,
# "Backpropagation through time", *Proc. IEEE* 78(10), 1990. J. Elman, "Finding structure in time", *Cognitive Science* 14, 1990. G. Box and G. Jenkins, *Time Series Analysis*, 1976. M. Schuster and K. Paliwal,
# "Bidirectional recurrent neural networks", 1997. S. Hochreiter and J. Schmidhuber, "Long short-term memory", 1997. S. Hochreiter, *Untersuchungen zu dynamischen neuronalen Netzen*, diploma thesis, TU München, 1991. Y. Bengio, P. Simard, P. Frasconi, 1994. A. Graves, *Supervised sequence labelling*, 2008. R. Pascanu, T.
# Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", 2013. I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, chapter 10, 2016. Recordings: Free Spoken Digit Dataset (CC BY-SA
# 4.0). The tune is the course's own.
