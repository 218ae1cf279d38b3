"""Optimisers by hand and by law (the comparison with PyTorch is elsewhere), and BFGS with SciPy."""

import numpy as np
import pytest
from scipy.optimize import minimize, rosen, rosen_der

from dlaudio import optim
from dlaudio.descent.bfgs import minimise_bfgs
from dlaudio.layers import Linear, Parameter
from dlaudio.optim import (
    SGD,
    Adadelta,
    Adagrad,
    Adam,
    AdamW,
    RMSprop,
    clip_grad_norm,
)


def one(value=1.0, grad=0.0):
    parameter = Parameter(np.array([value]))
    parameter.grad[:] = grad
    return parameter


def moves(optimiser_class, grads, **options):
    """Values after each step from 1 with the given gradients."""
    parameter, values = one(), []
    optimiser = optimiser_class([parameter], **options)
    for grad in grads:
        parameter.grad[:] = grad
        optimiser.step()
        values.append(parameter.value.item())
    return values


def test_steps_by_hand():
    cases = [
        (SGD, dict(lr=0.1), [0.8, 0.4]),
        (SGD, dict(lr=0.1, momentum=0.5), [0.8, 0.8 - 0.1 * (1 + 4)]),
        (SGD, dict(lr=0.1, momentum=0.5, nesterov=True), [0.7, 0.7 - 0.1 * (4 + 0.5 * 5)]),
        (SGD, dict(lr=0.1, weight_decay=1), [0.7, 0.7 - 0.1 * 4.7]),
        (Adagrad, dict(lr=0.1), [0.9, 0.9 - 0.4 / np.sqrt(20)]),
        (RMSprop, dict(lr=0.1, alpha=0.75), [0.8, 0.8 - 0.4 / np.sqrt(0.75 + 4)]),
        (Adadelta, dict(rho=0.75, eps=1), [1 - 2 / np.sqrt(2)]),
        (Adam, dict(lr=0.1), [0.9]),
        (AdamW, dict(lr=0.1, weight_decay=2), [0.8 - 0.1]),
    ]
    for optimiser_class, options, expected in cases:
        got = moves(optimiser_class, [2, 4][: len(expected)], **options)
        assert got == pytest.approx(expected, rel=1e-6), (optimiser_class, options)


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e6])
def test_the_first_step_of_adam_is_lr_whatever_the_gradient(size):
    assert moves(Adam, [size], lr=0.02) == pytest.approx([0.98], rel=1e-5)


def test_the_stable_learning_rate_of_a_parabola_ends_at_2_over_its_curvature():
    for lr, settles in [(0.9 * 2 / 5, True), (1.1 * 2 / 5, False)]:
        parameter = one()
        optimiser = SGD([parameter], lr)
        for _ in range(100):
            parameter.grad[:] = 5 * parameter.value
            optimiser.step()
        assert (abs(parameter.value.item()) < 1) == settles


@pytest.mark.parametrize(
    "make",
    [
        lambda p: SGD(p, 0.05, 0.9),
        lambda p: SGD(p, 0.05, 0.9, nesterov=True),
        lambda p: Adagrad(p, 0.5),
        lambda p: Adadelta(p, 20),
        lambda p: RMSprop(p, 0.01),
        lambda p: Adam(p, 0.05),
        lambda p: AdamW(p, 0.05, weight_decay=0),
    ],
)
def test_every_optimiser_finds_the_bottom_of_a_bowl(make):
    parameter = Parameter(np.array([2.0, -3.0]))
    optimiser = make([parameter])
    for _ in range(800):
        optimiser.zero_grad()
        parameter.grad += np.array([1, 10]) * (parameter.value - [1, 0.5])
        optimiser.step()
    assert parameter.value == pytest.approx([1, 0.5], abs=0.02)


def test_steps_are_in_place_and_keep_float32():
    for optimiser_class in (SGD, Adagrad, Adadelta, RMSprop, Adam, AdamW):
        parameter = Parameter(np.ones((2, 3), np.float32))
        value = parameter.value
        parameter.grad += 1
        optimiser_class([parameter], 0.1).step()
        assert parameter.value is value and value.dtype == np.float32 and (value < 1).all()


def test_clip_grad_norm_scales_all_together():
    first, second = one(grad=3), one(grad=4)
    assert clip_grad_norm([first, second], 10) == 5
    assert (first.grad.item(), second.grad.item()) == (3, 4)
    assert clip_grad_norm([first, second], 1) == 5
    assert (first.grad.item(), second.grad.item()) == pytest.approx((0.6, 0.8))


def test_errors_say_what_was_needed_and_what_came():
    with pytest.raises(ValueError, match="Adam needs the parameters of a model"):
        Adam([])
    with pytest.raises(ValueError, match="lr must be a number, at least 0, got -1"):
        SGD([one()], -1)
    with pytest.raises(ValueError, match="needs a momentum above 0"):
        SGD([one()], 0.1, nesterov=True)
    with pytest.raises(ValueError, match=r"start \(D,\) where f is finite"):
        minimise_bfgs(rosen, rosen_der, [[1.0, 2]])


@pytest.mark.parametrize("start", [[-1.2, 1.0], [1.3, 0.7, 0.8, 1.9]])
def test_bfgs_finds_the_valley_that_scipy_finds(start):
    path = minimise_bfgs(rosen, rosen_der, start, tolerance=1e-6)
    theirs = minimize(rosen, start, jac=rosen_der, method="BFGS", options={"gtol": 1e-6})
    assert path[0].tolist() == start
    assert path[-1] == pytest.approx(theirs.x, abs=1e-5)
    assert np.all(np.diff([rosen(x) for x in path]) < 0)
    assert len(path) < 2 * theirs.nit


def test_bfgs_ends_at_once_at_a_minimum_and_stops_when_told():
    assert minimise_bfgs(rosen, rosen_der, [1.0, 1.0]).tolist() == [[1, 1]]
    assert len(minimise_bfgs(rosen, rosen_der, [-1.2, 1.0], max_steps=3)) == 4


WRONG = {
    "lr": -1, "weight_decay": -1, "momentum": -5, "betas": (2, 2), "eps": -1, "rho": 1.5,
    "alpha": np.nan,
}  # fmt: skip


@pytest.mark.parametrize("name", ["SGD", "Adagrad", "Adadelta", "RMSprop", "Adam", "AdamW"])
def test_every_number_of_an_optimiser_is_checked(name):
    kind, weight = getattr(optim, name), Parameter(np.ones(3))
    for option in kind.shown:
        with pytest.raises(ValueError, match=f"{name}'s {option}.* must be a number"):
            kind([weight], **{"lr": 0.1, option: WRONG[option]})
    assert repr(kind([weight], lr=0.1)).startswith(f"{name}(lr=0.1, ")
    for wrong in (Linear(2, 2, rng=np.random.default_rng(0)), [np.ones(3)], []):
        with pytest.raises(ValueError, match=f"{name} needs the parameters of a model"):
            kind(wrong, lr=0.1)


@pytest.mark.parametrize("norm", [-1, 0, np.nan])
def test_clipping_turns_no_gradient_round(norm):
    weight = Parameter(np.zeros(3))
    weight.grad += 3
    with pytest.raises(ValueError, match="max_norm must be a number, above 0"):
        clip_grad_norm([weight], norm)
    weight.grad[0] = np.inf
    with pytest.raises(ValueError, match="gradients that are finite, got a norm of inf"):
        clip_grad_norm([weight], 1.0)
