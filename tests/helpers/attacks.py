"""Tampering with the grader: cells of submissions whose answers are all wrong.

`ATTACKS` is the table of the threat model. Each earns 0 points and has no effect outside.
$FOLDER, $PORT and $PID stand for a folder of the class, a port that somebody listens on, and the
grader's process.
"""

from dataclasses import dataclass, field


@dataclass
class Attack:
    """Cells to run before the answers, and the answers themselves where they are the attack.

    Attributes
    ----------
    marks : dict
        nbgrader's metadata put into every cell that has some.
    """

    cells: list[str]
    answers: dict[str, str] = field(default_factory=dict)
    marks: dict = field(default_factory=dict)


def run(*cells: str) -> Attack:
    return Attack(list(cells))


def reply(*lines: str) -> Attack:
    """One answer that talks to the grader by itself."""
    body = "\n".join(f"    {line}" for line in lines)
    return Attack([WIRE], {"perceptron": f"def perceptron(*given):\n{body}\n    return 0"})


def value(source: str, *cells: str) -> Attack:
    """Every answer is this."""
    return Attack([*cells, f"answer = {source}"], {"*": "answer"})


WIRE = """
import gc, socket, struct, json, os, time
sock = next(o for o in gc.get_objects() if isinstance(o, socket.socket))
def frame(header, *arrays, sizes=None):
    header = header if isinstance(header, bytes) else json.dumps(header).encode()
    sizes = json.dumps([len(a) for a in arrays] if sizes is None else sizes).encode()
    return struct.pack(">II", len(header), len(sizes)) + header + sizes + b"".join(arrays)
def ok(value):
    return frame({"tuple": ["ok", value]})
def npy(descr, shape, data=b""):
    head = repr({"descr": descr, "fortran_order": False, "shape": shape}).encode() + b"\\n"
    return b"\\x93NUMPY\\x01\\x00" + struct.pack("<H", len(head)) + head + data
"""

ANYTHING = """
class Anything:
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    def __array__(self, *a, **k): return np.array(1.0)
    def __iter__(self): return iter([self, self, self])
    def __getitem__(self, key): return self
    def __len__(self): return 1
    def __hash__(self): return 0
    def __float__(self): return 1.0
    __int__ = __index__ = lambda self: 1
    __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, *a: True
    __contains__ = lambda self, *a: True
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = lambda self, *a: self
    __matmul__ = __rmatmul__ = __truediv__ = __rtruediv__ = __abs__ = __neg__ = lambda s, *a: s
"""

SEARCH = """
import os, sys, inspect, gc
found = []
frame = inspect.currentframe()
while frame:
    found += [f"{k} in a frame" for k in frame.f_locals if k in ("expected", "cases", "reference")]
    frame = frame.f_back
for folder, folders, files in os.walk("/", onerror=lambda e: None):
    for name in folders + files:
        if name in ("references", "misconceptions", "variants", "solutions", "gradebook.db",
                    "seed.json", "submitted", "grading.py", "trusted.py", "nbgrader_config.py"):
            if "site-packages" not in folder:
                found.append(os.path.join(folder, name))
for thing in gc.get_objects():
    home = str(type(thing).__module__)
    if home.startswith("autograder") and "inside" not in home:
        found.append(repr(thing))
for name in sys.modules:
    if name.startswith("autograder.") and "inside" not in name:
        found.append(name)
try:
    import autograder.library.answers
    found.append("the library of answers")
except ImportError:
    pass
print("FOUND", found, [c for c in In if "SECRET" + "OF" in c])
"""

