"""The editions: chapters and exercises in another language, made of the English ones and of the catalogues.

    python -m chronology.editions exercises     the solution notebooks of each language, exercises/LANGUAGE/solutions/
    python -m chronology.editions trees         what the book of each language is built from, _build/editions/LANGUAGE/
    python -m chronology.editions               the book in all languages at once, the others beside the English pages

Nothing in them is edited: what they say stands in `locale/LANGUAGE/` (see catalogue.py).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import nbformat
import polib
import yaml
from docutils.nodes import fully_normalize_name, make_id

from chronology import edition, languages, prose
from chronology.exercises.ids import FAR, NEAR
from chronology.live import assets
from chronology.live.sources import Missing

ROOT = Path(__file__).resolve().parents[2]
TREES = Path("_build/editions")
BUILT = Path("_build/html")
TOGETHER = "CHRONOLOGY_EDITIONS"  # the environment of a build: the languages that are built together, English first
ANCHORS = "anchors.json"  # in a tree: page -> heading, as Sphinx names it -> the id of the English one
IMPORT = "import chronology as ch\n"
LINKED = ("chapters/images", "data/references.bib")


def others() -> list[str]:
    """The languages of the editions beside the English one."""
    return [each for each in languages.LANGUAGES if each != edition.SOURCE]


def sources(root: Path = ROOT) -> Iterator[Path]:
    """The files of prose, relative to root: pages, the codebook, the solutions of the exercises."""
    for pattern in ("index.md", "chapters/*.md", "data/README.md", "exercises/solutions/*.ipynb"):
        yield from (path.relative_to(root) for path in sorted(root.glob(pattern)))


def domain(path: Path) -> str:
    """The name of the catalogue of a file of prose, such as exercises/04-independence."""
    return path.with_suffix("").as_posix().replace("/solutions/", "/")


def write_tree(language: str, root: Path = ROOT) -> Path:
    """Write what the book of an edition is built from; its exercises are there already. Returns the folder.

    A file that is as it was stays untouched, so that only pages that have changed are built anew.
    """
    tree = root / TREES / language
    files = dict(written(language, root))
    for path in tree.rglob("*"):
        name = path.relative_to(tree)
        if path.is_file() and not path.is_symlink() and name not in files and name.parts[0] != BUILT.parts[0]:
            path.unlink()
    for name, text in files.items():
        if not (tree / name).is_file() or (tree / name).read_text(encoding="utf-8") != text:
            _put(tree / name, text)
    for name in LINKED:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        if not (tree / name).is_symlink():
            (tree / name).symlink_to(root / name)
    return tree


def written(language: str, root: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """Name and text of each file from which the book of an edition is built."""
    for path in sources(root):
        if path.suffix == ".md":
            text = (root / path).read_text(encoding="utf-8")
            say = edition.saying(domain(path), language)
            yield path, page(text, say, language, say.lacks)
    for path in sorted((root / "exercises" / language).glob("*.ipynb")):
        yield Path("exercises", path.name), path.read_text(encoding="utf-8").replace(FAR, NEAR)
    say = edition.saying("index", language)
    config = _read(root / "_config.yml")
    config |= {"title": say(config["title"]), "author": say(config["author"])}
    config["sphinx"]["config"] |= {"language": language, "locale_dirs": ["locale"]}
    yield Path("locale", language, "LC_MESSAGES", "sphinx.po"), theme_catalogue(language)
    yield Path("_config.yml"), yaml.safe_dump(config, allow_unicode=True)
    contents = _said(_read(root / "_toc.yml"), say)
    yield Path("_toc.yml"), yaml.safe_dump(contents, allow_unicode=True, sort_keys=False)
    yield Path(ANCHORS), json.dumps(dict(anchors(language, root)), ensure_ascii=False)


def theme_catalogue(language: str) -> str:
    """What the theme says in a language, as the catalogue that Sphinx looks for (words/theme.csv)."""
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    said = languages.words("theme", language)
    for key, english in languages.words("theme", edition.SOURCE).items():
        catalogue.append(polib.POEntry(msgid=english, msgstr=said[key]))
    return str(catalogue)


def anchors(language: str, root: Path = ROOT) -> Iterator[tuple[str, dict[str, str]]]:
    """Of each page the ids of the English headings, by the headings of an edition."""
    for path in sources(root):
        if path.suffix == ".md":
            english = prose.headings((root / path).read_text(encoding="utf-8"))
        else:
            cells = nbformat.read(root / path, 4).cells
            english = [each for cell in cells if cell.cell_type == "markdown" for each in prose.headings(cell.source)]
        say = edition.saying(domain(path), language)
        found = {fully_normalize_name(say(each)): make_id(each) for each in english}
        yield domain(path), found
        if path == Path("data/README.md"):  # it is the codebook, the page of which takes it in
            yield "chapters/codebook", found


def contents(root: Path = ROOT) -> list[str]:
    """Title and author of the book, and the captions and titles of its table of contents, each once."""
    found = [_read(root / "_config.yml")[each] for each in ("title", "author")]
    _said(_read(root / "_toc.yml"), lambda text: found.append(text) or text)
    return list(dict.fromkeys(found))


def _read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def page(source: str, say: prose.Say, language: str, lacks: Callable[[str], bool] = lambda _: False) -> str:
    """A page in another language; its first cell says which, so that the notebook of it shows its tables so.

    lacks: whether a message stays English.
    """
    return prose.translated(source, say, lacks).replace(IMPORT, f'{IMPORT}ch.use_language("{language}")\n', 1)


def write_solutions(language: str, root: Path = ROOT) -> Path:
    """Write the solution notebooks of an edition, of which its exercises are made; returns their folder."""
    folder = root / "exercises" / language / "solutions"
    for path in sources(root):
        if path.suffix == ".ipynb":
            notebook = nbformat.read(root / path, 4)
            say(notebook, edition.saying(domain(path), language), language)
            _put(folder / path.name, nbformat.writes(notebook, 4) + "\n")
    return folder


def say(notebook: nbformat.NotebookNode, say: prose.Say, language: str) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = prose.translated(cell.source, say).replace(NEAR, FAR)
        else:
            cell.source = prose.translated_replies(cell.source, say)
            cell.outputs = []
    setup = next(cell for cell in notebook.cells if IMPORT in cell.source)
    setup.source = setup.source.replace(IMPORT, f'{IMPORT}ch.use_language("{language}")\n', 1)


def _said(contents: object, say: Callable[[str], str]) -> object:
    """A table of contents with its captions and titles said."""
    if isinstance(contents, list):
        return [_said(each, say) for each in contents]
    if isinstance(contents, dict):
        return {k: say(v) if k in ("caption", "title") else _said(v, say) for k, v in contents.items()}
    return contents


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def build(root: Path = ROOT) -> int:
    """Build the book in all languages at once, the others beside the English pages; returns how many failed.

    What the English build says is shown as it comes, what another says only if it fails.
    """
    with contextlib.suppress(Missing):  # what all builds need is made once, not by each at the same time
        assets.without_snapshot()
    trees = {each: write_tree(each, root) for each in others()}
    logs = {each: tree.with_suffix(".log") for each, tree in trees.items()}
    with contextlib.ExitStack() as stack:
        opened = {each: stack.enter_context(log.open("wb")) for each, log in logs.items()}
        running = {each: _builder(tree, opened[each]) for each, tree in trees.items()}
        failed = [edition.SOURCE] if _builder(root).wait() else []
        failed += [each for each, builder in running.items() if builder.wait()]
    for each, tree in trees.items():
        if each in failed:
            print(f"--- {each}", logs[each].read_text(encoding="utf-8", errors="replace"), sep="\n")
            continue
        place = root / BUILT / each
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(tree / BUILT, place, copy_function=_linked)  # the tree keeps its own, for the next build
    return len(failed)


def _linked(source: str, place: str) -> None:
    try:
        os.link(source, place)
    except OSError:  # a file system without such links
        shutil.copy2(source, place)


def _builder(tree: Path, log: BinaryIO | None = None) -> subprocess.Popen:
    command = [Path(sys.executable).with_name("jupyter-book"), "build", "--warningiserror", "--keep-going", tree]
    together = os.environ | {TOGETHER: " ".join([edition.SOURCE, *others()])}
    return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT if log else None, env=together)


def main(arguments: list[str]) -> int:
    if arguments == ["exercises"]:
        for each in others():
            print(write_solutions(each))
        return 0
    if arguments == ["trees"]:
        for each in others():
            print(write_tree(each, Path.cwd()))
        return 0
    return build()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
