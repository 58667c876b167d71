"""The exercises: every question is answered rightly and wrongly, in many ways; and the notebooks are in step."""

import contextlib
import datetime
import io
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chronology as ch
from chronology.exercises import __main__ as command
from chronology.exercises import build, check, questions, seal
from chronology.exercises.kinds import KINDS, NoAnswer
from chronology.exercises.plain import comparable as text_of
from chronology.exercises.plain import plain, written_out
from chronology.exercises.steps import Steps
from conftest import ROOT

FOLDER = ROOT / "exercises"
SOLUTIONS = sorted((FOLDER / "solutions").glob("*.ipynb"))


def read_answer(kind, answer, spec):
    """The text that stands for a plain answer."""
    return KINDS[kind](answer, spec).text


# Those of the essay and those beside them, such as the first steps in Python.
CHAPTERS = sorted(path.stem for path in (ROOT / "chapters").glob("[0-9][0-9]-*.md"))


@cache
def made(path: Path) -> dict[str, SimpleNamespace]:
    """The questions of a solution notebook with their right answers, by running its cells here."""
    found = {}

    def key(id, answer, kind, **more):
        found[id] = SimpleNamespace(id=id, answer=answer, kind=kind, **{"also": (), "hints": ()} | more)
        found[id].spec = KINDS[kind].settle(
            plain(answer),
            {n: v for n, v in more.items() if n not in ("points", "why", "hint", "example", "also", "hints")},
        )

    space, real = {}, questions.key
    questions.key = key
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in nbformat.read(path, 4).cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, f"{path.name}, {cell.id}", "exec"), space)
    finally:
        questions.key = real
    return found


ALL = {id: each for path in SOLUTIONS for id, each in made(path).items()}


def every_question(test):
    return pytest.mark.remembered(pytest.mark.parametrize("asked", ALL.values(), ids=list(ALL))(test))


every_notebook = pytest.mark.parametrize("path", SOLUTIONS, ids=[path.stem for path in SOLUTIONS])


def judged(asked, answer):
    return questions.judge(asked.id, plain(answer))


def same(asked, answer):
    """Whether an answer says the same as the right one, or one of the others that count."""
    try:
        text = read_answer(asked.kind, plain(answer), asked.spec)
    except NoAnswer:
        return False
    right = (asked.answer, *(value for value, _ in asked.also))
    return text in [read_answer(asked.kind, plain(each), asked.spec) for each in right]


# --- every question --------------------------------------------------------------------------


@every_question
def test_the_right_answer_and_its_other_forms_are_right(asked):
    found = judged(asked, asked.answer)
    assert (found.right, found.points, found.category) == (True, asked.points, "correct")
    assert found.message == asked.why
    for value, text in asked.also:
        assert judged(asked, value) == questions.Judgement(True, asked.points, "correct", text)


@every_question
def test_what_is_no_answer_is_said_to_be_none(asked):
    for nothing in (..., None, pd.NaT, NotImplemented):
        assert judged(asked, nothing).category == "unanswered"
    for empty, called in (("", "an empty text"), ("  ", "an empty text"), (np.nan, "NaN"), (np.float64("nan"), "NaN")):
        found = judged(asked, empty)
        assert found.category == "type" and called in found.message, "something was computed, but it is nothing"
    for strange in (object(), print, b"x", lambda: 1, pd.Timestamp, [[]], {}, [], set()):
        found = judged(asked, strange)
        assert not found.right and found.category in ("type", "unknown", "missing", "wrong", "partial"), strange
    wrong_types = {
        "date": [3.5, ["1992"], {"a": 1}, True],
        "number": ["many", [1], {"a": 1}, True, pd.Series([1, 2])],
        "choice": [1, ["a", "b"], True, {"a": 1}],
        "set": [5, {"a": 1}, True],
        "order": [5, {"a", "b"}, {"a": 1}],
        "match": [5, "a", ["a", "b"]],
        "name": [5.5, ["x", "y"], True],
        "table": [5, "a", [1, 2], True],
    }
    for strange in wrong_types[asked.kind]:
        found = judged(asked, strange)
        assert not found.right and found.category in ("type", "unknown"), (strange, found)


