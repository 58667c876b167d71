"""Whether the data are sound: `python -m chronology.checks`, or `make check`.

The description in datapackage.json (columns, types, closed lists, keys) is checked by the
library `frictionless`; what a description cannot say, such as that a weekday is right or
that every claim has its sentence, is checked here. Every fault names file, row and field.
"""

from __future__ import annotations

import gc
import hashlib
import itertools
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import frictionless
import pandas as pd

from chronology import bibliography, dates, languages, tables
from chronology.tables import DataError

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
CLAIM_IDS = [f"C{number:02}" for number in range(1, 67)]
SENTENCES = range(1, 76)

# Address-like fields that a work cited from knowledge must not carry: nobody saw them.
NEEDS_SIGHT = ("url", "doi", "isbn", "pages")
# What no row can say of a work: nobody saw the passage of which only the abstract, or nothing, was seen.
BEYOND = {"seen": (), "partly": ("yes",), "knowledge": ("yes", "partly")}

_WORD = re.compile(r"[^\W\d_]+")
_LATIN, _CYRILLIC = re.compile(r"[A-Za-z]"), re.compile(r"[\u0400-\u052f]")


def run(folder: Path | None = None) -> list[DataError]:
    """All faults found in the tables of a folder (the course's own if None), none if sound.

    The finer checks need readable tables that lead to each other, so they run only if the
    description and the links hold.
    """
    folder = folder or tables.DATA
    faults = list(_description(folder))
    if faults:
        return faults
    try:
        works = bibliography.references(folder)
    except DataError as error:
        return [error]
    faults = list(_links(folder, works))
    if faults:
        return faults
    for check in (_dates, _events, _claims, _sentences, _periods, _names, _practice, _languages):
        try:
            faults.extend(check(folder))
        except DataError as fault:  # one faulty date keeps a whole table from being read
            if str(fault) not in map(str, faults):
                faults.append(fault)
    return faults + list(_references(folder, works))


def _description(folder: Path) -> Iterator[DataError]:
    """Columns, types, closed lists, keys: by `frictionless`, and what our own reader asks beyond it."""
    described = folder / "datapackage.json"
    try:
        package = frictionless.Package(str(described))
    except frictionless.FrictionlessException as fault:
        yield from (DataError("datapackage.json", error.message) for error in fault.reasons or [fault.error])
        return
    for resource in package.resources:
        told = set()
        try:
            tables.read(resource.name, folder)
        except DataError as fault:  # says more plainly what is wrong, but only the first thing
            told.add(fault.row)
            yield fault
        leads_to = {key["reference"]["resource"] or resource.name for key in resource.schema.foreign_keys}
        files = [described, *(folder / package.get_resource(name).path for name in sorted({resource.name, *leads_to}))]
        for error in _errors(resource, [file.read_bytes() for file in files if file.exists()]):
            row = getattr(error, "row_number", None)
            if row in told or None in told:
                continue
            field = getattr(error, "field_name", "") or ", ".join(getattr(error, "field_names", []))
            if error.type == "primary-key":
                field = ", ".join(resource.schema.primary_key)
            yield DataError(Path(resource.path).name, f"{error.title.lower()}, {error.note}", row, field or None)


_ERRORS: dict[tuple[str, bytes], list[frictionless.Error]] = {}


def _errors(resource: frictionless.Resource, contents: list[bytes]) -> list[frictionless.Error]:
    """What frictionless finds in a table, sought once for the same contents of all files on which that depends."""
    state = resource.name, hashlib.sha256(b"\0".join(contents)).digest()
    if state not in _ERRORS:
        _ERRORS[state] = [error for task in resource.validate().tasks for error in task.errors]
    return _ERRORS[state]


def _rows(name: str, folder: Path) -> Iterator[tuple[int, tables.Row]]:
    """The rows of a table, each with its row number in the file and its key as a field."""
    return zip(itertools.count(2), (row for _, row in tables.rows(tables.read(name, folder).reset_index())))


def _cells(frame: pd.DataFrame, field: str) -> Iterator[tuple[int, object]]:
    """The values of one field, each with its row number in the file."""
    return zip(itertools.count(2), frame[field])


