"""The reader's verdicts against the course's: the matrix, what it says, its file, and the agreement of a class."""

import csv
import io
import itertools
import json
import re

import pandas as pd
import pytest
import traitlets

import chronology as ch
from chronology import languages
from chronology.languages import VERDICT_SIGNS
from chronology.widgets.judgements import ENOUGH
from conftest import DESK, PHONE, ROOT

COURSE = ch.claims().verdict.astype(str).to_dict()
EAGER = dict.fromkeys(COURSE, "confirmed")


@pytest.fixture
def judged(show):
    """The widget in a browser that has kept some judgements."""

    def opened(kept, viewport=DESK):
        page = show(ch.Judgements, viewport=viewport)
        page.evaluate("kept => localStorage.setItem('chronology-judged', kept)", json.dumps(kept))
        page.reload()
        page.wait_for_selector("[data-ready]")
        return page

    return opened


def grid(page):
    """Numbers by (mine, course), from the table as it is read."""
    rows = page.locator("table.both tbody tr").evaluate_all(
        "all => all.map(row => [...row.querySelectorAll('td')].map(each => Number(each.innerText)))"
    )
    verdicts = [*VERDICT_SIGNS, "all"]
    return {(mine, course): n for mine, row in zip(verdicts, rows) for course, n in zip(verdicts, row)}


def test_the_matrix_counts_what_was_judged(judged):
    kept = {id: "confirmed" if number % 3 else COURSE[id] for number, id in enumerate(list(COURSE)[:30])}
    page = judged(kept)
    found = grid(page)
    for mine, course in itertools.product(VERDICT_SIGNS, repeat=2):
        assert found[mine, course] == sum(kept[id] == mine and COURSE[id] == course for id in kept)
    assert found["all", "all"] == len(kept)
    same = sum(kept[id] == COURSE[id] for id in kept)
    assert f"agree on {same}, {round(100 * same / len(kept))}%" in page.locator(".count").inner_text()


def test_a_cell_says_which_claims_they_are_and_closes(judged):
    page = judged(EAGER)
    cell = page.get_by_role("button", name=re.compile("you say confirmed, the course says differs"))
    cell.focus()
    page.keyboard.press("Enter")
    listed = page.locator(".detail li").all_inner_texts()
    assert [each[:3] for each in listed] == [id for id, verdict in COURSE.items() if verdict == "differs"]
    page.keyboard.press("Tab")
    page.locator(".detail").get_by_role("button", name="Close").click()
    assert page.locator(".detail").count() == 0
    assert page.evaluate("document.activeElement.dataset.keep") == "cell-confirmed-differs"


def test_too_quick_is_said_only_with_enough_judgements(judged):
    few = dict(list(EAGER.items())[: ENOUGH - 1])
    page = judged(few)
    assert "too quick with ✓" not in page.locator(".picture").inner_text()
    assert f"So far there are {len(few)}." in page.locator(".said").inner_text()
    page = judged(EAGER)
    claims = ch.claims()
    quotations = claims[claims.kind == "quotation"]
    said = page.locator(".said").all_inner_texts()
    assert any(f"“quotation”: of {len(quotations)}" in each or "“list”" in each for each in said)
    assert not any("“number”: of 0" in each for each in said)
    page = judged(COURSE)
    assert "no kind of claim stands out" in page.locator(".said").inner_text()


def test_the_file_is_the_same_in_every_language_and_python_reads_it(judged, tmp_path):
    kept = dict(list(EAGER.items())[:5])
    page = judged(kept)
    page.locator("[data-keep=language]").select_option("kk")
    with page.expect_download() as download:
        page.get_by_role("button", name=languages.words("judgements", "kk")["export"]).click()
    assert download.value.suggested_filename == "judgements.csv"
    text = download.value.path().read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["claim"]: row["mine"] for row in rows} == kept
    assert all(row["course"] == COURSE[row["claim"]] and row["kind"] == ch.claims().kind[row["claim"]] for row in rows)
    again = ch.Judgements(pd.read_csv(io.StringIO(text), index_col="claim"))
    assert again.judgements.mine.to_dict() == kept


def test_forgetting_asks_first(judged):
    page = judged(EAGER)
    stored = "localStorage.getItem('chronology-judged')"
    forget = page.get_by_role("button", name="Forget my judgements")
    forget.click()
    assert f"Forget all {len(EAGER)}?" in page.get_by_role("alert").inner_text()
    assert page.evaluate("document.activeElement.innerText") == "Keep them", "a second Enter forgets nothing"
    page.keyboard.press("Enter")
    assert json.loads(page.evaluate(stored)) == EAGER
    forget.click()
    page.get_by_role("button", name="Forget them").click()
    assert json.loads(page.evaluate(stored)) == {}
    assert grid(page)["all", "all"] == 0 and "none of the 66" in page.locator(".count").inner_text()


