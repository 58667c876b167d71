"""What the Kazakh and the Russian edition say, message by message: catalogues, tables, words of widgets."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import polib

from chronology import edition, editions, languages, tables

LANGUAGES = editions.others()
GAP = "\ufffc"  # where something stood that is no prose
# What is no prose in a message, with what stays of it: the words of a role, the text of a link, nothing of the rest.
SILENT = [
    (re.compile(r"\{[\w:-]+\}`([^`<]*?)\s*<[^`>]*>`"), r"\1"),
    (re.compile(r"\{[\w:-]+\}`[^`]*`"), GAP),
    (re.compile(r"`+[^`]+`+"), GAP),
    (re.compile(r"\]\([^)\s]*\)"), "]"),
    (re.compile(r"</?[A-Za-z][^>]*>|https?://[^\s)]+|\{[^{}`]*\}|&\w+;"), GAP),
]


class Said(NamedTuple):
    """A text of an edition. place: file and context, by which it is found; english: what it translates."""

    place: str
    english: str
    text: str


def _of_catalogues(language: str) -> Iterator[Said]:
    domains = map(editions.domain, editions.sources())
    for path in (edition.catalogue_file(language), *(edition.prose_file(each, language) for each in domains)):
        for entry in polib.pofile(str(path)):
            for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
                english = f"{entry.msgid} {entry.msgid_plural}".strip()
                yield Said(f"{path.stem}: {entry.msgctxt or entry.msgid[:60]}", english, text)


def _of_tables(language: str) -> Iterator[Said]:
    for path in sorted(tables.DATA.glob("*.csv")):
        for row in csv.DictReader(path.open(encoding="utf-8", newline="")):
            first = next(iter(row.values()))
            for name, text in row.items():
                if name.endswith(f"_{language}") and text:
                    english = row.get(f"{name[:-3]}_en", "")
                    yield Said(f"{path.stem}: {name} of {first}, {row.get('number', '')}", english, text)


def _of_words(language: str) -> Iterator[Said]:
    for path in sorted(languages.WORDS.glob("*.csv")):
        for row in csv.DictReader(path.open(encoding="utf-8", newline="")):
            if row[language]:
                yield Said(f"words/{path.stem}: {row['key']}", row["en"], row[language])


@cache
def texts(language: str) -> list[Said]:
    """Every text of an edition, as it stands in its file."""
    return [*_of_catalogues(language), *_of_tables(language), *_of_words(language)]


@cache
def prose(text: str) -> str:
    """The words of a message, without code, ids, addresses and the places of values (a GAP stands for each)."""
    for pattern, left in SILENT:
        text = pattern.sub(left, text)
    return text
