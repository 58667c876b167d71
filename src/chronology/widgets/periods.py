"""The reader's own periodisation: where the cuts lie, what falls where, and how it compares with a known scheme."""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd
import traitlets

from chronology import dates, tables
from chronology.edition import _
from chronology.widgets import base

LISTS = {"topic": "topic", "kind": "event_kind", "in_essay": "", "verdict": "verdict", "document_type": "document_type"}
MOST_CUTS = 30
SHORTEST = 30  # days; a rate per year is not given for less
YEAR = 365.25  # days
FIRST = ("events", "per-year", "commonest")  # the figures that are read first
FURTHER = ("years", "essay", "mixed")


class Periods(base.Widget):
    """One or more cuts through the events, the periods that they make, and their numbers, beside a known scheme.

    frame: events, as `chronology.events()` returns them, or any part of them (all from 1990 on if None). Only the
    columns earliest and title_en are needed; a row without `earliest` is in no period.

    A cut is the first day of a period; n cuts make n + 1 periods, of which the first and the last are open. An event
    belongs to the period in which its date begins, `earliest`.

    Traits to read and set: `cuts`, ISO days (sorted, each once, at most 30); `compare`, id of a scheme of
    `chronology.period_schemes()` that is a partition, or empty; `by`, by what periods are described: topic, kind,
    in_essay, verdict or document_type; `selected`, number of a period, 0 for none; `language`. Setting an unknown
    value raises `traitlets.TraitError` with a hint.

    How mixed a period is: the share of all pairs of its events that have no value in common. Where every event has
    one value this is Simpson's index, 1 - sum of n(n - 1) / N(N - 1), n of N events having the same value (E. H.
    Simpson, "Measurement of Diversity", Nature 163, 1949, p. 688); here an event may have several. How far two
    divisions agree: the Rand index, the share of all pairs of events that both put together or both put apart (W. M.
    Rand, "Objective Criteria for the Evaluation of Clustering Methods", Journal of the American Statistical
    Association 66, 1971, pp. 846-850).
    """

    _stem = "periods"
    _shows = "periods"
    _waits = True
    _words = ("days",)
    _lists = tuple(name for name in LISTS.values() if name)
    _fixed = {"lists": LISTS, "most_cuts": MOST_CUTS, "shortest": SHORTEST}

    events = traitlets.List(help="The events, as records that the script reads").tag(sync=True)
    schemes = traitlets.List(help="The schemes to compare with").tag(sync=True)
    cuts = traitlets.List(help="First days of periods, ISO, sorted").tag(sync=True)
    compare = traitlets.Unicode("mansurov", help="Id of the scheme to compare with, or empty").tag(sync=True)
    by = traitlets.Enum(tuple(LISTS), "topic", help="By what the periods are described").tag(sync=True)
    selected = traitlets.Int(0, help="Number of the selected period, 0 for none").tag(sync=True)

    def __init__(self, frame: pd.DataFrame | None = None, **traits: object) -> None:
        base.check_frame(frame, "events", "earliest")
        self._frame = _since_1990() if frame is None else frame
        self._schemes = tables.period_schemes()[lambda schemes: schemes["partition"]]
        self._events = records(self._frame)
        super().__init__(
            events=self._events,
            schemes=[_scheme(id, row) for id, row in self._schemes.iterrows()],
            source=base.source(frame, "events"),
            linked=["cuts", "compare", "by", "selected"],
            usual={"cuts": ["1992-01-01", "2000-01-01"]},
            **traits,
        )

    # --- what a notebook reads ------------------------------------------------------------

    @property
    def placed_events(self) -> pd.DataFrame:
        """All events with their `period` and, if there is a scheme, their period in it, `compared`; 0 is none."""
        made = self._frame.assign(period=self._numbers())
        return made.assign(compared=self._other()) if self.compare else made

    @property
    def selected_events(self) -> pd.DataFrame:
        """The events of the selected period."""
        placed = self.placed_events
        return placed[(placed.period == self.selected) & (placed.period > 0)]

    @property
    def across(self) -> pd.DataFrame:
        """The events whose date reaches across a cut: they may belong to either side."""
        return self._frame[[reaches(event, self.cuts) for event in self._events]]

    @property
    def periods(self) -> pd.DataFrame:
        """One row per period: first, last (NaT where it is open), days, years, events, per_year, in_essay, omitted,
        commonest (tuple), commonest_events, mixed (0 to 1).
        """
        rows = [self._described(number) for number in range(1, len(self.cuts) + 2)]
        frame = pd.DataFrame(rows, index=pd.RangeIndex(1, len(rows) + 1, name="period"))
        return frame.astype({"first": "datetime64[s]", "last": "datetime64[s]", "days": "Int64"})

    @property
    def table(self) -> pd.DataFrame:
        """How many events of each period have each value of `by`. An event with two values counts for both."""
        members = self._members(self._numbers(), len(self.cuts) + 1)
        return pd.DataFrame(
            {
                number: [Counter(value for each in group for value in self._of(each))[value] for value in self._order()]
                for number, group in enumerate(members, start=1)
            },
            index=pd.Index(self._order(), name=self.by),
        )

    @property
    def comparison(self) -> pd.DataFrame:
        """One row per period of the compared scheme: first, events, mixed, nearest (the cut of `cuts` nearest to its
        first day), apart (days from it to that cut), within (whether the cut lies in the month or year that the
        scheme names), events_between (events between the two).
        """
        periods = self._compared()
        members = self._members(self._other(), len(periods))
        return pd.DataFrame(
            [self._matched(period, group) for period, group in zip(periods, members)],
            index=pd.RangeIndex(1, len(periods) + 1, name="period"),
        )

    @property
    def agreement(self) -> dict[str, float]:
        """Of the events that lie in the compared scheme: their number `events`, the numbers of pairs `together` or
        `apart` in both divisions, `only_here` or `only_there` together, and the Rand index `rand`.
        """
        return agreement(self._numbers(), self._other())

    # --- counting -------------------------------------------------------------------------

    def _numbers(self) -> list[int]:
        return [place(event.get("start"), self.cuts) for event in self._events]

    def _other(self) -> list[int]:
        periods = self._compared()
        return [place_in(event.get("start"), periods) for event in self._events]

    def _compared(self) -> list[dict]:
        return next((scheme["periods"] for scheme in self.schemes if scheme["id"] == self.compare), [])

    def _members(self, numbers: Sequence[int], count: int) -> list[list[dict]]:
        """The events of the periods 1 … count."""
        made: list[list[dict]] = [[] for _ in range(count + 1)]
        for event, number in zip(self._events, numbers):
            made[number].append(event)
        return made[1:]

    def _of(self, event: dict) -> tuple[str, ...]:
        return values(event, self.by)

    def _order(self) -> list[str]:
        """The values of `by` that occur in dated events, the commonest first."""
        counts = Counter(value for event in self._events if "start" in event for value in self._of(event))
        return sorted(counts, key=lambda value: (-counts[value], value))

    def _described(self, number: int) -> dict[str, object]:
        events = self._members(self._numbers(), len(self.cuts) + 1)[number - 1]
        first, last = self._limits(number)
        days = (_day(last or self._ends()[1]) - _day(first or self._ends()[0])).days + 1 if self._ends() else 0
        counts = Counter(value for event in events for value in self._of(event))
        most = max(counts.values(), default=0)
        told = sum(bool(event.get("in_essay")) for event in events)
        unlike, pairs = mixture([self._of(event) for event in events])
        return {
            "first": first,
            "last": last,
            "days": days if days > 0 else None,
            "years": tenth(days / YEAR) if days > 0 else math.nan,
            "events": len(events),
            "per_year": tenth(len(events) * YEAR / days) if days >= SHORTEST else math.nan,
            "in_essay": told,
            "omitted": len(events) - told,
            "commonest": tuple(value for value in self._order() if counts[value] == most and most),
            "commonest_events": most,
            "mixed": unlike / pairs if pairs else math.nan,
        }

    def _limits(self, number: int) -> tuple[str | None, str | None]:
        first = self.cuts[number - 2] if number > 1 else None
        last = _iso(_day(self.cuts[number - 1]) - datetime.timedelta(1)) if number <= len(self.cuts) else None
        return first, last

    def _ends(self) -> tuple[str, str] | None:
        """The first and the last day that the dates of the events reach, or None without any date."""
        dated = [event for event in self._events if "start" in event]
        reached = [event["start"] for event in dated] + [event["end"] for event in dated if "end" in event]
        return (min(reached), max(reached)) if reached else None

    def _matched(self, period: dict, group: list[dict]) -> dict[str, object]:
        unlike, pairs = mixture([self._of(event) for event in group])
        start = _day(period["start"])
        nearest = min(self.cuts, key=lambda cut: abs((_day(cut) - start).days), default=None)
        made = {"first": period["start"], "events": len(group), "mixed": unlike / pairs if pairs else math.nan}
        if nearest is None:
            return {**made, "nearest": None, "apart": None, "within": False, "events_between": None}
        low, high = sorted((nearest, period["start"]))
        return {
            **made,
            "nearest": nearest,
            "apart": (_day(nearest) - start).days,
            "within": period["start"] <= nearest <= period["named"],
            "events_between": sum("start" in event and low <= event["start"] < high for event in self._events),
        }

    # --- the table that stands in ---------------------------------------------------------

    def fallback(self) -> str:
        words = self.strings[self.language]
        parts = [
            base.table(self._summary(), *self._told(FIRST)),
            base.table(words["further"], *self._told(FURTHER)),
            base.table(words["falls"], [words["period"], *map(str, self.table.columns)], self._falls()),
        ]
        if self.compare:
            scheme = next(each for each in self.schemes if each["id"] == self.compare)
            caption = words["compared"].format(scheme=self.say(scheme["title"]))
            names = ("its-period", "events", "mixed", "nearest", "apart", "between-events")
            parts.append(base.table(caption, [words[name] for name in names], self._compared_rows()))
        return "\n".join(parts)

    def _summary(self) -> str:
        words = self.strings[self.language]
        placed = sum(number > 0 for number in self._numbers())
        return words["summary"].format(n=len(self.cuts) + 1, events=placed)

    def _told(self, columns: Sequence[str]) -> tuple[list[str], Iterable[list[str]]]:
        """The header and the rows of a table of the periods."""
        header = [self.strings[self.language][name] for name in ("period", *columns)]
        return header, (self._row(number, row, columns) for number, row in self.periods.iterrows())

    def _row(self, number: int, row: pd.Series, columns: Sequence[str]) -> list[str]:
        cells = {
            "years": self._decimal(row.years),
            "events": str(row.events),
            "per-year": self._decimal(row.per_year),
            "essay": f"{row.in_essay} / {row.omitted}",
            "commonest": self._commonest(row.commonest, row.commonest_events),
            "mixed": percent(row.mixed),
        }
        named = f"{number}. {self._range(*self._limits(number))}"
        return [escape(cell) for cell in (named, *(cells[name] for name in columns))]

    def _falls(self) -> Iterable[list[str]]:
        for value, row in self.table.iterrows():
            yield [escape(self._label(value)), *(str(number) for number in row)]

    def _compared_rows(self) -> Iterable[list[str]]:
        for period, (number, row) in zip(self._compared(), self.comparison.iterrows()):
            there = row.nearest is not None
            cells = [
                f"{number}. {self.say(period['title'])} ({self.say(period['date'])})",
                str(row.events),
                percent(row.mixed),
                self._in_words(row.nearest) if there else "–",
                self._apart(int(row.apart), row.within) if there else "–",
                str(int(row.events_between)) if there else "–",
            ]
            yield [escape(cell) for cell in cells]

    def _in_words(self, day: str) -> str:
        return dates.display(day, self.language)

    def _range(self, first: str | None, last: str | None) -> str:
        words = self.strings[self.language]
        begins = self._in_words(first) if first else words["first-event"]
        return f"{begins} – {self._in_words(last) if last else words['last-event']}"

    def _decimal(self, number: float) -> str:
        if math.isnan(number):
            return "–"
        return f"{number:.1f}".replace(".", self.strings[self.language]["decimal"])

    def _label(self, value: str) -> str:
        return label(self.strings[self.language], self.by, value)

    def _commonest(self, found: tuple[str, ...], events: int) -> str:
        if not found:
            return "–"
        if len(found) > 2:
            return self.strings[self.language]["tied"].format(k=len(found), n=events)
        return f"{', '.join(self._label(value) for value in found)} ({events})"

    def _apart(self, days: int, within: bool) -> str:
        words = self.strings[self.language]
        text = words["same-day"] if days == 0 else f"{'+' if days > 0 else '−'}{abs(days)}"
        return words["named-time"].format(days=text) if within and days else text

    # --- what may be set ------------------------------------------------------------------

    @traitlets.validate("cuts")
    def _valid_cuts(self, proposal: dict) -> list[str]:
        days = sorted({_valid_day(day) for day in proposal["value"]})
        if len(days) > MOST_CUTS:
            message = _("at most {most} cuts, not {found}")
            raise traitlets.TraitError(message.format(most=MOST_CUTS, found=len(days)))
        return days

    @traitlets.validate("compare")
    def _valid_compare(self, proposal: dict) -> str:
        if proposal["value"]:
            base.expect(_("scheme"), proposal["value"], self._schemes.index)
        return proposal["value"]

    @traitlets.validate("selected")
    def _valid_selected(self, proposal: dict) -> int:
        if not 0 <= proposal["value"] <= len(self.cuts) + 1:
            message = _("no period {number}: there are {count}, counted from 1; 0 selects none")
            raise traitlets.TraitError(message.format(number=proposal["value"], count=len(self.cuts) + 1))
        return proposal["value"]

    @traitlets.observe("cuts")
    def _still_selected(self, _: object) -> None:
        if self.selected > len(self.cuts) + 1:
            self.selected = 0


