"""What docutils has no node for: text in another language, a part that unfolds, a cited thing."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


class spoken(nodes.inline):
    """Text in another language than the page; attribute `lang` is read by screen readers and hyphenation."""


class unfolding(nodes.General, nodes.Element):
    """A part that unfolds (HTML details); attribute `summary` is what stands on it while folded."""


class cited(nodes.reference):
    """A link to the entry of a thing; attributes `kind` and `thing` (its id) name its card."""


def _visit_cited(self: HTML5Translator, node: cited) -> None:
    described = {"aria-describedby": f"card-{node['kind']}-{node['thing']}"}
    self.body.append(self.starttag(node, "a", "", href=node["refuri"], **described))


def _depart_cited(self: HTML5Translator, node: cited) -> None:
    self.body.append("</a>")


def _visit_spoken(self: HTML5Translator, node: spoken) -> None:
    self.body.append(self.starttag(node, "span", "", lang=node["lang"]))


def _depart_spoken(self: HTML5Translator, node: spoken) -> None:
    self.body.append("</span>")


def _visit_unfolding(self: HTML5Translator, node: unfolding) -> None:
    self.body.append(self.starttag(node, "details"))
    self.body.append(f"<summary>{self.encode(node['summary'])}</summary>\n")


def _depart_unfolding(self: HTML5Translator, node: unfolding) -> None:
    self.body.append("</details>\n")


def _nothing(self: nodes.NodeVisitor, node: nodes.Node) -> None:
    """Other builders show the content as it stands."""


def setup(app: Sphinx) -> None:
    plain = {builder: (_nothing, _nothing) for builder in ("latex", "text", "man", "texinfo")}
    app.add_node(spoken, html=(_visit_spoken, _depart_spoken), **plain)
    app.add_node(cited, html=(_visit_cited, _depart_cited), **plain)
    app.add_node(unfolding, html=(_visit_unfolding, _depart_unfolding), **plain)
