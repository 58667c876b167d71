"""The whole book as one zip that opens from a file, Python included.

From a file a page may load neither modules nor data, so every file stands as base64 in a classic script, and worker and
Pyodide are joined to one classic worker. Pyodide's two scripts are changed in text for it, here and nowhere else: how
they name their own address and what they export.
"""

from __future__ import annotations

import base64
import re
import tempfile
import zipfile
from pathlib import Path

from chronology import edition
from chronology.live import assets
from chronology.live.sources import Missing

JOINED = ("loader", "glue", "worker")
_ADDRESS = '"https://live.invalid/"'
_HEAD = """self.importScripts = () => { throw new TypeError("as in a module worker"); };
self.chronologyModules = {};
"""


def write(pages: Path, archive: Path) -> None:
    """Zip the built pages so that they work from a file. Raises Missing if they have no Python."""
    live = Path(assets.FOLDER)
    files, manifest, _ = assets.with_all()
    with tempfile.TemporaryDirectory() as folder:
        kept = put(Path(folder), files, manifest)
        archive.unlink(missing_ok=True)
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
            for path in sorted(each for each in pages.rglob("*") if each.is_file()):
                name = path.relative_to(pages)
                if live.as_posix() not in name.as_posix() or name.is_relative_to(live / "licences"):
                    made.write(path, name)
            for path in sorted(Path(folder).iterdir()):
                made.write(path, live / path.name)
            for beside in sorted(each.relative_to(pages) for each in pages.glob(f"*/{live}")):
                with edition.speaking(beside.parts[0]):
                    shared = {what: each | {"name": assets.SHARED + each["name"]} for what, each in kept.items()}
                    own = keep(Path(folder), {assets.OWN: assets.course()[assets.OWN]})
                    assets.write_page(Path(folder), manifest | {"offline": True}, shared | own)
                for name in ("live.js", "manifest.js", own[assets.OWN]["name"]):
                    made.write(Path(folder) / name, beside / name)


def put(folder: Path, files: assets.Files, manifest: dict[str, object]) -> dict[str, dict]:
    """Write the files of Python into a folder, as scripts that a page opened from a file can load."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {what: each for what, each in files.items() if what not in JOINED}
    kept["worker"] = assets.File("worker", "js", worker(files).encode())
    described = keep(folder, kept)
    assets.write_page(folder, manifest | {"offline": True}, described)
    return described


def keep(folder: Path, files: assets.Files) -> dict[str, dict]:
    """Write files as scripts that keep their content for the page; returns what the manifest says of them."""
    described = assets.described(files)
    for what, each in files.items():
        described[what]["name"] = f"{each.name}.js"
        text = base64.b64encode(each.content).decode()
        (folder / f"{each.name}.js").write_text(f'chronologyLive.keep("{what}", "{text}");\n', encoding="ascii")
    return described


def worker(files: assets.Files) -> str:
    """Pyodide and the worker as one classic script. Raises Missing where Pyodide's scripts are not as they were."""
    loader = _changed(
        files["loader"], r"export\s*\{\s*([\w$]+) as loadPyodide\s*,[^}]*\};?", r"return { loadPyodide: \1 };"
    )
    glue = _changed(files["glue"], r"export default ([\w$]+);?", r"return { default: \1 };")
    modules = {"loader": loader, "glue": glue}
    parts = [f"self.chronologyModules.{what} = (() => {{\n{text}\n}})();\n" for what, text in modules.items()]
    return _HEAD + "".join(parts) + files["worker"].content.decode()


def _changed(file: assets.File, exported: str, returned: str) -> str:
    text = re.sub(r"^//# sourceMappingURL.*$", "", file.content.decode(), flags=re.M)
    text, found = re.subn(exported, returned, text)
    if found != 1:
        raise Missing(f"{file.stem}.js of Pyodide exports something else than it did")
    return text.replace("import.meta.url", _ADDRESS)


def main(pages: Path, archive: Path) -> str:
    """Write the zip; says in one line what was written."""
    write(pages, archive)
    return f"The book for a USB stick: {archive}, {archive.stat().st_size / 1e6:.0f} MB"
