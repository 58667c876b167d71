"""CSV files that a spreadsheet opens without running anything, and that come back from one in another dialect.

UTF-8 with a byte-order mark, by which Excel knows Cyrillic letters. A field that begins like a formula gets an
apostrophe before it, as OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection); `read` takes it off.
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import os
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class SheetError(ValueError):
    """A CSV file that cannot be read; the message names it."""


class Id(str):
    """An id out of a gradebook's own export, which goes back as it came: nobody is known there by '+77051234567.

    What can call nothing in a spreadsheet is harmless even after a sign: letters, digits and .@+=/- without brackets,
    quotes, | or !. An id with any other sign could be a formula that a student has chosen as a name, and is made safe.
    """

    __slots__ = ()


_HARMLESS = re.compile(r"[\w.@+=/ -]*")


def escape_field(value: object) -> str:
    """A field that no spreadsheet takes for a formula, but for an `Id`. Numbers stay numbers, None is empty."""
    if value is None:
        return ""
    if isinstance(value, Id) and _HARMLESS.fullmatch(value):
        return str(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}"
    # An apostrophe that is the student's own is doubled, so that `unescape_field` gives back what was there.
    text = str(value)
    return f"'{text}" if text.lstrip(" \n").startswith((*_FORMULA, "'")) or text.startswith(_FORMULA) else text


def unescape_field(field: str) -> str:
    """What `escape_field` was given; also where a spreadsheet has dropped the apostrophe."""
    rest = field[1:]
    return rest if field.startswith("'") and escape_field(rest) == field else field


@dataclass(frozen=True)
class Line:
    """A row of a table. number: as a spreadsheet counts it. beside: the cells for which there is no column."""

    number: int
    cells: dict[str, str]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table as a spreadsheet has left it.

    delimiter: the one that its spreadsheet writes. odd: how many rows are shorter or longer than the header.
    """

    columns: tuple[str, ...]
    lines: list[Line]
    delimiter: str = ","
    odd: int = 0


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",") -> None:
    """Write a table at once: whoever reads meanwhile sees the old file or the new one."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([escape_field(value) for value in row] for row in rows)
    save(path, text.getvalue().encode("utf-8-sig"))


def read(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a table by the names of its columns, in whatever dialect and encoding a spreadsheet has left it.

    needed: columns that must be there. Raises SheetError, which names the file.
    """
    return [line.cells for line in tables(path, needed)[0].lines]


def tables(path: Path, needed: Sequence[str], known: Sequence[str] = ()) -> list[Table]:
    """The table of a file in each of the encodings in which it can be read, the likeliest first.

    needed: columns that must be there. known: columns whose names may be in capitals. Raises SheetError, which names
    the file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SheetError(f"{path}: {error.strerror}.") from None
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise SheetError(f"{path}: the file is empty. Put back what was in it, or move it away.")
    for start, what in _NO_TABLES:
        if data.startswith(start):
            raise SheetError(f"{path}: this is {what}, whatever its name ends in. Save it as CSV in UTF-8.")
    if data.startswith(b"\xef\xbb\xbf") and len(data) - _readable(data) in (1, 2, 3):
        raise SheetError(f"{path}: the file breaks off in the middle of a letter. Was it copied to its end?")
    texts = _decoded(data)
    if not texts:
        raise SheetError(f"{path}: save it as CSV in UTF-8.")
    try:
        return [_table(text, needed, known) for text in texts]
    except csv.Error as error:
        raise SheetError(f"{path}: this is not a CSV file ({error}).") from None
    except SheetError as error:
        raise SheetError(f"{path}: {error}") from None


_NO_TABLES = (
    (b"PK\x03\x04", "a workbook (XLSX or ODS)"),
    (b"\xd0\xcf\x11\xe0", "a workbook (XLS)"),
    (b"%PDF", "a PDF file"),
    (b"{\\rtf", "a text document"),
    (b"<", "a web page or another file of tags"),
)


def _readable(data: bytes) -> int:
    """How many bytes from the start are UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _decoded(data: bytes) -> list[str]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in data[:4000]:  # without the mark; the headers are in Latin letters
        encodings = ["utf-16-be" if data[:1] == b"\0" else "utf-16-le"]
    else:
        try:
            return [data.decode("utf-8-sig")]
        except UnicodeDecodeError:
            # What Excel calls ANSI and Mac: of the two alphabets, and of Kazakh Windows.
            encodings = ["cp1251", "kz1048", "cp1252", "mac_cyrillic", "mac_roman"]
    found = []
    for encoding in encodings:
        with contextlib.suppress(UnicodeDecodeError):
            found.append(data.decode(encoding))
    return found


