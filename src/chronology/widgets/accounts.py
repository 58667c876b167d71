"""What the cards of widgets say: the entries of the registers, in every language that a widget speaks.

An account is an entry as a script reads it; kit/account.js shows it. Each of its texts is a number, which says where in
a list of all texts it stands, as language -> text: things have most of their words in common. What a language has no
words of its own for is left out there, so that a script can say that it is English.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import pandas as pd

from chronology import entries, languages, tables
from chronology.entries import Entry, Link

TABLES: dict[str, Callable[[], pd.DataFrame]] = {
    "event": tables.events,
    "claim": tables.claims,
    "document": tables.documents,
    "place": tables.places,
    "institution": tables.institutions,
}
# What a card says below title and text. A page of the book brings it when the first card is opened.
MORE = ("facts", "documents", "of-documents", "caution", "works", "of-works")
AS_IT_IS = ("alone", "kind", "id", "verdict", "language", "text", "between")  # what is the same in every language
NAMED = "cited"  # a work is, too, but for the word of an edition for further authors


def accounts(*, without: Collection[str] = (), **given: pd.DataFrame) -> dict[str, object]:
    """The traits `accounts`, `texts` and `more` of a widget. given: kind -> rows of things. without: what the widget
    has itself of each thing, such as its title.

    accounts: kind -> id -> account. more: accounts and texts again, with what is in MORE; its texts are counted on from
    the others. A row that is none of the course's, or has been changed, has none: of such a thing
    a card says what the row holds.
    """
    texts: dict[tuple[tuple[str, str], ...], int] = {}

    def merged(parts: Mapping[str, object], key: str = "") -> object:
        """One structure of several of the same shape. parts: language -> structure."""
        first = parts["en"]
        if isinstance(first, dict):
            return {key: merged({each: part[key] for each, part in parts.items()}, key) for key in first if first[key]}
        if isinstance(first, list):
            return [merged(dict(zip(parts, each))) for each in zip(*parts.values(), strict=True)]
        if key in AS_IT_IS or (key == NAMED and len(set(parts.values())) == 1):
            return first
        own = {each: text for each, text in parts.items() if each == "en" or text != first}
        return texts.setdefault(tuple(own.items()), len(texts))

    shapes = {
        kind: {
            id: {each: shape(entries.entry(kind, id, each)) for each in languages.offered()}
            for id in unchanged(frame, TABLES[kind]())
        }
        for kind, frame in given.items()
    }

    def made(*, more: bool) -> dict[str, dict[str, object]]:
        return {
            kind: {id: merged(_part(each, more, without)) for id, each in listed.items()}
            for kind, listed in shapes.items()
        }

    first = made(more=False)
    own = len(texts)
    rest = made(more=True)
    listed = [dict(each) for each in texts]
    return {"accounts": first, "texts": listed[:own], "more": {"accounts": rest, "texts": listed[own:]}}


def _part(
    account: Mapping[str, dict[str, object]], more: bool, without: Collection[str]
) -> dict[str, dict[str, object]]:
    """What is in MORE of an account, or the rest. account: language -> account."""
    return {
        language: {key: value for key, value in said.items() if (key in MORE) == more and key not in without}
        for language, said in account.items()
    }


def unchanged(frame: pd.DataFrame, table: pd.DataFrame) -> list[str]:
    """The ids of the rows that stand so in a table of the course, as far as the frame has its columns."""
    columns = [name for name in frame if name in table]
    shared = [id for id in frame.index[~frame.index.duplicated(keep=False)] if id in table.index]
    own, known = (each.loc[shared, columns].astype(object) for each in (frame, table))
    same = (own == known) | (own.isna() & known.isna())
    return [str(id) for id in same.index[same.all(axis=1)]]


def shape(entry: Entry) -> dict[str, object]:
    """What a register says of a thing, in its order; what is empty is there as well."""
    return {
        "when": entry.when,
        "title": entry.title,
        "titles": [{"language": each.language, "text": each.text, "status": each.status} for each in entry.titles]
        if entry.kind == "document"  # of others a title in three languages is enough
        else [],
        "alone": entry.kind == "claim",  # what it says in other languages is no name of it
        "verdict": entry.verdict,
        "standing": entry.standing,
        "called": list(entry.called),
        "lines": list(entry.lines),
        "remarks": list(entry.remarks),
        "facts": [
            {"term": fact.term, "values": [_value(value) for value in fact.values], "between": fact.between}
            for fact in entry.facts
        ],
        "documents": [shape(each) | {"when": "", "title": ""} for each in entry.documents],
        "of-documents": entries.say("documents") if entry.documents else "",
        "caution": entry.caution,
        "works": [
            {"cited": each.cited, "supports": each.supports, "note": each.note, "seen": each.seen}
            for each in entry.works
        ],
        "of-works": entries.say("references", n=len(entry.works)) if entry.works else "",
    }


def said(account: Mapping[str, list[int]], texts: list[Mapping[str, str]]) -> list[str]:
    """What an account says of a thing in sentences, in every language."""
    numbers = (*account.get("lines", ()), *account.get("remarks", ()))
    return [text for number in numbers for text in texts[number].values()]


def _value(value: str | Link) -> object:
    return {"kind": value.kind, "id": value.id, "words": value.words} if isinstance(value, Link) else value
