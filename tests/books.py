"""Small books, built in this process: by which builder and in which language a test likes."""

import io
import re
import zipfile
from pathlib import Path
from posixpath import dirname, join, normpath

from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from chronology import tables

HEADER = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
# A chapter

"""


def plain_days(html: str) -> str:
    """HTML in which a plain blank stands between a day and its month, which pages keep in one line."""
    return re.sub(r"(?<=\d)\u00a0(?=[A-Z][a-z])", " ", html)


def _appendix(title: str, directive: str, *options: str) -> str:
    return "\n".join([f"# {title}", "", f"```{{{directive}}}", *options, "```", ""])


# The pages to which the roles link.
APPENDICES = {
    "chapters/events": _appendix("Event register", "event-register"),
    "chapters/claims": _appendix("Claim register", "claim-register"),
    "chapters/people": _appendix("People", "people-list"),
    "chapters/places": _appendix("Places", "place-list"),
    "chapters/institutions": _appendix("Institutions", "institution-list"),
    "chapters/glossary": _appendix("Glossary", "glossary-list"),
    "chapters/bibliography": _appendix("Works", "bibliography", ":all:"),
}


def build(folder: Path, pages: dict[str, str], builder: str = "html", **config: object) -> Path:
    """Build a book; returns the folder of what was built. A warning fails the test.

    pages: name, such as chapters/one, -> MyST. config: values of the configuration that are not as everywhere.
    """
    source = folder / "source"
    contents = "# Book\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n"
    for name, text in ({"index": contents} | pages).items():
        path = source / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:  # a second builder need not read it again
            path.write_text(text, encoding="utf-8")
    runs = any("{code-cell}" in text for text in pages.values())  # what runs nothing need not wait for a kernel
    extensions = ["myst_nb", "sphinx_book_theme", "notfound.extension", "sphinxcontrib.bibtex", "chronology.book"]
    settings = {
        "extensions": extensions,
        "project": "The course",
        "copyright": "The contributors",
        "html_theme": "sphinx_book_theme",
        "html_title": "The course",
        "html_context": {"default_mode": "auto"},
        "myst_enable_extensions": ["colon_fence"],
        "nb_execution_raise_on_error": True,
        "nb_execution_mode": "force" if runs else "off",
        "nb_ipywidgets_js": {},
        "bibtex_bibfiles": [str(tables.DATA / "references.bib")],
        "bibtex_reference_style": "author_year",
        "bibtex_tooltips": False,  # half of the time of the works
    }
    warnings = io.StringIO()
    with docutils_namespace():
        trees = folder / ("trees-gettext" if builder == "gettext" else "trees")  # it shares them with no other
        app = Sphinx(source, None, folder / builder, trees, builder, settings | config, status=None, warning=warnings)
        app.build()
    assert not warnings.getvalue(), warnings.getvalue()
    return folder / builder


def unpacked(folder: Path) -> Path:
    """The EPUB in a folder as a reader gets it, as a folder."""
    (packed,) = folder.glob("*.epub")
    with zipfile.ZipFile(packed) as file:
        file.extractall(folder / "unpacked")
    return folder / "unpacked"


def dead_links(folder: Path) -> list[str]:
    """The links and files that the pages of an unpacked EPUB name and that are not in it."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    pages = {
        name: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for name, path in files.items()
        if path.suffix == ".xhtml"
    }
    ids = {name: {each["id"] for each in page.select("[id]")} for name, page in pages.items()}
    dead = []
    for name, page in pages.items():
        for link in page.select("[href], [src]"):
            address, _, anchor = (link.get("href") or link["src"]).partition("#")
            target = normpath(join(dirname(name), address)) if address else name
            if re.match(r"[a-z]+:", address) or (target in files and (not anchor or anchor in ids.get(target, ()))):
                continue
            dead.append(f"{name}: {link}")
    return dead
