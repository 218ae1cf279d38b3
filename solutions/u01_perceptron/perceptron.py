# %% [markdown]
# # 1 · The perceptron
#
# Suppose a machine knows just one number about a word. What does it hear? In a minute you will listen with its ears, and all you can do is guess. Then you get a second number, and you will nearly always know.
#
# The smallest machine that learns to weigh such numbers against each other is the *perceptron*. First you teach one to listen: from nothing but its own mistakes it learns to tell two drums apart, then two words in voices it has never met. Then you put it in a drummer's chair, where it fails at a beat that a child can clap; so you wire several together until they keep time.
#
# **You will be able to** see a perceptron as a line, train it, say how many mistakes it can make at most, prove that a task is impossible for it, and turn any truth table into a network.
#
# **You will hear** learning as a rhythm that thins out, and a drum machine of perceptrons, yours to build and to break.
#
# Time: about 4¼ hours, in two sittings, with the break after 1.6. First: [unit 0](../u00_start_here/start_here.ipynb).
#
# **The mathematics you need** is the *dot product* of two lists of numbers, $\mathbf w\cdot\mathbf x = w_1x_1 + w_2x_2 + \dots$, and the length of an
# arrow, $\lVert\mathbf w\rVert = \sqrt{\mathbf w\cdot\mathbf w}$, which is Pythagoras. 1.2 draws both, and 1.3 adds arrows tip to tail.
#
# Conventions: [one page](../conventions.md).

# %% collapsed
import numpy as np

from dlaudio import audio, mine, plots
from dlaudio.check import check
from dlaudio.datasets.drums import take_turns, two_drums
from dlaudio.datasets.machine_ears import guess
from dlaudio.datasets.truth_tables import XOR, corners
from dlaudio.datasets.words import HALVES, sorted_by, surest, two_words, unnamed
from dlaudio.generation.doorbell import doorbell
from dlaudio.generation.drum_machine import (
    bar,
    gate_beats,
    learn_beat,
    mistake_rhythm,
    players,
    shaken_beat,
    steps_of,
    wired,
)
from dlaudio.networks.perceptron import (
    beside_the_bound,
    follow,
    one_number,
    tell_wrong,
    widest_margin,
)
from dlaudio.plots.drawings import (
    caught_inside,
    detector,
    dot_product,
    drum_net,
    epoch_lines,
    folded_square,
    hiss_balance,
    line_and_normal,
    line_offsets,
    nerve_cell,
    novikoff,
    one_line_shares,
    perceptron_update,
    pocket_counts,
    terraces,
    truth_squares,
    two_laws,
    two_wires,
    update_strip,
    weighted_sum,
    xor_net,
)
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.widgets import hyperplane, mistake_film, shaky_beat, threshold_gate
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 1.1 One number is not enough
#
# *Five* or *seven*? Listen to eight recordings.

# %%
spoken = "five", "seven"
audio.play_row(*unnamed(*spoken))

# %% recall="from_unit_0"
# 1. A sound lasts half a second, at a sample rate of 8,000 Hz. How many numbers is it?
#
# - (a) 4,000
#   right: There are 8,000 samples in each second, so half a second has half of them.
# - (b) 8,000
#   wrong: That is one whole second, because the sample rate says how many samples a second has.
# - (c) 16,000
#   wrong: You divided by the duration; multiply, because a shorter sound needs fewer numbers.
#
# 2. Two sounds both reach the peak 0.5: a steady tone, and a ping that dies away. Which number tells that the tone is louder?
#
# - (a) The peak, $\max_n |y_n|$
#   wrong: It is 0.5 for both: a peak looks at one sample and forgets all others.
# - (b) The RMS, $\sqrt{\frac1N \sum_n y_n^2}$
#   right: It averages over all samples, and most of the ping's are nearly zero.
# - (c) The mean, $\frac1N \sum_n y_n$
#   wrong: It is about zero for both, because what goes up comes down; that is why the RMS squares first.
#
# 3. In the loop that learns, a proposal makes $J$ larger. What happens to it?
#
# - (a) It is kept, because every step counts.
#   wrong: Then the weights would only wander about; it is the measuring between two steps that makes it learning.
# - (b) It is taken back, and the loop goes on from the old weights.
#   right: $J$ says how bad the model is, so a larger one is worse, and the loop of unit 0 keeps only what helps.
# - (c) The loop stops.
#   wrong: One bad guess says nothing about the next; the loop stops when it is good enough or time is up.

# %% [markdown]
# Back to the recordings: you had no trouble with any of them, because you have ears. (*Five* and *seven* came by turns.) Both words begin with a hiss, and a hiss crosses zero thousands of times a second. But the *f* of *five* is soon over, and the *s* of *seven* hisses on.
#
# A machine cannot hear that, but it can count. So let it count the crossings per millisecond in the first half, and say *seven* if there are more than some limit. That is one number, and one cut.
#
# Take the machine's place. A high tone crosses zero often and a low one rarely, so one tone can tell you all that it knows about a recording. Here are four strangers as *it* hears them:

# %%
audio.play_row(*guess(numbers=1))

# %% predict="as_the_machine_hears"
# Two of the four said *seven*. Which two?
#
# - (a) B and D, the two highest
#   wrong: So says the best cut, too. But B is a child who said *five*: the whole voice is hissy. And A, the lowest of the four, is a *seven*.
# - (b) A and D
#   right: It was these two. But did you know it, or did you guess? A is the lowest of all.
# - (c) C and D, the two in the middle
#   wrong: D it was, but C said *five*. Between the two lies less than half a semitone, and no word can be heard in that.

# %% [markdown]
# Now the same four with a *second* tone, for the second half of the recording. After each comes the recording itself.

# %%
audio.play_row(*guess(numbers=2, reveal=True))

# %% [markdown]
# **Both *sevens* fall by more than an octave, both *fives* by about a semitone.** A hissy voice raises both tones, so the height alone left you guessing. The *fall* takes the voice out: what both halves share does not count in it.
#
# Was one number only unlucky with these four? Let the computer find its best cut, and hear which strangers it gets wrong:

# %%
known = X, y = two_words("spoken-digits", *spoken, "train")
new = two_words("spoken-digits", *spoken, "test")
cut = one_number(X, y)
tell_wrong(cut, known, new)
audio.play_row(*sorted_by(cut, *spoken, wrong=True))

# %% [markdown]
# Each button shows what the machine thought it heard. Even the best cut is wrong about nearly a third of the strangers. Why? Look at the recordings it was chosen on, with both numbers:

# %%
title = "one number cuts no better than this"
plots.show(*plots.line_between(cut, X, y, spoken, HALVES, title=title))

# %% [markdown]
# The upright cut fails because the clouds lean: some voices hiss more than others *throughout*, so a hissy *five* has as much hiss at its start as a clean *seven*.
#
# So hiss at the start should speak *for* a seven, but hiss at the end *against* it, because then it may be only the voice. And the eye sees at once how to have both: **tilt the line**.
#
# How far? Walk along the gap between the clouds: for every three steps to the right you climb about four. So let each crossing in the first half count 4 for a *seven*, and each in the second half 3 against it. Three steps to the right earn 12 and four steps up cost 12, so along the gap the balance stays the same, however much the voice hisses.

# %%
plots.show(*hiss_balance.draw())

# %% [markdown]
# That balance is about 7: above it lie all *sevens*, below it nearly all *fives*. Call the two numbers $x_1$ and $x_2$, and say *seven* if $4x_1 - 3x_2 - 7$ is above 0.
#
# Here is the whole rule on a recording with 4 crossings per ms in its first half and 2 in its second. *Seven* is written +1, and *five* −1:

# %%
plots.show(*weighted_sum.draw(x=(4, 2), w=(-7, 4, -3)))

# %% [markdown]
# ### The perceptron
#
# That is a perceptron: *multiply each input by its weight, add up, and say yes if the sum is above zero.* It has a weight for each of its $D$ inputs, $w_1, \dots, w_D$, and one more, the *bias* $w_0$, whose input is always 1.
# $$g(\mathbf x) = w_0 + w_1 x_1 + \dots + w_D x_D,\qquad
# h(\mathbf x) = \begin{cases} +1 & \text{if } g(\mathbf x) > 0\\ -1 & \text{otherwise.}\end{cases}$$
#
# Here $g(\mathbf x)$ is the *score* and $h(\mathbf x)$ the *label*.
#
# The bias is what the machine thinks before it has heard anything. Ours begins at −7, sure of a *five*, and needs more than 7 of evidence to change its mind. At −5 it would be easier to persuade, and take 21 *fives* for *sevens*; at −9 it would miss 12 *sevens*.
#
# The idea came from a look into a head:

# %%
plots.show(*nerve_cell.draw())

# %% [markdown]
# A nerve cell, too, listens to some inputs more than to others, because each has to cross a narrow gap, the *synapse*. The synapse decides how much gets across, so it is a weight. The cell body adds up what has crossed, and if it is enough, the cell fires and tells others.
#
# McCulloch and Pitts made a formula of it in 1943, but somebody had to choose the weights. In 1958 Rosenblatt *taught* them.

# %% [markdown]
# ### Exercise 1 · `perceptron` · ●○○ · 8 min
#
# The picture did one recording. Write `perceptron(X, w)` that does all of them at once.
#
# - `X`: array of shape (N, D), one sample a row
# - `w`: array of shape (D + 1,); `w[0]` is the bias
# - returns the N labels, each −1 or +1; a score of exactly 0 gives −1
#
# For example, with `w = np.array([-3, 2, 1])` the rows `[2, 0]`, `[1, 1]`, `[0, 0]` have the scores 1, 0 and −3, so the labels are
# `[1, -1, -1]`.
#
# <details><summary>Hint 1</summary>
#
# `w` has one number more than `X` has columns. Which of its numbers belong to the columns?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `X @ v` multiplies every row of `X` with `v` and adds up, if `v` has as many numbers as a row.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `X @ w[1:]` lacks only the bias. Then `np.where(condition, a, b)` chooses between two values.
# </details>


