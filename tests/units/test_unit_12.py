"""What unit 12 promises: its nets write sound with the right pitch, and take mixtures apart."""

from pathlib import Path

import librosa
import numpy as np
import pytest

from dlaudio import datasets
from dlaudio.datasets import mixtures, plucks
from dlaudio.datasets.noisy_words import sdr
from dlaudio.generation import composer, learnt, verses, wavenet
from dlaudio.gradcheck import check_layer
from dlaudio.networks import separator
from dlaudio.plots.drawings import chord_prices

ROOT = Path(__file__).parents[2]
LEVELS = 65


def pitches(y, lengths, sr):
    """MIDI number of each note of a tune, by librosa's YIN in its middle; lengths in samples."""
    found, start = [], 0
    for length in lengths:
        middle = y[start + length // 8 : start + length - length // 8].astype(float)
        f0 = librosa.yin(middle, fmin=100, fmax=1000, sr=sr, frame_length=1024, center=False)
        found.append(librosa.hz_to_midi(np.median(f0)))
        start += length
    return np.array(found)


# --- Sound, sample by sample --------------------------------------------------------------------


def test_mu_law_is_that_of_librosa_and_has_a_level_for_silence():
    y = np.linspace(-1, 1, 801)
    curve = librosa.mu_compress(y, mu=255, quantize=False)
    codes = wavenet.encode_mu_law(y, LEVELS)
    np.testing.assert_array_equal(codes, np.round((curve + 1) * 32))
    levels = wavenet.decode_mu_law(np.arange(LEVELS), LEVELS)
    expected = librosa.mu_expand(np.linspace(-1, 1, LEVELS), mu=255, quantize=False)
    np.testing.assert_allclose(levels, expected, atol=1e-7)
    assert levels[32] == 0
    np.testing.assert_array_equal(wavenet.encode_mu_law(levels, LEVELS), np.arange(LEVELS))


@pytest.mark.parametrize("y, levels", [([1.01], 65), ([0.0], 1), ([np.nan], 65)])
def test_mu_law_refuses_what_it_cannot_round(y, levels):
    with pytest.raises(ValueError, match=f"got {levels} levels"):
        wavenet.encode_mu_law(y, levels)


def tiny(rng, dtype=np.float32):
    return wavenet.WaveNet(2, 6, [1, 2, 4], 5, rng=rng, dtype=dtype)


def test_slopes_of_the_net_are_right():
    rng = np.random.default_rng(0)
    block = wavenet.GatedBlock(3, 2, rng=rng, dtype=np.float64)
    check_layer(block, rng.normal(size=(2, 3, 5)), rng=rng)
    check_layer(tiny(rng, np.float64), rng.normal(size=(1, 3, 6)), rng=rng)


def test_the_net_hears_the_past_as_far_as_it_says_and_never_the_future():
    rng = np.random.default_rng(1)
    net, x = tiny(rng), rng.normal(size=(1, 3, 40))
    assert net.reach == 8
    other = x.copy()
    other[0, :, 20] += 1
    changed = np.flatnonzero(np.any(net(x) != net(other), axis=2)[0])
    np.testing.assert_array_equal(changed, np.arange(20, 28))
    paper = wavenet.WaveNet(1, 1, [2**i for i in range(10)], 3, rng=rng)
    assert paper.reach == 1024


def test_every_weight_is_counted_once():
    net = wavenet.WaveNet(8, 16, [1, 2, 4, 8, 16, 32], 65, rng=np.random.default_rng(0))
    block = 32 * 16 * 2 + 32 + 16 * 16 + 16
    ends = 9 * 16 + 16 + 16 * 32 + 32 + 32 * 65 + 65
    assert net.count_parameters() == 6 * block + ends
    assert len(net.named_parameters()) == len(net.parameters())


def test_writing_step_by_step_is_the_net_on_what_it_has_written():
    rng = np.random.default_rng(2)
    net, condition = tiny(rng), rng.normal(size=(2, 2, 50))
    y = net.generate(condition, rng=np.random.default_rng(3), temperature=0.8)
    before = np.pad(y[:, :-1], ((0, 0), (1, 0)))[:, None]
    logits = net(np.concatenate([before, condition], axis=1).astype(np.float32))
    stairs = np.exp(logits / 0.8).cumsum(axis=2)
    dice = np.random.default_rng(3).random((50, 2, 1)).swapaxes(0, 1)
    codes = (stairs <= dice * stairs[:, :, -1:]).sum(axis=2)
    np.testing.assert_array_equal(wavenet.encode_mu_law(y, 5), codes)
    assert len(np.unique(codes)) == 5


@pytest.mark.parametrize("conditions, temperature", [(3, 1.0), (2, 0.0), (2, -1.0)])
def test_writing_refuses_what_it_cannot_play(conditions, temperature):
    net = tiny(np.random.default_rng(0))
    with pytest.raises(ValueError, match="2 conditions and a temperature above 0"):
        net.generate(
            np.zeros((1, conditions, 4)), rng=np.random.default_rng(0), temperature=temperature
        )


def test_strings_are_plucked_at_their_pitch():
    y, condition = plucks.pluck_tune(plucks.NOTES, 0.25, np.full(8, 0.5))
    np.testing.assert_allclose(pitches(y, [2000] * 8, plucks.SR), plucks.NOTES, atol=0.15)
    assert condition.shape == (8, len(y)) and 0.4 < condition.max() <= 0.5
    np.testing.assert_array_equal(condition[:, 2000:4000].any(axis=1), np.arange(8) == 1)
    with pytest.raises(ValueError, match=r"got \[61\]"):
        plucks.pluck_tune([61], 0.25)


@pytest.fixture(scope="module")
def player():
    """The net of the notebook."""
    return learnt.strings()


def test_what_the_net_writes_has_the_pitch_that_was_asked_for(player):
    notes = plucks.NOTES[[0, 4, 7, 5, 2, 3, 1, 6]]
    wanted, condition = plucks.pluck_tune(notes, 0.25)

    def written(n, seed):
        rng = np.random.default_rng(seed)
        return player.generate(condition[None, :, :n], rng=rng, temperature=0.7)[0]

    y = written(16000, 4)
    np.testing.assert_allclose(pitches(y, [2000] * 8, plucks.SR), notes, atol=0.4)
    assert np.abs(y).max() < 1  # not clipped
    assert 0.8 < y.std() / wanted.std() < 1.2  # not silent: as loud as it was asked to be
    np.testing.assert_array_equal(written(500, 4), y[:500])
    assert np.any(written(500, 5) != y[:500])


# --- Melodies -----------------------------------------------------------------------------------


def write(net, seed):
    """Twelve notes of a net in C, as symbols."""
    symbol, state, notes = composer.END, None, []
    dice, context = np.random.default_rng(seed), np.eye(12)[0]
    while len(notes) < 12:
        logits, state = net.step(symbol, state, context)
        logits[composer.END] = -np.inf
        symbol = composer.draw(logits, 1.0, dice.random())
        notes.append(symbol)
    return np.array(notes)


def test_a_melody_that_is_sung_has_the_pitches_that_were_written():
    net = composer.Composer(8, 12, rng=np.random.default_rng(0))
    net.eval()
    written = write(net, 1)
    np.testing.assert_array_equal(write(net, 1), written)
    assert np.any(write(net, 2) != written)
    notes, lengths = composer.to_notes(written)
    np.testing.assert_array_equal(composer.to_symbols(notes, lengths), written)
    y = composer.sing(notes, lengths, sr=8000, eighth=0.2)
    assert 0.3 < np.abs(y).max() <= 0.4 and len(y) == 1600 * lengths.sum()
    np.testing.assert_allclose(pitches(y, 1600 * lengths, 8000), notes, atol=0.3)


# --- Masks --------------------------------------------------------------------------------------


def test_a_net_that_takes_drums_off_words_has_never_heard_their_speakers():
    words, rng = datasets.load("spoken-digits"), np.random.default_rng(7)
    net = separator.separator(rng=rng)
    separator.train_separator(net, words.where(split="train"), pairs=200, epochs=5, rng=rng)
    pairs = mixtures.mixtures(words.where(split="test"), 20, np.random.default_rng(9))
    for word, drums in pairs:
        assert sdr(word + drums, word) == pytest.approx(0, abs=1)  # equally loud

    def improvement(estimate, mixture, target):
        return 0, 0, sdr(estimate, target) - sdr(mixture, target)

    ideal = separator.gains(mixtures.ratio, pairs, improvement).mean()
    for each in (net, learnt.separator()):
        found = separator.gains(
            lambda S, V, each=each: separator.voice_mask(each, S + V), pairs, improvement
        )
        assert 6 < found.mean() < ideal


def test_a_mask_of_ones_gives_the_mixture_back():
    pair = mixtures.mixtures(datasets.load("spoken-digits"), 1, np.random.default_rng(1))[0]
    both = sum(pair)
    np.testing.assert_allclose(mixtures.sound(mixtures.spectrum(both), len(both)), both, atol=1e-5)
    parts = [mixtures.spectrum(y) for y in pair]
    squares = [mixtures.ratio(*parts) ** 2, mixtures.ratio(*parts[::-1]) ** 2]
    np.testing.assert_allclose(sum(squares), 1, atol=1e-6)


def test_the_text_quotes_what_was_measured_and_what_is_there():
    text = (ROOT / "solutions/u12_generation/generation.py").read_text(encoding="utf-8")
    text = text.replace("\n# ", " ")  # wherever a line of prose ends
    rows = (ROOT / "bench/polyphony.md").read_text(encoding="utf-8").splitlines()
    kept = {row.split(" | ")[0].strip("| "): row.split(" | ") for row in rows if row[:2] == "| "}
    drawn = chord_prices.draw()[1]
    assert "100 units" in kept["jsb-rolls"][3]
    assert f"LSTM of this course {kept['jsb-rolls'][2]}" in drawn
    assert f"reads {round(len(verses.TRAINING), -2):,} letters" in text
