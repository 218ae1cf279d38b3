"""Mistakes that people make in unit 12."""

import math

import numpy as np

from autograder.answers import misconception
from autograder.references import u12_generation as right
from dlaudio.exercises.u12_generation import (
    bigram_bits,
    causal_conv,
    causal_conv_backward,
    causal_reach,
    conditioned_states,
    context_gradients,
    encode_decode,
    free_run,
    generation_quiz,
    ideal_ratio_mask,
    key_profile,
    melody_loss,
    relative_code,
    sample_with_temperature,
    scheduled_inputs,
    sdr_improvement,
    spectral_gate,
    turn_taking,
)

# ---- sample_with_temperature -------------------------------------------------------------------


def _drawn(p, u):
    """The first symbol of each row at which the running sum of `p` exceeds `u`."""
    return np.minimum((p.cumsum(axis=1) <= u[:, None]).sum(axis=1), p.shape[1] - 1)


def _cold(logits, temperature, u, distribution):
    """Draw from `distribution(logits, temperature)`; at temperature 0 the likeliest, as asked."""
    if temperature == 0:
        return right.sample_with_temperature(logits, 0, u)
    p = distribution(logits, temperature)
    return p, _drawn(p, u)


@misconception(
    sample_with_temperature, "multiplies by the temperature: a high one has to level the logits"
)
def hot_is_sharp(logits, temperature, u):
    return _cold(logits, temperature, u, lambda z, t: right.softmax(z * t))


@misconception(
    sample_with_temperature,
    "divides the probabilities by the temperature; normalised again, they are what they were",
)
def divides_probabilities(logits, temperature, u):
    return _cold(logits, temperature, u, lambda z, t: right.softmax(z))


@misconception(
    sample_with_temperature, "normalises the logits themselves; they go through exp first"
)
def without_exp(logits, temperature, u):
    return _cold(logits, temperature, u, lambda z, t: z / t / np.sum(z / t, axis=1, keepdims=True))


@misconception(
    sample_with_temperature,
    "overflows when the logits are large: subtract the largest of each row before exp",
)
def overflows(logits, temperature, u):
    def plain(z, t):
        e = np.exp(z / t)
        return e / e.sum(axis=1, keepdims=True)

    return _cold(logits, temperature, u, plain)


@misconception(
    sample_with_temperature,
    "normalises down the columns; each row is a distribution of its own",
)
def down_the_columns(logits, temperature, u):
    return _cold(logits, temperature, u, lambda z, t: right.softmax(z.T / t).T)


@misconception(
    sample_with_temperature, "always takes the likeliest symbol; draw it with the number u"
)
def never_draws(logits, temperature, u):
    p, _ = right.sample_with_temperature(logits, temperature, u)
    return p, p.argmax(axis=1)


@misconception(
    sample_with_temperature, "draws every row with the same number; each has a u of its own"
)
def one_u(logits, temperature, u):
    return right.sample_with_temperature(logits, temperature, np.full(len(u), u[0]))


@misconception(
    sample_with_temperature,
    "takes the last symbol whose running sum is still below u; it is the next one",
)
def one_too_low(logits, temperature, u):
    p, symbols = right.sample_with_temperature(logits, temperature, u)
    return p, symbols if temperature == 0 else np.maximum(symbols - 1, 0)


@misconception(
    sample_with_temperature, "divides by a temperature of 0; it stands for the likeliest symbol"
)
def divides_by_zero(logits, temperature, u):
    p = right.softmax(logits / temperature)
    return p, _drawn(p, u)


# ---- melody_loss -------------------------------------------------------------------------------


def _loss(logits, targets, weights, gradient_weights=None):
    """The weighted sum of the surprises, in nats, in bits, and its slope."""
    p, truth = right.softmax(logits), np.eye(logits.shape[-1])[targets]
    loss = -np.sum(weights * np.log((p * truth).sum(axis=-1)))
    slope = weights if gradient_weights is None else gradient_weights
    return loss, loss / np.log(2), (p - truth) * slope[..., None]


