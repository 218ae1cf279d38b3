# %% [markdown]
# # 10 · Recurrent nets
#
# Have you ever sung a round? You come in one bar after the others, and from then on your mouth sings what they sang a bar ago, while your ears take in what they sing now. In a minute a network will do it.
#
# Every network so far got its whole input at once. But sound comes moment by moment, and what a moment means depends on what came before it. So a network needs a *state*, handed on from one moment to the next, and a gradient that goes back through time to train it. Nets of this kind wrote down speech and translated in the 2010s, and today a small one takes the noise out of a voice as it speaks (*RNNoise*; Valin, 2018). You build the same thing at the size of a nursery song.
#
# **You will be able to** run a recurrent net, derive and check its gradients, read from a matrix what it can
# remember, keep gradients from exploding, and wire a memory by hand.
#
# **You will hear** a song that cannot find its end, a state that rings like a bell, a net that goes to school with *your* gradients, and one that joins in a
# round that it has never heard.
#
# Time: about 5 hours, in three sittings: 10.1 to 10.3, the memory, take 1¼ hours; 10.4 to 10.6, the way back and how far it reaches, 2½; the rest, what it is good for, 1¼. 10.9 may wait.
# First: [unit 5](../u05_backprop/backprop.ipynb) for back-propagation, [unit 9](../u09_cnn/cnn.ipynb) for networks on sound.
#
# **The mathematics you need**: the chain rule ([unit 4](../u04_graphs/graphs.ipynb)), products of matrices ([unit 3](../u03_mlp/mlp.ipynb)), the turn $e^{i\varphi}$ ([unit 7](../u07_features/features.ipynb)), and *eigenvalues*, which 10.3 explains.
#
# Conventions: [one page](../conventions.md).

# %% collapsed
import numpy as np

from dlaudio import audio, datasets, layers, mine, plots
from dlaudio.check import check
from dlaudio.datasets.forgotten_tones import NAMES, forgotten_tones, sound_of
from dlaudio.generation import canon, practice, singer
from dlaudio.gradcheck import check_layer
from dlaudio.networks import memories
from dlaudio.plots.drawings import (
    asked_later,
    both_directions,
    cliff,
    cut_windows,
    eigen_mixture,
    forgotten_frames,
    four_wirings,
    notes_in_time,
    piano_rolls,
    ringing_state,
    round_voices,
    same_radius,
    stacked_nets,
    state_strip,
    sung_rolls,
    teacher_forcing,
    through_time,
    truncation,
    unrolled,
)
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.widgets import influence, unrolling
from dlaudio.widgets.demo import demo

sr = 22050

# %% [markdown]
# ### One bar behind
#
# On the left somebody sings *Row, row, row your boat*; on the right, one bar later, a net joins in. It has never met this song, and it hears each note only once. So it must keep every note in mind for a whole bar.

# %%
boat = singer.notes(canon.ROUND)
second_voice = canon.Follower(np.random.default_rng(0)).practise(800)
two = canon.voices(second_voice, boat, 2)
audio.play(canon.sound_of(two), 22050, title="a song, and a net that sings it one bar behind")

# %%
plots.show(*round_voices.draw(two))

# %% [markdown]
# While it sings the lit bar, its ears are already in the next one. An echo machine can do that, with a tape, but nobody gave this net a tape. It was born in that cell, out of 5,321 numbers drawn by lot and 800 small corrections, and all that it carries along is a state of 64 numbers, which every note stirs anew. Yet the bar comes out of it again, note by note.
#
# Our code made those corrections; in 10.8 yours will. Take one riddle along: if it never met this song, what *was* it taught?
#
# ### A song that cannot find its end
#
# First, something that seems easier: singing alone. Hum the first line of a song that everybody knows. Your voice goes on by itself, as if each note called for the next. Does it?
#
# Three singers try. Each is given the beginning of a song, looks up where in that song its last notes stand, and sings what comes next most often; if two come equally often, the one that came first. They differ in one thing, how many beats back they hear: one, two, or four.
#
# A network with the same notes in front of it faces the same choice: where two continuations fit equally well, it too can only pick one. So training would not help it: what is missing is not in front of it.

# %%
tune = singer.notes(singer.TUNE)
sung = {"the song": tune} | {f"hears {n} back": singer.by_window(tune, n, 56) for n in (1, 2, 4)}
audio.play_row([(name, singer.sound_of(t)) for name, t in sung.items()], 22050)

# %%
plots.show(*piano_rolls.draw({n: singer.as_notes(t) for n, t in sung.items()}, longest=112))

# %% [markdown]
# The first singer never gets off its first note, because after a c another c comes as often as anything else. The second sings one good line, but then it runs in a circle. The third gets further, until two lines go down the same steps and it takes the wrong one.
#
# So let us give the next one a whole phrase: eight beats.

# %% predict="eight_beats_back"
# The song has three parts: a line, a phrase of eight beats that is sung *twice*, and the line again. A singer hears eight beats back. What will it sing?
#
# - (a) The whole song: eight beats are a phrase, and that is all one needs.
#   wrong: It needs to know one thing more. When the phrase is over, the last eight beats are the same both times, so they do not say which time it was.
# - (b) The line, then the phrase, again and again and again.
#   right: At the end of the phrase it always sees the same eight beats, so it always decides in the same way. Once it has gone back to the phrase, it always will.
# - (c) It gets stuck on one note, like the first one.
#   wrong: After eight beats of this song there is a clear next one, nearly everywhere. There is a single place where there is not.

# %%
endless = singer.by_window(tune, 8, 80)
audio.play(singer.sound_of(endless), 22050, title="the singer that hears eight beats back")

# %% [markdown]
# This one is the cruellest: 32 beats without a mistake, and then a broken record. You felt at once that it was time to go on, because you carried something along: *we have had this one already*. That is a single bit, but the last eight beats do not hold it.
#
# In 10.8 a network of sixteen units tries, with *one* beat to hear instead of eight, and with gradients that *you* send back through time.

# %% recall="from_units_5_to_8"
# 1. In a graph, a value goes into *two* later nodes. What is the slope of the loss in it?
#
# - (a) The larger of the two slopes that come back.
#   wrong: That is the rule of a maximum, which lets one input through. A copy is heard on both paths.
# - (b) The mean of the two.
#   wrong: Nothing is divided: a nudge of the value moves both nodes fully.
# - (c) The sum of the two.
#   right: A nudge moves the loss along both paths at once, so their effects add up. In this unit it will happen at every moment of time.
#
# 2. The features of unit 7 were averaged over all frames of a word. Somebody puts the frames in the opposite order. What becomes of the average?
#
# - (a) Nothing: it is exactly the same.
#   right: A mean does not know the order. That a word backwards sounds quite different was thrown away with it.
# - (b) It changes its sign.
#   wrong: No frame changes its sign; only their order changes.
# - (c) It becomes something quite different.
#   wrong: The word would *sound* quite different, and that is the point: a mean over time cannot hear it.
#
# 3. Two convolutions over time, each with a kernel of 3 and stride 1. How many inputs does one output hear?
#
# - (a) 3
#   wrong: That is one layer. The upper one hears three places of the lower one, and these reach further.
# - (b) 5
#   right: Each layer adds two. However many layers there are, the number stays finite, and what is outside is not heard.
# - (c) 9
#   wrong: The windows of the three lower places overlap, so they do not add up to 9.

# %% [markdown]
# ## 10.1 A window is a short memory
#
# Begin with one bit. You hear a tone, then two seconds of other tones, and at the end you are asked: was the *first* one low or high? Listen to one of each.

# %%
X, y = forgotten_tones(400, 20, np.random.default_rng(0))
audio.play_row([(f"begins {NAMES[k]}", sound_of(X[y == k][0])) for k in (0, 1)], 22050)

# %% [markdown]
# That was no effort, because you carried one thing along and let the rest go. Our networks have nothing to carry it in, so why not simply show them the last $L$ moments at once? Such a *window* is the simplest memory, and statisticians have long forecast with it (*autoregression*; Box and Jenkins, 1976). Let it try.
#
# To the network each sequence is 21 frames of four numbers: the levels of the low tone, of the high tone, and of two that only distract.

# %%
plots.show(*forgotten_frames.draw())

# %% [markdown]
# Only the first frame tells them apart. So we train a network on the last four frames of 400 sequences, and try it on 400 new ones.

# %% predict="window_of_four"
# The question is about frame 1, the window shows the last 4 frames, and 5, 20 or 80 frames follow the first. How many new sequences will it get right?
#
# - (a) Nearly all if the gap is 5, fewer if it is 80.
#   wrong: That is how a memory would fade, and a window has none. With a gap of 5 the first frame is outside already, entirely.
# - (b) About half, whatever the gap.
#   right: What is outside of the window does not exist for it, so it guesses, and among two answers a guess is right half of the time.
# - (c) About three in four, because it has learnt 400 sequences.
#   wrong: It may well learn those 400 by heart, by their noise. That says nothing about new ones.

# %%
for gap, share in memories.window_shares((5, 20, 80)).items():
    print(f"gap {gap:2}: a window of 4 frames gets {share:.0%} right")

# %% [markdown]
# Chance, at every gap: 400 tossed coins would do as well. Why not a longer window? With two beats more, the eight-beat singer would have sung to the end, because then it hears how the line closed. But let the phrase be sung three times, and it needs eighteen. Whoever asks can always wait longer than the window.
#
# And a window is expensive, because every place in it has weights of its own: what the net learns about one place it must learn again for the next. Four steps of one number, in windows of two:

# %%
plots.show(*cut_windows.draw())

# %% [markdown]
# ### Exercise 1 · `window_dataset` · ●○○ · 10 min
#
# Write `window_dataset(x, L, n_hidden)` that returns `inputs, targets, n_weights`:
#
# - `x`: shape (T, D), T steps of D numbers
# - `inputs`: shape (T − L, L · D), a row for each window, its oldest step first
# - `targets`: shape (T − L, D), the step after each window
# - `n_weights`: how many weights and biases a network from a window to its target has, with one hidden layer of `n_hidden` units
#
# For example, the picture is `x = np.array([[1.0], [2], [3], [4]])` with L = 2; with 3 hidden units there are (2 + 1) · 3 + (3 + 1) · 1 = 13 weights.
#
# <details><summary>Hint 1</summary>
#
# The last window must leave a step to predict. So how many windows are there?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `x[t : t + L].ravel()` is a window, its oldest step first.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.stack([x[t : t + L].ravel() for t in range(T - L)])`, `x[L:]`, and each unit has one bias: (L · D + 1) · n_hidden + (n_hidden + 1) · D.
# </details>


# %% exercise="window_dataset"
def window_dataset(x, L, n_hidden):
    ### BEGIN SOLUTION
    T, D = x.shape
    inputs = np.stack([x[t : t + L].ravel() for t in range(T - L)])
    return inputs, x[L:], (L * D + 1) * n_hidden + (n_hidden + 1) * D
    ### END SOLUTION


# %% check="window_dataset"

# %% explained="window_dataset"
# A window is only worth having if a step comes after it, because that step is its target. So the last one begins at T − L − 1, and there are T − L of them; whoever makes one more has built a window whose answer lies beyond the end of `x`.
#
# `ravel` writes the steps of a window one after the other into a row, so the oldest comes first by itself. The targets need no loop: they are simply all steps from the L-th on.
#
# In the count each hidden unit has L · D weights and a bias, and each output has one weight for every hidden unit, and a bias.

