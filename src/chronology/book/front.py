"""The parts of the first page.

`try-one` lists claims of which a reader judges one: the claim, the possible verdicts, and folded the course's own with
its reason. `essay-squares` is the essay at a glance, a square for each sentence. `chapter-cards` shows the chapters:
minutes, claims, what one learns, and how the claims fare. They are lists and links, which any builder can write; a
script (front.js) makes the possible verdicts into buttons and keeps what was judged in this browser.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from pathlib import Path

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from chronology import languages, tables
from chronology.book import nodes as own
from chronology.book.building import paragraph, verdict
from chronology.book.domain import find, pending
from chronology.edition import _, ngettext
from chronology.entries import Entry
from chronology.languages import VERDICT_SIGNS


def possible() -> dict[str, str]:
    """What a reader may find a claim to be: verdict -> what it means for the record."""
    words = languages.words("judging")
    return {each: words[f"choice.{each}"] for each in VERDICT_SIGNS}


class TryOne(SphinxDirective):
    """A card for each claim whose id stands in a line of the body; the script shows one of them a day."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        cards = [_to_judge(find("claim", line.strip(), self.get_location())) for line in self.content if line.strip()]
        return [nodes.container("", *cards, classes=["try-one"])]


def _to_judge(claim: Entry) -> nodes.container:
    choices = [
        nodes.list_item(
            "",
            paragraph(own.sign("", VERDICT_SIGNS[each], classes=["sign"]), nodes.Text(f" {words}")),
            classes=[f"verdict-{each}"],
        )
        for each, words in possible().items()
    ]
    evidence = pending("claim", claim.id, languages.words("judging")["see-evidence"])
    answer = own.unfolding(
        "",
        paragraph(verdict(claim.verdict), f". {_reason(claim)} ", evidence),
        paragraph(_("Next claim"), classes=["next"]),
        summary=_("What the course found"),
        classes=["answer", f"verdict-{claim.verdict}"],
    )
    return nodes.container(
        "",
        paragraph(_("Try one · claim {claim}").format(claim=claim.id), classes=["kicker"]),
        paragraph(claim.title, classes=["claim"]),
        paragraph(languages.words("judged")["ask"]),
        nodes.bullet_list("", *choices, classes=["choices"]),
        answer,
        classes=["to-judge"],
    )


def _reason(claim: Entry) -> str:
    """What is said of the verdict; where the record simply agrees nothing is, and the event of the record speaks."""
    about = tables.claims().event[claim.id]
    event = [find("event", about, "")] if about and not claim.lines else []
    return " ".join([*claim.lines, *(f"{each.when}: {each.title}." for each in event)])


class EssaySquares(SphinxDirective):
    """The sentences of the essay in rows of chapters, each with the signs of its claims."""

    def run(self) -> list[nodes.Node]:
        sentences, claims = tables.sentences(), tables.claims()
        rows = []
        for number, group in groupby(sentences.iterrows(), key=lambda each: each[1].chapter):
            squares = [_square(id, row.claims, claims.verdict) for id, row in group]
            link = pending("page", f"chapters/{tables.chapters().slug[number]}", str(number))
            rows.append(
                nodes.list_item(
                    "", paragraph(link, classes=["of"]), nodes.bullet_list("", *squares, classes=["squares"])
                )
            )
        return [nodes.bullet_list("", *rows, classes=["essay-squares"])]


def _square(sentence: int, claims: list[str], verdicts: dict[str, str]) -> nodes.list_item:
    if not claims:
        said = nodes.inline("", _("sentence {number}").format(number=sentence), classes=["visually-hidden"])
        return nodes.list_item("", paragraph(said), classes=["square", "silent"])
    parts: list[nodes.Node] = []
    for id in claims:
        sign = own.sign("", VERDICT_SIGNS[verdicts[id]], classes=["sign"])
        parts.append(nodes.inline("", "", pending("claim", id, id), sign, classes=["claim", f"verdict-{verdicts[id]}"]))
    return nodes.list_item("", paragraph(*parts), classes=["square"])


class ChapterCards(SphinxDirective):
    """A card for each chapter; the body says in a line for each, in their order, what one learns."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        lines = [line.strip() for line in self.content if line.strip()]
        chapters = tables.chapters()
        if len(lines) != len(chapters):
            raise self.error(f"{len(chapters)} chapters, but {len(lines)} lines on what one learns")
        cards = [self._card(number, row, learn) for (number, row), learn in zip(chapters.iterrows(), lines)]
        return [nodes.bullet_list("", *cards, classes=["chapter-cards"])]

    def _card(self, number: int, row: pd.Series, learn: str) -> nodes.list_item:
        path = Path(self.env.srcdir) / f"chapters/{row.slug}.md"
        self.env.note_dependency(str(path))
        minutes = int(re.search(r"^:minutes: (\d+)$", path.read_text(encoding="utf-8"), re.M)[1])
        counted = Counter(tables.claims(chapter=number).verdict)
        facts = [
            _("Chapter {number}").format(number=number),
            ngettext("{n} minute", "{n} minutes", minutes),
        ]
        if counted:
            facts.append(ngettext("{n} claim", "{n} claims", counted.total()))
        inline, _messages = self.parse_inline(learn)
        bar = [
            nodes.inline("", f"{sign} {counted[each]}", classes=[f"verdict-{each}", f"of-{counted[each]}"])
            for each, sign in VERDICT_SIGNS.items()
            if counted[each]
        ]
        card = nodes.list_item(
            "",
            paragraph(" · ".join(facts), classes=["kicker"]),
            paragraph(pending("page", f"chapters/{row.slug}", row.title), classes=["name"]),
            nodes.paragraph(learn, "", *inline),
        )
        if counted:
            claims = list(tables.claims(chapter=number).index)  # a bar tells of them all
            card += paragraph(own.withheld("", "", *_spaced(bar), claims=claims), classes=["verdict-bar"])
            card += paragraph(_("You have judged {n} of {all}."), classes=["judged-of"])
        return card


def _spaced(parts: list[nodes.Node]) -> list[nodes.Node]:
    return [each for part in parts for each in (part, nodes.Text(" "))][:-1]


def _bring(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """Style and script of the first page, to that page alone."""
    if page == app.config.root_doc and app.builder.format == "html":
        app.add_css_file("front.css")
        app.add_js_file("front.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    app.add_directive("try-one", TryOne)
    app.add_directive("essay-squares", EssaySquares)
    app.add_directive("chapter-cards", ChapterCards)
    app.connect("html-page-context", _bring)
