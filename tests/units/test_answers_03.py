"""What is said of wrong answers to unit 3 holds of ways to write them that nobody has recorded."""

import numpy as np
import pytest

from autograder.library import right_answers
from dlaudio import exercises
from dlaudio.assessment.questioning import question
from dlaudio.check import report

right = right_answers("u03_mlp")


def said(name, answer) -> str:
    return "\n".join(report(*question(exercises.find(name), answer)))


def test_a_tail_of_tiny_numbers_is_not_taken_for_another_one():
    def naive(z):
        e = np.exp(z)
        return e / (1 + e), np.tanh(z), np.log(1 + e)

    def minus(z):
        e = np.exp(z)
        return e / (1 + e), np.tanh(z), np.maximum(z, 0) + np.log1p(-np.exp(-np.abs(z)))

    assert "inf / inf is no number; at -40" in said("smooth_units", naive)
    assert "overflows at 1000" in said(
        "smooth_units", lambda z: (*right.smooth_units(z)[:2], np.log1p(np.exp(z)))
    )
    words = said("smooth_units", minus)
    assert "tail is the right one with its sign turned round" in words and "order" not in words


def from_the_front(X, layers, g):
    while len(layers) > 1:
        W, b = layers.pop(0)
        X = g(X @ W + b)
    return X @ layers[0][0] + layers[0][1]


def from_the_end(X, layers, g):
    W_out, b_out = layers.pop()
    for W, b in layers:
        X = g(X @ W + b)
    return X @ W_out + b_out


@pytest.mark.parametrize("answer", [from_the_front, from_the_end])
def test_an_mlp_leaves_its_callers_list_as_it_was(answer):
    words = said("mlp", answer)
    assert words.startswith("✗ mlp: 2 of 3 points")
    assert "without pop" in words


def guesser(*, output_bias=0.0, last=lambda b: b, tell=lambda fits: fits.index(True)):
    def find_fault(run, layers, g):
        (W1, b1), (W2, b2) = layers[:2]
        X = np.random.default_rng(0).normal(size=(4, len(W1)))
        sums, free = g(X @ W1 + b1) @ W2 + b2, g(X @ W1) @ W2 + output_bias * b2
        ways = [sums, g(sums), free, (g(X @ W1) + b1) @ W2 + b2, (X @ W1 + b1) @ W2 + last(b2)]
        came = run(X, layers[:2], g)
        return tell([np.allclose(came, way) for way in ways])

    return find_fault


def first(fits):
    for number, fit in enumerate(fits):
        if fit:
            return number


@pytest.mark.parametrize("tell", [lambda fits: fits.index(True), first])
def test_a_program_that_no_answer_fits_is_named(tell):
    assert said("find_fault", guesser(tell=tell)).startswith("✓")
    words = said("find_fault", guesser(tell=tell, last=lambda b: 0))
    assert "the program with fault 4, and none of your five answers fits it" in words
    assert "return" not in words and "single number" not in words
    kept = said("find_fault", guesser(tell=tell, output_bias=1.0))
    assert "keeps the output's bias in its answer for fault 2" in kept


def test_one_for_right_is_told_from_the_number_of_a_fault():
    answer = guesser(tell=lambda fits: int(fits[0]))
    assert "the table has 0 for right" in said("find_fault", answer)


def units(steepness, biases, bend=np.tanh, n=20):
    def wave(x, y):
        at = np.linspace(0, 1, n)
        H = bend(steepness * (x[:, None] - at))
        w = np.linalg.lstsq(np.insert(H, 0, 1, axis=1), y, rcond=None)[0]
        return np.full((1, n), steepness), biases(steepness, at), w[1:, None], w[:1]

    return wave


def fitted_at(where):
    def wave(x, y):
        at = where(np.linspace(0, 1, 20))
        H = np.tanh(10 * (x[:, None] - at))
        w = np.linalg.lstsq(np.insert(H, 0, 1, axis=1), y, rcond=None)[0]
        return np.full((1, 20), 10), -10 * at, w[1:, None], w[:1]

    return wave


def plain_stairs(x, y):
    heights, edges = np.interp((np.arange(21) + 0.5) / 21, x, y), np.arange(1, 21) / 21
    W2 = np.diff(heights)[:, None] / 2
    return np.full((1, 20), 250.0), -250 * edges, W2, np.array([heights[0] + W2.sum()])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (units(8.0, lambda s, at: -at), "yours have -c."),
        (units(12.0, lambda s, at: s * at, n=18), "yours have +s * c."),
        (units(12.0, lambda s, at: -s * at, lambda z: right.smooth_units(z)[0]), "a sigmoid."),
        (fitted_at(lambda at: -at), "climb only from -1 to 0: a unit climbs at c if"),
        (fitted_at(lambda at: at / 10), "climb only from 0 to 0.1: a unit climbs at c if"),
        (plain_stairs, "that makes stairs."),
        (units(400.0, lambda s, at: -s * at), "that makes stairs."),
        (units(2.0, lambda s, at: -s * at, n=9), "Falls short"),
    ],
)
def test_why_a_wave_falls_short_is_said_where_it_can_be_seen(answer, words):
    assert words in said("wave_from_units", answer)
