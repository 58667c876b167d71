"""Outputs of cells for every builder: HTML where there is HTML, and elsewhere the same as docutils nodes.

A widget or a DataFrame comes as HTML. The ``html`` builder takes it as it stands. In another that writes HTML, such as
``epub``, its links lead to the pages of that builder, and it is made well-formed. LaTeX and text get tables, lists and
paragraphs made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from bs4 import BeautifulSoup, NavigableString, Tag
from docutils import nodes
from myst_nb.sphinx_ext import add_global_html_resources
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from chronology.book.building import colspecs
from chronology.book.domain import KINDS, CourseDomain, pending

VIEW = "application/vnd.jupyter.widget-view+json"
# What is taken of an output that has several forms, by every builder: HTML, in which a widget is its table, first.
FORMS = ("text/html", VIEW, "image/svg+xml", "image/png", "text/markdown", "text/latex", "text/plain")
BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "summary")
LISTS = {"ul": nodes.bullet_list, "ol": nodes.enumerated_list}


def choose_forms(app: Sphinx, config: Config) -> None:
    """Have myst-nb take the first of FORMS; what the configuration says of it comes later and wins."""
    order = [("*", form, place) for place, form in enumerate(FORMS)]
    config.nb_mime_priority_overrides = [*order, *(config.nb_mime_priority_overrides or ())]


def bring_style(app: Sphinx, env: BuildEnvironment) -> None:
    """myst-nb 1.4 copies its style sheet when a build is finished: an EPUB is packed by then and would lack it."""
    if app.builder.name == "epub":
        (Path(app.outdir) / "_static").mkdir(parents=True, exist_ok=True)
        add_global_html_resources(app, None)


class Outputs(SphinxPostTransform):
    """Raw HTML in the form that the builder can take."""

    default_priority = 5  # after myst-nb has chosen the form, before links are resolved

    def run(self, **_options: object) -> None:
        if self.app.builder.name in ("html", "gettext"):
            return
        for raw in list(self.document.findall(nodes.raw)):
            if raw.get("format") != "html":
                continue
            if self.app.builder.format == "html":
                raw.children[:] = [nodes.Text(self.well_formed(raw.astext()))]
            elif BeautifulSoup(raw.astext(), "html.parser").find(["table", *BLOCKS, *LISTS]):
                raw.replace_self(list(blocks(BeautifulSoup(raw.astext(), "html.parser"))))

    def well_formed(self, html: str) -> str:
        """HTML as XML, its links to other pages of the book as this builder writes them; SVG is XML already."""
        page = BeautifulSoup(html, "html.parser")
        links = page.select("a[href]")
        for link in links:
            name, _, anchor = str(link["href"]).partition("#")
            target = f"chapters/{name.removesuffix('.html')}"
            if anchor and (kind := KINDS.get(name.removesuffix(".html"))):
                target = self.env.get_domain(CourseDomain.name).page_of(kind, anchor)
            if name.endswith(".html") and target in self.env.found_docs:
                uri = self.app.builder.get_relative_uri(self.env.docname, target)
                link["href"] = f"{uri}#{anchor}" if anchor else uri
        if not links and _is_xml(html):
            return html
        return page.decode(formatter="minimal")


def _is_xml(text: str) -> bool:
    try:
        ElementTree.fromstring(f"<div>{text}</div>")
    except ElementTree.ParseError:
        return False
    return True


def blocks(within: Tag) -> Iterator[nodes.Element]:
    """The tables, lists and paragraphs in a piece of HTML; words that stand beside them are paragraphs."""
    words: list[nodes.Node] = []
    for part in within.children:
        inner = isinstance(part, Tag) and (
            part.name in ("table", *BLOCKS, *LISTS) or part.find(["table", *BLOCKS, *LISTS])
        )
        if not inner:
            words += inline(part)
            continue
        yield from _paragraph(words)
        words = []
        if part.name == "table":
            yield table(part)
        elif part.name in LISTS:
            items = part.find_all("li", recursive=False)
            yield LISTS[part.name]("", *(nodes.list_item("", *blocks(item)) for item in items))
        elif part.name in BLOCKS:
            yield from _paragraph(inline(part))
        else:
            yield from blocks(part)
    yield from _paragraph(words)


def _paragraph(words: list[nodes.Node]) -> Iterator[nodes.paragraph]:
    if "".join(word.astext() for word in words).strip():
        yield nodes.paragraph("", "", *words)


def inline(part: Tag | NavigableString) -> list[nodes.Node]:
    """Words, with the links to entries among them."""
    if type(part) is NavigableString:
        text = " ".join(part.split())
        before, after = (" " if each.isspace() else "" for each in (part[:1], part[-1:]))
        return [nodes.Text(f"{before}{text}{after}" if text else " ")] if part else []
    if not isinstance(part, Tag) or part.name in ("style", "script"):
        return []
    if part.name == "a":
        return [_link(part)]
    return [node for child in part.children for node in inline(child)]


def _link(link: Tag) -> nodes.Node:
    """A link to an entry is resolved as any other; of one to something else the words are kept."""
    page, _, id = str(link.get("href", "")).partition("#")
    kind = KINDS.get(page.removesuffix(".html"))
    words = " ".join(link.get_text().split())
    return pending(kind, id, words) if kind and id else nodes.Text(words)


def table(html: Tag) -> nodes.table:
    """A table with its caption, head and spans."""
    rows = [row for row in html.find_all("tr") if row.find_parent("table") is html]
    head = [row for row in rows if row.parent.name == "thead"]
    columns = texts_by_column(rows)
    group = nodes.tgroup("", *colspecs(columns), cols=len(columns))
    if head:
        group += nodes.thead("", *map(_row, head))
    group += nodes.tbody("", *(_row(row) for row in rows if row not in head))
    made = nodes.table("", group)
    if html.caption:
        made.insert(0, nodes.title("", " ".join(html.caption.get_text().split())))
    return made


def texts_by_column(rows: list[Tag]) -> list[list[str]]:
    """The texts of the cells of each column; one that spans several columns or comes after such is counted where it
    begins by number.
    """
    columns: list[list[str]] = []
    for row in rows:
        place = 0
        for cell in _cells(row):
            span = int(cell.get("colspan", 1))
            columns += [[] for _each in range(place + span - len(columns))]
            if span == 1:
                columns[place].append(cell.get_text(" "))
            place += span
    return columns or [[]]


def _cells(row: Tag) -> list[Tag]:
    return row.find_all(["td", "th"], recursive=False)


def _row(row: Tag) -> nodes.row:
    return nodes.row("", *map(_cell, _cells(row)))


def _cell(cell: Tag) -> nodes.entry:
    spans = {
        name: int(cell[html]) - 1
        for name, html in (("morecols", "colspan"), ("morerows", "rowspan"))
        if html in cell.attrs
    }
    return nodes.entry("", *blocks(cell), **spans)


def setup(app: Sphinx) -> None:
    app.connect("config-inited", choose_forms)
    app.connect("env-updated", bring_style)
    app.add_post_transform(Outputs)
