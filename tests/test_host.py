"""The static host: what the build puts into a page, and how the page runs it."""

import contextlib
import hashlib
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import chronology as ch
from bench.events import generated
from chronology.book import host
from chronology.book.host.tongues import parted
from chronology.widgets import scripts
from server import serve

pytestmark = pytest.mark.remembered


def state(html):
    return json.loads(re.search(r'id="widget-state">(.*?)</script>', html, re.S)[1])


def test_every_value_is_stored_once():
    html = host.page([ch.Timeline(), ch.Timeline(lanes="kind")])
    stored = state(html)
    texts = [json.dumps(value, sort_keys=True) for value in stored["values"]]
    assert len(texts) == len(set(texts))
    first, second = stored["models"].values()
    assert first["events"] == second["events"] and first["_esm"] == second["_esm"]
    assert first["lanes"] != second["lanes"]
    assert html.count("Treaty of friendship") <= host.page([ch.Timeline()]).count("Treaty of friendship") * 2


def test_the_same_page_is_built_the_same():
    made = [re.sub(r"[0-9a-f]{32}", "", host.page([ch.Timeline()])) for _ in range(2)]
    assert made[0].replace("IPY_MODEL_", "") == made[1].replace("IPY_MODEL_", "")


def test_nothing_in_the_state_ends_the_script():
    nasty = "</script><script>globalThis.caught = 1</script><!--<script>\u2028"
    html = host.hosted('<div data-widget="X" data-model="m"></div>', {"m": {"_esm": nasty, "title": nasty}}, "")
    page = BeautifulSoup(html, "html.parser")
    assert len(page.select("script")) == 2
    assert nasty in json.loads(page.select_one("#widget-state").string)["values"]


def test_a_page_without_widgets_gets_nothing():
    assert host.hosted("<p>No widget</p>", {"m": {}}, "") == "<p>No widget</p>"


def test_a_widget_without_state_ends_the_build():
    with pytest.raises(KeyError):
        host.hosted('<div data-widget="X" data-model="gone"></div>', {}, "")


def test_two_of_a_kind_have_ids_of_their_own():
    html = host.page([ch.Timeline(), ch.Timeline()])
    ids = [each["id"] for each in BeautifulSoup(html, "html.parser").select("[data-widget]")]
    assert ids == ["timeline-widget", "timeline-widget-2"]


# --- any anywidget ----------------------------------------------------------------------------

SCRIPT = """
export default () => ({
  initialize({ model }) { model.set("log", [...model.get("log"), "initialize"]); },
  render({ model, el }) {
    const say = (model, value) => { el.textContent = `count ${value}`; };
    model.on("change:count", say);
    model.on("change", () => { el.dataset.changes = String(+(el.dataset.changes ?? 0) + 1); });
    say(model, model.get("count"));
    el.addEventListener("click", () => { model.set("count", model.get("count") + 1); model.save_changes(); });
    el.addEventListener("dblclick", () => { model.off("change:count", say); model.send({ hello: 1 }); });
    el.dataset.log = model.get("log").join(" ");
  },
});
"""


def test_the_model_does_what_anywidget_promises(visit, tmp_path):
    states = {"m": {"_esm": SCRIPT, "_css": "[data-widget] div { color: rgb(1, 2, 3); }", "count": 4, "log": []}}
    path = tmp_path / "any.html"
    path.write_text(host.hosted('<div data-widget="Any" data-model="m"></div>', states, ""), encoding="utf-8")
    page = visit(path.as_uri(), offline=True)
    said = page.locator("[data-ready] > div")
    assert said.inner_text() == "count 4"
    assert said.get_attribute("data-log") == "initialize"
    assert said.evaluate("each => getComputedStyle(each).color") == "rgb(1, 2, 3)"
    said.click()
    assert said.inner_text() == "count 5" and said.get_attribute("data-changes") == "1"
    said.dispatch_event("dblclick")
    said.click()
    assert said.inner_text() == "count 5", "off is heeded"
    assert page.faults == []


