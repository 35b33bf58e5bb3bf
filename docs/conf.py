"""How Sphinx builds the documents: `python -m sphinx -W --keep-going -b html docs build/docs` (extra `docs`)."""

from __future__ import annotations

import re
from typing import Any

from toponyms import __version__

project = "toponyms"
copyright = "the toponyms contributors; text and data CC BY 4.0, code MIT"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "search.md"]  # its page is searching.html: Sphinx has a search.html of its own
myst_heading_anchors = 3
suppress_warnings = ["misc.highlighting_failure"]  # the examples of bad YAML are bad YAML

default_role = "py:obj"
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
napoleon_google_docstring = True
napoleon_use_ivar = True

html_theme = "furo"
html_title = "toponyms"
html_extra_path = ["llms.txt"]
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#8a6a24", "color-brand-content": "#2a6f97"},
    "dark_css_variables": {"color-brand-primary": "#d0a85c", "color-brand-content": "#6db3dc"},
}

# The files at the top of the repository are written for readers there; as pages, their links lead to pages.
_PAGES = {
    "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md", "ATTRIBUTION.md": "attribution.md",
}  # fmt: skip
_LINK = re.compile(r"\[([^\]]*)\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)")


def _led(match: re.Match[str]) -> str:
    text, target, anchor = match[1], match[2].removeprefix("../"), match[3] or ""
    target = _PAGES.get(target, target).removeprefix("docs/")
    outside = target.startswith((".", "LICENSE")) or ("/" in target and not target.startswith("doors/"))
    return text if outside else f"[{text}]({target}{anchor})"


def _top_level_links(app: Any, name: str, text: list[str]) -> None:
    text[0] = _LINK.sub(_led, text[0])


def _for_readers(app: Any, name: str, text: list[str]) -> None:
    text[0] = text[0].replace("\n\n```\n", "\n```\n")  # the empty line is for doctest
    up = "../" * name.count("/")
    for file, page in (*((f"../{file}", page) for file, page in _PAGES.items()), ("search.md", "searching.md")):
        text[0] = text[0].replace(f"]({up}{file}", f"]({up}{page}")


def setup(app: Any) -> None:
    """Connect what leads the links."""
    app.connect("include-read", lambda app, path, parent, text: _top_level_links(app, str(path), text))
    app.connect("source-read", _for_readers)