# %% [markdown]
# What does a window of two seconds cost, at 44,100 samples a second, with 100 units? **Your** `window_dataset` counts.

# %%
weights_and_biases = mine.window_dataset(np.zeros((88_201, 1)), 88_200, 100)[2]
print(f"{weights_and_biases:,} weights and biases")

# %% [markdown]
# ## 10.2 Carry a state along
#
# *You* needed no window. You kept something in mind and updated it, so we ask two things of a net. **First**, a tone is a tone whenever it comes, so one small network should do for every moment, with the same weights. **Second**, what it knows must go on, so its own last answer is one of its inputs:

# %%
plots.show(*unrolled.draw())

# %% [markdown]
# On the left it is a loop; on the right the same net is *unrolled*, with a copy for each moment, so we can send a click through it by hand. Take one input and one unit, so that every letter stands for a single number: $w_x = 1$, $w_h = 0.5$, no bias, $h_0 = 0$, and the inputs 1, 0, 0. Then
# $h_1 = \tanh(1\cdot1 + 0.5\cdot0) = 0.762$.
#
# Nothing more comes in, yet $h_2 = \tanh(0.5\cdot0.762) = 0.363$ and $h_3 = \tanh(0.5\cdot0.363) = 0.180$. The click is over, but its trace goes on, about half as large each time.
#
# In words: *the new state is a squashed mixture of what comes in and what was there*. That is a *recurrent* net (Elman, 1990). In a larger one the input $\mathbf x_t$ has D numbers and the state $\mathbf h_t$ has H, so the weights become matrices: $W_x$ from input to state, $W_h$ from state
# to state; and the bias $\mathbf b$ joins in before the squashing. In letters it is one line; you write it in exercise 2 before you read it.
#
# Is that not a convolution again, with one set of weights for all moments? Nearly. But a convolution hears only its receptive field, while $\mathbf h_t$ depends on all of $\mathbf x_1, \dots, \mathbf x_t$.

# %% [markdown]
# ### Exercise 2 · `rnn_sequence` · ●●○ · 10 min
#
# Write `rnn_sequence(X, h0, W_x, W_h, b)` that returns all the states.
#
# - `X`: shape (N, T, D), N sequences of T steps; `h0`: shape (N, H), the state before the first step; leave it as it came
# - `W_x`: (D, H); `W_h`: (H, H); `b`: (H,). Inputs and states are rows, so the shapes leave a single way to multiply them
# - returns shape (N, T, H): the states after each of the T inputs
#
# For example, the three numbers above come out with `X = np.array([[[1.0], [0], [0]]])`, `h0 = [[0]]`, `W_x = [[1]]`, `W_h = [[0.5]]` and `b = [0]` (as arrays).
#
# <details><summary>Hint 1</summary>
#
# One step does all N sequences at once. What must it hand over to the next?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Loop over t; `X[:, t]` is the input of all sequences at that step. Start with `h = h0` and collect the states in a list.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `h = np.tanh(X[:, t] @ W_x + h @ W_h + b)`, and in the end `np.stack(states, axis=1)`.
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

# %% explained="rnn_sequence"
# Each state needs the one before it, so time is a loop that no array operation can spare us. But within a step all N sequences go side by side: `X[:, t]` has a row for each, and `b` is added to every row.
#
# The name `h` carries the memory. Each turn makes a *new* array and hangs the name on it; writing into the old one with `h[:] = ...` would overwrite the caller's `h0`. Who forgets to hand `h` on, and uses `h0` at every step, gets 0.762, 0, 0 in the example: the click leaves no trace.
#
# The list has time in front; `axis=1` puts it in the middle.

# %% [markdown]
# So this is the line:
#
# $$\mathbf h_t = \tanh(\mathbf x_t W_x + \mathbf h_{t-1} W_h + \mathbf b).$$

# %% predict="who_hears_step_three"
# Eight steps, and only the input at step 3 is changed. Which states change?
#
# - (a) The state at step 3
#   wrong: That one does; but it is an input of the next state, which is an input of the next.
# - (b) The states at steps 3 and 4
#   wrong: That would be a window of two. Every state hands its trace on.
# - (c) All eight
#   wrong: Steps 1 and 2 were over before the change came. A state knows its past and nothing else.
# - (d) The states from step 3 to the end
#   right: Each state depends on all inputs up to its own moment, and on none after it.

# %%
weights, X_two = memories.net_and_twins(np.random.default_rng(0))
one, other = mine.rnn_sequence(X_two, np.zeros((2, 4)), *weights)
print("moved by", *(f"{d:.2f}" for d in np.abs(one - other).max(axis=1)))

# %% [markdown]
# These come from **your** `rnn_sequence`, once it has passed.
#
# There is a state at every moment, but nobody has to read them all; where one is read, through $W_y$, there is an output $o_t$. Nor must something come in at each of them. So one net can be wired in four ways (N is *many*, not the batch):

# %%
plots.show(*four_wirings.draw())

# %%
demo(unrolling.draw, title=unrolling.TITLE, controls=unrolling.CONTROLS)

# %% [markdown]
# ## 10.3 A state that rings
#
# A trace that is halved at each step will not do for a singer: after the eight beats of a phrase, less than a hundredth would be left of *we have had this one already*. Must a state forget so fast?
#
# Take the memory alone, without the tanh, the bias and all inputs but the first. What is left is $\mathbf h_t = \mathbf h_{t-1} W$. Set its first number to 1, as one strikes a bell, and after that leave it alone. Now listen to that number, at 22,050 steps a second.

# %%
def ring(W, n, strike=1.0, bend=lambda h: h, listen=0):
    h, heard = strike * np.eye(len(W))[0], np.empty(n)
    for t in range(n):
        heard[t], h = h[listen], bend(h @ W)
    return heard


# %%
W_bell = np.array([[0.99194318, 0.12502441], [-0.12502441, 0.99194318]])
bell = ring(W_bell, int(1.5 * sr))
audio.play(0.6 * bell, sr, title="a state of two numbers, struck once")

# %% [markdown]
# A bell, out of four numbers and a multiplication! Where in them is the ringing? Seen slowly, with a matrix that turns faster and shrinks more, the state runs on a spiral:

# %%
plots.show(*ringing_state.draw())

# %% [markdown]
# It shrinks and it turns, and the matrix says how fast.
#
# **Eigenvalues, in half a page.** Most arrows change their direction when they go through $W$. An *eigenvector* $\mathbf q$ is only made longer or shorter, $\mathbf q W = \lambda\mathbf q$, and the factor $\lambda$ is its *eigenvalue*. So t steps multiply it by $\lambda^t$.
#
# A state is hardly ever an eigenvector, but if $W$ has enough of them, it is a *mixture*. Here is one, taken apart:

# %%
plots.show(*eigen_mixture.draw())

# %% [markdown]
# Each part keeps its direction and shrinks by a factor of its own. The state is their sum, so it turns towards the part that lasts. Because that part outlives the others, the largest absolute value of all eigenvalues has a name: the *spectral radius* $\rho$.
#
# Write all eigenvectors as the rows of a matrix, called $Q^{-1}$. On its way through $W$ a row is only multiplied by its eigenvalue, so $Q^{-1}W = \Lambda\,Q^{-1}$, with the eigenvalues on the diagonal of $\Lambda$, and therefore $W = Q\,\Lambda\,Q^{-1}$. And $W\,W$? Look at what meets in the middle: that is the step to exercise 3.
#
# But a bell *turns*, and a turn has no arrow that keeps its direction, so it has no real eigenvalue. In unit 7 you turned by multiplying with $e^{i\varphi}$, and here it is the same: $\lambda = \rho e^{i\omega}$ says *$\rho$ times as long, and turned by $\omega$*. Because the numbers of $W$ are real, such values come in pairs, $+\omega$ and $-\omega$; they are the two orange arms beside the spiral. For our bell:

# %%
value = np.linalg.eigvals(W_bell)[0]
rho, omega = np.abs(value), np.abs(np.angle(value))
print(f"radius {rho:.6f}, angle {omega:.5f} a step: {omega * sr / (2 * np.pi):.1f} Hz")

# %% [markdown]
# ### Exercise 3 · `linear_memory` · ●●○ · 12 min
#
# Write `linear_memory(h0, W, t)` that returns `h, radius, steps`:
#
# - `h`: shape (H,), the state after `t` steps without inputs from `h0`, shape (H,), real numbers
# - `radius`: the spectral radius of `W`
# - `steps`: how many steps until $\rho^{\mathrm{steps}}$ is 1/1000 (60 dB), not necessarily whole; `np.inf` if $\rho \ge 1$
#
# For example, `W = np.diag([0.5, 0.1])` has radius 0.5 and needs 9.97 steps; from `[1, 1]` two steps lead to `[0.25, 0.01]`.
#
# <details><summary>Hint 1</summary>
#
# In $W\,W$ the inner $Q^{-1}Q$ cancels, so $\Lambda^2$ is left. `values, Q = np.linalg.eig(W)`; they may be complex, but `.real` of the result loses nothing.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `h0 @ Q * values**t` multiplies each column with its own power. What brings it back?
# </details>
#
# <details><summary>Hint 3</summary>
#
# `@ np.linalg.inv(Q)`. And solve $\rho^{n} = 10^{-3}$ for $n$ with a logarithm: `np.log(1000) / -np.log(radius)`.
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

# %% explained="linear_memory"
# In $W W = Q\Lambda Q^{-1}\,Q\Lambda Q^{-1}$ the inner $Q^{-1}Q$ cancels and $Q\Lambda^2Q^{-1}$ is left, and so on for each further step. `@` and `*` are done from left to right: first `h0 @ Q`, then each number times its own power.
#
# Complex eigenvalues come in pairs whose imaginary parts cancel, so `.real` throws away only rounding. For the radius it would be wrong: a bell may have a small real part and ring for long, so there it takes `np.abs`.
#
# From $\rho^n = 1/1000$ follows $n\ln\rho = -\ln 1000$; for 0.5 that is 6.91 / 0.69, about 10 steps.

# %% [markdown]
# In one line, $\mathbf h_t = \mathbf h_0\,Q\,\Lambda^t\,Q^{-1}$: take the state apart, let each part go its own way, and put them together again.
#
# ### Exercise 4 · `tone_matrix` · ●●○ · 12 min
#
# Now the other way: design a bell. Write `tone_matrix(frequency, t60, sr)` that returns the matrix, shape (2, 2), of a state that turns
# `frequency` times in a second, at `sr` steps a second, and whose amplitude falls by 60 dB (to 1/1000) in `t60` seconds. It must be a rotation times a number.
#
# For example, a quarter of a turn each step is `frequency = sr / 4`; without decay its matrix would be `[[0, 1], [-1, 0]]`.
#
# <details><summary>Hint 1</summary>
#
# You need the angle and the factor of one step.
# </details>
#
# <details><summary>Hint 2</summary>
#
# A rotation by the angle a has the rows (cos a, sin a) and (−sin a, cos a); either sense is right. A whole turn is 2π.
# </details>
#
# <details><summary>Hint 3</summary>
#
# After `t60 * sr` steps the factor to that power is 10⁻³, so the factor is `10 ** (-3 / (t60 * sr))`.
# </details>


