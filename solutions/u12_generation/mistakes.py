"""Mistakes that people make in unit 12."""

import math

import numpy as np

from autograder.library import misconception, right_answers
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
    keep_likely,
    key_profile,
    look_back,
    matching_temperature,
    melody_loss,
    relative_code,
    sample_with_temperature,
    scheduled_inputs,
    sdr_improvement,
    sick_players,
    spectral_gate,
    tune_facts,
    turn_taking,
)

right = right_answers("u12_generation")


def _states(X, h, added, W_x, W_h, b):
    states = []
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ W_x + h @ W_h + added + b)
        states.append(h)
    return np.stack(states, axis=1)


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


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
    return _cold(logits, temperature, u, lambda z, t: softmax(z * t))


@misconception(
    sample_with_temperature,
    "divides the probabilities by the temperature; normalised again, they are what they were",
)
def divides_probabilities(logits, temperature, u):
    return _cold(logits, temperature, u, lambda z, t: softmax(z))


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
    return _cold(logits, temperature, u, lambda z, t: softmax(z.T / t).T)


@misconception(
    sample_with_temperature,
    "stops at a step that only equals u; the running sum has to be greater than u",
)
def stops_too_early(logits, temperature, u):
    p, _ = right.sample_with_temperature(logits, temperature, u)
    return p, (p.cumsum(axis=1)[:, :-1] < u[:, None]).sum(axis=1)


@misconception(
    sample_with_temperature,
    "counts the last step too: rounding may leave it below 1, and a u above it gets a symbol that "
    "does not exist; leave the last step out",
)
def last_step_kept(logits, temperature, u):
    p, symbols = right.sample_with_temperature(logits, temperature, u)
    return p, symbols if temperature == 0 else (p.cumsum(axis=1) <= u[:, None]).sum(axis=1)


@misconception(
    sample_with_temperature,
    "gets symbol 0 where no step is above u; rounding may leave the last one just below 1, and "
    "then the last symbol is meant",
)
def none_is_above(logits, temperature, u):
    p, symbols = right.sample_with_temperature(logits, temperature, u)
    return p, symbols if temperature == 0 else (p.cumsum(axis=1) > u[:, None]).argmax(axis=1)


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
    p = softmax(logits / temperature)
    return p, _drawn(p, u)


@misconception(
    sample_with_temperature,
    "subtracts one number from all rows: large logits far below it leave 0 / 0; each row needs its "
    "own largest",
)
def one_largest_for_all(logits, temperature, u):
    def together(z, t):
        e = np.exp((z - z.max()) / t)
        return e / e.sum(axis=1, keepdims=True)

    return _cold(logits, temperature, u, together)


@misconception(
    sample_with_temperature,
    "leaves the temperature out: divide the logits by it, and at 0 take the likeliest symbol",
)
def without_temperature(logits, temperature, u):
    return softmax(logits), _drawn(softmax(logits), u)


@misconception(
    sample_with_temperature,
    "draws from the probabilities at temperature 1; draw from those that it returns",
)
def draws_lukewarm(logits, temperature, u):
    p, _ = right.sample_with_temperature(logits, temperature, u)
    return p, _drawn(softmax(logits), u)


# ---- melody_loss -------------------------------------------------------------------------------


def _loss(logits, targets, weights, gradient_weights=None):
    """The weighted sum of the surprises, in nats, in bits, and its slope."""
    z = logits - logits.max(axis=-1, keepdims=True)
    return _scored_notes(
        z - np.log(np.exp(z).sum(axis=-1, keepdims=True)), targets, weights, gradient_weights
    )


def _scored_notes(log_p, targets, weights, gradient_weights=None):
    """The same for logarithms of probabilities, however they were found."""
    n, t = np.indices(targets.shape)
    loss = -np.sum(weights * log_p[n, t, targets])
    slope = weights if gradient_weights is None else gradient_weights
    off = np.exp(log_p) - np.eye(log_p.shape[-1])[targets]
    return loss, loss / np.log(2), off * slope[..., None]


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


@misconception(
    melody_loss,
    "gives every melody the same weight in the loss; there every note counts the same, as in "
    "dlogits",
)
def loss_alone_mean_of_means(logits, targets, mask):
    weights = mask / mask.sum(axis=1, keepdims=True) / len(mask)
    return _loss(logits, targets, weights, mask / mask.sum())


@misconception(
    melody_loss, "divides the loss by all steps, padding too; there dlogits counts the real notes"
)
def loss_alone_by_steps(logits, targets, mask):
    return _loss(logits, targets, mask / mask.size, mask / mask.sum())


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


@misconception(
    melody_loss,
    "takes the logarithm of a probability that has become 0, and pays inf; ln p is z less the "
    "logarithm of the sum",
)
def log_of_nothing(logits, targets, mask):
    return _scored_notes(np.log(softmax(logits)), targets, mask / mask.sum())


@misconception(
    melody_loss,
    "overflows when the logits are large: subtract the largest of each row before exp",
)
def loss_overflows(logits, targets, mask):
    e = np.exp(logits)
    return _scored_notes(np.log(e / e.sum(axis=2, keepdims=True)), targets, mask / mask.sum())


@misconception(
    melody_loss,
    "takes the logarithm of a sum that has become inf or 0: subtract the largest of each row first",
)
def log_of_too_large_a_sum(logits, targets, mask):
    log_p = logits - np.log(np.exp(logits).sum(axis=2, keepdims=True))
    return _scored_notes(log_p, targets, mask / mask.sum())


@misconception(
    melody_loss,
    "subtracts one number from all rows: in those far below it nothing is left but 0 / 0; each "
    "needs its own largest",
)
def one_maximum_for_all(logits, targets, mask):
    e = np.exp(logits - logits.max())
    return _scored_notes(np.log(e / e.sum(axis=2, keepdims=True)), targets, mask / mask.sum())


@misconception(
    melody_loss,
    "subtracts one number from all rows: far below it a row's sum is 0, and its logarithm no "
    "number; each needs its own largest",
)
def one_maximum_and_a_sum(logits, targets, mask):
    z = logits - logits.max()
    log_p = z - np.log(np.exp(z).sum(axis=2, keepdims=True))
    return _scored_notes(log_p, targets, mask / mask.sum())


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


@misconception(scheduled_inputs, "lets the share fall in a line; an update divides the odds")
def falls_in_a_line(truth, guesses, i, k, coins):
    return _mixed(max(0.0, 1 - i / k), truth, guesses, coins)


@misconception(
    scheduled_inputs,
    "lets the share fall as exp(-i / k), at once; it is the odds, from k on, that fall so",
)
def falls_at_once(truth, guesses, i, k, coins):
    return _mixed(np.exp(-i / k), truth, guesses, coins)


