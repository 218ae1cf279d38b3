"""Units 8 to 13 by the package: convolutions, pooling, recurrent layers and their gradients."""

import numpy as np

from ... import audio, layers, losses, optim
from ...generation import translator, wavenet
from ...layers.base import Parameter
from ...layers.windows import output_size
from ...networks import anywhere
from ...optim import SGD
from ...train import predict, update
from .with_weights import RNG, conv, floats, grads, linear, recurrent

# ---- convolution -------------------------------------------------------------------------------


def conv_size(size, kernel_size, stride, padding, dilation):
    return output_size(size, kernel_size, stride=stride, padding=2 * padding, dilation=dilation)


def cross_correlate(x, w):
    x, w = floats(x, w)
    return conv(layers.Conv1d, w[None, None]).forward(x[None, None])[0, 0]


def conv1d(x, weight, bias, stride, padding, dilation):
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    return conv(layers.Conv1d, weight, bias, **options).forward(*floats(x))


def conv2d(x, weight, bias, stride):
    return conv(layers.Conv2d, weight, bias, stride=tuple(stride)).forward(*floats(x))


def pool1d(x, kernel_size, stride):
    kinds = layers.MaxPool1d, layers.AvgPool1d
    return tuple(kind(kernel_size, stride=stride).forward(*floats(x)) for kind in kinds)


def stft_layer(n_fft):
    """What a short-time Fourier transform makes of every unit pulse."""
    pulses = [audio.stft(row, n_fft=n_fft, hop_length=n_fft, center=False) for row in np.eye(n_fft)]
    spectra = np.concatenate(pulses, axis=1)
    return np.concatenate([spectra.real, spectra.imag])[:, None]


def conv1d_backward(x, weight, dout, stride):
    return _back(conv(layers.Conv1d, weight, stride=stride), x, dout)


def conv2d_backward(x, weight, dout, padding):
    return _back(conv(layers.Conv2d, weight, padding=padding), x, dout)


def _back(layer, x, dout):
    """dx and the gradients of the parameters."""
    x, dout = floats(x, dout)
    layer.forward(x)
    return layer.backward(dout), *grads(layer)


def max_pool_backward(x, dout, size):
    return _back(layers.MaxPool2d(size), x, dout)[0]


def avg_pool_backward(dout, size, height, width):
    x = np.zeros((*np.shape(dout)[:2], height, width))
    return _back(layers.AvgPool2d(size), x, dout)[0]


def train_cnn(X, y, X_new, rng):
    net = anywhere.anywhere(10, frames=np.shape(X)[3], rng=rng)
    anywhere.learn(net, X, y, rng=rng)
    return predict(net, X_new - 0.5).argmax(axis=1)


def new_head(H, y):
    head = linear(np.zeros((np.shape(H)[1], 5)), np.zeros(5))
    loss, sgd = losses.CrossEntropyLoss(), SGD(head.parameters(), 0.05)
    for _ in range(200):
        update(head, loss, sgd, floats(H)[0], np.asarray(y) - 5)
    return head.weight.value, head.bias.value


def two_losses(logits, digit, tags):
    single, multi = losses.CrossEntropyLoss(), losses.BCEWithLogitsLoss()
    logits, tags = floats(logits, tags)
    first = single.forward(logits, digit), single.backward()
    return *first, multi.forward(logits, tags), multi.backward()


def causal_conv(x, w, b, dilation):
    return _causal(w, b, dilation).forward(*floats(x))


def causal_conv_backward(dy, x, w, dilation):
    return _back(_causal(w, None, dilation), x, dy)


def causal_reach(kernel_size, dilations, sr):
    samples = wavenet.reach(kernel_size, dilations)
    return samples, 1000 * samples / sr


def _causal(w, b, dilation):
    reach = (np.shape(w)[2] - 1) * dilation
    return conv(layers.Conv1d, w, b, padding=((reach, 0),), dilation=dilation)


# ---- through time ------------------------------------------------------------------------------


def rnn_sequence(X, h0, W_x, W_h, b):
    return recurrent(layers.RNN, W_x, W_h, b).forward(*floats(X, h0))


def rnn_step_backward(dh_new, x, h, h_new, W_x, W_h):
    x, h, h_new, dh_new, W_x, W_h = floats(x, h, h_new, dh_new, W_x, W_h)
    da = dh_new * (1 - h_new**2)
    return da @ W_x.T, da @ W_h.T, x.T @ da, h.T @ da, da.sum(axis=0)


def bptt(dH, X, h0, W_x, W_h, b):
    layer = recurrent(layers.RNN, W_x, W_h, b)
    layer.forward(*floats(X, h0))
    dX = layer.backward(*floats(dH))
    return dX, layer.dh0, *grads(layer)