def _table(text: str, needed: Sequence[str], known: Sequence[str]) -> Table:
    """Raises SheetError where a column is missing, and csv.Error."""
    text = re.sub(r"\Asep=.[\r\n]+", "", text)  # a line by which Excel is told the separator
    first = text.partition("\n")[0]
    read = [_made(_cells(text, each), each, known) for each in sorted(",;\t", key=first.count, reverse=True)]
    found = [each for each in read if set(needed) <= set(each.columns)][:1]
    unfolded: list[Table] = []
    if not found or found[0].odd:
        unfolded = [_unfolded(text, each, known) for each in ";\t" if each in text]
        found += [each for each in unfolded if set(needed) <= set(each.columns)]
    if not found:
        missing = next(name for name in needed if name not in read[0].columns)
        has = ", ".join(filter(None, read[0].columns))[:200]
        raise SheetError(f"the column {missing} is missing; put it back, or move the file away. It has {has}.")
    best = min(found, key=lambda each: each.odd)
    if best.odd and (best in unfolded or any(_split(text, delimiter) for delimiter in ";\t")):
        raise SheetError(
            "it was opened in one column, and texts in it were cut. Nothing was written over it. Open it by Data, From "
            "Text/CSV, with UTF-8 and Comma, and enter the marks again; or move the file away."
        )
    return best


def _split(text: str, delimiter: str) -> bool:
    """Whether something stands beside rows of a table with commas, the last two columns of which are empty."""
    return any(
        re.search(r",\d+,,$", cell) and any(map(str.strip, row[at + 1 :]))
        for row in _cells(text, delimiter)
        for at, cell in enumerate(row)
    )


def _cells(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _made(rows: list[list[str]], delimiter: str, known: Sequence[str]) -> Table:
    columns = [unescape_field(name).strip() for name in rows[0]] if rows else []
    columns = [name.lower() if name.lower() in known and name.lower() not in columns else name for name in columns]
    while columns and not columns[-1]:
        columns.pop()
    lines, odd = [], 0
    # A short row is filled up; an empty one keeps its place, so that rows can be counted.
    for number, row in enumerate(rows[1:], 2):
        cells = [*map(unescape_field, row), *[""] * (len(columns) - len(row))]
        odd += any(row) and (len(row) < len(columns) or any(cells[len(columns) :]))
        # A column that stands twice counts the first time, and what is in the second stands beside.
        twice = [cell for at, cell in enumerate(cells[: len(columns)]) if columns[at] in columns[:at]]
        lines.append(Line(number, dict(reversed([*zip(columns, cells)])), (*twice, *cells[len(columns) :])))
    return Table(tuple(columns), lines, delimiter, odd)


def _unfolded(text: str, delimiter: str, known: Sequence[str]) -> Table:
    """A table that a spreadsheet with another list separator has opened in its first column, and saved so.

    What was typed beside the column belongs to the row on whose last line it stands: a number is the points and
    anything else the comment, where these are empty. Rows that a line break had cut are joined again. What stands
    beside another line may be the end of an answer that had the separator in it: such a row is odd.
    """
    rows = _cells(text, delimiter)
    reader = csv.reader(io.StringIO("\n".join(row[0] if row else "" for row in rows), newline=""))
    inner, starts = [], [0]
    for row in reader:
        inner.append(row)
        starts.append(reader.line_num)
    made = _made(inner, delimiter, known)
    lines = [
        _with_typed(Line(start + 1, line.cells, line.beside), [cell for row in rows[start:end] for cell in row[1:]])
        for line, start, end in zip(made.lines, starts[1:], starts[2:])
    ]
    cut = sum(
        any(cell.strip() for row in rows[start : end - 1] for cell in row[1:])
        for start, end in itertools.pairwise(starts[1:])
    )
    return Table(made.columns, lines, delimiter, made.odd + cut)


def _with_typed(line: Line, typed: Iterable[str]) -> Line:
    cells, left = dict(line.cells), list(line.beside)
    for text in filter(str.strip, typed):
        name = "points" if re.match(r"\s*[\d.,]+\s*(?:/|$)", text) else "comment"
        if cells.get(name, "").strip():
            left.append(text)
        else:
            cells[name] = text
    return Line(line.number, cells, tuple(left))


def save(path: Path, data: bytes) -> None:
    """Write a file at once, by renaming, whoever else writes it meanwhile, on this machine or another."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with part.open("xb") as file:
            file.write(data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