# %% exercise="perceptron"
def perceptron(X, w):
    ### BEGIN SOLUTION
    return np.where(w[0] + X @ w[1:] > 0, 1, -1)
    ### END SOLUTION


# %% check="perceptron"

# %% explained="perceptron"
# `X @ w[1:]` multiplies each row with the weights and adds up, so one line does for all samples what the picture did for one. The bias has no column of its own, because its input is always 1; `w[0] +` adds it to every score.
#
# The comparison is `>`, so a score of exactly 0, like that of `[1, 1]` in the example, becomes −1. `np.sign` looks shorter, but it would answer 0 there, and 0 is no label. Another right way puts a column of ones in front of `X` and multiplies it with the whole of `w`.

# %% [markdown]
# Now **your** `perceptron` tries the tilted line on all recordings, as soon as its check says ✓:

# %%
tilted = np.array([-7, 4, -3])
print("wrong:", np.sum(mine.perceptron(X, tilted) != y), "of", len(y))
title = "two numbers trade, and the line tilts"
plots.show(*plots.line_between(tilted, X, y, spoken, HALVES, title=title))

# %% [markdown]
# The mistakes fall from 28 to 2.
#
# But *we* chose these weights, by eye. The machine must find them itself. First, though, what does a weight do to the line?
# ## 1.2 Weights are a line
#
# Draw the two weights as an arrow, and a recording as another. Let light fall at a right angle onto the line of the weights: the recording's arrow casts a *shadow* on that line. The dot product is the length of this shadow times the length of the weights, and negative if the shadow falls backwards:

# %%
plots.show(*dot_product.draw(w=(3, 1), x=(1, 2)))

# %% [markdown]
# Why? The recording is its shadow plus the dotted rest. The rest, at a right angle to the weights, earns nothing: $3\cdot(-0.5)+1\cdot1.5=0$. So only the shadow counts. It is half of the weights' arrow, so it earns half of what that arrow would: half of $3\cdot3+1\cdot1=10$, the square of its length. So 5 is half the length, which is the shadow, times the length.
#
# Samples with equally long shadows therefore have the same score, and form a line at a right angle to the arrow $(w_1, w_2)$, which is its *normal*.
#
# Of all these lines, the machine changes its mind on one: where the score is exactly 0. That is the *decision line*, and the normal points to the side where the label is +1. With more inputs it becomes a plane or *hyperplane*.
#
# Here is the upright cut of 1.1, with every fifth recording. Turn it and shift it until none of these is on the wrong side. Below the picture you read how far the star, one of the *sevens*, is from the line.

# %%
demo(hyperplane.draw, title=hyperplane.TITLE, controls=hyperplane.CONTROLS)

# %% predict="ten_times"
# Somebody multiplies all three weights of a perceptron, the bias included, by 10. What happens to its line?
#
# - (a) It moves ten times as far from the origin.
#   wrong: The bias is ten times larger, but so are the weights that it is set against; the line is where they balance.
# - (b) Nothing: every sample keeps its label.
#   right: Every score is ten times as large and has the sign that it had, and the label only asks for the sign.
# - (c) It turns towards the arrow.
#   wrong: Its direction is that of $(w_1, w_2)$, and an arrow that is ten times as long points the same way.

# %%
X3, w3 = np.array([[2.0, 0.5], [1.0, 3.0], [-1.0, 0.0]]), np.array([-1.0, 2.0, -1.0])
print("labels with w:", *mine.perceptron(X3, w3), "  with 10 w:", *mine.perceptron(X3, 10 * w3))

# %% [markdown]
# Every score has grown tenfold and no label has changed, so a *score* is no distance. How far, then, is a sample from the line?

# %%
plots.show(*line_and_normal.draw(w=(-10, 3, 4), x=(5, 5)))

# %% [markdown]
# ### Exercise 2 · `signed_distance` · ●●○ · 12 min
#
# Answer the question in the picture for every line. Write `signed_distance(X, w)` that returns three things, `normal, offset, distance`:
#
# - `normal`: shape (D,), the arrow $\mathbf n$ in the direction of the weights, of length 1
# - `offset`: a number, how many steps along the normal lead from the origin to the hyperplane (negative if it lies behind the origin)
# - `distance`: shape (N,), how many steps along the normal lead from the hyperplane to each row of `X` (negative on the side of −1)
#
# For example, `w = np.array([-10, 3, 4])` has the normal `[0.6, 0.8]` and the offset 2; the point `[5, 5]` is at distance 5.
#
# <details><summary>Hint 1</summary>
#
# One step along the normal adds how much to the score? Work it out: $\mathbf w\cdot\mathbf n$, where $\mathbf n$ is $\mathbf w$ divided by its length.
# </details>
#
# <details><summary>Hint 2</summary>
#
# A step adds $\lVert\mathbf w\rVert$ (without the bias). At the origin the score is $w_0$, on the line it is 0: how many steps?
# </details>
#
# <details><summary>Hint 3</summary>
#
# `length = np.linalg.norm(w[1:])`; the offset is `-w[0] / length`, and the distance is a score divided by the same length.
# </details>


# %% exercise="signed_distance"
def signed_distance(X, w):
    ### BEGIN SOLUTION
    length = np.linalg.norm(w[1:])
    return w[1:] / length, -w[0] / length, (w[0] + X @ w[1:]) / length
    ### END SOLUTION


# %% check="signed_distance"

# %% explained="signed_distance"
# A score becomes a distance as soon as you know what one step is worth. A step along the normal $\mathbf n = \mathbf w/\lVert\mathbf w\rVert$ adds $\mathbf w\cdot\mathbf w/\lVert\mathbf w\rVert = \lVert\mathbf w\rVert$ to the score. So a sample with the score $g$ is $g/\lVert\mathbf w\rVert$ steps from the line, and the sign of the score says on which side.
#
# At the origin the score is $w_0$, after $t$ steps it is $w_0 + t\lVert\mathbf w\rVert$, and that is 0 for $t = -w_0/\lVert\mathbf w\rVert$: hence the minus sign of the offset. In the example the weights are 5 long, so the offset is 10/5 = 2, and `[5, 5]`, whose score is 25, is at distance 5.
#
# The length is that of `w[1:]`, because the bias has no direction. With the bias in it you would divide by 11.2, and the normal would not have the length 1.

# %% [markdown]
# Your distances pick out two *sevens*: the farthest from the line of 1.1, and the one it nearly took for a *five*.

# %%
_, _, steps = mine.signed_distance(new[0], tilted)
audio.play_row(*surest(steps, spoken[1]))

# %% [markdown]
# One lies 1.7 from the line, deep on its own side. The other, at 0.1, was nearly lost. So a distance tells how sure the machine is, and unit 2 makes a probability of that.
#
# The weights turn the line, and the bias slides it along its normal. To learn is to turn and to slide. But who says which way?
# ## 1.3 Learning from mistakes
#
# A drummer plays, and as long as nobody frowns she changes nothing. Rosenblatt's rule does the same: start with any weights, look at one sample after the other, and change something only if the label was wrong.
#
# Say that a *seven*, a +1, with the numbers $\mathbf x = (2, 1)$ has the score −1 and is called *five*. So its score has to rise. Each weight has a say in that through its input. Where the input is large, a larger weight helps a lot; where it is 0, none helps; and where it is negative, the weight must even go *down*.
#
# So let each weight move by its own input: $w_1$ by 2, $w_2$ by 1, and the bias, whose input is 1, by 1. That is, *add the sample to the weights*. The score rises by $2\cdot2 + 1\cdot1 + 1 = 6$, from −1 to 5, and the mistake is mended. If a *five* was called *seven*, its score must fall, so subtract the sample.
#
# In the picture the sample's arrow is added to that of the weights, and the line swings:

# %%
plots.show(*perceptron_update.draw(w=(-1, -1, 2), x=(2, 1), y=1))

# %% [markdown]
# If the score was far below 0, one correction may be too little, and it may spoil samples that were right before. But each of them gets another turn to pull at the line.
#
# Follow such a tug-of-war with a pencil. Triangles are +1, circles are −1, and the ring marks the mistake. The weights start at $(-1, 1, 0)$, and the samples come in the order $(2, 0)$, $(1, -1)$, $(-1, 1)$, $(2, -2)$, again and again. The third sum is yours:

# %%
plots.show(*update_strip.draw(last_open=True))

# %% [markdown]
# <details><summary>(1, 2, 1) − (1, 1, −1) = ?</summary>
#
# It is $(0, 1, 2)$, so the line falls by one for every two to the right.
# </details>
#
# After the third correction all four are right. (In the second panel the score is exactly 0, so the label is −1, wrong for a triangle.) In letters, a mistake on a sample $\mathbf x$ with the right label $y$ does
# $$w_0 \leftarrow w_0 + y, \qquad \mathbf w \leftarrow \mathbf w + y\,\mathbf x.$$
#
# Once through all samples is an *epoch*.

# %% [markdown]
# ### Exercise 3 · `perceptron_epoch` · ●●○ · 12 min
#
# Write `perceptron_epoch(w, X, y)` that goes once through the rows in order and returns `w, mistakes`:
#
# - `w`: shape (D + 1,), the weights before and after
# - `X`, `y`: shapes (N, D) and (N,), the samples and their labels −1 or +1
# - `mistakes`: how many rows were labelled wrongly when their turn came; a score of exactly 0 is the label −1
#
# Each row meets the weights that the one before may just have changed. Leave the array `w` of the caller as it came.
#
# For example, start from `w = np.array([0.5, 1.0])` with the rows `[[2.0], [1.0]]`, both labelled −1. The first scores 2.5: a mistake, and the
# weights become `[-0.5, -1.0]`. With these the second is right. So the answer is `[-0.5, -1.0]` and 1 mistake.
#
# <details><summary>Hint 1</summary>
#
# Start with `w = w.copy()`, so that the caller's weights stay as they are, and loop with `for x, label in zip(X, y)`.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `perceptron` wants rows: `perceptron(x[None], w)[0]` is the label of the one row `x`. Compare it with `label`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In case of a mistake, `w[0] += label` and `w[1:] += label * x`, and count one.
# </details>


