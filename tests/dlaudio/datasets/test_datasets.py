"""Data sets: whole, split by speaker, checked, and refused in words when they are not sound."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import wave
import zipfile

import librosa
import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from dlaudio import datasets
from dlaudio.datasets import DataError, Dataset, downloads, recordings
from dlaudio.datasets.dataset import split_by_speaker
from dlaudio.datasets.synthetic import decode_mu_law

BUNDLED = ("spoken-digits", "drum-hits")
real_only = pytest.mark.skipif(
    not os.environ.get("DLAUDIO_DATA"), reason="DLAUDIO_DATA names no folder of real recordings"
)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Every test loads afresh, and leaves nothing of its own in the caches."""
    yield
    datasets.load.cache_clear()
    downloads.pinned_sums.cache_clear()


def assert_whole(data):
    """What must hold for every set of sounds."""
    assert len(data) == len(data.audio) == len(data.labels) == len(data.speakers)
    for y in data.audio:
        assert y.ndim == 1 and y.dtype == np.float32 and len(y) > 0.02 * data.sr
        assert np.isfinite(y).all()
        assert not y.flags.writeable
    assert set(data.labels) == set(range(len(data.label_names)))
    train, test = data.splits["train"], data.splits["test"]
    assert not set(data.speakers[train]) & set(data.speakers[test])
    assert sorted([*train, *test]) == list(range(len(data)))
    assert set(data.labels[test]) == set(data.labels[train]) == set(data.labels)
    assert data.licence and data.source and data.description


def zero_crossing_rate(y):
    return np.mean(librosa.zero_crossings(y, pad=False))


@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_sets_are_whole_loud_and_not_clipped(name):
    data = datasets.load(name)
    assert_whole(data)
    for y in data.audio:
        assert 0.25 < np.abs(y).max() < 0.99
        assert np.sqrt(np.mean(y**2)) > 0.02
        assert abs(y.mean()) < 0.05
    assert datasets.load(name) is data


def test_spoken_digits_hold_two_takes_of_every_digit_of_sixty_speakers():
    data = datasets.load("spoken-digits")
    assert data.label_names == recordings.DIGITS and data.sr == 8000
    _, counts = np.unique([data.speakers, data.labels.astype(str)], axis=1, return_counts=True)
    assert len(counts) == 600 and set(counts) == {2}
    seconds = np.array([len(y) for y in data.audio]) / data.sr
    assert 0.15 < seconds.min() and seconds.max() < 1.2
    takes = [y for y in data.where(labels="one").audio[:2]]
    assert len(takes[0]) != len(takes[1]) or not np.array_equal(*takes)


