"""The kernel "Python (sandboxed)": a student's notebook opened in JupyterLab without risk.

Jupyter finds the provisioner by its entry point, and the provisioner starts the kernel behind
`relay`, in bubblewrap: no network, none of the instructor's files, limits on memory and processes.
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.provisioning import LocalProvisioner

from ..judge import confinement, sandbox

NAME = "dlaudio-sandbox"
SPEC = {
    "argv": [sys.executable, "-m", "autograder.nbgrader.relay", "{connection_file}"],
    "display_name": "Python (sandboxed)",
    "language": "python",
    "interrupt_mode": "message",
    "metadata": {"kernel_provisioner": {"provisioner_name": NAME}},
}


class SandboxProvisioner(LocalProvisioner):
    """Starts a kernel in the sandbox, with a private folder for its sockets."""

    folder: str | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Make the folder and say where it is; `SandboxError` where nothing can be confined."""
        if not sandbox.available():
            raise sandbox.SandboxError("this kernel needs bubblewrap (bwrap), which is not here")
        kwargs = await super().pre_launch(**kwargs)
        if self.folder is None:
            self.folder = tempfile.mkdtemp(prefix="dlaudio-kernel-")
        kwargs["cmd"] = [*kwargs["cmd"], "--folder", self.folder]
        kwargs["env"] = {
            **kwargs.get("env", os.environ),
            "PYTHONPATH": confinement.environment()["PYTHONPATH"],
        }
        return kwargs

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the folder when the kernel has ended for good."""
        await super().cleanup(restart)
        if self.folder and not restart:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None


def install(prefix: str = sys.prefix) -> str:
    """Install the kernel's description under a prefix, the environment's by default; its folder."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "kernel.json").write_text(json.dumps(SPEC, indent=1))
        os.chmod(folder, 0o755)
        return KernelSpecManager().install_kernel_spec(folder, NAME, prefix=prefix)
