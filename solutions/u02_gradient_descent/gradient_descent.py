# %% [markdown]
# # 2 · Gradient descent
#
# Turn a knob by a hair. Did things get better or worse, and how fast? Answer that for every knob at once, and you can train nearly every machine in the rest of this course. The perceptron could not even ask, because it only says yes or no. In this unit its step becomes a slope, and learning becomes a walk downhill.
#
# **You will be able to** say by a loss how wrong predictions are, walk down its gradient with steps of the right length, fit a line, and train a classifier that says *how probable* its answer is.
#
# **You will hear** two words sorted badly by a hundred guesses and well by fifty steps, a string that tunes itself, a telephone that dials what strangers say, and thirty voices that walk downhill into one chord.
#
# Time: about 4½ hours, in two sittings, with the break after 2.7. First: [unit 1](../u01_perceptron/perceptron.ipynb).
#
# **The mathematics you need** is on half a page before section 2.1.
#
# Conventions: [one page](../conventions.md).

# %% collapsed
import numpy as np

from dlaudio import audio, mine, plots
from dlaudio.check import check
from dlaudio.datasets import tones
from dlaudio.datasets.bands import most_telling, two_kinds
from dlaudio.descent import closest, falls, gradient_of, valleys
from dlaudio.descent.searches import final_losses, guess, raced, stumble
from dlaudio.networks.digit_sorter import each_digit
from dlaudio.networks.telephone import Telephone
from dlaudio.networks.word_sorter import WordSorter
from dlaudio.plots import costs, descents
from dlaudio.plots.drawings import (
    batch_slopes,
    closed_form,
    descent_in_five,
    error_squares,
    fit_contours,
    input_times_error,
    likelihood,
    one_weight_descent,
    soft_step,
    softmax,
    three_searches,
    tilted_valley,
    two_landscapes,
    widest_margin,
    word_levels,
)
from dlaudio.plots.parts import number, told
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.widgets import choir, softmax_bars, sse_surfaces, step_size
from dlaudio.widgets.demo import demo

sr = 22050

# %% [markdown]
# ## Five or nine?
#
# Somebody says *five* or *nine*, and a machine has to tell which. It measures 48 numbers in each recording: how strong each of 12 bands of frequency is in each quarter of the word. Every number gets a weight, a bias is added, and a sum above 0 means *nine*.
#
# So far that is the perceptron of unit 1. But suppose that you knew no rule for learning. You have 49 knobs, and one number that says how badly they stand, the *loss*. What would you do?
#
# Guess, for a start. Draw all 49 weights at random, a hundred times, and keep the set that does best on the speakers you have.

# %% predict="hundred_guesses"
# The best of a hundred guesses now meets *new* speakers. How many of their words will it get right?
#
# - (a) About half of them, because it is only guessing.
#   wrong: One guess is like tossing a coin. But this is the best of a hundred, chosen because it did well, and a part of that carries over to new speakers.
# - (b) More than half, but a good part is wrong.
#   right: Choosing the best of a hundred helps a little, and with 49 knobs only a little, because nearly all settings are bad and a hundred are very few.
# - (c) Nearly all, because a hundred is a lot of guesses.
#   wrong: A hundred would be a lot for one knob. For 49 knobs with only two positions each there are already $2^{49}$ settings, more than 500 million million.

# %%
game = WordSorter("five", "nine")
guesses = guess(game.loss, game.size, calls=100, rng=np.random.default_rng(6))
game.say_right(guesses[-1])
game.play(guesses[-1])

# %% [markdown]
# You hear ten words by people the machine has never met, first what it takes for *five*, then what it takes for *nine*. A cross marks a mistake. Was that bad luck? With the course's voices, twenty such searches got 72 % right on average.
#
# In unit 0 you did better: you changed a *good* setting a little, and kept what helped. Here is that loop, again with a hundred calls of the loss.

# %%
tries = stumble(game.loss, np.zeros(game.size), spread=0.1, calls=100, rng=np.random.default_rng(6))
game.say_right(tries[-1])
game.play(tries[-1])

# %% [markdown]
# Trial and error reaches 91 % on average, but it steps in random directions. The more knobs there are, the less such a direction has to do with downhill.
#
# Now think of a walker in thick fog who wants to get down into the valley. He feels with his foot which way the ground slopes.
#
# For our machine the foot is a *nudge*: turn one knob by a hair, see how much the loss changes, and turn it back. That is a call for each of the 49 knobs, and one for the place where you stand. A hundred calls would buy two steps.
#
# **So here is the question of this unit: can we know all 49 slopes at once, without 49 nudges?** At the end of 2.3 your own descent takes fifty steps for its hundred calls.

# %% recall="from_units_0_and_1"
# 1. A tone of 300 Hz lasts half a second. About how often does it cross zero?
#
# - (a) 150 times
#   wrong: That is the number of periods, and each of them crosses zero twice: on the way down, and on the way up.
# - (b) 300 times
#   right: 150 periods, two crossings each. In this unit a machine hears the frequency from that number.
# - (c) 600 times
#   wrong: That would be in a whole second.
#
# 2. The inputs are $\mathbf x = (2, -1)$, the weights $\mathbf w = (3, 4)$, the bias $w_0 = -1$. What is the score?
#
# - (a) 2
#   wrong: That is $\mathbf w^\top \mathbf x = 6 - 4$ alone; the bias, −1, is added to it.
# - (b) 9
#   wrong: You added $3 \cdot 2 + 4 \cdot 1 - 1$; the second input is −1, so its product is −4.
# - (c) 1
#   right: $3 \cdot 2 + 4 \cdot (-1) - 1 = 1$, above 0, so the answer is yes.
#
# 3. In unit 0 the error on new speakers was larger than on known ones. Which of the two tells how good a machine is?
#
# - (a) The error on known speakers, because there are more of them.
#   wrong: On those it was tuned, so it flatters, however many there are.
# - (b) The error on new speakers, because nobody could tune the weights to them.
#   right: A machine is made for people it has not met yet. The loss on known speakers is only what we can walk down.
# - (c) The mean of both.
#   wrong: That mixes an honest number with a flattering one.

# %% [markdown]
# ### What you need to know about slopes
#
# **A slope** says how fast a value changes. Take $u^2$ at $u = 2$ and nudge $u$ by 0.01: $2.01^2 = 4.0401$, so the value rises by 0.0401, which is 4.01 for each unit of $u$. The smaller the nudge, the closer to 4. At any place $u$ the slope is $2u$.
#
# **A partial slope.** If a value depends on several knobs, nudge one and hold the others still. Take $J = w_1^2 + 3w_2$. If only $w_1$ moves, the slope is $2w_1$; if only $w_2$ moves, it is 3. These are *partial derivatives*, written $\partial J/\partial w_1$ and $\partial J/\partial w_2$. All of them together, as a row, are the **gradient**.
#
# **Slopes in a chain multiply.** If knob A turns knob B three times as fast, and B moves the loss four times as fast, then A moves the loss twelve times as fast. That is the *chain rule*.
#
# **Logarithms** turn products into sums, $\ln(ab) = \ln a + \ln b$, undo powers, $\ln e^z = z$, and $\ln u$ has the slope $1/u$. The power $e^z$ is never negative, 1 at 0, doubles every 0.69, and $e^{-z} = 1/e^z$.

# %% [markdown]
# ## 2.1 A slope instead of a step
#
# Before a walker can feel a slope there must be one, and the perceptron had none. Take twelve samples, each with one input $x$ and a label, 0 or 1. The error is the SSE of unit 1, and the bias stays at −1.

# %% predict="turned_slowly"
# The weight of the *perceptron* is turned slowly from −6 to 6, and its error is played: the higher the error, the higher the note. What will you hear?
#
# - (a) A note that glides, because the weight glides.
#   wrong: The score does glide. But the step makes 0 or 1 of it, so a sample that stays on its side costs just what it did before.
# - (b) A note that stands still and now and then jumps.
#   right: The error changes only where a sample changes sides. In between, nothing tells whether one is getting closer.
# - (c) A single note from beginning to end.
#   wrong: Nearly every small nudge would sound like that. But on the way from −6 to 6 samples do change sides, and each that does adds 1 to the error or takes 1 away.

# %%
plots.show(*soft_step.draw(weight=1.5))

# %% [markdown]
# On the left are the samples and the answers of two units: dashed the perceptron with its step, solid a new one. Nudge its weight, and all its answers move a little, and so does its error. Hear the errors of both, as they are drawn on the right:

# %%
sse_surfaces.heard(sr=sr)

# %% [markdown]
# The first stands still and jumps. The second glides, so you hear whether you are going up or down, and only far out, on either side, it hardly moves. **All learning in this course rests on that glide.**
#
# ### Three units
#
# Every unit weighs its inputs and adds them up, with a bias, to a *score* $z = w_1 x_1 + \dots + w_D x_D + b$. In unit 1 the bias was $w_0$; here it has a letter of its own, because then `z = X @ w + b` gives the scores of all rows at once. So far all units are alike. They differ in what they make of the score, their *activation*:
#
# | unit | output | |
# |---|---|---|
# | perceptron | $1$ if $z > 0$, else $0$ | decides, has no slope |
# | linear | $z$ | has a slope, decides nothing |
# | sigmoid | $\sigma(z) = \dfrac{1}{1 + e^{-z}}$ | decides softly, and has a slope everywhere |
#
# The sigmoid, or *logistic function*, is a step with soft edges. By hand: at $z = 0$ it is ½, and at $z = \ln 3$ it is $1/(1 + \frac13) = \frac34$.

# %%
plots.show(*descents.three_units())

# %% [markdown]
# ### Exercise 1 · `units` · ●○○ · 10 min
#
# Write `units(X, w, b)` that returns three arrays of shape (N,): `step, linear, sigmoid`.
#
# - `X`: shape (N, D); `w`: shape (D,); `b`: a number
# - `step`: 0 or 1; a score of exactly 0 gives 0
# - `sigmoid`: for scores of ±1000 too, where the formula above asks for $e^{1000}$. NumPy makes that infinite, and warns you
#
# For example, `X = np.array([[1.0], [3.0]])`, `w = np.array([2.0])`, `b = -2` have the scores 0 and 4: step `[0, 1]`, linear `[0, 4]`, sigmoid `[0.5, 0.982]`.
#
# The package's own layers and losses are out of bounds in this unit, because you are writing them.
#
# <details><summary>Hint 1</summary>
#
# Compute the scores once, `z = X @ w + b`. All three outputs are made of them. For the sigmoid the formula above will do, if you don't mind its warning; the other hints do without one.
# </details>
#
# <details><summary>Hint 2</summary>
#
# $e^{1000}$ is too large, $e^{-1000}$ is just 0. $\dfrac{1}{1 + e^{-z}}$ and $\dfrac{e^z}{1 + e^z}$ are equal. Which of them survives a large positive $z$, and which a large negative one?
# </details>
#
# <details><summary>Hint 3</summary>
#
# Let `small = np.exp(-np.abs(z))`, which is never above 1. The sigmoid is `1 / (1 + small)` where z is positive, and `small / (1 + small)` elsewhere; `np.where` chooses.
# </details>


