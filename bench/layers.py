"""How long layers, losses, optimisers and networks take, beside PyTorch in the same process.

    python bench/layers.py [--check] [words]

Each line of `bench/pairs.py` (with words, those whose names contain one of them) is run by both
sides in turn, so that a busy machine slows both, and the median of the turns counts; what is
counted is the time of the processor, one thread each. The table is printed and written to
bench/layers.md, the numbers to bench/layers.json; a run of some lines only prints them. With
--check nothing is written: it fails if a line takes more than TWICE, or all together more than
LOOSELY, the times PyTorch's that the record has. That is loose, for another processor has other
ratios, and still finds a layer that has lost its speed.
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
TWICE, LOOSELY = 2.5, 1.5


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


def slower(found: dict[str, dict[str, float]], record: dict[str, dict[str, float]]) -> list[str]:
    """What has become slower beside PyTorch than the record says, a sentence each."""
    known = {name: (row["ratio"], record[name]["ratio"]) for name, row in found.items()}
    words = [
        f"{name}: {now:.2f} times PyTorch's, {then:.2f} in the record"
        for name, (now, then) in known.items()
        if now > TWICE * then
    ]
    now, then = (geometric_mean(column) for column in zip(*known.values(), strict=True))
    if now > LOOSELY * then:
        words.append(f"all together: {now:.2f} times PyTorch's, {then:.2f} in the record")
    return words


def main() -> None:
    """Print the table; keep it if it is whole, or compare it with what was kept."""
    torch.set_num_threads(1)
    words = [word for word in sys.argv[1:] if word != "--check"]
    found, kept = measure(words), Path(__file__).with_suffix(".json")
    text = table(found)
    print(text)
    if "--check" in sys.argv:
        worse = slower(found, json.loads(kept.read_text(encoding="utf-8")))
        sys.exit("\n".join(worse) or 0)
    if not words:
        kept.with_suffix(".md").write_text(text, encoding="utf-8")
        kept.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
