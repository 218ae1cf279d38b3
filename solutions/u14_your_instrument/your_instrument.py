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
# Time: about 3 hours; a good place for a break is before 14.5. Before: [unit 6](../u06_training/training.ipynb) for training, and whatever your instrument needs: [unit 9](../u09_cnn/cnn.ipynb) for a listener, [unit 12](../u12_generation/generation.ipynb) for the other two.
# The mathematics: logarithms to the base 2, which count questions that are answered with yes or no, and decibels, of which ten more are ten times the power.
#
# Conventions: [one page](../conventions.md).

# %%
import numpy as np

from dlaudio import audio, instruments, layers, mine, plots
from dlaudio.audio.voices import SR, WORDS
from dlaudio.check import check
from dlaudio.datasets import invented_tunes
from dlaudio.networks.listener import listener
from dlaudio.plots.drawings import goal_bars, leap_shares, learn_and_play
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
net = listener("spoken-digits")
words, digits, people = instruments.strangers(seed=3, each=8)
beside = instruments.beside_a_fan(words, 10.0, np.random.default_rng(0))
heard = [net(instruments.pictures(y)[:, None] - 0.5).argmax(axis=1) for y in (words, beside)]
some, names = [6, 87, 154, 203], list(WORDS)
for where, y, said in zip(("quiet", "fan"), (words, beside), heard):
    audio.play_row({f"{where}: {names[said[i]]}": y[i] for i in some}, SR)

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
for where, said in zip(("in quiet", "beside a fan"), heard):
    print(f"{where}: {np.mean(said == digits):.0%} of {len(digits)} words by strangers")

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
# These are the three instruments, and what they have to reach:

# %%
for kind in instruments.KINDS:
    print(instruments.describe(kind), "\n")

# %% [markdown]
# Half of the points belong to each goal, and they grow all the way from guessing to the goal: who comes 70 % of the way gets 70 %. One instrument is all you need; a second one earns nothing more, except its sounds.
#
# There are two more rules, and both have caught professionals:
#
# - **Each thing by itself.** `play` must give the same answer for one input alone as for the same input among a hundred others. Strangers come one at a time.
# - **Nothing past the counter.** With all its numbers set to 0, an instrument has to play something else. If it does not, it never used what it learnt.
#
# ## 14.3 Three yardsticks
#
# A goal is a function. You write three of them, because whoever has written the measure knows what can be had from it.
#
# ### How surprised is a composer?
#
# A composer hears the beginning of a tune and says how likely each next note is. Then the real note comes. If it had a chance of $1/2$ the composer was hardly surprised: one bit. With $1/4$ it is two bits, with $1/8$ three. So for these three notes it needs
# $(1 + 2 + 3)/3 = 2$ bits a note. In a formula, with $p_n$ the chance that note n had been given:
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
costs = -np.log2(np.array([1 / 2] * 99 + [1e-300]))
print(f"the 99 notes: {costs[:99].mean():.2f} bits a note")
print(f"with the last, whose chance is nearly 0: {costs.mean():.2f}")

# %% [markdown]
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

# %% [markdown]
# ### Are two piles of tunes alike?
#
# Being rarely surprised is one thing; *writing* like the real ones is another, and a composer has to do both. Whether single tunes are good nobody can measure. But one can take a pile of its tunes and a pile of real ones, and count the same thing in both: how
# often the tune goes up one step, stays, leaps down three.
#
# On paper: pile A has the leaps $+1, +1, 0, -1$ and pile B the leaps $+1, 0, 0, -1$. As shares for $-1, 0, +1$: A is $(1/4, 1/4, 1/2)$ and B is $(1/4, 1/2, 1/4)$. To turn A into B, one leap in four has to change. That is the distance: half the sum of all differences,
# $\tfrac12(0 + \tfrac14 + \tfrac14) = \tfrac14$. It is 0 for equal piles, and 1 if they have nothing in common.
#
# Listen to what is to be told apart: first a tune from the real pile, then one in which each note is drawn without a look at the one before.

