"""A little English verse in the public domain, for nets that learn letters."""

import copy
import re
from collections.abc import Callable, Sequence

import numpy as np

from dlaudio.bars import bar
from dlaudio.generation.composer import draw
from dlaudio.layers import GRU, Dropout, Linear, Sequential
from dlaudio.losses import CrossEntropyLoss
from dlaudio.optim import Adam, linear_decay
from dlaudio.train import update

# Jane Taylor 1806, William Blake 1794, Edward Lear 1871, Lewis Carroll 1871, and rhymes by nobody.
TRAINING = """\
twinkle, twinkle, little star,
how i wonder what you are!
up above the world so high,
like a diamond in the sky.

when the blazing sun is gone,
when he nothing shines upon,
then you show your little light,
twinkle, twinkle, all the night.

tyger tyger, burning bright,
in the forests of the night;
what immortal hand or eye,
could frame thy fearful symmetry?

in what distant deeps or skies
burnt the fire of thine eyes?
on what wings dare he aspire?
what the hand, dare seize the fire?

and what shoulder, and what art,
could twist the sinews of thy heart?
and when thy heart began to beat,
what dread hand, and what dread feet?

the owl and the pussy-cat went to sea
in a beautiful pea-green boat,
they took some honey, and plenty of money,
wrapped up in a five-pound note.
the owl looked up to the stars above,
and sang to a small guitar,
o lovely pussy, o pussy, my love,
what a beautiful pussy you are.

they sailed away, for a year and a day,
to the land where the bong-tree grows,
and there in a wood a piggy-wig stood
with a ring at the end of his nose.

they dined on mince, and slices of quince,
which they ate with a runcible spoon;
and hand in hand, on the edge of the sand,
they danced by the light of the moon.

twas brillig, and the slithy toves
did gyre and gimble in the wabe;
all mimsy were the borogoves,
and the mome raths outgrabe.

beware the jabberwock, my son!
the jaws that bite, the claws that catch!
beware the jubjub bird, and shun
the frumious bandersnatch!

he took his vorpal sword in hand;
long time the manxome foe he sought,
so rested he by the tumtum tree,
and stood awhile in thought.

and, as in uffish thought he stood,
the jabberwock, with eyes of flame,
came whiffling through the tulgey wood,
and burbled as it came!

mary had a little lamb,
its fleece was white as snow,
and everywhere that mary went
the lamb was sure to go.

jack and jill went up the hill
to fetch a pail of water;
jack fell down and broke his crown,
and jill came tumbling after.

hey diddle diddle, the cat and the fiddle,
the cow jumped over the moon;
the little dog laughed to see such sport,
and the dish ran away with the spoon.

little bo-peep has lost her sheep,
and does not know where to find them;
leave them alone, and they will come home,
wagging their tails behind them.

humpty dumpty sat on a wall,
humpty dumpty had a great fall;
all the king's horses and all the king's men
could not put humpty together again.

little jack horner sat in the corner,
eating of christmas pie;
he put in his thumb, and pulled out a plum,
and said, what a good boy am i!

there was an old woman who lived in a shoe,
she had so many children, she did not know what to do;
she gave them some broth without any bread,
she whipped them all soundly, and put them to bed.

old king cole was a merry old soul,
and a merry old soul was he;
he called for his pipe, and he called for his bowl,
and he called for his fiddlers three.
"""

HELD_OUT = """\
when the stars threw down their spears,
and watered heaven with their tears,
did he smile his work to see?
did he who made the lamb make thee?

then the traveller in the dark
thanks you for your tiny spark;
he could not see which way to go,
if you did not twinkle so.

one, two! one, two! and through and through
the vorpal blade went snicker-snack!
he left it dead, and with its head
he went galumphing back.

little miss muffet sat on a tuffet,
eating her curds and whey;
there came a big spider, who sat down beside her,
and frightened miss muffet away.
"""

LETTERS = "".join(sorted(set(TRAINING + HELD_OUT)))


def as_numbers(text: str) -> np.ndarray:
    """Place of each letter of a text in `LETTERS`.

    Parameters
    ----------
    text : str
        Of these letters alone.

    Raises
    ------
    ValueError
        If the text has a letter that is not there.
    """
    if unknown := set(text) - set(LETTERS):
        raise ValueError(f"the letters are {LETTERS!r}, got {sorted(unknown)[0]!r}")
    return np.array([LETTERS.index(letter) for letter in text])


def as_text(numbers) -> str:
    """The letters at these places.

    Parameters
    ----------
    numbers : sequence of int
        Places in `LETTERS`.
    """
    return "".join(LETTERS[number] for number in numbers)


