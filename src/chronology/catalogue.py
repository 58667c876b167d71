"""The catalogue of what the code and the tables say in English: what a translator of an edition is given.

`python -m chronology.catalogue FOLDER` writes it as FOLDER/chronology.pot; the gettext builder of Sphinx does the same
beside the catalogues of the chapters. A message of a table has as context the table, the field and the row.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from chronology import datewords, languages, tables

HERE = Path(__file__).parent
FILE = "chronology.pot"
KEYWORDS = {"_": None, "marked": None, "ngettext": (1, 2)}


def messages(language: str | None = None) -> Catalog:
    """Everything that the code and the tables say, for a language; None: for one that the tables have not.

    The three languages of the tables need only what stands there in English alone.
    """
    catalogue = Catalog(project="Kazakhstan and Russia: A Chronology", version="0.1.0", charset="utf-8")
    for file, line, message, comments, context in extract_from_dir(
        str(HERE), method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        catalogue.add(message, locations=[(f"src/chronology/{file}", line)], auto_comments=comments, context=context)
    for context, text, file in texts_of_tables(whole=language not in languages.LANGUAGES):
        catalogue.add(text, locations=[(file, None)], context=context)
    claims = tables.claims()
    for text in claims.value[(claims.date == "") & claims.value.str.contains(r"[a-z]", regex=True)]:
        catalogue.add(text, locations=[("data/claims.csv", None)], context=tables.STATED)
    if language not in languages.LANGUAGES:
        for context, text, file in words_of_languages():
            catalogue.add(text, locations=[(file, None)], context=context)
    return catalogue


def texts_of_tables(*, whole: bool) -> Iterator[tuple[str, str, str]]:
    """Context, text and file of every text that the tables have in English only; whole: also of titles and names."""
    for resource in tables.package()["resources"]:
        frame = tables.read(resource["name"])
        rows = frame.reset_index().to_dict("records") if frame.index.name else frame.to_dict("records")
        for field in resource["schema"]["fields"]:
            name = field["name"]
            if not (field.get("translate") or (whole and name.endswith("_en") and f"{name[:-3]}_kk" in frame)):
                continue
            for row in rows:
                if row[name]:
                    yield tables.text_context(resource, name, row), row[name], f"data/{resource['path']}"


def words_of_languages() -> Iterator[tuple[str, str, str]]:
    """Context, English text and file of the words of widgets, of labels and of dates."""
    for section in languages.sections():
        for key, texts in languages.texts_of(section).items():
            yield f"words/{section}/{key}", texts[0], f"src/chronology/words/{section}.csv"
    for text in (*datewords.ENGLISH_MONTHS, *datewords.ENGLISH_WORDS):
        yield "date", text, "src/chronology/datewords.py"


def write(folder: Path) -> Path:
    """The catalogue as a template for translators; returns its path."""
    path = folder / FILE
    with path.open("wb") as file:
        write_po(file, messages(), width=120)
    return path


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
