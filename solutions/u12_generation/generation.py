# %% [markdown]
# # 12 · Generation
#
# A friend hums the first line of a song that you have never heard, and breaks off. You could hum on. It would not be the song, but it would be *a* song, because you know
# which notes may come next, and which would make everybody laugh.
#
# A net that can say how likely each next note is can also *choose* one, hear it, and go on. So far your networks listened and judged. Now they speak.
#
# One question goes through the unit: **could you tell that it was a machine?** At first you can, within three notes. Each time we look for the one thing that gave it away, and try to mend it.
#
# **You will hear** a net that grows up in 600 steps, a chorale that nobody wrote, and a song by a band of your own nets. And you will play a game against your net.
#
# Time: about 6¾ hours, in four sittings: notes (12.1 to 12.5, 2½ h; 12.6 to 12.10, 2 h), sound itself and the band (12.11 to 12.13, 1 h), and a voice (12.14 to 12.17, 1¼ h). First: [unit
# 11](../u11_lstm/lstm.ipynb).
#
# **The mathematics you need**: softmax and cross-entropy (unit 2); the logarithm to base 2; the chain rule of probability, $p(a, b) = p(a)\,p(b \mid a)$, where the bar
# reads "given"; and for 12.14 the complex spectrogram (unit 7).
#
# Conventions: [one page](../conventions.md).

# %% collapsed
import numpy as np

from dlaudio import audio, datasets, mine, plots
from dlaudio.check import check
from dlaudio.datasets import mixtures, noisy_words, plucks
from dlaudio.generation import (
    band,
    canyon,
    choir,
    chords,
    composer,
    count_in,
    counterpoint,
    faulty,
    learnt,
    lost_phase,
    picking,
    recital,
    rounds,
    song,
    strings,
    surprise,
    tune_numbers,
    unit_reader,
    verse_pages,
    verses,
    vibrato,
    wavenet,
    who_wrote_it,
)
from dlaudio.generation.translator import ToldTranslator, Translator
from dlaudio.networks import attending, separator
from dlaudio.plots.drawings import (
    bar_table,
    causal_taps,
    choir_rolls,
    chord_prices,
    contexts,
    dilated_stack,
    duet_lines,
    encoder_decoder,
    expectations,
    expected_surprise,
    families,
    four_numbers,
    free_steps,
    halved_bracket,
    key_ring,
    lit_letters,
    look_back,
    masks,
    mu_law,
    padded_tunes,
    pair_table,
    piano_rolls,
    practised,
    projection,
    stairs_of_chance,
    teacher_forcing,
    told_curves,
    true_or_own,
    turned_template,
    verse_growth,
    voices_in_turn,
    wavenet_block,
    writing_loop,
)
from dlaudio.predict import predict, recall, what_you_predicted
from dlaudio.widgets import causal_stack, noise_gate, sample_writer, temperature, vocal_dial
from dlaudio.widgets.demo import demo

sr = 8000
tunes = datasets.load("melodies")
nothing = np.zeros(12)

# %% [markdown]
# ## 12.1 The safest tune in the world
#
# Before anything is explained, here are four bars. Who might be playing?

# %%
tonight = song.write_song(learnt.phrase_composer(), tunes, seed=1, tries=30)
group = band.gather(np.random.default_rng(1), tell=False)
audio.play(group.play(tonight, phrases=1, joins=(0, 0, 0)), band.SR, title="who is playing?")

# %% [markdown]
# Nobody wrote this, and nobody is playing. One net chose the notes of the tune, another put the chords under them, and a third drew the strings of the bass, sample by
# sample. At the end of this unit the band is yours.
#
# So how does a net *choose* a note? All it can say is how likely each one is, and then the sensible thing is to take the likeliest every time. Or is it?

# %% predict="safest_tune"
# A net has learnt 31 old tunes. It writes one of its own, and always takes the note that it thinks likeliest. What will you hear?
#
# - (a) The best tune that it can write, since every note in it is the best
#   wrong: Each is the best *single* guess, and that is something else. What makes a tune is what one would not have guessed.
# - (b) One of the old tunes, by heart
#   wrong: It would have to choose one of them first, and 31 tunes pull in 31 directions. What they share is that a note is often followed by itself.
# - (c) One note, again and again
#   right: After a note, the same note again is often the best single guess, and then again.

# %% [markdown]
# Here it is, and beside it the opposite: dice that know nothing.

# %%
grown = learnt.composer_after(600)
dice = {"temperature": 0.01, "longest": 16, "rng": np.random.default_rng(0)}
safest = composer.to_notes(composer.compose(grown, nothing, **dice))
notes = np.random.default_rng(0).integers([48, 1], [84, 5], (16, 2))
recital.play({"always the likeliest": safest, "dice that know nothing": tuple(notes.T)})

# %% [markdown]
# The first is one note for ever, although each guess in it was the best. So it is with the weather: "tomorrow as today" is a good forecast on any one day, but whoever
# makes it every day promises that the weather will never change. A tune does change, so it is full of notes that were *not* the likeliest.
#
# The dice dare everything, and that is no tune either. So one has to dare something, but how much?

# %% recall="before_generation"
# 1. A softmax gives the right class the probability 1/4. What is the cross-entropy of that example (unit 2)?
#
# - (a) ln 4, about 1.39
#   right: It is −ln of the probability that was given to what came true.
# - (b) 3/4
#   wrong: That is how far 1/4 is from 1; the loss is a logarithm.
# - (c) 1/4
#   wrong: That is the probability itself, and a loss has to fall when it grows.
#
# 2. A net is trained with true notes as its inputs and then runs on its own (unit 10). Why may it drift?
#
# - (a) Its weights change while it runs
#   wrong: They stay as they are; only its inputs are different.
# - (b) It meets its own mistakes, which it has never heard before
#   right: Nobody has shown it how to come back from one.
# - (c) Its gradients vanish
#   wrong: No gradient is taken while it runs.
#
# 3. A kernel of 3 taps with a dilation of 4 slides over a signal (unit 8). Over how many places does it reach, from its first tap to its last?
#
# - (a) 3
#   wrong: It multiplies 3 values, but they stand 4 apart.
# - (b) 12
#   wrong: Three taps have two gaps between them, not three.
# - (c) 9
#   right: Two gaps of 4, and the first tap itself.

# %% [markdown]
# ### Dice with a temperature
#
# Keep the dice, then, but load them. The network gives each note a score, a *logit* $z$; softmax makes probabilities of the scores; and with these we throw. How much the
# dice dare is set by one knob, the **temperature** $\tau$, by which all logits are divided first.
#
# By hand: one note is three times as likely as another, because their logits are 0 and $\ln 3$. Divide both by $\tau = 1/2$, and they become 0 and $\ln 9$: now it is
# nine times as likely. Divide by 2, and only $\sqrt3$, or 1.7 times, is left. Cold dice make the favourite surer, and hot ones even the notes out.
#
# For K notes,
#
# $$p_k = \frac{e^{z_k/\tau}}{\sum_j e^{z_j/\tau}}.$$
#
# To see all the scores at once, these dice hear only the note before, and know eleven notes. Turn them from cold to hot, and listen for where the tune falls apart.

# %%
demo(temperature.draw, title=temperature.TITLE, controls=temperature.CONTROLS)

# %% [markdown]
# And how does one throw a loaded die? Lay the probabilities end to end, from 0 to 1, as in the first row of the picture. A random number $u$ between 0 and 1 falls on one
# of them, and that is the note. The likelier it is, the wider it lies, so the oftener it is hit.

# %%
plots.show(*stairs_of_chance.draw())

# %% [markdown]
# ### Exercise 1 · `sample_with_temperature` · ●●○ · 12 min
#
# Write `sample_with_temperature(logits, temperature, u)` that returns `probabilities, symbols`.
#
# - `logits`: (N, K); `temperature`: 0 or more; `u`: (N,), for each row a number from 0, below 1
# - `probabilities`: (N, K), each row sums to 1
# - `symbols`: (N,), for each row the first k at which $p_0 + \dots + p_k$ is greater than u
#
# At temperature 0 the likeliest symbol has probability 1. Logits may be in the thousands.
#
# For example, logits `[[0, ln 3]]` at temperature 1 give `[[0.25, 0.75]]`; `u = [0.2]` draws symbol 0 and `u = [0.3]` symbol 1.
#
# <details><summary>Hint 1</summary>
#
# $e^{1000}$ is too large for a number. What may you subtract from all logits of a row without changing the probabilities?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The largest of each row. `cumsum` builds the stairs; a symbol is the number of steps that u has reached.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `(stairs[:, :-1] <= u[:, None]).sum(axis=1)`: the last step is left out, because rounding might leave it just below 1.
# </details>


# %% exercise="sample_with_temperature"
def sample_with_temperature(logits, temperature, u):
    ### BEGIN SOLUTION
    rows = np.arange(len(logits))
    if temperature == 0:
        symbols = logits.argmax(axis=1)
        probabilities = np.zeros(logits.shape)
        probabilities[rows, symbols] = 1
        return probabilities, symbols
    z = (logits - logits.max(axis=1, keepdims=True)) / temperature
    probabilities = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    stairs = probabilities.cumsum(axis=1)
    return probabilities, (stairs[:, :-1] <= u[:, None]).sum(axis=1)
    ### END SOLUTION


# %% check="sample_with_temperature"

# %% explained="sample_with_temperature"
# The temperature works on the logits, because there it changes *distances*: $\tau = 1/2$ doubles them and so squares each ratio of probabilities. If you divide the probabilities instead, normalising takes the factor out again.
#
# The largest logit of each row goes first. $e^{z-m} = e^z e^{-m}$, and $e^{-m}$ stands above and below the line, so the probabilities do not change; but the largest exponent is now 0, and nothing overflows. (`keepdims` leaves the maxima as a column, one for each row.)
#
# `stairs` holds where each symbol ends. A symbol is the number of ends that u has reached: in the example they are 0.25 and 1, so 0.2 has reached none and 0.3 one. It is `<=`, because a u of exactly 0.25 already lies on the next symbol. The last end is left out: were it 0.9999 by rounding, a large u would be sent to a symbol that does not exist.

# %% [markdown]
# ### The tail
#
# One problem is left. Our net chooses among 296 notes, and at any moment most of them would be absurd. Each is very unlikely, but they are many, so sooner or later one comes up. Cold dice would avoid
# that, but they are dull.
#
# So throw away the tail alone. But where does it begin? **Top-k** keeps the k likeliest, always. The **nucleus** keeps as few as it takes to reach a share, such as 0.8: few
# where the net is sure, and many where it is not. In the picture's second row two are kept; in the third, E and G have only 0.75, so A must stay. What is left is divided by its sum.
#
# ### Exercise 2 · `keep_likely` · ●●○ · 12 min
#
# Write `keep_likely(p, k, share)` that returns `top, nucleus`, both (N, K), for rows `p` (N, K) of probabilities.
#
# - `top`: only the `k` likeliest of each row, in their old places, and each row sums to 1 again
# - `nucleus`: the same with the fewest likeliest whose probabilities sum to at least `share`, above 0. At a share of 1 all stay, though rounding may leave their sum below 1
#
# For example, `p = [[0.25, 0.5, 0.125, 0.125]]` with `k = 1` gives `[[0, 1, 0, 0]]`, and `share = 0.75` gives `[[1/3, 2/3, 0, 0]]`. Never mind ties.
#
# <details><summary>Hint 1</summary>
#
# Sort each row from the likeliest down, decide there who stays, and carry the decision back to the old places.
# </details>
#
# <details><summary>Hint 2</summary>
#
# A note belongs to the nucleus if those that are likelier do *not* reach the share without it.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `order = np.argsort(-p, axis=1)`, `falling = np.take_along_axis(p, order, axis=1)`, `stays = falling.cumsum(axis=1) - falling < share`, and `np.put_along_axis` puts back.
# </details>


# %% exercise="keep_likely"
def keep_likely(p, k, share):
    ### BEGIN SOLUTION
    order = np.argsort(-p, axis=1)
    falling = np.take_along_axis(p, order, axis=1)
    before = falling.cumsum(axis=1) - falling
    results = []
    for stays in (np.arange(p.shape[1]) < k, before < share):
        kept = np.zeros(p.shape)
        np.put_along_axis(kept, order, falling * stays, axis=1)
        results.append(kept / kept.sum(axis=1, keepdims=True))
    return results[0], results[1]
    ### END SOLUTION


# %% check="keep_likely"

# %% explained="keep_likely"
# Who stays is easy to say in a row that falls, so sort, decide there, and carry the decision back. `order` remembers where each value came from, and `put_along_axis` with the same `order` is the way home.
#
# The step to find is `before`: what the likelier notes have together *without* this one. A note is needed as long as that is below the share. For 0.5, 0.25, 0.125, 0.125 it is 0, 0.5, 0.75, 0.875, and with a share of 0.75 the first two stay. The likeliest has 0 before it, so somebody always stays.
#
# Many compare the sum that includes the note, `cumsum <= share`. Then the note that lifts the sum past the share is lost; and where the net is so sure that the first note does it alone, nothing is left, and the row is 0 / 0.

# %% [markdown]
# So what have you thrown away? A nucleus of 0.95 keeps 24 notes on average, and the other 273 share one throw in twenty. Hear the net with either alone.

# %%
row = {"the nucleus": picking.cautious, "the tail": picking.reckless}
for name, side in row.items():
    pick = side(mine.keep_likely, share=0.95)
    row[name] = tune_numbers.tune(grown, nothing, seed=3, longest=10, pick=pick)
recital.play(row)

# %% [markdown]
# The tail might be the dice that know nothing, and it comes up once in twenty notes.
#
# ## 12.2 A network that learns tunes
#
# Where did the net get its idea of a tune? From 31 old ones, written down as notes. Eight more we hold back, so that it never hears them. Here is one. Hum it
# once or twice: it will come back all through the unit.

# %%
new = list(tunes.titles).index("London Bridge")
bridge = tunes.pitches[new], tunes.lengths[new]
recital.play({"London Bridge": bridge}, given=None, hand=True)

# %% [markdown]
# The left hand, in grey, is ours.
#
# Nobody has to label anything, because a tune sets its own questions and soon answers them. In *London Bridge* G is followed by A, and A by G. But this second G goes on to
# F and not to A, although it is the same note. So the net must remember what came before it: hence an LSTM.
#
# Each note is one *symbol* to it: a pitch out of 37 and a length out of 8 make 296 of them, and one more ends the tune.
#
# What is a good guess worth? It saves you questions: to find one note among eight you need three that are answered by yes or no (is it in the upper half? ...). So a note to
# which the net gave the probability 1/8 costs it three *bits*, and one that it gave 1/2 costs only one.
#
# The mean over the notes is called **bits a note**, and that is how we count from now on. A net that knows nothing pays $\log_2 297 = 8.2$. (Our loss counts in *nats*: bits times $\ln 2$.)
#
# Tunes are not equally long, so the shorter ones are *padded* to make one block (N, T). Nobody should be praised for guessing the padding: a **mask** $m$ is 1 at a note and 0
# there, and the loss is the mean over the notes alone:
#
# $$L = -\frac{1}{\sum m_{nt}} \sum_{n,t} m_{nt} \ln p_{nt}(\text{target}_{nt}).$$

# %%
plots.show(*padded_tunes.draw())

# %% [markdown]
# ### Exercise 3 · `melody_loss` · ●●○ · 15 min
#
# Write `melody_loss(logits, targets, mask)` that returns `loss, bits, dlogits`.
#
# - `logits`: (N, T, K); `targets`: (N, T), integers; `mask`: (N, T)
# - `loss` in nats and `bits`, both means over the notes; `dlogits`: (N, T, K), the slope of `loss`
#
# Logits may be in the thousands.
#
# For example, four equal logits cost ln 4 = 1.386 nats, or 2 bits, whatever is in the padding.
#
# <details><summary>Hint 1</summary>
#
# You need $\ln p$, not $p$: with $z$ less its largest value, $\ln p_k = z_k - \ln\sum_j e^{z_j}$ never takes the logarithm of 0.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The slope of one note is softmax minus one-hot (unit 2). Here it is multiplied by the mask, because padding has no say, and divided by what the loss was divided by.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `n, t = np.indices(targets.shape)` and `log_p[n, t, targets]` picks what was right; `dlogits[n, t, targets] -= 1`; then `* mask[..., None] / mask.sum()`.
# </details>