# %% exercise="perceptron_epoch"
def perceptron_epoch(w, X, y):
    ### BEGIN SOLUTION
    w, mistakes = w.copy(), 0
    for x, label in zip(X, y, strict=True):
        if (1 if w[0] + x @ w[1:] > 0 else -1) != label:
            w += label * np.append(1, x)
            mistakes += 1
    return w, mistakes
    ### END SOLUTION


# %% check="perceptron_epoch"

# %% explained="perceptron_epoch"
# The rows are taken one by one because each may change the weights that the next one meets. Computing all labels at once would be quicker, but it would judge every row by the old weights: in the example the second row would then be a mistake, too, since it scored 1.5 before the first correction. Nor is `label * score <= 0` the test: a score of exactly 0 is the label −1, which is right for a −1.
#
# `label * np.append(1, x)` is the whole correction in one: the label turns *add* into *subtract* where it is −1, and the 1 in front is the input of the bias. `w.copy()` is needed because `+=` writes into the array itself, and that array belongs to whoever called the function.
#
# A mistake is counted when the row has its turn. A count at the end would say something else, namely how good the new weights are. (Exercise 6 will need just that.)

# %% [markdown]
# A drummer's first lesson: was that a *closed hat* or an *open hat*?

# %%
hats, sr_drums = take_turns("closed hat", "open hat")
audio.play_row(hats, sr_drums)

# %% [markdown]
# An open hat rings on, so one number is *how long* it takes until 90 % of the energy has come. The other is again how often a sound crosses zero, here in a second. Both are written as exponents of ten: −1 means a tenth of a second, and 4 means 10,000 crossings.
#
# The weights start at 0, and your `perceptron_epoch` gets one hit at a time.

# %% predict="epochs_to_learn"
# There are 96 hits, 48 of each kind, with a clear gap between them. How will the mistakes come?
#
# - (a) About as many in each epoch, until they suddenly stop.
#   wrong: So it goes in the first epoch. But every second correction brings the line back a little nearer to the gap.
# - (b) Many in the first epoch, few in the second, and soon none.
#   right: At first each correction throws the line right past all the hits. Later every second one lands it in the gap, or nearly, and only a hit at its edge disturbs it.
# - (c) One or two in all, because each mistake teaches all it needs.
#   wrong: A mistake moves the weights by *that* sample; the line swings past the gap and back many times before it settles.

# %%
X_hats, y_hats = two_drums("closed hat", "open hat")
path, wrong = follow(mine.perceptron_epoch, X_hats, y_hats)
print("mistakes in each epoch:", *wrong.sum(axis=1))
audio.play(mistake_rhythm(wrong), 22050, title="each mistake kicks, each right hit ticks")

# %% [markdown]
# **That is the sound of learning.** In the first epoch it is wrong every other time. Then the kicks thin out, and in the last four seconds there is none.
#
# The film of it opens after 51 corrections, and the ring marks the one that will swing the line next. Go back to 0 and let it run.

# %%
demo(mistake_film.draw, title=mistake_film.TITLE, controls=mistake_film.CONTROLS)

# %% [markdown]
# For 44 corrections it seems to learn nothing: the line flies past the hits and back, and all are *closed* or all *open*.
#
# But see what two of them leave behind. An open hat adds (1, 4.17, −1.33), and the next closed hat takes away (1, 4.08, −2.01). What the two have in common cancels, and (0, 0.09, 0.68) is left: the *difference* between the hats. Such leftovers pile up, as the lowest curve shows, while a single correction stays as long as it was. So every second time the line comes back a little nearer. Its height among the hats is −2.3 after 39 corrections, −1.8 after 51, and −1.6 after 59, inside the gap.
#
# Must the run-up be so long? Keep this question for 1.4.

# %% [markdown]
# ### Exercise 4 · `weight_history` · ●●○ · 12 min
#
# **What is wrong here?** Somebody wanted to keep the weights after every epoch, wrote the function below, and got a table of zeros. Find its *three* faults and mend them.
#
# `weight_history(X, y, n_epochs)` should start from weights that are all 0 and return an array of shape (`n_epochs` + 1, D + 1): the
# zero weights in its first row, then the weights after each epoch. A score of exactly 0 is the label −1.
#
# For example, `X = np.array([[2.0], [1.0]])`, `y = np.array([1, -1])` and 2 epochs give `[[0, 0], [0, 1], [-1, 0]]`.
#
# <details><summary>Hint 1</summary>
#
# Follow the first row through the code with zero weights: what is `label * score`, and is it below 0?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `history.append(w)` puts the array itself into the list, not what it holds at that moment. What do later changes of `w` do?
# </details>
#
# <details><summary>Hint 3</summary>
#
# A +1 with a score of 0 is a mistake, a −1 with 0 is none: compare `(score > 0)` with `(label > 0)`. Append `w.copy()`. And who moves `w[0]`?
# </details>


# %% exercise="weight_history"
def weight_history(X, y, n_epochs):
    w = np.zeros(X.shape[1] + 1)
    history = [w]
    for _ in range(n_epochs):
        for x, label in zip(X, y, strict=True):
            score = w[0] + w[1:] @ x
            if label * score < 0:
                w[1:] += label * x
        history.append(w)
    return np.array(history)


### BEGIN SOLUTION
def weight_history(X, y, n_epochs):  # noqa: F811
    w = np.zeros(X.shape[1] + 1)
    history = [w.copy()]
    for _ in range(n_epochs):
        for x, label in zip(X, y, strict=True):
            score = w[0] + w[1:] @ x
            if (score > 0) != (label > 0):
                w[0] += label
                w[1:] += label * x
        history.append(w.copy())
    return np.array(history)


### END SOLUTION


# %% check="weight_history"

# %% explained="weight_history"
# The three faults hide each other: mend any one of them alone, and the example still gives a table of zeros.
#
# The first is the comparison. With weights of 0 every score is 0, so `label * score < 0` finds no mistake, ever. Nor would `<= 0` do, because a −1 with the score 0 *is* right. What counts is whether both are on the same side: `(score > 0) != (label > 0)`.
#
# The second is that nobody moves the bias. With the comparison mended and the bias at 0, the example's weight is 1 after the first epoch, but 0 again after the second.
#
# The third is the list: it holds one and the same array three times. `w[1:] += …` changes that array in place, so every row shows what it holds in the end. Each row needs a copy, the first one too. Rows that are all alike are the sign of this fault.

# %% [markdown]
# The kicks counted its mistakes. Where was the line meanwhile? Your `weight_history` knows:

# %%
plots.show(*epoch_lines.draw(mine.weight_history(X_hats, y_hats, 3)))

# %% [markdown]
# The first line still cuts through the closed hats and has 25 of them on the wrong side, the second has one, the third none.
#
# ## 1.4 Why it must stop
#
# The line went to and fro, and yet it came to rest. Was that luck? Try three pairs of drums that a line can part, 96 hits each. Here are two of them:

# %%
plots.show(*line_offsets.draw_hits())

# %% predict="narrow_gap"
# Closed against open hat cost 59 mistakes. The gap between snare and closed hat is just as wide: the middle of it has 0.14 of room on either side. How many mistakes will that take?
#
# - (a) About the same, because the gap is the same.
#   wrong: So the plot says. But it does not show everything that has to be learnt.
# - (b) About twice as many.
#   wrong: More it is, but far more than twice.
# - (c) About thirty times as many.
#   right: It cannot be the gap, so it is something that the plot does not show. The end of this section finds it.

# %%
pairs = [("kick", "closed hat"), ("closed hat", "open hat"), ("snare", "closed hat")]
for pair in pairs:
    _, missed = follow(mine.perceptron_epoch, *two_drums(*pair))
    print(f"{' or '.join(pair):>23}: {missed.sum():5} mistakes in {len(missed)} epochs")
audio.play(mistake_rhythm(missed, last=300), 22050, title="how the last 300 steps go")

# %% [markdown]
# 1,851 mistakes! Might the corrections for some sounds go on spoiling each other for ever?
#
# They cannot. If *some* line separates the two kinds, the rule must find one, and there is a limit to its mistakes on the way (Novikoff, 1962).
#
# For the proof, somebody walks in steps of 5 metres, under two laws. Each step must bring her at least 1 metre further north. The second law is stranger: she may never set off away from home. Each step starts at a right angle to the straight way home, or turns back towards it. For how long can she walk?
#
# After $k$ steps the first law has brought her at least $k$ metres north. But the second keeps her near. Steps that go sideways add up by Pythagoras, and one that goes back leaves her nearer still. So after two she is at most $\sqrt{5^2 + 5^2}$ metres from the start, and after $k$ at most $5\sqrt k$.

# %%
plots.show(*two_laws.draw())

# %% [markdown]
# After 4 steps there is room for her, after 16 there is less. But nobody is 36 metres north of a place and 30 metres from it, so she never makes 36 steps.
#
# The arrow of all weights, the bias included, is such a walker. Call it $v$. It starts at zero and makes a step at each mistake, by a sample $\tilde{\mathbf x} = (1, x_1, \dots, x_D)$, and $R$ is the length of the longest one. These are its two laws:
#
# 1. **Each step leads north.** North is where a *judge* $u$ points: weights of length 1 that get every sample right. The sample it finds hardest has the smallest $y\,(u\cdot\tilde{\mathbf x})$, which is called the *margin* $\gamma$, gamma. A mistake adds $y\,\tilde{\mathbf x}$, and no sample leads less than $\gamma$ north. So after $k$ mistakes $\;u\cdot v \ge k\gamma$.
# 2. **No step heads outwards.** The rule steps only after a *mistake*, when the score $v\cdot\tilde{\mathbf x}$ has the wrong sign or is 0. So $v\cdot(y\,\tilde{\mathbf x})$ is never above 0, which means that the step goes back or, at the most, sideways. By Pythagoras it adds at most $R^2$ to $\lVert v\rVert^2$, so after $k$ mistakes $\;\lVert v\rVert \le R\sqrt k$.
#
# Here are both for snares and closed hats, with the judge of widest margin:

