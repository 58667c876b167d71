"""The tables of the course: data/ -> typed DataFrames.

Every table is described in data/datapackage.json (Frictionless); this module reads a
CSV by that description, so that a number is a number, a closed list a Categorical in the
order of the list, and a list inside a cell a tuple. What can be computed is computed
here, not typed: bounds, sort keys, precision, and what the essay says of an event.

Each function returns a new DataFrame, which the caller may change. A file is read anew only when its content
has changed.
"""

from __future__ import annotations

import csv
import datetime
import difflib
import functools
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Set
from pathlib import Path
from typing import Any

import pandas as pd

from chronology import dates, edition, languages
from chronology.edition import _

_PACKAGED = Path(__file__).parent / "data"
DATA = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).resolve().parents[2] / "data"

TODAY = "2026-12-31"  # what ends with two dots in a table is in use, or in office, up to this day
STATED = "claims/value"  # the context of what a claim states in words
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


class DataError(ValueError):
    """A fault in a table: which file, row and field, and what was expected there.

    `row` is the row of the file as a spreadsheet counts it (the header is row 1).
    """

    def __init__(self, file: str, message: str, row: int | None = None, field: str | None = None) -> None:
        self.file, self.row, self.field, self.message = file, row, field, message
        place = [f"data/{file}"]
        if row:
            place.append(f"row {row}")
        if field:
            place.append(f"field {field}")
        super().__init__(f"{', '.join(place)}: {message}")


# --- reading by the description ---------------------------------------------------------


def package(folder: Path | None = None) -> dict:
    """The description of all tables, datapackage.json as a dict."""
    content = _content("datapackage.json", folder or DATA)
    try:
        return json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DataError("datapackage.json", f"is not valid JSON in UTF-8: {error}") from error


def _content(file: str, folder: Path) -> bytes:
    try:
        return (folder / file).read_bytes()
    except FileNotFoundError:
        raise DataError(file, f"not found in {folder}") from None


def _state(file: str, folder: Path) -> str:
    """What a file holds, as a hash, by which what is remembered of it is known: it need not keep the file as well."""
    return hashlib.blake2b(_content(file, folder), digest_size=16).hexdigest()


def version() -> str:
    """The version of the course's own tables, such as ``0.1.0``."""
    return package()["version"]


def names(folder: Path | None = None) -> list[str]:
    """The names of all tables, in the order of the description."""
    return [resource["name"] for resource in package(folder)["resources"]]


def read(name: str, folder: Path | None = None) -> pd.DataFrame:
    """One table as it stands in its CSV, typed by its description.

    name: as in `names()`. folder: where the tables are (the course's own if None).
    Columns: string -> str (empty cells are empty strings); closed lists -> Categorical;
    integer -> int64 (Int64 where a cell may be empty), number -> float64, yes/no -> bool;
    lists -> tuples. The index is the primary key if that is one field, else 0, 1, 2 …
    Beside title_en, title_ru, title_kk stands `title`, which is that of the edition's language, and so for every such
    three. A text that the tables have in English only is given in that language where a catalogue has it.

    Raises `DataError` naming file, row and field for a missing file or column, an extra
    comma, text that is not UTF-8, a value outside its list or type, a date that is not EDTF.
    """
    folder = folder or DATA
    resources = _resources(_state("datapackage.json", folder), folder)
    if name not in resources:
        raise DataError("datapackage.json", f"describes no table {name!r}: expected one of {', '.join(resources)}")
    file, described = resources[name]
    return _in_edition(described, folder, _state(file, folder), edition.state()).copy()


@functools.lru_cache(maxsize=8)
def _resources(state: str, folder: Path) -> dict[str, tuple[str, str]]:
    """Name -> file and description (JSON) of every table; state: of datapackage.json, by `_state`."""
    return {each["name"]: (each["path"], json.dumps(each)) for each in package(folder)["resources"]}


def _typed(described: str, folder: Path) -> pd.DataFrame:
    """The columns that a CSV holds, the same in every edition. described: its description, JSON."""
    resource = json.loads(described)
    fields = resource["schema"]["fields"]
    rows = _rows(resource["path"], [field["name"] for field in fields], _content(resource["path"], folder))
    cells = zip(*rows) if rows else [[] for _ in fields]
    return pd.DataFrame({field["name"]: _column(field, each, resource["path"]) for field, each in zip(fields, cells)})


