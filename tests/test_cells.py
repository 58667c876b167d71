"""Cells that are run in the page: what the build marks, and what a reader does with them.

A Python of a few sentences, tests/standin_python.js, stands in for the one that the build brings.
"""

import json
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import anywidget
import ipywidgets
import nbformat
import pytest
import traitlets
from bs4 import BeautifulSoup

import books
import chronology as ch
from accessibility import violations
from chronology.book.cells import editor
from conftest import DESK, PHONE
from server import serve

pytestmark = [pytest.mark.xdist_group("cells"), pytest.mark.remembered]  # one book for all
HERE = Path(__file__).parent
CHAPTER = """
Text before the first cell.

```{code-cell} ipython3
print("saved")
```

```{code-cell} ipython3
---
tags: [remove-cell]
---
unseen = 1
```

```{code-cell} ipython3
---
tags: [hide-input]
---
import chronology as ch

ch.Topics()
```

```{code-cell} ipython3
quiet = 2
```

```{code-cell} ipython3
ch.events(topic="border")[["date", "title"]].head(3)
```

```{code-cell} ipython3
---
tags: [hide-output]
---
print("folded")
```

```{code-cell} ipython3
---
tags: [hide-cell]
---
print("all folded")
```

```{code-cell} ipython3
---
tags: [remove-input]
---
print("no code")
```
"""
SOURCES = [
    'print("saved")',
    "unseen = 1",
    "import chronology as ch\n\nch.Topics()",
    "quiet = 2",
    'ch.events(topic="border")[["date", "title"]].head(3)',
    'print("folded")',
    'print("all folded")',
    'print("no code")',
]


ANSWER = 'q1 = ...  # "a", "b" or "c"'


def exercises() -> str:
    cells = [
        nbformat.v4.new_markdown_cell("# Exercises", id="top"),
        nbformat.v4.new_markdown_cell("## Question 1 (1 point)\n\nWhich?", id="02-q1"),
        nbformat.v4.new_code_cell(ANSWER, id="02-q1-answer"),
        nbformat.v4.new_code_cell('check("02-q1", q1)', id="02-q1-check"),
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata=kernel))


def built(folder: Path, *, python: bool) -> Path:
    """A chapter and a page of exercises, with or without a Python beside them."""
    if python:
        live = folder / "html" / "_static" / "live"
        live.mkdir(parents=True)
        (live / "manifest.js").write_text("", encoding="utf-8")
        (live / "live.js").write_bytes((HERE / "standin_python.js").read_bytes())
    notebook = folder / "source" / "exercises" / "one.ipynb"
    notebook.parent.mkdir(parents=True, exist_ok=True)
    notebook.write_text(exercises(), encoding="utf-8")
    pages = books.APPENDICES | {"chapters/one": books.HEADER + CHAPTER, "chapters/two": "# No cells\n\nText.\n"}
    contents = "# Book\n\n```{toctree}\n" + "\n".join([*pages, "exercises/one"]) + "\n```\n"
    return books.build(folder, {"index": contents} | pages, nb_execution_excludepatterns=["exercises/*"])


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    return built(tmp_path_factory.mktemp("cells"), python=True)


@pytest.fixture(scope="module")
def site(book):
    with serve(book) as served:
        yield served.address


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def data(page: BeautifulSoup) -> dict:
    return json.loads(page.select_one("#live-cells").string)


# --- what the build marks -------------------------------------------------------------------


def test_every_cell_is_marked_and_its_source_is_exact(book):
    page = soup(book / "chapters" / "one.html")
    assert [each["source"] for each in data(page)["cells"]] == SOURCES
    shown = page.select("[data-live]")
    assert [each["data-live"] for each in shown] == [
        "0",
        "2",
        "3",
        "4",
        "5",
        "6",
    ]  # the second is not shown, nor the code of the last, and both are counted
    assert all(len(each.select("[data-output][data-state=saved]")) == 1 for each in shown)
    assert all(len(each.select(".live-bar")) == 1 for each in shown)
    assert "saved" in shown[0].select_one("[data-output]").text


def test_cells_of_a_notebook_keep_their_names(book):
    assert [each.get("id") for each in data(soup(book / "exercises" / "one.html"))["cells"]] == [
        "02-q1-answer",
        "02-q1-check",
    ]


def test_a_page_without_cells_gets_nothing(book):
    page = (book / "chapters" / "two.html").read_text(encoding="utf-8")
    assert "cells.js" not in page and "live.js" not in page


