# %% [markdown]
# # 14 · Your instrument
#
# Nothing in this unit is new but what you make of it. You have written neurons, gradients, features, convolutions, memories and samplers; now you build one thing of your own out of them. You choose what:
# a **listener** that understands words by people it has never met, a **composer** that knows how a kind of tune goes on, or a **cleaner** that takes the noise of a fan off a voice.
#
# **You will be able to** turn a wish into a number, find the cheapest thing that beats nothing, see where a learner fools you, and bring a model of your own to a goal within a budget.
#
# **You will hear** a good listener go deaf beside a fan, tunes by a composer with a memory of one note, a voice before and after a gate, and at the end whatever your own instrument has to play.
#
# Time: about 3 hours; a good place for a break is before 14.5, and your own instrument may well take an evening of its own. First: [unit 6](../u06_training/training.ipynb) for training, and whatever your instrument needs: [unit 9](../u09_cnn/cnn.ipynb) for a listener, [unit 12](../u12_generation/generation.ipynb) for the other two.
#
# **The mathematics you need**: the logarithm to the base 2, which says how often something has to be halved ($\log_2 8 = 3$, because 8, 4, 2, 1 are three halvings; 14.3 has the picture); and decibels, of which ten more are ten times the power, so that 10 dB below is about a third in amplitude.
#
# Conventions: [one page](../conventions.md).

# %% collapsed
from functools import partial

import numpy as np

from dlaudio import audio, instruments, layers, mine, plots
from dlaudio.audio.voices import SR, WORDS
from dlaudio.check import check
from dlaudio.datasets import invented_tunes
from dlaudio.networks.listener import listener
from dlaudio.plots.drawings import (
    bar_table,
    doubt_curves,
    goal_bars,
    groups_heard,
    halvings,
    how_small,
    leap_shares,
    learn_and_play,
    phrases,
    piles_apart,
    three_kinds,
    word_grid,
)
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.train import fit

# %% recall="before_your_instrument"
# 1. A net is right on 99 % of the words it has learnt from, and on 60 % of others. What do you know?
#
# - (a) It is too small.
#   wrong: A net that is too small does badly on the words it has learnt from as well.
# - (b) It has learnt these recordings rather than the words.
#   right: Unit 6: only what it has not seen tells how good it is. Today nobody sees it beforehand, you included.
# - (c) The other words are harder.
#   wrong: They could be, but the gap has a likelier cause, and one that you can do something about.
#
# 2. A net gives the note that comes a chance of 1/8. How many bits does that cost?
#
# - (a) 3
#   right: $-\log_2(1/8) = 3$, unit 12: three questions, each answered with yes or no.
# - (b) 8
#   wrong: That is how many equally likely notes there would be; the bits are the logarithm of it.
# - (c) 1/8
#   wrong: That is the chance itself. The less likely a note was, the more bits it costs.
#
# 3. Why do listeners look at 16 mel bands rather than at the samples?
#
# - (a) Because samples cannot be learnt from.
#   wrong: They can (unit 12 writes them), but with many more examples than we have.
# - (b) Because the bands hold what an ear holds on to, in far fewer numbers.
#   right: Unit 7. A good feature is a part of the work that needs no examples.
# - (c) Because there are only 16 pitches in speech.
#   wrong: Bands are no pitches; each one adds up the power of a whole stretch of frequencies.

# %% [markdown]
# ## 14.1 A good listener goes deaf
#
# Here is a net that has learnt the ten digits from the course's voices, just as you trained one in unit 9. Four people whom it has never met say a word, first in a quiet room. Then the same four words again, with a fan in the room that is
# three times weaker in amplitude than the voice. You would hardly notice it. Read what the net says on each button, and listen:

# %%
net, names, some = listener("spoken-digits"), list(WORDS), [6, 87, 154, 203]
words, digits, people = instruments.strangers(seed=3, each=8)
beside = instruments.beside_a_fan(words, 10.0, np.random.default_rng(0))
in_quiet = instruments.taken_for("quiet", words[some], net)
audio.play_row(in_quiet + instruments.taken_for("fan", beside[some], net), SR)

# %% predict="deaf_beside_a_fan"
# In quiet, about nine in ten of 240 words by 24 strangers are heard rightly. How many beside the fan?
#
# - (a) About as many: the fan is far weaker than the voice.
#   wrong: For you it is. But the net sees levels down to 60 dB below the loudest place, and there the fan fills every gap.
# - (b) About eight in ten.
#   wrong: That would be a listener that has met noise before. This one has only ever heard quiet rooms.
# - (c) Fewer than six in ten.
#   right: All the dark places of its pictures are bright now, and it has never seen such pictures. It was good at what it was shown, and at nothing else.

# %%
said = [instruments.heard(net, sounds) for sounds in (words, beside)]
for where, heard in zip(("in quiet", "beside a fan"), said):
    print(f"{where}: {np.mean(heard == digits):.0%} of {len(digits)} words by strangers")

# %% [markdown]
# It has lost a third of all the words to a noise that you would not mention. Why? Look at what it looks at. These are its pictures of the four words, 16 bands upwards and time to the right, above from the quiet room and below from the room with the fan; over each stands what the net takes it for:

# %%
seen = [instruments.pictures(y[some]) for y in (words, beside)]
titles = [names[heard[i]] for heard in said for i in some]
rows = {"columns": 4, "row_titles": ("quiet", "fan"), "what": "what the net takes each word for"}
plots.show(*word_grid.draw([*seen[0], *seen[1]], titles, **rows))

# %% [markdown]
# The bright places, where the voice is, are still there. But what was black is violet, pink or even orange now, because the pictures reach down to 60 dB below the loudest place, and there the fan fills every gap. Your ear lets that pass. The net cannot, because nobody has ever shown it a gap that was not black.
#
# And you? Press the button, say one of the ten digits, and let the net hear you in both rooms. (Without a microphone, or if you would rather not, go on: the first of the four strangers stands in for you.)

# %%
me = audio.record(title='say a digit, from "zero" to "nine"', seconds=2, sr=SR)
me