# %% exercise="tone_matrix"
def tone_matrix(frequency, t60, sr):
    ### BEGIN SOLUTION
    radius, angle = 10 ** (-3 / (t60 * sr)), 2 * np.pi * frequency / sr
    return radius * np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    ### END SOLUTION


# %% check="tone_matrix"

# %% explained="tone_matrix"
# One step does a small share of everything. In a second the state turns `frequency` times, and a whole turn is 2π, so one step turns by $2\pi f/\mathrm{sr}$. Without the 2π a tone of 440 Hz would sound at 70 Hz.
#
# The fall is shared out by a root and not by a division, because steps multiply: after `t60 * sr` of them the factor must be $10^{-3}$, so for one step that number divides the *exponent*. It is −3 and not −6, because 60 dB are a factor of a thousand in amplitude, and a million only in power.
#
# The two do not disturb each other, because a number may be moved past a matrix: $(\rho R)^n = \rho^n R^n$. But it has to multiply all four entries.

# %%
bells = [mine.tone_matrix(f, 1.5, sr) for f in (523.25, 659.26, 783.99)]
chord = np.sum([ring(W, sr) for W in bells], axis=0)
audio.play(0.3 * chord, sr, title="a chord: three matrices, each struck once")

# %% [markdown]
# Does it last as long as you asked? **Your** `linear_memory` knows.

# %%
for W in bells:
    _, radius, steps = mine.linear_memory(np.array([1.0, 0.0]), W, 1)
    print(f"radius {radius:.6f}: 60 dB weaker after {steps / sr:.2f} s")

# %% [markdown]
# ### What the radius does not say
#
# "Below 1 it fades, above 1 it explodes": you will read that in many places. Is it so? Try it on two matrices with the radius 0.9.

# %% predict="same_radius_growth"
# One is a turn times 0.9. The other is $\begin{pmatrix}0.9 & 5\\ 0 & 0.9\end{pmatrix}$: its second number hears five times the first one. What happens to a state in the second one within ten steps?
#
# - (a) The same as in the first: $0.9^{10}$, about a third, is left.
#   wrong: That is what the radius suggests, and for the turn it is true. Here the first number feeds the second one faster than both fade.
# - (b) It can grow to nearly twenty times its size.
#   right: It fades *in the end*. Before that it may grow, because the coupling pours the first number into the second.
# - (c) It grows for ever.
#   wrong: No matrix with a radius below 1 does that. But "in the end" can be late.

# %%
plots.show(*same_radius.draw())

# %% [markdown]
# It grew, with a radius below 1! In the end both fall, but that is all the radius promises: **without a bend, and in the long run**, things go as $\rho^t$ does.
#
# Why did the formula of exercise 3 not warn us? It takes a state apart into eigenvectors, but this matrix has only one direction of them, (0, 1), and (1, 0) is no mixture of that. From there it says 0.35 and 0, where ten multiplications say 0.35 and 19.37. Does **your** `linear_memory` fall for it?

# %%
first, W_late = np.array([1.0, 0.0]), np.array([[0.9, 5.0], [0.0, 0.9]])
print("linear_memory:", np.round(mine.linear_memory(first, W_late, 10)[0], 2))
print("ten multiplications:", np.round(first @ np.linalg.matrix_power(W_late, 10), 2))

# %% [markdown]
# You can hear it. Here the bell pours itself into a second one with the same matrix. The radius is that of the bell alone, and yet:

# %%
coupled = np.block([[W_bell, 0.002 * np.eye(2)], [np.zeros((2, 2)), W_bell]])
swell = ring(coupled, int(1.5 * sr), listen=2)
print(f"largest: {np.abs(swell).max():.1f} after {np.abs(swell).argmax() / sr:.2f} s")
audio.play_row([("one bell", 0.2 * bell), ("the bell it pours into", 0.2 * swell)], sr)

# %% [markdown]
# And the other half, "above 1 it explodes"? Here is the bell with the radius 1.0005, struck softly: without a bend as a number, with tanh as a sound.

# %% predict="just_above_one"
# Without a bend the number grows and grows. What will you hear of the bell with tanh?
#
# - (a) It swells, and then it stays as loud as it is.
#   right: A small state passes tanh nearly untouched, so the matrix wins. A large one is bent, until the bend takes away what the matrix adds.
# - (b) It swells until the numbers overflow.
#   wrong: That needs numbers beyond all bounds, and tanh lets none beyond 1.
# - (c) It dies away, because tanh takes something away at each step.
#   wrong: It does, but of a number as small as 0.001 it takes less than a millionth, and the matrix adds a two-thousandth.

# %%
W_howl = 1.0005 / rho * W_bell
wild = np.abs(ring(W_howl, sr, strike=0.001)).max()
caught = ring(W_howl, 2 * sr, strike=0.001, bend=np.tanh)
print(f"after a second: {wild:.0f} without a bend, {np.abs(caught[:sr]).max():.3f} with tanh")
audio.play(audio.fade(0.5 * caught / caught.max(), sr=sr), sr, title="a howl, caught by tanh")

# %% [markdown]
# Like a microphone too close to its loudspeaker, it swells until the bend catches it, but then it never forgets that it was struck.

# %% [markdown]
# ## 10.4 The way back through time
#
# Those matrices we chose. A singer has to find its own, and here is the trouble: suppose it chooses wrongly at the end of beat 32, as ours did, because it let slip the d of beat 23. Which weight is to blame, if the same weights were at work at every beat?
#
# Unrolled, the net is an ordinary deep network that has the same weights in every layer. Here it is with one unit and three steps. Blue goes forwards; vermilion comes back, as wide as it is large. The loss is the last state.

# %%
plots.show(*through_time.draw())

# %% [markdown]
# Read it from the right. The slope of the loss in $h_3$ is 1. It passes the tanh, whose slope is $1 - h_3^2$, and becomes $da_3$; then it goes back
# along $w_h$ to $h_2$, through the next tanh, and so on.
#
# And what does $w_h$ itself get? It was used three times, so it gets a part from **each** step: what arrives at that step,
# times the state that $w_h$ was multiplied with there, $da_t\,h_{t-1}$.
#
# In letters: $\mathbf h_t$ depends on $W_h$ directly, and through $\mathbf h_{t-1}$, which depends on $W_h$ too. With one unit,
#
# $$\frac{\partial h_t}{\partial w_h} = (1 - h_t^2)\Big(h_{t-1} + w_h\,\frac{\partial h_{t-1}}{\partial w_h}\Big).$$
#
# The first term in the bracket is the direct one; the second is the whole formula again, one step earlier. Multiplied out, it is the sum in the picture.

# %% predict="half_the_weight"
# We make $w_h$ half as large, 0.4, and draw the picture again. What happens to $dh_1$, the slope that arrives at the first state?
#
# - (a) It is halved.
#   wrong: The slope passes $w_h$ once on the way from $h_3$ to $h_2$ and once more on the way to $h_1$.
# - (b) It falls to about a quarter.
#   right: Two steps back are two factors $w_h$. (The slopes of tanh change a little too.) Ten steps back would be ten factors.
# - (c) It stays, because the loss is read at $h_3$.
#   wrong: It is read there, but all that $h_1$ knows of it came back through $w_h$.

# %%
plots.show(*through_time.draw(w_h=0.4))

# %% [markdown]
# Two steps back, two factors of a half. But from beat 32 to beat 23 it is nine! Hold that worry until 10.5.
#
# ### Where the loss comes in
#
# The song begins c c g g a. So a singer hears a c and must say *c*; then it hears a c again and must say *g*. The same note goes in, and something else has to come out! Only the state can make the difference.
#
# Here is a net with three units that has learnt nothing yet. Each column is one step; the boxes on top are its shares for c, g and a, and the right one is lit.

# %%
plots.show(*notes_in_time.draw(0))

# %% [markdown]
# Now twenty updates, down the gradient that you are about to write:

# %%
plots.show(*notes_in_time.draw(20))

# %% [markdown]
# It has learnt to *count to two*! At first it could not tell one c from the other, so it gave the next c the same share after both, 41 %. Now it expects c after the first, with 80 %, and hardly after the second, 24 %. Nobody told it to count, but there is no other way to be right.
#
# In letters: above each state stands a linear layer with a softmax, $\mathbf o_t = \mathbf h_t W_y + \mathbf c$ with C scores, the same at every step. The loss is the cross entropy averaged over all N · T labels.

# %% [markdown]
# ### Exercise 5 · `output_gradients` · ●●○ · 12 min
#
# An output at each step (N-N). Write `output_gradients(H, W_y, c, labels)` that returns `loss, dH, dW_y, dc`.
#
# - `H`: states, (N, T, H); `W_y`: (H, C); `c`: (C,); `labels`: whole numbers from 0 to C − 1, (N, T)
# - `loss`: the mean cross entropy of the softmax; the gradients have the shapes of `H`, `W_y` and `c`
#
# Scores may be as large as 1000. For example, if `W_y` and `c` are zero the loss is $\ln C$.
#
# <details><summary>Hint 1</summary>
#
# `W_y` was used N · T times. What does that mean for its gradient?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `dO = (softmax - onehot) / (N * T)`, as in unit 5. Subtract the largest score of each row first, and take the logarithm of the sum, not of the softmax.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.einsum("nth,ntc->hc", H, dO)` adds over sequences and steps; `dO.sum(axis=(0, 1))`; `dO @ W_y.T`.
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

# %% explained="output_gradients"
# The same layer reads every state, so it sees N · T rows and knows nothing of time. Its slope is that of unit 5: softmax minus one-hot, divided by the number of labels, `labels.size`, which is N · T.
#
# The largest score of a row is subtracted first, because exp(1000) overflows, and the shares do not change when all scores of a row fall by the same number; `keepdims` leaves those maxima a column. The logarithm is score minus logarithm of the sum, because a share of $e^{-2000}$ is rounded to 0, and the logarithm of that is −∞.
#
# `np.eye(len(c))[labels]` fetches for each label its row of the unit matrix. In the `einsum` n and t are missing behind the arrow, so it adds over both. Who divides there again has divided twice, because `dO` contains the N · T already.

# %% [markdown]
# The three units went down this loss. Hear the first c and what they think comes next:

# %%
said = {f"{n} updates": singer.notes(notes_in_time.said(n)) for n in (0, 20)}
audio.play_row([(name, singer.sound_of(t)) for name, t in said.items()], 22050)

# %% [markdown]
# ### Exercise 6 · `last_step_gradients` · ●○○ · 8 min
#
# The task of 10.1 wants one answer, at the end (N-1). Write `last_step_gradients(H, W_y, c, labels)`; it returns the same four things, but now `labels` has the shape (N,) and only
# the last state is read. `dH` still has the shape (N, T, H). What stands in it?
#
# For example, with T = 1 it is `output_gradients` with one label a sequence.
#
# <details><summary>Hint 1</summary>
#
# A nudge of a state that nobody reads changes this loss by nothing.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `output_gradients` does the rest, if you hand it sequences of one step: `H[:, -1:]` and `labels[:, None]`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Make `dH = np.zeros_like(H)` and put what you got into `dH[:, -1:]`.
# </details>


# %% exercise="last_step_gradients"
def last_step_gradients(H, W_y, c, labels):
    ### BEGIN SOLUTION
    loss, dh, dW_y, dc = output_gradients(H[:, -1:], W_y, c, labels[:, None])
    dH = np.zeros_like(H)
    dH[:, -1:] = dh
    return loss, dH, dW_y, dc
    ### END SOLUTION


