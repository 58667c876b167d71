"""One submission, graded: right, blank and odd answers, the rules of `grading`, and nbval itself on our notebooks."""

import ctypes
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from chronology import edition
from chronology.classroom import grading, pool, validation
from chronology.classroom.grading import STATUSES, Limits, clean
from chronology.classroom.sandbox import confine, kernel, outside
from chronology.exercises.plain import plain
from graders import Grader
from handed_in import RIGHT
from submitted import SOLUTIONS, right, solution

pytestmark = [
    pytest.mark.skipif(platform.system() != "Linux", reason="the sandbox needs Linux"),
    pytest.mark.xdist_group("grading"),
    pytest.mark.remembered,
]
NOTEBOOKS = sorted(SOLUTIONS.glob("*.ipynb"))
SECOND = solution("02")
DEFAULT = Limits()


@pytest.fixture(scope="module")
def grader(bubblewrap):
    with Grader() as started:
        yield started


@pytest.fixture(scope="module")
def second(grader):
    """Grade answers to questions of chapter 2: {"02-q1": (status, message)}."""
    ready = clean(SECOND)

    def graded(limits: Limits = DEFAULT, own: tuple = (), **answers: str) -> dict[str, tuple[str, str]]:
        named = {f"02-{name}-answer": source for name, source in answers.items()}
        return {each.question: (each.status, each.message) for each in grader.grade(ready, named, limits, own)}

    return graded


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_a_mistake_is_known_by_its_english_in_whatever_language_it_is_told(language):
    replies = iter([{"error": {"name": "EOFError", "line": 1}}, {"value": "1 May 1800"}, {"missing": True}])
    inmate = SimpleNamespace(ask=lambda *_: next(replies))
    answer, check = (next(each for each in SECOND.cells if each.id == f"02-q2-{part}") for part in ("answer", "check"))
    run = kernel.Kernel([answer, check], DEFAULT, SimpleNamespace(inmate=lambda _: inmate))
    with edition.speaking(language):
        for cell in (answer, check, check):
            run.cell = cell
            run.execute_cell_input("q2 = input()")
            ran = run.ran[cell.id]
            told = ran.judgement.message if ran.judgement else ran.message
            assert re.search("[А-яәғқңөұүһі]", told) if language != "en" else told == ran.slip
            assert ran.slip and not re.search("[А-яәғқңөұүһі]", ran.slip), told


# --- our notebooks ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_answers_of_the_solutions_are_right(path, grader):
    notebook = nbformat.read(path, 4)
    outcomes = grader.grade(clean(notebook), right(notebook))
    assert [each.question for each in outcomes] == [each.id for each in grading.build.find_questions(notebook)]
    for each in outcomes:
        assert each.status in ("correct", "to mark"), each
        assert each.points == (each.of if each.status == "correct" else 0)
        assert each.message


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_as_it_is_handed_out_is_unanswered(path, grader):
    student = nbformat.read(SOLUTIONS.parent / path.name, 4)
    blank = {cell.id: cell.source for cell in student.cells if cell.id.endswith("-answer")}
    outcomes = grader.grade(clean(nbformat.read(path, 4)), blank)
    assert {each.status for each in outcomes} <= {"unanswered", "to mark"}
    assert sum(each.points for each in outcomes) == 0


@pytest.fixture(scope="module")
def nbval(tmp_path_factory) -> dict[str, dict[str, bool]]:
    """nbval as a maintainer runs it, with an ordinary kernel for each notebook: the solutions and their clean copies.

    Returns, by "solved/NAME.ipynb" and "clean/NAME.ipynb": name of the cell -> whether it passed.
    """
    work = tmp_path_factory.mktemp("nbval")
    shutil.copytree(SOLUTIONS, work / "solved")
    (work / "clean").mkdir()
    for path in NOTEBOOKS:
        nbformat.write(clean(nbformat.read(path, 4)), work / "clean" / path.name)
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-current-env", "--junit-xml=report.xml",
               "-o", "junit_family=xunit1", "-p", "nbval.plugin", "-c", os.devnull, f"--rootdir={work}", "-q",
               "solved", "clean"]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(SOLUTIONS.parents[1] / "src"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=work)
    assert done.returncode == 1, done.stdout + done.stderr
    found = {}
    for case in xml.etree.ElementTree.parse(work / "report.xml").iter("testcase"):
        found.setdefault(case.get("file"), {})[case.get("name")] = case.find("failure") is None
    return found