def test_without_python_there_is_no_run_until_there_is_a_python(tmp_path):
    html = built(tmp_path, python=False)
    marks = re.compile(r"data-live|data-output|live-bar|cells\.js|live\.js")
    assert not marks.search((html / "chapters" / "one.html").read_text(encoding="utf-8"))
    assert not (html / "_static" / "cells.js").exists()
    built(tmp_path, python=True)
    assert marks.search((html / "chapters" / "one.html").read_text(encoding="utf-8"))


# --- what a reader does ---------------------------------------------------------------------

CELL = "[data-live='{}']"


@pytest.fixture
def chapter(visit, site):
    """A page with cells in a tab; python: JavaScript that says how the Python of the test is."""
    opened = []

    def open_chapter(python="", page="chapters/one", **options):
        tab = visit(f"{site}/chapters/two.html", **options)
        tab.route("**/live/manifest.js*", lambda route: route.fulfill(body=f"globalThis.fake = {{ {python} }};"))
        tab.goto(f"{site}/{page}.html")
        tab.wait_for_selector("[data-do=run]", state="attached")
        opened.append(tab)
        return tab

    yield open_chapter
    for tab in opened:
        tab.unroute_all()
        assert tab.faults == []


def cell(page, number):
    return page.locator(f"[data-live='{number}']")


def press(page, number, name):
    cell(page, number).locator(f"[data-do={name}]").click()


def output(page, number):
    return cell(page, number).locator("[data-output]")


def said(page, number):
    return cell(page, number).locator("[role=status]").inner_text()


def ended(page, number, state="done"):
    page.wait_for_selector(
        f"[data-live='{number}']:not([data-busy]) [data-output][data-state={state}]", state="attached"
    )
    return output(page, number)


def edit(page, number, text):
    press(page, number, "edit")
    page.wait_for_selector(f"[data-live='{number}'] :is(.cm-content, textarea):focus")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def shows(*messages) -> str:
    """The Python of a test in which the first cell of the chapter gives messages."""
    return f"says: {{ {json.dumps(SOURCES[0])}: {json.dumps(messages)} }}"


def test_nothing_comes_before_it_is_asked_for(chapter):
    page = chapter()
    assert page.evaluate("fake.starts") == 0
    assert not any(re.search(r"codemirror|cells-output", each) for each in page.asked)
    assert "loads Python once: 20 MB" in cell(page, 0).inner_text()
    press(page, 0, "run")
    assert "saved" in ended(page, 0).inner_text()
    assert said(page, 0).startswith("Done")
    assert page.get_attribute("html", "data-python") == "ready"
    assert "20 MB" not in cell(page, 0).inner_text()  # it is there


def test_a_pointer_that_stays_and_a_focus_bring_python_early(chapter):
    for come in ("hover", "focus"):
        page = chapter()
        run = cell(page, 0).locator("[data-do=run]")
        if come == "focus":
            page.keyboard.press("Tab")  # what is focused now was come to by the keyboard
        getattr(run, come)()
        page.wait_for_function("fake.starts == 1 && document.documentElement.dataset.python == 'ready'")
        assert output(page, 0).get_attribute("data-state") == "saved" and page.evaluate("fake.ran") == []


def test_who_saves_data_is_asked_first(chapter, visit):
    page = chapter("a: Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) })")
    cell(page, 0).locator("[data-do=run]").hover()
    page.wait_for_timeout(300)
    assert page.evaluate("fake.starts") == 0
    press(page, 0, "run")
    ended(page, 0)
    assert "20 MB" in cell(page, 0).inner_text()


def test_what_the_page_shows_stays_until_there_is_something_new(chapter):
    page = chapter("hangs: true")
    edit(page, 0, 'print("new")')
    assert page.evaluate("fake.starts") == 0  # who looks at code or writes it has not asked for Python
    press(page, 0, "run")
    page.wait_for_function("/Loading Python.*3 of 20 MB/s.test(document.querySelector('.live-bar').innerText)")
    assert "saved" in output(page, 0).inner_text() and output(page, 0).get_attribute("data-state") == "saved"
    assert cell(page, 0).locator("progress").is_visible()
    page.evaluate("fake.go()")
    assert ended(page, 0).inner_text().strip() == "new"
    assert cell(page, 0).locator("progress").is_hidden()


def test_a_cell_that_shows_nothing_any_more_is_empty(chapter):
    page = chapter()
    edit(page, 0, "quiet = 3")
    press(page, 0, "run")
    assert ended(page, 0).inner_text() == ""


