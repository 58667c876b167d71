"""No page outlives a change: data and package are part of what a page is built from."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from chronology.fingerprint import fingerprint


def outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> set[str]:
    """All pages if data/ or src/ changed since the last build, else none beyond Sphinx's own."""
    before, now = getattr(env, "chronology_fingerprint", None), fingerprint()
    env.chronology_fingerprint = now
    return set() if before == now else env.found_docs


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", outdated)
