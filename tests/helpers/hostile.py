"""Files that somebody made to stop a grader, out of grammars; a number gives always the same one.

Each has a wrong answer or none, so it earns nothing, and costs a bounded time. `trial` does to one
all that is done to what a student hands in: it is read, graded, shown and put on a page.
"""

import io
import json
import random
import struct
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from attacks import WIRE
from handed_in import RELEASED, SEED, UNIT

from autograder.classroom.results import Asked, Record
from autograder.judge import trusted
from autograder.nbgrader import autograded
from autograder.nbgrader.feedback import page

FILES = 2000  # that `make fuzz` tries
BUDGET = 3.0  # seconds of the grader's own processor time that one may cost
ANSWER = "perceptron"
TEMPLATE = autograded.Template(json.loads(json.dumps(RELEASED)))
SCALARS = [
    "0",
    "-0",
    "1e999",
    "-1e-999",
    "1" * 5000,
    "NaN",
    "Infinity",
    "true",
    "null",
    '""',
    "'x'",
]
SCALARS += [
    '"\\ud800"',
    '"\\u0000"',
    '"\t"',
    '"' + "x" * 9999 + '"',
    "tru",
    "0x1",
    "1.",
    '"\\q"',
    "//",
]
KEYS = ["cells", "source", "cell_type", "metadata", "nbgrader", "outputs", "id", "nbformat", "x"]
DESCRIPTIONS = [
    "<f8",
    ">f8",
    "|O",
    "<U9",
    "<U0",
    "|V8",
    "<M8[D]",
    "<f16",
    "<i8",
    "|b1",
    "x",
    [["a"]],
]


def _parts(text: str) -> list[str]:
    return ["|", *filter(None, text.strip("\n").replace("\n", "|").split("|"))]


MARKDOWN = _parts("""
*|_|~|`|```|[|![|]( |](<|][|[^1]:|<|<a |<!--|<![CDATA[|&|&#|\\|# |## |> |- |1. |-|:-:|--|==|$|$$|\\(
:::|www.|http://|<x@y|  |\t|[a](|![a](|*a **a |a_b__c|[[|(((|<div>|<script>|</|"x"|{.|~~|^|```python
""")
CODE = _parts("""
f"{ |f'{|}"|{{|!r:{|:>{|rb'|\"\"\"|'''|(|)|[|]|{|}|lambda: |not |-|~|if 1:|else |for x in |async
await |@x|\\|\t|;|:=|match x:|case |type X = |def f(|class |1_000|0x|1e|1j|...|->|**|*|%|!ls |%%time
?|global x|yield |return |import |from . |# coding: utf-7|\f|\0|\ufeff|ﬁ|ª|𝐩|\u202e|del |with |try:
except* |nonlocal x
""")
LETTERS = [0, 9, 0x20, 0x7F, 0x85, 0xA0, 0xAD, 0x300, 0x34F, 0x5D0, 0x627, 0x200B, 0x200D, 0x2028]
LETTERS += [
    0x202E,
    0x2066,
    0x20E3,
    0xD7FF,
    0xE000,
    0xFDFA,
    0xFEFF,
    0xFFFD,
    0xFFFE,
    0x1F468,
    0xE0001,
]


def size(rng: random.Random, most: int) -> int:
    """A number up to `most`, small ones as often as large ones."""
    return int(most ** rng.random())


def repeated(rng: random.Random, parts: list[str], most: int) -> str:
    """A few parts, each many times, in pieces that nest, follow or mix."""
    made = []
    for _ in range(rng.randint(1, 4)):
        few = "".join(rng.sample(parts, rng.randint(1, 3)))
        made.append(few * size(rng, most // len(few) // 2))
    made.append("".join(rng.choice(parts) for _ in range(size(rng, 2000))))
    rng.shuffle(made)
    return rng.choice(["", "\n", "\n\n", "a"]).join(made)[:most]


def notebook(*cells: tuple[str, str], **more) -> bytes:
    """A notebook with these cells, and a check of one exercise that is wrong or not there."""
    made = [{"cell_type": kind, "metadata": {}, "source": source, **more} for kind, source in cells]
    made.append({"cell_type": "code", "metadata": {}, "source": f'check("{ANSWER}")'})
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4}).encode()


