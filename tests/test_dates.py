import datetime

import cftime
import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from chronology import dates, languages
from chronology.dates import DateError

# The dates that the issue of this course turns on, each as it prints in three languages.
SHOWN = [
    ("1465/1466", "0870", "hijri", "1465–1466 (870 AH)", "1465–1466 гг. (870 г. хиджры)", "1465–1466 жылдар (һижраның 870 жылы)"),
    ("1694", "", "julian", "1694", "1694 г.", "1694 жыл"),
    ("1694-08-01", "1694-07-22", "julian", "1 August 1694 (22 July Old Style)", "1 августа 1694 г. (22 июля ст. ст.)", "1694 жылғы 1 тамыз (ескіше 22 шілде)"),
    ("179X/181X", "", "gregorian", "1790s – 1810s", "1790-е – 1810-е гг.", "1790–1810-жылдар"),
    ("1771", "", "julian", "1771", "1771 г.", "1771 жыл"),
    ("1917-03-15", "1917-03-02", "julian", "15 March 1917 (2 March Old Style)", "15 марта 1917 г. (2 марта ст. ст.)", "1917 жылғы 15 наурыз (ескіше 2 наурыз)"),
    ("1944-04-13", "", "gregorian", "13 April 1944", "13 апреля 1944 г.", "1944 жылғы 13 сәуір"),
    ("1991-08", "", "gregorian", "August 1991", "август 1991 г.", "1991 жылғы тамыз"),
    ("2000-10-09/2000-10-10", "", "gregorian", "9–10 October 2000", "9–10 октября 2000 г.", "2000 жылғы 9–10 қазан"),
    ("1995/..", "", "gregorian", "1995 onwards", "с 1995 г.", "1995 жылдан бастап"),
    ("1991-12-16/..", "", "gregorian", "16 December 1991 onwards", "с 16 декабря 1991 г.", "1991 жылғы 16 желтоқсаннан бастап"),
    ("[1999-08,1999-09]", "", "gregorian", "August or September 1999", "август или сентябрь 1999 г.", "1999 жылғы тамыз немесе қыркүйек"),
    ("15XX/16XX", "", "gregorian", "16th–17th centuries", "XVI–XVII вв.", "XVI–XVII ғасырлар"),
    ("16XX/178X", "", "gregorian", "17th century – 1780s", "XVII в. – 1780-е гг.", "XVII ғасыр – 1780-жылдар"),
    ("1991-07/1992-06", "", "gregorian", "July 1991 – June 1992", "июль 1991 г. – июнь 1992 г.", "1991 жылғы шілде – 1992 жылғы маусым"),
    ("1920-08-26/1920-10-12", "", "gregorian", "26 August – 12 October 1920", "26 августа – 12 октября 1920 г.", "1920 жылғы 26 тамыз – 12 қазан"),
    ("2004-01-09/2004-12", "", "gregorian", "9 January – December 2004", "9 января – декабрь 2004 г.", "2004 жылғы 9 қаңтар – желтоқсан"),
    ("1778-01-10", "1777-12-30", "julian", "10 January 1778 (30 December 1777 Old Style)", "10 января 1778 г. (30 декабря 1777 г. ст. ст.)", "1778 жылғы 10 қаңтар (ескіше 1777 жылғы 30 желтоқсан)"),
    ("1995~/..", "", "gregorian", "about 1995 onwards", "ок. с 1995 г.", "шамамен 1995 жылдан бастап"),
    ("1917-03-15/1917-03-16", "1917-03-02/1917-03-03", "julian", "15–16 March 1917 (2–3 March 1917 Old Style)", "15–16 марта 1917 г. (2–3 марта 1917 г. ст. ст.)", "1917 жылғы 15–16 наурыз (ескіше 1917 жылғы 2–3 наурыз)"),
    ("1680%", "", "gregorian", "perhaps about 1680", "возможно, ок. 1680 г.", "бәлкім, шамамен 1680 жыл"),
    ("1598~/1789~", "", "gregorian", "about 1598 – about 1789", "ок. 1598 г. – ок. 1789 г.", "шамамен 1598 жыл – шамамен 1789 жыл"),
]  # fmt: skip

