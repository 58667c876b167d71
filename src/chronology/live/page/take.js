// At build time, in a browser without a window: run Python as the pages do, import everything, and write down
// its memory and what is needed to put it back. Then put back what the libraries bring by themselves, with which the
// memory is compared. Nothing of Pyodide is changed.

import { boot } from "./boot.js";
import { Files } from "./files.js";

const values = (module) => Object.fromEntries(Object.entries(module.GOT).map(([name, { value }]) => [name, value]));
const send = (name, body) => fetch(`/put/${name}`, { method: "POST", body });

/** Where each library lies: the C struct behind a dlopen handle says it. */
function libraries(module) {
  const order = Object.keys(module.LDSO.loadedLibsByName);
  const found = new Map();
  for (const [handle, object] of Object.entries(module.LDSO.loadedLibsByHandle)) {
    if (!Number(handle)) continue;
    const [memoryBase, , tableBase, tableSize] = module.HEAPU32.subarray((Number(handle) >>> 2) + 3);
    const known = found.get(object) ?? {
      name: object.name,
      global: object.global,
      handles: [],
      memoryBase,
      tableBase,
      tableSize,
    };
    known.handles.push(Number(handle));
    found.set(object, known);
  }
  return [...found].sort(([, a], [, b]) => order.indexOf(a.name) - order.indexOf(b.name));
}

/** The slots of the table beyond those of the libraries, each as the export that it holds. */
function tableSlots(module, start, listed) {
  const owner = new Map();
  const known = (exports, index) => {
    for (const [name, each] of Object.entries(exports)) {
      if (typeof each === "function" && !owner.has(each)) owner.set(each, [index, name]);
    }
  };
  listed.forEach(([object], index) => {
    known(object.exports, index);
  });
  known(module.LDSO.loadedLibsByName.__main__.exports, -1);
  const slots = [];
  for (let slot = start; slot < module.wasmTable.length; slot += 1) {
    if (listed.some(([, { tableBase, tableSize }]) => slot >= tableBase && slot < tableBase + tableSize)) continue;
    const each = module.wasmTable.get(slot);
    if (each && !owner.has(each)) throw new Error(`the function in slot ${slot} of the table is of unknown origin`);
    if (each) slots.push([slot, ...owner.get(each)]);
  }
  return slots;
}

/** Zeros into all that malloc has free: old bytes there would travel. Returns where the memory in use ends. */
function scrub(module) {
  const end = () => module.HEAPU32[module._emscripten_get_sbrk_ptr() >>> 2];
  const [top, kept] = [end(), []];
  for (let size = 1 << 23; size >= 16; size = Math.floor(size * 0.8)) {
    for (;;) {
      const at = module._malloc(size);
      if (!at) break;
      if (at + size > top) {
        module._free(at);
        break;
      }
      module.HEAPU8.fill(0, at, at + size);
      kept.push(at);
    }
  }
  for (const at of kept) module._free(at);
  module.HEAPU8.fill(0, end());
  return end();
}

/** What there is before Python starts, from which putting back begins. */
function watch(settings, before) {
  const stock = settings.instantiateWasm;
  settings.instantiateWasm = (imports, done) =>
    stock(imports, (instance, compiled) => {
      before.first = instance.exports.__indirect_function_table.length;
      done(instance, compiled);
    });
  settings.onRuntimeInitialized = () => {
    Object.assign(before, { table: settings.wasmTable.length, got: values(settings) });
  };
}

async function take(files, code, wanted) {
  const before = {};
  const more = { _makeSnapshot: true };
  const { python, module } = await boot(files, "packs", { watch: (settings) => watch(settings, before), more });
  let said;
  for (const each of code) said = await python.runPythonAsync(each);
  if (wanted === "said") {
    await send("said", said);
    return;
  }
  const listed = libraries(module);
  const now = values(module);
  const trampoline = module.__PyRuntime + module.HEAP32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >>> 2];
  for (const name of Object.keys(python.loadedPackages)) delete python.loadedPackages[name];
  const meta = {
    build: module.API.config.BUILD_ID,
    tableStart: before.table,
    tableLength: module.wasmTable.length,
    libraries: listed.map(([, each]) => each),
    slots: tableSlots(module, before.table, listed),
    got: Object.fromEntries(Object.entries(now).filter(([name, value]) => before.got[name] !== value)),
    trampoline: [trampoline, module.HEAP32[trampoline >>> 2]],
    files: module.FS.streams.flatMap((each, i) => (each && i > 2 ? [[i, each.path, each.flags, each.position]] : [])),
    hiwire: module.API.serializeHiwireState((value) => {
      throw new Error(`something of JavaScript is alive in Python: ${value}`);
    }),
    heap: 0,
  };
  meta.heap = Math.ceil((scrub(module) + (1 << 20)) / 65536) * 65536;
  await send("order", JSON.stringify({ first: before.first, got: before.got }));
  await send("meta", JSON.stringify(meta));
  const memory = new Uint8Array(meta.heap); // the room above what is used may go beyond what Python has asked for
  memory.set(module.HEAPU8.subarray(0, meta.heap));
  await send("memory", memory);
}

async function compare(files, manifest) {
  const linked = async (module, meta) => {
    await send("linked", module.HEAPU8.slice(0, meta.heap));
    throw new Error("this is all that was wanted");
  };
  await boot(files, "snapshot", { heap: manifest.heap, linked }).catch(async (error) => {
    if (error.message !== "this is all that was wanted") throw error;
  });
}

self.onmessage = async ({ data: { base, manifest, code, wanted } }) => {
  try {
    const files = new Files(base, manifest.files);
    await (code ? take(files, code, wanted) : compare(files, manifest));
    await send("done", "");
  } catch (/** @type {any} */ error) {
    await send("failed", [error, error?.stack].join("\n"));
  }
};
