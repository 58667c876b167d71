"""The chapters as they are written: what they cite, how they are built, that their code is clean and runs."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import jupytext
import nbclient
import nbformat
import pytest

import chronology as ch
from chronology.book import notebooks
from conftest import ROOT

CHAPTERS = {number: ROOT / "chapters" / f"{row.slug}.md" for number, row in ch.chapters().iterrows()}
RUN = [ROOT / "chapters" / "welcome.md", ROOT / "chapters" / "00-tables.md", *CHAPTERS.values()]

# What runs in Pyodide and what a student meets again.
MODULES = {"chronology", "pandas", "matplotlib", *sys.stdlib_module_names}

WIDGET = re.compile(r"\bch\.[A-Z]\w+\(")

MONTHS = "January February March April May June July August September October November December".split()


def cells(path: Path, kind: str) -> list[str]:
    book = jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst")
    return [cell.source for cell in book.cells if cell.cell_type == kind]


def prose(path: Path) -> str:
    """The text of a chapter without its directives' ids."""
    text = "\n\n".join(cells(path, "markdown"))
    text = re.sub(
        r"^:(?:stops|arcs|places|words|rings|day|line|schemes|between|events):.*\n", "", text, flags=re.M
    )  # of a map
    return re.sub(r"^:::\{key-dates\}.*?^:::", "", text, flags=re.S | re.M)


def words(path: Path) -> int:
    """How many words are read: of a role its text, not its id; a date or a number is one."""
    text = re.sub(
        r"^:::\{(?:map|rulers|calendars)\}.*?^:::", "", prose(path), flags=re.S | re.M
    )  # captions of drawings
    text = re.sub(r"\{[\w:]+\}`([^`<]*)<[^`]*>`", r"\1", text)
    return len(re.findall(r"[\w’'-]+", re.sub(r"\{[\w:]+\}`[^`]+`", "0", text)))


@pytest.mark.parametrize("number", CHAPTERS)
def test_a_chapter_cites_every_claim_of_its_sentences(number):
    cited = set(re.findall(r"\{claim\}`(?:[^`<]*<)?(C\d\d)", prose(CHAPTERS[number])))
    assert set(ch.claims(chapter=number).index) - cited == set()


def test_the_chapters_share_out_all_claims():
    assert sum(len(ch.claims(chapter=number)) for number in CHAPTERS) == len(ch.claims()) == 66


@pytest.mark.parametrize("path", CHAPTERS.values(), ids=lambda path: path.stem)
def test_a_chapter_has_its_parts_and_its_measure(path):
    text = path.read_text(encoding="utf-8")
    number = next(number for number, each in CHAPTERS.items() if each == path)
    headings = re.findall(r"^#{2} (.*)$", text, re.M)
    assert headings[-5:] == ["Summary", "Practice", "Questions", "Exercises", "Further reading"]
    if len(ch.claims(chapter=number)):  # a chapter that follows sentences
        assert "Where the essay and the record part ways" in headings
    question = re.search(r"^# .*\n\n:::\{question\}\n(.+)\n:::$", text, re.M)
    assert question and question[1].endswith("?"), "a chapter begins with the question that it answers"
    assert re.search(r"^# (.*)$", text, re.M)[1] == ch.chapters().title_en[number]
    for directive in ("aims", "key-dates"):
        assert text.count(f":::{{{directive}}}") == 1
    assert 1500 <= words(path) <= 4300
    assert 3 <= len(cells(path, "code")) <= 16
    assert len(set(re.findall(r"\{event\}`(?:[^`<]*<)?([\w-]+)", text))) >= 5
    assert len(set(re.findall(r"\{cite:t\}`([\w-]+)", text.split("## Further reading")[1]))) >= 3
    assert "alt:" in text or WIDGET.search(text), "neither a figure with alt text nor a widget"