def _links(folder: Path, works: pd.DataFrame) -> Iterator[DataError]:
    """Items of lists inside cells, and keys of references.bib, lead somewhere."""
    known: dict[str, set] = {"references": set(works.index)}
    for resource in tables.package(folder)["resources"]:
        frame = tables.read(resource["name"], folder).reset_index()
        for field in resource["schema"]["fields"]:
            target = field.get("items", {})
            if "labels" in target:
                allowed, where = (
                    set(languages.values(target["labels"])),
                    f"one of {', '.join(languages.values(target['labels']))}",
                )
            elif "resource" in target:
                name = target["resource"]
                if name not in known:
                    known[name] = set(tables.read(name, folder).index)
                allowed = known[name]
                where = "an entry of references.bib" if name == "references" else f"an id of data/{name}.csv"
            elif field["name"] == "reference":
                allowed, where = known["references"], "an entry of references.bib"
            else:
                continue
            for number, cell in _cells(frame, field["name"]):
                for item in cell if isinstance(cell, tuple) else filter(None, [cell]):
                    if item not in allowed:
                        yield DataError(resource["path"], f"expected {where}, found {item!r}", number, field["name"])


def _dates(folder: Path) -> Iterator[DataError]:
    """Calendars agree, weekdays named in notes are right, the essay's date is given only where it differs."""
    for number, row in _rows("events", folder):

        def fault(field: str, message: str, number: int = number) -> DataError:
            return DataError("events.csv", message, number, field)

        try:
            first, last = dates.bounds(row.date, row.date_written, row.calendar)
        except dates.DateError as error:
            yield fault("date_written" if row.date_written else "date", str(error))
            continue
        stated = dates.bounds(row.date)
        if row.date_written:
            if row.calendar == "gregorian":
                yield fault("calendar", "expected the calendar of date_written, found 'gregorian'")
            elif dates.parse(row.date).precision == "day" and (first, last) != stated:
                yield fault("date", f"expected {first}, which is {row.date_written} {row.calendar}, found {row.date!r}")
            elif not stated[0] <= first <= last <= stated[1]:
                yield fault("date", f"does not hold {row.date_written} {row.calendar}, which is {first} to {last}")
        elif row.calendar != "gregorian" and dates.parse(row.date).precision == "day":
            yield fault("date_written", f"is empty, but a day of the {row.calendar} calendar needs the day as written")
        if row.calendar == "gregorian" and stated[0] < dates.FIRST_NEW_STYLE_DAY:
            yield fault("calendar", "expected julian or hijri before 14 February 1918, found 'gregorian'")
        if row.calendar == "julian" and first >= dates.FIRST_NEW_STYLE_DAY:
            yield fault("calendar", "Old Style ended on 31 January 1918, found 'julian'")
        if row.date_essay == row.date:
            yield fault("date_essay", "repeats date: leave it empty where the essay agrees with the record")
        weekday = re.search(rf"\bA ({'|'.join(WEEKDAYS)})\b", row.note)
        if weekday and WEEKDAYS[first.weekday()] != weekday[1]:
            yield fault("note", f"says {weekday[1]}, but {row.date} is a {WEEKDAYS[first.weekday()]}")


def _events(folder: Path) -> Iterator[DataError]:
    """Verdicts are explained and agree with the claims; acts stand where they were issued; every event has works."""
    kinds = tables.institutions(folder).kind
    places = tables.places(folder).kind
    seen: dict[str, list[str]] = {}
    for _number, pair in _rows("event_references", folder):
        seen.setdefault(pair.event, []).append(pair.seen)
    differing = set(tables.claims(verdict="differs", folder=folder).event)
    in_essay = set(tables.events(in_essay=True, folder=folder).index)
    for number, row in _rows("events", folder):
        its_pairs = seen.get(row.id, [])
        for id in row.parties:
            if kinds[id] != "state":
                yield DataError("events.csv", f"{id!r} is no state: put it in bodies", number, "parties")
        for id in row.bodies:
            if kinds[id] == "state":
                yield DataError("events.csv", f"{id!r} is a state: put it in parties", number, "bodies")
        if row.kind == "law" and row.places and places[row.places[0]] != "city":
            message = f"an act stands where it was issued, not where it applied: put a city before {row.places[0]!r}"
            yield DataError("events.csv", message, number, "places")
        if row.verdict != "confirmed" and not row.explanation:
            yield DataError("events.csv", f"is empty, but the verdict is {row.verdict}", number, "explanation")
        if row.id in in_essay and (row.verdict == "differs") != (row.id in differing):
            yield DataError(
                "events.csv", "must be 'differs' exactly if a claim about the event differs", number, "verdict"
            )
        if row.support == "none" and its_pairs:
            yield DataError("events.csv", "is 'none', but event_references.csv has works", number, "support")
        if row.support != "none" and not its_pairs:
            yield DataError(
                "events.csv", "no reference in event_references.csv: add one or write 'none'", number, "support"
            )
        if row.support == "full" and its_pairs and "yes" not in its_pairs:
            message = "is 'full', but of none of its references the passage was seen"
            yield DataError("events.csv", message, number, "support")


