"""Build handwritten.npz: 1,797 handwritten digits of 8 x 8 pixels, out of scikit-learn's copy.

Run `python data/build_handwritten.py [folder]`. E. Alpaydin and C. Kaynak, "Optical Recognition of
Handwritten Digits", UCI Machine Learning Repository, 1998, doi:10.24432/C50P49, CC BY 4.0: their
test set, unchanged but for the type of its numbers.
"""

import sys
from pathlib import Path

import numpy as np
from archive import save


def build(folder: Path) -> str:
    """Write the set into a folder and its SHA-256 into the table there."""
    from sklearn.datasets import load_digits

    pixels, digits = load_digits(return_X_y=True)
    arrays = {"pixels": pixels.astype(np.uint8), "digits": digits.astype(np.uint8)}
    return save(folder / "handwritten.npz", **arrays)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