@functools.lru_cache(maxsize=64)
def _in_edition(described: str, folder: Path, state: str, spoken: tuple) -> pd.DataFrame:
    """The table with its English-only texts translated, and before each title_en, title_ru, title_kk the `title`.

    described, folder: as of `_typed`. state: of the file, by `_state`. spoken: the state of the edition.
    """
    resource, frame, language = json.loads(described), _typed(described, folder), spoken[0]
    for field in (each["name"] for each in resource["schema"]["fields"] if each.get("translate")):
        frame[field] = _translated(frame, resource, field, language)
    for field in [name for name in frame if name.endswith("_en") and f"{name[:-3]}_kk" in frame]:
        stem = field.removesuffix("_en")
        own = frame.get(f"{stem}_{language}")
        shown = _translated(frame, resource, field, language) if own is None else own
        frame.insert(frame.columns.get_loc(field), stem, shown)
    key = resource["schema"]["primaryKey"]
    return frame.set_index(key[0]) if len(key) == 1 else frame


def _translated(frame: pd.DataFrame, resource: dict, field: str, language: str) -> list[str]:
    """A column as the catalogue of a language has it; what it lacks stays English."""
    if language == edition.SOURCE:
        return frame[field].tolist()
    contexts = (text_context(resource, field, row) for row in frame.to_dict("records"))
    return [edition.pgettext(context, text, language) for context, text in zip(contexts, frame[field])]


def text_context(resource: dict, field: str, row: Mapping[str, object]) -> str:
    """What a catalogue knows a text of a table by: table, field and the key of its row."""
    key = "/".join(str(row[name]) for name in resource["schema"]["primaryKey"])
    return f"{resource['name']}/{field}/{key}"


def _remembered(*of: str) -> Callable:
    """For a function of a folder that follows from these tables alone: made once for each edition and content."""

    def decorate(make: Callable[[Path], pd.DataFrame]) -> Callable[[Path | None], pd.DataFrame]:
        @functools.lru_cache(maxsize=4)
        def made(states: tuple[str, ...], folder: Path, spoken: tuple) -> pd.DataFrame:
            return make(folder)

        @functools.wraps(make)
        def remembered(folder: Path | None = None) -> pd.DataFrame:
            folder = folder or DATA
            files = ("datapackage.json", *(f"{name}.csv" for name in of))
            return made(tuple(_state(file, folder) for file in files), folder, edition.state()).copy()

        return remembered

    return decorate


def _rows(file: str, header: list[str], content: bytes) -> list[list[str]]:
    """The cells of a CSV below its header, checked for encoding, header and number of cells."""
    if content.startswith(b"\xef\xbb\xbf"):
        raise DataError(file, "begins with a byte order mark: save it as UTF-8 without BOM", row=1)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise DataError(file, "is not UTF-8 here: save the file in UTF-8 encoding", row=row) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = []
        for row, cells in enumerate(reader, start=1):
            if reader.line_num != row:
                raise DataError(file, "a cell has a line break in it: keep every row on one line", row=row)
            if row == 1 and cells != header:
                raise DataError(file, _header_fault(cells, header), row=1)
            if len(cells) != len(header):
                raise DataError(file, _length_fault(cells, header), row=row)
            rows.append(cells)
    except csv.Error as error:
        raise DataError(file, f"is not valid CSV: {error}", row=reader.line_num) from error
    if not rows:
        raise DataError(file, _header_fault([], header), row=1)
    return rows[1:]


def _length_fault(cells: list[str], header: list[str]) -> str:
    fault = f"has {len(cells)} cells, expected {len(header)}: "
    if len(cells) > len(header):
        return fault + "a text that contains a comma must stand in double quotes"
    return fault + "a cell or a comma is missing"