# %% exercise="units"
def units(X, w, b):
    ### BEGIN SOLUTION
    z = X @ w + b
    small = np.exp(-np.abs(z))
    return (z > 0).astype(int), z, np.where(z > 0, 1, small) / (1 + small)
    ### END SOLUTION


# %% check="units"

# %% explained="units"
# The hard one is the sigmoid at ±1000, because $e^{1000}$ is infinite for NumPy. But $\frac{1}{1+e^{-z}}$ and $\frac{e^z}{1+e^z}$ are equal: multiply the first above and below by $e^z$. Take the first where $z$ is positive and the second elsewhere, and the power is $e^{-\lvert z\rvert}$ in both, never above 1. For the score 4 it is 0.018, and $1/1.018 = 0.982$.
#
# The first formula alone comes out right as well, with a warning, because one over infinity is 0. The second alone fails at 1000, since infinity over infinity is no number. And `np.where` works out both of its choices everywhere before it picks, so the power itself has to be harmless.

# %% [markdown]
# Here are the landscapes of the twelve samples over weight *and* bias, seen from above. Move the white dot. The arrow points downhill: on which of the two maps is there one? Then choose *linear* for the right map, and its landscape is a bowl.
#
# So now there is ground to walk on. But what exactly is its height?

# %%
demo(sse_surfaces.draw, title=sse_surfaces.TITLE, controls=sse_surfaces.CONTROLS)

# %% [markdown]
# ## 2.2 One number that says how wrong
#
# The height is the *loss*: one number that says how far the predictions $\hat y$ (say "y hat") are from the truth $y$. The one you know is the *sum of squared errors*. Take *square* literally: each error is the side of a square, and the loss is the area of all of them.

# %%
plots.show(*error_squares.draw(y=(1, 0), y_hat=(0.5, 2)))

# %% [markdown]
# $$\mathrm{SSE} = \sum_i (\hat y_i - y_i)^2$$
#
# On the right of the picture every prediction has been nudged, and the change of the SSE was divided by the nudge. For the large square that is about 4, and the smaller the nudge, the closer to 4: pushing this prediction *up* makes things worse, fast. For the small square it is about −1: pushing it up makes things better, slowly.

# %% predict="slope_of_a_square"
# The first prediction moves from 0.5 to 0.9; the truth is still 1. What happens to the slope of the SSE in this prediction?
#
# - (a) It stays −1, because the direction is still the same.
#   wrong: The direction is the same, upwards, but there is less to gain: a square of side 0.1 grows and shrinks slowly.
# - (b) It becomes −0.2.
#   right: The error shrank to a fifth, from −0.5 to −0.1, and the slope is in proportion to the error. Look at both slopes in the picture: each is twice its error.
# - (c) It becomes +0.2.
#   wrong: Plus would mean that more is worse, but the prediction is still below the truth, so more is better.
# - (d) It becomes 0.01.
#   wrong: That is the area of the square, $0.1^2$. The slope says how fast the area changes.

# %% [markdown]
# Why squares? Because we want two things. Too high and too low should both cost, and the slope should fade with the error, so that the steps shrink near the truth. The size of the error, $\lvert u\rvert$, does the first, but its slope is 1 or −1 up to the very end. The square does both, as the slopes in the picture show.
#
# ### Exercise 2 · `sse` · ●○○ · 8 min
#
# Write `sse(y, y_hat)` that returns `loss, dy_hat`.
#
# - `y`, `y_hat`: shape (N,), the truth and the predictions
# - `loss`: a number, the plain sum of squared errors
# - `dy_hat`: shape (N,), the gradient: the partial slope of the loss in each prediction, exact, not by nudges
#
# For example, the truth `[1, 0]` and the predictions `[0.5, 2]` have the loss 4.25 and the gradient `[-1, 4]`, as in the picture.
#
# <details><summary>Hint 1</summary>
#
# Only one term of the sum contains $\hat y_i$. The others stand still when it is nudged.
# </details>
#
# <details><summary>Hint 2</summary>
#
# A square $u^2$ has the slope $2u$. Here $u$ is the error, and it moves just as fast as the prediction.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Name the error first, `y_hat - y`. The loss squares and sums it, and the gradient is twice something that you then have.
# </details>


# %% exercise="sse"
def sse(y, y_hat):
    ### BEGIN SOLUTION
    error = y_hat - y
    return (error**2).sum(), 2 * error
    ### END SOLUTION


# %% check="sse"

# %% explained="sse"
# Only one square of the sum contains $\hat y_i$. When it is nudged the others stand still, so its slope is that of $u^2$ alone, $2u$, with the error as $u$. Nothing else comes in, because the error moves just as fast as the prediction.
#
# That is why the error is `y_hat - y`, this way round. With `y - y_hat` the squares are the same, but this difference falls when the prediction rises. So $2u$ would then have the wrong sign, and whoever follows it walks uphill. The gradient stays a row, since each prediction has a slope of its own, −1 and 4 in the example.

# %% [markdown]
# ## 2.3 Downhill
#
# You have the slope in each prediction. But nobody can turn a prediction; the knobs are the weights. So the loss is a landscape over the weights, $J(\mathbf w)$, and the walker's foot feels a slope for each of them. Which way should he step?
#
# Say the slopes are 3 and 4, and his step is 0.1 long. Against the first slope alone the loss falls by 0.3, against the second by 0.4. But he may move both weights at once, say by $-0.06$ and $-0.08$. That is a step of 0.1 too, and the loss changes by $3 \cdot (-0.06) + 4 \cdot (-0.08) = -0.5$. Is there anything better? Try all directions:

# %%
plots.show(*descents.compass(slopes=(3, 4), length=0.1))

# %% [markdown]
# There is not, and one line says why. Each slope times its own part of the step, added up: that is the dot product of the gradient $\mathbf g$ and the step $\mathbf s$, so
#
# $$\text{change of } J \;\approx\; \mathbf g \cdot \mathbf s \;=\; \lVert\mathbf g\rVert\,\lVert\mathbf s\rVert \cos\varphi.$$
#
# The lengths are given, here 5 and 0.1, so all he can choose is the angle $\varphi$ between the two arrows. Along the gradient the cosine is 1, so **the gradient points where the loss rises fastest**. Straight against it the cosine is −1, the loss falls by 0.5, and no step of this length gets lower. So he goes against it:
#
# 1. measure the gradient where you are;
# 2. take a small step against it;
# 3. repeat.
#
# By hand, with one weight and $J(w) = w^2$, whose slope is $2w$: start at 8 and take a quarter of the slope as the step. The slope is 16, the step is 4, you stand at 4. Now the slope is 8, the step is 2, you stand at 2. Then at 1:

# %%
plots.show(*descents.halving(8 * 0.5 ** np.arange(6)))

# %% [markdown]
# $$w \leftarrow w - \alpha\,\frac{\partial J}{\partial w}$$
#
# The number $\alpha$ is the *learning rate*, ¼ in the example; in code it is `lr`, elsewhere $\eta$ or $\nu$. Three weights make three such lines, but all slopes are measured before any weight moves, because they hold only at that place.
#
# ### Exercise 3 · `gradient_descent` · ●●○ · 10 min
#
# Write `gradient_descent(f_grad, w0, lr, n)` that returns the whole path, shape (n + 1, D).
#
# - `f_grad`: a function; `f_grad(w)` is the gradient at `w`, shape (D,)
# - `w0`: shape (D,), where to begin; it is the first row of the path
# - `lr`: the learning rate; `n`: the number of steps, perhaps 0
#
# For example, for the gradient `lambda w: 2 * w`, the start `np.array([8.0])`, `lr=0.25` and `n=3` the path is `[[8], [4], [2], [1]]`.
#
# <details><summary>Hint 1</summary>
#
# n steps pass n + 1 places. Which of them do you know before the loop begins?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Begin with `path = [w0]`. In the loop, `path[-1]` is where you are; append where you go. Make a *new* array each time: `w -= ...` would change the one in the list.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The new place is the last one minus `lr` times the gradient *there*. `np.array(path)` makes an array of the list.
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

# %% explained="gradient_descent"
# A slope holds only where it was measured, so the loop looks at `path[-1]`, asks for the gradient there, and appends where that leads. All weights move together, because the whole row of slopes is there before anything moves. The start is the first row, so n steps leave n + 1 rows, and with `n = 0` the start is the whole path.
#
# `path[-1] - lr * ...` makes a new array each time. With `w -= ...` the list would hold one and the same array again and again, so every row of the path would show the last place. You would see it at once: a path on which nobody moves. `np.array(w0)` is a copy for the same reason, because `w0` belongs to whoever called the function.

# %% [markdown]
# From now on `mine.gradient_descent` walks: your own, once it has passed the check.
#
# The gradient of the word sorter is given here; in 2.8 you work it out. Before one trusts it, one asks the foot: nudge the first of the 49 knobs by a hair, and divide.

# %%
hair, start = 1e-5 * np.eye(game.size)[0], np.zeros(game.size)
felt = (game.loss(start + hair) - game.loss(start)) / 1e-5
slope = game.gradient(start)[0]
print(f"felt with a nudge: {number(felt, 4)}; the gradient says {number(slope, 4)}")

# %% [markdown]
# The same number, for two calls, and 48 knobs are still to be felt.
#
# **Your descent joins the race** for *five* or *nine*. The whole gradient costs about as much as two calls of the loss, so a hundred calls buy fifty steps.

# %%
runs = raced(game, mine.gradient_descent, rate=0.3)
plots.show(*three_searches.draw(runs))
steps = mine.gradient_descent(game.gradient, np.zeros(game.size), 0.3, 50)
game.play(steps[-1])

# %% [markdown]
# With the same budget, descent gets all words of the course's invented strangers right. And look at the curves: of the random steps only one in five led down, but every step of the descent did. So it was after 40 calls where trial and error is after 100.
#
# Is it always so clear? Let all three run again, for *two* or *three*.

# %% predict="another_pair"
# A hundred calls for each, and the rate 0.3 as before. Whose loss is lowest in the end?
#
# - (a) That of your descent, because each of its steps goes downhill.
#   wrong: They do. But how long a step is depends on the slope and on the rate, and here yours soon become very short.
# - (b) That of the hundred guesses.
#   wrong: No guess learns anything from the one before, so it ends far above the other two.
# - (c) That of trial and error.
#   right: With the course's voices it ended below yours in 19 of 20 draws. Its steps stay as long as they are, while yours shrink with the slope.

