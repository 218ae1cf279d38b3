"""The demos of unit 12 show what they say."""

import re

import numpy as np
import pytest

from dlaudio.datasets import plucks
from dlaudio.datasets.noisy_words import sdr
from dlaudio.generation import wavenet
from dlaudio.layers import Conv1d
from dlaudio.widgets import causal_stack, noise_gate, sample_writer, temperature, vocal_dial
from dlaudio.widgets.demo import demo

DEMOS = [causal_stack, noise_gate, sample_writer, temperature, vocal_dial]


def number(pattern: str, text: str) -> float:
    return float(re.search(pattern, text)[1])


# --- One sample after the other -----------------------------------------------------------------


@pytest.mark.parametrize("written", [0, 3, 8])
def test_what_was_written_is_heard_and_one_sample_more_is_drawn(written):
    figure, text = sample_writer.draw(written)
    assert f"{written} are written" in text and f"sample {11 + written} it thinks" in text
    inks = [line.get_color() for line in figure.axes[0].lines[1:-3]]  # axis, stems, legend
    counts = [inks.count(ink) for ink in dict.fromkeys(inks)]
    assert counts == [count for count in (sample_writer.GIVEN, written, 1) if count]
    reach = 1 + sum(sample_writer.DILATIONS)
    assert f"the last {reach} of them" in text


def test_the_samples_are_what_the_net_of_the_course_writes():
    codes, chances = sample_writer.written_by_the_net()
    np.testing.assert_allclose(chances.sum(axis=1), 1)
    dice = np.random.default_rng(sample_writer.SEED)
    for code, p in zip(codes[sample_writer.GIVEN :], chances, strict=True):
        stairs = np.append(0, p.cumsum())
        assert stairs[code] <= dice.random() < stairs[code + 1]
    sound, _ = plucks.pluck_tune([sample_writer.NOTE], 0.1)
    true = wavenet.encode_mu_law(sound[sample_writer.START :][: len(codes)].astype(float), 65)
    np.testing.assert_array_equal(codes[: sample_writer.GIVEN], true[: sample_writer.GIVEN])
    assert np.abs(codes - true).max() < 12 and np.ptp(codes) > 40  # it goes on as a string would


# --- How far back does it hear? -----------------------------------------------------------------


@pytest.mark.parametrize("n_layers", range(1, 6))
@pytest.mark.parametrize("kernel_size", [2, 3])
@pytest.mark.parametrize("dilation", causal_stack.CONTROLS["dilation"].options)
def test_the_stack_hears_what_layers_of_the_course_hear(n_layers, kernel_size, dilation):
    x = np.zeros((1, 1, 100), np.float32)
    x[0, 0, 0] = 1
    for layer in range(n_layers):
        d = 2**layer if "doubles" in dilation else 1
        conv = Conv1d(
            1,
            1,
            kernel_size,
            dilation=d,
            padding=(d * (kernel_size - 1), 0),
            rng=np.random.default_rng(0),
        )
        conv.weight.value[:] = 1
        x = conv(x)
    heard = np.flatnonzero(x[0, 0])  # how much later the first sample still counts
    links = causal_stack.taps(n_layers, kernel_size, dilation)
    assert {-start for start, _ in links[0]} == set(heard)
    text = causal_stack.draw(n_layers, kernel_size, dilation)[1]
    assert number(r"hears (\d+) samples", text) == heard[-1] + 1
    assert number(r"([\d.]+) ms at", text) == pytest.approx((heard[-1] + 1) / 16, abs=0.006)
    assert ("shows only" in text) == (heard[-1] + 1 > 48)


def test_no_link_of_the_stack_comes_from_the_right():
    figure, _ = causal_stack.draw(4, 3, "doubles: 1, 2, 4, ...")
    dim, lit = (lines.get_segments() for lines in figure.axes[0].collections[:2])
    assert len(lit) > 60
    for (start, _), (end, _) in (*dim, *lit):
        assert start <= end
    assert max(end for _, (end, _) in lit) == max(end for _, (end, _) in dim + lit)


# --- A gate against noise -----------------------------------------------------------------------


def test_the_gate_is_best_neither_wide_open_nor_shut():
    after = [
        number(r"([\d.-]+) dB after", noise_gate.draw(opens, 0.1)[1]) for opens in (-20, 6, 14)
    ]
    assert after[1] > after[0] + 4 and after[1] > after[2] + 1
    assert number(r"([\d.-]+) dB before", noise_gate.draw(0, 0.0)[1]) == pytest.approx(0, abs=0.3)