# %%
X_snare, y_snare = two_drums("snare", "closed hat")
path_snare = follow(mine.perceptron_epoch, X_snare, y_snare)[0]
plots.show(*novikoff.draw(X_snare, y_snare, path_snare, widest_margin(X_snare, y_snare)))

# %% [markdown]
# Both axes go up by factors of ten, so both laws are straight lines. The zigzag is the run-up of 1.3, where each correction takes out most of what the last threw in.
#
# The two curves cannot leave the green wedge, and the wedge has an end. Where *exactly*? That step is yours.

# %% [markdown]
# ### Exercise 5 · `mistake_bound` · ●●○ · 12 min
#
# Write `mistake_bound(X, y, w)` that returns `radius, margin, bound`, three numbers: $R$, $\gamma$, and the number of mistakes $k$ at which the two
# curves cross. The labels `y` are −1 or +1. The weights `w`, shape (D + 1,), get every sample right, but their length is not 1: make a judge of them first.
#
# For example, `X = np.array([[1.0], [-1.0]])` with labels `[1, -1]` and `w = np.array([3.0, 4.0])`: the radius is √2, the margin 1/5, the bound 50.
#
# <details><summary>Hint 1</summary>
#
# $k\gamma \le u\cdot v \le \lVert v\rVert \le R\sqrt k$. Compare the outer two and solve for $k$.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.insert(X, 0, 1, axis=1)` puts the column of ones in front; it counts in $R$, and the bias counts in the length of `w`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The margin is `(y * scores).min() / np.linalg.norm(w)`, and $k\gamma = R\sqrt k$ gives $k = (R/\gamma)^2$.
# </details>


# %% exercise="mistake_bound"
def mistake_bound(X, y, w):
    ### BEGIN SOLUTION
    X = np.insert(X, 0, 1, axis=1)
    radius = np.linalg.norm(X, axis=1).max()
    margin = (y * (X @ w)).min() / np.linalg.norm(w)
    return radius, margin, (radius / margin) ** 2
    ### END SOLUTION


# %% check="mistake_bound"

# %% explained="mistake_bound"
# The two laws meet in one line: $k\gamma \le u\cdot v \le \lVert v\rVert \le R\sqrt k$. The step in the middle is allowed because $u$ has length 1: then $u\cdot v$ is the shadow of $v$ on the judge, and no shadow is longer than its arrow. Divide $k\gamma \le R\sqrt k$ by $\gamma\sqrt k$, and $\sqrt k \le R/\gamma$ is left, so $k \le (R/\gamma)^2$.
#
# The bias is a weight whose input is 1. So that 1 counts in the length of a sample, and the bias in the length of `w`. In the example both samples are √2 long and `w` is 5 long, so the margin is 1/5. Without the bias in that length it would be 1/4, and the bound would be 32, which nobody has proved.
#
# `y * (X @ w)` is above 0 in every row, since `w` gets all samples right, and smallest for the hardest one.

# %% [markdown]
# Set your bound beside the mistakes that were made:

# %%
hits = {pair: two_drums(*pair) for pair in pairs}
beside_the_bound(hits, mine.perceptron_epoch, mine.mistake_bound)

# %% [markdown]
# The promise is kept, though it is far from tight: 1,851 of at most 20,037.
#
# ### Move the numbers to the middle
#
# Still the bound helps, because it names all that can make learning slow: long samples and a narrow margin. So slide all the hits together until their middle lies at the origin. That makes the samples shorter, but it widens no gap.

# %% predict="to_the_middle"
# Snare or closed hat cost 1,851 mistakes. How many does it take after the slide?
#
# - (a) About as many, because the gap is as wide as before.
#   wrong: So it looks. But the margin is the gap that a judge has *with its bias*, and a line through the origin needs none.
# - (b) About half as many.
#   wrong: Far fewer. Two things have changed, and either alone makes the *bound* eighteen times smaller.
# - (c) A handful.
#   right: Two. The samples are four times shorter, and the margin is four times wider.

# %%
moved = {pair: (u - u.mean(axis=0), v) for pair, (u, v) in hits.items()}
beside_the_bound(moved, mine.perceptron_epoch, mine.mistake_bound)

# %% [markdown]
# Two mistakes instead of 1,851! What all hits have in common, which one correction threw in and the next took out, is gone, so the samples are four times shorter.
#
# But the snares' margin has grown, too, from 0.03 to 0.14, although no gap is wider. Why?
#
# Try it by hand. A machine with one input has a +1 at 3.1 and a −1 at 2.9, so its line is at 3, with 0.1 of room on either side. The score $x - 3$ says how far a sample is from the line, and its weights are $(-3, 1)$. But a judge must have length 1, *bias included*, and these are $\sqrt{10} \approx 3.2$ long. Divided by that, the margin is 0.03. The bias has eaten the rest.
#
# Now move both samples by 3. The line is at 0, and the score $x$ has the weights $(0, 1)$, which are of length 1 as they stand. So the margin is all of 0.1, three times as wide. And the longest sample is only a third as long, 1 instead of 3.3, so the bound falls from about 10,000 to about 100.
#
# The snares are such a case, as the lines of their judge and of the hats' show:

# %%
plots.show(*line_offsets.draw())

# %% [markdown]
# The line between snare and closed hat runs far from the origin. To get there, its judge spends nearly all its length on the bias, so only a quarter of the hats' margin is left.
#
# *That* is what a plot of the hits does not show, because on paper the two gaps are equally wide.
#
# <details><summary>Equally wide? The picture says 0.141 and 0.123 of room.</summary>
#
# The widest gap of the snares has 0.14 of room, too. But its line is 4.3 from the origin, so the judge takes a line at 3.6 instead. That leaves less room, 0.123, but needs less bias.
# </details>
#
# **Before you teach a machine, move its numbers to the middle.** In 2.5 this is half of *standardising*.
# ## 1.5 Five or seven, in voices it has never met
#
# The promise of 1.4 holds only *if* a line exists. In 1.2 you found one for forty of the words; for all 192 there is none:

# %%
plots.show(*caught_inside.draw(*spoken))

# %% [markdown]
# One *five* lies inside a triangle of three *sevens*, so a line with all three on one side has the *five* there, too. That is why the rule never comes to rest. Give it fifteen epochs to calm down, and listen:

# %%
order = np.random.default_rng(1).permutation(len(y))
trail, restless = follow(mine.perceptron_epoch, X[order], y[order], n_epochs=17)
print("mistakes in each epoch:", *restless.sum(axis=1))
title = "two epochs later it still finds no rest"
audio.play(mistake_rhythm(restless, last=2 * len(y)), 22050, title=title)

# %% [markdown]
# The kicks do not die out.

# %% predict="after_the_epoch"
# In the first epoch it made 35 mistakes. How many of the 192 recordings are wrong *after* it?
#
# - (a) Fewer than 35, because each mistake was mended.
#   wrong: It was mended for that one recording, and every later correction moved the line again.
# - (b) 35
#   wrong: Each of those was made by weights that have moved since, and now only the last ones count.
# - (c) 96, half of them
#   right: As with the hats, the last correction threw the line past all the words, so it says the same of each.

# %% [markdown]
# 96: it calls every word the same. The mistakes made on the way say nothing of the weights at the end.
#
# The cure is a *pocket*: go on learning, but keep the best weights so far (Gallant, 1986).

# %%
plots.show(*pocket_counts.draw(mine.perceptron_epoch, X[order], y[order]))

# %% [markdown]
# After the fourth epoch 81 are wrong, after the fifth 3, after the seventh 9 again. So where you stop is luck, and the pocket keeps the luck. Will it hold for **new speakers**, too?
#
# ### Exercise 6 · `pocket` · ●●○ · 12 min
#
# Write `pocket(w, X, y, n_epochs)`. Starting from the weights `w`, run `n_epochs` epochs of the perceptron rule. After each epoch, count
# the rows of `X` that the weights *now* label wrongly. Return the weights, shape (D + 1,), that had the fewest; if several were
# equally good, the earliest (the start itself does not count). Leave the array `w` of the caller as it came.
#
# For example, if the counts after three epochs are 4, 2, 2, return the weights from after the second.
#
# You are graded on words in voices that are not in `X`: at least 75 % must be right.
#
# <details><summary>Hint 1</summary>
#
# `w, _ = perceptron_epoch(w, X, y)` is one epoch, and the next one goes on from there.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The mistakes made *during* an epoch belong to weights that have moved since. Count again with `(perceptron(X, w) != y).sum()`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Start with `best, fewest = w, len(y) + 1`, and replace both whenever the new count is *below* `fewest`.
# </details>


# %% exercise="pocket"
def pocket(w, X, y, n_epochs):
    ### BEGIN SOLUTION
    best, fewest = w, len(y) + 1
    for _ in range(n_epochs):
        w, _ = perceptron_epoch(w, X, y)
        mistakes = (perceptron(X, w) != y).sum()
        if mistakes < fewest:
            best, fewest = w, mistakes
    return best
    ### END SOLUTION


# %% check="pocket"

# %% explained="pocket"
# Two sets of weights have to be kept apart: `w`, with which the rule goes on, and `best`, which only lies in the pocket. If you go on from `best` instead, you repeat one and the same epoch for ever, as soon as it brings nothing better.
#
# The count that an epoch returns cannot be used, because it belongs to weights that have moved since. So all rows are labelled once more by the weights as they are *now*.
#
# `<` keeps the earliest of equals, and `len(y) + 1` is more than any count, so the first epoch always goes into the pocket. `best = w` needs no copy here, since `perceptron_epoch` returns a new array each time.

# %% predict="new_speakers"
# The best cut of one number got 28 of the 192 known recordings wrong, and 15 of the 48 by new speakers. The pocket weighs both numbers. What do you expect?
#
# - (a) Few mistakes on the known voices, but as many as before on the new ones.
#   wrong: That would be so if the weights had learnt these voices by heart; with three weights there is no room for that.
# - (b) Few mistakes on the known voices, and few on the new ones as well.
#   right: Three weights can only learn what voices share, here that hiss in the second half has to be discounted, and that holds for new voices, too.
# - (c) As many as before, only other ones.
#   wrong: A second input that says something new can only help where it is weighed well, and here it says how hissy the voice is.

