"""Every screen of every unit: `make test-screens`, two units at a time, half an hour.

The instructor's notebook is run in JupyterLab, each demo moved, each player decoded, and the saved
file opened again on another day, in dark. What was seen is left in tests/screenshots.
"""

import os
import shutil

import pytest
from lab import ROOT, browse
from visit import Visit, desk_of

from dlaudio import syllabus

SHORT = {"u04_graphs"}
SECONDS = 1800  # for a unit, on a busy machine
SIZE = {"width": 1280, "height": 1500}


def chosen() -> list[syllabus.Unit]:
    """One short unit, or all of them where `make test-screens` asks for them."""
    every = os.environ.get("DLAUDIO_ALL_UNITS", "0") != "0"
    return [unit for unit in syllabus.units() if every or unit.name in SHORT]


@pytest.mark.parametrize("unit", chosen(), ids=lambda unit: unit.name)
def test_a_unit_is_run_moved_saved_and_opened_again(unit, tmp_path):
    saved = tmp_path / "course" / unit.link
    saved.parent.mkdir(parents=True)
    shutil.copy(ROOT / "solutions" / unit.link, saved)
    with desk_of(tmp_path) as address, browse("about:blank", viewport=SIZE) as page:
        page.set_default_timeout(90_000)
        visit = Visit(page, address, unit.link)
        visit.run_all(SECONDS)
        assert visit.complaints_of_cells() == []
        players, pictures, demos = visit.players(), visit.pictures(), visit.demos().count()
        assert players and pictures and (demos or unit.name == "u14_your_instrument")
        for i in range(demos):
            visit.move(visit.demos().nth(i))
        assert visit.complaints_of_cells() == []
        visit.photograph(f"{unit.name}-light")
        assert visit.shut_out() == []
        visit.save()
    # the next day: another server and browser, no kernel has run anything
    with (
        desk_of(tmp_path, theme="dark") as address,
        browse("about:blank", viewport=SIZE) as page,
    ):
        page.set_default_timeout(90_000)
        visit = Visit(page, address, unit.link)
        visit.demos().nth(demos - 1).wait_for() if demos else None
        assert visit.complaints_of_cells() == []
        assert (visit.players(), visit.pictures()) == (players, pictures)
        assert visit.demos().count() == demos
        visit.photograph(f"{unit.name}-dark")
        assert visit.shut_out() == []
    print(f"{unit.name}: {players} players, {pictures} pictures, {demos} demos")
