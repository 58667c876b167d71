"""Historical dates: EDTF text, calendars, bounds, order and display.

A date in this course is EDTF text (ISO 8601-2, https://www.loc.gov/standards/datetime/)
in the Gregorian calendar, parsed by the library `edtf`. EDTF knows no other calendar, so
a date that the record gives in the Julian (Old Style) or Islamic calendar carries two
more facts: the name of that calendar, and the date as written there in EDTF shape
(``1917-03-02`` for 2 March 1917 Old Style, ``0870`` for the year 870 AH).

The course uses these forms of EDTF: a day, a month, a year, a decade (``199X``), a
century (``17XX``), each with ``?``, ``~`` or ``%``; an interval of two of them; an
interval with an open end (``1995/..``); and one of a list (``[1999-08,1999-09]``).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from functools import cache

from convertdate import islamic, julian
from edtf import EDTFParseException
from edtf import parse_edtf as _uncached_parse_edtf
from edtf.parser import parser_classes as edtf_types

from chronology import languages

CALENDARS = ("gregorian", "julian", "hijri")
PRECISIONS = ("day", "month", "year", "decade", "century")

# Old Style ended in Russia with 31 January 1918; the next day was 14 February.
# Decree of 24 January (6 February) 1918 on the introduction of the Western calendar.
FIRST_NEW_STYLE_DAY = datetime.date(1918, 2, 14)

_OPEN_END = datetime.date.max

# Parsing takes milliseconds and the same few hundred texts come again and again.
parse_edtf = cache(_uncached_parse_edtf)


class DateError(ValueError):
    """A text that is not a date this course can use; the message says why."""


@dataclass(frozen=True)
class Part:
    """One date without extent: a day, month, year, decade or century.

    `year` keeps its X (``"179X"``); `month` and `day` are None when not given;
    `qualifier` is ``""``, ``"?"`` (uncertain), ``"~"`` (approximate) or ``"%"`` (both).
    """

    year: str
    month: int | None = None
    day: int | None = None
    qualifier: str = ""

    @property
    def precision(self) -> str:
        if self.day:
            return "day"
        if self.month:
            return "month"
        return {0: "year", 1: "decade", 2: "century"}[self.year.count("X")]


@dataclass(frozen=True)
class EdtfDate:
    """A parsed date: its canonical text, its parts, and how they belong together.

    `form` is ``"single"`` (one part), ``"interval"`` (first and last part),
    ``"open"`` (first part, no end) or ``"one of"`` (two or more alternatives).
    """

    text: str
    form: str
    parts: tuple[Part, ...]

    @property
    def precision(self) -> str:
        """The coarsest precision among the parts."""
        return max((part.precision for part in self.parts), key=PRECISIONS.index)

    @property
    def uncertain(self) -> bool:
        """Whether the text itself marks doubt: ``?``, ``~``, ``%`` or one of a list."""
        return self.form == "one of" or any(part.qualifier for part in self.parts)


@cache
def parse(text: str) -> EdtfDate:
    """Parse EDTF text.

    Returns an `EdtfDate`; raises `DateError` for text that is not EDTF, for EDTF forms
    outside the course's list (seasons, years beyond 9999, open starts …), for days that do
    not exist and for intervals that end before they begin.
    """
    date = _parse_shape(text)
    bounds(text)  # refuses days that do not exist and intervals that run backwards
    return date


def _parse_shape(text: str) -> EdtfDate:
    """Parse without asking whether the days exist: 29 February 1900 does in the Julian calendar."""
    try:
        parsed = parse_edtf(text)
    except (EDTFParseException, ValueError) as error:
        raise DateError(f"{text!r} is not a date in EDTF (such as 1991-12-16, 1991-08, 179X, 1995/..)") from error
    if isinstance(parsed, edtf_types.OneOfASet):
        alternatives = list(parsed.objects)
        if len(alternatives) < 2 or not all(isinstance(each, edtf_types.Date) for each in alternatives):
            raise DateError(f"{text!r}: write every date of the list, such as [1999-08,1999-09]")
        return EdtfDate(str(parsed).replace(", ", ","), "one of", tuple(_part(each, text) for each in alternatives))
    if isinstance(parsed, edtf_types.Interval):
        first = _part(parsed.lower, text)
        if str(parsed.upper) == "..":
            return EdtfDate(str(parsed), "open", (first,))
        return EdtfDate(str(parsed), "interval", (first, _part(parsed.upper, text)))
    return EdtfDate(str(parsed), "single", (_part(parsed, text),))


def _part(parsed: object, text: str) -> Part:
    """Turn a date object of `edtf` into a `Part`; `text` is for the message."""
    if isinstance(parsed, edtf_types.UncertainOrApproximate):
        return replace(_part(parsed.date, text), qualifier=str(parsed.ua or ""))
    if type(parsed) in (edtf_types.Date, edtf_types.Unspecified, edtf_types.PartialUnspecified):
        qualifier = str(getattr(parsed, "ua", None) or "")
        year, month, day = parsed._year, parsed._month, parsed._day
        if re.fullmatch(r"\d{4}|\d{3}X|\d{2}XX", year) and year != "0000" and "X" not in f"{month}{day}":
            return Part(year, int(month) if month else None, int(day) if day else None, qualifier)
    raise DateError(f"{text!r} is EDTF, but of a kind this course does not use (see the codebook, Dates)")


def bounds(text: str, written: str = "", calendar: str = "gregorian") -> tuple[datetime.date, datetime.date | None]:
    """The earliest and the latest day a date can mean, in the proleptic Gregorian calendar.

    text: EDTF. written: the date as the source writes it, if in another calendar.
    calendar: ``gregorian``, ``julian`` or ``hijri``, the calendar of `written` or, where
    `written` is empty, of the year, decade or century in `text`: such a year is not
    renumbered, but its first and last day are those of the Julian year, so 1694 runs
    from 11 January 1694 to 10 January 1695.

    The latest day of an open interval is None. Raises `DateError`.
    """
    if calendar not in CALENDARS:
        raise DateError(f"unknown calendar {calendar!r}: expected one of {', '.join(CALENDARS)}")
    source = written or text
    shape = _parse_shape(source)
    try:
        if calendar == "hijri":
            first, last = _hijri_bounds(shape)
        else:
            parsed = parse_edtf(source)
            first = to_gregorian(*parsed.lower_strict()[:3], calendar)
            last = None if shape.form == "open" else to_gregorian(*parsed.upper_strict()[:3], calendar)
    except (ValueError, OverflowError) as error:
        raise DateError(f"{source!r} names a day that does not exist in the {calendar} calendar") from error
    if last and last < first:
        raise DateError(f"{source!r} ends before it begins")
    return first, last


def _hijri_bounds(shape: EdtfDate) -> tuple[datetime.date, datetime.date]:
    """A day or a year; `edtf` cannot know how long an Islamic month or year is."""
    part = shape.parts[0]
    if shape.form != "single" or part.precision not in ("day", "year"):
        raise DateError(f"{shape.text!r}: dates in the Islamic calendar are kept by the day or by the year")
    if part.precision == "day":
        day = to_gregorian(int(part.year), part.month, part.day, "hijri")
        return day, day
    next_year = to_gregorian(int(part.year) + 1, 1, 1, "hijri")
    return to_gregorian(int(part.year), 1, 1, "hijri"), next_year - datetime.timedelta(days=1)


def to_gregorian(year: int, month: int, day: int, calendar: str) -> datetime.date:
    """A day of the named calendar as a Gregorian date. Raises ValueError if there is no such day.

    Julian and Islamic (tabular, civil epoch) conversion by the library `convertdate`.
    A tabular Islamic date can differ from the observed one by a day or two.
    """
    if calendar == "julian":
        return datetime.date(*julian.to_gregorian(year, month, day))
    if calendar == "hijri":
        if not 1 <= month <= 12 or not 1 <= day <= islamic.month_length(year, month):
            raise ValueError(f"no such day in the Islamic calendar: {year}-{month}-{day}")
        return datetime.date(*islamic.to_gregorian(year, month, day))
    return datetime.date(year, month, day)


def old_to_new_style(text: str) -> str:
    """A day in Old Style (Julian), EDTF, as the same day in New Style: 1917-03-02 -> 1917-03-15."""
    return _only_day(text, "julian").isoformat()


def new_to_old_style(text: str) -> str:
    """A day in New Style (Gregorian), EDTF, as the same day in Old Style: 1917-03-15 -> 1917-03-02."""
    day = _only_day(text, "gregorian")
    try:
        return "{:04}-{:02}-{:02}".format(*julian.from_gregorian(day.year, day.month, day.day))
    except ValueError as error:
        raise DateError(f"{text!r} has no Old Style date in the years 1 to 9999") from error


def _only_day(text: str, calendar: str) -> datetime.date:
    shape = _parse_shape(text)
    if shape.form != "single" or shape.precision != "day":
        raise DateError(f"{text!r} is not a single day; only a day can be converted between calendars")
    return bounds(text, calendar=calendar)[0]


def sort_key(earliest: datetime.date, latest: datetime.date | None, id: str = "") -> str:
    """A text that sorts as the dates do: earliest day, then latest day (open ends last), then id."""
    return f"{earliest.isoformat()} {(latest or _OPEN_END).isoformat()} {id}".rstrip()


def display(text: str, language: str = "en", written: str = "", calendar: str = "gregorian") -> str:
    """A date in words: ``15 March 1917 (2 March Old Style)``, ``1790s – 1810s``, ``1995 onwards``.

    text, written, calendar: as in `bounds`. language: ``en``, ``kk`` or ``ru``.
    The Old Style day is shown only where the source gives one.
    """
    words = languages.date_words(language)
    date = parse(text)
    shown = _display(date, words)
    if written and calendar == "julian":
        old = _parse_shape(written)
        within_the_year = old.form == "single" and old.precision == "day" and old.parts[0].year == date.parts[0].year
        shown += words.old_style(_inner(old.parts[0], words) if within_the_year else _display(old, words))
    elif written and calendar == "hijri":
        shown += words.hijri(written.lstrip("0"))
    return shown


def _display(date: EdtfDate, words: languages.DateWords) -> str:
    first, last = date.parts[0], date.parts[-1]
    if date.form == "single":
        return _single(first, words)
    if date.form == "open":
        onwards = words.onwards(first.year, first.month, first.day, words.unit(first.precision, first.year))
        return words.qualifiers[first.qualifier] + onwards
    join = words.alternative if date.form == "one of" else " – "
    if len(date.parts) == 2 and not (first.qualifier or last.qualifier):
        merged = _pair(first, last, join, words)
        if merged:
            return merged
    return join.join(_single(part, words) for part in date.parts)


def _single(part: Part, words: languages.DateWords) -> str:
    inner = _inner(part, words)
    shown = words.in_year(inner, part.year) if inner else words.unit(part.precision, part.year)
    return words.qualifiers[part.qualifier] + shown


def _inner(part: Part, words: languages.DateWords) -> str:
    """The date within its year: ``2 March``, ``March`` or nothing."""
    if part.day:
        return words.day_month(part.day, part.month)
    return words.months[part.month - 1] if part.month else ""


def _pair(first: Part, last: Part, join: str, words: languages.DateWords) -> str | None:
    """Two parts said together where they share a month, a year or a unit; None where they do not."""
    if first.year == last.year and first.month and last.month:
        if first.month == last.month and first.day and last.day:
            days = f"{first.day}{join.replace(' – ', '–')}{last.day}"
            return words.in_year(words.day_month(days, first.month), first.year)
        return words.in_year(_inner(first, words) + join + _inner(last, words), first.year)
    if first.precision == last.precision and first.precision in ("year", "decade", "century"):
        return words.unit_pair(first.precision, first.year, last.year, join)
    return None
