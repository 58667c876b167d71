"""Whose a file is that was handed in."""

import json
import re
import unicodedata
import zipfile
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.classroom import archives, owners
from chronology.classroom.names import clean_name
from chronology.classroom.submissions import read
from handed_in import COURSE, NAME, RIGHT, ROOT, hand_in

pytestmark = pytest.mark.remembered

STEMS = tuple(sorted(path.stem for path in (ROOT / "exercises").glob("*.ipynb")))
N1, N2, N3, N4 = (stem for stem in STEMS if "01" <= stem[:2] <= "04")


def find(folder, stems=STEMS):
    with archives.opened(folder) as opened:
        return owners.find(opened.files, stems, refused=opened.refused)


def stub(chapter):
    """A file in which only the chapter can be seen."""
    return json.dumps({"cells": [{"id": f"{chapter}-q1-answer", "cell_type": "code"}]}).encode()


def whose(folder, *paths):
    """Path -> student, and all that is found. A path may end in @04, its chapter; else it is seen from its name, or 02."""
    for each in paths:
        path, _, chapter = each.partition("@")
        chapter = chapter or next((stem[:2] for stem in STEMS if stem in path), "02")
        hand_in(folder, path, stub(chapter) if ".ipynb" in path else b"x")
    handed = find(folder)
    return {str(each.inside): each.shown for each in handed.files}, handed


def test_a_folder_with_a_name_of_the_gradebook_is_that_students(tmp_path):
    for path in ("Мадина/Моя домашка.ipynb", "Мадина/Untitled3.ipynb", f"Жанна/{NAME}.ipynb", f"Иван/{NAME}.ipynb"):
        hand_in(tmp_path, path, stub("02"))
    with archives.opened(tmp_path) as opened:
        alone = owners.find(opened.files, STEMS)
        told = owners.find(opened.files, STEMS, known=lambda name: name == "Мадина")
    assert {each.shown for each in told.files} == {"Мадина", "Жанна", "Иван"} and not told.doubts
    assert len({each.shown for each in alone.files}) == 4 and alone.doubts, "without it nothing tells"