# %%
other = WordSorter("two", "three")
found = raced(other, mine.gradient_descent, rate=0.3)
plots.show(*three_searches.draw(found))
print(final_losses(found))

# %% [markdown]
# With the course's voices all three sort the strangers without a mistake, so look at the losses: descent ends at 0.014, trial and error mostly below half of that. These words differ more, so long steps pay, and the rate 0.3 makes short ones. **The gradient says which way to go. It does not say how far**, and 2.5 is about that.
#
# **Hear a descent.** A guitar string hangs slack, and you want it at 220 Hz. The loss is the squared distance from there in *semitones* (neighbouring piano keys; twelve double the frequency). Your `sse` finds the slope, and your descent turns the peg. After each step you hear the target, softly, and the string.

# %%
semitones = falls.tuned(mine.sse, mine.gradient_descent, start=-14, rate=0.12, steps=16)
audio.play(falls.tuning(semitones, sr=sr), sr, title="a string that tunes itself, 16 steps downhill")

# %% [markdown]
# Large steps first, then ever smaller ones. Two notes that are nearly equal swell and fade together, and you hear this *beating* slow down.

# %% [markdown]
# ## 2.4 A straight line
#
# In the race the gradient was given. Now you work it out, beginning where there is least to compute.
#
# A tone crosses zero twice in every period, so its frequency is a straight line over the zero crossings that you counted in unit 0. Here are forty noisy tones. How would a machine find the line?

# %%
forty = tones.noisy_tones(40, rng=np.random.default_rng(4))
audio.play_row(forty.first(8), forty.sr, title="eight of the forty tones", gap=0.1)

# %% [markdown]
# **Linear regression** is a linear unit, $\hat y = X w + b$, with the *mean* squared error
#
# $$J(w, b) = \frac1N \sum_i (\hat y_i - y_i)^2.$$
#
# How does it change with a weight? Take two samples, $x = 1$ and $x = 3$, both predicted too high by 0.5, and nudge the weight up by 0.01. The first prediction rises by 0.01, the second by 0.03, because its input is three times as large.
#
# So the weight acts on a prediction through the input: $\partial \hat y_i / \partial w_d = x_{id}$. The prediction acts on the loss, with the slope that you found in exercise 2. Slopes in a chain multiply, and the samples add up:
#
# $$\frac{\partial J}{\partial w_d} = \frac1N \sum_i \underbrace{2(\hat y_i - y_i)}_{\text{prediction to loss}} \cdot \underbrace{x_{id}}_{\text{weight to prediction}}.$$
#
# For our two samples, with two numbers left to you:

# %%
plots.show(*input_times_error.draw(inputs=(1, 3), errors=(0.5, 0.5), blank=True))

# %% [markdown]
# <details><summary>Answer</summary>
#
# The product is $3 \cdot 1 = 3$, and the mean $(1 + 3) / 2 = 2$. So the larger input has three quarters of the say.
# </details>
#
# What does the bias do to a prediction? That is for you to find.
#
# ### Exercise 4 · `regression_gradient` · ●●○ · 12 min
#
# Write `regression_gradient(X, y, w, b)` that returns `loss, dw, db`.
#
# - `X`: shape (N, D); `y`: shape (N,); `w`: shape (D,); `b`: a number
# - `loss`: the mean squared error; `dw`: shape (D,), the slopes in all weights at once; `db`: a number, the slope in the bias
#
# For example, `X = np.array([[1.0], [2.0]])`, `y = np.array([2.0, 2.0])`, `w = np.array([1.0])`, `b = 0.0` predict 1 and 2. The errors are −1 and 0, the loss is
# ½, `dw = [-1]` and `db = -1`.
#
# <details><summary>Hint 1</summary>
#
# Nudge the bias by 0.01: by how much does each prediction rise? It is like a weight whose input is always the same number.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `X.T @ error` multiplies each column of `X` with the errors and adds up, for all D columns at once.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The formula of the text is `dw`, with its factor of 2 and divided by N. For `db`, put a column of ones in the place of `X`: what becomes of the sum?
# </details>


# %% exercise="regression_gradient"
def regression_gradient(X, y, w, b):
    ### BEGIN SOLUTION
    error = X @ w + b - y
    return np.mean(error**2), 2 * X.T @ error / len(y), 2 * error.mean()
    ### END SOLUTION


# %% check="regression_gradient"

# %% explained="regression_gradient"
# The bias is a weight whose input is always 1. So its slope is the formula of the text with 1 in the place of $x_{id}$, and that is twice the mean error: in the example the errors are −1 and 0, so `db` is −1.
#
# `X.T @ error` does the sum of the text for all weights at once. `X.T` has a row for each weight, with that weight's input in every sample, so each input meets the error of its own sample before anything is added up. If you take means first, the mean input, 1.5, times twice the mean error, −1, makes −1.5, where −1 is right. And the $1/N$ of the loss belongs to both slopes, because they are the slopes of a mean.

# %% [markdown]
# Both of your functions now learn the forty tones: one finds all slopes at once, without a nudge, and the other walks.

# %% predict="height_or_tilt"
# The line begins at zero, flat on the ground. Which takes longer to come right for good, its height or its tilt?
#
# - (a) Its tilt, by far.
#   right: All forty tones want the line higher, so that slope is steep. About the tilt they pull against one another, and little slope is left. The height stays within 2 % from step 4 on, the tilt only from step 95.
# - (b) Its height, because the weight has the inputs behind it.
#   wrong: The inputs do make the slope in the weight large. But a larger weight also lifts the whole line, and most of that slope is spent on lifting.
# - (c) Both equally long, because every step moves weight and bias.
#   wrong: Every step moves both, but the landscape is far steeper in one direction than in the other.

# %%
tone_slope = gradient_of(mine.regression_gradient, forty.crossings[:, None], forty.khz)
way = mine.gradient_descent(tone_slope, np.zeros(2), 0.1, 300)
names = ("zero crossings per ms", "kHz")
plots.show(*fit_contours.draw(forty.crossings, forty.khz, way, steps=(0, 1, 5), names=names))

# %% [markdown]
# On the left is the landscape over $w$ and $b$. The first step crosses the steep valley and lands a little beyond its floor: the line lies above all the tones, its tilt nearly right by luck. After the fifth it runs among them, too flat. The rest of the 300 steps creep along the floor and mend the tilt.
#
# Hear the last line at work, on four new tones:

# %%
w, b = way[-1]
print(tones.line_in_words(w, b))
pairs = tones.with_predictions(w, b, rng=np.random.default_rng(0))
audio.play_row(pairs, forty.sr, title="a noisy tone, and what the line takes it for, four times")

# %% [markdown]
# Three hundred steps for one line: could one not jump straight to the bottom? Here, for once, one can, because we know what the bottom looks like: it is level, so all slopes are zero.
#
# Let $\tilde X$ be $X$ with a last column of ones, so that the bias becomes the last weight of $\tilde w$. Then all slopes are $\frac2N \tilde X^\top (\tilde X \tilde w - y)$, and they are zero where
#
# $$\tilde X^\top \tilde X\,\tilde w = \tilde X^\top y.$$
#
# The solution of these linear equations – there is exactly one if no column is a sum of multiples of the others – is called the *closed form*. Hardly any other model of this course has one. Where there is one, nothing tests a descent better. For the inputs 0 and 1, with the truths 1 and 3:

# %%
plots.show(*closed_form.draw(x=(0, 1), y=(1, 3)))

# %% [markdown]
# ### Exercise 5 · `linear_regression` · ●●● · 15 min
#
# Write `linear_regression(X, y, lr, n)` that returns two pairs, `(w, b), (w, b)`:
#
# - the first by the closed form
# - the second after `n` steps of gradient descent with the rate `lr` on the mean squared error, starting from zeros; weights and bias move together
#
# After many steps the two must agree to six digits.
#
# For example, `X = np.array([[0.0], [1.0]])`, `y = np.array([1.0, 3.0])`: the closed form is `w = [2], b = 1`, as drawn. One step with `lr = 0.5` leads to `w = [1.5], b = 2`.
#
# <details><summary>Hint 1</summary>
#
# For the second pair you have `regression_gradient`. Ask it for both slopes before you move either of the two.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.column_stack([X, np.ones(len(X))])` appends the ones, `np.linalg.solve(A, c)` solves $A\tilde w = c$.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `closed = np.linalg.solve(ones.T @ ones, ones.T @ y)` has the weights in `closed[:-1]` and the bias in `closed[-1]`. In the loop, take both slopes from one call, and only then change `w` and `b`.
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

# %% explained="linear_regression"
# The closed form asks where all slopes are zero. That is enough here, because the landscape is a bowl, and a bowl is level only at its bottom. The factor $2/N$ stands in front of every slope, so it can be left out. The column of ones turns the bias into one more weight; the ones stand last, so the bias comes out last. In the example $\tilde X^\top \tilde X$ has the rows $(1, 1)$ and $(1, 2)$, and $\tilde X^\top y = (3, 4)$: $w + b = 3$ and $w + 2b = 4$, hence $b = 1$ and $w = 2$.
#
# The loop takes both slopes from one call, and only then moves. If you move the weights first and measure the slope of the bias after that, you come to the same bottom on another path. After many steps nobody sees the difference, but after one or three the check does.
#
# `np.linalg.lstsq(ones, y)[0]` is right as well, and safer when two columns of `X` are nearly alike.

# %% [markdown]
# Can a linear unit draw nothing but straight lines? Ask for the pitch as we hear it, in octaves above 100 Hz. Each octave doubles the frequency, so no line fits. But give your `linear_regression` the *logarithm* of the count, and the points are a line again. What is linear is a question of what you measure.

# %%
plots.show(*descents.octaves(forty.crossings, forty.khz, mine.linear_regression))

# %% [markdown]
# ## 2.5 How long a step?
#
# Every descent so far came with a learning rate that somebody had picked for you. How do you pick one?
#
# ### One weight
#
# Begin with a single weight and the simplest valley, $J = \frac12 \lambda w^2$. Its slope is $\lambda w$. The number $\lambda$, the *curvature*, says how steep the walls are. One step is
#
# $$w \leftarrow w - \alpha\lambda w = (1 - \alpha\lambda)\,w.$$
#
# So every step *multiplies* the distance from the bottom by one number, $1 - \alpha\lambda$. By hand, with $\lambda = 1$ from $w = 2$: the rate 0.1 gives the factor 0.9, so 2, 1.8, 1.62. What will larger rates do?

