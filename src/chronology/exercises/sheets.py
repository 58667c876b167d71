"""CSV files that a spreadsheet opens without running anything, and that come back from one in another dialect.

UTF-8 with a byte-order mark, by which Excel knows Cyrillic letters. A field that begins like a formula gets an
apostrophe before it, as OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection); `read` takes it off.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class SheetError(ValueError):
    """A CSV file that cannot be read; the message names it."""


def safe(value: object) -> str:
    """A field that no spreadsheet takes for a formula. Numbers stay numbers, None is empty."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}"
    # An apostrophe that is the student's own is doubled, so that `plain` gives back what was there.
    text = str(value)
    return f"'{text}" if text.lstrip(" \n").startswith((*_FORMULA, "'")) or text.startswith(_FORMULA) else text


def plain(field: str) -> str:
    """What `safe` was given; also where a spreadsheet has dropped the apostrophe."""
    rest = field[1:]
    return rest if field.startswith("'") and safe(rest) == field else field


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table at once: whoever reads meanwhile sees the old file or the new one."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe(value) for value in row] for row in rows)
    save(path, text.getvalue().encode("utf-8-sig"))


def read(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a table by the names of its columns, in whatever dialect and encoding a spreadsheet has left it.

    needed: columns that must be there. Raises SheetError, which names the file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SheetError(f"{path}: {error.strerror}.") from None
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1251"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SheetError(f"{path}: save it as CSV in UTF-8.")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SheetError(f"{path}: this is not a CSV file ({error}).") from None
    columns = [plain(name).strip() for name in rows[0]] if rows else []
    missing = [name for name in needed if name not in columns]
    if missing:
        raise SheetError(f"{path}: the column {missing[0]} is missing; put it back, or move the file away.")
    # A short row is filled up, a long one cut; an empty one keeps its place, so that rows can be counted.
    return [dict(zip(columns, [*map(plain, row), *[""] * len(columns)])) for row in rows[1:]]


def save(path: Path, data: bytes) -> None:
    """Write a file at once, by renaming."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(data)
    os.replace(part, path)