def slips(asked):
    """Wrong answers that follow from the right one: (what was done, answer, categories that say so)."""
    answer, kind = asked.answer, asked.kind
    known = "known"  # a reply of the question's own is always good
    if kind == "date":
        text = read_answer("date", plain(answer), asked.spec)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            day = datetime.date.fromisoformat(text)
            for by in (-1, 1):
                yield "a day", day + datetime.timedelta(by), ("off by one", known)
                yield "a year", f"{day.year + by:04}{text[4:]}", ("off by one", "partial", known)
            yield "the year only", text[:4], ("precision", known)
        elif re.fullmatch(r"\d{4}(-\d\d)?", text):
            for by in (-1, 1):
                yield "a year", f"{int(text[:4]) + by:04}{text[4:]}", ("off by one", known)
            yield "too exact", f"{text[:4]}-06-15"[: len(text) + 3], ("precision", "partial", "off by one", known)
        elif "/" in text:
            first, last = text.split("/")
            yield "one end", first, ("wrong", "partial", "precision", known)
            if last != "..":
                yield "turned round", f"{last}/{first}", ("order", "type", known)
    if kind == "number":
        step = asked.spec["step"] * 1.01 if asked.spec.get("tolerance") else 1
        for by in (-step, step):
            yield "off by one", float(answer) + by, ("off by one", "close", known)
        if answer:
            yield "the sign", -float(answer), ("unit", "off by one", "close", known)
            yield "per cent for share", float(answer) * 100, ("unit", known)
    if kind == "choice":
        for each in asked.spec["options"]:
            if text_of(each) != text_of(answer):
                yield f"the option {each}", each, (known, "wrong")
        yield "no option", "zzz", ("unknown",)
    if kind == "set":
        items = sorted(map(str, plain(list(answer))))
        if len(items) > 1:
            yield "one missing", items[1:], ("missing", known)
        extra = next((each for each in asked.spec.get("options", []) if text_of(each) not in map(text_of, items)), None)
        if extra or not asked.spec.get("options"):
            yield "one too many", [*items, extra or "something else"], ("extra", known)
    if kind == "order":
        items = list(answer)
        for at in range(len(items) - 1):
            yield "neighbours", [*items[:at], items[at + 1], items[at], *items[at + 2 :]], ("order", known)
        yield "from the end", items[::-1], ("order", known)
        yield "one missing", items[1:], ("missing",)
        yield "one twice", [*items, items[0]], ("extra",)
        yield "one unknown", [*items[:-1], "zzz"], ("unknown",)
    if kind == "match":
        pairs = dict(answer.items())
        first, *rest = pairs
        other = next((each for each in rest if pairs[each] != pairs[first]), None)
        if other is not None:
            yield "swapped", pairs | {first: pairs[other], other: pairs[first]}, ("partial", known)
        yield "one missing", {each: pairs[each] for each in rest}, ("missing",)
        yield "one empty", pairs | {first: ...}, ("missing",)
    if kind == "name":
        yield "another name", "Someone Else", ("wrong", known)
    if kind == "table":
        frame = answer if isinstance(answer, pd.DataFrame | pd.Series) else pd.Series(answer)
        yield "a row missing", frame.iloc[1:], ("missing", "partial", known)
        yield (
            "a row too many",
            pd.concat([frame, frame.iloc[[0]].rename(index=lambda _: "zzz")]),
            ("extra", "partial", known),
        )
        column = frame if isinstance(frame, pd.Series) else frame.iloc[:, -1]
        if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
            moved = column.astype(float).copy()
            moved.iloc[0] += 1
            wrong = moved if isinstance(frame, pd.Series) else frame.assign(**{frame.columns[-1]: moved})
            yield "a count", wrong, ("partial", known, "order")
        if asked.spec.get("ordered") and len(frame) > 1:
            yield "the order", frame.iloc[[1, 0, *range(2, len(frame))]], ("order", known)


@every_question
def test_slips_are_wrong_and_said_to_be_what_they_are(asked):
    tried = 0
    for done, answer, categories in slips(asked):
        if same(asked, answer):
            continue  # such as the two ends of a list that reads the same both ways
        found = judged(asked, answer)
        assert not found.right and found.points in (0, asked.points / 2), (done, answer)
        assert found.category in categories, (done, answer, found)
        assert found.message.strip()
        tried += 1
    assert tried, "no slip was tried"


@every_question
def test_the_right_answers_of_other_questions_are_wrong(asked):
    for other in ALL.values():
        if other.id != asked.id and not same(asked, other.answer):
            assert not judged(asked, other.answer).right, other.id


@every_question
def test_at_least_two_likely_mistakes_have_a_hint_of_their_own(asked):
    assert len(asked.hints) >= 2
    for value, text in asked.hints:
        found = judged(asked, value)
        assert (found.right, found.category) == (False, "known")
        points = f" For the parts that are right: {found.points} of {asked.points} points." if found.points else ""
        assert found.message == text + points
        assert len(text.split()) >= 4
    if asked.kind == "choice":
        given = {text_of(value) for value, _ in (*asked.hints, *asked.also)} | {text_of(asked.answer)}
        assert given == set(map(text_of, asked.spec["options"])), "every wrong letter has a hint"


@every_question
def test_no_hint_gives_the_answer_away(asked):
    right = plain(asked.answer)
    if not isinstance(right, str | int | float) or asked.kind == "choice":
        return
    forms = {str(right), text_of(right)}
    if asked.kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", str(right)):
        day = datetime.date.fromisoformat(right)
        forms |= {f"{day.day} {day:%B} {day.year}", f"{day.day} {day:%B}"}
    for text in [asked.hint, *(text for _, text in asked.hints)]:
        for form in forms:
            assert not re.search(rf"(?<![\w.-]){re.escape(form)}(?![\w-])", text, re.IGNORECASE), (form, text)


