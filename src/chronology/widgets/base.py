"""What every widget of the course has: three languages, its script and style, and a table that stands in for it.

A widget is an `anywidget`: in JupyterLab its traits are connected to Python both ways, in the published book
the host of `chronology.book.host` runs the same script without Python. Where no script runs, the table of
`fallback` is what the reader sees; on paper too of a widget without a picture, which is one without rows (`_shows`).
"""

from __future__ import annotations

import datetime
import difflib
import importlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import ClassVar

import anywidget
import pandas as pd
import traitlets

from chronology import dates, edition, languages, tables
from chronology.edition import _
from chronology.widgets import scripts

ACCOUNTS = ("accounts", "texts", "more")  # `_later` of a widget that is drawn without them


class Widget(anywidget.AnyWidget):
    """The base of the course's widgets.

    language: ``en``, ``kk`` or ``ru``, at first that of the edition. strings: language -> key -> text, what the script
    shows. linked: the names of the traits that a shared link carries. fixed: what Python and the script both go by, the
    same for all widgets of a class: ``languages``, each with its own name, ``verdicts``, each with its sign (both in
    order, which the keys of a dict lose where a notebook is stored), ``choices``, trait -> the values it can have, and
    what `_fixed` adds. show: which tab is open. title: stands over the widget instead of its own question. source: the
    Python that gives its table, empty for the course's own. defaults: what the traits of a link are if nothing is
    said. `_shows` names the property that has the rows of the tab Table. `_stem` names the .js and .css beside the
    module and its table of words; `_words` further tables of words and `_lists` the closed lists of `languages` that
    the script needs. A page of the book brings the traits of `_later` when the script asks for them (`bring` in
    kit/account.js), and texts in the language of the reader only, but for those of `_whole`; of the records of a trait
    in `_begins` it has some fields before. `_tells` says that it shows verdicts, which may wait for the reader; in a
    page that of `_waits` is drawn anew when other verdicts may be told than before.
    """

    _stem: ClassVar[str] = ""
    _shows: ClassVar[str] = ""
    _words: ClassVar[Sequence[str]] = ()
    _lists: ClassVar[Sequence[str]] = ()
    _fixed: ClassVar[Mapping[str, object]] = {}
    _later: ClassVar[Sequence[str]] = ("more",)
    _whole: ClassVar[Sequence[str]] = ()
    _begins: ClassVar[Mapping[str, Sequence[str]]] = {}
    _tells: ClassVar[bool] = False
    _waits: ClassVar[bool] = False

    language = traitlets.Enum(languages.offered(), help="Language of the widget: en, kk or ru").tag(sync=True)
    strings = traitlets.Dict(help="What the script shows: language -> key -> text").tag(sync=True)
    linked = traitlets.List(traitlets.Unicode(), help="The traits that a shared link carries").tag(sync=True)
    fixed = traitlets.Dict(help="What Python and the script both go by: choices, signs, limits").tag(sync=True)
    title = traitlets.Unicode(help="What stands over the widget; empty for its own question").tag(sync=True)
    show = traitlets.Enum(("chart", "table", "code"), "chart", help="Open tab: chart, table or code").tag(sync=True)
    source = traitlets.Unicode(help="The Python that gives the table of the widget").tag(sync=True)
    defaults = traitlets.Dict(help="What the traits of a link are if nothing is said").tag(sync=True)
    accounts = traitlets.Dict(help="What the course says of things: kind -> id -> account").tag(sync=True)
    texts = traitlets.List(help="The texts of the accounts, each as language -> text").tag(sync=True)
    more = traitlets.Dict(help="What a card says below title and text: accounts, texts").tag(sync=True)

    def __init_subclass__(cls, **kwargs: object) -> None:
        if "_stem" in cls.__dict__:  # not again for the class that anywidget makes of each instance
            cls._esm, cls._css = scripts.script(cls._stem), scripts.style(cls._stem)
        super().__init_subclass__(**kwargs)

    @traitlets.default("language")
    def _language_of_the_edition(self) -> str:
        return edition.language()

    @traitlets.default("fixed")
    def _fixed_of_the_class(self) -> dict[str, object]:
        synced = self.traits(sync=True)
        choices = {name: list(trait.values) for name, trait in synced.items() if isinstance(trait, traitlets.Enum)}
        return {
            "languages": [[each, languages.OWN_NAMES.get(each, each)] for each in languages.offered()],
            "verdicts": [list(each) for each in languages.VERDICT_SIGNS.items()],
            "choices": choices,
            "code": [type(self).__name__, self._shows],
            "version": tables.version(),
            "later": list(self._later),
            "whole": list(self._whole),
            "begins": {name: list(fields) for name, fields in self._begins.items()},
            **({"waits": True} if self._waits else {}),
            **self._fixed,
        }

    def __init__(
        self,
        strings: dict[str, dict[str, str]] | None = None,
        *,
        usual: Mapping[str, object] | None = None,
        linked: Sequence[str] = (),
        **traits: object,
    ) -> None:
        """usual: what some traits are where `traits` does not say it. linked: without show and language."""
        usual = dict(usual or {})
        super().__init__(
            strings=widget_strings([*self._words, self._stem], self._lists, strings),
            linked=[*linked, "show", "language"],
            defaults={name: self.traits()[name].default(self) for name in linked} | usual,
            **(usual | traits),
        )

    def say(self, texts: Mapping[str, str]) -> str:
        """A text that is there in some languages, in that of the widget; English stands in where it is missing."""
        return texts.get(self.language) or texts.get("en", "")

    def fallback(self) -> str:
        """The table that stands in for the widget, as HTML."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: object) -> tuple[dict, dict]:
        bundle, metadata = super()._repr_mimebundle_(**kwargs)
        return bundle | {"text/html": self._repr_html_()}, metadata

    def _repr_html_(self) -> str:
        name = self.strings[self.language].get(f"name.{self._stem}", type(self).__name__)
        return (
            f'<div data-widget="{type(self).__name__}" data-model="{escape(self.model_id or "")}"'
            f"{' data-picture' if self._shows else ''}>"
            f'<div class="fallback" tabindex="0" role="group" aria-label="{escape(name)}">{self.fallback()}</div>'
            "</div>"
        )


def widget_strings(
    sections: Iterable[str], lists: Iterable[str], more: dict[str, dict[str, str]] | None = None
) -> dict[str, dict[str, str]]:
    """Language -> key -> text: the words of some tables and of all widgets, labels as ``list.value``, and `more`."""
    made = {}
    for language in languages.offered():
        labels = {
            f"{name}.{value}": languages.label(name, value, language)
            for name in lists
            for value in languages.values(name)
        }
        own = {key: text for each in ("common", *sections) for key, text in languages.words(each, language).items()}
        made[language] = own | labels | (more or {}).get(language, {})
    return made


def every_language(section: str, key: str) -> dict[str, str]:
    """A word of a table of words: language -> text."""
    return {language: languages.words(section, language)[key] for language in languages.offered()}


def every_label(name: str, value: object) -> dict[str, str]:
    """A value of a closed list: language -> label; what is not in the list stays as it is, and no text is empty."""
    if value in languages.values(name):
        return {language: languages.label(name, value, language) for language in languages.offered()}
    return {"en": value} if isinstance(value, str) and value else {}


def judged_by(ids: Iterable[object]) -> dict[str, dict[str, list[str]]]:
    """Of events those of which the verdict may have to wait, with what a record says of it: the claims to be judged."""
    about = tables.claims_about_events()
    return {str(id): {"claims": about[str(id)]} for id in ids if str(id) in about}


def rows(frame: pd.DataFrame) -> Iterable[tuple[object, dict[str, object]]]:
    """The rows of a table, each as its id and column -> cell: many times as fast as `iterrows`."""
    return zip(frame.index, frame.to_dict("records"), strict=True)


def in_languages(row: Mapping | pd.Series, stem: str) -> dict[str, str]:
    """The columns stem_en, stem_kk, stem_ru of a row, or the one column stem: language -> text, without empty texts.

    A text in one column is that of the edition.
    """
    found = [(language, row.get(f"{stem}_{language}")) for language in languages.LANGUAGES]
    found.insert(0, (edition.language(), row.get(stem)))
    return {language: text for language, text in found if isinstance(text, str) and text}


def named(prefix: str, frame: pd.DataFrame, ids: Iterable[str], stem: str = "name") -> dict[str, dict[str, str]]:
    """Language -> ``prefix.id`` -> name, for the given rows of a table."""
    made: dict[str, dict[str, str]] = {language: {} for language in languages.offered()}
    for id in ids:
        for language in made:
            column = f"{stem}_{language}" if language in languages.LANGUAGES else stem
            made[language][f"{prefix}.{id}"] = frame.loc[id, column]
    return made


def merged(*parts: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Several dictionaries language -> key -> text as one."""
    return {language: {key: text for part in parts for key, text in part[language].items()} for language in parts[0]}


