"""The Python side of the page: runs cells, says what they show, carries the messages of widgets.

It stands in for IPython, which takes a second and a half and two megabytes. In the page this is the module
`live_kernel`. What it says are messages, JSON: {t: stream | display | update | clear | cut | error | comm, of: the run,
…}; the worker sets `post`, which takes the text and the buffers of a message.
"""

from __future__ import annotations

import ast
import base64
import builtins
import contextlib
import gc
import importlib
import inspect
import io
import itertools
import json
import linecache
import logging
import os
import pprint
import random
import sys
import time
import traceback
import types
from collections.abc import Callable, Iterator

post: Callable[[str, object], None] | None = None
bring: Callable[[str], bool] | None = None  # brings a pack of modules at once; False if it is here

NAMES: dict[str, object] = {}  # of the cells
_numbers = itertools.count(1)
_run = {"of": "", "header": {}, "printed": 0, "displays": 0}
_owners: dict[str, str] = {}  # id of a widget -> the run that made it, whose output its messages belong to
tables = ""  # the name of the state of the tables that were read before the memory was taken
_FLUSHED = 8192  # characters
# What a run may print and display: an endless loop that does would hold up the page, and its button Stop.
PRINTED = 100_000  # characters
DISPLAYS = 500
_INTERVAL = 0.05  # seconds


def send(kind: str, buffers: object = None, **content: object) -> None:
    if post is not None:
        post(
            json.dumps(
                {"t": kind, "of": _run["of"], "parent": _run["header"].get("msg_id", ""), **content}, default=str
            ),
            buffers,
        )


class Stream(io.TextIOBase):
    """What is printed, in few messages: a line at once after a pause, else when there is much of it."""

    encoding, errors = "utf-8", "strict"

    def __init__(self, name: str) -> None:
        self.name, self.parts, self.size, self.last = name, [], 0, 0.0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.parts.append(text)
        self.size += len(text)
        if self.size > _FLUSHED or (text.endswith("\n") and time.monotonic() - self.last > _INTERVAL):
            self.flush()
        return len(text)

    def flush(self) -> None:
        if self.parts:
            text, self.parts, self.size, self.last = "".join(self.parts), [], 0, time.monotonic()
            room = PRINTED - _run["printed"]
            _run["printed"] += len(text)
            if room > 0:
                send("stream", name=self.name, text=text[:room])
            if 0 <= room < len(text):
                send("cut")


def _flush() -> None:
    sys.stdout.flush()
    sys.stderr.flush()


# --- what a value shows -----------------------------------------------------------------

_METHODS = {
    "text/html": "_repr_html_",
    "text/markdown": "_repr_markdown_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
    "text/latex": "_repr_latex_",
    "application/json": "_repr_json_",
}


class Formatter:
    """How values of a class are shown as HTML where they cannot say it themselves; as IPython's, by name."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], Callable] = {}

    def for_type_by_name(self, module: str, name: str, show: Callable[[object], str]) -> None:
        self.known[module, name] = show

    def of(self, value: object) -> Callable[[object], str] | None:
        found = (self.known.get((each.__module__, each.__qualname__)) for each in type(value).__mro__)
        return next(filter(None, found), None)


HTML_FORMATTER = Formatter()


def bundle(value: object) -> tuple[dict[str, object], dict[str, object]]:
    """What a value shows, by MIME type, and what is said of that."""
    data: dict[str, object] = {}
    said: dict[str, object] = {}
    if not isinstance(value, type):
        data, said = _own_bundle(value)
        for mime, name in _METHODS.items():
            show = HTML_FORMATTER.of(value) if mime == "text/html" else None
            if mime not in data and (made := _shown(value, show, name)) is not None:
                data[mime] = made
        if type(value).__module__ == "matplotlib.figure":
            data["image/svg+xml"] = svg(value)
    if not data.keys() & {"text/plain", "text/html", "image/svg+xml"}:  # the text of a long table takes half a second
        data["text/plain"] = _text(value)
    return data, said


def _own_bundle(value: object) -> tuple[dict[str, object], dict[str, object]]:
    made = getattr(value, "_repr_mimebundle_", None)
    got = made(include=None, exclude=None) if callable(made) else None
    data, said = got if isinstance(got, tuple) else (got, {})
    return dict(data or {}), dict(said or {})


def _shown(value: object, show: Callable | None, method: str) -> object:
    own = getattr(value, method, None)
    made = show(value) if show else own() if callable(own) else None
    made = made[0] if isinstance(made, tuple) else made
    return base64.b64encode(made).decode() if isinstance(made, bytes) else made


def _text(value: object) -> str:
    if type(value) in (list, tuple, dict, set, frozenset):
        return pprint.pformat(value, width=79, compact=False, sort_dicts=False)
    return repr(value)


def show(value: object) -> None:
    """Show the value of a cell's last line."""
    data, said = bundle(value)
    _flush()
    _display(data=data, metadata=said, transient={})


