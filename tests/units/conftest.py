"""Figures that a text quotes are those of the invented voices, which come with the course."""

import pytest

from dlaudio import datasets


@pytest.fixture(scope="module", autouse=True)
def what_comes_with_the_course(request):
    """Where a test asks for such figures, there are no downloads, whatever this machine has."""
    if not request.module.__name__.startswith("test_figures"):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        bundled = [name for name in datasets.names() if not datasets.SETS[name].downloads]
        patch.setattr(datasets, "available", lambda name: name in bundled)
        yield
