import datetime

import pandas as pd
import pytest

import chronology as ch
from chronology import tables

pytestmark = pytest.mark.remembered

# The rows of the first sheet that are events; its seven periods are in `periods`.
ESSAY_EVENTS = 27
SHEET_ROWS = 81


def test_events_hold_the_sheet_and_more():
    events = ch.events()
    assert len(events) + len(ch.periods("essay-spans")) + len(ch.periods("mansurov")) >= SHEET_ROWS
    assert len(events) >= SHEET_ROWS
    assert events.in_essay.sum() == ESSAY_EVENTS


def test_events_are_typed_and_sorted():
    events = ch.events()
    assert events.index.is_unique and events.index.name == "id"
    assert events.sort_key.is_monotonic_increasing and events.sort_key.is_unique
    assert str(events.earliest.dtype) == "datetime64[s]"
    assert (events.earliest <= events.latest).all()
    assert events.in_essay.dtype == bool
    assert list(events.verdict.cat.categories) == ["confirmed", "imprecise", "differs", "unverified"]
    assert events.precision.cat.ordered
    assert all(
        isinstance(each, tuple)
        for name in ("topics", "places", "parties", "bodies", "people", "sentences")
        for each in events[name]
    )


def test_every_date_is_there_in_words_in_three_languages():
    events = ch.events()
    shown = events.loc["nicholas-ii-abdication-1917", ["date_en", "date_kk", "date_ru"]]
    assert list(shown) == [
        "15 March 1917 (2 March Old Style)",
        "1917 жылғы 15 наурыз (ескіше 2 наурыз)",
        "15 марта 1917 г. (2 марта ст. ст.)",
    ]
    assert ch.periods().date_ru["mansurov-3"] == "с 1995 г."


def test_the_ten_days_of_the_example():
    law, end = ch.events().loc[["independence-law-1991", "ussr-dissolution-1991"], "earliest"]
    assert (end - law).days == 10


def test_filters_narrow():
    assert set(ch.events(in_essay=True, verdict="differs").index) == {
        "kazakh-khanate-founded-1465",
        "abylai-election-1771",
        "kirghiz-assr-formed-1920",
        "alma-ata-meeting-1991",
        "integration-treaty-1994",
        "delimitation-talks-1999",
    }
    assert set(ch.events(in_essay=True).index) | set(ch.events(in_essay=False).index) == set(ch.events().index)
    assert len(ch.events(kind=["treaty", "declaration"])) == len(ch.events(kind="treaty")) + len(
        ch.events(kind="declaration")
    )
    assert "diplomatic-relations-1992" in ch.events(party="russia", between=("1992-10", "1992-10")).index
    assert "border-treaty-2005" in ch.events(topic="border", place="moscow", person="vladimir-putin").index
    assert ch.events(place="moscow", kind="uprising").empty


def test_between_keeps_what_may_fall_inside():
    # A mission of 1694–1696 may touch one day of 1695; the audience of August 1694 cannot.
    inside = ch.events(between=("1695-03-01", "1695-03-01")).index
    assert list(inside) == ["skibin-troshin-embassy-1694"]
    # August or September 1999 touches either month and no other.
    assert "delimitation-talks-1999" in ch.events(between=("1999-09-30", "1999-10-01")).index
    assert "delimitation-talks-1999" not in ch.events(between=("1999-10", "1999-11")).index
    assert len(ch.events(between=("1465", "2100/.."))) == len(ch.events())


@pytest.mark.parametrize(
    ("argument", "value", "hint"),
    [
        ("verdict", "wrong", "differs"),
        ("place", "moskow", "moscow"),
        ("party", "kazakstan", "kazakhstan"),
        ("topic", "boarder", "border"),
    ],
)
def test_unknown_filter_values_are_refused_with_a_hint(argument, value, hint):
    with pytest.raises(ValueError, match=hint):
        ch.events(**{argument: value})


def test_a_result_may_be_changed_without_harm():
    first = ch.events()
    first["verdict"] = "confirmed"
    assert (ch.events().verdict == "differs").any()


