"""A class from the folder of its submissions to tables and pages. Most of it with a grader that stands in."""

import base64
import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser

import psutil
import pytest

from accessibility import ALL, ALL_BUT_COLOURS, COLOURS, violations
from chronology import edition
from chronology.classroom import check, course, feedback, gradebook, marks, outcomes, pool, reports, sheets, worker
from chronology.classroom.outcomes import Entry, Row
from chronology.classroom.sandbox import outside
from chronology.exercises import __main__ as command
from conftest import DESK, PHONE
from handed_in import COURSE, NAME, POINTS, RIGHT, ROOT, cell, hand_in, notebook
from standin import Forgetful, StandIn
from standin import run as run_here

pytestmark = pytest.mark.remembered

HOW = worker.How(grader=StandIn, jobs=1)
# What the machine gives: Ann is right in all, Bob wrong in two (see good_class); the open question is marked by hand.
ANN = sum(POINTS.values()) - POINTS["q9"]
BOB = ANN - POINTS["q1"] - POINTS["q3"]


@pytest.fixture
def processes():
    """Files are checked by processes of their own, as they are for an instructor."""


@pytest.fixture(autouse=True)
def in_this_process(request, monkeypatch):
    if "processes" not in request.fixturenames:
        monkeypatch.setattr(pool, "run", run_here)


def check_folder(folder, out, how=HOW, stems=(NAME,), **named):
    with check.handed_in(folder, out, stems) as handed:
        graded = check.check_class(handed, out, COURSE, how, **named)
    faults, notes = reports.write(graded, out)
    return graded, [*notes, *faults]


def table(out, name):
    with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def statuses(out):
    found = {}
    for row in table(out, "results"):
        found.setdefault(row["student"], {})[row["question"]] = row["status"]
    return found


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "class").mkdir()
    return tmp_path / "class"


@pytest.fixture
def out(tmp_path):
    return tmp_path / "results"


def good_class(folder):
    hand_in(folder, f"Ann/{NAME}.ipynb", **RIGHT)
    hand_in(folder, f"Bob/{NAME}.ipynb", **RIGHT | {"q1": 'q1 = "a"', "q3": "1 / 0"})
    hand_in(folder, f"Eve/{NAME}.ipynb")
    hand_in(folder, "Tim.ipynb", b"no notebook")


def test_notebooks_of_other_chapters_are_left_out_and_counted(folder, out):
    hand_in(folder, f"Ann/{NAME}.ipynb", **RIGHT)
    for student in ("Ann", "Zoe"):
        other = ROOT / "exercises" / "04-independence.ipynb"
        hand_in(folder, f"{student}/{other.name}", other.read_bytes())
    graded, _ = check_folder(folder, out, stems=(NAME, "04-independence"))
    assert {row["Student"]: row["Final Points"] for row in table(out, "summary")} == {"Ann": str(ANN)}
    assert not any("does not count" in row["notes"] for row in table(out, "results"))
    assert "left out: 2." in " ".join(reports.summarise(graded, out))


def test_a_file_that_cannot_be_read_is_named_at_the_end(folder, out):
    hand_in(folder, "Tim.ipynb", b"no notebook")
    hand_in(folder, f"Ann/{NAME}.ipynb", **RIGHT)
    graded, _ = check_folder(folder, out)
    assert any(line.startswith("Tim, Tim.ipynb: ") for line in reports.summarise(graded, out))


# --- the tables -------------------------------------------------------------------------------


def test_a_class_becomes_tables(folder, out):
    good_class(folder)
    assert check_folder(folder, out)[1] == []
    found = statuses(out)
    assert list(found["Ann"].values()) == ["correct"] * 8 + ["to mark"]
    assert found["Bob"]["02-q1"] == "wrong" and found["Bob"]["02-q3"] == "error"
    assert set(found["Eve"].values()) <= {"unanswered", "wrong"} and found["Eve"]["02-q9"] == "unanswered"
    assert set(found["Tim"].values()) == {"unreadable"}
    results = table(out, "results")
    assert len(results) == 4 * 9
    assert tuple(results[0]) == reports.RESULTS
    assert {row["sandbox"] for row in results} == {"yes"}
    assert "ZeroDivisionError" in next(
        r["message"] for r in results if (r["student"], r["question"]) == ("Bob", "02-q3")
    )
    summary = table(out, "summary")
    assert [*summary[0]] == [*gradebook.COLUMNS, "02 Khanate and empire", "Final Points"]
    assert {row["Student"]: row["Final Points"] for row in summary} == {
        "Ann": str(ANN),
        "Bob": str(BOB),
        "Eve": "0",
        "Tim": "0",
    }
    first = table(out, "items")[0]
    assert first["question"] == "02-q1" and (first["submissions"], first["answered"]) == ("4", "2")
    assert (first["correct"], first["missed"]) == ("0.5", "0.5")
    assert first["message"] and first["times"] == "1"
    assert table(out, "items")[-1]["correct"] == "", "not yet marked"
    assert {row["chapter"] for row in table(out, "items")} == {"02"}
    assert [row["student"] for row in table(out, "open")] == ["Ann", "Bob"]
    assert len(list((out / "feedback").glob("*.html"))) == 4