def _header_fault(found: list[str], expected: list[str]) -> str:
    missing = [name for name in expected if name not in found]
    extra = [name for name in found if name not in expected]
    if missing:
        return f"column {missing[0]!r} is missing: expected the columns {', '.join(expected)}"
    if extra:
        return f"unknown column {extra[0]!r}: expected the columns {', '.join(expected)}"
    return f"the columns are out of order: expected {', '.join(expected)}"


def _column(field: dict, cells: list[str], file: str) -> pd.Series:
    """One typed column; raises `DataError` at the first cell that does not fit."""
    values = []
    for row, cell in enumerate(cells, start=2):
        try:
            values.append(_value(field, cell))
        except ValueError as error:
            raise DataError(file, str(error), row=row, field=field["name"]) from error
    categories = field.get("constraints", {}).get("enum")
    if categories:
        return pd.Series(pd.Categorical([value or None for value in values], categories=categories))
    if field["type"] == "integer" and not field.get("constraints", {}).get("required"):
        return pd.Series([pd.NA if value == "" else value for value in values], dtype="Int64")
    dtype = {"integer": "int64", "number": "float64", "boolean": "bool", "list": "object"}.get(field["type"], "str")
    return pd.Series(values, dtype=dtype)


def _value(field: dict, cell: str) -> object:
    """The typed value of a cell. Raises ValueError with what was expected and found."""
    constraints = field.get("constraints", {})
    if cell == "":
        if constraints.get("required"):
            raise ValueError("is empty, but a value is required")
        return () if field["type"] == "list" else ""
    if field["type"] == "list":
        convert = int if field["itemType"] == "integer" else str
        items = cell.split(field["delimiter"])
        if any(item != item.strip() or not item for item in items):
            raise ValueError(f"expected items separated by {field['delimiter']!r} without spaces, found {cell!r}")
        return tuple(_number(item, convert, field["itemType"]) for item in items)
    if field["type"] in ("integer", "number"):
        return _number(cell, {"integer": int, "number": float}[field["type"]], field["type"])
    if field["type"] == "boolean":
        if cell not in ("yes", "no"):
            raise ValueError(f"expected yes or no, found {cell!r}")
        return cell == "yes"
    if "enum" in constraints and cell not in constraints["enum"]:
        raise ValueError(f"expected one of {', '.join(constraints['enum'])}, found {cell!r}")
    if field.get("rdfType") == EDTF and dates.parse(cell).text != cell:
        raise dates.DateError(f"{cell!r} is not a date in EDTF as the course uses it: leave out the time of day")
    return cell


def _number(text: str, convert: type, type_name: str) -> object:
    try:
        return convert(text)
    except ValueError:
        raise ValueError(f"expected a value of type {type_name}, found {text!r}") from None


class Row(dict[str, Any]):
    """A row of a table: its cells by their column, which is an attribute as well."""

    __getattr__ = dict.__getitem__


def rows(frame: pd.DataFrame) -> list[tuple[Any, Row]]:
    """The rows of a table, each as its id and its cells: many times as fast as `iterrows`, and as `to_dict` as well."""
    columns = list(frame)
    cells = zip(*(frame[column].tolist() for column in columns))
    return [(id, Row(zip(columns, each))) for id, each in zip(frame.index, cells, strict=True)]


def with_bounds(frame: pd.DataFrame, file: str, *, date: str = "date") -> pd.DataFrame:
    """Add what can be computed from a column of EDTF dates.

    earliest, latest: datetime64, the first and last day the date can mean, proleptic
    Gregorian; latest is NaT for an open end. precision: day … century, the coarsest in the
    date. uncertain: whether the date itself marks doubt. sort_key: text; sorting by it puts
    rows in order of earliest day, then latest day, then id. date_text: the date in words, in the
    language of the edition, with the Old Style or Islamic date beside it where the source gives one;
    date_en, date_kk, date_ru: the same in each language.
    Raises `DataError`, with file and row, for what is no date, and if there is no such column.
    """
    if date not in frame:
        raise DataError(file, f"has no column of dates {date!r}: it has {', '.join(map(str, frame))}")
    earliest, latest, keys = [], [], []
    columns = {"date_text": None, **{f"date_{language}": language for language in languages.LANGUAGES}}
    words: dict[str, list[str]] = {column: [] for column in columns}
    for row, (id, cells) in enumerate(rows(frame), start=2):
        written, calendar = cells.get("date_written", ""), cells.get("calendar", "gregorian")
        try:
            first, last = dates.bounds(cells[date], written, calendar)
        except dates.DateError as error:
            field = "date_written" if written else date
            raise DataError(file, str(error), row=row, field=field) from error
        earliest.append(first)
        latest.append(last)
        keys.append(dates.sort_key(first, last, str(id)))
        for column, language in columns.items():
            words[column].append(dates.display(cells[date], language, written, calendar))
    parsed = frame[date].map(dates.parse)
    return frame.assign(
        earliest=_days(earliest, frame.index),
        latest=_days(latest, frame.index),
        precision=pd.Categorical([each.precision for each in parsed], categories=dates.PRECISIONS, ordered=True),
        uncertain=[each.uncertain for each in parsed],
        sort_key=keys,
        **words,
    )


