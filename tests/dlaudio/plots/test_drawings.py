"""Every drawing of the units: it can be read, its text says its numbers, and they are computed."""

import importlib
import itertools
import re
import subprocess
import sys

import numpy as np
import pytest
from legible import covered, faults, unnamed, written

from dlaudio.assessment.forbid import without
from dlaudio.graph import Node
from dlaudio.plots import drawings
from dlaudio.plots.drawings import __main__ as gallery
from dlaudio.plots.drawings import (
    attention,
    batch_norm,
    bends,
    boltzmann_machine,
    both_directions,
    bump_parts,
    chain_rule,
    chord,
    convolution,
    convolution_backward,
    ctc_trellis,
    dilated_stack,
    dot_product,
    echo_copies,
    encoder_decoder,
    fading,
    fifths_round,
    folds,
    framing,
    gain_module,
    gate_traces,
    gates,
    gru_cell,
    hill_of_towers,
    input_times_error,
    kink,
    knobs,
    layer_forward,
    layer_matrices,
    lstm_cell,
    net_numbers,
    network_shapes,
    node_graph,
    orders,
    parity_cube,
    paths,
    perceptron_update,
    pooling,
    receptive_field,
    regions,
    ringing_state,
    same_radius,
    shifted_pulse,
    short_dream,
    square_chain,
    stack_collapse,
    stair_error,
    step_error,
    step_grid,
    sweeps,
    teacher_forcing,
    through_time,
    tower,
    transformer_block,
    trial_steps,
    unrolled,
    variational_autoencoder,
    weighed_outputs,
    wirings,
    xor_net,
)
from dlaudio.plots.parts import listed, number

