"""How a DataFrame is shown in a notebook and a page: its heads and the values of closed lists in plain words.

`import chronology` tells IPython to show DataFrames by `html`; what a table is in code, and as text, stays as it is. A
head gives the word of the edition, and in a second line what the column is called in code, where the two differ; there
is one row of heads, in whose corner stands what the rows are and, where that has a name, what the columns are. A whole
number has no decimals, and of several values in a cell each is a word of its own. In English the values of closed lists
stay as well, since they are English words; in another edition they are its labels. Rows that have a title or a name are
shown without their ids or numbers, which `.index` and `.reset_index()` give. What stands in a column, a number, a date
or long text, is a class of its cells, by which a page aligns and breaks them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Iterable
from functools import cache
from html import escape, unescape
from typing import TYPE_CHECKING

from chronology import edition, languages

if TYPE_CHECKING:
    import pandas as pd

TITLE = 200  # letters of a cell that are shown at least: no title is cut
EXACT = 2**53  # up to it a float is the whole number that it says
LEFT_OUT = "..."  # for columns that are left out, as pandas writes it
LONG = 40  # letters from which on a text wants a wide column
_DATES = frozenset({"date_text", *(f"date_{language}" for language in languages.LANGUAGES)})
# A date in the grammar of the tables (dates.py), or at least nothing that has words.
_PLAIN_DATE = re.compile(r"\[?[0-9]{2}[0-9X]{2}[0-9X?~%/.,\]-]*")
_CELL = re.compile(r"<(t[hd])>(</th>)?")
# A number and the word beside it: 16 December 1991 must not be broken.
_BESIDE_NUMBER = re.compile(r" (?:(?<=\d )(?=[^\W\d])|(?<=[^\W\d] )(?=\d))")
# What stands for a head while pandas writes the table: letters of nobody's, which it does not escape.
_PLACE = re.compile("\ue000([^\ue001]*)\ue001( [↓→])?")
_PART = "\0"  # between texts, none of which has it
_CODE = '<code style="display: block; padding: 0; background: none; font-size: max(0.8em, 13px); font-weight: normal">'


def html(frame: pd.DataFrame) -> str | None:
    """A DataFrame as HTML; None, which leaves it to pandas, where a column or a row has several names."""
    import pandas as pd

    option = pd.get_option
    if frame.columns.nlevels > 1 or frame.index.nlevels > 1 or not option("display.notebook_repr_html"):
        return None
    most, few = option("display.max_rows"), option("display.max_columns")
    long = most and len(frame) > most
    if not long and few and frame.shape[1] > few:
        frame = _narrowed(frame, few)
    shown = in_words(frame)
    heads = map(str, frame.columns)
    named = any(name.removesuffix(f"_{name[-2:]}") in ("title", "name") for name in heads)
    numbered = frame.index.name is None and pd.api.types.is_integer_dtype(frame.index)
    without_ids = named and (frame.index.name == "id" or numbered)
    if shown.index.name is not None and not without_ids:
        # The name of the rows stands in the corner, without a row of heads for it alone.
        rows, columns = shown.index.name, shown.columns.name
        corner = rows if columns is None else f"{rows} ↓ {columns} →"
        shown = shown.rename_axis(corner, axis="columns").rename_axis(None, axis="index")
    classes = [] if without_ids else [_class(frame.index)]
    classes += [_class(frame.iloc[:, at]) for at in range(frame.shape[1])]
    width = option("display.max_colwidth")
    with pd.option_context("display.max_colwidth", width and max(width, TITLE)):
        written = None if long else _whole_table(shown, not without_ids, classes)
        if written is None:
            as_pandas = shown.to_html(
                index=not without_ids,
                max_rows=option("display.min_rows") or most if long else None,
                max_cols=few if long else None,
                show_dimensions=bool(long) and option("display.show_dimensions") in (True, "truncate"),
                notebook=True,
            )
            written = _classed(as_pandas, classes)
    known = languages.words("columns")
    return _PLACE.sub(lambda place: _head(unescape(place[1]), place[2] or "", known), written)


def _narrowed(frame: pd.DataFrame, few: int) -> pd.DataFrame:
    """The first and the last columns of a table that has more than few, with dots between them, as pandas shows it."""
    import pandas as pd

    half = few // 2 or 1
    last = frame.iloc[:, -half:] if few > 1 else frame.iloc[:, :0]
    dots = pd.DataFrame({LEFT_OUT: LEFT_OUT}, index=frame.index)
    return pd.concat([frame.iloc[:, :half], dots, last], axis="columns").rename_axis(columns=frame.columns.name)


def _whole_table(shown: pd.DataFrame, index: bool, classes: list[str]) -> str | None:
    """A table of which no row is left out, letter by letter as pandas writes it, with the classes of its columns.

    In the page pandas takes a second for all events. None where this would differ: where rows have other names than
    texts and numbers, or a text has the sign that parts texts here.
    """
    import pandas as pd
    from pandas.io.formats.format import DataFrameFormatter

    plain = isinstance(shown.index, pd.RangeIndex) or all(isinstance(each, str) for each in shown.index)
    if (index and not plain) or (not index and shown.columns.name):
        return None
    before, opening, after = shown.iloc[:0].to_html(index=index, notebook=True).partition("  <tbody>\n")
    formatted = DataFrameFormatter(shown, index=index)
    columns = [_escaped(list(map(str, shown.index)))] if index else []
    for at in range(shown.shape[1]):
        columns.append(_texts(shown.iloc[:, at], index) or _escaped(formatted.format_col(at)))
    if None in columns:
        return None
    names = ["th", *["td"] * shown.shape[1]] if index else ["td"] * shown.shape[1]
    cells = "".join(f"      {_tag(name, None, kind)}%s</{name}>\n" for name, kind in zip(names, classes, strict=True))
    row = f"    <tr>\n{cells}    </tr>\n"
    return _classed(before, classes) + opening + "".join(map(row.__mod__, zip(*columns, strict=True))) + after


def _texts(values: pd.Series, index: bool) -> list[str] | None:
    """The cells of a column of texts, some of which may be missing; None of any other."""
    import pandas as pd

    width, room = pd.get_option("display.max_colwidth"), " " if index else ""  # pandas counts it
    if values.dtype.kind not in "bO":
        return None
    texts = values.tolist()
    if values.dtype == bool:
        return list(map(str, texts))
    for at, each in enumerate(texts):
        if not isinstance(each, str):
            if not (isinstance(each, float) and math.isnan(each)):
                return None
            texts[at] = "NaN"
    texts = _replaced(texts, ("\t", r"\t"), ("\n", r"\n"), ("\r", r"\r"))
    if texts and width and max(map(len, texts)) > width - len(room):
        texts = [each if len(room + each) <= width else f"{(room + each)[: width - 3]}..." for each in texts]
    return texts and _escaped(texts)


def _escaped(texts: list[str]) -> list[str] | None:
    signs = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("  ", "&nbsp;&nbsp;"))
    return _replaced([each.strip() for each in texts], *signs)


def _replaced(texts: list[str], *pairs: tuple[str, str]) -> list[str] | None:
    """Texts in which each first of a pair is the second; all at once, since in the page a call takes its time."""
    joined = _PART.join(texts)
    for old, new in pairs:
        joined = joined.replace(old, new)
    parts = joined.split(_PART) if texts else []
    return parts if len(parts) == len(texts) else None


def _class(values: pd.Series | pd.Index) -> str:
    """What stands in a column: number, date, long, or "" for anything else."""
    from pandas.api import types

    if types.is_numeric_dtype(values) and not types.is_bool_dtype(values):
        return "number"
    if types.is_datetime64_any_dtype(values):
        return "date"
    texts = [each for each in values.tolist() if isinstance(each, str) and each]
    if texts and all(map(_PLAIN_DATE.fullmatch, texts)):
        return "date"
    return "long" if max(map(len, texts), default=0) > LONG else ""


def _classed(html: str, classes: list[str]) -> str:
    """A table whose cells have the classes of their columns; a row with columns left out stays as it is."""

    def row(found: re.Match) -> str:
        if len(_CELL.findall(found[0])) != len(classes):
            return found[0]
        column = iter(classes)
        return _CELL.sub(lambda cell: _tag(*cell.groups(), next(column)), found[0])

    return re.sub(r"<tr.*?</tr>", row, html, flags=re.S)


def _tag(name: str, empty: str | None, kind: str) -> str:
    """The tag of a cell; a head without words is left as it is, since it heads nothing."""
    if not kind or empty or (name, kind) == ("th", "long"):
        return f"<{name}>{empty or ''}"
    return f'<{name} class="{kind}">'


def in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy in which the values of closed lists are labels of the edition, and every head is marked as such."""
    shown = frame.copy()
    for at, name in enumerate(frame.columns):
        if name in _DATES:
            shown.isetitem(at, _unbroken(frame.iloc[:, at].tolist()))
        else:
            shown.isetitem(at, _in_words(name, frame.iloc[:, at]))
    shown.index = _in_words(frame.index.name, frame.index)
    values = {value for each in _lists().get(frame.columns.name, ()) for value in languages.values(each)}
    labels = _labels(frame.columns.name, frame.columns)
    shown.columns = [_said(each, labels) if each in values else _place(each) for each in frame.columns]
    names = (None if axis.name is None else _place(axis.name) for axis in (frame.index, frame.columns))
    return shown.rename_axis(index=next(names), columns=next(names))


