"""The first page: what it is stands on the first screen, a claim can be judged, and nothing is told before."""

import re

import pytest
from playwright.sync_api import Page

import chronology as ch
from chronology.book import preview
from conftest import DESK

SMALL = {"width": 390, "height": 844}


@pytest.fixture
def front(visit, address):
    def opened(viewport=DESK, **options) -> Page:
        return visit(f"{address}/index.html", viewport, **options)

    return opened


@pytest.mark.parametrize("viewport", [DESK, SMALL], ids=["desk", "phone"])
def test_the_first_screen_says_what_it_is_and_asks(front, viewport):
    page = front(viewport)
    always = [
        page.locator("article h1"),
        page.locator(".front-bar a").first,
        page.locator(".lead"),
        page.get_by_role("link", name="Start chapter 1").first,
    ]
    for _ in range(page.locator(".to-judge").count()):
        card = page.locator(".to-judge:visible")
        choices = card.locator(".choices button")
        assert choices.count() == 5
        for each in [*always, card.locator(".claim"), *choices.all()]:
            box = each.bounding_box()
            assert box["y"] >= 0 and box["y"] + box["height"] <= viewport["height"], each.inner_text()
        choices.first.click()
        card.get_by_role("button", name="Next claim").click()
        page.evaluate("scrollTo(0, 0)")
    assert str(len(ch.claims())) in page.locator("article h1").inner_text()


@pytest.mark.parametrize("viewport", [DESK, SMALL], ids=["desk", "phone"])
def test_the_first_page_leads_to_the_search(front, viewport):
    page = front(viewport)
    if viewport == DESK:
        page.locator(".front-bar").get_by_role("link", name="Search", exact=True).click()
        page.wait_for_url("**/search.html")
        page.locator("input[type=search]").last.fill("Abylay")
    else:  # the bar has no room there; the head of the page has a button
        page.get_by_role("button", name="Search", exact=True).locator("visible=true").first.click()
        page.locator("input[type=search]:visible").first.fill("Abylay")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=Abylay")
    page.get_by_text("Abylai Khan", exact=True).first.wait_for()


def test_a_verdict_is_shown_after_the_reader_has_judged(front):
    page = front()
    card = page.locator(".to-judge:visible")
    assert card.count() == 1 and not card.locator(".answer").is_visible()
    id = re.search(r"C\d\d", card.locator(".kicker").inner_text())[0]
    claim = ch.claims().loc[id]
    card.get_by_role("button", name="It agrees", exact=True).click()
    assert claim.verdict in card.locator(".answer").inner_text()
    both = "You and the course agree" if claim.verdict == "confirmed" else "You said: "
    assert card.locator(".answer [role=status]").inner_text().startswith(both)
    assert card.locator(".answer a").get_attribute("href").endswith(f"claims.html#{id}")
    assert card.locator(".choices [aria-pressed=true]").count() == 1


def test_squares_are_neutral_until_their_claim_was_judged_and_stay_so_on_another_visit(front):
    page = front()
    assert page.locator(".square").count() == len(ch.sentences())
    assert page.locator(".judged").count() == 0
    card = page.locator(".to-judge:visible")
    id = re.search(r"C\d\d", card.locator(".kicker").inner_text())[0]
    card.locator(".choices button").first.click()
    for _ in range(2):
        judged = page.locator(".judged")
        assert set(judged.locator("a").all_inner_texts()) == {id}
        assert judged.first.locator(".sign").is_visible()
        number = int(ch.claims().chapter[id])
        of = len(ch.claims(chapter=number))
        assert page.locator(".judged-of").all_inner_texts()[number - 1] == f"You have judged 1 of {of}."
        page.reload()


def test_every_claim_of_the_list_can_be_reached_one_after_another(front):
    page = front()
    found = []
    for _ in range(page.locator(".to-judge").count()):
        card = page.locator(".to-judge:visible")
        found.append(card.locator(".claim").inner_text())
        card.locator(".choices button").first.click()
        card.get_by_role("button", name="Next claim").press("Enter")
        assert page.evaluate("document.activeElement.closest('.to-judge') !== null"), "the focus is lost"
    assert len(found) == len(set(found)) == 10


def test_without_scripts_the_page_has_one_claim_and_its_answer(front):
    page = front(java_script_enabled=False)
    assert page.locator(".to-judge:visible").count() == 1
    page.locator(".to-judge:visible summary").click()
    assert page.locator(".to-judge:visible .answer a").is_visible()
    assert "{n}" not in page.locator("article").inner_text()


@pytest.mark.parametrize("slug", ["", *ch.chapters().slug])
def test_a_link_to_a_page_has_a_picture_of_its_own(tmp_path, slug):
    name = preview.file(f"chapters/{slug}")
    assert name.endswith(f"{slug or 'book'}.png")


def test_a_picture_has_the_size_that_readers_of_links_expect(tmp_path):
    from PIL import Image

    verdicts = list(ch.claims().verdict)
    preview.draw(tmp_path / "a.png", "Chapter 3", "A Soviet republic and its foreign ministry", verdicts)
    preview.draw(tmp_path / "b.png", "Chapter 3", "A Soviet republic and its foreign ministry", verdicts[:3])
    with Image.open(tmp_path / "a.png") as one, Image.open(tmp_path / "b.png") as other:
        assert one.size == other.size == (1200, 630)
        assert one.tobytes() != other.tobytes()
