"""The list of fields in data/README.md, written from datapackage.json: `python -m chronology.codebook`."""

from __future__ import annotations

import sys
from pathlib import Path

from chronology import tables

START, END = "<!-- fields: start, written by make codebook -->\n", "<!-- fields: end -->\n"


def fields(folder: Path | None = None) -> str:
    """The tables and their fields in Markdown: name, type, whether required, description."""
    parts = []
    for resource in tables.package(folder)["resources"]:
        schema = resource["schema"]
        parts.append(f"### `{resource['path']}`\n\n{resource['description']}\n\nKey: {_names(schema['primaryKey'])}.\n")
        rows = ["| field | type | description |", "|---|---|---|"]
        rows += [
            f"| `{field['name']}` | {_type(field, schema)} | {_description(field)} |" for field in schema["fields"]
        ]
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)


def _names(fields: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in fields)


def _type(field: dict, schema: dict) -> str:
    kind = {"boolean": "yes/no", "list": "list, separated by `;`"}.get(field["type"], field["type"])
    if field.get("rdfType") == tables.EDTF:
        kind = "date (EDTF)"
    for key in schema.get("foreignKeys", []):
        if key["fields"] == [field["name"]]:
            kind = f"key of `{key['reference']['resource']}`"
    target = field.get("items", {}).get("resource")
    if target:
        kind = f"{kind}, keys of `{'references.bib' if target == 'references' else target}`"
    return kind + (", required" if field.get("constraints", {}).get("required") else "")


def _description(field: dict) -> str:
    allowed = field.get("constraints", {}).get("enum")
    return field["description"] + (f" One of: {_names(allowed)}." if allowed else "")


def written(readme: str, folder: Path | None = None) -> str:
    """The README with its list of fields written anew. Raises ValueError if the markers are missing."""
    try:
        head, rest = readme.split(START)
        _, tail = rest.split(END)
    except ValueError:
        raise ValueError(
            f"data/README.md must hold the lines {START.strip()!r} and {END.strip()!r} once each"
        ) from None
    return f"{head}{START}\n{fields(folder)}\n{END}{tail}"


def main() -> int:
    """Rewrite data/README.md; returns the exit code."""
    path = tables.DATA / "README.md"
    path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"written: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
