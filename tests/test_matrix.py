"""The matrix of documents: what is claimed and what was checked never run together, in Python and in the page."""

import json

import numpy as np
import pandas as pd
import pytest
import traitlets

import chronology as ch
from conftest import DESK, PHONE

pytestmark = pytest.mark.remembered

FOUR = {
    "friendship-treaty-1992",
    "integration-treaty-1994",
    "cooperation-declaration-1995",
    "eternal-friendship-declaration-1998",
}
SETTINGS = [
    {},
    {"scope": "all", "sort": "type", "group": "force"},
    {"sort": "found", "group": "claimed"},
    {"sort": "claimed", "group": "essay"},
    {"scope": "all", "columns": "topics", "group": "year"},
    {"scope": "all", "sort": "force", "group": "type", "filters": {"topic": ["energy", "border"], "force": "binding"}},
    {"filters": {"checked": False, "claimed": False}},
    {"scope": "all", "filters": {"selected": True}, "selected": ["gas-agreement-2001", "border-treaty-2005"]},
]


def rows(page, where="section.chronology"):
    return page.locator(f"{where} tbody tr[data-id]").evaluate_all("found => found.map(each => each.dataset.id)")


def cell(page, document, column):
    return page.locator(f"tr[data-id='{document}'] button[data-column='{column}']")


def go(page, **traits):
    query = "&".join(f"{name}={json.dumps(value)}" for name, value in traits.items())
    page.evaluate("address => { location.hash = address }", f"documentmatrix-widget?{query}")
    page.wait_for_timeout(100)


def own(record, essay):
    """A table of one document with one cell."""
    frame = pd.DataFrame({"title_en": ["A"]}, index=["a"])
    return frame, pd.DataFrame([{"document": "a", "principle": "human-rights", "essay": essay, "record": record}])


# --- Python ---------------------------------------------------------------------------------


def test_the_table_says_of_each_cell_what_the_data_say():
    table, given = ch.DocumentMatrix().table, ch.document_principles()
    assert table.shape == (11, 5)
    for row in given.itertuples():
        said = table.loc[row.document, row.principle]
        assert ("claimed" in said) == row.essay
        assert (said in ("only-claimed", "not-checked")) == (row.record == "not-checked")
        assert (said in ("found", "claimed-found")) == (row.record == "found")
    assert set(table.index[(table == "only-claimed").all(axis=1)]) == FOUR


@pytest.mark.parametrize(
    ("record", "essay", "state"),
    [
        ("found", True, "claimed-found"),
        ("found", False, "found"),
        ("not-found", True, "claimed-not-found"),
        ("not-found", False, "not-found"),
        ("not-checked", True, "only-claimed"),
        ("not-checked", False, "not-checked"),
    ],
)
def test_every_pair_of_claim_and_record_has_a_state_of_its_own_in_python_and_in_the_page(show, record, essay, state):
    widget = ch.DocumentMatrix(*own(record, essay))
    assert widget.table.loc["a", "human-rights"] == state
    assert widget.table.loc["a", "non-use-of-force"] == "no-entry"
    page = show(widget)
    assert cell(page, "a", "human-rights").get_attribute("data-state") == state
    assert cell(page, "a", "human-rights").inner_text().split("\n")[-1] == widget.strings["en"][f"state.{state}"]
    assert widget.strings["en"][f"state.{state}"] in widget.fallback()


def test_a_document_outside_the_table_of_principles_has_no_entry_rather_than_no_principle():
    table = ch.DocumentMatrix(scope="all").table
    assert len(table) == len(ch.documents())
    assert set(table.loc["gas-agreement-2001"]) == {"no-entry"}


def test_topics_are_those_of_the_event():
    table = ch.DocumentMatrix(scope="all", columns="topics").table
    topics = ch.events().topics
    for id, document in ch.documents().iterrows():
        assert {topic for topic in table if table.loc[id, topic]} == set(topics[document.event])


def test_sorting_and_filters():
    matrix = ch.DocumentMatrix(sort="found")
    assert list(matrix.table.index[:3]) == ["alma-ata-declaration-1991", "cis-agreement-1991", "border-protocol-1998"]
    matrix.filters = {"claimed": True}
    assert set(matrix.shown_documents.index) == FOUR
    matrix.filters = {"claimed": True, "checked": True}
    assert matrix.shown_documents.empty and matrix.table.empty
    matrix.set_trait("filters", {"type": "declaration"})
    assert matrix.filters == {"type": ["declaration"]}
    assert set(matrix.shown_documents.type) == {"declaration"}


