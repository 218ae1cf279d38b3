"""Convolutional networks described by a few numbers a layer, and the same networks built."""

import numpy as np

# channels, side of the kernel, stride, zeros before and after each axis
LWLS = ((1, 28, 28), [(4, 5, 1, 2, 2), (8, 5, 2, 2, 2), (12, 4, 2, 1, 1)], [200, 10])
ALEXNET = ((3, 227, 227), [(96, 11, 4, 0, 0)], [])


def build(size, convs, hidden, *, rng: np.random.Generator):
    """The network as a `layers.Sequential`: convolutions, flatten, dense; each with ReLU."""
    from dlaudio.layers import Conv2d, Flatten, Linear, ReLU, Sequential, output_size

    (channels, *sides), stages = (int(n) for n in size), []
    for out, kernel, stride, before, after in np.asarray(convs).tolist():
        pad = ((before, after), (before, after))
        stages += [Conv2d(channels, out, kernel, stride=stride, padding=pad, rng=rng), ReLU()]
        pads = {"stride": stride, "padding": before + after}
        channels, sides = out, [output_size(side, kernel, **pads) for side in sides]
    stages.append(Flatten())
    width = channels * int(np.prod(sides))
    for m in np.asarray(hidden, dtype=int).tolist():
        stages += [Linear(width, m, rng=rng), ReLU()]
        width = m
    return Sequential(*stages)


def measured(size, convs, hidden) -> dict[str, np.ndarray]:
    """Sides, units and parameters of the built network: counted and run, not computed."""
    net = build(size, convs, hidden, rng=np.random.default_rng(0))
    x, sides, units, parameters = np.zeros((1, *size), np.float32), [], [], []
    for layer in net.layers:
        x = layer(x)
        if count := layer.count_parameters():
            parameters.append(count)
            units.append(x.size)
            sides += [x.shape[2:]] if x.ndim == 4 else []
    counts = {"sides": sides, "units": units, "parameters": parameters}
    return {name: np.array(value) for name, value in counts.items()}
