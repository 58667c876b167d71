"""What axe finds in a page, asked for what can differ there, and not again for a page that is the same.

The contrast of colours is most of the time that axe takes. It depends on the scheme and hardly on the size of the
window; everything else depends on the size and not on the scheme. What looks alike has one contrast: of parts that
differ in no element, class, style or state, and stand in and after such that do not, three are measured and the rest is left out.

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

# Marks the parts that look like three before them: same elements, same values of all that a style goes by. None where a
# style sheet cannot be read, as in a page from a file.
ALIKE = """() => {
    const texts = sheet => { try { return [...sheet.cssRules].map(rule => rule.cssText) } catch { return null } }
    const sheets = [...document.styleSheets].map(texts), rules = sheets.join()
    if (sheets.includes(null)) return 0
    const styled = new Set(["style", "fill", "stroke", "opacity", "disabled", "open", "hidden"])
    for (const [, name] of rules.matchAll(/\\[([\\w-]+)/g)) styled.add(name)
    const any = new Set(["href", "src", "title", "id"]) // it counts whether they are there
    const numbers = new Map(), number = key => numbers.get(key) ?? (numbers.set(key, numbers.size), numbers.size - 1)
    const own = each => [
        each.tagName, ...[...each.classList].sort(), each.id && rules.includes(`#${each.id}`) ? each.id : "",
        ...[...each.attributes].filter(({ name }) => styled.has(name))
            .map(({ name, value }) => any.has(name) ? name : `${name}=${value}`).sort(),
        each.nextElementSibling ? "" : "last", each.matches(":checked") ? "checked" : "",
    ].join(" ")
    const whole = new Map()
    const look = each => {
        const key = number(`${own(each)}(${[...each.children].map(look).join()})${each.textContent.trim() ? 1 : 0}`)
        whole.set(each, key)
        return key
    }
    look(document.body)
    const counted = new Map()
    const mark = (each, around) => {
        const before = each.previousElementSibling // which a style may go by, too
        const place = number(`${around}>${before ? own(before) : ""}`), here = `${place}/${whole.get(each)}`
        const count = (counted.get(here) ?? 0) + 1
        counted.set(here, count)
        if (count > 3) each.setAttribute("data-alike", "")
        else for (const child of each.children) mark(child, number(`${place}>${own(each)}`))
    }
    mark(document.body, 0)
    return document.querySelectorAll("[data-alike]").length
}"""
UNMARK = "() => document.querySelectorAll('[data-alike]').forEach(each => each.removeAttribute('data-alike'))"
RANDOM = re.compile(r"\b[0-9a-f]{32}\b")  # the ids of models, new in each build


def violations(page, rules=ALL, theme=()):
    """Rule -> the first elements that break it.

    rules: ALL, COLOURS or ALL_BUT_COLOURS. theme: rules that the theme breaks, left out.
    """
    if rules is ALL:
        return violations(page, ALL_BUT_COLOURS, theme) | violations(page, COLOURS, theme)
    state = _state(page, rules)
    if remembered.known("axe", state):
        return {}
    alike = page.evaluate(ALIKE) if rules is COLOURS else 0
    context = {"exclude": [["[data-alike]"]]} if alike else None
    found = Axe().run(page, context, {"resultTypes": ["violations"], **rules}).response["violations"]
    page.evaluate(UNMARK)
    broken = {
        rule["id"]: [node["html"][:200] for node in rule["nodes"]][:5] for rule in found if rule["id"] not in theme
    }
    if not broken:
        remembered.keep("axe", state)
    return broken


def _state(page, rules):
    """A hash of all that axe sees."""
    seen, order = page.evaluate(SEEN), {}
    seen = RANDOM.sub(lambda id: str(order.setdefault(id[0], len(order))), seen)
    address = re.sub(r"^(https?://[^/]*|file:.*/)", "", page.url)  # the port, and the folder of a test, mean nothing
    return remembered.name(seen, address, json.dumps(rules), ALIKE, Axe().axe_script, page.context.browser.version)
