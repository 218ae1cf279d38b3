"""Unit 4 by the package: graphs of numbers, measured slopes, chains, and a knob that learns."""

import numpy as np

from ... import gradcheck, static_graph, synth
from ...graph import Node
from ...layers import Layer, Sequential
from ...losses import MSELoss
from ...optim import SGD


def backward_pass(graph, values):
    return static_graph.gradients(graph, values)


def gradients(program, values, times=1):
    inputs = {name: Node(value) for name, value in values.items()}
    names = dict(inputs)
    exec(program, {}, names)
    for _ in range(times):
        names["y"].backward()
    return names["y"].value, [node.grad for node in inputs.values()]


def central_difference(f, x, step):
    return gradcheck.numeric_gradient(f, x, step=step)


def gradient_check(forward, backward, x, rng):
    try:
        gradcheck.check_function(forward, backward, x, rng=rng)
    except gradcheck.GradientError:
        return False
    return True


class _Pair(Layer):
    def __init__(self, pair):
        self.pair = pair

    def forward(self, x):
        self.x = x
        return self.pair[0](x)

    def backward(self, dout):
        return self.pair[1](dout, self.x)


def sequential(modules, x, dout):
    chain = Sequential(*map(_Pair, modules))
    return chain.forward(x), chain.backward(dout)


def learn_p(y, target_db, p, lr, n_steps):
    model, loss = Sequential(synth.PowerCompression(p), synth.Level()), MSELoss()
    (knob,) = model.parameters()
    optimiser, path = SGD([knob], lr=lr), [p]
    for _ in range(n_steps):
        loss(model.forward(y), np.array(target_db))
        model.zero_grad()
        model.backward(loss.backward())
        optimiser.step()
        path.append(knob.value.item())
    return np.array(path)
