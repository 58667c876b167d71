// The same events and the same actions with vis-timeline, by its interface. One lane ("group") for each kind.
globalThis.driver = (() => {
  const HEIGHT = 520; // about that of the Timeline
  const data = JSON.parse(document.getElementById("data").textContent);
  const day = 864e5;
  const date = (iso) => new Date(`${iso}T00:00:00Z`).getTime();
  const kinds = [...new Set(data.events.map((event) => event.kind))];
  const open = date("2011-01-01");

  const items = data.events.map((event) => {
    const start = date(event.start);
    const end = event.end ? date(event.end) + day : open;
    const item = { id: event.id, group: event.kind, content: event.title.en, start, text: Object.values(event.title).join("\n").toLowerCase() };
    return end - start > day ? { ...item, type: "range", end } : { ...item, type: "point" };
  });
  const whole = [items.reduce((a, b) => Math.min(a, b.start), Infinity), items.reduce((a, b) => Math.max(a, b.end ?? b.start), -Infinity)];
  const margin = (whole[1] - whole[0]) * 0.03;
  const wanted = { text: "", kind: "" };
  const set = new vis.DataSet(items);
  const view = new vis.DataView(set, {
    filter: (item) => (!wanted.kind || item.group === wanted.kind) && item.text.includes(wanted.text),
  });
  const timeline = new vis.Timeline(
    document.getElementById("timeline"),
    view,
    new vis.DataSet(kinds.map((kind) => ({ id: kind, content: kind }))),
    {
      stack: true,
      height: HEIGHT, // with a height it need not draw the lanes out of sight
      verticalScroll: true,
      zoomKey: "ctrlKey",
      showCurrentTime: false,
      start: whole[0] - margin,
      end: whole[1] + margin,
      ...data.options,
    },
  );

  const look = (start, end) => timeline.setWindow(start, end, { animation: false });
  const now = () => {
    const { start, end } = timeline.getWindow();
    return [start.getTime(), end.getTime()];
  };
  const zoom = (factor) => {
    const [start, end] = now();
    const middle = (start + end) / 2;
    look(middle - ((end - start) / 2) * factor, middle + ((end - start) / 2) * factor);
  };
  const pan = (part) => {
    const [start, end] = now();
    look(start + (end - start) * part, end + (end - start) * part);
  };
  const width = () => document.querySelector(".vis-panel.vis-center").clientWidth;
  const acts = {
    text: (text) => {
      wanted.text = text.toLowerCase();
      view.refresh();
    },
    kind: (kind) => {
      wanted.kind = kind;
      view.refresh();
    },
    zoom,
    wheel: zoom,
    pan,
    drag: (pixels) => pan(pixels / width()),
  };
  const seen = () => [bench.marks(".vis-time-axis .vis-text"), bench.marks(".vis-foreground .vis-item")].join();
  const there = () => document.querySelector(".vis-foreground .vis-item");
  async function reset(days) {
    if (wanted.text || wanted.kind) {
      Object.assign(wanted, { text: "", kind: "" });
      view.refresh();
    }
    if (days.length) look(date(days[0]), date(days[1]));
    else look(whole[0] - margin, whole[1] + margin);
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
  return { there, reset, take: (act, value) => bench.measure(() => acts[act](value), seen), grip: () => {}, clear: () => acts.text("") };
})();