def _in_words(name: Hashable, values: pd.Series | pd.Index) -> pd.Series | pd.Index | list:
    """The values of a column or of the index, called name, as they are shown."""
    if values.dtype.kind == "f":
        return _whole(values)
    labels = _labels(name, values)
    if not labels and (values.dtype != object or not any(isinstance(each, tuple) for each in values.tolist())):
        return values
    return [_said(each, labels) for each in values.tolist()]


def _whole(numbers: pd.Series | pd.Index) -> pd.Series | pd.Index | list:
    """Numbers without decimals where none of them has any; those that are missing or too large stay as they are."""
    import pandas as pd

    there = numbers[numbers.notna()]
    if not len(there) or not all(abs(each) < EXACT and each == math.floor(each) for each in there):
        return numbers
    return [f"{each:.0f}" if pd.notna(each) else each for each in numbers]


def _labels(name: Hashable, values: Iterable[object]) -> dict[str, str]:
    """Value -> label in the language of the edition. name: of the field; of several lists of such a field the one
    counts that has most of the values. Empty in English, where the values are words themselves.
    """
    if edition.language() == edition.SOURCE or name not in _lists():
        return {}
    there = {text for each in values if isinstance(each, str | tuple) for text in _several(each)}
    best = max(_lists()[name], key=lambda each: len(there.intersection(languages.values(each))))
    return {value: languages.label(best, value) for value in languages.values(best)}


