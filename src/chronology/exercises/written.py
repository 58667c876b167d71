"""Dates as people write them, in English, Kazakh and Russian and in both calendars, read into EDTF of the New Style."""

from __future__ import annotations

import contextlib
import re

from chronology import dates, languages
from chronology.datewords import date_words
from chronology.edition import _, marked

FORM = marked(
    "Write a date as 1992-05-25 or 25 May 1992; a month, a year, a decade (199X) or a span (1837/1847) also counts."
)

_OLD = r"(?:\b(?:old style|o\.? ?s\.?|julian)|ескіше|ескі стиль|ст\. ?ст\.?|по старому стилю)"
_NEW = r"(?:\b(?:new style|n\.? ?s\.?|gregorian)|жаңаша|н\. ?ст\.?|по новому стилю)"
_HIJRI = re.compile(r"\([^()]*(?:\bAH\b|һижра|хиджр)[^()]*\)")
_YEAR_WORD = re.compile(r"(?<=\d)\s*(?:жыл\w*|ж\.?|года?|годы|гг?\.?)$")
_CENTURY = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)? ?(?:-?(?:century|ғасыр)|век)", re.IGNORECASE)
_DASH = re.compile(r"\s*[–—]\s*|\s+-\s+")
_DASH_IN_WORDS = re.compile(rf"{_DASH.pattern}|(?<=\d)-(?=\d)")
# What may stand beside day, month and year without a change of what they mean; every other word may have changed it.
_BESIDE = frozenset(
    "the of on in st nd rd th ad ce year monday tuesday wednesday thursday friday saturday sunday "
    "г год года году го е числа число в во понедельник вторник среда четверг пятница суббота воскресенье "
    "ж жыл жылғы жылы жылдың ші шы күн күні дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі".split()
)
# Kazakh letters, and what is typed for them where the keyboard has the Russian ones alone.
_TYPED = str.maketrans("әғқңөұүһі", "агкноуухи")
_ENDING = 4  # letters, at most, of the case of a Russian or Kazakh month


def patterns() -> dict[str, object]:
    """What a page reads dates by as well (widgets/exercise-written.js): patterns, and words of the languages."""
    return {
        "old": _OLD, "new": _NEW, "hijri": _HIJRI.pattern, "year": _YEAR_WORD.pattern, "century": _CENTURY.pattern,
        "beside": sorted(_BESIDE), "months": [list(date_words(each).months) for each in languages.LANGUAGES],
        "typed": {chr(letter): chr(key) for letter, key in _TYPED.items()},
    }  # fmt: skip


class NotTheSameDay(ValueError):
    """One day is written in both styles, and the two do not fit."""

    def __init__(self) -> None:
        super().__init__(_("These two are not the same day. How far are the two styles apart in that century?"))


def read(text: str) -> tuple[str, bool]:
    """(EDTF of the New Style, whether it was written in the Old Style alone).

    Raises DateError, with what to do, where it cannot be read, and NotTheSameDay.
    """
    if len(text) > 100:
        raise dates.DateError(_("This cannot be read as a date. {form}").format(form=_(FORM)))
    text = dates.text_of(_HIJRI.sub("", text).strip())  # as pandas writes a day
    both = _both_styles(text)
    if both:
        return both, False
    old = re.search(_OLD, text, re.IGNORECASE)
    found = _edtf(_without_style(text))
    try:
        return (dates.old_to_new_style(found), True) if old else (dates.parse(found).text, False)
    except dates.DateError:
        raise dates.DateError(_why_not(found, bool(old))) from None


def _why_not(text: str, old: bool) -> str:
    if re.fullmatch(r"\d{4}-02-29", text) and not old:
        with contextlib.suppress(dates.DateError):
            dates.old_to_new_style(text)
            return _("The New Style has no such day, only the Old Style has it. Which day of the New Style was it?")
    if text.count("/") == 1:
        with contextlib.suppress(dates.DateError):
            dates.parse("/".join(reversed(text.split("/"))))
            return _("The two ends of the span have changed places.")
    if not re.search(r"\d{4}", text):
        with contextlib.suppress(dates.DateError):
            dates.parse(_edtf(re.sub(r"[./-]?$", ".", text) + "2000"))
            return _("The year is missing. {form}").format(form=_(FORM))
    if old:
        message = _("This cannot be read as a date. Only a single day can be given in the Old Style. {form}")
        return message.format(form=_(FORM))
    return _("This cannot be read as a date. {form}").format(form=_(FORM))


def _both_styles(text: str) -> str | None:
    """A day in both styles (2 (15) March 1917, 2/15 March 1917, 15 March 1917 (2 March Old Style)), in the New Style;
    None where it is written otherwise.
    """
    double = re.fullmatch(r"(\d{1,2}(?: [^\W\d_]+)?)\s?/\s?(\d{1,2} [^\W\d_]+ \d{4}.*)", text)
    bracket = re.fullmatch(r"([^()]*\d[^()]*)\(([^()]*\b\d{1,2}\b[^()]*)\)(.*)", text)
    if double:
        pairs = [double.groups()]
    elif bracket:
        outside, inside = bracket[1] + bracket[3], bracket[2]
        old_inside = re.search(_OLD, inside, re.IGNORECASE) or re.search(_NEW, outside, re.IGNORECASE)
        new_inside = re.search(_NEW, inside, re.IGNORECASE) or re.search(_OLD, outside, re.IGNORECASE)
        pairs = [(inside, outside)] * (not new_inside) + [(outside, inside)] * (not old_inside)
    else:
        return None
    for old, new in pairs:
        one, other = (_edtf(_completed(_without_style(each), text)) for each in (old, new))
        with contextlib.suppress(dates.DateError):
            if dates.old_to_new_style(one) == other:
                return other
    raise NotTheSameDay


