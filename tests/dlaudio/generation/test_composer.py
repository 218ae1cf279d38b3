"""Nets that write notes: symbols, slopes, the masked loss, and what they have learnt."""

import numpy as np
import pytest

from dlaudio import datasets, mine
from dlaudio.generation import composer, pairs, translator, verses, vibrato
from dlaudio.generation.own_text import own_text
from dlaudio.gradcheck import check_layer, numeric_gradient
from dlaudio.layers import GRU, Dropout, Layer, Linear, Sequential


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.fixture(scope="module")
def tunes():
    return datasets.load("melodies")


@pytest.fixture(scope="module")
def trained(tunes):
    net = composer.Composer(48, 12, rng=np.random.default_rng(0))
    bits = composer.train_composer(net, tunes, updates=120, rng=np.random.default_rng(1))
    return net, bits


def test_notes_become_symbols_and_come_back():
    symbols = composer.to_symbols([60, 84, 48], [2, 8, 1])
    assert list(symbols) == [1 + 12 * 8 + 1, 296, 1]
    pitches, lengths = composer.to_notes([*symbols, composer.END, 17])
    assert list(pitches) == [60, 84, 48] and list(lengths) == [2, 8, 1]


@pytest.mark.parametrize("pitches, lengths", [([47], [1]), ([85], [1]), ([60], [0]), ([60], [9])])
def test_notes_out_of_range_are_refused(pitches, lengths):
    with pytest.raises(ValueError, match="from 48 to 84 and lengths from 1 to 8"):
        composer.to_symbols(pitches, lengths)


def test_a_batch_of_tunes_is_one_step_late_and_in_its_key(tunes, rng):
    rows = tunes.splits["test"]
    inputs, targets, mask, keys = composer.tunes_as_batch(tunes, rows, longest=100)
    np.testing.assert_array_equal(inputs[:, 1:], targets[:, :-1])
    for row, target, real, key in zip(rows, targets, mask, keys, strict=True):
        assert real.sum() == len(tunes.pitches[row]) + 1 and key == tunes.tonics[row] % 12
        np.testing.assert_array_equal(composer.to_notes(target)[0], tunes.pitches[row])
    moved, keys = composer.tunes_as_batch(tunes, rows, rng=rng)[1::2]
    for row, target, key in zip(rows, moved, keys, strict=True):
        pitches = composer.to_notes(target)[0]
        shift = pitches[0] - tunes.pitches[row][0]
        assert (tunes.tonics[row] + shift) % 12 == key and -6 <= shift <= 5
        np.testing.assert_array_equal(
            np.diff(pitches), np.diff(tunes.pitches[row])[: len(pitches) - 1]
        )


def test_the_masked_loss_counts_notes_alone(rng):
    logits, targets = rng.normal(size=(3, 4, 5)), rng.integers(0, 5, (3, 4))
    mask = (np.arange(4) < np.array([[4], [1], [2]])).astype(float)
    loss, slope = composer.masked_loss(logits, targets, mask)
    p = np.exp(logits) / np.exp(logits).sum(axis=2, keepdims=True)
    by_hand = [-np.log(p[n, t, targets[n, t]]) for n, t in zip(*np.nonzero(mask), strict=True)]
    assert loss == pytest.approx(np.mean(by_hand))
    numeric = numeric_gradient(lambda z: composer.masked_loss(z, targets, mask)[0], logits)
    np.testing.assert_allclose(slope, numeric, atol=1e-9)


class Told(Layer):
    """A composer on fixed symbols, as a layer of its context."""

    def __init__(self, net, symbols):
        self.net, self.symbols = net, symbols

    def forward(self, x):
        return self.net.forward(self.symbols, x)

    def backward(self, dout):
        return self.net.backward(dout)[..., -3:].sum(axis=1)


def test_slopes_of_the_composer_are_right(rng):
    net = composer.Composer(4, 3, rng=rng)
    symbols = rng.integers(0, composer.N_SYMBOLS, (2, 3))
    check_layer(Told(net, symbols), rng.normal(size=(2, 3)), rng=rng)


def test_step_by_step_is_all_at_once(rng):
    net = composer.Composer(6, 2, rng=rng)
    net.eval()
    symbols, context = np.array([[0, 5, 99, 40]]), np.array([[1.0, -0.5]])
    together, state = net.forward(symbols, context)[0], None
    for symbol, expected in zip(symbols[0], together, strict=True):
        scores, state = net.step(symbol, state, context[0])
        np.testing.assert_allclose(scores, expected, atol=1e-5)


def test_it_learns_tunes_better_than_a_table_of_pairs(tunes, trained):
    net, bits = trained
    assert bits[0] == pytest.approx(np.log2(297), abs=0.3)
    rows = tunes.splits["test"]
    inputs, targets, mask, keys = composer.tunes_as_batch(tunes, rows)
    told, wrong = np.eye(12)[keys], np.eye(12)[(keys + 6) % 12]
    cost = [
        composer.masked_loss(net.forward(inputs, context), targets, mask)[0] / np.log(2)
        for context in (told, 0 * told, wrong)
    ]
    assert cost[0] < cost[1] < 5.2 < cost[2]