def test_claims():
    claims = ch.claims()
    assert len(claims) == 66
    assert claims.verdict.value_counts().to_dict() == {
        "confirmed": 15,
        "imprecise": 19,
        "unverified": 15,
        "evaluative": 10,
        "differs": 7,
    }
    assert set(ch.claims(chapter=4).index) >= {"C22", "C23", "C24"}
    assert claims.date["C35"] == "1992-05-25" and claims.date["C43"] == "" == claims.date["C29"]
    last = ch.chapters().index.max()
    with pytest.raises(ValueError, match=f"expected 1 to {last}"):
        ch.claims(chapter=last + 1)
    assert (ch.claims(chapter=5, kind="period").period.str.startswith("mansurov")).all()


def test_enumerations_stay_whole():
    sizes = ch.claim_items().groupby("list", observed=True).size()
    assert sizes[["factors", "principles", "fields", "interests", "plan-areas"]].to_dict() == {
        "factors": 3,
        "principles": 5,
        "fields": 6,
        "interests": 5,
        "plan-areas": 4,
    }
    assert list(ch.claim_items("principles").number) == [1, 2, 3, 4, 5]
    with pytest.raises(ValueError, match="principles"):
        ch.claim_items("principels")


def test_claims_about_interests():
    interests = ch.claim_interests()
    assert list(interests.index) == list(ch.claims(chapter=9).index)
    assert list(interests.index[interests.form == "interest"]) == list(ch.claim_items("interests").claim)
    assert set(interests.whose[interests.form == "interest"]) == {"russia"}
    for language in ("en", "kk", "ru"):
        assert (interests[f"label_{language}"] != "").all()


def test_sentences():
    sentences = ch.sentences()
    assert list(sentences.index) == list(range(1, 76))
    assert list(sentences.index[~sentences.checkable]) == [1, 7, 9, 25, 30, 31, 32, 35, 73, 74]
    assert sentences.claims[43] == ("C35", "C36", "C37", "C38")
    assert sentences.groupby("chapter").size().to_dict() == {
        1: 12,
        2: 6,
        3: 5,
        4: 11,
        5: 6,
        6: 4,
        7: 4,
        8: 9,
        9: 9,
        10: 9,
    }


def test_documents_in_order_and_marked():
    documents = ch.documents()
    assert documents.signed.loc["border-treaty-2005"] == "2005-01-18"
    when = documents.event.map(ch.events().earliest)
    assert when.is_monotonic_increasing
    for language in ("en", "ru", "kk"):
        assert set(documents[f"title_{language}_status"]) == {"official", "rendering"}


def test_principles_cover_the_essays_twenty_cells():
    cells = ch.document_principles()
    assert cells.essay.sum() == 20
    assert (cells[cells.essay].record == "found").sum() == 0
    assert set(cells.principle) == set(ch.claim_items("principles").item)
    found = cells[cells.record == "found"]
    assert (found.reference != "").all()


def test_periods():
    assert list(ch.periods("mansurov").date) == ["1991-08/1992-05", "1992-05/1994-12", "1995/.."]
    assert ch.periods("mansurov").latest.isna().tolist() == [False, False, True]
    schemes = ch.period_schemes()
    assert set(schemes.made_by) == {"essay", "course"}
    assert not schemes.partition["essay-spans"]


def test_references():
    works = ch.references(citations=True)
    assert works.index.is_unique
    unseen = works[works.checked == "knowledge"]
    assert len(unseen) and (unseen.url == "").all() and (unseen.doi == "").all()
    assert works.citation["lee-2016"].startswith("Joo-Yup Lee. Qazaqlïq")


def test_names_of_the_day():
    places, bodies = ch.place_names(), ch.institution_names()

    def called(names, id, *day):
        return tables.name_at(names, id, datetime.date(*day), "today’s name")

    assert called(places, "almaty", 1991, 8, 17) == "Alma-Ata"
    assert called(places, "almaty", 2003, 5, 14) == "Almaty"
    assert called(places, "moscow", 1991, 8, 17) == "today’s name"
    assert called(bodies, "russia", 1991, 12, 17).endswith("(RSFSR)")
    assert called(bodies, "russia", 1991, 12, 26) == "Russian Federation"
    assert called(bodies, "kazakhstan", 1920, 10, 1).endswith("(Kirghiz ASSR)")
    for day in ("1991-08-17", pd.Timestamp("1991-08-17"), datetime.datetime(1991, 8, 17, 12)):
        assert tables.name_at(places, "almaty", day, "–") == "Alma-Ata"
    for wrong in ("1991", "1991-08", "1991/1992", "yesterday"):
        with pytest.raises(ValueError, match=wrong):
            tables.name_at(places, "almaty", wrong, "–")