# %%
my_word = instruments.your_word(*me.read(otherwise=(words[some[0]], SR)))
my_noisy = instruments.beside_a_fan(my_word, 10.0, np.random.default_rng(0))
in_quiet = instruments.taken_for("quiet", my_word, net)
audio.play_row(in_quiet + instruments.taken_for("fan", my_noisy, net), SR)

# %% [markdown]
# Nobody has lied here. The net was measured on strangers, as it should be. But the number on the box said "in a quiet room", and we read "anywhere". A wish is not a number yet: before you build anything, you have to say **what is measured,
# on what, and what counts as good**. That is the first half of this unit; the second half is yours.
#
# ## 14.2 The stage
#
# Whatever you build, it has two parts. `learn(material, rng)` gets examples and returns what it has learnt: a list of arrays. `play(numbers, x)` gets these arrays and something new, and answers.

# %%
plots.show(*learn_and_play.draw())

# %% [markdown]
# Between the two stands a counter, because a budget is only one if somebody counts. What has been learnt passes through the judge's hands, in single precision; nothing else does. Then `play` meets strangers: voices and tunes that are
# *invented for the judge alone*, from a seed that nobody knows. Not even you could learn them by heart.
#
# There are three instruments to choose from. On the right are the two goals of each: from the first number, which earns nothing, to the second, which earns all.

# %%
plots.show(*three_kinds.draw())

# %% [markdown]
# A listener is counted in words, in quiet and beside a fan. A composer is counted in bits, which are explained in 14.3, and by how far the tunes that it writes can be told from real ones. A cleaner is counted in the decibels by which the voice has come closer to what was said without the fan. All of them have 20 seconds to learn.
#
# Half of the points belong to each goal, and they grow all the way from guessing to the goal: who comes 70 % of the way gets 70 %. One instrument is all you need; a second one earns nothing more, except its sounds.
#
# There are three more rules, and each has caught professionals:
#
# - **Each thing by itself.** `play` must give the same answer for one input alone as for the same input among a hundred others. Strangers come one at a time.
# - **Nothing past the counter.** With all its numbers set to 0, an instrument has to play something else. If it does not, it never used what it learnt.
# - **Nothing but the material.** It learns from what `learn` is given, and from what can be made of that. Nets that have learnt elsewhere, and whatever invents the strangers and the tunes, stay outside: the exam is not taught from its own answers.
#
# ## 14.3 Three yardsticks
#
# A goal is a function. You write three of them, because whoever has written the measure knows what can be had from it.
#
# ### How surprised is a composer?
#
# A composer hears the beginning of a tune and says how likely each next note is. Then the real note comes. How surprised was it? Count the questions with yes or no that it would have needed to find the note, if each of them halves what is left:

# %%
plots.show(*halvings.draw())

# %% [markdown]
# A note with a chance of $1/2$ is found by one question, which is one *bit*; with $1/4$ it takes two, with $1/8$ three. So these three notes cost $(1 + 2 + 3)/3 = 2$ bits a note in the mean. In a formula, with N notes, and $p_n$ the chance that note n had been given:
#
# $$\text{bits} = -\frac1N \sum_{n=1}^{N} \log_2 p_n$$

# %% predict="one_impossible_note"
# A composer gives 99 notes of 100 a chance of 1/2. One note it calls impossible: chance 0. It comes all the same. How many bits a note is that in the mean?
#
# - (a) About 1, because 99 of 100 notes cost one bit.
#   wrong: The mean is over all hundred, and one of them costs $-\log_2 0$.
# - (b) Infinitely many.
#   right: $-\log_2 0 = \infty$, and no good note makes up for it. Who says "impossible" has to be sure, so a wise composer always doubts a little.
# - (c) 2, because a wrong note costs as much as all the others.
#   wrong: What a note costs depends on its own chance alone. Here that was 0.

# %%
p = np.linspace(0.001, 1, 400)
ax = plots.curve(-np.log2(p), x=p, xlabel="chance that the note had", ylabel="bits that it costs")
plots.show(ax, "10 bits at a chance of 1/1000, 1 bit at 1/2, 0 at 1; towards 0 it has no end.")

# %% [markdown]
# On the left the curve has no end. So give the last note a chance of $10^{-300}$, which is not even nothing:

# %%
prices = -np.log2([1 / 2] * 99 + [1e-300])
means = {"the 99 notes": prices[:99].mean(), "all 100": prices.mean()}
rows = {name: {"bits a note": mean} for name, mean in means.items()}
plots.show(*bar_table.draw(rows, form="{:.2f}", what="the mean over the notes"))

# %% [markdown]
# One note in a hundred has made the mean eleven times as large; at exactly 0 it would be infinite.
#
# The cure is *doubt*: replace each chance $p$ by $(1 - d)\,p + d/K$, with $K$ the number of notes there are and $d$ the share of doubt. You mix in a composer that knows nothing. It costs a little on every note, and saves you from ruin on a few.
#
# ### Exercise 1 · `bits_a_note` · ●○○ · 8 min
#
# Write `bits_a_note(p, notes, doubt)` that returns `each, mean`: what each note costs in bits, with doubt, and their mean.
#
# - `p`: (N, K), a row of chances for each note; `notes`: (N,), integers, which note came; `doubt`: a number from 0 to 1
# - `each`: (N,)
#
# For example, with `p = [[1/2, 1/2], [1, 0]]`, `notes = [0, 1]` and `doubt = 1/2`, the chances become $1/2$ and $1/4$, so `each` is `[1, 2]` and the mean is 1.5.
#
# <details><summary>Hint 1</summary>
#
# First pick one chance out of each row: the one of the note that came.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Row n, column notes[n]: indexing with two arrays, `p[np.arange(len(notes)), notes]`, picks just these.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Mix: `(1 - doubt) * picked + doubt / K`, where K is the number of columns. Then `-np.log2(...)`, and its mean.
# </details>


# %% exercise="bits_a_note"
def bits_a_note(p, notes, doubt):
    ### BEGIN SOLUTION
    p = np.asarray(p, dtype=float)
    picked = p[np.arange(len(p)), notes]
    each = -np.log2((1 - doubt) * picked + doubt / p.shape[1])
    return each, each.mean()
    ### END SOLUTION


# %% check="bits_a_note"

