"""What units 10 and 11 measure of memories, by the package: windows, radii, influence, gates."""

import numpy as np

from ... import layers
from ...networks import memories
from .with_weights import RNG, floats, linear, recurrent


def window_dataset(x, L, n_hidden):
    (x,) = floats(x)
    D = x.shape[1]
    view = np.lib.stride_tricks.sliding_window_view(x[:-1], L, axis=0)  # (T - L, D, L)
    sizes = ((L * D, n_hidden), (n_hidden, D))
    net = layers.Sequential(*(layers.Linear(*size, rng=RNG) for size in sizes))
    return view.swapaxes(1, 2).reshape(len(view), -1), x[L:], net.count_parameters()


def linear_memory(h0, W, t):
    h0, W = floats(h0, W)
    radius = np.abs(np.linalg.eigvals(W)).max()
    steps = -3 / np.log10(radius) if radius < 1 else np.inf
    return h0 @ np.linalg.matrix_power(W, t), radius, steps


def tone_matrix(frequency, t60, sr):
    # a turn that shrinks is one complex number; its product with x + iy, written as a matrix
    turn = np.exp(complex(-3 * np.log(10) / t60, 2 * np.pi * frequency) / sr)
    return np.array([[turn.real, turn.imag], [-turn.imag, turn.real]])


def influence_map(X, W_x, W_h, b):
    (X,), net = floats(X), recurrent(layers.RNN, W_x, W_h, b)
    T, H = len(X), len(b)
    net.forward(np.repeat(X[None], H, axis=0))
    sizes = np.empty((T, T))
    for t in range(T):
        dout = np.zeros((H, T, H))
        dout[:, t] = np.eye(H)
        sizes[t] = np.linalg.norm(net.backward(dout), axis=(0, 2))
    return sizes, sizes[10, 0] / sizes[0, 0]


def two_loops(Y, W_o, b, W_y, c):
    (Y,) = floats(Y)
    net = layers.Sequential(linear(W_o, b), layers.Tanh(), linear(W_y, c))
    free = [Y[:, 0]]
    for _ in range(Y.shape[1] - 1):
        free.append(net(free[-1]))
    free = np.stack(free[1:], axis=1)
    return net(Y[:, :-1]), free, np.sqrt(np.mean((free - Y[:, 1:]) ** 2, axis=(0, 2)))


def remember_tone(X, y, rng):
    net = memories.recurrent_net(rng)
    return memories.weights_of(memories.learn(net, X, y, epochs=60))


def forget_bias(steps, share):
    return -np.log(np.expm1(-np.log(share) / steps))


def recurrent_sizes(input_size, hidden_size):
    kinds = (layers.RNN, layers.GRU, layers.LSTM)
    made = (kind(input_size, hidden_size, rng=RNG) for kind in kinds)
    return tuple(layer.count_parameters() for layer in made)


def path_length(steps, skip):
    return sum(divmod(steps, skip))
