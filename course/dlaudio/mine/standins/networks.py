"""Units 0 and 2 to 5 by the package: units, losses, bends, descent, graphs, back-propagation."""

import numpy as np

from ... import descent, gradcheck, layers, losses, train
from ...datasets import bands
from ...graph import Node
from .with_weights import floats, grads, linear


def units(X, w, b):
    z = linear(w, b).forward(np.asarray(X, dtype=float))[:, 0]
    return (z > 0).astype(int), z, layers.sigmoid(z)


def sse(y, y_hat):
    loss = losses.MSELoss()
    loss.forward(*floats(y_hat, y))
    return losses.sse(y_hat, y), loss.backward() * np.size(y)


def fit(D, M, J, w0, modify, stop):
    return descent.trial_and_error(D, M, J, w0, modify, stop)


def gradient_descent(f_grad, w0, lr, n):
    return descent.descend(f_grad, w0, lr=lr, steps=n)


def regression_gradient(X, y, w, b):
    value, (dW, db) = _slope(losses.MSELoss(), X, y, w, b)
    return value, dW[:, 0], db[0]


def logistic_loss(X, y, w, b):
    value, (dW, db) = _slope(losses.BCEWithLogitsLoss(), X, y, w, b)
    return value, dW[:, 0], db[0]


def _slope(loss, X, y, w, b):
    """A loss of a linear layer with one output, and the slopes in its weights."""
    layer = linear(w, b)
    value = loss.forward(layer.forward(np.asarray(X, dtype=float))[:, 0], np.asarray(y, float))
    layer.backward(loss.backward()[:, None])
    return value, grads(layer)


def linear_regression(X, y, lr, n):
    ones = np.column_stack([X, np.ones(len(X))])
    closed = np.linalg.lstsq(ones, y, rcond=None)[0]
    w, b = _trained(regression_gradient, X, y, lr, n)
    return (closed[:-1], closed[-1]), (w, b)


def train_logistic(X, y, lr, n):
    return _trained(logistic_loss, X, y, lr, n)


def _trained(slope, X, y, lr, n):
    def both(weights):
        _, dw, db = slope(X, y, weights[:-1], weights[-1])
        return np.append(dw, db)

    last = descent.descend(both, np.zeros(np.shape(X)[1] + 1), lr=lr, steps=n)[-1]
    return last[:-1], last[-1]


def learning_rates(A):
    # the longest and the shortest axis of the ellipse that A makes of a circle
    steepest, flattest = np.linalg.norm(A, 2), np.linalg.norm(A, -2)
    return 2 / steepest, 2 / (steepest + flattest)


def race(f, f_grad, start, lr, proposals):
    walked = descent.descend(f_grad, start, lr=lr, steps=len(proposals))[-1]
    return min(proposals, key=f), walked


def twelve_calls(X, measure):
    features, _ = bands.standardised(X, X)

    def slope(wb):
        _, dw, db = measure(features, wb[:-1], wb[-1])
        return np.append(dw, db)

    last = descent.descend(slope, np.zeros(np.shape(X)[1] + 1), lr=1.0, steps=12)[-1]
    w = last[:-1] / np.std(X, axis=0)
    return w, last[-1] - np.mean(X, axis=0) @ w


def minibatches(n, batch_size, rng):
    return list(train.batches(n, batch_size, rng=rng))


def softmax_cross_entropy(logits, target):
    loss = losses.CrossEntropyLoss()
    (logits,) = floats(logits)
    value = loss.forward(logits, target)
    return layers.softmax(logits), value, loss.backward()


def three_losses(score, y):
    results = []
    for loss in (losses.MSELoss(), losses.L1Loss(), losses.HingeLoss()):
        results.append((loss.forward(*floats(score, y)), loss.backward()))
    return tuple(results)


def smooth_units(z):
    return _values(z, layers.Sigmoid(), layers.Tanh(), layers.Softplus())


def smooth_slopes(z):
    return _slopes(z, layers.Sigmoid(), layers.Tanh(), layers.Softplus())


def bent_units(z):
    bent = layers.ReLU(), layers.LeakyReLU(0.1), layers.ELU()
    return _values(z, *bent), _slopes(z, *bent)


def _values(z, *activations):
    return tuple(layer.forward(np.asarray(z, dtype=float)) for layer in activations)


def _slopes(z, *activations):
    _values(z, *activations)
    return tuple(layer.backward(np.ones(np.shape(z))) for layer in activations)


def prelu_gradients(dout, z, a):
    layer = layers.PReLU(a, dtype=float)
    layer.forward(np.asarray(z, dtype=float))
    return layer.backward(dout), float(grads(layer)[0].sum())


def maxout(dout, z, k):
    layer = layers.Maxout(k)
    return layer.forward(np.asarray(z, dtype=float)), layer.backward(dout)


