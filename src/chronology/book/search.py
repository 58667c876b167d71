"""The search of the book: one index of its things and of the sections of its pages, made when the pages are built.

The sections are noted as a page is read. The index that Sphinx makes, of which no page would ask, is left out.

A script and no JSON, since a page opened from a file may not fetch. It is loaded by search.html and, when somebody
types into the field that every page has, by static/finding.js, with static/search.js, which folds words and reads
dates; here stands what there is to find. What is said of a thing is its entry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from chronology import dates, edition, languages, tables
from chronology.book.building import claims_about
from chronology.book.domain import PAGES, CourseDomain
from chronology.book.nodes import sign
from chronology.datewords import date_words
from chronology.entries import Entry, entries, sentence

FILE = "search-index.js"
BIBLIOGRAPHY = "chapters/bibliography"  # its first page
SOUGHT = (*PAGES, "document", "work")  # a document stands with its event
# Register entries are things; code, tables and raw HTML (a widget and the table in its place) give no sentence to read.
NO_TEXT = (nodes.raw, nodes.literal_block, nodes.table, nodes.comment, nodes.image)
NO_TEXT_CLASSES = {"register", "cell_input", "cell_output"}


def things(page_of: Callable[[str, str], str]) -> list[dict[str, object]]:
    """Everything that the tables describe, as its entry says it, with the page and the anchor where it stands.

    page_of: kind and id of an entry -> the page on which it stands.
    `claims` are those of which the verdict tells how they fare, `spoken` is the date of an event as each language says
    it, `sentences` are those of the essay that speak of it.
    Where a work stands in the bibliography is known once the pages are built.
    """
    events = tables.events()
    spoken = dict(zip(events.index, events[["date_en", "date_kk", "date_ru"]].values.tolist()))
    stands_with = tables.documents().event.to_dict()

    def page(kind: str, id: str) -> str:
        if kind == "work":
            return BIBLIOGRAPHY
        return page_of("event", stands_with[id]) if kind == "document" else page_of(kind, id)

    numbers = {"event": events.sentences.to_dict(), "claim": tables.claims().sentences.to_dict()}
    return [
        {
            "kind": kind,
            "id": id,
            "page": page(kind, id),
            "anchor": "" if kind == "work" else stands_with[id] if kind == "document" else id,
            "title": entry.title,
            "names": entry.names,
            "when": entry.head,
            "judged": judged(entry),
            "verdict": entry.verdict,
            "claims": claims_about(entry),
            "text": " ".join(dict.fromkeys(map(sentence, (*entry.short, *entry.remarks)))),
            "dates": entry.days,
            "spoken": spoken.get(id, []) if kind == "event" else [],
            "sentences": [int(number) for number in numbers.get(kind, {}).get(id, ())],
        }
        for kind in SOUGHT
        for id, entry in entries(kind).items()
    ]


def judged(entry: Entry) -> str:
    """The verdict with its sign, and what stands beside it; empty for what has none."""
    if not entry.verdict:
        return ""
    return f"{languages.VERDICT_SIGNS[entry.verdict]} {languages.label('verdict', entry.verdict)} · {entry.standing}"


def sections(docname: str, doctree: nodes.document) -> Iterator[dict[str, str]]:
    """The sections of a page, each with page, anchor, title and the text a reader reads there."""
    page = next(doctree.findall(nodes.title), None)
    chapters = {f"chapters/{chapter.slug}": number for number, chapter in tables.chapters().iterrows()}
    for number, section in enumerate(doctree.findall(nodes.section)):
        title = section.next_node(nodes.title)
        text = " ".join(re.sub(r"\s+", " ", part).strip() for part in readable(section.children))
        if title is not None:
            called = (
                {"names": in_every_language("chapter", chapters[docname])} if docname in chapters and not number else {}
            )
            yield called | {
                "page": docname,
                "anchor": section["ids"][0] if number else "",
                "of": page.astext() if number else "",
                "title": title.astext(),
                "text": text,
            }


def noted(env: BuildEnvironment) -> dict[str, list[dict[str, str]]]:
    """The sections of the pages that were read; Sphinx keeps them until a page is read anew."""
    if not hasattr(env, "chronology_sections"):
        env.chronology_sections = {}
    return env.chronology_sections


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Note the sections of a page that was read."""
    noted(app.env)[app.env.docname] = list(sections(app.env.docname, doctree))


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    noted(env).pop(docname, None)


