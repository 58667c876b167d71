// Python in the page, for what the page offers: globalThis.chronologyLive. A classic script, so that it runs from a file
// too; nothing is loaded before `start` is called. What the build made says manifest.js beside it, or there is no Python.
//
//   describe() -> { available, megabytes, variant }
//   warm()  starts early when Run is likely to be pressed, unless the reader saves data
//   start({ progress(loadedMB, totalMB, words) }) -> Promise<Python>; one per page; rejects with an Error for the reader
//   python.run(source, { output(message) }) -> Promise<{ status: "ok" | "error" | "stopped", ms }>
//   python.comm(message, buffers) -> Promise; python.oncomm = (message, buffers) => …
//   python.stop() -> Promise<Python>, the same, as new
//   on("state", (state) => …): off, loading, ready, failed; also <html data-python>

const BASE = new URL("./", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
const NEEDED = {
  snapshot: ["loader", "glue", "wasm", "libraries", "course", "snapshot"],
  packs: ["loader", "glue", "wasm", "libraries", "course", "code", "packages", "stdlib"],
};
const COUNTED = new Set(["wasm", "libraries", "course", "code", "snapshot", "packages", "stdlib"]);
const MEGABYTE = 1e6;

const listeners = new Map([["state", new Set()]]);
const watchers = new Set();
let state = "off";
let starting = null;

const manifest = () => globalThis.chronologyLiveManifest;
const said = (key) => manifest()?.words?.[key] ?? "";
const bytesOf = (listed) => listed.reduce((sum, what) => sum + (manifest().files[what]?.bytes ?? 0), 0);

function setState(next) {
  state = next;
  document.documentElement.dataset.python = next;
  for (const each of listeners.get("state")) each(next);
}

function on(event, listener) {
  listeners.get(event).add(listener);
  return () => listeners.get(event).delete(listener);
}

function describe() {
  const made = manifest();
  const here = location.protocol !== "file:" || made?.offline;
  const able = typeof Worker === "function" && typeof DecompressionStream === "function";
  if (!made?.variant || !here || !able) return { available: false, megabytes: 0, variant: null };
  return { available: true, megabytes: Math.round(bytesOf(NEEDED[made.variant]) / 1e5) / 10, variant: made.variant };
}

class Python {
  constructor() {
    this.oncomm = null;
    this.variant = manifest().variant;
    this.runs = new Map(); // id -> { output, done }; `done` is undefined when it is
    this.comms = new Map(); // id -> resolve
    this.count = 0;
    this.turn = 0; // how often a worker was asked for
  }

  get state() {
    return state;
  }

  /** A worker in which Python is up; if the memory cannot be put back, one that starts as Pyodide does. */
  async launch() {
    setState("loading");
    try {
      await this.begin();
    } catch (/** @type {any} */ reason) {
      if (this.variant !== "snapshot" || reason === STOPPED) throw reason;
      console.warn(`Python starts without its memory: ${reason.message}`);
      this.variant = "packs";
      await this.begin();
    }
    setState("ready");
    return this;
  }

  async begin() {
    this.worker?.terminate();
    this.turn += 1;
    const turn = this.turn;
    const contents = manifest().offline ? await bringAll() : undefined;
    if (turn !== this.turn) throw STOPPED;
    const worker = makeWorker(contents);
    this.worker = worker;
    let loaded = 0;
    const bytes = contents ? 0 : bytesOf(NEEDED[this.variant].filter((what) => COUNTED.has(what)));
    tellProgress(0, bytes);
    return new Promise((resolve, reject) => {
      this.giveUp = reject;
      worker.onerror = (event) => {
        event.preventDefault?.();
        reject(new Error(event.message || "the worker could not be loaded"));
      };
      worker.onmessage = ({ data }) => {
        if (data.t === "ready") resolve(this);
        else if (data.t === "refused") reject(new Error(data.reason));
        else if (data.t === "progress") {
          loaded = Math.min(bytes, loaded + data.bytes);
          tellProgress(loaded, bytes);
        } else this.hear(data);
      };
      worker.postMessage({ t: "start", base: BASE, manifest: manifest(), how: this.variant, contents });
    });
  }

  hear(told) {
    if (told.t === "message") {
      const { message, buffers } = told;
      if (message.t === "comm" && this.oncomm) this.oncomm(message, buffers);
      else this.runs.get(message.of)?.output?.(message, buffers);
    } else if (told.t === "done") this.finish(told.id, { status: told.status, ms: told.ms });
    else if (told.t === "answered") {
      this.comms.get(told.id)?.();
      this.comms.delete(told.id);
    } else if (told.t === "broken") this.breakDown(told.reason);
  }

  finish(id, result) {
    const run = this.runs.get(id);
    run?.done?.(result);
    if (run) run.done = undefined;
  }

  /** Python itself has ended, such as for want of memory: say so where it was asked, and start anew. */
  breakDown(reason) {
    for (const [id, run] of this.runs) {
      if (!run.done) continue;
      run.output?.({ t: "error", of: id, ename: "", evalue: reason, traceback: [`${said("broken")}\n${reason}`] });
      this.finish(id, { status: "error", ms: 0 });
    }
    this.stop().catch(() => {});
  }

  async run(source, { output = undefined } = {}) {
    if (starting) await starting;
    this.count += 1;
    const id = `run-${this.count}`;
    return new Promise((done) => {
      this.runs.set(id, { output, done });
      this.worker.postMessage({ t: "run", id, source });
    });
  }

  async comm(message, buffers = []) {
    this.count += 1;
    const id = `comm-${this.count}`;
    return new Promise((resolve) => {
      this.comms.set(id, resolve);
      this.worker.postMessage({ t: "comm", id, message, buffers });
    });
  }

  /** End what runs, and bring Python back as it was at first. */
  stop() {
    this.worker?.terminate();
    this.giveUp?.(STOPPED);
    for (const id of this.runs.keys()) this.finish(id, { status: "stopped", ms: 0 });
    for (const resolve of this.comms.values()) resolve();
    this.runs.clear();
    this.comms.clear();
    starting = settle(this.launch());
    return starting;
  }
}

const STOPPED = new Error("stopped");

function tellProgress(loaded, total) {
  const words = loaded < total ? said("loading") : said("starting");
  for (const each of watchers) each(loaded / MEGABYTE, total / MEGABYTE, words);
}

function makeWorker(contents) {
  if (!contents) return new Worker(BASE + manifest().files.worker.name, { type: "module" });
  return new Worker(URL.createObjectURL(new Blob([contents.worker], { type: "text/javascript" })));
}

// --- from a file: every file is a classic script that hands on what it holds, as base64 ---

const kept = {};

function keep(what, text) {
  const binary = atob(text);
  const content = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) content[i] = binary.charCodeAt(i);
  kept[what] = content;
}

