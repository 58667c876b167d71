// Measures in the page how long something takes to be seen.
//
// The event is sent at the beginning of a frame, in a callback of requestAnimationFrame, as the browser itself sends
// movements of a pointer. After the callbacks the browser computes style and layout, paints and hands the frame over,
// all in one task; a message that was posted in a callback is delivered after that. So `work` is what the page did
// from the event until the frame with its result was painted. If the result is not in the first frame, because the
// page itself waits for the next one, the work of the frames until then is added, and the idle time between them is
// not: a screen of 60 Hz waits, the page does not. `latency` is the whole time on the clock, idle time included.
// What other threads do afterwards (raster, composition) is in neither.
//
// Both end with the first frame in which anything has changed; `settled` is the latency of the last one, after which
// nothing changed for QUIET ms.
globalThis.bench = (() => {
  const QUIET = 150;
  const PATIENCE = 1500; // without any change: the action did nothing that can be seen

  /** One frame: act() at its beginning; returns when it began and when it was painted. */
  const frame = (act = () => {}) =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const began = performance.now();
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve({ began, painted: performance.now() });
        act();
        channel.port2.postMessage(null);
      }),
    );

  /** action: does it. seen: what there is to see, as text; asked after a frame was painted, outside the times. */
  async function measure(action, seen) {
    await frame();
    let before = seen();
    let handled = 0; // what ran before the event returned
    // The next frame is asked for before anybody else can ask for it, so that it is timed from its very beginning.
    let next = null;
    let going = true;
    const follow = () => frame(() => (next = going ? follow() : null));
    const first = await frame(() => {
      performance.mark("bench-begin"); // for trace.py, which counts processor time
      next = follow();
      const start = performance.now();
      action();
      handled = performance.now() - start;
    });
    const result = { handled, work: null, latency: null, settled: null };
    let work = 0;
    for (let now = first; ; now = await next) {
      performance.mark("bench-look");
      work += now.painted - now.began;
      const latency = now.painted - first.began;
      const after = seen();
      if (after !== before) {
        if (result.work === null) {
          Object.assign(result, { work, latency });
          performance.mark("bench-end");
        }
        result.settled = latency;
        before = after;
      } else if (latency - (result.settled ?? 0) > (result.settled === null ? PATIENCE : QUIET)) {
        going = false;
        return result;
      }
    }
  }

  /** Milliseconds from the navigation until a frame was painted with something in it. */
  async function drawn(there) {
    for (let is = false; ; ) {
      const { painted } = await frame(() => (is = Boolean(there())));
      if (is) return painted;
    }
  }

  /** The first so many elements as text that changes when they move or others take their place. */
  const marks = (selector, limit = 60) => {
    const found = document.querySelectorAll(selector);
    return `${found.length} ${[...found].slice(0, limit).map((each) => each.style.cssText + each.textContent).join("|")}`;
  };

  return { measure, drawn, marks };
})();
