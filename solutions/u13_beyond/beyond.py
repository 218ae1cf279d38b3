# %% [markdown]
# # 13 · Attention, and what came after
#
# Have somebody read you twelve digits, and say them backwards. You get the last few, and then you are lost.
# Now do it with the digits on a slip of paper. It is child's play, because there is nothing to hold in your
# head: you only have to look at the right place.
#
# In unit 12 a network was in your place. It read a melody, kept it in one state, and had to play it
# backwards: a handful of notes went well, and nine were a muddle; a net with more practice got nine, and lost
# sixteen. Its slip of paper is called *attention*, and most of what came after 2017 is built on it.
#
# A melody and a spoken word go with you, and each section begins with what the one before could not do:
#
# | sitting | hours | what goes wrong | what you can do after it |
# |---|---|---|---|
# | 13.1, 13.2 | 1½ | a melody is lost on its way through one state | build attention and a transformer block |
# | 13.3 | 1 | nobody says where a spoken word ends | write CTC, and read numbers off a voice |
# | 13.4 to 13.6 | 1½ | most sounds have no text at all | learn codes without labels, make tunes and tones from them |
# | 13.7 to 13.10 | 1¾ | no net says which notes keep company, and a faint hiss turns a "six" into another word | train a Boltzmann machine, fool a network, make one speak |
# | "For looking up", quiz | 1¼ | gradient descent crawls through a valley | take Newton's step without its matrix |
#
# **You will hear** a melody lost and given back, a tune turning into another in eight steps, noise becoming
# an organ, a machine's dream, and a network that counts from zero to nine in a voice of its own.
#
# Time: about 7 hours, without exercises 13 and 14. Before: [unit 12](../u12_generation/generation.ipynb),
# [unit 5](../u05_backprop/backprop.ipynb), and [unit 9](../u09_cnn/cnn.ipynb). The mathematics: dot products
# (unit 1), softmax and likelihood (unit 2), the chain rule (unit 4); the normal distribution unfolds in 13.6.
#
# Conventions: [one page](../conventions.md).

# %% collapsed
import numpy as np

from dlaudio import audio, datasets, layers, mine, plots
from dlaudio.check import check
from dlaudio.datasets.digits import ten_digits
from dlaudio.generation import notes
from dlaudio.generation.composer import tunes_as_batch
from dlaudio.generation.learnt import composer_after, wide_turner
from dlaudio.generation.translator import Translator
from dlaudio.networks import (
    attending,
    blending,
    boltzmann,
    chord_climb,
    diffusing,
    fooled,
    forging,
    places,
    pre_training,
    speech_or_music,
    square_of_tunes,
    squeezing,
    transformer,
    tune_finder,
    word_speaker,
    word_spotter,
)
from dlaudio.plots.drawings import attention as attention_drawing
from dlaudio.plots.drawings import (
    beam_search,
    bits_apart,
    boltzmann_machine,
    brain_and_clock,
    collapse,
    crab_canon,
    ctc_both_ends,
    ctc_trellis,
    curvature,
    encoder_decoder,
    fifths_round,
    head_looks,
    heads,
    hidden_stretch,
    impulses,
    key_weights,
    machine_states,
    melody_strips,
    newton_walks,
    nine_ideas,
    piled_machines,
    power_shares,
    ranked_list,
    short_dream,
    sign_step,
    sound_tokens,
    squeezed_frame,
    transformer_block,
    tune_square,
    variational_autoencoder,
    waves_of_years,
    words_under_noise,
)
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.widgets import attack, attention_query, bottleneck
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 13.1 A melody lost, and given back
#
# Here are two such nets. The first reads a melody, note by note, into one state of 32 numbers. The second
# gets this state and nothing else, and has to write the melody *backwards*.
#
# They practise on 1,500 batches of melodies with 3 to 12 notes. Listen to one with twelve: first as it should
# come back, then as it does.

# %%
rng = np.random.default_rng(0)
forgetful = attending.train_turner(Translator(8, 32, rng=rng), updates=1500, rng=rng)

# %%
melody = np.array([0, 2, 4, 7, 6, 4, 5, 3, 1, 2, 6, 0])
lost = forgetful.translate(melody[None], longest=14)[0]
plots.show(*melody_strips.draw({"wanted": melody[::-1], "bottleneck": lost}))
attending.play({"wanted": melody[::-1], "bottleneck": lost})

# %% [markdown]
# Two notes are right, then it is lost, as you were with the digits. Bad luck? Try 200 new melodies of each
# length, and count how often a whole one comes back:

# %%
by_heart = {n: attending.share_turned(forgetful, n, rng=rng) for n in (4, 8, 10, 12)}
plots.show(*attending.picture_of_shares({"bottleneck": by_heart}))

# %% recall="before_attention"
# 1. In a plain recurrent net the gradient travels back over 50 steps. What usually becomes of it?
#
# - (a) It arrives as it was, because the weights are shared.
#   wrong: Sharing does not help: it is multiplied by the same kind of matrix at every one of the 50 steps.
# - (b) It shrinks (or grows) step by step, so that far steps hardly learn.
#   right: Unit 10: a product of 50 factors. Today you meet a road that leads to every step in one go.
# - (c) It reaches only the last step.
#   wrong: It reaches all of them, only ever more weakly.
#
# 2. What does softmax make of the scores 0, 0 and 0?
#
# - (a) 0, 0, 0
#   wrong: Its results always add up to 1.
# - (b) 1, 0, 0
#   wrong: That would need one score far above the others.
# - (c) one third each
#   right: Equal scores, equal shares. Attention with nothing to go by takes the mean of everything.
#
# 3. When is the dot product of two vectors of length 1 largest?
#
# - (a) When they point the same way.
#   right: Unit 1: it measures agreement. Today a question is compared with every memory in just this way.
# - (b) When they are at right angles.
#   wrong: Then it is 0.
# - (c) When they point against each other.
#   wrong: Then it is −1, the smallest possible.

# %%
plots.show(*encoder_decoder.draw())

# %% [markdown]
# It was no bad luck. All that the second net will ever know passes through one state: a *bottleneck*. A net can
# learn to pack twelve notes into it, but slowly: with four times the practice three in four come back.
#
# Then make it wider, with 128 numbers, and let the nets practise with up to 20 notes:

# %% predict="four_times_as_wide"
# Four times as many numbers, the same 1,500 updates, and melodies of 20 notes. How many of them come back whole?
#
# - (a) nearly all: there are more numbers for each note than before
#   wrong: Those of twelve do now. But a longer melody has more steps, and each has to be right.
# - (b) about one in three
#   right: Those of twelve are safe now, and the muddle has only moved on.
# - (c) hardly any, as with twelve notes before
#   wrong: It does help: about every third comes back.

# %%
wide, rng = wide_turner(), np.random.default_rng(0)  # it has had its 1,500 updates already
wider = {n: attending.share_turned(wide, n, n=1000, rng=rng) for n in (8, 12, 16, 20)}
plots.show(*attending.picture_of_shares({"32 numbers": by_heart, "128 numbers": wider}))

# %% [markdown]
# Now melodies of twelve come back, and of twenty every third. So width helps, but a longer melody wants more.
#
# Yet while reading, the first net had a state after *every* note, and we threw all but the last away. Let us
# keep them all, and let the second net *look*, as a musician who plays a line backwards looks at the score.
#
# ### How to look, by hand
#
# A net has no eyes. The first idea is that it says a number: "place 10, please". But a net learns by changing a
# number a little and seeing whether that was better, and between place 10 and place 11 there is nothing to see.
# So say what you are looking for, and let every place say how well it fits:
#
# - The one who looks sends out a **query** $q$, a vector: what am I looking for?
# - Every place has a **key** $k_s$, a vector: what can be found here? The dot product $q \cdot k_s$ says how
#   well the two agree.
# - Every place has a **value** $v_s$: what comes back from here.
#
# A softmax turns these scores into shares, the **weights** of attention, and what comes back is the mixture of
# the values by the shares. It fits on paper:

# %%
plots.show(*attention_drawing.draw(divided=False))

# %% [markdown]
# The query $(2, 0)$ points the same way as the key $(1.5, 0)$, so place 0 gets the largest share. Place 3
# points away from it and gets next to nothing.
#
# It is a *soft* look-up: turn the query a little, and the shares change a little. That is the slope to learn
# from. Turn it yourself:

# %%
demo(attention_query.draw, title=attention_query.TITLE, controls=attention_query.CONTROLS)

# %% [markdown]
# If you make the query long, one place takes all. If you make it 0, every place gets the same. So the size of the
# scores decides how sharply a net looks.
#
# But a score also grows merely because keys have many numbers, for it is a sum of $d$ products. Let query and key
# have 64 random numbers each, of variance 1. A typical score is then 8 or −8, and $e^8$ is 3,000: one place would take
# all by sheer luck, and there the softmax has hardly any slope to learn from. Since the variance of such a sum is $d$, we
# divide by $\sqrt d$, which brings it back to 1.
#
# For T queries at once it is two matrix products with a softmax between them. The rows of $Q$ (T, d) are the
# queries; S places have the keys $K$ (S, d) and the values $V$ (S, M):
#
# $$A = \mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt d}\right), \qquad \text{output} = A V.$$
#
# Row t of the weights $A$ (T, S) says how query t shares out its look, and it adds up to 1.
#
# And the way back? On the sheet above, let the loss have the slope $(1, 0)$ in the mixture:

# %%
plots.show(*attention_drawing.draw_backward(divided=False, asked=2))

# %% [markdown]
# A share's slope is its value times that slope: for place 2, $(3, 1) \cdot (1, 0) = 3$. So the four have 1, 0, 3 and −1.
# And each value gets its share of the slope: place 0 gets $0.702 \cdot (1, 0)$.
#
# But the shares add up to 1, so who raises one score takes from the other shares. What counts is how far each slope lies
# from their mean, by the shares: $0.702 \cdot 1 + 0.258 \cdot 3 - 0.005 \cdot 1 = 1.47$.
#
# The slope of share 0, 1, lies below it, so score 0 gets $0.702 \cdot (1 - 1.47) = -0.33$; scores 1 and 3 get −0.05 and −0.01. And score 2?
#
# <details><summary>Score 2, and the query</summary>
#
# $0.258 \cdot (3 - 1.47) = 0.39$, and all four add up to 0. Each key times its slope, added up, is the query's: $-0.331 \cdot 1.5 + 0.395 \cdot 1 + 0.012 \cdot 1 = -0.09$, and $-0.051 \cdot 1.5 + 0.395 \cdot 1 - 0.012 \cdot 0.5 = 0.31$.
# </details>
#
# ### Exercise 1 · `attention` · ●●○ · 15 min
#
# Write `attention(Q, K, V, dout)` that returns `weights, output, dQ, dV`.
#
# - `Q`: (T, d); `K`: (S, d); `V`: (S, M); `weights`: (T, S); `output`, `dout`: (T, M); `dQ`, `dV` as `Q`, `V`
# - scores may be in the thousands; nothing may overflow
#
# For example, if `K` is all 0, every weight is 1 / S, every output is the mean of the values, and `dQ` is 0.
#
# <details><summary>Hint 1</summary>
#
# Forward first: two matrix products and a softmax. Then back through the three, last one first.
# </details>
#
# <details><summary>Hint 2</summary>
#
# From `output = A V` come `dV` and the gradient of A. The mean on our sheet is a row's sum of A * dA.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `A = layers.softmax(Q @ K.T / root)`, `dA = dout @ V.T`, `dS = A * (dA - np.sum(A * dA, axis=1, keepdims=True))`; and `dQ` is `dS @ K`, still to be divided by the root.
# </details>


# %% exercise="attention"
def attention(Q, K, V, dout):
    ### BEGIN SOLUTION
    root = np.sqrt(Q.shape[1])
    A = layers.softmax(Q @ K.T / root)
    dA = dout @ V.T
    dS = A * (dA - np.sum(A * dA, axis=1, keepdims=True))
    return A, A @ V, dS @ K / root, A.T @ dout
    ### END SOLUTION


# %% check="attention"

# %% explained="attention"
# Forward is the formula, and `layers.softmax` takes off the largest score first, so nothing overflows. Back, each value goes into an output by its weight, so `dV` is `A.T @ dout`, and the gradient of the weights is `dA = dout @ V.T`.
#
# The hard step is the softmax. If a score rises, its own weight grows by $A_s - A_s^2$, and every other by $-A_r A_s$. Multiply each by its $dA$ and add up, and $A_s\,(dA_s - \sum_r A_r\,dA_r)$ is left: the sheet's distance from the mean. `keepdims` leaves the means a column, one for each query.
#
# The scores were divided by the root, so their slope is, too. Whoever forgets this gets a `dQ` that is $\sqrt d$ times too long, while all weights are right.

# %% [markdown]
# ### Give the melody back
#
# Before the second net says a note, it makes a query out of its state. The states of the first net, one for each
# note read, are keys and values. It then chooses the note from its own state and from what came back. Nothing else
# has changed, so whatever gets better is due to looking.

# %% predict="bottleneck_or_attention"
# With 32 numbers the bottleneck brought back most melodies of 8 notes and hardly any of those with 12. How many of the melodies *with* 12 notes come back whole with attention, in the same 1,500 updates?
#
# - (a) about 10 %: it still has only 32 units
#   wrong: 32 units have to hold *one* place at a time now. The rest is looked up when it is needed.
# - (b) about half
#   wrong: It is more. Turning round is looking one place further back each time, and that is the same small step every time.
# - (c) nearly all of them
#   right: Up to the twelve notes it has practised, length hardly matters, because each note is fetched from where it was read.

# %%
rng = np.random.default_rng(0)
looker = attending.AttendingTranslator(8, 32, rng=rng)
attending.train_turner(looker, updates=1500, rng=rng, attention=mine.attention)
looked_up = {n: attending.share_turned(looker, n, rng=rng) for n in (4, 8, 10, 12)}
plots.show(*attending.picture_of_shares({"bottleneck": by_heart, "attention": looked_up}))

# %% [markdown]
# Twelve notes come back, with a state as small as at first, and 1,000 updates already bring it further than 6,000
# bring the bottleneck. Beyond twelve it is luck, because it has never looked that far. (The last 50 updates ran on **your own** `attention`, the rest on ours.)
#
# Where does it look?

# %%
back, looks = looker.look(melody, attention=mine.attention, longest=14)
plots.show(*attending.picture_of_looks(looks, melody, [*back, "end"]))
attending.play({"read": melody, "given back": back})

# %% [markdown]
# Nobody has told it where to look, and yet there is a clean diagonal: to say the first note it looks at the last
# one read, then at the one before, and so on.
#
# Attention was invented for this, the translation of sentences (Bahdanau, Cho and Bengio, 2015). It also cures
# what ails recurrent nets: the gradient has a short way home, one step from each note written to each note read.
#
# But then, what do we still need the recurrent nets for?
#
# ## 13.2 One transformer block
#
# In 2017 Vaswani and seven others asked just this, and left recurrence out: a melody looks at *itself*. Each
# note has to find out which of the others it needs. Begin with the smallest melody there is:

# %%
audio.play(attending.sing(np.array([2, 0, 2, 0])), 16000, title="what comes next?")

# %% [markdown]
# E C E C, a cuckoo. The last C does not say what comes next, so it has to ask the others.
#
# A C wants to know two things of the others: *when do C's come?* and *what is sung on the other beat?* So each
# note carries two numbers: its pitch (C 1, E −1), which we know from its name, and its beat (strong 1, weak −1), which
# we know from where it stands. Our last C is $(1, -1)$. We follow these two numbers to the end
# of the block, where they have to say *E*:

# %%
plots.show(*heads.draw_stations(2))

# %% [markdown]
# To ask, it needs a question. So each note is multiplied by three matrices. The first gives what it **asks**, the
# second what it can be **found by**, the third what it **tells**:

# %%
plots.show(*heads.draw_maps())

# %% [markdown]
# In the lower tables each number is a note's row times the matrix column above it. We have chosen the matrices;
# a net learns them.
#
# - $W_Q$ keeps the pitch and flips the beat, both doubled. So our $(1, -1)$ becomes $(2, 2)$: it asks loudly for
#   *my pitch* and *the other beat*.
# - $W_K$ shows a note as it is.
# - $W_V$ swaps the two numbers. A note that is found by its pitch should tell its *beat*, and one found by its beat its
#   pitch: that is what the asker does not know yet.
#
# The rest is 13.1: the C's query with every key, a softmax, the mixture.

# %% predict="which_note_is_found"
# The last C asks for its own pitch *and* the other beat. To which of the four notes goes the largest share?
#
# - (a) to the first C
#   wrong: Its pitch agrees, +2, but its beat does not, −2: together 0.
# - (b) to the two E's
#   wrong: They have the right beat, +2, and the wrong pitch, −2: together 0.
# - (c) to none: all get the same
#   right: Each note is right in one thing and wrong in the other, and the softmax sees only the sum.

# %%
plots.show(*heads.draw())

# %% [markdown]
# A quarter each, and what comes back is (0, 0): *no idea*. One softmax looks for a note that has *both*, and
# there is none. The repair does not cost a single weight: cut the numbers in two, and give each half a
# softmax of its own.

# %%
plots.show(*heads.draw(heads=2))

# %% [markdown]
# Now head 1 finds the C's by their pitch and hears their beat, "weak". Head 2 finds the strong beat and hears its
# pitch, "E". Their mixtures stand side by side. That is all a **head** is.
#
# <details><summary>Could one head have done it?</summary>
#
# Here yes: ask only for the other beat. But as soon as two questions have their answers in different notes, one
# softmax must choose, or hear (0, 0) as we did.
# </details>

# %%
plots.show(*heads.draw_stations(4))

# %% [markdown]
# ### Exercise 2 · `many_heads` · ●●○ · 12 min
#
# Write `many_heads(Q, K, V, n_heads)` that returns `weights, output`.
#
# - `Q`: (T, d); `K`: (S, d); `V`: (S, M); d and M are multiples of `n_heads`. The first head gets the first d / n_heads columns of `Q` and of `K` and the first M / n_heads of `V`, the second the next ones, and so on
# - `weights`: (n_heads, T, S), a softmax for each head, with scores divided by the root of *its* width; `output`: (T, M), the heads' mixtures side by side. Nothing may overflow
#
# For example, with `Q = [[2, 2]]`, `K = [[-1, 1], [1, -1]]`, `V = [[1, -1], [-1, 1]]` one head gives `[[0, 0]]`, and two give `[[-0.96, -0.96]]`.
#
# <details><summary>Hint 1</summary>
#
# What does one head need? Three pieces, and then it does what your `attention` does on the way forward.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.split(Q, n_heads, axis=1)` is a list of the pieces. The root is that of a piece's number of columns.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Loop over `zip` of the three lists, collect `A = layers.softmax(q @ k.T / np.sqrt(q.shape[1]))` and `A @ v`; join the second with `np.hstack`.
# </details>


