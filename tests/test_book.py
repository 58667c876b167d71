"""The Sphinx side, tested by building a tiny book: roles, cards, directives, figures, metadata, downloads."""

import json
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError
from sphinx.util.inventory import InventoryFile

import books
import chronology as ch
from chronology import entries
from chronology.book import domain, notebooks, publishing, repairs

pytestmark = pytest.mark.remembered

FIGURE = """```{code-cell} ipython3
%s
import chronology as ch

ch.use_style()
ch.claims().verdict.value_counts(sort=False).plot.barh(color=list(ch.VERDICT_COLOURS.values()));
```
"""


@pytest.fixture
def build(tmp_path: Path, monkeypatch):
    """Build a book of one chapter and `more` pages; returns the parsed page and the folder. `environment` stands in for GitHub's."""

    def run(
        body: str, environment: dict | None = None, options: dict | None = None, more: dict[str, str] | None = None
    ):
        for name in ("GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "GITHUB_REF_NAME", "GITHUB_HEAD_REF"):
            monkeypatch.delenv(name, raising=False)
        for name, value in (environment or {}).items():
            monkeypatch.setenv(name, value)
        pages = {"chapters/one": books.HEADER + body} | (more or {})
        books.build(tmp_path, pages, html_theme_options={"use_download_button": True} | (options or {}))
        text = (tmp_path / "html" / "chapters" / "one.html").read_text(encoding="utf-8")
        return BeautifulSoup(books.plain_days(text), "html.parser"), tmp_path / "html"

    return run


def test_every_kind_of_thing_can_be_cited_and_has_a_card(build):
    things = {
        "event": "abulkhair-oath-1731",
        "claim": "C24",
        "person": "tauke-khan",
        "place": "almaty",
        "institution": "foreign-ministry",
        "glossary": "ratification",
    }
    text = "\n\n".join(f"{{{kind}}}`{id}` and {{{kind}}}`these words <{id}>`." for kind, id in things.items())
    page, folder = build(text, more=books.APPENDICES)
    for kind, id in things.items():
        first, second = page.select(f"a.cited-{kind}")
        assert first["href"].endswith(f"#{id}")
        assert first["href"].startswith(domain.PAGES[kind].rpartition("/")[2])
        assert second.text.startswith("these words")
        (card,) = page.select(f"#{first['aria-describedby']}")
        assert card.has_attr("hidden") and card["role"] == "tooltip"
    event = ch.events().loc["abulkhair-oath-1731"]
    assert page.select_one("a.cited-event").text == event.date_en
    card = page.select_one("#card-event-abulkhair-oath-1731").text
    assert event.date_en in card and "Old Style" in card and event.title_en in card and event.verdict in card
    claim = page.select_one("#card-claim-C24").text
    assert "17 December 1991" in claim and "unverified" in claim
    assert page.select_one("a.cited-claim").text == "C24\u00a0?"
    with (folder / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda base, path: path)
    for kind, id in things.items():
        assert inventory[f"course:{kind}"][id][2] == f"{domain.PAGES[kind]}.html#{id}"
    for kind, number in Counter(name.partition(":")[2] for name in inventory for _ in inventory[name]).items():
        assert kind not in things or number == len(entries.entries(kind))


def test_what_the_book_has_no_page_for_stays_words(build):
    page, _ = build("On {event}`independence-law-1991`, {claim}`C21`.")
    assert page.select_one("article p").text == "On 16 December 1991, C21\u00a0≈."
    assert not page.select("a.cited") and not page.select(".info")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{event}`friendship-treaty-1991`", r"one\.md:\d+: no event 'friendship-treaty-1991'.*friendship-treaty-1992"),
        ("{claim}`C67`", r"no claim 'C67'"),
        ("{person}`yeltsin`", r"no person 'yeltsin'.*boris-yeltsin"),
        ("{place}`alma-ata`", r"no place 'alma-ata'"),
        ("{institution}`the-cis`", r"no institution 'the-cis'; did you mean cis"),
        ("{glossary}`ratified`", r"no glossary 'ratified'"),
        ("{stated}`C25`", r"claim C25 states no value"),
        ("{computed}`len(ch.evnts())`", r"len\(ch\.evnts.*AttributeError"),
        ("{computed}`ch.events()`", r"TypeError: gives DataFrame"),
        (":::{key-dates}\nno-such-event\n:::", r"no event 'no-such-event'"),
        (":::{judging}\n:::", "only a chapter has claims to be judged"),
        (":::{exercises}\n:::", "does not exist: write its solution"),
        (":::{aims}\n- think\n:::", r"need the options minutes and builds-on"),
        (":::{aims}\n:minutes: 5\n:builds-on: 12\n\n- think\n:::", r"builds-on is '12'"),
        (":::{aims}\n:minutes: 5\n:builds-on: none\n\nNothing.\n:::", r"aims need a list"),
    ],
)
def test_a_fault_in_a_citation_ends_the_build_and_says_where(build, text, message):
    with pytest.raises(ExtensionError, match=message):
        build(f"Some text. {text}" if text[0] == "{" else text)


