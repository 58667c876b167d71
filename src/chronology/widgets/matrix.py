"""The matrix of documents: what the essay claims and what a text was found to say, cell by cell and kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from html import escape

import pandas as pd
import traitlets

from chronology import bibliography, dates, languages, tables
from chronology.edition import _
from chronology.widgets import base
from chronology.widgets.accounts import accounts

LIST_FILTERS = {"type": "type", "force": "force", "topic": "topics"}
YES_NO = ("claimed", "checked", "selected")
CHECKED = ("found", "not-found")  # a text was read for it


class DocumentMatrix(base.Widget):
    """A table of documents by principles, or by topics, with a card for each cell.

    frame: documents, as `chronology.documents()` returns them, or any part of them (all documents if None); only the
    column title_en is needed. cells: which principle which document has, as `chronology.document_principles()`.

    Traits to read and set: `columns`, ``principles`` or ``topics`` (of the event of the document, by the course);
    `scope`, ``entered`` for the documents with entries in `cells`, or ``all``; `sort`, one of date, type, force, found,
    claimed; `group`, one of none, type, force, year, essay, claimed; `filters`, a dict with any of type, force, topic
    (each a value or a list), claimed, checked, selected (bool); `selected`, ids of documents; `cell`, the document and
    the column of the open cell, or empty; `language`. Setting an unknown value raises `traitlets.TraitError` with a
    hint.
    """

    _stem = "matrix"
    _shows = "shown_documents"
    _lists = ("document_type", "document_force", "topic")
    _fixed = {"fields": list(LIST_FILTERS.items())}

    documents = traitlets.List(help="The documents, as records that the script reads").tag(sync=True)
    lists = traitlets.Dict(help="The columns, and the values of closed lists in their order").tag(sync=True)
    works = traitlets.Dict(help="The works of the cells: key -> as it is cited, and its language").tag(sync=True)
    columns = traitlets.Enum(("principles", "topics"), "principles", help="principles or topics").tag(sync=True)
    scope = traitlets.Enum(("entered", "all"), "entered", help="entered (in `cells`) or all").tag(sync=True)
    sort = traitlets.Enum(("date", "type", "force", "found", "claimed"), "date", help="Order of the rows").tag(
        sync=True
    )
    group = traitlets.Enum(
        ("none", "type", "force", "year", "essay", "claimed"), "none", help="What the rows are grouped by"
    ).tag(sync=True)
    filters = traitlets.Dict(help="What narrows the choice of documents").tag(sync=True)
    selected = traitlets.List(traitlets.Unicode(), help="Ids of the selected documents").tag(sync=True)
    cell = traitlets.List(traitlets.Unicode(), help="Document and column of the open cell, or empty").tag(sync=True)

    def __init__(self, frame: pd.DataFrame | None = None, cells: pd.DataFrame | None = None, **traits: object) -> None:
        base.check_frame(frame, "documents")
        base.check_frame(cells, "document_principles", "document", "principle")
        self._frame = tables.documents() if frame is None else frame
        self._cells = tables.document_principles() if cells is None else cells
        items = tables.claim_items()
        labels = items.set_index("item")[items.set_index("item")["list"] == "principles"]
        principles = list(dict.fromkeys([*labels.index, *self._cells.principle]))
        works = bibliography.references()
        used = sorted(set(self._cells.get("reference", ())) & set(works.index))
        known = accounts(document=self._frame)
        # Before the rest: the validators look values up here.
        self._records = records(self._frame, self._cells, known["accounts"]["document"])
        self._lists_of = {
            "principles": principles,
            "topics": list(languages.values("topic")),
            "fields": list(items.item[items["list"] == "fields"]),
            "type": list(languages.values("document_type")),
            "force": list(languages.values("document_force")),
            "claims": {name: items.claim[items["list"] == name].iloc[0] for name in ("principles", "fields")},
        }
        super().__init__(
            **known,
            documents=self._records,
            lists=self._lists_of,
            works={key: [_cited(works.loc[key]), works.language[key] or "en"] for key in used},
            strings=base.named("principle", labels, labels.index, "label"),
            source=base.source(frame, "documents", cells=cells),
            linked=["columns", "scope", "sort", "group", "filters", "selected", "cell"],
            **traits,
        )

    @property
    def shown_documents(self) -> pd.DataFrame:
        """The documents that the matrix shows, in its order."""
        return self._rows([record["row"] for _, group in self._groups() for record in group])

    @property
    def selected_documents(self) -> pd.DataFrame:
        """The selected documents, in the order of their table."""
        return self._frame[self._frame.index.isin(self.selected)]

    @property
    def selected_events(self) -> pd.DataFrame:
        """The events of the chronology at which the selected documents were made."""
        return base.events_of(self.selected_documents)

    @property
    def table(self) -> pd.DataFrame:
        """What the matrix shows: a row a document, a column a principle with the state of the cell, or a topic (bool).

        The states are claimed-found, claimed-not-found, only-claimed, found, not-found, not-checked, no-entry.
        """
        shown = [record for _, group in self._groups() for record in group]
        columns = self._lists_of[self.columns]
        value = (lambda record, column: column in record.get("topics", ())) if self.columns == "topics" else state
        rows = [[value(record, column) for column in columns] for record in shown]
        index = pd.Index([record["id"] for record in shown], name="document")
        return pd.DataFrame(rows, index=index, columns=pd.Index(columns, name=self.columns))

    @property
    def selected_cells(self) -> pd.DataFrame:
        """The rows of `cells` for the selected documents, with the state of each as the matrix names it."""
        of = {record["id"]: record for record in self._records}
        chosen = self._cells[self._cells.document.isin(self.selected) & self._cells.document.isin(list(of))]
        return chosen.assign(state=[state(of[cell.document], cell.principle) for cell in chosen.itertuples()])

    def fallback(self) -> str:
        words = self.strings[self.language]
        columns = self._lists_of[self.columns]
        groups = self._groups()
        shown = [record for _, group in groups for record in group]
        ends = [words["total"]] if self.columns == "principles" else []
        names = [words["document"], *(self._column(column) for column in columns), *ends]
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
        body = []
        for key, group in groups:
            if key is not None:
                body.append(self._fallback_group(key, group, columns))
            body += [self._fallback_row(record, columns) for record in group]
        totals = "".join(f"<td>{escape(self._said(_counts(shown, [column])))}</td>" for column in columns)
        if ends:
            totals += f"<td>{escape(self._said(_counts(shown, columns)))}</td>"
        counted = words["shown"].format(n=len(shown), all=len(self._records))
        return (
            f"<table><caption>{escape(words['name.matrix'])}. {escape(words[f'note.{self.columns}'])} "
            f"{escape(counted)}</caption><thead><tr>{head}</tr></thead>\n<tbody>\n"
            + "\n".join(body)
            + f'\n</tbody><tfoot><tr><th scope="row">{escape(words["totals"])}</th>{totals}</tr></tfoot></table>'
        )

    # --- the same rules as in matrix.js -------------------------------------------------------

    def _groups(self) -> list[tuple[str | None, list[dict]]]:
        kept = filtered(self._records, self.scope, self.filters, self.selected)
        return grouped(ordered(kept, self.sort, self._lists_of), self.group, self._lists_of)

    # --- the table that stands in -------------------------------------------------------------

    def _rows(self, positions: list[int]) -> pd.DataFrame:
        return self._frame.iloc[positions]

    def _fallback_group(self, key: str, group: list[dict], columns: list[str]) -> str:
        name = escape(f"{self._group_name(key)} ({len(group)})")
        if self.columns == "topics":
            counts = "".join(f"<td>{_counts(group, [column])['filed']}</td>" for column in columns)
            return f'<tr><th scope="rowgroup">{name}</th>{counts}</tr>'
        said = escape(self._said(_counts(group, columns)))
        return f'<tr><th colspan="{len(columns) + 2}" scope="rowgroup">{name} {said}</th></tr>'

    def _fallback_row(self, record: dict, columns: list[str]) -> str:
        words = self.strings[self.language]
        title = record["title"]
        language = self.language if title.get(self.language) else "en"
        facts = [self.say(record.get("date", {})) or words["no-date"]]
        facts += [
            words.get(f"document_{name}.{record[name]}", record[name]) for name in ("type", "force") if name in record
        ]
        if record.get("force") == "unknown":
            facts[-1] = f"{words['force'].lower()}: {facts[-1]}"
        facts.append(self._official(record))
        name = f'<span lang="{language}">{escape(title.get(language, ""))}</span>'
        if record.get("event"):
            name = base.link("events", record["event"], name)
        cells = "".join(f"<td>{self._fallback_cell(record, column)}</td>" for column in columns)
        total = f"<td>{escape(self._said(_counts([record], columns)))}</td>" if self.columns == "principles" else ""
        return (
            f'<tr data-id="{escape(record["id"])}"><th scope="row">{name}<br>{escape(" · ".join(facts))}</th>'
            f"{cells}{total}</tr>"
        )

    def _fallback_cell(self, record: dict, column: str) -> str:
        words = self.strings[self.language]
        if self.columns == "topics":
            return escape(words["state.filed" if column in record.get("topics", ()) else "state.not-filed"])
        entry = record.get("cells", {}).get(column, {})
        parts = [words[f"state.{state(record, column)}"]]
        if partial(entry):
            parts.append(words["partial"])
        if "article" in entry:
            parts.append(entry["article"])
        said = "; ".join(escape(part) for part in parts)
        if entry.get("work") in self.works:
            cited, language = self.works[entry["work"]]
            said += f'; <cite lang="{escape(language)}">{escape(cited)}</cite>'
        return said

    def _said(self, counts: dict[str, int]) -> str:
        words = self.strings[self.language]
        if self.columns == "topics":
            return words["count.filed"].format(n=counts["filed"], all=counts["documents"])
        there = {"found": "checked", "claimed": "claimed", "open": "open", "none": "none"}
        return "; ".join(words[f"count.{key}"].format(**counts) for key, amount in there.items() if counts[amount])

    def _official(self, record: dict) -> str:
        words = self.strings[self.language]
        seen = record.get("official")
        return words["official"].format(languages=", ".join(seen).upper()) if seen else words["official.none"]

    def _column(self, column: str) -> str:
        return self.strings[self.language].get(f"{self.columns[:-1]}.{column}", column)

    def _group_name(self, key: str) -> str:
        words = self.strings[self.language]
        if key == "":
            return words["no-date"] if self.group == "year" else "–"
        prefix = {"type": "document_type.", "force": "document_force.", "essay": "essay.", "claimed": "claimed."}
        return words.get(f"{prefix.get(self.group, '')}{key}", key)

    # --- what may be set ----------------------------------------------------------------------

    @traitlets.validate("filters")
    def _valid_filters(self, proposal: dict) -> dict:
        given = proposal["value"]
        clean: dict[str, object] = {}
        for name, value in given.items():
            base.expect(_("filter"), name, {*LIST_FILTERS, *YES_NO})
            if name in YES_NO:
                if value is not None:
                    clean[name] = bool(value)
            elif value:
                values = [value] if isinstance(value, str) else list(value)
                for each in values:
                    base.expect(name, each, self._lists_of["topics" if name == "topic" else name])
                clean[name] = values
        return clean

    @traitlets.validate("selected")
    def _valid_selected(self, proposal: dict) -> list[str]:
        return base.expected(_("document"), proposal["value"], [record["id"] for record in self._records])

    @traitlets.validate("cell")
    def _valid_cell(self, proposal: dict) -> list[str]:
        given = proposal["value"]
        if given:
            if len(given) != 2:
                message = _("cell is a document and a column, or empty: found {found}")
                raise traitlets.TraitError(message.format(found=repr(given)))
            base.expect(_("document"), given[0], [record["id"] for record in self._records])
            base.expect(_("column"), given[1], [*self._lists_of["principles"], *self._lists_of["topics"]])
        return given


def records(frame: pd.DataFrame, cells: pd.DataFrame, known: Container[str] = ()) -> list[dict]:
    """The documents as the script reads them, JSON types only, in the frame's order. known: ids with an account."""
    events = tables.events()
    papers = Counter(frame.get("event", ()))
    entries: dict[str, dict[str, dict]] = {}
    for row in cells.to_dict("records"):
        record = base.text(row.get("record")) or "not-checked"
        base.expect("record", record, languages.values("principle_record"))
        entry = {"essay": row.get("essay") is True, "record": record}
        entry |= {
            to: base.text(row.get(name))
            for name, to in (("article", "article"), ("reference", "work"), ("note", "note"))
        }
        entries.setdefault(row["document"], {})[row["principle"]] = _filled(entry)
    made = []
    for position, (id, row) in enumerate(frame.iterrows()):
        event = events.loc[row.event] if row.get("event") in events.index else pd.Series(dtype=object)
        record = _record(str(id), position, row, event, papers[row.get("event")] == 1, entries.get(id, {}))
        made.append(record if id in known else record | {"own": _own(row)})
    return made


