"""A forger and a detective in one dimension: a generative adversarial network one can watch.

I. Goodfellow and others, "Generative adversarial nets", NIPS 2014; the forger maximises log D, as
they recommend.
"""

from dataclasses import dataclass

import numpy as np

from dlaudio.layers import sigmoid

MEAN, SPREAD = 3.0, 0.7  # of the real numbers
BATCH = 64


@dataclass(frozen=True, eq=False)
class Play:
    """What both knew before each round and after the last, R + 1 rows.

    Attributes
    ----------
    means, spreads : arrays, shape (R + 1,)
        Of the fakes, shift + scale z: the shift, and the size of the scale.
    detective : array, shape (R + 1, 3)
        Weights of 1, x - 2 and (x - 2)^2.
    """

    means: np.ndarray
    spreads: np.ndarray
    detective: np.ndarray

    def verdict(self, x, rounds: int) -> np.ndarray:
        """How likely each x is to be real, as the detective says after so many rounds."""
        return sigmoid(_powers(x) @ self.detective[rounds])


def _powers(x) -> np.ndarray:
    x = np.asarray(x, dtype=float) - 2
    return np.stack([np.ones_like(x), x, x**2], axis=-1)


def play(rounds: int, *, rng: np.random.Generator) -> Play:
    """Let them learn against one another.

    Parameters
    ----------
    rounds : int, at least 1
        Updates of both.
    rng : numpy.random.Generator
        Draws real numbers and the forger's noise.
    """
    shift, scale, detective = 0.0, 1.5, np.zeros(3)
    kept = [(shift, scale, *detective)]
    for _ in range(rounds):
        z, real = rng.normal(size=BATCH), MEAN + SPREAD * rng.normal(size=BATCH)
        fake = scale * z + shift
        for x, label in ((real, 1), (fake, 0)):
            error = label - sigmoid(_powers(x) @ detective)
            # a little decay, without which the two swing for ever
            detective = 0.999 * detective + 0.05 * error @ _powers(x) / BATCH
        doubt = 1 - sigmoid(_powers(fake) @ detective)
        better = doubt * (detective[1] + 2 * detective[2] * (fake - 2))
        shift, scale = shift + 0.02 * better.mean(), scale + 0.02 * (better * z).mean()
        kept.append((shift, abs(scale), *detective))
    kept = np.array(kept)
    return Play(kept[:, 0], kept[:, 1], kept[:, 2:])


def picture(found: Play, *, rounds=(0, 250, 1000, 6000)):
    """Real numbers, fakes and the detective's verdict after some rounds, side by side.

    Parameters
    ----------
    found : Play
    rounds : sequence of int
        Up to 5 of them.
    """
    from dlaudio.plots import OKABE_ITO
    from dlaudio.plots.pictures import new_figure

    x = np.linspace(-4, 7, 300)

    def hill(mean, spread):
        return np.exp(-(((x - mean) / spread) ** 2) / 2) / (spread * np.sqrt(2 * np.pi))

    # A narrow hill is high: higher than any verdict.
    narrowest = min([SPREAD, *(found.spreads[n] for n in rounds)])
    top = max(1.02, 1.05 / (narrowest * np.sqrt(2 * np.pi)))
    figure = new_figure(9.0, 3.0)
    axes, said = figure.subplots(1, len(rounds), sharey=True), []
    for ax, n in zip(np.atleast_1d(axes), rounds, strict=True):
        for hills, name, ink in (
            (hill(MEAN, SPREAD), "real", "blue"),
            (hill(found.means[n], found.spreads[n]), "fake", "orange"),
        ):
            ax.fill_between(x, hills, color=OKABE_ITO[ink], alpha=0.45, lw=0, label=name)
        ax.plot(x, found.verdict(x, n), "--", color=OKABE_ITO["black"], lw=1.6, label="verdict")
        ax.set(title=f"round {n:,}", xlabel="number", ylim=(0, top))
        said.append(f"after {n}: mean {found.means[n]:.2f}, spread {found.spreads[n]:.2f}")
    figure.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return figure, f"Real numbers (mean {MEAN:g}, spread {SPREAD:g}) and fakes; {'; '.join(said)}."


def curves(found: Play):
    """Mean and spread of the fakes over all rounds, with those of the real numbers dotted."""
    from dlaudio import plots

    ax = plots.curve(found.means, label="mean of the fakes", xlabel="round", ylabel="value")
    plots.curve(found.spreads, ax=ax, label="their spread", xlabel="round", ylabel="value")
    for real in (MEAN, SPREAD):
        ax.axhline(real, linestyle=":", color="black")
    ax.legend()
    last = f"{found.means[-500:].mean():.2f} and {found.spreads[-500:].mean():.2f}"
    return (
        ax,
        f"The fakes' mean and spread swing, and end at {last}; real are {MEAN:g}, {SPREAD:g}.",
    )
