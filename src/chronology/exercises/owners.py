"""The files that a class has handed in, and whose each is."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

_MOODLE = re.compile(r"(.+?)_(\d+)_assignsubmission_[^/]*", re.DOTALL)
_CANVAS = re.compile(r"([^_]+)(?:_LATE)?_(\d+)_\d+_.+", re.DOTALL)
_LEFT_BY_SYSTEMS = {".DS_Store", ".git", ".ipynb_checkpoints", "__MACOSX", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Found:
    """A file that was handed in.

    number: that tells the student from others of the same name, such as the learning platform's, or "". user: the
    number that Canvas's gradebook has for the student, or "" (Moodle's number is one of the submission).
    """

    path: Path
    student: str
    number: str = ""
    user: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_notebook(self) -> bool:
        return self.path.suffix.lower() == ".ipynb"


def find(folder: Path, stems: Iterable[str] = ()) -> list[Found]:
    """Every file in a folder and the folders in it, in the order of their paths, but for what systems leave there.

    stems: names of the course's notebooks without .ipynb, which are not part of a student's name. No symbolic link is
    followed. The student is told by the first of these rules that fits:

    1. Moodle: a folder or a file called ``Name_12345_assignsubmission_file_…``;
    2. Canvas: a file called ``name_123_456_….ipynb`` or ``name_LATE_123_456_….ipynb``;
    3. the first folder on the way that is not named after a chapter, such as ``Name/02-….ipynb``;
    4. the name of the file without that of the chapter's notebook; if nothing else is in it, the name of the file.

    A folder that holds all the others, as unpacking leaves it, is not taken for a student's.
    """
    files = []
    for parent, folders, names in os.walk(folder):
        linked = [each for each in folders if (Path(parent) / each).is_symlink()]
        folders[:] = [each for each in folders if each not in linked and not _hidden(each)]
        files += [Path(parent) / each for each in [*names, *linked] if not _hidden(each)]
    stems = set(stems)
    found = [_whose(path, path.relative_to(folder), stems) for path in sorted(files)]
    within = {path.relative_to(folder).parts[0] for path in files}
    if len(within) == 1 and len({each.student for each in found}) == 1:
        inner = folder / within.pop()
        if inner.is_dir() and not inner.is_symlink():
            deeper = find(inner, stems)
            if len({each.student for each in deeper if not each.notes}) > 1:
                return deeper
    return found


def _hidden(name: str) -> bool:
    return name.startswith(("._", "~$")) or name in _LEFT_BY_SYSTEMS


def _whose(path: Path, inside: PurePath, stems: set[str]) -> Found:
    for part in inside.parts:
        if moodle := _MOODLE.fullmatch(part):
            return Found(path, named(moodle[1]), moodle[2])
    if canvas := _CANVAS.fullmatch(inside.name):
        return Found(path, named(canvas[1]), canvas[2], canvas[2])
    for part in inside.parts[:-1]:
        if part not in stems and not re.fullmatch(r"(?:chapter[ _-]?)?\d{1,2}", part, re.IGNORECASE):
            return Found(path, named(part), _spelling(part))
    stem = re.sub(r"\.ipynb$", "", inside.name, flags=re.IGNORECASE)
    rest = stem
    for each in stems:
        rest = rest.replace(each, " ")
    rest = rest.strip(" _-.")
    if re.search(r"[^\W\d_]", rest):
        return Found(path, named(rest), _spelling(rest))
    return Found(path, named(stem), _spelling(stem), notes=("The name of the file does not say whose it is.",))


def _spelling(text: str) -> str:
    """What tells two names apart that `named` makes equal; "" for a plain name."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    return "" if text == named(text) else hashlib.sha256(text.encode()).hexdigest()[:4]


def named(text: str) -> str:
    """A name without control characters and superfluous blanks, at most 100 characters; never empty."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    text = "".join(" " if unicodedata.category(each).startswith(("C", "Z")) else each for each in text)
    return " ".join(text.split())[:100] or "(no name)"
