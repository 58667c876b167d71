"""What the course is compared with, from npm: pinned in package-lock.json, installed into bench/node_modules."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from bench import HERE

MODULES = HERE / "node_modules"
HOW_TO = (
    "npm is not installed. It comes with Node.js: `apt-get install npm` (Debian, Ubuntu), `brew install node` (macOS), "
    "or https://nodejs.org. Only the benchmark needs it."
)


def install() -> None:
    """Install what package-lock.json names, unless that is there already. Ends the program if npm is missing."""
    lock, done = HERE / "package-lock.json", MODULES / ".package-lock.json"
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    if not shutil.which("npm"):
        sys.exit(HOW_TO)
    print("Installing what the course is compared with (npm ci, about 350 MB in bench/node_modules) …", flush=True)
    # No install script is run: every package is used as the files it brings.
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=HERE, check=False).returncode:
        sys.exit("npm ci failed: see above. It needs the npm registry, or a mirror of it named in ~/.npmrc")


def version(name: str) -> str:
    """The version of an installed package."""
    return json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))["version"]


def minified(name: str, target: Path) -> None:
    """Write a script of a package that does not bring it minified as a host of scripts would serve it."""
    command = [MODULES / ".bin" / "terser", MODULES / name, "--compress", "--mangle", "--output", target]
    subprocess.run(command, check=True)
