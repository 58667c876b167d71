"""Five a day in the page: answered by hand and by keyboard, told at once, and come back on the right day."""

import datetime
import json
import re

import pytest

import chronology as ch
from accessibility import ALL_BUT_COLOURS, COLOURS, violations
from chronology.book import host
from chronology.widgets import five_a_day, recall
from conftest import DESK, PHONE

pytestmark = pytest.mark.remembered

HERE = {"timezone_id": "Asia/Almaty"}  # a clock that is set stays in its tab: no other test has this one
FIRST_DAY = datetime.datetime(2026, 3, 2, 9)
PART = "section.chronology.five_a_day"
QUESTIONS = {each.id: each for each in recall.questions()}


def only(kind):
    widget = ch.FiveADay()
    widget.questions = [each for each in widget.questions if each["kind"] == kind]
    return widget


def on_day(page, number):
    """Come again so many days after the first."""
    page.clock.set_fixed_time(FIRST_DAY + datetime.timedelta(days=number))
    page.reload()
    page.wait_for_selector("[data-ready]")


def asked(page) -> str:
    if page.locator("[data-keep=begin]").count():
        page.locator("[data-keep=begin]").click()
    return page.locator("[data-question]").get_attribute("data-question")


def answer(page, right=True):
    """Answer the question that is asked, go on to the next, and give its id."""
    id = asked(page)
    question = QUESTIONS[id]
    if page.locator(f"{PART} details:not([open])").count():
        page.locator("[data-keep=list]").click()
    options = page.locator("[data-option]")
    ids = options.evaluate_all("found => found.map(each => each.dataset.option)")
    chosen = question.answer.id if right else next(each for each in ids if each != question.answer.id)
    options.nth(ids.index(chosen)).click()
    page.locator("[data-keep=next]").click()
    return id


def test_five_are_asked_and_those_that_were_missed_come_back_the_next_day(show):
    page = show(ch.FiveADay, **HERE)
    on_day(page, 0)
    missed = [answer(page, right=False) for _ in range(2)]
    known = [answer(page) for _ in range(3)]
    assert page.locator("[data-question]").count() == 0
    assert (
        "3 of 5 right" in page.locator(".count").inner_text()
        and "Tomorrow come back: 2" in page.locator(PART).inner_text()
    )
    on_day(page, 0)
    assert "3 of 5 right" in page.locator(".count").inner_text()
    on_day(page, 1)
    second = [answer(page) for _ in range(5)]
    assert set(second[:2]) == set(missed) and not set(second) & set(known)
    on_day(page, 3)
    assert {answer(page) for _ in range(3)} == set(known), "known at first sight: three days"


def test_a_day_that_is_not_used_costs_nothing(show):
    page = show(ch.FiveADay, **HERE)
    on_day(page, 0)
    missed = {answer(page, right=False) for _ in range(5)}
    on_day(page, 365)
    assert {answer(page) for _ in range(5)} == missed
    assert "5 of 5 right" in page.locator(".count").inner_text()


def test_an_answer_is_told_with_what_the_record_says(show):
    page = show(ch.FiveADay)
    while "first/" not in asked(page):
        answer(page)
    event = ch.events().loc[asked(page).removeprefix("first/")]
    page.locator("[data-option]").last.click()
    said = page.locator(".result[role=status]").inner_text()
    assert said.startswith(("Right.", "Not right. The answer: ")) and event.title_en in said and event.date_en in said
    assert page.locator("[data-option][aria-disabled=true]").count() == page.locator("[data-option]").count() > 1
    assert page.locator(".right .unseen").inner_text().strip() == "right answer:"
    page.locator("[data-option]").first.evaluate("each => each.click()")
    assert page.locator(".result").inner_text() == said, "the first answer counts"


def test_what_was_missed_can_be_practised_at_once(show):
    page = show(ch.FiveADay)
    missed = [answer(page, right=False) for _ in range(5)]
    page.locator("[data-keep=practise]").click()
    assert {answer(page) for _ in range(5)} == set(missed)
    assert "Tomorrow come back: 5" in page.locator(PART).inner_text()


def test_what_was_forgotten_can_be_brought_back(show):
    page = show(ch.FiveADay, **HERE)
    on_day(page, 0)
    for _ in range(5):
        answer(page)
    page.locator("[data-keep=forget]").click()
    assert page.evaluate("document.activeElement.dataset.keep") == "forget" and asked(page)
    page.get_by_role("button", name="Undo").click()
    assert "5 of 5 right" in page.locator(".count").inner_text()
    on_day(page, 0)
    assert "5 of 5 right" in page.locator(".count").inner_text()


def test_the_keyboard_is_enough(show):
    page = show(only("where"))
    page.locator("[data-keep=begin]").focus()
    page.keyboard.press("Enter")
    page.locator("[data-keep=list]").focus()
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    chosen = page.evaluate("document.activeElement.dataset.option")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.option") == chosen, "the focus stays on what was chosen"
    assert page.locator(".result").inner_text()
    page.locator("[data-keep=next]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "legend"
    assert page.locator(".count").inner_text() == "Question 2 of 5"


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_tap_on_the_map_takes_the_nearest_place(show, viewport):
    page = show(only("where"), viewport=viewport)
    event = ch.events().loc[asked(page).removeprefix("where/")]
    dot = page.locator(f"[data-place={event.places[0]}] i")
    box = dot.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 + 9, box["y"] + box["height"] / 2 - 9)
    assert page.locator(".result").inner_text().startswith("Right.")
    name = page.locator(f"[data-place={event.places[0]}] > span")
    assert ch.places().name_en[event.places[0]] in name.inner_text()
    assert page.locator(".spot").count() == 6


