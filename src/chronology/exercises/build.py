"""Student notebooks and questions, made from the solution notebooks.

    python -m chronology.exercises build [--without-solutions]

A solution notebook in exercises/solutions/ holds for each question a cell of prose, ``02-q3``, that begins with
``## Question 3 (2 points)``, in whatever language; a cell for the answer, ``02-q3-answer``, in which the part between
the lines BEGIN SOLUTION and END SOLUTION is left out for students; and a check, ``02-q3-check``. The answer to an open
question is Markdown and has no check. The ids are those of the cells; from them follows the metadata that nbgrader
wants.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from chronology import edition
from chronology.exercises import questions
from chronology.exercises.ids import ANSWER, CHECK, HEADING, check_line, read_id

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
CHECKED = "nbval-check-output"  # the tag by which nbval compares a cell with its stored output
_DUMP = """import json
from chronology.exercises.questions import MADE, SAID
print(json.dumps([MADE, SAID], ensure_ascii=False))"""


class BuildError(ValueError):
    """A solution notebook that is not as it must be; the message names the file and the cell."""


@dataclass(frozen=True)
class Question:
    """A question of a notebook. open: to be marked by hand. prose: its Markdown without the heading."""

    id: str
    title: str
    points: int
    open: bool
    prose: str


def chapter_of(path: Path) -> str:
    """The two digits with which the name of a notebook begins."""
    return path.name[:2]


def find_questions(notebook: NotebookNode, name: str = "") -> list[Question]:
    """The questions of a solution or student notebook, in order. name: for the message. Raises BuildError."""
    cells = {cell.get("id", ""): cell for cell in notebook.cells}
    if len(cells) < len(notebook.cells):
        raise BuildError(f"{name}: two cells have the same id")
    found = []
    for id, cell in cells.items():
        known = read_id(id)
        if not known:
            continue
        for wanted in (known.question, known.question + ANSWER):
            if wanted not in cells:
                raise BuildError(f"{name}, {id}: a cell with the id {wanted} is missing")
        if known.part:
            continue
        line, _, prose = cell.source.partition("\n")
        heading = HEADING.fullmatch(line)
        if not heading or not line.startswith("## ") or heading["number"] != known.number:
            raise BuildError(f"{name}, {id}: it must begin with a line such as “## Question {known.number} (2 points)”")
        open_question = cells[id + ANSWER].cell_type == "markdown"
        check = cells.get(id + CHECK)
        if open_question == bool(check):
            raise BuildError(f"{name}, {id}: a question with code has a check, an open one has none")
        if check and check.source.strip() != check_line(id):
            raise BuildError(f"{name}, {id}{CHECK}: it must be {check_line(id)} and nothing else")
        points = int(heading["points"])
        if check and not points:  # by its points nbval tells a right answer from a wrong one
            raise BuildError(f"{name}, {id}: a question that is checked needs at least one point")
        found.append(Question(id, heading["title"], points, open_question, prose.strip()))
    if [read_id(each.id).number for each in found] != [str(number + 1) for number in range(len(found))]:
        raise BuildError(f"{name}: the questions must be numbered from 1 on")
    return found


def without_solution(source: str, place: str = "") -> str:
    """A cell as students get it. place: for the message. Raises BuildError where the lines do not pair."""
    kept, inside = [], False
    for line in source.splitlines():
        if line.strip() in (BEGIN, END):
            if inside == (line.strip() == BEGIN):
                raise BuildError(f"{place}: BEGIN SOLUTION and END SOLUTION do not pair")
            inside = not inside
        elif not inside:
            kept.append(line)
    if inside:
        raise BuildError(f"{place}: END SOLUTION is missing")
    return "\n".join(kept).strip()


def with_metadata(notebook: NotebookNode, name: str = "") -> NotebookNode:
    """A notebook with the metadata that follow from its ids: of nbgrader (schema 3), nbval and the book."""
    notebook = nbformat.from_dict(notebook)
    points = {each.id: each for each in find_questions(notebook, name)}
    for cell in notebook.cells:
        known = read_id(cell.id)
        question = points[known.question] if known else None
        is_answer = bool(known) and known.part == ANSWER
        is_check = bool(known) and known.part == CHECK
        graded = is_check or (is_answer and question.open)
        cell.metadata = NotebookNode(
            nbgrader={
                "schema_version": 3,
                "grade_id": cell.id,
                "locked": not is_answer,
                "solution": is_answer,
                "grade": graded,
                "task": False,
                **({"points": question.points} if graded else {}),
            },
            **({"tags": [CHECKED]} if is_check else {}),
        )
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
        mystnb={"execution_mode": "off"},
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def student_notebook(solution: NotebookNode, name: str = "") -> NotebookNode:
    """The notebook for students: no solutions, no outputs."""
    notebook = with_metadata(solution, name)
    for cell in notebook.cells:
        cell.source = without_solution(cell.source, f"{name}, {cell.id}")
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


@dataclass(frozen=True)
class Run:
    """A solution notebook with its outputs, the questions that its cells make, and what is said to what."""

    notebook: NotebookNode
    made: dict[str, questions.Sealed]
    said: dict[str, list[tuple[str, bool, str]]]


def run_solution(solution: NotebookNode, name: str = "", language: str = "") -> Run:
    """The solution notebook run anew, in a language (that of the edition if "").

    Raises BuildError where a cell fails.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = with_metadata(solution, name)
    running = nbformat.from_dict(notebook)
    running.cells.append(nbformat.v4.new_code_cell(_DUMP))
    try:
        spoken = os.environ | {edition.VARIABLE: language or edition.language()}
        NotebookClient(running, timeout=120, record_timing=False, resources={}).execute(env=spoken)
    except CellExecutionError as error:
        raise BuildError(f"{name}: a cell fails with {error.ename}: {error.evalue}") from None
    for cell in running.cells:
        if cell.cell_type == "code":
            cell.outputs = _join_streams(cell.outputs)
    made, said = json.loads("".join(output.text for output in running.cells.pop().outputs))
    for each in find_questions(running, name):
        if each.open:
            continue
        if each.id not in made:
            raise BuildError(f"{name}, {each.id}: its solution does not call key({each.id!r}, …)")
        if made[each.id]["points"] != each.points:
            raise BuildError(f"{name}, {each.id}: the heading and key() differ in their points")
    running.metadata = notebook.metadata
    return Run(running, made, said)


