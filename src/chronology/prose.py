"""The prose of chapters and notebooks as messages for translators, and their translations put in its place.

A message is what a reader takes in as one: a paragraph, a heading, an item of a list, a cell of a table, the text of
an option that is read, a text of several words that the code of a cell shows. All other code, options, ids and marks
of Markdown are left where they stand.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Say = Callable[[str], str]

# Directives of which the content is ids, and those of which the argument is prose.
OF_IDS = ("key-dates", "exercises", "judging", "teaching-plan", "ladder")
TITLED = ("admonition",)
OF_LINES = ("chapter-cards",)  # fenced, each line a text of its own
READ = ("alt", "caption")  # options that are read
MARKED = ("why", "hint", "example")  # arguments of `key` in a solution that a student reads; hints and also below
REPLIES = ("hints", "also")
AXES = ("xlabel", "ylabel")  # arguments of code that are read, also where they are one word

_FENCE = re.compile(r"(\s*)(`{3,}|~{3,})(.*)\n?")
_COLONS = re.compile(r"(:{3,})(?:\{([\w-]+)\}[ ]*(.*))?\n?")
_OPTION = re.compile(r"(:([\w-]+):[ ]*)(.*)\n?")
_FOLDED = re.compile(r"( +)(?:alt|caption): >-\n")
_MARK = re.compile(r"((?:#{1,6}|>|(?:[-*+]|\d+\.)(?:[ ]+[-*+])*|:|\[\^[\w-]+\]:)[ ]+)(.*)", re.S)
_BARE = re.compile(r"\s*(?:[-*+>]\s*)+\n?|### (?:BEGIN|END) SOLUTION\n?")
_RULE = re.compile(r"\|?[ :|-]+\|?\n?")
_NOTE = re.compile(rb"[ ]+# (.*\S)")
_QUOTED = re.compile(r'"[^"]*"')
_LABEL = re.compile(r"\([\w-]+\)=\n?")
_SILENT = re.compile(r"\{[\w:-]+\}`[^`<]*`|`[^`]*`|https?://\S+|<[^>]*>|\]\([^)]*\)")


@dataclass(frozen=True)
class Part:
    """A piece of a source. line: on which it begins, from 1. message: whether it is prose.

    running: whether it is the text of a paragraph, of an item or a cell, which may hold marks of HTML.
    """

    text: str
    line: int
    message: bool
    running: bool = False


def parts(source: str) -> Iterator[Part]:
    """The pieces of Markdown (MyST) in their order; joined they are the source, but for breaks within a paragraph."""
    lines = source.splitlines(keepends=True)
    at = _front(lines)
    if at:
        yield Part("".join(lines[:at]), 1, False)
    hidden: list[tuple[str, bool]] = []  # the directives that are open: their colons, and whether their content is ids
    while at < len(lines):
        line, number = lines[at], at + 1
        if fence := _FENCE.fullmatch(line):
            end = _end(lines, at, fence)
            if fence[3].startswith("{code-cell}"):
                yield from _cell(lines[at:end], number)
            else:
                yield from _fenced(lines[at:end], number, fence[3].strip().strip("{}") in OF_LINES)
            at = end
        elif colons := _COLONS.fullmatch(line):
            at += 1
            if colons[2] is None:
                if hidden:
                    hidden.pop()
                yield Part(line, number, False)
                continue
            hidden.append((colons[1], colons[2] in OF_IDS))
            if colons[2] in TITLED and colons[3]:
                yield Part(line[: colons.start(3)], number, False)
                yield Part(colons[3], number, True)
                yield Part("\n", number, False)
            else:
                yield Part(line, number, False)
            while at < len(lines) and _OPTION.fullmatch(lines[at]):
                yield from _option(lines[at], at + 1)
                at += 1
        elif any(ids for _, ids in hidden) or not line.strip() or _LABEL.fullmatch(line) or _BARE.fullmatch(line):
            yield Part(line, number, False)
            at += 1
        elif line.startswith("|"):
            yield from [Part(line, number, False)] if _RULE.fullmatch(line) else _cells(line, number)
            at += 1
        else:
            end = _paragraph_end(lines, at)
            yield from _paragraph(lines[at:end], number)
            at = end


def messages(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each message of Markdown."""
    for part in parts(source):
        if part.message:
            yield part.line, part.text


