"""Practice: short self-tests inside a chapter, put in order, match, choose one, with feedback that teaches.

A question is a dict that one of the functions here builds from the tables, so that no title and no date is typed
twice. `from_tables` builds those of data/practice_questions.csv; `Practice` shows questions.

    from chronology.widgets import practice
    ch.Practice([practice.order(["minsk-agreement-1991", "independence-law-1991", "ussr-dissolution-1991"])])
"""

from __future__ import annotations

import hashlib
import itertools
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

import pandas as pd
import traitlets

from chronology import dates, languages, tables
from chronology.edition import _
from chronology.widgets import base

Texts = str | Mapping[str, str]
"""A text in some languages, {"en": …, "kk": …, "ru": …}; a plain str is English."""

FORMS = ("order", "match", "choose")


class Practice(base.Widget):
    """Questions with feedback, which any reader can answer without Python; what was answered stays in the browser.

    questions: a list of what `order`, `match`, `choose` and the other functions of this module return; all those of
    the course if None. chapter: the questions of one chapter of the course.

    Traits to read and set: `answers`, question id -> a list of event ids (order), a dict item -> answer (match) or the
    id of an option (choose), as far as answered; `tries`, question id -> how often it was checked; `language`.
    Setting an answer to something that the questions do not have raises `traitlets.TraitError` with a hint.
    `results` says as a table how the answers fare.
    """

    _stem = "practice"

    questions = traitlets.List(traitlets.Dict(), help="The questions, as records that the script reads").tag(sync=True)
    answers = traitlets.Dict(help="Question -> what the reader has answered").tag(sync=True)
    tries = traitlets.Dict(help="Question -> how often it was checked").tag(sync=True)
    name = traitlets.Unicode(help="Under which name the browser keeps the answers").tag(sync=True)

    def __init__(
        self, questions: Iterable[dict] | None = None, *, chapter: int | None = None, **traits: object
    ) -> None:
        given = from_tables(chapter) if questions is None else list(questions)
        traits.setdefault("name", _name(given) if chapter is None else f"chapter-{chapter}")
        super().__init__(questions=given, linked=[], **traits)

    @property
    def results(self) -> pd.DataFrame:
        """One row per question: form, tries, answered (bool), right_items, items, and whether all is right."""
        rows = {}
        for question in self.questions:
            fares = marks(question, self.answers.get(question["id"]))
            rows[question["id"]] = {
                "form": question["form"],
                "tries": int(self.tries.get(question["id"], 0)),
                "answered": question["id"] in self.answers,
                "right_items": sum(mark == "right" for mark in fares.values()),
                "items": 1 if question["form"] == "choose" else len(question["items"]),
            }
        columns = ["form", "tries", "answered", "right_items", "items"]
        frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("question")
        return frame.assign(right=frame.right_items == frame["items"])

    def fallback(self) -> str:
        say = _speaker(self.language)
        asked = "\n".join(f"<li>{_asked(question, say)}</li>" for question in self.questions)
        told = "\n".join(f"<li>{_answered(question, say)}</li>" for question in self.questions)
        return (
            f"<p><strong>{say(_words('question.practice'))}</strong></p>\n"
            f'<ol class="questions">\n{asked}\n</ol>\n'
            f'<details class="answers"><summary>{say(_words("answers"))}</summary><ol>\n{told}\n</ol></details>'
        )

    @traitlets.validate("questions")
    def _valid_questions(self, proposal: dict) -> list[dict]:
        seen: set[str] = set()
        for question in proposal["value"]:
            for part in ("id", "form", "text", "items"):
                if part not in question:
                    raise traitlets.TraitError(f"a question without {part!r}: build it with order, match or choose")
            base.expect(_("form"), question["form"], FORMS)
            if question["id"] in seen:
                raise traitlets.TraitError(f"two questions with the id {question['id']!r}: give one another")
            seen.add(question["id"])
        return proposal["value"]

    @traitlets.validate("answers")
    def _valid_answers(self, proposal: dict) -> dict:
        questions = {question["id"]: question for question in self.questions}
        for id, answer in proposal["value"].items():
            base.expect(_("question"), id, questions)
            question = questions[id]
            items = [item["id"] for item in question["items"]]
            if question["form"] == "choose":
                base.expect(_("option"), answer, items)
            elif question["form"] == "match":
                if not isinstance(answer, Mapping):
                    message = _("the answer to {id} is a dict item -> answer, found {found}")
                    raise traitlets.TraitError(message.format(id=repr(id), found=repr(answer)))
                for item, chosen in answer.items():
                    base.expect(_("item"), item, items)
                    base.expect(_("answer"), chosen, [each["id"] for each in question["answers"]])
            elif not isinstance(answer, list | tuple) or sorted(map(str, answer)) != sorted(items):
                message = _("the answer to {id} is a list of {items}, each once, found {found}")
                raise traitlets.TraitError(message.format(id=repr(id), items=", ".join(items), found=repr(answer)))
        return {id: list(answer) if isinstance(answer, tuple) else answer for id, answer in proposal["value"].items()}


