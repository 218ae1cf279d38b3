"""Mistakes that people make in unit 0."""

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.exercises.u00_start_here import (
    duration_and_level,
    fit,
    flowchart,
    frameworks,
    make_tone,
    start_quiz,
    task_kinds,
)

right = right_answers("u00_start_here")


# ---- make_tone ---------------------------------------------------------------------------------


@misconception(make_tone, "leaves out 2 pi: one period of the sine is 2 pi long, not 1")
def no_two_pi(frequency, duration, sr):
    return 0.5 * np.sin(frequency * np.arange(round(duration * sr)) / sr)


@misconception(make_tone, "has pi where a whole period needs 2 pi: it sounds an octave too low")
def one_pi(frequency, duration, sr):
    return right.make_tone(frequency / 2, duration, sr)


@misconception(make_tone, "counts a period as 360 degrees; np.sin works in radians, so use 2 pi")
def degrees(frequency, duration, sr):
    return 0.5 * np.sin(360 * frequency * np.arange(round(duration * sr)) / sr)


@misconception(make_tone, "counts time in samples; np.sin needs seconds: sample n is at n / sr")
def time_in_samples(frequency, duration, sr):
    return 0.5 * np.sin(2 * np.pi * frequency * np.arange(round(duration * sr)))


@misconception(make_tone, "has one sample too many: it starts at 0, so it ends before `duration`")
def one_too_many(frequency, duration, sr):
    return 0.5 * np.sin(2 * np.pi * frequency * np.arange(round(duration * sr) + 1) / sr)


@misconception(
    make_tone, "lets np.linspace reach `duration`, which stretches time a little: endpoint=False"
)
def stretched(frequency, duration, sr):
    return 0.5 * np.sin(2 * np.pi * frequency * np.linspace(0, duration, round(duration * sr)))


@misconception(make_tone, "begins at time 1 / sr; the first sample is at time 0: sin(0) = 0")
def begins_late(frequency, duration, sr):
    return 0.5 * np.sin(2 * np.pi * frequency * np.arange(1, round(duration * sr) + 1) / sr)


@misconception(make_tone, "has the amplitude 1; multiply the sine by 0.5")
def full_scale(frequency, duration, sr):
    return 2 * right.make_tone(frequency, duration, sr)


@misconception(make_tone, "runs from -0.25 to 0.25; amplitude 0.5 means from -0.5 to 0.5")
def half_of_half(frequency, duration, sr):
    return right.make_tone(frequency, duration, sr) / 2


@misconception(make_tone, "is a cosine, which begins at its top; the sine begins at 0")
def cosine(frequency, duration, sr):
    return 0.5 * np.cos(2 * np.pi * frequency * np.arange(round(duration * sr)) / sr)


@misconception(make_tone, "always lasts one second; it should have duration * sr samples")
def one_second(frequency, duration, sr):
    return right.make_tone(frequency, 1, sr)


# ---- duration_and_level ------------------------------------------------------------------------


def _with(duration=None, peak=None, rms=None):
    """The right measurements but for those given, each a function of y and sr."""

    def measure(y, sr):
        pairs = zip((duration, peak, rms), right.duration_and_level(y, sr), strict=True)
        return [value if own is None else own(y, sr) for own, value in pairs]

    return measure


def _measures(sentence, **own):
    return misconception(duration_and_level, sentence)(_with(**own))