# %% exercise="melody_loss"
def melody_loss(logits, targets, mask):
    ### BEGIN SOLUTION
    z = logits - logits.max(axis=2, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=2, keepdims=True))
    n, t = np.indices(targets.shape)
    loss = -(mask * log_p[n, t, targets]).sum() / mask.sum()
    dlogits = np.exp(log_p)
    dlogits[n, t, targets] -= 1
    return loss, loss / np.log(2), dlogits * mask[..., None] / mask.sum()
    ### END SOLUTION


# %% check="melody_loss"

# %% explained="melody_loss"
# Never take the logarithm of a softmax, because for logits in the thousands some probabilities become 0, and $\ln 0$ costs infinitely much. Take the logarithm on paper first: $\ln p_k = z_k - \ln\sum_j e^{z_j}$. With the largest logit taken off, one of the summands is 1, so this logarithm is safe.
#
# `np.indices` gives two arrays of the shape of `targets`, and with them `log_p[n, t, targets]` picks from each note's row the one entry that was right. The same index takes the 1 off in the slope, softmax minus one-hot.
#
# Loss and slope are both multiplied by the mask and divided by `mask.sum()`, the number of notes; `mask[..., None]` reaches all K slopes of a note. If you average each melody first, the notes of short tunes count for more. And the loss is *divided* by $\ln 2$, because a bit is only $\ln 2$ of a nat: 1.386 becomes 2.

# %% [markdown]
# Now train. An LSTM of 48 units hears the 31 tunes, each in another key every time. These are the first 50 updates of 600, on your `melody_loss` if it has passed.

# %%
young, rng = learnt.new_composer()
plan = {"updates": 50, "planned": 600, "loss": mine.layers.NoteLoss()}
bits = composer.train_composer(young, tunes, rng=rng, **plan)
plots.show(*told_curves.draw(bits, nothing=np.log2(297), counting=tune_numbers.counted_bits(tunes)))

# %% [markdown]
# Ten updates make it as good as somebody who has counted how common each note is, which needs no ear. What it saves from there on, it saves by listening.
#
# We have kept the weights of later updates, so now hear it grow up.

# %% predict="growth_of_a_tune"
# The same net, with the same dice at $\tau = 1$, after 0, 50, 200 and 600 updates. What does it learn first?
#
# - (a) The beat, and then the scale: a foot taps before a voice finds the note
#   wrong: Yours may, but this net has not been given a foot. To know whether a note falls on the beat it must add up the lengths of *all* notes before it.
# - (b) The scale, and then the beat
#   right: The last few notes tell the scale, but a beat has to be counted from the beginning.
# - (c) It plays one of the tunes by heart, and then others
#   wrong: It has heard each tune in a new key every time.

# %%
nets, first = {str(n): learnt.composer_after(n) for n in learnt.GROWTH}, {}
for n, net in nets.items():
    name = f"after {n} updates, {composer.new_tune_bits(net, tunes):.2f} bits"
    first[name] = tune_numbers.tune(net, nothing, seed=4)
recital.play(first, beat=True, longest=48)

# %% [markdown]
# Which is the first that you could hum? (C4 is middle C.)

# %%
plots.show(*piano_rolls.draw_growth(first, tune_numbers.growth(nets, tunes)))

# %% [markdown]
# The newborn jumps all over the keyboard, because to it every note is as good as any other.
#
# After 50 updates the longest notes are gone, and it stays in the middle. But it still leaps about like somebody who has only heard *of* music.
#
# After 200 it mostly goes by steps, and so it can be hummed. Yet nobody told it what a step is: all that it ever heard was which note came next.
#
# And after 600? Not an orange note is left. But one tune may be luck, so look at the two lines, counted in many. **It learns pitch before rhythm**: 50 updates took it
# two thirds of the way to the old tunes' scale, but its beat came as far only after 600.
#
# ### Over its shoulder
#
# What does it hear when *we* play? Before each note of London Bridge, ask the grown net what it expects. The deeper the blue, the likelier it thought that pitch. The box
# is the note that came, and the bar beneath is what it cost.

# %%
listened = surprise.listen(grown, tunes, "London Bridge")
plots.show(*expectations.draw(listened, again=(0, 13, 7)))

# %% [markdown]
# The blue shows pitches alone, but the bars count the length too: a longer note costs about five bits even on the pitch that it expected most.
#
# Now look at the two brackets. The second half begins with the same seven notes, and you knew it by the second of them. The net did not: the first time it paid 27 bits
# for the seven, and now it pays 25.
#
# Borrow its ears: the more a note surprised the net, the louder it is. Wait for the second half: its first G comes in louder
# than anything before, because the net did not expect it to be so long.

# %%
audio.play(surprise.aloud(listened, sr=sr), sr, title="London Bridge, as the net hears it")

# %% [markdown]
# So it has no ear yet for what comes back. But does it tap a foot? Ask which of its 48 units goes best, in the old tunes, with a note that ends off the beat:

# %%
unit, states, off = surprise.unit_for_the_beat(grown, tunes, "London Bridge")
plots.show(*expectations.draw_unit(listened, states, off, unit=unit))

# %% [markdown]
# Nobody gave it a foot. But one unit starts up at the only two notes that end off the beat, and is calm when the tune is back: half a foot, grown by itself.
#
# ### Let it run
#
# To write, the net draws a note and then hears it as if it had come from outside: it is *autoregressive*. Watch the two Gs of this
# toy. The same note goes in, but first A is likeliest and then F, because the state tells them apart: it is 1 once an A has been heard.

# %%
plots.show(*free_steps.draw())

# %% [markdown]
# Nothing more is needed, because by the chain rule of probability a tune is nothing but such steps,
# $p(x_1, \dots, x_T) = \prod_t p(x_t \mid x_1, \dots, x_{t-1})$.
#
# The three notes that the toy drew had 1/2 each, so together they have 1/8. In bits, 1 + 1 + 1 = 3: what chances multiply, costs add.
#
# ### Exercise 4 · `free_run` · ●○○ · 10 min
#
# Write `free_run(step, state, first, u, temperature)` that returns the T notes that follow `first`.
#
# - `step(note, state)` is lent to you: it returns logits of shape (K,) and the next state
# - `state`: the one before `first`; `first`: an integer; `u`: (T,), a random number for each note
#
# Draw as in exercise 1.
#
# For example, if the logits are all 0 and K = 4, `u = [0.1, 0.6]` gives notes 0 and 2.
#
# <details><summary>Hint 1</summary>
#
# Two things go round: the note that was drawn last, and the state.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Before each note comes a step, also before the first that you draw: it hears `first`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `logits, state = step(note, state)`, then `note = sample_with_temperature(logits[None], temperature, np.array([coin]))[1][0]`, for each `coin` of `u`.
# </details>


# %% exercise="free_run"
def free_run(step, state, first, u, temperature):
    ### BEGIN SOLUTION
    note, melody = first, []
    for coin in u:
        logits, state = step(note, state)
        note = sample_with_temperature(logits[None], temperature, np.array([coin]))[1][0]
        melody.append(note)
    return np.array(melody)
    ### END SOLUTION


# %% check="free_run"

# %% explained="free_run"
# Two things have to go round: the note that was drawn last and the state. Leave out either, and the tune is sick (12.3).
#
# The order is step, then draw, because the probabilities of a note need what was heard before it. So `first` is heard and not returned, and after the last draw there is no further step.
#
# Your function of exercise 1 wants rows, so `logits[None]` makes a block of one row, and `np.array([coin])` gives it its one random number; `[1][0]` takes the symbols, and of these the only one. Since `u` comes from outside, the same `u` gives the same tune: this is what "the same dice" meant all along.

# %% [markdown]
# **Hear it.** Now you are the friend who breaks off. You hum the first eight notes of London Bridge (blue), and your `free_run` hums on (green). Listen for the seam.

# %%
known = composer.to_symbols(tunes.pitches[new][:8], tunes.lengths[new][:8])
state, step = picking.state_after(grown, known, nothing), picking.told(grown, nothing)
rest = mine.free_run(step, state, known[-1], np.random.default_rng(15).random(16), 0.9)
ours = composer.to_notes(np.concatenate([known, rest]))
recital.play({"eight notes of London Bridge, then the net": ours}, given=8, hand=True)

# %% [markdown]
# It takes up the tune where we left it, and its first four notes, G A G F, are even those with which the song begins. Then it forgets where it was going, and by the end it
# has drifted into another key. It is not the song, but it is *a* song.
#
# ## 12.3 Is it a tune?
#
# Or do we only hear what we hope for? Train your ear on faults first. The healthy player is followed by four who use the same good net, each with one fault in the way it
# *writes*. Guess before you look.

# %%
players = faulty.play_all(grown, context=nothing)
recital.play({name: p["tunes"][1] for name, p in players.items()}, longest=48)

# %%
plots.show(*piano_rolls.draw({name: p["tunes"][1] for name, p in players.items()}))

# %% [markdown]
# An ear may be charmed, but numbers are not. How many of the notes lie *in one scale*, and how many have the commonest *one length*? How often does a pitch *repeat*? How wide is
# the *range*, in semitones? And what does a note of each player's tune cost the healthy net? (Green is as good as healthy.)

# %%
rows = {n: (*tune_numbers.mean_facts(p["tunes"]), p["bits"]) for n, p in players.items()}
plots.show(*four_numbers.draw(rows, near=(*tune_numbers.NEAR, 0.5)))

# %% [markdown]
# ### Exercise 5 · `sick_players` · ●●○ · 10 min
#
# Put a letter in the place of each `"?"`.
#
# **player_1** · What is wrong with player 1?
#
# - (a) forgets all but the last note
# - (b) hears itself an octave too low
# - (c) takes the likeliest note each time
# - (d) divides by far too high a temperature
#
# **player_2** · And player 2?
#
# - (a) divides by far too high a temperature
# - (b) forgets the key, but steps like a tune
# - (c) always throws the same number
# - (d) takes the likeliest note each time
#
# **player_3** · Player 3?
#
# - (a) divides by far too high a temperature
# - (b) never hears anything but its first note
# - (c) was not trained
# - (d) begins each step with an empty state
#
# **player_4** · Player 4?
#
# - (a) begins each step with an empty state
# - (b) hears its first note again and again
# - (c) plays in two keys at once
# - (d) draws with too low a temperature
#
# <details><summary>Hint 1</summary>
#
# A player who writes below the healthy one's bits is too timid, one far above it takes what the net thinks absurd.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Who forgets the past still knows how notes follow one another, but not in which key they are.
# </details>
#
# <details><summary>Hint 3</summary>
#
# A net that believes the first note has only just sounded keeps coming back to it. Look at the roll of player 4.
# </details>

# %% exercise="sick_players"
sick_players = dict.fromkeys(["player_1", "player_2", "player_3", "player_4"], "?")
### BEGIN SOLUTION
sick_players = {"player_1": "c", "player_2": "a", "player_3": "d", "player_4": "b"}
### END SOLUTION

# %% check="sick_players"

# %% explained="sick_players"
# **player_1** · All of its notes have one pitch and one length, and they cost the healthy net less than its own do, 1.7 bits against 4. Only a player who always takes the likeliest is that timid.
#
# **player_2** · 9.2 bits is more than the 8.2 of a net that knows nothing, and the tunes span 30 semitones: it takes what the net itself thinks absurd, as one does at far too high a temperature.
#
# **player_3** · Only three notes in four fit one scale, yet it stays on a pitch as often as the healthy one. So it knows what may follow a *note*, and not which key it is in: it has forgotten all that came before. That is how a `free_run` sounds that begins each step from an empty state.
#
# **player_4** · Its four numbers look healthy, so it has a key and its temperature is right; only its bits (5 against 4) betray it. It hears its first note over and over, and not what it has just played: a `free_run` that feeds `first` at every step.

# %% [markdown]
# ### Four numbers
#
# One tune proves little, and forty take long to hear. So count.
#
# ### Exercise 6 · `tune_facts` · ●●○ · 12 min
#
# Write `tune_facts(pitches, lengths)` that returns `in_scale, commonest, repeats, span` for `pitches` (T,) in MIDI and `lengths` (T,) in eighths, whole numbers from 1.
#
# - `in_scale`: the largest share of notes that lie in one of the twelve major scales, which have the notes 0, 2, 4, 5, 7, 9 and 11 semitones above their key-note, in all
#   octaves
# - `commonest`: the share of the notes with the commonest length; `repeats`: the share of the T − 1 steps that stay on their pitch; `span`: from the lowest to the
#   highest note, in semitones
#
# For example, pitches 60, 60, 64, 66 with lengths 2, 2, 1, 2 give 1 (G major has all of them), 0.75, 0.333 and 6.
#
# <details><summary>Hint 1</summary>
#
# You need not find out the key: try all twelve, and keep the best share.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `(pitches - key) % 12` says how far each note is above a key-note; `np.isin(..., [0, 2, 4, 5, 7, 9, 11])` says whether that is in the scale.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `max(np.isin((pitches - key) % 12, scale).mean() for key in range(12))`; `np.bincount(lengths).max() / len(lengths)`; `np.mean(np.diff(pitches) == 0)`.
# </details>


# %% exercise="tune_facts"
def tune_facts(pitches, lengths):
    ### BEGIN SOLUTION
    scale = [0, 2, 4, 5, 7, 9, 11]
    in_scale = max(np.isin((pitches - key) % 12, scale).mean() for key in range(12))
    commonest = np.bincount(lengths).max() / len(lengths)
    repeats = np.mean(np.diff(pitches) == 0)
    return in_scale, commonest, repeats, pitches.max() - pitches.min()
    ### END SOLUTION


# %% check="tune_facts"

# %% explained="tune_facts"
# You need not know the key, because the best of twelve shares *is* the share in the best key. `(pitches - key) % 12` says how far each note lies above a key-note with octaves left out, and Python's `%` is never negative, so it holds for notes below the key-note as well. In the example 60, 60, 64, 66 do not fit C major because of 66 (F sharp), but G major has them all.
#
# `np.bincount(lengths)` counts each length, and its largest entry over T is the share of the commonest. The commonest length *itself* would answer another question.
#
# T notes have T − 1 steps, and the mean of `np.diff(pitches) == 0` divides by just that: one of three is 0.333, where one of four would be 0.25. Octaves count here, so the differences are not folded.

# %%
real = tune_numbers.mean_facts(tune_numbers.real_tunes(tunes), mine.tune_facts)
form = "31 old tunes: {:.0%} in one scale, {:.0%} of one length, {:.0%} repeats, {:.0f} semitones"
print(form.format(*real))

# %% predict="cold_or_right"
# Forty tunes at $\tau = 0.5$ and forty at $\tau = 1$, by the net after 600 updates. Which are nearer to real tunes, in these numbers?
#
# - (a) Those at 0.5: with cold dice fewer notes go wrong
#   wrong: Fewer notes are *out of the scale*, but the tunes stand still: nearly all notes are of one length, and nearly half repeat the one before.
# - (b) Those at 1
#   right: At 1 the net says what it has learnt, in the shares in which it has learnt it. Anything colder exaggerates what is common.
# - (c) There is no difference, because the net is the same
#   wrong: The logits are the same, but the dice make the tune, and they are not.

# %%
rows = {"real tunes": real}
for tau in (0.5, 1.0):
    made = tune_numbers.written(grown, nothing, tunes=40, temperature=tau, pick=mine.layers.draw)
    rows[f"temperature {tau}"] = tune_numbers.mean_facts(made, mine.tune_facts)
plots.show(*four_numbers.draw(rows, near=tune_numbers.NEAR))

# %% [markdown]
# The green strips are near enough to the real tunes, and at $\tau = 1$ only the range is a little wide.
#
# ### Which is the machine?
#
# By its numbers the machine passes. Does it pass with you? A note out of the scale would give it away, and so would a stumble, or a first note on
# which no old tune begins. So we take the three nearest of the forty that do none of this, and mix in three old ones. All six are moved to C.

# %%
theirs = tune_numbers.hard_to_tell(tune_numbers.nearest(made, real, facts=mine.tune_facts, n=40))
old = [tune_numbers.in_c((tunes.pitches[i], tunes.lengths[i]), tunes.tonics[i]) for i in (9, 7, 8)]
mixed = [(*old, *theirs)[i] for i in np.random.default_rng(73).permutation(6)]
six = {f"no. {n + 1}": (p[:16], t[:16]) for n, (p, t) in enumerate(mixed)}
recital.play(six, hand=True)