def _said(value: object, labels: dict[str, str]) -> object:
    if isinstance(value, tuple):
        return "; ".join(str(labels.get(each, each)) for each in value)
    return labels.get(value, value) if isinstance(value, str) else value


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


@cache
def _lists() -> dict[Hashable, tuple[str, ...]]:
    """Name of a field -> the closed lists of its values, of which each table that has the field may have another."""
    from chronology import tables

    found: dict[Hashable, dict[str, None]] = {"precision": {"precision": None}, "commonest": {"topic": None}}
    for resource in tables.package()["resources"]:
        for field in resource["schema"]["fields"]:
            name = field.get("labels") or field.get("items", {}).get("labels")
            if name:
                found.setdefault(field["name"], {})[name] = None
    return {name: tuple(lists) for name, lists in found.items()}


def _unbroken(dates: list) -> list:
    """Dates in words, each of which stays with its month in one line; what is missing stays as it is."""
    there = [each for each in dates if isinstance(each, str)]
    kept = iter(_BESIDE_NUMBER.sub("\u00a0", _PART.join(there)).replace("–", "–\u2060").split(_PART))
    return [next(kept) if isinstance(each, str) else each for each in dates]


def _place(head: Hashable) -> Hashable:
    return f"\ue000{head}\ue001" if isinstance(head, str) and head else head


def _head(name: str, arrow: str, words: dict[str, str]) -> str:
    """The head of a column, as HTML. name: that of the column in code; arrow: where it heads rows as well; words: the
    words for columns, by key.
    """
    stem, _, suffix = name.rpartition("_")
    if f"head.{name}" in words:
        word = words[f"head.{name}"]
    elif suffix in languages.LANGUAGES and f"head.{stem}" in words:
        word = words["in-language"].format(head=words[f"head.{stem}"], language=words[f"language.{suffix}"])
    else:
        return escape(name) + arrow
    same = word.casefold() == name.casefold()
    return escape(word) + arrow + ("" if same else f" {_CODE}{escape(name)}</code>")
