"""Judge first: in the pages what tells a verdict waits until the reader has judged, or wants to see it all."""

import json
import re

import pytest

import chronology as ch
from accessibility import ALL_BUT_COLOURS, COLOURS, violations
from books import APPENDICES, HEADER, build
from chronology import languages
from chronology.book import judging
from chronology.languages import VERDICT_SIGNS
from conftest import DESK, PAGES

SMALL = {"width": 390, "height": 844}
CHAPTERS = [f"chapters/{slug}" for slug in ch.chapters().slug]
ONE = CHAPTERS[0]
THEME = ("region",)  # see test_pages.py
SIGNS = set(VERDICT_SIGNS.values())
CHIPS = """found => found.map(each => ({ id: each.hash.slice(1), text: each.innerText, judged: each.dataset.judged,
    card: document.getElementById(each.getAttribute("aria-describedby")).textContent.replaceAll("\u00a0", " ") }))"""


@pytest.fixture
def book(visit, address):
    def opened(name=ONE, viewport=DESK, **options):
        page = visit(f"{address}/{name}.html", viewport, **options)
        if options.get("java_script_enabled", True):
            page.wait_for_function("globalThis.chronologyJudging")
        return page

    return opened


def chips(page):
    return page.locator("article a.cited-claim").evaluate_all(CHIPS)


def judge(page, claim, verdict):
    """Judge a claim from its first place in the text."""
    page.locator(f"article a.cited-claim[href$='#{claim}']").first.click()
    page.locator(f"dialog [data-verdict={verdict}]").click()


def kept(page):
    return json.loads(page.evaluate("localStorage.getItem('chronology-judged')") or "{}")


def other(claim):
    """A verdict that is not the course's."""
    return next(each for each in VERDICT_SIGNS if each != ch.claims().verdict[claim])


@pytest.mark.parametrize("name", CHAPTERS)
def test_nothing_tells_a_verdict_before_the_reader_has_judged(book, name):
    page = book(name)
    claims = ch.claims()
    found = chips(page)
    assert {each["id"] for each in found} >= set(claims.index[claims.chapter == CHAPTERS.index(name) + 1])
    for each in found:
        claim = claims.loc[each["id"]]
        assert not SIGNS & set(each["text"]), each
        assert claim.verdict not in each["card"] and not (claim.explanation and claim.explanation in each["card"]), each
        assert claim.paraphrase in each["card"]
    about = set(claims.event) - {""}
    for link in page.locator("a.cited-event").all():
        if (event := link.get_attribute("href").partition("#")[2]) in about:
            card = page.locator(f"[id='card-event-{event}']").text_content()
            assert ch.events().verdict[event] not in card, event
    cells = page.locator("table.dataframe [data-claims], table.key-dates [data-claims]")
    assert not SIGNS & set("".join(cells.all_inner_texts()))
    assert page.faults == []


def test_verdicts_in_the_tables_of_cells_wait_as_well(book):
    page = book()
    rows = page.locator("table.dataframe").first.locator("tbody tr")
    assert rows.count() == len(ch.claims(chapter=1))
    assert not set(ch.claims().verdict) & set(re.findall(r"\w+", " ".join(rows.all_inner_texts())))
    judge(page, "C01", "evaluative")
    assert "evaluative" in rows.first.inner_text() and "confirmed" not in rows.nth(1).inner_text()


def test_verdicts_wait_in_what_a_cell_shows_when_it_is_run(book):
    page = book()
    judge(page, "C01", "evaluative")
    page.keyboard.press("Escape")
    cell = page.locator("[data-live='0']")
    cell.locator("[data-do=run]").click()
    rows = cell.locator("[data-state=done] tbody tr")
    rows.first.wait_for(timeout=120_000)
    assert rows.count() == len(ch.claims(chapter=1))
    assert "evaluative" in rows.first.inner_text() and "confirmed" not in rows.nth(1).inner_text()
    judge(page, "C02", "confirmed")
    assert "confirmed" in rows.nth(1).inner_text()


