"""The figures that unit 4 quotes, and what its experiments rest on."""

import time

import numpy as np
import pytest

from autograder.library import right_answers
from autograder.library.folder import text_of
from dlaudio.check import question
from dlaudio.exercises import u04_graphs as asked
from dlaudio.exercises.cases.doublings import doubling_steps
from dlaudio.exercises.u04_graphs import gradient_check
from dlaudio.generation.fader import drum_loop, ride
from dlaudio.generation.stairwell import clap
from dlaudio.graph import Node, topological_order
from dlaudio.mine.standins import graphs
from dlaudio.mine.standins.graphs import sequential
from dlaudio.networks import drawbars, of_nodes, patch
from dlaudio.plots.drawings import bends
from dlaudio.static_graph import gradients as swept
from dlaudio.widgets import patch_bay


@pytest.mark.parametrize("seed", range(5))
def test_xor_is_learnt_from_every_start(seed):
    losses, outputs = of_nodes.learn_xor(Node, seed=seed)
    assert (np.sign(outputs) == [-1, 1, 1, -1]).all() and losses[-1] < losses[0]


def test_some_starts_with_two_units_get_stuck():
    ends = [of_nodes.learn_xor(Node, hidden=2, seed=seed)[1] for seed in range(8)]
    right = [(np.sign(outputs) == [-1, 1, 1, -1]).all() for outputs in ends]
    assert 0 < sum(right) < len(right)


@pytest.mark.parametrize("wanted, start", [((0.8, 1.2), (0.1, 0.0)), ((0.5, 0.7), (0.9, 0.2))])
def test_two_knobs_find_the_sound(wanted, start):
    path = of_nodes.learn_tone(Node, wanted, start)
    assert path[0, :2] == pytest.approx(start) and path[-1, :2] == pytest.approx(wanted, abs=0.02)
    assert path[-1, 2] < 1e-3 * path[0, 2]
    tone = of_nodes.tone(*wanted)
    assert len(tone) == 0.7 * of_nodes.SR and 0.3 < np.abs(tone).max() <= 1


def test_a_chain_has_the_arrows_it_says():
    y, arrows = of_nodes.chain(7)
    assert arrows == sum(len(node.parents) for node in topological_order(y)) == 21


def test_the_unfinished_class_leaves_the_stage_to_the_course(capsys):
    class Unfinished(Node):
        def __mul__(self, other):
            return None

    class Wrong(Node):
        def __pow__(self, n):
            return Node(self.value**n, (self,), (1.0,))

    class Mine(Node):
        pass

    assert of_nodes.playing(Unfinished) is Node and of_nodes.playing(Wrong) is Node
    assert "course's Node plays" in capsys.readouterr().out
    assert of_nodes.playing(Mine) is Mine
    assert "Your own Node plays" in capsys.readouterr().out


def test_the_patch_finds_the_sound_in_as_many_steps_as_the_text_says():
    heard = patch.listen(sequential, steps=170, hear=(0, 15))
    assert heard.needed == 166
    assert list(heard.sounds) == ["wanted", "before learning", "after 15 steps"]
    fast = patch.listen(sequential, rates=(0.142, 0.861, 0.195), steps=60)
    assert fast.needed == 38
    assert patch.listen(sequential, rates=(0.1, 0.1, 0.1), steps=20).needed is None


def test_a_saturated_patch_hardly_hears_its_gain():
    assert 0 < patch_bay.slopes(patch.patch(0.6, 25.0, 1.0))[2][1] < 0.1


def test_a_clap_comes_back_weaker_by_the_factor_and_after_the_wait():
    once, thrice = clap(0.5, 0, sr=8000), clap(0.5, 2, sr=8000)
    assert len(thrice) == 2 * 1280 + len(once) and len(once) < 1280  # no two overlap
    for k in range(3):
        np.testing.assert_allclose(thrice[1280 * k :][: len(once)], 0.5**k * once)


def test_the_echo_is_a_hundredth_after_4_and_21_rounds():
    assert 0.3**4 < 0.01 < 0.3**3 and 0.8**21 < 0.01 < 0.8**20


@pytest.mark.parametrize("said", [True, False])
def test_a_checker_that_always_says_the_same_earns_nothing(said):
    verdict, _ = question(gradient_check, lambda forward, backward, x, rng: said)
    assert verdict.points == 0