def written_texts(asked):
    """What may not stand in an example, since it is the answer or a part of it: texts that must not all be there."""
    right = plain(asked.answer)
    if asked.kind == "choice":
        yield [f"*{right}*"]
        yield [f"“{right}”"]
    elif asked.kind in ("set", "order"):
        # Letters of sentences may be words, too.
        yield [f"*{each}*" if len(str(each)) == 1 else str(each) for each in plain(list(asked.answer))]
    elif asked.kind == "match":
        for left, to in right["pairs"]:
            yield [f"*{left}*", str(to)]
    elif asked.kind == "table":
        values = right.get("rows") or [[each] for each in right["values"]]
        for label, row in zip(right["index"], values):
            yield [str(label), *map(written_out, row)]
    else:
        yield [written_out(right)]


@every_question
def test_a_worked_example_is_there_and_is_about_another_case(asked):
    assert 15 <= len(asked.example.split()) <= 75, len(asked.example.split())
    assert asked.example[-1] in ".?!)"
    assert questions.example(asked.id) == asked.example
    for texts in written_texts(asked):
        there = [re.search(rf"(?<![\w.]){re.escape(each)}(?!\w|\.\d)", asked.example) for each in texts]
        assert not all(there), texts
    for text in (asked.why, *(text for _, text in asked.hints)):
        assert text not in asked.example


@every_question
def test_the_solution_opens_to_whoever_asks_and_not_to_the_eye(asked):
    found = questions.solution(asked.id)
    assert found.why == asked.why
    assert found.answer == written_out(plain(asked.answer))
    sealed = (questions.FOLDER / f"{asked.id[:2]}.json").read_text(encoding="utf-8")
    assert json.dumps(asked.why, ensure_ascii=False)[1:-1] not in sealed


@every_question
def test_help_comes_in_three_steps_and_a_solution_takes_the_points(asked, monkeypatch, capsys):
    monkeypatch.setattr("chronology.exercises._STEPS", Steps())

    def said(answer, **named):
        return check(asked.id, answer, **named), capsys.readouterr().out

    wrong = {}
    for _done, answer, _categories in [*((0, value, 0) for value, _ in asked.hints), *slips(asked)]:
        found = judged(asked, answer)
        if not found.right and found.text:
            wrong.setdefault(found.text, answer)
    assert len(wrong) >= 3, "three different wrong answers are known"
    first, second, third = list(wrong.values())[:3]
    for answer in (first, first, ..., object(), first):  # the same again, and what is no answer, are no new tries
        assert asked.example not in said(answer)[1]
    assert "solution" not in said(second)[1] and asked.example in said(second)[1]
    offer = f'check("{asked.id}", q{asked.id[4:]}, solution=True)'
    assert offer in said(third)[1]
    points, text = said(asked.answer)
    assert points == asked.points and asked.example not in text and offer not in text, "the way is open until then"
    points, text = said(first, solution=True)
    assert points == 0 and questions.solution(asked.id).answer in text and asked.why in text and "no points" in text
    points, text = said(asked.answer)
    assert points == 0 and text.startswith("Correct.") and "no points" in text
    assert said(second)[0] == 0


def test_the_solution_is_there_before_any_try_for_whoever_asks(monkeypatch, capsys):
    monkeypatch.setattr("chronology.exercises._STEPS", Steps())
    asked = ALL["02-q3"]
    assert check(asked.id, ..., solution=True) == 0 and asked.answer in capsys.readouterr().out
    assert check("02-q1", "b") == ALL["02-q1"].points, "another question keeps its points"


@every_question
def test_part_points_are_half_for_three_quarters_of_the_parts(asked):
    for _done, answer, _categories in [*((0, value, 0) for value, _ in asked.hints), *slips(asked)]:
        found = judged(asked, answer)
        if found.right or not found.text:
            continue
        right, count = right_parts(asked, answer)
        expected = asked.points / 2 if 4 * right >= 3 * count else 0
        assert found.points == expected, (answer, right, count)
        assert (f"{expected:g} of {asked.points} points" in found.message) == bool(expected)


