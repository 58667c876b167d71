"""One account of each thing of the course: what registers, lists, cards, widgets, downloads and the search say of it.

`entries("event")` gives the entry of every event by its id, `entry("event", id)` one. An entry is text in one language,
that of the edition if none is named, neither HTML nor docutils; how it looks is a matter of what shows it. Its own
words stand in words/entries.csv. It is made from the tables once for a language; `forget` makes it be made anew.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from chronology import bibliography, dates, edition, tables
from chronology.languages import LANGUAGES, decimal_number, in_language, label, texts_of

MANY = 12  # of a longer list of events the number is given
OPEN = "9999-12-31"  # the last day of what has not ended
SEEN = {"seen": "yes", "partly": "partly", "knowledge": "no"}  # of a whole work -> of what it is cited for


class UnknownId(LookupError):
    """No thing of this kind has this id; the message names those that are like it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A reference to another entry, and the words in which it stands."""

    kind: str
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A term, and its values: each a text or a link. `between` is what parts them."""

    term: str
    values: tuple[str | Link, ...]
    between: str = "; "


@dataclass(frozen=True, slots=True)
class Title:
    """A title or name in a language; status: official or rendering, in words, where that is known."""

    language: str
    text: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A work that supports something. reference: key in the bibliography; cited: its authors and year; seen: how far if
    not whole, in words.
    """

    reference: str
    cited: str
    supports: str = ""
    seen: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What there is to say of one thing.

    words: what stands in a sentence for it. names: all of them, of every language and time. when: its date or place in
    the essay. head: the line above its title on a card, which of a person is the life. verdict: as in the tables, or
    empty; standing: what stands beside it. called: its names, each with its time. lines: what it is, said wherever the
    thing is shown, on the smallest card as well. remarks: what follows them where there is room. others: the lines in
    other languages. caution: what is weak about its sources. days: the first and last that it can mean, ISO, or none.
    """

    kind: str
    id: str
    title: str
    words: str
    titles: tuple[Title, ...] = ()
    names: tuple[str, ...] = ()
    when: str = ""
    head: str = ""
    verdict: str = ""
    standing: str = ""
    in_essay: bool = False
    called: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    others: tuple[Title, ...] = ()
    facts: tuple[Fact, ...] = ()
    documents: tuple[Entry, ...] = ()
    caution: str = ""
    works: tuple[Work, ...] = ()
    days: tuple[str, str] | tuple[()] = field(default=())

    @property
    def short(self) -> tuple[str, ...]:
        """What the smallest card says below the title."""
        return filled("; ".join(self.called), *self.lines)


def entry(kind: str, id: str, language: str | None = None) -> Entry:
    """The entry of a thing. Raises `UnknownId` with the nearest ids, and KeyError for an unknown kind."""
    known = entries(kind, language)
    if id not in known:
        close = difflib.get_close_matches(id, list(known), n=3)
        hint = f"did you mean {', '.join(close)}?" if close else f"see data/ for the ids of {kind}s"
        raise UnknownId(f"no {kind} {id!r}; {hint}")
    return known[id]


def entries(kind: str, language: str | None = None) -> dict[str, Entry]:
    """Id -> entry of every thing of a kind, in the order of its table. Raises KeyError for an unknown kind."""
    with edition.speaking(language or edition.language()):
        return _made(kind, edition.state())


@cache
def _made(kind: str, state: tuple) -> dict[str, Entry]:
    """state: of the edition, in which everything below speaks."""
    return {made.id: made for made in MAKERS[kind]()}


def forget() -> None:
    """Have the entries made anew: the tables have changed, or what the catalogues say."""
    _made.cache_clear()


# --- events and documents ---------------------------------------------------------------


