"""Mistakes that people make in unit 14."""

import numpy as np

from autograder.library import misconception, right_answers
from dlaudio.exercises.u14_your_instrument import (
    bits_a_note,
    each_alone,
    my_instrument,
    notes_back,
    unlike,
    worst_group,
)

right = right_answers("u14_your_instrument")

# ---- bits_a_note -------------------------------------------------------------------------------


@misconception(bits_a_note, "takes the natural logarithm: that gives nats; bits need log2")
def nats(p, notes, doubt):
    each, mean = right.bits_a_note(p, notes, doubt)
    return each * np.log(2), mean * np.log(2)


@misconception(bits_a_note, "adds the doubt without taking the same share away from the chances")
def more_than_all(p, notes, doubt):
    picked = np.asarray(p)[np.arange(len(p)), notes]
    each = -np.log2(picked + doubt / np.shape(p)[1])
    return each, each.mean()


@misconception(bits_a_note, "mixes in the whole doubt for each note; it is shared by all K notes")
def doubt_not_shared(p, notes, doubt):
    picked = np.asarray(p)[np.arange(len(p)), notes]
    each = -np.log2((1 - doubt) * picked + doubt)
    return each, each.mean()


@misconception(bits_a_note, "shares the doubt among the N notes that came, not the K that could")
def shared_by_rows(p, notes, doubt):
    picked = np.asarray(p)[np.arange(len(p)), notes]
    each = -np.log2((1 - doubt) * picked + doubt / len(p))
    return each, each.mean()


@misconception(bits_a_note, "takes the chance of the likeliest note, not of the one that came")
def likeliest(p, notes, doubt):
    return right.bits_a_note(p, np.argmax(p, axis=1), doubt)


@misconception(bits_a_note, "loses the minus: log2 of a chance is below 0, and its cost above")
def negative(p, notes, doubt):
    each, mean = right.bits_a_note(p, notes, doubt)
    return -each, -mean


@misconception(bits_a_note, "takes the logarithm of the mean chance; the mean is over the bits")
def log_of_mean(p, notes, doubt):
    each, _ = right.bits_a_note(p, notes, doubt)
    return each, -np.log2(np.mean(2.0**-each))


@misconception(bits_a_note, "adds the bits up; a note's share is their mean")
def summed(p, notes, doubt):
    each, _ = right.bits_a_note(p, notes, doubt)
    return each, each.sum()


# ---- unlike ------------------------------------------------------------------------------------


def _unlike(tunes, others, widest, *, leaps=None, half=2, shares=True):
    rows = []
    leaps = leaps or (lambda pile: np.clip(np.diff(pile, axis=1), -widest, widest))
    for pile in (tunes, others):
        found = leaps(np.asarray(pile))
        row = np.bincount(found.ravel() + widest, minlength=2 * widest + 1)
        rows.append(row / found.size if shares else row)
    rows = np.array(rows)
    return rows, np.abs(rows[0] - rows[1]).sum() / half


@misconception(unlike, "does not halve the sum: each leap that moves is then counted twice")
def not_halved(tunes, others, widest):
    return _unlike(tunes, others, widest, half=1)


@misconception(unlike, "compares counts: the larger pile then differs by its size alone")
def counts(tunes, others, widest):
    return _unlike(tunes, others, widest, shares=False)


@misconception(unlike, "takes leaps from the end of one tune to the beginning of the next as well")
def across_tunes(tunes, others, widest):
    return _unlike(
        tunes, others, widest, leaps=lambda pile: np.clip(np.diff(pile.ravel()), -widest, widest)
    )


@misconception(unlike, "leaves wide leaps out; they count as the widest")
def left_out(tunes, others, widest):
    def narrow(pile):
        leaps = np.diff(pile, axis=1)
        return leaps[np.abs(leaps) <= widest]

    return _unlike(tunes, others, widest, leaps=narrow)


@misconception(unlike, "takes the size of a leap and forgets its direction")
def no_direction(tunes, others, widest):
    return _unlike(
        tunes, others, widest, leaps=lambda pile: np.minimum(np.abs(np.diff(pile)), widest)
    )


@misconception(unlike, "turns the leaps round: a leap is a note minus the one before it")
def turned(tunes, others, widest):
    return _unlike(
        tunes, others, widest, leaps=lambda pile: np.clip(-np.diff(pile), -widest, widest)
    )