def right_parts(asked, answer):
    """How many parts of an answer are right, by comparing it with the right one; (0, 1) where there are no parts."""
    right, given = plain(asked.answer), plain(answer)

    def texts(each):
        return list(map(text_of, each))

    if asked.kind == "match":
        pairs = lambda each: {(text_of(left), text_of(to)) for left, to in each["pairs"]}  # noqa: E731
        return len(pairs(right) & pairs(given)), len(right["pairs"])
    if asked.kind == "set":
        right, given = (set(texts(each["items"] if isinstance(each, dict) else each)) for each in (right, given))
        return len(right & given) - len(given - right), len(right)
    if asked.kind == "order":
        beside = [set(zip(texts(each), texts(each)[1:])) for each in (right, given)]
        return len(beside[0] & beside[1]), len(right) - 1
    if asked.kind == "table" and asked.spec["labelled"]:
        rows = []
        for each in (asked.answer, answer):
            each = KINDS["table"](plain(each), asked.spec).value
            rows.append(set(zip(each.labels, each.rows)))
        return len(rows[0] & rows[1]) - max(0, len(rows[1]) - len(rows[0])), len(rows[0])
    return 0, 1


@every_question
def test_reasons_are_short(asked):
    assert 5 <= len(asked.why.split()) <= 32, len(asked.why.split())
    assert asked.why[-1] in ".?!" and asked.hint[-1] in ".?!"


# --- too high, too low -------------------------------------------------------------------------

NUMBERS = {id: each for id, each in ALL.items() if each.kind == "number"}


@pytest.mark.parametrize("asked", NUMBERS.values(), ids=list(NUMBERS))
def test_a_number_far_off_is_said_to_be_too_high_or_too_low_and_truly_so(asked):
    right = float(asked.answer)
    said = set()
    for factor in (-3, 0.001, 0.03, 0.2, 0.35, 0.6, 0.8, 0.95, 1.07, 1.3, 1.7, 2.6, 3.4, 7, 40, 800):
        found = judged(asked, right * factor)
        if found.category == "wrong":
            assert "Too low." not in found.message or factor < 1
            assert "Too high." not in found.message or factor > 1
            said |= {word for word in ("Too low.", "Too high.") if word in found.message}
    assert "Too high." in said
    assert "Too low." in said or right < 10 * asked.spec["step"], "below the lowest class there is nothing"


@settings(max_examples=150, deadline=None)
@given(st.floats(-(10**6), 10**6), st.sampled_from([0, 0.005, 0.05, 0.5, 1.6, 5, 100]))
def test_trying_finds_a_class_of_ten_answers_at_the_least_and_no_more(right, tolerance):
    number = KINDS["number"]
    spec = number.settle(right, {"tolerance": tolerance} if tolerance else {})
    start, below = number.sized(right, spec)
    assert start <= right < below or (right < 0 and start < right <= below)
    assert below - start >= 10 * spec["step"] * (1 - 1e-9)
    # Any other answer in the class has the same class, so that the directions cannot tell the two apart.
    for share in (0.02, 0.37, 0.98):
        other = start + share * (below - start)
        assert number.sized(other, spec) == (start, below)


# --- every notebook ----------------------------------------------------------------------------


def test_every_chapter_has_exercises_in_the_book():
    names = [f"{slug}.ipynb" for slug in CHAPTERS]
    assert [path.name for path in SOLUTIONS] == names == sorted(path.name for path in FOLDER.glob("*.ipynb"))
    assert sorted(path.stem for path in questions.FOLDER.glob("*.json")) == [slug[:2] for slug in CHAPTERS]
    contents = (ROOT / "_toc.yml").read_text()
    for slug in CHAPTERS:
        assert f"exercises/{slug}\n" in contents
        assert ":::{exercises}\n:::" in (ROOT / f"chapters/{slug}.md").read_text(encoding="utf-8")


@every_notebook
def test_the_notebooks_and_questions_are_in_step_with_the_solutions(path, tmp_path, monkeypatch):
    (tmp_path / "solutions").mkdir()
    copy = tmp_path / "solutions" / path.name
    copy.write_bytes(path.read_bytes())
    sealed = questions.FOLDER
    monkeypatch.setattr(questions, "FOLDER", tmp_path / "sealed")
    build.write(tmp_path)
    assert copy.read_text() == path.read_text(), "run make exercises"
    assert (tmp_path / path.name).read_text() == (FOLDER / path.name).read_text(), "run make exercises"
    name = f"{path.name[:2]}.json"
    assert (tmp_path / "sealed" / name).read_text() == (sealed / name).read_text(), "run make exercises"


@every_notebook
def test_six_to_nine_questions_of_many_kinds_and_an_open_one_with_a_rubric(path):
    notebook = nbformat.read(path, 4)
    asked = build.find_questions(notebook, path.name)
    assert 6 <= len(asked) <= 9
    assert [each.open for each in asked] == [False] * (len(asked) - 1) + [True]
    assert 14 <= sum(each.points for each in asked) <= 24
    assert len({each.kind for each in made(path).values()}) >= 5
    cells = {cell.id: cell.source for cell in notebook.cells}
    rubric = re.findall(r"\((\d+) points?\)[;.]", cells[asked[-1].id])
    assert len(rubric) >= 3 and sum(map(int, rubric)) == asked[-1].points, "the rubric adds up"