in_samples = _measures(
    "gives the duration as a number of samples; divide it by sr", duration=lambda y, sr: len(y)
)
whole_seconds = _measures(
    "cuts the duration to whole seconds (// instead of /)", duration=lambda y, sr: len(y) // sr
)
fraction_upside_down = _measures(
    "has the duration upside down: samples divided by samples a second gives seconds",
    duration=lambda y, sr: sr / len(y),
)
last_sample_lost = _measures(
    "measures from the first sample to the last; each sample lasts 1 / sr, the last one too",
    duration=lambda y, sr: (len(y) - 1) / sr,
)
in_milliseconds = _measures(
    "gives the duration in milliseconds; it is asked for in seconds",
    duration=lambda y, sr: 1000 * len(y) / sr,
)
highest_value = _measures(
    "takes the highest sample; the furthest from zero may be negative: use np.abs first",
    peak=lambda y, sr: y.max(),
)
signed_peak = _measures(
    "keeps the minus sign of the peak; a distance from zero has none",
    peak=lambda y, sr: y[np.abs(y).argmax()],
)
peak_to_peak = _measures(
    "measures from the lowest to the highest sample; the peak is the distance from zero",
    peak=lambda y, sr: y.max() - y.min(),
)
mean_of_abs = _measures(
    "averages the absolute values; RMS squares, averages, then takes the root",
    rms=lambda y, sr: np.abs(y).mean(),
)
no_root = _measures(
    "forgets the root at the end: the mean of the squares is a power, not an amplitude",
    rms=lambda y, sr: np.mean(y**2),
)
no_mean = _measures(
    "adds the squares up without dividing by their number: the M of RMS is the mean",
    rms=lambda y, sr: np.sqrt(np.sum(y**2)),
)
root_first = _measures(
    "averages before it squares; then plus and minus cancel: square each sample first",
    rms=lambda y, sr: np.sqrt(np.mean(y) ** 2),
)
about_the_mean = _measures(
    "takes the mean away first, as np.std does; RMS measures from zero", rms=lambda y, sr: np.std(y)
)
in_decibels = _measures(
    "gives the RMS in decibels; leave it in the units of y",
    rms=lambda y, sr: 20 * np.log10(np.sqrt(np.mean(y**2))),
)


@misconception(duration_and_level, "returns the RMS before the peak; the order is as in its name")
def rms_before_peak(y, sr):
    duration, peak, rms = right.duration_and_level(y, sr)
    return duration, rms, peak


# ---- fit ---------------------------------------------------------------------------------------


def _loop(D, M, J, w0, modify, stop, *, keep=None, source=None, note=None):
    """The right loop but for: when to keep, what to modify, what to write into the history."""
    w = w0
    lowest = first = J(D, M(w))
    history, proposal = [lowest], w0
    while not stop(history):
        proposal = modify(w if source is None else source(w0, proposal))
        score = J(D, M(proposal))
        if score < lowest if keep is None else keep(score, lowest, first):
            w, lowest = proposal, score
        history.append(lowest if note is None else note(score))
    return w, history, proposal


@misconception(fit, "keeps every proposal, also one with a higher J")
def keeps_all(*problem):
    return _loop(*problem, keep=lambda score, lowest, first: True)[:2]


@misconception(fit, "keeps the proposal when J is higher; a lower J is better")
def keeps_worse(*problem):
    return _loop(*problem, keep=lambda score, lowest, first: score > lowest)[:2]


@misconception(fit, "moves on when J is equal (<= instead of <); keep only what is better")
def moves_on_ties(*problem):
    return _loop(*problem, keep=lambda score, lowest, first: score <= lowest)[:2]


@misconception(fit, "compares each proposal with the first J; compare with the J you hold now")
def compares_with_first(*problem):
    return _loop(*problem, keep=lambda score, lowest, first: score < first)[:2]


@misconception(fit, "modifies w0 in every round; modify the weights you hold")
def modifies_the_first(*problem):
    return _loop(*problem, source=lambda w0, proposal: w0)[:2]


@misconception(fit, "modifies the last proposal, refused or not; modify the weights you hold")
def modifies_the_proposal(*problem):
    return _loop(*problem, source=lambda w0, proposal: proposal)[:2]


@misconception(fit, "writes J of refused proposals into the history; write J of those you hold")
def notes_proposals(*problem):
    return _loop(*problem, note=lambda score: score)[:2]


@misconception(fit, "returns the last proposal, kept or not; return the weights you hold")
def returns_proposal(*problem):
    _, history, proposal = _loop(*problem)
    return proposal, history


@misconception(fit, "returns the last J alone; return the whole history")
def last_score_only(*problem):
    w, history = right.fit(*problem)
    return w, history[-1]


@misconception(fit, "returns the history first; w comes first")
def history_first(*problem):
    return right.fit(*problem)[::-1]


