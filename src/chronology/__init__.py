"""Kazakhstan and Russia: a chronology, as tables.

    import chronology as ch
    ch.events(in_essay=True, verdict="differs")

Every table is a pandas DataFrame; data/README.md is the codebook.
"""

from chronology.bibliography import references
from chronology.tables import (
    DataError,
    border_lengths,
    chapters,
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
    sentences,
)

__all__ = [
    "DataError",
    "border_lengths",
    "chapters",
    "claim_items",
    "claims",
    "document_principles",
    "documents",
    "event_references",
    "events",
    "glossary",
    "institution_names",
    "institutions",
    "offices",
    "people",
    "period_references",
    "period_schemes",
    "periods",
    "place_names",
    "places",
    "references",
    "sentences",
]