def _claims(folder: Path) -> Iterator[DataError]:
    """66 claims, explained where not confirmed; a date they state is that of the essay in their event or period."""
    found = tables.claims(folder=folder)
    dated = pd.concat([tables.events(folder=folder), tables.periods(folder=folder)])
    in_essay = dated.date_essay.where(dated.date_essay != "", dated.date)
    for missing in sorted(set(CLAIM_IDS) - set(found.index)):
        yield DataError("claims.csv", f"claim {missing} is missing", field="id")
    for number, (_, row) in enumerate(tables.rows(found.reset_index()), start=2):

        def fault(field: str, message: str, number: int = number) -> DataError:
            return DataError("claims.csv", message, number, field)

        if row.id not in CLAIM_IDS:
            yield fault("id", f"expected C01 to C66, found {row.id!r}")
        if row.verdict != "confirmed" and not row.explanation:
            yield fault("explanation", f"is empty, but the verdict is {row.verdict}")
        about = row.event or row.period
        if row.kind in ("date", "period") and not row.date:
            yield fault("value", f"{row.value!r} is not a date in EDTF")
        elif row.date and about and row.date != in_essay[about]:
            yield fault("value", f"expected {in_essay[about]!r}, the essay’s date of {about}, found {row.value!r}")
    yield from _counted("claim_items.csv", tables.claim_items(folder=folder), "list")
    yield from _interests(folder)


def _interests(folder: Path) -> Iterator[DataError]:
    """How far a claim about an interest was checked is no other thing than its verdict says; each has its words."""
    said, items = tables.claims(folder=folder), set(tables.claim_items("interests", folder).claim)
    of_verdict = {"evaluative": {"not-testable"}, "unverified": {"not-found", "not-looked"}}
    for row, (claim, reading) in enumerate(tables.read("claim_interests", folder).iterrows(), start=2):
        verdict = said.verdict[claim]
        expected = of_verdict.get(verdict, {"record"})
        if reading.evidence_kind not in expected:
            message = f"expected {' or '.join(sorted(expected))} for the verdict {verdict}"
            yield DataError("claim_interests.csv", f"{message}, found {reading.evidence_kind!r}", row, "evidence_kind")
        if bool(reading.label_en) == (claim in items):
            yield DataError("claim_interests.csv", f"{claim} has its words in one of two tables", row, "label_en")


def _sentences(folder: Path) -> Iterator[DataError]:
    """Sentences 1 to 75, in the chapters without gaps; a claim for each that makes one."""
    chapters = tables.chapters(folder)
    for row, (_, chapter) in enumerate(chapters.iterrows(), start=2):
        if pd.isna(chapter.first_sentence) != pd.isna(chapter.last_sentence):
            yield DataError("chapters.csv", "has a first or a last sentence alone", row, "last_sentence")
            return
    following = chapters.dropna(subset=["first_sentence"])
    covered = [n for _, row in following.iterrows() for n in range(row.first_sentence, row.last_sentence + 1)]
    if covered != list(SENTENCES):
        yield DataError("chapters.csv", "the chapters must cover sentences 1 to 75 in order", field="first_sentence")
    sentences = tables.sentences(folder)
    if list(sentences.index) != list(SENTENCES):
        yield DataError("sentences.csv", "expected the sentences 1 to 75 in order", field="number")
    for row, (number, sentence) in enumerate(sentences.iterrows(), start=2):
        if sentence.checkable and not sentence.claims:
            yield DataError("sentences.csv", f"sentence {number} has no claim in claims.csv", row, "checkable")
        if not sentence.checkable and sentence.claims:
            yield DataError("sentences.csv", f"is 'no', but {sentence.claims[0]} cites it", row, "checkable")
        if not sentence.checkable and not sentence.reason:
            yield DataError("sentences.csv", "is empty, but the sentence makes no claim", row, "reason")


