"""Paths of some optimisers down one valley, a dot for each step, and their losses beside them."""

import numpy as np


def draw(valley: str = "", *names: str, kit=None):
    """Draw one panel for each optimiser and one with the losses of all.

    Parameters
    ----------
    valley : str
        One of `dlaudio.widgets.optimiser_race.VALLEYS`; the long one with SGD and momentum if
        nothing is given.
    *names : str
        One to three of the runners there.
    kit : module, optional
        `dlaudio.mine.layers`, to let the student's own steps walk.
    """
    from dlaudio import optim, plots
    from dlaudio.plots.pictures import new_figure
    from dlaudio.widgets import optimiser_race as race

    if not valley:
        valley, names = "long", ("SGD", "momentum")

    if not 1 <= len(names) <= 3 or not set(names) <= set(race.RUNNERS):
        raise ValueError(f"optimiser_paths needs 1 to 3 of {list(race.RUNNERS)}, got {names}")
    figure, said, lines = new_figure(9.2, 3.1), [], []
    axes = figure.subplots(1, len(names) + 1)
    for ax, name in zip(axes, names, strict=False):
        lr = race.race(valley)[name][2]
        path = race.run(name, valley, lr, kit=kit or optim)
        with np.errstate(all="ignore"):
            losses = np.nan_to_num(race.VALLEYS[valley][0](path), nan=1e12)
        race.panel(ax, valley, path, f"{name}, rate {lr:.2g}")
        ax.set(xlabel="$w_1$", ylabel="$w_2$" if ax is axes[0] else "")
        lines.append((name, losses))
        some = ", ".join(f"{losses[k]:.2g}" for k in (20, 40, race.STEPS))
        said.append(f"{name} with the rate {lr:.2g}: {some}")
    for name, losses in lines:
        names_of = {"xlabel": "step", "ylabel": "loss", "label": name}
        plots.curve(np.clip(losses, 1e-9, 1e9), ax=axes[-1], **names_of)
    axes[-1].set(yscale="log", ylim=(1e-9, 1e3))
    # Above the panel: some of the losses swing through all of it.
    axes[-1].legend(loc="lower center", bbox_to_anchor=(0.5, 1), frameon=False)
    return figure, (
        f"The {valley} valley from above, dark is high. Loss after 20, 40 and {race.STEPS} steps: "
        f"{'; '.join(said)}."
    )
