"""Entries as docutils nodes: in a register or list, in a table of key dates, on a card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from docutils import nodes

from chronology import tables
from chronology.book.domain import cite, pending
from chronology.book.nodes import (
    act,
    card,
    card_id,
    permalink,
    scripted,
    sign,
    spoken,
    unfolding,
    withheld,
    withheld_part,
)
from chronology.edition import _
from chronology.entries import Entry, Fact, Link, Title, Work, say
from chronology.languages import VERDICT_SIGNS, label, words

# A key of the bibliography -> the nodes that cite it.
Cite = Callable[[str], list[nodes.Node]]


def register_item(entry: Entry, cite_work: Cite) -> nodes.list_item:
    """The entry as it stands in a register or list."""
    parts = [paragraph(entry.when, classes=["when"])] if entry.when else []
    parts.append(paragraph(nodes.strong("", entry.title), permalink(entry=entry.id), classes=["name"]))
    if entry.titles:
        parts.append(titles(entry))
    told = [paragraph(text, classes=["remark"]) for text in (*entry.short, *entry.remarks)]
    if entry.verdict:
        told.insert(0, verdict_line(entry.verdict, entry.standing))
        if claims := claims_about(entry):
            said = words("judging")["judge-this"].format(claims=", ".join(claims))
            judge = act("", nodes.Text(said), do="judge-this")
            told = [withheld_part("", scripted("", paragraph(judge)), *told, claims=claims)]
    parts += told
    parts += [paragraph(spoken("", other.text, lang=other.language), classes=["definition"]) for other in entry.others]
    if entry.facts or entry.documents:
        parts.append(facts(entry))
    if entry.caution:
        parts.append(paragraph(entry.caution, classes=["support"]))
    if entry.works:
        parts.append(works(entry.works, cite_work))
    return nodes.list_item("", *parts, ids=[entry.id], classes=["entry", _colour(entry)])


def card_of(entry: Entry) -> card:
    """The entry as a card says it."""
    parts = [paragraph(entry.head, classes=["when"])] if entry.head else []
    parts.append(paragraph(nodes.strong("", entry.title)))
    told = [paragraph(text) for text in entry.short]
    if entry.verdict:
        told.insert(0, verdict_line(entry.verdict, entry.standing))
        told = [withheld_part("", *told, claims=claims_about(entry))]
    elif entry.titles:
        parts.append(titles(entry))
    parts += told
    classes = ["info", _colour(entry)] if entry.verdict else ["info"]
    return card("", *parts, ids=[card_id(entry.kind, entry.id)], classes=classes)


def claims_about(entry: Entry) -> list[str]:
    """The claims of which the verdict of a thing tells how they fare: the claim itself, or those about an event."""
    if entry.kind == "claim":
        return [entry.id]
    return tables.claims_about_events().get(entry.id, []) if entry.in_essay else []


def key_dates(events: Iterable[Entry]) -> nodes.table:
    """Events as a table."""
    head = [_("Date"), _("Event"), _("Verdict"), _("In the essay")]
    rows = [
        [
            [nodes.Text(event.when)],
            [cite(event, event.title)],
            [withheld("", "", verdict(event.verdict), claims=claims_about(event), classes=[_colour(event)])],
            [nodes.Text(_("yes") if event.in_essay else _("no"))],
        ]
        for event in events
    ]
    return table(head, rows, "key-dates")


def _colour(entry: Entry) -> str:
    return f"verdict-{entry.verdict}" if entry.verdict else "plain"


# --- parts ------------------------------------------------------------------------------


def paragraph(*parts: nodes.Node | str, classes: Iterable[str] = ()) -> nodes.paragraph:
    """A paragraph of nodes and texts; what stands in it is said by the code, not by the page that a translator has."""
    made = [nodes.Text(part) if isinstance(part, str) else part for part in parts]
    return nodes.paragraph("", "", *made, classes=list(classes), translatable=False)


def titles(entry: Entry) -> nodes.paragraph:
    """The titles in the other languages."""
    parts = joined([spoken("", each.text, lang=each.language) for each in entry.titles], " · ")
    return paragraph(*parts, classes=["titles"])


def verdict(value: str) -> nodes.inline:
    """Sign and word of a verdict."""
    return nodes.inline(
        "",
        "",
        sign("", VERDICT_SIGNS[value], classes=["sign"]),
        nodes.Text(f" {label('verdict', value)}"),
        classes=["verdict"],
    )


def verdict_line(value: str, more: str) -> nodes.paragraph:
    return paragraph(verdict(value), f" · {more}", classes=["judged"])


def facts(entry: Entry) -> nodes.definition_list:
    """The facts of an entry as a description list, its documents last."""
    items = [definition(fact.term, paragraph(*values(fact))) for fact in entry.facts]
    if entry.documents:
        items.append(definition(say("documents"), nodes.bullet_list("", *map(document, entry.documents))))
    return nodes.definition_list("", *items, classes=["facts"])


def definition(term: str, body: nodes.Node) -> nodes.definition_list_item:
    return nodes.definition_list_item("", nodes.term("", term, translatable=False), nodes.definition("", body))


def values(fact: Fact) -> list[nodes.Node]:
    made = [
        pending(value.kind, value.id, value.words) if isinstance(value, Link) else nodes.Text(value)
        for value in fact.values
    ]
    return joined(made, fact.between)


def document(entry: Entry) -> nodes.list_item:
    """A document: its title in three languages, each marked official or rendering, and what is known of it."""

    def title(each: Title) -> nodes.paragraph:
        status = nodes.inline("", f" ({each.status})", classes=["status"])
        return paragraph(spoken("", each.text, lang=each.language), status)

    about = paragraph(" ".join((*entry.short, *entry.remarks)), classes=["status"])
    return nodes.list_item("", *map(title, entry.titles), about)


def works(listed: Iterable[Work], cite_work: Cite) -> unfolding:
    """The references of an entry, folded: each with what it supports and how far it was seen."""
    items = nodes.bullet_list(classes=["works"])
    for work in listed:
        supports = f": {work.supports}" if work.supports else ""
        note = f" ({work.note})" if work.note else ""
        seen = f" {work.seen}" if work.seen else ""
        items += nodes.list_item("", paragraph(*cite_work(work.reference), f"{supports}{note}.{seen}"))
    return unfolding("", items, summary=say("references", n=len(items)), classes=["references"])


def joined(parts: Iterable[nodes.Node], between: str = ", ") -> list[nodes.Node]:
    """Nodes with a text between them."""
    made: list[nodes.Node] = []
    for part in parts:
        made += [nodes.Text(between), part] if made else [part]
    return made


def table(head: list[str], rows: list[list[list[nodes.Node]]], name: str) -> nodes.table:
    """A docutils table; each cell is a list of inline nodes."""
    texts = [[text] for text in head]
    for cells in rows:
        for column, cell in zip(texts, cells):
            column.append("".join(node.astext() for node in cell))
    group = nodes.tgroup("", *colspecs(texts), cols=len(head))
    group += nodes.thead("", _row([[nodes.Text(text)] for text in head]))
    group += nodes.tbody("", *(_row(cells) for cells in rows))
    return nodes.table("", group, classes=[name])


def colspecs(columns: Iterable[list[str]]) -> Iterator[nodes.colspec]:
    """The columns of a table, as wide as they need where a builder measures them in letters. columns: their texts."""
    for texts in columns:
        word = max((len(word) for text in texts for word in text.split()), default=1)
        yield nodes.colspec(colwidth=max(word, min(40, max(map(len, texts), default=1))))


def _row(cells: list[list[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", paragraph(*cell)) for cell in cells))
