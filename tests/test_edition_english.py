"""No English is left on a page of the Kazakh and the Russian edition, in what is seen and in what is read aloud."""

import re
from functools import cache
from pathlib import Path

import nbformat
import pytest
import traitlets
from bs4 import BeautifulSoup, Tag
from pybtex.database import Entry, Person

import chronology as ch
import said
from chronology import bibliography, dates, edition, entries, languages, shown, tables
from chronology.book import works
from chronology.live import kernel
from conftest import ROOT

SPOKEN = ("aria-label", "title", "alt", "placeholder")  # attributes that a reader is shown or told
# Code, other languages, works by author and title, keys of the keyboard, what scripts read.
ELSEWHERE = (
    "script, style, template, noscript, pre, code, kbd, .bibtex-citation, .citation, cite, "
    "a.reference.external, .cell_input, dl.facts dd"
)
# Names as they are spelt everywhere, and licences.
NAMES = set(
    "Python Jupyter JupyterLab Lab Binder Colab Canvas Moodle Blackboard Brightspace nbgrader pandas npm Pyodide Linux GitHub "
    "GeoNames Wikidata nbval bubblewrap Natural Earth Creative Commons Attribution Open Font License Source Serif Sans English MIT CC BY KazSat "
    "Docker True False None nan PDF pdf ipynb md csv zip html EDTF".split()
)
# English that stands there still, and what says it: a text that is mended is taken off this list.
LEFT = {
    "Page": "theme, label of the contents on paper",
    "Yasy (Yassy)": "a name, in a table of which the question asks for the names in English",
}
WORD = re.compile(r"(?<![\w./:@#&=-])(?![A-Z]+\b)[A-Za-z]{2,}(?![\w/@=-]|\.\w|\()")


@cache
def of_code() -> frozenset[str]:
    """What stays as it is in every edition: names of tables and columns, values of closed lists, ids."""
    found = {"first", "last", "title", "course"}  # parameters of functions of chapters, columns that are reckoned
    found |= {key.partition(".")[2] for key in languages.texts_of("labels")}
    for resource in tables.package()["resources"]:
        frame = tables.read(resource["name"]).reset_index()
        found |= {resource["name"], *frame.iloc[:, 0].astype(str)}
        for field in resource["schema"]["fields"]:
            found |= {field["name"], *map(str, field.get("constraints", {}).get("enum", []))}
            if field["name"] in ("item", "about"):
                found.update(frame[field["name"]].astype(str))
    return frozenset(found)


@cache
def names() -> frozenset[str]:
    """The words of names in Latin letters: of authors, and those that the editions say themselves."""
    authors = " ".join(bibliography.references().author)
    ours = " ".join(said.prose(each.text) for language in said.LANGUAGES for each in said.texts(language))
    return frozenset(re.findall(r"[A-Za-z]+", authors)) | frozenset(re.findall(r"\b[A-Z][A-Za-z]+", ours)) | NAMES


def is_english(text: str) -> bool:
    """Whether a text has an English word that is no name and no code."""
    text = re.sub(r"\{\w+\}|\S+@\S+|\S+\.(?:kz|ru|com|org|md|csv|bib|ipynb)\b", " ", text)
    return any(word not in of_code() and word not in names() for word in WORD.findall(text))


def texts(page: Tag, language: str) -> list[str]:
    """The texts and the spoken attributes of a page, but for those that are rightly not in its language."""
    for part in page.find_all(lang=lambda value: value and value != language) + page.select(ELSEWHERE):
        part.decompose()
    spoken = [str(part[each]) for part in page.find_all(True) for each in SPOKEN if part.get(each)]
    return [*spoken, *page.stripped_strings]


