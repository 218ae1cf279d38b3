"""1989: a convolutional network reads digits; here it hears them, spoken by strangers.

Y. LeCun and others, "Backpropagation applied to handwritten zip code recognition", Neural
Computation 1, 1989.
"""

import numpy as np

from ..networks.listener import digit_pictures, small_cnn
from ..train import update
from .versus import Result

EPOCHS, BATCH = 6, 20


def learn(parts) -> Result:
    """Two stages of convolution learn 600 pictures of words; `more` has each stranger's digit."""
    own, rng = parts.layers, np.random.default_rng(0)
    X, y = digit_pictures("spoken-digits", "train", 600)
    new, truth = digit_pictures("spoken-digits", "test", 200)
    middle = X.mean(axis=0)
    net = own.into(small_cnn(10, rng=rng))
    loss, optimizer = own.CrossEntropyLoss(), own.Adam(net.parameters(), 0.005)
    for _ in range(EPOCHS):
        for rows in np.split(rng.permutation(len(X)), len(X) // BATCH):
            update(net, loss, optimizer, X[rows] - middle, y[rows])
    said = net(new - middle).argmax(axis=1)
    right = np.mean(said == truth)
    return Result(f"{right:.0%} of the strangers' digits right", net.count_parameters(), said)
