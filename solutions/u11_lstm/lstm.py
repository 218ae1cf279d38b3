# %% [markdown]
# # 11 · LSTM and GRU
#
# A recurrent network usually forgets: what it heard some ten steps ago has been multiplied away. The *long short-term memory* keeps a number for as long as it
# wants to, and learns when to write it, keep it and read it. It used to be called a black box. You are going to open it and write all of it,
# the gradients too.
#
# **You will be able to** compute with gates, send gradients through an LSTM and a GRU by hand, wire a memory yourself, and find the beat of a drum loop.
#
# **You will hear** a memory that leaks, clicks on beats that your ears can check, and melodies that a network calls rising or falling.
#
# Time: about 3½ hours. Before: [unit 10](../u10_rnn/rnn.ipynb).
#
# Conventions: [one page](../conventions.md).

# %%
import matplotlib.pyplot as plt
import numpy as np

from dlaudio import audio, datasets, layers, losses, onsets, optim, plots
from dlaudio.check import check
from dlaudio.datasets.beats import adding_problem, beat_targets, drum_loop, frames_of_loop
from dlaudio.metrics import accuracy
from dlaudio.widgets import leaky_memory, lstm_cell
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 11.1 How long is a beat?
#
# Music lives in seconds; samples and frames are much shorter. At 120 beats a minute a beat takes half a second. How many steps is that?

# %%
for name, rate in [("samples", 44_100), ("frames of 10 ms", 100)]:
    print(
        f"one beat at 120 bpm: {rate * 60 / 120:,.0f} {name}; four bars: {16 * rate * 60 / 120:,.0f}"
    )

# %% [markdown]
# A plain recurrent network multiplies its state by the same matrix in each of these steps, and the influence of the past usually decays like a power. Two
# cures came before the gates: shorter ways, and slower leaks.
#
# **Skip connections through time** join step $t$ to step $t + d$ directly. The way gets shorter.
#
# ### Exercise 1 · `path_length`
#
# Write `path_length(steps, skip)`: the smallest number of links from step 0 to step `steps`, if there are links of length 1 and of length `skip`,
# both forwards only, and none goes beyond the last step.
#
# For example, 17 steps with links of 4: four long ones and one short one, so 5.


# %% exercise="path_length"
def path_length(steps, skip):
    ### BEGIN SOLUTION
    return steps // skip + steps % skip
    ### END SOLUTION


# %% check="path_length"

# %% [markdown]
# **Leaky units** remember by changing slowly:
#
# $$\mu_t = \alpha\,\mu_{t-1} + (1 - \alpha)\,v_t.$$
#
# Fed with the size of a sound, such a unit is an *envelope follower*, found in every compressor. Hear how its memory gets longer.

# %%
demo(leaky_memory.draw, title=leaky_memory.TITLE, controls=leaky_memory.CONTROLS)

# %% [markdown]
# ### Exercise 2 · `leaky_unit`
#
# Write `leaky_unit(v, alpha)` that returns `mu, half_life`.
#
# - `mu`: shape (T,), the state after each of the T inputs `v`; before the first it is 0
# - `half_life`: the number of steps, not rounded, in which $\alpha^n$ falls to a half: $\ln\tfrac12 / \ln\alpha$
#
# For example, `alpha = 0.5` and `v = [1, 0]` give `mu = [0.5, 0.25]` and a half-life of 1. For 0.9, 0.99 and 0.999 it is 6.6, 69 and 693 steps.


# %% exercise="leaky_unit"
def leaky_unit(v, alpha):
    ### BEGIN SOLUTION
    mu, state = [], 0.0
    for value in v:
        state = alpha * state + (1 - alpha) * value
        mu.append(state)
    return np.array(mu), np.log(0.5) / np.log(alpha)
    ### END SOLUTION


# %% check="leaky_unit"

# %% [markdown]
# A leak is fixed: it forgets the important and the unimportant alike. What if the network could *decide*, at each step, what to keep?