# %% exercise="many_heads"
def many_heads(Q, K, V, n_heads):
    ### BEGIN SOLUTION
    weights, mixtures = [], []
    for q, k, v in zip(*(np.split(rows, n_heads, axis=1) for rows in (Q, K, V)), strict=True):
        A = layers.softmax(q @ k.T / np.sqrt(q.shape[1]))
        weights.append(A)
        mixtures.append(A @ v)
    return np.array(weights), np.hstack(mixtures)
    ### END SOLUTION


# %% check="many_heads"

# %% explained="many_heads"
# A head is an attention of its own on a stretch of the columns, so the function is a loop over three lists of pieces.
#
# The root is that of the *piece's* width. A score in a head is a sum of only d / n products, and with the root of the whole d every head would look too softly.
#
# In the example two heads have one column each. The first has the scores −2 and 2, hence the shares 0.02 and 0.98, and hears 0.02 · 1 − 0.98 · 1 = −0.96. One head adds the two products up, gets 0 and 0, and hears nothing.
#
# `np.hstack` lays the mixtures side by side, so row t stays place t. A `reshape` of the list has the right shape, too, but mixes up places and heads.

# %%
asked = [np.array(heads.NOTES) @ np.array(W) for W in (heads.W_Q, heads.W_K, heads.W_V)]
for n in (1, 2):
    print(f"{n} head(s): the last C hears {np.round(mine.many_heads(*asked, n)[1][-1], 2)}")

# %% [markdown]
# How does $(-0.96, -0.96)$ become a note? The first number is a beat and the second a pitch, and the next note
# comes on the *other* beat. So one more matrix, $W_O$, swaps the two, flips the beat, and doubles both.
#
# This is *added* to what the C was, $(1, -1)$. The sum, $(-0.93, 0.93)$, agrees best with an E on the strong
# beat, $(-1, 1)$. Its dot products with the four possible notes go through a softmax, which gives that E three
# chances in four:

# %%
plots.show(*heads.draw_stations())
audio.play(attending.sing(np.array([2, 0, 2, 0, 2, 0, 2])), 16000, title="and on it goes")

# %% [markdown]
# For a net that learns, two things more have to be seen to:
#
# 1. **A mask.** While the net practises, every note has to guess the next, so it must not see it. The scores of later places are set to $-\infty$ *before* the softmax: their shares are exactly 0, and the others still add up to 1.
# 2. **Positions.** Without a mask attention does not know the order: mix up the notes, and each gets the same mixture as before. So the cuckoo was told its place. The paper of 2017 gave each place the time on a clock with slow and fast hands (sines); our net learns a vector for each. Either is added to the note.
#
# Five notes under the mask:

# %%
plots.show(*attention_drawing.draw_matrix())

