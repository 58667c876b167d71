"""The same page in the other languages: a switch in the top bar, an offer on a first visit, `hreflang` for indexes.

Which editions are built together, the environment says (`editions.TOGETHER`): the first is at the root, the others in
folders. Where the English book is built alone, there is no switch. The ids of headings are those of the English page in
every edition, so that a link to a section holds in all of them.
"""

from __future__ import annotations

import json
import os
import posixpath
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms import SphinxTransform

from chronology import edition, languages
from chronology.editions import ANCHORS, TOGETHER


class Anchors(SphinxTransform):
    """The ids of English headings, which the tree of an edition names (editions.anchors)."""

    default_priority = 10  # before anything refers to one

    def apply(self, **kwargs: object) -> None:
        ids = getattr(self.config, "english_ids", {}).get(self.env.docname, {})
        for section in self.document.findall(nodes.section):
            title = section.next_node(nodes.title)
            id = ids.get(nodes.fully_normalize_name(title.astext())) if title else None
            if id and id not in self.document.ids:
                old = section["ids"][0]
                section["ids"][0] = id
                self.document.ids[id] = self.document.ids.pop(old)
                for name, known in self.document.nameids.items():
                    if known == old:
                        self.document.nameids[name] = id


def begin(app: Sphinx, config: Config) -> None:
    """Which editions there are, and the ids that the tree of an edition names; the English book has none."""
    config.editions = os.environ.get(TOGETHER, "").split()
    path = Path(app.srcdir, ANCHORS)
    config.english_ids = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def address(page: str, language: str, editions: list[str]) -> str:
    """Where a page stands in another edition, seen from the same page of this one."""
    here, there = (f"{folder(each, editions)}{page}.html" for each in (edition.language(), language))
    return posixpath.relpath(there, posixpath.dirname(here) or ".")


def folder(language: str, editions: list[str]) -> str:
    """The folder of an edition, with a slash; the first stands at the root."""
    return "" if language == editions[0] else f"{language}/"


def offer(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """Give the templates of a page its other languages."""
    editions = app.config.editions
    if app.builder.name != "html" or (doctree is None and page != "search") or len(editions) < 2:
        return
    words = {each: languages.words("editions", each) for each in editions}
    context["editions_label"] = words[edition.language()]["editions"]
    context["editions"] = [
        {
            "code": each,
            "name": languages.OWN_NAMES[each],
            "address": address(page, each, editions),
            **{name: words[each][name] for name in ("short", "offer", "read", "stay")},
        }
        for each in editions
    ]
    app.add_js_file("tongues.js", loading_method="defer")
    if edition.language() != editions[0]:
        context["body"] = context.get("body", "") + mend(app.config.html_theme_options, page)
    base = app.config.html_baseurl
    root = base if edition.language() == editions[0] else posixpath.dirname(base.rstrip("/")) + "/"
    if base:
        links = [
            f'<link rel="alternate" hreflang="{each}" href="{root}{folder(each, editions)}{page}.html" />'
            for each in editions
        ]
        context["metatags"] = "\n".join([context.get("metatags", ""), *links])


def mend(options: dict, page: str) -> str:
    """Where a sentence of a page is mended, as HTML; nothing for a page without a catalogue of its own."""
    path = edition.prose_file(page, edition.language())
    if not path.is_file():
        return ""
    name = path.relative_to(edition.PROSE.parent).as_posix()
    where = f"<code>{name}</code>"
    if repository := options.get("repository_url"):
        where = f'<a href="{escape(repository)}/edit/{escape(options["repository_branch"])}/{name}">{name}</a>'
    said = languages.words("editions")
    return f'<p class="mend d-print-none">{escape(said["translated"])} {escape(said["mend"])} {where}</p>'


def speak(app: Sphinx) -> None:
    """The theme has catalogues of two names; what an edition says for it stands in one (editions.theme_catalogue)."""
    locale.translators["general", "booktheme"] = locale.translators["general", "sphinx"]


def place(app: Sphinx, config: Config) -> None:
    """The address of an edition, and the switch in the top bar."""
    if len(config.editions) < 2:
        return
    if config.html_baseurl and config.language != config.editions[0]:
        config.html_baseurl = f"{config.html_baseurl.rstrip('/')}/{config.language}/"
    if config.language != config.editions[0]:
        # Binder has the pages of an edition in its folder (.binder/postBuild), the repository does not.
        config.html_theme_options |= {"path_to_docs": config.language, "use_source_button": False}
    config.html_theme_options["article_header_end"] = ["languages.html", "article-header-buttons.html"]


def setup(app: Sphinx) -> None:
    app.add_config_value("editions", [], "html")  # only what is written follows from it
    app.add_transform(Anchors)
    app.connect("config-inited", begin, priority=300)  # before anything asks which there are
    app.connect("config-inited", place, priority=900)  # the address is known
    app.connect("builder-inited", speak)
    app.connect("html-page-context", offer)
