"""Words that decide what is in dispute stand in no text of ours: the list is in CONTRIBUTING.md, with its reasons."""

import re
from collections.abc import Iterator

import pytest

import said
from chronology import languages, tables
from conftest import ROOT

LANGUAGES = {"English": "en", "Russian": "ru", "Kazakh": "kk"}
# What is somebody else's wording: the titles of papers, what a work supports, and what the essay is reported to say.
TITLES = {"documents"}
REPORTED = {"event_references", "period_references", "claims", "claim_items", "claim_interests"}
# A row whose text names the word as that of somebody, without quotation marks. Say here who that is.
NAMED = {
    ("uprising-1916", "liberat*"): "one of the names that works give to the rising",
    ("uprising-1916", "genocide*"): "one of the names that works give to the rising",
    ("famine-1930", "genocide*"): "the word of some authors and of a commission of 1992, which no law says",
    ("medvedev-post-2022", "genocide*"): "the word of the post",
    ("volga-germans-1941", "сатқын*"): "the charge of treason that a decree withdrew",
    ("kenesary-uprising-1837", "liberat*"): "what the essay says",
}
QUOTED = re.compile("“[^”]*”|‘[^’]*’|«[^»]*»")
NOT_PROSE = re.compile(
    r"^(?:```|~~~|:::).*?^(?:```|~~~|:::)\s*?$|^---.*?^---$|\{[\w:]+\}`[^`]*`|`[^`]*`|\*[^*\n]+\*",
    re.DOTALL | re.MULTILINE,
)


def rows() -> Iterator[list[tuple[str, str]]]:
    """(language, word) of the words of each row of the table."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    head, *lines = re.findall(r"^\|.*\|$", text[text.index("| English | Russian | Kazakh |") :], re.MULTILINE)
    names = [cell.strip() for cell in head.strip("|").split("|")]
    for line in lines[1:]:
        cells = [each for each in zip(names, line.strip("|").split("|")) if each[0] in LANGUAGES]
        yield [(LANGUAGES[name], word) for name, cell in cells for word in re.findall("`([^`]+)`", cell)]


WORDS = [each for row in rows() for each in row]
ROWS = [{word for _, word in row} for row in rows()]


def pattern(word: str) -> re.Pattern:
    return re.compile(rf"\b{re.escape(word)}\b".replace(r"\*\b", r"\w*"), re.IGNORECASE)


def texts() -> Iterator[tuple[str, str, str, str]]:
    """(table, id, language, text) of every text of ours in the tables."""
    for resource in tables.package()["resources"]:
        if resource["name"] in REPORTED:
            continue
        frame = tables.read(resource["name"]).reset_index()
        for field in resource["schema"]["fields"]:
            name, tail = field["name"], field["name"][-2:]
            language = tail if name.endswith(f"_{tail}") and tail in languages.LANGUAGES else "en"
            ours = field.get("translate") or name.endswith(f"_{language}")
            if ours and not (resource["name"] in TITLES and name.startswith("title")):
                yield from (
                    (resource["name"], str(id), language, text) for id, text in zip(frame.iloc[:, 0], frame[name])
                )


@pytest.mark.parametrize(("language", "word"), WORDS)
def test_no_text_of_the_tables_has_it(language, word):
    found = [
        (table, id)
        for table, id, spoken, text in TEXTS
        if spoken == language and (id, word) not in NAMED and pattern(word).search(QUOTED.sub("", text))
    ]
    assert found == []


TEXTS = [each for each in texts() if isinstance(each[3], str) and each[3]]


@pytest.mark.parametrize("word", [word for language, word in WORDS if language == "en"])
@pytest.mark.parametrize("chapter", sorted(path.stem for path in (ROOT / "chapters").glob("*.md")))
def test_no_chapter_has_it(chapter, word):
    text = (ROOT / "chapters" / f"{chapter}.md").read_text(encoding="utf-8")
    assert not pattern(word).search(QUOTED.sub("", NOT_PROSE.sub("", text)))


def of_catalogues(language: str) -> list[tuple[str, str]]:
    """(place, text) of every message that is ours: not what a work supports or the essay is reported to say."""
    found = []
    for message in said.texts(language):
        table = re.match(r"chronology: (\w+)/", message.place)
        if not message.place.startswith(("documents: title", *(f"{each}: " for each in REPORTED))) and not (
            table and table[1] in REPORTED
        ):
            found.append((message.place, QUOTED.sub("", NOT_PROSE.sub("", message.text))))
    return found


def named(place: str, word: str) -> bool:
    """Whether it is said there whose word it is, as in English: by a word of the same row of the table."""
    id = place.rpartition("/")[2]
    return any((id, each) in NAMED for row in ROWS if word in row for each in row)


CATALOGUES = {language: of_catalogues(language) for language in said.LANGUAGES}


@pytest.mark.parametrize(("language", "word"), [each for each in WORDS if each[0] != "en"])
def test_no_message_of_an_edition_has_it(language, word):
    found = [place for place, text in CATALOGUES[language] if pattern(word).search(text)]
    assert [place for place in found if not named(place, word)] == []


def test_a_word_is_found_with_its_endings_and_not_within_others():
    assert len(WORDS) > 90 and {language for language, _ in WORDS} == {"en", "ru", "kk"}
    assert pattern("liberat*").search("a war of Liberation") and not pattern("regime").search("a regiment")
    assert pattern("бұғау*").search("отарлық бұғауы") and not pattern("иго").search("игорный")
    assert not pattern("annex*").search(QUOTED.sub("", "says ‘annexation’ is too strong a word"))
    assert not pattern("conquest*").search(NOT_PROSE.sub("", "*Conquest* is the word of some."))


def test_what_is_named_as_somebodys_word_is_there():
    """An exception that is no longer needed goes."""
    said_there = [(place.rpartition("/")[2], text) for texts in CATALOGUES.values() for place, text in texts]
    known = [(row, QUOTED.sub("", text)) for _, row, _, text in TEXTS] + said_there
    for id, word in NAMED:
        assert any(row == id and pattern(word).search(text) for row, text in known), (id, word)
