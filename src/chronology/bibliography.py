"""The bibliography: data/references.bib -> a DataFrame of works."""

from __future__ import annotations

import io
import re
from functools import cache, lru_cache
from pathlib import Path

import pandas as pd
from pybtex.backends.plaintext import Backend
from pybtex.database import BibliographyData, BibliographyDataError, Entry
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError
from pybtex.style.formatting.unsrt import Style

from chronology import dates, edition, languages, tables
from chronology.datewords import ENGLISH_MONTHS
from chronology.edition import _

FILE = "references.bib"
# Clauses of a note, which neither an initial nor the short form of a word ends.
_BETWEEN = re.compile(r"(; |(?<!\b\w)(?<!\bvol)(?<!\bno)(?<!\bnos)(?<!\bpp)(?<!\barts)\. )", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:(?:vol|no)\. [^,]+(?:, |$))+", re.IGNORECASE)  # vol. 15, no. 2
_PART = re.compile(r"[^\s,;()][^,;()]*")  # of what says where a work stands
_DAY = re.compile(r"(?:(\d{1,2}) )?([A-Z][a-z]+)")
CONTAINERS = ("journal", "booktitle", "howpublished", "publisher", "school", "institution")


def references(folder: Path | None = None, *, citations: bool = False) -> pd.DataFrame:
    """The works of references.bib, by key.

    Columns: kind (primary, registry, archive, scholarship, reference, press), author
    (names separated by "; "), title, container (journal, book, site or publisher), year,
    url, doi, language, checked (seen, partly, or knowledge: cited without having been seen), note;
    with citations=True also citation (plain text). All text; empty where the work has no such field.

    Raises `tables.DataError` naming the entry for a file that is not BibTeX, a duplicate
    key, a missing author or title, an unknown kind.
    """
    content = _content(folder)
    frame = _frame(content).copy()
    return frame.assign(citation=frame.index.map(_citations(content))) if citations else frame


def cited(folder: Path | None = None) -> dict[str, str]:
    """Key -> author, title and year of each work: how it is named where no bibliography is at hand."""
    return {
        work.Index: ", ".join(part for part in (authors_in_words(work.author), work.title, work.year) if part)
        for work in references(folder).itertuples()
    }


def cited_briefly(folder: Path | None = None) -> dict[str, str]:
    """Key -> surnames and year of each work, such as ``Aspaturian (1959)``; the title where there is no year."""
    # Translators: after the first of several authors, as in “Smith et al.”.
    found, others = {}, _("et al.")
    for work in references(folder).itertuples():
        names = [_surname(person) for person in work.author.split("; ")]
        who = ", ".join(names) if len(names) < 3 else f"{names[0]} {others}"
        found[work.Index] = f"{who} ({work.year})" if work.year else f"{who}, {work.title}"
    return found


def _surname(name: str) -> str:
    said = author_in_words(name)
    return name.partition(",")[0] if said == name else said


def authors_in_words(names: str) -> str:
    """Authors, separated by "; ", in the language of the edition (see `author_in_words`)."""
    return "; ".join(map(author_in_words, names.split("; ")))


def author_in_words(name: str) -> str:
    """A body, a ruler or an office that has written a work, in the language of the edition, by words/authors.csv; what
    is the name of a person, a newspaper or an agency stays.
    """
    return _authors(edition.language()).get(name, name)


@cache
def _authors(language: str) -> dict[str, str]:
    english = languages.words("authors", edition.SOURCE)
    return {english[key]: text for key, text in languages.words("authors", language).items()}


def in_words(text: str) -> str:
    """A note on a work in the language of the edition, by the clauses of words/notes.csv. As it is where one of them is
    not there: half a note in another language helps nobody.
    """
    if edition.language() == edition.SOURCE:
        return text
    known, parts = _clauses(edition.language()), _BETWEEN.split(text.rstrip("."))

    def clause(each: str) -> str | None:
        numbers = container_in_words(each) if _NUMBERED.fullmatch(each) else None
        return known.get(each.casefold(), numbers)

    said = [clause(each) if at % 2 == 0 else each for at, each in enumerate(parts)]
    if None in said:
        return text
    begins = [at == 0 or said[at - 1] == ". " for at in range(len(said))]
    capital = text[:1].isupper()
    return "".join(f"{each[0].upper()}{each[1:]}" if first and capital else each for each, first in zip(said, begins))


def container_in_words(text: str) -> str:
    """Where a work stands (News site, Baku, after Tengrinews) in the language of the edition, part by part, by
    words/containers.csv; what is a name, and a title in other letters, stays.
    """
    if edition.language() == edition.SOURCE:
        return text
    said = _PART.sub(lambda part: _part_in_words(part[0]), text)
    return said if said == text or not text[:1].isupper() else f"{said[0].upper()}{said[1:]}"


