"""The static host: widgets of the course that run in a page without Python, server or network.

myst-nb stores the state of all widgets of a page. Here it is made small (every distinct value once, whatever the
number of widgets that have it) and put at the end of the page with host.js, which draws the widgets from it. What is
long, the pages of the book share: it stands in a file of its own, which comes when the first widget that needs it comes
near. What cards say, and what is said in other languages than that of the edition, comes when a reader asks for it
(later.js). No require.js and no html-manager is loaded. A widget of plain ipywidgets, which cannot run so, says that it
needs Python.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from html import escape, unescape
from pathlib import Path

from anywidget import AnyWidget
from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from chronology import edition, languages
from chronology.book.domain import KINDS, CourseDomain
from chronology.book.host.columns import TAG, Said, said_in, small
from chronology.book.host.tongues import parted
from chronology.book.outputs import VIEW
from chronology.widgets import scripts

HERE = Path(__file__).parent
STATE = "application/vnd.jupyter.widget-state+json"
CODE = ("_esm", "_css")
LONG = 3000  # characters of a value from which on it stands in a file of its own
NEAR = 1500  # letters before the first widget of a page, if it is seen at once or soon
# Where the table of a widget links to an entry, as from one register to another.
REGISTERS = re.compile(rf'(?<=<a href=")({"|".join(KINDS)})\.html#([^"]*)')
LONG_TABLE = 250_000  # characters of a table that takes a browser noticeably long, about 1,500 events
TABLE = re.compile(r'(<div class="fallback"[^>]*>)(<table>.*?</table>)', re.DOTALL)
KEPT = "_static/kept"  # the folder of those files
MODEL = re.compile(r'<div data-widget="(\w+)" data-model="(\w+)"( data-picture)?>')
PLACE = re.compile(r'<div id="[\w-]+" data-widget="\w+" data-model="(\d+)"(?: data-picture)?>')  # as it is in a page


# What keeps a value of a widget for later, under a name: where a page finds it.
Keep = Callable[[str, str], str]


def hosted(body: str, states: Mapping[str, Mapping[str, object]], root: str, keep: Keep | None = None) -> str:
    """The HTML of a page with the widgets in it made to run.

    body: HTML in which each widget is a ``<div data-widget=… data-model=…>``, as `Widget._repr_html_` writes it.
    states: model id -> trait -> value. root: what leads from the page to the pages of the book, such as ``../``. keep:
    takes the name and the text of a script that a page brings when it needs it, and says where the page finds it;
    without, all stands in the page.
    Each widget gets an id, by which a link can name it. Raises KeyError for a widget without state.
    """
    used: dict[str, Mapping[str, object]] = {}
    before = TAG.sub("", MODEL.split(body, maxsplit=1)[0])
    counts: dict[str, int] = {}

    def numbered(found: re.Match) -> str:
        name, model, picture = found.groups("")
        used[f"{len(used) + 1}"] = states[model]
        counts[name] = counts.get(name, 0) + 1
        id = f"{name.lower()}-widget" + (f"-{counts[name]}" if counts[name] > 1 else "")
        return f'<div id="{id}" data-widget="{name}" data-model="{len(used)}"{picture}>'

    body = MODEL.sub(numbered, body)
    if not used:
        return body
    body = TABLE.sub(_unread_if_long, body)
    state = {"root": root, "failed": languages.words("common", edition.language())["failed"]}
    state |= _shared(used, body, keep) if keep else compact(used)
    return (
        f"{_early(state) if len(before) < NEAR else ''}<style>{style()}</style>\n{body}\n"
        f'<script type="application/json" id="widget-state">{embedded(state)}</script>\n'
        f"<script>{script()}</script>\n"
    )


def _shared(states: Mapping[str, Mapping[str, object]], body: str, keep: Keep) -> dict[str, object]:
    """The states of a page of the book, as `compact` gives them: what is long is kept in files.

    So is what the page does not begin with: {"later": {model: files}}, of traits, and {"tongues": {language: files}},
    each with the numbers of the values of which it holds the texts. Which files those are, stands in one, too.
    """
    later = {model: _later(state) for model, state in states.items()}
    first = {model: _first(state, later[model]) for model, state in states.items()}
    whole = [value for state in states.values() for name, value in state.items() if name in _fixed(state, "whole")]
    others = [each for each in languages.offered() if each != edition.language()]
    tongues: dict[str, dict[int, list]] = {each: {} for each in others}

    def part(number: int, value: object) -> object:
        if isinstance(value, str) or value in whole:
            return value
        said: dict[str, list] = {each: [] for each in others}
        made = parted(value, edition.language(), said)
        for language, texts in said.items():
            if any(text is not None for text in texts):
                tongues[language][number] = texts
        return made

    stored = compact(first, _tables(body), part)
    stored["values"] = [_kept(each, keep) if len(embedded(each)) > LONG else each for each in stored["values"]]
    held: dict[str, object] = {
        "later": {model: [_kept(each, keep) for each in parts] for model, parts in later.items() if parts},
        "tongues": {language: [*_by_length(texts, keep)] for language, texts in tongues.items() if texts},
    }
    if not any(held.values()):
        return stored
    held["languages"] = languages.offered()
    script = f"{_later_script()}({embedded(held)})"
    return stored | {"language": edition.language(), "held": _kept_script(script, keep)}


def _later(state: Mapping[str, object]) -> list[dict[str, object]]:
    """The traits that a page brings when it needs them; `more`, which a search does not look through, by itself."""
    named = [name for name in _fixed(state, "later") if state.get(name)]
    parts = ({name: state[name] for name in named if (name == "more") == alone} for alone in (False, True))
    return [part for part in parts if part]


def _first(state: Mapping[str, object], later: list[dict[str, object]]) -> dict[str, object]:
    """A state without what comes later, but for the fields of records with which the widget begins."""
    begins = {
        name: [{field: record[field] for field in fields if field in record} for record in state[name]]
        for name, fields in dict(_fixed(state, "begins")).items()
    }
    return {name: value for name, value in state.items() if not any(name in each for each in later)} | begins


def _fixed(state: Mapping[str, object], name: str) -> Iterable:
    return (state.get("fixed") or {}).get(name, ())


def _by_length(texts: Mapping[int, list], keep: Keep) -> Iterator[dict[str, object]]:
    """Texts of a language in files. texts: number of a value -> what is said in it. What is short stands together."""
    short = {number: each for number, each in texts.items() if len(embedded(each)) <= LONG}
    for part in ([short] if short else []) + [{number: texts[number]} for number in texts if number not in short]:
        yield {"of": list(part), **_kept(list(part.values()), keep)}


def _tables(body: str) -> dict[str, Said]:
    """Model -> what the table in its place says, where a script can read it."""
    _, *parts = PLACE.split(body)
    found = {model: TABLE.match(html) for model, html in zip(parts[::2], parts[1::2], strict=True)}
    return {model: said_in(table[2]) if table else {} for model, table in found.items()}


def _unread_if_long(found: re.Match) -> str:
    """A long table as what a browser reads only where it runs no scripts; mounting.js brings it back if need be."""
    begin, table = found.groups()
    return f"{begin}<noscript>{table}</noscript>" if len(table) > LONG_TABLE else found[0]


def _early(state: Mapping) -> str:
    """What lets a browser bring the values of the first widget before it has read the page to its end."""
    traits = state["models"]["1"].values()
    numbers = dict.fromkeys(each for at in traits for each in (at if isinstance(at, list) else [at]))
    kept = [value["file"] for value in map(state["values"].__getitem__, numbers) if is_kept(value)]
    return "".join(f'<link rel="preload" as="script" href="{escape(file)}">\n' for file in kept)


def _kept(value: object, keep: Keep) -> dict[str, str]:
    """Where a value stands that is kept in a file, which is named by its content: the same on every page."""
    return _kept_script(embedded(value), keep)


def _kept_script(text: str, keep: Keep) -> dict[str, str]:
    """The same of a value that a script makes; text: an expression."""
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    return {"file": keep(f"{name}.js", f'(globalThis.chronologyKept ??= {{}})["{name}"] = {text};\n'), "name": name}


def is_kept(value: object) -> bool:
    """Whether a value of a page only says where it stands."""
    return isinstance(value, dict) and value.keys() == {"file", "name"}


def compact(
    states: Mapping[str, Mapping[str, object]],
    tables: Mapping[str, Said] | None = None,
    part: Callable[[int, object], object] = lambda number, value: value,
) -> dict[str, object]:
    """The states of a page, small: every distinct value once, and what all scripts (or styles) begin with once.

    Returns {"values": [value, …], "models": {model: {trait: number of its value}}}; for _esm and _css a list of
    numbers, of texts that follow each other. Values are as `small` gives them. tables: model -> what its table says,
    which is not said again. part: makes of a value, by its number, what stands in the page of it.
    """
    numbers: dict[str, int] = {}
    users: dict[int, list[str]] = {}

    def number(model: str, value: object) -> int:
        found = numbers.setdefault(json.dumps(value, ensure_ascii=False), len(numbers))
        users.setdefault(found, []).append(model)
        return found

    models = {
        model: {
            trait: [number(model, each) for each in _parts(trait, str(value))]
            if trait in CODE
            else number(model, value)
            for trait, value in sorted(state.items())
            if trait in CODE or not trait.startswith("_")
        }
        for model, state in states.items()
    }
    said = {found: _of_all([(tables or {}).get(model, {}) for model in users[found]]) for found in numbers.values()}
    values = [small(part(found, json.loads(text)), said[found]) for text, found in numbers.items()]
    return {"values": values, "models": models}


def _of_all(tables: list[Said]) -> Said:
    """What all of several tables say."""
    first, *others = tables
    return {selector: texts for selector, texts in first.items() if all(each.get(selector) == texts for each in others)}


def _parts(trait: str, text: str) -> list[str]:
    """A script or style: what those of all our widgets begin with, and the rest."""
    begin = scripts.script_of_all() if trait == "_esm" else scripts.style_of_all()
    return [begin, text.removeprefix(begin)] if text.startswith(begin) else [text]


def embedded(data: object) -> str:
    """Data as JSON that can stand in a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def page(widgets: Iterable[AnyWidget], title: str = "Chronology", root: str = "") -> str:
    """A page of its own with widgets in it, as HTML, that works from a file and without a network."""
    widgets = list(widgets)
    states = {widget.model_id: widget.get_state() for widget in widgets}
    body = hosted("\n".join(widget._repr_html_() for widget in widgets), states, root)
    return (
        f'<!DOCTYPE html>\n<html lang="{edition.language()}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_text('page.css')}</style>\n"
        f"</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


@cache
def script() -> str:
    """What runs the widgets of a page, as one classic script: from a file a page loads no modules."""
    return f"(() => {{\n{scripts.script('host', HERE)}}})();\n"


@cache
def style() -> str:
    """The style of the places of widgets in a page."""
    return scripts.light_style(HERE / "host.css")


@cache
def _later_script() -> str:
    """What brings what a page holds back, as an expression: a function of what that is."""
    text = scripts.script("later", HERE).replace("export default ", "return ")
    return f"(() => {{\n{re.sub('^export ', '', text, flags=re.M)}}})()"


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


# --- Sphinx -----------------------------------------------------------------------------


def keep_states(app: Sphinx, env: BuildEnvironment) -> None:
    """Take the state of a page's widgets from where myst-nb would write it into the page as it is."""
    for metadata in NbMetadataCollector.get_doc_data(env).values():
        stored = metadata.get("js_files", {}).pop("ipywidgets_state", None)
        if stored:
            models = json.loads(stored[1]["body"])["state"]
            metadata["widget_states"] = {id: model["state"] for id, model in models.items()}


def host(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    states = NbMetadataCollector.get_doc_data(app.env).get(page, {}).get("widget_states", {})
    if app.builder.name == "html" and doctree is not None and "body" in context:

        def keep(name: str, text: str) -> str:
            folder = Path(app.outdir) / KEPT
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
            return context["pathto"](f"{KEPT}/{name}", 1)

        root = _root(page)
        domain = app.env.get_domain(CourseDomain.name)

        def led(found: re.Match) -> str:
            name = domain.page_of(KINDS[found[1]], unescape(found[2])).removeprefix("chapters/")
            return f"{root}{name}.html#{found[2]}"

        context["body"] = hosted(REGISTERS.sub(led, context["body"]), states, root, keep)


def clear(app: Sphinx, error: Exception | None) -> None:
    """Remove the files of values that neither page nor script asks for any more: earlier builds have left them."""
    folder = Path(app.outdir) / KEPT
    if error or app.builder.name != "html" or not folder.exists():
        return
    asked = _asked(*Path(app.outdir).rglob("*.html"), *folder.parent.glob("*.js"))
    asked |= _asked(*(folder / name for name in asked if (folder / name).exists()))  # by what a page holds back
    for path in folder.iterdir():
        if path.name not in asked:
            path.unlink()


def _asked(*asking: Path) -> set[str]:
    """The names of the kept files that some files ask for."""
    texts = (path.read_text(encoding="utf-8") for path in asking)
    return {name for text in texts for name in re.findall(rf"{Path(KEPT).name}/(\w+\.js)", text)}


def _root(page: str) -> str:
    """What leads from a page to the registers, which stand in chapters/."""
    return "" if page.startswith("chapters/") else f"{'../' * page.count('/')}chapters/"


def say_python(app: Sphinx, doctree: nodes.document) -> None:
    """A plain ipywidget stays dead in a page: say so in its place, in the three languages."""
    for node in list(doctree.findall(nodes.raw)):
        if f'type="{VIEW}"' in node.astext():
            said = " · ".join(
                f'<span lang="{language}">{escape(languages.words("common", language)["no-python"])}</span>'
                for language in languages.offered()
            )
            node.replace_self(nodes.raw("", f'<p class="needs-python">{said}</p>', format="html"))


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", say_python)
    app.connect("env-updated", keep_states)
    app.connect("html-page-context", host)
    app.connect("build-finished", clear)
