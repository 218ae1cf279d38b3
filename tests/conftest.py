"""Settings that must be made before NumPy and matplotlib are imported."""

import os

# Two BLAS threads on a busy machine make small products 100 times slower.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
os.environ["MPLBACKEND"] = "Agg"
os.environ["DLAUDIO_HOME"] = ""  # a notebook that a test runs remembers nothing
