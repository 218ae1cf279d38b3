"""Attention, a transformer block, a blender of melodies and a denoiser: slopes, masks, laws."""

import numpy as np
import pytest

from dlaudio import datasets
from dlaudio.generation.composer import tunes_as_batch
from dlaudio.losses import CrossEntropyLoss
from dlaudio.mine.standins.today import ctc_probability
from dlaudio.networks import (
    attending,
    blending,
    boltzmann,
    diffusing,
    forging,
    square_of_tunes,
    transformer,
)
from dlaudio.plots.drawings import melody_strips


def slope_error(parameters, loss_of, *, step=1e-5, seed=0) -> float:
    """Relative error of the gradients kept in `parameters`, along one random direction."""
    rng = np.random.default_rng(seed)
    moves = [rng.normal(size=p.value.shape) for p in parameters]
    said = sum(float(np.sum(p.grad * m)) for p, m in zip(parameters, moves, strict=True))
    sides = []
    for sign in (1, -1):
        for p, m in zip(parameters, moves, strict=True):
            p.value += sign * step * m
        sides.append(loss_of())
        for p, m in zip(parameters, moves, strict=True):
            p.value -= sign * step * m
    measured = (sides[0] - sides[1]) / (2 * step)
    return abs(said - measured) / max(abs(said), abs(measured))


def in_double(net):
    for p in net.parameters():
        p.value = p.value.astype(float)
        p.grad = np.zeros_like(p.value)
    return net


def test_the_attending_translator_has_the_slopes_of_its_loss():
    rng = np.random.default_rng(1)
    net = in_double(attending.AttendingTranslator(5, 6, rng=rng))
    read, before, target = attending.turned_round(rng, 3, 4, net.end)
    loss = CrossEntropyLoss()

    def value():
        return loss(net.forward(read, before), target)

    value()
    net.backward(loss.backward())
    assert slope_error(net.parameters(), value) < 1e-5


@pytest.mark.parametrize("positions", [True, False])
def test_the_melody_transformer_has_the_slopes_of_its_loss(positions):
    rng = np.random.default_rng(2)
    net = transformer.MelodyTransformer(8, heads=2, rng=rng, positions=positions, dropout=0.0)
    net = in_double(net)
    symbols, target = rng.integers(0, 290, (2, 3, 5))
    loss = CrossEntropyLoss()

    def value():
        return loss(net.forward(symbols), target)

    value()
    net.backward(loss.backward())
    learnt = [p for p in net.parameters() if positions or p is not net.where]
    assert slope_error(learnt, value) < 1e-5
    assert positions or not net.where.grad.any()


def test_nothing_later_changes_what_the_block_says_before():
    rng = np.random.default_rng(3)
    net = transformer.MelodyTransformer(8, heads=4, rng=rng).eval()
    symbols = rng.integers(1, 290, (1, 6))
    other = symbols.copy()
    other[0, 4:] = 7
    one, two = net.forward(symbols), net.forward(other)
    np.testing.assert_allclose(one[:, :4], two[:, :4], atol=1e-5)
    assert np.abs(one[:, 4:] - two[:, 4:]).max() > 1e-3
    with pytest.raises(ValueError, match="divide 8"):
        transformer.CausalAttention(8, heads=3, rng=rng)


def test_pieces_have_their_key_note_at_eleven_and_keep_their_steps():
    tunes = datasets.load("melodies")
    pieces, of_tune = blending.pieces_of(tunes)
    assert pieces.min() >= 0 and pieces.max() < blending.PITCHES - 1
    first = tunes.pitches[of_tune[0]][: blending.NOTES]
    np.testing.assert_array_equal(np.diff(pieces[0]), np.diff(first))
    assert (pieces[0, 0] - blending.BELOW - first[0] + tunes.tonics[of_tune[0]]) % 12 == 0