def test_voices_have_the_pitch_of_men_women_and_children():
    ones = datasets.load("spoken-digits").where(labels="one")
    f0 = {"m": [], "f": [], "c": []}
    for y, speaker in zip(ones.audio, ones.speakers, strict=True):
        middle = y[len(y) // 4 : len(y) // 4 + 1024]
        tracked = librosa.yin(middle, fmin=60, fmax=450, sr=ones.sr, frame_length=1024)
        f0[speaker[0]].append(np.median(tracked))
    low, middle, high = (np.median(f0[group]) for group in "mfc")
    assert 80 < low < 160 < middle < 250 < high < 350


def test_digits_can_be_told_apart_in_voices_never_heard():
    data = datasets.load("spoken-digits")

    def log_mel(y):
        y = librosa.util.fix_length(y / np.abs(y).max(), size=5216)
        bands = librosa.feature.melspectrogram(
            y=y, sr=data.sr, n_fft=256, hop_length=160, n_mels=32
        )
        return librosa.power_to_db(bands, top_db=60, ref=np.max).ravel() / 60

    x = np.array([log_mel(y) for y in data.audio])
    train, test = data.splits["train"], data.splits["test"]
    model = LogisticRegression(C=0.1, max_iter=1000).fit(x[train], data.labels[train])
    assert model.score(x[test], data.labels[test]) > 0.9


def test_six_hisses_and_zero_does_not():
    data = datasets.load("spoken-digits")
    six, zero = (
        np.median([zero_crossing_rate(y) for y in data.where(labels=word).audio])
        for word in ("six", "zero")
    )
    assert six > 0.4 > 0.25 > zero


def test_drum_hits_sound_as_their_labels_say():
    data = datasets.load("drum-hits")
    assert data.label_names == ("kick", "snare", "closed hat", "open hat")
    assert max(map(len, data.audio)) <= 0.4 * data.sr
    rates, seconds = {}, {}
    for name in data.label_names:
        part = data.where(labels=name)
        assert len(part) == 48
        rates[name] = [zero_crossing_rate(y) for y in part.audio]
        seconds[name] = [len(y) / data.sr for y in part.audio]
    assert max(rates["kick"]) < 0.02 < min(rates["snare"])
    assert np.median(rates["snare"]) < 0.5 < min(rates["closed hat"])
    assert max(seconds["closed hat"]) < min(seconds["open hat"])


def test_mu_law_agrees_with_librosa():
    codes = np.arange(1, 256, dtype=np.uint8)
    expected = librosa.mu_expand((codes - 128.0) / 127, mu=255, quantize=False)
    np.testing.assert_allclose(decode_mu_law(codes), expected, atol=1e-7)
    assert decode_mu_law(np.uint8(128)) == 0 and decode_mu_law(np.uint8(255)) == 1


def little_set():
    speakers = np.array(["a", "a", "b", "b", "c", "c"])
    return Dataset(
        name="little",
        audio=tuple(np.full(10, i, dtype=np.float32) for i in range(6)),
        sr=100,
        labels=np.array([0, 1, 0, 1, 0, 1]),
        label_names=("low", "high"),
        speakers=speakers,
        splits=split_by_speaker(speakers, ["b"]),
        licence="none",
        source="here",
        description="six sounds",
    )


def test_where_takes_a_part_and_keeps_its_splits_true():
    part = little_set().where(labels="high")
    assert [y[0] for y in part.audio] == [1, 3, 5]
    assert list(part.labels) == [1, 1, 1] and list(part.speakers) == ["a", "b", "c"]
    assert list(part.splits["train"]) == [0, 2] and list(part.splits["test"]) == [1]
    heard = little_set().where(split="train", labels=("low",))
    assert [y[0] for y in heard.audio] == [0, 4] and len(heard.splits["test"]) == 0


def test_where_says_what_there_is():
    with pytest.raises(ValueError, match="splits train, test, not 'dev'"):
        little_set().where(split="dev")
    with pytest.raises(ValueError, match="labels low, high, not 'middle'"):
        little_set().where(labels=("low", "middle"))


def test_a_set_describes_itself():
    text = repr(little_set())
    for fact in ("little: six sounds", "6 sounds", "100 Hz", "low, high", "train 4, test 2"):
        assert fact in text


def test_an_unknown_name_is_answered_with_the_names():
    for ask in (datasets.load, datasets.available):
        with pytest.raises(ValueError, match="no data set 'digits'; there are spoken-digits"):
            ask("digits")
    assert datasets.names()[:2] == BUNDLED and "fsdd" in datasets.names()


# --- bundled files that are damaged


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the bundled data that a test may spoil."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in (*(f"{name}.npz" for name in (*BUNDLED, "melodies")), "SHA256SUMS"):
        shutil.copy(downloads.bundled_folder() / name, folder)
    monkeypatch.setattr(datasets, "bundled_folder", lambda: folder)
    monkeypatch.setattr(downloads, "bundled_folder", lambda: folder)
    return folder


def spoil(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    "damage, word",
    [
        (spoil, "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:-100]), "damaged"),
        (lambda path: path.unlink(), "missing"),
    ],
    ids=["one bit", "truncated", "gone"],
)
def test_a_damaged_bundled_file_is_refused(copied, capsys, damage, word):
    assert datasets.check_bundled() and datasets.available("drum-hits")
    damage(copied / "drum-hits.npz")
    with pytest.raises(DataError, match=f"drum-hits.npz.*{word}.*install dlaudio again"):
        datasets.load("drum-hits")
    assert not datasets.available("drum-hits")
    capsys.readouterr()
    assert not datasets.check_bundled()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "spoken-digits: ok" and word in lines[1]


def test_without_the_table_of_sums_nothing_is_loaded(copied):
    (copied / "SHA256SUMS").unlink()
    with pytest.raises(DataError, match="SHA256SUMS is missing"):
        datasets.load("drum-hits")


def test_the_check_runs_as_a_command():
    command = [sys.executable, "-m", "dlaudio.datasets"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (
        0,
        "spoken-digits: ok\ndrum-hits: ok\nmelodies: ok\n",
    )


# --- readers of real recordings


def wav_bytes(samples):
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(np.array(samples, dtype="<i2").tobytes())
    return buffer.getvalue()


def test_an_archive_is_judged_by_its_recordings_and_not_by_its_packing(tmp_path):
    wavs = {"0_george_10.wav": wav_bytes([1, 2]), "0_george_2.wav": wav_bytes([3, 4, 5])}
    for name, packing, top in (("a", zipfile.ZIP_STORED, "x"), ("b", zipfile.ZIP_DEFLATED, "y")):
        with zipfile.ZipFile(tmp_path / name, "w", packing) as archive:
            archive.writestr(f"{top}/README.md", name)
            for wav in wavs if name == "a" else reversed(wavs):
                archive.writestr(f"{top}/recordings/{wav}", wavs[wav])
    lines = "".join(
        f"{hashlib.sha256(wavs[wav]).hexdigest()}  {wav}\n"
        for wav in ("0_george_10.wav", "0_george_2.wav")
    )
    expected = hashlib.sha256(lines.encode()).hexdigest()
    assert recordings.recordings_sha256(tmp_path / "a") == expected
    assert recordings.recordings_sha256(tmp_path / "b") == expected
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:-60])
    assert recordings.recordings_sha256(tmp_path / "a") == "nothing readable"

    data = recordings.read_fsdd([tmp_path / "b"])
    np.testing.assert_array_equal(data.audio[0] * 32768, [3, 4, 5])  # take 2 before take 10
    assert list(data.splits["official_test"]) == [0]
    assert list(data.splits["official_train"]) == [1]


@real_only
def test_fsdd_is_whole():
    data = datasets.load("fsdd")
    assert_whole(data)
    assert len(data) == 3000 and data.sr == 8000
    assert np.all(np.bincount(data.labels) == 300)
    assert set(np.unique(data.speakers)) == {
        "george", "jackson", "lucas", "nicolas", "theo", "yweweler",
    }  # fmt: skip
    assert [len(data.splits[name]) for name in data.splits] == [2000, 1000, 2700, 300]
    seconds = np.array([len(y) for y in data.audio]) / data.sr
    assert 0.4 < seconds.mean() < 0.5


@real_only
def test_sonic_pi_drums_are_whole_at_one_rate():
    data = datasets.load("sonic-pi-drums")
    assert_whole(data)
    assert [int(np.sum(data.labels == label)) for label in range(3)] == [18, 6, 23]
    low, high = (
        np.median([zero_crossing_rate(y) for y in data.where(labels=name).audio])
        for name in ("kick", "hat")
    )
    assert low < 0.02 < 0.2 < high
    sci = data.audio[list(data.speakers).index("sci")]  # recorded at 192 kHz, 19,084 samples
    assert len(sci) == pytest.approx(19084 * 44100 / 192000, abs=1)


@real_only
def test_a_damaged_recording_of_ones_own_is_refused(tmp_path, monkeypatch):
    shutil.copytree(
        os.path.join(os.environ["DLAUDIO_DATA"], "sonic-pi-drums"), tmp_path / "sonic-pi-drums"
    )
    os.chmod(tmp_path / "sonic-pi-drums" / "hat_zap.flac", 0o644)
    monkeypatch.setenv("DLAUDIO_DATA", str(tmp_path))
    assert datasets.available("sonic-pi-drums")
    spoil(tmp_path / "sonic-pi-drums" / "hat_zap.flac")
    with pytest.raises(DataError, match=r"hat_zap.flac \(\d+ bytes\) is damaged"):
        datasets.load("sonic-pi-drums")
