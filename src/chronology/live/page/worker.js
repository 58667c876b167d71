// The worker in which Python runs. It is told { t: start | run | comm, … } and tells { t: progress | ready | message |
// done | answered | refused | broken, … }.

import { boot, bringer } from "./boot.js";
import { Files } from "./files.js";
import { Kept } from "./kept.js";

let kernel;
const tell = (message, moved = []) => self.postMessage(message, { transfer: moved });

async function start({ base, manifest, how, contents }) {
  const told = (bytes) => tell({ t: "progress", bytes });
  const files = contents ? new Kept(manifest.files, told, contents) : new Files(base, manifest.files, told);
  const { python, module } = await boot(files, how, { heap: manifest.heap });
  if (how === "packs") python.runPython("import live_kernel; live_kernel.install()");
  const found = python.pyimport("live_kernel");
  found.bring = bringer(files, module, how === "packs" ? ["packages", "stdlib", "code"] : []);
  found.awake(manifest.language, how === "packs" ? undefined : manifest.data);
  found.post = (text, buffers) => {
    const parts = buffers ? buffers.toJs() : [];
    buffers?.destroy?.();
    tell({ t: "message", message: JSON.parse(text), buffers: parts });
  };
  kernel = found;
  tell({ t: "ready", how });
}

async function run({ id, source }) {
  tell({ t: "done", id, ...JSON.parse(await kernel.run(source, id)) });
}

function comm({ id, message, buffers }) {
  kernel.on_comm(JSON.stringify({ ...message, id }), buffers?.length ? buffers : undefined);
  tell({ t: "answered", id });
}

const tasks = { start, run, comm };
let turn = Promise.resolve();
self.onmessage = ({ data }) => {
  turn = turn
    .then(() => tasks[data.t](data))
    .catch((error) =>
      tell({
        t: kernel ? "broken" : "refused",
        id: data.id,
        reason: String(error?.message || error?.stack || error?.name || error),
      }),
    );
};