@pytest.mark.parametrize("agree", [True, False])
def test_who_has_judged_is_told_what_the_course_says_and_why(book, agree):
    page = book()
    claim = ch.claims().loc["C05"]
    mine = claim.verdict if agree else other("C05")
    page.locator("article a.cited-claim[href$='#C05']").first.click()
    dialog = page.locator("dialog")
    before = dialog.inner_text()
    assert claim.paraphrase in before and claim.explanation not in before
    for event in claim.evidence:
        assert ch.events().title_en[event] in before, "the evidence that was found"
    assert [each.strip() for each in dialog.locator(".choices strong").all_inner_texts()] == list(VERDICT_SIGNS)
    dialog.locator(f"[data-verdict={mine}]").click()
    said = dialog.get_by_role("status").inner_text()
    assert claim.explanation in said and claim.verdict in said
    assert ("You and the course agree" in said) == agree and (mine in said)
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status", "a screen reader goes on there"
    assert dialog.get_attribute("data-judged") == mine
    assert kept(page) == {"C05": mine}
    dialog.get_by_role("button", name="Close").last.click()
    [chip, *_] = [each for each in chips(page) if each["id"] == "C05"]
    assert chip["judged"] == mine and VERDICT_SIGNS[claim.verdict] in chip["text"]
    assert claim.explanation in chip["card"] and mine in chip["card"]
    assert page.faults == []


def test_the_first_judgement_counts_and_can_be_taken_back(book):
    page = book()
    judge(page, "C05", "confirmed")
    page.locator("dialog [data-verdict=differs]").evaluate("each => each.click()")
    assert kept(page) == {"C05": "confirmed"}
    page.get_by_role("button", name="Judge it again").click()
    assert kept(page) == {} and page.locator("dialog .result").inner_text() == ""
    page.locator("dialog [data-verdict=differs]").click()
    assert kept(page) == {"C05": "differs"}


def test_the_claims_of_a_chapter_are_judged_one_after_another_by_the_keyboard(book):
    page = book()
    claims = list(ch.claims(chapter=1).index)
    page.get_by_role("button", name="Judge them").focus()
    page.keyboard.press("Enter")
    for number, claim in enumerate(claims):
        page.wait_for_function("id => document.querySelector('dialog .kicker')?.innerText.includes(id)", arg=claim)
        assert page.evaluate("document.activeElement.id") == "judge-claim", "the claim is read first"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        if number < len(claims) - 1:
            page.locator("dialog .next").focus()
            page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    assert set(kept(page)) >= set(claims)
    same = (ch.claims(chapter=1).verdict == "confirmed").sum()
    assert page.locator(".judge-stop .tally").inner_text().endswith(f"agree on {same}.")
    assert page.locator(".judge-stop [data-do=judge-claims]").is_hidden()


def test_a_chip_opens_by_the_keyboard_and_has_the_focus_again(book):
    page = book()
    chip = page.locator("article p a.cited-claim").first
    chip.focus()
    assert chip.get_attribute("aria-haspopup") == "dialog"
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    assert chip.evaluate("each => each === document.activeElement")
    judge(page, chip.get_attribute("href")[-3:], "confirmed")
    page.keyboard.press("Escape")
    chip.focus()
    page.keyboard.press("Enter")  # a claim that is judged leads to its entry
    page.wait_for_url("**/claims.html#C01")


def test_one_click_shows_all_and_one_hides_them_again(book):
    page = book()
    switch = page.get_by_role("switch", name="Judge first").first
    switch.click()
    for _ in range(2):
        assert all(VERDICT_SIGNS[ch.claims().verdict[each["id"]]] in each["text"] for each in chips(page))
        assert switch.get_attribute("aria-checked") == "false"
        page.reload()
        page.wait_for_function("globalThis.chronologyJudging")
    switch.click()
    assert not any(SIGNS & set(each["text"]) for each in chips(page))
    page.locator("article a.cited-claim").first.click()
    page.locator("dialog").get_by_role("button", name="Show all verdicts").click()
    assert not page.locator("dialog").is_visible()
    assert all(SIGNS & set(each["text"]) for each in chips(page))


def test_the_verdicts_of_a_chapter_alone_can_be_shown(book):
    page = book()
    page.get_by_role("button", name="Show these verdicts").click()
    own = set(ch.claims(chapter=1).index)
    for each in chips(page):
        assert bool(SIGNS & set(each["text"])) == (each["id"] in own), each
    assert kept(page) == {}