# %% predict="zigzag"
# The same valley, $\lambda = 1$, but now with the learning rate 1.8. What does the walker do?
#
# - (a) He arrives sooner, always from the same side, because the step is larger.
#   wrong: That would be so up to the rate 1, where a single step leads to the bottom. 1.8 leads beyond it.
# - (b) He flies away, because the step is longer than the way to the bottom.
#   wrong: It is longer, so he lands on the other wall. But he lands lower than he stood, because the factor $1 - 1.8 = -0.8$ is smaller than 1 in size.
# - (c) He leaps from wall to wall and still comes down.
#   right: The factor is −0.8: the sign changes with each step, so he zigzags, and the size shrinks by a fifth.

# %%
plots.show(*one_weight_descent.draw(rates=(0.1, 1.8, 2.1)))

# %% [markdown]
# **It creeps, it zigzags, it explodes**, and the factor decides. If its size is below 1 the distance shrinks; above 1 it grows without end. A minus makes the walker leap from side to side.
#
# ### Two weights
#
# So take the best rate and be done? With one weight, yes. But over two weights a valley can be steep across and flat along. The one rate must suit the steepest wall, and then it is too small for the floor.
#
# Race down such a valley. Your loss is a note after every step: raise the rate until it no longer falls.

# %%
demo(step_size.draw, title=step_size.TITLE, controls=step_size.CONTROLS)

# %% [markdown]
# There the valley ran along an axis. If it runs at an angle, each slope mixes both weights: say they are $2w_1 + w_2$ and $w_1 + 2w_2$. Let two walkers take one step with the rate 0.1:
#
# - the one from $(1, 1)$, where the slopes are 3 and 3, comes to $(0.7, 0.7)$;
# - the one from $(1, -1)$, where they are 1 and −1, comes to $(0.9, -0.9)$.
#
# Here they are on the two dashed diagonals, with a third walker who starts beside both:

# %%
plots.show(*tilted_valley.draw())

# %% [markdown]
# The first two stay on their diagonals and only come closer. **Along these two directions you are back at one weight**, once with the curvature 3 and once with 1.
#
# And the third, who starts at $(-1, 0)$? His place is the sum of two bits, one on each diagonal, and every step shrinks each bit by its own factor:

# %%
plots.show(*tilted_valley.bits())

# %% [markdown]
# After twelve steps about 1 % of the first bit is left, but 28 % of the second. The steep part goes first, so his path bends and then follows the floor. Every place is such a sum.
#
# In matrices, the slopes are $A w$ with
#
# $$A = \begin{pmatrix}2 & 1\\ 1 & 2\end{pmatrix}, \qquad A\begin{pmatrix}1\\1\end{pmatrix} = 3\begin{pmatrix}1\\1\end{pmatrix}, \qquad A\begin{pmatrix}1\\-1\end{pmatrix} = 1\begin{pmatrix}1\\-1\end{pmatrix}.$$
#
# Directions that $A$ only stretches are its *eigenvectors*, and the stretches, here 3 and 1, its *eigenvalues*.

# %% [markdown]
# Two questions are left to you. Up to which rate do *all* directions shrink? And with which one does the slowest direction shrink as fast as possible?
#
# ### Exercise 6 · `learning_rates` · ●●○ · 12 min
#
# Write `learning_rates(A)` that returns two numbers, `largest, best`, for a symmetric matrix `A` of shape (D, D) with positive eigenvalues. Below the rate `largest` every direction shrinks, and above it one of them grows.
#
# For example, `A = np.diag([1.0, 4.0])` has the largest rate 0.5 and the best 0.4.
#
# <details><summary>Hint 1</summary>
#
# A direction shrinks if $1 - \alpha\lambda > -1$. Which $\lambda$ breaks that first when $\alpha$ grows? And which direction is the slowest if $\alpha$ is small?
# </details>
#
# <details><summary>Hint 2</summary>
#
# For the best rate let the steepest and the flattest direction shrink alike: $\alpha\lambda_\text{max} - 1 = 1 - \alpha\lambda_\text{min}$. Solve it for $\alpha$, and try it with 1 and 4.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.linalg.eigvalsh(A)` returns the eigenvalues of a symmetric matrix, the smallest first. Both answers are 2 over something: one asks the steepest direction alone, the other asks two.
# </details>


# %% exercise="learning_rates"
def learning_rates(A):
    ### BEGIN SOLUTION
    curvatures = np.linalg.eigvalsh(A)
    return 2 / curvatures[-1], 2 / (curvatures[0] + curvatures[-1])
    ### END SOLUTION


# %% check="learning_rates"

# %% explained="learning_rates"
# Along each eigenvector you are back at one weight, and a step multiplies the distance by $1 - \alpha\lambda$. The distance shrinks as long as this factor is above −1, and that means $\alpha < 2/\lambda$. The largest $\lambda$ breaks this first, hence $2/\lambda_\text{max}$.
#
# The slowest direction is always one of the two ends: the flattest, with the factor $1 - \alpha\lambda_\text{min}$, or the steepest, with $\alpha\lambda_\text{max} - 1$ in size. A larger rate makes the one smaller and the other larger, so the best rate makes them equal: $\alpha = 2/(\lambda_\text{min} + \lambda_\text{max})$. With 1 and 4 it is 0.4, and in both directions 0.6 of the distance is left after each step. All directions between shrink faster.
#
# Why not read the curvatures off the diagonal? Because a valley may run diagonally: the $A$ of 2.5 has 2 and 2 there, but its curvatures are 3 and 1.

# %% [markdown]
# In the gradient of the forty tones, $\tilde w$ is multiplied by $A = \frac2N \tilde X^\top \tilde X$, whose larger eigenvalue is 11.15, so the largest rate should be $2 / 11.15 = 0.179$. Ask your `learning_rates`, and take 90 % of its answer, then 106 %.

# %% predict="a_little_too_much"
# Is a little more really too much? The loss starts near 1. What has become of it after 40 steps at 106 %?
#
# - (a) Hardly anything: it goes round and round at the height where it started.
#   wrong: That happens at exactly 100 %, in the steepest direction. Above, every step is longer than the one before.
# - (b) It is a little worse than at 90 %, but it has fallen.
#   wrong: It falls in the flat direction only. In the steep one each step lands further out on the other side.
# - (c) It has grown many thousand times.
#   right: In the steep direction a step multiplies the distance by −1.12, so the loss grows by a quarter each time. Forty times a quarter more is a factor of about 9,000.

# %%
largest, _ = mine.learning_rates(falls.curvature(forty))
rates = falls.at_rates(forty, mine.gradient_descent, tone_slope, largest)
print(falls.last_losses(rates))
melodies = falls.heard(rates, sr=sr, duration=0.08, highest=2)
audio.play_row(melodies, sr, title="two learning rates: it converges, it diverges", gap=0.5)

# %% [markdown]
# In deep nets hardly anybody computes the eigenvalues, but the rule of thumb holds: if the loss climbs, the rate is too large; if it creeps, it could be larger. Go back to the race for *two* or *three* and make the rate 3: now your descent wins, with 0.0006.
#
# ### A rounder valley
#
# Must we live with the valley we are given? Take the level of one band of the spoken words, in decibels. It is −24 on average and never above 0, so the score is about $-24w + b$, and weight and bias are nearly the same knob. Raise the weight a little and the bias 24 times as much, and hardly anything changes: a long thin valley.
#
# Now *standardise*: shift and scale the input so that its mean is 0 and its standard deviation 1.

# %% predict="round_or_long"
# Both descents take 30 steps, each with 80 % of its own largest rate. Where do they end?
#
# - (a) Both at the bottom, because standardising only renames the numbers.
#   wrong: The bottom means the same line in both. But the way there differs, since the rate must suit the steepest wall, and only one of the two valleys is as steep in all directions.
# - (b) The standardised one at the bottom; the other one close to where it started.
#   right: In decibels the valley is thousands of times as steep across as along, so the steps that are safe across are far too short along.
# - (c) The one in decibels at the bottom, because its slopes are steeper.
#   wrong: Steep slopes force a small rate. What counts is how much steeper the steepest direction is than the flattest.

# %%
level, word = two_kinds("spoken-digits", "five", "nine", "train")
plots.show(*two_landscapes.draw(level[:, most_telling(level, word)], word))

# %% [markdown]
# On the left thirty steps are a smudge that has hardly left the start; on the right a few steps lead to the star. We only changed the units. That is why every net of this course gets standardised inputs.

# %% [markdown]
# ## 2.6 Two valleys
#
# A rate is chosen, the valley is round. But is it the right valley? The walker feels only the ground under his feet, so he cannot tell. In a linear regression he need not ask: its landscape is a bowl, and every way down ends at the same height. Such a landscape is *convex*. This one is not:

# %%
plots.show(*descents.two_valleys())

# %% [markdown]
# $$J(w) = \tfrac18 (w^2 - 4)^2 + 0.6\,w, \qquad \frac{dJ}{dw} = \tfrac12\, w\,(w^2 - 4) + 0.6.$$
#
# He finds *a* valley, not necessarily the deepest. If the landscape is convex and has a deepest place, the *global minimum*, he gets there, given a rate that suits the steepest wall.
#
# ### Exercise 7 · `starts` · ●○○ · 8 min
#
# Three walkers each take 200 steps with `lr = 0.1`. Choose where they start: `starts` is a dictionary with three numbers,
#
# - `"worse"`: a start from which the descent ends in the worse, that is, the higher valley
# - `"better"`: one from which it ends in the better valley
# - `"lost"`: one where the wall is so steep that the steps grow, and it is never seen again
#
# For example, `{"worse": 0.0, ...}` is wrong: 0 lies to the left of the top.
#
# <details><summary>Hint 1</summary>
#
# Look at the picture: which valley is higher, and on which side of the top does it lie?
# </details>
#
# <details><summary>Hint 2</summary>
#
# For the third, compare how far a step leads, $0.1 \cdot dJ/dw$, with how far it is to the other side. The slope grows like $w^3$.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `valleys.outcome(w)` says where a start leads. Try 3, −3, 10 and 20.
# </details>

# %% exercise="starts"
### BEGIN SOLUTION
starts = {"worse": 3.0, "better": -3.0, "lost": 20.0}
### END SOLUTION

# %% check="starts"

# %% explained="starts"
# The top is near 0.3. To the right of it lies the higher valley, to the left of it the deeper one. 3 and −3 are on the outer walls, but not so far up that a step leads across.
#
# To be lost, a walker has to land further out than he stood. The slope grows like $\frac12 w^3$, so a step is about $0.05\,w^3$. At 20 that is nearly 400, and he lands at −376, where the wall is steeper still. From 6.7 outwards, on either side, everybody is lost.

# %% [markdown]
# Two walkers start 0.2 apart, to the left and to the right of the top. A third starts at 5, far above the picture on the right.

