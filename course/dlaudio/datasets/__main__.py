"""``python -m dlaudio.datasets`` checks the bundled sets; with names of sets, it fetches those.

Exit code 0 if every one is sound, otherwise 1.
"""

import argparse
import sys

from dlaudio.datasets import DataError, check_bundled, load, names

# Those that the units use where they are there.
REAL = ("fsdd", "sonic-pi-drums", "jsb-chorales", "jsb-rolls")


def fetch(name: str) -> bool:
    """Load a set, downloading it at its first use, and say what it is or what is wrong.

    Parameters
    ----------
    name : str
        One of `dlaudio.datasets.names()`.
    """
    try:
        print(load(name))
    except (DataError, ValueError) as error:
        print(error, file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    parser = argparse.ArgumentParser("python -m dlaudio.datasets", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(names())}")
    asked = parser.parse_args().names
    sys.exit(not (all([fetch(name) for name in asked]) if asked else check_bundled()))
