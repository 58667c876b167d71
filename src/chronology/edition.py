"""The language of the edition that is being read, and its catalogues.

One switch decides what is shown: the environment variable CHRONOLOGY_LANGUAGE, which the book sets from Sphinx'
`language` and a notebook may set for itself. Code, ids and values of closed lists stay as they are in every edition.

What the code says is written in English and marked: ``_("Place")``, ``ngettext("{n} event", "{n} events", n)``. What
stands in the tables in English only is marked there (`translate` in datapackage.json) and known by its place, which
is its context. Both are translated by locale/<language>/LC_MESSAGES/chronology.po; what that lacks stays English.
"""

from __future__ import annotations

import gettext as standard
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TypeVar

import polib

VARIABLE = "CHRONOLOGY_LANGUAGE"
SOURCE = "en"  # the language in which the course is written
LOCALE = Path(__file__).parent / "locale"
_Said = TypeVar("_Said")
_SPOKEN: ContextVar[str | None] = ContextVar("spoken", default=None)


def language() -> str:
    """The language of the edition: ``en`` unless CHRONOLOGY_LANGUAGE, or `speaking` for a while, says another."""
    return _SPOKEN.get() or os.environ.get(VARIABLE) or SOURCE


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak as the edition in another language does, as long as the block lasts."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def in_source(say: Callable[[], _Said]) -> _Said:
    """What is said in the language of the source: by this the same is known in every edition."""
    with speaking(SOURCE):
        return say()


def catalogue_file(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return LOCALE / language / "LC_MESSAGES" / "chronology.po"


class _Catalogue(standard.NullTranslations):
    """The messages of a .po file that are translated; not compiled first, which takes longer than reading it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        entries = polib.pofile(str(path))
        known = [each for each in entries if each.translated()]
        self._said = {(each.msgctxt, each.msgid): each.msgstr or each.msgstr_plural for each in known}
        rule = entries.metadata.get("Plural-Forms", "").partition("plural=")[2].rstrip("; ")
        self._form = standard.c2py(rule or "n != 1")

    def gettext(self, message: str) -> str:
        return self._said.get((None, message), message)

    def pgettext(self, context: str, message: str) -> str:
        return self._said.get((context, message), message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        forms = self._said.get((None, one))
        return forms[self._form(n)] if forms else (one if n == 1 else many)


@cache
def _catalogue(language: str) -> standard.NullTranslations:
    """The texts of a language; of one without a catalogue none, so that everything stays English.

    In the page it is compiled, for there a catalogue is read ten times as slowly.
    """
    path = catalogue_file(language)
    compiled = path.with_suffix(".mo")
    if compiled.is_file():
        with compiled.open("rb") as read:
            return standard.GNUTranslations(read)
    return _Catalogue(path) if path.is_file() else standard.NullTranslations()


PROSE = Path(__file__).parents[2] / "locale"


def prose_file(domain: str, language: str) -> Path:
    """Where the catalogue of a file of prose stands; domain: its name, such as chapters/04-independence."""
    return PROSE / language / f"{domain}.po"


class Saying:
    """Says the messages of a file of prose in a language, in English where that has no translation that holds."""

    def __init__(self, said: dict[str, str]) -> None:
        self._said = said

    def __call__(self, text: str) -> str:
        return self._said.get(text, text)

    def lacks(self, text: str) -> bool:
        """Whether a message stays English."""
        return text not in self._said


def saying(domain: str, language: str) -> Saying:
    """What says the messages of a file of prose in a language."""
    path = prose_file(domain, language)
    known = polib.pofile(str(path)) if path.is_file() else []
    return Saying({entry.msgid: entry.msgstr for entry in known if entry.translated()})


def use_language(language: str) -> None:
    """Speak a language from now on, as a notebook of that edition does: ``en``, ``kk`` or ``ru``.

    Raises ValueError, in English and in the language spoken now, for one that there is not.
    """
    from chronology.languages import LANGUAGES  # which speaks by this module

    # Those of the tables, also where a page of another edition has their titles and not their catalogue.
    known = dict.fromkeys([*LANGUAGES, *sorted(each.name for each in LOCALE.glob("*"))])
    if language not in known:
        text = marked("The course has no language {language}; it has {known}.")
        said = (each.format(language=repr(language), known=", ".join(known)) for each in dict.fromkeys((text, _(text))))
        raise ValueError(" ".join(said))
    os.environ[VARIABLE] = language


def state() -> tuple[str, standard.NullTranslations]:
    """The language and its catalogue: what a text that is shown follows from, and by what it may be remembered."""
    return language(), _catalogue(language())


def _(text: str) -> str:
    """A text of the code in the language of the edition."""
    return _catalogue(language()).gettext(text) if text else text  # of no text, gettext says what the catalogue is


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a text of the code that goes with a number, with the number in its place ``{n}``."""
    return _catalogue(language()).ngettext(one, many, n).replace("{n}", str(n))


def pgettext(context: str, text: str, into: str | None = None) -> str:
    """A text known by its context as well, in a language (that of the edition if None); an empty one stays empty."""
    return _catalogue(into or language()).pgettext(context, text) if text else text


def marked(text: str) -> str:
    """A text that is translated where it is shown and not where it stands, such as one of a table in the code."""
    return text