def test_another_place_of_the_page_that_judges_is_heard(judged):
    page = judged({})
    page.evaluate(
        '() => { localStorage.setItem(\'chronology-judged\', \'{"C02": "differs", "C99": "x"}\');'
        " dispatchEvent(new Event('chronology-judged')) }"
    )
    assert grid(page)["differs", "confirmed"] == 1 and grid(page)["all", "all"] == 1


def test_judgements_of_python_are_shown_instead_of_the_browsers(show):
    page = show(ch.Judgements({"C02": "differs"}))
    page.evaluate("localStorage.setItem('chronology-judged', '{\"C01\": \"differs\"}')")
    page.evaluate("dispatchEvent(new Event('chronology-judged'))")
    assert grid(page)["differs", "confirmed"] == 1 and grid(page)["all", "all"] == 1
    assert page.get_by_role("button", name="Forget").count() == 0


def test_the_full_matrix_fits_a_phone(judged):
    page = judged(EAGER, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    table = page.locator("table.both").bounding_box()
    assert table["x"] + table["width"] <= PHONE["width"]


@pytest.mark.parametrize(
    ("given", "said"),
    [({"C2": "differs"}, "no claim 'C2'; did you mean one of C"), ({"C02": "wrong"}, "no verdict 'wrong'")],
)
def test_an_unknown_claim_or_verdict_is_named(given, said):
    with pytest.raises(traitlets.TraitError, match=said):
        ch.Judgements(given)


def test_the_table_that_stands_in_has_both():
    made = ch.Judgements(EAGER).fallback()
    counts = pd.Series(COURSE).value_counts()
    [row] = re.findall(r"<tr><td>confirmed</td>(.*?)</tr>", made)
    assert [int(each) for each in re.findall(r"<td>(\d+)</td>", row)] == [counts[each] for each in VERDICT_SIGNS]


# --- the agreement of a class ---------------------------------------------------------------

GUIDE = (ROOT / "chapters" / "instructor-guide.md").read_text(encoding="utf-8").split("## How far a class agrees")[1]
# Invented students.
CLASS = {
    "aigerim": ["confirmed", "confirmed", "evaluative", "imprecise", "confirmed", "differs"],
    "petr": ["confirmed", "imprecise", "evaluative", "imprecise", "differs", "differs"],
    "dana": ["confirmed", "unverified", "", "imprecise", "confirmed", "differs"],
}
CLAIMS = ["C02", "C05", "C06", "C10", "C11", "C16"]


def test_the_sample_of_the_guide_is_such_a_file():
    sample = re.search(r"```text\n(claim,.*?)```", GUIDE, re.S)[1]
    rows = pd.read_csv(io.StringIO(sample), index_col="claim")
    assert rows.course.to_dict() == {id: COURSE[id] for id in rows.index}
    assert list(rows.columns) == ["kind", *ch.Judgements({"C01": "differs"}).judgements.columns[[1, 3, 4]]]


def test_the_code_of_the_guide_computes_the_agreement_of_a_class(tmp_path, monkeypatch):
    (tmp_path / "judgements").mkdir()
    for name, given in CLASS.items():
        made = ch.Judgements({id: verdict for id, verdict in zip(CLAIMS, given) if verdict}).judgements
        made.rename_axis("claim").drop(columns="paraphrase").to_csv(tmp_path / "judgements" / f"{name}.csv")
    monkeypatch.chdir(tmp_path)
    names = {}
    for code in re.findall(r"```python\n(.*?)```", GUIDE.split("\n## ")[0], re.S):
        exec(code, names)
    found = names["with_course"]
    for name, given in CLASS.items():
        both = [(mine, COURSE[id]) for id, mine in zip(CLAIMS, given) if mine]
        same = sum(mine == course for mine, course in both) / len(both)
        chance = sum(
            sum(mine == each for mine, _ in both) * sum(course == each for _, course in both) / len(both) ** 2
            for each in VERDICT_SIGNS
        )
        assert found.percent[name] == pytest.approx(same)
        assert found.kappa[name] == pytest.approx((same - chance) / (1 - chance))
    assert names["class_alpha"] == pytest.approx(by_definition())
    assert names["split"].index[0] == "C05"


def by_definition() -> float:
    """Krippendorff's alpha for nominal data, from the coincidences of all pairs."""
    units = [[each for each in unit if each] for unit in zip(*CLASS.values())]
    pairs = [(a, b, 1 / (len(unit) - 1)) for unit in units for a, b in itertools.permutations(unit, 2)]
    observed = sum(weight for a, b, weight in pairs if a != b)
    values = [value for unit in units for value in unit]
    expected = sum(a != b for a, b in itertools.permutations(values, 2)) / (len(values) - 1)
    return 1 - observed / expected
