"""What the name of a file or a folder says: whose it is, of which group or week, or nothing of the kind.

Word lists are a help only; what a folder is, is told by all that lies in it (see `owners`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

# Words of folders and files. TASKS: of a time or a task, so a student may have files in several. PARTS: of a part of a
# course, in which each student may be, or all. PEOPLE: of a group of people, so each student is in one.
_TASKS = """
    week weeks chapter chapters ch assignment assignments homework hw exercise exercises task tasks lab labs
    lecture lesson unit topic module session attempt try version ver submission submissions submitted resubmission
    resubmissions download downloads file files folder work works working solution solutions answer answers
    notebook notebooks project draft untitled test exam quiz old archive zip late returned images image img
    pictures data assets figures неделя недели глава главы задание задания дз домашка домашняя домашнее работа
    работы лаба лабораторная упражнение упражнения практика практическая лекция урок тема занятие модуль попытка
    версия вариант решение решения ответ ответы сдача пересдача файл файлы тетрадь блокнот проект черновик
    контрольная старое рисунки апта тарау тарауы тапсырма тапсырмалар жұмыс жұмысы үй сабақ дәріс тақырып бөлім
    әрекет нұсқа нұсқасы жауап жауаптар шешім файлдар жоба жаттығу woche wochen kapitel aufgabe aufgaben übung
    übungen blatt hausaufgabe hausaufgaben abgabe abgaben versuch lösung lösungen thema semaine semaines chapitre
    chapitres devoir devoirs exercice exercices séance rendu rendus semana semanas capítulo capitulo tarea tareas
    ejercicio ejercicios tema entrega entregas intento settimana compito esercizio тиждень розділ завдання hafta
    bölüm ödev vazifa topshiriq zadanie zadania tydzień rozdział
""".split()
_PARTS = """
    seminar seminars seminare semester term course kurs seminarium seminario séminaire part section sections sektion
    семинар семинары семестр курс часть раздел секция секции семінар
""".split()
_PEOPLE = """
    group groups gruppe gruppen grupo grupos groupe groupes gruppo grupa grupy skupina class classes klasse stream
    cohort team teams subgroup группа группы класс поток команда подгруппа топ тобы топтар сынып сыныбы ағым група клас
    guruh grup
""".split()
_SMALL = "a an and the of for by in on to no nr и в на по к для от мен және und von zu der die das et de la le".split()
_AFTER = """
    final finale finished fixed corrected correct new old last done draft edited ready updated финал финальный
    финальная итог итоговый исправлено исправленный готово новый новая последний соңғы дайын түзетілген neu
""".split()
_GENERIC = """
    student students user participant person pupil студент студенты ученик участник оқушы білімгер teilnehmer étudiant
    estudiante