# %% predict="far_up"
# The one at 5 stands above the worse valley, and the rate is 0.1. Where does he end?
#
# - (a) In the worse valley, because it lies below him.
#   wrong: With tiny steps he would. But it is steep up there, and the steeper the slope, the longer the step.
# - (b) In neither, because his steps grow and grow.
#   wrong: From 10 that is what happens: the first step throws him to −38, where the wall is steeper still. From 5 it throws him less far.
# - (c) In the better valley.
#   right: The slope at 5 is 53, so his first step is 5.3 long, and he lands at −0.3, beyond the top. That was luck and no insight.

# %%
plots.show(*descents.two_valleys(starts=(0.2, 0.4)))
tracks = falls.into_valleys(mine.gradient_descent, (0.2, 0.4, 5.0), sr=sr)
audio.play_row(tracks, sr, title="three descents: the pitch is J", gap=0.5)

# %% [markdown]
# Two starts 0.2 apart, and they end in different valleys. And from about 5 on a start says little, because walkers leap over the top, and some of them back again.
#
# Now your own three. Whoever is lost ends on the highest note and stays there:

# %%
falls.play_starts(mine.gradient_descent, globals().get("starts"), sr=sr)

# %% [markdown]
# Must that worry us for *five* or *nine*? No: the loss of 2.8 is convex too. With more layers it is a real question, as unit 3 will show.

# %% [markdown]
# ## 2.7 All, one, or a hundred
#
# All 49 slopes for two calls: that was the bargain. But what does a call cost? The loss is a mean over all samples, and so is its gradient: with a million samples that is a million looks before the first step. So who is asked?
#
# - All N samples, for every step: **batch** gradient descent.
# - One, drawn at random: **stochastic** gradient descent.
# - A few, for example 100: **mini-batch**. This is what most people mean by SGD.
#
# An *epoch* is once through all samples, however many steps that is.
#
# Is it enough to ask a few? Suppose that your thousand recordings were only ten, each copied a hundred times. Then one copy of each would tell you the very slope that all thousand tell, for a hundredth of the work. Real recordings are no copies, but they are alike, so a few of them say most of it.
#
# What is lost? Take four samples whose slopes in some weight are 1, 3, 4 and 8, so that the batch slope is their mean, 4. Deal them out in pairs:

# %%
plots.show(*batch_slopes.draw())

# %% [markdown]
# The mini-batches {1, 4} and {3, 8} have the slopes 2.5 and 5.5. Both are off, but their mean is 4 again, because every sample is in exactly one of them. So a mini-batch points the right way *on average*. What is left is noise, and a larger batch has less of it.
#
# ### Exercise 8 · `minibatches` · ●●○ · 10 min
#
# Write `minibatches(n, batch_size, rng)` that returns the batches of one epoch: a *list* of arrays of row numbers.
#
# - every number from 0 to n − 1 occurs exactly once
# - each array has `batch_size` entries; only the last may be shorter, and it is not left out
# - the order is random, drawn from `rng`, a `np.random.Generator`: the same generator state gives the same batches
#
# For example, `minibatches(5, 2, np.random.default_rng(0))` may be `[array([4, 2]), array([3, 1]), array([0])]`.
#
# <details><summary>Hint 1</summary>
#
# Think of a pack of cards: shuffle it once, then deal it out in heaps.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `rng.permutation(n)` is a shuffled `np.arange(n)`. `range(0, n, batch_size)` counts the places where a heap begins.
# </details>
#
# <details><summary>Hint 3</summary>
#
# A heap is a slice of the shuffled order, `batch_size` long. A slice that goes beyond the end simply stops there.
# </details>


# %% exercise="minibatches"
def minibatches(n, batch_size, rng):
    ### BEGIN SOLUTION
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]
    ### END SOLUTION


# %% check="minibatches"

# %% explained="minibatches"
# Shuffle once, then deal. A permutation has every number once, and slices that follow one another neither overlap nor leave a gap, so each row is in exactly one batch. A batch begins at 0, 2 and 4 in the example. A slice that runs beyond the end simply stops, so the last batch is shorter without a line of its own, and there is no empty one when `batch_size` divides `n`.
#
# If you draw every batch anew from all rows, some come twice and others never. If you cut first, and then shuffle the batches or the rows in them, rows that came together stay together, and often such rows are alike. And it must be the given `rng`: a generator of your own, with a fixed seed, would deal every epoch in the same order.

# %% predict="batches_at_work"
# Three walkers learn the forty tones from your `minibatches`, at the same rate. One takes all 40 for a step, one takes 8, and one takes a single tone. Each may look at 480 tones. Who is lowest then?
#
# - (a) The one with all 40, because his steps are exact.
#   wrong: They are exact, but for 480 tones he gets only 12 of them, and most of the way is still before him.
# - (b) The one with 8: 60 steps, each in a fairly good direction.
#   wrong: For this reason he beats the one with all 40. But go on: whoever takes one tone at a time gets 480 steps.
# - (c) The one with a single tone: 480 steps, whatever each is worth.
#   right: What brings you down is steps, and here even one tone's opinion is good enough. Does that settle it?
# - (d) All the same, because all have looked at as many tones.
#   wrong: Looking at 40 tones before moving once is thorough and slow.

# %%
walks = falls.in_batches(forty, mine.gradient_descent, tone_slope, mine.minibatches)
plots.show(*descents.in_batches(walks))
print(falls.steps_and_losses(walks))
melodies = falls.heard_by_looks(walks, sr=sr)
audio.play_row(melodies, sr, title="all, 8 and one at a time: 480 tones each", gap=0.5)

# %% [markdown]
# Counted in tones, one at a time wins by a long way, because these forty tones nearly agree. Why then does hardly anybody do it? Time a step:

# %%
for rows in (1, 8, 40_000):
    print(f"rows: {rows:,}, microseconds a step: {falls.microseconds(tone_slope, rows):.0f}")

# %% [markdown]
# Eight rows take hardly longer than one, so 480 single steps last about eight times as long as 60 steps of 8. Forty thousand at once are slow again. So take as many rows at a time as cost hardly more than a single one.
#
# The sound gives a second reason. Near the bottom, one at a time no longer falls: it hops, since each tone pulls towards a line of its own. Where the samples contradict one another, it hops much higher.

# %% [markdown]
# ## 2.8 Yes or no, and how sure
#
# The forty tones wanted a number, but *five* or *nine* wants a word. And an honest machine adds how sure it is: put a sigmoid in the place of the perceptron's step, and read $p = \sigma(z)$ as *the probability that the label is 1*. This is **logistic regression**. Despite its name it classifies: $p > \frac12$ just where $z > 0$.
#
# ### A coin
#
# But what is a *good* probability? Start with an unknown coin. It falls heads, heads, tails, heads. One friend says that it shows heads with probability ½, and another says ¾. Whom do you trust more?
#
# Ask each how probable this row was. The first gave it $\frac12 \cdot \frac12 \cdot \frac12 \cdot \frac12 = 0.0625$, the second $\frac34 \cdot \frac34 \cdot \frac14 \cdot \frac34 = 0.105$. The second is less surprised by what happened, so you trust him more. The probability that an opinion gave to what really happened is its **likelihood**.
#
# A machine that sorts sounds gives every sound a coin of its own. Here are three machines on five sounds with the labels 1, 1, 0, 1, 0. The *careful* one says 0.9, 0.8, 0.3, 0.6, 0.2; the *clueless* one always ½; the *cocksure* one 0.99, 0.99, 0.01, 0.01, 0.01.

# %% predict="cocksure"
# The cocksure machine is nearly certain each time, and it is right four times of five. The clueless one always says ½. To which of the three did the five labels have the *lowest* probability?
#
# - (a) To the cocksure one.
#   right: Four factors of 0.99 hardly matter, and one factor of 0.01 makes the product a hundred times smaller. Being sure and wrong is expensive.
# - (b) To the clueless one, because it knows nothing.
#   wrong: It knows nothing, but it does not claim to either: ½ each time gives $1/32 = 0.031$. One wrong certainty costs more than five shrugs.
# - (c) To the careful one, because it was never quite sure.
#   wrong: All its guesses lean the right way, so every factor is above ½ and its product is the largest.

# %%
plots.show(*likelihood.draw())

# %% [markdown]
# Each bar is the probability given to the *truth*: $p$ if the label is 1, $1 - p$ if it is 0. Multiplied, they are the likelihood.
#
# But a product of many such numbers soon becomes too small for a computer: after 2,000 sounds the clueless machine's $\frac12 \cdot \frac12 \cdots$ comes out as exactly 0. So take logarithms, because they turn it into a sum; change the sign, so that less is better; and divide by the number of sounds. That last column is our loss, 0.284 for the careful machine.
#
# In one line, where $y_i$ switches one of the two terms on:
#
# $$J = -\frac1N \sum_i \bigl[\,y_i \ln p_i + (1 - y_i) \ln (1 - p_i)\,\bigr].$$
#
# This is the **cross entropy**, or *logistic loss*. With the natural logarithm it is counted in *nats*: a machine that always says ½ pays $\ln 2 = 0.69$ of them. Look back at the race: the best of the hundred guesses had nearly three in four known words right, and still it paid 0.87. It was cocksure, and knowing nothing would have been cheaper.
#
# Weights that make the cross entropy smallest make the labels of all samples together most probable. That is *maximum likelihood*.
#
# ### Why not squares?
#
# Dial a wrong number once and wake a stranger, and you dial with care the next time: from our worst mistakes we learn fastest. Does a sigmoid? For the tones squares did well, so let them try on a probability.

# %% predict="most_wrong"
# Two words are labelled 1. One has the score −2, so $p = 0.12$; the other has −6, so $p = 0.0025$. Each score walks down its *squared* error, with the rate 1, until it is on the right side of 0. How long does the worse one take?
#
# - (a) About as long as the other, because whoever is more wrong learns faster.
#   wrong: That was so for the line of 2.4. But here a sigmoid stands between the score and the error, and far out it is flat.
# - (b) Three times as long, because it has three times as far to go.
#   wrong: It would be so if both took steps of the same length. The worse one takes much shorter ones: how far does $p$ move when a score of −6 is nudged?
# - (c) More than twenty times as long.
#   right: 214 steps against 8. At −6 the sigmoid hardly moves, so the slope is nearly 0, and the steps are tiny.

# %%
for start in (-2, -6):
    print(falls.steps_until_right(mine.gradient_descent, start))

# %%
falls.play_until_right(mine.gradient_descent, -6, sr=sr)

# %% [markdown]
# You hear the score climb, a note a step. With squares it stays and stays on its low note, and rises only at the very end. With cross entropy it is there before you have begun to listen.
#
# With squares, the most wrong learn slowest: at −6 their slope is −0.005, because the sigmoid is flat out there and lets hardly anything through. The slope of cross entropy is −0.998, two hundred times as steep. Here is what a sample labelled 1 costs, over its score, and the slope of that:

