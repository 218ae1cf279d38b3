"""A small class as it is, a third of it hostile, graded while the driver is killed.

`make test-class` does it with sixty students and ten kills (bench/whole_class.py).
"""

import socket

import pytest
import real_class

from autograder.judge import sandbox


@pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")
def test_nothing_is_lost_nobody_is_delayed_and_every_file_is_accounted_for(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        found = real_class.grade(tmp_path, size=12, kills=2, listeners=[listener])
    assert "\n".join(found.faults) == ""
    assert found.kills == 2 and found.files > 12
    assert set(found.among) == set(found.alone) and len(found.alone) == 8
    assert all(found.among[name] < found.alone[name] + 30 for name in found.alone)