@pytest.mark.parametrize("path", CHAPTERS.values(), ids=lambda path: path.stem)
def test_the_minutes_are_true(path):
    """130 words of prose a minute, two and a half minutes for a widget or figure but for the five of the day, one and a
    half for a cell of code, which is a step; and a fifth either way.
    """
    stated = int(re.search(r"^:minutes: (\d+)$", path.read_text(encoding="utf-8"), re.M)[1])
    book = jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst")
    code = [cell for cell in book.cells if cell.cell_type == "code" and "ch.FiveADay(" not in cell.source]
    shown = sum("hide-input" not in cell.metadata.get("tags", ()) for cell in code)
    expected = words(path) / 130 + 1.5 * shown + 2.5 * (len(code) - shown)
    assert 0.8 * expected <= stated <= 1.25 * expected, f"about {expected:.0f} minutes"


@pytest.mark.parametrize("path", RUN, ids=lambda path: path.stem)
def test_days_in_the_text_come_from_the_data(path):
    """The day of an event is put in by a role, so that it changes with the table; alt text and code are no text."""
    text = re.sub(r"\{[a-z:]+\}`[^`]+`", "", prose(path))
    typed = set(re.findall(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}", text))
    assert typed & {re.sub(r" \(.*", "", words) for words in ch.events().date_en} == set()


@pytest.mark.parametrize("path", CHAPTERS.values(), ids=lambda path: path.stem)
def test_terms_are_linked_at_first_use(path):
    """Where a chapter uses a term of the glossary, its first use outside headings and links leads there."""
    text = prose(path).split("## Questions")[0]
    text = re.sub(r"^:::\{(?:aims|question|map|rulers|calendars)\}.*?^:::|^#[^\n]*$", "", text, flags=re.S | re.M)
    missing = []
    for id, term in ch.glossary().iterrows():
        linked = re.search(rf"\{{glossary\}}`(?:[^`<]*<)?{id}>?`", text)
        name = re.sub(r" \(.*\)", "", term.term_en)
        outside = re.sub(
            r"\{[a-z:]+\}`[^`]+`|`[^`]+`|\]\([^)]+\)|\*\*[^*]+\*\*|\*[^*\n]+\*|“[^”]+”",
            lambda found: " " * len(found[0]),
            text,
        )
        used = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", outside)
        if used and (not linked or linked.start() > used.start()):
            missing.append((id, text[max(0, used.start() - 40) : used.end() + 20]))
    assert missing == []


@pytest.mark.parametrize("path", RUN, ids=lambda path: path.stem)
def test_code_is_clean_short_and_imports_little(path):
    code = cells(path, "code")
    for cell in code:
        for node in ast.walk(ast.parse(cell)):
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= MODULES
            if isinstance(node, ast.ImportFrom):
                assert node.module.split(".")[0] in MODULES
    # Imports where they are first used, a last line that is shown, a semicolon that hides it: no faults here.
    command = [sys.executable, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml"), "-"]
    command += ["--ignore", "E402,E703,B018,D,ANN,I001", "--stdin-filename", "chapter.py"]
    done = subprocess.run(command, input="\n\n".join(code) + "\n", capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


CELL = re.compile(r"^```\{code-cell\}.*\n(?:---\n(?s:.*?)^---\n)?((?s:.*?))^```$", re.M)


def test_a_line_of_a_cell_fits_the_column_of_text():
    """72 letters; what stands above the code of a cell, such as the words for a figure, is no code."""
    long = []
    for path in sorted((ROOT / "chapters").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for cell in CELL.finditer(text):
            for number, line in enumerate(cell[1].splitlines(), start=text.count("\n", 0, cell.start(1)) + 1):
                long += [f"{path.name}:{number}: {len(line)} letters"] if len(line) > 72 else []
    assert long == []


@pytest.mark.remembered(file="path")
@pytest.mark.parametrize("path", RUN, ids=lambda path: path.stem)
def test_the_download_runs_from_top_to_bottom(path, tmp_path):
    """As a student has it: the notebook alone, in an empty folder, in the locked environment."""
    book = notebooks.notebook(path.read_text(encoding="utf-8"))
    text = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    assert not re.search(r"\{[a-z:-]+\}(`|$)", text, re.M), "a role or directive is left"
    nbformat.write(book, tmp_path / "chapter.ipynb")
    nbclient.NotebookClient(book, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    shown = {"image/svg+xml", "application/vnd.jupyter.widget-view+json"}
    assert any(shown & set(output.get("data", {})) for output in outputs)