# %% check="last_step_gradients"

# %% explained="last_step_gradients"
# What stands in `dH`? It says how the loss changes if a state is nudged *as it is read from above*, so it is zero wherever nobody reads. The earlier states do count, through the last one, but that is for `bptt` to find out.
#
# `H[:, -1:]` keeps the axis of time, with one step in it, where `H[:, -1]` would drop it; `labels[:, None]` gives the labels the same axis. So `output_gradients` fits as it is, and divides by N alone, because there are only N labels now.

# %% [markdown]
# ### Exercise 7 · `rnn_step_backward` · ●●○ · 12 min
#
# Now one step back, for matrices. A step is a linear layer with two inputs, $\mathbf x$ and $\mathbf h$, and a tanh on top. Write `rnn_step_backward(dh_new, x, h, h_new, W_x, W_h)` that
# returns `dx, dh, dW_x, dW_h, db`.
#
# - `dh_new`, `h`, `h_new`: (N, H), where `h_new = tanh(x W_x + h W_h + b)` and `dh_new` is the slope that arrives there; `x`: (N, D)
# - the results have the shapes of `x`, `h`, `W_x`, `W_h` and `b`; leave all arrays as they came
#
# For example, with all sizes 1, x = 2, h = 0.5, h_new = 0, W_x = 3, W_h = 4 and dh_new = 1: da = 1, so the five are 3, 4, 2, 0.5 and 1.
#
# <details><summary>Hint 1</summary>
#
# First through the bend. The slope of tanh can be computed from its *result*.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `da = dh_new * (1 - h_new**2)`. It goes five ways.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For `Z = X @ W + b`: `dX = dZ @ W.T`, `dW = X.T @ dZ`, `db` is the sum of the rows of `dZ`. Here there are two such products with one `dZ`.
# </details>


# %% exercise="rnn_step_backward"
def rnn_step_backward(dh_new, x, h, h_new, W_x, W_h):
    ### BEGIN SOLUTION
    da = dh_new * (1 - h_new**2)
    return da @ W_x.T, da @ W_h.T, x.T @ da, h.T @ da, da.sum(axis=0)
    ### END SOLUTION


# %% check="rnn_step_backward"

# %% explained="rnn_step_backward"
# All five results start from one place, the sum inside the tanh. The slope passes the bend once and becomes `da`. Its factor is $1 - h_{\text{new}}^2$, because tanh has the slope $1 - \tanh^2$, and `h_new` *is* that tanh.
#
# A plus hands `da` on unchanged, and each product gives one factor the other: `x` gets `W_x`, and `W_x` gets `x`. Which one is transposed, the shapes tell: `dx` must be (N, D), so it is `da @ W_x.T`. `x.T @ da` adds over the N sequences by itself; for the bias we add the rows.
#
# `W_h` met the *old* state, so its slope has `h` in it and not `h_new`: that is the usual slip. And `da` is a new array, because `dh_new` is the caller's, who may still need it.

# %% [markdown]
# Read the chain once more from the right: each column is one pass of the loop that you are about to write, the first one lit.

# %%
plots.show(*through_time.draw(lit=3))

# %% [markdown]
# ### Exercise 8 · `bptt` · ●●● · 15 min
#
# All steps back: *back-propagation through time* (Werbos, 1990). At every state two slopes meet, because the state was used twice: one from
# above, `dH[:, t]`, where an output may have read it, and one from the right, which the next step sends back. Write `bptt(dH, X, h0, W_x, W_h, b)` that runs
# the net forwards and then back, and returns `dX, dh0, dW_x, dW_h, db`, the gradients of $\sum (dH \odot \mathrm{states})$.
#
# - `dH`: (N, T, H), the gradient from above at every step; the rest as in exercise 2
#
# For example, with a single step it is `rnn_step_backward` of `dH[:, 0]`. The picture with $w_h = 0.8$ is `dH = [[[0], [0], [1]]]`.
#
# <details><summary>Hint 1</summary>
#
# You have both halves: `rnn_sequence` and `rnn_step_backward`. In which direction does the second loop run, and what does it hand on?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The state before the first step is `h0`, so keep `H = np.concatenate([h0[:, None], states], axis=1)`: step t leads from `H[:, t]` to `H[:, t + 1]`. Start with `dh = 0`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In each turn: `dX[:, t], dh, *parts = rnn_step_backward(dH[:, t] + dh, X[:, t], H[:, t], H[:, t + 1], W_x, W_h)`, and add the three parts up.
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

# %% explained="bptt"
# The idea is one addition. Each state was used twice, by what reads it from above and by the next step, so the slope that arrives there is `dH[:, t] + dh`. The second part has to be known first, and therefore the loop runs from the end; there no next step exists, so `dh` begins at 0.
#
# Each pass needs the state its step began with and the one it ended with. With `h0` in front these are always `H[:, t]` and `H[:, t + 1]`, so the first step is no special case, and after the loop `dh` holds what has arrived at `h0`.
#
# An input has its own place in `dX`, but the weights were the same at all steps, so their parts are added. In the picture with $w_h = 0.8$ step 3 gives 0.541, step 2 gives 0.427, and step 1 nothing, because the state it met was 0. Who writes `=` for `+=` keeps what came last, which is step 1, and finds 0.

# %%
rng = np.random.default_rng(0)
net = mine.layers.RNN(3, 5, rng=rng, dtype=np.float64)
error = check_layer(net, rng.normal(size=(2, 7, 3)), rng=rng)
print(f"largest error of the gradients against finite differences: {error:.1e}")

# %% [markdown]
# That layer runs on **your** `rnn_sequence` and `bptt` when they have passed.
#
# In your loop each step waits for its neighbour. So twice the steps take twice as long, and over time no second processor helps.

# %%
for steps, ms in practice.milliseconds_of(mine.bptt, (100, 200, 400, 800)).items():
    print(f"{steps} steps: {ms:.1f} ms")

# %% [markdown]
# ### Exercise 9 · `recursive_term` · ●●○ · 10 min
#
# In $(1-h_t^2)(h_{t-1} + w_h\,\partial h_{t-1}/\partial w_h)$ one is tempted to drop the second term, as if $h_{t-1}$ were a constant. What would that cost? The loss reads the last state only; `dh_last`, (N, H), is its gradient there. Write `recursive_term(dh_last, X, h0, W_x, W_h, b)` that returns `full, dropped`,
# both of shape (H, H):
#
# - `full`: the gradient for `W_h`, right through time
# - `dropped`: the same with $\mathbf h_{T-1}$ taken for a constant: the last step alone
#
# For example, with a single step the two are equal. In the picture with $w_h = 0.8$, `full` is 0.969 and `dropped` is 0.541.
#
# <details><summary>Hint 1</summary>
#
# `full` is one of the five results of `bptt`, with a `dH` that is zero except at the end.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `dropped` is one of the five results of `rnn_step_backward`, at the last step.
# </details>
#
# <details><summary>Hint 3</summary>
#
# It is $\mathbf h_{T-1}^\top\, d\mathbf a_T$, with `da = dh_last * (1 - h_last**2)`. If T is 1, the state before is `h0`.
# </details>


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

# %% explained="recursive_term"
# Both numbers are only to be picked out. `full` is back-propagation through time with a `dH` that is empty but for the last step; of its five results the fourth belongs to `W_h`. `dropped` is the direct term alone, the state that `W_h` met at the last step times `dh_last` once it has passed the last tanh, $1 - h_T^2$. With `h0` in front, `H[:, -2]` is that state even when T is 1.
#
# In the picture the direct term is 0.541 of 0.969, so nearly half of the slope is lost. But worse than the size is the kind: the direct term asks what the last step should do with the state that it found, and nothing tells an earlier step what it should have left there.

# %%
one, X_three = np.ones((1, 1)), np.array([[[1.0], [0.0], [-0.5]]])
full, dropped = mine.recursive_term(one, X_three, 0 * one, one, 0.8 * one, np.zeros(1))
print(f"in the picture: full {full.item():.3f}, dropped {dropped.item():.3f}")

# %% [markdown]
# ### What if the sequence never ends?
#
# A radio never stops, so a net that waits for the end before it learns will never learn. So *truncated* back-propagation through time (Williams and Peng, 1990) cuts the sequence into pieces of k steps. The state is carried over every
# border, and the gradient over none:

# %%
plots.show(*truncation.draw())

# %% [markdown]
# So the net still *hears* what was long ago, but it never *learns* directly that something from more than k steps ago mattered.

# %% [markdown]
# ### Exercise 10 · `truncated_bptt` · ●●○ · 12 min
#
# **What is wrong here?** Somebody wrote it with `bptt`, and the gradients came out far too small. Find its *three* faults and mend them.
#
# `truncated_bptt(dH, X, h0, W_x, W_h, b, k)` should return `dW_x, dW_h, db`, each added up over all pieces. The last piece may be shorter than k. Everything else is as in
# exercise 8.
#
# For example, with k = T it is `bptt` without `dX` and `dh0`; with k = 1 each step's slope goes back through one tanh only.
#
# <details><summary>Hint 1</summary>
#
# With 7 steps and k = 3, which steps are in no piece?
# </details>
#
# <details><summary>Hint 2</summary>
#
# In which state does the second piece have to begin?
# </details>
#
# <details><summary>Hint 3</summary>
#
# `range(0, X.shape[1], k)`; after each piece `h = rnn_sequence(X[:, piece], h, W_x, W_h, b)[:, -1]`; and `total` must grow, not be replaced.
# </details>


# %% exercise="truncated_bptt"
def truncated_bptt(dH, X, h0, W_x, W_h, b, k):
    total = [0, 0, 0]
    for start in range(0, X.shape[1] - k + 1, k):
        piece = slice(start, start + k)
        _, _, *parts = bptt(dH[:, piece], X[:, piece], h0, W_x, W_h, b)
        total = parts
    return total


### BEGIN SOLUTION
def truncated_bptt(dH, X, h0, W_x, W_h, b, k):  # noqa: F811
    h, total = h0, [0, 0, 0]
    for start in range(0, X.shape[1], k):
        piece = slice(start, start + k)
        _, _, *parts = bptt(dH[:, piece], X[:, piece], h, W_x, W_h, b)
        total = [old + new for old, new in zip(total, parts)]
        h = rnn_sequence(X[:, piece], h, W_x, W_h, b)[:, -1]
    return total


### END SOLUTION


# %% check="truncated_bptt"

# %% explained="truncated_bptt"
# The range stopped where no *whole* piece fits: with 7 steps and k = 3 the pieces began at 0 and 3, and the last step was in none. A plain `range(0, T, k)` will do, because a slice that reaches beyond the end is cut off there.
#
# Every piece began with `h0`, as if nothing had been heard before. Now `h` goes on, but only after the gradients, which need the state that the piece began with. And `total = parts` kept the last piece alone, where the weights, the same in all pieces, need the sum.
#
# Where is the cut, then? In the second `_`: `bptt` also returns what has arrived at the first state of a piece, and that is thrown away.

# %% predict="cut_before_the_tone"
# A tone, thirty other frames, and the question of 10.1: low or high? Four nets learn from whole sequences of 31 frames, four more in pieces of 24. How many new sequences will the latter get right?
#
# - (a) Nearly all, because the state is carried over every border.
#   wrong: It is, so something of the tone may reach the end. But no slope comes back that would teach the net to hold it.
# - (b) Little more than half
#   right: The slope of the answer ends at frame 25, and the tone was in frame 1. What they get beyond a half is a trace that nobody taught them to keep.
# - (c) About three in four, because 24 frames of 31 are taught
#   wrong: That would do if the tone were spread over all frames. It is in the first alone, and there no slope arrives.