def _days(values: list[datetime.date | None], index: pd.Index) -> pd.Series:
    # Seconds reach far beyond 1677, where pandas' nanoseconds end.
    return pd.Series(values, index=index).astype("datetime64[s]")


# --- the tables of the course -----------------------------------------------------------


def events(
    *,
    between: tuple[str | datetime.date, str | datetime.date] | None = None,
    in_essay: bool | None = None,
    verdict: str | Iterable[str] | None = None,
    kind: str | Iterable[str] | None = None,
    topic: str | Iterable[str] | None = None,
    place: str | Iterable[str] | None = None,
    party: str | Iterable[str] | None = None,
    body: str | Iterable[str] | None = None,
    person: str | Iterable[str] | None = None,
    folder: Path | None = None,
) -> pd.DataFrame:
    """The events, one row each, in order of date; every argument given narrows the choice.

    between: two EDTF dates, such as ``("1990-10", "1991-12")``, or days as Python or pandas has them, the earlier
    first; a number is no date: write ``("1465", "1918")``. Keeps events that may have happened in that span, so a
    century that touches it is kept. in_essay: whether some claim of the essay is about the event. verdict, kind, topic,
    place, party, body, person: one value or several, any of which may match. Raises ValueError for a value that is not
    in the table and for what is no such span, and `DataError` for faulty data.

    Index: id. Columns: those of events.csv, those of `with_bounds`, and from the claims
    `in_essay` (bool) and `sentences` (tuple of sentence numbers, empty if not in the essay).
    `attrs["asked"]` keeps the arguments.
    """
    asked = _plain(
        between=between, in_essay=in_essay, verdict=verdict, kind=kind, topic=topic, place=place, party=party,
        body=body, person=person,
    )  # fmt: skip
    frame = _all_events(folder)
    if between is not None:
        frame = frame[_overlaps(frame, between)]
    if in_essay is not None:
        frame = frame[frame.in_essay == in_essay]
    frame = _chosen(frame, verdict=verdict, kind=kind)
    for name, resource, wanted in (
        ("topics", None, topic),
        ("places", "places", place),
        ("parties", "institutions", party),
        ("bodies", "institutions", body),
        ("people", "people", person),
    ):
        if wanted is not None:
            known = read(resource, folder).index if resource else languages.values("topic")
            chosen = set(_known(name, wanted, known))
            frame = frame[[bool(chosen & set(each)) for each in frame[name]]]
    frame.attrs["asked"] = asked
    return frame


def _plain(**asked: object) -> dict[str, object]:
    """The arguments that were given, as far as they are plain values that can be written down again."""
    return {
        name: value
        for name, value in asked.items()
        if isinstance(value, str | int)
        or (isinstance(value, tuple | list) and all(isinstance(each, str) for each in value))
    }


@_remembered("events", "claims")
def _all_events(folder: Path) -> pd.DataFrame:
    frame = with_bounds(read("events", folder), "events.csv")
    said = read("claims", folder)
    sentences = {event: tuple(sorted(set(group.sentences.sum()))) for event, group in said.groupby("event") if event}
    return frame.assign(
        in_essay=frame.index.isin(sentences),
        sentences=pd.Series([sentences.get(id, ()) for id in frame.index], index=frame.index, dtype="object"),
    ).sort_values("sort_key")


