"""JupyterLab on Binder: as `make lab` has it, but Binder serves the whole project, not course/."""

c = get_config()  # noqa: F821 (traitlets provides it)
load_subconfig("../.jupyter/student/jupyter_lab_config.py")  # noqa: F821
c.LabApp.default_url = c.LabApp.default_url.replace("/lab/tree/", "/lab/tree/course/")
