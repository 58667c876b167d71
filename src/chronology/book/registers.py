"""The registers: every event and every claim, generated from the tables at build time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sized

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from chronology import bibliography, dates, tables
from chronology.book.lookup import SIGNS
from chronology.book.nodes import spoken, unfolding
from chronology.languages import label

EVENT_PAGE = "/chapters/events"
CLAIM_PAGE = "/chapters/claims"
SEEN = {"seen": "yes", "partly": "partly", "knowledge": "no"}  # of a whole work -> of what it is cited for


class Register(SphinxDirective):
    """What the registers share: small builders of docutils nodes."""

    def section(self, id: str, title: str) -> nodes.section:
        section = nodes.section("", nodes.title("", title), ids=[id])
        self.state.document.note_explicit_target(section)
        return section

    def entry(self, id: str, verdict: str, *parts: nodes.Node) -> nodes.list_item:
        item = nodes.list_item("", *parts, ids=[id], classes=["entry", f"verdict-{verdict}"])
        self.state.document.note_explicit_target(item)
        return item

    def link(self, page: str, id: str, text: str) -> nodes.reference:
        """A link to an entry of a register, relative to this page."""
        docname = page.strip("/")
        target = "" if docname == self.env.docname else self.env.app.builder.get_relative_uri(self.env.docname, docname)
        return nodes.reference("", text, internal=True, refuri=f"{target}#{id}")

    def cited(self, key: str) -> list[nodes.Node]:
        """A citation that leads to the bibliography."""
        parsed, messages = self.parse_inline(f"{{cite:t}}`{key}`", lineno=self.lineno)
        return [*parsed, *messages]

    def works(self, pairs: pd.DataFrame) -> nodes.Node:
        """The references of an entry, folded: each with what it supports and how far it was seen."""
        listed = nodes.bullet_list(classes=["works"])
        for pair in pairs.itertuples():
            seen = "" if pair.seen == "yes" else f" {label('reference_seen', pair.seen).capitalize()}."
            note = f" ({pair.note})" if pair.note else ""
            supports = f": {pair.supports}" if pair.supports else ""
            text = paragraph(*self.cited(pair.reference), f"{supports}{note}.{seen}")
            listed += nodes.list_item("", text)
        count = len(pairs)
        return unfolding("", listed, summary=f"{count} reference{'' if count == 1 else 's'}", classes=["references"])


class EventRegister(Register):
    """All events in order of date, grouped by the course's own periods."""

    def run(self) -> list[nodes.Node]:
        events = tables.events()
        self.claims = tables.claims()
        self.pairs = tables.event_references()
        self.documents = tables.documents()
        self.places, self.place_names = tables.places().name_en, tables.place_names()
        self.institutions, self.institution_names = tables.institutions().name_en, tables.institution_names()
        self.people = tables.people().name_en
        sections = [self.summary(events)]
        for period in periods_of_register().itertuples():
            inside = events[events.earliest.between(period.earliest, period.until, inclusive="left")]
            if len(inside):
                section = self.section(period.Index, f"{period.title_en} ({period.earliest.year}–{period.latest.year})")
                section += nodes.enumerated_list(
                    "", *(self.event(event) for _, event in inside.iterrows()), classes=["register"]
                )
                sections.append(section)
        return sections

    def summary(self, events: pd.DataFrame) -> nodes.Node:
        omitted = (~events.in_essay).sum()
        return paragraph(
            f"{len(events)} events: {len(events) - omitted} that the essay mentions and {omitted} that it omits."
        )

    def event(self, event: pd.Series) -> nodes.list_item:
        parts = [
            paragraph(event.date_en, classes=["when"]),
            heading(event.title_en, event.name),
            paragraph(
                spoken("", event.title_kk, lang="kk"),
                nodes.Text(" · "),
                spoken("", event.title_ru, lang="ru"),
                classes=["titles"],
            ),
            verdict_line(event.verdict, "in the essay" if event.in_essay else "omitted by the essay"),
        ]
        parts += [paragraph(text, classes=["remark"]) for text in (event.explanation, event.note) if text]
        parts.append(details(self.facts(event)))
        pairs = self.pairs[self.pairs.event == event.name]
        if event.support != "full":
            parts.append(paragraph(f"{label('support', event.support).capitalize()}.", classes=["support"]))
        if len(pairs):
            parts.append(self.works(pairs))
        return self.entry(event.name, event.verdict, *parts)

    def facts(self, event: pd.Series) -> Iterator[tuple[str, list[nodes.Node]]]:
        """The terms and values of an event: kind, place, parties, people, essay, claims, documents."""
        yield "Kind", [nodes.Text(label("event_kind", event.kind))]
        yield "Topics", [nodes.Text(", ".join(label("topic", topic) for topic in event.topics))]
        day = event.earliest.date()
        yield "Place", [nodes.Text("; ".join(self.place(id, day) for id in event.places))]
        yield "Parties", [nodes.Text("; ".join(self.party(id, day) for id in event.parties))]
        yield "Bodies", [nodes.Text("; ".join(self.party(id, day) for id in event.bodies))]
        yield "People", [nodes.Text("; ".join(self.people[id] for id in event.people))]
        if event.date_essay:
            yield "Date in the essay", [nodes.Text(dates.display(event.date_essay))]
        about = self.claims[self.claims.event == event.name]
        yield "Claims", joined(self.link(CLAIM_PAGE, id, id) for id in about.index)
        own = self.documents[self.documents.event == event.name]
        if len(own):
            yield "Documents", [nodes.bullet_list("", *(document(row) for _, row in own.iterrows()))]

    def place(self, id: str, day: datetime.date) -> str:
        """The name of the day, with today's where that differs: Alma-Ata, today Almaty."""
        today = self.places[id]
        then = tables.name_at(self.place_names, id, day, today)
        return then if then == today else f"{then}, today {today}"

    def party(self, id: str, day: datetime.date) -> str:
        return tables.name_at(self.institution_names, id, day, self.institutions[id])


