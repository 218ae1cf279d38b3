"""Generation: sampling, melodies, conditioning, WaveNet's convolution, masks that separate."""

import numpy as np

from dlaudio.datasets.noisy_words import mean_gain
from dlaudio.gradcheck import numeric_gradient

from ..assessment.base import exercise
from ..assessment.compare import close
from ..assessment.quiz import choices, quiz
from .cases import conditions, noisy_words, passages, stacks, tunes
from .cases.conditions import both_ways, causal

READY = ("dlaudio.generation", "dlaudio.losses", "dlaudio.layers")
GENERATION = READY[:1]

# ---- notes, one after the other ----------------------------------------------------------------


@exercise(
    points=4,
    cases=passages.sampling_cases,
    forbid=GENERATION,
    made="at_0 = sample_with_temperature(logits + 0.01 * np.arange(logits.shape[1]), 0, u); "
    "if_large = sample_with_temperature(500 * logits, temperature, u)",
)
def sample_with_temperature(answer, logits, temperature, u):
    """Probabilities (N, K), and one symbol for each row, (N,)."""
    probabilities, symbols = answer(logits, temperature, u)
    apart = logits + 0.01 * np.arange(logits.shape[1])  # one note is the likeliest
    return {
        "probabilities": probabilities,
        "symbols": symbols,
        "symbols_at_0": lambda: answer(apart, 0, u)[1],
        "probabilities_at_0": lambda: answer(apart, 0, u)[0],
        "probabilities_if_large": lambda: answer(500 * logits, temperature, u)[0],
    }


@sample_with_temperature.law("halving the logits and the temperature together changes nothing")
def _halved(answer, rng):
    logits, temperature, u = next(passages.sampling_cases(rng)).values()
    return answer(logits, temperature, u)[0], answer(logits / 2, temperature / 2, u)[0]


@exercise(points=3, cases=tunes.likely_cases, forbid=GENERATION)
def keep_likely(answer, p, k, share):
    """Two arrays (N, K) of probabilities: the k likeliest of each row, and the nucleus."""
    top, nucleus = answer(p, k, share)
    return {"top": top, "nucleus": nucleus}


@exercise(points=3, cases=passages.loss_cases, forbid=READY)
def melody_loss(answer, logits, targets, mask):
    """Two numbers, the loss in nats and in bits, and its slope (N, T, K)."""
    loss, bits, dlogits = answer(logits, targets, mask)
    return {"loss": loss, "bits": bits, "dlogits": dlogits}


@melody_loss.law("dlogits is the slope of the loss that the same function returns")
def _loss_slope(answer, rng):
    logits, targets, mask = next(passages.loss_cases(rng)).values()
    slope = numeric_gradient(lambda z: float(answer(z, targets, mask)[0]), logits)
    return answer(logits, targets, mask)[2], slope


@melody_loss.law("what stands in the padding changes no loss")
def _padding(answer, rng):
    logits, targets, mask = next(passages.loss_cases(rng)).values()
    other = logits + (1 - mask[..., None]) * rng.normal(size=logits.shape)
    return answer(logits, targets, mask)[0], answer(other, targets, mask)[0]


@exercise(points=2, cases=passages.schedule_cases)
def scheduled_inputs(answer, truth, guesses, i, k, coins):
    """The share of truth, a number, and what the net hears, (N, T)."""
    share, inputs = answer(truth, guesses, i, k, coins)
    return {"share": share, "inputs": inputs}


@exercise(
    points=2,
    cases=passages.player_cases,
    forbid=GENERATION,
    made='from dlaudio.exercises.cases import passages; q = check.case("free_run"); '
    'step = passages.player(q["rows"], q["W"], q["V"])',
)
def free_run(answer, rows, W, V, state, first, u, temperature):
    """The notes that follow the first one: T whole numbers."""
    step = passages.player(rows, W, V)
    return {"melody": answer(step, state, first, u, temperature)}


@free_run.law("the first notes do not depend on how many follow")
def _longer(answer, rng):
    rows, W, V, state, first, u, temperature = next(passages.player_cases(rng)).values()
    step = passages.player(rows, W, V)
    whole = np.asarray(answer(step, state, first, u, temperature))
    return answer(step, state, first, u[:5], temperature), whole[:5]


@exercise(points=2, cases=tunes.fact_cases, forbid=GENERATION)
def tune_facts(answer, pitches, lengths):
    """Three shares, in a scale, of the commonest length and of repeats, and the range."""
    in_scale, commonest, repeats, span = answer(pitches, lengths)
    return {"in_scale": in_scale, "commonest": commonest, "repeats": repeats, "span": span}


