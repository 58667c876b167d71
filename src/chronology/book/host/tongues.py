"""What a page says in one language, and what it brings when its reader takes another.

A text is a dict of which every key is a language. Of each a page has that of its edition; what the others say follows
in a list a language, in the order of the values. `join` in later.js puts it back.
"""

from __future__ import annotations


def parted(value: object, own: str, others: dict[str, list]) -> object:
    """A value with its texts in one language only, English where it has none; others: language -> what it says."""
    if isinstance(value, list):
        return [parted(each, own, others) for each in value]
    if not isinstance(value, dict):
        return value
    if not value or not value.keys() <= {own, *others}:
        made = {name: parted(value[name], own, others) for name in sorted(value)}
        return {name: made[name] for name in value}
    kept = next((each for each in (own, "en") if each in value), None)
    for language, texts in others.items():
        texts.append(None if language == kept or kept is None else value.get(language))
    return value if kept is None else {kept: value[kept]}
