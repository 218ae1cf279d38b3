"""The kernel "Python (sandboxed)": an ordinary kernel for Jupyter, and nothing gets out of it."""

import importlib.metadata
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from autograder.judge import sandbox
from autograder.nbgrader import provisioner, relay

ROOT = Path(__file__).parents[3]
needs_bubblewrap = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")


def test_jupyter_finds_the_provisioner_by_its_entry_point():
    (found,) = importlib.metadata.entry_points(
        group="jupyter_client.kernel_provisioners", name=provisioner.NAME
    )
    assert found.load() is provisioner.SandboxProvisioner


def test_the_command_installs_the_kernel_for_jupyter(tmp_path):
    command = [sys.executable, "-m", "autograder", "kernel", "--prefix", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and "Python (sandboxed)" in done.stdout
    folder = tmp_path / "share" / "jupyter" / "kernels"
    found = KernelSpecManager(kernel_dirs=[str(folder)]).get_kernel_spec(provisioner.NAME)
    assert found.display_name == "Python (sandboxed)"
    assert found.metadata["kernel_provisioner"]["provisioner_name"] == provisioner.NAME


def test_a_machine_without_bubblewrap_is_told_so(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    with pytest.raises(sandbox.SandboxError, match="needs bubblewrap"):
        manager(tmp_path).start_kernel()


# ---- what may pass ------------------------------------------------------------------------------


def test_text_and_pictures_pass_and_what_a_page_could_run_does_not():
    bundle = {
        "text/plain": "<Figure>",
        "image/png": "iVBORw0KGgo=",
        "image/jpeg": ["no", "text"],
        "text/html": "<script>alert(1)</script>",
        "image/svg+xml": "<svg onload='alert(1)'/>",
        "application/javascript": "alert(1)",
        "application/vnd.jupyter.widget-view+json": "{}",
    }
    shown = {"text/plain": "<Figure>", "image/png": "iVBORw0KGgo="}
    content = {"data": bundle, "metadata": {"text/html": {"isolated": True}}, "transient": {}}
    passed = relay.clean("display_data", content)
    assert passed == {"data": shown, "metadata": {}, "transient": {}}


def test_a_sound_gets_a_player_of_our_own():
    html = '<b onclick="x()"><source src="data:audio/wav;base64,UklG" onerror="x()"></b>'
    passed = relay.shown({"text/plain": "<a tone>", "text/html": html})
    player = '<audio controls src="data:audio/wav;base64,UklG"></audio><div>&lt;a tone&gt;</div>'
    assert passed["text/html"] == player
    for source in ("data:text/html;base64,UklG", 'data:audio/wav;base64,"><script>', "http://x/a"):
        assert relay.shown({"text/html": f'<audio src="{source}">'}) == {}


@pytest.mark.parametrize(
    ("kind", "content", "passed"),
    [
        ("comm_open", {"target_name": "jupyter.widget"}, None),
        ("debug_event", {}, None),
        ("stream", "no content", None),
        ("execute_reply", {"payload": [{"source": "set_next_input"}]}, {"payload": []}),
        ("kernel_info_reply", {"help_links": [{"url": "javascript:x"}]}, {"help_links": []}),
        ("stream", {"name": "stdout", "text": "<b>"}, {"name": "stdout", "text": "<b>"}),
    ],
)
def test_only_known_messages_pass_and_without_orders_to_jupyter(kind, content, passed):
    assert relay.clean(kind, content) == passed


# ---- a real kernel ------------------------------------------------------------------------------


def manager(folder: Path) -> KernelManager:
    provisioner.install(str(folder))
    kernels = str(folder / "share" / "jupyter" / "kernels")
    specs = KernelSpecManager(kernel_dirs=[kernels])
    return KernelManager(kernel_name=provisioner.NAME, kernel_spec_manager=specs)


class Notebook:
    """A kernel as a notebook uses it."""

    def __init__(self, folder: Path):
        self.manager = manager(folder)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def run(self, source: str) -> str:
        """The text of the results, prints and errors of a cell."""
        words: list[str] = []

        def note(message):
            content = message["content"]
            words.extend(str(content[key]) for key in ("text", "ename", "evalue") if key in content)
            words.extend(content.get("data", {}).values())

        self.client.execute_interactive(
            source,
            output_hook=note,
            allow_stdin=True,
            stdin_hook=lambda message: self.client.input("an answer"),
            timeout=30,
        )
        return "\n".join(words)

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel()


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    found = Notebook(tmp_path_factory.mktemp("kernel"))
    yield found
    found.close()


@needs_bubblewrap
def test_it_is_an_ordinary_kernel(notebook):
    assert notebook.run("1 + 1") == "2"
    assert notebook.run("print(input('who? '))") == "an answer\n"
    assert notebook.run("import dlaudio.datasets as d; len(d.load('drum-hits'))").isdigit()
    picture = notebook.run("import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()")
    assert "iVBORw0KGgo" in picture and "Warning" not in picture
    notebook.client.execute("import time; time.sleep(60)")
    time.sleep(0.3)
    notebook.manager.interrupt_kernel()
    assert notebook.client.get_shell_msg(timeout=10)["content"]["ename"] == "KeyboardInterrupt"


@needs_bubblewrap
@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("import socket; socket.create_connection(('192.0.2.1', 80), 3)", "unreachable"),
        ("import socket; [name for _, name in socket.if_nameindex()]", "['lo']"),
        (f"open({str(ROOT / 'README.md')!r})", "FileNotFoundError"),
        ("import autograder.library", "ModuleNotFoundError"),
        ("open('/etc/passwd')", "FileNotFoundError"),
        ("import sys; open(sys.prefix + '/x', 'w')", "Read-only file system"),
        ("open('x', 'wb').write(bytes(100 << 20))", "File too large"),
        ("bytearray(4 << 30)", "MemoryError"),
        ("import os; os.setuid(0)", "[Errno"),
        ("import os; [name for name in os.environ if 'PYTEST' in name]", "[]"),
    ],
)
def test_it_reaches_nothing_outside(notebook, source, answer):
    assert answer in notebook.run(source)