def test_failure_says_why_and_leaves_the_page_as_it_was(chapter):
    page = chapter("fails: 'no memory'")
    press(page, 0, "run")
    page.wait_for_function("document.documentElement.dataset.python == 'failed'")
    page.wait_for_selector("[data-live='0']:not([data-busy])")
    assert said(page, 0) == "Python could not start: no memory."
    assert "saved" in output(page, 0).inner_text() and output(page, 0).get_attribute("data-state") == "saved"
    page.faults.clear()  # the console has it too
    page.evaluate("fake.fails = ''")
    press(page, 0, "run")
    ended(page, 0)


def test_python_that_breaks_while_a_cell_runs_leaves_no_cell_waiting(chapter):
    page = chapter("breaks: 'out of memory'")
    press(page, 3, "run-here")
    ended(page, 0, "error")
    assert said(page, 0) == "out of memory" and page.locator("[data-busy]").count() == 0
    page.faults.clear()


def test_without_python_at_hand_there_is_no_dead_button(visit, site):
    page = visit(f"{site}/chapters/two.html")
    page.route("**/live/manifest.js*", lambda route: route.fulfill(body="globalThis.fake = { available: false };"))
    page.goto(f"{site}/chapters/one.html")
    page.wait_for_timeout(300)
    assert page.locator("[data-do]").count() == 0
    page.unroute_all()


def test_an_error_is_the_lines_of_the_cell_and_is_said(chapter):
    page = chapter()
    edit(page, 4, "nothing")
    press(page, 4, "run")
    shown = ended(page, 4, "error").inner_text()
    assert shown.startswith("Traceback") and "NameError: name 'nothing' is not defined" in shown
    assert "NameError: name 'nothing' is not defined" in said(page, 4)
    assert "Run to here" not in said(page, 4), "no cell above makes that name"


def test_a_name_that_a_cell_above_makes_is_said_to_be_missing_there(chapter):
    page = chapter()
    edit(page, 0, "nothing = 1")
    edit(page, 4, "nothing")
    press(page, 4, "run")
    ended(page, 4, "error")
    assert "NameError: name 'nothing' is not defined" in said(page, 4) and "Run to here" in said(page, 4)


def test_a_reset_says_that_the_output_is_still_of_the_code_before(chapter):
    line = "The output below is still of the code before."
    page = chapter()
    edit(page, 4, "nothing")
    press(page, 4, "reset")
    assert line not in said(page, 4), "not run in between: the output is that of the build"
    edit(page, 4, "nothing")
    press(page, 4, "run")
    ended(page, 4, "error")
    press(page, 4, "reset")
    assert line in said(page, 4)
    press(page, 4, "reset")
    assert line not in said(page, 4), "the code of the output is back"


def test_run_to_here_runs_all_above_also_what_is_not_shown(chapter):
    page = chapter()
    press(page, 3, "run-here")
    ended(page, 3)
    assert page.evaluate("fake.ran") == SOURCES[:4]


@pytest.mark.parametrize(
    ("steps", "again"),
    [
        (["run-here 2", "run-here 3"], [3]),  # what has run stands
        (["run-here 3", "run-here 3"], [3]),  # whoever presses sees something happen
        (["run 3", "run-here 3"], [0, 1, 2, 3]),  # those above have not run
        (["run-here 4", "edit 2", "run-here 4"], [2, 3, 4]),  # what was changed, and all after it
        (["run-here 4", "edit 2", "run 2", "run-here 4"], [3, 4]),  # … which ran before it
        (["run-here 4", "run 0", "run-here 4"], [1, 2, 3, 4]),  # also where nothing was changed
        (["run-here 4", "break 2", "run-here 4", "mend 2", "run-here 4"], [2, 3, 4]),  # what failed
        (["run-here 4", "run-here 2"], [0, 1, 2]),  # a cell below may have changed what those above made
        (["run-here 4", "run-here 2", "run-here 4"], [3, 4]),
        (["run-here 3", "lose", "run-here 3"], [0, 1, 2, 3]),  # Python began anew
    ],
    ids=lambda value: ", ".join(map(str, value)),
)
def test_run_to_here_runs_again_only_what_has_to(chapter, steps, again):
    page = chapter()
    texts = dict(enumerate(SOURCES))
    new = {"edit": "quiet = 3", "break": "nothing", "mend": "quiet = 4"}
    for step in steps:
        name, _, number = step.partition(" ")
        page.evaluate("fake.ran = []")
        if name == "lose":
            page.evaluate("python.stop()")
            page.wait_for_function("fake.stops == 1 && document.documentElement.dataset.python == 'ready'")
        elif name in new:
            texts[int(number)] = new[name]
            edit(page, number, new[name])
        else:
            press(page, number, name)
            ended(page, number, "error" if "nothing" in texts.values() and number == "2" else "done")
            page.wait_for_function("!document.querySelector('[data-busy]')")
    assert page.evaluate("fake.ran") == [texts[number] for number in again]