@exercise(points=3, cases=tunes.bits_cases, compare={"temperature": close(0.01)})
def matching_temperature(answer, logits, bits):
    """A number above 0: the temperature at which the rows are worth `bits` on average."""
    return {"temperature": answer(logits, bits)}


@exercise(points=3, cases=tunes.bar_cases, forbid=GENERATION)
def look_back(answer, lengths, bar, bars_ago):
    """Two arrays of whole numbers, (T,): places in the bar, and numbers of earlier notes."""
    places, earlier = answer(lengths, bar, bars_ago)
    return {"places": places, "earlier": earlier}


@quiz(points=4, asks="player_1 player_2 player_3 player_4")
def sick_players(answer):
    """A dict of letters: what is wrong with each of the four players."""
    return choices(answer, sick_players.choices)


@exercise(
    points=2,
    cases=passages.duet_cases,
    made="from dlaudio.exercises.cases import passages; reply = passages.partner(seed)",
)
def turn_taking(answer, human, first, seed):
    """The machine's line: T whole numbers."""
    return {"machine": answer(passages.partner(seed), human, first)}


@turn_taking.law("what the human plays now changes only what the machine plays later")
def _no_peeking(answer, rng):
    human, first, seed = next(passages.duet_cases(rng)).values()
    other = np.append(human[:4], human[4:] + rng.integers(1, 5, len(human) - 4))
    reply = passages.partner(seed)
    return np.asarray(answer(reply, human, first))[:5], np.asarray(answer(reply, other, first))[:5]


@exercise(points=2, cases=passages.pair_cases)
def relative_code(answer, own, other):
    """Steps (T - 1,) and intervals (T,), in semitones."""
    steps, intervals = answer(own, other)
    return {"steps": steps, "intervals": intervals}


@relative_code.law("both parts moved by the same interval: the same code")
def _transposed(answer, rng):
    own, other = next(passages.pair_cases(rng)).values()
    return np.concatenate(answer(own, other)), np.concatenate(answer(own + 5, other + 5))


@exercise(points=2, cases=passages.text_cases)
def bigram_bits(answer, train, test, K, alpha):
    """The table (K, K) of probabilities, and bits a symbol, a number."""
    table, bits = answer(train, test, K, alpha)
    return {"table": table, "bits": bits}


@exercise(points=3, cases=passages.key_cases)
def key_profile(answer, pitches, lengths, template):
    """The profile (12,), the twelve correlations, and a key from 0 to 11."""
    profile, scores, key = answer(pitches, lengths, template)
    return {"profile": profile, "scores": scores, "key": key}


@key_profile.law("a melody five semitones higher is in the key five semitones higher")
def _higher_key(answer, rng):
    pitches, lengths, template = next(passages.key_cases(rng)).values()
    key = answer(pitches, lengths, template)[2]
    return (key + 5) % 12, answer(pitches + 5, lengths, template)[2]


# ---- conditioning ------------------------------------------------------------------------------


@exercise(points=3, cases=conditions.condition_cases)
def conditioned_states(answer, X, context, W_x, W_h, b, W_c, V):
    """States (N, T, H) in three ways: as input, as first state, both."""
    as_input, as_state, both = answer(X, context, W_x, W_h, b, W_c, V)
    return {"as_input": as_input, "as_state": as_state, "both": both}


@conditioned_states.law("a context of zeros changes nothing: all three ways give the same states")
def _no_context(answer, rng):
    case = next(conditions.condition_cases(rng))
    as_input, as_state, both = answer(*{**case, "context": 0 * case["context"]}.values())
    return np.stack([as_input, as_state]), np.stack([both, both])


@exercise(points=3, cases=conditions.condition_gradient_cases)
def context_gradients(answer, dH, X, context, W_x, W_h, b, W_c, V):
    """Slopes of the context, W_c and V, each shaped like what it is of."""
    dcontext, dW_c, dV = answer(dH, X, context, W_x, W_h, b, W_c, V)
    return {"dcontext": dcontext, "dW_c": dW_c, "dV": dV}


@context_gradients.law("dcontext is the slope of sum(dH * H) in the context")
def _context_slope(answer, rng):
    dH, X, context, *weights = next(conditions.condition_gradient_cases(rng)).values()
    slope = numeric_gradient(lambda c: both_ways(X, c, *weights), context, dout=dH)
    return answer(dH, X, context, *weights)[0], slope


