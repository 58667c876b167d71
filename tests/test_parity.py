"""One rule in two languages: what `check` says to an answer in Python, the page says to it in its script."""

import datetime
import itertools
import json
import shutil
import subprocess

import pandas as pd
import pytest

import chronology as ch
from chronology import languages
from chronology.exercises import questions, seal
from chronology.exercises.plain import plain
from chronology.widgets import exercise
from conftest import ROOT
from test_exercises import ALL, slips

JUDGING = ROOT / "tests" / "scripts" / "judging.js"
KINDS = sorted({each.kind for each in ALL.values()})
UNLIKE = str.maketrans("abceikmhoptyxABCEHKMOPTX", "авсеікмнортухАВСЕНКМОРТХ")  # letters of another keyboard


def judged_by_the_page(asked, words=None):
    """[right, points, category, reply] of every answer. asked: [(id, sealed question, [plain answer, …]), …]."""
    given = {"rules": exercise.rules(), "words": words or languages.words("exercise", "en"), "asked": asked}
    done = subprocess.run(["node", JUDGING], input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def judged_by_python(asked):
    made = []
    for id, _question, answers in asked:
        for each in answers:
            found = questions.judge(id, each)
            made.append([found.right, found.points, found.category, found.message])
    return made


def differences(asked):
    """What the two say where they differ, but for an answer that is not there: the page has no three dots."""
    each = [(id, answer) for id, _, answers in asked for answer in answers]
    both = zip(each, judged_by_python(asked), judged_by_the_page(asked), strict=True)
    return [
        (of, python, page) for of, python, page in both if python != page and not (python[2] == page[2] == "unanswered")
    ]


def spelt(text):
    """A text as other people type it."""
    yield from (text, f"  {text} ", text.upper(), text.lower(), text.title(), f"«{text}»", f"{text}.", f"({text})")
    yield from (text.replace(" ", "\u00a0"), text.replace(" ", "  "), text.replace("-", "–"), text.replace("-", " "))
    yield from (text.replace("-", "_"), text.replace("ё", "е"), text.replace("е", "ё"), text.translate(UNLIKE))
    yield from (f"the {text}", f"{text}ß", f"{text} ҚҢ", f"İ{text}", "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text))  # fmt: skip


def dates_like(text):
    """A day, a month, a year or a span in many spellings, right and wrong."""
    yield from ("1731", 1731, "1731-02-29", "29 February 1900", "29 February 1900 Old Style", "yesterday", "5 5 1992", "x" * 101)  # fmt: skip
    yield from ("18th century", "XVIII", "the 1790s", "199X", "17XX", "1598~", "1598?", "1822/1824", "1824/1822", "1995/..", "[1999-08,1999-09]", "August or September 1999", "1731/2")  # fmt: skip
    yield from ("2 (15) March 1917", "2 (14) March 1917", "2/15 March 1917", "15 марта 1917 (2 марта ст. ст.)", "1465–1466 (870 AH)", "2-5 March 1917", "25 May - 3 June 1992")  # fmt: skip
    yield from ([1837, 1847], ["1837", None], "between 1837 and 1847", "1837 - 1847", "0001-01-01", "9999-12-31", "31 April 1992", "before 5 May 1992")  # fmt: skip
    yield from ("13 March", "13.03", "13.03.", "13 марта", "13 march o.s.", "5", "10 1731", "10/21", "21. 10. 1731", "21 10 1731", "1731 ж.", "1731 жылгы 21 казан", "кар 1731", "３ мая")  # fmt: skip
    if len(text) != 10:
        yield from (text.replace("/", each) for each in ("–", " - ", " to ", ", ", " / "))
        yield from spelt(text)
        return
    day = datetime.date.fromisoformat(text)
    for row in (day, day + datetime.timedelta(11), day - datetime.timedelta(11), day.replace(year=day.year - 100)):
        iso = row.isoformat()
        yield from (iso, iso[:7], iso[:4], f"{row:%d.%m.%Y}", f"{row:%m/%d/%Y}", f"{row:%B} {row.day}, {row.year}", f"{row:%d} {row:%b} {row.year}")  # fmt: skip
        yield from (f"{row:%Y.%m.%d}", f"{iso} 00:00:00", f"{iso}T10:00", f"{iso} Old Style", f"{iso} ескіше", f"{iso} (н. ст.)", f"{iso}?")  # fmt: skip
        for language in languages.LANGUAGES:
            words = languages.words("days", language)
            month = words["months-of"].split()[row.month - 1]
            said = words["day"].format(day=row.day, month=month, year=row.year)
            yield from (
                said,
                said.upper(),
                said + " ст. ст.",
                f"{row.day} {month[:3]} {row.year}",
                f"{month} {row.year}",
            )


def numbers_like(number):
    for each in (
        number,
        -number,
        number * 100,
        number / 100,
        number * 1000,
        number + 0.05,
        number * 0.5,
        number * 7,
        0,
        1e22,
    ):
        yield from (each, round(each, 1), str(each), f"{each:.2f}".replace(".", ","), f"{each:,.1f}", f"{each:.3e}")
        yield from (
            f"{each:.1f} %",
            f"{each:.0f} per cent",
            f"{each:.1f}\u202fкм",
            f"−{each:.2f} days",
            f"{each:.1f} пайыз.",
        )
    yield from (
        "many",
        "12 or 13",
        "1_000",
        "1,2,3",
        "5.",
        ".5",
        "+5",
        "--5",
        "",
        "nan",
        "-inf",
        "Infinity km",
        "1e999",
        "12,345.6 km",
        [1],
        True,
        {"a": 1},
    )
    yield from (pd.Series([number]), pd.Series([number, 1]))


def variants(asked):
    """Answers of every sort to a question: right, wrong, partly right and oddly spelt."""
    right = [asked.answer, *(value for value, _ in (*asked.also, *asked.hints))]
    yield from right
    yield from (answer for _, answer, _ in slips(asked))
    yield from (None, 5, 0.5, "x", "", "x" * 5001, True, [], {}, ["a"], [["a"]], {"a": None}, {"a"}, pd.Series([1, 2]), pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [1], "b": [2]}), object())  # fmt: skip
    options = asked.spec.get("options", [])
    if asked.kind in ("choice", "name"):
        for each in [*options, *(value for value in right if isinstance(value, str))]:
            yield from spelt(each)
        yield [right[0]]
    if asked.kind == "date":
        for each in right:
            yield from dates_like(str(plain(each)))
    if asked.kind == "number":
        yield from numbers_like(float(asked.answer))
    if asked.kind == "set":
        items = sorted(map(str, options or plain(list(asked.answer))))
        for size in (1, 2, 3):
            for some in itertools.islice(itertools.combinations(items, size), 20):
                yield from (
                    list(some),
                    set(some),
                    ", ".join(some),
                    " and ".join(some),
                    "".join(some),
                    " и ".join(some).upper(),
                )
        yield from spelt("; ".join(items))
        yield from ([*items, "zzz"], items + items, pd.Series(items))
    if asked.kind == "order":
        for some in itertools.islice(itertools.permutations(options), 0, 720, 41):
            yield from (
                list(some),
                " > ".join(some),
                ", ".join(some).upper(),
                pd.Series(range(len(some)), index=list(some)),
            )
    if asked.kind == "match":
        pairs = dict(asked.answer.items())
        tos = asked.spec.get("to") or list(pairs.values())
        for left, to in itertools.product(pairs, [*tos, "zzz", ""]):
            yield pairs | {left: to}
        for wrong in range(len(pairs) + 1):
            yield {left: tos[at % len(tos)] if at < wrong else right for at, (left, right) in enumerate(pairs.items())}
        yield from ({a.upper(): b for a, b in zip(pairs, row)} for row in zip(*(spelt(str(b)) for b in pairs.values())))
        yield from (pd.Series(pairs), list(pairs.items()), {**pairs, "zzz": 1}, {left: ... for left in pairs})
    if asked.kind == "table":
        yield from tables_like(asked.answer)