def test_what_is_folded_is_opened_and_code_that_is_not_shown_cannot_be_run(chapter):
    page = chapter()
    assert cell(page, 5).locator("[data-do=run]").is_visible() and output(page, 5).is_hidden()
    press(page, 5, "run")
    assert ended(page, 5).inner_text().strip() == "folded"
    cell(page, 6).locator("summary").click()
    press(page, 6, "run")
    assert ended(page, 6).inner_text().strip() == "all folded"
    assert page.locator("[data-live='7']").count() == 0 and page.get_by_text("no code").is_visible()


def test_what_follows_an_error_is_not_run(chapter):
    page = chapter()
    edit(page, 0, "nothing")
    press(page, 3, "run-here")
    ended(page, 0, "error")
    page.wait_for_selector("[data-live='3']:not([data-busy])")
    assert page.evaluate("fake.ran") == ["nothing"]
    assert output(page, 3).get_attribute("data-state") == "saved"


def test_stop_ends_a_loop_and_brings_python_back(chapter):
    page = chapter()
    edit(page, 0, "while True: pass")
    press(page, 0, "run")
    page.wait_for_selector("[data-live='0'] [data-state=running]")
    press(page, 3, "run")  # waits
    press(page, 0, "stop")
    ended(page, 0, "error")
    page.wait_for_function(
        "document.querySelector('[data-live=\"0\"] [role=status]').textContent.includes('ready again')"
    )
    assert page.evaluate("fake.stops") == 1
    assert "“Run to here” makes it anew" in said(page, 0)
    assert cell(page, 0).locator(".cm-content").inner_text().strip() == "while True: pass"
    assert not cell(page, 3).get_attribute("data-busy")
    press(page, 3, "run")
    ended(page, 3)


def test_after_a_stop_cells_that_had_run_say_that_python_has_forgotten_them(chapter):
    page = chapter()
    press(page, 3, "run")
    ended(page, 3)
    assert said(page, 3).startswith("Done")
    edit(page, 0, "while True: pass")
    press(page, 0, "run")
    page.wait_for_selector("[data-live='0'] [data-state=running]")
    press(page, 0, "stop")
    ended(page, 0, "error")
    assert said(page, 3).startswith("Python began anew")
    assert said(page, 4) == "", "had not run"


def test_a_cell_that_is_changed_says_at_once_whose_output_it_has(chapter):
    page = chapter()
    edit(page, 4, "nothing")
    assert said(page, 4) == "The output below is of the cell as it was at first."
    press(page, 4, "reset")
    assert "The output below" not in said(page, 4)
    edit(page, 4, 'print("mine")')
    press(page, 4, "run")
    ended(page, 4)
    edit(page, 4, "nothing")
    assert said(page, 4) == "The output below is still of the code before."


def test_stop_leaves_no_error_of_the_run_before(chapter):
    page = chapter()
    for text, shown in (("nothing", "NameError"), ("while True: pass", "")):
        edit(page, 0, text)
        press(page, 0, "run")
        if not shown:
            page.wait_for_selector("[data-live='0'] [data-state=running]")
            press(page, 0, "stop")
            page.wait_for_function("fake.stops == 1")
        ended(page, 0, "error")
    page.wait_for_function(
        "document.querySelector('[data-live=\"0\"] [role=status]').textContent.includes('ready again')"
    )
    assert output(page, 0).inner_text() == ""
    edit(page, 4, "while True: pass")
    press(page, 4, "run")
    page.wait_for_selector("[data-live='4'] [data-state=running]")
    press(page, 4, "stop")
    ended(page, 4, "error")
    assert output(page, 4).locator("table").count() == 1, "what the page showed stays"


def test_who_comes_back_to_a_changed_cell_is_told_whose_output_stands_below(chapter):
    line = "The output below is of the cell as it was at first."
    page = chapter()
    for number in (0, 3, 4):
        edit(page, number, 'print("mine")')
    press(page, 0, "run")
    ended(page, 0)
    assert said(page, 0).startswith("Done")
    page.reload()
    page.wait_for_selector("[data-do=run]")
    assert said(page, 0) == said(page, 4) == line
    assert said(page, 3) == said(page, 5) == "", "without an output, or not changed"
    press(page, 0, "run")
    assert ended(page, 0).inner_text().strip() == "mine" and said(page, 0).startswith("Done")
    press(page, 4, "reset")
    assert line not in said(page, 4)
    assert page.faults == []


