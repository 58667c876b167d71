// node inside.mjs PYODIDE FOLDER TASK: runs inside.py, which stands beside this file, in the Python of the pages.
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [pyodide, folder, task] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.resolve(pyodide, "pyodide.mjs")).href);
// Columns for tracebacks of libraries, which a page does not show, would be a megabyte of the snapshot.
const env = { PYTHONNODEBUGRANGES: "1" };
const python = await loadPyodide({ indexURL: `${path.resolve(pyodide)}/`, env });
const mounted = { "/live": path.dirname(fileURLToPath(import.meta.url)), "/work": path.resolve(folder) };
for (const [at, root] of Object.entries(mounted)) {
  python.FS.mkdirTree(at);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, at);
}
python.globals.set("task", task);
python.runPython(`
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, "/live")
import inside
inside.main("/work", task)
`);
