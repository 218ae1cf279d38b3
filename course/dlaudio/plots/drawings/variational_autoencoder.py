"""A variational autoencoder: a cloud in place of a point, drawn from by shift and stretch.

`draw` is the whole with its numbers, `draw_backward` the slopes that come back past chance and from
the price, `draw_hills` three clouds side by side, from narrow to broad.
"""

import numpy as np

from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    OUTPUT,
    PLAIN,
    WEIGHT,
    Card,
    arrow,
    box,
    cells,
    forward,
    gradient,
)
from dlaudio.plots.parts.inks import SHADES
from dlaudio.plots.parts.numbers import factor, number, sum_of


def draw(
    mean=(0.8, -0.5), deviation=(0.5, 1.2), noise=(1.0, -0.5), *, inputs: int = 64, asked=False
):
    """Draw encoder, z = μ + σ ε in numbers, and decoder, with the cost of the cloud.

    Parameters
    ----------
    mean, deviation, noise : arrays, shape (2,)
        μ and σ as the encoder gives them, and ε as it was drawn.
    inputs : int
        Length of what is encoded.
    asked : bool
        Whether the second direction's code and cost are left open.
    """
    mean, deviation, noise = (np.asarray(v, dtype=float) for v in (mean, deviation, noise))
    if (deviation <= 0).any():
        raise ValueError(f"variational_autoencoder needs deviations above 0, got {deviation}")
    z = mean + deviation * noise
    costs = (mean**2 + deviation**2 - 1) / 2 - np.log(deviation)
    cost = float(np.sum(costs))
    shown = np.where([False, asked], np.nan, z)
    card = Card(8.4)
    middle, size = 3.3, (1.1, 0.85)
    x = box(card, (0.6, middle - 1.4), (0.9, 2.8), "$x$", ink=INPUT, note="", type_size=15)
    encoder = box(
        card, (2.3, middle - 0.9), (2.3, 1.8), "encoder", ink=WEIGHT, note=f"{inputs} to 4"
    )
    forward(card, x.east, encoder.west)
    look = {"size": size, "shape": False, "digits": 2}
    mu = cells(card, mean, (6.1, middle - 1.6), ink=INPUT, name="mean $μ$", **look)
    sigma = cells(card, deviation, (6.1, middle + 0.95), ink=INPUT, name="deviation $σ$", **look)
    for block in (mu, sigma):
        forward(card, (encoder.right, middle + 0.3 * np.sign(block.middle[1] - middle)), block.west)
    eps = cells(
        card, noise, (10.3, middle + 2.35), ink=PLAIN, name="noise $ε$, drawn", side="below", **look
    )
    total = cells(
        card, shown, (10.3, middle - 0.42), ink=INPUT, name="$z$ = $μ$ + $σ$ $ε$", lit="all", **look
    )
    for block in (mu, sigma):
        up = np.clip(block.middle[1] - middle, -0.25, 0.25)
        forward(card, block.east, (total.left, middle + up))
    arrow(card, eps.north, total.south, ink=GREY)
    decoder = box(
        card, (13.3, middle - 0.9), (2.3, 1.8), "decoder", ink=WEIGHT, note=f"2 to {inputs}"
    )
    forward(card, total.east, decoder.west)
    out = box(card, (16.2, middle - 1.4), (0.9, 2.8), "$\\hat{x}$", ink=OUTPUT, type_size=15)
    arrow(card, decoder.east, out.west, ink=OUTPUT)
    sums = [
        f"{number(m, 2)} + {number(s, 2)}·{factor(e, 2)} = {number(v, 2)}"
        for m, s, e, v in zip(mean, deviation, noise, z, strict=True)
    ]
    if asked:
        sums[1] = sums[1].rsplit("=", 1)[0] + "= ?"
        card.write(*total.at(0, 1), "?", bold=True)
    card.write(11.75, middle + 1.45, "\n".join(sums), ink=INPUT, size=12, align="left")
    told = f"{number(costs[0], 2)} + ?" if asked else f"{number(cost)} nats"
    rule = f"cost of the cloud, Σ (μ² + σ² − 1) / 2 − log σ = {told}"
    card.write(card.width / 2, 7.75, rule, ink=PLAIN, size=12.5)
    return card.figure, (
        f"A variational autoencoder. x ({inputs} numbers) goes through an encoder to "
        f"{mu.words}; {sigma.words}. With {eps.words} it becomes {total.words}: "
        f"{' and '.join(sums)}. A decoder makes {inputs} numbers of these 2 again. The "
        f"encoder, {inputs} to 4, pays a {rule}."
    )


