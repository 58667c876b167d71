// The actions on the Timeline, by the events that a reader's hand makes.
globalThis.driver = (() => {
  const one = (selector) => document.querySelector(`.chronology.timeline ${selector}`);
  const seen = () =>
    [one("[role=status]").textContent, bench.marks(".chronology.timeline .tick"), bench.marks(".chronology.timeline [role=option]")].join();
  const there = () => document.querySelector("[data-ready] .chronology.timeline [role=option]");
  const press = (key, shiftKey = false) => one(".plot").dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }));

  const acts = {
    text: (text) => {
      const field = one("[data-keep=search]");
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
    kind: (kind) => {
      const list = one("[data-keep=filter-kind]");
      list.value = kind;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    },
    zoom: (factor) => one(factor < 1 ? "[data-keep=zoom-in]" : "[data-keep=zoom-out]").click(),
    wheel: (factor) => {
      const box = one(".plot").getBoundingClientRect();
      const at = { clientX: box.left + box.width / 2, clientY: box.top + 40 };
      one(".plot").dispatchEvent(new WheelEvent("wheel", { deltaY: Math.log(factor) * 300, ctrlKey: true, bubbles: true, cancelable: true, ...at }));
    },
    pan: (part) => press(part > 0 ? "ArrowRight" : "ArrowLeft", true), // a fifth of the width
    drag: (pixels) => move(pixels),
  };

  // The pointer of the mouse, which is number 1. It stays down: a drag is one movement of it.
  let x = 0;
  const point = (type) => {
    const box = one(".plot").getBoundingClientRect();
    one(".plot").dispatchEvent(new PointerEvent(type, {
      pointerId: 1, pointerType: "mouse", button: type === "pointermove" ? -1 : 0, buttons: type === "pointerup" ? 0 : 1,
      clientX: box.left + box.width / 2 + x, clientY: box.top + 40, bubbles: true, cancelable: true,
    }));
  };
  const move = (pixels) => {
    x -= pixels;
    point("pointermove");
  };

  /** All events, and a span of days, ISO; all time if none are given. */
  async function reset(view) {
    const link = (values) => `#timeline-widget?${new URLSearchParams(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]))}`;
    if (x) point("pointerup");
    x = 0;
    location.hash = link({ filters: {}, view });
    await new Promise((resolve) => setTimeout(resolve, 700)); // what is told late has been told
  }
  const take = (act, value) => bench.measure(() => acts[act](value), seen);
  /** Before a drag: the pointer goes down and far enough that the next movement is a drag. */
  const grip = () => {
    point("pointerdown");
    move(8);
  };
  return { there, reset, take, grip, clear: () => acts.text("") };
})();
