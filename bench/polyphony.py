"""How well the course's LSTM predicts the next chord, beside published results.

    python bench/polyphony.py [jsb-rolls] [nottingham]

Both sets are piano rolls with the split of N. Boulanger-Lewandowski, Y. Bengio, P. Vincent (ICML
2012), whose Table 1 gives log-likelihoods in nats a frame. Each of 88 keys is a logistic unit that
knows all frames before its own. The epoch with the best validation loss is the one that is judged.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import sys
import time

import numpy as np

from dlaudio import datasets
from dlaudio.generation.polyphony import (
    ChordPredictor,
    independent_notes,
    nats_a_frame,
    train_epochs,
)

SIZES = {"jsb-rolls": (100, 60), "nottingham": (128, 16)}  # units, epochs


def main(names):
    for name in names:
        hidden, epochs = SIZES[name]
        rolls = datasets.load(name)
        parts = {
            part: [rolls.frames[i] for i in rolls.splits[part]]
            for part in ("train", "valid", "test")
        }
        alone = independent_notes(parts["train"], parts["test"])
        print(f"{name}: independent notes {alone:.2f} nats a frame", flush=True)
        net = ChordPredictor(hidden, rng=np.random.default_rng(0))
        best, started = (np.inf, 0, np.inf), time.time()
        for epoch, _ in enumerate(
            train_epochs(net, parts["train"], epochs=epochs, rng=np.random.default_rng(1)), 1
        ):
            net.eval()
            valid = nats_a_frame(net, parts["valid"])
            if valid < best[0]:
                best = valid, epoch, nats_a_frame(net, parts["test"])
            print(f"  epoch {epoch}: validation {valid:.2f}", flush=True)
        print(
            f"{name}: LSTM of {hidden} units, best epoch {best[1]} of {epochs}: validation "
            f"{best[0]:.2f}, test {best[2]:.2f} nats a frame, {time.time() - started:.0f} s"
        )


if __name__ == "__main__":
    main(sys.argv[1:] or list(SIZES))
