"""Python in the reader's page: what the build puts beside the pages so that their cells can be run there.

`sources` brings what is pinned (Pyodide, its binary wheels, the pure packages of this environment, the course), `packs`
joins it to few files, `snapshot` runs it once in a browser and takes the memory as it is after all imports; `assets`
names the files by their content and writes them into the built book. `kernel` is the Python side in the page, `page/`
its scripts.
"""
