"""Letters and signs of the Kazakh and the Russian edition: one alphabet in a word, and the typography of the catalogues.

The rules are those that the messages followed when they were counted: « », „ “ within them, – with spaces and never —,
decimal commas, a space after № and before % and units, spaces of a no-break kind where the English has them only.
"""

import re
from pathlib import Path

import pytest

import said

LATIN, CYRILLIC = "A-Za-zÀ-ɏ", "\u0400-\u052f"
WORD = re.compile(rf"[{LATIN}{CYRILLIC}]+")
KAZAKH = set("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")  # those of Russian among them
CYRILLIC_LETTER = rf"[{CYRILLIC}]"
CODE = re.compile(
    r"[\w.]*\[[^\]]*\]|[\w.]+\([^()]*\)|\\?\"[A-Za-z0-9_.:–-]*\\?\"|NameError: name '\w+'|\bCC BY [\d.]+|\d+(?:\.\d+){2,}"
)
VERSION = r"(?<!Attribution )(?<!License )(?<!Natural Earth] )"
HELD = {"\u00a0", "\u202f", "\u2009"}
RULES = {
    "a dash of another language": r"—|―|‒",
    "a hyphen for a dash": rf"{CYRILLIC_LETTER},? - |\s-\s{CYRILLIC_LETTER}",
    "a dash with a space on one side": r"[^\s(«]–\s|\s–[^\s\d«(`*{]",
    "quotation marks of another language": r"[“”„‘’‚‹›]",
    "a straight quotation mark": rf"[\"'](?={CYRILLIC_LETTER})|(?<={CYRILLIC_LETTER})[\"']",
    "a space within quotation marks": r"«\s(?!»)|(?<!«)\s»",
    "a quotation within another in the same marks": r"«[^»]*«",
    "three points": r"\.\.\.",
    "a decimal point": rf"{VERSION}(?<![\d.,:])\d+\.\d+(?![\d.]|-)",
    "a number sign without a space": r"№\S",
    "a unit without a space": r"\d(?:%|км\b|кг\b|МБ\b|млн\b|млрд\b|г\.|ж\.)",
    "a space before a sign": rf"{CYRILLIC_LETTER}\s[,.;:!](?:\s|$)",
    "two spaces": r"\S  +\S",
    "a word twice": rf"\b({CYRILLIC_LETTER}{{2,}}) \1\b",
    "two signs": r",,|;;|(?<!\.)\.\.(?!\.)|,\.|\.,(?! )",
}
# What rightly stands twice: “that is, whether”, “that something”, “in Python, too”.
TWICE = ["то есть есть ли", "что что-то", "Python-да да"]


def every() -> list[tuple[str, said.Said]]:
    """(language, message) of every text, the English of the tables and the words among them."""
    found = [(language, each) for language in said.LANGUAGES for each in said.texts(language)]
    return found + [("en", each._replace(text=each.english)) for each in said.texts(said.LANGUAGES[0]) if each.english]


def mixed(text: str) -> list[str]:
    """The words with letters of both alphabets, of which some only look like those of the other."""
    both = re.compile(rf"(?=.*[{LATIN}])(?=.*[{CYRILLIC}])")
    return [word for word in WORD.findall(text) if both.match(word)]


def strange(text: str) -> list[str]:
    """What looks like a letter of Kazakh and is another: ї for і, ҝ for қ, ə or ɵ of Latin, a letter with an accent."""
    letters = {each for each in text.lower() if re.match(f"[{CYRILLIC}]", each)}
    lookalikes = rf"[əɵ](?=[{CYRILLIC}])|(?<=[{CYRILLIC}])[əɵ]|[{CYRILLIC}][\u0300-\u036f]"
    return sorted(letters - KAZAKH) + re.findall(lookalikes, text.lower())


def test_no_word_mixes_two_alphabets():
    assert [(language, each.place, mixed(each.text)) for language, each in every() if mixed(each.text)] == []


def test_no_letter_looks_like_a_kazakh_one_and_is_another():
    found = [(language, each.place, strange(each.text)) for language, each in every()]
    assert [each for each in found if each[2]] == []


def typed(text: str) -> str:
    """A text without what is code."""
    return CODE.sub(said.GAP, said.prose(text))


def breaks(text: str) -> list[str]:
    """The rules of typography that a text breaks, with the place."""
    text = re.sub(r"(«[^«»“]*)„([^„“»]*)“", r"\1\2", typed(text))  # a quotation within another
    for each in TWICE:
        text = text.replace(each, said.GAP)
    found = ((name, match) for name, rule in RULES.items() for match in re.finditer(rule, text))
    return [f"{name}: {text[max(0, match.start() - 15) : match.end() + 15]}" for name, match in found]


@pytest.mark.parametrize("language", said.LANGUAGES)
def test_typography_is_that_of_the_catalogues(language):
    assert [(each.place, breaks(each.text)) for each in said.texts(language) if breaks(each.text)] == []


def test_a_space_that_holds_stands_where_the_english_has_one():
    """Elsewhere messages have plain spaces; dates and numbers get theirs from the code."""
    for language in said.LANGUAGES:
        for each in said.texts(language):
            assert (set(each.text) & HELD) <= set(each.english), each.place


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Договор — это акт", "a dash of another language"),
        ("Договор - это акт", "a hyphen for a dash"),
        ("Договор– это акт", "a dash with a space on one side"),
        ("слово “мир”", "quotation marks of another language"),
        ("слово “мир»", "quotation marks of another language"),
        ("слово „мир“", "quotation marks of another language"),
        ('слово "мир"', "a straight quotation mark"),
        ("слово « мир»", "a space within quotation marks"),
        ("слово «о «мире» и»", "a quotation within another in the same marks"),
        ("и так...", "three points"),
        ("27.5 млн долларов", "a decimal point"),
        ("закон №5", "a number sign without a space"),
        ("в 5км от границы, 12%", "a unit without a space"),
        ("слово , другое", "a space before a sign"),
        ("два  слова", "two spaces"),
        ("это это было", "a word twice"),
        ("слово,, другое", "two signs"),
    ],
)
def test_a_fault_is_found(text, rule):
    assert {each.partition(":")[0] for each in breaks(text)} == {rule}


def test_what_is_right_is_left_alone():
    right = 'Слово «о „мире“» – 27,5 млн км, № 5 и 12 %: 1731–1740; `events` и table["kind"], CC BY 4.0… 1.0.4.'
    assert breaks(right) == []


def test_a_lookalike_is_found():
    assert mixed("Кaзахстан и Kазақстан, Казахстан и Python-ды") == ["Кaзахстан", "Kазақстан"]
    assert strange("ҝала, жїл, тəуелсіз, ж\u0438\u0306л") == ["ї", "ҝ", "ə", "и\u0306"]
    assert strange("қала, жыл, тәуелсіз; ёлка") == []


def test_no_cell_of_a_table_is_a_number_as_english_alone_writes_it():
    """What has no words is no message: it would stand in the other editions as it is here, with a comma for thousands."""
    root = Path(__file__).parents[1]
    lines = [
        line for path in (root / "chapters").glob("*.md") for line in path.read_text(encoding="utf-8").splitlines()
    ]
    cells = [cell.strip() for line in lines if line.startswith("|") for cell in line.split("|")]
    assert [cell for cell in cells if re.fullmatch(r"[\d,;.\s–]*\d,\d{3}[\d,;.\s–]*", cell)] == []
