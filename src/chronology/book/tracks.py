"""Two ways through the course: reading and judging, or with Python as well.

Every section of a chapter and every question says which of the two it is for. With Python is a section that shows a
cell of code to be read and changed, and a question that asks for a number or a table, which somebody reckons, or for
lines of code. In a chapter a switch folds the code away; what its cells show stays.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from chronology.book import nodes as own
from chronology.book.building import paragraph
from chronology.edition import _

CHAPTER = re.compile(r"chapters/\d\d-")
RECKONED = ("number", "table")
SCRIPT = "tracks.js"
# Before anything is drawn, so that no code is seen for a moment.
EARLY = """try {
  if (localStorage.getItem("chronology-track") === "read") document.documentElement.dataset.track = "read";
} catch {}"""


def mark(*, python: bool) -> nodes.paragraph:
    """For which of the two ways something is."""
    said = _("With Python") if python else _("Read and judge")
    return paragraph(said, classes=["track", "with-python" if python else "read-and-judge"])


def switch() -> own.scripted:
    """What folds the code of the chapters away and shows it again."""
    button = own.act("", nodes.Text(_("With Python")), do="with-python", switch=True)
    why = _("Without it the code is folded away, and the chapters are for reading and judging.")
    return own.scripted("", paragraph(button, f" {why}"), classes=["judge-switch"])


def for_python(kind: str | None, prose: str) -> bool:
    """Whether a question is for those who use Python. kind: None for an open one. prose: its Markdown."""
    return kind in RECKONED or (kind == "order" and gives_code(prose))


def gives_code(prose: str) -> bool:
    """Whether the options of a question are lines of code."""
    items = re.findall(r"^- (.+)$", prose, re.M)
    return bool(items) and all("`" in item for item in items)


def _shows_code(section: nodes.section) -> bool:
    cells = (each for each in section.findall(nodes.container) if each.get("nb_element") == "cell_code")
    return any("tag_hide-input" not in each["classes"] for each in cells)


class Marking(SphinxPostTransform):
    """Mark the sections of a chapter."""

    default_priority = 3  # before outputs are chosen

    def run(self, **_options: object) -> None:
        if not CHAPTER.match(self.env.docname):
            return
        start = next(self.document.findall(nodes.section))
        for section in start.children:
            if isinstance(section, nodes.section):
                section.insert(1, mark(python=_shows_code(section)))


def bring(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    if app.builder.name == "html" and CHAPTER.match(page):
        app.add_js_file(None, body=EARLY)
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> None:
    app.add_post_transform(Marking)
    app.connect("html-page-context", bring)