# %% predict="which_is_the_machine"
# Which three did the machine write?
#
# - (a) 1, 3 and 6
#   wrong: Number 3 is one of the net's, but 1 (*Fuchs, du hast die Gans gestohlen*) and 6 (*Alle meine Entchen*) are old.
# - (b) 2, 4 and 5
#   wrong: Two of them; but number 4 is *Kuckuck, Kuckuck*.
# - (c) 2, 3 and 5
#   right: Scale and beat are sound, but something larger is missing. Each old tune soon says a bar again, or begins to; in the machine's no bar answers an earlier one (12.7).
# - (d) 1, 4 and 6
#   wrong: Those are the old ones, three German children's songs. If you took them for the machine's, it has passed the test with you.

# %% [markdown]
# ### How hot should it be?
#
# At $\tau = 1$ the net says what it believes, but is it right to be so sure? New tunes can tell.
#
# Before each note the net can work out what that note will cost it *on average, if its own probabilities are right*: every note's cost times its chance, added up. That is the **entropy**, $-\sum_k p_k \log_2 p_k$.
#
# Then a note comes, and what it really costs is the **surprise**. In the picture a net says that half of the notes will be G. If they are, the two agree in the long run. But if A comes too often, it pays more than it expected, because it was too sure.

# %%
plots.show(*expected_surprise.draw())

# %% predict="too_sure"
# After 200 updates and after 600: on new tunes, how does the surprise compare with the entropy?
#
# - (a) Nearly equal after 200; after 600 the entropy is lower than the surprise
#   right: The longer it learns the same 31 tunes, the surer it gets; but new tunes do not become any more predictable by that.
# - (b) After 600 they agree better, because it has learnt more
#   wrong: More about these 31 tunes. It is now sure of things that hold for those and not for others.
# - (c) The entropy is higher both times: a net is always modest
#   wrong: After few updates the two are nearly equal; a net that trains on becomes too sure.

# %%
scores = {n: composer.new_tune_scores(learnt.composer_after(n), tunes) for n in (200, 600)}
for n, (logits, paid) in scores.items():
    print(f"after {n}: surprise {paid:.2f} bits, entropy {picking.mean_entropy(logits, 1):.2f}")

# %% [markdown]
# After 200 updates the two agree: that is an honest net (with other seeds, nearly). But after 600 it expects 3.7 bits a note and pays 4.2: it is too sure. The cure is the knob, turned until it expects the bits that it paid.
#
# How far? No formula says it, but one can close in. At which temperature do the logits 0, 1, 1, 2 have 1.5 bits?

# %%
plots.show(*halved_bracket.draw())

# %% [markdown]
# ### Exercise 7 · `matching_temperature` · ●●○ · 15 min
#
# Write `matching_temperature(logits, bits)` that returns the temperature, between 0.02 and 50, at which the mean entropy of the rows of `logits` (N, K), each with a
# softmax of its own, is `bits`, to within one part in a hundred. Logits may be in the thousands.
#
# For example, one row `[0, 1, 1, 2]` has 1.5 bits at the temperature 0.77.
#
# <details><summary>Hint 1</summary>
#
# The entropy grows with the temperature, always: so if it is too small, what do you know of the temperature?
# </details>
#
# <details><summary>Hint 2</summary>
#
# Begin with 0.02 and 50, look in the middle, and keep the half in which the answer must be. Forty times is plenty.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `low, high = (middle, high) if entropy(middle) < bits else (low, middle)`. Subtract the largest logit of each row first, and use `np.log2(p + 1e-300)`, so that 0 times the logarithm of 0 is 0.
# </details>


# %% exercise="matching_temperature"
def matching_temperature(logits, bits):
    ### BEGIN SOLUTION
    z = logits - logits.max(axis=1, keepdims=True)
    low, high = 0.02, 50.0
    for _ in range(40):
        middle = (low + high) / 2
        p = np.exp(z / middle)
        p = p / p.sum(axis=1, keepdims=True)
        entropy = -(p * np.log2(p + 1e-300)).sum(axis=1).mean()
        low, high = (middle, high) if entropy < bits else (low, middle)
    return low
    ### END SOLUTION


# %% check="matching_temperature"

# %% explained="matching_temperature"
# A direction is enough: if the entropy is too small, the temperature is too low. So keep the half with the answer, 40 times.
#
# But may one rely on the direction? Write $\beta = 1/\tau$. In nats a row's entropy is $\ln\sum_k e^{\beta z_k} - \beta\,\bar z$, where $\bar z$ is the mean logit under $p$. Its slope in $\beta$ is $-\beta$ times the variance of the logits, which is never above 0. So the entropy falls with $\beta$, and it rises with $\tau$.
#
# The largest logit is taken off as in exercise 1, it is `log2` because `bits` are asked for, and `1e-300` keeps $0 \cdot \log 0$ from becoming "not a number". The mean comes last, over the entropies of the rows: the mean of the rows of `p` has more, since it also counts how they differ.

# %%
for n, (logits, paid) in scores.items():
    print(f"after {n} updates: honest at {mine.matching_temperature(logits, paid):.2f}")

# %% [markdown]
# So the long-trained net is honest at 1.16. (Turning the knob lowers the surprise a little too, from 4.19 to 4.16. Both meet at 1.15, and there it pays least.)
#
# Should it also *write* at 1.16? No: in forty such tunes scale, lengths and range are all further off than at 1. When the net hears itself, its own slips make it wilder.
#
# **The challenge.** Bring all four numbers into the green strips. Your dials are the temperature, the nucleus of your `keep_likely`, and which of the grown nets plays.
# As they are set below, only the scale fits.

# %%
dial = picking.cautious(mine.keep_likely, share=0.8)
made = tune_numbers.written(grown, nothing, tunes=40, temperature=1.0, pick=dial)
rows = {"real tunes": real, "your dial": tune_numbers.mean_facts(made, mine.tune_facts)}
plots.show(*four_numbers.draw(rows, near=tune_numbers.NEAR))

# %% [markdown]
# ## 12.4 What has it learnt about keys?
#
# Nobody told the net that there are scales, and yet it keeps to one. Where in it are the keys? Let it listen to all tunes in C and take the mean of its hidden states,
# then to all in D♭, and so on. Then draw the twelve means in the plane where they differ most.

# %% predict="keys_in_a_plane"
# Twelve points, one for each key. How will they lie?
#
# - (a) In a row, from C up to B
#   wrong: That is how the keyboard has them. But C and D♭ lie side by side there and share only two of their seven notes, so for an ear they are far apart.
# - (b) In a ring, each key beside the two that share six of its notes
#   right: To expect the next note is to know which notes are in use. So keys that use nearly the same notes need nearly the same state.
# - (c) Anyhow: twelve keys are twelve different things, and the net has no reason to arrange them
#   wrong: It has one, though nobody gave it: where the same notes may come next, the same state will do.

# %%
means = composer.states_by_key(grown, tunes, turns=6, rng=np.random.default_rng(1))
plots.show(*key_ring.draw(means))

# %% [markdown]
# A ring! The line joins keys that lie seven semitones apart. Musicians call it the *circle of fifths* and learn it at school, and this net, which never went to one, has found it by
# ear.
#
# How does one *name* the key of a tune? Count how long each of the twelve notes sounds: that is the tune's *profile*. In 1982 Carol Krumhansl and Edward Kessler
# asked listeners how well each note fits into a key, so their ratings for C major are a template. It works like a compass: turn it until it fits the profile best, and it
# points at the key. These four notes all belong to C major, but they fit it badly:

# %%
plots.show(*turned_template.draw())

# %% [markdown]
# ### Exercise 8 · `key_profile` · ●●○ · 12 min
#
# Write `key_profile(pitches, lengths, template)` that returns `profile, scores, key`.
#
# - `pitches`: (T,), MIDI numbers, C is any multiple of 12; `lengths`: (T,); `template`: (12,), for C major
# - `profile`: (12,), the share of the time at which each note sounds, octaves put together; C first
# - `scores`: (12,), for each key-note k the correlation of the profile with the template turned to k
# - `key`: the k with the highest score
#
# For example, pitches 60 and 67 of lengths 3 and 1 have 0.75 for C and 0.25 for G.
#
# <details><summary>Hint 1</summary>
#
# What should stand at place k of the turned template, if k is the key-note: the value for C, or that for the note k of C major?
# </details>
#
# <details><summary>Hint 2</summary>
#
# The value for C: `np.roll(template, k)` moves it there. `np.bincount` takes `weights` and `minlength`.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.corrcoef(profile, np.roll(template, k))[0, 1]` is one score; the 2 × 2 table has it beside the diagonal.
# </details>


# %% exercise="key_profile"
def key_profile(pitches, lengths, template):
    ### BEGIN SOLUTION
    profile = np.bincount(pitches % 12, weights=lengths, minlength=12) / lengths.sum()
    scores = np.array([np.corrcoef(profile, np.roll(template, k))[0, 1] for k in range(12)])
    return profile, scores, scores.argmax()
    ### END SOLUTION


# %% check="key_profile"

# %% explained="key_profile"
# `np.bincount` with `weights=lengths` adds up the *time* of each note name and not the number of notes, and `minlength=12` keeps a place for names that never sound.
#
# The template says at place 0 how well the key-note fits. For the key k that value has to stand at place k, and `np.roll(template, k)` moves it there. If you roll the other way, C and F sharp are still right, since a turn by 0 or 6 is the same in both directions; but a tune in D comes out as B flat.
#
# The plain sum of products would name the same key, because turning changes neither the mean nor the size of the template. But a correlation lies between −1 and 1, so the scores of two tunes can be compared. Take the largest score and not the largest in size, because −1 says "anything but this key".

# %% [markdown]
# Would the net have answered like those listeners? Play it new tunes in major, and ask which note it expects next, counted from the key-note.

# %%
expected = composer.expected_names(grown, tunes, turns=4, rng=np.random.default_rng(2))
ears = {"the net: what comes next": expected, "listeners, 1982: what fits": composer.MAJOR}
plots.show(*key_ring.draw_profiles(ears))
print(f"correlation: {np.corrcoef(expected, composer.MAJOR)[0, 1]:.2f}")

# %% [markdown]
# Very nearly: in both, the black keys are low, and G and E are high.
#
# But why is C not the highest for the net? Because it was asked something else. What *fits* best is C, on which a tune likes to rest; what comes *next* is D more often
# than C, because a tune has to get on.
#
# ## 12.5 A teacher who leaves
#
# So it knows its keys. And yet it strays when it hums on alone. Why, if its weights are the same?
#
# Because it hears something else. While it trains, it is given the *true* notes, whatever it said itself: that is **teacher forcing**. Running free, it hears its own
# notes, mistakes included. Here is a net that knows one thing, "go up by two", and has to play the scale of C, which goes up by only one at two places.

# %%
plots.show(*teacher_forcing.draw(titles=("taught", "alone")))

# %% [markdown]
# Taught, it misses those two by a semitone, and each time the next true note puts it right. Alone, it hears its own 66 instead of 65, and no note after that is right; at
# the second place it is off by two.
#
# The cure is to let it make mistakes while there is still somebody who helps. In **scheduled sampling** a coin decides, at each step of each tune, whether the net hears
# the true note or its own. The share $\epsilon$ of true notes falls while it trains. Think of a bet: the odds of truth to guess are $k : 1$ at first, and each update divides them by $e^{1/k}$.
#
# For $k = 10$ the share is 10/11 at first, a half at update 23, and 1/11 at 46. The teacher leaves, slowly first and then for good.
#
# This is what the net that goes up by two may hear at update 23. Where a coin is not below the share it gets its own guess, right or wrong:

# %%
plots.show(*true_or_own.draw())

# %% [markdown]
# ### Exercise 9 · `scheduled_inputs` · ●○○ · 8 min
#
# Write `scheduled_inputs(truth, guesses, i, k, coins)` that returns `share, inputs`.
#
# - `truth`, `guesses`: (N, T); the guesses are what the net itself said
# - `i`: the update, an integer from 0; `k`: a number above 0; `coins`: (N, T), random numbers from 0 to 1
# - `share`: $\epsilon$ after i updates; `inputs`: (N, T), the truth where the coin is below the share, the guess elsewhere
#
# For example, `i = 0` and `k = 1` are odds of 1 : 1, so the share is 0.5. Far into the training $e^{i/k}$ is too large for a number; the share is then 0.
#
# <details><summary>Hint 1</summary>
#
# Odds of 3 : 1 are a share of 3/4. What are the odds after i updates?
# </details>
#
# <details><summary>Hint 2</summary>
#
# $k\,e^{-i/k} : 1$, which is also $k : e^{i/k}$. Try `i = 9000` and `k = 10` with the one that you take.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `odds = k * np.exp(-i / k)`, the share is `odds / (odds + 1)`, and `np.where(coins < share, truth, guesses)` picks entry by entry.
# </details>


# %% exercise="scheduled_inputs"
def scheduled_inputs(truth, guesses, i, k, coins):
    ### BEGIN SOLUTION
    odds = k * np.exp(-i / k)
    share = odds / (odds + 1)
    return share, np.where(coins < share, truth, guesses)
    ### END SOLUTION


# %% check="scheduled_inputs"

# %% explained="scheduled_inputs"
# Dividing by $e^{1/k}$ at each of i updates is multiplying by $e^{-i/k}$, so the odds are $k\,e^{-i/k}$. Of odds $o : 1$ the truth has the share $o/(o + 1)$. Multiply both by $e^{i/k}$, and it is the formula by which scheduled sampling is known,
#
# $$\epsilon_i = \frac{k}{k + e^{i/k}}.$$
#
# But mind the late updates. At $i = 9000$ and $k = 10$ the exponent is 900, and $e^{900}$ does not fit into a number: NumPy warns and goes on with infinity, `math.exp` stops. $e^{-900}$ is merely rounded to 0, so the odds are the safer form.
#
# The k in front is not decoration. With odds of 1 : 1 the share would begin at a half; with k it begins at 10/11, so the net hears the truth while it knows nothing.

# %% predict="who_sings_on"
# Two nets of one size learn the vibrato of a singer, a pitch that swings a little unevenly. One always hears the truth, one is taught by scheduled sampling. After 250 updates both hear 15 frames of a new vibrato and sing on
# alone. (If your `scheduled_inputs` has passed, it decides what the second hears.) What does the error look like then?
#
# - (a) Alike: they have the same size and the same 250 updates
#   wrong: With a teacher they are nearly alike. But only one of them has ever heard itself.
# - (b) It grows in both, but clearly less after scheduled sampling
#   right: After 250 updates that net has met its own mistakes, and the other has not.
# - (c) Teacher forcing is better, because it has only heard good examples
#   wrong: That is its weakness: after its first own error it is in a place where it has never been.

# %%
kinds = {"teacher forcing": False, "scheduled sampling": True}
lesson = {"updates": 250, "seed": 0, "inputs": mine.scheduled_inputs}
singers = {name: vibrato.train_singer(scheduled=s, **lesson) for name, s in kinds.items()}

# %%
strayed = {name: vibrato.drift(singer)[1] for name, singer in singers.items()}
plots.show(*told_curves.draw_straying(strayed, given=15, updates=250))

# %%
swing, _ = vibrato.vibratos(1, rng=np.random.default_rng(7))
sung = {"the singer": swing[0]} | {n: s.sing_on(swing, 15)[0] for n, s in singers.items()}
audio.play_row([(name, vibrato.sung(pitch, sr=sr)) for name, pitch in sung.items()], sr)

# %% [markdown]
# Both go on swinging, but out of step with the singer, because each frame's small error goes into the next.
# But after 250 updates the net that has met its own errors strays less, by nearly 40 % on average. (By seed, 17 to 50 %; you heard the best.)
#
# But give both a thousand, and the teacher's pupil has caught up: both end about 20 cents off. To hear oneself is a short cut for a short lesson.
#
# And our tune? A composer that was taught so strayed no less: after a wrong *note* the old tune's next one may no longer fit.
#
# Here the first sitting ends.
#
# ## 12.6 Tell it what to play
#
# A musician who takes no requests is soon found out. The singer wants A flat, so the left hand has struck up its chord and stays on it. Our net joins in:

