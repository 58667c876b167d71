"""The cards of a page: for every thing that it cites a short description, written once.

A card is hidden; a link names it in aria-describedby, so a screen reader speaks it, and cards.js
shows it on hover, focus or touch. Without scripts a link is a link.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from chronology.book import lookup
from chronology.book.nodes import cited


def card_id(kind: str, id: str) -> str:
    return f"card-{kind}-{id}"


def card(kind: str, id: str) -> str:
    """The HTML of one card."""
    row = lookup.table(kind).loc[id]
    verdict = f" verdict-{row.verdict}" if "verdict" in row else ""
    return (
        f'<div id="{card_id(kind, id)}" class="info{verdict}" role="tooltip" hidden>'
        f"{''.join(lookup.KINDS[kind].card(row))}</div>"
    )


def add_cards(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    if doctree is None or "body" not in context:
        return
    things = sorted({(node["kind"], node["thing"]) for node in doctree.findall(cited)})
    if things:
        cards = "\n".join(card(kind, id) for kind, id in things)
        context["body"] += f'<div class="cards">\n{cards}\n</div>\n'


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add_cards)
    app.add_js_file("cards.js", loading_method="defer")