# %%
for k in (31, 24):
    shares = memories.memory_shares((30,), RNN=mine.layers.RNN, truncate=k)[30]
    print(f"pieces of {k}:", *(f"{share:.0%}" for share in shares))

# %% [markdown]
# **Your** `truncated_bptt` let all eight *hear* the tone, but it taught only four to keep it.

# %% [markdown]
# ## 10.5 What fades and what explodes
#
# The wrong choice at beat 32 is the fault of something at beat 23. Can its slope get back that far? On its way it passes $W_h$ and the bend once for every beat, nine times in all. Without the bend that is the bell of 10.3, run backwards: in the long run it goes as $\rho^t$ does (Hochreiter, 1991; Bengio
# and others, 1994).
#
# The bend takes a little more away each time, so with a radius above 1 gradients *can* explode, but need not (Pascanu and others, 2013). Look at a chain with $w_h = -1.1$:

# %%
plots.show(*through_time.draw((0.5, -1, 0.3, 1), w_h=-1.1))

# %% [markdown]
# The slopes grow only once, where tanh is nearly straight; then the bend takes away more than $w_h$ adds.
#
# A slope that has faded cannot tell anybody what to keep. Slopes back and influence forwards are the same product of factors, so one map shows both: how much each input moves each later state.

# %%
demo(influence.draw, title=influence.TITLE, controls=influence.CONTROLS)

# %% [markdown]
# You will read that after ten steps influence is negligible. If that were a law, a tone twenty frames ago would be lost. Measure it.

# %% [markdown]
# ### Exercise 11 · `influence_map` · ●●● · 15 min
#
# Write `influence_map(X, W_x, W_h, b)` that returns `influence, after_ten`:
#
# - `X`: (T, D), one sequence, with T > 10; the net starts from a state of zeros
# - `influence`: (T, T); at `[t, s]` stands the norm (the root of the sum of squares) of the D × H slopes $\partial \mathbf h_t / \partial \mathbf x_s$, and 0 where s is later than t
# - `after_ten`: `influence[10, 0] / influence[0, 0]`
#
# For example, without a bend it would be the norm of $W_x W_h^{t-s}$.
#
# <details><summary>Hint 1</summary>
#
# Start at s and walk forwards in time. What are the slopes of $\mathbf h_s$ in $\mathbf x_s$?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `J = W_x * (1 - h_s**2)`, shape (D, H): each column is multiplied by the slope of its own tanh.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Each further step is `J = J @ W_h * (1 - h_t**2)`, and `np.linalg.norm(J)` is the root of the sum of squares.
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

# %% explained="influence_map"
# Nudge one number of $\mathbf x_s$, and follow the nudge. It comes into the state through its row of `W_x`, and there each number of it is multiplied by the slope of its own tanh: `W_x * (1 - H[s] ** 2)`, where NumPy stretches the H slopes over all D rows.
#
# Now each row of `J` is a small change of the state, so it goes on as a state does: through `W_h`, and past the next bend. That is the chain rule, and the reason for `J @ W_h` without a transpose; the transpose belongs to slopes on their way back. Later inputs matter only by where they put the states, which decides how flat each tanh is.
#
# Each s is walked once, to the end. What lies before it stays 0, because no state knows of what comes later. And `influence[0, 0]` divides because the question was what *share* of the first trace is left.

# %% predict="left_after_ten"
# Now nets with several radii, those with tanh measured by **your** `influence_map`. In the one with the radius 1.2 and tanh, what is left of the first input after ten steps?
#
# - (a) Six times as much as there was, $1.2^{10}$.
#   wrong: Without a bend it would go that way, in the long run. But tanh takes something away at every step.
# - (b) Next to nothing: ten steps are ten steps.
#   wrong: With a radius of 0.5 that is so. Here the matrix makes up for most of what tanh takes away.
# - (c) Less than there was, but about a tenth.
#   right: The matrix lengthens and tanh shortens, and in this net tanh wins, but slowly.

# %%
radii = (0.5, 0.8, 1.0, 1.2)
plots.show(*influence.picture_of_fading(radii, mine.influence_map))

# %% [markdown]
# So it is no law. With the radius 0.5 next to nothing crosses the dotted line at ten steps, and the sentence is right. With 1.0 and no bend it is wrong. And with 1.2 *and* tanh influence does fade, but here a tenth is left, and about half of such nets keep more.

# %% [markdown]
# ### Exercise 12 · `long_memory` · ●○○ · 8 min
#
# Find a matrix for which the sentence is false: `long_memory`, 2 × 2, such that without inputs and without a bend
#
# - of *every* state at least half is left after ten steps: the smallest singular value ([unit 3](../u03_mlp/mlp.ipynb)) of $W^{10}$ is at least 0.5,
# - nothing explodes: the largest one of $W^{500}$ is at most 10,
# - and the two numbers mix: every entry is larger than 0.1 in size.
#
# For example, `[[1, 0], [0, 1]]` remembers everything, but it does not mix.
#
# <details><summary>Hint 1</summary>
#
# Which movement changes an arrow and keeps its length?
# </details>
#
# <details><summary>Hint 2</summary>
#
# A rotation. Its rows are (cos a, sin a) and (−sin a, cos a).
# </details>
#
# <details><summary>Hint 3</summary>
#
# 0.6² + 0.8² = 1.
# </details>

# %% exercise="long_memory"
### BEGIN SOLUTION
long_memory = [[0.6, 0.8], [-0.8, 0.6]]
### END SOLUTION

# %% check="long_memory"

# %% explained="long_memory"
# The safe way to neither shrink nor grow, however often, is to keep lengths, and a rotation does. Its rows have the length 1, because 0.6² + 0.8² = 1, and stand at right angles, because 0.6 · (−0.8) + 0.8 · 0.6 = 0. All its powers are rotations too, so all their singular values stay at 1.
#
# A mirror such as `[[0.8, 0.6], [0.6, -0.8]]` is right as well. But `[[0.9, 0.3], [0.3, 0.9]]` has the eigenvalue 1.2, so after 500 steps its norm has forty digits; and `[[0.5, 0.5], [0.5, 0.5]]` keeps the mean of the two numbers for ever, but forgets in one step how they differed.

# %%
W_kept = np.array(getattr(mine, "long_memory", W_bell))  # without yours, our bell
turn = np.abs(np.angle(np.linalg.eigvals(W_kept))).max()
title = f"it turns by {np.degrees(turn):.0f}° a step, so it sings at {turn * sr / (2 * np.pi):,.0f} Hz"
audio.play(audio.fade(0.2 * ring(W_kept, sr), sr=sr), sr, title=title)

# %% [markdown]
# A rotation keeps everything, and would ring for ever (a mirror flips to and fro, too fast to hear), but only because there is no bend and nothing new comes in. With both, fading has no sure cure before unit 11. Exploding has one, in two lines.
#
# But what harm does a long gradient do? Here is the smallest net that explodes: one unit, whose weight $w$ is used fifty times. With a smaller $w$ its state ends below 0, with a larger one above, and between the two the loss falls off a *cliff*.

# %%
plots.show(*cliff.draw())

# %% [markdown]
# The gradient says which way is down *here*, and it is right: the good place lies at the foot of the cliff. But how far to go it cannot know: the steeper the edge, the longer the arrow, so with the learning rate 0.1 a plain update flies to $w = 270$. Out there the loss is flat, so no slope leads back.
#
# So keep the direction and shorten the arrow.

# %% [markdown]
# ### Exercise 13 · `clip_global_norm` · ●○○ · 8 min
#
# Write `clip_global_norm(grads, v)` that returns `clipped, norm`.
#
# - `grads`: a list of arrays, the gradients of all weights
# - `norm`: the length, before clipping, of the one arrow that **all their numbers together** make
# - `clipped`: a list of arrays of the same shapes: that arrow, not turned, and no longer than `v`; a shorter one stays as it is
#
# For example, `[np.array([3.0]), np.array([[4.0]])]` has the norm 5; with v = 1 it becomes 0.6 and 0.8.
#
# <details><summary>Hint 1</summary>
#
# All numbers of all arrays are one long arrow. Clipping must not turn it.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.sqrt(sum((g**2).sum() for g in grads))`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The factor is `v / norm` if the norm is larger than v, else 1.
# </details>


# %% exercise="clip_global_norm"
def clip_global_norm(grads, v):
    ### BEGIN SOLUTION
    norm = np.sqrt(sum((g**2).sum() for g in grads))
    scale = v / norm if norm > v else 1.0
    return [g * scale for g in grads], norm
    ### END SOLUTION


# %% check="clip_global_norm"

# %% explained="clip_global_norm"
# All numbers of all arrays are one arrow, so there is one length and one factor, because only that shortens an arrow without turning it. Clip each array by itself, and some shrink more than others: then it no longer points where the gradient did.
#
# The squares of *all* arrays are added before the one root: in the example 9 + 16 = 25, so 5, where adding the norms would give 7. Short gradients keep the factor 1; and if all are zero, the norm is not above v, so nothing is divided by 0.

# %% predict="off_the_cliff"
# A net learns a tune of 48 beats by plain descent with a large learning rate, from the same start once with and once without clipping. Without it, what will the curve of the loss look like?
#
# - (a) It falls faster, because nothing holds it back.
#   wrong: It does at first. Then one update from the edge of a cliff throws the weights far away, and all that was learnt is gone.
# - (b) It falls, is thrown up, and does not recover.
#   right: A gradient of length 6,000 moves every weight so far that the states saturate, and there the slopes are close to zero.
# - (c) It is a little more ragged, but ends in the same place.
#   wrong: That is so while no gradient is *very* long. One is enough.

# %%
ax, fallen = practice.with_and_without_clipping(tune, mine, seed=1)
plots.show(ax, "Loss with clipping falls to nearly 0; without it, it is thrown up and stays high.")

# %%
audio.play(singer.sound_of(fallen.sing(len(tune))), 22050, title="after the fall")

# %% [markdown]
# Thrown off the cliff, it is caught in a circle of eight beats. Nor was that bad luck: three of the first five starts go off a cliff without clipping, and none with it.

# %% [markdown]
# ## 10.6 The forgotten tone
#
# Does the slope arrive, then? Try it with the one bit of 10.1. A recurrent net of 16 units is read at its last state only (N-1), so the answer must travel through all those frames, and the gradient all the way back.

# %% predict="how_far_it_reaches"
# We train four nets for each gap of 5, 20, 80 and 120 frames, each from its own random start. How will the share of right answers change with the gap?
#
# - (a) It sinks smoothly: 100 %, 95, 80, 70.
#   wrong: That is how a faded memory would look. But a net that has found *some* way to hold on holds on perfectly, and one that has not knows nothing.
# - (b) Each net has nearly all right, or it guesses; and the longer the gap, the fewer find the way.
#   right: The memory itself can be perfect. What fades is the gradient that should teach it.
# - (c) All are at chance beyond 10 frames, because influence is negligible by then.
#   wrong: That was a measurement on an *untrained* net. This one is trained to remember.

