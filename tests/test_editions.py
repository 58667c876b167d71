"""The editions: their catalogues say the same as the English, whole and in the same form."""

import csv
import io
import json
import re
import subprocess
import sys
import tokenize
from collections import Counter
from pathlib import Path

import nbformat
import polib
import pytest
from bs4 import BeautifulSoup

import chronology as ch
import live
from chronology import catalogue, edition, editions, prose
from chronology.book import assignments
from chronology.classroom import grading, reports
from chronology.exercises import build, questions
from chronology.exercises.ids import ANSWER, FAR, NEAR
from chronology.languages import label
from submitted import right

LANGUAGES = editions.others()
CHECKED = "from chronology.exercises import check\ncheck('02-q1', ...)\ncheck('02-q1', 'a')"  # a reply of the code, and one of the question
# What is no word in a message: a role with its id, code, an address, a place for a value, a note, emphasis.
ROLE = re.compile(r"(\{[\w:-]+\})`(?:[^`<]*<)?([^`>]*)>?`")
MARKS = [re.compile(each) for each in (r"`[^`]*`", r"\]\([^)\s]*\)", r"\{[^{}`]*\}", r"https?://[^\s)]+", r"\*+")]


def form(text: str) -> Counter:
    """What of a message has to be in its translation as well."""
    found = Counter(role + id for role, id in ROLE.findall(text))
    rest = ROLE.sub(" ", text)
    for mark in MARKS:
        found.update(mark.findall(rest))
        rest = mark.sub(" ", rest)
    return found


def in_english(text: str) -> Counter:
    """The words of a message as code: a translation may show beside its own what stands in a file in English."""
    return Counter(f"`{each}`" for each in text.split(", "))


def entries(language):
    """File and entry of every message of a language."""
    for path, _template in catalogue.catalogues(language):
        for entry in polib.pofile(str(path)):
            yield path.name, entry


