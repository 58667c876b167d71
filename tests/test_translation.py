"""A language of test strings: what the book says in it without having been translated is found."""

import os
import re
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import write_po
from bs4 import BeautifulSoup

import books
from chronology import bibliography, catalogue, edition, entries, tables

pytestmark = [pytest.mark.xdist_group("translation"), pytest.mark.remembered]  # one book for all
ROOT = Path(__file__).resolve().parents[1]
LOOKALIKES = str.maketrans("aceinosuyACEINOSUYlrtdgkzbhmpvwxfjq", "áçéíñóšúýÁÇÉÍÑÓŠÚÝłřţđğķžƀħɱƥṽŵẋƒĵɋ")
KEPT = re.compile(r"(\{[^}]*\}|<[^>]*>|`[^`]*`|\]\([^)]*\))")  # places, tags, code and addresses
CHAPTER = """
:::{aims}
:minutes: 25
:builds-on: none

- 1
:::

{event}`independence-law-1991` {claim}`C43` {person}`nursultan-nazarbayev` {place}`almaty` {institution}`cis`
{glossary}`ratification` {stated}`C35` {computed}`len(ch.people()) - 30`

```{code-cell} ipython3
:tags: [remove-input]
import chronology as ch
ch.Timeline(ch.events(between=("1991-12-01", "1992-06-30")))
```

```{code-cell} ipython3
:tags: [remove-input]
ch.Practice(chapter=1)
```

:::{key-dates}
independence-law-1991
kazakh-khanate-founded-1465
:::
"""
# Names of works, titles in another language, and what a script reads.
ELSEWHERE = "script, style, [lang=en], [lang=kk], [lang=ru], a[href*=bibliography], .headerlink, h1"
WORD = re.compile(r"\b[A-Za-z]*[aceinosuyltdgkzbhmpvwxfjqr]{3,}\b")


def lookalike(text: str) -> str:
    parts = KEPT.split(text)
    return "".join(part if number % 2 else part.translate(LOOKALIKES) for number, part in enumerate(parts))


def translate(path: Path) -> None:
    """Write a catalogue in which every message is translated."""
    messages = catalogue.messages()
    for message in messages:
        if message.id:
            ids = message.id
            message.string = tuple(map(lookalike, ids)) if isinstance(ids, tuple) else lookalike(ids)
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, messages)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A small book in the language of test strings; its cells run the package with the same catalogue."""
    folder = tmp_path_factory.mktemp("eo")
    with pytest.MonkeyPatch.context() as patch:
        shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
        os.symlink(tables.DATA, folder / "data")
        patch.setenv("PYTHONPATH", str(folder / "src"))
        patch.setattr(edition, "LOCALE", folder / "src/chronology/locale")
        patch.setenv(edition.VARIABLE, "en")
        translate(edition.catalogue_file("eo"))
        edition._catalogue.cache_clear()
        pages = {"chapters/one": books.HEADER + CHAPTER} | books.APPENDICES
        out = books.build(folder, pages, language="eo", suppress_warnings=["config.cache"])
        yield out
    edition._catalogue.cache_clear()
    entries.forget()


def left(path: Path) -> list[str]:
    """The texts of a page with an English word in them, but for names of people and of who wrote a work."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for each in page.select(ELSEWHERE):
        each.decompose()
    texts = [text for part in page.select("article.bd-article, .cards") for text in part.stripped_strings]
    authors = [author for work in bibliography.references().author for author in work.split("; ")]
    names = {*tables.people().forms, *authors, *(author.split(",")[0] for author in authors)}
    return [text for text in texts if WORD.search(text) and text not in names and not text.endswith(" [")]


@pytest.mark.parametrize("name", ["one", "events", "claims", "people", "places", "institutions", "glossary"])
def test_no_english_word_is_left(folder, name):
    assert left(folder / f"chapters/{name}.html") == []