# %%
shares = memories.memory_shares((5, 20, 80, 120), nets=4, n=200)
dots = memories.as_points(shares, memories.window_shares(shares))
names = {"label_names": {0: "recurrent net", 1: "window of 4"}, "xlabel": "frames in the gap"}
ax = plots.points(*dots, **names, ylabel="share right")
plots.show(ax, "Each dot is a net: recurrent ones near 1 or at chance, windows at chance.")

# %% [markdown]
# It is nearly all or nothing. Up to 20 frames every net learns it, but at 80 only one of our four does, and at 120 none. Other starts give other counts.
#
# All four nets have the same shape, so each of them *could* have held the tone. What three of them never got is the message from the end back to frame 1, that this tone mattered. That is the *vanishing gradient* at work.

# %% [markdown]
# ### Exercise 14 · `remember_tone` · ●●○ · 15 min
#
# Train one yourself. Write `remember_tone(X, y, rng)` that returns the weights `W_x, W_h, b, W_y, c` of a trained recurrent net with at most 16 units.
#
# - `X`: (N, T, 4), float32, 128 sequences of about twenty frames; `y`: (N,), 0 or 1; the net must find out which bands matter, and which answer is called 0
# - `rng`: the random generator for everything you draw
# - `W_x`: (4, H), `W_h`: (H, H), `b`: (H,), `W_y`: (H, 2), `c`: (2,): the net starts from zeros, and the larger of $\mathbf h_T W_y + \mathbf c$ is its answer
#
# A start may be unlucky, so we call it with five generators, and run each net on new sequences: at least three must have 90 % or more right. Use what the course has: `layers.RNN`, `layers.LastStep` (the last state of each sequence),
# `layers.Linear`, or your own `bptt`. All five may take at most 20 seconds. For example, `memories.weights_of(memories.recurrent_net(rng))` are weights of the right shapes, untrained: about 50 %.
#
# <details><summary>Hint 1</summary>
#
# Three layers in a row: `layers.Sequential(layers.RNN(4, 16, rng=rng), layers.LastStep(), layers.Linear(16, 2, rng=rng))`.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `train.fit(net, losses.CrossEntropyLoss(), optim.Adam(net.parameters(), lr=0.01), X, y, epochs=60, batch_size=32, clip_norm=1.0, rng=rng)`, with `from dlaudio import losses, optim, train`. A loss of 0.69 means that it has found nothing yet.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `memories.learn(net, X, y, epochs=60)` trains such a net, with clipping, and `memories.weights_of(net)` takes the five arrays out.
# </details>


# %% exercise="remember_tone"
def remember_tone(X, y, rng):
    ### BEGIN SOLUTION
    net = layers.Sequential(
        layers.RNN(X.shape[2], 16, rng=rng), layers.LastStep(), layers.Linear(16, 2, rng=rng)
    )
    return memories.weights_of(memories.learn(net, X, y, epochs=60))
    ### END SOLUTION


# %% check="remember_tone"

# %% explained="remember_tone"
# The three layers follow the question: a state that carries the tone, `LastStep` because the answer is wanted once, and a linear layer that reads it. What decides is for how long one trains. 128 sequences in batches of 32 are only four updates an epoch, so 60 epochs are 240; after one epoch hardly any start has found the tone. `memories.learn` clips at 1, so that no single long gradient throws away what was learnt.
#
# Rows and labels belong together, so whoever shuffles must shuffle both alike. A start in forty or so stays at chance all the same, because its slopes do not get back to frame 1; so not all five need to count.
#
# Twelve units pass too. So does a single unit wired from what the first frames have in common, and that is no cheating: exercise 15 does it.

# %% [markdown]
# ### Look inside
#
# Nobody told these nets how to remember. So where in its 16 numbers does such a net keep the tone? Here are two, trained alike by **your** `last_step_gradients` and `bptt` from different random weights. Each strip shows all units while one sequence that begins *high* plays, and the lit one tells low from high best at the end.

# %%
nets = {f"net {seed}": memories.taught(20, seed, mine) for seed in (1, 0)}
for name, taught in nets.items():
    states, unit, heard = memories.one_that_begins_high(*taught)
    plots.show(*state_strip.draw(states, heard, lit=unit, title=f"{name}, begins high"))

# %% [markdown]
# The first one does what one would expect: a unit goes to one side and stays there. But the second one *swings*. Its memory is a bell!
#
# So the tone must be in the phase: was it struck from below or from above? After 20 frames, as it was trained, it answers right. But what if we ask a little later?

# %% predict="asked_two_frames_late"
# The second net, whose memory swings, is asked after 22 frames and not after 20. How many will it get right?
#
# - (a) Nearly all: two frames are nothing.
#   wrong: Nothing for a memory that stands still. For a bell that turns round in four and a half steps, two frames are nearly half a turn.
# - (b) About half, because it was never trained for that.
#   wrong: A guess would be half. But it does not guess: it has the tone in its state as clearly as ever.
# - (c) Nearly none.
#   right: It knows the tone perfectly well, but by now the bell has swung to the other side, so it says the opposite every time.

# %%
for name, (net, _, _) in nets.items():
    print(f"{name}: largest eigenvalue of {memories.largest_turn(net)}")

# %%
late = {n: memories.shares_when_asked(net, range(16, 43)) for n, (net, _, _) in nets.items()}
plots.show(*asked_later.draw(late))

# %% [markdown]
# Net 1 is right whenever you ask. Net 0 is right only when its bell has swung back, and half a swing later it is wrong *every time*.
#
# The eigenvalues say why: that of net 1 has no angle, so it stands still, but that of net 0 turns by 80° a step.
#
# We made our bell with a formula, and this network has found one on its own, because after exactly 20 frames a bell is as good as a switch. "It gets 100 % right" did not tell us that; looking inside did.

# %% predict="a_hundred_times_later"
# The four nets above that were taught with 120 frames learnt nothing. Net 1 was taught with 20. Now ask it after 2,000 frames, more than three minutes of other tones. How many will it get right?
#
# - (a) About half: nobody taught it to wait so long.
#   wrong: Nobody did. But a state at rest does not know how long it has been resting.
# - (b) More than half, but far from all: every frame takes a little away.
#   wrong: That is how a trace fades. But this state is put back into its place at every step, so nothing adds up.
# - (c) Nearly all
#   right: Each step puts the state back into its place, so what has held for twenty frames holds for the next twenty, too.

# %%
patient = memories.weights_of(nets["net 1"][0])
print(memories.later({"net 1": patient}, (20, 120, 500, 2000)))

# %% [markdown]
# Twenty frames of lessons, and a memory for minutes! The lessons built a switch, and a switch does not count frames.

# %% [markdown]
# ### Exercise 15 · `endless_memory` · ●●● · 15 min
#
# **Challenge.** Taught with 120 frames, none of our nets found a memory; taught with 20, three of four found one that swings. Wire one by hand that *stands still*, for 500 frames: `endless_memory = (W_x, W_h, b, W_y, c)`, with the shapes of exercise 14 and at most four units, for the usual
# order of bands: low, high, and the two that distract. Answer 0 is low, answer 1 is high.
#
# - It must be right for at least 95 % of new sequences with a gap of 25, and with a gap of 500
# - The hiss in every band, of standard deviation 0.2, must not shake it; one unit is enough
#
# For example, a net whose $W_h$ is zero has half of them right.
#
# <details><summary>Hint 1</summary>
#
# What must $\tanh(w\,h)$ do, so that a state near ±1 stays there? Draw $\tanh(2h)$ beside $h$, and think of the howl.
# </details>
#
# <details><summary>Hint 2</summary>
#
# With $w_h$ above 1 the unit has two resting places, and the larger it is, the harder it is to push from one to the other. The first tone must push it from 0.
# </details>
#
# <details><summary>Hint 3</summary>
#
# One unit: `W_x = [[-2], [2], [0], [0]]` pushes it, the distracting tones have the weight 0, `W_h = [[3]]` keeps it, and `W_y = [[-1, 1]]` reads the sign.
# </details>

# %% exercise="endless_memory"
### BEGIN SOLUTION
endless_memory = ([[-2], [2], [0], [0]], [[3]], [0], [[-1, 1]], [0, 0])
### END SOLUTION

# %% check="endless_memory"

# %% explained="endless_memory"
# The unit needs two places to rest. Where does $\tanh(3h)$ give $h$ back? At 0, and near ±0.995. At 0 the slope is 3, so a small push grows and the state leaves; at ±0.995 it is 0.03, so a push dies out at once. These two places are the memory.
#
# The first tone chooses between them: the weights −2 and 2 bring the state to about ±0.96, and from there it slides into its place. The distracting tones have the weight 0, so they never push.
#
# That leaves the hiss. It is 0.2 in each of two bands, and with those weights about 0.57 in the sum. To tip the state it has to outweigh $3\cdot0.995$, more than five times as much. With $w_h = 1.5$ the state rests at 0.86, so 1.29 would do, and after 25 frames more than a third are wrong already; with 2, about half after 500.
#
# `W_y` reads the sign: its second column is answer 1, high. Two units that hold each other down pass too.

# %% [markdown]
# Ask **your** two memories, trained and wired, later and later.

# %%
X, y = forgotten_tones(128, 20, np.random.default_rng(0))
pair = {"trained": mine.remember_tone(X, y, np.random.default_rng(0))}
pair["wired"] = getattr(mine, "endless_memory", None)
print(memories.later(pair, (20, 119, 120, 500)))

# %% [markdown]
# Look at 119 beside 120: in our run the trained one was wrong nearly every time, and a frame later right, so it is a bell.
#
# With the one unit of the last hint, the radius is 3, and tanh catches it, as it caught the howl. Why, then, do long lessons not teach it? In its resting place tanh is flat, so each step multiplies the gradient by
# $3\,(1 - h^2)$, about 0.03.
#
# The *state* remembers for ever, but the *gradient* is gone after three steps. **A memory that holds well can hardly be taught by long lessons.** Net 1 was lucky in short ones: before its tanh was flat, a fiftieth of the slope got back over 20 frames. Whoever cannot shorten the lesson needs another cell.

# %% [markdown]
# ## 10.7 From the output back in
#
# If a state is so hard to teach, can one do without? Each step must wait for it, too. So suppose we drop it, and hand on **only the output**, the note that was sung.
#
# Take the simplest such net, which always answers two semitones higher than it heard, and let it climb a major scale (60, 62, 64, 65 ...).

# %% predict="two_semitones"
# A major scale climbs by 2, 2, 1, 2, 2, 2 and 1 semitones, but this net always answers 2. Once it is told the true note before each step, and once it goes on from what it sang itself. How many of its seven answers are wrong?
#
# - (a) Two, both times: where the scale climbs by 1.
#   wrong: There it slips, both times. But on its own it begins the next step from the wrong note, and so every step after it.
# - (b) Two if it is told, five if it is not.
#   right: Told the truth, a slip costs one note. On its own it is a semitone too high from the third answer on, and two at the end.
# - (c) None if it is told, two if it is not.
#   wrong: It is told what came *before*. What comes next it must answer itself, and where the scale climbs by 1 it cannot.

# %%
plots.show(*teacher_forcing.draw())

