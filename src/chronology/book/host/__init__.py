"""The static host: widgets of the course that run in a page without Python, server or network.

myst-nb stores the state of all widgets of a page. Here it is made small (every distinct value once, whatever the
number of widgets that have it) and put at the end of the page with host.js, which draws the widgets from it. What is
long, the pages of the book share: it stands in a file of its own, which comes when the first widget that needs it comes
near. No require.js and no html-manager is loaded. A widget of plain ipywidgets, which cannot run so, says that it needs
Python.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path

from anywidget import AnyWidget
from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from chronology import edition, languages
from chronology.book.domain import PAGES
from chronology.book.outputs import VIEW
from chronology.widgets import scripts

HERE = Path(__file__).parent
STATE = "application/vnd.jupyter.widget-state+json"
CODE = ("_esm", "_css")
LONG = 3000  # characters of a value from which on it stands in a file of its own
NEAR = 1500  # letters before the first widget of a page, if it is seen at once or soon
TAG = re.compile(r"<[^>]*>")
# Where the table of a widget links to an entry, as from one register to another.
REGISTERS = re.compile(rf'(<a href=")((?:{"|".join(page.rpartition("/")[2] for page in PAGES.values())})\.html#)')
LONG_TABLE = 300_000  # characters of a table that takes a browser noticeably long, about 1,700 events
TABLE = re.compile(r'(<div class="fallback"[^>]*>)(<table>.*?</table>)', re.DOTALL)
MODEL = re.compile(r'<div data-widget="(\w+)" data-model="(\w+)"( data-picture)?>')


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
    used: dict[str, dict[str, object]] = {}
    before = TAG.sub("", MODEL.split(body, maxsplit=1)[0])
    counts: dict[str, int] = {}

    def numbered(found: re.Match) -> str:
        name, model, picture = found.groups("")
        used[f"{len(used) + 1}"] = _with_more_kept(states[model], keep) if keep else states[model]
        counts[name] = counts.get(name, 0) + 1
        id = f"{name.lower()}-widget" + (f"-{counts[name]}" if counts[name] > 1 else "")
        return f'<div id="{id}" data-widget="{name}" data-model="{len(used)}"{picture}>'

    body = MODEL.sub(numbered, body)
    if not used:
        return body
    body = TABLE.sub(_unread_if_long, body)
    state = {"root": root, "failed": languages.words("common", edition.language())["failed"], **compact(used)}
    if keep:
        state["values"] = [_kept(value, keep) if len(embedded(value)) > LONG else value for value in state["values"]]
    return (
        f"{_early(state) if len(before) < NEAR else ''}{body}\n<style>{_text('host.css')}</style>\n"
        f'<script type="application/json" id="widget-state">{embedded(state)}</script>\n'
        f"<script>{script()}</script>\n"
    )


def _unread_if_long(found: re.Match) -> str:
    """A long table as what a browser reads only where it runs no scripts; mounting.js brings it back if need be."""
    begin, table = found.groups()
    return f"{begin}<noscript>{table}</noscript>" if len(table) > LONG_TABLE else found[0]


def _early(state: Mapping) -> str:
    """What lets a browser bring the values of the first widget before it has read the page to its end."""
    traits = [trait for trait in state["models"]["1"].items() if trait[0] != "more"]
    numbers = dict.fromkeys(each for _, at in traits for each in (at if isinstance(at, list) else [at]))
    kept = [value["file"] for value in map(state["values"].__getitem__, numbers) if is_kept(value)]
    return "".join(f'<link rel="preload" as="script" href="{escape(file)}">\n' for file in kept)


def _kept(value: object, keep: Keep) -> dict[str, str]:
    """Where a value stands that is kept in a file, which is named by its content: the same on every page."""
    text = embedded(value)
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    return {"file": keep(f"{name}.js", f'(globalThis.chronologyKept ??= {{}})["{name}"] = {text};\n'), "name": name}


def is_kept(value: object) -> bool:
    """Whether a value of a page only says where it stands."""
    return isinstance(value, dict) and value.keys() == {"file", "name"}


def _with_more_kept(state: Mapping[str, object], keep: Keep) -> Mapping[str, object]:
    """A state of which `more` is kept in a file until a card is opened, however short it is."""
    return {**state, "more": _kept(state["more"], keep)} if state.get("more") else state


def compact(states: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """The states of a page, small: every distinct value once, and what all scripts (or styles) begin with once.

    Returns {"values": [value, …], "models": {model: {trait: number of its value}}}; for _esm and _css a list of
    numbers, of texts that follow each other.
    """
    numbers: dict[str, int] = {}

    def number(value: object) -> int:
        return numbers.setdefault(json.dumps(value, ensure_ascii=False), len(numbers))

    models = {
        model: {
            trait: [number(part) for part in _parts(trait, str(value))] if trait in CODE else number(value)
            for trait, value in sorted(state.items())
            if trait in CODE or not trait.startswith("_")
        }
        for model, state in states.items()
    }
    return {"values": [json.loads(text) for text in numbers], "models": models}


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
            folder = Path(app.outdir) / "_static" / "kept"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
            return context["pathto"](f"_static/kept/{name}", 1)

        root = _root(page)
        context["body"] = hosted(REGISTERS.sub(rf"\1{root}\2", context["body"]), states, root, keep)


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
