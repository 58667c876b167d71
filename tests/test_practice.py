"""The practice: questions built from the tables, answers that a date allows, feedback, and what stays in the browser."""

import itertools
import re

import pandas as pd
import pytest
import traitlets
from bs4 import BeautifulSoup

import chronology as ch
from chronology import dates, edition, languages
from chronology.book import host
from chronology.widgets import practice
from conftest import PHONE

pytestmark = pytest.mark.remembered

DECEMBER = [
    "minsk-agreement-1991",
    "independence-law-1991",
    "turkey-recognition-1991",
    "alma-ata-declaration-1991",
    "ussr-dissolution-1991",
]
EVIL = "<script>alert(1)</script>\"'&\u202e"


def december():
    return practice.order(DECEMBER, id="december", hint="Look at the days.", explanation="Two share a day.")


def three():
    """One question of each form."""
    return [
        december(),
        practice.match(["independence-law-1991", "un-membership-1992", "friendship-treaty-1992"], id="dates"),
        practice.choose("Which?", ["this", "that", "other"], 1, ["no this", "yes that", "no other"], id="which"),
    ]


def ids(page, question="december"):
    return page.locator(f"[data-id={question}] .sortable > li").evaluate_all(
        "found => found.map(each => each.dataset.item)"
    )


def press(page, do, question="december"):
    page.locator(f"[data-id={question}] [data-do={do}]").click()


def put(page, wanted, question="december"):
    """Bring a question into an order with its buttons."""
    for place, id in enumerate(wanted):
        for _ in range(ids(page, question).index(id) - place):
            page.locator(f'[data-keep="{question} {id} -1"]').click()
    assert ids(page, question) == wanted


def result(page, question="december"):
    return page.locator(f"[data-id={question}] .result").inner_text()


# --- questions ------------------------------------------------------------------------------


def test_nothing_is_typed_twice():
    """What an order and a match say of an event is what the table has."""
    events = ch.events()
    asked = ch.practice_questions()
    for question in practice.from_tables():
        for item in question["items"]:
            if asked.form[question["id"]] in ("order", "date", "period"):
                row = events.loc[item["id"]]
                assert item["text"] == {language: row[f"title_{language}"] for language in languages.LANGUAGES}
                if question["form"] == "order":
                    assert item["date"]["ru"] == row.date_ru
                    assert item["first"] == f"{row.earliest:%Y-%m-%d}"


@pytest.mark.parametrize("chapter", ch.chapters().index)
def test_every_chapter_asks_two_to_eight_questions_in_different_ways(chapter):
    forms = list(ch.practice_questions(chapter).form)
    assert 2 <= len(forms) <= 8
    assert len(set(forms)) > 1
    assert len(ch.Practice(chapter=chapter).questions) == len(forms)


def test_all_texts_are_there_in_three_languages_and_no_place_for_a_date_is_left_empty():
    def texts(value):
        if isinstance(value, dict) and set(value) & set(languages.LANGUAGES):
            yield value
        elif isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                yield from texts(each)

    found = list(texts(practice.from_tables()))
    assert len(found) > 300
    for text in found:
        if text:
            assert set(text) == set(languages.LANGUAGES)
            assert not re.search(r"[{}]", "".join(text.values()))


def test_no_question_starts_solved_and_the_shuffle_is_always_the_same():
    again = {question["id"]: question for question in practice.from_tables()}
    for question in practice.from_tables():
        assert question == again[question["id"]]
        shown = [item["id"] for item in question["items"]]
        if question["form"] == "order":
            assert len(practice.in_order(question["items"])) < len(shown)
            assert "right" in (marks := practice.marks(question, shown)).values() and set(marks.values()) != {"right"}
        if question["form"] == "match":
            places = [answer["id"] for answer in question["answers"]]
            order = [places.index(item["answer"]) for item in question["items"]]
            assert order != sorted(order)


def test_the_right_option_does_not_always_stand_in_the_same_place():
    chosen = [question for question in practice.from_tables() if question["form"] == "choose"]
    places = [[item["right"] for item in question["items"]].index(True) for question in chosen]
    assert max(map(places.count, places)) < 0.7 * len(places)