def test_the_summary_is_what_canvas_and_moodle_take(folder, out):
    good_class(folder)
    check_folder(folder, out)
    header = (out / "summary.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    # As lib/gradebook_importer.rb of Canvas reads it.
    assert "Student" in header[0] and "ID" in header[1]
    assert re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4]
    ignored = "Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade"
    assignments = [name for name in header[5:] if not re.search(ignored, name)]
    assert assignments == ["02 Khanate and empire"]
    assert not any(re.search(r"\(\d+\)\s*$", name) for name in assignments)
    assert not any("Points Possible" in row["Student"] for row in table(out, "summary"))


def test_a_gradebook_says_who_is_who(folder, out, tmp_path):
    hand_in(folder, f"Jane Doe_55_assignsubmission_file_/{NAME}.ipynb", **RIGHT)
    hand_in(folder, f"johnny_77_99_{NAME}.ipynb", **RIGHT)
    hand_in(folder, f"Nobody/{NAME}.ipynb", **RIGHT)
    book = tmp_path / "book.csv"
    canvas = "Student,ID,SIS User ID,SIS Login ID,Section,Old work (1)\n    Points Possible,,,,,5\n"
    book.write_text(canvas + '"Doe, Jane",12,S12,jane,A,3\n"Roe, John",77,S77,john,A,\n"Poe, Ed",3,S3,ed,B,\n', "utf-8")
    assert check_folder(folder, out, people=gradebook.read(book).people)[1] == ["Nobody: not in the gradebook."]
    rows = {row["Student"]: row for row in table(out, "summary")}
    assert (rows["Doe, Jane"]["SIS Login ID"], rows["Doe, Jane"]["ID"], rows["Doe, Jane"]["Final Points"]) == (
        "jane",
        "12",
        str(ANN),
    )
    assert rows["Roe, John"]["SIS User ID"] == "S77" and rows["Roe, John"]["Section"] == "A"
    assert rows["Poe, Ed"]["Final Points"] == "" and rows["Nobody"]["Final Points"] == str(ANN)
    moodle = tmp_path / "moodle.csv"
    moodle.write_text("First name;Last name;ID number;Email address\nJane;Doe;S12;jane@example.org\n", "utf-8-sig")
    (person,) = gradebook.read(moodle).people
    assert (person.student, person.sis_user_id, person.sis_login_id, person.id) == (
        "Jane Doe",
        "S12",
        "jane@example.org",
        "",
    )
    moodle.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(sheets.SheetError, match="no student is in it"):
        gradebook.read(moodle)


def test_pages_of_names_that_are_gone_do_not_stay(folder, out):
    good_class(folder)
    check_folder(folder, out)
    (out / "feedback" / "note.html").write_text("<p>of my own", encoding="utf-8")
    before = {path.name for path in (out / "feedback").glob("*.html")}
    (folder / "Ann").rename(folder / "Anna")
    (said,) = check_folder(folder, out)[1]
    assert said == "Pages of feedback of which there is no notebook any more, removed: 1."
    now = {path.name for path in (out / "feedback").glob("*.html")}
    assert len(now) == len(before) and "note.html" in now
    assert any(name.startswith("anna-") for name in now) and not any(name.startswith("ann-") for name in now)


def test_a_number_of_moodle_is_not_taken_for_one_of_canvas(folder, out):
    hand_in(folder, f"Jane Doe_55_assignsubmission_file_/{NAME}.ipynb", **RIGHT)
    hand_in(folder, f"roejohn_77_99_{NAME}.ipynb", **RIGHT)
    check_folder(folder, out)
    assert {row["Student"]: row["ID"] for row in table(out, "summary")} == {"Jane Doe": "", "roejohn": "77"}


EVIL = [
    "=cmd|' C calc'!A0",
    "+1",
    "-2+3",
    "@SUM(A1)",
    " =1",
    "\t=1",
    "'=1",
    '"quoted",x',
    "..",
    "<script>alert(1)</script>",
]


def test_no_field_is_a_formula_and_all_come_back(folder, out):
    for name in EVIL:
        hand_in(folder, f"{name} x/{NAME}.ipynb", q1='"=HYPERLINK(1)"; 1/0', q9=f"{name}\n=1+1\nэто ответ")
    check_folder(folder, out)
    assert len(table(out, "summary")) == len(EVIL), "nobody is lost"
    for name in ("results", "summary", "items", "open"):
        with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert len({len(row) for row in rows}) == 1
        assert not [field for row in rows for field in row if field.lstrip(" ").startswith(sheets._FORMULA)]
    answers = {row["answer"] for row in sheets.read(out / "open.csv", marks.COLUMNS)}
    assert answers == {f"{name}\n=1+1\nэто ответ" for name in EVIL}


@pytest.mark.parametrize("text", ["=1", "'=1", "''", "'", "a", "", "'a", " -", "\n=1", "＝1"])
def test_what_is_made_safe_comes_back(text):
    assert sheets.unescape_field(sheets.escape_field(text)) == text
    assert not sheets.escape_field(text).strip().startswith(sheets._FORMULA)


