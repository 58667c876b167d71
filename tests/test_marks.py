"""Marks that were typed into open.csv count, or their rows are named: whatever a spreadsheet or a person did to it."""

import csv
import io
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.classroom import reports, sheets
from chronology.classroom.marks import COLUMNS, key_of
from chronology.classroom.outcomes import Class, Entry, Exercise, Row
from chronology.exercises.build import Question

pytestmark = pytest.mark.remembered

NAMES = [
    "Әлия Қожа", "José Núñez", "0012345", "040512501234", "Jane Doe (11)", "Jane Doe (12)",
    unicodedata.normalize("NFC", "Ёжик Йод"), "=cmd", "'Quote", "Петр Ли",
]  # fmt: skip
RUBRIC = "Say what the record shows – and “why”; at most 4."
TYPED = {name: (f"{at % 4}", "Добрая мысль" if at % 3 == 0 else "") for at, name in enumerate(NAMES)}


def answer(at: int) -> str:
    return f'{at}. The year, says “one book”; it rests on it,\nand no more.\n\nКітап біреу; "сөз", {at}.'


def a_class(names=NAMES, numbers=None) -> Class:
    rows = lambda at: (Row("02-q8", "to mark", None, 4, "", answer(at)),)  # noqa: E731
    entries = tuple(
        Entry(name, "", "02", f"{name}.ipynb", True, (), rows(at), identity=f"{name.partition(' (')[0]}\n{at}")
        for at, name in enumerate(names)
    )
    return Class({"02": Exercise("02", "Two", (Question("02-q8", "Question 8", 4, True, RUBRIC),))}, entries)


@pytest.fixture
def out(tmp_path):
    """A folder in which a class of ten has been checked and nothing is marked."""
    assert reports.write(a_class(), tmp_path) == ([], [])
    return tmp_path


def rows_of(out):
    return list(csv.DictReader(io.StringIO((out / "open.csv").read_text(encoding="utf-8-sig"), newline="")))


def typed(out):
    """The rows with what the instructor types."""
    rows = rows_of(out)
    for row in rows:
        row["points"], row["comment"] = TYPED[sheets.unescape_field(row["student"])]
    return rows


def saved(rows, columns=COLUMNS, delimiter=",", encoding="utf-8-sig", errors="strict", **how) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=delimiter, extrasaction="ignore", **how)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding, errors)


def each(rows, change):
    return [row | change(row) for row in rows]


def in_one_column(rows, beside=True) -> bytes:
    """A comma file opened where the separator is ;, marked beside the column, and saved."""
    blank = [row | {"points": "", "comment": ""} for row in rows] if beside else rows
    text = saved(blank).decode("utf-8-sig")
    ends, reader = [], csv.reader(io.StringIO(text, newline=""))
    for _ in reader:
        ends.append(reader.line_num)
    beside_of = {end: [row["points"], row["comment"]] for end, row in zip(ends[1:], rows)} if beside else {}
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";")
    for number, line in enumerate(text.splitlines(), 1):
        writer.writerow([line, *beside_of.get(number, [])])
    return made.getvalue().encode("utf-8-sig")


def twice(rows, *names) -> bytes:
    """The mark of the first row stands in the last of columns that are put before the table or after it."""
    text = io.StringIO()
    writer = csv.writer(text)
    before = () if any(names) else names
    after = names if any(names) else ()
    writer.writerow([*before, *COLUMNS, *after])
    for at, row in enumerate(rows):
        own = [row[column] if at or column != "points" else "" for column in COLUMNS]
        beside = [*[""] * (len(names) - 1), row["points"] if not at else ""]
        writer.writerow([*beside, *own] if before else [*own, *beside])
    return text.getvalue().encode("utf-8-sig")


def cut_at_semicolons(rows) -> bytes:
    """A comma file opened where the separator is ;, as Excel reads it: a quote counts at the start of a cell only."""
    text = saved([row | {"points": "", "comment": ""} for row in rows]).decode("utf-8-sig")
    ends, reader = [], csv.reader(io.StringIO(text, newline=""))
    for _ in reader:
        ends.append(reader.line_num)
    beside = {end: [row["points"], row["comment"]] for end, row in zip(ends[1:], rows)}
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";")
    for number, line in enumerate(text.splitlines(), 1):
        writer.writerow([*next(csv.reader([line], delimiter=";"), []), *beside.get(number, [])])
    return made.getvalue().encode("utf-8-sig")