WHOSE = {
    f"Jane Doe_123456_assignsubmission_file_/{NAME}.ipynb": "Jane Doe",
    f"HIST-A2-77/Zhanna Doe_123_assignsubmission_file/{NAME}.ipynb": "Zhanna Doe",
    f"Аяна Серікқызы_77_assignsubmission_file_{NAME}.ipynb": "Аяна Серікқызы",
    f"doejohn_123_456_{NAME}.ipynb": "doejohn",
    f"roejane_LATE_123_456_{NAME}-1.ipynb": "roejane",
    f"Khanate_poeann_attempt_2026-01-31-12-00-00_{NAME}.ipynb": "poeann",
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
    found = {each.path.relative_to(tmp_path).as_posix(): each for each in find(tmp_path, [NAME]).files}
    assert {path: each.student for path, each in found.items()} == WHOSE
    assert found[f"doejohn_123_456_{NAME}.ipynb"].user == "123"
    assert found[f"Jane Doe_123456_assignsubmission_file_/{NAME}.ipynb"].user == ""
    assert [path for path, each in found.items() if each.notes] == [f"{NAME} (1).ipynb", f"{NAME}.ipynb"]


# Each line: files of a class, and the students in their order. No word about a doubt.
SURE = [
    ([f"Group A/Aigerim Bekova_{N2}.ipynb", f"Group A/Petr Ivanov_{N2}.ipynb", f"Group B/Li_{N2}.ipynb"], "ABC"),
    ([f"Group A/Ann/{N2}.ipynb", f"Group A/Bob/{N4}.ipynb", f"Group B/Eve/{N2}.ipynb"], "ABC"),
    ([f"Week 2/Ann/{N2}.ipynb", f"Week 2/Bob/{N2}.ipynb", f"Week 4/Ann/{N4}.ipynb"], "ABA"),
    ([f"ch02/Ann_{N2}.ipynb", f"ch02/Bob_{N2}.ipynb", f"ch04/Ann_{N4}.ipynb"], "ABA"),
    (["Глава 2/Пётр Иванов.ipynb", "Глава 2/Анна Ли.ipynb", "Глава 4/Анна Ли.ipynb@04"], "ABB"),
    (["2-тарау/Әлия.ipynb", "2-тарау/Айым.ipynb", "4-тарау/Әлия.ipynb@04"], "ABA"),
    ([f"Семинар 3/Ли/{N2}.ipynb", f"Семинар 3/Ким/{N2}.ipynb", f"Семинар 4/Ли/{N4}.ipynb"], "ABA"),
    ([f"02 Khanate and empire/Ann_{N2}.ipynb", f"02 Khanate and empire/Bob_{N2}.ipynb"], "AB"),
    (
        [
            f"Задание 2/Группа ИС-21/Иванов Пётр/{N2}.ipynb",
            f"Задание 2/Группа ИС-21/Ким Анна/{N2}.ipynb",
            f"Задание 4/Группа ИС-21/Иванов Пётр/{N4}.ipynb",
            f"Задание 4/ИС-22 тобы/Ли/{N4}.ipynb",
        ],
        "ABAC",
    ),
    # Words that no list has: what lies in the folders tells.
    ([f"Kreisau/Ann/{N2}.ipynb", f"Kreisau/Bob/{N2}.ipynb", f"Lublin/Eve/{N2}.ipynb", f"Lublin/Tom/{N2}.ipynb"], "ABCD"),
    ([f"Teema kaks/Ann/{N2}.ipynb", f"Teema kaks/Bob/{N2}.ipynb", f"Teema neli/Ann/{N4}.ipynb"], "ABA"),
    ([f"Ann/myfirst/{N2}.ipynb", f"Ann/zweite/{N4}.ipynb", f"Bob/myfirst/{N2}.ipynb", f"Bob/zweite/{N4}.ipynb"], "AABB"),
    ([f"Submitted files/Doe, Jane/Khanate/Version {n}/{N2}.ipynb" for n in (1, 2)], "AA"),
    # Numbers.
    ([f"{number}/{N2}.ipynb" for number in (2, 7, 31)], "ABC"),
    (["2.ipynb", "12.ipynb", "31.ipynb"], "ABC"),
    ([f"20231234_{N2}.ipynb", f"20231234_{N4}.ipynb", f"0012345_{N2}.ipynb", "12345.ipynb"], "AABC"),
    (["Ann_02.ipynb", "Ann_04.ipynb@04", "student_02.ipynb", "student_03.ipynb"], "AABC"),
    ([f"Ann/2/{N2}.ipynb", f"Ann/4/{N4}.ipynb", f"Bob/2/{N2}.ipynb"], "AAB"),
    # Traces of copies, other endings.
    ([f"Ann_{N2}{mark}.ipynb" for mark in (" (1)", "-Copy1", " - Copy (2)", " — копия", " - Kopie", "_v2", "-final")], "AAAAAAA"),
    ([f"{before}Ann_{N2}.ipynb" for before in ("Copy of ", "Копия ", "Kopie von ", "Copie de ")], "AAAA"),
    ([f"Әлия_{N2} – көшірме.ipynb", f"Әлия_{N4}.ipynb.txt", f"Әлия_{N1}.ipynb.json", f"{N3}_Әлия.ipynb"], "AAAA"),
    ([f"Ann/{name}.ipynb" for name in (N2, f"{N2} (1)", "new", "a", "homework", "Ann Li")], "AAAAAA"),
    ([f"Jane Doe - Copy of {N2}.ipynb", f"Jane Doe – {N4} (2).ipynb", f"{N1}-Copy1-Copy2 Jane Doe.ipynb"], "AAA"),
    ([f"Ann/resubmission/{N2}.ipynb", f"Ann/old/{N2}.ipynb", f"Ann Final_{N2}.ipynb", f"Bob New/{N2}.ipynb"], "AABC"),
    # Groups of people have namesakes.
    ([f"Group {group}/{who}/{N2}.ipynb" for group in "AB" for who in ("Ann", "7")], "ABCD"),
    # Tools and platforms.
    ([f"{N2}-annli/{N2}.ipynb", f"{N4}-annli/{N4}.ipynb", f"{N2}-bobk/{N2}.ipynb"], "AAB"),
    (["7_02.ipynb", "7_04.ipynb@04", "2_02.ipynb", "ИС-21-07/x.ipynb", "ИС-21-02/x.ipynb"], "AABCD"),
    (
        [
            f"12345-678 - Jane Doe - Jan 31, 2026 1200 PM/{N2}.ipynb",
            f"12345-679 - Jane Doe - Feb 1, 2026 100 PM - {N4}.ipynb",
        ],
        "AA",
    ),
    ([f"smithjohn_1004_77_sub/{N2}.ipynb", f"smithjohn_1004_78_{N4}.ipynb", f"smithjohn_LATE_1004_79_{N1}.ipynb"], "AAA"),
    ([f"li_5_770_{N2}.ipynb", f"li_6_771_{N2}.ipynb"], "AB"),
    ([f"LATE_anon_aB3x9_77_{N2}.ipynb", f"anon_aB3x9_78_{N4}.ipynb", f"anon_Qq3x9_79_{N2}.ipynb"], "AAB"),
    ([f"Week 2/Jane Doe_10_assignsubmission_file_/{N2}.ipynb", f"Week 4/Jane Doe_20_assignsubmission_file_/{N4}.ipynb"], "AA"),
    ([f"A_jdoe_attempt_2026-01-31-12-00-0{n}_{name}.ipynb" for n, name in enumerate((N2, N2, N4))], "AAA"),
    (["lab_2_1_ivanov.ipynb", "lab_2_1_petrov.ipynb", "hist_21_2_li.ipynb", "hist_21_2_kim.ipynb"], "ABCD"),
    ([f"Team 1/{N2}.ipynb", f"Team 2/{N2}.ipynb"], "AB"),
]  # fmt: skip


@pytest.mark.parametrize(("paths", "students"), SURE, ids=[each[0][0] for each in SURE])
def test_what_is_sure(tmp_path, paths, students):
    found, handed = whose(tmp_path, *paths)
    shown = [found[path.partition("@")[0]] for path in paths]
    letters = {name: students[shown.index(name)] for name in shown}
    assert "".join(letters[name] for name in shown) == students
    assert len(set(shown)) == len(set(students))
    assert handed.doubts == []


UNSURE = [
    ([f"{N2}.ipynb", f"{N2} (1).ipynb", f"Copy of {N2}.ipynb"], 3, "Nothing tells whose"),
    ([f"Week 2/{N2}.ipynb", f"Week 3/{N2}.ipynb"], 2, "Nothing tells whose"),
    ([f"Group A/{N2}.ipynb", f"Group A/{N2} (1).ipynb"], 2, "Nothing tells whose"),
    ([f"02/{N2}.ipynb", f"04/{N4}.ipynb"], 2, "Nothing tells whose"),
    (["HIST (1).ipynb", "HIST (2).ipynb", "HIST (3).ipynb"], 3, "Nothing tells whose"),
    ([f"ИС-21/Иванов/{N2}.ipynb", f"ИС-21/Петров/{N4}.ipynb"], 2, "One student or several?"),
    (["Ann/my best.ipynb", "Ann/the second.ipynb", f"Bob/{N2}.ipynb"], 3, "One student or several?"),
    ([f"Ann/1/{N2}.ipynb", f"Ann/3/{N2}.ipynb", f"Bob/{N2}.ipynb"], 3, "One student or several?"),
    ([f"Spring/Ann/{N2}.ipynb", f"Autumn/Ann/{N4}.ipynb"], 2, "One student or several?"),
    ([f"Group A/Ann/{N2}.ipynb", f"Group B/Ann/{N4}.ipynb"], 2, "of the same name?"),
    ([f"Jane Doe_{n}_assignsubmission_file_/{N2}.ipynb" for n in (1, 2)], 2, "of the same name?"),
    (
        [f"{a}/Jane Doe_{n}_assignsubmission_file_/{name}.ipynb" for a, n, name in
         (("A", 1, N2), ("A", 2, N2), ("B", 3, N4), ("B", 4, N4))],
        4,
        "of the same name?",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("paths", "students", "said"), UNSURE, ids=[each[0][0] for each in UNSURE])
def test_what_is_not_sure_is_kept_apart_and_said(tmp_path, paths, students, said):
    found, handed = whose(tmp_path, *paths)
    assert len(set(found.values())) == students
    (doubt,) = handed.doubts
    assert said in doubt
    named_there = [path for path in paths if path.partition("@")[0] in doubt]
    assert len(named_there) >= 2
    assert all(each.notes for each in handed.files if each.doubt)
    keys = {(each.student, each.number) for each in handed.files}
    assert len(keys) == students, "they are known apart from run to run"


@pytest.mark.parametrize(
    "paths",
    [
        (f"Пётр Ёлкин/{N2}.ipynb", f"Петр Елкин/{N4}.ipynb"),
        (f"Bekova Aigerim/{N2}.ipynb", f"Aigerim Bekova/{N4}.ipynb"),
        (f"Ann/{N2}.ipynb", f"Ann (1)/{N4}.ipynb"),
        (f"Иванов/{N2}.ipynb", f"Иванов Пётр/{N4}.ipynb"),
    ],
)
def test_names_that_may_be_one_students_are_kept_apart_with_a_word(tmp_path, paths):
    found, handed = whose(tmp_path, *paths)
    assert len(set(found.values())) == 2 and handed.doubts == []
    assert "may be one student" in handed.told[0]


def test_a_name_with_a_number_is_not_that_of_one_who_is_known_by_a_number(tmp_path):
    paths = [f"Jane Doe_{n}_assignsubmission_file_/{N2}.ipynb" for n in (1, 2)] + [f"Jane Doe (1)/{N2}.ipynb"]
    found, handed = whose(tmp_path, *paths)
    assert len(set(found.values())) == len({(each.student, each.number) for each in handed.files}) == 3


def test_what_one_hands_in_elsewhere_changes_nobody_elses_marks(tmp_path):
    _, before = whose(tmp_path, f"Group A/Ann/{N2}.ipynb", f"Jane Doe_1_assignsubmission_file_/{N2}.ipynb")
    _, after = whose(tmp_path, f"Group B/Ann/{N2}.ipynb", f"Jane Doe_2_assignsubmission_file_/{N2}.ipynb")
    assert {(each.student, each.number) for each in before.files} < {
        (each.student, each.number) for each in after.files
    }


def test_spellings_that_are_one_name(tmp_path):
    paths = [
        f"{unicodedata.normalize('NFD', 'Ёжик Йод')}/{N2}.ipynb",
        f"{unicodedata.normalize('NFC', 'Ёжик Йод')}/{N4}.ipynb",
        f"Ёжик_Йод_{N1}.ipynb",
    ]
    found, handed = whose(tmp_path, *paths)
    assert set(found.values()) == {"Ёжик Йод"} and handed.doubts == handed.told == []


def test_moodles_numbers_in_one_download_are_of_two(tmp_path):
    with_zip = tmp_path / "class"
    with_zip.mkdir()
    names = [f"Jane Doe_{n}_assignsubmission_file_/{N2}.ipynb" for n in (1, 2)]
    pack(with_zip / "week2.zip", {name: stub("02") for name in names})
    handed = find(with_zip)
    assert [each.shown for each in handed.files] == ["Jane Doe (1)", "Jane Doe (2)"] and handed.doubts == []
    merged = tmp_path / "merged"
    merged.mkdir()
    both = {f"{who}_{n}_assignsubmission_file_/{name}.ipynb": stub(name[:2])
            for who, n, name in (("Ann", 1, N2), ("Bob", 2, N2), ("Ann", 3, N4), ("Bob", 4, N4))}  # fmt: skip
    pack(merged / "all.zip", both)
    handed = find(merged)
    assert {each.shown for each in handed.files} == {"Ann", "Bob"} and handed.doubts == []


def pack(path, entries):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)


# --- what is no submission --------------------------------------------------------------------


def test_what_is_no_submission_is_listed_and_nobodys(tmp_path):
    others = ["roster.csv", "README.md", ".vscode/settings.json", "__pycache__/a.pyc", "photo.png", "Week 2/list.xlsx"]
    found, handed = whose(tmp_path, *others, f"Week 2/Ann/{N2}.ipynb", "Week 2/Ann/.idea/x.xml", f"Bob_{N2}.ipynb")
    assert set(found.values()) == {"Ann", "Bob"}
    (said,) = handed.told
    for each in ("roster.csv", "README.md", ".vscode", "__pycache__", "photo.png", "Week 2/list.xlsx"):
        assert each in said


def test_what_lies_in_a_download_beside_the_students_is_nobodys(tmp_path):
    students = {
        f"{name}_{number}_assignsubmission_file/{N2}.ipynb": stub("02") for name, number in (("Ann", 1), ("Bob", 2))
    }
    pack(tmp_path / "Moodle-Задание 2.zip", students | {"roster.csv": b"x"})
    found, handed = whose(tmp_path, f"Eve/{N3}.ipynb")
    assert sorted(found.values()) == ["Ann", "Bob", "Eve"] and len(handed.others) == 1


@pytest.mark.parametrize(
    "path",
    [
        "Zoe/essay.pdf",
        "Zoe/photos.zip",
        "Zoe_9_assignsubmission_file_/essay.docx",
        f"Zoe_{N2}.pdf",
        "Ann.pdf",
        "zoe_7_text.html",
        "Group B/Zoe/essay.pdf",
    ],
)
def test_a_student_without_a_notebook_is_not_lost(tmp_path, path):
    found, _ = whose(tmp_path, f"Ann/{N2}.ipynb", f"Bob/{N2}.ipynb", path)
    assert found[path] == ("Ann" if path == "Ann.pdf" else "zoe" if path.startswith("zoe") else "Zoe")


def test_hidden_files_and_what_systems_leave_are_no_submissions(tmp_path):
    for path in [
        ".DS_Store",
        "__MACOSX/._a.ipynb",
        "Ann/.ipynb_checkpoints/a-checkpoint.ipynb",
        "Thumbs.db",
        "Ann/a.ipynb",
    ]:
        hand_in(tmp_path, path, b"")
    assert [each.path.name for each in find(tmp_path).files] == ["a.ipynb"]


def test_a_folder_around_all_others_is_no_student(tmp_path):
    for name in ("Ann", "Bob"):
        hand_in(tmp_path, f"download/{name}.ipynb", b"")
    assert [each.student for each in find(tmp_path).files] == ["Ann", "Bob"]


def test_a_folder_of_the_only_student_is_theirs(tmp_path):
    for name in (NAME, "03-soviet-republic"):
        hand_in(tmp_path, f"Ann/{name}.ipynb", b"")
    assert {each.student for each in find(tmp_path).files} == {"Ann"}


def test_a_linked_folder_is_found_but_not_entered(tmp_path):
    hand_in(tmp_path / "elsewhere", "Ann/a.ipynb", **RIGHT)
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    hand_in(folder, "Bob.ipynb", **RIGHT)
    found = find(folder).files
    assert [each.student for each in found] == ["Bob", "link"]
    assert "links are not followed" in read(found[1], COURSE).problem[1]


@given(st.text(max_size=200))
def test_a_name_is_never_empty_and_holds_no_line(text):
    name = clean_name(text)
    assert name and len(name) <= 100 and name == name.strip()
    assert not re.search(r"[\x00-\x1f\x7f\u2028\u202e]", name)
    name.encode("utf-8")


# --- classes as they may come -----------------------------------------------------------------

PEOPLE = ["Aigerim Bekova", "Aigerim Omarova", "Пётр Иванов", "Пётр Ли", "Әлия Қожа", "José Núñez", "Anna-Maria Li",
          "Ёжик Йод", "O'Neil", "Jean Paul Roe", "20231234", "0012345", "77", "Ғани Өтеген", "ann", "bob_k", "李 明"]  # fmt: skip
MARKS = ["", "", "", " (1)", "-Copy1", " - Copy", " — копия", "_v2", "-final", " - Kopie (2)"]
SERIES = [
    "Week {}",
    "Неделя {}",
    "{}-тарау",
    "Seminar {}",
    "Kapitulli {}",
    "ch0{}",
    "Задание {}",
    "Thema {} – Quellen",
    "0{}",
]
GROUPS = ["Group {}", "Группа ИС-2{}", "{}-топ", "Klasse {}"]
# person, number of the person, chapter, trace of a copy -> path. Chapters are told by contents and, here, by names.
LAYOUTS = {
    "folder": lambda d, p, i, c, m: f"{p}/{STEMS[c - 1]}{m}.ipynb",
    "file": lambda d, p, i, c, m: f"{p}_{STEMS[c - 1]}{m}.ipynb",
    "after": lambda d, p, i, c, m: f"{STEMS[c - 1]} - {p}.ipynb",
    "deep": lambda d, p, i, c, m: f"{p}/{d.series.format(c)}/{STEMS[c - 1]}{m}.ipynb",
    "group": lambda d, p, i, c, m: f"{d.groups.format(i % 2 + 1)}/{p}/{STEMS[c - 1]}{m}.ipynb",
    "group file": lambda d, p, i, c, m: f"{d.groups.format(i % 2 + 1)}/{p}_{STEMS[c - 1]}{m}.ipynb",
    "series": lambda d, p, i, c, m: f"{d.series.format(c)}/{p}/{STEMS[c - 1]}{m}.ipynb",
    "series file": lambda d, p, i, c, m: f"{d.series.format(c)}/{p}_{STEMS[c - 1]}{m}.ipynb.txt",
    "both": lambda d, p, i, c, m: f"{d.series.format(c)}/{d.groups.format(i % 2 + 1)}/{p}/{STEMS[c - 1]}{m}.ipynb",
    "other way": lambda d, p, i, c, m: f"{d.groups.format(i % 2 + 1)}/{d.series.format(c)}/{p}/{STEMS[c - 1]}.ipynb",
    "town": lambda d, p, i, c, m: f"{('Almaty', 'Omsk')[i % 2]}/{p}/{STEMS[c - 1]}{m}.ipynb",
    "town file": lambda d, p, i, c, m: f"{('Almaty', 'Omsk')[i % 2]}/{p}_{STEMS[c - 1]}{m}.ipynb",
    "towns": lambda d, p, i, c, m: f"{('Almaty', 'Omsk')[i % 2]}/10{'AB'[i // 2 % 2]}/{p}/{STEMS[c - 1]}{m}.ipynb",
    "whole": lambda d, p, i, c, m: f"{d.series.format(c)}/{p}{m}.ipynb",
    "in town": lambda d, p, i, c, m: f"{('Almaty', 'Omsk')[i % 2]}/{p}{m}.ipynb",
    "inside": lambda d, p, i, c, m: f"{p}/{d.word}/{STEMS[c - 1]}{m}.ipynb",
    "free": lambda d, p, i, c, m: f"{p}/{d.word} {c}{m}.ipynb",
    "moodle": lambda d, p, i, c, m: f"{p}_{c * 1000 + i}_assignsubmission_file_/{STEMS[c - 1]}{m}.ipynb",
    "canvas": lambda d, p, i, c, m: f"{d.canvas(p)}_{500 + i}_{c * 1000 + i}_{STEMS[c - 1]}-1.ipynb",
    "blackboard": lambda d, p, i, c, m: f"T_user{i}_attempt_2026-01-0{c}-00-00-00_{STEMS[c - 1]}.ipynb",
}
MIXED = [
    ("town", "folder"),
    ("group", "town file", "file"),
    ("inside", "folder"),
    ("free", "deep", "towns"),
    (*LAYOUTS,),
    ("folder", "file", "group", "moodle"),
    ("file", "series file", "canvas"),
    ("folder", "deep", "after"),
]


class Drawn:
    def __init__(self, draw):
        self.series, self.groups = draw(st.sampled_from(SERIES)), draw(st.sampled_from(GROUPS))
        self.word = draw(st.sampled_from(["projekt", "khan", "x1", "Мой ответ", "жауабым", "work"]))

    def canvas(self, person):
        return re.sub(r"\W", "", unicodedata.normalize("NFC", person)).lower()


@st.composite
def classes(draw):
    """path -> (person, chapter) of a class."""
    drawn = Drawn(draw)
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=7, unique=True))
    kinds = draw(st.sampled_from([*((name,) for name in LAYOUTS), *MIXED]))
    around = draw(st.sampled_from(["", "", "HIST-A2-77/"]))
    files = {}
    for number, person in enumerate(people):
        kind = draw(st.sampled_from(kinds))
        for chapter in draw(st.lists(st.integers(1, 4), min_size=1, max_size=3, unique=True)):
            for mark in draw(st.lists(st.sampled_from(MARKS), min_size=1, max_size=2, unique=True)):
                spelled = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), person)
                path = around + LAYOUTS[kind](drawn, spelled, number, chapter, mark)
                files[path] = person, chapter
    return files