@pytest.mark.parametrize("kind", ["where", "first"])
def test_axe_finds_nothing_once_it_is_answered(show, kind):
    page = show(only(kind), viewport=PHONE)
    asked(page)
    if kind == "where":
        page.locator("[data-keep=list]").click()
    page.locator("[data-option]").last.click()
    assert violations(page, ALL_BUT_COLOURS) == {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, COLOURS) == {}
    page.emulate_media(forced_colors="active")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if kind == "where":
        colours = page.locator(".spot i").evaluate_all("found => found.map(each => getComputedStyle(each).borderColor)")
        assert all(colours)
    page.emulate_media(forced_colors="none")


def test_the_name_on_a_day_is_answered_on_paper_with_its_own_time():
    asked = [each for each in QUESTIONS.values() if each.kind == "called"]
    assert asked
    for each in asked:
        assert each.answer.text["en"] in five_a_day._reason(each, lambda text: text["en"]), each.id


def test_on_paper_stand_five_with_their_answers_after_them():
    plain = ch.FiveADay(chapter=4).fallback()
    questions, answers = plain.split('<details class="answers">')
    assert questions.count("<li><p>") == 5 and answers.count("<li>") == 5
    five = list(ch.FiveADay(chapter=4)._five())
    claims = ch.claims(chapter=4)
    own = {*claims.index, *claims.event, *claims.evidence.explode()}
    assert len({each.kind for each in five}) >= 3 and sum(each.about[1] in own for each in five) >= 3
    for each in five:
        assert each.answer.text["en"].split("’")[0] in answers


def test_it_is_refused_for_a_chapter_that_is_not_there():
    with pytest.raises(Exception, match="no chapter 12; did you mean"):
        ch.FiveADay(chapter=12)


def test_intervals_are_sent_and_not_written_twice():
    assert ch.FiveADay().fixed["days"] == five_a_day.DAYS and list(five_a_day.DAYS) == sorted(five_a_day.DAYS)


def test_a_chapter_read_before_the_first_question_changes_which_it_is_and_not_its_number(visit, tmp_path):
    """The offer stands at the end of a chapter, and the chapter counts as read when it is reached."""
    widget = ch.FiveADay(chapter=3)
    (tmp_path / "page.html").write_text(host.page([widget], title="Read").replace("<body>", f"<body>{linking(widget)}"))
    page = visit((tmp_path / "page.html").as_uri(), offline=True)
    page.locator("[data-widget]").scroll_into_view_if_needed()
    page.wait_for_function("localStorage.getItem('chronology-five')?.includes('event/')")
    page.locator("[data-keep=begin]").click()
    assert page.locator(".count").inner_text() == "Question 1 of 5"
    assert QUESTIONS[asked(page)].about[0] == "event"


def linking(widget):
    """The text of a chapter that links to events of which something is asked."""
    events = dict.fromkeys(each.about[1] for each in QUESTIONS.values() if each.about[0] == "event")
    register = widget.fixed["pages"]["event"]
    return "<article>" + "".join(f'<a href="{register}.html#{id}">it</a> ' for id in list(events)[:20]) + "</article>"


# --- in the book ----------------------------------------------------------------------------


def kept(page):
    return json.loads(page.evaluate("localStorage.getItem('chronology-five') ?? 'null'"))


def reach(page):
    for _ in range(3):  # what stands before it is drawn on the way, and moves it
        page.locator("[data-widget=FiveADay]").scroll_into_view_if_needed()
        page.wait_for_selector("[data-widget=FiveADay][data-ready]")
        page.wait_for_timeout(200)


def test_who_has_come_to_the_end_of_a_chapter_is_asked_about_it(visit, address):
    page = visit(f"{address}/chapters/03-soviet-republic.html", DESK)
    assert kept(page) is None, "a chapter that was opened is not read"
    reach(page)
    page.wait_for_function("localStorage.getItem('chronology-five')?.includes('event/')")
    [[chapter, things]] = kept(page)["read"]
    assert chapter == 3 and {"event/foreign-affairs-law-1944", "claim/C17"} <= set(things)
    page.goto(f"{address}/index.html")
    reach(page)
    five = page.locator("[data-widget=FiveADay]")
    assert "From the chapters you have read: 3." in five.inner_text()
    for _ in range(5):
        assert "/".join(QUESTIONS[asked(page)].about) in things
        answer(page)
    assert page.faults == []


@pytest.mark.parametrize("chapter", sorted(ch.chapters().index))
def test_every_chapter_gives_enough_to_ask(pages, chapter):
    """What a chapter links to is what is asked about."""
    text = (pages / f"chapters/{ch.chapters().slug[chapter]}.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'(\w+)s(?:-\d+)?\.html#([^"]+)"', text))
    assert len({each.id for each in QUESTIONS.values() if each.about in linked}) >= 10


def test_what_it_needs_is_one_file_for_all_pages_and_comes_when_it_is_near(visit, address):
    page = visit(f"{address}/chapters/04-independence.html", DESK)
    before = len(page.asked)
    page.wait_for_timeout(300)
    assert len(page.asked) == before
    reach(page)
    files = {url for url in page.asked[before:] if "/kept/" in url}
    page.goto(f"{address}/chapters/05-periods.html")
    before = len(page.asked)
    reach(page)
    assert files and files <= {url for url in page.asked[before:] if "/kept/" in url} | files
