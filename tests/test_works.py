"""The bibliography of the pages is that of sphinxcontrib-bibtex, only made faster."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
from pybtex.database import parse_string
from pybtex.plugin import find_plugin
from pybtex.style.formatting import plain
from sphinxcontrib.bibtex.bibfile import BibData, BibFile
from sphinxcontrib.bibtex.citation_target import CitationTarget
from sphinxcontrib.bibtex.directives import BibliographyKey, BibliographyValue
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CitationRef

from chronology.book import works

FILE = Path("works.bib")
WORKS = parse_string(
    """
    @misc{law, author = {{Republic}}, title = {A law}, year = {1991}, keywords = {primary}}
    @book{study, author = {One, A. and Two, B.}, title = {A study}, publisher = {P}, year = {2001}, keywords = {scholarship}}
    @misc{report, author = {{Agency}}, title = {A report}, year = {1992}, keywords = {press}}
    """,
    "bibtex",
)
CITED = {"one": ["study", "law"], "two": ["study"]}


def listed(domain: type[BibtexDomain], asked: str, keyprefix: str = "", keys: tuple[str, ...] = ()) -> list[str]:
    """The works of a list that asks for some."""
    made = domain(SimpleNamespace(domaindata={}))
    made.data["bibdata"] = BibData("utf-8", {FILE: BibFile(0, dict.fromkeys(WORKS.entries))}, WORKS)
    place = BibliographyKey("one", "list")
    value = BibliographyValue(1, [FILE], "plain", "citation", "", 1, "", keyprefix, ast.parse(asked), {}, list(keys))
    made.data["bibliographies"] = {place: value}
    made.data["citation_refs"] = [
        CitationRef("", page, 1, [CitationTarget(f"{keyprefix}{key}", "", "") for key in found])
        for page, found in CITED.items()
    ]
    return [key for key, _entry in made.get_filtered_entries(place)]


@pytest.mark.parametrize("keyprefix", ["", "a:"])
@pytest.mark.parametrize(
    "asked",
    [
        "True",
        "False",
        "cited",
        "not cited",
        'keywords % "press"',
        "docname in docnames",
        '{"two"} <= docnames or cited',
    ],
)
def test_a_list_has_the_works_that_it_asks_for(asked, keyprefix):
    assert listed(works.Works, asked, keyprefix) == listed(BibtexDomain, asked, keyprefix)
    assert listed(works.Works, asked, keyprefix, ("report",)) == listed(BibtexDomain, asked, keyprefix, ("report",))


def test_a_work_is_formatted_once_and_as_the_style_does(monkeypatch):
    style, backend = works.Style(), find_plugin("pybtex.backends", "plaintext")()
    for key, entry in WORKS.entries.items():
        own, theirs = style.format_entry(key, entry), plain.Style().format_entry(key, entry)
        assert (own.key, own.label) == (theirs.key, theirs.label)
        assert own.text.render(backend) == theirs.text.render(backend)
        assert style.format_entry(key, entry) is own
        assert style.format_entry("other", entry).label == "other"