@misconception(
    scheduled_inputs, "starts the share at a half: the odds begin at k to 1, not at 1 to 1"
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


@misconception(scheduled_inputs, "returns the odds; of odds o to 1 the share is o / (o + 1)")
def odds_for_share(truth, guesses, i, k, coins):
    return _mixed(k * np.exp(-i / k), truth, guesses, coins)


@misconception(
    scheduled_inputs, "multiplies by i; each of i updates divides the odds, so i is an exponent"
)
def update_as_a_factor(truth, guesses, i, k, coins):
    odds = k * np.exp(-1 / k) * i
    return _mixed(odds / (odds + 1), truth, guesses, coins)


@misconception(
    scheduled_inputs, "puts 1 + exp(i / k) below k; of odds a to b the share is a / (a + b)"
)
def one_for_k(truth, guesses, i, k, coins):
    return _mixed(k / (1 + np.exp(min(i / k, 700))), truth, guesses, coins)


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


@misconception(turn_taking, "does not hear its own first note; it is one of those played so far")
def deaf_to_the_first(reply, human, first):
    return _duet(reply, human, first, lambda t, h, m: (h[:t], m[1:]))


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
    "folds the distance without its sign; 5 semitones below is 7 above, an octave lower",
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


def _shares(train, K):
    counts = _counts(train, K)
    return counts / counts.sum(axis=1, keepdims=True)


@misconception(
    bigram_bits, "adds alpha to the shares; add it to the counts, before each row is divided"
)
def alpha_after_dividing(train, test, K, alpha):
    table = _shares(train, K) + alpha
    return table, _bits(table, test)


@misconception(
    bigram_bits,
    "adds alpha to the shares and divides once more; it belongs to the counts: where a row has "
    "many pairs, alpha should weigh less",
)
def alpha_among_shares(train, test, K, alpha):
    table = _shares(train, K) + alpha
    table = table / table.sum(axis=1, keepdims=True)
    return table, _bits(table, test)


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
    key_profile, "turns the template the wrong way: for key-note k its first entry moves to place k"
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


@misconception(
    key_profile, "takes the size of a correlation: a negative one says, this key least of all"
)
def key_of_the_largest_size(pitches, lengths, template):
    profile, scores, _ = right.key_profile(pitches, lengths, template)
    return profile, scores, int(np.abs(scores).argmax())


# ---- conditioning, convolution, masks ------------------------------------------------------------


# ---- conditioned_states --------------------------------------------------------------------------


def _ways(X, context, W_x, W_h, b, W_c, V, start=np.tanh, added=None, run=_states):
    """The three ways, with another first state or another run over the steps."""
    first, extra = start(context @ V), context @ W_c
    three = [(0 * first, extra), (first, 0 * extra), (first, extra)]
    return [run(X, h, more, W_x, W_h, b) for h, more in three]


@misconception(
    conditioned_states, "gives the context to the first step only; it comes in at every step"
)
def context_once(X, *rest):
    def run(X, h, added, W_x, W_h, b):
        head = _states(X[:, :1], h, added, W_x, W_h, b)
        tail = _states(X[:, 1:], head[:, -1], 0 * added, W_x, W_h, b)
        return np.concatenate([head, tail], axis=1)

    return _ways(X, *rest, run=run)


@misconception(conditioned_states, "starts from context V without its tanh: no state is beyond 1")
def start_not_squashed(*a):
    return _ways(*a, start=lambda z: z)


@misconception(
    conditioned_states, "adds b inside the first state's tanh; that state is tanh(context V) alone"
)
def bias_in_the_start(X, context, W_x, W_h, b, W_c, V):
    return _ways(X, context, W_x, W_h, b, W_c, V, start=lambda z: np.tanh(z + b))


@misconception(conditioned_states, "has W_c and V the wrong way round: V makes the first state")
def weights_swapped(X, context, W_x, W_h, b, W_c, V):
    return _ways(X, context, W_x, W_h, b, V, W_c)


@misconception(conditioned_states, "adds the context outside of the tanh; it is an input like x")
def added_outside(*a):
    def run(X, h, added, W_x, W_h, b):
        states = []
        for t in range(X.shape[1]):
            h = np.tanh(X[:, t] @ W_x + h @ W_h + b) + added
            states.append(h)
        return np.stack(states, axis=1)

    return _ways(*a, run=run)


@misconception(
    conditioned_states, "returns the states before each step; the first to return is h_1"
)
def one_too_early(*a):
    def run(X, h, added, W_x, W_h, b):
        later = _states(X, h, added, W_x, W_h, b)
        return np.concatenate([h[:, None], later[:, :-1]], axis=1)

    return _ways(*a, run=run)


@misconception(conditioned_states, "adds the two results for `both`; the tanh comes after the sum")
def results_added(*a):
    as_input, as_state, _ = right.conditioned_states(*a)
    return as_input, as_state, as_input + as_state


@misconception(conditioned_states, "starts from the context in `as_input` too; there h_0 is zero")
def always_started(*a):
    _, as_state, both = right.conditioned_states(*a)
    return both, as_state, both


@misconception(conditioned_states, "forgets the first state in `both`")
def both_without_start(*a):
    as_input, as_state, _ = right.conditioned_states(*a)
    return as_input, as_state, as_input


@misconception(conditioned_states, "starts every step from the same first state: hand the state on")
def start_not_left(*a):
    def run(X, h, added, W_x, W_h, b):
        return np.tanh(X @ W_x + (h @ W_h + added + b)[:, None])

    return _ways(*a, run=run)


@misconception(conditioned_states, "returns the last state only; all of them are asked for")
def last_state_only(*a):
    return [states[:, -1] for states in right.conditioned_states(*a)]


# ---- context_gradients ---------------------------------------------------------------------------


def _context_back(dH, X, context, W_x, W_h, b, W_c, V, *, sends=1, slopes=True, start_slope=True):
    """What reaches context W_c, step by step, and what reaches context V."""
    start = np.tanh(context @ V)
    H = _states(X, start, context @ W_c, W_x, W_h, b)
    sent, steps = np.zeros_like(start), []
    for t in reversed(range(X.shape[1])):
        da = (dH[:, t] + sends * sent) * (1 - H[:, t] ** 2 if slopes else 1)
        steps.insert(0, da)
        sent = da @ W_h.T
    return steps, sent * (1 - start**2 if start_slope else 1)


def _context_sums(added, first, context, W_c, V):
    return added @ W_c.T + first @ V.T, context.T @ added, context.T @ first


@misconception(
    context_gradients, "sends nothing back from step to step: a state acts on all later ones"
)
def context_no_time(dH, X, context, *weights):
    steps, first = _context_back(dH, X, context, *weights, sends=0)
    return _context_sums(sum(steps), first, context, *weights[-2:])


@misconception(context_gradients, "leaves out the slope of the tanh that makes the first state")
def no_start_slope(dH, X, context, *weights):
    steps, first = _context_back(dH, X, context, *weights, start_slope=False)
    return _context_sums(sum(steps), first, context, *weights[-2:])


@misconception(context_gradients, "leaves out the slopes of the tanh in the steps")
def no_step_slopes(dH, X, context, *weights):
    steps, first = _context_back(dH, X, context, *weights, slopes=False)
    return _context_sums(sum(steps), first, context, *weights[-2:])


@misconception(context_gradients, "forgets in dcontext the way through the first state")
def no_way_through_start(dH, X, context, *weights):
    _, dW_c, dV = right.context_gradients(dH, X, context, *weights)
    return sum(_context_back(dH, X, context, *weights)[0]) @ weights[-2].T, dW_c, dV


@misconception(context_gradients, "forgets in dcontext the way through the steps")
def no_way_through_steps(dH, X, context, *weights):
    _, dW_c, dV = right.context_gradients(dH, X, context, *weights)
    return _context_back(dH, X, context, *weights)[1] @ weights[-1].T, dW_c, dV


@misconception(
    context_gradients, "takes the first step only for W_c; the context comes in at every step"
)
def first_step_only(dH, X, context, *weights):
    steps, first = _context_back(dH, X, context, *weights)
    return _context_sums(steps[0], first, context, *weights[-2:])


@misconception(context_gradients, "takes the last step only for W_c; add up over all steps")
def last_step_only(dH, X, context, *weights):
    steps, first = _context_back(dH, X, context, *weights)
    return _context_sums(steps[-1], first, context, *weights[-2:])


@misconception(context_gradients, "forgets W_h on the way to the first state")
def no_W_h_to_start(dH, X, context, W_x, W_h, b, W_c, V):
    steps, _ = _context_back(dH, X, context, W_x, W_h, b, W_c, V)
    first = steps[0] * (1 - np.tanh(context @ V) ** 2)
    return _context_sums(sum(steps), first, context, W_c, V)


@misconception(context_gradients, "goes back through W_h itself; the way back needs its transpose")
def not_transposed(dH, X, context, W_x, W_h, b, W_c, V):
    start = np.tanh(context @ V)
    H = _states(X, start, context @ W_c, W_x, W_h, b)
    sent, added = 0, 0
    for t in reversed(range(X.shape[1])):
        da = (dH[:, t] + sent) * (1 - H[:, t] ** 2)
        sent, added = da @ W_h, added + da
    return _context_sums(added, sent * (1 - start**2), context, W_c, V)


@misconception(context_gradients, "divides by the batch size; these are sums over the batch")
def context_mean(dH, X, *rest):
    dcontext, dW_c, dV = right.context_gradients(dH, X, *rest)
    return dcontext, dW_c / len(X), dV / len(X)


@misconception(
    context_gradients,
    "takes the slope of each tanh from the state before the step; 1 - h_t ** 2 wants the one after",
)
def slopes_one_step_early(dH, X, context, W_x, W_h, b, W_c, V):
    start = np.tanh(context @ V)
    H = _states(X, start, context @ W_c, W_x, W_h, b)
    early = np.concatenate([start[:, None], H[:, :-1]], axis=1)
    sent, added = 0, 0
    for t in reversed(range(X.shape[1])):
        da = (dH[:, t] + sent) * (1 - early[:, t] ** 2)
        sent, added = da @ W_h.T, added + da
    return _context_sums(added, sent * (1 - start**2), context, W_c, V)


@misconception(
    context_gradients,
    "sends the sum over all steps to the first state; only what comes back from step 1 reaches it",
)
def all_steps_to_start(dH, X, context, W_x, W_h, b, W_c, V):
    steps, _ = _context_back(dH, X, context, W_x, W_h, b, W_c, V)
    first = sum(steps) @ W_h.T * (1 - np.tanh(context @ V) ** 2)
    return _context_sums(sum(steps), first, context, W_c, V)


@misconception(
    context_gradients,
    "sends the sum over all steps to the first state, and not through W_h; only da_1 W_h^T "
    "reaches it",
)
def all_steps_straight_to_start(dH, X, context, W_x, W_h, b, W_c, V):
    steps, _ = _context_back(dH, X, context, W_x, W_h, b, W_c, V)
    first = sum(steps) * (1 - np.tanh(context @ V) ** 2)
    return _context_sums(sum(steps), first, context, W_c, V)


@misconception(
    context_gradients,
    "goes back through states that began at zero; here the context makes the first state as well",
)
def forwards_from_zero(dH, X, context, W_x, W_h, b, W_c, V):
    start = np.tanh(context @ V)
    H = _states(X, 0 * start, context @ W_c, W_x, W_h, b)
    sent, added = 0, 0
    for t in reversed(range(X.shape[1])):
        da = (dH[:, t] + sent) * (1 - H[:, t] ** 2)
        sent, added = da @ W_h.T, added + da
    return _context_sums(added, sent * (1 - start**2), context, W_c, V)


# ---- encode_decode -------------------------------------------------------------------------------


def _encode(melody, encoder):
    """All states of the encoder."""
    W_x, W_h, b = encoder
    states = [np.zeros(len(b))]
    for note in melody:
        states.append(np.tanh(W_x[note] + states[-1] @ W_h + b))
    return states


def _decode(h, decoder, end, length, feed=None, stops=True):
    """Scores and notes; `feed(t, last)` is what the decoder hears at step t."""
    W_x, W_h, b, W_y, c = decoder
    scores, notes, last = [], [], end
    while len(notes) < length:
        heard = feed(len(notes), last) if feed else last
        h = np.tanh(W_x[heard] + h @ W_h + b)
        scores.append(h @ W_y + c)
        last = int(scores[-1].argmax())
        if last == end and stops:
            break
        notes.append(last)
    return scores, notes


@misconception(encode_decode, "starts the decoder from zeros: its first state is the context")
def context_lost(melody, encoder, decoder, end, length):
    context = _encode(melody, encoder)[-1]
    return context, *_decode(0 * context, decoder, end, length)


@misconception(encode_decode, "feeds the decoder with the melody; it hears what it wrote itself")
def hears_the_melody(melody, encoder, decoder, end, length):
    context = _encode(melody, encoder)[-1]

    def feed(t, last):
        return melody[(t - 1) % len(melody)] if t else end

    return context, *_decode(context, decoder, end, length, feed)


@misconception(encode_decode, "feeds the end symbol at every step; only the first input is that")
def hears_the_end(melody, encoder, decoder, end, length):
    context = _encode(melody, encoder)[-1]
    return context, *_decode(context, decoder, end, length, lambda t, last: end)


@misconception(
    encode_decode, "gives the decoder the melody's last note first; the end symbol opens"
)
def opens_with_last(melody, encoder, decoder, end, length):
    context = _encode(melody, encoder)[-1]

    def feed(t, last):
        return last if t else melody[-1]

    return context, *_decode(context, decoder, end, length, feed)


@misconception(encode_decode, "lets the decoder use the encoder's weights; it has its own")
def shared_weights(melody, encoder, decoder, end, length):
    context = _encode(melody, encoder)[-1]
    return context, *_decode(context, (*encoder, *decoder[3:]), end, length)


@misconception(encode_decode, "counts the end symbol among the notes")
def end_is_a_note(melody, encoder, decoder, end, length):
    context, scores, notes = right.encode_decode(melody, encoder, decoder, end, length)
    return context, scores, notes + [end] * (len(scores) - len(notes))


@misconception(encode_decode, "writes on after the end symbol")
def never_stops(melody, encoder, decoder, end, length):
    context = _encode(melody, encoder)[-1]
    return context, *_decode(context, decoder, end, length, stops=False)


@misconception(encode_decode, "leaves out the scores of the step that chose the end")
def last_scores_missing(melody, encoder, decoder, end, length):
    context, scores, notes = right.encode_decode(melody, encoder, decoder, end, length)
    return context, scores[: len(notes)], notes


@misconception(encode_decode, "takes the mean of the encoder's states; the context is the last one")
def mean_context(melody, encoder, decoder, end, length):
    context = np.mean(_encode(melody, encoder)[1:], axis=0)
    if len(melody) == 1:
        context = _encode(melody, encoder)[-1]
    return context, *_decode(context, decoder, end, length)


@misconception(
    encode_decode, "starts every step of the decoder from the context: hand the state on"
)
def context_again(melody, encoder, decoder, end, length):
    context = _encode(melody, encoder)[-1]
    W_x, W_h, b, W_y, c = decoder
    scores, notes, last = [], [], end
    while len(notes) < length:
        scores.append(np.tanh(W_x[last] + context @ W_h + b) @ W_y + c)
        last = int(scores[-1].argmax())
        if last == end:
            break
        notes.append(last)
    return context, scores, notes


@misconception(encode_decode, "writes one note too many: `length` notes are the most")
def length_passed(melody, encoder, decoder, end, length):
    return right.encode_decode(melody, encoder, decoder, end, length + 1)


@misconception(encode_decode, "reads the melody backwards; the encoder reads it as it is sung")
def reads_from_the_end(melody, encoder, decoder, end, length):
    return right.encode_decode(melody[::-1], encoder, decoder, end, length)


@misconception(
    encode_decode, "lets the encoder read the end symbol after the melody; it reads the notes alone"
)
def encoder_reads_the_end(melody, encoder, decoder, end, length):
    return right.encode_decode(np.append(melody, end), encoder, decoder, end, length)


@misconception(
    encode_decode,
    "lets the encoder read the end symbol before the melody; that is the decoder's first input",
)
def encoder_opens_with_the_end(melody, encoder, decoder, end, length):
    return right.encode_decode(np.append(end, melody), encoder, decoder, end, length)


@misconception(encode_decode, "leaves out the b of the encoder")
def encoder_without_b(melody, encoder, decoder, end, length):
    W_x, W_h, b = encoder
    return right.encode_decode(melody, (W_x, W_h, 0 * b), decoder, end, length)


@misconception(encode_decode, "leaves out the b of the decoder")
def decoder_without_b(melody, encoder, decoder, end, length):
    W_x, W_h, b, W_y, c = decoder
    return right.encode_decode(melody, encoder, (W_x, W_h, 0 * b, W_y, c), end, length)


@misconception(encode_decode, "leaves out the b of both nets")
def without_both_b(melody, encoder, decoder, end, length):
    W_x, W_h, b = encoder
    return decoder_without_b.answer(melody, (W_x, W_h, 0 * b), decoder, end, length)


# ---- causal_conv ---------------------------------------------------------------------------------


def _conv(x, w, b, dilation, before, after):
    """Convolution with so many zeros before and after the sound."""
    padded = np.pad(x, ((0, 0), (0, 0), (before, after)))
    K = w.shape[2]
    T = padded.shape[2] - (K - 1) * dilation
    taps = [padded[:, :, k * dilation : k * dilation + T] for k in range(K)]
    return np.einsum("knct,ock->not", taps, w) + b[:, None]


@misconception(causal_conv, "lets the first tap meet the present; here the last one does")
def kernel_flipped(x, w, b, dilation):
    return right.causal_conv(x, w[:, :, ::-1], b, dilation)


@misconception(
    causal_conv,
    "puts zeros on both sides: the middle tap is the present, the others see the future",
)
def centred(x, w, b, dilation):
    reach = (w.shape[2] - 1) * dilation
    return _conv(x, w, b, dilation, reach // 2, reach - reach // 2)


@misconception(causal_conv, "puts the zeros after the sound: every output sees the future")
def zeros_after(x, w, b, dilation):
    return _conv(x, w, b, dilation, 0, (w.shape[2] - 1) * dilation)


@misconception(causal_conv, "puts no zeros before the sound, so that the output is too short")
def no_zeros(x, w, b, dilation):
    return _conv(x, w, b, dilation, 0, 0)


@misconception(
    causal_conv,
    "puts K - 1 zeros before the sound whatever the dilation: (K - 1) dilation are needed",
)
def few_zeros(x, w, b, dilation):
    return _conv(x, w, b, dilation, w.shape[2] - 1, 0)


@misconception(
    causal_conv,
    "puts K - 1 zeros before the sound; the furthest tap looks (K - 1) dilation back",
)
def few_zeros_tap_by_tap(x, w, b, dilation):
    T, K = x.shape[2], w.shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), (K - 1, 0)))
    y = np.zeros((len(x), len(w), T)) + b[:, None]
    for k in range(K):
        y += w[:, :, k] @ padded[:, :, k * dilation : k * dilation + T]
    return y


