"""How an audio language model speaks: sound to whole numbers, the next one, and back."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, box, forward

CODES = (27, 27, 31, 52, 9, 9)


def draw(codes=CODES, *, seconds: float = 0.016, n_codes: int = 64):
    """Draw encoder, codes, the net that goes on with them, and decoder.

    Parameters
    ----------
    codes : sequence of int
        3 to 8 codes; the last was guessed from those before.
    seconds : float
        How long one code lasts.
    n_codes : int
        How many different ones there are.
    """
    if not 3 <= len(codes) <= 8:
        raise ValueError(f"sound_tokens has room for 3 to 8 codes, got {len(codes)}")
    import numpy as np

    bits = np.log2(n_codes) / seconds
    card = Card(6.3)
    encoder = box(card, (0.5, 2.5), (3.0, 1.5), "encoder", ink=WEIGHT, note="frame to code")
    decoder = box(card, (14.1, 2.5), (3.0, 1.5), "decoder", ink=WEIGHT, note="code to frame")
    card.write(2.0, 4.5, "sound in", ink=INPUT, size=12.5)
    card.write(15.6, 4.5, "sound out", ink=OUTPUT, size=12.5)
    wide = 9.2 / len(codes)
    blocks = []
    for k, code in enumerate(codes):
        last = k == len(codes) - 1
        ink = OUTPUT if last else INPUT
        place = (4.2 + wide * k, 2.8)
        blocks.append(box(card, place, (wide - 0.2, 0.9), str(code), ink=ink, type_size=13))
    forward(card, encoder.east, (blocks[0].left - 0.05, encoder.east[1]))
    forward(card, blocks[-1].east, decoder.west)
    model = box(card, (4.2, 4.5), (9.0, 0.95), "what comes next? (unit 12, 13.2)", ink=WEIGHT)
    for block in blocks[:-1]:
        forward(card, block.south, (block.middle[0], model.top))
    forward(card, (blocks[-1].middle[0], model.top), blocks[-1].south)
    card.write(8.8, 1.0, "a word is now a row of whole numbers", ink=GREY, size=13)
    rule = f"{n_codes} codes, one each {1000 * seconds:g} ms: {bits:.0f} bits a second"
    card.write(8.8, 1.75, rule, ink=INPUT, size=13)
    card.write(8.8, 5.85, "told: a digit, a text, the beginning of a tune", ink=GREY, size=12.5)
    return card.figure, (
        f"An encoder makes codes of frames, {', '.join(map(str, codes))}; a net (unit 12, 13.2) "
        f"guesses the last from those before, told what to say; a decoder makes it sound. {rule}."
    )
