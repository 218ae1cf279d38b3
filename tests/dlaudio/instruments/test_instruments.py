"""Instruments: their rules, their goals, what is invented for them, and the page they end in."""

import re
import sys
import time
import warnings

import numpy as np
import pytest

from autograder.judge import grading
from autograder.judge.result import ExerciseResult, Result
from autograder.library import answers
from autograder.report.classes import ClassReport
from autograder.report.page import page as report_page
from dlaudio import audio, exercises, instruments
from dlaudio.assessment import questioning
from dlaudio.audio import voices
from dlaudio.datasets import invented_tunes
from dlaudio.instruments import cleaner, composer, stage
from dlaudio.networks.listener import listener

EXERCISE = exercises.find("my_instrument")


def pairs(material, rng):
    counts = np.full((15, 15), 0.1)
    np.add.at(counts, (material["tunes"][:, :-1], material["tunes"][:, 1:]), 1)
    return [counts / counts.sum(axis=1, keepdims=True)]


def after_the_last(numbers, notes):
    return numbers[0][notes[:, -1]]


def made(**parts):
    return {"kind": "composer", "learn": pairs, "play": after_the_last, **parts}


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"kind": "singer"}, "one of listener, composer, cleaner"),
        ({"learn": 3}, "have to be functions"),
        ({"learn": lambda m, rng: None}, "is a `return` missing"),
        ({"learn": lambda m, rng: [m["tunes"]]}, "12,800 numbers have been learnt"),
        ({"play": lambda n, x: np.ones((len(x), 15))}, "add up to 1"),
        ({"play": lambda n, x: n[0][x]}, r"\(7, 15\), got \(7, 20, 15\)"),
        ({"play": lambda n, x: n[0][x[:, -1]] / 0}, "finite"),
        ({"play": lambda n, x: np.full((len(x), 15), 1 / 15)}, "all its numbers are 0"),
        ({"play": lambda n, x: np.repeat(n[0][x[:1, -1]], len(x), 0)}, "one input alone"),
    ],
)
def test_a_rule_that_is_broken_is_named(parts, said):
    with np.errstate(all="ignore"), pytest.raises(ValueError, match=said):
        instruments.measure(made(**parts), 1)


def test_who_cannot_learn_from_little_or_learns_long_is_not_asked_twice(monkeypatch):
    def whole(material, rng):
        if len(material["tunes"]) < 400:
            raise RuntimeError("too few")
        return [pairs(material, rng)[0], np.random.default_rng().random(3)]

    def random(material, rng):
        return [pairs(material, rng)[0], np.random.default_rng().random(3)]

    def of_rng(material, rng):
        return [pairs(material, rng)[0], rng.random(3)]

    for learn in (whole, of_rng):
        instruments.measure(made(learn=learn), 1)
    with pytest.raises(ValueError, match="take all chances from the `rng`"):
        instruments.measure(made(learn=random), 1)
    monkeypatch.setattr(stage, "QUICK", 0.0)
    instruments.measure(made(learn=random), 1)


def test_zeros_that_the_stage_puts_in_warn_nobody():
    def play(numbers, notes):
        chances = numbers[0][notes[:, -1]]
        return chances / chances.sum(axis=1, keepdims=True)  # 0 / 0, where all numbers are 0

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        instruments.measure(made(play=play), 1)
    assert not said


def test_check_asks_a_jury_that_is_harder_to_please_than_others():
    right, (case,) = answers.reference(EXERCISE), EXERCISE.cases(None, visible=True)
    seeds = case.inputs["seed"], *range(6)
    bits = [next(iter(instruments.measure(right, seed).values())) for seed in seeds]
    assert bits[0] == max(bits)


def test_points_grow_on_the_way_to_a_goal():
    verdict = grading.assess(EXERCISE, made(), 3)
    first, second = (finding.reached.share for finding in verdict.findings)
    assert 0.3 < first < 0.8 and 0.3 < second < 0.95
    assert verdict.points == pytest.approx(10 * (first + second), abs=0.01)
    assert "1.900 bits a note is the goal" in str(verdict.findings[0].difference)