@misconception(unlike, "counts notes; a leap is the way from one to the next")
def of_notes(tunes, others, widest):
    return _unlike(tunes, others, widest, leaps=lambda pile: np.clip(pile[:, 1:], -widest, widest))


@misconception(unlike, "adds differences that cancel; their sizes are to be added")
def cancelling(tunes, others, widest):
    rows, _ = right.unlike(tunes, others, widest)
    return rows, (rows[0] - rows[1]).sum() / 2


# ---- worst_group -------------------------------------------------------------------------------


@misconception(worst_group, "names the group with the largest share; the worst has the smallest")
def best(said, truth, groups):
    shares, _ = right.worst_group(said, truth, groups)
    return shares, np.unique(groups)[np.argmax(shares)]


@misconception(worst_group, "takes the groups in the order in which they come, not of the alphabet")
def as_they_come(said, truth, groups):
    names = list(dict.fromkeys(groups.tolist()))
    shares = np.array([np.mean((said == truth)[groups == name]) for name in names])
    return shares, names[np.argmin(shares)]


@misconception(worst_group, "divides by all answers; a share is taken of the group's own")
def of_everybody(said, truth, groups):
    names = np.unique(groups)
    shares = np.array([np.sum((said == truth)[groups == name]) / len(said) for name in names])
    return shares, names[np.argmin(shares)]


@misconception(worst_group, "gives the shares of what is wrong")
def errors(said, truth, groups):
    shares, worst = right.worst_group(said, truth, groups)
    return 1 - shares, worst


@misconception(worst_group, "counts the right answers of each group; groups are of different sizes")
def counted(said, truth, groups):
    names = np.unique(groups)
    found = np.array([np.sum((said == truth)[groups == name]) for name in names])
    return found, names[np.argmin(found)]


@misconception(worst_group, "gives the number of the worst group; asked is its name")
def number(said, truth, groups):
    shares, _ = right.worst_group(said, truth, groups)
    return shares, int(np.argmin(shares))


# ---- each_alone --------------------------------------------------------------------------------


@misconception(each_alone, "takes mean and spread over the batch, so that neighbours matter")
def over_the_batch(X):
    spread = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(spread > 0, spread, 1)


@misconception(each_alone, "takes one mean and one spread for all pictures together")
def all_together(X):
    return (X - X.mean()) / (X.std() or 1)


@misconception(each_alone, "takes away the mean of each picture, but leaves its spread as it was")
def mean_alone(X):
    return X - X.mean(axis=(1, 2), keepdims=True)


@misconception(each_alone, "divides by the variance; the spread is its square root")
def variance(X):
    spread = X.var(axis=(1, 2), keepdims=True)
    return (X - X.mean(axis=(1, 2), keepdims=True)) / np.where(spread > 0, spread, 1)


@misconception(each_alone, "divides by 0 where a picture is the same everywhere")
def by_nothing(X):
    return (X - X.mean(axis=(1, 2), keepdims=True)) / X.std(axis=(1, 2), keepdims=True)


@misconception(each_alone, "takes mean and spread of each band; one of each is for a whole picture")
def each_band(X):
    spread = X.std(axis=2, keepdims=True)
    return (X - X.mean(axis=2, keepdims=True)) / np.where(spread > 0, spread, 1)


@misconception(each_alone, "divides first and takes the mean away afterwards, of the old picture")
def old_mean(X):
    spread = X.std(axis=(1, 2), keepdims=True)
    return X / np.where(spread > 0, spread, 1) - X.mean(axis=(1, 2), keepdims=True)


# ---- notes_back --------------------------------------------------------------------------------


def _shown(notes, back, column):
    notes = np.asarray(notes)
    shown = np.zeros((len(notes), 15))
    if back <= notes.shape[1]:
        shown[np.arange(len(notes)), notes[:, column(notes.shape[1], back)]] = 1
    return shown


@misconception(notes_back, "counts from the last note as 0; 1 is the last note")
def from_zero(notes, back):
    return right.notes_back(notes, back + 1)


@misconception(notes_back, "looks one place too far back: for 1 it is to show the last note")
def one_too_far(notes, back):
    return _shown(notes, back, lambda t, back: t - back - 1)


@misconception(notes_back, "looks one place too late: the last note stands in column t - 1, not t")
def one_too_late(notes, back):
    return _shown(notes, back, lambda t, back: t - back + 1)


