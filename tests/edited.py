"""What JupyterLab writes when a student edits the cells of an exercise, recorded in edited.json.

`python tests/edited.py` records it again, with the JupyterLab and the Chromium that are installed: every edit below is
made by keys and mouse in the notebook of chapter 2 with right answers, and the file that was saved is read. The record
(made with JupyterLab 4.6.6) holds for each edit the cells that changed and no outputs; a cell that only changed its
place is given by its id.
"""

import json
import tempfile
from pathlib import Path

from handed_in import RIGHT, notebook

RECORD = Path(__file__).with_name("edited.json")
# In two parts each, so that they can be split.
ANSWERS = RIGHT | {"q3": 'day = "1900-03-13"\nq3 = day', "q9": "The year rests on one book.\n\nNobody else was there."}
CELLS = [each["id"] for each in notebook()["cells"]]

# Edit -> the cell where it begins, and what is pressed there in command mode. Enter begins to write in the cell.
SPLIT, MERGE, UNDO = "Control+Shift+Minus", "Shift+M", "z"
TOP, BOTTOM = "Control+Home", "Control+End"
UP, DOWN = "Control+Shift+ArrowUp", "Control+Shift+ArrowDown"
EDITS = {
    "question split": ("02-q3", ["Enter", TOP, "ArrowDown", "ArrowDown", SPLIT]),
    "question split at its end": ("02-q3", ["Enter", BOTTOM, SPLIT]),
    "open question split": ("02-q9", ["Enter", TOP, "ArrowDown", "ArrowDown", SPLIT]),
    "first cell split": ("02-start", ["Enter", TOP, "ArrowDown", "ArrowDown", SPLIT]),
    "setup split": ("02-setup", ["Enter", TOP, "ArrowDown", SPLIT]),
    "answer split": ("02-q3-answer", ["Enter", TOP, "ArrowDown", SPLIT]),
    "answer split at its end": ("02-q3-answer", ["Enter", BOTTOM, SPLIT]),
    "answer split at its beginning": ("02-q3-answer", ["Enter", TOP, SPLIT]),
    "check split at its end": ("02-q3-check", ["Enter", BOTTOM, SPLIT]),
    "open answer split": ("02-q9-answer", ["Enter", TOP, "ArrowDown", "ArrowDown", SPLIT]),
    "question merged with answer": ("02-q1", [MERGE]),
    "question merged with cell of the course": ("02-q3", [MERGE]),
    "open question merged with answer": ("02-q9", [MERGE]),
    "first cell merged with setup": ("02-start", [MERGE]),
    "first cell merged with question": ("02-q1", [UP, "ArrowUp", MERGE]),
    "setup merged with question": ("02-setup", [MERGE]),
    "cell of the course merged with answer": ("02-q3-given", [MERGE]),
    "answer merged with check": ("02-q3-answer", [MERGE]),
    "check merged with question": ("02-q3-check", [MERGE]),
    "check merged with open question": ("02-q8-check", [MERGE]),
    "answer, check and question merged": ("02-q3-answer", ["Shift+ArrowDown", "Shift+ArrowDown", MERGE]),
    "two questions merged": ("02-q3-answer", [*["Shift+ArrowDown"] * 4, MERGE]),
    "answer merged with cell of the course": ("02-q3", ["ArrowDown", "Shift+ArrowDown", MERGE]),
    "merged and undone": ("02-q3-answer", [MERGE, UNDO]),
    "merged and split again": ("02-q3-answer", [MERGE, "Enter", BOTTOM, "ArrowUp", SPLIT]),
    "answer copied": ("02-q3-answer", ["c", "v"]),
    "answer copied to the end": ("02-q3-answer", ["c", *["ArrowDown"] * 30, "v"]),
    "answer copied, the first deleted": ("02-q3-answer", ["c", "v", "ArrowUp", "d", "d"]),
    "question copied": ("02-q3", ["c", "v"]),
    "open question copied": ("02-q9", ["c", "v"]),
    "open answer copied": ("02-q9-answer", ["c", "v"]),
    "answer cut and pasted": ("02-q3-answer", ["x", "v"]),
    "answer cut and pasted above": ("02-q3-answer", ["x", "ArrowUp", "ArrowUp", "v"]),
    "answer moved up": ("02-q3-answer", [UP]),
    "answer moved above its question": ("02-q3-answer", [UP, UP, UP]),
    "answer dragged above its question": ("02-q3-answer", ["drag"]),
    "answer moved below its check": ("02-q3-answer", [DOWN]),
    "answer deleted and undone": ("02-q3-answer", ["d", "d", UNDO]),
    "answer deleted": ("02-q3-answer", ["d", "d"]),
    "answer in a new cell": ("02-q3-answer", ["d", "d", "a", "Enter", 'q3 = "1900-03-13"']),
    "answer to Markdown": ("02-q3-answer", ["m"]),
    "answer to raw": ("02-q3-answer", ["r"]),
    "answer to Markdown and back": ("02-q3-answer", ["m", "y"]),
    "open answer to code": ("02-q9-answer", ["y"]),
    "open answer to raw": ("02-q9-answer", ["r"]),
}


