"""JupyterLab with an extension of the course's: what was saved is there when it is opened again."""

from pathlib import Path

c.LabApp.extra_labextensions_path = [str(Path(__file__).parent / "labextensions")]  # noqa: F821
