"""Unsupervised roots and what came after. Rows are samples; losses are means over them.

In a Boltzmann machine W is (D, M), a (D,) and b (M,) are biases, units 0 or 1; CTC's blank is 0.
"""

import numpy as np

from ..assessment.base import exercise
from ..assessment.compare import close
from ..assessment.quiz import choices, no_inputs, quiz
from .cases import machines, orders, today
from .cases.slopes import both_sides, nearly

OF_PATHS = ("dlaudio.plots.drawings", "dlaudio.networks.word_spotter")
CURVED, STACKED = ("dlaudio.networks.curved_steps",), ("dlaudio.networks.pre_training",)
VOICES, ROUGH = tuple("ABCDEFGH"), {"x": close(1e-3)}

# ---- autoencoders and codes --------------------------------------------------------------------


@exercise(points=6, cases=machines.autoencoder_cases)
def autoencoder(answer, X, target, W, b, V, c):
    """Code (N, M), output (N, D), mean squared error and the four gradients."""
    code, output, loss, gradients = answer(X, target, W, b, V, c)
    dW, db, dV, dc = gradients
    values = {"code": code, "output": output, "loss": loss}
    return {**values, "dW": dW, "db": db, "dV": dV, "dc": dc}


@autoencoder.law("a small step in W changes the loss as dW says", compare=nearly)
def _autoencoder_slope(answer, rng):
    case = next(machines.autoencoder_cases(rng))
    dW = answer(*case.values())[3][0]
    return both_sides(lambda W: answer(*{**case, "W": W}.values())[2], case["W"], dW, rng)


@exercise(points=2, cases=machines.code_cases, forbid=("dlaudio.networks.tune_finder",))
def hamming_search(answer, database, query, k):
    """Distances in bits (N,) of a query to codes (N, M), and the k nearest rows."""
    distances, nearest = answer(database, query, k)
    return {"distances": distances, "nearest": nearest}


@exercise(points=1, cases=machines.recall_cases, forbid=("dlaudio.networks.tune_finder",))
def recall_at_k(answer, found, relevant, k):
    """The share of the relevant items that are among the first k found: a number."""
    return {"recall": answer(found, relevant, k)}


# ---- Boltzmann machines ------------------------------------------------------------------------


@exercise(points=3, cases=machines.energy_cases, forbid=("dlaudio.networks.boltzmann",))
def rbm_energy(answer, V, H, W, a, b):
    """Energy and free energy (N,) of rows of zeros and ones in a Boltzmann machine."""
    energy, free = answer(V, H, W, a, b)
    values = {"energy": energy, "free_energy": free}
    return {**values, "free_energy_large": lambda: answer(V, H, 1000 * W, a, b)[1]}


@rbm_energy.law("exp(-F(v)) is the sum of exp(-E(v, h)) over all h, on 3 x 2 units")
def _brute_force(answer, rng):
    H, net = machines.corners(2), machines.rbm(rng, 3, 2)
    V = np.repeat(machines.bits(rng, 1, 3), 4, axis=0)
    energy, free = answer(V, H, net["W"], net["a"], net["b"])
    summed = -np.log(np.exp(-np.asarray(energy)).sum())
    return np.asarray(free)[:1] + 10, np.array([summed]) + 10


@exercise(points=4, cases=machines.likelihood_cases, forbid=("dlaudio.networks.boltzmann",))
def rbm_gradient(answer, V, W, a, b):
    """Mean log-likelihood of the rows of V and its exact gradients dW, da, db."""
    likelihood, dW, da, db = answer(V, W, a, b)
    return {"log_likelihood": likelihood, "dW": dW, "da": da, "db": db}


@rbm_gradient.law("a small step in W changes the log-likelihood as dW says", compare=nearly)
def _likelihood_slope(answer, rng):
    case = next(machines.likelihood_cases(rng))
    dW = answer(*case.values())[1]
    return both_sides(lambda W: answer(*{**case, "W": W}.values())[0], case["W"], dW, rng)


@exercise(points=3, cases=machines.chance_cases, forbid=("dlaudio.networks.boltzmann",))
def cd1_step(answer, V, W, a, b, lr, u_hidden, u_visible):
    """One step of contrastive divergence: the new W (D, M), a (D,), b (M,)."""
    W, a, b = answer(V, W, a, b, lr, u_hidden, u_visible)
    return {"W": W, "a": a, "b": b}


@exercise(points=2, cases=machines.key_cases, forbid=("dlaudio.networks.boltzmann",))
def best_key(answer, W):
    """The major key (0 to 11) that fits each unit's 12 weights best, and the correlation."""
    keys, agreement = answer(W)
    return {"keys": keys, "agreement": agreement}


@best_key.law("a machine transposed by two semitones has its keys two semitones higher")
def _transposed(answer, rng):
    W = next(machines.key_cases(rng))["W"]
    return answer(np.roll(W, 2, axis=0))[0], (np.asarray(answer(W)[0]) + 2) % 12


