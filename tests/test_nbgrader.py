"""The same notebooks in nbgrader: assigned from the solutions, and graded without a change."""

import csv
import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from handed_in import NAME, POINTS, RIGHT, ROOT, notebook

pytestmark = [pytest.mark.xdist_group("nbgrader"), pytest.mark.remembered]

PACKAGES = ROOT / "tests" / "nbgrader.txt"
SOLUTIONS = ROOT / "exercises" / "solutions"
OF = sum(POINTS.values())

# With these two stubs the notebook that nbgrader makes has the same sources as ours but for lines that are empty.
CONFIG = """
c = get_config()
c.ClearSolutions.code_stub = {"python": ""}
c.ClearSolutions.text_stub = ""
c.CourseDirectory.course_id = "course"
c.ExecutePreprocessor.timeout = 120
"""
WRONG = {"q1": 'q1 = "a"', "q2": 'q2 = "1730"', "q3": "1 / 0", "q5": "q5 = 4", "q7": 'q7 = {"a": "178X"}'}


@pytest.fixture(scope="session")
def packages():
    """A folder with nbgrader, beside the environment and not in it; made once."""
    folder = ROOT / "_build" / "nbgrader"
    stamp = folder / "nbgrader.txt"
    if not stamp.exists() or stamp.read_bytes() != PACKAGES.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        made = subprocess.run([*pip, "--target", folder, "--requirement", PACKAGES], capture_output=True, text=True)
        if made.returncode:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(
                f"nbgrader cannot be installed: {made.stderr[-300:]}"
            )
        shutil.copy(PACKAGES, stamp)
    return folder


@pytest.fixture(scope="module")
def course(packages, tmp_path_factory):
    """A course of nbgrader: one assignment of all our solution notebooks, one of chapter 2; call it with a command."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    for assignment, notebooks in (("all", "*.ipynb"), (NAME, f"{NAME}.ipynb")):
        (folder / "source" / assignment).mkdir(parents=True)
        for path in SOLUTIONS.glob(notebooks):
            shutil.copy(path, folder / "source" / assignment)
    search = os.pathsep.join([str(packages), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    path = os.pathsep.join([str(packages / "bin"), os.environ["PATH"]])  # it calls alembic
    settings = os.environ | {
        "PATH": path,
        "PYTHONPATH": search,
        "HOME": str(folder),
        "JUPYTER_CONFIG_DIR": str(folder / "none"),
    }

    def nbgrader(*arguments):
        command = [sys.executable, "-m", "nbgrader", *arguments]
        ran = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, timeout=300)
        assert ran.returncode == 0, ran.stderr[-3000:]

    nbgrader.folder = folder
    return nbgrader


@pytest.fixture(scope="module")
def assigned(course):
    for assignment in ("all", NAME):
        course("generate_assignment", assignment)
    return course.folder / "release"


def lines(source):
    """A source without empty lines, which are all that a stub of nbgrader leaves of itself."""
    return [line.rstrip() for line in source.splitlines() if line.strip()]


def test_nbgrader_makes_the_same_notebooks_from_the_solutions(assigned):
    names = [path.stem for path in SOLUTIONS.glob("*.ipynb")]
    assert names
    for name in names:
        theirs = nbformat.read(assigned / "all" / f"{name}.ipynb", 4)
        ours = nbformat.read(ROOT / "exercises" / f"{name}.ipynb", 4)
        assert [(cell.id, lines(cell.source)) for cell in theirs.cells] == [
            (cell.id, lines(cell.source)) for cell in ours.cells
        ]
        for their, our in zip(theirs.cells, ours.cells):
            kept = {
                key: value for key, value in their.metadata.nbgrader.items() if key not in ("checksum", "cell_type")
            }
            assert kept == our.metadata.nbgrader
            assert our.cell_type != "code" or our.outputs == their.outputs == []


def test_the_stub_of_nbgrader_is_what_differs(course):
    """Without our setting, its lines come in the place of the solution: harmless, but not our notebook."""
    course(
        "generate_assignment", NAME, "--force", '--ClearSolutions.code_stub={"python": "# YOUR CODE HERE"}', "--no-db"
    )
    made = nbformat.read(course.folder / "release" / NAME / f"{NAME}.ipynb", 4)
    assert "# YOUR CODE HERE" in next(cell for cell in made.cells if cell.id == "02-q1-answer").source
    course("generate_assignment", NAME, "--force")


def test_nbgrader_gives_full_points_to_a_right_and_none_to_a_wrong_submission(course, assigned):
    """What is handed in is our student notebook, as it is."""
    for student, answers in {"right": RIGHT, "wrong": WRONG, "blank": {}}.items():
        path = course.folder / "submitted" / student / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook(**answers)), encoding="utf-8")
    course("autograde", NAME)
    course("export", "--to", "grades.csv")
    with (course.folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file) if row["assignment"] == NAME}
    assert {student: float(row["max_score"]) for student, row in rows.items()} == {
        "right": OF,
        "wrong": OF,
        "blank": OF,
    }
    assert {student: float(row["raw_score"]) for student, row in rows.items()} == {
        "right": OF - POINTS["q9"],  # the open question is marked by hand
        "wrong": 0,
        "blank": 0,
    }