# %% [markdown]
# A wrong mask raises no error.
#
# ### Exercise 3 · `causal_attention` · ●●○ · 12 min
#
# **What is wrong here?** A friend has masked attention like this. The training loss of the melodies falls to nearly 0 within minutes; what the net then writes on its own is nonsense.
#
# ```python
# def causal_attention(Q, K, V):
#     scores = Q @ K.T / np.sqrt(Q.shape[1])
#     weights = layers.softmax(scores)
#     later = np.tril(np.ones(scores.shape), -1)
#     weights = weights * (1 - later)
#     return weights, weights @ V
# ```
#
# There are two faults. Find them, and write `causal_attention(Q, K, V)` that returns `weights, output` as it should.
#
# - `Q`, `K`: (T, d); `V`: (T, M); `weights`: (T, T); `output`: (T, M), all floats
# - place t looks at itself and at the places before it; every row of the weights adds up to 1; scores may be in the thousands
#
# For example, if `K` is all 0 and T = 3, the weights are `[[1, 0, 0], [1/2, 1/2, 0], [1/3, 1/3, 1/3]]`.
#
# <details><summary>Hint 1</summary>
#
# Take T = 2 and print the friend's weights. Who sees whom? And what do the rows add up to?
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.tril(..., -1)` has its ones below the diagonal. Are these the later places or the earlier ones? And what is cut off after the softmax is missing from the sum.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `later = np.triu(np.ones(scores.shape, dtype=bool), 1)`, then `np.where(later, -np.inf, scores)`, and only then the softmax.
# </details>


# %% exercise="causal_attention"
def causal_attention(Q, K, V):
    ### BEGIN SOLUTION
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    later = np.triu(np.ones(scores.shape, dtype=bool), 1)
    weights = layers.softmax(np.where(later, -np.inf, scores))
    return weights, weights @ V
    ### END SOLUTION


# %% check="causal_attention"

# %% explained="causal_attention"
# The mask has to be there *before* the softmax. A score of $-\infty$ becomes a weight of exactly 0, and the other places share the 1 among themselves. The friend cut afterwards, and what was cut is missing: with keys of 0 and T = 3 those rows add up to 1, 2/3 and 1/3.
#
# They also show the other fault: row 0 still has all three weights. `np.tril(..., -1)` marks what lies *below* the diagonal, the earlier places. Later ones lie above it, `np.triu(..., 1)`, and the 1 leaves the place itself to be seen, so that no row is empty.
#
# So that net saw the very note that it had to guess. The loss fell to nearly 0, and yet it could not write, because then the next note is not there yet.

# %%
five = np.array(attention_drawing.STATES)
masked, _ = mine.causal_attention(five, five, five)
plots.show(*attending.picture_of_looks(masked, [0, 2, 4, 2, 0], [0, 2, 4, 2, 0]))

# %% [markdown]
# Attention only mixes what is there. So that something new can come of it, a small net follows, at each place by
# itself. Before it a box, *norm*, gives the numbers of one place mean 0 and standard deviation 1. Of the cuckoo's
# $(-0.93, 0.93)$ it makes $(-1, 1)$, exactly the E:

# %%
plots.show(*transformer_block.draw(48, lit="net"))

# %% [markdown]
# Attention and net only *add* to what was there, as with our C: $y = x + f(x)$, the **shortcut** of residual
# nets. What is it good for?

# %% predict="thirty_layers"
# We send a gradient of length 1 down through thirty layers with small random weights, once as they are and once with a shortcut around each. How much arrives?
#
# - (a) without shortcuts next to nothing, with them about half
#   wrong: With shortcuts nothing has to get lost: each layer *adds* to what passes by.
# - (b) the same, because the weights are the same
#   wrong: They are, but without a shortcut all of the gradient has to go through each of them.
# - (c) without shortcuts next to nothing, with them more than was sent
#   right: Without them thirty factors, each about 0.4, are multiplied. With them each layer adds a little of its own.

# %%
ways = [transformer.gradient_below(30, shortcut=shortcut) for shortcut in (0, 1)]
ax = plots.curve(np.log10(ways[0]), label="without", xlabel="layers", ylabel="log10 of its length")
plots.curve(np.log10(ways[1]), ax=ax, label="with", xlabel="layers", ylabel="log10 of its length")
ax.legend()
plots.show(ax, f"From 1 to {ways[0][-1]:.1g} without and {ways[1][-1]:.2g} with shortcuts.")

# %% [markdown]
# Without shortcuts it is gone, as in unit 10. With them it is about 8, because each layer only adds a little. So one can pile up a hundred layers, as ResNet did in 2016. (In a *highway* network a gate
# shares out the two roads, $y = t\,f(x) + (1 - t)\,x$; in a *DenseNet* each layer gets all earlier outputs.)
#
# ### Exercise 4 · `residual_block` · ●●○ · 12 min
#
# Write `residual_block(x, W1, b1, W2, b2, dout)` that returns `y, dx, (dW1, db1, dW2, db2)` for
#
# $$y = x + \mathrm{ReLU}(xW_1 + b_1)\,W_2 + b_2.$$
#
# - `x`, `y`, `dout`, `dx`: (N, D); `W1`: (D, M); `b1`: (M,); `W2`: (M, D); `b2`: (D,)
#
# For example, with `W2` and `b2` all 0 the output is `x` and `dx` is `dout`.
#
# <details><summary>Hint 1</summary>
#
# Two roads lead from x to y, and gradients over several roads add up (unit 4).
# </details>
#
# <details><summary>Hint 2</summary>
#
# Along the shortcut `dout` arrives as it is. Along the other road it goes through `W2`, the ReLU (only where its input was above 0) and `W1`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `dZ = dout @ W2.T * (Z > 0)`, and `dx = dout + dZ @ W1.T`. The biases' gradients are sums over the rows.
# </details>


# %% exercise="residual_block"
def residual_block(x, W1, b1, W2, b2, dout):
    ### BEGIN SOLUTION
    Z = x @ W1 + b1
    H = np.maximum(Z, 0)
    dZ = dout @ W2.T * (Z > 0)
    y, dx = x + H @ W2 + b2, dout + dZ @ W1.T
    return y, dx, (x.T @ dZ, dZ.sum(axis=0), H.T @ dout, dout.sum(axis=0))
    ### END SOLUTION


# %% check="residual_block"

# %% explained="residual_block"
# A change of x reaches y by two roads. Along the shortcut it arrives as it is, so `dout` goes straight into `dx`. Along the other it goes through `W2`, the ReLU and `W1`, and gradients over several roads add up.
#
# `Z > 0` lets the gradient through only where the unit was on: a unit that was off would not have felt a small change. The biases' gradients are sums over the rows, because the same bias was added in every row.
#
# The usual slip is a `dx` without `dout`, and then the thirty layers of the picture lose their gradient again. The example shows what the shortcut is worth: with `W2` at 0 the net says nothing yet, but `dx` is `dout` undiminished, and `dW2` is already there to learn from.

# %%
below = transformer.below_blocks(mine.residual_block, 30)
print(f"below 30 such blocks, with other weights and a ReLU: {below:.0f}")

# %% [markdown]
# The block that we now train does what the cuckoo's did, with 48 numbers for each note instead of two, and finds its
# matrices itself. On the way in a note is the sum of four learnt rows: for its pitch, its name, its length and its
# position. On the way out a softmax makes chances of all 296 notes and the end.

# %%
plots.show(*transformer_block.draw(48, heads=4, steps=32, symbols=297))

# %% [markdown]
# Now it may do what the LSTM did in unit 12: go on with a melody. Both learn the same 31 tunes, each 200 times, in
# a new key each time.

# %% predict="block_or_lstm"
# Who needs fewer bits a note on *new* tunes, after 31 tunes of practice?
#
# - (a) the transformer block, clearly: it has replaced the LSTM everywhere
#   wrong: It has, with *millions* of examples. 31 tunes cannot teach it what is near.
# - (b) the LSTM
#   right: It is built to go step by step and to forget the far past, which suits melodies. A net that may look anywhere finds much in 31 tunes that holds nowhere else.
# - (c) both the same
#   wrong: They differ by more than a third of a bit, on every seed that we tried.

# %%
tunes, rng = datasets.load("melodies"), np.random.default_rng(0)
lstm, block = composer_after(200), transformer.MelodyTransformer(48, heads=4, rng=rng)
learnt = transformer.train_melodies(block, tunes, updates=200, rng=rng)

# %% [markdown]
# We trained it with our own loops. Now **your** heads, mask and residual block read a tune with its weights:

# %%
own = {"heads": mine.many_heads, "mask": mine.causal_attention, "residual": mine.residual_block}
tune = tunes_as_batch(tunes, tunes.splits["test"][:1])[0]
apart = np.abs(transformer.by_parts(block, tune[0], **own) - block.forward(tune)[0]).max()
print(f"largest difference between your scores and its own: {apart:.0e}")

# %% [markdown]
# They agree: you have built all of the block but its norms. And on new tunes?

# %%
alone = transformer.bits_on_new_tunes(lambda x: lstm.forward(x, np.zeros((len(x), 12))), tunes)
looking = transformer.bits_on_new_tunes(block.forward, tunes)
on_new = {"block, new tunes": looking, "LSTM, new tunes": alone}
plots.show(*transformer.picture_of_practice(learnt, on_new))

# %% [markdown]
# That is a disappointment. Of its own tunes the block knows a little more than the LSTM (3.7 bits against 3.8), of
# new ones far less: much of what it has found holds in its 31 tunes only. It *overfits*. (The grey curve ends
# a little higher, at 3.76, because dropout is on while it practises.)
#
# Does it at least know which places are near each other? Compare its rows for them with the clock of 2017.

# %% predict="which_places_are_alike"
# By the clock a place is most like its neighbours. And by the rows of our block?
#
# - (a) the same: a note mostly depends on those just before it
#   wrong: It does, but the block would have to find that out. The clock has it built in.
# - (b) neighbours are no more alike than any two places
#   right: 31 tunes have not told it that time goes on.
# - (c) neighbours are less alike, so that it can tell them apart
#   wrong: Rows with nothing in common can be told apart as well, and such are those that it has.

# %%
plots.show(*places.picture_of_positions(block.where.value))

# %% [markdown]
# The humps of the clock are its fast hand (blue), which comes round every six places. The block has only noise (shaded: all pairs).
#
# Now look over its shoulder while it reads a new tune. An E asks, and the larger a share, the thicker its line. Under
# its name stands what a note costs more, in bits, without that head:

# %%
looks, names = transformer.looks_at_tune(block, tunes, tunes.splits["test"][0])
lost = transformer.cost_of_silence(block, tunes)
plots.show(*head_looks.draw(looks, names, askers=(9,), costs=lost[:-1]))

# %% [markdown]
# No head has been told its job, and yet they share the work. Head 1 goes back to an early F, head 2 to the start, head
# 4 to the D just sung, and head 3 looks about. Most hangs on head 1. (Another seed shares it out differently.)

# %% predict="four_silent_heads"
# The four costs add up to 1.0 bits. What does it cost if all four heads fall silent at once?
#
# - (a) just these 1.0: each head has a job of its own
#   wrong: It is 1.5. Their jobs overlap, so a single one that falls silent costs less than it is worth.
# - (b) less: each note still comes by on the shortcut, and the last note says most
#   wrong: It does come by, but 1.5 bits are lost all the same: what was sung before the last note is worth that much.
# - (c) more, 1.5: as long as only one is silent, the others partly stand in
#   right: So the four single costs say too little of what looking is worth.

# %%
print(f"without all four: +{lost[-1]:.2f} bits a note")

# %% [markdown]
# Now let both nets write! Each hears eight notes of London Bridge and adds up to 16.

# %%
bridge, sr = tunes_as_batch(tunes, tunes.splits["test"][:1])[0][0][:9], 16000
both = transformer.both_go_on(block, lstm, bridge, notes=16, temperature=0.8, seed=0)
row = dict(zip(("one", "the other"), both, strict=True))
audio.play_row({name: notes.sing(*notes.to_notes(of), sr=sr) for name, of in row.items()}, sr)

# %% predict="which_is_the_lstm"
# Which of the two is the LSTM?
#
# - (a) "one"
#   wrong: That is the block, and it went on until it was stopped. Of 100 such tunes only 9 of the block's find an end.
# - (b) "the other"
#   right: It found an end. Of 100 such tunes 27 of the LSTM's do, three times as many as of the block's.
# - (c) Nobody can tell: both are at home in the scale.
#   wrong: They are, in more than nine notes of ten. But listen to how they end.

# %%
your_beginning = [60, 62, 64, 60, 60, 62, 64, 60]  # MIDI numbers from 48 to 84, C is 60
heard = np.array([notes.END, *notes.to_symbols(your_beginning, [2] * len(your_beginning))])
both = transformer.both_go_on(block, lstm, heard, notes=16, temperature=0.8, seed=0)
row = dict(zip(("the block", "the LSTM"), both, strict=True))
audio.play_row({name: notes.sing(*notes.to_notes(of), sr=sr) for name, of in row.items()}, sr)

# %% [markdown]
# That was Frère Jacques. What do they make of a beginning of yours?
#
# With far more data than 31 tunes such nets win, though we have not tried it here. That is half of why transformers took
# over; the other half is speed. An LSTM must wait for step t − 1, but attention handles all T places at once. The
# price is $T \times T$ shares, so a melody twice as long costs four times as many.
#
# **A challenge.** The block has four dials: its width, its heads, whether it gets positions, and how much
# dropout. Get it below **4.8 bits** on new tunes, with 200 updates (this cell draws its own random numbers; as it stands it gets 4.9).
# *Hint: which addition ties what it learns to fixed places?*

# %%
dials = {"width": 48, "heads": 4, "positions": True, "dropout": 0.2}
print(f"{transformer.mean_bits(dials, tunes, updates=200, seeds=[0]):.2f} bits (goal: 4.8)")

# %% [markdown]
# **A place to stop.**
#
# ## 13.3 From frames to letters
#
# Now for the word. A recogniser of speech says something at every frame, fifty times a second. But *hello* has
# five letters, and nobody has written down when each of them is spoken. So how do fifty labels become five?
#
# The naive way: say a letter at every frame, and merge what repeats.

# %%
path = "hhheelllllooo"
print(path, "->", "".join(a for a, b in zip(path, " " + path) if a != b))

# %% [markdown]
# It nearly works: *helo*. Only the double letter is lost, because from `lllll` nobody can tell one long l
# from two short ones. And what should the net say in a pause?
#
# *Connectionist temporal classification* (CTC; Graves and others, 2006) adds one more label for both, the
# **blank** –, which says "nothing new". A path of labels **collapses** in two steps: first merge repeats,
# *then* remove blanks.
#
# | path | repeats merged | blanks removed |
# |---|---|---|
# | h h – e l l – l o o | h – e l – l o | hello |
# | h h e e l l l l o o | h e l o | helo |
# | – h e l – – – l o – | – h e l – l o – | hello |
#
# The order of the two steps is everything: if you take the blanks away first, the two l's melt into one again.

# %%
your_path = "hh–ell–loo"
plots.show(*collapse.draw(your_path))

# %% [markdown]
# ### Exercise 5 · `ctc_collapse` · ●○○ · 8 min
#
# Write `ctc_collapse(path)`: the labels that remain, as a list. `path` holds whole numbers; 0 is the blank. For example `[1, 1, 0, 1, 2, 2]` becomes `[1, 1, 2]`.
#
# <details><summary>Hint 1</summary>
#
# When is a label kept? It depends on itself and on the one just before it in the path.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Keep a label if it differs from the one before *in the path* (blanks included) and is not 0.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Go through the path with a variable `before` that is set at the end of every round, blank or not.
# </details>


# %% exercise="ctc_collapse"
def ctc_collapse(path):
    ### BEGIN SOLUTION
    labels, before = [], 0
    for label in path:
        if label != before and label != 0:
            labels.append(int(label))
        before = label
    return labels
    ### END SOLUTION


# %% check="ctc_collapse"

# %% explained="ctc_collapse"
# Whether a label is kept depends on two things only: it is not a blank, and it differs from the label just before it *in the path*. So one variable is enough, and it is set in every round, for blanks too. In `[1, 1, 0, 1, 2, 2]` it is the blank between that lets the third 1 count.
#
# That `before` begins at 0 does no harm, because a blank is never kept anyway.
#
# Who throws the blanks out first gets `[1, 1, 1, 2, 2]` and then `[1, 2]`: the double letter is gone, as in *helo*.

# %% [markdown]
# Two different paths in the table said *hello*. So the word is likelier than either of them: its probability is
# the sum over **all** paths that collapse to it, each the product of its frames.
#
# With two frames and one letter, a, it can be done by hand. Frame 0 says a with 0.6, blank with 0.4; frame 1
# says each with 0.5:
#
# | path | probability |
# |---|---|
# | a a | 0.6 · 0.5 = 0.30 |
# | – a | 0.4 · 0.5 = 0.20 |
# | a – | 0.6 · 0.5 = 0.30 |
# | together | **0.80** |
#
# Let us try all paths! With C labels and T frames there are $C^T$ of them.

# %% predict="how_many_paths"
# 40 frames (less than a second) and three labels. A computer tries a million paths a second. How long does it take to try all?
#
# - (a) about a minute
#   wrong: That would be sixty million paths. There are 3 · 3 · 3 ... forty times.
# - (b) about a day
#   wrong: In a day it tries 86,400 million, and that is only 22 frames.
# - (c) several hundred thousand years
#   right: $3^{40}$ is about $1.2 \cdot 10^{19}$. So we have to be clever.

# %%
paths = 3.0**40
print(f"{paths:.1e} paths, at a million a second {paths / 1e6 / 3600 / 24 / 365:,.0f} years")

# %% [markdown]
# The way out is that paths share their beginnings. *a a* and *– a* differ in frame 0, but after frame 1 both have
# said *a*. Whatever comes later, it can finish either of them. So add them up now, and go on with one number.
#
# To see the places, write the word with blanks around every letter, – a – b –. Draw these five *places*
# downwards and the frames to the right. The number in a circle is $\alpha_t(s)$, the probability of having
# arrived at place s after frame t. Begin with one:

# %%
plots.show(*ctc_trellis.draw_circle())

# %% [markdown]
# Two lines lead into this circle, because a path that stands at *a* now was either at *a* already or at the blank above
# it. Together 0.2 + 0.6 arrive; frame 1 gives 0.6 to the label *a*, so the circle holds 0.8 · 0.6 = 0.48. Now the
# rest of frame 1. Which number belongs in the circle with the question mark? (The whole trellis has it, below.)

# %%
plots.show(*ctc_trellis.draw(done=2, asked=(2, 1)))

# %% [markdown]
# The b has got its 0.06 from a jump over the blank. A path may always stay, or go on by one. But when may it jump?

# %%
plots.show(*ctc_trellis.draw_jumps())

# %% [markdown]
# In *hello* one may jump from e to l, and not from l to l. Nobody may jump from blank to blank, because a
# letter would be lost. Go on, frame by frame, through the whole **trellis**. A path that says *ab* ends in one of the
# last two places:

# %%
plots.show(*ctc_trellis.draw())

# %% [markdown]
# In long sounds such products die, so libraries keep logarithms, and add with `np.logaddexp`.
#
# ### Exercise 6 · `ctc_probability` · ●●● · 20 min
#
# Write `ctc_probability(P, target)`.
#
# - `P`: (T, C), each row the probabilities of the labels at one frame, label 0 the blank; `target`: the word, at least one label, none of them 0
#
# For example, with `P = [[0.4, 0.6], [0.5, 0.5]]` the word `[1]` has 0.8, as in the table above. The check
# also asks for 40 frames, so all paths one by one will not do.
#
# <details><summary>Hint 1</summary>
#
# Work the first two columns of the trellis above out on paper before you write anything.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Make the list of places, 0, label, 0, label, 0; one array `alpha` over the places; for each frame build the new one from `alpha`, a copy moved by one, and for some places a copy moved by two.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `new = alpha.copy(); new[1:] += alpha[:-1]`; for s = 3, 5, 7, … add `alpha[s - 2]` where `places[s] != places[s - 2]`; then `alpha = new * row[places]`. The result is the sum of the last two.
# </details>


# %% exercise="ctc_probability"
def ctc_probability(P, target):
    ### BEGIN SOLUTION
    places = [0]
    for label in target:
        places += [int(label), 0]
    alpha = np.zeros(len(places))
    alpha[:2] = P[0, places[:2]]
    for row in P[1:]:
        new = alpha.copy()
        new[1:] += alpha[:-1]
        for s in range(3, len(places), 2):
            if places[s] != places[s - 2]:
                new[s] += alpha[s - 2]
        alpha = new * row[places]
    return alpha[-2:].sum()
    ### END SOLUTION


# %% check="ctc_probability"

# %% explained="ctc_probability"
# `alpha[s]` holds *all* beginnings that stand at place s after the frames so far. They may be added up, because what can come later is the same for all.
#
# Who stands at s now stood before at s, or at s − 1, or jumped from s − 2. These are the copy, the copy moved by one, and the loop. It visits only letters, and none that equals the letter two places before, because without a blank the two would melt into one. A beginning may stand at the first blank or at the first letter, hence `alpha[:2]`; a path may end at the last letter or at the blank after it, hence `alpha[-2:]`.
#
# In the example the places are –, a, –. After frame 0 they hold 0.4, 0.6, 0. Then 0.4, 1.0 and 0.6 arrive, frame 1 multiplies each by 0.5, and the last two make 0.5 + 0.3 = 0.8.
#
# `new` has to be another array. If one writes into `alpha` while reading it, a path can run several places within a single frame.

# %% [markdown]
# Why not simply take the likeliest label of each frame? Try it with two frames:
#
# | | a | b | – |
# |---|---|---|---|
# | frame 0 | **0.4** | 0.35 | 0.25 |
# | frame 1 | 0.1 | 0.4 | **0.5** |
#
# The best path is *a –*, 0.20, and says *a*. But *b b*, *b –* and *– b* all say *b*, together 0.42. All paths of
# *a* have only 0.27.
#
# Here is a made-up recogniser that half hears *hello*: 40 frames, and a ring marks the likeliest label of each.
# Merge what repeats and leave the blanks out: what word do you get?

# %%
letters = "–ehlo"
P = attending.unsure_frames([2, 1, 3, 3, 4], frames=40, labels=5, rng=np.random.default_rng(5))
plots.show(*attending.picture_of_frames(P, letters))
print("frame by frame:", "".join(letters[k] for k in P.argmax(axis=1)))

# %% [markdown]
# You get *oehlellehleooloh*, because the rings jump wherever a frame is in doubt. Even the sum over all paths gives
# this babble 40,000 times the chance of *hello*. So offer it a *vocabulary*, five words, and **your own**
# `ctc_probability` says which fits best:

# %%
candidates = ("hello", "helo", "hole", "hell", "oleh")
as_labels = {word: [letters.index(a) for a in word] for word in candidates}
chances = {word: mine.ctc_probability(P, labels) for word, labels in as_labels.items()}
plots.show(*attending.picture_of_words(chances))

# %% [markdown]
# Of the five *hello* wins, more than a hundred times likelier than the next, and the double letter is back.
#
# But a language has more words than one can offer. So let them grow letter by letter, and keep only the best few
# beginnings: a *beam search*. Here it reads the five frames of the trellis, and keeps three. The number on *a…* is
# the chance that the word begins with a. Either frame 0 says a, 0.6; or first a blank and then a, $0.2 \cdot 0.6 = 0.12$;
# or two, three or four blanks first, $0.018 + 0.003 + 0.0006$. Together 0.742. It splits into *aa…*, *ab…*, and the word
# *a*, which ends there:

# %%
plots.show(*beam_search.draw())

# %% [markdown]
# It finds *ab*, with 0.457, as the trellis does. Here it may stop, because no beginning that is still open
# has more than 0.124.
#
# But on our forty frames it would only find better babble, because no frame hears what the others have said: each
# chooses its letter for itself, and letters are free. So let each have a price, by which the chance of the word is
# divided:

# %%
for price in (1, 2, 5, 50, 200):  # put in your own
    word, _ = word_spotter.beam_read(P, 1 / price)
    print(f"{price:4} a letter: {''.join(letters[k] for k in word)}")

# %% [markdown]
# Out of the babble comes *hello*, and from no list at all. If letters are too cheap, it babbles; if they are too
# dear, it swallows half the word.
#
# We chose 50 because we knew the word. (In eight such recordings it reads *hello* in six.) A *language model* makes
# the price fair: low for a letter that often comes next, high for any other.
#
# ### A spoken number, read off
#
# Now a real voice. How can a net *learn* when to speak, if nobody says when? Let only the whole word count. The loss is
#
# $$\mathcal L = -\log p(\text{word}),$$
#
# with the sum over all paths for $p$. In our first word of two frames that is $-\log 0.80$.
#
# But what does it ask of a single frame? The paths tell. Of the 0.80, those with *a* at frame 0 have 0.60: three
# quarters. The net gave *a* only 0.6 there. Is three quarters what it should have said?

# %%
plots.show(*ctc_trellis.draw_wanted())

# %% [markdown]
# It is. Raise the logit of *a* in frame 0 a little. The softmax takes chance from the blank and gives it to *a*, at
# the rate of $0.6 \cdot 0.4 = 0.24$ for a unit of logit.
#
# What is moved gains $1 - 0.5$, because after *a* anything may follow, and after a blank only half does. So $p$ grows
# by $0.24 \cdot 0.5 = 0.12$, and $\log p$ by $0.12/0.80 = 0.15$. That is $0.75 - 0.6$: the slope of the loss is softmax
# minus target, as ever.
#
# In a long word nobody lists the paths. But the trellis has added up the beginnings: 0.48 arrives in the
# circle that we worked out. Walk it once more, from the last frame backwards, and each circle knows its
# endings too; here they come to 0.711. Every beginning can go on with every ending, so we multiply:

# %%
plots.show(*ctc_both_ends.draw())

# %% [markdown]
# Three quarters again, where the frame had said 0.6: *a* has to go up. So every frame gets its targets, though nobody
# has said when.
#
# <details><summary>As a formula</summary>
#
# For any label k in any frame t, with $\beta_t(s)$ for what leads on from a circle and p for the word:
#
# $$\frac{\partial \mathcal L}{\partial z_t(k)} = p_t(k) - \frac1p \sum_{s\text{ with label }k} \alpha_t(s)\,\beta_t(s).$$
# </details>
#
# Let a small net, which sees a frame and six neighbours on either side, hear the spoken digits of unit 9, first
# single ones, then strings of three. It is told "3 0 7", and never *when*. (The walk forwards is that of
# your `ctc_probability`; the loss and the walk back are ours.)

# %% predict="three_words_in_a_row"
# Of the single words of new speakers it gets nearly three in four. How many strings of three come out whole?
#
# - (a) about three in four, too: it is the same net
#   wrong: It is. But a string is right only if all three words are, and each can fail by itself.
# - (b) hardly any
#   wrong: It is better than that: even three times three quarters in a row leave 42 in 100.
# - (c) about one in three
#   right: All three have to be right at once, and $0.73^3$ is 0.39.

# %%
rng = np.random.default_rng(0)
spotter, learnt = word_spotter.train_spotter(updates=500, rng=rng)
whole, single = word_spotter.share_read(spotter, mine.ctc_collapse)
print(f"new speakers: {single:.0%} of single words, {whole:.0%} of strings of three right")

# %% [markdown]
# Here is a string of four, frame by frame:

# %%
X, voice, sr = word_spotter.spoken_string("3307", seed=2)
P = word_spotter.spot(spotter, X)
plots.show(*word_spotter.picture(X, P))
print("read by ctc_collapse:", word_spotter.in_words(mine.ctc_collapse(P.argmax(axis=1))))
audio.play(voice, sr, title="three three zero seven, said by strangers")

# %% [markdown]
# Mostly the net says "nothing new". Only where it has heard enough of a word does it say the digit, and
# because it falls silent again, the two threes stay two. (We chose a string that comes out; one in four does.)
#
# Recognisers of sentences are built in the same way. But somebody has to say what was spoken, and most sound in
# the world has no text beside it.
#
# **A place to stop.**
#
# ## 13.4 Learning without labels
#
# So what can a net learn from sounds *alone*? Let it say a sound back. With room enough it would merely copy, so
# we leave it little room. Listen to the word `seven` through 1, 4 and 16 hidden units, as noise with the
# rebuilt levels:

# %%
demo(bottleneck.draw, title=bottleneck.TITLE, controls=bottleneck.CONTROLS)

# %% collapsed
word, sr = bottleneck.spoken("seven")
frames = bottleneck.levels(word, sr).astype(np.float32)
versions = {
    f"{units}": bottleneck.sound(bottleneck.learnt(units)(frames).astype(float), sr)
    for units in (1, 4, 16)
}
audio.play_row({**versions, "as it was": word}, sr)

# %% [markdown]
# What you have heard is an **autoencoder**: a network whose target is its own input. To get through the
# bottleneck it must find out what its sounds have in common, so it learns features such as those that we
# designed in unit 7. Here a frame of four levels goes through a code of one number:

# %%
plots.show(*squeezed_frame.draw())

# %% [markdown]
# The code says how far the two low levels stand above the two high ones. What it has no room for, the
# difference within each pair, is the loss. For N frames at once:
#
# $$H = \sigma(XW + b) \quad\text{(the code)}, \qquad Y = HV + c \quad\text{(the reconstruction)}$$
#
# $$\mathcal L = \frac{1}{ND}\sum_{n,d} (y_{nd} - t_{nd})^2$$
#
# The frames are $X$ (N, D), $W$ and $b$ lead to the M numbers of the code, $V$ and $c$ lead back, and the target
# $t$ is $x$ itself. In a **denoising** autoencoder $X$ is a spoilt copy and $t$ the clean one, so it must learn
# how such sounds usually go.
#
# ### Exercise 7 · `autoencoder` · ●●○ · 15 min
#
# Write `autoencoder(X, target, W, b, V, c)` that returns `code, output, loss, (dW, db, dV, dc)`.
#
# - `X`, `target`: (N, D), the input and what should come out; `W`: (D, M); `b`: (M,); `V`: (M, D); `c`: (D,)
# - `loss`: the mean over all N · D entries; the four gradients have the shapes of `W`, `b`, `V`, `c`
#
# For example, with one row `X = target = [[2]]`, `W = [[0]]`, `b = [0]`, `V = [[2]]`, `c = [0]`: the code is 0.5, the output 1, the loss 1, `dV` is `[[-1]]`, `dc` is `[-2]` and `dW` is
# `[[-2]]`.
#
# <details><summary>Hint 1</summary>
#
# The forward pass is two layers. For the way back start at the loss: it is a mean over N · D squares.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `dY = 2 * (output - target) / output.size`. The rest is back-propagation through two layers, as in unit 5; the sigmoid's slope is code * (1 − code).
# </details>
#
# <details><summary>Hint 3</summary>
#
# `dZ = dY @ V.T * code * (1 - code)`; then `X.T @ dZ`, `dZ.sum(axis=0)`, `code.T @ dY`, `dY.sum(axis=0)`.
# </details>


# %% exercise="autoencoder"
def autoencoder(X, target, W, b, V, c):
    ### BEGIN SOLUTION
    code = layers.sigmoid(X @ W + b)
    output = code @ V + c
    dY = 2 * (output - target) / output.size
    dZ = dY @ V.T * code * (1 - code)
    loss = np.mean((output - target) ** 2)
    return code, output, loss, (X.T @ dZ, dZ.sum(axis=0), code.T @ dY, dY.sum(axis=0))
    ### END SOLUTION


# %% check="autoencoder"

# %% explained="autoencoder"
# It is the net of two layers from unit 5. What is new is which array stands where: `X` goes in, so `dW` is made of it, and `target` appears only where the output is judged. Who mixes them up notices nothing as long as both are the same, and then has a denoiser that takes off no more noise than the plain net.
#
# The loss is a mean over N · D squares, so the slope at each entry is `2 * (output - target) / output.size`. From there it goes back through `V` and the sigmoid, whose slope is code · (1 − code), to `W`.
#
# The example on paper: dY = 2 · (1 − 2) = −2, so dV = 0.5 · (−2) = −1. Then dZ = −2 · 2 · 0.25 = −1, and dW = 2 · (−1) = −2.

# %% predict="clean_or_noisy_practice"
# Two autoencoders of 24 units. One has practised with clean frames, one with noisy frames and clean targets. Both get a noisy word. What do they do to the noise?
#
# - (a) Both take it off equally: the bottleneck lets no noise through.
#   wrong: 24 numbers for 32 levels are wide enough for much of the noise, and the plain one was never told that noise is bad.
# - (b) The one that has practised with noise takes off more.
#   right: It was rewarded for just that. The plain one was rewarded for giving back what it gets.
# - (c) Neither, because an autoencoder copies its input.
#   wrong: The second one's target was *not* its input.

# %%
noisy = frames + 0.15 * np.random.default_rng(2).normal(size=frames.shape)
plain = squeezing.squeezer(mine.autoencoder, 24)
denoiser = squeezing.squeezer(mine.autoencoder, 24, noise=0.15)
for name, seen in {"noisy": noisy, "plain": plain(noisy), "denoised": denoiser(noisy)}.items():
    print(f"{name}: signal to noise {squeezing.clearness(frames, seen):.1f} dB")

# %%
heard = {"noisy levels": noisy, "plain": plain(noisy), "denoised": denoiser(noisy)}
audio.play_row({name: bottleneck.sound(seen, sr) for name, seen in heard.items()}, sr)

# %% [markdown]
# Both nets have learnt with **your own** `autoencoder`. Even the plain one takes some noise off, because not
# all of it fits through.
#
# So the word has become a handful of numbers, a *code*. And because like sounds get like codes, one
# can *find* by it.
#
# ## 13.5 Binary codes: finding music fast
#
# Somebody hums, with some notes wrong. Which tune is this?

# %%
pieces = tune_finder.pieces_of(tunes)
hums, asked = tune_finder.hummed(pieces, 200, rng=np.random.default_rng(1))
audio.play(tune_finder.sing(hums[0]), 16000, title="hummed")

# %% [markdown]
# To compare it with a million others takes long, unless each code is a handful of *bits*. So we round the code of an
# autoencoder at 0.5. Then comparing is counting the bits that differ, the **Hamming distance**, and Jan Schlüter
# (2013) found music fast in this way. With codes of eight numbers:

# %%
plots.show(*bits_apart.draw())

# %% [markdown]
# ### Exercise 8 · `hamming_search` · ●○○ · 8 min
#
# Write `hamming_search(database, query, k)` that returns `distances, nearest`.
#
# - `database`: (N, M), codes between 0 and 1; `query`: (M,). A number above 0.5 is the bit 1, others are 0
# - `distances`: (N,), in how many bits each code differs from the query; `nearest`: the rows of the k nearest, the nearest first, of equal ones the lower row first
#
# For example, with `database = [[0.9, 0.1], [0.8, 0.7]]` and `query = [0.6, 0.6]` the distances are `[1, 0]`, and for k = 1 `nearest` is `[1]`.
#
# <details><summary>Hint 1</summary>
#
# Turn both into bits first, then compare.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Two bits differ where `(database > 0.5) != (query > 0.5)`; count along each row.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.argsort(distances, kind="stable")[:k]` keeps equal ones in order.
# </details>


