"""A beat of threshold units with its weights off by a random amount: look inside, and hear it."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from dlaudio import audio
from dlaudio.generation.drum_machine import bar, shaken, steps_of
from dlaudio.plots.drawings import drum_net
from dlaudio.widgets.controls import Slider

TITLE = "How far can the weights be off?"
CONTROLS = {
    "amount": Slider(0.0, 1.0, 0.05, 0.1, "each weight off by up to"),
    "step": Slider(0, 15, 1, 8, "step of the bar"),
}
SR = 22050
KICK = {"kick": drum_net.KICK}


def draw(amount: float, step: float, *, nets: Mapping | None = None):
    """The first part's net with a step in it, how many steps changed, and the bar to hear.

    Parameters
    ----------
    amount : float
        Largest change of a weight or bias, either way; each grows from the same random draw.
    step : float
        A whole number, 0 to 15.
    nets : mapping from names of drums to nets (W, b, v, c), optional
        A kick alone, if not given. The first that has room on the card is drawn.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : dlaudio.audio.Player
    """
    nets = KICK if nets is None else nets
    loose = {name: shaken(net, amount, rng=np.random.default_rng(0)) for name, net in nets.items()}
    played = {name: steps_of(net) for name, net in loose.items()}
    wanted = {name: steps_of(net) for name, net in nets.items()}
    off = {name: int((played[name] != wanted[name]).sum()) for name in nets}
    text = f"Steps that changed: {', '.join(f'{n} of 16 of the {d}' for d, n in off.items())}."
    small = [name for name, net in nets.items() if 1 <= np.size(net[1]) <= drum_net.MOST]
    name = (small or ["kick"])[0]
    shown, right = (loose[name], wanted[name]) if small else (drum_net.KICK, None)
    figure, words = drum_net.draw(shown, int(step), drum=name, wanted=right)
    player = audio.play(bar(played), SR, title=f"weights off by up to {amount:g}")
    return figure, f"{text} {words}", player


def of(nets: Mapping) -> Callable:
    """`draw` for a beat of one's own: a mapping from names of drums to nets (W, b, v, c)."""
    return partial(draw, nets=nets)