@misconception(causal_conv, "forgets the bias")
def bias_forgotten(x, w, b, dilation):
    return right.causal_conv(x, w, 0 * b, dilation)


@misconception(causal_conv, "leaves the dilation out: the taps are that many samples apart")
def dilation_ignored(x, w, b, dilation):
    return right.causal_conv(x, w, b, 1)


@misconception(causal_conv, "takes tap k from sample k on; it begins at k * dilation")
def taps_side_by_side(x, w, b, dilation):
    K, T = w.shape[2], x.shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), ((K - 1) * dilation, 0)))
    taps = [padded[:, :, k : k + T] for k in range(K)]
    return np.einsum("knct,ock->not", taps, w) + b[:, None]


@misconception(causal_conv, "takes the dilation for a stride: all T outputs stay")
def dilation_as_stride(x, w, b, dilation):
    return right.causal_conv(x, w, b, 1)[:, :, ::dilation]


@misconception(
    causal_conv, "leaves that many samples out between two taps; they are `dilation` apart"
)
def one_more_apart(x, w, b, dilation):
    return right.causal_conv(x, w, b, dilation + 1)


@misconception(causal_conv, "lets the end of the sound come in before its start; there is silence")
def comes_round(x, w, b, dilation):
    K = w.shape[2]
    taps = [np.roll(x, (K - 1 - k) * dilation, axis=2) for k in range(K)]
    return np.einsum("knct,ock->not", taps, w) + b[:, None]


