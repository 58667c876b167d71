"""Answers to the exercises, for tests and the benchmark: the right ones, from the solutions."""

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

SOLUTIONS = Path(__file__).resolve().parents[1] / "exercises" / "solutions"
_IMPORT = "from chronology.exercises.questions import key\n"


def solution(chapter: str) -> NotebookNode:
    return nbformat.read(next(SOLUTIONS.glob(f"{chapter}-*.ipynb")), 4)


def right(notebook: NotebookNode) -> dict[str, str]:
    """The answers of a solution notebook as a student would write them: id of the cell -> source."""
    return {cell.id: _written(cell.source) for cell in notebook.cells if cell.id.endswith("-answer")}


def _written(source: str) -> str:
    source = source.replace(_IMPORT, "").replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
    return re.sub(r"^key\(\n.*?^\)\n", "", source, flags=re.DOTALL | re.MULTILINE).strip()