# %%
dice = {"temperature": 1.0, "longest": 20}
deaf = composer.to_notes(composer.compose(grown, nothing, rng=np.random.default_rng(5), **dice))
recital.play({"the hand is in A flat": deaf}, stubborn=8)

# %% [markdown]
# Ouch. The tune is sound in itself, but it is in A, and 17 of its 20 notes are foreign to A flat, because nobody had told the net.
#
# What one wants of a net is called the **context** $c$, and there are three ways to tell it:
#
# - as an **extra input** at each step: $h_t = \tanh(x_t W_x + h_{t-1} W_h + c\,W_c + b)$, with $h_0 = 0$. It is whispered again and again.
# - as the **first state**: $h_0 = \tanh(c\,V)$, and nothing afterwards. It is said once, and has to be remembered.
# - **both**.
#
# Does it matter which? In the picture one unit hears nothing but its context, with $W_h = 1/2$ and $c\,W_c = c\,V = 1$. As an input it stays. But as a first state it
# fades, because each step halves it and more: from 0.76 to $\tanh 0.38 = 0.36$, and on.

# %%
plots.show(*contexts.draw())

# %% [markdown]
# ### Exercise 10 · `conditioned_states` · ●●○ · 12 min
#
# Write `conditioned_states(X, context, W_x, W_h, b, W_c, V)` that returns `as_input, as_state, both`, the states in these three ways, each of shape (N, T, H).
#
# - `X`: (N, T, D); `context`: (N, C); `W_x`: (D, H); `W_h`: (H, H); `b`: (H,); `W_c`, `V`: (C, H)
#
# The first state $h_0$ is not part of the answer. For example, with a context of zeros all three are the same.
#
# <details><summary>Hint 1</summary>
#
# The three differ in two things only: where they begin, and what is added at each step.
# </details>
#
# <details><summary>Hint 2</summary>
#
# So write one inner function `run(h, extra)` with the loop, and call it three times.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `start, extra = np.tanh(context @ V), context @ W_c`; then `run(0 * start, extra)`, `run(start, 0)` and `run(start, extra)`; `np.stack(states, axis=1)`.
# </details>


# %% exercise="conditioned_states"
def conditioned_states(X, context, W_x, W_h, b, W_c, V):
    ### BEGIN SOLUTION
    def run(h, extra):
        states = []
        for t in range(X.shape[1]):
            h = np.tanh(X[:, t] @ W_x + h @ W_h + extra + b)
            states.append(h)
        return np.stack(states, axis=1)

    start, extra = np.tanh(context @ V), context @ W_c
    return run(0 * start, extra), run(start, 0), run(start, extra)
    ### END SOLUTION


# %% check="conditioned_states"

# %% explained="conditioned_states"
# The three ways differ in two things only, where they begin and what is added at each step, so one inner function with these two as its inputs says everything: (zeros, $cW_c$), (start, 0), (start, $cW_c$).
#
# The context does not change, so $cW_c$ is computed once and not T times. `0 * start` is a way to get zeros of the right shape.
#
# It is added *inside* the tanh, because it is an input like $x_t$: outside, a state could go beyond 1. For the same reason `both` is not the sum of the other two, since the tanh of a sum is not the sum of two tanh. With a context of zeros all three are the same; if yours are not, something else has been added.

# %% [markdown]
# ### Back to the context
#
# In 12.8 one net will write the context and another read it, so the first must learn from what comes back to it. Here each later state has a slope of 1. Of that
# the tanh of $h_2$ lets about $1 - 0.89^2 = 0.2$ through, and by $W_h = 1/2$ half of it goes on to $h_1$. There it meets the slope of $h_1$ itself, 0.1 + 1, and of that $1 - 0.88^2 = 0.23$ gets through: 0.25. Half of it, 0.12, goes on to $h_0$, and its tanh lets 0.42 of that through: 0.05.

# %%
plots.show(*contexts.draw_backward())

# %% [markdown]
# Now you, with $W_h = -1/2$. One number is missing, and with it the sum:

# %%
plots.show(*contexts.draw_backward(weight=-0.5, blank=True))

# %% [markdown]
# <details><summary>Answer</summary>
#
# $-0.24 \cdot (1 - 0.76^2) = -0.1$, and 1 in all. $h_0$ has no slope of its own, so only what comes back from $h_1$ goes through its tanh.
# </details>
#
# ### Exercise 11 · `context_gradients` · ●●● · 20 min
#
# Take *both* ways, as in the pictures. Given `dH`, the slope of the loss in every state, what reaches the sum inside the
# tanh of step t is
#
# $$da_t = \bigl(dH_t + da_{t+1} W_h^\top\bigr) \odot (1 - h_t^2).$$
#
# Write `context_gradients(dH, X, context, W_x, W_h, b, W_c, V)` that returns `dcontext, dW_c, dV`. Sum over the batch; do not divide.
#
# - `dH`: (N, T, H), the rest as in exercise 10
#
# For example, with T = 1 and $W_h = 0$ nothing comes back through $V$, and `dW_c = context.T @ (dH[:, 0] * (1 - h**2))`.
#
# <details><summary>Hint 1</summary>
#
# It went in at *every* step through $W_c$, and once more before the first step through $V$.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Run forwards and keep all states, $h_0$ too. Going back, keep two things: the sum of all $da_t$, and $da_1 W_h^\top$, which is what is left before the first step.
# </details>
#
# <details><summary>Hint 3</summary>
#
# What is left goes through the tanh of $h_0$: `first = dh * (1 - start**2)`. Then `dcontext = total @ W_c.T + first @ V.T`, `dW_c = context.T @ total` and `dV = context.T @ first`.
# </details>


# %% exercise="context_gradients"
def context_gradients(dH, X, context, W_x, W_h, b, W_c, V):
    ### BEGIN SOLUTION
    start = np.tanh(context @ V)
    states = [start]
    for t in range(X.shape[1]):
        states.append(np.tanh(X[:, t] @ W_x + states[-1] @ W_h + context @ W_c + b))
    dh, total = 0 * start, 0 * start
    for t in reversed(range(X.shape[1])):
        da = (dh + dH[:, t]) * (1 - states[t + 1] ** 2)
        total = total + da
        dh = da @ W_h.T
    first = dh * (1 - start**2)
    return total @ W_c.T + first @ V.T, context.T @ total, context.T @ first
    ### END SOLUTION


# %% check="context_gradients"

# %% explained="context_gradients"
# What went in at several places gets the *sum* of what comes back from them. The context went in at every step through $W_c$, and once before the first through $V$.
#
# Go back from the end with `dh`, which is what the later steps send to a state. At step t it is joined by `dH[:, t]`, and both pass the tanh, whose slope is $1 - h_t^2$ with the state *after* the step; this is why `states` begins with $h_0$, and step t finds its state at `t + 1`. That gives $da_t$. What goes further back is $da_t W_h^\top$.
#
# Since $W_c$ is the same at all steps, $\sum_t da_t\,W_c^\top = (\sum_t da_t)\,W_c^\top$: add first and multiply once. After the last round `dh` is what is left before the first step. It is multiplied by the slope of *that* tanh, and then it goes through $V$. Many send the whole sum to the first state; but the later $da_t$ reach it only through step 1, and they are in `dh` already.

# %% [markdown]
# Now mend the tune. Our composer can be told, because half of the time it was trained with the key as an extra input. What is that worth?

# %% predict="a_lie_about_the_key"
# The right key, whispered, saves 0.7 bits a note in the first six notes and 0.2 over the whole tune. Now whisper a key six semitones off. What does it cost over the whole tune?
#
# - (a) Hardly anything: after some notes it hears which key it is in
#   wrong: It could. But whoever whispered to it while it learnt had always been right, so it never learnt to doubt.
# - (b) As much as the right key saves, 0.2
#   wrong: The truth tells it only what its ears find out by themselves, so it cannot save much. A lie leads it astray at every note.
# - (c) About ten times as much as the right key saves
#   right: It trusts the whisper to the end. Nobody had ever lied to it.

# %%
for name, turn in [("no key", None), ("the right key", 0), ("a key six semitones off", 6)]:
    early, whole = (composer.new_tune_bits(grown, tunes, first=n, turn=turn) for n in (6, None))
    print(f"told {name}: {early:.2f} bits a note in the first six, {whole:.2f} in all")

# %% [markdown]
# A lie costs this net nearly three bits at first, and still two over the whole tune. So the net believes what it is told; but does it play it? The same hand, and the same dice, but somebody has whispered
# "A flat".

# %%
flat = np.eye(12)[8]
told = composer.to_notes(composer.compose(grown, flat, rng=np.random.default_rng(5), **dice))
recital.play({"told nothing": deaf, "told A flat": told}, stubborn=8)

# %% [markdown]
# All 20 notes fit. And you know the tune: it still rises and falls much as before, because the dice are the same. Only the ground
# beneath it has moved.
#
# Does that always work? Three tunes in each key, judged by your `key_profile`, if it has passed:

# %%
judge = {"temperature": 1.0, "tunes": 3, "profile": mine.key_profile}
right, near = tune_numbers.keys_right(grown, **judge)
print(f"in the key that was asked for {right:.0%}, in it or a neighbour {near:.0%}")

# %% [markdown]
# Of 36 tunes 24 are right, where chance would give 3. Of the other twelve, 11 land beside it on the circle of fifths: even its mistakes are a musician's.
#
# ## 12.7 Phrases
#
# The net keeps its scale and takes requests. But in 12.3 something larger gave it away: no bar answered an earlier one. In *London Bridge* bar 5 is bar 1 again, and the
# net missed it. An LSTM could remember four bars, if it found out that it should.
#
# So do not wait for it to remember. Elliot Waite of the Magenta project had this idea in 2016, the *lookback*: let the net **see** what came some bars ago, and
# where in the bar it is now.
#
# Which note is that? The one that *sounded* so many bars before the next note begins. In the picture the next note begins at 8. One bar earlier is the time 4, and there
# note 3 begins.

# %%
plots.show(*look_back.draw())

# %% [markdown]
# ### Exercise 12 · `look_back` · ●●○ · 15 min
#
# Write `look_back(lengths, bar, bars_ago)` that returns `places, earlier`.
#
# - `lengths`: (T,), of the notes so far, in eighths, the first of which begins a bar; `bar`: eighths in a bar; `bars_ago`: a whole number from 1
# - `places`: (T,), where in its bar (0 to bar − 1) the note *after* each of the T notes begins
# - `earlier`: (T,), the number of the note that sounds `bars_ago` bars before that moment; a note that begins right then counts. −1 if the tune had not begun
#
# For example, lengths `[2, 1, 1, 2, 2]` with `bar = 4` and `bars_ago = 1` give places `[2, 3, 0, 2, 0]` and earlier `[-1, -1, 0, 1, 3]`.
#
# <details><summary>Hint 1</summary>
#
# When does each note end? That is when the one after it begins, and a running sum gives it.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The note that sounds at a time is the first that ends *later* than that time.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `ends = np.cumsum(lengths)`, `past = ends - bar * bars_ago`; `np.searchsorted(ends, past, side="right")` counts the notes that have ended by then.
# </details>


# %% exercise="look_back"
def look_back(lengths, bar, bars_ago):
    ### BEGIN SOLUTION
    ends = np.cumsum(lengths)
    past = ends - bar * bars_ago
    earlier = np.searchsorted(ends, past, side="right")
    return ends % bar, np.where(past < 0, -1, earlier)
    ### END SOLUTION


# %% check="look_back"

# %% explained="look_back"
# Turn lengths into times first, because a bar is a time and notes are not equally long. `np.cumsum` gives when each note ends, which is when the next one begins; and `% bar` says where in the bar that is.
#
# Which note sounded at the time `past`, `bars_ago` bars before the next note begins? The first that ends later than that. Since the ends rise, its number is the number of notes that have ended by then, and `searchsorted` counts them. With `side="right"` a note that ends exactly at that time counts as ended, so the one that begins there is taken. In the example the ends are 2, 3, 4, 6, 8, and for the fourth note `past` is 2: one end is not above 2, so it is note 1. With `"left"` it would be note 0, which has just stopped.
#
# A time below 0 lies before the tune and gives −1; at the time 0 the first note begins.

# %% predict="worth_of_looking_back"
# Two nets of 48 units are trained alike, in 200 updates. One also sees the notes of 1, 2 and 4 bars ago and the place in the bar. A note of a new tune costs the plain one 4.46 bits. And the other?
#
# - (a) About 4.45: the LSTM remembers all that anyway
#   wrong: It could, but with 31 tunes it does not learn to.
# - (b) About 4.05
#   right: It saves 0.4 bits a note, and with two other seeds 0.34 and 0.44. (It is 0.14 below the plain net of 12.2 after 600. If both learn by the longer plan of 12.2, it saves 0.2 after 200 updates on average, and by seed from 0.07 to 0.3.)
# - (c) About 4.9: more inputs mean more weights to learn from the same tunes
#   wrong: A fair worry: trained to 600 it has its own tunes nearly by heart, and for new ones pays 4.5, more than the plain net's 4.2. So we stop it at 200.

# %%
plain, rng = learnt.new_composer()
composer.train_composer(plain, tunes, updates=200, rng=rng)
looking = learnt.phrase_composer(mine.look_back)
rows = {"plain": surprise.parts(plain, tunes), "looks back": surprise.parts(looking, tunes)}
plots.show(*bar_table.draw(rows, form="{:.2f}", what="bits a note on new tunes"))

# %% [markdown]
# On what has it saved? Not on the pitch, for which it pays as much as the other, but on the length. In 12.2 the net had not been given a foot; now **we have given it one**.
#
# Most of the gain comes from one note in four, those that stood in the same place one, two or four bars before: they cost the plain net 4.1 bits and this one 2.7. Look over
# *its* shoulder:

# %%
now = surprise.listen(looking, tunes, "London Bridge")
plots.show(*expectations.draw(now, again=(0, 13, 7)))

# %% [markdown]
# There: the seven notes that come again cost 14 bits, where the net of 12.2 paid 25.
#
# Listen to the second half in both:

# %%
heard = {"the ears of 12.2": listened, "the ears that look back": now}
audio.play_row({name: surprise.aloud(h, sr=sr, since=13) for name, h in heard.items()}, sr)

# %% [markdown]
# An ear is not a voice. What does it write?

# %%
bars = {"tunes": 40, "temperature": 1.0, "longest": 40, "pick": mine.layers.draw}
made = tune_numbers.written(looking, np.append(np.eye(12)[0], 8), **bars)
chosen = tune_numbers.nearest(made, real, n=8)
best = dict(zip(["one", "two", "three", "four"], chosen[:4]))
recital.play({"two": best["two"]}, hand=True)

# %%
plain = tune_numbers.written(learnt.composer_after(200), nothing, **bars)
rows = best | {"the plain net of 12.2": tune_numbers.nearest(plain, real)[0], "London Bridge": bridge}
plots.show(*piano_rolls.draw(rows, again=dict.fromkeys(rows, 8), columns=3, longest=64))

# %% [markdown]
# Ours have more blue notes than the plain net of 12.2. But *London Bridge* has whole bars of them, and in forty tunes of ours only *one* bar comes back. It is a find, a long A and two
# Gs, so hear it: bars 1 and 8 of the fourteenth tune.

# %%
pitches, lengths = made[13]
in_bar = (np.cumsum(lengths) - lengths) // 8
returns = {f"bar {n + 1}": (pitches[in_bar == n], lengths[in_bar == n]) for n in (0, 7)}
recital.play(returns, hand=True)

# %% [markdown]
# Why, with such an ear? The seven notes cost 14 bits when they came again, so dice that do as the net says would repeat them once in $2^{14}$, that is 16,000 times. An ear
# for what returns is not yet a will to return. Waite's net had one ([hear his](https://magenta.tensorflow.org/2016/07/15/lookback-rnn-attention-rnn/)): beside the notes it could answer *as one bar ago* or *as two bars ago*. Ours gets a form instead, in 12.13.
#
# ### Could you tell?
#
# Our question again, and this time somebody keeps score. Of these eight beginnings, four are old tunes, and four are by the net that looks back.