def in_any_language(run: Run, english: Run, name: str = "") -> dict[str, questions.Sealed]:
    """The questions of an edition, to which what is right in English is right as well. Raises BuildError."""
    made = {}
    for id, question in run.made.items():
        if [right for _, right, _ in run.said[id]] != [right for _, right, _ in english.said.get(id, [])]:
            raise BuildError(f"{name}, {id}: the English notebook has other answers; run make exercises")
        also = [(given, right, text) for (given, right, _), (_, _, text) in zip(english.said[id], run.said[id])]
        made[id] = question | {"replies": questions.sealed_replies(id, [*run.said[id], *also])}
    return made


def digest(solution: NotebookNode) -> str:
    """What tells whether replies were made from this solution notebook: a digest of its cells without outputs."""
    cells = [(cell.get("id"), cell.cell_type, cell.source) for cell in solution.cells]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:32]


def _join_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs with neighbours of one stream in one: where the kernel cuts a stream is chance."""
    made: list[NotebookNode] = []
    for output in outputs:
        if made and output.output_type == made[-1].output_type == "stream" and output.name == made[-1].name:
            made[-1].text += output.text
        else:
            made.append(output)
    return made


def write(folder: Path, solutions: bool = True) -> None:
    """Make the student notebooks of a folder and the questions of the package from folder/solutions.

    The folder of an edition stands in that of the English one, whose solutions are run as well. solutions: whether the
    questions hold what opens to somebody who asks for the solution; not in a class edition.
    """
    for path in sorted((folder / "solutions").glob("*.ipynb")):
        run = run_solution(nbformat.read(path, 4), path.name)
        solution, made = run.notebook, run.made
        if edition.language() != edition.SOURCE:
            english = nbformat.read(folder.parent / "solutions" / path.name, 4)
            english = run_solution(english, path.name, edition.SOURCE)
            made = in_any_language(run, english, path.name)
        _save(solution, path)
        _save(student_notebook(solution, path.name), folder / path.name)
        if not solutions:
            made = {id: {name: each[name] for name in each if name != "solution"} for id, each in made.items()}
        sealed = questions.folder(edition.language())
        sealed.mkdir(exist_ok=True)
        text = json.dumps({**made, questions.MADE_FROM: digest(solution)}, ensure_ascii=False, indent=1, sort_keys=True)
        (sealed / f"{chapter_of(path)}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{path.name}: {len(find_questions(solution))} questions")


def _save(notebook: NotebookNode, path: Path) -> None:
    nbformat.validate(notebook)
    path.write_text(nbformat.writes(notebook, 4) + "\n", encoding="utf-8")
