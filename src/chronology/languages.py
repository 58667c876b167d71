"""Words of the course in its three languages: English, Kazakh, Russian.

`label` gives the name of a closed-list value (a verdict, a kind, a topic …), `words` what a widget says. Both stand in
tables in words/, a row a text. Titles and names of things are data and live in the tables; how a date is said stands in
datewords.py; what else the code says is marked in the code and translated by the catalogues of edition.py.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

from chronology import edition

LANGUAGES = ("en", "kk", "ru")
OWN_NAMES = {"en": "English", "kk": "Қазақша", "ru": "Русский"}
WORDS = Path(__file__).parent / "words"
LATIN = "abcdefghijklmnopqrstuvwxyz"
ALPHABETS = {
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}
_SIGN = re.compile(r"[^\w\s]|_")
_BEFORE = re.compile(r"^(?:[IVX]+ |[^\w])+")  # II Екатерина
_LETTERS = 0x110000  # above all signs of Unicode
# A sign beside the word, so that a verdict never rests on colour alone.
VERDICT_SIGNS = {"confirmed": "✓", "imprecise": "≈", "differs": "≠", "unverified": "?", "evaluative": "◇"}


def label(list_name: str, value: str, language: str | None = None) -> str:
    """The name of a closed-list value, such as "расходится" for ("verdict", "differs", "ru").

    language: that of the edition if None. Raises KeyError naming the list or the value if there is none.
    """
    known = _labels()
    if list_name not in known:
        raise KeyError(f"no list {list_name!r}: expected one of {', '.join(known)}")
    if value not in known[list_name]:
        raise KeyError(f"no value {value!r} in {list_name}: expected one of {', '.join(known[list_name])}")
    return in_language(known[list_name][value], f"words/labels/{list_name}.{value}", language)


def values(list_name: str) -> tuple[str, ...]:
    """The values of a closed list, in the order in which they are shown."""
    return tuple(_labels()[list_name])


def lists() -> tuple[str, ...]:
    """The names of all closed lists."""
    return tuple(_labels())


@cache
def _labels() -> dict[str, dict[str, tuple[str, ...]]]:
    """List -> value -> texts in the order of LANGUAGES, from words/labels.csv, whose keys are ``list.value``."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, texts in texts_of("labels").items():
        name, _, value = key.partition(".")
        found.setdefault(name, {})[value] = texts
    return found


@cache
def texts_of(section: str) -> dict[str, tuple[str, ...]]:
    """Key -> texts in the order of LANGUAGES, from words/<section>.csv. Raises ValueError for a faulty row."""
    found = {}
    with (WORDS / f"{section}.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file), start=1):
            if len(row) != 1 + len(LANGUAGES) or not all(row) or row[0] in found:
                raise ValueError(
                    f"words/{section}.csv, row {number}: expected a new key and a text in each of "
                    f"{', '.join(LANGUAGES)}, found {row}"
                )
            found[row[0]] = tuple(row[1:])
    if found.pop("key", ()) != LANGUAGES:
        raise ValueError(f"words/{section}.csv, row 1: expected the columns key,{','.join(LANGUAGES)}")
    return found


def alphabetical(text: str, language: str | None = None) -> tuple[int, ...]:
    """A key by which texts stand as in a dictionary of a language (that of the edition if None), whatever their case.

    Digits come first, letters of another alphabet last; signs and accents count for nothing.
    """
    alphabet = ALPHABETS.get(checked(language), LATIN)
    places: list[int] = []
    for letter in _SIGN.sub("", headword(text).casefold()):
        bare = letter if letter in alphabet else unicodedata.normalize("NFKD", letter)[0]
        at = alphabet.find(bare)
        places.append(_LETTERS + at if at >= 0 else ord(bare) + (2 * _LETTERS if bare.isalpha() else 0))
    return tuple(places)


def headword(text: str) -> str:
    """A name from the word on under which it is looked up: without a quotation mark or the number of a monarch."""
    return _BEFORE.sub("", text) or text


def words(section: str, language: str | None = None) -> dict[str, str]:
    """Key -> text of what a widget says, from the table words/<section>.csv.

    language: that of the edition if None. A text may have places for values, such as ``{n}``. Raises ValueError for a
    faulty row, naming it.
    """
    return {key: in_language(texts, f"words/{section}/{key}", language) for key, texts in texts_of(section).items()}


def in_language(texts: tuple[str, ...], context: str, language: str | None = None) -> str:
    """Of texts in the order of LANGUAGES the one in a language; in a further one the English by its catalogue."""
    language = checked(language)
    if language in LANGUAGES:
        return texts[LANGUAGES.index(language)]
    return edition.pgettext(context, texts[0], language)


def whole_number(value: int, language: str | None = None) -> str:
    """A whole number as the language writes it: 7,591 in English, 7 591 in the others."""
    return f"{value:,}" if checked(language) == "en" else f"{value:,}".replace(",", "\u00a0")


def decimal_number(value: float, places: int, language: str | None = None) -> str:
    """A number with so many decimal places as the language writes it: 3,795.5 in English, 3 795,5 in the others."""
    english = f"{value:,.{places}f}"
    return english if checked(language) == "en" else english.replace(",", "\u00a0").replace(".", ",")


def short_number(value: float, language: str | None = None) -> str:
    """A number with no more decimals than it has, as the language writes it: 1.5 in English, 1,5 in the others."""
    english = format(value, "g")
    return english if checked(language) == "en" else english.replace(".", ",")


def sentence(text: str) -> str:
    """A text with a full stop at its end, and one only: a Russian date has it, 1991 г."""
    return text if text.endswith(".") else f"{text}."


def sections() -> tuple[str, ...]:
    """The names of all tables of words."""
    return tuple(sorted(path.stem for path in WORDS.glob("*.csv")))


def offered() -> tuple[str, ...]:
    """The languages of the data, and that of the edition where it is a further one."""
    return tuple(dict.fromkeys([*LANGUAGES, edition.language()]))


def checked(language: str | None) -> str:
    """A language, that of the edition if None. Raises ValueError for one without words or a catalogue."""
    language = language or edition.language()
    if language not in LANGUAGES and not edition.catalogue_file(language).is_file():
        raise ValueError(f"unknown language {language!r}: expected one of {', '.join(LANGUAGES)}")
    return language
