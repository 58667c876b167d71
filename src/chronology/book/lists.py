"""Directives for the generated parts of a chapter and for the appendices.

`aims` opens a chapter: what the reader will be able to do, minutes, what it builds on.
`key-dates` closes it: a table of the events whose ids its body lists, in order of date.
`people-list`, `place-list`, `institution-list` and `glossary-list` are the appendices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from chronology import dates, tables
from chronology.book import citations, lookup
from chronology.book.nodes import spoken
from chronology.book.registers import Register, details, joined, paragraph, verdict_line
from chronology.languages import label


class Aims(SphinxDirective):
    """Aims of a chapter: its body is a list of verbs; options `minutes` and `builds-on` (chapter numbers)."""

    has_content = True
    option_spec = {"minutes": directives.positive_int, "builds-on": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        if not {"minutes", "builds-on"} <= set(self.options):
            raise ExtensionError(f"{self.get_location()}: aims need the options minutes and builds-on")
        box = nodes.container("", paragraph("After this chapter you can", classes=["aims-title"]), classes=["aims"])
        box += self.parse_content_to_nodes()
        aims = [item.astext() for item in box.findall(nodes.list_item)]
        if not aims:
            raise ExtensionError(f"{self.get_location()}: aims need a list of what the reader will be able to do")
        box += paragraph(f"{self.options['minutes']} minutes · ", *self.needs(), classes=["aims-needs"])
        # For the head of the page (metadata.py).
        self.env.metadata[self.env.docname] |= {"aims": "\n".join(aims), "minutes": str(self.options["minutes"])}
        return [box]

    def needs(self) -> list[nodes.Node]:
        """The chapters that this one builds on, as links."""
        chapters = tables.chapters()
        try:
            numbers = [int(number) for number in self.options["builds-on"].replace("none", "").split(",") if number]
            rows = chapters.loc[numbers]
        except (KeyError, ValueError):
            raise ExtensionError(
                f"{self.get_location()}: builds-on is {self.options['builds-on']!r}, "
                "expected numbers of chapters such as 1, 3, or none"
            ) from None
        if rows.empty:
            return [nodes.Text("needs no other chapter")]
        links = (
            nodes.reference("", str(number), internal=True, refuri=self.uri(row.slug), reftitle=row.title_en)
            for number, row in rows.iterrows()
        )
        return [nodes.Text("builds on chapter " if len(rows) == 1 else "builds on chapters "), *joined(links)]

    def uri(self, slug: str) -> str:
        return self.env.app.builder.get_relative_uri(self.env.docname, f"chapters/{slug}")


class KeyDates(SphinxDirective):
    """A table of events in order of date; the body lists their ids, one in a line."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        ids = [line.strip() for line in self.content if line.strip()]
        for id in ids:
            lookup.row("event", id, self.get_location())
        events = lookup.table("event").loc[ids].sort_values("sort_key")
        rows = [
            [
                [nodes.Text(event.date_en)],
                [citations.link(self.env, "event", id, event.title_en)],
                [verdict(event.verdict)],
                [nodes.Text("yes" if event.in_essay else "no")],
            ]
            for id, event in events.iterrows()
        ]
        return [table(["Date", "Event", "Verdict", "In the essay"], rows, "key-dates")]


class List(Register):
    """An appendix: one entry per row of a table, in alphabetical order."""

    kind = ""

    def run(self) -> list[nodes.Node]:
        frame = lookup.table(self.kind)
        self.events = lookup.table("event")
        name = "term_en" if self.kind == "glossary" else "name_en"
        frame = frame.loc[frame[name].str.casefold().sort_values().index]
        return [nodes.bullet_list("", *(self.item(row, name) for _, row in frame.iterrows()), classes=["register"])]

    def item(self, row: pd.Series, name: str) -> nodes.list_item:
        stem = name.removesuffix("_en")
        parts = [
            paragraph(nodes.strong("", row[name]), classes=["name"]),
            paragraph(
                spoken("", row[f"{stem}_kk"], lang="kk"),
                nodes.Text(" · "),
                spoken("", row[f"{stem}_ru"], lang="ru"),
                classes=["titles"],
            ),
            *self.body(row),
        ]
        facts = details(self.facts(row))
        if len(facts):
            parts.append(facts)
        item = nodes.list_item("", *parts, ids=[row.name], classes=["entry", "plain"])
        self.state.document.note_explicit_target(item)
        return item

    def body(self, row: pd.Series) -> Iterable[nodes.Node]:
        return ()

    def facts(self, row: pd.Series) -> Iterator[tuple[str, list[nodes.Node]]]:
        yield from ()

    def linked(self, events: pd.DataFrame) -> list[nodes.Node]:
        """Links to events; of a long list the number."""
        if len(events) > 12:
            return [nodes.Text(f"{len(events)} events of the register")]
        page = lookup.KINDS["event"].page
        return joined(self.link(page, id, event.title_en) for id, event in events.iterrows())

    def events_with(self, field: str, id: str) -> list[nodes.Node]:
        """The events that name a thing in one of their lists."""
        return self.linked(self.events[[id in each for each in self.events[field]]])


