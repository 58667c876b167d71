"""Roles that cite the tables from the text of a chapter.

{event}`id`, {claim}`C16`, {person}`id`, {place}`id`, {institution}`id` and {glossary}`id` link to the
entry and show its card. As with Sphinx' own roles, {event}`words <id>` puts other words into the sentence;
without them an event is shown by its date, so that dates in the prose come from the data.
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
from sphinx.util.docutils import ReferenceRole, SphinxRole

import chronology
from chronology import tables
from chronology.book import lookup
from chronology.book.nodes import cited

_WORDS = "none one two three four five six seven eight nine".split()


class Citation(ReferenceRole):
    """A link to the entry of a thing, with its card."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        kind = lookup.KINDS[self.name]
        row = lookup.row(self.name, self.target, self.get_location())
        words = self.title if self.has_explicit_title else kind.text(row)
        return [link(self.env, self.name, self.target, words)], []


def link(env: object, kind: str, id: str, words: str) -> cited:
    """A node that links from the page being read to the entry of a thing and carries its card."""
    page = lookup.KINDS[kind].page
    target = "" if page == env.docname else env.app.builder.get_relative_uri(env.docname, page)
    classes = ["cited", f"cited-{kind}"]
    verdict = lookup.table(kind).loc[id].get("verdict")
    if verdict and kind == "claim":
        classes.append(f"verdict-{verdict}")
        words = f"{words}\u00a0{lookup.SIGNS[verdict]}"
    return cited("", words, internal=True, refuri=f"{target}#{id}", classes=classes, kind=kind, thing=id)


class Stated(SphinxRole):
    """What the essay states in a claim."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        row = lookup.row("claim", self.text, self.get_location())
        if not row.value:
            raise ExtensionError(f"{self.get_location()}: claim {self.text} states no value")
        return [nodes.Text(tables.stated_value(row))], []


class Computed(SphinxRole):
    """The value of an expression over the tables."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            return [nodes.Text(written(value(self.text)))], []
        except Exception as error:
            raise ExtensionError(f"{self.get_location()}: {self.text!r}: {type(error).__name__}: {error}") from error


@functools.cache
def value(expression: str) -> object:
    """The value of an expression over the tables."""
    # The course's own pages, which run Python in their cells as well.
    return eval(expression, {"ch": chronology, "pd": pd})


def written(value: object) -> str:
    """A value as it stands in a sentence. Raises TypeError for what is neither number nor text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise TypeError(f"gives {type(value).__name__}, expected a number or text")
    if value == int(value):
        return _WORDS[int(value)] if 0 <= value < len(_WORDS) else f"{int(value):,}".replace("-", "−")
    return f"{value:,.1f}"


def setup(app: Sphinx) -> None:
    for name in lookup.KINDS:
        app.add_role(name, Citation())
    app.add_role("stated", Stated())
    app.add_role("computed", Computed())
