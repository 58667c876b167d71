"""The lineage: states, institutions or places with their successive names as bars over time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from html import escape

import pandas as pd
import traitlets

from chronology import dates, languages, tables
from chronology.edition import _
from chronology.widgets import base
from chronology.widgets.accounts import accounts

KINDS = {"institution": "institution_kind", "place": "place_kind"}


class Lineage(base.Widget):
    """Successive names as bars over time, a marker that asks what things were called on a day, and chains of names.

    names: `chronology.institution_names()` or `chronology.place_names()`, or any part of them (the first if None).
    Needed are the column institution or place, and name_en; what has no dates is listed but not drawn.

    Traits to read and set: `ids`, the bodies shown (at first those with more than one name, or all if there are none);
    `filters`, a dict that may have kind, a value or a list; `selected`, the id of the body whose chain of names is
    open, or ""; `day`, ISO, or "" for none; `view`, first and last day shown, ISO, empty for all; `language`.
    Setting an unknown value raises `traitlets.TraitError` with a hint.
    """

    _stem = "lineage"
    _shows = "shown_names"
    _later = base.ACCOUNTS
    _whole = ("bodies",)
    _words = ("days",)
    _lists = ("certainty", "institution_kind", "place_kind")

    bodies = traitlets.List(help="The bodies with their names, as records that the script reads").tag(sync=True)
    register = traitlets.Unicode(help="The register of the book: institutions or places").tag(sync=True)
    ids = traitlets.List(traitlets.Unicode(), help="Ids of the bodies that are shown").tag(sync=True)
    filters = traitlets.Dict(help="What narrows the choice of bodies: kind").tag(sync=True)
    selected = traitlets.Unicode(help="Id of the body whose chain of names is open").tag(sync=True)
    day = traitlets.Unicode(help="The day asked for (ISO), or empty").tag(sync=True)
    view = traitlets.List(traitlets.Unicode(), help="First and last day shown (ISO), or empty for all").tag(sync=True)

    def __init__(self, names: pd.DataFrame | None = None, **traits: object) -> None:
        by_place = isinstance(names, pd.DataFrame) and "place" in names
        base.check_frame(names, "institution_names", *([] if by_place else ["institution"]))
        self._names = _whole(tables.institution_names() if names is None else names)
        self._owner = "place" if "place" in self._names else "institution"
        self._called = _("place") if self._owner == "place" else _("institution")
        self._table = tables.places() if self._owner == "place" else tables.institutions()
        self._events = tables.events()
        self._of_events = self._events_by_body()
        counts = self._names[self._owner].value_counts(sort=False)
        self._known = list(dict.fromkeys(self._names[self._owner]))
        several = [id for id in self._known if counts[id] > 1]
        shown = self._table[self._table.index.isin(self._known)]
        super().__init__(
            **accounts(**{self._owner: shown}),
            bodies=[self._body(id) for id in self._known],
            register=f"{self._owner}s",
            source=base.source(names, f"{self._owner}_names"),
            linked=["ids", "filters", "view", "selected", "day"],
            usual={"ids": several or self._known},
            **traits,
        )

    @property
    def shown_names(self) -> pd.DataFrame:
        """The names of the bodies shown, in the order of the table."""
        return self._names[self._names[self._owner].isin(self._shown())]

    @property
    def selected_names(self) -> pd.DataFrame:
        """The successive names of the selected body."""
        return self._names[self._names[self._owner] == self.selected]

    @property
    def selected_events(self) -> pd.DataFrame:
        """The events in which the selected body takes part, or which happened at the selected place."""
        return self._events.loc[self._events_of(self.selected)]

    def fallback(self) -> str:
        words = self.strings[self.language]
        bodies = {body["id"]: body for body in self.bodies}
        header = (
            words[f"register.{self.register}"],
            *languages.OWN_NAMES.values(),
            words["table.when"],
            words["table.certainty"],
        )
        rows = (
            (
                base.link(self.register, id, escape(self.say(bodies[id]["name"]))),
                *(f'<span lang="{each}">{escape(name["name"].get(each, ""))}</span>' for each in languages.OWN_NAMES),
                escape(self.say(name["when"])),
                escape(words.get(f"certainty.{name.get('certainty')}", "")),
            )
            for id in self._shown()
            for name in bodies[id]["names"]
        )
        return base.table(words["table"], header, rows)

    def _shown(self) -> list[str]:
        kinds = self.filters.get("kind")
        kind_of = {body["id"]: body.get("kind") for body in self.bodies}
        return [id for id in self._known if id in self.ids and (not kinds or kind_of[id] in kinds)]

    def _body(self, id: str) -> dict:
        rows = [row for _id, row in self._names[self._names[self._owner] == id].iterrows()]
        known = id in self._table.index
        row = self._table.loc[id] if known else rows[-1]
        names = [_name(each) for each in rows]
        taken = self._events.loc[self._events_of(id)]
        for day in map(base.iso, taken.earliest):
            at = _name_at(names, day)
            if at is not None:
                names[at]["events"] = names[at].get("events", 0) + 1
        record = {
            "id": str(id),
            "kind": row["kind"] if known else "",
            "name": base.in_languages(row, "name"),
            "names": names,
            "events": len(taken),
        }
        return {key: value for key, value in record.items() if value}

    def _events_by_body(self) -> dict[str, list[str]]:
        columns = ["places"] if self._owner == "place" else ["parties", "bodies"]
        found: dict[str, list[str]] = {}
        for event, *lists in self._events[columns].itertuples():
            for id in dict.fromkeys(itertools.chain(*lists)):
                found.setdefault(id, []).append(event)
        return found

    def _events_of(self, id: str) -> list[str]:
        return self._of_events.get(id, [])

    @traitlets.validate("ids")
    def _valid_ids(self, proposal: dict) -> list[str]:
        return base.expected(self._called, proposal["value"], self._known)

    @traitlets.validate("selected")
    def _valid_selected(self, proposal: dict) -> str:
        if proposal["value"]:
            base.expect(self._called, proposal["value"], self._known)
        return proposal["value"]

    @traitlets.validate("filters")
    def _valid_filters(self, proposal: dict) -> dict:
        for name in proposal["value"]:
            base.expect(_("filter"), name, ["kind"])
        wanted = proposal["value"].get("kind") or []
        kinds = list(wanted) if isinstance(wanted, (list, tuple, set)) else [wanted]
        for kind in kinds:
            base.expect("kind", kind, languages.values(KINDS[self._owner]))
        return {"kind": kinds} if kinds else {}

    @traitlets.validate("day")
    def _valid_day(self, proposal: dict) -> str:
        day = proposal["value"]
        try:
            if day and dates.bounds(day)[0].isoformat() != day:
                raise ValueError(_("{day} is not one day").format(day=repr(day)))
        except ValueError as error:
            message = _('day is one day such as "1936-06-01", or "": {reason}')
            raise traitlets.TraitError(message.format(reason=error)) from error
        return day

    @traitlets.validate("view")
    def _valid_view(self, proposal: dict) -> list[str]:
        days = proposal["value"]
        try:
            if days and (len(days) != 2 or dates.bounds(days[0])[0] >= dates.bounds(days[1])[1]):
                raise ValueError(_("the second must come after the first"))
        except (ValueError, TypeError) as error:
            message = _('view is two days such as ["1915-01-01", "2026-12-31"], or []: {reason}')
            raise traitlets.TraitError(message.format(reason=error)) from error
        return days


def _whole(names: pd.DataFrame) -> pd.DataFrame:
    """The table with every column that is read, empty where it had none."""
    columns = ("name_en", "name_kk", "name_ru", "start", "end", "certainty", "note")
    return names.assign(
        **{
            column: [text if isinstance(text, str) else "" for text in names[column]] if column in names else ""
            for column in columns
        }
    )


def _name(row: pd.Series) -> dict:
    """One name: what it is in three languages, when in words, and between which days it began and ended.

    from, to: first and last day that it may be; missing where unknown. open: it is in use today.
    """
    record = {
        "name": base.in_languages(row, "name"),
        "when": {language: _when(row.start, row.end, language) for language in languages.offered()},
        "from": list(_days(row.start)),
        "to": list(_days(row.end)),
        "open": row.end == "..",
        "certainty": row.certainty,
        "note": row.note,
    }
    return {key: value for key, value in record.items() if isinstance(value, dict) or value}


def _name_at(names: list[dict], day: str) -> int | None:
    """Which of the names of a body covers a day, by the rule of `tables.name_at`."""
    for at, name in reversed(list(enumerate(names))):
        dated = "from" in name or "to" in name or name.get("open")
        if dated and name.get("from", [""])[0] <= day <= name.get("to", ["", "9999-12-31"])[1]:
            return at
    return None


def _days(text: str) -> Iterator[str]:
    if text not in ("", ".."):
        yield from (base.iso(day) for day in dates.bounds(text))


def _when(start: str, end: str, language: str) -> str:
    words = languages.words("lineage", language)
    if start and end not in ("", ".."):
        try:
            return dates.display(f"{start}/{end}", language)
        except dates.DateError:
            pass  # the two are not an interval in EDTF, such as a decade and a day
    begins = dates.display(start, language) if start else words["unknown"]
    ends = words["still"] if end == ".." else dates.display(end, language) if end else words["unknown"]
    return f"{begins} – {ends}"
