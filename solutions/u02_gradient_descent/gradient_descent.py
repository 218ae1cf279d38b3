# %% [markdown]
# # 2 · Gradient descent
#
# The perceptron learns from its mistakes, but only in one layer, and it never says how sure it is. In this unit the hard step becomes a
# slope, learning becomes walking downhill, and one method trains everything in the rest of this course.
#
# **You will be able to** compare predictions with the truth by a loss, compute its gradient, walk down it with a step of the
# right length, fit a line, and train a classifier that says *how probable* its answer is.
#
# **You will hear** a landscape with terraces and one with slopes, a descent, a learning rate that is too large, and two words
# sorted by a machine that has never met the speakers.
#
# Time: about 3 hours. Before: [unit 1](../u01_perceptron/perceptron.ipynb).
#
# Conventions: [one page](../conventions.md).

# %%
import matplotlib.pyplot as plt
import numpy as np

from dlaudio import audio, datasets, plots
from dlaudio.check import check
from dlaudio.datasets.bands import band_levels, standardised, two_kinds
from dlaudio.descent import descend, valleys
from dlaudio.layers import sigmoid, softmax
from dlaudio.losses import BCEWithLogitsLoss, CrossEntropyLoss, HingeLoss, MSELoss
from dlaudio.train import batches
from dlaudio.widgets import sse_surfaces, step_size
from dlaudio.widgets.demo import demo

sr = 22050

# %% [markdown]
# ## 2.1 A slope instead of a step
#
# In unit 1 the error of a perceptron was a landscape of terraces. Here is another: twelve samples with one input and a label 0 or 1,
# for a unit with one weight. Move the weight from −6 to 6 and play the error, the SSE, as a note: the larger, the higher. First for a
# unit with a step, then, after a pause, for a unit that is new.

# %%
walk = np.linspace(-6, 6, 61)
terraces = sse_surfaces.sse(-1, walk, "step")
hillside = sse_surfaces.sse(-1, walk, "sigmoid")
listen = {"sr": sr, "duration": 0.07, "vmin": 0, "vmax": 10}
both = [audio.melody(terraces, **listen), audio.silence(sr=sr, duration=0.5)]
both.append(audio.melody(hillside, **listen))
audio.play(
    np.concatenate(both), sr, title="the error along one weight: a step unit, a sigmoid unit"
)

# %%
fine = np.linspace(-6, 6, 1201)
axis = {"x": fine, "xlabel": "weight w", "ylabel": "SSE"}
ax = plots.curve(sse_surfaces.sse(-1, fine, "step"), label="step", **axis)
plots.curve(sse_surfaces.sse(-1, fine, "sigmoid"), label="sigmoid", ax=ax, **axis)
plots.show(ax, "The step's error is a staircase; the sigmoid's goes down smoothly beside it.")

# %% [markdown]
# The first stays on one note and jumps; while it stays, nothing tells you that you are getting closer. The second glides: at every
# place you hear whether you are going up or down. **All learning in this course rests on that glide.**
#
# ### Three units
#
# Every unit adds up its inputs to a *score* $z = w_1 x_1 + \dots + w_D x_D + b$. From here on the weights $w$ and the bias $b$ are kept apart,
# and for all rows of X at once the scores are `z = X @ w + b`. What a unit makes of its score is its *activation*:
#
# | unit | output | |
# |---|---|---|
# | perceptron | $1$ if $z > 0$, else $0$ | decides, has no slope |
# | linear | $z$ | has a slope, decides nothing |
# | sigmoid | $\sigma(z) = \dfrac{1}{1 + e^{-z}}$ | the best of both |
#
# The sigmoid, or *logistic function*, is a step with soft edges: near 0 far to the left, near 1 far to the right, ½ at $z = 0$. Networks of such
# units became known through the books of Rumelhart, McClelland and the PDP Research Group (1986).

# %%
z = np.linspace(-6, 6, 241)
axis = {"x": z, "xlabel": "score z", "ylabel": "output"}
ax = plots.curve((z > 0) * 1.0, label="perceptron", **axis)
plots.curve(z, label="linear", ax=ax, **axis)
plots.curve(sigmoid(z), label="sigmoid", ax=ax, **axis)
ax.set(ylim=(-0.5, 1.5))
plots.show(
    ax, "The step jumps from 0 to 1 at score 0, the line crosses there, the sigmoid bends over."
)

# %% [markdown]
# ### Exercise 1 · `units`
#
# Write `units(X, w, b)` that returns three arrays of shape (N,): `step, linear, sigmoid`.
#
# - `X`: shape (N, D); `w`: shape (D,); `b`: a number
# - `step`: 0 or 1; a score of exactly 0 gives 0
# - `sigmoid` must be right for scores of ±1000 too
#
# For example, `X = np.array([[1.0], [3.0]])`, `w = np.array([2.0])`, `b = -2` have the scores 0 and 4: step `[0, 1]`, linear `[0, 4]`, sigmoid
# `[0.5, 0.982]`.
#
# <details><summary>Hint</summary>
#
# $e^{1000}$ is more than a computer's number can hold, $e^{-1000}$ is just 0. In which of $\dfrac{1}{1 + e^{-z}}$ and $\dfrac{e^z}{1 + e^z}$ does that do no harm?
# If you want no warning either, use `np.exp(-np.abs(z))`.
# </details>


# %% exercise="units"
def units(X, w, b):
    ### BEGIN SOLUTION
    z = X @ w + b
    small = np.exp(-np.abs(z))
    return (z > 0).astype(int), z, np.where(z > 0, 1, small) / (1 + small)
    ### END SOLUTION


# %% check="units"

# %% [markdown]
# Here are the landscapes over weight and bias. Move the white dot. The arrow points downhill: on which of the two maps is there one? Then choose
# *linear* on the right: its landscape is a bowl.

# %%
demo(sse_surfaces.draw, title=sse_surfaces.TITLE, controls=sse_surfaces.CONTROLS)