def test_an_unordered_frame_is_shown_in_order_of_date():
    turned = ch.documents().iloc[::-1]
    dates = ch.DocumentMatrix(turned, scope="all").shown_documents.signed.str.lstrip("[").str[:4]
    assert list(dates) == sorted(dates) and list(dates) != list(turned.signed.str.lstrip("[").str[:4])


def test_the_choice_is_a_table():
    matrix = ch.DocumentMatrix(selected=["friendship-treaty-1992", "gas-agreement-2001"])
    assert list(matrix.selected_documents.index) == ["friendship-treaty-1992", "gas-agreement-2001"]
    assert len(matrix.selected_cells) == 5
    assert set(matrix.selected_cells.state) == {"only-claimed"}


@pytest.mark.parametrize(
    ("trait", "value", "hint"),
    [
        ("selected", ["friendship-treaty-1993"], "friendship-treaty-1992"),
        ("filters", {"typ": "treaty"}, "type"),
        ("filters", {"type": "treatise"}, "treaty"),
        ("filters", {"topic": ["boarder"]}, "border"),
        ("cell", ["alma-ata-declaration-1991", "human-right"], "human-rights"),
        ("cell", ["alma-ata-declaration-1991"], "a document and a column"),
        ("columns", "fields", "topics"),
        ("group", "party", "force"),
    ],
)
def test_an_unknown_value_is_refused_with_a_hint(trait, value, hint):
    matrix = ch.DocumentMatrix()
    with pytest.raises(traitlets.TraitError, match=hint):
        setattr(matrix, trait, value)


def test_a_record_that_is_none_of_the_list_is_refused():
    with pytest.raises(traitlets.TraitError, match="not-found"):
        ch.DocumentMatrix(*own("notfound", False))


# --- the page -------------------------------------------------------------------------------


@pytest.mark.parametrize("traits", SETTINGS, ids=str)
def test_the_page_the_table_and_the_fallback_have_the_same_documents_in_the_same_order(show, traits):
    matrix = ch.DocumentMatrix(**traits)
    page = show(matrix)
    ids = list(matrix.table.index)
    assert ids and rows(page) == ids == rows(page, ".fallback") == list(matrix.shown_documents.index)
    states = page.locator("section.chronology tbody button[data-state]").evaluate_all(
        "found => found.map(each => each.dataset.state)"
    )
    table = matrix.table.replace({True: "filed", False: "not-filed"}) if matrix.columns == "topics" else matrix.table
    assert states == table.to_numpy().ravel().tolist()
    assert "[object" not in page.locator("section.chronology").inner_text()
    go(page, columns="topics", scope="entered", group="none", sort="date", filters={}, selected=[])
    go(page, **{name: getattr(matrix, name) for name in ("columns", "scope", "group", "sort", "filters", "selected")})
    assert rows(page) == ids, "a link does not lead to the same"


def test_totals_keep_what_was_not_found_apart_from_what_was_not_checked(show):
    frame = pd.DataFrame({"title_en": list("abcde")}, index=list("abcde"))
    cells = pd.DataFrame(
        [
            ("a", "human-rights", True, "found"),
            ("b", "human-rights", True, "not-found"),
            ("c", "human-rights", True, "not-checked"),
            ("d", "human-rights", False, "not-checked"),
            ("e", "human-rights", False, "found"),
        ],
        columns=["document", "principle", "essay", "record"],
    )
    matrix = ch.DocumentMatrix(frame, cells)
    page = show(matrix)
    expected = ["found: 2 of 3 checked", "claimed: 3, checked of these: 2", "not checked: 2"]
    assert page.locator("section tfoot td").last.locator(".line").all_inner_texts() == expected
    assert "; ".join(expected) in matrix.fallback()


