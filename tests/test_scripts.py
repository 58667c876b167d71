"""Modules of scripts become one, or it is said what cannot be put together; what styles go by."""

import re
from pathlib import Path

import pytest

import chronology as ch
from chronology import languages
from chronology.widgets import scripts


@pytest.fixture
def joined(tmp_path):
    """joined(name=source, …): the modules written, and `main` put together. `__` in a name is a folder."""

    def write(**modules):
        for name, source in modules.items():
            path = tmp_path / f"{name.replace('__', '/')}.js"
            path.parent.mkdir(exist_ok=True)
            path.write_text(source, encoding="utf-8")
        return scripts.script("main", tmp_path)

    return write


def test_each_module_comes_once_before_what_needs_it(joined):
    made = joined(
        main='import { a } from "./kit/a.js";\nimport {\n  b,\n} from "./b.js";\n\nexport default { a, b };\n',
        b='import { a } from "./kit/a.js";\nexport const b = a;\n',
        kit__a='import { c } from "./c.js";\nexport const a = c;\n',
        kit__c="export const c = 1;\n",
    )
    assert made.split("\n")[:3] == ["const c=1;", "const a=c;", "const b=a;"]
    assert "import" not in made and made.endswith("export default {a,b};\n")


def test_comments_go_and_what_looks_like_one_in_a_string_stays(joined):
    made = joined(main='// all\nconst a = 1; // one\nconst b = "// two";\nconst c = " // three";\n/** four */\n')
    assert made == 'const a=1;\nconst b="// two";\nconst c=" // three";\n'


def test_spaces_go_from_code_and_stay_in_texts(joined):
    texts = 'const a = "b, c = d";', "const e = `f\n  g = ${h}, i`;", "const j = 'k = l';", "const m = / n = o/;"
    made = joined(main="".join(f"{each}\nif (a > 1) p = [q, r];\n" for each in texts))
    assert 'const a="b, c = d";' in made and "`f\ng = ${h}, i`" in made
    assert "'k = l'" in made and "/ n = o/" in made and made.count("if(a>1) p=[q,r];") == 4


@pytest.mark.parametrize("comment", ["/** @type {any} */ ", "/* why */ ", "/** @type {any} */\n"])
def test_code_that_follows_a_comment_stays(joined, comment):
    made = joined(main=f"const a = 1;\n{comment}(globalThis).b = a;\nconst c = 2;\n/* two\n lines */\nconst d = 3;\n")
    assert "(globalThis).b=a;\nconst c=2;\nconst d=3;\n" in made.replace(" = ", "=")


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({"main": 'import { a as b } from "./a.js";\n', "a": "export const a = 1;\n"}, "main.js: .* keeps its name"),
        ({"main": 'import * as a from "./a.js";\n', "a": ""}, r"main.js: write .* instead of `import \* as a"),
        ({"main": 'import a from "./a.js";\n', "a": ""}, "main.js: write .* instead of `import a"),
        ({"main": 'import { a } from "lodash";\n'}, "main.js: write .* instead of `import { a }"),
        ({"main": 'import { a } from "./a.js";\n', "a": 'export * from "./b.js";\n'}, "a.js: write"),
        ({"main": 'import { a } from "./a.js";\n'}, "main.js needs a.js, which is not there"),
        ({"main": 'import { a } from "./a.js";\n', "a": 'import { b } from "./main.js";\n'}, "main.js imports itself"),
        ({"main": 'import { a } from "./a.js";\n', "a": "export default 1;\n"}, "a.js: only the script of a widget"),
    ],
)
def test_what_cannot_be_put_together_is_said(joined, modules, said):
    with pytest.raises(ValueError, match=said):
        joined(**modules)