BOUNDS = [
    # 870 AH by the tabular calendar: 24 August 1465 to 12 August 1466 Old Style.
    ("1465/1466", "0870", "hijri", "1465-09-02", "1466-08-21"),
    ("1694", "", "julian", "1694-01-11", "1695-01-10"),
    ("1846/1848", "", "julian", "1846-01-13", "1849-01-12"),
    ("179X/181X", "", "gregorian", "1790-01-01", "1819-12-31"),
    ("17XX", "", "gregorian", "1700-01-01", "1799-12-31"),
    ("1917-03-15", "1917-03-02", "julian", "1917-03-15", "1917-03-15"),
    ("1991-02", "", "gregorian", "1991-02-01", "1991-02-28"),
    ("1992-02", "", "gregorian", "1992-02-01", "1992-02-29"),
    ("[1999-08,1999-09]", "", "gregorian", "1999-08-01", "1999-09-30"),
    ("1598~/1789~", "", "gregorian", "1598-01-01", "1789-12-31"),
    ("1995/..", "", "gregorian", "1995-01-01", None),
]


@pytest.mark.parametrize(("text", "written", "calendar", "en", "ru", "kk"), SHOWN)
def test_display(text, written, calendar, en, ru, kk):
    assert dates.display(text, "en", written, calendar) == en
    assert dates.display(text, "ru", written, calendar) == ru
    assert dates.display(text, "kk", written, calendar) == kk


@pytest.mark.parametrize(("text", "written", "calendar", "first", "last"), BOUNDS)
def test_bounds(text, written, calendar, first, last):
    expected_last = datetime.date.fromisoformat(last) if last else None
    assert dates.bounds(text, written, calendar) == (datetime.date.fromisoformat(first), expected_last)


@pytest.mark.parametrize(
    ("text", "precision", "uncertain"),
    [("1991-12-16", "day", False), ("1991-08", "month", False), ("1694/1696", "year", False), ("179X/181X", "decade", False), ("16XX/178X", "century", False), ("1713?", "year", True), ("[1999-08,1999-09]", "month", True), ("1995/..", "year", False)],
)  # fmt: skip
def test_precision(text, precision, uncertain):
    assert (dates.parse(text).precision, dates.parse(text).uncertain) == (precision, uncertain)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1991-02-29", "does not exist"),
        ("1991-13", "not a date in EDTF"),
        ("17 August 1991", "not a date in EDTF"),
        ("", "not a date in EDTF"),
        ("1992/1991", "ends before it begins"),
        ("1995/", "does not use"),
        ("../1991", "does not use"),
        ("0000", "does not use"),
        ("-0044", "does not use"),
        ("2007-21", "does not use"),
        ("Y12000", "does not use"),
        ("1991-XX", "does not use"),
        ("{1822,1824}", "does not use"),
        ("[1999-08..1999-09]", "write every date"),
    ],
)
def test_bad_dates_say_why(text, why):
    with pytest.raises(DateError, match=why):
        dates.parse(text)


def test_old_style_keeps_its_leap_days():
    assert dates.old_to_new_style("1900-02-29") == "1900-03-13"
    with pytest.raises(DateError, match="does not exist"):
        dates.parse("1900-02-29")


@pytest.mark.parametrize(("old", "new"), [("1917-10-25", "1917-11-07"), ("1731-10-10", "1731-10-21"), ("1778-05-24", "1778-06-04")])  # fmt: skip
def test_well_known_pairs(old, new):
    assert dates.old_to_new_style(old) == new
    assert dates.new_to_old_style(new) == old


def test_only_a_day_converts():
    with pytest.raises(DateError, match="only a day"):
        dates.old_to_new_style("1694")


def test_unknown_calendar_and_language():
    with pytest.raises(DateError, match="expected one of gregorian"):
        dates.bounds("1991", calendar="mayan")
    with pytest.raises(ValueError, match="expected one of en, kk, ru"):
        dates.display("1991", "fr")