def test_names_of_pages_are_harmless_and_differ(out):
    names = [
        feedback.name(Entry(name, "", "02", "", True, (), ()))
        for name in [*EVIL, "Ann", "ann", "a/../b", "x" * 300, "Әлия"]
    ]
    assert len(set(names)) == len(names)
    for name in names:
        assert re.fullmatch(r"[\w-]+-02-[0-9a-f]{8}\.html", name) and len(name) < 80
    assert feedback.name(Entry("Әлия", "", "02", "", True, (), ())).startswith("әлия-")


# --- two files, two students ------------------------------------------------------------------


def test_of_two_files_the_newest_that_can_be_read_counts(folder, out):
    old = hand_in(folder, "Ann/a.ipynb", q1='q1 = "a"')
    new = hand_in(folder, "Ann/b.ipynb", q1='q1 = "b"')
    broken = hand_in(folder, "Ann/c.ipynb", b"{")
    hand_in(folder, "Ann/notes.txt", b"hello")
    hand_in(folder, "Bob.ipynb")
    for age, path in enumerate((broken, new, old)):
        os.utime(path, (1e9 - age, 1e9 - age))
    check_folder(folder, out)
    (first, *_) = table(out, "results")
    assert (first["file"], first["status"]) == ("Ann/b.ipynb", "correct")
    assert "Ann/a.ipynb, which does not count: this one is newer" in first["notes"]
    assert "Ann/c.ipynb, which does not count: it could not be read" in first["notes"]
    assert "Ann/notes.txt, which is not a notebook" in first["notes"]
    assert [row["Student"] for row in table(out, "summary")] == ["Ann", "Bob"]


def test_a_student_with_no_notebook_is_not_lost(folder, out):
    hand_in(folder, "Ann/essay.pdf", b"%PDF-1.4")
    hand_in(folder, f"Bob/{NAME}.ipynb", **RIGHT)
    check_folder(folder, out)
    assert set(statuses(out)["Ann"].values()) == {"unreadable"}
    assert "a PDF file" in table(out, "results")[0]["message"]


def test_two_students_of_one_name_are_told_apart(folder, out):
    for number, answer in ((1, "a"), (2, "b")):
        hand_in(folder, f"Jane Doe_{number}_assignsubmission_file_/{NAME}.ipynb", q1=f'q1 = "{answer}"')
    check_folder(folder, out)
    assert {name: found["02-q1"] for name, found in statuses(out).items()} == {
        "Jane Doe (1)": "wrong",
        "Jane Doe (2)": "correct",
    }


def test_a_file_whose_chapter_nobody_knows_has_a_row(folder, out):
    hand_in(folder, "Ann.ipynb", b"")
    hand_in(folder, f"Bob/{NAME}.ipynb", **RIGHT)
    with check.handed_in(folder, out, (NAME,)) as handed:
        graded = check.check_class(handed, out, COURSE | {"03": COURSE["02"]}, HOW)
    reports.write(graded, out)
    row = table(out, "results")[0]
    assert (row["student"], row["chapter"], row["question"], row["status"]) == ("Ann", "", "", "unreadable")
    assert {row["Student"] for row in table(out, "summary")} == {"Ann", "Bob"}


# --- faults of ours ---------------------------------------------------------------------------


def test_a_worker_that_dies_and_a_grader_that_fails_stop_nothing(folder, out, processes):
    good_class(folder)
    hand_in(folder, f"Kim/{NAME}.ipynb", **RIGHT | {"q1": "# KILL THE WORKER"})
    hand_in(folder, f"Lea/{NAME}.ipynb", **RIGHT | {"q1": "# BREAK THE GRADER"})
    graded, _ = check_folder(folder, out)
    found = statuses(out)
    assert set(found["Kim"].values()) == set(found["Lea"].values()) == {"error"}
    messages = {row["student"]: row["message"] for row in table(out, "results")}
    assert "the process ended" in messages["Kim"] and "not the student’s fault" in messages["Kim"]
    assert "RuntimeError" in messages["Lea"] and "not the student’s fault" in messages["Lea"]
    assert {entry.student for entry in graded.entries if entry.failed} == {"Kim", "Lea"}
    assert list(found["Ann"].values()) == ["correct"] * 8 + ["to mark"]
    assert len(list((out / "work").glob("*.json"))) == 3, "what failed is not kept, so the next run tries again"


def test_a_grader_that_forgets_questions_is_a_fault_of_ours(folder, out, processes):
    hand_in(folder, f"Ann/{NAME}.ipynb", **RIGHT)
    check_folder(folder, out, replace(HOW, grader=Forgetful))
    assert set(statuses(out)["Ann"].values()) == {"error"}


class Sleeper:
    def __enter__(self):
        return time.sleep

    def __exit__(self, *_):
        pass


class Faltering:
    """Dies at the first attempt of a task, which is the path of a file that tells whether it was tried."""

    def __enter__(self):
        return self.work

    def __exit__(self, *_):
        pass

    def work(self, path):
        if not path.exists():
            path.touch()
            os._exit(1)
        return "done"


