"""The periodisation widget: what its traits take, its numbers, and that the page shows the same numbers."""

import datetime
import itertools
import json
import math

import pandas as pd
import pytest
import traitlets
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import chronology as ch
from chronology import languages
from chronology.book import host
from chronology.widgets import periods as module
from conftest import PHONE

pytestmark = pytest.mark.remembered

SIX = ["1991-12-16", "1992-05-25", "1995-01-20", "1998-10-12", "2003-06-01"]
DAYS = st.dates(datetime.date(1989, 6, 1), datetime.date(2010, 1, 1)).map(str)
HOSTILE = pd.DataFrame(
    {
        "earliest": pd.to_datetime(["1991-01-01", "1991-01-01", None, "1999-12-31"]).astype("datetime64[s]"),
        "latest": pd.to_datetime(["1991-01-01", None, None, "2000-12-31"]).astype("datetime64[s]"),
        "title_en": ["<script>alert(1)</script>", '" onclick="alert(2)', "\u202eright", "x" * 10_000],
        "topics": [("<b>new</b>",), (), ("economy", "economy"), ("energy", "border")],
    },
    index=["<i>1</i>", 'two"', "three", "four"],
)


def handles(page):
    return page.get_by_role("slider")


def cuts(page):
    return handles(page).evaluate_all("all => all.map(each => each.dataset.day)")


def ids(page, number):
    return page.locator(f"tr[data-period='{number}']").get_attribute("data-ids").split()


def follow(page, **traits):
    query = "&".join(f"{name}={json.dumps(value)}" for name, value in traits.items())
    page.evaluate("hash => { location.hash = hash }", f"#periods-widget?{query}")


def cells(root):
    """The texts of a part's tables, row by row, without their header."""
    return root.evaluate(
        """root => [...root.querySelectorAll("table")].map(table => [...table.tBodies[0].rows].map(row =>
            [...row.cells].map(cell => cell.textContent.replace(/\\s+/g, " ").trim())))"""
    )


# --- Python -------------------------------------------------------------------------------


def test_cuts_are_days_sorted_and_each_once():
    made = ch.Periods(cuts=["2000-01-01", datetime.date(1992, 5, 25), pd.Timestamp("1995-01-01"), "2000-01-01"])
    assert made.cuts == ["1992-05-25", "1995-01-01", "2000-01-01"]


@pytest.mark.parametrize("day", ["1992-05", "25 May 1992", "1992-13-01", "1993-02-29", 1992, None, pd.NaT, ""])
def test_what_is_no_day_is_refused_with_an_example(day):
    with pytest.raises(traitlets.TraitError, match="1992-05-25"):
        ch.Periods(cuts=[day])


def test_unknown_values_are_refused_with_a_hint():
    made = ch.Periods()
    with pytest.raises(traitlets.TraitError, match="mansurov"):
        made.compare = "mansurow"
    with pytest.raises(traitlets.TraitError):
        made.compare = "essay-spans"  # spans that overlap are no periodisation
    with pytest.raises(traitlets.TraitError, match="topic"):
        made.by = "colour"
    with pytest.raises(traitlets.TraitError, match="there are 3"):
        made.selected = 4
    with pytest.raises(traitlets.TraitError, match="at most 30"):
        made.cuts = [f"1991-12-{day:02}" for day in range(1, 32)]
    assert made.compare == "mansurov" and made.by == "topic" and made.selected == 0


def test_a_selected_period_that_is_gone_is_not_selected():
    made = ch.Periods(cuts=SIX, selected=6)
    made.cuts = SIX[:1]
    assert made.selected == 0 and made.selected_events.empty


def test_a_cut_is_the_first_day_of_a_period():
    made = ch.Periods(cuts=["1992-05-25"])
    placed = made.placed_events
    assert placed.period["friendship-treaty-1992"] == 2
    assert (placed.period[placed.earliest < "1992-05-25"] == 1).all()
    made.cuts = ["1992-05-26"]
    assert made.placed_events.period["friendship-treaty-1992"] == 1
    made.selected = 2
    assert list(made.selected_events.index) == list(placed.index[placed.earliest >= "1992-05-26"])


def test_the_numbers_of_periods_are_those_of_pandas():
    made = ch.Periods(cuts=SIX)
    events = made.placed_events
    got, groups = made.periods, events.groupby("period")
    assert list(got.events) == list(groups.size()) and got.events.sum() == len(events)
    assert list(got.in_essay) == list(groups.in_essay.sum())
    topics = events.explode("topics").reset_index()
    want = pd.crosstab(topics.topics, topics.period)
    assert (made.table.loc[want.index] == want).all(axis=None)
    assert got.days[2] == 161 and got.years[2] == 0.4, "16 December 1991 to 24 May 1992"
    assert pd.isna(got["first"][1]) and pd.isna(got["last"][6])
    assert got["last"][1] == pd.Timestamp("1991-12-15")
    assert got.per_year[3] == pytest.approx(got.events[3] / got.days[3] * 365.25, abs=0.05)


