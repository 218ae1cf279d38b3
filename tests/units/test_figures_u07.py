"""The figures that unit 7 quotes, and what its experiments rest on."""

import sys
import threading
import types

import numpy as np
import pytest

from dlaudio import audio, layers
from dlaudio.audio import beside_librosa, feature_table
from dlaudio.datasets import coefficients, eight_sounds, guitar, kit_loop, sick_features
from dlaudio.generation import few_numbers, mel_ladder, sung_word, talking_chord
from dlaudio.mine.standins import sound
from dlaudio.networks import nearest_word
from dlaudio.plots.drawings import far_points

SPEECH = coefficients.source()


def test_the_nearest_samples_say_hardly_anything_and_39_features_a_lot():
    by_samples, by_features = nearest_word.shares(SPEECH).values()
    assert by_samples < 0.3
    assert by_features > by_samples + 0.2
    (new, _), (near, _) = nearest_word.heard(SPEECH)
    assert new.split()[-1] != near.split()[-1]


def test_words_lie_nearer_to_their_like_by_features_than_by_samples():
    ratios = [
        near / far
        for near, _, far in map(far_points.distances, nearest_word.clouds(SPEECH).values())
    ]
    assert ratios[1] < ratios[0]


@pytest.mark.parametrize("seed", range(3))
def test_in_a_square_the_nearest_is_about_25_times_closer(seed):
    near, _, far = far_points.distances(np.random.default_rng(seed).random((200, 2)))
    assert 20 < far / near < 35


def test_order_is_worth_more_than_anything_else():
    found = {
        name: new for name, (_, _, new) in coefficients.summary_table(SPEECH, 500, 200).items()
    }
    assert max(found, key=found.get) == "means of three thirds"
    old = coefficients.summary_table(SPEECH, 500, 200)["means of three thirds"][1]
    assert old > 0.98
    thirds = coefficients.challenge(SPEECH, coefficients.in_order)
    more = coefficients.challenge(
        SPEECH, lambda M: np.append(coefficients.in_order(M), M.std(axis=1))
    )
    assert thirds == found["means of three thirds"] and more > thirds
    with pytest.raises(ValueError, match="at most 100"):
        coefficients.challenge(SPEECH, lambda M: np.zeros(101))


def test_directions_learnt_without_labels_do_not_beat_the_picture_where_labels_are_few():
    curves = coefficients.label_curves(SPEECH, (20, 50), 500, 200)
    assert curves["picture"].shape == (5, 2)
    assert (curves["40 directions"].mean(axis=0) < curves["picture"].mean(axis=0)).all()
    assert (curves["26 numbers"].mean(axis=0) < curves["thirds"].mean(axis=0)).all()


def _chord(y, sr) -> tuple[int, str]:
    """Root and kind of the triad that holds most of the mean power."""
    S = np.abs(audio.stft(y, n_fft=8192, hop_length=1024)).astype(float) ** 2
    chroma = sound.chroma_fold(S.mean(axis=1, keepdims=True), sr, 60.0)[:, 0]
    held = {
        (root, kind): chroma[[root, (root + third) % 12, (root + 7) % 12]].sum()
        for root in range(12)
        for third, kind in ((4, "major"), (3, "minor"))
    }
    return max(held, key=held.get)


def test_the_guitar_plays_e_minor_and_the_drone_no_third():
    sounds, sr = guitar.sounds()
    chroma = {}
    for name, y in sounds.items():
        assert 0.7 < np.abs(y).max() < 0.9 and not y.flags.writeable
        S = np.abs(audio.stft(y, n_fft=8192, hop_length=1024)).astype(float) ** 2
        chroma[name] = sound.chroma_fold(S.mean(axis=1, keepdims=True), sr, 60.0)[:, 0]
    em = chroma["E minor 9"]
    assert set(np.argsort(-em)[:3]) >= {4, 11} and em[7] > 3 * em[8]
    assert _chord(sounds["E minor 9"], sr) == (4, "minor")
    assert _chord(sounds["E minor 9"][: 3 * sr], sr) == (11, "minor")
    drone = chroma["drone"]
    assert set(np.argsort(-drone)[:2]) == {7, 2} and max(drone[10], drone[11]) < 0.05