def _record(id: str, position: int, row: pd.Series, event: pd.Series, alone: bool, cells: dict) -> dict:
    title = base.in_languages(row, "title")
    short = base.in_languages(event, "title") if alone else {}
    if not short or len(short.get("en", "")) > len(title.get("en", "")):
        short = title  # the course's name of the event is shorter, but names no single paper if there are several
    signed = base.text(row.get("signed"))
    said, start = _words(signed), _start(signed)
    record = {
        "id": id,
        "row": position,
        "event": str(event.name) if len(event) else "",
        "title": title,
        "short": short if short != title else {},
        "official": [each for each in languages.LANGUAGES if row.get(f"title_{each}_status") == "official"],
        "date": said,
        "start": start,
        "type": base.text(row.get("type")),
        "force": base.text(row.get("force")),
        "in_essay": bool(event.get("in_essay", False)),
        "topics": list(event.get("topics", ())),
        "cells": cells,
    }
    return {"id": id, "row": position, "title": title} | _filled(record)


def _own(row: pd.Series) -> dict:
    """The account of a document that only the reader's table has, its texts in place."""
    status = {language: row.get(f"title_{language}_status") for language in languages.LANGUAGES}
    told = [
        *(base.every_label(f"document_{name}", row.get(name)) for name in ("type", "force")),
        *(
            {language: languages.words("entries", language)[key].format(date=said) for language, said in dated.items()}
            for key, name in (("in-force", "in_force"), ("out-of-force", "out_of_force"))
            if (dated := _words(base.text(row.get(name))))
        ),
    ]
    account = {
        "when": _words(base.text(row.get("signed"))),
        "titles": [
            {"language": language, "text": text, "status": base.every_label("title_status", status.get(language, ""))}
            for language, text in base.in_languages(row, "title").items()
        ],
        "lines": [text for text in told if text],
        "remarks": [text for name in ("identifier", "note") if (text := base.in_languages(row, name))],
    }
    return {key: value for key, value in account.items() if value}