GRADING_TABLE: dict[str, Attack] = {
    "an AST transformer that empties later cells": run(
        "import ast\nclass Empty(ast.NodeTransformer):\n    def visit_Module(self, node):\n"
        "        node.body = []\n        return node\n"
        "get_ipython().ast_transformers.append(Empty())"
    ),
    "an input transformer that empties later cells": run(
        "get_ipython().input_transformers_cleanup.append(lambda lines: [])"
    ),
    "an object that equals everything and computes as anything": value("Anything()", ANYTHING),
    "np.testing and np.allclose patched": run(
        "np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None\n"
        "np.allclose = np.array_equal = np.isclose = lambda *a, **k: True"
    ),
    "hidden tests looked for in In, in frames, in memory, in every folder": run(SEARCH),
    "another student's submission written": run(
        "import os\nos.makedirs('$FOLDER/submitted/b', exist_ok=True)\n"
        "open('$FOLDER/submitted/b/perceptron.ipynb', 'w').write('mine')"
    ),
    "the gradebook rewritten": run("open('$FOLDER/gradebook.db', 'wb').write(b'all points')"),
    "the gradebook locked": run(
        "import sqlite3\nbook = sqlite3.connect('$FOLDER/gradebook.db', timeout=0)\n"
        "book.execute('begin exclusive')"
    ),
    "code appended to nbgrader_config.py": run(
        "open('$FOLDER/nbgrader_config.py', 'a').write('import os')"
    ),
    "a network connection": run(
        "import socket\n"
        "socket.create_connection(('127.0.0.1', $PORT), 1).sendall(b'answers, please')"
    ),
    "a script in an output": run(
        "from IPython.display import HTML, Javascript, display\n"
        "display(HTML('<script>alert(1)</script>'), Javascript('alert(1)'))\n"
        "class Page:\n    def _repr_html_(self): return '<img src=x onerror=alert(1)>'\nPage()"
    ),
    "points and flags changed in metadata": Attack(
        [], marks={"points": 1000, "solution": False, "locked": False, "task": True}
    ),
}

OBJECTS: dict[str, Attack] = {
    "a class that lies about its class": value(
        "Liar()",
        "class Liar:\n    @property\n    def __class__(self): return np.ndarray\n"
        "    dtype = np.dtype(float)\n    shape = ()\n"
        "    def __array__(self, *a, **k): return np.ones(3)",
    ),
    "an ndarray that compares as equal": value(
        "np.zeros(3).view(Same)",
        "class Same(np.ndarray):\n    def __array_ufunc__(self, *a, **k): return np.True_\n"
        "    def __array_function__(self, *a, **k): return np.True_\n"
        "    __eq__ = lambda s, o: True",
    ),
    "text that equals every text": value(
        "{q: Every('?') for q in ('weight', 'bias', 'bound', 'restless', 'credit')}",
        "class Every(str):\n    __eq__ = lambda s, o: True\n    __hash__ = str.__hash__\n"
        "    strip = lower = lambda self: self",
    ),
    "numbers that equal every number": value(
        "lambda *given: (Every(0), Every(0), Every(0))",
        "class Every(float):\n    __eq__ = __le__ = __ge__ = lambda s, o: True\n"
        "    __sub__ = __rsub__ = lambda s, o: Every(0)",
    ),
    "an answer that is another answer each time": value(
        "lambda *given: next(guesses)",
        "import itertools\n"
        "guesses = itertools.cycle([0, 1, -1, True, (0, 0), (0, 0, 0), np.zeros(3)])",
    ),
    "a class of a million characters' name": value(
        "Long()", "Long = type('L' * 1_000_000, (), {'__call__': lambda s, *a: s})"
    ),
    "text beyond Unicode": value("lambda *given: np.frombuffer(b'\\xff' * 12, '<U3')"),
    "an object that raises whatever is asked": value(
        "Raiser()",
        "class Raiser:\n    def __getattribute__(self, name): raise SystemExit\n"
        "    def __call__(self, *given): raise SystemExit\n"
        "    def __iter__(self): raise SystemExit",
    ),
    "billions of hidden units": Attack(
        [],
        {
            "compile_truth_table": "def compile_truth_table(table):\n"
            "    n = 30_000_000 // len(table)\n    bits = int(np.log2(len(table)))\n"
            "    return np.ones((bits, n), bool), np.ones(1), np.ones(n, bool), 0"
        },
    ),
    "a million rows where four are asked for": Attack(
        [],
        {
            "xor_weights": "xor_weights = (np.zeros((2, 3)), np.zeros(1_000_000))",
            "perceptron": "def perceptron(X, w):\n    return np.zeros((1_000_000, 4))",
        },
    ),
    "stored answers looked up": Attack(
        [
            "from dlaudio import exercises\nfrom dlaudio.assessment import store\n"
            "def look_up(name):\n    stored = store.load(exercises.find(name))\n"
            "    def answer(*given):\n"
            "        for case, expected in zip(stored.cases, stored.expected):\n"
            "            known = list(case.inputs.values())\n"
            "            if all(any(np.array_equal(g, k) for k in known) for g in given):\n"
            "                return tuple(expected.values())\n        return 0\n    return answer"
        ],
        {
            name: f"{name} = look_up('{name}')"
            for name in (
                "perceptron",
                "signed_distance",
                "perceptron_epoch",
                "mistake_bound",
                "pocket",
                "sse_slope",
                "to_zero_one",
            )
        },
    ),
    "the visible questions learnt by heart": Attack(
        [],
        {
            "perceptron": "def perceptron(X, w):\n    return np.ones(len(X))",
            "perceptron_epoch": "def perceptron_epoch(w, X, y):\n    return np.zeros(len(w)), -1",
        },
    ),
}

