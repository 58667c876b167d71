// A memory that was taken after all imports, put back: the libraries where they lay, then every byte that was another.
// Nothing of Pyodide is changed for it; what is used of Emscripten is what it exports.

/** Put the main module's table into the order in which it was when the memory was taken. Engines number differently. */
function reorder(module, meta, order, trampoline) {
  const places = Object.entries(order.got).filter(([, at]) => at >= order.first && at < meta.tableStart);
  const functions = places.map(([name, at]) => [at, module.wasmTable.get(module.GOT[name].value)]);
  for (const [at, each] of functions) module.setWasmTableEntry(at, each);
  if (trampoline) module.setWasmTableEntry(meta.trampoline[1], trampoline);
  for (const name in order.got) module.GOT[name].value = order.got[name];
}

function linkOne(module, library, compiled, main, entries) {
  let exports;
  const own = (name) => (main[name] && !main[name].stub ? main[name] : exports[name]);
  const late = (name) => {
    let found;
    return (...given) => {
      found ??= own(name);
      return found(...given);
    };
  };
  const environment = new Proxy(
    { __memory_base: library.memoryBase, __table_base: library.tableBase },
    {
      get(known, name) {
        if (name in known) return known[name];
        if (main[name] && !main[name].stub) return main[name];
        known[name] = late(name);
        return known[name];
      },
    },
  );
  const given = { "GOT.mem": entries, "GOT.func": entries, env: environment, wasi_snapshot_preview1: environment };
  exports = module.relocateExports(new WebAssembly.Instance(compiled, given).exports, library.memoryBase);
  const object = module.newDSO(library.name, library.handles[0], exports);
  object.refcount = Number.POSITIVE_INFINITY;
  object.global = library.global;
  for (const handle of library.handles) module.LDSO.loadedLibsByHandle[handle] = object;
  return exports;
}

/** Link the libraries at the addresses and table slots that they had; no relocation and no constructor runs, for the
 * memory has their effects. Returns what is to be done when the memory is here. */
export function link(module, meta, compiled, order) {
  const main = module.LDSO.loadedLibsByName.__main__.exports;
  const at = meta.trampoline[0] >>> 2;
  // Python's trampoline is one more slot of the table; an iPhone has none.
  const trampoline = module.HEAP32[at] && module.wasmTable.get(module.HEAP32[at]);
  if (order) reorder(module, meta, order, trampoline);
  if (module.wasmTable.length < meta.tableLength) module.wasmTable.grow(meta.tableLength - module.wasmTable.length);
  const entry = (name) => {
    module.GOT[name] ??= new WebAssembly.Global({ value: "i32", mutable: true }, 0);
    return module.GOT[name];
  };
  for (const name in meta.got) entry(name).value = meta.got[name];
  const entries = new Proxy({}, { get: (_, name) => entry(name) });
  const linked = meta.libraries.map((each) => linkOne(module, each, compiled.get(each.name), main, entries));
  for (const [slot, library, name] of meta.slots) {
    const each = library < 0 ? main[name] : linked[library][name];
    module.setWasmTableEntry(slot, each);
    module.functionsInTableMap?.set(each, slot);
  }
  return () => {
    if (!trampoline) module.HEAP32[at] = 0;
    for (const [number, path, flags, position] of meta.files) {
      const stream = module.FS.open(path, flags);
      if (stream.fd !== number) throw new Error("an open file has another number");
      stream.position = position;
    }
  };
}

/** Write the blocks where they belong while they arrive: u32 bytes of a block, number of runs, runs (first, count). */
export async function fill(module, arriving) {
  const [block, count] = await arriving.numbers(2);
  const runs = await arriving.numbers(2 * count);
  for (let i = 0; i < runs.length; i += 2) {
    let at = runs[i] * block;
    await arriving.give(runs[i + 1] * block, (part) => {
      module.HEAPU8.set(part, at);
      at += part.length;
    });
  }
  await arriving.end();
}
