"""Messages between the judge and a student: everything plain arrives, and nothing else does."""

import enum
import json
import math
import random
import resource
import socket
import struct
from collections import namedtuple

import numpy as np
import pytest

from autograder.inside.wire import Desk, Handle, WireError, read_array, receive
from autograder.judge.bounds import Allowance
from autograder.judge.remote import Function, Session, Thing, line, plain_outputs
from dlaudio.assessment.probe import AnswerError

Pair = namedtuple("Pair", "first second")


class Side(enum.IntEnum):
    UP = 1


class Name(str):
    pass


PLAIN = [
    None,
    True,
    -3,
    2**80,
    1.5,
    -0.0,
    math.inf,
    1 + 2j,
    "ü \U0001f600 \ud800",
    (),
    [1, [2, (3,)]],
    {1, 2},
    frozenset({"a"}),
    {"a": 1, (1, 2): [None]},
    np.float32(2.5),
    np.bool_(True),
]
ARRAYS = [
    np.arange(6.0).reshape(2, 3),
    np.asfortranarray(np.arange(6).reshape(2, 3)),
    np.arange(10)[::-2],
    np.zeros((0, 3)),
    np.array(3.5),
    np.array(["a", "ünï"]),
    np.array([1 + 2j], np.complex64),
    np.arange(3, dtype=">i2"),
    np.ones((2,) * 6, bool),
    np.longdouble([1, 2]),
]


def frame(value) -> bytes:
    return Desk("anything").pack(value)


def passed(data: bytes, desk=None, most: int = 1 << 28):
    """What comes out at the other end of a socket that is closed after the data."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.setblocking(False)
        theirs.send(data)
        theirs.shutdown(socket.SHUT_WR)
        return (desk or Desk("anything")).unpack(*receive(ours, Allowance(5).left, most))


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_values_arrive_as_they_were(value):
    got = passed(frame(value))
    assert got == value
    if not isinstance(value, np.generic):
        assert type(got) is type(value)


@pytest.mark.parametrize("array", ARRAYS, ids=lambda a: f"{a.dtype.str}{a.shape}")
def test_arrays_arrive_as_they_were(array):
    got = passed(frame([array, array]))[1]
    assert got.dtype == array.dtype and got.shape == array.shape
    assert np.array_equal(got, array) and got.flags.owndata and got.flags.writeable


def test_what_derives_from_a_plain_value_arrives_as_one():
    got = passed(frame([Side.UP, Name("a"), Pair(1, 2), np.ma.masked_array([1, 2])]))
    assert got[:3] == [1, "a", (1, 2)] and [type(item) for item in got[:3]] == [int, str, tuple]
    assert type(got[3]) is np.ndarray
    assert math.isnan(passed(frame(math.nan)))


def test_a_random_generator_goes_on_at_the_other_end():
    rng = np.random.default_rng(7)
    assert passed(frame(rng)).random() == rng.random()


def test_what_is_no_value_stays_and_travels_as_a_handle():
    desk = Desk("anything")
    got = passed(desk.pack([print, object(), np.array([None])]))
    assert [type(item) for item in got] == [Handle] * 3
    assert [item.can_call for item in got] == [True, False, False]
    assert passed(desk.pack(got), desk) == [print, got_object(desk), desk.lent[got[2].number]]


def got_object(desk):
    return next(thing for thing in desk.lent.values() if type(thing) is object)


def test_the_judge_lends_functions_alone():
    judge = Desk("functions")
    assert passed(judge.pack(len)).can_call
    with pytest.raises(WireError, match="a object cannot be sent"):
        judge.pack(object())


@pytest.mark.parametrize(
    "value", [np.zeros(20_000_000), ["x" * 9_000_000], [np.ones(9_000_000)] * 2]
)
def test_what_is_too_large_is_not_sent(value):
    with pytest.raises(WireError, match="too large"):
        frame(value)


def test_what_is_nested_too_deeply_is_not_sent():
    value = []
    value.append(value)
    with pytest.raises(WireError, match="nested"):
        frame(value)


def test_more_than_the_reader_wants_is_refused_before_it_is_read():
    data = frame(np.zeros(1000))
    assert passed(data, most=20_000) is not None
    with pytest.raises(WireError, match="more bytes"):
        passed(data, most=2000)


def npy(descr, shape, data=b"", version=b"\x01\x00"):
    head = repr({"descr": descr, "fortran_order": False, "shape": shape}).encode() + b"\n"
    return b"\x93NUMPY" + version + struct.pack("<H", len(head)) + head + data


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"\x93NUMPY",
        npy("<f8", (2,), bytes(8)),
        npy("<f8", (-1,), bytes(8)),
        npy("<f8", (2**62, 4)),
        npy("<f8", (0, 10**18)),
        npy("<f8", (1,) * 90, bytes(8)),
        npy("|O", (1,), bytes(8)),
        npy("|V8", (1,), bytes(8)),
        npy([("a", "<f8")], (1,), bytes(8)),
        npy(("<f8", (2,)), (1,), bytes(16)),
        npy("<U1", (1,), b"\xff" * 4),
        npy(">U1", (1,), b"\xff" * 4),
        npy("<f8", 1, bytes(8)),
        npy(None, (), bytes(8)),
        npy("<f8", (1,), bytes(8), version=b"\x02\x00"),
        b"\x93NUMPY\x01\x00" + struct.pack("<H", 60_000) + b"(" * 60_000,
    ],
    ids=range(17),
)
def test_bytes_that_are_no_plain_array_are_refused(blob):
    with pytest.raises(WireError):
        read_array(blob)


# ---- fuzz ---------------------------------------------------------------------------------------


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The bytes with one to four of them changed, removed, doubled or put in, or cut off."""
    data = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(data) + 1)
        match rng.randrange(6):
            case 0:
                data[place : place + 1] = bytes([rng.randrange(256)])
            case 1:
                del data[place : place + rng.randint(1, 9)]
            case 2:
                data[place:place] = data[place : place + rng.randint(1, 40)]
            case 3:
                data[place:place] = rng.randbytes(rng.randint(1, 9))
            case 4:
                data[place : place + 1] = rng.choice(rb'[]{},:"0-9eE+\u.nN ').to_bytes(1, "big")
            case 5 if rng.random() < 0.2:
                del data[place:]
    return bytes(data)


