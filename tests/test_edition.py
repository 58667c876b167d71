"""One switch decides in which language things are shown; what is in English only can be translated, all of it."""

import ast
from pathlib import Path

import polib
import pytest

import chronology as ch
from chronology import catalogue, dates, edition, languages, tables

pytestmark = pytest.mark.remembered


@pytest.fixture
def speak(monkeypatch, tmp_path):
    """Switch the edition; with messages (context, text, translation) it is one that only a catalogue knows."""

    def switch(language: str, *messages: tuple[str | None, str, str | dict[int, str]]) -> None:
        if messages:
            monkeypatch.setattr(edition, "LOCALE", tmp_path)
            file = polib.POFile()
            file.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": "nplurals=2; plural=(n!=1);"}
            for context, text, said in messages:
                file.append(polib.POEntry(msgctxt=context, msgid=text, msgstr=said))
            path = edition.catalogue_file(language)
            path.parent.mkdir(parents=True)
            file.save(str(path))
        edition._catalogue.cache_clear()
        monkeypatch.setenv(edition.VARIABLE, language)

    yield switch
    edition._catalogue.cache_clear()


@pytest.mark.parametrize(
    ("now", "said"),
    [("en", ""), ("ru", " На языке 'xx' курса нет; есть en, kk, ru."), ("kk", " Курс 'xx' тілінде жоқ")],
)
def test_a_language_that_there_is_not_is_refused_and_those_there_are_are_named(speak, now, said):
    speak(now)
    with pytest.raises(ValueError, match="en, kk, ru") as refused:
        ch.use_language("xx")
    english = "The course has no language 'xx'; it has en, kk, ru."
    assert str(refused.value).startswith(english + said) and (said or str(refused.value) == english)
    assert edition.language() == now, "what was spoken is spoken on"
    for each in languages.LANGUAGES:
        ch.use_language(each)
        assert edition.language() == each


def test_a_language_that_a_catalogue_adds_can_be_used(speak):
    speak("de", (None, "Place", "Ort"))
    ch.use_language("de")
    assert edition.language() == "de"


@pytest.mark.parametrize(
    ("language", "title", "date", "name", "verdict"),
    [
        ("en", "title_en", "16 December 1991", "Nursultan Nazarbayev", "confirmed"),
        ("kk", "title_kk", "1991 жылғы 16 желтоқсан", "Нұрсұлтан Назарбаев", "расталды"),
        ("ru", "title_ru", "16 декабря 1991 г.", "Нурсултан Назарбаев", "подтверждено"),
    ],
)
def test_the_switch_decides_what_is_shown(speak, language, title, date, name, verdict):
    speak(language)
    event = ch.events().loc["independence-law-1991"]
    assert event.title == event[title] and event.date_text == date == dates.display("1991-12-16")
    assert ch.people().name["nursultan-nazarbayev"] == name
    assert languages.label("verdict", "confirmed") == verdict
    assert ch.Timeline().language == language


def test_a_language_that_the_tables_have_not_speaks_from_its_catalogue(speak):
    note = ch.events().note["kazakh-khanate-founded-1465"]
    speak(
        "eo",
        ("events/title_en/independence-law-1991", "Law on independence", "not the text of the table"),
        ("events/note/kazakh-khanate-founded-1465", note, "NOTO"),
        ("words/labels/verdict.differs", "differs", "MALSAMAS"),
        ("date", "December", "DECEMBRO"),
        (None, "Place", "LOKO"),
    )
    events = ch.events()
    assert events.note["kazakh-khanate-founded-1465"] == "NOTO"
    assert languages.label("verdict", "differs") == "MALSAMAS"
    assert events.date_text["independence-law-1991"] == "16 DECEMBRO 1991"
    assert edition._("Place") == "LOKO"
    assert events.title["independence-law-1991"] == events.title_en["independence-law-1991"], (
        "a changed text is not kept"
    )
    assert languages.label("verdict", "confirmed") == "confirmed", "what the catalogue lacks stays English"
    assert languages.label("verdict", "confirmed", "ru") == "подтверждено"


def test_a_number_takes_the_form_of_its_language(speak):
    assert edition.ngettext("{n} event", "{n} events", 1) == "1 event"
    assert edition.ngettext("{n} event", "{n} events", 5) == "5 events"


def test_a_language_of_which_nothing_is_known_is_named():
    with pytest.raises(ValueError, match="unknown language 'xx': expected one of en, kk, ru"):
        languages.label("verdict", "differs", "xx")


def test_no_text_is_marked_inside_an_f_string():
    """What collects the texts does not look there (Babel on Python 3.11), so none of them would be translated."""
    found = []
    for path in sorted(Path(edition.__file__).parent.rglob("*.py")):
        strings = (each for each in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(each, ast.JoinedStr))
        calls = (each for string in strings for each in ast.walk(string) if isinstance(each, ast.Call))
        found += [f"{path.name}, {each.lineno}" for each in calls if getattr(each.func, "id", "") in catalogue.KEYWORDS]
    assert found == []


def test_every_text_in_english_only_is_in_the_catalogue():
    messages = catalogue.messages("ru")
    for resource in tables.package()["resources"]:
        frame = tables.read(resource["name"]).reset_index()
        for field in resource["schema"]["fields"]:
            if field["type"] != "string" or "enum" in field.get("constraints", {}) or field["name"][-3:-2] == "_":
                continue
            prose = [row for row in frame.to_dict("records") if len(str(row[field["name"]]).split()) > 3]
            if field["name"] == "forms":  # of names, as texts of the time have them
                continue
            for row in prose:
                context = tables.text_context(resource, field["name"], row)
                assert messages.get(row[field["name"]], context), f"{context}: mark the field in datapackage.json"
    assert not any((message.context or "").startswith("events/title_en") for message in messages)
    assert catalogue.messages().get("confirmed", "words/labels/verdict.confirmed")