class ClaimRegister(Register):
    """All claims in the order of the sentences, grouped by chapter."""

    def run(self) -> list[nodes.Node]:
        claims, items = tables.claims(), tables.claim_items()
        self.events, self.periods = tables.events(), tables.periods()
        self.pairs, self.checked = tables.period_references(), bibliography.references().checked
        self.items = {claim: group for claim, group in items.groupby("claim")}
        sentences = tables.sentences()
        sections = [verdict_table(claims)]
        for number, chapter in tables.chapters().iterrows():
            inside = claims[claims.chapter == number]
            span = f"sentences {chapter.first_sentence}–{chapter.last_sentence}"
            section = self.section(f"chapter-{number}", f"{number}. {chapter.title_en} ({span})")
            section += nodes.enumerated_list(
                "", *(self.claim(claim) for _, claim in inside.iterrows()), classes=["register"]
            )
            silent = sentences[(sentences.chapter == number) & ~sentences.checkable]
            if len(silent):
                section += self.silent(silent)
            sections.append(section)
        return sections

    def works_of(self, claim: pd.Series) -> pd.DataFrame:
        """The works of the claim's period, with what they support, and those of the claim itself."""
        keys = list(claim.references)
        seen = [SEEN[self.checked[key]] for key in keys]
        own = pd.DataFrame({"reference": keys, "supports": "", "seen": seen, "note": ""})
        of_period = self.pairs[self.pairs.period == claim.period]
        return pd.concat([of_period, own]).drop_duplicates("reference")

    def silent(self, sentences: pd.DataFrame) -> nodes.paragraph:
        """The sentences of a chapter that make no claim, each with the reason."""
        reasons = "; ".join(f"{number} ({reason})" for number, reason in sentences.reason.items())
        return paragraph(f"Without a claim: {plural('sentence', sentences)} {reasons}.", classes=["silent"])

    def claim(self, claim: pd.Series) -> nodes.list_item:
        numbers = ", ".join(str(number) for number in claim.sentences)
        parts = [
            paragraph(
                f"{claim.name} · {plural('sentence', claim.sentences)} {numbers}",
                classes=["when"],
            ),
            heading(claim.paraphrase, claim.name),
            verdict_line(claim.verdict, label("claim_kind", claim.kind)),
        ]
        if claim.explanation:
            parts.append(paragraph(claim.explanation, classes=["remark"]))
        parts.append(details(self.facts(claim)))
        works = self.works_of(claim)
        if len(works):
            parts.append(self.works(works))
        return self.entry(claim.name, claim.verdict, *parts)

    def facts(self, claim: pd.Series) -> Iterator[tuple[str, list[nodes.Node]]]:
        if claim.value:
            yield "The essay states", [nodes.Text(tables.stated_value(claim))]
        if claim.name in self.items:
            rows = self.items[claim.name]
            yield "Items", [nodes.Text("; ".join(rows.label_en))]
        if claim.event:
            yield "Event", [self.link(EVENT_PAGE, claim.event, self.events.title_en[claim.event])]
        if claim.period:
            period = self.periods.loc[claim.period]
            yield "Period", [nodes.Text(f"{period.title_en}, {dates.display(period.date)}")]
        yield "See also", joined(self.link(EVENT_PAGE, id, self.events.title_en[id]) for id in claim.evidence)