def test_a_task_whose_process_dies_is_tried_once_more(tmp_path, processes):
    tasks = [tmp_path / "one", tmp_path / "two"]
    assert dict(pool.run(tasks, partial(Faltering), 2, seconds=60)) == {0: "done", 1: "done"}


def test_a_worker_that_hangs_is_ended(processes):
    began = time.monotonic()
    found = dict(pool.run([0, 60, 0], partial(Sleeper), 2, seconds=2))
    assert time.monotonic() - began < 50
    assert found[0] is found[2] is None
    assert isinstance(found[1], pool.Failed) and "too long" in str(found[1])


# --- the same results, however ----------------------------------------------------------------


def all_of(out):
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.parent.name != "work"
    }


def test_one_worker_and_two_give_the_same(folder, tmp_path, processes):
    good_class(folder)
    check_folder(folder, tmp_path / "one", replace(HOW, jobs=1))
    check_folder(folder, tmp_path / "two", replace(HOW, jobs=2))
    assert all_of(tmp_path / "one") == all_of(tmp_path / "two")


PROGRAM = """
import sys
sys.path[:0] = {path!r}
if __name__ == "__main__":
    from pathlib import Path
    from chronology.classroom import check, reports, worker
    from handed_in import COURSE
    from standin import StandIn
    out = Path({out!r})
    with check.handed_in(Path({folder!r}), out, ()) as handed:
        graded = check.check_class(handed, out, COURSE, worker.How(grader=StandIn, jobs=2))
    reports.write(graded, out)
"""


def test_a_run_killed_half_way_is_continued_and_gives_the_same(folder, out, tmp_path, monkeypatch):
    names = [f"Student {number}" for number in range(10)]
    for number, name in enumerate(names):
        hand_in(folder, f"{name}/{NAME}.ipynb", **RIGHT | {"q1": f'q1 = "b"  # WAIT 0.7 {number}'})
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(path=sys.path, out=str(out), folder=str(folder)), encoding="utf-8")
    running = subprocess.Popen([sys.executable, program])
    work = out / "work"
    until = time.monotonic() + 60
    while time.monotonic() < until and len(list(work.glob("*.json")) if work.exists() else []) < 3:
        time.sleep(0.05)
    workers = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert psutil.wait_procs(workers, timeout=30)[1] == [], "workers stay behind"
    kept = {path: path.stat().st_mtime_ns for path in work.glob("*.json")}
    assert 3 <= len(kept) < 10
    assert not (out / "results.csv").exists()
    for path in kept:
        json.loads(path.read_text(encoding="utf-8"))  # nothing is half written
    monkeypatch.setattr("standin.sleep", lambda seconds: None)
    check_folder(folder, out)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept, "nothing is done twice"
    whole = tmp_path / "whole"
    check_folder(folder, whole)
    assert all_of(out) == all_of(whole)
    assert set(statuses(out)) == set(names)


def test_what_was_half_written_is_done_again(folder, out):
    good_class(folder)
    check_folder(folder, out)
    before = all_of(out)
    one, other, *_ = (out / "work").glob("*.json")
    one.write_text('[{"question": "02', encoding="utf-8")
    other.write_text(json.dumps(json.loads(other.read_text(encoding="utf-8"))[:2]), encoding="utf-8")
    check_folder(folder, out)
    assert all_of(out) == before


def test_other_limits_and_no_sandbox_are_other_work(folder, out):
    hand_in(folder, f"Ann/{NAME}.ipynb", **RIGHT)
    check_folder(folder, out)
    check_folder(folder, out, replace(HOW, sandboxed=False))
    check_folder(folder, out, replace(HOW, limits=replace(HOW.limits, seconds=5)))
    assert len(list((out / "work").glob("*.json"))) == 3
    check_folder(folder, out)
    assert len(list((out / "work").glob("*.json"))) == 3


def test_without_a_sandbox_is_said_in_every_row_and_page(folder, out):
    good_class(folder)
    graded, _ = check_folder(folder, out, replace(HOW, sandboxed=False))
    assert {row["sandbox"] for row in table(out, "results")} == {"no"}
    for page in (out / "feedback").glob("*.html"):
        assert "without a sandbox" in page.read_text(encoding="utf-8")
    assert any("without a sandbox" in line for line in reports.summarise(graded, out))


def test_a_picture_in_an_open_answer_reaches_the_marker(folder, out):
    made = notebook(**RIGHT)
    picture = b"\x89PNG\r\n\x1a\n" + bytes(50)
    attached = {"image.png": {"image/png": base64.b64encode(picture).decode()}}
    cell(made, "02-q9-answer").update(source="![image.png](attachment:image.png)", attachments=attached)
    hand_in(folder, f"Ann/{NAME}.ipynb", made)
    graded, _ = check_folder(folder, out)
    (kept,) = (out / "pictures").iterdir()
    assert kept.read_bytes() == picture and kept.name.endswith("-02-q9-1.png")
    assert f"pictures/{kept.name}" in " ".join(graded.entries[0].notes)
    assert statuses(out)["Ann"]["02-q9"] == "to mark"


