"""A beginner can climb: no cell of a chapter has a word of Python that was not explained, and none has two new ones."""

import ast
import re
from collections.abc import Iterator

import nbformat
import pytest

from chronology.book.tracks import for_python, gives_code
from chronology.exercises import build, questions
from conftest import ROOT

CHAPTERS = sorted((ROOT / "chapters").glob("[0-9][0-9]-*.md"))
# A cell, or the naming of a word before one.
PART = re.compile(r"^:::\{new-word\} (?P<word>\S+)$|^```\{code-cell\}[^\n]*\n(?P<cell>.*?)^```$", re.S | re.M)
ATTRIBUTES = ("loc", "iloc", "str", "dt", "T")
CONSTRUCTS = {
    ast.For: "for",
    ast.FunctionDef: "def",
    ast.Lambda: "lambda",
    ast.ListComp: "comprehension",
    ast.SetComp: "comprehension",
    ast.DictComp: "comprehension",
    ast.GeneratorExp: "comprehension",
    ast.NotEq: "!=",
}


def words(source: str) -> set[str]:
    """What a cell calls, the constructs that it has, and the ways into a table. Of the course's own nothing is counted."""
    tree = ast.parse(source)
    own = {"ch"} | {
        each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module.startswith("chronology")
        for each in node.names
    }
    own |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if not (isinstance(node.func.value, ast.Name) and node.func.value.id in own):
                found.add(node.func.attr)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found |= {node.func.id} - own
        elif isinstance(node, ast.Attribute) and node.attr in ATTRIBUTES:
            found.add(node.attr)
        elif type(node) in CONSTRUCTS:
            found.add(CONSTRUCTS[type(node)])
    return found


def cells(text: str) -> Iterator[tuple[list[str], str]]:
    """The cells of a chapter that its readers see, each with the words named since the one before."""
    named: list[str] = []
    for part in PART.finditer(text):
        if part["word"]:
            named.append(part["word"])
            continue
        options, source = re.fullmatch(r"(?:---\n(.*?)\n---\n)?(.*)", part["cell"], re.S).groups()
        if "hide-input" not in (options or ""):
            yield named, source
            named = []
    assert not named, f"{named}: no cell follows"


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """What the cells of all chapters import from the package, which later cells of a chapter call too."""
    text = "".join(path.read_text(encoding="utf-8") for path in CHAPTERS)
    return {
        name.strip()
        for found in re.findall(r"^from chronology[\w.]* import (.+)$", text, re.M)
        for name in found.split(",")
    } | set(re.findall(r"^def (\w+)", text, re.M))


def test_every_word_of_python_is_explained_before_it_is_used(imported):
    known: set[str] = set()
    faults = []
    for path in CHAPTERS:
        for named, source in cells(path.read_text(encoding="utf-8")):
            used = words(source) - imported
            if len(named) > 1:
                faults.append(f"{path.name}: {named} before one cell")
            if again := known & set(named):
                faults.append(f"{path.name}: {again} is not new")
            if idle := set(named) - used - set(re.findall(r"\w+|[!=]=|\[", source)):
                faults.append(f"{path.name}: {idle} is named, and the cell has it not")
            if new := used - known - set(named):
                faults.append(f"{path.name}: {sorted(new)} is not explained before {source.splitlines()[0]!r}")
            known |= used | set(named)
    assert faults == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_has_a_cell_to_change_and_lines_to_put_in_order(path):
    text = path.read_text(encoding="utf-8")
    assert ":class: predict" in text, "nothing to change and predict"
    notebook = nbformat.read(ROOT / "exercises" / f"{path.stem}.ipynb", 4)
    asked = [each for each in build.find_questions(notebook, path.name) if not each.open]
    assert [each.id for each in asked if questions.question(each.id)["kind"] == "order" and gives_code(each.prose)]


def test_a_question_that_is_reckoned_is_for_those_who_use_python():
    assert for_python("number", "") and for_python("table", "") and not for_python("choice", "- **A** `x`\n")
    assert for_python("order", "Order:\n\n- **A** `x = 1`\n- **B** `x + 1`\n") and not for_python(None, "")
    assert not for_python("order", "Order:\n\n- **A** `x = 1`\n- **B** a treaty\n")


def test_words_are_found():
    source = "from chronology.tables import name_at\nx = [name_at(a) for a in ch.events().loc[b].head(3)]\n"
    assert words(source) == {"comprehension", "loc", "head"}
    assert list(cells(":::{new-word} len\ncounts.\n:::\n\n```{code-cell} ipython3\nlen(a)\n```\n")) == [
        (["len"], "len(a)\n")
    ]