def _part_in_words(part: str) -> str:
    english, own = (languages.words("containers", each) for each in (edition.SOURCE, edition.language()))
    for key, form in english.items():
        before, place, _after = form.partition("{name}")
        if not place and part.casefold() == form.casefold():
            return own[key]
        if place and part.casefold().startswith(before.casefold()):
            return own[key].format(name=_part_in_words(part[len(before) :]))
    return part


@cache
def _clauses(language: str) -> dict[str, str]:
    """Clause in English, without capitals -> in a language."""
    english = languages.words("notes", edition.SOURCE)
    return {english[key].casefold(): text for key, text in languages.words("notes", language).items()}


def day_in_words(month: str, year: str) -> str:
    """The day or month on which a work appeared, as references.bib has it (2 September, 2008), in the language of the
    edition; empty for what is neither.
    """
    found = _DAY.fullmatch(month)
    if not found or found[2] not in ENGLISH_MONTHS or not re.fullmatch(r"\d{4}", year):
        return ""
    number = f"-{ENGLISH_MONTHS.index(found[2]) + 1:02}"
    return dates.display(f"{year}{number}-{int(found[1]):02}" if found[1] else f"{year}{number}")


def parse(folder: Path) -> BibliographyData:
    """references.bib as `pybtex` reads it. Raises `tables.DataError`."""
    return _parse(_content(folder))


def _content(folder: Path | None) -> bytes:
    try:
        return ((folder or tables.DATA) / FILE).read_bytes()
    except FileNotFoundError:
        raise tables.DataError(FILE, f"not found in {folder}") from None


# A file is parsed anew only when its content has changed; a citation is made when it is asked for, since all of them
# take ten times as long as reading the file.
@lru_cache(maxsize=4)
def _parse(content: bytes) -> BibliographyData:
    try:
        return Parser().parse_stream(io.StringIO(content.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise tables.DataError(FILE, f"is not UTF-8 (byte {error.start}): save the file in UTF-8 encoding") from error
    except BibliographyDataError as error:
        raise tables.DataError(FILE, f"{error}") from error
    except PybtexError as error:
        raise tables.DataError(FILE, f"is not valid BibTeX: {error}") from error


@lru_cache(maxsize=4)
def _frame(content: bytes) -> pd.DataFrame:
    works = [_work(key, entry) for key, entry in _parse(content).entries.items()]
    frame = pd.DataFrame(works).set_index("key")
    for column in ("kind", "checked"):
        categories = languages.values({"kind": "reference_kind"}.get(column, column))
        frame[column] = pd.Categorical(frame[column], categories=categories)
    return frame.sort_index()


@lru_cache(maxsize=4)
def _citations(content: bytes) -> dict[str, str]:
    style, backend = Style(), Backend()
    entries = _parse(content).entries
    return {key: style.format_entry(key, entry).text.render(backend) for key, entry in entries.items()}


def _work(key: str, entry: Entry) -> dict[str, str]:
    fields = entry.fields
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    work = {
        "key": key,
        "kind": fields.get("keywords", ""),
        "author": "; ".join(_plain(str(person)) for person in people),
        "title": _plain(fields.get("title", "")),
        "container": next((_plain(fields[name]) for name in CONTAINERS if name in fields), ""),
        "year": fields.get("year", ""),
        "url": fields.get("url", ""),
        "doi": fields.get("doi", ""),
        "language": fields.get("langid", ""),
        "checked": fields.get("checked", ""),
        "note": _plain(fields.get("note", "")),
    }
    for name, expected in (("kind", "reference_kind"), ("checked", "checked")):
        if work[name] not in languages.values(expected):
            field = {"kind": "keywords"}.get(name, name)
            raise tables.DataError(
                FILE,
                f"entry {key!r}: expected {field} to be one of {', '.join(languages.values(expected))}, "
                f"found {work[name]!r}",
            )
    for name in ("author", "title"):
        if not work[name]:
            raise tables.DataError(FILE, f"entry {key!r} has no {name}")
    if not fields["title"].startswith("{"):
        found = fields["title"]
        raise tables.DataError(
            FILE, f"entry {key!r}: a title loses its capitals unless it is in double braces: title = {{{{{found}}}}}"
        )
    return work


def _plain(text: str) -> str:
    """BibTeX text as a reader sees it: without braces and escapes."""
    return text.replace("\\&", "&").replace("\\%", "%").replace("\\_", "_").replace("{", "").replace("}", "")