def by_excel(name: str) -> str:
    """What becomes of a number: no leading zeros, and twelve digits in scientific form."""
    if not name.isdigit():
        return name
    return f"{int(name):.5E}".replace("E+0", "E+") if len(name) > 11 else str(int(name))


# What may happen to the table: rows -> the bytes that come back, with all marks still in them.
MUTILATIONS = {
    "nothing": saved,
    "semicolons": lambda rows: saved(rows, delimiter=";"),
    "tabs": lambda rows: saved(rows, delimiter="\t"),
    "UTF-16": lambda rows: saved(rows, delimiter="\t", encoding="utf-16"),
    "no BOM": lambda rows: saved(rows, encoding="utf-8"),
    "all quoted": lambda rows: saved(rows, quoting=csv.QUOTE_ALL),
    "line ends of Windows": lambda rows: saved(each(rows, lambda row: {"answer": row["answer"].replace("\n", "\r\n")})),
    "cp1251": lambda rows: saved(rows, delimiter=";", encoding="cp1251", errors="replace"),
    "kz1048": lambda rows: saved(rows, delimiter=";", encoding="kz1048", errors="replace"),
    "cp1252": lambda rows: saved(each(rows, lambda row: {"comment": ""}), encoding="cp1252", errors="replace"),
    "mac cyrillic": lambda rows: saved(rows, encoding="mac_cyrillic", errors="replace"),
    "mac roman": lambda rows: saved(each(rows, lambda row: {"comment": ""}), encoding="mac_roman", errors="replace"),
    "leading zeros gone": lambda rows: saved(each(rows, lambda row: {"student": by_excel(row["student"]), "chapter": "2"})),
    "NFD": lambda rows: saved(each(rows, lambda row: {"student": unicodedata.normalize("NFD", row["student"])})),
    "sorted": lambda rows: saved(sorted(rows, key=lambda row: row["answer"], reverse=True)),
    "blank rows": lambda rows: saved([row for each in rows for row in (each, dict.fromkeys(COLUMNS, ""))]),
    "only the key and the points": lambda rows: saved(rows, ["key", "points", "comment"]),
    "columns moved": lambda rows: saved(rows, [*COLUMNS[::-1]]),
    "capitals in the key": lambda rows: saved(each(rows, lambda row: {"key": f" {row['key'].upper()} "})),
    "apostrophes gone": lambda rows: saved(each(rows, lambda row: {"student": sheets.unescape_field(row["student"])})),
    "names retyped": lambda rows: saved(each(rows, lambda row: {"student": row["student"].casefold()})),
    "answers cut off": lambda rows: saved(each(rows, lambda row: {"answer": row["answer"][:20]})),
    "one column, marked beside": in_one_column,
    "one column, marked in the text": lambda rows: in_one_column(rows, beside=False),
    "a column more, without a name": lambda rows: saved(rows, [*COLUMNS, ""]),
    "points with a comma": lambda rows: saved(each(rows, lambda row: {"points": f" {row['points']},0 "})),
    "points of points": lambda rows: saved(each(rows, lambda row: {"points": f"{row['points']} / 4"})),
}  # fmt: skip


def points_in(out):
    rows = list(csv.DictReader(io.StringIO((out / "results.csv").read_text(encoding="utf-8-sig"), newline="")))
    return {sheets.unescape_field(row["student"]): (row["points"], row["status"]) for row in rows}


@pytest.mark.parametrize("name", MUTILATIONS)
def test_whatever_a_spreadsheet_does_every_mark_counts(out, name):
    (out / "open.csv").write_bytes(MUTILATIONS[name](typed(out)))
    faults, _ = reports.write(a_class(), out)
    assert faults == []
    assert points_in(out) == {name: (points, "marked") for name, (points, _) in TYPED.items()}
    again = {
        sheets.unescape_field(row["student"]): row
        for row in (line.cells for line in sheets.tables(out / "open.csv", ())[0].lines)
    }
    assert {name: float(again[name]["points"].split("/")[0].replace(",", ".")) for name in NAMES} == {
        name: float(points) for name, (points, _) in TYPED.items()
    }
    if not re.search("cp1252|mac roman|only the key", name):
        assert {name: again[name]["comment"] for name in NAMES} == {
            name: comment for name, (_, comment) in TYPED.items()
        }


