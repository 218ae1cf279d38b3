"""Four nets that should learn ten digits, of which three do not: readings, pictures, and cures.

Each has two hidden layers of 64 ReLU units and plain descent. What ails the three stands in
`_PATIENTS`; look there only after you have found it out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from dlaudio.layers import Linear, ReLU, Sequential
from dlaudio.losses import CrossEntropyLoss
from dlaudio.networks import word_trials
from dlaudio.optim import SGD

RATE, WORDS, EPOCHS, FEW = 0.1, 400, 15, 20
HEALTHY_STEPS = 1e-3, 5e-2  # a step, measured by the length of its weights


@dataclass(frozen=True)
class Patient:
    """A net as somebody has set it up: its rate, the bias of its hidden units, its labels."""

    rate: float = RATE
    bias: float = 0.0
    in_order: bool = True

    def net(self) -> Sequential:
        """The net at its start."""
        rng = np.random.default_rng(0)
        sizes = [(48, 64), (64, 64)]
        stages = [part for size in sizes for part in (Linear(*size, rng=rng), ReLU())]
        for part in stages[::2]:
            part.bias.value[...] = self.bias
        return Sequential(*stages, Linear(64, 10, rng=rng))

    def data(self):
        """What it is given: X, labels, and words of new speakers with the right labels."""
        words = word_trials.words()
        labels = words.y[:WORDS]
        if not self.in_order:
            labels = np.random.default_rng(1).permutation(labels)
        return words.X[:WORDS], labels, words.X_new, words.y_new

    def train(self, n: int = WORDS, epochs: int = EPOCHS) -> list[dict]:
        """Train it on its first n words; the history, with new speakers beside."""
        return _history(self, n, epochs)


@cache  # several pictures show the same history
def _history(ill: Patient, n: int, epochs: int) -> list[dict]:
    X, y, *new = ill.data()
    model, rng = ill.net(), np.random.default_rng(0)
    with np.errstate(all="ignore"):
        return word_trials.train(
            model,
            X[:n],
            y[:n],
            epochs,
            rng,
            SGD(model.parameters(), ill.rate),
            validation=tuple(new),
        )


_PATIENTS = {
    "healthy": Patient(),
    "ada": Patient(bias=-9.0),
    "ben": Patient(rate=RATE / 3000),
    "cleo": Patient(in_order=False),
}
CURES = {
    "rate x 1000": lambda patient: Patient(1000 * patient.rate, patient.bias, patient.in_order),
    "rate / 1000": lambda patient: Patient(patient.rate / 1000, patient.bias, patient.in_order),
    "biases to 0": lambda patient: Patient(patient.rate, 0.0, patient.in_order),
    "labels in order": lambda patient: Patient(patient.rate, patient.bias, True),
}


def patient(name: str) -> Patient:
    """One of the nets: "healthy", "ada", "ben" or "cleo"; ValueError for another name."""
    if name not in _PATIENTS:
        raise ValueError(f"there is no patient {name!r}; there are {', '.join(_PATIENTS)}")
    return _PATIENTS[name]


def readings(name: str, checkup: Callable) -> list[tuple[float, float, float]]:
    """What a check-up finds in the first step of a net, for each of its two hidden layers.

    Parameters
    ----------
    name : str
    checkup : callable
        ``checkup(logits, y, H, W, step)`` returns excess, dead, ratio.
    """
    ill = patient(name)
    X, y, *_ = ill.data()
    model, loss = ill.net(), CrossEntropyLoss()
    active, optimizer = _activations(model, X), SGD(model.parameters(), ill.rate)
    before = [model[i].weight.value.copy() for i in (0, 2)]
    logits = model.forward(X)
    loss.forward(logits, y)
    model.backward(loss.backward())
    optimizer.step()
    moved = [model[i].weight.value - W for i, W in zip((0, 2), before, strict=True)]
    return [
        tuple(checkup(logits, y, H, W, step))
        for H, W, step in zip(active, before, moved, strict=True)
    ]


def draw(name: str, checkup: Callable):
    """Four pictures of a net: its curves, 20 words alone, how often units are on, and its steps.

    Parameters
    ----------
    name : str
        "healthy", "ada", "ben" or "cleo".
    checkup : callable
        As for `readings`.
    """
    from dlaudio import plots
    from dlaudio.plots.pictures import OKABE_ITO, new_figure

    ill = patient(name)
    history, few = ill.train(), ill.train(FEW, 150)
    found = readings(name, checkup)
    active = _activations(ill.net(), ill.data()[0])
    on = np.concatenate([(H > 0).mean(axis=0) for H in active])  # for each unit
    figure = new_figure(9.4, 2.9)
    curves, small, units, steps = figure.subplots(1, 4)
    for key, label in (("loss", "training"), ("val_loss", "new speakers")):
        values = [record[key] for record in history]
        plots.curve(values, xlabel="epoch", ylabel="loss", label=label, ax=curves)
    plots.curve([r["loss"] for r in few], xlabel="epoch", ylabel="loss", ax=small)
    for ax, title in ((curves, "all words"), (small, f"{FEW} words")):
        ax.axhline(np.log(10), color="0.4", linestyle=":")
        ax.set(ylim=(0, 5.6), title=title)
    curves.legend(loc="upper right", fontsize=10)
    units.hist(on, bins=np.linspace(0, 1, 11), color=OKABE_ITO["blue"])
    units.set(xlabel="share of words", ylabel="units", title="how often on", xlim=(0, 1))
    ratios = [max(ratio, 1e-9) for _, _, ratio in found]
    steps.bar(["1", "2"], ratios, color=OKABE_ITO["orange"], width=0.5, zorder=3)
    steps.axhspan(*HEALTHY_STEPS, color=OKABE_ITO["green"], alpha=0.25, linewidth=0)
    for place, (_, _, ratio) in enumerate(found):
        if ratio == 0:  # a logarithmic axis has no place for it
            steps.text(place, 2e-9, "0", ha="center", fontsize=12)
    steps.set(yscale="log", ylim=(1e-9, 1), xlabel="hidden layer", title="step / weight")
    return figure, _words(name, found, history, few)


def treat(name: str, cure: str):
    """The curves of a net after one of `CURES`, beside those before: a figure, and words."""
    from dlaudio import plots
    from dlaudio.plots.pictures import new_figure

    if cure not in CURES:
        raise ValueError(f"there is no cure {cure!r}; there are {', '.join(CURES)}")
    before = patient(name)
    figure, said = new_figure(8.6, 2.8), []
    for ax, (title, net) in zip(
        figure.subplots(1, 2, sharey=True),
        {f"{name} before": before, f"after “{cure}”": CURES[cure](before)}.items(),
        strict=True,
    ):
        history = net.train()
        for key, label in (("loss", "training"), ("val_loss", "new speakers")):
            values = np.nan_to_num([record[key] for record in history], nan=99.0, posinf=99.0)
            plots.curve(values.clip(0, 99), xlabel="epoch", ylabel="loss", label=label, ax=ax)
        ax.axhline(np.log(10), color="0.4", linestyle=":")
        ax.set(ylim=(0, 5.6), title=title)
        said.append(f"{title}: {history[-1]['val_accuracy']:.0%} of new words right")
    return figure, f"Losses over {EPOCHS} epochs, dotted line ln 10. {'; '.join(said)}."


def _activations(model: Sequential, X) -> list[np.ndarray]:
    """What the two hidden layers give, each of shape (N, 64)."""
    first = model[1].forward(model[0].forward(X))
    return [first, model[3].forward(model[2].forward(first))]


def _words(name: str, found, history, few) -> str:
    layers = "; ".join(
        f"layer {i}: {dead:.0%} of the units dead, step/weight {ratio:.1e}"
        for i, (_, dead, ratio) in enumerate(found, start=1)
    )
    return (
        f"{name}: the first loss is {found[0][0]:+.2f} from ln 10; {layers}. After {len(history)} "
        f"epochs the loss is {history[-1]['loss']:.2f}, {history[-1]['val_accuracy']:.0%} of new "
        f"words are right; on {FEW} words alone it ends at {few[-1]['loss']:.2f}."
    )