# %%
w_words = mine.pocket(np.zeros(3), X[order], y[order], 30)
print("weights:", *np.round(w_words, 1))
tell_wrong(w_words, known, new)
title = "the same line meets new speakers"
plots.show(*plots.line_between(w_words, *new, spoken, HALVES, title=title))

# %% [markdown]
# Your `pocket` has found our trade by itself: the first half counts about +20, the second about −16, nearly our 4 to −3. Hear how it sorts eight strangers, and then what it still gets wrong:

# %%
audio.play_row(*sorted_by(w_words, *spoken))

# %%
audio.play_row(*sorted_by(w_words, *spoken, wrong=True))

# %% [markdown]
# **A dial to turn.** Put two other digits into `spoken`, in the first cell of 1.1, and run from there: *two* and *nine* go just as well, *three* and *seven* much worse.
#
# ## 1.6 The step has no slope
#
# On *five* and *seven* the pocket only kept the rule's luckiest moment. In unit 0 you had no such trouble: you turned a knob a little, kept what helped, and the error only ever fell. Could a perceptron learn like that?
#
# What unit 0 had, and we lack, is something to measure: a number that says *how wrong* the machine is, and that falls a little when a weight improves a little. Try the *sum of squared errors*,
#
# $$\mathrm{SSE}(w) = \sum_i \bigl(y_i - h(\mathbf x_i)\bigr)^2.$$
#
# A right label adds 0, a wrong one $(\pm 2)^2 = 4$.

# %% predict="level_ground"
# We change one weight by a millionth and measure the SSE before and after. What will we usually see?
#
# - (a) It changes a little, by about a millionth.
#   wrong: It cannot: it is a sum of zeros and fours, and there is nothing between them.
# - (b) It jumps by 4, because some sample changes sides.
#   wrong: Only if a sample lies within a millionth of the line, which hardly ever happens.
# - (c) No change at all.
#   right: No sample changes its label, so not a single term of the sum changes.

# %%
X_kick, y_kick = two_drums("kick", "closed hat")
w_dot = follow(mine.perceptron_epoch, X_kick, y_kick)[0][-1] + [-3, 0, 0]
plots.show(*terraces.draw(X_kick[:16], y_kick[:16], w_dot))

# %% [markdown]
# At the dot seven of the sixteen hits are wrong, and yet the ground is level, so nothing says which way is down.

# %% [markdown]
# ### Exercise 7 · `sse_slope` · ●●○ · 10 min
#
# To measure a slope at a place, take a step up and a step down from it: the slope is how much the SSE differs between the two ends,
# per unit of the way between them. Write `sse_slope(w, X, y, step)` that returns `sse, slope`:
#
# - `sse`: the sum of squared errors of `perceptron(X, w)` against the labels `y`, −1 or +1
# - `slope`: shape (D + 1,); the slope for each weight by itself, one `step` to either side, while the other weights stay
#
# For example, `X = np.array([[1.0]])`, `y = np.array([1])`, `w = np.array([-0.2, 0.0])`: with `step = 0.01` the SSE is 4 and the slopes are 0 and 0.
# With `step = 0.5` they are −4 and −4, because such a step crosses an edge.
#
# <details><summary>Hint 1</summary>
#
# Write a small function `sse(w)` first, and use it three times.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.eye(len(w))` has one row for each weight, with a 1 in its place: `w + step * row` moves that weight alone.
# </details>
#
# <details><summary>Hint 3</summary>
#
# From `w - step * row` to `w + step * row` the way is `2 * step` long.
# </details>


# %% exercise="sse_slope"
def sse_slope(w, X, y, step):
    ### BEGIN SOLUTION
    def sse(w):
        return ((y - perceptron(X, w)) ** 2).sum()

    nudges = step * np.eye(len(w))
    return sse(w), np.array([(sse(w + n) - sse(w - n)) / (2 * step) for n in nudges])
    ### END SOLUTION


# %% check="sse_slope"

# %% explained="sse_slope"
# Each row of `step * np.eye(len(w))` is a nudge that moves one weight and leaves the others. From `w - n` to `w + n` the way is `2 * step`, so if you divide by `step` alone, the slope comes out twice as large.
#
# In the example the score is −0.2 and should be above 0, so the SSE is 4. With the step 0.01 it is 4 at both ends, and the slope is 0. With 0.5 the bias goes up to 0.3, where the SSE is 0, and down to −0.7, where it is 4, and (0 − 4) / 1 = −4.

# %% [markdown]
# Let your `sse_slope` measure at the dot, once with a step of a millionth and once with one of 3:

# %%
plots.show(*terraces.draw_feet(mine.sse_slope, X_kick[:16], y_kick[:16], w_dot))

# %% [markdown]
# With a millionth both ends stand on one terrace, so all slopes are 0. With 3 they are not, but that is the fall over an edge and no slope of the ground. For $w_1$ it even points the wrong way. A slope of 1.3 says that the ground rises, so *go down*; yet the valley begins 0.7 further *up*, and the step of 3 has jumped clean over it.
#
# So there is no slope to follow. Rosenblatt's rule manages without one, because a single unit that errs has nobody else to blame.

# %% [markdown]
# ### Exercise 8 · `perceptron_quiz` · ●○○ · 5 min
#
# Put a letter in the place of each `"?"`.
#
# **weight** · Which part of a nerve cell is like a weight?
#
# - (a) the cell body
# - (b) the axon
# - (c) the synapse
# - (d) the dendrite
#
# **bias** · What does changing the bias alone do to the line?
#
# - (a) turns it
# - (b) moves it along its normal
# - (c) makes learning faster
# - (d) adds noise
#
# **bound** · What makes the largest possible number of mistakes smaller?
#
# - (a) a wider margin
# - (b) more epochs
# - (c) longer samples
# - (d) weights ten times as large
#
# **restless** · After thirty epochs the rule still makes mistakes. What does that prove?
#
# - (a) there is no line
# - (b) there is a line, with a narrow margin
# - (c) some labels are wrong
# - (d) nothing yet
#
# **credit** · Why does the slope of the SSE not say which weight of a unit to mend?
#
# - (a) computers are too slow to measure it
# - (b) it is too steep
# - (c) the data must be separable
# - (d) the step is flat, so the slope is 0
#
# <details><summary>Hint 1</summary>
#
# Look for **weight** in 1.1, for **bias** at the end of 1.2, for **bound** in 1.4, and for **credit** at the last picture.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For **bias**: the weights say which way the line faces, so what is left? The **bound** is $(R/\gamma)^2$.
# </details>
#
# <details><summary>Hint 3</summary>
#
# For **restless**: how many epochs did snare and closed hat need?
# </details>

# %% exercise="perceptron_quiz"
perceptron_quiz = {"weight": "?", "bias": "?", "bound": "?", "restless": "?", "credit": "?"}
### BEGIN SOLUTION
perceptron_quiz = {"weight": "c", "bias": "b", "bound": "a", "restless": "d", "credit": "d"}
### END SOLUTION

# %% check="perceptron_quiz"

# %% explained="perceptron_quiz"
# **weight** · The synapse decides how much of an input gets across, and a weight does that by multiplying; the cell body adds up, dendrite and axon only pass on.
#
# **bias** · It moves the line along its normal, because the direction is set by the other weights, and the offset is $-w_0/\lVert\mathbf w\rVert$.
#
# **bound** · A wider margin does, since the bound $(R/\gamma)^2$ divides by it. Longer samples make the bound larger, epochs do not occur in it, and weights ten times as large are the same judge once they are brought to length 1.
#
# **restless** · Nothing yet, because snare and closed hat have a line, and it took 142 epochs until one was without a mistake. To prove by its mistakes that there is none, it would have to make more than any line could cost.
#
# **credit** · The step is flat, so the slope is 0 for every weight alike, whether it is to blame or not.

# %% [markdown]
# So it has learnt to listen, as far as a line goes. Take a break.
#
# ## 1.7 In the drummer's chair
#
# A child can clap any beat of four steps. Can one perceptron? It should be easy, because all that a drummer decides at a step is *strike* or *wait*.
#
# So put one in her chair. How will it know which step has come? With four wires, one for each step, any beat would be easy, because each step would have a weight of its own.
#
# But two wires are enough to count to four, so we are thrifty: all it hears is the step's number in bits, 00, 01, 10 or 11.
#
# It says 1 for strike and 0 for wait, and four answers are a beat. (To your rule we still say +1 and −1.) Here are five, with a kick that only marks the first step:

# %%
strokes = {name: [x == "x" for x in name] for name in ("x.x.", ".xxx", "...x", ".xx.", "x..x")}
beats = {name: bar({"kick": [1, 0, 0, 0], "snare": row}, step=0.2) for name, row in strokes.items()}
audio.play_row(beats, 22050)

# %% [markdown]
# Teach them to your perceptron, with your own rule: it plays, and each wrong step is one correction.

# %% predict="never_learns"
# Which of these will it never learn?
#
# - (a) `...x`, because it has to wait longest
#   wrong: It gets five bars wrong, and that is the most for any beat it can learn; the sixth is right.
# - (b) `.xxx`, because it strikes so often
#   wrong: Three bars, and it has it.
# - (c) `.xx.`
#   right: It is no rarer and no longer than the others, and a child can clap it. What is wrong with it?
# - (d) All will come, with patience.
#   wrong: A bound promises that only *if* there is a line.

# %%
lessons = [learn_beat(mine.perceptron_epoch, strokes[name]) for name in ("...x", ".xx.")]
heard = np.concatenate([bar(lesson, step=0.2, bars=1) for lesson in lessons])
audio.play(heard, 22050, title="it is asked for ...x, then for .xx.")

