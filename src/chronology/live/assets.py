"""The files of Python in the page: made, remembered outside the pages by what they are made of, put beside the pages.

What is remembered is asked for by a hash of its input, so that a build which finds all of it takes no time; what is
put beside the pages is named by a hash of its content, so that a reader's browser keeps it as long as it is the same.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from chronology import edition, languages
from chronology.live import packs, pinned, snapshot, sources
from chronology.live.sources import Missing
from chronology.widgets import scripts

HERE = Path(__file__).parent
PAGE = HERE / "page"
LEVEL = 19  # of zstd: a minute, once, for files that are fetched often
_CODE = (".py", ".js", ".css")


@dataclass(frozen=True)
class File:
    """A file of the pages. size: of what it holds, before it was compressed; bytes: as it travels."""

    stem: str
    suffix: str
    content: bytes = field(repr=False)
    size: int = 0

    @property
    def name(self) -> str:
        return f"{self.stem}.{hashlib.sha256(self.content).hexdigest()[:12]}.{self.suffix}"

    def described(self) -> dict[str, object]:
        """As the manifest has it; a host compresses scripts, so what travels is less than the file."""
        travels = len(gzip.compress(self.content)) if self.suffix == "js" else len(self.content)
        return {"name": self.name, "bytes": travels, "size": self.size or len(self.content)}


# What it is in the manifest -> the file.
Files = dict[str, File]


def digest(*parts: bytes | str) -> str:
    """A name for an input."""
    found = hashlib.sha256()
    for part in parts:
        found.update(hashlib.sha256(part.encode() if isinstance(part, str) else part).digest())
    return found.hexdigest()[:20]


def _digest_of(files: Mapping[str, bytes]) -> str:
    return digest(*(part for path, content in sorted(files.items()) for part in (path, content)))


def _texts(names: Iterable[str]) -> list[bytes]:
    return [(HERE / name).read_bytes() for name in names]


def remembered(name: str, make: Callable[[Path], None]) -> Path:
    """A folder of that name; `make` fills it if there is none."""
    folder = pinned.REMEMBERED / name
    if not folder.is_dir():
        pinned.REMEMBERED.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=pinned.REMEMBERED) as part:
            made = Path(part, "made")
            made.mkdir()
            make(made)
            if not folder.is_dir():  # by another build meanwhile
                made.rename(folder)
    return folder


# --- packages ---------------------------------------------------------------------------


def packages() -> Path:
    """The folder with the packs of all packages, compressed, their licences and Pyodide's wasm. Raises Missing."""
    return remembered(f"packages-{_packages_key()}", _make_packages)


def _packages_key() -> str:
    installed = (metadata.distribution(name) for name in (*pinned.PURE, *pinned.PURE_OF_FIGURES))
    records = [each.read_text("RECORD") or each.version for each in installed]
    vendored = [path.read_bytes() for path in sorted(pinned.VENDORED.glob("*.whl"))]
    code = _texts(["pinned.py", "sources.py", "packs.py", "inside.py", "inside.mjs"])
    return digest(pinned.INTEGRITY, str(LEVEL), *records, *vendored, *code)


def _make_packages(folder: Path) -> None:
    found = sources.packages(figures=False)
    libraries = {path: content for path, content in found.items() if path.endswith(".so")}
    made = {
        "libraries": libraries,
        "packages": {path: content for path, content in found.items() if path not in libraries},
        "figures": sources.packages(figures=True),
    }
    for name, files in made.items():
        (folder / name).write_bytes(packs.packed(files))
    inside(folder, compile=["packages", "figures"], compress=list(made))
    (folder / "wasm.gz").write_bytes(gzip.compress((sources.runtime() / "pyodide.asm.wasm").read_bytes(), 9, mtime=0))
    (folder / "licences").mkdir()
    for name, text in sources.licences().items():
        (folder / "licences" / f"{name}.txt").write_bytes(text)


def inside(folder: Path, **task: list[str]) -> None:
    """Let Pyodide's Python compile and compress files of a folder (inside.py). Raises Missing."""
    node = shutil.which("node") or shutil.which("nodejs")
    if not node:
        raise Missing("Node.js is needed to compile for Pyodide (apt-get install nodejs npm)")
    called = [node, HERE / "inside.mjs", sources.runtime(), folder, json.dumps({**task, "level": LEVEL})]
    run = subprocess.run(list(map(str, called)), capture_output=True, text=True, check=False)
    if run.returncode:
        raise Missing(f"Pyodide could not compile: {run.stderr.strip().splitlines()[-1:]}")