def draw_backward(
    mean=(0.8, -0.5), deviation=(0.5, 1.2), noise=(1.0, -0.5), slopes=(1.0, 1.0), *, asked=False
):
    """Draw the way back to μ and log σ² of one cloud: through z past the noise, and the price.

    Parameters
    ----------
    mean, deviation, noise : arrays, shape (2,)
        μ and σ as the encoder gave them, and ε as it was drawn.
    slopes : array, shape (2,)
        The slope of the decoder's loss in z.
    asked : bool
        Whether the second direction is left open.
    """
    mean, deviation, noise, slopes = (
        np.asarray(v, dtype=float) for v in (mean, deviation, noise, slopes)
    )
    if (deviation <= 0).any():
        raise ValueError(f"draw_backward needs deviations above 0, got {deviation}")
    through = slopes, slopes * noise * deviation / 2
    price = mean, (deviation**2 - 1) / 2
    size, left, step = (1.5, 0.75), 6.9, 3.7
    card = Card(9.9)
    look = {"size": size, "shape": False}
    blocks, middle = [], 1.4 + (step + 3 * size[1]) / 2
    for n, name in enumerate(("mean $μ$", "log σ²")):
        rows = np.stack([through[n], price[n], through[n] + price[n]])
        if asked:
            rows[:, 1] = np.nan
        place, lit = (left, 1.4 + n * step), [(2, 0), (2, 1)]
        block = cells(card, rows, place, ink=GRADIENT, name=name, lit=lit, **look)
        for row, what in enumerate(("through $z$", "price", "together")):
            ink = PLAIN if row == 2 else GREY
            card.write(left - 0.25, block.at(row, 0)[1], what, ink=ink, align="right")
            if asked:
                card.write(*block.at(row, 1), "?", ink=GRADIENT, bold=row == 2)
        blocks.append(block)
    encoder = box(card, (0.6, middle - 0.9), (2.3, 1.8), "encoder", ink=WEIGHT)
    decoder = box(card, (14.7, middle - 0.9), (2.3, 1.8), "decoder", ink=WEIGHT)
    at = (11.0, middle - 0.38)
    z = cells(card, slopes, at, ink=GRADIENT, name="slope of $z$", lit="all", **look)
    eps = cells(card, noise, (at[0], middle + 2.1), name="noise $ε$", side="below", **look)
    gradient(card, decoder.west, z.east)
    for block, sign in zip(blocks, (-1, 1), strict=True):
        gradient(card, (z.left, middle + 0.2 * sign), (block.right, block.at(0, 0)[1]))
        end = (encoder.right, middle + 0.35 * sign)
        gradient(card, (left - 1.95, block.at(2, 0)[1]), end)
    arrow(card, eps.west, (blocks[1].right, blocks[1].at(0, 0)[1] + 0.2), ink=GREY)
    card.write(z.middle[0] + 0.3, middle + 1.25, "chance cannot be taught", ink=GREY, align="left")
    d, to_mean, to_log = deviation[0], *([t[0], p[0]] for t, p in zip(through, price, strict=True))
    made = f"{number(slopes[0])}·{factor(noise[0])}·{number(d)}/2 + ({number(d)}² − 1)/2"
    rules = [
        f"first direction, μ: {sum_of(to_mean)}",
        f"log σ²: {made} = {sum_of(to_log)}",
    ]
    for n, rule in enumerate(rules):
        card.write(card.width / 2, 8.4 + 0.75 * n, rule, size=12.5)
    return card.figure, (
        f"A cloud on the way back. The decoder hands back the {z.words}. A grey arrow goes from "
        f"the {eps.words} to log σ², whose slope has it as a factor; none comes back to it: chance "
        f"cannot be taught. Slopes through z, of the price, and together: "
        f"for the {blocks[0].words}; for {blocks[1].words}. They go on to the encoder. In the "
        f"{'; '.join(rules)}."
    ).replace("empty", "still open")


def draw_hills(deviations=(0.1, 0.5, 1.0), means=(-1.6, 0.0, 1.6)):
    """Draw the clouds of some tunes on one line, from narrow to broad, and what the width costs.

    Parameters
    ----------
    deviations : sequence of float
        σ of all clouds in each panel, above 0.
    means : sequence of float
        μ of each tune, up to 3.
    """
    deviations = np.asarray(deviations, dtype=float)
    if (deviations <= 0).any() or not 1 <= len(means) <= 3:
        raise ValueError(
            f"draw_hills needs deviations above 0 of 1 to 3 tunes, got {deviations}, {means}"
        )
    card, told = Card(5.9), []
    z, wide = np.linspace(-4, 4, 801), card.width / len(deviations)
    for n, sigma in enumerate(deviations):
        left, floor = n * wide + 0.35, 3.6
        across = left + (wide - 0.7) * (z + 4) / 8
        for mu, ink in zip(means, SHADES, strict=False):
            hill = floor - 2.5 * np.exp(-(((z - mu) / sigma) ** 2) / 2)
            card.ax.fill_between(across, hill, floor, color=ink.fill, alpha=0.6, lw=0)
            card.ax.plot(across, hill, color=ink.line, lw=1.8)
        card.ax.plot([left, left + wide - 0.7], [floor] * 2, color=GREY.line, lw=1.2)
        narrow = 0.5 * (sigma**2 - 1 - np.log(sigma**2))
        middle = left + wide / 2 - 0.35
        gap = np.min(np.diff(np.sort(means))) / 2 / sigma
        what = "gaps" if gap > 2 else "they touch" if gap > 1 else "they melt together"
        card.write(middle, 0.6, f"σ = {number(sigma, 2)}", size=13, bold=True)
        card.write(middle, 4.25, what, ink=GREY, size=12)
        price = f"price of a cloud's width: {number(narrow + 0.0, 2)}"
        card.write(middle, 5.0, price, ink=WEIGHT, size=12.5)
        told.append(f"with σ = {number(sigma, 2)} {what}, and {price}")
    return card.figure, f"The clouds of {len(means)} tunes on one line: {'; '.join(told)}."
