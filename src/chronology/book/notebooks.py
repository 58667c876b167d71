"""Every chapter as an .ipynb to download: the same text and code, with what only the book knows in plain Markdown.

The roles and directives of the course mean nothing to Jupyter. In the download a cited event is its
date, a claim its number and sign, a computed number the number, and a list of key dates a table.
`python -m chronology.book.notebooks FROM TO` does the same for a folder of chapters as Markdown; Binder,
which opens the chapters themselves, has it done to its own copy (.binder/postBuild).
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable
from pathlib import Path

import jupytext
import nbformat
from sphinx.application import Sphinx

from chronology import bibliography, edition
from chronology.book import citations
from chronology.book.domain import PAGES, CourseDomain, find
from chronology.edition import _, ngettext
from chronology.entries import entries
from chronology.languages import VERDICT_SIGNS, label

ROLE = re.compile(r"\{([a-z:]+)\}`([^`]+)`")
TITLED = re.compile(r"(.+?)\s*<([^<>]+)>", re.S)
DIRECTIVE = re.compile(r"^:::\{([a-z-]+)\} *(.*?)\n(.*?)^:::$", re.S | re.M)
PAGE_LINK = re.compile(r"\]\(([\w-]+)\.md(#[\w-]+)?\)")


# Kind and id of an entry -> the page on which it stands.
PageOf = Callable[[str, str], str]


def first_page(kind: str, _id: str) -> str:
    """The first page of the entries of a kind, which leads on to the others."""
    return PAGES[kind]


def notebook(source: str, base: str = "", page_of: PageOf = first_page) -> nbformat.NotebookNode:
    """A chapter as a notebook. source: MyST Markdown; base: address of the pages, or empty for no links."""
    book = jupytext.reads(source, fmt="md:myst")
    for cell in book.cells:
        if cell.cell_type == "markdown":
            cell.source = plain(cell.source, base, page_of)
    book.cells.insert(0, nbformat.v4.new_markdown_cell(preface(base)))
    book.metadata.pop("jupytext", None)
    for number, cell in enumerate(book.cells):
        cell["id"] = f"cell-{number:02}"  # not random: the same chapter gives the same file
    nbformat.validate(book)
    return book


def plain_copy(path: Path, destination: Path) -> None:
    """A chapter as MyST Markdown in plain words; what is no notebook is copied as it stands."""
    source = path.read_text(encoding="utf-8")
    if "kernelspec:" in source[:400]:
        source = jupytext.writes(notebook(source), fmt="md:myst")
    (destination / path.name).write_text(source, encoding="utf-8")


def preface(base: str) -> str:
    chapter = _("A chapter of *Kazakhstan and Russia: A Chronology*.")
    where = _("It belongs to [the course]({address}).").format(address=f"{base}index.html") if base else ""
    how = _(
        "To run it, install the package of the course from its repository: `pip install .` in a copy of the "
        "repository, or start Jupyter in its environment."
    )
    return "> " + " ".join(part for part in (chapter, where, how) if part)


def plain(text: str, base: str, page_of: PageOf = first_page) -> str:
    """Markdown in which every role and directive of the course is words and links."""

    def link(words: str, kind: str, id: str) -> str:
        return f"[{words}]({base}{page_of(kind, id)}.html#{id})" if base else words

    text = DIRECTIVE.sub(lambda found: _directive(*found.groups()), text)
    text = ROLE.sub(lambda found: _role(found[1], found[2], link), text)
    return PAGE_LINK.sub(lambda found: f"]({base}chapters/{found[1]}.html{found[2] or ''})", text) if base else text


def _role(name: str, content: str, link: Callable[[str, str, str], str]) -> str:
    titled = TITLED.fullmatch(content)
    words, target = titled.groups() if titled else ("", content)
    if name in PAGES:
        entry = find(name, target, "download")
        words = words or entry.words
        return link(f"{words} {VERDICT_SIGNS[entry.verdict]}" if name == "claim" else words, name, target)
    if name == "stated":
        return citations.stated(content, "download")
    if name == "computed":
        return citations.written(citations.value(content, edition.language()))
    if name.startswith("cite"):
        return "; ".join(cited_work(key.strip()) for key in content.split(","))
    raise ValueError(f"no plain form for the role {{{name}}}")


@functools.cache
def _works() -> dict[str, str]:
    return bibliography.cited()


def cited_work(key: str) -> str:
    """Author, title and year of a work; the download has no bibliography to lead to."""
    return _works()[key]


def _directive(name: str, argument: str, body: str) -> str:
    options = dict(re.findall(r"^:([a-z-]+): *(.*)$", body, re.M))
    lines = [line for line in body.splitlines() if line.strip() and not re.match(r":[a-z-]+:", line)]
    if name == "aims":
        time = ngettext("{n} minute", "{n} minutes", int(options["minutes"]))
        heading = _("After this chapter you can")
        return "\n".join([f"**{heading}**", "", *lines, "", f"*{time}*"])
    if name == "question":
        return f"*{' '.join(lines)}*"
    if name == "key-dates":
        ids = {line.strip() for line in lines}
        for id in ids:
            find("event", id, "download")
        events = [event for id, event in entries("event").items() if id in ids]
        rows = [f"| {event.when} | {event.title} | {label('verdict', event.verdict)} |" for event in events]
        head = " | ".join([_("Date"), _("Event"), _("Verdict")])
        return "\n".join([f"| {head} |", "|---|---|---|", *rows])
    if name in ("map", "rulers", "calendars"):
        return "\n".join([_("*The pages of the course have a drawing here.*"), "", *lines])
    if name == "new-word":
        return f"`{argument}` {' '.join(lines)}"
    if name == "admonition":
        return "\n".join([f"**{argument}**", "", *lines])
    if name == "judging":
        return ""
    if name == "exercises":
        return _("The exercises are a notebook of their own, in the folder exercises/ of the course.")
    raise ValueError(f"no plain form for the directive {name}")


def offer(app: Sphinx, page: str, template: str, context: dict, doctree: object) -> None:
    """Put the notebook of a page that has one into the theme's download menu."""
    if app.builder.name == "html" and is_notebook(app, page):
        context["ipynb_source"] = f"{page}.ipynb"


def is_notebook(app: Sphinx, page: str) -> bool:
    """Whether a page is a chapter written as MyST Markdown that can be run; exercises are notebooks already."""
    return page != app.config.root_doc and page in app.env.found_docs and "kernelspec:" in _source(app, page)[:400]


def _source(app: Sphinx, page: str) -> str:
    return Path(app.env.doc2path(page)).read_text(encoding="utf-8")


def write(app: Sphinx, error: Exception | None) -> None:
    """Write the notebooks, and make their links download: a browser would show JSON."""
    if error or app.builder.name != "html":
        return
    page_of = app.env.get_domain(CourseDomain.name).page_of
    for page in sorted(app.env.found_docs):
        if is_notebook(app, page):
            path = Path(app.outdir) / "_sources" / f"{page}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook(_source(app, page), app.config.html_baseurl, page_of), path)
        if is_notebook(app, page) or app.env.doc2path(page).endswith(".ipynb"):
            html = Path(app.outdir) / f"{page}.html"
            text = html.read_text(encoding="utf-8")
            html.write_text(re.sub(r'(href="[^"]*\.ipynb") target="_blank"', r"\1 download", text), encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", offer)
    app.connect("build-finished", write)


if __name__ == "__main__":
    source, destination = map(Path, sys.argv[1:])
    for path in sorted(source.glob("*.md")):
        plain_copy(path, destination)
