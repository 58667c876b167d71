"""The prose of chapters and notebooks as messages, and translations put in their place."""

import re

import nbformat
import pytest

from chronology import editions, prose

PAGE = """---
kernelspec: {name: python3}
---
# A head

:::{aims}
:minutes: 25

- one aim;
- another {glossary}`treaty <treaty>`.
:::

:::{key-dates}
independence-law-1991
:::

| who | what |
|---|---|
| {cite:t}`a-b` | a cell |
| – | {computed}`1 + 1` |

(a-label)=
## Of a section

A line
and its end.

```{code-cell} ipython3
---
mystnb:
  figure:
    caption: >-
      Of a figure,
      in two lines.
---
# not this
x = "nor-that"
é = {"of two words": f"{x} of all"}
ax.set(xlabel="axis")
```

```{image} a.png
:alt: A picture.
```

:::{admonition} Change and predict
:class: predict

> Quoted.

1. First, [a link](b.md).
:::

```{chapter-cards}
A card.
```
"""
SAID = [
    "A head",
    "one aim;",
    "another {glossary}`treaty <treaty>`.",
    "who",
    "what",
    "a cell",
    "Of a section",
    "A line and its end.",
    "Of a figure, in two lines.",
    "of two words",
    "{x} of all",
    "axis",
    "A picture.",
    "Change and predict",
    "Quoted.",
    "First, [a link](b.md).",
    "A card.",
]
CODE = """é = 1
q1 = ...  # a list, such as ["a b"]
q1 = "no, not this"  # nor this
key("01-q1", q1, "name", why="Why it is so.", hint=f"Look at {x['a b']}.", also=[("an answer", "Right, too.")],
    hints=[("that answer", "Not so."), ("x", "(also not)")], options=["one option", "two"])
"""


def test_a_page_is_cut_into_what_a_reader_takes_in_as_one():
    assert [text for _line, text in prose.messages(PAGE)] == SAID
    assert prose.headings(PAGE) == ["A head", "Of a section"]


def test_a_message_has_its_line():
    lines = PAGE.splitlines()
    for line, text in prose.messages(PAGE):
        assert text.split()[0] in lines[line - 1]


def test_only_messages_are_translated():
    said = prose.translated(PAGE, lambda text: f"[{text}]")
    for text in SAID:
        assert f"[{text}]" in said
    assert prose.translated(PAGE, str) == PAGE.replace("A line\nand", "A line and").replace(
        "figure,\n      in", "figure, in"
    )
    assert '# not this\nx = "nor-that"\né = {"[of two words]": f"[{x} of all]"}\nax.set(xlabel="[axis]")\n' in said
    assert "# not this\n" in said and ":minutes: 25" in said and "\nindependence-law-1991\n" in said


def test_what_a_solution_tells_is_translated_and_no_answer():
    assert [text for _line, text in prose.replies(CODE)] == [
        'a list, such as ["a b"]',
        "Why it is so.",
        "Look at {x['a b']}.",
        "Right, too.",
        "Not so.",
        "(also not)",
    ]
    said = prose.translated_replies(CODE, str.upper)
    assert 'q1 = ...  # A LIST, SUCH AS ["A B"]\nq1 = "no, not this"  # nor this\n' in said
    assert 'why="WHY IT IS SO."' in said and '("an answer", "RIGHT, TOO.")' in said and '["one option", "two"]' in said


def test_a_reply_with_a_name_is_translated_where_it_stands():
    code = 'x = 1\nwhy = "Why it is so."\nkey("a", 1, "name", why=why, also=[(title, why) for title in y])\n'
    assert list(prose.replies(code)) == [(2, "Why it is so.")]
    assert 'why = "WHY IT IS SO."\n' in prose.translated_replies(code, str.upper)


def test_a_text_in_pieces_is_refused():
    with pytest.raises(ValueError, match="in several pieces"):
        list(prose.replies('key("a", 1, "name", why="one " "and two")'))


@pytest.mark.parametrize("path", list(editions.sources()), ids=str)
def test_nothing_is_lost_of_what_there_is(path):
    """Said in English a page is the English one; but for a break of a line, which says nothing."""
    if path.suffix == ".md":
        texts = [(editions.ROOT / path).read_text(encoding="utf-8")]
        said = [prose.translated(texts[0], str)]
    else:
        cells = nbformat.read(editions.ROOT / path, 4).cells
        texts = [cell.source for cell in cells]
        said = [
            (prose.translated if cell.cell_type == "markdown" else prose.translated_replies)(cell.source, str)
            for cell in cells
        ]
    assert ["".join(each.split()) for each in said] == ["".join(each.split()) for each in texts]


def test_what_a_solution_tells_is_plain_text_without_emphasis():
    found = []
    for path in editions.sources():
        if path.suffix == ".ipynb":
            code = (each for each in nbformat.read(editions.ROOT / path, 4).cells if each.cell_type == "code")
            said = [(each.id, text) for each in code for _line, text in prose.replies(each.source)]
            found += [each for each in said if re.search(r"(?<![\w*)])\*[\w{]", each[1])]
    assert found == []
