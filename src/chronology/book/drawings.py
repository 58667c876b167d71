"""Figures of notebooks become part of the page: SVG in the HTML, in the colours of the page.

An SVG file behind an <img> can follow neither the page's font nor its dark mode. A figure needs
alt text in its cell (mystnb: image: alt:); one without it ends the build.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from chronology.book.building import paragraph
from chronology.edition import _
from chronology.figures import drawing


def inline(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace the SVG files of cell outputs by their content, and where there is no HTML by what they show."""
    drawn = [image for image in doctree.findall(nodes.image) if image["uri"].endswith(".svg")]
    for number, image in enumerate(drawn, start=1):
        path = Path(app.srcdir) / image["uri"]
        alt = image.get("alt", "")
        if not alt or path.stem in alt:
            raise ExtensionError(f"{docname}: figure {number} has no alt text: add mystnb: image: alt: to its cell")
        if app.builder.format != "html":
            image.replace_self(paragraph(_("Figure: {alt}").format(alt=alt)))
            continue
        svg = drawing(path.read_text(encoding="utf-8"), alt, f"figure-{number}")
        image.replace_self(nodes.raw("", f'<div class="drawing" tabindex="0">{svg}</div>', format="html"))


def setup(app: Sphinx) -> None:
    app.connect("doctree-resolved", inline)