@exercise(points=3, cases=stacks.melody_cases)
def encode_decode(answer, melody, encoder, decoder, end, length):
    """The context (H,), the scores of each step, and a list of notes."""
    context, scores, notes = answer(melody, encoder, decoder, end, length)
    return {"context": context, "scores": scores, "notes": notes}


@encode_decode.law("with the weights of a stack every melody comes out backwards")
def _reversed(answer, rng):
    encoder, decoder = stacks.stack(6, 5, rng)
    melody = rng.permutation(5)
    return answer(melody, encoder, decoder, 5, 8)[2], melody[::-1]


# ---- dilated causal convolution ----------------------------------------------------------------


@exercise(points=3, cases=conditions.causal_cases, forbid=READY)
def causal_conv(answer, x, w, b, dilation):
    """The output (N, O, T) of a dilated causal convolution."""
    return {
        "undilated": lambda: answer(x, w, b, 1),
        "dilated": lambda: answer(x, w, b, dilation),
    }


@causal_conv.law("changing the future changes nothing that came before")
def _no_future(answer, rng):
    x, w, b, dilation = next(conditions.causal_cases(rng)).values()
    other = np.concatenate([x[:, :, :5], rng.normal(size=x[:, :, 5:].shape)], axis=2)
    past = (np.asarray(answer(z, w, b, dilation))[:, :, :5] for z in (x, other))
    return tuple(past)


@exercise(points=4, cases=conditions.causal_gradient_cases, forbid=READY)
def causal_conv_backward(answer, dy, x, w, dilation):
    """Slopes of x, w and b, each shaped like what it is of."""
    dx, dw, db = answer(dy, x, w, dilation)
    return {"dx": dx, "dw": dw, "db": db}


@causal_conv_backward.law("dx is the slope of sum(dy * y) in x")
def _input_slope(answer, rng):
    dy, x, w, dilation = next(conditions.causal_gradient_cases(rng)).values()
    slope = numeric_gradient(lambda z: causal(z, w, np.zeros(len(w)), dilation), x, dout=dy)
    return answer(dy, x, w, dilation)[0], slope


@causal_conv_backward.law("dw is the slope of sum(dy * y) in w")
def _weight_slope(answer, rng):
    dy, x, w, dilation = next(conditions.causal_gradient_cases(rng)).values()
    slope = numeric_gradient(lambda v: causal(x, v, np.zeros(len(w)), dilation), w, dout=dy)
    return answer(dy, x, w, dilation)[1], slope


@exercise(points=2, cases=conditions.reach_cases)
def causal_reach(answer, kernel_size, dilations, sr):
    """Samples, a whole number, and milliseconds."""
    samples, milliseconds = answer(kernel_size, dilations, sr)
    return {"samples": samples, "milliseconds": milliseconds}


# ---- masks -------------------------------------------------------------------------------------


@exercise(points=2, cases=noisy_words.mask_cases)
def ideal_ratio_mask(answer, S, V):
    """A mask from 0 to 1, and the masked mixture, complex, both like S."""
    mask, estimate = answer(S, V)
    return {"mask": mask, "estimate": estimate}


@exercise(points=3, cases=noisy_words.sdr_cases)
def sdr_improvement(answer, estimate, mixture, target):
    """Three numbers in dB: of the mixture, of the estimate, and the gain."""
    before, after, improvement = answer(estimate, mixture, target)
    return {"before": before, "after": after, "improvement": improvement}


@exercise(
    points=4,
    cases=noisy_words.gate_cases,
    visible=noisy_words.visible_gate_cases,
    forbid=("dlaudio.widgets",),
    compare={"gain": noisy_words.decibels(5), "challenge": noisy_words.decibels(7)},
    made="noisy_words.mean_gain(spectral_gate, corpus, words, np.random.default_rng(seed))",
)
def spectral_gate(answer, corpus, words, seed):
    """A mask from 0 to 1, (F, T), for Y and V; judged is the mean gain on words in noise."""
    gain = mean_gain(answer, corpus, words, np.random.default_rng(seed))
    return {"gain": gain, "challenge": gain}


# ---- quiz --------------------------------------------------------------------------------------


@quiz(points=7, asks="order hot exposure bottleneck speech family phase")
def generation_quiz(answer):
    """A dict of letters, one for each question."""
    return choices(answer, generation_quiz.choices)