@pytest.mark.parametrize("seed", range(4))
def test_trial_and_error_does_for_three_drawbars_and_not_for_a_hundred(seed):
    assert drawbars.by_trial(3, seed=seed).left < 0.01
    assert 0.2 < drawbars.by_trial(100, seed=seed).left < 0.4
    slopes = drawbars.by_slopes(100, seed=seed)
    assert slopes.left < 1e-9 and len(slopes.losses) == 301
    np.testing.assert_allclose(slopes.found, slopes.wanted, atol=1e-4)


@pytest.mark.parametrize("factor", [0.5, 2, 4])
def test_no_other_size_of_turns_is_clearly_better(monkeypatch, factor):
    before = np.mean([drawbars.by_trial(100, seed=seed).left for seed in range(3)])
    monkeypatch.setattr(drawbars, "SIZE", factor * drawbars.SIZE)
    after = np.mean([drawbars.by_trial(100, seed=seed).left for seed in range(3)])
    assert after > 0.95 * before


def test_the_race_is_drawn_and_an_organ_ends_below_half_the_sample_rate():
    ways = {"trial": drawbars.by_trial(5, runs=20), "slopes": drawbars.by_slopes(5, runs=20)}
    figure, text = drawbars.race(ways)
    (ax,) = figure.axes
    assert [len(line.get_xdata()) for line in ax.lines] == [21, 21] and "trial" in text
    assert np.abs(drawbars.sound(ways["slopes"].wanted)).max() > 0.3
    with pytest.raises(ValueError, match="1 to 100 drawbars"):
        drawbars.by_trial(101)


def test_the_static_echo_is_said_or_waited_for(capsys):
    def echo(n):
        return [("e", "*", "g", "x"), ("y", "+", "x", "e")]

    asked = []

    def backward_pass(graph, values):
        asked.append(graph)
        return graphs.backward_pass(graph, values)

    passes = graphs.forward_pass, backward_pass
    of_nodes.say_static(echo, 1, {"x": 1.0, "g": 0.5}, *passes)
    assert asked == [echo(1)]  # it is the pass that is given which runs
    said = "y = 1.5000, gradients 1.5000 and 1.0000\n"
    assert capsys.readouterr().out == f"static:  {said}"
    x, g = Node(1.0), Node(0.5)
    of_nodes.say_dynamic(x + g * x, x, g)
    assert capsys.readouterr().out == f"dynamic: {said}"
    of_nodes.say_static(lambda n: None, 1, {"x": 1.0, "g": 0.5}, *passes)
    assert "waits for a right exercise 5" in capsys.readouterr().out