# %%
rng = np.random.default_rng(4)
real = invented_tunes.tunes(200, rng)
random = rng.choice(real.ravel(), size=real.shape)
plots.show(*leap_shares.draw({"real tunes": real, "notes at random": random}))
audio.play_row(
    {"real": invented_tunes.sing(real[0]), "random": invented_tunes.sing(random[0])},
    invented_tunes.SR,
)

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

# %% [markdown]
# ### For whom does it work?
#
# The third yardstick is the one that is most often left at home. A listener that is right nine times in ten may be right for all men and for half of the children. Here is our net from 14.1 again:

# %% predict="who_is_left_out"
# The net learnt from 19 men, 19 women and 10 children. In a quiet room, whom does it understand least?
#
# - (a) Men, because low voices have less power in the upper bands.
#   wrong: They have, but the net has met many of them.
# - (b) All about the same: it has learnt the words, not the voices.
#   wrong: It has learnt the words *as these voices say them*. What it has met less often it knows less well.
# - (c) Children.
#   right: Their vocal tracts are shorter, which moves every formant up, and there were half as many of them to learn from. Both push the same way, and the mean over everybody hides it.

# %%
for group, name in (("m", "men"), ("f", "women"), ("c", "children")):
    rows = people == group
    print(
        f"{name}: {np.mean(heard[0][rows] == digits[rows]):.0%} in quiet, {np.mean(heard[1][rows] == digits[rows]):.0%} beside a fan"
    )

# %% [markdown]
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

# %% [markdown]
# ## 14.4 The cheapest thing that beats nothing
#
# Before any net is trained, build the simplest instrument that is not silly. It takes five minutes, it shows that everything is plugged in, and later it tells whether your net is worth its numbers. Here is one of each kind. The **listener** keeps the mean picture of each digit,
# and takes the nearest:


# %%
def learn_means(material, rng):
    X, digits = instruments.pictures(material["sounds"]), material["digits"]
    return [np.array([X[digits == digit].mean(axis=0) for digit in range(10)])]


def nearest(numbers, sounds):
    apart = instruments.pictures(sounds)[:, None] - numbers[0]
    return (apart**2).sum(axis=(2, 3)).argmin(axis=1)


# %% [markdown]
# The **composer** counts which step follows which, as Markov did with letters in 1913, and looks up the row of the last note:


# %%
def learn_pairs(material, rng):
    tunes, counts = material["tunes"], np.full((15, 15), 0.1)
    np.add.at(counts, (tunes[:, :-1], tunes[:, 1:]), 1)
    return [counts / counts.sum(axis=1, keepdims=True)]


def after_the_last(numbers, notes):
    return numbers[0][notes[:, -1]]


# %% [markdown]
# The **cleaner** is the gate of unit 12: in each band, what is not clearly louder than the quiet moments of the band is turned down. It learns nothing but keeps one number, how much "clearly" is:


# %%
def learn_gate(material, rng):
    return [np.array([3.0])]


def gate(numbers, sounds):
    S = instruments.spectra(sounds)
    power = np.abs(S) ** 2
    quiet = np.quantile(power, 0.3, axis=2, keepdims=True)
    opened = np.sqrt(np.clip(1 - numbers[0] * quiet / np.maximum(power, 1e-12), 0.05, 1))
    return instruments.from_spectra(S * opened, sounds.shape[1])


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
first = {
    "listener: nearest mean": {"kind": "listener", "learn": learn_means, "play": nearest},
    "composer: pairs": {"kind": "composer", "learn": learn_pairs, "play": after_the_last},
    "cleaner: gate": {"kind": "cleaner", "learn": learn_gate, "play": gate},
}
reached = {name: instruments.shares(one, seed=1) for name, one in first.items()}
plots.show(*goal_bars.draw(reached))

# %% [markdown]
# Green is the first goal of each, orange the second, and the dotted line is where all points are. Now hear what these numbers sound like: a tune by pairs, and a word before and after the gate.

# %%
tunes, rate = instruments.perform(first["composer: pairs"], n=2)
audio.play_row(tunes, rate)
voices, rate = instruments.perform(first["cleaner: gate"], n=2)
audio.play_row(voices, rate)

