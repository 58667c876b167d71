"""Whose a file is that was handed in."""

import re

from hypothesis import given
from hypothesis import strategies as st

from chronology.exercises.owners import find, named
from chronology.exercises.submissions import read
from handed_in import COURSE, NAME, RIGHT, hand_in

WHOSE = {
    f"Jane Doe_123456_assignsubmission_file_/{NAME}.ipynb": "Jane Doe",
    f"HIST-A2-77/Zhanna Doe_123_assignsubmission_file/{NAME}.ipynb": "Zhanna Doe",
    f"Аяна Серікқызы_77_assignsubmission_file_{NAME}.ipynb": "Аяна Серікқызы",
    f"doejohn_123_456_{NAME}.ipynb": "doejohn",
    f"roejane_LATE_123_456_{NAME}-1.ipynb": "roejane",
    f"Mary/{NAME}.ipynb": "Mary",
    f"Ann/work/02/{NAME}.ipynb": "Ann",
    f"02/Bob/{NAME}.ipynb": "Bob",
    f"{NAME}/Eve/homework.ipynb": "Eve",
    "Chapter 2/Tim.ipynb": "Tim",
    f"Ivan-{NAME}.ipynb": "Ivan",
    "student_07.ipynb": "student_07",
    "anna@example.org.ipynb": "anna@example.org",
    "=cmd|' C calc'!A0.ipynb": "=cmd|' C calc'!A0",
    'a"b<script>.ipynb': 'a"b<script>',
    "two\nlines.ipynb": "two lines",
    f"{NAME}.ipynb": NAME,
    f"{NAME} (1).ipynb": f"{NAME} (1)",
}


def test_whose_a_file_is(tmp_path):
    for path in WHOSE:
        hand_in(tmp_path, path, b"")
    found = {each.path.relative_to(tmp_path).as_posix(): each for each in find(tmp_path, [NAME])}
    assert {path: each.student for path, each in found.items()} == WHOSE
    assert found[f"doejohn_123_456_{NAME}.ipynb"].user == "123"
    assert found[f"Jane Doe_123456_assignsubmission_file_/{NAME}.ipynb"].user == ""
    assert [path for path, each in found.items() if each.notes] == [f"{NAME} (1).ipynb", f"{NAME}.ipynb"]


def test_hidden_files_and_what_systems_leave_are_no_submissions(tmp_path):
    for path in [
        ".DS_Store",
        "__MACOSX/._a.ipynb",
        "Ann/.ipynb_checkpoints/a-checkpoint.ipynb",
        "Thumbs.db",
        "Ann/a.ipynb",
    ]:
        hand_in(tmp_path, path, b"")
    assert [each.path.name for each in find(tmp_path)] == ["a.ipynb"]


def test_a_folder_around_all_others_is_no_student(tmp_path):
    for name in ("Ann", "Bob"):
        hand_in(tmp_path, f"download/{name}.ipynb", b"")
    assert [each.student for each in find(tmp_path)] == ["Ann", "Bob"]


def test_a_folder_of_the_only_student_is_theirs(tmp_path):
    for name in (NAME, "03-soviet-republic"):
        hand_in(tmp_path, f"Ann/{name}.ipynb", b"")
    assert {each.student for each in find(tmp_path, [NAME, "03-soviet-republic"])} == {"Ann"}


def test_a_linked_folder_is_found_but_not_entered(tmp_path):
    hand_in(tmp_path / "elsewhere", "Ann/a.ipynb", **RIGHT)
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    hand_in(folder, "Bob.ipynb", **RIGHT)
    found = find(folder)
    assert [each.student for each in found] == ["Bob", "link"]
    assert "links are not followed" in read(found[1], COURSE).problem[1]


@given(st.text(max_size=200))
def test_a_name_is_never_empty_and_holds_no_line(text):
    name = named(text)
    assert name and len(name) <= 100 and name == name.strip()
    assert not re.search(r"[\x00-\x1f\x7f\u2028\u202e]", name)
    name.encode("utf-8")
