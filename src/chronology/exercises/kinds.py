"""The kinds of questions: what counts as an answer, and what is likely to go wrong with it.

Each kind reads a plain answer (see `plain`) into one text that stands for it, and knows the slips of its kind: texts
that, if one of them is the right answer, tell what went wrong. Nothing here knows a right answer.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from chronology import dates
from chronology.exercises import written
from chronology.exercises.plain import called, key

Spec = dict[str, Any]
Slip = tuple[str, str, str]  # category, message, the text that would be right if this slip was made


class NoAnswer(Exception):
    """What was given cannot be an answer to this kind of question: category and message."""

    def __init__(self, message: str, category: str = "type") -> None:
        super().__init__(message)
        self.message, self.category = message, category


@dataclass(frozen=True)
class Kind:
    """read: (plain answer, spec) -> text; raises NoAnswer. facets: texts of which the digests are stored as well, so
    that an answer can be partly right. spec: options that the right answer itself settles, such as a precision.
    slips: near misses. partial: (answer, spec, whether a facet is one of the right answer) -> category and message,
    or None.
    """

    read: Callable[[Any, Spec], str]
    spec: Callable[[Any, Spec], Spec] = lambda value, spec: spec
    facets: Callable[[Any, Spec], list[str]] = lambda value, spec: []
    slips: Callable[[Any, Spec], Iterator[Slip]] = lambda value, spec: iter(())
    partial: Callable[[Any, Spec, Callable[[str], bool]], tuple[str, str] | None] = field(
        default=lambda value, spec, has: None
    )


# --- dates ----------------------------------------------------------------------------------


def _date(value: object, spec: Spec) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        value = str(value)
    if isinstance(value, list) and len(value) == 2:  # the two ends of a span
        value = "/".join(map(str, value))
    if not isinstance(value, str):
        raise NoAnswer(f"A date is asked, and this is {called(value)}. {written.FORM}")
    try:
        text, old = written.read(value)
    except written.NotTheSameDay as error:
        raise NoAnswer(str(error), "calendar") from None
    except dates.DateError as error:
        raise NoAnswer(str(error)) from None
    if old and spec.get("style") == "new":
        raise NoAnswer("This is a day of the Old Style. Which day of the New Style was it?", "calendar")
    return text


def _date_facets(value: object, spec: Spec) -> list[str]:
    text = _date(value, spec)
    return [f"year {text[:4]}", *([f"month {text[:7]}"] if len(text) == 10 else [])]


def _date_slips(value: object, spec: Spec) -> Iterator[Slip]:
    text = _date(value, spec)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        day = datetime.date.fromisoformat(text)
        if day.year < 1919:
            for turn in (dates.old_to_new_style, dates.new_to_old_style):
                try:
                    yield "calendar", "The right day in the other calendar. Which style is asked for?", turn(text)
                except dates.DateError:
                    continue
        for step in (-1, 1):
            yield "off by one", "Off by one day. Look, or count, once more.", _moved(day, days=step)
        for years in (-1, 1, -100, 100, -10, 10):
            if 1 <= day.year + years <= 9999:
                moved = f"{day.year + years:04}{text[4:]}"
                yield "off by one", "Day and month are right, the year is not.", moved
        if day.day <= 12:
            yield "order", "Day and month seem to have changed places.", f"{text[:4]}-{day.day:02}-{day.month:02}"
        for shorter in (text[:7], text[:4]) if spec["precision"] != "day" else ():
            yield "precision", "This is more exact than the record allows. Give only what is known.", shorter
    elif re.fullmatch(r"\d{4}(-\d\d)?", text):
        for years in (-1, 1):
            moved = f"{int(text[:4]) + years:04}{text[4:]}"
            yield "off by one", "Off by one year.", moved
        for years in (-100, 100, -10, 10):
            yield "wrong", "A digit of the year is wrong.", f"{int(text[:4]) + years:04}{text[4:]}"
        if len(text) == 7:
            yield "precision", "This is more exact than the record allows. Give only what is known.", text[:4]
            year, month = int(text[:4]), int(text[5:])
            for step in (-1, 1):
                moved = 12 * year + month - 1 + step
                yield "off by one", "Off by one month.", f"{moved // 12:04}-{moved % 12 + 1:02}"
    elif re.fullmatch(r"\d\dXX|\d\d\dX", text):
        step = 100 if text.endswith("XX") else 10
        for years in (-step, step):
            moved = f"{int(text.replace('X', '0')) + years:04}"
            shown = moved[:2] + "XX" if step == 100 else moved[:3] + "X"
            yield "off by one", "Off by one: the 18th century is the years that begin with 17.", shown
    elif "/" in text:
        first, last = text.split("/")
        for end in (first, last):
            yield "precision", "One date is asked, not a span.", end
        if re.fullmatch(r"\d{4}/\d{4}", text):
            for a, b in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                yield "off by one", "One end of the span is off by one year.", f"{int(first) + a}/{int(last) + b}"


def _moved(day: datetime.date, days: int) -> str:
    try:
        return (day + datetime.timedelta(days=days)).isoformat()
    except OverflowError:
        return day.isoformat()


def _date_partial(value: object, spec: Spec, has: Callable[[str], bool]) -> tuple[str, str] | None:
    text = _date(value, spec)
    if not has(f"year {text[:4]}"):
        return None
    if len(text) == 10 and has(f"month {text[:7]}"):
        return "partial", "Year and month are right, the day is not."
    if spec["precision"] == "day" and len(text) < 10:
        known = "Year and month are right" if has(f"month {text[:7]}") else "The year is right"
        return "precision", f"{known}, but the day is asked."
    if spec.get("span") and "/" not in text:
        return "precision", "One end is right, but both are asked: the first and the last, as in 1837/1847."
    return "partial", "The year is right, but not the rest."


def _date_spec(value: object, spec: Spec) -> Spec:
    """style: "new", where an answer in the Old Style does not count."""
    text = _date(value, spec)
    return {**spec, "precision": dates.parse(text).precision, **({"span": True} if "/" in text else {})}


# --- numbers --------------------------------------------------------------------------------


# What may stand behind a number; whether it is the unit that is asked for shows in the number.
_UNIT = re.compile(
    r"\s*(%|per ?cent|процент\w*|пайыз|km|kilomet\w+|км|days?|дн\w+|день|күн|years?|лет|жыл)\.?\s*$", re.IGNORECASE
)


def _number(value: object, spec: Spec) -> float:
    if isinstance(value, str):
        text = _UNIT.sub("", value).replace("\u202f", "").replace(" ", "").replace("−", "-")
        thousands = re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text)
        try:
            value = float(text.replace(",", "" if thousands else "."))
        except ValueError:
            raise NoAnswer("A number is asked, without words, and this text cannot be read as one.") from None
    if isinstance(value, dict) and value["type"] == "series" and len(value["values"]) == 1:
        raise NoAnswer("This is a Series with one value; the value itself is asked: take it out with .iloc[0].")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NoAnswer(f"A number is asked, and this is {called(value)}.")
    return float(value)


def _binned(number: float, spec: Spec) -> str:
    return str(math.floor((number - spec["offset"]) / spec["step"] + 1e-9))


def _number_spec(value: object, spec: Spec) -> Spec:
    """tolerance: how far from the right number is still right; 0 (the default) where it is counted. unit: "share" or
    "per cent", where the number is one.
    """
    number = _number(value, spec)
    tolerance = spec.get("tolerance", 0)
    step = 2 * tolerance or 1
    # The right number lies in the middle of a step, so that both sides are as far as the tolerance.
    offset = round((number - step / 2) % step, 9)
    return {**spec, "step": step, "offset": offset}


def _number_slips(value: object, spec: Spec) -> Iterator[Slip]:
    number = _number(value, spec)
    for step in (-1, 1):
        if spec.get("tolerance"):
            near = _binned(number + step * spec["step"], spec)
            yield (
                "close",
                "Close, but not close enough. Are these the rows that are asked for? If so, look at the rounding.",
                near,
            )
        else:
            yield "off by one", "Off by one. Is the first or the last one to be counted?", _binned(number + step, spec)
    for factor, message in (
        (-1, "The sign is wrong: which is taken from which?"),
        (100, "A hundred times too small: is a share asked for, or a per cent?"),
        (0.01, "A hundred times too large: is a share asked for, or a per cent?"),
        (1000, "A thousand times too small: look at the unit."),
        (0.001, "A thousand times too large: look at the unit."),
    ):
        yield "unit", message, _binned(number * factor, spec)
    whole = {"share": 1, "per cent": 100}.get(spec.get("unit"))
    if whole:
        yield "wrong", "This is the share of the others.", _binned(whole - number, spec)


# --- choices, sets, orders, matches ------------------------------------------------------------


# Letters of the Kazakh and Russian keyboards that look like Latin ones.
_LIKE_LATIN = str.maketrans("авсеікмнортух", "abceikmhoptyx")
_JOINS = re.compile(r"[\s_–-]")


def _option(text: str, options: list) -> str:
    """The option that is meant: in small letters, whatever joins its words, and from whichever keyboard."""
    found = key(text)
    known = {key(each): key(each) for each in options}
    joined = {_JOINS.sub("", each): each for each in known}
    bare = found.strip("().")
    alike = bare.translate(_LIKE_LATIN)
    return next(filter(None, map(known.get, (found, bare, alike))), None) or joined.get(_JOINS.sub("", alike)) or bare


def _letter(value: object, spec: Spec) -> str:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str):
        raise NoAnswer(f"One of {_list(spec['options'])} is asked, as a text, and this is {called(value)}.")
    found = _option(value, spec["options"])
    if found not in map(key, spec["options"]):
        raise NoAnswer(f"Choose one of {_list(spec['options'])}.", "unknown")
    return found


def _list(items: list) -> str:
    return ", ".join(map(str, items))


def _items(value: object, spec: Spec) -> list[str]:
    """The items of a list, a set, a Series or a text with signs between them (none are needed between letters, where
    these are the options), as texts.
    """
    options = [key(each) for each in spec.get("options", [])]
    if isinstance(value, dict) and value["type"] == "set":
        value = value["items"]
    elif isinstance(value, dict) and value["type"] == "series":
        value = value["values"]
    elif isinstance(value, str):
        parts = [each for each in re.split(r"\s*[,;<>]\s*|\s+(?:and|және|и)\s+", value.strip()) if each]
        letters = [each for each in re.sub(r"[\W_]", "", value) if options]
        value = letters if letters and all(_option(each, options) in options for each in letters) else parts
    if not isinstance(value, list):
        raise NoAnswer(f'A list is asked, such as ["a", "b"], and this is {called(value)}.')
    return [_option(each if isinstance(each, str) else key(each), options) for each in value]


def _known(items: list[str], spec: Spec) -> None:
    """Refuse items that are not among the options, where the question names them."""
    options = [key(each) for each in spec.get("options", [])]
    strange = [item for item in items if options and item not in options]
    if strange:
        raise NoAnswer(f"{_list(strange[:3])}: not among {_list(spec['options'])}.", "unknown")


def _set(value: object, spec: Spec) -> str:
    if isinstance(value, dict) and value["type"] == "pairs":
        raise NoAnswer("A list or a set is asked, and this is a dictionary.")
    items = _items(value, spec)
    if not items:
        raise NoAnswer("Nothing is in the list yet.", "missing")
    _known(items, spec)
    return ", ".join(sorted(set(items)))


def _set_facets(value: object, spec: Spec) -> list[str]:
    return [f"item {item}" for item in set(_items(value, spec))]


def _set_spec(value: object, spec: Spec) -> Spec:
    return {**spec, "count": len(set(_items(value, spec)))}


def _set_partial(value: object, spec: Spec, has: Callable[[str], bool]) -> tuple[str, str]:
    items = set(_items(value, spec))
    right = sum(has(f"item {item}") for item in items)
    missing, extra = spec["count"] - right, len(items) - right
    if not right:
        return "wrong", "None of these is right."
    if not extra:
        return "missing", f"All that you name is right, but {_some(missing)} missing."
    if not missing:
        return "extra", f"All that is asked is there, and {_some(extra)} too many."
    return "partial", f"{right} right, {extra} wrong, {missing} missing."


def _some(count: int) -> str:
    return "one is" if count == 1 else f"{count} are"


def _order(value: object, spec: Spec) -> str:
    if isinstance(value, dict) and value["type"] in ("set", "pairs"):
        raise NoAnswer(f'An order is asked, so a list such as ["a", "b"]; {called(value)} has none.')
    items = _items(value, spec)
    if isinstance(value, dict) and sorted(map(key, value["index"])) == sorted(map(key, spec["options"])):
        raise NoAnswer("The labels are asked, not the values: take the index of the Series.")
    _known(items, spec)
    missing = [each for each in spec["options"] if key(each) not in items]
    if len(set(items)) < len(items):
        raise NoAnswer("Something stands in the list twice.", "extra")
    if missing:
        raise NoAnswer(f"Missing in the order: {_list(missing)}.", "missing")
    return " > ".join(items)


def _order_slips(value: object, spec: Spec) -> Iterator[Slip]:
    items = _order(value, spec).split(" > ")
    yield "order", "The right order, but from the end to the beginning.", " > ".join(reversed(items))
    for at in range(len(items) - 1):
        swapped = [*items[:at], items[at + 1], items[at], *items[at + 2 :]]
        yield "order", "Almost: two neighbours have changed places.", " > ".join(swapped)


def _order_facets(value: object, spec: Spec) -> list[str]:
    items = _order(value, spec).split(" > ")
    return [f"{a} before {b}" for a, b in pairwise(items)]


def _order_partial(value: object, spec: Spec, has: Callable[[str], bool]) -> tuple[str, str]:
    items = _order(value, spec).split(" > ")
    right = sum(has(f"{a} before {b}") for a, b in pairwise(items))
    return "order", f"Neighbours that stand as they should: {right} of {len(items) - 1}."


def _match(value: object, spec: Spec) -> str:
    return "; ".join(f"{left} = {right}" for left, right in sorted(_pairs(value, spec)))


def _pairs(value: object, spec: Spec) -> list[tuple[str, str]]:
    if isinstance(value, dict) and value["type"] == "series":
        value = {"type": "pairs", "pairs": list(zip(value["index"], value["values"]))}
    if not isinstance(value, dict) or value["type"] != "pairs":
        form = f'{{"{spec["options"][0]}": "{spec["to"][0]}", …}}' if spec.get("to") else '{"a": 1, "b": 2}'
        raise NoAnswer(f"A dictionary is asked, such as {form}, and this is {called(value)}.")
    if any(right is None or left is None for left, right in value["pairs"]):
        raise NoAnswer("Some of the pairs are still empty.", "missing")
    pairs = [
        (_option(key(left), spec["options"]), _option(re.sub(r"\s*/\s*", "/", key(right)), spec.get("to", [])))
        for left, right in value["pairs"]
    ]
    lefts = [left for left, _ in pairs]
    _known(lefts, spec)
    missing = [each for each in spec["options"] if key(each) not in lefts]
    if missing:
        raise NoAnswer(f"Nothing is given for {_list(missing)}.", "missing")
    _known([right for _, right in pairs], {"options": spec.get("to", [])})
    return pairs


def _match_facets(value: object, spec: Spec) -> list[str]:
    return [f"pair {left} = {right}" for left, right in _pairs(value, spec)]


def _match_partial(value: object, spec: Spec, has: Callable[[str], bool]) -> tuple[str, str]:
    pairs = _pairs(value, spec)
    right = sum(has(f"pair {left} = {right}") for left, right in pairs)
    return "partial", f"Right pairs: {right} of {len(pairs)}."


# --- names ----------------------------------------------------------------------------------


def _name(value: object, spec: Spec) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str):
        raise NoAnswer(f"A name is asked, as a text, and this is {called(value)}.")
    found = re.sub(r"[\"'“”«»‘’().,]", "", key(value)).replace("–", "-")
    return re.sub(r"^(the|an?) ", "", found)


# --- tables ---------------------------------------------------------------------------------


def _rows(value: object, spec: Spec) -> tuple[list[str], list[tuple[str, ...]], list[str]]:
    """(labels of the rows, rows, names of the columns) of a Series or DataFrame; Series have no columns."""
    if isinstance(value, dict) and value["type"] == "pairs" and spec.get("form") != "DataFrame":
        lefts, rights = zip(*value["pairs"]) if value["pairs"] else ((), ())
        value = {"type": "series", "index": list(lefts), "values": list(rights)}
    if not isinstance(value, dict) or value["type"] not in ("series", "frame"):
        raise NoAnswer(f"A {spec.get('form', 'table')} is asked, and this is {called(value)}.")
    if spec.get("form") == "Series" and value["type"] == "frame":
        if len(value["columns"]) != 1:
            raise NoAnswer("A Series is asked, and this is a DataFrame: choose the one column that is asked for.")
        value = {"type": "series", "index": value["index"], "values": [row[0] for row in value["rows"]]}
    if spec.get("form") == "DataFrame" and value["type"] == "series":
        raise NoAnswer("A DataFrame is asked, and this is a Series.")
    labels = [key(each) for each in value["index"]]

    def text(each: Any) -> str:  # noqa: ANN401
        return key(round(each, spec["decimals"]) if isinstance(each, float) and "decimals" in spec else each)

    if value["type"] == "series":
        return labels, [(text(each),) for each in value["values"]], []
    columns = [key(each) for each in value["columns"]]
    # The order of columns says nothing.
    places = sorted(range(len(columns)), key=columns.__getitem__)
    rows = [tuple(text(row[at]) for at in places) for row in value["rows"]]
    return labels, rows, [columns[at] for at in places]


def _table(value: object, spec: Spec) -> str:
    labels, rows, columns = _rows(value, spec)
    if spec.get("columns") and columns != spec["columns"]:
        missing = [each for each in spec["columns"] if each not in columns]
        extra = [each for each in columns if each not in spec["columns"]]
        if missing:
            raise NoAnswer(f"Missing columns: {_list(missing)}.", "missing")
        index = " The labels of the rows belong into the index: .set_index(…)." if spec["labelled"] else ""
        raise NoAnswer(f"Columns that are not asked for: {_list(extra)}.{index}", "extra")
    return _table_text(labels, rows, spec)


def _table_text(labels: list[str], rows: list[tuple[str, ...]], spec: Spec) -> str:
    lines = [" | ".join((label, *row) if spec.get("labelled", True) else row) for label, row in zip(labels, rows)]
    return "\n".join(lines if spec.get("ordered") else sorted(lines))


def _table_spec(value: object, spec: Spec) -> Spec:
    """ordered: whether the order of rows counts. decimals: to how many places numbers are compared, else to six
    significant digits. A DataFrame whose rows are only numbered has no labels.
    """
    form = "Series" if value["type"] == "series" else "DataFrame"
    labels, _, columns = _rows(value, {**spec, "form": form})
    numbered = form == "DataFrame" and labels == [str(at) for at in range(len(labels))]
    more = {"columns": columns} if columns else {}
    return {**spec, "form": form, "labelled": not numbered, "count": len(labels), **more}


def _table_facets(value: object, spec: Spec) -> list[str]:
    labels, rows, _ = _rows(value, spec)
    facets = [f"any order {_table_text(labels, rows, {**spec, 'ordered': False})}"]
    if not spec["labelled"]:
        return facets
    facets += [f"label {label}" for label in labels] + [f"row {_line(*each)}" for each in zip(labels, rows)]
    return [*facets, f"values {_values(rows)}"]


def _line(label: str, row: tuple[str, ...]) -> str:
    return " | ".join((label, *row))


def _values(rows: list[tuple[str, ...]]) -> str:
    """The rows without their labels, in any order."""
    return "\n".join(sorted(map(" | ".join, rows)))


def _table_slips(value: object, spec: Spec) -> Iterator[Slip]:
    labels, rows, _ = _rows(value, spec)

    def rounded(number: float) -> float:
        return round(number, spec["decimals"]) if "decimals" in spec else float(f"{number:.12g}")

    for factor, message in (
        (100, "Every number is a hundred times too small: are shares asked for, or per cent?"),
        (0.01, "Every number is a hundred times too large: are shares asked for, or per cent?"),
    ):
        try:
            turned = [tuple(key(rounded(float(each) * factor)) for each in row) for row in rows]
        except ValueError:
            return
        yield "unit", message, _table_text(labels, turned, spec)
    if spec.get("ordered"):
        yield "order", "The right rows, from the end to the beginning.", _table_text(labels[::-1], rows[::-1], spec)


def _table_partial(value: object, spec: Spec, has: Callable[[str], bool]) -> tuple[str, str] | None:
    labels, rows, _ = _rows(value, spec)
    if has(f"any order {_table_text(labels, rows, {**spec, 'ordered': False})}"):
        return "order", "The right rows in the wrong order."
    missing = "missing", "Rows are missing."
    extra = "extra", "There are rows that are not asked for."
    if not spec["labelled"]:
        if len(rows) != spec["count"]:
            return missing if len(rows) < spec["count"] else extra
        return "partial", "As many rows as are asked for, but some of the values are wrong."
    right = sum(has(f"label {label}") for label in labels)
    if right == len(labels) == spec["count"]:
        wrong = [label for label, row in zip(labels, rows) if not has(f"row {_line(label, row)}")]
        return "partial", f"The labels are right, some of the values are not: look at {_list(wrong[:3])}."
    if has(f"values {_values(rows)}"):
        return "labels", "The values are right, their labels (the index) are not the ones that are asked for."
    if right == len(labels):
        return missing
    if right == spec["count"]:
        return extra
    return ("partial", f"Right labels of rows: {right} of {len(labels)}.") if right else None


KINDS: dict[str, Kind] = {
    "date": Kind(_date, _date_spec, _date_facets, _date_slips, _date_partial),
    "number": Kind(lambda value, spec: _binned(_number(value, spec), spec), _number_spec, slips=_number_slips),
    "choice": Kind(_letter),
    "set": Kind(_set, _set_spec, _set_facets, partial=_set_partial),
    "order": Kind(_order, facets=_order_facets, slips=_order_slips, partial=_order_partial),
    "match": Kind(_match, facets=_match_facets, partial=_match_partial),
    "name": Kind(_name),
    "table": Kind(_table, _table_spec, _table_facets, _table_slips, _table_partial),
}
