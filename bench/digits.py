"""How well the models of unit 9 hear the digits of a real speaker whom they have never met.

    python bench/digits.py [--seeds 3]

Needs the Free Spoken Digit Dataset (see README.md). Every speaker in turn is left out; the models
learn from the other five and are asked about all words of the sixth. The table is printed and
written to bench/digits.md. Takes some ten minutes of one processor.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import argparse
from pathlib import Path

import numpy as np

from dlaudio.networks import strangers

KEPT = Path(__file__).with_name("digits.md")
HEAD = """\
# Real digits by a speaker left out

Written by `python bench/digits.py`: Free Spoken Digit Dataset, 3,000 words by six speakers. Each
speaker in turn is left out; the share of right answers on this speaker's 500 words, after learning
from the 2,500 words of the others; the mean over {seeds} random starts (NumPy {numpy}). The spread
is that of the mean over the speakers, from the lowest to the highest start. "Together" are the
{seeds} nets of the row above: their beliefs are averaged.
"""


def rows(name: str, seeds: int) -> list[str]:
    """Lines of the table: parameters, mean over speakers, its spread over starts, each speaker."""
    X, y, who = strangers.voices("fsdd")
    found, all_together = [], []
    for speaker in np.unique(who):
        out = who == speaker
        models = [
            strangers.learn(strangers.RECIPES[name], X[~out], y[~out], seed=seed)
            for seed in range(seeds)
        ]
        found.append([strangers.right_share(model, X[out], y[out]) for model in models])
        all_together.append(strangers.together(models, X[out], y[out]))
    shares, size = np.array(found), models[0].count_parameters()
    lines = [_line(name, size, shares.mean(axis=1), shares.mean(axis=0))]
    if name == strangers.BEST:
        lines.append(_line(f"{seeds} of these together", seeds * size, np.array(all_together)))
    return lines


def _line(name: str, size: int, each, starts=None) -> str:
    spread = "" if starts is None else f"{100 * starts.min():.1f} to {100 * starts.max():.1f}"
    speakers = " | ".join(f"{100 * share:.0f}" for share in each)
    return f"| {name} | {size:,} | **{100 * np.mean(each):.0f}** | {spread} | {speakers} |"


def main() -> None:
    """Print the table, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3)
    seeds = parser.parse_args().seeds
    names = np.unique(strangers.voices("fsdd")[2]).tolist()
    lines = [f"| right, % | parameters | mean | spread | {' | '.join(names)} |"]
    lines.append("|---" * (len(names) + 4) + "|")
    for name in strangers.RECIPES:
        lines += rows(name, seeds)
        print(lines[-1], flush=True)
    text = HEAD.format(seeds=seeds, numpy=np.__version__) + "\n" + "\n".join(lines) + "\n"
    KEPT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
