"""Five a day: questions from the chapters that somebody has read, which come back as long as they are not known.

The questions are made from the tables (recall.py). Which are asked on a day, and what was answered, the browser keeps;
no account, no streak, and a day that is not used costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

import traitlets

from chronology import basemap, languages, tables
from chronology.edition import _
from chronology.widgets import atlas, base, recall

A_DAY = 5
# Days until a question comes again, by its box: the boxes are those of Sebastian Leitner (So lernt man lernen, 1972),
# whose own spacing was by the size of the boxes; numbers of days are a later habit, and these are the course's choice.
DAYS = (1, 3, 7, 21)
PAGES = {"event": "events", "claim": "claims", "place": "places", "institution": "institutions"}  # of the registers


class FiveADay(base.Widget):
    """Five questions a day, which any reader can answer without Python; what was answered stays in the browser.

    chapter: the chapter at the end of which it stands, 0 for none; who comes there has read it, and is asked about what
    it links to. `language` is the only other trait to set. `questions` has what the script reads; as objects they are
    given by `chronology.widgets.recall.questions()`.
    """

    _stem = "five_a_day"
    _later = ("questions", "texts", "more")
    _begins = {"questions": ("id", "kind", "about", "spoken")}  # by which they are chosen
    _fixed = {
        "days": DAYS,
        "a_day": A_DAY,
        "shown": recall.SHOWN,
        "steady": recall.STEADY,
        "window": atlas.WINDOW,
        "pages": PAGES,
    }

    questions = traitlets.List(traitlets.Dict(), help="The questions, as records that the script reads").tag(sync=True)
    ground = traitlets.Dict(help="Land, lakes and rivers: layer -> lines in km, stepwise").tag(sync=True)
    chapter = traitlets.Int(0, help="Number of the chapter at the end of which it stands, 0 for none").tag(sync=True)

    def __init__(self, *, chapter: int = 0, **traits: object) -> None:
        self._asked = recall.questions()
        texts, told = Texts(), Texts()
        questions = [_record(each, texts, told) for each in self._asked]
        left, bottom, right, top = atlas.WINDOW
        super().__init__(
            questions=questions,
            texts=texts.listed(),
            more={"texts": told.listed()},  # which a page brings with the first answer
            ground=basemap.ground(
                (left - atlas.BESIDE, bottom - atlas.BESIDE, right + atlas.BESIDE, top + atlas.BESIDE)
            ),
            chapter=chapter,
            linked=[],
            **traits,
        )

    @traitlets.validate("chapter")
    def _valid_chapter(self, proposal: dict) -> int:
        if proposal["value"]:
            base.expect(_("chapter"), proposal["value"], tables.chapters().index)
        return proposal["value"]

    def fallback(self) -> str:
        """Five of the questions of the chapter, with the answers after them."""
        say, words = self.say, self.strings[self.language]
        five = list(self._five())
        asked = "\n".join(
            f"<li><p>{escape(' · '.join([words[f'ask.{each.kind}'], *map(say, each.subject)]))}</p>"
            f"<ul>{''.join(f'<li>☐ {escape(say(option.text))}</li>' for option in _listed(each))}</ul></li>"
            for each in five
        )
        told = "\n".join(
            f"<li>{escape(' '.join([languages.sentence(say(each.answer.text)), _reason(each, say)]))}</li>"
            for each in five
        )
        return (
            f"<p><strong>{escape(words['question.five_a_day'])}</strong></p>\n"
            f'<ol class="questions">\n{asked}\n</ol>\n'
            f'<details class="answers"><summary>{escape(words["answers"])}</summary><ol>\n{told}\n</ol></details>'
        )

    def _five(self) -> Iterator[recall.Question]:
        """One of each kind in turn, first of those about the claims of the chapter."""
        claims = tables.claims(chapter=self.chapter or None)
        own = {("claim", id) for id in claims.index} | {
            ("event", event) for row in claims.itertuples() for event in (row.event, *row.evidence)
        }
        spoken = [each for each in self._asked if self.language in each.spoken and each.kind != "where"]
        kinds: dict[str, int] = {}
        turns = []
        for question in sorted(spoken, key=lambda each: each.about not in own):
            turns.append((kinds.setdefault(question.kind, 0), question.about not in own, len(turns), question))
            kinds[question.kind] += 1
        return (question for *_, question in sorted(turns, key=lambda each: each[:3])[:A_DAY])


def _reason(question: recall.Question, say: Callable) -> str:
    """Why the answer is right, in a line: of a name that was asked for all that there were, each with its time."""
    return "; ".join(map(say, question.told if question.kind == "called" else question.told[:1]))


def _listed(question: recall.Question) -> list[recall.Option]:
    """The answers as they stand on paper, in an order that says nothing."""
    shown = question.others[: recall.SHOWN.get(question.kind, 3)]
    return sorted([question.answer, *shown], key=lambda option: option.text["en"])


class Texts:
    """Texts that stand in a list, each once; their numbers stand for them."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[tuple[str, str], ...], int] = {}

    def number(self, text: recall.Texts) -> int:
        return self._numbers.setdefault(tuple(text.items()), len(self._numbers))

    def listed(self) -> list[dict[str, str]]:
        return [dict(each) for each in self._numbers]


def _record(question: recall.Question, texts: Texts, told: Texts) -> dict[str, object]:
    """A question as the script reads it, with numbers in the place of its texts."""

    def option(each: recall.Option) -> dict[str, object]:
        more = {"when": each.when and texts.number(each.when), "at": each.at and list(each.at)}
        given = {name: value for name, value in more.items() if value is not None}
        return {"id": each.id, "text": texts.number(each.text), **given}

    return {
        "id": question.id,
        "kind": question.kind,
        "about": list(question.about),
        "subject": [texts.number(text) for text in question.subject],
        "answer": option(question.answer),
        "others": [option(each) for each in question.others],
        "told": [told.number(text) for text in question.told],
    } | ({} if set(languages.LANGUAGES) <= set(question.spoken) else {"spoken": list(question.spoken)})