# Settings besides those that each function has anyway.
MORE = [
    ("detector", "draw", {"knows": (0, 0, 0)}),
    ("folded_square", "draw", {"hidden": ((-0.5, 1, 1), (-0.5, 1, 1)), "output": (-0.5, 1, 0)}),
    ("folded_square", "draw", {"hidden": ((1.5, -1, -1), (-0.5, 1, 1)), "output": (-1.5, 1, 1)}),
    ("line_and_normal", "draw", {"w": (4, -1, 2), "x": (3, -2)}),
    ("update_strip", "draw", {"w": (0, 0, 0)}),
    ("weighted_sum", "draw", {"x": (2, -1, 0.5), "w": (1, -1, 2, 3), "names": ("a", "b", "c")}),
    ("convolution", "draw", {"row": 2, "column": 1, "stride": 2, "padding": 1}),
    ("convolution", "draw", {"row": 0, "column": 0, "dilation": 2}),
    ("convolution", "draw_signal", {"at": 1, "stride": 2, "padding": 1}),
    ("convolution", "draw_signal", {"at": 0, "dilation": 3}),
    ("gates", "draw", {"x": -1.5, "y": 0.5, "upstream": -1.0}),
    ("layer_matrices", "draw", {"lit": "dH", "row": 1, "column": 2}),
    ("layer_matrices", "draw", {"lit": "db"}),
    ("layer_matrices", "draw", {"lit": "Z", "row": 1}),
    ("layer_matrices", "draw", {"lit": "none"}),
    ("hidden_corners", "draw", {"starts": (1, 11)}),
    *(("lstm_cell", "draw", {"lit": step}) for step in ("write", "add", "read", "all")),
    *(("gru_cell", "draw", {"lit": step}) for step in ("reset", "propose", "mix", "all")),
    ("gru_cell", "draw", {"lit": "all", "h": -0.123, "z": 0.456, "r": 0.789, "k": -0.987}),
    ("lstm_cell", "draw", {"lit": "all", "c": -1.234, "f": 0.123, "i": 0.456, "g": -0.789}),
    ("chain_rule", "draw", {"x": -0.5, "step": -0.2}),
    ("kink", "draw", {"x": 0.3, "h": 0.2}),
    ("chord", "draw", {"x": 0.5, "h": 0.25}),
    ("gain_module", "draw", {"w": -0.5, "x": (-1.25, 2, 0), "dout": (0.5, -1, 3)}),
    ("weighed_outputs", "draw", {"x": (0, 2, -1), "drawn": (1, 0.5, -2)}),
    ("input_times_error", "draw", {"inputs": (2, -1, 0.5), "errors": (-0.25, 1, 0)}),
    ("input_times_error", "draw", {"blank": True}),
    ("square_chain", "draw", {"x": -1.5, "dout": 2.0}),
    ("orders", "draw", {"order": "badce"}),
    ("step_error", "draw", {"x": 1.2}),
    ("level_steps", "draw", {"powers": np.linspace(1, 0.95, 31), "wanted_db": -10.0}),
    ("level_steps", "draw", {"powers": [1, 0.6, 0.2, -0.1, np.nan], "wanted_db": -5.0}),
    ("sweeps", "draw", {"seed": "a", "b": -1.5}),
    ("sweeps", "draw", {"mode": "reverse"}),
    ("paths", "draw", {"lit": "upper"}),
    ("paths", "draw", {"lit": "lower", "a": -1.5}),
    ("paths", "draw", {"lit": "both", "b": -2.0}),
    ("perceptron_update", "draw", {"w": (1, 1, 1), "x": (1, 0.5), "y": -1}),
    ("through_time", "draw", {"x": (0.5, -1, 0.3, 1), "w_h": -1.1}),
    ("unrolled", "draw", {"steps": 5}),
    ("four_wirings", "draw", {"steps": 3}),
    ("cut_windows", "draw", {"x": (1, 0.5, -2, 3, 4), "length": 3}),
    ("asked_later", "draw", {"shares": {"net 3": {4: 0.5, 5: 1.0, 6: 0.25}}, "trained": 5}),
    ("truncation", "draw", {"steps": 7, "piece": 2}),
    ("truncation", "draw", {"steps": 4, "piece": 4}),
    ("ringing_state", "draw", {"W": np.diag([0.9, -0.5]), "steps": 5}),
    ("ringing_state", "draw", {"W": ((0.8, 0.7), (-0.7, 0.8)), "steps": 9}),
    ("same_radius", "draw", {"radius": 0.95, "coupling": 0.01, "steps": 40}),
    ("state_strip", "draw", {"lit": 1}),
    ("state_strip", "draw", {"lit": 7}),
    ("state_strip", "draw", {"lit": 4, "title": "eight units"}),
    ("attention", "draw", {"query": (-1, 1), "lit": 3}),
    ("attention", "draw_matrix", {"causal": False, "lit": 0}),
    ("attention", "draw_backward", {"divided": False, "asked": 2}),
    ("attention", "draw_backward", {"query": (-1, 1), "slopes": (-0.5, 2), "lit": 3, "asked": 0}),
    ("variational_autoencoder", "draw_backward", {"asked": True}),
    ("variational_autoencoder", "draw_backward", {"noise": (-2, 0), "slopes": (-0.5, 0.3)}),
    ("batch_norm", "draw", {"lit": 0}),
    ("batch_norm", "draw", {"batch": np.eye(3), "scale": (1, 2, 3), "shift": (0, 1, -1), "lit": 2}),
    ("framing", "draw", {"frame_length": 3, "hop_length": 3, "lit": 0}),
    ("framing", "draw", {"signal": range(12), "frame_length": 6, "hop_length": 4, "lit": 1}),
    ("boltzmann_machine", "draw", {"v": (0, 1, 1, 0), "h": (0, 1, 0)}),
    ("short_dream", "draw", {"v": (0, 1, 1, 0), "lit": (1, 0)}),
    ("piled_machines", "draw", {"v": (0, 0, 1, 1), "upper": np.eye(3), "b_upper": (0, 1, -1)}),
    ("brain_and_clock", "draw", {"look": 0.1, "rate": 1e3, "cells": 11, "each": 4, "clock": 3e9}),
    ("ctc_trellis", "draw", {"target": (1, 1)}),
    ("ctc_trellis", "draw", {"target": (2,)}),
    ("ctc_trellis", "draw_jumps", {"targets": ((1, 1), (2, 1))}),
    ("dilated_stack", "draw", {"dilations": (1, 3, 9), "kernel": 3, "length": 30}),
    ("impulses", "draw", {"y": (1, -2, 0.5), "p": 0, "u": (0.5, 0, 0.2), "side": (0, 1, 0.5)}),
    ("impulses", "draw", {"p": 1}),
    ("ranked_list", "draw", {"found": (3, 12, 5, 8, 1, 7, 2, 4), "relevant": (8, 12)}),
    ("ranked_list", "draw", {"found": (3, 5, 1), "relevant": (8, 2, 4, 10)}),
    ("duet_lines", "draw_code", {"own": (72, 60, 65), "other": (60, 67, 72)}),
    ("pair_table", "draw", {"letters": "abab", "alpha": 0.25, "pair": "ba"}),
    ("encoder_decoder", "draw", {"tune": ("C", "E")}),
    ("one_weight_descent", "draw", {"rates": (0.25, 0.95, 1.05), "curvature": 2.0}),
    ("receptive_field", "draw", {"layers": ((5, 2), (3, 1)), "length": 13, "at": 0}),
    ("regions", "draw", {"units": (1, 3, 4, 6)}),
    ("snare_tower", "draw", {"steepness": 10.0}),
    ("snare_tower", "draw_net", {"steepness": 20.0, "long": (0.25, 1.0)}),
    ("hill_of_towers", "draw", {"towers_each": (2, 3, 5)}),
    ("hill_of_towers", "draw_pinholes", {"n_each": 2, "steepness": (30.0, 90.0)}),
    ("hill_of_towers", "draw_net", {"lit": 3}),
    ("cancelled_powers", "draw", {"bias": -0.75, "weight": 0.25}),
    ("tower", "draw_walls", {"steepness": 20.0, "right": 0.8}),
    ("soft_flanks", "draw", {"stair": (40.0, 4.0, 2.0), "fence": (20.0, 12.0, 8.0)}),
    ("which_bends", "draw", {"units": (4, 64)}),
    ("teacher_forcing", "draw", {"tune": (60, 59, 57, 60), "step": 1}),
    ("transformer_block", "draw", {"width": 96, "heads": 6, "causal": False}),
    ("wavenet_block", "draw", {"channels": 8, "dilation": 16}),
    ("convolution", "draw_channels", {"row": 1, "column": 2, "lit": 1}),
    ("echo_copies", "draw", {"signal": (1, -2), "kernel": (1, 3, -1), "lit": 0}),
    ("shifted_pulse", "draw", {"at": 3, "seed": 4}),
    ("step_grid", "draw", {"struck": (1, 0, 0, 1), "found": (0, 0, 1, 1)}),
    ("wirings", "draw_matrix", {"signal": (1, 0, 2, -1, 3), "padding": 1, "at": 4}),
    ("pooling", "draw", {"kind": "mean", "back": False}),
    ("convolution_backward", "draw", {"lit": 0}),
    ("convolution_backward", "draw", {"signal": (1, 2, 3, 4), "kernel": (1, -1), "lit": 2}),
    ("dot_product", "draw", {"w": (2, 1), "x": (-1, 1)}),
    ("dot_product", "draw", {"w": (1, 1), "x": (-1, 1)}),
    ("dot_product", "draw", {"w": (0, 1), "x": (0, 3)}),
    ("pooling", "draw", {"kind": "mean"}),
    ("pooling", "draw", {"size": 3, "image": np.eye(6)}),
    ("bends", "draw", {"names": ("tanh", "ReLU", "ELU")}),
    ("bump_parts", "draw", {"left": -2.0, "right": 0.5, "height": 3.0, "steepness": 8.0}),
    ("bump_parts", "draw", {"left": 0.0, "right": 1.0}),
    ("folds", "draw", {"layers": 3}),
    ("folds", "draw_parts", {"x": 0.9}),
    ("stair_error", "draw", {"pieces": 12}),
    ("parity_cube", "draw", {"bits": (1, 1, 0)}),
    ("snare_tower", "draw", {"doubles": True}),
    ("layer_forward", "draw", {"row": 1, "column": 2}),
    ("layer_forward", "draw", {"row": 1, "column": 1, "bend": "no bend"}),
    ("layer_forward", "draw", {"row": 1, "column": 0, "shown": "lit"}),
    ("layer_forward", "draw", {"row": 1, "column": 2, "shown": "others"}),
    ("bent_tones", "draw", {"names": ("sigmoid", "leaky ReLU"), "gain": 2.0}),
    ("float_ruler", "draw", {"exponents": (35, 36.5, 38)}),
    ("one_matrix", "draw", {"first": 30.0, "stretches": (1.5, -0.5), "second": 0.0}),
    ("stack_collapse", "draw", {"x": (1, -2)}),
    ("knobs", "draw", {"weights": (0.5, 0.0, 0.25, 0.05)}),
    ("knobs", "draw", {"closed": True}),
    ("how_far_apart", "draw", {"pairs": ((1, 4), (7, 5))}),
    ("trial_steps", "draw", {"nudges": (1.5, 0.3), "start": 1.0, "rounds": 20}),
    ("trial_steps", "draw_curve", {"x": (1.0, 2.0, 2.5), "labels": (0, 1, 1)}),
    *(("xor_net", "draw", {"lit": row}) for row in (0, 2, 3)),
    ("xor_net", "draw", {"lit": 3, "wanted": (1, 1, 1, 0)}),
    ("terraces", "draw_feet", {"weight": 0}),
    ("two_wires", "draw", {"w": (-1, -2.5)}),
    ("two_wires", "draw", {"w": (1, 3), "last_open": True}),
    ("update_strip", "draw", {"last_open": True}),
    ("pocket_counts", "draw", {"shown": (1, 2, 4)}),
    ("both_directions", "draw", {"lit": 3, "steps": 3}),
    ("gate_traces", "draw", {"inputs": {"c of one": [0.0, -1.5, 2.0]}, "title": "a cell"}),
    ("gate_traces", "draw", {"marks": [20.0, 30.0], "span": (18, 40), "least": {"f": 0.6}}),
    ("wirings", "draw", {"kernel": (1, -1), "inputs": 5}),
    ("wirings", "draw_matrix", {"signal": (1, 2, 3, 4, 5), "kernel": (1, -1), "at": 3}),
    ("contexts", "draw_backward", {"weight": -0.5, "blank": True}),
    ("free_steps", "draw", {"u": (0.9, 0.7), "first": 1}),
    (
        "halved_bracket",
        "draw",
        {"logits": ((3, 0, -1), (0, 0, 0.5)), "bits": 1.2, "bracket": (0.5, 4)},
    ),
    ("true_or_own", "draw", {"tune": (60, 59, 57, 60), "coins": (0.5, 0.95, 0.05), "i": 0}),
    (
        "turned_template",
        "draw",
        {"pitches": (62, 66, 69), "lengths": (3, 1, 1), "turns": (0, 2, 9)},
    ),
]


