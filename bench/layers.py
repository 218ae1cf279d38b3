"""How long layers, losses, optimisers and networks take, beside PyTorch in the same process.

    python bench/layers.py [words]

Each line of `bench/pairs.py` (with words, those whose names contain one of them) is run by both
sides in turn, so that a busy machine slows both, and the median of the turns counts; what is
counted is the time of the processor, one thread each. The table is printed and written to
bench/layers.md, the numbers to bench/layers.json; a run of some lines only prints them.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import json
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent))

from pairs import all_pairs

TURNS, SECONDS = 15, 0.01


def medians(*runs: Callable) -> list[float]:
    """Seconds of the processor that one call of each takes, taking turns."""
    calls = []
    for run in runs:
        run()
        start = time.process_time()
        run()
        calls.append(max(1, int(SECONDS / (time.process_time() - start))))
    taken = [[] for _ in runs]
    for _ in range(TURNS):
        for run, count, times in zip(runs, calls, taken, strict=True):
            start = time.process_time()
            for _ in range(count):
                run()
            times.append((time.process_time() - start) / count)
    return [float(np.median(times)) for times in taken]


def geometric_mean(ratios) -> float:
    """The mean that is 1 if one side is twice as fast in one line and half as fast in another."""
    return float(np.exp(np.mean(np.log(list(ratios)))))


def measure(words: list[str]) -> dict[str, dict[str, float]]:
    """Milliseconds of both sides and their ratio, by name."""
    found = {}
    for name, runs in all_pairs(np.random.default_rng(0)).items():
        if not words or any(word in name for word in words):
            ours, theirs = medians(*runs)
            found[name] = {
                "dlaudio_ms": round(1e3 * ours, 4),
                "pytorch_ms": round(1e3 * theirs, 4),
                "ratio": round(ours / theirs, 3),
            }
    return found


def table(found: dict[str, dict[str, float]]) -> str:
    """The numbers for people to read."""
    lines = [
        "# How fast the layers are\n",
        f"Written by `python bench/layers.py`. NumPy {np.__version__}, PyTorch {torch.__version__},"
        f" {platform.machine()}, one thread each; medians of {TURNS} turns, time of the processor.",
        "",
        "| forward and backward, or step | dlaudio | PyTorch | times PyTorch's |",
        "|---|---|---|---|",
    ]
    for name, row in found.items():
        ours, theirs = row["dlaudio_ms"], row["pytorch_ms"]
        lines.append(f"| {name} | {ours:.2f} ms | {theirs:.2f} ms | {row['ratio']:.2f} |")
    ratios = {name: row["ratio"] for name, row in found.items()}
    slowest = max(ratios, key=ratios.get)
    lines += [
        "",
        f"Geometric mean {geometric_mean(ratios.values()):.2f}; the slowest line, {slowest}, "
        f"{ratios[slowest]:.2f}.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table; keep it if it is whole."""
    torch.set_num_threads(1)
    found = measure(sys.argv[1:])
    text = table(found)
    print(text)
    if not sys.argv[1:]:
        here = Path(__file__)
        here.with_suffix(".md").write_text(text, encoding="utf-8")
        here.with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
