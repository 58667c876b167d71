"""The Sphinx extension of the course without its host for widgets: what myst-nb does by itself."""

from sphinx.application import Sphinx

from chronology import book


def setup(app: Sphinx) -> dict[str, object]:
    """As `chronology.book`."""
    book.host.setup = book.outputs.setup = lambda app: None  # both choose what stands for a widget
    return book.setup(app)