def test_answers_of_a_match_can_be_told_apart_in_every_language():
    for question in practice.from_tables():
        for language in languages.LANGUAGES:
            texts = [answer["text"][language] for answer in question.get("answers", ())]
            assert len(set(texts)) == len(texts), (question["id"], language)


def test_the_answers_come_from_the_tables():
    questions = {question["id"]: question for question in practice.from_tables()}
    for item in questions["five-verdicts"]["items"]:
        assert item["answer"] == ch.claims().verdict[item["id"]]
    for item in questions["whom-it-binds"]["items"]:
        assert item["answer"] == ch.documents().force[item["id"]]
    named = {item["id"]: item["answer"] for item in questions["name-of-the-state"]["items"]}
    assert named["1930"].startswith("Kazak Auto") and named["1991-12-17"] == "Republic of Kazakhstan"
    periods = {item["id"]: item["answer"] for item in questions["five-questions"]["items"]}
    assert periods["tenge-1993"] == "questions-inheritance"
    assert practice.period("course-questions", ["friendship-treaty-1992", "tenge-1993"])["items"][0]["answer"]


@pytest.mark.parametrize(
    ("make", "hint"),
    [
        (lambda: practice.order(["minsk-agrement-1991"]), "minsk-agreement-1991"),
        (lambda: practice.match(["nobody"]), "did you mean"),
        (lambda: practice.order([]), "something to answer with"),
        (lambda: practice.order(["tenge-1993", "tenge-1993"]), "twice"),
        (lambda: practice.name("kazakhstan", ["1936"]), "no one name in 1936"),
        (lambda: practice.name("kazakstan", ["1930"]), "kazakhstan"),
        (lambda: practice.period("course-questions", ["kazakh-khanate-founded-1465"]), "before the first period"),
        (lambda: practice.choose("?", ["a", "b"], 2, ["x", "y"]), "0 to 1"),
        (lambda: practice.choose("?", ["a", "b"], 0, ["x"]), "feedback"),
        (lambda: practice.filled("{tenge}", "en", ch.events()), "tenge-1993"),
        (lambda: practice.from_tables(12), "no chapter 12"),
    ],
)
def test_a_faulty_question_is_refused_with_a_hint(make, hint):
    with pytest.raises(ValueError, match=hint):
        make()


# --- what a date allows ---------------------------------------------------------------------


def allowed(items):
    """The definition, the slow way: nothing stands above what certainly came before it."""
    return all((above["first"] or "") <= (below["last"] or "9999") for above, below in itertools.combinations(items, 2))


def test_exactly_the_orders_that_the_dates_allow_are_right():
    some = ["skibin-troshin-embassy-1694", "tauke-audience-1694", "abulkhair-oath-1731", "abylai-election-1771"]
    question = practice.order([*some, "kulmuhammed-embassy-1594"])
    items = {item["id"]: item for item in question["items"]}
    right = 0
    for order in itertools.permutations(items):
        marks = practice.marks(question, list(order))
        good = set(marks.values()) == {"right"}
        assert good == allowed([items[id] for id in order])
        assert list(marks.values()).count("right") == max(
            n for n in range(6) for part in itertools.combinations(order, n) if allowed([items[id] for id in part])
        )
        right += good
    assert right == 2, "the mission and the audience may change places"


def test_an_open_end_and_a_missing_date_may_stand_where_the_rest_allows():
    items = [
        {"id": "open", "first": "1995-01-01", "last": None},
        {"id": "late", "first": "2000-01-01", "last": "2000-01-01"},
        {"id": "undated", "first": None, "last": None},
        {"id": "early", "first": "1990-01-01", "last": "1990-01-01"},
    ]
    assert practice.in_order(items) == ["open", "late", "undated"]
    assert practice.either(items[0], items[1]) == "overlap"
    assert practice.either(items[2], items[3]) is None
    assert practice.either(items[1], items[1]) == "same-day"
    assert practice.either(items[3], items[1]) is None


