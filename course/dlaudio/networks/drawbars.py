"""An organ with a drawbar for each overtone, set by trial and error or by slopes."""

from typing import NamedTuple

import numpy as np

SR, FREQUENCY = 22050, 110
SIZE = 0.01  # standard deviation of a turn in trial and error: the best we found for 100 of them


class Search(NamedTuple):
    """What became of the drawbars."""

    wanted: np.ndarray  # (n,)
    found: np.ndarray  # (n,)
    losses: np.ndarray  # (runs + 1,): mean squared difference, after each run of the organ

    @property
    def left(self) -> float:
        """The share of the first difference that is left."""
        return float(self.losses[-1] / self.losses[0])


def sound(bars: np.ndarray, *, duration: float = 0.8) -> np.ndarray:
    """tanh of the sum of bars[k - 1] sin(2 pi k 110 t), float64 at 22,050 Hz."""
    return np.tanh(bars @ _overtones(len(bars), np.arange(round(SR * duration)) / SR))


def by_trial(n: int, *, runs: int = 300, seed: int = 0) -> Search:
    """Turn all n drawbars a little at random, keep what comes closer, as in unit 0.

    Each try is a run of the organ. The drawbars start at 0.
    """
    rng = np.random.default_rng(seed)
    waves, wanted, target = _task(n, rng)

    def difference(bars):
        return float(np.mean((np.tanh(bars @ waves) - target) ** 2))

    bars = np.zeros(n)
    losses = [difference(bars)]
    for _ in range(runs):
        turned = bars + SIZE * rng.normal(size=n)
        loss = difference(turned)
        if loss < losses[-1]:
            bars = turned
        losses.append(min(loss, losses[-1]))
    return Search(wanted, bars, np.array(losses))


def by_slopes(n: int, *, runs: int = 300, lr: float = 1.0, seed: int = 0) -> Search:
    """Gradient descent on the same task; there and back counts as two runs, so runs / 2 steps."""
    waves, wanted, target = _task(n, np.random.default_rng(seed))
    bars, losses = np.zeros(n), []
    for _ in range(runs // 2):
        y = np.tanh(bars @ waves)
        losses += [float(np.mean((y - target) ** 2))] * 2
        bars = bars - lr * waves @ (2 * (y - target) / len(y) * (1 - y**2))
    losses.append(float(np.mean((np.tanh(bars @ waves) - target) ** 2)))
    return Search(wanted, bars, np.array(losses))


def race(searches: dict[str, Search]):
    """Draw what is left of the difference after each run of the organ: (figure, text)."""
    from dlaudio.plots import curve

    ax = None
    for name, search in searches.items():
        left = search.losses / search.losses[0]
        names = {"xlabel": "run of the organ", "ylabel": "share of the difference"}
        ax = curve(left, ax=ax, label=f"{name}, {len(search.wanted)} drawbars", **names)
    ax.set_yscale("log")
    ax.set_ylim(1e-6, 2)
    ax.legend()
    told = "; ".join(f"{name} {search.left:.2g}" for name, search in searches.items())
    return ax.figure, f"Share of the difference that is left over the runs, at the end: {told}."


def _task(n: int, rng) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ten periods of n overtones, the drawbars to find, of length 1, and their sound."""
    if not 1 <= n <= SR / 2 / FREQUENCY:
        raise ValueError(f"an organ has 1 to {int(SR / 2 / FREQUENCY)} drawbars, got {n}")
    wanted = rng.normal(size=n)
    wanted /= np.linalg.norm(wanted)
    waves = _overtones(n, np.arange(round(10 * SR / FREQUENCY)) / SR)
    return waves, wanted, np.tanh(wanted @ waves)


def _overtones(n: int, times: np.ndarray) -> np.ndarray:
    return np.sin(2 * np.pi * FREQUENCY * np.outer(np.arange(1, n + 1), times))
