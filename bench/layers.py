"""How long layers, losses and optimisers take, beside PyTorch on the same thread in the same run.

    python bench/layers.py

Each line is one forward and backward, or one step, in float32: of 256 rows of 512 features, or of
the shape it names. The two sides take turns, so that a busy machine slows both; the median of the
turns counts. The table is printed and written to bench/layers.md.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from dlaudio import losses, optim
from dlaudio.layers import (
    GRU,
    LSTM,
    RNN,
    BatchNorm1d,
    Conv1d,
    Conv2d,
    Dropout,
    LayerNorm,
    Linear,
    MaxPool2d,
    Parameter,
    ReLU,
    Sequential,
    Sigmoid,
    Softmax,
    Tanh,
)

N, D, CLASSES, TURNS, SECONDS = 256, 512, 10, 30, 0.01


def both_ways(ours, theirs, x) -> tuple[Callable, Callable]:
    """Forward and backward of a layer of ours and of theirs."""
    theirs_x = torch.tensor(x, requires_grad=True)
    dout = np.ones_like(ours.forward(x))
    theirs_dout = torch.tensor(dout)

    def run():
        ours.forward(x)
        ours.backward(dout)

    def run_theirs():
        out = theirs(theirs_x)
        (out[0] if isinstance(out, tuple) else out).backward(theirs_dout)

    return run, run_theirs


def of_loss(ours, theirs, x, target) -> tuple[Callable, Callable]:
    """Loss and its gradient."""
    theirs_x, theirs_target = torch.tensor(x, requires_grad=True), torch.tensor(target)

    def run():
        ours.forward(x, target)
        ours.backward()

    def run_theirs():
        theirs(theirs_x, theirs_target).backward()

    return run, run_theirs


def of_optimiser(name: str, rng, **options) -> tuple[Callable, Callable]:
    """One step on one weight of D x D."""
    value, grad = rng.normal(size=(2, D, D)).astype(np.float32)
    parameter, twin = Parameter(value), torch.tensor(value, requires_grad=True)
    parameter.grad += grad
    twin.grad = torch.tensor(grad)
    ours = getattr(optim, name)([parameter], **options)
    theirs = getattr(torch.optim, name)([twin], **options)
    return ours.step, theirs.step


def of_training(rng, x, target) -> tuple[Callable, Callable]:
    """A whole training step of a network with two hidden layers."""
    ours = Sequential(
        Linear(D, D, rng=rng), ReLU(), Linear(D, D, rng=rng), ReLU(), Linear(D, CLASSES, rng=rng)
    )
    nn = torch.nn
    theirs = nn.Sequential(
        nn.Linear(D, D), nn.ReLU(), nn.Linear(D, D), nn.ReLU(), nn.Linear(D, CLASSES)
    )
    loss, adam = losses.CrossEntropyLoss(), optim.Adam(ours.parameters())
    theirs_loss, theirs_adam = nn.CrossEntropyLoss(), torch.optim.Adam(theirs.parameters())
    theirs_x, theirs_target = torch.tensor(x), torch.tensor(target)

    def run():
        loss.forward(ours.forward(x), target)
        adam.zero_grad()
        ours.backward(loss.backward())
        adam.step()

    def run_theirs():
        value = theirs_loss(theirs(theirs_x), theirs_target)
        theirs_adam.zero_grad()
        value.backward()
        theirs_adam.step()

    return run, run_theirs


def of_sequences(rng: np.random.Generator) -> dict[str, tuple[Callable, Callable]]:
    """Layers over time and over pictures. Our GRU is the lectures', the cost is the same."""
    nn = torch.nn
    sound, picture, steps = (16, 8, 500), (16, 8, 40, 40), (32, 50, 40)
    pairs = {
        f"Conv1d to 16, kernel 9, {sound}": (Conv1d(8, 16, 9, rng=rng), nn.Conv1d(8, 16, 9), sound),
        f"Conv2d to 16, kernel 3, {picture}": (
            Conv2d(8, 16, 3, rng=rng),
            nn.Conv2d(8, 16, 3),
            picture,
        ),
        f"MaxPool2d 2, {picture}": (MaxPool2d(2), nn.MaxPool2d(2), picture),
        f"RNN of 64, {steps}": (RNN(40, 64, rng=rng), nn.RNN(40, 64, batch_first=True), steps),
        f"LSTM of 64, {steps}": (LSTM(40, 64, rng=rng), nn.LSTM(40, 64, batch_first=True), steps),
        f"GRU of 64, {steps}": (GRU(40, 64, rng=rng), nn.GRU(40, 64, batch_first=True), steps),
    }
    return {
        name: both_ways(ours, theirs, rng.normal(size=shape).astype(np.float32))
        for name, (ours, theirs, shape) in pairs.items()
    }