RECORDS = [
    {
        "id": f"r{at}", "same": ["a", {"b": None}], "few": [True, 1, "1", "true", None, 0, False, "", []][at % 9],
        "title": {"en": f"T {at}", **({"ru": "<Т>"} if at % 2 else {})}, "when": {"en": f"{at % 3}"} if at % 4 else {},
        **({"rare": at} if at % 7 == 0 else {}), **({"none": None} if at < 40 else {}), "list": [at], "cell": "time", "of": {"cell": "time"},
    }
    for at in range(60)
]  # fmt: skip


@pytest.mark.parametrize(
    "records", [RECORDS, RECORDS[:19], [{}] * 50, [{}, {"a": 1}] * 25, [{"a": {}}] * 50, [*RECORDS, 7], [[]] * 50]
)
def test_records_come_to_a_widget_as_they_were(visit, tmp_path, records):
    script = "export default { render: ({ model, el }) => { el.textContent = JSON.stringify(model.get('records')); } };"
    state = {"_esm": script, "records": records, "inColumns": "a name", "other": {"columns": {"a": [1]}}}
    path = tmp_path / "any.html"
    body = '<div data-widget="Any" data-model="m"></div><div data-widget="Any" data-model="n"></div>'
    path.write_text(host.hosted(body, {"m": state, "n": state}, ""), encoding="utf-8")
    page = visit(path.as_uri())
    for id in ("any-widget", "any-widget-2"):
        shown = page.locator(f"#{id}[data-ready] > div").inner_text()
        assert json.loads(shown) == records
        again = json.loads(shown, object_hook=lambda each: sorted(each.items()))
        assert repr(again) == repr(json.loads(json.dumps(records), object_hook=lambda each: sorted(each.items())))


def test_many_records_take_little_more_than_what_differs_in_them():
    events = ch.Timeline(generated(1000)).events
    stored = state(host.page([ch.Timeline(generated(1000))]))
    value = stored["values"][stored["models"]["1"]["events"]]
    words = [text for each in events for text in (*each["title"].values(), *each["date"].values(), each["id"])]
    assert len(host.embedded(value)) < len(host.embedded(words)) * 1.4 < len(host.embedded(events)) * 0.8


def test_a_widget_is_drawn_when_it_comes_near_and_one_with_a_picture_for_paper(visit, tmp_path):
    body = '<div data-widget="Any" data-model="m"></div><div style="height: 9000px"></div>' * 2
    body += '<div data-widget="Any" data-model="m" data-picture></div>'
    path = tmp_path / "far.html"
    path.write_text(host.hosted(body, {"m": {"_esm": SCRIPT, "count": 1, "log": []}}, ""), encoding="utf-8")
    page = visit(path.as_uri(), offline=True)
    page.wait_for_selector("#any-widget[data-ready]")
    page.wait_for_timeout(300)
    assert page.locator("[data-ready]").count() == 1
    page.emulate_media(media="print")
    page.wait_for_selector("#any-widget-3[data-ready]", state="attached")
    assert page.locator("#any-widget-2[data-ready]").count() == 0
    page.emulate_media(media="null")
    page.locator("#any-widget-2").scroll_into_view_if_needed()
    page.wait_for_selector("#any-widget-2[data-ready]")


def test_what_pictures_are_drawn_from_comes_at_the_first_sign_of_a_reader_and_moves_nothing(visit, pages):
    page = visit((pages / "chapters" / "04-independence.html").as_uri(), offline=True)
    page.wait_for_timeout(500)
    kept = "Object.keys(globalThis.chronologyKept ?? {}).length"
    before, high = page.evaluate(kept), page.evaluate("document.body.scrollHeight")
    page.keyboard.press("Shift")
    page.wait_for_function(f"{kept} > {before}")
    page.wait_for_timeout(300)
    assert page.evaluate("document.body.scrollHeight") == high
    page.pdf()
    assert page.locator("[data-picture]:not([data-ready])").count() == 0, "paper has a table in the place of a picture"


