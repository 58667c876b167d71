"""What a reader has judged beside what the course says: two coders of the same claims."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd
import traitlets

from chronology import languages, tables
from chronology.edition import _
from chronology.widgets import base

ENOUGH = 15  # judgements from which on it is said of a kind of claim that the reader is too quick with it
VERDICTS = languages.values("verdict")


class Judgements(base.Widget):
    """The reader's verdicts on the claims of the essay against the course's.

    judged: claim -> verdict, or a table with the claims as index and a column `mine`, as the file of a reader has it.
    If None, what was judged in this browser is shown, and `judgements` has it.

    Traits to read and set: `cell`, the reader's and the course's verdict of the claims that are listed, ``[]`` for
    none; `show`, ``chart``, ``table`` or ``code``; `language`. Setting an unknown claim or verdict raises
    `traitlets.TraitError` with a hint.
    """

    _stem = "judgements"
    _shows = "judgements"
    _lists = ("verdict", "claim_kind")
    _fixed = {"enough": ENOUGH}
    _tells = True

    claims = traitlets.List(help="The claims: id, kind, chapter, verdict, paraphrase").tag(sync=True)
    judged = traitlets.Dict(help="Claim -> the verdict of the reader").tag(sync=True)
    given = traitlets.Bool(help="Whether Python gave the judgements, and not this browser").tag(sync=True)
    cell = traitlets.List(traitlets.Unicode(), help="Verdict of the reader and of the course, empty for none").tag(
        sync=True
    )

    def __init__(self, judged: Mapping[str, str] | pd.DataFrame | None = None, **traits: object) -> None:
        base.check_frame(judged if isinstance(judged, pd.DataFrame) else None, "Judgements().judgements", "mine")
        self._frame = tables.claims()
        super().__init__(
            claims=[
                {
                    "id": str(id),
                    "kind": row["kind"],
                    "chapter": int(row["chapter"]),
                    "verdict": row["verdict"],
                    "paraphrase": base.in_languages(row, "paraphrase"),
                }
                for id, row in base.rows(self._frame)
            ],
            judged=dict(judged["mine"] if isinstance(judged, pd.DataFrame) else judged or {}),
            given=judged is not None,
            linked=["cell"],
            **traits,
        )

    @property
    def judgements(self) -> pd.DataFrame:
        """The claims that were judged, in the order of the essay: kind, chapter, paraphrase, mine, course."""
        rows = self._frame.loc[[id for id in self._frame.index if id in self.judged]]
        made = rows[["kind", "chapter", "paraphrase"]].copy()
        made["mine"] = [self.judged[id] for id in rows.index]
        made["course"] = rows["verdict"].astype(str)
        return made

    @property
    def selected_claims(self) -> pd.DataFrame:
        """The claims of the chosen cell."""
        made = self.judgements
        mine, course = self.cell or ("", "")
        return self._frame.loc[made.index[(made.mine == mine) & (made.course == course)]]

    @property
    def selected_events(self) -> pd.DataFrame:
        """The events of the chronology that these claims are about."""
        return base.events_of(self.selected_claims)

    def fallback(self) -> str:
        """Reader against course; without judgements, which only a browser has, how the kinds of claims fare."""
        words = self.strings[self.language]
        kind = self._frame["kind"].astype(str)
        made = self.judgements
        first, caption = (made["mine"], words["table"]) if len(made) else (kind, words["table.kinds"])
        counts = pd.crosstab(first, made["course"] if len(made) else self._frame["verdict"].astype(str))
        names = {"verdict": VERDICTS, "claim_kind": languages.values("claim_kind")}
        stem = "verdict" if len(made) else "claim_kind"
        rows = [
            [escape(words[f"{stem}.{value}"]), *(str(counts.loc[value].get(each, 0)) for each in VERDICTS)]
            for value in names[stem]
            if value in counts.index
        ]
        header = [words["mine"] if len(made) else words["table.kind"], *(words[f"verdict.{each}"] for each in VERDICTS)]
        return base.table(caption.format(n=len(made)), header, rows)

    @traitlets.validate("judged")
    def _valid_judged(self, proposal: dict) -> dict[str, str]:
        for claim, verdict in proposal["value"].items():
            base.expect(_("claim"), claim, self._frame.index)
            base.expect("verdict", verdict, VERDICTS)
        return proposal["value"]

    @traitlets.validate("cell")
    def _valid_cell(self, proposal: dict) -> list[str]:
        if proposal["value"] and len(proposal["value"]) != 2:
            message = _("a cell is the reader’s and the course’s verdict, or []: {found}")
            raise traitlets.TraitError(message.format(found=proposal["value"]))
        return base.expected("verdict", proposal["value"], VERDICTS)