@misconception(fit, "does not measure w0: the history begins with J of the first weights")
def first_not_measured(D, M, J, w0, modify, stop):
    w, history = w0, []
    while not stop(history):
        proposal = modify(w)
        score = J(D, M(proposal))
        if not history or score < history[-1]:
            w = proposal
        history.append(min([score, *history]))
    return w, history


@misconception(fit, "writes into the history only when it keeps a proposal; write in every round")
def writes_improvements_only(D, M, J, w0, modify, stop):
    w, history = w0, [J(D, M(w0))]
    while not stop(history):
        proposal = modify(w)
        if (score := J(D, M(proposal))) < history[-1]:
            w = proposal
            history.append(score)
    return w, history


@misconception(fit, "neither measures w0 first nor refuses a proposal whose J is higher")
def neither_first_nor_better(D, M, J, w0, modify, stop):
    w, history = w0, []
    while not stop(history):
        w = modify(w)
        history.append(J(D, M(w)))
    return w, history


@misconception(fit, "asks stop only after a round; ask before the first one too")
def round_before_asking(D, M, J, w0, modify, stop):
    w, history = right.fit(D, M, J, w0, modify, lambda history: len(history) > 1)
    w, more = right.fit(D, M, J, w, modify, lambda more: stop(history[:1] + more))
    return w, history[:1] + more


@misconception(fit, "runs a fixed number of rounds and never asks stop")
def fixed_rounds(D, M, J, w0, modify, stop):
    return right.fit(D, M, J, w0, modify, lambda history: len(history) > 100)


@misconception(fit, "never ends: ask stop(history) before every round")
def never_ends(D, M, J, w0, modify, stop):
    return right.fit(D, M, J, w0, modify, lambda history: False)


@misconception(fit, "stops as soon as a proposal is no better; try others until stop says so")
def gives_up(D, M, J, w0, modify, stop):
    w, history = w0, [J(D, M(w0))]
    while not stop(history):
        proposal = modify(w)
        if J(D, M(proposal)) >= history[-1]:
            break
        w = proposal
        history.append(J(D, M(w)))
    return w, history


@misconception(fit, "measures the old weights again; measure the proposal")
def measures_the_old(D, M, J, w0, modify, stop):
    history = [J(D, M(w0))]
    while not stop(history):
        modify(w0)
        history.append(J(D, M(w0)))
    return w0, history


@misconception(fit, "gives J the weights; J needs the model made of them, M(w)")
def measures_weights(D, M, J, w0, modify, stop):
    return right.fit(D, lambda w: w, J, w0, modify, stop)


@misconception(fit, "asks stop about the last J; stop needs the whole history")
def stops_on_a_number(D, M, J, w0, modify, stop):
    return right.fit(D, M, J, w0, modify, lambda history: stop(history[-1]))


# ---- task_kinds --------------------------------------------------------------------------------


def _kind(question, letter, sentence):
    return misconception(task_kinds, sentence)({**right.task_kinds, question: letter})


genre_b = _kind("genre", "b", "makes genre a number; genres are names, and none lies between two")
genre_c = _kind("genre", "c", "asks for a genre at every moment; here the song gets one answer")
genre_d = _kind("genre", "d", "lets a song have several genres; the question allows exactly one")
mood_a = _kind(
    "mood", "a", "sorts moods into classes; on a scale, 7 is close to 8: that is a number"
)
mood_c = _kind("mood", "c", "follows the mood over time; here the song gets one number")
mood_d = _kind("mood", "d", "tags moods, yes or no; a place on a scale is a number")
chords_a = _kind("chords", "a", "gives the song one chord; each beat has its own")
chords_b = _kind("chords", "b", "makes chords numbers; chords are names, and none lies between two")
chords_d = _kind("chords", "d", "says which chords occur, but not when; each beat needs a label")
tags_a = _kind("tags", "a", "picks one word only; several may fit the same clip")
tags_b = _kind("tags", "b", "gives the clip one number; each word is a yes or a no")
tags_c = _kind("tags", "c", "asks when a word fits; tags belong to the whole clip")
speaker_b = _kind("speaker", "b", "makes people a number; person 3 is not half of person 6")
speaker_c = _kind("speaker", "c", "names a speaker at every moment; here one person speaks")
speaker_d = _kind("speaker", "d", "lets several people fit; here exactly one is speaking")
speech_a = _kind("speech", "a", "gives the recording one label; it holds many words, one by one")
speech_b = _kind("speech", "b", "makes speech a number; words are names, and there are many")
speech_d = _kind("speech", "d", "says which words occur, but not in which order")

