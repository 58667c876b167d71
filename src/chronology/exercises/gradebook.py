"""Who the students are in a gradebook: from its own export, matched with the names under which files were handed in.

Canvas exports Student, ID, SIS User ID, SIS Login ID, Section; Moodle exports First name, Last name (or Surname), ID
number, Email address, and the list of participants may have a user name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from chronology.exercises import sheets

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


@dataclass(frozen=True)
class Person:
    """A student in a gradebook, by Canvas's columns.

    Of Moodle's, the ID number is the SIS user id, and the e-mail address or the user name the login.
    """

    student: str
    id: str = ""
    sis_user_id: str = ""
    sis_login_id: str = ""
    section: str = ""


def people(path: Path) -> tuple[Person, ...]:
    """The students of an export. Raises `sheets.SheetError`, which names the file."""
    rows = sheets.read(path, ())
    found = []
    for row in rows:
        by = {re.sub(r"[^a-z]", "", name.casefold()): value.strip() for name, value in row.items()}

        def first(*names: str, by: dict[str, str] = by) -> str:
            return next((by[name] for name in names if by.get(name)), "")

        name = first("student", "fullname") or f"{first('firstname')} {first('lastname', 'surname')}".strip()
        if not name or "points possible" in name.casefold() or name.casefold() == "student, test":
            continue
        found.append(
            Person(
                name,
                first("id") if "student" in by else "",
                first("sisuserid", "idnumber"),
                first("sisloginid", "emailaddress", "email", "username"),
                first("section", "groups"),
            )
        )
    if not found:
        raise sheets.SheetError(f"{path}: no student is in it; export the gradebook of Canvas or Moodle as CSV.")
    return tuple(found)


def matched(numbers: dict[str, str], known: Sequence[Person]) -> tuple[list[tuple[str, tuple]], list[str]]:
    """Rows of a summary, (student, columns), and the students who are not known.

    The student is "" where nothing was handed in.

    numbers: student -> Canvas's number, or "". Students are known by Canvas's ID, else by their names if only
    one person has such a name. Who is known and has handed in nothing has a row as well.
    """
    by_id = {each.id: each for each in known if each.id}
    by_name: dict[str, set[Person]] = {}
    for each in known:
        for spelling in _spellings(each.student):
            by_name.setdefault(spelling, set()).add(each)
    rows, unknown, seen = [], [], set()
    for student, number in sorted(numbers.items()):
        names = set().union(*(by_name.get(spelling, set()) for spelling in _spellings(student)))
        person = by_id.get(number) or (names.pop() if len(names) == 1 else None)
        if person in seen:
            person = None
        if known and not person:
            unknown.append(student)
        if person:
            seen.add(person)
        rows.append((student, astuple(person or Person(student, number))))
    rows += [("", astuple(each)) for each in known if each not in seen]
    return sorted(rows, key=lambda row: row[1][0].casefold()), unknown


def _spellings(name: str) -> set[str]:
    """Ways in which a name may stand in a file's name: letters only, first or last name first."""
    words = re.findall(r"\w+", name.casefold().replace("_", " "))
    turned = [words[-1:] + words[:-1], words[1:] + words[:1]]
    return {"".join(each) for each in [words, sorted(words), *turned]}
