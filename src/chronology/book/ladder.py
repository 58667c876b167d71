"""The ladder of Python: `new-word` names and explains a word of Python before the first cell that has it.

Its argument is the word as it stands in code; its body completes the sentence that begins with it. `ladder` lists the
words of all chapters in their order. That no cell has a word that was not explained is held by tests/test_ladder.py.
"""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from chronology.book.building import joined, paragraph, table
from chronology.book.domain import pending
from chronology.edition import _

NEW_WORD = re.compile(r"^:::\{new-word\} (\S+)$", re.M)


class NewWord(SphinxDirective):
    """A word of Python that the next cell has for the first time."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        (word,) = self.arguments
        head = paragraph(nodes.inline("", _("New")), " ", nodes.literal("", word), classes=["word"])
        return [nodes.container("", head, *self.parse_content_to_nodes(), classes=["new-word"])]


class Ladder(SphinxDirective):
    """A table of the chapters with the words of Python that are new in each."""

    def run(self) -> list[nodes.Node]:
        rows = []
        for path in sorted((Path(self.env.srcdir) / "chapters").glob("[0-9][0-9]-*.md")):
            self.env.note_dependency(str(path))
            text = path.read_text(encoding="utf-8")
            if words := NEW_WORD.findall(text):
                title = re.search(r"^# (.+)$", text, re.M)[1]
                link = pending("page", f"chapters/{path.stem}", f"{int(path.stem[:2])}. {title}")
                rows.append([[link], joined([nodes.literal("", word) for word in words])])
        return [table([_("Chapter"), _("New words of Python")], rows, "ladder")]


def setup(app: Sphinx) -> None:
    app.add_directive("new-word", NewWord)
    app.add_directive("ladder", Ladder)
