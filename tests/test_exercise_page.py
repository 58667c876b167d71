"""The exercises in the page: answered without Python, server or network, and handed in."""

import csv
import gzip
import json
import re
import shutil
import subprocess
import sys

import nbformat
import pandas as pd
import pytest
from playwright.sync_api import expect

import chronology as ch
from accessibility import ALL_BUT_COLOURS, COLOURS, violations
from books import build as build_book
from chronology import edition, languages
from chronology.exercises import questions
from chronology.exercises.plain import plain
from chronology.widgets import exercise, scripts
from conftest import DESK, PHONE, ROOT
from test_exercises import ALL

pytestmark = pytest.mark.remembered

PATHS = {path.name[:2]: path for path in sorted((ROOT / "exercises").glob("*.ipynb"))}
NOTEBOOK = "11-after-the-essay.ipynb"
SLOW, BUDGET = 4, 25_000  # times; bytes gzipped


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The pages of exercises alone, as the book has them."""
    folder = tmp_path_factory.mktemp("book")
    shutil.copytree(
        ROOT / "exercises", folder / "source/exercises", ignore=shutil.ignore_patterns("solutions", "kk", "ru")
    )
    contents = "\n".join(f"exercises/{path.stem}" for path in PATHS.values())
    pages = {"index": f"# Book\n\n```{{toctree}}\n{contents}\n```\n"}
    return build_book(folder, pages, suppress_warnings=["myst.xref_missing", "myst.header"])


@pytest.fixture
def answer(visit, book):
    """answer(chapter) -> the page of its exercises, opened from a file with the network cut, all drawn."""
    opened = []

    def open_page(chapter, **options):
        page = visit((book / f"exercises/{PATHS[chapter].stem}.html").as_uri(), offline=True, **options)
        draw(page)
        opened.append(page)
        return page

    yield open_page
    for page in opened:
        assert page.faults == []


def draw(page):
    for element in page.locator("[data-widget]").all():
        element.scroll_into_view_if_needed()
    page.wait_for_function("!document.querySelector('[data-widget]:not([data-ready])')")


def asked(page, id):
    return page.locator(f'[data-exercise="{id}"]')


def texts(values):
    return ["" if each is None else str(each) for each in values]


def fill(page, id, answer):
    """Answer a question by its controls."""
    part, of = asked(page, id), ALL[id]
    options = of.spec.get("options")
    if of.kind == "choice":
        part.locator(f'input[value="{answer}"]').check()
    elif of.kind == "set" and options:
        for each in part.locator("input").all():
            each.set_checked(each.get_attribute("value") in set(answer))
    elif of.kind == "match":
        for left, right in dict(answer.items()).items():
            part.locator(f'[data-option="{left}"]').select_option(str(right))
    elif of.kind == "order":
        for place, each in enumerate(answer):
            while (
                at := part.locator("li").evaluate_all("all => all.map(each => each.dataset.option)").index(each)
            ) > place:
                part.locator(f'li[data-option="{each}"] [aria-label]').first.click()
                assert at
    elif of.kind == "table":
        table = plain(answer if isinstance(answer, pd.DataFrame) else pd.Series(answer))
        rows = table["rows"] if "rows" in table else [[each] for each in table["values"]]
        places = [table["columns"].index(each) for each in of.spec["columns"]] if "columns" in of.spec else [0]
        cells = [texts([label, *(row[at] for at in places)]) for label, row in zip(table["index"], rows)]
        for row, values in zip(part.locator("tbody tr").all(), cells, strict=True):
            for cell, value in zip(row.locator("input").all(), values, strict=True):
                cell.fill(value)
    else:
        part.locator("input").fill(", ".join(map(str, answer)) if of.kind == "set" else str(answer))


def check(page, id):
    """Check an answer; gives what is said."""
    part = asked(page, id)
    part.locator("[data-reply]").evaluate("each => each.textContent = ''")
    part.locator("[data-do=check]").click()
    page.wait_for_function(f"document.querySelector('[data-exercise=\"{id}\"] [data-reply]').textContent")
    return part.locator("[data-reply]").inner_text()


def status(page, id):
    return asked(page, id).get_attribute("data-status")


def download(page, folder):
    with page.expect_download() as found:
        page.locator("[data-do=download]").first.click()
    path = folder / found.value.suggested_filename
    found.value.save_as(path)
    return path


def bring(page, path):
    page.locator("[data-do=file]").first.set_input_files(path)
    said = page.locator(".sheet [data-reply]").first
    page.wait_for_function("document.querySelector('.sheet [data-reply]').textContent")
    return said.inner_text()


def of_chapter(chapter):
    return [each for each in ALL.values() if each.id.startswith(chapter)]


# --- answered ---------------------------------------------------------------------------------


@pytest.mark.parametrize("chapter", PATHS)
def test_every_question_is_answered_in_the_page(answer, chapter):
    page = answer(chapter)
    for each in of_chapter(chapter):
        assert status(page, each.id) == "unanswered"
        fill(page, each.id, each.answer)
        assert status(page, each.id) == "unchecked"
        assert check(page, each.id) == f"Correct. {each.why}"
        assert status(page, each.id) == "correct"
    points = sum(each.points for each in of_chapter(chapter))
    assert f"points: {points} of {points}" in page.locator(".sheet").first.inner_text()
    page.reload()
    draw(page)
    assert {status(page, each.id) for each in of_chapter(chapter)} == {"correct"}, "it is forgotten"


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_a_line_of_code_is_set_as_code_and_breaks_at_blanks_only(answer, viewport):
    page = answer("00", viewport=viewport)
    lines = asked(page, "00-q4").locator(".what code")
    assert lines.all_inner_texts() == [
        'years = treaties["earliest"].dt.year',
        "years.value_counts()",
        'events = ch.events(between=("1996", "2000"))',
        'treaties = events[events["kind"] == "treaty"]',
        "import chronology as ch",
    ]
    assert "mono" in lines.first.evaluate("each => getComputedStyle(each).fontFamily").lower()
    for id in ("00-q4", "00-q5"):
        found = asked(page, id).locator("code span")
        words = found.evaluate_all("all => all.map(each => [each.textContent, each.offsetHeight])")
        assert len({high for _word, high in words}) == 1, f"a word is broken: {words}"
    assert asked(page, "00-q1").locator("code").count() == 0, "prose is no code"


def test_an_indented_line_keeps_its_blanks(show):
    sealed = questions.question("00-q4") | {"texts": dict.fromkeys("abcde", "    a = 1"), "code": ["a"]}
    page = show(exercise.Exercise("00-q4", sealed))
    what = asked(page, "00-q4").locator('li[data-option="a"] .what code')
    assert what.evaluate("each => each.textContent") == "    a = 1"
    assert what.evaluate("each => getComputedStyle(each).whiteSpace") == "pre-wrap"


def test_nothing_and_half_and_wrong_are_told_apart(answer):
    page = answer("02")
    assert check(page, "02-q7") == "Give an answer first." and status(page, "02-q7") == "unanswered"
    right = ALL["02-q7"].answer
    fill(page, "02-q7", right | {"a": "18XX"})
    assert "For the parts that are right: 1 of 2 points." in check(page, "02-q7")
    assert status(page, "02-q7") == "partly"
    fill(page, "02-q7", dict.fromkeys(right, "1995"))
    assert check(page, "02-q7").startswith("Not yet.") and status(page, "02-q7") == "wrong"
    fill(page, "02-q5", "3,5")
    assert "Too low." in check(page, "02-q5")


def test_help_comes_in_three_steps_and_the_last_costs_the_points(answer, tmp_path):
    page = answer("02")
    part = asked(page, "02-q2")
    example = questions.example("02-q2")
    assert example and not part.locator("[data-do=solution]").is_visible()
    said = []
    for day in ("1 May 1800", "1 May 1800", "2 May 1801", "3 May 1802"):
        fill(page, "02-q2", day)
        said.append(check(page, "02-q2"))
    assert [example in each for each in said] == [False, False, True, True], "after two different wrong answers"
    assert ["solution may help" in each for each in said] == [False, False, False, True]
    part.locator("[data-do=solution]").click()
    assert "no points" in part.locator(".confirm").inner_text() and status(page, "02-q2") == "wrong"
    part.locator("[data-do=show]").click()
    part.locator("[data-reply]", has_text="gives no points").wait_for()
    told = part.locator("[data-reply]").inner_text()
    assert ALL["02-q2"].why in told and ALL["02-q2"].answer in told and "gives no points" in told
    fill(page, "02-q2", ALL["02-q2"].answer)
    assert check(page, "02-q2").startswith("Correct.") and status(page, "02-q2") == "solution shown"
    assert "points: 0 of" in page.locator(".sheet").first.inner_text()
    made = nbformat.read(download(page, tmp_path), 4)
    assert next(cell.source for cell in made.cells if cell.id == "02-q2-check") == 'check("02-q2", q2, solution=True)'


def test_code_is_code_in_what_is_said_and_texts_and_numbers_are_in_their_language(show, monkeypatch):
    monkeypatch.setenv(edition.VARIABLE, "ru")
    monkeypatch.setattr(questions, "MADE", {})
    right = dict(zip("abcd", "1234"))
    said = {"why": 'Так делает `head("<b>")`.', "hint": "Строки даёт `tail()`.", "example": "Другие даёт `loc`."}
    questions.key("x-q1", right, "match", points=3, options=list("abcd"), to=list("1234"), **said)
    page = show(ch.Exercise("x-q1", language="ru"))

    def give(**changed):
        for left, value in (right | changed).items():
            asked(page, "x-q1").locator(f'[data-option="{left}"]').select_option(value)

    give(d="3")
    assert "баллы 1,5 из 3" in check(page, "x-q1")
    assert "баллы: 1,5 из 3" in asked(page, "x-q1").locator(".state").inner_text()
    assert "баллы 1,5 из 3" in questions.judge("x-q1", plain(right | {"d": "3"})).message
    give(d="2")
    assert "`" not in check(page, "x-q1")
    reply = asked(page, "x-q1").locator("[data-reply]")
    assert reply.locator("code").all_inner_texts() == ["tail()", "loc"]
    give()
    check(page, "x-q1")
    assert reply.locator("code").all_inner_texts() == ['head("<b>")']
    assert reply.locator("code").first.evaluate("each => each.closest('[lang]').lang") == "ru"


def test_an_answer_that_stays_an_english_word_is_called_in_the_language_of_the_edition(visit, monkeypatch, tmp_path):
    monkeypatch.setenv(edition.VARIABLE, "ru")
    shutil.copytree(
        ROOT / "exercises/ru", tmp_path / "source/exercises", ignore=lambda _, names: set(names) - {NOTEBOOK}
    )
    name = f"exercises/{NOTEBOOK.removesuffix('.ipynb')}"
    pages = {"index": f"# Book\n\n```{{toctree}}\n{name}\n```\n"}
    out = build_book(tmp_path, pages, language="ru", suppress_warnings=["myst.xref_missing", "myst.header"])
    page = visit((out / f"{name}.html").as_uri(), offline=True)
    draw(page)
    options = asked(page, "11-q5").locator("select").first.locator("option[value]:not([value=''])")
    assert options.evaluate_all("all => all.map(each => each.value)") == ALL["11-q5"].spec["to"]
    assert options.all_inner_texts()[0] == "prosecutors (прокуратура)"
    assert all(re.search(r" \([а-я]", each, re.I) for each in options.all_inner_texts())


def test_an_edition_without_solutions_offers_none(show):
    sealed = {name: value for name, value in questions.question("02-q2").items() if name != "solution"}
    page = show(exercise.Exercise("02-q2", sealed))
    for day in ("1 May 1800", "2 May 1801", "3 May 1802"):
        fill(page, "02-q2", day)
        check(page, "02-q2")
    assert page.locator("[data-do=solution]").is_hidden()


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("16.12.1991", "Read as: 16 December 1991"), ("1991", "Read as: the year 1991"), ("декабрь 1991", "Read as: December 1991"),
        ("178X", "some year from 1780 to 1789"), ("1837–1847", "from the year 1837 to the year 1847"), ("about", "Not yet read"),
        ("29 February 1900 Old Style", "a day of the Old Style"), ("1598~", "about the year 1598"),
    ],
)  # fmt: skip
def test_a_date_says_how_it_was_read(answer, written, heard):
    page = answer("02")
    fill(page, "02-q3", written)
    assert heard in asked(page, "02-q3").locator(".heard").inner_text()
    assert "13" not in asked(page, "02-q3").locator(".heard").inner_text(), "that would be the answer"


def test_without_a_cipher_of_the_browser_it_works_as_well(visit, book):
    page = visit("about:blank", offline=True)
    page.context.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.goto((book / f"exercises/{PATHS['02'].stem}.html").as_uri())
    draw(page)
    fill(page, "02-q1", "b")
    assert check(page, "02-q1").startswith("Correct.")
    page.context.close()


def test_the_reply_comes_at_once_on_a_machine_four_times_slower(answer):
    page = answer("02")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    took = """async id => {
        const part = document.querySelector(`[data-exercise="${id}"]`), reply = part.querySelector("[data-reply]")
        reply.textContent = ""
        const start = performance.now()
        part.querySelector("[data-do=check]").click()
        while (!reply.textContent) await new Promise(requestAnimationFrame)
        return performance.now() - start
    }"""
    tries = {
        "02-q2": [f"21 March {year}" for year in (1801, 1802, 1803)],
        "02-q5": ["77", "78", "79"],
        "02-q4": [["b", "c"], ["b", "d"], ["c", "d"]],
        "02-q6": [pd.Series([1, 2, 3, each]) for each in (4, 5, 6)],
    }
    measured = {}
    for id, wrong in tries.items():
        for each in wrong:  # the best of three: others may use the machine as well
            fill(page, id, each)
            measured[id] = min(page.evaluate(took, id), measured.get(id, 9999))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    assert max(measured.values()) <= 300, measured


def test_script_and_style_weigh_little():
    text = scripts.script("exercise") + scripts.light_style(scripts.HERE / "exercise.css")
    assert len(gzip.compress(text.encode(), 9)) <= BUDGET


# --- handed in --------------------------------------------------------------------------------


def test_what_is_downloaded_is_checked_as_it_is(answer, tmp_path, bubblewrap):
    page = answer("02")
    for each in of_chapter("02"):
        fill(page, each.id, each.answer)
    fill(page, "02-q4", ["a"])
    fill(page, "02-q7", ALL["02-q7"].answer | {"a": "18XX"})
    fill(page, "02-q5", f"{ALL['02-q5'].answer:.1f} %".replace(".", ","))
    asked(page, "02-q9").locator("textarea").fill('It rests on "one" book.\n\nWritten later, in 870.')
    here = {each.id: check(page, each.id) and status(page, each.id) for each in of_chapter("02")}
    (tmp_path / "class/Ann").mkdir(parents=True)
    download(page, tmp_path / "class/Ann")
    command = [sys.executable, "-m", "chronology.exercises", "check", tmp_path / "class", "--out", tmp_path / "out"]
    subprocess.run([*command, "--chapters", "02"], check=True, capture_output=True)
    with (tmp_path / "out/results.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["question"]: row for row in csv.DictReader(file)}
    for each in of_chapter("02"):
        assert rows[each.id]["status"] == here[each.id], each.id
    assert rows["02-q9"]["status"] == "to mark" and "Written later" in (tmp_path / "out/open.csv").read_text("utf-8")
    points = sum(float(row["points"] or 0) for id, row in rows.items() if id != "02-q9")
    assert f"points: {points:g} of" in page.locator(".sheet").first.inner_text()


def test_a_file_brings_the_answers_to_another_device(answer, tmp_path):
    page = answer("07")
    given = {each.id: each.answer for each in of_chapter("07")}
    for id, value in given.items():
        fill(page, id, value)
    asked(page, "07-q9").locator("textarea").fill("Mine.")
    path = download(page, tmp_path)
    page.evaluate("localStorage.clear()")
    page.reload()
    draw(page)
    assert {status(page, id) for id in given} == {"unanswered"}
    assert bring(page, path) == f"Opened: {len(given) + 1} answers."
    for id in given:
        assert check(page, id).startswith("Correct."), id
    assert asked(page, "07-q9").locator("textarea").input_value() == "Mine."
    (again := tmp_path / "again").mkdir()
    assert json.loads(download(page, again).read_text()) == json.loads(path.read_text())


def test_what_is_opened_is_checked_as_the_class_check_would_without_a_word(answer, tmp_path):
    page = answer("07")
    right, wrong, part = "07-q1", "07-q2", next(each for each in of_chapter("07") if each.kind in ("match", "set"))
    for each in of_chapter("07"):
        fill(page, each.id, each.answer)
    other = [each for each in ALL["07-q2"].spec.get("options", []) if each != ALL["07-q2"].answer]
    fill(page, wrong, other[0] if other else "nonsense")
    asked(page, "07-q9").locator("textarea").fill("Mine.")
    path = download(page, tmp_path)
    page.evaluate("localStorage.clear()")
    page.reload()  # nothing is drawn but what is near
    bring(page, path)
    page.wait_for_function("document.querySelectorAll('[data-exercise]').length > 8")
    page.wait_for_function("!document.querySelector('[data-status=unchecked], [data-status=unanswered]')")
    assert (status(page, right), status(page, wrong), status(page, "07-q9")) == ("correct", "wrong", "to mark")
    points = sum(each.points for each in of_chapter("07") if each.id != wrong)
    assert f"{points} of {sum(each.points for each in of_chapter('07'))}" in page.locator(".sheet p").first.inner_text()
    assert set(page.locator(".reply").all_inner_texts()) == {""}, part
    kept = json.loads(page.evaluate("localStorage.getItem('chronology-exercises 07')"))
    assert kept["wrong"] == {} and set(kept["judged"]) == {each.id for each in of_chapter("07")}
    assert asked(page, wrong).locator("[data-do=solution]").is_hidden()
    check(page, wrong)
    kept = json.loads(page.evaluate("localStorage.getItem('chronology-exercises 07')"))
    assert len(kept["wrong"][wrong]) == 1, "what is checked by hand counts"
    page.locator("[data-do=undo]").first.click()
    assert {status(page, each.id) for each in of_chapter("07")} == {"unanswered"}


def in_jupyter(**sources):
    """The notebook of chapter 2 as Jupyter saves it, with sources of answers and a cell of the student's own."""
    made = nbformat.read(PATHS["02"], 4)
    for cell in made.cells:
        cell.source = sources.get(cell.id.replace("02-", "").replace("-answer", ""), cell.source) if cell.id.endswith("-answer") else cell.source  # fmt: skip
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [nbformat.v4.new_output("stream", text="Not yet.")], 7
    made.cells.insert(4, nbformat.v4.new_code_cell("mine = 40 + 2", id="own"))
    return nbformat.writes(made, 4)