def test_years_before_1677_are_dates_like_any_other():
    founded = ch.events().loc["kazakh-khanate-founded-1465"]
    assert founded.earliest == pd.Timestamp("1465-09-02")
    assert (ch.events().earliest.iloc[-1] - founded.earliest).days > 540 * 365


def test_unknown_table_is_refused():
    with pytest.raises(ch.DataError, match="expected one of events"):
        tables.read("happenings")


@pytest.mark.parametrize(
    ("between", "why"),
    [
        ((1465, 1918), "in quotes"),
        ("1990", "between is two dates"),
        (("1990",), "between is two dates"),
        (1990, "between is two dates"),
        (("1992", "1991"), "write the earlier date first"),
        ((pd.NaT, "1991"), "is not a date"),
        ((None, "1991"), "is not a date"),
        (("1990S2", "1995"), "significant digits"),
        ((" 1990", "1995"), "without blanks"),
        ({"1990", "1991"}, "between is two dates"),
        ({"1990": "1991"}, "between is two dates"),
        (("1990", "1991", "1992"), "between is two dates"),
        (("1990", "../1991"), "an interval begins with a date"),
    ],
)
def test_a_span_that_is_none_says_why(between, why):
    with pytest.raises(ValueError, match=why):
        ch.events(between=between)


def test_a_span_may_be_given_as_python_and_pandas_have_days():
    as_text = ch.events(between=("1990-01-01", "1991-12-31")).index
    days = [
        datetime.date(1990, 1, 1),
        datetime.datetime(1991, 12, 31),
        pd.Timestamp("1990-01-01"),
        str(pd.Timestamp("1991-12-31")),
    ]
    for start in (days[0], days[2]):
        for end in (days[1], days[3]):
            assert list(ch.events(between=(start, end)).index) == list(as_text)


def test_a_name_on_a_day_is_asked_with_one_day():
    names = ch.institution_names()
    for day in ("1936", "1936-06-01/1936-06-02", "199X-12-16", "1936-06-01?", 1936, None, pd.NaT):
        with pytest.raises(ValueError):
            tables.name_at(names, names.institution[0], day, "")


def test_bounds_of_a_table_without_dates_say_what_is_missing():
    frame = pd.DataFrame({"when": ["1991"], "none": [None]}, index=["a"])
    with pytest.raises(ch.DataError, match=r"no column of dates 'date': it has when, none"):
        tables.with_bounds(frame, "mine.csv")
    with pytest.raises(ch.DataError, match=r"mine.csv, row 2, field none: None is not a date"):
        tables.with_bounds(frame, "mine.csv", date="none")


@pytest.mark.parametrize(
    "between", [("1992-05-25", "1992-06"), ("1992-05", "1992-05-25"), ("1992-05-25", "1992-05-25")]
)
def test_both_ends_of_a_span_count(between):
    assert "friendship-treaty-1992" in ch.events(between=between).index


def test_what_follows_from_an_event_does_not_stand_before_it():
    """A date that is only known roughly begins no earlier than what it follows, so rows need no rule of their own."""
    follows = {
        "zheltoqsan-trials-1987": "zheltoqsan-1986",  # sentences after the December events
        "belousov-mission-1716": "kaip-embassy-1716",  # the answer to the khan's proposals
        "tauke-audience-1694": "skibin-troshin-embassy-1694",  # an audience of that mission
        "kenesary-letter-1837": "kenesary-uprising-1837",  # a letter of the one who had risen
        "zhetysu-flight-1916": "uprising-1916",  # which it was a part of
    }
    places = {id: place for place, id in enumerate(ch.events().index)}
    assert [each for each, first in follows.items() if places[each] < places[first]] == []