@pytest.mark.xdist_group("nbval")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nbval_passes_the_solutions_and_fails_the_clean_copy_at_every_check_and_only_there(path, nbval):
    code = [cell for cell in clean(nbformat.read(path, 4)).cells if cell.cell_type == "code"]
    assert nbval[f"solved/{path.name}"] == {f"Cell {at}": True for at in range(len(code))}
    expected = {f"Cell {at}": not cell.id.endswith("-check") for at, cell in enumerate(code)}
    assert nbval[f"clean/{path.name}"] == expected
    assert not all(expected.values())


def test_a_clean_copy_holds_the_outputs_but_not_the_answers():
    notebook = clean(SECOND)
    text = "".join(cell.source for cell in notebook.cells)
    assert "SOLUTION" not in text and "1900-03-13" not in text and "key(" not in text
    for cell in notebook.cells:
        if cell.id.endswith("-check"):
            assert cell.outputs and cell.execution_count


def test_right_parts_give_half_of_the_points_and_a_half_point_counts(grader):
    answers = right(SECOND) | {
        "02-q6-answer": "q6 = pd.Series([10, 11, 12, 12], index=[1600, 1700, 1800, 1900])",
        "02-q7-answer": RIGHT["q7"].replace("17XX", "18XX"),
    }
    found = {each.question: each for each in grader.grade(clean(SECOND), answers)}
    assert [(found[id].status, found[id].points) for id in ("02-q6", "02-q7")] == [("partly", 1.5), ("partly", 1)]
    assert found["02-q1"].status == "correct"
    assert "1.5 of 3 points" in found["02-q6"].message


# --- rules ----------------------------------------------------------------------------------------


def test_each_status_comes_up_for_what_it_is_for(second):
    found = second(
        Limits(cell_seconds=3),
        q1='q1 = "a"',
        q2="q2 = '10 October 1731'  # the other calendar is right as well",
        q3="day = 13\nq3 = day / 0",
        q4="while True: pass",
        q5="q5 = bytearray(4_000_000_000)",  # at once: in pieces, a slow machine is out of time before
        q6="import sys\nsys.exit()",
    )
    assert {question: status for question, (status, _) in found.items()} == {
        "02-q1": "wrong", "02-q2": "correct", "02-q3": "error", "02-q4": "timeout", "02-q5": "out of memory",
        "02-q6": "error", "02-q7": "unanswered", "02-q8": "unanswered", "02-q9": "to mark",
    }  # fmt: skip
    assert "Old Style" in found["02-q2"][1]
    assert found["02-q3"][1] == "Line 2, q3 = day / 0 – ZeroDivisionError: division by zero"
    assert "3 seconds" in found["02-q4"][1] and "cell" in found["02-q4"][1]
    assert "end Python" in found["02-q6"][1]
    assert {status for status, _ in found.values()} <= set(STATUSES)


def test_a_notebook_that_takes_too_long_is_out_of_time_from_there_on(second):
    answers = right(SECOND)
    found = second(
        Limits(seconds=5),
        q1=answers["02-q1-answer"],
        q2="import time\ntime.sleep(30)",
        q3=answers["02-q3-answer"],
        q4=answers["02-q4-answer"],
    )
    assert [found[f"02-q{number}"][0] for number in (1, 2, 3, 4)] == ["correct", "timeout", "timeout", "timeout"]
    assert "notebook" in found["02-q3"][1]


def test_the_cells_of_the_notebook_are_run_again_in_a_fresh_process(second):
    answers = right(SECOND)
    found = second(q5="import os\nos._exit(0)", q6=answers["02-q6-answer"])
    assert found["02-q5"] == ("error", "The process of the notebook has ended (exit 0).")
    assert found["02-q6"][0] == "correct"  # it needs what the setup and a given cell import


