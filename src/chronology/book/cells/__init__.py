"""Cells that can be run in the page: what the build marks, and what it puts into the page for the script.

Each code cell whose code is shown gets ``data-live`` with its number among the code cells of the page, and its output
``data-output`` with ``data-state``. The exact sources of all cells, also of those that are not shown, stand in the page
as JSON, which can be read from a file too. All that runs them is in cells.js, which asks the Python of
``_static/live/live.js``. Where the build has no such Python, nothing of this is in a page.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from myst_nb.core.read import create_nb_reader
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from chronology import edition, languages
from chronology.book import host
from chronology.widgets import scripts

HERE = Path(__file__).parent
PYTHON = "live/manifest.js"  # written where the build has Python for the page
BAR = '<div class="live-bar"></div>'
SAVED = {"data-output": "", "data-state": "saved"}
EMPTY = '<div data-output="" data-state="saved"></div>'  # of a cell that showed nothing


class with_marks(nodes.container):
    """A container with attributes of its own in HTML, which are in `marks`."""


def visit_with_marks(writer: Any, node: with_marks) -> None:  # noqa: ANN401
    writer.body.append(writer.starttag(node, "div", CLASS="docutils container", **node["marks"]))


def depart_with_marks(writer: Any, node: with_marks) -> None:  # noqa: ANN401
    writer.body.append("</div>\n")


def has_python(app: Sphinx) -> bool:
    """Whether the pages that are being built have a Python beside them."""
    manifest = Path(app.outdir) / "_static" / PYTHON
    return app.builder.name == "html" and manifest.is_file() and '"variant": null' not in manifest.read_text("utf-8")


def outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> set[str]:
    """All pages if there was no Python beside them and now is, or the other way round."""
    if app.builder.name != "html":
        return set()
    before, now = getattr(env, "chronology_python", None), has_python(app)
    env.chronology_python = now
    return set() if before == now else env.found_docs


def sources(app: Sphinx, page: str) -> dict[int, dict[str, str]]:
    """The code cells of a page: place among all cells -> its ``source``, and ``id`` where a notebook gives it one.

    Also of the cells that the page does not show, since those that follow need them.
    """
    path = Path(app.env.doc2path(page))
    text = path.read_text(encoding="utf-8")
    reader = create_nb_reader(str(path), app.env.myst_config, app.env.mystnb_config, text)
    cells = reader.read(text).cells if reader else []
    named = path.suffix == ".ipynb"  # the reader of Markdown gives ids by chance
    return {place: _source(cell, named) for place, cell in enumerate(cells) if cell.cell_type == "code"}


def _source(cell: nbformat.NotebookNode, named: bool) -> dict[str, str]:
    return {"source": cell.source, **({"id": cell.id} if named and "id" in cell else {})}


def mark(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Give each code cell of a page, whose code can be read there, its marks and room for its bar."""
    found = [each for each in doctree.findall(nodes.container) if each.get("nb_element") == "cell_code"]
    if not found or not has_python(app):
        return
    numbers = {place: number for number, place in enumerate(sources(app, page))}
    for cell in found:
        parts = {each.get("nb_element"): each for each in cell.findall(nodes.container)}
        if "cell_code_source" not in parts:  # there is nothing to read or to change
            continue
        output = parts.get("cell_code_output")
        if output:
            fold = output.parent
            folded = fold is not cell and parts.get("cell_code_source") not in fold.children
            before = fold if folded else output  # whether the code is folded or what it shows, the bar is seen
            before.parent.insert(before.parent.index(before), nodes.raw("", BAR, format="html"))
            output.replace_self(_marked(output, SAVED))
        else:
            cell += nodes.raw("", BAR + EMPTY, format="html")
        cell.replace_self(_marked(cell, {"data-live": str(numbers[cell["cell_index"]])}))


def _marked(node: nodes.container, marks: dict[str, str]) -> with_marks:
    return with_marks("", *node.children, marks=marks, **node.attributes)


def bring(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """Put the sources into a page with marked cells, and ask for what runs them."""
    if doctree is None or "data-live=" not in context.get("body", "") or not has_python(app):
        return
    root = "" if page.startswith("chapters/") else f"{'../' * page.count('/')}chapters/"
    static = re.sub(r"x$", "", context["pathto"]("_static/x", 1))
    data = {"page": page, "root": root, "static": static, "cells": list(sources(app, page).values())}
    context["body"] += f'\n<script type="application/json" id="live-cells">{host.embedded(data)}</script>\n'
    for name in (PYTHON, "live/live.js", "cells.js"):
        app.add_js_file(name, loading_method="defer")
    app.add_css_file("cells.css")


@cache
def script(name: str) -> str:
    """A script of the cells with all that it needs, as one classic script: from a file a page loads no modules."""
    said = f"globalThis.chronologyWords = {host.embedded(languages.words('cells', edition.language()))};\n"
    return f"(() => {{\n{said if name == 'cells' else ''}{scripts.script(name, HERE)}}})();\n"


def write(app: Sphinx) -> None:
    """Scripts, style and editor beside the pages, before any page is written that names them."""
    if has_python(app):
        folder = Path(app.outdir) / "_static"
        (folder / "cells.js").write_text(script("cells"), encoding="utf-8")
        (folder / "cells-output.js").write_text(script("shown"), encoding="utf-8")
        for name in ("cells.css", "codemirror.js"):
            (folder / name).write_bytes((HERE / name).read_bytes())


def setup(app: Sphinx) -> None:
    app.add_node(with_marks, html=(visit_with_marks, depart_with_marks))
    app.connect("builder-inited", write, priority=900)  # when Python is there
    app.connect("env-get-outdated", outdated)
    app.connect("doctree-resolved", mark)
    app.connect("html-page-context", bring)