# %%
plots.show(*costs.when_wrong())

# %% [markdown]
# ### The slope
#
# How steep is it, exactly? A sample labelled 1 costs
#
# $$-\ln \sigma(z) = -\ln \frac{1}{1 + e^{-z}} = \ln(1 + e^{-z}), \qquad\text{with the slope}\quad \frac{-e^{-z}}{1 + e^{-z}} = \sigma(z) - 1 = p - 1.$$
#
# All that is left is $p - 1$. A sample labelled 0 you work out yourself, from $-\ln(1 - \sigma(z))$.
#
# Both formulas break on a computer. For a score of −1000, $p$ is rounded to 0, whose logarithm is minus infinity; and in $\ln(1 + e^{-z})$ the exponential overflows. `np.logaddexp(0, -z)` is the same logarithm, in a form that never does.
#
# ### Exercise 9 · `logistic_loss` · ●●● · 15 min
#
# Write `logistic_loss(X, y, w, b)` that returns `loss, dw, db`.
#
# - `X`: shape (N, D); `y`: shape (N,), labels 0 or 1; `w`: shape (D,); `b`: a number
# - `loss`: the mean cross entropy in nats, right for scores of ±1000 too; `dw`: shape (D,); `db`: a number
#
# For example, `X = np.array([[1.0], [1000.0]])`, `y = np.array([1, 0])`, `w = np.array([1.0])`, `b = 0.0`: the first sample costs 0.3133, the second 1000, so the loss is 500.16.
# Their slopes in the score are −0.2689 and 1, so `dw = [499.87]` and `db = 0.3655`.
#
# <details><summary>Hint 1</summary>
#
# $1 - \sigma(z) = \sigma(-z)$. So what a sample labelled 0 costs is $\ln(1 + e^{z})$. What is its slope?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The slope in the score is $p - y$ for both labels. From there it is as in `regression_gradient`. And `np.logaddexp(0, z)` is $\ln(e^0 + e^z)$, for z of any size.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Since $\ln(1 + e^{-z}) = \ln(1 + e^z) - z$, one line does the loss of both labels: $\ln(1 + e^z)$, less $z$ where $y$ is 1. For `p` take the third output of your `units`; then go on as in exercise 4, without its 2.
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

# %% explained="logistic_loss"
# Stay with the score, and never take the logarithm of $p$. A sample labelled 0 costs $-\ln(1 - \sigma(z)) = -\ln\sigma(-z) = \ln(1 + e^z)$, and the slope of that is $\frac{e^z}{1 + e^z} = p$. For a sample labelled 1 the text found $p - 1$. Both are $p - y$.
#
# For the loss, take $e^{-z}$ out of the bracket: $\ln(1 + e^{-z}) = \ln\bigl(e^{-z}(e^z + 1)\bigr) = \ln(1 + e^z) - z$. So `np.logaddexp(0, z) - y * z` does both labels. It survives a score of 1000 because it computes $1000 + \ln(1 + e^{-1000})$. The probability is that of `units`.
#
# The error is divided by N once, before the products, so `dw` and `db` are both means. Two slips: if you keep $p$ above $10^{-9}$ before you take its logarithm, a price of 1000 becomes 21. And the factor $p(1 - p)$, the slope of the sigmoid, belongs to the squared error. Here it cancels, because $-\ln p$ has the slope $-\frac1p$, and $-\frac1p \cdot p(1-p) = p - 1$.

# %% [markdown]
# **Probability minus truth**, times the input: that is all the gradient there is. And it answers the question of this unit. `X.T @ (p - y) / N` is the slope of all 48 weights at once, and the mean of `p - y` that of the bias, without a single nudge. It won the race in 2.3. There we counted two calls for it, and now you see why: `X @ w` goes through the table once, `X.T @ (p - y)` once more, for 49 knobs as for a million.
#
# Once your checks have passed, all of it is your own here, down to the percentages on the buttons:

# %%
word_slope = gradient_of(mine.logistic_loss, game.X, game.y)
own = mine.gradient_descent(word_slope, np.zeros(game.size), 0.3, 200)
for new in (False, True):
    game.say_right(own[-1], new=new)
game.play(own[1], units=mine.units)

# %% [markdown]
# These are the ten words after a *single* step, and it is hardly sure of anything yet. Put `own[10]` or `own[-1]` there and hear how it gets surer.

# %% [markdown]
# ## 2.9 Two kinds of sound
#
# Here are the 48 numbers of *nine* and of *five* on average, in *decibels* (ten more are ten times the power), and how far they are apart.

# %% predict="five_and_nine"
# *Five* and *nine* share their vowel. In which quarter of the word do their levels differ most?
#
# - (a) In the first.
#   right: *Five* begins with the hiss of its f, *nine* with the hum of its n. With the course's voices that makes 12 decibels in the middle bands.
# - (b) In the second.
#   wrong: There both are in the middle of the same vowel, and the levels agree to a decibel.
# - (c) In the last.
#   wrong: A v and an n differ, too, but both are a fading hum; with the course's voices that is about 5 decibels.

# %%
print(game.description)
plots.show(*word_levels.draw(game.raw, game.y))

# %% [markdown]
# On the right, violet says that *nine* is stronger, and orange or brown that *five* is. The second quarter is almost white, because there both words are in their vowel, and the later ones are paler. It is the first that tells them apart: the f of *five* hisses in the middle bands, and the n of *nine* hums in the two lowest.
#
# As in 2.5 each column is *standardised* over the training samples. The new speakers' numbers get the *same* shift and scale.
#
# ### Exercise 10 · `train_logistic` · ●●○ · 12 min
#
# **What is wrong here?** A friend wrote the training of a logistic regression: from zeros, `n` steps of (batch) gradient descent with the rate `lr` on the mean cross entropy. It runs, and is wrong more often than a coin. Find the three mistakes, and hand in a version that is right.
#
# ```python
# def train_logistic(X, y, lr, n):
#     w, b = np.zeros(X.shape[1]), 0.0
#     for _ in range(n):
#         p = (X @ w + b > 0) * 1.0
#         error = p - y
#         w = w + lr * X.T @ error / len(y)
#         b = b - lr * error.sum()
#     return w, b
# ```
#
# - `X`: shape (N, D), standardised; `y`: shape (N,), labels 0 or 1
# - returns `w` of shape (D,) and the number `b`
#
# You are graded on three questions, spoken by people who are not in `X`: *five* or *nine*, *eight* or *four*, *seven* or another digit. At least 70 % must be right; and on small sets your weights must be those of gradient descent.
#
# For example, for `X = np.array([[1.0], [-1.0]])`, `y = np.array([1, 0])`, `lr = 1` and `n = 1` the answer is `w = [0.5]`, `b = 0`.
#
# <details><summary>Hint 1</summary>
#
# Compute the example by hand with the friend's code. What is `p` in the first step, and what should it be?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Ask of each line: is this a probability? Does this go downhill? Is this the slope of a *mean*?
# </details>
#
# <details><summary>Hint 3</summary>
#
# A step stands where a sigmoid should be, a sign is wrong in the line of the weights, and the line of the bias has a sum where the mean belongs. Or start anew: you have `logistic_loss`.
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

# %% explained="train_logistic"
# The friend has a wrong probability, a wrong direction and a wrong size, and the example shows all three. From zeros both scores are 0, so both probabilities should be ½, and the errors −½ and ½. The step makes the probabilities 0, and the errors −1 and 0. The slope of the weight is −½ even so, but the plus takes the weight along it, uphill to −½, where ½ is right. The bias goes to 1, where 0 is right: the step alone would take it to ½, and the sum doubles that.
#
# With `logistic_loss` two of the three are gone at once, because its error is a probability minus a label, and both its slopes are means. What is left to mend is the minus.
#
# If you leave the step in, you have a kind of perceptron again: once all known words are right it stops, however near to the border they are.

# %% [markdown]
# Choose any two digits, and hear your `train_logistic` sort strangers who say them. Which two words cost most?

# %%
pair = WordSorter("one", "nine")
sorter = np.append(*mine.train_logistic(pair.X, pair.y, 0.3, 200))
pair.say_right(sorter, loss=True)
pair.play(sorter)

# %% [markdown]
# We began with them. Of all 45 pairs of the course's voices *five* and *nine* cost most with strangers, 0.055 nats, and *one* and *nine* come next; yet in none of the 45 does a single stranger's word land on the wrong side.
#
# ### Is one hyperplane enough?
#
# Harder: *two*, or anything else? A linear unit must put all twos on one side of a hyperplane and nine different words on the other. Here is how your `train_logistic` does for each digit, on known speakers and on new ones. Half of the samples are the digit in question, so guessing gets 50 %.

# %%
figure, text = each_digit(mine.train_logistic)
print(text)
plots.show(figure, text)

# %% [markdown]
# For the course's invented voices one hyperplane is nearly enough. With real ones it does well on the speakers it knows and loses much on new ones. So the line *can* be drawn, but it does not carry over. Unit 6 mends that.
#
# ### Exercise 11 · `twelve_calls` · ●●● · 15 min
#
# **An open challenge.** A phone measures its 48 levels in raw decibels, and you give it a weight for each and a bias. But the labels are elsewhere, and you may ask for the gradient only *twelve times*. How low do you get?
#
# Write `twelve_calls(X, measure)` that returns `w, b`, to be used on raw decibels.
#
# - `X`: shape (N, 48), raw levels in dB
# - `measure`: a function; `measure(features, w, b)` returns `loss, dw, db`, the mean cross entropy of a sigmoid unit and its gradient, for *any* `features` of shape (N, 48) that you make of `X`. The thirteenth call raises a `ValueError`
# - `w`: shape (48,), `b`: a number
#
# The goal is a loss of at most 0.22 nats on the raw levels, for *five* or *nine*, *eight* or *four*, *seven* or another digit. Any way is allowed. For *five* or *nine*, descent on the raw levels ends at about 0.6, standardised with the rate 0.3 at 0.24.
#
# For example, if you measure with `features = X - 30` and end with the weights `v` and the bias `c`, then `w = v` and `b = c - 30 * v.sum()`.
#
# <details><summary>Hint 1</summary>
#
# Two things are in your hands: the features, which shape the valley, and the rate. 2.5 was about both.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Standardise: `features = (X - middle) / spread`. In the end $v \cdot (x - \text{middle}) / \text{spread} + c$ must be $w \cdot x + b$ for every $x$. So which $w$, and which $b$?
# </details>
#
# <details><summary>Hint 3</summary>
#
# `w = v / spread` and `b = c - (v * middle / spread).sum()`. The rate 0.6 is enough for the goal; larger ones, up to 3 or so, go lower.
# </details>