def test_what_was_judged_in_one_place_is_judged_everywhere(book):
    page = book()
    judge(page, "C02", other("C02"))
    page.goto(page.url.replace(ONE, "index"))
    square = page.locator(".essay-squares .claim", has=page.locator("a[href$='#C02']"))
    assert square.locator(".sign").is_visible() and square.locator("a").get_attribute("data-judged") == other("C02")
    page.locator(".essay-squares .claim a[href$='#C01']").click()
    page.locator("dialog [data-verdict=unverified]").click()
    page.keyboard.press("Escape")
    page.goto(page.url.replace("index", ONE))
    assert kept(page) == {"C02": other("C02"), "C01": "unverified"}
    page.locator("[data-widget=EssayMap]").scroll_into_view_if_needed()
    page.locator("[data-widget=EssayMap][data-ready]").wait_for()
    judged = page.locator("[data-widget=EssayMap] .sign[data-judged]")
    assert judged.evaluate_all("all => all.map(each => each.dataset.claim)") == ["C01", "C02"]
    assert judged.all_inner_texts() == [VERDICT_SIGNS[ch.claims().verdict[each]] for each in ("C01", "C02")]


def test_on_the_map_of_a_page_signs_wait_until_they_are_judged_there(book):
    page = book()
    widget = page.locator("[data-widget=EssayMap]")
    widget.scroll_into_view_if_needed()
    widget.locator(".square").first.wait_for()
    assert not SIGNS & set("".join(widget.locator(".square .sign[data-claim]").all_inner_texts()))
    assert f"{len(ch.claims())} claims" in widget.locator(".count").inner_text()
    widget.locator(".square[data-id='3']").click()
    explanation = ch.claims().explanation["C02"]
    assert explanation not in widget.locator(".detail").inner_text()
    widget.locator(".detail").get_by_role("button", name="imprecise").click()
    assert explanation in widget.locator(".detail").inner_text()
    assert "You said: ≈ imprecise" in page.evaluate("document.activeElement.innerText")
    assert kept(page) == {"C02": "imprecise"}
    [chip, *_] = [each for each in chips(page) if each["id"] == "C02"]
    assert chip["judged"] == "imprecise", "the text has heard of it"


ABOUT = ch.tables.claims_about_events()  # event -> claims


def widget(page, name, show=""):
    """A widget of the page, drawn, with a tab of it open."""
    found = page.locator(f"[data-widget={name}]").first
    found.scroll_into_view_if_needed()
    page.locator(f"[data-widget={name}][data-ready]").first.wait_for()
    if show:
        found.get_by_role("tab", name=show).click()
    return found


def row_of(timeline, event):
    return timeline.locator(f"tr[data-row={event}]")


def test_a_timeline_withholds_the_verdicts_that_tell_of_a_claim_and_no_others(book):
    page = book(CHAPTERS[1])
    timeline = widget(page, "Timeline", "Table")
    rows = {each.get_attribute("data-row"): each for each in timeline.locator("tr[data-row]").all()}
    assert len(rows) > 50 and set(rows) & set(ABOUT)
    for event, row in rows.items():
        verdict = row.locator("td").last.inner_text()
        assert ("judge first" in verdict) == (event in ABOUT), event
        assert bool(SIGNS & set(verdict)) == (event not in ABOUT), event
    timeline.get_by_role("tab", name="Chart").click()
    drawn = timeline.locator(".blip[data-id]").evaluate_all(
        "all => all.map(each => [each.dataset.id, each.className, each.ariaLabel, each.firstChild.textContent])"
    )
    waiting = [each for each in drawn if each[0] in ABOUT]
    assert waiting
    for event, style, said, sign in waiting:
        assert sign == "…" and ch.events().verdict[event] not in style + said, event
    assert "judge first" in timeline.locator("span.legend").inner_text()
    assert page.faults == []