PATCHES: dict[str, Attack] = {
    "the process's own messages patched": run(
        "from autograder.inside import wire, student\nimport json\nold = json.dumps\n"
        "json.dumps = lambda value, **k: old({'tuple': ['ok', 41]}, **k)"
    ),
    "numpy's file format patched": run(
        "np.lib.format.write_array = lambda f, a, **k: f.write(b'all right')\n"
        "np.asarray = np.array = lambda *a, **k: 1 / 0"
    ),
    "the student's desk replaced": run(
        "from autograder.inside.student import Student\n"
        "Student.do_get = lambda self, name: 41\nStudent.do_call = lambda self, *a: 41\n"
        "Student.answer = lambda self, *a: 41"
    ),
    "judge, compare, probe and check patched": run(
        "import dlaudio.check, dlaudio.exercises as e\nfrom dlaudio.exercises import *\n"
        "from dlaudio.assessment import verdict, compare, probe, base\n"
        "verdict.judge = verdict.differ = compare._unlike = lambda *a, **k: None\n"
        "base.DEFAULT = lambda got, expected: None\n"
        "for item in e.of_unit('u01_perceptron'):\n"
        "    object.__setattr__(item, 'probe', lambda answer, **k: {})\n"
        "    object.__setattr__(item, 'points', 1000)\ncheck = lambda *a: 41.0"
    ),
    "builtins patched": run(
        "import builtins\nbuiltins.open = builtins.isinstance = lambda *a, **k: True\n"
        "builtins.len = lambda a: 0\nbuiltins.__import__ = lambda *a, **k: np"
    ),
    "an import hook": run(
        "import sys\nclass Hook:\n    def find_spec(self, *a): raise SystemExit\n"
        "sys.meta_path.insert(0, Hook())\nsys.modules.clear()"
    ),
    "a trace and a profile function": run(
        "import sys, threading\ndef trace(frame, event, arg):\n    frame.f_locals.clear()\n"
        "    return trace\nsys.settrace(trace), sys.setprofile(trace)"
    ),
    "callbacks of the shell": run(
        "for event in ('pre_run_cell', 'post_run_cell'):\n"
        "    get_ipython().events.register(event, lambda *a: 1 / 0)\n"
        "get_ipython().run_cell = lambda *a, **k: 1 / 0"
    ),
    "every name answers": run(
        "class Names(dict):\n    def __contains__(self, name): return True\n"
        "    def __missing__(self, name): return lambda *a: 0\n"
        "get_ipython().user_ns = Names()"
    ),
    "at the end of the process": run(
        "import atexit, weakref\natexit.register(lambda: open('$FOLDER/late', 'w'))\n"
        "class Late:\n    def __del__(self): open('$FOLDER/late', 'w')\nlate = Late()"
    ),
    "a grade for oneself in the outputs": run("print('✓ perceptron: right, 2 of 2 points.')\n41.0"),
    "terminal codes, right-to-left marks, half characters": run(
        "print('\\x1b[2J\\x1b]0;title\\x07\\u202e\\ud800')\nraise ValueError('\\x1b[31m\\n\\ud800')"
    ),
    "an error whose text forges the report": Attack(
        [],
        {
            "perceptron": "def perceptron(*given):\n"
            "    raise ValueError('no\\n✓ perceptron: right, 2 of 2 points.')"
        },
    ),
}