# %% exercise="twelve_calls"
def twelve_calls(X, measure):
    ### BEGIN SOLUTION
    middle, spread = X.mean(axis=0), X.std(axis=0)
    features = (X - middle) / spread
    v, c = np.zeros(X.shape[1]), 0.0
    for _ in range(12):
        _, dv, dc = measure(features, v, c)
        v, c = v - 1.0 * dv, c - 1.0 * dc
    return v / spread, c - (v * middle / spread).sum()
    ### END SOLUTION


# %% check="twelve_calls"

# %% explained="twelve_calls"
# Twelve steps are few, so the valley must be round before the first. `measure` takes any features, and at the start, standardised ones allow a rate thousands of times larger than raw decibels do: 0.4 or more against about 0.0002. The answer dares 1, because the walls get less steep as the scores grow.
#
# Then the scaling has to be undone, so that every sound keeps its score. With the means $m$ and the spreads $s$ it is $v \cdot \frac{x - m}{s} + c = \frac{v}{s} \cdot x + \bigl(c - \frac{v}{s} \cdot m\bigr)$. So the bias takes up the means, *weighted by the new weights*. With `v * middle` there, without the spread, the weights are right, but all scores are shifted, and you pay 6 nats or more.
#
# The rate 3 goes lower still, to 0.05 on *five* or *nine*, but 5 misses the goal on *seven*. Momentum (unit 6) makes more of the same twelve slopes. And if you only centre the levels, a rate divided by each level's variance is standardising in disguise.

# %% [markdown]
# And what do your twelve calls sound like, with people whom they never met?

# %%
twelve = game.on_raw_levels(mine.twelve_calls)
print(f"a loss of {number(game.loss(twelve))} nats")
game.say_right(twelve)
game.play(twelve, units=mine.units)

# %% [markdown]
# Twelve questions, and hardly a word of strangers is wrong, where a hundred guesses left more than a quarter wrong.

# %% [markdown]
# ## 2.10 One of many
#
# Your sorter answers yes or no. A telephone has ten digits to tell apart, so one could ask ten machines. But what does it dial if three say yes? Better ask *one* question, which of the ten it is. That takes a score for each of $C$ classes, $z_0, \dots, z_{C-1}$. They are called *logits*. How do they become probabilities?
#
# They must be positive and add up to 1. The exponential makes any number positive, and dividing by the sum does the rest. That is **softmax**:
#
# $$\hat y_k = \frac{e^{z_k}}{\sum_j e^{z_j}}.$$
#
# Suppose the logits for *two*, *three* and *four* are 2, 1 and −1, and the word was *three*:

# %%
plots.show(*softmax.draw(scores=(2, 1, -1), truth="three"))

# %% [markdown]
# The exponential enlarges a lead: one point more is 2.7 times as much. The share of *two* is $7.39 / 10.48 = 0.705$. The loss is again minus the logarithm of the probability of the truth, $-\ln 0.2595 = 1.349$.
#
# If $y$ is *one-hot*, 1 for the right class and 0 for the others, this *cross entropy* is $-\sum_k y_k \ln \hat y_k$.
#
# And the gradient, in the last column? Share minus truth. *Three* should rise and the others fall, and most of the blame is on *two*.
#
# %% predict="all_one_higher"
# All three logits rise by 1. What becomes of the three shares?
#
# - (a) All three grow, because each $e^z$ is now 2.7 times as large.
#   wrong: Each of them is, and so is their sum. A share is one divided by the other.
# - (b) They stay what they are.
#   right: Numerator and sum are both multiplied by $e$, and it cancels.
# - (c) The largest grows, because the exponential enlarges a lead.
#   wrong: It enlarges a lead, but the leads are what they were: one point and three.

# %% [markdown]
# Make the bars move: raise all three by 1. Then set them to 0: what does it cost to know nothing?

# %%
demo(softmax_bars.draw, title=softmax_bars.TITLE, controls=softmax_bars.CONTROLS)

# %% [markdown]
# So only differences count. If all logits are equal, which is to know nothing, the loss is $\ln C$, here $\ln 3 = 1.099$.
#
# <details><summary>Why share minus truth once more?</summary>
#
# The loss of a row is $\ln \sum_j e^{z_j} - z_\text{right}$. The slope of the first term in $z_k$ is $e^{z_k} / \sum_j e^{z_j} = \hat y_k$, and the second takes 1 away where $k$ is right.
# </details>

# %% [markdown]
# But $e^{1000}$ is too large for a computer. What could you do to a row of logits first, so that nothing overflows and no probability changes?
#
# ### Exercise 12 · `softmax_cross_entropy` · ●●● · 15 min
#
# Write `softmax_cross_entropy(logits, target)` that returns `prob, loss, dlogits`.
#
# - `logits`: shape (N, C); `target`: shape (N,), the number of the right class of each row
# - `prob`: shape (N, C); `loss`: the mean over the N rows, right for logits of ±1000 too; `dlogits`: shape (N, C), the gradient of that mean
#
# For example, `logits = np.array([[0.0, np.log(3)]])` with `target = np.array([0])`: the probabilities are ¼ and ¾, the loss is $\ln 4 = 1.386$ and the gradient `[[-0.75, 0.75]]`.
#
# <details><summary>Hint 1</summary>
#
# Only differences count, so subtract from each row its largest logit. `logits.max(axis=1, keepdims=True)` is a column with the largest of each row.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Work with the *logarithms* of the probabilities, $\ln \hat y_k = z_k - \ln \sum_j e^{z_j}$ of the shifted logits, and take `np.exp` of them at the end.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `table[np.arange(N), target]` picks one entry from every row: for the loss read there, for the gradient subtract 1 there, from a *copy* of the probabilities. Divide the gradient by N.
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

# %% explained="softmax_cross_entropy"
# Only differences count, so the largest logit of each row is taken away first. Then $e^0 = 1$ is the largest power, and no sum is below 1, so its logarithm is safe. It has to be the largest of the *row*: with that of the whole table, all powers of a far lower row would be 0. `keepdims` keeps the maxima and the sums a column, so that each row meets its own.
#
# The logarithm is taken on paper, $\ln\hat y_k = z_k - \ln\sum_j e^{z_j}$, because a probability may be rounded to 0, and $0 \cdot \ln 0$ is no number. In the example the shifted row is $(-\ln 3, 0)$, the sum is $\frac43$, and the first logarithm is $-\ln 3 - \ln\frac43 = -\ln 4$.
#
# The gradient is share minus truth, and the truth is a single 1 in each row, so 1 is taken away at `[rows, target]`, one place in every row. This changes the array, so `np.exp` is called twice, and what is returned as `prob` stays whole. And the mean is over N rows, not over the N · C entries.

# %% [markdown]
# Now the telephone. It has 49 knobs for each of ten digits; your `softmax_cross_entropy` finds the 490 slopes, and your descent turns the knobs. Then strangers say a number.

# %% predict="seven_digits"
# After five steps it takes seven of eight new words for what they are. How many of the numbers of seven digits does it dial without a mistake?
#
# - (a) About seven of eight.
#   wrong: So many *digits* come out right. A number is wrong as soon as one of its seven digits is.
# - (b) About four in ten.
#   right: All seven must be right, and probabilities multiply, as those of the coin did: $(7/8)^7 = 0.39$.
# - (c) Hardly one in a hundred.
#   wrong: So few would be left if every digit were a coin's toss: $(1/2)^7$ is less than one in a hundred.

# %%
phone = Telephone()
slope = phone.slope_of(mine.softmax_cross_entropy)
turned = mine.gradient_descent(slope, np.zeros(phone.size), 1.0, 100)
for steps in (5, 100):
    phone.say_shares(steps, turned[steps])

# %%
phone.dial(turned[5], "271 8281")

# %% [markdown]
# Put your own number there, or `turned[100]`.

# %% [markdown]
# ## 2.11 Other prices
#
# Squares for numbers, cross entropy for words: is that all? A machine has measured the pitch of one note five times: 439, 441, 440, 438 and 880 Hz. The last is an octave off, as happens to such machines. Which single number is closest to all five? It depends on what an error costs: its square (L2) or its size (L1).

# %% predict="outlier"
# We look for the answer with the smallest sum of *squared* distances to 439, 441, 440, 438 and 880. Where is it?
#
# - (a) Near 440, because four of five agree.
#   wrong: That would be sensible, and it is what L1 answers. But 440² is so large a price for missing 880 that it pays to leave the four.
# - (b) Near 528, far from all five.
#   right: The smallest sum of squares is at the mean, $2638 / 5 = 527.6$. One error of 440 costs more than four errors of 88 and one of 352 together.
# - (c) Near 660, half way between the two camps.
#   wrong: It would be so with one measurement in each camp. Here four pull one way and one pulls the other way, harder.

# %%
closest.play_closest((439, 441, 440, 438, 880), true=440, sr=sr)

# %% [markdown]
# Squares make one large error cost more than many small ones, so they pull the answer towards it. A loss is a decision about what matters. You will often meet these three, each a mean over the samples, with a prediction or score $s$ and the truth $y$:
#
# | loss | of one sample | used for |
# |---|---|---|
# | **L2** | $(s - y)^2$ | numbers; its root is called RMS error |
# | **L1** | $\lvert s - y\rvert$ | numbers with outliers |
# | **hinge** | $\max(0,\, 1 - y s)$ for $y = \pm1$ | yes or no: wants the right side *and* a margin of 1, then rests; the loss of *support vector machines* |

# %%
plots.show(*costs.five_prices())

# %% [markdown]
# L2 punishes a score of 3 for being *too* right, and L1 does so more gently; that is one reason not to use them for yes and no. The slopes can be read off the picture: how steep is the hinge to the left of 1, and how steep to the right? And for a sample labelled −1?
#
# ### Exercise 13 · `three_losses` · ●●○ · 12 min
#
# Write `three_losses(score, y)` that returns three pairs, `(l2, dl2), (l1, dl1), (hinge, dhinge)`: each loss, a mean, and its gradient at the scores.
#
# - `score`: shape (N,); `y`: shape (N,), −1 or +1; each gradient: shape (N,)
# - no case lies right at a kink, where the slope jumps
#
# For example, `score = np.array([3.0, 0.5])`, `y = np.array([1, 1])`: L2 is 2.125 with the gradient `[2, -0.5]`, L1 is 1.25 with `[0.5, -0.5]`, hinge is 0.25 with `[0, -0.5]`.
#
# <details><summary>Hint 1</summary>
#
# Each loss is a mean, so each gradient has a factor 1/N. The slope of a size $|u|$ is +1 or −1, on which side?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The hinge of one sample is $1 - ys$ while that is positive, and 0 otherwise. Its slope in $s$ is $-y$, or 0.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.sign` gives −1, 0 or 1. `np.maximum(0, v)` compares each entry with 0. `np.where(y * score < 1, -y, 0)` chooses.
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