@misconception(causal_conv, "leaves the present out: the last tap meets x at t itself")
def present_left_out(x, w, b, dilation):
    late = np.pad(x, ((0, 0), (0, 0), (1, 0)))[:, :, :-1]
    return right.causal_conv(late, w, b, dilation)


@misconception(
    causal_conv, "repeats the first sample before the sound; there is silence, so pad with zeros"
)
def first_sample_held(x, w, b, dilation):
    reach = (w.shape[2] - 1) * dilation
    held = np.pad(x, ((0, 0), (0, 0), (reach, 0)), mode="edge")
    return _conv(held, w, b, dilation, 0, 0)


@misconception(
    causal_conv,
    "puts K dilation zeros before the sound, and so hears all of it `dilation` samples late; "
    "(K - 1) dilation are enough",
)
def too_many_zeros(x, w, b, dilation):
    return _conv(x, w, b, dilation, w.shape[2] * dilation, 0)[:, :, : x.shape[2]]


# ---- causal_conv_backward ------------------------------------------------------------------------


@misconception(
    causal_conv_backward, "takes dx from the outputs before; x at t acts on y at t and later"
)
def dx_from_the_past(dy, x, w, dilation):
    _, dw, db = right.causal_conv_backward(dy, x, w, dilation)
    dx = right.causal_conv(dy, w.swapaxes(0, 1), np.zeros(x.shape[1]), dilation)
    return dx, dw, db


@misconception(causal_conv_backward, "has the taps of dw in reversed order")
def dw_flipped(dy, x, w, dilation):
    dx, dw, db = right.causal_conv_backward(dy, x, w, dilation)
    return dx, dw[:, :, ::-1], db


@misconception(causal_conv_backward, "uses the kernel in reversed order for dx")
def dx_flipped(dy, x, w, dilation):
    dx = right.causal_conv_backward(dy, x, w[:, :, ::-1], dilation)[0]
    return dx, *right.causal_conv_backward(dy, x, w, dilation)[1:]


@misconception(causal_conv_backward, "leaves the dilation out on the way back")
def back_undilated(dy, x, w, dilation):
    return right.causal_conv_backward(dy, x, w, 1)


@misconception(
    causal_conv_backward, "takes the mean over the batch for db; every example adds its part"
)
def db_averaged(dy, x, w, dilation):
    dx, dw, _ = right.causal_conv_backward(dy, x, w, dilation)
    return dx, dw, dy.sum(axis=2).mean(axis=0)


@misconception(
    causal_conv_backward, "adds up db over the batch only; one bias serves all T samples"
)
def db_over_batch(dy, x, w, dilation):
    dx, dw, _ = right.causal_conv_backward(dy, x, w, dilation)
    return dx, dw, dy.sum(axis=0)


@misconception(
    causal_conv_backward, "sends to x through the last tap only: overwrites where it should add"
)
def dx_last_tap(dy, x, w, dilation):
    _, dw, db = right.causal_conv_backward(dy, x, w, dilation)
    return np.einsum("not,oc->nct", dy, w[:, :, -1]), dw, db