# %%
titles = ["Tempus adest floridum", "Nos Galan", "Go Tell Aunt Rhody", "The Farmer in the Dell"]
old = who_wrote_it.in_c(tunes, titles)
who_wrote_it.game(old, chosen[4:], rng=np.random.default_rng(3))

# %% [markdown]
# Of 70 friends who only guess, one would have all eight right, but 16 would have six. So with all eight you could tell; six may be luck; and with four the machine has passed.

# %% [markdown]
# ## 12.8 Read first, then write
#
# Bach turned tunes round and hid them in canons. Could the net? Ask it to play one *backwards*, and you see the trouble: the first note it owes you is the last one that it
# will hear.
#
# So let one net, the **encoder**, read to the end. Its last state is the context $c$, and from there a second net, the **decoder**, writes until it writes the *end*.

# %%
plots.show(*encoder_decoder.draw(hidden=48))

# %% [markdown]
# ### Exercise 13 · `encode_decode` · ●●○ · 15 min
#
# Write `encode_decode(melody, encoder, decoder, end, length)` that returns `context, scores, notes`.
#
# - `melody`: integers; symbol s as an input adds row `W_x[s]`
# - `encoder`: `(W_x, W_h, b)` of shapes (K, H), (H, H), (H,); from zeros, $h \leftarrow \tanh(W_x[s] + h\,W_h + b)$
# - `decoder`: `(W_x, W_h, b, W_y, b_y)`, the last two (H, K) and (K,): the same kind of step, then scores $h\,W_y + b_y$
# - `end`: the symbol that ends a melody; it is also the decoder's first input
# - `context`: (H,), the encoder's last state and the decoder's first
# - `scores`: a row of K for each step of the decoder; `notes`: the highest of each row, which is the next input
#
# Stop at the step that writes `end`, or at `length` notes.
#
# For example, a decoder that writes 3, 1 and then the end returns notes `[3, 1]` and three rows of scores.
#
# <details><summary>Hint 1</summary>
#
# Two loops. The first is over the melody, and keeps nothing but h.
# </details>
#
# <details><summary>Hint 2</summary>
#
# The second goes on from that h, with `last = end`, while there are fewer than `length` notes.
# </details>
#
# <details><summary>Hint 3</summary>
#
# In the second: step, append the scores, `last = int(np.argmax(scores[-1]))`, `break` if it is the end, else append it to the notes.
# </details>


# %% exercise="encode_decode"
def encode_decode(melody, encoder, decoder, end, length):
    ### BEGIN SOLUTION
    W_x, W_h, b = encoder
    h = np.zeros(len(b))
    for note in melody:
        h = np.tanh(W_x[note] + h @ W_h + b)
    context, scores, notes, last = h, [], [], end
    W_x, W_h, b, W_y, b_y = decoder
    while len(notes) < length:
        h = np.tanh(W_x[last] + h @ W_h + b)
        scores.append(h @ W_y + b_y)
        last = int(np.argmax(scores[-1]))
        if last == end:
            break
        notes.append(last)
    return context, np.array(scores), notes
    ### END SOLUTION


# %% check="encode_decode"

# %% explained="encode_decode"
# All that goes from the reader to the writer is one vector, so the second loop simply goes on with the `h` that the first has left. It gets no second look at the melody.
#
# `W_x[note]` is the product of a one-hot row with `W_x`, without the multiplying: the 1 picks a row. The decoder needs something to hear before it has written anything, and it gets the end symbol; from then on it hears its own last note.
#
# Inside the loop the order counts. First the step, then the scores are kept, also those of the step that chooses the end, because a loss would need them; then the end stops everything and is not counted among the notes. `while len(notes) < length` takes care of a decoder that never ends. If your first row of scores is right and the second is not, look at what you feed.

# %% predict="through_one_state"
# The net reads C D E and learns to write E D C. It practises with 3 to 6 notes, and has a state of 48 numbers between reading and writing. How does it do with 9?
#
# - (a) Well, because it has understood what turning round is
#   wrong: It has learnt to pack up to six notes into 48 numbers. There is no rule in it that would hold for nine.
# - (b) About half of the notes are wrong, but the length is right
#   wrong: It has no idea of the length either: it has never met an end after nine notes.
# - (c) Hardly ever without a mistake
#   right: It has practised with six, and nothing has taught it to go further.

# %%
turner = Translator(8, 48, rng=np.random.default_rng(0))
attending.train_turner(turner, updates=700, longest=6, rng=np.random.default_rng(0))
ask = np.random.default_rng(1)
turned = {n: attending.share_turned(turner, n, rng=ask) for n in range(3, 10)}
plots.show(*practised.draw(turned, longest=6))

# %%
row = {}
for melody in ([0, 2, 4, 7, 5], [0, 2, 4, 7, 5, 3, 1, 6, 4]):
    *_, back = mine.encode_decode(np.array(melody), *turner.weights(), turner.end, 12)
    row |= {f"{len(melody)} notes": melody, f"the {len(melody)} turned round": back}
recital.play_white_keys(row)

# %% [markdown]
# Five notes come back, nine are a muddle. Is the state too small, or has nobody taught it to turn nine? So let another practise with up to 16:

# %%
longer = Translator(8, 48, rng=np.random.default_rng(0))
attending.train_turner(longer, updates=1000, longest=16, rng=np.random.default_rng(0))
turned = {n: attending.share_turned(longer, n, rng=ask) for n in (6, 9, 12, 16)}
plots.show(*practised.draw(turned, longest=16))

# %% [markdown]
# Now nine come back, but twelve only one in three and sixteen hardly ever. Does it forget while it writes? So whisper the context at every step too, and let the encoder learn by your `context_gradients`:

# %%
ways = {"states": mine.conditioned_states, "gradients": mine.context_gradients}
told = ToldTranslator(8, 48, **ways, rng=np.random.default_rng(0))
attending.train_turner(told, updates=1000, longest=16, rng=np.random.default_rng(0))
again = {n: attending.share_turned(told, n, rng=ask) for n in turned}
plots.show(*attending.picture_of_two({"told once": turned, "told at every step": again}))

# %% [markdown]
# Sixteen still do not come back. There is room: after ten times the practice nine in ten do. (After four times the whispered net is ahead, six in ten to four.) But to pack a tune into one state is learnt slowly: a *bottleneck*. In [unit 13](../u13_beyond/beyond.ipynb) a net that may look back brings nearly every melody of sixteen back after these same 1,000 updates; there you will see a smaller net with twelve notes and 1,500.
#
# ## 12.9 Two voices, and Bach in four
#
# Now the opposite: in a duet the machine must answer *you*, at once, as BachDuet does (Benetatos, VanderStel and Duan, 2020).
#
# Hear a small one play below London Bridge.

# %%
rng = np.random.default_rng(0)
partner, new_pairs = counterpoint.learn_partner(tunes, updates=150, rng=rng)
human, taught = new_pairs[0]
reply = counterpoint.answering(partner, int(taught[0]))
own = np.asarray(mine.turn_taking(reply, human, int(taught[0])))

# %%
lengths = tunes.lengths[tunes.splits["test"][0]]
duet = recital.duet(human, own, lengths, sr=sr)
audio.play(duet, sr, title="London Bridge, with the network an octave lower")

# %% [markdown]
# It has learnt from the 31 tunes, to each of which we had put a second voice by the oldest rules for two singers: thirds, sixths and fifths, in small steps.
#
# But it cannot look ahead: when it chooses, it does not know what you are about to play. Follow the arrows into each of its choices.

# %%
plots.show(*duet_lines.draw())

# %% [markdown]
# ### Exercise 14 · `turn_taking` · ●○○ · 8 min
#
# Write `turn_taking(reply, human, first)` that returns the machine's line, (T,).
#
# - `reply(human, own)` is lent to you: from the human's notes so far and the machine's own so far it returns the machine's next note
# - `human`: (T,), the human's whole line; `first`: the machine's first note, which it plays without having heard anything
#
# At step t it may use only what was played *before* t, by both.
#
# For example, for a human line of three notes `reply` is asked twice: after one note of each, and after two of each.
#
# <details><summary>Hint 1</summary>
#
# When the machine chooses its note t, how many notes of the human has it heard?
# </details>
#
# <details><summary>Hint 2</summary>
#
# t of them: `human[:t]` ends before t.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `machine = [first]`; for t from 1 to T − 1 append `reply(human[:t], np.array(machine))`.
# </details>


# %% exercise="turn_taking"
def turn_taking(reply, human, first):
    ### BEGIN SOLUTION
    machine = [first]
    for t in range(1, len(human)):
        machine.append(reply(human[:t], np.array(machine)))
    return np.array(machine)
    ### END SOLUTION


# %% check="turn_taking"

# %% explained="turn_taking"
# Both play note t at the same moment, so when the machine chooses it, neither has been heard. What it may use are the t notes before: `human[:t]`, whose last entry is number t − 1, and its own list, which at that point has t notes too.
#
# That is why the loop begins at 1: the first note is given, and nobody is asked for it.
#
# `human[: t + 1]` is the slip to look for. With it the machine knows what you play before you have played it, and with a living partner the program could not run at all.

# %% [markdown]
# What should the net hear? If it hears pitches, it must learn every rule anew in each key and for each voice. So tell it instead how far a voice has moved, and the interval
# to the other one. Move both lines up, as in the picture, and that stays the same; so one *part-invariant* network can serve all parts (Yan, Lustig, VanderStel and Duan, 2018).

# %%
plots.show(*duet_lines.draw_code())

# %% [markdown]
# ### Exercise 15 · `relative_code` · ●○○ · 8 min
#
# Write `relative_code(own, other)` that returns `steps, intervals` for two lines of MIDI pitches, each (T,).
#
# - `steps`: (T − 1,), by how many semitones the own voice moves, up positive; leaps keep their octaves
# - `intervals`: (T,), semitones from the own note *up* to the other one, octaves left out: 0 to 11
#
# For example, own `[60, 62]` and other `[67, 65]` give steps `[2]` and intervals `[7, 3]`. Seen from the other part the intervals are `[5, 9]`: together they make octaves.
#
# <details><summary>Hint 1</summary>
#
# Both are differences: one along the line, one between the lines.
# </details>
#
# <details><summary>Hint 2</summary>
#
# If the other note is five semitones *below*, it is seven above, an octave lower. What does Python say to `-5 % 12`?
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.diff(own)` and `(other - own) % 12`.
# </details>


# %% exercise="relative_code"
def relative_code(own, other):
    ### BEGIN SOLUTION
    return np.diff(own), (other - own) % 12
    ### END SOLUTION


# %% check="relative_code"

# %% explained="relative_code"
# Whoever sings a melody higher adds one number to all of its notes, and that is gone from every difference. So both answers are differences: `np.diff(own)` along the line, `other - own` between the lines.
#
# The steps keep their octaves, since a leap of 13 is not a step of 1. The intervals leave them out, and here the sign matters: a note five semitones below is seven above, an octave lower, and `-5 % 12` is 7 in Python. If you take `abs` first, you get 5, and a fifth has become a fourth.
#
# Seen from the other part the difference has the opposite sign, and $d$ and $-d$ modulo 12 add up to 12 or are both 0: 7 and 5, 3 and 9. So one net can read both parts.

# %% [markdown]
# The net that you heard learnt *both* parts of each pair with the same weights. So it can put itself in the other's place: it guesses what the human will play next, and
# prefers a note that will agree with it. How often does it?

# %%
own = np.asarray(mine.turn_taking(reply, human, int(taught[0])))
chance = np.mean([counterpoint.agreement(human, rng.permutation(own)) for _ in range(50)])
_, between = mine.relative_code(own, human)
print(f"consonant: {counterpoint.CONSONANT[between].mean():.0%}; shuffled {chance:.0%}")
plots.show(*choir_rolls.draw_duet(human, own, lengths))

# %% [markdown]
# With *this* tune nearly nine in ten of its notes agree, and shuffled only half. But we were lucky: over eight new tunes it is 66 %, and shuffled 58 %,
# because it must guess what you will play next. (Listen to the last note: it agrees, and yet it does not close. The rule knows intervals, not endings.)
#
# Now play with it: put in eight notes of your own.

# %%
yours = np.array([72, 74, 76, 77, 79, 76, 74, 72])
low = int(yours[0]) - 12
answer = mine.turn_taking(counterpoint.answering(partner, low), yours, low)
duet = recital.duet(yours, answer, [2] * len(yours), sr=sr)
audio.play(duet, sr, title="you, with the network an octave lower")

# %% [markdown]
#
# ### A choir that knows itself
#
# Two voices can agree. But Bach's chorales have four, and four that choose each for itself are like singers with their fingers in their ears.
#
# You know the way out, the chain rule. Let them listen in turn: soprano first, then bass given the soprano, then alto given both, then tenor given all three. (A chord has a name here if it is a triad or a seventh.)

# %%
plots.show(*voices_in_turn.draw())

# %% predict="voices_together"
# Two choirs of the same size learn from 217 chorales, one chord a beat. In one the voices choose without knowing of one another, in the other in turn. A new chord costs the first 9.8 bits. And the second?
#
# - (a) 9.8 too: the past says which chord comes
#   wrong: It says which chords *may* come. If soprano and alto choose each among those without asking, they may sing parts of two.
# - (b) About 7.3
#   right: Once the soprano has chosen, most notes are out of the question for the others; and chords that nobody would write are gone.
# - (c) About 5: each of three voices is nearly settled
#   wrong: Settled they are not. Under one note of the soprano Bach has several harmonies to choose from.

# %%
dice = {"temperature": 0.8, "longest": 40, "pick": mine.layers.draw}
kinds = {"each for itself": False, "one after the other": True}
choirs = {name: learnt.choir(together=together) for name, together in kinds.items()}
sung = {name: net.sing(rng=np.random.default_rng(3), **dice) for name, net in choirs.items()}
plots.show(*chords.picture(sung, {n: learnt.chorale_bits(together=t) for n, t in kinds.items()}))

# %% [markdown]
# In each of 66 new chorales the choir that listens is less surprised. It saves 2.59 bits a chord, as if it had six times fewer to choose from.
#
# But can one hear it? The last column says how many chords have a name in a chorale by each choir. (Over eight chorales of each it
# is half, and nine in ten, as with Bach himself.) Now hear the first 24 chords of both: ten of the first choir's have no name, and three of the second's.

# %%
enough = dict.fromkeys(sung, 24)  # chords
choirs = {name: choir.sound(sung[name][:n], sr=8000, beat=0.58) for name, n in enough.items()}
audio.play_row(choirs, 8000)

# %%
plots.show(*choir_rolls.draw(sung, heard=enough))

# %% [markdown]
# It is heard, and it is seen: all three are in the first six beats, while the choir finds its feet. If your `sample_with_temperature` has passed, it drew every
# note, so play the next one to a friend.

# %%
friend = learnt.choir().sing(temperature=0.9, longest=48, rng=np.random.default_rng(11))
audio.play(choir.sound(friend, sr=11000, beat=0.4), 11000, title="a chorale for a friend")

# %% [markdown]
# Others have measured the same step. In 2012 a recurrent net whose notes do not hear one another paid 8.71 nats for a chorale's chord, and one whose notes do, the RNN-RBM,
# only 6.27. (That is over 77 chorales. Ours, 6.8 and 5.1 nats, are the 66 in four voices throughout, and know that just four notes sound; the others must find out how many of 88 do, so do not race them.)

# %%
plots.show(*chord_prices.draw())

# %% [markdown]
# Green is a plain LSTM of ours, whose notes do not hear one another: it pays what such an LSTM paid in 2018. The TCN is made of
# the convolutions of 12.11. (The others' prices are told from memory.)
#
# ## 12.10 Letters
#
# A chorale may fool a friend, but everybody is an expert on words: could you tell there? A net hears one letter of old verse and bets on the next.
#
# Before you train it, ask what the simplest thing can do: a table of how often each letter follows each other one. A pair that never came would cost infinitely many bits, so give each pair a start of `alpha`. Here it is 1, and *ee*, which never came, costs two bits.

# %%
plots.show(*pair_table.draw())

# %% [markdown]
# ### Exercise 16 · `bigram_bits` · ●○○ · 10 min
#
# Write `bigram_bits(train, test, K, alpha)` that returns `table, bits`.
#
# - `train`, `test`: integers from 0 to K − 1
# - `table`: (K, K), `table[a, b]` is the probability that b follows a: count the pairs of `train`, add `alpha` to each of the K² counts, divide each row by its sum
# - `bits`: mean of $-\log_2$ `table[a, b]` over the pairs of neighbours of `test`
#
# For example, K = 2, alpha = 1 and `train = [0, 1, 0]` give `[[1/3, 2/3], [2/3, 1/3]]`, and `test = [0, 1]` costs 0.585 bits.
#
# <details><summary>Hint 1</summary>
#
# The pairs are `train[:-1]` and `train[1:]`, side by side.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `counts[before, after] += 1` counts a pair that comes more than once only once. A loop does not.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.add.at(counts, (before, after), 1)` on `np.full((K, K), float(alpha))`; then divide by `counts.sum(axis=1, keepdims=True)`.
# </details>


