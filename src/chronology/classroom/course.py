"""The exercises of the course, as the class check needs them: read from the solution notebooks."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from chronology import edition
from chronology.classroom import grading
from chronology.classroom.outcomes import Exercise
from chronology.exercises import build, questions
from chronology.languages import LANGUAGES

EXERCISES = Path(__file__).resolve().parents[3] / "exercises"
SOLUTIONS = EXERCISES / "solutions"


def own_solutions() -> Path:
    """The solution notebooks of the edition that is spoken, the English ones where it has none."""
    own = EXERCISES / edition.language() / "solutions"
    return own if own.is_dir() else SOLUTIONS


class ClassError(Exception):
    """Why a class cannot be checked, in one line."""


@dataclass(frozen=True)
class Chapter(Exercise):
    """A chapter's exercise with its notebook.

    id: two digits. stem: name of its notebook without the ending. clean: the notebook as students get it, with the
    outputs of the right answers (see `grading.clean`).
    """

    stem: str
    clean: NotebookNode

    @property
    def exercise(self) -> Exercise:
        return Exercise(self.id, self.title, self.questions)


def read_chapters(solutions: Path = SOLUTIONS, wanted: tuple[str, ...] = ()) -> dict[str, Chapter]:
    """The exercises of a folder of solution notebooks, by chapter. wanted: only these.

    Raises ClassError, also where the replies of the package were made from other notebooks than these.
    """
    if not solutions.is_dir():
        raise ClassError(f"{solutions}: there is no such folder; give that of the solution notebooks with --solutions.")
    found = {}
    for path in sorted(solutions.glob("*.ipynb")):
        id = build.chapter_of(path)
        if wanted and id not in wanted:
            continue
        try:
            solution = build.with_metadata(nbformat.read(path, 4), path.name)
            if questions.made_from(id) != build.digest(solution):
                raise ClassError(
                    f"{path}: the replies that students get are not made from this notebook, so it and `check` would "
                    "not agree. If the class has a variant, give the folder of its solutions with --solutions; else "
                    f"run first: python -m chronology.exercises build {shlex.quote(str(solutions.parent))}"
                )
            found[id] = Chapter(
                id, _title(solution, path), tuple(build.find_questions(solution)), path.stem, grading.clean(solution)
            )
        except ClassError:
            raise
        except build.BuildError as error:
            raise ClassError(str(error)) from None
        except Exception as error:
            raise ClassError(f"{path}: this is not a notebook ({type(error).__name__}).") from None
    if missing := [id for id in wanted if id not in found]:
        raise ClassError(f"{solutions}: there is no exercise of chapter {', '.join(missing)}.")
    if not found:
        raise ClassError(f"{solutions}: there are no notebooks in this folder.")
    return found


def read_editions(spoken: set[str], wanted: tuple[str, ...] = ()) -> dict[str, dict[str, Chapter]]:
    """Language -> the exercises of its edition, of those languages that have one. wanted: as in `read_chapters`.

    Raises ClassError.
    """
    found = {}
    for each in sorted(spoken & set(LANGUAGES)):
        with edition.speaking(each):
            found[each] = read_chapters(own_solutions(), wanted)
    return found


def _title(notebook: nbformat.NotebookNode, path: Path) -> str:
    heading = re.match(
        rf"# (?:{re.escape(edition._('Exercises'))}: )?(.+)", notebook.cells[0].source if notebook.cells else ""
    )
    return heading[1].strip() if heading else path.stem
