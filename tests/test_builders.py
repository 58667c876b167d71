"""One small book by every builder: no warning, every link resolved, and where no script runs a table."""

import re
from pathlib import Path
from xml.etree import ElementTree

import polib
import pytest
from bs4 import BeautifulSoup

import books
import chronology as ch

pytestmark = [pytest.mark.xdist_group("builders"), pytest.mark.remembered]  # one book for all

CHAPTER = """
:::{aims}
:minutes: 25
:builds-on: none

- count
:::

On {event}`independence-law-1991`, says {claim}`C21` of {person}`nursultan-nazarbayev`; see {glossary}`ratification`.

```{code-cell} ipython3
import chronology as ch
ch.use_style()
ch.Timeline(ch.events(between=("1991-12-01", "1992-06-30")))
```

```{code-cell} ipython3
ch.DocumentMatrix()
```

```{code-cell} ipython3
ch.Practice(chapter=1)
```

```{code-cell} ipython3
ch.claims()[["paraphrase"]].head(2)
```

```{code-cell} ipython3
---
mystnb:
  image:
    alt: Five bars.
---
ch.claims().verdict.value_counts(sort=False).plot.barh();
```

:::{key-dates}
independence-law-1991
:::
"""
EVENT = "independence-law-1991"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("book")


@pytest.fixture(scope="module")
def build(folder):
    """Build the book by a builder, which is done without a warning; returns the folder."""
    pages = {"chapters/one": books.HEADER + CHAPTER} | books.APPENDICES
    return lambda builder: books.build(folder, pages, builder, author="The contributors")


def titles() -> list[str]:
    return list(ch.events(between=("1991-12-01", "1992-06-30")).title)


def test_a_page_has_the_widgets_and_the_cards(build):
    page = BeautifulSoup((build("html") / "chapters/one.html").read_text(encoding="utf-8"), "html.parser")
    assert page.select("[data-widget=Timeline]") and page.select("#widget-state")
    for link in page.select("a.cited"):
        assert page.find(id=link["aria-describedby"])
    assert page.select_one("a.cited")["href"] == f"events.html#{EVENT}"


def test_an_epub_is_well_formed_and_has_the_tables(build):
    folder = books.unpacked(build("epub"))
    assert books.dead_links(folder) == []
    pages = list(folder.rglob("*.xhtml"))
    assert len(pages) > len(books.APPENDICES)
    for path in pages:
        ElementTree.parse(path)
        text = path.read_text(encoding="utf-8")
        assert "aria-describedby" not in text and "<script" not in text, path.name
        assert "not running" not in text
        assert not re.search(r'href="[^":]*\.html', text), path.name
    page = BeautifulSoup((folder / "chapters/one.xhtml").read_text(encoding="utf-8"), "html.parser")
    assert [link.text for link in page.select(".fallback time + a, [data-widget=Timeline] td a")] == titles()
    assert {link["href"] for link in page.select(f"a[href$={EVENT}]")} == {f"events.xhtml#{EVENT}"}
    assert page.select("[data-widget=DocumentMatrix] table") and page.select("[data-widget=Practice] ol")


def test_latex_has_the_tables_and_leads_to_the_entries(build):
    text = "\n".join(path.read_text(encoding="utf-8") for path in build("latex").glob("*.tex"))
    text = text.replace(r"\sphinxhyphen{}", "-")
    for title in titles():
        # In the table of the timeline and in the register.
        assert len(re.findall(r"\s+".join(map(re.escape, title.split()[:3])), text)) > 1, title
    assert "not running" not in text and "<table" not in text and "Five bars." in text
    asked = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]+)\}\]", text))
    assert f"chapters/events:{EVENT}" in asked
    assert asked <= set(re.findall(r"\\label\{\\detokenize\{([^}]+)\}\}", text))


def test_text_has_the_tables(build):
    text = " ".join((build("text") / "chapters/one.txt").read_text(encoding="utf-8").split())
    assert "not running" not in text and "Timeline(" not in text.replace("ch.Timeline(", "")
    for title in titles():
        assert title.split()[0] in text
    assert "Figure: Five bars." in text and "C21" in text


def test_a_translator_gets_the_prose_and_not_what_is_generated(build):
    out = build("gettext")
    own = [each.msgid for each in polib.pofile(str(out / "chapters.pot"))] if (out / "chapters.pot").exists() else []
    own += [each.msgid for path in (out / "chapters").glob("*.pot") for each in polib.pofile(str(path))]
    assert any("`independence-law-1991`" in text for text in own)
    assert "count" in own
    generated = [text for text in own if re.search(r"events: |sentences? \d|minutes|After this chapter", text)]
    assert generated == []
    assert (out / "chronology.pot").exists()