def test_marks_say_where_an_event_belongs():
    question = december()
    wrong = [DECEMBER[-1], *DECEMBER[:-1]]
    assert practice.marks(question, wrong) == dict.fromkeys(DECEMBER[:-1], "right") | {DECEMBER[-1]: "later"}
    wrong = [*DECEMBER[1:], DECEMBER[0]]
    assert practice.marks(question, wrong)[DECEMBER[0]] == "earlier"


# --- traits ---------------------------------------------------------------------------------


def test_answers_are_read_as_a_table():
    widget = ch.Practice(three())
    assert not widget.results.answered.any() and not widget.results.right.any()
    day = dict(ch.events().date)
    widget.answers = {
        "december": [DECEMBER[0], DECEMBER[2], DECEMBER[1], *DECEMBER[3:]],
        "dates": {"independence-law-1991": day["independence-law-1991"], "un-membership-1992": "1991-12-16"},
        "which": "0",
    }
    widget.tries = {"which": 2}
    assert list(widget.results.index) == ["december", "dates", "which"]
    assert list(widget.results.right) == [True, False, False]
    assert list(widget.results.right_items) == [5, 1, 0]
    assert list(widget.results["items"]) == [5, 3, 1]
    assert list(widget.results.tries) == [0, 0, 2]
    widget.answers = {"which": "1"}
    assert widget.results.right["which"] and not widget.results.answered["december"]


def test_no_questions_is_an_empty_table():
    widget = ch.Practice([])
    assert widget.results.empty and "right" in widget.results
    assert "<li>" not in widget.fallback()


@pytest.mark.parametrize(
    ("answers", "hint"),
    [
        ({"decembre": "0"}, "december"),
        ({"december": DECEMBER[:3]}, "each once"),
        ({"december": 3}, "each once"),
        ({"december": [[1]]}, "each once"),
        ({"dates": ["1991-12-16"]}, "dict item -> answer"),
        ({"dates": {"un-membership-1992": "1990"}}, "did you mean"),
        ({"dates": {"un-membership": "1991-12-16"}}, "un-membership-1992"),
        ({"which": "7"}, "did you mean"),
    ],
)
def test_an_answer_that_is_none_is_refused_with_a_hint(answers, hint):
    widget = ch.Practice(three())
    with pytest.raises(traitlets.TraitError, match=hint):
        widget.answers = answers
    assert widget.answers == {}


def test_questions_that_cannot_be_asked_are_refused():
    with pytest.raises(traitlets.TraitError, match="two questions with the id 'december'"):
        ch.Practice([december(), december()])
    with pytest.raises(traitlets.TraitError, match="without 'items'"):
        ch.Practice([{"id": "x", "form": "order", "text": {}}])
    with pytest.raises(traitlets.TraitError, match="choose"):
        ch.Practice([{"id": "x", "form": "chose", "text": {}, "items": []}])


def test_two_sets_of_questions_are_kept_under_two_names():
    assert ch.Practice(chapter=4).name == "chapter-4"
    assert ch.Practice(three()).name == ch.Practice(three()).name != ch.Practice(three()[:1]).name


# --- without scripts ------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_the_fallback_asks_what_the_widget_asks_in_the_same_order_and_has_the_answers(show, language):
    widget = ch.Practice(chapter=4, language=language)
    page = show(widget)
    shown = page.locator("[data-id]").evaluate_all(
        """found => found.map(each => [each.querySelector("legend").textContent.replace(/^\\d+\\. /, ""),
        [...each.querySelectorAll(".sortable > li, select, input")].map(item => item.dataset.item ?? item.value)])"""
    )
    html = BeautifulSoup(widget.fallback(), "html.parser")
    asked = [
        [li.find("p").get_text(), [item["data-item"] for item in li.select("[data-item]")]]
        for li in html.select(".questions > li")
    ]
    assert asked == shown
    assert all(html.get_text().count(text) == 1 for text, _ in asked), "a question stands there twice"
    answers = html.select(".answers > ol > li")
    assert len(answers) == len(asked)
    law = ch.events().loc["independence-law-1991"]
    assert f"{law[f'title_{language}']} – {law[f'date_{language}']}" in answers[0].get_text()
    assert languages.words("practice", language)["same-day"] in answers[0].get_text()
    assert not html.select_one("details").has_attr("open")


