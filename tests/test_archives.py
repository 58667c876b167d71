"""The files of a class out of folders and zip files."""

import json
import struct
import zipfile
from pathlib import Path

import pytest

from chronology.classroom import archives, check, owners, pool, worker
from chronology.exercises import __main__ as command
from handed_in import COURSE, NAME, RIGHT, hand_in, notebook
from standin import StandIn
from standin import run as run_here

pytestmark = pytest.mark.remembered

HOW = worker.How(grader=StandIn, jobs=1)
STUB = b'{"cells": [{"id": "02-q1-answer"}]}'


def pack(path, entries, compression=zipfile.ZIP_DEFLATED):
    """A zip file of name -> bytes; a name may be a ZipInfo."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def inside(place):
    with archives.opened(place) as opened:
        return [str(each.inside) for each in opened.files], opened.refused


def shown(place):
    with archives.opened(place) as opened:
        return {each.shown for each in owners.find(opened.files, [NAME], sealed=place.is_file()).files}


def test_a_zip_file_is_a_folder_wherever_it_stands(tmp_path):
    student = pack(tmp_path / "student.zip", {f"work/{NAME}.ipynb": STUB})
    download = {
        f"Jane Doe_1_assignsubmission_file_/{NAME}.ipynb": STUB,
        "Max Roe_2_assignsubmission_file_/sub.zip": student.read_bytes(),
        "smithjohn_1004_77_sub.zip": student.read_bytes(),
        f"smithjohn_1004_78_{NAME}.ipynb": STUB,
        "__MACOSX/._x.ipynb": b"",
    }
    pack(tmp_path / "class" / "week2.zip", download)
    found, refused = inside(tmp_path / "class")
    assert refused == [] and f"week2.zip/smithjohn_1004_77_sub.zip/work/{NAME}.ipynb" in found and len(found) == 4
    assert shown(tmp_path / "class") == shown(tmp_path / "class" / "week2.zip") == {"Jane Doe", "Max Roe", "smithjohn"}
    pack(tmp_path / "mail" / "Ann.zip", {f"{NAME}.ipynb": STUB})
    pack(tmp_path / "mail" / "Bob.ZIP", {f"x/{NAME}.ipynb": STUB})
    assert shown(tmp_path / "mail") == {"Ann", "Bob"}


def test_files_are_there_as_long_as_they_are_read_and_gone_after(tmp_path):
    place = pack(tmp_path / "a.zip", {"Ann/a.ipynb": b"one", "Ann/a.ipynb ": b"two"})
    with archives.opened(place) as opened:
        paths = [each.path for each in opened.files]
        assert sorted(each.read_bytes() for each in paths) == [b"one", b"two"]
    assert not any(each.exists() for each in paths)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.ipynb",
        "a/../../evil.ipynb",
        "/evil.ipynb",
        "C:/evil.ipynb",
        "C:\\evil.ipynb",
        "..\\evil.ipynb",
        "\\\\x\\e",
    ],
)
def test_nothing_is_written_outside(tmp_path, name, monkeypatch):
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(archives.tempfile, "tempdir", str(tmp_path / "temporary"))
    place = pack(tmp_path / "a.zip", {name: b"evil", "Ann/a.ipynb": STUB})
    with archives.opened(place) as opened:
        written = {each for each in tmp_path.rglob("*") if each.is_file()} - {place}
        assert [str(each.inside) for each in opened.files] == ["Ann/a.ipynb"]
        assert {each.read_bytes() for each in written} == {STUB}
    (said,) = opened.refused
    assert "leads out of the archive" in said


def test_a_link_in_an_archive_is_left_out_and_said(tmp_path):
    link = zipfile.ZipInfo("Ann/b.ipynb")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    found, refused = inside(pack(tmp_path / "a.zip", {link: b"/etc/passwd", "Ann/a.ipynb": STUB}))
    assert found == ["Ann/a.ipynb"] and "it is a link" in refused[0]


def test_what_grows_too_large_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "SMALL", 10_000)
    pack(tmp_path / "class" / "bomb.zip", {f"{n}.ipynb": bytes(100_000) for n in range(100)})
    pack(tmp_path / "class" / "Ann.zip", {"a.ipynb": STUB})
    found, refused = inside(tmp_path / "class")
    assert found == ["Ann.zip/a.ipynb", "bomb.zip"] and refused == ["bomb.zip: too much comes out of it."]


def test_one_file_may_be_too_large_and_the_sizes_told_are_not_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "LARGEST", 1000)
    place = pack(tmp_path / "a.zip", {"Ann/a.ipynb": STUB, "Bob/b.ipynb": bytes(50_000)})
    found, refused = inside(place)
    assert found == ["Ann/a.ipynb"] and "Bob/b.ipynb" in refused[0] and "more than" in refused[0]


@pytest.mark.parametrize(("limit", "said"), [("MOST_ENTRIES", "more than 3 files"), ("MOST_BYTES", "too much comes")])
def test_limits_hold_for_all_archives_together(tmp_path, monkeypatch, limit, said):
    monkeypatch.setattr(archives, limit, 3 if limit == "MOST_ENTRIES" else 4 * len(STUB) - 1)
    for name in ("Ann", "Bob"):
        pack(tmp_path / "class" / f"{name}.zip", {"a.ipynb": STUB, "b.ipynb": STUB})
    found, refused = inside(tmp_path / "class")
    assert found == ["Ann.zip/a.ipynb", "Ann.zip/b.ipynb", "Bob.zip"] and said in refused[0]


def test_archives_in_archives_end(tmp_path):
    data = STUB
    for depth in range(archives.MOST_NESTED + 2):
        data = pack(tmp_path / f"{depth}.zip", {"a.ipynb" if not depth else "in.zip": data}).read_bytes()
    found, refused = inside(tmp_path / f"{archives.MOST_NESTED + 1}.zip")
    assert len(found) == 1 and found[0].endswith("in.zip") and "it lies in more than" in refused[0]


def encrypted(path):
    """A zip file whose entries say that they are encrypted."""
    data = bytearray(pack(path, {"a.ipynb": STUB}).read_bytes())
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + at] |= 1
    path.write_bytes(data)


def test_an_encrypted_or_damaged_one_is_named_and_the_class_is_read(tmp_path):
    hand_in(tmp_path, f"Ann/{NAME}.ipynb", STUB)
    pack(tmp_path / "Cut" / "a.zip", {"a.ipynb": STUB * 1000})
    (tmp_path / "Cut" / "a.zip").write_bytes((tmp_path / "Cut" / "a.zip").read_bytes()[:60])
    (tmp_path / "Locked").mkdir()
    encrypted(tmp_path / "Locked" / "b.zip")
    spoiled = pack(tmp_path / "Spoiled" / "c.zip", {"a.ipynb": STUB}, zipfile.ZIP_STORED)
    spoiled.write_bytes(spoiled.read_bytes().replace(b"q1-answer", b"q1-xxxxxx"))
    found, refused = inside(tmp_path)
    assert len(found) == 4
    assert refused == [
        "Cut/a.zip: this is no zip file, or it is damaged.",
        "Locked/b.zip: it is encrypted; unpack it with its password.",
        "Spoiled/c.zip: “a.ipynb” in it was left out: it is damaged (Bad CRC-32 for file 'a.ipynb').",
    ]
    assert shown(tmp_path) == {"Ann", "Cut", "Locked", "Spoiled"}, "nobody is lost"


def test_one_bad_file_in_the_download_of_a_class_loses_nobody_else(tmp_path):
    place = pack(tmp_path / "a.zip", {"Ann/a.ipynb": b"AAAA" + STUB, "Bob/b.ipynb": STUB}, zipfile.ZIP_STORED)
    place.write_bytes(place.read_bytes().replace(b"AAAA", b"AAAB"))
    found, refused = inside(place)
    assert found == ["Bob/b.ipynb"] and len(refused) == 1 and "Ann/a.ipynb" in refused[0]


def foreign(path, name):
    """A zip file with a name in bytes and no word on their code page."""
    entry = zipfile.ZipInfo("x" * len(name))
    pack(path, {entry: STUB})
    path.write_bytes(path.read_bytes().replace(b"x" * len(name), name))
    return path


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Пётр Ёлкин/глава 2.ipynb", "cp866"),
        ("Әлия Қожа/2-тарау.ipynb", "utf-8"),
        ("José Núñez/Übung.ipynb", "cp437"),
        ("ИС-21/Li Anna.ipynb", "cp866"),
        ("Ann/a.ipynb", "ascii"),
    ],
)
def test_names_are_read_in_the_code_page_of_who_packed_them(tmp_path, name, encoding):
    assert inside(foreign(tmp_path / "a.zip", name.encode(encoding)))[0] == [name]


def test_a_name_in_the_extra_field_is_read(tmp_path):
    entry, name = zipfile.ZipInfo("________.ipynb"), "Әлия Қожа.ipynb"
    told = b"\1" + struct.pack("<I", zipfile.crc32(b"________.ipynb")) + name.encode()
    entry.extra = struct.pack("<HH", 0x7075, len(told)) + told
    assert inside(pack(tmp_path / "a.zip", {entry: STUB}))[0] == [name]


@pytest.fixture
def in_this_process(monkeypatch):
    monkeypatch.setattr(pool, "run", run_here)


def test_the_newest_of_two_in_an_archive_counts(tmp_path, in_this_process):
    entries = {}
    for year, answer in ((2025, "a"), (2026, "b")):
        entry = zipfile.ZipInfo(f"Ann/{answer}.ipynb", (year, 1, 1, 0, 0, 0))
        entries[entry] = json_of(answer)
    place = pack(tmp_path / "a.zip", entries)
    with check.handed_in(place, tmp_path / "out", (NAME,)) as handed:
        graded = check.check_class(handed, tmp_path / "out", COURSE, HOW)
    (entry,) = graded.entries
    assert entry.file == "Ann/b.ipynb" and entry.rows[0].status == "correct"
    work = {each.name: each.stat().st_mtime_ns for each in (tmp_path / "out" / "work").glob("*.json")}
    with check.handed_in(place, tmp_path / "out", (NAME,)) as handed:
        check.check_class(handed, tmp_path / "out", COURSE, HOW)
    assert {each.name: each.stat().st_mtime_ns for each in (tmp_path / "out" / "work").glob("*.json")} == work


def json_of(answer):
    return json.dumps(notebook(**RIGHT | {"q1": f'q1 = "{answer}"'})).encode()


@pytest.fixture
def standing_in(monkeypatch, in_this_process):
    real = check.check_class
    monkeypatch.setattr(check, "check_class", lambda *given: real(*given[:3], HOW, *given[4:]))


def test_the_command_takes_a_zip_file(tmp_path, capsys, standing_in):
    place = pack(tmp_path / "a.zip", {f"{name}/{NAME}.ipynb": json_of("b") for name in ("Ann", "Bob")})
    run = ["check", str(place), "--out", str(tmp_path / "out"), "--no-sandbox", "--chapters", "2"]
    assert command.main(run) == 0
    assert "2 students, 2 notebooks" in capsys.readouterr().out
    pack(tmp_path / "b.zip", {f"{NAME}.ipynb": json_of("b"), "roster.csv": b"x", "../c.ipynb": b""})
    assert command.main(["check", str(tmp_path / "b.zip"), *run[2:]]) == 1
    said = capsys.readouterr()
    assert "1 students, 1 notebooks" in said.out and "No submissions: roster.csv." in said.out
    assert "leads out of the archive" in said.err and "Nothing tells whose these files are" in said.err
    assert f"{NAME}.ipynb" in said.err
    (tmp_path / "c.zip").write_bytes(b"PK")
    assert command.main(["check", str(tmp_path / "c.zip"), *run[2:]]) == 1
    assert capsys.readouterr().err == f"{Path(tmp_path / 'c.zip')}: this is no zip file, or it is damaged.\n"
