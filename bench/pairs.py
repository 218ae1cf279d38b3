"""What `bench/layers.py` measures: the same work in dlaudio and in PyTorch, as pairs of functions.

Everything is float32, forward and backward, on made-up numbers. PyTorch's GRU multiplies by its
reset gate after the matrix and ours before, so their numbers differ, and the work is the same.
"""

from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from dlaudio import layers, losses, optim

Pair = tuple[Callable, Callable]


def normal(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Standard normal float32 numbers."""
    return rng.normal(size=shape).astype(np.float32)


def both_ways(ours, theirs, x: np.ndarray) -> Pair:
    """Forward and backward of a layer of ours and of theirs."""
    theirs_x = torch.tensor(x, requires_grad=x.dtype.kind == "f")
    dout = np.ones_like(ours(x))
    theirs_dout = torch.tensor(dout)

    def run():
        ours.forward(x)
        ours.backward(dout)

    def run_theirs():
        out = theirs(theirs_x)
        (out[0] if isinstance(out, tuple) else out).backward(theirs_dout)

    return run, run_theirs


def training_step(ours, theirs, x: np.ndarray, target: np.ndarray) -> Pair:
    """Forward, cross entropy, backward and one step of Adam."""
    loss, adam = losses.CrossEntropyLoss(), optim.Adam(ours.parameters())
    theirs_adam = torch.optim.Adam(theirs.parameters())
    theirs_x, theirs_target = torch.tensor(x), torch.tensor(target)

    def run():
        loss.forward(ours.forward(x), target)
        adam.zero_grad()
        ours.backward(loss.backward())
        adam.step()

    def run_theirs():
        y = theirs(theirs_x)
        y = y.reshape(-1, y.shape[-1])
        value = nn.functional.cross_entropy(y, theirs_target.reshape(-1))
        theirs_adam.zero_grad()
        value.backward()
        theirs_adam.step()

    return run, run_theirs


def simple_layers(rng: np.random.Generator) -> dict[str, Pair]:
    """Layers on 256 rows of 512, pools on pictures, and the look-up of symbols."""
    x, picture = normal(rng, 256, 512), normal(rng, 16, 8, 40, 40)
    pairs = {
        "Linear": (layers.Linear(512, 512, rng=rng), nn.Linear(512, 512)),
        "Sigmoid": (layers.Sigmoid(), nn.Sigmoid()),
        "Tanh": (layers.Tanh(), nn.Tanh()),
        "ReLU": (layers.ReLU(), nn.ReLU()),
        "Softmax": (layers.Softmax(), nn.Softmax(dim=-1)),
        "BatchNorm1d": (layers.BatchNorm1d(512), nn.BatchNorm1d(512)),
        "LayerNorm": (layers.LayerNorm(512), nn.LayerNorm(512)),
        "Dropout": (layers.Dropout(0.5, rng=rng), nn.Dropout(0.5)),
    }
    found = {f"{name}, (256, 512)": both_ways(*pair, x) for name, pair in pairs.items()}
    for name in ("MaxPool2d", "AvgPool2d"):
        found[f"{name} 2, (16, 8, 40, 40)"] = both_ways(
            getattr(layers, name)(2), getattr(nn, name)(2), picture
        )
    found["MaxPool1d 4, (16, 8, 1600)"] = both_ways(
        layers.MaxPool1d(4), nn.MaxPool1d(4), picture.reshape(16, 8, 1600)
    )
    return found


def convolutions(rng: np.random.Generator) -> dict[str, Pair]:
    """Over pictures and over sound, with and without stride and dilation."""
    found = {}
    for shape, out, kernel, options in [
        ((32, 1, 64, 64), 16, 3, {}),
        ((32, 16, 32, 32), 32, 3, {}),
        ((16, 8, 40, 40), 16, 3, {}),
        ((64, 4, 28, 28), 8, 5, {"stride": 2}),
    ]:
        ours = layers.Conv2d(shape[1], out, kernel, rng=rng, **options)
        theirs = nn.Conv2d(shape[1], out, kernel, **options)
        words = "".join(f", {name} {value}" for name, value in options.items())
        name = f"Conv2d to {out}, kernel {kernel}{words}, {shape}"
        found[name] = both_ways(ours, theirs, normal(rng, *shape))
    causal = layers.Conv1d(32, 32, 2, dilation=64, padding=(64, 0), rng=rng)
    twin = nn.Sequential(nn.ConstantPad1d((64, 0), 0.0), nn.Conv1d(32, 32, 2, dilation=64))
    found["Conv1d causal, kernel 2, dilation 64, (8, 32, 4000)"] = both_ways(
        causal, twin, normal(rng, 8, 32, 4000)
    )
    found["Conv1d to 16, kernel 9, (16, 8, 500)"] = both_ways(
        layers.Conv1d(8, 16, 9, rng=rng), nn.Conv1d(8, 16, 9), normal(rng, 16, 8, 500)
    )
    return found


def recurrent(rng: np.random.Generator) -> dict[str, Pair]:
    """The three cells at five sizes (examples, steps, inputs, units)."""
    found = {}
    for name in ("RNN", "GRU", "LSTM"):
        for N, T, D, H in [
            (32, 50, 40, 64),
            (32, 100, 40, 64),
            (16, 64, 40, 128),
            (64, 50, 64, 256),
            (16, 400, 81, 25),
        ]:
            ours = getattr(layers, name)(D, H, rng=rng)
            theirs = getattr(nn, name)(D, H, batch_first=True)
            found[f"{name} of {H}, ({N}, {T}, {D})"] = both_ways(ours, theirs, normal(rng, N, T, D))
    return found


def loss_pairs(rng: np.random.Generator) -> dict[str, Pair]:
    """Losses and their gradients."""

    def pair(ours, theirs, x, target) -> Pair:
        theirs_x, theirs_target = torch.tensor(x, requires_grad=True), torch.tensor(target)

        def run():
            ours.forward(x, target)
            ours.backward()

        return run, lambda: theirs(theirs_x, theirs_target).backward()

    x = normal(rng, 256, 512)
    yes = (rng.random(x.shape) < 0.5).astype(np.float32)
    classes = rng.integers(10, size=256)
    return {
        "CrossEntropyLoss, (256, 10)": pair(
            losses.CrossEntropyLoss(), nn.CrossEntropyLoss(), x[:, :10].copy(), classes
        ),
        "CrossEntropyLoss, (256, 512)": pair(
            losses.CrossEntropyLoss(), nn.CrossEntropyLoss(), x, rng.integers(512, size=256)
        ),
        "BCEWithLogitsLoss, (256, 512)": pair(
            losses.BCEWithLogitsLoss(), nn.BCEWithLogitsLoss(), x, yes
        ),
        "MSELoss, (256, 512)": pair(losses.MSELoss(), nn.MSELoss(), x, yes),
    }


def optimisers(rng: np.random.Generator) -> dict[str, Pair]:
    """One step on a million parameters."""
    found = {}
    for words, name, options in [
        ("SGD", "SGD", {"lr": 0.01}),
        ("SGD with momentum", "SGD", {"lr": 0.01, "momentum": 0.9}),
        ("Adam", "Adam", {}),
    ]:
        value, grad = normal(rng, 2, 1000, 1000)
        parameter, twin = layers.Parameter(value), torch.tensor(value, requires_grad=True)
        parameter.grad += grad
        twin.grad = torch.tensor(grad)
        ours = getattr(optim, name)([parameter], **options)
        theirs = getattr(torch.optim, name)([twin], **options)
        found[f"{words}, a million parameters"] = ours.step, theirs.step
    return found


class StatesOnly(nn.Module):
    """PyTorch's recurrent layers return a pair, of which a stack of layers needs the first."""

    def __init__(self, cell: nn.Module):
        super().__init__()
        self.cell = cell

    def forward(self, x):
        return self.cell(x)[0]


def networks(rng: np.random.Generator) -> dict[str, Pair]:
    """Training steps of the course's networks: units 3, 9 and 12."""
    L, found = layers, {}
    ours = L.Sequential(L.Linear(784, 200, rng=rng), L.ReLU(), L.Linear(200, 10, rng=rng))
    theirs = nn.Sequential(nn.Linear(784, 200), nn.ReLU(), nn.Linear(200, 10))
    found["MLP 784-200-10, 100 digits"] = training_step(
        ours, theirs, normal(rng, 100, 784), rng.integers(10, size=100)
    )
    shapes = [(1, 4, 5, 1, 2), (4, 8, 5, 2, 2), (8, 12, 4, 2, 1)]
    stages, twins = [], []
    for C, out, kernel, stride, padding in shapes:
        options = {"stride": stride, "padding": padding}
        stages += [L.Conv2d(C, out, kernel, rng=rng, **options), L.ReLU()]
        twins += [nn.Conv2d(C, out, kernel, **options), nn.ReLU()]
    ours = L.Sequential(
        *stages, L.Flatten(), L.Linear(588, 200, rng=rng), L.ReLU(), L.Linear(200, 10, rng=rng)
    )
    theirs = nn.Sequential(*twins, nn.Flatten(), nn.Linear(588, 200), nn.ReLU(), nn.Linear(200, 10))
    found["CNN of LWLS example 6.3, 100 digits"] = training_step(
        ours, theirs, normal(rng, 100, 1, 28, 28), rng.integers(10, size=100)
    )
    ours = L.Sequential(
        L.Conv2d(1, 8, 3, padding=1, rng=rng),
        L.ReLU(),
        L.MaxPool2d(4),
        L.Flatten(),
        L.Linear(128, 10, rng=rng),
    )
    theirs = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(4), nn.Flatten(), nn.Linear(128, 10)
    )
    found["CNN of unit 9, 20 words of (1, 16, 16)"] = training_step(
        ours, theirs, normal(rng, 20, 1, 16, 16), rng.integers(10, size=20)
    )
    ours = L.Sequential(
        L.LSTM(70, 96, rng=rng), L.Dropout(0.2, rng=rng), L.Linear(96, 297, rng=rng)
    )
    theirs = nn.Sequential(
        StatesOnly(nn.LSTM(70, 96, batch_first=True)), nn.Dropout(0.2), nn.Linear(96, 297)
    )
    found["LSTM of melodies, 32 tunes of 32 notes"] = training_step(
        ours, theirs, normal(rng, 32, 32, 70), rng.integers(297, size=(32, 32))
    )
    return found


def all_pairs(rng: np.random.Generator) -> dict[str, Pair]:
    """Everything that is measured, by name: ours and theirs."""
    rooms = (simple_layers, convolutions, recurrent, loss_pairs, optimisers, networks)
    return {name: pair for room in rooms for name, pair in room(rng).items()}