# %% [markdown]
# ## 2.2 One number that says how wrong
#
# What the pictures show is a *loss*, one number that says how far the predictions $\hat y$ (say "y hat") are from the truth $y$. The one you
# know is the *sum of squared errors*,
#
# $$\mathrm{SSE} = \sum_i (\hat y_i - y_i)^2.$$
#
# Change one prediction a little and keep the others: by how much does the loss change, for each unit of change? That is its slope in this prediction, the
# *partial derivative* $\partial\,\mathrm{SSE} / \partial \hat y_i$. All of them together are the **gradient**. Here only one term of the sum contains $\hat y_i$, and a
# square $u^2$ has the slope $2u$:
#
# $$\frac{\partial\,\mathrm{SSE}}{\partial \hat y_i} = 2\,(\hat y_i - y_i).$$
#
# Beware of factors. Books write $\sum$, $\frac12\sum$, $\frac1N\sum$ and $\frac1{2N}\sum$ and call them all the squared error. The minimum is at the same
# place, but the gradients differ. This course says every time which one it means.
#
# ### Exercise 2 · `sse`
#
# Write `sse(y, y_hat)` that returns `loss, dy_hat`.
#
# - `y`, `y_hat`: shape (N,), the truth and the predictions
# - `loss`: a number, the plain sum of squared errors
# - `dy_hat`: shape (N,), the gradient of the loss at the predictions
#
# For example, the truth `[1, 0]` and the predictions `[0.5, 2]` have the loss 4.25 and the gradient `[-1, 4]`: the loss falls if the first
# prediction rises and the second falls.
#
# <details><summary>Hint</summary>
#
# Compute `error = y_hat - y` first. Both results are made of it.
# </details>


# %% exercise="sse"
def sse(y, y_hat):
    ### BEGIN SOLUTION
    error = y_hat - y
    return (error**2).sum(), 2 * error
    ### END SOLUTION


# %% check="sse"

# %% [markdown]
# A gradient can always be checked: move a little both ways and measure, as `sse_slope` did in unit 1. The check above did just that with yours.
#
# ## 2.3 Downhill
#
# The loss depends on the predictions, and these depend on the weights. So the loss is a landscape over the weights, $J(w)$, and its gradient there points
# to where it rises fastest. To learn, go the other way:
#
# 1. measure the gradient where you are;
# 2. take a small step against it;
# 3. repeat.
#
# $$w \leftarrow w - \alpha\,\frac{\partial J}{\partial w}$$
#
# The number $\alpha$ (also $\nu$, $\eta$, in code `lr`) is the *learning rate*. With three weights that is three such lines, all using the
# gradient at the *same* place. Where the ground is steep the step is long; near the bottom the steps shrink by themselves. `descend`, the course's own
# descent, returns all places on the way:

# %%
path = descend(lambda w: 2 * (w - 1), [-3.2], lr=0.15, steps=12)[:, 0]
line = np.linspace(-4, 5, 101)
ax = plots.curve((line - 1) ** 2, x=line, xlabel="weight w", ylabel="J(w)")
ax.plot(path, (path - 1) ** 2, "o-", color=plots.POSITIVE)
plots.show(
    ax, "A parabola. Thirteen dots go down its left side, far apart at first, then ever closer."
)

# %% [markdown]
# ### Exercise 3 · `gradient_descent`
#
# Write `gradient_descent(f_grad, w0, lr, n)` that returns the whole path, shape (n + 1, D).
#
# - `f_grad`: a function; `f_grad(w)` is the gradient at `w`, shape (D,)
# - `w0`: shape (D,), where to begin; it is the first row of the path
# - `lr`: the learning rate; `n`: the number of steps, perhaps 0
#
# For example, for the gradient `lambda w: 2 * w`, the start `np.array([8.0])`, `lr=0.25` and `n=3` the path is `[[8], [4], [2], [1]]`. (Where the
# check gives you an `A` to try, here or in exercise 8, take `f, f_grad = valleys.wavy(A), valleys.bent(A)`.)
#
# <details><summary>Hint</summary>
#
# Begin with `path = [w0]`. In the loop, `path[-1]` is where you are; append where you go, as a *new* array. `np.array(path)` makes an array
# of the list.
# </details>


# %% exercise="gradient_descent"
def gradient_descent(f_grad, w0, lr, n):
    ### BEGIN SOLUTION
    path = [np.array(w0)]
    for _ in range(n):
        path.append(path[-1] - lr * f_grad(path[-1]))
    return np.array(path)
    ### END SOLUTION


# %% check="gradient_descent"

# %% [markdown]
# **Hear a descent.** A guitar string hangs slack, and it is to be tuned up to 220 Hz. The loss is the squared distance from there in *semitones* (neighbouring
# piano keys; twelve double the frequency). The machine knows nothing but its slope. Each step plays the target, softly, and the string.

# %%
semitones = descend(lambda s: 2 * s, [-14.0], lr=0.12, steps=16)[:, 0]
reference = audio.note(220, sr=sr, duration=0.45, amplitude=0.15)
tuning = [
    reference + audio.note(220 * 2 ** (s / 12), sr=sr, duration=0.45, amplitude=0.4)
    for s in semitones
]
audio.play(np.concatenate(tuning), sr, title="a string that tunes itself, 16 steps downhill")

# %% [markdown]
# Large steps first, then smaller and smaller ones. Two notes that are nearly equal swell and fade together; that *beating* becomes slow and is gone.
#
# ## 2.4 A straight line
#
# A tone crosses zero twice in every period, so its frequency is a straight line over the zero crossings that you counted in unit 1. Here are forty
# tones with some noise. How would a machine find the line?

# %%
rng, sr_tone = np.random.default_rng(4), 8000


def noisy_tone(hz):
    hiss = audio.white_noise(sr=sr_tone, duration=0.4, rng=rng, amplitude=0.05)
    return audio.tone(hz, sr=sr_tone, duration=0.4, amplitude=0.4) + hiss


def crossings(y):
    """Zero crossings per millisecond."""
    rate = audio.zero_crossing_rate(y, frame_length=800, hop_length=400, center=False)
    return rate.mean() * sr_tone / 1000