# --- rules, the same as in periods-count.js -----------------------------------------------


def place(day: str | None, cuts: Sequence[str]) -> int:
    """The number of the period in which a day lies; 0 without a day."""
    return 1 + sum(cut <= day for cut in cuts) if day else 0


def place_in(day: str | None, periods: Sequence[dict]) -> int:
    """The number of the last period of a scheme that holds a day; 0 if none does."""
    holding = [
        number
        for number, period in enumerate(periods, start=1)
        if day and period["start"] <= day <= period.get("end", "9999-12-31")
    ]
    return max(holding, default=0)


def reaches(event: dict, cuts: Sequence[str]) -> bool:
    """Whether the date of an event lies on both sides of a cut."""
    return "start" in event and any(event["start"] < cut <= event.get("end", "9999-12-31") for cut in cuts)


def values(event: dict, by: str) -> tuple[str, ...]:
    """What an event is by topic, kind …; an empty text where nothing is said."""
    if by == "in_essay":
        return ("yes" if event.get("in_essay") else "no",)
    found = event.get(by) or ""
    return tuple(dict.fromkeys(found)) if isinstance(found, list) else (found,)


def mixture(described: Iterable[tuple[str, ...]]) -> tuple[int, int]:
    """How many pairs of things have no value in common, and how many pairs there are."""
    groups = list(Counter(tuple(sorted(each)) for each in described).items())
    pairs = unlike = 0
    for position, (one, n) in enumerate(groups):
        pairs += n * (n - 1) // 2
        for other, m in groups[:position]:
            pairs += n * m
            unlike += 0 if set(one) & set(other) else n * m
    return unlike, pairs