def _display(**content: object) -> None:
    _run["displays"] += 1
    if _run["displays"] <= DISPLAYS:
        send("display", **content)
    elif _run["displays"] == DISPLAYS + 1:
        send("cut")


class Handle:
    """What `display` gives for a thing that will be shown anew."""

    def __init__(self, display_id: str) -> None:
        self.display_id = display_id

    def display(self, value: object) -> None:
        display(value, display_id=self.display_id)

    def update(self, value: object) -> None:
        display(value, display_id=self.display_id, update=True)


def display(
    *values: object,
    display_id: str | bool | None = None,
    update: bool = False,
    raw: bool = False,
    metadata: dict | None = None,
    clear: bool = False,
    **_: object,
) -> Handle | None:
    """Show values, as IPython's function of this name."""
    if clear:
        clear_output(wait=True)
    if display_id is True:
        display_id = f"shown-{next(_numbers)}"
    for value in values:
        data, said = (value, metadata or {}) if raw else bundle(value)
        _flush()
        transient = {"display_id": display_id} if display_id else {}
        if update:
            send("update", data=data, metadata=said, transient=transient)
        else:
            _display(data=data, metadata=said, transient=transient)
    return Handle(display_id) if display_id else None


def update_display(value: object, *, display_id: str, **more: object) -> None:
    display(value, display_id=display_id, update=True, **more)


def clear_output(wait: bool = False) -> None:
    _flush()
    _run.update(printed=0, displays=0)
    send("clear", wait=bool(wait))


class Shown:
    """Something that is shown as it is given."""

    def __init__(self, data: object = None, **_: object) -> None:
        self.data = data


def _class(name: str, method: str) -> type:
    return type(name, (Shown,), {method: lambda self: self.data})


def svg(figure: object) -> str:
    """A figure as the pages of the book have them: an SVG that follows light and dark."""
    from chronology.figures import drawing

    out = io.StringIO()
    figure.savefig(out, format="svg", bbox_inches="tight", metadata={"Date": None})
    return drawing(out.getvalue(), "Figure", f"live-{next(_numbers)}")


