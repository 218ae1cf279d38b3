"""How the time of a training step grows with the size of the problem, and memory with the length.

Each line of the table doubles one size and keeps the others; the slope is that of the time on
doubly logarithmic paper, over the larger half of the sizes, where what a call costs by itself does
not count any more. Theory says the slope beside it. The time is the processor's.

    python bench/growth.py          # two minutes; rewrites growth.md and its pictures
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"
os.environ["MPLBACKEND"] = "Agg"

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tqdm
from matplotlib import pyplot as plt

from dlaudio import layers

HERE = Path(__file__).parent
PAGE, PICTURES = HERE / "growth.md", HERE / "growth"
REPEATS, ENOUGH = 15, 0.05  # the best of so many, or of as many as take so many seconds
PRINTED_DPI = 110


@dataclass(frozen=True)
class Growth:
    """A layer, and what is made larger."""

    symbol: str
    meaning: str
    made: str
    sizes: tuple[int, ...]
    slope: float
    step: Callable[[int], Callable[[], object]]

    @property
    def name(self) -> str:
        return f"{self.made.partition('(')[0].lower()}_{self.symbol}"


def training(layer: layers.Layer, *shape: int) -> Callable[[], object]:
    """One way forward and one back, on noise."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=shape).astype(np.float32)
    dout = rng.normal(size=layer(x).shape).astype(np.float32)

    def step():
        layer(x)
        return layer.backward(dout)

    return step


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def doubling(first: int, last: int) -> tuple[int, ...]:
    return tuple(first * 2**power for power in range((last // first).bit_length()))


GROWTHS = [
    Growth(
        "N",
        "examples in a batch",
        "Linear(256, 256)",
        doubling(64, 8192),
        1,
        lambda n: training(layers.Linear(256, 256, rng=rng()), n, 256),
    ),
    Growth(
        "T",
        "steps of a sequence",
        "LSTM(32, 64), 16 sequences",
        doubling(8, 512),
        1,
        lambda t: training(layers.LSTM(32, 64, rng=rng()), 16, t, 32),
    ),
    Growth(
        "H",
        "units of a layer",
        "LSTM(32, H), 16 sequences of 20 steps",
        doubling(32, 1024),
        2,
        lambda h: training(layers.LSTM(32, h, rng=rng()), 16, 20, 32),
    ),
    Growth(
        "C",
        "channels, in and out",
        "Conv2d(C, C, 3), 4 pictures of 34 x 34",
        doubling(8, 256),
        2,
        lambda c: training(layers.Conv2d(c, c, 3, rng=rng()), 4, c, 34, 34),
    ),
    Growth(
        "K",
        "side of the kernel",
        "Conv2d(8, 8, K), 4 pictures of 63 + K",
        (2, 3, 4, 6, 8),
        2,
        lambda k: training(layers.Conv2d(8, 8, k, rng=rng()), 4, 8, 63 + k, 63 + k),
    ),
]


def seconds(step: Callable[[], object]) -> float:
    """Processor seconds of the best of several runs."""
    step()
    best, spent = np.inf, 0.0
    for _ in range(REPEATS):
        start = time.process_time()
        step()
        took = time.process_time() - start
        best, spent = min(best, took), spent + took
        if spent > ENOUGH * REPEATS:
            break
    return best


def measured_slope(sizes: np.ndarray, times: np.ndarray) -> float:
    """Slope over the larger half, on doubly logarithmic paper."""
    half = len(sizes) // 2
    return float(np.polyfit(np.log(sizes[half:]), np.log(times[half:]), 1)[0])


def peak(truncate: int | None, steps: int, chunk: int) -> int:
    """Most bytes of arrays that training on one long sequence needs, in chunks of `chunk` steps."""
    layer = layers.LSTM(32, 64, rng=rng(), truncate=truncate)
    state = None
    tracemalloc.start()
    for _ in range(0, steps, chunk):
        x = np.zeros((16, chunk, 32), np.float32)
        y = layer(x) if state is None else layer(x, *state)
        layer.backward(np.ones_like(y))
        state = layer.h_n, layer.c_n
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def picture(growth: Growth, sizes: np.ndarray, times: np.ndarray, slope: float) -> None:
    figure, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
    axes.loglog(sizes, times * 1000, "o-", color="#0072B2", label=f"measured, slope {slope:.2f}")
    theory = times[-1] * 1000 * (sizes / sizes[-1]) ** growth.slope
    axes.loglog(sizes, theory, "--", color="#D55E00", label=f"theory, slope {growth.slope:g}")
    axes.set(xlabel=f"{growth.symbol}: {growth.meaning}", ylabel="forward and backward, ms")
    axes.set_xticks(sizes, [str(size) for size in sizes])
    axes.minorticks_off()
    axes.set_title(growth.made, fontsize=11)
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(PICTURES / f"{growth.name}.png", dpi=PRINTED_DPI)
    plt.close(figure)


def picture_of_memory(steps: list[int], whole: list[float], cut: list[float]) -> None:
    figure, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
    axes.loglog(steps, whole, "o-", color="#0072B2", label="the whole sequence at once")
    axes.loglog(steps, cut, "s--", color="#D55E00", label="chunk by chunk, 32 steps each")
    axes.set(xlabel="T: steps of the sequence", ylabel="most memory, MiB")
    axes.set_xticks(steps, [str(size) for size in steps])
    axes.minorticks_off()
    axes.set_title("LSTM(32, 64), 16 sequences", fontsize=11)
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(PICTURES / "truncated.png", dpi=PRINTED_DPI)
    plt.close(figure)


HEAD = """# How cost grows

`python bench/growth.py` doubles one size at a time and measures a training step, forward and
backward, in seconds of one processor. On doubly logarithmic paper a cost that grows as the square
is a line of slope 2. The slope is taken over the larger half of the sizes, because at the small
ones what a call costs by itself still counts; it comes out lower than theory where larger
products run at a better rate, and higher where the arrays no longer fit into the caches: a kernel
of 16 x 16 costs three times as much for each of its weights as one of 4 x 4, because the columns
of a single picture are then larger than the cache.

| what grows | of | from, to | slope in theory | measured |
|---|---|---|---|---|
"""
MEMORY = """
## What truncated back-propagation saves

The way back through time needs the states of all steps, so that memory grows with the length of a
sequence. In chunks of 32 steps, each of which begins with the state that the one before it left,
it stays what it is for 32 steps.

![Most memory against the steps of a sequence, on doubly logarithmic paper: a straight line of
slope 1 for the whole sequence, {whole:.1f} MiB at {steps} steps; a level line at {cut:.1f} MiB in
chunks](growth/truncated.png)

A batch that does not fit is told so before it is tried: a layer says how many GiB it needs and
how many are free (`dlaudio/layers/room.py`).
"""


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    lines, pages = [], []
    for growth in tqdm.tqdm(GROWTHS, desc="sizes"):
        sizes = np.array(growth.sizes)
        times = np.array([seconds(growth.step(size)) for size in growth.sizes])
        slope = measured_slope(sizes, times)
        picture(growth, sizes, times, slope)
        lines.append(
            f"| {growth.symbol}, {growth.meaning} | {growth.made} | {sizes[0]}, {sizes[-1]} "
            f"| {growth.slope:g} | {slope:.2f} |\n"
        )
        pages.append(
            f"\n![{growth.made}: time of a training step against {growth.symbol}, "
            f"{times[0] * 1000:.2g} ms at {sizes[0]} and {times[-1] * 1000:.3g} ms at {sizes[-1]}; "
            f"the line has slope {slope:.2f} at its upper end](growth/{growth.name}.png)\n"
        )
    steps = list(doubling(32, 1024))
    whole = [peak(None, T, T) / 2**20 for T in steps]
    cut = [peak(None, T, 32) / 2**20 for T in steps]
    picture_of_memory(steps, whole, cut)
    told = MEMORY.format(whole=whole[-1], cut=cut[-1], steps=steps[-1])
    PAGE.write_text(HEAD + "".join(lines) + "".join(pages) + told, encoding="utf-8")


if __name__ == "__main__":
    main()