@every_notebook
def test_each_question_names_a_section_of_its_chapter(path):
    texts = {page.stem[:2]: page.read_text(encoding="utf-8") for page in (ROOT / "chapters").glob("[01]*.md")}
    title = re.search(r"^# (.+)$", texts[path.stem[:2]], re.M)[1]
    cells = {cell.id: cell.source for cell in nbformat.read(FOLDER / path.name, 4).cells}
    assert cells[f"{path.name[:2]}-start"].startswith(f"# Exercises: {title}\n")
    for each in build.find_questions(nbformat.read(path, 4)):
        named = re.search(r"^\*Draws on: (.+)\*$", cells[each.id], re.M)[1]
        for section in named.split("; "):
            elsewhere = re.match(r"chapter (\d+), ", section)
            text = texts[f"{int(elsewhere[1]):02}" if elsewhere else path.stem[:2]]
            section = section[elsewhere.end() :] if elsewhere else section
            assert section in re.findall(r"^## (.+)$", text, re.M) or section.startswith(
                ("the codebook", "the event register", "the claim register")
            ), section


@every_notebook
def test_students_see_no_solution_no_reason_and_no_output(path):
    given = (FOLDER / path.name).read_text(encoding="utf-8")
    notebook = nbformat.read(FOLDER / path.name, 4)
    sealed = (questions.FOLDER / f"{path.name[:2]}.json").read_text(encoding="utf-8")
    assert "SOLUTION" not in given and "key(" not in given
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
    for each in made(path).values():
        assert each.example not in given
        for text in (each.why, *(text for _, text in (*each.also, *each.hints))):
            assert json.dumps(text, ensure_ascii=False)[1:-1] not in given + sealed
        number = each.id.partition("-q")[2]
        answer = next(cell.source for cell in notebook.cells if cell.id == f"{each.id}-answer")
        assert re.search(rf"^q{number} = .*\.\.\.", answer, re.M), "a place for the answer"


@every_notebook
def test_a_student_notebook_runs_as_it_is_and_every_check_says_that_nothing_was_answered(path):
    space, said = {}, io.StringIO()
    with contextlib.redirect_stdout(said):
        for cell in nbformat.read(FOLDER / path.name, 4).cells:
            if cell.cell_type == "code":
                exec(cell.source, space)
    lines = said.getvalue().splitlines()
    checks = sum(not each.open for each in build.find_questions(nbformat.read(path, 4)))
    refused = [line for line in lines if line.startswith("Not yet.")]
    assert len(refused) == checks and not any("Correct" in line for line in lines)


# --- check -------------------------------------------------------------------------------------

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates() | st.binary(max_size=5),
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(max_size=5), each, max_size=4) | st.tuples(each),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(values, st.sampled_from(sorted(ALL)))
def test_check_never_raises_and_always_says_something(value, id):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        points = check(id, value)
    assert said.getvalue().startswith(("Correct.", "Not yet.")) and points in (0, ALL[id].points / 2, ALL[id].points)


class Hostile:
    """Lies about everything."""

    __class__ = str

    def __len__(self):
        raise RuntimeError

    def __iter__(self):
        raise KeyboardInterrupt

    def __getattr__(self, name):
        raise RecursionError


def test_check_bears_objects_that_lie(capsys):
    loop = []
    loop.append(loop)
    frame = pd.DataFrame({"a": [object()]})
    for value in (
        Hostile(),
        loop,
        frame,
        pd.Series([loop]),
        10**400,
        float("inf"),
        "x" * 10**6,
        range(10**9),
        "\ud800",
    ):
        assert check(next(iter(ALL)), value) == 0
        assert capsys.readouterr().out.startswith("Not yet.")


def test_an_unknown_question_and_a_fault_of_ours_are_said_plainly(capsys, monkeypatch):
    assert check("02-q99", 1) == 0 and check("99-q1", 1) == 0 and check("../../x", 1) == 0
    assert capsys.readouterr().out.count("There is no question") == 3
    monkeypatch.setattr("chronology.exercises.judge", lambda *_: 1 / 0)
    assert check(next(iter(ALL)), 1) == 0
    assert "could not be checked (ZeroDivisionError)" in capsys.readouterr().out


