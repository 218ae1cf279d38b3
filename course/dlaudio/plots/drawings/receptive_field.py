"""What one value of a convolutional net sees: a cone that kernels widen and strides widen more."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, Card
from dlaudio.plots.parts.stacks import seen, stack


def field(layers) -> list[tuple[int, int]]:
    """(width, jump) after each layer: how many inputs a value sees, and how far its neighbour is.

    r <- r + (k - 1) j and j <- j s, from r = j = 1 (Araujo, Norris, Sim, "Computing Receptive
    Fields of Convolutional Neural Networks", Distill 2019, eq. 2).
    """
    width = jump = 1
    found = []
    for kernel, stride in layers:
        width += (kernel - 1) * jump
        jump *= stride
        found.append((width, jump))
    return found


def draw(layers=((3, 1), (3, 2), (3, 2)), *, length: int = 17, at: int | None = None):
    """Draw layers as rows of values, and all that one of the highest row depends on.

    Parameters
    ----------
    layers : pairs (kernel_size, stride), from the input up
    length : int
        Of the input.
    at : int, optional
        Which value of the highest row; the middle one if not given.
    """
    counts, links = [length], []
    for kernel, stride in layers:
        count = (counts[-1] - kernel) // stride + 1
        if count < 1:
            raise ValueError(f"an input of {length} is too short for the layers {layers}")
        links.append([list(range(i * stride, i * stride + kernel)) for i in range(count)])
        counts.append(count)
    at = counts[-1] // 2 if at is None else at
    card = Card(2.15 * len(layers) + 2.9)
    step, left, low = 11.0 / (length - 1), 0.9, card.height - 1.7
    centre, jump, rows = 0.0, 1, []
    for level, count in enumerate(counts):
        y = low - 2.15 * level
        rows.append([(left + step * (centre + i * jump), y) for i in range(count)])
        if level < len(layers):
            kernel, stride = layers[level]
            centre += (kernel - 1) / 2 * jump
            jump *= stride
    stack(card, rows, links, at, radius=min(0.24, 0.36 * step))
    sizes = field(layers)
    said = []
    for level, ((kernel, stride), (width, _)) in enumerate(
        zip(layers, sizes, strict=True), start=1
    ):
        y = low - 2.15 * level
        rule = f"kernel {kernel}, stride {stride}"
        card.write(12.7, y - 0.28, rule, ink=PLAIN, size=12.5, align="left")
        ink = OUTPUT if level == len(layers) else GREY
        card.write(12.7, y + 0.32, f"one value sees {width}", ink=ink, size=12, align="left")
        said.append(f"{rule}: one value sees {width}")
    card.write(12.7, low, f"input, {length} values", ink=INPUT, size=12.5, align="left")
    lit = sorted(seen(links, at)[0])
    width, jump = sizes[-1]
    rule = f"lit: inputs {lit[0]} to {lit[-1]};  the next value looks {jump} further on"
    card.write(card.width / 2, card.height - 0.6, rule, ink=GREY, size=12)
    return card.figure, (
        f"A stack of {len(layers)} convolutions over an input, {length} values. From the input "
        f"up: {'; '.join(said)}. The lit value depends on {rule.removeprefix('lit: ')}."
    ).replace("  ", " ")
