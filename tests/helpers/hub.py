"""A JupyterHub on this machine with the settings of site/hub.md, whose users are the system's."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import requests
from classroom import system_user
from hub_page import block
from ports import free_port
from repository import ROOT

TOKEN = "the-token-of-the-tests"
# Each user's server runs as that user of the system: `command_as` is what mounts and setpriv do
# where Python lies in a folder that is closed to others.
SETTINGS = """
import os
import pwd
import sys
sys.path[:0] = {helpers!r}
from jupyterhub.spawner import SimpleLocalProcessSpawner
from users import command_as

class AsUser(SimpleLocalProcessSpawner):
    async def start(self):
        user = pwd.getpwnam(self.user.name)
        self.home_dir = os.path.join({homes!r}, self.user.name)
        before = command_as(user.pw_uid, user.pw_gid, sys.base_prefix, sys.prefix, {root!r})
        self.cmd = [*before, sys.executable, "-m", "jupyterhub.singleuser"]
        return await super().start()

c.JupyterHub.spawner_class = AsUser
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.command = [os.path.join(sys.prefix, "bin", "configurable-http-proxy")]
c.JupyterHub.services = [{{"name": "tests", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [
    {{"name": "tests", "services": ["tests"],
      "scopes": ["admin:users", "admin:servers", "access:servers"]}}
]
c.Spawner.environment |= {{"JUPYTER_CONFIG_PATH": {etc!r}, "PYTHONPATH": {paths!r}}}
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
"""


class Hub:
    """A hub in a folder; `exchange` is its exchange. Stop it with `close`."""

    def __init__(self, folder: Path, exchange: Path):
        self.folder, port = folder, free_port()
        self.address = f"http://127.0.0.1:{port}"
        etc = folder / "etc" / "jupyter"
        (etc / "labconfig").mkdir(parents=True)
        (etc / "labconfig" / "page_config.json").write_text(block("disabledExtensions"))
        settings = block("Exchange.root").replace("/srv/nbgrader/exchange", str(exchange))
        (etc / "nbgrader_config.py").write_text(settings)
        paths = os.pathsep.join([str(ROOT / "course"), str(ROOT)])
        values = {"port": port, "hub": free_port(), "proxy": free_port(), "token": TOKEN}
        values |= {"homes": str(folder / "homes"), "etc": str(etc), "root": str(ROOT)}
        values |= {"helpers": [str(ROOT / "tests" / "helpers")], "paths": paths}
        recipe = block("c.Spawner.") + SETTINGS.format(**values)
        (folder / "jupyterhub_config.py").write_text(recipe)
        self.log = open(folder / "log", "w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub"],
            cwd=folder,
            env=clean() | {"CONFIGPROXY_AUTH_TOKEN": "secret"},
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"token {TOKEN}"
        self.until(lambda: self.get("/hub/api/").ok, "the hub to start")

    def until(self, true, what: str, seconds: float = 240) -> None:
        """Wait until something is true; what it says when it does not come about."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if true():
                    return
            except requests.ConnectionError:
                pass
            assert self.process.poll() is None, (self.folder / "log").read_text()[-3000:]
            time.sleep(0.5)
        raise AssertionError(f"waited for {what}\n" + (self.folder / "log").read_text()[-3000:])

    def get(self, path: str, **options) -> requests.Response:
        """An answer of the hub, or of a user's server behind it."""
        return self.session.get(self.address + path, timeout=120, **options)

    def post(self, path: str, **options) -> requests.Response:
        """Send something there."""
        return self.session.post(self.address + path, timeout=120, **options)

    def start(self, user: str) -> Path:
        """Start a user's server; the user's home."""
        home = self.folder / "homes" / user
        home.mkdir(parents=True)
        owner = system_user(user)
        os.chown(home, owner.pw_uid, owner.pw_gid)
        home.chmod(0o700)
        for path in (f"/hub/api/users/{user}", f"/hub/api/users/{user}/server"):
            answer = self.post(path)
            assert answer.status_code in (201, 202), answer.text
        self.until(lambda: self.get(f"/user/{user}/api/status").status_code == 200, user)
        return home

    def page(self, user: str) -> dict:
        """What JupyterLab tells itself on a user's page."""
        text = self.get(f"/user/{user}/lab").text
        (told,) = re.findall(r'id="jupyter-config-data"[^>]*>(.*?)</script>', text, re.DOTALL)
        return json.loads(told)

    def close(self) -> None:
        """Stop the hub, its proxy and all servers."""
        self.process.terminate()  # the hub then stops the servers and its proxy
        try:
            self.process.wait(120)
        finally:
            self.log.close()
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)


def clean() -> dict[str, str]:
    """This environment without what belongs to the tests, or to another Jupyter."""
    foreign = ("JUPYTER", "IPYTHON", "XDG", "PYTEST", "DLAUDIO")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
