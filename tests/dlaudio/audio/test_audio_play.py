"""The player: what is in its HTML, what it says, and what it refuses."""

import base64
import io
from html.parser import HTMLParser

import numpy as np
import pytest
import soundfile

from dlaudio import audio
from dlaudio.audio import facts

SR = 22050


class Page(HTMLParser):
    """Collects the tags with their attributes and the text of a piece of HTML."""

    def __init__(self, text):
        super().__init__()
        self.names, self.tags, self.text, self.open = [], {}, "", []
        self.feed(text)
        assert self.open == [], "a tag was not closed"

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.tags.setdefault(tag, []).append(dict(attrs))
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def strip_of(player):
    """What the sound puts above itself when it is loaded."""
    return Page(Page(player._repr_html_()).tags["audio"][0]["data-strip"])


def heard(player):
    """The samples in the player's HTML, as a browser would get them."""
    src = Page(player._repr_html_()).tags["audio"][0]["src"]
    kind, _, sound = src.partition(",")
    assert kind == "data:audio/wav;base64"
    return soundfile.read(io.BytesIO(base64.b64decode(sound, validate=True)), dtype="float32")


def test_the_sound_is_embedded_and_described():
    y = audio.tone(440, sr=SR, duration=1)
    player = audio.play(y, SR, title="Concert A")
    samples, sr = heard(player)
    assert sr == SR
    np.testing.assert_allclose(samples, y, atol=1 / 65536)
    assert repr(player) == (
        "Concert A: 1.00 s at 22050 Hz, mono; peak −6.0 dBFS, RMS −9.0 dBFS; "
        "strongest frequency 440 Hz."
    )


def test_the_title_comes_first_and_the_facts_are_folded_away():
    player = audio.play(audio.tone(440, sr=SR, duration=0.25), SR, title="Concert A")
    page = Page(player._repr_html_())
    assert page.names[:3] == ["figure", "figcaption", "strong"]
    assert page.names[-3:] == ["audio", "details", "summary"]
    assert page.text == "Concert A · 0.25 s" + "About this sound" + repr(player)
    sound = page.tags["audio"][0]
    assert sound["aria-label"] == "Concert A"
    assert "controls" in sound and "autoplay" not in sound


def test_the_strip_is_a_slider_with_a_name_that_is_not_there_before_it_works():
    player = audio.play(audio.tone(440, sr=SR, duration=2), SR, title="A")
    (strip,) = [tag for tag in strip_of(player).tags["div"] if tag.get("role") == "slider"]
    assert strip["aria-label"] == "place in A" and strip["tabindex"] == "0"
    assert (strip["aria-valuemin"], strip["aria-valuemax"]) == ("0", "2.00")
    page = Page(player._repr_html_())
    assert page.names == ["figure", "figcaption", "strong", "audio", "details", "summary"]


def test_the_player_is_small_and_asks_for_nothing_outside():
    player = audio.play_row({"kick": np.ones(9000), "hat": np.ones(9000)}, SR)
    text = player._repr_html_()
    (src,) = [tag["src"] for tag in Page(text).tags["audio"]]
    assert len(text) - len(src) < 12_000
    assert "http" not in text.replace(src, "") and "<script" not in text


def test_the_picture_is_the_envelope_of_the_sound():
    y = np.zeros(2400)
    y[600:1200] = 1.0
    y[1800] = -0.5
    path = strip_of(audio.play(y, SR, title="steps")).tags["path"][0]["d"]
    lines = [tuple(map(int, line.split()[1].split("V"))) for line in path.split("M")[1:]]
    assert len(lines) == 240
    assert lines[30] == (50, 51) and lines[90] == (0, 2) and lines[180] == (50, 75)


def test_the_title_cannot_be_html():
    title = """<script>alert("1")</script> & 'quotes'"""
    for player in (
        audio.play([0.5, -0.5], SR, title=title),
        audio.play_row({title: [0.5, -0.5]}, SR),
    ):
        page = Page(player._repr_html_())
        assert "script" not in page.names + strip_of(player).names
        assert page.tags["audio"][0]["aria-label"] == title
        assert page.text.startswith(title)