@misconception(melody_loss, "counts the padding as notes")
def counts_padding(logits, targets, mask):
    return _loss(logits, targets, np.ones_like(mask) / mask.size)


@misconception(
    melody_loss, "divides by the number of steps; what counts is the number of real notes"
)
def divides_by_steps(logits, targets, mask):
    return _loss(logits, targets, mask / mask.size)


@misconception(
    melody_loss, "gives every melody the same weight; every note counts the same, in all of them"
)
def mean_of_means(logits, targets, mask):
    return _loss(logits, targets, mask / mask.sum(axis=1, keepdims=True) / len(mask))


@misconception(melody_loss, "divides by the number of melodies: the mean is over notes")
def per_melody(logits, targets, mask):
    return _loss(logits, targets, mask / len(mask))


@misconception(melody_loss, "forgets to divide dlogits by the number of notes; the loss is a mean")
def slope_of_the_sum(logits, targets, mask):
    return _loss(logits, targets, mask / mask.sum(), mask)


@misconception(melody_loss, "sends a gradient into the padding: dlogits needs the mask too")
def slope_in_padding(logits, targets, mask):
    return _loss(logits, targets, mask / mask.sum(), np.ones_like(mask) / mask.sum())


@misconception(melody_loss, "has the sign of dlogits turned round: it is p minus the truth")
def slope_turned(logits, targets, mask):
    return _loss(logits, targets, mask / mask.sum(), -mask / mask.sum())


@misconception(melody_loss, "multiplies by ln 2; a bit is ln 2 nats, so divide by it")
def bits_multiplied(logits, targets, mask):
    loss, _, dlogits = right.melody_loss(logits, targets, mask)
    return loss, loss * np.log(2), dlogits


@misconception(melody_loss, "gives nats where bits are asked for: divide by ln 2")
def bits_are_nats(logits, targets, mask):
    loss, _, dlogits = right.melody_loss(logits, targets, mask)
    return loss, loss, dlogits


@misconception(melody_loss, "adds the bits of all notes up; asked are bits per note")
def bits_in_all(logits, targets, mask):
    loss, bits, dlogits = right.melody_loss(logits, targets, mask)
    return loss, bits * mask.sum(), dlogits


# ---- scheduled_inputs --------------------------------------------------------------------------


def _mixed(share, truth, guesses, coins):
    return share, np.where(coins < share, truth, guesses)


@misconception(
    scheduled_inputs, "has truth and guess the wrong way round: the share is that of the truth"
)
def guess_first(truth, guesses, i, k, coins):
    share, _ = right.scheduled_inputs(truth, guesses, i, k, coins)
    return share, np.where(coins < share, guesses, truth)


@misconception(scheduled_inputs, "lets the share of the truth grow; training begins with the truth")
def share_grows(truth, guesses, i, k, coins):
    share, _ = right.scheduled_inputs(truth, guesses, i, k, coins)
    return _mixed(1 - share, truth, guesses, coins)


@misconception(scheduled_inputs, "lets the share fall in a line; asked is k / (k + exp(i / k))")
def falls_in_a_line(truth, guesses, i, k, coins):
    return _mixed(max(0.0, 1 - i / k), truth, guesses, coins)


@misconception(
    scheduled_inputs, "lets the share fall as exp(-i / k), at once; k / (k + exp(i / k)) waits"
)
def falls_at_once(truth, guesses, i, k, coins):
    return _mixed(np.exp(-i / k), truth, guesses, coins)


@misconception(
    scheduled_inputs, "starts the share at a half: before the exponential it is k, not 1"
)
def plain_sigmoid(truth, guesses, i, k, coins):
    return _mixed(1 / (1 + np.exp(i / k)), truth, guesses, coins)


@misconception(
    scheduled_inputs, "throws one coin for a whole melody; every note has a coin of its own"
)
def one_coin(truth, guesses, i, k, coins):
    return right.scheduled_inputs(truth, guesses, i, k, coins[:, :1])


