"""Diffusion on the spectra of tones: learn to take noise off, then begin with nothing but noise.

J. Ho, A. Jain, P. Abbeel, "Denoising diffusion probabilistic models", NeurIPS 2020, algorithms 1
and 2. A tone is the levels of its 16 harmonics, of mean 0 and standard deviation 1.
"""

import numpy as np

from dlaudio.bars import bar
from dlaudio.layers import Layer, Linear, ReLU, Sequential
from dlaudio.losses import MSELoss
from dlaudio.optim import Adam, linear_decay
from dlaudio.train import update

HARMONICS, STEPS = 16, 60
BETAS = np.linspace(1e-3, 0.2, STEPS)
KINDS = ("reed", "string", "organ")


def tones(n: int, *, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Levels (n, 16), from -1 to 1, of reeds, strings and organs, and which is which, (n,).

    A reed has odd harmonics, a string all, an organ the octaves 1, 2, 4, 8, 16.
    """
    k = np.arange(1, HARMONICS + 1)
    has = np.array([k % 2 == 1, k > 0, (k & (k - 1)) == 0])
    kind = rng.integers(0, 3, n)
    falls = rng.uniform(2, 8, (n, 1))  # decibels an octave
    levels = -falls * np.log2(k) - 40 * ~has[kind] + rng.normal(0, 1, (n, HARMONICS))
    return np.clip(levels / 30 + 1, -1, 1.2), kind


def nearest_kind(levels) -> tuple[np.ndarray, np.ndarray]:
    """The kind whose mean is nearest, (n,), and the distance a harmonic in decibels, (n,)."""
    k = np.arange(1, HARMONICS + 1)
    has = np.array([k % 2 == 1, k > 0, (k & (k - 1)) == 0])
    means = np.clip((-5 * np.log2(k) - 40 * ~has) / 30 + 1, -1, 1.2)
    far = np.sqrt(np.mean((np.asarray(levels)[:, None] - means) ** 2, axis=2)) * 30
    return far.argmin(axis=1), far.min(axis=1)


def diffused(x, noise, betas, step) -> tuple[np.ndarray, np.ndarray]:
    """What is kept of the clean power after each step, (S,), and x (N, D) after `step` (N,)."""
    kept = np.cumprod(1 - np.asarray(betas))
    share = kept[step][:, None]
    return kept, np.sqrt(share) * x + np.sqrt(1 - share) * noise


class Denoiser(Layer):
    """Guess the noise in (N, 16) levels, told after how many steps."""

    def __init__(self, hidden: int = 128, *, rng: np.random.Generator):
        self.net = Sequential(
            Linear(HARMONICS + 8, hidden, rng=rng),
            ReLU(),
            Linear(hidden, hidden, rng=rng),
            ReLU(),
            Linear(hidden, HARMONICS, rng=rng),
        )

    def forward(self, x: np.ndarray, step: np.ndarray) -> np.ndarray:
        """Noise (N, 16) in x (N, 16) after `step` (N,)."""
        turns = np.outer(step / STEPS, 2.0 ** np.arange(4)) * np.pi
        return self.net(np.hstack([x, np.sin(turns), np.cos(turns)]).astype(np.float32))

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dy (N, 16)."""
        return self.net.backward(dout)


def train_denoiser(net: Denoiser, *, diffuse=diffused, updates: int, rng: np.random.Generator):
    """Mean squared error of the guessed noise after each update, (updates,)."""
    optimizer, loss, errors = Adam(net.parameters()), MSELoss(), []
    rate = linear_decay(0.003, 1e-4)
    for i in bar(range(updates), "learning", unit="update"):
        optimizer.lr = rate(i / updates)
        x, _ = tones(128, rng=rng)
        step, noise = rng.integers(0, STEPS, len(x)), rng.normal(size=x.shape)
        noisy = np.asarray(diffuse(x, noise, BETAS, step)[1])
        value, _ = update(net, loss, optimizer, (noisy, step), noise.astype(np.float32))
        errors.append(value)
    return np.array(errors)


def from_noise(net: Denoiser, n: int, *, rng: np.random.Generator) -> np.ndarray:
    """Levels after each step back, (STEPS + 1, n, 16); the first are noise alone."""
    x, kept = rng.normal(size=(n, HARMONICS)), np.cumprod(1 - BETAS)
    way = [x]
    for s in range(STEPS - 1, -1, -1):
        guess = net(x, np.full(n, s))
        x = (x - BETAS[s] / np.sqrt(1 - kept[s]) * guess) / np.sqrt(1 - BETAS[s])
        if s:
            x = x + np.sqrt(BETAS[s]) * rng.normal(size=x.shape)
        way.append(x)
    return np.array(way)


def in_one_go(net: Denoiser, n: int, *, rng: np.random.Generator) -> np.ndarray:
    """Levels (n, 16) when all the noise that the net sees at the last step is taken off at once."""
    x, kept = rng.normal(size=(n, HARMONICS)), np.prod(1 - BETAS)
    return (x - np.sqrt(1 - kept) * net(x, np.full(n, STEPS - 1))) / np.sqrt(kept)


def sound(levels, *, pitch: float = 220.0, sr: int = 16000, duration: float = 0.5) -> np.ndarray:
    """A tone whose 16 harmonics have these levels."""
    t = np.arange(round(sr * duration)) / sr
    amplitudes = 10 ** ((np.clip(levels, -1, 2) - 1) * 30 / 20) * (np.asarray(levels) > -0.95)
    y = amplitudes @ np.sin(2 * np.pi * pitch * np.outer(np.arange(1, HARMONICS + 1), t))
    edge = np.minimum(1, np.minimum(t, duration - t) / 0.02)
    return 0.4 * edge * y / max(np.abs(y).max(), 1e-9)


def play(tones):
    """A player for tones in a row, {name: levels of 16 harmonics}, each as `sound` has it."""
    from dlaudio import audio

    return audio.play_row({name: sound(levels) for name, levels in tones.items()}, 16000)


def picture(way, *, names, marks=(0, 30, 50, STEPS)):
    """Levels of tones (steps, n, 16) after the marked steps, a row and a name for each."""
    from dlaudio.plots import OKABE_ITO
    from dlaudio.plots.pictures import WORDS, new_figure

    way = np.asarray(way)
    figure = new_figure(8.4, 1.5 * way.shape[1] + 0.6)
    grid = figure.subplots(way.shape[1], len(marks), sharex=True, sharey=True, squeeze=False)
    for row, axes in enumerate(grid):
        for ax, s in zip(axes, marks, strict=True):
            ax.bar(np.arange(1, HARMONICS + 1), way[s, row] + 1, color=OKABE_ITO["blue"])
            ax.set(xticks=(1, 8, 16))
            _levels_axis(ax, top=3)
            if row == 0:
                ax.set(title=f"{s} steps back")
        axes[0].set_ylabel(names[row], fontsize=12, labelpad=2)
    figure.supxlabel("harmonic", fontsize=10.5, color=WORDS)
    figure.supylabel("level (dB)", fontsize=10.5, color=WORDS)
    far = ", ".join(f"{nearest_kind(way[s])[1].mean():.1f} dB after {s}" for s in marks)
    return (
        figure,
        f"Levels of 16 harmonics come out of noise; distance from the nearest kind: {far}.",
    )


def _levels_axis(ax, *, top: float) -> None:
    """Levels from -1 on, drawn from 0 on, in decibels as `sound` takes them."""
    ax.set(ylim=(-1.5, top), yticks=(0, 2), yticklabels=("−60", "0"))


def picture_of_schedule(kept, clean, noisy, *, marks):
    """What is left of the clean power after each step, and one tone on its way into the noise.

    Parameters
    ----------
    kept : array, shape (STEPS,)
    clean : array, shape (16,)
        Levels of the tone.
    noisy : array, shape (len(marks), 16)
        The tone after the marked steps.
    marks : sequence of int
    """
    from dlaudio.plots import OKABE_ITO
    from dlaudio.plots.pictures import WORDS, new_figure

    kept, noisy = np.asarray(kept), np.asarray(noisy)
    figure = new_figure(8.6, 4.0)
    grid = figure.add_gridspec(2, 1 + len(marks), height_ratios=[1.15, 1])
    ax = figure.add_subplot(grid[0, :])
    steps = np.arange(len(kept)) + 1
    ax.fill_between(steps, kept, color=OKABE_ITO["blue"], alpha=0.35, lw=0)
    ax.fill_between(steps, kept, 1, color="#E4E7EC", lw=0)
    for x, y, name in ((0.1, 0.35, "tone"), (0.75, 0.6, "noise")):
        ax.text(x, y, name, transform=ax.transAxes, fontsize=12, color=WORDS)
    ink = {"color": OKABE_ITO["vermillion"], "clip_on": False, "zorder": 3}
    ax.plot([s + 1 for s in marks], kept[list(marks)], "o", **ink)
    for s in marks:
        place = {"xytext": (0, 7), "textcoords": "offset points", "color": WORDS}
        side = "left" if s < len(kept) / 2 else "right"
        ax.annotate(f"{kept[s]:.2g}", (s + 1, kept[s]), fontsize=11, ha=side, **place)
    ax.set(xlabel="steps done", ylabel="share of the power", xlim=(1, len(kept)), ylim=(0, 1))
    shown = {"clean": clean, **{f"{s + 1} steps": row for s, row in zip(marks, noisy, strict=True)}}
    for i, (name, levels) in enumerate(shown.items()):
        small = figure.add_subplot(grid[1, i])
        small.bar(np.arange(1, HARMONICS + 1), np.asarray(levels) + 1, color=OKABE_ITO["blue"])
        small.set(title=name, xlabel="harmonic", xticks=(1, 8, 16))
        _levels_axis(small, top=3.5)
        if i:
            small.tick_params(labelleft=False)
        else:
            small.set_ylabel("level (dB)")
    told = ", ".join(f"{kept[s]:.2g} after {s + 1}" for s in marks)
    return (
        figure,
        f"The noise schedule: of the clean power is left {told} steps; one tone there.",
    )