def test_groups_by_force_count_their_topics(show):
    matrix = ch.DocumentMatrix(columns="topics", scope="all", group="force")
    expected = matrix.table.groupby(matrix.shown_documents.force, observed=True).sum()
    page = show(matrix)
    for where in ("section", ".fallback"):
        counts = page.locator(f"{where} tr:has(th[scope=rowgroup])").evaluate_all(
            "found => found.map(row => [...row.querySelectorAll('td')].map(each => Number(each.textContent)))"
        )
        assert counts == expected.loc[["binding", "political", "domestic", "unknown"]].to_numpy().tolist()


def test_a_cell_opens_a_card_and_closes_it(show):
    page = show(ch.DocumentMatrix)
    button = cell(page, "cis-agreement-1991", "human-rights")
    button.click()
    card = page.locator(".detail")
    assert button.get_attribute("aria-expanded") == "true"
    said = card.inner_text()
    for words in (
        "human rights: found",
        "preamble; Article 2",
        "CIS Legislation",
        "Соглашение о создании",
        "(official)",
    ):
        assert words in said
    assert card.locator("a", has_text="Register").get_attribute("href") == "events.html#minsk-agreement-1991"
    assert card.locator("a[href*='claims']").count() == 0, "the essay makes no such claim"
    cell(page, "friendship-treaty-1992", "human-rights").click()
    assert card.count() == 1 and "neither shown nor refuted" in card.inner_text()
    assert card.locator("a[href='claims.html#C39']").count() == 1
    card.get_by_role("button", name="Close").click()
    assert card.count() == 0
    assert page.evaluate("document.activeElement.dataset.keep") == "friendship-treaty-1992|human-rights"


