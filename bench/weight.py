"""What a first visit transfers, gzipped: pages of the built book with the Timeline, and what a stock page needs."""

from __future__ import annotations

import gzip
from pathlib import Path

from playwright.sync_api import Browser

import chronology as ch
from bench import ROOT, books, chromium
from chronology.book import host
from server import serve

PAGES = ROOT / "_build" / "html"
DESK = {"width": 1400, "height": 900}


def module_weight() -> dict[str, int]:
    """Bytes, gzipped, of what runs the Timeline in a page: host, module and style; together and each."""
    parts = {
        "host.js": host.script(),
        "host.css": host.style(),
        "module": ch.Timeline._esm,
        "style": ch.Timeline._css,
    }
    each = {name: _gzipped(str(text)) for name, text in parts.items()}
    return each | {"together": _gzipped("".join(map(str, parts.values())))}


def _gzipped(text: str) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))


def pages_with_timeline(pages: Path = PAGES) -> list[str]:
    """The pages of the built book that have a Timeline, as addresses within it."""
    found = (path for path in sorted(pages.rglob("*.html")) if 'data-widget="Timeline"' in path.read_text("utf-8"))
    return [path.relative_to(pages).as_posix() for path in found]


def first_visit(browser: Browser, pages: Path, name: str) -> list[tuple[str, int]]:
    """(path, bytes) of all that a first visit to a page transfers until nothing more comes, without fonts."""
    context = browser.new_context(viewport=DESK)
    with serve(pages) as served:
        page = context.new_page()
        page.goto(f"{served.address}/{name}", wait_until="networkidle")
        foreign = [url for url in page.evaluate(RESOURCES) if not url.startswith((served.address, "data:", "blob:"))]
        context.close()
    if foreign:
        raise RuntimeError(f"{name} asks another host: {foreign}")
    return [(path, size) for path, size in served.sent if ".woff2" not in path]


RESOURCES = "performance.getEntriesByType('resource').map(each => each.name)"


def run() -> dict[str, object]:
    named = pages_with_timeline() if PAGES.exists() else []
    visits = {}
    with chromium.started() as playwright:
        browser = chromium.launch(playwright)
        for name in named:
            visits[name] = first_visit(browser, PAGES, name)
        small = {}
        for kind in ("ours", "stock"):
            built = books.build(stock=kind == "stock")
            for page in books.PAGES:
                small[f"{kind}, {page}"] = sum(size for _, size in first_visit(browser, built, f"{page}.html"))
        browser.close()
    return {
        "module": module_weight(),
        "pages": {name: sum(size for _, size in sent) for name, sent in visits.items()},
        "heaviest": {name: sorted(sent, key=lambda each: -each[1])[:6] for name, sent in visits.items()},
        "small books": small,
    }