# %% [markdown]
# While it is taught, it hears the truth: whatever it sang, it is given the right note before it sings the next. That is **teacher forcing** (Williams and Zipser, 1989; Goodfellow and others, 2016, section 10.2.1).
#
# Left alone it must go on from its own mistakes. That is **free running**, and it has never practised it.
#
# During training nobody waits, because the song already holds every true note: all steps are trained at once.
#
# The price is that everything must go through the note. It has fewer numbers than a state, and training pulls each of them towards the truth, so none is left to hold *this is the second time round*: a g is only a g. Such a net is back where the first singer stood: even told the truth, it can get at most 20 of our 48 beats right.
#
# ### Exercise 16 · `two_loops` · ●●○ · 12 min
#
# The net: $\mathbf o_t = \tanh(\mathbf o_{t-1} W_o + \mathbf b)\, W_y + \mathbf c$. Write `two_loops(Y, W_o, b, W_y, c)` that returns `teacher, free, drift`:
#
# - `Y`: (N, T, M), the true outputs; `W_o`: (M, H); `b`: (H,); `W_y`: (H, M); `c`: (M,)
# - `teacher`: (N, T − 1, M), predictions of the second to the last output, each from the true output before it
# - `free`: (N, T − 1, M), the same steps from its own outputs; only the first is made from the true `Y[:, 0]`
# - `drift`: (T − 1,), at each step the root of the mean square of `free` minus the truth, over sequences and outputs
#
# For example, a net that always gives its input plus 0.1, on a tune of zeros, has the teacher outputs 0.1, 0.1, 0.1 and the free ones 0.1, 0.2, 0.3.
#
# <details><summary>Hint 1</summary>
#
# One of the two needs no loop. Which?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `teacher` is the formula on `Y[:, :-1]`, all steps at once. `free` starts with `o = Y[:, 0]`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.sqrt(((free - Y[:, 1:]) ** 2).mean(axis=(0, 2)))`.
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

# %% explained="two_loops"
# The two loops differ only in what is fed in, so the net is written once, as `predict`, and used twice. With a teacher every input is a true output, and those stand in `Y` already: no step waits, and one product does them all. Running free, each step needs what the last one gave, and that takes a loop.
#
# The first output is nobody's prediction, so the T − 1 others are compared with `Y[:, 1:]`; with `Y[:, :-1]` each would be held against the note that it was *given*.
#
# The mean goes over axes 0 and 2, so that time is left, and the squares come before it, because errors to both sides would cancel.

# %% [markdown]
# The net that always climbs by two, in **your** two loops, one note further:

# %%
audio.play_row(practice.climb(mine.two_loops), 22050)

# %% [markdown]
# Told the truth, it slips and is set right. Free, it ends in another key, because each small mistake was the start of the next.

# %% [markdown]
# ## 10.8 It sings
#
# Now the promised singer. It too must live on its own notes: will it find its way out of the phrase?
#
# It hears a note and should say the next, one of nine symbols: eight notes and a dash that holds a note. The way there and its gradient are yours: `rnn_sequence`, `output_gradients`, `bptt`, `clip_global_norm`; only the step is Adam's (unit 6).

# %% predict="what_it_learns_first"
# We listen after 0, 20, 50 and 120 updates. What will it learn first, and what last?
#
# - (a) The beginning first, and the end of the song last
#   wrong: It is taught at all 48 beats at once, so it need not begin in front.
# - (b) The fork first, because it is wrong there most of all
#   wrong: The fork is two beats of 48, and to get both right the net must already know where it is.
# - (c) What notes often do first, then the phrases, and last which time it is
#   right: The gradient is added up over all beats, so what helps at many of them comes first. The one bit helps at the fork alone.

# %%
heard, net = singer.growth(tune, (0, 20, 50, 120), mine, seed=1)
audio.play_row(heard, 22050)

# %%
plots.show(*sung_rolls.draw(practice.sung(tune, (0, 20, 50, 120), mine, seed=1), tune))

# %% [markdown]
# - **20 updates**: it has found that notes come in pairs and roll down, but it has no song yet.
# - **50 updates**: every phrase is right, and then it stumbles at the fork of the eight-beat singer, but the other way: that one could never leave the phrase, and this net leaves it too soon.
# - **120 updates**: home! Four of five starts get that far.
#
# What has it found in between? At the end of the phrase it must choose: g begins the phrase again, c begins the line. Here is its share for g, the first time and the second:

# %%
beats = {"after the first phrase": 24, "after the second phrase": 32}
ax = practice.shares_of("g", tune, range(0, 125, 5), mine, beats=beats, seed=1)
plots.show(ax, "Two lines stay together up to 75 updates; then one rises to 88 %, one falls to 1 %.")

# %% [markdown]
# For 75 updates the two lines run side by side: what it would sing the first time, it would sing the second time too. Then they part. In the end it gives g 88 % after the first phrase and 1 % after the second, from the same eight notes. **That is the one bit**, and you have seen it born.
#
# Where does the net keep it?

# %% predict="which_unit_knows"
# The tune has the phrase g g f f e e d – twice in a row, with the same notes. Does the state of the trained net differ between the first and the second time?
#
# - (a) Only at the first beat, where the net notes which time it is.
#   wrong: Nobody keeps such a note but the state itself. If it is not handed on from beat to beat, it is lost.
# - (b) Yes, at every beat at least a little.
#   right: What it will sing afterwards must be in its state all the time, for there is no other place.
# - (c) Only at the last beat, where it matters.
#   wrong: A state is made from the one before. If two states are the same and the same notes follow, they stay the same.

# %%
states = net.states(np.tile(tune, 2))[len(tune) :]
apart, letters = states[24:32] - states[16:24], singer.letters_of(tune[24:32]).split()
most = np.abs(apart).mean(axis=0).argmax()
print("how far apart:", *(f"{d:.2f}" for d in np.linalg.norm(apart, axis=1)))
plots.show(*state_strip.draw(apart / 2, letters, lit=most, title="second time minus first time"))

# %% [markdown]
# If the net forgot which time it was, the strip would turn white, but it never does. Yet no unit simply says *second time*: even the lit one, which differs most, is nearly the same for half of the phrase. So the units hold the bit together.
#
# **Your turn.** Write a tune of your own, a letter for each beat (c d e f g a b C, and - to hold), and let the net learn that. At temperature 0 it would always take the likeliest note; the higher you turn the dial, the more freely it draws.

# %%
my_tune = singer.notes("e e f g g f e d c c d e e - d - e e f g g f e d c c d e d - c -")
temperatures = (0.5, 1.5, 2)
_, my_net = singer.growth(my_tune, (150,), mine)
audio.play_row(practice.at_temperatures(my_net, my_tune[0], temperatures), 22050)

# %% [markdown]
# At 0.5 it knows our tune too well to change a note. At 1.5 a turn comes out wrong, g g g, and it slips into another line of its own song. At 2 it forgets where it is.
#
# ### A song that nobody taught it
#
# Now be unkind. Begin *another* song, and ask the net that knows our first song to go on.

# %% predict="another_song"
# It knows one song, and hears the beginning of another. What will it sing?
#
# - (a) It stumbles, and then it sings its own song.
#   right: It has learnt one way to go on. Strange notes push its state aside, but not for long.
# - (b) The other song, as well as it can.
#   wrong: Nobody ever sang it the rest, and in its weights there is only one tune.
# - (c) A song of its own, somewhere between the two.
#   wrong: To invent between two songs it would have to know two.

# %%
starts = {"after Beethoven": "e e f g g f e d", "after a boat song": "c - - c - - c - d e - -"}
gone_on = [(name, net.sing(56, first=singer.notes(start))) for name, start in starts.items()]
audio.play_row([(name, singer.sound_of(sung)) for name, sung in gone_on], 22050)

# %% [markdown]
# It stumbles on for a line, but then it is home again in its own song. An unlucky choice of songs? We began with eight notes drawn by lot, two hundred times, and it always ended there. So it has learnt a song, but not to *listen*.
#
# The second voice of the opening had. So what was *it* taught? Take three nets of 64 units with one task, *say what you heard six steps ago*, but with three teachers: our first song; that song and Beethoven's; or **no song at all**, only notes and dashes drawn by lot.
#
# After 800 updates the lessons end, and you sing *Row, row, row your boat*, which none of them has met. It has six quavers in a bar, so six steps behind is one bar behind.

# %% predict="three_teachers"
# Which net will sing the boat song best, one bar behind you?
#
# - (a) The one with two songs: it knows most about tunes.
#   wrong: What it knows about tunes is what it falls back into, when it should listen.
# - (b) All three alike: their task was the same.
#   wrong: The task was. But whoever knows a song can guess from the last few notes what came before them, and need not keep it in mind.
# - (c) The one that heard noise.
#   right: What worked for every random row works for this one as well: a song is one more row of notes.

# %%
ode = singer.notes(singer.ODE)
teachers = {"one song": [tune], "two songs": [tune, ode], "noise": []}
heard, nets = canon.lessons(boat, teachers, mine)
audio.play_row(heard, 22050)

# %%
lines = {"the boat song": boat} | {name: net.follow(boat) for name, net in nets.items()}
plots.show(*sung_rolls.draw(lines, boat, bar=6))

# %%
both = canon.sound_of(canon.voices(nets["one song"], boat, 2))
audio.play(both, 22050, title="the boat song, and the net that knows only ours")

# %% [markdown]
# Hear it roll down *its* song where the boat rests on a long g! Its own song it follows without a mistake, the boat's it does not, and a second song hardly helps.
#
# And the pupil of noise sings every note. *This* is the voice that you heard at the beginning, and it sang so from each of six starts.
#
# Its lessons were noise, and in noise there is nothing to know, so all that it could learn was to listen. It can sing your song because it was taught none.
#
# So let a twin listen to the net as the net listens to the song, and a second twin to the first. Put on headphones: the voices come in from left to right.

# %%
follower = nets["noise"]
four = canon.voices(follower, boat, 4)
audio.play(canon.sound_of(four), 22050, title="one song, three nets")

# %%
plots.show(*round_voices.draw(four))

# %% [markdown]
# Four voices, and only the first of them knows the song.
#
# Would a window of seven not do that without any learning? It would, but this net hears *one* note at a time, so the whole bar must be in its state. Ask it, while it goes to school once more: for each number of steps back, a linear layer sees the state alone and has to name the note that was heard then (after Jaeger, 2001).

# %% predict="what_can_be_read"
# It was only ever asked for the note of six steps ago. What can be read from its state in the end?
#
# - (a) That note, and little else: nobody asked for more.
#   wrong: Nobody did, but tomorrow's question is about today's note. What it needs six steps from now it must keep until then.
# - (b) All notes up to six steps back, and then less and less
#   right: Each note waits in the state for its turn. Beyond six nobody asks, so nothing is kept for it.
# - (c) The last note best, and each earlier one somewhat worse
#   wrong: So it is before the lessons, when memory only fades.

# %%
ax = canon.remembering((0, 50, 200, 800), mine)
plots.show(ax, "At first memory fades; in the end it stands until six steps and then falls.")

# %% [markdown]
# Before the lessons about 40 % of what came six steps ago can be read. Now look at 50 updates: to get hold of that, it gave up some of what came two steps ago. By 200 it has both, and in the end its memory stands like a table: 99 % at six steps, and then the edge.
#
# This unit began with windows that were given. Here a net has *built* one, out of a matrix, a bend and the slopes that you sent back.
#
# **Your turn.** Let it follow *you*. No two of the notes c d e g a C clash badly, so whatever you write with them becomes a round to play to a friend.

