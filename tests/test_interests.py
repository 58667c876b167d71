"""The argument about interests: every claim in its cell, silence in its place, judgements that stay where they are."""

import json

import pandas as pd
import pytest
import traitlets
from bs4 import BeautifulSoup

import chronology as ch
from conftest import PHONE

pytestmark = pytest.mark.remembered

SCRIPT = '<script>document.title = "broken"</script>'
TRACES = {"transport-networks": ["cpc-pipeline-opened-2001"], "C55": ["baikonur-lease-1994", "shanghai-agreement-1996"]}


def follow(page, **traits):
    """Set traits from outside, as a shared link does, and wait until the page has taken them over."""
    query = "&".join(f"{name}={json.dumps(value)}" for name, value in traits.items())
    page.evaluate("hash => { location.hash = hash }", f"interests-widget?{query}")
    page.evaluate("() => new Promise(done => setTimeout(done, 30))")


def shown(page) -> list[str]:
    return page.locator(".grid [data-id]").evaluate_all("found => found.map(each => each.dataset.id)")


def in_fallback(widget) -> list[str]:
    return [link.text for link in BeautifulSoup(widget.fallback(), "html.parser").select("td a")]


def stored(page) -> dict | None:
    return page.evaluate("JSON.parse(localStorage.getItem('chronology-judgements'))")


def judge(page, value):
    page.locator(f'.detail input[value="{value}"]').check(force=True)


# --- Python -------------------------------------------------------------------------------


def test_by_default_the_claims_of_chapter_nine():
    interests = ch.Interests()
    assert list(interests.shown_claims.index) == list(ch.claims(chapter=9).index)
    interests.selected = ["C57", "C55"]
    assert list(interests.selected_claims.index) == ["C55", "C57"]
    interests.filters = {"whose": "russia", "verdict": ["confirmed", "evaluative"]}
    assert list(interests.shown_claims.index) == ["C53", "C55", "C56", "C57"]


@pytest.mark.parametrize(
    ("trait", "value", "hint"),
    [
        ("selected", ["C67"], "C57"),
        ("group", "who", "whose"),
        ("filters", {"verdicts": "confirmed"}, "verdict"),
        ("filters", {"whose": "russian"}, "russia"),
        ("judgements", {"C55": "suported"}, "supported"),
        ("judgements", {"C5": "open"}, "C56"),
    ],
)
def test_an_unknown_value_is_refused_with_a_hint(trait, value, hint):
    with pytest.raises(traitlets.TraitError, match=hint):
        setattr(ch.Interests(), trait, value)


def test_traces_may_be_a_table_or_a_dict_and_are_checked():
    events = ch.events()
    table = pd.DataFrame({"position": events.index == "shanghai-agreement-1996", "C54": False}, index=events.index)
    assert ch.Interests(traces=table).traces == {"C56": ["shanghai-agreement-1996"], "C54": []}
    assert ch.Interests(traces=TRACES).traces["C53"] == ["cpc-pipeline-opened-2001"]
    with pytest.raises(traitlets.TraitError, match="military-sites"):
        ch.Interests(traces={"military-site": []})
    with pytest.raises(traitlets.TraitError, match="baikonur-lease-1994"):
        ch.Interests(traces={"C55": ["baikonur-lease-1995"]})


def own() -> pd.DataFrame:
    mine = pd.DataFrame(
        {"whose": "kazakhstan", "form": "interest", "label_en": ["a way out for oil"]},
        index=pd.Index(["K1"], name="id"),
    )
    return pd.concat([ch.claim_interests(), mine])


def test_a_row_of_ones_own_fills_the_gap(show):
    interests = ch.Interests(own(), {"K1": ["cpc-pipeline-opened-2001"]})
    page = show(interests)
    cell = page.locator('[data-cell="interest/kazakhstan"]')
    assert "a way out for oil" in cell.inner_text() and cell.get_attribute("class") is None
    cell.get_by_role("button").click()
    assert page.locator(".detail [data-event]").count() == 1
    interests.group = "evidence"
    assert "K1" in in_fallback(interests)
    with pytest.raises(traitlets.TraitError, match="kazakhstan"):
        ch.Interests(own().assign(whose="kazakh"))


# --- the page -----------------------------------------------------------------------------


@pytest.mark.parametrize("filters", [{}, {"verdict": ["confirmed"]}, {"whose": ["both"], "verdict": ["unverified"]}])
@pytest.mark.parametrize("group", ["whose", "evidence"])
def test_page_and_fallback_show_the_same_claims_in_the_same_order(show, group, filters):
    page = show(ch.Interests)
    follow(page, group=group, filters=filters)
    expected = ch.Interests(group=group, filters=filters)
    assert shown(page) == in_fallback(expected)
    assert set(shown(page)) == set(expected.shown_claims.index)


def test_where_the_essay_is_silent_there_is_a_gap_and_a_filter_makes_none(show):
    page = show(ch.Interests)
    gaps = page.locator("td.gap").evaluate_all("found => found.map(each => each.dataset.cell)")
    assert gaps == ["aim/russia", "interest/kazakhstan"]
    assert BeautifulSoup(ch.Interests().fallback(), "html.parser").text.count("Here the essay says nothing.") == 2
    page.locator("[data-keep=filters]").click()
    page.locator("input[value=evaluative]").check(force=True)
    assert page.locator("td.gap").count() == 2
    assert page.locator('[data-cell="interest/russia"] .small').inner_text() == "Hidden by the filter: 4"
    assert page.locator("[role=status]").first.inner_text() == "Claims: 2 of 7"
    page.get_by_role("button", name="Reset").click()
    assert len(shown(page)) == 7