# %% [markdown]
# ## 11.2 Gates
#
# A *gate* is a number between 0 (shut) and 1 (open) that multiplies something. It is a sigmoid of what comes in and of what was there, so it is
# learnt like everything else. An LSTM has three: the *input gate* $i$ says what is written, the *forget gate* $f$ what is kept, the *output gate*
# $o$ what is read. Set them and see.

# %%
demo(lstm_cell.draw, title=lstm_cell.TITLE, controls=lstm_cell.CONTROLS)

# %% [markdown]
# Besides its state $h$ the LSTM has a *cell* $c$, which is changed by gates only. With $\odot$ for "number by number":
#
# $$[\,i, f, g, o\,] = x\,W_x + h\,W_h + b \quad\text{(four blocks side by side)},$$
#
# $$i, f, o \leftarrow \sigma(\cdot), \quad g \leftarrow \tanh(\cdot), \qquad c' = f \odot c + i \odot g, \qquad h' = o \odot \tanh(c').$$
#
# Delete, write, read: $f$ deletes, $i \odot g$ writes, $o$ reads.
#
# ### Exercise 3 · `lstm_step`
#
# Write `lstm_step(x, h, c, Wx, Wh, b)` that returns `h, c` after one step.
#
# - `x`: (N, D); `h`, `c`: (N, H); `Wx`: (D, 4H); `Wh`: (H, 4H); `b`: (4H,). The blocks stand in the order i, f, g, o.
#
# For example, with all weights and biases 0 every gate is 1/2 and g is 0: `c` halves, and `h = tanh(c / 2) / 2`.
#
# <details><summary>Hint</summary>
#
# `np.split(a, 4, axis=1)` gives the four blocks.
# </details>


# %% exercise="lstm_step"
def lstm_step(x, h, c, Wx, Wh, b):
    ### BEGIN SOLUTION
    i, f, g, o = np.split(x @ Wx + h @ Wh + b, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    c = f * c + i * g
    return o * np.tanh(c), c
    ### END SOLUTION


# %% check="lstm_step"

# %% [markdown]
# ### Exercise 4 · `lstm_step_backward`
#
# Now back. The slopes `dh` and `dc` of the loss in the new state and the new cell are given. First everything that reaches the cell:
#
# $$dc \leftarrow dc + dh \odot o \odot (1 - \tanh^2 c').$$
#
# Then each block receives its part, times the slope of its own sigmoid or tanh: $i$ from $dc \odot g$, $f$ from $dc \odot c$, $g$ from $dc \odot i$, $o$ from
# $dh \odot \tanh c'$. Side by side they are $da$, (N, 4H), and the rest is a linear layer. To the old cell goes $dc \odot f$.
#
# Write `lstm_step_backward(dh, dc, x, h, c, Wx, Wh, b)` that returns `dx, dh_before, dc_before, dWx, dWh, db`. `h` and `c` are the *old* state and cell. Sum over the
# batch; do not divide.
#
# For example, with all weights and biases 0, `dc_before = dc / 2 + ...`: half of all that reached the cell.
#
# <details><summary>Hint</summary>
#
# The new cell $c'$ is in $\tanh c'$; the gradient of $f$ has the *old* cell in it.
# </details>


# %% exercise="lstm_step_backward"
def lstm_step_backward(dh, dc, x, h, c, Wx, Wh, b):
    ### BEGIN SOLUTION
    i, f, g, o = np.split(x @ Wx + h @ Wh + b, 4, axis=1)
    i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
    tanh_c = np.tanh(f * c + i * g)
    dc = dc + dh * o * (1 - tanh_c**2)
    parts = [
        dc * g * i * (1 - i),
        dc * c * f * (1 - f),
        dc * i * (1 - g**2),
        dh * tanh_c * o * (1 - o),
    ]
    da = np.concatenate(parts, axis=1)
    return da @ Wx.T, da @ Wh.T, dc * f, x.T @ da, h.T @ da, da.sum(axis=0)
    ### END SOLUTION


# %% check="lstm_step_backward"

# %% [markdown]
# ## 11.3 Through a whole sequence
#
# ### Exercise 5 · `lstm_forward`
#
# Write `lstm_forward(x, Wx, Wh, b)` that runs over the T steps of `x`, (N, T, D), from a state and a cell of zeros, and returns all states, (N, T, H).
#
# For example, with T = 1 it is the `h` of one `lstm_step` from zeros, as (N, 1, H).


# %% exercise="lstm_forward"
def lstm_forward(x, Wx, Wh, b):
    ### BEGIN SOLUTION
    h = c = np.zeros((len(x), len(Wh)))
    states = []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, Wx, Wh, b)
        states.append(h)
    return np.stack(states, axis=1)
    ### END SOLUTION