# --- dates as people write them ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("25 May 1992", "1992-05-25"), ("May 25, 1992", "1992-05-25"), ("25.05.1992", "1992-05-25"),
        ("25/5/1992", "1992-05-25"), ("25 мая 1992 года", "1992-05-25"), ("1992 жылғы 25 мамыр", "1992-05-25"),
        ("1992-05-25", "1992-05-25"), (pd.Timestamp("1992-05-25"), "1992-05-25"), (np.datetime64("1992-05-25"), "1992-05-25"),
        (datetime.date(1992, 5, 25), "1992-05-25"), ("May 1992", "1992-05"), (1992, "1992"), ("1990s", "199X"),
        ("the 18th century", "17XX"), ("1837–1847", "1837/1847"), ("1837 - 1847", "1837/1847"), ("between 1837 and 1847", "1837/1847"), ((1837, 1847), "1837/1847"), ("1995/..", "1995/.."),
        ("2 March 1917 (Old Style)", "1917-03-15"), ("2 марта 1917 ст. ст.", "1917-03-15"), ("1900-02-29 O.S.", "1900-03-13"),
        ("15 March 1917 (New Style)", "1917-03-15"), ("1598~", "1598~"),
        ("15 March 1917 (2 March Old Style)", "1917-03-15"), ("2 (15) March 1917", "1917-03-15"),
        ("15 (2) March 1917", "1917-03-15"), ("2/15 March 1917", "1917-03-15"), ("29 February/13 March 1900", "1900-03-13"),
        ("2 марта (15 марта н. ст.) 1917 г.", "1917-03-15"), ("5 January 1726 (25 December 1725 Old Style)", "1726-01-05"),
        ("04.1995", "1995-04"), ("1995/4", "1995-04"), ("2003/05/16", "2003-05-16"), ("16-05-2003", "2003-05-16"),
        ("1936, 1961", "1936/1961"), ("1822 / 1824", "1822/1824"), ("9–10 October 2000", "2000-10-09/2000-10-10"),
        ("August or September 1999", "[1999-08,1999-09]"), ("August 1819 – 1821", "1819-08/1821"),
        ("1921 г. – май 1922 г.", "1921/1922-05"), ("1630-е гг.", "163X"), ("1630-жылдар", "163X"), ("1465–1466 (870 AH)", "1465/1466"), ("1771 жыл", "1771"),
        ("1731 ж.", "1731"), ("21. 10. 1731", "1731-10-21"), ("21 10 1731", "1731-10-21"), ("21.10. 1731", "1731-10-21"), ("10 1731", "1731-10"), ("1731 жылгы 21 казан", "1731-10-21"),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(written, read):
    assert read_answer("date", plain(written), {}) == read


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_every_date_that_the_course_writes_can_be_given_as_an_answer(language):
    events = ch.events()
    for written, date in zip(events[f"date_{language}"], events.date):
        if not re.search("[~?%]", date):  # “about” is not read, as below: whoever means it writes the sign
            assert read_answer("date", written, {}) == date, written


@pytest.mark.parametrize(
    "written",
    [
        "before 5 May 1992", "5 May 1992 or later", "not 5 May 1992", "about 5 May 1992", "from May 1992", "5 May 1992 BC",
        "после 5 мая 1992 г.", "до мая 1992", "ок. 5 мая 1992", "1992 жылғы 5 мамырдан кейін", "шамамен 1992 жылғы мамыр",
        "5 May 1992 1993", "5 6 May 1992", "10 days before 1 May 1992", "between 5 and 6 May 1992", "Article 5, May 1992",
        "маскарад 1992", "Декларация 1992", "Қазақстан 1992", "decision 1992", "maybe 1992", "марксизм 1883",
        "17 31", "20 08", "199X-12-16", "1990-21", "1990S2", "XXXX-06-07", "1731/2", "1999/0", "1992-05-25T10:00:00",
    ],
)  # fmt: skip
def test_no_date_is_made_of_what_says_another(written):
    with pytest.raises(NoAnswer, match="Write a date as"):
        read_answer("date", plain(written), {})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2-5 March 1917", "1917-03-02/1917-03-05"), ("25 May - 3 June 1992", "1992-05-25/1992-06-03"),
        ("1992-05-25 - 1992-06-03", "1992-05-25/1992-06-03"), ("1992 - 05 - 25", "1992-05-25"),
        ("25 May 1992?", "1992-05-25?"), ("май 1992 г.~", "1992-05~"), ("Monday, 25 May 1992", "1992-05-25"),
        ("25-го мая 1992 года", "1992-05-25"), ("1992 жылдың 25 мамырында", "1992-05-25"), ("в мае 1992 г.", "1992-05"),
        ("Sept 1999", "1999-09"), ("сен. 1999", "1999-09"), ("25-May-1992", "1992-05-25"), ("1921/197X~", "1921/197X~"),
        (str(pd.Timestamp("1992-05-25")), "1992-05-25"), ("１９９２-05-25", "1992-05-25"),
    ],
)  # fmt: skip
def test_dates_keep_their_sign_and_their_other_end(written, read):
    assert read_answer("date", plain(written), {}) == read


def test_a_span_from_its_end_to_its_beginning_is_told():
    for written in ("1847/1837", "1847–1837", "5 June – 3 May 1917", [1847, 1837]):
        with pytest.raises(NoAnswer, match="changed places"):
            read_answer("date", plain(written), {})


