"""The external links of the built book, listed for checking outside CI: `make links`.

They are not opened here: a build must not depend on other people's servers. Feed the list to a link checker.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bs4 import BeautifulSoup


def external(pages: Path) -> dict[str, list[str]]:
    """Address -> the pages that link to it, for every link of the built book that leaves it."""
    found: dict[str, set[str]] = {}
    for path in sorted(pages.rglob("*.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for link in page.select("a[href^='http:'], a[href^='https:']"):
            found.setdefault(str(link["href"]), set()).add(str(path.relative_to(pages)))
    return {address: sorted(names) for address, names in sorted(found.items())}


if __name__ == "__main__":
    for address, names in external(Path(sys.argv[1])).items():
        print(address, ", ".join(names), sep="\t")