@misconception(notes_back, "counts from the beginning of the tune, not back from its end")
def from_the_front(notes, back):
    return _shown(notes, back, lambda t, back: back - 1)


@misconception(notes_back, "takes the last note, whatever `back` is")
def always_last(notes, back):
    return _shown(notes, back, lambda t, back: -1)


@misconception(notes_back, "shows note 0 where there is none; all zeros say that there is none")
def note_zero(notes, back):
    shown = right.notes_back(notes, back)
    if back > np.shape(notes)[1]:
        shown[:, 0] = 1
    return shown


@misconception(notes_back, "goes round: a negative column counts from the end of the tune")
def goes_round(notes, back):
    notes = np.asarray(notes)
    t = notes.shape[1]
    return np.eye(15)[notes[:, (t - back) % t]]


@misconception(notes_back, "looks back past the beginning by one: the first note is still there")
def first_left_out(notes, back):
    return right.notes_back(notes, back) * (back < np.shape(notes)[1])


@misconception(notes_back, "gives the notes themselves in their columns, not a 1")
def notes_themselves(notes, back):
    return right.notes_back(notes, back) * np.arange(15)


@misconception(notes_back, "shows all notes as far as `back`; asked is the one that stands there")
def all_so_far(notes, back):
    return sum(right.notes_back(notes, one) for one in range(1, back + 1)).clip(0, 1)


# ---- my_instrument -----------------------------------------------------------------------------


def _pairs(material, rng):
    tunes, counts = material["tunes"], np.full((15, 15), 0.1)
    np.add.at(counts, (tunes[:, :-1], tunes[:, 1:]), 1)
    return [counts / counts.sum(axis=1, keepdims=True)]


def _after(numbers, notes):
    return numbers[0][notes[:, -1]]


def _composer(learn, play):
    return {"kind": "composer", "learn": learn, "play": play}


one_note = misconception(
    my_instrument, "knows the last note alone: what stood a phrase before is what is missing"
)(_composer(_pairs, _after))


def _timid(numbers, notes):
    return 0.4 * numbers[0][notes[:, -1]] + 0.6 / 15


timid = misconception(
    my_instrument, "doubts what it has learnt so much that more than half of it is lost"
)(_composer(_pairs, _timid))

by_heart = misconception(
    my_instrument, "learns the tunes by heart: that is more than its numbers may be"
)(_composer(lambda material, rng: [material["tunes"]], _after))

counts_not_chances = misconception(
    my_instrument, "plays scores or counts: chances add up to 1 for each tune"
)(_composer(_pairs, lambda numbers, notes: 20 * numbers[0][notes[:, -1]]))

for_all_notes = misconception(
    my_instrument, "plays chances after every note of the beginning; asked are those after the last"
)(_composer(_pairs, lambda numbers, notes: numbers[0][notes]))

no_list = misconception(my_instrument, "returns one array from learn, and not a list of arrays")(
    _composer(lambda material, rng: _pairs(material, rng)[0], _after)
)

first_note = misconception(
    my_instrument, "looks at the first note of a beginning; the last one leads on"
)(_composer(_pairs, lambda numbers, notes: numbers[0][notes[:, 0]]))


def _from_the_batch(numbers, notes):
    chances = numbers[0][notes[:, -1]] * (0.1 + numbers[0][notes[:, -1]].mean(axis=0))
    return chances / chances.sum(axis=1, keepdims=True)


neighbours = misconception(
    my_instrument, "mixes in a mean over everything that is asked about: each has to stand alone"
)(_composer(_pairs, _from_the_batch))


def _with_its_own_chances(material, rng):
    counts = _pairs(material, rng)[0] * np.random.default_rng().uniform(0.5, 1.5, (15, 15))
    return [counts / counts.sum(axis=1, keepdims=True)]


chances_of_its_own = misconception(
    my_instrument,
    "draws chances in learn that do not come from `rng`: one seed gives different instruments",
)(_composer(_with_its_own_chances, _after))


def _past_the_counter():
    kept = []

    def learn(material, rng):
        kept[:] = _pairs(material, rng)
        return [np.ones(3)]

    return _composer(learn, lambda numbers, notes: kept[0][notes[:, -1]])


past_the_counter = misconception(
    my_instrument,
    "plays from what learn has left in the notebook, not from the numbers it is given",
)(_past_the_counter())

no_such_kind = misconception(my_instrument, "is of a kind that there is not")(
    {"kind": "singer", "learn": _pairs, "play": _after}
)