def _without_style(text: str) -> str:
    return re.sub(rf"[\s,(]*(?:{_OLD}|{_NEW})[\s)]*", " ", text, flags=re.IGNORECASE).strip()


def _completed(text: str, whole: str) -> str:
    """A part of a date with the month and the year that it shares with the rest."""
    month = next((word for word in re.findall(r"[^\W\d_]+", whole) if _month(word)), "")
    year = (re.search(r"\d{4}", whole) or [""])[0]
    text = text if any(map(_month, re.findall(r"[^\W\d_]+", text))) else f"{text} {month}"
    return text if re.search(r"\d{4}", text) else f"{text} {year}"


def _edtf(text: str) -> str:
    """EDTF of a date; what cannot be read comes back as it is."""
    text = _YEAR_WORD.sub("", text.strip())
    words = re.findall(r"[^\W\d_]+|\d+", text)
    months = [word for word in words if _month(word)]
    halves = _DASH_IN_WORDS.split(text) if months and "/" not in text else []
    choice = re.fullmatch(r"(.*\w) (?:or|немесе|или) (\w.*)", text)
    if len(halves) == 2:
        whole = (each if _bare_year(each) else _completed(each, halves[1 - at]) for at, each in enumerate(halves))
        return "/".join(map(_edtf, whole))
    if months and choice:
        return "[" + ",".join(_edtf(_completed(choice[at], choice[3 - at])) for at in (1, 2)) + "]"
    text = _DASH.sub("/", text)
    text = text if text.endswith("/..") else text.rstrip(".,")
    span = re.fullmatch(r"(?:from |between )?(\d{4})\s*(?:-|to|until|and|/|,)\s*(\d{4})", text)
    century = _CENTURY.fullmatch(text)
    decade = re.fullmatch(r"(?:the )?(\d{3})0(?:['’]?s|-?е(?: гг| годы)?|-?жылдар\w*)", text)
    dotted = re.sub(r"(?<=[0-9])\.? (?=[0-9])", ".", text)
    numbers = re.fullmatch(r"(?:(\d{1,2})[./-])?(\d{1,2})[./-](\d{4})", dotted)
    year_first = re.fullmatch(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?", dotted)
    if re.fullmatch(r"\d{4}/\d", text) and (int(text[:4]) + 1) % 10 == int(text[5]):
        return text  # 1731/2: February, or the winter between two years?
    if span:
        text = f"{span[1]}/{span[2]}"
    elif century:
        text = f"{int(century[1]) - 1:02}XX"
    elif decade:
        text = f"{decade[1]}X"
    elif numbers:
        text = _iso(numbers[3], numbers[2], numbers[1])
    elif year_first:
        text = _iso(*year_first.groups())
    elif len(months) == 1 and "/" not in text:
        text = _in_words(text) or text
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", text)  # two numbers are not one


def _bare_year(text: str) -> bool:
    """Whether a part of a span is a year and no more: it borrows no month from the other part."""
    return re.fullmatch(r"\d{4}", _YEAR_WORD.sub("", text.strip())) is not None


def _iso(year: str, month: str | int, day: str | None) -> str:
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def _in_words(text: str) -> str | None:
    """A day or a month, with its sign; None where something else is said as well, such as "before" or another day."""
    text, sign = re.fullmatch(r"(.*?)\s*([?~%]?)", text, re.DOTALL).groups()
    words = re.findall(r"[^\W\d_]+|\d+", text.casefold())
    month = next(filter(None, map(_month, words)))
    years = [word for word in words if re.fullmatch(r"\d{4}", word)]
    days = [word for word in words if re.fullmatch(r"\d{1,2}", word)]
    others = {word for word in words if word not in (*years, *days) and not _month(word)}
    if (
        len(years) != 1
        or len(days) > 1
        or set(map(_typed, others)) - set(map(_typed, _BESIDE))
        or re.search(r"[^\w\s,.()'’-]", text)
    ):
        return None
    return _iso(years[0], month, days[0] if days else None) + sign


def _month(word: str) -> int | None:
    """The month that a word names in any of the languages: whole, shortened to three letters or more, or in a case."""
    word = _typed(word)
    if word in ("май", "мая", "мае"):
        return 5
    if word == "sept":
        return 9
    for language in languages.LANGUAGES:
        for number, name in enumerate(map(_typed, date_words(language).months), 1):
            stem = name.rstrip("ьй")
            ending = word[len(stem) :] if language != "en" and len(stem) > 2 and word.startswith(stem) else None
            if (len(word) > 2 and name.startswith(word)) or (ending is not None and len(ending) <= _ENDING):
                return number
    return None


def _typed(word: str) -> str:
    """A word as it is typed on a keyboard that has no Kazakh letters."""
    return word.casefold().translate(_TYPED)