def test_month_names_are_those_of_cldr():
    """Babel's locale data as an independent witness for our month names."""
    for language in languages.LANGUAGES:
        names = get_month_names("wide", "stand-alone", locale=language)
        ours = languages.date_words(language).months
        assert [name.lower() for name in names.values()] == [name.lower() for name in ours]


def test_days_and_months_of_a_russian_date_are_those_of_cldr():
    names = get_month_names("wide", "format", locale="ru")
    for month in range(1, 13):
        assert dates.display(f"1991-{month:02}-05", "ru") == f"5 {names[month]} 1991 г."


# --- properties -------------------------------------------------------------------------

years = st.integers(1, 9990)
days = st.dates(min_value=datetime.date(5, 1, 1), max_value=datetime.date(9990, 12, 31))


def year_text(year: int, hidden: int) -> str:
    return f"{year:04}"[: 4 - hidden] + "X" * hidden


@st.composite
def singles(draw) -> str:
    if draw(st.booleans()):
        return year_text(draw(years.filter(lambda year: year > 99)), draw(st.integers(0, 2)))
    day = draw(days)
    shown = draw(st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]]))
    return shown + draw(st.sampled_from(["", "", "?", "~", "%"]))


@st.composite
def edtf_texts(draw) -> str:
    form = draw(st.sampled_from(["single", "interval", "open", "one of"]))
    if form == "single":
        return draw(singles())
    first, last = sorted(draw(st.tuples(days, days)))
    length = draw(st.sampled_from([4, 7, 10]))
    one, two = first.isoformat()[:length], last.isoformat()[:length]
    return {"interval": f"{one}/{two}", "open": f"{one}/..", "one of": f"[{one},{two}]"}[form]


@given(edtf_texts())
def test_parse_and_print_come_round(text):
    parsed = dates.parse(text)
    assert parsed.text == text
    assert dates.parse(parsed.text) == parsed


@given(edtf_texts(), st.sampled_from(languages.LANGUAGES))
def test_every_date_prints_with_its_years(text, language):
    shown = dates.display(text, language)
    assert shown == shown.strip()
    for part in dates.parse(text).parts:
        if part.precision in ("day", "month", "year"):
            assert part.year in shown


@given(edtf_texts())
def test_bounds_hold_their_own_ends(text):
    first, last = dates.bounds(text)
    assert last is None or first <= last


@given(
    st.lists(
        st.tuples(edtf_texts(), st.uuids(version=4).map(str)), min_size=1, max_size=8, unique_by=lambda pair: pair[1]
    )
)
def test_sort_key_is_total_and_follows_the_days(pairs):
    keyed = [(dates.sort_key(*dates.bounds(text), id), dates.bounds(text)) for text, id in pairs]
    assert len({key for key, _ in keyed}) == len(keyed), "no two events share a key"
    in_order = [bounds for _, bounds in sorted(keyed)]
    as_days = [(first, last or datetime.date.max) for first, last in in_order]
    assert as_days == sorted(as_days)


def test_sort_key_puts_the_narrower_date_first_and_open_ends_last():
    texts = ["1995/..", "1995", "1995-01", "1995-01-01"]
    keys = {text: dates.sort_key(*dates.bounds(text)) for text in texts}
    assert sorted(texts, key=keys.get) == ["1995-01-01", "1995-01", "1995", "1995/.."]


@given(days)
def test_styles_convert_both_ways_and_agree_with_another_library(day):
    old = dates.new_to_old_style(day.isoformat())
    assert dates.old_to_new_style(old) == day.isoformat()
    # cftime, made for climate models, is an independent witness.
    there = cftime.datetime(day.year, day.month, day.day, calendar="proleptic_gregorian").change_calendar("julian")
    assert old == f"{there.year:04}-{there.month:02}-{there.day:02}"


@given(st.integers(1, 1500))
def test_islamic_years_follow_one_another(year):
    _, last = dates.bounds("0001", f"{year:04}", "hijri")
    first, _ = dates.bounds("0001", f"{year + 1:04}", "hijri")
    assert first - last == datetime.timedelta(days=1)
    assert (last - dates.bounds("0001", f"{year:04}", "hijri")[0]).days in (353, 354)
