"""The bibliography of the pages is that of sphinxcontrib-bibtex, only made faster."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
from pybtex.database import Entry, Person, parse_string
from pybtex.plugin import find_plugin
from pybtex.style.formatting import plain
from sphinxcontrib.bibtex.bibfile import BibData, BibFile
from sphinxcontrib.bibtex.citation_target import CitationTarget
from sphinxcontrib.bibtex.directives import BibliographyKey, BibliographyValue
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CitationRef

from chronology import bibliography, edition, languages
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


def test_a_body_that_has_written_a_work_has_its_name_of_the_edition_wherever_it_stands():
    works_of = {work.author: work for work in bibliography.references().itertuples()}
    key, backend = works_of["President of Russia"].Index, find_plugin("pybtex.backends", "plaintext")()
    entry = Entry("misc", [("title", "A"), ("year", "2000")], {"author": [Person("{President of Russia}")]})
    entry.key = key
    with edition.speaking("ru"):
        listed = works.Style().format_entry(key, entry).text.render(backend)
        style = works.Citations()
        (named,) = style.inner("author").children  # within a link, which needs a book
        cited = named.format_data({"entry": entry, "style": style})
        assert {text.startswith("Президент России") for text in (listed, bibliography.cited()[key])} == {True}
        assert bibliography.cited_briefly()[key].startswith("Президент России")
        assert "Президент России" in str(cited)
        assert bibliography.author_in_words("The Moscow Times") == "The Moscow Times", "the name of a newspaper"


def test_each_body_that_is_named_in_three_languages_has_written_a_work():
    written = {each for names in bibliography.references()["author"] for each in names.split("; ")}
    assert set(languages.words("authors", "en").values()) <= written
