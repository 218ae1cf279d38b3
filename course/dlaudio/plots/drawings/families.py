"""Three families of nets that make something, and what each of them goes through to make it."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, arrow, box, forward, node


def draw(steps: int = 4):
    """Draw how an autoregressive net, a VAE and a GAN write, and what each learns from.

    Parameters
    ----------
    steps : int
        Notes of the autoregressive one that are shown, 3 to 5.
    """
    if not 3 <= steps <= 5:
        raise ValueError(f"families has room for 3 to 5 steps, got {steps}")
    card = Card(12.4)
    _one_by_one(card, steps, 0.75)
    card.write(0.6, 5.55, "variational autoencoder", size=13, bold=True, align="left")
    x = box(card, (0.9, 6.4), (1.9, 1.1), "a tune", ink=INPUT)
    encoder = box(card, (4.1, 6.4), (2.2, 1.1), "encoder", ink=WEIGHT)
    code = node(card, (8.5, 6.95), "$z$", ink=INPUT, radius=0.6)
    decoder = box(card, (10.9, 6.4), (2.2, 1.1), "decoder", ink=WEIGHT)
    out = box(card, (14.6, 6.4), (1.9, 1.1), "a tune", ink=OUTPUT)
    for start, end in [(x.east, encoder.west), (encoder.east, code.west)]:
        arrow(card, start, end, ink=GREY, dashed=True)
    forward(card, code.east, decoder.west)
    arrow(card, decoder.east, out.west, ink=OUTPUT)
    dice = (8.5, 5.55)
    card.write(*dice, "dice", ink=INPUT)
    forward(card, (8.5, 5.85), code.north)
    card.write(3.6, 8, "only while it learns: give the tune back", ink=GREY, size=11)
    card.write(13.0, 8, "to write: draw a code, decode it, all at once", size=11)
    card.write(0.6, 9.05, "generative adversarial network", size=13, bold=True, align="left")
    z = node(card, (1.9, 10.45), "$z$", ink=INPUT, radius=0.6)
    card.write(1.9, 11.55, "dice", ink=INPUT)
    generator = box(card, (4.1, 9.9), (2.4, 1.1), "generator", ink=WEIGHT)
    made = box(card, (8.2, 9.9), (1.9, 1.1), "a tune", ink=OUTPUT)
    judge = box(card, (11.9, 9.9), (1.7, 1.1), "judge", ink=WEIGHT)
    forward(card, z.east, generator.west)
    arrow(card, generator.east, made.west, ink=OUTPUT)
    arrow(card, made.east, judge.west, ink=GREY, dashed=True)
    card.write(15.6, judge.middle[1], "real or made?", ink=GREY)
    arrow(card, judge.east, (14.2, judge.middle[1]), ink=GREY, dashed=True)
    real = (12.75, 9.05)
    card.write(real[0], real[1], "real tunes", ink=INPUT)
    arrow(card, (real[0], real[1] + 0.3), judge.north, ink=GREY, dashed=True)
    card.write(10.2, 11.55, "only while it learns: make what the judge takes for real", ink=GREY)
    return card.figure, (
        f"Three families. Autoregressive: the net writes {steps} notes in {steps} steps, and each "
        f"note it has drawn is its next input. Variational autoencoder: dice give a code z and the "
        f"decoder makes a whole tune of it at once; an encoder is there only while it learns to "
        f"give tunes back. Generative adversarial network: dice z, a generator and a whole tune; "
        f"only while it learns a judge hears made and real tunes, and the generator learns to make "
        f"what the judge takes for real."
    )


def _one_by_one(card: Card, steps: int, top: float) -> None:
    card.write(0.6, top, "autoregressive", size=13, bold=True, align="left")
    card.write(16.9, top, f"{steps} notes, {steps} steps", align="right")
    pitch = 14.6 / steps
    for t in range(steps):
        x = 1.2 + (t + 0.5) * pitch
        net = box(card, (x - 0.75, top + 0.75), (1.5, 0.95), "net", ink=WEIGHT)
        note = node(card, (x, top + 3.2), f"$x_{t + 1}$", ink=OUTPUT, radius=0.5)
        arrow(card, net.south, note.north, "dice", ink=OUTPUT, side="right")
        if t < steps - 1:
            arrow(card, note.east, (x + pitch - 0.75, net.middle[1] + 0.25), ink=OUTPUT)
            forward(card, net.east, (x + pitch - 0.75, net.middle[1]))
