"""Scripts that a page needs later than it is read, or not at all.

What opens menus and shows tooltips (Bootstrap's), and what copies code, is brought by later.js at the first sign of a
reader. What marks the words of a search on the page that was found is left out: the search of the book (search.py)
never asks for it. The buttons that copy code have words of their own, none of them Kazakh: they get the edition's.
"""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from chronology import languages

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


def say_copy(app: Sphinx, failed: Exception | None) -> None:
    """Put the words of the edition into the script of the buttons that copy code, in place of those it has."""
    script = Path(app.outdir, "_static", LATER[-1])
    if failed or not script.is_file():  # of a builder that writes no page
        return
    words = {key: said for key, said in languages.words("theme").items() if key.startswith("copy")}
    # A language that it does not know is English to it.
    said = f"const messages = {json.dumps({'en': words}, ensure_ascii=False)}\n"
    text, found = re.subn(
        r"const messages = \{.*?\}\n(?=\n)", lambda found: said, script.read_text("utf-8"), count=1, flags=re.S
    )
    if not found:
        raise ExtensionError(f"{script.name} of sphinx-copybutton has no words where they were; see later.py")
    script.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", choose, priority=900)
    app.connect("build-finished", say_copy)
