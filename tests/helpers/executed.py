"""The instructor's notebook of a unit, run by a kernel that has no network.

It knows no recordings but those that it is told of.
"""

import errno
import json
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell
from traitlets.config import Config

WAIT = 600  # for one cell: other programs may be at work, too
NO_NETWORK = ["unshare", "--map-root-user", "--net"]

# The first cell keeps the names of the datasets that the unit asks for, and the processor's time of
# each cell, beginning with its own.
LISTENER = """
import time
from dlaudio import datasets
datasets.spent, datasets.clock = [], time.process_time()
def begin(info):
    datasets.clock = time.process_time()
def end(result):
    datasets.spent.append(time.process_time() - datasets.clock)
get_ipython().events.register("pre_run_cell", begin)
get_ipython().events.register("post_run_cell", end)
datasets.asked, datasets.found = set(), datasets.find
datasets.find = lambda name: datasets.asked.add(name) or datasets.found(name)
"""

# The last cell: what the kernel used, and what comes of asking for the network.
WITNESS = """
import json, os, re, socket, time
from dlaudio import datasets
seen = {"asked": sorted(datasets.asked), "seconds": time.process_time()}
seen["cells"] = datasets.spent[1:]
seen["sets"] = [name for name in datasets.names() if datasets.available(name)]
if os.path.exists("/proc/self/status"):
    with open("/proc/self/status") as status:
        seen["peak"] = int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read())[1])
with socket.socket() as line:
    line.settimeout(1)
    seen["network"] = line.connect_ex(("192.0.2.1", 80))  # an address that is nobody's, RFC 5737
print(json.dumps(seen))
"""


def executed(path: Path, recordings: str = "") -> tuple[nbformat.NotebookNode, dict]:
    """The notebook with its outputs, and what the last cell saw.

    `recordings` is the folder of the real ones; without it there is what comes with the course.
    """
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", f"{folder}/cache")  # nothing downloaded before
        patch.delenv("DLAUDIO_DATA", raising=False)
        if recordings:
            patch.setenv("DLAUDIO_DATA", recordings)
        return _run(path, Path(folder), patch)


def _run(path: Path, folder: Path, patch) -> tuple[nbformat.NotebookNode, dict]:
    """The kernel talks to its client through files, so cutting the network does not cut it off.

    Where the network cannot be cut, it is only led astray: no proxy listens on port 9.
    """
    python = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    cut = _can_cut_the_network()
    argv = [*NO_NETWORK, *python] if cut else python
    spec = folder / "kernels/offline/kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": argv, "display_name": "offline", "language": "python"}))
    patch.setenv("JUPYTER_PATH", str(folder))
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        patch.setenv(name, "http://127.0.0.1:9")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, new_code_cell(LISTENER))
    notebook.cells.append(new_code_cell(WITNESS))
    # the folder's path is short: sockets allow 107 bytes
    sockets = {"transport": "ipc", "ip": str(folder / "kernel")}
    client = NotebookClient(
        notebook,
        timeout=WAIT,
        kernel_name="offline",
        config=Config(KernelManager=sockets if cut else {}),
    )
    client.execute()
    seen = json.loads(notebook.cells.pop().outputs[0].text)
    assert seen["network"] == errno.ENETUNREACH or not cut
    del notebook.cells[0]
    return notebook, seen


@cache
def _can_cut_the_network() -> bool:
    """Whether this machine lets a program be started without a network."""
    if shutil.which(NO_NETWORK[0]) is None:
        return False
    return subprocess.run([*NO_NETWORK, "true"], capture_output=True).returncode == 0
