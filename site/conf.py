"""Settings of the web site (`make site`): Sphinx with MyST-NB, built without a network."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ADDRESS = PROJECT.get("urls", {}).get("Repository")

project = "Deep Learning for Audio, from scratch"
author = "The authors of Deep Learning for Audio, from scratch"
copyright = "Code: MIT. Texts and pictures: CC BY 4.0."  # noqa: A001 (Sphinx's name)
release = version = PROJECT["version"]
language = "en"
extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "sphinx-mathjax-offline",
]
exclude_patterns = ["notebooks"]
html_theme = "pydata_sphinx_theme"
html_title = project
html_static_path = ["static"]
templates_path = ["templates"]
html_favicon = "static/favicon.svg"
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_show_sphinx = False
html_show_sourcelink = False
html_copy_source = False
pygments_style = "a11y-high-contrast-light"
html_theme_options = {
    "logo": {"text": "Deep Learning for Audio"},
    "header_links_before_dropdown": 5,
    "show_toc_level": 1,
    "navigation_with_keys": False,
    "show_prev_next": True,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "navbar_end": ["theme-switcher", "navbar-icon-links"],
    "footer_start": ["copyright"],
    "footer_end": ["version"],
    "secondary_sidebar_items": ["page-toc"],
}
if ADDRESS:
    html_theme_options["icon_links"] = [
        {"name": "Source", "url": ADDRESS, "icon": "fa-brands fa-github"}
    ]

nb_execution_mode = "off"  # the pages come with what their cells show
nb_mime_priority_overrides = [
    ("html", "text/html", 0),
    ("html", "image/png", 10),
    ("html", "text/plain", 20),
]
nb_merge_streams = True
nb_code_prompt_show = "Show code"
myst_enable_extensions = ["dollarmath", "amsmath", "html_image"]
myst_dmath_double_inline = True
myst_heading_anchors = 4
suppress_warnings = ["mystnb.unknown_mime_type", "myst.header"]
autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_ivar = True
copybutton_exclude = ".linenos, .gp, .go"
default_role = "code"  # `name` in a docstring


def setup(app):
    from autograder.build.package_pages import restructured

    app.connect(  # before napoleon reads it
        "autodoc-process-docstring", lambda *event: restructured(event[-1]), priority=400
    )
