"""Kazakhstan and Russia: a chronology, as tables.

    import chronology as ch
    ch.events(in_essay=True, verdict="differs")

Every table is a pandas DataFrame; data/README.md is the codebook.
"""

import sys
from importlib import import_module
from typing import Any

# What the course offers, by the module in which it stands. A module is imported when something of it is used: in the
# reader's page every import costs time.
_OFFERED = {
    "bibliography": "references",
    "edition": "use_language",
    "border": "border_lines length_km",
    "figures": "VERDICT_COLOURS use_style",
    "tables": "DataError border_lengths chapters claim_interests claim_items claims document_principles documents "
    "event_references events glossary institution_names institutions offices people period_references period_schemes "
    "periods place_names places practice_options practice_questions sentences",
    "widgets.atlas": "Atlas",
    "widgets.border_map": "BorderMap",
    "widgets.essay_map": "EssayMap",
    "widgets.exercise": "Exercise",
    "widgets.five_a_day": "FiveADay",
    "widgets.interests": "Interests",
    "widgets.judgements": "Judgements",
    "widgets.lineage": "Lineage",
    "widgets.matrix": "DocumentMatrix",
    "widgets.periods": "Periods",
    "widgets.practice": "Practice",
    "widgets.timeline": "Timeline",
    "widgets.topics": "Topics",
}
_MODULES = {name: module for module, names in _OFFERED.items() for name in names.split()}

__all__ = sorted(_MODULES)


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return __all__


def _show_in_words() -> None:
    """Tell the IPython that is running, if any, to show DataFrames by `shown.html`; it is imported for the first."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell and (formatter := shell.display_formatter.formatters.get("text/html")):
        formatter.for_type_by_name("pandas", "DataFrame", lambda frame: import_module("chronology.shown").html(frame))


_show_in_words()