def grow_letters(stages: Sequence[int], *, rng: np.random.Generator) -> dict[int, Sequential]:
    """A GRU of 48 units that learns from `TRAINING` which letter follows, at each of its stages.

    Parameters
    ----------
    stages : sequence of int
        After how many updates, each on 32 pieces of 40 letters, it is kept; 0 is the newborn.
    rng : numpy.random.Generator
        Draws the weights and the pieces.

    Returns
    -------
    dict of int to Sequential
        The nets, in eval mode, in the order of their age.

    Raises
    ------
    ValueError
        If a stage is negative, or there is none.
    """
    if not stages or min(stages) < 0:
        raise ValueError(f"grow_letters needs stages of 0 or more updates, got {list(stages)}")
    text, K, last, kept = as_numbers(TRAINING), len(LETTERS), max(stages), {}
    net = Sequential(GRU(K, 48, rng=rng), Dropout(0.3, rng=rng), Linear(48, K, rng=rng))
    optimizer, loss, rate = Adam(net.parameters()), CrossEntropyLoss(), linear_decay(0.01, 1e-4)
    if 0 in stages:
        kept[0] = copy.deepcopy(net).eval()
    for i in bar(range(last), "learning", unit="update"):
        optimizer.lr = rate(i / last)
        pieces = text[rng.integers(0, len(text) - 41, 32)[:, None] + np.arange(41)]
        x = np.eye(K, dtype=np.float32)[pieces[:, :-1]]
        update(net, loss, optimizer, x, pieces[:, 1:], clip_norm=1.0)
        if i + 1 in stages:
            kept[i + 1] = copy.deepcopy(net).eval()
    return kept


def words_read(text: str) -> list[tuple[str, bool]]:
    """The words of a text, line ends as "\\n", each with whether `TRAINING` has it.

    Parameters
    ----------
    text : str
    """
    read = {word.strip(",.;:?!") for word in TRAINING.split()}
    pieces = re.findall(r"\n|[^ \n]+", text)
    return [(piece, piece.strip(",.;:?!") in read) for piece in pieces]


def bits_a_letter(net: Sequential, text: str) -> float:
    """What a letter of a text costs the net, in bits.

    Parameters
    ----------
    net : Sequential
        One of `grow_letters`.
    text : str
        Of `LETTERS` alone.
    """
    numbers = as_numbers(text)[None]
    scores = net(np.eye(len(LETTERS), dtype=np.float32)[numbers[:, :-1]])
    return CrossEntropyLoss()(scores, numbers[:, 1:]) / np.log(2)


def word_places(text: str) -> np.ndarray:
    """Of each letter, how far into its word it stands: 1, 2, ...; 0 for all that is no letter.

    Parameters
    ----------
    text : str
    """
    places = [0]
    for letter in text:
        places.append(places[-1] + 1 if letter.isalpha() else 0)
    return np.array(places[1:])


def best_unit(net: Sequential, rule: Callable[[str], np.ndarray]) -> tuple[int, int]:
    """The unit of the GRU that follows a rule best while the net reads `TRAINING`, and its sign.

    Parameters
    ----------
    net : Sequential
        One of `grow_letters`.
    rule : function of a text
        A number for each letter, such as `word_places`.
    """
    found = np.corrcoef(unit_states(net, TRAINING).T, rule(TRAINING))[-1, :-1]
    unit = int(np.argmax(np.abs(found)))
    return unit, int(np.sign(found[unit]))


def unit_states(net: Sequential, text: str) -> np.ndarray:
    """State of each unit of the GRU after each letter of a text, shape (letters, units).

    Parameters
    ----------
    net : Sequential
        One of `grow_letters`.
    text : str
        Of `LETTERS` alone.
    """
    return net[0](np.eye(len(LETTERS), dtype=np.float32)[as_numbers(text)[None]])[0]


def write_on(
    net: Sequential, text: str, *, letters: int, temperature: float, rng: np.random.Generator
) -> str:
    """The text, and so many letters more, by a net of which layer 0 is a GRU and the last linear.

    Each input is a row of 0 with a 1 at the place of the letter.

    Parameters
    ----------
    net : Sequential
        A trained one.
    text : str
        What it begins with.
    letters : int
        How many it writes.
    temperature : float, above 0
        See `composer.draw`.
    rng : numpy.random.Generator
        Draws the letters.
    """
    one_hot, numbers = np.eye(len(LETTERS), dtype=np.float32), list(as_numbers(text))
    state = net[0](one_hot[None, numbers])[:, -1]
    for _ in range(letters):
        numbers.append(draw(net[-1](state)[0], temperature, rng.random()))
        state = net[0].forward(one_hot[None, numbers[-1:]], state)[:, -1]
    return as_text(numbers)