def every() -> list:
    return [(*name.split("."), {}) for name, _ in gallery.functions()] + MORE


@pytest.mark.parametrize("name, function, numbers", every())
def test_a_drawing_can_be_read_and_its_text_says_its_numbers(name, function, numbers):
    module = importlib.import_module(f"dlaudio.plots.drawings.{name}")
    figure, text = getattr(module, function)(**numbers)
    assert faults(figure) + unnamed(figure) + covered(figure) == []
    assert len(text) > 40 and text.endswith(".") and "$" not in text
    shown = set(re.findall(r"(?<![\w.])−?\d+(?:\.\d+)?", " ".join(written(figure) - ticks(figure))))
    said = set(re.findall(r"−?\d+(?:\.\d+)?", text))
    assert shown - said == set()


def ticks(figure) -> set[str]:
    """What stands at the ticks of axes: nobody needs to hear it."""
    labels = [t for ax in figure.axes for t in ax.get_xticklabels() + ax.get_yticklabels()]
    return {label.get_text() for label in labels}


def test_the_sum_over_channels_is_that_of_scipy():
    from scipy.signal import correlate

    rng = np.random.default_rng(1)
    image, kernels = rng.integers(0, 4, (3, 4, 5)), rng.integers(-1, 2, (2, 3, 3, 3))
    _, text = convolution.draw_channels(1, 0, image=image, kernels=kernels)
    for i, kernel in enumerate(kernels):
        expected = correlate(image, kernel, "valid")[0]
        rows = "; ".join(", ".join(f"{v}".replace("-", "−") for v in row) for row in expected)
        assert f"out {i} (2 × 3): {rows}" in text


def slope(function, at: float, h: float = 1e-6) -> float:
    return (function(at + h) - function(at - h)) / 2 / h


def test_the_net_in_numbers_has_the_slopes_that_small_changes_show():
    x, y, w1, w2 = np.array([1.0, 0.5]), 1.0, np.array([[1.0, -2], [2, 1]]), np.array([1, -1.5])

    def loss(v: float, row: int) -> float:
        changed = w1.copy()
        changed[row, 1] = v
        return (y - 1 / (1 + np.exp(-x @ changed)) @ w2) ** 2

    _, text = net_numbers.draw(x, y, w1, w2)
    for row in (0, 1):
        assert f"{slope(lambda v, row=row: loss(v, row), w1[row, 1]):.3f} from x{row + 1}" in text


def test_the_slope_through_time_is_what_a_small_change_of_the_weight_shows():
    x = (1.0, 0.0, -0.5)

    def last(w_h: float) -> float:
        h = 0.0
        for value in x:
            h = np.tanh(value + w_h * h)
        return h

    assert (
        f"The slope in w_h is 0 + 0.427 + 0.541 ≈ {slope(last, 0.8):.3f}" in through_time.draw(x)[1]
    )


def test_a_coupled_state_grows_before_it_fades_and_a_turn_only_fades():
    for W, grows in [(ringing_state.turning(0.9, 25), False), ([[0.9, 5], [0, 0.9]], True)]:
        left = same_radius.left_over(np.array(W), 60)
        assert (left[10] > 19) == grows and left[60] < 1
        assert np.abs(np.linalg.eigvals(W)).max() == pytest.approx(0.9)