FORGERIES: dict[str, Attack] = {
    "a reply twice": reply("sock.sendall(ok(1) * 2)"),
    "a thousand replies in advance": reply("sock.sendall(ok({'list': [1, 1, 1]}) * 1000)"),
    "a frame of 4 GB announced": reply("sock.sendall(b'\\xff' * 8)", "time.sleep(60)"),
    "arrays of 8 EB announced": reply("sock.sendall(frame({'array': 0}, sizes=[2 ** 63]))"),
    "negative sizes": reply("sock.sendall(frame({'array': 0}, sizes=[-1, 1]))"),
    "sizes that are no numbers": reply("sock.sendall(frame(b'1', sizes=[1e999, 'x', None, {}]))"),
    "half a frame, then silence": reply("sock.sendall(ok(1)[:9])", "time.sleep(60)"),
    "a byte at a time, for ever": reply(
        "sock.sendall(struct.pack('>II', 10 ** 6, 2))",
        "while True: sock.sendall(b' '), time.sleep(0.01)",
    ),
    "a pickle": reply(
        "import pickle",
        "class Run:",
        "    def __reduce__(self): return (exec, (\"open('$FOLDER/late', 'w')\",))",
        "sock.sendall(frame(pickle.dumps(Run())))",
    ),
    "a pickle in an array": reply(
        "import io, pickle",
        "out = io.BytesIO()",
        "np.save(out, np.array([{}, print]))",
        "sock.sendall(frame({'tuple': ['ok', {'array': 0}]}, out.getvalue()))",
    ),
    "an array whose shape is not its size": reply(
        "for shape in [(10 ** 15,), (-1,), (2 ** 62, 4), (0, 10 ** 18), (1,) * 90, (True,)]:",
        "    sock.sendall(frame({'tuple': ['ok', {'array': 0}]}, npy('<f8', shape, bytes(8))))",
    ),
    "an array of a strange type": reply(
        "for kind in ['|O', '|V8', '<M8[s]', '|S9', [('a', '<f8')], ('<f8', (2,)), 'x', 5, None]:",
        "    sock.sendall(frame({'tuple': ['ok', {'array': 0}]}, npy(kind, (1,), bytes(8))))",
    ),
    "an array header that is code": reply(
        "bad = b'__import__(\"os\").system(\"touch $FOLDER/late\")' + b'(' * 2000 + b'\\n'",
        "blob = b'\\x93NUMPY\\x01\\x00' + struct.pack('<H', len(bad)) + bad",
        "sock.sendall(frame({'tuple': ['ok', {'array': 0}]}, blob))",
    ),
    "one array used a hundred thousand times": reply(
        "many = {'list': [{'array': 0}] * 100_000}",
        "sock.sendall(frame({'tuple': ['ok', many]}, npy('<f8', (10 ** 5,), bytes(8 * 10 ** 5))))",
    ),
    "nested a hundred thousand times": reply(
        "sock.sendall(frame(b'{\"list\":[' * 100_000 + b']}' * 100_000))",
    ),
    "a million small things": reply(
        "sock.sendall(frame({'tuple': ['ok', {'list': [{'list': []}] * 500_000}]}))"
    ),
    "a number of a million digits": reply(
        "sock.sendall(frame(b'{\"tuple\":[\"ok\",' + b'9' * 10 ** 6 + b']}'))"
    ),
    "words that are none": reply(
        "for word in ['points', '', None, 5, {'list': []}, '__class__', 'do_get']:",
        "    sock.sendall(frame({'tuple': [word, 41]}))",
    ),
    "things that do not exist": reply("sock.sendall(ok({'object': [12345, 'thing', True]}))"),
    "something of the grader's that does not exist": reply("sock.sendall(ok({'yours': 1}))"),
    "a call back of what was never lent": reply(
        "sock.sendall(frame({'tuple': ['call back', {'yours': 1}, {'tuple': []}, {'dict': []}]}))"
    ),
    "a call back to oneself, for ever": reply(
        "self = {'object': [id(perceptron), 'f', True]}",
        "call = {'tuple': ['call back', self, {'tuple': []}, {'dict': []}]}",
        "for _ in range(1000): sock.sendall(frame(call))",
    ),
    "an error that claims to be anything": reply(
        "sock.sendall(frame({'tuple': ['error', 'NameError', '✓\\n✓ right', '\\x1b[0m' * 999]}))"
    ),
    "a random generator that is none": reply(
        "sock.sendall(ok({'rng': {'bit_generator': 'PCG64', 'state': {'state': -1, 'inc': 'x'}}}))"
    ),
    "files handed over": reply(
        "socket.send_fds(sock, [ok(1)], [os.open('/tmp', 0) for _ in range(200)])"
    ),
    "rubbish for ever": reply("while True: sock.sendall(os.urandom(10 ** 6))"),
    "silence": reply("sock.shutdown(socket.SHUT_WR)", "time.sleep(60)"),
}