def _periods(folder: Path) -> Iterator[DataError]:
    """Periods follow one another within a scheme and contain the event they start with."""
    periods, events = tables.periods(folder=folder), tables.events(folder=folder)
    yield from _counted("periods.csv", periods, "scheme")
    partitions = tables.period_schemes(folder).query("partition").index
    for row, (_, period) in enumerate(periods.iterrows(), start=2):
        if period.starts_with:
            event = events.loc[period.starts_with]
            if event.latest < period.earliest or (pd.notna(period.latest) and event.earliest > period.latest):
                yield DataError("periods.csv", f"{period.starts_with} lies outside the period", row, "starts_with")
    for scheme in partitions:
        for (before, one), (after, two) in itertools.pairwise(periods[periods.scheme == scheme].iterrows()):
            if not one.earliest < two.earliest or pd.isna(one.latest):
                yield DataError("periods.csv", f"{after} does not follow {before}", field="date")
            elif two.earliest - one.latest > pd.Timedelta(days=1):
                yield DataError("periods.csv", f"there is a gap between {before} and {after}", field="date")


def _names(folder: Path) -> Iterator[DataError]:
    """Successive names and offices: numbered from 1, with ends that are dates and not before their starts."""
    for name, owner in (("place_names", "place"), ("institution_names", "institution"), ("offices", "person")):
        yield from _counted(f"{name}.csv", tables.read(name, folder), owner)
        for number, row in _rows(name, folder):
            try:
                if row.end in ("", ".."):
                    continue
                last = dates.bounds(row.end)[1]
                if last is None or dates.parse(row.end).text != row.end:
                    yield DataError(f"{name}.csv", f"expected a date or .., found {row.end!r}", number, "end")
                elif row.start and last < dates.bounds(row.start)[0]:
                    yield DataError(f"{name}.csv", "ends before it begins", number, "end")
            except dates.DateError as error:
                yield DataError(f"{name}.csv", str(error), number, "end")


def _counted(file: str, frame: pd.DataFrame, owner: str) -> Iterator[DataError]:
    """The field `number` counts 1, 2, 3 … within each owner."""
    for key, group in frame.groupby(owner, observed=True):
        if list(group.number) != list(range(1, len(group) + 1)):
            yield DataError(
                file, f"expected 1 to {len(group)} in order for {key}, found {list(group.number)}", field="number"
            )


def _practice(folder: Path) -> Iterator[DataError]:
    """Every question of the practices can be asked and answered; dates in its texts are those of events."""
    events = tables.events(folder=folder)
    known = {
        "order": set(events.index),
        "date": set(events.index),
        "period": set(events.index),
        "force": set(tables.documents(folder).index),
    }
    about = {
        "period": set(tables.period_schemes(folder).index),
        "name": set(tables.institution_names(folder).institution),
    }
    claims, options = set(tables.claims(folder=folder).index), tables.practice_options(folder)
    yield from _counted("practice_options.csv", options, "question")
    for number, row in _rows("practice_questions", folder):

        def fault(field: str, message: str, number: int = number) -> DataError:
            return DataError("practice_questions.csv", message, number, field)

        answers = list(options.answer[options.question == row.id])
        if row.about not in about.get(row.form, {""}):
            yield fault("about", f"is {row.about!r}, which no question of the form {row.form} can be about")
        for thing in row.things:
            if thing not in known.get(row.form, {thing}):
                yield fault("things", f"{thing!r} is in no table that a question of the form {row.form} can ask about")
        if len(set(row.things)) < len(row.things):
            yield fault("things", "has something twice")
        if row.form in ("choose", "verdict"):
            if row.things:
                yield fault("things", f"must be empty for {row.form}: the options stand in practice_options.csv")
            if row.form == "choose" and (answers.count("right") != 1 or len(answers) < 3 or claims & set(answers)):
                yield fault("id", f"{row.id!r} needs one right option and at least two wrong ones, found {answers}")
            if row.form == "verdict" and (not set(answers) <= claims or len(answers) < 2):
                yield fault("id", f"{row.id!r} needs two claims or more as the answers of its cases, found {answers}")
        elif answers or len(row.things) < 2:
            yield fault("things", "needs two or more, and no options in practice_options.csv")
    for name in ("practice_questions", "practice_options"):
        for number, row in _rows(name, folder):
            for field, text in row.items():
                for id in re.findall(r"\{([^{}]*)\}", text) if isinstance(text, str) else ():
                    if id not in events.index:
                        yield DataError(f"{name}.csv", f"{{{id}}} names no event", number, field)


