"""Mistakes that people make in unit 0."""

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.exercises.u00_start_here import (
    broken_loops,
    crossings,
    duration_and_level,
    fit,
    larger,
    make_tone,
    rule_for_six,
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


# ---- crossings ---------------------------------------------------------------------------------


def _frames(y, length, hop, *, pad=False):
    if pad:
        y = np.append(y, np.zeros(-(len(y) - length) % hop))
    return np.lib.stride_tricks.sliding_window_view(y, length)[::hop]


def _changes(frames):
    return np.sum((frames[:, 1:] >= 0) != (frames[:, :-1] >= 0), axis=1)


@misconception(crossings, "counts the crossings of a frame; divide them by its 25 milliseconds")
def crossings_not_divided(y, sr):
    return _changes(_frames(y, sr // 40, sr // 100))


@misconception(crossings, "gives crossings per second; a frame lasts 25 milliseconds, not 0.025")
def crossings_per_second(y, sr):
    return _changes(_frames(y, sr // 40, sr // 100)) / 0.025


@misconception(crossings, "divides by the number of samples; divide by the 25 milliseconds")
def crossings_per_sample(y, sr):
    return _changes(_frames(y, sr // 40, sr // 100)) / (sr // 40)


@misconception(crossings, "lays frames end to end; a new one begins every 10 ms, so they overlap")
def frames_do_not_overlap(y, sr):
    return _changes(_frames(y, sr // 40, sr // 40)) / 25


@misconception(crossings, "cuts frames of 10 ms; they last 25 ms, and begin every 10")
def frames_of_the_hop(y, sr):
    return _changes(_frames(y, sr // 100, sr // 100)) / 25


@misconception(crossings, "lets 0 count as negative; here 0 counts as positive: use >= 0")
def zero_is_negative(y, sr):
    frames = _frames(y, sr // 40, sr // 100)
    return np.sum((frames[:, 1:] > 0) != (frames[:, :-1] > 0), axis=1) / 25


@misconception(
    crossings, "gives 0 a sign of its own, as np.sign does: - 0 + is then two changes, not one"
)
def zero_is_a_third_sign(y, sr):
    signs = np.sign(_frames(y, sr // 40, sr // 100))
    return np.sum(signs[:, 1:] != signs[:, :-1], axis=1) / 25


@misconception(crossings, "passes over small changes; every change of sign counts, however small")
def crossings_of_loud_samples(y, sr):
    frames = _frames(y, sr // 40, sr // 100)
    changes = (frames[:, 1:] >= 0) != (frames[:, :-1] >= 0)
    return np.sum(changes & (np.abs(np.diff(frames, axis=1)) > 0.3), axis=1) / 25


@misconception(crossings, "counts the samples above zero; count where the sign changes")
def counts_positive_samples(y, sr):
    return np.sum(_frames(y, sr // 40, sr // 100) >= 0, axis=1) / 25


@misconception(crossings, "asks whether a product is below 0; a 0 between - and + hides a crossing")
def products_below_zero(y, sr):
    frames = _frames(y, sr // 40, sr // 100)
    return np.sum(frames[:, 1:] * frames[:, :-1] < 0, axis=1) / 25


@misconception(crossings, "counts only the ways up; the ways down cross zero too")
def only_upwards(y, sr):
    up = _frames(y, sr // 40, sr // 100) >= 0
    return np.sum(up[:, 1:] & ~up[:, :-1], axis=1) / 25


@misconception(crossings, "adds zeros for one more frame; a rest too short for a frame is left out")
def keeps_the_rest(y, sr):
    return _changes(_frames(y, sr // 40, sr // 100, pad=True)) / 25


@misconception(
    crossings, "counts the rest at the end as frames, too; a frame that is cut short is left out"
)
def crossings_of_cut_frames(y, sr):
    length, hop = sr // 40, sr // 100
    frames = [y[start : start + length] >= 0 for start in range(0, len(y), hop)]
    return np.array([np.sum(frame[1:] != frame[:-1]) / 25 for frame in frames])


@misconception(crossings, "leaves out the last frame: range ends before its end, so add 1")
def last_frame_lost(y, sr):
    length, hop = sr // 40, sr // 100
    starts = range(0, len(y) - length, hop)
    return np.array([_changes(y[None, s : s + length])[0] / 25 for s in starts])


@misconception(crossings, "begins a frame every 100 ms; 10 ms are sr // 100 samples, not sr // 10")
def hop_of_a_tenth(y, sr):
    return _changes(_frames(y, sr // 40, sr // 10)) / 25


@misconception(
    crossings, "counts the change from a frame's last sample to the next as well; it is outside"
)
def change_behind_the_frame(y, sr):
    length, hop = sr // 40, sr // 100
    starts = range(0, len(y) - length + 1, hop)
    return np.array([_changes(y[None, s : s + length + 1])[0] / 25 for s in starts])


@misconception(
    crossings, "counts the change from the sample before a frame to its first; it is outside"
)
def change_before_the_frame(y, sr):
    length, hop = sr // 40, sr // 100
    starts = range(0, len(y) - length + 1, hop)
    return np.array([_changes(y[None, max(s - 1, 0) : s + length])[0] / 25 for s in starts])


@misconception(
    crossings, "counts a frame's first sample as a change; a change needs two samples of the frame"
)
def first_sample_as_a_change(y, sr):
    return right.crossings(y, sr) + 1 / 25


@misconception(crossings, "counts over the whole sound; give one number for each frame")
def whole_sound(y, sr):
    return _changes(y[None])[0] / (1000 * len(y) / sr)


# ---- rule_for_six ------------------------------------------------------------------------------


def _ends(y, sr):
    """Crossings per ms in the first and in the last third of a word."""
    rate = right.crossings(y, sr)
    third = len(rate) // 3
    return rate[:third].mean(), rate[-third:].mean()


@misconception(
    rule_for_six, "says “six” to everything: it finds every six, and every other word too"
)
def always_six(y, sr):
    return True


@misconception(rule_for_six, "never says “six”: a rule that is always “no” finds nothing")
def never_six(y, sr):
    return False


@misconception(rule_for_six, "is turned round: it says “six” to the words that are none")
def turned_round(y, sr):
    return not right.rule_for_six(y, sr)


@misconception(rule_for_six, "takes the mean over the whole word, so any long hiss will do")
def mean_alone(y, sr):
    return right.crossings(y, sr).mean() > 3.2


@misconception(rule_for_six, "listens to the beginning alone; “seven” begins with a hiss as well")
def beginning_alone(y, sr):
    return _ends(y, sr)[0] > 3.5


@misconception(rule_for_six, "listens to the end alone; “eight” ends in a hiss as well")
def end_alone(y, sr):
    return _ends(y, sr)[1] > 3.5


@misconception(
    rule_for_six, "takes a hiss at either end for enough; “six” has one at both, so ask with `and`"
)
def either_end(y, sr):
    return max(_ends(y, sr)) > 3.5


@misconception(rule_for_six, "goes by how loud it is; people say every word now softly, now loudly")
def by_level(y, sr):
    return np.sqrt(np.mean(y**2)) < 0.1


@misconception(rule_for_six, "goes by how long it is; a fast speaker's “eight” lasts as long")
def by_duration(y, sr):
    return len(y) / sr > 0.42


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


@misconception(
    fit,
    "writes J of refused proposals into the history, and then compares with one of them; "
    "write and compare with the J you hold",
)
def compares_with_the_last_proposal(D, M, J, w0, modify, stop):
    w, history = w0, [J(D, M(w0))]
    while not stop(history):
        proposal = modify(w)
        if (score := J(D, M(proposal))) < history[-1]:
            w = proposal
        history.append(score)
    return w, history


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


@misconception(
    fit, "leaves J of w0 out of the history; it is the first entry, before any round is played"
)
def without_the_first(D, M, J, w0, modify, stop):
    w, held, history = w0, J(D, M(w0)), []
    while not stop(history):
        proposal = modify(w)
        if (score := J(D, M(proposal))) < held:
            w, held = proposal, score
        history.append(held)
    return w, history


@misconception(
    fit, "calls modify again to keep a proposal, which gives another one than was measured"
)
def proposes_twice(D, M, J, w0, modify, stop):
    w, history = w0, [J(D, M(w0))]
    while not stop(history):
        if J(D, M(modify(w))) < history[-1]:
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


@misconception(
    fit,
    "never calls stop: a function counts as true, so `while not stop` plays no round; write "
    "`while not stop(history)`",
)
def stop_not_called(D, M, J, w0, modify, stop):
    return w0, [J(D, M(w0))]


@misconception(
    fit,
    "goes on while stop(history) is True; it is True when it is time to end, so loop with "
    "`while not stop(history)`",
)
def loops_while_it_is_time_to_stop(D, M, J, w0, modify, stop):
    return right.fit(D, M, J, w0, modify, lambda history: not stop(history))


ONE_ROUND = "plays one round only: loop with `while`, and return after the loop"


@misconception(fit, ONE_ROUND)
def if_for_while(D, M, J, w0, modify, stop):
    return right.fit(D, M, J, w0, modify, lambda history: len(history) > 1 or stop(history))


@misconception(fit, ONE_ROUND)
def returns_within_the_loop(D, M, J, w0, modify, stop):
    return None if stop([J(D, M(w0))]) else if_for_while.answer(D, M, J, w0, modify, stop)


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


# ---- larger ------------------------------------------------------------------------------------


def _net(sentence, W1, w2):
    return misconception(larger, sentence)((W1, w2))


how_far = _net(
    "says how far apart the two are, as the net of the drawing does; one of the units has to hand "
    "on a number itself",
    [[1, -1], [-1, 1]],
    [1, 1],
)
sum_of_both = _net(
    "adds the two up; add to the first only what the second has more",
    [[1, 0], [0, 1]],
    [1, 1],
)
mean_of_both = _net(
    "gives the mean of the two, which is the larger one only if they are equal",
    [[1, 0], [0, 1]],
    [0.5, 0.5],
)
smaller = _net(
    "gives the smaller of the two: from the first it takes what the first has more; add instead "
    "what the second has more",
    [[1, 1], [0, -1]],
    [1, -1],
)
surplus_alone = _net(
    "says only by how much the second is larger; the first number has to be added",
    [[0, -1], [0, 1]],
    [0, 1],
)
surplus_alone_of_the_first = _net(
    "says only by how much the first is larger; the second number has to be added",
    [[0, 1], [0, -1]],
    [0, 1],
)
own_surplus = _net(
    "adds to the first number what the *first* has more, so 5 and 3 give 7; turn the signs of that "
    "unit round",
    [[1, 1], [0, -1]],
    [1, 1],
)
own_surplus_of_the_second = _net(
    "adds to the second number what the *second* has more, so 3 and 5 give 7; turn the signs of "
    "that unit round",
    [[0, -1], [1, 1]],
    [1, 1],
)
surplus_taken_away = _net(
    "takes away from the first number what the second has more; add it: the last weight is 1",
    [[1, -1], [0, 1]],
    [1, -1],
)
always_the_first = _net("gives the first number, whichever is larger", [[1, 0], [0, 1]], [1, 0])
always_the_second = _net("gives the second number, whichever is larger", [[1, 0], [0, 1]], [0, 1])

# ---- task_kinds --------------------------------------------------------------------------------


def _kind(question, given, sentence):
    return misconception(task_kinds, sentence)({**right.task_kinds, question: str(given)})


mood_a = _kind(
    "mood", "a", "sorts moods into classes; on a scale, 7 is close to 8: that is a number"
)
mood_c = _kind("mood", "c", "follows the mood over time; here the song gets one number")
mood_d = _kind("mood", "d", "tags moods, yes or no; a place on a scale is a number")
tags_a = _kind("tags", "a", "picks one word only; several may fit the same clip")
tags_b = _kind("tags", "b", "gives the clip one number; each word is a yes or a no")
tags_c = _kind("tags", "c", "asks when a word fits; tags belong to the whole clip")
speaker_b = _kind("speaker", "b", "makes people a number; person 3 is not half of person 6")
speaker_c = _kind("speaker", "c", "names a speaker at every moment; here one person speaks")
speaker_d = _kind("speaker", "d", "lets several people fit; here exactly one is speaking")
speech_a = _kind("speech", "a", "gives the recording one label; it holds many words, one by one")
speech_b = _kind("speech", "b", "makes speech a number; words are names, and there are many")
speech_d = _kind("speech", "d", "says which words occur, but not in which order")
radio_0 = _kind("radio", 0, "lets a wrong name off; every song in the wrong place counts")
tempo_2 = _kind("tempo", 2, "says how far off the tempo is, and leaves it there; square it")
tempo_minus_2 = _kind("tempo", -2, "takes 120 from 118, and leaves it there; square it")
tempo_1 = _kind(
    "tempo",
    1,
    "only asks whether the tempo is right; a number may be nearly right, so how far off?",
)
bars_0 = _kind("bars", 0, "finds no wrong name; in the third bar it is F that is right")
bars_3 = _kind("bars", 3, "counts the names that are right; J counts those that are wrong")
bars_quarter = _kind("bars", 0.25, "gives the share of wrong names; here they are counted")
clip_1 = _kind(
    "clip", 1, "counts one of the two mistakes: *voice* is too much, and *rain* is missing"
)
clip_0 = _kind("clip", 0, "counts how many tags there are, three in both; compare place by place")
clip_half = _kind("clip", 0.5, "gives the share of wrong decisions; here they are counted")
clip_3 = _kind("clip", 3, "counts what was said; J counts the decisions that are wrong")

# ---- broken_loops ------------------------------------------------------------------------------


def _line(history, letter, sentence):
    return misconception(broken_loops, sentence)({**right.broken_loops, history: letter})


EVERY = "keeps every proposal: then the history goes up and down, and w with it"
FIRST = "changes w0 each time: then 4 (w = 2) would follow 16"
WORSE = "keeps what is worse: then the history never falls"
NOTES = "writes J of refused proposals: then the history begins 36, 16, 36"
OLD = "measures the old weights: then the history stays at 36 for ever"
first_a = _line(
    "first", "a", f"takes the first history for a loop that {EVERY}; this one only rises"
)
first_b = _line("first", "b", f"takes the first history for a loop that {FIRST}")
first_d = _line("first", "d", f"takes the first history for a loop that {OLD}")
first_e = _line("first", "e", f"takes the first history for a loop that {NOTES}; 16 is missing")
second_a = _line(
    "second",
    "a",
    f"takes the second history for one that {EVERY}; but here round 3 has J = 0, at w = 3, so it went on from w = 1",
)
second_b = _line("second", "b", f"takes the second history for a loop that {FIRST}; here it is 36")
second_c = _line("second", "c", f"takes the second history for a loop that {WORSE}; this one falls")
second_d = _line("second", "d", f"takes the second history for a loop that {OLD}; this one moves")
third_a = _line("third", "a", f"takes the third history for a loop that {EVERY}; it never rises")
third_c = _line("third", "c", f"takes the third history for a loop that {WORSE}; it only falls")
third_d = _line("third", "d", f"takes the third history for a loop that {OLD}; it falls to 0")
third_e = _line("third", "e", f"takes the third history for a loop that {NOTES}; it never rises")
fourth_b = _line("fourth", "b", f"takes the fourth history for a loop that {FIRST}; here it is 36")
fourth_c = _line("fourth", "c", f"takes the fourth history for a loop that {WORSE}; this one falls")
fourth_d = _line("fourth", "d", f"takes the fourth history for a loop that {OLD}; this one moves")
fourth_e = _line(
    "fourth",
    "e",
    "sees only the writing go wrong; but 4 in round 3 needs w = 0 before it, so the "
    "worse proposal of round 2 was kept",
)

# ---- start_quiz --------------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(start_quiz, sentence)({**right.start_quiz, question: letter})


labels_a = _choice("labels", "a", "thinks labels are always needed; some nets learn without any")
labels_b = _choice("labels", "b", "thinks labels are never used; most nets of this course do")
labels_d = _choice("labels", "d", "lets an engineer set the weights; learning sets them")
strangers_a = _choice(
    "strangers",
    "a",
    "takes strangers for the voices it learnt from; of the 48 words of strangers it had a quarter "
    "wrong, not 15 in 100",
)
strangers_c = _choice(
    "strangers", "c", "hopes that strangers do better; the limit was fitted to the others"
)
strangers_d = _choice(
    "strangers",
    "d",
    "gives up on measuring; twelve voices that it had not heard did tell something",
)
design_a = _choice(
    "design", "a", "changes what goes in or out; here only the price of a mistake changes"
)
design_b = _choice("design", "b", "changes the architecture; the layers can stay as they are")
design_d = _choice("design", "d", "changes the updates; they only follow what the cost says is bad")
