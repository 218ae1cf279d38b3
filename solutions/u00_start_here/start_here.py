# %% [markdown]
# # 0 · Start here
#
# In this course you build machines that listen, from nothing but numbers. This first unit shows how a notebook works, what a sound
# is to a computer, what can be asked of a sound, and the one loop by which all the machines to come will learn.
#
# **You will be able to** make a sound, measure it and look at it; say what kind of task a listening problem is; name the steps from
# sound to decision; and write the loop that learns.
#
# **You will hear** tones that you computed, spoken digits, a piece of music that holds many questions, and a machine that tries
# until it has found the sound of an instrument.
#
# Time: about 1¼ hours. You need some Python, and to have met NumPy arrays. This unit needs hardly any maths; the next ones take vectors and their dot product (unit 1), slopes, the chain rule and matrix products (from unit 2 on), and in a few places eigenvectors, probabilities, singular values and Taylor series (units 2 and 3). If
# these are new to you, or long ago, chapters 2 to 4 of Goodfellow, Bengio and Courville's [*Deep Learning*](https://www.deeplearningbook.org) are a good place.
#
# Conventions: [one page](../conventions.md).

# %% [markdown]
# ## 0.1 How a unit works
#
# A notebook is text with *cells* of code in between. Click into a cell and press Shift + Enter: it runs, and its result appears
# below. Run the cells from top to bottom.
#
# Every few paragraphs there is an **exercise**. Its cell has a line `raise NotImplementedError("your code here")` or `# Your answer goes here.`: put
# your code in its place and run the cell. Then run the next one, the **check**. It answers with
#
# - ✓ and your points, or
# - ✗, what is wrong, often which mistake it looks like, and numbers to try it with.
#
# Check as often as you like. If you are stuck, click on *Hint* below the exercise. If you are still stuck, go on: later parts do not
# need it, and you can come back.
#
# The page works in JupyterLab on your own computer, and in the browser on Colab or Binder: the first cell says or installs what is missing.
# When nothing makes sense any more, choose *Restart Kernel* in the menu *Kernel* and run the cells again from the top.

# %%
import numpy as np

from dlaudio import audio, datasets, plots
from dlaudio.check import check
from dlaudio.descent import trial_and_error
from dlaudio.plots.chains import chains
from dlaudio.widgets import sound_from_numbers
from dlaudio.widgets.demo import demo

# %% [markdown]
# ## 0.2 A sound is a list of numbers
#
# Run this, press play, and listen.

# %%
sr = 8000
y = audio.tone(440, sr=sr, duration=1)
audio.play(y, sr, title="a pure tone, the A above middle C")

# %% [markdown]
# What you heard is a list of 8,000 numbers. These are the first ten:

# %%
print(len(y), "numbers:", *np.round(y[:10], 2), "...")

# %% [markdown]
# Each number, a *sample*, says where the membrane of the loudspeaker should be: 0 is its place of rest, 1 and −1 are as far as it goes.
# How many samples there are in a second is the *sample rate*, `sr`. Here it is 8,000 Hz, as on an old telephone; a CD has 44,100.
#
# This is the first hundredth of a second. Count the waves.

