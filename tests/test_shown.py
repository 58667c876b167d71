"""Tables as a notebook and a page show them: in the words of the edition, while the code stays as it is."""

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient

import chronology as ch
from chronology import edition, languages, shown, tables

pytestmark = pytest.mark.remembered


def table(frame: pd.DataFrame) -> BeautifulSoup:
    return BeautifulSoup(shown.html(frame), "html.parser")


def heads(frame: pd.DataFrame) -> list[str]:
    return [head.get_text(" ", strip=True) for head in table(frame).select("thead th")]


def cells(frame: pd.DataFrame) -> list[str]:
    return [cell.get_text() for cell in table(frame).select("tbody :is(td, th)")]


EVENTS = ["date_text", "title", "verdict"]


def test_a_head_is_a_word_and_says_what_the_column_is_called_in_code_where_that_differs():
    assert heads(ch.events()[EVENTS]) == ["Date date_text", "Title", "Verdict"]
    assert heads(ch.periods()[["title_kk", "earliest"]]) == ["Title, Kazakh title_kk", "First possible day earliest"]
    assert heads(ch.claims()[["verdict"]]) == ["Id", "Verdict"], "in one row"
    assert heads(pd.DataFrame({"my own <name>": [1], 7: [2]})) == ["", "my own <name>", "7"]


@pytest.mark.parametrize(
    ("language", "head", "verdict", "topics", "kind"),
    [
        ("en", "Verdict", "differs", "statehood", "date"),
        ("kk", "Тексеру қорытындысы verdict", "сәйкес келмейді", "мемлекеттілік", "күн"),
        ("ru", "Вердикт verdict", "расходится", "государственность", "дата"),
    ],
)
def test_heads_and_values_are_those_of_the_edition(monkeypatch, language, head, verdict, topics, kind):
    monkeypatch.setenv(edition.VARIABLE, language)
    event = ch.events().loc[["kazakh-khanate-founded-1465"], ["verdict", "topics"]]
    assert heads(event)[1].startswith(head)
    assert cells(event)[1:3] == [verdict, topics]
    claims = ch.claims()
    counted = pd.crosstab(claims.kind.astype(str), claims.verdict)
    assert verdict in heads(counted) and kind in cells(counted)
    assert event.verdict.iloc[0] == "differs" and "differs" in repr(event), "the code and its text stay as they are"


def test_a_value_of_several_lists_is_that_of_the_list_that_has_them_all(monkeypatch):
    monkeypatch.setenv(edition.VARIABLE, "ru")
    assert "документ" in cells(ch.claims(kind="document")[["kind"]])
    assert "город" in cells(ch.places()[["kind"]])
    assert cells(pd.DataFrame({"kind": ["my kind", "city"]}))[1::2] == ["my kind", "город"], "others are left alone"
    claims = ch.claims()
    counted = pd.crosstab(claims.kind, claims.verdict).assign(total=1)
    assert heads(counted)[5:7] == ["оценочное", "Всего total"]


def test_a_count_of_two_columns_has_one_row_of_heads_that_names_both():
    claims = ch.claims()
    counted = table(pd.crosstab(claims.kind, claims.chapter))
    (row,) = counted.select("thead tr")
    assert row.th.get_text(" ", strip=True) == "Kind ↓ Chapter →"
    assert [each.text for each in row.select("th")][1:] == [str(number) for number in range(1, 11)]
    assert len(counted.select("tbody tr")) == claims.kind.nunique()
    told = ch.events().in_essay
    assert heads(pd.crosstab(told, told.rename("in_force")))[0] == "In the essay ↓ in_essay In force from → in_force"
    assert heads(pd.crosstab(claims.kind, claims.verdict.rename("my own")))[0] == "Kind ↓ my own →"


def test_whole_numbers_have_no_decimals_and_others_keep_theirs():
    frame = pd.DataFrame({"whole": [6661.0, None, -3.0], "km": [85.8, 6661.0, 0.0], "mixed": [1.0, "x", None]})
    rows = [cells(frame)[at : at + 4] for at in (0, 4, 8)]
    assert [row[1] for row in rows] == ["6661", "NaN", "-3"]
    assert [row[2] for row in rows] == ["85.8", "6661.0", "0.0"], "as exact as each other"
    assert cells(pd.DataFrame({"far": [1e300, float("inf")]}))[1::2] == cells_of_pandas([1e300, float("inf")])
    assert cells(pd.DataFrame({"n": [1]}, index=pd.Index([50.0], name="scale")))[0] == "50"
    assert table(frame).select("tbody td")[0]["class"] == ["number"] and frame.whole.iloc[0] == 6661.0


def cells_of_pandas(values: list) -> list[str]:
    frame = BeautifulSoup(pd.DataFrame({"far": values})._repr_html_(), "html.parser")
    return [cell.text for cell in frame.select("tbody td")]


def test_several_values_stand_without_the_signs_of_code():
    frame = pd.DataFrame({"topics": [("border", "trade"), (), ("border",)], "mine": [(1, 2), (3,), "a (b)"]})
    assert cells(frame) == ["0", "border; trade", "1; 2", "1", "", "3", "2", "border", "a (b)"]


def test_rows_that_have_a_name_are_shown_without_their_ids_unless_asked():
    event = ch.events().loc[["independence-law-1991"]]
    assert "independence-law-1991" not in cells(event[EVENTS])
    assert "independence-law-1991" in cells(event[EVENTS].reset_index())
    assert "independence-law-1991" in cells(event[["verdict"]]), "nothing else tells the rows apart"
    assert "C01" in cells(ch.claims().head(1))


