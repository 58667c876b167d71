"""The fonts of the pages: Source Serif 4 and Source Sans 3, cut down to the letters that the course uses.

static/fonts/ holds them with their licence, static/fonts.css names them. `python -m chronology.book.fonts SERIF SANS`
writes both anew from the unpacked npm packages (`npm pack @fontsource/source-serif-4 @fontsource/source-sans-3`); it
needs `pip install 'fonttools[woff]'`. A browser loads of a family only what a page has letters of. The name Source is
reserved by the licence (SIL Open Font License 1.1) for fonts that nobody has changed, so these have names of their own.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"
STYLES = {
    "serif": ("source-serif-4", "Chronology Serif", ((400, "normal"), (400, "italic"), (600, "normal"))),
    "sans": ("source-sans-3", "Chronology Sans", ((400, "normal"), (600, "normal"))),
}
# Of each script the letters of English, Russian and Kazakh, and the signs of their texts.
SUBSETS = {
    "latin": (
        "U+0020-007E, U+00A0-00FF, U+0131, U+0141-0142, U+0152-0153, U+017B-017C, U+2010-2015, U+2018-201E, U+2026, "
        "U+202F, U+2030, U+2039-203A, U+20AC, U+2116, U+2190-2193, U+2212, U+2248, U+2260, U+25C7"
    ),
    "cyrillic": "U+0401, U+0410-044F, U+0451, U+0406, U+0456-0457",
    "cyrillic-ext": "U+0492-0493, U+049A-049B, U+04A2-04A3, U+04AE-04B1, U+04BA-04BB, U+04D8-04D9, U+04E8-04E9",
}
# No text moves under the eyes of a reader: letters that are not there when a page is first drawn wait for the next
# page. The few words in Cyrillic may come later.
DISPLAY = {"latin": "optional", "cyrillic": "swap", "cyrillic-ext": "swap"}
FEATURES = ["kern", "liga", "lnum", "onum", "pnum", "tnum", "mark", "ccmp"]


def write(serif: Path, sans: Path, static: Path = STATIC) -> None:
    """Write fonts and style sheet from two unpacked packages."""
    folder = static / "fonts"
    folder.mkdir(exist_ok=True)
    rules = []
    for package, (stem, family, styles) in zip((serif, sans), STYLES.values()):
        for subset, letters in SUBSETS.items():
            for weight, style in styles:
                if style == "italic" and subset != "latin":
                    continue  # rare; the browser slants the upright
                name = _name(family, subset, weight, style)
                _cut(package / "files" / f"{stem}-{subset}-{weight}-{style}.woff2", folder / name, letters, family)
                rules.append(_rule(family, style, weight, name, letters, DISPLAY[subset]))
        shutil.copy(package / "LICENSE", folder / f"LICENSE-{stem}.txt")
    (static / "fonts.css").write_text("/* Written by chronology.book.fonts. */\n" + "\n".join(rules), encoding="utf-8")


def _name(family: str, subset: str, weight: int, style: str) -> str:
    return f"{family.replace(' ', '-').lower()}-{subset}-{weight}-{style}.woff2"


def _cut(source: Path, target: Path, letters: str, family: str) -> None:
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, name_IDs=["*"])
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(letters.replace("U+", "")))
    cutter.subset(font)
    _rename(font, family)
    subset.save_font(font, str(target), options)


def _rename(font: Any, family: str) -> None:  # noqa: ANN401
    """Give a font its name; who made it and under which licence stays."""
    for record in list(font["name"].names):
        if record.nameID in (1, 3, 4, 6, 16):
            font["name"].setName(family.replace(" ", "" if record.nameID == 6 else " "), record.nameID, 3, 1, 0x409)


def _rule(family: str, style: str, weight: int, name: str, letters: str, display: str) -> str:
    return (
        f'@font-face {{\n  font-family: "{family}";\n  font-style: {style};\n  font-weight: {weight};\n'
        f'  font-display: {display};\n  src: url("fonts/{name}") format("woff2");\n  unicode-range: {letters};\n}}\n'
    )


# --- Sphinx -----------------------------------------------------------------------------

# A page that was opened from a file may not ask for a font before its style does, and has it at once. On a slow line
# (megabits a second, where a browser says it) what the page shows goes first.
EARLY = """if (location.protocol !== "file:" && !(navigator.connection?.downlink < 2)) for (const href of %s)
  document.head.append(Object.assign(document.createElement("link"),
    { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", fetchPriority: "low", href }));"""


def ask_early(app: Sphinx, page: str, template: str, context: dict, doctree: nodes.document | None) -> None:
    """Let a page ask for its letters while its styles are still coming."""
    if app.builder.name == "epub" or "pathto" not in context:
        return
    names = [_name(family, "latin", *each) for _, family, styles in STYLES.values() for each in styles]
    asked = json.dumps([context["pathto"](f"_static/fonts/{name}", 1) for name in names])
    context["metatags"] = f"{context.get('metatags', '')}\n<script>{EARLY % asked}</script>"


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
