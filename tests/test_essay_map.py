"""The map of the essay: its traits and tables in Python, and what a reader does with it in a browser."""

import json
import re

import pandas as pd
import pytest
import traitlets

import chronology as ch
from chronology.widgets import essay_map
from conftest import PHONE

pytestmark = pytest.mark.remembered

HOSTILE = "</script><img src=x onerror=alert(1)>\"'\u202e" + "z" * 10_000


def entries(html: str) -> list[tuple[str, str]]:
    """(sentences, claim) of each row of the table that stands in for the widget."""
    rows = re.findall(r"<tr><td>([\d, ]+)</td><td>\d+</td><td>(.*?)</td>", html)
    return [(numbers, re.sub("<.*?>", "", claim)) for numbers, claim in rows]


def square(page, number):
    return page.locator(f".square[data-id='{number}']")


def panel(page):
    return page.locator(".panel")


def claims_of(place):
    return place.locator("[data-id^=C]").evaluate_all("found => found.map(each => each.dataset.id)")


def follow(page, **traits):
    """Set traits as Python would: by a link."""
    query = "&".join(f"{name}={json.dumps(value)}" for name, value in traits.items())
    page.evaluate("address => { location.hash = address }", f"essaymap-widget?{query}")


# --- Python ---------------------------------------------------------------------------------


def test_the_selection_is_a_table():
    made = ch.EssayMap(selected=[43, 1])
    assert list(made.selected_claims.index) == ["C35", "C36", "C37", "C38"]
    assert list(made.selected_sentences.index) == [1, 43]
    made.selected = ["C44"]
    assert made.selected == [50, 51], "the id of a claim is taken for its sentences"
    assert list(made.selected_claims.index) == ["C44"]
    made.selected = list(ch.sentences().index[:2])  # numpy integers
    assert json.dumps(made.get_state("selected")) == '{"selected": [1, 2]}'


def test_the_filters_leave_what_the_table_of_claims_leaves():
    made = ch.EssayMap(filters={"kind": "date", "verdict": ["differs", "imprecise"]})
    assert list(made.shown_claims.index) == list(ch.claims(kind="date", verdict=["differs", "imprecise"]).index)
    made.filters = {}
    assert list(made.shown_claims.index) == list(ch.claims().index)
    made.chapter = 8
    assert list(made.shown_claims.index) == ["C06", *ch.claims(chapter=8).index], "C06 is made again in sentence 49"


@pytest.mark.parametrize(
    ("traits", "hint"),
    [
        ({"selected": [76]}, "1 to 75"),
        ({"selected": ["C67"]}, "C66"),
        ({"selected": [True]}, "claim"),
        ({"filters": {"verdikt": "differs"}}, "verdict"),
        ({"filters": {"verdict": "difers"}}, "differs"),
        ({"filters": {"kind": ["dates"]}}, "date"),
        ({"chapter": 11}, "1 to 10"),
        ({"show": "list"}, "table"),
        ({"language": "de"}, "kk"),
    ],
)
def test_an_unknown_value_is_refused_with_a_hint(traits, hint):
    with pytest.raises(traitlets.TraitError, match=hint):
        ch.EssayMap(**traits)


def test_every_claim_and_every_sentence_is_there():
    made = ch.EssayMap()
    assert [claim["id"] for claim in made.claims] == list(ch.claims().index)
    assert [sentence["number"] for sentence in made.sentences] == list(ch.sentences().index)
    assert all(sentence["reason"] for sentence in made.sentences if not ch.sentences().claims[sentence["number"]])
    assert list(made.accounts["claim"]) == list(ch.claims().index)
    assert "1694 г." in json.dumps(made.more, ensure_ascii=False), "what the essay states, in the reader's language"


def test_a_part_of_the_claims_may_be_shown():
    made = ch.EssayMap(ch.claims(kind="plan")[["sentences", "paraphrase"]])
    assert list(made.shown_claims.index) == list(ch.claims(kind="plan").index)
    assert "No claim in this table." in made.fallback()
    empty = ch.EssayMap(ch.claims().iloc[:0])
    assert empty.claims == []
    assert len(entries(empty.fallback())) == 75


# --- the same in the table, the list and the map --------------------------------------------