def test_a_column_says_whether_it_holds_numbers_dates_or_long_text():
    frame = pd.DataFrame(
        {
            "km": [85.8, None],
            "signed": ["1991-12-16", ""],
            "year": ["[1999-08,1999-09]", "171X"],
            "day": pd.to_datetime(["1991-12-16", None]),
            "told": [True, False],
            "note": ["short", "words " * 9],
            "code": ["19-a", "1991-12-16"],
        },
        index=pd.Index([1991, 1992], name="since"),
    )
    classes = ["number", "number", "date", "date", "date", "", "long", ""]
    rows = table(frame).select("tbody tr")
    assert [[" ".join(cell.get("class", "")) for cell in row.select("th, td")] for row in rows] == [classes] * 2
    assert len(table(frame).select("thead th.number")) == 2, "a head stands over its numbers"
    counted = pd.crosstab(frame.told.rename("told"), frame.code)
    assert not [head for head in table(counted).select("th[class]") if not head.text], "it heads nothing"
    assert not table(pd.Series({"all": 3}).to_frame("")).select("th[class]:empty")
    wide = pd.DataFrame([range(40)])
    assert table(wide).get_text().split() == BeautifulSoup(wide._repr_html_(), "html.parser").get_text().split()


def test_rows_that_have_a_name_are_shown_without_their_numbers():
    names = ch.institution_names()[["start", "name_en"]]
    assert heads(names)[0].startswith("From")
    assert heads(names.set_index("name_en"))[0] == "Name, English name_en"
    assert heads(pd.DataFrame({"called": ["Almaty"]}, index=[1993]))[0] == "", "the numbers may be all that is known"


def test_a_date_does_not_break():
    shown_date = cells(ch.events().loc[["independence-law-1991"], EVENTS])[0]
    assert shown_date == "16\u00a0December\u00a01991"
    assert ch.events().date_text["independence-law-1991"] == "16 December 1991"


def test_a_long_table_is_cut_as_pandas_cuts_it():
    frame = pd.DataFrame({"note": range(200)})
    assert len(table(frame).select("tbody tr")) == len(
        BeautifulSoup(frame._repr_html_(), "html.parser").select("tbody tr")
    )
    assert "200 rows" in table(frame).get_text()


def test_every_column_of_the_course_has_a_head():
    others = ("use_style", "use_language", "length_km")
    frames = (getattr(ch, name)() for name in dir(ch) if name.islower() and name not in others)
    names = {name for frame in frames for name in (*frame.columns, frame.index.name) if name}
    fields = {field["name"] for each in tables.package()["resources"] for field in each["schema"]["fields"]}
    known = languages.words("columns")
    without = {
        name
        for name in names | fields
        if f"head.{name}" not in known and not (name[-3:] in ("_en", "_kk", "_ru") and f"head.{name[:-3]}" in known)
    }
    assert without == set()


def test_a_notebook_shows_tables_so_and_leaves_their_text(tmp_path):
    code = 'import chronology as ch\nch.events()[["date_text", "title"]].head(1)'
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": tmp_path}}).execute()
    data = notebook.cells[0].outputs[0].data
    assert "<th>Title</th>" in data["text/html"] and data["text/plain"].split()[0] == "date_text"


def test_no_title_is_cut():
    events = ch.events()
    longest = events.title.str.len().idxmax()
    assert len(events.title[longest]) > 50, "pandas cuts after 50"
    with pd.option_context("display.max_colwidth", 50):
        assert cells(events.loc[[longest], ["title"]]) == [events.title[longest]]


WRITTEN = {
    "events": lambda: ch.events(),
    "rows by number": lambda: ch.events().reset_index(),
    "claims": lambda: ch.claims(),
    "glossary": lambda: ch.glossary(),
    "no rows": lambda: ch.events().head(0),
    "a count": lambda: pd.crosstab(ch.events()["kind"], ch.events()["verdict"]),
    "odd texts": lambda: pd.DataFrame({"a": [" x  y ", "<&\n>", None, "a" * 300], "b": [1.5, None, 2, 3]}),
    "days": lambda: ch.events().set_index("earliest")[["title_en", "in_essay"]],
}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", WRITTEN)
def test_a_whole_table_is_what_pandas_writes_letter_by_letter(monkeypatch, name, language):
    monkeypatch.setenv(edition.VARIABLE, language)
    frame = WRITTEN[name]()
    with pd.option_context("display.max_rows", None):
        ours = shown.html(frame)
        monkeypatch.setattr(shown, "_whole_table", lambda *_: None)
        assert ours == shown.html(frame)


@pytest.mark.parametrize("few", [1, 2, 5, 20])
def test_a_wide_table_leaves_out_the_columns_that_pandas_leaves_out(few):
    frame = ch.events().head(30).reset_index().drop(columns=["id", "title", "title_en", "title_ru", "title_kk"])
    with pd.option_context("display.max_columns", few, "display.max_colwidth", shown.TITLE):
        ours = BeautifulSoup(shown.html(frame), "html.parser")
        theirs = BeautifulSoup(shown.in_words(frame).to_html(max_cols=few), "html.parser")
    assert len(ours.select("thead th")) == len(theirs.select("thead th"))
    texts = [[each.get_text() for each in table.select("tbody :is(td, th)")] for table in (ours, theirs)]
    assert texts[0] == texts[1]
    assert ours.select("td.date") or few < 20, "what stands in a column is said where columns are left out, too"
