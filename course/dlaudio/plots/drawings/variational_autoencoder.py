"""A variational autoencoder: a cloud in place of a point, drawn from by shift and stretch."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, arrow, box, cells, forward
from dlaudio.plots.parts.numbers import factor, number


def draw(mean=(0.8, -0.5), deviation=(0.5, 1.2), noise=(1.0, -0.5), *, inputs: int = 64):
    """Draw encoder, z = μ + σ ε in numbers, and decoder, with the cost of the cloud.

    Parameters
    ----------
    mean, deviation, noise : arrays, shape (2,)
        μ and σ as the encoder gives them, and ε as it was drawn.
    inputs : int
        Length of what is encoded.
    """
    mean, deviation, noise = (np.asarray(v, dtype=float) for v in (mean, deviation, noise))
    if (deviation <= 0).any():
        raise ValueError(f"variational_autoencoder needs deviations above 0, got {deviation}")
    z = mean + deviation * noise
    cost = float(np.sum((mean**2 + deviation**2 - 1) / 2 - np.log(deviation)))
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
        card, z, (10.3, middle - 0.42), ink=INPUT, name="$z$ = $μ$ + $σ$ $ε$", lit="all", **look
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
    card.write(11.75, middle + 1.45, "\n".join(sums), ink=INPUT, size=12, align="left")
    rule = f"cost of the cloud, Σ (μ² + σ² − 1) / 2 − log σ = {number(cost)} nats"
    card.write(card.width / 2, 7.75, rule, ink=PLAIN, size=12.5)
    return card.figure, (
        f"A variational autoencoder. x ({inputs} numbers) goes through an encoder to "
        f"{mu.words}; {sigma.words}. With {eps.words} it becomes {total.words}: "
        f"{' and '.join(sums)}. A decoder makes {inputs} numbers of these 2 again. The "
        f"encoder, {inputs} to 4, pays a {rule}."
    )