def test_a_row_has_a_button_for_each_part():
    sounds = [("kick", np.full(2205, 0.5)), ("hat", np.full(441, -0.5)), ("kick", np.ones(10))]
    player = audio.play_row(sounds, SR, gap=0.1)
    assert player.title == "kick | hat | kick"
    assert player.parts == [("kick", 0, 2205), ("hat", 4410, 4851), ("kick", 7056, 7066)]
    samples, _ = heard(player)
    for name, start, end in player.parts:
        np.testing.assert_allclose(samples[start:end], dict(sounds)[name][0] if start else 0.5,
                                   atol=1e-4)  # fmt: skip
    assert not samples[2205:4410].any() and len(samples) == 7066
    strip = strip_of(player)
    assert strip.text == "▶ kick▶ hat▶ kick"
    starts = [tag["onclick"].partition("a.currentTime=")[2] for tag in strip.tags["button"]]
    assert [text.partition(";")[0] for text in starts] == ["0.0000", "0.2000", "0.3200"]
    assert "Parts: kick at 0.00 s, hat at 0.20 s, kick at 0.32 s." in repr(player)
    assert audio.play_row(sounds, SR, title="a bar").title == "a bar"


@pytest.mark.parametrize(
    ("sounds", "options", "says"),
    [
        ({}, {}, "at least one sound"),
        ({"a": np.zeros((2, 9))}, {}, r"shape \(n,\), got \(2, 9\) for 'a'"),
        ({"a": []}, {}, "play_row, in 'a', needs at least one sample"),
        ({" ": [0.5]}, {}, "title must say"),
        ({"a": [0.5]}, {"gap": -1}, "gap in seconds must"),
        ({"a": np.zeros(3_000_000)}, {}, "fewer of them"),
    ],
)
def test_a_row_refuses_in_one_sentence(sounds, options, says):
    with pytest.raises(ValueError, match=says):
        audio.play_row(sounds, SR, **options)


def test_what_is_too_loud_is_scaled_down_and_says_so():
    y = 3 * audio.tone(440, sr=SR, duration=1, amplitude=1)
    player = audio.play(y, SR, title="Loud")
    np.testing.assert_allclose(heard(player)[0], y / np.abs(y).max(), atol=1 / 32768)
    assert "peak 0.0 dBFS, RMS −3.0 dBFS" in repr(player)
    assert repr(player).endswith("Scaled down from a peak of 3.")
    assert "Scaled" not in repr(audio.play(y / 3, SR, title="Full scale"))


def test_stereo():
    left, right = audio.tone(440, sr=SR, duration=1), audio.silence(sr=SR, duration=1)
    player = audio.play(np.stack([left, right]), SR, title="Left only")
    samples, _ = heard(player)
    assert (
        samples.shape == (SR, 2) and np.abs(samples[:, 0]).max() > 0.4 and not samples[:, 1].any()
    )
    assert "stereo; peak −6.0 dBFS, RMS −12.0 dBFS; strongest frequency 440 Hz." in repr(player)


@pytest.mark.parametrize(
    ("y", "says"),
    [
        (np.zeros(SR), "1.00 s at 22050 Hz, mono; silence."),
        (np.full(SR, 1e-200), "silence."),
        (np.full(SR, 0.3), "a constant, which cannot be heard."),
        ([0.5], "a constant, which cannot be heard."),
        (audio.tone(55, sr=SR, duration=1) + 0.4, "strongest frequency 55.0 Hz."),
        (audio.tone(1000, sr=SR, duration=0.02), "20 ms at 22050 Hz"),
        ((32000 * audio.tone(880, sr=SR, duration=1)).astype(np.int16), "Scaled down from a peak"),
    ],
)
def test_descriptions_of_unusual_sounds(y, says):
    assert says in repr(audio.play(y, SR, title="Odd"))


@pytest.mark.parametrize("frequency", [27.5, 100.3, 439.6, 2500.5, 10000])
@pytest.mark.parametrize("duration", [0.3, 1.0])
def test_the_strongest_frequency_is_near_the_tones(frequency, duration):
    y = audio.tone(frequency, sr=SR, duration=duration) + 0.2 * audio.tone(
        3000, sr=SR, duration=duration
    )
    words = repr(audio.play(y, SR, title="Two tones"))
    assert float(words.split("frequency ")[1].split(" Hz")[0]) == pytest.approx(frequency, abs=0.6)