def _languages(folder: Path) -> Iterator[DataError]:
    """No word mixes scripts, and no Latin i stands in Kazakh; closed lists have their names in languages.py."""
    for resource in tables.package(folder)["resources"]:
        frame = tables.read(resource["name"], folder).reset_index()
        for field in resource["schema"]["fields"]:
            if "labels" in field:
                expected = set(field["constraints"]["enum"])
                if not expected <= set(languages.values(field["labels"])):
                    missing = ", ".join(sorted(expected - set(languages.values(field["labels"]))))
                    yield DataError("datapackage.json", f"languages.py has no name for {missing}", field=field["name"])
            if field["type"] != "string" or "enum" in field.get("constraints", {}):
                continue
            for number, text in _cells(frame, field["name"]):
                for word in _WORD.findall(text):
                    if _LATIN.search(word) and _CYRILLIC.search(word):
                        yield DataError(
                            resource["path"],
                            f"the word {word!r} mixes Latin and Cyrillic letters",
                            number,
                            field["name"],
                        )
                if field["name"].endswith(("_ru", "_kk")) and text and not _CYRILLIC.search(text):
                    yield DataError(resource["path"], f"expected Cyrillic text, found {text!r}", number, field["name"])


def _references(folder: Path, works: pd.DataFrame) -> Iterator[DataError]:
    """Every work is used; a work nobody saw carries no address, and what was seen of it agrees in both files."""
    used: set[str] = set()
    seen: dict[str, list[str]] = {}
    for name in tables.names(folder):
        frame = tables.read(name, folder)
        if "reference" in frame:
            used |= set(frame.reference)
            if "seen" in frame:
                for reference, value in zip(frame.reference, frame.seen, strict=True):
                    seen.setdefault(reference, []).append(value)
        if "references" in frame:
            used |= set(frame.references.explode().dropna())
    entries = bibliography.parse(folder).entries
    for key, work in tables.rows(works):
        if key not in used:
            yield DataError(bibliography.FILE, f"entry {key!r} is not used by any table")
        if work.checked == "knowledge":
            for field in NEEDS_SIGHT:
                if field in entries[key].fields:
                    yield DataError(bibliography.FILE, f"entry {key!r} was not seen, so it must not carry {field}")
        for value in (value for value in seen.get(key, ()) if value in BEYOND[work.checked]):
            yield DataError(bibliography.FILE, f"entry {key!r} is {work.checked!r}, but a row says {value!r} in seen")


def main(report: Callable[[str], object] = print) -> int:
    """Print every fault and the count of rows; returns the exit code, 1 if there is a fault."""
    faults = run()
    for fault in faults:
        report(str(fault))
    if faults:
        report(f"{len(faults)} fault{'s' if len(faults) > 1 else ''} in the data")
        return 1
    counts = [len(tables.read(name)) for name in tables.names()]
    report(f"data sound: {sum(counts)} rows in {len(counts)} tables, {len(bibliography.references())} works")
    return 0


if __name__ == "__main__":
    gc.disable()  # a short command that makes millions of small objects: collecting them is a fifth of its time
    sys.exit(main())