def tables_like(answer):
    table = answer if isinstance(answer, pd.DataFrame | pd.Series) else pd.Series(answer)
    yield from (table.iloc[::-1], table.iloc[:-1], table.reset_index(), table.reset_index(drop=True))
    yield from (
        table.to_dict(),
        list(table.index),
        table.rename(index=str),
        table.rename(index=lambda each: f" {each} "),
    )
    numeric = table.apply(pd.to_numeric, errors="coerce") if isinstance(table, pd.DataFrame) else pd.to_numeric(table, errors="coerce")  # fmt: skip
    if not numeric.isna().to_numpy().any():
        numeric = numeric.astype(float)
        for by in (100, 0.01, 1.0001, 1.1, 2.5):
            yield numeric * by
        yield from (numeric.round(1), numeric.round(0), numeric + 0.05, numeric + 123456.5, numeric / 3e5)
    for at in range(len(table)):
        yield table.drop(table.index[at])
        changed = table.astype(object).copy()
        changed.iloc[at] = 7
        yield changed
    if isinstance(table, pd.DataFrame):
        yield from (
            table[table.columns[::-1]],
            table.rename(columns=str.upper),
            table.iloc[:, :1],
            table.assign(more=1),
        )


@pytest.fixture
def quick(monkeypatch):
    """Every question sealed anew with two rounds in the place of thousands, which say nothing about the rules."""
    monkeypatch.setattr(seal, "ROUNDS", 2)
    monkeypatch.setattr(questions, "MADE", {})
    seal._derived.cache_clear()
    for each in ALL.values():
        questions.key(**{name: value for name, value in vars(each).items() if name != "spec"})
    yield
    seal._derived.cache_clear()


needs_node = pytest.mark.skipif(not shutil.which("node"), reason="Node.js runs the scripts")


@needs_node
@pytest.mark.remembered
@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_to_every_answer_what_python_says(kind, quick):
    asked = []
    for each in ALL.values():
        if each.kind == kind:
            answers = {json.dumps(plain(answer), sort_keys=True): plain(answer) for answer in variants(each)}
            asked.append((each.id, questions.question(each.id), list(answers.values())))
    assert sum(len(answers) for _, _, answers in asked) > 40 * len(asked)
    assert differences(asked)[:5] == []


@needs_node
@pytest.mark.remembered
def test_dates_that_the_course_writes_are_read_alike(quick):
    events = ch.events()
    asked = next(each for each in ALL.values() if each.kind == "date")
    answers = sorted(
        {text for language in languages.LANGUAGES for text in events[f"date_{language}"]} | set(events.date)
    )
    assert differences([(asked.id, questions.question(asked.id), answers)])[:5] == []


@needs_node
@pytest.mark.remembered
def test_the_page_opens_what_is_stored():
    asked = [
        (each.id, questions.question(each.id), [plain(each.answer), *(plain(value) for value, _ in each.hints)])
        for each in ALL.values()
    ]
    assert differences(asked) == []
    assert sum(right for right, *_ in judged_by_the_page(asked)) == len(ALL)
