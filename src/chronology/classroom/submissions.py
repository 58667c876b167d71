"""What a file that was handed in holds, and what of it is taken over.

A submission is rebuilt from the clean notebook: only the sources of answers and of the student's own code cells are
taken from it. A cell is known by its id; else by nbgrader's name; else, where a tool has dropped both, by what stands
in it: the text of the course, the line of a check, the heading before it. Nothing in a file, whatever it holds, makes
`read` raise.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from chronology.classroom import prose
from chronology.classroom.course import Chapter
from chronology.classroom.owners import Found
from chronology.edition import _, marked, ngettext
from chronology.exercises import questions
from chronology.exercises.build import BEGIN, Question
from chronology.exercises.ids import ANSWER, CHECK, FAR, GIVEN, HEADING, NEAR, chapters_in, find_checks, read_id
from chronology.languages import whole_number

LARGEST = 200 * 2**20  # bytes of a file that is read
MOST_MEMORY = 3 * 2**30  # bytes by which reading one may let the process grow
LONGEST = 100_000  # characters of an answer, and of all cells of a student's own
MOST_OWN = 200  # cells of a student's own
MOST_PICTURES, LARGEST_PICTURE = 10, 5 * 2**20  # of a submission; bytes

ELSEWHERE = "elsewhere"  # the status of a notebook of a chapter that is not being checked
Problem = tuple[str, str]  # status and message, as in `grading.Outcome`

_PICTURES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))
_MARKER = re.compile(r"^([ \t]*)#[#\s]*(?:NBVAL|PYTEST_VALIDATE)_\w+[ \t]*$", re.MULTILINE)
_TEXT = marked("This is a text document, not a notebook. Hand in the file that ends in .ipynb.")
_OTHERS = (
    (b"%PDF", marked("This is a PDF file, not a notebook. Hand in the file that ends in .ipynb.")),
    (b"PK\x03\x04", marked("This is a zip file, not a notebook. Hand in the file that ends in .ipynb.")),
    (b"<", marked("This is a web page, not a notebook. Hand in the file that ends in .ipynb.")),
    (b"{\\rtf", _TEXT),
)
_PACKED_TEXT = (b"word/", b"application/vnd.oasis.opendocument.text")  # in the zip file that a text document is


@dataclass(frozen=True)
class Submission:
    """What one file holds.

    chapter: two digits, or "" where it cannot be told. answers: id of an answer cell -> its source. own: the student's
    own code cells, each the id of the cell after which it stands and its source. pictures: name -> content of those
    that were put into open answers. problem: why nothing of it can be graded. refused: question -> why it is not
    graded. notes: what an instructor should know. shown: questions whose solution the notebook asks for.
    """

    student: str
    chapter: str
    answers: dict[str, str] = field(default_factory=dict)
    problem: Problem | None = None
    refused: dict[str, Problem] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    own: tuple[tuple[str, str], ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()


# --- what it holds ----------------------------------------------------------------------------


def contents(path: Path) -> bytes | Problem:
    """The bytes of a file, or why it is not read."""

    def refused(why: str) -> Problem:
        return ("unreadable", " ".join([why, _("Hand in the notebook itself, a file that ends in .ipynb.")]))

    no_file = _("This is not a file but a folder or a device.")
    try:
        kind = path.lstat().st_mode
        if stat.S_ISLNK(kind):
            return refused(_("This is a link to another file, not a file; links are not followed."))
        if not stat.S_ISREG(kind):
            return refused(no_file)
        # Not blocking, and looked at again: the file may have become another since.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return refused(no_file)
            data = file.read(LARGEST + 1)
    except PermissionError:
        return ("unreadable", _("The file may not be read by whoever checks the class: its permissions forbid it."))
    except OSError as error:
        return ("unreadable", _("The file cannot be read: {why}.").format(why=error.strerror))
    if len(data) > LARGEST:
        message = _("The file has more than {n} MB. Clear all outputs, save, and hand it in again.")
        return ("unreadable", message.format(n=LARGEST >> 20))
    return data


_ENOUGH = 100_000  # characters of prose to tell a language by
_SPEAKS = re.compile(rb"""use_language\(\s*\\?["'](\w+)\\?["']""")


def spoken(data: bytes | Problem) -> str:
    """The language of the edition that a notebook is of: that in which its text is written, whatever became of its
    first cell; where that does not tell, the one that it asks for; "" if it asks for none.
    """
    if isinstance(data, tuple):
        return ""
    found = _SPEAKS.search(data)
    return _written_in(data) or (found[1].decode() if found else "")


def _written_in(data: bytes) -> str:
    """The language of a notebook’s prose, told by its letters; "" where that is neither Kazakh nor Russian."""
    try:
        cells = json.loads(data)["cells"]
        prose = "".join("".join(each["source"]) for each in cells if each["cell_type"] == "markdown")
        prose = prose[:_ENOUGH].lower()
    except Exception:  # whatever the file holds instead, it is told of where it is read
        return ""
    letters, cyrillic = (len(re.findall(each, prose)) for each in (r"[^\W\d_]", "[а-яёәғқңөұүһі]"))
    if 2 * cyrillic <= letters:
        return ""
    return "kk" if len(re.findall("[әғқңөұүһі]", prose)) > cyrillic / 20 else "ru"


def read(found: Found, chapters: dict[str, Chapter], data: bytes | Problem | None = None) -> Submission:
    """What a file holds. chapters: those that are checked. data: of the file, if they have been read. Never raises."""
    data = contents(found.path) if data is None else data
    if isinstance(data, tuple):
        return Submission(found.student, guessed(found, b"", chapters), problem=data, notes=found.notes)
    try:
        with _bounded_memory():
            cells = _cells(data)
            return _taken_over(found, cells, chapters)
    except _OfAnotherChapter as error:
        return Submission(found.student, "", problem=(ELSEWHERE, str(error)), notes=found.notes)
    except _Unreadable as error:
        problem = ("unreadable", str(error))
    except (MemoryError, RecursionError):
        problem = ("unreadable", _("The file is nested too deeply or too large once it is read."))
    except Exception as error:
        message = _("The file cannot be read as a notebook ({error}).")
        problem = ("unreadable", message.format(error=type(error).__name__))
    return Submission(found.student, guessed(found, data, chapters), problem=problem, notes=found.notes)


class _Unreadable(ValueError):
    """Why a file is not a notebook; the message is for the student."""


class _OfAnotherChapter(_Unreadable):
    """It is a notebook of the course that is not asked for now."""


@dataclass(frozen=True)
class _Cell:
    id: str
    grade_id: str
    kind: str
    source: str
    pictures: tuple[bytes, ...] = ()
    too_large: int = 0  # pictures that are not kept


def _cells(data: bytes) -> list[_Cell]:
    """The cells of a notebook without their outputs. Raises _Unreadable and whatever `json` does."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise _Unreadable(_("The file is empty."))
    if start.startswith(b"PK") and any(each in data for each in _PACKED_TEXT):
        raise _Unreadable(_(_TEXT))
    for signature, message in _OTHERS:
        if start.startswith(signature):
            raise _Unreadable(_(message))
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        message = _("The file is not in UTF-8, so it was not saved by Jupyter. Save it there again.")
        raise _Unreadable(message) from None
    try:
        notebook = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        if not text.lstrip("\ufeff \t\r\n").startswith("{"):
            raise _Unreadable(_("This is not a notebook. Hand in the file that ends in .ipynb.")) from None
        message = _(
            "The notebook is damaged in line {line} and cannot be opened. Save it in Jupyter and hand it in again."
        )
        if error.pos >= len(text.rstrip()) - 1 or "Unterminated" in error.msg:
            message = _(
                "The notebook is damaged in line {line} and cannot be opened. It seems to break off there. Save it in "
                "Jupyter and hand it in again."
            )
        raise _Unreadable(message.format(line=error.lineno)) from None
    del text
    if not isinstance(notebook, dict):
        raise _Unreadable(_("This is not a notebook. Hand in the file that ends in .ipynb."))
    if "worksheets" in notebook or notebook.get("nbformat") in (1, 2, 3):
        message = _(
            "The notebook is saved in an old format (nbformat 3), in which cells have no ids. Answer in the notebook "
            "as it was handed out."
        )
        raise _Unreadable(message)
    if not isinstance(notebook.get("cells"), list):
        raise _Unreadable(_("This is not a notebook: it has no cells."))
    return [_cell(each) for each in notebook["cells"] if isinstance(each, dict)]


def _cell(cell: dict[str, Any]) -> _Cell:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    pictures = tuple(_attached(cell.get("attachments")))
    kept = tuple(each for each in pictures if len(each) <= LARGEST_PICTURE)
    return _Cell(
        _clean_text(cell.get("id")),
        _clean_text(nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None),
        _clean_text(cell.get("cell_type")),
        _clean_text(source),
        kept,
        len(pictures) - len(kept),
    )


def _attached(attachments: object) -> Iterator[bytes]:
    """The pictures that stand in a cell, by what they are and not by what they are called."""
    for bundle in attachments.values() if isinstance(attachments, dict) else ():
        for content in bundle.values() if isinstance(bundle, dict) else ():
            with contextlib.suppress(ValueError, TypeError):
                picture = base64.b64decode("".join(content) if isinstance(content, list) else content)
                if picture.startswith(tuple(start for start, _ in _PICTURES)):
                    yield picture


def _clean_text(value: object) -> str:
    """A text that can be written anywhere: no lone surrogates, no NUL, one kind of line end."""
    if not isinstance(value, str):
        return ""
    value = value.encode("utf-8", "replace").decode("utf-8")
    return value.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _taken_over(found: Found, cells: list[_Cell], chapters: dict[str, Chapter]) -> Submission:
    chapter, notes = _chapter(found, cells, chapters)
    clean = {cell.id: cell for cell in chapter.clean.cells}
    laid, said = _laid_out(cells, chapter, clean)
    notes += said
    by_id: dict[str, list[_Cell]] = {}
    for name, each in laid:
        if name:
            by_id.setdefault(name, []).append(each)
    answers: dict[str, str] = {}
    refused: dict[str, Problem] = {}
    pictures: dict[str, bytes] = {}
    for asked in chapter.questions:
        problem, note = _checks(by_id, clean, asked.id)
        source = ""
        if not problem:
            source, problem = _answer(by_id.get(asked.id + ANSWER, []), asked)
        gone = asked.open and asked.id + ANSWER not in by_id
        if asked.open and (gone or not problem):
            source, more, seen = _open_answer(asked.id, source, laid, clean)
            notes += more
            pictures |= seen
            problem = None if source.strip() else problem
        if problem:
            refused[asked.id] = problem
            continue
        if note:
            notes.append(note)
        harmless = source if asked.open else _MARKER.sub(r"\1#", source)
        if harmless != source:
            notes.append(_("{question}: comments that steer nbval were taken out.").format(question=asked.id))
        answers[asked.id + ANSWER] = harmless
    if len(pictures) > MOST_PICTURES:
        note = _("There are {count} pictures; the first {most} were kept.")
        notes.append(note.format(count=len(pictures), most=MOST_PICTURES))
    notes += _changes(by_id, clean)
    shown = {id for each in cells if each.kind == "code" for id in prose.solutions_asked(each.source)}
    shown &= {asked.id for asked in chapter.questions if not asked.open and questions.solution(asked.id)}
    if shown:
        note = _("The notebook asks for the solution, so there are no points: {questions}.")
        notes.append(note.format(questions=", ".join(sorted(shown))))
    own, more = _own(laid, clean)
    return Submission(
        found.student,
        chapter.id,
        answers,
        None,
        refused,
        (*found.notes, *notes, *more),
        own,
        _first(pictures),
        frozenset(shown),
    )


def _first(pictures: dict[str, bytes]) -> dict[str, bytes]:
    return dict(list(pictures.items())[:MOST_PICTURES])


def _open_answer(
    question: str, source: str, laid: list[tuple[str, _Cell]], clean: dict[str, NotebookNode]
) -> tuple[str, list[str], dict[str, bytes]]:
    """An open answer with what was written into new cells beside its own, notes, and its pictures by their names.

    What was added to the question's own cell is part of it, too. Where nothing stands in any of these, whoever marks
    sees the prose that stands anywhere else in the notebook.
    """
    blank = clean[question + ANSWER].source
    texts, pictures, new, here, added, large = [], [], 0, False, False, 0
    for name, each in laid:
        if name:
            here = name in (question, question + ANSWER)
        if not here:
            continue
        pictures += each.pictures
        large += each.too_large
        text = source if name == question + ANSWER else _prose(name, each, clean, code=False)
        if not prose.nothing_in(text, blank) and text not in texts:
            texts.append(text)
            new += not name
            added |= name == question
    note = ngettext(
        "{question}: {n} new cell of text beside the answer; read as part of it.",
        "{question}: {n} new cells of text beside the answer; read as part of it.",
        new,
    )
    notes = [note] if new else []
    if large:
        notes.append(
            ngettext(
                "{question}: {n} picture in the answer could not be kept: more than {most} MB; look at it in the file "
                "that was handed in.",
                "{question}: {n} pictures in the answer could not be kept: more than {most} MB each; look at them in "
                "the file that was handed in.",
                large,
            )
        )
    if added:
        notes.append(_("{question}: text was added to the cell of the question; read as part of the answer."))
    source = "\n\n".join(texts) if new or added else source
    places = ""
    if not texts and not pictures and not large and (elsewhere := _elsewhere(question, laid, clean)):
        places = ", ".join(dict.fromkeys(where for where, _text in elsewhere))
        notes.append(
            _("{question}: its cell is empty; what is shown instead stands elsewhere in the notebook ({places}).")
        )
        source = "\n\n".join(f"[{where}] {text}" for where, text in elsewhere)
    if not texts and not pictures:
        pictures += [picture for _name, each in laid for picture in each.pictures]
    notes = [each.format(question=question, places=places, most=LARGEST_PICTURE >> 20) for each in notes]
    endings = [next(ending for start, ending in _PICTURES if each.startswith(start)) for each in pictures]
    names = [f"{question}-{number}.{ending}" for number, ending in enumerate(endings, 1)]
    return source, notes, dict(zip(names, pictures))


def _elsewhere(question: str, laid: list[tuple[str, _Cell]], clean: dict[str, NotebookNode]) -> list[tuple[str, str]]:
    """Where a student has written prose that is no answer to another question, and the prose."""
    found, after, variable = [], "", read_id(question).variable
    for name, each in laid:
        after = name or after
        if name.endswith((CHECK, ANSWER)):
            named = [text for to, text in prose.texts_in(each.source) if to == variable] if each.kind == "code" else []
            text = "\n".join(named) or _words_in_answer(each, clean[name])
        else:
            text = _prose(name, each, clean, code=True)
        if text:
            where = _("the cell {name}") if name else _("a cell after {name}") if after else _("a first cell")
            found.append((where.format(name=name or after), text))
    return found


def _words_in_answer(cell: _Cell, clean: NotebookNode) -> str:
    """Comments and longer texts in the cell of an answer in Python, but for those that were handed out."""
    if cell.kind != "code" or clean.cell_type != "code":
        return ""
    there = prose.letters(clean.source)
    return "\n".join(each for each in prose.words_in(cell.source) if prose.letters(each) not in there)


def _prose(name: str, cell: _Cell, clean: dict[str, NotebookNode], *, code: bool) -> str:
    """The student's own words in a cell. code: whether also those in strings and comments of a code cell."""
    source = cell.source
    if name and not name.endswith(ANSWER):
        there = prose.letters(clean[name].source)  # tools change the markup and the breaks of lines
        source = "\n".join(line for line in source.splitlines() if prose.letters(line) not in there)
    if cell.kind != "code":
        text = source.strip()
        return text if not code or len(text.split()) >= prose.SEVERAL else ""
    return "\n".join(prose.words_in(source)) if code else ""


def _own(
    laid: list[tuple[str, _Cell]], clean: dict[str, NotebookNode]
) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """The code cells of the student's own, each with the cell of the course after which it stands; and notes.

    A code cell of the course in which something was changed, such as an import added, is one too: it runs after the
    original.
    """
    own, notes, after, length = [], [], "", 0
    for name, each in laid:
        after = name or after
        if name and (name.endswith((ANSWER, CHECK)) or _same(each, clean[name])):
            continue
        if each.kind == "code" and each.source.strip():
            length += len(each.source)
            if len(own) >= MOST_OWN or length > LONGEST:
                notes.append(_("There are more cells of the student’s own than are run."))
                break
            own.append((after, _MARKER.sub(r"\1#", each.source)))
    if own:
        notes.append(_("Code cells of the student’s own, run in their places: {n}.").format(n=len(own)))
    return tuple(own), notes


def _chapter(found: Found, cells: list[_Cell], chapters: dict[str, Chapter]) -> tuple[Chapter, list[str]]:
    """The chapter to which most of the cells belong, and notes. Raises _Unreadable."""
    counted = Counter(name for each in cells for name in {_of_chapter(each.id) or _of_chapter(each.grade_id)} if name)
    if not counted:  # a tool has dropped the ids; the checks still say it
        counted = Counter(
            _of_chapter(each) for cell in cells if cell.kind == "code" for each, _, _ in find_checks(cell.source)
        )
    if not counted:
        message = _(
            "None of the cells of an exercise is in it, and no check: this is not an exercise of this course. Put the "
            "answers into the notebook as it was handed out."
        )
        raise _Unreadable(message)
    id = max(counted, key=lambda each: (each in chapters, counted[each]))
    if id not in chapters:
        message = _("This is the notebook of chapter {chapter}, which is not being checked now.")
        raise _OfAnotherChapter(message.format(chapter=int(id)))
    notes = []
    if len(counted) > 1:
        note = _("It also holds cells of chapter {chapters}; they were not run.")
        notes.append(note.format(chapters=", ".join(sorted(set(counted) - {id}))))
    said = re.match(r"\d\d(?=-)", found.path.name)
    if said and said[0] != id:
        note = _("The file is called after chapter {other}, but it is the notebook of chapter {chapter}.")
        notes.append(note.format(other=said[0], chapter=id))
    return chapters[id], notes


def _of_chapter(id: str) -> str | None:
    known = read_id(id)
    return known.chapter if known else None


def _laid_out(
    cells: list[_Cell], chapter: Chapter, clean: dict[str, NotebookNode]
) -> tuple[list[tuple[str, _Cell]], list[str]]:
    """The cells in their order, each with the id of the cell of the course that it is, or ""; and notes.

    A cell that was merged comes as the cells that it was made of. An answer whose cell is gone is looked for between
    the heading of its question and its check.
    """
    ids = {each.id for each in cells}
    laid: list[tuple[str, _Cell]] = []
    for each in cells:
        # nbgrader's name stands in where a tool has dropped the ids. A cell that was copied in Jupyter, or the first
        # part of one that was split, has a new id and the old name, so the id comes first.
        laid.append((each.id if each.id in clean else each.grade_id if each.grade_id not in ids | {""} else "", each))
    laid = [(name if name in clean else "", each) for name, each in laid]
    laid = _unmerged(_known_by_text(laid, clean), clean)
    laid, notes = _parted(laid, chapter, clean)
    return _shared(_found_again(laid, chapter, notes), chapter, clean, notes), notes


def _known_by_text(laid: list[tuple[str, _Cell]], clean: dict[str, NotebookNode]) -> list[tuple[str, _Cell]]:
    """Where neither id nor name is left, a cell with the text of the course is that of the course."""
    there = {name for name, _ in laid}
    made = []
    for name, each in laid:
        if not name and not each.grade_id:
            name = next((id for id, cell in clean.items() if id not in there and _same(each, cell)), "")
            if not name and each.kind == "markdown" and (heading := HEADING.search(each.source)):
                question = next((id for id in clean if id.endswith(f"-q{heading['number']}") and read_id(id)), "")
                name = question if question not in there else ""
            there.add(name)
        made.append((name, each))
    return made


def _unmerged(laid: list[tuple[str, _Cell]], clean: dict[str, NotebookNode]) -> list[tuple[str, _Cell]]:
    """Cells that were merged, with the text of the course in them apart from the student's.

    A merged cell has a new id, and the name and kind of the one that was active (JupyterLab 4).
    """
    ids = {cell.source: id for id, cell in clean.items() if cell.source and not id.endswith((ANSWER, CHECK))}
    texts = "|".join(re.escape(each) for each in sorted(ids, key=len, reverse=True))
    made = []
    for name, each in laid:
        parts = re.split(rf"^({texts})$", each.source, flags=re.MULTILINE)
        if len(parts) == 1 or each.id in clean or each.grade_id not in clean:
            made.append((name, each))
            continue
        # The text of the course stands at every second place. What is left of one cell keeps its name.
        left = [part for part in parts[::2] if part.strip()]
        kept = name if len(left) == 1 and name not in {ids[part] for part in parts[1::2]} else ""
        for place, part in enumerate(parts):
            if place % 2:
                made.append(
                    (ids[part], replace(each, kind=clean[ids[part]].cell_type, source=part, pictures=(), too_large=0))
                )
            elif part.strip():
                made.append((kept, replace(each, source=part.strip("\n"))))
    return made


def _parted(
    laid: list[tuple[str, _Cell]], chapter: Chapter, clean: dict[str, NotebookNode]
) -> tuple[list[tuple[str, _Cell]], list[str]]:
    """Cells in which a check stands with other code, apart: what stands before it, and the check as handed out."""
    there = Counter(name for name, _ in laid)
    closed = {each.id for each in chapter.questions if not each.open}
    made, notes = [], []
    for name, each in laid:
        checks = [found for found in find_checks(each.source) if each.kind == "code" and found[0] in closed]
        if not checks or (name in clean and _same(each, clean[name])):
            made.append((name, each))
            continue
        start = 0
        for question, first, last in checks:
            before = each.source[start:first].strip("\n")
            start = last
            is_answer = name == question + ANSWER or not there[question + ANSWER]
            if before.strip():
                made.append((question + ANSWER if is_answer else "", replace(each, kind="code", source=before)))
                there[question + ANSWER] += is_answer
                if is_answer:
                    note = _("{question}: the answer and its check stood in one cell; they were taken apart.")
                    notes.append(note.format(question=question))
            made.append((question + CHECK, replace(each, source=clean[question + CHECK].source)))
        if each.source[start:].strip():
            made.append(("", replace(each, source=each.source[start:].strip("\n"))))
    return made, notes


def _found_again(laid: list[tuple[str, _Cell]], chapter: Chapter, notes: list[str]) -> list[tuple[str, _Cell]]:
    """Answers whose cells are gone, from the unknown cells between the heading of a question and its check."""
    found = []
    for asked in chapter.questions:
        names = [name for name, _ in laid]
        if asked.id + ANSWER in names or asked.id not in names:
            continue
        start = names.index(asked.id) + 1
        end = next((at for at in range(start, len(laid)) if names[at] and not names[at].endswith(GIVEN)), len(laid))
        kinds = ("markdown", "raw") if asked.open else ("code",)
        new = [
            at for at in range(start, end) if not names[at] and laid[at][1].kind in kinds and laid[at][1].source.strip()
        ]
        if not new or (not asked.open and asked.id + CHECK not in names[start : end + 1]):
            continue
        joined = "\n\n".join(laid[at][1].source for at in new)
        laid[new[-1]] = (asked.id + ANSWER, replace(laid[new[-1]][1], source=joined))
        laid = [each for at, each in enumerate(laid) if at not in new[:-1]]
        found.append(asked.id)
    if found:
        note = _("Taken from new cells, since the cells that were handed out are gone: {questions}.")
        notes.append(note.format(questions=", ".join(found)))
    return laid


def _shared(
    laid: list[tuple[str, _Cell]], chapter: Chapter, clean: dict[str, NotebookNode], notes: list[str]
) -> list[tuple[str, _Cell]]:
    """Answers whose cells are gone, from another cell that gives their variable a value, as after cells were merged."""
    for asked in chapter.questions:
        names = [name for name, _ in laid]
        if asked.open or asked.id + ANSWER in names:
            continue
        variable = read_id(asked.id).variable
        for name, each in reversed(laid):
            free = not name or (name.endswith(ANSWER) and clean[name].cell_type == "code")
            if free and each.kind == "code" and variable in prose.assigned(each.source):
                laid.append((asked.id + ANSWER, each))
                note = _("{question}: its cell is gone; taken from {cell}, which gives {variable}.")
                cell = name or _("another cell")
                notes.append(note.format(question=asked.id, cell=cell, variable=variable))
                break
    return laid


def _same(cell: _Cell, clean: NotebookNode) -> bool:
    def lines(source: str) -> list[str]:
        source = source.replace(FAR, NEAR)  # the pages of an edition hand it out with their own links
        return [line.rstrip() for line in source.strip().splitlines()]

    return cell.kind == clean.cell_type and lines(cell.source) == lines(clean.source)


def _checks(
    by_id: dict[str, list[_Cell]], clean: dict[str, NotebookNode], question: str
) -> tuple[Problem | None, str | None]:
    """Why a question is not graded because of its check cell, and a note."""
    id = question + CHECK
    if id not in clean:
        return None, None
    there = [each for each in by_id.get(id, []) if each.source.strip()]  # splitting may leave an empty one
    if not there:
        return None, _("{question}: its check is missing; the original was run.").format(question=question)
    if all(_same(each, clean[id]) for each in there):
        return None, None
    return ("tampered", _("The cell with the check has been changed. It must stay as it was handed out.")), None


def _answer(cells: list[_Cell], asked: Question) -> tuple[str, Problem | None]:
    """The source of an answer, or why it cannot be graded."""
    if not cells:
        message = _(
            "The cell for the answer, {id}, is missing, and no new cell between the question and its check holds an "
            "answer. Write it there."
        )
        return "", ("tampered", message.format(id=asked.id + ANSWER))
    source = cells[0].source
    if any(each.source.strip() != source.strip() for each in cells):
        message = _("{n} cells are called {id}, so it is not clear which one counts.")
        return "", ("tampered", message.format(n=len(cells), id=asked.id + ANSWER))
    if not asked.open and cells[0].kind != "code":
        return "", ("tampered", _("The cell for the answer is no longer a code cell, so it cannot be run."))
    if any(line.strip() == BEGIN for line in source.splitlines()):
        return "", ("tampered", _("This is the answer of the solution notebook, not one of a student."))
    if len(source) > LONGEST:
        message = _("The answer has {count} characters; at most {most} are read.")
        return "", ("unreadable", message.format(count=whole_number(len(source)), most=whole_number(LONGEST)))
    return source, None


def _changes(by_id: dict[str, list[_Cell]], clean: dict[str, NotebookNode]) -> Iterator[str]:
    """Notes on cells that only the course may change; their originals were used."""
    for id, cell in clean.items():
        if id.endswith((ANSWER, CHECK)):
            continue
        if id not in by_id:
            yield _("The cell {id} is missing; the original was used.").format(id=id)
        elif not all(_same(each, cell) for each in by_id[id]):
            note = _("The cell {id} was changed; the original was used.")
            if cell.cell_type == "code":
                note = _("The cell {id} was changed; it was run after the original.")
            yield note.format(id=id)


def guessed(found: Found, data: bytes, chapters: dict[str, Chapter]) -> str:
    """The chapter of a file that cannot be read: by what can be seen in it, by its name, or the only one."""
    guesses = [id for id, _ in Counter(chapters_in(data[: 2**20])).most_common(1)]
    guesses += re.findall(r"(?<!\d)\d\d(?=-[a-z])", found.path.name)
    if len(chapters) == 1:
        guesses += chapters
    return next((each for each in guesses if each in chapters), "")


@contextlib.contextmanager
def _bounded_memory() -> Iterator[None]:
    """Keep one hostile file from taking the memory of the machine, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limits = [pages * os.sysconf("SC_PAGE_SIZE") + MOST_MEMORY, soft, hard]
        resource.setrlimit(resource.RLIMIT_AS, (min(each for each in limits if each != resource.RLIM_INFINITY), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
