"""Slopes of single samples, and the means of a batch and of mini-batches, on one number line."""

from collections.abc import Sequence

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, number

HEAPS = ((1, 4), (3, 8))


def draw(heaps: Sequence[Sequence[float]] = HEAPS):
    """Draw each heap of samples with its mean above the line of all samples and their mean.

    Parameters
    ----------
    heaps : up to three mini-batches, as the slopes of their samples
        Together they are the batch.
    """
    heaps = [np.asarray(heap, dtype=float) for heap in heaps]
    if not 1 <= len(heaps) <= 3:
        raise ValueError(f"batch_slopes needs one to three mini-batches, got {len(heaps)}")
    every = np.sort(np.concatenate(heaps))
    low, high = min(0.0, every.min()), every.max() + 1
    card = Card(1.9 + 1.5 * (len(heaps) + 1))
    left, right = 4.6, 13.6

    def at(value: float) -> float:
        return left + (right - left) * (value - low) / (high - low)

    told = []
    rows = [("the batch", every, INPUT)]
    rows += [(f"mini-batch {i + 1}", heap, GRADIENT) for i, heap in enumerate(heaps)]
    for i, (name, slopes, ink) in enumerate(rows):
        y = 1.3 + 1.5 * i
        card.ax.plot((left, right), (y, y), color=GREY.line, lw=1.2, zorder=1)
        for slope in slopes:
            card.ax.plot([at(slope)], [y], "o", color=INPUT.line, ms=8, zorder=3)
            card.write(at(slope), y - 0.45, number(slope), ink=INPUT)
        mean = float(slopes.mean())
        card.ax.plot([at(mean)], [y + 0.22], marker="^", color=ink.line, ms=10, zorder=4)
        card.write(0.6, y, name, ink=ink, size=13, align="left")
        card.write(13.9, y, f"mean {number(mean)}", ink=ink, size=13, align="left")
        told.append(f"{name}: {', '.join(number(s) for s in slopes)}, mean {number(mean)}")
    means = [float(heap.mean()) for heap in heaps]
    shares = np.array([len(heap) for heap in heaps]) / len(every)
    mean = number(float(np.dot(means, shares)))
    said = f"the mean of the mini-batches' means, each counted with its size: {mean}"
    card.write(card.width / 2, card.height - 0.6, said, ink=OUTPUT, size=13)
    return card.figure, f"Slopes of {len(every)} samples. {'; '.join(told)}. So {said}."
