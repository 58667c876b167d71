"""What the tests of colours leave out is what looks like something that they have measured."""

import re

import pytest

from accessibility import ALIKE, ALL, UNMARK, violations

pytestmark = pytest.mark.remembered

ROWS = "".join(f'<li class="row"><a href="#{n}" id="r{n}">A row {n}</a></li>' for n in range(40))
PAGE = """<!doctype html><html lang="en"><head><title>Rows</title><style>
    body {{ background: #fff; color: #000 }} a {{ color: #00458b }} .pale, .pale a {{ color: #bbb }}
    [aria-pressed=true], [data-kind=odd], :checked + span, .current + li a, #odd {{ color: #ccc; background: #fff }}
    </style></head><body><main><h1>Rows</h1><ul>{rows}</ul></main></body></html>"""
ODD = {
    "ground": '<li class="row" style="background:#36a"><a href="#x">An odd row</a></li>',
    "faint": '<li class="row" style="opacity:.3"><a href="#x">An odd row</a></li>',
    "small": '<li class="row"><a href="#x" style="font-size:22px;color:#777">An odd row</a></li>' * 4
    + '<li class="row"><a href="#x" style="color:#777">An odd row</a></li>',
    "behind": '<li class="row" style="position:relative"><i style="position:absolute;inset:0;background:#36a"></i>'
    '<a href="#x" style="position:relative">An odd row</a></li>',
    "class": '<li class="row pale"><a href="#x">An odd row</a></li>',
    "style": '<li class="row"><a href="#x" style="color:#bbb">An odd row</a></li>',
    "deep": '<li class="row"><a href="#x"><b><i style="color:#bbb">An odd row</i></b></a></li>',
    "state": '<li class="row"><button aria-pressed="true">An odd row</button></li>',
    "data": '<li class="row"><b data-kind="odd">An odd row</b></li>',
    "id": '<li class="row"><b id="odd">An odd row</b></li>',
    "checked": '<li class="row"><input type="checkbox" aria-label="odd" checked> <span>An odd row</span></li>',
    "after": '<li class="row current"><a href="#x">A row</a></li><li class="row"><a href="#x">An odd row</a></li>',
    "parent": '</ul><ul class="pale"><li class="row"><a href="#x">An odd row</a></li>',
}


def opened(visit, tmp_path, rows):
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(rows=rows), encoding="utf-8")
    return visit(path.as_uri())


def test_of_many_rows_alike_three_are_measured(visit, tmp_path):
    page = opened(visit, tmp_path, ROWS)
    assert page.evaluate(ALIKE) == len(re.findall("<li", ROWS)) - 3
    page.evaluate(UNMARK)
    assert violations(page, ALL) == {}
    assert page.locator("[data-alike]").count() == 0


@pytest.mark.parametrize("odd", ODD)
def test_the_one_that_looks_otherwise_is_found_among_them(visit, tmp_path, odd):
    boxes = ODD["checked"].replace(" checked", "") * 5
    page = opened(visit, tmp_path, ROWS + boxes + ODD[odd] + ROWS.replace('id="r', 'id="s'))
    ticked = "found => found.forEach(each => { each.removeAttribute('checked'); each.checked = true })"
    page.eval_on_selector_all("[checked]", ticked)  # as a reader does it, which no attribute says
    assert set(violations(page, ALL)) == {"color-contrast"}
