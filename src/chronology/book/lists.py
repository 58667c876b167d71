"""Directives for the generated parts of a chapter and for the appendices.

`question` stands below the title of a chapter: what it answers. `aims` opens it: what the reader will be able to do,
minutes, what it builds on.
`key-dates` closes it: the events whose ids its body lists, as marks on an axis and as a table in order of date.
`people-list`, `place-list`, `institution-list` and `glossary-list` are the appendices.
"""

from __future__ import annotations

import pandas as pd
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from chronology import tables
from chronology.book import tracks
from chronology.book.building import joined, key_dates, paragraph
from chronology.book.domain import find, pending
from chronology.book.judging import switch
from chronology.book.registers import Register
from chronology.book.strips import strip
from chronology.edition import _, ngettext
from chronology.entries import Entry, entries
from chronology.languages import alphabetical, headword

APPENDICES = {
    "people-list": "person",
    "place-list": "place",
    "institution-list": "institution",
    "glossary-list": "glossary",
}


class Question(SphinxDirective):
    """The question that a chapter answers, below its title."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        return [nodes.container("", *self.parse_content_to_nodes(), classes=["question"])]


class Aims(SphinxDirective):
    """Aims of a chapter: its body is a list of verbs; options `minutes` and `builds-on` (chapter numbers)."""

    has_content = True
    option_spec = {"minutes": directives.positive_int, "builds-on": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        if not {"minutes", "builds-on"} <= set(self.options):
            raise ExtensionError(f"{self.get_location()}: aims need the options minutes and builds-on")
        box = nodes.container("", paragraph(_("After this chapter you can"), classes=["aims-title"]), classes=["aims"])
        box += self.parse_content_to_nodes()
        aims = [item.astext() for item in box.findall(nodes.list_item)]
        if not aims:
            raise ExtensionError(f"{self.get_location()}: aims need a list of what the reader will be able to do")
        box += paragraph(*needs(self.options["minutes"], self.chapters()), classes=["aims-needs"])
        box += switch()
        box += tracks.switch()
        # For the head of the page (metadata.py).
        self.env.metadata[self.env.docname] |= {"aims": "\n".join(aims), "minutes": str(self.options["minutes"])}
        return [box]

    def chapters(self) -> pd.DataFrame:
        """The chapters that this one builds on."""
        try:
            numbers = [int(number) for number in self.options["builds-on"].replace("none", "").split(",") if number]
            return tables.chapters().loc[numbers]
        except (KeyError, ValueError):
            raise ExtensionError(
                f"{self.get_location()}: builds-on is {self.options['builds-on']!r}, "
                "expected numbers of chapters such as 1, 3, or none"
            ) from None


def needs(minutes: int, chapters: pd.DataFrame) -> list[nodes.Node]:
    """How long a chapter takes and the chapters that it builds on, as links."""
    time = ngettext("{n} minute", "{n} minutes", minutes)
    if chapters.empty:
        return [nodes.Text(_("{time} · needs no other chapter").format(time=time))]
    said = ngettext("{time} · builds on chapter {chapters}", "{time} · builds on chapters {chapters}", len(chapters))
    before, after = said.format(time=time, chapters="\0").split("\0")
    links = [pending("page", f"chapters/{row.slug}", str(number)) for number, row in chapters.iterrows()]
    return [nodes.Text(before), *joined(links), nodes.Text(after)]


class KeyDates(SphinxDirective):
    """Events on an axis and in a table, in order of date; the body lists their ids, one in a line."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        ids = {line.strip() for line in self.content if line.strip()}
        for id in ids:
            find("event", id, self.get_location())
        if not ids:
            raise ExtensionError(f"{self.get_location()}: key-dates have ids of events, one in a line")
        table = key_dates(event for id, event in entries("event").items() if id in ids)
        return [strip(tables.events().loc[sorted(ids)]), table]


class Appendix(Register):
    """An appendix: one entry per row of a table, in the order of the alphabet, above it the letters to jump to."""

    def run(self) -> list[nodes.Node]:
        listed = sorted(entries(APPENDICES[self.name]).values(), key=lambda entry: alphabetical(entry.title))
        return [letters(listed), nodes.bullet_list("", *map(self.item, listed), classes=["register"])]


def letters(listed: list[Entry]) -> nodes.paragraph:
    """The first letters of what is listed, each a link to the first entry that begins with it."""
    firsts: dict[str, Entry] = {}
    for entry in listed:
        firsts.setdefault(headword(entry.title)[0].upper(), entry)
    links = [nodes.reference("", letter, internal=True, refid=entry.id) for letter, entry in firsts.items()]
    return paragraph(*joined(links, " "), classes=["years", "letters"])


def setup(app: Sphinx) -> None:
    app.add_directive("question", Question)
    app.add_directive("aims", Aims)
    app.add_directive("key-dates", KeyDates)
    for name in APPENDICES:
        app.add_directive(name, Appendix)