@misconception(
    causal_conv_backward, "lets every tap of dw meet the present; each met its own delay"
)
def dw_without_delay(dy, x, w, dilation):
    dx, dw, db = right.causal_conv_backward(dy, x, w, dilation)
    return dx, np.repeat(dw[:, :, -1:], w.shape[2], axis=2), db


@misconception(causal_conv_backward, "takes the mean over time for dw; each sample adds its part")
def dw_averaged(dy, x, w, dilation):
    dx, dw, db = right.causal_conv_backward(dy, x, w, dilation)
    return dx, dw / x.shape[2], db


@misconception(
    causal_conv_backward, "goes round in circles: nothing flows from the start to the end"
)
def back_comes_round(dy, x, w, dilation):
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    for k in range(w.shape[2]):
        late = (w.shape[2] - 1 - k) * dilation
        dx += np.roll(np.einsum("not,oc->nct", dy, w[:, :, k]), -late, axis=2)
        dw[:, :, k] = np.einsum("not,nct->oc", dy, np.roll(x, late, axis=2))
    return dx, dw, dy.sum(axis=(0, 2))


# ---- causal_reach --------------------------------------------------------------------------------


def _reach(samples, sr):
    return samples, 1000 * samples / sr


@misconception(causal_reach, "forgets the present sample: 1 is added at the end")
def reach_no_present(kernel_size, dilations, sr):
    return _reach((kernel_size - 1) * sum(dilations), sr)


@misconception(causal_reach, "multiplies by K; a layer goes K - 1 steps back, not K")
def reach_K(kernel_size, dilations, sr):
    return _reach(kernel_size * sum(dilations), sr)


@misconception(
    causal_reach, "takes every kernel for one of two taps: a layer reaches (K - 1) dilation back"
)
def reach_two_taps(kernel_size, dilations, sr):
    return _reach(1 + sum(dilations), sr)


@misconception(causal_reach, "multiplies the dilations; the layers' reaches add up")
def reach_product(kernel_size, dilations, sr):
    return _reach(1 + (kernel_size - 1) * int(np.prod(dilations)), sr)


@misconception(
    causal_reach,
    "takes K to the power of the number of layers; that fits 1, K, K**2, ..., and not in general",
)
def reach_power(kernel_size, dilations, sr):
    return _reach(kernel_size ** len(dilations), sr)


@misconception(causal_reach, "looks at the widest layer alone; the layers' reaches add up")
def reach_widest(kernel_size, dilations, sr):
    return _reach(1 + (kernel_size - 1) * max(dilations), sr)


@misconception(causal_reach, "leaves the dilations out")
def reach_undilated(kernel_size, dilations, sr):
    return _reach(1 + (kernel_size - 1) * len(dilations), sr)


@misconception(causal_reach, "counts the present once a layer; it is the same sample in all")
def reach_present_often(kernel_size, dilations, sr):
    return _reach(sum(1 + (kernel_size - 1) * d for d in dilations), sr)


@misconception(causal_reach, "gives seconds; milliseconds are asked for")
def reach_seconds(kernel_size, dilations, sr):
    samples, milliseconds = right.causal_reach(kernel_size, dilations, sr)
    return samples, milliseconds / 1000


@misconception(causal_reach, "turns the rate round: samples over samples a second are seconds")
def reach_rate_turned(kernel_size, dilations, sr):
    samples, _ = right.causal_reach(kernel_size, dilations, sr)
    return samples, 1000 * sr / samples


# ---- ideal_ratio_mask ----------------------------------------------------------------------------


def _masked(S, V, mask):
    """Mask and estimate of a rule for the two sizes; silence stays shut."""
    a, b = np.abs(S), np.abs(V)
    with np.errstate(all="ignore"):
        values = np.where(a + b > 0, mask(a, b), 0.0)
    return values, values * (S + V)


@misconception(
    ideal_ratio_mask,
    "leaves the root out, as Wiener's filter does; this mask multiplies an amplitude",
)
def no_root(S, V):
    return _masked(S, V, lambda a, b: a**2 / (a**2 + b**2))


@misconception(ideal_ratio_mask, "divides sizes; here it is the root of a quotient of powers")
def of_sizes(S, V):
    return _masked(S, V, lambda a, b: a / (a + b))


@misconception(
    ideal_ratio_mask, "takes the root of a share of magnitudes; the share is one of powers"
)
def root_of_sizes(S, V):
    return _masked(S, V, lambda a, b: np.sqrt(a / (a + b)))


@misconception(ideal_ratio_mask, "is 0 or 1; that is the binary mask, and a ratio lies between")
def binary(S, V):
    return _masked(S, V, lambda a, b: (a > b) * 1.0)


@misconception(ideal_ratio_mask, "lets the other sound through: the target's power is on top")
def of_the_other(S, V):
    return _masked(S, V, lambda a, b: b / np.hypot(a, b))


@misconception(ideal_ratio_mask, "divides by the size of the mixture; there the two may cancel")
def by_the_mixture(S, V):
    mixture = np.abs(S + V)
    return _masked(S, V, lambda a, b: a / mixture)


@misconception(ideal_ratio_mask, "divides 0 by 0 where nothing sounds; the mask is 0 there")
def zero_by_zero(S, V):
    mask = np.abs(S) / np.hypot(np.abs(S), np.abs(V))
    return mask, mask * (S + V)


@misconception(ideal_ratio_mask, "opens the mask where nothing sounds; it is 0 there")
def open_in_silence(S, V):
    mask, estimate = right.ideal_ratio_mask(S, V)
    return np.where(np.abs(S) + np.abs(V) > 0, mask, 1.0), estimate


@misconception(ideal_ratio_mask, "puts the mask on the target; it is the mixture that one has")
def on_the_target(S, V):
    mask, _ = right.ideal_ratio_mask(S, V)
    return mask, mask * S


@misconception(ideal_ratio_mask, "loses the phase: the mask multiplies the complex mixture")
def phase_lost(S, V):
    mask, _ = right.ideal_ratio_mask(S, V)
    return mask, mask * np.abs(S + V)


@misconception(ideal_ratio_mask, "adds the sizes for the mixture; sounds add with their phases")
def sizes_added(S, V):
    mask, _ = right.ideal_ratio_mask(S, V)
    return mask, mask * (np.abs(S) + np.abs(V)) * np.exp(1j * np.angle(S + V))


@misconception(ideal_ratio_mask, "adds the magnitudes, and so loses the phase of the mixture")
def magnitudes_added(S, V):
    mask, _ = right.ideal_ratio_mask(S, V)
    return mask, mask * (np.abs(S) + np.abs(V))


# ---- sdr_improvement -----------------------------------------------------------------------------


def _improved(estimate, mixture, target, ratio):
    before, after = ratio(mixture, target), ratio(estimate, target)
    return before, after, after - before


def _wanted(heard, target):
    return (heard @ target) / (target @ target) * target


@misconception(sdr_improvement, "has before and after the wrong way round")
def before_after_swapped(estimate, mixture, target):
    return right.sdr_improvement(mixture, estimate, target)


@misconception(sdr_improvement, "subtracts the target as it is: first scale it to what is heard")
def not_scaled(*a):
    def ratio(heard, target):
        return 10 * np.log10(np.sum(target**2) / np.sum((heard - target) ** 2))

    return _improved(*a, ratio)


@misconception(sdr_improvement, "takes 20 log10 of a quotient of powers; for powers it is 10 log10")
def twenty_logs(*a):
    return tuple(2 * value for value in right.sdr_improvement(*a))


@misconception(sdr_improvement, "takes the natural logarithm; decibels need log10")
def natural_logs(*a):
    return tuple(np.log(10) * value for value in right.sdr_improvement(*a))


@misconception(sdr_improvement, "turns the quotient round: what is wanted is on top")
def quotient_turned(*a):
    return tuple(-value for value in right.sdr_improvement(*a))