def test_a_page_is_printed_with_its_pictures_as_wide_as_paper_and_the_answers_last(visit, tmp_path):
    """Whoever prints has perhaps not come near, and paper waits for nothing."""
    path = tmp_path / "printed.html"
    widgets = [ch.Practice(chapter=1), *[ch.Timeline()] * 2, ch.BorderMap(), ch.Interests(), ch.Periods()]
    path.write_text(host.page(widgets), encoding="utf-8")
    page = visit(path.as_uri(), offline=True)
    look = """() => [...document.querySelectorAll("[data-picture]:not([data-ready])")].length
        + [...document.querySelectorAll("[data-picture] .picture, .map svg, .traces svg, .blip .sign")]
            .filter(each => each.getBoundingClientRect().right > 700).length"""
    page.evaluate(
        """look => addEventListener("beforeprint", () => {
            globalThis.wrong = look(); globalThis.last = document.body.lastElementChild.className;
            globalThis.marks = document.querySelectorAll(".periods circle[data-id]").length; })""".replace(
            "look()", f"({look})()"
        )
    )
    assert page.evaluate(look) > 0, "on the screen they are wider"
    page.pdf()
    assert page.evaluate("[wrong, last]") == [0, "answers"]
    assert page.evaluate("marks") == len(ch.Periods().events), "it is drawn only for paper, and whole"
    assert page.locator(".fallback > .answers").count() == 1, "they are back"
    assert page.evaluate(look) > 0


def test_the_language_holds_for_all_widgets_and_the_next_page(show):
    page = show(ch.Timeline(), ch.Timeline())
    page.locator("[data-keep=language]").first.select_option("kk")
    assert page.locator("section.chronology[lang=kk]").count() == 2
    page.reload()
    page.wait_for_selector("section.chronology[lang=kk]")


def test_a_widget_looks_the_same_whatever_is_drawn_after_it(show):
    """The style that all begin with comes once: after a widget's own it would win where both weigh the same."""
    look = "each => getComputedStyle(each).borderInlineStartColor"
    edges = [
        show(*kinds).locator(".places button").first.evaluate(look) for kinds in ([ch.Atlas], [ch.Atlas(), ch.Topics()])
    ]
    assert edges == ["rgba(0, 0, 0, 0)"] * 2


def test_a_place_that_is_chosen_is_marked_by_its_circle_alone(show):
    page = show(ch.Atlas(selected="almaty"), ch.BorderMap(selected="omsk"), has_touch=True)
    chosen = page.locator(".spot[aria-pressed=true]")
    assert chosen.count() == 2
    assert set(chosen.evaluate_all("all => all.map(each => getComputedStyle(each).backgroundColor)")) == {
        "rgba(0, 0, 0, 0)"
    }
    square = "all => all.every(each => each.offsetWidth === each.offsetHeight)"
    assert page.locator(".spot").evaluate_all(square), "it stands about its point, also for a finger"


# --- the built book ---------------------------------------------------------------------------


def test_the_book_loads_no_widget_library_from_elsewhere(pages):
    for path in pages.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for foreign in ("require.min.js", "html-manager", "cdn.jsdelivr", "unpkg.com", "widget-view+json"):
            assert foreign not in text, f"{path.name}: {foreign}"


def test_a_plain_ipywidget_says_that_it_needs_python(pages):
    page = BeautifulSoup((pages / "chapters" / "own-control.html").read_text(encoding="utf-8"), "html.parser")
    said = page.select(".needs-python")
    assert len(said) == 2, "one for interact, one for the box with the slider"
    assert [each["lang"] for each in said[0].select("span")] == ["en", "kk", "ru"]


