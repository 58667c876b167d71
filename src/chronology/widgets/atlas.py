"""The atlas: where things happened up to a day, on land and water, with the places called as they were then.

The map is equal-area: Python projects (`basemap.project`), the script gets whole kilometres. The one boundary is the
line between Kazakhstan and Russia, from the day on which by our tables the last of the two became a state of its own.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Iterator
from html import escape

import pandas as pd
import traitlets

from chronology import basemap, border, dates, languages, tables
from chronology.edition import _
from chronology.widgets import base
from chronology.widgets.accounts import accounts

WINDOW = (-2400, -1330, 1950, 1620)  # left, bottom, right, top: km from the centre of the map
BESIDE = 60  # km beyond the window, where what is cut off has its edge
LINE = "50m"  # the border on a map of the scale of the ground
# Until the end of this event Kazakhstan and Russia were parts of one state, and no line is drawn between them.
LINE_FROM = "ussr-dissolution-1991"
LISTS = {"party": "parties", "topic": "topics", "chapter": "chapters"}  # filters: the fields in which they look


class Atlas(base.Widget):
    """A map of the places of events up to a day.

    frame: events, as `chronology.events()` returns them, or any part of them (all if None). Only the columns places,
    earliest and title_en are needed. An event counts from the first day that its date can mean, at each of its places.
    listed: how many events of a place the table names that stands in where no widget can run (all if None).

    Traits to read and set: `day`, New Style, ISO, empty for that of the last event: places have the names of this day,
    and later events do not count; `filters`, a dict with any of party, topic, chapter (a value or a list, any of which
    may match; a chapter has the events of its claims) and in_essay (bool); `selected`, the id of a place, empty for
    none; `language`. Setting an unknown value raises `traitlets.TraitError` with a hint. `shown_events`,
    `selected_events` and `shown_places` are tables.
    """

    _stem = "atlas"
    _shows = "shown_places"
    _later = base.ACCOUNTS
    _waits = True
    _words = ("days", "waters")
    _lists = ("verdict", "topic")
    _fixed = {"window": WINDOW, "lists": LISTS, "rivers": basemap.RIVERS}

    events = traitlets.List(help="The events, as records that the script reads").tag(sync=True)
    places = traitlets.List(help="Their places, with their names in time").tag(sync=True)
    ground = traitlets.Dict(help="Land, lakes and rivers: layer -> lines in km, stepwise").tag(sync=True)
    waters = traitlets.List(help="Where the names of waters stand").tag(sync=True)
    line = traitlets.Dict(help="The border: parts in km, stepwise, and the day from which it is drawn").tag(sync=True)
    day = traitlets.Unicode(help="The day of the map, ISO").tag(sync=True)
    filters = traitlets.Dict(help="What narrows the choice of events").tag(sync=True)
    selected = traitlets.Unicode("", help="Id of the selected place, empty for none").tag(sync=True)

    def __init__(self, frame: pd.DataFrame | None = None, listed: int | None = None, **traits: object) -> None:
        base.check_frame(frame, "events", "earliest")
        self._frame = tables.events() if frame is None else frame
        self._listed = listed
        self._chapters = _chapters()
        self._names = tables.name_spans(tables.place_names())
        known = tables.places()
        self._used = list(
            dict.fromkeys(place for _, row in self._frame.iterrows() for place in _many(row.get("places")))
        )
        self._places = known.loc[[id for id in known.index if id in self._used]]
        begins = self._frame.earliest.dropna()
        self._last = base.iso(begins.max()) or "" if len(begins) else ""
        super().__init__(
            **accounts(place=self._places),
            events=list(self._records()),
            places=[self._place(id) for id in self._used],
            ground=basemap.ground(_wider(WINDOW)),
            waters=[[id, *_whole(point)] for id, point in basemap.WATERS.items()],
            line=_line(),
            strings=_parties(self._frame),
            source=base.source(frame, "events"),
            linked=["day", "filters", "selected"],
            usual={"day": self._last},
            **traits,
        )

    # --- what can be asked in Python ------------------------------------------------------------

    @property
    def shown_events(self) -> pd.DataFrame:
        """The events that began by the day and that the filters leave, in the order of the frame."""
        return self._frame[[self._counts(event) for event in self.events]]

    @property
    def selected_events(self) -> pd.DataFrame:
        """Those of the shown events that happened at the selected place."""
        return self._frame[[self.selected in event["places"] and self._counts(event) for event in self.events]]

    @property
    def shown_places(self) -> pd.DataFrame:
        """The places of the shown events, most events first.

        Index: id. Columns: name (on the day, in the language of the widget), today, events (how many), where
        (``map``, ``outside`` of it, or ``unknown`` where the tables have no coordinates).
        """
        numbers = Counter(place for event in self.events if self._counts(event) for place in event["places"])
        rows = [
            [place["id"], self._name_then(place), self.say(place["name"]), numbers[place["id"]], place["where"]]
            for place in self.places
            if numbers[place["id"]]
        ]
        frame = pd.DataFrame(rows, columns=["id", "name", "today", "events", "where"]).set_index("id")
        return frame.sort_values("events", ascending=False, kind="stable")

    @property
    def has_line(self) -> bool:
        """Whether the border is drawn on the day."""
        return bool(self.line["parts"]) and self.day >= self.line["from"]

    def _counts(self, event: dict) -> bool:
        return bool(event["start"]) and event["start"] <= self.day and passes(event, self.filters)

    def _name_then(self, place: dict) -> str:
        for name in place["names"]:
            if name["from"] <= self.day <= name["to"]:
                return self.say(name["name"])
        return self.say(place["name"])

    # --- what the script reads ------------------------------------------------------------------

    def _records(self) -> Iterator[dict]:
        """The events as the script reads them, JSON types only, in the order of the frame."""
        claims = base.judged_by(self._frame.index)
        for id, row in self._frame.iterrows():
            yield {
                "id": str(id),
                "start": base.iso(row.earliest) or "",
                "exact": row.get("precision", "day") == "day" and base.iso(row.earliest) == base.iso(row.get("latest")),
                "date": base.in_languages(row, "date"),
                "title": base.in_languages(row, "title"),
                "verdict": base.text(row.get("verdict")),
                "told": bool(row.get("in_essay", False)),
                "places": _many(row.get("places")),
                "parties": _many(row.get("parties")),
                "topics": _many(row.get("topics")),
                "chapters": self._chapters.get(id, []),
                **claims.get(str(id), {}),
            }

    def _place(self, id: str) -> dict:
        """A place as the script reads it; one that the tables do not know has its id for a name and no position."""
        if id not in self._places.index:
            return {"id": id, "name": {"en": id}, "names": [], "where": "unknown", "at": [], "approximate": False}
        place = self._places.loc[id]
        known = math.isfinite(place.lon) and math.isfinite(place.lat)
        at = _whole((place.lon, place.lat)) if known else []
        return {
            "id": id,
            "name": base.in_languages(place, "name"),
            "names": [
                {"name": base.in_languages(pd.Series(row._asdict()), "name"), "from": _iso(first), "to": _iso(last)}
                for first, last, row in self._names.get(id, [])
            ],
            "where": ("map" if _within(at) else "outside") if known else "unknown",
            "at": at,
            "approximate": bool(place.approximate),
        }

    # --- what stands in for it ------------------------------------------------------------------

    def fallback(self) -> str:
        words, shown = self.strings[self.language], [event for event in self.events if self._counts(event)]
        rows = [
            (
                self._linked_place(id, place),
                str(place.events),
                self._linked([event for event in shown if id in event["places"]], id),
            )
            for id, place in self.shown_places.iterrows()
        ]
        if nowhere := [event for event in shown if not event["places"]]:
            rows.append((escape(words["nowhere"]), str(len(nowhere)), self._linked(nowhere)))
        caption = words["table"].format(day=self._day_in_words(), n=len(shown))
        header = (words["table.place"], words["table.number"], words["table.events"])
        return f"{base.table(caption, header, rows)}\n<p>{escape(words['source'])}</p>"

    def _linked_place(self, id: str, place: pd.Series) -> str:
        words = self.strings[self.language]
        now = words["now"].format(place=place.today) if place.today != place["name"] else ""
        away = words[f"where.{place['where']}"] if place["where"] != "map" else ""
        more = "; ".join(filter(None, (now, away)))
        name = base.link("places", id, escape(place["name"]))
        return f'<span data-place="{escape(id)}">{name}</span>' + (f" ({escape(more)})" if more else "")

    def _linked(self, events: list[dict], place: str = "") -> str:
        """Events with their dates; of a place no more than asked for, the rest is in its entry."""
        told = events[: self._listed] if place else events
        said = ((event["id"], *(escape(self.say(event[name])) for name in ("date", "title"))) for event in told)
        links = [f"<time>{date}</time>: {base.link('events', id, title)}" for id, date, title in said]
        if more := len(events) - len(told):
            words = self.strings[self.language]["more"].format(n=more)
            links.append(base.link("places", place, escape(words)))
        return "; ".join(links)

    def _day_in_words(self) -> str:
        """The day in words; one on which an event with a vaguer date begins, as that date is said."""
        begun = [event for event in self.events if event["start"] == self.day]
        if not begun or any(event["exact"] for event in begun):
            return dates.display(self.day, self.language) if self.day else ""
        return self.say(begun[0]["date"])

    # --- what can be set ------------------------------------------------------------------------

    @traitlets.validate("day")
    def _valid_day(self, proposal: dict) -> str:
        if not proposal["value"]:
            return self._last
        try:
            return _iso(dates.only_day(proposal["value"]))
        except (ValueError, TypeError) as error:
            message = _('day is a single day, such as "1991-12-16": {reason}')
            raise traitlets.TraitError(message.format(reason=error)) from error

    @traitlets.validate("filters")
    def _valid_filters(self, proposal: dict) -> dict:
        given = proposal["value"]
        clean: dict[str, object] = {}
        for name, wanted in given.items():
            base.expect(_("filter"), name, {*LISTS, "in_essay"})
            if name == "in_essay":
                if wanted is not None:
                    clean[name] = bool(wanted)
                continue
            values = [wanted] if isinstance(wanted, str | int) else list(wanted or ())
            for value in values:
                _expect(name, value, self._frame)
            if values:
                clean[name] = values
        return clean

    @traitlets.validate("selected")
    def _valid_selected(self, proposal: dict) -> str:
        if proposal["value"]:
            base.expect(_("place"), proposal["value"], self._used)
        return proposal["value"]


def passes(event: dict, filters: dict) -> bool:
    """Whether the record of an event passes all filters. The same rule as `passes` in the script."""
    if "in_essay" in filters and event["told"] != filters["in_essay"]:
        return False
    return all(set(filters[name]) & set(event[field]) for name, field in LISTS.items() if name in filters)


def _expect(name: str, value: object, frame: pd.DataFrame) -> None:
    """Raise TraitError, with what to try, for what a filter cannot be."""
    if name == "chapter":
        numbers = tables.chapters().index
        if value not in numbers:
            raise traitlets.TraitError(tables.no_chapter(value, numbers.min(), numbers.max()))
        return
    found = {value for cell in frame.get(LISTS[name], ()) for value in _many(cell)}
    base.expect(name, value, found | set(languages.values("topic") if name == "topic" else tables.institutions().index))


def _chapters() -> dict[str, list[int]]:
    """Event -> the chapters that have a claim about it."""
    claims = tables.claims()
    return {event: sorted({int(each) for each in group.chapter}) for event, group in claims.groupby("event") if event}


def _many(cell: object) -> list[str]:
    """The values in a cell, each once."""
    values = [cell] if isinstance(cell, str) else cell if isinstance(cell, list | tuple | set) else []
    return list(dict.fromkeys(str(value) for value in values if value))


def _parties(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Names of the parties of the events."""
    institutions = tables.institutions()
    used = {party for cell in frame.get("parties", ()) for party in _many(cell)}
    return base.named("party", institutions, sorted(used & set(institutions.index)))


def _line() -> dict:
    parts = border.border_lines()["parts"][LINE]
    flat = [basemap.stepwise(basemap.project(*point) for point in part) for part in parts]
    return {"parts": flat, "from": base.iso(tables.events().earliest[LINE_FROM]), "event": LINE_FROM}


def _whole(point: border.Point) -> list[int]:
    return [round(each) for each in basemap.project(*point)]


def _within(at: list[int]) -> bool:
    left, bottom, right, top = WINDOW
    return left <= at[0] <= right and bottom <= at[1] <= top


def _wider(window: basemap.Window) -> basemap.Window:
    left, bottom, right, top = window
    return left - BESIDE, bottom - BESIDE, right + BESIDE, top + BESIDE


def _iso(day: datetime.date) -> str:
    return day.isoformat()