def test_a_rate_of_a_few_days_is_not_given():
    got = ch.Periods(cuts=["1991-12-01", "1991-12-30", "1992-01-29"]).periods
    assert math.isnan(got.per_year[2]) and not math.isnan(got.per_year[3])


def test_how_mixed_is_counted_over_pairs():
    made = ch.Periods(cuts=SIX)
    for number, events in made.placed_events.groupby("period"):
        pairs = list(itertools.combinations(events.topics, 2))
        assert made.periods.mixed[number] == pytest.approx(sum(not set(a) & set(b) for a, b in pairs) / len(pairs))
    made.by = "kind"  # one value each: Simpson's index
    for number, events in made.placed_events.groupby("period"):
        n = events.kind.value_counts()
        assert made.periods.mixed[number] == pytest.approx(1 - (n * (n - 1)).sum() / (n.sum() * (n.sum() - 1)))


def test_agreement_is_that_of_the_chapter():
    """The essay's cuts, set as the reader's own, agree with the essay wholly; with the course as the chapter counts."""
    made = ch.Periods(cuts=[str(day.date()) for day in ch.periods("mansurov").earliest])
    assert made.agreement["rand"] == 1
    made.compare = "course-questions"
    placed = made.placed_events[lambda frame: frame.compared > 0]
    pairs = list(itertools.combinations(zip(placed.period, placed.compared), 2))
    same = [(a == c, b == d) for (a, b), (c, d) in pairs]
    got = made.agreement
    assert got["together"] == sum(a and b for a, b in same) and got["apart"] == sum(not a and not b for a, b in same)
    assert got["only_here"] == sum(a and not b for a, b in same) and got["events"] == len(placed)
    assert got["rand"] == pytest.approx(sum(a == b for a, b in same) / len(pairs))


def test_the_nearest_cut_and_what_lies_between():
    got = ch.Periods(cuts=["1992-05-25", "1996-01-01"]).comparison
    assert list(got.nearest) == ["1992-05-25", "1992-05-25", "1996-01-01"]
    assert list(got.apart) == [298, 24, 365] and list(got.within) == [False, True, False]
    events = ch.events()
    assert got.events_between[2] == ((events.earliest >= "1992-05-01") & (events.earliest < "1992-05-25")).sum()


def test_dates_that_reach_across_a_cut_are_named():
    made = ch.Periods(ch.events(in_essay=True), cuts=["2003-06-01", "2008-06-01"])
    assert list(made.across.index) == ["year-of-kazakhstan-2003", "action-plan-2007", "business-forum-2008"]
    assert made.placed_events.period["year-of-kazakhstan-2003"] == 1


def test_a_date_reaches_across_a_cut_up_to_its_last_day():
    visit = ["putin-visit-2000"]  # 9 and 10 October 2000
    for cut, named in [("2000-10-09", []), ("2000-10-10", visit), ("2000-10-11", [])]:
        assert list(ch.Periods(ch.events(in_essay=True), cuts=[cut]).across.index) == named


def test_any_frame_will_do():
    made = ch.Periods(HOSTILE, cuts=["1995-01-01"])
    assert list(made.placed_events.period) == [1, 1, 0, 2]
    assert list(made.periods.events) == [2, 1]
    assert list(made.across.index) == ['two"'], "it has no known end"
    nothing = ch.Periods(ch.events().head(0))
    assert list(nothing.periods.events) == [0, 0, 0] and nothing.agreement["events"] == 0
    assert ch.Periods(ch.events(), compare="course-standing").comparison.events[1] > 0, "from 1465 on"


# --- the page -----------------------------------------------------------------------------


@pytest.mark.parametrize(("by", "language"), list(zip(module.LISTS, itertools.cycle(languages.LANGUAGES))))
def test_the_page_shows_what_python_says(show, by, language):
    made = ch.Periods(cuts=SIX, by=by, compare="course-questions", language=language)
    page = show(made)
    assert cells(page.locator(".tables")) == cells(page.locator(".fallback"))
    placed = made.placed_events
    for number in range(1, 7):
        assert ids(page, number) == list(placed.index[placed.period == number])


