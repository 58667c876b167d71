"""Spelling of the Kazakh and the Russian edition, with hunspell's dictionaries, the names of the tables and two lists.

The lists, `words-kk.txt` and `words-ru.txt`, hold words that are right and that no dictionary has, in the form in which
they were met; a right word with other endings needs no line of its own. A slip is mended where it stands.
"""

import os
import re
import shutil
import subprocess
from functools import cache

import pytest

import kazakh
import said
from chronology import tables
from conftest import ROOT

DICTIONARIES = {"kk": "kk_KZ", "ru": "ru_RU"}
HOW_TO = "install hunspell with its dictionaries: `apt-get install hunspell hunspell-kk hunspell-ru` (Debian, Ubuntu)"
NAMES = {
    "people": ["name_{}", "forms"],
    "places": ["name_{}"],
    "place_names": ["name_{}"],
    "institutions": ["name_{}"],
    "institution_names": ["name_{}"],
    "glossary": ["term_{}"],
}
# Endings that a Russian name or a word of the list may have instead of its own; a fleeting vowel needs a line.
RUSSIAN = set(
    "а у ом ем ём е ы и ой ей ою ею ю я ым им ых их ого его ому ему ами ями ыми ими ам ям ах ях ов ев".split()
)
RUSSIAN |= set("ый ий ая яя ое ее ые ие ую юю ого ому ь й о ё ью".split()) | {""}
VOWELS = "аеёиоуыэюяйь"


def words(text: str) -> list[str]:
    """The Cyrillic words of a text; an ending that a number, an abbreviation or a foreign word is given is none."""
    found = []
    for word in re.findall(r"(?<![\w-])[^\W_]+(?:-[^\W_]+)*", said.prose(text).replace("\u00ad", "")):
        first, *others = word.split("-")
        ending = others and (re.search(r"\d|[A-Za-z]", first) or first.isupper())
        found += [first, *([] if ending else others)]
    return [each for each in found if re.search("[Ѐ-ӿ]", each)]


def listed(language: str) -> list[str]:
    return (ROOT / "tests" / f"words-{language}.txt").read_text(encoding="utf-8").split()


@cache
def names(language: str) -> frozenset[str]:
    """The words of the names of the tables, in small letters."""
    text = []
    for table, fields in NAMES.items():
        text += tables.read(table)[[each.format(language) for each in fields]].agg(" ".join, axis=1).tolist()
    return frozenset(re.findall(r"[^\W\d_]+", " ".join(text).casefold()))


def known(language: str, words: set[str]) -> set[str]:
    """Those of the words that the dictionary knows."""
    command = ["hunspell", "-d", DICTIONARIES[language], "-i", "utf-8", "-l"]
    run = subprocess.run(command, input="\n".join(sorted(words)), capture_output=True, text=True, check=True)
    return words - set(run.stdout.split())


def misspelt_kazakh(words: set[str], own: frozenset[str]) -> set[str]:
    words = {each.lower() for each in words}
    left = words - own - known("kk", words)
    asked: set[str] = set()
    everything = kazakh.Speller(lambda word: bool(asked.add(word)))
    for word in left:
        everything.noun(word)
    speller = kazakh.Speller((known("kk", asked) | own).__contains__)
    return {word for word in left if not speller.noun(word)}


def misspelt_russian(words: set[str], own: frozenset[str]) -> set[str]:
    bases = {each.rstrip(VOWELS) for each in own - known("ru", set(own)) if len(each) > 3}

    def inflected(word: str) -> bool:
        cuts = (word[: len(word) - length] for length in range(4))
        return any(base in bases and word[len(base) :] in RUSSIAN for base in cuts)

    left = {
        each for each in words - known("ru", words) if each.casefold() not in own and not inflected(each.casefold())
    }
    spoken = {each for each in left if re.search("[әғқңөұүһі]", each.lower())}  # a Kazakh word in a Russian text
    return (left - spoken) | misspelt_kazakh(spoken, names("kk") | frozenset(listed("kk")))


def misspelt(language: str, words: set[str]) -> set[str]:
    own = names(language) | frozenset(each.casefold() for each in listed(language))
    return {"kk": misspelt_kazakh, "ru": misspelt_russian}[language](words, own)


@pytest.fixture(scope="module", autouse=True)
def hunspell():
    path = shutil.which("hunspell")
    found = path and subprocess.run([path, "-D"], input="", capture_output=True, text=True).stderr
    if not found or not all(each in found for each in DICTIONARIES.values()):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(HOW_TO)


def spoken(language: str) -> set[str]:
    """The words of everything that an edition says."""
    return {word for message in said.texts(language) for word in words(message.text)}


@pytest.mark.parametrize("language", said.LANGUAGES)
def test_an_edition_has_no_slip(language):
    found = misspelt(language, spoken(language))
    where = {word: each.place for each in said.texts(language) for word in words(each.text)}
    where |= {word.lower(): place for word, place in where.items()}
    assert {word: where[word] for word in sorted(found)} == {}


# A letter lost, doubled, swapped or replaced; an ending with the wrong vowel or the wrong consonant.
SLIPS = {
    "ru": "прзидент соглашенние соглашенее догвоор правитеьлство республека незавсимость Казахстна границаа подписын Назарбаевв",
    "kk": "шартт мемлкет тәуелсздік келсіім Қазахстан құжаттер мемлекеттар халықдар шекаранің қорытындыпен жылде",
}
RIGHT = {
    "ru": "соглашениями Назарбаеву Актобе виджета жузов «Қазақ» Тевкелевым",
    "kk": "құжаттарындағылардікі халқының орны елшілеріміздің келіспегендіктен оқылатын шықпаған Назарбаевтың Абылайға",
}


@pytest.mark.parametrize("language", said.LANGUAGES)
def test_a_slip_is_found_and_an_inflected_word_is_none(language):
    slips = set(words(SLIPS[language]))
    assert {each.lower() for each in misspelt(language, slips)} == {each.lower() for each in slips}
    assert misspelt(language, set(words(RIGHT[language]))) == set()


def test_an_ending_has_to_fit():
    speller = kazakh.Speller({"қала", "ел", "халық", "кітап", "келу", "оқу", "шығу"}.__contains__)
    right = "қалалардан елдердегі халқына кітабым келмегендерден оқығаны оқиды шыққан қалада қаласында"
    wrong = "қалалерден елдардегі халықге кітапдар келмаған оқығені шығған қаласыда қаланда"
    assert [each for each in right.split() if not speller.noun(each)] == []
    assert [each for each in wrong.split() if speller.noun(each)] == []


def test_an_ending_of_a_number_or_an_abbreviation_is_no_word():
    assert words("1990-жылдары БҰҰ-ның Python-ды 17-му про­верено `x` Ак-Мечеть") == ["БҰҰ", "проверено", "Ак", "Мечеть"]


@pytest.mark.parametrize("language", said.LANGUAGES)
def test_a_list_is_in_order_and_holds_no_word_twice_or_one_that_is_known(language):
    own = listed(language)
    assert own == sorted(set(own), key=lambda word: (word.casefold(), word))
    bare = misspelt_kazakh if language == "kk" else misspelt_russian
    unknown = {each.casefold() for each in bare(set(own), names(language))}
    assert [each for each in own if each.casefold() not in unknown] == []