@misconception(
    scheduled_inputs,
    "fails late in training: math.exp cannot go beyond 709, np.exp gives infinity and a share of 0",
)
def too_late(truth, guesses, i, k, coins):
    return _mixed(k / (k + math.exp(i / k)), truth, guesses, coins)


@misconception(
    scheduled_inputs, "mixes truth and guess into a number between them; each note is one of them"
)
def blended(truth, guesses, i, k, coins):
    share, _ = right.scheduled_inputs(truth, guesses, i, k, coins)
    return share, share * truth + (1 - share) * guesses


# ---- free_run ----------------------------------------------------------------------------------


def _run(step, state, first, u, temperature, *, fed=True, kept=True):
    """A run of the net: with its own note fed back and its state kept, if asked for."""
    note, melody, start = first, [], state
    for coin in u:
        logits, state = step(note if fed else first, state if kept else start)
        _, symbols = right.sample_with_temperature(logits[None], temperature, np.array([coin]))
        note = int(symbols[0])
        melody.append(note)
    return melody


@misconception(free_run, "feeds the first note again and again; feed the note just drawn")
def feeds_first(step, state, first, u, temperature):
    return _run(step, state, first, u, temperature, fed=False)


@misconception(free_run, "starts every step from the first state; hand on the one that came back")
def forgets_state(step, state, first, u, temperature):
    return _run(step, state, first, u, temperature, kept=False)


@misconception(free_run, "always plays the likeliest note; draw it with u and the temperature")
def plays_likeliest(step, state, first, u, temperature):
    return _run(step, state, first, u, 0)


@misconception(free_run, "leaves the temperature out")
def lukewarm(step, state, first, u, temperature):
    return _run(step, state, first, u, 1.0)


@misconception(free_run, "multiplies by the temperature; the logits are divided by it")
def heats_wrongly(step, state, first, u, temperature):
    return _run(step, state, first, u, 1 / temperature)


@misconception(free_run, "returns the first note too; only those that the net drew are asked for")
def with_first(step, state, first, u, temperature):
    return [first, *_run(step, state, first, u, temperature)]


@misconception(free_run, "uses the numbers u from the last to the first; note t is drawn with u[t]")
def u_backwards(step, state, first, u, temperature):
    return _run(step, state, first, u[::-1], temperature)


@misconception(
    free_run, "draws all the notes with the first number of u; note t is drawn with u[t]"
)
def u_once(step, state, first, u, temperature):
    return _run(step, state, first, np.full(len(u), u[0]), temperature)


# ---- turn_taking -------------------------------------------------------------------------------


def _duet(reply, human, first, hears):
    machine = [first]
    for t in range(1, len(human)):
        machine.append(reply(*hears(t, list(human), machine)))
    return machine


@misconception(turn_taking, "hears the note that the human plays now; both play at the same time")
def peeks(reply, human, first):
    return _duet(reply, human, first, lambda t, h, m: (h[: t + 1], m))


@misconception(turn_taking, "knows the whole of what the human is going to play")
def knows_all(reply, human, first):
    return _duet(reply, human, first, lambda t, h, m: (h, m))


@misconception(turn_taking, "does not listen to itself: the machine's own notes go in as well")
def deaf_to_itself(reply, human, first):
    return _duet(reply, human, first, lambda t, h, m: (h[:t], []))


@misconception(turn_taking, "hears the last notes only; all that was played so far is asked for")
def last_notes(reply, human, first):
    return _duet(reply, human, first, lambda t, h, m: (h[t - 1 : t], m[-1:]))


@misconception(turn_taking, "hands the two parts over in the wrong order: the human's comes first")
def parts_swapped(reply, human, first):
    return _duet(reply, human, first, lambda t, h, m: (m, h[:t]))


@misconception(turn_taking, "hears the human one note late: notes before t are over, all of them")
def hears_late(reply, human, first):
    return _duet(reply, human, first, lambda t, h, m: (h[: t - 1], m))


@misconception(turn_taking, "leaves the machine's first note out")
def without_first(reply, human, first):
    return right.turn_taking(reply, human, first)[1:]