def test_pages_share_what_is_long(pages):
    """Script and words of a widget stand once in the book, what all scripts begin with on all pages once."""
    used = []
    for path in pages.glob("chapters/[01]*.html"):
        html = path.read_text(encoding="utf-8")
        assert "export default {" not in html, path.name
        used.append({Path(value["file"]).stem for value in state(html)["values"] if host.is_kept(value)})
    for text in (scripts.script_of_all(), scripts.style_of_all()):
        name = hashlib.sha256(host.embedded(text).encode()).hexdigest()[:16]
        assert all(name in each for each in used)
    kept = {name: (pages / f"_static/kept/{name}.js").read_text(encoding="utf-8") for name in set.union(*used)}
    assert (
        len([name for name, text in kept.items() if "export default" in text]) == 11
    )  # all widgets but the atlas and that of a question


def test_the_table_stands_and_it_is_said_where_a_file_is_missing(visit, tmp_path):
    def keep(name, text):
        return f"gone/{name}"

    widget = ch.Timeline()
    html = host.hosted(widget._repr_html_(), {widget.model_id: widget.get_state()}, "", keep)
    path = tmp_path / "gone.html"
    path.write_text(html, encoding="utf-8")
    page = visit(path.as_uri(), offline=True)
    page.wait_for_selector("[data-failed] > [role=alert]")
    assert "could not be drawn" in page.locator("[role=alert]").inner_text()
    assert page.locator(".fallback table").is_visible()


def test_what_could_not_be_brought_is_brought_once_more_when_the_widget_is_near(visit, tmp_path):
    (tmp_path / "kept").mkdir()

    def keep(name, text):
        (tmp_path / "kept" / name).write_text(text, encoding="utf-8")
        return f"kept/{name}"

    widget = ch.Timeline()
    body = '<div style="height: 9000px"></div>' + widget._repr_html_()
    html = host.hosted(body, {widget.model_id: widget.get_state()}, "", keep)
    html = re.sub("<link rel=.preload.[^>]*>", "", html)
    (tmp_path / "far.html").write_text(f"<title>Far</title>{html}", encoding="utf-8")
    with serve(tmp_path) as served:
        page = visit(f"{served.address}/far.html")
        page.route("**/kept/*", lambda route: route.abort())
        page.keyboard.press("Shift")
        page.wait_for_timeout(300)
        page.unroute("**/kept/*")
        page.locator("[data-widget]").scroll_into_view_if_needed()
        page.wait_for_selector("[data-ready]")
    assert page.locator("[data-failed]").count() == 0


def test_a_long_table_costs_a_page_nothing_and_stands_where_it_is_needed(visit, tmp_path):
    """Without scripts it is read at once, with them only where its widget cannot be drawn."""
    widget = ch.Timeline(generated(2000))
    broken = widget.get_state() | {"_esm": "export default { render() { throw new Error('as it should') } };"}
    for name, state in (("whole", widget.get_state()), ("broken", broken)):
        html = host.hosted(widget._repr_html_(), {widget.model_id: state}, "")
        counting = "<script>performance.mark(document.querySelectorAll('.fallback tr').length)</script>"
        html = html.replace('<script type="application/json"', f'{counting}<script type="application/json"')
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
    rows = ".fallback tbody tr"
    whole = visit((tmp_path / "whole.html").as_uri())
    whole.wait_for_selector("[data-ready]")
    assert whole.evaluate("performance.getEntriesByType('mark')[0].name") == "0"
    failed = visit((tmp_path / "broken.html").as_uri())
    failed.wait_for_selector("[data-failed]")
    assert failed.locator(rows).count() == 2000 and failed.locator(rows).first.is_visible()
    plain = visit((tmp_path / "whole.html").as_uri(), java_script_enabled=False)
    assert plain.locator(rows).count() == 2000 and plain.locator(rows).first.is_visible()