def test_a_walk_begins_and_ends_where_it_should():
    rng = np.random.default_rng(0)
    pieces, _ = blending.pieces_of(datasets.load("melodies"))
    net = blending.Blender(rng=rng)
    grown = blending.train_blender(net, pieces[:60], epochs=20, rng=rng)
    assert grown[-1, 0] > grown[0, 0] and (grown[:, 1] >= 0).all()
    way = blending.walk(net, pieces[3], pieces[40], steps=5)
    ends = net.notes(net.cloud(pieces[[3, 40]])[0])
    np.testing.assert_array_equal(way[[0, -1]], ends)
    coins = blending.by_coins(pieces[3], pieces[40], steps=5, rng=rng)
    np.testing.assert_array_equal(coins[[0, -1]], pieces[[3, 40]])
    assert all(np.isin(piece, pieces[[3, 40]]).all() for piece in coins)
    figure, text = blending.picture_of_walk({"by coins": coins, "by codes": way})
    changes = ", ".join(str(n) for n in (np.diff(way, axis=0) != 0).sum(axis=1))
    assert len(figure.axes) == 10 and text.startswith("5 pieces")
    assert f"by codes: {changes} notes change" in text
    assert 0.05 < np.abs(blending.sing(way[0])).max() <= 1
    four = square_of_tunes.square(net, pieces[[3, 40, 7, 21]], side=5)
    np.testing.assert_array_equal(four[0], way)
    np.testing.assert_array_equal(four[-1, [0, -1]], net.notes(net.cloud(pieces[[7, 21]])[0]))
    (middle,) = square_of_tunes.mixture(net, pieces[[3, 40, 7, 21]], 0.5, 0.5)
    np.testing.assert_array_equal(middle, four[2, 2])
    names, tunes = ("Fuchs", "Amazing Grace", "Ah! vous", "Sakura"), datasets.load("melodies")
    every, heard = square_of_tunes.stop_at(net, tunes, names, (0.25, 1))
    np.testing.assert_array_equal(heard["your place"], every[4, 1])
    np.testing.assert_array_equal(heard["Sakura"], blending.beginnings(tunes, "Sakura")[0])
    toned = blending.sing(way[0], levels=np.linspace(1, -1, 16))
    assert len(toned) == len(blending.sing(way[0])) and 0.05 < np.abs(toned).max() <= 1


def test_tunes_are_found_by_the_beginning_of_their_title():
    tunes = datasets.load("melodies")
    begun = blending.beginnings(tunes, "Amazing Grace", "Fuchs")
    for piece, title in zip(begun, ("Amazing Grace", "Fuchs"), strict=True):
        row = [str(name).startswith(title) for name in tunes.titles].index(True)
        np.testing.assert_array_equal(np.diff(piece), np.diff(tunes.pitches[row][:16]))
    with pytest.raises(ValueError, match="no tune begins with 'Yesterday'"):
        blending.beginnings(tunes, "Yesterday")


def test_draws_at_home_have_the_mean_and_the_spread_of_the_codes():
    rng = np.random.default_rng(0)
    pieces, net = blending.pieces_of(datasets.load("melodies"))[0], blending.Blender(rng=rng)
    codes, draws = net.cloud(pieces)[0], rng.normal(size=(50, 12))
    ends = blending.at_home(net, pieces, np.array([np.zeros(12), np.ones(12)]))
    np.testing.assert_allclose(ends, [codes.mean(axis=0), codes.mean(axis=0) + codes.std(axis=0)])
    figure, text = blending.picture_of_land({"a": net, "b": net}, pieces, draws)
    shown = [len(line.get_xdata()) for ax in figure.axes for line in ax.lines]
    assert shown == [50, 50, 50, 50]
    assert f"spread by {codes.std(axis=0).mean():.1f} in each" in text


def test_one_jump_adds_as_much_noise_as_all_steps():
    kept, noisy = diffusing.diffused(np.ones((1, 2)), np.zeros((1, 2)), [0.2, 0.5], np.array([1]))
    np.testing.assert_allclose(kept, [0.8, 0.4])
    np.testing.assert_allclose(noisy, np.sqrt(0.4))