def test_the_ringed_cells_stand_alone_and_are_ringed_only_where_they_are_heard():
    _, _, Y, noise = noise_gate.scene()
    passes = np.abs(Y) ** 2 > 10**0.6 * noise
    for band, frame in noise_gate.LONELY:
        around = passes[band - 6 : band + 7, frame - 6 : frame + 7]
        assert passes[band, frame] and around.sum() <= 5 and 2000 < band * 8000 / 256 < 3000
    rings = [
        len(noise_gate.draw(opens, floor)[0].axes[-1].texts)
        for opens, floor in ((6, 0.0), (6, 0.3), (-20, 0.0), (14, 0.0))
    ]
    assert rings == [2, 0, 0, 0]


def test_a_gate_that_never_shuts_changes_nothing():
    word, heard, *_ = noise_gate.scene()
    text = noise_gate.draw(-20, 0.5)[1]
    assert number(r"for (\d+)%", text) >= 99
    assert number(r"([\d.-]+) dB after", text) == pytest.approx(sdr(heard, word), abs=0.15)


def test_the_gate_opens_for_as_much_noise_as_chance_says():
    """|Y|² of white noise is exponential: a share of 1/e is above its mean."""
    rng = np.random.default_rng(0)
    _, _, Y, noise = noise_gate.scene()
    cells = rng.exponential(size=Y.shape) * noise
    assert np.mean(cells > noise) == pytest.approx(np.exp(-1), abs=0.02)
    quiet = np.abs(Y[20:, :12]) ** 2  # the word has not begun
    assert np.mean(quiet > noise[20:]) == pytest.approx(np.exp(-1), abs=0.05)


# --- Cold or hot? -------------------------------------------------------------------------------


def test_the_table_of_notes_is_one_of_probabilities_and_prefers_steps():
    p = np.exp(temperature.table())
    np.testing.assert_allclose(p.sum(axis=1), 1)
    size = np.abs(temperature.STEPS[:, None] - temperature.STEPS)
    assert (p * (size <= 4)).sum(axis=1).mean() > 0.6


def test_hotter_dice_are_worth_more_bits_and_leap_further():
    bits, leaps = [], []
    for t in (0.1, 1.0, 4.0):
        bits.append(number(r"worth ([\d.]+) bits", temperature.draw(t, 0)[1]))
        tunes = [temperature.STEPS[temperature.tune(t, seed)] for seed in range(10)]
        leaps.append(np.mean([np.abs(np.diff(tune)).mean() for tune in tunes]))
    assert bits[0] < 1 < bits[1] < bits[2] < np.log2(11)
    assert leaps[0] < leaps[1] < leaps[2]


def test_a_tune_comes_again_with_the_same_dice():
    first = temperature.tune(1.0, 3)
    np.testing.assert_array_equal(first, temperature.tune(1.0, 3))
    assert len(first) == 24 and np.any(first != temperature.tune(1.0, 4))


def test_after_the_coldest_note_comes_its_likeliest():
    notes = temperature.tune(0.001, 0)
    np.testing.assert_array_equal(notes[1:], temperature.table()[notes[:-1]].argmax(axis=1))


# --- All of them --------------------------------------------------------------------------------


@pytest.mark.parametrize("module", DEMOS)
def test_every_end_of_every_control_draws(module):
    first = {name: control.value for name, control in module.CONTROLS.items()}
    for name, control in module.CONTROLS.items():
        ends = control.options if hasattr(control, "options") else (control.min, control.max)
        for end in ends:
            figure, text, *player = module.draw(**first | {name: end})
            assert figure.axes and text
            assert all("peak" in repr(sound) for sound in player)


@pytest.mark.parametrize("module", DEMOS)
def test_the_panel_says_what_it_shows(module, capfd):
    panel = demo(module.draw, title=module.TITLE, controls=module.CONTROLS)
    assert module.TITLE in panel.children[0].value
    assert panel.image.value.startswith("<img alt=")
    assert capfd.readouterr() == ("", "")


# --- The dial -----------------------------------------------------------------------------------


def test_the_dial_takes_the_voice_out_and_the_drums():
    parts = {level: vocal_dial.draw(level, 0) for level in (-30, 0, 30)}
    assert "karaoke" in parts[-30][1] and "as it was mixed" in parts[0][1]
    left = {level: number(r"(\d+)% of the energy", text) for level, (_, text, _) in parts.items()}
    assert left[0] == 100 and max(left[-30], left[30]) < 85
    assert abs(left[-30] + left[30] - 100) < 40