def test_the_answers_are_on_paper(show):
    page = show(ch.Practice(three()))
    page.emulate_media(media="print")
    assert page.get_by_text("yes that").bounding_box()["height"] > 0
    assert page.get_by_text("yes that").bounding_box()["y"] > page.get_by_text("☐ other").bounding_box()["y"]


# --- in the browser -------------------------------------------------------------------------


def test_an_order_is_made_with_buttons_and_checked(show):
    page = show(ch.Practice(three()))
    assert ids(page) == [item["id"] for item in december()["items"]]
    press(page, "check")
    marks = page.locator("[data-id=december] .sortable [data-mark]").evaluate_all("x => x.map(e => e.dataset.mark)")
    assert marks == list(practice.marks(december(), ids(page)).values())
    assert "Look at the days." in result(page) and "Two share a day." not in result(page)
    assert not page.locator(".sortable").get_by_text("Same day as").count()
    put(page, [DECEMBER[0], DECEMBER[2], DECEMBER[1], *DECEMBER[3:]])
    assert result(page) == "", "what was said of another order does not hold"
    press(page, "check")
    assert "right" in result(page) and "Two share a day." in result(page)
    assert page.locator("[data-id=december] .sortable").get_by_text("Same day as").count() == 1
    assert "Solved: 1 of 3" in page.locator("section.chronology").inner_text()
    assert "Tries: 2" in page.locator("[data-id=december]").inner_text()


def test_the_script_and_python_find_the_same_marks(show):
    question = practice.order(
        ["skibin-troshin-embassy-1694", "tauke-audience-1694", "kenesary-uprising-1837", "senior-zhuz-subjecthood-1846"]
    )
    names = [item["id"] for item in question["items"]]
    for order in list(itertools.permutations(names))[::5]:
        page = show(ch.Practice([question], answers={question["id"]: list(order)}))
        assert ids(page, question["id"]) == list(order)
        press(page, "check", question["id"])
        done = {mark for mark in practice.marks(question, order).values()} == {"right"}
        found = page.locator(".sortable [data-mark]").evaluate_all("x => x.map(e => e.dataset.mark)")
        assert found == ([] if done else list(practice.marks(question, order).values()))
        page.context.close()


def test_an_order_by_keyboard_keeps_the_focus_and_is_announced(show):
    page = show(ch.Practice(three()))
    before = ids(page)
    button = page.locator(f'[data-keep="december {before[2]} -1"]')
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # nothing is above the first
    assert ids(page) == [before[2], before[0], before[1], *before[3:]]
    assert page.evaluate("document.activeElement.dataset.keep") == f"december {before[2]} -1"
    title = ch.events().title_en[before[2]]
    assert page.locator("[data-id=december] .unseen[role=status]").inner_text() == f"{title}: place 1 of 5"
    assert page.get_by_role("button", name=f"Earlier: {title}").get_attribute("aria-disabled") == "true"


def test_an_order_by_mouse(show):
    page = show(ch.Practice(three()))
    before = ids(page)
    rows = page.locator("[data-id=december] .sortable > li")
    start, end = rows.nth(0).bounding_box(), rows.nth(3).bounding_box()
    page.mouse.move(start["x"] + 120, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 120, end["y"] - 30, steps=4)
    page.mouse.move(start["x"] + 120, end["y"] + end["height"] - 4, steps=4)
    page.mouse.up()
    assert ids(page) == [*before[1:4], before[0], before[4]]
    assert "place 4 of 5" in page.locator("[data-id=december] .unseen").inner_text()