def _show_figures() -> None:
    """The figures that a cell drew; matplotlib is asked only if it has been imported."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return
    for number in pyplot.get_fignums():
        show(pyplot.figure(number))
    pyplot.close("all")


# --- running a cell ---------------------------------------------------------------------


async def run(source: str, of: str) -> str:
    """Run a cell. of: the name of the run, which its messages carry. Returns JSON, {status: ok | error, ms}."""
    _run.update(of=of, header={"msg_id": of, "msg_type": "execute_request"}, printed=0, displays=0)
    name, start, status = f"<cell {next(_numbers)}>", time.monotonic(), "ok"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    try:
        for code in _parts(source, name):
            value = eval(code, NAMES)
            if code.co_flags & inspect.CO_COROUTINE:
                value = await value
            if value is not None:
                NAMES["_"] = value
                show(value)
        _show_figures()
    except BaseException as error:  # SystemExit of a cell ends nothing here
        status = "error"
        say_error(error)
    _flush()
    return json.dumps({"status": status, "ms": round((time.monotonic() - start) * 1000)})


def _parts(source: str, name: str) -> Iterator[types.CodeType]:
    """The code of a cell: its statements, and the last line if it has a value that is shown."""
    tree = ast.parse(source, name)
    shown = tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";")
    last = [ast.Expression(tree.body.pop().value)] if shown else []
    for part, mode in ((tree, "exec"), *((each, "eval") for each in last)):
        yield compile(part, name, mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def say_error(error: BaseException) -> None:
    """An error as the lines of the cells that led to it; where a library raised it, its own lines say nothing."""
    _flush()
    told = traceback.TracebackException.from_exception(error, lookup_lines=False)  # those of libraries lie in packs
    _own_lines(told)
    lines = "".join(told.format())
    send("error", ename=type(error).__name__, evalue=str(error), traceback=[lines])


def _own_lines(told: traceback.TracebackException) -> None:
    told.stack[:] = [frame for frame in told.stack if frame.filename.startswith("<cell ")]
    for other in (told.__cause__, told.__context__, *(told.exceptions or [])):
        if other is not None:
            _own_lines(other)


def _no_input(*_prompt: object) -> str:
    from chronology.edition import _

    raise RuntimeError(_("input() cannot ask in a page: write the value into the cell"))


# --- widgets ----------------------------------------------------------------------------


class Kernel:
    """What ipywidgets asks of a kernel."""

    comm_manager = None

    def get_parent(self, *_: object) -> dict:
        return _run


class Shell:
    """What libraries ask of IPython's shell."""

    kernel, user_ns, display_pub = Kernel(), NAMES, None
    config = types.SimpleNamespace(InlineBackend=types.SimpleNamespace())
    events = types.SimpleNamespace(register=lambda *_: None, unregister=lambda *_: None, trigger=lambda *_: None)
    display_formatter = types.SimpleNamespace(formatters={"text/html": HTML_FORMATTER})

    def showtraceback(self, *_: object, **__: object) -> None:
        say_error(sys.exc_info()[1])

    def register_magics(self, *_: object) -> None:
        pass


SHELL = Shell()


def get_ipython() -> Shell:
    return SHELL


def _stand_in() -> None:
    """The names of IPython that libraries import."""
    classes = {"HTML": "html", "Markdown": "markdown", "SVG": "svg", "Latex": "latex", "JSON": "json", "Image": "png"}
    shown = {name: _class(name, f"_repr_{method}_") for name, method in classes.items()}
    for name, offered in {
        "IPython": {"get_ipython": get_ipython, "version_info": (9, 0, 0), "__version__": "9.0.0", "__path__": []},
        "IPython.display": {
            "display": display,
            "update_display": update_display,
            "clear_output": clear_output,
            **shown,
        },
        "IPython.core": {"__path__": []},
        "IPython.core.getipython": {"get_ipython": get_ipython},
        "IPython.core.interactiveshell": {"InteractiveShell": Shell},
    }.items():
        module = sys.modules[name] = types.ModuleType(name)
        vars(module).update(offered)
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)


def _connect_comms() -> None:
    import comm
    from comm.base_comm import BaseComm, CommManager

    class Comm(BaseComm):
        kernel = SHELL.kernel

        def publish_msg(
            self,
            msg_type: str,
            data: dict | None = None,
            metadata: dict | None = None,
            buffers: list | None = None,
            **keys: object,
        ) -> None:
            if msg_type == "comm_open":
                _owners[self.comm_id] = _run["of"]
            content = {"comm_id": self.comm_id, "data": data or {}, **keys}
            send(
                "comm", [bytes(each) for each in buffers or []], type=msg_type, content=content, metadata=metadata or {}
            )

    manager = CommManager()
    comm.create_comm = Comm
    comm.get_comm_manager = lambda: manager
    SHELL.kernel.comm_manager = manager


def on_comm(text: str, buffers: object = None) -> None:
    """A message of a widget in the page. text: JSON, {type, content, metadata, id}."""
    message = json.loads(text)
    owner = _owners.get(message["content"].get("comm_id", ""), _run["of"])
    header = {"msg_id": message.get("id", ""), "msg_type": message["type"]}
    _run.update(of=owner, header=header, printed=0, displays=0)
    told = {
        "content": message["content"],
        "metadata": message.get("metadata") or {},
        "buffers": [each.to_memoryview() for each in buffers or []],
        "header": {},
        "parent_header": {},
    }
    try:
        getattr(SHELL.kernel.comm_manager, message["type"])(None, None, told)
        _show_figures()
    except Exception as error:
        say_error(error)
    _flush()