def _events() -> Iterator[Entry]:
    about = tables.claims_about_events()
    pairs = rows_by("event", tables.event_references())
    documents: dict[str, list[Entry]] = {}
    for id, event in tables.documents().event.items():
        documents.setdefault(event, []).append(entry("document", id))
    places, institutions, people = tables.places().name, tables.institutions().name, tables.people().name
    of_places = tables.name_spans(tables.place_names())
    of_institutions = tables.name_spans(tables.institution_names())
    cited = bibliography.cited_briefly()

    def name_then(spans: list, day: datetime.date, default: str) -> str:
        return next((row.name for starts, ends, row in spans if starts <= day <= ends), default)

    def party(id: str, day: datetime.date) -> str:
        return name_then(of_institutions.get(id, []), day, institutions[id])

    def place(id: str, day: datetime.date) -> str:
        then = name_then(of_places.get(id, []), day, places[id])
        return then if then == places[id] else say("then-today", then=then, today=places[id])

    def facts(id: str, event: tables.Row) -> Iterator[Fact]:
        day = event.earliest.date()
        yield fact(say("kind"), label("event_kind", event.kind))
        yield fact(say("topics"), *(label("topic", topic) for topic in event.topics), between=", ")
        yield fact(say("place"), *(place(id, day) for id in event.places))
        yield fact(say("parties"), *(party(id, day) for id in event.parties))
        yield fact(say("bodies"), *(party(id, day) for id in event.bodies))
        yield fact(say("people"), *(people[id] for id in event.people))
        yield fact(say("date-essay"), display(event.date_essay))
        yield fact(say("claims"), *(Link("claim", each, each) for each in about.get(id, ())), between=", ")

    for id, event in tables.rows(tables.events()):
        yield Entry(
            "event",
            id,
            event.title,
            words=event.date_text,
            titles=titles(event, "title"),
            names=names(event, "title"),
            when=event.date_text,
            head=event.date_text,
            verdict=event.verdict,
            standing=say("in-essay" if event.in_essay else "omitted"),
            in_essay=event.in_essay,
            lines=filled(event.explanation),
            remarks=filled(event.note),
            facts=filled(*facts(id, event)),
            documents=tuple(documents.get(id, ())),
            caution="" if event.support == "full" else sentence(label("support", event.support)),
            works=tuple(work(each, cited) for each in pairs.get(id, ())),
            days=days(event.earliest, event.latest),
        )


def _documents() -> Iterator[Entry]:
    events = dict(tables.rows(tables.events()))
    for id, row in tables.rows(tables.documents()):
        event = events[row.event]
        about = [label("document_type", row.type), label("document_force", row.force)]
        if row.in_force:
            about.append(say("in-force", date=display(row.in_force)))
        if row.out_of_force:
            about.append(say("out-of-force", date=display(row.out_of_force)))
        status = {language: label("title_status", row[f"title_{language}_status"]) for language in LANGUAGES}
        yield Entry(
            "document",
            id,
            row.title,
            words=row.title,
            titles=tuple(Title(each, row[f"title_{each}"], status[each]) for each in LANGUAGES),
            names=names(row, "title"),
            when=display(row.signed),
            head=display(row.signed),
            lines=filled(sentence("; ".join(about))),
            remarks=filled(sentence(row.identifier), sentence(row.note)),
            days=days(event.earliest, event.latest),
        )


# --- claims -----------------------------------------------------------------------------


def _claims() -> Iterator[Entry]:
    events, periods = tables.events().title, tables.periods()
    pairs = rows_by("period", tables.period_references())
    checked, cited = bibliography.references().checked, bibliography.cited_briefly()
    items = {claim: "; ".join(group.label) for claim, group in tables.claim_items().groupby("claim")}

    def facts(id: str, claim: tables.Row) -> Iterator[Fact]:
        yield fact(say("states"), tables.stated_value(claim))
        yield fact(say("items"), items.get(id, ""))
        yield fact(say("event"), *(Link("event", each, events[each]) for each in filled(claim.event)))
        if claim.period:
            period = periods.loc[claim.period]
            yield fact(say("period"), f"{period.title}, {display(period.date)}")
        yield fact(say("see-also"), *(Link("event", each, events[each]) for each in claim.evidence), between=", ")

    def works(claim: tables.Row) -> tuple[Work, ...]:
        """Those of the claim's period, with what they support, and those of the claim itself."""
        found = {each.reference: work(each, cited) for each in pairs.get(claim.period, ())}
        for key in claim.references:
            found.setdefault(key, Work(key, cited[key], seen=seen(SEEN[checked[key]])))
        return tuple(found.values())

    for id, claim in tables.rows(tables.claims()):
        value = tables.stated_value(claim)
        numbers = ", ".join(map(str, claim.sentences))
        yield Entry(
            "claim",
            id,
            claim.paraphrase,
            words=id,
            when=say("claim-sentence" if len(claim.sentences) == 1 else "claim-sentences", claim=id, numbers=numbers),
            head=say("claim-states", claim=id, value=value) if value else say("claim", claim=id),
            verdict=claim.verdict,
            standing=label("claim_kind", claim.kind),
            lines=filled(claim.explanation),
            facts=filled(*facts(id, claim)),
            works=works(claim),
            days=days(*map(pd.Timestamp, dates.bounds(claim.date))) if claim.date else (),
        )