def _overlaps(frame: pd.DataFrame, between: tuple[str | datetime.date, str | datetime.date]) -> pd.Series:
    if not isinstance(between, Iterable) or isinstance(between, str | Set | Mapping) or len(pair := list(between)) != 2:
        message = _('between is two dates, such as ("1990-10", "1991-12"), not {found}')
        raise ValueError(message.format(found=repr(between)))
    start, end = map(dates.text_of, pair)
    first, last = pd.Timestamp(dates.bounds(start)[0]), dates.bounds(end)[1]
    if last and pd.Timestamp(last) < first:
        message = _("between: {start} comes after {end}; write the earlier date first")
        raise ValueError(message.format(start=start, end=end))
    begins_in_time = frame.earliest <= pd.Timestamp(last) if last else True
    return (frame.latest.isna() | (frame.latest >= first)) & begins_in_time


def _chosen(frame: pd.DataFrame, **wanted: str | Iterable[str] | None) -> pd.DataFrame:
    """The rows whose closed-list fields have one of the values asked for; None asks for nothing."""
    for name, values in wanted.items():
        if values is not None:
            frame = frame[frame[name].isin(_known(name, values, frame[name].cat.categories))]
    return frame


def not_known(what: str, value: object, close: Iterable[str]) -> str:
    """What is said of a value that there is not. what: a name of the code, or a word of the edition. close: such that
    there are.
    """
    # Translators: what is the name of an argument or a column, such as topic, or one of the words event, claim, place …
    message = _("no {what} {value}; did you mean one of {known}?")
    return message.format(what=what, value=repr(value), known=", ".join(close))


def no_chapter(value: object, first: int, last: int) -> str:
    """What is said of a chapter that there is not."""
    message = _("no chapter {value}: expected {first} to {last}")
    return message.format(value=repr(value), first=first, last=last)


def _known(name: str, wanted: str | Iterable[str], known: Iterable[str]) -> list[str]:
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    for value in wanted:
        if value not in known:
            close = difflib.get_close_matches(value, list(known), n=3) or sorted(known)
            raise ValueError(not_known(name, value, close))
    return wanted


def event_references(folder: Path | None = None) -> pd.DataFrame:
    """Which work supports what of which event: columns event, reference, supports, seen (yes, partly, no), note."""
    return read("event_references", folder)


def period_references(folder: Path | None = None) -> pd.DataFrame:
    """As `event_references`, for periods."""
    return read("period_references", folder)


def claims(
    *,
    chapter: int | None = None,
    verdict: str | Iterable[str] | None = None,
    kind: str | Iterable[str] | None = None,
    folder: Path | None = None,
) -> pd.DataFrame:
    """The 66 claims of the essay, in the order of its sentences.

    chapter, verdict, kind narrow the choice, as in `events`. Index: id (C01 …). Columns:
    those of claims.csv; `chapter`, the number of the chapter of its first sentence; and
    `date`, what the essay states if that is a date (EDTF, else empty). `attrs["asked"]` keeps the arguments.
    """
    asked = _plain(chapter=chapter, verdict=verdict, kind=kind)
    frame = _all_claims(folder)
    if chapter is not None:
        known = chapters(folder).index
        if chapter not in known:
            raise ValueError(no_chapter(chapter, 1, known.max()))
        frame = frame[frame.chapter == chapter]
    frame = _chosen(frame, verdict=verdict, kind=kind)
    frame.attrs["asked"] = asked
    return frame


@_remembered("claims", "chapters", "sentences")
def _all_claims(folder: Path) -> pd.DataFrame:
    frame = read("claims", folder)
    chapter_of = _chapter_of(folder)
    return frame.assign(
        chapter=[chapter_of[min(numbers)] for numbers in frame.sentences],
        date=[_stated_date(claim) for claim in frame.itertuples()],
    )


def claims_about_events(folder: Path | None = None) -> dict[str, list[str]]:
    """Event -> the ids of the claims that it is the record of: the verdict on it tells how they fare."""
    about = claims(folder=folder).event
    return {event: list(group.index) for event, group in about.groupby(about) if event}


