import numpy as np

from dlaudio.datasets.handwritten import handwritten_digits


def test_the_digits_are_those_of_scikit_learn():
    from sklearn.datasets import load_digits

    pixels, digits = handwritten_digits()
    known, written = load_digits(return_X_y=True)
    np.testing.assert_array_equal(16 * pixels, known)
    np.testing.assert_array_equal(digits, written)