def test_each_of_the_eight_numbers_is_larger_in_the_second_sound():
    measured = eight_sounds.measured(sound.spectral_moments, sound.spectral_texture)
    assert list(measured) == list(eight_sounds.NAMES)
    for name, ((low, y), (high, z)) in measured.items():
        assert high > low + 0.2 * abs(low), name
        assert 0.2 < np.abs(y).max() < 0.99 and 0.2 < np.abs(z).max() < 0.99
    assert measured["flatness"][1][0] == pytest.approx(0.56, abs=0.02)
    assert len(eight_sounds.row(measured)) == 16


def test_not_one_feature_of_samples_is_linear():
    def linearity(feature, x, y, a):
        def same(one, other):
            return np.allclose(one, other, rtol=0, atol=1e-6 * np.max(np.abs(other)))

        return same(feature(a * x), a * feature(x)), same(feature(x + y), feature(x) + feature(y))

    stages, samples, spectrogram = feature_table.verdicts(linearity).values()
    assert [name for name, facts in stages.items() if all(facts)] == [
        "Fourier",
        "mel bands",
        "cosines",
    ]
    assert len(samples) == 14 and not any(all(facts) for facts in samples.values())
    assert [name for name, facts in spectrogram.items() if all(facts)] == ["mel bands"]
    assert spectrogram["flux"] == (True, False)


def test_five_faults_are_visible():
    right, *sick = sick_features.sick_features().values()
    assert len(sick) == 5 and np.median(sick[0]) < 0.01
    assert np.isclose(sick[3].max(axis=0), 0).all() and not np.isclose(right.max(axis=0), 0).all()
    assert (sick[4] == right[::-1]).all()
    empty = (sick[2] <= -59.9).all(axis=1)
    assert 5 < empty.sum() and not (right <= -59.9).all(axis=1).any()


def test_a_voice_has_a_melody_and_can_whisper_and_be_a_chord():
    voice, sr = sung_word.recording("spoken-digits"), 8000
    times, pitches, loud = sung_word.follow(voice, sr, sound.cepstrum_pitch)
    found = pitches[np.isfinite(pitches)]
    assert len(times) == len(pitches) == len(loud) and 10 < len(found) < len(pitches)
    assert 70 < found.min() and np.ptp(np.log2(found)) < 1.2
    sung = sung_word.sing(pitches, loud, sr)
    assert np.abs(sung).max() == pytest.approx(0.5)
    spoken = talking_chord.count("spoken-digits", "Em", sound.linear_prediction)
    assert np.abs(spoken).max() == pytest.approx(0.6) and np.sqrt(np.mean(spoken**2)) > 0.02
    whispered = talking_chord.speak(voice, sr, "noise", sound.linear_prediction)
    assert len(whispered) == len(voice)
    with pytest.raises(ValueError, match="order"):
        talking_chord.speak(voice, sr, "noise", sound.linear_prediction, order=240)


def test_words_from_bands_and_from_directions_come_closer_the_more_there_are():
    y, sr = sung_word.recording("spoken-digits"), 8000
    made = few_numbers.from_bands(y, sr, (2, 16))
    assert list(made) == ["2 bands", "16 bands", "the word"]
    learnt = few_numbers.learn_directions("spoken-digits", sound.principal_directions, 10)
    L = few_numbers.spectra(y)
    errors = [
        np.sqrt(np.mean((learnt[0] + (L - learnt[0]) @ learnt[1][:k].T @ learnt[1][:k] - L) ** 2))
        for k in (1, 3, 10)
    ]
    assert errors == sorted(errors, reverse=True)
    assert list(few_numbers.from_directions(y, learnt, (1,))) == ["1 number", "the word"]
    X, names = few_numbers.two_bands("spoken-digits")
    assert X.shape == (600, 2) and len(names) == 2 and np.corrcoef(X.T)[0, 1] > 0.3


