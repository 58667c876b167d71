"""The exercises of a chapter in the book: `exercises` closes a chapter with what they are and where to get them.

The pages themselves are the student notebooks, not run: they have no answers yet. In HTML each question is answered in
the page (`widgets.exercise`), and the cells for an answer in Python are folded below it.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pandas as pd
from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from chronology import edition, shown
from chronology.book import tracks
from chronology.book.building import paragraph, table
from chronology.book.domain import pending
from chronology.book.nodes import unfolding
from chronology.book.publishing import BINDER
from chronology.edition import _, ngettext
from chronology.exercises import build, questions
from chronology.exercises.build import Question
from chronology.exercises.ids import ANSWER, CHECK, GIVEN
from chronology.widgets import exercise
from chronology.widgets.exercise import Exercise

FOLDER = "exercises"
LOOKED_UP = ("chapters/events", "chapters/claims", "chapters/codebook")  # pages on which a question may draw
_WORDS = re.compile(r"\b(\d{2,3})\D{1,12}(\d{2,3})\b(?= (?:words|сөз|слов))")  # how long an open answer should be
_CALLED = re.compile(r" \([^()]+\)")
_POINTS = re.compile(r"\((\d+) \w+\)[;.]?$")

BAR, OPEN = 1.75, 9  # rows of controls for which there is room before the bar or an open question is drawn


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
            pending("page", notebook, _("Answer the questions")),
            pending("download", f"_sources/{notebook}.ipynb", _("Download the notebook")),
        ]
        options = self.env.config.html_theme_options
        if options.get("launch_buttons"):
            owner = urlsplit(options["repository_url"]).path.strip("/")
            place = f"{BINDER}/v2/gh/{owner}/{options['repository_branch']}?urlpath=lab/tree"
            address = "/".join(filter(None, [place, options.get("path_to_docs"), f"{notebook}.ipynb"]))
            links.append(nodes.reference("", _("Open on Binder"), refuri=address))
        box = nodes.container("", paragraph(facts(path)), classes=["exercises"])
        box += nodes.bullet_list("", *(nodes.list_item("", paragraph(link), classes=["plain"]) for link in links))
        return [box]


class Answering(SphinxPostTransform):
    """The questions of a page of exercises with controls, in HTML alone: EPUB and PDF have the prose and the cells."""

    default_priority = 4  # before outputs are chosen
    builders = ("html",)

    def run(self, **_options: object) -> None:
        path = Path(self.env.doc2path(self.env.docname))
        if path.parent.name != FOLDER or path.suffix != ".ipynb":
            return
        notebook = nbformat.read(path, 4)
        asked = build.find_questions(notebook, path.name)
        cells = {cell.id: cell.source for cell in notebook.cells}
        tables = tables_given(notebook)
        start = next(self.document.findall(nodes.section))
        sections = [each for each in start.children if isinstance(each, nodes.section)]
        if len(sections) != len(asked):
            raise ExtensionError(f"{path.name}: {len(asked)} questions and {len(sections)} sections")
        for question, section in zip(asked, sections):
            self._answered(section, question, cells[question.id + ANSWER], tables.get(question.id, ""))
        text = path.read_text(encoding="utf-8")
        heading, *given = [each for each in start.children if each not in sections]
        start.children = []
        bars = (exercise.whole(asked[0].id[:2], path.name, text, asked, title) for title in ("", "2"))
        first, last = (self._place(bar, BAR) for bar in bars)
        start += [heading, paragraph(_lead()), first]
        start += unfolding("", *given, summary=_("In a notebook, with Python"), classes=["in-python"])
        start += [*sections, last]

    def _answered(self, section: nodes.section, question: Question, source: str, table: str) -> None:
        """Put the controls of a question into its section, and fold its cells unless Python is asked for.

        table: that a cell of the question shows, as HTML; whoever answers without Python sees it, too.
        """
        self._link_sections(section)
        sealed = {"points": question.points} if question.open else questions.question(question.id)
        cells = [each for each in section.children if each.get("nb_element") == "cell_code"]
        if question.open:
            (rubric,) = section.findall(nodes.enumerated_list)
            begin = section.children[section.index(rubric) - 1]  # “A good answer”
            place = section.children[-1]  # for an answer in a notebook
            for each in (begin, rubric, place):
                each["classes"].append("in-widget")
            words = _WORDS.search(section.astext())
            sealed["rubric"] = [_part(item.astext()) for item in rubric.children]
            sealed |= {"words": [int(each) for each in words.groups()]} if words else {}
        else:
            _code, _sign, note = source.rpartition("  # ")
            sealed = {**sealed, **_texts(section, sealed), "note": note if "\n" not in note else ""}
            sealed["called"] = _called(section, sealed)
        for cell in cells:
            section.remove(cell)
        section.insert(1, tracks.mark(python=tracks.for_python(sealed.get("kind"), question.prose)))
        if table:
            output = f'<div class="output text_html" tabindex="0">{table}</div>'  # as the outputs of chapters
            section += nodes.raw("", f'<div class="given cell_output">{output}</div>', format="html")
        section += self._place(Exercise(question.id, sealed, title=question.title), _rows(sealed))
        if cells:
            section += unfolding("", *cells, summary=_("The same in Python"), classes=["in-python"])

    def _link_sections(self, section: nodes.section) -> None:
        """Let the line that names the sections on which a question draws lead to them."""
        line = next(section.findall(nodes.emphasis), None)
        if line is None:
            return
        lead, _colon, named = line.astext().partition(": ")
        line.children = [nodes.Text(f"{lead}: ")]
        for at, each in enumerate(named.split("; ")):
            line += [nodes.Text("; ")] if at else []
            line += self._link(each)

    def _link(self, named: str) -> nodes.Node:
        """A section by its heading, after the number of its chapter if that is another, or a page that is looked up by
        its title; its words where it is neither.
        """
        own = self.env.docname.rpartition("/")[2]
        number = re.match(r"\D*(\d+)\D*?, ", named)
        pages = [f"chapters/{own}"]
        if number:
            pages += [each for each in self.env.tocs if each.startswith(f"chapters/{int(number[1]):02}-")]
        for page in set(pages) & set(self.env.tocs):
            for head in self.env.tocs[page].findall(nodes.reference):
                if head["anchorname"] and head.astext() in (named, number and named[number.end() :]):
                    address = self.app.builder.get_relative_uri(self.env.docname, page)
                    return nodes.reference("", named, refuri=address + head["anchorname"], internal=True)
        for page in set(LOOKED_UP) & set(self.env.titles):
            if self.env.titles[page].astext().casefold() in named.casefold():
                heads = [each for each in self.env.tocs[page].findall(nodes.reference) if each["anchorname"]]
                said = [each for each in heads if each.astext().removesuffix(".csv") in named]
                place = max(said, key=lambda each: len(each.astext()))["anchorname"] if said else ""
                address = self.app.builder.get_relative_uri(self.env.docname, page)
                return nodes.reference("", named, refuri=address + place, internal=True)
        return nodes.Text(named)

    def _place(self, widget: Exercise, rows: float) -> nodes.raw:
        """The place of a widget, whose state the host is given. rows: for how many there is room before it is drawn."""
        data = NbMetadataCollector.get_doc_data(self.env)
        data[self.env.docname].setdefault("widget_states", {})[widget.model_id] = widget.get_state()
        return nodes.raw("", f'<div class="room" style="--rows: {rows}">{widget._repr_html_()}</div>', format="html")


def tables_given(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Id of a question -> the table that the cell given with it shows, as HTML. Runs the cells, which are our own."""
    names: dict[str, object] = {}
    found = {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and not cell.id.endswith((ANSWER, CHECK)):
            *before, last = ast.parse(cell.source).body
            said = last.value if isinstance(last, ast.Expr) else ast.Constant(None)
            before += [] if isinstance(last, ast.Expr) else [last]
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(ast.Module(before, []), cell.id, "exec"), names)
                value = eval(compile(ast.fix_missing_locations(ast.Expression(said)), cell.id, "eval"), names)
            if isinstance(value, pd.DataFrame):
                found[cell.id.removesuffix(GIVEN)] = shown.html(value) or ""
    return found


