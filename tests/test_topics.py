"""The topics: what is counted in Python is what the page shows, for every choice; and the ways to choose."""

import itertools
import json
import re

import pandas as pd
import pytest
import traitlets
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

import chronology as ch
from chronology import languages
from conftest import PHONE

pytestmark = pytest.mark.remembered

SCRIPT = '<script>document.title = "broken"</script>'
choices = st.fixed_dictionaries(
    {
        "years": st.just([]) | st.lists(st.integers(1985, 2012), min_size=2, max_size=2).map(sorted),
        "in_essay": st.sampled_from(["all", "yes", "no"]),
        "topic": st.sampled_from(["", "energy", "culture", "statehood"]),
    }
)


def follow(page, **traits):
    """Set traits from outside, as a shared link does, and wait until the page has taken them over."""
    query = "&".join(f"{name}={json.dumps(value)}" for name, value in traits.items())
    page.evaluate("hash => { location.hash = hash }", f"topics-widget?{query}")
    page.evaluate("() => new Promise(done => setTimeout(done, 30))")


def cell(page, topic, column):
    return page.locator(f'tr[data-topic="{topic}"] [data-column="{column}"]')


def numbers(page) -> pd.DataFrame:
    """Topic × column: the numbers of the cells as the page has them."""
    read = """rows => rows.map(row => [row.dataset.topic,
        [...row.querySelectorAll("[data-column]")].map(cell => [cell.dataset.column, +cell.dataset.n])])"""
    rows = page.locator("tr[data-topic]").evaluate_all(read)
    return pd.DataFrame({topic: dict(cells) for topic, cells in rows}).T


def listed(page) -> list[str]:
    return page.locator("li[data-event]").evaluate_all("found => found.map(each => each.dataset.event)")


# --- Python -------------------------------------------------------------------------------


def test_by_default_all_events_since_1990_in_the_order_of_the_closed_list():
    topics = ch.Topics()
    assert list(topics.shown_events.index) == list(ch.events(between=("1990", "2100")).index)
    assert topics.topics[:6] == list(ch.claim_items("fields").item) == topics.fields
    assert topics.topics == list(languages.values("topic"))


def test_an_event_counts_in_the_row_of_each_of_its_topics():
    events = ch.events(between=("1990", "2100"))
    topics = ch.Topics()
    exploded = events.explode("topics")
    assert topics.counts.sum(axis=1).to_dict() == exploded.topics.value_counts().to_dict()
    assert topics.counts.sum().sum() == len(exploded) > len(events)
    table = pd.crosstab(exploded.index, exploded.topics)
    assert (topics.together == (table.T @ table).loc[topics.topics, topics.topics]).all().all()


def test_years_and_essay_narrow_the_counts():
    topics = ch.Topics(years=[1992, 1993], in_essay="no")
    kept = topics.shown_events
    assert set(kept.earliest.dt.year) == {1992, 1993} and not kept.in_essay.any()
    assert list(topics.counts.columns) == [1992, 1993]
    assert ch.Topics(years=[1880, 1890]).counts.shape == (len(languages.values("topic")), 0)
    assert ch.Topics(in_essay="yes").together.loc["space", "space"] == 0


@pytest.mark.parametrize(
    ("trait", "value", "hint"),
    [
        ("topic", "energi", "energy"),
        ("years", [2000], "first and the last"),
        ("years", [2001, 2000], "first and the last"),
        ("in_essay", "maybe", "all"),
        ("view", "tme", "time"),
        ("measure", "percent", "share"),
        ("selected", ["putin-visit-2001"], "putin-visit-2000"),
    ],
)
def test_an_unknown_value_is_refused_with_a_hint(trait, value, hint):
    with pytest.raises(traitlets.TraitError, match=hint):
        setattr(ch.Topics(), trait, value)


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_the_fallback_has_the_same_numbers(language):
    topics = ch.Topics(language=language, years=[1992, 2001], selected=["eurasec-treaty-2000"])
    by_year, chosen = BeautifulSoup(topics.fallback(), "html.parser").select("table")
    rows = {row.select_one("[data-topic]")["data-topic"]: row.select("td") for row in by_year.select("tbody tr")}
    assert list(rows) == topics.topics
    for topic, cells in rows.items():
        assert int(cells[1].text) == topics.together.loc[topic, topic]
        found = {int(year): int(n) for year, n in re.findall(r"(\d{4}) \((\d+)\)", cells[2].text)}
        assert found == {year: n for year, n in topics.counts.loc[topic].items() if n}
    assert [link["href"] for link in chosen.select("a")] == ["events.html#eurasec-treaty-2000"]
    topics.view = "together"
    matrix = BeautifulSoup(topics.fallback(), "html.parser").select_one("table")
    found = [[int(cell.text) for cell in row.select("td")[1:]] for row in matrix.select("tbody tr")]
    assert found == topics.together.to_numpy().tolist()


