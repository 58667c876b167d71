"""Judge first: the signs of verdicts in the pages wait until the reader has judged, as long as that is wanted.

`judging` is a stop in a chapter, before the part that tells how its claims fare: the claims of the chapter, each with
what it says, and a button to judge them. `judge-first` is the switch. Without scripts and on paper there is neither,
and every sign is there. What waits is marked where it is made (nodes.withheld); what the script needs to say of the
claims stands in a file that comes when the first of them is opened.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

import chronology
from chronology import languages, tables
from chronology.book import nodes as own
from chronology.book.building import paragraph
from chronology.book.domain import cite, find
from chronology.entries import Entry, Link, entries
from chronology.widgets import scripts
from chronology.widgets.base import Widget

HERE = Path(__file__).parent
# Before anything is drawn, so that no sign is seen for a moment.
EARLY = """(({ classList }) => {
  classList.add("judging");
  try { if (JSON.parse(localStorage.getItem("chronology-judging")).off) return; } catch {}
  classList.add("judge-first");
})(document.documentElement);"""
TABLE = re.compile(r'<table[^>]*class="[^"]*\bdataframe\b.*?</table>', re.S)
ROW = re.compile(r"<tr.*?</tr>", re.S)
CELL = re.compile(r"<(t[hd])([^>]*)>(.*?)</\1>", re.S)


class Judging(SphinxDirective):
    """The claims of the chapter, to be judged before its text tells how they fare."""

    def run(self) -> list[nodes.Node]:
        chapters = tables.chapters()
        number = {f"chapters/{slug}": number for number, slug in chapters.slug.items()}.get(self.env.docname)
        if number is None:
            raise ExtensionError(f"{self.get_location()}: only a chapter has claims to be judged")
        words = languages.words("judging")
        claims = [find("claim", id, self.get_location()) for id in tables.claims(chapter=number).index]
        listed = (nodes.list_item("", paragraph(cite(each, each.id), " ", each.title)) for each in claims)
        stop = own.scripted(
            "",
            paragraph(words["stop"], classes=["kicker"]),
            paragraph(words["stop.why"], classes=["ask"]),
            nodes.bullet_list("", *listed, classes=["claims-here"]),
            paragraph(classes=["tally"]),
            paragraph(_act("judge-claims"), _act("show-verdicts"), _act("judge-first", switch=True), classes=["acts"]),
            classes=["judge-stop"],
        )
        return [stop]


class JudgeFirst(SphinxDirective):
    """The switch, where a page needs it."""

    def run(self) -> list[nodes.Node]:
        return [switch()]


def switch() -> own.scripted:
    """What switches judging first off and on, with what it does."""
    why = languages.words("judging")["judge-first.why"]
    return own.scripted("", paragraph(_act("judge-first", switch=True), f" {why}"), classes=["judge-switch"])


def _act(name: str, **given: object) -> own.act:
    return own.act("", nodes.Text(languages.words("judging")[name]), do=name, **given)


def withheld_in_tables(body: str) -> str:
    """The HTML of a page in which the verdicts of claims in tables of cells wait as well: where a row has the id of a
    claim, the title of an event that claims are about, or the label of an item that one has, the cell below the head
    `verdict`.
    """
    return TABLE.sub(lambda table: _withheld_in_table(table[0]), body)


def _withheld_in_table(table: str) -> str:
    heads = [re.sub(r"<[^>]*>", " ", cell[3]).split() for cell in CELL.finditer(ROW.search(table)[0])]
    places = {at for at, head in enumerate(heads) if "verdict" in (each.lower() for each in head)}
    about = {id: [id] for id in entries("claim")}
    about |= {entries("event")[id].title: claims for id, claims in tables.claims_about_events().items()}
    about |= {item.label: [item.claim] for item in tables.claim_items().itertuples()}

    def row(found: re.Match) -> str:
        cells = list(CELL.finditer(found[0]))
        texts = [unescape(re.sub(r"<[^>]*>", "", cell[3])).strip() for cell in cells]
        waits = next((about[text] for text in texts if text in about), [])
        at = iter(range(len(cells)))
        return CELL.sub(lambda cell: _withheld_cell(cell, waits) if next(at) in places else cell[0], found[0])

    return ROW.sub(row, table) if places else table


def _withheld_cell(cell: re.Match, claims: list[str]) -> str:
    if not claims:
        return cell[0]
    return f'<{cell[1]}{cell[2]}><span data-claims="{" ".join(claims)}"><span>{cell[3]}</span></span></{cell[1]}>'


def claim_to_judge(entry: Entry) -> dict[str, object]:
    """What the page says of a claim that is judged: evidence before the verdict, reasons after it."""
    return {
        "head": entry.head,
        "title": entry.title,
        "evidence": [{"when": each.when, "title": each.title} for each in evidence(entry)],
        "verdict": entry.verdict,
        "lines": list(entry.lines),
    }


def evidence(entry: Entry) -> Iterator[Entry]:
    """The events that bear on a claim, each once: the one it is about first."""
    links = [
        value for fact in entry.facts for value in fact.values if isinstance(value, Link) and value.kind == "event"
    ]
    for id in dict.fromkeys(link.id for link in links):
        yield entries("event")[id]


@cache
def script() -> str:
    """What judges, as one classic script; it begins with the words of the edition and where the claims stand."""
    verdicts = {each: [sign, languages.label("verdict", each)] for each, sign in languages.VERDICT_SIGNS.items()}
    words = languages.words("judging") | languages.words("judged")
    given = {"words": words, "verdicts": verdicts, "claims": {"file": f"kept/{kept()[0]}.js"}}
    given["claims"]["name"] = kept()[0]
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    return f"(() => {{\nconst JUDGING = {text};\n{scripts.script('judging', HERE)}}})();\n"


@cache
def kept() -> tuple[str, str]:
    """The claims as a script, and its name, which follows from what it holds."""
    claims = {id: claim_to_judge(each) for id, each in entries("claim").items()}
    text = json.dumps(claims, ensure_ascii=False, separators=(",", ":"))
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    return name, f'(globalThis.chronologyKept ??= {{}})["{name}"] = {text};\n'


def write(app: Sphinx) -> None:
    if app.builder.name == "html":
        script.cache_clear()
        kept.cache_clear()
        folder = Path(app.outdir) / "_static"
        (folder / "kept").mkdir(parents=True, exist_ok=True)
        (folder / "judging.js").write_text(script(), encoding="utf-8")
        name, text = kept()
        (folder / "kept" / f"{name}.js").write_text(text, encoding="utf-8")


@cache
def waits() -> re.Pattern:
    """What tells a verdict in the body of a page, or switches that; widgets that show verdicts do."""
    offered = (getattr(chronology, name) for name in chronology.__all__)
    widgets = (each for each in offered if isinstance(each, type) and issubclass(each, Widget))
    telling = "|".join(each.__name__ for each in widgets if each._tells or each._waits)
    return re.compile(rf'data-claims=|judge-switch|data-widget="(?:{telling})"')


def bring(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """Style and scripts, to the pages on which something waits."""
    if app.builder.name != "html":
        return
    if doctree is not None and "body" in context:
        context["body"] = withheld_in_tables(context["body"])
    if page in ("search", app.config.root_doc) or waits().search(context.get("body", "")):
        app.add_js_file(None, body=EARLY)
        app.add_css_file("judging.css")
        app.add_js_file("judging.js", loading_method="defer", priority=400)


def setup(app: Sphinx) -> None:
    app.add_directive("judging", Judging)
    app.add_directive("judge-first", JudgeFirst)
    app.connect("builder-inited", write, priority=900)  # the entries are those of this build
    app.connect("html-page-context", bring, priority=900)  # the body is whole