# %% exercise="hamming_search"
def hamming_search(database, query, k):
    ### BEGIN SOLUTION
    distances = ((database > 0.5) != (query > 0.5)).sum(axis=1)
    return distances, np.argsort(distances, kind="stable")[:k]
    ### END SOLUTION


# %% check="hamming_search"

# %% explained="hamming_search"
# First both sides become bits, then they are compared: `database > 0.5` has a row for each code, and `!=` lays the one query beside every row. The sum along a row counts where they differ.
#
# `kind="stable"` is needed because distances are small whole numbers, so many are equal. A stable sort leaves equal ones in the order in which they came, the lower row first.
#
# Who measures how far the *numbers* are apart gets distances with decimals, and loses what bits are good for: eight of them fit into one byte, and a computer compares all eight in one go.

# %% [markdown]
# How good is a search? Of three items that should be found, this one finds two:

# %%
plots.show(*ranked_list.draw())

# %% [markdown]
# ### Exercise 9 · `recall_at_k` · ●○○ · 8 min
#
# Write `recall_at_k(found, relevant, k)`: the share of the relevant items that are among the first k found.
#
# - `found`: numbers of items, the best first; `relevant`: numbers of the items that should be found, at least one
#
# For example, with `found = [7, 3, 9]`, `relevant = [9, 7]` and k = 2 the recall is 0.5.
#
# <details><summary>Hint 1</summary>
#
# What is the whole that the share is taken of: the k found or the relevant ones?
# </details>
#
# <details><summary>Hint 2</summary>
#
# For each relevant item ask whether it is among `found[:k]`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.isin(relevant, found[:k])` gives the answers; their mean is the share.
# </details>


# %% exercise="recall_at_k"
def recall_at_k(found, relevant, k):
    ### BEGIN SOLUTION
    return np.isin(relevant, found[:k]).mean()
    ### END SOLUTION


# %% check="recall_at_k"

# %% explained="recall_at_k"
# The whole is the *relevant* ones. So each of them is asked whether it is among the first k, and `mean` makes a share of the yeses and noes.
#
# Asked the other way round, `np.isin(found[:k], relevant)`, it is the share of the *found* ones that are relevant, which is called precision. The example does not tell the two apart, both are 0.5. But with k = 3 everything is found, so the recall is 1, while one of the three does not belong, and the precision is 2/3.

# %% [markdown]
# Now for real tunes: pieces of 16 notes, each as its 15 intervals, so that the key does not matter. While the
# autoencoder learns, noise is added to each sum before its sigmoid. Where the sigmoid is flat, noise does nothing,
# so the code is *drawn towards* 0 or 1.
#
# Then 200 pieces are hummed, about one note in seven wrong, and **your own** functions look for them. The rival has
# learnt nothing: its 32 bits are the signs of 32 *random* sums of the same numbers.

# %%
learnt = tune_finder.learnt_code(pieces, rng=np.random.default_rng(0))
codes = {"learnt code": learnt, "random code": tune_finder.random_code(pieces)}

# %% predict="learnt_or_random_code"
# How often is the right piece the *first* that is found, of 341?
#
# - (a) by the learnt code two times in three, by random sums more than four times in ten
#   right: Learning helps much. But like tunes have like sums, so random bits know something, too.
# - (b) by the learnt code two times in three, by random sums hardly ever
#   wrong: Most intervals of a hum are those of its tune, so its sums are similar, and most of their signs are the same.
# - (c) by both about equally often: 32 bits are 32 bits
#   wrong: The learnt ones are spent on what tells tunes apart.

# %%
own = {"search": mine.hamming_search, "recall": mine.recall_at_k}
found = {name: tune_finder.found_among(pieces, c, hums, asked, **own) for name, c in codes.items()}
plots.show(*tune_finder.picture(found))

# %%
hum = hums[0]
best = mine.hamming_search(learnt(pieces.steps), learnt(tune_finder.intervals(hum[None]))[0], 1)[1]
print("found:", pieces.titles[best[0]])
tune = pieces.pitches[best[0]]
audio.play_row({"hummed": tune_finder.sing(hum), "found": tune_finder.sing(tune)}, 16000)

# %% [markdown]
# The learnt code finds clearly more. Yet random sums get far at no cost.
#
# ## 13.6 Networks that generate
#
# A search finds only what somebody has written. Can we have a tune between two others, say *Fuchs, du hast die
# Gans gestohlen* and *Amazing Grace*? The naive way tosses a coin for each note, and takes it from the one or
# the other:

# %%
pieces, of_tune = blending.pieces_of(tunes)
ends = blending.beginnings(tunes, "Fuchs", "Amazing Grace")
coins = blending.by_coins(*ends, steps=8, rng=np.random.default_rng(0))
blending.play({"Fuchs": ends[0], "by coins": coins[4], "Amazing Grace": ends[1]})

# %%
blends = blending.coin_blends(pieces, of_tune, 2000, rng=np.random.default_rng(0))
print(f"2,000 such blends: {blending.told(blends)}")

# %% [markdown]
# Every note is out of a good tune, and yet the blend leaps about. Not half of such blends are *calm*, with no
# step wider than a fifth, because a coin never asks which notes go together.
#
# An autoencoder may know. Its second half makes a tune of a code, so what if we give it a code from nowhere?
#
# This one squeezes 16 notes into 12 numbers and gives nearly every note back. Now it decodes 300 random codes.

# %% predict="codes_from_nowhere"
# How many of the 300 random codes become calm tunes?
#
# - (a) nearly all: it knows what a tune is, or it could not give so many back
#   wrong: It knows the tunes that it has met. Nobody has asked it for anything in between.
# - (b) not half, as by coins
#   wrong: Fewer still. Coins at least take all their notes from two good tunes.
# - (c) one in five
#   right: Most draws land where no tune has ever lived.

# %%
rng = np.random.default_rng(0)
plain_code, codes = blending.Blender(rng=rng), np.random.default_rng(7).normal(size=(300, 12))
blending.train_blender(plain_code, pieces, vae_latent=blending.point_code, epochs=150, rng=rng)
nowhere = plain_code.notes(codes)

# %%
for name, of in {"real": pieces, "from nowhere": nowhere}.items():
    print(f"{name}: {blending.told(of)}")
picked = [16, 118, 127]
blending.play({f"draw {i}": nowhere[i] for i in picked})

# %% [markdown]
# We have chosen three that fail plainly: a third of their steps, or more, are wider than a fifth.
# Nobody has told the encoder where to put its tunes, so most draws miss them.
#
# A **variational autoencoder** (VAE) leaves no empty land between the tunes. Its encoder gives each tune not a point
# but a *cloud*, and a code is drawn from the cloud each time. The decoder never knows which point of it will come, so it
# has to make nearly the same tune of all of them.
#
# <details><summary>Half a page on the normal distribution</summary>
#
# Measure how far a hundred arrows land from the middle of the target, to the left or to the right. Small misses are common,
# large ones rare, and both sides are alike. The curve of this is the bell of the **normal distribution**. Two numbers say
# all about it: the **mean** $\mu$, where its hill stands, and the **standard deviation** $\sigma$, how broad the hill is. About
# two draws in three lie within one $\sigma$ of the mean, and 19 in 20 within two.
#
# With $\mu = 0$ and $\sigma = 1$ it is the *standard normal*: that is what `rng.normal()` draws. Every other comes from it. Make
# $\epsilon$ wider and push it along, $\mu + \sigma\,\epsilon$, and you have a draw with the mean $\mu$ and the standard deviation
# $\sigma$. The square $\sigma^2$ is the **variance**, and of independent draws it is the variances that add up.
#
# The height of the hill at $z$ is its **density**, $\frac{1}{\sigma\sqrt{2\pi}}\,e^{-(z-\mu)^2/2\sigma^2}$. How well does a hill fit
# some draws? Multiply their densities, and you have the likelihood of unit 2. Its logarithm, the **log-likelihood**, is a sum, and each
# draw adds $-(z-\mu)^2/2\sigma^2 - \log\sigma$ to it, but for a constant: far from the hill is unlikely, and a broad hill is low.
# </details>
#
# Here the cloud has two directions, where ours has 12, and the 576 numbers are 16 notes, each one of 36
# pitches:

# %%
plots.show(*variational_autoencoder.draw(inputs=576, asked=True))

# %% [markdown]
# Follow the first direction. The encoder says: mean $\mu = 0.8$, standard deviation $\sigma = 0.5$. Chance
# says $\epsilon = 1$, from the standard normal. So the code is $z = \mu + \sigma\,\epsilon = 0.8 + 0.5 \cdot 1
# = 1.3$.
#
# Now suppose the decoder would like $z$ a little larger. Nobody can teach chance, but $\mu$ and $\sigma$, which
# stand beside it, can grow. That is the *reparameterisation trick*: gradients pass chance by. (The network gives
# $\log\sigma^2$, because that may be any number.)
#
# Left to itself, the encoder would make each cloud as narrow as a point, because that is easiest to decode. So
# a cloud has a price, the further it is from a standard normal (the Kullback–Leibler divergence). Being off the
# middle costs $\mu^2/2$, here 0.32. Being narrow costs $\frac12(\sigma^2 - 1 - \log\sigma^2)$, here
# 0.32 too. So our direction pays 0.64. What are the $z$ and the price of the second?
#
# <details><summary>The two numbers</summary>
#
# $z = -0.5 + 1.2 \cdot (-0.5) = -1.1$. Off the middle costs 0.125 and being too *broad* 0.04: together 0.16.
# </details>
#
# In all:
#
# $$\mathrm{KL} = \frac1N\sum_{n,j}\tfrac12\bigl(\mu_{nj}^2 + \sigma_{nj}^2 - 1 - \log\sigma_{nj}^2\bigr).$$
#
# What the net minimises is the cross-entropy of the notes plus KL, so two forces work on the clouds. The notes pull
# them apart, because then each tune can be told from the others. The price pulls them back to the middle and
# widens them. Where the two balance, the clouds touch:

# %%
plots.show(*variational_autoencoder.draw_hills())

# %% [markdown]
# Both forces come back as slopes. Take one tune, and let its notes give each number of $z$ a slope of 1:

# %%
plots.show(*variational_autoencoder.draw_backward(asked=True))

# %% [markdown]
# In the first direction, $\mu$ gets the 1 as it is, and $\log\sigma^2$ gets $1 \cdot \epsilon \cdot \sigma/2 = 0.25$,
# for $\sigma/2$ is the slope of $\sigma$ there. The price adds $\mu = 0.8$ and $(\sigma^2 - 1)/2 = -0.375$: together 1.8
# and −0.125, so a step down widens the cloud. And in the second, with $\mu = -0.5$ and $\sigma = 1.2$?
#
# <details><summary>The second direction</summary>
#
# $\mu$ gets $1 - 0.5 = 0.5$, and $\log\sigma^2$ gets $-0.3 + 0.22 = -0.08$.
# </details>
#
# ### Exercise 10 · `vae_latent` · ●●● · 15 min
#
# Write `vae_latent(mu, log_var, noise, dz)` that returns `z, kl, dmu, dlog_var`, all inputs (N, M), `noise` being ε.
#
# - `dz`: the gradient of the decoder's loss in z (it holds its 1/N already); `dmu`, `dlog_var`: gradients of that loss *plus* the KL term
#
# For example, with `mu` and `log_var` all 0, `kl` is 0, `dmu` is `dz`, and `dlog_var` is `dz * noise / 2`.
#
# <details><summary>Hint 1</summary>
#
# The last two results add up the two roads of the picture.
# </details>
#
# <details><summary>Hint 2</summary>
#
# With std = exp(log_var / 2), its slope in log_var is std / 2. And KL divides by N, not by M.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `dmu = dz + mu / N`, and `dlog_var = dz * noise * std / 2 + (std**2 - 1) / (2 * N)`.
# </details>


# %% exercise="vae_latent"
def vae_latent(mu, log_var, noise, dz):
    ### BEGIN SOLUTION
    std, n = np.exp(log_var / 2), len(mu)
    kl = 0.5 * np.sum(mu**2 + std**2 - 1 - log_var) / n
    dlog_var = dz * noise * std / 2 + 0.5 * (std**2 - 1) / n
    return mu + std * noise, kl, dz + mu / n, dlog_var
    ### END SOLUTION


# %% check="vae_latent"

# %% explained="vae_latent"
# Each gradient adds up two roads. Through the code: $z = \mu + \sigma\epsilon$, so `dz` goes to $\mu$ as it is, and to $\sigma$ times the noise. Since $\sigma = e^{\text{log\_var}/2}$, its slope in `log_var` is $\sigma/2$.
#
# Through the price: the slope of $\mu^2/2$ is $\mu$. In $\frac12(\sigma^2 - 1 - \log\sigma^2)$ only `log_var` is free, and $\sigma^2 = e^{\text{log\_var}}$ is its own slope, so $\frac12(\sigma^2 - 1)$ is left. Both are divided by N and not by M, because KL is a mean over tunes and a sum over directions.
#
# The usual slip is to draw with `np.exp(log_var)`, the variance. Where `log_var` is 0 nobody notices, since both are 1.

# %% [markdown]
# In the next net **your own** `vae_latent` draws the codes and hands back the gradients.

# %% predict="between_two_tunes"
# We walk in eight steps on a straight line from the code of one tune to that of another, and decode each step. What will the steps in the middle sound like?
#
# - (a) like both tunes at once, two notes at a time
#   wrong: The decoder gives one note at each place. It is the *codes* that are mixed, not the sounds.
# - (b) like noise: only the ends are real codes
#   wrong: Clouds overlap, so it is mostly good land: halfway, more than 90 of 100 tunes are calm. Between the points of the plain net it would be about 85, and by coins it is not half.
# - (c) like tunes of their own that share something with both
#   right: Up to six of the sixteen notes change at a step, and what comes in between mostly stays in the key.

# %%
rng = np.random.default_rng(0)
blender = blending.Blender(rng=rng)
grown = blending.train_blender(blender, pieces, vae_latent=mine.vae_latent, epochs=150, rng=rng)
print(f"right notes, out of the clouds: {grown[0, 0]:.0%} at first, {grown[-1, 0]:.0%} at the end")

# %%
ends = blending.beginnings(tunes, "Fuchs", "Amazing Grace")  # or two others of tunes.titles
coins = blending.by_coins(*ends, steps=8, rng=np.random.default_rng(0))
way = blending.walk(blender, *ends, steps=8)
plots.show(*blending.picture_of_walk({"by coins": coins, "in the VAE": way}))
blending.play({f"{i + 1}": piece for i, piece in enumerate(way)})

# %% [markdown]
# The coins make leaps on the way, the VAE makes none. MusicVAE (Roberts and others, 2018) walks
# like this with whole bars of melody, bass and drums.
#
# With four tunes the way becomes a square, and you may stop anywhere in it.

# %% predict="middle_of_four_tunes"
# What lies in the middle of four tunes, a quarter of each code?
#
# - (a) four notes of the one, then four of the next, and so on
#   wrong: Every number of the code has to do with all sixteen notes, so a quarter of a code is not a quarter of a tune.
# - (b) a plainer tune than any of the four
#   right: The mean of four codes is nearer to the middle of the land. There such tunes have four different notes on average, where real ones have six.
# - (c) a tune of wild leaps, because nobody has ever lived there
#   wrong: So it was with codes from nowhere. But a mean of four codes lies among them: here 98 of 100 such middles are calm, and even between the points more than 90.

# %%
names = "Fuchs", "Amazing Grace", "Ah! vous dirai-je", "Sakura"  # or four others of tunes.titles
your_place = 0.5, 0.5  # across and down, from 0 to 1
square, heard = square_of_tunes.stop_at(blender, tunes, names, your_place)
plots.show(*tune_square.draw(square, names, your_place, heard["your place"]))
blending.play(heard)

# %% [markdown]
# Move the frame. Where do you still hear *Sakura*? (The corners are decoded, too, and one has lost a note.)
#
# Now give the VAE the same random codes that the plain net failed on. The last sound is the code 0, from the very
# middle of the land.

# %%
settled = blender.notes(codes)
print(f"from nowhere: {blending.told(settled)}")
row = {f"draw {i}": settled[i] for i in picked} | {"code 0": blender.notes(np.zeros((1, 12)))[0]}
audio.play_row({name: blending.sing(piece) for name, piece in row.items()}, 16000)

# %% [markdown]
# Now two draws in three are calm, where it was one in five. But calm is not yet good: the tune in the middle is
# nearly all one note.
#
# And is the comparison fair? Perhaps the plain net only keeps its tunes elsewhere. Let us draw with the mean and
# the spread of each net's own codes:

# %% predict="at_home"
# Around 0, the points gave 19 calm draws in 100, and the clouds 67. How many do the points give when we draw where their tunes live?
#
# - (a) about 20 again: between points there is nothing, wherever one looks
#   wrong: Much of it was the wrong address: the points do not live around 0, and much further apart.
# - (b) about 80, more than the clouds at home
#   wrong: They do get better, but even there they have more holes than the clouds.
# - (c) about 60, and so the clouds are still ahead
#   right: 63, and the clouds at home have 77. A fair comparison makes the lead much smaller, but a lead it is.

# %%
nets = {"points": plain_code, "clouds": blender}
plots.show(*blending.picture_of_land(nets, pieces, codes))

# %%
home = {name: net.notes(blending.at_home(net, pieces, codes)) for name, net in nets.items()}
for name, of in home.items():
    print(f"{name}, from home: {blending.told(of)}")
blending.play({f"{name}, draw {i}": of[i] for name, of in home.items() for i in picked[:2]})