# %% check="lstm_forward"

# %% [markdown]
# ### Exercise 6 · `lstm_backward`
#
# Write `lstm_backward(dH, x, Wx, Wh, b)` that returns `dx, dWx, dWh, db`. `dH`, (N, T, H), is the slope of the loss in every state, from outside. Each step also receives
# what the next step sends back.
#
# For example, with T = 1 it is `lstm_step_backward` with `dc = 0`.
#
# <details><summary>Hint</summary>
#
# Go forwards first and keep the state and cell before each step. Then go back from the last step: `dh` is `dH[:, t]` plus what step t + 1 sent. The
# weights are the same in all steps, so their gradients add up.
# </details>


# %% exercise="lstm_backward"
def lstm_backward(dH, x, Wx, Wh, b):
    ### BEGIN SOLUTION
    h = c = np.zeros((len(x), len(Wh)))
    kept = []
    for t in range(x.shape[1]):
        kept.append((h, c))
        h, c = lstm_step(x[:, t], h, c, Wx, Wh, b)
    dh = dc = np.zeros_like(h)
    dx, dWx, dWh, db = np.zeros_like(x), np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)
    for t in reversed(range(x.shape[1])):
        h, c = kept[t]
        dx[:, t], dh, dc, *grads = lstm_step_backward(dh + dH[:, t], dc, x[:, t], h, c, Wx, Wh, b)
        dWx, dWh, db = dWx + grads[0], dWh + grads[1], db + grads[2]
    return dx, dWx, dWh, db
    ### END SOLUTION


# %% check="lstm_backward"

# %% [markdown]
# ### Why it remembers
#
# Follow the gradient along the cell alone. From $c_t = f_t \odot c_{t-1} + \dots$ it is multiplied by $f_t$ in each step, and by nothing else: no matrix, no
# slope. So along this way
#
# $$\frac{\partial c_T}{\partial c_0} = f_1 \odot f_2 \odot \dots \odot f_T,$$
#
# and with the forget gates open that is 1, for any number of steps. (Hochreiter and Schmidhuber, 1997, called it the constant error carousel; their cell always kept all of itself, and the forget gate came with Gers and others in 2000.)
#
# ### Exercise 7 · `cell_memory`
#
# Write `cell_memory(forget)` that returns this slope, shape (H,), for forget gates of shape (T, H).
#
# For example, `[[0.5, 1.0], [0.5, 1.0]]` gives `[0.25, 1.0]`.


# %% exercise="cell_memory"
def cell_memory(forget):
    ### BEGIN SOLUTION
    return forget.prod(axis=0)
    ### END SOLUTION


# %% check="cell_memory"

# %% [markdown]
# ## 11.4 A memory set by hand
#
# Nothing shows better what gates do than setting them yourself. All cells here have D inputs and H = 1, start at 0, and use your
# equations.
#
# ### Exercise 8 · `latch`
#
# Two inputs, *set* and *reset*, are 0 or 1, never both 1. Find `latch = (Wx, Wh, b)` of shapes (2, 4), (1, 4) and (4,), columns i, f, g, o, so that the state `h` is above 1/2 from a set
# until the next reset, however long that takes, and not above 1/2 otherwise.
#
# For example, a bias of 10 for the forget gate keeps what is there; a weight of −20 from reset to the forget gate clears it.
#
# <details><summary>Hint</summary>
#
# Weights of ±20 and biases of ±10 make gates that are as good as open or shut. Set must open i, make g near 1, and should clear the old cell.
# </details>

