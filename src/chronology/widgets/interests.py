"""The argument about interests: of whom the essay says what, how far it was checked, and where it says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd
import traitlets

from chronology import languages, tables
from chronology.edition import _
from chronology.widgets import base
from chronology.widgets.accounts import accounts

ROWS = {"whose": "form", "evidence": "evidence_kind"}
LISTS = {
    "whose": "interest_whose",
    "form": "interest_form",
    "evidence_kind": "interest_evidence",
    "verdict": "verdict",
}
JUDGEMENTS = ("supported", "open", "one-sided")


class Interests(base.Widget):
    """The claims about interests as a table: of whom (columns), and as what or how far checked (rows).

    frame: claims with the columns of `chronology.claim_interests()`, which is taken if None. Rows of your own may be
    added with any id; they need whose, form and label. traces: which events may bear on which claim, as a table of
    yes and no with a row for each event and a column for each claim, or as a dict claim -> ids of events; a claim may
    be named by its item, such as ``military-sites``. What a claim itself names as evidence is shown in any case.

    Traits to read and set: `selected`, ids of claims; `group`, what the rows are, ``whose`` (the form in which it is
    said) or ``evidence``; `filters`, a dict with any of whose, form, evidence_kind, verdict, each a value or a list;
    `judgements`, the reader's own, a dict claim -> ``supported``, ``open`` or ``one-sided``, which a browser keeps;
    `language`. Setting an unknown value raises `traitlets.TraitError` with a hint.
    """

    _stem = "interests"
    _shows = "shown_claims"
    _waits = True
    _lists = ("verdict", *(name for name in LISTS.values() if name != "verdict"))
    _fixed = {
        "whose": languages.values(LISTS["whose"]),
        "rows": {group: [field, languages.values(LISTS[field])] for group, field in ROWS.items()},
        "judgements": JUDGEMENTS,
    }

    claims = traitlets.List(help="The claims, as records that the script reads").tag(sync=True)
    traces = traitlets.Dict(help="Claim -> ids of the events that may bear on it").tag(sync=True)
    records = traitlets.Dict(help="Those events: id -> what the script reads of it").tag(sync=True)
    selected = traitlets.List(traitlets.Unicode(), help="Ids of the selected claims").tag(sync=True)
    group = traitlets.Enum(tuple(ROWS), "whose", help="What the rows are: whose or evidence").tag(sync=True)
    filters = traitlets.Dict(help="What narrows the choice of claims").tag(sync=True)
    judgements = traitlets.Dict(help="The reader's judgements: claim -> supported, open or one-sided").tag(sync=True)

    def __init__(
        self,
        frame: pd.DataFrame | None = None,
        traces: pd.DataFrame | Mapping[str, Iterable[str]] | None = None,
        **traits: object,
    ) -> None:
        base.check_frame(frame, "claim_interests", "whose", "form")
        self._frame = _checked(tables.claim_interests() if frame is None else frame)
        events = tables.events()
        found = self._traced(traces, events)
        judged_by = base.judged_by(events.index)
        register = set(tables.claims().index)
        claims = [_claim(str(id), row, str(id) in register) for id, row in self._frame.iterrows()]
        ids = {id for each in found.values() for id in each} | {id for claim in claims for id in claim["evidence"]}
        super().__init__(
            **accounts(claim=self._frame),
            claims=claims,
            traces=found,
            records={id: _event(row) | judged_by.get(id, {}) for id, row in events.iterrows() if id in ids},
            source=base.source(frame, "claim_interests", traces=traces),
            linked=["group", "filters", "selected"],
            **traits,
        )

    @property
    def shown_claims(self) -> pd.DataFrame:
        """The claims that the filters leave, in the order of the frame."""
        kept = pd.Series(True, index=self._frame.index)
        for name, wanted in self.filters.items():
            kept &= self._frame[name].astype(str).isin(wanted)
        return self._frame[kept]

    @property
    def selected_claims(self) -> pd.DataFrame:
        """The selected claims, in the order of the frame."""
        return self._frame[self._frame.index.isin(self.selected)]

    @property
    def selected_events(self) -> pd.DataFrame:
        """The events of the chronology that may bear on the selected claims, by `traces`."""
        return base.events_of(
            pd.DataFrame({"event": [id for claim in self.selected for id in self.traces.get(claim, ())]})
        )

    def fallback(self) -> str:
        words = self.strings[self.language]
        field = ROWS[self.group]
        shown = set(map(str, self.shown_claims.index))
        rows = []
        for row in languages.values(LISTS[field]):
            for whose in languages.values("interest_whose"):
                cell = [claim for claim in self.claims if claim[field] == row and claim["whose"] == whose]
                head = (escape(self._row_name(row)), escape(words[f"of.{whose}"]))
                for claim in cell:
                    if claim["id"] in shown:
                        rows.append((*head, *self._cells(claim)))
                if not cell and self.group == "whose" and row != "maxim" and whose != "both":
                    rows.append((*head, f"<em>{escape(words['silent'])}</em>", ""))
        header = (words[f"group.{self.group}"], words["fallback.whose"], words["fallback.claim"], words["verdict"])
        return base.table(words["table"], header, rows)

    def _row_name(self, row: str) -> str:
        words = self.strings[self.language]
        return words[f"form.{row}" if self.group == "whose" else f"interest_evidence.{row}"]

    def _cells(self, claim: dict) -> tuple[str, str]:
        """A claim in the fallback: what it says, with its link, and its verdict."""
        label = self.say(claim["label"])
        link = base.link("claims", claim["id"], escape(claim["id"]))
        text = f'{link} {escape(label)} <span lang="en">{escape(claim["paraphrase"])}</span>'
        return text, escape(self.strings[self.language].get(f"verdict.{claim['verdict']}", ""))

    def _traced(self, given: object, events: pd.DataFrame) -> dict[str, list[str]]:
        """Claim -> ids of events in order of date. Raises TraitError for a claim, item or event that is not there."""
        if isinstance(given, pd.DataFrame):
            given = {name: given.index[given[name].astype(bool)] for name in given}
        if not isinstance(given, Mapping | None):
            message = _("traces is a table or a dictionary, claim -> ids of events, not {found}")
            raise ValueError(message.format(found=repr(given)))
        claim_of = dict(tables.claim_items("interests").set_index("item").claim)
        known = set(map(str, self._frame.index))
        found = {}
        for name, ids in (given or {}).items():
            claim = claim_of.get(name, str(name))
            base.expect(_("claim"), claim, known | set(claim_of))
            wanted = set(ids) if isinstance(ids, Iterable) else set()
            for id in wanted:
                base.expect(_("event"), id, events.index)
            found[claim] = [id for id in events.index if id in wanted]
        return found

    @traitlets.validate("filters")
    def _valid_filters(self, proposal: dict) -> dict:
        return base.listed_filters(proposal["value"], LISTS)

    @traitlets.validate("selected")
    def _valid_selected(self, proposal: dict) -> list[str]:
        return base.expected(_("claim"), proposal["value"], self._frame.index)

    @traitlets.validate("judgements")
    def _valid_judgements(self, proposal: dict) -> dict[str, str]:
        for id, judgement in proposal["value"].items():
            base.expect(_("claim"), id, self._frame.index)
            base.expect(_("judgement"), judgement, JUDGEMENTS)
        return proposal["value"]


def _checked(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame, where nothing is said of a check: nobody looked. Raises TraitError for an unknown side or form."""
    frame = frame.copy()
    given = frame["evidence_kind"] if "evidence_kind" in frame else pd.Series(index=frame.index, dtype="object")
    frame["evidence_kind"] = given.astype("object").where(given.notna(), "not-looked")
    for name in ("whose", "form", "evidence_kind"):
        for value in frame[name] if name in frame else [None] * len(frame):
            base.expect(name, value, languages.values(LISTS[name]))
    return frame


def _claim(id: str, row: pd.Series, register: bool) -> dict:
    """A claim as the script reads it, JSON types only."""
    evidence = row.get("evidence", ())
    return {
        "id": id,
        "label": base.in_languages(row, "label"),
        "paraphrase": base.text(row.get("paraphrase")),
        "explanation": base.text(row.get("explanation")),
        **{name: base.text(row.get(name)) for name in LISTS},
        "evidence": list(evidence) if isinstance(evidence, tuple) else [],
        "register": register,
        **({"claims": [id]} if register else {}),
    }


def _event(row: pd.Series) -> dict[str, object]:
    return {
        "year": None if pd.isna(row.earliest) else int(row.earliest.year),
        "date": base.in_languages(row, "date"),
        "title": base.in_languages(row, "title"),
        "verdict": str(row.verdict),
        "told": bool(row.in_essay),
        "alone": set(row.parties) <= {"kazakhstan", "russia"},
    }
