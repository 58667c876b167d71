"""Python beside the pages, for the cells of a page to run in: `_static/live/`, and one line that says what there is."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

from chronology.live import assets


def put(app: Sphinx) -> None:
    """Before the pages are written, since their cells are marked only where there is a Python for them."""
    if app.builder.name == "html" and app.config.live_python:
        # An edition in a folder beside the pages of the first one has its files from there.
        beside = app.config.language in app.config.editions[1:]
        said = assets.publish(Path(app.outdir) / assets.FOLDER, assets.SHARED if beside else "")
        logging.getLogger(__name__).info(said)


def setup(app: Sphinx) -> None:
    app.add_config_value("live_python", False, "")  # whether the pages have it; small books of the tests do without
    app.connect("builder-inited", put)
