import calendar
import datetime
import math

import cftime
import numpy as np
import pandas as pd
import pytest
from babel.dates import get_month_names
from edtf import EDTFParseException, parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from chronology import dates, languages
from chronology.dates import DateError
from chronology.datewords import date_words

pytestmark = pytest.mark.remembered

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
    ("1995~/..", "", "gregorian", "about 1995 onwards", "примерно с 1995 г.", "шамамен 1995 жылдан бастап"),
    ("1917-03-15/1917-03-16", "1917-03-02/1917-03-03", "julian", "15–16 March 1917 (2–3 March 1917 Old Style)", "15–16 марта 1917 г. (2–3 марта 1917 г. ст. ст.)", "1917 жылғы 15–16 наурыз (ескіше 1917 жылғы 2–3 наурыз)"),
    ("197X/..", "", "gregorian", "1970s onwards", "с 1970-х гг.", "1970-жылдардан бастап"),
    ("1921-08%/..", "", "gregorian", "perhaps about August 1921 onwards", "возможно, примерно с августа 1921 г.", "бәлкім, шамамен 1921 жылғы тамыздан бастап"),
    ("193X~/196X", "", "gregorian", "about the 1930s – 1960s", "ок. 1930-х гг. – 1960-е гг.", "шамамен 1930-жылдар – 1960-жылдар"),
    ("197X~", "", "gregorian", "about the 1970s", "ок. 1970-х гг.", "шамамен 1970-жылдар"),
    ("1991-08~", "", "gregorian", "about August 1991", "ок. августа 1991 г.", "шамамен 1991 жылғы тамыз"),
    ("1921/197X~", "", "gregorian", "1921 – about the 1970s", "1921 г. – ок. 1970-х гг.", "1921 жыл – шамамен 1970-жылдар"),
    ("17XX?/18XX", "", "gregorian", "perhaps the 18th century – 19th century", "возможно, XVIII в. – XIX в.", "бәлкім, XVIII ғасыр – XIX ғасыр"),
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
    ("197X/..", "", "gregorian", "1970-01-01", None),
    ("1921/197X~", "", "gregorian", "1921-01-01", "1979-12-31"),
    ("17XX?/18XX", "", "gregorian", "1700-01-01", "1899-12-31"),
    ("[1999-09,1999-08]", "", "gregorian", "1999-08-01", "1999-09-30"),
    # The Julian February of 1900 has 29 days; its last is 13 March New Style.
    ("1900-02", "1900-02", "julian", "1900-02-13", "1900-03-13"),
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
        ("1991-13", "write a date as 1991-12-16"),
        ("17 August 1991", "write a date as 1991-12-16"),
        ("", "write a date as 1991-12-16"),
        ("1992/1991", "ends before it begins"),
        ("1995/", "an open end is written with two dots"),
        ("../1991", "an interval begins with a date"),
        ("0000", "years before 1"),
        ("00XX", "years before 1"),
        ("-0044", "years before 1"),
        ("Y12000", "beyond 9999"),
        ("2007-21", "seasons"),
        ("2007-33/2008", "seasons"),
        ("1990S2", "significant digits"),
        ("1991-XX", "leave out a month or a day"),
        ("1991-12-1X", "leave out a month or a day"),
        ("199X-12-16", "a decade or a century has no month"),
        ("19XX-05/1991", "a decade or a century has no month"),
        ("XXXX-06-07", "a decade or a century has no month"),
        ("{1822,1824}", "a list, such as"),
        ("[199X,2001]", "a list, such as"),
        ("Y1990", "a year has four digits"),
        ("1991-350", "write a date as 1991-12-16"),
        ("1991?-12-16", "at the end of a date"),
        ("1991-12-~16", "at the end of a date"),
        ("1991-12-16T10:00:00", "leave out the time"),
        ("1991 -12", "without blanks"),
        ("1991/\u20091992", "without blanks"),
        ("19ХХ", "a Latin X"),
        ("[1999-08..1999-09]", "write every date"),
        (" 1992-09-08", "without blanks"),
        ("1992-09-08\u00a0", "without blanks"),
        ("1992-09-08\n", "without blanks"),
        ("\uff11\uff19\uff19\uff11", "digits 0 to 9"),
        ("١٩٩١", "digits 0 to 9"),
        ("1991–1992", "signs - / ."),
    ],
)
def test_bad_dates_say_why(text, why):
    for read in (dates.parse, dates.bounds):
        with pytest.raises(DateError, match=why):
            read(text)
    with pytest.raises(DateError):
        dates.old_to_new_style(text)


READERS = [dates.parse, dates.bounds, dates.display, dates.old_to_new_style, dates.new_to_old_style, dates.only_day]