def periods_of_register() -> pd.DataFrame:
    """The course's two schemes as one: by standing up to 1990, by question from then on; `until` ends each."""
    standing, questions = tables.periods("course-standing"), tables.periods("course-questions")
    turn = questions.earliest.iloc[0]
    both = pd.concat([standing[standing.earliest < turn], questions])
    return both.assign(until=both.earliest.shift(-1, fill_value=pd.Timestamp.max.floor("D")))


def paragraph(*parts: nodes.Node | str, classes: Iterable[str] = ()) -> nodes.paragraph:
    made = [nodes.Text(part) if isinstance(part, str) else part for part in parts]
    return nodes.paragraph("", "", *made, classes=list(classes))


def heading(text: str, id: str) -> nodes.paragraph:
    """The name of an entry, with a link to copy."""
    anchor = nodes.reference(
        "", "#", internal=True, refuri=f"#{id}", classes=["headerlink"], reftitle="Link to this entry"
    )
    return paragraph(nodes.strong("", text), anchor, classes=["name"])


def verdict_line(verdict: str, more: str) -> nodes.paragraph:
    sign = nodes.inline("", SIGNS[verdict], classes=["sign"])
    return paragraph(
        nodes.inline("", "", sign, nodes.Text(f" {label('verdict', verdict)}"), classes=["verdict"]),
        f" · {more}",
        classes=["judged"],
    )


def verdict_table(claims: pd.DataFrame) -> nodes.Node:
    counts = claims.verdict.value_counts(sort=False)
    listed = nodes.bullet_list(classes=["verdicts"])
    for verdict, count in counts.items():
        listed += nodes.list_item("", verdict_line(verdict, str(count)), classes=[f"verdict-{verdict}"])
    return listed


def details(facts: Iterable[tuple[str, list[nodes.Node]]]) -> nodes.definition_list:
    """Terms and values as a description list; empty values are left out."""
    listed = nodes.definition_list(classes=["facts"])
    for term, values in facts:
        if any(value.astext() for value in values):
            body = values[0] if isinstance(values[0], nodes.bullet_list) else paragraph(*values)
            listed += nodes.definition_list_item("", nodes.term("", term), nodes.definition("", body))
    return listed


def document(row: pd.Series) -> nodes.list_item:
    """A document: its title in three languages, each marked official or rendering, its force."""
    item = nodes.list_item("")
    for language in ("en", "kk", "ru"):
        status = label("title_status", row[f"title_{language}_status"])
        item += paragraph(
            spoken("", row[f"title_{language}"], lang=language), nodes.inline("", f" ({status})", classes=["status"])
        )
    force = label("document_force", row.force)
    dated = [f"in force {dates.display(row.in_force)}"] if row.in_force else []
    dated += [f"no longer in force since {dates.display(row.out_of_force)}"] if row.out_of_force else []
    about = "; ".join([label("document_type", row.type), force, *dated])
    remark = ". ".join(part for part in (about[0].upper() + about[1:], row.identifier, row.note.rstrip(".")) if part)
    item += paragraph(f"{remark}.", classes=["status"])
    return item


def joined(parts: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Nodes with commas between them."""
    made: list[nodes.Node] = []
    for part in parts:
        made += [nodes.Text(", "), part] if made else [part]
    return made or [nodes.Text("")]


def plural(word: str, things: Sized) -> str:
    return word if len(things) == 1 else f"{word}s"


def setup(app: Sphinx) -> None:
    app.add_directive("event-register", EventRegister)
    app.add_directive("claim-register", ClaimRegister)