@misconception(
    sdr_improvement,
    "divides the loudness of target and mixture; only powers of parts that add up compare",
)
def total_below(*a):
    def ratio(heard, target):
        return 10 * np.log10(np.sum(_wanted(heard, target) ** 2) / np.sum(heard**2))

    return _improved(*a, ratio)


@misconception(
    sdr_improvement, "divides by the heard sound's power in the projection: it is the target's"
)
def divided_by_heard(*a):
    def ratio(heard, target):
        wanted = (heard @ target) / (heard @ heard) * target
        return 10 * np.log10(np.sum(wanted**2) / np.sum((heard - wanted) ** 2))

    return _improved(*a, ratio)


@misconception(sdr_improvement, "divides the decibels; an improvement in dB is a difference")
def decibels_divided(*a):
    before, after, _ = right.sdr_improvement(*a)
    return before, after, after / before


@misconception(sdr_improvement, "subtracts after from before; more is better")
def difference_turned(*a):
    before, after, _ = right.sdr_improvement(*a)
    return before, after, before - after


@misconception(
    sdr_improvement,
    "takes for the rest what is heard less the target as it is; subtract the part along the target",
)
def rest_of_the_target(*a):
    def ratio(heard, target):
        return 10 * np.log10(np.sum(_wanted(heard, target) ** 2) / np.sum((heard - target) ** 2))

    return _improved(*a, ratio)


# ---- spectral_gate -------------------------------------------------------------------------------


def _noise(V):
    return np.mean(np.abs(V) ** 2, axis=1, keepdims=True)


@misconception(spectral_gate, "lets everything pass: a mask of ones gains nothing")
def gate_of_ones(Y, V):
    return np.ones(Y.shape)


@misconception(spectral_gate, "opens at the noise itself, and so at much of the noise alone")
def opens_at_noise(Y, V):
    return np.where(np.abs(Y) ** 2 > _noise(V), 1.0, 0.0)


@misconception(
    spectral_gate,
    "is the hard gate, open 6 dB above the noise; a soft one that takes off two or three times the "
    "noise gains more",
)
def hard_gate(Y, V):
    return np.where(np.abs(Y) ** 2 > 4 * _noise(V), 1.0, 0.0)


@misconception(
    spectral_gate,
    "takes the noise off once, and in each cell by itself; take more of it off, and ask the "
    "neighbours in time",
)
def wiener_alone(Y, V):
    return np.maximum(1 - _noise(V) / np.maximum(np.abs(Y) ** 2, 1e-12), 0)


@misconception(
    spectral_gate,
    "takes the noise off twice, which is nearly enough; take off a little more, or ask the "
    "neighbours in time",
)
def twice_alone(Y, V):
    return np.maximum(1 - 2 * _noise(V) / np.maximum(np.abs(Y) ** 2, 1e-12), 0)


@misconception(
    spectral_gate,
    "never shuts: where nothing but the noise's mean power is, a fifth still passes; a mask that "
    "reaches 0 gains more",
)
def never_shut(Y, V):
    power = np.abs(Y) ** 2
    return power / (power + 4 * _noise(V))


@misconception(spectral_gate, "measures the noise in the noisy word; V is the noise alone")
def noise_from_word(Y, V):
    return right.spectral_gate(Y, Y)


@misconception(spectral_gate, "shuts the gate for the word and opens it for the noise")
def gate_turned(Y, V):
    return 1 - right.spectral_gate(Y, V)


# ---- keep_likely ---------------------------------------------------------------------------------


def _kept(p, stays):
    left = p * stays
    return left / left.sum(axis=1, keepdims=True)


def _ranks(p):
    return np.argsort(np.argsort(-p, axis=1), axis=1)


@misconception(keep_likely, "leaves the rows as they are cut; what is left has to sum to 1 again")
def not_normalised(p, k, share):
    top, nucleus = right.keep_likely(p, k, share)
    return p * (top > 0), p * (nucleus > 0)


@misconception(keep_likely, "keeps the unlikeliest; sort from the likeliest down")
def keeps_the_tail(p, k, share):
    ranks = _ranks(-p)
    rising = np.sort(p, axis=1)
    before = np.take_along_axis(rising.cumsum(axis=1) - rising, ranks, axis=1)
    return _kept(p, ranks < k), _kept(p, before < share)


@misconception(keep_likely, "takes the first k places instead of the k likeliest")
def first_places(p, k, share):
    stays = np.arange(p.shape[1]) < k
    return _kept(p, stays), _kept(p, p.cumsum(axis=1) - p < share)


@misconception(keep_likely, "leaves out the note with which the share is reached")
def one_too_few(p, k, share):
    top, _ = right.keep_likely(p, k, share)
    falling = -np.sort(-p, axis=1)
    sums = np.take_along_axis(falling.cumsum(axis=1), _ranks(p), axis=1)
    return top, _kept(p, (sums < share) | (_ranks(p) == 0))


@misconception(keep_likely, "leaves out the note that lifts the sum past the share")
def never_past_the_share(p, k, share):
    top, _ = right.keep_likely(p, k, share)
    falling = -np.sort(-p, axis=1)
    sums = np.take_along_axis(falling.cumsum(axis=1), _ranks(p), axis=1)
    return top, _kept(p, (sums <= share) | (_ranks(p) == 0))


def _by_sums(p, stays):
    """The k likeliest as asked, and a nucleus of what `stays` says of the sums from the top."""
    falling = -np.sort(-p, axis=1)
    sums = np.take_along_axis(falling.cumsum(axis=1), _ranks(p), axis=1)
    with np.errstate(invalid="ignore"):
        return _kept(p, stays(sums))


@misconception(
    keep_likely,
    "leaves out the note that lifts the sum past the share: where that is the first one, 0 / 0 "
    "is left",
)
def nothing_within_the_share(p, k, share):
    return right.keep_likely(p, k, share)[0], _by_sums(p, lambda sums: sums <= share)


@misconception(
    keep_likely,
    "keeps only sums below the share: where the first note reaches it alone, 0 / 0 is left",
)
def nothing_below_the_share(p, k, share):
    return right.keep_likely(p, k, share)[0], _by_sums(p, lambda sums: sums < share)


@misconception(
    keep_likely, "adds the nucleus up in the order of the notes; begin with the likeliest"
)
def sums_from_the_left(p, k, share):
    return right.keep_likely(p, k, share)[0], _kept(p, p.cumsum(axis=1) - p < share)


@misconception(keep_likely, "keeps one note more than it takes where the share is reached exactly")
def one_more_at_the_share(p, k, share):
    top, _ = right.keep_likely(p, k, share)
    falling = -np.sort(-p, axis=1)
    before = np.take_along_axis(falling.cumsum(axis=1) - falling, _ranks(p), axis=1)
    return top, _kept(p, before <= share)


def _up_to_the_first(p, k, share, enough):
    """The k likeliest as asked, and all notes down to the first of whose sum `enough` is true."""
    top, _ = right.keep_likely(p, k, share)
    sums = (-np.sort(-p, axis=1)).cumsum(axis=1)
    return top, _kept(p, _ranks(p) <= enough(sums).argmax(axis=1)[:, None])


@misconception(
    keep_likely,
    "keeps one note where the sum never quite reaches the share: argmax of nothing but False is 0",
)
def one_note_where_none_is_enough(p, k, share):
    return _up_to_the_first(p, k, share, lambda sums: sums >= share)


@misconception(
    keep_likely,
    "waits for a sum above the share: where it is reached exactly no further note stays",
)
def first_above_the_share(p, k, share):
    return _up_to_the_first(p, k, share, lambda sums: sums > share)


