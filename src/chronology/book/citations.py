"""Roles that put values of the tables into the text of a chapter; those that link to an entry stand in domain.py.

{stated}`C16` is what the essay states in that claim; {computed}`len(ch.events())` is the value of an
expression over the tables (`ch` is chronology, `pd` pandas). Numbers below ten are written in words.

An unknown id or an expression that fails ends the build and says where.
"""

from __future__ import annotations

import functools
import numbers

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxRole

import chronology
from chronology import edition, tables
from chronology.book.domain import find
from chronology.edition import _, marked
from chronology.languages import decimal_number, whole_number

# Translators: the numbers from 0 to 9, parted by spaces. Where they change with the noun, write digits: 0 1 2 3 …
NUMERALS = marked("none one two three four five six seven eight nine")


class Stated(SphinxRole):
    """What the essay states in a claim."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [nodes.Text(stated(self.text, self.get_location()))], []


class Computed(SphinxRole):
    """The value of an expression over the tables."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            return [nodes.Text(written(value(self.text, edition.language())))], []
        except Exception as error:
            raise ExtensionError(f"{self.get_location()}: {self.text!r}: {type(error).__name__}: {error}") from error


def stated(id: str, location: str) -> str:
    """What the essay states in a claim. Raises ExtensionError for an unknown claim and for one that states nothing."""
    find("claim", id, location)
    said = tables.stated_value(tables.claims().loc[id])
    if not said:
        raise ExtensionError(f"{location}: claim {id} states no value")
    return said


@functools.cache
def value(expression: str, language: str) -> object:
    """The value of an expression over the tables of an edition."""
    # The course's own pages, which run Python in their cells as well.
    return eval(expression, {"ch": chronology, "pd": pd})


def written(value: object) -> str:
    """A value as it stands in a sentence. Raises TypeError for what is neither number nor text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise TypeError(f"gives {type(value).__name__}, expected a number or text")
    if value != int(value):
        return decimal_number(float(value), 1).replace("-", "−")
    return numeral(int(value)) or whole_number(int(value)).replace("-", "−")


def numeral(number: int) -> str:
    """The word for a number from 0 to 9, or empty: for other numbers, and where the edition has no words for them."""
    words = _(NUMERALS)
    known = edition.language() == edition.SOURCE or words != NUMERALS
    return words.split()[number] if known and 0 <= number < 10 else ""


def setup(app: Sphinx) -> None:
    app.add_role("stated", Stated())
    app.add_role("computed", Computed())
