// Stands in for live.js: the same promises, and a Python that knows a handful of sentences. `fake` is for the test: what
// a cell gives (source -> messages), whether Python can be had, what it was told.

globalThis.fake = {
  available: true,
  says: {},
  fails: "",
  hangs: false, // whether loading waits until fake.go() is called
  starts: 0,
  stops: 0,
  ran: [],
  told: [],
  ...globalThis.fake,
};

globalThis.chronologyLive = (() => {
  const listeners = [];
  const set = (state) => {
    document.documentElement.dataset.python = state;
    for (const each of listeners) each(state);
  };
  set("off");
  let starting = null;

  async function loaded(progress) {
    set("loading");
    await null;
    progress?.(3, 20, "Loading Python");
    if (fake.hangs) await new Promise((resolve) => Object.assign(fake, { go: resolve }));
    if (fake.fails) {
      set("failed");
      starting = null;
      throw new Error(`Python could not start: ${fake.fails}.`);
    }
    progress?.(20, 20, "Starting Python");
    set("ready");
    return python();
  }

  function python() {
    const made = {
      state: "ready",
      oncomm: null,
      async run(source, { output }) {
        fake.ran.push(source);
        if (fake.breaks) throw new Error(fake.breaks);
        if (source.includes("while True")) return new Promise(() => {});
        await new Promise((resolve) => setTimeout(resolve, 20));
        globalThis.python = made;
        made.say = ({ buffers, ...message }) => (message.t === "comm" ? made.oncomm(message, buffers) : output(message));
        (fake.says[source] ?? []).forEach(made.say);
        for (const [, text] of source.matchAll(/print\("([^"]*)"\)/g))
          output({ t: "stream", name: "stdout", text: `${text}\n` });
        const missing = source.match(/^nothing$/m);
        if (!missing) return { status: "ok", ms: 20 };
        const text = 'Traceback (most recent call last):\n  File "<cell 1>", line 1, in <module>\n    nothing\n';
        const evalue = "name 'nothing' is not defined";
        output({ t: "error", ename: "NameError", evalue, traceback: [`${text}NameError: ${evalue}\n`] });
        return { status: "error", ms: 20 };
      },
      async comm(message, buffers) {
        fake.told.push({ ...message, buffers: buffers?.length ?? 0 });
        fake.hears?.(message, made);
      },
      async stop() {
        fake.stops += 1;
        set("loading");
        await new Promise((resolve) => setTimeout(resolve, 30));
        set("ready");
        return python();
      },
    };
    return made;
  }

  return {
    describe: () => ({ available: fake.available, megabytes: 20.2, variant: "fake" }),
    start: ({ progress }) => {
      fake.starts += 1;
      starting ??= loaded(progress);
      return starting;
    },
    on: (_, listener) => listeners.push(listener),
  };
})();
