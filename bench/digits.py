"""How well the models of unit 9 hear the digits of a real speaker whom they have never met.

    python bench/digits.py [--seeds 2]

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
from the 2,500 words of the others; the mean over {seeds} random starts (NumPy {numpy}).
"""


def row(name: str, seeds: int) -> str:
    """A line of the table: parameters, the mean over speakers, each speaker."""
    X, y, who = strangers.voices("fsdd")
    recipe, shares = strangers.RECIPES[name], []
    for speaker in np.unique(who):
        out, found = who == speaker, []
        for seed in range(seeds):
            model = strangers.learn(recipe, X[~out], y[~out], seed=seed)
            found.append(strangers.right_share(model, X[out], y[out]))
        shares.append(np.mean(found))
    each = " | ".join(f"{100 * share:.0f}" for share in shares)
    cells = f"{model.count_parameters():,} | **{100 * np.mean(shares):.0f}** | {each}"
    return f"| {name} | {cells} |"


def main() -> None:
    """Print the table, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=2)
    seeds = parser.parse_args().seeds
    names = np.unique(strangers.voices("fsdd")[2]).tolist()
    lines = [f"| right, % | parameters | mean | {' | '.join(names)} |"]
    lines.append("|---" * (len(names) + 3) + "|")
    for name in strangers.RECIPES:
        lines.append(row(name, seeds))
        print(lines[-1], flush=True)
    text = HEAD.format(seeds=seeds, numpy=np.__version__) + "\n" + "\n".join(lines) + "\n"
    KEPT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