def test_three_figures_are_read_first_and_the_other_tables_stand_under_a_fold(show):
    page = show(ch.Periods())
    shown = page.locator(".tables table:visible")
    assert shown.count() == 1
    assert shown.locator("thead th").all_inner_texts() == ["Period", "Events", "Per year", "Most often"]
    page.locator("[data-keep=more]").focus()
    page.keyboard.press("Enter")
    assert shown.count() == 4
    page.locator("[data-keep=language]").select_option("ru")
    assert shown.count() == 4, "it stays unfolded"
    follow(page, cuts=["1995-01-01"])
    page.wait_for_function("document.querySelectorAll('tr[data-period]').length === 2")
    assert shown.count() == 4


def test_the_page_counts_any_cuts_as_python_does(show):
    page = show(ch.Periods(cuts=[]))
    page.locator("[data-keep=more]").click()

    @given(
        st.lists(DAYS, max_size=6, unique=True),
        st.sampled_from(list(module.LISTS)),
        st.sampled_from(["mansurov", "course-questions", "course-standing"]),
    )
    @settings(max_examples=25, phases=[Phase.generate])  # no shrinking: the page is slow
    def check(days, by, compare):
        made = ch.Periods(cuts=days, by=by, compare=compare)
        follow(page, cuts=made.cuts, by=by, compare=compare)
        page.wait_for_function(
            "days => JSON.stringify([...document.querySelectorAll('[role=slider]')].map(each => each.dataset.day)) === days",
            arg=json.dumps(made.cuts, separators=(",", ":")),
        )
        page.wait_for_timeout(30)
        page.evaluate("html => { document.querySelector('.fallback').innerHTML = html }", made.fallback())
        assert cells(page.locator(".tables")) == cells(page.locator(".fallback"))
        got = made.agreement
        if got["events"] > 1:
            words = made.strings["en"]["agreement"].format(
                n=got["events"],
                p=module.percent(got["rand"])[:-1],
                a=got["together"],
                b=got["apart"],
                c=got["only_here"],
                d=got["only_there"],
            )
            assert words in page.locator(".tables").inner_text()

    check()


def test_keys_move_a_cut_and_remove_it(show):
    page = show(ch.Periods(cuts=["1992-01-31", "2000-01-01"]))
    handles(page).first.focus()
    for key, day in [
        ("ArrowRight", "1992-02-29"), ("ArrowLeft", "1992-01-29"), ("Shift+ArrowRight", "1992-01-30"),
        ("PageUp", "1993-01-30"), ("PageDown", "1992-01-30"), ("ArrowUp", "1992-02-29"), ("End", "1999-12-31"),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert cuts(page)[0] == day, key
    assert "31 December 1999" in handles(page).first.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    assert cuts(page) == ["1999-12-31", "2000-01-01"], "a cut does not pass its neighbour"
    page.keyboard.press("Delete")
    assert cuts(page) == ["2000-01-01"]
    assert page.evaluate("document.activeElement.dataset.day") == "2000-01-01", "the focus stays among the cuts"
    page.keyboard.press("Delete")
    assert cuts(page) == [] and page.evaluate("document.activeElement.dataset.keep") == "add"
    assert len(ids(page, 1)) == len(ch.Periods().events)


def test_a_cut_is_dragged_and_the_table_follows(show):
    page = show(ch.Periods(cuts=["1992-01-01", "2000-01-01"]))
    before = ids(page, 3)
    box = handles(page).nth(1).bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] - 150, box["y"] + 10, steps=5)
    page.wait_for_function("document.querySelectorAll('[role=slider]')[1].dataset.day !== '2000-01-01'")
    assert len(ids(page, 3)) > len(before), "the table follows while the cut is dragged"
    page.mouse.move(box["x"] + 5000, box["y"] + 10, steps=5)
    page.mouse.up()
    end = f"{ch.events().latest.max().year}-12-31"
    page.wait_for_function("end => document.querySelectorAll('[role=slider]')[1].dataset.day === end", arg=end)
    page.mouse.move(0, 0)
    assert cuts(page) == ["1992-01-01", end]


def test_without_dragging_and_by_touch(show):
    page = show(ch.Periods(cuts=["1992-01-01"]), viewport=PHONE, has_touch=True)
    page.get_by_role("button", name="Cut 1: to the event after").tap()
    days = ch.events().query("precision == 'day'").earliest  # of other events no day is known
    after = days[days > "1992-01-01"].min()
    assert cuts(page) == [str(after.date())]
    page.get_by_role("button", name="Cut 1: to the event before").tap()
    assert cuts(page) == [str(days[days < after].max().date())]
    page.get_by_label("Its first day").fill("2000-10-10")
    page.get_by_role("button", name="Add a cut").tap()
    assert cuts(page)[1] == "2000-10-10"
    page.get_by_role("button", name="Add a cut").tap()
    assert len(cuts(page)) == 3
    page.get_by_role("button", name="Remove cut 1").tap()
    assert len(cuts(page)) == 2
    page.get_by_role("button", name="Use its cuts").tap()
    assert cuts(page) == ["1991-08-01", "1992-05-01", "1995-01-01"]
    page.locator("[data-keep=more]").tap()
    assert "In 100% of all pairs" in page.locator(".tables").inner_text()
    page.get_by_role("button", name="Reset").tap()
    assert cuts(page) == ["1992-01-01"]