def test_the_lstm_cell_is_the_layer_of_the_package():
    from dlaudio.layers import LSTM, sigmoid

    layer = LSTM(1, 1, rng=np.random.default_rng(0))
    for parameter, value in zip(layer.parameters(), (0.3, 0.0, [0.2, 1.4, -0.7, 0.9]), strict=True):
        parameter.value[...] = value
    h = float(layer.forward(np.ones((1, 1, 1)))[0, 0, 0])
    i, f, g, o = 0.3 + np.array([0.2, 1.4, -0.7, 0.9])
    gates = {"i": sigmoid(i), "f": sigmoid(f), "g": np.tanh(g), "o": sigmoid(o)}
    assert lstm_cell.draw("read", c=0.0, **gates)[1].endswith(f"= {h:.3f}.".replace("-", "−"))


def test_a_larger_forget_bias_keeps_more_of_an_old_input_in_every_net():
    shares = [found[:, 0] / found[:, -1] for found in map(forgetful, (0.0, 1.0, 3.0))]
    assert (10 * shares[0] < shares[1]).all() and (10 * shares[1] < shares[2]).all()


def forgetful(bias: float):
    return fading.slopes("LSTM", 40, 16, bias)


def test_slopes_over_time_are_what_small_changes_show():
    from dlaudio.layers import RNN

    rng = np.random.default_rng(0)
    layer = RNN(4, 4, rng=rng, dtype=np.float64)
    x, g = rng.normal(0, 0.5, (1, 12, 4)), rng.normal(size=4)

    def last(t: int, d: int, h: float) -> float:
        moved = x.copy()
        moved[0, t, d] += h
        return float(layer.forward(moved)[0, -1] @ g)

    found = fading.slopes("RNN", 12, 4)[0]
    for t in (0, 11):
        row = [(last(t, d, 1e-5) - last(t, d, -1e-5)) / 2e-5 for d in range(4)]
        assert found[t] == pytest.approx(np.linalg.norm(row), rel=1e-5)


def test_the_gru_cell_is_the_layer_of_the_package():
    from dlaudio.layers import GRU

    layer = GRU(1, 2, rng=np.random.default_rng(0), dtype=np.float64)
    x = np.array([[[0.7], [-0.4]]])
    before, after = layer.forward(x)[0]
    wx, wh, b = (parameter.value for parameter in layer.parameters())
    a, old = x[0, 1] @ wx + b, before @ wh
    z, r = (1 / (1 + np.exp(-(a + old)[i : i + 2])) for i in (0, 2))
    k = np.tanh(a[4:] + (r * before) @ wh[:, 4:])
    text = gru_cell.draw("mix", h=before[0], z=z[0], r=r[0], k=k[0])[1]
    assert f" = {number(after[0])}. (1 − z)" in text


def test_both_modes_find_the_same_slopes():
    reverse = sweeps.draw("reverse", a=2.5, b=-0.5)[1]
    for seed, found in [
        ("a", slope(lambda a: a * 0.5, 2.5)),
        ("b", slope(lambda b: (2.5 + b) * (b + 1), -0.5)),
    ]:
        said = f"de/d{seed} = {number(found)}"
        assert said in reverse and said in sweeps.draw("forward", seed, a=2.5, b=-0.5)[1]


def test_gradients_of_a_layer_are_those_of_the_package():
    from dlaudio.layers.linear import Linear

    layer = Linear(3, 2, rng=np.random.default_rng(0))
    layer.weight.value[...] = layer_matrices.W
    layer.bias.value[...] = layer_matrices.B
    z = layer.forward(np.array(layer_matrices.H, dtype=float))
    dh = layer.backward(np.array(layer_matrices.DZ, dtype=float))
    text = layer_matrices.draw()[1]
    for name, values in [("Z", z), ("dH", dh), ("dW", layer.weight.grad)]:
        assert f"{name} ({len(values)} × {values.shape[1]}): {listed(values)}" in text


def test_the_paths_add_up_to_the_slope_of_the_formula():
    text = paths.draw(2.0, 1.0)[1]
    assert "e to c 1 · 2 = 2, e to d 1 · 3 = 3" in text
    assert "2 + 3 = 5" in text and slope(lambda b: (2 + b) * (b + 1), 1.0) == pytest.approx(5)
    forwards = {lit: paths.draw(2.0, 1.0, lit, way="forwards")[1] for lit in paths.PATHS}
    assert "b to c 1, c to e 1 · 2 = 2. 2 by the upper path" in forwards["upper"]
    assert "b to d 1, d to e 1 · 3 = 3. 3 by the lower path" in forwards["lower"]
    assert "c to e 2, d to e 3" in forwards["all"] and "from a leads one, 2" in forwards["all"]
    assert "2 + 3 = 5" in forwards["both"]
    with pytest.raises(ValueError, match="sideways"):
        paths.draw(way="sideways")


def test_two_paths_that_are_both_lit_are_told_from_each_other():
    def inks(lit, way):
        drawn = paths.draw(lit=lit, way=way)[0].axes[0].patches
        wide = [arrow for arrow in drawn if arrow.get_linewidth() == 2.8]
        return len(wide), len({arrow.get_edgecolor() for arrow in wide})

    for lit, way in itertools.product(("all", "both"), ("forwards", "backwards")):
        assert inks(lit, way) == (4, 2)
    assert inks("upper", "forwards") == (2, 1)


def test_a_gain_hands_back_its_share_to_each_sample_and_to_its_knob_what_all_bring():
    text = gain_module.draw()[1]
    assert "1, −3, 0.5 become 2, −6, 1" in text and "2, 0, 8 go out" in text
    assert text.endswith("for the knob 1 · 1 + (−3) · 0 + 0.5 · 4 = 3.")