def translated(source: str, say: Say, lacks: Callable[[str], bool] = lambda _: False) -> str:
    """Markdown with each message said by `say`. lacks: whether a message stays English, which is then marked."""

    def said(part: Part) -> str:
        if not part.message:
            return part.text
        return f'<span lang="en">{part.text}</span>' if part.running and lacks(part.text) else say(part.text)

    return "".join(map(said, parts(source)))


def headings(source: str) -> list[str]:
    """The headings of Markdown, in their order."""
    found, before = [], ""
    for part in parts(source):
        if part.message and re.fullmatch(r"#{1,6} ", before):
            found.append(part.text)
        before = part.text
    return found


# --- the code of solutions --------------------------------------------------------------------


def replies(code: str) -> Iterator[tuple[int, str]]:
    """Line and text of what the code of a solution tells a student, f-strings as they are written."""
    for start, end in _told(code):
        yield code.encode()[:start].count(b"\n") + 1, code.encode()[start:end].decode()


def translated_replies(code: str, say: Say) -> str:
    """The code of a solution with what it tells said by `say`."""
    raw = code.encode()
    for start, end in sorted(_told(code), reverse=True):
        raw = raw[:start] + say(raw[start:end].decode()).encode() + raw[end:]
    return raw.decode()


def _told(code: str) -> list[tuple[int, int]]:
    """From which byte to which a solution tells a student something: what is asked for, and replies."""
    lines, tree = _lines(code), ast.parse(code)
    found = []
    for node in _places(tree):
        end = lines[node.end_lineno - 1] + node.end_col_offset
        note = _NOTE.match(code.encode(), end)
        if note and re.search(r"[^\W\d_]{2}", _QUOTED.sub("", note[1].decode())):
            found.append(note.span(1))
    return found + [_span(code, lines, node) for node in _replied(tree)]


def _lines(code: str) -> list[int]:
    """The byte at which each line begins."""
    return [0, *itertools.accumulate(len(each.encode()) for each in code.splitlines(keepends=True))]


def _span(code: str, lines: list[int], node: ast.expr) -> tuple[int, int]:
    """From which byte to which the text of a literal stands. lines: as of `_lines`. Raises ValueError for pieces."""
    before, text = _inside(code, node)
    start = lines[node.lineno - 1] + node.col_offset + len(before)
    return start, start + len(text.encode())


def _places(tree: ast.Module) -> list[ast.Assign]:
    """The place of the answer: the line with the three dots, beside which a comment says what is asked for."""
    given = (each for each in tree.body if isinstance(each, ast.Assign))
    return [each for each in given if any(getattr(part, "value", None) is ... for part in ast.walk(each.value))]


def _shown(code: str) -> list[ast.expr]:
    """The texts of a cell that are shown: of several words, or the name of an axis."""
    tree = ast.parse(code)
    parts = {id(each) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for each in ast.walk(node)}
    axes = [each.value for each in ast.walk(tree) if isinstance(each, ast.keyword) and each.arg in AXES]
    joined = [each for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) and any(map(_is_text, each.values))]
    texts = [each for each in ast.walk(tree) if _is_text(each) and id(each) not in parts]
    found = [each for each in (*axes, *texts, *joined) if _says(each)]
    return sorted({id(each): each for each in found}.values(), key=lambda each: (each.lineno, each.col_offset))


def _says(node: ast.expr) -> bool:
    values = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [each.value for each in values if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any(re.search(r"[^\W\d_]{2}", each) for each in texts)


def _replied(tree: ast.Module) -> list[ast.expr]:
    found: list[ast.expr] = []
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and getattr(call.func, "id", "") == "key"):
            continue
        for argument in call.keywords:
            if argument.arg in MARKED:
                found += [argument.value]
            elif argument.arg in REPLIES:
                tuples = [each for each in ast.walk(argument.value) if isinstance(each, ast.Tuple)]
                found += [each.elts[1] for each in tuples if len(each.elts) == 2]
    # A reply that is given twice has a name, such as `why`; what it says stands further up in the cell.
    given = (each for each in tree.body if isinstance(each, ast.Assign))
    named = {name.id: each.value for each in given for name in each.targets if isinstance(name, ast.Name)}
    found = [named.get(each.id, each) if isinstance(each, ast.Name) else each for each in found]
    texts = [each for each in found if isinstance(each, ast.JoinedStr) or _is_text(each)]
    return list({(each.lineno, each.col_offset): each for each in texts}.values())


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def _inside(code: str, node: ast.expr) -> tuple[str, str]:
    """What stands before the text of a literal, and the text as it is written."""
    source = ast.get_source_segment(code, node) or ""
    found = re.fullmatch(r"(f?(\"\"\"|\"|'))(.*)(\2)", source, re.S)
    if not found or found[2] in found[3].replace(f"\\{found[2]}", ""):
        raise ValueError(f"a text in several pieces cannot be translated: {source}")
    return found[1], found[3]


