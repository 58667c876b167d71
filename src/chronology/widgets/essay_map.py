"""The map of the essay: a square for every sentence, with the verdicts on the claims that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from numbers import Integral

import pandas as pd
import traitlets

from chronology import languages, tables
from chronology.edition import _
from chronology.widgets import base
from chronology.widgets.accounts import accounts

LAYERS = ("course", "mine", "differ")
FILTERS = {"kind": "claim_kind", "verdict": "verdict"}


class EssayMap(base.Widget):
    """A map of the essay's sentences by chapter: what each claims, and how the claim fares.

    frame: claims, as `chronology.claims()` returns them, or any part of them (all claims if None); only the columns
    sentences and paraphrase are needed. sentences: as `chronology.sentences()` returns them (all if None).

    Traits to read and set: `selected`, numbers of the sentences that stay open (the id of a claim is taken for its
    sentences); `filters`, a dict with any of kind and verdict (each a value or a list, any of which may match);
    `chapter`, the number of the one chapter shown, None for all; `layer`, whose verdicts the squares show: ``course``,
    ``mine``, the reader's, or ``differ``, where both differ; `show`, ``chart``, ``table`` or ``code``; `language`.
    Setting an unknown value raises `traitlets.TraitError` with a hint.
    """

    _stem = "essay_map"
    _shows = "shown_claims"
    _words = ("judged",)
    _lists = ("verdict", "claim_kind")
    _fixed = {"filters": list(FILTERS)}
    _tells = True

    claims = traitlets.List(help="The claims, as records that the script reads").tag(sync=True)
    sentences = traitlets.List(help="The sentences: number, chapter, why there is no claim").tag(sync=True)
    chapters = traitlets.List(help="The chapters: number, page, title").tag(sync=True)
    selected = traitlets.List(help="Numbers of the selected sentences").tag(sync=True)
    filters = traitlets.Dict(help="What narrows the choice of claims").tag(sync=True)
    layer = traitlets.Enum(LAYERS, "course", help="Whose verdicts are shown: course, mine or differ").tag(sync=True)
    chapter = traitlets.Int(None, allow_none=True, help="The one chapter shown, or None for all").tag(sync=True)

    def __init__(
        self, frame: pd.DataFrame | None = None, sentences: pd.DataFrame | None = None, **traits: object
    ) -> None:
        base.check_frame(frame, "claims", "sentences", "paraphrase")
        base.check_frame(sentences, "sentences", "chapter")
        self._frame = tables.claims() if frame is None else frame
        self._sentences = tables.sentences() if sentences is None else sentences
        known = accounts(claim=self._frame)
        super().__init__(
            **known,
            claims=[_claim(str(id), row, id not in known["accounts"]["claim"]) for id, row in self._frame.iterrows()],
            sentences=[_sentence(int(number), row) for number, row in self._sentences.iterrows()],
            chapters=_chapters(set(self._sentences.chapter)),
            source=base.source(frame, "claims", sentences=sentences),
            linked=["filters", "selected", "chapter", "layer"],
            **traits,
        )

    @property
    def shown_claims(self) -> pd.DataFrame:
        """The claims of the shown sentences that pass the filters, in the order of the list."""
        return self._frame.loc[[id for _, id in self._entries() if id is not None]]

    @property
    def selected_claims(self) -> pd.DataFrame:
        """The claims of the selected sentences."""
        chosen = set(self.selected)
        return self._frame[[bool(chosen & set(numbers)) for numbers in self._frame.sentences]]

    @property
    def selected_sentences(self) -> pd.DataFrame:
        """The selected sentences, also those without a claim."""
        return self._sentences[self._sentences.index.isin(self.selected)]

    @property
    def selected_events(self) -> pd.DataFrame:
        """The events of the chronology that the selected claims are about."""
        return base.events_of(self.selected_claims)

    def _entries(self) -> Iterator[tuple[int, object]]:
        """What the list shows: (sentence, id of a claim), each claim once, with the first of its sentences.

        Without filters a sentence that makes no claim stands between them, as (sentence, None).
        """
        told = set()
        for number, sentence in self._sentences.iterrows():
            if self.chapter is not None and sentence.chapter != self.chapter:
                continue
            made = [id for id, numbers in self._frame.sentences.items() if number in numbers]
            for id in made:
                claim = self._frame.loc[id]
                if id not in told and all(claim.get(name) in wanted for name, wanted in self.filters.items()):
                    told.add(id)
                    yield number, id
            if not made and not self.filters:
                yield number, None

    def fallback(self) -> str:
        words = self.strings[self.language]
        entries = list(self._entries())
        header = ("table.sentence", "table.chapter", "table.claim", "kind", "table.paraphrase", "verdict")
        told = [id for _, id in entries if id is not None]
        # A claim of two sentences has one row and stands for both.
        numbers = {number for number, _ in entries} | set(self._frame.sentences.loc[told].explode())
        inside = self._sentences if self.chapter is None else self._sentences[self._sentences.chapter == self.chapter]
        caption = words["table"].format(sentences=len(numbers & set(inside.index)), claims=len(told))
        rows = [self._row(number, id, words) for number, id in entries]
        return base.table(caption, [words[key] for key in header], rows)

    def _row(self, number: int, id: object, words: dict[str, str]) -> list[str]:
        sentence = self._sentences.loc[number]
        chapter = str(sentence.chapter)
        if id is None:
            reason = base.text(sentence.get("reason"))
            said = f'{escape(words["silent"])}: <span lang="en">{escape(reason)}</span>' if reason else words["missing"]
            return [str(number), chapter, "", "", said, ""]
        claim = self._frame.loc[id]
        kind, verdict = _listed(claim, "kind"), _listed(claim, "verdict")
        return [
            escape(", ".join(map(str, claim.sentences))),
            chapter,
            base.link("claims", id, escape(str(id))),
            escape(words[f"claim_kind.{kind}"]) if kind else "",
            f'<span lang="en">{escape(base.text(claim.paraphrase))}</span>',
            escape(words[f"verdict.{verdict}"]) if verdict else "",
        ]

    @traitlets.validate("selected")
    def _valid_selected(self, proposal: dict) -> list[int]:
        numbers: list[int] = []
        for value in proposal["value"]:
            if isinstance(value, Integral) and not isinstance(value, bool):
                _expect_number(_("sentence"), value, set(self._sentences.index))
                numbers.append(int(value))
            else:
                base.expect(_("claim"), value, self._frame.index)
                numbers += map(int, self._frame.sentences[value])
        return list(dict.fromkeys(numbers))

    @traitlets.validate("filters")
    def _valid_filters(self, proposal: dict) -> dict:
        return base.listed_filters(proposal["value"], FILTERS)

    @traitlets.validate("chapter")
    def _valid_chapter(self, proposal: dict) -> int | None:
        if proposal["value"] is not None:
            _expect_number(_("chapter"), proposal["value"], set(self._sentences.chapter))
        return proposal["value"]


def _expect_number(what: str, value: Integral, known: set[int]) -> None:
    if value not in known:
        among = _("one of {first} to {last}").format(first=min(known), last=max(known)) if known else _("none")
        message = _("no {what} {value}: expected {among}")
        raise traitlets.TraitError(message.format(what=what, value=value, among=among))


def _listed(row: pd.Series, name: str) -> str:
    """The kind or verdict of a claim; empty if there is none or not one of the list."""
    value = base.text(row.get(name))
    return value if value in languages.values(FILTERS[name]) else ""


def _claim(id: str, row: pd.Series, own: bool) -> dict:
    record = {
        "kind": _listed(row, "kind"),
        "verdict": _listed(row, "verdict"),
        "paraphrase": base.in_languages(row, "paraphrase"),
        "own": _own(row) if own else {},
    }
    return {"id": id, "sentences": [int(number) for number in row.sentences]} | _filled(record)


def _own(row: pd.Series) -> dict:
    """The account of a claim that only the reader's table has, its texts in place."""
    events = tables.events()

    def about(ids: Iterable[object]) -> list[dict]:
        known = [id for id in ids if id in events.index]
        return [{"kind": "event", "id": id, "words": base.in_languages(events.loc[id], "title")} for id in known]

    facts = (
        ("states", [value] if (value := _stated(row)) else []),
        ("event", about([row.get("event")])),
        ("see-also", about(row.get("evidence", ()))),
    )
    said = {
        "title": base.in_languages(row, "paraphrase"),
        "verdict": _listed(row, "verdict"),
        "lines": [text] if (text := base.in_languages(row, "explanation")) else [],
        "facts": [
            {"term": base.every_language("entries", key), "values": values, "between": ", "}
            for key, values in facts
            if values
        ],
    }
    return _filled(said)


def _filled(record: dict) -> dict:
    return {name: value for name, value in record.items() if value not in ("", [], {})}


def _stated(row: pd.Series) -> dict[str, str]:
    if not base.text(row.get("date")) and not isinstance(row.get("value"), str):
        return base.in_languages(row, "value")
    return {language: text for language in languages.offered() if (text := tables.stated_value(row, language))}


def _sentence(number: int, row: pd.Series) -> dict:
    return {"number": number, "chapter": int(row.chapter), "reason": base.in_languages(row, "reason")}


def _chapters(numbers: set[int]) -> list[dict]:
    known = tables.chapters()
    return [
        {"number": int(number), "page": known.slug[number], "title": base.in_languages(known.loc[number], "title")}
        if number in known.index
        else {"number": int(number), "page": "", "title": {}}
        for number in sorted(numbers)
    ]