def test_a_cell_that_will_not_be_run_still_says_whose_output_it_has(chapter):
    page = chapter()
    edit(page, 0, "nothing")
    edit(page, 4, 'print("mine")')
    page.reload()
    page.wait_for_selector("[data-do=run]")
    press(page, 4, "run-here")
    ended(page, 0, "error")
    page.wait_for_selector("[data-live='4']:not([data-busy])")
    assert said(page, 4) == "The output below is of the cell as it was at first."


@pytest.mark.parametrize("editor", ["codemirror", "plain"])
def test_code_is_written_kept_and_brought_back(chapter, editor):
    page = chapter()
    if editor == "plain":
        page.route("**/codemirror.js*", lambda route: route.abort())
    edit(page, 0, "if True:\nprint(")  # the second line is indented by the editor
    if editor == "plain":
        page.keyboard.type('"a")')
        page.faults.clear()  # the file that is missing
    else:
        page.keyboard.type('"a"')  # what was opened is closed
    wanted = 'if True:\n    print("a")'
    page.keyboard.press("Shift+Enter")
    ended(page, 0)
    assert page.evaluate("fake.ran") == [wanted]
    page.reload()
    page.wait_for_selector("[data-do=run]")
    assert cell(page, 0).locator("pre").first.inner_text().strip() == wanted
    press(page, 0, "reset")
    press(page, 0, "run")
    ended(page, 0)
    press(page, 0, "reset")  # undone
    press(page, 0, "run")
    page.wait_for_function("fake.ran.length == 2")
    assert page.evaluate("fake.ran") == [SOURCES[0], wanted]


@pytest.mark.parametrize("editor", ["codemirror", "plain"])
def test_the_editor_is_left_by_the_keyboard_and_undoes(chapter, editor):
    page = chapter()
    if editor == "plain":
        page.route("**/codemirror.js*", lambda route: route.abort())
    edit(page, 3, "x")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    value = "document.activeElement.value ?? document.activeElement.innerText"
    assert page.evaluate(value) == "    x"
    press(page, 3, "reset")
    cell(page, 3).locator(":is(.cm-content, textarea)").focus()
    page.keyboard.press("Control+z")
    assert page.evaluate(value) == "    x"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.do") == "run"
    page.faults.clear()


# --- what Python shows ----------------------------------------------------------------------


def test_outputs_of_every_kind(chapter):
    stream = {"t": "stream", "name": "stdout"}
    page = chapter(
        shows(
            stream | {"text": "one\n"},
            stream | {"text": "two <b>\n"},
            {
                "t": "display",
                "data": {"text/html": "<table class=dataframe><thead><tr><th></th><th>A</th></tr></thead></table>"},
            },
            {"t": "display", "data": {"image/svg+xml": "<svg viewBox='0 0 9 9'></svg>"}},
            {"t": "display", "data": {"text/plain": "first"}, "transient": {"display_id": "d"}},
            {"t": "update", "data": {"text/plain": "second"}, "transient": {"display_id": "d"}},
        )
    )
    press(page, 0, "run")
    shown = ended(page, 0)
    assert shown.locator(".stream").count() == 2  # the cell prints after them too
    assert shown.locator(".stream").first.inner_text() == "one\ntwo <b>\n"
    assert shown.locator("table th").all_inner_texts() == ["A"]  # what heads nothing is no head
    assert shown.locator(".drawing svg[role=img]").get_attribute("aria-label") == "Cell 1, figure that the code draws"
    assert "second" in shown.inner_text() and "first" not in shown.inner_text()


def test_cleared_output_waits_for_what_comes(chapter):
    shown = [{"t": "stream", "name": "stdout", "text": text} for text in ("old", "new")]
    page = chapter(shows(shown[0], {"t": "clear", "wait": True}, shown[1]))
    press(page, 0, "run")
    assert ended(page, 0).inner_text().split() == ["newsaved"]


def test_a_check_shows_its_reply(chapter):
    says = {
        'check("02-q1", q1)': [
            {"t": "stream", "name": "stdout", "text": "Not an answer yet.\n"},
            {"t": "display", "data": {"text/plain": "0"}},
        ]
    }
    page = chapter(f"says: {json.dumps(says)}", page="exercises/one")
    page.get_by_text("The same in Python").click()
    edit(page, 0, 'q1 = "1731"')
    press(page, 1, "run-here")
    assert ended(page, 1).inner_text().split("\n")[0] == "Not an answer yet."
    assert page.evaluate("chronologyCells.texts()") == {"02-q1-answer": 'q1 = "1731"'}
    page.evaluate("chronologyCells.put('02-q1-answer', 'q1 = 2')")
    press(page, 0, "run")
    page.wait_for_function("fake.ran.at(-1) == 'q1 = 2'")


