"""Series and DataFrames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from chronology.edition import _
from chronology.exercises.kinds.base import Finding, Kind, NoAnswer, Slip, Spec
from chronology.exercises.kinds.options import listed
from chronology.exercises.plain import called, comparable

_LOGICAL = {"true": comparable(True), "false": comparable(False)}  # written as text


@dataclass(frozen=True)
class Rows:
    """The rows of a table as texts, and their labels; columns are those of a DataFrame. names: the labels as given."""

    labels: list[str]
    rows: list[tuple[str, ...]]
    columns: list[str]
    names: list[str]


class Table(Kind):
    """value: its rows. Options: ordered, whether the order of rows counts; decimals, to how many places numbers are
    compared, else to six significant digits. Settled by the right answer: form (Series or DataFrame), columns, count
    and labelled; a DataFrame whose rows are only numbered has no labels.
    """

    value: Rows

    @classmethod
    def settle(cls, answer: Any, spec: Spec) -> Spec:  # noqa: ANN401
        is_series = isinstance(answer, dict) and answer["type"] == "series"
        form = "Series" if is_series else "DataFrame"
        found = cls(answer, {**spec, "form": form}).value
        numbered = not is_series and found.labels == [str(at) for at in range(len(found.labels))]
        more = {"columns": found.columns} if found.columns else {}
        return {**spec, "form": form, "labelled": not numbered, "count": len(found.labels), **more}

    def parse(self, answer: Any) -> Rows:  # noqa: ANN401
        found = _rows(_in_form(answer, self.spec.get("form")), self.spec)
        wanted = self.spec.get("columns")
        if wanted and found.columns != wanted:
            missing = [each for each in wanted if each not in found.columns]
            extra = listed([each for each in found.columns if each not in wanted])
            if missing:
                raise NoAnswer(_("Missing columns: {columns}.").format(columns=listed(missing)), "missing")
            message = _("Columns that are not asked for: {columns}.")
            if self.spec["labelled"]:
                message = _(
                    "Columns that are not asked for: {columns}. The labels of the rows belong into the index: "
                    ".set_index(…)."
                )
            raise NoAnswer(message.format(columns=extra), "extra")
        return found

    @property
    def text(self) -> str:
        return self._text(self.value.labels, self.value.rows, self.spec.get("ordered", False))

    def _text(self, labels: list[str], rows: list[tuple[str, ...]], ordered: bool) -> str:
        labelled = self.spec.get("labelled", True)
        lines = [_line(label, row) if labelled else " | ".join(row) for label, row in zip(labels, rows)]
        return "\n".join(lines if ordered else sorted(lines))

    def _in_any_order(self) -> str:
        return f"any order {self._text(self.value.labels, self.value.rows, ordered=False)}"

    def _values(self) -> str:
        """The rows without their labels, in any order."""
        return "values " + "\n".join(sorted(map(" | ".join, self.value.rows)))

    def facets(self) -> list[str]:
        if not self.spec["labelled"]:
            return [self._in_any_order()]
        labels = [f"label {label}" for label in self.value.labels]
        rows = [f"row {_line(label, row)}" for label, row in zip(self.value.labels, self.value.rows)]
        return [self._in_any_order(), *labels, *rows, self._values()]

    def slips(self) -> Iterator[Slip]:
        labels, rows, ordered = self.value.labels, self.value.rows, self.spec.get("ordered", False)

        def rounded(number: float) -> float:
            return round(number, self.spec["decimals"]) if "decimals" in self.spec else float(f"{number:.12g}")

        for factor, message in (
            (100, _("Every number is a hundred times too small: are shares asked for, or per cent?")),
            (0.01, _("Every number is a hundred times too large: are shares asked for, or per cent?")),
        ):
            try:
                turned = [tuple(comparable(rounded(float(each) * factor)) for each in row) for row in rows]
            except ValueError:
                return
            yield "unit", message, self._text(labels, turned, ordered)
        if ordered:
            message = _("The right rows, from the end to the beginning.")
            yield "order", message, self._text(labels[::-1], rows[::-1], ordered)

    def partial(self, has: Callable[[str], bool]) -> Finding | None:
        labels, rows, count = self.value.labels, self.value.rows, self.spec["count"]
        if has(self._in_any_order()):
            return "order", _("The right rows in the wrong order.")
        missing = "missing", _("Rows are missing.")
        extra = "extra", _("There are rows that are not asked for.")
        if not self.spec["labelled"]:
            if len(rows) != count:
                return missing if len(rows) < count else extra
            return "partial", _("As many rows as are asked for, but some of the values are wrong.")
        right = sum(has(f"label {label}") for label in labels)
        if right == len(labels) == count:
            wrong = [at for at, each in enumerate(zip(labels, rows)) if not has(f"row {_line(*each)}")]
            message = _("Right rows: {right} of {count}. The labels are right; look at the values of {labels}.")
            told = listed([self.value.names[at] for at in wrong[:3]])
            return "partial", message.format(right=count - len(wrong), count=count, labels=told)
        if has(self._values()):
            return "labels", _("The values are right, their labels (the index) are not the ones that are asked for.")
        if right == len(labels):
            return missing
        if right == count:
            return extra
        message = _("Right labels of rows: {right} of {count}.")
        return ("partial", message.format(right=right, count=len(labels))) if right else None

    def parts(self, has: Callable[[str], bool]) -> tuple[int, int]:
        count = self.spec["count"]
        if not self.spec["labelled"]:
            return 0, 1
        right = sum(has(f"row {_line(label, row)}") for label, row in zip(self.value.labels, self.value.rows))
        return max(0, right - max(0, len(self.value.rows) - count)), count


def _in_form(answer: Any, form: str | None) -> dict[str, Any]:  # noqa: ANN401
    """The plain Series or DataFrame that an answer is, or as good as is. Raises NoAnswer."""
    if isinstance(answer, dict) and answer["type"] == "pairs" and form != "DataFrame":
        lefts, rights = zip(*answer["pairs"]) if answer["pairs"] else ((), ())
        answer = {"type": "series", "index": list(lefts), "values": list(rights)}
    if not isinstance(answer, dict) or answer["type"] not in ("series", "frame"):
        message = _("A {form} is asked, and this is {what}.").format(form=form or _("table"), what=called(answer))
        if isinstance(answer, list) and form == "Series":  # right values, perhaps, but whose are they?
            message += " " + _("A Series says of what each value is one: pd.Series(values, index=labels).")
        raise NoAnswer(message)
    if form == "Series" and answer["type"] == "frame":
        if len(answer["columns"]) != 1:
            raise NoAnswer(_("A Series is asked, and this is a DataFrame: choose the one column that is asked for."))
        answer = {"type": "series", "index": answer["index"], "values": [row[0] for row in answer["rows"]]}
    if form == "DataFrame" and answer["type"] == "series":
        raise NoAnswer(_("A DataFrame is asked, and this is a Series."))
    return answer


def _rows(table: dict[str, Any], spec: Spec) -> Rows:
    labels = [_LOGICAL.get(label, label) for label in map(comparable, table["index"])]
    names = [str(each) if isinstance(each, str | bool) else comparable(each) for each in table["index"]]

    def text(each: Any) -> str:  # noqa: ANN401
        return comparable(round(each, spec["decimals"]) if isinstance(each, float) and "decimals" in spec else each)

    if table["type"] == "series":
        return Rows(labels, [(text(each),) for each in table["values"]], [], names)
    columns = [comparable(each) for each in table["columns"]]
    # The order of columns says nothing.
    places = sorted(range(len(columns)), key=columns.__getitem__)
    rows = [tuple(text(row[at]) for at in places) for row in table["rows"]]
    return Rows(labels, rows, [columns[at] for at in places], names)


def _line(label: str, row: tuple[str, ...]) -> str:
    return " | ".join((label, *row))
