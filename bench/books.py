"""Two small books of one text, built with the same theme: widgets run by our host, and by stock myst-nb.

The stock book loads what myst-nb names by default, require.js, html-manager and the script of anywidget, in the same
versions; only that they come from the same host as the page, so that no foreign line is measured.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from myst_nb.core.config import ipywidgets_js_factory

from bench import BUILT, ROOT, npm

HEADER = """---
jupytext:
  text_representation:
    format_name: myst
kernelspec:
  name: python3
  display_name: Python 3
---
"""
PAGE = """
# {title}

This page has one widget. It is built twice, and only what runs the widget differs.

```{{code-cell}} ipython3
---
tags: [hide-input]
---
{code}
```
"""
PAGES = {
    "index": ("Timeline", "import chronology as ch\n\nch.Timeline()"),
    "slider": ("Slider", "import ipywidgets\n\nipywidgets.IntSlider()"),
}
SCRIPTS = {
    "stock/require.min.js": {},
    "stock/embed-amd.js": {"data-jupyter-widgets-cdn": "_static/stock/", "data-jupyter-widgets-cdn-only": ""},
}


def build(stock: bool) -> Path:
    """Build one of the two books anew; returns the folder of its pages."""
    folder = BUILT / ("stock" if stock else "ours")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, (title, code) in PAGES.items():
        (folder / f"{name}.md").write_text(HEADER + PAGE.format(title=title, code=code), encoding="utf-8")
    contents = {"format": "jb-book", "root": "index", "chapters": [{"file": "slider"}]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(contents), encoding="utf-8")
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    config["exclude_patterns"] = ["static"]
    settings = config["sphinx"]["config"]
    settings["bibtex_bibfiles"] = [str(ROOT / "data" / "references.bib")]
    if stock:
        vendor(folder / "static" / "stock")
        settings["extensions"] = [{"chronology.book": "bench.stock"}.get(each, each) for each in settings["extensions"]]
        settings["html_static_path"] = ["static"]
        settings["nb_ipywidgets_js"] = SCRIPTS
    (folder / "_config.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    done = subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", "--quiet", str(folder)],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    pages = folder / "_build" / "html"
    if done.returncode or not (pages / "index.html").exists():
        sys.exit(f"the small book in {folder} was not built:\n{done.stdout}\n{done.stderr}")
    return pages


def vendor(folder: Path) -> None:
    """The scripts of the stock book, where its pages look for them."""
    npm.install()
    for name, address in zip(("requirejs", "@jupyter-widgets/html-manager"), ipywidgets_js_factory()):
        if npm.version(name) not in address:
            sys.exit(f"myst-nb loads {address}, package.json has {name} {npm.version(name)}: bring it up to date")
    folder.mkdir(parents=True)
    npm.minified("requirejs/require.js", folder / "require.min.js")
    shutil.copy(npm.MODULES / "@jupyter-widgets/html-manager/dist/embed-amd.js", folder)
    # html-manager asks for the module under the version that the state of the widget names.
    script = folder / f"anywidget@{_asked()}" / "dist" / "index.js"
    script.parent.mkdir(parents=True)
    shutil.copy(npm.MODULES / "anywidget/dist/index.js", script)


def _asked() -> str:
    from anywidget import AnyWidget

    return AnyWidget().get_state()["_model_module_version"]