@pytest.mark.parametrize(
    "source",
    [
        '%time q3 = "1900-03-13"',
        "%timeit -n1 -r1 sum(range(10))\nq3 = '1900-03-13'",
        "import asyncio\nq3 = await asyncio.sleep(0, '1900-03-13')",
        'found = !echo 1900-03-13\nq3 = found[0]',
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nq3 = '1900-03-13'",
        "q3 = '1900-03-13'\nch.events()",
        "print('x' * 10)\nq3 = '1900-03-13';",
        "# NBVAL_SKIP\nq3 = '1900-03-13'",
        "# NBVAL_CHECK_OUTPUT\nprint('nothing like this is stored')\nq3 = '1900-03-13'",
        "with open('note.txt', 'w') as file:\n    file.write('1900-03-13')\nq3 = open('note.txt').read()",
    ],
)  # fmt: skip
def test_what_works_in_a_notebook_works_here(source, second):
    assert second(q3=source)["02-q3"][0] == "correct", second(q3=source)["02-q3"]


def test_input_has_nobody_to_ask(second):
    assert second(q3="q3 = input()")["02-q3"][0] == "error"


def test_a_syntax_error_names_its_line(second):
    assert second(q3="q3 = (\nq3 = 2")["02-q3"] == ("error", "Line 1, q3 = ( – SyntaxError: '(' was never closed")


def test_messages_are_short_and_safe(second):
    status, message = second(q3="raise ValueError('\\x1b[31mred\\x00\\u202e\\n' + 'long ' * 5000)")["02-q3"]
    assert status == "error" and len(message) <= 400 and message.isprintable() and "ValueError: red" in message


def test_the_same_answers_get_the_same_outcomes(grader):
    notebook, answers = clean(SECOND), right(SECOND)
    before = json.dumps([notebook, answers])
    first = grader.grade(notebook, answers)
    with Grader() as other:
        assert grader.grade(notebook, answers) == other.grade(notebook, answers) == first
    assert json.dumps([notebook, answers]) == before


def test_the_mode_is_told(grader):
    assert grader.mode in ("warm", "cold")


def test_without_nested_namespaces_each_submission_gets_a_sandbox_of_its_own(bubblewrap):
    with outside.Sandbox(warm=False) as cold:
        assert cold.mode == "cold"
        for source, seconds, ends in (
            ("import os\nos.kill(os.getppid(), 9)\nwhile True: pass", 20, "error"),  # the keeper: it counts the memory
            ("import os\nos.kill(-1, 9)\nwhile True: pass", 20, "error"),
            ("while True: pass", 2, "timeout"),
        ):
            with pytest.raises(outside.Ended) as ended:
                cold.inmate(Limits()).ask({"run": source}, seconds, "")
            assert ended.value.status == ends, source
            assert cold._process is None
        look = (
            "import os\nfound = [os.path.exists('/etc/passwd'), os.listdir('/course/src/chronology/exercises/sealed')]"
        )
        inmate = cold.inmate(Limits())
        assert "error" not in inmate.ask({"run": look}, 10, "")
        assert inmate.ask({"value": "found"}, 10, "")["value"] == [False, []]
        inmate.close()


def test_without_a_sandbox_all_works_too_where_it_is_asked_for():
    with Grader(sandboxed=False) as bare:
        assert bare.mode == "none"
        notebook, answers = clean(SECOND), right(SECOND)
        assert {each.status for each in bare.grade(notebook, answers)} == {"correct", "to mark"}
        answers["02-q1-answer"] = "import os\nos._exit(1)"
        answers["02-q2-answer"] = "while True: pass"
        statuses = [each.status for each in bare.grade(notebook, answers, Limits(cell_seconds=3))]
        assert statuses[:3] == ["error", "timeout", "correct"]


def test_where_bubblewrap_is_missing_the_command_to_install_it_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(outside.SandboxError, match="apt-get install bubblewrap"):
        grading.Grader()