def test_tones_are_of_their_kind_and_can_be_heard():
    levels, kind = diffusing.tones(200, rng=np.random.default_rng(1))
    found, far = diffusing.nearest_kind(levels)
    assert (found == kind).all() and far.max() < 12
    assert 0.1 < np.abs(diffusing.sound(levels[0])).max() <= 0.4 + 1e-9


def test_the_energy_of_a_machine_is_that_of_its_drawing():
    from dlaudio.plots.drawings import boltzmann_machine as drawn

    v, h, w, a, b = (
        np.array(x, dtype=float) for x in (drawn.V, drawn.H, drawn.W, drawn.A, drawn.B)
    )
    energy, free = boltzmann.energies(v[None], h[None], w, a, b)
    assert energy == pytest.approx(-6.5) and free[0] < energy[0]
    assert "= −6.5" in drawn.draw()[1]


def test_strips_count_what_was_written_wrong():
    text = melody_strips.draw({"wanted": [0, 1, 2], "written": [0, 3]})[1]
    assert "written: C F (1 other, 1 missing)" in text
    text = melody_strips.draw({"wanted": [0, 1], "written": [0, 1, 3]})[1]
    assert "written: C D F (0 other, 1 too many)" in text
    with pytest.raises(ValueError, match="up to 16 notes"):
        melody_strips.draw({"wanted": [8]})


def test_unsure_frames_are_probabilities():
    P = attending.unsure_frames([1, 2], frames=9, labels=3, rng=np.random.default_rng(0))
    np.testing.assert_allclose(P.sum(axis=1), 1)


def test_bits_before_learning_are_those_of_guessing():
    tunes = datasets.load("melodies")
    net = transformer.MelodyTransformer(8, heads=2, rng=np.random.default_rng(0)).eval()
    n = net.forward(tunes_as_batch(tunes, [0])[0]).shape[2]
    assert transformer.bits_on_new_tunes(net.forward, tunes) == pytest.approx(np.log2(n), abs=0.8)


def test_the_forger_follows_the_detective_and_ends_on_the_real_numbers():
    found = forging.play(6000, rng=np.random.default_rng(0))
    np.testing.assert_allclose(found.verdict([-1, 0, 5], 0), 0.5)
    early = found.verdict([0, 2, 4], 60)
    assert early[0] < 0.1 < early[1] < 0.8 < early[2] and 0.8 < found.means[60] < 1.6
    assert found.spreads[250] < 0.4  # too eager: all in one place
    assert abs(found.means[-500:].mean() - 3) < 0.1 and abs(found.spreads[-500:].mean() - 0.7) < 0.1
    assert (np.abs(found.verdict([2.3, 3, 3.7], 6000) - 0.5) < 0.06).all()
    figure, text = forging.picture(found, rounds=(0, 60))
    assert len(figure.axes) == 2 and "after 60: mean 1.16" in text
    (ax,) = forging.picture(found, rounds=(250,))[0].axes
    assert ax.get_ylim()[1] > 0.4 / found.spreads[250]  # the narrow hill is not cut off
    assert "real are 3, 0.7" in forging.curves(found)[1]


def test_frames_in_doubt_read_as_no_word_and_the_sum_hears_hello():
    letters, rng = "–ehlo", np.random.default_rng(5)
    P = attending.unsure_frames([2, 1, 3, 3, 4], frames=40, labels=5, rng=rng)
    figure, text = attending.picture_of_frames(P, letters)
    assert text.endswith("oo–ehhhl–––eeeel–––llleh––llleo––oloh–––.") and len(figure.axes) == 2
    words = ("hello", "helo", "hole", "hell", "oleh")
    found = [ctc_probability(P, [letters.index(a) for a in word]) for word in words]
    assert found[0] > 50 * max(found[1:])


def test_wide_steps_are_counted_by_step_and_by_piece():
    pieces = np.tile(np.arange(16), (4, 1))
    pieces[0, 3] += 7  # up by 8, and down by 6
    pieces[1, 8:] -= 9
    assert blending.wild_leaps(pieces) == 2 / 60 and blending.calm(pieces) == 0.5
    assert blending.told(pieces).startswith("3.3% of the steps") and "50% of" in blending.told(
        pieces
    )