khz = rng.uniform(0.15, 1.6, 40)
tones = [noisy_tone(1000 * f) for f in khz]
count = np.array([crossings(y) for y in tones])
some = np.concatenate([y[: sr_tone // 4] for y in tones[:8]])
audio.play(some, sr_tone, title="eight of the forty tones")

# %% [markdown]
# **Linear regression** is a linear unit, $\hat y = X w + b$, with the *mean* squared error
#
# $$J(w, b) = \frac1N \sum_i (\hat y_i - y_i)^2.$$
#
# How does it change with a weight? In two steps: the weight moves the prediction, with the slope $\partial \hat y_i / \partial w_d = x_{id}$, and the prediction moves the loss, as above.
# Slopes one behind the other multiply; that is the *chain rule*. The bias is like a weight whose input is always 1:
#
# $$\frac{\partial J}{\partial w_d} = \frac2N \sum_i (\hat y_i - y_i)\,x_{id}, \qquad \frac{\partial J}{\partial b} = \frac2N \sum_i (\hat y_i - y_i).$$
#
# So the slope in a weight is large if the errors go along with its input.
#
# ### Exercise 4 · `regression_gradient`
#
# Write `regression_gradient(X, y, w, b)` that returns `loss, dw, db`.
#
# - `X`: shape (N, D); `y`: shape (N,); `w`: shape (D,); `b`: a number
# - `loss`: the mean squared error; `dw`: shape (D,); `db`: a number
#
# For example, `X = np.array([[1.0], [2.0]])`, `y = np.array([2.0, 2.0])`, `w = np.array([1.0])`, `b = 0.0` predict 1 and 2. The errors are −1 and 0, the loss is
# ½, `dw = [-1]` and `db = -1`.
#
# <details><summary>Hint</summary>
#
# `X.T @ error` multiplies each column of `X` with the errors and adds up, for all D columns at once.
# </details>


# %% exercise="regression_gradient"
def regression_gradient(X, y, w, b):
    ### BEGIN SOLUTION
    error = X @ w + b - y
    return np.mean(error**2), 2 * X.T @ error / len(y), 2 * error.mean()
    ### END SOLUTION


# %% check="regression_gradient"

# %% [markdown]
# For this one problem there is a *closed form* too. Let $\tilde X$ be $X$ with one more column, all ones; then the bias is the last weight of $\tilde w$, and all slopes
# together are $\frac2N \tilde X^\top (\tilde X \tilde w - y)$. At the bottom they are zero:
#
# $$\tilde X^\top \tilde X\,\tilde w = \tilde X^\top y.$$
#
# (There is one such $\tilde w$ where no column of $\tilde X$ is a sum of multiples of the others.) Hardly any other model of this course has a closed form. Where there is one, it is the best test that a descent works.
#
# ### Exercise 5 · `linear_regression`
#
# Write `linear_regression(X, y, lr, n)` that returns two pairs, `(w, b), (w, b)`:
#
# - the first by the closed form
# - the second after `n` steps of gradient descent with the rate `lr` on the mean squared error, starting from zeros; weights and bias move together
#
# After many steps the two must agree to six digits.
#
# For example, `X = np.array([[0.0], [1.0]])`, `y = np.array([1.0, 3.0])`: the closed form is `w = [2], b = 1`. One step with `lr = 0.5` leads to `w = [1.5], b = 2`.
#
# <details><summary>Hint</summary>
#
# `np.column_stack([X, np.ones(len(X))])` appends the ones, `np.linalg.solve(A, c)` solves $A\tilde w = c$. Is the last entry a weight or the bias?
# For the second pair you have `regression_gradient`.
# </details>


# %% exercise="linear_regression"
def linear_regression(X, y, lr, n):
    ### BEGIN SOLUTION
    ones = np.column_stack([X, np.ones(len(X))])
    closed = np.linalg.solve(ones.T @ ones, ones.T @ y)
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n):
        _, dw, db = regression_gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return (closed[:-1], closed[-1]), (w, b)
    ### END SOLUTION


# %% check="linear_regression"

# %% [markdown]
# The tones again, with the line after 1, 5 and 300 steps. (`MSELoss` is the mean squared error: `forward` gives the loss, then `backward` its gradient
# at the predictions.)

# %%
inputs, mse = np.column_stack([count, np.ones(40)]), MSELoss()


def tone_gradient(wb, rows=slice(None)):
    mse.forward(inputs[rows] @ wb, khz[rows])
    return inputs[rows].T @ mse.backward()


way = descend(tone_gradient, [0.0, 0.0], lr=0.1, steps=300)
ax = plots.points(
    np.stack([count, khz], 1),
    np.zeros(40),
    label_names={0: "tones"},
    xlabel="zero crossings per ms",
    ylabel="frequency (kHz)",
)
for steps, style in [(1, ":"), (5, "--"), (300, "-")]:
    w, b = way[steps]
    ends = np.array([0, 3.6])
    ax.plot(ends, w * ends + b, style, color="black", label=f"steps: {steps}")
ax.legend()
plots.show(
    ax,
    "Forty points on a line. The fitted line lies above them after 1 step, is too flat after 5, "
    "and goes through them after 300.",
)
print(f"kHz = {way[-1, 0]:.3f} x crossings per ms {way[-1, 1]:+.3f}")

# %% [markdown]
# Hear how well it does: four new tones, each followed by a tone of the predicted pitch.

# %%
pairs, pause = [], audio.silence(sr=sr_tone, duration=0.25)
for hz in (262, 523, 392, 1047):
    y = noisy_tone(hz)
    predicted = 1000 * (way[-1] @ [crossings(y), 1])
    print(f"{hz} Hz, predicted {predicted:.0f} Hz")
    clean = audio.tone(predicted, sr=sr_tone, duration=0.4, amplitude=0.4)
    pairs += [y, audio.fade(clean, sr=sr_tone), pause]
audio.play(
    np.concatenate(pairs), sr_tone, title="a noisy tone, and what the line takes it for, four times"
)

# %% [markdown]
# Now ask for the pitch as we hear it, in octaves above 100 Hz. An octave doubles the frequency, so this is its logarithm to the base 2, and no line fits. But the
# unit need not change: give it the logarithm of the count, and the points are a line again. What is linear is a question of what you measure.

# %%
octaves = np.log2(khz / 0.1)
fig, axes = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True, layout="constrained")
for ax, x, name in [
    (axes[0], count, "crossings per ms"),
    (axes[1], np.log2(count), "crossings per ms, log2"),
]:
    w, b = np.polyfit(x, octaves, 1)
    ax.plot(x, octaves, "o", color=plots.NEGATIVE)
    ax.plot(np.sort(x), w * np.sort(x) + b, color="black")
    ax.set(xlabel=name, title=f"mean squared error {np.mean((w * x + b - octaves) ** 2):.2g}")
axes[0].set(ylabel="octaves above 100 Hz")
plots.show(
    fig, "On the left a bent row of points and a line that misses it; on the right the line fits."
)

# %% [markdown]
# ## 2.5 How long a step?
#
# Race down a valley that is steep across and flat along. Listen, too: your loss is a note after every step. Raise the rate until it no longer falls.

# %%
demo(step_size.draw, title=step_size.TITLE, controls=step_size.CONTROLS)

# %% [markdown]
# Measure $w$ from the bottom. Then every smooth valley that is curved at its bottom looks there like $J(w) = \frac12 w^\top A\, w$ plus a constant, where the symmetric matrix $A$ says how it is curved.
# Its gradient is $A w$, so one step is
#
# $$w \leftarrow w - \alpha A w.$$
#
# Some directions, the *eigenvectors* of $A$, are not turned by $A$, only stretched: $A w = \lambda w$. The *eigenvalue* $\lambda$ is the curvature in that direction. There, every step
# multiplies the distance from the bottom by $1 - \alpha\lambda$.
#
# - It shrinks only if $|1 - \alpha\lambda| < 1$, so $\alpha < 2/\lambda$. The steepest direction decides: **the largest stable rate is** $2/\lambda_\text{max}.$
# - The slowest to shrink is either the steepest direction or the flattest one. It is best if they shrink alike,
#   $\alpha\lambda_\text{max} - 1 = 1 - \alpha\lambda_\text{min}$: **the best rate is** $2/(\lambda_\text{min} + \lambda_\text{max}).$
#
# ### Exercise 6 · `learning_rates`
#
# Write `learning_rates(A)` that returns `largest, best`, two numbers, for a symmetric matrix `A` of shape (D, D) with positive eigenvalues.
#
# For example, `A = np.diag([1.0, 4.0])` has the largest rate 0.5 and the best 0.4.
#
# <details><summary>Hint</summary>
#
# `np.linalg.eigvalsh(A)` returns the eigenvalues of a symmetric matrix, the smallest first.
# </details>


# %% exercise="learning_rates"
def learning_rates(A):
    ### BEGIN SOLUTION
    curvatures = np.linalg.eigvalsh(A)
    return 2 / curvatures[-1], 2 / (curvatures[0] + curvatures[-1])
    ### END SOLUTION


# %% check="learning_rates"

# %% [markdown]
# For the tones $A = \frac2N \tilde X^\top \tilde X$: it is what multiplies $\tilde w$ in the gradient. Two descents, one just below the limit and one just above it:

# %%
curvature = 2 * inputs.T @ inputs / 40
limit = 2 / np.linalg.norm(curvature, 2)  # this norm is the largest eigenvalue
parts = []
for share in (0.9, 1.06):
    places = descend(tone_gradient, [0.0, 0.0], lr=share * limit, steps=40)
    losses = np.mean((places @ inputs.T - khz) ** 2, axis=1)
    print(f"lr = {share * limit:.3f}: loss from {losses[0]:.3f} to {losses[-1]:.3g}")
    heights = audio.melody(np.log10(losses), sr=sr, duration=0.08, vmin=-3, vmax=2)
    parts += [heights, audio.silence(sr=sr, duration=0.5)]
audio.play(np.concatenate(parts), sr, title="two learning rates: it converges, it diverges")

# %% [markdown]
# In deep nets nobody knows the eigenvalues. But the rule of thumb stays: a loss that climbs means that the rate is too large; one that creeps, that it could be larger.
#
# ## 2.6 Two valleys, and guessing
#
# The landscape of a linear regression is a bowl, *convex*: wherever you start, every way down ends at the same place. Here is one that is not.

# %%
w_axis = np.linspace(-3.6, 3.4, 201)
ax = plots.curve(valleys.height(w_axis), x=w_axis, xlabel="weight w", ylabel="J(w)")
ax.set(ylim=(-2, 6))
plots.show(
    ax, "Two valleys: a deep one near w = -2.1, a shallow one near 1.8, a top between, near 0.3."
)

# %% [markdown]
# $$J(w) = \tfrac18 (w^2 - 4)^2 + 0.6\,w, \qquad \frac{dJ}{dw} = \tfrac12\, w\,(w^2 - 4) + 0.6.$$
#
# A descent sees nothing but the slope under its feet. It finds *a* valley, not the deepest. If the landscape is convex, it is sure to reach the deepest place of all, the *global
# minimum*, given a rate that suits the steepest wall. Few other landscapes are as kind.
#
# ### Exercise 7 · `starts`
#
# Three walkers each take 200 steps with `lr = 0.1`. Choose where they start: `starts` is a dictionary with three numbers,
#
# - `"worse"`: a start from which the descent ends in the worse, that is, the higher valley
# - `"better"`: one from which it ends in the better valley
# - `"lost"`: one where the wall is so steep that the steps grow, and it is never seen again
#
# For example, `{"worse": 0.0, ...}` is wrong: 0 lies to the left of the top.
#
# <details><summary>Hint</summary>
#
# For the third, compare how far a step leads, $0.1 \cdot dJ/dw$, with how far it is to the other side. `valleys.outcome(w)` says where a start leads.
# </details>

# %% exercise="starts"
### BEGIN SOLUTION
starts = {"worse": 3.0, "better": -3.0, "lost": 20.0}
### END SOLUTION

# %% check="starts"

# %% [markdown]
# Listen to two walkers who start 0.2 apart, to the left and to the right of the top. The pitch is $J$: both fall, and end on different notes.

# %%
tracks = []
for start in (0.2, 0.4):
    track = descend(valleys.slope, [start], lr=0.1, steps=30)[:, 0]
    print(f"from {start} to {track[-1]:.2f}, where J = {valleys.height(track[-1]):.2f}")
    notes = audio.melody(valleys.height(track), sr=sr, duration=0.09, vmin=-1.5, vmax=2.5)
    tracks += [notes, audio.silence(sr=sr, duration=0.5)]
audio.play(np.concatenate(tracks), sr, title="two descents from nearly the same place")

# %% [markdown]
# Why not guess, as in unit 0? *Random search* tries weights at random and keeps the best. It is not caught in valleys and needs no slope. Let both race, with
# the same number of calls. (A call of `f_grad` counts like one of `f`, though in a network it costs two or three times as much.)
#
# ### Exercise 8 · `race`
#
# Write `race(f, f_grad, start, lr, proposals)` that returns two arrays of shape (D,), `guessed, walked`.
#
# - `guessed`: the row of `proposals`, shape (K, D), with the lowest `f`; call `f` once for each row
# - `walked`: where K steps of gradient descent lead from `start`; call `f_grad` once for each step
#
# For example, with `f = lambda w: w @ w`, its gradient `lambda w: 2 * w`, the start `np.array([4.0])`, `lr = 0.25` and the proposals `[[3.0], [-2.0]]` the answer is
# `[-2]` and `[1]`.
#
# <details><summary>Hint</summary>
#
# `np.argmin` of a list says where its smallest entry is.
# </details>


# %% exercise="race"
def race(f, f_grad, start, lr, proposals):
    ### BEGIN SOLUTION
    heights = [f(w) for w in proposals]
    w = start
    for _ in proposals:
        w = w - lr * f_grad(w)
    return proposals[np.argmin(heights)], w
    ### END SOLUTION


# %% check="race"

# %% [markdown]
# A bowl with $D$ weights, 100 calls for each, 20 times. The guesses and the start are drawn from the same cube. The loss at the end, on average:

# %%
rng, means = np.random.default_rng(0), {"guessed": [], "walked": []}
sizes = (1, 2, 4, 8, 16)
for d in sizes:
    A = valleys.quadratic(rng, d, 1.0, 10.0)
    guesses = rng.uniform(-1, 1, (20, 100, d))
    guessed = np.einsum("rki,ij,rkj->rk", guesses, A, guesses).min(axis=1) / 2
    places = [descend(lambda w, A=A: A @ w, row[0], lr=0.15, steps=100)[-1] for row in guesses]
    means["guessed"].append(guessed.mean())
    means["walked"].append(np.mean([w @ A @ w / 2 for w in places]))
    print(f"{d:2} weights: guessed {means['guessed'][-1]:.1e}, walked {means['walked'][-1]:.1e}")

# %% [markdown]
# The more weights, the worse the guesses. A walker does not care how many there are, because the gradient says for each of them where to go. That is why this course walks.
#
# ## 2.7 All, one, or a hundred
#
# The loss is a mean over all samples, and so is its gradient. With a million recordings, that is a million computations for a single step. Do you need them
# all to know roughly where downhill is? Three words:
#
# - **batch** gradient descent: all N samples for every step;
# - **stochastic**: one sample, drawn at random, for every step;
# - **mini-batch**: a few, for example 100, for every step. This is what is used today, and what people usually mean when they say SGD.
#
# An *epoch* is once through all samples, however many steps that is.
#
# The batch gradient is the mean of the gradients of the single samples. If every sample is in exactly one mini-batch of an epoch, the mean of
# the mini-batch gradients, each weighted with its size, is *exactly* the batch gradient. So a mini-batch points the right way on average; what is left is noise, the smaller
# the larger the batch.

# %%
rng, here = np.random.default_rng(2), np.array([0.2, 0.3])
print("batch gradient:           ", *np.round(tone_gradient(here), 4))
epoch = list(batches(40, 12, rng=rng))
grads = np.array([tone_gradient(here, rows) for rows in epoch])
for rows, grad in zip(epoch, grads, strict=True):
    print(f"mini-batch of {len(rows):2} samples: ", *np.round(grad, 4))
print("their mean:               ", *np.round(grads.mean(axis=0), 4), "(not quite)")
weighted = np.average(grads, axis=0, weights=[len(rows) for rows in epoch])
print("their mean, by size:      ", *np.round(weighted, 4))

# %% [markdown]
# ### Exercise 9 · `minibatches`
#
# Write `minibatches(n, batch_size, rng)` that returns the batches of one epoch: a *list* of arrays of row numbers.
#
# - every number from 0 to n − 1 occurs exactly once
# - each array has `batch_size` entries; only the last may be shorter, and it is not left out
# - the order is random, drawn from `rng`, a `np.random.Generator`: the same generator state gives the same batches, so a run can be repeated
#
# For example, `minibatches(5, 2, np.random.default_rng(0))` may be `[array([4, 2]), array([3, 1]), array([0])]`.
#
# <details><summary>Hint</summary>
#
# `rng.permutation(n)` is a shuffled `np.arange(n)`. `range(0, n, batch_size)` counts the places where a batch begins.
# </details>


# %% exercise="minibatches"
def minibatches(n, batch_size, rng):
    ### BEGIN SOLUTION
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]
    ### END SOLUTION