def test_the_form_of_a_message_is_what_is_no_word():
    assert form("In {event}`a-1` {person}`He <he>` said *this* of `x`, [there](b.md), {n}.") == Counter(
        ["{event}a-1", "{person}he", "*", "*", "`x`", "](b.md)", "{n}"]
    )
    assert form("{person}`He <he>`") == form("{person}`Him <he>`") != form("{person}`He <she>`")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language):
    assert catalogue.still_open(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_has_the_form_of_its_message(language):
    wrong = []
    for name, entry in entries(language):
        allowed = [form(each) for each in (entry.msgid, entry.msgid_plural) if each]  # “one is missing” has no number
        allowed.append(form(entry.msgid) + in_english(entry.msgid))
        for said in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            if form(said) not in allowed:
                wrong.append((name, entry.msgid, said))
    assert wrong == []


def test_a_changed_message_is_shown_in_english_until_somebody_has_seen_to_it(tmp_path, monkeypatch):
    monkeypatch.setattr(edition, "PROSE", tmp_path)
    path = edition.prose_file("index", "ru")
    path.parent.mkdir(parents=True)
    known = polib.POFile()
    known.append(polib.POEntry(msgid="Read it.", msgstr="Читайте."))
    known.append(polib.POEntry(msgid="Run it all.", msgstr="Запускайте.", flags=["fuzzy"]))
    known.save(str(path))
    say = edition.saying("index", "ru")
    assert [say(each) for each in ("Read it.", "Run it all.", "Teach it.")] == ["Читайте.", "Run it all.", "Teach it."]
    shown = editions.page("# Teach it.\n\nRead it.\n\n- Run it all.\n", say, "ru", say.lacks)
    assert shown == '# Teach it.\n\nЧитайте.\n\n- <span lang="en">Run it all.</span>\n'


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exercises_of_an_edition_follow_from_its_catalogues(language, tmp_path):
    folder = editions.ROOT / "exercises"
    for path in editions.sources():
        if path.suffix != ".ipynb":
            continue
        notebook = nbformat.read(editions.ROOT / path, 4)
        editions.say(notebook, edition.saying(editions.domain(path), language), language)
        stored = nbformat.read(folder / language / "solutions" / path.name, 4)
        assert [each.source for each in notebook.cells] == [each.source for each in stored.cells], "run make exercises"
        sealed = json.loads((questions.folder(language) / f"{path.name[:2]}.json").read_text(encoding="utf-8"))
        assert sealed[questions.MADE_FROM] == build.digest(stored), "run make exercises"
        student = nbformat.read(folder / language / path.name, 4)
        assert student.cells == build.student_notebook(stored, path.name).cells, "run make exercises"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_kind_of_answer_is_wanted_is_said_in_the_language(language):
    said = []
    for path in sorted((editions.ROOT / "exercises" / language).glob("*.ipynb")):
        answers = (each for each in nbformat.read(path, 4).cells if each.id.endswith(ANSWER))
        said += [(each.id, note) for each in answers if each.cell_type == "code" for note in comments(each.source)]
    assert len(said) > 80
    assert [each for each in said if re.search("[A-Za-z]{3}", re.sub('"[^"]*"|Series|DataFrame', "", each[1]))] == []


def comments(code: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return [each.string for each in tokens if each.type == tokenize.COMMENT]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_what_stands_in_the_results_as_it_stands_there(language):
    say = edition.saying("chapters/instructor-guide", language)
    named = {*grading.STATUSES, "marked", *reports.RESULTS[:1], *reports.RESULTS[2:7], "submissions", "missed", "times"}
    said = " ".join(map(say, prose_of_the_guide()))
    assert sorted(each for each in named if f"(`{each}`)" not in said) == []


def prose_of_the_guide() -> list[str]:
    source = (editions.ROOT / "chapters" / "instructor-guide.md").read_text(encoding="utf-8")
    return [text for _line, text in prose.messages(source)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_right_in_english_is_right_in_every_edition(language):
    for path in questions.FOLDER.glob("*.json"):
        english = json.loads(path.read_text(encoding="utf-8"))
        other = json.loads((questions.folder(language) / path.name).read_text(encoding="utf-8"))
        for id, question in english.items():
            if id != questions.MADE_FROM:
                assert set(question["replies"]) <= set(other[id]["replies"]), id


@pytest.mark.parametrize("path", sorted((editions.ROOT / "exercises").glob("*.ipynb")), ids=lambda path: path.stem)
def test_the_tables_that_are_given_have_the_same_rows_in_every_edition(path, monkeypatch):
    """A cell that searches a text of the tables must find it in all their languages."""
    monkeypatch.setenv(edition.VARIABLE, "en")  # the notebooks of an edition speak its language from then on
    found = {}
    for language in ("en", *LANGUAGES):
        own = path if language == "en" else path.parent / language / path.name
        with edition.speaking(language):
            given = assignments.tables_given(nbformat.read(own, 4))
        found[language] = {question: table.count("<tr") for question, table in given.items()}
    assert found["kk"] == found["ru"] == found["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_speaks_its_language_in_a_notebook_too(language, monkeypatch):
    monkeypatch.setenv(edition.VARIABLE, "en")
    source = "```{code-cell} ipython3\nimport chronology as ch\n\nch.events()\n```\n"
    assert f'import chronology as ch\nch.use_language("{language}")\n' in editions.page(source, str, language)
    ch.use_language(language)
    assert edition.language() == language
    assert ch.events().title["independence-law-1991"] == ch.events()[f"title_{language}"]["independence-law-1991"]


def test_headings_keep_the_ids_of_the_english_page():
    ids = dict(editions.anchors("ru"))
    assert ids["chapters/04-independence"]["итоги"] == "summary"
    assert ids["chapters/codebook"] == ids["data/README"]
    for path in editions.sources():
        if path.suffix == ".md" and path.stem != "codebook":
            english = prose.headings((editions.ROOT / path).read_text(encoding="utf-8"))
            assert len(ids[editions.domain(path)]) == len(set(english)), "two headings are one in translation"


def test_in_one_class_each_notebook_gets_its_page_in_its_language(tmp_path):
    handed = tmp_path / "class"
    said = {}
    for spoken in ("en", *LANGUAGES):
        folder = editions.ROOT / "exercises" / ("" if spoken == "en" else spoken)
        (path,) = folder.glob("04-*.ipynb")
        notebook = nbformat.read(path, 4)
        answers = right(nbformat.read(folder / "solutions" / path.name, 4)) | {"04-q1-answer": 'q1 = "z"'}
        for cell in notebook.cells:  # as the pages hand it out
            cell.source = answers.get(cell.id, cell.source).replace(FAR, NEAR)
        (handed / spoken).mkdir(parents=True)
        nbformat.write(notebook, handed / spoken / path.name)
        with edition.speaking(spoken):
            said[spoken] = (edition._("Overview"), label("status", "wrong"))
    called = [sys.executable, "-m", "chronology.exercises", "check", handed, "--out", tmp_path / "out"]
    ran = subprocess.run([*called, "--chapters", "04"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    with (tmp_path / "out" / "summary.csv").open(encoding="utf-8-sig", newline="") as file:
        points = {row["Student"]: row["Final Points"] for row in csv.DictReader(file)}
    assert len(points) == 3 and len(set(points.values())) == 1 and float(next(iter(points.values()))) > 10
    assert len(set(said.values())) == 3
    with (tmp_path / "out" / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["notes"] for row in csv.DictReader(file)} == {""}, "the first cell is as it was handed out"
    for spoken, words in said.items():
        (page,) = (tmp_path / "out" / "feedback").glob(f"{spoken}-*.html")
        html = page.read_text(encoding="utf-8")
        assert f'<html lang="{spoken}">' in html
        assert re.search(r"<h1>04 [^:]+</h1>", html), "what a notebook is has no place in the name of its chapter"
        assert all(word in html for word in words), spoken


def test_no_russian_date_is_followed_by_a_second_full_stop(pages):
    found = []
    for path in (pages / "ru").rglob("*.html"):
        text = re.sub(r"<script.*?</script>|<[^>]+>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found += [(path.name, each) for each in re.findall(r".{30}г\.\.(?!\.)", text)]
    assert found == []


@pytest.mark.parametrize(("language", "short"), [("kk", "жж?"), ("ru", "гг?")])
def test_a_year_keeps_its_abbreviation_in_its_line(pages, language, short):
    for path in sorted((pages / language / "chapters").glob("[01]*.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        said = " ".join(
            each.get_text() for each in page.select("article p, article dd") if not each.find_parent(class_="fallback")
        )
        assert not re.findall(rf".{{20}}\d {short}\.", said), path.name


@pytest.mark.remembered(page="name")
@pytest.mark.parametrize(
    "name", [f"{each}/chapters/{name}" for each in LANGUAGES for name in ("04-independence", "07-border")]
)
def test_python_in_a_page_of_an_edition_shows_what_the_page_shows(visit, address, capsys, name):
    language, _, page_of_it = name.partition("/")
    tree = editions.ROOT / editions.TREES / language
    built = nbformat.read(tree / "_build" / "jupyter_execute" / f"{page_of_it}.ipynb", 4)
    cells = [cell for cell in built.cells if cell.cell_type == "code"]
    page = visit(f"{address}/{name}.html")
    *ran, checked = live.run(page, *[cell.source for cell in cells], CHECKED)
    for cell, got in zip(cells, ran, strict=True):
        assert live.shown(got) == [live.comparable(each) for each in cell.outputs], cell.source
    with edition.speaking(language):
        exec(CHECKED, {})
    said = capsys.readouterr().out
    assert re.search("[А-я]", said) and live.text(checked).startswith(said)


def _drawn_on(page: Path) -> list[list[str]]:
    """Of each question of a page the addresses of the sections that it draws on."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    return [
        [link["href"] for link in each.select_one("p > em").select("a")] for each in soup.select("section > section")
    ]


def test_each_question_leads_to_the_sections_it_draws_on_alike_in_every_edition(pages):
    for page in sorted((pages / "exercises").glob("[01]*.html")):
        drawn = _drawn_on(page)
        assert len(drawn) >= 6 and [] not in drawn, page.name
        for address in {each for question in drawn for each in question}:
            chapter, _sign, place = address.partition("#")
            text = (page.parent / chapter).read_text(encoding="utf-8")
            assert not place or f'id="{place}"' in text, address
        for language in LANGUAGES:
            assert _drawn_on(pages / language / "exercises" / page.name) == drawn, (language, page.name)