@misconception(turn_taking, "asks for the first note as well; that one is given")
def asks_first(reply, human, first):
    machine = []
    for t in range(len(human)):
        machine.append(reply(human[:t], machine))
    return machine


# ---- relative_code -----------------------------------------------------------------------------


@misconception(relative_code, "keeps the pitches; a step is the difference of two neighbours")
def pitches_kept(own, other):
    return own[1:], (other - own) % 12


@misconception(relative_code, "turns the steps round: upwards is positive")
def steps_turned(own, other):
    return own[:-1] - own[1:], (other - own) % 12


@misconception(relative_code, "loses the direction of the steps")
def steps_unsigned(own, other):
    return np.abs(np.diff(own)), (other - own) % 12


@misconception(
    relative_code,
    "folds the steps, so that a leap of 13 is a step of 1; only the intervals are folded",
)
def steps_folded(own, other):
    return np.diff(own) % 12, (other - own) % 12


@misconception(relative_code, "takes the steps of the other part")
def steps_of_other(own, other):
    return np.diff(other), (other - own) % 12


@misconception(relative_code, "has a step too many: T notes have T - 1 steps between them")
def step_too_many(own, other):
    return np.diff(own, prepend=0), (other - own) % 12


@misconception(relative_code, "measures the intervals downwards: from the own note up to the other")
def intervals_turned(own, other):
    return np.diff(own), (own - other) % 12


@misconception(relative_code, "does not fold the intervals: they are taken modulo 12")
def intervals_unfolded(own, other):
    return np.diff(own), other - own


@misconception(
    relative_code,
    "folds the distance without its sign; 5 half-tones below is 7 above, an octave lower",
)
def intervals_unsigned(own, other):
    return np.diff(own), np.abs(other - own) % 12


@misconception(
    relative_code, "keeps the other's pitch class; the interval is taken from the own note"
)
def classes_kept(own, other):
    return np.diff(own), other % 12


# ---- bigram_bits -------------------------------------------------------------------------------


def _counts(train, K, alpha=0.0):
    counts = np.full((K, K), float(alpha))
    np.add.at(counts, (train[:-1], train[1:]), 1)
    return counts


def _bits(table, test):
    return -np.mean(np.log2(table[test[:-1], test[1:]]))


@misconception(
    bigram_bits, "leaves alpha out: a pair that was never seen gets probability 0 and infinite bits"
)
def without_alpha(train, test, K, alpha):
    counts = _counts(train, K)
    table = counts / counts.sum(axis=1, keepdims=True)
    return table, _bits(table, test)


@misconception(
    bigram_bits, "adds alpha to the row's total once; each of the K symbols brings an alpha"
)
def one_alpha(train, test, K, alpha):
    counts = _counts(train, K)
    table = (counts + alpha) / (counts.sum(axis=1, keepdims=True) + alpha)
    return table, _bits(table, test)


@misconception(bigram_bits, "adds 1 to the counts, whatever alpha is")
def always_one(train, test, K, alpha):
    return right.bigram_bits(train, test, K, 1.0)


@misconception(
    bigram_bits, "divides by the number of all pairs; each row is a distribution of its own"
)
def joint(train, test, K, alpha):
    counts = _counts(train, K, alpha)
    table = counts / counts.sum()
    return table, _bits(table, test)


@misconception(
    bigram_bits, "has rows and columns the wrong way round: the row is the symbol before"
)
def transposed(train, test, K, alpha):
    counts = _counts(train, K, alpha).T
    table = counts / counts.sum(axis=1, keepdims=True)
    return table, _bits(table, test)


@misconception(bigram_bits, "counts single symbols; the next one depends on the one before")
def unigram(train, test, K, alpha):
    counts = np.tile(np.bincount(train, minlength=K) + float(alpha), (K, 1))
    table = counts / counts.sum(axis=1, keepdims=True)
    return table, _bits(table, test)


