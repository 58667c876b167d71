"""How long it takes to grade a submission, in the sandbox and under nbval, side by side with `nbgrader autograde`.

The same generated submissions of chapter 2 go to both: some answers right, some wrong, some left blank. Both get two
processes: ours two graders, nbgrader two courses with half of the class each, since it grades one after the other.
Start-up is part of the time. Both must give every student the same points, or the times are not worth comparing.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from bench import ROOT
from chronology.classroom import grading
from graders import Grader
from submitted import SOLUTIONS, right, solution

CHAPTER = "02"
NAME = next(SOLUTIONS.glob(f"{CHAPTER}-*.ipynb")).stem
WORKERS = 2
WRONG = {
    "q1": 'q1 = "a"',
    "q2": 'q2 = "1730"',
    "q3": 'q3 = "1900-03-12"',
    "q4": 'q4 = ["a"]',
    "q5": "early = ch.events()\nq5 = len(early)",
    "q6": "q6 = pd.Series([13] * 4, index=[1600, 1700, 1800, 1900])",
    "q7": "q7 = undefined",
}
_PACKAGES = ROOT / "tests" / "nbgrader.txt"
_CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "course"\nc.ExecutePreprocessor.timeout = 120\n'


def submissions(count: int) -> dict[str, dict[str, str]]:
    """Name of the student -> id of an answer cell -> source; the same for the same count."""
    chance = random.Random(count)
    known = right(solution(CHAPTER))
    wrong = {f"{CHAPTER}-{name}-answer": source for name, source in WRONG.items()}
    made = {}
    for number in range(count):
        chosen = {id: chance.choices([known[id], wrong[id], None], [6, 3, 1])[0] for id in wrong}
        made[f"student-{number:03}"] = {id: source for id, source in chosen.items() if source is not None}
    return made


def ours(students: dict[str, dict[str, str]]) -> tuple[dict[str, float], float]:
    """Points of each student, and seconds."""
    notebook = grading.clean(solution(CHAPTER))

    def part(names: list[str]) -> dict[str, float]:
        with Grader() as grader:
            return {name: sum(each.points for each in grader.grade(notebook, students[name])) for name in names}

    return _in_parts(part, list(students))


def theirs(students: dict[str, dict[str, str]]) -> tuple[dict[str, float], float]:
    """Points of each student, and seconds; making the courses is not part of the time."""
    packages = _installed()
    with tempfile.TemporaryDirectory(prefix="nbgrader-") as top:
        names = list(students)
        folders = [_course(Path(top, str(at)), packages, _part(names, at), students) for at in range(WORKERS)]

        def part(names: list[str]) -> dict[str, float]:
            folder = next(each for each in folders if (each / "submitted" / names[0]).exists())
            _nbgrader(folder, packages, "autograde", NAME)
            return dict.fromkeys(names, 0.0)

        _, seconds = _in_parts(part, names)
        points: dict[str, float] = {}
        for folder in folders:
            _nbgrader(folder, packages, "export", "--to", "grades.csv")
            with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
                points |= {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}
    return points, seconds


def _part(names: list[str], at: int) -> list[str]:
    return names[at::WORKERS]


def _in_parts(part, names: list[str]) -> tuple[dict[str, float], float]:  # noqa: ANN001
    began = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        found = list(pool.map(part, [_part(names, at) for at in range(WORKERS)]))
    return {name: points for each in found for name, points in each.items()}, time.perf_counter() - began


# --- nbgrader -------------------------------------------------------------------------------------


def _installed() -> Path:
    """A folder with nbgrader, beside the environment and not in it: the one of the tests."""
    folder = ROOT / "_build" / "nbgrader"
    stamp = folder / "nbgrader.txt"
    if not stamp.exists() or stamp.read_bytes() != _PACKAGES.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*pip, "--target", folder, "--requirement", _PACKAGES], check=True)
        shutil.copy(_PACKAGES, stamp)
    return folder


def _course(folder: Path, packages: Path, names: list[str], students: dict[str, dict[str, str]]) -> Path:
    source = folder / "source" / NAME
    source.mkdir(parents=True)
    shutil.copy(SOLUTIONS / f"{NAME}.ipynb", source)
    (folder / "nbgrader_config.py").write_text(_CONFIG, encoding="utf-8")
    _nbgrader(folder, packages, "generate_assignment", NAME)
    handed_out = nbformat.read(SOLUTIONS.parent / f"{NAME}.ipynb", 4)
    for name in names:
        path = folder / "submitted" / name / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(_filled(handed_out, students[name]), path)
    return folder


def _filled(notebook: NotebookNode, answers: dict[str, str]) -> NotebookNode:
    notebook = nbformat.from_dict(notebook)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    return notebook


def _nbgrader(folder: Path, packages: Path, *arguments: str) -> None:
    settings = os.environ | {
        "PATH": os.pathsep.join([str(packages / "bin"), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join([str(packages), str(ROOT / "src")]),
        "HOME": str(folder),
        "JUPYTER_CONFIG_DIR": str(folder / "none"),
    }
    command = [sys.executable, "-m", "nbgrader", *arguments]
    ran = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True)
    if ran.returncode:
        raise RuntimeError(f"nbgrader {arguments[0]} failed: {ran.stderr[-2000:]}")


def run(count: int = 100) -> dict[str, object]:
    """What was measured: seconds of both for one submission, and how many times faster ours is."""
    students = submissions(count)
    times, points = {}, {}
    for name, grade in (("ours", ours), ("nbgrader", theirs)):
        points[name], seconds = grade(students)
        times[name] = seconds / count
        print(f"  {name}: {times[name]:.3f} s a submission", flush=True)
    differ = [name for name in students if points["ours"][name] != points["nbgrader"][name]]
    if differ:
        raise RuntimeError(f"ours and nbgrader do not give the same points: {', '.join(differ)}")
    return {
        "submissions": count,
        "workers": WORKERS,
        "seconds": times,
        "times faster": times["nbgrader"] / times["ours"],
    }