def with_length(data: bytes) -> bytes:
    """The same header with the length that it has, so that what follows is looked at."""
    header, sizes = data[8:-2], b"[]"
    return struct.pack(">II", len(header), len(sizes)) + header + sizes


MESSAGES = [
    ("ok", 1.5),
    ("ok", [np.arange(3), {"a": (1, 2)}, 2**70]),
    ("ok", {"rng": np.random.default_rng(0)}),
    ("error", "ValueError", "no", "here"),
    ("call back", Handle(3, "f", True), (1, np.ones(2)), {"k": "v"}),
    ("ok", print),
]


def test_ten_thousand_broken_frames_end_in_a_sentence():
    rng = random.Random(5)
    whole = [frame(message) for message in MESSAGES]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kinds = {"value": 0}
    for number in range(10_000):
        data = mutated(whole[number % len(whole)], rng)
        if number % 3 == 0:
            data = with_length(data)
        try:
            passed(data)
            kinds["value"] += 1
        except (WireError, EOFError, TimeoutError) as error:
            kinds[type(error).__name__] = kinds.get(type(error).__name__, 0) + 1
    assert kinds["WireError"] > 3000 and kinds["EOFError"] > 500 and kinds["value"] > 500, kinds
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB


def test_broken_replies_cost_the_session_and_nothing_else():
    rng = random.Random(6)
    whole = [frame(message) for message in MESSAGES[:4]]
    lost = 0
    for number in range(1000):
        ours, theirs = socket.socketpair()
        session = Session(ours, -1)
        session.allow(2)
        with ours, theirs:
            theirs.sendall(mutated(whole[number % len(whole)], rng))
            theirs.shutdown(socket.SHUT_WR)
            try:
                session.ask("get", "name")
            except AnswerError as error:
                assert str(error).isprintable()
                lost += session.lost is not None
    assert lost > 300


