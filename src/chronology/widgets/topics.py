"""Topics over time, and which of them occur together: categories where one thing can have several."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import escape

import pandas as pd
import traitlets

from chronology import languages, tables
from chronology.edition import _
from chronology.widgets import base

VIEWS = ("time", "together")
IN_ESSAY = ("all", "yes", "no")


class Topics(base.Widget):
    """Topics of events by year and with each other.

    frame: events, as `chronology.events()` returns them, or any part of them (all from 1990 on if None). Only the
    columns topics, earliest and title_en are needed. An event with two topics counts in both rows; it stands in the
    year in which it begins, and without a known year in the totals only.

    Traits to read and set: `topic`, the chosen topic, empty for none; `years`, first and last, ``[]`` for all;
    `in_essay`, ``all``, ``yes`` or ``no``; `view`, ``time`` or ``together``; `measure`, ``number`` or ``share``;
    `selected`, ids of events; `language`. Setting an unknown value raises `traitlets.TraitError` with a hint.
    """

    _stem = "topics"
    _shows = "shown_events"
    _waits = True
    _lists = ("verdict", "topic")

    records = traitlets.List(help="The events, as far as the script reads them").tag(sync=True)
    topics = traitlets.List(traitlets.Unicode(), help="The topics of the events, in the order of the rows").tag(
        sync=True
    )
    fields = traitlets.List(traitlets.Unicode(), help="The topics that the essay names as fields").tag(sync=True)
    topic = traitlets.Unicode(help="The chosen topic, empty for none").tag(sync=True)
    years = traitlets.List(traitlets.Int(), help="First and last year shown, empty for all").tag(sync=True)
    in_essay = traitlets.Enum(IN_ESSAY, "all", help="Events: all, yes (in the essay) or no (omitted)").tag(sync=True)
    view = traitlets.Enum(VIEWS, "time", help="time or together").tag(sync=True)
    measure = traitlets.Enum(("number", "share"), "number", help="number or share (per cent)").tag(sync=True)
    selected = traitlets.List(traitlets.Unicode(), help="Ids of the selected events").tag(sync=True)

    def __init__(self, frame: pd.DataFrame | None = None, **traits: object) -> None:
        base.check_frame(frame, "events")
        self._frame = tables.events(between=("1990", "2100")) if frame is None else frame
        self._topics = [_many(cell) for cell in self._column("topics", ())]
        years = self._column("earliest", pd.NaT)
        self._years = [None if pd.isna(day) else int(day.year) for day in years]
        super().__init__(
            records=list(self._records()),
            topics=_ordered({topic for each in self._topics for topic in each}),
            fields=list(tables.claim_items("fields").item),
            source=base.source(frame, "events"),
            linked=["view", "topic", "years", "in_essay", "measure", "selected"],
            **traits,
        )

    @property
    def shown_events(self) -> pd.DataFrame:
        """The events that `years` and `in_essay` leave, in the order of the frame."""
        return self._frame[self._kept()]

    @property
    def selected_events(self) -> pd.DataFrame:
        """The selected events, in the order of the frame."""
        return self._frame[self._frame.index.isin(self.selected)]

    @property
    def counts(self) -> pd.DataFrame:
        """Topic × year: how many of the shown events with a known year have the topic."""
        first, last = self._span()
        shown = zip(self._topics, self._years, self._kept())
        found = Counter((topic, year) for topics, year, kept in shown if kept for topic in topics)
        return self._table(found, pd.RangeIndex(first, last + 1, name="year"))

    @property
    def together(self) -> pd.DataFrame:
        """Topic × topic: how many of the shown events have both; on the diagonal, how many have the topic."""
        shown = zip(self._topics, self._kept())
        found = Counter(pair for topics, kept in shown if kept for pair in itertools.product(topics, repeat=2))
        return self._table(found, pd.Index(self.topics, name="with"))

    def _table(self, found: Mapping[tuple[str, object], int], columns: pd.Index) -> pd.DataFrame:
        """Topic × something, from the numbers of their pairs."""
        numbers = [[found[topic, each] for each in columns] for topic in self.topics]
        return pd.DataFrame(numbers, index=pd.Index(self.topics, name="topic"), columns=columns, dtype="int64")

    def fallback(self) -> str:
        words = self.strings[self.language]
        together = self.together
        caption = words["table"].format(events=len(self.shown_events), topics=sum(self._given()))
        names = [escape(self._name(topic)) for topic in self.topics]
        heads = [f'<span data-topic="{escape(topic)}">{name}</span>' for topic, name in zip(self.topics, names)]
        if self.view == "together":
            numbers = [str(number) for number in range(1, len(names) + 1)]
            rows = (
                [f"{number} {head}", *map(str, together.loc[topic])]
                for number, head, topic in zip(numbers, heads, self.topics)
            )
            made = base.table(caption, (words["topic"], *numbers), rows)
        else:
            counts = self.counts
            rows = (
                (
                    head,
                    str(together.loc[topic, topic]),
                    ", ".join(f"{year} ({number})" for year, number in counts.loc[topic].items() if number),
                )
                for head, topic in zip(heads, self.topics)
            )
            made = base.table(caption, (words["topic"], words["events"], words["table.years"]), rows)
        return made + self._chosen()

    def _chosen(self) -> str:
        """The selected events as a table, or nothing."""
        words = self.strings[self.language]
        chosen = [record for record in self.records if record["id"] in set(self.selected)]
        if not chosen:
            return ""
        rows = (
            (
                f"<time>{escape(self.say(record['date']))}</time>",
                base.link("events", record["id"], escape(self.say(record["title"]))),
                escape(", ".join(self._name(topic) for topic in record["topics"])),
                escape(words.get(f"verdict.{record['verdict']}", "")),
            )
            for record in chosen
        )
        header = (words["table.date"], words["table.event"], words["table.topics"], words["verdict"])
        return "\n" + base.table(words["chosen"].format(n=len(chosen)), header, rows)

    def _column(self, name: str, missing: object) -> Iterable:
        return self._frame[name] if name in self._frame else [missing] * len(self._frame)

    def _records(self) -> Iterator[dict]:
        """The events as the script reads them, JSON types only, in the order of the frame."""
        claims = base.judged_by(self._frame.index)
        for (id, row), topics, year in zip(self._frame.iterrows(), self._topics, self._years):
            yield {
                "id": str(id),
                "year": year,
                "date": base.in_languages(row, "date"),
                "title": base.in_languages(row, "title"),
                "verdict": row.get("verdict") if isinstance(row.get("verdict"), str) else "",
                "told": bool(row.get("in_essay", False)),
                "topics": list(topics),
                **claims.get(str(id), {}),
            }

    def _kept(self) -> list[bool]:
        """Which events `years` and `in_essay` leave."""
        wanted = {"yes": (True,), "no": (False,)}.get(self.in_essay, (True, False))
        return [
            bool(told) in wanted and (not self.years or (year is not None and self.years[0] <= year <= self.years[1]))
            for told, year in zip(self._column("in_essay", False), self._years)
        ]

    def _given(self) -> list[int]:
        """How many topics each shown event has."""
        return [len(topics) for topics, kept in zip(self._topics, self._kept()) if kept]

    def _span(self) -> tuple[int, int]:
        """First and last year shown: those of all events, or the part of them that `years` leaves."""
        known = [year for year in self._years if year is not None] or [0, -1]
        first, last = self.years or (min(known), max(known))
        return max(first, min(known)), min(last, max(known))

    def _name(self, topic: str) -> str:
        return self.strings[self.language].get(f"topic.{topic}", topic)

    @traitlets.validate("topic")
    def _valid_topic(self, proposal: dict) -> str:
        if proposal["value"]:
            base.expect("topic", proposal["value"], {topic for each in self._topics for topic in each})
        return proposal["value"]

    @traitlets.validate("years")
    def _valid_years(self, proposal: dict) -> list[int]:
        years = proposal["value"]
        if years and (len(years) != 2 or years[0] > years[1]):
            message = _("years are the first and the last, such as [1992, 2007], or []: found {found}")
            raise traitlets.TraitError(message.format(found=years))
        return years

    @traitlets.validate("selected")
    def _valid_selected(self, proposal: dict) -> list[str]:
        return base.expected(_("event"), proposal["value"], self._frame.index)


def _many(cell: object) -> tuple[str, ...]:
    """The topics of an event, each once."""
    values = (cell,) if isinstance(cell, str) else cell if isinstance(cell, (tuple, list, set)) else ()
    return tuple(dict.fromkeys(str(value) for value in values))


def _ordered(topics: set[str]) -> list[str]:
    """Topics in the order of the closed list, others after them."""
    listed = [topic for topic in languages.values("topic") if topic in topics]
    return listed + sorted(topics - set(listed))
