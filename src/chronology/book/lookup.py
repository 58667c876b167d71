"""What a citation can point to: for each kind of thing its page, its table and the words on its card."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

import pandas as pd
from sphinx.errors import ExtensionError

from chronology import dates, tables
from chronology.languages import label

# A sign beside the word, so that a verdict never rests on colour alone.
SIGNS = {"confirmed": "✓", "imprecise": "≈", "differs": "≠", "unverified": "?", "evaluative": "◇"}


@dataclass(frozen=True)
class Kind:
    """A kind of thing that the text can cite: role name, page of its entries, table, words."""

    name: str
    page: str
    table: Callable[[], pd.DataFrame]
    text: Callable[[pd.Series], str]  # what stands in the sentence if the author gives no words
    card: Callable[[pd.Series], Iterator[str]]  # HTML paragraphs


def _paragraph(text: str, name: str = "") -> str:
    named = f' class="{name}"' if name else ""
    return f"<p{named}>{text}</p>"


def _titles(row: pd.Series, stem: str) -> str:
    kazakh, russian = escape(row[f"{stem}_kk"]), escape(row[f"{stem}_ru"])
    return _paragraph(f'<span lang="kk">{kazakh}</span> · <span lang="ru">{russian}</span>', "titles")


def _verdict(verdict: str, more: str) -> str:
    sign = f'<span class="sign" aria-hidden="true">{SIGNS[verdict]}</span>'
    return _paragraph(f'<span class="verdict">{sign} {label("verdict", verdict)}</span> · {more}', "judged")


def _event(row: pd.Series) -> Iterator[str]:
    yield _paragraph(escape(row.date_en), "when")
    yield _paragraph(f"<strong>{escape(row.title_en)}</strong>")
    yield _verdict(row.verdict, "in the essay" if row.in_essay else "omitted by the essay")
    if row.explanation:
        yield _paragraph(escape(row.explanation))


def _claim(row: pd.Series) -> Iterator[str]:
    stated = f" · states {escape(tables.stated_value(row))}" if row.value else ""
    yield _paragraph(f"Claim {row.name}{stated}", "when")
    yield _paragraph(f"<strong>{escape(row.paraphrase)}</strong>")
    yield _verdict(row.verdict, label("claim_kind", row.kind))
    if row.explanation:
        yield _paragraph(escape(row.explanation))


def _person(row: pd.Series) -> Iterator[str]:
    life = " – ".join(dates.display(date) if date else "?" for date in (row.born, row.died) if row.born or row.died)
    yield _paragraph(f"<strong>{escape(row.name_en)}</strong>{f', {escape(life)}' if life else ''}")
    yield _titles(row, "name")
    yield _paragraph(escape(row.role_en))


def _named(row: pd.Series, names: pd.DataFrame, owner: str) -> Iterator[str]:
    """The best-known name in three languages, and the successive names with their dates."""
    yield _paragraph(f"<strong>{escape(row.name_en)}</strong>")
    yield _titles(row, "name")
    own = names[names[owner] == row.name]
    if len(own):
        yield _paragraph("; ".join(escape(name_and_dates(name)) for _, name in own.iterrows()))


def name_and_dates(name: pd.Series) -> str:
    """One of the successive names, with from when to when: Alma-Ata (1921–1993)."""
    start = dates.display(name.start) if name.start else ""
    if name.end == "..":
        return f"{name.name_en} (from {start})" if start else f"{name.name_en} (in use)"
    end = dates.display(name.end) if name.end else ""
    if start and end:
        dash = "–" if (start + end).isdigit() else " – "
        return f"{name.name_en} ({start}{dash}{end})"
    return f"{name.name_en} (from {start})" if start else f"{name.name_en} (until {end})" if end else name.name_en


def _place(row: pd.Series) -> Iterator[str]:
    yield from _named(row, tables.place_names(), "place")


def _institution(row: pd.Series) -> Iterator[str]:
    yield from _named(row, tables.institution_names(), "institution")


def _term(row: pd.Series) -> Iterator[str]:
    yield _paragraph(f"<strong>{escape(row.term_en)}</strong>")
    yield _titles(row, "term")
    yield _paragraph(escape(row.definition_en))


KINDS = {
    kind.name: kind
    for kind in (
        Kind("event", "chapters/events", tables.events, lambda row: row.date_en, _event),
        Kind("claim", "chapters/claims", tables.claims, lambda row: str(row.name), _claim),
        Kind("person", "chapters/people", tables.people, lambda row: row.name_en, _person),
        Kind("place", "chapters/places", tables.places, lambda row: row.name_en, _place),
        Kind("institution", "chapters/institutions", tables.institutions, lambda row: row.name_en, _institution),
        Kind("glossary", "chapters/glossary", tables.glossary, lambda row: row.term_en.partition(" (")[0], _term),
    )
}


@functools.cache
def table(kind: str) -> pd.DataFrame:
    """The table of a kind, read once for a build."""
    return KINDS[kind].table()


def row(kind: str, id: str, location: str) -> pd.Series:
    """The row of a thing. Raises ExtensionError, which ends the build, for an unknown id."""
    known = table(kind)
    if id not in known.index:
        close = difflib.get_close_matches(id, list(known.index), n=3)
        hint = f"; did you mean {', '.join(close)}?" if close else f"; see data/ for the ids of {kind}s"
        raise ExtensionError(f"{location}: no {kind} {id!r}{hint}")
    return known.loc[id]
