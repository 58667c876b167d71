"""The files that a class has handed in, and whose each is.

What tells: the name that a learning platform has given, the folder, what is left of a file's name. Which folder is a
student's, is seen from the whole class: from what lies in it and in the folders beside it, and from the chapters of the
notebooks. Where that leaves a doubt, files are kept apart, and it is said.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from pathlib import Path, PurePosixPath

from chronology.classroom import names
from chronology.classroom.archives import File
from chronology.classroom.names import OWNER, PEOPLE, TASK, clean_name, name_key
from chronology.exercises.ids import chapters_in

__all__ = ["Found", "Handed", "clean_name", "find"]

_LOOKED_AT = 32 * 2**20  # bytes of a file in which its chapter is looked for
DEEPEST = 30
_TOOLS = {"__pycache__", "node_modules", "venv", "env"}
_NUMBER = re.compile(
    r"(?P<rest>.*[^\W_].*?)[\s_.-]+(?P<number>\d{1,2})|(?P<first>\d{1,2})[\s_.-]+(?P<after>.*[^\W\d_].*)"
)

_COPY = re.compile(r"\s*\(\d+\)$")

AT_THE_TOP = "in no other folder"  # where one of two of a name stands
UNKNOWN = "Nothing tells whose this file is, so it stands for itself."
UNCLEAR = "Whether this folder is one student’s or of several does not show, so its files are kept apart."
TWICE = "Others have the same name; whether it is one student or several does not show, so they are kept apart."

_PACKED = re.compile(r"\.(?:rar|7z|tar|t?gz|bz2|xz)$", re.IGNORECASE)  # archives that are not opened


@dataclass(frozen=True)
class Found:
    """A file that was handed in.

    number: that tells the student from others of the same name, such as the learning platform's or the group, or "".
    user: the number that Canvas's gradebook has for the student, or "" (Moodle's number is one of the submission).
    inside: where the file stands in the class. shown: the name by which this student, and nobody else, is known in this
    class; `student` and `number` stay the same whoever else hands in. doubt: why it is not sure whose it is, or "".
    """

    path: Path
    student: str
    number: str = ""
    user: str = ""
    notes: tuple[str, ...] = ()
    inside: PurePosixPath | None = None
    shown: str = ""
    is_notebook: bool = True
    doubt: str = ""

    @property
    def file(self) -> str:
        return clean_name(str(self.inside or self.path.name))


@dataclass(frozen=True)
class Handed:
    """What a class has handed in, in the order of the files' names.

    others: what is no submission. refused: what of the archives was not read, a sentence each. alike: names that may be
    those of one student, a sentence each.
    """

    files: tuple[Found, ...]
    others: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()

    @property
    def told(self) -> list[str]:
        """What an instructor should know, a sentence each."""
        return [*self.alike, *([f"No submissions: {', '.join(self.others)}."] if self.others else [])]

    @property
    def doubts(self) -> list[str]:
        """What an instructor has to settle, a sentence each."""
        by = {
            UNKNOWN: "Nothing tells whose these files are; each stands for itself",
            UNCLEAR: "One student or several? These are kept apart",
            TWICE: "One student or several of the same name? These are kept apart",
        }
        return [*self.refused] + [
            f"{told}: {'; '.join(f'{each.file} as {each.shown}' for each in self.files if each.doubt == why)}. "
            "Put the files of each student into a folder with the student’s name, and call them as when handed out."
            for why, told in by.items()
            if any(each.doubt == why for each in self.files)
        ]


def find(
    files: Sequence[File],
    stems: Iterable[str] = (),
    *,
    sealed: bool = False,
    refused: Iterable[str] = (),
    known: Callable[[str], bool] = lambda name: False,
) -> Handed:
    """Whose each file of a class is. Two students never become one without a word, nor one two.

    stems: names of the course's notebooks without .ipynb, which are not part of a student's name. sealed: whether all
    files come out of one zip file, and so from one assignment. refused: as in `archives.Opened`. known: whether a name
    is that of somebody in the gradebook; a folder of such a name is that student's, whatever is in it.

    A file belongs to

    1. whom a learning platform names, in the name of the file or of a folder (`names.platform`);
    2. the folder of a student. Not one are folders called after a chapter, a task or a group, and those in which
       several files of one chapter, or several folders with one, are called differently: these are of several people.
       A number is a student's unless it is that of the chapter, as for all numbers beside it;
    3. what is left of the file's name without the notebook's and traces of copying.

    The same name in several places is one student where the places are weeks or tasks, or hold different chapters.
    Of Moodle's numbers, which are others in each assignment, two of one name are one student if their chapters differ.
    What is no notebook counts only with a name of rule 1, in a folder of rule 2, or beside such folders.
    """
    stems = tuple(stems)
    seen = [_Seen(each, stems) for each in files]
    _without_false_platforms(seen)
    _without_downloads(seen)
    others = [each for each in seen if each.tool]
    by_platform = [each for each in seen if not each.tool and each.platform]
    tree = _Tree([each for each in seen if not each.tool and not each.platform], stems, known)
    claims = _by_platforms(by_platform, sealed)
    claims += tree.claims()
    for each in tree.left:
        label = names.label(each.name, stems)
        called = [claim for claim in claims if name_key(claim.name) == name_key(label.text)]
        if label.text and len({claim.identity for claim in called}) == 1:
            called[0].files.append(each)
        elif label.text and not label.whole:
            claims.append(_Claim(label.text, [each]))
        else:
            others.append(each)
    packed = [clean_name(str(each.file.inside)) for each in others if _PACKED.search(each.name)]
    unread = f"Only zip files are opened, so unpack these or ask for them anew: {', '.join(packed)}."
    return Handed(
        tuple(sorted(_told_apart(claims), key=lambda each: str(each.inside))),
        tuple(dict.fromkeys(sorted(each.tool or clean_name(str(each.file.inside)) for each in others))),
        (*refused, *([unread] if packed else [])),
        tuple(_alike(claims)),
    )


class _Seen:
    """A file while its owner is looked for."""

    def __init__(self, file: File, stems: tuple[str, ...]) -> None:
        self.file = file
        *folders, self.name = (names.composed(each) for each in file.inside.parts)
        # A zip file and the folder that was unpacked beside it are the same place.
        # So deep lies no student's folder, and what is deeper is not walked.
        self.folders = tuple(re.sub(r"\.zip$", "", each, flags=re.IGNORECASE) for each in folders[:DEEPEST])
        linked = file.path.is_symlink()
        data = b"" if linked else _start(file.path)
        self.chapter = _chapter(data, self.name, stems)
        self.notebook = linked or ".ipynb" in self.name.lower() or bool(chapters_in(data))
        of_tools = [depth for depth, each in enumerate(file.inside.parts) if _of_tool(each)]
        self.tool = "/".join(file.inside.parts[: of_tools[0] + 1]) if of_tools else ""
        self.platform, self.place, self.said = None, (), ""
        for depth, each in enumerate((*self.folders, self.name)):
            if found := names.platform(each):
                self.platform, self.place, self.said = found, file.inside.parts[:depth], each
                break


def _without_false_platforms(seen: list[_Seen]) -> None:
    """Names such as lab_2_4_ivanov look like Canvas’s: but its second number is one file’s, and no chapter’s."""
    files: dict[tuple[str, str, str], set[str]] = {}
    false = set()
    for each in seen:
        if each.platform and each.platform.file:
            here = (each.platform.name, each.platform.number)
            said = names.label(each.said, folder=True).text
            files.setdefault((*here, each.platform.file), set()).add(names.unmarked(said))
            if each.chapter and int(each.chapter) == int(each.platform.file):
                false.add(here)
    false |= {here[:2] for here, found in files.items() if len(found) > 1}
    for each in seen:
        if each.platform and each.platform.file and (each.platform.name, each.platform.number) in false:
            each.platform = None


def _without_downloads(seen: list[_Seen]) -> None:
    """A folder in which a platform has named several students, such as its download, is none of theirs."""
    people: dict[tuple[str, ...], set[str]] = {}
    for each in seen:
        for depth in range(1, len(each.place) + 1) if each.platform else ():
            people.setdefault(each.place[:depth], set()).add(each.said)
    for each in seen:
        parts = each.file.inside.parts[:-1]
        inside = [depth for depth in range(1, len(parts) + 1) if len(people.get(parts[:depth], ())) > 1]
        if inside and not each.platform:
            each.folders = each.folders[inside[-1] :]


def _of_tool(name: str) -> bool:
    return bool(re.match(r"\.[A-Za-z]", name)) or name in _TOOLS


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LOOKED_AT) if path.is_file() else b""
    except OSError:
        return b""


def _chapter(data: bytes, name: str, stems: tuple[str, ...]) -> str:
    """The chapter of a file by the ids in it, else by its name; "" where neither says one."""
    if seen := Counter(chapters_in(data)).most_common(1):
        return seen[0][0]
    for stem in stems:
        if stem.casefold() in name.casefold():
            return stem.partition("-")[0]
    said = re.search(r"(?<!\d)\d\d(?=-[a-z])", name)
    return said[0] if said else ""


# --- claims -----------------------------------------------------------------------------------


@dataclass
class _Claim:
    """Files that are of one student for all that is known.

    places: the folders of groups and parts around them, outermost first. doubt: see `Found`.
    """

    name: str
    files: list[_Seen]
    places: tuple[_Node, ...] = ()
    platform: names.Platform | None = None
    archive: tuple[str, ...] | None = None
    vague: bool = False  # a further name stands inside, which may be the student's
    doubt: str = ""
    own: str = ""  # a number of its own, where nothing tells whose the files are

    @property
    def number(self) -> str:
        if self.own or self.platform:
            return self.own or self.platform.number
        return " ".join(filter(None, [" / ".join(clean_name(each.name) for each in self.places), _spelling(self.name)]))

    @property
    def chapters(self) -> set[str]:
        return {each.chapter for each in self.files if each.notebook}

    @property
    def identity(self) -> tuple:
        return name_key(self.name), self.number, self.platform and self.platform.system, self.doubt and id(self)


def _spelling(text: str) -> str:
    """What tells two names apart that `clean_name` makes equal; "" for a plain name."""
    text = names.composed(text)
    return "" if text == clean_name(text) else hashlib.sha256(text.encode()).hexdigest()[:4]


def _by_platforms(seen: list[_Seen], sealed: bool) -> list[_Claim]:
    claims = []
    for each in seen:
        zipped = each.place[-1].lower().endswith(".zip") if each.place else sealed
        claims.append(
            _Claim(each.platform.name, [each], platform=each.platform, archive=each.place if zipped else None)
        )
    # An archive is the download of one assignment, unless several students have several numbers in it.
    numbers: dict[tuple, set[str]] = {}
    for each in claims:
        if each.archive is not None and each.platform.system == "moodle":
            numbers.setdefault((each.archive, name_key(each.name)), set()).add(each.number)
    several = Counter(archive for (archive, _), found in numbers.items() if len(found) > 1)
    return [replace(each, archive=None) if several[each.archive] > 1 else each for each in claims]


def _same(one: _Claim, other: _Claim) -> bool:
    """Whether two claims to one name can be those of one student."""
    if one.doubt or other.doubt:
        return False
    systems = [each.platform and each.platform.system for each in (one, other)]
    if systems == ["blackboard"] * 2:
        return True
    if systems == ["canvas"] * 2:
        return one.number == other.number
    if one.chapters & other.chapters:
        return False
    if systems == ["moodle"] * 2:
        return not _of_one_assignment(one, other)
    return _places_apart(one.places, other.places) and (one.places == other.places or not (one.vague or other.vague))


def _places_apart(one: tuple[_Node, ...], other: tuple[_Node, ...]) -> bool:
    """Whether a student may have files in both places: weeks, but not groups."""
    if one == other:
        return True
    for first, second in zip(one, other):
        if first is not second:
            break
    else:
        return False
    if PEOPLE in (first.kind, second.kind) or first.chapters & second.chapters:
        return False
    return first.kind != OWNER or second.kind != OWNER or first.crowded or second.crowded


def _told_apart(claims: Sequence[_Claim]) -> Iterator[Found]:
    """The files of all claims. Those of one name become one student, or are known by their numbers in brackets."""
    joined: dict[tuple, _Claim] = {}
    for each in claims:
        if each.identity in joined:
            joined[each.identity].files += each.files
        else:
            joined[each.identity] = replace(each, files=list(each.files))
    by_name: dict[str, list[_Claim]] = {}
    for each in joined.values():
        by_name.setdefault(name_key(each.name), []).append(each)
    spellings: dict[str, set[str]] = {}
    for each in claims:
        spellings.setdefault(name_key(each.name), set()).add(clean_name(each.name))
    used: dict[str, object] = {}  # name that is shown -> whose it is
    for name, same in by_name.items():
        spelled = min(spellings[name], key=lambda each: (each.count("_"), each))
        one = all(_same(*pair) for pair in combinations(same, 2))
        proven = all(_proven(*pair) for pair in combinations(same, 2))
        for claim in sorted(same, key=lambda each: each.number):
            doubt, number = claim.doubt or ("" if one or proven else TWICE), claim.number
            shown = spelled if one and claim.doubt != UNCLEAR else f"{spelled} ({number or AT_THE_TOP})"
            whose, times = name if one and not claim.doubt else claim.identity, 1
            while used.setdefault(shown, whose) != whose:
                times += 1
                shown, number = f"{spelled} ({claim.number or AT_THE_TOP}) ({times})", f"{claim.number} ({times})"
            for seen in claim.files:
                yield Found(
                    seen.file.path,
                    spelled,
                    number,
                    number if number.isdecimal() and claim.platform and claim.platform.system == "canvas" else "",
                    (doubt,) if doubt else (),
                    seen.file.inside,
                    shown,
                    seen.notebook,
                    doubt,
                )


def _proven(one: _Claim, other: _Claim) -> bool:
    """Whether two claims to one name are surely of two students: users of Canvas, in one assignment, in two groups."""
    if one.platform and other.platform:
        systems = {one.platform.system, other.platform.system}
        return systems == {"canvas"} or (_of_one_assignment(one, other) and bool(one.chapters & other.chapters))
    groups = [[each for each in claim.places if each.kind == PEOPLE] for claim in (one, other)]
    apart = any(first is not second for first, second in zip(*groups))
    return apart and not one.doubt and not other.doubt and bool(one.chapters & other.chapters)


def _of_one_assignment(one: _Claim, other: _Claim) -> bool:
    return one.archive is not None and one.archive == other.archive


def _alike(claims: Sequence[_Claim]) -> Iterator[str]:
    """Names that may be those of one student: but for letters like ё and е, a number of a copy, or a name left out."""
    chapters: dict[str, set[str]] = {}
    for each in claims:
        if each.doubt != UNKNOWN:
            chapters.setdefault(name_key(each.name), set()).update(each.chapters)
    by: dict[str, set[str]] = {}
    for name in chapters:
        by.setdefault(names.alike(_COPY.sub("", name)), set()).add(name)
    same = [found for found in by.values() if len(found) > 1 and any(not _COPY.search(name) for name in found)]
    heard = {name: names.words(name) for name in chapters}
    same += [
        {one, other}
        for one, other in combinations(chapters, 2)
        if (heard[one] < heard[other] or heard[other] < heard[one])
        and heard[one]
        and heard[other]
        and not chapters[one] & chapters[other]
        and not {one, other} & set().union(*same)
    ]
    by_user: dict[str, set[str]] = {}
    for each in claims:
        if each.platform and each.platform.system == "canvas":
            by_user.setdefault(each.number, set()).add(name_key(each.name))
    same += [found for found in by_user.values() if len(found) > 1]
    for found in same:
        yield f"{' and '.join(sorted(found))} are kept apart, but may be one student."


# --- the tree of folders ----------------------------------------------------------------------


@dataclass(eq=False)
class _Node:
    """A folder that may tell something, or the name in a file's name; folders that tell nothing are left out.

    files: those that stand in it and not further inside.
    """

    name: str
    kind: str
    children: dict[tuple[str, str], _Node] = field(default_factory=dict)
    files: list[_Seen] = field(default_factory=list)
    file: bool = False  # it stands in the names of files
    beside: bool = False  # ... beside the name of a notebook of the course
    numbered: bool = False  # ... alone, and with a number in brackets

    @cached_property
    def beneath(self) -> list[_Seen]:
        return [*self.files, *(each for child in self.children.values() for each in child.beneath)]

    @cached_property
    def notebooks(self) -> list[_Seen]:
        return [each for each in self.beneath if each.notebook]

    @cached_property
    def chapters(self) -> set[str]:
        return {each.chapter for each in self.notebooks}

    @cached_property
    def own(self) -> list[_Seen]:
        """Notebooks that no further name stands before."""
        through = [each for child in self.children.values() if child.kind != OWNER for each in child.own]
        return [*(each for each in self.files if each.notebook), *through]

    @cached_property
    def names(self) -> dict[str, list[_Node]]:
        """The names that come next on the way to notebooks, with the places where they stand."""
        found: dict[str, list[_Node]] = {}
        for child in self.children.values():
            if child.kind != OWNER:
                for name, nodes in child.names.items():
                    found.setdefault(name, []).extend(nodes)
            elif child.notebooks:
                found.setdefault(name_key(child.name), []).append(child)
        return found

    @cached_property
    def people(self) -> dict[str, set[str]]:
        """The names that come next and the chapters that stand under each; none if the only one is this one again."""
        found = {name: {chapter for node in nodes for chapter in node.chapters} for name, nodes in self.names.items()}
        if len(found) == 1:
            ((name, nodes),) = self.names.items()
            mine, theirs = names.words(self.name), names.words(name)
            same = (mine <= theirs or theirs <= mine) and not name.isdecimal()
            if same and not any(each.people for each in nodes):
                return {}  # Ann/Ann Li_…, the same student
        return found

    @cached_property
    def clash(self) -> bool:
        """Whether several names stand under it for one chapter."""
        return any(one & other for one, other in combinations(self.people.values(), 2))

    @cached_property
    def crowded(self) -> bool:
        """Whether it is surely of several students, here or further inside."""
        return self.clash or any(child.crowded for child in self.children.values())


STUDENT, SEVERAL, DOUBT, NOBODY = "student", "several", "doubt", "nobody"


class _Tree:
    """Files by the folders they stand in. left: those that are nobody's and no notebooks."""

    def __init__(self, seen: list[_Seen], stems: tuple[str, ...], known: Callable[[str], bool]) -> None:
        self.root, self.known = _Node("", TASK), known
        self.left: list[_Seen] = []
        labels = _Labels(seen, stems)
        for each in seen:
            node = self.root
            for depth in range(1, len(each.folders) + 1):
                label = labels.folders[each.folders[:depth]]
                if label.kind != TASK:
                    node = _child(node, label.text or each.folders[depth - 1], label.kind)
            label = labels.files.get(id(each))
            if label and label.text and not (node is not self.root and len(label.text.strip()) == 1):
                node = _child(node, label.text, OWNER, file=True)
                node.beside = node.beside or not label.whole
                node.numbered = node.numbered or (label.whole and label.numbered)
            node.files.append(each)

    def claims(self) -> list[_Claim]:
        claims: list[_Claim] = []
        mixed, front = False, [*self._open(self.root, (), claims)]
        while front:
            nodes = [node for node, _ in front]
            # Where students have folders of their own, a folder beside them may be one too.
            mixed = mixed or any(node.notebooks and not node.people for node in nodes)
            verdicts = [
                STUDENT if node.notebooks and self.known(node.name) else _verdict(node, nodes, mixed=mixed)
                for node in nodes
            ]
            verdicts = [_without_notebooks(node, verdict, verdicts) for node, verdict in zip(nodes, verdicts)]
            following = []
            for (node, places), verdict in zip(front, verdicts):
                if verdict == STUDENT:
                    claims.append(_Claim(node.name, node.beneath, places, vague=bool(node.people)))
                elif verdict == SEVERAL:
                    following += self._open(node, (*places, node), claims)
                elif verdict == DOUBT:
                    claims += self._doubted(node, places)
                else:
                    self.left += node.beneath
            front = following
        return claims

    def _open(self, node: _Node, places: tuple[_Node, ...], claims: list[_Claim]) -> Iterator[tuple[_Node, tuple]]:
        """What stands in a folder of several students; what is clear already becomes claims."""
        for child in node.children.values():
            if child.kind != OWNER:
                yield from self._open(child, (*places, child), claims)
            elif child.file:
                claims += _by_file(child, places)
            else:
                yield child, places
        notebooks = [each for each in node.files if each.notebook]
        self.left += [each for each in node.files if not each.notebook]
        chapters = [each.chapter for each in notebooks]
        if node.kind == PEOPLE and len(node.notebooks) == len(notebooks) == len(set(chapters)) and notebooks:
            claims.append(_Claim(node.name, notebooks, places[:-1]))  # a group that hands in together
        else:
            claims += map(_unknown, notebooks)

    def _doubted(self, node: _Node, places: tuple[_Node, ...]) -> Iterator[_Claim]:
        """A claim for every name in a folder, however deep, and for what stands in it without one."""
        inside = (*places, node)
        rest = [*node.files]
        for child in node.children.values():
            if child.kind != OWNER:
                rest += child.files
                yield from self._doubted(replace(child, files=[]), inside)
            elif name_key(child.name) not in node.people:
                rest += child.beneath
            else:
                yield from self._doubted(child, inside)
        if any(each.notebook for each in rest):
            yield _Claim(node.name, rest, places, doubt=UNCLEAR)
        else:
            self.left += rest


