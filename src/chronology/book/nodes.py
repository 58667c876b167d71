"""What docutils has no node for: text in another language, a part that unfolds, a cited thing and its card."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator
from sphinx.writers.latex import LaTeXTranslator

from chronology.edition import _


class spoken(nodes.inline):
    """Text in another language than the page; attribute `lang` is read by screen readers and hyphenation."""


class unfolding(nodes.General, nodes.Element):
    """A part that unfolds (HTML details); attribute `summary` is what stands on it while folded."""


class sign(nodes.inline):
    """A sign beside a word that says the same: for the eye alone."""


class withheld(nodes.inline):
    """What tells a verdict: attribute `claims`, their ids, which a reader may want to judge before (judging)."""


class withheld_part(nodes.General, nodes.Element):
    """The same, of paragraphs."""


class scripted(nodes.General, nodes.Element):
    """A part of a page that does nothing without its script: only there it is seen, and not on paper."""


class act(nodes.General, nodes.Element):
    """A button inside such a part: attribute `do` names what it does; with `switch` it can be on or off."""


class cited(nodes.reference):
    """A link to the entry of a thing; attributes `kind` and `thing` (its id) name its card."""


class card(nodes.General, nodes.Element):
    """The card of a cited thing, hidden until a script shows it; its id is `card_id` of the thing."""


class permalink(nodes.Inline, nodes.Element):
    """The place of an entry, to which links lead: attribute `entry`. In a page it can be copied."""


class download(nodes.reference):
    """A link to a file to keep; attribute `path` says where it stands below the root of the pages."""


def card_id(kind: str, id: str) -> str:
    return f"card-{kind}-{id}"


def _visit_cited(self: HTML5Translator, node: cited) -> None:
    described = {"aria-describedby": card_id(node["kind"], node["thing"])}
    self.body.append(self.starttag(node, "a", "", href=node["refuri"], **described))


def _of_claims(node: nodes.Element) -> dict[str, str]:
    return {"data-claims": " ".join(node["claims"])} if node["claims"] else {}


def _visit_withheld(self: HTML5Translator, node: withheld) -> None:
    self.body.append(self.starttag(node, "span", "", **_of_claims(node)) + "<span>")


def _depart_withheld(self: HTML5Translator, node: withheld) -> None:
    self.body.append("</span></span>")


def _visit_withheld_part(self: HTML5Translator, node: withheld_part) -> None:
    self.body.append(self.starttag(node, "div", "", **_of_claims(node)))


def _visit_scripted(self: HTML5Translator, node: scripted) -> None:
    if self.builder.name != "html":
        raise nodes.SkipNode
    node["classes"].append("scripted")
    self.body.append(self.starttag(node, "div"))


def _visit_act(self: HTML5Translator, node: act) -> None:
    on = {"role": "switch", "aria-checked": "true"} if node.get("switch") else {}
    self.body.append(self.starttag(node, "button", "", type="button", **{"data-do": node["do"]}, **on))


def _depart_act(self: HTML5Translator, node: act) -> None:
    self.body.append("</button> ")


def _visit_card(self: HTML5Translator, node: card) -> None:
    self.body.append(self.starttag(node, "div", role="tooltip", hidden="hidden"))


def _depart_card(self: HTML5Translator, node: card) -> None:
    self.body.append("</div>\n")


def _visit_download(self: HTML5Translator, node: download) -> None:
    self.body.append(self.starttag(node, "a", "", href=node["refuri"], download=""))


def _depart_link(self: HTML5Translator, node: nodes.reference) -> None:
    self.body.append("</a>")


def _visit_spoken(self: HTML5Translator, node: spoken) -> None:
    self.body.append(self.starttag(node, "span", "", lang=node["lang"]))


def _visit_sign(self: HTML5Translator, node: sign) -> None:
    self.body.append(self.starttag(node, "span", "", **{"aria-hidden": "true"}))


def _depart_span(self: HTML5Translator, node: nodes.inline) -> None:
    self.body.append("</span>")


def _visit_unfolding(self: HTML5Translator, node: unfolding) -> None:
    self.body.append(self.starttag(node, "details"))
    self.body.append(f"<summary>{self.encode(node['summary'])}</summary>\n")


def _depart_unfolding(self: HTML5Translator, node: unfolding) -> None:
    self.body.append("</details>\n")


def _write_permalink(self: HTML5Translator, node: permalink) -> None:
    if self.builder.name == "html":
        title = self.attval(_("Link to this entry"))
        self.body.append(f'<a class="headerlink" href="#{node["entry"]}" title="{title}">#</a>')
    raise nodes.SkipNode


def _mark_place(self: LaTeXTranslator, node: permalink) -> None:
    self.body.append(self.hypertarget(node["entry"]))
    raise nodes.SkipNode


def _skip(self: nodes.NodeVisitor, node: nodes.Node) -> None:
    raise nodes.SkipNode


def _nothing(self: nodes.NodeVisitor, node: nodes.Node) -> None:
    """Other builders show the content as it stands."""


PLAIN = ("latex", "text", "man", "texinfo")


def setup(app: Sphinx) -> None:
    plain = dict.fromkeys(PLAIN, (_nothing, _nothing))
    app.add_node(spoken, html=(_visit_spoken, _depart_span), **plain)
    app.add_node(sign, html=(_visit_sign, _depart_span), **plain)
    app.add_node(withheld, html=(_visit_withheld, _depart_withheld), **plain)
    app.add_node(withheld_part, html=(_visit_withheld_part, _depart_card), **plain)
    app.add_node(scripted, html=(_visit_scripted, _depart_card), **dict.fromkeys(PLAIN, (_skip, None)))
    app.add_node(act, html=(_visit_act, _depart_act), **dict.fromkeys(PLAIN, (_skip, None)))
    app.add_node(cited, html=(_visit_cited, _depart_link), **plain)
    app.add_node(download, html=(_visit_download, _depart_link), **plain)
    app.add_node(card, html=(_visit_card, _depart_card), **dict.fromkeys(PLAIN, (_skip, None)))
    app.add_node(unfolding, html=(_visit_unfolding, _depart_unfolding), **plain)
    app.add_node(
        permalink,
        html=(_write_permalink, None),
        **(dict.fromkeys(PLAIN, (_skip, None)) | {"latex": (_mark_place, None)}),
    )