def test_on_another_system_the_sandbox_says_so(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(outside.SandboxError, match="needs Linux"):
        outside.command()


def test_a_fault_of_ours_is_not_put_down_to_the_student(grader):
    notebook = clean(SECOND)
    next(cell for cell in notebook.cells if cell.id == "02-q1-check").outputs[1].data["text/plain"] = "0"
    with pytest.raises(pool.Failed, match="GradingError"):
        grader.grade(notebook, {"02-q1-answer": 'q1 = "b"'})
    assert grader.grade(clean(SECOND), {"02-q1-answer": 'q1 = "b"'})[0].status == "correct"


def test_a_process_that_dies_is_replaced(grader):
    grader.worker.process.kill()
    with pytest.raises(pool.Failed, match="the process ended"):
        grader.grade(clean(SECOND), {})
    assert grader.grade(clean(SECOND), {"02-q1-answer": 'q1 = "b"'})[0].status == "correct"


# --- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        {"type": "pairs", "pairs": [["a"]]}, {"type": "series", "index": [1], "values": []}, {"type": "set"},
        {"type": "frame", "columns": ["a"], "index": [0], "rows": [[1, 2]]}, {"right": True}, {"type": ["set"]},
        {"type": "other", "name": 3}, float("nan"), float("inf"), 10**16, "\ud800", "x" * 6000, [[1]] * 6000,
        {"type": "set", "items": {"type": "set", "items": []}}, {"type": "set", "items": [], "points": 5}, object(),
    ],
)  # fmt: skip
def test_values_that_plain_never_gives_are_refused(value):
    with pytest.raises(outside.Ended) as refused:
        kernel.believed(value)
    assert refused.value.status == "tampered"


def test_values_that_plain_gives_are_believed():
    import pandas as pd

    for value in (
        None,
        True,
        3,
        2.5,
        "a",
        ["a", ["b"]],
        {"a", "b"},
        {"a": ...},
        pd.Series([1]),
        pd.DataFrame({"a": [1]}),
    ):
        assert kernel.believed(json.loads(json.dumps(plain(value)))) == plain(value)


def test_nbval_takes_its_options_from_the_clean_copy():
    assert validation.Notebook.collect is not validation.IPyNbFile.collect


def _numbers_by_libseccomp(machine: str) -> dict[str, int]:
    library = ctypes.CDLL("libseccomp.so.2")
    resolve = library.seccomp_syscall_resolve_name_arch
    return {name: resolve(ctypes.c_uint32(confine.MACHINES[machine]), name.encode()) for name in CALLS}


def _numbers_by_headers(machine: str) -> dict[str, int]:
    """As the headers of the kernel say; aarch64 has the generic numbers."""
    path = {"x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "aarch64": "/usr/include/asm-generic/unistd.h"}
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)\b", Path(path[machine]).read_text())
    return {name: int(number) for name, number in found if name in CALLS}


CALLS = confine.REFUSED | {"clone": confine.CLONE, "clone3": confine.CLONE3}


@pytest.mark.parametrize("machine", confine.MACHINES)
@pytest.mark.parametrize("source", [_numbers_by_libseccomp, _numbers_by_headers])
def test_the_numbers_of_system_calls_are_those_of_the_kernel(source, machine):
    at = list(confine.MACHINES).index(machine)
    try:
        known = source(machine)
    except OSError as error:
        pytest.skip(f"not on this machine: {error}")
    assert {name: numbers[at] for name, numbers in CALLS.items()} == known


# --- cells of the student's own -------------------------------------------------------------------


def test_a_helper_of_ones_own_counts_as_it_did_at_home(second):
    own = [("02-setup", "import math\ndef last(day): return day"), ("02-q3", "hidden = last('1900-03-13')")]
    found = second(own=own, q1="q1 = 'b' if math.pi > 3 else ''", q3="q3 = hidden")
    assert found["02-q1"][0] == found["02-q3"][0] == "correct"