def _child(node: _Node, name: str, kind: str, *, file: bool = False) -> _Node:
    # Names that only look the same stay apart here too; a name of a file and a folder of that name are one.
    place = (kind, name_key(name) + _spelling(name), file)
    return node.children.setdefault(place, _Node(name, kind, file=file))


def _unknown(seen: _Seen) -> _Claim:
    name = re.sub(r"\.ipynb$", "", seen.name, flags=re.IGNORECASE)
    return _Claim(name, [seen], doubt=UNKNOWN, own="/".join(seen.file.inside.parts[:-1]))


def _by_file(node: _Node, places: tuple[_Node, ...]) -> list[_Claim]:
    """Files with one name in theirs. Copies by number of a name that is nothing else may be a numbered class."""
    if node.numbered and any(times > 1 for times in Counter(each.chapter for each in node.notebooks).values()):
        return [_unknown(each) for each in node.files]
    return [_Claim(node.name, node.beneath, places)]


def _verdict(node: _Node, nodes: list[_Node], *, mixed: bool) -> str:
    """Whether a folder is a student's or of several.

    nodes: the folders that stand as deep as it, and itself. mixed: whether some of them, or above them, are students'.
    """
    people, peers = node.people, [each for each in nodes if each is not node and each.notebooks]
    if not node.notebooks:
        return NOBODY
    if not people:
        return STUDENT
    if not node.clash and not node.own and any(each.people for name in people for each in node.names[name]):
        return SEVERAL  # what is in it is looked at next
    sharing = [each for each in peers if people.keys() & each.people.keys()]
    near = any(node.chapters & each.chapters for each in sharing)
    if len(people) == 1 and not node.own:
        if any(each.clash for each in sharing):
            return SEVERAL
        if sharing:  # what is called the same everywhere is nobody's name, such as Ann/essay, Bob/essay
            return STUDENT if near else DOUBT
        # Either way it is one student; the question is only after which of the two names.
        return SEVERAL if not mixed and (any(each.clash for each in peers) or _beside(node)) else STUDENT
    if node.clash:
        if near:
            shared = {name for each in sharing for name in each.people} & people.keys()
            return DOUBT if shared == people.keys() else SEVERAL
        if not sharing and (mixed or all(name.isdecimal() and len(name) < 3 for name in people)):
            return DOUBT  # it may be a student's, with several attempts
        return SEVERAL
    everywhere = all(
        len(chapters) == 1 and any(each.people.get(name) == chapters for each in sharing)
        for name, chapters in people.items()
    )
    return STUDENT if everywhere and not any(each.clash for each in sharing) and not node.own else DOUBT