def _rows(sealed: Mapping[str, Any]) -> int:
    """About how many rows the controls of a question have."""
    if "kind" not in sealed:
        return OPEN
    spec = sealed.get("spec", {})
    return len(spec.get("options", ())) or (spec["count"] + 1 if sealed["kind"] == "table" else 1)


def _lead() -> str:
    return _(
        "Answer here, in the page: nothing has to be installed, and nothing leaves this browser. Check tells you what "
        "kind of thing is wrong, as often as you like. When you are done, download your answers and hand the file in. "
        "The last question is open: a person reads it."
    )


def _texts(section: nodes.section, sealed: dict) -> dict[str, object]:
    """What each option of a question says, by the list of its prose, which is marked: the controls show it too.

    ``texts``: option -> what it says; ``code``: the options that are a line of code and nothing else.
    """
    options = [str(each) for each in sealed.get("spec", {}).get("options", ())]
    for found in section.findall(nodes.bullet_list):
        items = [item.astext().split(None, 1) for item in found.children]
        texts = {item[0]: " ".join(item[1].split()) for item in items if len(item) == 2}
        if options and sorted(texts) == sorted(options):
            found["classes"].append("in-widget")
            lines = {option: line for option, line in map(_line_of_code, found.children) if line}
            return {"texts": texts | lines, "code": sorted(lines)}
    return {"texts": {}}