def test_links_of_tables_lead_to_the_registers(chapter):
    says = {ANSWER: [{"t": "display", "data": {"text/html": "<a href='claims.html#C1'>C1</a>"}}]}
    page = chapter(f"says: {json.dumps(says)}", page="exercises/one")
    page.get_by_text("The same in Python").click()
    press(page, 0, "run")
    assert ended(page, 0).locator("a").get_attribute("href") == "../chapters/claims.html#C1"


# --- widgets: the page draws what Python has made, and the two talk ------------------------


def opened(widget) -> list[dict]:
    """The messages by which Python makes a widget, and what it is made of, and shows it."""
    made = []
    for id, each in list(ipywidgets.widgets.widget._instances.items()):
        state = json.loads(json.dumps(each.get_state(), default=repr))
        made.append({"t": "comm", "type": "comm_open", "content": {"comm_id": id, "data": {"state": state}}})
    shown = widget._repr_mimebundle_()
    return [*made, {"t": "display", "data": shown[0] if isinstance(shown, tuple) else shown}]


@pytest.fixture
def alone():
    """No widget is there but those of the test."""
    ipywidgets.Widget.close_all()
    yield
    ipywidgets.Widget.close_all()


def told(page) -> list[dict]:
    return page.evaluate("fake.told.map(each => each.content.data)")


def update(id, **state) -> dict:
    return {"t": "comm", "type": "comm_msg", "content": {"comm_id": id, "data": {"method": "update", "state": state}}}


@pytest.fixture
def topics(chapter, alone):
    """The chapter, of which the cell with the widget was run; and the widget."""
    widget = ch.Topics()
    page = chapter(f"says: {json.dumps({SOURCES[2]: opened(widget)})}")
    press(page, 2, "run")
    ended(page, 2)
    return page, widget


def test_the_widget_of_the_page_is_that_of_python_after_its_cell_ran(topics):
    page, widget = topics
    drawn = page.locator("[data-widget=Topics]")
    assert drawn.count() == 1 and drawn.get_attribute("id") == "topics-widget"
    assert drawn.get_attribute("data-ready") == "" and drawn.locator(".fallback").is_hidden()
    drawn.get_by_role("tab", name="Table").click()
    page.wait_for_function("fake.told.length")
    assert told(page)[0] == {"method": "update", "state": {"show": "table"}, "buffer_paths": []}
    assert page.evaluate("fake.told[0].content.comm_id") == widget.model_id


def test_python_moves_the_widget_of_the_page_and_hears_no_echo(topics):
    page, widget = topics
    page.evaluate("message => python.say(message)", update(widget.model_id, show="code"))
    assert page.get_by_role("tab", name="Code").get_attribute("aria-selected") == "true"
    assert told(page) == []


def test_the_language_of_the_reader_holds_for_python_too(topics):
    page, _ = topics
    page.locator("[data-widget=Topics] select").first.select_option("ru")
    page.wait_for_function("fake.told.length")
    assert told(page)[0]["state"] == {"language": "ru"}
    page.reload()
    page.wait_for_selector("[data-widget=Topics][data-ready]")
    press(page, 2, "run")
    ended(page, 2)
    assert page.locator("[data-widget=Topics] [lang=ru], [data-widget=Topics][lang=ru]").count()
    page.wait_for_function("fake.told.length")
    assert told(page)[0]["state"] == {"language": "ru"}


class Own(anywidget.AnyWidget):
    _esm = """
    export default { render({ model, el }) {
      const button = document.createElement("button");
      button.textContent = `n is ${model.get("n")}`;
      button.onclick = () => model.send({ kind: "press" }, {}, [new Uint8Array([1, 2]).buffer]);
      model.on("change:n", () => { button.textContent = `n is ${model.get("n")}`; });
      model.on("msg:custom", (content, buffers) => { button.textContent = `${content.said} ${buffers[0].getUint8(1)}`; });
      el.append(button);
    } }
    """
    n = traitlets.Int(3).tag(sync=True)


def test_a_widget_of_the_reader_sends_and_hears_messages(chapter, alone):
    widget = Own()
    page = chapter(shows(*opened(widget)))
    press(page, 0, "run")
    button = ended(page, 0).locator("button")
    assert button.inner_text() == "n is 3"
    page.evaluate("message => python.say(message)", update(widget.model_id, n=4))
    assert button.inner_text() == "n is 4"
    button.click()
    page.wait_for_function("fake.told.length")
    assert told(page) == [{"method": "custom", "content": {"kind": "press"}}]
    assert page.evaluate("fake.told[0].buffers") == 1
    custom = update(widget.model_id)
    custom["content"]["data"] = {"method": "custom", "content": {"said": "back"}}
    page.evaluate("m => python.say({ ...m, buffers: [new Uint8Array([7, 8]).buffer] })", custom)
    assert button.inner_text() == "back 8"