def _filled(record: dict) -> dict:
    return {name: value for name, value in record.items() if value is not None and value not in ("", [], {}, False)}


def _words(date: str) -> dict[str, str]:
    """A date in words: language -> text; what is no EDTF stays as it is written."""
    try:
        return {language: dates.display(date, language) for language in languages.offered()} if date else {}
    except dates.DateError:
        return {"en": date}


def _start(date: str) -> str | None:
    try:
        return base.iso(dates.bounds(date)[0]) if date else None
    except dates.DateError:
        return None


def _cited(work: pd.Series) -> str:
    authors, where = bibliography.authors_in_words(work.author), bibliography.container_in_words(work.container)
    return ", ".join(part for part in (authors, work.title, where, work.year) if part)


def state(record: dict, principle: str) -> str:
    """What is known of a cell: the essay's claim and the finding of a reader of the text, as one word."""
    entry = record.get("cells", {}).get(principle)
    if entry is None:
        return "no-entry"
    if not entry.get("essay"):
        return entry["record"]
    return f"claimed-{entry['record']}" if entry["record"] in CHECKED else "only-claimed"


def partial(entry: Mapping[str, object]) -> bool:
    """Whether a text was seen that does not settle the matter."""
    return entry.get("record") == "not-checked" and "work" in entry