@pytest.mark.parametrize(
    "text", ["0001", "9999", "0001-01", "9999-12", "0001-01-01", "9999-12-31", "001X", "999X", "00XX"]
)
def test_slips_of_dates_at_the_ends_of_time_are_no_harm(text):
    with contextlib.suppress(NoAnswer):
        assert list(KINDS["date"](text, {"precision": "year"}).slips())


def test_a_day_that_only_the_old_style_has_and_two_days_that_do_not_fit_are_named():
    for written, message in (
        ("29 February 1900", "The New Style has no such day"),
        ("21 October 1731 (12 October Old Style)", "not the same day"),
        ("10 (22) October 1731", "not the same day"),
    ):
        with pytest.raises(NoAnswer, match=message):
            read_answer("date", written, {})
    with pytest.raises(NoAnswer, match="day of the Old Style") as error:
        read_answer("date", "29 February 1900 (Old Style)", {"style": "new"})
    assert error.value.category == "calendar"
    assert read_answer("date", "13 March 1900 (29 February Old Style)", {"style": "new"}) == "1900-03-13"


@pytest.mark.parametrize("written", ["44", "44 %", "44 per cent", "44 процента", "44 days", "44 km", " 44.0 "])
def test_a_number_may_have_its_unit(written):
    assert read_answer("number", written, {"offset": 0, "step": 1}) == "44"


def test_a_minus_may_be_any():
    assert read_answer("number", "−5 days", {"offset": 0, "step": 1}) == "-5"


LETTERS = {"options": ["a", "b", "c", "d", "e"]}


@pytest.mark.parametrize(
    "written", ["a, c", "ac", "a c", "a and c", "a и c", "a,c,", "(a) (c)", "а, с", ["а", "с"], ["A", "C."], {"a", "с"}]
)
def test_letters_are_read_from_any_keyboard_and_with_any_sign_between(written):
    assert read_answer("set", plain(written), LETTERS) == "a, c"


def test_large_letters_and_numbers_of_claims_can_be_options():
    assert read_answer("set", "AC", {"options": ["A", "B", "C"]}) == "a, c"
    assert (
        read_answer("set", "С46 and C54", {"options": ["C04", "C46", "C54"]}) == "c46, c54"
    )  # the first С is Cyrillic


def test_a_word_is_no_list_of_letters():
    with pytest.raises(NoAnswer, match=r"^none: not among"):
        read_answer("set", "none", LETTERS)


def test_words_of_options_may_be_joined_in_any_way():
    spec = {"options": ["a", "b", "c"], "to": ["found", "not-found", "1822/1824"]}
    given = {"a": "not found", "b": "Not_Found", "с": "1822 / 1824"}
    assert read_answer("match", plain(given), spec) == "a = not-found; b = not-found; c = 1822/1824"


def test_right_values_under_other_labels_are_not_sent_back_to_computing(monkeypatch):
    monkeypatch.setattr(questions, "MADE", {})
    right = pd.Series([3, 5, 8], index=["ayan", "bek", "dana"])
    questions.key("x-q1", right, "table", points=1, why="x", hint="Compute it anew.")
    found = questions.judge("x-q1", plain(right.reset_index(drop=True)))
    assert (found.category, found.message) == (
        "labels", "The values are right, their labels (the index) are not the ones that are asked for.",
    )  # fmt: skip
    found = questions.judge("x-q1", plain(right + pd.Series({"ayan": 0, "bek": 1, "dana": 0})))
    assert found.category == "partial" and "the values of bek. Compute" in found.message


@pytest.mark.parametrize(
    "written", ["yesterday", "1992-13-01", "31 April 1992", "1917 (Old Style)", "25", "May", "10/21", "x" * 50]
)
def test_what_is_no_date_is_told_how_to_write_one(written):
    with pytest.raises(NoAnswer, match="Write a date as"):
        read_answer("date", plain(written), {})


@pytest.mark.parametrize("written", ["13 March", "13.03", "13.03.", "13 марта", "13 наурыз", "March", "13 March O.S."])
def test_a_day_without_its_year_is_told_what_is_missing(written):
    with pytest.raises(NoAnswer, match="The year is missing"):
        read_answer("date", written, {})


# --- seal and build ----------------------------------------------------------------------------


def test_a_reply_opens_for_its_answer_and_its_question_only():
    name, reply = seal.seal("01-q1", "right", {"right": True, "text": "шарт"})
    assert seal.unseal("01-q1", "right", {name: reply}) == {"right": True, "text": "шарт"}
    assert seal.unseal("01-q1", "wrong", {name: reply}) is None
    assert seal.unseal("01-q2", "right", {name: reply}) is None
    assert "right" not in name + reply and bytes.fromhex(reply).find(b"text") < 0


def test_without_openssl_as_in_the_browser_the_replies_open_as_well(monkeypatch):
    fast = seal._pbkdf2(b"text", b"salt", 44)
    monkeypatch.delattr(seal.hashlib, "pbkdf2_hmac")
    assert seal._pbkdf2(b"text", b"salt", 44) == fast and len(fast) == 44


