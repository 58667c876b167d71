"""The search of the book: one index of its things and of the sections of its pages, made when the pages are built.

A script and no JSON, since a page opened from a file may not fetch. Only search.html loads it, with static/search.js,
which folds words and reads dates; here stands what there is to find. What is said of a thing is taken from its card.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx

from chronology import bibliography, dates, languages, tables
from chronology.book import lookup

FILE = "search-index.js"
# Register entries are things; code, tables and raw HTML (a widget and the table in its place) give no sentence to read.
NO_TEXT = (nodes.raw, nodes.literal_block, nodes.table, nodes.comment, nodes.image)
NO_TEXT_CLASSES = {"register", "cell_input", "cell_output"}


def things() -> list[dict[str, object]]:
    """Everything that the tables describe.

    Each has kind, id, page, anchor, title, names (of every language and time) and what is known of: when (text), dates
    (first and last day, ISO), verdict with sign, text.
    """
    found = [thing(kind, row) for kind in lookup.KINDS.values() for _, row in lookup.table(kind.name).iterrows()]
    events = tables.events()
    found += [document(row, events.loc[row.event]) for _, row in tables.documents().iterrows()]
    found += [work(row) for _, row in bibliography.references().iterrows()]
    return found


def thing(kind: lookup.Kind, row: pd.Series) -> dict[str, object]:
    """One that has a card, as the card says it."""
    card = BeautifulSoup("".join(kind.card(row)), "html.parser")
    parts = {name: part.get_text() for name in ("when", "judged") if (part := card.find(class_=name))}
    rest = [p.get_text() for p in card("p") if not p.find("strong") and not p.get("class")]
    made = {
        "kind": kind.name,
        "id": str(row.name),
        "page": kind.page,
        "anchor": str(row.name),
        "title": card.strong.get_text(),
        "names": names(kind.name, row),
        "when": parts.get("when", ""),
        "judged": parts.get("judged", ""),
        "verdict": row.get("verdict", ""),
        "text": " ".join(f"{part.rstrip('.')}." for part in (*rest, row.get("note", "")) if part),
    }
    spoken = [row[field] for field in ("date_en", "date_kk", "date_ru") if field in row]
    if len(row.get("sentences", ())):
        made["sentences"] = [int(number) for number in row.sentences]
    return made | {"dates": span(row), "spoken": spoken}


def names(kind: str, row: pd.Series) -> list[str]:
    """The names of a thing in the three languages, its other forms, and those it had before."""
    own = [row[field] for field in row.index if re.fullmatch(r"(title|name|term)_(en|kk|ru)", field)]
    own += row.get("forms", "").split("; ")
    successive = {"place": tables.place_names, "institution": tables.institution_names}
    if kind in successive:
        past = successive[kind]()
        own += past.loc[past[kind] == row.name, ["name_en", "name_kk", "name_ru"]].to_numpy().ravel().tolist()
    return list(dict.fromkeys(name for name in own if name))


def span(row: pd.Series) -> list[str]:
    """The first and the last day of an event or of what a claim states; empty for what has no date."""
    if "earliest" in row:
        return [f"{row[bound]:%Y-%m-%d}" if pd.notna(row[bound]) else "9999-12-31" for bound in ("earliest", "latest")]
    return bounds(row["date"]) if row.get("date") else []


def bounds(date: str) -> list[str]:
    read = tables.with_bounds(pd.DataFrame({"date": [date]}), "search").iloc[0]
    return span(read)


def document(row: pd.Series, event: pd.Series) -> dict[str, object]:
    """A document, which stands in the entry of its event."""
    kind, force = languages.label("document_type", row.type), languages.label("document_force", row.force)
    return {
        "kind": "document",
        "id": row.name,
        "page": lookup.KINDS["event"].page,
        "anchor": row.event,
        "title": row.title_en,
        "names": [row.title_en, row.title_kk, row.title_ru],
        "when": dates.display(row.signed),
        "judged": "",
        "verdict": "",
        "text": ". ".join(part for part in (f"{kind}, {force}", row.note) if part),
        "dates": span(event),
    }


def work(row: pd.Series) -> dict[str, object]:
    """A work of the bibliography; where it stands there is known once the pages are built."""
    return {
        "kind": "work",
        "id": row.name,
        "page": "chapters/bibliography",
        "anchor": "",
        "title": row.title,
        "names": [row.title, *row.author.split("; ")],
        "when": "",
        "judged": "",
        "verdict": "",
        "text": ", ".join(part for part in (row.author, row.container, row.year, row.note) if part),
        "dates": [],
    }


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


def readable(parts: Iterable[nodes.Node]) -> Iterator[str]:
    """The paragraphs below some nodes, without those of sections of their own."""
    for part in parts:
        if isinstance(part, (nodes.section, nodes.title, *NO_TEXT)) or not isinstance(part, nodes.Element):
            continue
        if NO_TEXT_CLASSES & set(part.get("classes", [])):
            continue
        if isinstance(part, nodes.TextElement):
            yield part.astext()
        else:
            yield from readable(part.children)


def in_every_language(key: str, number: int | None = None) -> list[str]:
    """A word of the search in the three languages, and with a number: chapter 5, глава 5."""
    said = [languages.words("search", language)[key] for language in languages.LANGUAGES]
    return [f"{word} {number}" for word in said] if number else said


def months() -> list[list[str]]:
    """Of each month the words that a date has for it, in every language."""
    return [
        sorted(
            {
                word
                for language in languages.LANGUAGES
                for form in (f"2001-{month:02}", f"2001-{month:02}-05")
                for word in re.findall(r"[^\W\d]{3,}", dates.display(form, language))
                if word not in ("жыл", "жылғы")
            }
        )
        for month in range(1, 13)
    ]


def write_index(app: Sphinx, error: Exception | None) -> None:
    """search-index.js beside search.html."""
    if error or app.builder.name != "html":
        return
    found = things()
    cited = app.env.domains["cite"].citations if "cite" in app.env.domains else ()  # a book without a bibliography
    anchors = {citation.key: citation.citation_id for citation in cited}
    for each in found:
        if each["kind"] == "work":
            each["anchor"] = anchors.get(each["id"], "")
    pages = [part for name in sorted(app.env.found_docs) for part in sections(name, app.env.get_doctree(name))]
    index = {
        "things": found,
        "sections": pages,
        "months": months(),
        "sentence": in_every_language("sentence"),
        "words": languages.words("search"),
    }
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (Path(app.outdir) / FILE).write_text(f"window.courseIndex = {text};\n", encoding="utf-8")


def add_words(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    if page == "search":
        pages = (kind.page for kind in lookup.KINDS.values())
        registers = [(page, app.env.titles[page].astext()) for page in pages if page in app.env.titles]
        context |= {"search_words": languages.words("search"), "registers": registers}


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add_words)
    app.connect("build-finished", write_index)