# %% exercise="latch"
### BEGIN SOLUTION
latch = ([[20, -20, 20, 0], [-20, -20, 0, 0]], [[0, 0, 0, 0]], [-10, 10, 0, 10])
### END SOLUTION

# %% check="latch"

# %% [markdown]
# ### Exercise 9 · `counter`
#
# One input of pulses, 0 or 1. Find `counter = (Wx, Wh, b)` of shapes (1, 4), (1, 4), (4,) so that the *cell* holds the number of pulses so far, to within 1/4, for up to 40 steps.
#
# For example, after the inputs 1, 0, 1, 1 the cell is near 3.

# %% exercise="counter"
### BEGIN SOLUTION
counter = ([[20, 0, 20, 0]], [[0, 0, 0, 0]], [-10, 20, 0, 10])
### END SOLUTION

# %% check="counter"

# %% [markdown]
# ## 11.5 The long way: adding two numbers
#
# A test that made the LSTM famous: a sequence of random numbers, two of them marked; say the sum of the two at the end. Between the marks there may be
# many steps. Whoever always says the mean, 1, has a loss of 1/6, the variance of such a sum.

# %%


def learn_adding(kind, steps, updates=380):
    """Loss of each update of a network of 24 units on the adding problem."""
    rng = np.random.default_rng(0)
    net = layers.Sequential(kind(2, 24, rng=rng), layers.LastStep(), layers.Linear(24, 1, rng=rng))
    loss, optimizer, history = losses.MSELoss(), optim.Adam(net.parameters(), 0.01), []
    for _ in range(updates):
        x, y = adding_problem(64, steps, rng)
        history.append(loss(net(x), y))
        optimizer.zero_grad()
        net.backward(loss.backward())
        optim.clip_grad_norm(net.parameters(), 1.0)
        optimizer.step()
    return np.array(history)


fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), sharey=True, layout="constrained")
for ax, steps in zip(axes, (10, 30)):
    for kind in (layers.RNN, layers.LSTM):
        history = learn_adding(kind, steps)
        smooth = np.convolve(history, np.ones(20) / 20, "valid")
        plots.curve(
            smooth,
            xlabel="update",
            ylabel="loss",
            label=kind.__name__,
            ax=ax,
            title=f"{steps} steps",
        )
        print(f"{steps} steps, {kind.__name__}: loss {history[-30:].mean():.4f}")
plots.show(
    fig,
    "Loss on the adding problem. Over 10 steps both learn; over 30 the LSTM does and the RNN does not.",
)

# %% [markdown]
# ## 11.6 The GRU: two gates, no cell
#
# The *gated recurrent unit* does with less. An update gate $z$ mixes the old state with a candidate, and a reset gate $r$ decides how much of the old state
# the candidate sees:
#
# $$z, r = \sigma(x W + h U + b), \qquad k = \tanh\bigl(x W_k + (r \odot h)\,U_k + b_k\bigr), \qquad h' = z \odot h + (1 - z) \odot k.$$
#
# $W$ and $U$ are the blocks of `Wx` and `Wh` that belong to a gate. This is the form of Duan's lecture: $r$ acts *before* $U_k$. PyTorch applies it after, so its numbers differ.
#
# ### Exercise 10 · `gru_step`
#
# Write `gru_step(x, h, Wx, Wh, b)` that returns the new `h`, (N, H). `Wx`: (D, 3H); `Wh`: (H, 3H); `b`: (3H,); blocks in the order z, r, candidate.
#
# For example, with all weights and biases 0 the gates are 1/2 and the candidate is 0, so `h` halves.