@pytest.mark.parametrize("read", READERS)
def test_a_day_may_be_a_text_or_a_day_of_python_or_pandas(read):
    stamp = pd.Timestamp("1731-10-21")
    for day in (stamp, str(stamp), stamp.date(), stamp.to_pydatetime()):
        assert read(day) == read("1731-10-21")


@pytest.mark.parametrize("read", READERS)
def test_what_is_no_date_at_all_is_said(read):
    for thing in (
        None,
        1731,
        1731.0,
        True,
        b"1731",
        pd.NaT,
        float("nan"),
        ["1731"],
        {"1731"},
        np.datetime64("1731-10-21"),
    ):
        with pytest.raises(DateError, match="is not a date: write a date as"):
            read(thing)
    for text in ("1731 00:00:00", "1731-10-21 00:00", "1731-10-21 10:00:00", "1731-10-21 00:00:00\n"):
        with pytest.raises(DateError):
            read(text)


def test_a_sign_of_doubt_is_not_lost_when_a_day_is_converted():
    for convert in (dates.old_to_new_style, dates.new_to_old_style, dates.only_day):
        with pytest.raises(DateError, match="without doubt"):
            convert("1731-10-21?")


@pytest.mark.parametrize(
    ("text", "calendar", "why"),
    [
        ("9999", "julian", "beyond the years 1 to 9999"), ("0001", "julian", "beyond the years 1 to 9999"),
        ("9999-12-31", "julian", "beyond the years 1 to 9999"), ("1900-02-30", "julian", "does not exist in the Julian"),
        ("0870-02-30", "hijri", "does not exist in the Islamic"), ("9999", "hijri", "beyond the years 1 to 9999"),
        ("0870-05", "hijri", "by the day or by the year"), ("0870/0871", "hijri", "by the day or by the year"),
    ],
)  # fmt: skip
def test_what_a_calendar_cannot_have_is_told_apart(text, calendar, why):
    with pytest.raises(DateError, match=why):
        dates.bounds(text, calendar=calendar)


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
        ours = date_words(language).months
        assert [name.lower() for name in names.values()] == [name.lower() for name in ours]


def test_days_and_months_of_a_russian_date_are_those_of_cldr():
    names = get_month_names("wide", "format", locale="ru")
    for month in range(1, 13):
        assert dates.display(f"1991-{month:02}-05", "ru") == f"5 {names[month]} 1991 г."


# --- properties -------------------------------------------------------------------------

days = st.dates(min_value=datetime.date(5, 1, 1), max_value=datetime.date(9990, 12, 31))


@st.composite
def parts(draw) -> str:
    """A day, a month, a year, a decade or a century, with or without a sign: all that the codebook has."""
    day = draw(days)
    year = f"{day.year:04}"
    plain = [
        day.isoformat(),
        day.isoformat()[:7],
        year,
        f"{max(day.year, 10):04}"[:3] + "X",
        f"{max(day.year, 100):04}"[:2] + "XX",
    ]
    return draw(st.sampled_from(plain)) + draw(st.sampled_from(["", "", "?", "~", "%"]))


