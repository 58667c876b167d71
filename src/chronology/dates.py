"""Historical dates: EDTF text, calendars, bounds, order and display.

A date in this course is a text in a small part of EDTF (ISO 8601-2, https://www.loc.gov/standards/datetime/), in the
Gregorian calendar. EDTF knows no other calendar, so a date that the record gives in the Julian (Old Style) or Islamic
calendar carries two more facts: the name of that calendar, and the date as written there in EDTF shape
(``1917-03-02`` for 2 March 1917 Old Style, ``0870`` for the year 870 AH).

The grammar, in full. Digits are 0 to 9, there are no blanks, and years run from 0001 to 9999:

    date     = part | part "/" part | part "/.." | "[" day-month-or-year ("," day-month-or-year)+ "]"
    part     = (day-month-or-year | decade | century) ["?" | "~" | "%"]
    day-month-or-year = YYYY-MM-DD | YYYY-MM | YYYY
    decade   = YYYX        century = YYXX

It is read here, by a regular expression, and not by the library `edtf`, which accepts what it does not understand
(``199X-12-16`` as a day, ``1990S2`` as a year), refuses intervals that are in the standard (``1921/197X~``) and takes
some fifteen milliseconds a date. The tests hold the two against each other wherever the library is right.

What takes a date takes it as such a text, as a `datetime.date` or as a pandas Timestamp, and also reads the text of a
Timestamp, whose time is left out (`text_of`). The tables take the text of the grammar only.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache, partial

from convertdate import islamic, julian

from chronology.datewords import DateWords, date_words
from chronology.edition import _, marked
from chronology.languages import checked

_NO_DAY = {
    "gregorian": marked("that day does not exist in the Gregorian calendar"),
    "julian": marked("that day does not exist in the Julian calendar"),
    "hijri": marked("that day does not exist in the Islamic calendar"),
}
CALENDARS = tuple(_NO_DAY)
PRECISIONS = ("day", "month", "year", "decade", "century")

# Old Style ended in Russia with 31 January 1918; the next day was 14 February.
# Decree of 24 January (6 February) 1918 on the introduction of the Western calendar.
FIRST_NEW_STYLE_DAY = datetime.date(1918, 2, 14)

_OPEN_END = datetime.date.max

_PLAIN = r"(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_PART = rf"(?:{_PLAIN}|(?!000)[0-9]{{3}}X|(?!00)[0-9]{{2}}XX)[?~%]?"
_FORMS = {
    "single": re.compile(_PART),
    "interval": re.compile(rf"{_PART}/{_PART}"),
    "open": re.compile(rf"{_PART}/\.\."),
    "one of": re.compile(rf"\[{_PLAIN}(?:,{_PLAIN})+\]"),
}
_FORM = marked("write a date as {dates} or {several}")
# What a text of the code holds of the grammar itself, which is the same in every language.
_GRAMMAR = {
    "dates": "1991-12-16, 1991-08, 1991, 199X, 17XX, 1713?, 1991-08/1992-05, 1995/..",
    "several": "[1999-08,1999-09]",
    "signs": "- / , . ? ~ % [ ]",
}
_MIDNIGHT = re.compile(r"(?<=^[0-9]{4}-[0-9]{2}-[0-9]{2}) 00:00:00\Z")
# What is said of the likeliest texts that the grammar does not hold, the first that fits.
_ADVICE = (
    (r"[^\s!-~]", marked("write it with the digits 0 to 9, a Latin X and the signs {signs} only")),
    (r"[0-9][T ][0-9]{2}:[0-9]{2}", marked("leave out the time of day")),
    (r"[0-9]X{1,3}[?~%]?-|X{4}", marked("a decade or a century has no month and no day, and some year must be known")),
    (r"-XX|-[0-9]X|-X[0-9]", marked("leave out a month or a day that is not known")),
    (r"[0-9]S[0-9]", marked("significant digits are not used here: write a decade or a century")),
    (
        r"\b[0-9]{4}-(?:2[1-9]|3[0-9]|4[01])\b",
        marked("seasons and quarters are not used here: write months, such as 1990-03/1990-05"),
    ),
    (r"[?~%]-?[0-9]", marked("a sign ? ~ or % stands once, at the end of a date, and is meant for the whole")),
    (
        r"^(?:\.\.|open|unknown)?/|/(?:open|unknown)?$",
        marked("an interval begins with a date, and an open end is written with two dots"),
    ),
    (r"^\[.*\.\.", marked("write every date of the list, such as {several}")),
    (
        r"^[\[{]",
        marked("a list, such as {several}, has two days, months or years or more, one of which is meant"),
    ),
    (r"\bY-?[0-9]", marked("a year has four digits: years beyond 9999, with Y, are not used here")),
    (r"^-[0-9]|\b(?:0000|000X|00XX)\b", marked("years before 1 and beyond 9999 are not used here")),
)


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


def parse(value: str | datetime.date) -> EdtfDate:
    """Read a date.

    Returns an `EdtfDate`; raises `DateError`, with what to write instead, for a text outside the grammar above, for
    days that do not exist, for intervals that end before they begin and for what is no date.
    """
    text = text_of(value)
    date = _shape(text)
    bounds(text)  # refuses days that do not exist and intervals that run backwards
    return date


@cache
def _shape(text: str) -> EdtfDate:
    """Read without asking whether the days exist: 29 February 1900 does in the Julian calendar."""
    for form, pattern in _FORMS.items():
        if pattern.fullmatch(text):
            return EdtfDate(text, form, tuple(map(_part, re.findall(_PART, text))))
    if any(pattern.fullmatch(re.sub(r"\s", "", text)) for pattern in _FORMS.values()):
        advice = _("write it without blanks")
    else:
        advice = _(next((advice for pattern, advice in _ADVICE if re.search(pattern, text)), _FORM)).format(**_GRAMMAR)
    message = _("{text} is not a date in EDTF as the course uses it: {advice}")
    raise DateError(message.format(text=repr(text), advice=advice))


def _part(text: str) -> Part:
    plain = text.rstrip("?~%")
    year, month, day, *_rest = [*plain.split("-"), "", ""]
    return Part(year, int(month) if month else None, int(day) if day else None, text[len(plain) :])


def text_of(value: str | datetime.date) -> str:
    """The text of what stands for a date: a text as it is (a day without the midnight that pandas writes behind it), a
    date or a Timestamp as its day. Raises `DateError` for anything else.
    """
    if isinstance(value, str):
        return _MIDNIGHT.sub("", value)
    if not isinstance(value, datetime.date) or value != value:  # NaT is no day
        message = _("{value} is not a date: {form}, in quotes")
        raise DateError(message.format(value=repr(value), form=_(_FORM).format(**_GRAMMAR)))
    return value.strftime("%Y-%m-%d").zfill(10)


def bounds(
    text: str | datetime.date, written: str | datetime.date = "", calendar: str = "gregorian"
) -> tuple[datetime.date, datetime.date | None]:
    """The earliest and the latest day a date can mean, in the proleptic Gregorian calendar.

    text: EDTF. written: the date as the source writes it, if in another calendar.
    calendar: ``gregorian``, ``julian`` or ``hijri``, the calendar of `written` or, where
    `written` is empty, of the year, decade or century in `text`: such a year is not
    renumbered, but its first and last day are those of the Julian year, so 1694 runs
    from 11 January 1694 to 10 January 1695.

    The latest day of an open interval is None. Raises `DateError`.
    """
    if calendar not in CALENDARS:
        message = _("unknown calendar {calendar}: expected one of {known}")
        raise DateError(message.format(calendar=repr(calendar), known=", ".join(CALENDARS)))
    return _bounds(text_of(text if isinstance(written, str) and not written else written), calendar)


@cache
def _bounds(source: str, calendar: str) -> tuple[datetime.date, datetime.date | None]:
    """`bounds` of one text, which is that of the calendar."""
    shape = _shape(source)
    try:
        if calendar == "hijri":
            first, last = _hijri_bounds(shape)
        else:
            firsts = [_first(part, calendar) for part in shape.parts]
            lasts = [_last(part, calendar) for part in shape.parts]
            of_several = shape.form == "one of"
            first = min(firsts) if of_several else firsts[0]
            last = max(lasts) if of_several else None if shape.form == "open" else lasts[-1]
    except DateError as error:
        raise DateError(f"{source!r}: {error}") from error
    if last and last < first:
        raise DateError(_("{text} ends before it begins").format(text=repr(source)))
    return first, last


def _first(part: Part, calendar: str) -> datetime.date:
    return to_gregorian(int(part.year.replace("X", "0")), part.month or 1, part.day or 1, calendar)


def _last(part: Part, calendar: str) -> datetime.date:
    year, month = int(part.year.replace("X", "9")), part.month or 12
    return to_gregorian(year, month, part.day or _days_of(year, month, calendar), calendar)


def _days_of(year: int, month: int, calendar: str) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (calendar == "julian" or year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _hijri_bounds(shape: EdtfDate) -> tuple[datetime.date, datetime.date]:
    part = shape.parts[0]
    if shape.form != "single" or part.precision not in ("day", "year"):
        raise DateError(_("dates in the Islamic calendar are kept by the day or by the year"))
    if part.precision == "day":
        day = to_gregorian(int(part.year), part.month, part.day, "hijri")
        return day, day
    next_year = to_gregorian(int(part.year) + 1, 1, 1, "hijri")
    return to_gregorian(int(part.year), 1, 1, "hijri"), next_year - datetime.timedelta(days=1)


def to_gregorian(year: int, month: int, day: int, calendar: str) -> datetime.date:
    """A day of the named calendar as a Gregorian date.

    Raises `DateError` if there is no such day, or if it lies outside the Gregorian years 1 to 9999.
    Julian and Islamic (tabular, civil epoch) conversion by the library `convertdate`.
    A tabular Islamic date can differ from the observed one by a day or two.
    """
    lengths = islamic.month_length if calendar == "hijri" else partial(_days_of, calendar=calendar)
    if not 1 <= month <= 12 or not 1 <= day <= lengths(year, month):
        raise DateError(_(_NO_DAY[calendar]))
    convert = {"julian": julian.to_gregorian, "hijri": islamic.to_gregorian}.get(calendar, lambda *day: day)
    try:
        return datetime.date(*convert(year, month, day))
    except ValueError as error:
        raise DateError(_("it reaches beyond the years 1 to 9999 of the Gregorian calendar")) from error


def old_to_new_style(day: str | datetime.date) -> str:
    """A day in Old Style (Julian) as the same day in New Style: 1917-03-02 -> 1917-03-15. Raises `DateError`."""
    return only_day(day, "julian").isoformat()


def new_to_old_style(day: str | datetime.date) -> str:
    """A day in New Style (Gregorian) as the same day in Old Style: 1917-03-15 -> 1917-03-02. Raises `DateError`."""
    new = only_day(day)
    return "{:04}-{:02}-{:02}".format(*julian.from_gregorian(new.year, new.month, new.day))


def only_day(value: str | datetime.date, calendar: str = "gregorian") -> datetime.date:
    """A date that is a single day, in the Gregorian calendar; raises `DateError` for any other."""
    text = text_of(value)
    shape = _shape(text)
    if shape.form != "single" or shape.precision != "day" or shape.uncertain:
        message = _("{text} is not a single day, given without doubt: only a day can be converted or looked up")
        raise DateError(message.format(text=repr(text)))
    return bounds(text, calendar=calendar)[0]


def sort_key(earliest: datetime.date, latest: datetime.date | None, id: str = "") -> str:
    """A text that sorts as the dates do: earliest day, then latest day (open ends last), then id."""
    return f"{earliest.isoformat()} {(latest or _OPEN_END).isoformat()} {id}".rstrip()


def display(
    text: str | datetime.date, language: str | None = None, written: str = "", calendar: str = "gregorian"
) -> str:
    """A date in words: ``15 March 1917 (2 March Old Style)``, ``1790s – 1810s``, ``1995 onwards``.

    text, written, calendar: as in `bounds`. language: that of the edition if
    None. The Old Style day is shown only where the source gives one.
    """
    words = date_words(checked(language))
    date = parse(text)
    shown = _display(date, words)
    if written and calendar == "julian":
        old = _shape(written)
        within_the_year = old.form == "single" and old.precision == "day" and old.parts[0].year == date.parts[0].year
        shown += words.old_style(_inner(old.parts[0], words) if within_the_year else _display(old, words))
    elif written and calendar == "hijri":
        shown += words.hijri(written.lstrip("0"))
    return shown


def _display(date: EdtfDate, words: DateWords) -> str:
    first, last = date.parts[0], date.parts[-1]
    if date.form == "single":
        return _single(first, words)
    if date.form == "open":
        onwards = words.onwards(first.year, first.month, first.day, words.unit(first.precision, first.year))
        return words.qualified(first.qualifier, first.precision, onwards)
    join = words.alternative if date.form == "one of" else " – "
    if len(date.parts) == 2 and not (first.qualifier or last.qualifier):
        merged = _pair(first, last, join, words)
        if merged:
            return merged
    return join.join(_single(part, words) for part in date.parts)


def _single(part: Part, words: DateWords) -> str:
    inner = _inner(part, words)
    shown = words.in_year(inner, part.year) if inner else words.unit(part.precision, part.year)
    return words.qualified(part.qualifier, part.precision, shown)


def _inner(part: Part, words: DateWords) -> str:
    """The date within its year: ``2 March``, ``March`` or nothing."""
    if part.day:
        return words.day_month(part.day, part.month)
    return words.months[part.month - 1] if part.month else ""


def _pair(first: Part, last: Part, join: str, words: DateWords) -> str | None:
    """Two parts said together where they share a month, a year or a unit; None where they do not."""
    if first.year == last.year and first.month and last.month:
        if first.month == last.month and first.day and last.day:
            days = f"{first.day}{join.replace(' – ', '–')}{last.day}"
            return words.in_year(words.day_month(days, first.month), first.year)
        return words.in_year(_inner(first, words) + join + _inner(last, words), first.year)
    if first.precision == last.precision and first.precision in ("year", "decade", "century"):
        return words.unit_pair(first.precision, first.year, last.year, join)
    return None