def brought(page):
    """The texts of all kept files that a page has brought."""
    return " ".join(json.dumps(each, ensure_ascii=False) for each in page.evaluate(KEPT) if each)


KEPT = "Object.values(globalThis.chronologyKept ?? {}).filter((each) => typeof each !== 'function')"


def test_what_a_card_says_further_comes_when_one_is_opened_also_from_a_file(visit, pages):
    """It stands in a file of its own, which a page that was opened from a file can bring without a network."""
    page = visit((pages / "chapters" / "10-plans-and-outcomes.html").as_uri(), offline=True)
    widget = page.locator("[data-widget=Timeline]")
    widget.scroll_into_view_if_needed()
    page.wait_for_selector("[data-widget=Timeline][data-ready]")
    event = ch.events().loc["uraz-muhammed-captured-1588"]
    assert event.note and event.note not in brought(page), "before a card is opened"
    page.evaluate(f"location.hash = '{widget.get_attribute('id')}?selected=[\"uraz-muhammed-captured-1588\"]'")
    works = widget.locator(".detail details")
    works.wait_for()
    works.locator("summary").click()
    assert event.note in brought(page)
    widget.locator(".detail").get_by_text(event.note).wait_for()
    assert widget.locator(".detail [lang=ru]").first.inner_text() == event.title_ru, "the title in other languages"
    listed = (ch.event_references().event == "uraz-muhammed-captured-1588").sum()
    assert works.locator("li").count() == listed
    assert page.faults == []


# --- a language at a time ---------------------------------------------------------------------