# %% exercise="gru_step"
def gru_step(x, h, Wx, Wh, b):
    ### BEGIN SOLUTION
    H = h.shape[1]
    a = x @ Wx + b
    z, r = np.split(1 / (1 + np.exp(-(a[:, : 2 * H] + h @ Wh[:, : 2 * H]))), 2, axis=1)
    return z * h + (1 - z) * np.tanh(a[:, 2 * H :] + (r * h) @ Wh[:, 2 * H :])
    ### END SOLUTION


# %% check="gru_step"

# %% [markdown]
# ### Exercise 11 · `gru_step_backward`
#
# Write `gru_step_backward(dh, x, h, Wx, Wh, b)` that returns `dx, dh_before, dWx, dWh, db`. The old state is reached on three ways: directly through $z \odot h$, through $r \odot h$, and
# through the gates.
#
# For example, with all weights and biases 0, `dh_before = dh / 2`.
#
# <details><summary>Hint</summary>
#
# Begin with the candidate: $dk = dh \odot (1 - z) \odot (1 - k^2)$, then $d(r \odot h) = dk\, U_k^\top$. $dz = dh \odot (h - k)$, times the slope of its sigmoid.
# </details>


# %% exercise="gru_step_backward"
def gru_step_backward(dh, x, h, Wx, Wh, b):
    ### BEGIN SOLUTION
    H = h.shape[1]
    a, U = x @ Wx + b, Wh[:, 2 * H :]
    z, r = np.split(1 / (1 + np.exp(-(a[:, : 2 * H] + h @ Wh[:, : 2 * H]))), 2, axis=1)
    k = np.tanh(a[:, 2 * H :] + (r * h) @ U)
    dk = dh * (1 - z) * (1 - k**2)
    dreset = dk @ U.T
    dgates = np.concatenate([dh * (h - k) * z * (1 - z), dreset * h * r * (1 - r)], axis=1)
    da = np.concatenate([dgates, dk], axis=1)
    dWh = np.concatenate([h.T @ dgates, (r * h).T @ dk], axis=1)
    dh_before = dh * z + dreset * r + dgates @ Wh[:, : 2 * H].T
    return da @ Wx.T, dh_before, x.T @ da, dWh, da.sum(axis=0)
    ### END SOLUTION


# %% check="gru_step_backward"

# %% [markdown]
# ### Exercise 12 · `recurrent_sizes`
#
# Write `recurrent_sizes(input_size, hidden_size)` that returns how many numbers are learnt, biases included, in an RNN, a GRU and an LSTM, in this order.
#
# For example, 40 inputs and 64 units give 6,720, 20,160 and 26,880. (PyTorch counts a second bias.)


# %% exercise="recurrent_sizes"
def recurrent_sizes(input_size, hidden_size):
    ### BEGIN SOLUTION
    one = (input_size + hidden_size + 1) * hidden_size
    return one, 3 * one, 4 * one
    ### END SOLUTION


# %% check="recurrent_sizes"

# %% [markdown]
# ## 11.7 Finding the beat
#
# Here is a drum loop. Tap along.

# %%
sr, frame_rate = 8000, 50
rng = np.random.default_rng(0)
loops = [drum_loop(rng, sr=sr) for _ in range(24)]
y, beats = loops[20]
audio.play(y, sr, title=f"a drum loop with {len(beats)} beats in 6 seconds")

# %% [markdown]
# Böck and Schedl (2011) let an LSTM listen in both directions and say for each frame how beat-like it is. Peaks of that curve are the beats. First the two
# small parts: picking peaks, and judging the result.
#
# ### Exercise 13 · `pick_beats`
#
# Write `pick_beats(activation, frame_rate)` that returns the times of the beats in seconds, in order. `activation`: shape (T,), numbers from 0 to 1 with noise; beats are peaks of about 60 ms
# width that reach 0.6 or more; what stays below 0.35 is none. Frame `t` is at `t / frame_rate` seconds.
#
# For example, `[0.1, 0.9, 0.2]` at 100 frames a second has one beat, at 0.01 s. At least 9 of 10 must be right, by the measure of the next exercise.
#
# <details><summary>Hint</summary>
#
# A peak is larger than the frame before it, not smaller than the one after it, and above a threshold.
# </details>