def agreement(one: Sequence[int], other: Sequence[int]) -> dict[str, float]:
    """How two divisions of the same things agree on pairs; what one of them puts nowhere (0) is not counted."""
    both = [(a, b) for a, b in zip(one, other) if a and b]
    together = _pairs(both)
    here, there = _pairs(a for a, _ in both), _pairs(b for _, b in both)
    every = len(both) * (len(both) - 1) // 2
    apart = every - here - there + together
    return {
        "events": len(both),
        "together": together,
        "apart": apart,
        "only_here": here - together,
        "only_there": there - together,
        "rand": (together + apart) / every if every else math.nan,
    }


def _pairs(numbers: Iterable[object]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(numbers).values())


def tenth(number: float) -> float:
    """A number to one decimal, half up: rounded as the script rounds."""
    return math.floor(number * 10 + 0.5) / 10


def percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{math.floor(share * 100 + 0.5)}%"


def label(strings: dict[str, str], by: str, value: str) -> str:
    """The name of a value of topic, kind …"""
    if by == "in_essay":
        return strings[f"essay.{value}"]
    if not value:
        return strings.get(f"no-value.{by}", strings["no-value"])
    return strings.get(f"{LISTS[by]}.{value}", value)


# --- what the script is given -------------------------------------------------------------