def test_a_year_is_no_day_to_cut_on(show):
    page = show(ch.Periods(cuts=["2007-01-01"]))
    assert "No event on this day" in page.locator(".cuts li").inner_text(), "of the events of 2007 no day is known"
    page.get_by_role("button", name="Cut 1: to the event after").click()
    exact = ch.events()[lambda events: (events.precision == "day") & (events.earliest > "2007-01-01")]
    assert cuts(page) == [str(exact.earliest.min().date())]


def test_a_day_is_typed(show):
    page = show(ch.Periods(cuts=["1992-01-01", "2000-01-01"]))
    field = page.get_by_label("Cut 1, first day of period 2")
    field.fill("1995-01-20")
    assert cuts(page) == ["1995-01-20", "2000-01-01"]
    assert "On this day: Declaration on expanding" in page.locator(".cuts li").first.inner_text()
    field.fill("2001-01-01")
    assert cuts(page)[0] == "1995-01-20", "a cut does not pass its neighbour"
    field.blur()
    assert field.input_value() == "1995-01-20"
    assert "2 January 1990 to 31 December 1999" in page.get_by_role("alert").inner_text()
    page.get_by_label("Its first day").fill("2000-01-01")
    page.keyboard.press("Enter")
    assert len(cuts(page)) == 2 and "There is a cut" in page.get_by_role("alert").inner_text()


def test_a_period_is_selected_and_stays_the_same_when_a_cut_is_added(show):
    page = show(ch.Periods(cuts=["1992-01-01", "2000-01-01"]))
    third = page.get_by_role("button", name="Period 3: show its events")
    third.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.keep") == "period-3"
    shown = page.locator(".detail [data-event]").evaluate_all("all => all.map(each => each.dataset.event)")
    assert shown == ids(page, 3)[: len(shown)] and len(shown) >= min(100, len(ids(page, 3))), (
        "a long list says how many more"
    )
    page.get_by_label("Its first day").fill("1991-06-01")
    page.keyboard.press("Enter")
    assert page.locator(".detail [data-event]").evaluate_all("all => all.map(each => each.dataset.event)") == shown
    assert page.locator("button[aria-pressed=true]").inner_text() == "4."
    page.locator(".shade[data-period='4']").click()
    assert page.locator(".detail").count() == 0


def test_traits_reach_the_page_and_nonsense_does_not(show):
    page = show(ch.Periods)
    follow(page, cuts=["1995-01-01", "x", "1992-06-31", "1991-01-01", 7, None], by="kind", selected=2, compare="")
    page.wait_for_selector(".detail")
    assert cuts(page) == ["1991-01-01", "1995-01-01"]
    assert page.locator("tr[data-value=treaty]").count() == 1
    assert page.locator(".blocks").count() == 2, "nothing to compare with"
    follow(page, by="colour", compare="nobody", selected=-3)
    page.wait_for_selector(".detail", state="detached")
    assert page.locator("tr[data-value=economy]").count() == 1


def test_hostile_data_stay_text(show):
    made = ch.Periods(HOSTILE, cuts=["1995-01-01"], selected=1)
    assert "<script>alert" not in host.page([made])
    page = show(made)
    assert page.locator(".detail li").count() == 2
    assert page.locator("section.chronology :is(script, b, i)").count() == 0
    page.locator("[data-keep=more]").click()
    assert page.locator("tr[data-value='<b>new</b>']").inner_text().startswith("<b>new</b>")
    assert "Events without a date, in no period: 1." in page.locator(".tables").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    show(ch.Periods(ch.events().head(0)))


def test_many_cuts_and_many_events_are_drawn(show):
    frame = pd.concat([ch.events()] * 20)
    page = show(ch.Periods(frame, cuts=[f"{year}-01-01" for year in range(1979, 2009)]), viewport=PHONE)
    assert handles(page).count() == 30
    assert page.locator("svg rect").count() > 3
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_day_of_two_figures_can_be_typed_slowly(show):
    """A field whose limits are set while one types forgets the first of two figures."""
    page = show(ch.Periods(cuts=["1995-01-20"]))
    field = page.locator("[data-keep=day-0]")
    field.focus()
    page.keyboard.type("05251992", delay=180)
    assert field.input_value() == "1992-05-25"
    assert cuts(page) == ["1992-05-25"]