# %% explained="bits_a_note"
# What counts is one chance in each row, that of the note which came. The two index arrays pick row n, column `notes[n]`; `p[:, notes]` would give a whole table.
#
# Doubt mixes in a composer that knows nothing and gives $1/K$ to every note, so the chance becomes $(1-d)\,p + d/K$. The factor $1 - d$ is needed, or else the chances of a row add up to more than 1; and $K$ is the number of columns, not of notes that came. Both are 2 in the example, which hides that slip.
#
# `np.log2` counts questions with yes or no; `np.log` would give 0.69 for a chance of a half. And the mean is taken over the bits: the logarithm of the mean chance is smaller, 1.42 in the example, and would hardly notice a single ruin.

# %% [markdown]
# How much doubt is wise? Two composers have counted which note follows which, one of them in 10 tunes and the other in 400, and both call impossible what they have not seen. `mine.bits_a_note`, which is yours as soon as it is right and the course's until then, measures them on 200 new tunes, with more and more doubt:

# %%
rng, doubts = np.random.default_rng(4), np.linspace(0.005, 1, 120)
few, many, real = (invented_tunes.tunes(n, rng) for n in (10, 400, 200))
before, after = real[:, :-1].ravel(), real[:, 1:].ravel()
p, q = (instruments.followers(tunes)[before] for tunes in (few, many))
costs = [[mine.bits_a_note(one, after, doubt)[1] for doubt in doubts] for one in (p, q)]

# %%
with_doubt = dict(zip(("after 10 tunes", "after 400 tunes"), costs))
plots.show(*doubt_curves.draw(with_doubt, doubts))

# %% [markdown]
# Who has seen little does best to doubt a good third of what it has seen; who has seen much needs only a trace. On the far right both curves end in the same place, at $\log_2 15 = 3.91$ bits, because whoever doubts everything knows nothing. That is also the floor of the composer's first goal: from there the points grow.
#
# ### Are two piles of tunes alike?
#
# Being rarely surprised is one thing; *writing* like the real ones is another, and a composer has to do both. Whether single tunes are good nobody can measure. But one can take a pile of its tunes and a pile of real ones, and count the same thing in both: how
# often the tune goes up one step, stays, leaps down three.
#
# On paper: pile A has the leaps $+1, +1, 0, -1$ and pile B the leaps $+1, 0, 0, -1$. As shares for $-1, 0, +1$: A is $(1/4, 1/4, 1/2)$ and B is $(1/4, 1/2, 1/4)$.

# %%
plots.show(*piles_apart.draw())

# %% [markdown]
# To turn A into B, one leap in four has to move: what is too much in one place is missing in another. Therefore the differences add up to twice of what has to move, and the distance is half their sum, $\tfrac12(0 + \tfrac14 + \tfrac14) = \tfrac14$. It is 0 for equal piles, and 1 if they have nothing in common.
#
# Listen to what is to be told apart: first a tune from the real pile, then one in which each note is drawn without a look at the one before.

# %%
random = rng.choice(real.ravel(), size=real.shape)
plots.show(*leap_shares.draw({"real tunes": real, "notes at random": random}))
sung = {"real": invented_tunes.sing(real[0]), "random": invented_tunes.sing(random[0])}
audio.play_row(sung, invented_tunes.SR)

# %% [markdown]
# The same notes, equally often, and yet no one would take the second for a tune: real tunes go in small steps. The histogram of *notes* cannot see this, the histogram of *leaps* can. What a yardstick does not look at, it does not measure.
#
# ### Exercise 2 · `unlike` · ●●○ · 12 min
#
# Write `unlike(tunes, others, widest)` that returns `histograms, distance`.
#
# - `tunes`: (N, T), `others`: (M, S): integers, a row for each tune
# - a leap is a note minus the one before it in the same tune; a leap wider than `widest` counts as `widest`, up or down
# - `histograms`: (2, 2 * widest + 1), the shares of the leaps from `-widest` to `widest` in `tunes` and in `others`; each row adds up to 1
# - `distance`: half the sum of the absolute differences of the two rows
#
# For example, `unlike([[0, 1, 2, 2, 1]], [[5, 6, 6, 6, 5]], 1)` has the two piles from above: its distance is 0.25.
#
# <details><summary>Hint 1</summary>
#
# `np.diff(tunes, axis=1)` has all leaps, and none from one tune into the next.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.clip` makes wide leaps narrower. Add `widest`, and the smallest leap becomes 0: then they can be counted.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.bincount(leaps.ravel() + widest, minlength=2 * widest + 1)`, divided by the number of leaps, is one row.
# </details>


# %% exercise="unlike"
def unlike(tunes, others, widest):
    ### BEGIN SOLUTION
    rows = []
    for pile in (tunes, others):
        leaps = np.clip(np.diff(pile, axis=1), -widest, widest) + widest
        rows.append(np.bincount(leaps.ravel(), minlength=2 * widest + 1) / leaps.size)
    histograms = np.array(rows)
    return histograms, np.abs(histograms[0] - histograms[1]).sum() / 2
    ### END SOLUTION


# %% check="unlike"

# %% explained="unlike"
# A histogram of leaps is made in three moves. `np.diff(pile, axis=1)` takes a note minus the one before it, within each row, so no leap leads from one tune into the next. `np.clip` narrows wide leaps and keeps their sign. Then `+ widest` makes the smallest leap 0, because `np.bincount` counts whole numbers from 0 on; `minlength` keeps the places of leaps that never come, so that both rows are equally long.
#
# Dividing by the number of leaps makes shares, and so the piles may differ in size. What is too much in one place is missing in another, hence the half. Without it the example gives 0.5.
#
# Two other ways to the same number: add up only what is too much, or take 1 minus the sum of the smaller shares.

# %% [markdown]
# And now the two piles that you have heard. Before you believe a distance, ask what it says of two piles that *are* alike:

# %%
for name, one in (("notes at random", random), ("other real tunes", many)):
    print(
        f"real tunes and {name}: {mine.unlike(one, real, 4)[1]:.1%} of the leaps would have to move"
    )