def test_the_card_of_an_event_leads_to_its_claims_and_tells_when_they_are_judged(book):
    page = book(CHAPTERS[1])
    timeline = widget(page, "Timeline", "Table")
    event = next(each for each in ABOUT if row_of(timeline, each).count())
    row_of(timeline, event).get_by_role("button").click()
    detail = timeline.locator(".detail")
    detail.get_by_text("judge first").wait_for()
    told = [ch.events().explanation[event], ch.events().note[event]]
    assert not [each for each in told if each and each in detail.inner_text()]
    for claim in ABOUT[event]:
        detail.locator(f"p > a[href$='claims.html#{claim}']").click()
        page.locator("dialog [data-verdict=unverified]").click()
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement !== document.body"), "the focus is not lost"
    assert "judge first" not in detail.inner_text() and all(each in detail.inner_text() for each in told)
    assert ch.events().verdict[event] in row_of(timeline, event).inner_text()
    assert page.faults == []


def test_a_filter_by_verdict_does_not_tell_either(book):
    page = book(CHAPTERS[9])
    timeline = widget(page, "Timeline", "Table")
    timeline.get_by_role("button", name="Filter", exact=True).click()
    timeline.get_by_role("checkbox", name="differs").click()
    differing = set(ch.events(verdict="differs").index)
    assert differing <= set(ABOUT) and timeline.locator("tr[data-row]").count() == 0
    page.get_by_role("switch", name="Judge first").first.click()
    assert timeline.locator("tr[data-row]").count() == len(differing)


def test_lists_of_events_and_the_table_of_interests_wait_as_well(book):
    page = book(CHAPTERS[8])
    interests = widget(page, "Interests")
    assert interests.locator("button.item").count() > 5
    assert not SIGNS & set("".join(interests.locator("button.item").all_inner_texts()))
    interests.locator("button.item").first.click()
    claim = interests.locator(".detail").get_attribute("data-card")
    assert "judge first" in interests.locator(".detail").inner_text()
    assert ch.claims().explanation[claim] not in interests.locator(".detail").inner_text()
    told = [languages.label("interest_evidence", each) for each in ("not-found", "not-testable")]
    assert not [each for each in told if each in interests.locator(".detail").inner_text()]
    judged = page.evaluate("([claim]) => chronologyJudging.judge(claim, 'unverified')", [claim])
    assert judged is None and ch.claims().verdict[claim] in interests.locator(".detail").inner_text()
    page = book(CHAPTERS[7])
    topics = widget(page, "Topics", "Table")
    for row in topics.locator("tr[data-row]").all():
        assert ("judge first" in row.inner_text()) == (row.get_attribute("data-row") in ABOUT)


def test_a_table_of_events_tells_no_verdict_of_a_claim(book):
    page = book(CHAPTERS[3])
    row = page.locator("table.dataframe tr", has_text=ch.events().title["independence-law-1991"]).first
    assert ABOUT["independence-law-1991"] == row.locator("[data-claims]").get_attribute("data-claims").split()
    assert ch.events().verdict["independence-law-1991"] not in row.inner_text()


def test_a_figure_before_the_stop_has_no_colour_of_a_verdict(pages):
    text = (pages / f"{CHAPTERS[1]}.html").read_text(encoding="utf-8")
    figure = re.search(r"<figure.*?</figure>", text.partition('class="judge-stop')[0].rpartition("<h2>")[2], re.S)
    assert figure and "--verdict-" not in figure[0]


def test_a_page_with_a_widget_alone_withholds_too(book):
    page = book("chapters/welcome")
    assert "judge first" in widget(page, "Timeline").locator("span.legend").inner_text()


def test_a_search_does_not_tell(book):
    page = book("search")
    page.locator("input[type=search]").last.fill("C05")
    found = page.locator(".course-search li", has=page.locator("a[href$='#C05']")).first
    found.wait_for()
    assert "imprecise" not in found.inner_text() and ch.claims().explanation["C05"][:40] not in found.inner_text()


