"""Answers without their Python types, and the text that stands for an answer when it is compared.

A student may give the same answer as a string, a Timestamp, a list or a Series. `plain` turns it into what JSON can
say, in the student's process; all that judges an answer afterwards sees only this.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from chronology.edition import _

_FUNCTION = re.compile("function|method|^type$")  # the types of what is called with brackets
MOST = 5_000  # items or characters of an answer


def plain(value: object) -> Any:  # noqa: ANN401
    """An answer as None (nothing was answered), bool, int, float, str, list, or a dict with the key ``type``.

    ``type`` is ``set`` (items), ``pairs`` (pairs: [[key, value], …] of a dict), ``series`` (index, values), ``frame``
    (columns, index, rows) or ``other`` (name: what it is). Days become ISO text; what is missing in a table, None.
    Never raises: what it cannot take apart is ``other``. So are an empty text and NaN, which somebody has computed.
    """
    try:
        if isinstance(value, float | np.floating) and math.isnan(value):
            return {"type": "other", "name": "NaN"}
        if isinstance(value, str) and not value.strip():
            return {"type": "other", "name": "an empty text"}
        return _plain(value)
    except Exception:
        return _other(value)


def _plain(value: object) -> Any:  # noqa: ANN401
    if value is None or value is Ellipsis or value is NotImplemented or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value) if abs(int(value)) < 10**15 else _other(value)
    if isinstance(value, float | np.floating):
        return None if math.isnan(value) else float(value) if math.isfinite(value) else _other(value)
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", value).strip()
        return (text or None) if len(text) <= MOST else {"type": "other", "name": "a very long text"}
    if isinstance(value, np.datetime64 | pd.Timestamp | datetime.datetime):
        stamp = pd.Timestamp(value)
        return None if stamp is pd.NaT else f"{stamp.year:04}-{stamp.month:02}-{stamp.day:02}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, pd.Period):
        return str(value)
    if isinstance(value, np.timedelta64 | datetime.timedelta):
        return _plain(pd.Timedelta(value) / pd.Timedelta(days=1))
    if hasattr(value, "__len__") and len(value) > MOST:
        return {"type": "other", "name": "a very long answer"}
    if isinstance(value, pd.Series):
        return {"type": "series", "index": _labels(value.index), "values": [_plain(each) for each in value]}
    if isinstance(value, pd.DataFrame):
        if value.size > MOST:
            return {"type": "other", "name": "a very large table"}
        rows = [[_plain(each) for each in row] for row in value.itertuples(index=False, name=None)]
        return {"type": "frame", "columns": _labels(value.columns), "index": _labels(value.index), "rows": rows}
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return _plain(value.item())
    if isinstance(value, set | frozenset):
        return {"type": "set", "items": sorted((_plain(each) for each in value), key=comparable)}
    if isinstance(value, Mapping):
        return {"type": "pairs", "pairs": [[_plain(left), _plain(right)] for left, right in value.items()]}
    if isinstance(value, list | tuple | pd.Index | np.ndarray) or type(value).__name__ in ("dict_keys", "dict_values"):
        return [_plain(each) for each in value]
    return _other(value)


def _labels(index: pd.Index) -> list:
    return [list(map(_plain, each)) if isinstance(each, tuple) else _plain(each) for each in index]


def _other(value: object) -> dict[str, str]:
    return {"type": "other", "name": type(value).__name__[:60]}


def comparable(value: Any) -> str:  # noqa: ANN401
    """The text of a plain value for comparing: 3, 3.0 and "3" differ only from other numbers, case does not count.

    Numbers that are not whole are cut to six significant digits, so that two ways of computing give one text.
    """
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.6g}"
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if isinstance(value, list):
        return f"({', '.join(map(comparable, value))})"
    return "{" + ", ".join(f"{name}: {comparable(each)}" for name, each in sorted(value.items())) + "}"


def written_out(value: Any) -> str:  # noqa: ANN401
    """A plain answer as a person reads it: a line, or one for each pair or row."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        return ", ".join(map(written_out, value))
    if not isinstance(value, dict):
        return "–" if value is None else str(value)
    if value["type"] == "set":
        return written_out(value["items"])
    if value["type"] == "pairs":
        return "\n".join(f"{written_out(left)}: {written_out(right)}" for left, right in value["pairs"])
    if value["type"] == "series":
        return written_out({"type": "pairs", "pairs": zip(value["index"], value["values"])})
    lines = [["", *value["columns"]], *([label, *row] for label, row in zip(value["index"], value["rows"]))]
    return "\n".join(" | ".join(map(written_out, line)) for line in lines)


def called(value: Any) -> str:  # noqa: ANN401
    """What a plain value is, in the words of a message: ``a list``, ``a number`` …"""
    if isinstance(value, dict):
        special = {
            "NaN": _("NaN, which stands for no number"),
            "an empty text": _("an empty text"),
            "a very long text": _("a very long text"),
            "a very long answer": _("a very long answer"),
            "a very large table": _("a very large table"),
        }
        names = {"set": _("a set"), "pairs": _("a dictionary"), "series": _("a Series"), "frame": _("a DataFrame")}
        other = _("something of type {name}").format(name=value.get("name"))
        if _FUNCTION.search(value.get("name", "")):
            other = _("the name of a function, without quotation marks or brackets")
        return names.get(value["type"]) or special.get(value["name"]) or other
    for kinds, name in (
        (bool, _("True or False")),
        ((int, float), _("a number")),
        (str, _("a text")),
        (list, _("a list")),
    ):
        if isinstance(value, kinds):
            return name
    return _("nothing")
