"""The letters of the pages: drawn from our fonts, none of them from another font of the machine."""

import pytest

from chronology.book import fonts

ENGLISH = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RUSSIAN = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
KAZAKH = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
ALPHABETS = {letter for each in (ENGLISH, RUSSIAN, KAZAKH) for letter in each + each.lower()}
BLANK = {"\u0020", "\u00a0", "\u00ad"}  # nothing of these is drawn
FACES = [(family, *each) for _, family, styles in fonts.STYLES.values() for each in styles]


def promised() -> set[str]:
    """All that the style sheet says is in the fonts."""
    ranges = ", ".join(letters for _, letters in fonts.SUBSETS.values()).replace("U+", "").split(", ")
    ends = [(int(first, 16), int(last or first, 16)) for first, _, last in (each.partition("-") for each in ranges)]
    return {chr(code) for first, last in ends for code in range(first, last + 1)}


@pytest.fixture
def used(visit, tmp_path):
    """Of each letter the fonts that the browser takes for it in a face of ours, with `monospace` behind it."""

    def ask(letters: list[str], family: str, weight: int, style: str) -> dict[str, list[dict]]:
        path = tmp_path / "letters.html"
        sheet = f'<meta charset="utf-8"><link rel="stylesheet" href="{(fonts.STATIC / "fonts.css").as_uri()}">'
        marks = "".join(f"<span>&#{ord(each)};</span> " for each in letters)
        path.write_text(f"{sheet}<p style='font: {style} {weight} 20px \"{family}\", monospace'>{marks}</p>", "utf-8")
        page = visit(path.as_uri())
        page.evaluate("document.fonts.ready")
        browser = page.context.new_cdp_session(page)
        browser.send("DOM.enable")
        browser.send("CSS.enable")
        root = browser.send("DOM.getDocument")["root"]["nodeId"]
        nodes = browser.send("DOM.querySelectorAll", {"nodeId": root, "selector": "span"})["nodeIds"]
        found = [browser.send("CSS.getPlatformFontsForNode", {"nodeId": each})["fonts"] for each in nodes]
        browser.detach()
        return dict(zip(letters, found, strict=True))

    return ask


def test_the_style_sheet_promises_every_letter_of_the_three_languages():
    sheet = (fonts.STATIC / "fonts.css").read_text(encoding="utf-8")
    assert all(f"unicode-range: {letters};" in sheet for _, letters in fonts.SUBSETS.values())
    assert sorted(ALPHABETS - promised()) == []


@pytest.mark.parametrize(("family", "weight", "style"), FACES)
def test_every_letter_that_is_promised_is_drawn_from_our_fonts(used, family, weight, style):
    found = used(sorted((promised() | ALPHABETS) - BLANK), family, weight, style)
    ours = {letter for letter, taken in found.items() if taken and all(each["isCustomFont"] for each in taken)}
    assert "".join(sorted(found.keys() - ours)) == ""