def iso(day: pd.Timestamp | datetime.date | None) -> str | None:
    """A day as ISO text; None for NaT, the end that is open."""
    return None if day is None or pd.isna(day) else day.strftime("%Y-%m-%d").zfill(10)


def shape(date: str, calendar: str = "gregorian") -> str:
    """How a date is drawn.

    ``point``: one day. ``within``: some day in a span that is not known better (a year, a century, one of several; a
    year of the Islamic calendar, which EDTF can only write as an interval). ``span``: it lasted from one to the other.
    ``open``: it began then and had no known end.
    """
    parsed = dates.parse(date)
    if parsed.form == "open":
        return "open"
    if parsed.form == "interval" and calendar != "hijri":
        return "span"
    return "point" if parsed.form == "single" and parsed.precision == "day" else "within"


def soft(date: str) -> bool:
    """Whether a span begins or ends on a day that is not known: in some month, year or century."""
    parsed = dates.parse(date)
    return parsed.form in ("interval", "open") and parsed.precision != "day"


# Letters that are written one for another: those of Kazakh and their neighbours, as in the search of the book, and in
# Latin letters those of Qazaqstan and Kazakhstan, Abylay and Abylai.
_ALIKE = re.compile("[ьъ'\u2019\u02bc]|(?<=[kg])h")
_LETTERS = str.maketrans("әқңғүұөһіıqy", "акнгууохиiki")