def of_markdown(rng: random.Random) -> bytes:
    texts = [repeated(rng, MARKDOWN, 90_000) for _ in range(rng.randint(1, 6))]
    return notebook(*(("markdown", text) for text in texts), ("code", f"{ANSWER} = 0"))


def of_code(rng: random.Random) -> bytes:
    """F-strings, brackets, keywords and magics, in front of an answer and in it."""
    texts = [repeated(rng, CODE, 60_000) for _ in range(rng.randint(1, 4))]
    texts[0] = f"def {ANSWER}(X, w):\n    return {texts[0]}"
    return notebook(*(("code", text) for text in texts))


def of_brackets(rng: random.Random) -> bytes:
    deep = size(rng, 30_000)
    start, end = rng.choice(
        ["()", "[]", "{}", ("f'{", "}'"), ("lambda:(", ")"), ("-", ""), ("x[", "]")]
    )
    text = start * deep + "1" + end * rng.choice([deep, deep - 1, 0])
    lines = "".join(" " * n + "if 1:\n" for n in range(size(rng, 150)))
    return notebook(("code", f"{ANSWER} = {text}"), ("code", lines), ("code", "1<" * deep + "1"))


def of_unicode(rng: random.Random) -> bytes:
    def text(most: int) -> str:
        chosen = [chr(rng.choice(LETTERS) + rng.choice([0, 0, rng.randrange(64)]))]
        chosen += [chr(rng.choice([rng.randrange(0xD800), rng.randrange(0xE000, 0x10FFFF)]))]
        return "".join(rng.choice(chosen) * size(rng, most // 8) for _ in range(8))

    cells = [(rng.choice(["code", "markdown", "raw"]), text(20_000)) for _ in range(4)]
    cells.append(("code", f"{ANSWER} = '{text(500)}'\nraise ValueError({text(500)!r})"))
    data = notebook(*cells, id=text(100), **{text(20): text(20)})
    return rng.choice([data, data.decode().encode("utf-16"), b"\xef\xbb\xbf" + data, data[:-1]])


def of_json(rng: random.Random) -> bytes:
    """JSON as it is and as it is not, deep, wide, with what a notebook has in wrong places."""

    def value(depth: int) -> str:
        if depth <= 0 or rng.random() < 0.2:
            return rng.choice(SCALARS)
        inside = [value(depth - 1) for _ in range(rng.randint(0, 3))]
        if rng.random() < 0.5:
            return f"[{','.join(inside)}{rng.choice(['', '', ','])}]"
        pairs = [f'"{rng.choice(KEYS)}": {one}' for one in inside]
        return f"{{{','.join(pairs)}{rng.choice(['', '', ',', '}'])}}}"

    deep = size(rng, 100_000)
    odd = rng.choice([value(7), "[" * deep + "]" * deep, '{"a":' * deep + "1" + "}" * deep])
    odd = rng.choice([odd, f"[{','.join([value(1)] * size(rng, 30_000))}]"])
    good = notebook(("code", f"{ANSWER} = 0")).decode()
    place = rng.choice(['"metadata": {}', '"cells": [', '"nbformat": 4', f'"{ANSWER} = 0"'])
    other = {"[": f'"cells": [{odd},', "}": f'"metadata": {odd}', "4": odd}.get(place[-1], odd)
    return rng.choice([odd, good.replace(place, other, 1)]).encode("utf-8", "replace")


def of_wire(rng: random.Random) -> bytes:
    """An answer that sends frames of its own making to the judge."""

    def value(depth: int):
        scalar = rng.choice(
            [None, 1, "x", 1e308, {"int": "9" * 400}, {"float": "nan"}, {"yours": 7}]
        )
        if depth <= 0:
            return scalar
        inside = [value(depth - 1) for _ in range(rng.randint(0, 4))]
        kind = rng.choice(
            ["tuple", "list", "set", "frozenset", "dict", "array", "rng", "object", "x"]
        )
        odd = {"array": rng.choice([0, 1, -1, "0", 1e9]), "rng": {"bit_generator": "MT19937"}}
        odd["object"] = [rng.choice([0, -1, 10**30]), "k" * size(rng, 10_000), rng.choice([0, 1])]
        odd["dict"] = [[one, one] for one in inside]
        return rng.choice([scalar, {kind: odd.get(kind, inside)}, {kind: inside, "y": 1}, inside])

    def array() -> bytes:
        shape = [rng.choice([0, 1, 3, -1, 2**31, 2**63]) for _ in range(size(rng, 40))]
        told = {"descr": rng.choice(DESCRIPTIONS), "fortran_order": False, "shape": tuple(shape)}
        head = (repr(told) + rng.choice(["\n", "", " " * 500])).encode()
        return (
            b"\x93NUMPY\x01\x00"
            + struct.pack("<H", len(head))
            + head
            + rng.randbytes(size(rng, 99))
        )

    def frame() -> bytes:
        words = ["ok", "error", "call back", "greet", "run", 7, None]
        message = {"tuple": [rng.choice(words), *(value(4) for _ in range(rng.randint(0, 4)))]}
        header = rng.choice(
            [json.dumps(message).encode(), b"[" * size(rng, 99_999), rng.randbytes(9)]
        )
        arrays = [array() for _ in range(rng.randint(0, 3))]
        sizes = rng.choice([[len(one) for one in arrays], [2**40], [-1], "x", [[]]])
        sizes = json.dumps(sizes).encode()
        lengths = rng.choice([(len(header), len(sizes)), (2**32 - 1, 9), (len(header), 2**31)])
        return struct.pack(">II", *lengths) + header + sizes + b"".join(arrays)

    sent = b"".join(frame() for _ in range(rng.randint(1, 3)))
    source = f"def {ANSWER}(*given):\n    sock.sendall({sent!r})\n    return 0"
    return notebook(("code", WIRE), ("code", source))


def of_archive(rng: random.Random) -> bytes:
    """A zip archive, whole, damaged or a bomb, with names of Moodle, Canvas or nobody's."""
    stream = io.BytesIO()
    how = rng.choice(
        [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
    )
    with zipfile.ZipFile(stream, "w", how) as archive:
        for number in range(rng.randint(1, 9)):
            start = rng.choice(
                ["A B_%d_assignsubmission_file_/", "ab_%d_7_", "../%d/", "/%d", "%d\\"]
            )
            name = start % number + rng.choice(
                ["x.ipynb", "", "../../x", "CON", "x" * 300, "\u202e"]
            )
            entry = zipfile.ZipInfo(name or "-", (2026, 11, 2, 8, 0, 0))  # the same at any time
            entry.compress_type = how
            archive.writestr(entry, rng.choice([b"x", bytes(size(rng, 3_000_000)), b"{}"]))
    data = bytearray(stream.getvalue())
    for _ in range(rng.choice([0, 1, 5, 40])):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data[: rng.choice([len(data), size(rng, len(data))])])


KINDS: dict[str, Callable[[random.Random], bytes]] = {
    "Markdown": of_markdown,
    "code": of_code,
    "brackets": of_brackets,
    "Unicode": of_unicode,
    "JSON": of_json,
    "messages": of_wire,
    "archives": of_archive,
}


def file(number: int) -> tuple[str, bytes]:
    """The kind and the bytes of a hostile file."""
    kind = list(KINDS)[number % len(KINDS)]
    return kind, KINDS[kind](random.Random(f"hostile {number}"))


@dataclass
class Trial:
    """What a file cost: seconds of the grader's processor time, and all that passed."""

    kind: str
    number: int
    used: float
    passed: float
    result: trusted.Result


def trial(number: int, parent) -> Trial:
    """Read, grade, store, show and put on a page."""
    kind, data = file(number)
    used, passed = time.process_time(), time.monotonic()
    result = trusted.grade(data, UNIT, parent, SEED)
    record = Record.now(Asked(UNIT, "eve", SEED), "", "x.ipynb", result)
    again = Record.from_json(json.loads(json.dumps(vars(record) | {"result": result.as_json()})))
    shown = autograded.build(data, again, TEMPLATE)
    json.dumps(shown).encode()
    known = {"student": "eve", "assignment": UNIT, "score": result.points}
    made = page(shown, known | {"max_score": result.max_points})
    assert len(made.encode()) < 100_000 and "<script" not in made.lower(), number
    used, passed = time.process_time() - used, time.monotonic() - passed
    return Trial(kind, number, used, passed, result)