@pytest.mark.parametrize(
    ("name", "entry", "claim"),
    [("chapters/claims", "C05", "C05"), ("chapters/events-1990", "independence-law-1991", None)],
)
def test_a_register_waits_as_well(book, name, entry, claim):
    claim = claim or ABOUT[entry][0]
    page = book(name)
    place = page.locator(f"[id='{entry}']")
    verdict = (ch.claims() if entry == claim else ch.events()).verdict[entry]
    assert verdict not in place.inner_text() and not SIGNS & set(place.inner_text())
    place.get_by_role("button", name="Judge").click()
    for each in [claim, *(each for each in ABOUT.get(entry, []) if each != claim)]:
        page.locator(f"dialog [data-verdict={other(each)}]").click()
        assert page.get_by_role("button", name="Next claim").is_visible(), "others of the page wait"
        page.keyboard.press("Escape")
        if (button := place.get_by_role("button", name="Judge")).is_visible():
            button.click()
    assert f"{VERDICT_SIGNS[verdict]} {verdict}" in place.inner_text()
    assert page.evaluate("id => document.activeElement.id === id", entry), "the keyboard goes on where it was"
    assert place.get_by_role("button").count() == 0 and page.faults == []


@pytest.mark.parametrize("media", ["print", "no scripts"])
def test_a_register_tells_all_on_paper_and_without_scripts(book, media):
    page = book("chapters/claims", java_script_enabled=media != "no scripts")
    if media == "print":
        page.emulate_media(media="print")
    told = page.locator("article .entry").all_inner_texts()
    assert len(told) == len(ch.claims()) and all(SIGNS & set(each) for each in told)
    assert page.locator(".entry .scripted:visible").count() == 0


@pytest.mark.parametrize("media", ["print", "no scripts"])
def test_on_paper_and_without_scripts_every_sign_is_there(book, media):
    page = book(java_script_enabled=media != "no scripts")
    if media == "print":
        page.emulate_media(media="print")
    for each in page.locator("article > section > section:not(:has(.judge-stop)) a.cited-claim").all():
        assert each.locator(".sign-of > span").is_visible()
        assert set(each.inner_text()) & SIGNS and "…" not in each.inner_text()
    assert page.locator(".scripted").count() > 1 and page.locator(".scripted:visible").count() == 0
    assert "confirmed" in page.locator("table.dataframe tbody").first.inner_text()