def _counts(shown: Iterable[dict], columns: Iterable[str]) -> dict[str, int]:
    """What a total says of the cells of some rows and columns. The same as `counted` in matrix.js."""
    shown, columns = list(shown), list(columns)
    entries = [record.get("cells", {}).get(column) for record in shown for column in columns]
    there = [entry for entry in entries if entry is not None]
    checked = [entry for entry in there if entry["record"] in CHECKED]
    return {
        "found": sum(entry["record"] == "found" for entry in there),
        "checked": len(checked),
        "claimed": sum(bool(entry.get("essay")) for entry in there),
        "both": sum(bool(entry.get("essay")) for entry in checked),
        "open": len(there) - len(checked),
        "none": len(entries) - len(there),
        "filed": sum(column in record.get("topics", ()) for record in shown for column in columns),
        "documents": len(shown),
    }


def filtered(documents: list[dict], scope: str, filters: dict, selected: Iterable[str]) -> list[dict]:
    """The documents that are in the scope and pass all filters. filters: as in `DocumentMatrix`."""
    chosen = set(selected)
    has = {
        "claimed": lambda record: any(cell.get("essay") for cell in record.get("cells", {}).values()),
        "checked": lambda record: any(cell["record"] in CHECKED for cell in record.get("cells", {}).values()),
    }

    def passes(record: dict) -> bool:
        if scope == "entered" and not record.get("cells"):
            return False
        for name, field in LIST_FILTERS.items():
            value = record.get(field, ())
            if name in filters and not set(filters[name]) & ({value} if isinstance(value, str) else set(value)):
                return False
        if filters.get("selected") and record["id"] not in chosen:
            return False
        return all(has[name](record) == filters[name] for name in has if name in filters)

    return [record for record in documents if passes(record)]