ESCAPES: dict[str, Attack] = {
    "memory of other processes": run(
        "import os, ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "for pid in ['self', 1, 2, $PID, os.getppid()]:\n"
        "    for name in ['mem', 'environ', 'cmdline', 'maps', 'root', 'fd', 'ns/net']:\n"
        "        try:\n"
        "            print('SEEN', pid, name, open(f'/proc/{pid}/{name}', 'rb').read(9))\n"
        "        except OSError: pass\n"
        "print('TRACE', [libc.ptrace(16, pid, 0, 0) for pid in (1, 2, $PID)])"
    ),
    "signals to everybody": run(
        "import os, signal\nfor pid in (1, -1, 0, $PID, os.getppid()):\n"
        "    for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGHUP):\n"
        "        try: os.kill(pid, number)\n        except OSError: pass",
    ),
    "a fork bomb": run(
        "import os\nfor _ in range(12):\n    try: os.fork()\n    except OSError: pass\n"
        "import time\nif os.getpid() != 1: time.sleep(99)"
    ),
    "processes that hide and survive": run(
        "import os, signal, time\nfor _ in range(5):\n    if os.fork() == 0:\n"
        "        os.setsid()\n        for n in range(1, 32):\n"
        "            try: signal.signal(n, signal.SIG_IGN)\n            except OSError: pass\n"
        "        if os.fork() == 0:\n            while True: time.sleep($NAP)\n        os._exit(0)"
    ),
    "a thousand threads": run(
        "import threading, time\ntry:\n"
        "    for _ in range(1000): threading.Thread(target=time.sleep, args=(99,)).start()\n"
        "except RuntimeError: pass"
    ),
    "memory of many processes together": run(
        "import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n"
        "        keep = bytearray(400_000_000)\n        keep[::4096] = b'x' * len(keep[::4096])\n"
        "        time.sleep(99)\ntime.sleep(30)"
    ),
    "memory that no limit counts": run(
        "import os, ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "print('GOT', libc.shmget(0, 1 << 30, 0o1777) >= 0, libc.msgget(0, 0o1777) >= 0)\n"
        "print('GOT', os.memfd_create('mine'))"
    ),
    "all files closed and all numbers used": run(
        "import os\nos.closerange(0, 256)\nkeep = []\n"
        "try:\n    while True: keep.append(os.dup(os.open('/tmp', 0)))\nexcept OSError: pass"
    ),
    "everything written into every open file": run(
        "import os\nfor fd in range(256):\n    try: os.write(fd, b'\\0' * 1000)\n"
        "    except OSError: pass"
    ),
    "the disk filled, with bytes and with names": run(
        "import os\ntry:\n    for n in range(10 ** 6): open(f'/tmp/{n}', 'w')\n"
        "except OSError: pass\n"
        "try:\n    while True: open('/dev/shm/big', 'ab').write(bytes(10 ** 6))\n"
        "except OSError: pass"
    ),
    "the system's files written": run(
        "import os, sys, dlaudio\n"
        "for path in ['/', '/etc', '/usr/bin', '/dev', sys.prefix, '/proc/sys',\n"
        "             os.path.dirname(np.__file__), os.path.dirname(dlaudio.__file__), "
        "'$FOLDER']:\n"
        "    for name in ['mark', '__init__.py', 'usercustomize.py']:\n"
        "        try: open(f'{path}/{name}', 'a').write('x'), print('WROTE', path)\n"
        "        except OSError: pass"
    ),
    "links out of the sandbox": run(
        "import os\nfor name in ['gradebook.db', 'submitted', 'nbgrader_config.py']:\n"
        "    os.symlink(f'$FOLDER/{name}', name)\n"
        "try: os.link('$FOLDER/gradebook.db', 'hard')\nexcept OSError: pass\n"
        "for name in os.listdir('.'):\n"
        "    try: open(name, 'ab').write(b'x'), print('WROTE', name)\n    except OSError: pass"
    ),
    "namespaces and mounts": run(
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "print('GOT', [libc.unshare(f) for f in (0x10000000, 0x20000, 0x40000000)].count(0),\n"
        "      libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0, libc.umount2(b'/proc', 2) "
        "== 0,\n"
        "      libc.umount2(b'/tmp', 2) == 0, libc.chroot(b'/') == 0,\n"
        "      libc.syscall(56, 0x10000011, 0, 0, 0, 0) > 0, libc.syscall(435, 0, 0) > 0)"
    ),
    "root again": run(
        "import os\nfor call in (os.setuid, os.setgid, os.seteuid):\n"
        "    try: call(0), print('GOT root')\n    except OSError: pass\n"
        "os.system('su -c id; sudo -n id; passwd -d root; chmod u+s /bin/sh')"
    ),
    "limits raised": run(
        "import resource\nfor name in ('AS', 'NPROC', 'FSIZE', 'CPU', 'NOFILE'):\n"
        "    try:\n"
        "        resource.setrlimit(getattr(resource, 'RLIMIT_' + name), (1 << 40,) * 2)\n"
        "        print('GOT', name)\n    except (ValueError, OSError): pass"
    ),
    "keys shared by all processes of a user": run(
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "print('GOT', libc.syscall(248, b'user', b'mark', b'x', 1, -3) > 0, libc.syscall(250, 0, "
        "-3, 0) > 0)"
    ),
    "doors of the kernel": run(
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "calls = {'bpf': 321, 'perf': 298, 'userfaultfd': 323, 'io_uring': 425, 'open_tree': 428}\n"
        "print('GOT', [name for name, n in calls.items() if libc.syscall(n, 1, 0, 0, 0, 0) >= 0])"
    ),
    "every way out on the network": run(
        "import socket, itertools\nfor family, kind in itertools.product(range(46), (1, 2, 3)):\n"
        "    try: s = socket.socket(family, kind)\n    except OSError: continue\n"
        "    s.settimeout(0.2)\n"
        "    for to in [('127.0.0.1', $PORT), ('::1', $PORT), '\\0$ABSTRACT', '$FOLDER/socket', "
        "(2, $PORT)]:\n"
        "        try: s.connect(to), s.send(b'x'), print('SENT', family, to)\n"
        "        except (OSError, TypeError, OverflowError): pass",
        "!curl -m 1 http://127.0.0.1:$PORT/\nimport socket\n"
        "try: print('GOT', socket.gethostbyname('localhost.example'))\n"
        "except OSError: pass",
    ),
    "secrets of the environment": run("import os\nprint(dict(os.environ), os.environb)"),
    "a bomb with a fuse": run(
        "import threading, os\nthreading.Timer(0.15, os._exit, (0,)).start()"
    ),
    "stopped, so that nobody can ask": Attack(
        [],
        {
            "perceptron": "import os, signal\ndef perceptron(*a):\n"
            "    os.fork() or os.kill(1, 19)\n"
            "    while True: pass"
        },
    ),
    "output without end, from processes and from C": run(
        "import os\nfor _ in range(2):\n    if os.fork() == 0:\n"
        "        while True: os.write(1, b'x' * 65536)\n"
        "os.system('yes | head -c 50000000')\nprint('y' * 10 ** 7)"
    ),
    "a terminal to type into": run(
        "import fcntl, os, termios\n"
        "for path in ['/dev/tty', '/dev/console', '/dev/pts/0', '/dev/ptmx']:\n"
        "    try:\n        fd = os.open(path, os.O_RDWR)\n"
        "        fcntl.ioctl(fd, termios.TIOCSTI, b'x'), print('TYPED', path)\n"
        "    except OSError: pass"
    ),
}

TABLES = {
    "tampering": GRADING_TABLE,
    "objects": OBJECTS,
    "patches": PATCHES,
    "forged messages": FORGERIES,
    "escapes": ESCAPES,
}
ATTACKS = {name: attack for table in TABLES.values() for name, attack in table.items()}
