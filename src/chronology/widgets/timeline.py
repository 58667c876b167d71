"""The timeline: every event as what it is, a day, a span or a doubt, from centuries down to days."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from html import escape
from types import MappingProxyType

import pandas as pd
import traitlets

from chronology import dates, languages, tables
from chronology.edition import _
from chronology.entries import entries
from chronology.widgets import base
from chronology.widgets.accounts import accounts, said

LANES = ("essay", "kind", "party", "topic", "verdict", "none")
OWN = ("explanation", "note")  # what is said of an event that only the reader knows
LIST_FILTERS = {"kind": "kind", "verdict": "verdict", "topic": "topics", "place": "places", "party": "parties"}
# Where the names of their values stand: closed lists, and what _names sends.
LISTS = {"kind": "event_kind", "verdict": "verdict", "topic": "topic", "place": "place", "party": "party"}


class Timeline(base.Widget):
    """A timeline of events, with filters, a card for each event and the same events as a list.

    frame: events, as `chronology.events()` returns them, or any part of them (all events if None). Only the columns
    date, earliest, latest and title_en are needed; a row without `earliest` is listed but not drawn.

    Traits to read and set: `selected`, ids of events; `filters`, a dict with any of kind, verdict, topic, place, party
    (each a value or a list, any of which may match), period (an id of `periods()`; events that begin in it), in_essay
    (bool) and text (every word must occur in titles, dates, explanation or note, or in the names of people, places and
    parties, in any language and spelling); `view`, first and
    last day shown, ISO, empty for all; `lanes`, one of essay, kind, party, topic, verdict, none; `show`, ``chart``,
    ``table`` or ``code``; `language`. Setting an unknown value raises `traitlets.TraitError` with a hint.
    """

    _stem = "timeline"
    _shows = "shown_events"
    _later = (*base.ACCOUNTS, "named")
    _waits = True
    _words = ("days",)
    _lists = ("verdict", "event_kind", "topic")
    _fixed = {"fields": LIST_FILTERS, "lists": LISTS}

    events = traitlets.List(help="The events, as records that the script reads").tag(sync=True)
    named = traitlets.Dict(help="Names of all languages and times, and for each event which of them").tag(sync=True)
    periods = traitlets.List(help="The periods to filter by and to go to").tag(sync=True)
    selected = traitlets.List(traitlets.Unicode(), help="Ids of the selected events").tag(sync=True)
    filters = traitlets.Dict(help="What narrows the choice of events").tag(sync=True)
    view = traitlets.List(traitlets.Unicode(), help="First and last day shown (ISO), or empty for all").tag(sync=True)
    lanes = traitlets.Enum(LANES, "essay", help="What the lanes are").tag(sync=True)

    def __init__(self, frame: pd.DataFrame | None = None, **traits: object) -> None:
        base.check_frame(frame, "events", "earliest", "latest")
        self._frame = tables.events() if frame is None else frame
        self._periods = tables.periods()
        known = accounts(event=self._frame, without=("title", "when"))  # the records have them
        super().__init__(
            **known,
            events=records(self._frame, known["accounts"]["event"]),
            named=_named(self._frame),
            periods=[_period(id, row) for id, row in self._periods.iterrows()],
            strings=_names(self._frame),
            source=base.source(frame, "events"),
            linked=["lanes", "filters", "view", "selected"],
            **traits,
        )

    @property
    def shown_events(self) -> pd.DataFrame:
        """The events that the filters leave and that may have happened in `view`, in the order of the table."""
        shown = self._passing()
        if not self.view:
            return shown
        first, last = map(pd.Timestamp, self.view)
        return shown[(shown.earliest <= last) & (shown.latest.isna() | (shown.latest >= first))]

    def _passing(self) -> pd.DataFrame:
        """The events that the filters leave, at whatever time."""
        told = {id: said(self.accounts["event"][id], self.texts) for id in self.accounts["event"]}
        names = {id: [self.named["names"][at] for at in of] for id, of in self.named["of"].items()}
        return filtered(self._frame, self.filters, self._periods, told, names)

    @property
    def selected_events(self) -> pd.DataFrame:
        """The selected events, in the order of the table."""
        return self._frame[self._frame.index.isin(self.selected)]

    def fallback(self) -> str:
        shown, words = self._passing(), self.strings[self.language]
        rows = (self._row(str(id), row, words) for id, row in base.rows(shown))
        header = (words["table.date"], words["table.event"], words["verdict"])
        return base.table(words["table"].format(n=len(shown)), header, rows)

    def _row(self, id: str, row: Mapping, words: Mapping[str, str]) -> tuple[str, str, str]:
        """A row of the table; only an event of the course has an entry that its title can link to."""
        title = escape(self.say(base.in_languages(row, "title")))
        return (
            f"<time>{escape(self.say(base.in_languages(row, 'date')))}</time>",
            base.link("events", id, title) if id in self.accounts["event"] else title,
            escape(words.get(f"verdict.{row.get('verdict')}", "")),
        )

    @traitlets.validate("filters")
    def _valid_filters(self, proposal: dict) -> dict:
        given = proposal["value"]
        known = {*LIST_FILTERS, "period", "in_essay", "text"}
        for name in given:
            base.expect(_("filter"), name, known)
        clean = {}
        for name, column in LIST_FILTERS.items():
            wanted = given.get(name)
            if wanted:
                values = [wanted] if isinstance(wanted, str) else list(wanted)
                for value in values:
                    base.expect(name, value, _values(self._frame, column) | _listed(name))
                clean[name] = values
        if given.get("period"):
            base.expect(_("period"), given["period"], set(self._periods.index))
            clean["period"] = given["period"]
        if given.get("in_essay") is not None:
            clean["in_essay"] = bool(given["in_essay"])
        if given.get("text"):
            clean["text"] = str(given["text"])
        return clean

    @traitlets.validate("view")
    def _valid_view(self, proposal: dict) -> list[str]:
        days = proposal["value"]
        try:
            if not days:
                return []
            first, last = (dates.bounds(day)[end] for end, day in enumerate(days))
            if first >= last:
                raise ValueError(_("the second must come after the first"))
        except (ValueError, TypeError) as error:
            message = _('view is two days such as ["1991-01-01", "1992-12-31"], or []: {reason}')
            raise traitlets.TraitError(message.format(reason=error)) from error
        return [base.iso(first), base.iso(last)]

    @traitlets.validate("selected")
    def _valid_selected(self, proposal: dict) -> list[str]:
        return base.expected(_("event"), proposal["value"], self._frame.index)


def _listed(name: str) -> set[str]:
    return set(languages.values(LISTS[name])) if LISTS[name] in Timeline._lists else set()


def _values(frame: pd.DataFrame, column: str) -> set[str]:
    return set().union(*_cells(frame, column).map(_items))


def filtered(
    frame: pd.DataFrame,
    filters: dict,
    periods: pd.DataFrame,
    told: Mapping[str, list[str]] = MappingProxyType({}),
    names: Mapping[str, list[str]] = MappingProxyType({}),
) -> pd.DataFrame:
    """The rows that pass all filters, in the order of the frame. filters: as in `Timeline`, lists for its lists. told:
    id -> what the card says of an event of the course, which is searched; names: id -> those of who and what was there.

    A filter on a column that the frame has not, or on a cell that is empty, lets nothing pass.
    """
    kept = pd.Series(True, index=frame.index)
    for name, column in LIST_FILTERS.items():
        if name in filters:
            wanted = set(filters[name])
            kept &= _cells(frame, column).map(lambda cell, wanted=wanted: bool(wanted & _items(cell)))
    if "period" in filters:
        period = periods.loc[filters["period"]]
        latest = period.latest if pd.notna(period.latest) else pd.Timestamp.max.as_unit("s")
        kept &= frame.earliest.between(period.earliest, latest)
    if "in_essay" in filters:
        kept &= _cells(frame, "in_essay").map(bool) == filters["in_essay"]
    sought = [word for word in base.search_text(filters.get("text", "")).split(" ") if word]
    if sought:
        searched = [
            base.search_text("\n".join([_searchable(row, told.get(str(id))), *names.get(str(id), ())]))
            for id, row in base.rows(frame)
        ]
        texts = pd.Series(searched, index=frame.index)
        kept &= texts.map(lambda text: all(word in text for word in sought))
    return frame[kept.to_numpy(dtype=bool)]


def _cells(frame: pd.DataFrame, column: str) -> pd.Series:
    return frame[column].astype("object") if column in frame else pd.Series("", index=frame.index)


def _items(cell: object) -> set[str]:
    """The values in a cell that holds one or a list of them; none in an empty cell."""
    return {cell} - {""} if isinstance(cell, str) else set(cell) if isinstance(cell, list | tuple) else set()


def _searchable(row: Mapping, told: list[str] | None) -> str:
    """What a search looks through: title and date, and what else the card says, as the script has it."""
    stems = ("title", "date") if told is not None else ("title", "date", *OWN)
    return "\n".join([*(text for stem in stems for text in base.in_languages(row, stem).values()), *(told or ())])


def records(frame: pd.DataFrame, known: Container[str] = ()) -> list[dict]:
    """The events as the script reads them, JSON types only, in the frame's order. known: ids with an account."""
    claims = base.judged_by(frame.index)
    return [_record(str(id), row, id not in known) | claims.get(str(id), {}) for id, row in base.rows(frame)]