def test_a_claim_opens_with_what_was_seen_and_what_would_count(show):
    page = show(ch.Interests(traces=TRACES))
    page.locator("[data-id=C55]").click()
    card = page.locator("[data-card=C55]")
    assert "C55" in card.locator("a").first.inner_text()
    assert card.locator("a").first.get_attribute("href") == "claims.html#C55"
    evidence = ch.claims().evidence["C55"]
    read = "found => found.map(each => each.dataset.event)"
    assert card.locator("ol > li:first-child [data-event]").evaluate_all(read) == list(evidence)
    assert "Events that may bear on it: 2. Without a third state: 1." in card.inner_text()
    card.locator("summary").click()
    assert card.locator("details [data-event]").evaluate_all(read) == TRACES["C55"]
    judge(page, "open")
    assert card.locator("details").get_attribute("open") is not None, "the list folds when one judges"
    page.locator("[data-id=C55]").click()
    assert page.locator(".detail").count() == 0


def test_the_events_by_year_are_those_given(show):
    page = show(ch.Interests(traces=TRACES))
    rows = page.locator("[data-trace]")
    assert rows.evaluate_all("found => found.map(each => each.dataset.trace)") == ["C53", "C55"]
    told = ch.events().in_essay[TRACES["C55"]].sum()
    assert rows.nth(1).locator(".dot").count() == 2 and rows.nth(1).locator(".dot.told").count() == told
    assert rows.nth(1).locator("b").inner_text() == "2 (1)", "one of them without a third state"
    rows.nth(0).get_by_role("button").click()
    assert page.locator("[data-card=C53] details [data-event]").is_visible()
    assert not show(ch.Interests).locator(".traces").is_visible()


def test_judgements_stay_in_the_browser_until_they_are_forgotten(show):
    page = show(ch.Interests(selected=["C55"]))
    assert page.get_by_role("button", name="Forget").count() == 0
    judge(page, "one-sided")
    assert stored(page) == {"C55": "one-sided"}
    assert "one-sided 1" in page.locator(".tally").inner_text()
    assert page.locator("[data-id=C55] .mine").is_visible()
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.locator('.detail input[value="one-sided"]').is_checked()
    page.locator("[data-keep=next]").click()
    judge(page, "supported")
    assert stored(page) == {"C55": "one-sided", "C56": "supported"}
    judge(page, "none")
    assert stored(page) == {"C55": "one-sided"}
    page.get_by_role("button", name="Forget").click()
    assert stored(page) is None and page.locator(".mine").count() == 0


def test_spoilt_or_foreign_judgements_break_nothing(show):
    page = show(ch.Interests)
    for spoilt in ['{"C55": 7, "C56": "open", "K9": "open"}', "[]", "no JSON", "null", '"text"']:
        page.evaluate("text => localStorage.setItem('chronology-judgements', text)", spoilt)
        page.reload()
        page.wait_for_selector("[data-ready]")
        assert page.locator(".mine").count() == (1 if "C56" in spoilt else 0)
    page.evaluate("localStorage.setItem('chronology-judgements', JSON.stringify({K9: 'open'}))")
    page.locator("[data-id=C55]").click()
    judge(page, "open")
    assert stored(page) == {"K9": "open", "C55": "open"}, "the judgement of another page is lost"


def test_judgements_come_from_python(show):
    page = show(ch.Interests(judgements={"C53": "open"}))
    assert page.locator("[data-id=C53] .mine").is_visible()


def test_the_keyboard_walks_through_the_claims_and_keeps_the_focus(show):
    page = show(ch.Interests)
    page.locator("[data-id=C52]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.id") == "C53"
    page.locator("[data-keep=next]").focus()
    for claim in ["C53", "C54", "C55", "C56", "C57", "C58", "C52"]:
        page.keyboard.press("Enter")
        assert page.locator(f"[data-card={claim}]").is_visible()
    assert page.evaluate("document.activeElement.dataset.keep") == "next"
    page.locator("[data-keep=close]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.id") == "C52"
    page.locator("[data-keep=language]").select_option("ru")
    assert "сохранить связи" in page.locator("[data-id=C52]").inner_text()


def test_on_a_phone_cells_stand_below_each_other_and_it_is_still_a_table(show):
    page = show(ch.Interests(traces=TRACES), viewport=PHONE, has_touch=True)
    first, second = (page.locator(f"[data-id={id}]").bounding_box() for id in ("C52", "C53"))
    assert first["x"] == second["x"] and first["y"] < second["y"]
    assert page.get_by_role("table").get_by_role("row").count() == 4
    assert page.get_by_role("columnheader").count() == 4
    page.locator("[data-id=C54]").tap()
    box = page.locator("[data-card=C54]").bounding_box()
    assert box["y"] < PHONE["height"] - 40, "the card is out of sight"


def test_hostile_data_break_nothing_and_stay_text(show):
    frame = ch.claim_interests().head(3).set_axis(["a", 'b"><img src=x>', "c"])
    frame["label_en"] = [SCRIPT, "x" * 10_000, "\u202eabc"]
    frame["label_kk"] = frame["label_ru"] = ""
    frame["paraphrase"] = SCRIPT
    frame["explanation"] = float("nan")
    widget = ch.Interests(frame, selected=["a"])
    page = show(widget, viewport=PHONE)
    assert page.title() == "Widgets"
    assert page.locator("section.chronology img").count() == 0
    assert SCRIPT in page.locator(".detail").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert "<script>" not in widget.fallback() and "<img" not in widget.fallback()


def test_an_empty_frame(show):
    page = show(ch.Interests(ch.claim_interests().head(0)))
    assert page.locator("td.gap").count() == 4
