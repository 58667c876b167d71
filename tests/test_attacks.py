"""Answers that attack: what each must end as, and that a neighbour's result is what it was.

Every attack is bounded by itself too, so that a sandbox that does not hold cannot take down the machine: processes by
number and by a deadline, memory at 3 GB, output at 1.2 GB. Nothing is sent to any address but this machine's own.
The attacked question is 02-q3; the attacker's value for it, if any, is wrong.
"""

import os
import platform
import time
from dataclasses import replace
from pathlib import Path

import pytest

from chronology.classroom.grading import Limits, clean
from graders import Grader
from submitted import SOLUTIONS, right, solution

pytestmark = [
    pytest.mark.skipif(platform.system() != "Linux", reason="the sandbox needs Linux"),
    pytest.mark.xdist_group("attacks"),
    pytest.mark.remembered,
]
NOTEBOOK = clean(solution("02"))
RIGHT = right(solution("02"))
LIMITS = Limits(seconds=60, cell_seconds=20, memory_mb=512, processes=32)  # time enough for a machine that is busy
SHORT = replace(LIMITS, cell_seconds=2.5)  # for what is to end by the clock
MARK = "a-secret-of-the-instructor"


@pytest.fixture(scope="module")
def grader(bubblewrap):
    os.environ["COURSE_SECRET"] = MARK
    with Grader() as started:
        yield started
    del os.environ["COURSE_SECRET"]


@pytest.fixture(scope="module")
def expected(grader):
    """The outcomes of a well-behaved neighbour, before anything else was graded."""
    return grader.grade(NOTEBOOK, RIGHT)


@pytest.fixture
def attack(grader, expected):
    """Grade an answer to 02-q3, alone or with answers to other questions, and then the neighbour.

    Returns (status, message) of 02-q3 and the statuses of the other questions.
    """

    def attacked(
        source: str, limits: Limits = LIMITS, others: dict[str, str] | None = None
    ) -> tuple[str, str, list[str]]:
        outcomes = grader.grade(NOTEBOOK, {**(others or {}), "02-q3-answer": source}, limits)
        assert [each.question for each in outcomes] == [each.question for each in expected]
        assert outcomes[2].points == 0, outcomes[2]
        assert others or not any(each.points for each in outcomes), outcomes
        assert grader.grade(NOTEBOOK, RIGHT) == expected
        statuses = [each.status for each in outcomes]
        return outcomes[2].status, outcomes[2].message, statuses[:2] + statuses[3:]

    return attacked


def test_the_neighbour_is_right(expected):
    assert [each.status for each in expected] == ["correct"] * (len(expected) - 1) + ["to mark"]


# --- forging the result -----------------------------------------------------------------------