# --- people, places, institutions, terms, works -----------------------------------------


def _people() -> Iterator[Entry]:
    offices = rows_by("person", tables.offices())
    present = events_by("people")
    for id, row in tables.rows(tables.people()):
        born, died = display(row.born), display(row.died)
        known = {"born": born, "died": died}
        # A living person has no unknown day of death.
        life = f"{born} – {died}" if born and died else "".join(f"{say(k)}: {v}" for k, v in known.items() if v)
        facts = (
            fact(say("born"), born),
            fact(say("died"), died),
            fact(say("offices"), *(name_and_dates(each.office, each) for each in offices.get(id, ()))),
            fact(say("forms"), row.forms),
            fact(say("mention"), label("essay_mention", row.essay)),
            events_fact(present.get(id, [])),
            fact(say("data-from"), label("certainty", row.certainty)),
        )
        yield Entry(
            "person",
            id,
            row["name"],
            words=row["name"],
            titles=titles(row, "name"),
            names=(*names(row, "name"), *filled(*row.forms.split("; "))),
            head=life,
            lines=filled(sentence(row.role)),
            remarks=filled(row.note),
            facts=filled(*facts),
        )


def _places() -> Iterator[Entry]:
    past = rows_by("place", tables.place_names())
    happened = events_by("places")
    for id, row in tables.rows(tables.places()):
        yield _named("place", id, row, past.get(id, []), happened.get(id, []), fact(say("position"), position(row)))


def _institutions() -> Iterator[Entry]:
    past = rows_by("institution", tables.institution_names())
    involved = events_by("parties", "bodies")
    for id, row in tables.rows(tables.institutions()):
        yield _named("institution", id, row, past.get(id, []), involved.get(id, []))


def _named(
    kind: str, id: str, row: tables.Row, past: list[tables.Row], events: list[tuple[str, str]], *more: Fact | None
) -> Entry:
    """A thing that had several names: past has a row for each."""
    known = [name for each in past for name in names(each, "name")]
    return Entry(
        kind,
        id,
        row["name"],
        words=row["name"],
        titles=titles(row, "name"),
        names=tuple(dict.fromkeys([*names(row, "name"), *known])),
        called=tuple(name_and_dates(each["name"], each) for each in past),
        remarks=filled(row.note),
        facts=filled(fact(say("kind"), label(f"{kind}_kind", row.kind)), *more, events_fact(events)),
    )


def _terms() -> Iterator[Entry]:
    for id, row in tables.rows(tables.glossary()):
        yield Entry(
            "glossary",
            id,
            row.term,
            words=row.term.partition(" (")[0],
            titles=titles(row, "term"),
            names=names(row, "term"),
            lines=filled(row.definition),
            others=titles(row, "definition"),
        )


def _works() -> Iterator[Entry]:
    for id, row in tables.rows(bibliography.references()):
        where, note = bibliography.container_in_words(row.container), bibliography.in_words(row.note)
        authors = bibliography.authors_in_words(row.author)
        about = ", ".join(filled(authors, where, row.year, note))
        yield Entry(
            "work",
            id,
            row.title,
            words=row.title,
            names=tuple(dict.fromkeys([row.title, *row.author.split("; "), *authors.split("; ")])),
            lines=filled(about),
        )