def english(path: Path, language: str) -> list[str]:
    """The English texts of a page."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    return sorted({text for text in texts(page.body, language) if text not in LEFT and is_english(text)})


@pytest.mark.parametrize("language", said.LANGUAGES)
def test_no_english_is_left_on_a_page(language, pages):
    found = [path for path in sorted((pages / language).rglob("*.html")) if "_static" not in path.parts]
    assert len(found) > 40
    assert {path.stem: english(path, language) for path in found if english(path, language)} == {}


def test_english_is_found_and_what_is_rightly_so_is_none(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        """<body><p>Он сказал so.</p><p>Table of works</p><button title="Close it">✕</button><svg><text>claims made</text>
        </svg><p lang="en">In English</p><p><code>ch.events()</code> на Python и Jupyter, столбец kind, zakon.kz, {n} из {all}</p>
        <p>friendship-treaty-1992, CC BY 4.0, <span class="bibtex-citation">Smith and Jones</span></p></body>""",
        encoding="utf-8",
    )
    assert english(page, "ru") == ["Close it", "Table of works", "claims made", "Он сказал so."]


def test_what_is_counted_of_a_closed_list_is_shown_as_a_table_which_an_edition_says_in_words():
    found = {}
    for path in sorted((ROOT / "chapters").glob("[01]*.md")):
        cells = re.findall(r"```\{code-cell\}.*?\n(.*?)\n```", path.read_text(encoding="utf-8"), re.DOTALL)
        last = [cell.rstrip().rpartition("\n")[2] for cell in cells]
        printed = (re.fullmatch(r"\w+(?:\[\"|\.)(\w+)(?:\"\])?\.value_counts\(\)", line) for line in last)
        if columns := [each[1] for each in printed if each and each[1] in shown._lists()]:
            found[path.stem] = columns
    assert found == {"00-tables": ["kind"]}  # which explains what Python prints of a Series


def test_what_stands_between_authors_is_said_in_the_language_of_the_edition(monkeypatch):
    said_between = {}
    for language in ("en", *said.LANGUAGES):
        monkeypatch.setenv(edition.VARIABLE, language)
        said_between[language] = (works.between_authors(), str(works.Citations().person.other))
    assert said_between == {
        "en": ((" and ", ", and "), " et al."),
        "kk": ((" және ", " және "), " және т. б."),
        "ru": ((" и ", " и "), " и др."),
    }


def test_what_was_seen_of_a_work_and_its_day_are_said_in_the_language_of_the_edition(monkeypatch):
    fields = {"title": "{A}", "howpublished": "News agency", "month": "2 September", "year": "2008"}
    work = Entry("misc", fields | {"note": "Opening read; title supplied"}, {"author": [Person("Smith, Ann")]})
    work.key = "smith-2008"
    shown_as = {}
    for language in ("en", *said.LANGUAGES):
        monkeypatch.setenv(edition.VARIABLE, language)
        text = works.Style().format_entry("", work).text.render_as("text").replace("\u00a0", " ")
        shown_as[language] = text.partition("A. ")[2]
    assert shown_as == {
        "en": "News agency, 2 September 2008. Opening read; title supplied.",
        "kk": "Ақпарат агенттігі, 2008 жылғы 2 қыркүйек. Басы оқылды; атауын біз бердік.",
        "ru": "Информационное агентство, 2 сентября 2008 г. Прочитано начало; название дано нами.",
    }
    assert bibliography.day_in_words("October", "2008") == "октябрь 2008 г."
    assert bibliography.in_words("Title supplied; a thing of its own") == "Title supplied; a thing of its own"


@pytest.mark.parametrize("language", said.LANGUAGES)
def test_every_note_on_a_work_is_said_in_the_language_of_the_edition(language):
    notes = {note for note in bibliography.references().note if note}
    with edition.speaking(language):
        assert sorted(note for note in notes if bibliography.in_words(note) == note) == []
    clauses = {text.casefold() for text in languages.words("notes", "en").values()}
    every = {each.casefold() for note in notes for each in bibliography._BETWEEN.split(note.rstrip("."))[::2]}
    assert clauses - every == set()


def test_where_a_work_stands_is_said_part_by_part_and_a_name_stays():
    with edition.speaking("ru"):
        say = bibliography.container_in_words
        assert say("News site, Baku, after Tengrinews") == "Новостной сайт, Баку, по Tengrinews"
        assert say("Law no. 80-II; Adilet (Ministry of Justice of Kazakhstan), Z1") == (
            "Закон № 80-II; Adilet (Министерство юстиции Казахстана), Z1"
        )
        assert say("Golden Horde Review") == "Golden Horde Review"
        assert say("News agency of Kyrgyzstan") == "Информационное агентство, Киргизия"
        assert bibliography.in_words("Vol. 15, no. 2; abstract read") == "Т. 15, № 2; прочитана аннотация"
    assert bibliography.container_in_words("News site, Baku") == "News site, Baku"


def test_every_word_for_where_a_work_stands_is_used():
    parts = " ".join(bibliography.references().container) + " ".join(bibliography.references().note)
    words = [text.partition("{name}")[0] for text in languages.words("containers", "en").values()]
    assert [each for each in words if each.casefold() not in parts.casefold()] == []


def test_a_work_of_many_authors_is_named_in_the_language_of_the_edition_on_cards_as_well():
    works = bibliography.references()
    many = set(works.index[works.author.str.count("; ") > 1])
    named = {}
    for language in ("en", *said.LANGUAGES):
        for entry in entries.entries("event", language).values():
            named |= {(language, each.reference): each.cited for each in entry.works if each.reference in many}
    endings = {"en": " et al.", "kk": " және т. б.", "ru": " и др."}
    assert len(named) > 9 and all(endings[language] in each for (language, _), each in named.items())
    made = ch.Timeline()
    cited = [work["cited"] for each in made.more["accounts"]["event"].values() for work in each.get("works", [])]
    texts = [*made.texts, *made.more["texts"]]
    own = [texts[each] for each in cited if isinstance(each, int)]
    own = [each for each in own if endings["en"] in each["en"]]  # others are of bodies, which have names of their own
    assert own and all(endings[language] in each[language] for each in own for language in endings)
    assert not [each for each in cited if isinstance(each, str) and "et al." in each]


# What is wrong in a cell, and the names of the code that what is said of it holds.
SLIPS = [
    (lambda: ch.events(topic="x"), ""),
    (lambda: ch.events(verdict="wrong"), ""),
    (lambda: ch.events(between="1991"), "between"),
    (lambda: ch.events(between=("1992", "1991")), "between"),
    (lambda: ch.events(between=(1991, 1992)), ""),
    (lambda: ch.claims(chapter=40), ""),
    (lambda: ch.periods(scheme="x"), ""),
    (lambda: ch.Timeline(filters={"lane": "x"}), ""),
    (lambda: ch.Timeline(selected=["x"]), ""),
    (lambda: ch.Timeline(view=["1992", "1991"]), "view"),
    (lambda: ch.Timeline("x"), "ch str"),
    (lambda: ch.Timeline(ch.claims()), "ch"),
    (lambda: ch.Atlas(day="1991"), "day"),
    (lambda: ch.Atlas(filters={"chapter": 40}), ""),
    (lambda: ch.BorderMap(every=0), "every"),
    (lambda: ch.BorderMap(view=[1.0]), "view"),
    (lambda: ch.EssayMap(chapter=40), ""),
    (lambda: ch.Exercise("x"), ""),
    (lambda: ch.FiveADay(chapter=40), ""),
    (lambda: ch.Interests(traces=1), "traces"),
    (lambda: ch.Judgements(cell=["x"]), ""),
    (lambda: ch.Lineage(day="1991"), "day"),
    (lambda: ch.Lineage(selected="x"), ""),
    (lambda: ch.Lineage(view=["1992", "1991"]), "view"),
    (lambda: ch.DocumentMatrix(cell=["x"]), "cell"),
    (lambda: ch.Periods(cuts=["1991"]), ""),
    (lambda: ch.Periods(selected=9), ""),
    (lambda: ch.Topics(years=[1]), "years"),
    (lambda: dates.old_to_new_style("1991"), ""),
    (lambda: dates.bounds("1991", calendar="x"), ""),
    (lambda: dates.parse("1991-02-30"), ""),
    (lambda: dates.parse("1992/1991"), ""),
    (lambda: dates.parse("1 мая 1991"), ""),
    (lambda: dates.parse("1991-05-01T10:00"), ""),
    (lambda: dates.parse("1991 - 05"), ""),
    (lambda: dates.parse("199"), ""),
    (lambda: kernel._no_input(), ""),
]


@pytest.mark.parametrize("slip", range(len(SLIPS)))
@pytest.mark.parametrize("language", said.LANGUAGES)
def test_what_is_wrong_in_a_cell_is_said_in_the_language_of_the_edition(monkeypatch, language, slip):
    wrong, code = SLIPS[slip]
    monkeypatch.setenv(edition.VARIABLE, language)
    with pytest.raises((ValueError, traitlets.TraitError, RuntimeError)) as told:
        wrong()
    message = str(told.value)
    message = re.sub(r"'[^']*'|: [\w, -]*\?$", "", message)  # values that were given, and those that there are
    assert re.search("[а-яәғқңөұүһі]", message), message
    left = [word for word in WORD.findall(message) if word not in {*of_code(), *NAMES, *code.split()}]
    assert left == [], message


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_check_of_a_notebook_replies_in_english(language):
    """A reply stands in no page; the notebooks with solutions show that to the right answer."""
    english = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,]+){5,}")
    found = []
    for path in sorted((ROOT / "exercises" / language / "solutions").glob("*.ipynb")):
        cells = [cell for cell in nbformat.read(path, 4).cells if cell.id.endswith("-check")]
        replies = [(cell.id, output.get("text", "")) for cell in cells for output in cell.outputs]
        assert replies, path
        found += [(key, words[0]) for key, text in replies for words in english.finditer(text)]
    assert found == []
