"""What a page can point to: the entries of the course, its pages and its notebooks, for every builder.

A link is made as a `pending_xref` while a page is read and resolved when it is written: only then is it known where
things stand and what an address looks like there. The registers and lists note where each entry stands, so that
objects.inv, by which other books link here, has them all.

{event}`id`, {claim}`C16`, {person}`id`, {place}`id`, {institution}`id` and {glossary}`id` link to the entry and show
its card. As with Sphinx' own roles, {event}`words <id>` puts other words into the sentence; without them an event is
shown by its date, so that dates in the prose come from the data. An unknown id ends the build and says where.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import ReferenceRole
from sphinx.util.nodes import make_refnode

from chronology import entries
from chronology.book.nodes import cited, download, sign, withheld
from chronology.languages import VERDICT_SIGNS

# Kind -> the page of its entries, or the first of several.
PAGES = {
    "event": "chapters/events",
    "claim": "chapters/claims",
    "person": "chapters/people",
    "place": "chapters/places",
    "institution": "chapters/institutions",
    "glossary": "chapters/glossary",
}
# How the table of a widget calls such a page -> the kind.
KINDS = {page.rpartition("/")[2]: kind for kind, page in PAGES.items()}


class Citation(ReferenceRole):
    """A link to the entry of a thing, with its card."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        entry = find(self.name.rpartition(":")[2], self.target, self.get_location())
        return [cite(entry, self.title if self.has_explicit_title else entry.words)], []


class CourseDomain(Domain):
    """The things of the course and where their entries stand: (kind, id) -> (page, title)."""

    name = "course"
    label = "Course"
    object_types: ClassVar = {kind: ObjType(kind, kind) for kind in PAGES}
    roles: ClassVar = {kind: Citation() for kind in PAGES}
    initial_data: ClassVar = {"objects": {}}

    @property
    def objects(self) -> dict[tuple[str, str], tuple[str, str]]:
        return self.data["objects"]

    def note(self, entry: entries.Entry) -> None:
        """The entry stands on the page that is being read, under its id."""
        self.objects[entry.kind, entry.id] = (self.env.docname, entry.title)

    def page_of(self, kind: str, id: str) -> str:
        """The page on which an entry stands; of one that stands on none, the first page of its kind."""
        return self.objects.get((kind, id), (PAGES[kind], ""))[0]

    def clear_doc(self, docname: str) -> None:
        self.data["objects"] = {thing: place for thing, place in self.objects.items() if place[0] != docname}

    def merge_domaindata(self, docnames: Set[str], otherdata: dict) -> None:
        self.objects.update({thing: place for thing, place in otherdata["objects"].items() if place[0] in docnames})

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Node,
    ) -> nodes.Node | None:
        """A link; None, which leaves the words, to what this book has not."""
        if typ == "page":
            return make_refnode(builder, fromdocname, target, "", contnode) if target in env.found_docs else None
        if typ == "download":
            return self.download(fromdocname, builder, target, contnode)
        page, _title = self.objects.get((typ, target), (None, None))
        if page is None:
            return None
        made = make_refnode(builder, fromdocname, page, target, contnode)
        return described(made, node, target) if node.get("card") and builder.name == "html" else made

    def download(self, fromdocname: str, builder: Builder, path: str, contnode: nodes.Node) -> nodes.Node | None:
        """A link to a file that is written beside the pages, which only the pages have."""
        if builder.name != "html":
            return None
        root = "../" * fromdocname.count("/")
        return download("", "", contnode, internal=True, refuri=f"{root}{path}")

    def resolve_any_xref(self, *_given: object) -> list:
        """{any} is not used in this book: an id may be that of several things."""
        return []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for (kind, id), (page, title) in self.objects.items():
            yield id, title, kind, page, id, 1


def find(kind: str, id: str, location: str) -> entries.Entry:
    """The entry of a thing. Raises ExtensionError, which ends the build, for an unknown id; location: file and line."""
    try:
        return entries.entry(kind, id)
    except entries.UnknownId as error:
        raise ExtensionError(f"{location}: {error}") from None


def pending(type: str, target: str, words: str, **more: object) -> pending_xref:
    """A link that is made when the page is written. type: a kind, or ``page`` or ``download``."""
    return pending_xref(
        "", nodes.Text(words), refdomain=CourseDomain.name, reftype=type, reftarget=target, refexplicit=True, **more
    )


def cite(entry: entries.Entry, words: str) -> pending_xref:
    """A link to the entry of a thing that carries its card."""
    link = pending(entry.kind, entry.id, words, card=True)
    if entry.kind == "claim":
        seen = withheld("", "", sign("", VERDICT_SIGNS[entry.verdict]), claims=[entry.id], classes=["sign-of"])
        link[0] = nodes.inline("", "", nodes.Text(f"{words}\u00a0"), seen)
    return link


def described(link: nodes.reference, node: pending_xref, id: str) -> cited:
    """A link with what names its card and gives it its colour."""
    kind = node["reftype"]
    classes = ["cited", f"cited-{kind}"]
    if kind == "claim":
        classes.append(f"verdict-{entries.entry(kind, id).verdict}")
    refuri = link.get("refuri") or f"#{link['refid']}"
    return cited("", "", *link.children, internal=True, refuri=refuri, classes=classes, kind=kind, thing=id)


def setup(app: Sphinx) -> None:
    app.add_domain(CourseDomain)
    for kind, role in CourseDomain.roles.items():
        app.add_role(kind, role)  # written {event}`id`, without the name of the domain
    app.connect("builder-inited", lambda _app: entries.forget())