def test_its_keys_lie_on_the_circle_of_fifths(tunes, trained):
    means = composer.states_by_key(trained[0], tunes, turns=4, rng=np.random.default_rng(0))
    means = means - means.mean(axis=0)
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    fifths = means[7 * np.arange(12) % 12]
    # the more fifths between two keys, up to six, the less alike they are
    alike = [np.mean((fifths * np.roll(fifths, d, axis=0)).sum(axis=1)) for d in range(1, 7)]
    assert np.all(np.diff(alike) < 0) and alike[0] > 0.3 and alike[5] < -0.3


def test_its_tunes_are_the_same_for_the_same_seed_and_in_the_key_it_is_told(trained):
    def write(seed, key):
        rng = np.random.default_rng(seed)
        return composer.compose(trained[0], np.eye(12)[key], temperature=0.7, longest=32, rng=rng)

    np.testing.assert_array_equal(write(3, 2), write(3, 2))
    assert list(write(3, 2)) != list(write(4, 2))
    off = [
        (composer.find_key(*composer.to_notes(write(s, k))) - k) % 12
        for s in (0, 1, 2)
        for k in range(12)
    ]
    assert np.mean(np.isin(off, [0, 5, 7])) > 0.6  # by chance 0.25


def test_it_goes_on_from_what_it_heard(trained, tunes):
    known = composer.to_symbols(tunes.pitches[0][:6], tunes.lengths[0][:6])
    written = composer.compose(
        trained[0],
        np.zeros(12),
        temperature=0.5,
        longest=5,
        rng=np.random.default_rng(0),
        heard=known,
    )
    net, state = trained[0], None
    for symbol in [composer.END, *known]:
        scores, state = net.step(symbol, state, np.zeros(12))
    assert written[0] == composer.draw(scores, 0.5, np.random.default_rng(0).random())


def test_drawing_follows_the_probabilities():
    logits = np.log([0.2, 0.3, 0.5])
    drawn = [composer.draw(logits, 1.0, u) for u in (np.arange(1000) + 0.5) / 1000]
    assert list(np.bincount(drawn)) == [200, 300, 500]
    assert composer.draw(logits, 0.01, 0.999) == composer.draw(logits, 0.01, 0.001) == 2


def test_pairs_in_bits_by_hand():
    train = np.array([0, 1, 0, 1]), np.array([1, 0, 1, 1])
    # counts + 1: [[1, 3], [2, 2]]
    bits = pairs.pair_bits(train, (np.array([0, 1]), np.array([1, 1])), 2, extra=1)
    assert bits == pytest.approx((-np.log2(0.75) - np.log2(0.5)) / 2)


def test_keys_of_bundled_tunes_are_found(tunes):
    major = [i for i, mode in enumerate(tunes.modes) if mode == "major"]
    found = [composer.find_key(tunes.pitches[i], tunes.lengths[i]) for i in major]
    assert np.mean(found == tunes.tonics[major] % 12) > 0.8


def test_slopes_of_the_singer_are_right_and_scheduled_sampling_drifts_less(rng):
    check_layer(vibrato.Singer(3, rng=rng), rng.normal(size=(2, 4)), rng=rng)
    ends = []
    for scheduled in (False, True):
        net = vibrato.train_singer(scheduled=scheduled, updates=250, seed=0)
        taught, alone = vibrato.drift(net)
        np.testing.assert_allclose(taught[:15], alone[:15], atol=1e-4)  # it hears the truth
        ends.append(alone[-10:].mean())
    assert ends[1] < 0.8 * ends[0]


def both_ways(rng):
    ways = {"states": mine.conditioned_states, "gradients": mine.context_gradients}
    return translator.ToldTranslator(4, 5, **ways, rng=rng)


@pytest.mark.parametrize("told", [False, True])
def test_slopes_reach_the_encoder_through_its_last_state(told, rng):
    net = both_ways(rng) if told else translator.Translator(4, 5, rng=rng)
    for parameter in net.parameters():
        parameter.value = parameter.value.astype(float)
        parameter.grad = np.zeros(parameter.value.shape)
    read, written = rng.integers(0, 4, (2, 3)), rng.integers(0, 5, (2, 4))
    dout = rng.normal(size=(2, 4, 5))
    net.forward(read, written)
    net.backward(dout)
    asked = [net.encoder.weight_h, net.encoder.weight_x, net.decoder.weight_h]
    asked += [net.decoder.weight_x, net.first.weight] if told else []
    for parameter in asked:

        def scores(value, parameter=parameter):
            kept, parameter.value = parameter.value, value
            answer = net.forward(read, written)
            parameter.value = kept
            return answer

        slope = numeric_gradient(scores, parameter.value, dout=dout)
        np.testing.assert_allclose(parameter.grad, slope, atol=1e-6)


