"""The registers: every event and every claim, generated from the tables at build time.

`event-register` has the entries of all events, or on a page of its own those of the periods that its option names:
with hundreds of events no page should be all of them. `event-index` lists them all, a line each, by year, and
`event-years` leads to its years; a link to an event that once stood there is led on by moved.js. `claim-register` has
the claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from chronology import tables
from chronology.book import nodes as own
from chronology.book.building import claims_about, joined, paragraph, register_item, verdict, verdict_line
from chronology.book.domain import CourseDomain, pending
from chronology.book.judging import switch
from chronology.edition import _, ngettext
from chronology.entries import Entry, entries

YEAR_BY_YEAR = 1990  # from here on the index leads to each year, before it to each decade
MOVED = "moved"  # the class of a line for an event whose entry stands on another page


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
    """Events in order of date, grouped by the course's own periods: all, or of the periods that the option names.

    `between`, two years, keeps of these the events that begin in them: a long period is told on more than one page.
    """

    option_spec = {"periods": directives.unchanged_required, "between": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        events, periods = tables.events(), periods_of_register()
        if "periods" in self.options:
            named = self.options["periods"].split()
            if unknown := [id for id in named if id not in periods.index]:
                raise ExtensionError(
                    f"{self.get_location()}: no period of the register is {', '.join(unknown)}; "
                    f"expected some of {', '.join(periods.index)}"
                )
            periods = periods.loc[named]
            events = events[within(events, periods)]
        if "between" in self.options:
            first, last = self.between()
            events = events[events.earliest.dt.year.between(first, last)]
            days = pd.Timestamp(first, 1, 1), pd.Timestamp(last, 12, 31)
            periods = periods.assign(earliest=periods.earliest.clip(days[0]), latest=periods.latest.clip(upper=days[1]))
        return [
            paragraph(summary(events)),
            years(events, {year: id for id, year in firsts(events).items()}),
            *([switch()] if any(claims_about(entries("event")[id]) for id in events.index) else []),
            *(
                self.section(id, title, [entries("event")[event] for event in inside.index])
                for id, title, inside in by_period(events, periods)
            ),
        ]

    def between(self) -> list[int]:
        """The first and the last year that the option names."""
        years = self.options["between"].split()
        if len(years) != 2 or not all(map(str.isdecimal, years)):
            raise ExtensionError(f"{self.get_location()}: a register is between two years, such as 1917 1936")
        return list(map(int, years))


class EventYears(SphinxDirective):
    """How many events there are, and the years to which one can jump in their index."""

    def run(self) -> list[nodes.Node]:
        events = tables.events()
        return [paragraph(summary(events)), years(events, {year: year_id(year) for year in firsts(events).values()})]


class EventIndex(SphinxDirective):
    """All events in order of date, a line each that leads to the entry."""

    def run(self) -> list[nodes.Node]:
        events, made = tables.events(), []
        first = firsts(events)
        for id, title, inside in by_period(events, periods_of_register()):
            section = nodes.section("", nodes.title("", title, translatable=False), ids=[id])
            self.state.document.note_explicit_target(section)
            lines = (line(entries("event")[event], first.get(event)) for event in inside.index)
            section += nodes.bullet_list("", *lines, classes=["lines"])
            made.append(section)
        return made


def line(event: Entry, year: int | None) -> nodes.list_item:
    """An event in the index; year: that of which it is the first, and which leads to it."""
    place = [nodes.target("", "", ids=[year_id(year)])] if year else []
    when, what = nodes.inline("", event.when, *place, classes=["when"]), pending("event", event.id, event.title)
    told, claims = verdict(event.verdict), claims_about(event)
    colour = f"verdict-{event.verdict}"
    if claims:  # it waits until they are judged, and so does its colour
        told, colour = own.withheld("", "", told, claims=claims, classes=[colour]), "plain"
    return nodes.list_item("", paragraph(when, " ", what, " ", told), ids=[event.id], classes=[MOVED, colour])


def year_id(year: int) -> str:
    """What a link to the first event of a year names."""
    return f"year-{year}"


def firsts(events: pd.DataFrame) -> dict[str, int]:
    """The first event of each year in which one begins -> that year."""
    begun = events.earliest.dt.year
    return begun[~begun.duplicated()].to_dict()


def years(events: pd.DataFrame, ids: dict[int, str]) -> nodes.paragraph:
    """Links to the decades in which events begin, and from 1990 on, where they are many, to the years.

    ids: what stands at the first event of each year.
    """
    found = events.earliest.dt.year.drop_duplicates()
    by_decade = found.where(found >= YEAR_BY_YEAR, found // 10 * 10)
    links = [
        nodes.reference(
            "",
            _("{decade}s").format(decade=said) if said < YEAR_BY_YEAR else str(year),
            internal=True,
            refid=ids[year],
        )
        for year, said in zip(found, by_decade)
        if year == found[by_decade == said].iloc[0]
    ]
    return paragraph(*joined(links, " "), classes=["years"])


def within(events: pd.DataFrame, periods: pd.DataFrame) -> pd.Series:
    """Whether an event begins in one of some periods."""
    return pd.concat([lasting(events, period) for period in periods.itertuples()], axis=1).any(axis=1)


def lasting(events: pd.DataFrame, period: tuple) -> pd.Series:
    """Whether an event begins in a period, a row of `periods_of_register`."""
    return events.earliest.between(period.earliest, period.until, inclusive="left")


def by_period(events: pd.DataFrame, periods: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """(id, title with its years, events) of each period in which an event begins."""
    for period in periods.itertuples():
        inside = events[lasting(events, period)]
        if len(inside):
            span = {"first": period.earliest.year, "last": period.latest.year}
            yield period.Index, _("{period} ({first}–{last})").format(period=period.title, **span), inside


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
        for number, chapter in tables.chapters().dropna(subset=["first_sentence"]).iterrows():
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
    """The course's two schemes as one: by standing up to 1990, by question from then on; `until` ends each.

    The second scheme ends with the years of the essay; what comes after them stands under a head of its own.
    """
    standing, questions = tables.periods("course-standing"), tables.periods("course-questions")
    turn, end = questions.earliest.iloc[0], questions.latest.iloc[-1]
    since = {"earliest": end + pd.Timedelta(days=1), "latest": tables.events().latest.max()}
    after = pd.DataFrame([{"title": _("After the years of the essay"), **since}], index=["after-essay"])
    both = pd.concat([standing[standing.earliest < turn], questions, after])
    return both.assign(until=both.earliest.shift(-1, fill_value=pd.Timestamp.max.floor("D")))


def verdict_table(claims: pd.DataFrame) -> nodes.bullet_list:
    """How many claims have which verdict."""
    listed = nodes.bullet_list(classes=["verdicts"])
    for each, count in claims.verdict.value_counts(sort=False).items():
        listed += nodes.list_item("", verdict_line(each, str(count)), classes=[f"verdict-{each}"])
    return listed


def all_stand(app: Sphinx, env: BuildEnvironment) -> None:
    """Where some events have an entry, all have. Raises ExtensionError, which ends the build."""
    standing = {id for kind, id in env.get_domain(CourseDomain.name).objects if kind == "event"}
    if standing and (lost := [id for id in tables.events().index if id not in standing]):
        raise ExtensionError(
            f"no page has the entry of {', '.join(lost)}: name every period of the register in the option "
            "`periods` of an event-register"
        )


def lead_on(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """The script of a page with lines for entries on other pages."""
    if doctree is not None and any(MOVED in item["classes"] for item in doctree.findall(nodes.list_item)):
        app.add_js_file("moved.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    app.add_directive("event-register", EventRegister)
    app.add_directive("event-years", EventYears)
    app.add_directive("event-index", EventIndex)
    app.connect("env-check-consistency", all_stand)
    app.connect("html-page-context", lead_on)
    app.add_directive("claim-register", ClaimRegister)