def test_a_mistake_that_all_were_told_of_in_one_language_is_told_in_it(out):
    rows = [Row("02-q1", "wrong", 0, 1, "Посмотрите на год.", slip="Look at the year.")] * 2
    rows.append(Row("02-q1", "unanswered", 0, 1, "Поставьте ответ.", slip="Put your answer."))
    entries = [
        Entry(f"Student {n}", "", "02", f"{n}.ipynb", True, (), (row,), language="ru") for n, row in enumerate(rows)
    ]
    out.mkdir()
    reports.write(outcomes.Class({"02": COURSE["02"].exercise}, tuple(entries)), out)
    first = table(out, "items")[0]
    assert (first["message"], first["times"], first["missed"]) == ("Посмотрите на год.", "2", "1")


def test_a_file_of_no_language_is_told_of_in_that_of_the_class_and_once(folder, out):
    name = f"{NAME}.ipynb"
    russian = (ROOT / "exercises" / "ru" / name).read_bytes()
    hand_in(folder, f"Ann/{name}", russian)
    hand_in(folder, f"Bob/{name}", russian[:5000])
    hand_in(folder, "Tim/essay.docx", b"PK\x03\x04")
    editions = course.read_editions({"ru"}, ("02",))
    check_folder(folder, out, editions=editions, usual="ru")
    for who, said in (("bob", "Блокнот повреждён"), ("tim", "Это архив zip")):
        (path,) = (out / "feedback").glob(f"{who}*")
        page = path.read_text(encoding="utf-8")
        assert '<html lang="ru">' in page and page.count(said) == 1


@pytest.mark.parametrize(("points", "sign"), [(4.0, "✓"), (1.0, "◐"), (0.0, "✗")])
def test_the_sign_of_a_mark_is_that_of_its_points(points, sign):
    entry = Entry("Ann", "", "02", "a.ipynb", True, (), (Row("02-q9", "marked", points, 4, "", "text"),))
    assert f'aria-hidden="true">{sign}</span>' in feedback.page(entry, COURSE["02"].exercise)


@pytest.mark.parametrize(
    ("spoken", "said"), [("en", "Look at the year."), ("ru", "Посмотрите на год."), ("kk", "Жылына қараңыз.")]
)
def test_a_mistake_in_several_languages_is_one_item(out, spoken, said):
    told = [("", "Look at the month.")] * 2 + [("kk", "Жылына қараңыз.")] * 2 + [("ru", "Посмотрите на год.")] * 2
    slips = ["Look at the month."] * 2 + ["Look at the year."] * 4
    rows = [Row("02-q1", "wrong", 0, 1, message, slip=slip) for (_, message), slip in zip(told, slips)]
    entries = [
        Entry(f"Student {n}", "", "02", f"{n}.ipynb", True, (), (row,), language=language)
        for n, (row, (language, _)) in enumerate(zip(rows, told))
    ]
    out.mkdir()
    with edition.speaking(spoken):
        reports.write(outcomes.Class({"02": COURSE["02"].exercise}, tuple(entries)), out)
    first = table(out, "items")[0]
    assert (first["message"], first["times"]) == (said, "4")


# --- parts, and solutions that were shown -----------------------------------------------------


def test_right_parts_give_half_of_the_points_and_the_page_says_so(folder, out):
    hand_in(folder, f"Ann/{NAME}.ipynb", **RIGHT | {"q7": RIGHT["q7"].replace("17XX", "18XX")})
    hand_in(folder, f"Bob/{NAME}.ipynb", **RIGHT | {"q7": RIGHT["q7"].replace("17XX", "18XX").replace("178X", "17XX")})
    check_folder(folder, out)
    found = {row["student"]: row for row in table(out, "results") if row["question"] == "02-q7"}
    assert (found["Ann"]["status"], found["Ann"]["points"]) == ("partly", "1")
    assert (found["Bob"]["status"], found["Bob"]["points"]) == ("wrong", "0")
    assert {row["Student"]: row["Final Points"] for row in table(out, "summary")} == {
        "Ann": str(ANN - POINTS["q7"] / 2).removesuffix(".0"), "Bob": str(ANN - POINTS["q7"]),
    }  # fmt: skip
    (page,) = (out / "feedback").glob("ann*")
    assert "partly right" in page.read_text(encoding="utf-8") and "1 of 2 points" in page.read_text(encoding="utf-8")


def solution_asked(line, where):
    """A notebook with right answers in which a line is the check of question 1, or a cell of the student's own."""
    made = notebook(**RIGHT)
    if where == "check":
        cell(made, "02-q1-check")["source"] = line
    else:
        own = {"cell_type": "code", "id": "mine", "source": line, "metadata": {}, "outputs": [], "execution_count": 1}
        made["cells"].append(own)
    return made


