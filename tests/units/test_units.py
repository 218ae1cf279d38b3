"""Each unit with its answers runs through: full marks, in time, in little memory, offline."""

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell
from traitlets.config import Config

from dlaudio import datasets

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
SECONDS, KIB = 60, 1024**2  # what is promised of a whole unit: 60 s of the processor, 1 GiB
WAIT = 600  # for one cell: other programs may be at work, too
NO_NETWORK = ["unshare", "--map-root-user", "--net"]

# The first cell: keeps the names of the datasets that the unit asks for.
LISTENER = """
from dlaudio import datasets
datasets.asked, datasets.found = set(), datasets.find
datasets.find = lambda name: datasets.asked.add(name) or datasets.found(name)
"""

# The last cell: what the kernel used, and what comes of asking for the network.
WITNESS = """
import json, os, re, socket, time
from dlaudio import datasets
seen = {"asked": sorted(datasets.asked), "seconds": time.process_time()}
seen["sets"] = [name for name in datasets.names() if datasets.available(name)]
if os.path.exists("/proc/self/status"):
    with open("/proc/self/status") as status:
        seen["peak"] = int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read())[1])
with socket.socket() as line:
    line.settimeout(1)
    seen["network"] = line.connect_ex(("192.0.2.1", 80))  # an address that is nobody's, RFC 5737
print(json.dumps(seen))
"""


def can_cut_the_network() -> bool:
    """Whether this machine lets a program be started without a network."""
    if shutil.which(NO_NETWORK[0]) is None:
        return False
    return subprocess.run([*NO_NETWORK, "true"], capture_output=True).returncode == 0


def run(path: Path, folder: Path, monkeypatch) -> tuple[nbformat.NotebookNode, dict]:
    """The notebook, executed by a kernel without a network, and what the last cell saw.

    The kernel talks to its client through files, so cutting the network does not cut it off.
    Where the network cannot be cut, it is only led astray: no proxy listens on port 9.
    """
    python = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    cut = can_cut_the_network()
    argv = [*NO_NETWORK, *python] if cut else python
    spec = folder / "kernels/offline/kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": argv, "display_name": "offline", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(folder))
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, new_code_cell(LISTENER))
    notebook.cells.append(new_code_cell(WITNESS))
    with tempfile.TemporaryDirectory() as place:  # a short path of its own: sockets allow 107 bytes
        sockets = {"transport": "ipc", "ip": f"{place}/kernel"}
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


def assert_sound(notebook: nbformat.NotebookNode, seen: dict) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    outputs = [output for cell in code for output in cell.outputs]
    assert [out.text for out in outputs if out.get("name") == "stderr"] == []
    assert [out.evalue for out in outputs if out.output_type == "error"] == []
    for cell in code:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade"):
            (result,) = (out for out in cell.outputs if out.output_type == "execute_result")
            assert float(result.data["text/plain"]) == marks["points"] > 0, marks["grade_id"]
    assert seen["seconds"] < SECONDS
    assert seen.get("peak", 0) < KIB


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.parent.name)
def test_a_unit_needs_only_what_comes_with_the_course(path, tmp_path, monkeypatch):
    recordings = os.environ.get("DLAUDIO_DATA")
    monkeypatch.delenv("DLAUDIO_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))  # nothing downloaded before
    notebook, seen = run(path, tmp_path, monkeypatch)
    assert_sound(notebook, seen)
    assert seen["sets"] == [name for name in datasets.names() if not datasets.SETS[name].downloads]
    downloads = [name for name in seen["asked"] if datasets.SETS[name].downloads]
    if recordings and downloads:  # again with the real recordings, if the unit asks for any
        monkeypatch.setenv("DLAUDIO_DATA", recordings)
        notebook, seen = run(path, tmp_path / "again", monkeypatch)
        assert_sound(notebook, seen)
        assert set(downloads) <= set(seen["sets"])
