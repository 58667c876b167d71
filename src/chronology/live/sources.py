"""Brings what Python in the page is made of, checked: a file whose hash is another is never used."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import polib

from chronology import edition, tables
from chronology.exercises import questions
from chronology.live import pinned

PACKAGE = Path(__file__).resolve().parents[1]
_LEFT_OUT, _NOT_FOR_STUDENTS = re.compile(pinned.LEFT_OUT), re.compile(pinned.NOT_FOR_STUDENTS)
_LICENCE = re.compile(r"(^|/)(licen[cs]es?/|(licen[cs]e|copying|notice)[^/]*$)", re.I)


class Missing(Exception):
    """Something cannot be had here; the message says what, and how it can."""


def runtime() -> Path:
    """The folder of Pyodide, brought from npm if it is not there yet. Raises Missing."""
    folder = pinned.REMEMBERED / f"pyodide-{pinned.PYODIDE}"
    if not (folder / "whole").exists():
        _bring(folder)
    return folder


def _bring(folder: Path) -> None:
    npm = shutil.which("npm")
    if not npm:
        raise Missing("npm is needed to bring Pyodide (apt-get install nodejs npm)")
    with tempfile.TemporaryDirectory() as made:
        called = [npm, "pack", "--silent", f"pyodide@{pinned.PYODIDE}"]
        run = subprocess.run(called, cwd=made, capture_output=True, text=True, check=False, timeout=300)
        archives = list(Path(made).glob("*.tgz"))
        if run.returncode or not archives:
            raise Missing(f"npm could not bring pyodide@{pinned.PYODIDE}")
        check_integrity(archives[0].read_bytes())
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with tarfile.open(archives[0]) as archive:
            for name in (*pinned.RUNTIME, pinned.LOCK, "package.json"):
                (folder / name).write_bytes(archive.extractfile(f"package/{name}").read())
    (folder / "whole").touch()


def check_integrity(archive: bytes) -> None:
    """Raises Missing for a package of Pyodide that is not the pinned one."""
    found = f"sha512-{base64.b64encode(hashlib.sha512(archive).digest()).decode()}"
    if found != pinned.INTEGRITY:
        raise Missing(
            f"pyodide@{pinned.PYODIDE} from npm is not the pinned file: {found} instead of {pinned.INTEGRITY}"
        )


def wheel(name: str) -> Path:
    """A vendored wheel, equal to what Pyodide's lock says of it. Raises Missing."""
    described = _lock()[name]
    path = pinned.VENDORED / described["file_name"]
    if not path.is_file():
        raise Missing(f"vendor/pyodide/{path.name} is not there")
    check_wheel(path, described["sha256"])
    return path


def check_wheel(path: Path, expected: str) -> None:
    """Raises Missing for a wheel with another hash."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise Missing(f"vendor/pyodide/{path.name} is not the file of Pyodide's lock: {found} instead of {expected}")


@cache
def _lock() -> dict[str, dict]:
    return json.loads((runtime() / pinned.LOCK).read_text(encoding="utf-8"))["packages"]


def packages(*, figures: bool) -> dict[str, bytes]:
    """Path -> content of what is imported, those of figures or all others. Raises Missing."""
    binary, pure = (pinned.BINARY_OF_FIGURES, pinned.PURE_OF_FIGURES) if figures else (pinned.BINARY, pinned.PURE)
    found = {path: content for path, content in _all_files(binary, pure) if _kept(path)}
    return found if figures else found | pinned.INSTEAD


def licences() -> dict[str, bytes]:
    """Name -> text of the licences of all that goes into the page but Pyodide itself."""
    files = _all_files((*pinned.BINARY, *pinned.BINARY_OF_FIGURES), (*pinned.PURE, *pinned.PURE_OF_FIGURES))
    return {
        path.replace(".dist-info/", "-").replace("licenses/", "").replace("/", "-"): content
        for path, content in files
        if ".dist-info/" in path and _LICENCE.search(path.partition(".dist-info/")[2])
    }


def course() -> dict[str, bytes]:
    """Path -> content of the course: its code, its words, the kernel; without the tables."""
    found = {}
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE).as_posix()
        if path.is_file() and not _NOT_FOR_STUDENTS.search(name):
            found[f"chronology/{name}"] = path.read_bytes()
    return found | {"live_kernel.py": Path(__file__).with_name("kernel.py").read_bytes()}


def translation(language: str) -> dict[str, bytes]:
    """Path -> content of what an edition has besides: its catalogue, compiled, and its questions."""
    catalogue = polib.pofile(str(edition.catalogue_file(language))).to_binary()
    compiled = edition.catalogue_file(language).with_suffix(".mo").relative_to(PACKAGE)
    sealed = sorted(questions.folder(language).glob("*.json"))
    return {f"chronology/{compiled.as_posix()}": catalogue} | {
        f"chronology/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes() for path in sealed
    }


def data() -> dict[str, bytes]:
    """Path -> content of the tables, where an installed course has them."""
    paths = sorted(each for each in tables.DATA.iterdir() if each.is_file() and each.suffix != ".md")
    return {f"chronology/data/{path.name}": path.read_bytes() for path in paths}


def _all_files(binary: Iterable[str], pure: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for name in binary:
        with zipfile.ZipFile(wheel(name)) as archive:
            yield from ((each, archive.read(each)) for each in archive.namelist() if not each.endswith("/"))
    for name in pure:
        yield from _installed(name)


def _installed(name: str) -> Iterator[tuple[str, bytes]]:
    """The files of a package of this environment, each as its RECORD says; nothing compiled for this machine."""
    for file in metadata.distribution(name).files or []:
        path = file.as_posix()
        if path.startswith("..") or path.endswith((".so", ".pyd", ".dylib", ".pyc")) or not file.hash:
            continue
        content = file.locate().read_bytes()
        found = base64.urlsafe_b64encode(hashlib.new(file.hash.mode, content).digest()).decode().rstrip("=")
        if found != file.hash.value:
            raise Missing(f"{path} in this environment is not as {name} was installed")
        yield path, content


def _kept(path: str) -> bool:
    return path.endswith(pinned.KEPT) and not _LEFT_OUT.search(path)