@misconception(bigram_bits, "gives nats: a bit is a logarithm to base 2")
def in_nats(train, test, K, alpha):
    table, bits = right.bigram_bits(train, test, K, alpha)
    return table, bits * np.log(2)


@misconception(bigram_bits, "measures the text it has counted; the bits are those of the new text")
def on_train(train, test, K, alpha):
    return right.bigram_bits(train, train, K, alpha)


@misconception(bigram_bits, "takes the logarithm of the mean; asked is the mean of the logarithms")
def log_of_mean(train, test, K, alpha):
    table, _ = right.bigram_bits(train, test, K, alpha)
    return table, -np.log2(np.mean(table[test[:-1], test[1:]]))


@misconception(bigram_bits, "adds the bits up; asked is their mean for each symbol")
def bits_added(train, test, K, alpha):
    table, bits = right.bigram_bits(train, test, K, alpha)
    return table, bits * (len(test) - 1)


@misconception(
    bigram_bits, "divides by the length of the text; its first symbol has none before it"
)
def one_too_many(train, test, K, alpha):
    table, bits = right.bigram_bits(train, test, K, alpha)
    return table, bits * (len(test) - 1) / len(test)


# ---- key_profile -------------------------------------------------------------------------------


def _scored(profile, template):
    scores = np.array([np.corrcoef(profile, np.roll(template, k))[0, 1] for k in range(12)])
    return profile, scores, int(scores.argmax())


@misconception(key_profile, "counts the notes; a long note counts for as long as it is")
def lengths_ignored(pitches, lengths, template):
    return right.key_profile(pitches, np.ones(len(pitches)), template)


@misconception(key_profile, "does not divide by the whole length: the shares sum to 1")
def profile_unscaled(pitches, lengths, template):
    profile, scores, key = right.key_profile(pitches, lengths, template)
    return profile * np.sum(lengths), scores, key


@misconception(key_profile, "divides by the largest class; shares are of the whole, and sum to 1")
def profile_by_largest(pitches, lengths, template):
    profile, scores, key = right.key_profile(pitches, lengths, template)
    return profile / profile.max(), scores, key


@misconception(
    key_profile,
    "counts pitch classes from the lowest note; class 0 is C, MIDI note 60 and its octaves",
)
def from_lowest(pitches, lengths, template):
    return right.key_profile(pitches - pitches.min(), lengths, template)


@misconception(
    key_profile, "turns the template the wrong way: for tonic k its first entry moves to place k"
)
def rolled_back(pitches, lengths, template):
    profile, scores, _ = right.key_profile(pitches, lengths, template)
    scores = np.array(scores)[-np.arange(12)]
    return profile, scores, int(scores.argmax())


@misconception(key_profile, "compares with the template of C alone; try it at all twelve places")
def only_c(pitches, lengths, template):
    profile, scores, _ = right.key_profile(pitches, lengths, template)
    scores = np.full(12, scores[0])
    return profile, scores, int(scores.argmax())


@misconception(
    key_profile, "adds products; a correlation takes the means off and scales by the sizes"
)
def products(pitches, lengths, template):
    profile, _, _ = right.key_profile(pitches, lengths, template)
    scores = np.array([profile @ np.roll(template, k) for k in range(12)])
    return profile, scores, int(scores.argmax())


@misconception(key_profile, "leaves the means in: take them off before the correlation")
def cosine(pitches, lengths, template):
    profile, scores, _ = products.answer(pitches, lengths, template)
    scores = scores / np.linalg.norm(profile) / np.linalg.norm(template)
    return profile, scores, int(scores.argmax())


@misconception(key_profile, "takes the commonest note for the key; the key is the best place")
def commonest_note(pitches, lengths, template):
    profile, scores, _ = right.key_profile(pitches, lengths, template)
    return profile, scores, int(profile.argmax())


@misconception(key_profile, "names the worst key: a high correlation is a good fit")
def worst_key(pitches, lengths, template):
    profile, scores, _ = right.key_profile(pitches, lengths, template)
    return profile, scores, int(np.argmin(scores))


# ---- conditioning, convolution, masks ------------------------------------------------------------