# %% check="minibatches"

# %% [markdown]
# Hear the three: the loss over *all* tones after each of 60 steps, as a note. Batch glides down; mini-batches of 8 wobble a little; one sample at a time stumbles, and
# never comes to rest.

# %%
rng, parts, ax = np.random.default_rng(0), [], None
for size, name in [(40, "batch"), (8, "mini-batches of 8"), (1, "stochastic")]:
    rows = [row for _ in range(60) for row in batches(40, size, rng=rng)][:60]
    turn = iter(rows)
    places = descend(lambda wb, t=turn: tone_gradient(wb, next(t)), [0.0, 0.0], lr=0.1, steps=60)
    losses = np.mean((places @ inputs.T - khz) ** 2, axis=1)
    ax = plots.curve(losses, label=name, ax=ax, xlabel="step", ylabel="loss over all tones")
    looked_at = sum(map(len, rows))
    print(
        f"{name}: looked at {looked_at} tones, mean loss of the last ten steps {losses[-10:].mean():.4f}"
    )
    parts.append(audio.melody(np.log10(losses), sr=sr, duration=0.06, vmin=-3, vmax=0))
    parts.append(audio.silence(sr=sr, duration=0.5))
ax.set(yscale="log")
plots.show(
    ax, "The batch's loss falls smoothly, that of mini-batches nearly so, the stochastic one jumps."
)
audio.play(np.concatenate(parts), sr, title="batch, mini-batch, stochastic: 60 steps each")