def test_a_class_edition_has_no_solutions_and_takes_no_points(tmp_path, monkeypatch, capsys):
    (tmp_path / "solutions").mkdir()
    nbformat.write(notebook(), tmp_path / "solutions" / "01-x.ipynb")
    monkeypatch.setattr(questions, "FOLDER", tmp_path / "sealed")
    monkeypatch.setattr("chronology.exercises._STEPS", Steps())
    try:
        for more, there in (([], True), (["--without-solutions"], False)):
            assert command.main(["build", str(tmp_path), *more]) == 0
            questions._read.cache_clear()
            assert ("solution" in questions.question("01-q1")) is there
        capsys.readouterr()
        assert check("01-q1", 5, solution=True) == 2
        assert "This edition of the exercises holds no solutions." in capsys.readouterr().out
        for wrong in (1, 2, 3):
            check("01-q1", wrong)
        assert "solution=True" not in capsys.readouterr().out
    finally:
        questions._read.cache_clear()


def test_a_key_that_cannot_tell_two_answers_apart_is_refused():
    given = {"points": 1, "why": "x", "hint": "y"}
    with pytest.raises(ValueError, match="the same as an answer before it"):
        questions.key("x-q1", 5, "number", hints=[(5.0, "z")], **given)
    with pytest.raises(ValueError, match="cannot be an answer"):
        questions.key("x-q1", "a", "choice", options=["a"], hints=[("b", "z")], **given)


def notebook(**changes):
    """A small solution notebook; changes: source by cell id, None to leave the cell out."""
    cells = {
        "01-setup": "from chronology.exercises import check\nfrom chronology.exercises.questions import key",
        "01-q1": "## Question 1 (2 points)\n\nHow many?",
        "01-q1-answer": 'q1 = ...\n### BEGIN SOLUTION\nq1 = 5\nkey("01-q1", q1, "number", points=2, why="w", hint="h")\n### END SOLUTION',
        "01-q1-check": 'check("01-q1", q1)',
    } | changes
    made = nbformat.v4.new_notebook()
    for id, source in cells.items():
        if source is not None:
            new = (
                nbformat.v4.new_markdown_cell
                if source.startswith("##") and "BEGIN" not in source
                else nbformat.v4.new_code_cell
            )
            made.cells.append(new(source, id=id))
    return made


def test_a_small_notebook_is_built():
    run = build.run_solution(notebook(), "x")
    solution, found = run.notebook, run.made
    assert found["01-q1"]["points"] == 2
    outputs = next(cell.outputs for cell in solution.cells if cell.id == "01-q1-check")
    assert outputs[0].text == "Correct. w\n" and outputs[1].data["text/plain"] == "2"
    assert [cell.source for cell in build.student_notebook(solution).cells][2] == "q1 = ..."


@pytest.mark.parametrize("heading", ["Вопрос 1 (2 балла)", "1-сұрақ (2 ұпай)"])
def test_a_question_may_be_headed_in_another_language(heading):
    (asked,) = build.find_questions(notebook(**{"01-q1": f"## {heading}\n\nx"}))
    assert (asked.title, asked.points) == (heading.partition(" (")[0], 2)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"01-q1": "Question 1"}, "it must begin with a line such as"),
        ({"01-q1": "## Question 2 (2 points)\n\nx"}, "it must begin with a line such as"),
        ({"01-q1-check": None}, "a question with code has a check"),
        ({"01-q1-answer": None}, "01-q1-answer is missing"),
        ({"01-q1-check": 'check("01-q1", 5)'}, "and nothing else"),
        ({"01-q1-answer": "q1 = ...\n### BEGIN SOLUTION\nq1 = 5"}, "END SOLUTION is missing"),
        ({"01-q1-answer": "q1 = 5\n### END SOLUTION"}, "do not pair"),
        ({"01-q1-answer": "q1 = 5"}, "does not call key"),
        ({"01-q1-answer": "1 / 0"}, "ZeroDivisionError"),
        ({"01-q1": "## Question 1 (3 points)\n\nx"}, "differ in their points"),
        ({"01-q1": "## Question 1 (0 points)\n\nx"}, "needs at least one point"),
    ],
)
def test_a_broken_solution_names_file_and_cell(changes, message):
    with pytest.raises(build.BuildError, match=message) as error:
        broken = notebook(**changes)
        build.student_notebook(broken, "01-x.ipynb")
        build.run_solution(broken, "01-x.ipynb")
    assert "01-x.ipynb" in str(error.value)


def test_a_notebook_of_a_student_loads_nothing_of_the_class_check():
    code = """if True:
        import sys
        from chronology.exercises import check, questions
        check("02-q1", "b")
        print([name for name in sys.modules if name == "resource" or name.startswith("chronology.classroom")])
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