# %% exercise="pick_beats"
def pick_beats(activation, frame_rate):
    ### BEGIN SOLUTION
    middle = activation[1:-1]
    peaks = (middle > activation[:-2]) & (middle >= activation[2:]) & (middle > 0.45)
    return (np.flatnonzero(peaks) + 1) / frame_rate
    ### END SOLUTION


# %% check="pick_beats"

# %% [markdown]
# ### Exercise 14 · `beat_f_measure`
#
# A beat is found if an estimate lies within 70 ms of it; each estimate may find one beat, and each beat be found once. *Precision* is the share of the
# estimates that found one, *recall* the share of the beats that were found, and $F = 2 \cdot \text{hits} / (\text{estimates} + \text{beats})$.
#
# Write `beat_f_measure(estimated, reference, tolerance)` that returns `precision, recall, f`. Both lists are sorted times in seconds; `tolerance` is in seconds, the limit included. An empty list of estimates gives 0, 0,
# 0.
#
# For example, estimates `[1.0, 1.05, 3.0]` and beats `[1.0, 2.0]` with 0.07: one hit, so 1/3, 1/2 and 0.4.
#
# <details><summary>Hint</summary>
#
# Go through the beats in order with one pointer into the estimates: skip those that are too early, take the first that fits.
# </details>


# %% exercise="beat_f_measure"
def beat_f_measure(estimated, reference, tolerance):
    ### BEGIN SOLUTION
    hits, j = 0, 0
    for time in reference:
        while j < len(estimated) and estimated[j] < time - tolerance:
            j += 1
        if j < len(estimated) and estimated[j] <= time + tolerance:
            hits, j = hits + 1, j + 1
    precision = hits / len(estimated) if len(estimated) else 0.0
    recall = hits / len(reference)
    return precision, recall, 2 * hits / (len(estimated) + len(reference))
    ### END SOLUTION


# %% check="beat_f_measure"

# %% [markdown]
# Now the network: 12 mel bands and how much each rises, so 24 numbers a frame, 50 frames a second, and a bidirectional LSTM with 16 units each way. It learns from 18 loops and is judged on 6 it has never heard.

# %%
X = np.stack([frames_of_loop(y, sr=sr)[:300] for y, _ in loops])
Y = np.stack([beat_targets(times, 300) for _, times in loops])
rng = np.random.default_rng(1)
tracker = layers.Sequential(
    layers.Bidirectional(layers.LSTM(24, 16, rng=rng), layers.LSTM(24, 16, rng=rng)),
    layers.Linear(32, 1, rng=rng),
)
loss, optimizer = losses.BCEWithLogitsLoss(), optim.Adam(tracker.parameters(), 0.02)
for _ in range(40):
    loss(tracker(X[:18]), Y[:18])
    optimizer.zero_grad()
    tracker.backward(loss.backward())
    optim.clip_grad_norm(tracker.parameters(), 1.0)
    optimizer.step()
curves = layers.sigmoid(tracker(X)[..., 0])


def peaks(curve, threshold=0.3):
    """Times of the peaks of a curve of 50 frames a second."""
    middle = curve[1:-1]
    return (
        np.flatnonzero((middle > curve[:-2]) & (middle >= curve[2:]) & (middle > threshold)) + 1
    ) / frame_rate


scores = [
    onsets.f_measure(loops[i][1], peaks(curves[i]), window=0.07).f for i in range(18, 24)
]
print("F on six unheard loops:", *np.round(scores, 2), "mean", round(float(np.mean(scores)), 2))
found = peaks(curves[20])
ax = plots.curve(curves[20], x=np.arange(300) / frame_rate, xlabel="time (s)", ylabel="beat?")
ax.plot(
    beats, np.full(len(beats), 1.05), "v", color=plots.OKABE_ITO["vermillion"], label="true beats"
)
ax.set_ylim(-0.05, 1.35)
ax.legend(loc="upper right")
plots.show(
    ax,
    "The network's curve over six seconds: a peak at each true beat, small ones at hits in between.",
)