# %% exercise="bigram_bits"
def bigram_bits(train, test, K, alpha):
    ### BEGIN SOLUTION
    counts = np.full((K, K), float(alpha))
    np.add.at(counts, (train[:-1], train[1:]), 1)
    table = counts / counts.sum(axis=1, keepdims=True)
    return table, -np.log2(table[test[:-1], test[1:]]).mean()
    ### END SOLUTION


# %% check="bigram_bits"

# %% explained="bigram_bits"
# A table of pairs is counting and dividing: row a holds what came after a. The pairs are `train[:-1]` beside `train[1:]`, the same text shifted by one.
#
# `counts[before, after] += 1` reads all the old counts first and writes them back once, so a pair that comes ten times is counted once. `np.add.at` adds one after the other. It begins at `alpha` and not at 0, so every pair keeps a little probability; otherwise one new pair in the test would have the price $-\log_2 0$. The row's sum is taken after that, so that each of its K places brings an alpha: in the example row 0 has 1 and 2, which gives 1/3 and 2/3.
#
# The price is the mean of the logarithms, and it is not the logarithm of the mean. And it is measured on `test`: what one has counted oneself is usually cheaper.

# %%
letters = verses.grow_letters((0, 10, 80, 700), rng=np.random.default_rng(0))
known, held_back = verses.as_numbers(verses.TRAINING), verses.as_numbers(verses.HELD_OUT)
_, cost = mine.bigram_bits(known, held_back, len(verses.LETTERS), 0.3)
print(f"your table of pairs: {cost:.2f} bits a letter on new verse")

# %% [markdown]
# Now a net, a GRU of 48 units, which reads 2,900 letters and again grows up before you: after 10 updates, 80 and 700.

# %% predict="verse_by_heart"
# After 80 updates a letter of *new* verse costs it less than the table. And after 700?
#
# - (a) Less still, because it has gone on learning English
#   wrong: It goes on learning *this* verse. What 2,900 letters have in common with others it has soon found.
# - (b) As much as after 80: what it has understood it does not lose
#   wrong: It does not lose much of it. But it pays for something else as well: for being sure of a letter that does not come.
# - (c) More than the table, and about as much as the newborn
#   right: By then it knows the book by heart and expects it everywhere. Whether its English is gone, we shall ask.

# %%
samples = verse_pages.samples(letters, "the ", seed=1, letters=160, temperature=0.5)
made_up = {"new": ("game", "sound", "shin")}
pictures = [verse_growth.draw(said, poets=n == 700, **made_up) for n, said in samples.items()]
plots.show(*pictures[0])

# %% [markdown]
# Try to read that aloud. The newborn types like a cat that walks across the keys.

# %%
plots.show(*pictures[1])

# %% [markdown]
# Ten updates later nearly all the stops are gone, because it has heard how rare they are. And it has met *the* so often that it stammers: *te te thee haa bo*. It has a
# word on the tip of its tongue.

# %%
plots.show(*pictures[2])

# %% [markdown]
# After 80 the word is out, and it cannot have enough of it: *the gand the light the borell*. Read that aloud, and it nearly scans. Where it needs a longer word
# it makes it up, and one almost knows what a *borell* is.
#
# And look at the orange words. *Sound* and *shin* it may have cut out of *soundly* and *shines*. But *game* stands nowhere in its verse, not even inside another word: it has
# made up English.
#
# And the *likeliest* verse of all, by the coldest dice?

# %%
cold = {"letters": 80, "temperature": 0.01, "rng": np.random.default_rng(1)}
print(verses.write_on(letters[80], "the ", **cold))

# %% [markdown]
# It is the safest tune in the world again, this time with words.

# %%
plots.show(*pictures[3])

# %% [markdown]
# After 700 most words are real, but it no longer knows which rhyme it is in, so the owl has come by the cat's fiddle. And the cow does not jump over the moon: she
# *whipped them all*, as the old woman in the shoe did with her children, and by the end of the line she faces Blake's tiger.
#
# Look over its shoulder while it reads a line that it has practised, from an empty page:

# %%
line, before = "the cow jumped over the moon", "hey diddle diddle, the cat and the fiddle,\n"
plots.show(*lit_letters.draw_guesses(line, verses.guesses(letters[700], line)))

# %% [markdown]
# It expects the owl, not the cow. And now the same line in its place, after the cat and the fiddle:

# %%
plots.show(*lit_letters.draw_guesses(line, verses.guesses(letters[700], line, before=before)))
for name, heard in {"from an empty page": "", "in its place": before}.items():
    print(f"{name}: {verses.line_bits(letters[700], line, before=heard):.0f} bits for the line")

# %% [markdown]
# Left alone it loses its way between rhymes. Tell it the rhyme, and it knows the next line.
#
# Go back to the younger net. *Borell* and *sroon* are no words, but one can say them, and they are as long as words are. So does it know what a vowel is, and can it count? Ask which
# of its 48 units goes best with the vowels, and which with the place in the *word*. (Karpathy, Johnson and Li asked so in 2015.) Here they colour lines that the net has never read.

# %%
new_verse = "\n".join(verses.HELD_OUT.split("\n")[2:4])
rules = {
    "vowels": lambda text: np.isin(list(text), list("aeiou")),
    "place in the word": verses.word_places,
}

# %%
lit = verse_pages.lit_by_rules(letters[80], new_verse, rules)
truth = {"the true place in the word": verses.word_places(new_verse)}
plots.show(*lit_letters.draw(new_verse, lit, truth))

# %% [markdown]
# The first lights up at the vowels, most of all at *o*. The second is pale at the head of a word, deepens to its end, and lets go at the
# space: a ruler, and beside the grey a rough one, for in *did* it takes a step back.
#
# Back to our question. You could tell at once that it was a machine, because nobody has ever seen a *soor*. But has it learnt English, or only these rhymes? After 700 updates new
# verse costs it as much as it cost the newborn. Is its English gone? Turn the knob of 12.3:

# %%
for tau in (1.0, 2.5):
    cost = verses.bits_a_letter(letters[700], verses.HELD_OUT, temperature=tau)
    print(f"after 700 updates, at temperature {tau}: {cost:.2f} bits a letter on new verse")

# %% [markdown]
# Most of it is back, though your table of pairs would still be cheaper. Learning the book by heart has made it far too sure, and has cost it some English ([unit 6](../u06_training/training.ipynb)).
#
# ### Now a text of yours
#
# Nothing in the net is about rhymes, so it can read anything. Karpathy gave [Shakespeare and the source of Linux](https://karpathy.github.io/2015/05/21/rnn-effectiveness/)
# to such nets; we give ours the program of the choir in 12.9. In its place put a page of your own in triple quotes, or the name of a small file. (Any language will do.)

# %%
yours = choir.__file__
for title, written in verses.before_and_after(yours).items():
    print(title, written, "", sep="\n")

# %% [markdown]
# A moment ago it was spilt type; now it indents. Read it as if somebody had meant it: `np.naten tenerate((0, 4)` opens two brackets and closes one, but
# `np.ndarray(chords)` calls something that really exists. It invents a `Sequenter`, tells us that it "knows a chord", and having found a row of dashes can hardly stop.
#
# Here the second sitting ends.
#
# ## 12.11 One sample after the other
#
# What if the net had to make the sound as well? Where a minute of music has about 300 notes, its sound has 960,000 samples, and each is a decision. In 2016 *WaveNet* made them
# all: it spoke, and it played the piano.
#
# Press play: this one continues a plucked string. The bars on the right say how likely each value is for the next sample.

# %%
demo(sample_writer.draw, title=sample_writer.TITLE, controls=sample_writer.CONTROLS)

# %% [markdown]
# What kind of net is it? Not a recurrent one: it carries no state along, but looks afresh at the last stretch of sound, with the convolutions of unit 8. So while it
# *learns*, all true samples are there and every step can be computed at once; only when it *writes* must it go one by one.
#
# One thing has to change, because a convolution of unit 8 looks to both sides. To predict sample $t + 1$ it must not look to the right, so the kernel's last tap stands on *now*, and all others on the
# past. That is a **causal** convolution. With a **dilation** $d$ the taps stand $d$ samples apart.
#
# By hand, with the taps 10 and 1 and $d = 2$: of the sound 1, 2, 3, 4 the third output is $10\cdot1 + 1\cdot3 = 13$. The picture does the fourth.

# %%
plots.show(*causal_taps.draw())

# %% [markdown]
# ### Exercise 17 · `causal_conv` · ●●○ · 12 min
#
# Now with C channels in and O out: each output adds up what its taps find in *all* channels, and its bias. Before the first sample there is silence.
#
# Write `causal_conv(x, w, b, dilation)` that returns `y`, (N, O, T).
#
# - `x`: (N, C, T); `w`: (O, C, K); `b`: (O,); `dilation`: a whole number from 1
#
# For example, `x = [1, 2, 3, 4]` in one channel, `w = [10, 1]`, `b = 0` and a dilation of 2 give `[1, 2, 13, 24]`.
#
# <details><summary>Hint 1</summary>
#
# Put the silence before the sound: $(K-1)\,d$ zeros on the left.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Tap k of *all* outputs sees a slice of length T of the padded sound. Where does it begin?
# </details>
#
# <details><summary>Hint 3</summary>
#
# At $k\,d$: `y += w[:, :, k] @ padded[:, :, k * dilation : k * dilation + T]`, in a loop over k.
# </details>


# %% exercise="causal_conv"
def causal_conv(x, w, b, dilation):
    ### BEGIN SOLUTION
    T, K = x.shape[2], w.shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), ((K - 1) * dilation, 0)))
    y = np.zeros((len(x), len(w), T)) + b[:, None]
    for k in range(K):
        y += w[:, :, k] @ padded[:, :, k * dilation : k * dilation + T]
    return y
    ### END SOLUTION


# %% check="causal_conv"

# %% explained="causal_conv"
# Put silence before the sound, and causality takes care of itself. The furthest tap looks $(K-1)\,d$ samples back, so it takes just so many zeros for the first output to have something there, and T outputs come of T samples.
#
# Look at one tap instead of one output. Tap k meets, for *all* outputs at once, a slice of length T of the padded sound, and it begins at $k\,d$. The last tap begins at $(K-1)\,d$, which is the first true sample, so it stands on now. In the example tap 0 sees 0, 0, 1, 2 and tap 1 sees 1, 2, 3, 4; ten times the first and the second make 1, 2, 13, 24.
#
# All together, with $x = 0$ before the first sample:
#
# $$y_{n,o,t} = b_o + \sum_{c}\sum_{k=0}^{K-1} w_{o,c,k}\; x_{n,c,\,t-(K-1-k)\,d}.$$
#
# `w[:, :, k] @ ...` is (O, C) times (N, C, T), so the product mixes the channels of every example. With only K − 1 zeros the slices no longer fit as soon as the dilation is more than 1.

# %% [markdown]
# ### The way back
#
# Everything turns round: sample $s$ was heard by the outputs at $s$ and *later*.

# %%
plots.show(*causal_taps.draw_backward())

# %% [markdown]
# Now you, with taps 2 and 1 and $d = 1$:

# %%
plots.show(*causal_taps.draw_backward((1, 0, 1), (2, 1), dilation=1, lit=0, blank=True))

# %% [markdown]
# <details><summary>Answer</summary>
#
# 1, 2, 1. The second: its own output sends 1 · 0, the next one 2 · 1. The third was heard by no later output.
# </details>
#
# ### Exercise 18 · `causal_conv_backward` · ●●● · 20 min
#
# Write `causal_conv_backward(dy, x, w, dilation)` that returns `dx, dw, db` for the slope `dy`, (N, O, T), of the loss in the output. Sum over the batch; do not divide.
#
# For example, with the numbers of the first picture and the sound 1, 2, 3, 4, so with `dy = [1, 1, 1, 1]`: `dx = [11, 11, 1, 1]`, `dw = [3, 10]`, `db = 4`.
#
# <details><summary>Hint 1</summary>
#
# In the forward pass tap k multiplied a slice. A product hands each factor the other one, times what comes back.
# </details>
#
# <details><summary>Hint 2</summary>
#
# Keep a slope of the *padded* sound. Tap k adds `w[:, :, k].T @ dy` to the slice that it has seen. Cut the slope of the zeros off at the end.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `dw[:, :, k] = (dy @ padded[:, :, part].swapaxes(1, 2)).sum(axis=0)`; the slope of the sound begins at $(K-1)\,d$ of the padded one; `db = dy.sum(axis=(0, 2))`.
# </details>


# %% exercise="causal_conv_backward"
def causal_conv_backward(dy, x, w, dilation):
    ### BEGIN SOLUTION
    T, K = x.shape[2], w.shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), ((K - 1) * dilation, 0)))
    dpadded, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for k in range(K):
        part = slice(k * dilation, k * dilation + T)
        dpadded[:, :, part] += w[:, :, k].T @ dy
        dw[:, :, k] = (dy @ padded[:, :, part].swapaxes(1, 2)).sum(axis=0)
    return dpadded[:, :, (K - 1) * dilation :], dw, dy.sum(axis=(0, 2))
    ### END SOLUTION


# %% check="causal_conv_backward"

# %% explained="causal_conv_backward"
# In the forward pass tap k did one thing: it multiplied a slice of the padded sound by `w[:, :, k]` and added it to the output. In a product each factor gets the other one times what comes back. So the slice gets `w[:, :, k].T @ dy`, and the tap gets `dy` times the slice, added up over time by the matrix product and then over the batch.
#
# A sample was heard by several taps, through slices that overlap, so its slopes are added: `+=`, never `=`. The first $(K-1)\,d$ slopes belong to the zeros and are cut off; cutting at the other end is the slip to look for.
#
# By hand: tap 0 adds 10 to the places 0 to 3 of six, tap 1 adds 1 to the places 2 to 5. That makes 10, 10, 11, 11, 1, 1, and without the first two 11, 11, 1, 1. One bias acts on all samples of all examples, so `db` sums over both.

# %% [markdown]
# Two strings are plucked in a canyon, and the walls answer. Let a kernel of four taps, 0.15 s apart, learn to make the second sound out of the first. It begins with zeros and goes downhill.

# %% predict="taps_in_a_canyon"
# Three echoes come back, each softer than the one before. What will the four taps be, from the first, which looks furthest back, to the last?
#
# - (a) They fall, as the echoes do
#   wrong: Time runs so, but the first tap finds the latest echo, and that is the softest.
# - (b) They rise
#   right: The last tap stands on now, so it is the string itself; and the further a tap looks back, the softer is the echo that it has found.
# - (c) Three are 0, and the last is 1
#   wrong: Then the string would come out as it went in, and no wall would answer.

# %%
dry, wet = canyon.two_strings()
for n in (1, 3, 10):
    taps, heard = canyon.learn(mine.causal_conv, mine.causal_conv_backward, dry, wet, updates=n)
    print(f"taps after update {n}:", *np.round(taps, 2))
audio.play_row({"two strings": dry, "in a canyon": wet, "by your taps": heard}, sr)

# %% [markdown]
# ### How far back?
#
# Two taps hear two samples. But a pitch of 100 Hz has a period of 160 samples at 16 kHz. So stack layers, and let the dilation double.

# %%
plots.show(*dilated_stack.draw())

# %% [markdown]
# Undo the doubling, and the same four layers hear five samples. Then let it double.

# %%
demo(causal_stack.draw, title=causal_stack.TITLE, controls=causal_stack.CONTROLS)