# ---- the judge's end ----------------------------------------------------------------------------


def test_a_thing_is_no_value():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        thing = Session(ours, -1).handle(1, "Any\x1b[0m\nthing", False)
        assert type(Session(ours, -1).handle(1, "f", True)) is Function
        assert type(thing) is Thing and repr(thing) == "<Any [0m thing of the notebook>"
        for question in (
            lambda: bool(thing),
            lambda: thing == 1,
            lambda: thing != 1,
            lambda: 1 < thing,
            lambda: 1 in thing,
            lambda: len(thing),
            lambda: float(thing),
            lambda: thing + np.ones(2),
            lambda: np.ones(2) == thing,
            lambda: np.add(1, thing),
            lambda: {thing: 1},
            lambda: f"{thing:.3f}",
            lambda: thing(),
        ):
            with pytest.raises(TypeError):
                question()
        for name in ("__array_interface__", "__len_hint__", "_private", "__deepcopy__"):
            assert not hasattr(thing, name)


def test_a_lent_function_is_called_with_whatever_came_and_only_that_one():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        session, student = Session(ours, -1), Desk("anything")
        session.allow(5)

        def reciprocal(x):
            return 1 / x

        session.pack(("call", reciprocal))
        number = next(iter(session.lent))
        for arguments in [(4.0,), (0.0,), (), (1, 2), (np.zeros(2), 1)]:
            theirs.sendall(student.pack(("call back", Handle(number, "", True), arguments, {})))
        theirs.sendall(student.pack(("ok", 7)))
        assert session.ask("get", "f") == 7
        got = [student.unpack(*receive(theirs))[0] for _ in range(6)][1:]
        assert got == ["ok", "error", "error", "error", "error"]
        theirs.sendall(student.pack(("call back", print, (), {})))
        with pytest.raises(AnswerError, match="no reply"):
            session.ask("get", "f")


def test_answers_have_a_budget_of_bytes(monkeypatch):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        session = Session(ours, -1)
        monkeypatch.setattr("autograder.judge.remote.MAX_ARRAYS", 20_000)
        session.allow(5)
        reply = frame(("ok", np.zeros(1000)))
        theirs.sendall(reply * 3)
        assert session.ask("get", "a").size == session.ask("get", "a").size == 1000
        with pytest.raises(AnswerError, match="more bytes"):
            session.ask("get", "a")


def test_outputs_are_text_of_known_kinds():
    found = [
        5,
        {"output_type": ["stream"]},
        {"output_type": "display_data", "data": {"text/html": "<script>"}, "text": "shown"},
        {"output_type": "stream", "name": "elsewhere", "text": "a\x1b[31mb\x00\u202ec\td\n\ud800"},
        {"output_type": "error", "ename": "E\n", "evalue": {}, "text": None, "more": 1},
        {"output_type": "execute_result", "text": "x" * 30_000},
    ]
    shown, stream, error, long = plain_outputs(found)
    assert shown == {"output_type": "display_data", "text": "shown"}
    assert stream == {"output_type": "stream", "name": "stdout", "text": "abc\td\n?"}
    assert error == {"output_type": "error", "ename": "E ", "evalue": "", "text": ""}
    assert len(long["text"]) < 21_000
    assert plain_outputs("no list") == []
    assert sum(len(o["text"]) for o in plain_outputs([found[5]] * 100)) < 110_000
    json.dumps(plain_outputs(found)).encode()


def test_a_line_is_one_printable_line():
    assert line("a\nb\r\x1b[1m\u202e" + "x" * 500).isprintable()
    assert len(line("x" * 500)) == 400
