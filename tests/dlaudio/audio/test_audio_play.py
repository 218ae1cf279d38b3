"""The player: what is in its HTML, what it says, and what it refuses."""

import base64
import io
import subprocess
import sys
from html.parser import HTMLParser

import numpy as np
import pytest
import soundfile

from dlaudio import audio

SR = 22050


class Page(HTMLParser):
    """Collects the tags with their attributes and the text of a piece of HTML."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = {}, ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        assert tag not in self.tags
        self.tags[tag] = dict(attrs)

    def handle_data(self, data):
        self.text += data


def heard(player):
    """The samples in the player's HTML, as a browser would get them."""
    src = Page(player._repr_html_()).tags["audio"]["src"]
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
        "Concert A: 1.00 s at 22050 Hz, mono; peak -6.0 dBFS, RMS -9.0 dBFS; "
        "strongest frequency 440 Hz."
    )


def test_the_html_has_a_named_player_and_the_same_words_below_it():
    player = audio.play(audio.tone(440, sr=SR, duration=1), SR, title="Concert A")
    page = Page(player._repr_html_())
    assert list(page.tags) == ["figure", "audio", "figcaption"]
    assert page.tags["audio"]["aria-label"] == "Concert A"
    assert "controls" in page.tags["audio"] and "autoplay" not in page.tags["audio"]
    assert page.text == repr(player)
    assert "http" not in player._repr_html_()[:500]


def test_the_title_cannot_be_html():
    title = """<script>alert("1")</script> & 'quotes'"""
    page = Page(audio.play([0.5, -0.5], SR, title=title)._repr_html_())
    assert list(page.tags) == ["figure", "audio", "figcaption"]
    assert page.tags["audio"]["aria-label"] == title
    assert page.text.startswith(title)


def test_what_is_too_loud_is_scaled_down_and_says_so():
    y = 3 * audio.tone(440, sr=SR, duration=1, amplitude=1)
    player = audio.play(y, SR, title="Loud")
    np.testing.assert_allclose(heard(player)[0], y / np.abs(y).max(), atol=1 / 32768)
    assert "peak 0.0 dBFS, RMS -3.0 dBFS" in repr(player)
    assert repr(player).endswith("Scaled down from a peak of 3.")
    assert "Scaled" not in repr(audio.play(y / 3, SR, title="Full scale"))


def test_stereo():
    left, right = audio.tone(440, sr=SR, duration=1), audio.silence(sr=SR, duration=1)
    player = audio.play(np.stack([left, right]), SR, title="Left only")
    samples, _ = heard(player)
    assert (
        samples.shape == (SR, 2) and np.abs(samples[:, 0]).max() > 0.4 and not samples[:, 1].any()
    )
    assert "stereo; peak -6.0 dBFS, RMS -12.0 dBFS; strongest frequency 440 Hz." in repr(player)


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


def test_importing_audio_loads_no_heavy_library():
    code = (
        "import sys, dlaudio.audio; "
        "print(*{'librosa', 'scipy', 'matplotlib', 'IPython', 'ipywidgets'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


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
    assert (
        "150 Hz" in audio.play(sounds[300], 4000, title="x").description
    )  # the same samples, slower