def search_text(text: str) -> str:
    """Text as it is searched: neither case, width nor marks of letters count, nor which of some that are written one
    for another. The same rule as `folded` of the timeline.
    """
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", text).lower() if unicodedata.category(each)[0] != "M"
    )
    return _ALIKE.sub("", plain).translate(_LETTERS)


def text(cell: object) -> str:
    """A cell of a table; empty if there is no text in it."""
    return cell if isinstance(cell, str) else ""


def link(page: str, id: object, content: str) -> str:
    """A link to a thing in a register of the book (page: events, claims …), as HTML. content is HTML already."""
    return f'<a href="{page}.html#{escape(str(id))}">{content}</a>'


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """An HTML table. Cells are HTML already; caption and header are text."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    )


def listed_filters(given: dict[str, object], lists: dict[str, str]) -> dict[str, list[str]]:
    """Filters that are values of closed lists, as lists, the empty ones left out.

    given: filter -> a value or several. lists: filter -> its list in `languages`. Raises TraitError with a hint.
    """
    clean = {}
    for name, wanted in given.items():
        expect(_("filter"), name, lists)
        values = [wanted] if isinstance(wanted, str) else list(wanted or ())
        for value in values:
            expect(name, value, languages.values(lists[name]))
        if values:
            clean[name] = values
    return clean


def events_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The events that the column `event` of some rows names, each once, in order of time."""
    events = tables.events()
    return events[events.index.isin(set(frame.get("event", ())))]


def source(frame: pd.DataFrame | None, table: str, **others: object) -> str:
    """The arguments that give a widget the same tables again, as Python; empty for the course's own.

    table: the function of `chronology` that gives such a table. others: what else the widget was given, by its
    parameter. A table is asked for as it was, or by the ids of its rows; one that is not of the course stands under its
    name.
    """
    given = [] if frame is None else [_asked(frame, table)]
    return ", ".join([*given, *(f"{name}={name}" for name, value in others.items() if value is not None)])


def _asked(frame: pd.DataFrame, table: str) -> str:
    ask = getattr(importlib.import_module("chronology"), table)
    wanted = frame.attrs.get("asked", {})
    if ask(**wanted).equals(frame):
        return f"ch.{table}({', '.join(f'{name}={literal(value)}' for name, value in wanted.items())})"
    whole = ask()
    if frame.index.isin(whole.index).all() and whole.loc[frame.index].equals(frame):
        return f"ch.{table}().loc[{literal(frame.index.tolist())}]"
    return "frame"


def literal(value: object) -> str:
    """A value as Python writes it, texts in double quotes."""
    if isinstance(value, tuple | list):
        inside = ", ".join(map(literal, value))
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def check_frame(frame: pd.DataFrame | None, table: str, *needed: str) -> None:
    """Raise ValueError, with what to begin with, for what is no table or lacks a column; None is the course's own.

    table: the function of `chronology` that gives such a table.
    """
    if frame is None:
        return
    if not isinstance(frame, pd.DataFrame):
        message = _("a table is asked, such as ch.{table}(), and this is a {kind}")
        raise ValueError(message.format(table=table, kind=type(frame).__name__))
    for column in needed:
        if column not in frame.columns:
            message = _("the table has no column {column}: begin with ch.{table}() and keep its columns")
            raise ValueError(message.format(column=repr(column), table=table))


def expected(what: str, values: Sequence[str], known: Iterable[object]) -> Sequence[str]:
    """The values as they are. Raises TraitError, as `expect`, if one of them is not known."""
    among = {str(each) for each in known}
    for value in values:
        expect(what, value, among)
    return values


def expect(what: str, value: object, known: Iterable[object]) -> None:
    """Raise TraitError with the nearest known values if a value is not among them.

    what: a name of the code, such as that of a filter, or a word in the language of the edition.
    """
    known = sorted(map(str, known))
    if str(value) not in known:
        close = difflib.get_close_matches(str(value), known, n=3) or known[:12]
        raise traitlets.TraitError(tables.not_known(what, value, close))