@pytest.mark.parametrize(
    "traits",
    [
        {},
        {"filters": {"verdict": ["unverified", "evaluative"]}},
        {"chapter": 8},
        {"filters": {"kind": "list"}, "chapter": 9},
    ],
    ids=str,
)
def test_the_rows_show_what_the_table_shows(show, traits):
    made = ch.EssayMap(show="table", **traits)
    page = show(made)
    shown = page.locator(".rows tbody tr").evaluate_all(
        "found => found.map(each => [each.cells[0].textContent, each.dataset.row])"
    )
    assert [tuple(each) for each in shown] == entries(made.fallback())
    assert [claim for _, claim in entries(made.fallback()) if claim] == list(made.shown_claims.index)


def test_the_map_has_a_square_for_each_sentence_with_the_signs_of_its_claims(show):
    page = show(ch.EssayMap(filters={"verdict": "differs"}))
    signs = page.locator(".square").evaluate_all(
        "found => found.map(each => [...each.querySelectorAll('[data-claim]')].map(sign => sign.dataset.claim))"
    )
    assert [tuple(each) for each in signs] == list(ch.sentences().claims)
    bright = page.locator("[data-claim]:not(.faded)").evaluate_all("found => found.map(each => each.dataset.claim)")
    assert bright == list(ch.claims(verdict="differs").index)
    assert page.locator(".count").inner_text() == "Matching: 7 of 75 sentences, 7 of 66 claims."


def test_the_sums_of_the_chapters_are_those_of_the_table(show):
    page = show(ch.EssayMap)
    sums = page.locator(".sums").evaluate_all("found => found.map(each => each.textContent)")
    for number, text in enumerate(sums, start=1):
        counts = ch.claims(chapter=number).verdict.value_counts()
        assert re.findall(r"(\w+) (\d+)", text) == [
            (name, str(counts[name])) for name in essay_map.languages.values("verdict") if counts[name]
        ]


# --- a reader -------------------------------------------------------------------------------


def test_a_click_opens_and_pointing_shows_another_meanwhile(show):
    page = show(ch.EssayMap)
    square(page, 43).hover()
    assert not panel(page).is_visible(), "it opens after a choice"
    square(page, 43).click()
    assert claims_of(panel(page)) == ["C35", "C36", "C37", "C38"]
    assert panel(page).locator("a[href='claims.html#C36']").count() == 1
    square(page, 1).hover()
    assert "general description of the years of independence" in panel(page).inner_text(), "why there is no claim"
    square(page, 21).click()
    square(page, 3).hover()
    assert claims_of(panel(page)) == ["C02"]
    page.locator(".title").hover()
    assert claims_of(panel(page)) == ["C18", "C19", "C20"], "what was clicked is shown again"
    assert square(page, 21).get_attribute("aria-selected") == "true"
    assert "twin" in square(page, 22).get_attribute("class"), "C20 is made in sentence 22 as well"
    square(page, 23).click(modifiers=["Control"])
    page.locator(".title").hover()
    assert claims_of(panel(page)) == ["C18", "C19", "C20", *ch.sentences().claims[23]]
    panel(page).get_by_role("button", name="Close").click()
    assert page.locator("[aria-selected=true][data-id]").count() == 0
    assert claims_of(panel(page)) == []