def test_an_order_by_touch(show):
    page = show(ch.Practice(three()), viewport=PHONE, has_touch=True)
    before = ids(page)
    page.locator(f'[data-keep="december {before[0]} 1"]').tap()
    assert ids(page) == [before[1], before[0], *before[2:]]
    handles = page.locator("[data-id=december] .handle")
    handles.nth(2).evaluate("each => each.scrollIntoView({block: 'center'})")
    start, end = handles.nth(4).bounding_box(), handles.nth(0).bounding_box()
    x, y = start["x"] + 10, start["y"] + 10
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for y in points]})

    touch("touchStart", y)
    for step in range(1, 9):
        touch("touchMove", y + (end["y"] - y) * step / 8)
    touch("touchEnd")
    page.wait_for_function("id => document.querySelector('.sortable > li').dataset.item === id", arg=before[4])
    assert ids(page) == [before[4], before[1], before[0], *before[2:4]]


def test_a_match_says_whether_a_wrong_date_is_too_early(show):
    page = show(ch.Practice(three()))
    question = page.locator("[data-id=dates]")
    press(page, "check", "dates")
    assert result(page, "dates") == "Choose an answer first."
    assert not question.get_by_text("Tries").count()
    question.locator("[data-item=un-membership-1992]").select_option("1991-12-16")
    question.locator("[data-item=independence-law-1991]").select_option("1992-05-25")
    press(page, "check", "dates")
    marks = dict(
        question.locator("li").evaluate_all(
            """x => x.map(e => [e.querySelector("select").dataset.item, e.querySelector("[data-mark]").dataset.mark])"""
        )
    )
    assert marks == {
        "un-membership-1992": "was-later",
        "independence-law-1991": "was-earlier",
        "friendship-treaty-1992": "none",
    }
    assert "Right: 0 of 3." in result(page, "dates")
    press(page, "solution", "dates")
    for id in marks:
        assert question.locator(f"[data-item={id}]").input_value() == ch.events().date[id]
    question.locator("[data-do=check]").dispatch_event("click")
    assert question.get_by_text("Tries: 1").is_visible()
    assert "Solved: 0 of 3" in page.locator("section.chronology").inner_text(), "a solution that was shown is no answer"


def test_a_choice_has_its_own_feedback_and_the_solution_only_after_a_try(show):
    page = show(ch.Practice(three()))
    question = page.locator("[data-id=which]")
    assert not question.locator("[data-do=solution]").count()
    question.get_by_label("that").focus()
    question.get_by_label("this").check()
    assert not question.get_by_text("no this").count(), "before it is checked nothing is said"
    press(page, "check", "which")
    assert question.get_by_text("no this").is_visible() and not question.get_by_text("yes that").count()
    press(page, "solution", "which")
    assert question.get_by_label("that").is_checked()
    assert question.get_by_text("yes that").is_visible() and question.get_by_text("no other").is_visible()
    assert page.evaluate("document.activeElement.dataset.do") == "again"


def test_again_shuffles_anew_and_never_into_the_right_order(show):
    page = show(ch.Practice([december()]))
    orders = [ids(page)]
    press(page, "check")
    for _ in range(12):
        press(page, "again")
        assert result(page) == ""
        orders.append(ids(page))
        assert set(practice.marks(december(), orders[-1]).values()) != {"right"}
        press(page, "check")
    assert len({tuple(order) for order in orders}) > 5
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert ids(page) == orders[-1]


def test_answers_stay_in_the_browser_until_they_are_forgotten(show):
    page = show(ch.Practice(three(), name="kept"))
    page.locator("[data-id=which]").get_by_label("that").check()
    press(page, "check", "which")
    put(page, DECEMBER)
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.locator("[data-id=which]").get_by_label("that").is_checked()
    assert page.locator("[data-id=which]").get_by_text("yes that").is_visible()
    assert ids(page) == DECEMBER
    assert "Solved: 1 of 3" in page.locator("section.chronology").inner_text()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('chronology-practice')).length") == 1
    assert not [url for url in page.asked if url.startswith("http")]
    page.get_by_role("button", name="Forget my answers").click()
    page.get_by_role("button", name="Undo").click()
    assert page.locator("[data-id=which]").get_by_label("that").is_checked() and ids(page) == DECEMBER
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert "Solved: 1 of 3" in page.locator("section.chronology").inner_text()
    page.get_by_role("button", name="Forget my answers").click()
    assert page.get_by_text("erased from this browser").is_visible()
    assert page.evaluate("document.activeElement.dataset.keep") == "forget"
    assert not page.locator("[data-id=which] input:checked").count()
    assert ids(page) == [item["id"] for item in december()["items"]]
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert "Solved: 0 of 3" in page.locator("section.chronology").inner_text()