def test_what_is_stated_and_computed_comes_from_the_tables(build):
    page, _ = build(
        "The essay gives {stated}`C43` km and {stated}`C35`. "
        "There are {computed}`len(ch.claims())` claims, {computed}`(ch.claims().verdict == 'differs').sum()` differ; "
        "{computed}`7591 / 2` and {computed}`'1:10m'`."
    )
    text = page.select_one("article p").text
    differs = "none one two three four five six seven eight nine".split()[(ch.claims().verdict == "differs").sum()]
    assert "gives 7,591 km and 25 May 1992." in text
    assert f"There are {len(ch.claims())} claims, {differs} differ; 3,795.5 and 1:10m." in text


def test_key_dates_stand_in_order_of_date_with_verdicts(build):
    page, _ = build(":::{key-dates}\nussr-dissolution-1991\nabulkhair-oath-1731\nturkey-recognition-1991\n:::")
    rows = [[cell.text.strip() for cell in row.select("td")] for row in page.select("table.key-dates tbody tr")]
    events = ch.events().loc[["abulkhair-oath-1731", "turkey-recognition-1991", "ussr-dissolution-1991"]]
    assert [row[0] for row in rows] == list(events.date_en)
    assert [row[1] for row in rows] == list(events.title_en)
    assert [row[2].split()[-1] for row in rows] == list(events.verdict)
    assert [row[3] for row in rows] == ["yes" if told else "no" for told in events.in_essay]


def test_aims_link_to_what_they_build_on_and_stand_in_the_metadata(build):
    page, _ = build(
        ":::{aims}\n:minutes: 25\n:builds-on: 1, 3\n\n- count\n- compare <this>\n:::\n\nFirst words of the text.",
        more={f"chapters/{name}": "# Words" for name in ("01-neighbours", "03-soviet-republic")},
    )
    assert [link["href"] for link in page.select(".aims-needs a")] == ["01-neighbours.html", "03-soviet-republic.html"]
    assert "25 minutes" in page.select_one(".aims-needs").text
    data = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert data["@type"] == "LearningResource"
    assert data["timeRequired"] == "PT25M"
    assert data["teaches"] == ["count", "compare <this>"]
    assert data["description"] == "First words of the text."
    assert page.select_one("meta[property='og:title']")["content"] == "A chapter"
    assert page.select_one("meta[name=description]")["content"] == "First words of the text."


def test_a_figure_becomes_part_of_the_page_with_its_alt_text(build):
    alt = 'Five bars, one "for each" verdict.'
    page, _ = build(FIGURE % f"---\nmystnb:\n  image:\n    alt: '{alt}'\n---")
    drawing = page.select_one(".drawing svg")
    assert drawing["role"] == "img"
    assert drawing["aria-label"] == alt
    assert "confirmed" in drawing.text, "text is no longer text"
    style = str(drawing)
    assert "var(--verdict-differs)" in style and "var(--figure-ink)" in style
    assert "#b3341e" not in style
    assert "<metadata" not in style and "<style" not in style
    for used in drawing.select("use"):
        assert drawing.select(used["xlink:href"])


def test_two_figures_share_no_id(build):
    page, _ = build("\n\n".join([FIGURE % "---\nmystnb:\n  image:\n    alt: Bars.\n---"] * 2))
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(page.select(".drawing")) == 2
    assert len([id for id in set(ids) if id.startswith("figure-1")]) > 0
    assert len(ids) == len(set(ids)) or {id for id in ids if ids.count(id) > 1} <= {"search-input"}