def test_who_is_told_both_ways_answers_by_the_exercise_and_learns_by_the_same_states(rng):
    net, read, written = both_ways(rng), rng.integers(0, 4, (2, 3)), rng.integers(0, 5, (2, 4))
    learning = net.forward(read, written)
    np.testing.assert_allclose(net.eval().forward(read, written), learning, atol=1e-6)
    told, asked = net.told, []
    net.told = lambda *given: asked.append(given) or told(*given)
    net.forward(read, written)
    net.train().forward(read, written)
    assert len(asked) == 1


def test_a_translation_ends_at_its_end_symbol(rng):
    net = translator.Translator(3, 6, rng=rng)
    net.scores.bias.value[:] = [0, 50, 0, 0]
    assert [list(row) for row in net.translate(np.array([[0, 2]]), longest=4)] == [[1, 1, 1, 1]]
    net.scores.bias.value[:] = [0, 0, 0, 50]
    assert [len(row) for row in net.translate(np.array([[0], [1]]), longest=4)] == [0, 0]


def test_verse_is_spelt_and_written_on(rng):
    assert verses.as_text(verses.as_numbers("the owl")) == "the owl"
    with pytest.raises(ValueError, match="got 'Ω'"):
        verses.as_numbers("Ω")
    K = len(verses.LETTERS)
    net = Sequential(GRU(K, 4, rng=rng), Dropout(0.1, rng=rng), Linear(4, K, rng=rng))
    net.eval()
    text = verses.write_on(net, "the ", letters=9, temperature=1.0, rng=np.random.default_rng(0))
    again = verses.write_on(net, "the ", letters=9, temperature=1.0, rng=np.random.default_rng(0))
    assert text == again and len(text) == 13 and text.startswith("the ")
    # its letters cannot be recovered from the training text by accident
    assert verses.HELD_OUT[:40] not in verses.TRAINING


def test_letters_are_kept_at_each_stage():
    grown = verses.grow_letters((0, 3, 8), rng=np.random.default_rng(0))
    assert list(grown) == [0, 3, 8]
    costs = [verses.bits_a_letter(net, verses.TRAINING) for net in grown.values()]
    assert np.log2(len(verses.LETTERS)) + 0.3 > costs[0] > costs[1] > costs[2]
    again = verses.grow_letters((8,), rng=np.random.default_rng(0))[8]
    assert verses.bits_a_letter(again, verses.TRAINING) == pytest.approx(costs[2], abs=1e-4)
    for stages in ((), (-1, 3)):
        with pytest.raises(ValueError, match="0 or more"):
            verses.grow_letters(stages, rng=np.random.default_rng(0))


def test_a_net_learns_a_text_of_the_reader_with_its_own_letters(tmp_path):
    own = "Grüße, Ähre!\r\nÖl & 3 Übel.\n" * 10
    grown = verses.grow_letters((0, 60), rng=np.random.default_rng(0), text=own)
    text = own_text(own)
    assert "\r" not in text and verses.letters_of(grown[60]) == "".join(sorted(set(text)))
    before, after = (verses.bits_a_letter(net, text) for net in grown.values())
    assert after < before - 2
    assert verses.unit_states(grown[60], "Grü").shape == (3, 48)
    with pytest.raises(ValueError, match="got 'q'"):
        verses.bits_a_letter(grown[0], "q")
    small = tmp_path / "a letter.txt"
    small.write_text(own, encoding="utf-8-sig")
    for name in (small, str(small)):
        assert own_text(name) == text
    written = verses.before_and_after(small, updates=2, letters=30)
    assert [title.split(",")[0] for title in written] == ["after 0 updates", "after 2 updates"]
    assert all(set(row) <= set(text) for row in written.values())
    one_line = verses.before_and_after("a b, " * 50, updates=1, letters=5)
    assert all(row.startswith("a") for row in one_line.values())


def test_a_text_that_a_net_cannot_learn_is_refused_in_a_sentence(tmp_path):
    picture, long = tmp_path / "p.png", tmp_path / "long.txt"
    picture.write_bytes(bytes(range(256)))
    long.write_text("the cow " * 12_000)
    for text, said in [
        ("", "200 to 20,000 letters and has 0: paste a longer one"),
        ("the cow. " * 20, "has 179: paste a longer one"),
        ("\n" * 500, "has 0: paste"),
        ("the cow " * 3000, "has 23,999: take a part"),
        ("".join(map(chr, range(0x4E00, 0x4F00))), "256 different letters, .* room for 120"),
        (picture, "no text in UTF-8"),
        (long, "more than 20,000 letters"),
        ("letters_to_my_aunt.txt", "no file 'letters_to_my_aunt.txt'"),
        (tmp_path, "no file"),
        (b"the cow " * 60, "in quotes, got bytes"),
        (None, "in quotes, got NoneType"),
    ]:
        with pytest.raises(ValueError, match=said):
            verses.before_and_after(text)


def test_words_are_known_if_the_verse_has_them():
    assert verses.words_read("the cow,\nzog") == [
        ("the", True), ("cow,", True), ("\n", False), ("zog", False)
    ]  # fmt: skip