def sections_of(env: BuildEnvironment, docname: str) -> list[dict[str, str]]:
    """The sections of a page, from its doctree if another process has read it."""
    if docname not in noted(env):
        noted(env)[docname] = list(sections(docname, env.get_doctree(docname)))
    return noted(env)[docname]


def readable(parts: Iterable[nodes.Node]) -> Iterator[str]:
    """The paragraphs below some nodes, without those of sections of their own."""
    for part in parts:
        if isinstance(part, (nodes.section, nodes.title, *NO_TEXT)) or not isinstance(part, nodes.Element):
            continue
        if NO_TEXT_CLASSES & set(part.get("classes", [])):
            continue
        if isinstance(part, nodes.TextElement):
            yield "".join(text for text in part.findall(nodes.Text) if not isinstance(text.parent, sign))
        else:
            yield from readable(part.children)


def in_every_language(key: str, number: int | None = None) -> list[str]:
    """A word of the search in the three languages, and with a number: chapter 5, глава 5."""
    said = [languages.words("search", language)[key] for language in languages.LANGUAGES]
    return [f"{word} {number}" for word in said] if number else said


def months(spoken: Iterable[str] = languages.LANGUAGES) -> list[list[str]]:
    """Of each month the words that a date has for it in these languages, in Russian also *in* it: в мае."""
    found = []
    for month in range(1, 13):
        words = {
            word
            for language in spoken
            for form in (f"2001-{month:02}", f"2001-{month:02}-05")
            for word in re.findall(r"[^\W\d]{3,}", dates.display(form, language))
            if word not in ("жыл", "жылғы")
        }
        if "ru" in spoken:
            words.add(date_words("ru").day_month("", month).strip()[:-1] + "е")
        found.append(sorted(words))
    return found


def write_index(app: Sphinx, error: Exception | None) -> None:
    """search-index.js beside search.html."""
    if error or app.builder.name != "html":
        return
    found = things(app.env.get_domain(CourseDomain.name).page_of)
    cited = app.env.domains["cite"].citations if "cite" in app.env.domains else ()  # a book without a bibliography
    places = {
        citation.key: {"page": citation.bibliography_key.docname, "anchor": citation.citation_id} for citation in cited
    }
    for each in found:
        if each["kind"] == "work":
            each |= places.get(each["id"], {})
    pages = [part for name in sorted(app.env.found_docs) for part in sections_of(app.env, name)]
    index = {
        "things": found,
        "sections": pages,
        "months": months(),
        "written": months([edition.language()]),
        "sentence": in_every_language("sentence"),
        "words": languages.words("search"),
    }
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (Path(app.outdir) / FILE).write_text(f"window.courseIndex = {text};\n", encoding="utf-8")


def add_words(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """What the search page says; what answers in the field of the theme, to every page that has it."""
    if app.builder.name == "html":
        app.add_js_file("finding.js", loading_method="defer")
    if page == "search":
        registers = [(page, app.env.titles[page].astext()) for page in PAGES.values() if page in app.env.titles]
        context |= {"search_words": languages.words("search"), "registers": registers}


class Pages(StandaloneHTMLBuilder):
    """The builder of the pages, with the course's own search in the place of that of Sphinx."""

    def load_indexer(self, docnames: Iterable[str]) -> None:
        pass

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        pass

    def dump_search_index(self) -> None:
        pass


def setup(app: Sphinx) -> None:
    app.add_builder(Pages, override=True)
    app.connect("doctree-read", note)
    app.connect("env-purge-doc", purge)
    app.connect("html-page-context", add_words)
    app.connect("build-finished", write_index)
