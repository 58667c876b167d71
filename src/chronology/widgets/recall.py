"""Questions for five a day, made from the tables: each with one right answer, and with wrong ones that are certainly
wrong by the tables.

What is contested stays out: events that are not `confirmed` by works that support them in full, dates that mark a
doubt, claims of which the verdict is itself a matter of degree or of a search. A date counts with all that it can mean:
what is said to be first was over before the other began, and a name held on a day if it did so in every reading of its
limits.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import dist

import pandas as pd

from chronology import basemap, dates, entries, languages, tables
from chronology.widgets import base
from chronology.widgets.atlas import WINDOW

Texts = Mapping[str, str]
"""A text as language -> text."""

APART = 30  # days at least between events of which one is asked for as the first
NEIGHBOURS = 6  # events after one among which those are that it is compared with: what is far from it is no question
DOUBT = 10  # years by which a limit is moved that is only about known
LONG = 365  # days at least between signature and force, if a day between them is asked for
SOON = 30  # days after force, where it came at once
FAR = 400  # km at least between two places on the map, so that a finger can tell them apart
OFTEN = 4  # questions at most to which a place or a person is the answer, so that nobody guesses Moscow
MET_AT = ("treaty", "declaration", "meeting", "embassy")  # kinds of events of which the place is where people met
SHOWN = {"first": 2, "where": 5}  # how many wrong answers are shown of a kind; of the others three
STEADY = ("force", "verdict")  # kinds of which all questions have the same answers
VERDICTS = ("confirmed", "differs", "evaluative")  # the others are a matter of degree, or of how long one looks
SURPRISING = ("protocol", "charter")  # documents of which the name does not say that they bind


@dataclass(frozen=True)
class Option:
    """An answer that can be given. id: unique in its question. when: the date that is told of it afterwards."""

    id: str
    text: Texts
    when: Texts | None = None
    at: tuple[int, int] | None = None


@dataclass(frozen=True)
class Question:
    """A question. kind: which words ask it. about: kind and id of the thing that a reader must have met, to which the
    link leads. subject: what the words are about. told: what the record says. spoken: the languages in which it can be
    asked, where in others a name has not changed or gives the answer away.
    """

    kind: str
    name: str
    about: tuple[str, str]
    subject: tuple[Texts, ...]
    answer: Option
    others: tuple[Option, ...]
    told: tuple[Texts, ...]
    spoken: tuple[str, ...] = languages.LANGUAGES

    @property
    def id(self) -> str:
        """What the browser remembers the question by."""
        return f"{self.kind}/{self.name}"


def questions() -> list[Question]:
    """All questions that the tables give, in order of kind."""
    makers = (first, called, style, force, binding, where, who, verdict)
    return [each for make in makers for each in make() if each.others and each.spoken and each.told]


# --- the kinds ------------------------------------------------------------------------------


def first() -> Iterator[Question]:
    """Which came first? An event and up to six that follow it, none of them a matter of course."""
    sure = _sure().sort_values("sort_key")
    sure = sure[~sure.title_en.str.contains(r"\d{4}")]
    rows = [(id, row, row.earliest.toordinal(), _words(row.title_en)) for id, row in tables.rows(sure)]
    for id, event, _day, words in rows:
        reach = max(3, (2010 - event.latest.year) * 0.15)  # years, the fewer the nearer to us
        since, until = (event.latest.toordinal() + days for days in (APART, 365 * reach))
        later = [(other, row) for other, row, day, its in rows if since <= day <= until and not words & its]
        answer, *others = (_event(*each) for each in [(id, event), *later[:NEIGHBOURS]])
        yield Question("first", id, ("event", id), (), answer, tuple(others), _told("event", id))


def called() -> Iterator[Question]:
    """What was a town, a state or a body called on a day? The other answers are its other names."""
    places = tables.places()
    towns = places[places.kind == "city"]
    yield from _called("place", tables.place_names(), towns, lambda row: row.places)
    institutions = tables.institutions()
    yield from _called("institution", tables.institution_names(), institutions, lambda row: row.parties + row.bodies)


def _called(kind: str, names: pd.DataFrame, owners: pd.DataFrame, things: Callable) -> Iterator[Question]:
    sure = _sure()
    on_a_day = [(row.earliest.date(), things(row)) for row in sure[sure.precision == "day"].itertuples()]
    for owner, its in entries.rows_by(kind, names[names[kind].isin(owners.index)]).items():
        days = sorted(day for day, found in on_a_day if owner in found)
        for name in its:
            span = _certain(name)
            day = span and (next((each for each in days if span[0] < each < span[1]), None) or _middle(*span))
            if not day:
                continue
            never = [other for other in its if _never(other, day)]
            text, own = base.in_languages(name, "name"), base.in_languages(owners.loc[owner], "name")
            spoken = tuple(each for each in languages.LANGUAGES if not _gives_away(kind, own[each], text[each]))
            yield Question(
                "called",
                f"{owner}-{name.number}",
                (kind, owner),
                (own, _in_words(day)),
                Option(f"{name.number}", text),
                _distinct(
                    text, (Option(f"{other.number}", base.in_languages(other, "name")) for other in never), spoken
                ),
                _told(kind, owner),
                spoken,
            )


def _gives_away(kind: str, own: str, text: str) -> bool:
    """Whether a name of today answers by itself: Kyzylorda does, Russia for the Russian Federation does not."""
    return own in text if kind == "place" else own == text.partition(" (")[0]


def style() -> Iterator[Question]:
    """A day before February 1918 in the other calendar. The other answers count the days of another century."""
    sure = _sure()
    both = sure[(sure.precision == "day") & (sure.calendar == "julian") & (sure.date_written != "")]
    days = {row.date: ("event", id, base.in_languages(row, "title")) for id, row in tables.rows(both)}
    for kind, names in (("place", tables.place_names()), ("institution", tables.institution_names())):
        for _, name in tables.rows(names):
            begun = _day(name.start)
            if begun and dates.to_gregorian(1700, 1, 1, "julian") < begun < dates.FIRST_NEW_STYLE_DAY:
                days.setdefault(name.start, (kind, name[kind], _filled("name-taken", base.in_languages(name, "name"))))
    for new, (kind, id, title) in days.items():
        given = {"new": dates.new_to_old_style(new), "old": new}
        for wanted, day in given.items():
            right = new if wanted == "new" else given["new"]
            shift = (dates.only_day(right) - dates.only_day(day)).days
            wrong = [shift + by for by in (-2, -1, 1, 2)] + [-shift]
            others = [dates.only_day(day) + datetime.timedelta(days=by) for by in wrong if 10 <= abs(by) <= 13]
            yield Question(
                f"style-{wanted}",
                f"{id}-{new}",
                (kind, id),
                (title, _in_words(dates.only_day(day))),
                _dated(dates.only_day(right)),
                tuple(map(_dated, others)),
                _told(kind, id),
            )


def force() -> Iterator[Question]:
    """Was a treaty in force on a day: half way to its force, a month after it, or half way to its end?"""
    sure, documents = _sure(), tables.documents()
    for id, document in tables.rows(documents[documents.event.isin(sure.index) & (documents.force == "binding")]):
        signed, begun = _day(document.signed), _day(document.in_force)
        if not signed or not begun or "provision" in document.note:  # applied before it was in force: it can be argued
            continue
        asked = {}
        if (begun - signed).days >= LONG:
            asked["not-yet"] = signed + (begun - signed) / 2
        if document.out_of_force:
            asked["in-force"] = begun + (_earliest(document.out_of_force) - begun) / 2
        elif (begun - signed).days < LONG:
            asked["in-force"] = begun + datetime.timedelta(days=SOON)
        options = _listed("force", ("not-yet", "in-force", "no-longer"))
        for answer, day in asked.items():
            yield Question(
                "force",
                f"{id}-{answer}",
                ("event", document.event),
                (base.in_languages(document, "title"), _filled("signed", _in_words(signed)), _in_words(day)),
                options[answer],
                tuple(each for each in options.values() if each.id != answer),
                _told("document", id),
            )


def binding() -> Iterator[Question]:
    """Which of some documents of these years binds states? One of which the name does not say it."""
    documents = tables.documents()
    documents = documents[documents.event.isin(_sure().index)]
    binds = documents[(documents.force == "binding") & documents.type.isin(SURPRISING)]
    free = documents[documents.force.isin(["political", "domestic"])]
    for id, document in tables.rows(binds):
        signed = _earliest(document.signed)
        near = sorted(free.index, key=lambda each: abs(_earliest(free.signed[each]) - signed))[:4]
        yield Question(
            "binding",
            id,
            ("event", document.event),
            (),
            Option(id, base.in_languages(document, "title")),
            tuple(Option(each, base.in_languages(free.loc[each], "title")) for each in near),
            _told("document", id),
        )


def where() -> Iterator[Question]:
    """Where was it? An event with one place that its title does not name, and places that are far from it."""
    places = tables.places()
    spots = {
        id: Option(
            id, base.in_languages(row, "name"), at=tuple(round(each) for each in basemap.project(row.lon, row.lat))
        )
        for id, row in tables.rows(places[~places.approximate & places.kind.isin(["city", "site"])])
    }
    left, bottom, right, top = WINDOW
    spots = {id: each for id, each in spots.items() if left < each.at[0] < right and bottom < each.at[1] < top}
    asked: Counter[str] = Counter()
    for id, event in tables.rows(_sure()):
        place = event.places[0] if len(event.places) == 1 else ""
        if event.kind not in MET_AT or place not in spots or asked[place] == OFTEN:
            continue
        if _named_in(event, entries.entry("place", place).names):
            continue
        asked[place] += 1
        others: list[Option] = []
        for each in sorted(spots.values(), key=lambda one: dist(one.at, spots[place].at)):
            if all(dist(each.at, one.at) >= FAR for one in [spots[place], *others]):
                others.append(each)
        yield Question(
            "where",
            id,
            ("event", id),
            (base.in_languages(event, "title"),),
            spots[place],
            tuple(others),
            _told("event", id),
        )


def who() -> Iterator[Question]:
    """Who held an office at an event? Somebody who took part in it; the others held the same office at other times."""
    people = dict(tables.rows(tables.people()))
    terms = [(term.person, term) for _, term in tables.rows(tables.offices())]
    of_office = entries.rows_by("office_en", tables.offices())
    asked: Counter[str] = Counter()
    for id, event in tables.rows(_sure()):
        for office in (term for person, term in terms if person in event.people):
            span = _certain(office)
            if not span or not span[0] < event.earliest.date() <= event.latest.date() < span[1]:
                continue
            same = [term for term in of_office[office.office_en] if term.person != office.person]
            then = {term.person for term in same if not _never(term, event.earliest.date(), event.latest.date())}
            others = [person for person in dict.fromkeys(term.person for term in same) if person not in then]
            shown = [office.person, *others]
            names = [name for each in shown for name in entries.entry("person", each).names]
            if not others or asked[office.person] == OFTEN or _named_in(event, names):
                continue
            asked[office.person] += 1
            answer, *wrong = (Option(each, base.in_languages(people[each], "name")) for each in shown)
            yield Question(
                "who",
                f"{id}-{office.person}",
                ("event", id),
                (base.in_languages(office, "office"), base.in_languages(event, "title")),
                answer,
                tuple(wrong),
                _told("event", id),
            )


def verdict() -> Iterator[Question]:
    """What does a record say to a claim? Only where it agrees, says something else, or nothing could settle it.

    Left out are claims about interests, which are read in more ways than one (chapter 9), those that speak of the essay
    itself or of what stood before, and of judgements those that are part of a list.
    """
    options = _listed("says", VERDICTS)
    claims, interests = tables.claims(verdict=VERDICTS), tables.claim_interests().index
    for id, claim in tables.rows(claims):
        judged = (claim.verdict == "evaluative") == (claim.kind == "judgement")
        if id in interests or not judged or re.search(r"\b(the essay|these)\b", claim.paraphrase, re.I):
            continue
        records = [each for each in (claim.event, *claim.evidence) if each][:2] if claim.verdict == "confirmed" else []
        yield Question(
            "verdict",
            id,
            ("claim", id),
            (_of_entry("claim", id, lambda entry: entry.title),),
            options[claim.verdict],
            tuple(each for each in options.values() if each.id != claim.verdict),
            (*(_headed("event", each) for each in records), *_lines("claim", id)),
        )


# --- what is certain ------------------------------------------------------------------------


def _sure() -> pd.DataFrame:
    """The events of which the record is established, and when they were."""
    events = tables.events(verdict="confirmed")
    return events[(events.support == "full") & ~events.uncertain & events.latest.notna()]


def _day(date: str) -> datetime.date | None:
    """A date that is one day, given without doubt."""
    try:
        return dates.only_day(date)
    except dates.DateError:
        return None


def _limit(date: str, end: int) -> datetime.date:
    """A limit of a span at its earliest (end 0) or latest (1), moved on where it is only about known."""
    shape = dates.parse(date)
    limit = dates.bounds(date)[end]
    return limit.replace(year=limit.year + (2 * end - 1) * DOUBT, day=1) if shape.uncertain else limit


def _earliest(date: str) -> datetime.date:
    return _limit(date, 0)


def _certain(row: tables.Row) -> tuple[datetime.date, datetime.date] | None:
    """The days between which something held, however its start and its end are read; None where one is not known."""
    if not row.start or not row.end:
        return None
    until = datetime.date.fromisoformat(tables.TODAY) if row.end == ".." else _limit(row.end, 0)
    since = _limit(row.start, 1)
    return (since, until) if since < until else None


def _never(row: tables.Row, day: datetime.date, last: datetime.date | None = None) -> bool:
    """Whether something certainly did not hold on a day, or on none of the days up to the last."""
    before = bool(row.end) and row.end != ".." and _limit(row.end, 1) < day
    return before or (bool(row.start) and (last or day) < _limit(row.start, 0))


def _middle(since: datetime.date, until: datetime.date) -> datetime.date:
    """A first of the month in the middle."""
    return (since + (until - since) / 2).replace(day=1)


def _words(title: str) -> set[str]:
    """What two titles must not have in common, if one shall not tell the other."""
    return {word.lower() for word in re.findall(r"\w{5,}", title)} - {
        "kazakhstan",
        "russia",
        "kazakh",
        "agreement",
        "treaty",
    }


def _named_in(event: tables.Row, names: Iterable[str]) -> bool:
    """Whether a title says the name of something, in whatever case."""
    said = " ".join(base.in_languages(event, "title").values()).lower()
    return any(re.search(rf"\b{word[:5]}", said) for name in names for word in re.findall(r"\w{3,}", name.lower()))


def _distinct(answer: Texts, options: Iterable[Option], spoken: Iterable[str]) -> tuple[Option, ...]:
    """The options that no language confounds with the answer, or with one before."""
    kept: list[Option] = []
    for option in options:
        seen = [answer, *(each.text for each in kept)]
        if all(option.text[language] != text[language] for text in seen for language in spoken):
            kept.append(option)
    return tuple(kept)


# --- words ----------------------------------------------------------------------------------


def _listed(name: str, ids: Iterable[str]) -> dict[str, Option]:
    return {id: Option(id, base.every_language("recall", f"{name}.{id}")) for id in ids}


def _event(id: str, row: tables.Row) -> Option:
    return Option(id, base.in_languages(row, "title"), base.in_languages(row, "date"))


def _dated(day: datetime.date) -> Option:
    return Option(day.isoformat(), _in_words(day))


def _in_words(day: datetime.date) -> dict[str, str]:
    return {language: dates.display(day, language) for language in languages.offered()}


def _filled(key: str, what: Texts) -> dict[str, str]:
    words = base.every_language("recall", key)
    return {language: text.format(what=what.get(language) or what["en"]) for language, text in words.items()}


def _of_entry(kind: str, id: str, part: Callable[[entries.Entry], str]) -> dict[str, str]:
    said = {language: part(entries.entry(kind, id, language)) for language in languages.offered()}
    return {language: text for language, text in said.items() if language == "en" or text != said["en"]}


def _told(kind: str, id: str) -> tuple[Texts, ...]:
    """What the record says of a thing: its date and title, its names in time, and what is remarked."""
    entry = entries.entry(kind, id)
    if entry.called:
        return tuple(_of_entry(kind, id, lambda each, at=at: each.called[at]) for at in range(len(entry.called)))
    return (_headed(kind, id), *_lines(kind, id))


def _headed(kind: str, id: str) -> Texts:
    return _of_entry(kind, id, lambda each: languages.sentence(f"{each.when}: {each.title}"))


def _lines(kind: str, id: str) -> tuple[Texts, ...]:
    entry = entries.entry(kind, id)
    lines = [lambda each, at=at: each.lines[at] for at in range(len(entry.lines))]
    remarks = [lambda each, at=at: each.remarks[at] for at in range(len(entry.remarks))]
    return tuple(_of_entry(kind, id, part) for part in [*lines, *remarks])
