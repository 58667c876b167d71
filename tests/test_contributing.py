"""CONTRIBUTING.md is tried: its lines are added to a copy, and everything follows."""

import re
from pathlib import Path

import chronology as ch
from chronology import bibliography, checks
from conftest import ROOT


def blocks(language: str) -> list[str]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return [
        re.sub(r"^   ", "", block, flags=re.M) for block in re.findall(rf"   ```{language}\n(.*?)   ```", text, re.S)
    ]


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_one_row_and_one_reference_add_an_event(data):
    event, reference = blocks("csv")
    append(data / "events.csv", event)
    append(data / "event_references.csv", reference)
    assert [str(fault) for fault in checks.run(data)] == []
    id = event.split(",")[0]
    events = ch.events(folder=data)
    assert id in events.index
    assert id in ch.events(folder=data, between=("1997-05", "1997-05"), body="cpc").index
    assert not events.in_essay[id]


def test_the_row_alone_is_refused(data):
    append(data / "events.csv", blocks("csv")[0])
    assert "no reference in event_references.csv" in str(checks.run(data)[0])


def test_the_entry_for_a_new_work_is_one_that_can_be_read(data):
    event, reference = blocks("csv")
    (entry,) = blocks("bibtex")
    key = re.search(r"\{([^,]+),", entry)[1]
    append(data / bibliography.FILE, "\n" + entry)
    append(data / "events.csv", event)
    append(data / "event_references.csv", re.sub(r",[^,]+,", f",{key},", reference, count=1))
    assert [str(fault) for fault in checks.run(data)] == []
    assert key in bibliography.references(data).index