@pytest.fixture(scope="module")
def stubs(tmp_path_factory):
    """One file for each chapter, which stands in for all notebooks of it."""
    folder = tmp_path_factory.mktemp("stubs")
    return {chapter: hand_in(folder, f"{chapter}.ipynb", stub(f"{chapter:02}")) for chapter in range(1, 5)}


def find_in(stubs, files):
    return owners.find([archives.File(stubs[each[-1]], PurePosixPath(path)) for path, each in files.items()], STEMS)


@settings(max_examples=200, deadline=None)
@given(classes())
def test_no_class_merges_two_or_parts_one_without_a_word(stubs, files):
    handed = find_in(stubs, files)
    by_name, by_person = {}, {}
    for each in handed.files:
        person, _ = files[str(each.inside)]
        by_name.setdefault(each.shown, set()).add(person)
        by_person.setdefault(person, []).append(each)
    assert {name: people for name, people in by_name.items() if len(people) > 1} == {}, "two became one"
    assert len(handed.files) == len(files), "a file is lost"
    for person, found in by_person.items():
        if len({each.shown for each in found}) > 1:
            assert any(each.doubt for each in found), f"{person} was parted without a word"


def test_an_archive_that_is_not_opened_is_something_to_settle(tmp_path):
    for name in ("Алиев Асан_02.ipynb", "Рябов.rar", "Зуева.7z"):
        (tmp_path / name).write_bytes(b"{}")
    handed = find(tmp_path)
    assert "Рябов.rar" in " ".join(handed.doubts) and "Зуева.7z" in " ".join(handed.doubts)
    assert "Only zip files are opened" in " ".join(handed.doubts)