def _name(questions: Sequence[dict]) -> str:
    """A name for a set of questions that stays the same as long as the questions do."""
    return hashlib.sha256("\n".join(str(question.get("id")) for question in questions).encode()).hexdigest()[:12]


# --- building questions ---------------------------------------------------------------------


def order(
    ids: Iterable[str],
    question: Texts = "",
    *,
    hint: Texts = "",
    explanation: Texts = "",
    id: str | None = None,
    frame: pd.DataFrame | None = None,
) -> dict:
    """Put events in order. Any order that their earliest and latest days allow is right.

    ids: of events in `frame` (the course's own if None). Raises ValueError for an unknown one.
    """
    frame = tables.events() if frame is None else frame
    chosen = frame.loc[_known(_("event"), ids, frame.index)]
    items = [
        {
            "id": str(each),
            "text": base.in_languages(row, "title"),
            "date": base.in_languages(row, "date"),
            "first": base.iso(row.earliest),
            "last": base.iso(row.latest),
        }
        for each, row in chosen.iterrows()
    ]
    items.sort(key=lambda item: (item["first"] or "", item["last"] or "9999", item["id"]))
    made = _question("order", id or _id("order", items), question, hint, explanation, items)
    made["items"] = _shuffled(made["id"], items, lambda some: len(in_order(some)) > (len(some) + 1) // 2)
    made["solution"] = [item["id"] for item in items]
    return made


def match(
    ids: Iterable[str],
    question: Texts = "",
    *,
    hint: Texts = "",
    explanation: Texts = "",
    id: str | None = None,
    frame: pd.DataFrame | None = None,
) -> dict:
    """Match titles of events to their dates in words. Events of one date share an answer."""
    frame = (tables.events() if frame is None else frame).sort_values("sort_key")
    chosen = frame[frame.index.isin(_known(_("event"), ids, frame.index))]
    answers = [
        {"id": date, "text": base.in_languages(row, "date"), "at": base.iso(row.earliest)}
        for date, row in zip(chosen.date, (row for _, row in chosen.iterrows()))
    ]
    pairs = [
        {"id": str(each), "text": base.in_languages(row, "title"), "answer": row.date}
        for each, row in chosen.iterrows()
    ]
    return _matching(question or _asks("date"), pairs, answers, hint, explanation, id)


def force(
    ids: Iterable[str], question: Texts = "", *, hint: Texts = "", explanation: Texts = "", id: str | None = None
) -> dict:
    """Say of documents whom they bind."""
    documents = tables.documents()
    pairs = [
        {
            "id": each,
            "text": base.in_languages(documents.loc[each], "title"),
            "answer": str(documents.force[each]),
        }
        for each in _known(_("document"), ids, documents.index)
    ]
    answers = _listed("document_force", without=("unknown",))
    return _matching(question or _asks("force"), pairs, answers, hint, explanation, id)


def period(
    scheme: str,
    ids: Iterable[str],
    question: Texts = "",
    *,
    hint: Texts = "",
    explanation: Texts = "",
    id: str | None = None,
) -> dict:
    """Put events into the periods of a scheme: that in which their first day lies, the later one if two hold it."""
    frame, periods = tables.events(), tables.periods(scheme)
    pairs = []
    for each in _known(_("event"), ids, frame.index):
        begun = periods[periods.earliest <= frame.earliest[each]]
        if begun.empty:
            raise ValueError(f"{each} lies before the first period of {scheme}")
        pairs.append({"id": each, "text": base.in_languages(frame.loc[each], "title"), "answer": begun.index[-1]})
    answers = [{"id": each, "text": base.in_languages(row, "title")} for each, row in periods.iterrows()]
    return _matching(question or _asks("period"), pairs, answers, hint, explanation, id)


def name(
    institution: str,
    days: Iterable[str],
    question: Texts = "",
    *,
    hint: Texts = "",
    explanation: Texts = "",
    id: str | None = None,
) -> dict:
    """Say what a state or institution was called on some dates (EDTF). Raises ValueError if a date has two names."""
    names = tables.institution_names()
    _known(_("institution"), [institution], names.institution)
    pairs = []
    for day in days:
        called = {tables.name_at(names, institution, end, "", "en") for end in dates.bounds(day) if end}
        if len(called) != 1 or "" in called:
            raise ValueError(f"{institution} has no one name in {day}")
        said = {language: dates.display(day, language) for language in languages.offered()}
        pairs.append({"id": day, "text": said, "answer": called.pop()})
    used = {pair["answer"] for pair in pairs}
    own = names[(names.institution == institution) & names.name_en.isin(used)]
    answers = [
        {"id": row.name_en, "text": {each: _short(text) for each, text in base.in_languages(row, "name").items()}}
        for _, row in own.iterrows()
    ]
    return _matching(question or _asks("name"), pairs, answers, hint, explanation, id)


def _short(name: str) -> str:
    """What stands in brackets at the end of a name, if anything does: Kazakh … Republic (Kazakh SSR) -> Kazakh SSR."""
    found = re.search(r"\(([^()]+)\)$", name)
    return found[1] if found else name


def verdict(
    cases: Mapping[str, Texts],
    question: Texts = "",
    *,
    feedback: Mapping[str, Texts] | None = None,
    hint: Texts = "",
    explanation: Texts = "",
    id: str | None = None,
) -> dict:
    """Give a verdict. cases: claim id -> what the essay says and what was found, in a few words."""
    claims = tables.claims()
    pairs = [
        {
            "id": claim,
            "text": _texts(cases[claim]),
            "answer": str(claims.verdict[claim]),
            "feedback": _texts((feedback or {}).get(claim, "")),
        }
        for claim in _known(_("claim"), cases, claims.index)
    ]
    return _matching(
        question or _asks("verdict"), pairs, _listed("verdict", languages.VERDICT_SIGNS), hint, explanation, id
    )


def choose(
    question: Texts,
    options: Sequence[Texts],
    answer: int,
    feedback: Sequence[Texts],
    *,
    hint: Texts = "",
    explanation: Texts = "",
    id: str | None = None,
) -> dict:
    """Choose one. answer: position of the right option, from 0. feedback: a text for every option.

    Raises ValueError if that position does not exist or a feedback is missing.
    """
    if len(options) != len(feedback) or not all(options) or not all(feedback):
        raise ValueError(f"every option needs its feedback: {len(options)} options, {len(feedback)} feedbacks")
    if answer not in range(len(options)):
        raise ValueError(f"the right answer is one of 0 to {len(options) - 1}, found {answer!r}")
    items = [
        {"id": str(number), "text": _texts(option), "right": number == answer, "feedback": _texts(told)}
        for number, (option, told) in enumerate(zip(options, feedback))
    ]
    made = _question("choose", id or _id("choose", [{"id": str(question)}]), question, hint, explanation, items)
    made["items"] = _shuffled(made["id"], items)
    return made


def from_tables(chapter: int | None = None) -> list[dict]:
    """The questions of data/practice_questions.csv, of one chapter or of all, in order."""
    asked, offered, events = tables.practice_questions(chapter), tables.practice_options(), tables.events()
    return [_built(id, row, offered[offered.question == id], events) for id, row in asked.iterrows()]


def _built(id: str, row: pd.Series, options: pd.DataFrame, events: pd.DataFrame) -> dict:
    """One question from its row and, if it has any, its options."""

    def texts(of: pd.Series, stem: str) -> dict[str, str]:
        return {language: filled(text, language, events) for language, text in base.in_languages(of, stem).items()}

    rows = [option for _, option in options.iterrows()]
    more = {"hint": texts(row, "hint"), "explanation": texts(row, "explanation"), "id": id}
    question = texts(row, "question")
    if row.form == "choose":
        answers = [option.answer for option in rows]
        told = [texts(option, "feedback") for option in rows]
        return choose(question, [texts(option, "text") for option in rows], answers.index("right"), told, **more)
    if row.form == "verdict":
        cases = {option.answer: texts(option, "text") for option in rows}
        told = {option.answer: texts(option, "feedback") for option in rows}
        return verdict(cases, question, feedback=told, **more)
    if row.form in ("period", "name"):
        return {"period": period, "name": name}[row.form](row.about, row.things, question, **more)
    return {"order": order, "date": match, "force": force}[row.form](row.things, question, **more)


def filled(text: str, language: str, events: pd.DataFrame) -> str:
    """A text with the date of an event in the place of ``{event-id}``. Raises ValueError for an unknown event."""
    column = f"date_{language}" if language in languages.LANGUAGES else "date_text"

    def date(found: re.Match) -> str:
        said = events.loc[_known(_("event"), [found[1]], events.index)[0], column]
        return languages.sentence(said) if found[2] else said

    return re.sub(r"\{([^{}]*)\}(\.(?!\.))?", date, text)


def _question(form: str, id: str, text: Texts, hint: Texts, explanation: Texts, items: list[dict]) -> dict:
    if not items:
        raise ValueError("a question needs something to answer with")
    ids = [item["id"] for item in items]
    if len(set(ids)) < len(ids):
        raise ValueError(f"something is in the question twice: {', '.join(ids)}")
    return {
        "id": id,
        "form": form,
        "text": _texts(text or _asks(form)),
        "hint": _texts(hint),
        "explanation": _texts(explanation),
        "items": items,
    }


def _matching(
    text: Texts, pairs: list[dict], answers: list[dict], hint: Texts, explanation: Texts, id: str | None
) -> dict:
    made = _question("match", id or _id("match", pairs), text, hint, explanation, pairs)
    made["answers"] = list({answer["id"]: answer for answer in answers}.values())
    places = [answer["id"] for answer in made["answers"]]
    made["items"] = _shuffled(
        made["id"], pairs, lambda some: sorted(some, key=lambda pair: places.index(pair["answer"])) == some
    )
    return made


def _texts(text: Texts) -> dict[str, str]:
    return (
        ({"en": text} if text else {}) if isinstance(text, str) else {key: each for key, each in text.items() if each}
    )


def _words(key: str) -> dict[str, str]:
    return {language: languages.words("practice", language)[key] for language in languages.offered()}


def _asks(form: str) -> dict[str, str]:
    return _words(f"ask.{form}")


def _listed(list_name: str, signs: Mapping[str, str] | None = None, without: Sequence[str] = ()) -> list[dict]:
    """The values of a closed list as answers, with a sign before the word if they have one."""
    return [
        {
            "id": value,
            "text": {
                language: f"{(signs or {}).get(value, '')} {languages.label(list_name, value, language)}".strip()
                for language in languages.offered()
            },
        }
        for value in languages.values(list_name)
        if value not in without
    ]


def _known(what: str, ids: Iterable[str], known: Iterable[str]) -> list[str]:
    ids, known = list(ids), list(known)
    for id in ids:
        try:
            base.expect(what, id, known)
        except traitlets.TraitError as error:
            raise ValueError(str(error)) from None
    return ids


def _id(form: str, items: Sequence[dict]) -> str:
    return f"{form}-{_name(items)[:8]}"


def _shuffled(seed: str, items: list[dict], refused: Callable[[list[dict]], bool] = lambda _: False) -> list[dict]:
    """The items in an order that looks random and is always the same; not one that is refused, if there is another."""
    for turn in range(60):
        some = random.Random(f"{seed}/{turn}").sample(items, len(items))
        if not refused(some):
            return some
    return items[::-1]


# --- how an answer fares --------------------------------------------------------------------


def in_order(items: Iterable[Mapping]) -> list[str]:
    """The ids of the most items, in the order given, that no date contradicts. The same rule as in practice.js.

    items: with `first` and `last`, their earliest and latest days in ISO, None where unknown.
    """
    runs: dict[str, list[str]] = {"": []}  # latest first day so far -> the longest run that has it
    for item in items:
        first, last = item["first"] or "", item["last"] or "9999"
        for after, kept in list(runs.items()):
            if after <= last:
                now = max(after, first)
                if len(kept) + 1 > len(runs.get(now, ())):
                    runs[now] = [*kept, item["id"]]
    return max(runs.values(), key=len)


def marks(question: Mapping, answer: object) -> dict[str, str]:
    """Item -> right, wrong, earlier, later (where it belongs) or none, if it was not answered.

    For a question with options only the chosen one has a mark.
    """
    items = {item["id"]: item for item in question["items"]}
    if question["form"] == "choose":
        return {answer: "right" if items[answer]["right"] else "wrong"} if answer in items else {}
    if question["form"] == "match":
        chosen = answer if isinstance(answer, Mapping) else {}
        return {
            id: "none" if not chosen.get(id) else "right" if chosen[id] == item["answer"] else "wrong"
            for id, item in items.items()
        }
    if not answer:
        return dict.fromkeys(items, "none")
    ordered = [items[id] for id in answer]
    kept = set(in_order(ordered))
    return {
        item["id"]: "right"
        if item["id"] in kept
        else "earlier"
        if any(above["id"] in kept and (above["first"] or "") > (item["last"] or "9999") for above in ordered[:place])
        else "later"
        for place, item in enumerate(ordered)
    }


def either(above: Mapping, item: Mapping) -> str | None:
    """Why two neighbours in an order may change places: ``same-day`` or ``overlap``; None if they may not."""
    if not above["first"] or not item["first"]:
        return None
    if {above["first"], above["last"], item["last"]} == {item["first"]}:
        return "same-day"
    meet = above["first"] <= (item["last"] or "9999") and item["first"] <= (above["last"] or "9999")
    return "overlap" if meet else None


# --- on paper and without scripts -----------------------------------------------------------


def _speaker(language: str) -> Callable[[Mapping[str, str]], str]:
    """Says a text in a language, in English where it is missing, as HTML."""

    def say(text: Mapping[str, str]) -> str:
        spoken = text.get(language) or text.get("en") or ""
        return escape(spoken) if language == "en" or text.get(language) else f'<span lang="en">{escape(spoken)}</span>'

    return say


def _asked(question: Mapping, say: Callable) -> str:
    """The question and what there is to put in order, to match or to choose from, with room for a pen."""
    blank = "☐" if question["form"] == "choose" else "____"
    items = "".join(
        f'<li data-item="{escape(item["id"])}">{blank} {say(item["text"])}</li>' for item in question["items"]
    )
    offered = " · ".join(say(answer["text"]) for answer in question.get("answers", ()))
    return f"<p>{say(question['text'])}</p><ul>{items}</ul>" + (f"<p>{offered}</p>" if offered else "")


def _answered(question: Mapping, say: Callable) -> str:
    """The right answers with what is to be said of them."""
    items = {item["id"]: item for item in question["items"]}
    if question["form"] == "order":
        ordered = [items[id] for id in question["solution"]]
        frees = [None, *(either(above, item) for above, item in itertools.pairwise(ordered))]
        lines = [
            f"{say(item['text'])} – {say(item['date'])}" + (f" ({say(_words(free))})" if free else "")
            for item, free in zip(ordered, frees)
        ]
    elif question["form"] == "match":
        answers = {answer["id"]: answer["text"] for answer in question["answers"]}
        lines = [
            " ".join(
                [
                    languages.sentence(f"{say(item['text'])} – {say(answers[item['answer']])}"),
                    say(item.get("feedback", {})),
                ]
            )
            for item in question["items"]
        ]
    else:
        lines = [
            f"{'✓' if item['right'] else '✗'} {say(item['text'])} {say(item['feedback'])}" for item in question["items"]
        ]
    told = "".join(f"<li>{line.strip()}</li>" for line in lines)
    kind = "ol" if question["form"] == "order" else "ul"
    return f"<{kind}>{told}</{kind}><p>{say(question['explanation'])}</p>"
