"""A batch that does not fit is told so before it is tried."""

import numpy as np
import pytest

from dlaudio import layers
from dlaudio.layers import room

RNG = np.random.default_rng(0)
LARGE = [
    (layers.Conv2d(1, 8, 3, rng=RNG), (100_000, 1, 1000, 1000), "2968.3 GiB"),
    (layers.Conv1d(1, 8, 9, rng=RNG), (10**6, 1, 100_000), "2980.0 GiB"),
    (layers.LSTM(2, 64, rng=RNG), (10**6, 1000, 2), "1430.5 GiB"),
    (layers.RNN(2, 64, rng=RNG), (10**6, 1000, 2), "715.3 GiB"),
]


@pytest.mark.parametrize(("layer", "shape", "needed"), LARGE, ids=lambda one: str(one)[:6])
def test_it_says_what_is_needed_and_what_is_free(layer, shape, needed, monkeypatch):
    monkeypatch.setattr(room, "free", lambda: 3 * 2**29)
    nothing = np.broadcast_to(np.float32(0), shape)  # takes no memory
    with pytest.raises(MemoryError) as told:
        layer(nothing)
    assert str(told.value) == (
        f"{type(layer).__name__} needs {needed} for x of shape {shape}, and 1.5 GiB are free: "
        "take less at once, such as a smaller batch"
    )


def test_what_fits_is_tried_and_nobody_looks_for_little(monkeypatch):
    monkeypatch.setattr(room, "free", lambda: room.LARGE)
    room.make_sure(room.LARGE, "LSTM", (1,))
    with pytest.raises(MemoryError):
        room.make_sure(room.LARGE + 1, "LSTM", (1,))
    monkeypatch.setattr(room, "free", lambda: 0)
    room.make_sure(room.LARGE - 1, "LSTM", (1,))


def test_where_the_system_does_not_tell_everything_is_tried(monkeypatch, tmp_path):
    monkeypatch.setattr(room, "MEMINFO", tmp_path / "meminfo")
    assert room.free() is None
    room.make_sure(2**60, "LSTM", (1,))


def test_a_container_has_less_than_its_machine(monkeypatch, tmp_path):
    (tmp_path / "meminfo").write_text("MemTotal: 9000 kB\nMemAvailable:    4000 kB\n")
    monkeypatch.setattr(room, "MEMINFO", tmp_path / "meminfo")
    monkeypatch.setattr(room, "CGROUP", tmp_path)
    assert room.free() == 4000 * 1024
    for name, text in (("max", "3000000"), ("current", "2000000"), ("stat", "inactive_file 500")):
        (tmp_path / f"memory.{name}").write_text(text + "\n")
    assert room.free() == 1_000_500
    (tmp_path / "memory.max").write_text("max\n")
    assert room.free() == 4000 * 1024


def test_in_chunks_a_long_sequence_needs_no_more_memory_than_a_short_one():
    from bench import growth

    long, short, chunks = (growth.peak(None, *given) for given in ((512, 512), (64, 64), (512, 64)))
    assert 7 < long / short < 8.5 and chunks < 1.3 * short
    page = growth.PAGE.read_text(encoding="utf-8")
    assert all((growth.PICTURES / f"{one.name}.png").exists() for one in growth.GROWTHS)
    assert all(f"growth/{one.name}.png" in page for one in growth.GROWTHS)