@needs_bubblewrap
def test_nothing_is_left_when_it_ends(tmp_path):
    own = Notebook(tmp_path)
    mark = f"{os.getpid()}.25"
    own.run(f"import subprocess; subprocess.Popen(['sleep', '{mark}'], start_new_session=True)")
    folder, relay_pid = own.manager.provisioner.folder, own.manager.provisioner.pid
    assert soon(lambda: running(mark)) and os.path.isdir(folder)
    many = f"[subprocess.Popen(['sleep', '{mark}']) for _ in range(99)]"
    assert "Resource temporarily unavailable" in own.run(many)
    own.manager.restart_kernel()
    own.client.wait_for_ready(timeout=60)
    assert soon(lambda: not running(mark)) and own.run("2 + 2") == "4"
    own.run(f"import subprocess; subprocess.Popen(['sleep', '{mark}'], start_new_session=True)")
    own.client.stop_channels()
    own.manager.shutdown_kernel(now=True)
    assert soon(lambda: not running(mark, folder)) and not os.path.exists(folder)
    with pytest.raises(ProcessLookupError):
        os.kill(relay_pid, 0)


def soon(condition: Callable[[], object], seconds: float = 30) -> bool:
    """Whether something becomes true: a process has its command line a moment after it began."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def running(*words: str) -> list[str]:
    """Command lines that have one of these words in them."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            pass  # it has ended meanwhile
    return [line for line in lines if any(word in line for word in words)]


@needs_bubblewrap
def test_nothing_is_left_when_jupyter_is_killed(tmp_path):
    source = (
        "import sys, time; from pathlib import Path\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import test_provisioner as t\n"
        "own = t.Notebook(Path(sys.argv[1])); own.run('1'); print(own.manager.provisioner.folder)\n"
        "sys.stdout.flush(); time.sleep(60)"
    )
    folders = (ROOT / "course", ROOT, ROOT / "tests" / "helpers", Path(__file__).parent)
    paths = [str(folder) for folder in folders]
    command = [sys.executable, "-c", source, str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([*paths, os.environ["PYTHONPATH"]])}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as jupyter:
        folder = jupyter.stdout.readline().strip()
        assert os.path.isdir(folder) and running(folder)
        jupyter.kill()
    assert soon(lambda: not running(folder) and not os.path.exists(folder))