# %% [markdown]
# But count the work, in the printed lines: the mini-batches came as low as the batch, and looked at a fifth of the tones.
#
# ## 2.8 Yes or no, and how sure
#
# A perceptron says yes or no. Replace its step by a sigmoid and it says $p = \sigma(z)$, to be read as *the probability that the label is 1*. Such a unit is called
# **logistic regression**, although it classifies. Its line is the perceptron's: $p > \frac12$ just where $z > 0$.
#
# Which loss? If the label is 1, the unit gave the truth the probability $p$; if it is 0, $1 - p$. Choose the weights that make the labels of all samples together *as probable as possible*
# (*maximum likelihood*). Probabilities multiply, so take logarithms, which add, and change the sign, so that less is better:
#
# $$J = -\frac1N \sum_i \bigl[\,y_i \ln p_i + (1 - y_i) \ln (1 - p_i)\,\bigr].$$
#
# This is the **cross entropy**, or *logistic loss*. Its unit is the *nat*, because the logarithm is the natural one. To answer $p = \frac12$ always costs $\ln 2 = 0.69$. Being sure and wrong is
# very expensive.

# %%
score = np.linspace(-8, 4, 241)
squared, entropy = (sigmoid(score) - 1) ** 2, np.logaddexp(0, -score)
fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
for ax, square, cross, name in [
    (axes[0], squared, entropy, "cost"),
    (axes[1], *(np.gradient(cost, score) for cost in (squared, entropy)), "slope"),
]:
    axis = {"x": score, "xlabel": "score z", "ylabel": name, "ax": ax}
    plots.curve(square, label="squared error", **axis)
    plots.curve(cross, label="cross entropy", **axis)
fig.suptitle("what a sample labelled 1 costs")
plots.show(
    fig,
    "Towards very wrong scores cross entropy rises like a line with slope -1; the squared error "
    "levels off at 1, where its slope is 0.",
)