@pytest.mark.parametrize("where", ["check", "own"])
@pytest.mark.parametrize(
    "line",
    [
        'check("02-q1", q1, solution=True)',
        "check('02-q1',q1,solution = True)  # I give up",
        'check("02-q1", q1)\ncheck("02-q1", q1, solution=True)',
        'check("02-q1", q1, solution=True);',
    ],
)
def test_a_solution_that_the_notebook_asks_for_costs_the_points_and_nothing_else(folder, out, line, where):
    hand_in(folder, f"Ann/{NAME}.ipynb", solution_asked(line, where))
    check_folder(folder, out)
    rows = {row["question"]: row for row in table(out, "results")}
    assert (rows["02-q1"]["status"], rows["02-q1"]["points"]) == ("solution shown", "0")
    assert "asks for the solution, so there are no points: 02-q1." in rows["02-q1"]["notes"]
    assert [rows[f"02-q{number}"]["status"] for number in range(2, 9)] == ["correct"] * 7
    assert table(out, "summary")[0]["Final Points"] == str(ANN - POINTS["q1"])


@pytest.mark.parametrize(
    "line",
    [
        'check(\n    "02-q1",\n    q1,\n    solution=True,\n)',
        '%time 0\ncheck("02-q1", None, solution=True)',
        'print(check(answer=q1, id="02-q1", solution=1))',
    ],
)
def test_a_solution_is_asked_for_in_any_writing_of_python(folder, out, line):
    hand_in(folder, f"Ann/{NAME}.ipynb", solution_asked(line, "own"))
    check_folder(folder, out)
    assert statuses(out)["Ann"]["02-q1"] == "solution shown"


@pytest.mark.parametrize(
    "line",
    [
        '# check("02-q1", q1, solution=True)',
        'check("02-q1", q1, solution=False)',
        "\"check('02-q1', q1, solution=True)\"",
        'check("04-q1", q1, solution=True)',
        'check("02-q9", q9, solution=True)',
    ],
)
def test_what_asks_for_no_solution_costs_nothing(folder, out, line):
    hand_in(folder, f"Ann/{NAME}.ipynb", solution_asked(line, "own"))
    check_folder(folder, out)
    assert statuses(out)["Ann"]["02-q1"] == "correct"
    assert table(out, "summary")[0]["Final Points"] == str(ANN)


def test_where_no_solution_can_be_shown_asking_for_it_costs_nothing(folder, out, monkeypatch):
    monkeypatch.setattr("chronology.exercises.questions.solution", lambda id: None)
    hand_in(folder, f"Ann/{NAME}.ipynb", solution_asked('check("02-q1", q1, solution=True)', "check"))
    check_folder(folder, out)
    assert statuses(out)["Ann"]["02-q1"] == "correct"


# --- marks ------------------------------------------------------------------------------------


def enter(out, dialect=",", encoding="utf-8-sig", **points):
    """What an instructor does in a spreadsheet: student=points, or student=(points, comment)."""
    rows = table(out, "open")
    for row in rows:
        given = points.get(row["student"])
        if given is not None:
            row["points"], row["comment"] = given if isinstance(given, tuple) else (given, "")
    text = io.StringIO()
    writer = csv.DictWriter(text, marks.COLUMNS, delimiter=dialect)
    writer.writeheader()
    writer.writerows(rows)
    (out / "open.csv").write_bytes(text.getvalue().encode(encoding))


@pytest.mark.parametrize(
    ("dialect", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), (";", "cp1251"), ("\t", "utf-16")]
)
def test_marks_are_merged_from_any_spreadsheet(folder, out, dialect, encoding):
    good_class(folder)
    check_folder(folder, out)
    enter(out, dialect, encoding, Ann=("2,5", "Хорошо - but"), Bob=("4", ""))
    faults, notes = reports.write(outcomes.read_stored(out), out)
    assert not faults and ["whole points only" in each for each in notes] == [True]
    assert {row["Student"]: row["Final Points"] for row in table(out, "summary")}["Ann"] == str(ANN + 2.5)
    row = next(row for row in table(out, "results") if row["student"] == "Ann" and row["question"] == "02-q9")
    assert (row["status"], row["points"]) == ("marked", "2.5")
    page = next((out / "feedback").glob("ann-*.html")).read_text(encoding="utf-8")
    assert "Comment: Хорошо - but" in page and "2.5 of 4" in page
    assert float(table(out, "items")[-1]["correct"]) == pytest.approx((2.5 + 4) / 8, abs=1e-4)
    check_folder(folder, out)  # and are still there after the class is checked again
    rows = {row["student"]: row for row in sheets.read(out / "open.csv", marks.COLUMNS)}
    assert (rows["Ann"]["points"], rows["Ann"]["comment"], rows["Bob"]["points"]) == ("2,5", "Хорошо - but", "4")


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ("good", "is not a number"),
        ("5", "but the question has 4"),
        ("-1", "is not a number"),
        ("nan", "is not a number"),
        ("1e9", "is not a number"),
    ],
)
def test_a_bad_mark_is_said_with_file_and_row_and_stays(folder, out, entered, said):
    good_class(folder)
    check_folder(folder, out)
    enter(out, Bob=(entered, "why"))
    ((fault,), _) = reports.write(outcomes.read_stored(out), out)
    assert fault.startswith(f"{out / 'open.csv'}, row 3 (Bob, 02-q9)") and said in fault
    row = next(row for row in sheets.read(out / "open.csv", marks.COLUMNS) if row["student"] == "Bob")
    assert (row["points"], row["comment"]) == (entered, "why")
    assert {row["Student"]: row["Final Points"] for row in table(out, "summary")}["Bob"] == str(BOB)