@exercise(points=2, cases=machines.stack_cases, forbid=STACKED, made=machines.A_LAYER)
def greedy_stack(answer, X, sizes):
    """Layers (W, b) that are learnt one on top of the other, and the top's code (N, M)."""
    layers, code = answer(X, sizes, machines.made_layer)
    return {"layers": machines.in_a_row(layers), "code": code}


# ---- slopes of slopes --------------------------------------------------------------------------


@exercise(points=2, cases=machines.hessian_cases, forbid=CURVED, made=machines.A_NET)
def hessian_vector(answer, X, y, w, v, step):
    """The Hessian times v, from two gradients: an array like w."""
    return {"product": answer(machines.net_gradient(X, y), w, v, step)}


@hessian_vector.law("the Hessian is symmetric: u'Hv = v'Hu", compare=nearly)
def _symmetric(answer, rng):
    case = next(machines.hessian_cases(rng))
    gradient, u = machines.net_gradient(case["X"], case["y"]), rng.normal(size=10) * 3
    Hv = np.asarray(answer(gradient, case["w"], case["v"], 1e-4))
    Hu = np.asarray(answer(gradient, case["w"], u, 1e-4))
    return np.array([1.0, u @ Hv]), np.array([1.0, case["v"] @ Hu])


@hessian_vector.law("it is the product with the explicit Hessian of the 10 weights", compare=nearly)
def _explicit(answer, rng):
    case = next(machines.hessian_cases(rng))
    gradient = machines.net_gradient(case["X"], case["y"])
    H = machines.explicit_hessian(gradient, case["w"])
    return answer(gradient, case["w"], case["v"], 1e-4), H @ case["v"]


@exercise(points=3, cases=machines.solve_cases, forbid=CURVED, compare=ROUGH, made=machines.TIMES)
def conjugate_gradient(answer, A, g, n_steps):
    """x after n steps towards A x = g, where only products with A are given."""
    return {"x": answer(lambda v: A @ np.asarray(v, dtype=float), g, n_steps)}


@conjugate_gradient.law("after D steps A x = g")
def _solved(answer, rng):
    A, g = machines.positive(rng, 5), rng.normal(size=5)
    x = answer(lambda v: A @ np.asarray(v, dtype=float), g, 5)
    return A @ np.asarray(x), g


@exercise(points=3, cases=machines.valley_cases, forbid=CURVED, made=machines.A_VALLEY)
def newton_step(answer, A, lowest, w, bend, damping):
    """The weights after one damped Newton step: an array like w."""
    return {"w": answer(machines.valley_gradient(A, lowest, bend), w, damping)}


@newton_step.law("one undamped step goes to the bottom of a quadratic valley", compare=nearly)
def _bottom(answer, rng):
    case = next(machines.valley_cases(rng))
    gradient = machines.valley_gradient(case["A"], case["lowest"], 0.0)
    return answer(gradient, case["w"], 0.0), case["lowest"]


# ---- attacks -----------------------------------------------------------------------------------


@exercise(points=2, cases=machines.impulse_cases, forbid=("dlaudio.widgets.attack",))
def impulse_noise(answer, y, p, u, side):
    """A sound (n,) in which some samples are replaced by impulses."""
    return {"noisy": answer(y, p, u, side)}


@exercise(points=4, cases=machines.attack_cases)
def fgsm(answer, X, y, W, b, V, c, strength):
    """The gradient dX (N, D) of the loss in the inputs, and the inputs attacked along its sign."""
    dX, attacked = answer(X, y, W, b, V, c, strength)
    return {"dX": dX, "attacked": attacked}


@fgsm.law("a small step in X changes the loss as dX says", compare=nearly)
def _input_slope(answer, rng):
    case = next(machines.attack_cases(rng))
    X, net = case["X"], {k: v for k, v in case.items() if k not in ("X", "strength")}
    dX = answer(*case.values())[0]
    return both_sides(lambda x: machines.cross_entropy(x, **net), X, dX, rng)


# ---- blocks of today ---------------------------------------------------------------------------


