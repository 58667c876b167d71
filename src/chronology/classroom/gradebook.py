"""Who the students are in a gradebook: from its own export, matched with the names under which files were handed in.

Canvas exports Student, ID, SIS User ID, SIS Login ID, Section; Moodle exports, in the language of whoever asks, First
name, Last name, ID number, Email address, and in the list of participants Username and Groups (`_HEADERS`, from the
language packs of Moodle and from exports).

The ids go back into summary.csv as they came, since a gradebook knows nobody by a changed one: `sheets.Id`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from chronology.classroom import names, sheets

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")

# What a column holds, and how it may be called: Canvas, then Moodle in English, Russian, Kazakh, German, French,
# Spanish, Ukrainian; in Kazakh also the plain words, since Moodle itself says e-mail and Логин.
_HEADERS = {
    "student": ("Student",),
    "id": ("ID",),
    "sis_user_id": ("SIS User ID",),
    "sis_login_id": ("SIS Login ID",),
    "section": ("Section",),
    "full": ("Full name", "Полное имя", "Полное имя пользователя", "Толық аты", "Повне ім'я користувача"),
    "first": ("First name", "Имя", "Аты", "Vorname", "Prénom", "Nombre", "Ім'я"),
    "last": (
        "Last name", "Surname", "Фамилия", "Тегі", "Nachname", "Nom de famille", "Nom", "Apellido(s)", "Прізвище",
    ),
    "number": (
        "ID number", "Индивидуальный номер", "Жекеше нөмір", "ID-Nummer", "Numéro d'identification", "Número de ID",
        "Індивідуальний номер",
    ),
    "email": (
        "Email address", "Email", "E-mail", "Адрес электронной почты", "Электрондық пошта", "E-Mail-Adresse",
        "Adresse de courriel", "Dirección de correo", "Електронна пошта",
    ),
    "username": (
        "Username", "Логин", "Пайдаланушы аты", "Пайдаланушының аты", "Anmeldename", "Nom d'utilisateur",
        "Nombre de usuario", "Ім'я входу",
    ),
    "groups": ("Groups", "Группы", "Топтар", "Gruppen", "Groupes", "Grupos", "Групи"),
}  # fmt: skip
_NAMES = {"student", "full", "first", "last"}
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
_NAMED = 6  # columns that are named one by one
NEEDED = (
    "its columns must be called as Canvas or Moodle calls them: Student and ID; or First name, Last name, ID number "
    "and Email address, in English, Russian, Kazakh, German, French, Spanish or Ukrainian"
)


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

    @property
    def columns(self) -> tuple[str, ...]:
        """What stands in `COLUMNS`."""
        return (self.student, *map(sheets.Id, (self.id, self.sis_user_id, self.sis_login_id)), self.section)


@dataclass(frozen=True)
class Gradebook:
    """The students of an export, and the headers of its columns that say nothing known: a sentence, or ""."""

    people: tuple[Person, ...]
    told: str = ""


def read(path: Path) -> Gradebook:
    """The students of an export. Raises `sheets.SheetError`, which names the file."""
    tables = sheets.tables(path, ())
    headers = [(table, _columns(table.columns)) for table in tables]
    # In a file that is not in UTF-8, the headers tell in which alphabet it is.
    table, columns = max(headers, key=lambda each: len(each[1]))
    if not columns.keys() & _NAMES:
        has = f" It has {', '.join(filter(None, table.columns))}." if any(table.columns) else ""
        raise sheets.SheetError(f"{path}: no student is in it; {NEEDED}.{has}")
    rows = [line.cells for line in table.lines]
    columns |= _addresses(rows, columns)
    found = tuple(_people(rows, columns))
    if not found:
        raise sheets.SheetError(f"{path}: no student is in it; there is no row with a name.")
    left = [each for each in table.columns if each and each not in columns.values()]
    more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
    used = ", ".join(each for each in table.columns if each in columns.values())
    told = f"{path}: of its columns {used} are used; not {', '.join(left[:_NAMED])}{more}." if left else ""
    return Gradebook(found, told)


def _addresses(rows: list[dict[str, str]], columns: dict[str, str]) -> dict[str, str]:
    """The column of e-mail addresses by what stands in it, where none is called so in a language that is known."""
    for header in rows[0] if rows and not columns.keys() & {"email", "sis_login_id"} else ():
        cells = [row[header].strip() for row in rows if row[header].strip()]
        if header not in columns.values() and cells and all(_ADDRESS.fullmatch(each) for each in cells):
            return {"email": header}
    return {}


def _columns(headers: Sequence[str]) -> dict[str, str]:
    """What a column holds -> its header. A header that is right to the letter comes before one that is nearly so."""
    found: dict[str, str] = {}
    for alike in (names.composed, _normalise_header):
        by: dict[str, str] = {}
        for header in headers:
            by.setdefault(alike(header), header)
        for held, called in _HEADERS.items():
            header = next((by[alike(each)] for each in called if alike(each) in by), None)
            if header is not None:
                found.setdefault(held, header)
    return found


def _normalise_header(header: str) -> str:
    # Numbers and brackets stay: “Section 1 (4242)” and “Student (9)” are assignments.
    return re.sub(r"[\s_.’'‘`-]", "", names.composed(header).casefold())


def _people(rows: list[dict[str, str]], columns: dict[str, str]) -> Iterator[Person]:
    for row in rows:
        by = {held: row[header] for held, header in columns.items()}

        def first(*held: str, by: dict[str, str] = by) -> str:
            return next((by[each] for each in held if by.get(each, "").strip()), "")

        name = first("student", "full") or f"{first('first').strip()} {first('last').strip()}"
        name = names.composed(name).strip()
        if not name or "points possible" in name.casefold() or name.casefold() == "student, test":
            continue
        yield Person(
            name,
            first("id") if "student" in columns else "",
            first("sis_user_id", "number"),
            first("sis_login_id", "email", "username"),
            first("section", "groups").strip(),
        )


def matched(numbers: dict[str, str], known: Sequence[Person]) -> tuple[list[tuple[str, tuple]], list[str]]:
    """Rows of a summary, (student, columns), and a sentence on each student who is not known.

    The student is "" where nothing was handed in.

    numbers: student -> Canvas's number, or "". Students are known by Canvas's ID, by a name that is an SIS user id or a
    login, else by their names, in which ё may be written е; and only where one student and one person have it. Who is
    known and has handed in nothing has a row as well.
    """
    found: dict[str, int] = {}
    for of_person, of_student in (
        (lambda each: {each.id}, lambda student: {numbers[student]}),
        (lambda each: {each.sis_user_id, each.sis_login_id}, lambda student: {student}),
        (lambda each: _spellings(each.student), _spellings),
        (lambda each: _spellings(_without_yo(each.student)), lambda student: _spellings(_without_yo(student))),
    ):
        taken = set(found.values())
        called = {student: of_student(student) - {""} for student in numbers if student not in found}
        pairs = [
            (student, place)
            for place, each in enumerate(known)
            for student in called
            if called[student] & of_person(each)
        ]
        students, places = Counter(student for student, _ in pairs), Counter(place for _, place in pairs)
        found |= {
            student: place for student, place in pairs if students[student] == places[place] == 1 and place not in taken
        }
    rows = [
        (student, known[found[student]].columns if student in found else Person(student, number).columns)
        for student, number in numbers.items()
    ]
    rows += [("", each.columns) for place, each in enumerate(known) if place not in found.values()]
    by_place = {place: student for student, place in found.items()}
    unknown = [_unknown(student, known, by_place) for student in sorted(numbers) if known and student not in found]
    return sorted(rows, key=lambda row: row[1][0].casefold()), unknown


def knows(people: Sequence[Person], name: str) -> bool:
    """Whether somebody of this name is in a gradebook."""
    return any(_spellings(each.student) & _spellings(name) for each in people)


def _unknown(student: str, known: Sequence[Person], by_place: dict[int, str]) -> str:
    """Why a student has no row of the gradebook, as far as that can be seen."""
    same = [place for place, each in enumerate(known) if _spellings(each.student) & _spellings(student)]
    if len(same) > 1:
        return f"{student}: several in the gradebook are called so; put the points into the right row."
    if same and same[0] in by_place:
        who = known[same[0]].student
        return f"{student}: {who} of the gradebook is already {by_place[same[0]]}. Are the two one student?"
    if same:
        return f"{student}: others who have handed in are called so, too; put the points into the right row."
    near = {names.alike(each.student): each.student for each in known}
    close = get_close_matches(names.alike(student), near, n=1, cutoff=0.8)
    heard = names.words(student)
    guess = [near[each] for each in close] or [each.student for each in known if heard & names.words(each.student)][:1]
    return f"{student}: not in the gradebook{f'. Is it {guess[0]}?' if guess else '.'}"


def _without_yo(name: str) -> str:
    return names.composed(name).casefold().replace("ё", "е")


def _spellings(name: str) -> set[str]:
    """Ways in which a name may stand in a file's name: letters only, first or last name first."""
    words = re.findall(r"\w+", names.composed(name).casefold().replace("_", " "))
    turned = [words[-1:] + words[:-1], words[1:] + words[:1]]
    return {"".join(each) for each in [words, sorted(words), *turned]}