def ends(part: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of a part, reckoned without the module that is tested."""
    low, high = part.rstrip("?~%").replace("X", "0"), part.rstrip("?~%").replace("X", "9")
    first = datetime.date.fromisoformat((low + "-01-01")[:10])
    year, month, day = ([int(each) for each in high.split("-")] + [0, 0])[:3]
    return first, datetime.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])


@st.composite
def edtf_texts(draw) -> str:
    """Every form that the codebook documents, of parts in an order that makes sense."""
    form = draw(st.sampled_from(["single", "interval", "open", "one of"]))
    if form in ("single", "open"):
        return draw(parts()) + ("/.." if form == "open" else "")
    one, two = sorted([draw(parts()), draw(parts())], key=ends)
    if form == "one of":
        plain = parts().map(lambda part: part.rstrip("?~%")).filter(lambda part: "X" not in part)
        return "[" + ",".join(draw(st.lists(plain, min_size=2, max_size=4))) + "]"
    return f"{one}/{two}" if ends(one)[0] <= ends(two)[1] else f"{two}/{one}"


# What else EDTF has, level by level (https://www.loc.gov/standards/datetime/), none of which the course uses.
YEAR = days.map(lambda day: f"{day.year:04}")
BEYOND = st.one_of(
    st.tuples(YEAR, st.integers(21, 41)).map(lambda each: f"{each[0]}-{each[1]}"),  # seasons, quarters
    st.tuples(days, st.times()).map(lambda each: f"{each[0]}T{each[1].replace(microsecond=0)}"),
    st.integers(10_000, 10**9).map(lambda year: f"Y{year}"),
    st.tuples(st.integers(1, 99), st.integers(3, 9)).map(lambda each: f"Y{each[0]}E{each[1]}"),
    st.tuples(YEAR, st.integers(1, 3)).map(lambda each: f"{each[0]}S{each[1]}"),
    YEAR.map(lambda year: f"-{year}"),
    st.tuples(days, st.sampled_from(["{}-XX", "{}-XX-XX", "{}-1X", "{}-X1-05"])).map(lambda each: each[1].format(f"{each[0].year:04}")),
    days.map(lambda day: f"{day.isoformat()[:3]}X{day.isoformat()[4:]}"),
    days.map(lambda day: f"{day.isoformat()[:2]}XX{day.isoformat()[4:7]}"),
    days.map(lambda day: f"XXXX{day.isoformat()[4:]}"),
    days.map(lambda day: f"{day.isoformat()[:4]}X-{day.isoformat()[5:]}"),
    st.tuples(days, st.sampled_from("?~%")).map(lambda each: each[0].isoformat().replace("-", f"{each[1]}-", 1)),  # of a part
    st.tuples(days, st.sampled_from("?~%")).map(lambda each: each[0].isoformat().replace("-", f"-{each[1]}", 1)),
    YEAR.map(lambda year: f"../{year}"), YEAR.map(lambda year: f"/{year}"), YEAR.map(lambda year: f"{year}/"),
    st.tuples(YEAR, YEAR).map(lambda each: "{" + ",".join(each) + "}"),
    st.tuples(YEAR, YEAR).map(lambda each: "[" + "..".join(each) + "]"),
    YEAR.map(lambda year: f"[{year}..]"), YEAR.map(lambda year: f"[..{year}]"), YEAR.map(lambda year: f"[{year}]"),
)  # fmt: skip


@given(BEYOND)
def test_the_rest_of_edtf_is_refused(text):
    for part in (text, f"1001/{text}", f"{text}/.."):
        with pytest.raises(DateError):
            dates.parse(part)


@st.composite
def edtf_of_components(draw) -> tuple[str, bool]:
    """A year, month and day as level 2 of EDTF lets them be combined, and whether the course has such a date."""
    year = draw(YEAR)
    hidden = draw(st.sets(st.integers(0, 3)) | st.just(set()))
    hole = "".join("X" if at in hidden else digit for at, digit in enumerate(year))
    signed = draw(st.sampled_from(["", "", "", "-"])) + hole + draw(st.sampled_from(["", "", "", "S2"]))
    month = draw(st.sampled_from(["", "01", "09", "12", "21", "41", "XX", "0X", "X1"]))
    day = draw(st.sampled_from(["", "01", "28", "XX", "2X", "X7"])) if month else ""
    used = [part for part in (signed, month, day) if part]
    signs = [draw(st.sampled_from(["", "", "", "?", "~", "%"])) for _ in range(2 * len(used))]
    text = "-".join(signs[2 * at] + part + signs[2 * at + 1] for at, part in enumerate(used))
    known = signed == year or (hidden in ({3}, {2, 3}) and signed == hole and not month)
    whole = known and hole.replace("X", "0") != "0000" and "X" not in month + day and month not in ("21", "41")
    return text, whole and not any(signs[:-1])


@given(edtf_of_components())
def test_of_all_combinations_of_components_only_those_of_the_codebook_are_read(pair):
    text, ours = pair
    for whole in (text, f"{text}/..", f"0001/{text}"):
        if ours:
            assert dates.parse(whole).text == whole
        else:
            with pytest.raises(DateError):
                dates.parse(whole)


@given(edtf_texts(), st.data())
def test_a_slip_of_the_pen_is_refused_or_is_another_date(text, data):
    at = data.draw(st.integers(0, len(text) - 1))
    put = data.draw(st.sampled_from(["", " ", "\u00a0", "\t", "–", "—", "О", "Х", "х", "１", "١", "x"]))
    slip = text[:at] + put + text[at + (not put or data.draw(st.booleans())) :]
    try:
        read = dates.parse(slip)
    except DateError:
        return
    assert read.text == slip and not put, "nothing foreign is read, and nothing is changed in silence"


@given(edtf_texts())
def test_bounds_are_those_of_the_parts(text):
    spans = [ends(part) for part in text.strip("[]").removesuffix("/..").replace("/", ",").split(",")]
    last = None if text.endswith("/..") else max(span[1] for span in spans) if "[" in text else spans[-1][1]
    assert dates.bounds(text) == (min(span[0] for span in spans) if "[" in text else spans[0][0], last)


@given(edtf_texts())
def test_the_library_edtf_reads_what_it_can_read_as_we_do(text):
    try:
        read = parse_edtf(text)
    except EDTFParseException:
        return
    first, last = (
        None if end == math.inf else datetime.date(*end[:3]) for end in (read.lower_strict(), read.upper_strict())
    )
    assert dates.bounds(text) == (first, last)


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
