"""The fonts of the pages: Source Serif 4 and Source Sans 3, cut down to the letters that the course uses.

static/fonts/ holds them with their licence, static/fonts.css names them. `python -m chronology.book.fonts SERIF SANS
LIBERATION` writes both anew from the unpacked npm packages (`npm pack @fontsource/source-serif-4
@fontsource/source-sans-3`) and the folder of the Liberation fonts; it needs `pip install 'fonttools[woff]'`. A browser
loads of a family only what a page has letters of. The name Source is reserved by the licence (SIL Open Font License
1.1) for fonts that nobody has changed, so these have names of their own.

Until they are there, text stands in letters that most machines have, made as wide as ours: little moves when ours come.
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
# Of each script the letters of English, Russian and Kazakh, and the signs of their texts: the file of upstream that has
# them, and which. Ұ and № stand there with the Russian letters. Letters with accents, which few pages have, come apart.
SUBSETS = {
    "latin": (
        "latin",
        "U+0020-007E, U+00A0-00BF, U+00D7, U+00F7, U+2013-2014, U+2018-201A, U+201C-201E, U+2026, U+2039-203A, U+20AC, "
        "U+2191, U+2193, U+2212",
    ),
    "latin-1": ("latin", "U+00C0-00D6, U+00D8-00F6, U+00F8-00FF, U+0131, U+0152-0153"),
    "latin-ext": ("latin-ext", "U+0104-0105, U+0118-0119, U+011E-011F, U+0141-0144, U+0179-017E"),
    "cyrillic": ("cyrillic", "U+0401, U+0406, U+0410-044F, U+0451, U+0456-0457, U+04B0-04B1, U+2116"),
    "cyrillic-ext": (
        "cyrillic-ext",
        "U+0492-0493, U+049A-049B, U+04A2-04A3, U+04AE-04AF, U+04BA-04BB, U+04D8-04D9, U+04E8-04E9",
    ),
}
# What stands in until ours are there, by weight and style: the file of Liberation, and fonts of the same widths.
STAND_INS = {
    "Chronology Serif": {
        (400, "normal"): ("Serif-Regular", "Times New Roman", "Liberation Serif", "Tinos"),
        (400, "italic"): ("Serif-Italic", "Times New Roman Italic", "Liberation Serif Italic", "Tinos Italic"),
        (600, "normal"): ("Serif-Bold", "Times New Roman Bold", "Liberation Serif Bold", "Tinos Bold"),
    },
    "Chronology Sans": {
        (400, "normal"): ("Sans-Regular", "Arial", "Liberation Sans", "Arimo"),
        (600, "normal"): ("Sans-Bold", "Arial Bold", "Liberation Sans Bold", "Arimo Bold"),
    },
}
# As often as in the text of the chapters.
TEXT = Path(__file__).parents[3] / "chapters" / "04-independence.md"
FEATURES = ["kern", "liga", "lnum", "tnum", "ccmp"]


def write(serif: Path, sans: Path, liberation: Path, static: Path = STATIC) -> None:
    """Write fonts and style sheet from two unpacked packages and the folder of the Liberation fonts."""
    folder = static / "fonts"
    folder.mkdir(exist_ok=True)
    rules = []
    for package, (stem, family, styles) in zip((serif, sans), STYLES.values()):
        for subset, (upstream, letters) in SUBSETS.items():
            for weight, style in styles:
                name = _name(family, subset, weight, style)
                _cut(package / "files" / f"{stem}-{upstream}-{weight}-{style}.woff2", folder / name, letters, family)
                rules.append(_rule(family, style, weight, name, letters))
        for weight, style in styles:
            ours = folder / _name(family, "latin", weight, style)
            rules.append(_stand_in(ours, family, style, weight, liberation))
        shutil.copy(package / "LICENSE", folder / f"LICENSE-{stem}.txt")
    (static / "fonts.css").write_text("/* Written by chronology.book.fonts. */\n" + "\n".join(rules), encoding="utf-8")


def _name(family: str, subset: str, weight: int, style: str) -> str:
    return f"{family.replace(' ', '-').lower()}-{subset}-{weight}-{style}.woff2"


def _cut(source: Path, target: Path, letters: str, family: str) -> None:
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, name_IDs=["*"])
    options.ignore_missing_unicodes = False  # the style sheet promises them
    options.drop_tables += ["BASE", "STAT"]  # of other baselines and of a family's axes, which no page asks for
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


def _rule(family: str, style: str, weight: int, name: str, letters: str) -> str:
    return (
        f'@font-face {{\n  font-family: "{family}";\n  font-style: {style};\n  font-weight: {weight};\n'
        f'  font-display: swap;\n  src: url("fonts/{name}") format("woff2");\n  unicode-range: {letters};\n}}\n'
    )


def _stand_in(ours: Path, family: str, style: str, weight: int, liberation: Path) -> str:
    """The rule of what stands in for a font of ours: as wide as it in running text, and as high."""
    from fontTools.ttLib import TTFont

    file, *names = STAND_INS[family][weight, style]
    font, other = TTFont(ours), TTFont(liberation / f"Liberation{file}.ttf")
    ratio = _width(font) / _width(other)
    heights = {
        name: abs(getattr(font["hhea"], name)) / font["head"].unitsPerEm / ratio
        for name in ("ascent", "descent", "lineGap")
    }
    local = ", ".join(f'local("{each}")' for each in names)
    return (
        f'@font-face {{\n  font-family: "{family} Stand-in";\n  font-style: {style};\n  font-weight: {weight};\n'
        f"  src: {local};\n  size-adjust: {ratio:.1%};\n  ascent-override: {heights['ascent']:.1%};\n"
        f"  descent-override: {heights['descent']:.1%};\n  line-gap-override: {heights['lineGap']:.1%};\n}}\n"
    )


def _width(font: Any) -> float:  # noqa: ANN401
    """The width of the text of a chapter, in ems."""
    names, widths = font.getBestCmap(), font["hmtx"]
    letters = [ord(each) for each in TEXT.read_text(encoding="utf-8") if ord(each) in range(32, 127)]
    return sum(widths[names[each]][0] for each in letters) / font["head"].unitsPerEm


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
    write(*map(Path, sys.argv[1:4]))