@pytest.mark.parametrize(
    "again",
    [
        "const a = 2;",
        "let a;",
        "export const a = 2;",
        "function a() {}",
        "export async function a() {}",
        "class a {}",
        "const [b, a] = [1, 2];",
        "const {\n  b,\n  a,\n} = {};",
        "let b, a;",
        "let b = [1, 2], a = 1;",
        "const b = (d, e) => {\n  return d;\n},\n  a = 1;",
        'const b = "x;y", a = 1;',
        'const b = /["(;]/, a = 1;',
        "const { k: a } = {};",
        "const { k: a = 1 } = {};",
        "const { k: { b, a }, d = [1, 2] } = {};",
        "const { b = { d: 1 }, ...a } = {};",
        "const [b, [, a]] = [];",
        "let // one\n  a;",
    ],
)
def test_one_name_declared_in_two_modules_is_said(joined, again):
    with pytest.raises(ValueError, match=r"main\.js and a\.js both declare a"):
        joined(main=f'import {{ c }} from "./a.js";\n{again}\n', a="const a = 1;\nexport const c = a;\n")


@pytest.mark.parametrize(
    "declared",
    [
        "const { a: b } = {};",
        "const { a: { b } } = {};",
        "const { [a]: b } = { a };",
        "const b = a;",
        "let b = { a: 1 }, d = a;",
        "const b = (a, e) => a, d = [a, 1];",
        "const { b = a, d = (a, 1) } = {};",
        "let b; // a, once",
        'const b = "; let a", d = `, a`;',
        "const b = /,a;/, d = 1;",
    ],
)
def test_what_is_only_used_or_a_key_is_not_declared(joined, declared):
    joined(main=f'import {{ c }} from "./a.js";\n{declared}\n', a="export const a = 1;\nexport const c = a;\n")


def test_a_name_inside_a_function_is_its_own(joined):
    joined(main='import { c } from "./a.js";\nconst a = c;\n', a="export function c() {\n  const a = 1;\n}\n")


# --- what Python and the scripts both go by --------------------------------------------------------


def test_signs_and_names_of_languages_are_those_of_python(show, monkeypatch):
    monkeypatch.setitem(languages.VERDICT_SIGNS, "confirmed", "☑")
    monkeypatch.setitem(languages.OWN_NAMES, "kk", "the second")
    page = show(ch.EssayMap())
    assert page.locator(".square .verdict-confirmed").first.inner_text() == "☑"
    assert page.locator(".languages option").all_inner_texts() == ["English", "the second", "Русский"]


def test_limits_and_closed_lists_are_those_of_python(show, monkeypatch):
    monkeypatch.setattr(ch.Periods, "_fixed", ch.Periods._fixed | {"most_cuts": 2, "shortest": 10**6})
    page = show(ch.Periods())
    assert page.get_by_role("button", name="Add a cut").is_disabled(), "there are two cuts"
    assert page.locator("tr[data-period='1'] [data-name='Per year']").inner_text() == "–"


def test_every_choice_of_a_trait_is_sent():
    for widget in (ch.Timeline, ch.Topics, ch.DocumentMatrix, ch.Periods, ch.Interests, ch.EssayMap):
        for name, values in widget().fixed["choices"].items():
            assert values == list(widget.class_traits()[name].values), name


WIDGETS = (
    ch.Atlas,
    ch.Timeline,
    ch.Topics,
    ch.DocumentMatrix,
    ch.Periods,
    ch.Interests,
    ch.EssayMap,
    ch.Lineage,
    ch.BorderMap,
    ch.Practice,
    ch.FiveADay,
)


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.__name__)
def test_the_type_checker_knows_the_traits_of_python(widget):
    def known(path):
        traits = re.search(r"interface (?:Traits|Shared)\b[^{]*\{\n(.*?)\n\}", path.read_text(encoding="utf-8"), re.S)[
            1
        ]
        return set(re.findall(r"^  ([a-z]\w*):", traits, re.M))

    own, shared = known(scripts.HERE / f"{widget._stem}-types.d.ts"), known(scripts.HERE / "kit/types.d.ts")
    assert own | shared == {name for name in widget.class_traits(sync=True) if not name.startswith("_")} - TOOLKIT


TOOLKIT = {"tooltip", "tabbable", "layout", "comm"}


def test_only_a_verdict_has_the_colour_of_a_verdict():
    """kit.css gives each class of a verdict its colour; whatever else wants one takes another."""
    of_a_verdict = re.compile(rf"--(?:verdict-)?(?:{'|'.join(languages.VERDICT_SIGNS)})\b")
    for path in (Path(scripts.__file__).parent).glob("*.css"):
        if path.name != "kit.css":
            assert not of_a_verdict.findall(path.read_text(encoding="utf-8")), path.name
