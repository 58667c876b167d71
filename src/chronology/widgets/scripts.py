"""The script and the style of a widget, each as one text: a page loads no module of its own from a file.

What is written is plain ES modules beside the widgets and in `kit/`, each of which an editor, a type checker and Node
read as they are. What a page gets is one module without imports: every module that is needed, once, what is imported
before what imports it.
"""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
# Where a line holds nothing else, or at its end: there without a quote, so that it cannot lie in a string. A page is
# read by more people without its comments than with them.
_COMMENT = re.compile(r"^\s*(?://.*|/\*[\s\S]*?\*/)\n|[ ]+// [^\"'`\n]*$|/\*\* @type [^*\n]*\*/ ?", re.M)
_OPEN, _CLOSING = (",", "(", "[", "{", "=>", " ="), (")", "]", ".", "?", ":", "&&", "||")
_INDENT = re.compile(r"^[ ]+|\n(?=\n)", re.M)
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]*\.js)";\n', re.M)
_EXPORT = re.compile(r"^export ", re.M)
_FOREIGN = re.compile(r"^(?:import\b|export (?:\*|\{)).*", re.M)
_DECLARED = re.compile(
    r"^(?:export )?(?:(?:async )?function\*? |class |(?:const|let|var) )(\w+|\{[^}]*\}|\[[^\]]*\])", re.M
)


def script(name: str, folder: Path = HERE) -> str:
    """The script of a widget as one ES module, without imports or comments.

    name: of the module, without .js. The modules share one scope. Raises ValueError for what this cannot keep: a name
    that two modules declare, an import under another name, of a whole module or from elsewhere, a module that is not
    there, a default export in a module that is imported.
    """
    *others, own = _needed(folder / f"{name}.js", ())
    if (frame := folder / "kit" / "frame.js") in others:  # what all begin with, a page carries once
        others = list(dict.fromkeys([*_needed(frame, ()), *others]))
    declared: dict[str, Path] = {}
    for path in [*others, own]:
        for each in _checked(path, imported=path != own):
            if each in declared:
                raise ValueError(f"{path.name} and {declared[each].name} both declare {each}: one must be renamed")
            declared[each] = path
    return "".join([*(_EXPORT.sub("", _bare(path)) for path in others), _bare(own)])


def style(name: str) -> str:
    """The style of a widget: that of the kit, then its own."""
    return "\n".join(_light(HERE / f"{each}.css") for each in ("kit", name))


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
    source = _IMPORT.sub("", path.read_text(encoding="utf-8"))
    if found := _FOREIGN.search(source):
        raise ValueError(f'{path.name}: write `import {{ a, b }} from "./module.js";` instead of `{found[0]}`')
    if imported and re.search(r"^export default", source, re.M):
        raise ValueError(f"{path.name}: only the script of a widget itself has a default export")
    return [name for names in _DECLARED.findall(source) for name in re.findall(r"[\w$]+", names)]


def _bare(path: Path) -> str:
    """A module without its imports, comments and the breaks between lines that say nothing."""
    lines: list[str] = []
    for line in _IMPORT.sub("", _light(path)).splitlines():
        before = lines[-1] if lines else ""
        goes_on = before.endswith(_OPEN) or line.startswith(_CLOSING)
        if lines and goes_on and "//" not in before:
            lines[-1] = (before.removesuffix(",") if line[0] in ")]" else before) + line
        else:
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def _light(path: Path) -> str:
    """A script or style without comments, indentation and empty lines."""
    return _INDENT.sub("", _COMMENT.sub("", path.read_text(encoding="utf-8")))
