"""Small repairs to the HTML that docutils and pandas write, for screen readers."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

REPAIRS = {
    # docutils 0.21 gives citations a role that ARIA has withdrawn and that a list may not hold.
    ' role="doc-biblioentry"': ' role="listitem"',
    # pandas heads the index of a table with an empty header cell.
    "<th></th>": "<td></td>",
    # A table that scrolls sideways on a phone must be reached by the keyboard.
    '<div class="pst-scrollable-table-container">': '<div class="pst-scrollable-table-container" tabindex="0">',
}


def repair(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    for fault, sound in REPAIRS.items():
        if "body" in context:
            context["body"] = context["body"].replace(fault, sound)


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", repair)