# %% [markdown]
# Real against real is not 0, because two piles of a few hundred tunes differ by chance; what is below a few per cent means nothing. Against random notes it is ten times as much. So the yardstick sees the difference that you have heard. The judge's own yardstick for composers counts the leaps as yours does, and beside each leap whether the note came back from a phrase before.
#
# ### For whom does it work?
#
# The third yardstick is the one that is most often left at home. A listener that is right nine times in ten may be right for all men and for half of the children. Here is our net from 14.1 again, beside the fan:

# %% predict="who_is_left_out"
# The net learnt from 19 men, 19 women and 10 children. Beside the fan, whom does it understand least?
#
# - (a) Men, because low voices have less power in the upper bands.
#   wrong: They have, but the net has met many of them, and the fan is loudest below.
# - (b) All about the same: it has learnt the words, not the voices.
#   wrong: It has learnt the words *as these voices say them*. What it has met less often it knows less well.
# - (c) Children.
#   right: There were half as many of them to learn from, and their vocal tracts are shorter, which moves every formant up. What it knows less well is lost first when noise comes, and the mean over everybody hides it.

# %%
crowds = [instruments.strangers(seed, 8) for seed in (1, 2, 6)]
shares = instruments.shares_by_group(net, crowds, snr_db=10.0)
plots.show(*groups_heard.draw(shares))

# %% [markdown]
# Each dot is another crowd of 24 people, and the bars are the means. In quiet the dots lie so far apart that a single crowd could tell you almost anything: in one of them men are understood least, in another one women. But beside the fan all three crowds say the same: it is the children who are lost. "A bit more than half", the number over everybody, is true of the women and the men, and not of the children, who come to 46 %.
#
# ### Exercise 3 · `worst_group` · ●○○ · 8 min
#
# Write `worst_group(said, truth, groups)` that returns `shares, worst`: the share of right answers in each group, groups in the order of the alphabet, and the name of the group with the smallest share.
#
# - `said`, `truth`: (N,) integers; `groups`: (N,) text; `shares`: one number for each group that is there; `worst`: a text
#
# For example, `said = [1, 2, 3, 3]`, `truth = [1, 2, 3, 4]` and `groups = ["men", "men", "children", "children"]` give the shares `[0.5, 1.0]`, and the worst is `"children"`.
#
# <details><summary>Hint 1</summary>
#
# `np.unique(groups)` has the names once each, in the order of the alphabet.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `(said == truth)[groups == name]` are the answers of one group, True where right; the mean of truth values is a share.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `names[np.argmin(shares)]` is the worst. Make arrays of what comes in, or `groups == name` compares a list with a text.
# </details>


# %% exercise="worst_group"
def worst_group(said, truth, groups):
    ### BEGIN SOLUTION
    right, groups = np.asarray(said) == np.asarray(truth), np.asarray(groups)
    names = np.unique(groups)
    shares = np.array([right[groups == name].mean() for name in names])
    return shares, names[np.argmin(shares)]
    ### END SOLUTION


# %% check="worst_group"

# %% explained="worst_group"
# Right or wrong is decided once, for all, and after that the groups only choose among these truth values: `right[groups == name]` are the answers of one group, and their mean is its share, taken of the group's own size. `np.unique` has the names in the order of the alphabet, and `argmin` gives a number, so it is used to look the name up.
#
# The inputs may be lists. `groups == name` would then compare a whole list with a text and say a single False, which is why arrays are made of them first. If your shares add up to the share of everybody, you have divided by all answers and not by those of the group.

# %%
called = groups_heard.NAMES
shares, worst = mine.worst_group(said[1], digits, [called[letter] for letter in people])
print(f"{np.mean(said[1] == digits):.0%} right; of the worst group, {worst}, {min(shares):.0%}")
rows = {name: {"right, %": 100 * part} for name, part in zip(sorted(called.values()), shares)}
plots.show(*bar_table.draw(rows, most=100, what="the crowd of 14.1 beside the fan"))

# %% [markdown]
# That is the crowd of 14.1 beside the fan, and the line above the bars is one to put under every figure you publish. It costs one call.
#
# ## 14.4 The cheapest thing that beats nothing
#
# Before any net is trained, build the simplest instrument that is not silly. It takes five minutes, it shows that everything is plugged in, and later it tells whether your net is worth its numbers. Here is one of each kind. The **listener** keeps the mean picture of each digit; `view` is what it looks at:


# %%
def learn_means(view, material, rng):
    X, digits = view(material["sounds"]), material["digits"]
    return [np.array([X[digits == digit].mean(axis=0) for digit in range(10)])]


# %% [markdown]
# To play, it takes the digit whose mean picture is nearest:


# %%
def nearest_mean(view, numbers, sounds):
    apart = view(sounds)[:, None] - numbers[0]
    return (apart**2).sum(axis=(2, 3)).argmin(axis=1)


# %% [markdown]
# The two together are an instrument:


# %%
def listener_on(view):
    learn, play = partial(learn_means, view), partial(nearest_mean, view)
    return {"kind": "listener", "learn": learn, "play": play}


# %% [markdown]
# The **composer** counts which step follows which, as Markov did with letters in 1913:


# %%
def learn_pairs(material, rng):
    tunes, counts = material["tunes"], np.full((15, 15), 0.1)
    np.add.at(counts, (tunes[:, :-1], tunes[:, 1:]), 1)
    return [counts / counts.sum(axis=1, keepdims=True)]


# %% [markdown]
# To play, it looks up the row of the last note:


# %%
def after_the_last(numbers, notes):
    return numbers[0][notes[:, -1]]


by_pairs = {"kind": "composer", "learn": learn_pairs, "play": after_the_last}

# %% [markdown]
# The **cleaner** is the gate of unit 12: in each band, what is not clearly louder than the quiet moments of the band is turned down.


# %%
def gate(numbers, sounds):
    S, clearly = instruments.spectra(sounds), numbers[0]
    quiet = np.quantile(np.abs(S) ** 2, 0.3, axis=2, keepdims=True)
    opened = np.sqrt(np.clip(1 - clearly * quiet / np.maximum(np.abs(S) ** 2, 1e-12), 0.05, 1))
    return instruments.from_spectra(S * opened, sounds.shape[1])


# %% [markdown]
# It learns nothing, but keeps one number: how much "clearly" is.


