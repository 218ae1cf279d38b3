"""The questions on convolutional networks described by a few numbers a layer."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.networks.digit_nets import ALEXNET, LWLS, measured


def table_cases(rng):
    nets = [LWLS, ALEXNET]
    for first in (2, 3):
        convs = [(int(rng.integers(2, 6)), 3, first, 1, 0), (int(rng.integers(6, 9)), 4, 2, 2, 1)]
        nets.append(((first, int(rng.integers(20, 30)), int(rng.integers(31, 36))), convs, [7, 5]))
    nets.append(((1, 9, 12), [(3, 3, 1, 0, 1)], []))  # no dense layer, one convolution
    for size, convs, hidden in nets:
        inputs = {"size": size, "convs": np.array(convs), "dense": hidden}
        yield Case(inputs, measured(size, convs, hidden))
