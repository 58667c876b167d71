"""How a few widgets look: pictures kept in tests/looks/, compared coarsely, so that fonts of another machine pass.

`python tests/test_looks.py` takes the pictures anew, after they have been looked at. A picture is kept at an eighth of
its size in grey; what is compared is the ink in blocks, so a lost chart, a lost card or a broken layout is seen, another
rendering of letters is not.
"""

import io
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import chronology as ch
from conftest import DESK, PHONE

KEPT = Path(__file__).parent / "looks"
NARROW = {"width": 760, "height": 900}
LOOKS = {
    "timeline-desk": (lambda: ch.Timeline(view=["1990-01-01", "2008-12-31"]), NARROW, "light"),
    "timeline-phone-dark": (lambda: ch.Timeline(selected=["independence-law-1991"]), PHONE, "dark"),
    "essay-map-desk": (lambda: ch.EssayMap(selected=[18]), DESK, "light"),
    "border-map-dark": (ch.BorderMap, NARROW, "dark"),
    "topics-phone": (ch.Topics, PHONE, "light"),
    "matrix-desk": (ch.DocumentMatrix, NARROW, "light"),
}
SHARE, BLOCK = 8, 6  # of the size that is kept; side of a block, in kept pixels
MEAN, WORST = 9, 75  # grey levels out of 255: of the whole picture, and of the worst block


def taken(page) -> Image.Image:
    """The widget as it looks now, small and grey."""
    drawn = page.locator("section.chronology")
    picture = Image.open(io.BytesIO(drawn.screenshot(animations="disabled"))).convert("L")
    return picture.resize((picture.width // SHARE, picture.height // SHARE), Image.Resampling.BOX)


def blocks(picture: Image.Image, size: tuple[int, int]) -> np.ndarray:
    shape = (max(1, size[0] // BLOCK), max(1, size[1] // BLOCK))
    return np.asarray(picture.resize(size, Image.Resampling.BOX).resize(shape, Image.Resampling.BOX), dtype=float)


def difference(now: Image.Image, kept: Image.Image) -> tuple[float, float]:
    """Mean and worst difference of blocks, in grey levels, of a picture brought to the size of the other."""
    found = np.abs(blocks(now, kept.size) - blocks(kept, kept.size))
    return float(found.mean()), float(found.max())


@pytest.mark.parametrize("name", LOOKS)
def test_a_widget_looks_as_it_did(show, name):
    make, viewport, scheme = LOOKS[name]
    now, kept = taken(show(make(), viewport=viewport, scheme=scheme)), Image.open(KEPT / f"{name}.png")
    assert now.width == kept.width
    assert 0.85 < now.height / kept.height < 1.18, f"{now.height} pixels high, was {kept.height}"
    mean, worst = difference(now, kept)
    assert mean <= MEAN and worst <= WORST, f"differs by {mean:.1f} on average, {worst:.0f} in one block"


def test_a_lost_chart_is_seen(show):
    make, viewport, scheme = LOOKS["timeline-desk"]
    page = show(make(), viewport=viewport, scheme=scheme)
    page.add_style_tag(content=".blip { visibility: hidden } .plot { background: var(--ink) !important }")
    mean, worst = difference(taken(page), Image.open(KEPT / "timeline-desk.png"))
    assert mean > MEAN or worst > WORST


if __name__ == "__main__":
    from playwright.sync_api import sync_playwright

    import browser
    from chronology.book import host

    KEPT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser.find(), args=browser.ARGUMENTS)
        for name, (make, viewport, scheme) in LOOKS.items():
            page = launched.new_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
            page.set_content(host.page([make()], title="Widgets"))
            page.wait_for_selector("[data-ready]")
            page.wait_for_timeout(400)
            taken(page).save(KEPT / f"{name}.png", optimize=True)
            print(KEPT / f"{name}.png", file=sys.stderr)
        launched.close()
