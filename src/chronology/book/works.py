"""The bibliography as sphinxcontrib-bibtex 2.7 makes it, without what takes it long where works and citations are many.

What it writes is the same; between authors it speaks the language of the edition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pybtex.backends import plaintext
from pybtex.database import Entry, Person
from pybtex.plugin import register_plugin
from pybtex.richtext import BaseText, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import plain
from pybtex.style.template import Node, field, first_of, names, node, optional, sentence
from sphinx.application import Sphinx
from sphinxcontrib.bibtex import plugin as referencing
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, _FilterVisitor
from sphinxcontrib.bibtex.style.names.last import LastNameStyle
from sphinxcontrib.bibtex.style.referencing import PersonStyle, basic_author_year, extra_year
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from chronology import bibliography, edition
from chronology.edition import _


class Works(BibtexDomain):
    """It knows where each work is cited, and does not go through all citations for each."""

    def get_filtered_entries(self, bibliography_key: BibliographyKey) -> Iterator[tuple[str, Entry]]:
        cited_in: dict[str, set[str]] = defaultdict(set)
        for citation in self.citation_refs:
            for target in citation.targets:
                cited_in[target.key].add(citation.docname)
        bibliography = self.bibliographies[bibliography_key]
        for entry in self.get_entries(bibliography.bibfiles):
            key = bibliography.keyprefix + entry.key
            asked = _FilterVisitor(entry=entry, docname=bibliography_key.docname, cited_docnames=cited_in[key])
            if asked.visit(bibliography.filter_) or entry.key in bibliography.keys:
                yield key, entry


class Style(plain.Style):
    """It formats a work once: asked is for the list, and again for what a citation shows when it is pointed at."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self._formatted: dict[tuple[str, str], FormattedEntry] = {}

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        made = self._formatted.get((label, entry.key))
        if made is None:
            made = self._formatted[label, entry.key] = super().format_entry(label, said(entry), bib_data)
        return made

    def format_names(self, role: str, as_sentence: bool = True) -> Node:
        two, last = between_authors()
        formatted = names(role, sep=", ", sep2=two, last_sep=last)
        return sentence[formatted] if as_sentence else formatted


def said(entry: Entry) -> Entry:
    """A work whose day, and what the course says of it, are in the language of the edition."""
    if edition.language() == edition.SOURCE:
        return entry
    fields = dict(entry.fields)
    for name, say in (("note", bibliography.in_words), ("howpublished", bibliography.container_in_words)):
        if name in fields:
            fields[name] = say(fields[name])
    if day := bibliography.day_in_words(fields.get("month", ""), fields.get("year", "")):
        fields["year"] = day.replace(" ", "\u00a0")
        del fields["month"]
    persons = {role: [in_words(each) for each in named] for role, named in entry.persons.items()}
    made = Entry(entry.type, fields, persons)
    made.key = entry.key
    return made


def in_words(author: Person) -> Person:
    """An author; a body that has a name in the language of the edition, by that."""
    name = str(author).strip("{}")
    said = bibliography.author_in_words(name)
    return author if said == name else Person(f"{{{said}}}")


class Surname(LastNameStyle):
    """How a citation names an author."""

    def format(self, person: Person, abbr: bool = True) -> Node:
        return super().format(in_words(person), abbr)


def between_authors() -> tuple[str, str]:
    """What stands between two authors, and before the last of more."""
    # Translators: between two authors, as in “Smith and Jones”.
    word = _("and")
    two = f" {word} "
    return two, f",{two}" if edition.language() == edition.SOURCE else two


class Citations(AuthorYearReferenceStyle):
    """Author and year, as of the style of that name."""

    def __init__(self) -> None:
        two, last = between_authors()
        # Translators: after the first of several authors, as in “Smith et al.”.
        person = PersonStyle(sep2=two, last_sep=last, other=Text(" ", Tag("em", _("et al."))))
        person.style_plugin = Surname()
        super().__init__(person=person)


@node
def year(children: list, data: dict) -> BaseText:
    """The year of a work; where it has none, that in the language of the edition."""
    # Translators: for a work without a year: no date.
    return first_of[optional[field("year")], _("n.d.")].format_data(data)


def setup(app: Sphinx) -> None:
    for style in (basic_author_year, extra_year):  # sphinxcontrib-bibtex 2.7 says it in English
        style.year = year
    if "sphinxcontrib.bibtex" in app.extensions:
        app.add_domain(Works, override=True)
    register_plugin("pybtex.style.formatting", "plain", Style, force=True)
    referencing.register_plugin("sphinxcontrib.bibtex.style.referencing", "author_year", Citations, force=True)
    # It is asked for at every citation, and pybtex goes through all installed packages: half of the time of a register.
    register_plugin("pybtex.backends", "plaintext", plaintext.Backend, force=True)