def test_a_figure_without_alt_text_ends_the_build(build):
    with pytest.raises(ExtensionError, match=r"chapters/one: figure 1 has no alt text"):
        build(FIGURE % "")


# --- where the book is published ----------------------------------------------------------

FORK = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "Some-One/a-fork",
    "GITHUB_REF_TYPE": "branch",
    "GITHUB_REF_NAME": "trial",
}
SETTING = {"repository_url": "https://github.com/owner/course/", "repository_branch": "main"}


@pytest.mark.parametrize(
    ("options", "baseurl", "environment", "expected"),
    [
        ({}, "", {}, publishing.Place("", "main", "")),
        (
            SETTING,
            "",
            {},
            publishing.Place("https://github.com/owner/course", "main", "https://owner.github.io/course"),
        ),
        (
            SETTING,
            "https://course.example/",
            {},
            publishing.Place("https://github.com/owner/course", "main", "https://course.example"),
        ),
        (
            SETTING,
            "https://course.example/",
            FORK,
            publishing.Place("https://github.com/Some-One/a-fork", "trial", "https://some-one.github.io/a-fork"),
        ),
        (
            {},
            "",
            FORK | {"GITHUB_HEAD_REF": "x", "GITHUB_REF_NAME": "7/merge"},
            publishing.Place("https://github.com/Some-One/a-fork", "main", "https://some-one.github.io/a-fork"),
        ),
        (
            {"repository_url": "https://github.com/me/me.github.io"},
            "",
            {},
            publishing.Place("https://github.com/me/me.github.io", "main", "https://me.github.io"),
        ),
        (
            {"repository_url": "https://gitlab.com/me/course"},
            "",
            {},
            publishing.Place("https://gitlab.com/me/course", "main", ""),
        ),
    ],
)
def test_one_setting_says_where_and_a_fork_follows(options, baseurl, environment, expected):
    assert publishing.place(options, baseurl, environment) == expected


def test_a_fork_builds_links_to_itself(build):
    page, folder = build("Words. {event}`independence-law-1991`", FORK, SETTING)
    links = {link["href"] for link in page.select("a[href^=http]")}
    assert "https://mybinder.org/v2/gh/Some-One/a-fork/trial?urlpath=lab/tree/chapters/one.md" in links
    assert "https://github.com/Some-One/a-fork" in links
    assert not [link for link in links if "owner/course" in link]
    assert (
        page.select_one("meta[property='og:url']")["content"] == "https://some-one.github.io/a-fork/chapters/one.html"
    )
    picture = page.select_one("meta[property='og:image']")["content"]
    assert (folder / picture.removeprefix("https://some-one.github.io/a-fork/")).read_bytes().startswith(b"\x89PNG")
    assert "https://some-one.github.io/a-fork/chapters/one.html" in (folder / "sitemap.xml").read_text()
    drawn = (Path(domain.__file__).parent / "static" / "icons.css").read_text()
    icons = {name for icon in page.select("i[class*=fa-]") for name in icon["class"] if name.startswith("fa-")}
    assert icons - {"fa-fw", "fa-lg"} <= {name for name in icons if f".{name}" in drawn}
    lost = BeautifulSoup((folder / "404.html").read_text(), "html.parser")
    assert all(link["href"].startswith("/a-fork/") for link in lost.select("link[rel=stylesheet]"))
    assert "/a-fork/index.html" in [link["href"] for link in lost.select("article a")]
    book = nbformat.read(folder / "_sources" / "chapters" / "one.ipynb", as_version=4)
    assert "(https://some-one.github.io/a-fork/chapters/events.html#independence-law-1991)" in book.cells[1].source


def test_without_a_repository_there_is_no_link_to_one(build):
    page, folder = build("Words.")
    assert page.select("a[href^=http]") == [] or all("sphinx" in link["href"] for link in page.select("a[href^=http]"))
    assert not (folder / "sitemap.xml").exists()
    assert (folder / "404.html").exists()
    assert not page.select("meta[property='og:url']")


# --- notebooks to download ------------------------------------------------------------------