# %% [markdown]
# The tune wanders: every step is a likely step, and it never remembers where it has been. The gate takes the fan away, and with it the beginnings and ends of words. You *hear* what is missing, and this is where ideas come from.
#
# ## 14.5 What is wrong here?
#
# A student wrote this helper for a listener, so that a quiet recording and a loud one look the same. With it her listener was right on 92 % of 240 strangers at home, and on 11 % when they came one by one.


# %%
def each_alone_at_first(X):
    X = np.asarray(X, dtype=float)
    return (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-9)


three = np.random.default_rng(0).normal(size=(3, 2, 2))
print("among others:", each_alone_at_first(three)[0].round(2).tolist())
print("alone:       ", each_alone_at_first(three[:1])[0].round(2).tolist())

# %% [markdown]
# Alone, every picture turns into zeros: from a picture its own mean is taken away, since the mean over a batch of one *is* that picture. Batch normalisation in training mode does the same, and so does a mean that is taken over all strangers at once. It is the first of our two rules,
# and the commonest way to be wonderful at home and useless elsewhere.
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

# %% [markdown]
# ## 14.6 From counting to learning, with your own parts
#
# One step is left to see, and then you are alone with it. Here is the table of pairs again, but as a *net*: the last note goes in as 15 zeros and ones, a hidden layer of 24 units bends them, and out come 15 scores. The layers are those of `mine.layers`: they run on
# what you have written in units 3 to 6, as far as it is in your library, and each says once whose code it is.


# %%
def last_note(notes):
    return np.eye(15, dtype=np.float32)[notes[:, -1]]


def play_small(numbers, notes):
    W, b, V, c = numbers
    scores = np.tanh(last_note(notes) @ W + b) @ V + c
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    return chances / chances.sum(axis=1, keepdims=True)


# %%
def learn_small(material, rng):
    tunes, own = material["tunes"], mine.layers
    X, y = np.concatenate([last_note(tunes[:, :t]) for t in range(1, 32)]), tunes[:, 1:].T.ravel()
    net = layers.Sequential(own.Linear(15, 24, rng=rng), own.Tanh(), own.Linear(24, 15, rng=rng))
    adam, options = own.Adam(net.parameters(), 0.01), {"epochs": 3, "batch_size": 128}
    fit(net, own.CrossEntropyLoss(), adam, X, y, **options, rng=rng, progress=False)
    return [parameter.value for parameter in net.parameters()]


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
for name, one in (
    ("table of pairs", first["composer: pairs"]),
    ("net on one note", {"kind": "composer", "learn": learn_small, "play": play_small}),
):
    for goal, value in instruments.measure(one, seed=1).items():
        print(f"{name} · {goal}: {value:.3f}")
print(f"who knows how they are made: {invented_tunes.least_bits(real):.3f} bits a note")

# %% [markdown]
# So a better *net* on the same input is not the way. There is more than a bit between it and what could be known, and it lies in what the composer does not see. Look at two real tunes, a phrase of eight notes in each line:

# %%
for tune in real[:2]:
    print(
        "\n".join(" ".join(f"{note:2}" for note in phrase) for phrase in tune.reshape(4, 8)), "\n"
    )
audio.play_row(
    {f"tune {i}": invented_tunes.sing(tune) for i, tune in enumerate(real[:2], 1)},
    invented_tunes.SR,
)