def test_nothing_moves_when_it_is_switched_on_at_load(visit, address):
    page = visit("about:blank", SMALL)
    page.goto(f"{address}/index.html")
    page.evaluate("localStorage.setItem('chronology-judged', JSON.stringify({ C01: 'differs', C02: 'confirmed' }))")
    page.add_init_script(
        "globalThis.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(each => moved += each.value))"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    for name in ("index", ONE, CHAPTERS[5]):
        page.goto(f"{address}/{name}.html", wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(300)
        assert page.evaluate("moved") < 0.05, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_it_fits_on_a_phone(book, scheme):
    page = book(viewport=SMALL, scheme=scheme, has_touch=True)
    page.locator(".judge-stop").scroll_into_view_if_needed()
    page.locator("[data-widget=EssayMap]").scroll_into_view_if_needed()
    page.locator("[data-widget=EssayMap][data-ready]").wait_for()
    assert violations(page, COLOURS, THEME) == {}
    page.locator("article p a.cited-claim").first.tap()
    for judged in (False, True):
        box = page.locator("dialog").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= SMALL["width"] and box["y"] >= 0
        assert box["y"] + box["height"] <= SMALL["height"] + 1
        small = page.locator("dialog button:visible").evaluate_all("all => all.filter(each => each.offsetHeight < 40)")
        assert small == []
        assert violations(page, ALL_BUT_COLOURS, THEME) == {} and violations(page, COLOURS, THEME) == {}, judged
        if not judged:
            page.locator("dialog .choices button").nth(2).tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]


def test_in_forced_colours_the_switch_shows_whether_it_is_on(book):
    page = book()
    page.emulate_media(forced_colors="active")
    switch = page.get_by_role("switch").first
    ground = "each => getComputedStyle(each, '::before').backgroundImage"
    on = switch.evaluate(ground)
    switch.click()
    assert switch.evaluate(ground) != on
    page.emulate_media(forced_colors="none")


def test_it_works_from_a_file_without_a_network(visit, pages):
    page = visit((pages / f"{ONE}.html").as_uri(), offline=True)
    judge(page, "C07", "unverified")
    assert "You and the course agree" in page.locator("dialog .result").inner_text()
    assert page.faults == []


@pytest.mark.parametrize("stored", ["[]", "7", "nonsense", '{"C01": 3, "C02": "confirmed", "X": "differs"}', "null"])
def test_nonsense_in_the_storage_breaks_nothing(book, stored):
    page = book()
    page.evaluate(
        "text => { for (const key of ['judged', 'judging']) localStorage[`chronology-${key}`] = text }", stored
    )
    page.reload()
    page.wait_for_function("globalThis.chronologyJudging")
    judge(page, "C07", "unverified")
    assert kept(page)["C07"] == "unverified"
    assert page.faults == []


def test_a_browser_that_keeps_nothing_can_judge_as_long_as_the_page_is_open(visit, address):
    page = visit("about:blank")
    page.context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    page.goto(f"{address}/{ONE}.html")
    judge(page, "C07", "unverified")
    page.keyboard.press("Escape")
    assert next(each["judged"] for each in chips(page) if each["id"] == "C07") == "unverified"


# --- building -------------------------------------------------------------------------------


def test_what_the_page_needs_to_judge_is_there_for_every_claim():
    for id, claim in ch.claims().iterrows():
        made = judging.claim_to_judge(judging.entries("claim")[id])
        assert made["title"] == claim.paraphrase and made["verdict"] == claim.verdict
        events = [claim.event, *claim.evidence] if claim.event else claim.evidence
        assert [each["title"] for each in made["evidence"]] == list(dict.fromkeys(ch.events().title_en[list(events)]))


def test_in_a_table_only_rows_of_claims_wait():
    head = "<thead><tr><th></th><th>Kind</th><th>Verdict</th></tr></thead>"
    body = "<tr><th>C01</th><td>list</td><td>evaluative</td></tr><tr><th>date</th><td>x</td><td>3</td></tr>"
    made = judging.withheld_in_tables(f'<table border="1" class="dataframe">{head}{body}</table>')
    assert '<td><span data-claims="C01"><span>evaluative</span></span></td>' in made
    assert made.count("data-claims") == 1
    plain = f"<table>{head}{body}</table>"
    assert judging.withheld_in_tables(plain) == plain


def test_other_formats_have_the_signs_and_nothing_to_press(tmp_path):
    one = {"chapters/01-neighbours": HEADER + "{claim}`C24` says so.\n\n:::{judging}\n:::\n"}
    text = (build(tmp_path, one | APPENDICES, "text") / "chapters/01-neighbours.txt").read_text(encoding="utf-8")
    assert "C24\u00a0?" in text and "Judge" not in text and "judged" not in text


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_the_script_has_all_its_words(language):
    words = {key for section in ("judging", "judged") for key in languages.words(section, language)}
    source = "".join(path.read_text(encoding="utf-8") for path in judging.HERE.glob("*.js"))
    asked = set(re.findall(r"said\(\s*\"([\w.-]+)\"", source))
    assert asked and asked <= words


def test_pages_without_a_claim_get_no_script(pages):
    assert pages == PAGES
    assert "judging.js" in (pages / f"{ONE}.html").read_text(encoding="utf-8")
    assert "judging.js" not in (pages / "chapters/codebook.html").read_text(encoding="utf-8")


def test_what_is_drawn_waits_on_the_screen_and_not_on_paper(visit, address):
    page = visit(f"{address}/chapters/welcome.html")
    waiting = page.locator(".timeline .blip .sign", has_text="…")
    waiting.first.wait_for()
    page.emulate_media(media="print")
    waiting.first.wait_for(state="detached")
    page.emulate_media(media="screen")
    waiting.first.wait_for()


def test_the_verdict_of_an_item_of_a_list_waits_as_that_of_its_claim():
    item = next(ch.claim_items("interests").itertuples())
    table = (
        '<table border="1" class="dataframe"><tr><th>Label</th><th>Verdict</th></tr>'
        f"<tr><td>{item.label}</td><td>confirmed</td></tr></table>"
    )
    assert f'data-claims="{item.claim}"' in judging.withheld_in_tables(table)