# %%
def learn_gate(material, rng):
    return [np.array([3.0])]


by_gate = {"kind": "cleaner", "learn": learn_gate, "play": gate}


# %% predict="how_far_do_they_come"
# Which of the three first goals is reached by one of these instruments?
#
# - (a) None of them.
#   right: Each is clearly better than guessing and clearly short of the goal. That is what a first instrument is for: it earns about half, and shows what is missing.
# - (b) The composer's: a table of pairs says all there is to say about steps.
#   wrong: About steps, yes. But these tunes repeat whole phrases, and a memory of one note cannot know what was played eight notes ago.
# - (c) The cleaner's: a gate has been the tool of studios for fifty years.
#   wrong: A gate hears each moment of each band by itself. It does not know what a voice looks like.

# %%
first = {"listener: nearest mean": listener_on(instruments.pictures)}
first |= {"composer: pairs": by_pairs, "cleaner: gate": by_gate}
reached = {name: instruments.shares(one, seed=1) for name, one in first.items()}
plots.show(*goal_bars.draw(reached))

# %% [markdown]
# Green is the first goal of each, orange the second, and the dotted line is where all points are. None of them is there, and the listener has nothing at all beside the fan: it takes every noisy word for the same digit. Now hear what these numbers sound like. A real tune first, then two tunes by pairs:

# %%
tunes, rate = instruments.perform(first["composer: pairs"], n=2)
audio.play_row({"real": invented_tunes.sing(real[0])} | tunes, rate)

# %% [markdown]
# It is not wrong anywhere, and still it wanders: every step is a likely step, and it never remembers where it has been. And here is a word before and after the gate, to be heard and to be seen:

# %%
voices, rate = instruments.perform(first["cleaner: gate"], n=2)
looks = {"columns": 4, "what": "words before and after the gate"}
titles = [name.split(", ")[0] + ", " + name.split(", ")[-1] for name in voices]
plots.show(*word_grid.draw(instruments.pictures(voices.values()), titles, **looks))
audio.play_row(voices, rate)

# %% [markdown]
# The gate takes the fan away, and with it the beginnings and ends of words, because those are no louder than the fan. You *hear* what is missing, and this is where ideas come from.
#
# ## 14.5 What is wrong here?
#
# A student wrote this helper for her listener, so that a quiet recording and a loud one look the same, and a violet background becomes as good as a black one. At home she was pleased: it hears more strangers than before, and it is no longer deaf beside the fan.


# %%
def each_alone_at_first(X):
    X = np.asarray(X, dtype=float)
    return (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-9)


# %% predict="at_home_and_alone"
# At home she asked all 240 strangers in one call. On the stage they come one at a time. How many of ten digits are heard rightly there?
#
# - (a) As many as at home: the net and its numbers are the same.
#   wrong: They are. But what it is shown is not the same any more.
# - (b) A few less, because the mean of fewer pictures is less exact.
#   wrong: It is far worse: the mean of a single picture *is* that picture.
# - (c) One in ten, which is guessing.
#   right: From a picture its own mean is taken away, and nothing is left. All words look alike, namely like zeros, so all are taken for one and the same digit.

# %%
hers = listener_on(lambda sounds: each_alone_at_first(instruments.pictures(sounds)))
numbers = hers["learn"](instruments.material("listener", rng), rng)
alone = np.concatenate([hers["play"](numbers, word[None]) for word in words])
for where, heard in (("at home", hers["play"](numbers, words)), ("one by one", alone)):
    print(f"{where}: {np.mean(heard == digits):.0%} of the words, in quiet")

# %% [markdown]
# By hand, with pictures of a single line: [1, 3] and [5, 3] have the mean [3, 3] and the spreads [2, 0], so the first becomes [−1, 0]. Alone, its mean is [1, 3] itself, and it becomes [0, 0]. The judge would have said so at once:

# %%
try:
    instruments.measure(hers, seed=1)
except ValueError as broken:
    print(broken)

# %% [markdown]
# Batch normalisation in training mode does the same (unit 6), and so does a mean that is taken over all strangers at once. It breaks the first of our three rules, and it is the commonest way to be wonderful at home and useless elsewhere.
#
# ### Exercise 4 · `each_alone` · ●●○ · 10 min
#
# Mend it: `each_alone(X)` returns pictures (N, bands, frames) of which each has mean 0 and standard deviation 1 over its own bands and frames. A picture that is the same everywhere becomes zeros.
#
# For example, `[[[1, 3]]]` becomes `[[[-1, 1]]]`, whatever else is in the batch.
#
# <details><summary>Hint 1</summary>
#
# Over which axes has the mean to go, so that one number for each picture is left?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Over axes 1 and 2, with `keepdims=True`, so that (N, 1, 1) goes with (N, bands, frames).
# </details>
#
# <details><summary>Hint 3</summary>
#
# `X.std(axis=(1, 2), keepdims=True)`; where it is 0, divide by 1 instead: `np.where(spread > 0, spread, 1)`.
# </details>


# %% exercise="each_alone"
def each_alone(X):
    ### BEGIN SOLUTION
    X = np.asarray(X, dtype=float)
    spread = X.std(axis=(1, 2), keepdims=True)
    return (X - X.mean(axis=(1, 2), keepdims=True)) / np.where(spread > 0, spread, 1)
    ### END SOLUTION


# %% check="each_alone"

# %% explained="each_alone"
# The mean has to go over the axes 1 and 2, bands and frames, so that one number is left for each picture; over axis 0 it goes across the batch, and that was the fault. `keepdims=True` leaves it as (N, 1, 1), which then fits every place of its own picture.
#
# A picture that is the same everywhere has the spread 0. Its numerator is 0 as well, so any divisor will do, and `np.where` takes 1. With the variance in place of its root the spread is not 1 afterwards; the example cannot show it, since there both are 1. A good test is whether a picture alone gives the same as among others.

# %% [markdown]
# Now her idea can show what it is worth. Here are the four words again as `mine.each_alone` shows them, above from quiet, below from beside the fan:

# %%
evened = [np.clip(0.5 + mine.each_alone(X) / 5, 0, 1) for X in seen]
titles = [f"{names[digits[i]]}, {where}" for where in ("quiet", "fan") for i in some]
looks = {"columns": 4, "row_titles": ("quiet", "fan"), "what": "words with an even mean and spread"}
plots.show(*word_grid.draw([*evened[0], *evened[1]], titles, **looks))

# %% [markdown]
# The fan is still to be seen, but each pair of pictures is now much closer than before. And the stupid listener, the one that keeps ten mean pictures and has not learnt a thing more?

# %%
even = listener_on(lambda sounds: mine.each_alone(instruments.pictures(sounds)))
before = "as they are", instruments.shares(first["listener: nearest mean"], seed=1)
after = "each by itself", instruments.shares(even, seed=1)
plots.show(*goal_bars.draw(dict([before, after])))

# %% [markdown]
# From nothing to more than half of the way, beside the fan, and not one number more has been learnt. It did not become cleverer: it is *shown* something better. Hold on to that for the rest of this unit.
#
# ## 14.6 From counting to learning, with your own parts
#
# One step is left to see, and then you are alone with it. Here is the table of pairs again, but as a *net*: the last note goes in as 15 zeros and ones, a hidden layer of 24 units bends them, and out come 15 scores. `view` is again what it is shown. The layers are those of `mine.layers`: they run on
# what you have written in units 3 to 6, as far as it is in your library, and each says once whose code it is.


# %%
def small_net(inputs, rng):
    first, second = mine.layers.Linear(inputs, 24, rng=rng), mine.layers.Linear(24, 15, rng=rng)
    return layers.Sequential(first, mine.layers.Tanh(), second)


# %% [markdown]
# It learns from every beginning of every tune, and from the note that came next:


# %%
def beginnings(view, tunes):
    X = np.concatenate([view(tunes[:, :t]) for t in range(1, 32)])
    return X, tunes[:, 1:].T.ravel()


# %%
def learn_on(view, material, rng):
    (X, y), loss = beginnings(view, material["tunes"]), mine.layers.CrossEntropyLoss()
    net, how = small_net(X.shape[1], rng), {"epochs": 3, "batch_size": 128, "progress": False}
    fit(net, loss, mine.layers.Adam(net.parameters(), 0.01), X, y, rng=rng, **how)
    return [parameter.value for parameter in net.parameters()]


# %% [markdown]
# To play, it turns scores into chances that add up to 1:


# %%
def play_on(view, numbers, notes):
    W, b, V, c = numbers
    scores = np.tanh(view(notes) @ W + b) @ V + c
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    return chances / chances.sum(axis=1, keepdims=True)


# %%
def composer_on(view):
    learn, play = partial(learn_on, view), partial(play_on, view)
    return {"kind": "composer", "learn": learn, "play": play}


def last_note(notes):
    return np.eye(15, dtype=np.float32)[notes[:, -1]]


# %% predict="a_net_for_a_table"
# The table of pairs has 225 numbers, this net 759. Which foretells new tunes better?
#
# - (a) The net, by far: it has three times the numbers, and a hidden layer.
#   wrong: More numbers help only if there is something for them to hold.
# - (b) They come out about the same.
#   right: Both see one note, and the table already holds everything that one note can tell. What limits a learner first is what it is *shown*.
# - (c) The table, by far: counting is exact.
#   wrong: It is exact, but the net comes to nearly the same chances by another way.

# %%
one_note = composer_on(last_note)
for name, one in (("table of pairs", first["composer: pairs"]), ("net on one note", one_note)):
    for goal, value in instruments.measure(one, seed=1).items():
        print(f"{name} · {goal}: {value:.3f}")
print(f"who knows how they are made: {invented_tunes.least_bits(real):.3f} bits a note")

# %% [markdown]
# The two come out alike, to a few hundredths of a bit. So a better *net* on the same input is not the way. There is more than a bit between it and what could be known, and that bit lies in what the composer does not see. Here are two real tunes, a phrase of eight notes in each line, the darker the higher. Take your time before you read on:

# %%
two = {f"tune {i}": tune for i, tune in enumerate(real[:2], 1)}
plots.show(*phrases.draw(two))
audio.play_row({name: invented_tunes.sing(tune) for name, tune in two.items()}, invented_tunes.SR)

# %% [markdown]
# Do you see it, and hear it? Whole lines come back. How far back does one have to look? In unit 7 an autocorrelation found the period of a sound: shift it, and ask how much of it falls on itself. The same goes for notes:

# %% predict="how_far_back"
# For each distance from 1 to 31 notes we count how often a note is the same as the one so far before it. By chance, it is about one in nine. Where is it most often?
#
# - (a) At 1: a tune likes to stay where it is.
#   wrong: It stays in one case of nine, no more than chance. Real tunes move.
# - (b) At 8: a phrase has eight notes, and the next one repeats it.
#   wrong: There is a peak at 8, of 37 %. But it is only the second line that repeats the one before it; the third is new, and so the fourth is not like it.
# - (c) At 24: the last line brings the first one back.
#   right: Nine in ten. Only the last line has a note 24 before it, and it is the first line once more, but for a note here and there. 16 and 8 are mixtures of lines that come back and lines that do not.

# %%
again = [np.mean(real[:, back:] == real[:, :-back]) for back in range(1, 32)]
ax = plots.curve(again, x=np.arange(1, 32), xlabel="notes back", ylabel="share that is the same")
plots.show(ax, "About 0.11, with peaks of 0.37 at 8, 0.47 at 16 and 0.91 at 24 notes back.")

# %%
plots.show(*phrases.draw(two, lit=True))