/** All files, once for the page: Python cannot wait for one that it needs later. */
async function bringAll() {
  const all = Object.entries(manifest().files).filter(([what]) => !kept[what]);
  const total = bytesOf(Object.keys(manifest().files));
  const bring = ([what, { name }]) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = BASE + name;
      script.onload = () => {
        script.remove();
        tellProgress(bytesOf(Object.keys(kept)), total);
        resolve(what);
      };
      script.onerror = () => reject(new Error(`${name} could not be loaded`));
      document.head.append(script);
    });
  await Promise.all(all.map(bring));
  return kept;
}

/** The promise of Python, of which the page knows when it fails; the next call of `start` tries again. */
function settle(launched) {
  const kept = launched.catch((reason) => {
    if (reason !== STOPPED) {
      if (starting === kept) starting = null;
      setState("failed");
    }
    throw reason === STOPPED ? reason : new Error(said("failed").replace("{reason}", reason.message));
  });
  return kept;
}

function start({ progress = undefined } = {}) {
  if (!describe().available) return Promise.reject(new Error(said("absent") || "no Python"));
  if (progress && state !== "ready") watchers.add(progress);
  starting ??= settle(new Python().launch());
  const forget = () => watchers.delete(progress);
  starting.then(forget, forget);
  return starting;
}

function warm() {
  const saves = /** @type {any} */ (navigator).connection?.saveData;
  if (!saves && describe().available) start().catch(() => {});
}

globalThis.chronologyLive = { describe, warm, start, on, keep };
document.documentElement.dataset.python = state;
