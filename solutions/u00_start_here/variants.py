"""Right answers to unit 0, written in other ways."""

import math

import numpy as np

from autograder.library import right_answers, variant
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


@variant(make_tone)
def tone_loop(frequency, duration, sr):
    return [0.5 * math.sin(2 * math.pi * frequency * n / sr) for n in range(int(duration * sr))]


@variant(make_tone)
def tone_linspace(frequency, duration, sr):
    t = np.linspace(0, duration, round(duration * sr), endpoint=False)
    return (np.sin(2 * np.pi * frequency * t) / 2).astype(np.float32)


@variant(make_tone)
def tone_steps_of_time(frequency, duration, sr):
    return 0.5 * np.sin(np.arange(0, duration, 1 / sr) * frequency * 2 * np.pi)


@variant(duration_and_level)
def level_loops(y, sr):
    peak, total = 0.0, 0.0
    for sample in y:
        peak = max(peak, abs(sample))
        total += sample * sample
    return y.size / sr, peak, (total / len(y)) ** 0.5


@variant(duration_and_level)
def level_of_the_ends(y, sr):
    y = y.astype(np.float32)
    return [y.shape[0] * (1 / sr), max(y.max(), -y.min()), np.linalg.norm(y) / len(y) ** 0.5]


@variant(crossings)
def crossings_with_loops(y, sr):
    length, hop, rates = sr // 40, sr // 100, []
    start = 0
    while start + length <= len(y):
        count = 0
        for n in range(start + 1, start + length):
            if (y[n] < 0) != (y[n - 1] < 0):
                count += 1
        rates.append(count / 25)
        start += hop
    return rates


@variant(crossings)
def crossings_by_running_sums(y, sr):
    before = np.concatenate([[0], np.cumsum(np.abs(np.diff(np.sign(np.sign(y) + 0.5))) / 2)])
    starts = np.arange(0, len(y) - sr // 40 + 1, sr // 100)
    return ((before[starts + sr // 40 - 1] - before[starts]) / 25).astype(np.float32)


@variant(rule_for_six)
def rule_by_quarters(y, sr):
    rate = right.crossings(y, sr)
    quarter = len(rate) // 4
    return int(rate[:quarter].mean() > 4.0 and rate[-quarter:].mean() > 4.0)


@variant(rule_for_six)
def rule_by_the_smaller_end(y, sr):
    ends = np.array_split(np.asarray(right.crossings(y, sr)), 3)[::2]
    return np.min([end.mean() for end in ends]) > 3.4


@variant(fit)
def fit_endless_with_break(D, M, J, w0, modify, stop):
    best, lowest = w0, J(D, M(w0))
    history = [lowest]
    while True:
        if stop(history):
            break
        new = modify(best)
        if J(D, M(new)) < lowest:
            best, lowest = new, J(D, M(new))
        history += [lowest]
    return best, np.array(history)


@variant(fit)
def fit_recursive(D, M, J, w0, modify, stop):
    def go_on(w, history):
        if stop(history):
            return w, history
        w = min(w, modify(w), key=lambda weights: J(D, M(weights)))  # the first of equals
        return go_on(w, [*history, J(D, M(w))])

    return go_on(w0, [J(D, M(w0))])


larger_other_first = variant(larger)((np.array([[1, 0], [-1, 1]]), np.array([1, 1])))
larger_units_exchanged = variant(larger)(([[-1, 1], [1, 0]], [1, 1]))
larger_doubled = variant(larger)([[[2, -3], [0, 3]], [[0.5], [1 / 3]]])
kinds_capitals = variant(task_kinds)({k: str(v).upper() for k, v in right.task_kinds.items()})
kinds_brackets = variant(task_kinds)({k: f"({v})" for k, v in right.task_kinds.items()})
kinds_floats = variant(task_kinds)(right.task_kinds | {"radio": 1.0, "bars": 1, "tempo": (118 - 120) ** 2})
loops_capitals = variant(broken_loops)({k: v.upper() for k, v in right.broken_loops.items()})
loops_dots = variant(broken_loops)({k: f"{v}." for k, v in right.broken_loops.items()})
quiz_capitals = variant(start_quiz)({k: v.upper() for k, v in right.start_quiz.items()})
quiz_dots = variant(start_quiz)({k: f"{v}." for k, v in right.start_quiz.items()})