def test_the_arrow_keys_walk_the_table_and_an_open_card_follows(show):
    page = show(ch.DocumentMatrix)
    on = "document.activeElement.dataset.keep"
    assert page.locator("section table [tabindex='0']").count() == 1
    page.locator("section table [tabindex='0']").focus()
    first = "rsfsr-kazakh-ssr-treaty-1990"
    assert page.evaluate(on) == f"{first}|sovereignty-territorial-integrity"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(on) == "cis-agreement-1991|non-use-of-force"
    page.keyboard.press("Enter")
    assert "non-use of force: found" in page.locator(".detail").inner_text()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(on) == "alma-ata-declaration-1991|non-use-of-force"
    assert page.locator("section td [aria-expanded=true]").get_attribute("data-keep") == page.evaluate(on)
    assert "Declaration" in page.locator(".detail").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".detail").count() == 0
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    assert page.evaluate(on) == "alma-ata-declaration-1991|", "the focus is lost when the table is drawn anew"
    assert page.locator("tr[data-id='alma-ata-declaration-1991'] input").is_checked()
    page.keyboard.press("Control+End")
    assert page.evaluate(on) == "border-treaty-2005|human-rights"
    for key in ("ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate(on) == "border-treaty-2005|human-rights"
    assert page.locator("section table [tabindex='0']").count() == 1


def test_the_focus_is_not_hidden_under_the_heads(show):
    page = show(ch.DocumentMatrix(scope="all"), viewport=PHONE)
    page.locator("section table [tabindex='0']").focus()
    for _ in range(12):
        page.keyboard.press("ArrowDown")
    for _ in range(8):
        page.keyboard.press("ArrowUp")
    gap = "document.activeElement.getBoundingClientRect().top - document.querySelector('section thead').getBoundingClientRect().bottom"
    assert page.evaluate(gap) >= -1


@pytest.mark.parametrize("columns", ["principles", "topics"])
def test_on_a_phone_a_finger_opens_a_cell_and_nothing_is_wider_than_the_window(show, columns):
    page = show(ch.DocumentMatrix(columns=columns, scope="all"), viewport={"width": 320, "height": 640}, has_touch=True)
    field = page.locator("section .field")
    assert field.evaluate("each => each.scrollWidth <= each.clientWidth")
    last = page.locator("tr[data-id='friendship-treaty-1992'] button[data-column]").last
    last.tap()
    page.wait_for_timeout(100)
    card, box = page.locator(".detail").bounding_box(), field.bounding_box()
    assert box["y"] + box["height"] <= card["y"] and card["y"] + card["height"] <= 641, "the card opens out of sight"
    assert last.get_attribute("aria-expanded") == "true"


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_cell_that_is_open_from_the_start_is_in_sight(show, viewport):
    page = show(ch.DocumentMatrix(cell=["border-treaty-2005", "human-rights"], scope="all"), viewport=viewport)
    row, head = page.locator("section tr[data-id='border-treaty-2005']"), page.locator("section thead")
    field = page.locator("section .field").bounding_box()
    assert head.bounding_box()["y"] + head.bounding_box()["height"] <= row.bounding_box()["y"] + 1
    assert row.bounding_box()["y"] < field["y"] + field["height"] - 40
    assert page.locator(".detail").is_visible()


def test_selecting_and_looking_at_the_selected_only(show):
    page = show(ch.DocumentMatrix)
    assert not page.get_by_role("button", name="Only selected").is_visible()
    for id in ("alma-ata-declaration-1991", "friendship-treaty-1992"):
        page.locator(f"tr[data-id='{id}'] input").check()
    page.get_by_role("button", name="Only selected").click()
    assert rows(page) == ["alma-ata-declaration-1991", "friendship-treaty-1992"]
    page.get_by_role("button", name="Clear selection").click()
    assert len(rows(page)) == 11


def test_drawing_anew_keeps_the_place_of_the_reader(show):
    page = show(ch.DocumentMatrix(cell=["border-treaty-2005", "human-rights"], scope="all"))
    field = page.locator("section .field")
    field.evaluate("each => { each.scrollTop = 900 }")
    page.locator("section th input").nth(10).evaluate("each => each.click()")
    assert page.locator("section th input:checked").count() == 1
    assert field.evaluate("each => each.scrollTop") == 900


def test_filters_are_said_and_cleared(show):
    page = show(ch.DocumentMatrix)
    page.locator("[data-keep=filters]").click()
    page.locator("[data-keep=filter-claimed]").select_option("yes")
    assert set(rows(page)) == FOUR
    page.locator("[data-keep=filter-checked]").select_option("yes")
    assert page.get_by_role("status").first.inner_text() == "No document passes these filters."
    assert not page.locator("section table").is_visible()
    page.get_by_role("button", name="Reset").click()
    assert len(rows(page)) == 11


@pytest.mark.parametrize(("language", "said"), [("ru", "только в эссе"), ("kk", "тек эсседе айтылған")])
def test_the_words_of_the_cells_follow_the_language(show, language, said):
    page = show(ch.DocumentMatrix(cell=["friendship-treaty-1992", "human-rights"]))
    page.locator("[data-keep=language]").select_option(language)
    assert cell(page, "friendship-treaty-1992", "human-rights").inner_text().split("\n")[-1] == said
    assert said in page.locator(".detail").inner_text()
    assert said in ch.DocumentMatrix(language=language).fallback()


def test_hostile_data_stay_text(show):
    bad = "<script>document.title = 'gone'</script>\"'&\u202e"
    frame = pd.DataFrame(
        {
            "title_en": [bad, "x" * 10_000, bad],
            "title_kk": [np.nan, bad, ""],
            "title_kk_status": ["official", "", bad],
            "type": [bad, "treaty", np.nan],
            "signed": ["no date", "", "1991-12-21"],
            "note": [bad, np.nan, ""],
            "event": [bad, np.nan, "alma-ata-declaration-1991"],
        },
        index=[bad, "long", "long"],
    )
    cells = pd.DataFrame(
        [
            {
                "document": bad,
                "principle": bad,
                "essay": True,
                "record": "found",
                "article": bad,
                "note": bad,
                "reference": bad,
            },
            {"document": "long", "principle": "human-rights", "essay": np.nan, "record": np.nan, "article": np.nan},
        ]
    )
    for group in ("none", "type", "year", "essay"):
        matrix = ch.DocumentMatrix(frame, cells, group=group, selected=["long"], cell=[bad, bad])
        assert "<script>" not in matrix.fallback()
        page = show(matrix, viewport=PHONE)
        assert page.title() == "Widgets"
        assert rows(page) == list(matrix.table.index) and len(matrix.table) == 3
        assert bad in page.locator(".detail").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_no_documents_at_all(show):
    matrix = ch.DocumentMatrix(ch.documents().iloc[:0])
    assert matrix.table.empty and matrix.selected_cells.empty
    assert "<table>" in matrix.fallback()
    assert "No document" in show(matrix).locator("section [role=status]").first.inner_text()