# ---- flowchart ---------------------------------------------------------------------------------


def _order(order, sentence):
    return misconception(flowchart, sentence)(list(order))


features_first = _order(
    "debac", "measures features before it cuts frames: then the whole word is one frame"
)
model_first = _order(
    "dbaec", "weighs features before they are measured: the model works on features"
)
decision_first = _order(
    "dbeca", "decides before there are scores: the decision picks the best of them"
)
frames_first = _order("bdeac", "cuts frames before there is a sound to cut")
backwards = _order("caebd", "runs backwards: it starts with the sound and ends with the decision")
model_on_sound = _order(
    "dabec", "weighs features before they are measured, and before there are frames"
)

# ---- frameworks --------------------------------------------------------------------------------


def _way(question, letter, sentence):
    return misconception(frameworks, sentence)({**right.frameworks, question: letter})


codes_a = _way("codes", "a", "sees rules in the autoencoder; nobody wrote one, it was learnt")
codes_b = _way("codes", "b", "takes the 32 numbers for made by hand; the autoencoder learnt them")
codes_d = _way(
    "codes", "d", "says the codes are deep learning; here two parts are learnt apart, not jointly"
)
siren_b = _way("siren", "b", "looks for learning in the siren; its rule and limits are all written")
siren_c = _way("siren", "c", "finds a learnt representation in the siren; nothing in it is learnt")
siren_d = _way("siren", "d", "finds a deep net in the siren; it is a rule in one sentence")
waveform_a = _way("waveform", "a", "sees rules in the net; all its weights were learnt")
waveform_b = _way("waveform", "b", "looks for features made by hand; the net starts from samples")
waveform_c = _way(
    "waveform", "c", "splits the net in two; all its layers were learnt together, for one task"
)
mfcc_a = _way("mfcc", "a", "sees only MFCC's formula; what follows it was learnt from examples")
mfcc_c = _way("mfcc", "c", "takes MFCC for learnt; experts designed them, by a formula")
mfcc_d = _way("mfcc", "d", "says MFCC are learnt from raw data; experts designed them")

# ---- start_quiz --------------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(start_quiz, sentence)({**right.start_quiz, question: letter})


layers_a = _choice("layers", "a", "imagines one clever formula; the parts are simple, and many")
layers_c = _choice("layers", "c", "takes a net for a memory; it keeps weights, not the examples")
layers_d = _choice("layers", "d", "takes a net for written rules; nobody writes what it learns")
labels_a = _choice("labels", "a", "thinks labels are always needed; some nets learn without any")
labels_b = _choice("labels", "b", "thinks labels are never used; most nets of this course do")
labels_d = _choice("labels", "d", "lets an engineer set the weights; learning sets them")
objective_a = _choice("objective", "a", "lets J change the weights; that is what modify does")
objective_b = _choice("objective", "b", "lets J make the predictions; that is what the model does")
objective_c = _choice("objective", "c", "lets J pick the data; you do, before the loop begins")
several_b = _choice(
    "several", "b", "allows a single tag; voice, guitar and drums all sound in this clip"
)
several_c = _choice(
    "several", "c", "shares one unit among the tags; each tag is a yes or a no of its own"
)
several_d = _choice("several", "d", "counts the tags; the answer must say which ones fit")
design_a = _choice(
    "design", "a", "changes what goes in or out; here only the price of a mistake changes"
)
design_b = _choice("design", "b", "changes the architecture; the layers can stay as they are")
design_d = _choice("design", "d", "changes the updates; they only follow what the cost says is bad")
