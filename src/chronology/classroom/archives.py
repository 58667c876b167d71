"""The files of a class as they come: a folder or a zip file, with zip files in them.

Nothing in an archive is believed. Its entries are written into a folder that is thrown away, each under a number, so
that no name in it can lead elsewhere; sizes are counted while it is read, not taken from what it says.
"""

from __future__ import annotations

import contextlib
import lzma
import os
import re
import stat
import struct
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

LARGEST = 200 * 2**20  # bytes of one file in an archive
MOST_BYTES = 4 * 2**30  # of all files in all archives of a class
MOST_ENTRIES = 50_000
DEEPEST = 100  # folders in one another
MOST_NESTED = 3  # archives in one another: the download, a student's zip file in it, and one more
MOST_RATIO = 200  # how many times larger than its archive all that comes out of it may be, beyond SMALL
SMALL = 500 * 2**20

LEFT_BY_SYSTEMS = {".DS_Store", ".git", ".ipynb_checkpoints", "__MACOSX", "Thumbs.db", "desktop.ini"}
_UTF8 = 0x800  # flag of an entry whose name is in UTF-8
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075  # extra field with the name in UTF-8


class ArchiveError(Exception):
    """Why an archive is not read, in words that follow its name."""


@dataclass(frozen=True)
class File:
    """A file of a class. path: where its bytes are. inside: where it stands, a zip file being a folder on the way."""

    path: Path
    inside: PurePosixPath


@dataclass
class Opened:
    """files: in the order of their names. refused: what was not read out of archives and why, a sentence each."""

    files: list[File] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@contextlib.contextmanager
