"""The catalogues of what the course says in English: what a translator of an edition is given.

`make catalogues` brings those of all editions up to date: `src/chronology/locale/` holds what the code and the tables
say, since a notebook speaks it too, `locale/` what stands in chapters and exercises, a file each. A message of a table
has as context the table, the field and the row. The gettext builder of Sphinx writes the first as a template.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import polib
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from chronology import datewords, edition, editions, languages, prose, tables

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


def prose_messages(path: Path, root: Path = editions.ROOT) -> Catalog:
    """What a page or a solution notebook says; path: relative to root."""
    catalogue = Catalog(project="Kazakhstan and Russia: A Chronology", version="0.1.0", charset="utf-8")
    if path.suffix == ".md":
        said = [(line, text, "") for line, text in prose.messages((root / path).read_text(encoding="utf-8"))]
    else:
        said = list(_of_notebook(nbformat.read(root / path, 4)))
    for line, text, cell in said:
        catalogue.add(text, locations=[(path.as_posix() + (f"#{cell}" if cell else ""), line)])
    if path.name == "index.md":
        for text in editions.contents(root):
            catalogue.add(text, locations=[("_toc.yml", None)])
    return catalogue


def _of_notebook(notebook: nbformat.NotebookNode) -> Iterator[tuple[int, str, str]]:
    for cell in notebook.cells:
        say = prose.messages if cell.cell_type == "markdown" else prose.replies
        for line, text in say(cell.source):
            yield line, text, cell.id


def catalogues(language: str) -> Iterator[tuple[Path, Catalog]]:
    """The file of every catalogue of a language, and what is to be translated in it."""
    yield edition.catalogue_file(language), messages(language)
    for path in editions.sources():
        yield edition.prose_file(editions.domain(path), language), prose_messages(path)


def update(language: str) -> int:
    """Bring the catalogues of a language up to date; returns how many messages are open.

    A translation of a text that has been changed is kept and marked as fuzzy: it is shown no more until somebody has
    seen to it.
    """
    left = 0
    for path, template in catalogues(language):
        known = Catalog(locale=language, charset="utf-8")
        if path.is_file():
            with path.open("rb") as file:
                known = read_po(file, locale=language)
        known.update(template, update_creation_date=False)
        known.obsolete.clear()
        left += sum(1 for each in known if each.id and (each.fuzzy or not each.string or not all(each.string)))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, known, width=120, omit_header=False, include_lineno=False, sort_output=False)
    return left


def still_open(language: str) -> list[tuple[str, str]]:
    """File and text of every message that has no translation that holds, as the catalogues are now."""
    left = []
    for path, template in catalogues(language):
        known = polib.pofile(str(path)) if path.is_file() else []
        said = {(each.msgctxt, each.msgid) for each in known if each.translated()}
        for each in template:
            id = each.id if isinstance(each.id, str) else each.id[0]
            if id and (each.context, id) not in said:
                left.append((path.name, id))
    return left


if __name__ == "__main__":
    for language in editions.others():
        print(f"{language}: {update(language)} messages are open")