# %% [markdown]
# Outlined is each note that stands as it did in the first line. The form is A A B A, that of thousands of songs. A composer that sees one note back cannot know any of this, however large it is.
#
# ### Exercise 5 · `notes_back` · ●●○ · 10 min
#
# So show it more. Write `notes_back(notes, back)`, the part that is missing in `last_note`: zeros and ones for the note that stands `back` places before the one that comes next.
#
# - `notes`: (N, t) integers from 0 to 14, the beginnings of N tunes; `back`: an integer, 1 or more, where 1 is the last note of the beginning
# - returns (N, 15) with a single 1 in each row; where the beginnings are shorter than `back`, all zeros: there is no such note, and 0 would be a lie, since 0 is a note
#
# For example, `notes_back([[3, 0, 7]], 2)` has its 1 in column 0, and `notes_back([[3, 0, 7]], 4)` is all zeros.
#
# <details><summary>Hint 1</summary>
#
# The note that comes next would stand in column t. So the one you look for stands in column t − back, if there is such a column.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Beware of negative indices: column −1 exists in NumPy, and it is the last one. Ask for `back <= t` first.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Begin with `shown = np.zeros((N, 15))`; then `shown[np.arange(N), notes[:, t - back]] = 1`, if `back <= t`.
# </details>


# %% exercise="notes_back"
def notes_back(notes, back):
    ### BEGIN SOLUTION
    notes = np.asarray(notes)
    n, t = notes.shape
    shown = np.zeros((n, 15))
    if back <= t:
        shown[np.arange(n), notes[:, t - back]] = 1
    return shown
    ### END SOLUTION


# %% check="notes_back"

# %% explained="notes_back"
# The next note would stand in column t, so the one that stands `back` places before it is in column `t - back`. For `back = 1` that is the last one, $t - 1$.
#
# If `back` is larger than t, the column would be negative, and NumPy takes that for a place counted from the end: in the example `notes[:, -1]` is the 7, and nothing complains. So ask first, and leave the row of zeros as it is. `shown[np.arange(n), column] = 1` writes one place in each row.
#
# These zeros turn out to say more than "nothing there". A composer that is shown 8, 16 and 24 notes back can tell from them in which line of the tune it is.

# %% [markdown]
# The same net, but with two of them: the last note, and the one that a phrase ago stood where the next will stand.


# %%
def two_notes(notes):
    return np.concatenate([mine.notes_back(notes, back) for back in (1, 8)], axis=1)


two_back = composer_on(two_notes)
for goal, value in instruments.measure(two_back, seed=1).items():
    print(f"{goal}: {value:.3f}")

# %%
both = {"by pairs": first["composer: pairs"], "with two notes": two_back}
wrote = {name: instruments.written(one, n=1)[0] for name, one in both.items()}
plots.show(*phrases.draw(wrote, lit=True))
sung = {name: invented_tunes.sing(tune) for name, tune in wrote.items()}
audio.play_row(sung, invented_tunes.SR)

# %% [markdown]
# The second goal is reached at once: its steps can hardly be told from real ones any more. But it needs only a quarter of a bit less than before, and the goal is 1.9. And look at what it wrote: hardly a line comes back, although it has learnt that lines do. It cannot know in which line it is. What else would you have to know, to know what comes next? Look at the curve of distances again, and think of what you know when you hear the *third* line, and the net does not.
#
# The same holds for the others. What does a listener never meet in quiet rooms, and could you show it that, from the material it gets (`instruments.beside_a_fan` is yours to use)? What does a gate not know about a voice, that a net could learn from pairs of noisy and clean frames?
#
# ## 14.7 Your turn
#
# ### Exercise 6 · `my_instrument` · ●●● · 100 min
#
# Build a listener, a composer or a cleaner: `my_instrument = {"kind": ..., "learn": learn, "play": play}`. The functions that it needs may stand in this cell or in earlier ones: they are kept with it, so that it can be played anywhere.
#
# | kind | `material` | `play(numbers, x)` |
# |---|---|---|
# | `"listener"` | `"sounds"` (480, 5120) at 8 kHz, `"digits"` (480,), `"voices"` (480,) | x: sounds (N, 5120); returns digits (N,) |
# | `"composer"` | `"tunes"` (400, 32), steps 0 to 14 | x: beginnings (N, t), t from 1 to 31; returns chances (N, 15) |
# | `"cleaner"` | `"noisy"`, `"clean"` (200, 5120) at 8 kHz | x: sounds (N, 5120); returns sounds (N, 5120) |
#
# - `learn(material, rng)` returns a list of arrays. It takes all its chances from `rng`, so that the same seed gives the same instrument
# - it may learn from `material`, and from what you make of it; the course's data, its trained nets and what invents strangers and tunes are refused while it is checked
# - use your own parts from `mine` and `mine.layers`, the package's, or plain NumPy. When it is graded, your library is not there and the course's parts stand in for it; the numbers come out the same
# - 20 seconds of the processor are for `learn`. Stay below ten on your machine, for the judge's may be slower
# - `check` tries it on strangers whom everybody knows; the judge invents others. Keep some distance to the goal
# - `instruments.measure(my_instrument, seed=...)` invents as many strangers as you like
#
# Ways to begin: take the first instrument of its kind, change one thing, measure with two or three seeds, keep what helps. Write down what did not.
#
# <details><summary>Hint 1</summary>
#
# Composer: show it the note before *and* what stood one, two and three phrases ago, and where in the tune it is. Listener: let it learn each word twice, once beside a fan. Cleaner: let a small net look at one frame of log levels, and say for each band how much of it is voice.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Composer: `notes_back` for 1, 8, 16 and 24, and 32 zeros and ones for the position in the tune, make 92 inputs; 24 hidden units with tanh have 2,607 numbers. Listener: pictures of 16 by 16 and the two stages of convolution of unit 9 (`from dlaudio.networks.listener import small_cnn`) have 3,818. Cleaner: 258 inputs, 24 hidden units and 129 masks have 9,441.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Composer: give `composer_on` of 14.6 a `view` that returns those 92 columns, and the rest may stay. Listener: `fit` on `np.concatenate([pictures, pictures_beside_a_fan])`, six epochs, Adam with 0.004; in `play`, make the same net and put the numbers into its parameters. Cleaner: the target is the clean magnitude over the noisy one, cut at 1; give it the level of the quiet moments of each band beside the frame.
# </details>

# %% exercise="my_instrument"
my_instrument = {"kind": "composer", "learn": None, "play": None}


### BEGIN SOLUTION
def seen(notes):
    n, t = np.shape(notes)
    back = [mine.notes_back(notes, back) for back in (1, 8, 16, 24)]
    return np.concatenate([*back, np.tile(np.eye(32)[t], (n, 1))], axis=1).astype(np.float32)


