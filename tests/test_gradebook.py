"""Who is who in a gradebook's own export."""

import csv
import unicodedata

import pytest

from chronology.classroom import gradebook, sheets
from chronology.classroom.gradebook import Person, matched

pytestmark = pytest.mark.remembered


def book(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "book.csv"
    path.write_bytes(text.encode(encoding))
    return path


def people(path):
    return gradebook.read(path).people


CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section,{}\n    Points Possible,,,,,5\n\n"


def test_an_assignment_is_not_taken_for_a_column_of_the_person(tmp_path):
    text = CANVAS.format("Section 1 (4242),Student (9),ID (3),Student") + '"Doe, Jane",12,S12,jane,A,4,9,3,Other\n'
    assert people(book(tmp_path, text)) == (Person("Doe, Jane", "12", "S12", "jane", "A"),)


def test_an_exact_header_comes_before_one_that_is_nearly_so(tmp_path):
    assert people(book(tmp_path, "first-name,First name,Last name\nx,Jane,Doe\n"))[0].student == "Jane Doe"
    assert people(book(tmp_path, "FIRSTNAME,lastname\nJane,Doe\n"))[0].student == "Jane Doe"


@pytest.mark.parametrize(
    "headers",
    [
        "First name,Last name,ID number,Email address,Groups",
        "First name,Surname,ID number,Email address,Groups",
        "Имя,Фамилия,Индивидуальный номер,Адрес электронной почты,Группы",
        "Аты,Тегі,Жекеше нөмір,e-mail,Топтар",
        "Vorname,Nachname,ID-Nummer,E-Mail-Adresse,Gruppen",
        "Prénom,Nom de famille,Numéro d’identification,Adresse de courriel,Groupes",
        "Nombre,Apellido(s),Número de ID,Dirección de correo,Grupos",
        "Ім'я,Прізвище,Індивідуальний номер,Електронна пошта,Групи",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_moodles_headers_in_its_languages(tmp_path, headers, form):
    text = unicodedata.normalize(form, headers).replace(",", ";") + "\nЁжик;Йод;007;e@example.org;A\n;;;;\n"
    assert people(book(tmp_path, text, "utf-8-sig")) == (Person("Ёжик Йод", "", "007", "e@example.org", "A"),)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Prénom;Nom de famille;Numéro d'identification\nJosé;Núñez;7\n", "cp1252"),
        ("Имя;Фамилия;Индивидуальный номер\nЁжик;Йод;7\n", "cp1251"),
        ("Имя\tФамилия\tИндивидуальный номер\nЁжик\tЙод\t7\n", "utf-16"),
    ],
)
def test_a_gradebook_that_a_spreadsheet_has_saved(tmp_path, text, encoding):
    (person,) = people(book(tmp_path, text, encoding))
    assert person.student in ("José Núñez", "Ёжик Йод") and person.sis_user_id == "7"


def test_the_list_of_participants_has_user_names(tmp_path):
    (person,) = people(book(tmp_path, "Имя,Фамилия,Логин\nЁжик,Йод,jod\n"))
    assert (person.student, person.sis_login_id) == ("Ёжик Йод", "jod")


def test_a_table_without_students_says_which_headers_are_needed_and_which_it_has(tmp_path):
    with pytest.raises(
        sheets.SheetError, match=r"book\.csv: no student is in it; .*First name.* It has Nimi, Pisteet\."
    ):
        people(book(tmp_path, "Nimi,Pisteet\nA,1\n"))
    with pytest.raises(sheets.SheetError, match="there is no row with a name"):
        people(book(tmp_path, CANVAS.format("x")))


def test_names_are_known_in_nfc_and_nfd():
    nfd = unicodedata.normalize("NFD", "Ёжик Йод")
    for mine, theirs in ((nfd, "Ёжик Йод"), ("Ёжик Йод", nfd)):
        rows, unknown = matched({mine: ""}, [Person(theirs, "", "S1")])
        assert unknown == [] and rows[0][1][2] == "S1"


def test_students_are_known_by_a_number_that_is_their_name():
    known = [Person("Doe, Jane", "1", "0012345", "jane"), Person("Roe, Max", "2", "12345", "max")]
    rows, unknown = matched({"0012345": "", "max": ""}, known)
    assert unknown == [] and [(student, row[0]) for student, row in rows] == [
        ("0012345", "Doe, Jane"),
        ("max", "Roe, Max"),
    ]


def test_two_of_one_name_are_neither_mixed_up_nor_lost():
    known = [Person("Jane Doe", "", "S1"), Person("Jane Doe", "", "S2"), Person("Max Roe"), Person("Max Roe")]
    rows, unknown = matched({"Jane Doe": "", "Max Roe (1)": ""}, known)
    assert [each.partition(":")[0] for each in unknown] == ["Jane Doe", "Max Roe (1)"] and len(rows) == 6
    assert "several in the gradebook are called so" in unknown[0]
    rows, unknown = matched({"Bekova Aigerim": "", "Aigerim Bekova": ""}, [Person("Aigerim Bekova", "", "S1")])
    assert [each.partition(":")[0] for each in unknown] == ["Aigerim Bekova", "Bekova Aigerim"] and len(rows) == 3
    assert all("others who have handed in are called so, too" in each for each in unknown)
    known = [Person("Jane Doe", "7", "S1"), Person("Jane Doe", "8", "S2")]
    rows, unknown = matched({"janedoe": "8"}, known)
    assert unknown == [] and dict(rows)["janedoe"][2] == "S2"


def test_yo_may_be_written_ye_where_that_is_one_person():
    known = [Person("Пётр Королёв", "", "S1"), Person("Семён Орёл", "", "S2"), Person("Семен Орел", "", "S3")]
    rows, unknown = matched({"Королев Петр": "", "Семен Орел": ""}, known)
    assert {student: row[2] for student, row in rows if student} == {"Королев Петр": "S1", "Семен Орел": "S3"}
    assert unknown == []
    assert len(matched({"Семён Орел": ""}, known)[1]) == 1, "two might be meant"


def test_who_has_no_row_hears_why_and_who_might_be_meant():
    known = [Person("Айгерім Бекова", "", "0042"), Person("Марат Ибраев", "", "S2")]
    numbers = {"0042": "", "Айгерім Бекова": "", "Марат Ибрайев": "", "Айгерим Бекова": "", "Jane": ""}
    said = dict(each.split(": ", 1) for each in matched(numbers, known)[1])
    assert said["Айгерім Бекова"] == "Айгерім Бекова of the gradebook is already 0042. Are the two one student?"
    assert said["Марат Ибрайев"] == "not in the gradebook. Is it Марат Ибраев?"
    assert said["Айгерим Бекова"] == "not in the gradebook. Is it Айгерім Бекова?"
    assert said["Jane"] == "not in the gradebook."


def test_columns_that_say_nothing_known_are_named(tmp_path):
    text = "Аты,Тегі,Поштасы,Кафедра,Эссе\nАйгерім,Бекова,a@example.org,Тарих,5\nМарат,Ибраев,,Тарих,\n"
    found = gradebook.read(book(tmp_path, text))
    assert [each.sis_login_id for each in found.people] == ["a@example.org", ""], "by what stands in the column"
    assert found.told.endswith("of its columns Аты, Тегі, Поштасы are used; not Кафедра, Эссе.")
    assert gradebook.read(book(tmp_path, "Имя,Фамилия,Электрондық пошта\nA,B,a@b.org\n")).told == ""


@pytest.mark.parametrize("id", ["+77051234567", "0012345", "-x", "@jane", "=5", "040512501234", "a@b.org", " 7"])
def test_ids_go_back_as_they_came(tmp_path, id):
    (person,) = people(book(tmp_path, f'Student,ID,SIS User ID,SIS Login ID,Section\n"Doe, Jane",1,"{id}","{id}",A\n'))
    sheets.write(tmp_path / "summary.csv", gradebook.COLUMNS, [person.columns])
    with (tmp_path / "summary.csv").open(encoding="utf-8-sig", newline="") as file:
        row = list(csv.reader(file))[1]
    assert row[2:4] == [id, id]


def test_an_id_that_could_call_something_is_made_safe_and_so_are_names(tmp_path):
    for id in ("=HYPERLINK(1)", "=cmd|' C calc'!A0", "@SUM(A1)"):
        assert sheets.escape_field(sheets.Id(id)) == f"'{id}"
    assert sheets.escape_field(Person("=1").columns[0]) == "'=1"