# %%
my_round = singer.notes("c d e g - e a - g e d - C - a g e - d e g e c -")
_, my_follower = canon.growth(my_round, (800,), mine)
mine_in_three = canon.voices(my_follower, my_round, 3)
audio.play(canon.sound_of(mine_in_three), 22050, title="your tune, and the net that follows it")

# %% predict="a_bar_of_fifteen"
# How long a bar can it hold? Let another net learn to stay *fifteen* steps behind, with as many updates. How much of our tune will it get right, from the same start as before?
#
# - (a) All of it: what works for six works for fifteen.
#   wrong: It works for nine. But the slopes that teach it come from ever further back.
# - (b) Somewhat more than half.
#   wrong: Twelve steps still go with three mistakes, but then it breaks off.
# - (c) Less than half.
#   right: The slopes from fifteen steps back taught this one little.

# %%
delay = 15
heard, _ = canon.growth(my_round, (800,), mine, delay=delay)
audio.play_row(heard, 22050)

# %% [markdown]
# It is a tune, but not yours. That was one start; others got from 2 to 19 of the 24 signs, so at fifteen steps luck decides. Unit 11 gives the state a better lock. But six steps it holds, so sing with it once more:

# %%
audio.play(canon.sound_of(mine_in_three), 22050, title="your tune, six steps behind")

# %% [markdown]
# ## 10.9 For later: two more ways to wire it
#
# Your nets know only the past, and they have one layer. In 11.9 both ways together will find beats that nobody strikes.
#
# ### Both directions
#
# Listen to a word, forwards and backwards.

# %%
words = datasets.load("spoken-digits")
word = words.audio[words.splits["test"][4]]
audio.play_row([("forwards", word), ("backwards", word[::-1])], words.sr)

# %% [markdown]
# In a finished recording the future is known, and it can help: whether a hiss belongs to *six* or to *seven* shows a moment later. So a *bidirectional* net (Schuster and Paliwal, 1997) is two recurrent nets, one from the beginning and one from the end, with their states of each moment side by side.

# %%
plots.show(*both_directions.draw(lit=3))

# %% [markdown]
# ### Exercise 17 · `bidirectional` · ●●○ · 10 min
#
# Write `bidirectional(X, ahead, back)` that returns shape (N, T, 2 H): at each step the state of `ahead`, then that of `back` *for the same moment*.
#
# - `X`: (N, T, D); `ahead`, `back`: each `(W_x, W_h, b)` of one net; both start from zeros, `back` at the end
#
# For example, with T = 1 both nets hear the same single input.
#
# <details><summary>Hint 1</summary>
#
# What must be turned round, so that a function that runs forwards runs backwards?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `X[:, ::-1]` is the end first. Then the first state that comes out belongs to the *last* moment.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `rnn_sequence(X[:, ::-1], zeros, *back)[:, ::-1]`, and `np.concatenate([...], axis=2)`.
# </details>


# %% exercise="bidirectional"
def bidirectional(X, ahead, back):
    ### BEGIN SOLUTION
    rest = [np.zeros((len(X), len(weights[2]))) for weights in (ahead, back)]
    first = rnn_sequence(X, rest[0], *ahead)
    second = rnn_sequence(X[:, ::-1], rest[1], *back)[:, ::-1]
    return np.concatenate([first, second], axis=2)
    ### END SOLUTION


# %% check="bidirectional"

# %% explained="bidirectional"
# A net that begins at the end is an ordinary net that reads the sequence turned round, so no new loop is needed, but it takes *two* turns. With the inputs turned, the first state that comes out belongs to the last moment; only when the states are turned too does the one for moment t stand at place t.
#
# Forgetting the second turn is the usual slip, and the example with T = 1 cannot show it. With more steps, a state of the beginning then stands beside one of the end.

# %%
moved = np.diff(mine.bidirectional(X_two, weights, weights), axis=0)[0]
heard = ["", "", "changed", "", "", "", "", ""]
title = "what moved: units 0 to 3 look ahead, units 4 to 7 look back"
plots.show(*state_strip.draw(moved, heard, lit=4, title=title))

# %% [markdown]
# Input 3 was changed, and white is where nothing moved. Ahead, the states from 3 on know of it; back, those up to 3. So the whole net is not *causal*: it cannot be used live, and it must not be asked for the next note, which it has already heard.
#
# ### One on top of the other
#
# The states of one net are a sequence, so they can be the inputs of the next. That is a *deep* recurrent net.

# %%
plots.show(*stacked_nets.draw())

# %% [markdown]
# ### Exercise 18 · `stacked_rnn` · ●○○ · 8 min
#
# Write `stacked_rnn(X, stack)` that returns `top, sizes, n_weights`:
#
# - `stack`: a list of `(W_x, W_h, b)`, the lowest layer first; every layer starts from zeros
# - `top`: the states of the last layer, (N, T, H of that layer)
# - `sizes`: a list of the shapes of each layer's states, `(N, T, H)`
# - `n_weights`: how many weights and biases there are in all
#
# For example, layers of 3 and 4 units on 2 inputs have 2·3 + 3·3 + 3 + 3·4 + 4·4 + 4 = 50 weights, whatever T is.
#
# <details><summary>Hint 1</summary>
#
# What a layer returns is what the next one hears.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Loop over the stack and let `X` be the states of the layer before. `len(b)` is its number of units.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `X = rnn_sequence(X, np.zeros((len(X), len(b))), W_x, W_h, b)`; `sum(part.size for weights in stack for part in weights)`.
# </details>


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

# %% explained="stacked_rnn"
# The states of a layer have the shape of a sequence, so they can take the name `X` and go into the next turn: all of them, and not the last alone, because the layer above listens at every moment.
#
# T is not in the count, because all steps share the weights. In the example the layers have 6 + 9 + 3 = 18 and 12 + 16 + 4 = 32 numbers. PyTorch would count two biases a layer, where we have one.

# %%
draw = np.random.default_rng(1).normal
upper = draw(size=(4, 4)), draw(size=(4, 4)) / 2, np.zeros(4)
top, _, count = mine.stacked_rnn(X_two, [weights, upper])
title = f"what moved in the upper of two layers; together {count} numbers"
plots.show(*state_strip.draw(np.diff(top, axis=0)[0], heard, lit=0, title=title))

# %% [markdown]
# The upper layer of **your** stack knows of input 3 from then on.

# %% [markdown]
# ## Quiz
#
# ### Exercise 19 · `rnn_quiz` · ●●○ · 9 min
#
# Put a letter in the place of each `"?"`.
#
# **window** · The window of a window model becomes twice as long. How many weights has its first layer then?
#
# - (a) as many weights as before
# - (b) four times as many
# - (c) twice as many
# - (d) half as many
#
# **beat** · A network hears 100 frames a second, and the music has bars of four beats at 120 beats a minute. How many frames back was the same beat of the last bar?
#
# - (a) 50
# - (b) 200
# - (c) 800
# - (d) 88,200
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
# - (d) depends on the weights and on the states: a rotation without a bend forgets nothing
#
# <details><summary>Hint 1</summary>
#
# **window** is in 10.1; **sharing**, **captions**, **tagger** and **translation** in 10.2, **time** in 10.4, **ten** in 10.5, and **two_way** in 10.9.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For **beat**: how long is a bar of four beats in seconds, and how many frames are that? For **ten**, does the picture of fading show one curve, or several?
# </details>
#
# <details><summary>Hint 3</summary>
#
# In **captions**, **tagger** and **translation**, ask of each side: is it one thing, or a row of things? If both are rows, need they be equally long?
# </details>

# %% exercise="rnn_quiz"
questions = [
    "window", "beat", "sharing", "captions", "tagger", "translation", "time", "two_way", "ten"
]  # fmt: skip
rnn_quiz = dict.fromkeys(questions, "?")
### BEGIN SOLUTION
rnn_quiz = dict(zip(questions, "cbabadcbd"))
### END SOLUTION

# %% check="rnn_quiz"

# %% explained="rnn_quiz"
# **window** · Twice as many inputs need twice the weights, because each place in the window has weights of its own.
#
# **beat** · At 120 beats a minute a beat lasts half a second, so a bar of four lasts two, and these are 200 frames.
#
# **sharing** · $W_x$, $W_h$ and the bias are the same at every step, which is why one small net serves for any length; the state is just what changes.
#
# **captions** · One vector goes in and a row of words comes out, so it is 1-N.
#
# **tagger** · A row of frames goes in and one label comes out, so it is N-1.
#
# **translation** · Both sides are rows, but a translation need not have as many words as the original, so it is N-M and not N-N.
#
# **time** · A step back needs what the next step sends, so they go one by one, and twice as many take twice as long.
#
# **two_way** · The second net begins at the end, so each state hears the whole recording; for the same reason the net cannot be used live, and would have heard the next note already.
#
# **ten** · How fast influence fades depends on the weights and on how flat each tanh is: a rotation without a bend keeps it all, and in the net of 10.5 a radius of 0.5 left next to nothing.

# %% [markdown]
# ## What to remember

# %%
plots.show(*through_time.draw())

# %% [markdown]
# - A window has weights for every place in it and knows nothing outside. A recurrent net uses the same weights at every moment and carries a state, so on the way back two slopes meet at every state, and a weight's gradient is the sum over all steps.
# - Without a bend and in the long run a memory goes as $\rho^t$. Before that it may grow, and with tanh a radius above 1 need not explode. Clip what does, all gradients by one number.
# - A memory can stand still or ring, so look inside. One unit with $w_h = 3$ remembers for ever, but hardly any gradient gets through it.
# - If only the output is fed back, all steps can be trained at once, with the true notes. Left alone, such a net hears its own mistakes.
# - A net that learns a song falls back into it. One that learns from noise to say what it heard follows any song.

# %%
plots.show(*round_voices.draw(four))

# %% [markdown]
# Can a memory hold *and* be taught by long lessons? That is [unit 11](../u11_lstm/lstm.ipynb).

# %%
what_you_predicted("u10")
mine.show("u10")

# %% [markdown]
# **Sources.** Z. Duan, *Deep learning for audio* (D86–D94, D96, D97, D100–D105, D115); B. Pardo, *Deep learning and audio* (P39–P42); M. Grachten (G12); H. Mohammadi (M35). A. Karpathy, "The unreasonable effectiveness of recurrent neural networks", 2015, for hearing one net as it learns. P. Werbos,
# "Backpropagation through time", *Proc. IEEE* 78(10), 1990. R. Williams and D. Zipser, *Neural Computation* 1, 1989. R. Williams and J. Peng, *Neural Computation* 2, 1990. J. Elman, "Finding structure in time",
# *Cognitive Science* 14, 1990. G. Box and G. Jenkins, *Time Series Analysis*, 1976. M. Schuster and K. Paliwal, "Bidirectional recurrent neural networks", 1997.
# S. Hochreiter, *Untersuchungen zu dynamischen neuronalen Netzen*, diploma thesis, TU München, 1991. Y. Bengio, P. Simard, P. Frasconi, 1994. R. Pascanu, T.
# Mikolov, Y. Bengio, ICML 2013. I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, 2016. Recording: Free Spoken Digit Dataset (CC BY-SA
# 4.0). *Ah! vous dirai-je, maman*: traditional; the second tune: from Beethoven's Ninth Symphony; *Row, row, row your boat*: words printed in 1852, this tune in *The Franklin Square Song Collection*, 1881. J.-M. Valin, MMSP 2018, arXiv:1709.08243. H. Jaeger, "Short term memory in echo state networks", GMD report 152, 2001.