def test_a_notebook_filled_in_jupyter_is_read_where_its_answers_are_written_out(answer, tmp_path):
    computed = 'early = ch.events(between=("1465", "1918"))\nq5 = (early.precision == "day").mean() * 100'
    sources = {
        "q1": "q1 = 'b'  # sure", "q2": 'q2 = "21 October 1731"', "q4": "q4 = {'e', \"a\"}", "q5": computed,
        "q6": "q6 = pd.Series(\n    [10, 11, 12, 13],\n    index=[1600, 1700, 1800, 1900],\n)",
        "q7": 'q7 = {"a": "178X", "b": "1822/1824", "c": ..., "d": None, "e": "1995/.."}', "q9": "Шын.",
    }  # fmt: skip
    path = tmp_path / "mine.ipynb"
    path.write_text(in_jupyter(**sources), encoding="utf-8")
    page = answer("02")
    fill(page, "02-q1", "c")
    fill(page, "02-q3", "13 March 1900")
    assert bring(page, path) == "Opened: 7 answers, 1 of them in the place of yours."
    assert asked(page, "02-q5").locator("pre").inner_text() == computed
    for id in ("02-q1", "02-q2", "02-q3", "02-q4", "02-q6"):
        assert check(page, id).startswith("Correct."), id
    assert "still empty" in check(page, "02-q7") and "class check" in check(page, "02-q5")
    made = {cell.id: cell.source for cell in nbformat.read(download(page, tmp_path), 4).cells}
    assert made["own"] == "mine = 40 + 2" and made["02-q5-answer"] == computed and made["02-q9-answer"] == "Шын."
    page.locator("[data-do=undo]").first.click()
    assert asked(page, "02-q1").locator("input:checked").get_attribute("value") == "c"
    assert status(page, "02-q2") == "unanswered"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not a notebook, or it is damaged"), ("[1]", "is not a notebook"), ('{"cells": [null]}', "is not a notebook"),
        ('{"cells": []}', "not one of these exercises"), ('{"cells": [{"id": "x", "source": 5}]}', "not one of these exercises"),
        pytest.param(PATHS["04"].read_text(encoding="utf-8"), "belongs to chapter 4", id="another chapter"),
        pytest.param("PK\x03\x04", "is not a notebook", id="a zip file"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_said_and_nothing_is_lost(answer, tmp_path, content, said):
    (tmp_path / "some.ipynb").write_text(content, encoding="utf-8")
    page = answer("02")
    fill(page, "02-q1", "c")
    before = page.evaluate("localStorage['chronology-exercises 02']")
    told = bring(page, tmp_path / "some.ipynb")
    assert said in told and "some.ipynb" in told and "Nothing was changed" in told
    assert page.evaluate("localStorage['chronology-exercises 02']") == before


def test_what_is_erased_can_be_taken_back(answer):
    page = answer("02")
    fill(page, "02-q1", "c")
    page.locator("[data-do=forget]").first.click()
    assert status(page, "02-q1") == "unanswered" and asked(page, "02-q1").locator("input:checked").count() == 0
    page.locator("[data-do=undo]").first.click()
    assert asked(page, "02-q1").locator("input:checked").get_attribute("value") == "c"


# --- for everybody ----------------------------------------------------------------------------


@pytest.mark.parametrize("chapter", ["02", "05"])
def test_axe_finds_nothing_and_it_fits_a_phone(answer, chapter):
    page = answer(chapter, viewport=PHONE)
    for each in of_chapter(chapter)[:4]:
        check(page, each.id)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page, ALL_BUT_COLOURS) == {} == violations(page, COLOURS)
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == {}
    page.faults.clear()  # of axe, which asks for the styles of a file