# %% [markdown]
# **Hear it.** The loop again, with a click where the network says "beat". Can you hear a click too many?

# %%
clicks = np.zeros(len(y))
click = audio.tone(1500, sr=sr, duration=0.03, amplitude=0.5)
for time in found:
    start = int(time * sr)
    part = click[: len(clicks) - start]
    clicks[start : start + len(part)] += part
audio.play(
    0.6 * y + clicks,
    sr,
    title=f"the loop with {len(found)} clicks by the network, {len(beats)} true beats",
)

# %% [markdown]
# ## 11.8 Rising or falling?
#
# A sequence can also ask for a single answer at its end. Here are two melodies of wandering notes. Which one climbs?

# %%


def wandering(n, rng):
    """Melodies of 16 pitches (semitones from the first), (n, 16, 1), and 1 if they rise, else 0."""
    rises = rng.integers(0, 2, n)
    steps = rng.normal(0, 2.5, (n, 16)) + 0.6 * (2 * rises[:, None] - 1)
    return np.cumsum(steps, axis=1)[..., None].astype(np.float32) / 6, rises


rng = np.random.default_rng(3)
melodies, rises = wandering(400, rng)
unheard, truth = wandering(200, rng)
shown = [np.flatnonzero(truth == kind)[0] for kind in (1, 0)]
tune = [
    part
    for i in shown
    for part in [
        *(
            audio.note(330 * 2 ** (float(p) / 2), sr=sr, duration=0.16, n_harmonics=3)
            for p in unheard[i, :, 0]
        ),
        audio.silence(sr=sr, duration=0.5),
    ]
]
audio.play(
    np.concatenate(tune), sr, title="a melody that rises in the long run, then one that falls"
)

# %%
net = layers.Sequential(
    layers.LSTM(1, 12, rng=rng), layers.LastStep(), layers.Linear(12, 2, rng=rng)
)
loss, optimizer = losses.CrossEntropyLoss(), optim.Adam(net.parameters(), 0.02)
for _ in range(40):
    loss(net(melodies), rises)
    optimizer.zero_grad()
    net.backward(loss.backward())
    optimizer.step()
print(f"right on melodies it has not heard: {accuracy(net(unheard), truth):.0%}")

# %% [markdown]
# ## 11.9 Words again, as sequences
#
# A spoken digit as 24 frames of 16 mel bands: an LSTM reads them one after the other. A *convolutional recurrent* network first lets small filters look at
# neighbouring frames. Neither needs MFCC, nor differences from frame to frame, nor stacked frames: they find such things themselves.

# %%


def frames_of_word(y, sr):
    """Log-mel frames of a word, (24, 16), in units of 20 dB below its loudest."""
    mel = audio.melspectrogram(y, sr=sr, n_fft=256, hop_length=80, n_mels=16, fmin=60)
    level = 10 * np.log10(np.maximum(mel / mel.max(), 1e-6))
    parts = np.array_split(level, 24, axis=1) if level.shape[1] >= 24 else [level[:, :1]] * 24
    return (np.stack([part.mean(axis=1) for part in parts]) / 20 + 1).astype(np.float32)


class Swap(layers.Layer):
    """(N, T, C) to (N, C, T) and back."""

    def forward(self, x):
        return x.swapaxes(1, 2)

    def backward(self, dout):
        return dout.swapaxes(1, 2)


speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
words = datasets.load(speech)
sets = {}
for split, n in [("train", 600), ("test", 300)]:
    part = words.where(split=split)
    rows = np.random.default_rng(0).permutation(len(part.audio))[:n]
    sets[split] = (
        np.stack([frames_of_word(part.audio[i], part.sr) for i in rows]),
        part.labels[rows],
    )