def _slope_of_brightness(brightness, gain, octaves):
    """How the difference from the wanted sound changes with the brightness of a patch."""
    times = patch.TIMES[: patch.SR // 10]
    wanted, tried = patch.patch(*patch.WANTED), patch.patch(brightness, gain, octaves)
    y, target = tried.forward(times), wanted.forward(times)
    tried.backward(2 * (y - target) / y.size)
    return tried.parameters()[0].grad.item()


def test_the_brightness_turns_back_because_of_the_other_two_knobs():
    knobs = patch.listen(sequential, steps=60).knobs
    brightness, gain, octaves = knobs[30]
    assert brightness < patch.WANTED[0] - 0.2  # far below its goal
    assert knobs[30, 0] < knobs[25, 0] and knobs[60, 0] > knobs[45, 0]  # back, and up again
    assert _slope_of_brightness(brightness, gain, octaves) == pytest.approx(0.008, abs=5e-4)
    assert _slope_of_brightness(brightness, *patch.WANTED[1:]) == pytest.approx(-0.006, abs=5e-4)


def test_a_look_to_both_sides_loses_most_of_the_bend():
    assert (1.5**3 - 1) / 0.5 == 4.75 and 1.5**3 - 0.5**3 == 3.25
    assert 1.5**3 == 3.375 and 0.5**3 == 0.125


def test_the_answers_come_closer_bar_by_bar():
    knobs = patch.listen(sequential, steps=40).knobs
    n = len(patch.riff(patch.WANTED))
    duet = patch.duet(knobs, at=(0, 15, 40))
    bars = duet.reshape(3, -1)[:, : 2 * n].reshape(3, 2, n)
    apart = np.sqrt(np.mean((bars[:, 0] - bars[:, 1]) ** 2, axis=1))
    assert apart[0] > 1.5 * apart[1] > 5 * apart[2]
    assert (bars[:, 0] == bars[0, 0]).all() and np.abs(duet).max() < 1


def test_the_graph_of_xor_goes_quiet_and_every_weight_has_four_paths():
    from dlaudio.graph import Node
    from dlaudio.plots.drawings import whole_graph

    graphs, weights = of_nodes.xor_graphs(Node, (0, 20, 200))
    text = whole_graph.draw(graphs, weights)[1]
    losses, _ = of_nodes.learn_xor(Node, steps=21)
    assert f"Step 20: loss {losses[20]:.3f};" in text and "Step 200: loss below 0.001;" in text
    assert text.count(f"{4 * len(weights)} paths") == 3 and "below 0.01." in text
    assert len(weights) == 13


def test_the_open_slope_of_the_chain_is_that_of_the_level():
    from dlaudio.plots.drawings import compressor
    from dlaudio.synth import Level, PowerCompression

    power, level = PowerCompression(1.0), Level()
    found = level.forward(power.forward(np.array([0.1])))
    power.backward(level.backward(2 * (found + 10)))
    assert f"= {power.parameters()[0].grad.item():.0f}." in compressor.draw_chain()[1]
    assert "0.05 becomes 0.302, 6 times" in compressor.draw()[1]


def test_paths_explode_and_sweeps_do_not_as_the_text_says():
    from dlaudio.plots.drawings import walks

    assert 3**10 == 59049 and 2**30 == pytest.approx(1e9, rel=0.1)
    assert 2**30 / 1e6 / 60 == pytest.approx(18, abs=0.5)  # minutes, at a million paths a second
    assert 2**50 / 1e6 / 3600 / 24 / 365.25 == pytest.approx(36, abs=0.5)  # years
    assert 2.7 < 1e6 * 0.01 / 3600 < 3  # hours for a million forward sweeps
    for way in walks.WAYS:
        assert "90" in walks.draw(way)[1]
    assert "6 at u" in walks.draw("forwards")[1] and "15 at u" in walks.draw("backwards")[1]
    with pytest.raises(ValueError, match="one by one"):
        walks.draw("sideways")


def test_the_level_of_the_loop_gathers_speed_and_then_settles():
    from dlaudio.generation.fader import drum_loop
    from dlaudio.mine.standins.graphs import learn_p
    from dlaudio.synth import Level, PowerCompression

    loop = drum_loop().sound
    powers = learn_p(loop, -13.0, 1.0, 7e-4, 30)
    levels = np.array([Level().forward(PowerCompression(p).forward(loop)) for p in powers])
    rises = np.diff(levels)
    assert (np.diff(rises[:8]) > 0).all() and (np.diff(rises[8:14]) < 0).all()
    assert rises[7] == pytest.approx(0.82, abs=0.01) and abs(levels[-1] + 13) < 0.01
    np.testing.assert_allclose(np.diff(powers)[:7], -0.07, atol=0.005)
    missing = -13 - levels
    worth = (
        np.diff(
            [
                [Level().forward(PowerCompression(p + h).forward(loop)) for h in (1e-5, -1e-5)]
                for p in powers
            ]
        )[:, 0]
        / 2e-5
        * 0.1
    )  # dB for a tenth of p
    assert missing[[0, 6]] == pytest.approx([7.8, 4.4], abs=0.05)
    assert worth[[0, 6]] == pytest.approx([0.6, 1.1], abs=0.05)
    products = missing * worth
    assert products[6] == pytest.approx(products[0], rel=0.05)
    turns = rises[:14] / np.diff(powers)[:14]  # dB for a turn of 1: it grows as p falls
    assert (np.diff(turns) < 0).all()
    assert (levels[7] + 13) / (levels[0] + 13) < 0.5  # the error has halved


def test_an_honest_tanh_pleases_the_hasty_checker_and_so_do_three_liars():
    from dlaudio.mine.standins.networks import central_difference, gradient_check
    from dlaudio.networks import accused

    def hasty(forward, backward, x):
        numeric = central_difference(lambda x: np.sum(forward(x)), x, 1e-5)
        return not (np.abs(backward(np.ones(len(x)), x) - numeric) > 1e-6).any()

    x, pairs = np.array([0.4, -0.9, 1.3]), accused.honest_and_liars()
    assert all(hasty(*pair, x) for pair in pairs.values()) and len(pairs) == 4
    assert not hasty(np.tanh, lambda dout, x: 0 * x, x)
    careful = [gradient_check(*pair, x, np.random.default_rng(0)) for pair in pairs.values()]
    assert careful == [True, False, False, False]


def test_the_checker_tells_the_mended_gates_from_the_colleagues():
    from dlaudio.mine.standins.networks import gradient_check
    from dlaudio.networks import accused

    def colleague(dout, x, y):
        return dout * (x > y) + dout, dout * y + dout

    x, y = np.array([0.8, -0.5, 1.1]), np.array([0.4, -0.9, 1.3])
    for backward, right in ((right_answers("u04_graphs").three_gates, True), (colleague, False)):
        pairs = accused.gates_by_input(backward, x, y)
        assert list(pairs) == ["dx", "dy"]
        for pair in pairs.values():
            assert gradient_check(*pair, np.random.default_rng(1)) is right
    for nothing in (lambda *_: None, lambda *_: 2.0, lambda dout, x, y: (dout[:2], "dy")):
        for pair in accused.gates_by_input(nothing, x, y).values():
            assert not gradient_check(*pair, np.random.default_rng(1))


def test_the_slope_of_tanh_at_2_by_a_step_and_by_its_formula():
    rise = np.tanh(2.01) - np.tanh(2)
    assert f"{rise:.4f}" == "0.0007" and f"{rise / 0.01:.2f}" == "0.07"
    assert f"{np.tanh(2):.3f}" == "0.964" and f"{1 - 0.964**2:.2f}" == "0.07"
    text = text_of("u04_graphs").read_text()
    assert "from 2 to 2.01 tanh rises by 0.0007, so its slope is 0.07, and $1 - 0.964^2" in text
    box = text_of("u03_mlp").read_text().split("# ### A box of bends")[1].split("# ###")[0]
    assert "bends.draw()" in box and "tanh" in bends.draw()[1]


def test_what_unit_2_has_told_of_powers_and_what_it_has_not():
    told = text_of("u02_gradient_descent").read_text()
    told = told.split("### What you need to know about slopes")[1].split("## 2.1")[0]
    assert "undo powers" in told and "slope $1/u$" in told and "The power $e^z$" in told
    assert "log_{10}" not in told and "slope of $e" not in told


def test_at_the_smallest_step_two_values_of_tanh_agree_in_twelve_digits():
    one, other = (f"{np.tanh(0.7 + side * 1e-13):.16f}" for side in (1, -1))
    assert one[:14] == other[:14] and one[14:] != other[14:] and len(one) == 18


def test_out_of_order_b_has_its_turn_before_all_has_come(capsys):
    def had(order):
        of_nodes.in_turn(Node, order)
        lines = capsys.readouterr().out.splitlines()
        return {line[0]: float(line.split()[-1]) for line in lines}

    assert had("edbca") == {"e": 1, "d": 3, "b": 3, "c": 2, "a": 2}
    parents = {"e": ["c", "d"], "c": ["a", "b"], "d": ["b"], "a": [], "b": []}
    for find in (graphs.topological_order, right_answers("u04_graphs").topological_order):
        assert had(reversed(find(parents))) == {"e": 1, "d": 3, "b": 5, "c": 2, "a": 2}


def test_what_the_predictions_say_of_knobs_and_falls():
    path = of_nodes.learn_tone(Node, (0.8, 1.2), (0.1, 0.0), steps=1)
    assert np.diff(path[:, :2], axis=0)[0] == pytest.approx([0.42, 0.07], abs=0.005)
    brightness = patch.listen(sequential).knobs[:, 0]
    top = int(np.argmax(brightness[:40]))
    assert brightness[top] == pytest.approx(0.6, abs=0.01) and brightness.max() < 0.85
    back = int(np.argmin(brightness[top:100])) + top
    assert brightness[back] < brightness[top] - 0.05
    assert (np.diff(brightness[:top]) > 0).all() and (np.diff(brightness[back:200]) > 0).all()
    loop = drum_loop()
    levels = ride(
        graphs.learn_p, _compression(), loop.sound, beat=loop.beat, wishes=(-13, -20), sr=loop.sr
    ).levels
    assert levels[16] - levels[17] == pytest.approx(3.3, abs=0.1)
    assert (np.diff(levels[16:], 2) > 0).all()  # each beat of the fall brings less
    early, late = -np.diff(levels[16:])[[0, 8]]
    assert early > 10 * late
    t = np.arange(22050) / 22050
    ring = 2 * np.sin(2 * np.pi * 220 * t) * np.sin(2 * np.pi * 330 * t)
    strong = np.flatnonzero(np.abs(np.fft.rfft(ring)) > 1000)
    assert strong.tolist() == [110, 550]
    x, y = (0.5 * np.sin(2 * np.pi * f * t) for f in (220, 330))
    louder = np.maximum(x, y)
    assert louder == pytest.approx((x + y) / 2 + np.abs(x - y) / 2)
    sizes = 2 * np.abs(np.fft.rfft(louder)) / len(t)
    assert sizes[[220, 330]] == pytest.approx([0.25, 0.25], abs=0.01)  # half of the mixer's 0.5
    assert sorted(np.argsort(sizes[1:])[-4:] + 1) == [110, 220, 330, 550]
    assert np.sort(sizes[1:])[-5] < 0.5 * sizes[550]  # "and softer ones"
    turns = np.count_nonzero(np.diff(x > y))
    assert 300 < turns < 1000  # "hundreds of times a second"


def _compression():
    return right_answers("u04_graphs").PowerCompression


def test_sixty_doublings_are_swept_in_a_moment_and_no_walk_is_waited_for():
    def walk(graph, values):
        steps, ends = {step[0]: step[2:] for step in graph}, [graph[-1][0]]
        total = dict.fromkeys(values, 0.0)
        while ends:
            name = ends.pop()
            if name in values:
                total[name] += 1.0
            else:
                ends += steps[name]
        return list(total.values())

    start = time.monotonic()
    verdict, _ = question(asked.backward_pass, walk)
    assert time.monotonic() - start < 60  # 2 ** 60 paths would take thousands of years
    wrong = {found.output: str(found.difference) for found in verdict.findings}
    assert wrong["doublings"] == "TimeoutError: needs too long for sixty doublings"
    graph = doubling_steps(60)
    assert swept(graph, {"b": 1.0}) == [2.0**60]


def test_who_never_notices_a_circle_is_told_so():
    def waits_for_ever(parents):
        order = []
        while len(order) < len(parents):
            ready = (n for n in parents if n not in order and set(parents[n]) <= set(order))
            order += [name for name in [next(ready, None)] if name]
        return order

    verdict, _ = question(asked.topological_order, waits_for_ever)
    wrong = [found for found in verdict.findings if not found.right]
    assert [found.output for found in wrong] == ["circle"]
    assert "no end within 3 s" in str(wrong[0].difference)


# ---- what the explained solutions say ----------------------------------------------------------


def test_what_the_explained_solutions_say_of_names_and_of_echoes():
    right, values = right_answers("u04_graphs"), {"x": 1.0, "g": 0.5}
    slip = [*right.echo_graph(1), ("e2", "*", "g", "x"), ("y2", "+", "x", "e2")]
    assert right.forward_pass(right.echo_graph(2), values)[-1] == 1.75
    assert right.forward_pass(slip, values)[-1] == 1.5
    graph = right.echo_graph(3)
    same = [(name[0], how, *(i[0] for i in inputs)) for name, how, *inputs in graph]
    assert right.forward_pass(same, values) == right.forward_pass(graph, values)
    assert right.backward_pass(same, values) != right.backward_pass(graph, values)


def test_what_the_explained_solutions_say_of_measured_slopes():
    right = right_answers("u04_graphs")
    cubes = {
        h: right.central_difference(lambda x: np.sum(x**3), np.ones(1), h) for h in (0.5, 0.05)
    }
    assert {h: slope[0] - 3 for h, slope in cubes.items()} == pytest.approx(
        {0.5: 0.25, 0.05: 0.0025}
    )
    whole = np.array([1, 2])
    whole[0] += 0.5
    assert whole[0] == 1
    x = np.array([0.4, -0.9, 1.3])
    for size in (1, 1e-8):
        numeric = right.central_difference(lambda x, k=size: np.sum(k * np.tanh(x)), x, 1e-5)
        exact = size * (1 - np.tanh(x) ** 2)
        assert np.linalg.norm(numeric - exact) < 1e-8 * np.linalg.norm(exact)


def test_what_the_explained_solutions_say_of_the_middle_slope():
    power, x = 0.01, 0.1
    middle, last = 10 / (power * np.log(10)) * 2 * x, x * np.log(x)
    assert (middle, last) == (pytest.approx(86.9, abs=0.05), pytest.approx(-0.230, abs=5e-4))
    assert middle * last == pytest.approx(-20)