def gradients(program, values, times=1):
    inputs = {name: Node(value, name=name) for name, value in values.items()}
    names = dict(inputs)
    exec(program, {}, names)
    for _ in range(times):
        names["y"].backward()
    return names["y"].value, [node.grad for node in inputs.values()]


def central_difference(f, x, step):
    return gradcheck.numeric_gradient(f, x, step=step)


def gradient_check(forward, backward, x, rng):
    dout = rng.normal(size=np.shape(forward(x)))
    expected = gradcheck.numeric_gradient(forward, x, dout=dout)
    try:
        gradcheck.compare(backward(dout, x), expected, name="dx")
    except gradcheck.GradientError:
        return False
    return True


def step2_forward(X, weights):
    H = [np.asarray(X, dtype=float)]
    for W, b in weights[:-1]:
        H.append(layers.sigmoid(linear(W, b).forward(H[-1])))
    return [*H, linear(*weights[-1]).forward(H[-1])]


def step3_top(y, H, W, b):
    y, H, W, b = floats(y, H, W, b)
    layer, loss = linear(W, b), losses.MSELoss()
    value = loss.forward(layer.forward(H), y)
    dH = layer.backward(loss.backward() * y[0].size)
    return value * y[0].size, *grads(layer), dH


def step4_sigmoid(dH, H):
    dH, H = floats(dH, H)
    return dH * H * (1 - H)


def step7_layer(dH, H, H_below, W):
    return step5_linear(step4_sigmoid(dH, H), H_below, W)


def step5_linear(dZ, H_below, W):
    layer = linear(W, np.zeros(np.shape(W)[1]))
    layer.forward(np.asarray(H_below, dtype=float))
    below = layer.backward(np.asarray(dZ, dtype=float))
    return *grads(layer), below


def step6_activation(dH, Z, name):
    layer = {"sigmoid": layers.Sigmoid, "tanh": layers.Tanh, "relu": layers.ReLU}[name]()
    layer.forward(np.asarray(Z, dtype=float))
    return layer.backward(dH)


def step8_update(X, y, weights, lr):
    net = _net(weights, last=False)
    (X, y), loss = floats(X, y), losses.MSELoss()
    loss.forward(net.forward(X), y)
    net.backward(loss.backward() * (y.size / len(y)))
    found = _pairs(grads(net))
    moved = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(weights, found, strict=True)]
    return moved, found


def step9_repeat(X, y, weights, lr, n_steps):
    history = []
    for _ in range(n_steps):
        history.append(losses.sse(step2_forward(X, weights)[-1], y) / len(y))
        weights, _ = step8_update(X, y, weights, lr)
    return weights, history


def step10_watch(X, y, X_val, y_val, weights, lr, n_steps):
    training, validation = [], []
    for _ in range(n_steps):
        for kept, inputs, wanted in ((training, X, y), (validation, X_val, y_val)):
            output = step2_forward(inputs, weights)[-1]
            kept.append(losses.sse(output, wanted) / len(wanted))
        weights, _ = step8_update(X, y, weights, lr)
    return training, validation


def softmax_top(y, H, W, b):
    y, H, W, b = floats(y, H, W, b)
    layer, loss = linear(W, b), losses.CrossEntropyLoss()
    value = loss.forward(layer.forward(H), y.argmax(axis=1))
    dH = layer.backward(loss.backward())
    return value, *grads(layer), dH


def gradient_norms(X, dout, weights, name):
    bend = {"sigmoid": layers.Sigmoid, "relu": layers.ReLU}[name]
    net = layers.Sequential(*(part for W, b in weights for part in (linear(W, b), bend())))
    net.forward(np.asarray(X, dtype=float))
    net.backward(np.asarray(dout, dtype=float))
    return [np.linalg.norm(dW) for dW, _ in _pairs(grads(net))]


def learn_digits(X, y, weights, lr, n_steps):
    return step9_repeat(X, y, weights, lr, n_steps)[0]


def network_gradients(X, y, weights):
    net = _net(weights, last=True)
    X, y = floats(X, y)
    output = net.forward(X)
    net.backward((output - y) / len(y))
    return losses.sse(output, y) / (2 * len(y)), _pairs(grads(net))


def learn_xor(X, y, weights, lr, n_steps):
    for _ in range(n_steps):
        _, found = network_gradients(X, y, weights)
        pairs = zip(weights, found, strict=True)
        weights = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in pairs]
    return weights


def _net(weights, *, last: bool):
    """Linear layers with sigmoids between them, and after the last if asked for."""
    parts = [part for W, b in weights for part in (linear(W, b), layers.Sigmoid())]
    return layers.Sequential(*(parts if last else parts[:-1]))


def _pairs(arrays):
    return list(zip(arrays[::2], arrays[1::2], strict=True))