def test_it_works_where_storage_is_off_and_with_nonsense_in_it(visit, tmp_path):
    path = tmp_path / "practice.html"
    path.write_text(host.page([ch.Practice(three(), name="x")]), encoding="utf-8")
    page = visit(path.as_uri(), offline=True)
    key = page.evaluate("`chronology-practice ${location.pathname} x`")
    for stored in (
        "no JSON",
        "7",
        '{"state": 3}',
        '{"state": {"rounds": {"december": "x"}}, "answers": {"december": [1], "dates": [], "which": 9, "no": 1}}',
        '{"state": {"checked": {"dates": true, "which": true}}, "answers": {"dates": {"x": "<b>"}}, "tries": {"which": "z"}}',
    ):
        page.evaluate("([key, stored]) => localStorage.setItem(key, stored)", [key, stored])
        page.reload()
        page.wait_for_selector("[data-ready]")
        assert sorted(ids(page)) == sorted(DECEMBER)
        press(page, "check")
        assert "Right:" in result(page)
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('off') }})")
    page.reload()
    page.wait_for_selector("[data-ready]")
    press(page, "check")
    assert "Right:" in result(page)
    page.get_by_role("button", name="Forget my answers").click()
    assert page.faults == []


def test_the_language_changes_everything_but_the_answers(show):
    page = show(ch.Practice(three()))
    put(page, DECEMBER)
    press(page, "check")
    page.locator("[data-keep=language]").select_option("kk")
    part = page.locator("section.chronology")
    words = languages.words("practice", "kk")
    for key in ("label", "check", "again", "same-day", "how"):
        assert words[key] in part.inner_text()
    assert ids(page) == DECEMBER
    assert ch.events().date_kk["ussr-dissolution-1991"] in part.inner_text()
    assert page.locator("[data-id=which] legend span").get_attribute("lang") == "en", "it has no Kazakh text"


def test_hostile_texts_are_texts(show):
    frame = pd.DataFrame(
        {
            "title_en": [EVIL, "long " * 2000, "no date"],
            "date": ["1991-12-16", "1991-12", ""],
            "date_en": [EVIL, dates.display("1991-12", "en"), ""],
            "earliest": pd.to_datetime(["1991-12-16", "1991-12-01", None]).astype("datetime64[s]"),
            "latest": pd.to_datetime(["1991-12-16", None, None]).astype("datetime64[s]"),
        },
        index=[EVIL, "long", "none"],
    )
    questions = [
        practice.order(frame.index, EVIL, hint=EVIL, explanation=EVIL, frame=frame, id=EVIL),
        practice.choose(EVIL, [EVIL, "b"], 1, [EVIL, EVIL], id="two"),
    ]
    widget = ch.Practice(questions)
    assert "<script" not in widget.fallback()
    page = show(widget, viewport=PHONE)
    for question in page.locator("[data-id]").all():
        if question.get_attribute("data-form") == "choose":
            question.locator("input").first.check()
        question.locator("[data-do=check]").click()
        question.locator("[data-do=again]").click()
    assert page.locator("section.chronology script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert EVIL in page.locator("legend").first.text_content()


def test_an_empty_practice_says_so(show):
    page = show(ch.Practice([]))
    assert page.get_by_text("There are no questions here.").is_visible()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_chapter_asks_the_same_in_every_edition(language):
    def asked(questions):
        return [(each["id"], each["form"], [item["id"] for item in each["items"]]) for each in questions]

    for chapter in ch.chapters().index:
        english = ch.Practice(chapter=chapter).questions
        with edition.speaking(language):
            assert asked(ch.Practice(chapter=chapter).questions) == asked(english)
