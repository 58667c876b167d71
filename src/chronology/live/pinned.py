"""What Python in the page is made of, and from where."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VENDORED = ROOT / "vendor" / "pyodide"
REMEMBERED = ROOT / "_build" / "live"  # outside the pages, so that a build finds what an earlier one made

PYODIDE = "314.0.3"
# Of the package at npm, as `npm view pyodide@314.0.3 dist.integrity` gives it.
INTEGRITY = "sha512-sK40My6m8tmBUYtYH9au9rXUeh9x0wfahtHdOlGmJxZDsKBGKtP6KznyFB2+u/klbQTdDionR0uaVd176zVQzQ=="
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"

SITE = "/lib/python3.14/site-packages/"

# By their names in Pyodide's lock; the files stand in vendor/.
BINARY = ("numpy", "pandas")
BINARY_OF_FIGURES = ("matplotlib", "contourpy", "kiwisolver", "pillow")
# Pure Python, as requirements.txt has them in this environment, so that page and book run the same.
PURE = (
    "anywidget comm convertdate geographiclib ipywidgets latexcodec polib psygnal pybtex python-dateutil six traitlets "
    "typing_extensions"
).split()
PURE_OF_FIGURES = ("cycler", "fonttools", "packaging", "pyparsing")

# In place of files of the packages. The whole of convertdate imports PyMeeus (LGPL), which nothing here uses.
INSTEAD = {"convertdate/__init__.py": b'"""Only what is imported by name: islamic, julian and what they need."""\n'}
LEFT_OUT = r"""(?x)
    (^|/)(tests|nbextension|labextension|_pyinstaller\w*|conftest\.py)(/|$)
  | ^numpy/f2py/
  | ^convertdate/(?!(__init__|gregorian|islamic|julian|utils)\.py$)
  | ^fontTools/(?!__init__\.py$|misc/|ttLib/|config/|unicodedata/)
  | ^PIL/(_?avif|_?webp|_imagingcms|_imagingtk|_imagingmath|_imagingmorph|Avif|WebP)
  | ^matplotlib/(testing|sphinxext)/
  | ^matplotlib/backends/(web_backend|qt_|_backend_(tk|gtk)|_tkagg)
  | ^matplotlib/backends/backend_(gtk|qt|wx|tk|mac|web|nbagg|cairo|pgf|ps|pdf)
  | ^matplotlib/mpl-data/(images|sample_data|plot_directive|kpsewhich|fonts/(afm|pdfcorefonts)
      |fonts/ttf/(?!DejaVuSans(-Bold|-Oblique|-BoldOblique)?\.ttf))
  | ^mpl_toolkits/(axes_grid1|axisartist)/
"""
KEPT = (".py", ".so", ".mplstyle", ".ttf", "matplotlibrc", "METADATA", "entry_points.txt")

# Of the course what a student's notebook uses: not the build of the book, not the check of a class.
NOT_FOR_STUDENTS = r"""(?x)
    ^(book|classroom|live|locale)/ | (^|/)__pycache__/ | \.d\.ts$ | ^exercises/sealed/\w\w/
  | ^(catalogue|checks|codebook|editions|fingerprint|prose)\.py$ | ^exercises/(build|__main__)\.py$
  | ^words/(containers|notes|search|theme)\.csv$
"""
