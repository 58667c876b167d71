"""Figures of notebooks become part of the page: SVG in the HTML, in the colours of the page.

An SVG file behind an <img> can follow neither the page's font nor its dark mode. A figure needs
alt text in its cell (mystnb: image: alt:); one without it ends the build.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from chronology.book.building import paragraph
from chronology.edition import _
from chronology.figures import COLOURS

# An EPUB is XML, which has to be told what these are.
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


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


def drawing(svg: str, alt: str, prefix: str) -> str:
    """An SVG of matplotlib as part of a page: named, with ids of its own, coloured by variables."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>", "", svg, flags=re.S)
    used = set(re.findall(r"#([\w.-]+)", svg))
    svg = re.sub(r' id="([\w.-]+)"', lambda found: f' id="{prefix}-{found[1]}"' if found[1] in used else "", svg)
    svg = re.sub(r'(href="#|url\(#)([\w.-]+)', rf"\g<1>{prefix}-\g<2>", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.S)
    for name, colour in COLOURS.items():
        svg = svg.replace(colour, f"var(--{name})")
    # The colour of text stands in its style; an attribute cannot hold a variable.
    svg = re.sub(r'(fill|stroke)="(var\(--[\w-]+\))"', r'style="\1: \2"', svg)
    svg = re.sub(r"font-family: [^;\"]*; ?", "", svg)  # the page's own
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    width = float(box[1]) * 4 / 3  # points to pixels
    head = f'<svg {NAMESPACES} {box[0]} role="img" aria-label="{escape(alt)}" style="max-width: {width:.0f}px">'
    return head + re.sub(r"\n\s*", "\n", svg[svg.index(">") + 1 :])


def setup(app: Sphinx) -> None:
    app.connect("doctree-resolved", inline)
