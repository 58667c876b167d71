"""How each language says a date: its words and their order. `dates.display` puts them together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from chronology.edition import pgettext


@dataclass(frozen=True)
class DateWords:
    """The words with which one language says a date.

    months: twelve names standing alone. qualified(sign, precision, text), day_month(day, month), in_year(within, year),
    unit(precision, year), unit_pair(precision, first, last, join),
    onwards(year, month, day, unit), old_style(text), hijri(year): see `dates`.
    """

    months: tuple[str, ...]
    alternative: str
    qualified: Callable[[str, str, str], str]
    day_month: Callable[[object, int], str]
    in_year: Callable[[str, str], str]
    unit: Callable[[str, str], str]
    unit_pair: Callable[[str, str, str, str], str]
    onwards: Callable[[str, int | None, int | None, str], str]
    old_style: Callable[[str], str]
    hijri: Callable[[str], str]


def date_words(language: str) -> DateWords:
    """The `DateWords` of a language; one that has no grammar here says a date as English does, in its own words."""
    if language in _GRAMMARS:
        return _GRAMMARS[language]()
    return _english(lambda text: pgettext("date", text, language))


def _century(year: str) -> int:
    """17XX -> 18: the digits of an EDTF century are those of its years."""
    return int(year[:2]) + 1


def _roman(year: str) -> str:
    """17XX -> XVIII."""
    left, numeral = _century(year), ""
    for value, letters in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        numeral += letters * (left // value)
        left %= value
    return numeral


ENGLISH_MONTHS = "January February March April May June July August September October November December".split()
# The other words of an English date, as a catalogue has to give them to a language without a grammar of its own.
ENGLISH_WORDS = (
    "{n} century", "{first}{join}{last} centuries", "{decade}s", "perhaps", "about", "perhaps about", "the", "or",
    "{date} onwards", "{date} Old Style", "{year} AH",
)  # fmt: skip


@cache
def _source() -> DateWords:
    return _english(str)


def _english(say: Callable[[str], str]) -> DateWords:
    months = tuple(map(say, ENGLISH_MONTHS))

    def ordinal(number: int) -> str:
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number not in (11, 12, 13) else "th"
        return f"{number}{ending}"

    def unit(precision: str, year: str) -> str:
        if precision == "century":
            return say("{n} century").format(n=ordinal(_century(year)))
        return say("{decade}s").format(decade=f"{year[:3]}0") if precision == "decade" else year

    def unit_pair(precision: str, first: str, last: str, join: str) -> str:
        tight = join.replace(" – ", "–")
        if precision == "century":
            first, last = ordinal(_century(first)), ordinal(_century(last))
            return say("{first}{join}{last} centuries").format(first=first, join=tight, last=last)
        return unit(precision, first) + (tight if precision == "year" else join) + unit(precision, last)

    def qualified(sign: str, precision: str, text: str) -> str:
        article = say("the") if sign and precision in ("decade", "century") else ""
        doubt = {"?": "perhaps", "~": "about", "%": "perhaps about"}
        return " ".join(part for part in (say(doubt[sign]) if sign else "", article, text) if part)

    def in_year(within: str, year: str) -> str:
        return f"{within} {year}"

    def day_month(day: object, month: int) -> str:
        return f"{day} {months[month - 1]}"

    def onwards(year: str, month: int | None, day: int | None, shown_unit: str) -> str:
        if not month:
            return say("{date} onwards").format(date=shown_unit)
        return say("{date} onwards").format(date=in_year(day_month(day, month) if day else months[month - 1], year))

    return DateWords(
        months=months,
        alternative=f" {say('or')} ",
        qualified=qualified,
        day_month=day_month,
        in_year=in_year,
        unit=unit,
        unit_pair=unit_pair,
        onwards=onwards,
        old_style=lambda text: f" ({say('{date} Old Style').format(date=text)})",
        hijri=lambda year: f" ({say('{year} AH').format(year=year)})",
    )


@cache
def _russian() -> DateWords:
    months = tuple("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split())
    genitive = tuple("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split())

    def unit(precision: str, year: str) -> str:
        if precision == "century":
            return f"{_roman(year)} в."
        return f"{year[:3]}0-е гг." if precision == "decade" else f"{year} г."

    def unit_pair(precision: str, first: str, last: str, join: str) -> str:
        tight = join.replace(" – ", "–")
        if precision == "century":
            return f"{_roman(first)}{tight}{_roman(last)} вв."
        if precision == "decade":
            return f"{first[:3]}0-е{join}{last[:3]}0-е гг."
        return f"{first}{tight}{last} гг."

    def qualified(sign: str, precision: str, text: str) -> str:
        if sign in ("~", "%"):  # «около» asks for the genitive
            text = text.replace("-е гг.", "-х гг.")
            if precision == "month":
                name, _, rest = text.partition(" ")
                text = f"{genitive[months.index(name)]} {rest}" if name in months else text
        about = "примерно " if text.startswith("с ") else "ок. "  # «около» does not stand before a preposition
        return {"": "", "?": "возможно, ", "~": about, "%": f"возможно, {about}"}[sign] + text

    def in_year(within: str, year: str) -> str:
        return f"{within} {year} г."

    def day_month(day: object, month: int) -> str:
        return f"{day} {genitive[month - 1]}"

    def onwards(year: str, month: int | None, day: int | None, shown_unit: str) -> str:
        if month:
            return "с " + in_year(day_month(day, month) if day else genitive[month - 1], year)
        return "с " + shown_unit.replace("-е гг.", "-х гг.")

    return DateWords(
        months=months,
        alternative=" или ",
        qualified=qualified,
        day_month=day_month,
        in_year=in_year,
        unit=unit,
        unit_pair=unit_pair,
        onwards=onwards,
        old_style=lambda text: f" ({text} ст. ст.)",
        hijri=lambda year: f" ({year} г. хиджры)",
    )


@cache
def _kazakh() -> DateWords:
    months = tuple("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split())
    ablative = tuple(
        "қаңтардан ақпаннан наурыздан сәуірден мамырдан маусымнан "
        "шілдеден тамыздан қыркүйектен қазаннан қарашадан желтоқсаннан".split()
    )

    def unit(precision: str, year: str) -> str:
        if precision == "century":
            return f"{_roman(year)} ғасыр"
        return f"{year[:3]}0-жылдар" if precision == "decade" else f"{year} жыл"

    def unit_pair(precision: str, first: str, last: str, join: str) -> str:
        tight = join.replace(" – ", "–")
        if precision == "century":
            return f"{_roman(first)}{tight}{_roman(last)} ғасырлар"
        if precision == "decade":
            return f"{first[:3]}0{tight}{last[:3]}0-жылдар"
        return f"{first}{tight}{last} жылдар"

    def in_year(within: str, year: str) -> str:
        return f"{year} жылғы {within}"

    def day_month(day: object, month: int) -> str:
        return f"{day} {months[month - 1]}"

    def onwards(year: str, month: int | None, day: int | None, shown_unit: str) -> str:
        if month:
            return in_year(f"{day} {ablative[month - 1]}" if day else ablative[month - 1], year) + " бастап"
        return f"{shown_unit}дан бастап"

    return DateWords(
        months=months,
        alternative=" немесе ",
        qualified=lambda sign, _, text: (
            {"": "", "?": "бәлкім, ", "~": "шамамен ", "%": "бәлкім, шамамен "}[sign] + text
        ),
        day_month=day_month,
        in_year=in_year,
        unit=unit,
        unit_pair=unit_pair,
        onwards=onwards,
        old_style=lambda text: f" (ескіше {text})",
        hijri=lambda year: f" (һижраның {year} жылы)",
    )


_GRAMMARS = {"en": _source, "kk": _kazakh, "ru": _russian}