# --- the page -----------------------------------------------------------------------------


def test_the_page_shows_what_python_counts_for_every_choice(show):
    page = show(ch.Topics)
    follow(page, view="together")
    follow(page, view="time")

    @settings(max_examples=25)
    @given(choices)
    def same(chosen):
        expected = ch.Topics(**chosen)
        follow(page, view="time", **chosen)
        if expected.shown_events.empty:
            assert page.locator(".empty").is_visible()
            return
        found = numbers(page)
        assert list(found.index) == expected.topics
        assert found.set_axis(found.columns.astype(int), axis=1).equals(
            expected.counts.rename_axis(None).rename_axis(None, axis=1)
        )
        dots = page.locator("tr[data-topic] [data-column] .dot")
        assert dots.count() == expected.counts.sum().sum()
        assert (
            page.locator(".dot.told").count() == ch.Topics(expected.shown_events.query("in_essay")).counts.sum().sum()
        )
        if chosen["topic"]:
            both = expected.together[chosen["topic"]].drop(chosen["topic"])
            shown = {topic: page.locator(f'tr[data-topic="{topic}"] .dot.also').count() for topic in both.index}
            assert shown == both.to_dict()
        follow(page, view="together")
        assert numbers(page).to_numpy().tolist() == expected.together.to_numpy().tolist()

    same()


def test_on_a_phone_columns_hold_several_years_and_nothing_is_lost(show):
    page = show(ch.Topics, viewport=PHONE, has_touch=True)
    counts = ch.Topics().counts
    found = numbers(page)
    assert 8 <= len(found.columns) < len(counts.columns)
    assert found.sum(axis=1).to_dict() == counts.sum(axis=1).to_dict()
    assert page.locator("td[data-column]").first.bounding_box()["width"] >= 24
    begins = [*map(int, found.columns), 2100]
    first, after = next(pair for pair in itertools.pairwise(begins) if pair[0] <= 1994 < pair[1])
    cell(page, "space", first).tap()
    space = ch.events(topic="space", between=("1990", "2100"))
    assert listed(page) == list(space.index[space.earliest.dt.year.between(first, after - 1)])
    box = page.locator("li[data-event]").first.bounding_box()
    assert box["y"] < PHONE["height"], "the list is out of sight"
    page.locator('[data-keep="space/name"]').tap()
    assert page.locator('tr[data-topic="space"] th').get_attribute("aria-selected") == "true"


def test_a_cell_lists_its_events_and_a_second_click_puts_them_away(show):
    page = show(ch.Topics(years=[1990, 2008]))  # so few that details beside the picture join no years
    cell(page, "economy", 1994).click()
    assert listed(page) == ["integration-treaty-1994"]
    entry = page.locator("li[data-event]")
    assert "differs" in entry.inner_text() and "integration" in entry.inner_text()
    assert entry.locator("a").get_attribute("href") == "events.html#integration-treaty-1994"
    assert page.locator(".dot.selected").count() == 2, "the event stands in two rows"
    cell(page, "economy", 1994).click()
    assert listed(page) == []
    page.locator("[value=together]").check(force=True)
    cell(page, "transport", "energy").click()
    wanted = {"energy", "transport"}
    events = ch.Topics(years=[1990, 2008]).shown_events
    assert listed(page) == [id for id, topics in events.topics.items() if wanted <= set(topics)]