@pytest.mark.parametrize("name", ["semicolons", "one column, marked beside", "nothing"])
def test_the_table_goes_back_in_the_dialect_in_which_it_came(out, name):
    (out / "open.csv").write_bytes(MUTILATIONS[name](typed(out)))
    reports.write(a_class(), out)
    head = (out / "open.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert head == ("," if name == "nothing" else ";").join(COLUMNS)


# What cannot be taken over: rows -> bytes, and a part of what is said; `left`: whether the file is left as it was.
FAULTS = {
    "a date beside the one column": (lambda rows: in_one_column([rows[0] | {"points": "04.май"}, *rows[1:]]), "Is it the points?", False),
    "a mark in a second column of points": (lambda rows: twice(rows, "points"), "stands beside the columns", True),
    "a mark in a second column without a name": (lambda rows: twice(rows, "", ""), "stands beside the columns", True),
    "a mark in the rubric": (lambda rows: saved([rows[0] | {"points": "", "rubric": "3"}, *rows[1:]]), "in a column of the course", True),
    "a mark in of": (lambda rows: saved([rows[0] | {"points": "", "of": "3"}, *rows[1:]]), "in a column of the course", True),
    "a date for points": (lambda rows: saved([rows[0] | {"points": "04.мая"}, *rows[1:]]), "“04.мая” is not a number", False),
    "too many points": (lambda rows: saved([rows[0] | {"points": "5"}, *rows[1:]]), "but the question has 4", False),
    "of another number": (lambda rows: saved([rows[0] | {"points": "3/5"}, *rows[1:]]), "“3/5” is not a number", False),
    "points as the comment": (lambda rows: saved([rows[0] | {"points": "", "comment": "3"}, *rows[1:]]), "Is it the points?", False),
    "a mark beside the table": (lambda rows: saved([rows[0] | {"": "3"}, *rows[1:]], [*COLUMNS, "x", ""]), "stands beside the columns", True),
    "a mark in a column of one's own": (lambda rows: saved([rows[0] | {"Балл": "3"}, *rows[1:]], [*COLUMNS, "Балл"]), "stands beside the columns", True),
    "two rows that differ": (lambda rows: saved([*rows, rows[0] | {"points": "4"}]), "stands in the file twice", True),
    "keys moved by one row": (
        lambda rows: saved([row | {"key": rows[at - 1]["key"]} for at, row in enumerate(rows)]), "Were rows mixed up?", False,
    ),
    "a key of nobody": (lambda rows: saved([rows[0] | {"key": "zzzzzzzz", "answer": ""}, *rows[1:]]), "fits nobody", False),
    "a key of nobody, the answer of somebody": (lambda rows: saved([rows[0] | {"key": "zzzzzzzz"}, *rows[1:]]), "the answer is now that of", False),
    "another chapter": (lambda rows: saved([*rows, rows[0] | {"key": "zzzzzzzz", "question": "03-q8"}]), "chapter 03 is not among", False),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_does_not_count_is_named_and_stays(out, name):
    mutilate, said, left = FAULTS[name]
    before = mutilate(typed(out))
    (out / "open.csv").write_bytes(before)
    faults, _ = reports.write(a_class(), out)
    assert any(said in fault for fault in faults), faults
    rows = [fault for fault in faults if re.search(r"open\.csv, row \d+ \(", fault)]
    assert ((out / "open.csv").read_bytes() == before) == left
    assert any("was left as it is" in fault for fault in faults) == left
    counted = sum(status == "marked" for _, status in points_in(out).values())
    assert counted + len(rows) >= len(NAMES), "each mark counts or its row is named"
    # What was typed still stands in the file.
    entered = sorted(
        line.cells["points"] for line in sheets.tables(out / "open.csv", ())[0].lines if line.cells["points"]
    )
    assert entered == sorted(line.cells["points"] for line in _lines(before) if line.cells["points"])


def _lines(data: bytes):
    return sheets._table(data.decode("utf-8-sig"), (), COLUMNS).lines


def test_nobody_gets_the_mark_of_another(out):
    rows = typed(out)
    keys = [row["key"] for row in rows]
    for shift in range(1, len(rows)):
        (out / "open.csv").write_bytes(
            saved([row | {"key": keys[(at + shift) % len(keys)]} for at, row in enumerate(rows)])
        )
        faults, _ = reports.write(a_class(), out)
        assert len(faults) == len(NAMES) and not any(status == "marked" for _, status in points_in(out).values())


@pytest.mark.parametrize("lost", ["points", "key"])
def test_without_a_column_nothing_is_written(out, lost):
    left = [name for name in COLUMNS if name not in (lost, "student")]
    before = saved(typed(out), left)
    (out / "open.csv").write_bytes(before)
    results = (out / "results.csv").read_bytes()
    with pytest.raises(sheets.SheetError, match=f"the column {lost} is missing"):
        reports.write(a_class(), out)
    assert (out / "open.csv").read_bytes() == before and (out / "results.csv").read_bytes() == results


def test_a_header_sorted_into_the_table_is_said(out):
    head, *lines = saved(typed(out)).decode("utf-8-sig").split("\n")
    (out / "open.csv").write_bytes("\n".join([*lines, head]).encode("utf-8-sig"))
    with pytest.raises(sheets.SheetError, match="the column points is missing"):
        reports.write(a_class(), out)


@pytest.mark.parametrize("where", ["first", "inner"])
def test_texts_cut_at_their_semicolons_give_nobody_a_mark(tmp_path, monkeypatch, where):
    text = {"first": "In 1731; 3\nand no more", "inner": "One\nin 1731; 3\nand no more"}[where]
    monkeypatch.setitem(globals(), "answer", lambda at: f"{at}. {text}")
    monkeypatch.setitem(globals(), "RUBRIC", "At most 4.")
    reports.write(a_class(), tmp_path)
    before = cut_at_semicolons(typed(tmp_path))
    results = (tmp_path / "results.csv").read_bytes()
    (tmp_path / "open.csv").write_bytes(before)
    with pytest.raises(sheets.SheetError, match="opened in one column"):
        reports.write(a_class(), tmp_path)
    assert (tmp_path / "open.csv").read_bytes() == before and (tmp_path / "results.csv").read_bytes() == results


def test_a_table_cut_at_semicolons_of_rubric_and_answer_is_refused(out):
    before = cut_at_semicolons(typed(out))
    (out / "open.csv").write_bytes(before)
    with pytest.raises(sheets.SheetError, match="opened in one column"):
        reports.write(a_class(), out)
    assert (out / "open.csv").read_bytes() == before


@pytest.mark.parametrize("how", ["small letters", "ANSI", "numbers", "no names"])
def test_moved_keys_beside_names_that_a_spreadsheet_changed_give_nobody_a_mark(out, how):
    rows = typed(out)
    rows = [row | {"key": rows[at - 1]["key"]} for at, row in enumerate(rows)]
    change = {
        "small letters": lambda row: {"student": row["student"].casefold()},
        "ANSI": lambda row: {"student": row["student"].encode("cp1252", "replace").decode("cp1252")},
        "numbers": lambda row: {"student": by_excel(row["student"])},
        "no names": lambda row: {"student": ""},
    }[how]
    (out / "open.csv").write_bytes(saved(each(rows, change)))
    faults, _ = reports.write(a_class(), out)
    assert len(faults) == len(NAMES) and not any(status == "marked" for _, status in points_in(out).values())


def test_an_old_table_without_keys_is_read_by_its_names(out):
    (out / "open.csv").write_bytes(saved(typed(out), COLUMNS[1:]))
    assert reports.write(a_class(), out)[0] == []
    assert points_in(out) == {name: (points, "marked") for name, (points, _) in TYPED.items()}


def test_an_old_table_with_a_name_of_two_people_is_not_guessed(out):
    rows = each(typed(out), lambda row: {"student": re.sub(r" \(\d+\)", "", row["student"])})
    (out / "open.csv").write_bytes(saved(rows, COLUMNS[1:]))
    faults, _ = reports.write(a_class(), out)
    assert len(faults) == 2 and all("several students of this name" in fault for fault in faults)


def test_a_second_person_of_the_name_takes_no_mark_away(tmp_path):
    one = a_class(["Jane Doe"])
    reports.write(one, tmp_path)
    rows = rows_of(tmp_path)
    (tmp_path / "open.csv").write_bytes(saved([row | {"points": "4"} for row in rows]))
    first = replace(one.entries[0], student="Jane Doe (11)")
    second = replace(one.entries[0], student="Jane Doe (12)", identity="Jane Doe\n12")
    assert reports.write(Class(one.exercises, (first, second)), tmp_path)[0] == []
    assert points_in(tmp_path) == {"Jane Doe (11)": ("4", "marked"), "Jane Doe (12)": ("", "to mark")}


def test_a_renamed_folder_is_named_with_who_has_the_answer_now(out):
    (out / "open.csv").write_bytes(saved(typed(out)))
    made = a_class()
    renamed = replace(made.entries[0], student="Алия Кожа", identity="Алия Кожа\n0")
    faults, _ = reports.write(Class(made.exercises, (renamed, *made.entries[1:])), out)
    assert len(faults) == 1 and "Әлия Қожа" in faults[0] and "the answer is now that of Алия Кожа" in faults[0]


def points_of(out) -> dict[str, str]:
    with (out / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row["points"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("left", [lambda rows: rows[::2], lambda rows: [], None], ids=["half", "header", "no file"])
def test_a_row_that_had_been_marked_and_is_gone_comes_back_with_its_mark(out, left):
    (out / "open.csv").write_bytes(saved(typed(out)))
    assert reports.write(a_class(), out) == ([], [])
    before, marked = points_of(out), rows_of(out)
    if left:
        (out / "open.csv").write_bytes(saved(left(marked)))
    else:
        (out / "open.csv").unlink()
    faults, notes = reports.write(a_class(), out)
    assert not faults and len(notes) == 1 and "stand there again, with their marks" in notes[0]
    assert points_of(out) == before and rows_of(out) == marked
    assert reports.write(a_class(), out) == ([], [])


def test_an_emptied_cell_takes_a_mark_back(out):
    (out / "open.csv").write_bytes(saved(typed(out)))
    reports.write(a_class(), out)
    (out / "open.csv").write_bytes(saved(each(rows_of(out), lambda row: {"points": "", "comment": ""})))
    assert reports.write(a_class(), out) == ([], [])
    assert not any(points_of(out).values())


def with_answer(at: int, text: str, status: str = "to mark", message: str = "") -> Class:
    """The class after the student of that place has handed in again."""
    made = a_class()
    row = Row("02-q8", status, None if status == "to mark" else 0, 4, message, text)
    entries = [replace(each, rows=(row,)) if number == at else each for number, each in enumerate(made.entries)]
    return Class(made.exercises, tuple(entries))


def test_a_mark_of_an_answer_that_has_changed_is_told_until_somebody_has_looked(out):
    (out / "open.csv").write_bytes(saved(typed(out)))
    reports.write(a_class(), out)
    marked = points_of(out)
    for _ in range(2):
        faults, notes = reports.write(with_answer(4, "Another answer."), out)
        assert not faults and len(notes) == 1 and "Jane Doe (11), 02-q8: the answer has changed" in notes[0]
        assert points_of(out) == marked, "the mark of before counts meanwhile"
        assert [row["student"] for row in rows_of(out) if row["changed"]] == ["Jane Doe (11)"]
    # As a spreadsheet writes a number.
    (out / "open.csv").write_bytes(saved(each(rows_of(out), lambda row: {"points": f"{row['points']},0"})))
    assert len(reports.write(with_answer(4, "Another answer."), out)[1]) == 1
    assert reports.write(a_class(), out) == ([], []), "the answer of before is back"
    reports.write(with_answer(4, "Another answer."), out)
    (out / "open.csv").write_bytes(saved(each(rows_of(out), lambda row: {"changed": ""})))
    assert reports.write(with_answer(4, "Another answer."), out) == ([], [])
    assert len(reports.write(with_answer(4, "A third answer."), out)[1]) == 1
    now = each(rows_of(out), lambda row: {"points": "4"} if row["changed"] else {})
    (out / "open.csv").write_bytes(saved(now))
    assert reports.write(with_answer(4, "A third answer."), out) == ([], []), "it was marked anew"
    assert points_of(out)["Jane Doe (11)"] == "4"


def test_an_answer_that_only_a_spreadsheet_cut_has_not_changed(tmp_path):
    long = "Қайта жазу, a word, " * 2_500
    before = with_answer(0, long)
    reports.write(before, tmp_path)
    rows = each(rows_of(tmp_path), lambda row: {"points": "2", "answer": row["answer"][:32_767].replace("Қ", "?")})
    (tmp_path / "open.csv").write_bytes(saved(rows))
    assert reports.write(before, tmp_path) == ([], [])


@pytest.mark.parametrize(
    ("status", "message"),
    [("unanswered", "Nothing was written."), ("tampered", "2 cells are called 02-q8-answer."), ("unreadable", "The file is empty.")],
)  # fmt: skip
def test_a_mark_for_what_is_no_longer_there_says_so_and_stays(out, status, message):
    (out / "open.csv").write_bytes(saved(typed(out)))
    reports.write(a_class(), out)
    (fault,) = reports.write(with_answer(4, "", status, message), out)[0]
    assert "Jane Doe (11)" in fault and f"there is nothing to mark now. {message}" in fault
    assert reports.write(a_class(), out) == ([], []) and points_of(out)["Jane Doe (11)"] == TYPED["Jane Doe (11)"][0]


def test_a_number_without_its_zeros_is_not_taken_for_another_students(tmp_path):
    made = a_class(["007", "7", "00405125012345", "405130000000"])
    reports.write(made, tmp_path)
    spoilt = {"007": "7", "7": "7", "00405125012345": "4.0513E+11", "405130000000": "4.0513E+11"}
    rows = each(rows_of(tmp_path), lambda row: {"student": spoilt[row["student"]], "points": "2"})
    (tmp_path / "open.csv").write_bytes(saved(rows))
    assert reports.write(made, tmp_path)[0] == []
    moved = each(
        rows_of(tmp_path), lambda row: {"student": {"007": "7", "7": "007"}.get(row["student"], row["student"])}
    )
    (tmp_path / "open.csv").write_bytes(saved(moved))
    assert len(reports.write(made, tmp_path)[0]) == 1, "7 is never 007"


def test_half_a_point_counts_and_is_told(out):
    rows = typed(out)
    (out / "open.csv").write_bytes(saved([rows[0] | {"points": "2,5"}, *rows[1:]]))
    faults, notes = reports.write(a_class(), out)
    assert not faults and len(notes) == 1 and "2.5 points count; the rubric gives whole points only" in notes[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04rest", "this is a workbook (XLSX or ODS)"),
        (b"\xd0\xcf\x11\xe0rest", "this is a workbook (XLS)"),
        (b"<html>", "a web page"),
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf\r\n", "the file is empty"),
        (b"key,student,question,Mark\n", "the column points is missing; put it back, or move the file away. It has key,"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_says_what_it_is_and_is_left(out, data, said):
    (out / "open.csv").write_bytes(data)
    with pytest.raises(sheets.SheetError) as error:
        reports.write(a_class(), out)
    assert said in str(error.value) and (out / "open.csv").read_bytes() == data


def test_a_file_that_breaks_off_in_a_letter_is_not_read_in_another_code(out):
    data = saved(typed(out))
    cut = data[: data.index("Қ".encode()) + 1]
    (out / "open.csv").write_bytes(cut)
    with pytest.raises(sheets.SheetError, match="breaks off in the middle of a letter"):
        reports.write(a_class(), out)
    assert (out / "open.csv").read_bytes() == cut


def test_a_line_with_the_separator_is_no_header(out):
    data = saved(typed(out), delimiter=";").decode("utf-8-sig")
    (out / "open.csv").write_bytes(f"sep=;\r\n{data}".encode("utf-8-sig"))
    assert reports.write(a_class(), out) == ([], [])


def test_a_file_in_one_column_with_texts_cut_gives_nobody_a_mark(tmp_path):
    """A comma file opened where the separator is ;, with ; in the rubric, marked in the next free cell."""
    reports.write(a_class(), tmp_path)
    text = (tmp_path / "open.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    made = io.StringIO()
    csv.writer(made, delimiter=";").writerows(
        [[*row, "2"] if at and at % 3 == 0 else row for at, row in enumerate(rows)]
    )
    (tmp_path / "open.csv").write_bytes(made.getvalue().encode("cp1251", "replace"))
    with pytest.raises(sheets.SheetError, match="it was opened in one column"):
        reports.write(a_class(), tmp_path)


def test_an_answer_emptied_in_the_spreadsheet_has_not_changed(out):
    (out / "open.csv").write_bytes(saved(each(typed(out), lambda row: {"answer": ""})))
    assert reports.write(a_class(), out) == ([], [])


def test_rows_mixed_up_are_not_said_to_be_gone(out):
    (out / "open.csv").write_bytes(saved(typed(out)))
    reports.write(a_class(), out)
    rows = rows_of(out)
    rows[0]["key"], rows[1]["key"] = rows[1]["key"], rows[0]["key"]
    (out / "open.csv").write_bytes(saved(rows))
    faults, notes = reports.write(a_class(), out)
    assert len(faults) == 2 and not any("are gone" in note for note in notes)


def test_without_keys_a_number_is_known_and_a_lost_name_hears_of_the_column(out):
    rows = each(typed(out), lambda row: {"student": by_excel(row["student"]).replace("Ә", "?"), "answer": ""})
    (out / "open.csv").write_bytes(saved(rows, COLUMNS[1:]))
    faults, _ = reports.write(a_class(), out)
    assert len(faults) == 1 and "?лия" in faults[0] and "Put the column back" in faults[0]
    assert points_of(out)["0012345"] == TYPED["0012345"][0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_and_headers_in_capitals_are_read(out, encoding):
    data = saved(typed(out), encoding="utf-8").decode().replace("points", "Points ", 1).replace("comment", "COMMENT", 1)
    (out / "open.csv").write_bytes(data.encode(encoding))
    assert reports.write(a_class(), out) == ([], [])
    assert points_of(out)["Jane Doe (11)"] == TYPED["Jane Doe (11)"][0]


def test_the_end_says_how_many_marks_there_are(out):
    rows = typed(out)
    (out / "open.csv").write_bytes(saved([*rows[:4], *each(rows[4:], lambda row: {"points": "", "comment": ""})]))
    reports.write(a_class(), out)
    assert any("4 have points; 6 wait" in line for line in reports.summarise(a_class(), out))


@given(st.text(max_size=60), st.text(max_size=20))
def test_a_key_is_eight_letters_that_no_spreadsheet_takes_for_anything_else(identity, question):
    key = key_of(identity.encode("utf-8", "replace").decode(), question.encode("utf-8", "replace").decode())
    assert re.fullmatch(r"[bcdfghjklmnpqrstvwxz]{8}", key)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_table_with_anything_changed_loses_nothing(tmp_path_factory, data):
    out = tmp_path_factory.mktemp("marks")
    reports.write(a_class(), out)
    rows = typed(out)
    for _ in range(data.draw(st.integers(1, 4))):
        at, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.sampled_from(COLUMNS[:-2]))
        rows[at] = rows[at] | {column: data.draw(st.text("abcд0 ;,\"'\n?", max_size=6))}
    before = saved(rows, delimiter=data.draw(st.sampled_from(",;\t")))
    (out / "open.csv").write_bytes(before)
    faults, _ = reports.write(a_class(), out)
    counted = sum(status == "marked" for _, status in points_in(out).values())
    assert counted + sum("open.csv, row" in fault for fault in faults) >= len(NAMES)
    now = (out / "open.csv").read_bytes()
    kept = sorted(line.cells["points"] for line in sheets.tables(out / "open.csv", ())[0].lines)
    assert now == before or [each for each in kept if each] == sorted(points for points, _ in TYPED.values())