MAKERS: dict[str, Callable[[], Iterator[Entry]]] = {
    "event": _events,
    "claim": _claims,
    "person": _people,
    "place": _places,
    "institution": _institutions,
    "glossary": _terms,
    "document": _documents,
    "work": _works,
}


# --- parts of entries -------------------------------------------------------------------


def say(key: str, **values: object) -> str:
    """A word of words/entries.csv in the language of the entries."""
    return in_language(texts_of("entries")[key], f"words/entries/{key}").format(**values)


def filled(*parts: object) -> tuple:
    """Those that are not empty."""
    return tuple(part for part in parts if part)


def fact(term: str, *values: str | Link, between: str = "; ") -> Fact | None:
    """A term and its values; None where there are none."""
    return Fact(term, filled(*values), between) if any(values) else None


def display(date: str) -> str:
    """A date of the tables in the language of the edition; that of an empty cell is empty."""
    return dates.display(date) if date else ""


def sentence(text: str) -> str:
    """A text with a capital at the beginning and one full stop at the end."""
    return f"{text[0].upper()}{text[1:].rstrip('.')}." if text else ""


def titles(row: tables.Row, stem: str) -> tuple[Title, ...]:
    """The titles of a row in the languages of the tables that are not that of the edition."""
    own = edition.language()
    return tuple(Title(language, row[f"{stem}_{language}"]) for language in LANGUAGES if language != own)


def names(row: tables.Row, stem: str) -> tuple[str, ...]:
    """The titles or names of a row in every language, each once."""
    return tuple(dict.fromkeys(filled(row[stem], *(row[f"{stem}_{language}"] for language in LANGUAGES))))


def days(first: pd.Timestamp, last: pd.Timestamp) -> tuple[str, str]:
    """A first and a last day as ISO text; the last of what has not ended lies far ahead."""
    return f"{first:%Y-%m-%d}", OPEN if pd.isna(last) else f"{last:%Y-%m-%d}"


def seen(value: str) -> str:
    """How far a work was seen; of one that was seen whole there is nothing to say."""
    return "" if value == "yes" else sentence(label("reference_seen", value))


def work(pair: tables.Row, cited: Mapping[str, str]) -> Work:
    """A row of `event_references` or `period_references`."""
    return Work(pair.reference, cited[pair.reference], pair.supports, seen(pair.seen), pair.note)


def name_and_dates(name: str, row: tables.Row) -> str:
    """A name or office with from when to when it was so: Alma-Ata (1921–1993)."""
    start, end = display(row.start), "" if row.end == ".." else display(row.end)
    if start and end:
        dash = "–" if (start + end).isdigit() else " – "
        return f"{name} ({start}{dash}{end})"
    if start:
        return say("from", name=name, date=start)
    if end:
        return say("until", name=name, date=end)
    return say("in-use", name=name) if row.end == ".." else name


def position(row: tables.Row) -> str:
    """Where a place lies, in degrees."""
    sides = (("north" if row.lat >= 0 else "south", row.lat), ("east" if row.lon >= 0 else "west", row.lon))
    both = ", ".join(say(side, degrees=decimal_number(abs(degrees), 2)) for side, degrees in sides)
    return say("about", position=both) if row.approximate else both


def rows_by(column: str, frame: pd.DataFrame) -> dict[str, list[tables.Row]]:
    """Id of a thing -> the rows that have it in a column."""
    found: dict[str, list[tables.Row]] = {}
    for _number, row in tables.rows(frame):
        found.setdefault(row[column], []).append(row)
    return found


def events_by(*fields: str) -> dict[str, list[tuple[str, str]]]:
    """Id of a thing -> ids and titles of the events that name it in one of their lists."""
    found: dict[str, list[tuple[str, str]]] = {}
    for id, event in tables.rows(tables.events()):
        for thing in dict.fromkeys(each for name in fields for each in event[name]):
            found.setdefault(thing, []).append((id, event.title))
    return found


def events_fact(events: Iterable[tuple[str, str]]) -> Fact | None:
    """Links to events; of a long list the number."""
    events = list(events)
    if len(events) > MANY:
        return fact(say("events"), say("events-n", n=len(events)))
    return fact(say("events"), *(Link("event", id, title) for id, title in events), between=", ")