def test_a_question_is_answered_by_the_keyboard(answer):
    page = answer("02")
    asked(page, "02-q1").locator("input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.do") == "check"
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-exercise="02-q1"][data-status=correct]')
    assert asked(page, "02-q1").locator("[data-reply]").get_attribute("role") == "status", "it is read out"
    page = answer("01")
    down = asked(page, "01-q6").locator("li").first.locator("button").last
    first = asked(page, "01-q6").locator("li").first.get_attribute("data-option")
    down.focus()
    page.keyboard.press("Enter")
    assert asked(page, "01-q6").locator("li").nth(1).get_attribute("data-option") == first
    assert page.evaluate("document.activeElement.closest('li').dataset.option") == first, "the focus goes with it"
    assert f"{first}: place 2 of 6" in asked(page, "01-q6").inner_text()


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_it_speaks_three_languages(answer, language):
    page = answer("02")
    page.locator("[data-keep=language]").first.select_option(language)
    own = languages.words("exercise", language)
    for each in page.locator("section.exercise").all():
        expect(each).to_have_attribute("lang", language)  # its words come from a file
    assert asked(page, "02-q1").locator("[data-do=check]").inner_text() == own["check"]
    fill(page, "02-q5", "3")
    assert own["too-low"] in check(page, "02-q5")
    assert asked(page, "02-q5").locator("[data-reply] [lang=en]").inner_text() == questions.question("02-q5")["hint"]
    shown = set(re.findall(r"[\w.-]+", " ".join(page.locator("section.exercise").all_inner_texts())))
    assert not {key for key in own if key in shown and ("." in key or "-" in key)}, "a key stands where words should"


