"""What axe finds in a page, asked for what can differ there, and not again for a page that is the same.

The contrast of colours is most of the time that axe takes. It depends on the scheme and hardly on the size of the
window; everything else depends on the size and not on the scheme. What looks alike has one contrast: of texts of the
same colour, size and weight on the same grounds three are measured, and the rest is left out.

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

# Marks the parts whose text looks like that of three before them: same colour, size and weight, on the same grounds. In
# a drawing, where the grounds are no ancestors, it must besides be of the same classes, in and after the same.
ALIKE = """() => {
    const CLEAR = "rgba(0, 0, 0, 0)", numbers = new Map()
    const number = key => numbers.get(key) ?? (numbers.set(key, numbers.size), numbers.size - 1)
    const ground = (each, pseudo) => {
        const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position, zIndex, content, float } =
            getComputedStyle(each, pseudo)
        if (pseudo && content === "none") return ""
        const plain = backgroundColor === CLEAR && backgroundImage === "none" && opacity === "1" && filter === "none"
            && mixBlendMode === "normal" && position === "static" && float === "none"
        return plain ? "" : [pseudo, backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position, zIndex].join()
    }
    const grounds = each => ground(each) + ground(each, "::before") + ground(each, "::after")
    const drawn = each => [each?.tagName, ...Object.values(each?.attributes ?? [])
        .filter(({ name }) => /^(class|style|fill|opacity|data-|aria-(pressed|selected|current|checked))/.test(name))
        .map(({ name, value }) => `${name}=${value}`).sort()].join()
    const besides = each => each && getComputedStyle(each).position !== "static" ? grounds(each) : ""
    const text = each => each.matches("input, select, textarea")
        || [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    const counted = new Map(), few = new Map()
    const look = (each, around) => { // whether nothing in it must be measured
        const { color, fill, fontSize, fontWeight, textShadow } = getComputedStyle(each)
        const svg = each instanceof SVGElement && !(each instanceof SVGSVGElement)
        const own = number([around, grounds(each), svg && [drawn(each), drawn(each.previousElementSibling)]].join("|"))
        let covered = true
        if (text(each) && each.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
            const beside = [each.previousElementSibling, each.nextElementSibling].map(besides)
            const key = [own, color, svg && fill, fontSize, fontWeight, textShadow, each.disabled, ...beside].join("|")
            counted.set(key, (counted.get(key) ?? 0) + 1)
            covered = counted.get(key) > 3
        }
        for (const child of each.children) covered = look(child, own) && covered
        few.set(each, covered)
        return covered
    }
    const mark = each => few.get(each) ? each.setAttribute("data-alike", "") : [...each.children].forEach(mark)
    look(document.body, number(grounds(document.documentElement)))
    mark(document.body)
    const marked = [...document.querySelectorAll("[data-alike]")]
    // What is in them axe would go through all the same. A widget minds what is done to it.
    globalThis.emptied = new Map(marked.filter(each => !each.closest("[data-widget]") && !each.querySelector("[data-widget]"))
        .map(each => [each, [...each.childNodes]]))
    for (const each of emptied.keys()) each.replaceChildren()
    return marked.length
}"""
UNMARK = """() => {
    for (const [each, nodes] of globalThis.emptied ?? []) each.replaceChildren(...nodes)
    document.querySelectorAll("[data-alike]").forEach(each => each.removeAttribute("data-alike"))
}"""


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
    seen = remembered.without_ids(page.evaluate(SEEN))
    address = re.sub(r"^(https?://[^/]*|file:.*/)", "", page.url)  # the port, and the folder of a test, mean nothing
    return remembered.name(seen, address, json.dumps(rules), ALIKE, Axe().axe_script, page.context.browser.version)