def _beside(node: _Node) -> bool:
    """Whether the names in a folder stand beside that of a notebook, such as Li_02-khanate-and-empire."""
    return all(each.beside for nodes in node.names.values() for each in nodes)


def _without_notebooks(node: _Node, verdict: str, verdicts: list[str]) -> str:
    """A folder without notebooks is what the folders beside it are."""
    if verdict != NOBODY or not node.beneath:
        return verdict
    if STUDENT in verdicts:
        return STUDENT
    if SEVERAL in verdicts and node.children:
        return SEVERAL
    return NOBODY


class _Labels:
    """What the names of folders and files say, where neighbours and chapters are looked at as well.

    folders: by the path of the folder. files: of notebooks, by the id of what was seen.
    """

    def __init__(self, seen: list[_Seen], stems: tuple[str, ...]) -> None:
        chapters: dict[tuple[str, ...], set[str]] = {}
        for each in seen:
            for depth in range(1, len(each.folders) + 1):
                found = chapters.setdefault(each.folders[:depth], set())
                if each.notebook and each.chapter:
                    found.add(each.chapter)
        self.folders = {
            path: names.label(path[-1], stems, _only(found), folder=True) for path, found in chapters.items()
        }
        notebooks = [each for each in seen if each.notebook]
        self.files = {id(each): names.label(each.name, stems, each.chapter) for each in notebooks}
        of_file = {id(each): each.chapter for each in notebooks}
        beside: dict[tuple, list] = {}
        for path in self.folders:
            beside.setdefault(path[:-1], []).append(path)
        for paths in beside.values():
            self._without_chapters(self.folders, {path: _only(chapters[path]) for path in paths})
        in_folder: dict[tuple, dict[int, str]] = {}
        for each in notebooks:
            in_folder.setdefault(each.folders, {})[id(each)] = each.chapter
        for found in in_folder.values():
            self._without_chapters(self.files, found)
        self._without_their_number([(self.folders, path, _only(found)) for path, found in chapters.items()])
        self._without_their_number([(self.files, each, found) for each, found in of_file.items()])

    def _without_chapters(self, labels: dict, chapters: dict) -> None:
        """Names that are the number of their chapter, as all such numbers beside them, say nothing."""
        numbers = [each for each in chapters if labels[each].text.isdecimal() and len(labels[each].text) < 3]
        said = [each for each in numbers if chapters[each]]
        if said and all(int(labels[each].text) == int(chapters[each]) for each in said):
            for each in numbers:
                labels[each] = replace(labels[each], text="", kind=TASK)

    def _without_their_number(self, found: list[tuple[dict, object, str]]) -> None:
        """“Ann 02” is Ann’s chapter 2, unless there is an “Ann 03” that is not of chapter 3."""
        by_rest: dict[str, list] = {}
        for labels, each, chapter in found:
            if said := _NUMBER.fullmatch(labels[each].text.strip()):
                rest, number = (said["rest"], said["number"]) if said["rest"] else (said["after"], said["first"])
                by_rest.setdefault(name_key(rest), []).append(
                    (labels, each, rest, bool(chapter) and int(number) == int(chapter))
                )
        for same in by_rest.values():
            if all(fits for *_, fits in same):
                for labels, each, rest, _ in same:
                    if not names.generic(rest):
                        labels[each] = replace(labels[each], text=rest.strip(" _-.,"))


def _only(chapters: set[str]) -> str:
    return next(iter(chapters)) if len(chapters) == 1 else ""