def _stated_date(claim: tuple) -> str:
    """The value of a claim if it is a date; a number of years or kilometres can look like one."""
    if claim.kind == "number":
        return ""
    try:
        return dates.parse(claim.value).text
    except dates.DateError:
        return ""


def stated_value(claim: pd.Series, language: str | None = None) -> str:
    """What a row of `claims` states: a date in words, a number with its thousands apart, or the value as it stands."""
    if claim.get("date"):
        return dates.display(claim.date, language)
    value = claim.get("value", "")
    if re.fullmatch(r"\d+", value):
        return languages.whole_number(int(value), language)
    return edition.pgettext(STATED, value, language)


def _chapter_of(folder: Path | None) -> dict[int, int]:
    """The chapter of every sentence of the essay. Raises `DataError` for a sentence in none."""
    chapter_of = {
        sentence: number
        for number, row in chapters(folder).dropna(subset=["first_sentence", "last_sentence"]).iterrows()
        for sentence in range(row.first_sentence, row.last_sentence + 1)
    }
    for sentence in read("sentences", folder).index:
        if sentence not in chapter_of:
            raise DataError("chapters.csv", f"no chapter holds sentence {sentence}", field="last_sentence")
    return chapter_of


def claim_items(list_name: str | None = None, folder: Path | None = None) -> pd.DataFrame:
    """The items of the essay's lists (principles, fields, interests …), one row each.

    list_name: one list only; raises ValueError for an unknown one.
    Columns: list, number, item, claim, label_en, label_ru, label_kk.
    """
    frame = read("claim_items", folder)
    if list_name is None:
        return frame
    return frame[frame["list"].isin(_known("list", list_name, frame["list"].cat.categories))]


def claim_interests(folder: Path | None = None) -> pd.DataFrame:
    """The claims about interests (chapter 9) as an argument, in the order of the essay.

    Index: id of the claim. Columns: those of `claims`; of whom it is said (`whose`), as what (`form`) and how far it
    was checked (`evidence_kind`), which is the course's own reading; and label_en, label_ru, label_kk, the thing in a
    few words.
    """
    frame = read("claim_interests", folder)
    items = claim_items("interests", folder).set_index("claim")
    for name in ("label", *(f"label_{language}" for language in languages.LANGUAGES)):
        frame[name] = frame[name].where(frame[name] != "", frame.index.map(items[name]))
    return claims(folder=folder).join(frame, how="inner")


@_remembered("sentences", "claims", "chapters")
def sentences(folder: Path | None = None) -> pd.DataFrame:
    """The 75 sentences by number: checkable (bool), reason, chapter, claims (tuple of claim ids)."""
    frame = read("sentences", folder)
    by_sentence = read("claims", folder).sentences.explode()
    claims_of = {number: tuple(group.index) for number, group in by_sentence.groupby(by_sentence)}
    return frame.assign(
        chapter=frame.index.map(_chapter_of(folder)),
        claims=pd.Series([claims_of.get(number, ()) for number in frame.index], index=frame.index, dtype="object"),
    )


def chapters(folder: Path | None = None) -> pd.DataFrame:
    """The chapters by number: slug, titles, first_sentence, last_sentence (both <NA> for one that follows none)."""
    return read("chapters", folder)


@_remembered("documents", "events", "claims")
def documents(folder: Path | None = None) -> pd.DataFrame:
    """The documents, in order of the date of their event.

    Index: id. Columns: those of documents.csv and `signed`, the EDTF date of the event.
    """
    frame = read("documents", folder)
    when = events(folder=folder)
    frame = frame.assign(signed=frame.event.map(when.date), _key=frame.event.map(when.sort_key))
    return frame.sort_values("_key", kind="stable").drop(columns="_key")


def document_principles(folder: Path | None = None) -> pd.DataFrame:
    """Documents × principles: document, principle, essay (bool: the essay says so), record, article, note."""
    return read("document_principles", folder)


def period_schemes(folder: Path | None = None) -> pd.DataFrame:
    """The schemes by which the chronology is cut: made_by, author, titles, criterion, partition (bool), note."""
    return read("period_schemes", folder)