# %% [markdown]
# It stumbles through `...x`, and in the sixth bar it has it. But asked for `.xx.` it ends up playing exactly the opposite, `x..x`, for ever. It is wrong at every step, and yet it cannot learn from that, because the four corrections of each bar add up to nothing. So the next bar begins with the same weights. Ask it for `x..x`, then? It plays `.xx.`.
#
# Are the bits to blame? A wire that says 0 moves no weight, so at the step 00 only the bias learns. Let us write −1 and +1, then, so that every wire has its say.
#
# Will it help? Suppose a perceptron with *these* wires played `.xx.`. Then we could rewrite its weights for 0 and 1 without changing any score, and by 1.4 your rule would have found such weights. It found none, so there are none for −1 and +1 either.
#
# Here is how to rewrite them: $w = (1, 3)$ scores $1 - 3 = -2$ for the input −1, and $1 + 3 = 4$ for +1. Which weights score the same when the input is 0 or 1?

# %%
plots.show(*two_wires.draw(w=(1, 3), last_open=True))

# %% [markdown]
# At 0 only the bias counts, so it must be −2. At 1 the weight must bring this to 4, so it is 6. (And **from here on** we write the labels as 0 and 1, too.)
#
# ### Exercise 9 · `to_zero_one` · ●●○ · 8 min
#
# Do the same for any number of inputs: put $x = 2x' - 1$ into the score, where $x'$ is 0 or 1, and collect the terms. Write `to_zero_one(labels, w)` that returns two arrays:
#
# - the `labels`, shape (N,), with 0 for −1 and 1 for +1
# - the weights, shape (D + 1,), of a perceptron that gives inputs in {0, 1} exactly the scores that `w` gives the same inputs written in
#   {−1, +1}
#
# For example, `w = np.array([1.0, 3.0])` becomes `[-2, 6]`, as above.
#
# <details><summary>Hint 1</summary>
#
# What is the score if all new inputs are 0, that is, all old ones −1?
# </details>
#
# <details><summary>Hint 2</summary>
#
# $w_0 + \sum_i w_i (2x_i' - 1)$: what multiplies $x_i'$, and what is left over?
# </details>
#
# <details><summary>Hint 3</summary>
#
# The new bias is `w[0] - w[1:].sum()`, and the new weights are twice the old ones.
# </details>


# %% exercise="to_zero_one"
def to_zero_one(labels, w):
    ### BEGIN SOLUTION
    return (labels + 1) // 2, np.append(w[0] - w[1:].sum(), 2 * w[1:])
    ### END SOLUTION


# %% check="to_zero_one"

# %% explained="to_zero_one"
# Put $x = 2x' - 1$ into the score and collect what belongs together:
#
# $$w_0 + \sum_i w_i(2x_i' - 1) = \Bigl(w_0 - \sum_i w_i\Bigr) + \sum_i 2w_i\,x_i'.$$
#
# What is in brackets meets no input, so it is the new bias. The weights double because from 0 to 1 is only half as far as from −1 to 1, and they have to do as much on the way. And for the bias, think of all new inputs as 0. Then all old ones are −1, so each weight is *subtracted*: 1 − 3 = −2.
#
# The labels are no input, so they change no weight. `(labels + 1) // 2` turns −1 into 0 and 1 into 1, and `//` leaves them whole numbers.

# %% [markdown]
# Your rule learns `...x` on −1 and +1, and you rewire it:

# %%
labels = np.array([-1, -1, -1, 1])
w_signs = follow(mine.perceptron_epoch, 2 * corners(2) - 1, labels)[0][-1]
wanted, w_bits = mine.to_zero_one(labels, w_signs)
print("on -1 and +1:", *w_signs, "  on 0 and 1:", *w_bits, "  asked for:", *wanted)
print("it plays:", *(mine.perceptron(corners(2), w_bits) > 0).astype(int))

# %% [markdown]
# ## 1.8 Logic
#
# So it does not matter how the bits are written. What is it, then? The ear will not tell you, but the eye will: two bits make a step a *point*, so a beat is a square with a corner for each step, filled where the drum strikes.

# %%
plots.show(*truth_squares.draw_beats(strokes))

# %% [markdown]
# A perceptron can play a beat if a straight line parts the filled corners from the empty ones. With inputs and answers 0 and 1 it is called a *gate*.
#
# With the weights −2 and −2 and the bias 3 it scores 3 at 00, 1 at 01 and 10, and $3-2-2=-1$ at 11. So it plays `xxx.`, *not both*, or NAND.
#
# Likewise `...x` is AND, and `.xxx` is OR. The demo opens on NAND. Turn it into as many others as you can, and watch the *room*: how far the nearest corner is from the line.

# %%
demo(threshold_gate.draw, title=threshold_gate.TITLE, controls=threshold_gate.CONTROLS)

# %% [markdown]
# ### Exercise 10 · `gates` · ●○○ · 10 min
#
# Find weights for AND and OR of two inputs and for NOT of one. Your gates must still be right when every input is off by as much as 0.2 either way.
#
# `gates` is a dictionary with the keys `"AND"`, `"OR"` (three numbers each: `[w0, w1, w2]`) and `"NOT"` (two: `[w0, w1]`). A gate answers 1 if its
# score is above 0, else 0.
#
# For example, `[0.5, -1, 0]` is "not x1" as a gate with two inputs: at (0.2, 0) its score is still 0.3, at (0.8, 1) it is −0.3.
#
# <details><summary>Hint 1</summary>
#
# Draw the square. AND has one corner on its side of the line, OR has three. Where does the line have the most room?
# </details>
#
# <details><summary>Hint 2</summary>
#
# For AND the score must be above 0 at (0.8, 0.8) and not above it at (1.2, 0.2). Put the line half-way between the corners.
# </details>
#
# <details><summary>Hint 3</summary>
#
# With the weights 1 and 1 the corners score 0, 1, 1, 2 before the bias. AND cuts between 1 and 2, OR between 0 and 1. NOT needs a negative weight.
# </details>

# %% exercise="gates"
### BEGIN SOLUTION
gates = {"AND": [-1.5, 1, 1], "OR": [-0.5, 1, 1], "NOT": [0.5, -1]}
### END SOLUTION

# %% check="gates"

# %% explained="gates"
# With the weights 1 and 1 the corners score 0, 1, 1 and 2, before the bias. AND has to cut between 1 and 2, OR between 0 and 1, and half-way is safest: inputs that are off by 0.2 each move the sum by 0.4 at most, and half-way there is 0.5 of room. NOT has to fall when its input rises, so its weight is negative, and its line lies half-way, too.
#
# The usual slip is to give AND the bias −2. Then the score at (1, 1) is exactly 0, which is not above 0, so the gate does not fire there.

# %% [markdown]
# Your gates take the drummer's chair (NOT hears only the second bit):

# %%
always = {"AND": [1, 0, 0], "OR": [1, 0, 0], "NOT": [1, 0]}
played = gate_beats(mine.or_else("gates", always))
audio.play_row({name: bar(hits, step=0.2) for name, hits in played.items()}, 22050)

# %% [markdown]
# You know these beats: they are three of the five of 1.7, wired without a single lesson. How many more could be wired?

# %% predict="how_many"
# Two inputs have four corners, and each corner may be 0 or 1, so there are $2^4 = 16$ functions. For how many of them is there a line?
#
# - (a) All 16, with the right weights.
#   wrong: Try to have two corners that lie across from each other on one side, and the other two on the other.
# - (b) 14
#   right: All but the two that ask for corners across from each other: *exactly one* and its opposite.
# - (c) 8, half of them.
#   wrong: There are more than one would think, since *always 0*, *x1 alone* and *not both* each have their line.

# %%
plots.show(*truth_squares.draw())

# %% [markdown]
# Two of the sixteen have no line, and a child can clap both: `.xx.` and `x..x`. The reason is the middle of the square. It lies halfway between the two filled corners, so a line with both of them on one side has the middle on that side, too. But it also lies halfway between the two empty ones, and it cannot be on both sides.
#
# ### How rare is that?
#
# Three inputs have 256 functions, so let a program decide: your rule finds a line if there is one, and your bound says when to give up.
#
# A slower method has found the worst case once and for all: of the functions of two or three inputs that have a line, none has a bound above 196. So **a function of two or three inputs that costs more than 196 mistakes has no line.**
#
# <details><summary>Where the 196 comes from, by hand</summary>
#
# One of the hardest functions is $x_1$ *and* ($x_2$ *or* $x_3$), with the weights $(-2.5, 2, 1, 1)$.
#
# - The longest sample is the corner 111, so $R = \sqrt{1 + 1 + 1 + 1} = 2$.
# - The nearest corners score $2 - 2.5 = -0.5$ (100) and $2 + 1 - 2.5 = 0.5$ (101).
# - The weights are $\sqrt{6.25 + 4 + 1 + 1} = 3.5$ long, so $\gamma = 0.5 / 3.5 = 1/7$.
# - So $(R/\gamma)^2 = (2\cdot7)^2 = 196$.
# </details>

# %% [markdown]
# ### Exercise 11 · `separable` · ●●● · 15 min
#
# Write `separable(table)` that says (`True` or `False`) whether one perceptron can compute the function with this truth table.
#
# - `table`: array of $2^n$ outputs, 0 or 1, for $n = 2$ or 3 inputs, in the order 00, 01, 10, 11 or 000, 001, …, 111. `corners(n)` gives these inputs
#   as an array of shape ($2^n$, n)
#
# For example, `separable(np.array([0, 0, 0, 1]))`, which is AND, is `True`.
#
# <details><summary>Hint 1</summary>
#
# Turn the outputs into labels −1 and +1, and run epochs of your rule from zero weights.
# </details>
#
# <details><summary>Hint 2</summary>
#
# An epoch without a mistake means `True`. Add the mistakes up; beyond 196 the answer is `False`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `n = int(np.log2(len(table)))`, `labels = 2 * np.asarray(table) - 1`; then `while total <= 196:` one epoch of `perceptron_epoch` on `corners(n)`.
# </details>