def before():
    """The notebook that is edited."""
    return notebook(**ANSWERS)


def edited(name):
    """The notebook as plain JSON after an edit of the record."""
    made = before()
    start, end, cells = json.loads(RECORD.read_text(encoding="utf-8"))[name]
    old = {each["id"]: each for each in made["cells"]}
    made["cells"][start:end] = [old[each] if isinstance(each, str) else each for each in cells]
    return made


def _changed(saved):
    """From which cell to which the notebook changed, and what stands there now."""
    old = before()["cells"]
    known = {each["id"]: _bare(each) for each in old}
    new = [each["id"] if known.get(each["id"]) == _bare(each) else _bare(each) for each in saved["cells"]]
    start = end = 0
    while start < min(len(new), len(old)) and new[start] == CELLS[start]:
        start += 1
    while end < min(len(new), len(old)) - start and new[-1 - end] == CELLS[-1 - end]:
        end += 1
    return start, len(old) - end, new[start : len(new) - end]


def _bare(cell):
    """A cell without its outputs and without what Jupyter says of its looks."""
    metadata = {name: value for name, value in cell["metadata"].items() if name in ("nbgrader", "tags")}
    return {"cell_type": cell["cell_type"], "id": cell["id"], "metadata": metadata, "source": "".join(cell["source"])}


def _make(page, at, keys):
    """Make an edit, from the cell `at` on."""
    cells = page.locator(".jp-Notebook-cell")
    cells.nth(len(CELLS) - 1).wait_for()
    cells.first.locator(".jp-InputPrompt").click()
    for key in ["Escape", *["ArrowDown"] * CELLS.index(at), *keys]:
        if key == "drag":
            cells.nth(CELLS.index(at)).locator(".jp-InputPrompt").hover()
            page.mouse.down()
            cells.nth(CELLS.index(at) - 2).locator(".jp-InputPrompt").hover(position={"x": 10, "y": 2})
            page.wait_for_timeout(500)
            page.mouse.up()
        elif " " in key:
            page.keyboard.insert_text(key)
        else:
            page.keyboard.press(key)
        page.wait_for_timeout(20 if key.startswith("Arrow") else 200)


if __name__ == "__main__":
    import sys

    from playwright.sync_api import sync_playwright

    import browser
    from test_lab import started

    record = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        started(Path(folder), "--LabApp.expose_app_in_browser=True") as address,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=browser.ARGUMENTS)
        path = Path(folder, "edited.ipynb")
        path.write_text(json.dumps(before()), encoding="utf-8")
        page = chromium.new_page(viewport={"width": 1300, "height": 900})
        page.set_default_timeout(120_000)
        page.goto(address(path.name))
        page.get_by_text("| Idle").wait_for()
        for name, (at, keys) in EDITS.items():
            _make(page, at, keys)
            page.keyboard.press("Control+s")
            page.wait_for_function("!document.querySelector('.jp-mod-dirty')")
            saved = json.loads(path.read_text(encoding="utf-8"))
            record[name] = _changed(saved)
            print(name, record[name][:2], len(record[name][2]), file=sys.stderr, flush=True)
            path.write_text(json.dumps(before()), encoding="utf-8")
            page.evaluate("jupyterapp.commands.execute('docmanager:reload')")
            page.wait_for_timeout(500)
            lines = [f"{json.dumps(name)}: {json.dumps(each)}" for name, each in record.items()]
            RECORD.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