# %% [markdown]
# | calm, of 100 | drawn around 0 | drawn where its tunes live |
# |---|---|---|
# | points | 19 | 63 |
# | clouds | 67 | 77 |
#
# Much of it was only a wrong address: the points lie five times wider apart than our draws, and not around 0. The
# clouds hardly need to be told where home is, because the price keeps them near 0. But even at home the points have
# more holes.
#
# But nothing is free: decoded from the middle of its cloud, a tune keeps 87 % of its notes, and the points kept all.
#
# The VAE has rivals. **Autoregressive** models go on sample by sample, $p(x) = \prod_t p(x_t \mid x_{<t})$, as WaveNet
# did in unit 12 (and PixelRNN and PixelCNN with pictures). In a **GAN** a forger and a detective learn against one
# another; watch them in "Two players". A third rival, proposed in 2015, took off in 2020.
#
# ### Out of the noise
#
# The denoiser of 13.4 takes noise off a sound. What if one gives it *nothing but* noise? That is the idea of
# **diffusion**.
#
# To learn it, we spoil a tone, the levels of its 16 harmonics, in sixty small steps, until only noise is left, and a
# network learns to guess the noise. Each step shrinks what is there a little and adds a little noise; $\beta_s$,
# between 0 and 1, says how much:
#
# $$x_s = \sqrt{1 - \beta_s}\; x_{s-1} + \sqrt{\beta_s}\;\epsilon_s .$$
#
# Why the roots? Because it is *powers* that add up. A tone of power 1 and a first step with $\beta = 0.2$: 0.8
# of the power is kept, 0.2 of noise comes in, and the sum is 1 again.
#
# A second step with $\beta = 0.5$ keeps half of everything. Of the tone that is half of 0.8, so 0.4, and the
# noise has the other 0.6. In the picture the tone is blue. What belongs in its last row?

# %%
plots.show(*power_shares.draw(open_rows=1))

# %% [markdown]
# <details><summary>The shares after step 3</summary>
#
# The tone has half of 0.4, so 0.2, and the noise 0.8.
# </details>
#
# For training nobody wants to walk sixty steps. One jump should do.
#
# ### Exercise 11 · `diffuse` · ●●○ · 12 min
#
# Write `diffuse(x, noise, betas, step)` that returns `kept, noisy`: the result of all steps up to a certain one, in a single jump with a single noise.
#
# - `x`, `noise`: (N, D); `betas`: (S,), one for each step; `step`: (N,), whole numbers from 0: for row n the steps 0, 1, …, `step[n]` have been done
# - `kept`: (S,), how much of the clean *power* is left after each of the steps; `noisy`: (N, D)
#
# For example, `betas = [0.2, 0.5]` gives `kept = [0.8, 0.4]`, and a row `x = [1]`, `noise = [1]` with `step` 1 becomes $\sqrt{0.4} + \sqrt{0.6} = 1.407$.
#
# <details><summary>Hint 1</summary>
#
# Each step keeps the share 1 − β of the power that the step before has left. What is done to such shares, added or multiplied?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The power of the noise is what is missing from 1. And what are the factors of `x` and `noise`, if these are the powers?
# </details>
#
# <details><summary>Hint 3</summary>
#
# `kept = np.cumprod(1 - betas)`; then `share = kept[step][:, None]`, and the roots of `share` and `1 - share`.
# </details>


# %% exercise="diffuse"
def diffuse(x, noise, betas, step):
    ### BEGIN SOLUTION
    kept = np.cumprod(1 - np.asarray(betas))
    share = kept[step][:, None]
    return kept, np.sqrt(share) * x + np.sqrt(1 - share) * noise
    ### END SOLUTION


# %% check="diffuse"

# %% explained="diffuse"
# Every step keeps the share $1 - \beta$ of the power that is left, and shares of shares are multiplied: 0.8, then 0.8 · 0.5 = 0.4. That is `np.cumprod`. Who adds the betas up gets 1 − 0.7 = 0.3.
#
# But why may one noise stand for two? Because independent normal noises add up to a normal noise with the sum of their powers. Of the first 0.2 · 0.5 = 0.1 is left, the second brings 0.5, and that makes 0.6, which is 1 − 0.4.
#
# The factors are roots, because `x` and `noise` are amplitudes and the shares are powers. `kept[step]` picks for each row the share of its own step, and `[:, None]` makes a column of it, so that a whole row of `x` is multiplied.

# %% [markdown]
# Here is what your function makes of the tone of an organ, which is octaves only. The $\beta_s$ grow from
# 0.001 to 0.2, because a clean tone is easily spoilt and a noisy one is not:

# %%
organ, marks = diffusing.tones(9, rng=np.random.default_rng(3))[0][:1], np.array([9, 19, 29, 59])
noise = np.random.default_rng(0).normal(size=organ.shape)
ways = [mine.diffuse(organ, noise, diffusing.BETAS, np.array([s])) for s in marks]
noisy = np.vstack([way[1] for way in ways])
plots.show(*diffusing.picture_of_schedule(ways[0][0], organ[0], noisy, marks=marks))

# %% [markdown]
# After ten steps one still sees the five octaves, after sixty nothing. Now a net learns to guess the noise
# $\epsilon$. It practises on reeds (odd harmonics only), strings (all of them) and organs: take a tone, roll a
# step, jump there by **your own** `diffuse`, tell the net the step, and let it guess. What it minimises is the mean
# of $(\hat\epsilon - \epsilon)^2$, the squared error of unit 2.
#
# Then it gets pure noise. The naive way is to take off at once all that it believes to be noise.

# %%
rng = np.random.default_rng(0)
cleaner = diffusing.Denoiser(rng=rng)
losses = diffusing.train_denoiser(cleaner, diffuse=mine.diffuse, updates=2000, rng=rng)

# %% predict="all_noise_at_once"
# Pure noise is 32 dB away from the nearest instrument. What is left when all that the net believes to be noise is taken off at once?
#
# - (a) an instrument, a little out of tune: the net has learnt what is noise
#   wrong: It has, nearly. But hardly any tone is left beside the noise, so a small mistake is as large as the tone.
# - (b) silence, because there was nothing but noise
#   wrong: A little is always left over, and that is made 26 times larger.
# - (c) something further from any instrument than the noise was
#   right: It ends at about 100 dB, because its small mistakes are made 26 times larger.

# %%
at_once = diffusing.in_one_go(cleaner, 300, rng=np.random.default_rng(0))
print(f"from the nearest instrument: {diffusing.nearest_kind(at_once)[1].mean():.0f} dB")
diffusing.play({f"all at once, {i + 1}": levels for i, levels in enumerate(at_once[:3])})

# %% [markdown]
# That is no instrument: after sixty steps hardly any tone is left, so what remains has to be made 26 times larger to be
# a tone again, and each small mistake with it.
#
# So we go back in sixty steps, and each takes off only the noise that came in with it. Which share of all noise is
# that? After the second step of the picture the noise has the power 0.6: 0.5 came in with this step, and 0.1 is
# older. So this step's share is 0.5/0.6.
#
# We share out powers, because 0.5/0.6 and 0.1/0.6 make 1, all the noise; their roots would make 1.32.
#
# The noise that the net believes in is $\sqrt{0.6}\;\hat\epsilon$, and 0.5/0.6 of that is $0.5/\sqrt{0.6}\;\hat\epsilon
# = 0.65\,\hat\epsilon$. Take it off and undo the shrinking. Then (but for the last step) put a little fresh noise
# back in, of power $\beta$, so that the way can still branch:

# %%
plots.show(*power_shares.draw_back())

# %% [markdown]
# In one line:
#
# $$x_{s-1} = \frac{1}{\sqrt{1-\beta_s}} \Bigl(x_s - \frac{\beta_s}{\sqrt{1-\text{kept}_s}}\, \hat\epsilon\Bigr) + \sqrt{\beta_s}\;\epsilon .$$

# %% predict="when_is_it_decided"
# In which of the sixty steps is it decided whether noise becomes a reed, a string or an organ?
#
# - (a) in the first ten: the noise is already nearest to one
#   wrong: Then hardly more than chance agrees with the end, for much fresh noise is still to come.
# - (b) from the twentieth to the fortieth
#   right: Half are nearest to their last kind after twenty, nearly nine in ten after forty.
# - (c) in the last ten
#   wrong: There only details change: 96 in 100 are where they will end.

# %%
steps = diffusing.from_noise(cleaner, 300, rng=np.random.default_rng(0))  # the same noise
kinds, far = diffusing.nearest_kind(steps[-1])
print(*(f"{kind} {np.sum(kinds == i)}," for i, kind in enumerate(diffusing.KINDS)), "of 300")
print(f"from the nearest instrument: {far.mean():.0f} dB")

# %%
for s in (10, 20, 30, 40, 50):
    decided = diffusing.nearest_kind(steps[s])[0] == kinds
    print(f"after {s} steps {decided.mean():.0%} are nearest to their last kind")

# %%
shown = [int(np.flatnonzero(kinds == kind)[0]) for kind in range(3)]
plots.show(*diffusing.picture(steps[:, shown], names=diffusing.KINDS))

# %%
tones, out = dict(zip(diffusing.KINDS, steps[-1, shown], strict=True)), {}
for kind, row in zip(diffusing.KINDS, shown, strict=True):
    out |= {f"{kind}, at once": at_once[row], f"{kind}, step 40": steps[40, row]}
    out[f"{kind}, step 60"] = tones[kind]
diffusing.play(out)

# %% [markdown]
# The same noise, in sixty steps, has become a reed, a string and an organ, none of which was ever in the data.
# Listen to step 40 again.
#
# **A place to stop.**
#
# ## 13.7 Energy: the restricted Boltzmann machine
#
# The machines of 13.6 make tunes, but they cannot say how likely one is. The nets of unit 12 can, but they always
# read from left to right. Here are two sets of seven notes. Which could be those of a tune?

# %%
row = np.arange(12)
sets_of_seven = {"first": np.isin(row, [0, 2, 4, 5, 7, 9, 11]), "second": row < 7}
heard = {name: tune_finder.sing(60 + np.flatnonzero(on)) for name, on in sets_of_seven.items()}
audio.play_row(heard, 16000)

# %% [markdown]
# You know at once. But how would a machine know which notes keep company, in whatever order?
#
# An old machine begins with that question. It has visible units $v$, the data, and hidden ones $h$; all are 0
# or 1, and switched by chance. It is *restricted*: a weight always joins a visible and a hidden unit.
# Every state has an **energy**, and low energy means likely. Only what is *on* counts:

# %%
plots.show(*boltzmann_machine.draw())

# %% [markdown]
# Two units that are on and joined by a positive weight bring the energy down: they like to be on together.
# With the visible biases $a$, the hidden ones $b$ and the weights $W$:
#
# $$E(v, h) = -a^\top v - b^\top h - v^\top W h, \qquad p(v, h) = \frac{e^{-E(v,h)}}{Z}, \qquad Z = \sum_{v,h} e^{-E(v,h)}.$$
#
# What is a tune's probability, whatever the hidden units do? Add up over all $h$. Take one visible and one
# hidden unit, $a = 0$, $b = 0$, $w = 2$ and $v = 1$. With $h = 0$ the energy is 0, with $h = 1$ it is −2,
# together $e^0 + e^2 = 8.39$.
#
# In general each hidden unit contributes the factor $1 + e^{z_j}$, with $z_j = b_j + (vW)_j$. With two of them
# $(1 + e^{z_1})(1 + e^{z_2}) = 1 + e^{z_1} + e^{z_2} + e^{z_1 + z_2}$: one term for each of the four states of $h$.
# So the sum of $2^M$ terms is a product of M factors. The logarithm of the whole sum, with the sign turned, is the
# **free energy** $F(v)$, and $p(v) = e^{-F(v)}/Z$. With our one hidden unit $F$ is $-\log 8.39 = -2.13$.
#
# ### Exercise 12 · `rbm_energy` · ●●○ · 12 min
#
# Find $F$ on paper, for any $a$, $b$ and $W$. Then write `rbm_energy(V, H, W, a, b)` that returns `energy, free_energy`, each of shape (N,).
#
# - `V`: (N, D), `H`: (N, M), rows of 0 and 1; `W`: (D, M); `a`: (D,); `b`: (M,)
# - the free energy adds up all $2^M$ states $h$, without trying them one by one
# - weights may be in the thousands; nothing may overflow
#
# For example, with all weights and biases 0 the energy is 0, and the free energy of M hidden units is −M log
# 2.
#
# <details><summary>Hint 1</summary>
#
# Do the energy of one row first: three sums with a minus in front, as in the picture.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For all rows at once v W h is the sum over `V @ W * H` along each row. And in the sum over h each term has the factor $e^{a^\top v}$, which the example in the text could not show: there $a$ was 0.
# </details>
#
# <details><summary>Hint 3</summary>
#
# $F = -a^\top v - \sum_j \log(1 + e^{z_j})$. And `np.logaddexp(0, z)` is log(1 + exp(z)) without overflow; add it up over the hidden units.
# </details>


# %% exercise="rbm_energy"
def rbm_energy(V, H, W, a, b):
    ### BEGIN SOLUTION
    energy = -V @ a - H @ b - np.sum(V @ W * H, axis=1)
    return energy, -V @ a - np.logaddexp(0, b + V @ W).sum(axis=1)
    ### END SOLUTION


# %% check="rbm_energy"

# %% explained="rbm_energy"
# Row n of `V @ W` says how strongly each hidden unit is pulled. Times `H`, only the pulls of units that are *on* remain, and their sum is $v^\top W h$. With `V @ W @ H.T` every row would meet every other, and only the diagonal would be wanted.
#
# The free energy has one factor $1 + e^{z_j}$ for each hidden unit, so its logarithm is a sum. `np.logaddexp(0, z)` is that logarithm, because $1 = e^0$. It takes the larger of the two out first; so for $z = 1000$ it says 1000, where `np.exp` alone would overflow.
#
# Who takes `np.maximum(0, z)` counts only the best state of each unit. Far from 0 hardly anyone notices, but at $z = 0$ both states count alike, and log 2 is missing.

# %% [markdown]
# So you have found $F(v) = -a^\top v - \sum_j \log(1 + e^{z_j})$. The machine in the drawing has 16 visible states. This
# is what it thinks of them, by **your own** free energy, and the state of the drawing, 1011, is its favourite:

# %%
machine = [np.array(x) for x in (boltzmann_machine.W, boltzmann_machine.A, boltzmann_machine.B)]
states = machine_states.all_states(4)
plots.show(*machine_states.draw(mine.rbm_energy(states, np.zeros((16, 3)), *machine)[1]))

# %% [markdown]
# ### Learning: awake and asleep
#
# How should it learn tunes? The naive way is to strengthen the weights between units that are on together in a
# tune. But then weights only grow, until the state with *everything* on is the likeliest. Something has to
# push back, and that is what the machine says when nobody shows it anything: its *dream*.
#
# Take the machine of the drawing, let 1011 be all it ever sees, and look at one weight, from the third visible
# to the third hidden unit. Awake, with 1011 before it, both are nearly always on: 0.98 of the time.
#
# Asleep, it wanders through its 16 states, and the likelier it finds a state, the more often it is there. Now both are on only 0.65 of
# the time. So the data want more of this pair than the dream has, and the weight grows, by 0.98 − 0.65 = 0.33
# times the learning rate:

# %%
plots.show(*machine_states.draw_learning())

# %% [markdown]
# The second visible unit is off in the data. But in the dream it is on together with the same hidden unit 0.22
# of the time: the machine believes in something it has never seen. So that weight falls. When the dreams are
# like the data, nothing moves.
#
# This is the slope of the mean log-likelihood (13.6), because $\log p(v) = -F(v) - \log Z$ has two halves. The first is awake:
# $-F(v)$ grows with $w_{ij}$ by $v_i\,p(h_j{=}1 \mid v)$. The second is the dream: Z is the sum of $e^{-F}$ over all
# states, so the slope of $\log Z$ is that of $-F$ in each state, weighted by $e^{-F}/Z$, which is its probability.
#
# $$\frac{\partial}{\partial w_{ij}}\, \frac1N\sum_n \log p(v_n) = \bigl\langle v_i\, p(h_j{=}1 \mid v)\bigr\rangle_\text{data} - \bigl\langle v_i\, p(h_j{=}1 \mid v)\bigr\rangle_\text{model}, \qquad p(h_j{=}1 \mid v) = \sigma(z_j).$$
#
# For $a$ put $v_i$ into the brackets, for $b$ put $p(h_j{=}1 \mid v)$. The second mean goes over all $2^D$ states.
#
# Exercises 13 and 14 take another half hour. You may leave them out: the course's own functions stand in.
#
# ### Exercise 13 · `rbm_gradient` · ●●● · 20 min
#
# Write `rbm_gradient(V, W, a, b)` that returns `log_likelihood, dW, da, db`: the mean log-likelihood of the rows of `V` and its exact gradients.
#
# For example, if everything is 0 and D = 3, the log-likelihood is −3 log 2, and `da` is the mean of `V` minus
# 0.5.
#
# <details><summary>Hint 1</summary>
#
# `import itertools`; then `np.array(list(itertools.product([0.0, 1.0], repeat=D)))` has all states, one a row. What is the free energy of each?
# </details>
#
# <details><summary>Hint 2</summary>
#
# With F of all states, log Z is `np.logaddexp.reduce(-F)`, and p = exp(−F − log Z). The log-likelihood of a row is −F − log Z.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `dW` is `V.T @ H / N` minus `(p[:, None] * states).T @ H_model`, where `H` and `H_model` are the sigmoids of `b + V @ W` and of `b + states @ W`.
# </details>


# %% exercise="rbm_gradient"
def rbm_gradient(V, W, a, b):
    ### BEGIN SOLUTION
    import itertools

    states = np.array(list(itertools.product([0.0, 1.0], repeat=len(a))))
    log_p = states @ a + np.logaddexp(0, b + states @ W).sum(axis=1)
    log_Z = np.logaddexp.reduce(log_p)
    p = np.exp(log_p - log_Z)
    H, H_model = layers.sigmoid(b + V @ W), layers.sigmoid(b + states @ W)
    value = np.mean(V @ a + np.logaddexp(0, b + V @ W).sum(axis=1)) - log_Z
    dW = V.T @ H / len(V) - (p[:, None] * states).T @ H_model
    return value, dW, V.mean(axis=0) - p @ states, H.mean(axis=0) - p @ H_model
    ### END SOLUTION


# %% check="rbm_gradient"

# %% explained="rbm_gradient"
# A row has the log-likelihood −F − log Z, and with few units Z can be added up: `itertools.product` lists all $2^D$ states, `log_p` is their −F, and `np.logaddexp.reduce` adds up without overflow.
#
# Now the slopes. In −F only $\log(1 + e^{z_j})$ holds $w_{ij}$. The slope of that in $z_j$ is $\sigma(z_j)$, and $z_j$ grows by $v_i$. So −F of a row has the slope $v_i\,\sigma(z_j)$, and its mean over the data is `V.T @ H / len(V)`. The slope of log Z is the same product in every state, weighted by `p`: `p[:, None] * states` gives each state its weight before the product adds them up. For the biases put $v_i$ or $\sigma(z_j)$ alone.
#
# With all weights 0 the 8 states of the example have the same p, so the log-likelihood is −log 8 = −3 log 2, and in the dream each visible unit is on half of the time.
#
# If log Z is left out of the value, or all states get the same weight, gradient and value no longer fit, as a small step in W shows.