def test_the_keyboard_goes_everywhere(show):
    page = show(ch.EssayMap)
    focused = lambda: int(page.evaluate("document.activeElement.dataset.id"))  # noqa: E731
    square(page, 1).focus()
    for key, number in [
        ("ArrowRight", 2), ("ArrowDown", 14), ("End", 18), ("ArrowRight", 19), ("ArrowUp", 13), ("ArrowLeft", 12),
        ("ArrowDown", 18), ("Control+End", 75), ("ArrowRight", 75), ("ArrowDown", 75), ("Home", 67), ("Control+Home", 1),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert focused() == number, key
        assert page.locator(".square[tabindex='0']").evaluate_all("found => found.map(each => +each.dataset.id)") == [
            number
        ]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert square(page, 2).get_attribute("aria-selected") == "true"
    assert "recovering its past" in page.locator(".unseen[role=status]").inner_text(), "a screen reader hears the claim"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Previous sentence"
    assert claims_of(panel(page)) == ["C02"], "the panel still shows what one came from"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert claims_of(panel(page)) == ["C03"]
    assert page.evaluate("document.activeElement.ariaLabel") == "Next sentence"
    page.keyboard.press("Escape")
    assert focused() == 4
    assert page.locator("[aria-selected=true][data-id]").count() == 0


def test_on_a_narrow_screen_the_arrows_go_by_what_is_seen(show):
    page = show(ch.EssayMap, viewport=PHONE)
    square(page, 2).focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.id") == "8"


def test_a_finger_reads_on_with_the_buttons_and_nothing_hides_the_square(show):
    page = show(ch.EssayMap(filters={"verdict": "differs"}), viewport=PHONE, has_touch=True)
    square(page, 45).tap()
    assert claims_of(panel(page)) == ["C40"]
    below = "([square, panel]) => square.getBoundingClientRect().bottom <= panel.getBoundingClientRect().top + 1"
    assert page.evaluate(below, [square(page, 45).element_handle(), panel(page).element_handle()])
    assert panel(page).evaluate("each => each.getBoundingClientRect().bottom <= innerHeight + 1")
    panel(page).get_by_role("button", name="Next").tap()
    assert page.evaluate(below, [square(page, 16).element_handle(), panel(page).element_handle()])
    assert square(page, 16).evaluate("each => each.getBoundingClientRect().top >= 0")
    assert square(page, 16).get_attribute("aria-selected") == "true", "after the last that matches comes the first"
    panel(page).get_by_role("button", name="Previous").tap()
    panel(page).get_by_role("button", name="Previous").tap()
    assert square(page, 43).get_attribute("aria-selected") == "true"


def test_what_differs_stands_out_at_first_and_is_counted_in_words(show):
    """In the map alone: table and code have all claims. A filter takes its place."""
    page = show(ch.EssayMap())
    wrong = ch.claims(verdict="differs")
    assert f"Claims that differ from the record: {len(wrong)};" in page.locator(".count").inner_text()
    bold = page.locator(".square [data-claim]:not(.quiet)").evaluate_all("all => all.map(each => each.dataset.claim)")
    assert set(bold) == set(wrong.index)
    lifted = page.locator(".square.lifted").evaluate_all("all => all.map(each => Number(each.dataset.id))")
    assert lifted == sorted({number for numbers in wrong.sentences for number in numbers})
    grounds = page.locator(".lifted .sign:not(.quiet), .square:not(.lifted) .sign:not(.none)").evaluate_all(
        "all => all.map(each => [each.closest('.lifted') !== null, getComputedStyle(each).backgroundColor])"
    )
    assert all((ground != "rgba(0, 0, 0, 0)") == out for out, ground in grounds), "the others are not filled"
    page.evaluate("location.hash = `essaymap-widget?filters=${JSON.stringify({ kind: ['date'] })}`")
    page.wait_for_selector(".square.outside")
    assert page.locator(".lifted, .square .quiet").count() == 0
    assert "stand out" not in page.locator(".count").inner_text()


def test_where_nothing_differs_nothing_is_quiet(show):
    page = show(ch.EssayMap(ch.claims(verdict="confirmed")))
    assert page.locator(".lifted, .square .quiet").count() == 0
    assert "stand out" not in page.locator(".count").inner_text()


def test_filters_keep_the_focus_and_count_what_the_other_leaves(show):
    page = show(ch.EssayMap)
    page.locator("[data-keep=filters]").click()
    page.locator("input[value=differs]").focus()
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.value") == "differs"
    assert page.get_by_label("Kind of claim").locator("option[value=date]").inner_text() == "date (2)"
    page.get_by_label("Kind of claim").select_option("date")
    dates = ch.claims(kind="date").verdict.value_counts()
    assert page.locator(".narrowing .toggles span").all_inner_texts()[:3] == [
        f"{sign} {verdict} {dates[verdict]}" for sign, verdict in zip("✓≈≠", ["confirmed", "imprecise", "differs"])
    ]
    assert page.locator(".square:not(.outside)").count() == 2
    assert "does not match" in square(page, 1).get_attribute("aria-label")
    page.get_by_role("button", name="Reset").click()
    assert page.locator(".square.outside").count() == 0
    assert page.evaluate("document.activeElement.dataset.keep") == "reset"


def test_traits_reach_the_page(show):
    page = show(ch.EssayMap)
    follow(page, selected=[54])
    page.wait_for_selector(".panel [data-id=C47]")
    follow(page, filters={"kind": ["date", "plan"]}, language="kk")
    page.wait_for_selector("section.chronology[lang=kk] .panel [data-id=C47]")
    assert page.locator("[data-keep=kind]").input_value() == "several"
    assert panel(page).locator(".claimed .strong").first.get_attribute("lang") == "kk", "the paraphrase is in Kazakh"
    assert "54-сөйлем" in panel(page).inner_text()
    follow(page, show="table", language="ru")
    page.wait_for_selector(".rows tbody tr")
    assert not page.locator(".squares").is_visible()
    follow(page, selected=["nobody", 900, None], filters={"kind": ["no"], "x": 1}, show="chart")
    assert page.locator(".count").inner_text() == "Под эти фильтры не подходит ни одно утверждение."
    square(page, 1).click()
    page.locator(".title").hover()
    assert "Предложение 1" in panel(page).inner_text()


def test_in_the_book_too_the_panel_stays_in_sight(visit, address):
    page = visit(f"{address}/chapters/01-neighbours.html", viewport=PHONE, has_touch=True)
    page.locator("[data-widget=EssayMap]").scroll_into_view_if_needed()
    page.wait_for_selector("[data-widget=EssayMap][data-ready]")
    square(page, 2).tap()
    assert claims_of(panel(page)) == ["C01"]
    assert panel(page).evaluate("each => each.getBoundingClientRect().bottom <= innerHeight + 1")


# --- other data -----------------------------------------------------------------------------


def test_hostile_data_do_no_harm(show):
    frame = pd.DataFrame(
        {
            "sentences": [(1,)] * 5 + [(2, 3), (99,), ()],
            "paraphrase": [HOSTILE, "", float("nan"), *["text"] * 5],
            "verdict": ["differs", HOSTILE, None, *["confirmed"] * 5],
            "kind": HOSTILE,
            "value": HOSTILE,
            "explanation": HOSTILE,
            "event": "<b>none</b>",
        },
        index=[HOSTILE, "<b>", "'\"", *"ABCDE"],
    )
    sentences = pd.DataFrame({"chapter": [1, 1, 77, 77], "reason": ["", None, "", HOSTILE]}, index=[1, 2, 3, 4])
    made = ch.EssayMap(frame, sentences, selected=[1])
    assert "<img" not in made.fallback()
    assert len(entries(made.fallback())) == 7
    page = show(made, ch.EssayMap(frame, sentences, show="table"), viewport=PHONE)
    assert page.locator("img").count() == 0
    assert panel(page).first.locator(".claimed").count() == 5
    assert square(page, 1).first.locator(".sign").all_inner_texts() == ["≠", "•", "•", "+2"]
    assert page.locator(".rows tbody tr").count() == 7
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_any_claim_or_sentence_it_is_still_drawn(show):
    page = show(ch.EssayMap(ch.claims().iloc[:0], ch.sentences().iloc[:0]), ch.EssayMap(ch.claims().iloc[:0]))
    assert page.locator("[data-ready]").count() == 2


@pytest.mark.parametrize("chapter", [None, 3, 8])
def test_the_caption_of_the_table_counts_every_sentence(chapter):
    caption = re.search("<caption>(.*?)</caption>", ch.EssayMap(ch.claims(), chapter=chapter).fallback())[1]
    sentences = ch.sentences()
    inside = sentences if chapter is None else sentences[sentences.chapter == chapter]
    assert f" {len(inside)} sentences" in caption


def test_a_square_that_is_clicked_is_the_one_that_is_shown_where_the_panel_moves_the_squares(show):
    page = show(ch.EssayMap(chapter=1))
    for number in (3, 6, 9):
        box = square(page, number).bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
        page.mouse.down()
        page.mouse.up()
        page.wait_for_timeout(400)  # for what the browser makes of squares that have moved under a pointer at rest
        assert f"Sentence {number} · " in panel(page).inner_text()