# %% [markdown]
# ### Exercise 19 · `causal_reach` · ●○○ · 8 min
#
# Write `causal_reach(kernel_size, dilations, sr)` that returns `samples, milliseconds`: the *receptive field* of the top of such a stack, now included, and how long it lasts at `sr` samples a second. `dilations` has one number a layer, in any order. No formula this time: read it off the picture.
#
# For example, the ten layers of one stack of WaveNet have 2 taps and the dilations 1, 2, 4, …, 512. They hear 1,024 samples, 64 ms at 16 kHz. Ten layers without dilation hear 11.
#
# <details><summary>Hint 1</summary>
#
# By how many samples does one layer of K taps and dilation d reach further back than the one below it?
# </details>
#
# <details><summary>Hint 2</summary>
#
# From its last tap to its first are $(K - 1)\,d$. Layers add up, and now is one sample.
# </details>
#
# <details><summary>Hint 3</summary>
#
# $1 + (K - 1)(d_1 + \dots + d_L)$ samples; a thousand times that over `sr` milliseconds.
# </details>


# %% exercise="causal_reach"
def causal_reach(kernel_size, dilations, sr):
    ### BEGIN SOLUTION
    samples = 1 + (kernel_size - 1) * sum(dilations)
    return samples, 1000 * samples / sr
    ### END SOLUTION


# %% check="causal_reach"

# %% explained="causal_reach"
# Each layer lets the one below it speak for more of the past: from its last tap to its first it reaches $(K-1)\,d$ samples back. Reaches *add up*, because the layer below begins to look back where this one has arrived. And now is a sample as well, but the same one in all layers, so the 1 is added once.
#
# Ten layers with two taps give $1 + (1 + 2 + 4 + \dots + 512) = 1024$. This is the point of doubling: each layer reaches one sample further than all below it together, so the reach doubles while the cost grows by one layer. $K^L$ is right for the dilations 1, K, K², …, and not in general.

# %% [markdown]
# One sample is changed; which outputs of ten such layers change? Your `causal_conv` answers, if it has passed.

# %%
changed = wavenet.who_hears(1000, mine.causal_conv, layers=10)
print(f"sample 1000 changed: outputs {changed[0]} to {changed[-1]} did, {len(changed)} of them")

# %% [markdown]
# None before it, and 1,024 from it on: your sum, seen.
#
# ## 12.12 A net that writes sound
#
# What should a net say about the next sample? If it may go up or down, one number would be a compromise that goes nowhere. So WaveNet gives *each possible value a
# probability*, as the melody net does, and throws dice.
#
# For that there must not be too many values, so the samples are rounded to a few levels, which are finest where it is quiet ("µ-law", as on the telephone):
#
# $$F(y) = \operatorname{sign}(y)\,\frac{\ln(1 + \mu\,|y|)}{\ln(1 + \mu)}, \qquad \mu = 255.$$
#
# By hand: $|y| = 1/17$ gives $\ln 16 / \ln 256 = 1/2$. So half of all levels serve what is softer than a seventeenth.

# %%
plots.show(*mu_law.draw())

# %% [markdown]
# WaveNet has 256 levels; ours makes do with 65. Hear what that costs.

# %%
played, _ = plucks.pluck_tune(plucks.NOTES, 0.25)
rounded, noise = wavenet.in_levels(played, strings.LEVELS)
print(f"the hiss is {noise:.0f} dB below the sound")
audio.play_row({"as it is": played, "in 65 levels": rounded}, sr)

# %% [markdown]
# The hiss dies away with the strings, because there the levels are finest.
#
# Now the net. One **block** is a causal convolution with a gate, like those of the LSTM, and a way past both. So a block *adds* to what was there, and the gradient has a
# free way back:
#
# $$z = \tanh(W_f * x) \odot \sigma(W_g * x), \qquad y = x + W z.$$
#
# The star is a causal convolution, with the taps $W_f$ for what is said and $W_g$ for the gate; $W$ mixes the channels. By hand, with $W = 1$ and $x = 1$: if the two
# convolutions give 0.5 and 0, then $z = \tanh 0.5 \cdot \sigma(0) = 0.46 \cdot \tfrac12 = 0.23$ and $y = 1.23$.

# %%
plots.show(*wavenet_block.draw(16, dilation=4, blocks=6, skips=False))

# %% [markdown]
# Ours has six such blocks. In WaveNet, what each adds also *skips* straight to the output:

# %%
plots.show(*wavenet_block.draw(16, dilation=4, blocks=6))

# %% [markdown]
# How far back do ours hear?

# %%
reach = mine.causal_reach(2, [1, 2, 4, 8, 16, 32], sr)
print("they hear {} samples, {} ms".format(*reach))

# %% [markdown]
# These are two periods of middle C: enough for a string, and far too little for a word. Eight more channels beside the sample, one for each string, say which sounds and how loud.
#
# But the trouble of 12.5 comes back, 8,000 times a second: when it plays, it hears its own mistakes. So in training its inputs were **shaken**, wrong by a
# level or so at random, while the target stayed clean, and it learnt how one comes back.

# %% predict="shaken_bits"
# One net has learnt from true samples, another from shaken ones, 300 updates each. On new notes, with the true past before each sample: which of them needs fewer bits a sample?
#
# - (a) The shaken one, because it has seen more
#   wrong: It has seen the same notes, but blurred: it has learnt not to trust the last sample to the last level.
# - (b) Both the same
#   wrong: One of them may rely on its inputs, and the other may not.
# - (c) The one that was not shaken
#   right: With a teacher who never errs, trust pays. The price is paid when it hears itself, and no teacher is there.

# %%
player, trusting = learnt.strings(), learnt.strings(shaken=False)
for name, net in {"shaken": player, "not shaken": trusting}.items():
    cost = strings.bits_a_sample(net, rng=np.random.default_rng(5), conv=mine.causal_conv)
    print(f"{name}: {cost:.2f} bits a sample (any of 65 levels: {np.log2(65):.2f})")

# %% [markdown]
# So shaking has a price, 0.18 bits a sample, as long as the past is true. (Your `causal_conv` did the listening, if it has passed.) But now the net must live with a past of its own. WaveNet did so at a piano: [hear
# it](https://deepmind.google/blog/wavenet-a-generative-model-for-raw-audio/). Then hear ours, far smaller, with a new tune.

# %%
pitches = np.array([60, 64, 67, 72, 71, 67, 65, 62])
row, dice = {"wanted": plucks.pluck_tune(pitches, 0.25)[0]}, np.random.default_rng(1)
for heat in (0.7, 2.0):
    row[f"temperature {heat}"] = strings.play(player, pitches, 0.25, rng=dice, temperature=heat)
audio.play_row({name: 0.6 * y for name, y in row.items()}, sr)

# %%
written = row["temperature 0.7"]
print(
    "cents from the wanted pitch:", *np.round(strings.cents_off(written, pitches, 0.25)).astype(int)
)
plots.show(*strings.spectra({"wanted": row["wanted"], "written by the net": written}))

# %% [markdown]
# It is in tune: its bright lines lie where the wanted ones lie, and every note is within a fifth of a semitone. But the violet between them, black on the left, is hiss, and
# hotter dice hiss more.
#
# Three such strings get a room, and a round to play: "Row, row, row your boat".

# %%
boat = rounds.sing(player, voices=3, rng=np.random.default_rng(2))
audio.play(boat, sr, title="a round on strings that a net wrote")

# %% [markdown]
# Would it hiss more if the net had not been shaken?

# %%
hissing = {"shaken": player, "not shaken": trusting}
for name, net in hissing.items():
    hissing[name] = strings.play(net, pitches, 1.0, rng=np.random.default_rng(1), temperature=0.7)
    print(f"{name}: the noise is {strings.noise_below(hissing[name], pitches, 1.0):.1f} dB below")
audio.play_row({name: y[:sr] for name, y in hissing.items()}, sr)

# %% [markdown]
# A little more: about 2 dB is all that the 0.18 bits have bought. (With other nets, half a dB to 5.)
#
# And speech? WaveNet needs to be told what to say. Its makers once told it nothing, and it babbled: real words and made-up ones, mixed, in a voice you would swear is human.
# Hear it on the same page.
#
# ## 12.13 A band of your nets
#
# Now you know who played the first four bars: the net that looks back, the choir below it, and the strings of the WaveNet in the bass. The
# drummers are threshold units, which you wired in unit 1. Could they hold a whole song together?
#
# None of them has a will to return, so the form is ours, that of many songs one can hum: A, A with an end that comes home, B, and A once more.
#
# When a bar comes back, we play it to the net as if it had just written it: teacher forcing has become a musician's tool. And because a songwriter fills a waste-paper
# basket, the net writes each phrase thirty times, and your `tune_facts` keeps the most usual.
#
# What is left for the net to do? Let the newborn net of 12.2 write the tune, and leave all else as it is.

# %% predict="newborn_in_the_band"
# The same form, the same band, the best of thirty tries, but the tune is by the newborn net. What will you hear in its first eight bars?
#
# - (a) Nearly as good a song: form and chords make it
#   wrong: They make it *hold together*: bars come back, and the choir does its best. But nobody can hum what comes back.
# - (b) A good band under a tune that nobody can hum
#   right: The form repeats whatever it is given, and thirty tries of noise are noise. What makes the bars worth repeating is what 200 updates have put into the weights.
# - (c) No song at all: it does not even keep the bar
#   wrong: It does, because what does not fit into the phrase gets no probability. The bars are full, and they are full of leaps.

# %%
dice = {"seed": 1, "tries": 30, "pick": mine.layers.draw, "facts": mine.tune_facts}
newborn = song.write_song(learnt.composer_after(0), tunes, **dice)
group = band.gather(np.random.default_rng(1))
eight = group.play(newborn, phrases=2, joins=(0, 0, 0))
audio.play(eight, band.SR, title="the newborn at the tune")

# %%
ours = song.write_song(looking, tunes, **dice)
writers = {"the newborn": newborn, "looking back": ours}
rows = {"real tunes": real} | {name: mine.tune_facts(*s.notes) for name, s in writers.items()}
plots.show(*four_numbers.draw(rows, near=tune_numbers.NEAR))

# %% [markdown]
# The newborn leaps over 27 semitones, where real tunes keep to eleven. Ours keeps to twelve, but it stays on its pitch half as often again as they do.
#
# So form and band hold anything together, but what is worth holding took two hundred updates. Here are the first four bars of ours:

# %%
half = group.play(ours, phrases=1, joins=(0, 0, 0))
audio.play(half, band.SR, title="four bars by your nets")

# %% [markdown]
# No more yet, because somebody is missing. Until then the dial is yours: another `seed` is another song, and `temperature=1.3` a bolder writer.
#
# Here the third sitting ends.
#
# ## 12.14 Two sounds at once
#
# The song has nobody to count it in. We could borrow a voice, but in a recording a voice is seldom alone: there are drums in it. So for once we turn the unit round: as a
# sculptor takes stone away, a net takes away all that is not voice.
#
# Here is a voice over drums. Can you have it alone?

# %%
words = datasets.load("spoken-digits").where(split="test")
unheard = mixtures.mixtures(words, 24, np.random.default_rng(1))
voice, drums = max(unheard, key=lambda pair: len(pair[0]))
loud = 0.6 / np.abs(voice + drums).max()
audio.play_row({"mixture": loud * (voice + drums), "voice": loud * voice}, sr)

# %% [markdown]
# What was added can be taken away, one would think. So hear two drummers first, who play the same, but one pushes the air where the other pulls.

# %%
row = {"one drummer": loud * drums, "the other": -loud * drums}
audio.play_row(row | {"both at once": sum(row.values())}, sr)

# %% [markdown]
# Both play, and there is silence, and nobody can bring back what has cancelled. But a voice and a drum seldom collide, because they seldom fill the same cell of the
# spectrogram. So multiply each cell of the mixture by a number from 0 to 1, near 1 where the voice is alone and near 0 where the drums are. All these numbers together are a
# **mask**.
#
# Where they do collide they may cancel, so even with both parts known no mask is perfect. A good one, the *ideal ratio mask*, lets through, of the *power* in each cell, the target's share. Here it is on four cells.

# %%
plots.show(*masks.draw())

# %% [markdown]
# ### Exercise 20 · `ideal_ratio_mask` · ●○○ · 8 min
#
# Write `ideal_ratio_mask(S, V)` that returns `mask, estimate`, both of the shape of the complex spectrograms `S` of the target and `V` of the rest. The estimate is the masked mixture `S + V`. Where both are silent, the mask is 0.
#
# For example, $S = 3$ and $V = -1$ give a mask of 0.949 and an estimate of 1.90, where 3 was wanted.
#
# <details><summary>Hint 1</summary>
#
# The powers are 9 and 1 in the example, so the share is 0.9. But is it a power that the mask multiplies?
# </details>
#
# <details><summary>Hint 2</summary>
#
# An amplitude, so take the root of the share. Where both are 0, divide by something else; what is above the line is 0 anyway.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `power = np.abs(S)**2 + np.abs(V)**2`; `np.abs(S) / np.sqrt(np.where(power > 0, power, 1))`.
# </details>


# %% exercise="ideal_ratio_mask"
def ideal_ratio_mask(S, V):
    ### BEGIN SOLUTION
    power = np.abs(S) ** 2 + np.abs(V) ** 2
    mask = np.abs(S) / np.sqrt(np.where(power > 0, power, 1))
    return mask, mask * (S + V)
    ### END SOLUTION


# %% check="ideal_ratio_mask"

# %% explained="ideal_ratio_mask"
# The powers are the squares of the magnitudes, so
#
# $$M = \sqrt{\frac{|S|^2}{|S|^2 + |V|^2}}, \qquad \hat S = M \odot (S + V).$$
#
# In the example the powers are 9 and 1 and the share is 0.9. But the mask multiplies an amplitude, whose square is the power, so it is the root, 0.949.
#
# Below the line stand the two powers, and *not* the power of the mixture: $S + V = 2$ has the power 4 only because the two partly cancel, and with it the mask would be 1.5. For the same reason the estimate is the mask times the complex sum, and not times a sum of magnitudes: 0.949 · 2 = 1.90.
#
# `np.where(power > 0, power, 1)` puts a harmless 1 where both are silent. Above the line stands a 0 there, so the mask becomes 0 by itself, and nothing is divided by nothing.

# %% [markdown]
# A mask cannot turn a phase, so the estimate keeps the *phase of the mixture*. Does that matter? Here is a word four times with the same magnitudes: with its own phases, with
# zeros, with phases drawn by chance, and with those that Griffin and Lim's method guesses.

# %%
word = words.audio[int(np.flatnonzero(words.labels == 6)[1])]
audio.play_row(lost_phase.voices(word, rng=np.random.default_rng(0)), words.sr)

# %% [markdown]
# You understand all four, but two hum and hiss, and a net that gets only magnitudes hears no difference.
#
# ### How much better?
#
# Split what is heard, $\hat s$, into its part along the target $s$ (unit 1), which is the target made louder or softer, and the rest, the distortion. The
# **signal-to-distortion ratio**, SDR, is the ratio of their energies, in dB. How loud you play does not matter, so this is the *scale-invariant* SDR.
#
# By hand, with sounds of two samples: the target is (3, 1), and the mixture is (2, 4). Their dot product is 10 and so is the target's own energy, so the part along the
# target is the target itself. The rest is (−1, 3), which has as much energy: 0 dB.

# %%
plots.show(*projection.draw())

# %% [markdown]
# ### Exercise 21 · `sdr_improvement` · ●●○ · 10 min
#
# Write `sdr_improvement(estimate, mixture, target)`, all of shape (T,), that returns `before, after, improvement` in dB: the SDR of the mixture, the SDR of the estimate, and the second minus the first.
#
# For example, for the target `[1, 0]` the mixture `[1, 1]` has 0 dB, the estimate `[2, 0.2]` has 20 dB.
#
# <details><summary>Hint 1</summary>
#
# The same thing has to be done twice, so write an inner function for one SDR.
# </details>
#
# <details><summary>Hint 2</summary>
#
# `heard @ target` is the dot product. The part along the target is a number times the target.
# </details>
#
# <details><summary>Hint 3</summary>
#
# `part = (heard @ target) / (target @ target) * target`; then ten times `np.log10` of the energy of `part` over that of `heard - part`.
# </details>


