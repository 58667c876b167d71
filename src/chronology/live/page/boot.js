// Python in a worker, in one of two ways: "snapshot" puts back a memory, "packs" starts as Pyodide does.

import { fill, link } from "./memory.js";
import { install, unpack } from "./packs.js";
import { Arriving, whole, workspace } from "./zstd.js";

const LOCK = {
  info: { abi_version: "2026_0", version: "314.0.3", python: "3.14.2", arch: "wasm32", platform: "emscripten_5_0_3" },
  packages: {},
};
const ENVIRONMENT = { HOME: "/home/pyodide", PYTHONHASHSEED: "0" };
const STDLIB = "/lib/python314.zip";
const GROWTH = 1 << 26; // a place to decode in that Python has not reached when it starts

/** The main module, compiled while the scripts that ask for it arrive. */
function compile(files, failed) {
  const coming = files.stream("wasm").then((stream) => stream.pipeThrough(new DecompressionStream("gzip")));
  const answer = coming.then((body) => new Response(body, { headers: { "Content-Type": "application/wasm" } }));
  const compiled = WebAssembly.compileStreaming(answer);
  compiled.catch(failed); // Pyodide would only warn
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
}

/** What Pyodide asks of the network, it gets from here. */
function answerFetch(files) {
  const stock = self.fetch;
  self.fetch = async (asked, ...more) => {
    const name = String(asked).split("/").pop();
    if (name === "pyodide.asm.wasm") return new Response(null); // that is what is being compiled
    if (name === "python_stdlib.zip") return new Response(await files.stream("stdlib"));
    return String(asked).startsWith("data:") ? new Response(new Uint8Array(0)) : stock(asked, ...more);
  };
}

const arrived = async (files, stream, what, module, at) =>
  unpack(await new Arriving(module, at, await stream).take(files.size(what)));

/** As Pyodide starts, with the packs written where Python imports from. */
function fromPacks(files, createModule, options) {
  return async (settings) => {
    const coming = ["libraries", "packages", "code", "course"].map((what) => [what, files.stream(what)]);
    const bring = async (module) => {
      for (const [what, stream] of coming) install(module, (await arrived(files, stream, what, module, GROWTH)).files);
      module.HEAPU8.fill(0, GROWTH, GROWTH + workspace(module));
      module.removeRunDependency("packs");
    };
    settings.preRun.push((module) => {
      module.addRunDependency("packs");
      bring(module).catch(options.failed);
    });
    options.watch?.(settings);
    return options.keep(await createModule(settings));
  };
}

/** The static data as the wasm file has them, before anything of this browser (language, …) gets in. */
function watchStatic(settings) {
  const seen = {};
  const stock = settings.instantiateWasm;
  settings.instantiateWasm = (imports, done) =>
    stock(imports, (instance, compiled) => {
      const { memory, __stack_pointer: end } = instance.exports;
      seen.data = new Uint8Array(memory.buffer).slice(0, end.value);
      done(instance, compiled);
    });
  return seen;
}

/** In which order the browser of the build filled the table of functions, where this one fills it otherwise. */
async function orderOf(files, module, at) {
  const content = whole(module, at, await files.bytes("order"), files.size("order"));
  return JSON.parse(new TextDecoder().decode(content));
}

function fromSnapshot(files, createModule, options) {
  return async (settings) => {
    const coming = Object.fromEntries(["libraries", "course", "snapshot"].map((name) => [name, files.stream(name)]));
    const seen = watchStatic(settings);
    const module = options.keep(await createModule(settings));
    const used = module.HEAPU8.length;
    const above = Math.ceil(options.heap / 65536) * 65536;
    const beside = above + Math.ceil(workspace(module) / 16) * 16;
    module.growMemory(beside + workspace(module)); // now, for what has been read of a file does not outlive it
    const arriving = new Arriving(module, above, await coming.snapshot);
    const meta = JSON.parse(new TextDecoder().decode(await arriving.take((await arriving.numbers(1))[0])));
    if (meta.build !== module.API.config.BUILD_ID) throw new Error("the memory belongs to another Pyodide");
    if (meta.heap !== options.heap) throw new Error("the memory is not the one that was announced");
    const libraries = await arrived(files, coming.libraries, "libraries", module, beside);
    if (libraries.id !== meta.librariesId) throw new Error("the memory belongs to other libraries");
    const course = await arrived(files, coming.course, "course", module, beside);
    const code = new Map(libraries.files);
    const names = meta.libraries.map((each) => each.name.slice("/lib/python3.14/site-packages/".length));
    const compiled = await Promise.all(names.map((name) => WebAssembly.compile(code.get(name))));
    const order = module.wasmTable.length === meta.tableStart ? null : await orderOf(files, module, beside);
    install(module, course.files);
    module.HEAPU8.fill(0, seen.data.length, Math.min(used, meta.heap));
    module.HEAPU8.set(seen.data);
    const after = link(module, meta, new Map(meta.libraries.map((each, i) => [each.name, compiled[i]])), order);
    if (options.linked) await options.linked(module, meta); // at build time: with what the memory is compared
    await fill(module, arriving);
    module.HEAPU8.fill(0, meta.heap, beside + workspace(module));
    after();
    module.API.restoreSnapshot = () => meta.hiwire;
    return module;
  };
}

/** Start Python. files: gives the files of the book, by what they are. how: "snapshot" or "packs".
 * options: heap (bytes of the memory), more (settings of Pyodide). Returns { python, module }. */
export async function boot(files, how, options) {
  const { promise: broken, reject: failed } = refusal();
  compile(files, failed);
  const scripts = await Promise.all([files.module("loader"), files.module("glue")]);
  const [{ loadPyodide }, { default: createModule }] = scripts;
  answerFetch(files);
  let module;
  const keep = (made) => {
    module = made;
    return made;
  };
  const given = { ...options, keep, failed };
  const snapshot = how === "snapshot";
  const starting = loadPyodide({
    indexURL: files.base,
    packageBaseUrl: files.base,
    env: { ...ENVIRONMENT },
    lockFileContents: LOCK,
    createPyodideModule: (snapshot ? fromSnapshot : fromPacks)(files, createModule, given),
    ...(snapshot ? { _loadSnapshot: new Uint8Array(1), stdLibURL: "data:application/octet-stream," } : {}),
    ...options.more,
  });
  return { python: await Promise.race([starting, broken]), module };
}

function refusal() {
  let reject;
  const promise = new Promise((_, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}

/** Brings packs that are needed later, at once, for Python's import waits for it. */
export function bringer(files, module, here) {
  const loaded = new Set(here);
  return (name) => {
    if (loaded.has(name)) return false;
    loaded.add(name);
    const content = files.now(name);
    if (name === "stdlib") {
      module.FS.writeFile(STDLIB, content);
      return true;
    }
    const at = module._malloc(workspace(module) + 16);
    const { files: found } = unpack(whole(module, (at + 15) & ~15, content, files.size(name)));
    module._free(at);
    install(module, found);
    return true;
  };
}