# %%
ax = plots.waveform(y[: sr // 100], sr, title="the first 80 samples")
plots.show(ax, alt="A sine wave between -0.5 and 0.5: a little more than four periods in 10 ms.")

# %% [markdown]
# Four waves and a bit in 10 ms make 440 in a second. That is the tone's *frequency*, 440 Hz, and we hear it as pitch.
#
# Play with it. Raise the frequency; add *harmonics*, tones of two, three, four times the frequency. What happens to the numbers, and what to
# the sound?

# %%
demo(sound_from_numbers.draw, title=sound_from_numbers.TITLE, controls=sound_from_numbers.CONTROLS)

# %% [markdown]
# A pure tone is a sine. It repeats every $2\pi$, so at the time $t$ in seconds a tone of $f$ Hz and amplitude 0.5 is
#
# $$y(t) = 0.5\,\sin(2\pi f t).$$
#
# A computer has no time that flows, only samples. Sample number $n = 0, 1, 2, \dots$ stands at the time $t = n / \mathit{sr}$.
#
# ### Exercise 1 · `make_tone`
#
# Write `make_tone(frequency, duration, sr)` that returns the samples of a pure tone.
#
# - `frequency` in Hz, `duration` in seconds, `sr` in samples a second
# - returns an array of `duration * sr` samples (rounded to a whole number); the first is at time 0, the amplitude is 0.5
#
# For example, `make_tone(2, 1, 8)` is two waves in eight samples: `[0, 0.5, 0, -0.5, 0, 0.5, 0, -0.5]`.
#
# Run the check once before you write anything, to see what it says.
#
# <details><summary>Hint</summary>
#
# `np.arange(n)` counts 0, 1, …, n − 1. Divide by `sr` and you have the time of every sample. `np.sin` takes a whole array, and
# `round(duration * sr)` is a whole number.
# </details>


# %% exercise="make_tone"
def make_tone(frequency, duration, sr):
    ### BEGIN SOLUTION
    t = np.arange(round(duration * sr)) / sr
    return 0.5 * np.sin(2 * np.pi * frequency * t)
    ### END SOLUTION


# %% check="make_tone"

# %% [markdown]
# Your function is an instrument now. Hear it play.

# %%
try:
    melody = [make_tone(frequency, 0.4, sr) for frequency in (262, 330, 392, 523)]
    audio.play(np.concatenate(melody), sr, title="your tones: C, E, G, and C an octave higher")
except Exception as error:
    print(f"This cell plays your make_tone. Run it again when the check says ✓. ({error})")

# %% [markdown]
# ## 0.3 How long, how loud
#
# Two sounds. Which is louder?

# %%
steady = audio.tone(440, sr=sr, duration=1)
ping = audio.note(440, sr=sr, duration=1, decay=0.08)
pair = np.concatenate([steady, audio.silence(sr=sr, duration=0.4), ping])
audio.play(pair, sr, title="a steady tone, then a ping")

# %%
ax = plots.waveform(pair, sr)
plots.show(
    ax, alt="A band of constant height 0.5; silence; then a ping that starts at 0.5 and dies away."
)

# %% [markdown]
# Both reach 0.5, and yet the steady tone is the louder one. Two numbers tell these things apart. For the samples $y_0, \dots, y_{N-1}$:
#
# - the **peak** is the largest distance from zero, $\max_n |y_n|$;
# - the **RMS**, the *root mean square*, is what its name says, read backwards: square every sample, take the mean, take the root,
#
# $$\mathrm{RMS} = \sqrt{\frac1N \sum_{n=0}^{N-1} y_n^2}.$$
#
# Why square? The plain mean of a wave is about 0: what goes up comes down. Squares do not cancel.
#
# The line below each player gives both in *decibels* (dBFS). There 0 is as far as the membrane goes; each 6 dB less is half of it, each 20 dB less a
# tenth. So a peak of 0.5 is −6 dBFS.
#
# ### Exercise 2 · `duration_and_level`
#
# Write `duration_and_level(y, sr)` that returns three numbers, `duration, peak, rms`.
#
# - `y`: array of shape (N,), the samples; `sr`: samples a second
# - `duration` in seconds: each sample lasts `1 / sr`
# - `peak` and `rms` in the units of `y`
#
# For example, `y = np.array([0.3, -0.4, 0, 0])` with `sr = 2` lasts 2 seconds, has the peak 0.4 and the RMS 0.25.
#
# <details><summary>Hint</summary>
#
# `np.abs`, `np.mean` and `np.sqrt` do what they are called. `y ** 2` squares every sample, `y.max()` is the highest.
# </details>


# %% exercise="duration_and_level"
def duration_and_level(y, sr):
    ### BEGIN SOLUTION
    return len(y) / sr, np.abs(y).max(), np.sqrt(np.mean(y**2))
    ### END SOLUTION


# %% check="duration_and_level"

# %% [markdown]
# ## 0.4 People speaking
#
# The course comes with 1,200 spoken digits. A program spoke them, in the voices of 60 people who do not exist, so they may be copied
# freely and need no network.

# %%
digits = datasets.load("spoken-digits")
print(digits)

# %%
sixes = digits.where(labels="six")
three = [sixes.audio[i] for i in (0, 60, 110)]
gap = audio.silence(sr=digits.sr, duration=0.2)
audio.play(
    np.concatenate([part for y in three for part in (y, gap)]),
    digits.sr,
    title='"six", by three voices: a man, a woman, a child',
)

# %% [markdown]
# Look at the first of them, in two ways.

# %%
six = sixes.audio[0]
ax = plots.waveform(six, digits.sr, title='"six"')
plots.show(ax, alt="Weak noise, a strong vowel, near silence, and weak noise again.")

levels = audio.amplitude_to_db(np.abs(audio.stft(six, n_fft=256, hop_length=32)), ref=np.max)
ax = plots.spectrogram(levels, sr=digits.sr, hop_length=32, title='the same "six"')
plots.show(
    ax,
    alt="Hiss at all frequencies at the start and at the end; in the middle a vowel, strongest below "
    "800 Hz; before the last hiss a short gap.",
)

# %% [markdown]
# The *waveform* shows the samples one after another. The *spectrogram* shows which frequencies are in the sound at each time: time runs
# to the right, frequency goes up, and the brighter the stronger. Now you can read the word: **s** is hiss, at all frequencies up to the
# top; **i** is a voice, strongest in a few low bands; **k** is a gap; and **s** is hiss again.
#
# Real people are less tidy. If their recordings are on your machine, here are three of them.

# %%
real = datasets.available("fsdd")
if not real:
    print('Real voices are not here yet: datasets.load("fsdd") fetches them once, 16 MB.')
    print("Until then, three more of the invented ones:")
people = datasets.load("fsdd" if real else "spoken-digits").where(labels="seven")
three = [people.audio[i] for i in (0, 60, 110)]
audio.play(
    np.concatenate([part for y in three for part in (y, gap)]),
    people.sr,
    title=f'"seven", by three {"real" if real else "invented"} voices',
)

# %% [markdown]
# ## 0.5 What can be asked of a sound?
#
# Listen to this, four bars of music.

# %%
rng = np.random.default_rng(0)
sr_music, beat = 22050, 22050 // 2
music = np.zeros(17 * beat)


def add(sound, at):
    """Mix a sound into the music; `at` counts beats."""
    start = int(at * beat)
    music[start : start + len(sound)] += 0.3 * sound


for bar, chord in enumerate([(262, 330, 392), (220, 262, 330), (220, 262, 349), (196, 247, 294)]):
    for frequency in chord:
        add(audio.note(frequency, sr=sr_music, duration=2, decay=0.8), 4 * bar)
    for step in range(8):
        add(audio.hat(sr=sr_music, rng=rng, amplitude=0.3), 4 * bar + step / 2)
    for step, drum in enumerate([audio.kick, audio.snare, audio.kick, audio.snare]):
        add(drum(sr=sr_music, rng=rng), 4 * bar + step)

audio.play(music, sr_music, title="four chords, kick, snare and hi-hat")

# %% [markdown]
# One sound, many questions. What an answer looks like decides what kind of task it is:
#
# | question | an answer | kind of task |
# |---|---|---|
# | Is it rock, jazz or techno? | *rock* | **classification**: exactly one name from a list |
# | How many beats a minute? | *120* | **regression**: a number |
# | Which chord sounds in each bar? | *C, Am, F, G* | **sequence labelling**: a label for each moment, or labels in order |
# | Which of these can be heard: voice, chords, drums, rain? | *chords and drums* | **tagging** (*multi-label*): each name is a yes or a no |
#
# Classification and tagging look alike and are not. In classification the names compete: *rock* or *jazz*. In tagging each is decided by itself:
# *chords* **and** *drums*, or none at all.
#
# Nearly all *questions* that one asks of a sound are of these four kinds. (Making sound, or taking it apart, is another matter: unit 12.) Genre, mood, artist, composer or instrument of a recording: classification, if one
# name is wanted. Words for a music shop: tagging. Chords, speech, the car horns and barks in a street (*acoustic events*): sequence
# labelling. And it goes beyond sound: naming the object in a photo, telling whether a review is friendly, reading handwriting,
# translating a sentence.
#
# ### Exercise 3 · `task_kinds`
#
# Which kind of task is it? (a) classification (b) regression (c) sequence labelling (d) tagging
#
# **genre** · Which one of ten genres is this song?
#
# **mood** · How happy is this song, on a scale from 0 to 10?
#
# **chords** · Which chord sounds in every beat?
#
# **tags** · Which of these words fit this clip: *guitar*, *sad*, *live*, *female voice*?
#
# **speaker** · Which one of twenty people speaks in this recording?
#
# **speech** · What is being said, word by word?
#
# Put a letter in the place of each `"?"`. For example, a tempo in beats a minute would be `"b"`.
#
# <details><summary>Hint</summary>
#
# Write down two possible answers to each question. Are they one name, a number, a row of names, or a set of names?
# </details>

# %% exercise="task_kinds"
task_kinds = {
    "genre": "?",
    "mood": "?",
    "chords": "?",
    "tags": "?",
    "speaker": "?",
    "speech": "?",
}
### BEGIN SOLUTION
task_kinds = {
    "genre": "a",
    "mood": "b",
    "chords": "c",
    "tags": "d",
    "speaker": "a",
    "speech": "c",
}
### END SOLUTION

# %% check="task_kinds"

# %% [markdown]
# ## 0.6 From sound to decision
#
# Machines that listen are built alike:

# %%
given, hand, learnt = "given", "made by hand", "learnt"
sound, answer = ("sound", given), ("answer", given)

steps = [sound, ("frames", hand), ("features", hand), ("model", learnt), ("decision", given)]
ax = chains({"": steps})
plots.show(
    ax,
    alt="Five boxes joined by arrows: sound, frames, features, model, decision. "
    "Frames and features are made by hand; the model is learnt.",
)

# %% [markdown]
# - The **sound**: thousands of samples a second. A single one says nothing.
# - **Frames**: short pieces of some 25 ms, long enough to have a pitch, short enough that not much changes. They may overlap.
# - **Features**: a few numbers for each frame, chosen so that they differ where the sounds are to be told apart.
# - The **model**: makes scores of the features. It has *weights*, numbers that are learnt from examples.
# - The **decision**: the best score wins, or each one above a limit counts.
#
# Here is all of it in a few lines, to tell *nine* from *six*. The only feature is how often the wave crosses zero: hiss does it all the
# time. The model is the smallest there is: the mean of the feature, and one weight to compare it with.


# %%
def crossings(y, sr):
    """Zero crossings per millisecond in each frame of 25 ms; a new frame begins every 10 ms."""
    frames = audio.frame(y, frame_length=sr // 40, hop_length=sr // 100)
    return np.mean((frames[1:] > 0) != (frames[:-1] > 0), axis=0) * sr / 1000


w, ax = 3.0, None
for word in ("nine", "six"):
    y = digits.where(labels=word).audio[0]
    feature = crossings(y, digits.sr)
    score = feature.mean() - w
    decision = "six" if score > 0 else "nine"
    print(
        f"{word}: {len(y)} samples, {len(feature)} frames, score {score:.2f}, so I say {decision}"
    )
    time = 10 * np.arange(len(feature))
    ax = plots.curve(
        feature, x=time, label=word, ax=ax, xlabel="time (ms)", ylabel="crossings per ms"
    )
plots.show(ax, alt='Crossings stay low through most of "nine" and are high at both ends of "six".')

# %% [markdown]
# ### Exercise 4 · `flowchart`
#
# Here are the five steps of a machine that knows ten words. Put them in order.
#
# (a) Multiply the measurements by weights and add up: ten scores.
#
# (b) Cut the recording into pieces of 25 ms.
#
# (c) Say the word with the highest score.
#
# (d) Record 16,000 numbers a second.
#
# (e) Measure the level and the zero crossings of each piece.
#
# Write the letters into the list, the first step first. For example, `["e", "a", "b", "c", "d"]` would begin with measuring.
#
# <details><summary>Hint</summary>
#
# Which block of the picture is each of them?
# </details>

# %% exercise="flowchart"
flowchart = ["?", "?", "?", "?", "?"]
### BEGIN SOLUTION
flowchart = ["d", "b", "e", "a", "c"]
### END SOLUTION

# %% check="flowchart"

# %% [markdown]
# ## 0.7 Four ways to build it
#
# Who decides what happens between sound and answer? There are four schools, and they differ in how much is learnt.

# %%
first, then = ("features\n(learnt first)", learnt), ("model\n(learnt then)", learnt)
layer = ("layer", learnt)
ax = chains(
    {
        "rules": [sound, ("rules", hand), answer],
        "classic machine learning": [sound, ("features", hand), ("model", learnt), answer],
        "representation learning": [sound, first, then, answer],
        "deep learning": [sound, layer, layer, layer, answer],
    }
)
plots.show(
    ax,
    alt="Four chains from sound to answer. Rules: rules made by hand. Classic machine learning: features "
    "made by hand, a learnt model. Representation learning: features learnt first, then the model. "
    "Deep learning: several layers, all learnt together.",
)

# %% [markdown]
# - **Rules.** Experts write down everything. Easy to explain; hard to write for anything that varies.
# - **Classic machine learning.** Experts design the features, and a model learns from them. The most famous features of speech are the *MFCC*, a
#   short summary of the spectrum in steps that suit the ear; you build them in unit 7.
# - **Representation learning.** The features are learnt too, as a step of its own and often without labels. An *autoencoder*, for example, learns to describe
#   a sound in so few numbers that it can still rebuild it.
# - **Deep learning.** One chain of learnt steps from raw data to the answer, all trained together, for this one task.
#
# What is a **deep net**, then? Simple functions in layers. Each layer takes the numbers of the layer before, adds them up with weights, and bends the
# result a little:
#
# $$\text{answer} = f_3(f_2(f_1(\text{sound}))).$$
#
# No part is clever. What makes the whole clever is that there are many parts, that they bend (they are *non-linear*), and that all weights are learnt:
# from examples with labels (*supervised*) or from sounds alone (*unsupervised*).
#
# ### Exercise 5 · `frameworks`
#
# Which of the four is it? (a) rules (b) classic machine learning (c) representation learning (d) deep learning
#
# **codes** · A net learns, from a million sounds without labels, to describe a sound in 32 numbers. Then a simple classifier is trained on these numbers.
#
# **siren** · "If the pitch goes up and down between 600 and 1,200 Hz, about twice a second, it is a siren."
#
# **waveform** · A net of 20 layers takes samples and gives the name of the bird. All layers are trained together.
#
# **mfcc** · A program computes MFCC. From labelled examples a model learns which MFCC belong to which speaker.
#
# For example, a doorbell that rings when the button is pressed works by rules, `"a"`.
#
# <details><summary>Hint</summary>
#
# Ask of each: what is made by hand, what is learnt, and is it learnt at once or one after the other?
# </details>

# %% exercise="frameworks"
frameworks = {"codes": "?", "siren": "?", "waveform": "?", "mfcc": "?"}
### BEGIN SOLUTION
frameworks = {"codes": "c", "siren": "a", "waveform": "d", "mfcc": "b"}
### END SOLUTION

# %% check="frameworks"

# %% [markdown]
# ## 0.8 The loop that learns
#
# How does a weight get its value? All the machines of this course learn by the same five steps:
#
# 1. Pick data $D$, a model $M(w)$ with weights $w$, and an objective $J$ that says how bad the model is on the data.
# 2. Choose first weights, somehow.
# 3. **Measure** $J$.
# 4. **Modify** the weights, somehow, hoping for a lower $J$.
# 5. **Repeat** 3 and 4 until it is good enough or time is up.
#
# "Somehow" is where the units to come will grow clever. Today a blind guess will do: take a step in any direction, and take it back if it did
# not help.
#
# ### Exercise 6 · `fit`
#
# Write `fit(D, M, J, w0, modify, stop)` that returns `w, history`. It gets the parts as functions and does not care what is in them:
#
# - `D`: the data, only to be handed to `J`
# - `M(w)`: gives the model that has the weights `w`
# - `J(D, model)`: a number, how bad this model is; lower is better
# - `w0`: the first weights
# - `modify(w)`: gives a *proposal*, other weights made from `w`; `w` itself stays as it is
# - `stop(history)`: True if it is time to stop
#
# The rules:
#
# - The `history` is a list. It begins with J of `w0`. After each round append J of the weights that you hold then.
# - Before each round, also before the first, ask `stop(history)`.
# - In a round, call `modify` once, with the weights that you hold. Keep the proposal if its J is **lower**; otherwise the old weights stay.
# - `w` are the weights that you hold at the end.
#
# For example, find the number by which 2 must be multiplied to give 6, starting at 0 and always proposing one more:
#
# ```python
# fit(
#     D=(2, 6),
#     M=lambda w: lambda x: w * x,
#     J=lambda D, model: (D[1] - model(D[0])) ** 2,
#     w0=0,
#     modify=lambda w: w + 1,
#     stop=lambda history: len(history) > 4,
# )
# ```
#
# gives `w = 3` and the history `[36, 16, 4, 0, 0]`: the last proposal, 4, was worse and was not kept.
#
# If the check gives you numbers to try, paste them into a cell of their own and go on with
#
# ```python
# from dlaudio.exercises.u00_start_here import learning_problem
# fit(*learning_problem(kind, x, y, w0, steps, rounds, enough))
# ```
#
# <details><summary>Hint</summary>
#
# `while not stop(history):` is the loop. The model of a proposal is `M(proposal)`, and its J is `J(D, M(proposal))`. The J that you hold is
# the last of the history, `history[-1]`.
# </details>


# %% exercise="fit"
def fit(D, M, J, w0, modify, stop):
    ### BEGIN SOLUTION
    w, history = w0, [J(D, M(w0))]
    while not stop(history):
        proposal = modify(w)
        score = J(D, M(proposal))
        if score < history[-1]:
            w = proposal
        history.append(min(score, history[-1]))
    return w, history
    ### END SOLUTION


# %% check="fit"

# %% [markdown]
# ### Hear it learn
#
# Now let the loop learn a sound. The data $D$ are half a second of an instrument. The model is eight harmonics; its weights say how strong
# each of them is. $J$ is the mean squared difference from the instrument, and a proposal changes all eight weights at random.
#
# You will hear the first weights, those after 20, 50 and 300 rounds, and at last the instrument itself. The loop is the course's own,
# `trial_and_error`; put your `fit` in its place, and you hear the same.


# %%
def harmonics(w):
    """The model: a sound at the times t, whose harmonic k of 220 Hz has the strength w[k - 1]."""
    return lambda t: np.sin(2 * np.pi * 220 * np.outer(t, np.arange(1, 9))) @ w


def squared_difference(D, model):
    t, target = D
    return np.mean((model(t) - target) ** 2)


t = np.arange(sr // 2) / sr
instrument = harmonics([0.3, 0, 0.22, 0, 0.15, 0, 0.1, 0])(t)
heard = []
for rounds in (0, 20, 50, 300):
    nudges = iter(np.random.default_rng(0).normal(0, 0.03, (400, 8)))
    w, history = trial_and_error(
        D=(t, instrument),
        M=harmonics,
        J=squared_difference,
        w0=np.array([0.4, 0, 0, 0, 0, 0, 0, 0]),
        modify=lambda w, nudges=nudges: w + next(nudges),
        stop=lambda history, rounds=rounds: len(history) > rounds,
    )
    heard += [harmonics(w)(t), np.zeros(sr // 5)]

ax = plots.curve(history, xlabel="round", ylabel="J, mean squared difference")
plots.show(
    ax,
    alt="J falls in steps, fast at first, and is near zero from about round 80; it never rises.",
)
audio.play(
    np.concatenate([*heard, instrument]),
    sr,
    title="0, 20, 50 and 300 rounds of learning, then the instrument",
)

# %% [markdown]
# The same loop, without a change, learns something else: the weight that tells *nine* from *six*. Now $J$ counts mistakes. And what it has
# learnt is tried on people it has never heard, because only that tells whether it has learnt anything.

# %%
words = datasets.load("fsdd" if datasets.available("fsdd") else "spoken-digits")
data = {}
for split in ("train", "test"):
    part = words.where(split=split, labels=("nine", "six"))
    x = np.array([crossings(y, words.sr).mean() for y in part.audio])
    data[split] = (x, part.labels == 6)


def mistakes(D, model):
    x, is_six = D
    return np.sum(model(x) != is_six)


nudges = iter(np.random.default_rng(0).normal(0, 0.5, 200))
w, history = trial_and_error(
    D=data["train"],
    M=lambda w: lambda x: x > w,
    J=mistakes,
    w0=0.0,
    modify=lambda w: w + next(nudges),
    stop=lambda history: history[-1] == 0 or len(history) > 100,
)
print(words.description)
for name, D in data.items():
    print(f"{name}: {mistakes(D, lambda x: x > w)} mistakes in {len(D[0])} words, with w = {w:.2f}")

# %% [markdown]
# ## 0.9 Five questions before you begin
#
# Whoever builds a learning machine has five questions to answer. You will meet them in every unit:
#
# 1. **Input and output.** What goes in, what comes out?
# 2. **Architecture.** By which computations, with which weights, does one become the other?
# 3. **Cost.** Which number says how bad the result is? (We called it the objective $J$.)
# 4. **Updates.** How are the weights changed so that the cost falls?
# 5. **Regularisation.** How is it kept from learning the examples by heart?
#
# ### Exercise 7 · `start_quiz`
#
# Put a letter in the place of each `"?"`.
#
# **layers** · What is a deep net?
#
# - (a) one formula, designed by an expert
# - (b) simple functions in layers
# - (c) a store of all examples, in which it looks things up
# - (d) a long list of if-then rules
#
# **labels** · What are the weights of deep nets learnt from?
#
# - (a) only ever from examples with labels
# - (b) only ever from examples without labels
# - (c) from examples, with labels or without
# - (d) nothing: an engineer sets them
#
# **objective** · What does the objective $J$ do in the loop?
#
# - (a) changes the weights
# - (b) makes the predictions
# - (c) picks the data
# - (d) says how bad the model is
#
# **several** · A tagger knows *voice*, *guitar*, *drums*, *rain*. A clip holds a singer, a guitar and drums. What should it answer?
#
# - (a) 1, 1, 1, 0
# - (b) 1, 0, 0, 0
# - (c) ⅓, ⅓, ⅓, 0
# - (d) 3
#
# **design** · "A siren that is missed shall count ten times as much as a false alarm." Which of the five questions does this answer?
#
# - (a) input and output
# - (b) architecture
# - (c) cost
# - (d) updates
#
# <details><summary>Hint</summary>
#
# Each answer is in a sentence of this unit: 0.7 for the first two, then 0.8, 0.5 and 0.9.
# </details>

# %% exercise="start_quiz"
start_quiz = {"layers": "?", "labels": "?", "objective": "?", "several": "?", "design": "?"}
### BEGIN SOLUTION
start_quiz = {"layers": "b", "labels": "c", "objective": "d", "several": "a", "design": "c"}
### END SOLUTION

# %% check="start_quiz"

# %% [markdown]
# ## The way ahead
#
# | unit | you build |
# |---|---|
# | **0 Start here** | the loop that learns |
# | [**1 Perceptron**](../u01_perceptron/perceptron.ipynb) | the smallest machine that learns, and what it cannot do |
# | **2 Gradient descent** | steps that know where down is |
# | **3 Multi-layer perceptron** | layers that bend, and why depth helps |
# | **4 Graphs** | a program that finds every slope by itself |
# | **5 Back-propagation** | learning in all layers at once |
# | **6 Training well** | better steps, and nets that do not learn by heart |
# | **7 Features** | what experts measure in sound, from RMS to MFCC |
# | **8 Convolution** | layers that look for the same thing everywhere |
# | **9 Convolutional nets** | nets that read spectrograms |
# | **10 Recurrent nets** | nets with a memory |
# | **11 LSTM and GRU** | memories that last |
# | **12 Generation** | nets that make sound and music |
# | **13 Beyond** | learning without labels, where it all came from, and what came after |
#
# ## What stays
#
# - A sound is a list of samples, `sr` of them a second. Its level is the RMS, its picture the spectrogram.
# - One name, a number, labels over time, or a set of tags: the answer decides the kind of task.
# - Sound, frames, features, model, decision. The more of it is learnt, the deeper the learning.
# - Measure, modify, repeat. What counts is how it does on people it has never heard.
#
# **Sources.** B. Pardo, *Deep learning and audio* (P01, P02); Z. Duan, *Deep learning for audio* (D01–D04); M. Grachten, *A very brief overview of
# deep learning* (G01, G07); H. Mohammadi, *Deep learning: a hands-on introduction* (M01, M02, M13). Real recordings: Free Spoken Digit Dataset (CC BY-SA 4.0).
