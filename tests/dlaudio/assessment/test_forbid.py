"""What an exercise forbids exists: a name that nothing has any more would forbid nothing."""

from importlib.util import find_spec
from operator import attrgetter

import numpy as np
import pytest

from dlaudio import exercises
from dlaudio.assessment.forbid import without

# Forbidden where it is installed; neither the course nor its tests need it.
NOT_NEEDED = {"madmom", "mir_eval", "tensorflow", "torchaudio"}
FORBIDDEN = sorted(
    {
        name
        for unit in exercises.units()
        for item in exercises.of_unit(unit)
        for name in item.forbid
        if name not in NOT_NEEDED
    }
)


def is_there(name: str) -> bool:
    """Whether this is a module, or something that a module has."""
    try:
        if find_spec(name) is not None:
            return True
    except ModuleNotFoundError:  # what stands before the last dot is no package
        pass
    module, _, attribute = name.rpartition(".")
    if not module or not is_there(module):
        return False
    try:
        attrgetter(attribute)(__import__(module, fromlist=[attribute]))
    except AttributeError:
        return False
    return True


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_is_forbidden_exists(name):
    if name.partition(".")[0] == "torch":
        pytest.importorskip("torch", reason="an extra, which continuous integration installs")
    assert is_there(name)


@pytest.mark.parametrize("name", ["dlaudio.exercises.steps", "dlaudio.nothing.here", "nowhere"])
def test_a_name_that_nothing_has_is_found_out(name):
    assert not is_there(name)


def test_functions_of_a_module_are_found_too():
    assert is_there("numpy.convolve") and not is_there("numpy.convolved")


def test_a_function_is_refused_to_the_notebook_and_to_nobody_else():
    namespace = {"np": np, "convolve": np.convolve}
    exec(
        "def answer(x): return np.convolve(x, [1, 1])\ndef other(x): return convolve(x, x)",
        namespace,
    )
    with without(("numpy.convolve",), namespace):
        for name in ("answer", "other"):
            with pytest.raises(ImportError, match="numpy.convolve is forbidden in this exercise"):
                namespace[name]([1.0, 2.0])
        assert np.convolve([1.0], [2.0]) == 2.0  # what the checker does
    assert namespace["answer"]([1.0]).tolist() == [1.0, 1.0]
    assert namespace["convolve"] is np.convolve
