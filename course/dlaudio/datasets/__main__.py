"""Check the bundled sets: exit code 0 if every one is sound, otherwise 1."""

import sys

from dlaudio.datasets import check_bundled

sys.exit(not check_bundled())