def test_the_download_is_a_notebook_of_plain_words(build):
    page, folder = build(
        ":::{aims}\n:minutes: 25\n:builds-on: 1\n\n- count\n:::\n\n"
        "On {event}`independence-law-1991` says {claim}`C21`: {computed}`len(ch.claims())`, {stated}`C43`, "
        "{person}`Khan Tauke <tauke-khan>`.\n\n:::{key-dates}\nindependence-law-1991\n:::\n\n```{code-cell} ipython3\n1 + 1\n```\n"
    )
    (link,) = page.select("a[href$='.ipynb']")
    assert link.has_attr("download") and not link.has_attr("target")
    path = (folder / "chapters" / link["href"]).resolve()
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    text = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    assert "On 16 December 1991 says C21 ≈: 66, 7,591, Khan Tauke." in text
    assert "| 16 December 1991 | Constitutional Law" in text
    assert "**After this chapter you can**" in text
    assert "{" not in text and ":::" not in text
    assert [cell.source for cell in book.cells if cell.cell_type == "code"] == ["1 + 1"]


def test_a_role_without_a_plain_form_is_not_passed_over():
    with pytest.raises(ValueError, match=r"no plain form for the role \{unknown\}"):
        notebooks.plain("Some {unknown}`text`.", "")


def test_what_an_earlier_build_kept_for_the_widgets_of_a_page_is_gone(build):
    cell = "```{code-cell} ipython3\nimport chronology as ch\n\nch.Timeline(ch.events(topic='%s'))\n```\n"
    for topic in ("border", "diplomacy"):
        _page, folder = build(cell % topic)
        kept = {path.name: path for path in (folder / "_static" / "kept").iterdir()}
        asking = [folder / "chapters" / "one.html", *(folder / "_static").glob("*.js"), *kept.values()]
        asked = {each for path in asking for each in re.findall(r"kept/(\w+\.js)", path.read_text(encoding="utf-8"))}
        assert asked and set(kept) == asked


def test_sections_say_whom_they_are_for_and_new_words_are_named(build):
    chapter = (
        ":::{aims}\n:minutes: 5\n:builds-on: none\n\n- count\n:::\n\n## Read\n\nProse.\n\n```{code-cell} ipython3\n"
        "---\ntags: [hide-input]\n---\n1\n```\n\n## Count\n\n:::{new-word} len\ncounts.\n:::\n\n"
        "```{code-cell} ipython3\nlen([1])\n```\n\n:::{admonition} Change and predict\n:class: predict\nHow many?\n:::\n"
    )
    _page, folder = build("# One\n", more={"chapters/01-neighbours": books.HEADER + chapter})
    text = (folder / "chapters/01-neighbours.html").read_text(encoding="utf-8")
    page = BeautifulSoup(text, "html.parser")
    tracks = {
        section.h2.get_text(): section.select_one(".track")["class"][1] for section in page.select("section section")
    }
    assert {name.rstrip("#"): each for name, each in tracks.items()} == {
        "Read": "read-and-judge",
        "Count": "with-python",
    }
    assert page.select_one(".new-word").get_text(" ", strip=True) == "New len counts."
    assert page.select_one("[data-do=with-python]")["role"] == "switch"
    text = (folder / "_sources/chapters/01-neighbours.ipynb").read_text(encoding="utf-8")
    assert "`len` counts." in text and "**Change and predict**" in text and ":class:" not in text


def test_a_line_of_code_ends_between_words_keeps_its_days_and_hangs_within_its_own():
    code = (
        '<div class="highlight"><pre><span></span>'
        '<span class="n">rows</span> <span class="o">=</span> <span class="n">ch</span><span class="o">.</span>'
        '<span class="n">events</span><span class="p">(</span><span class="s2">"1991-12-16"</span><span class="p">)</span>\n'
        '    <span class="n">within</span>\n</pre>'
    )
    made = repairs.with_places_to_end(code)
    assert '<wbr><span class="o">.</span>' in made and '<span class="p">(</span><wbr>' in made
    assert '<span class="s2 day">"1991-12-16"</span>' in made
    assert '<span class="in" style="--in: 4">    <span class="n">within</span></span>' in made
    assert BeautifulSoup(made, "html.parser").get_text() == BeautifulSoup(code, "html.parser").get_text()