# %% [markdown]
# The picture shows why not the squared error: where the unit is *most* wrong, at the far left, the squared error of a sigmoid is a plateau. Its slope is nearly 0, and learning stands still just
# where it is needed.
#
# Now put the sigmoid into the logarithms by hand. A sample labelled 1 costs the first, a sample labelled 0 the second:
#
# $$-\ln \sigma(z) = \ln(1 + e^{-z}), \qquad -\ln(1 - \sigma(z)) = \ln(1 + e^{z}).$$
#
# This is also how to compute it. For a score of −1000 the computer's $p$ is 0, and $\ln 0$ is $-\infty$; so never take the logarithm of $p$.
#
# The slopes of the two in $z$ are $\sigma(z) - 1$ and $\sigma(z)$. Both are $p - y$, as simple as in linear regression:
#
# $$\frac{\partial J}{\partial z_i} = \frac1N (p_i - y_i), \qquad \frac{\partial J}{\partial w} = \frac1N X^\top (p - y), \qquad \frac{\partial J}{\partial b} = \frac1N \sum_i (p_i - y_i).$$
#
# ### Exercise 10 · `logistic_loss`
#
# Write `logistic_loss(X, y, w, b)` that returns `loss, dw, db`.
#
# - `X`: shape (N, D); `y`: shape (N,), labels 0 or 1; `w`: shape (D,); `b`: a number
# - `loss`: the mean cross entropy in nats, right for scores of ±1000 too; `dw`: shape (D,); `db`: a number
#
# For example, `X = np.array([[1.0], [1000.0]])`, `y = np.array([1, 0])`, `w = np.array([1.0])`, `b = 0.0`: the first sample costs 0.3133, the second 1000, so the loss is 500.16.
# The errors $p - y$ are −0.2689 and 1, so `dw = [499.87]` and `db = 0.3655`.
#
# <details><summary>Hint</summary>
#
# `np.logaddexp(0, z)` is $\ln(e^0 + e^z)$, for z of any size. And $\ln(1 + e^{-z}) = \ln(1 + e^z) - z$.
# </details>


# %% exercise="logistic_loss"
def logistic_loss(X, y, w, b):
    ### BEGIN SOLUTION
    z = X @ w + b
    small = np.exp(-np.abs(z))
    error = (np.where(z > 0, 1, small) / (1 + small) - y) / len(y)
    return np.mean(np.logaddexp(0, z) - y * z), X.T @ error, error.sum()
    ### END SOLUTION


# %% check="logistic_loss"

# %% [markdown]
# ## 2.9 One of many
#
# Ten digits need ten scores, $z_0, \dots, z_{C-1}$, one for each of $C$ classes. They are called *logits*. **Softmax** makes probabilities of them, positive and with the sum 1:
#
# $$\hat y_k = \frac{e^{z_k}}{\sum_j e^{z_j}}.$$
#
# Suppose a machine hears a word and its logits for *two*, *three* and *four* are 2, 1 and −1:

# %%
for logits in ([2.0, 1.0, -1.0], [102.0, 101.0, 99.0], [4.0, 2.0, -2.0], [0.0, 0.0, 0.0]):
    prob = softmax(np.array([logits]))[0]
    cost = CrossEntropyLoss().forward(np.array([logits]), np.array([1]))
    print(f"logits {logits}: probabilities {np.round(prob, 3)}, if it was three: {cost:.3f} nats")

# %% [markdown]
# Only differences count: 100 more on every logit changes nothing. Twice the logits make it surer. And when all are equal it knows nothing.
#
# The loss is again the negative logarithm of the probability that the right class got, *cross entropy*: $-\sum_k y_k \ln \hat y_k$, where the truth $y$ is *one-hot*, 1 for the right class and 0 for the others.
# To know nothing costs $\ln C$, the last line above.
#
# Because only differences count, you may subtract the largest logit of each row first. Then no exponential can overflow:
#
# $$\ln \hat y_k = z_k - \max_j z_j - \ln \sum_j e^{z_j - \max_j z_j}.$$
#
# The slope of $\ln \sum_j e^{z_j}$ in $z_k$ is $e^{z_k} / \sum_j e^{z_j} = \hat y_k$. So the mean loss of $N$ rows has the gradient that you may have guessed:
#
# $$\frac{\partial J}{\partial z_{ik}} = \frac1N (\hat y_{ik} - y_{ik}).$$
#
# ### Exercise 11 · `softmax_cross_entropy`
#
# Write `softmax_cross_entropy(logits, target)` that returns `prob, loss, dlogits`.
#
# - `logits`: shape (N, C); `target`: shape (N,), the number of the right class of each row
# - `prob`: shape (N, C); `loss`: the mean over the N rows, right for logits of ±1000 too; `dlogits`: shape (N, C)
#
# For example, `logits = np.array([[0.0, np.log(3)]])` with `target = np.array([0])`: the probabilities are ¼ and ¾, the loss is $\ln 4 = 1.386$ and the gradient `[[-0.75, 0.75]]`.
#
# <details><summary>Hint</summary>
#
# `logits.max(axis=1, keepdims=True)` is a column with the largest of each row. Work with the *logarithms* of the probabilities, and take `np.exp` of them at the end.
# `table[np.arange(N), target]` picks one entry from every row.
# </details>


# %% exercise="softmax_cross_entropy"
def softmax_cross_entropy(logits, target):
    ### BEGIN SOLUTION
    rows = np.arange(len(target))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_prob = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dlogits = np.exp(log_prob)
    dlogits[rows, target] -= 1
    return np.exp(log_prob), -log_prob[rows, target].mean(), dlogits / len(target)
    ### END SOLUTION


# %% check="softmax_cross_entropy"

# %% [markdown]
# ## 2.10 Other prices
#
# A machine has measured the pitch of one note five times: 439, 441, 440, 438 and 880 Hz. The last time it was an octave off, as such machines often are. Which single number is closest to all five? It
# depends on the price of an error: its square (L2) or its size (L1).

# %%
measured = np.array([439.0, 441.0, 440.0, 438.0, 880.0])
answers = np.linspace(400, 900, 5001)
errors = np.abs(answers[:, None] - measured)
best_l2, best_l1 = (answers[(errors**power).sum(axis=1).argmin()] for power in (2, 1))
print(f"smallest sum of squares: {best_l2:.0f} Hz (the mean is {measured.mean():.0f})")
print(f"smallest sum of distances: {best_l1:.0f} Hz (the median is {np.median(measured):.0f})")
three = [audio.note(hz, sr=sr, duration=0.8) for hz in (440, best_l2, best_l1)]
audio.play(np.concatenate(three), sr, title="the note, the answer of L2, the answer of L1")