def _record(id: str, row: Mapping, own: bool) -> dict:
    record = {
        "id": id,
        "start": base.iso(row["earliest"]),
        "end": base.iso(row["latest"]),
        "shape": base.shape(row["date"], row.get("calendar", "gregorian")) if row.get("date") else "point",
        "soft": base.soft(row["date"]) if row.get("date") else False,
        "uncertain": bool(row.get("uncertain", False)),
        "date": base.in_languages(row, "date"),
        "title": base.in_languages(row, "title"),
        **{stem: base.in_languages(row, stem) for stem in OWN if own},
        "kind": row.get("kind") or "",
        "verdict": row.get("verdict") or "",
        "in_essay": bool(row.get("in_essay", False)),
        "topics": list(row.get("topics", ())),
        "places": list(row.get("places", ())),
        "parties": list(row.get("parties", ())),
    }
    return {name: value for name, value in record.items() if value not in ("", [], {}, False)}


def _period(id: str, row: pd.Series) -> dict:
    return {
        "id": id,
        "scheme": row.scheme,
        "title": base.in_languages(row, "title"),
        "start": base.iso(row.earliest),
        "end": base.iso(row.latest),
    }


def _named(frame: pd.DataFrame) -> dict[str, object]:
    """What the names of people, places and parties are made of, those of each once, and id of an event -> which."""
    known = {"people": entries("person"), "places": entries("place")}
    known["parties"] = known["bodies"] = entries("institution")
    numbers: dict[tuple[str, ...], int] = {}
    of: dict[str, list[int]] = {}
    for id, row in base.rows(frame):
        there = [each[one].names for name, each in known.items() for one in _items(row.get(name)) if one in each]
        if there:
            of[str(id)] = sorted({numbers.setdefault(names, len(numbers)) for names in there})
    return {"names": [_words_of(names) for names in numbers], "of": of}


def _words_of(names: Iterable[str]) -> str:
    """The words of some names as they are searched, without those that another holds."""
    words = dict.fromkeys(re.findall(r"[\w-]+", base.search_text(" ".join(names))))
    return " ".join(each for each in words if not any(each in other for other in words if other != each))


def _names(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Names of the places and parties of the events, and of the periods' schemes."""
    schemes = tables.period_schemes()
    places, institutions = tables.places(), tables.institutions()
    return base.merged(
        base.named("place", places, sorted(_values(frame, "places") & set(places.index))),
        base.named("party", institutions, sorted(_values(frame, "parties") & set(institutions.index))),
        base.named("scheme", schemes, schemes.index, "title"),
    )