@misconception(keep_likely, "returns the sorted rows; every note keeps its place")
def stays_sorted(p, k, share):
    return tuple(-np.sort(-part, axis=1) for part in right.keep_likely(p, k, share))


@misconception(keep_likely, "keeps the notes whose own probability reaches the share")
def each_by_itself(p, k, share):
    top, _ = right.keep_likely(p, k, share)
    return top, _kept(p, (p >= share) | (_ranks(p) == 0))


# ---- tune_facts ----------------------------------------------------------------------------------


@misconception(tune_facts, "asks for C major only; the best of the twelve major scales counts")
def c_major_only(pitches, lengths):
    _, *rest = right.tune_facts(pitches, lengths)
    return np.isin(pitches % 12, [0, 2, 4, 5, 7, 9, 11]).mean(), *rest


@misconception(tune_facts, "takes the first note for the key-note; try all twelve")
def first_is_tonic(pitches, lengths):
    _, *rest = right.tune_facts(pitches, lengths)
    return np.isin((pitches - pitches[0]) % 12, [0, 2, 4, 5, 7, 9, 11]).mean(), *rest


@misconception(tune_facts, "counts repeats among T notes; between them there are T - 1 steps")
def repeats_of_notes(pitches, lengths):
    scale, common, repeats, span = right.tune_facts(pitches, lengths)
    return scale, common, repeats * (len(pitches) - 1) / len(pitches), span


@misconception(tune_facts, "gives the commonest length itself; asked is its share of the notes")
def length_itself(pitches, lengths):
    scale, _, repeats, span = right.tune_facts(pitches, lengths)
    return scale, float(np.bincount(lengths).argmax()), repeats, span


@misconception(
    tune_facts, "gives the share of the longest notes; the commonest length is asked for"
)
def share_of_longest(pitches, lengths):
    scale, _, repeats, span = right.tune_facts(pitches, lengths)
    return scale, np.mean(lengths == lengths.max()), repeats, span


@misconception(tune_facts, "measures the range from the first note; it goes from lowest to highest")
def range_from_first(pitches, lengths):
    scale, common, repeats, _ = right.tune_facts(pitches, lengths)
    return scale, common, repeats, np.abs(pitches - pitches[0]).max()


@misconception(tune_facts, "counts repeated names of notes; a leap of an octave is no repeat")
def octave_is_repeat(pitches, lengths):
    scale, common, _, span = right.tune_facts(pitches, lengths)
    return scale, common, np.mean(np.diff(pitches) % 12 == 0), span


def _by_time(pitches, lengths):
    """The share in scale and that of the commonest length, counted by time."""
    scale = [np.isin((pitches - key) % 12, [0, 2, 4, 5, 7, 9, 11]) for key in range(12)]
    inside = max(lengths[notes].sum() for notes in scale) / lengths.sum()
    return inside, np.bincount(lengths, weights=lengths).max() / lengths.sum()


@misconception(tune_facts, "counts how long the notes of the scale last; every note counts one")
def scale_by_time(pitches, lengths):
    _, *rest = right.tune_facts(pitches, lengths)
    return _by_time(pitches, lengths)[0], *rest


@misconception(
    tune_facts, "takes the length that fills most of the time; asked is how many notes have it"
)
def commonest_by_time(pitches, lengths):
    scale, _, *rest = right.tune_facts(pitches, lengths)
    return scale, _by_time(pitches, lengths)[1], *rest


@misconception(
    tune_facts, "takes both shares of the time; here every note counts one, however long it is"
)
def shares_by_time(pitches, lengths):
    _, _, *rest = right.tune_facts(pitches, lengths)
    return *_by_time(pitches, lengths), *rest


# ---- matching_temperature ------------------------------------------------------------------------


def _matched(entropy, logits, bits):
    low, high = 0.02, 50.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if entropy(logits, middle) < bits else (low, middle)
    return low


def _entropies(z):
    p = softmax(z)
    return -(p * np.log2(p + 1e-300)).sum(axis=1)


@misconception(matching_temperature, "measures the entropy in nats; `bits` wants log2")
def entropy_in_nats(logits, bits):
    return _matched(lambda z, t: _entropies(z / t).mean() * np.log(2), logits, bits)


@misconception(
    matching_temperature, "returns the inverse: the logits are divided by the temperature"
)
def inverse_heat(logits, bits):
    return 1 / right.matching_temperature(logits, bits)


@misconception(
    matching_temperature, "takes the entropy of the mean row; asked is the mean of the entropies"
)
def entropy_of_the_mean(logits, bits):
    def entropy(z, t):
        p = softmax(z / t).mean(axis=0)
        return -(p * np.log2(p + 1e-300)).sum()

    return _matched(entropy, logits, bits)


@misconception(matching_temperature, "adds the entropies of the rows up; asked is their mean")
def entropy_of_all(logits, bits):
    return _matched(lambda z, t: _entropies(z / t).sum(), logits, bits)


@misconception(
    matching_temperature, "averages over the symbols as well; a row's entropy is their sum"
)
def mean_over_symbols(logits, bits):
    return _matched(lambda z, t: _entropies(z / t).mean() / z.shape[1], logits, bits)


@misconception(
    matching_temperature,
    "keeps the wrong half: if the entropy is too small, the temperature has to rise",
)
def wrong_half(logits, bits):
    low, high = 0.02, 50.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if _entropies(logits / middle).mean() < bits else (middle, high)
    return low


@misconception(
    matching_temperature,
    "halves towards the wrong end: too little entropy means that the temperature has to rise",
)
def wrong_end(logits, bits):
    low, high = 0.02, 50.0
    for _ in range(60):
        middle = np.sqrt(low * high)
        low, high = (low, middle) if _entropies(logits / middle).mean() < bits else (middle, high)
    return np.sqrt(low * high)


def _unguarded(z, t):
    """Mean entropy in bits, in which 0 times the logarithm of 0 is no number."""
    p = np.exp(z / t) / np.exp(z / t).sum(axis=1, keepdims=True)
    return -(p * np.log2(p)).sum(axis=1).mean()


def _matched_from_above(entropy, logits, bits):
    """`_matched` the other way round: an entropy that is no number is not too large, either."""
    low, high = 0.02, 50.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if entropy(logits, middle) > bits else (middle, high)
    return low


def _own_largest_off(z, t):
    return _unguarded(z - z.max(axis=1, keepdims=True), t)


@misconception(
    matching_temperature,
    "multiplies a probability of 0 by its logarithm: what comes is no number, and passes for too "
    "much entropy; 0 log 0 counts as 0",
)
def log_of_zero(logits, bits):
    return _matched(_own_largest_off, logits, bits)


@misconception(
    matching_temperature,
    "multiplies a probability of 0 by its logarithm: what comes is no number, and passes for too "
    "little entropy; 0 log 0 counts as 0",
)
def log_of_zero_from_above(logits, bits):
    return _matched_from_above(_own_largest_off, logits, bits)


@misconception(
    matching_temperature,
    "overflows when the logits are large: subtract the largest of each row before exp",
)
def entropy_overflows(logits, bits):
    return _matched(_unguarded, logits, bits)


@misconception(
    matching_temperature,
    "overflows when the logits are large, and takes that for too little entropy: subtract the "
    "largest of each row before exp",
)
def entropy_overflows_from_above(logits, bits):
    return _matched_from_above(_unguarded, logits, bits)


@misconception(
    matching_temperature,
    "subtracts one number from all rows: those far below it become 0 / 0; each needs its own "
    "largest",
)
def common_largest(logits, bits):
    def entropy(z, t):
        p = np.exp((z - z.max()) / t)
        p = p / p.sum(axis=1, keepdims=True)
        return -(p * np.log2(p + 1e-300)).sum(axis=1).mean()

    return _matched(entropy, logits, bits)