def test_its_words_are_used_and_there():
    code = "".join(path.read_text(encoding="utf-8") for path in scripts.HERE.glob("exercise*.js"))
    own = languages.words("exercise")
    made = exercise.Exercise().strings["en"]
    assert set(re.findall(r"\bt\(\s*\"([\w.-]+)\"", code)) <= set(made)
    built = ("name.", "status.", "series-asked", "dataframe-asked", "failed")
    assert {key for key in own if f'"{key}"' not in code and not key.startswith(built)} == set()


def test_on_paper_stand_the_answers_and_nothing_to_press(answer):
    page = answer("02")
    fill(page, "02-q1", "b")
    page.emulate_media(media="print")
    assert asked(page, "02-q1").locator("input:checked").is_visible()
    assert page.locator("section.exercise button").locator("visible=true").count() == 0
    assert page.get_by_text("Historians agree on the years").locator("visible=true").count() == 1
    asked(page, "02-q8").scroll_into_view_if_needed()
    assert not asked(page, "02-q8").locator(".how").is_visible(), "nothing moves on paper"


def test_without_scripts_the_prose_and_the_cells_stand_there(visit, book):
    page = visit((book / f"exercises/{PATHS['02'].stem}.html").as_uri(), java_script_enabled=False, offline=True)
    section = page.locator("section#question-1-1-point")
    assert section.locator("ul li").first.is_visible() and section.locator("details").count() == 1


def test_two_questions_of_a_page_have_one_script_and_the_lists_of_the_prose_stand_once(answer, book):
    html = (book / f"exercises/{PATHS['02'].stem}.html").read_text(encoding="utf-8")
    assert html.count("function permute(") <= 1
    page = answer("02")
    assert page.get_by_text("Historians agree on the years").locator("visible=true").count() == 1
    assert page.get_by_text("names the witness").locator("visible=true").count() == 1


def test_in_python_it_gives_the_answer_and_knows_its_question():
    made = ch.Exercise("02-q6")
    made.given = {"type": "series", "index": [1600], "values": [10]}
    assert made.answer.to_dict() == {1600: 10}
    with pytest.raises(Exception, match="no question '02-q99'"):
        ch.Exercise("02-q99")