# %% [markdown]
# With 500 visible units that is out of reach. **Contrastive divergence** (CD-1; Hinton, 2002) makes do with
# one short dream: from the data go up and draw the hidden units, come down and draw the visible ones, and go up once
# more. Here the machine of the drawing does it with 1011. Each unit adds up its bias and the weights to what is on:

# %%
plots.show(*short_dream.draw())

# %% [markdown]
# By chance the third visible unit has gone off, and the second has come on. So the weight from the third visible to the
# third hidden unit gains 0.98, and that from the second loses 0.82, where the exact slopes were 0.33 and −0.22. A single
# dream exaggerates, but the mean of many is nearly right: 0.33 and −0.20.
#
# ### Exercise 14 · `cd1_step` · ●●○ · 12 min
#
# Write `cd1_step(V, W, a, b, lr, u_hidden, u_visible)` that returns the new `W, a, b`, for the N rows of `V` at once.
#
# - `u_hidden`: (N, M), `u_visible`: (N, D), the random numbers of the draws
# - all three move by `lr` along the slopes of exercise 13, with a short dream of each row in place of the model; all means go over the N rows
# - a unit is 1 where its number is below its probability; on the way down the hidden units count as drawn, in the means by their probabilities
#
# For example, if the dream happens to be the data, nothing moves.
#
# <details><summary>Hint 1</summary>
#
# Write the drawing's two sums, up and down, as products with `W`. Which of them needs `W.T`?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The *drawn* hidden units make the dream; the *probabilities* stand in the means. For `a` compare `V` with the dream, for `b` the probabilities with those of the dream.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `h = (u_hidden < p).astype(float)`, `V1 = (u_visible < layers.sigmoid(a + h @ W.T)).astype(float)`, then `W + lr * (V.T @ p - V1.T @ p1) / N`.
# </details>


# %% exercise="cd1_step"
def cd1_step(V, W, a, b, lr, u_hidden, u_visible):
    ### BEGIN SOLUTION
    p = layers.sigmoid(b + V @ W)
    h = (u_hidden < p).astype(float)
    V1 = (u_visible < layers.sigmoid(a + h @ W.T)).astype(float)
    p1 = layers.sigmoid(b + V1 @ W)
    W = W + lr * (V.T @ p - V1.T @ p1) / len(V)
    return W, a + lr * (V - V1).mean(axis=0), b + lr * (p - p1).mean(axis=0)
    ### END SOLUTION


# %% check="cd1_step"

# %% explained="cd1_step"
# It is the slope of exercise 13, data minus dream, but in place of all $2^D$ states there is a single step down and up again.
#
# A number drawn evenly between 0 and 1 is below p with the chance p, so the comparison *is* the draw. The hidden units have to be drawn on the way down, because otherwise the machine would dream a blurred mean of its states. But in the means stand the probabilities: on average they say the same as the draws, and they shake less.
#
# Everything on the right uses the old weights, so they are replaced only at the end. If your weights run away when this is trained, look at the sign: it is towards the data, and away from the dream.

# %% [markdown]
# Can one short dream be good enough? Six notes and three chords are few enough to compare. Of two machines
# that start alike, one climbs by **your own** exact `rbm_gradient`, the other by **your own** `cd1_step`. The
# dotted line is the best there is: probability 1/3 for each chord.

# %% predict="one_short_dream"
# How far does a machine that learns by one short dream get in 1,000 updates?
#
# - (a) never half as far: one step from the data is no dream
#   wrong: For 200 updates the two go together, and both are most of the way up.
# - (b) as far at first, then it falls back
#   right: The exact one climbs on to −1.13, where −1.10 is the best there is.
# - (c) further, because chance helps it out of dead ends
#   wrong: Here there are none: the exact one climbs all the way.

# %%
grown, nets = chord_climb.climb(mine.rbm_gradient, mine.cd1_step, updates=1000)
plots.show(*chord_climb.picture_of_climb(grown, nets))

# %% [markdown]
# For 200 updates the two go together. Then CD-1 falls behind, and from about update 600 it even goes *down*, while the
# exact one climbs on. Both believe in little but the three chords by now, CD-1 in one of them two times in three. A
# short dream stays near the chord where it began: it finds out a wrong note, and not that the machine likes one chord
# too much.
#
# Still, it is cheap, where an exact step costs twice as much with every visible unit more. And with 500 units
# nobody knows Z, so the machine can say which of two tunes is likelier, but not how likely one is.
#
# ### What a Boltzmann machine learns from tunes
#
# Cancino-Chacón, Lattner and Grachten (2014) let one learn tonal structure from melodies. Do it with your
# `cd1_step`: twelve visible units say which pitch classes occur in twelve notes of a tune, in all twelve keys.

# %% predict="what_a_hidden_unit_holds"
# Eight hidden units learn which notes keep company, in 2,640 such sets. What does one of them stand for in the end?
#
# - (a) for one note, the one that it likes best
#   wrong: Each note can be seen anyway. A unit is worth most if it says something of several at once.
# - (b) for neighbours on the circle of fifths (C, G, D, A, …), against those on the other side
#   right: Seven neighbours on that circle are a scale, and tunes mostly stay in one.
# - (c) for a tune that it has met often
#   wrong: Each tune was there in all twelve keys, and a set does not know in which order its notes were sung.

# %% [markdown]
# Here are their weights over the circle of fifths; the line below says how alike neighbours are, from −1 to 1.

# %%
sets, rng = boltzmann.note_sets(tunes.pitches), np.random.default_rng(0)
W, a, b = boltzmann.train_rbm(sets, 8, rng=rng, step=mine.cd1_step)
plots.show(*key_weights.draw(W))

# %% [markdown]
# Most hidden units hold a stretch of the circle of fifths: a **key profile**. Which key is it? A major scale has the pitch classes 0, 2, 4, 5, 7, 9 and 11 above its key-note.
#
# ### Exercise 15 · `best_key` · ●○○ · 10 min
#
# Write `best_key(W)` that returns `keys, agreement`, each of shape (M,).
#
# - `W`: (12, M), the weights from the pitch classes C, C#, D, … to M hidden units
# - `agreement`: the correlation of a unit's 12 weights with 1 for the notes of a major scale and 0 for others, for the scale that fits best; `keys`: its key-note, 0 for C to 11 for B
#
# For example, weights of 1 for D, E, F#, G, A, B, C# and 0 for others have the key 2 and an agreement of 1.
#
# <details><summary>Hint 1</summary>
#
# Make the twelve scales first: one pattern, moved up.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.roll(scale, key)` moves a scale up; `np.corrcoef` takes off the means for you.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.corrcoef(scales, W.T)[:12, 12:]` has a row for each key and a column for each unit.
# </details>


# %% exercise="best_key"
def best_key(W):
    ### BEGIN SOLUTION
    major = np.array([1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1])
    scales = np.array([np.roll(major, key) for key in range(12)])
    r = np.corrcoef(scales, W.T)[:12, 12:]
    return r.argmax(axis=0), r.max(axis=0)
    ### END SOLUTION


# %% check="best_key"

# %% explained="best_key"
# A unit belongs to the key whose scale rises and falls as its weights do. `np.roll(major, key)` moves the pattern up, so for key 2 it begins at D. `np.corrcoef` takes rows, hence `W.T`, and compares all with all; the block `[:12, 12:]` holds scales against units. The largest in each column is the agreement, and where it stands is the key.
#
# Why a correlation and no dot product? The keys would be the same, since all scales have seven notes. But in the agreement neither a unit's strength should count nor how much it likes all notes together, so a correlation takes off the means and divides by the lengths.
#
# Who takes its size, `np.abs`, may find the key that a unit most clearly avoids.

# %%
plots.show(*boltzmann.picture_of_keys(*mine.best_key(W), W))

# %% [markdown]
# Each unit has settled on a scale; the larger its disc, the larger its weights. Only two share one. They agree by 0.80
# to 0.86, where twelve random weights reach 0.47 on average, and 0.80 once in a hundred.
#
# And the two sets that you have heard? Twelve units have 4,096 states, so Z can be added up, with **your own**
# `rbm_energy`:

# %%
for name, on in sets_of_seven.items():
    rarity = boltzmann.one_in(on[None].astype(float), mine.rbm_energy, W, a, b)[0]
    print(f"{name}: 1 in {rarity:,.0f}")

# %% [markdown]
# The machine finds the first, a scale, more than a thousand times likelier. What does it say
# by itself? Start from noise, go up and down fifty times, and play what is on.

# %% collapsed
rng = np.random.default_rng(4)
dreams = boltzmann.dream(rng.integers(0, 2, (6, 12)).astype(float), W, a, b, steps=50, rng=rng)
for scale in dreams[:3]:
    print("dreamt:", *key_weights.by_fifths(scale))
line = np.concatenate([tune_finder.sing(60 + np.flatnonzero(scale)) for scale in dreams[:3]])
audio.play(line, 16000, title="three dreams of a Boltzmann machine, played upwards")

# %% [markdown]
# By fifths, each dream is one stretch of the circle, or nearly, and seven neighbours on it are a major scale.
# It has only seen which notes keep company.
#
# And it completes what you begin. Hold C, E and G on, and let only the others switch:

# %%
held = [0, 4, 7]  # C, E and G, or others from 0 to 11
whole = boltzmann.completed(held, W, a, b, rng=np.random.default_rng(0)) > 0.5
print("on in more than half of 500 dreams, by fifths:", *key_weights.by_fifths(whole))
sounds = {"held": np.array(held), "completed": np.flatnonzero(whole)}
audio.play_row({name: tune_finder.sing(60 + on) for name, on in sounds.items()}, 16000)

# %% [markdown]
# It adds D and A, and the five are the pentatonic scale of Amazing Grace.
#
# ## 13.8 Fooling a network
#
# The net of this section knows 89 of 100 spoken digits. What does it take to make it wrong? Listen to a "six"
# four times, the last three with clicks:

# %% collapsed
rng = np.random.default_rng(1)
six, sr = attack.spoken("six")
row = []
for p in (0.0, 0.1, 0.15, 0.2):
    spoilt_word = attack.impulses(six, p, rng=rng)
    heard = attack.answers(spoilt_word, sr)
    print(f"{p:.0%} impulses: the network hears {attack.WORDS[heard.argmax()]} ({heard.max():.0%})")
    row += [spoilt_word, audio.silence(sr=sr, duration=0.3)]
audio.play(0.8 * np.concatenate(row), sr, title="six with 0, 10, 15 and 20 % of impulses")

# %% [markdown]
# It is no different with pictures. Google's image service was shown a teapot with impulses in 10 % of its pixels, and
# called it *biology*; with 20 % an airplane was a *bird* (Hosseini, Xiao and Poovendran, 2017).
#
# For each sample two random numbers are drawn: is it hit, and on which side?

# %%
plots.show(*impulses.draw())

# %% [markdown]
# ### Exercise 16 · `impulse_noise` · ●○○ · 8 min
#
# Write `impulse_noise(y, p, u, side)`: the sound with some of its samples *replaced* by impulses.
#
# - `y`: (n,); `u`, `side`: (n,), random numbers between 0 and 1
# - where `u` is below `p` there is an impulse, as high as the largest |y|: negative where `side` is below 0.5, else positive
#
# For example, `y = [0.1, -0.4]`, p = 0.5, `u = [0.2, 0.9]`, `side = [0.7, 0.7]` gives `[0.4, -0.4]`.
#
# <details><summary>Hint 1</summary>
#
# Which samples change, and what do they become?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Replaced, not added. The height is the largest |y| of the *clean* sound.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.where(u < p, np.where(side < 0.5, -peak, peak), y)`.
# </details>


# %% exercise="impulse_noise"
def impulse_noise(y, p, u, side):
    ### BEGIN SOLUTION
    peak = np.abs(y).max()
    return np.where(u < p, np.where(side < 0.5, -peak, peak), y)
    ### END SOLUTION


# %% check="impulse_noise"

# %% explained="impulse_noise"
# Two questions, one inside the other, need two separate random numbers. If `u` had to answer both, then with p = 0.2 it would be below 0.5 at every impulse, and all of them would be negative.
#
# The peak is that of the clean sound, and `np.abs` comes before `max`, because the largest swing may lie below 0. In the example it is 0.4, from the −0.4.
#
# Impulses *replace* samples. Who adds them gets 0.5 in the example, where 0.4 is right, and so a sound that is louder than its peak.

# %% predict="one_click_in_a_hundred"
# It gets 89 of 100 clean words right. Now one sample in a hundred is an impulse. How many are still right?
#
# - (a) about 85: what is one sample in a hundred?
#   wrong: Few, but a frame has hundreds of samples, so hardly any frame is without a click.
# - (b) about one in three
#   right: Each click fills all bands of its frame, and the net has never met one.
# - (c) about 60
#   wrong: It is worse. With 5 % it is only about one word in five.

# %%
spoilt = (0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2)
right = fooled.right_under_noise(mine.impulse_noise, spoilt)
plots.show(*words_under_noise.draw(spoilt, right))

# %% [markdown]
# One click in a hundred samples costs two words in three, because each fills all bands of its frame.
#
# Impulses are blind, but an attacker who knows the network can aim. *Which change of the input raises the loss
# most?* The gradient in the **input** says so. The fast gradient sign method (Goodfellow, Shlens and Szegedy,
# 2015) moves each place by the same small amount along its sign:
#
# $$x' = x + \varepsilon\,\mathrm{sign}\!\left(\frac{\partial \mathcal L}{\partial x}\right).$$
#
# Why is so little enough? Take eight places, and let none move by more than 0.1. What the loss gains in one
# place is the move times the slope there. With the right signs all eight gains are positive and add up; with
# random signs they cancel. A spoken word has thousands of samples.

# %%
plots.show(*sign_step.draw())

# %% [markdown]
# ### Exercise 17 · `fgsm` · ●●○ · 12 min
#
# Write `fgsm(X, y, W, b, V, c, strength)` that returns `dX, attacked` for the network $\tanh(XW + b)V + c$ with the mean cross-entropy of its softmax.
#
# - `X`: (N, D); `y`: (N,), the right classes; `V`: (M, K); `dX`, `attacked`: (N, D)
#
# For example, where `dX` is `[-0.02, 0.3]`, a strength of 0.1 moves `X` by `[-0.1, 0.1]`.
#
# <details><summary>Hint 1</summary>
#
# It is back-propagation that goes one step further than usual: down to X.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The gradient in the logits is (softmax − one-hot) / N, as in unit 3; then through V, the tanh, and W.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `dX = (dlogits @ V.T * (1 - H**2)) @ W.T`, and the attack adds `strength * np.sign(dX)`.
# </details>


# %% exercise="fgsm"
def fgsm(X, y, W, b, V, c, strength):
    ### BEGIN SOLUTION
    H = np.tanh(X @ W + b)
    dlogits = (layers.softmax(H @ V + c) - np.eye(len(c))[y]) / len(y)
    dX = (dlogits @ V.T * (1 - H**2)) @ W.T
    return dX, X + strength * np.sign(dX)
    ### END SOLUTION


# %% check="fgsm"

# %% explained="fgsm"
# It is back-propagation, one step further than usual: the weights stay as they are, and the gradient goes on through `W` to the input. It begins with softmax minus one-hot, and `np.eye(len(c))[y]` takes for each entry of `y` its one-hot row. Then come `V`, the slope $1 - H^2$ of tanh, and `W`.
#
# Why the sign? No place may move by more than ε. With the slope g a place gains at most ε · |g|, and it gets just that by going all the way along the sign of g. So, as long as the slopes hold, no other move raises the loss more.
#
# It is a plus, because an attack climbs. With a minus the net becomes surer of the right word.

# %% [markdown]
# Aim it at a net of this very form that knows the spoken digits by 48 numbers each, of standard deviation 1.
# Every number moves by the same amount, once with random signs and once with those of **your own**
# `fgsm`.

# %% predict="random_or_aimed"
# The net gets 98 of 100 words right. Now each number moves by half a standard deviation. How many are left with random signs, and how many with aimed ones?
#
# - (a) about half, and a quarter
#   wrong: Random signs cancel, and cost only a few words. So aimed ones are far more than twice as bad.
# - (b) nearly all, and about half
#   wrong: Aimed, more than half of the words are lost already at 0.3.
# - (c) nearly all, and hardly more than guessing would get
#   right: 92 against 12. All 48 small moves pull the same way.

# %%
victim, strengths = fooled.victim(), [0, 0.05, 0.1, 0.2, 0.3, 0.5]
plots.show(*fooled.picture(strengths, fooled.shares_right(victim, mine.fgsm, strengths)))

# %% [markdown]
# Can one do it to a *sound*, with so little that nobody minds? The gradient goes all the way down to the samples,
# through the network, the decibels, the mel bands and the Fourier transform. Decibels bend so much that the demo
# takes twenty small steps. Compare with random signs.

# %%
demo(attack.draw, title=attack.TITLE, controls=attack.CONTROLS)

# %%
hurt, sr = attack.spoilt("six", 2.0, "attack")
before, after = (attack.WORDS[attack.answers(y, sr).argmax()] for y in (six, hurt))
print(f"the network hears {before} before and {after} after the attack")
audio.play_row({"six": six, "six under attack (2 % of the peak)": hurt}, sr)

# %% [markdown]
# You hear the same word with a little hiss, and the network another. It has learnt enough to tell its ten words
# apart, and no more.
#
# ## 13.9 What came after 2017, and how it all came about
#
# ### Learning to listen
#
# The net of 13.8 knows ten words and not what speech is. For that it would have to hear far more, and little of all
# sound has a text beside it. An autoencoder needs no text, but it may copy, and copying teaches little. So we hide
# a stretch of the sound, and the net has to say what was there:

# %%
plots.show(*hidden_stretch.draw())

# %% [markdown]
# In the row each number names a kind of sound, and the one after 40 is hidden. The net scores the right one and three
# others from the same recording. It scores 7 highest, and softmax makes 0.74 of that.
#
# It was a 7, so the loss is $-\ln 0.74 = 0.30$, as in unit 2. To get it lower, the net has to find out how
# sounds of speech follow one another.
#
# We have run none of the systems in these tables.
#
# | system | what it does | your parts in it |
# |---|---|---|
# | [wav2vec 2.0](https://arxiv.org/abs/2006.11477) (Baevski and others, 2020) | fills gaps in 53,000 hours of speech *without text*; then ten minutes with text make a recogniser | convolution, transformer blocks, CTC |
# | [HuBERT](https://arxiv.org/abs/2106.07447) (Hsu and others, 2021) | the same, with labels that it makes for itself | k-means (unit 7), transformer blocks |
# | [Whisper](https://arxiv.org/abs/2212.04356) (Radford and others, 2022) | the opposite bet: 680,000 hours of sound with whatever text stood beside it | an encoder and a decoder with attention |
#
# Such nets are fluent even where they should be silent: of the recordings that Koenecke and others gave to
# Whisper, [1 in 100](https://arxiv.org/abs/2402.08021) came back with phrases that nobody had said.
#
# ### Learning to speak
#
# A net that can fill a gap may also go on where the sound ends, and that would be speaking. WaveNet (unit 12)
# writes 16,000 samples for a second of speech, and each must wait for the one before. But a word does not need
# so many numbers.
#
# So we make *one whole number* of each frame: the nearest of 64 typical frames, which the k-means of unit 7
# has found. In the picture a sound has become 27, 27, 31, 52, 9, and the net says what comes next, as in unit
# 12 and 13.2. It says 9, so typical frame number 9 is heard once more:

# %%
plots.show(*sound_tokens.draw())

# %% predict="can_it_speak"
# An LSTM of 64 units learns from 400 spoken digits, as rows of such numbers, to go on. It is told which digit it is. Then it has to speak by itself, and the network of 13.8 listens. How often does it hear the right digit? (Of real recordings, treated in the same way, it gets nearly nine of ten.)
#
# - (a) about one time in ten: the net has no idea of a voice
#   wrong: That would be guessing. It has an idea: which sound follows which, and for how long.
# - (b) about two times in three
#   right: Not a voice to fall in love with, but it speaks, and it has never heard a rule of phonetics.
# - (c) as often as real recordings
#   wrong: Sometimes it loses the thread in the middle of a word; 400 words are little to learn from.

# %%
coded, rng = word_speaker.coded_words(), np.random.default_rng(0)
speaker, bits = word_speaker.train_speaker(coded, updates=300, rng=rng)
wanted = np.arange(100) % 10
said = speaker.say(word_speaker.digit(*wanted), rng=np.random.default_rng(4))
print(f"heard right: {np.mean(word_speaker.heard(coded, said) == wanted):.0%} of 100 spoken digits")

# %%
number = "0123456789"  # or your telephone number
count = speaker.say(word_speaker.digit(*map(int, number)), rng=np.random.default_rng(2))
plots.show(*word_speaker.picture(coded, count[:5], names=number[:5]))
sounds = [(digit, word_speaker.sound(coded, row)[0]) for digit, row in zip(number, count, strict=True)]
audio.play_row(sounds, 8000)

# %% [markdown]
# A network counts to nine, in a whisper because the codes keep no pitch. Told *no* digit, it **babbles**, with the
# sounds and the rhythm of speech and no word in it.

# %%
babble = speaker.say(word_speaker.digit(*[None] * 6), rng=np.random.default_rng(1))
row = {f"babble {n + 1}": word_speaker.sound(coded, codes)[0] for n, codes in enumerate(babble)}
audio.play_row(row, 8000)

# %% [markdown]
# That is a small audio language model. In large ones each part has grown:
#
# | system | what it does | your parts in it |
# |---|---|---|
# | [SoundStream](https://arxiv.org/abs/2107.03312) (Zeghidour and others, 2021), [EnCodec](https://arxiv.org/abs/2210.13438) (Défossez and others, 2022) | learnt encoder and decoder, and a detective that listens; 3,000 bits a second (ours has 375) | autoencoder, rounded codes, GAN |
# | [AudioLM](https://arxiv.org/abs/2209.03143) (Borsos and others, 2022) | goes on with speech or a piano; no text and no notes | codes, transformer block |
# | [MusicLM](https://arxiv.org/abs/2301.11325) (Agostinelli and others, 2023), [MusicGen](https://arxiv.org/abs/2306.05284) (Copet and others, 2023) | the same for music, told by a text what to play | transformer block, temperature |
# | [DiffWave](https://arxiv.org/abs/2009.09761) (Kong and others, 2021), [Stable Audio](https://arxiv.org/abs/2402.04825) (Evans and others, 2024) | from noise to sound, directly or in a code | diffusion, dilated convolution, VAE |
#
# Such nets need very much sound: Whisper's 680,000 hours last 78 years. Courts argue about whose music they may
# learn from. And a voice that can be made can be faked.
#
# ### How it all came about
#
# Nearly all your parts are older than their success, because networks were given up twice:
#
# | wave | what began it | what ended it |
# |---|---|---|
# | first | the perceptron (Rosenblatt, 1958), out of the artificial neuron of McCulloch and Pitts (1943) | the book *Perceptrons* (Minsky and Papert, 1969) helped to |
# | second | back-propagation: Werbos's thesis of 1974, Rumelhart, Hinton and Williams in the 1980s | support vector machines did better in the 1990s |
# | third | the *deep belief network* of 2006 (Hinton, Osindero and Teh); then speech from 2011 on, pictures with AlexNet in 2012 | nothing yet: a Turing Award for 2018 (Bengio, Hinton and LeCun), ChatGPT in 2022 |
#
# What had kept *deep* networks down before 2007? Nobody knew how to start, because from random weights the gradient
# was lost on the way (unit 5). Computing power, data and regularisation were scarce, and without toolkits
# everybody wrote gradients by hand. The start was found in 2006, in generative models trained layer by layer; more
# power, more data and better optimisers (unit 6) did the rest.
#
# ### Exercise 18 · `timeline` · ●○○ · 8 min
#
# Eight voices that we made up speak of their own time. What does each know, and what not yet? Put their letters
# in order, earliest first: `timeline` is a list of eight letters, such as `["A", "B", ...]`.
#
# - `"A"`: "A deep net can be trained after all: layer by layer, and without labels."
# - `"B"`: "Nobody sets its weights, it learns from its mistakes. Is there anything it will never learn?"
# - `"C"`: "The prize goes to three who went on when hardly anyone did. If only the thing could chat!"
# - `"D"`: "Why send slopes through hidden layers? The widest margin has one best answer, and it does better."
# - `"E"`: "A cell fires or does not, so a net of cells can do logic. Its connections we choose ourselves."
# - `"F"`: "My neighbour chats with it every evening. It has written his speech."
# - `"G"`: "One sweep backwards gives all slopes, for any number of layers. But who pays for such nets now?"
# - `"H"`: "Here is the proof of what one layer cannot tell apart. Several? Nobody could train them."
#
# <details><summary>Hint 1</summary>
#
# Make three heaps: nothing learns yet, one layer does, several do.
# </details>
#
# <details><summary>Hint 2</summary>
#
# H proves where the hopes of B end, so B spoke before. G has what H misses.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Of the five who know that several layers can learn, D finds them not worth the trouble, A brings them back, C and F see them famous.
# </details>

# %% exercise="timeline"
timeline = ["?"]
### BEGIN SOLUTION
timeline = ["E", "B", "H", "G", "D", "A", "C", "F"]
### END SOLUTION

# %% check="timeline"

# %% explained="timeline"
# Each gives itself away by what it does not know yet. **E** sets its connections by hand, so nothing learns: the neuron of McCulloch and Pitts. **B** learns from its mistakes, and does not know what it cannot learn: the perceptron. **H** has the proof of just that and sees no way to train several layers, so it is the book of 1969. **G** has this way, back-propagation.
#
# **D** knows it and finds the widest margin better: support vector machines. **A** brings the layers back, one by one and without labels, which was 2006. **C** sees three who held out honoured, for 2018, and still wishes that it could chat. For **F** it does.
#
# G and D are easily mixed up. But only what can be trained can be found not worth the trouble.

# %%
plots.show(*waves_of_years.draw(timeline))

# %% [markdown]
# Even the block of 2017 learns by a rule from a thesis of 1974.
#
# ## 13.10 Finale: your tune, turned round, on an instrument that never was
#
# So far the parts have played our tunes. The last word belongs to yours. Write three to twelve notes (0 to 7 are the
# white keys from C to C). Attention gives them back from the end to the beginning, on the tones that came out of
# the noise, and then both sound *at once*: a crab canon, such as Bach wrote for a king.

# %%
your_tune, instrument = [0, 0, 4, 4, 5, 5, 4, 3, 3, 2, 2, 0], "organ"
back, looks = looker.look(np.array(your_tune), attention=mine.attention, longest=14)
print("given back without a mistake" if back == your_tune[::-1] else f"given back: {back}")
plots.show(*crab_canon.draw(your_tune, back))
attending.play_canon(your_tune, back, levels=tones[instrument])

# %% [markdown]
# Twinkle was not written for this. On the four shaded beats the voices stand a second apart: G with F and A with G,
# each twice.
#
# **Can you write one without a clash**, with at least five different notes, none twice in a row, and not the same from
# both ends? The card will say so in green.
#
# And one for a friend: what lies between two tunes, on the same instrument. Where does the one stop?

# %%
ends = blending.beginnings(tunes, "Fuchs", "Amazing Grace")
way = blending.walk(blender, *ends, steps=8)[1:-1]
line = np.concatenate([blending.sing(piece, levels=tones[instrument]) for piece in way])
audio.play(line, 16000, title="from Fuchs to Amazing Grace, on an instrument that never was")

# %% [markdown]
# **An open challenge.** Melodies of *20* notes: bring back **90 %** of the new ones without a mistake, within
# 2,000 updates and with 32 units. `train_turner` has a dial for how long its melodies are. As the cell
# stands it fails; we got 100 %.

# %%
rng = np.random.default_rng(0)
net = attending.AttendingTranslator(8, 32, rng=rng)
attending.train_turner(net, updates=500, longest=12, rng=rng)
print(f"20 notes: {attending.share_turned(net, 20, rng=rng):.0%} (goal: 90 %)")

# %% [markdown]
# Here the unit's story ends; the summary stands at the very end.
#
# ## For looking up
#
# Four pages, the quiz, and three names that you may meet: *capsules* (groups of units that keep the pose of a
# thing), *meta-learning* (learning to learn from few examples), *Bayesian neural networks* (a distribution over the
# weights instead of one value).
#
# ### Layer upon layer
#
# In 13.7 one layer found the keys. What would a second find in what the first one says? The recipe of 2006 was
# **greedy layer-wise pre-training**: train one layer and freeze it; what comes out of it is the data for the next.
#
# Hinton, Osindero and Teh (2006) used RBMs as layers; fine tuning with labels came after (Hinton and
# Salakhutdinov, 2006). Autoencoders served as well (Bengio and others, 2006). Here the machine of 13.7 gets a second
# one on top:

# %%
plots.show(*piled_machines.draw())

# %% [markdown]
# ### Exercise 19 · `greedy_stack` · ●○○ · 10 min
#
# Write `greedy_stack(X, sizes, train_layer)` that returns `layers, code`.
#
# - `X`: (N, D); `sizes`: the number of units of each layer, the lowest first
# - `train_layer(X, m)`: a function that learns a layer of m units from the rows of `X` and returns its `W`, `b`
# - `layers`: a list of pairs (W, b); `code`: (N, last size), what the top layer says. What a layer hands up is $\sigma(XW + b)$
#
# For example, with `sizes = [3]` it is `[train_layer(X, 3)]` and $\sigma(XW + b)$.
#
# <details><summary>Hint 1</summary>
#
# What does the second layer get to see, and when is it known?
# </details>
#
# <details><summary>Hint 2</summary>
#
# A loop over `sizes` in which X becomes the code of the layer just learnt.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In the loop: `W, b = train_layer(X, m)`, keep the pair, `X = layers.sigmoid(X @ W + b)`.
# </details>


# %% exercise="greedy_stack"
def greedy_stack(X, sizes, train_layer):
    ### BEGIN SOLUTION
    stack = []
    for m in sizes:
        W, b = train_layer(X, m)
        stack.append((W, b))
        X = layers.sigmoid(X @ W + b)
    return stack, X
    ### END SOLUTION


# %% check="greedy_stack"

# %% explained="greedy_stack"
# Each layer has to be finished before the next can begin, because the second learns from what the first *says* of the data. So the loop replaces `X` by the code, and when it ends `X` is the code of the top layer.
#
# Who calls `train_layer` on the data in every round gets upper layers that have learnt from something else than what they are given. If every size but the last equals the number of columns, even the shapes are right.
#
# The list is called `stack` here, because a variable `layers` would hide the module, and then `layers.sigmoid` could not be found.

# %% predict="a_second_layer_of_keys"
# Two more hidden units listen to the eight of 13.7, and never to a note. Now we play them the twelve major scales, by fifths. What do their two numbers do?
#
# - (a) they stay nearly the same: two units cannot tell twelve scales apart
#   wrong: As 0 or 1 they could tell only four. But between 0 and 1 there is room. (The picture shows their sums before the sigmoid.)
# - (b) they jump about, because nobody has told the machine of the circle of fifths
#   wrong: Nobody has. But sets share notes with their neighbours on it, and that is all it needs.
# - (c) they go round once, and come back to where they were
#   right: It has drawn the circle of fifths, as the composer of unit 12 did.

# %%
learn = boltzmann.layer_learner(rng=np.random.default_rng(0))
pile, _ = mine.greedy_stack(sets, [8, 2], learn)
plots.show(*fifths_round.draw(boltzmann.felt_by_scales(pile)))

# %% [markdown]
# The second layer of **your own** `greedy_stack` of RBMs has found the circle of fifths: two numbers say where on it a tune
# is at home. But does such a start help to *recognise* something? With spoken digits, and autoencoders:

# %% predict="does_pre_training_help"
# Spoken digits, 960 without labels and 40 of each digit with one. Two hidden layers, started with denoising autoencoders or at random, then trained in the same way. How much does this start gain on new speakers?
#
# - (a) next to nothing
#   right: With good random starting weights and Adam, the two layers learn as well from scratch.
# - (b) about ten points
#   wrong: That was the promise of 2006. The random starts of that time were bad ones; ours are not (unit 5).
# - (c) it does harm
#   wrong: No: it is just superfluous here.

# %%
digits = ten_digits("spoken-digits", 960, 240)
stacks = pre_training.stacks(digits[0], mine.greedy_stack)
plots.show(*pre_training.picture(pre_training.race(digits, stacks)))

# %% [markdown]
# The promise was that such a start keeps a net from overfitting the few labels. Here it gains next to nothing, and
# so it went out of use, until a task was found that cannot be solved by copying (13.9).
#
# But it had opened the door. In 2011 speech recognition broke through: a deep network replaced the mixtures of
# Gaussians (GMM) that gave each frame its score in a hidden Markov model (HMM). Seide, Li and Yu (2011) had seven
# hidden layers; Dahl, Yu, Deng and Acero (2012) called theirs CD-DNN-HMM, *CD* for context-dependent.
#
# **Speech or music?** Schlüter and Sonnleitner (2012) told the two apart with RBMs. Try it with 12 hidden units, beside
# 12 with random weights and the plain mean of the 32 levels.

# %% predict="speech_or_music"
# Which of the three tells most of the 40 new sounds rightly?
#
# - (a) the RBM's units, because they have learnt from such frames
#   wrong: They miss three; the other two miss none.
# - (b) the units with random weights, because they mix all levels
#   wrong: They miss none, but neither does the plain mean.
# - (c) the plain mean is as good as any
#   right: The levels alone tell tones from voices, so nothing was left to learn.

# %%
for features, share in speech_or_music.shares_right(tunes).items():
    print(f"{features}: {share:.0%} of 40 new sounds right")

# %% [markdown]
# Three sounds of 40 prove little, but learning has gained nothing here. So always ask what the simplest thing
# would do.
#
# ### The brain's arithmetic
#
# Why many simple units, when a computer's clock runs at GHz? Look at the brain: about $10^{11}$ cells with $10^4$
# connections each, and a cell switches at most a thousand times a second. Yet a person recognises a face in a
# tenth of a second. So few steps in a row must be enough, with very many at the same time. Here a tiny brain, of
# slow cells, beats a much faster clock:

# %%
plots.show(*brain_and_clock.draw())

# %% [markdown]
# ### Exercise 20 · `brain_numbers` · ●○○ · 8 min
#
# Give four numbers:
#
# - `steps`: how many switchings of cells, one after the other, fit into 0.1 s at 1 kHz?
# - `synapses_power`: the brain has 10 to the power of what connections?
# - `clock_ratio`: how many times faster is a clock of 3 GHz than a cell at 1 kHz?
# - `days`: how many days, to the nearest whole one, does that clock need to visit each connection once, one at each tick?
#
# <details><summary>Hint 1</summary>
#
# 1 kHz is one switching in a millisecond.
# </details>
#
# <details><summary>Hint 2</summary>
#
# When powers of ten are multiplied, their exponents are added. A GHz is $10^9$ Hz.
# </details>
#
# <details><summary>Hint 3</summary>
#
# 0.1 · 1000, then 11 + 4, then $3 \cdot 10^9 / 10^3$. Then connections / ticks a second are seconds, and a day has 86,400.
# </details>

# %% exercise="brain_numbers"
brain_numbers = {
    "steps": "?",
    "synapses_power": "?",
    "clock_ratio": "?",
    "days": "?",
}
### BEGIN SOLUTION
brain_numbers = {
    "steps": 0.1 * 1000,
    "synapses_power": 11 + 4,
    "clock_ratio": 3e9 / 1e3,
    "days": 1e15 / 3e9 / 86400,
}
### END SOLUTION

# %% check="brain_numbers"

# %% explained="brain_numbers"
# **steps** · A millisecond each, so 100 fit into a tenth of a second, and whoever recognises a face needs no more in a row.
#
# **synapses_power** · $10^{11}$ cells times $10^4$ connections: when powers of ten are multiplied their exponents are added, so it is 15.
#
# **clock_ratio** · 3 GHz is $3 \cdot 10^9$, and divided by $10^3$ that leaves three million. So in speed the clock wins by far.
#
# **days** · $10^{15}$ connections at $3 \cdot 10^9$ a second are 333,000 seconds, or 3.9 days. The brain can use them all within a millisecond, because they all work at the same time. That is what it is better at.

# %% [markdown]
# ### Steps that know the curvature
#
# Gradient descent crawls through a long narrow valley, because the slope points across it, not along (unit
# 6). Newton's step divides by the curvature: it solves $H d = -\nabla\mathcal L(w)$ with the **Hessian** $H$,
# the matrix of second slopes. But with a million weights $H$ has $10^{12}$ entries.
#
# Martens (2010) trained deep networks *Hessian-free*. All that is needed is $H$ times a vector, and that says how fast
# the gradient changes along it. By hand, in a valley with the Hessian [[3, 2], [2, 2]], whose gradient at w is simply $Hw$:

# %%
plots.show(*curvature.draw())

