"""Kazakhstan and Russia: a chronology, as tables.

    import chronology as ch
    ch.events(in_essay=True, verdict="differs")

Every table is a pandas DataFrame; data/README.md is the codebook.
"""

from chronology.bibliography import references
from chronology.border import border_lines, length_km
from chronology.figures import VERDICT_COLOURS, use_style
from chronology.tables import (
    DataError,
    border_lengths,
    chapters,
    claim_interests,
    claim_items,
    claims,
    document_principles,
    documents,
    event_references,
    events,
    glossary,
    institution_names,
    institutions,
    offices,
    people,
    period_references,
    period_schemes,
    periods,
    place_names,
    places,
    practice_options,
    practice_questions,
    sentences,
)
from chronology.widgets.border_map import BorderMap
from chronology.widgets.essay_map import EssayMap
from chronology.widgets.interests import Interests
from chronology.widgets.lineage import Lineage
from chronology.widgets.matrix import DocumentMatrix
from chronology.widgets.periods import Periods
from chronology.widgets.practice import Practice
from chronology.widgets.timeline import Timeline
from chronology.widgets.topics import Topics

__all__ = [
    "VERDICT_COLOURS",
    "BorderMap",
    "DataError",
    "DocumentMatrix",
    "EssayMap",
    "Interests",
    "Lineage",
    "Periods",
    "Practice",
    "Timeline",
    "Topics",
    "border_lengths",
    "border_lines",
    "chapters",
    "claim_interests",
    "claim_items",
    "claims",
    "document_principles",
    "documents",
    "event_references",
    "events",
    "glossary",
    "institution_names",
    "institutions",
    "length_km",
    "offices",
    "people",
    "period_references",
    "period_schemes",
    "periods",
    "place_names",
    "places",
    "practice_options",
    "practice_questions",
    "references",
    "sentences",
    "use_style",
]
