"""Where the book is published: one setting, followed by every link to the repository.

`repository: url:` in _config.yml names the repository. Built in GitHub Actions, the book follows the
repository it is built in, so a fork needs no change. Without either there are no links to a repository.
The address of the pages is `html: baseurl:`, else the GitHub Pages of that repository.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config

from chronology import edition
from chronology.edition import _

BINDER = "https://mybinder.org"


@dataclass(frozen=True)
class Place:
    """A repository, its branch and the address of its pages; empty where unknown. No trailing slashes."""

    repository: str = ""
    branch: str = "main"
    pages: str = ""


def place(options: Mapping[str, object], baseurl: str, environment: Mapping[str, str]) -> Place:
    """Where the book belongs, by theme options and environment; GitHub Actions win over the setting."""
    repository, branch = str(options.get("repository_url", "")), str(options.get("repository_branch", "") or "main")
    if environment.get("GITHUB_ACTIONS") == "true":
        repository = f"{environment['GITHUB_SERVER_URL']}/{environment['GITHUB_REPOSITORY']}"
        # A pull request is built from a branch that no launch button could find.
        if environment.get("GITHUB_REF_TYPE") == "branch" and not environment.get("GITHUB_HEAD_REF"):
            branch = environment["GITHUB_REF_NAME"]
        baseurl = ""
    repository = repository.rstrip("/")
    return Place(repository, branch, (baseurl or _github_pages(repository)).rstrip("/"))


def _github_pages(repository: str) -> str:
    parts = urlsplit(repository)
    if parts.hostname != "github.com":
        return ""
    owner, _, name = parts.path.strip("/").partition("/")
    site = f"{owner.lower()}.github.io"
    return f"https://{site}" if name.lower() == site else f"https://{site}/{name}"


def configure(app: Sphinx, config: Config) -> None:
    """Give theme and extensions what they need for their links."""
    options = config.html_theme_options
    here = place(options, config.html_baseurl, os.environ)
    if here.repository:
        options |= {
            "repository_url": here.repository,
            "repository_branch": here.branch,
            "path_to_docs": "",
            "use_repository_button": True,
            "use_issues_button": True,
            "use_source_button": True,
            "launch_buttons": {"binderhub_url": BINDER, "notebook_interface": "jupyterlab"},
        }
    if config.project == Config().project:  # jupyter-book names the pages only
        config.project = config.html_title
    config.epub_exclude_files = [*config.epub_exclude_files, "index.html"]  # leads to the first page of the pages
    config.version = config.version or metadata.version("kazakhstan-russia-chronology")  # an EPUB must have one
    config.html_baseurl = f"{here.pages}/" if here.pages else ""
    # Where a server finds no page it answers with 404.html at any depth: its links begin at the root.
    root = f"{urlsplit(here.pages).path}/"
    config.notfound_urls_prefix = root
    config.notfound_context = {"title": _("Page not found"), "body": not_found(root, config.editions)}


def not_found(root: str, editions: Sequence[str] = ()) -> str:
    """What the page for lost readers says, as HTML. root: the path of the first page.

    A server has one such page, so that of the first of several editions says it in the language of each.
    """
    said = _lost(root)
    for each in editions[1:] if editions and editions[0] == edition.language() else ():
        with edition.speaking(each):
            said += f'<section lang="{each}">\n{_lost(f"{root}{each}/", 2)}</section>\n'
    return said


def _lost(root: str, level: int = 1) -> str:
    links = {
        "index.html": _("The first page of the course"),
        "chapters/events.html": _("The event register"),
        "search.html": _("Search the course"),
    }
    listed = "".join(f'<li><a href="{root}{page}">{escape(words)}</a></li>\n' for page, words in links.items())
    said = _("There is no page at this address. It may have moved, or the address has a slip in it.")
    title = _("Page not found")
    return f"<h{level}>{escape(title)}</h{level}>\n<p>{escape(said)}</p>\n<ul>\n{listed}</ul>\n"


def address(app: Sphinx, page: str) -> str:
    """The address under which a page is published; empty where the book has none."""
    return f"{app.config.html_baseurl}{page}.html" if app.config.html_baseurl else ""


def write_sitemap(app: Sphinx, error: Exception | None) -> None:
    """sitemap.xml, if the book has an address."""
    if error or app.builder.name != "html" or not app.config.html_baseurl:
        return
    pages = "\n".join(f"<url><loc>{address(app, page)}</loc></url>" for page in sorted(app.env.found_docs))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{pages}\n</urlset>\n'
    )
    (Path(app.outdir) / "sitemap.xml").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("config-inited", configure, priority=400)  # before the theme reads its options
    app.connect("build-finished", write_sitemap)