def ordered(documents: list[dict], sort: str, lists: dict) -> list[dict]:
    """The documents in the order asked for; what is equal stands in order of date, then as in the table."""
    documents = sorted(documents, key=lambda record: record.get("start") or "A")
    if sort in ("type", "force"):
        return sorted(documents, key=lambda record: _place(record.get(sort, ""), lists[sort]))
    if sort in ("found", "claimed"):
        return sorted(documents, key=lambda record: -_counts([record], lists["principles"])[sort])
    return documents


def _place(value: str, order: list[str]) -> int:
    return order.index(value) if value in order else len(order)


def grouped(documents: list[dict], group: str, lists: dict) -> list[tuple[str | None, list[dict]]]:
    """[(key of the group, its documents), …]; one group with the key None where none are asked for."""
    if group == "none":
        return [(None, documents)]
    yes_no = {
        "essay": lambda record: bool(record.get("in_essay")),
        "claimed": lambda record: any(cell.get("essay") for cell in record.get("cells", {}).values()),
    }
    found: dict[str, list[dict]] = {}
    for record in documents:
        if group in yes_no:
            key = "yes" if yes_no[group](record) else "no"
        else:
            key = record.get("start", "")[:4] if group == "year" else record.get(group, "")
        found.setdefault(key, []).append(record)
    if group == "year":
        return sorted(found.items(), key=lambda each: each[0] or "A")
    order = ["yes", "no"] if group in yes_no else lists[group]
    return sorted(found.items(), key=lambda each: _place(each[0], order))