def learn_with_memory(material, rng):
    tunes, own = material["tunes"], mine.layers
    X, y = np.concatenate([seen(tunes[:, :t]) for t in range(1, 32)]), tunes[:, 1:].T.ravel()
    net = layers.Sequential(own.Linear(92, 24, rng=rng), own.Tanh(), own.Linear(24, 15, rng=rng))
    adam = own.Adam(net.parameters(), 0.01)
    fit(net, own.CrossEntropyLoss(), adam, X, y, epochs=5, batch_size=128, rng=rng, progress=False)
    return [parameter.value for parameter in net.parameters()]


def play_with_memory(numbers, notes):
    W, b, V, c = numbers
    scores = np.tanh(seen(notes) @ W + b) @ V + c
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    return chances / chances.sum(axis=1, keepdims=True)


my_instrument = {"kind": "composer", "learn": learn_with_memory, "play": play_with_memory}
### END SOLUTION

# %% check="my_instrument"

# %% explained="my_instrument"
# What limits the net of 14.6 is what it sees, two notes, so the reference shows it more: the last note, what stood one, two and three phrases ago, and the place in the tune, 92 numbers in all. The rest stays as it was. With about 1.77 bits a note it is well below the goal of 1.9, and its tunes reach the second goal too. (`tunes[:, 1:].T` is turned round, because `X` has all tunes at t = 1 first, then all at t = 2.)
#
# Take parts of this view away, and you see which does the work. Without the place it is 1.78 bits, because the zeros of `notes_back` already say in which line one is. With the place but only the last note it is 2.76. So what helps is that lines come back.
#
# One can even do without a net: count which note follows which, which notes end a line, and how often a line comes back. These 241 numbers need fewer bits still. A listener gets there by hearing each word twice, once beside a fan; a cleaner with a small net that says how much of each band is voice.

# %% [markdown]
# ## 14.8 To be played to a friend
#
# Let it play. First the simplest instrument of its kind, then yours, on the same strangers. Until yours is there, a stand-in plays. Turn the dial: `seed` invents other strangers, or other tunes, and `n` says how many. A listener or a cleaner meets your word of 14.1 as well.

# %%
on_stage, whose = (my_instrument, "yours") if my_instrument["learn"] else (two_back, "two notes")
simple = next(name for name, one in first.items() if one["kind"] == on_stage["kind"])
print("Your own instrument plays." if my_instrument["learn"] else "The net on two notes stands in.")

# %%
dial = {"seed": 5, "n": 3, "own": my_word}
(plain, rate), (sounds, _) = (instruments.perform(one, **dial) for one in (first[simple], on_stage))
both = (simple.split(": ")[1], plain), (whose, sounds)
audio.play_row({f"{who}: {name}": y for who, heard in both for name, y in heard.items()}, rate)

# %% [markdown]
# How sure is its figure? Ask three juries, each with strangers of its own. What differs between them is luck, and a gain that is smaller than this is none:

# %%
juries = {f"jury {seed}": instruments.shares(on_stage, seed=seed) for seed in (1, 2, 3)}
plots.show(*goal_bars.draw(juries))

# %% [markdown]
# And now put it into one file that you can send to anybody. It holds the sounds themselves; it needs no network and no program but a browser, and asks for nothing. Give it a title of your own.

# %%
title = f"My {on_stage['kind']}"
path = instruments.own_page("my_instrument.html", title, on_stage, sounds, rate, seed=dial["seed"])
print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB; open it in a browser, or send it.")

# %% [markdown]
# **An open challenge: how small?** The goal is not the end. Each point is an instrument: to the right how many numbers it has learnt, upwards its share of all points. The dial is yours: `tried` takes up to six.

# %%
tried = {"pairs": first["composer: pairs"], "net, one note": one_note, "net, two notes": two_back}
if on_stage is not two_back:
    tried["yours"] = on_stage
plots.show(*how_small.draw({name: instruments.standing(one, 1) for name, one in tried.items()}))

# %% [markdown]
# All points with fewer numbers is the way to the left along the upper line. The measured goal: **a composer with all points and at most 250 numbers.** It can be done, with 241 numbers that have been *counted* and no net at all; it then even needs fewer bits than a net with ten times as many, because whoever knows the form of a tune has little left to learn. Or go the other way: drop
# the glances that you designed, and let an LSTM or attention find the phrases by themselves, from the notes alone. For a listener or a cleaner, halve your numbers and keep all points, and then halve them again. Your class's report has a table of all instruments, without names; you know your own figures.
#
# ## What to remember
#
# - A wish becomes a number only with *what*, *on whom* and *how much is good*. "In quiet rooms" belongs on the box.
# - Build the cheapest thing that beats nothing first. It finds the broken plugs, and it is what a net has to beat.
# - What a learner is *shown* limits it before its size does: features, examples, noise that it should know.
# - Means hide people. Look at the worst group, and at one input alone.
# - A measure measures what it looks at, and nothing else. So use two, and your ears.
#
# You began with a sound that is a list of numbers, and a rule that failed on strangers. Now there is an instrument that does not, and you know every number in it and why it is there. That was the course. On the [start page](../start.ipynb) you see what you have built, and from there the milestones lead through sixty years of history, played by your own library. The next question is yours.

# %%
plots.show(*learn_and_play.draw())
what_you_predicted("u14")
mine.show("u14")

# %% [markdown]
# ## To read on
#
# - A. Markov, "An example of statistical investigation of the text *Eugene Onegin*", 1913 (English in *Science in Context* 19, 2006): the first table of pairs.
# - C. Shannon, "Prediction and entropy of printed English", *Bell System Technical Journal* 30, 1951: bits a letter, by asking people.
# - J. Le Roux and others, "SDR: half-baked or well done?", ICASSP 2019: the decibels by which cleaners are measured here.
# - A. Koenecke and others, "Racial disparities in automated speech recognition", *PNAS* 117, 2020: what a mean over everybody had hidden.
#
# **Sources.** The voices are made by a formant synthesiser after D. Klatt, "Software for a cascade/parallel formant synthesizer", *J. Acoust. Soc. Am.* 67, 1980. Voices, tunes and noise are the course's own (CC0).
