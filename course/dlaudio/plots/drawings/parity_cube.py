"""Parity of three bits: four odd corners that share no edge, and a chain of two XORs."""

from itertools import product

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, Card


def draw(bits=(1, 0, 1)):
    """Draw the cube of three bits, its odd corners lit, and a chain that takes the bits in turn.

    Parameters
    ----------
    bits : three of 0 and 1
        What goes into the chain.
    """
    from matplotlib.patches import Circle

    if len(bits) != 3 or not set(bits) <= {0, 1}:
        raise ValueError(f"parity_cube needs three bits, got {bits}")
    card = Card(7.6)
    corners = list(product((0, 1), repeat=3))
    at = {c: (2.0 + 3.3 * c[0] + 1.7 * c[2], 5.9 - 3.0 * c[1] - 1.1 * c[2]) for c in corners}
    for one, other in ((a, b) for a in corners for b in corners if a < b):
        if sum(p != q for p, q in zip(one, other, strict=True)) == 1:
            lit = (one, other) == ((1, 0, 0), (1, 0, 1))
            ends = zip(at[one], at[other], strict=True)
            look = {"color": GRADIENT.line, "lw": 7} if lit else {"color": GREY.line, "lw": 1.6}
            card.ax.plot(*ends, zorder=1, **look)
    odd = []
    for corner, place in at.items():
        ink, name = (OUTPUT, "odd") if sum(corner) % 2 else (GREY, "even")
        said = "".join(map(str, corner))
        if name == "odd":
            odd.append(said)
        edge = {"ec": ink.line, "lw": 2, "zorder": 3}
        card.ax.add_patch(Circle(place, 0.55, fc=ink.fill, **edge))
        card.write(*place, said, ink=ink, size=12.5, bold=name == "odd")
    card.write(4.5, 0.65, "flat: a term for each odd corner", size=13.5, bold=True)
    card.write(4.5, 6.95, "a term that leaves out a bit: an edge", ink=GRADIENT, size=12)

    left, down = 10.6, (1.9, 3.6, 5.3)
    for k, (bit, y) in enumerate(zip(bits, down, strict=True), start=1):
        card.ax.add_patch(Circle((left, y), 0.5, fc=INPUT.fill, ec=INPUT.line, lw=2, zorder=3))
        card.write(left, y, str(bit), ink=INPUT, size=14, bold=True)
        card.write(left - 0.75, y, f"$x_{k}$", size=13, align="right")
    first, second = bits[0] ^ bits[1], bits[0] ^ bits[1] ^ bits[2]
    boxes = [(13.0, 2.75), (15.3, 4.0)]
    lines = [((left, down[0]), boxes[0]), ((left, down[1]), boxes[0]), (boxes[0], boxes[1])]
    lines += [((left, down[2]), boxes[1]), (boxes[1], (17.1, 4.0))]
    for start, end in lines:
        card.ax.plot(*zip(start, end, strict=True), color=PLAIN.line, lw=1.6, zorder=1)
    for x, y in boxes:
        card.ax.add_patch(Circle((x, y), 0.72, fc=PLAIN.fill, ec=PLAIN.line, lw=2, zorder=3))
        card.write(x, y, "XOR", size=12.5, bold=True)
        card.write(x, y + 1.1, "3 units", ink=GREY, size=11.5)
    card.write(14.4, 2.95, str(first), ink=OUTPUT, size=14, bold=True)
    card.write(16.6, 3.6, str(second), ink=OUTPUT, size=14, bold=True)
    card.write(13.8, 0.65, "deep: one bit after the other", size=13.5, bold=True)
    card.write(13.8, 6.95, "two XORs for three bits", ink=GREY, size=12)
    even = [f"{a}{b}{c}" for a, b, c in corners if (a + b + c) % 2 == 0]
    return card.figure, (
        f"A cube of three bits. Its odd corners, {', '.join(odd)}, share no edge: beside each "
        f"are even ones, {', '.join(even)}. The edge from 100 to 101 is lit, which a term covers "
        "that leaves out the last bit: one end is odd, the other even. Beside it a chain of two "
        f"XORs of 3 units each: the bits {bits[0]} and {bits[1]} give {first}, and that with "
        f"{bits[2]} gives {second}."
    )