def test_marks_stay_when_the_student_or_the_chapter_is_not_checked(folder, out):
    good_class(folder)
    check_folder(folder, out)
    enter(out, Ann=("3", "good"))
    shutil.rmtree(folder / "Ann")
    removed, fault = check_folder(folder, out)[1]
    assert "(Ann, 02-q9): this fits nobody" in fault and "removed: 1" in removed
    assert [(row["student"], row["points"]) for row in table(out, "open")] == [("Bob", ""), ("Ann", "3")]
    hand_in(folder, f"Ann/{NAME}.ipynb", **RIGHT)
    assert check_folder(folder, out)[1] == []
    assert {row["Student"]: row["Final Points"] for row in table(out, "summary")}["Ann"] == str(ANN + 3)


def test_an_answer_that_changes_after_marking_is_said(folder, out):
    good_class(folder)
    check_folder(folder, out)
    enter(out, Ann="3")
    hand_in(folder, f"Ann/{NAME}.ipynb", **RIGHT | {"q9": "Another answer."})
    for _ in range(2):
        (said,) = check_folder(folder, out)[1]
        assert said.startswith("Ann, 02-q9: the answer has changed since it was marked")


def test_a_table_of_marks_that_cannot_be_read_is_not_written_over(folder, out):
    good_class(folder)
    check_folder(folder, out)
    (out / "open.csv").write_text("student,points\nAnn,3\n", encoding="utf-8")
    with pytest.raises(sheets.SheetError, match=r"open\.csv: the column key is missing"):
        check_folder(folder, out)
    assert (out / "open.csv").read_text(encoding="utf-8") == "student,points\nAnn,3\n"


# --- the pages --------------------------------------------------------------------------------

BAD = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&<!-- --> </pre></code> \u202eevil\x1b[31m\x00"


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, sorted(name for name, _ in attributes)))


def evil_page():
    rows = [Row(f"02-q{n}", "wrong", 0, 1, BAD, BAD, BAD) for n in range(1, 10)]
    exercise = COURSE["02"].exercise
    return feedback.page(Entry(BAD, "", "02", BAD, False, (BAD,), tuple(rows)), exercise)


def test_everything_in_a_page_is_escaped():
    tags = Tags()
    tags.feed(evil_page())
    names = {name for name, _ in tags.found}
    assert not names & {"script", "img", "iframe", "object", "form", "input"}
    assert {attribute for _, given in tags.found for attribute in given} <= {
        "lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "scope", "dir", "aria-hidden"
    }  # fmt: skip
    assert "alert(1)" in evil_page()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", evil_page())


def test_a_reply_shows_code_as_code_and_points_as_the_language_writes_them():
    row = Row("02-q1", "partly", 1.5, 2, 'Look at `events["<b>"]` again.')
    with edition.speaking("ru"):
        html = feedback.page(Entry("Ann", "", "02", "a.ipynb", True, (), (row,)), COURSE["02"].exercise)
    assert "<code>events[&quot;&lt;b&gt;&quot;]</code> again." in html
    assert html.count("1,5 из 2") == 3  # of all, in the table, beside the reply