rng = np.random.default_rng(2)
networks = {
    "LSTM": [layers.LSTM(16, 32, rng=rng)],
    "convolution, then LSTM": [
        Swap(),
        layers.Conv1d(16, 24, 3, rng=rng),
        layers.ReLU(),
        Swap(),
        layers.LSTM(24, 32, rng=rng),
    ],
}
for name, parts in networks.items():
    net = layers.Sequential(*parts, layers.LastStep(), layers.Linear(32, 10, rng=rng))
    loss, optimizer = losses.CrossEntropyLoss(), optim.Adam(net.parameters(), 0.01)
    (frames, digits), (new, new_digits) = sets["train"], sets["test"]
    for _ in range(12):
        for rows in np.array_split(rng.permutation(len(frames)), 12):
            loss(net(frames[rows]), digits[rows])
            optimizer.zero_grad()
            net.backward(loss.backward())
            optim.clip_grad_norm(net.parameters(), 1.0)
            optimizer.step()
    print(
        f"{name}: {accuracy(net(frames), digits):.0%} right on the words it learnt from,", end=" "
    )
    print(f"{accuracy(net(new), new_digits):.0%} on words of new speakers")

# %% [markdown]
# Six hundred words by a few people are little to learn from: on new speakers both are much worse. The cures are those of unit 6, and more voices.

# %% [markdown]
# ## Quiz
#
# Put a letter in the place of each `"?"`.
#
# **decay** · In a plain RNN whose matrix has a spectral radius below 1, the influence of the past
#
# - (a) stays the same
# - (b) falls along a straight line
# - (c) falls like a power of a number below 1
# - (d) always grows
#
# **gates** · A gate is
#
# - (a) any number that is added
# - (b) a number from 0 to 1 that multiplies, computed from the input and the state
# - (c) a switch thrown at random
# - (d) set by hand
#
# **cell** · From one step to the next the cell is
#
# - (a) multiplied by the forget gate, and something is added
# - (b) multiplied by a matrix
# - (c) squashed by a tanh
# - (d) cleared
#
# **gru** · Compared with the LSTM, the GRU of this unit has
#
# - (a) a cell more
# - (b) four gates
# - (c) its reset gate after the matrix
# - (d) no cell, and three blocks of weights for four
#
# **rhythm** · Which rate makes half a second 50 steps long?
#
# - (a) 44,100 samples a second
# - (b) 100 frames a second
# - (c) 22,050 frames a second
# - (d) the rate does not matter
#
# **box** · The LSTM as a "black box" is
#
# - (a) really unknown inside
# - (b) a stack of hidden layers
# - (c) five lines of code with known gradients
# - (d) a convolution

# %% exercise="lstm_quiz"
lstm_quiz = dict.fromkeys(["decay", "gates", "cell", "gru", "rhythm", "box"], "?")
### BEGIN SOLUTION
lstm_quiz = {"decay": "c", "gates": "b", "cell": "a", "gru": "d", "rhythm": "b", "box": "c"}
### END SOLUTION

# %% check="lstm_quiz"

# %% [markdown]
# ## What stays
#
# - Gates multiply by numbers between 0 and 1. The LSTM deletes, writes and reads; the GRU mixes.
# - Along the cell the gradient is multiplied by the forget gates only: open, it passes unchanged.
# - The way back through a step is a linear layer once the four blocks have their slopes; over a sequence, each step adds what the next one sends.
# - Where a plain RNN fails, at 30 steps, the LSTM adds two numbers. With two of them, one each way, it finds the beat.
#
# **Sources.** Z. Duan, *Deep learning for audio* (D104, D106–D111); B. Pardo (P42, P43); M. Grachten (G15, G21); H. Mohammadi (M36–M38). S. Hochreiter, J. Schmidhuber, "Long short-term memory", *Neural Computation* 9, 1997; F. Gers, J.
# Schmidhuber, F. Cummins, "Learning to forget", 2000; K. Cho et al., 2014; S. Böck, M. Schedl, "Enhanced beat tracking with context-aware neural networks", DAFx 2011; M. Davies, N. Degara, M. Plumbley, "Evaluation methods
# for musical audio beat tracking algorithms", 2009. Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0).
