"""Settings of the web site (`make site`): Sphinx with MyST-NB, built without a network."""

project = "Deep Learning for Audio, from scratch"
author = "The authors of Deep Learning for Audio, from scratch"
copyright = "MIT (code), CC BY 4.0 (texts and pictures)"  # noqa: A001 (Sphinx's name)
extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "sphinx-mathjax-offline",
]
html_theme = "pydata_sphinx_theme"
html_title = project
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_theme_options = {"show_toc_level": 2, "navigation_with_keys": False}
html_extra_path: list[str] = []

nb_execution_mode = "off"  # the pages come with what their cells show
nb_mime_priority_overrides = [
    ("html", "text/html", 0),
    ("html", "image/png", 10),
    ("html", "text/plain", 20),
]
myst_enable_extensions = ["dollarmath", "html_image"]
myst_heading_anchors = 4
suppress_warnings = ["mystnb.unknown_mime_type", "myst.header", "toc.not_included", "docutils"]
autodoc_typehints = "none"