def opened(place: Path) -> Iterator[Opened]:
    """The files of a folder, or of a zip file, and those in the zip files in it, as long as the context lasts.

    No symbolic link is followed; one stands among the files as it is. A zip file that cannot be read, or that holds no
    notebook, stays a file. What systems leave behind is left out. Raises ArchiveError where `place` itself is a file
    and cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="class-") as folder:
        reading = _Reading(Path(folder))
        if place.is_dir():
            for path in _walk(place, reading.refused):
                reading.take(path, PurePosixPath(*path.relative_to(place).parts), 0)
        else:
            reading.unpack(place, PurePosixPath(), 1)
        yield Opened(sorted(reading.files, key=lambda each: (str(each.inside), str(each.path))), reading.refused)


def hidden(name: str) -> bool:
    """Whether systems leave a file or folder of that name."""
    return name.startswith(("._", "~$")) or name in LEFT_BY_SYSTEMS


def _walk(folder: Path, refused: list[str]) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        refused.append(f"{error.filename}: this folder cannot be read ({error.strerror}).")

    for parent, folders, names in os.walk(folder, onerror=closed):
        linked = [each for each in folders if (Path(parent) / each).is_symlink()]
        folders[:] = sorted(each for each in folders if each not in linked and not hidden(each))
        yield from (Path(parent) / each for each in sorted([*names, *linked]) if not hidden(each))


class _Reading:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[File] = []
        self.refused: list[str] = []
        self.bytes = self.entries = self.count = 0

    def take(self, path: Path, inside: PurePosixPath, depth: int) -> None:
        """Take a file, or what is in it if it is a zip file."""
        if path.suffix.lower() == ".zip" and not path.is_symlink() and path.is_file():
            kept = len(self.files)
            try:
                self.unpack(path, inside, depth + 1)
                if any(_notebook(each) for each in self.files[kept:]):
                    return
            except ArchiveError as error:
                self.refused.append(f"{_printable(str(inside))}: {error}.")
            del self.files[kept:]
        self.files.append(File(path, inside))

    def unpack(self, path: Path, inside: PurePosixPath, depth: int) -> None:
        """Raises ArchiveError."""
        if depth > MOST_NESTED:
            raise ArchiveError(f"it lies in more than {MOST_NESTED - 1} other zip files")
        try:
            with zipfile.ZipFile(path) as archive:
                entries = [each for each in archive.infolist() if not each.is_dir()]
                self.entries += len(entries)
                if self.entries > MOST_ENTRIES:
                    raise ArchiveError(f"there are more than {MOST_ENTRIES:,} files in it")
                if entries and all(each.flag_bits & _ENCRYPTED for each in entries):
                    raise ArchiveError("it is encrypted; unpack it with its password")
                most = self.bytes + max(SMALL, MOST_RATIO * path.stat().st_size)
                for entry in entries:
                    self._entry(archive, entry, inside, depth, min(most, MOST_BYTES))
        except ArchiveError:
            raise
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, struct.error) as error:
            raise ArchiveError("this is no zip file, or it is damaged") from error
        except Exception as error:  # a compression that is not built in, or whatever a damaged one raises
            raise ArchiveError(f"it cannot be unpacked ({type(error).__name__})") from error

    def _entry(
        self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, inside: PurePosixPath, depth: int, most: int
    ) -> None:
        name = _name(entry)
        parts = [each for each in re.split(r"[/\\]", name) if each not in ("", ".")]
        if any(hidden(each) for each in parts):
            return
        told = f"{inside}: “{_printable(name)}” in it" if inside.parts else f"“{_printable(name)}” in the zip file"
        if len(parts) > DEEPEST or sum(map(len, parts)) > 4000:
            self.refused.append(f"{told} was left out: its name is too long.")
            return
        if not parts or ".." in parts or name[:1] in ("/", "\\") or re.match(r"[A-Za-z]:", name):
            self.refused.append(f"{told} was left out: its name leads out of the archive.")
            return
        if stat.S_ISLNK(entry.external_attr >> 16):
            self.refused.append(f"{told} was left out: it is a link, not a file.")
            return
        if entry.flag_bits & _ENCRYPTED:
            self.refused.append(f"{told} was left out: it is encrypted.")
            return
        self.count += 1
        target = self.folder / str(self.count) / _short(parts[-1])
        target.parent.mkdir()
        try:
            whole = self._written(archive, entry, target, most)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError) as error:
            self.refused.append(f"{told} was left out: it is damaged ({error}).")
            return
        if not whole:
            self.refused.append(f"{told} was left out: it has more than {LARGEST >> 20} MB.")
            return
        with contextlib.suppress(ValueError, OverflowError, OSError):
            seconds = datetime(*entry.date_time).timestamp()  # the newest of two attempts counts
            os.utime(target, (seconds, seconds))
        self.take(target, inside.joinpath(*parts), depth)

    def _written(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, most: int) -> bool:
        """Write an entry; False if it is too large. Raises ArchiveError where all together are."""
        size = 0
        with archive.open(entry) as source, target.open("wb") as file:
            while block := source.read(2**20):
                size += len(block)
                self.bytes += len(block)
                if self.bytes > most:
                    raise ArchiveError("too much comes out of it")
                if size > LARGEST:
                    return False
                file.write(block)
        return True


def _notebook(file: File) -> bool:
    return ".ipynb" in file.inside.name.lower()


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry. Without a mark it is in the code page of the system that packed it, which is not told."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    extra = entry.extra
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH and extra[4:5] == b"\1":
            with contextlib.suppress(UnicodeDecodeError):
                return extra[9 : 4 + length].decode()
        extra = extra[4 + length :]
    with contextlib.suppress(UnicodeError):
        data = entry.orig_filename.encode("cp437")
        with contextlib.suppress(UnicodeError):
            return data.decode()
        # Words that are all outside ASCII are Russian ones of a Russian Windows; “José” is one of a Western.
        words = re.findall(rb"[A-Za-z\x80-\xaf\xe0-\xf1]+", data)
        if all(word.isascii() or not re.search(rb"[A-Za-z]", word) for word in words):
            return data.decode("cp866")
    return entry.filename


def _short(name: str) -> str:
    """A name under which any system can keep a file; its ending stays."""
    kept = "".join(each if each.isprintable() and each not in '<>:"/\\|?*' else "_" for each in name)
    return kept.encode("utf-8", "replace")[-150:].decode("utf-8", "ignore").strip(". ") or "_"


def _printable(name: str) -> str:
    return "".join(" " if unicodedata.category(each).startswith("C") else each for each in name)[:100]