def test_after_stop_the_widget_goes_on_without_python(topics):
    page, _ = topics
    edit(page, 0, "while True: pass")
    press(page, 0, "run")
    page.wait_for_selector("[data-live='0'] [data-state=running]")
    press(page, 0, "stop")
    ended(page, 0, "error")
    page.locator("[data-widget=Topics]").get_by_role("tab", name="Table").click()
    page.wait_for_timeout(100)
    assert page.get_by_role("tab", name="Table").get_attribute("aria-selected") == "true" and told(page) == []


def test_controls_of_ipywidgets_call_python_and_show_what_it_shows(chapter, alone):
    box = ipywidgets.interactive(
        lambda party, first: None, party=["russia", "china"], first=ipywidgets.IntSlider(value=1991, min=1990, max=2008)
    )
    (choice, slider), out = box.children[:2], box.children[2]
    text = {"t": "stream", "name": "stdout", "text": "in the box"}
    captured = [update(out.model_id, msg_id="run"), {"t": "clear", "wait": True}, text, update(out.model_id, msg_id="")]
    page = chapter(shows(*opened(box), *captured))
    press(page, 0, "run")
    shown = ended(page, 0)
    assert shown.locator(".live-output").inner_text() == "in the box"
    shown.get_by_label("party").select_option("china")
    shown.get_by_label("first").press("ArrowRight")
    page.wait_for_function("fake.told.length == 2")
    assert [each["state"] for each in told(page)] == [{"index": 1}, {"value": 1992}]
    assert page.evaluate("fake.told.map(each => each.content.comm_id)") == [choice.model_id, slider.model_id]
    page.evaluate("message => python.say(message)", update(slider.model_id, value=2000))
    assert shown.get_by_label("first").input_value() == "2000" and "2000" in shown.inner_text()


def test_a_window_of_years_moves_a_timeline(chapter, alone):
    slider = ipywidgets.IntRangeSlider(value=(1990, 2008), min=1990, max=2008, description="years")
    page = chapter(shows(*opened(ipywidgets.VBox([slider, Own()]))))
    press(page, 0, "run")
    shown = ended(page, 0)
    assert shown.get_by_role("button").inner_text() == "n is 3"
    shown.get_by_label("years from").press("ArrowRight")
    page.wait_for_function("fake.told.length")
    assert told(page)[0]["state"] == {"value": [1991, 2008]}


def test_a_control_that_is_not_known_says_its_name(chapter, alone):
    page = chapter(shows(*opened(ipywidgets.ColorPicker())))
    press(page, 0, "run")
    assert "ColorPicker: this control is shown by Jupyter only." in ended(page, 0).inner_text()


# --- for everybody --------------------------------------------------------------------------


def test_a_cell_is_run_by_the_keyboard_alone(chapter):
    page = chapter()
    run = cell(page, 0).locator("[data-do=run]")
    run.focus()
    page.keyboard.press("Enter")
    ended(page, 0)
    assert run.evaluate("each => each === document.activeElement")  # nothing took the focus away


@pytest.mark.parametrize("viewport, scheme", [(DESK, "light"), (PHONE, "dark")])
def test_everybody_can_use_it(chapter, viewport, scheme):
    wide = {
        "t": "display",
        "data": {"text/html": "<table class=dataframe><tr>" + "<td>a long cell</td>" * 30 + "</tr></table>"},
    }
    page = chapter(shows(wide), viewport=viewport, scheme=scheme)
    edit(page, 0, SOURCES[0])
    edit(page, 4, "nothing")
    press(page, 0, "run")
    ended(page, 0)
    press(page, 4, "run")
    ended(page, 4, "error")
    assert violations(page, theme=("region",)) == {}  # the name of the book stands outside every landmark
    page.faults.clear()  # axe asks for a style that the theme does not bring
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    for name in ("run", "edit"):
        box = cell(page, 0).locator(f"[data-do={name}]").bounding_box()
        assert box["height"] >= 24


def test_paper_has_no_bar(chapter):
    page = chapter()
    page.emulate_media(media="print")
    assert page.locator(".live-bar").first.is_hidden()


def test_cells_run_in_a_page_from_a_file(book, visit):
    page = visit((book / "chapters" / "one.html").as_uri(), offline=True)
    page.wait_for_selector("[data-do=run]")
    edit(page, 0, 'print("from a file")')
    press(page, 0, "run")
    assert ended(page, 0).inner_text().strip() == "from a file"
    assert page.locator(".cm-content").count() == 1
    assert page.faults == []