def test_the_drums_come_apart():
    y, sr = kit_loop.kit_loop()
    parts = kit_loop.take_apart(y, sr, sound.nmf, parts=4)
    X, W, H = parts.pictures
    assert np.linalg.norm(X - W @ H) < 0.5 * np.linalg.norm(X)
    centroids = audio.spectral_centroid(W, sr=sr)
    assert (np.diff(centroids) > 0).all()
    heard = parts.sounds(2 * sr)
    total = sum(heard.values())
    np.testing.assert_allclose(total[2048:-2048], y[2048 : 2 * sr - 2048], atol=2e-3)


def test_librosa_is_left_alone_where_nobody_looks(capsys):
    assert beside_librosa.mfcc(np.zeros(999), 8000, mel_filters=None, log_dct=None) is None
    assert "notebook" in capsys.readouterr().out


@pytest.mark.parametrize(("compiles", "told"), [(True, 1), (False, 0)])
def test_who_waits_for_librosa_is_told_why(compiles, told, monkeypatch, capsys):
    def mfcc(**_):
        if compiles:
            threading.Event().wait(0.2)
        return np.zeros((13, 12))

    slow = types.SimpleNamespace(feature=types.SimpleNamespace(mfcc=mfcc))
    monkeypatch.setitem(sys.modules, "librosa", slow)
    monkeypatch.setattr(beside_librosa, "shell", lambda: True)
    monkeypatch.setattr(beside_librosa, "PATIENCE", 0.05 if compiles else 60)
    chain = {"mel_filters": lambda *_: (None, np.ones((32, 129)))}
    chain["log_dct"] = lambda *_: (None, None, np.zeros((13, 12)))
    assert beside_librosa.mfcc(np.ones(999), 8000, **chain) == 0
    assert capsys.readouterr().out.count(beside_librosa.COMPILING) == told


def test_steps_of_mel_are_more_even_than_steps_of_hz():
    wide = {
        name: 12 * np.diff(np.log2(frequencies)) for name, frequencies in mel_ladder.steps().items()
    }
    in_hz, in_mel = wide["equal steps in Hz"], wide["equal steps in mel"]
    assert in_hz[0] == pytest.approx(12, abs=1) and in_hz[-1] == pytest.approx(2, abs=0.2)
    assert in_mel.max() == pytest.approx(8, abs=0.3) and in_mel.min() == pytest.approx(4, abs=0.5)
    for y in mel_ladder.ladders(8000).values():
        assert len(y) == 9 * 1920 and 0.3 < np.abs(y).max() <= 0.4
    with pytest.raises(ValueError, match="at least 2"):
        mel_ladder.steps(1)


def test_a_leak_hardly_shows_and_raw_numbers_fall_behind():
    train, digits = coefficients.digit_mfccs(SPEECH, "train", 150)
    new, truth = coefficients.digit_mfccs(SPEECH, "test", 60)

    def right(mean, spread):
        W, b = np.zeros((26, 10)), np.zeros(10)
        inputs = (X - mean) / spread
        for _ in range(200):
            error = (layers.softmax(inputs @ W + b) - np.eye(10)[digits]) / len(inputs)
            W, b = W - 0.5 * inputs.T @ error, b - 0.5 * error.sum(axis=0)
        return np.mean(((X_new - mean) / spread @ W + b).argmax(axis=1) == truth)

    X, X_new = (
        np.array([np.append(M.mean(axis=1), M.std(axis=1)) for M in part]) for part in (train, new)
    )
    both = np.concatenate([X, X_new])
    honest = right(X.mean(axis=0), X.std(axis=0))
    assert right(both.mean(axis=0), both.std(axis=0)) == pytest.approx(honest, abs=0.05)
    assert right(0, 1) < honest - 0.2
