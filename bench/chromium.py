"""The browser that is measured: that of the tests, and what is asked of it by its DevTools protocol."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator

from playwright.sync_api import Browser, CDPSession, Page, Playwright, sync_playwright

from bench import HERE

import browser as browsers  # isort: skip (from tests/, which bench/__init__.py puts in the path)

ANSWER = "bench-answer:"


@contextlib.contextmanager
def started() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium. Ends the program where there is none."""
    path = browsers.find()
    if not path:
        sys.exit(f"The benchmark needs Chromium; {browsers.HOW_TO}")
    return playwright.chromium.launch(executable_path=path, args=browsers.ARGUMENTS)


def version() -> str:
    with started() as playwright:
        found = launch(playwright)
        name = found.version
        found.close()
    return name


def session(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def script(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def answer(page: Page, expression: str, seconds: float) -> object:
    """The value of an expression (a promise is awaited) in the page, as JSON.

    Raises playwright's TimeoutError if the page does not answer in time, be it hung; it must not be used further then.
    """
    ask = f"""void setTimeout(async () => {{
        try {{ console.info({ANSWER!r} + JSON.stringify({{ value: await ({expression}) }})); }}
        catch (error) {{ console.info({ANSWER!r} + JSON.stringify({{ error: String(error) }})); }}
    }})"""
    with page.expect_console_message(lambda each: each.text.startswith(ANSWER), timeout=seconds * 1000) as said:
        page.evaluate(ask)
    told = json.loads(said.value.text.removeprefix(ANSWER))
    if "error" in told:
        raise RuntimeError(f"{expression}: {told['error']}")
    return told.get("value")
