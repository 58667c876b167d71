"""Small repairs to the HTML that docutils and pandas write, for screen readers."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from chronology.datewords import date_words
from chronology.edition import _, language

REPAIRS = {
    # docutils 0.21 gives citations a role that ARIA has withdrawn and that a list may not hold.
    ' role="doc-biblioentry"': ' role="listitem"',
    # pandas heads the index of a table with an empty header cell.
    "<th></th>": "<td></td>",
    # It would be read in place of the words that are seen, and in English on every page.
    ' aria-label="Toggle hidden content"': "",
    # A table that scrolls sideways on a phone must be reached by the keyboard.
    '<div class="pst-scrollable-table-container">': '<div class="pst-scrollable-table-container" tabindex="0">',
}

# Where a line of code may end on a narrow page: before the point of a call, and behind a bracket or a sign of equality.
# A browser would end it in the middle of a name, which has no other place, and in a date, which has a hyphen.
_CODE = re.compile(r'<div class="highlight">.*?</pre>', re.S)
_BEFORE = re.compile(r'(<span class="o">\.</span>)')
_BEHIND = re.compile(r'(<span class="(?:p">[(\[{]+|o">=)</span>)(?=<)')
_TAG = re.compile(r"<[^>]*>")
_DAY = re.compile(r'<span class="(s[12])">(?=(?:"|&quot;|&#39;)[\d~?X./–-]{6,21}(?:"|&quot;|&#39;)<)')


def repair(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    if app.builder.name != "html" or "body" not in context:
        return
    for fault, sound in REPAIRS.items():
        context["body"] = context["body"].replace(fault, sound)
    context["body"] = _CODE.sub(lambda code: with_places_to_end(code[0]), context["body"])
    if context.get("title") == context.get("docstitle"):
        # The theme would write "X — X" as the title, and takes the words of its link home from the same place.
        context["theme_logo"] = {**context.get("theme_logo", {}), "text": context["docstitle"]}
        context["docstitle"] = ""


def with_places_to_end(code: str) -> str:
    """A block of code, as Pygments has written it, with places at which its lines may end."""
    code = _BEHIND.sub(r"\1<wbr>", _BEFORE.sub(r"<wbr>\1", code))
    code = _DAY.sub(r'<span class="\1 day">', code)
    return "\n".join(map(_hanging, code.split("\n")))


def _hanging(line: str) -> str:
    """A line of code that is indented; what of it goes on below hangs within it, not left of where it begins."""
    text = _TAG.sub("", line)
    indent = len(text) - len(text.lstrip(" "))
    whole = line.count("<span") == line.count("</span>") and "<pre" not in line and "</pre" not in line
    return f'<span class="in" style="--in: {indent}">{line}</span>' if indent and whole else line


def name_toggles(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """In the theme's navigation, say what is folded below a chapter: its toggle has a picture and no name."""
    make = context.get("generate_toctree_html")
    if not make:
        return

    def named(*given: object, **options: object) -> BeautifulSoup:
        made = make(*given, **options)
        for toggle in made.select("summary"):
            toggle["aria-label"] = _("Exercises of this chapter")
        return made

    context["generate_toctree_html"] = named


_YEAR = re.compile(r"(?<=\d) (?=(?:гг?|жж?)\.)")


def keep_years_whole(root: nodes.Element) -> None:
    """A year that ends in an abbreviation, 1991 г., keeps it in its line and is followed by no second full stop."""
    for block in root.findall(nodes.TextElement):
        before = ""
        for text in list(block.findall(nodes.Text)) if not isinstance(block, nodes.Inline) else ():
            said = str(text)
            code = isinstance(text.parent, nodes.literal)
            twice = before.endswith(".") and said.startswith(".") and not said.startswith("..")
            shown = _YEAR.sub("\u00a0", said[1:] if twice else said)
            if shown != said and not code:
                text.parent.replace(text, nodes.Text(shown))
            before = "" if code else said


def keep_days_whole(root: nodes.Element) -> None:
    """A day stands in one line with its month; code and raw HTML are left as they are."""
    say = date_words(language()).day_month
    months = "|".join(say("", month).strip() for month in range(1, 13))
    day = re.compile(rf"(?<!\d)(\d{{1,2}}) (?=(?:{months}))")  # in Kazakh a month may have an ending
    for text in list(root.findall(nodes.Text)):
        whole = day.sub("\\1\u00a0", text)
        if whole != text and not isinstance(text.parent, nodes.FixedTextElement | nodes.literal):
            text.parent.replace(text, nodes.Text(whole))


class WholeYears(SphinxPostTransform):
    """Years keep their abbreviations, in every builder."""

    default_priority = 800  # dates are words by now

    def run(self, **_options: object) -> None:
        keep_years_whole(self.document)


class WholeDays(SphinxPostTransform):
    """Days keep their months, in HTML."""

    default_priority = 900
    builders = ("html",)

    def run(self, **_options: object) -> None:
        keep_days_whole(self.document)


class LongLabels(SphinxPostTransform):
    """The text writer sets a work beside its label; the label that names a whole government leaves it no room."""

    default_priority = 900
    builders = ("text",)

    def run(self, **_options: object) -> None:
        for citation in list(self.document.findall(nodes.citation)):
            label, *said = citation.children
            if isinstance(label, nodes.label):
                term = nodes.term("", f"[{label.astext()}]")
                item = nodes.definition_list_item("", term, nodes.definition("", *said))
                citation.replace_self(nodes.definition_list("", item))


def setup(app: Sphinx) -> None:
    app.add_post_transform(WholeYears)
    app.add_post_transform(LongLabels)
    app.add_post_transform(WholeDays)
    app.connect("html-page-context", repair)
    app.connect("html-page-context", name_toggles, priority=900)  # after the theme
