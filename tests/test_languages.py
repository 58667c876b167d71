import json

import pytest

from chronology import languages, tables


def test_every_closed_list_of_the_description_has_its_names_and_no_others():
    package = json.loads((tables.DATA / "datapackage.json").read_text(encoding="utf-8"))
    used = set()
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            name = field.get("labels") or field.get("items", {}).get("labels")
            if name:
                used.add(name)
                allowed = field.get("constraints", {}).get("enum", languages.values(name))
                assert set(allowed) <= set(languages.values(name)), f"{resource['name']}.{field['name']}"
    # The two lists that stand in references.bib, not in a table.
    assert used | {"reference_kind", "checked"} == set(languages.lists())


def test_names_differ_within_a_list_in_every_language():
    for name in languages.lists():
        for language in languages.LANGUAGES:
            labels = [languages.label(name, value, language) for value in languages.values(name)]
            assert all(labels) and len(set(labels)) == len(labels), f"{name} in {language}"


@pytest.mark.parametrize(
    ("list_name", "value", "hint"), [("verdicts", "differs", "verdict"), ("verdict", "wrong", "confirmed")]
)
def test_unknown_names_are_refused(list_name, value, hint):
    with pytest.raises(KeyError, match=hint):
        languages.label(list_name, value)