def test_the_chosen_topic_is_told_in_words_with_both_shares(show):
    page = show(ch.Topics)
    page.locator('[data-keep="energy/name"]').click()
    together = ch.Topics().together
    said = page.locator(".said").inner_text()
    topics = ch.Topics().shown_events.topics
    energy, given = topics.map(lambda each: "energy" in each).sum(), topics.map(len).sum()
    shares = f"{energy / len(topics):.0%} of the events and {energy / given:.0%} of the topics given"
    assert f"{energy} of {len(topics)} events, that is {shares.replace('%', ' per cent')}" in said
    assert f"transport and communication {together.loc['energy', 'transport']}" in said
    total = page.locator('tr[data-topic="transport"] .total')
    assert total.inner_text() == f"{together.loc['energy', 'transport']}/{together.loc['transport', 'transport']}"
    total.click()
    assert len(listed(page)) == together.loc["energy", "transport"]
    page.locator("[value=share]").check(force=True)
    assert page.locator(
        'tr[data-topic="transport"] .total'
    ).inner_text() == f"{together.loc['energy', 'transport'] / together.loc['transport', 'transport']:.0%}".replace(
        "%", " %"
    )


def test_the_keyboard_goes_through_the_grid_and_keeps_its_place(show):
    page = show(ch.Topics)
    page.locator("[data-keep=filters]").focus()
    page.keyboard.press("Tab")
    on = "() => document.activeElement.dataset.keep"
    assert page.evaluate(on) == "economy/name"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator('tr[data-topic="energy"] th').get_attribute("aria-selected") == "true"
    assert page.evaluate(on) == "energy/name", "the focus is lost"
    page.keyboard.press("End")
    page.keyboard.press(" ")
    assert len(listed(page)) == ch.Topics().together.loc["energy", "energy"]
    page.keyboard.press("Escape")
    assert listed(page) == [] and page.evaluate(on) == "energy/total"
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(on) == "energy/total", "the grid is one stop"
    page.locator("[data-keep=language]").select_option("kk")
    assert "отын және энергетика" in page.locator('tr[data-topic="energy"] th').inner_text()


def test_the_selects_set_the_years_in_either_order(show):
    page = show(ch.Topics)
    page.locator("[data-keep=filters]").click()
    page.locator("[data-keep=from]").select_option("2005")
    page.locator("[data-keep=to]").select_option("2001")
    assert list(numbers(page).columns) == ["2001", "2002", "2003", "2004", "2005"]
    assert page.evaluate("document.activeElement.dataset.keep") in ("to", "filters")
    page.locator("[data-keep=in-essay]").select_option("yes")
    assert numbers(page).to_numpy().sum() == ch.Topics(years=[2001, 2005], in_essay="yes").counts.to_numpy().sum()


def hostile() -> pd.DataFrame:
    day = pd.Timestamp("1999-01-01")
    rows = [
        {"id": "a", "topics": (SCRIPT, "energy"), "title_en": SCRIPT, "earliest": day},
        {"id": 'b"><img src=x onerror=alert(1)>', "topics": ("energy",), "title_en": "x" * 10_000, "earliest": day},
        {"id": "c", "topics": (), "title_en": "\u202eabc", "earliest": pd.NaT},
        {"id": "d", "topics": "energy", "title_en": "", "earliest": pd.NaT},
    ]
    return pd.DataFrame(rows).set_index("id")


def test_hostile_data_break_nothing_and_stay_text(show):
    frame = hostile()
    widget = ch.Topics(frame, selected=list(frame.index))
    page = show(widget, viewport=PHONE)
    assert page.title() == "Widgets"
    assert page.locator("section.chronology img").count() == 0
    assert listed(page) == list(frame.index)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert SCRIPT in page.locator("section.chronology").inner_text()
    assert "<script>" not in widget.fallback() and "<img" not in widget.fallback()
    assert widget.together.loc["energy", "energy"] == 3 and widget.counts.loc["energy", 1999] == 2


def test_an_empty_frame_and_one_of_centuries(show):
    page = show(ch.Topics(ch.events().head(0)), ch.Topics(ch.events()))
    assert page.locator(".empty").first.is_visible()
    whole = page.locator("#topics-widget-2")
    assert whole.locator("thead th").count() < 60
    cells = whole.locator("td[data-column]").evaluate_all(
        "found => found.reduce((sum, each) => sum + +each.dataset.n, 0)"
    )
    assert cells == ch.Topics(ch.events()).counts.to_numpy().sum() == len(ch.events().explode("topics"))