@exercise(points=4, cases=machines.block_cases)
def residual_block(answer, x, W1, b1, W2, b2, dout):
    """y and dx (N, D) of x + ReLU(x W1 + b1) W2 + b2, and the four gradients."""
    y, dx, gradients = answer(x, W1, b1, W2, b2, dout)
    dW1, db1, dW2, db2 = gradients
    return {"y": y, "dx": dx, "dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


@residual_block.law("with W2 = 0 and b2 = 0 the gradient goes through unchanged")
def _open_road(answer, rng):
    case = next(machines.block_cases(rng))
    case["W2"], case["b2"] = 0 * case["W2"], 0 * case["b2"]
    return answer(*case.values())[1], case["dout"]


@exercise(points=4, cases=machines.attention_cases, forbid=("dlaudio.networks.attending",))
def attention(answer, Q, K, V, dout):
    """Weights (T, S) and output (T, M) of scaled dot-product attention, dQ and dV."""
    weights, output, dQ, dV = answer(Q, K, V, dout)
    return {"weights": weights, "output": output, "dQ": dQ, "dV": dV}


@attention.law("mixing up the frames (rows of K and V alike) changes no output")
def _order(answer, rng):
    case = next(machines.attention_cases(rng))
    mixed = rng.permutation(len(case["K"]))
    other = {**case, "K": case["K"][mixed], "V": case["V"][mixed]}
    return answer(*case.values())[1], answer(*other.values())[1]


@exercise(points=3, cases=today.head_cases, forbid=("dlaudio.networks.attending",))
def many_heads(answer, Q, K, V, n_heads):
    """Weights (H, T, S) of attention in H heads, and the heads' mixtures side by side (T, M)."""
    weights, output = answer(Q, K, V, n_heads)
    return {"weights": weights, "output": output}


@many_heads.law("other numbers in the first head change nothing of what the second gives back")
def _own_look(answer, rng):
    both = today.two_first_heads(rng)
    return tuple(np.split(np.asarray(answer(*case.values())[1]), 2, axis=1)[1] for case in both)


@exercise(points=3, cases=today.causal_cases, forbid=("dlaudio.networks.attending",))
def causal_attention(answer, Q, K, V):
    """Weights (T, T) of attention that does not see what comes later, and the mixtures (T, M)."""
    weights, output = answer(Q, K, V)
    return {"weights": weights, "output": output}


@causal_attention.law("what comes later changes nothing that came before")
def _no_future(answer, rng):
    case = next(today.causal_cases(rng))
    other = {name: np.vstack([rows[:-1], 3 - rows[-1:]]) for name, rows in case.items()}
    return answer(*case.values())[1][:-1], answer(*other.values())[1][:-1]


@exercise(points=1, cases=machines.path_cases, forbid=("dlaudio.networks.word_spotter",))
def ctc_collapse(answer, path):
    """The labels that remain of a path of labels and blanks: a list."""
    return {"labels": answer(path)}


@exercise(points=3, cases=machines.long_ctc_cases, forbid=OF_PATHS)
def ctc_probability(answer, P, target):
    """The probability that frames P (T, C) spell a target: a number."""
    return {"probability": answer(P, target)}


@ctc_probability.law("it is the sum over all paths that collapse to the target")
def _every_path(answer, rng):
    cases = list(machines.ctc_cases(rng))
    return [answer(*c.values()) for c in cases], [machines.all_paths(**c) for c in cases]


@exercise(points=4, cases=machines.latent_cases, forbid=("dlaudio.networks.blending",))
def vae_latent(answer, mu, log_var, noise, dz):
    """Drawn z (N, M), the KL term, and the gradients dmu, dlog_var (N, M)."""
    z, kl, dmu, dlog_var = answer(mu, log_var, noise, dz)
    return {"z": z, "kl": kl, "dmu": dmu, "dlog_var": dlog_var}


@vae_latent.law("a small step in log_var changes KL + sum(dz * z) as dlog_var says", compare=nearly)
def _latent_slope(answer, rng):
    case = next(machines.latent_cases(rng))

    def total(log_var):
        z, kl, _, _ = answer(*{**case, "log_var": log_var}.values())
        return kl + np.sum(case["dz"] * np.asarray(z))

    return both_sides(total, case["log_var"], answer(*case.values())[3], rng)


@exercise(points=3, cases=today.diffusion_cases, forbid=("dlaudio.networks.diffusing",))
def diffuse(answer, x, noise, betas, step):
    """Share of the clean power after each step, (S,), and the noisy rows (N, D)."""
    kept, noisy = answer(x, noise, betas, step)
    return {"kept": kept, "noisy": noisy}


@diffuse.law("one jump has the mean and the power of all small steps, one after the other")
def _small_steps(answer, rng):
    x, betas, at, mean, power = today.small_steps(rng)
    still = np.asarray(answer(x, np.zeros_like(x), betas, at)[1])
    noise = np.asarray(answer(0 * x, np.ones_like(x), betas, at)[1])
    return np.vstack([still, noise**2]), np.vstack([mean, power + 0 * x])


# ---- quizzes -----------------------------------------------------------------------------------


@exercise(points=4, cases=no_inputs, secret=True)
def brain_numbers(answer):
    """Four numbers on brain and clock: a dict."""

    def number(name):
        if answer[name] == "?":
            raise NotImplementedError
        return round(float(answer[name]))

    names = ("steps", "synapses_power", "clock_ratio", "days")
    return {name: lambda name=name: number(name) for name in names}


@exercise(points=2, cases=no_inputs, secret=True)
def timeline(answer):
    """Eight voices, A to H, in the order of their years, a list; each place is judged by itself."""
    if "?" in answer:
        raise NotImplementedError
    return {f"place_{n}": name for n, name in enumerate(orders.each_once(answer, VOICES), start=1)}


@quiz(points=9, asks="renewal winter layerwise speech ctc vae diffusion gan order")
def beyond_quiz(answer):
    """Nine questions on the unit: a dict of letters."""
    return choices(answer, beyond_quiz.choices)
