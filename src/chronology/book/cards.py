"""The cards of a page: for every thing that it cites a short description, written once.

A card is hidden; a link names it in aria-describedby, so a screen reader speaks it, and cards.js shows it on hover,
focus or touch. Without scripts a link is a link; other builders than ``html`` have neither cards nor names of them.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from chronology.book.building import card_of
from chronology.book.nodes import cited
from chronology.book.repairs import keep_days_whole, keep_years_whole
from chronology.entries import entry


def add_cards(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """Write the cards at the end of a page, by the same translator as the page."""
    if app.builder.name != "html" or doctree is None or "body" not in context:
        return
    things = sorted({(node["kind"], node["thing"]) for node in doctree.findall(cited)})
    if things:
        cards = nodes.container("", *(card_of(entry(kind, id)) for kind, id in things), classes=["cards"])
        keep_years_whole(cards)
        keep_days_whole(cards)
        context["body"] += app.builder.render_partial(cards)["fragment"]


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add_cards)
    app.add_js_file("cards.js", loading_method="defer")