def test_a_split_answer_counts(second):
    assert second(own=[("02-q1", 'q1 = "b"')], q1="# a comment")["02-q1"][0] == "correct"


def test_magics_of_jupyter_do_no_harm(second):
    own = [
        ("02-setup", "%matplotlib inline"),
        ("02-setup", "!pip install something"),
        ("02-setup", "%%time\nx = 'b'"),
        ("02-setup", "%nonsense"),
    ]
    assert second(own=own, q1="q1 = x")["02-q1"][0] == "correct"


def test_a_cell_of_ones_own_that_fails_stops_nothing_and_is_named_where_it_is_missed(second):
    own = [
        ("02-setup", "1 / 0\ndef helper(): return 'b'"),
        ("02-q1-check", "raise SystemExit"),
        ("02-q1-check", "not python"),
    ]
    found = second(own=own, q1="q1 = helper()", q3="q3 = '1900-03-13'")
    assert found["02-q1"][0] == "error" and "ZeroDivisionError" in found["02-q1"][1] and "failed" in found["02-q1"][1]
    assert found["02-q3"][0] == "correct"


@pytest.mark.parametrize(
    "bad",
    [
        "while True: pass",
        "import os; os._exit(3)",
        "b = bytearray(4_000_000_000)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    ],
)
def test_a_cell_of_ones_own_that_ends_all_costs_no_question(second, bad):
    own = [
        ("02-setup", "def helper(): return 'b'"),
        ("02-setup", bad),
        ("02-q3", bad),
        ("02-q3", "late = '1900-03-13'"),
    ]
    found = second(
        Limits(seconds=60, cell_seconds=3), own=own, q1="q1 = helper()", q3="q3 = late", q4='q4 = ["a", "e"]'
    )
    assert [found[f"02-q{number}"][0] for number in (1, 3, 4)] == ["correct"] * 3, found


@pytest.mark.parametrize(
    ("own", "cell_seconds"),
    [
        pytest.param(["while True: pass"], 60, id="endless"),
        pytest.param(["while True: pass"] * 40, 1, id="many endless"),
        pytest.param(["import time; time.sleep(13)"], 60, id="slower than its share"),
        pytest.param(["import time; time.sleep(0.5)"] * 40, 60, id="many slow"),
    ],
)
def test_cells_of_ones_own_leave_time_for_the_answers(second, own, cell_seconds):
    own = [("02-setup", each) for each in own]
    found = second(Limits(seconds=12, cell_seconds=cell_seconds), own=own, q1='q1 = "b"', q7=RIGHT["q7"])
    assert found["02-q1"][0] == found["02-q7"][0] == "correct", found


@pytest.mark.parametrize("cheat", [
    "check = lambda *given: print('Correct.')", "import builtins\nbuiltins.print = lambda *given: None",
    "import chronology.exercises as e\ne.check = e.judge = lambda *given: 2",
    "pd.Series.__eq__ = pd.DataFrame.__eq__ = lambda *given: True", "q3 = type('Any', (), {'__eq__': lambda *given: True})()",
])  # fmt: skip
def test_a_cell_of_ones_own_changes_no_judgement(second, cheat):
    found = second(
        own=[("02-setup", cheat), ("02-q3-answer", cheat)], q1='q1 = "a"', q3="q3 = '1900-03-12'", q4='q4 = ["a", "e"]'
    )
    assert found["02-q1"][0] == "wrong" and found["02-q3"][0] == "wrong" and found["02-q4"][0] == "correct", found


@pytest.mark.parametrize(("source", "said"), [
    ("exit()\nq1 = 'b'", "exit() and quit() end Python"), ("quit", "exit() and quit() end Python"), ("import sys; sys.exit(1)", "end Python"),
    ("raise SystemExit", "end Python"), ("q1 = input('which? ')", "write the value into the cell"),
])  # fmt: skip
def test_what_ends_or_waits_is_said_plainly(second, source, said):
    status, message = second(q1=source)["02-q1"]
    assert (status == "error" and said in message) or (source == "quit" and status in ("error", "unanswered"))
