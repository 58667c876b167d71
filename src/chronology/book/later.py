"""Scripts that a page needs later than it is read, or not at all.

What opens menus and shows tooltips (Bootstrap's), and what copies code, is brought by later.js at the first sign of a
reader. What marks the words of a search on the page that was found is left out: the search of the book (search.py)
never asks for it.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx

LATER = ("clipboard.min.js", "copybutton.js")
NEVER = ("sphinx_highlight.js",)


def choose(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """Take these scripts out of a page, and have it bring those later that it had."""
    scripts = context.get("script_files", [])  # the list of the builder, to which others still add
    later = [name for name in map(_name, scripts) if name in LATER]
    scripts[:] = [each for each in scripts if _name(each) not in LATER + NEVER]
    app.add_js_file("later.js", **{"data-then": " ".join(later)})


def _name(script: object) -> str:
    return PurePosixPath(str(getattr(script, "filename", script))).name


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", choose, priority=900)
