"""Between Jupyter and a kernel in the sandbox: messages pass, what a page could run does not.

What a kernel shows is drawn in the instructor's browser with the instructor's rights, so a script
in an output would walk around any sandbox. The relay is the kernel that Jupyter sees; the real one
is confined and talks to it over sockets in a folder of their own. Text, pictures and sounds pass;
HTML, JavaScript, widgets and everything unknown stay behind.

``python -m autograder.nbgrader.relay CONNECTION_FILE --folder FOLDER`` ends when the kernel does.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from html import escape
from pathlib import Path

import zmq
from jupyter_client.session import Session

from ..inside.namespaces import NOBODY
from ..judge.confinement import bubblewrap, environment

INSIDE = "/sockets"  # where the kernel sees the folder
CHANNELS = ("shell", "control", "stdin", "hb", "iopub")
MOST_BYTES = 64 << 20  # of one message
SHOWN = {"text/plain", "image/png", "image/jpeg"}
SOUND = re.compile(r'src="(data:audio/[a-z0-9-]{2,8};base64,[A-Za-z0-9+/=]+)"')
PASSED = """
    status stream display_data update_display_data execute_result execute_input error clear_output
    iopub_welcome kernel_info_reply execute_reply complete_reply is_complete_reply inspect_reply
    history_reply comm_info_reply interrupt_reply shutdown_reply input_request
""".split()
# parts of a message that make Jupyter do something, and what stands in their place
EMPTIED = {"payload": [], "user_expressions": {}, "help_links": [], "metadata": {}, "comms": {}}


def clean(kind: str, content: dict) -> dict | None:
    """What of a message may be shown in a browser; None if nothing."""
    if kind not in PASSED or not isinstance(content, dict):
        return None
    content = {name: EMPTIED.get(name, value) for name, value in content.items()}
    if "data" in content:
        content["data"] = shown(content["data"])
    return content


def shown(bundle: dict) -> dict:
    """Text and pictures of a bundle of formats, and a player made anew if it has a sound."""
    texts = {name: value for name, value in dict(bundle).items() if isinstance(value, str)}
    kept = {name: value for name, value in texts.items() if name in SHOWN}
    if found := SOUND.search(texts.get("text/html", "")):
        words = escape(kept.get("text/plain", "a sound")[:500])
        kept["text/html"] = f'<audio controls src="{found[1]}"></audio><div>{words}</div>'
    return kept


class Relay:
    """The sockets that Jupyter connects to, joined to those of the kernel.

    Parameters
    ----------
    outer : dict
        Jupyter's connection file.
    folder : Path
        Where the kernel's sockets are.
    """

    def __init__(self, outer: dict, folder: Path):
        self.context = zmq.Context()
        self.context.setsockopt(zmq.LINGER, 500)
        self.session = Session(
            key=outer["key"].encode(), signature_scheme=outer["signature_scheme"]
        )
        self.partner: dict[zmq.Socket, zmq.Socket] = {}
        self.from_kernel: dict[zmq.Socket, str] = {}
        self.poller = zmq.Poller()
        for number, channel in enumerate(CHANNELS, start=1):
            towards = self.context.socket(zmq.PUB if channel == "iopub" else zmq.ROUTER)
            kernel = self.context.socket(zmq.SUB if channel == "iopub" else zmq.DEALER)
            kernel.setsockopt(zmq.MAXMSGSIZE, MOST_BYTES)
            if channel == "iopub":
                kernel.subscribe(b"")
            else:
                kernel.setsockopt(zmq.IDENTITY, b"relay")  # a question on stdin finds its way back
                self.poller.register(towards, zmq.POLLIN)
            towards.bind(_address(outer, channel))
            kernel.connect(f"ipc://{folder}/kernel-{number}")
            self.poller.register(kernel, zmq.POLLIN)
            self.partner |= {towards: kernel, kernel: towards}
            self.from_kernel[kernel] = channel

    def run(self, kernel: subprocess.Popen) -> None:
        """Pass messages on until the kernel or the process that started us has ended."""
        parent, ended = os.getppid(), os.pidfd_open(kernel.pid)
        self.poller.register(ended, zmq.POLLIN)
        over = False
        while not over and os.getppid() == parent:
            for source, _ in self.poller.poll(1000):
                if source == ended:
                    over = True
                else:
                    self._pass_on(source)
        self.context.destroy()

    def _pass_on(self, source: zmq.Socket) -> None:
        frames, target = source.recv_multipart(), self.partner[source]
        channel = self.from_kernel.get(source)
        try:
            if channel in (None, "hb"):
                target.send_multipart(frames, zmq.NOBLOCK)
                return
            names, rest = self.session.feed_identities(frames)
            message = self.session.deserialize(rest)
            content = clean(message["header"]["msg_type"], message["content"])
            if content is not None:
                message |= {"content": content, "metadata": {}, "buffers": []}
                self.session.send(target, message, ident=names)
        except Exception:  # noqa: S110 (whatever a student's process sends, the relay goes on)
            pass


def _address(connection: dict, channel: str) -> str:
    mark = ":" if connection["transport"] == "tcp" else "-"
    port = connection[f"{channel}_port"]
    return f"{connection['transport']}://{connection['ip']}{mark}{port}"


def start(outer: dict, folder: Path, arguments: list[str]) -> subprocess.Popen:
    """Start ipykernel in bubblewrap, where it sees its sockets and what `sandbox` shows."""
    ports = {f"{channel}_port": number for number, channel in enumerate(CHANNELS, start=1)}
    kept = {name: outer[name] for name in ("key", "signature_scheme", "kernel_name")}
    inner = {"transport": "ipc", "ip": f"{INSIDE}/kernel", **kept, **ports}
    (folder / "kernel.json").write_text(json.dumps(inner))
    if os.getuid() == 0:
        for path in (folder, folder / "kernel.json"):
            os.chown(path, NOBODY, NOBODY)
    *view, end = bubblewrap()
    command = [*view, "--bind", str(folder), INSIDE, end]
    command += [sys.executable, "-m", "autograder.inside.kernel", "-f", f"{INSIDE}/kernel.json"]
    drawing = {
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": "/tmp/drawing",
    }
    return subprocess.Popen(
        [*command, *arguments],
        env=environment() | drawing,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("connection_file", type=Path)
    parser.add_argument("--folder", type=Path, required=True)
    options, arguments = parser.parse_known_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the kernel is interrupted by a message
    outer, parent = json.loads(options.connection_file.read_text()), os.getppid()
    kernel = start(outer, options.folder, arguments)
    try:
        Relay(outer, options.folder).run(kernel)
    finally:
        kernel.kill()
        kernel.wait()
        if os.getppid() != parent:  # nobody is left to do it
            shutil.rmtree(options.folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