# %% [markdown]
# Do you see it, and hear it? Then you know what to show your composer.
#
# The same holds for the others. What does a listener never meet in quiet rooms, and could you show it that, from the material it gets (`instruments.beside_a_fan` is yours to use)? What does a gate not know about a voice, that a net could learn from pairs of noisy and clean frames?
#
# ## 14.7 Your turn
#
# ### Exercise 5 · `my_instrument` · ●●● · 100 min
#
# Build a listener, a composer or a cleaner: `my_instrument = {"kind": ..., "learn": learn, "play": play}`, with the two functions defined in the same cell.
#
# | kind | `material` | `play(numbers, x)` |
# |---|---|---|
# | `"listener"` | `"sounds"` (480, 5120) at 8 kHz, `"digits"` (480,), `"voices"` (480,) | x: sounds (N, 5120); returns digits (N,) |
# | `"composer"` | `"tunes"` (400, 32), steps 0 to 14 | x: beginnings (N, t), t from 1 to 31; returns chances (N, 15) |
# | `"cleaner"` | `"noisy"`, `"clean"` (200, 5120) at 8 kHz | x: sounds (N, 5120); returns sounds (N, 5120) |
#
# - `learn(material, rng)` returns a list of arrays. It takes all its chances from `rng`, so that the same seed gives the same instrument
# - use your own parts from `mine` and `mine.layers`, the package's, or plain NumPy. When it is graded, your library is not there and the course's parts stand in for it; the numbers come out the same
# - 20 seconds are for `learn`, on the judge's machine. Stay below ten on yours
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
# Composer: zeros and ones for the notes 1, 8, 16 and 24 back (all zeros where there are none) and for the position make 92 inputs; 24 hidden units with tanh have 2,607 numbers. Listener: pictures of 16 by 16 and the two stages of convolution of unit 9 (`small_cnn`) have 3,818. Cleaner: 258 inputs, 24 hidden units and 129 masks have 9,441.
# </details>
#
# <details><summary>Hint 3</summary>
#
# Composer: change `last_note` in 14.6 so that it returns those 92 columns, and the rest may stay. Listener: `fit` on `np.concatenate([pictures, pictures_beside_a_fan])`, six epochs, Adam with 0.004; in `play`, make the same net and put the numbers into its parameters. Cleaner: the target is the clean magnitude over the noisy one, cut at 1; give it the level of the quiet moments of each band beside the frame.
# </details>

# %% exercise="my_instrument"
my_instrument = {"kind": "composer", "learn": None, "play": None}


### BEGIN SOLUTION
def seen(notes):
    notes = np.asarray(notes)
    n, t = notes.shape
    one_hot = np.eye(15, dtype=np.float32)
    back = [
        one_hot[notes[:, t - b]] if t >= b else np.zeros((n, 15), np.float32)
        for b in (1, 8, 16, 24)
    ]
    return np.concatenate([*back, np.tile(np.eye(32, dtype=np.float32)[t], (n, 1))], axis=1)


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

# %% [markdown]
# ## 14.8 To be played to a friend
#
# Let it play. Until your own instrument is there, the table of pairs plays in its place. Turn the dial: `seed` invents other strangers, or other tunes, and `n` says how many.

# %%
on_stage = my_instrument if my_instrument["learn"] else first["composer: pairs"]
print(
    "Your own instrument plays."
    if my_instrument["learn"]
    else "The table of pairs plays until yours is there."
)
sounds, rate = instruments.perform(on_stage, seed=5, n=3)
audio.play_row(sounds, rate)

# %% [markdown]
# And now put it into one file that you can send to anybody. It holds the sounds themselves; it needs no network and no program but a browser, and asks for nothing. Give it a title of your own.

# %%
title = f"My {on_stage['kind']}"
said = [f"{name}: {value:.3f}" for name, value in instruments.measure(on_stage, seed=5).items()]
bars, alt = goal_bars.draw({title: instruments.shares(on_stage, seed=5)})
path = instruments.page(
    "my_instrument.html", title, sounds, rate, words=said, picture=bars, alt=alt
)
print(
    f"{path.name}: {path.stat().st_size / 1e6:.1f} MB. Open it in a browser, or send it to a friend."
)

# %% [markdown]
# **An open challenge.** The goal is not the end. Halve the numbers and keep the goal: how small can it get? Or drop the features that you designed and let an LSTM or attention find the phrases by itself, from the notes alone: how close to what could be known does it come? Your class's report has
# a table of all instruments, without names; you know your own figures.
#
# ## What to remember
#
# - A wish becomes a number only with *what*, *on whom* and *how much is good*. "In quiet rooms" belongs on the box.
# - Build the cheapest thing that beats nothing first. It finds the broken plugs, and it is what a net has to beat.
# - What a learner is *shown* limits it before its size does: features, examples, noise that it should know.
# - Means hide people. Look at the worst group, and at one input alone.
# - A measure measures what it looks at, and nothing else. So use two, and your ears.
#
# You began with a sound that is a list of numbers, and a rule that failed on strangers. Now there is an instrument that does not, and you know every number in it and why it is there. That was the course. The next question is yours.

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