def periods(scheme: str | None = None, folder: Path | None = None) -> pd.DataFrame:
    """The periods of all schemes or of one, with the columns of `with_bounds`.

    Raises ValueError for an unknown scheme.
    """
    frame = _all_periods(folder)
    if scheme is None:
        return frame
    return frame[frame.scheme.isin(_known("scheme", scheme, period_schemes(folder).index))]


@_remembered("periods")
def _all_periods(folder: Path) -> pd.DataFrame:
    return with_bounds(read("periods", folder), "periods.csv")


def people(folder: Path | None = None) -> pd.DataFrame:
    """The people: names and roles in three languages, forms of the time, born, died (EDTF), essay, sentences."""
    return read("people", folder)


def offices(folder: Path | None = None) -> pd.DataFrame:
    """Terms of office and reigns: person, number, office in three languages, start, end (EDTF), certainty."""
    return read("offices", folder)


def places(folder: Path | None = None) -> pd.DataFrame:
    """The places: kind, name today in three languages, country, lat, lon (degrees), approximate (bool)."""
    return read("places", folder)


def place_names(folder: Path | None = None) -> pd.DataFrame:
    """Successive names of places: place, number, name in three languages, start, end (EDTF), certainty."""
    return read("place_names", folder)


def institutions(folder: Path | None = None) -> pd.DataFrame:
    """States and institutions: kind, best-known name in three languages, wikidata, note."""
    return read("institutions", folder)


def institution_names(folder: Path | None = None) -> pd.DataFrame:
    """Successive names of states and institutions: institution, number, names, start, end (EDTF), certainty."""
    return read("institution_names", folder)


def name_at(names: pd.DataFrame, id: str, day: datetime.date | str, default: str, language: str | None = None) -> str:
    """What a place or institution was called on a day.

    names: `place_names()` or `institution_names()`. id: of the place or institution. day: New Style, a date, a
    Timestamp or a text such as ``1940-01-01``; raises ValueError where it is no single day. default: returned where
    no name of the table covers the day. language: that of the edition if None. On the day of a change the new name is
    given.
    """
    day = dates.only_day(day)
    owner = "place" if "place" in names else "institution"
    for starts, ends, name in name_spans(names[names[owner] == id]).get(id, ()):
        if starts <= day <= ends:
            return getattr(name, f"name_{language}" if language in languages.LANGUAGES else "name")
    return default


def name_spans(names: pd.DataFrame) -> dict[str, list[tuple[datetime.date, datetime.date, tuple]]]:
    """Id of a place or institution -> the first day, the last day and the row of each dated name, the latest first."""
    found: dict[str, list[tuple[datetime.date, datetime.date, tuple]]] = {}
    for name in names.iloc[::-1].itertuples():
        if name.start or name.end:
            starts = dates.bounds(name.start)[0] if name.start else datetime.date.min
            ends = dates.bounds(name.end)[1] if name.end not in ("", "..") else datetime.date.max
            owner = name.place if "place" in names else name.institution
            found.setdefault(owner, []).append((starts, ends, name))
    return found


def border_lengths(folder: Path | None = None) -> pd.DataFrame:
    """Published lengths of the border: length_km, qualifier, what it counts, published (EDTF), certainty."""
    return read("border_lengths", folder)


def glossary(folder: Path | None = None) -> pd.DataFrame:
    """The terms of the course with definitions, in three languages."""
    return read("glossary", folder)


def practice_questions(chapter: int | None = None, folder: Path | None = None) -> pd.DataFrame:
    """The questions of the practices, of one chapter or of all, in order of chapter and number.

    Raises ValueError for an unknown chapter. `widgets.practice.from_tables` makes of them what a `Practice` shows.
    """
    frame = read("practice_questions", folder)
    if chapter is None:
        return frame
    if chapter not in chapters(folder).index:
        raise ValueError(no_chapter(chapter, 1, chapters(folder).index.max()))
    return frame[frame.chapter == chapter]


def practice_options(folder: Path | None = None) -> pd.DataFrame:
    """The options of the questions that have some: question, number, answer, text and feedback in three languages."""
    return read("practice_options", folder)