def _called(section: nodes.section, sealed: dict) -> dict[str, str]:
    """What an answer to choose from is called in a translated edition, where it stays an English word: the word with
    what the prose says behind it in brackets.
    """
    if edition.language() == edition.SOURCE:
        return {}
    found = {}
    for word in section.findall(nodes.literal):
        after = word.parent.children[word.parent.index(word) + 1 :]
        said = _CALLED.match(after[0].astext()) if after else None
        if said and word.astext() in sealed.get("spec", {}).get("to", ()):
            found.setdefault(word.astext(), word.astext() + said[0])
    return found


def _line_of_code(item: nodes.Element) -> tuple[str, str]:
    """An option of a list, and its line of code as it stands; an empty one where it says anything else."""
    option, _blank, said = item.astext().partition(" ")
    codes = list(item.findall(nodes.literal))
    return option, codes[0].astext() if len(codes) == 1 and codes[0].astext() == said else ""


def _part(text: str) -> dict[str, object]:
    """A part of a rubric with its points."""
    points = _POINTS.search(text)
    return {"text": text, "points": int(points[1]) if points else 0}


class TeachingPlan(SphinxDirective):
    """A table of the chapters: minutes to read, questions and points of the exercises, and those without Python."""

    def run(self) -> list[nodes.Node]:
        rows = []
        root = Path(self.env.srcdir)
        for chapter in sorted((root / "chapters").glob("[0-9][0-9]-*.md")):
            notebook = root / FOLDER / f"{chapter.stem}.ipynb"
            self.env.note_dependency(str(chapter))
            self.env.note_dependency(str(notebook))
            text = chapter.read_text(encoding="utf-8")
            title, minutes = (re.search(each, text, re.M)[1] for each in (r"^# (.+)$", r"^:minutes: (\d+)$"))
            asked = build.find_questions(nbformat.read(notebook, 4), notebook.name)
            link = pending("page", f"{FOLDER}/{chapter.stem}", ngettext("{n} question", "{n} questions", len(asked)))
            read = [each.points for each in asked if not tracks.for_python(_kind(each), each.prose)]
            points = [str(sum(each.points for each in asked)), str(len(read)), str(sum(read))]
            cells = [f"{int(chapter.stem[:2])}. {title}", minutes, link, *points]
            rows.append([[nodes.Text(cell) if isinstance(cell, str) else cell] for cell in cells])
        head = [_("Chapter"), _("Minutes to read"), _("Exercises"), _("Points"), _("Without Python"), _("Their points")]
        return [table(head, rows, "teaching-plan")]


def _kind(asked: Question) -> str | None:
    """The kind of a question; None for an open one."""
    return None if asked.open else questions.question(asked.id)["kind"]


def setup(app: Sphinx) -> None:
    app.add_directive("exercises", Exercises)
    app.add_directive("teaching-plan", TeachingPlan)
    app.add_post_transform(Answering)
