"""What a net of letters writes as it grows; words that stand in the verse it has read are green."""

from collections.abc import Collection, Mapping

from dlaudio.generation.verses import sources, words_read
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card
from dlaudio.plots.parts.inks import SHADES, Ink

SAMPLES = {"0 updates": "xq the zz,\nuvw", "700 updates": "the cow jumped over the lamb"}
MARKS = ",.;:?!"
LETTER, LINE, ACROSS = 0.2015, 0.56, 83  # units of a letter of 12 points and of a line; letters
INKS = {
    "Lear": INPUT,
    "Blake": SHADES[1],
    "Carroll": Ink("red", "#C4161C", "#C4161C", "#FBDDDD"),
    "Taylor": PLAIN,
    "nursery": WEIGHT,
}


def lines_of(text: str, lines: int) -> list[list[tuple[str, bool]]]:
    """Words of a text in its own lines, those of more than `ACROSS` letters broken.

    Lines without a word are left out.
    """
    rows, used = [[]], 0
    for word, read in words_read(text):
        if word == "\n" or used + len(word) > ACROSS:
            rows.append([])
            used = 0
        if word != "\n":
            rows[-1].append((word[:ACROSS], read))
            used += len(word) + 1
    return [row for row in rows if row][:lines]


def draw(
    samples: Mapping[str, str] | None = None,
    *,
    lines: int = 6,
    poets: bool = False,
    new: Collection[str] = (),
):
    """Draw a sample of each stage.

    Parameters
    ----------
    samples : mapping of str to str
        What stands over each sample, and the sample; up to 6.
    lines : int
        Of each sample; what is longer is left out.
    poets : bool
        Whether the last sample is coloured by whose verse it is copied from, see
        `dlaudio.generation.verses.sources`.
    new : collection of str
        English words that the net has not read; where it writes one, the word is orange.
    """
    samples = samples or SAMPLES
    if not 1 <= len(samples) <= 6:
        raise ValueError(f"verse_growth has room for 1 to 6 samples, got {len(samples)}")
    rows = {title: lines_of(text, lines) for title, text in samples.items()}
    high = sum(0.75 + len(row) * LINE + 0.3 for row in rows.values())
    seen = {word.strip(MARKS): read for row in rows.values() for line in row for word, read in line}
    found, invented = {}, [word for word in seen if word in new and not seen[word]]
    green = any(seen.values()) and (not poets or len(samples) > 1)
    below = 0.55 * (green + bool(invented)) + 1.1 * poets
    card, said, top = Card(high + 0.5 + below), [], 0.55
    for title, text in samples.items():
        card.write(0.6, top, title, size=12.5, align="left", bold=True)
        copied = poets and title == list(samples)[-1]
        whose = _by_word(text) if copied else []
        for n, row in enumerate(rows[title]):
            x, y = 0.6, top + 0.68 + n * LINE
            for word, read in row:
                ink = OUTPUT if read else WEIGHT if word.strip(MARKS) in invented else GREY
                inks = whose.pop(0) if copied else [ink] * len(word)
                _word(card, x, y, word, inks)
                x += LETTER * (len(word) + 1)
        words = [read for row in rows[title] for _, read in row]
        share = sum(words) / max(len(words), 1)
        said.append(f"{title}: {share:.0%} of the words are known; {text[:60]!r}")
        if copied:
            found = dict.fromkeys(poet for poet in sources(text) if poet)
            said[-1] += f", copied from {', '.join(found) or 'nobody'}"
        top += 0.75 + len(rows[title]) * LINE + 0.3
    rules = ["green: words of the verse that it has read"] * green
    rules += ["orange: English words that it has never read"] * bool(invented)
    rules += ["whose verse the last sample strings together:"] * (poets and len(samples) > 1)
    rules += ["whose verse it strings together:"] * (poets and len(samples) == 1)
    for rule in rules:
        card.write(0.6, top, rule, ink=GREY, size=12, align="left")
        top += 0.55
    x = 0.6
    for poet in found:
        words = "nursery rhymes" if poet.startswith("nursery") else poet
        card.write(x, top + 0.05, words, ink=INKS[poet.split()[0]], align="left", bold=True)
        x += 0.26 * len(words) + 0.6
    if invented:
        said.append(f"English that it has never read: {', '.join(invented)}")
    return card.figure, f"What a net writes as it grows. {'. '.join(said)}."


def _by_word(text: str) -> list[list[Ink]]:
    """The ink of each letter of each word of a text, by whose verse it is copied from."""
    inks = [INKS[poet.split()[0]] if poet else GREY for poet in sources(text)]
    start, words = None, []
    for n, letter in enumerate(text + " "):
        if letter in " \n":
            if start is not None:
                word = inks[start:n]
                enough = min(3, n - start)  # single letters of a word are nobody's
                words.append([ink if word.count(ink) >= enough else GREY for ink in word])
            start = None
        elif start is None:
            start = n
    return words


def _word(card: Card, x: float, y: float, word: str, inks: list[Ink]) -> None:
    """A word in one ink, or in runs of letters, each in its own."""
    start = 0
    for end in range(1, len(word) + 1):
        if end < len(word) and inks[end] == inks[start]:
            continue
        look = {"fontfamily": "monospace", "fontsize": 12, "color": inks[start].text}
        weight = "normal" if inks[start] is GREY else "bold"
        piece = word[start:end]
        card.ax.text(x + LETTER * start, y, piece, va="center_baseline", fontweight=weight, **look)
        start = end
