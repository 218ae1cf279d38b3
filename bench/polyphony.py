"""How well the course's LSTM predicts the next chord, beside published results.

    python bench/polyphony.py [jsb-rolls] [nottingham]

Both sets are piano rolls with the split of N. Boulanger-Lewandowski, Y. Bengio, P. Vincent (ICML
2012), whose Table 1 gives log-likelihoods in nats a frame. Each of 88 keys is a logistic unit that
knows all frames before its own. The epoch with the best validation loss is the one that is judged.
The table is printed and written to bench/polyphony.md.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import sys
from pathlib import Path

import numpy as np
import tqdm

from dlaudio import datasets
from dlaudio.generation.polyphony import (
    ChordPredictor,
    independent_notes,
    nats_a_frame,
    train_epochs,
)

SIZES = {"jsb-rolls": (100, 60), "nottingham": (128, 16)}  # units, epochs


def measure(name: str) -> str:
    """A row of the table: the set, its notes one by one, the LSTM, and what the LSTM is."""
    hidden, epochs = SIZES[name]
    rolls = datasets.load(name)
    parts = {
        part: [rolls.frames[i] for i in rolls.splits[part]] for part in ("train", "valid", "test")
    }
    alone = independent_notes(parts["train"], parts["test"])
    net = ChordPredictor(hidden, rng=np.random.default_rng(0))
    best = (np.inf, 0, np.inf)
    training = train_epochs(net, parts["train"], epochs=epochs, rng=np.random.default_rng(1))
    for epoch, _ in enumerate(tqdm.tqdm(training, total=epochs, desc=name, disable=None), 1):
        net.eval()
        valid = nats_a_frame(net, parts["valid"])
        if valid < best[0]:
            best = valid, epoch, nats_a_frame(net, parts["test"])
    return (
        f"| {name} | {alone:.2f} | {best[2]:.2f} | {hidden} units, epoch {best[1]} of {epochs}, "
        f"{best[0]:.2f} in validation |"
    )


def main(names: list[str]) -> None:
    """Print the table and keep it."""
    lines = [
        "# How well chords are predicted\n",
        f"Written by `python bench/polyphony.py`, NumPy {np.__version__}: nats a frame on the test "
        "pieces.\n",
        "| set | notes one by one | LSTM | of |",
        "|---|---|---|---|",
        *map(measure, names),
    ]
    text = "\n".join(lines) + "\n"
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(sys.argv[1:] or list(SIZES))
