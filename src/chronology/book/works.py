"""The bibliography as sphinxcontrib-bibtex 2.7 makes it, without what takes it long where works and citations are many.

What it writes is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pybtex.backends import plaintext
from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.style import FormattedEntry
from pybtex.style.formatting import plain
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, _FilterVisitor


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
            made = self._formatted[label, entry.key] = super().format_entry(label, entry, bib_data)
        return made


def setup(app: Sphinx) -> None:
    if "sphinxcontrib.bibtex" in app.extensions:
        app.add_domain(Works, override=True)
    register_plugin("pybtex.style.formatting", "plain", Style, force=True)
    # It is asked for at every citation, and pybtex goes through all installed packages: half of the time of a register.
    register_plugin("pybtex.backends", "plaintext", plaintext.Backend, force=True)