# %% [markdown]
# ### Exercise 21 · `hessian_vector` · ●○○ · 8 min
#
# Write `hessian_vector(gradient, w, v, step)`: this product for any gradient, found as in the drawing, with ε = `step`. `gradient(w)` is a function that returns an array like `w`.
#
# For example, with `gradient(w) = w**3`, `w = [1]`, `v = [1]` and `step` 0.1 it is `[3.01]`. (From ahead alone it would be 3.31; right is 3.)
#
# <details><summary>Hint 1</summary>
#
# At which two places does the drawing ask for the slope, and what does it do with the two?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Call `gradient` twice, a step ahead and a step back along v.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Divide the difference by 2 · step.
# </details>


# %% exercise="hessian_vector"
def hessian_vector(gradient, w, v, step):
    ### BEGIN SOLUTION
    return (gradient(w + step * v) - gradient(w - step * v)) / (2 * step)
    ### END SOLUTION


# %% check="hessian_vector"

# %% explained="hessian_vector"
# The Hessian says how the gradient changes. So one asks for the gradient a little ahead and a little behind along v, and divides by the way between them, which is two steps long: $Hv \approx \bigl(\nabla\mathcal L(w + \varepsilon v) - \nabla\mathcal L(w - \varepsilon v)\bigr) / 2\varepsilon$.
#
# Why not only ahead? Because the error then shrinks with ε alone, and on both sides with its square: what bends the gradient is the same ahead and behind, and falls out of the difference. So in the example 3.31 becomes 3.01.
#
# The vector is used as it is. If it is scaled to length 1 first, twice the vector no longer gives twice the product.

# %% [markdown]
# ### Conjugate gradients
#
# To solve $A x = g$ with products alone, walk. Conjugate gradients start with $x = 0$, $r = p = g$ and repeat
#
# $$x \leftarrow x + \alpha p,\qquad r_\text{new} = r - \alpha A p,\qquad p_\text{new} = r_\text{new} + \beta p.$$
#
# Two demands fix the two numbers. Go along $p$ until nothing is left to gain there: $p^\top r_\text{new} = 0$. And
# turn the next direction so that it does not spoil this: $p_\text{new}^\top A p = 0$. Then D steps are enough for D unknowns.
#
# By hand, with A from the drawing, rows (3, 2), (2, 2), and g = (1, 0). After the first step r is (1 − 3α, −2α): at right angles to p = (1, 0) when α = 1/3. So x = (1/3, 0) and r = (0, −2/3). Then β = 4/9 turns p to (4/9, −2/3). How far along it, and where does it end?
#
# <details><summary>Answer</summary>
#
# $A p$ is (0, −4/9), so $r_\text{new}$ is (0, −2/3 + 4α/9): at right angles to p when α = 3/2, and then nothing is left of it. The step ends at (1/3, 0) + 3/2 · (4/9, −2/3) = (1, −1). Check: A(1, −1) = (1, 0).
# </details>
#
# ### Exercise 22 · `conjugate_gradient` · ●●● · 15 min
#
# Find α and β on paper, each from its demand. Then write `conjugate_gradient(multiply, g, n_steps)` that returns x after so many steps. `multiply(v)` returns $A v$, with $A$ symmetric and positive definite ($v^\top A v > 0$ unless $v = 0$). If $r$ is 0, stop.
#
# For example, with `multiply(v) = 2 * v` one step gives `g / 2`; and for `g = 0` the result is 0.
#
# <details><summary>Hint 1</summary>
#
# Put $r - \alpha A p$ for $r_\text{new}$ into the first demand, and $r_\text{new} + \beta p$ for $p_\text{new}$ into the second. Each leaves one unknown.
# </details>
#
# <details><summary>Hint 2</summary>
#
# $\alpha = p^\top r\,/\,p^\top A p$ and $\beta = -r_\text{new}^\top A p\,/\,p^\top A p$. So `multiply(p)` once a round is enough, if you keep it.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Begin with `x = np.zeros(len(g))`, `r = np.array(g, dtype=float)`, `p = r.copy()`; leave the loop if `r @ r == 0`.
# </details>


# %% exercise="conjugate_gradient"
def conjugate_gradient(multiply, g, n_steps):
    ### BEGIN SOLUTION
    x, r = np.zeros(len(g)), np.array(g, dtype=float)
    p = r.copy()
    for _ in range(n_steps):
        rr = r @ r
        if rr == 0:
            break
        Ap = multiply(p)
        alpha = rr / (p @ Ap)
        x = x + alpha * p
        r = r - alpha * Ap
        p = r + (r @ r) / rr * p
    return x
    ### END SOLUTION


# %% check="conjugate_gradient"

# %% explained="conjugate_gradient"
# Solving $Ax = g$ is going to the bottom of a valley, and $r = g - Ax$ points straight down. α goes along p exactly as far as it helps: from $p^\top(r - \alpha Ap) = 0$ follows $\alpha = p^\top r/p^\top Ap$. Here it says $r^\top r$ on top, which is the same, because p is r and a piece of the last direction, along which r has nothing left. From $(r_\text{new} + \beta p)^\top Ap = 0$ follows $\beta = -r_\text{new}^\top Ap/p^\top Ap$. Put $(r - r_\text{new})/\alpha$ for $Ap$, and since $r_\text{new}$ is at right angles to $r$, it becomes the $r_\text{new}^\top r_\text{new}/r^\top r$ of the code.
#
# In this form β needs the old r·r when r has been replaced, so `rr` is kept; without it β is always 1. If r is 0 one has to stop, because α would be 0/0. And with `r -= ...` the copy in `p = r.copy()` matters, because otherwise both names mean one array.

# %% [markdown]
# With **your own** functions: the first step goes down the gradient as far as it
# helps, the second ends at the bottom. Gradient descent has had twenty:

# %%
own = {"solve": mine.conjugate_gradient, "product": mine.hessian_vector}
plots.show(*newton_walks.draw(**own))

# %% [markdown]
# ### Exercise 23 · `newton_step` · ●●● · 15 min
#
# Put both together: `newton_step(gradient, w, damping)` returns $w + d$, where $(H + \text{damping}\cdot I)\, d = -\nabla\mathcal L(w)$. Damping keeps the step short where the curvature is small. Take ε = 1e-4 and as many steps of conjugate gradients as there are weights.
#
# For example, with `gradient(w) = 2 * w` and no damping, the step ends at 0 from anywhere.
#
# <details><summary>Hint 1</summary>
#
# Which matrix is solved for, and how does one multiply with it without having it?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Write a function `product(v)`: the Hessian's product from before, plus `damping * v`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# It is conjugate gradients with `product` and the right side `-gradient(w)`, `len(w)` rounds; the answer is `w` plus the result.
# </details>


# %% exercise="newton_step"
def newton_step(gradient, w, damping):
    ### BEGIN SOLUTION
    def product(v):
        return (gradient(w + 1e-4 * v) - gradient(w - 1e-4 * v)) / 2e-4 + damping * v

    slope, d = gradient(w), np.zeros(len(w))
    r = p = -slope
    for _ in range(len(w)):
        if r @ r == 0:
            break
        Ap = product(p)
        alpha = (r @ r) / (p @ Ap)
        d, left = d + alpha * p, r - alpha * Ap
        p = left + (left @ left) / (r @ r) * p
        r = left
    return w + d
    ### END SOLUTION


# %% check="newton_step"

# %% explained="newton_step"
# Shortest is `w + conjugate_gradient(product, -gradient(w), len(w))`, with your own two functions; the code here writes them out.
#
# Newton's step needs no matrix, because conjugate gradients ask for nothing but products. So `product(v)` is the Hessian's, from two gradients, plus `damping * v`, which is what $\text{damping} \cdot I$ does to a vector. The right side is minus the gradient, and with D unknowns D rounds are enough.
#
# What does damping do? Along a direction of curvature c the step is the slope divided by c + damping. For `gradient(w) = 2 * w` the curvature is 2, so without damping the step ends at 0, and with a damping of 2 it goes half of the way. Where the curvature is nearly 0, damping keeps the step from running off.
#
# Easily forgotten are the minus, and that `w` plus the step is asked for.

# %% [markdown]
# A Newton step costs more: one gradient, and two for each step of conjugate gradients. And the landscape of a
# network also bends *downwards*, where conjugate gradients fail, so Martens took products with the
# *Gauss–Newton* matrix, which never does.
#
# Now a race, with **your own** `newton_step`, in a valley a hundred times steeper across than along.

# %% predict="newton_in_the_valley"
# The valley is not quite a parabola: it bends a little more the higher up one stands. How many steps does Newton need?
#
# - (a) one: it divides by the curvature and is down
#   wrong: In a true parabola, yes. But here the curvature further down is not that of the start.
# - (b) about forty, like gradient descent
#   wrong: Descent is not even down after forty, because it must take steps short enough for the steep side.
# - (c) about four
#   right: The first step takes it most of the way, and the nearer it gets, the truer is its curvature.

# %%
race = newton_walks.race(newton_step=mine.newton_step)
plots.show(*newton_walks.draw_race(race))

# %% [markdown]
# ### Two players
#
# Could a network learn to make things if it were told only whether they look real? In a **GAN** a forger turns
# noise into fakes, a detective says how likely a thing is to be real, and each learns against the other.
#
# In one dimension it can be watched. Real numbers come from a normal distribution with mean 3 and
# standard deviation 0.7. The forger is $x = \text{scale}\cdot z + \text{shift}$, the detective a sigmoid of
# $x$ and $x^2$.

# %% predict="what_the_forger_makes"
# The forger begins with a broad hill around 0, and in each round it makes a small step to where the detective says "real". How do its fakes look after 250 of 6,000 rounds?
#
# - (a) they are on their way, and still broad
#   wrong: So they are in round 60. By round 250 their mean has gone a little past 3.
# - (b) they are where the real ones are, and as broad
#   wrong: The place is right. But each fake goes where the detective is surest, so they crowd together.
# - (c) they are in the right place, and nearly all alike
#   right: It is told to look real, and not to be as varied as what is real. Only when the detective suspects the crowd do the fakes spread again.

# %%
play = forging.play(6000, rng=np.random.default_rng(0))
plots.show(*forging.picture(play, rounds=(0, 60, 250, 6000)))

# %% [markdown]
# Blue is real, orange is forged, and the dashed line is what the detective says: up means "real". After 60
# rounds its *slope* shows the forger the way. After 250 the forger has followed too eagerly, and all fakes
# sit in one narrow place. After 6,000 the two hills lie on one another.
#
# When the forger is perfect the detective can only guess: one half. But each chases the other, so the curves swing,
# and large GANs are hard to train.

# %%
plots.show(*forging.curves(play))
print(f"at the end the fakes have the mean {play.means[-500:].mean():.2f} (real 3)", end=" ")
print(f"and the standard deviation {play.spreads[-500:].mean():.2f} (real 0.7)")

# %% [markdown]
# ## Quiz
#
# ### Exercise 24 · `beyond_quiz` · ●○○ · 9 min
#
# Put a letter in the place of each `"?"`.
#
# **renewal** · What was new from 2006 on, compared with the 1980s?
#
# - (a) a proof that deep nets always converge
# - (b) back-propagation
# - (c) training generative models layer by layer, better optimisers, more computing power and data
# - (d) rules of speech written by experts
#
# **winter** · Why were deep networks hardly used before about 2007?
#
# - (a) nobody had thought of several hidden layers
# - (b) too little computing power and data, and no toolkits
# - (c) a deep net can represent no more than a shallow one
# - (d) they were forbidden by patents
#
# **layerwise** · What does the second layer learn from in greedy layer-wise pre-training?
#
# - (a) from what the first layer makes of the data
# - (b) from the gradient of all layers at once
# - (c) from the labels
# - (d) from random numbers
#
# **speech** · What did deep networks replace in the speech recognisers of 2011?
#
# - (a) the deep feed-forward network
# - (b) the whole recogniser
# - (c) the microphone
# - (d) the mixtures of Gaussians beside the hidden Markov model
#
# **ctc** · Two frames give *a* 0.9 each, and the blank the rest. How likely is the word *aa*?
#
# - (a) 0.81, by *a a*
# - (b) 0: between the two a's no frame is left for a blank
# - (c) 0.99, because hardly a path lacks the *a*
# - (d) 0.9, because both frames agree
#
# **vae** · A friend lets KL count a thousand times as much as the notes. What becomes of the codes?
#
# - (a) every cloud shrinks to a point
# - (b) the clouds move far apart
# - (c) nothing, because the notes decide alone
# - (d) all tunes get the same cloud
#
# **diffusion** · A trained net starts twice from the very same noise. Once an organ comes out, once a reed. Why?
#
# - (a) it picks a tone that it has practised with
# - (b) it goes on learning
# - (c) fresh noise comes in on the way
# - (d) its guesses are drawn at random
#
# **gan** · When forger and detective are both perfect, what does the detective say of a fake?
#
# - (a) one half: nobody can tell
# - (b) 0: all fakes are found out
# - (c) 1: all fakes are taken for real
# - (d) its likelihood
#
# **order** · Someone shuffles the frames that one query looks at. What happens to its output?
#
# - (a) it moves along, as with convolution
# - (b) nothing at all
# - (c) it changes, as with a recurrent network
# - (d) it becomes 0
#
# <details><summary>Hint 1</summary>
#
# **order** is in 13.2, **ctc** in 13.3, **vae** and **diffusion** in 13.6, **gan** in "Two players", **layerwise** and **speech** in "Layer upon layer", **renewal** and **winter** in 13.9.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For **order**, attention is a mean with weights: does a mean depend on the order? For **ctc**, collapse all paths. For **gan**: what can one say of a coin that is as often the one thing as the other?
# </details>
#
# <details><summary>Hint 3</summary>
#
# For **vae**, which cloud costs nothing? For **diffusion**, what in the step back is left to chance? For **renewal**, cross out what was known in the 1980s. For **speech**: what had given each frame its score?
# </details>

# %% exercise="beyond_quiz"
beyond_quiz = {
    "renewal": "?",
    "winter": "?",
    "layerwise": "?",
    "speech": "?",
    "ctc": "?",
    "vae": "?",
    "diffusion": "?",
    "gan": "?",
    "order": "?",
}
### BEGIN SOLUTION
beyond_quiz = {
    "renewal": "c",
    "winter": "b",
    "layerwise": "a",
    "speech": "d",
    "ctc": "b",
    "vae": "d",
    "diffusion": "c",
    "gan": "a",
    "order": "b",
}
### END SOLUTION

# %% check="beyond_quiz"

# %% explained="beyond_quiz"
# **renewal** · Back-propagation was known, and no proof came; what changed was that layers could be started one by one from data, and that there was more power and more data to do it with.
#
# **winter** · Several hidden layers had been thought of and tried, but everything that makes their training bearable was missing.
#
# **layerwise** · The layer below is finished and frozen, so what it says of the data is all that the next one gets to see.
#
# **speech** · The hidden Markov model stayed, and a deep net gave each frame its score where mixtures of Gaussians had done so.
#
# **ctc** · Two equal letters need a blank between them, which makes three frames; two frames, `a a`, collapse to `a`.
#
# **vae** · The cheapest cloud is the standard normal, and if hardly anything else counts, every tune gets just that one.
#
# **diffusion** · The weights and the first noise are the same, but each step back puts a little fresh noise in, and that leads another way.
#
# **gan** · If fakes are as often met as real things and look the same, no guess is better than one half.
#
# **order** · Keys move with their values, so each keeps its share, and a sum does not ask in which order it is added up.

# %%
what_you_predicted("u13")
mine.show("u13")

# %% [markdown]
# ## What to remember
#
# - Attention is a soft look-up: a query agrees with keys, softmax makes shares, values are mixed.
# - A transformer block: causal attention in heads, positions, a small net, shortcuts. It assumes little, so
#   it needs much data.
# - CTC adds up all paths that say a word, in a trellis, because they share their beginnings.
# - Codes without labels: an autoencoder squeezes, a VAE fills the gaps between codes, diffusion takes noise off in steps, and a
#   Boltzmann machine gives each state an energy.
# - The gradient in the *input* shows how little it takes to fool a network.

# %%
plots.show(*nine_ideas.draw())

# %% [markdown]
# In [unit 14](../u14_your_instrument/your_instrument.ipynb) you make your own listener, composer or cleaner. Which
# would you like to hear?
#
# ## To read on
#
# - A. Lindholm, N. Wahlström, F. Lindsten, T. Schön, *Machine Learning*, 2022 (LWLS); I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, 2016 (GBC); T. Mitchell, *Machine Learning*, 1997.
# - G. Hinton, S. Osindero, Y. Teh, "A fast learning algorithm for deep belief nets", *Neural Computation* 18, 2006; J. Martens, "Deep learning via Hessian-free optimization", ICML 2010.
#
# **Sources.** B. Pardo, *Deep learning and audio* (P03); Z. Duan, *Deep learning for audio* (D15, D17, D116);
# J. Nam, *Deep learning: introduction* (J07, J14, J15); M. Grachten, *A brief overview* (G03, G04, G06,
# G16–G18, G22–G25, G28); H. Mohammadi, *Hands-on introduction* (M20, M22, M39–M41).
#
# <details><summary>Papers, by section</summary>
#
# 13.1 and 13.2: D. Bahdanau, K. Cho, Y. Bengio, ICLR 2015; A. Vaswani and others,
# "Attention is all you need", NIPS 2017; K. He and others (ResNet), CVPR 2016; R. Srivastava, K. Greff, J.
# Schmidhuber, "Highway networks", 2015; G. Huang and others (DenseNet), CVPR 2017. 13.3: A. Graves and
# others, ICML 2006. 13.5: J. Schlüter, ISMIR 2013. 13.6: D. Kingma, M. Welling (VAE), ICLR 2014; I.
# Goodfellow and others (GAN), NIPS 2014; A. Roberts and others (MusicVAE), ICML 2018; J. Sohl-Dickstein and others, ICML 2015, and J. Ho, A. Jain, P.
# Abbeel (diffusion), NeurIPS 2020. 13.7: G. Hinton (CD-1), *Neural Computation* 14, 2002; C. Cancino-Chacón,
# S. Lattner, M. Grachten, ISMIR 2014. 13.8: H. Hosseini, B. Xiao, R. Poovendran, arXiv 1704.05051,
# 2017; I. Goodfellow, J. Shlens, C. Szegedy, ICLR 2015.
#
# "Layer upon layer": G. Hinton, R. Salakhutdinov, *Science* 313, 2006; Y. Bengio and others, NIPS 2006; F.
# Seide, G. Li, D. Yu, Interspeech 2011; G. Dahl, D. Yu, L. Deng, A. Acero, *IEEE Trans. Audio, Speech, and
# Language Processing* 20, 2012; J. Schlüter, R. Sonnleitner, DAFx 2012. Capsules: S. Sabour, N. Frosst, G.
# Hinton, NIPS 2017.
# </details>
#
# The papers of 13.9 are linked in its tables; the row of DiffWave and Stable Audio is told from memory, and so
# are the two pictures of 13.8. Sounds: the course's own digits and tunes (CC0).