# --- lines ------------------------------------------------------------------------------------


def _front(lines: list[str]) -> int:
    """After how many lines the front matter ends."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next(number for number, line in enumerate(lines[1:], start=2) if line.rstrip() == "---")


def _end(lines: list[str], at: int, fence: re.Match) -> int:
    """The line after that which closes a fence."""
    for number in range(at + 1, len(lines)):
        closing = lines[number].strip()
        if closing.startswith(fence[2]) and not closing.strip(fence[2][0]):
            return number + 1
    return len(lines)


def _cell(lines: list[str], number: int) -> Iterator[Part]:
    """A cell of code: its head, and the code with the texts that it shows."""
    head = 1 + _front(lines[1:])
    while _OPTION.fullmatch(lines[head]):
        head += 1
    yield from _fenced(lines[:head], number, False)
    code = "".join(lines[head:-1])
    lines_at, raw, at = _lines(code), code.encode(), 0
    for node in _shown(code):
        start, end = _span(code, lines_at, node)
        below = number + head + node.lineno - 1
        yield Part(raw[at:start].decode(), below, False)
        yield Part(raw[start:end].decode(), below, True)
        at = end
    yield Part(raw[at:].decode() + lines[-1], number + head, False)


def _fenced(lines: list[str], number: int, spoken: bool) -> Iterator[Part]:
    """What a fence holds: options that are read, also of a figure (folded, in its header), and code."""
    at = 0
    while at < len(lines):
        line, below = lines[at], number + at
        at += 1
        if _OPTION.fullmatch(line):
            yield from _option(line, below)
        elif folded := _FOLDED.fullmatch(line):
            yield Part(line, below, False)
            text = list(itertools.takewhile(lambda each: each.startswith(f"{folded[1]}  "), lines[at:]))
            yield Part(f"{folded[1]}  ", below + 1, False)
            yield Part(" ".join(each.strip() for each in text), below + 1, True)
            yield Part("\n", below + 1, False)
            at += len(text)
        elif spoken and 1 < at < len(lines):
            yield from _spoken(line, below)
        else:
            yield Part(line, below, False)


def _option(line: str, number: int) -> Iterator[Part]:
    found = _OPTION.fullmatch(line)
    if found[2] in READ and found[3]:
        yield Part(found[1], number, False)
        yield Part(found[3], number, True)
        yield Part("\n", number, False)
    else:
        yield Part(line, number, False)


def _cells(line: str, number: int) -> Iterator[Part]:
    for each in re.split(r"(\|)", line):
        yield from _spoken(each, number, running=True)


def _paragraph_end(lines: list[str], at: int) -> int:
    end = at + 1
    if lines[at].startswith("#"):  # a heading is one line
        return end
    while end < len(lines) and lines[end].strip() and not _begins(lines[end]):
        end += 1
    return end


def _begins(line: str) -> bool:
    """Whether a line begins something of its own."""
    bare = line.lstrip()
    whole = (_BARE, _FENCE, _COLONS)
    return any(each.fullmatch(line) for each in whole) or bare.startswith("|") or bool(_MARK.match(bare))


def _paragraph(lines: list[str], number: int) -> Iterator[Part]:
    first = lines[0]
    room = first[: len(first) - len(first.lstrip())]
    marked = _MARK.fullmatch(first.lstrip())
    before = room + (marked[1] if marked else "")
    text = " ".join(line.strip() for line in [first[len(before) :], *lines[1:]])
    yield Part(before, number, False)
    yield from _spoken(text + "\n" * lines[-1].endswith("\n"), number, running=not before.startswith("#"))


def _spoken(text: str, number: int, running: bool = False) -> Iterator[Part]:
    """A text, as a message if it says anything, apart from the room around it."""
    bare = text.strip()
    if not re.search(r"[^\W\d_]{2}", _SILENT.sub("", bare)):
        yield Part(text, number, False)
        return
    start = text.index(bare)
    pieces = ((text[:start], False), (bare, True), (text[start + len(bare) :], False))
    yield from (Part(piece, number, message, message and running) for piece, message in pieces if piece)
