"""Unit 4 by the package: graphs swept both ways, a chain of modules, and a knob that learns."""

from graphlib import TopologicalSorter

import numpy as np

from ... import static_graph, synth
from ...layers import Layer, Sequential
from ...losses import MSELoss
from ...optim import SGD


def forward_pass(graph, values):
    return static_graph.values_of(graph, values)


def topological_order(parents):
    return list(TopologicalSorter(parents).static_order())  # a circle is a ValueError there


def backward_pass(graph, values):
    return static_graph.gradients(graph, values)


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


def learn_p(x, target_db, p, lr, n_steps):
    model, loss = Sequential(synth.PowerCompression(p), synth.Level()), MSELoss()
    (knob,) = model.parameters()
    optimiser, path = SGD([knob], lr=lr), [p]
    for _ in range(n_steps):
        loss(model.forward(x), np.array(target_db))
        model.zero_grad()
        model.backward(loss.backward())
        optimiser.step()
        path.append(knob.value.item())
    return np.array(path)
