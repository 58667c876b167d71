"""Events made up for the benchmark: as many as wanted, always the same, spread as those of the course are.

They look like events of the course and say nothing about history.
"""

from __future__ import annotations

import datetime
import random

import pandas as pd

import chronology as ch
from chronology import dates, languages

# First year, last year, share of the events: most of what a chronology knows is recent.
YEARS = ((1465, 1699, 0.04), (1700, 1899, 0.14), (1900, 1984, 0.16), (1985, 2008, 0.46))
# Days around which much happened; what is left of the events lies within some weeks of one of them.
BUSY = ("1731-10-21", "1868-11-02", "1917-03-15", "1986-12-17", "1991-12-16", "1992-05-25", "1994-03-28", "1998-07-06")
# How often the day of an event is not known, or it is more than a day: about as in the course.
OTHER = 0.16
# What such a date is then, and how often. There are a thousand different ones, for to parse EDTF takes milliseconds;
# a day has no EDTF text here.
SPANS = {"days": 0.3, "month": 0.13, "year": 0.25, "years": 0.25, "decade": 0.035, "open": 0.035}
VERDICTS = {"confirmed": 0.6, "imprecise": 0.15, "differs": 0.08, "unverified": 0.12, "evaluative": 0.05}


def generated(count: int, seed: int = 1992) -> pd.DataFrame:
    """So many events, in order of date, with the columns that `chronology.Timeline` reads. Index: id."""
    chance = random.Random(seed)
    names = _names()
    spans = [_span(_one(chance, SPANS), _day(chance)) for _ in range(1000)]
    rows = [_event(number, chance, names) | _date(chance, spans, names["months"]) for number in range(count)]
    frame = pd.DataFrame(rows).sort_values(["earliest", "latest", "id"], kind="stable").set_index("id")
    return frame.assign(**{name: frame[name].astype("datetime64[s]") for name in ("earliest", "latest")})


def _names() -> dict[str, object]:
    institutions = ch.institutions()
    return {
        "parties": list(institutions.index),
        "places": list(ch.places().index),
        "party": {
            id: {each: row[f"name_{each}"] for each in languages.LANGUAGES} for id, row in institutions.iterrows()
        },
        "months": {each: languages.words("days", each)["months"].split() for each in languages.LANGUAGES},
    }


def _event(number: int, chance: random.Random, names: dict) -> dict[str, object]:
    kind = chance.choice(languages.values("event_kind"))
    topics = tuple(chance.sample(languages.values("topic"), chance.choice((1, 1, 2))))
    # Few parties have part in much, and many in little.
    parties = tuple({names["parties"][int(chance.random() ** 3 * len(names["parties"]))] for _ in range(2)})
    verdict = _one(chance, VERDICTS)
    event = {
        "id": f"event-{number}",
        "kind": kind,
        "topics": topics,
        "parties": tuple(sorted(parties)),
        "places": (chance.choice(names["places"]),),
        "verdict": verdict,
        "explanation": f"Made up for the benchmark, number {number}." if verdict in ("imprecise", "differs") else "",
        "in_essay": chance.random() < 0.3,
    }
    for language in languages.LANGUAGES:
        what = f"{languages.label('event_kind', kind, language)} ({languages.label('topic', topics[0], language)})"
        who = ", ".join(names["party"][each][language] for each in event["parties"])
        event[f"title_{language}"] = f"{what}: {who}, {number}"
    return event


def _one(chance: random.Random, shares: dict[str, float]) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]


def _day(chance: random.Random) -> datetime.date:
    at = chance.random()
    for first, last, share in YEARS:
        if at < share:
            start = datetime.date(first, 1, 1)
            return start + datetime.timedelta(days=chance.randrange((datetime.date(last, 12, 31) - start).days + 1))
        at -= share
    days = round(chance.gauss(0, 40))
    return datetime.date.fromisoformat(chance.choice(BUSY)) + datetime.timedelta(days=days)


def _span(form: str, day: datetime.date) -> dict[str, object]:
    """The columns of a date that is not one day."""
    text = {
        "days": f"{day}/{day + datetime.timedelta(days=day.day)}",
        "month": f"{day:%Y-%m}",
        "year": f"{day.year}",
        "years": f"{day.year}/{day.year + day.month % 3 + 1}",
        "decade": f"{day.year // 10}X",
        "open": f"{max(day.year, 1985 + day.year % 24)}/..",  # what has no known end began lately
    }[form]
    earliest, latest = dates.bounds(text)
    said = {f"date_{each}": dates.display(text, each) for each in languages.LANGUAGES}
    return {"date": text, "earliest": earliest, "latest": latest, "uncertain": form == "decade", **said}


def _date(chance: random.Random, spans: list[dict[str, object]], months: dict[str, list[str]]) -> dict[str, object]:
    """The columns of a date: EDTF text (none for a day), first and last day, and how it is said."""
    if chance.random() < OTHER:
        return chance.choice(spans)
    day = _day(chance)
    said = {f"date_{each}": f"{day.day} {months[each][day.month - 1]} {day.year}" for each in languages.LANGUAGES}
    return {"date": "", "earliest": day, "latest": day, "uncertain": False, **said}