def test_outputs_weighed_with_ones_hide_a_softmax_and_others_do_not():
    def total(x, dout):
        e = np.exp(x)
        return dout @ e / e.sum()

    x, text = np.array([0.4, -0.9, 1.3]), weighed_outputs.draw()[1]
    for dout in (np.ones(3), np.array([-0.7, -0.2, 1.7])):
        nudges = 1e-5 * np.eye(3)
        slopes = [(total(x + h, dout) - total(x - h, dout)) / 2e-5 for h in nudges]
        assert f"its slopes are {listed(slopes, 2)}:" in text
    assert "of 1, 1, 1 the sum is 1 · 0.27 + 1 · 0.07 + 1 · 0.66 = 1 and" in text


def test_the_trellis_counts_every_path_that_collapses_to_the_word():
    P = np.random.default_rng(0).dirichlet(np.ones(3), 5)
    for target in [(1, 2), (1, 1), (2,)]:
        likely = {}
        for path in itertools.product(range(3), repeat=len(P)):
            word = tuple(label for label, _ in itertools.groupby(path) if label)
            if word == target:
                likely[path] = np.prod(P[np.arange(len(P)), path])
        alpha = ctc_trellis.forward_sums(P, target)
        assert alpha[-1, -2:].sum() == pytest.approx(sum(likely.values()))
        row = ctc_trellis.states(target)
        lit = tuple(row[s] for s in ctc_trellis.best_path(P, target))
        assert likely[lit] == max(likely.values())


def test_a_column_of_the_matrix_does_what_the_window_does():
    signal, kernel = np.array([1.0, 0, 2, -1, 3, 1]), np.array([-1, 2, 0.5])
    expected = np.correlate(signal, kernel, "valid")
    assert f"z (1 × 4): {listed(expected)}" in wirings.draw_matrix(signal, kernel)[1]
    text = wirings.draw(kernel, inputs=6)[1]
    assert "full: 6 × 4 = 24 weights" in text and "local: 4 × 3 = 12 weights" in text


def test_copies_of_a_room_add_up_to_a_convolution():
    x, w = np.array([2.0, 0, -1, 3]), np.array([4.0, 2, 1])
    assert f"z (6): {listed(np.convolve(x, w))}. z[3]" in echo_copies.draw(x, w)[1]


def test_zeros_at_both_ends_keep_the_length_of_a_signal():
    x, w = np.array([1.0, 0, 2, -1, 3]), np.array([-1, 2, 0.5])
    text = wirings.draw_matrix(x, w, padding=1)[1]
    assert f"z (1 × 5): {listed(np.correlate(x, w, 'same'))}" in text and "T (5 × 5)" in text


def test_only_shared_weights_answer_a_later_pulse_with_the_same_later():
    text = shifted_pulse.draw()[1]
    own, shared = text.split("If all outputs")
    assert own.endswith("another answer. ") and "one place later." in shared


def test_a_rhythm_is_compared_step_by_step():
    text = step_grid.draw((1, 0, 0, 1), (0, 0, 1, 1))[1]
    assert "Struck: 0, 3. Found: 2, 3. 2 of 4 steps are right." in text
    text = step_grid.draw((1, 0, 0, 1), (1, 0, 0, 1), called="true hits")[1]
    assert text == "Steps with a hit, counted from 0. Struck: 0, 3. True hits: 0, 3."


@pytest.mark.parametrize("layers", [((3, 1), (3, 2), (3, 2)), ((5, 2), (3, 1)), ((2, 2), (2, 2))])
def test_a_receptive_field_is_what_an_impulse_reaches(layers):
    size = 40
    reached = np.eye(size)
    for kernel, stride in layers:
        rows = range(0, len(reached) - kernel + 1, stride)
        reached = np.array([reached[i : i + kernel].sum(axis=0) for i in rows])
    assert (reached[0] > 0).sum() == receptive_field.field(layers)[-1][0]
    assert np.argmax(reached[1] > 0) == receptive_field.field(layers)[-1][1]


def test_a_causal_stack_hears_what_the_layers_of_the_package_hear():
    from dlaudio.layers.conv import Conv1d

    rng = np.random.default_rng(0)
    convs = [Conv1d(1, 1, 2, dilation=d, padding=(d, 0), rng=rng) for d in (1, 2, 4, 8)]
    x = np.zeros((1, 1, 40))
    for conv in convs:
        x = conv.forward(x)
    heard = np.zeros((1, 1, 40))
    heard[..., -1] = 1
    for conv in reversed(convs):
        heard = conv.backward(heard)
    said = f"depends on the last {np.count_nonzero(heard)} of"
    assert said in dilated_stack.draw((1, 2, 4, 8))[1]


def test_attention_shares_out_what_softmax_says():
    query, keys, values = np.array([1.0, 2]), np.array([[1.0, 0], [0, 1]]), np.array([[1.0], [3]])
    scores = np.exp([1 / np.sqrt(2), 2 / np.sqrt(2)])
    mixed = (scores / scores.sum()) @ values
    text = attention.draw(query, keys, values)[1]
    assert f"Σ weight × value (1 × 1): {number(mixed[0], 2)}" in text
    text = attention.draw(divided=False)[1]
    assert "score 0: 2·1.5 + 0·0 = 3; scores (4 × 1): 3; 0; 2; −2" in text


def test_a_causal_row_looks_at_nothing_later_and_adds_up_to_1():
    rows = re.search(r"weights \(5 × 5\): (.*?)\. mixtures", attention.draw_matrix()[1]).group(1)
    for t, row in enumerate(rows.split("; ")):
        shares = row.split(", ")
        assert [share == "empty" for share in shares] == [j > t for j in range(5)]
        assert sum(float(share) for share in shares[: t + 1]) == pytest.approx(1, abs=0.025)


def test_a_normalised_batch_is_that_of_the_package():
    from dlaudio.layers import BatchNorm1d

    layer = BatchNorm1d(2, eps=1e-12)
    scale, shift = layer.parameters()
    scale.value[...], shift.value[...] = (1, 2), (0, 1)
    y = layer.forward(np.array(batch_norm.BATCH, dtype=float))
    assert f"output (4 × 2): {listed(y, 2)}." in batch_norm.draw()[1]


def test_frames_are_those_of_librosa():
    import librosa

    y = np.array(framing.SIGNAL, dtype=float)
    frames = librosa.util.frame(y, frame_length=4, hop_length=2)
    assert f"frames (4 × 4): {listed(frames)}." in framing.draw()[1]