@misconception(
    matching_temperature,
    "tries temperatures 0.1 apart; asked is the right one to within one part in a hundred",
)
def coarse_grid(logits, bits):
    found = right.matching_temperature(logits, bits)
    return max(0.1 * round(found / 0.1), 0.1)


@misconception(matching_temperature, "looks at the first row only")
def first_row(logits, bits):
    return _matched(lambda z, t: _entropies(z[:1] / t).mean(), logits, bits)


# ---- look_back -----------------------------------------------------------------------------------


@misconception(
    look_back, "gives the places of the notes themselves; asked is where the next begins"
)
def own_places(lengths, bar, bars_ago):
    _, earlier = right.look_back(lengths, bar, bars_ago)
    return (np.cumsum(lengths) - lengths) % bar, earlier


@misconception(look_back, "counts notes instead of time: a note may be longer than another")
def counts_notes(lengths, bar, bars_ago):
    places, _ = right.look_back(lengths, bar, bars_ago)
    return places, np.maximum(np.arange(1, len(lengths) + 1) - bar * bars_ago, -1)


@misconception(look_back, "takes the note that ends right then; the one that begins then sounds")
def the_one_before(lengths, bar, bars_ago):
    ends = np.cumsum(lengths)
    past = ends - bar * bars_ago
    return ends % bar, np.where(past < 0, -1, np.searchsorted(ends, past, side="left"))


@misconception(look_back, "gives note 0 where the tune had not begun; that is -1")
def before_the_tune(lengths, bar, bars_ago):
    places, earlier = right.look_back(lengths, bar, bars_ago)
    return places, np.maximum(earlier, 0)


@misconception(look_back, "looks one bar back, whatever bars_ago is")
def one_bar(lengths, bar, bars_ago):
    return right.look_back(lengths, bar, 1)


@misconception(look_back, "says no note where the time is exactly 0; there the first one begins")
def not_at_zero(lengths, bar, bars_ago):
    places, earlier = right.look_back(lengths, bar, bars_ago)
    return places, np.where(np.cumsum(lengths) == bar * bars_ago, -1, earlier)


# ---- sick_players --------------------------------------------------------------------------------


def _diagnosis(question, letter, sentence):
    return misconception(sick_players, sentence)({**right.sick_players, question: letter})


player_1_d = _diagnosis(
    "player_1",
    "d",
    "makes player 1 hot; then its notes would cost the healthy net many bits, and they cost few",
)
player_1_a = _diagnosis(
    "player_1",
    "a",
    "says that player 1 forgets; who forgets still draws, and here nothing ever changes",
)
player_1_b = _diagnosis(
    "player_1",
    "b",
    "says that player 1 hears an octave too low; a fixed shift would still let the notes change",
)
player_2_b = _diagnosis(
    "player_2",
    "b",
    "says that player 2 still steps like a tune; its leaps go all over the keyboard",
)
player_2_c = _diagnosis(
    "player_2",
    "c",
    "says that player 2 throws one number; then it would not find so many lengths and pitches",
)
player_2_d = _diagnosis(
    "player_2",
    "d",
    "says that player 2 takes the likeliest; its notes cost more bits than anybody else's",
)
player_3_a = _diagnosis(
    "player_3",
    "a",
    "makes player 3 hot; it stays on its pitch as often as the healthy one, and hot dice hardly do",
)
player_3_b = _diagnosis(
    "player_3",
    "b",
    "says that player 3 hears its first note only; then it would keep coming back to it, in scale",
)
player_3_c = _diagnosis(
    "player_3", "c", "says that player 3 was not trained; all play with the same net"
)
player_4_a = _diagnosis(
    "player_4",
    "a",
    "says that player 4 begins with an empty state; then it would lose its key, and it keeps it",
)
player_4_c = _diagnosis(
    "player_4", "c", "says that player 4 plays in two keys; nearly all its notes lie in one scale"
)
player_4_d = _diagnosis(
    "player_4",
    "d",
    "makes player 4 cold; then its notes would cost fewer bits than the healthy one's",
)


# ---- more that people do -------------------------------------------------------------------------


@misconception(bigram_bits, "counts a pair that comes again only once: += with arrays does that")
def counts_once(train, test, K, alpha):
    counts = np.full((K, K), float(alpha))
    counts[train[:-1], train[1:]] += 1
    table = counts / counts.sum(axis=1, keepdims=True)
    return table, _bits(table, test)


@misconception(bigram_bits, "normalises the columns; each row is a distribution")
def columns_normalised(train, test, K, alpha):
    counts = _counts(train, K, alpha)
    table = counts / counts.sum(axis=0)
    return table, _bits(table, test)


@misconception(free_run, "puts the first note in front and drops the last one that was drawn")
def first_in_last_out(step, state, first, u, temperature):
    return [first, *_run(step, state, first, u, temperature)[:-1]]


@misconception(conditioned_states, "returns as_state before as_input")
def ways_swapped(X, context, W_x, W_h, b, W_c, V):
    as_input, as_state, both = right.conditioned_states(X, context, W_x, W_h, b, W_c, V)
    return as_state, as_input, both


@misconception(causal_conv_backward, "cuts the zeros off at the wrong end: they stand before x")
def cuts_the_end(dy, x, w, dilation):
    T, K = x.shape[2], w.shape[2]
    dpadded = np.zeros((*x.shape[:2], T + (K - 1) * dilation))
    for k in range(K):
        dpadded[:, :, k * dilation : k * dilation + T] += w[:, :, k].T @ dy
    _, dw, db = right.causal_conv_backward(dy, x, w, dilation)
    return dpadded[:, :, :T], dw, db


# ---- generation_quiz -----------------------------------------------------------------------------


def _choice(question, letter, sentence):
    return misconception(generation_quiz, sentence)({**right.generation_quiz, question: letter})


order_a = _choice("order", "a", "writes all samples at once; autoregressive is one after the other")
order_c = _choice("order", "c", "runs both ways: nobody has heard the future that is to be written")
order_d = _choice("order", "d", "takes an autoregressive model for a GAN")
hot_a = _choice("hot", "a", "plays the likeliest note when hot; that is the cold end")
hot_b = _choice("hot", "b", "thinks temperature changes nothing; it divides all the logits")
hot_d = _choice("hot", "d", "plays the unlikeliest note when hot; the order never turns round")
exposure_b = _choice("exposure", "b", "blames vanishing gradients, which trouble the training")
exposure_c = _choice("exposure", "c", "blames the learning rate; it drifts even if well trained")
exposure_d = _choice("exposure", "d", "blames the temperature; it drifts at any")
bottleneck_a = _choice("bottleneck", "a", "lets the decoder see the notes; it has one vector only")
bottleneck_b = _choice("bottleneck", "b", "passes the last note on; the last state has more in it")
bottleneck_c = _choice("bottleneck", "c", "passes the length on, which nobody tells the decoder")
speech_a = _choice("speech", "a", "expects sentences; nothing tells the net what to say")
speech_c = _choice("speech", "c", "expects silence; it has learnt what speech sounds like")
speech_d = _choice("speech", "d", "expects letters; it has learnt from sound, not from text")
family_a = _choice("family", "a", "takes a GAN for an autoregressive model")
family_b = _choice("family", "b", "takes a GAN for an autoencoder")
family_d = _choice("family", "d", "trains a GAN on labels; it needs none")
phase_b = _choice("phase", "b", "gives the estimate the clean phase, which nobody knows")
phase_c = _choice("phase", "c", "sets all phases to zero; a mask leaves them as they are")
phase_d = _choice("phase", "d", "lets the mask learn a phase; a ratio mask is a real number")
