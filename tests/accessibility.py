"""What axe finds in a page, asked for what can differ there, and not again for a page that is the same.

The contrast of colours is most of the time that axe takes. It depends on the scheme and hardly on the size of the
window; everything else depends on the size and not on the scheme.

A page without violations is remembered (see `remembered`) by all that axe sees: its elements, their state, every
rule of its styles, the size and the scheme, axe and the browser.
"""

import json
import re

from axe_playwright_python.sync_playwright import Axe

import remembered

COLOURS = {"runOnly": ["color-contrast"]}
ALL_BUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
ALL = {}

SEEN = """() => JSON.stringify([
    document.documentElement.outerHTML,
    [...document.styleSheets].map(sheet => {
        try { return [...sheet.cssRules].map(rule => rule.cssText) } catch { return sheet.href }
    }),
    [...document.querySelectorAll("input, select, textarea")].map(each => [each.value, each.checked]),
    [...document.querySelectorAll("*")].indexOf(document.activeElement),
    innerWidth, innerHeight, matchMedia("(prefers-color-scheme: dark)").matches,
    matchMedia("(forced-colors: active)").matches, matchMedia("print").matches,
    [...document.getAnimations()].length,
])"""
RANDOM = re.compile(r"\b[0-9a-f]{32}\b")  # the ids of models, new in each build


def violations(page, rules=ALL, context=None, theme=()):
    """Rule -> the first elements that break it.

    rules: ALL, COLOURS or ALL_BUT_COLOURS. context: as axe takes it. theme: rules that the theme breaks, left out.
    """
    state = _state(page, rules, context)
    if remembered.known("axe", state):
        return {}
    found = Axe().run(page, context, {"resultTypes": ["violations"], **rules}).response["violations"]
    broken = {
        rule["id"]: [node["html"][:200] for node in rule["nodes"]][:5] for rule in found if rule["id"] not in theme
    }
    if not broken:
        remembered.keep("axe", state)
    return broken


def _state(page, rules, context):
    """A hash of all that axe sees."""
    seen, order = page.evaluate(SEEN), {}
    seen = RANDOM.sub(lambda id: str(order.setdefault(id[0], len(order))), seen)
    address = re.sub(r"^(https?://[^/]*|file:.*/)", "", page.url)  # the port, and the folder of a test, mean nothing
    return remembered.name(seen, address, json.dumps([rules, context]), Axe().axe_script, page.context.browser.version)