# %% [markdown]
# Squares make one large error dearer than many small ones, and pull the answer towards it. A loss is a decision about what matters. Three you will meet often. Each is a mean over the samples; $s$ is a prediction or score, $y$ the truth:
#
# | loss | of one sample | slope | used for |
# |---|---|---|---|
# | **L2** | $(s - y)^2$ | $2(s - y)$ | numbers; its root is called RMS error |
# | **L1** | $\lvert s - y\rvert$ | $\pm1$, the sign of $s - y$ | numbers with outliers |
# | **hinge** | $\max(0,\, 1 - y s)$ for $y = \pm1$ | $-y$ if $y s < 1$, else 0 | yes or no: wants the right side *and* a margin of 1, then rests; the loss of *support vector machines* |

# %%
score = np.linspace(-3, 3, 241)
hinge, wanted = HingeLoss(), np.ones(1)
axis = {"x": score, "xlabel": "score of a sample labelled +1", "ylabel": "cost"}
ax = plots.curve((score <= 0) * 1.0, label="mistake", **axis)
costs = {
    "hinge": [hinge.forward(np.array([s]), wanted) for s in score],
    "cross entropy": np.logaddexp(0, -score),
    "L2": (score - 1) ** 2,
}
for name, cost in costs.items():
    plots.curve(cost, label=name, ax=ax, **axis)
ax.set(ylim=(-0.2, 4))
ax.legend(loc="upper center", bbox_to_anchor=(0.62, 1))
plots.show(
    ax,
    "Cost over the score: mistakes are a step; hinge falls to 0 at score 1; cross entropy falls "
    "smoothly and for ever; L2 rises again beyond 1.",
)

# %% [markdown]
# L2 punishes a score of 3 for being *too* right, which is one reason not to use it for yes and no.
#
# ### Exercise 12 · `three_losses`
#
# Write `three_losses(score, y)` that returns three pairs, `(l2, dl2), (l1, dl1), (hinge, dhinge)`: each loss, a mean, and its gradient at the scores.
#
# - `score`: shape (N,); `y`: shape (N,), −1 or +1; each gradient: shape (N,)
# - no case lies right at a kink, where the slope jumps
#
# For example, `score = np.array([3.0, 0.5])`, `y = np.array([1, 1])`: L2 is 2.125 with the gradient `[2, -0.5]`, L1 is 1.25 with `[0.5, -0.5]`, hinge is 0.25 with `[0, -0.5]`.
#
# <details><summary>Hint</summary>
#
# `np.sign` gives −1, 0 or 1. `np.maximum(0, v)` compares each entry with 0. `np.where(condition, a, b)` chooses.
# </details>


# %% exercise="three_losses"
def three_losses(score, y):
    ### BEGIN SOLUTION
    n, error, missing = len(y), score - y, 1 - y * score
    l2 = np.mean(error**2), 2 * error / n
    l1 = np.mean(np.abs(error)), np.sign(error) / n
    hinge = np.maximum(0, missing).mean(), np.where(missing > 0, -y, 0) / n
    return l2, l1, hinge
    ### END SOLUTION


# %% check="three_losses"

# %% [markdown]
# Two more names, for unit 13: an *adversarial* loss is set by a second network, which learns to tell what the first one makes from what is real; a *variational* loss adds a term that keeps what a network remembers of its
# input simple.
#
# ## 2.11 Two kinds of sound
#
# Now everything together. Each recording of a word becomes 48 numbers: how strong each of 12 frequency bands is in each quarter of it, in *decibels* (dB; ten more are ten times the power). Here is their mean for *nine* and for *five*.

# %%
speech = "fsdd" if datasets.available("fsdd") else "spoken-digits"
words = datasets.load(speech)
print(words.description)
X, y = two_kinds(speech, "five", "nine", "train")
X_new, y_new = two_kinds(speech, "five", "nine", "test")
fig, axes = plt.subplots(1, 2, figsize=(8, 3.6), sharey=True, layout="constrained")
for ax, label, word in zip(axes, (1, 0), ("nine", "five"), strict=True):
    levels = X[y == label].mean(axis=0).reshape(12, 4)
    image = ax.imshow(levels, origin="lower", aspect="auto", cmap="magma", vmin=-50, vmax=0)
    ax.set(title=word, xlabel="quarter of the word", xticks=range(4), xticklabels=range(1, 5))
axes[0].set(ylabel="band, low to high")
fig.colorbar(image, ax=axes, label="mean level (dB)")
plots.show(
    fig, "Both words are loudest in the low bands of the second quarter; they differ in detail."
)

# %% [markdown]
# Inputs such as −40 make a steep valley, for the curvature grows with their squares. So first *standardise*: shift and scale every column so that over the training samples it has mean 0 and standard deviation 1. The new speakers' numbers get the *same* shift and scale.

# %%
spread, spread_new = standardised(X, X_new)
for name, samples in [("in dB", X), ("standardised", spread)]:
    tilde = np.column_stack([samples, np.ones(len(samples))])
    # the sigmoid's own slope, at most 1/4, comes in as one more factor
    steepest = np.linalg.norm(tilde, 2) ** 2 / len(tilde) / 4
    print(f"{name}: stable at least up to the rate {2 / steepest:.4f}")

# %% [markdown]
# ### Exercise 13 · `train_logistic`
#
# Write `train_logistic(X, y, lr, n)` that returns `w, b`: start from zeros and take `n` steps of (batch) gradient descent with the rate `lr` on the mean cross entropy.
#
# - `X`: shape (N, D), standardised; `y`: shape (N,), labels 0 or 1
# - returns `w` of shape (D,) and the number `b`
#
# You are graded on three questions, each spoken by people who are not in `X`: *five* or *nine*, *eight* or *four*, *seven* or another digit. At least 70 % must be right.
#
# For example, for `X = np.array([[1.0], [-1.0]])`, `y = np.array([1, 0])`, `lr = 1` and `n = 1` the answer is `w = [0.5]`, `b = 0`.
#
# <details><summary>Hint</summary>
#
# You have `logistic_loss`, which gives the gradient, and you know the loop from `linear_regression`.
# </details>


