"""English spelling of every page, with hunspell's British dictionary and a list of the course's own words."""

import os
import re
import shutil
import subprocess

import pytest
import yaml
from bs4 import BeautifulSoup

from chronology import bibliography, tables
from conftest import ROOT

OWN = ROOT / "tests" / "words.txt"
HOW_TO = "install hunspell with its British dictionary: `apt-get install hunspell hunspell-en-gb` (Debian, Ubuntu)"
CONTENTS = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
LISTED = [each for part in CONTENTS["parts"] for each in part["chapters"]]
PAGES = [CONTENTS["root"], *(each["file"] for one in LISTED for each in (one, *one.get("sections", [])))]
# Titles of works are in their authors' languages and spellings.
PAGES = [page for page in PAGES if not page.startswith("chapters/bibliography")]


def names() -> set[str]:
    """The words of the names of the tables: people, places, states, terms, works."""
    text = []
    for table, fields in {
        "people": ["name_en", "forms"],
        "places": ["name_en"],
        "place_names": ["name_en"],
        "institutions": ["name_en"],
        "institution_names": ["name_en"],
        "glossary": ["term_en"],
    }.items():
        text += tables.read(table)[fields].agg(" ".join, axis=1).tolist()
    text += bibliography.references().author.tolist()
    return set(re.findall(r"\w+", " ".join(text)))


def english(html: str) -> str:
    """The English text of a page: without code, other languages, works and ids."""
    article = BeautifulSoup(html, "html.parser").select_one("article")
    skipped = "pre, code, [lang], script, style, svg, .works, .cards, .facts, .headerlink, table.dataframe th, a[href*='bibliography']"
    # Of an exercise what can be chosen, which may be an id, and tables that are given.
    skipped += ", li > p > strong:first-child, .given table.dataframe"
    for part in article.select(skipped):
        part.replace_with(" ")
    return article.get_text(" ")


@pytest.fixture(scope="session")
def hunspell():
    path = shutil.which("hunspell")
    found = path and "en_GB" in subprocess.run([path, "-D"], input="", capture_output=True, text=True).stderr
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(HOW_TO)

    def misspelt(text: str) -> set[str]:
        known = names() | set(OWN.read_text(encoding="utf-8").split())
        text = "\n".join(text.replace("’", "'").split())  # a word a line: hunspell cuts lines that are very long
        command = [path, "-d", "en_GB", "-i", "utf-8", "-l"]
        listed = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout.split()
        return {
            word for word in listed if word.removesuffix("'s") not in known and not re.search(r"\d|[^\x00-\x7f]", word)
        }

    return misspelt


def test_a_slip_is_found(hunspell):
    assert hunspell("The goverment recieved the envoys; the colour of what they had traveled for.") == {
        "goverment",
        "recieved",
        "traveled",
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_slip(hunspell, pages, name):
    assert sorted(hunspell(english((pages / f"{name}.html").read_text(encoding="utf-8")))) == []


def test_the_list_is_in_order_and_holds_no_word_twice():
    listed = OWN.read_text(encoding="utf-8").split()
    assert listed == sorted(set(listed), key=lambda word: (word.casefold(), word))