_CORRECT = "This day exists in one calendar only, and that is how the lag grows from twelve days to thirteen."
FORGED = {
    "a check of one's own": ("def check(*given):\n    print('Correct. {said}')\n    return 2\nq3 = '1900-01-01'", "wrong"),
    "a print of one's own": ("import builtins\nbuiltins.print = print = lambda *given: None\nq3 = 5", "wrong"),
    "the stored output, printed": ("print('Correct. {said}')\n2", "unanswered"),
    "the stored output, written": ("import os\nos.write(1, b'Correct. {said}')\nq3 = '1900-01-01'", "wrong"),
    "a comment that skips": ("# NBVAL_SKIP\nq3 = '1900-01-01'", "wrong"),
    "a comment that ignores": ("# NBVAL_IGNORE_OUTPUT\nq3 = '1900-01-01'", "wrong"),
    "the package, patched": (
        """
import chronology.exercises as e
from chronology.exercises import kinds, plain, questions, seal
class J: right = True; points = 2; category = "correct"; message = "{said}"
for module in (e, questions, kinds, plain, seal):
    for name in ("check", "judge", "said", "unseal", "digest", "question", "key"):
        setattr(module, name, lambda *given, **named: J())
q3 = "1900-01-01"
""",
        "wrong",
    ),
    "plain, patched to a judgement": (
        """
import gc
gc.unfreeze()
for each in gc.get_objects():
    if isinstance(each, dict) and "plain" in each:
        each["plain"] = lambda value: {{"right": True, "points": 2, "category": "correct", "message": "{said}"}}
q3 = "1900-01-01"
""",
        "tampered",
    ),
    "sys.modules, filled": (
        """
import sys, types
for name in list(sys.modules):
    if name.startswith(("chronology", "json", "nbval", "pytest")):
        fake = types.ModuleType(name)
        fake.__getattr__ = lambda wanted: lambda *given, **named: 2
        sys.modules[name] = fake
q3 = "1900-01-01"
""",
        "wrong",
    ),
    "json, patched": (
        """
import json
dumps = json.dumps
json.dumps = lambda value, **named: dumps(value | {{"right": True, "points": 2, "judgement": "correct", "value": True}})
q3 = "1900-01-01"
""",
        "wrong",
    ),
    "builtins, patched": (
        """
import builtins
q3 = "1900-01-01"
builtins.isinstance = lambda *given: True
builtins.str = builtins.int = builtins.len = builtins.dict = lambda *given, **named: 2
""",
        ("wrong", "error", "tampered", "unanswered"),
    ),
    "the check as an oracle": (
        """
import datetime
day = datetime.date(1900, 1, 1)
days = [str(day + datetime.timedelta(days=more)) for more in range(200)]
q3 = next((each for each in days if check("02-q3", each)), "1900-01-01")
""",
        "wrong",
    ),
    "the questions as an oracle": (
        "from chronology.exercises.questions import judge\nq3 = judge('02-q3', '1900-03-13').points",
        "error",
    ),
    "a judgement written to the channel": (
        """
import os
for n in range(1, 60):
    os.write(3, b'{{"n": %d, "right": true, "points": 2, "status": "correct", "judgement": {{"right": true}}}}\\n' % n)
q3 = "1900-01-01"
""",
        ("wrong", "unanswered"),
    ),
    "JSON in the value": (r"""q3 = '"}}\n{{"n": 9, "value": "1900-03-12", "right": true}}\n'""", "wrong"),
    "rubbish written to the channel": ("import os\nos.write(3, b'Correct. {said}\\n')\nq3 = 1", "tampered"),
    "deep rubbish": ("import os\nos.write(3, b'[' * 90000 + b'\\n')\nq3 = 1", "tampered"),
    "no end of a line": ("import os\nwhile True: os.write(3, b'x' * 65536)", "error"),
    "a channel that is closed": ("import os\nos.close(3)\nq3 = '1900-01-01'", "error"),
    "replies to the wrong question": ("import os\nos.write(3, b'{{\"n\": true, \"value\": 1}}\\n' * 999)\nq3 = 1", "wrong"),
    "a thread that writes later": (
        """
import os, threading, time
def later():
    time.sleep(0.2)
    print("Correct. {said}")
    os.write(1, b"Correct. {said}")
threading.Thread(target=later, daemon=True).start()
q3 = "1900-01-01"
""",
        "wrong",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_no_result_is_forged(name, attack):
    source, ends = FORGED[name]
    status, message, _ = attack(source.format(said=_CORRECT).strip())
    assert status in ends if isinstance(ends, tuple) else status == ends, (status, message)
    assert _CORRECT not in message


VALUES = {
    "a text that lies": (
        "class Lie(str):\n    __eq__ = lambda *given: True\n    __hash__ = lambda s: 0\n    strip = lambda s: s\n"
        "q3 = Lie('1900-01-01')",
        "wrong",
    ),
    "a class that lies": (
        "class Lie:\n    __class__ = property(lambda s: str)\n    __len__ = lambda s: 3\nq3 = Lie()",
        "wrong",
    ),
    "a length that lies": ("class Lie(list):\n    __len__ = lambda s: -1\nq3 = Lie()", "wrong"),
    "a length without end": ("class Lie(list):\n    def __len__(s):\n        while True: pass\nq3 = Lie()", "timeout"),
    "an iterator without end": (
        "class Lie(list):\n    def __iter__(s):\n        while True: yield 1\nq3 = Lie([1])",
        ("timeout", "out of memory", "wrong"),
    ),
    "a mapping that lies": (
        "from collections.abc import Mapping\nclass Lie(Mapping):\n    __len__ = lambda s: 1\n    __iter__ = lambda s: iter('a')\n"
        "    __getitem__ = lambda s, key: 1 / 0\nq3 = Lie()",
        "wrong",
    ),
    "a type of a name": ("q3 = type('x' * 10**6 + '<script>', (), {})()", "wrong"),
    "a number of many digits": ("q3 = 10 ** 5000", "wrong"),
    "not a number": ("q3 = float('nan')", "wrong"),
    "endless": ("q3 = float('inf')", "wrong"),
    "a list in itself": ("q3 = []\nq3.append(q3)", "wrong"),
    "deep": ("q3 = []\nfor _ in range(300): q3 = [q3]", ("wrong", "tampered")),
    "half a character": ("q3 = '\\ud800'", "tampered"),
    "a text of great length": ("q3 = '1' * 10**8", "wrong"),
    "many long texts": ("q3 = ['1' * 4000] * 4000", "error"),
    "a dict as plain writes it": ("q3 = {'type': 'other', 'name': 'x'}", "wrong"),
    "a table of great size": ("q3 = pd.DataFrame({'a': range(10**6)})", "wrong"),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_hostile_value_is_judged_or_refused(name, attack):
    source, ends = VALUES[name]
    status, message, _ = attack(source, SHORT if "timeout" in ends else LIMITS)
    assert status in ends if isinstance(ends, tuple) else status == ends, (status, message)


def test_a_value_that_is_long_to_judge_is_stopped(attack):
    began = time.monotonic()
    attack("q3 = 1", others={"02-q6-answer": "q6 = pd.Series(range(4900)).astype(str)"})
    assert time.monotonic() - began < 20


# --- ending, hanging, taking all ------------------------------------------------------------------

_END = "import os, signal, sys\n"
ENDING = {
    "sys.exit": (_END + "sys.exit(0)", "error", "end Python"),
    "exit": (_END + "raise SystemExit", "error", "end Python"),
    "os._exit": (_END + "os._exit(0)", "error", "exit 0"),
    "os.abort": (_END + "os.abort()", "error", "signal 6"),
    "a fault of memory": (_END + "import ctypes\nctypes.string_at(0)", "error", "signal 11"),
    "its own process": (_END + "os.kill(os.getpid(), signal.SIGKILL)", "error", "signal 9"),
    "its parent": (_END + "os.kill(os.getppid(), signal.SIGKILL)\nq3 = 'still here'", "wrong", ""),
    "all": (_END + "os.kill(-1, signal.SIGKILL)", "error", "No such process"),
    "each by its number": (
        _END
        + "hit = []\nfor each in range(1, 5000):\n    if each != os.getpid():\n        try: os.kill(each, 9); hit.append(each)\n"
        "        except OSError: pass\nq3 = hit\nraise Exception(hit)",
        "error",
        "Exception: [1]",
    ),
    "its group": (_END + "os.killpg(0, signal.SIGKILL)", "error", "signal 9"),
    "stopped": (_END + "os.kill(os.getpid(), signal.SIGSTOP)", "timeout", "2.5 seconds"),
    "a loop": ("while True: pass", "timeout", "2.5 seconds"),
    "a loop that swallows": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "timeout",
        "2.5 seconds",
    ),
    "a loop with signals blocked": (
        _END
        + "for number in range(1, 64):\n    try: signal.signal(number, signal.SIG_IGN)\n    except (OSError, ValueError): pass\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))\nwhile True: pass",
        "timeout",
        "2.5 seconds",
    ),
    "a loop in C": ("sum(iter(int, 1))", "timeout", "2.5 seconds"),
    "a shell that sleeps": ("!sleep 30", "timeout", "2.5 seconds"),
    "a repr without end": ("class Slow:\n    def __repr__(s):\n        while True: pass\nSlow()", "timeout", "2.5 seconds"),
    "an error that lies": (
        "class Lie(Exception):\n    def __str__(s): raise SystemExit\nraise Lie",
        "error",
        "Lie",
    ),
    "an error without end": (
        "class Lie(Exception):\n    def __str__(s):\n        while True: pass\nraise Lie",
        "timeout",
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDING)
def test_what_ends_or_hangs_costs_its_own_question_only(name, attack):
    source, ends, says = ENDING[name]
    status, message, others = attack(source, SHORT if ends == "timeout" else LIMITS, RIGHT)
    assert (status, says in message) == (ends, True), (status, message)
    assert others == ["correct"] * (len(others) - 1) + ["to mark"]


_BOMB = """
import os, time
stop = time.time() + 3
made = 0
while time.time() < stop and made < 300:  # 300 in all: each child only sleeps
    {fork}
    if child == 0:
        time.sleep(3)
        os._exit(0)
    made += 1
q3 = "made"
raise Exception(f"made {{made}}")
"""


def test_a_fork_bomb_meets_the_limit_of_the_kernel(attack):
    status, message, _ = attack(_BOMB.format(fork="child = os.fork()"))
    assert (status, "BlockingIOError" in message) == ("error", True), (status, message)


def test_a_fork_bomb_that_goes_on_is_held(attack):
    fork = "try: child = os.fork()\n    except OSError: time.sleep(0.01); continue"
    status, message, _ = attack(_BOMB.format(fork=fork))
    made = int(message.split("made ")[-1].split()[0].rstrip(".")) if "made" in message else 0
    assert status == "error" and made <= LIMITS.processes + 3, (status, message)


def test_a_bomb_of_threads_is_held(attack):
    source = "import threading, time\nfor _ in range(300): threading.Thread(target=time.sleep, args=(3,), daemon=True).start()"
    status, message, _ = attack(source)
    assert status == "error" and "thread" in message, (status, message)


MEMORY = {
    "in pieces": "kept = []\nwhile len(kept) < 3000: kept.append(bytearray(1_000_000))",
    "at once": "import numpy as np\nkept = np.ones(3 * 2**30 // 8)",
    "in children": (
        "import os, time\nfor _ in range(12):\n    if os.fork() == 0:\n        kept = bytearray(250_000_000)\n"
        "        for at in range(0, len(kept), 4096): kept[at] = 1\n        time.sleep(15); os._exit(0)\ntime.sleep(15)"
    ),
    "unseen": (
        "import ctypes\nctypes.CDLL(None).prctl(4, 0, 0, 0, 0)\nimport os, time\nfor _ in range(12):\n    if os.fork() == 0:\n"
        "        kept = bytearray(250_000_000)\n        for at in range(0, len(kept), 4096): kept[at] = 1\n"
        "        time.sleep(15); os._exit(0)\ntime.sleep(15)"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MEMORY)
def test_a_memory_bomb_is_out_of_memory(name, attack):
    status, message, _ = attack(MEMORY[name])
    assert status == "out of memory", (status, message)


OUTPUT = {
    "printed": ("for _ in range(1200): print('x' * 1_000_000)\nq3 = 1", "wrong", ""),
    "written": ("import os\nfor _ in range(1200): os.write(2, b'x' * 1_000_000)\nq3 = 1", "wrong", ""),
    "displayed": ("from IPython.display import display\ndisplay('x' * 10**8)\nq3 = 1", "wrong", ""),
    "to a file": (
        "with open('big', 'wb') as file:\n    for _ in range(1200): file.write(b'x' * 1_000_000)", "error", "OSError",
    ),
    "to many files": (
        "for name in range(60):\n    with open(f'{name}', 'wb') as file:\n        for _ in range(20): file.write(b'x' * 1_000_000)",
        "error", "No space",
    ),
    "to shared memory": (
        "for name in range(60):\n    with open(f'/dev/shm/{name}', 'wb') as file:\n"
        "        for _ in range(20): file.write(b'x' * 1_000_000)",
        "error", "No space",
    ),
    "to memory that no limit counts": ("import os\nos.memfd_create('x')", "error", "PermissionError"),
    "by names": ("for name in range(50_000): open(f'{name}', 'w').close()", "error", "No space"),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTPUT)
def test_output_goes_nowhere_and_files_have_an_end(name, attack):
    source, ends, says = OUTPUT[name]
    status, message, _ = attack(source)
    assert (status, says in message) == (ends, True), (status, message)


# --- looking around ---------------------------------------------------------------------------------

_READ = """
opened = []
for path in {paths!r}:
    try:
        opened.append((path, open(path, "rb").read(200)))
    except (FileNotFoundError, PermissionError, NotADirectoryError):
        pass
raise Exception(f"opened {{len(opened)}}: {{opened}}")
"""


def test_files_of_others_cannot_be_read(attack, tmp_path):
    neighbour = tmp_path / "neighbour.ipynb"
    neighbour.write_text("q3 = '1900-03-13'")
    root = SOLUTIONS.parents[1]
    paths = [
        "/etc/passwd", "/etc/shadow", "/etc/hostname", "/proc/1/environ", "/proc/1/root/etc/passwd", "/proc/self/maps",
        "/proc/self/fd/0", "/proc/1/mem", "/sys/kernel/uevent_seqnum", "/dev/mem", "/dev/kmsg", "/root/.bashrc",
        "/course/src/chronology/exercises/sealed/02.json", "/course/exercises/solutions/02-khanate-and-empire.ipynb",
        str(root / "src/chronology/exercises/sealed/02.json"), str(root / "README.md"), str(neighbour),
        *map(str, SOLUTIONS.glob("*")), str(Path.home() / ".profile"),
    ]  # fmt: skip
    assert sum(map(os.path.exists, paths)) > 5
    message = attack(_READ.format(paths=paths))[1]
    assert "opened 0:" in message, message
    assert "opened 1:" in attack(_READ.format(paths=["/course/data/events.csv"]))[1]


def test_the_replies_and_solutions_are_nowhere_in_sight(attack):
    source = """
import os
found = []
for top, folders, files in os.walk("/"):
    found += [os.path.join(top, name) for name in files if name == "02.json" or name.startswith("02-khanate")]
    found += [os.path.join(top, name) for name in folders if name in ("solutions", "submissions") and "site-packages" not in top]
raise Exception(f"found {len(found)}: {found}")
"""
    _status, message, _ = attack(source)
    assert "found 0:" in message, message


def test_the_environment_is_not_the_instructors(attack):
    status, message, _ = attack(f"import os\nassert {MARK[:8]!r} in str(os.environ), sorted(os.environ)")
    assert status == "error" and "COURSE_SECRET" not in message and "AssertionError" in message


def test_only_two_processes_are_in_sight(attack):
    source = """
import os
seen = []
for each in range(1, 40_000):
    try:
        os.kill(each, 0)
        seen.append(each)
    except ProcessLookupError: pass
raise Exception(f"seen {seen}")
"""
    assert "seen [1, 2]" in attack(source)[1]


def test_nothing_can_be_written_outside(attack):
    folders = [
        "/",
        "/usr",
        "/usr/bin",
        "/dev",
        "/proc",
        "/course",
        "/course/src/chronology",
        "/course/data",
        "/root",
        "/etc",
    ]
    paths = [f"{folder}/written-{os.getpid()}" for folder in [*folders, SOLUTIONS, SOLUTIONS.parents[1], Path.home()]]
    source = f"""
written = []
for path in {paths!r}:
    try:
        with open(path, "w") as file: file.write("x")
        written.append(path)
    except OSError: pass
raise Exception(f"written {{len(written)}}: {{written}}")
"""
    assert "written 0:" in attack(source)[1]
    assert not any(map(os.path.exists, paths))


def test_nothing_is_left_for_the_next_student(grader):
    leave = """
import tempfile
for folder in (tempfile.gettempdir(), "/dev/shm", "."):
    with open(f"{folder}/left", "w") as file: file.write("1900-03-13")
q3 = "left"
"""
    grader.grade(NOTEBOOK, {"02-q3-answer": leave}, LIMITS)
    look = (
        "import os, tempfile\nraise Exception(f\"found {os.listdir(tempfile.gettempdir()) + os.listdir('/dev/shm')}\")"
    )
    assert "found []" in grader.grade(NOTEBOOK, {"02-q3-answer": look}, LIMITS)[2].message


def test_no_process_outlives_its_submission(grader):
    name = f"survivor-{os.getpid()}"
    source = f"""
import os, signal, subprocess, sys
if os.fork() == 0:
    os.setsid()
    for number in range(1, 32):
        try: signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError): pass
    if os.fork() == 0:
        os.execv("/bin/bash", ["{name}", "-c", "sleep 30; true"])
    os._exit(0)
subprocess.Popen(["/bin/bash", "-c", "exec -a {name} sleep 30"], start_new_session=True)
q3 = "left"
"""
    grader.grade(NOTEBOOK, {"02-q3-answer": source + "import time; time.sleep(1)"}, LIMITS)
    left = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            left += [each] if name.encode() in each.read_bytes() else []
        except OSError:
            continue
    assert left == []


# --- the network and the kernel -----------------------------------------------------------------------


def test_no_socket_can_be_opened(attack):
    source = """
import socket
families = {name: getattr(socket, name) for name in dir(socket) if name.startswith("AF_")}
refused, opened = [], []
for name, family in families.items():
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        try:
            opened.append((name, socket.socket(family, kind)))
        except PermissionError: refused.append(name)
assert {"AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_VSOCK", "AF_ALG", "AF_PACKET"} <= set(refused), refused
socket.socketpair()
raise Exception(f"opened {len(opened)}: {opened}")
"""
    message = attack(source)[1]
    assert "opened 0:" in message, message


def test_nothing_is_fetched(attack):
    source = "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9/', timeout=2)"
    assert "Operation not permitted" in attack(source)[1]


_CALL = "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
CALLS = {
    "trace": "libc.ptrace(16, os.getppid(), 0, 0)",
    "read memory": "libc.process_vm_readv(os.getppid(), 0, 0, 0, 0, 0)",
    "a user namespace": "libc.unshare(0x10000000)",
    "a mount namespace": "libc.unshare(0x20000)",
    "clone with a namespace": "libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0)",
    "mount": "libc.mount(b'none', b'/tmp', b'tmpfs', 0, 0)",
    "unmount": "libc.umount2(b'/proc', 2)",
    "change the root": "libc.chroot(b'/tmp')",
    "keys": "libc.syscall(250, 0, 0, 0, 0, 0)",
    "bpf": "libc.syscall(321, 0, 0, 0)",
    "io_uring": "libc.syscall(425, 1, 0)",
    "a capability": "libc.prctl(24, 21, 0, 0, 0)",
    "shared memory": "libc.shmget(0, 4096, 0o1600)",
    "the other numbering of calls": "libc.syscall(0x40000000 | 39)",
}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of system calls")
def test_the_kernel_refuses(attack):
    tries = "".join(
        f"ctypes.set_errno(0)\ngot = {call}\nif (got, ctypes.get_errno()) != (-1, 1): done.append(({name!r}, got))\n"
        for name, call in CALLS.items()
    )
    message = attack(f"{_CALL}done = []\n{tries}raise Exception(f'done {{len(done)}}: {{done}}')")[1]
    assert "done 0:" in message, message


@pytest.mark.parametrize(
    "source",
    [
        "!cat /etc/passwd > out; cat out\nq3 = open('out').read() or 'nothing'",
        "%%bash\ncat /etc/passwd",
        "%%writefile /course/src/chronology/x.py\nprint('Correct.')",
        "%run /etc/passwd",
        "!kill -9 -1\nq3 = 'still here'",
        "!unshare -U -r cat /etc/shadow\nq3 = 'nothing'",
        "!su; sudo -n true; mount -o remount,rw /\nq3 = 'nothing'",
        "get_ipython().system('cat /proc/1/environ > out 2>&1')\nq3 = 'nothing'",
        "get_ipython().run_cell = lambda *given, **named: 1 / 0\nq3 = 'nothing'",
        "get_ipython().user_ns = {'q3': 'nothing'}",
        "%reset -f",
        "%load_ext autoreload\n%autoreload 2\nq3 = 'nothing'",
    ],
)
def test_magics_and_the_shell_do_no_more_than_python(source, attack):
    status, message, _ = attack(source)
    assert status in ("wrong", "error", "unanswered"), (status, message)
    assert "root:" not in message and MARK not in message
