import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chronology import languages, tables


def test_every_closed_list_of_the_description_has_its_names_and_no_others():
    package = json.loads((tables.DATA / "datapackage.json").read_text(encoding="utf-8"))
    used = set()
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            name = field.get("labels") or field.get("items", {}).get("labels")
            if name:
                used.add(name)
                allowed = field.get("constraints", {}).get("enum", languages.values(name))
                assert set(allowed) <= set(languages.values(name)), f"{resource['name']}.{field['name']}"
    # Two lists stand in references.bib, one is computed, and one stands in the feedback to students.
    assert used | {"reference_kind", "checked", "precision", "status"} == set(languages.lists())


def test_names_differ_within_a_list_in_every_language():
    for name in languages.lists():
        for language in languages.LANGUAGES:
            labels = [languages.label(name, value, language) for value in languages.values(name)]
            assert all(labels) and len(set(labels)) == len(labels), f"{name} in {language}"


@pytest.mark.parametrize(
    ("list_name", "value", "hint"), [("verdicts", "differs", "verdict"), ("verdict", "wrong", "confirmed")]
)
def test_unknown_names_are_refused(list_name, value, hint):
    with pytest.raises(KeyError, match=hint):
        languages.label(list_name, value)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts() -> Iterator[tuple[str, dict[str, str]]]:
    """Where it stands, and one text in its languages: words of the widgets, cells of the tables, names of values."""
    for path in sorted(languages.WORDS.glob("*.csv")):
        for row in read(path):
            yield f"{path.name}, {row['key']}", {each: row[each] for each in languages.LANGUAGES}
    for path in sorted(tables.DATA.glob("*.csv")):
        for number, row in enumerate(read(path), 2):
            for field in (each.removesuffix("_en") for each in row if each.endswith("_en")):
                yield (
                    f"{path.name}, row {number}, {field}",
                    {each: row[f"{field}_{each}"] for each in languages.LANGUAGES},
                )
    for name in languages.lists():
        for value in languages.values(name):
            yield f"{name}, {value}", {each: languages.label(name, value, each) for each in languages.LANGUAGES}


CYRILLIC = "А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі"
# Kind of slip -> the languages in which it is one, and how it looks in a text without its placeholders.
SLIPS = {
    "words twice": ("en kk ru", r"(?i)\b(\w+(?:\s\w+)?)\s+\1\b"),
    "mixed letters": ("en kk ru", rf"[A-Za-z][{CYRILLIC}]|[{CYRILLIC}][A-Za-z]"),
    "blanks": ("en kk ru", r"^\s|\s$|\s\s|\s[,.;:!]|[,;](?=[^\W\d])"),
    "English quotes": ("kk ru", r"[\"'“”„‘’]"),
    # « and » alone are signs of a widget.
    "Russian quotes": ("en", r"[\"'„]|«\S|\S»"),
    "dash": ("en kk ru", r"—|\s-\s"),
    # баға is a mark for a pupil, бағалар are several; баған is a column, and the forms of the verb бағалау are allowed.
    "mark for verdict": ("kk", r"(?i)\bбаға(?!н(?!ы)|ла(?!р))"),
}


CODE = r"""\["a", "b"\]|\.iloc\[0\]|\.set_index\(…\)"""  # Python, the same in every language


def slip(kind: str, language: str, text: str) -> re.Match | None:
    spoken, pattern = SLIPS[kind]
    plain = re.sub(rf"\{{[^{{}}]*\}}|{CODE}", "…", text).replace("\u00ad", "")
    return re.search(pattern, plain) if language in spoken.split() else None


@pytest.mark.parametrize("kind", SLIPS)
def test_no_text_has_a_slip(kind):
    found = [(where, each) for where, said in texts() for each, text in said.items() if slip(kind, each, text)]
    assert not found


@pytest.mark.parametrize(
    ("kind", "language", "wrong", "right"),
    [
        ("words twice", "kk", "шарттың өзі үшін өзі үшін міндетті", "{day} {month}: әр жүз жеке-жеке"),
        ("words twice", "ru", "На каком языке было было", "было и было бы"),
        ("mixed letters", "ru", "дoговор", "клавиша Enter"),
        ("mixed letters", "kk", "шаpт", "XX ғасыр"),
        ("blanks", "ru", "два  пробела", "знак ?, один пробел"),
        ("blanks", "kk", "кеңес,жауап", "13 392,6 км"),
        ("English quotes", "ru", "“так”", "«так»"),
        ("Russian quotes", "en", "«so»", "“so”; « »: outside"),
        ("dash", "ru", "Линии — рисунки", "Линии – рисунки"),
        ("dash", "kk", "Нүкте - оқиға", "Қазақ-орыс"),
        ("mark for verdict", "kk", "Әрқайсысының бағасы қандай?", "бағалау емес, бағандағы жыл"),
        ("mark for verdict", "kk", "Бағаның өзі", "шекара бағанасы"),
        ("mark for verdict", "kk", "Бағалары қандай?", "Сіз әлі бағаламадыңыз"),
    ],
)
def test_slips_are_seen(kind, language, wrong, right):
    assert slip(kind, language, wrong) and not slip(kind, language, right)


def test_a_text_has_the_same_placeholders_in_its_three_languages():
    # A short day is written by each language from parts of its own.
    for where, said in texts():
        if where != "periods.csv, short-day":
            assert len({frozenset(re.findall(r"\{[^{}]*\}", text)) for text in said.values()}) == 1, where


def test_quotation_marks_come_in_pairs():
    for where, said in texts():
        for language, text in said.items():
            assert text.count("«") == text.count("»") and text.count("“") == text.count("”"), f"{where} in {language}"


def test_widgets_call_a_verdict_what_the_glossary_calls_it():
    term = tables.read("glossary").loc["verdict"]
    stems = {"en": term.term_en, "kk": term.term_kk.removesuffix("сы"), "ru": term.term_ru.split(" (")[0]}
    labels = [
        said
        for path in languages.WORDS.glob("*.csv")
        for said in read(path)
        if said["en"].lower() in ("verdict", "verdicts")
    ]
    assert len(labels) > 2
    for said in labels:
        for language, stem in stems.items():
            assert said[language].lower().startswith(stem), said


def test_a_number_has_the_decimals_that_it_has_and_the_comma_of_its_language():
    said = {each: [languages.short_number(number, each) for number in (2.0, 1.5)] for each in languages.LANGUAGES}
    assert said == {"en": ["2", "1.5"], "kk": ["2", "1,5"], "ru": ["2", "1,5"]}


@pytest.mark.parametrize(("text", "said"), [("1991", "1991."), ("1991 г.", "1991 г."), ("Who signed.", "Who signed.")])
def test_a_sentence_has_one_full_stop(text, said):
    assert languages.sentence(text) == said


def test_texts_stand_in_the_order_of_the_alphabet_of_a_language():
    kazakh = [
        "Абай",
        "Әбілқайыр",
        "Еділ",
        "II Екатерина",
        "Ертіс",
        "«Каспий»",
        "Қасым",
        "Лев",
        "Орал",
        "Өскемен",
        "Яик",
        "Zhanibek",
    ]
    assert sorted(reversed(kazakh), key=lambda text: languages.alphabetical(text, "kk")) == kazakh
    russian = ["1-й съезд", "Ельцин", "ёж", "Жаныбек"]
    assert sorted(reversed(russian), key=lambda text: languages.alphabetical(text, "ru")) == russian
    english = ["abba", "Élan", "Elbe", "Zhuz"]
    assert sorted(reversed(english), key=lambda text: languages.alphabetical(text, "en")) == english