# %% exercise="separable"
def separable(table):
    ### BEGIN SOLUTION
    X, y = corners(int(np.log2(len(table)))), 2 * np.asarray(table) - 1
    w, total = np.zeros(X.shape[1] + 1), 0
    while total <= 196:
        w, mistakes = perceptron_epoch(w, X, y)
        total += mistakes
        if mistakes == 0:
            return True
    return False
    ### END SOLUTION


# %% check="separable"

# %% explained="separable"
# The two answers are proved in different ways. `True` needs an example, and an epoch without a mistake is one, because its weights get every corner right. `False` is harder: that no line was found says nothing by itself. But by 1.4 a line that exists is found within $(R/\gamma)^2$ mistakes, and with two or three inputs this is never more than 196. So the 197th mistake proves that there is none. XOR makes it in its 50th epoch.
#
# For this, all has to be as in the proof. The weights start at zero once and are carried from epoch to epoch; if you start each epoch anew, you never get beyond the first. And the labels are −1 and +1, since with 0 a correction would add nothing.
#
# `np.log2` gives the number of inputs, because $n$ of them have $2^n$ rows.
#
# If you count epochs instead of mistakes, do not stop too soon, because some functions take 12. Another right way is to try all whole weights from −2 to 2 with a bias from −3 to 3, because up to three inputs need no others.

# %% [markdown]
# Your `separable` counts:

# %%
print("two inputs:", sum(map(mine.separable, corners(4))), "of 16")
print("three inputs:", sum(map(mine.separable, corners(8))), "of 256")

# %% [markdown]
# Each further input doubles the corners, but brings just one weight more to sort them with. So a line becomes rare, and the sixteen steps of a real bar take *four* inputs:

# %%
plots.show(*one_line_shares.draw())

# %% [markdown]
# Of all the bars of sixteen steps a single perceptron can play one in thirty-five.
#
# ## 1.9 Two that listen, one that decides
#
# The beat `.xx.` is called *exclusive or* or XOR, because it says yes if *exactly one* bit is 1. Here it is as two buttons and a bell: a loud press is a 1, a faint one a 0.

# %%
audio.play_row(doorbell(XOR), 22050)

# %% [markdown]
# The square has shown that no line does this. But sixteen steps have no square, so let us write the proof as a sum. Suppose somebody claims to have weights for XOR. Then each row says something about them (turned round where a 0 is wanted):
#
# | input | wanted | so |
# |---|---|---|
# | (0, 0) | 0 | $-w_0 \ge 0$ |
# | (0, 1) | 1 | $w_0 + w_2 > 0$ |
# | (1, 0) | 1 | $w_0 + w_1 > 0$ |
# | (1, 1) | 0 | $-w_0 - w_1 - w_2 \ge 0$ |
#
# Multiply each row by a number that is not negative and add them up. If everything on the left cancels, and a *strict* row, one with >, took part, the sum says $0 > 0$, so no weights exist.

# %% [markdown]
# ### Exercise 12 · `xor_proof` · ●●○ · 10 min
#
# Make the proof a thing that can be checked: `xor_proof = (rows, multipliers)`.
#
# - `rows`: four rows of three numbers, the factors of $(w_0, w_1, w_2)$ in the four inequalities, in the order and with the signs of the table
# - `multipliers`: four numbers, none negative, with which the rows of the table add up to `[0, 0, 0]`, and not all zero for the strict rows
#
# For example, the first row is `[-1, 0, 0]`.
#
# <details><summary>Hint 1</summary>
#
# In the row of (0, 1) there is no $w_1$: its factor is 0.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Write the four rows below each other and add up each column.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The columns add up to zero as they are.
# </details>

# %% exercise="xor_proof"
### BEGIN SOLUTION
xor_proof = (
    [[-1, 0, 0], [1, 0, 1], [1, 1, 0], [-1, -1, -1]],
    [1, 1, 1, 1],
)
### END SOLUTION

# %% check="xor_proof"

# %% explained="xor_proof"
# Inequalities may be added if all point the same way. That is why the rows in which a 0 is wanted are turned round: *the score is not above 0* is the same as *minus the score is at least 0*, so (1, 1) becomes `[-1, -1, -1]`. And a row may be multiplied by any number that is not negative, since only a negative one would turn it round.
#
# Now add up the columns: −1 + 1 + 1 − 1 for $w_0$, and 1 − 1 for each of the others. So everything on the left is gone. But two of the rows were strict, so the sum says 0 > 0, and that is false. Four equal multipliers above 0 do as well, but four zeros do not, because then no strict row takes part, and 0 ≥ 0 is true.

# %% [markdown]
# Now listen to a beat that has no square, the rumba clave:

# %%
rumba = [x == "x" for x in "x..x...x..x.x..."]
audio.play(bar({"clave": rumba, "hat": np.ones(16)}), 22050, title="the rumba clave")

# %% [markdown]
# Could one perceptron that hears four bits play it? At the steps 3 and 12 it must score above 0, and at 1 and 14 it must not. Add up their bits:
#
# ```text
# strike:  3   0011        wait:   1   0001
#         12   1100               14   1110
#              ----                    ----
#              1111                    1111
# ```
#
# Both pairs have the same middle, as in the square, and so the same sum: each weight once and the bias twice. It would have to be above 0 and not above 0, so no weights will ever play the clave.
#
# In 1969 Minsky and Papert made such limits famous. It was not the end, because XOR says *one or the other*, **and not** *both*, and each half is a gate that one line can do. So put two perceptrons side by side, and let a third listen to them.
#
# The two in front are *hidden units*, because nobody outside hears what they say. Units side by side make a *layer*, so this net has two: the hidden one, and the output.
#
# Here is a net of this kind that computes the *opposite*, both or none. One hidden unit is AND, the other is "neither", and the output is OR.

# %%
plots.show(*xor_net.draw(w1=((1, -1), (1, -1)), b1=(-1.5, 0.5), w2=(1, 1), b2=-0.5, lit=1))

# %% [markdown]
# ### Exercise 13 · `xor_weights` · ●●○ · 10 min
#
# Wire XOR by hand: `xor_weights = (hidden, output)`.
#
# - `hidden`: two rows `[w0, w1, w2]`, the weights of the two hidden units, which listen to $x_1$ and $x_2$
# - `output`: `[w0, w1, w2]`, the weights of the output unit, which listens to the two hidden units
#
# The inputs are 0 or 1; a unit says 1 if its score is above 0, else 0. The net must be right at the four corners, and also when the inputs are off by up to 0.1.
#
# For example, a hidden row `[-0.5, 1, 1]` is an OR unit.
#
# <details><summary>Hint 1</summary>
#
# Say XOR in words, with *or*, *and*, *not*. Which two of them can the hidden units be?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Let one hidden unit be OR and the other AND. The output fires for OR, but AND must be able to forbid it.
# </details>
#
# <details><summary>Hint 3</summary>
#
# The output listens to OR with +1 and to AND with −1; its bias must lie between the sums 0 and 1.
# </details>

# %% exercise="xor_weights"
### BEGIN SOLUTION
xor_weights = ([[-0.5, 1, 1], [-1.5, 1, 1]], [-0.5, 1, -1])
### END SOLUTION

# %% check="xor_weights"

# %% explained="xor_weights"
# XOR is *OR, and not AND*: at least one bit, but not both. So one hidden unit is OR, the other AND, and the output subtracts the second from the first. Its score is −0.5 at 00, +0.5 at 01 and 10, where only OR speaks, and 1 − 1 − 0.5 = −0.5 at 11, where AND forbids it.
#
# All lines lie half-way, as in `gates`: inputs that are off by 0.1 each move a hidden sum by 0.2 at most, and there is 0.5 of room. The output has no noise to fear, because it hears exact zeros and ones.
#
# If 11 comes out as 1, AND has not forbidden it: it is silent there, too weak against OR, or has the wrong sign. OR and *not both*, joined by AND, do it, too, and so do *only the first* and *only the second*, joined by OR.

# %% predict="corners_fall_together"
# The two hidden units turn each of the four corners of the square into a pair of numbers 0 or 1. How many *different* pairs can the output unit tell apart in the net with OR and AND?
#
# - (a) Four, one for each corner.
#   wrong: OR and AND say the same about 01 and 10, so the output cannot tell these two apart. It need not.
# - (b) Three
#   right: 01 and 10 fall together on one point. That is the trick: what must be treated alike is moved to one place.
# - (c) Two, one for each answer.
#   wrong: 00 gives (0, 0) and 11 gives (1, 1), which are different points although both want a 0.

# %%
two_ors = ([[-0.5, 1, 1], [-0.5, 1, 1]], [-0.5, 1, 0])
plots.show(*folded_square.draw(*mine.or_else("xor_weights", two_ors)))

# %% [markdown]
# On the left are the lines of **your** hidden units, or two ORs until you have wired yours. On the right is the square as the output unit sees it, *folded*: two corners that want the same have fallen together (with OR and AND, the two that want a 1). Remember this picture: every network of this course moves things until a line is enough.
#
# You knew what each unit should say. Could a rule have found it? Here is a net that gets two corners wrong:

# %%
w1, b1 = ((1, 0.5), (1, 1)), (-1.3, -0.8)
plots.show(*xor_net.draw(w1=w1, b1=b1, w2=(1, 1), b2=-0.5, lit=2, wanted=XOR))

# %% [markdown]
# Its answer to the input (1, 0) should have been 1. Whose fault was it? Had $h_1$ or $h_2$ scored 0.4 more, $y$ would have said yes. Or were both right to be silent, and $y$ should have spoken all the same?
#
# Move any of the three a little, and no answer changes, so nothing tells you whose weights to mend. That is the **credit-assignment problem**. Unit 2 makes the step smooth, unit 5 brings back-propagation, and together they solve it.
#
# ## 1.10 Any truth table
#
# XOR was no lucky case. In any table, give each row whose output is 1 a hidden unit of its own, which fires for this input and no other, and let the output unit be an OR. One line can always single out one corner, because a corner sticks out:

# %%
plots.show(*detector.draw(knows=(1, 0, 1)))

