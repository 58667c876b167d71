"""A browser for the tests: found on this machine, or installed where that is possible.

`python tests/browser.py` looks for one, tries to install one if there is none, and says
in one line how it ended.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"  # draws no window around its pages, and takes half the time for them
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO = f"install one: `apt-get install {SHELL}` (Debian) or `.venv/bin/playwright install chromium`"

# Without these, Chromium looks for its maker's hosts at every start.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a Chromium: one on the PATH, or the one that Playwright keeps."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Try to install Chromium: as root from Debian's packages, else through Playwright."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for name in (SHELL, "chromium"):
            if not find():
                subprocess.run(["apt-get", "install", "-y", "-qq", name], check=False, env=environment, **quiet)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Returns 0 if there is a browser in the end, else 1."""
    if not find():
        install()
    path = find()
    print(f"Browser for the tests: {path}" if path else f"No browser: the tests that need one are skipped; {HOW_TO}")
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