class PeopleList(List):
    """The people: role, life, offices, other forms of the name, events."""

    kind = "person"

    def body(self, row: pd.Series) -> Iterable[nodes.Node]:
        yield paragraph(f"{row.role_en[0].upper()}{row.role_en[1:]}.", classes=["remark"])
        if row.note:
            yield paragraph(row.note, classes=["remark"])

    def facts(self, row: pd.Series) -> Iterator[tuple[str, list[nodes.Node]]]:
        yield "Born", [nodes.Text(dates.display(row.born) if row.born else "")]
        yield "Died", [nodes.Text(dates.display(row.died) if row.died else "")]
        offices = tables.offices()
        own = offices[offices.person == row.name]
        yield "Offices", [nodes.Text("; ".join(office(each) for _, each in own.iterrows()))]
        yield "Other forms", [nodes.Text(row.forms)]
        yield "In the essay", [nodes.Text(label("essay_mention", row.essay))]
        yield "Events", self.events_with("people", row.name)
        yield "Data from", [nodes.Text(label("certainty", row.certainty))]


class PlaceList(List):
    """The places: names over time, position, events."""

    kind = "place"

    def body(self, row: pd.Series) -> Iterable[nodes.Node]:
        if row.note:
            yield paragraph(row.note, classes=["remark"])

    def facts(self, row: pd.Series) -> Iterator[tuple[str, list[nodes.Node]]]:
        yield "Kind", [nodes.Text(label("place_kind", row.kind))]
        yield "Names", names_of(tables.place_names(), "place", row.name)
        about = "about " if row.approximate else ""
        yield "Position", [nodes.Text(f"{about}{row.lat:.2f}° N, {abs(row.lon):.2f}° {'E' if row.lon >= 0 else 'W'}")]
        yield "Events", self.events_with("places", row.name)


class InstitutionList(List):
    """States and institutions: names over time, events."""

    kind = "institution"

    def body(self, row: pd.Series) -> Iterable[nodes.Node]:
        if row.note:
            yield paragraph(row.note, classes=["remark"])

    def facts(self, row: pd.Series) -> Iterator[tuple[str, list[nodes.Node]]]:
        yield "Kind", [nodes.Text(label("institution_kind", row.kind))]
        yield "Names", names_of(tables.institution_names(), "institution", row.name)
        involved = [row.name in (*event.parties, *event.bodies) for event in self.events.itertuples()]
        yield "Events", self.linked(self.events[involved])


class GlossaryList(List):
    """The terms with their definitions in three languages."""

    kind = "glossary"

    def body(self, row: pd.Series) -> Iterable[nodes.Node]:
        yield paragraph(row.definition_en, classes=["remark"])
        for language in ("kk", "ru"):
            yield paragraph(spoken("", row[f"definition_{language}"], lang=language), classes=["definition"])


def office(row: pd.Series) -> str:
    return lookup.name_and_dates(row.rename({"office_en": "name_en"}))


def names_of(names: pd.DataFrame, owner: str, id: str) -> list[nodes.Node]:
    own = names[names[owner] == id]
    return [nodes.Text("; ".join(lookup.name_and_dates(row) for _, row in own.iterrows()))]


def verdict(value: str) -> nodes.Node:
    """Sign and word of a verdict, in its colour."""
    line = verdict_line(value, "").children[0]
    return nodes.inline("", "", line, classes=[f"verdict-{value}"])


def table(header: list[str], rows: list[list[list[nodes.Node]]], name: str) -> nodes.table:
    """A docutils table; each cell is a list of inline nodes."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in header), cols=len(header))
    group += nodes.thead("", _row([[nodes.Text(text)] for text in header]))
    group += nodes.tbody("", *(_row(cells) for cells in rows))
    return nodes.table("", group, classes=[name])


def _row(cells: list[list[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", paragraph(*cell)) for cell in cells))


def setup(app: Sphinx) -> None:
    app.add_directive("aims", Aims)
    app.add_directive("key-dates", KeyDates)
    app.add_directive("people-list", PeopleList)
    app.add_directive("place-list", PlaceList)
    app.add_directive("institution-list", InstitutionList)
    app.add_directive("glossary-list", GlossaryList)
