"""Sound data pass; data broken in one place are refused by file, row and field."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import chronology as ch
from chronology import bibliography, checks, tables

pytestmark = pytest.mark.remembered


def test_the_courses_own_data_are_sound():
    assert [str(fault) for fault in checks.run()] == []


def test_frictionless_itself_accepts_the_package():
    command = [str(Path(sys.executable).with_name("frictionless")), "validate", str(tables.DATA / "datapackage.json")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def replace(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the one occurrence of a text; returns the row it stands in."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


# What is broken: file, the text replaced, its replacement, the field named, a part of the message.
BROKEN = {
    "duplicate id": ("events.csv", "\nbaikonur-lease-1994,", "\nbudapest-memorandum-1994,", "id", "same as in the row at position"),
    "impossible date": ("events.csv", "abai-monument-2006,2006-04-04,", "abai-monument-2006,2006-04-31,", "date", "2006-04-31"),
    "date that is not EDTF": ("events.csv", "abai-monument-2006,2006-04-04,", "abai-monument-2006,4 April 2006,", "date", "not a date in EDTF"),
    "a day in a decade": ("events.csv", "abai-monument-2006,2006-04-04,", "abai-monument-2006,200X-04-04,", "date", "a decade or a century has no month"),
    "significant digits": ("events.csv", "abai-monument-2006,2006-04-04,", "abai-monument-2006,2006S2,", "date", "significant digits"),
    "a time of day": ("events.csv", "abai-monument-2006,2006-04-04,", "abai-monument-2006,2006-04-04 00:00:00,", "date", "leave out the time"),
    "digits of another script": ("events.csv", "abai-monument-2006,2006-04-04,", "abai-monument-2006,٢٠٠٦-04-04,", "date", "digits 0 to 9"),
    "a blank after a date": ("events.csv", "abai-monument-2006,2006-04-04,", "abai-monument-2006,2006-04-04 ,", "date", "without blanks"),
    "dangling event": ("event_references.csv", "\nborder-treaty-2005,tass-1901155,", "\nborder-treaty-2006,tass-1901155,", "event", "border-treaty-2006"),
    "dangling reference": ("event_references.csv", "\nborder-treaty-2005,tass-1901155,", "\nborder-treaty-2005,tass-0,", "reference", "tass-0"),
    "dangling claim event": ("claims.csv", ",friendship-treaty-1992,,,\n", ",friendship-treaty-1991,,,\n", "event", "friendship-treaty-1991"),
    "extra comma": ("chapters.csv", "1,01-neighbours,A new state", "1,01-neighbours,A new, state", None, "double quotes"),
    "missing cell": ("chapters.csv", ",1,12\n", ",1\n", None, "missing"),
    "text for a number": ("border_lengths.csv", "length-7591,7591,", "length-7591,7591 km,", "length_km", "7591 km"),
    "yes or no": ("sentences.csv", "\n2,yes,", "\n2,maybe,", "checkable", "maybe"),
    "missing column": ("people.csv", ",born,", ",birth,", None, "column 'born' is missing"),
    "empty language column": ("chapters.csv", ",Кезеңдер,", ",,", "title_kk", "required"),
}  # fmt: skip
BROKEN["unknown verdict"] = ("events.csv", "nursultan-nazarbayev;boris-yeltsin,imprecise,", "nursultan-nazarbayev;boris-yeltsin,doubtful,", "verdict", "doubtful")  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_broken_data_are_named_by_file_row_and_field(data, case):
    file, old, new, field, message = BROKEN[case]
    row = replace(data, file, old, new) + (1 if old.startswith("\n") else 0)
    faults = checks.run(data)
    named = [(fault.file, fault.row, fault.field or field) for fault in faults if message in str(fault)]
    assert (file, 1 if case == "missing column" else row, field) in named, [str(fault) for fault in faults]


def test_wrong_encoding_is_named_by_file_and_row(data):
    path = data / "places.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    content = [row.encode("cp1251" if number == 4 else "utf-8", errors="replace") for number, row in enumerate(rows, 1)]
    path.write_bytes(b"\n".join(content) + b"\n")
    with pytest.raises(ch.DataError, match=r"data/places.csv, row 4: is not UTF-8"):
        tables.read("places", data)
    assert any(fault.file == "places.csv" for fault in checks.run(data))


# What reading alone must refuse, without the full check: a notebook gets this message.
UNREADABLE = {
    "missing column": ("people.csv", ",born,", ",", 1, None, "column 'born' is missing"),
    "unknown column": ("people.csv", "id,name_en", "id,nick,name_en", 1, None, "unknown column 'nick'"),
    "columns out of order": ("people.csv", "id,name_en,name_ru", "id,name_ru,name_en", 1, None, "out of order"),
    "extra comma": ("chapters.csv", "A new state", "A new, state", 2, None, "must stand in double quotes"),
    "missing cell": ("chapters.csv", ",1,12\n", ",1\n", 2, None, "a cell or a comma is missing"),
    "impossible date": ("events.csv", "abai-monument-2006,2006-04-04,", "abai-monument-2006,2007-02-29,", None, "date", "does not exist"),
    "unknown verdict": (*BROKEN["unknown verdict"][:3], None, "verdict", "expected one of confirmed"),
    "line break in a cell": ("chapters.csv", "A new state looks at its neighbours", '"A new\nstate looks at its neighbours"', 2, None, "line break"),
    "open quote": ("chapters.csv", "A new state looks", '"A new state looks', None, None, "line break|not valid CSV"),
    "spaces in a list": ("events.csv", "tobolsk;turkistan", "tobolsk; turkistan", None, "places", "without spaces"),
    "yes or no": ("sentences.csv", "\n2,yes,", "\n2,true,", 3, "checkable", "expected yes or no"),
    "text for a number": ("border_lengths.csv", "length-7591,7591,", "length-7591,7 591,", 2, "length_km", "7 591"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNREADABLE)
def test_reading_broken_data_says_where_and_what_was_expected(data, case):
    file, old, new, row, field, message = UNREADABLE[case]
    at = replace(data, file, old, new)
    with pytest.raises(ch.DataError, match=message) as caught:
        tables.read(file.removesuffix(".csv"), data)
    assert caught.value.file == file
    if field:
        assert (caught.value.row, caught.value.field) == (row or at, field)
    elif row:
        assert caught.value.row == row


def test_a_byte_order_mark_is_refused(data):
    path = data / "chapters.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    with pytest.raises(ch.DataError, match="byte order mark"):
        tables.read("chapters", data)


def test_a_missing_file_is_named(data):
    (data / "places.csv").unlink()
    with pytest.raises(ch.DataError, match=r"data/places.csv: not found"):
        tables.read("places", data)


# What a description cannot say: each rule of checks.py, broken once.
UNSOUND = {
    "weekday": ("events.csv", ",A Tuesday; no presidents", ",A Monday; no presidents", "note", "says Monday, but 2001-11-27 is a Tuesday"),
    "old and new style": ("events.csv", "nicholas-ii-abdication-1917,1917-03-15,", "nicholas-ii-abdication-1917,1917-03-16,", "date", "expected 1917-03-15"),
    "no such day in the old style": ("events.csv", ",1917-03-02,julian", ",1917-02-30,julian", "date_written", "1917-02-30"),
    "islamic year": ("events.csv", "1465/1466,17XX/18XX,0870", "1465/1466,17XX/18XX,0871", "date", "does not hold 0871"),
    "day of the old style missing": ("events.csv", "1731-10-21,,1731-10-10,", "1731-10-21,,,", "date_written", "needs the day as written"),
    "calendar before 1918": ("events.csv", "abylai-election-1771,1771,,,julian", "abylai-election-1771,1771,,,gregorian", "calendar", "before 14 February 1918"),
    "old style after 1918": ("events.csv", "kazakh-spelling-1936,1936-02-05,,,gregorian", "kazakh-spelling-1936,1936-02-05,,1936-01-23,julian", "calendar", "Old Style ended"),
    "essay date repeated": ("events.csv", "abai-monument-2006,2006-04-04,,", "abai-monument-2006,2006-04-04,2006-04-04,", "date_essay", "repeats date"),
    "party that is no state": ("events.csv", ",kazakhstan;russia,eurasian-development-bank,", ",kazakhstan;russia;eurasian-development-bank,,", "parties", "put it in bodies"),
    "body that is a state": ("events.csv", ",kazakhstan;russia,eurasian-development-bank,", ",kazakhstan,russia;eurasian-development-bank,", "bodies", "put it in parties"),
    "unexplained event": ("events.csv", "The day comes from one reference work only; the scholarship seen dates the mission by year.", "", "explanation", "verdict is imprecise"),
    "event without reference": ("event_references.csv", "\nabai-monument-2006,kremlin-23518,", "\nmedvedev-visit-2008,kremlin-23518,", "support", "no reference"),
    "unexplained claim": ("claims.csv", "The wording was not traced to any speech or text.,,,,\nC05", ",,,,\nC05", "explanation", "verdict is unverified"),
    "value against event": ("claims.csv", ",1990-10-25,", ",1990-10-26,", "value", "expected '1990-10-25'"),
    "value of a document against its event": ("claims.csv", ",1992-05-25,", ",1992-05-26,", "value", "expected '1992-05-25'"),
    "value of a period against the period": ("claims.csv", ",179X/181X,", ",178X/181X,", "value", "the essay’s date of last-wave"),
    "value that is no date": ("claims.csv", ",1990-10-25,", ",25 October 1990,", "value", "not a date in EDTF"),
    "claim missing": ("claims.csv", "\nC65,", "\nC67,", "id", "C65 is missing"),
    "sentence without claim": ("sentences.csv", "\n9,no,continues the sentence before it without a claim of its own", "\n9,yes,", "checkable", "sentence 9 has no claim"),
    "sentence with claim": ("sentences.csv", "\n2,yes,", "\n2,no,a reason", "checkable", "C01 cites it"),
    "sentence number": ("claims.csv", "\nC66,75,", "\nC66,76,", "sentences", "76"),
    "one sentence alone": ("chapters.csv", ",67,75", ",67,", "last_sentence", "first or a last sentence alone"),
    "gap between chapters": ("chapters.csv", ",67,75", ",68,75", "first_sentence", "cover sentences 1 to 75"),
    "gap between periods": ("periods.csv", "1848/1917-03-14", "1849/1917-03-14", "date", "gap between"),
    "period without its event": ("periods.csv", "1917-03-15/1920-08-25", "1917-03-16/1920-08-25", "starts_with", "outside the period"),
    "numbering": ("claim_items.csv", "\nfactors,3,", "\nfactors,4,", "number", "expected 1 to 3"),
    "evidence against the verdict": ("claim_interests.csv", "C58,both,maxim,not-found", "C58,both,maxim,record", "evidence_kind", "expected not-found or not-looked"),
    "interest with its words twice": ("claim_interests.csv", "not-looked,,,", "not-looked,ores,руды,кендер", "label_en", "in one of two tables"),
    "practice about nothing": ("practice_questions.csv", ",5,period,course-questions,", ",5,period,kazakhstan,", "about", "form period"),
    "practice with an unknown event": ("practice_questions.csv", "minsk-agreement-1991;republic", "minsk-agreement-1992;republic", "things", "is in no table"),
    "practice with an event twice": ("practice_questions.csv", "minsk-agreement-1991;republic-renamed-1991;", "minsk-agreement-1991;minsk-agreement-1991;", "things", "twice"),
    "practice with things and options": ("practice_questions.csv", "before-or-after,4,choose,,,", "before-or-after,4,choose,,minsk-agreement-1991,", "things", "must be empty"),
    "practice with two right answers": ("practice_options.csv", "before-or-after,2,wrong,", "before-or-after,2,right,", "id", "one right option"),
    "practice without a verdict": ("practice_options.csv", "five-verdicts,1,C02,", "five-verdicts,1,right,", "id", "two claims or more"),
    "practice with the date of no event": ("practice_options.csv", "since {republic-renamed-1991}", "since {republic-renamed-1992}", "feedback_en", "names no event"),
    "item of an unknown place": ("events.csv", "tobolsk;turkistan", "tobolsk;turkestan", "places", "turkestan"),
    "unknown topic": ("events.csv", ",diplomacy;security;economy,", ",diplomacy;safety;economy,", "topics", "safety"),
    "name ends before it begins": ("institution_names.csv", ",1936-02-05,1936-12-05,", ",1936-12-05,1936-02-05,", "end", "ends before it begins"),
    "name with an open end spelt as a date": ("institution_names.csv", ",1936-02-05,1936-12-05,", ",1936-02-05,1936-12-05/..,", "end", "expected a date or .."),
    "name that ends in a season": ("institution_names.csv", ",1936-02-05,1936-12-05,", ",1936-02-05,1936-23,", "end", "seasons"),
    "Latin i in Kazakh": ("chapters.csv", "Кезеңдер", "Кeзеңдер", "title_kk", "mixes Latin and Cyrillic"),
    "language column in the wrong script": ("chapters.csv", ",Кезеңдер,", ",Kezender,", "title_kk", "expected Cyrillic"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNSOUND)
def test_unsound_data_are_noticed(data, case):
    file, old, new, field, message = UNSOUND[case]
    replace(data, file, old, new)
    faults = checks.run(data)
    assert any(message in str(fault) and fault.field == field for fault in faults), [str(fault) for fault in faults]


def test_event_and_claim_verdicts_must_agree(data):
    text = (data / "events.csv").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("integration-treaty-1994,"))
    (data / "events.csv").write_text(text.replace(row, row.replace(",differs,", ",imprecise,")), encoding="utf-8")
    assert [fault.field for fault in checks.run(data)] == ["verdict"]


def change_bib(folder: Path, old: str, new: str) -> None:
    replace(folder, bibliography.FILE, old, new)


def entry(folder: Path, key: str) -> str:
    return re.search(rf"@\w+\{{{key},\n.*?\n\}}\n", (folder / bibliography.FILE).read_text(encoding="utf-8"), re.S)[0]


def test_a_work_nobody_saw_carries_no_address(data):
    old = entry(data, "plokhy-2014")
    change_bib(data, old, old.replace("  title ", "  url = {https://example.org/},\n  title "))
    assert "must not carry url" in str(checks.run(data)[0])


def test_a_work_is_seen_in_both_files_or_in_neither(data):
    old = entry(data, "lapin-2024")
    bare = re.sub(r"  (isbn|url|doi|pages) .*\n", "", old)
    change_bib(data, old, bare.replace("{seen}", "{knowledge}"))
    assert "is 'knowledge', but a row says 'yes' in seen" in str(checks.run(data)[0])


def test_an_abstract_is_not_the_passage(data):
    old = entry(data, "lapin-2024")
    change_bib(data, old, old.replace("{seen}", "{partly}"))
    assert "is 'partly', but a row says 'yes' in seen" in str(checks.run(data)[0])


def test_an_event_with_abstracts_alone_is_not_fully_supported(data):
    path = data / "event_references.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"^(turkey-recognition-1991,.*),yes,", r"\1,partly,", text, flags=re.MULTILINE), encoding="utf-8"
    )
    assert "of none of its references the passage was seen" in str(checks.run(data)[0])


def test_an_unused_work_is_noticed(data):
    old = entry(data, "lee-2016")
    change_bib(data, old, old + "\n" + old.replace("lee-2016", "lee-2017"))
    assert "'lee-2017' is not used" in str(checks.run(data)[0])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("keywords     = {scholarship}", "keywords     = {blog}", "expected keywords to be one of primary"),
        ("author       = {Lee, Joo-Yup}", "annote       = {Nobody}", "has no author"),
        ("@book{lee-2016,", "@book{plokhy-2014,", "plokhy-2014"),
        ("checked      = {partly}", "checked      = {partly", "is not valid BibTeX"),
    ],
)
def test_a_broken_entry_is_named(data, old, new, message):
    text = entry(data, "lee-2016")
    assert old in text
    change_bib(data, text, text.replace(old, new))
    assert message in str(checks.run(data)[0])
    assert checks.run(data)[0].file == "references.bib"


def test_a_title_that_would_lose_its_capitals_is_named(data):
    old = entry(data, "lee-2016")
    change_bib(data, old, re.sub(r"= \{\{(Qaz.*)\}\}", r"= {\1}", old))
    assert "unless it is in double braces: title = {{Qazaqlïq, or" in str(checks.run(data)[0])


def test_an_unknown_value_of_a_closed_list_needs_a_name(data):
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    kind = next(
        f for r in package["resources"] if r["name"] == "events" for f in r["schema"]["fields"] if f["name"] == "kind"
    )
    kind["constraints"]["enum"].append("miracle")
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert "languages.py has no name for miracle" in str(checks.run(data)[0])


def test_a_broken_description_is_named(data):
    (data / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(ch.DataError, match=r"datapackage\.json: is not valid JSON"):
        tables.read("events", data)


def test_the_command_prints_every_fault_and_fails(data, monkeypatch):
    replace(data, "events.csv", ",A Tuesday; no presidents", ",A Monday; no presidents")
    replace(data, "periods.csv", "1848/1917-03-14", "1849/1917-03-14")
    monkeypatch.setattr(tables, "DATA", data)
    lines = []
    assert checks.main(lines.append) == 1
    assert len(lines) == 3 and lines[-1] == "2 faults in the data"


def test_the_command_says_how_much_is_sound():
    lines = []
    assert checks.main(lines.append) == 0
    assert lines[0].startswith("data sound: ")