def test_every_kind_reaches_its_goals_with_room_to_spare():
    right = [answers.reference(EXERCISE)]
    right += [one.answer for one in answers.variants(EXERCISE).values()]
    assert {one["kind"] for one in right} == set(instruments.KINDS)
    for one in right:
        goals = instruments.kind(one["kind"]).goals
        for goal, value in zip(goals, instruments.measure(one, 77).values(), strict=True):
            assert goal.share(value) > 1.02, (one["kind"], goal.said(value))


def test_nobody_foretells_tunes_better_than_who_knows_how_they_are_made():
    tunes = invented_tunes.tunes(300, np.random.default_rng(0))
    least = invented_tunes.least_bits(tunes)
    assert 1.5 < least < 1.75
    assert composer.unlike(tunes[:150], tunes[150:]) < 0.08
    assert composer.unlike(tunes, tunes[::-1]) == 0
    for t in (0, 7, 20, 31):
        chances = invented_tunes.chances(tunes[:, :t])
        np.testing.assert_allclose(chances.sum(axis=1), 1)
    with pytest.raises(ValueError, match="at most 31 notes"):
        invented_tunes.chances(tunes)


def test_strangers_are_the_seeds_own_and_sound():
    sounds, digits, groups = instruments.strangers(5, 2)
    again, *_ = instruments.strangers(5, 2)
    others, *_ = instruments.strangers(6, 2)
    assert np.array_equal(sounds, again) and not np.array_equal(sounds, others)
    assert sounds.shape == (60, 5120) and list(np.unique(digits)) == list(range(10))
    assert np.abs(sounds).max() <= 0.95 and np.all(np.abs(sounds).max(axis=1) > 0.1)
    assert list(dict.fromkeys(groups)) == ["m", "f", "c"]
    noisy = instruments.beside_a_fan(sounds, 10.0, np.random.default_rng(0))
    np.testing.assert_allclose(cleaner.sdr(noisy, sounds), 10, atol=1.0)
    assert list(voices.WORDS)[3] == "three"


def test_the_page_holds_its_sounds_and_nothing_else(tmp_path):
    y = np.sin(np.arange(800) / 5)
    path = instruments.page(tmp_path / "p.html", "<b>Mine", {"a & b": 3 * y}, 8000, words="x < y")
    text = path.read_text("utf-8")
    assert "&lt;b&gt;Mine" in text and "a &amp; b" in text and "x &lt; y" in text
    assert "<script" not in text and "default-src 'none'" in text
    assert set(re.findall(r'src="(\w+):', text)) == {"data"} and "http" not in text.lower().replace(
        "http-equiv", ""
    )
    with pytest.raises(ValueError, match="at least one sound"):
        instruments.page(tmp_path / "q.html", "none", {}, 8000)


def test_your_own_page_says_what_its_instrument_reaches(tmp_path):
    path = instruments.own_page(
        tmp_path / "p.html", "Mine", made(), {"a": np.zeros(9)}, 8000, seed=2
    )
    text = path.read_text("utf-8")
    reached = instruments.measure(made(), seed=2)
    assert all(f"{name}: {value:.3f}" in text for name, value in reached.items())
    assert "<img" in text


def test_words_stand_under_what_they_are_taken_for():
    words = instruments.strangers(3, 1)[0][:3]
    digits = instruments.heard(listener("spoken-digits"), words)
    row = instruments.taken_for("quiet", words, listener("spoken-digits"))
    names = list(voices.WORDS)
    assert [name for name, _ in row] == [f"quiet: {names[digit]}" for digit in digits]
    assert all(np.array_equal(y, word) for (_, y), word in zip(row, words, strict=True))


def test_the_report_ranks_without_names():
    nothing = {
        item.name: ExerciseResult(0, item.points, ["✗"])
        for item in exercises.of_unit("u14_your_instrument")
    }
    found = {
        name: Result(nothing | {"my_instrument": ExerciseResult(p, 20, ["✗"], reached=reached)})
        for name, p, reached in [
            ("ada", 12.0, [["composer", "bits: 2.5", 0.7], ["composer", "steps: 20 %", 0.5]]),
            ("bob", 20.0, [["composer", "bits: 1.7", 1.1], ["composer", "steps: 4 %", 1.2]]),
            ("eve", 0.0, []),
        ]
    }
    found = {name: Result.from_json(result.as_json()) for name, result in found.items()}
    report = ClassReport("u14_your_instrument", found, [])
    assert report.leaderboard() == [
        ("composer", 20.0, ["bits: 1.7", "steps: 4 %"]),
        ("composer", 12.0, ["bits: 2.5", "steps: 20 %"]),
    ]
    board = report_page(report, []).partition("<h2>Leaderboard</h2>")[2].partition("<h2>")[0]
    assert "composer 1" in board and "ada" not in board and "bob" not in board


