"""The registers: every event and every claim, generated from the tables at build time."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from chronology import tables
from chronology.book.building import paragraph, register_item, verdict_line
from chronology.book.domain import CourseDomain
from chronology.edition import _, ngettext
from chronology.entries import Entry, entries


class Register(SphinxDirective):
    """What the registers and lists share."""

    def item(self, entry: Entry) -> nodes.list_item:
        """An entry, which is noted as what links to it lead to."""
        item = register_item(entry, self.cite_work)
        self.state.document.note_explicit_target(item)
        self.env.get_domain(CourseDomain.name).note(entry)
        return item

    def section(self, id: str, title: str, entries: Iterable[Entry]) -> nodes.section:
        section = nodes.section("", nodes.title("", title, translatable=False), ids=[id])
        self.state.document.note_explicit_target(section)
        section += nodes.enumerated_list("", *map(self.item, entries), classes=["register"])
        return section

    def cite_work(self, key: str) -> list[nodes.Node]:
        """A citation that leads to the bibliography."""
        parsed, messages = self.parse_inline(f"{{cite:t}}`{key}`", lineno=self.lineno)
        return [*parsed, *messages]


class EventRegister(Register):
    """All events in order of date, grouped by the course's own periods."""

    def run(self) -> list[nodes.Node]:
        events = tables.events()
        sections: list[nodes.Node] = [paragraph(summary(events))]
        for period in periods_of_register().itertuples():
            inside = events.index[events.earliest.between(period.earliest, period.until, inclusive="left")]
            if len(inside):
                years = {"first": period.earliest.year, "last": period.latest.year}
                title = _("{period} ({first}–{last})").format(period=period.title, **years)
                sections.append(self.section(period.Index, title, [entries("event")[id] for id in inside]))
        return sections


def summary(events: pd.DataFrame) -> str:
    """How many events there are, in a sentence."""
    said, omitted = int(events.in_essay.sum()), int((~events.in_essay).sum())
    return ngettext(
        "{n} event: {said} that the essay mentions and {omitted} that it omits.",
        "{n} events: {said} that the essay mentions and {omitted} that it omits.",
        len(events),
    ).format(said=said, omitted=omitted)


class ClaimRegister(Register):
    """All claims in the order of the sentences, grouped by chapter."""

    def run(self) -> list[nodes.Node]:
        claims, sentences = tables.claims(), tables.sentences()
        sections: list[nodes.Node] = [verdict_table(claims)]
        for number, chapter in tables.chapters().iterrows():
            title = _("{number}. {chapter} (sentences {first}–{last})").format(
                number=number, chapter=chapter.title, first=chapter.first_sentence, last=chapter.last_sentence
            )
            inside = [entries("claim")[id] for id in claims.index[claims.chapter == number]]
            section = self.section(f"chapter-{number}", title, inside)
            silent = sentences[(sentences.chapter == number) & ~sentences.checkable]
            if len(silent):
                section += paragraph(without_claim(silent), classes=["silent"])
            sections.append(section)
        return sections


def without_claim(sentences: pd.DataFrame) -> str:
    """The sentences of a chapter that make no claim, each with the reason."""
    reasons = "; ".join(f"{number} ({reason})" for number, reason in sentences.reason.items())
    said = ngettext("Without a claim: sentence {reasons}.", "Without a claim: sentences {reasons}.", len(sentences))
    return said.format(reasons=reasons)


def periods_of_register() -> pd.DataFrame:
    """The course's two schemes as one: by standing up to 1990, by question from then on; `until` ends each."""
    standing, questions = tables.periods("course-standing"), tables.periods("course-questions")
    turn = questions.earliest.iloc[0]
    both = pd.concat([standing[standing.earliest < turn], questions])
    return both.assign(until=both.earliest.shift(-1, fill_value=pd.Timestamp.max.floor("D")))


def verdict_table(claims: pd.DataFrame) -> nodes.bullet_list:
    """How many claims have which verdict."""
    listed = nodes.bullet_list(classes=["verdicts"])
    for verdict, count in claims.verdict.value_counts(sort=False).items():
        listed += nodes.list_item("", verdict_line(verdict, str(count)), classes=[f"verdict-{verdict}"])
    return listed


def setup(app: Sphinx) -> None:
    app.add_directive("event-register", EventRegister)
    app.add_directive("claim-register", ClaimRegister)
