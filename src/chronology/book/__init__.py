"""The Sphinx side of the course: an extension that turns the tables into pages.

Named in _config.yml as ``chronology.book``. The roles stand in domain.py and citations.py, the directives in
registers.py, lists.py and assignments.py; building.py makes nodes of what chronology.entries says; freshness.py sees
to it that no page outlives a change in data/ or src/.
"""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from chronology import catalogue, edition
from chronology.book import (
    assignments,
    calendars,
    cards,
    cells,
    citations,
    domain,
    drawings,
    fonts,
    freshness,
    front,
    host,
    judging,
    ladder,
    later,
    lists,
    maps,
    metadata,
    nodes,
    notebooks,
    outputs,
    preview,
    publishing,
    python,
    registers,
    repairs,
    rulers,
    search,
    tongues,
    tracks,
    works,
)

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
# The theme settles light or dark when the page has been read to its end. Until then no colour has a value and lines
# drawn in one take no room: the page would flash and move.
SCHEME = """(({ dataset }) => {
  if (dataset.theme === "auto") dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
})(document.documentElement);"""


def add_paths(app: Sphinx, config: Config) -> None:
    """Styles, and templates that stand in for the theme's."""
    config.html_static_path.append(str(STATIC))
    config.templates_path.insert(0, str(TEMPLATES))  # before those of the theme
    config.html_favicon = str(STATIC / "favicon.svg")


def choose_edition(app: Sphinx, config: Config) -> None:
    """The language of the pages is that of all that the tables and the code say, in the cells of chapters as well."""
    os.environ[edition.VARIABLE] = config.language
    config.nb_code_prompt_show = edition._("Show the code")
    config.nb_code_prompt_hide = edition._("Hide the code")


def dress(app: Sphinx) -> None:
    """The letters and the colours of the pages; an EPUB is read in those of its reader."""
    if app.builder.name == "epub":
        left_out = ["fonts.css", *(f"fonts/{path.name}" for path in (STATIC / "fonts").iterdir())]
        app.config.epub_exclude_files += [f"_static/{name}" for name in left_out]
    else:
        app.add_css_file("fonts.css", priority=400)
        app.add_js_file(None, body=SCHEME, priority=100)


def write_catalogue(app: Sphinx, error: Exception | None) -> None:
    """Beside the catalogues of the chapters that of the tables and the code."""
    if not error and app.builder.name == "gettext":
        catalogue.write(Path(app.outdir))


def setup(app: Sphinx) -> dict[str, object]:
    """Register the extension with Sphinx; returns its metadata."""
    nodes.setup(app)
    domain.setup(app)
    registers.setup(app)
    citations.setup(app)
    works.setup(app)
    cards.setup(app)
    lists.setup(app)
    maps.setup(app)
    rulers.setup(app)
    calendars.setup(app)
    assignments.setup(app)
    drawings.setup(app)
    outputs.setup(app)
    host.setup(app)
    cells.setup(app)
    later.setup(app)
    notebooks.setup(app)
    metadata.setup(app)
    publishing.setup(app)
    python.setup(app)
    preview.setup(app)
    freshness.setup(app)
    judging.setup(app)
    front.setup(app)
    repairs.setup(app)
    search.setup(app)
    tongues.setup(app)
    ladder.setup(app)
    tracks.setup(app)
    app.connect("config-inited", choose_edition, priority=100)  # before anything is said
    app.connect("config-inited", add_paths)
    app.connect("build-finished", write_catalogue)
    app.connect("builder-inited", dress)
    app.connect("html-page-context", fonts.ask_early)
    app.add_css_file("icons.css")
    app.add_css_file("chronology.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "0.1.0"}
