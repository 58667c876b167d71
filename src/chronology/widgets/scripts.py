"""The script and the style of a widget, each as one text: a page loads no module of its own from a file.

What is written is plain ES modules beside the widgets and in `kit/`, each of which an editor, a type checker and Node
read as they are. What a page gets is one module without imports: every module that is needed, once, what is imported
before what imports it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
FRAME = HERE / "kit" / "frame.js"
# Where a line holds nothing else, or at its end: there without a quote, so that it cannot lie in a string. A page is
# read by more people without its comments than with them.
_COMMENT = re.compile(r"^\s*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/)\n|[ ]+// [^\"'`\n]*$|/\*\* @type [^*\n]*\*/ ?", re.M)
_OPEN, _CLOSING = (",", "(", "[", "{", "=>", " ="), (")", "]", ".", "?", ":", "&&", "||")
_STRING = re.compile(r'("(?:\\.|[^"\\])*"|`[^`$\\]*(?:\$\{[^`{}"]*\}[^`$\\]*)*`)')
# Spaces that say nothing, where no text and no pattern stands.
_ROOM = re.compile(
    r" (=>|[!=]==|&&|\|\||\?\?|[-+*<>]=|[=?:+<>*]) |(?<=[,{:;]) | (?=\})"
    r"|(?<=\bif) (?=\()|(?<=\bfor) (?=\()|(?<=\)) (?=\{)"
)
_INDENT = re.compile(r"^[ ]+|\n(?=\n)", re.M)
_LOOSE = re.compile(r";\n(?=\})|(?<=[;{},])\n| (?=[{>])|(?<=\w:) |(?<=[>,]) ")  # in a style
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]*\.js)";\n', re.M)
_EXPORT = re.compile(r"^export ", re.M)
_FOREIGN = re.compile(r"^(?:import\b|export (?:\*|\{)).*", re.M)
_NAMED = re.compile(r"^(?:export )?(?:(?:async )?function\*? ?|class )([\w$]+)", re.M)
_BINDING = re.compile(r"^(?:export )?(?:const|let|var)\b", re.M)
_TOKEN = re.compile(
    r"""
    "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | `(?:\\[\s\S]|[^`\\])*`  # texts
    | (?<![\w$)\]\s]) \s* /(?![/*]) (?: \\. | \[ (?:\\.|[^\]\\])* \] | [^/\\\[\n] )+ /  # patterns: no value before them
    | [\w$]+ | => | [=!<>]=+ | \S
    """,
    re.X,
)


def script(name: str, folder: Path = HERE) -> str:
    """The script of a widget as one ES module, without imports or comments.

    name: of the module, without .js. The modules share one scope. Raises ValueError for what this cannot keep: a name
    that two modules declare, an import under another name, of a whole module or from elsewhere, a module that is not
    there, a default export in a module that is imported.
    """
    *others, own = _needed(folder / f"{name}.js", ())
    if FRAME in others:  # what all begin with, a page carries once
        others = list(dict.fromkeys([*_needed(FRAME, ()), *others]))
    declared: dict[str, Path] = {}
    for path in [*others, own]:
        for each in _checked(path, imported=path != own):
            if each in declared:
                raise ValueError(f"{path.name} and {declared[each].name} both declare {each}: one must be renamed")
            declared[each] = path
    return "".join([*map(_inner, others), _bare(own)])


@cache
def script_of_all() -> str:
    """What the script of every widget begins with that has the frame of the course."""
    return "".join(map(_inner, _needed(FRAME, ())))


def style(name: str) -> str:
    """The style of a widget: that of the kit, then that which stands beside a module it needs, its own at the end."""
    beside = (path.with_suffix(".css") for path in _needed(HERE / f"{name}.js", ()))
    return style_of_all() + "".join(light_style(path) for path in beside if path.is_file())


@cache
def style_of_all() -> str:
    """What the style of every widget begins with; the comment at its end is where the host parts it from the rest."""
    return light_style(HERE / "kit.css") + "/**/"


def light_style(path: Path) -> str:
    """A style without what a browser does not need: comments, and most of its breaks and spaces."""
    return _LOOSE.sub("", light(path))


def _needed(path: Path, importing: tuple[Path, ...]) -> list[Path]:
    """A module and all that it imports, what is imported before what imports it."""
    if path in importing:
        raise ValueError(f"{path.name} imports itself, by way of {importing[-1].name}")
    if not path.is_file():
        raise ValueError(f"{importing[-1].name if importing else 'a widget'} needs {path.name}, which is not there")
    inner: list[Path] = []
    for names, other in _IMPORT.findall(path.read_text(encoding="utf-8")):
        if re.search(r"\bas\b", names):
            raise ValueError(f"{path.name}: what is imported from {other} keeps its name, for all share one scope")
        inner += _needed((path.parent / other).resolve(), (*importing, path))
    return list(dict.fromkeys([*inner, path]))


def _checked(path: Path, *, imported: bool) -> list[str]:
    """The names that a module declares for all to see. Raises ValueError for what cannot be put together."""
    source = _IMPORT.sub("", _COMMENT.sub("\n", path.read_text(encoding="utf-8")))
    if found := _FOREIGN.search(source):
        raise ValueError(f'{path.name}: write `import {{ a, b }} from "./module.js";` instead of `{found[0]}`')
    if imported and re.search(r"^export default", source, re.M):
        raise ValueError(f"{path.name}: only the script of a widget itself has a default export")
    return [
        *_NAMED.findall(source),
        *itertools.chain(*(_bound(source, found.end()) for found in _BINDING.finditer(source))),
    ]


def _bound(source: str, start: int) -> list[str]:
    """The names that a declaration binds: a, b, m and n of `a, b = 1, { k: m, n = 2 } = …;`, which begins at start."""
    names: list[str] = []
    opened: list[int] = []  # of each open bracket: how many names stood before it
    value: int | None = None  # how many brackets were open where the value began that is read, which binds nothing
    tokens = (found[0].strip() for found in _TOKEN.finditer(source, start))
    for token, following in itertools.pairwise(itertools.chain(tokens, ";")):
        if token in ("(", "[", "{"):
            opened.append(len(names))
        elif token in (")", "]", "}") and opened:
            before = opened.pop()
            if following == ":":  # a key that is reckoned
                del names[before:]
        if value is not None and (len(opened) < value or (len(opened) == value and token == ",")):
            value = None
        if token == ";" and not opened:
            break
        if value is None and token == "=":
            value = len(opened)
        elif value is None and re.fullmatch(r"[A-Za-z_$][\w$]*", token) and following != ":":
            names.append(token)
    return names


def _inner(path: Path) -> str:
    """A module as it stands before that of a widget."""
    return _EXPORT.sub("", _bare(path))


def _bare(path: Path) -> str:
    """A module without its imports, comments and the breaks between lines that say nothing."""
    lines: list[str] = []
    for line in _tight(_IMPORT.sub("", light(path)).splitlines()):
        before = lines[-1] if lines else ""
        ends = line.startswith("}") and before.endswith(";")
        goes_on = before.endswith(_OPEN) or line.startswith(_CLOSING) or ends
        if lines and goes_on and "//" not in before:
            lines[-1] = (before[:-1] if line[0] in ")]}" and before[-1] in ",;" else before) + line
        else:
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def _tight(lines: Iterable[str]) -> Iterator[str]:
    """Lines without the spaces that say nothing; one with a pattern, or a text of another form than _STRING, stays."""
    within = False  # a text in backticks that began on a line before
    for line in lines:
        parts = _STRING.split(line)
        plain = not within and not set("`'/") & set("".join(parts[::2]))
        within ^= line.count("`") % 2 == 1
        yield "".join([*map(_close, parts[::2], parts[1::2]), _close(parts[-1])]) if plain else line


def _close(code: str, text: str = "") -> str:
    """Code without the spaces that say nothing, and the text that follows it."""
    return _ROOM.sub(lambda found: found[1] or "", code) + text


def light(path: Path) -> str:
    """A script or style without comments, indentation and empty lines."""
    return _INDENT.sub("", _COMMENT.sub("", path.read_text(encoding="utf-8")))
