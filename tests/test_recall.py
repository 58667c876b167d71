"""The questions of five a day: each has one right answer by the tables, and nothing contested is asked."""

import datetime
import re
from collections import Counter
from math import dist

import pytest

import chronology as ch
from chronology import dates, languages, tables
from chronology.widgets import recall

pytestmark = pytest.mark.remembered

QUESTIONS = recall.questions()
KINDS = ("first", "called", "style-new", "style-old", "force", "binding", "where", "who", "verdict")


def of(*kinds):
    found = [each for each in QUESTIONS if each.kind in kinds]
    return pytest.mark.parametrize("question", found, ids=lambda each: each.id)


def day_in(text) -> datetime.date:
    """A day as English words have it."""
    return datetime.datetime.strptime(text["en"], "%d %B %Y").date()


def holds(row, day) -> tuple[bool, bool]:
    """Whether a name or an office held on a day: in every reading of its limits, and in any."""
    starts = dates.bounds(row.start) if row.start else (datetime.date.min, datetime.date.max)
    ends = (datetime.date.max,) * 2 if row.end == ".." else dates.bounds(row.end) if row.end else None
    if not ends:
        return False, starts[0] <= day
    return starts[1] < day < ends[0], starts[0] <= day <= ends[1]


def test_there_are_many_of_every_kind():
    numbers = Counter(question.kind for question in QUESTIONS)
    assert set(numbers) == set(KINDS) and min(numbers.values()) >= 4 and numbers.total() > 150
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_no_two_answers_are_the_same_and_none_stands_in_the_question(language):
    for question in QUESTIONS:
        if language not in question.spoken:
            continue
        said = [option.text[language] for option in (question.answer, *question.others)]
        assert len(set(said)) == len(said) >= 2, question.id
        assert all(said) and all(text.get(language) or text["en"] for text in (*question.subject, *question.told))
        subject = [text.get(language, text["en"]) for text in question.subject]
        assert question.answer.text[language] not in subject, question.id


def test_no_answer_is_the_one_to_try_first():
    """Whoever always says the same is wrong more often than not."""
    for kind in ("where", "who", "verdict", "force"):
        given = Counter(question.answer.id for question in QUESTIONS if question.kind == kind)
        assert max(given.values()) <= (4 if kind in ("where", "who") else 0.6 * given.total()), (kind, given)


def test_nothing_contested_is_asked():
    events = ch.events()
    for question in QUESTIONS:
        kind, id = question.about
        named = [id] if kind == "event" else []
        if question.kind == "first":
            named += [option.id for option in question.others]
        for each in named:
            event = events.loc[each]
            assert (event.verdict, event.support, bool(event.uncertain)) == ("confirmed", "full", False), question.id
        if kind == "claim":
            assert ch.claims().verdict[id] not in ("imprecise", "unverified")
    assert {"russia-recognition-1991", "foreign-commissariat-1944", "tauke-audience-1694"} & set(events.index)


@pytest.mark.parametrize("change", [{"verdict": "unverified"}, {"support": "context"}, {"uncertain": True}])
def test_what_becomes_doubtful_is_asked_no_more(monkeypatch, change):
    def about(questions):
        return [
            each.id
            for each in questions
            if "tenge-1993" in (each.about[1], *(option.id for option in (each.answer, *each.others)))
        ]

    known = tables.events

    def doubtful(**asked):
        frame = known()
        for column, value in change.items():
            frame.loc["tenge-1993", column] = value
        return frame[frame.verdict == asked["verdict"]] if "verdict" in asked else frame

    assert about(recall.first())
    monkeypatch.setattr(tables, "events", doubtful)
    assert about(recall.first()) == []


@of("first")
def test_the_first_was_over_before_the_others_began(question):
    events = ch.events()
    others = events.loc[[option.id for option in question.others]]
    assert (events.latest[question.answer.id] < others.earliest).all()
    assert not re.search(r"\d{4}", " ".join(option.text["en"] for option in (question.answer, *question.others)))


@of("called")
def test_a_name_held_on_its_day_and_no_other_did(question):
    kind, owner = question.about
    names = ch.place_names() if kind == "place" else ch.institution_names()
    names = names[names[kind] == owner].set_index("number")
    day = day_in(question.subject[1])
    assert holds(names.loc[int(question.answer.id)], day)[0]
    for option in question.others:
        assert not holds(names.loc[int(option.id)], day)[1], option.text["en"]
    assert tables.name_at(names.reset_index(), owner, day, "") == question.answer.text["en"]


@of("style-new", "style-old")
def test_a_day_has_one_counterpart_in_the_other_calendar(question):
    convert = dates.old_to_new_style if question.kind == "style-new" else dates.new_to_old_style
    assert convert(day_in(question.subject[1])) == question.answer.id
    assert question.answer.id not in [option.id for option in question.others]
    new = question.answer.id if question.kind == "style-new" else day_in(question.subject[1]).isoformat()
    assert new < dates.FIRST_NEW_STYLE_DAY.isoformat()


@of("force")
def test_a_document_was_in_force_or_not(question):
    title, signed, day = (text["en"] for text in question.subject)
    documents = ch.documents()
    document = documents[(documents.title_en == title) & (documents.event == question.about[1])].iloc[0]
    day = datetime.datetime.strptime(day, "%d %B %Y").date().isoformat()
    assert document.force == "binding" and dates.display(document.signed) in signed
    ended = document.out_of_force.rstrip("?~%") or "9999"
    expected = "not-yet" if day < document.in_force else "in-force" if day < ended else "no-longer"
    assert question.answer.id == expected and document.signed <= day


@of("binding")
def test_one_of_the_documents_binds(question):
    force = ch.documents().force
    assert force[question.answer.id] == "binding"
    assert {force[option.id] for option in question.others} <= {"political", "domestic"}


@of("where")
def test_it_was_there_and_nowhere_else_and_a_finger_can_tell(question):
    event = ch.events().loc[question.about[1]]
    assert event.places == (question.answer.id,)
    shown = [question.answer, *question.others]
    assert all(dist(one.at, other.at) >= 400 for one in shown for other in shown if one != other)
    titles = [event.title_en, event.title_kk, event.title_ru]
    assert not [
        title for title in titles for name in question.answer.text.values() if name[:5].lower() in title.lower()
    ]


@of("who")
def test_one_of_them_held_the_office(question):
    event, offices = ch.events().loc[question.about[1]], ch.offices()
    offices = offices[offices.office_en == question.subject[0]["en"]]
    day = event.earliest.date()
    assert question.answer.id in event.people
    assert any(holds(term, day)[0] for _, term in offices[offices.person == question.answer.id].iterrows())
    for option in question.others:
        terms = offices[offices.person == option.id]
        assert len(terms) and not any(holds(term, day)[1] for _, term in terms.iterrows())
    title = " ".join([event.title_en, event.title_kk, event.title_ru])
    shown = [option.text[each].split()[-1] for option in (question.answer, *question.others) for each in ("en", "ru")]
    assert not re.search("|".join(shown), title)


@of("verdict")
def test_the_verdict_is_that_of_the_register(question):
    assert ch.claims().verdict[question.about[1]] == question.answer.id
    assert {option.id for option in (question.answer, *question.others)} == set(recall.VERDICTS)