@pytest.mark.parametrize(
    ("y", "sr", "title", "says"),
    [
        ([], SR, "t", "at least one sample"),
        ([0, np.nan], SR, "t", "finite samples, got nan"),
        (np.zeros((3, 100)), SR, "t", r"one or two channels.*got \(3, 100\)"),
        (np.zeros((100, 2)), SR, "t", r"give y\.T"),
        (np.zeros((1, 2, 100)), SR, "t", r"got \(1, 2, 100\)"),
        (0.5, SR, "t", r"got \(\)"),
        ([0.5], 2999, "t", "sr must be a whole number, at least 3000, got 2999"),
        ([0.5], 500000, "t", "at most 384000"),
        ([0.5], 22050.0, "t", "sr must"),
        ([0.5], SR, " ", "title must say what the sound is"),
        ([0.5], SR, None, "title must say what the sound is"),
        (np.zeros(3_000_000), SR, "t", "at most 5 MB .* got 6 MB"),
    ],
)
def test_refuses_in_one_sentence(y, sr, title, says):
    with pytest.raises(ValueError, match=says) as error:
        audio.play(y, sr, title=title)
    assert "\n" not in str(error.value)


def test_playing_prints_nothing(capfd):
    audio.play([0.5, -0.5], SR, title="t")._repr_html_()
    assert capfd.readouterr() == ("", "")


def test_a_player_keeps_the_sound_that_it_was_given():
    y = 0.5 * np.sin(2 * np.pi * 440 * np.arange(8000) / 8000)
    player = audio.play(y, 8000, title="before")
    y[:] = 0
    assert "strongest frequency 440 Hz" in player.description
    assert len(player.wav) > 16000 and any(player.wav[100:])


def test_what_is_remembered_of_a_sound_is_told_of_no_other():
    sounds = {hz: 0.5 * np.sin(2 * np.pi * hz * np.arange(8000) / 8000) for hz in (300, 500)}
    for hz in (300, 500, 300):
        assert f"{hz} Hz" in audio.play(sounds[hz], 8000, title="x").description
    slower = audio.play(sounds[300], 4000, title="x")
    assert "150 Hz" in slower.description


def test_only_the_newest_facts_are_remembered():
    for i in range(3 * facts._MOST_KNOWN):
        facts.facts(np.array([0.5, i / 1000]), SR)
    assert len(facts._known) == facts._MOST_KNOWN


@pytest.mark.parametrize(("rate", "wanted"), [(22050, 11025), (48000, 12000), (16000, 8000)])
def test_a_long_sound_without_high_frequencies_weighs_less_and_loses_nothing(rate, wanted):
    t = np.arange(10 * rate) / rate
    y = 0.5 * np.sin(2 * np.pi * 440 * t) * np.hanning(t.size)
    found, sr = audio.read_wav(audio.play(y, rate, title="x").wav)
    assert (sr, found.size) == (wanted, 10 * wanted)
    np.testing.assert_allclose(found, y[:: rate // wanted], atol=2**-15)


@pytest.mark.parametrize(("hz", "level", "seconds"), [(6000, 4e-4, 8), (6000, 0.1, 8), (440, 0, 2)])
def test_a_sound_that_is_short_or_bright_is_kept_as_it_is(hz, level, seconds):
    t = np.arange(seconds * SR) / SR
    y = (0.5 * np.sin(2 * np.pi * 440 * t) + level * np.sin(2 * np.pi * hz * t)) * np.hanning(
        t.size
    )
    found, sr = audio.read_wav(audio.play(y, SR, title="x").wav)
    assert (sr, found.size) == (SR, t.size)


def test_a_long_sound_of_two_channels_and_odd_length_is_halved():
    t = np.arange(4 * 22050 + 1) / 22050
    y = np.stack([np.sin(2 * np.pi * hz * t) for hz in (300, 500)]) * 0.5 * np.hanning(t.size)
    found, sr = audio.read_wav(audio.play(y, 22050, title="x").wav)
    assert (sr, found.shape) == (11025, (2, 2 * 22050 + 1))
    np.testing.assert_allclose(found, y[:, ::2], atol=2**-15)
