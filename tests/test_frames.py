"""A widget that is given a table that will not do says what is missing and with what to begin."""

import pytest

import chronology as ch

pytestmark = pytest.mark.remembered

WIDGETS = {
    "Timeline": "events", "Topics": "events", "Periods": "events", "EssayMap": "claims", "DocumentMatrix": "documents",
    "Atlas": "events", "Interests": "claim_interests", "Lineage": "institution_names", "BorderMap": "border_lines",
}  # fmt: skip
# What else a widget may be given: widget, parameter, table.
BESIDE = [
    ("BorderMap", "lengths", "border_lengths"), ("BorderMap", "places", "places"), ("BorderMap", "events", "events"),
    ("DocumentMatrix", "cells", "document_principles"), ("EssayMap", "sentences", "sentences"),
]  # fmt: skip
GIVEN = [(name, None, table) for name, table in WIDGETS.items()] + BESIDE


def made(name, parameter, table):
    widget = getattr(ch, name)
    return widget(**{parameter: table}) if parameter else widget(table)


@pytest.mark.parametrize(("name", "parameter", "table"), GIVEN)
def test_every_column_that_is_left_out_does_no_harm_or_is_named(name, parameter, table):
    whole = getattr(ch, table)()
    for column in whole.columns:
        try:
            made(name, parameter, whole.drop(columns=column)).fallback()
        except ValueError as error:
            assert str(error) == f"the table has no column {column!r}: begin with ch.{table}() and keep its columns"


@pytest.mark.parametrize(("name", "parameter", "table"), GIVEN)
def test_what_is_no_table_is_said(name, parameter, table):
    for thing in ([1, 2], "events", 5):
        with pytest.raises(ValueError, match=rf"such as ch\.{table}\(\)"):
            made(name, parameter, thing)


def test_traces_that_are_neither_table_nor_dictionary_are_said():
    for thing in ([1, 2], "events", 5):
        with pytest.raises(ValueError, match="traces is a table or a dictionary"):
            ch.Interests(traces=thing)