def cases(rng: np.random.Generator) -> dict[str, tuple[Callable, Callable]]:
    """What is measured, by name: ours and theirs."""
    nn = torch.nn
    x = rng.normal(size=(N, D)).astype(np.float32)
    logits, target = x[:, :CLASSES].copy(), rng.integers(CLASSES, size=N)
    layers = {
        "Linear": (Linear(D, D, rng=rng), nn.Linear(D, D)),
        "Sigmoid": (Sigmoid(), nn.Sigmoid()),
        "Tanh": (Tanh(), nn.Tanh()),
        "ReLU": (ReLU(), nn.ReLU()),
        "Softmax": (Softmax(), nn.Softmax(dim=-1)),
        "BatchNorm1d": (BatchNorm1d(D), nn.BatchNorm1d(D)),
        "LayerNorm": (LayerNorm(D), nn.LayerNorm(D)),
        "Dropout": (Dropout(0.5, rng=rng), nn.Dropout(0.5)),
    }
    found = {name: both_ways(*pair, x) for name, pair in layers.items()}
    found["CrossEntropyLoss, 10 classes"] = of_loss(
        losses.CrossEntropyLoss(), nn.CrossEntropyLoss(), logits, target
    )
    found["MSELoss"] = of_loss(losses.MSELoss(), nn.MSELoss(), x, np.zeros_like(x))
    found["SGD with momentum"] = of_optimiser("SGD", rng, lr=0.01, momentum=0.9)
    found["Adam"] = of_optimiser("Adam", rng)
    found["training step, 512-512-512-10"] = of_training(rng, x, target)
    return found | of_sequences(rng)


def medians(*runs: Callable) -> list[float]:
    """Seconds that one call of each takes, taking turns."""
    calls = []
    for run in runs:
        run()
        start = time.perf_counter()
        run()
        calls.append(max(1, int(SECONDS / (time.perf_counter() - start))))
    taken = [[] for _ in runs]
    for _ in range(TURNS):
        for run, count, times in zip(runs, calls, taken, strict=True):
            start = time.perf_counter()
            for _ in range(count):
                run()
            times.append((time.perf_counter() - start) / count)
    return [float(np.median(times)) for times in taken]


def main() -> None:
    """Print the table and keep it."""
    torch.set_num_threads(1)
    lines = [
        "# How fast the layers are\n",
        f"Written by `python bench/layers.py`. NumPy {np.__version__}, PyTorch {torch.__version__},"
        f" one thread each, {N} rows of {D} where no shape is named.\n",
        "| forward and backward, or step | dlaudio | PyTorch | times PyTorch's |",
        "|---|---|---|---|",
    ]
    for name, runs in cases(np.random.default_rng(0)).items():
        ours, theirs = medians(*runs)
        lines.append(
            f"| {name} | {1e3 * ours:.2f} ms | {1e3 * theirs:.2f} ms | {ours / theirs:.1f} |"
        )
    text = "\n".join(lines) + "\n"
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
