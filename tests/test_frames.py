"""A widget that is given a table that will not do says what is missing and with what to begin."""

import pytest

import chronology as ch

WIDGETS = {
    "Timeline": "events", "Topics": "events", "Periods": "events", "EssayMap": "claims", "DocumentMatrix": "documents",
    "Interests": "claim_interests", "Lineage": "institution_names", "BorderMap": "border_lines",
}  # fmt: skip


@pytest.mark.parametrize("name", WIDGETS)
def test_every_column_that_is_left_out_does_no_harm_or_is_named(name):
    widget, table = getattr(ch, name), getattr(ch, WIDGETS[name])()
    for column in table.columns:
        try:
            widget(table.drop(columns=column)).fallback()
        except ValueError as error:
            assert (
                str(error)
                == f"the table has no column {column!r}: begin with ch.{WIDGETS[name]}() and keep its columns"
            )


@pytest.mark.parametrize("name", WIDGETS)
def test_what_is_no_table_is_said(name):
    for thing in ([1, 2], "events", 5):
        with pytest.raises(ValueError, match=rf"such as ch\.{WIDGETS[name]}\(\)"):
            getattr(ch, name)(thing)