@pytest.fixture
def book(tmp_path):
    """Writes a page of a book with widgets, which keeps in files what it keeps; returns its folder."""
    (tmp_path / "kept").mkdir()

    def keep(name, text):
        (tmp_path / "kept" / name).write_text(text, encoding="utf-8")
        return f"kept/{name}"

    def write(*widgets):
        states = {each.model_id: each.get_state() for each in widgets}
        body = "\n".join(each._repr_html_() for each in widgets)
        page = host.page([]).replace("</main>", f"{host.hosted(body, states, '', keep)}</main>")
        (tmp_path / "page.html").write_text(page, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture(params=["file", "http"])
def opened(request, book, visit):
    """Opens a page of a book with widgets, from a file with the network cut or from a server, once all are drawn."""
    with contextlib.ExitStack() as stack:

        def open_page(*widgets, where=request.param):
            folder = book(*widgets)
            address = stack.enter_context(serve(folder)).address if where == "http" else folder.as_uri()
            page = visit(f"{address}/page.html", **({} if where == "http" else {"offline": True}))
            drawn(page)
            return page

        yield open_page


def drawn(page):
    for element in page.locator("[data-widget]").all():
        element.scroll_into_view_if_needed()
    page.wait_for_function("!document.querySelector('[data-widget]:not([data-ready]):not([data-failed])')")
    assert page.locator("[data-failed]").count() == 0


WIDGETS = {
    "Timeline": ch.Timeline, "EssayMap": ch.EssayMap, "Atlas": ch.Atlas, "Practice": lambda: ch.Practice(chapter=4),
    "FiveADay": ch.FiveADay, "Lineage": ch.Lineage, "BorderMap": ch.BorderMap,
    "Periods": ch.Periods, "Topics": ch.Topics, "Interests": ch.Interests, "DocumentMatrix": ch.DocumentMatrix,
    "Judgements": ch.Judgements,
}  # fmt: skip
SHOWN = "element => element.querySelector('section.chronology').innerText"


@pytest.mark.parametrize("name", WIDGETS)
def test_a_page_of_the_book_says_in_each_language_what_a_page_with_all_of_them_says(name, opened, show):
    """Each language comes when it is chosen; where the switch of the language is."""
    whole, split = show(WIDGETS[name]()), opened(WIDGETS[name]())
    for language in ("kk", "ru", "en"):
        for page in (whole, split):
            page.locator("[data-keep=language]").first.select_option(language)
            page.locator(f"section.chronology[lang={language}]").first.wait_for()
        pages = (split, whole)
        said, wanted = (each.locator("[data-widget]").first.evaluate(SHOWN) for each in pages)
        assert said.replace("\u200b", "") == wanted
    assert split.faults == []
    split.reload()
    drawn(split)
    assert split.locator("section.chronology[lang=en]").count() == 1


def said_otherwise(value):
    """What a value of a widget says in other languages than English, where a text is long enough to be told."""
    if isinstance(value, list):
        return {text for each in value for text in said_otherwise(each)}
    if not isinstance(value, dict):
        return set()
    if value and value.keys() <= {"en", "kk", "ru"}:
        others = [value.get(each) for each in ("kk", "ru")]
        parts = [each for other in others for each in (other.values() if isinstance(other, dict) else [other])]
        return {each for each in parts if each and len(each) > 12 and each not in str(value.get("en"))}
    return {text for each in value.values() for text in said_otherwise(each)}


@pytest.mark.parametrize("name", WIDGETS)
def test_a_first_visit_brings_one_language(name, opened):
    """But for names that are shown in all of them."""
    widget = WIDGETS[name]()
    whole = {"BorderMap": "places", "Lineage": "bodies", "DocumentMatrix": "texts"}.get(name, "")
    given = {trait: value for trait, value in widget.get_state().items() if trait != whole}
    first, shown = brought(opened(widget)), host.embedded(widget.get_state().get(whole))
    others = {host.embedded(text)[1:-1] for text in said_otherwise(given)}
    assert len(others) > 20 and [text for text in others if text in first and text not in shown] == []
    assert "aria-label" in first, "what is brought is looked through"


def test_the_language_that_was_chosen_is_there_at_once_on_the_next_page(opened):
    page = opened(ch.Timeline(), ch.Topics())
    page.locator("[data-keep=language]").first.select_option("kk")
    page.locator("section.chronology[lang=kk]").nth(1).wait_for()
    page.reload()
    drawn(page)
    assert page.locator("section.chronology[lang=kk]").count() == 2
    assert page.locator(".timeline [role=option]").first.get_attribute("aria-label").split(", ")[1] in set(
        ch.events().title_kk
    )


def test_a_widget_that_its_author_has_put_into_a_language_speaks_it(opened):
    page = opened(ch.Timeline(language="ru"))
    page.locator("section.chronology[lang=ru]").wait_for()
    assert page.locator(".title").inner_text() == ch.Timeline().strings["ru"]["question.timeline"]
    page.locator("[data-keep=tab-table]").click()
    assert page.locator(".rows tbody th").first.inner_text() in set(ch.events().title_ru)


def test_a_search_looks_through_all_languages_and_all_that_cards_say(opened):
    page = opened(ch.Timeline())
    for text in ("дружб", "достық", "general knowledge"):
        page.locator("[data-keep=search]").fill(text)
        n = len(ch.Timeline(filters={"text": text}).shown_events)
        page.wait_for_function(f"document.querySelector('.count').textContent.startsWith('{n} ')")
        assert n > 0


def test_where_a_language_cannot_be_had_the_widget_says_so_and_stays(opened, tmp_path):
    page = opened(ch.Timeline(), where="file")
    gone = tmp_path / "gone"
    (tmp_path / "kept").rename(gone)
    choice = page.locator("[data-keep=language]")
    for _ in range(2):
        choice.select_option("kk")
        page.locator(".chronology > [role=alert]").wait_for()
        assert "could not be read" in page.locator("[role=alert]").inner_text()
        assert page.locator("section.chronology[lang=en]").count() == 1 and choice.input_value() == "en"
    gone.rename(tmp_path / "kept")
    choice.select_option("kk")
    page.locator("section.chronology[lang=kk]").wait_for()
    assert page.locator("[role=alert]").count() == 0, "it is there now"


def test_where_what_cards_say_cannot_be_had_the_card_says_so(opened, tmp_path):
    page = opened(ch.Timeline(), where="file")
    (tmp_path / "kept").rename(tmp_path / "gone")
    page.locator("[data-keep=tab-table]").click()
    page.locator(".rows tbody button").first.click()
    page.locator("[role=alert]").wait_for()
    assert page.locator(".detail .strong").inner_text() in set(ch.events().title_en), "title and date are there"
    (tmp_path / "gone").rename(tmp_path / "kept")
    page.locator(".rows tbody button").nth(1).click()
    page.locator(".detail details").wait_for()
    assert page.locator("[role=alert]").count() == 0


def test_all_questions_of_a_page_follow_the_choice_of_the_language(visit, pages):
    page = visit((pages / "exercises" / "04-independence.html").as_uri(), offline=True)
    page.locator("[data-widget=Exercise]").first.scroll_into_view_if_needed()
    bar = page.locator("[data-keep=language]").first
    for language in ("kk", "ru"):
        words = ch.Exercise().strings[language]
        bar.select_option(language)
        page.locator(f"section.exercise[lang={language}]").first.wait_for()
        card = page.locator("[data-widget=Exercise]").nth(2)
        card.scroll_into_view_if_needed()
        card.locator(f"section[lang={language}]").wait_for()
        card.get_by_role("button", name=words["check"]).wait_for()
    assert page.faults == []


def test_two_languages_asked_for_at_once_leave_the_last(opened):
    page = opened(ch.Timeline(), ch.Topics())
    page.locator("[data-keep=language]").first.evaluate(
        """list => { for (const each of ["kk", "ru", "en", "ru"]) {
            list.value = each; list.dispatchEvent(new Event("change")); } }"""
    )
    page.locator("section.chronology[lang=ru]").nth(1).wait_for()
    page.wait_for_timeout(300)
    assert page.locator("section.chronology[lang=ru]").count() == 2


def test_what_the_table_of_a_widget_says_is_not_said_again(book, tmp_path):
    """Titles, dates and ids of the events of a Timeline come from its table, where it has all of them in their order."""
    events = ch.events()

    def first(*widgets):
        html = (book(*widgets) / "page.html").read_text(encoding="utf-8")
        kept = [value for value in state(html)["values"] if host.is_kept(value)]
        return " ".join((tmp_path / value["file"]).read_text(encoding="utf-8") for value in kept)

    title, id = events.title_en.iloc[50], events.index[50]
    assert title not in first(ch.Timeline()) and id not in first(ch.Timeline())
    assert title in first(ch.Timeline(filters={"kind": "treaty"})), "the table has some of them"
    assert title in first(ch.Timeline(), ch.Timeline(filters={"kind": "treaty"})), "one of two tables has some"


def test_the_texts_of_a_value_come_back_as_they_were():
    value = {
        "b": [{"en": "One", "kk": "Бір"}, {"ru": "Два"}, {}], "a": {"en": {"x": "y"}, "kk": {"x": "z"}, "ru": {"x": "q"}},
        "c": [{"en": "Three"}, None, 7, "text"],
    }  # fmt: skip
    others = {"kk": [], "ru": []}
    assert parted(value, "en", others) == {
        "b": [{"en": "One"}, {"ru": "Два"}, {}], "a": {"en": {"x": "y"}}, "c": [{"en": "Three"}, None, 7, "text"]
    }  # fmt: skip
    assert others == {"kk": [{"x": "z"}, "Бір", None, None], "ru": [{"x": "q"}, None, None, None]}
    others = {"en": [], "kk": []}
    assert parted({"en": "One", "kk": "Бір"}, "ru", others) == {"en": "One"}, "English stands in"
    assert others == {"en": [None], "kk": ["Бір"]}