def test_the_table_names_every_drawing():
    named = set(re.findall(r"`(\w+)`", drawings.__doc__))
    assert {name.partition(".")[0] for name, _ in gallery.functions()} <= named


def test_the_energy_is_that_of_the_formula():
    v, h, w = [1, 0, 1, 1], [1, 0, 1], np.array(boltzmann_machine.W)
    a, b = np.array(boltzmann_machine.A), np.array(boltzmann_machine.B)
    energy = (
        -sum(a * v) - sum(b * h) - sum(v[i] * w[i, j] * h[j] for i in range(4) for j in range(3))
    )
    assert boltzmann_machine.draw()[1].endswith(f"= {number(energy)}.")


def test_the_cost_of_a_cloud_is_its_divergence_from_the_unit_cloud():
    grid = np.linspace(-12, 12, 48001)
    cost = 0.0
    for mean, spread in [(0.8, 0.5), (-0.5, 1.2)]:
        density = np.exp(-(((grid - mean) / spread) ** 2) / 2) / spread / np.sqrt(2 * np.pi)
        ratio = -(((grid - mean) / spread) ** 2) / 2 - np.log(spread) + grid**2 / 2
        cost += np.sum(density * ratio) * (grid[1] - grid[0])
    assert f"= {number(cost)} nats" in variational_autoencoder.draw()[1]


def test_regions_have_the_areas_that_are_said():
    grid = np.linspace(-2.5, 2.5, 1001)
    places = np.stack(np.meshgrid(grid, grid), axis=-1)
    for units in (3, 4, 12):
        share = regions.inside(units, places).mean() * 25
        assert share == pytest.approx(regions.area(units), abs=0.06)


def test_a_tower_stands_where_both_walls_do():
    step, wall, cross, tower_ = tower.heights(200.0, 0.35, 0.65)
    inside = (tower.GRID > 0.38) & (tower.GRID < 0.62)
    outside = (tower.GRID < 0.32) | (tower.GRID > 0.68)
    assert (tower_[np.ix_(inside, inside)] > 0.99).all()
    assert (tower_[outside] < 0.01).all() and (tower_[:, outside] < 0.01).all()
    assert step.max() == pytest.approx(1) and cross.max() == pytest.approx(2)
    assert wall[:, outside].max() < 0.01
    middle = len(tower.GRID) // 2
    for text, found in (
        (tower.draw_walls()[1], "alone has the height 1, and the corner of the square 0."),
        (tower.draw()[1], "20 · (sum − 0.5) (the walls stay): height 1; "),
    ):
        assert found in text
    assert wall[0, middle] == pytest.approx(cross[0, middle]) == pytest.approx(1)


@pytest.mark.parametrize("ground", [hill_of_towers.hill, hill_of_towers.landscape])
def test_towers_are_as_high_as_the_ground_at_their_centres_and_come_closer(ground):
    X = np.random.default_rng(0).uniform(size=(200, 2))
    for n in (1, 4, 16):
        centres = (np.floor(X * n) + 0.5) / n
        assert hill_of_towers.towers(n, X, ground) == pytest.approx(ground(*centres.T))
    far = [hill_of_towers.largest_error(n) for n in (1, 4, 16)]
    assert far == sorted(far, reverse=True) and far[2] < 1 / 7


def test_errors_add_up_only_when_the_net_hears_itself():
    text = teacher_forcing.draw((60, 62, 64, 65, 67, 69, 71, 72), step=2)[1]
    assert "errors 0, 0, 1, 0, 0, 0, 1." in text and "errors 0, 0, 1, 1, 1, 1, 2." in text
    assert "whose own steps are 2, 2, 1, 2, 2, 2, 1." in text
    named = teacher_forcing.draw(titles=("taught", "alone"))[1]
    assert "taught: guesses 62, 64, 66, 67" in named
    assert "alone, it hears its own guess" in named and "free" not in named


def test_slopes_of_a_convolution_are_those_of_the_package():
    from dlaudio.layers.conv import Conv1d

    x, w = np.array(convolution_backward.SIGNAL), np.array(convolution_backward.KERNEL)
    layer = Conv1d(1, 1, 3, rng=np.random.default_rng(0))
    layer.weight.value[...] = w
    layer.bias.value[...] = 0
    layer.forward(x[None, None].astype(float))
    dx = layer.backward(np.array(convolution_backward.SLOPES)[None, None])
    text = convolution_backward.draw()[1]
    assert f"dx (5): {listed(dx[0, 0])}; dw (3): {listed(layer.weight.grad[0, 0])}" in text


@pytest.mark.parametrize("kind, name", [("max", "MaxPool2d"), ("mean", "AvgPool2d")])
def test_slopes_of_pooling_are_those_of_the_package(kind, name):
    from dlaudio import layers

    layer = getattr(layers, name)(2)
    out = layer.forward(np.array(pooling.IMAGE, dtype=float)[None, None])[0, 0]
    dx = layer.backward(np.array(pooling.SLOPES, dtype=float)[None, None])[0, 0]
    text = pooling.draw(kind)[1]
    assert f"{kind} (2 × 2): {listed(out, 2)}" in text and f"dx (4 × 4): {listed(dx, 2)}" in text


def test_shapes_and_weights_of_a_network_are_counted():
    from dlaudio.layers import Linear, ReLU

    rng = np.random.default_rng(0)
    text = network_shapes.draw([Linear(8, 5, rng=rng), ReLU(), Linear(5, 2, rng=rng)], (8,))[1]
    assert "Linear, ReLU makes 5 (45 weights and biases)" in text
    assert "Linear makes 2 (12 weights and biases)" in text
    assert "57 weights and biases in all" in text


def test_the_net_for_xor_says_xor():
    rows = re.search(r"x1, x2, h1, h2, y: (.*?)\.", xor_net.draw()[1]).group(1).split("; ")
    assert [row[-1] == "1" for row in rows] == [row[0] != row[3] for row in rows]