def zstd(content: bytes) -> bytes:
    """Compressed as the pages read it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "one").write_bytes(content)
        inside(Path(folder), compress=["one"])
        return Path(folder, "one.zst").read_bytes()


# --- what the pages have ----------------------------------------------------------------


def without_snapshot() -> Files:
    """The files with which Python starts as Pyodide does. Raises Missing."""
    runtime, made = sources.runtime(), packages()
    stdlib = (runtime / "python_stdlib.zip").read_bytes()
    wasm = (made / "wasm.gz").read_bytes()
    return {
        "worker": File("worker", "js", scripts.script("worker", PAGE).encode()),
        "loader": File("pyodide", "js", (runtime / "pyodide.mjs").read_bytes()),
        "glue": File("pyodide.asm", "js", (runtime / "pyodide.asm.mjs").read_bytes()),
        "wasm": File("pyodide.asm", "bin", wasm, (runtime / "pyodide.asm.wasm").stat().st_size),
        "stdlib": File("stdlib", "bin", stdlib),
        **course(),
        **{what: _packed(made, what) for what in ("libraries", "packages", "figures")},
    }


def course() -> Files:
    """The course in the language of the edition that is being built: what it reads, and its code.

    The code is in the snapshot; only Python without one, or a module that nobody has imported, asks for it.
    """
    spoken = edition.language()
    more = {} if spoken == edition.SOURCE else sources.translation(spoken)
    read = sources.course() | sources.data() | more
    code = {path: content for path, content in sources.course().items() if path.endswith(_CODE)}
    made = {"course": {path: content for path, content in read.items() if path not in code}, "code": code}

    def make(folder: Path) -> None:
        for what, files in made.items():
            (folder / what).write_bytes(packs.packed(files))
        inside(folder, compress=list(made))

    key = digest(str(LEVEL), *_texts(["packs.py", "inside.py"]), *map(_digest_of, made.values()))
    folder = remembered(f"course-{key}", make)
    return {what: _packed(folder, what) for what in made}


def _packed(folder: Path, what: str) -> File:
    return File(what, "bin", (folder / f"{what}.zst").read_bytes(), (folder / what).stat().st_size)


def snapshot_folder() -> Path:
    """Where the snapshot for this state of packages, code and scripts is remembered, if it has been made."""
    parts = ["snapshot.py", *(f"page/{name}.js" for name in ("boot", "files", "memory", "packs", "take", "zstd"))]
    return pinned.REMEMBERED / f"snapshot-{digest(_packages_key(), _digest_of(sources.course()), *_texts(parts))}"


def make_snapshot() -> Path:
    """Take the snapshot if it is not remembered. Raises Missing."""
    return remembered(snapshot_folder().name, _take)


def _take(folder: Path) -> None:
    files = without_snapshot()
    contents = {each.name: each.content for each in files.values()}
    contents["take.js"] = scripts.script("take", PAGE).encode()
    begin, cells = "import live_kernel; live_kernel.install()", json.dumps(snapshot.cells(pinned.ROOT / "chapters"))
    modules = snapshot.said(contents, described(files), [begin, f"await live_kernel.learn({cells!r})"])
    code = [begin, f"live_kernel.warm({modules!r}, {tables_state()!r})"]
    libraries = packs.pack_id((packages() / "libraries").read_bytes())
    taken = snapshot.take(contents, described(files), libraries, code, zstd)
    (folder / "snapshot").write_bytes(taken.memory)
    (folder / "order").write_bytes(taken.order)
    inside(folder, compress=["snapshot", "order"])
    about = {"size": len(taken.memory), "heap": taken.meta["heap"]}
    (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")
    (folder / "meta.json").write_text(json.dumps(taken.meta), encoding="utf-8")
    (folder / "snapshot").unlink()


def tables_state() -> str:
    """A name for what the tables hold."""
    return _digest_of(sources.data())


def described(files: Files, shared: str = "") -> dict[str, dict]:
    made = {what: each.described() for what, each in files.items()}
    return {what: each | {"name": (shared if what != OWN else "") + each["name"]} for what, each in made.items()}


FOLDER = "_static/live"
SHARED = f"../../../{FOLDER}/"  # the files of the first edition, seen from the same folder of another
OWN = "course"  # what an edition has of its own


# --- beside the pages -------------------------------------------------------------------


def publish_all(pages: Path) -> str:
    """Write all into a built book and into the editions in its folders, and say in one line what they have."""
    said = publish(pages / FOLDER)
    for each in pages.glob(f"*/{FOLDER}"):
        with edition.speaking(each.relative_to(pages).parts[0]):
            publish(each, SHARED)
    return said


def publish(folder: Path, shared: str = "") -> str:
    """Write all into a folder of the pages, and say in one line what they have.

    Whatever cannot be had is left out: without the snapshot Python starts more slowly, without Pyodide there is none.
    shared: the folder in which another edition has the files, as seen from this one (SHARED); then only what is this
    one's own is written.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        files, manifest, said = with_all()
    except Missing as missing:
        files, manifest, said = (
            {},
            {"variant": None},
            f"Python in the page: left out, {missing}. The book is whole without.",
        )
    else:
        if not shared:
            shutil.copytree(packages() / "licences", folder / "licences")
    for what, each in files.items():
        if not shared or what == OWN:
            (folder / each.name).write_bytes(each.content)
    write_page(folder, manifest, described(files, shared))
    return said


def write_page(folder: Path, manifest: Mapping[str, object], described: Mapping[str, dict]) -> None:
    """Write what a page loads by itself: the script that it calls, and what there is."""
    (folder / "live.js").write_text(f"(() => {{\n{scripts.script('live', PAGE)}}})();\n", encoding="utf-8")
    said = {"language": edition.language(), "words": languages.words("live"), "files": described}
    text = json.dumps({**manifest, **said}, ensure_ascii=False)
    (folder / "manifest.js").write_text(f"globalThis.chronologyLiveManifest = {text};\n", encoding="utf-8")


def with_all() -> tuple[Files, dict[str, object], str]:
    """All files, what the manifest says of them, and one line on what there is. Raises Missing if there is nothing."""
    files = without_snapshot()
    state = tables_state()
    kept = snapshot_folder()
    if not kept.is_dir():
        said = "Python in the page: without a snapshot, so it takes some seconds to start; `make live` takes one."
        return files, {"variant": "packs", "data": state, "heap": 0}, said
    about = json.loads((kept / "about.json").read_text(encoding="utf-8"))
    files["snapshot"] = File("snapshot", "bin", (kept / "snapshot.zst").read_bytes(), about["size"])
    files["order"] = File("order", "bin", (kept / "order.zst").read_bytes(), (kept / "order").stat().st_size)
    manifest = {"variant": "snapshot", "data": state, "heap": about["heap"]}
    return files, manifest, "Python in the page: from a snapshot."