def test_a_page_asks_for_nothing_from_elsewhere(visit, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(evil_page(), encoding="utf-8")
    page = visit(path.as_uri())
    assert page.faults == [] and page.asked == [path.as_uri()]


@pytest.mark.parametrize(
    ("viewport", "scheme", "rules"),
    [(DESK, "light", ALL), (DESK, "dark", COLOURS), (PHONE, "light", ALL_BUT_COLOURS), (PHONE, "dark", COLOURS)],
    ids=["light-desk", "dark-desk", "light-phone", "dark-phone"],
)
def test_axe_finds_nothing_in_a_page(visit, folder, out, viewport, scheme, rules):
    good_class(folder)
    hand_in(folder, f"Zoe{'x' * 90}/{NAME}.ipynb", q1="x = '" + "y" * 500 + "'", q3="# BREAK THE GRADER")
    check_folder(folder, out)
    enter(out, Ann=("3", "good"))
    reports.write(outcomes.read_stored(out), out)
    pages = sorted((out / "feedback").glob("*.html"))
    evil = out / "feedback" / "evil.html"
    evil.write_text(evil_page(), encoding="utf-8")
    page = visit("about:blank", viewport, scheme, bypass_csp=True)  # axe is a script
    for path in [*pages, evil]:
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert violations(page, rules) == {}
        assert page.locator("h1").count() == 1


# --- the command ------------------------------------------------------------------------------


def run(*arguments):
    return command.main(["check", *map(str, arguments)])


@pytest.fixture
def no_grader(monkeypatch):
    monkeypatch.setattr(check, "check_class", lambda *_: pytest.fail("nothing should be checked"))


def test_what_is_wrong_with_the_folders_is_one_line(folder, out, tmp_path, capsys, no_grader):
    for arguments, said in [
        ((tmp_path / "none", "--out", out), "there is no such folder"),
        ((folder, "--out", out), "this folder is empty"),
        ((folder, "--out", folder / "results"), "must not stand in the folder"),
        ((folder, "--out", folder), "must not stand in the folder"),
        ((folder, "--out", out, "--chapters", "99"), "no exercise of chapter 99"),
        ((folder, "--out", out, "--solutions", tmp_path / "none"), "no such folder"),
        ((folder, "--out", out, "--solutions", folder), "there are no notebooks"),
    ]:
        assert run(*arguments) == 1
        error = capsys.readouterr().err
        assert said in error and error.count("\n") == 1
    hand_in(folder, "all.zip", b"PK")
    assert run(folder, "--out", out) == 1
    error = capsys.readouterr().err
    assert "there is no notebook (.ipynb) in it" in error and "all.zip: this is no zip file, or it is damaged" in error
    hand_in(folder, "Ann.ipynb", **RIGHT)
    out.write_text("a file")
    assert run(folder, "--out", out) == 1
    assert "this is not a folder" in capsys.readouterr().err


def test_solutions_of_which_the_package_has_no_replies_are_refused(folder, out, tmp_path, capsys, no_grader):
    """What `check` said to the students, and what counts, would come from different notebooks."""
    variant = tmp_path / "my own" / "solutions"
    variant.mkdir(parents=True)
    text = (course.SOLUTIONS / f"{NAME}.ipynb").read_text(encoding="utf-8")
    (variant / f"{NAME}.ipynb").write_text(text.replace("eighty", "ninety").replace('"e"', '"d"'), encoding="utf-8")
    hand_in(folder, "Ann.ipynb", **RIGHT)
    assert run(folder, "--out", out, "--solutions", variant) == 1
    error = capsys.readouterr().err
    assert "not made from this notebook" in error and f"build '{variant.parent}'" in error and error.count("\n") == 1


def test_a_missing_bubblewrap_is_said_with_what_to_do(folder, out, capsys, monkeypatch, no_grader):
    hand_in(folder, "Ann.ipynb", **RIGHT)
    monkeypatch.setattr(outside.shutil, "which", lambda name: None)
    assert run(folder, "--out", out) == 1
    error = capsys.readouterr().err
    assert "apt-get install bubblewrap" in error and "--no-sandbox" in error and error.count("\n") == 1


def test_a_bubblewrap_that_does_not_work_is_said(folder, out, capsys, monkeypatch, no_grader):
    hand_in(folder, "Ann.ipynb", **RIGHT)
    monkeypatch.setattr(outside, "command", lambda: ["sh", "-c", "echo no rights >&2; exit 1"])
    assert run(folder, "--out", out) == 1
    assert "does not start on this machine: no rights" in capsys.readouterr().err


def test_the_command_checks_a_class_in_the_sandbox(bubblewrap, folder, out, capsys, processes):
    good_class(folder)
    assert run(folder, "--out", out, "--jobs", 2, "--chapters", "2") == 0
    said = capsys.readouterr()
    assert "4 students, 4 notebooks" in said.out and "0 have points; 2 wait" in said.out
    assert list(statuses(out)["Ann"].values()) == ["correct"] * 8 + ["to mark"]
    assert statuses(out)["Bob"]["02-q3"] == "error"
    enter(out, Ann="3", Bob="x")
    assert command.main(["merge", str(out)]) == 1
    assert "“x” is not a number" in capsys.readouterr().err
    enter(out, Bob="1")
    assert command.main(["merge", str(out)]) == 0
    assert {row["Student"]: row["Final Points"] for row in table(out, "summary")}["Ann"] == str(ANN + 3)


def test_merge_needs_a_class(tmp_path, capsys):
    assert command.main(["merge", str(tmp_path)]) == 1
    assert "no class has been checked" in capsys.readouterr().err
    (tmp_path / "class.json").write_text("{}")
    assert command.main(["merge", str(tmp_path)]) == 1
    assert "damaged" in capsys.readouterr().err


def test_the_makefile_has_the_commands():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "make check-class - " in said and "make exercises - " in said
    dry = subprocess.run(["make", "-n", "check-class"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "say where the submissions are" in dry.stderr


def test_a_file_that_another_machine_writes_meanwhile_is_whole(tmp_path, monkeypatch):
    """Two machines share a folder, and their processes may have one number."""
    real, path = os.replace, tmp_path / "work.json"

    def other_first(part, whole):
        monkeypatch.setattr(os, "replace", real)
        sheets.save(path, b"theirs")
        real(part, whole)

    monkeypatch.setattr(os, "getpid", lambda: 1)
    monkeypatch.setattr(os, "replace", other_first)
    sheets.save(path, b"ours")
    assert path.read_bytes() == b"ours" and [each.name for each in tmp_path.iterdir()] == ["work.json"]


def test_marks_are_merged_where_there_is_no_sandbox(folder, out):
    """On Windows there is no `resource`, without which the sandbox cannot even be loaded."""
    hand_in(folder, f"Ann/{NAME}.ipynb", **RIGHT)
    check_folder(folder, out)
    code = f"""if True:
        import sys
        sys.modules["resource"] = None
        from chronology.exercises.__main__ import main
        sys.exit(main(["merge", {str(out)!r}]))
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "The results" in done.stdout, done.stderr