def test_what_stands_in_the_page_moves_nothing(chapter):
    page = chapter()
    bars = page.locator(".live-bar")
    before = [each.bounding_box()["height"] for each in bars.all()]
    bars.first.evaluate("each => each.replaceChildren()")
    assert bars.first.bounding_box()["height"] == before[0]  # as before the script


# --- the editor's file ----------------------------------------------------------------------


def test_the_editor_is_made_of_what_is_pinned():
    text = (Path(editor.__file__).parent / "codemirror.js").read_text(encoding="utf-8")
    for name, (version, _, _) in editor.PACKAGES.items():
        assert f"{name} {version}" in text.splitlines()[0] and f"{json.dumps(name)}: (exports" in text


def test_a_package_that_is_not_that_of_the_registry_is_refused(tmp_path):
    name, (version, _, _) = next(iter(editor.PACKAGES.items()))
    (tmp_path / f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz").write_bytes(b"other")
    with pytest.raises(ValueError, match="not the file of the registry"):
        editor.write(tmp_path, tmp_path / "codemirror.js")


# --- with the Python of the build -----------------------------------------------------------

REAL = """
```{code-cell} ipython3
import chronology as ch
import ipywidgets as widgets

topics = ch.Topics()
topics
```

```{code-cell} ipython3
print(topics.show)
```

```{code-cell} ipython3
widgets.interact(lambda year: year * 2, year=widgets.IntSlider(value=1991, min=1990, max=2008));
```

```{code-cell} ipython3
---
mystnb:
  image:
    alt: A line that rises.
---
import matplotlib.pyplot as plt

ch.use_style()
plt.plot([1, 2]);
```
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    pages = books.APPENDICES | {"chapters/one": books.HEADER + REAL}
    html = books.build(folder, pages, live_python=True)
    if '"variant": null' in (html / "_static" / "live" / "manifest.js").read_text(encoding="utf-8"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Python in the page")
    with serve(html) as served:
        yield served.address


def test_the_first_error_of_a_page_is_told_well_also_one_of_syntax(real, visit):
    page = visit(f"{real}/chapters/one.html")
    page.set_default_timeout(120_000)  # without a snapshot
    press(page, 1, "edit")
    page.wait_for_selector("[data-live='1'] .cm-content:focus")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("y = 2\nx = (1,")  # as who pastes it: what is typed the editor closes
    press(page, 1, "run")
    shown = ended(page, 1, "error").inner_text()
    assert said(page, 1).startswith("Error: SyntaxError: '(' was never closed")
    assert "line 2" in shown and "x = (1," in shown and "^" in shown and "y = 2" not in shown
    assert not re.search(r"kernel|ast\.py|site-packages|compile\(", shown), shown
    assert page.faults == []


def test_with_the_python_of_the_build_page_and_python_talk(real, visit):
    page = visit(f"{real}/chapters/one.html")
    page.set_default_timeout(120_000)  # without a snapshot
    before = [output(page, number).inner_text() for number in (1, 3)]
    press(page, 3, "run-here")
    ended(page, 3)
    assert [ended(page, number).inner_text() for number in (1, 3)] == before  # saved and live agree
    assert output(page, 3).locator("svg").get_attribute("aria-label") == "A line that rises."

    page.locator("#topics-widget").get_by_role("tab", name="Table").click()
    press(page, 1, "run")
    page.wait_for_function("document.querySelector('[data-live=\"1\"] [data-output]').innerText.trim() === 'table'")
    edit(page, 1, 'topics.show = "code"')
    press(page, 1, "run")
    ended(page, 1)
    assert page.locator("#topics-widget").get_by_role("tab", name="Code").get_attribute("aria-selected") == "true"

    assert "3982" in output(page, 2).inner_text()
    output(page, 2).get_by_label("year").press("ArrowRight")
    page.wait_for_function("document.querySelector('[data-live=\"2\"] [data-output]').innerText.includes('3984')")

    edit(page, 1, "while True: pass")
    press(page, 1, "run")
    page.wait_for_selector("[data-live='1'] [data-state=running]", state="attached")
    press(page, 1, "stop")
    page.wait_for_function(
        "document.querySelector('[data-live=\"1\"] [role=status]').textContent.includes('ready again')"
    )
    edit(page, 1, "print(1 + 1)")
    press(page, 1, "run")
    assert ended(page, 1).inner_text().strip() == "2"
    assert page.faults == []
    assert {urlsplit(each).netloc for each in page.asked} == {urlsplit(real).netloc}