# %% [markdown]
# So **two layers of perceptrons can compute every Boolean function**.
#
# That is reassuring, because no yes-or-no question about bits is out of reach any more. But it is a little disappointing, too: this net has learnt nothing. We have copied the table into it, row by row, so it knows what we knew.
#
# ### Exercise 14 · `compile_truth_table` · ●●○ · 15 min
#
# Write `compile_truth_table(table)` that returns the arrays `W, b, v, c` of a net
#
# $$H = \mathrm{step}(X W + \mathbf b), \qquad \mathrm{output} = \mathrm{step}(H \mathbf v + c),$$
#
# where step gives 1 above 0 and else 0. From here on the bias stands apart, and each unit is a column.
#
# - `table`: array of $2^n$ outputs, 0 or 1, for the inputs counted upwards: 00…0, 00…1, …, 11…1; the first input is the slowest to change. `corners(n)` gives these inputs, one a row
# - `W`: shape (n, K), one column for each of K hidden units; `b`: shape (K,); `v`: shape (K,); `c`: a number
#
# For example, for AND, `np.array([0, 0, 0, 1])`, one unit is enough: `W = [[1], [1]]`, `b = [-1.5]`, `v = [1]`, `c = -0.5`. Do not forget the table that is all 0.
#
# <details><summary>Hint 1</summary>
#
# `corners(n)[table == 1]` are the inputs to be known, one a row. Turn their 0 and 1 into weights −1 and +1.
# </details>
#
# <details><summary>Hint 2</summary>
#
# How large is the score of a unit for its own input, before the bias? The bias must bring it down to 0.5.
# </details>
#
# <details><summary>Hint 3</summary>
#
# With `rows = corners(n)[np.asarray(table) == 1]`: `W = (2 * rows - 1).T` and `b = 0.5 - rows.sum(axis=1)`. The output is an OR of all units.
# </details>


# %% exercise="compile_truth_table"
def compile_truth_table(table):
    ### BEGIN SOLUTION
    n = int(np.log2(len(table)))
    rows = corners(n)[np.asarray(table) == 1]
    return (2 * rows - 1).T, 0.5 - rows.sum(axis=1), np.ones(len(rows)), -0.5
    ### END SOLUTION


# %% check="compile_truth_table"

# %% explained="compile_truth_table"
# A hidden unit has to know one corner and no other. So it gets the weight +1 for each bit that is 1 there and −1 for each that is 0. Its own corner then scores as much as it has ones, say $m$. Any other corner loses a point for each bit that differs, because a missing 1 earns nothing and a 1 too many costs one. So all others score $m - 1$ or less, and the bias $0.5 - m$ puts the line half-way.
#
# Each unit needs a bias of its own: $-1.5$ is right for 101, but not for 111. It is not 0.5 less the sum of the weights, because the −1 meet zeros. Nor may a bit that must be 0 have the weight 0, for then the unit for 01 fires at 11, too.
#
# The output is an OR, so one unit is enough to bring it above 0. A table of zeros needs no case of its own: without hidden units the output's score is −0.5.

# %% [markdown]
# ### Play it
#
# Back to the drummer's chair, now with sixteen steps, where step 6 is 0110. A drum part *is* a truth table with four inputs, so your compiler turns it into a network. Here is a kick on the steps 0, 8 and 10, as step 8 comes by:

# %%
plots.show(*drum_net.draw(step=8))

# %% [markdown]
# Step 8 lights the hidden unit that knows it, and one is enough. Now three parts play, each with its own network. Change the x and the dots to a beat of your own.

# %%
rows = {"kick": "x.......x.x.....", "snare": "....x.......x...", "hat": "x.x.x.x.x.x.x.xx"}
nets = players(mine.compile_truth_table, rows)
beat = {name: steps_of(net) for name, net in nets.items()}
audio.play(bar(beat, bars=4), 22050, title="perceptrons play the beat")

# %% predict="shaken_weights"
# Now every weight and bias of these networks is moved by a random amount, up to 0.09 either way, as in cheap electronics. What will you hear?
#
# - (a) The beat gets slightly worse: a few hits go missing.
#   wrong: Below 0.1 nothing gets worse at all: as long as each score stays on its side of 0, the output is exactly the same.
# - (b) Exactly the same beat.
#   right: Each hidden unit has half a point to spare, and five numbers that are off by 0.09 can take at most 0.45 of it.
# - (c) Noise: with dozens of weights wrong, hardly any step is right.
#   wrong: The errors would have to add up within *one* unit. A hidden unit has only five numbers, and in an output unit at most one input speaks at a time.

# %%
shaky = shaken_beat(nets, 0.09)
changed = sum(np.sum(shaky[name] != beat[name]) for name in nets)
print("steps that changed:", changed, "of", 16 * len(nets))
audio.play(bar(shaky), 22050, title="the beat when each weight is off by up to 0.09")

# %% [markdown]
# The half point to spare protects the beat. But for how long? **Turn the dial**, step through the bar, and watch the sums in the circles drift towards 0.

# %%
demo(shaky_beat.of(nets), title=shaky_beat.TITLE, controls=shaky_beat.CONTROLS)

# %%
shaken_row = {f"off by up to {a}": bar(shaken_beat(nets, a)) for a in (0.09, 0.35, 0.7)}
audio.play_row(shaken_row, 22050)

# %% [markdown]
# Below 0.1 no step can change. Beyond, it takes luck: this draw holds up to 0.3, where most others do not, and at 0.35 one step in 48 has changed. But at 0.7 it is 19, and the snare strikes on all sixteen, because the bias of its output has crossed 0.
#
# Up to 0.1 the net is sturdy, then. But every hit costs a hidden unit. Can one do with fewer?

# %% [markdown]
# ### Exercise 15 · `clave_net` · ●●● · 20 min
#
# **Challenge.** The rumba clave is `x..x...x..x.x...`: hits on the steps 0, 3, 7, 10 and 12. Your compiler wires it with five hidden units. Find
# a net with fewer: `clave_net = (W, b, v, c)`, with the shapes above and four inputs.
#
# - It plays right: a point. With four hidden units or fewer: another. With three or fewer: the third.
# - Two are enough, if you want the crown. One is not, as 1.9 proved.
#
# For example, five units are `W` of shape (4, 5); the first column, for step 0000, is `[-1, -1, -1, -1]` with the bias 0.5.
#
# <details><summary>Hint 1</summary>
#
# 0011 and 0111 differ in one bit. A unit that ignores this bit (weight 0) knows both at once: four units.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Turn it round: let the output be an AND. Each hidden unit then says 1 on *all* hits and forbids some of the other steps.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Search: draw whole weights from −3 to 3 for a unit and set its bias so that all five hits score above 0. Note which steps it forbids, and look for three units (or two) that forbid all eleven between them.
# </details>

# %% exercise="clave_net"
### BEGIN SOLUTION
clave_net = ([[1, -2], [-1, 1], [-1, 2], [2, -3]], [0.5, 1.5], [1, 1], -1.5)
### END SOLUTION

# %% check="clave_net"

# %% explained="clave_net"
# The compiler's units each say yes to one hit, and an OR collects them. Turn that round: let each unit be 1 on *all five* hits and 0 on some of the other steps, and let the output be an AND. Then a unit has only to forbid, and one line can cut off many corners at once.
#
# Here the first unit forbids the steps 2, 4, 6 and 14, the second 1, 5, 8, 9, 11, 13 and 15, and that is all eleven. The output scores 1 + 1 − 1.5 where both say 1, and −0.5 or less elsewhere.
#
# How does one find them? By letting the computer try. Whole weights from −3 to 3 make $7^4 = 2401$ units. For each the bias is set so that the lowest of the five hits scores 0.5, since more would only forbid less. None forbids more than seven steps, and of all pairs just six forbid all eleven.

# %% [markdown]
# ## 1.11 Finale: a band of perceptrons
#
# Now all of them play together, with your clave on top. It has two hidden units at best, or five until you have found fewer.
#
# Not one of these units could clap `.xx.` by itself, and together they are a band. **Turn the dial**, the tempo, until it dances, and play it to a friend.

# %%
tempo = 115  # beats a minute
band = beat | {"clave": steps_of(mine.or_else("clave_net", wired(rumba)))}
audio.play(bar(band, step=15 / tempo, bars=4), 22050, title=f"the band plays at {tempo}")

# %% [markdown]
# ## What to remember
#
# - A perceptron trades its inputs against each other and decides by the sign of the sum. That is a line: the weights are its normal, the bias its place.
# - Rosenblatt's rule adds the samples it was wrong about. If a line exists it finds one within $(R/\gamma)^2$ mistakes; if not, keep the best in a pocket.
# - Move the numbers to the middle first: then snares need 2 mistakes instead of 1,851.
# - One line does 14 of the 16 functions of two inputs. Two layers do all, because the first folds the space so that a line is enough.
# - One unit can learn, and several can play, but we cannot yet *teach* several: the step has no slope, so nothing says which weight to blame. What if we made it smooth? That is unit 2.

# %%
plots.show(*folded_square.draw())
what_you_predicted("u01")
mine.show("u01")

# %% [markdown]
# **Sources.** B. Pardo, *Deep learning and audio* (P03–P08, P10, P14–P16); Z. Duan, *Deep learning for audio* (D16, D18, D21, D22). W. McCulloch and W. Pitts,
# "A logical calculus of the ideas immanent in nervous activity", *Bulletin of Mathematical Biophysics* 5, 1943. F. Rosenblatt,
# "The perceptron", *Psychological Review* 65, 1958. A. Novikoff, "On convergence proofs on perceptrons", 1962. M. Minsky and S. Papert,
# *Perceptrons*, 1969. S. Gallant, "Optimal linear discriminants", *ICPR* 1986.
# M. Nielsen, *Neural Networks and Deep Learning*, 2015, chapter 1 (NAND as −2, −2 and 3; small changes and the step).
# The numbers of threshold functions: OEIS A000609. The voices are those of unit 0, spoken by a program; the check of `pocket` may take the Free Spoken Digit Dataset (CC BY-SA 4.0).
