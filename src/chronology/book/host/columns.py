"""Lists of many records made small: by columns, and without what the table of a widget says already."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import unescape

MANY = 20  # records of a list from which on it is stored by columns
NONE = object()  # the value of a record that has none
TAG = re.compile(r"<[^>]*>")
# What of a table is not said again, as a selector of its elements; after "#" what their links lead to.
LINK = r'<a href="[^"#]*#([\w.-]+)">(.*?)</a>'
TIMES = re.compile(r"<time>(.*?)</time>")
LINKS = {"time + a": re.compile(rf"</time>[^<]*{LINK}", re.ASCII), "a": re.compile(LINK, re.ASCII)}

Said = Mapping[str, Sequence[str]]  # selector -> what those elements of a table say


def small(value: object, said: Said = {}, orders: tuple[list[int], ...] = ()) -> object:  # noqa: B006
    """A value, with a list of many records, which repeats names and values in each, as {"inColumns": {name: column}}.

    A column is a list of values; {"cell": selector}, what elements of the table of the widget say, of which `said`
    tells; {"of": either, "at": numbers}, distinct values and for each record which of them it has, -1 for none; or, of
    records, their columns again. `whole` in model.js reads it.
    """
    if not isinstance(value, list) or len(value) < MANY or not all(isinstance(each, dict) for each in value):
        return value
    names = dict.fromkeys(name for record in value for name in record)
    columns: dict[str, object] = {}
    for name in names:
        columns[name] = _column([record.get(name, NONE) for record in value], said, orders)
        orders += tuple(each["at"] for each in [columns[name]] if _is_in_table(each))
    return {"inColumns": columns} if columns else value


def _column(values: list, said: Said, orders: tuple[list[int], ...]) -> object:
    if found := _in_table(values, said, orders):
        return found
    numbers: dict[object, int] = {}
    at = [-1 if value is NONE else numbers.setdefault(_key(value), len(numbers)) for value in values]
    nested = said and all(isinstance(value, dict) for value in values)
    if -1 not in at and (nested or len(numbers) > len(values) / 2):
        return small(values, said, orders)
    first = {number: value for number, value in zip(reversed(at), reversed(values))}
    return {"of": small([first[number] for number in range(len(numbers))]), "at": at}


def _is_in_table(column: object) -> bool:
    return isinstance(column, dict) and isinstance(column.get("of"), dict) and "cell" in column["of"]


def _in_table(values: list, said: Said, orders: tuple[list[int], ...]) -> dict[str, object] | None:
    """A column of which the table says every value, in an order that another column has if that is possible."""
    if not said or not all(isinstance(value, str) for value in values):
        return None
    for selector, texts in said.items():
        if values == list(texts):
            return {"cell": selector}
    for selector, texts in said.items():
        if set(values) <= set(texts):
            places = {text: at for at, text in reversed(list(enumerate(texts)))}
            first = [places[value] for value in values]
            at = next((each for each in orders if [texts[n : n + 1] for n in each] == [[v] for v in values]), first)
            return {"of": {"cell": selector}, "at": at}
    return None


def _key(value: object) -> object:
    """What tells values apart, true and 1 as well."""
    return value if isinstance(value, str) else (json.dumps(value, ensure_ascii=False),)


def said_in(table: str) -> dict[str, list[str]]:
    """What a table says, as HTML that `base.table` writes, in a form in which a script finds it there as well."""
    body = table.partition("<tbody>")[2].partition("</tbody>")[0]
    links = {selector: pattern.findall(body) for selector, pattern in LINKS.items()}
    return (
        {"time": [_text(each) for each in TIMES.findall(body)]}
        | {selector: [_text(text) for _, text in found] for selector, found in links.items()}
        | {f"#{selector}": [anchor for anchor, _ in found] for selector, found in links.items()}
    )


def _text(html: str) -> str:
    return unescape(TAG.sub("", html))