@pytest.mark.parametrize("w, x", [((3, 1), (1, 2)), ((2, 1), (-1, 1)), ((1, 1), (-1, 1))])
def test_both_ways_to_a_dot_product_agree(w, x):
    text = dot_product.draw(w, x)[1]
    assert f" = {number(np.dot(w, x))}. The length of w is {number(np.hypot(*w))}" in text
    assert f"line {number(np.dot(w, x) / np.hypot(*w))}" in text


def test_a_layer_forwards_is_that_of_the_package():
    from dlaudio.layers import Linear, ReLU

    layer = Linear(2, 3, rng=np.random.default_rng(0))
    layer.weight.value[...] = layer_forward.W
    layer.bias.value[...] = layer_forward.B
    z = layer.forward(np.array(layer_forward.X, dtype=float))
    text = layer_forward.draw(1, 2)[1]
    assert f"Z (2 × 3): {listed(z)}; H (2 × 3): {listed(ReLU().forward(z))}" in text
    assert "sample 2, unit 3:" in text  # as the unit counts, from one
    assert f"= {number(z[1, 2])},   ReLU makes {number(max(z[1, 2], 0))}." in text


def test_two_linear_layers_say_what_one_says():
    text = stack_collapse.draw()[1]
    assert text.count("output is −2") == 2 and "h" not in re.findall(r"W_1W_2 \((.)", text)


def test_slopes_under_the_bends_are_what_small_changes_show():
    said = bends.draw(("sigmoid", "tanh"))[1]
    assert "between 0.02 and 0.25 there" in said and "between 0 and 1 there" in said


def test_the_bump_is_high_between_its_edges_and_half_as_high_on_them():
    figure, _ = bump_parts.draw(1.0, 3.0, 2.0, 20.0)
    x, y = figure.axes[-1].lines[-1].get_data()
    assert np.interp([0.2, 1, 2, 3, 3.8], x, y) == pytest.approx([0, 1, 2, 1, 0], abs=0.02)


def test_folding_doubles_the_pieces():
    text = folds.draw(5)[1]
    for layers in range(6):
        pieces = f"{2**layers} piece{'s' if layers else ''}"
        assert f"{layers} layer{'s' if layers != 1 else ''}: {pieces}, {2 * layers} units" in text


