"""The editor of the cells: CodeMirror 6 as one classic script, from the files that npm has of it.

codemirror.js is written by this module and by nothing else. `npm pack` brings the packages below, and
`python -m chronology.book.cells.editor FOLDER` holds each against its digest and puts their CommonJS files, as they
are but for whole lines of comments, into the one script, which a page loads when its first cell is edited or run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import tarfile
from pathlib import Path

HERE = Path(__file__).parent
# Package -> version, file, and the digest by which the npm registry and every package-lock.json name it.
PACKAGES = {
    "@codemirror/autocomplete": (
        "6.20.4",
        "dist/index.cjs",
        "sha512-yF8RhOf2SXlg00+qtupzLhrglcas61boqaONiNcbPIebHCpJocpqTBA6dyrtUrQO47hqyTdeob/3XnYilT7TaQ==",
    ),
    "@codemirror/commands": (
        "6.11.1",
        "dist/index.cjs",
        "sha512-O/4hG3SC1YwcmQ0d2UVNDs+AsaNWd1iHVxbTeEBuqH+6bExAiPK3iS/BvpY6rZGURALv4ZD3sIgcCmRvw3ehBg==",
    ),
    "@codemirror/lang-python": (
        "6.2.1",
        "dist/index.cjs",
        "sha512-IRjC8RUBhn9mGR9ywecNhB51yePWCGgvHfY1lWN/Mrp3cKuHr0isDKia+9HnvhiWNnMpbGhWrkhuWOc09exRyw==",
    ),
    "@codemirror/language": (
        "6.13.1",
        "dist/index.cjs",
        "sha512-zfvU2r3TyylQLMj/te+5CnQ0rSqZi8B1oTCBbQkagcLW4Xc6imab6qN+pEJhsuNOLaJqiRyBXp9UhWA1DhVvDw==",
    ),
    "@codemirror/state": (
        "6.7.6",
        "dist/index.cjs",
        "sha512-kAz+AncRtKuIknedxT1bq4XwXv4UowhbkHU1myPrtVb/jZtImWuV5BXzv5vK6i3kYACsdiZiQKFQQ5Mq7elW8w==",
    ),
    "@codemirror/streamparser": (
        "6.0.0",
        "dist/index.cjs",
        "sha512-JTFPF6xrfjt0mnfGPgzcLiMwYmvIyNaoizp8BYzv8FE8KrT6GBGDZ190rtt+O7Wke3gG/MFHyiY9YGNeimof4w==",
    ),
    "@codemirror/view": (
        "6.43.15",
        "dist/index.cjs",
        "sha512-HHsfpqFeHyXLs983pSRe38Xajs0vFWZQ2BuX0m7Ki8w3jZ5iD8cuR3lBz2/5/X53Dhf32SBHKh6rtSTB6tKeGw==",
    ),
    "@lezer/common": (
        "1.5.5",
        "dist/index.cjs",
        "sha512-Pw7PVCndruF1pb3ebCxpSVpkMHSDjwRCLcTRw+RizUKco5QbWylwq2g4lnG/RYN7yTTQDXE9F77MwtkAyphrjg==",
    ),
    "@lezer/highlight": (
        "1.2.5",
        "dist/index.cjs",
        "sha512-O1GMVKgtf5YspFaRzpmqkVgMtIk2HG9uMAbH6wdAIdNh3TVzCsch/+cRi+6l2//UGDKe6NB9BW3cvuR5ezMQ0w==",
    ),
    "@lezer/lr": (
        "1.4.12",
        "dist/index.cjs",
        "sha512-On9HU4oMMiHPMkQDgoTnGahjgG5n/MkN38CgG77sMraKLL+3JBbeQNi1FcCXV9QRqwF9/BUXP3caHyJC1fBOTQ==",
    ),
    "@lezer/python": (
        "1.1.19",
        "dist/index.cjs",
        "sha512-MhQIURHRytsNzP/YXnqpYKW6la6voAH3kyplTOOiCdjyFY6cWWGFVmYVdHIPrElqSDf4iCDktQCockB9FxuhzQ==",
    ),
    "@marijn/find-cluster-break": (
        "1.0.4",
        "dist/index.cjs",
        "sha512-Wy0V7+SGUjnF9/TkiM1hKVDPj7jKXduPNboMVtHTA8dySMURWqfg/JZ9E2Sq8JgSJmkl7k7Qe9FLeMSrSraWmQ==",
    ),
    "crelt": (
        "1.0.7",
        "dist/index.cjs",
        "sha512-aK6BbWfhf4U/wCcLHKPJl/xa6VkVstRaPywWtMKGwuOLc/wZTyQYuoxgvZnNsBvv7Kg3YTBQYYBCggcviQczuA==",
    ),
    "style-mod": (
        "4.1.5",
        "dist/style-mod.cjs",
        "sha512-WQ2llCZa9sZSkJA+aOwpg5DkfbAXFKGh//t3MRTBeruFiSBC+GXUmbBzrw3bXyboCWAbtCW9InDfBsXrRD/rAg==",
    ),
    "w3c-keyname": (
        "2.2.8",
        "index.cjs",
        "sha512-dpojBhNsCNN7T82Tm7k26A6G9ML3NkhDsnw9n/eoxSRlVBB4CEtIQ/KTCLI2Fwf3ataSXRhYFkQi3SlnFwPvPQ==",
    ),
}
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*?(?:(?!\*/)[\s\S])*\*/[ \t]*)\n", re.M)
HEAD = """/* {names}.
Written by chronology.book.cells.editor.

{licences} */
globalThis.chronologyEditor ??= (() => {{
const sources = {{
{modules}}};
const made = {{}};
return function require(name) {{
if (made[name]) return made[name].exports;
const module = (made[name] = {{ exports: {{}} }});
sources[name](module.exports, require, module);
return module.exports;
}};
}})();
"""


def write(folder: Path, target: Path = HERE / "codemirror.js") -> None:
    """Write the script from the packed packages in a folder. Raises ValueError for one that is not what is named."""
    modules, licences = "", {}
    for name in PACKAGES:
        module, licence = _module(folder, name)
        modules += f"{json.dumps(name)}: (exports, require, module) => {{\n{module}}},\n"
        licences[licence] = True
    names = ", ".join(f"{name} {version}" for name, (version, _, _) in PACKAGES.items())
    target.write_text(HEAD.format(names=names, licences="\n".join(licences), modules=modules), encoding="utf-8")


def _module(folder: Path, name: str) -> tuple[str, str]:
    """The script of a package, without whole lines of comments, and its licence."""
    version, file, digest = PACKAGES[name]
    path = folder / f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"
    found = "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
    if found != digest:
        raise ValueError(f"{path.name} is not the file of the registry: its digest is {found}")
    with tarfile.open(path) as packed:
        script, licence = (packed.extractfile(f"package/{each}").read().decode() for each in (file, "LICENSE"))
        return _COMMENT.sub("", script), licence


if __name__ == "__main__":
    write(Path(sys.argv[1]))