# %% exercise="sdr_improvement"
def sdr_improvement(estimate, mixture, target):
    ### BEGIN SOLUTION
    def ratio(heard):
        part = (heard @ target) / (target @ target) * target
        return 10 * np.log10(np.sum(part**2) / np.sum((heard - part) ** 2))

    before, after = ratio(mixture), ratio(estimate)
    return before, after, after - before
    ### END SOLUTION


# %% check="sdr_improvement"

# %% explained="sdr_improvement"
# Ask first how much of the target is in what is heard. That is the number $a$ that makes the rest perpendicular to the target: $(\hat s - a s)\cdot s = 0$ just for $a = (\hat s \cdot s)/(s \cdot s)$, and so
#
# $$s_\parallel = \frac{\hat s \cdot s}{s \cdot s}\, s, \qquad \mathrm{SDR} = 10 \log_{10} \frac{\|s_\parallel\|^2}{\|\hat s - s_\parallel\|^2}\ \text{dB}.$$
#
# Nothing in the rest could be called a louder or softer target. For the estimate `[2, 0.2]` the number is 2, the part is `[2, 0]`, the rest `[0, 0.2]`, and 4 over 0.04 is a hundred times, or 20 dB.
#
# Below stands the energy of the *target*, because it is the target one projects onto. If you take the target off as it is, a perfect copy at twice the volume seems to be full of distortion.
#
# The quotients are of energies, so it is $10 \log_{10}$ and not 20; and since decibels are logarithms, the improvement is a difference.

# %% [markdown]
# But whoever knows both parts needs no mask, so a net must *guess* it from the mixture. This one, trained beforehand, hears seven frames and gives the mask of the middle
# one, for speakers and drum loops that it has never met.

# %% predict="mask_by_a_net"
# The ideal mask, which knows both parts, makes the voice 17 dB better. How much does the net?
#
# - (a) About 3 dB: it can only guess
#   wrong: It guesses well, because most cells are nearly all voice or nearly all drum, and seven frames often show which.
# - (b) About 12 dB
#   right: A voice draws lines and a drum splashes, and only where they meet is it lost.
# - (c) 17 dB too, if it has heard enough
#   wrong: Where both fill one cell, the mixture does not say how much each has.

# %%
net = learnt.separator()
by_net = separator.gains(separator.guess(net), unheard, mine.sdr_improvement)
ideal = separator.gains(lambda S, V: mine.ideal_ratio_mask(S, V)[0], unheard, mine.sdr_improvement)
print(f"by the net {by_net.mean():.1f} dB better, by the ideal mask {ideal.mean():.1f}")

# %% [markdown]
# That leaves a 17th of the distortion. But no ear hears a mean: one voice gains 3 dB,
# another 26. So listen to one:

# %%
Y = mixtures.spectrum(voice + drums)
mask = separator.voice_mask(net, Y)
apart = {"mixture": Y, "voice, by the net": mask * Y, "drums, by the net": (1 - mask) * Y}
audio.play_row([(n, loud * mixtures.sound(Z, len(voice))) for n, Z in apart.items()], sr)

# %%
plots.show(*separator.pictures({"mixture": Y, "voice, by the net": mask * Y}, mask))

# %% [markdown]
# ## 12.15 Out of the noise
#
# Most recordings have hiss in them and no drums. That asks for no net: note how strong the noise alone is in each band, and let pass what is clearly stronger.
#
# But how much stronger?

# %% predict="noise_above_its_mean"
# A gate lets pass each cell of the spectrogram that is louder than the noise is on average. Now there is noise alone. How many of its cells pass?
#
# - (a) None, because noise is not louder than itself
#   wrong: On the whole it is not. But each cell has its own luck, and some are well above the mean.
# - (b) Half, because the mean lies in the middle
#   wrong: The *median* does. A few very loud cells lift the mean above it.
# - (c) More than a third
#   right: 37 %: most cells lie below the mean, because a few very loud ones lift it.

# %%
hiss = 0.1 * np.random.default_rng(0).normal(size=sr)
cells = audio.stft(hiss, n_fft=256, hop_length=64)
passes = np.abs(cells) ** 2 > np.mean(np.abs(cells) ** 2, axis=1, keepdims=True)
print(f"{passes.mean():.0%} of the cells pass")
audio.play_row({"noise": hiss, "gated": audio.istft(passes * cells, hop_length=64)}, sr)

# %% [markdown]
# So a gate has to open later; but one that opens late cuts the word. And still a cell opens by chance here and there, and that chirps, unless a *floor* of noise hides it.

# %%
demo(noise_gate.draw, title=noise_gate.TITLE, controls=noise_gate.CONTROLS)

# %% [markdown]
# ### Exercise 22 · `spectral_gate` · ●●● · 20 min
#
# An open challenge, measured on spoken words in white noise as loud as themselves. Write `spectral_gate(Y, V)` that returns a mask, real numbers from 0 to 1 of the shape
# of `Y`, to be multiplied with `Y`.
#
# - `Y`: complex, (F, T), the spectrogram of the noisy word; `V`: complex, (F, 20), of noise alone
# - half of the points: 5 dB of SDR gained on the average of eight words; all of them: **7 dB**
#
# For example, a mask of ones gains 0 dB, and the hard gate of the demo, open 6 dB above the mean noise power of its band, a little more than 6. A soft one, which lets more of a louder cell
# pass, can do better if it takes off more than the mean noise.
#
# `noisy_words.mean_gain(spectral_gate, "spoken-digits", 8, np.random.default_rng(0))` says what yours gains, with frames of 256 samples and a hop of 64.
#
# <details><summary>Hint 1</summary>
#
# `noise = np.mean(np.abs(V)**2, axis=1, keepdims=True)`. Begin with `np.abs(Y)**2 > 4 * noise`, and check what it gains.
# </details>
#
# <details><summary>Hint 2</summary>
#
# A soft mask: $1 - a\,\text{noise}/|Y|^2$, but at least 0, with $a$ somewhere from 1 to 4. (Norbert Wiener, 1949, has $a = 1$ for powers that are known.)
# </details>
#
# <details><summary>Hint 3</summary>
#
# Take for $|Y|^2$ the mean over the frame and its two neighbours (`np.pad` with `mode="edge"`), and $a = 2.5$.
# </details>


# %% exercise="spectral_gate"
def spectral_gate(Y, V):
    ### BEGIN SOLUTION
    noise = np.mean(np.abs(V) ** 2, axis=1, keepdims=True)
    power = np.pad(np.abs(Y) ** 2, ((0, 0), (1, 1)), mode="edge")
    power = (power[:, :-2] + power[:, 1:-1] + power[:, 2:]) / 3
    return np.maximum(1 - 2.5 * noise / np.maximum(power, 1e-12), 0)
    ### END SOLUTION


# %% check="spectral_gate"

# %% explained="spectral_gate"
# A hard gate has to decide at once, and near the threshold it decides by chance. A soft one lets through $1 - a\,\text{noise}/|Y|^2$ of a cell: if power adds up on average, then with $a = 1$ that is the share of the cell that is not noise. It gains 4.6 dB (with seed 0), though, which is *less* than the hard gate's 6.2, because more than a third of the cells of noise alone are above their mean, and something of each gets through. With $a = 3$ most of these are shut, and it just reaches 7; beyond that the word is cut with the noise.
#
# To gain more takes another idea. One cell's power depends much on chance, and a word changes little from one frame to the next; so take the mean over three frames, and with $a = 2.5$ it is 7.4. `mode="edge"` lends the first and the last frame a neighbour, and `1e-12` keeps silence from dividing by 0.
#
# Or look at the noise: it is white, so one mean over all bands is a better estimate than twenty frames of one band, and with it and the three frames it is 7.7. If you take the noise from `Y` and not from `V`, the word itself counts as noise and is cut with it.

# %%
audio.play_row(noisy_words.through(spectral_gate, seed=3), sr)

# %% [markdown]
# ## 12.16 For looking up: three families
#
# All that wrote something in this unit is **autoregressive**: the next note, letter or sample comes from those before it.
#
# Two other families make the whole at once, out of random numbers. A **variational autoencoder** (VAE) learns a code with a known distribution, draws a code, and decodes
# it. In a **generative adversarial network** (GAN) a generator learns from a second net, which judges whether what it gets is real. [Unit 13](../u13_beyond/beyond.ipynb)
# trains a VAE of melodies.

# %%
plots.show(*families.draw())

# %% [markdown]
# What is dashed is there only while the net learns.
#
# And what can imitate a voice can deceive: ask before you clone one, and say so when a machine speaks.

# %% [markdown]
# ## Quiz
#
# ### Exercise 23 · `generation_quiz` · ●○○ · 7 min
#
# Put a letter in the place of each `"?"`.
#
# **order** · A model is *autoregressive* if it writes
#
# - (a) all samples at once
# - (b) each sample from those before it
# - (c) forwards and backwards at the same time
# - (d) by letting two nets play against each other
#
# **hot** · The temperature grows without limit. Then
#
# - (a) the likeliest note comes always
# - (b) nothing changes
# - (c) all notes become equally likely
# - (d) the unlikeliest note comes always
#
# **exposure** · A net that learnt with teacher forcing alone drifts when it runs free, because
#
# - (a) it has never met its own mistakes
# - (b) its gradients vanish
# - (c) its learning rate was too large
# - (d) it has no temperature
#
# **bottleneck** · All that a decoder knows of the melody that the encoder read is
#
# - (a) the melody, note by note
# - (b) its last note
# - (c) its length
# - (d) the encoder's last state
#
# **speech** · A WaveNet that learnt from speech, and is given no text, says
#
# - (a) sentences that it was taught
# - (b) babble: real words and made-up ones, mixed
# - (c) nothing but silence
# - (d) the alphabet
#
# **family** · The generator of a GAN learns from
#
# - (a) the next sample, which it predicts
# - (b) the distance between its output and its input
# - (c) a second net, which judges whether its output is real
# - (d) labels given by hand
#
# **phase** · A ratio mask multiplies the spectrogram of the mixture. The estimate has the phase
#
# - (a) of the mixture
# - (b) of the clean target
# - (c) zero everywhere
# - (d) that the mask has learnt
#
# <details><summary>Hint 1</summary>
#
# **hot** is in 12.1, **order** in 12.2, **exposure** in 12.5, **bottleneck** in 12.8, **speech** in 12.12, **phase** in 12.14, and **family** in 12.16.
# </details>
#
# <details><summary>Hint 2</summary>
#
# For **hot**, divide two logits by a million and take the softmax. For **phase**: what can a number from 0 to 1 do to a cell of the spectrogram, and what can it not?
# </details>
#
# <details><summary>Hint 3</summary>
#
# For **exposure**: what are its inputs while it learns, and what are they when it plays? For **bottleneck**: what is handed from the one net to the other, and when?
# </details>

# %% exercise="generation_quiz"
generation_quiz = dict.fromkeys(
    ["order", "hot", "exposure", "bottleneck", "speech", "family", "phase"], "?"
)
### BEGIN SOLUTION
generation_quiz = {
    "order": "b",
    "hot": "c",
    "exposure": "a",
    "bottleneck": "d",
    "speech": "b",
    "family": "c",
    "phase": "a",
}
### END SOLUTION

# %% check="generation_quiz"

# %% explained="generation_quiz"
# **order** · An autoregressive model writes each sample from those before it; "all at once" is what a VAE or the generator of a GAN does.
#
# **hot** · Divided by a million, all logits are nearly 0, and $e^0$ is the same for all; the likeliest note comes always at the other end, at 0.
#
# **exposure** · It has never met its own mistakes, because a teacher had put each of them right.
#
# **bottleneck** · The decoder gets the encoder's last state and nothing else. The melody may be packed into it, but only as well as the nets have learnt to.
#
# **speech** · Sounds follow from a fraction of a second of the past, and words from much more; so without a text it babbles.
#
# **family** · The generator never sees what it should have made. It learns from the slope that comes back through the second net, the judge.
#
# **phase** · A number from 0 to 1 makes a cell smaller, and it cannot turn it; so the phase is the mixture's.

# %% [markdown]
# ## 12.17 Somebody counts us in
#
# The band has waited since 12.13. Who counts it in? The net of 12.14, which takes voices out of drums. Try it first:
# turn the voice down, and it is karaoke; turn it up, and the drums are gone.

# %%
demo(vocal_dial.draw, title=vocal_dial.TITLE, controls=vocal_dial.CONTROLS)

# %% [markdown]
# Beyond some 15 dB you hear what the mask got wrong, but it is good enough to count in a band. Here are four words by strangers over drums, and then without them, by the net.

# %%
found = count_in.words(net, rng=np.random.default_rng(1))
mixed = np.concatenate([0.5 * both / np.abs(both).max() for both, _ in found])
alone = np.concatenate([0.5 * voice / np.abs(voice).max() for _, voice in found])
audio.play_row({"four strangers over drums": mixed, "by the net": alone}, sr)

# %% [markdown]
# And now with us, to the end.

# %%
everybody = count_in.before(group.play(ours), found)
audio.play(everybody, band.SR, title="a song by your nets")

# %%
plots.show(*group.picture(ours, counted=count_in.spoken(found)))

# %% [markdown]
# Some of the old drum clings to the words; all the rest a net has chosen or played. Play it to a friend, ask "Could you tell?", and only then say it:
#
# > **Four strangers who never met have counted in a band that does not exist, for a song that nobody wrote.**
#
# And this unit? A net can read that too, so one has: letter by letter, as far as the block of the WaveNet. Let it answer our question itself.

# %%
for seed in (33, 2):
    print(unit_reader.answer(learnt.unit_reader(), "Could you tell?", seed=seed), "\n")

# %% [markdown]
# *But the net has passed*, it says, and in its next sentence it fails. (It is the best of forty. The second, *half in the cord a tong*, is not.)
#
# ## What to remember
#
# - To generate is to predict and then to choose. The temperature says how boldly, and top-k and nucleus cut the tail.
# - A net that runs free hears its own mistakes. Scheduled sampling, or shaken inputs, let it meet them while it learns. (It helped after 250 updates, not after 1,000.)
# - A context steers it: as an input, as the first state, or both. An encoder makes one by reading, and its last state is a bottleneck. What the net should repeat, let it see.
# - The notes of a chord depend on one another, so let the voices choose in turn.
# - Dilated causal convolutions see a long past and no future. A mask lets through the share of each cell that belongs to the wanted sound, with the phase of the mixture.

# %%
plots.show(*writing_loop.draw())

# %%
what_you_predicted("u12")
mine.show("u12")

# %% [markdown]
# Your nets can write, and one of them lost its melodies in a bottleneck. [Unit 13](../u13_beyond/beyond.ipynb) gives them back.
#
# **Sources.** Z. Duan, *Deep learning for audio*; lectures of M. Grachten and H. Mohammadi. I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, 2016, 10.2–10.4; S.
# Bengio et al., "Scheduled sampling", NIPS 2015; K. Cho et al., EMNLP 2014; I. Sutskever, O. Vinyals, Q. Le, NIPS 2014; C. Benetatos, J. VanderStel, Z. Duan, "BachDuet",
# NIME 2020; Y. Yan, E. Lustig, J. VanderStel, Z. Duan, "Part-invariant model", ISMIR 2018; C. Krumhansl, E. Kessler, *Psychological Review* 89, 1982; C. Krumhansl,
# *Cognitive Foundations of Musical Pitch*, 1990; N. Boulanger-Lewandowski, Y. Bengio, P. Vincent, ICML 2012, table 1; S. Bai, J. Z. Kolter, V. Koltun, 2018; A. van den
# Oord et al., "WaveNet", 2016; A. Fan, M. Lewis, Y. Dauphin (top-k), ACL 2018; A. Holtzman et al. (nucleus), ICLR 2020; C. Guo et al. (calibration), ICML 2017; E.
# Waite (lookback), Magenta, 2016; A. Karpathy, 2015 (the page of 12.10); A. Karpathy, J. Johnson, L. Fei-Fei, arXiv 1506.02078, 2015; D. Griffin, J. Lim, *IEEE Trans. ASSP* 32, 1984; J. Le Roux et al., "SDR – half-baked or
# well done?", ICASSP 2019. Verse: J. Taylor 1806, W. Blake 1794, E. Lear and L. Carroll 1871, and nursery rhymes. Recordings: Free Spoken Digit Dataset (CC BY-SA 4.0);
# chorales: the JSB Chorales set, music in the public domain.
