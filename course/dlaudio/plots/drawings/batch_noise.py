"""How noisy the gradient of a mini-batch is, over the number of samples in it."""

import numpy as np

from dlaudio.plots.charts import curve


def draw(sizes=(1, 4, 16), noise=(4.0, 2.0, 1.0)):
    """Draw the noise of the gradient over the size of the batch, both on logarithmic axes.

    Parameters
    ----------
    sizes : sequence of int
        Samples in a mini-batch.
    noise : sequence of float, as long as sizes
        How far the gradient is from that of all samples, over the latter's length.
    """
    sizes, noise = np.asarray(sizes), np.asarray(noise)
    if sizes.shape != noise.shape or sizes.ndim != 1:
        raise ValueError(f"batch_noise needs a noise for each size, got {noise.shape} numbers")
    ax = curve(noise, x=sizes, xlabel="words in a batch", ylabel="noise / gradient")
    ax.plot(sizes, noise, "o", color=ax.lines[0].get_color())
    ax.set(xscale="log", yscale="log", xticks=sizes, xticklabels=sizes)
    ax.set_yticks(noise, [f"{value:.2g}" for value in noise])
    ax.minorticks_off()
    said = ", ".join(f"{level:.2g} for {size}" for size, level in zip(sizes, noise, strict=True))
    return ax.figure, f"Noise of the gradient over its length, by words in a batch: {said}."