def test_one_page_shows_every_drawing_with_its_text(tmp_path, monkeypatch):
    monkeypatch.setattr(gallery, "functions", lambda: iter([("gates.draw", gates.draw)]))
    page = gallery.page()
    assert page.count("<img ") == 1 and "gates.draw(x: float" in page and "Add copies" in page
    done = subprocess.run(
        [sys.executable, "-m", "dlaudio.plots.drawings"], capture_output=True, text=True
    )
    assert done.returncode == 1 and "usage" in done.stderr


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: gates.draw(1, 1), "different"),
        (lambda: gain_module.draw(x=(1, 2)), "three samples"),
        (lambda: weighed_outputs.draw(drawn=(1, 2)), "three inputs"),
        (lambda: attention.draw_matrix(names=("a",)), "up to 8"),
        (lambda: attention.draw_backward(lit=4), "lit 4"),
        (lambda: attention.draw_backward(asked=0), "asked 0"),
        (lambda: batch_norm.draw(np.ones((3, 2))), "vary"),
        (lambda: batch_norm.draw(lit=2), "lit 2"),
        (lambda: fading.draw(steps=3), "10 steps"),
        (lambda: framing.draw(lit=7), "7"),
        (lambda: layer_matrices.draw("dQ"), "dQ"),
        (lambda: layer_matrices.draw("dW", 3, 0), r"\(3, 2\)"),
        (lambda: lstm_cell.draw("forgot"), "forgot"),
        (lambda: gate_traces.draw(lanes="ix"), "lanes"),
        (lambda: both_directions.draw(lit=6), "3 to 6 steps"),
        (lambda: gru_cell.draw("read"), "read"),
        (lambda: sweeps.draw("sideways"), "sideways"),
        (lambda: paths.draw(lit="none"), "none"),
        (lambda: perceptron_update.draw((1, 1, 1), (1, 1), 1), "mistake"),
        (lambda: through_time.draw([1.0]), "got 1"),
        (lambda: unrolled.draw(9), "got 9"),
        (lambda: boltzmann_machine.draw(v=(1, 0)), r"\(2,\)"),
        (lambda: short_dream.draw(v=(1, 0)), r"\(2,\)"),
        (lambda: fifths_round.draw(np.eye(2)), r"\(12, 2\)"),
        (lambda: convolution_backward.draw(lit=3), "and 3"),
        (lambda: echo_copies.draw(lit=6), "6 and 6"),
        (lambda: shifted_pulse.draw(at=4), "got 4"),
        (lambda: step_grid.draw((1, 0), (1,)), "2 and 1"),
        (lambda: ctc_trellis.draw((1, 2, 1, 2)), "1 to 3"),
        (lambda: dot_product.draw((0, 0)), "some length"),
        (lambda: network_shapes.draw([]), "got 1"),
        (lambda: pooling.draw("min"), "min"),
        (lambda: encoder_decoder.draw(("C",)), "got 1"),
        (lambda: receptive_field.draw(length=5), "too short"),
        (lambda: regions.draw((1, 2)), "four"),
        (lambda: teacher_forcing.draw((60, 62)), "got 2"),
        (lambda: tower.draw(left=0.7, right=0.3), "0.7"),
        (lambda: hill_of_towers.draw((1, 2)), "three"),
        (lambda: hill_of_towers.draw_pinholes(3), "even"),
        (lambda: stair_error.draw(3), "got 3"),
        (lambda: folds.draw_parts(2), "0 to 1"),
        (lambda: parity_cube.draw((0, 2, 1)), "three bits"),
        (lambda: transformer_block.draw(64, heads=5), "got 5"),
        (lambda: variational_autoencoder.draw(deviation=(1, 0)), "above 0"),
        (lambda: variational_autoencoder.draw_backward(deviation=(1, 0)), "above 0"),
        (lambda: wirings.draw((1, 2, 3, 4)), "1 to 3"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(
    "unit, name, module",
    [
        ("u08_convolution", "conv1d", "dlaudio.plots.parts.windows"),
        ("u08_convolution", "receptive_field", "dlaudio.plots.drawings.receptive_field"),
        ("u08_convolution", "toeplitz_matrix", "dlaudio.plots.drawings.wirings"),
        ("u13_beyond", "ctc_probability", "dlaudio.plots.drawings.ctc_trellis"),
    ],
)
def test_what_a_drawing_computes_is_no_answer_to_the_exercise(unit, name, module):
    item = getattr(importlib.import_module(f"dlaudio.exercises.{unit}"), name)
    with without(item.forbid, {}), pytest.raises(ImportError, match="plots"):
        importlib.import_module(module)
    importlib.import_module(module)


def test_the_chain_rule_is_told_with_the_slopes_that_the_step_nearly_shows():
    text = chain_rule.draw(1.0, 0.1)[1]
    assert "3 · 6 = 18" in text and "1.89 / 0.1 = 18.9" in text
    with pytest.raises(ValueError, match="step"):
        chain_rule.draw(step=0)


def test_an_input_has_as_much_say_as_it_is_large():
    assert "(1 + 3) / 2 = 2." in input_times_error.draw((1, 3), (0.5, 0.5))[1]
    text = input_times_error.draw((1, 3), (0.5, 0.5), blank=True)[1]
    assert text.endswith("multiplied, 1, ?; the mean of these, ?.")
    with pytest.raises(ValueError, match="2 or 3 pairs"):
        input_times_error.draw((1, 3), (0.5,))


def test_a_chord_to_both_sides_loses_most_of_the_bend():
    text = chord.draw(1.0, 0.5)[1]
    assert "Slope of x³ at 1: 3;" in text and "= 4.75;" in text and "= 3.25." in text
    with pytest.raises(ValueError, match="above 0"):
        chord.draw(h=0)


def test_two_squares_hand_back_the_slope_of_the_fourth_power():
    text = square_chain.draw(3.0, 1.0)[1]
    assert "make 3, 9, 81." in text and "2 · 9 · 1 = 18; " in text and "2 · 3 · 18 = 108." in text
    assert 4 * 3**3 == 108


def test_a_kink_mixes_two_slopes_only_if_the_step_reaches_over_it():
    assert "measured slope: 0.3; true slope at x: 0. The two points" in kink.draw(-0.4, 1.0)[1]
    assert "measured slope: 1; true slope at x: 1. Both points" in kink.draw(0.3, 0.2)[1]
    assert "measured slope: 0; true slope at x: 0. Both points" in kink.draw(-0.3, 0.2)[1]
    with pytest.raises(ValueError, match="above 0"):
        kink.draw(h=0)


def test_an_order_is_drawn_only_if_it_is_one():
    assert orders.draw(order="badce")[1].endswith("b, a, d, c, e: 0 of 5 arrows point to the left.")
    with pytest.raises(ValueError, match="after its parents"):
        orders.draw(order="acbde")
    with pytest.raises(ValueError, match="every node once"):
        orders.draw(order="abcd")


def test_a_node_draws_what_it_was_made_from():
    a, b = Node(3.0), Node(-4.0)
    y = a * a + b * a
    y.backward()
    figure, text = node_graph.draw(y, {"a": a, "b": b})
    assert faults(figure) == []
    assert text.startswith("A graph of 5 nodes.") and "a is 3, gradient 2;" in text
    assert "b is −4, gradient 3" in text and "+ is −3, gradient 1." in text
    assert "6" in written(figure)  # both factors of the square are a, so one arrow brings 3 + 3
    for _ in range(20):
        y = y * a
    with pytest.raises(ValueError, match="up to 12 nodes"):
        node_graph.draw(y)


def test_the_best_step_is_where_bending_and_rounding_meet():
    h = np.array([1e-12, 1e-5, 1e-1])
    slope = 1 - np.tanh(0.7) ** 2
    errors = np.abs(step_error.both(0.7, h) - slope)
    assert errors[1] < 1e-9 < errors[0] and errors[1] < 1e-3 * errors[2]
    assert np.abs(step_error.ahead(0.7, h) - slope)[1] > 1e3 * errors[1]
    xs = np.linspace(0.5, 1, 101)
    worst = max(abs(step_error.single(x, h)[1] - (1 - np.tanh(x) ** 2)) for x in xs)
    assert 1e-3 < worst < 1e-2  # at the best step five digits are right
    assert np.abs(step_error.single(0.7, np.array([5e-3])) - slope)[0] < 1e-5


def test_trial_steps_keep_only_what_is_lower():
    x, labels = np.array([1.0, 2, 3, 4]), np.array([False, False, True, True])
    _, text = trial_steps.draw(x, labels, nudges=(1.0, 0.001), rounds=10, seed=0)
    steps, w, kept = np.random.default_rng(0).standard_normal(10), 0.0, 0
    for step in steps:
        if np.sum((x > w + step) != labels) < np.sum((x > w) != labels):
            w, kept = w + step, kept + 1
    assert f"With nudges of about 1, {kept} of 10 proposals are kept, w goes from 0 to" in text
    assert kept > 0 and "about 0.001, 0 of 10 proposals are kept, w goes from 0 to 0" in text


def test_the_valley_of_a_knob_lies_where_the_data_were_made():
    figure, _ = knobs.draw((0.1, 0.2, 0.3, 0.0), target=(0.25, 0.1, 0.0, 0.4), steps=20)
    curve = figure.axes[-1].lines[0]
    assert curve.get_xdata()[np.argmin(curve.get_ydata())] == pytest.approx(0.25)


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda: knobs.draw((0.1, 0.2)), "four weights from 0 to 0.5"),
        (lambda: knobs.draw((0.1, 0.2, 0.9, 0)), "four weights from 0 to 0.5"),
        (lambda: trial_steps.draw([1, 2], [True]), "one shape"),
        (lambda: trial_steps.draw_curve([1, 2], [True]), "x and labels"),
    ],
)
def test_knobs_and_steps_refuse_what_they_cannot_draw(call, said):
    with pytest.raises(ValueError, match=said):
        call()