def recursive_term(dh_last, X, h0, W_x, W_h, b):
    layer = recurrent(layers.RNN, W_x, W_h, b)
    X, h0, dh_last = floats(X, h0, dh_last)
    states = layer.forward(X, h0)
    dH = np.zeros_like(states)
    dH[:, -1] = dh_last
    layer.backward(dH)
    before = np.concatenate([h0[:, None], states], axis=1)[:, -2]
    dropped = rnn_step_backward(dh_last, X[:, -1], before, states[:, -1], W_x, W_h)[3]
    return layer.weight_h.grad, dropped


def truncated_bptt(dH, X, h0, W_x, W_h, b, k):
    layer = recurrent(layers.RNN, W_x, W_h, b)
    layer.truncate = k
    layer.forward(*floats(X, h0))
    layer.backward(*floats(dH))
    return grads(layer)


def output_gradients(H, W_y, c, labels):
    layer, loss = linear(W_y, c), losses.CrossEntropyLoss()
    logits = layer.forward(*floats(H))
    value = loss.forward(logits.reshape(-1, logits.shape[-1]), np.ravel(labels))
    dH = layer.backward(loss.backward().reshape(logits.shape))
    return value, dH, *grads(layer)


def last_step_gradients(H, W_y, c, labels):
    last = layers.LastStep()
    h = last.forward(*floats(H))
    value, dh, dW, dc = output_gradients(h, W_y, c, labels)
    return value, last.backward(dh), dW, dc


def clip_global_norm(grads, v):  # the exercise calls its argument so
    parameters = [Parameter(np.asarray(g, dtype=float)) for g in grads]
    for parameter in parameters:
        parameter.grad[...] = parameter.value
    norm = optim.clip_grad_norm(parameters, v)
    return [parameter.grad for parameter in parameters], norm


def bidirectional(X, ahead, back):
    both = (recurrent(layers.RNN, *weights) for weights in (ahead, back))
    return layers.Bidirectional(*both).forward(*floats(X))


def stacked_rnn(X, stack):
    (X,), sizes, count = floats(X), [], 0
    for weights in stack:
        layer = recurrent(layers.RNN, *weights)
        X = layer.forward(X)
        sizes.append(X.shape)
        count += layer.count_parameters()
    return X, sizes, count


def _told(X, context, W_x, W_h, b, W_c, V):
    X, context, W_x, W_c, V = floats(X, context, W_x, W_c, V)
    beside = np.repeat(context[:, None], X.shape[1], axis=1)
    net = recurrent(layers.RNN, np.concatenate([W_x, W_c]), W_h, b)
    return net, np.concatenate([X, beside], axis=2), np.tanh(context @ V)


def conditioned_states(X, context, W_x, W_h, b, W_c, V):
    net, heard, start = _told(X, context, W_x, W_h, b, W_c, V)
    alone = recurrent(layers.RNN, W_x, W_h, b)
    return net.forward(heard), alone.forward(*floats(X), start), net.forward(heard, start)


def context_gradients(dH, X, context, W_x, W_h, b, W_c, V):
    net, heard, start = _told(X, context, W_x, W_h, b, W_c, V)
    net.forward(heard, start)
    dcontext = net.backward(*floats(dH))[:, :, len(W_x) :].sum(axis=1)
    first = net.dh0 * (1 - start**2)
    (context,) = floats(context)
    return dcontext + first @ np.transpose(V), net.weight_x.grad[len(W_x) :], context.T @ first


def encode_decode(melody, encoder, decoder, end, length):
    (W_x, W_h, _), (*parts, W_y, c) = encoder, decoder
    net = translator.Translator(len(W_x) - 1, len(W_h), rng=RNG)
    net.end, net.scores = end, linear(W_y, c)
    net.encoder, net.decoder = recurrent(layers.RNN, *encoder), recurrent(layers.RNN, *parts)
    return net.spell(melody, longest=length)


def lstm_step(x, h, c, Wx, Wh, b):
    layer = recurrent(layers.LSTM, Wx, Wh, b)
    x, h, c = floats(x, h, c)
    return layer.forward(x[:, None], h, c)[:, 0], layer.c_n


def lstm_forward(x, Wx, Wh, b):
    return recurrent(layers.LSTM, Wx, Wh, b).forward(*floats(x))


def lstm_backward(dH, x, Wx, Wh, b):
    return _back(recurrent(layers.LSTM, Wx, Wh, b), x, dH)


def gru_step(x, h, Wx, Wh, b):
    x, h = floats(x, h)
    return recurrent(layers.GRU, Wx, Wh, b).forward(x[:, None], h)[:, 0]


def gru_step_backward(dh, x, h, Wx, Wh, b):
    layer = recurrent(layers.GRU, Wx, Wh, b)
    x, h, dh = floats(x, h, dh)
    layer.forward(x[:, None], h)
    dx = layer.backward(dh[:, None])
    return dx[:, 0], layer.dh0, *grads(layer)