# %% explained="three_losses"
# Read each slope off the picture, then divide by N, because each loss is a mean. The square has the slope $2(s - y)$. The size $\lvert s - y\rvert$ has +1 to the right of the truth and −1 to the left, so L1 keeps only the sign of the error and forgets how large it is. The hinge is $1 - ys$ while that is positive, and then one more unit of $s$ changes it by $-y$; beyond the margin it rests, and its slope is 0.
#
# So one condition switches the hinge and its slope, `missing > 0`. Two slips are common: a slope that rests as soon as the side is right, without the margin, and −1 for both labels. A sample labelled −1 wants its score lower, so its slope is +1, and `-y` says both.

# %% [markdown]
# The hinge lets a word rest as soon as it is beyond its margin. Let yours train the sorter of *five* and *nine*. Which words still pull in the end?

# %% predict="still_pulling"
# With the course's voices the sorter knows 192 words. How many of them still pull after 200 steps?
#
# - (a) All 192: each has a loss, so each has a slope.
#   wrong: With cross entropy it would be so. The hinge is flat from the margin on, and there a word rests.
# - (b) About a hundred: every second one.
#   wrong: Most of them are easy, and are beyond their margin after a few dozen steps.
# - (c) Fewer than twenty.
#   right: Eight. All others are beyond their margin by then, and have no slope left.

# %%
def hinge(score, y):
    return mine.three_losses(score, y)[2]


held = mine.gradient_descent(game.slope_of(hinge), np.zeros(game.size), 0.1, 200)[-1]
game.play_pulling(hinge, held)

# %% [markdown]
# Four *fives* and four *nines*. Are the other 184 of no use, then? Train on these eight alone, and nearly a third of the known words come out wrong: the others have done their pulling before.
#
# A *support vector machine* asks for more. Of all hyperplanes that sort the words it wants the one with the widest margin. That one *is* held by the words at its edge alone, and they are called *support vectors*. In a sketch with two inputs:

# %%
plots.show(*widest_margin.draw())

# %% [markdown]
# Both lines sort the ten words. But the dotted one passes one of them at 0.77, and the solid one keeps 1.16 from both kinds. Take any of the seven words without a ring away, and it stays where it is.

# %% [markdown]
# ## 2.12 How far does guessing get?
#
# *Random search*, with which we began, needs no slope and is not caught in valleys. Was it the number of knobs that beat it? To find out, write a fair race, over a bowl with as many knobs as you like. A call of `f_grad` counts as one here, because over a bowl it costs no more than one of `f`.
#
# ### Exercise 14 · `race` · ●●○ · 10 min
#
# Write `race(f, f_grad, start, lr, proposals)` that returns two arrays of shape (D,), `guessed, walked`.
#
# - `guessed`: the row of `proposals`, shape (K, D), with the lowest `f`; call `f` once for each row
# - `walked`: where K steps of gradient descent lead from `start`; call `f_grad` once for each step
#
# For example, with `f = lambda w: w @ w`, its gradient `lambda w: 2 * w`, the start `np.array([4.0])`, `lr = 0.25` and the proposals `[[3.0], [-2.0]]` the answer is
# `[-2]` and `[1]`.
#
# <details><summary>Hint 1</summary>
#
# The guesser needs K heights, the walker K steps. Neither needs the other.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.argmin` of a list says where its smallest entry is.
# </details>
#
# <details><summary>Hint 3</summary>
#
# One list of heights, and one loop with as many turns as there are proposals. Or let your `gradient_descent` walk: which row of its path is the answer?
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

# %% explained="race"
# The two runners share nothing but the budget: K heights for the one, K gradients for the other. All heights go into a list, so each proposal is asked just once, and `np.argmin` says *which* was lowest. The guess itself is wanted, not its height.
#
# The walker begins at `start`, not at the best guess, and `for _ in proposals` merely counts his steps. It is `w = w - ...`, because `w -= ...` would move the very array that the caller handed over as the start. Your `gradient_descent` walks as well: its last row is the answer.
#
# In a loop, compare each proposal with the best of all so far. If you compare it with the one before, you go wrong when, after the best, a bad guess is followed by one that is less bad.

# %% [markdown]
# Your `race` now runs over bowls with 1 to 16 weights, 20 times over each, with 100 calls for each runner.

# %% predict="sixteen_knobs"
# With one weight, the best of a hundred guesses ends at a loss of about 0.0001. With sixteen weights?
#
# - (a) At about 0.0001, because a hundred guesses are a hundred guesses.
#   wrong: That would be true if one knob could be set without the others. But a guess must be good in all sixteen at once.
# - (b) At about 0.0016, sixteen times as much.
#   wrong: That would be true if each knob had a hundred guesses of its own. They share them.
# - (c) Above 1, more than ten thousand times as much.
#   right: At about 4. Good guesses become rare with every knob, and they do so by multiplication.

# %%
plots.show(*descents.guesses_and_walks(mine.race))

# %% [markdown]
# With one weight guessing is a decent method. Say one guess in ten comes close enough for one knob. Then one in a hundred does for two knobs at once, and for sixteen one in $10^{16}$: a lifetime of calls is nothing against that. The walker hardly notices, because the gradient tells each knob where to go, however many there are.

# %% [markdown]
# ## 2.13 Thirty voices
#
# Thirty singers start anywhere. Every voice is one weight, with a parabola around the note that it is looking for, the lowest voice the flattest, the highest the steepest. One gradient of thirty numbers tells all where to go, and your descent conducts.

# %%
path = mine.gradient_descent(choir.slope, choir.START, 0.2, 40)
print(f"the loss falls from {told(choir.loss(path[0]))} to {told(choir.loss(path[-1]))}")
audio.play(choir.sing(path), choir.SR, title="thirty voices walk downhill, 40 steps")

# %% [markdown]
# A cloud becomes a chord. Now you conduct. Which rate brings the loss lowest in forty steps? Stay below 1, for the moment.

# %%
demo(choir.draw, title=choir.TITLE, controls=choir.CONTROLS)

# %% [markdown]
# Did your ear find it? Your `learning_rates` know without listening:

# %%
largest, best = mine.learning_rates(np.diag(choir.STEEPNESS))
print(f"it is fastest at {best:.2f}, and holds below {largest:.2f}")

# %% [markdown]
# The curvature rises from ½ in the lowest voice to 2 in the highest. So at the best rate the distance of the flattest is multiplied by 0.6 and of the steepest by −0.6: the high voices leap to and fro, and yet nobody is slower.

# %% predict="conducting"
# At 1.1, a tenth too much, who is lost?
#
# - (a) All thirty, because they share one rate.
#   wrong: They share the rate, but each has a curvature of its own. A voice comes home as long as the product of the two is below 2.
# - (b) The few steepest, at the top.
#   right: Whoever has a curvature above $2 / 1.1 = 1.82$ is lost, and that is four of the thirty.
# - (c) The flattest, because they have hardly moved.
#   wrong: They gain by it: each step now leaves them $1 - 1.1 \cdot \frac12 = 0.45$ of their distance, where 0.8 left them 0.6.

# %%
path = mine.gradient_descent(choir.slope, choir.START, 1.1, 40)
audio.play(choir.sing(path), choir.SR, title="thirty voices at the rate 1.1")

# %% [markdown]
# Four voices fly off to both ends of the piano, but below them the chord forms all the same. Now choose another chord in the demo, and play it to a friend.

# %% [markdown]
# ## Quiz
#
# ### Exercise 15 · `descent_quiz` · ●○○ · 7 min
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
# **sigmoid** · What does a sigmoid unit answer to the score $-\ln 3$?
#
# - (a) −¾
# - (b) 3
# - (c) ⅓
# - (d) ¼
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
#
# <details><summary>Hint 1</summary>
#
# **stuck**, **sigmoid** and **surface** are in 2.1, in its text and in its picture; **words** and **noise** in 2.7, **likelihood** in 2.8 and **linear** in 2.9.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For **words**, two things must fit: the name for using some but not all, and how often 100 goes into 1,000. For **surface**, look at the sigmoid's curve on the right of the first picture of 2.1: what does it do far out, where the unit is very sure?
# </details>
#
# <details><summary>Hint 3</summary>
#
# For **noise**, think of the slopes 1, 3, 4 and 8 in 2.7, taken in pairs. For **likelihood**: a product of probabilities was to become as large as possible, and a minus sign turned that round.
# </details>

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

# %% explained="descent_quiz"
# **stuck** · The slope is 0 almost everywhere: a nudge leaves the answers of a step as they are, so the error stays too, and 0 times any learning rate is 0.
#
# **sigmoid** · ¼, because $1/(1 + e^{\ln 3}) = 1/(1 + 3)$.
#
# **surface** · Smooth, with slopes and plateaus: every nudge moves the answers a little, but hardly where the unit is very sure. A bowl belongs to the linear unit, terraces to the step.
#
# **words** · Mini-batch, 10 steps: some but not all is a mini-batch, and ten times 100 are 1,000.
#
# **noise** · The same on average, with noise around it, as 2.5 and 5.5 average to 4.
#
# **likelihood** · Maximising the likelihood: a logarithm does not change which weights are best, and a minus sign turns the largest into the smallest.
#
# **linear** · When no hyperplane has each kind on its own side: the border of a linear unit is where its score is 0, and that is a hyperplane whatever the weights are. Different scales are no obstacle, because weights can make up for them, and neither many inputs nor noise bend the border.

# %% [markdown]
# ## What to remember
#
# - A loss says how wrong the predictions are. Its gradient gives every weight its direction, for the price of about two calls: go against it, times `lr`, and repeat.
# - Every step multiplies the distance by $1 - \alpha\lambda$: it creeps, zigzags or explodes. The largest stable rate is $2/\lambda_\text{max}$, and standardising makes the valley rounder.
# - In a convex landscape every descent with a suitable rate comes down towards the same height; elsewhere that is seldom certain.
# - Mini-batches point the right way on average, for a fraction of the work.
# - Sigmoid or softmax with cross entropy: the gradient is *probability minus truth*. Compute with logarithms, and no score is too large.

# %%
plots.show(*descent_in_five.draw())
what_you_predicted("u02")
mine.show("u02")

# %% [markdown]
# One layer draws one hyperplane. What can layers upon layers draw? That is unit 3.
#
# **Sources.** B. Pardo, *Deep learning and audio* (P09–P13, P17, P18, P20); Z. Duan, *Deep learning for audio* (D12, D19, D38, D64); J. Nam (J03, J09, J21); M. Grachten (G08–G10); H. Mohammadi (M07, M08, M10).
# Gradient descent is from A. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", 1847. Sigmoid units became known through D. Rumelhart, J. McClelland and the PDP Research Group, *Parallel Distributed Processing*, MIT Press, 1986.
# Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0).
