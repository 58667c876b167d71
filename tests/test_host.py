"""The static host: what the build puts into a page, and how the page runs it."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import chronology as ch
from bench.events import generated
from chronology.book import host
from chronology.widgets import scripts
from server import serve


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
    assert len([name for name, text in kept.items() if "export default" in text]) == 9  # all widgets but the atlas


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


def test_what_a_card_says_further_comes_when_one_is_opened_also_from_a_file(visit, pages):
    """It stands in a file of its own, which a page that was opened from a file can bring without a network."""
    page = visit((pages / "chapters" / "10-plans-and-outcomes.html").as_uri(), offline=True)
    stored = state(page.content())
    number = stored["models"][page.locator("[data-widget=Timeline]").get_attribute("data-model")]["more"]
    there = f"Boolean(globalThis.chronologyKept?.['{stored['values'][number]['name']}'])"
    assert not page.evaluate(there), "before a card is opened"
    widget = page.locator("[data-widget=Timeline]")
    widget.scroll_into_view_if_needed()
    page.wait_for_selector("[data-widget=Timeline][data-ready]")
    page.evaluate(f"location.hash = '{widget.get_attribute('id')}?selected=[\"friendship-treaty-1992\"]'")
    works = widget.locator(".detail details")
    works.wait_for()
    works.locator("summary").click()
    assert page.evaluate(there)
    listed = (ch.event_references().event == "friendship-treaty-1992").sum()
    assert works.locator("li").count() == listed
    assert page.faults == []