# %% exercise="train_logistic"
def train_logistic(X, y, lr, n):
    ### BEGIN SOLUTION
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n):
        _, dw, db = logistic_loss(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b
    ### END SOLUTION


# %% check="train_logistic"

# %% [markdown]
# Hear it sort twelve recordings by new speakers: what it takes for *five*, surest first, then, after a pause, what it takes for *nine*, surest last. In the middle are those it was not sure of.


# %%
def learn(samples, labels, steps=200):
    """Weights and bias, in one row, of a logistic regression."""
    loss, tilde = BCEWithLogitsLoss(), np.column_stack([samples, np.ones(len(samples))])

    def gradient(weights):
        loss.forward(tilde @ weights, labels.astype(float))
        return tilde.T @ loss.backward()

    return descend(gradient, np.zeros(tilde.shape[1]), lr=0.3, steps=steps)[-1]


def right(weights, samples, labels):
    return np.mean((samples @ weights[:-1] + weights[-1] > 0) == labels)


weights = learn(spread, y)
known, new = right(weights, spread, y), right(weights, spread_new, y_new)
print(f"right: {known:.0%} on the speakers it learnt from, {new:.0%} on new speakers")

heard = words.where(split="test", labels=("five", "nine"))
chosen = np.random.default_rng(3).permutation(len(heard.audio))[:12]
levels = np.array([band_levels(heard.audio[i], heard.sr) for i in chosen])
p = sigmoid(standardised(X, levels)[1] @ weights[:-1] + weights[-1])
parts, gap = [], audio.silence(sr=heard.sr, duration=0.8)
for i in np.argsort(p):
    if p[i] > 0.5 and not any(part is gap for part in parts):
        parts.append(gap)
    parts.append(heard.audio[chosen[i]])
    print(f"{heard.label_names[heard.labels[chosen[i]]]}: probability of nine {p[i]:.2f}")
audio.play(np.concatenate(parts), heard.sr, title="taken for five, a pause, taken for nine")

# %% [markdown]
# ### Are linear features enough?
#
# Harder: *two*, or anything else? A linear unit must put all twos on one side of a hyperplane and nine different words on the other. Here is how it does for each digit, on the speakers it
# knows and on new ones. Half of the samples are the digit in question, so guessing gets 50 %.

# %%
shares = []
for word in words.label_names:
    sets = [two_kinds(speech, "the others", word, split) for split in ("train", "test")]
    (A, a), (B, b) = sets
    A, B = standardised(A, B)
    weights = learn(A, a)
    shares.append((right(weights, A, a), right(weights, B, b)))
shares = 100 * np.array(shares)

fig, ax = plt.subplots(figsize=(8, 3.4), layout="constrained")
place = np.arange(10)
ax.bar(place - 0.2, shares[:, 0], 0.4, label="known speakers", color=plots.NEGATIVE)
ax.bar(place + 0.2, shares[:, 1], 0.4, label="new speakers", color=plots.POSITIVE, hatch="//")
ax.set(xticks=place, xticklabels=words.label_names, ylabel="right (%)", ylim=(40, 117))
ax.set(yticks=range(40, 101, 10))
ax.legend(loc="upper center", ncols=2)
mean, lowest = shares.mean(axis=0), words.label_names[shares[:, 1].argmin()]
plots.show(
    fig,
    f"This digit or another: {mean[0]:.0f} % right on known speakers, {mean[1]:.0f} % on new ones; "
    f"hardest is {lowest}, {shares[:, 1].min():.0f} %.",
)
print(f"mean: {mean[0]:.0f} % known, {mean[1]:.0f} % new; hardest for new speakers: {lowest}")

# %% [markdown]
# For the course's invented voices one hyperplane is nearly enough. Real ones are harder: it does well on the speakers it knows and loses much on new ones. So the line *can* be drawn; what is lost is the way from known voices to new ones, and hidden layers alone do not bring it back (unit 6 is about that). Unit 3 is about classes that no line can tell apart.

# %% [markdown]
# ## Quiz
#
# Put a letter in the place of each `"?"`.
#
# **stuck** · Why can gradient descent not even start with a step unit and the SSE?
#
# - (a) the SSE is too large
# - (b) the learning rate is too small
# - (c) the slope is 0 almost everywhere
# - (d) the data are not separable
#
# **sigmoid** · Whose books made networks of sigmoid units known?
#
# - (a) McCulloch and Pitts, 1943
# - (b) Rosenblatt, 1958
# - (c) Minsky and Papert, 1969
# - (d) Rumelhart, McClelland and the PDP group, 1986
#
# **surface** · What does the SSE look like over the weights of a sigmoid unit?
#
# - (a) always a bowl with one valley
# - (b) smooth, with slopes and plateaus
# - (c) terraces
# - (d) flat
#
# **words** · You have 1,000 recordings and use 100 of them for each step. What is this called, and how many steps are an epoch?
#
# - (a) batch gradient descent, 1
# - (b) mini-batch gradient descent, 10
# - (c) stochastic gradient descent, 1,000
# - (d) mini-batch gradient descent, 100
#
# **noise** · How does the gradient of a random mini-batch relate to the gradient of all samples?
#
# - (a) it is the same on average, with noise around it
# - (b) it is smaller, because there are fewer samples
# - (c) it has nothing to do with it
# - (d) it is always the same
#
# **likelihood** · Minimising the cross entropy is the same as …
#
# - (a) minimising the number of mistakes
# - (b) minimising the squared error
# - (c) maximising the likelihood of the labels
# - (d) maximising the margin
#
# **linear** · When is no linear unit, however well trained, enough?
#
# - (a) when there are many inputs
# - (b) when the inputs have different scales
# - (c) when the inputs are noisy
# - (d) when no hyperplane has each kind on its own side

# %% exercise="descent_quiz"
descent_quiz = {
    "stuck": "?",
    "sigmoid": "?",
    "surface": "?",
    "words": "?",
    "noise": "?",
    "likelihood": "?",
    "linear": "?",
}
### BEGIN SOLUTION
descent_quiz = {
    "stuck": "c",
    "sigmoid": "d",
    "surface": "b",
    "words": "b",
    "noise": "a",
    "likelihood": "c",
    "linear": "d",
}
### END SOLUTION

# %% check="descent_quiz"

# %% [markdown]
# ## What stays
#
# - A loss is one number that says how wrong the predictions are; its gradient says which way is worse. Go the other way, with `lr`, and repeat.
# - State the factor: sum, mean, or half of it. And check a gradient by two small steps.
# - The largest stable rate is $2/\lambda_\text{max}$. A loss that climbs: too large. One that creeps: too small.
# - In a convex landscape every descent with a suitable rate ends at the best place; elsewhere hardly ever is that certain. Guessing is not caught in valleys, but hopeless with many weights.
# - Mini-batches point the right way on average, for a fraction of the work.
# - Sigmoid or softmax with cross entropy: the gradient is *probability minus truth*. Compute with logarithms, and no score is too large.
#
# One layer draws one hyperplane. Next: what layers upon layers can draw, in unit 3.
#
# **Sources.** B. Pardo, *Deep learning and audio* (P09–P13, P17, P18, P20); Z. Duan, *Deep learning for audio* (D12, D19, D38, D64); J. Nam (J03, J09, J21); M. Grachten (G08–G10); H. Mohammadi (M07, M08, M10).
# A. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", 1847. D. Rumelhart, J. McClelland and the PDP Research Group, *Parallel Distributed Processing*, MIT Press, 1986.
# Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0).
