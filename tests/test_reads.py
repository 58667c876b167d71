"""Tables are read once for each content of their files; what is not used is not imported."""

import shutil
import subprocess
import sys

import pytest

import chronology as ch
from chronology import bibliography, tables

pytestmark = pytest.mark.remembered

READERS = {
    "events": (tables.events, "events.csv"),
    "claims": (tables.claims, "claims.csv"),
    "sentences": (tables.sentences, "sentences.csv"),
    "documents": (tables.documents, "documents.csv"),
    "periods": (tables.periods, "periods.csv"),
    "people": (tables.people, "people.csv"),
}


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(tables.DATA, tmp_path / "data")


@pytest.mark.parametrize("name", READERS)
def test_what_a_caller_changes_nobody_else_sees(name):
    read, _ = READERS[name]
    first = read()
    column = first.columns[-1]
    first[column] = 0
    first.index.name = "changed"
    first.drop(index=first.index[0], inplace=True)
    second = read()
    assert len(second) == len(first) + 1
    assert second.index.name != "changed" and not (second[column].astype(str) == "0").all()


@pytest.mark.parametrize("name", READERS)
def test_a_changed_file_is_read_anew_and_another_folder_is_another_table(name, folder):
    read, file = READERS[name]
    before = len(read(folder=folder))
    lines = (folder / file).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / file).write_text("".join(lines[:-1]), encoding="utf-8")
    assert len(read(folder=folder)) == before - 1
    (folder / file).write_text("".join(lines), encoding="utf-8")
    assert len(read(folder=folder)) == before == len(read())


def test_events_follow_the_claims(folder):
    claims = folder / "claims.csv"
    cited = ch.events(in_essay=True, folder=folder)
    id = cited.index[0]
    text = claims.read_text(encoding="utf-8")
    claims.write_text(text.replace(f",{id},", ",,"), encoding="utf-8")
    assert id not in ch.events(in_essay=True, folder=folder).index
    assert id in ch.events(in_essay=True).index


def test_a_table_is_typed_once(monkeypatch):
    ch.events()
    monkeypatch.setattr(tables, "_column", lambda *_: pytest.fail("the table was typed again"))
    ch.events()
    ch.claims(chapter=4)
    ch.documents()


def test_works_are_read_once_and_again_when_they_change(folder, monkeypatch):
    works = ch.references(folder)
    works["title"] = ""
    assert ch.references(folder).title.all()
    file = folder / bibliography.FILE
    file.write_text(file.read_text(encoding="utf-8").replace("@", "@article{broken, @", 1), encoding="utf-8")
    with pytest.raises(ch.DataError):
        ch.references(folder)


def test_citations_are_made_when_asked_for(monkeypatch):
    bibliography._citations.cache_clear()
    monkeypatch.setattr(bibliography, "Style", lambda: pytest.fail("citations were made"))
    assert "citation" not in ch.references()
    bibliography.cited_briefly()
    ch.DocumentMatrix()


def test_import_loads_only_what_is_used():
    heavy = "matplotlib pybtex ipywidgets anywidget geographiclib"
    code = (
        f"import sys, chronology as ch; ch.events(); ch.use_style; "
        f"print([name for name in '{heavy}'.split() if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_all_that_is_offered_is_there():
    assert {name for name in dir(ch) if getattr(ch, name, None) is None} == set()
    assert "events" in dir(ch) and "Timeline" in dir(ch)
    with pytest.raises(AttributeError, match="no attribute 'evens'"):
        _ = ch.evens