# --- the state in which a page finds it -------------------------------------------------

_FIGURES = ("matplotlib mpl_toolkits pylab PIL contourpy kiwisolver cycler fontTools packaging pyparsing").split()


class Later:
    """Before all other finders: what is imported for the first time may lie in a pack that is not here yet."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        top = name.partition(".")[0]
        stdlib = top in sys.stdlib_module_names
        pack = "stdlib" if stdlib else "figures" if top in _FIGURES else "code" if top == "chronology" else "packages"
        if bring is not None and bring(pack):
            importlib.invalidate_caches()


def install() -> None:
    """Once, before anything else is imported."""
    _stand_in()
    _connect_comms()
    os.environ["MPLBACKEND"] = "svg"
    sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")
    builtins.input = _no_input
    builtins.get_ipython = get_ipython  # by it pandas knows a notebook, in which a wide table has dots
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it says that it looks for fonts
    sys.meta_path.insert(0, Later())
    renew()


def renew() -> None:
    """No names but those that every cell finds."""
    NAMES.clear()
    NAMES.update(__name__="__main__", __builtins__=builtins, display=display, get_ipython=get_ipython)


def awake(language: str, data: str | None = None) -> None:
    """In each page: what must not be the same for every reader, and the language of the edition.

    data: the name of the state of the tables, if this memory was taken with them read; where they are others now, what
    the course remembers of them is forgotten.
    """
    os.environ["CHRONOLOGY_LANGUAGE"] = language
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed(int.from_bytes(os.urandom(4), "little"))
    if hasattr(time, "tzset"):
        time.tzset()
    if data and data != tables:
        forget()


def forget() -> None:
    """Empty the caches of the course."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "chronology":
            for each in list(vars(module).values()):
                if callable(clear := getattr(each, "cache_clear", None)):
                    clear()


# --- at build time, before the memory is taken ------------------------------------------

# What cells are likely to import, so that nothing need be fetched for it.
LIKELY = (
    "bisect calendar collections copy csv dataclasses datetime decimal difflib enum fractions functools heapq html io "
    "itertools json math operator os pathlib pprint random re statistics string sys textwrap time typing unicodedata "
    "urllib.parse warnings zoneinfo numpy pandas ipywidgets anywidget chronology.exercises "
    "chronology.exercises.questions"
).split()


class _NoFigures:
    """matplotlib comes when a cell draws; here a cell that would draw fails."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.partition(".")[0] in _FIGURES:
            raise ImportError(name)


async def learn(cells: str) -> str:
    """Run cells (JSON, a list of sources): the names of all modules that are here then, in their order, JSON."""
    sys.meta_path.insert(0, _NoFigures())
    for source in json.loads(cells):
        await run(source, "learn")
    return json.dumps(list(sys.modules))


def warm(names: str, state: str) -> None:
    """Import modules (JSON, a list of names), have the course read its tables, and leave no trace of it.

    state: the name of the state of the tables. No cell is run: what it needs for a moment would leave holes in the
    memory, which would be twice as large.
    """
    global tables
    for name in (*LIKELY, *json.loads(names)):
        with contextlib.suppress(ImportError):  # of what stands in for a module
            importlib.import_module(name)
    import chronology as ch
    from chronology import bibliography

    for each in (getattr(ch, name) for name in ch.__all__):
        if isinstance(each, types.FunctionType) and each.__module__ == "chronology.tables":
            bundle(each().head(1))
    bibliography.references()
    bibliography._parse.cache_clear()
    _leave_nothing()
    tables = state


def _leave_nothing() -> None:
    import re

    renew()
    gc.collect()
    linecache.clearcache()
    sys.path_importer_cache.clear()
    re.purge()
    # What was freed lies in blocks of 16, 32, … 512 bytes and would travel: it is overwritten. Bytes have a head of 17.
    for size in range(15, 496, 16):
        kept = [bytes(size) for _ in range(4_000_000 // size)]
        del kept
