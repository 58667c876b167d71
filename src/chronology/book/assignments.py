"""The exercises of a chapter in the book: `exercises` closes a chapter with what they are and where to get them.

The pages themselves are the student notebooks, not run: they have no answers yet.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from chronology import tables
from chronology.book.building import paragraph, table
from chronology.book.domain import pending
from chronology.book.publishing import BINDER
from chronology.edition import _, ngettext
from chronology.exercises import build

FOLDER = "exercises"


def facts(path: Path) -> str:
    """What the exercises of a notebook are, in one sentence. Raises ExtensionError where there is none."""
    if not path.exists():
        raise ExtensionError(
            f"{path.parent.name}/{path.name} does not exist: write its solution and run make exercises"
        )
    asked = build.find_questions(nbformat.read(path, 4), path.name)
    questions = sum(not each.open for each in asked)
    return ngettext(
        "A notebook: {n} question checked at once, an open one with a rubric, {points} points in all.",
        "A notebook: {n} questions checked at once, an open one with a rubric, {points} points in all.",
        questions,
    ).format(points=sum(each.points for each in asked))


class Exercises(SphinxDirective):
    """A box at the end of a chapter: the page of its exercises, the notebook to download, and Binder."""

    def run(self) -> list[nodes.Node]:
        name = self.env.docname.rpartition("/")[2]
        path = Path(self.env.srcdir) / FOLDER / f"{name}.ipynb"
        self.env.note_dependency(str(path))
        notebook = f"{FOLDER}/{name}"
        links = [
            pending("page", notebook, _("Read the questions")),
            pending("download", f"_sources/{notebook}.ipynb", _("Download the notebook")),
        ]
        options = self.env.config.html_theme_options
        if options.get("launch_buttons"):
            owner = urlsplit(options["repository_url"]).path.strip("/")
            address = f"{BINDER}/v2/gh/{owner}/{options['repository_branch']}?urlpath=lab/tree/{notebook}.ipynb"
            links.append(nodes.reference("", _("Open on Binder"), refuri=address))
        box = nodes.container("", paragraph(facts(path)), classes=["exercises"])
        box += nodes.bullet_list("", *(nodes.list_item("", paragraph(link), classes=["plain"]) for link in links))
        return [box]


class TeachingPlan(SphinxDirective):
    """A table of the chapters: minutes to read, questions and points of the exercises."""

    def run(self) -> list[nodes.Node]:
        rows = []
        root = Path(self.env.srcdir)
        for number, row in tables.chapters().iterrows():
            chapter, notebook = root / f"chapters/{row.slug}.md", root / FOLDER / f"{row.slug}.ipynb"
            self.env.note_dependency(str(notebook))
            minutes = re.search(r"^:minutes: (\d+)$", chapter.read_text(encoding="utf-8"), re.M)[1]
            asked = build.find_questions(nbformat.read(notebook, 4), notebook.name)
            link = pending("page", f"{FOLDER}/{row.slug}", ngettext("{n} question", "{n} questions", len(asked)))
            cells = [f"{number}. {row.title}", minutes, link, str(sum(each.points for each in asked))]
            rows.append([[nodes.Text(cell) if isinstance(cell, str) else cell] for cell in cells])
        head = [_("Chapter"), _("Minutes to read"), _("Exercises"), _("Points")]
        return [table(head, rows, "teaching-plan")]


def setup(app: Sphinx) -> None:
    app.add_directive("exercises", Exercises)
    app.add_directive("teaching-plan", TeachingPlan)