@pytest.mark.parametrize(
    ("past", "named"),
    [
        ("from dlaudio.datasets import invented_tunes\nmore = invented_tunes.chances", "invented"),
        ("from dlaudio.instruments import strangers\nmore = strangers", "strangers"),
        ("from dlaudio.networks.listener import listener\nmore = listener", "listener"),
        ("from dlaudio import datasets\nmore = datasets.load", "datasets.load"),
    ],
)
def test_what_knows_more_than_the_material_is_refused(past, named):
    main = sys.modules["__main__"]
    names = dict(vars(main))
    exec(f"{past}\ndef cheat(material, rng):\n    return [more('spoken-digits')]", vars(main))
    try:
        verdict, _ = questioning.question(EXERCISE, made(learn=vars(main)["cheat"]))
    finally:
        vars(main).clear()
        vars(main).update(names)
    assert not verdict.points and named in str(verdict.findings)
    assert "learn from `material`" in str(verdict.findings)


def test_a_standing_is_its_size_and_the_mean_of_its_shares():
    size, share = instruments.standing(made(), 1)
    assert size == 225 and share == pytest.approx(np.mean(instruments.shares(made(), 1)))
    assert instruments.written(made(), n=2).shape == (2, 32)
    with pytest.raises(ValueError, match="only a composer writes"):
        instruments.written(made(kind="cleaner"))


def test_learning_is_timed_by_its_own_work(monkeypatch):
    def rests(material, rng):
        time.sleep(0.3)
        return pairs(material, rng)

    def works(material, rng):
        while time.process_time() < end:
            pass
        return pairs(material, rng)

    monkeypatch.setattr(stage, "SECONDS", 0.2)
    assert instruments.standing(made(learn=rests), 1)[0] == 225
    end = time.process_time() + 0.3
    with pytest.raises(ValueError, match=r"learning took 0\.\d s, and 0\.2 s are the budget"):
        instruments.measure(made(learn=works), 1)


def test_a_word_of_your_own_is_heard_like_a_strangers_wherever_it_stands():
    net, rng = listener("spoken-digits"), np.random.default_rng(0)
    words, digits, _ = instruments.strangers(seed=3, each=8)
    row = next(i for i in range(240) if digits[i] == 6)  # begins with a hiss, which is soft
    quiet = [np.zeros(n, np.float32) for n in (3000, 5000)]
    recorded = np.concatenate([quiet[0], words[row], quiet[1]])
    recorded = recorded + 1e-4 * rng.normal(size=len(recorded))
    mine = instruments.your_word(recorded, 8000)
    assert mine.shape == (1, 5120)
    heard = net(instruments.pictures(np.concatenate([words[row : row + 1], mine]))[:, None] - 0.5)
    assert heard.argmax(axis=1).tolist() == [6, 6]
    fine = audio.resample(recorded, orig_sr=8000, target_sr=48000)  # as microphones have it
    again = instruments.your_word(fine, 48000)
    assert net(instruments.pictures(again)[:, None] - 0.5).argmax(axis=1).tolist() == [6]
    with pytest.raises(ValueError, match="needed a word, got silence"):
        instruments.your_word(np.zeros(8000), 8000)


@pytest.mark.parametrize(("kind", "answers"), [("listener", "heard as"), ("cleaner", "cleaned")])
def test_your_word_is_played_beside_those_of_strangers(kind, answers):
    def play(numbers, x):
        return np.zeros(len(x), int) if kind == "listener" else x

    one = {"kind": kind, "learn": lambda material, rng: [], "play": play}
    own = np.random.default_rng(0).normal(size=(1, 5120)).astype(np.float32)
    alone, _ = instruments.perform(one, seed=5, n=2)
    sounds, sr = instruments.perform(one, seed=5, n=2, own=own)
    added = [name for name in sounds if name.startswith("your word")]
    assert len(added) == len(sounds) - len(alone) and answers in added[-1] and sr == 8000
    assert all(not np.array_equal(sounds[name], own[0]) for name in added)  # beside the fan