def records(frame: pd.DataFrame) -> list[dict]:
    """The events as the script reads them, JSON types only, in the order of the frame."""
    documents: dict[str, list[str]] = {}
    for document in tables.documents().itertuples():
        documents.setdefault(document.event, []).append(document.type)
    claims = base.judged_by(frame.index)
    return [_record(str(id), row, documents.get(str(id), [])) | claims.get(str(id), {}) for id, row in frame.iterrows()]


def _record(id: str, row: pd.Series, documents: list[str]) -> dict:
    record = {
        "id": id,
        "start": base.iso(row.earliest),
        "end": base.iso(row.get("latest", row.earliest)),
        "title": base.in_languages(row, "title"),
        "date": base.in_languages(row, "date"),
        "topic": list(row.get("topics", ())),
        "kind": base.text(row.get("kind")),
        "verdict": base.text(row.get("verdict")),
        "document_type": documents,
        "in_essay": bool(row.get("in_essay", False)),
        "vague": row.get("precision", "day") != "day",
    }
    return {name: value for name, value in record.items() if value not in ("", [], {}, False, None)}


def _scheme(id: str, row: pd.Series) -> dict:
    periods = [_period(period) for _, period in tables.periods(id).iterrows()]
    return {"id": id, "title": base.in_languages(row, "title"), "periods": periods}


def _period(row: pd.Series) -> dict:
    """named: the last day of the month or year that the scheme names as the beginning."""
    period = {
        "title": base.in_languages(row, "title"),
        "date": base.in_languages(row, "date"),
        "start": base.iso(row.earliest),
        "end": base.iso(row.latest),
        "named": base.iso(dates.bounds(row.date.split("/")[0])[1]),
    }
    return {name: value for name, value in period.items() if value is not None}


def _since_1990() -> pd.DataFrame:
    events = tables.events()
    return events[events.earliest >= "1990"]


def _day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso)


def _iso(day: datetime.date) -> str:
    return day.isoformat()


def _valid_day(day: object) -> str:
    if isinstance(day, datetime.date) and not pd.isna(day):  # a Timestamp is a date too
        return base.iso(day)
    try:
        if not (isinstance(day, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", day)):
            raise ValueError(_("not of the form year-month-day"))
        return _iso(_day(day))
    except ValueError as error:
        message = _('a cut is a day such as "1992-05-25", not {found}: {reason}')
        raise traitlets.TraitError(message.format(found=repr(day), reason=error)) from error
