"""Layers, losses and optimisers on a student's functions: they compute what the package's do."""

import numpy as np
import pytest
import student

from dlaudio import audio, decomposition, gradcheck, init, layers, losses, onsets, optim
from dlaudio.generation import composer, wavenet
from dlaudio.mine import layers as own
from dlaudio.mine import lookup
from dlaudio.mine.layers import borrowed

UNITS = {
    "u02_gradient_descent": ["sse", "softmax_cross_entropy"],
    "u03_mlp": ["smooth_units", "smooth_slopes", "bent_units"],
    "u05_backprop": ["step5_linear"],
    "u06_training": [
        "momentum_step",
        "scaled_steps",
        "adam_step",
        "initial_weights",
        "batchnorm_forward",
        "batchnorm_backward",
        "InvertedDropout",
    ],
    "u07_features": ["mel_filters", "log_dct", "principal_directions"],
    "u08_convolution": ["conv1d", "conv2d", "pool1d"],
    "u09_cnn": [
        "conv1d_backward",
        "conv2d_backward",
        "max_pool_backward",
        "pick_peaks",
        "onset_score",
    ],
    "u10_rnn": ["rnn_sequence", "rnn_step_backward", "bptt", "clip_global_norm"],
    "u11_lstm": [
        "lstm_step",
        "lstm_step_backward",
        "lstm_forward",
        "lstm_backward",
        "gru_step",
        "gru_step_backward",
    ],
    "u12_generation": ["sample_with_temperature", "causal_conv", "causal_conv_backward"],
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library that has every function that the adapted layers use."""
    folder = tmp_path_factory.mktemp("kept")
    for unit, names in UNITS.items():
        texts = student.answers(unit)
        text = "\n\n\n".join(["import numpy as np", *(texts[name] for name in names)])
        (folder / f"{unit}.py").write_text(text + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def full(library, monkeypatch):
    monkeypatch.setenv("DLAUDIO_HOME", str(library))
    monkeypatch.setattr(borrowed, "_say", lookup.once())


def rng():
    return np.random.default_rng(3)


F = {"dtype": np.float64}
LAYERS = {
    "Linear": (lambda m: m.Linear(3, 4, rng=rng(), **F), (5, 3)),
    "Linear over time": (lambda m: m.Linear(3, 4, rng=rng(), bias=False, **F), (5, 2, 3)),
    "Sigmoid": (lambda m: m.Sigmoid(), (4, 3)),
    "Tanh": (lambda m: m.Tanh(), (4, 3)),
    "Softplus": (lambda m: m.Softplus(), (4, 3)),
    "ReLU": (lambda m: m.ReLU(), (4, 3)),
    "BatchNorm1d": (lambda m: m.BatchNorm1d(3, **F), (6, 3)),
    "Conv1d": (lambda m: m.Conv1d(2, 3, 3, stride=2, rng=rng(), **F), (2, 2, 9)),
    "Conv1d padded": (lambda m: m.Conv1d(2, 3, 3, padding=1, rng=rng(), **F), (2, 2, 9)),
    "Conv1d causal": (
        lambda m: m.Conv1d(2, 3, 2, padding=(4, 0), dilation=4, rng=rng(), **F),
        (2, 2, 9),
    ),
    "Conv2d": (lambda m: m.Conv2d(2, 3, 3, padding=1, rng=rng(), **F), (2, 2, 5, 6)),
    "Conv2d strided": (lambda m: m.Conv2d(2, 3, 3, stride=2, rng=rng(), **F), (2, 2, 7, 6)),
    "MaxPool1d": (lambda m: m.MaxPool1d(3, stride=2), (2, 2, 9)),
    "AvgPool1d": (lambda m: m.AvgPool1d(3, stride=2), (2, 2, 9)),
    "MaxPool2d": (lambda m: m.MaxPool2d(2), (2, 2, 4, 6)),
    "RNN": (lambda m: m.RNN(3, 4, rng=rng(), **F), (2, 5, 3)),
    "RNN cut": (lambda m: m.RNN(3, 4, rng=rng(), truncate=2, **F), (2, 5, 3)),
    "LSTM": (lambda m: m.LSTM(3, 4, rng=rng(), **F), (2, 5, 3)),
    "GRU": (lambda m: m.GRU(3, 4, rng=rng(), **F), (2, 5, 3)),
}


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("has", ["all", "nothing"])
def test_a_layer_computes_what_the_packages_does(name, has, request):
    if has == "all":
        request.getfixturevalue("full")
    make, shape = LAYERS[name]
    theirs, ours = make(layers), make(own)
    x = np.random.default_rng(5).normal(size=shape)
    y = theirs.forward(x.copy())
    np.testing.assert_allclose(ours.forward(x.copy()), y, rtol=1e-9, atol=1e-12)
    dout = np.random.default_rng(6).normal(size=y.shape)
    dx = theirs.backward(dout.copy())
    np.testing.assert_allclose(ours.backward(dout.copy()), dx, rtol=1e-9, atol=1e-12)
    for one, other in zip(theirs.parameters(), ours.parameters(), strict=True):
        np.testing.assert_allclose(other.grad, one.grad, rtol=1e-9, atol=1e-12)
    for one, other in zip(theirs.buffers(), ours.buffers(), strict=True):
        np.testing.assert_allclose(other, one)


PLAYING = {
    "Linear": ("step5_linear", "backward"),
    "ReLU": ("bent_units", "forward"),
    "Conv1d": ("conv1d", "forward"),
    "Conv2d": ("conv2d_backward", "backward"),
    "LSTM": ("lstm_step", "forward"),
    "GRU": ("gru_step_backward", "backward"),
    "RNN": ("bptt", "backward"),
}


@pytest.mark.parametrize("name", PLAYING)
def test_it_is_the_students_function_that_plays(name, full):
    part, way = PLAYING[name]
    make, shape = LAYERS[name]
    layer, x = make(own), np.random.default_rng(5).normal(size=shape)
    layer.own(part)

    def broken(*_):
        raise ZeroDivisionError(part)

    layer._own[part] = broken
    with pytest.raises(ZeroDivisionError, match=part):
        y = layer.forward(x)
        layer.backward(np.ones_like(y))
    assert way == "forward" or layer.forward(x).shape == y.shape


def test_gradients_by_finite_differences(full):
    gradcheck.check_layer(own.LSTM(2, 3, rng=rng(), **F), rng().normal(size=(2, 3, 2)), rng=rng())


def test_first_states_and_the_last_cell_are_as_in_the_package(full):
    x, h0, c0 = (rng().normal(size=shape) for shape in ((2, 3, 3), (2, 4), (2, 4)))
    theirs, ours = (kind(3, 4, rng=rng(), **F) for kind in (layers.LSTM, own.LSTM))
    np.testing.assert_allclose(ours.forward(x, h0, c0), theirs.forward(x, h0, c0))
    np.testing.assert_allclose(ours.c_n, theirs.c_n)
    dout = np.ones((2, 3, 4))
    np.testing.assert_allclose(ours.backward(dout), theirs.backward(dout))


def test_single_precision_stays_single(full):
    layer = own.LSTM(2, 3, rng=rng())
    x = rng().normal(size=(2, 3, 2)).astype(np.float32)
    y = layer.forward(x)
    assert y.dtype == layer.backward(y).dtype == np.float32


def test_dropout_keeps_the_mean_and_sends_back_what_it_let_through(full):
    layer = own.Dropout(0.25, rng=rng())
    y = layer.forward(np.ones((200, 200)))
    assert set(np.unique(y)) == {0.0, 1 / 0.75} and abs(y.mean() - 1) < 0.02
    np.testing.assert_array_equal(layer.backward(np.ones_like(y)), y)
    layer.eval()
    np.testing.assert_array_equal(layer.forward(y), y)


@pytest.mark.parametrize("kind", ["MSELoss", "CrossEntropyLoss"])
def test_losses(kind, full):
    theirs, ours = getattr(losses, kind)(), getattr(own, kind)()
    scores = rng().normal(size=(4, 3))
    target = rng().normal(size=(4, 3)) if kind == "MSELoss" else np.array([0, 2, 1, 1])
    assert ours(scores, target) == pytest.approx(theirs(scores, target))
    np.testing.assert_allclose(ours.backward(), theirs.backward())


OPTIMISERS = {
    "SGD": {"lr": 0.1, "momentum": 0.9, "nesterov": True},
    "Adagrad": {"lr": 0.1},
    "RMSprop": {"lr": 0.1, "alpha": 0.8},
    "Adam": {"lr": 0.1, "weight_decay": 0.2},
}


@pytest.mark.parametrize("kind", OPTIMISERS)
def test_optimisers(kind, full):
    values = []
    for module in (optim, own):
        parameters = [layers.Linear(2, 2, rng=rng(), **F).weight for _ in range(2)]
        steps = getattr(module, kind)(parameters, **OPTIMISERS[kind])
        for step in range(4):
            for i, parameter in enumerate(parameters):
                parameter.grad[...] = np.sin(parameter.value * (step + i + 1))
            steps.step()
        values.append([parameter.value for parameter in parameters])
    np.testing.assert_allclose(*values)


def test_features_peaks_weights_and_samplers(full):
    y = audio.note(220, sr=16_000, duration=0.3)
    options = {"sr": 16_000, "n_fft": 512, "n_mels": 20}
    np.testing.assert_allclose(own.mel_filterbank(**options), audio.mel_filterbank(**options))
    ours, theirs = (m.mfcc(y, **options, hop_length=256, n_mfcc=9) for m in (own, audio))
    assert ours.dtype == theirs.dtype
    np.testing.assert_allclose(ours, theirs, atol=1e-3)
    X = rng().normal(size=(9, 4))
    ours, theirs = own.pca(X, n_components=2), decomposition.pca(X, n_components=2)
    np.testing.assert_allclose(np.abs(ours[1]), np.abs(theirs[1]))
    novelty = rng().random(50)
    np.testing.assert_array_equal(
        own.pick_peaks(novelty, threshold=0.5, wait=3),
        onsets.pick_peaks(novelty, threshold=0.5, wait=3),
    )
    times = np.array([0.1, 0.5, 0.9]), np.array([0.12, 0.6])
    assert own.f_measure(*times) == pytest.approx(onsets.f_measure(*times))
    assert (
        abs(
            own.he_normal((50, 40), rng=rng()).std() / init.he_normal((50, 40), rng=rng()).std() - 1
        )
        < 0.1
    )
    scores = rng().normal(size=7)
    for u in (0.01, 0.4, 0.99):
        assert own.draw(scores, 0.7, u) == composer.draw(scores, 0.7, u)
    parameters = [layers.Linear(2, 2, rng=rng(), **F).weight]
    parameters[0].grad[...] = 3.0
    assert own.clip_grad_norm(parameters, 1.0) == pytest.approx(6.0)
    np.testing.assert_allclose(parameters[0].grad, 0.5)


def test_a_net_that_is_there_already_takes_the_students_parts(full, capsys):
    def net():
        return wavenet.WaveNet(1, 4, [1, 2], 9, rng=rng(), **F)

    theirs, ours = net(), own.into(net())
    x = rng().normal(size=(2, 2, 12))
    y = theirs.forward(x)
    np.testing.assert_allclose(ours.forward(x), y)
    np.testing.assert_allclose(ours.backward(y), theirs.backward(y))
    said = capsys.readouterr().out
    assert (
        "Conv1d runs on your conv1d, conv1d_backward, causal_conv and causal_conv_backward.\n"
        in said
    )
    assert "ReLU runs on your bent_units.\n" in said
    assert said.count("Conv1d") == 1


def test_what_is_wrong_in_the_library_is_said_and_left_out(library, monkeypatch, tmp_path, capsys):
    text = (library / "u11_lstm.py").read_text("utf-8")
    (tmp_path / "u11_lstm.py").write_text(text.replace("c = f * c + i * g", "c = f * c - i * g"))
    monkeypatch.setenv("DLAUDIO_HOME", str(tmp_path))
    monkeypatch.setattr(borrowed, "_say", lookup.once())
    make, shape = LAYERS["LSTM"]
    x = rng().normal(size=shape)
    np.testing.assert_allclose(make(own).forward(x), make(layers).forward(x))
    said = capsys.readouterr().out
    parts = "lstm_step and lstm_backward (unit 11)"
    assert f"LSTM is the course's: {parts} would make it yours." in said
    assert "lstm_step: the one in " in said and "is not right any more (c: differs" in said
