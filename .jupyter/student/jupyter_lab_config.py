"""JupyterLab as students see it: the course opens on its first page, not on an empty launcher."""

c = get_config()  # noqa: F821 (traitlets provides it)

# The one place that says which page is the first, as seen from the folder course/.
c.LabApp.default_url = "/lab/tree/start.ipynb"
