"""What a page says of itself to those who share, index or collect it: Open Graph and LearningResource."""

from __future__ import annotations

import json
from html import escape

from docutils import nodes
from sphinx.application import Sphinx

from chronology import edition
from chronology.book import preview, publishing
from chronology.edition import _

# Open Graph asks for a language with a country.
LOCALES = {"en": "en_GB", "kk": "kk_KZ", "ru": "ru_RU"}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def describe(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """Add description, Open Graph and, for a chapter, schema.org metadata to the head of a page."""
    if app.builder.name != "html" or doctree is None:
        return
    own = app.env.metadata.get(page, {})
    title, text = str(app.env.titles[page].astext()), description(doctree)
    address = publishing.address(app, page)
    tags = {
        "og:title": title,
        "og:type": "article",
        "og:site_name": app.config.html_title,
        "og:description": text,
        "og:url": address,
        "og:image": f"{app.config.html_baseurl}{preview.file(page)}" if address else "",
        "og:locale": LOCALES.get(edition.language(), edition.language()),
    }
    lines = [f'<meta name="description" content="{escape(text)}" />']
    lines += [f'<meta property="{name}" content="{escape(value)}" />' for name, value in tags.items() if value]
    if "aims" in own:
        lines.append(_script(learning_resource(title, text, own, address, app.config.html_title)))
    context["metatags"] = context.get("metatags", "") + "\n" + "\n".join(lines)


def description(doctree: nodes.document, limit: int = 200) -> str:
    """The lead of a page or its first paragraph of running text, cut at a word; no mark of a section (tracks.mark)."""
    for paragraph in doctree.findall(nodes.paragraph):
        running = isinstance(paragraph.parent, nodes.section) and "track" not in paragraph["classes"]
        if running or "lead" in paragraph.parent.get("classes", []):
            text = " ".join(paragraph.astext().split())
            return text if len(text) <= limit else text[: text.rindex(" ", 0, limit)] + " …"
    return ""


def learning_resource(title: str, text: str, own: dict, address: str, course: str) -> dict:
    """A chapter as a schema.org LearningResource (https://schema.org/LearningResource)."""
    resource = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": title,
        "description": text,
        "inLanguage": edition.language(),
        "isAccessibleForFree": True,
        "license": LICENCE,
        "learningResourceType": _("chapter with executable notebook"),
        "educationalLevel": _("first year of university"),
        "timeRequired": f"PT{own['minutes']}M",
        "teaches": own["aims"].split("\n"),
        "isPartOf": {"@type": "Course", "name": course},
    }
    return resource | ({"url": address} if address else {})


def _script(data: dict) -> str:
    # A title with </script> in it must not end the script.
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", describe)