""".split()

_COPY = (
    r"(?:copy|copies|copie|copia|cópia|kopie|kopia|kópia|kopija|kopiya|копия|копии|копія|көшірмесі|көшірме|nusxa|"
    r"副本|コピー)"
)
_BEFORE = re.compile(
    rf"^\s*{_COPY}\s*(?:\(\d+\)\s*)?(?:of|de|von|di|из|файла)\s+|^\s*(?:копия|копія|көшірме(?:сі)?)\s*(?:\(\d+\))?\s+",
    re.IGNORECASE,
)
_COPY_OF = re.compile(rf"(?:^|[\s_–—-])\s*{_COPY}\s*(?:\(\d+\)\s*)?(?:of|de|von|di)?\s*$", re.IGNORECASE)
_COPIED_FIRST = re.compile(rf"^(?:[\s_–—-]*(?:{_COPY}\s*\d*(?![^\W\d_])|\(\d+\)))+", re.IGNORECASE)
_COPIED = re.compile(rf"[\s_–—-]*(?<![^\W\d_]){_COPY}[\s_-]*\(?\d*\)?\s*$", re.IGNORECASE)
_VERSION = re.compile(r"[\s_.–—-]*[\s_.(–—-](?:v|ver|version|версия|нұсқа)[\s_.]*\d+(?:\.\d+)*\)?\s*$", re.IGNORECASE)
_FINAL = re.compile(r"[\s_.–—-]*[_.(–—-]\s*(?:final|финал|итог|соңғы)[\s_-]*\d*\)?\s*$", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*\(\d{1,3}\)\s*$")
_ENDINGS = re.compile(
    r"(?:\.(?:txt|json|html?|pdf|docx?|odt|rtf|py|md|zip|rar|7z|png|jpe?g|heic|csv|xlsx?))+\s*$", re.IGNORECASE
)
_ROMAN = re.compile(r"[ivx]+")
_WORD = re.compile(r"[^\W_]+")
_SEPARATORS = " \t\r\n_-–—.,;"

TASK, PART, PEOPLE, OWNER = "task", "part", "people", "owner"


@dataclass(frozen=True)
class Label:
    """What a name says.

    text: what is left of it without chapter, task and traces of copying; "" where nothing is. kind: OWNER where that
    may be a student's name, else what a folder of that name seems to be. whole: the name of a notebook of the course is
    no part of it. numbered: a number in brackets was taken for the trace of a copy.
    """

    text: str
    kind: str
    whole: bool = False
    numbered: bool = False


@dataclass(frozen=True)
class Platform:
    """Whose a file is by the name that a learning platform gives it, see `platform`.

    number: of the student or the submission, "" where there is none. file: of the file, "" where there is none.
    """

    name: str
    number: str
    system: str
    file: str = ""


_PLATFORMS = (
    ("moodle", re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_[^/]*", re.DOTALL)),
    ("blackboard", re.compile(r".+_(?P<name>[^_]+)_attempt_\d{4}(?:-\d\d){5}(?:[_.].*)?", re.DOTALL)),
    ("brightspace", re.compile(r"(?P<number>\d+)-\d+ - (?P<name>.+?) - \w+\.? \d{1,2}, \d{4}\b.*", re.DOTALL)),
    ("canvas", re.compile(r"(?:LATE_)?(?P<name>anon)_(?P<number>[0-9A-Za-z]+)_(?P<file>[1-9]\d*)_.+", re.DOTALL)),
    ("canvas", re.compile(r"(?P<name>\w+?)(?:_LATE)?_(?P<number>[1-9]\d*)_(?:text|link)\.html")),
    ("canvas", re.compile(r"(?P<name>\w+?)(?:_LATE)?_(?P<number>[1-9]\d*)_(?P<file>[1-9]\d*)_.+", re.DOTALL)),
)


def platform(name: str) -> Platform | None:
    """Whose a file or folder is by the name that Moodle, Canvas, Blackboard or Brightspace gives it.

    Moodle: ``Name_12345_assignsubmission_file_…``; the number is one of the submission. Canvas: ``name_123_456_…``,
    with ``_LATE`` after the name, the name in small letters, the first number the user's, and ``anon_AbC12_456_…``
    where nobody is named (`lib/content_zipper.rb` in https://github.com/instructure/canvas-lms). Blackboard:
    ``Title_user_attempt_2026-01-31-12-00-00_…``. Brightspace: ``123-456 - Name - Jan 31, 2026 1200 PM…``.
    """
    for system, pattern in _PLATFORMS:
        found = pattern.fullmatch(composed(name))
        if found and (system != "canvas" or found["name"] == found["name"].lower()):
            said = found.groupdict()
            if words(found["name"]) <= {*_TASKS, *_PARTS, *_PEOPLE}:
                continue
            return Platform(found["name"], said.get("number") or "", system, said.get("file") or "")
    return None


def composed(text: str) -> str:
    """A text in NFC that can be written anywhere."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))


def clean_name(text: str) -> str:
    """A name without control characters and superfluous blanks, at most 100 characters; never empty."""
    text = composed(text)
    text = "".join(" " if unicodedata.category(each).startswith(("C", "Z")) else each for each in text)
    return " ".join(text.split())[:100].strip() or "(no name)"


def name_key(text: str) -> str:
    """What spellings of a name have in common that differ only in NFC and NFD, in blanks and underscores."""
    return " ".join(composed(clean_name(text)).replace("_", " ").split())


_ALIKE = str.maketrans("ёәғқңөұүһіїєґ", "еагкноуухииег")


def alike(text: str) -> str:
    """What names have in common that may be one person's: letters without marks, in any order of the words."""
    text = unicodedata.normalize("NFKD", composed(text).casefold().translate(_ALIKE))
    text = "".join(each for each in text if not unicodedata.combining(each))
    return " ".join(sorted(_WORD.findall(text)))


def words(text: str) -> set[str]:
    """The words of a name, in small letters."""
    return set(_WORD.findall(composed(text).casefold()))


def generic(text: str) -> bool:
    """Whether a name is a word for students, which needs a number to tell one from another."""
    return words(text) <= set(_GENERIC)


def label(name: str, stems: Iterable[str] = (), chapter: str = "", *, folder: bool = False) -> Label:
    """What a name says. stems: names of the course's notebooks. chapter: that the file is of, or all in the folder."""
    text = composed(name)
    if not folder:
        text = _ENDINGS.sub("", re.sub(r"\.ipynb(?![a-z])", "", text, flags=re.IGNORECASE))
    plain, numbered, whole = text, False, True
    if not folder or _COPIED.search(text):
        text, numbered = _without_marks(text)
    for pattern in _patterns(tuple(stems)):
        if found := pattern.search(text):
            text, whole = _around(text[: found.start()], text[found.end() :]), False
            break
    if whole and numbered and words(text) & set(_GENERIC):
        text, numbered = plain, False  # “Student (7)” is not a copy of “Student”
    rest = _without_tasks(text, stems, chapter)
    kind = _kind(plain, rest, stems, folder=folder)
    return Label(rest if kind == OWNER else "", kind, whole, numbered)


@cache
def _patterns(stems: tuple[str, ...]) -> list[re.Pattern[str]]:
    """How the names of the notebooks are found in others: with their number or without."""
    found = []
    for stem in sorted(stems, key=len, reverse=True):
        number, *rest = re.split(r"[-_ ]+", stem)
        if rest and number.isdecimal():
            title = r"[\s_-]+".join(map(re.escape, rest))
            stem = rf"(?<!\d)(?:0*{int(number)}[\s_.-]*)?(?<![^\W\d_]){title}(?![^\W\d_])"
            found.append(re.compile(stem, re.IGNORECASE))
        else:
            found.append(re.compile(re.escape(stem), re.IGNORECASE))
    return found


def _around(before: str, after: str) -> str:
    """What stands around the name of a notebook."""
    before = _bare(_COPY_OF.sub("", _BEFORE.sub("", before)))
    after = re.sub(r"^-\d{1,2}$", "", _COPIED_FIRST.sub("", after).strip())
    after = _bare(_without_marks(after)[0])
    if words(after) <= {*_AFTER, *_SMALL} or (before and re.fullmatch(r"\W*\d{1,2}\W*", after)):
        after = ""
    return f"{before} {after}".strip()


def unmarked(text: str) -> str:
    """The name of a file without its ending and without traces of copying."""
    return _without_marks(_ENDINGS.sub("", re.sub(r"\.ipynb(?![a-z])", "", text, flags=re.IGNORECASE)))[0]


def _without_marks(text: str) -> tuple[str, bool]:
    """A name without traces of copying, and whether one was a number in brackets."""
    numbered = False
    while True:
        shorter = _BEFORE.sub("", text)
        for pattern in (_COPIED, _VERSION, _FINAL, _NUMBERED):
            once = pattern.sub("", shorter)
            numbered = numbered or (pattern is _NUMBERED and once != shorter)
            shorter = once
        if shorter == text:
            return text, numbered
        text = shorter


def _bare(text: str) -> str:
    return text.strip(_SEPARATORS)


def _without_tasks(text: str, stems: Iterable[str], chapter: str) -> str:
    """A name without “week 2” or “2 апта” at its beginning or end, and without words of its chapter's title."""
    pattern = _units(frozenset(w for stem in stems if chapter and stem.startswith(chapter) for w in words(stem)))
    whole = text
    while (shorter := pattern.sub("", text)) != text:
        text = shorter
    return text if text == whole else _bare(text)


@cache
def _units(title: frozenset[str]) -> re.Pattern[str]:
    def either(found: Iterable[str]) -> str:
        return "|".join(map(re.escape, sorted(found, key=len, reverse=True)))

    tasks = either([*_TASKS, *_PARTS])
    unit = rf"(?:{tasks})[\s_.№#-]*\d{{1,2}}|\d{{1,2}}[\s_.-]*(?:{tasks})"
    if long := [each for each in title if len(each) > 4]:
        unit += f"|{either(long)}"
    return re.compile(rf"^(?:{unit})(?![^\W_])[\s_,.–—-]*|[\s_,.–—-]*(?<![^\W_])(?:{unit})$", re.IGNORECASE)


def _kind(plain: str, text: str, stems: Iterable[str], *, folder: bool) -> str:
    """OWNER, or what kind of folder a name is that of. plain: the whole name; text: what is left of it."""
    heard = [each.casefold() for each in _WORD.findall(plain)]
    if folder and heard and (heard[0] in _PEOPLE or (len(heard) <= 3 and heard[-1] in _PEOPLE)):
        return PEOPLE
    left = [each.casefold() for each in _WORD.findall(text)]
    if not left:
        return TASK if heard or not text else OWNER
    # Whether a number is that of a chapter or of a student, its neighbours tell.
    known = {*_TASKS, *_PARTS, *_SMALL, *_AFTER} | {word for stem in stems for word in words(stem)}
    if any(each not in known and not each.isdecimal() and not _ROMAN.fullmatch(each) for each in left):
        return OWNER
    if all(each in _SMALL or each.isdecimal() or _ROMAN.fullmatch(each) for each in left):
        return OWNER
    return PART if {*heard} & {*_PARTS} else TASK
