// The border map. Longitude and latitude are the map's own coordinates (equirectangular, true at 51° N), so that the
// window of the map is a window of degrees: the trait `view`, which is what gets measured, here and in border_map.py.

import { choice, share } from "./kit/controls.js";
import { button, h, s } from "./kit/elements.js";
import { frame } from "./kit/frame.js";
import { perFrame, set } from "./kit/watch.js";
import { SIGNS, link, verdict } from "./kit/words.js";

const GRID = 1e4; // points come in ten-thousandths of a degree
const SHRINK = Math.cos((51 * Math.PI) / 180); // a degree of longitude against one of latitude
const NARROWEST = 0.5; // degrees of longitude: closer than that the finest map has nothing to show
const MARGIN = 1.03;
const STEP = 1.6; // of one press of + or −
const LOOKS = ["coarse", "middle", "fine"]; // strokes, of the first line, those between, the last
// Places of the map where a country's name may stand, as shares of it, from the middle outwards.
const MESH = Array.from({ length: 165 }, (_, i) => [((i % 15) + 1) / 16, (Math.floor(i / 15) + 1) / 12]).sort(
  (a, b) => Math.hypot(a[0] - 0.5, a[1] - 0.5) - Math.hypot(b[0] - 0.5, b[1] - 0.5),
);
const CERTAIN = { seen: "●", mixed: "◐", knowledge: "○", none: "?" };

// --- measuring ----------------------------------------------------------------------------------

/** Kilometres between two points on the ellipsoid WGS 84, by Lambert's formula; within 0.01 % of the geodesic. */
export function distance([lon1, lat1], [lon2, lat2]) {
  const flat = 1 / 298.257223563;
  const rad = Math.PI / 180;
  const beta1 = Math.atan((1 - flat) * Math.tan(lat1 * rad));
  const beta2 = Math.atan((1 - flat) * Math.tan(lat2 * rad));
  const half =
    Math.sin((beta2 - beta1) / 2) ** 2 + Math.cos(beta1) * Math.cos(beta2) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  if (!half) return 0;
  const angle = 2 * Math.asin(Math.min(1, Math.sqrt(half)));
  const [p, q] = [(beta1 + beta2) / 2, (beta2 - beta1) / 2];
  const x = ((angle - Math.sin(angle)) * (Math.sin(p) * Math.cos(q)) ** 2) / Math.cos(angle / 2) ** 2;
  const y = ((angle + Math.sin(angle)) * (Math.cos(p) * Math.sin(q)) ** 2) / Math.sin(angle / 2) ** 2;
  return 6378.137 * (angle - (flat / 2) * (x + y));
}

/** The part of a segment that lies in a window: the same rule as `clipped` in border_map.py. */
export function clipped(a, b, [west, south, east, north]) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  let [start, end] = [0, 1];
  for (const [step, room] of [
    [-dx, a[0] - west],
    [dx, east - a[0]],
    [-dy, a[1] - south],
    [dy, north - a[1]],
  ]) {
    if (step === 0 && room < 0) return null;
    if (step < 0) start = Math.max(start, room / step);
    else if (step > 0) end = Math.min(end, room / step);
  }
  if (start >= end) return null;
  const at = (share) => [a[0] + share * dx, a[1] + share * dy];
  return [start > 0 ? at(start) : a, end < 1 ? at(end) : b];
}

const segments = (parts) => parts.flatMap((part) => part.slice(1).map((b, i) => [part[i], b, distance(part[i], b)]));

/** Kilometres of a line in a window; of all of it without one. */
const within = (line, box) =>
  line.reduce((sum, [a, b, km]) => {
    if (!box) return sum + km;
    const cut = clipped(a, b, box);
    return cut ? sum + (cut[0] === a && cut[1] === b ? km : distance(...cut)) : sum;
  }, 0);

/** Points from whole steps, east and north by turns. */
function decoded(steps) {
  const points = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < steps.length; i += 2) points.push([(x += steps[i]) / GRID, (y += steps[i + 1]) / GRID]);
  return points;
}

const thinned = (part, every) => part.filter((_, i) => i % every === 0 || i === part.length - 1);
const isBox = ([w, s, e, n]) =>
  [w, s, e, n].every(Number.isFinite) && w >= -180 && w < e && e <= 180 && s >= -90 && s < n && n <= 90;
const round = (number) => Math.round(number * GRID) / GRID;

function render({ model, el }) {
  const lines = model.get("lines").map((line, i, all) => {
    const parts = line.parts.map(decoded);
    const look = LOOKS[i === all.length - 1 ? 2 : i ? 1 : 0];
    return { ...line, parts, look, segments: segments(parts), points: parts.flat().length };
  });
  for (const line of lines) line.km = within(line.segments);
  const fine = lines.at(-1);
  const places = model.get("places");
  const lengths = model.get("lengths");
  const happened = new Map(model.get("happened").map((event) => [event.id, event]));
  const steps = [...model.get("steps")].reverse(); // from few points to all
  const points = lines.flatMap((line) => line.parts.flat());
  const xs = points.length ? points.map((point) => point[0]) : [46, 88];
  const ys = points.length ? points.map((point) => point[1]) : [46, 56];
  const least = (numbers) => numbers.reduce((a, b) => Math.min(a, b));
  const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b));
  const pad = (NARROWEST - Math.min(NARROWEST, most(xs) - least(xs), most(ys) - least(ys))) / 2;
  const whole = [least(xs) - pad, least(ys) - pad, most(xs) + pad, most(ys) + pad];
  const middle = [(whole[0] + whole[2]) / 2, (whole[1] + whole[3]) / 2];
  const bends = fine?.parts.flat() ?? [];
  const south = [...bends, [whole[2], -90], [bends[0]?.[0] ?? 0, -90]]; // the land south of the line, as a ring
  const cache = new Map();
  /** The finest line with one point in so many. */
  const kept = (every) => {
    if (!cache.has(every)) {
      const parts = (fine?.parts ?? []).map((part) => thinned(part, every));
      const made = { parts, segments: segments(parts), points: parts.flat().length };
      cache.set(every, { ...made, km: within(made.segments) });
    }
    return cache.get(every);
  };
  const every = () => {
    const longest = most([2, ...(fine?.parts ?? []).map((part) => part.length)]) - 1;
    return Math.min(longest, Math.max(1, Math.round(model.get("every")) || 1));
  };
  const shown = () => lines.filter((line) => model.get("scales").includes(line.scale));
  const open = { where: true, fewer: true };

  return frame(model, el, "border_map", (body, t) => {
    // Kazakh writes numbers as Russian does, and not every browser knows how.
    const number = (value, digits = 0, more = {}) =>
      new Intl.NumberFormat(model.get("language") === "en" ? "en" : "ru", { maximumFractionDigits: digits, ...more })
        .format(value)
        .replace("-", "−");
    const signed = (value) => number(value, 0, { signDisplay: "exceptZero" });
    const percent = (value, more) => number(value, 0, { style: "percent", ...more });
    const share100 = (value) => percent(value, { signDisplay: "exceptZero" });
    const scaleOf = (line) => t("scale", { n: number(line.denominator / 1e6, 2) });

    // --- the map --------------------------------------------------------------------------------
    let width = 640;
    let height = 320;
    let [lon, lat] = middle;
    let zoom = 1; // pixels of a degree of latitude
    let box = null; // what is measured; null is the whole border

    const flat = ([x, y]) => `${round((x - middle[0]) * SHRINK)} ${round(middle[1] - y)}`;
    const path = (parts) =>
      parts
        .filter((part) => part.length)
        .map((part) => `M${part.map(flat).join("L")}`)
        .join("");
    const dots = (parts) =>
      parts
        .flat()
        .map((point) => `M${flat(point)}h0`)
        .join("");
    const toX = (x) => width / 2 + (x - lon) * SHRINK * zoom;
    const toY = (y) => height / 2 - (y - lat) * zoom;
    const visible = () => {
      const [w, n] = [width / 2 / SHRINK / zoom, height / 2 / zoom];
      return [lon - w, lat - n, lon + w, lat + n].map(round);
    };
    const fitting = ([w, s, e, n]) => Math.min(width / ((e - w) * SHRINK), height / (n - s));

    const net = s("g", { class: "net" });
    const drawn = s("g", { class: "lines" });
    const shade = s("path", { class: "shade", "fill-rule": "evenodd" });
    const over = h("div", { class: "over" });
    const map = h(
      "div",
      { class: "map", tabindex: "0", role: "group", "data-keep": "map", "aria-label": t("described") },
      s("svg", { "aria-hidden": "true" }, net, drawn, shade),
      over,
    );
    const names = ["russia", "kazakhstan"].map((side) =>
      h("span", { class: "side", "aria-hidden": "true" }, t(`side.${side}`)),
    );
    const spots = places.map((place) =>
      h(
        "button",
        {
          type: "button",
          class: "spot",
          "data-id": place.id,
          "data-keep": `place-${place.id}`,
          onclick: () => select(place.id),
        },
        h("i", { class: place.approximate ? "dot area" : "dot" }),
        h("span", { dir: "auto" }, t.say(place.name)),
      ),
    );
    over.append(...names, ...spots);

    function look([w, s, e, n], measured) {
      zoom = fitting([w, s, e, n]);
      if (!measured) zoom /= MARGIN;
      [lon, lat] = [(w + e) / 2, (s + n) / 2];
      box = measured;
      paint();
    }
    const follow = () => (isBox(model.get("view")) ? look(model.get("view"), model.get("view")) : look(whole, null));
    const smallest = () => fitting(whole) / MARGIN;

    /** Move the middle of the map, in pixels, and zoom by a factor about a point of it. */
    function move(dx, dy, factor = 1, x = width / 2, y = height / 2) {
      const next = Math.min(width / NARROWEST / SHRINK, Math.max(smallest(), zoom * factor));
      if (next === smallest()) [lon, lat] = middle;
      else {
        const away = 1 / zoom - 1 / next;
        lon += dx / SHRINK / zoom + ((x - width / 2) * away) / SHRINK;
        lat -= dy / zoom + (y - height / 2) * away;
        lon = Math.min(whole[2], Math.max(whole[0], lon));
        lat = Math.min(whole[3], Math.max(whole[1], lat));
      }
      zoom = next;
      box = next === smallest() ? null : visible();
      soon();
      report();
    }
    let own = null; // the view that we set ourselves
    let waiting = 0;
    const tell = (view) => {
      clearTimeout(waiting);
      own = JSON.stringify(view);
      set(model, { view });
      speak();
    };
    const report = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => tell(box ?? []), 250);
    };
    const reset = () => {
      look(whole, null);
      tell([]);
    };
    const goTo = (view) => {
      look(view, view);
      tell(view);
    };
    const soon = perFrame(() => paint());
    /** Zoom where there is something to see: about the chosen place, else the point of the line nearest to the middle. */
    const closer = (factor) => {
      const away = ([x, y]) => Math.hypot(toX(x) - width / 2, toY(y) - height / 2);
      const chosen = places.find((place) => place.id === model.get("selected"));
      const inMap = ([x, y]) => Math.abs(toX(x) - width / 2) < width / 2 && Math.abs(toY(y) - height / 2) < height / 2;
      const spots = chosen && inMap([chosen.lon, chosen.lat]) ? [[chosen.lon, chosen.lat]] : bends.filter(inMap);
      const [x, y] = spots.reduce((a, b) => (away(b) < away(a) ? b : a), spots[0] ?? [lon, lat]);
      move(0, 0, factor, toX(x), toY(y));
    };

    function drawLines() {
      const thin = every();
      const made = [...shown()]
        .reverse()
        .map((line) => s("path", { class: line.look, d: path(line.parts), "data-scale": line.scale }));
      if (thin > 1) {
        const { parts } = kept(thin);
        made.push(s("path", { class: "thinned", d: path(parts) }), s("path", { class: "kept", d: dots(parts) }));
      }
      drawn.replaceChildren(...made);
    }

    function drawNet() {
      const [w, s0, e, n] = visible();
      const gap = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((each) => each * SHRINK * zoom > 70) ?? 30;
      const ticks = (from, to) =>
        Array.from({ length: Math.max(0, Math.floor(to / gap) - Math.ceil(from / gap) + 1) }, (_, i) =>
          round((Math.ceil(from / gap) + i) * gap),
        );
      const line = (d) => s("path", { d });
      const words = (key, value, x, y) => s("text", { x, y }, t(key, { n: number(value, 1) }));
      net.replaceChildren(
        ...ticks(w, e).flatMap((x) => [
          line(`M${toX(x)} 0V${height}`),
          toX(x) > 60 && toX(x) < width - 55 ? words("lon", x, toX(x) + 3, height - 5) : "",
        ]),
        ...ticks(s0, n).flatMap((y) => [
          line(`M0 ${toY(y)}H${width}`),
          toY(y) > 14 && toY(y) < height - 20 ? words("lat", y, 3, toY(y) - 3) : "",
        ]),
        // The strips: where they are cut, and their numbers if there is room.
        ...model.get("cuts").flatMap(({ n: name, view: [left, , right] }) => {
          const [a, b] = [toX(left), toX(right)];
          return [
            s("path", { class: "cut", d: `M${b} 0V16` }),
            s("path", { class: "cut", d: `M${a} 0V16` }),
            b - a > 16 ? s("text", { class: "strip", x: (a + b) / 2, y: 12 }, `${name}`) : "",
          ];
        }),
      );
    }

    /** Dots stand where they are. A name stands beside its dot, off the line if it can, where it meets no other name:
     *  the chosen and the busiest place first. The countries' names take what is left nearest to the middle. */
    function drawLabels() {
      const taken = [];
      const drawnBends = bends
        .map(([x, y]) => [toX(x), toY(y)])
        .filter(([x, y]) => x > 0 && x < width && y > 0 && y < height);
      const free = ([l, u, r, d]) =>
        l >= 0 &&
        r <= width &&
        u >= 0 &&
        d <= height &&
        !taken.some((o) => l < o[2] && r > o[0] && u < o[3] && d > o[1]);
      const clear = ([l, u, r, d], room = 0) =>
        !drawnBends.some(([x, y]) => x > l - room && x < r + room && y > u - room && y < d + room);
      const chosen = model.get("selected");
      const weight = (place) => (place.id === chosen ? 1e6 : place.events.length);
      const here = places.map((place, i) => ({ place, spot: spots[i], x: toX(place.lon), y: toY(place.lat) }));
      for (const { place, spot, x, y } of here) {
        const hidden = x < 6 || x > width - 6 || y < 6 || y > height - 6;
        if (hidden && spot === spot.getRootNode().activeElement) map.focus({ preventScroll: true });
        spot.hidden = hidden;
        spot.setAttribute("aria-pressed", place.id === chosen ? "true" : "false");
        spot.style.transform = `translate(${x}px, ${y}px)`;
        if (!hidden) taken.push([x - 7, y - 7, x + 7, y + 7]);
      }
      for (const { spot, x, y } of here
        .filter((each) => !each.spot.hidden)
        .sort((a, b) => weight(b.place) - weight(a.place))) {
        const wide = (spot.lastChild.wide ||= spot.lastChild.offsetWidth);
        const box = ([left, up]) => [left, up, left + wide, up + 16];
        const tries = {
          right: [x + 8, y - 8],
          left: [x - 8 - wide, y - 8],
          above: [x - wide / 2, y - 24],
          below: [x - wide / 2, y + 8],
        };
        const sides = Object.keys(tries).filter((side) => free(box(tries[side])));
        const side = sides.find((each) => clear(box(tries[each]))) ?? sides[0] ?? "none";
        spot.dataset.side = side;
        if (side !== "none") taken.push(box(tries[side]));
      }
      names.forEach((name, second) => {
        const wide = name.offsetWidth || 90;
        const box = (x, y) => [x - wide / 2, y - 9, x + wide / 2, y + 9];
        const spot = MESH.map(([x, y]) => [x * width, y * height]).find(
          ([x, y]) =>
            free(box(x, y)) &&
            clear(box(x, y), 10) &&
            southern(lon + (x - width / 2) / SHRINK / zoom, lat - (y - height / 2) / zoom) === Boolean(second),
        );
        name.classList.toggle("unseen", !spot);
        if (!spot) return;
        taken.push(box(...spot));
        name.style.transform = `translate(${spot[0] - wide / 2}px, ${spot[1] - 9}px)`;
      });
    }
    /** Whether a point lies between the line, which runs from west to east, and the south. */
    const southern = (x, y) => {
      let inside = false;
      let [x1, y1] = south.at(-1);
      for (const [x2, y2] of south) {
        if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
        [x1, y1] = [x2, y2];
      }
      return inside;
    };

    function paint() {
      drawn.setAttribute("transform", `translate(${toX(middle[0])} ${toY(middle[1])}) scale(${zoom})`);
      map.classList.toggle("near", Boolean(box));
      drawNet();
      drawLabels();
      const [w, s0, e, n] = box ?? [];
      const [l, r, u, d] = [toX(w), toX(e), toY(n), toY(s0)].map(Math.round);
      const covered = box && (l > 1 || r < width - 1 || u > 1 || d < height - 1);
      shade.setAttribute("d", covered ? `M0 0H${width}V${height}H0ZM${l} ${u}H${r}V${d}H${l}Z` : "");
      measure();
    }

    // --- what is in the frame -------------------------------------------------------------------
    const said = h("p", { role: "status", class: "said" });
    const cells = new Map(); // of each line: its cells of numbers
    const table = h("table", { class: "measured" });
    const sample = (look) =>
      s(
        "svg",
        { class: "sample", "aria-hidden": "true" },
        s("path", { class: look, d: "M2 8H34" }),
        look === "thinned" ? s("path", { class: "kept", d: "M3 8h0M18 8h0M33 8h0" }) : "",
      );
    function drawTable() {
      const row = (key, head) => {
        cells.set(key, [h("td", { class: "number" }), h("td", { class: "number" })]);
        return h("tr", { "data-scale": key }, h("th", { scope: "row" }, head), cells.get(key));
      };
      const about = (line) =>
        h("span", { class: "small" }, t("points-n", { n: number(line.points), km: number(line.km) }));
      const toggled = (line) => (event) => {
        const now = new Set(model.get("scales"));
        now[event.target.checked ? "add" : "delete"](line.scale);
        set(model, { scales: lines.map((each) => each.scale).filter((each) => now.has(each)) });
      };
      cells.clear();
      table.replaceChildren(
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, t("line")),
            h("th", { scope: "col", class: "number" }, t("in-frame")),
            h("th", { scope: "col", class: "number" }, t("added")),
          ),
        ),
        h(
          "tbody",
          {},
          lines.map((line) =>
            row(
              line.scale,
              h(
                "label",
                { class: "line" },
                h("input", {
                  type: "checkbox",
                  value: line.scale,
                  checked: model.get("scales").includes(line.scale),
                  "data-keep": `scale-${line.scale}`,
                  onchange: toggled(line),
                }),
                sample(line.look),
                h("span", {}, scaleOf(line), " ", about(line)),
              ),
            ),
          ),
          every() > 1
            ? row(
                "thinned",
                h(
                  "span",
                  { class: "line" },
                  sample("thinned"),
                  h("span", {}, t("every", { n: number(every()) }), " ", about(kept(every()))),
                ),
              )
            : null,
        ),
      );
      measure();
    }
    const inFrame = (line) => within(line.segments, box);
    function measure() {
      const base = lines.length ? inFrame(lines[0]) : 0;
      for (const [key, [km, more]] of cells) {
        const length = inFrame(key === "thinned" ? kept(every()) : lines.find((line) => line.scale === key));
        km.textContent = number(length);
        km.dataset.km = length.toFixed(3);
        if (key === lines[0].scale || !base) more.textContent = "–";
        else more.replaceChildren(`${signed(length - base)} `, h("span", {}, `(${share100(length / base - 1)})`));
      }
    }
    /** The sentence waits until the map stands still, so that a screen reader is not flooded. */
    function speak() {
      const compared = shown().length > 1 ? shown() : lines;
      if (!compared.length) return void (said.textContent = t("no-lines"));
      const [first, last] = [compared[0], compared.at(-1)];
      const [a, b] = [inFrame(first), inFrame(last)];
      const values = {
        a: number(a),
        b: number(b),
        first: scaleOf(first),
        last: scaleOf(last),
        added: signed(b - a),
        share: share100(b / a - 1),
      };
      said.textContent =
        !a && !b
          ? t("stretch-none")
          : !a
            ? t("stretch-missed", values)
            : box
              ? t("stretch", values)
              : t("stretch-whole", values);
    }

    // --- the strips -----------------------------------------------------------------------------
    const fold = (name, ...inside) =>
      h(
        "details",
        { open: open[name], ontoggle: (event) => (open[name] = event.target.open) },
        h("summary", { "data-keep": name }, t(name)),
        ...inside,
      );
    const cuts = model.get("cuts");
    const added = ({ km }) => km.at(-1) - km[0];
    const longest = most([1, ...cuts.map(added)]);
    const bars = h(
      "ol",
      { class: "cuts" },
      cuts.map((cut) => {
        const [w, , e] = cut.view;
        return h(
          "li",
          { "data-id": `${cut.n}` },
          h(
            "button",
            { type: "button", "data-keep": `strip-${cut.n}`, onclick: () => goTo(cut.view) },
            h("span", {}, t("strip", { n: cut.n, west: number(w, 2), east: number(e, 2) })),
            h(
              "span",
              { class: "bar-room", "aria-hidden": "true" },
              h("i", { style: `width:${Math.max(0, (added(cut) / longest) * 100)}%` }),
            ),
            h(
              "span",
              { class: "number" },
              `${signed(added(cut))} ${t("axis-km")} (${cut.km[0] ? share100(added(cut) / cut.km[0]) : "–"})`,
            ),
          ),
        );
      }),
    );
    const markStrip = () => {
      const view = JSON.stringify(model.get("view"));
      cuts.forEach((cut, i) =>
        bars.children[i].firstChild.setAttribute("aria-pressed", JSON.stringify(cut.view) === view ? "true" : "false"),
      );
    };

    // --- fewer points, and what others have counted -----------------------------------------------
    const at = () => steps.findLastIndex((step) => step >= every());
    const slider = h("input", {
      type: "range",
      min: 0,
      max: Math.max(0, steps.length - 1),
      step: 1,
      "data-keep": "every",
      oninput: (event) => set(model, { every: steps[event.target.value] }),
    });
    const told = h("p", { class: "small" });
    const chart = s("svg", { role: "img" });
    const list = h(
      "ol",
      { class: "published" },
      lengths.map((each) =>
        h(
          "li",
          { "data-id": each.id },
          h(
            "button",
            { type: "button", "data-keep": `length-${each.id}`, onclick: () => select(each.id) },
            h("span", { class: "sign", "aria-hidden": "true" }, CERTAIN[each.certainty] ?? "?"),
            h(
              "span",
              {},
              h("span", { class: "amount" }, t(`qualifier.${each.qualifier}`, { n: number(each.km, 1) })),
              h(
                "span",
                { class: "counts small" },
                " ",
                t.spoken("span", each.counts),
                ` · ${t(`certainty.${each.certainty}`)}`,
              ),
            ),
          ),
        ),
      ),
    );
    const TALL = [14, 40]; // pixels above and below the plot
    function drawChart() {
      const [wide, high] = [chart.clientWidth, chart.clientHeight];
      if (!wide || !fine) return;
      const all = steps.map(kept);
      const top = most([1000, ...lengths.map((each) => each.km), ...lines.map((line) => line.km)]) * 1.04;
      const right = wide - 34;
      const low = Math.log10(least(all.map((each) => each.points)));
      const span = Math.log10(fine.points) - low || 1;
      const X = (n) => 34 + ((Math.log10(n) - low) / span) * (right - 50);
      const Y = (km) => high - TALL[1] - (km / top) * (high - TALL[0] - TALL[1]);
      const box0 = chart.getBoundingClientRect().top;
      const now = kept(every());
      const mark = (look, x, y) =>
        s("path", {
          class: `sign-of ${look}`,
          d: {
            coarse: `M${x} ${y - 6}l6 6l-6 6l-6-6Z`,
            middle: `M${x - 5} ${y - 5}h10v10h-10Z`,
            fine: `M${x} ${y - 7}l7 12h-14Z`,
          }[look],
        });
      chart.replaceChildren(
        ...Array.from({ length: Math.floor(top / 2000) + 1 }, (_, i) => i * 2000).flatMap((km) => [
          s("path", { class: "grid", d: `M34 ${Y(km)}H${right}` }),
          s("text", { x: 30, y: Y(km) + 4, "text-anchor": "end" }, number(km)),
        ]),
        s("text", { x: 0, y: 10 }, t("axis-km")),
        ...[2, 10, 100, 1000]
          .filter((n) => n >= 10 ** low && n <= fine.points)
          .map((n) => s("text", { x: X(n), y: high - 22, "text-anchor": "middle" }, number(n))),
        s("text", { x: right, y: high - 6, "text-anchor": "end" }, t("axis-points")),
        ...lengths.map((each, i) => {
          const row = list.children[i].getBoundingClientRect();
          const end = Math.min(high - 2, Math.max(2, row.top + row.height / 2 - box0));
          const chosen = each.id === model.get("selected");
          return s("path", {
            class: chosen ? "leader chosen" : "leader",
            d: `M${chosen ? 34 : right - 6} ${Y(each.km)}H${right}${beside() ? `L${wide} ${end}` : ""}`,
          });
        }),
        s("path", { class: "curve", d: `M${all.map((each) => `${X(each.points)} ${Y(each.km)}`).join("L")}` }),
        ...all.map((each) => s("circle", { class: "step", cx: X(each.points), cy: Y(each.km), r: 3 })),
        ...lines.flatMap((line, i) => {
          const [x, y] = [X(line.points), Y(line.km)];
          return [
            mark(line.look, x, y),
            s(
              "text",
              i && line !== fine
                ? { x, y: y + 20, "text-anchor": "middle" }
                : { x: x - 9, y: y - 8, "text-anchor": "end" },
              scaleOf(line),
            ),
          ];
        }),
        s("circle", { class: "now", cx: X(now.points), cy: Y(now.km), r: 8 }),
      );
      chart.setAttribute(
        "aria-label",
        t("plot", {
          a: number(all[0].km),
          m: number(all[0].points),
          b: number(all.at(-1).km),
          n: number(all.at(-1).points),
        }),
      );
    }
    /** Whether the list stands beside the plot, so that a stroke can lead from a mark to its row. */
    const beside = () => list.getBoundingClientRect().left >= chart.getBoundingClientRect().right - 2;
    function tellEvery() {
      const now = kept(every());
      const name = every() > 1 ? t("every", { n: number(every()) }) : t("every-one");
      const text = fine
        ? t("kept", {
            every: name,
            points: number(now.points),
            km: number(now.km),
            share: percent(now.km / (fine.km || 1)),
          })
        : "";
      slider.value = Math.max(0, at());
      slider.setAttribute("aria-valuetext", text);
      told.textContent = text;
    }

    // --- cards ----------------------------------------------------------------------------------
    const select = (id) => set(model, { selected: model.get("selected") === id ? "" : id });
    const placeCard = h("div", {});
    const lengthCard = h("div", {});
    const heard = h("p", { class: "unseen", role: "status" });
    const close = () =>
      button(
        t("close"),
        () => {
          const from = body.querySelector(`[data-id="${CSS.escape(model.get("selected"))}"]`);
          set(model, { selected: "" });
          (from?.matches("button:not([hidden])") ? from : (from?.querySelector("button") ?? map)).focus({
            preventScroll: true,
          });
        },
        { "data-keep": "close" },
      );
    const small = (text) => (text ? h("p", { class: "small", lang: "en" }, text) : null);
    function cardOfPlace(place) {
      const others = Object.entries(place.name).filter(([language]) => language !== model.get("language"));
      const events = place.events.map((id) => happened.get(id)).filter(Boolean);
      return [
        h("p", { class: "strong" }, link(model, "places", place.id, t.spoken("span", place.name))),
        h(
          "p",
          { class: "small" },
          others.flatMap(([language, name], i) => [i ? " · " : "", h("span", { lang: language }, name)]),
        ),
        h(
          "p",
          {},
          [
            t(`place_kind.${place.kind}`),
            t("distance", { km: number(place.km) }),
            place.approximate && t("approximate"),
          ]
            .filter(Boolean)
            .join(" · "),
        ),
        place.names.length ? h("p", {}, t("names")) : null,
        place.names.length
          ? h(
              "ul",
              {},
              place.names.map((each) =>
                h(
                  "li",
                  {},
                  t.spoken("b", each.name),
                  `: ${t.say(each.time)} (${t(`certainty.${each.certainty}`)})`,
                  each.note ? h("span", { class: "small", lang: "en" }, ` ${each.note}`) : "",
                ),
              ),
            )
          : null,
        small(place.note),
        h("p", {}, t("events-n", { n: events.length })),
        h(
          "ul",
          { class: "happened" },
          events.map((event) =>
            h(
              "li",
              { "data-event": event.id },
              `${t.say(event.date)} · `,
              link(model, "events", event.id, t.spoken("span", event.title)),
              " ",
              SIGNS[event.verdict] ? verdict(t, event.verdict) : "",
            ),
          ),
        ),
        close(),
      ];
    }
    function cardOfLength(each) {
      return [
        h("p", { class: "strong" }, t(`qualifier.${each.qualifier}`, { n: number(each.km, 1) })),
        h("p", {}, `${t("counts")}: `, t.spoken("span", each.counts)),
        h("p", {}, `${t("when")}: ${t.say(each.published) || t("undated")}`),
        h("p", {}, `${t("certainty")}: ${t(`certainty.${each.certainty}`)}`),
        fine?.km
          ? h(
              "p",
              {},
              t("against", {
                scale: scaleOf(fine),
                added: signed(each.km - fine.km),
                share: share100(each.km / fine.km - 1),
              }),
            )
          : null,
        small(each.note),
        each.works.length
          ? h(
              "details",
              {},
              h("summary", {}, t("works", { n: each.works.length })),
              h(
                "ul",
                { lang: "en" },
                each.works.map((work) => h("li", {}, work)),
              ),
            )
          : null,
        close(),
      ];
    }
    function drawCards() {
      const id = model.get("selected");
      const place = places.find((each) => each.id === id);
      const length = lengths.find((each) => each.id === id);
      placeCard.className = place ? "detail" : "";
      placeCard.replaceChildren(...(place ? cardOfPlace(place).filter(Boolean) : []));
      lengthCard.className = length ? "detail" : "";
      lengthCard.replaceChildren(...(length ? cardOfLength(length).filter(Boolean) : []));
      for (const item of list.children)
        item.firstChild.setAttribute("aria-pressed", item.dataset.id === id ? "true" : "false");
      chooser.querySelector("select").value = place ? id : "";
      heard.textContent = place ? `${t.say(place.name)}. ${t("events-n", { n: place.events.length })}` : "";
    }

    // --- controls -------------------------------------------------------------------------------
    const named = (key, sign, action) =>
      button(sign, action, { "aria-label": t(key), title: t(key), "data-keep": key });
    const pan = (dx, dy) => () => move(dx * width, dy * height);
    const chooser = choice(
      t("place"),
      [["", t("no-place")], ...places.map((place) => [place.id, t.say(place.name)])],
      "",
      (id) => {
        set(model, { selected: id });
        const place = places.find((each) => each.id === id);
        if (place && body.querySelector(`.spot[data-id="${CSS.escape(id)}"]`).hidden) {
          [lon, lat] = [place.lon, place.lat];
          zoom = Math.max(zoom, smallest() * STEP);
          tell((box = visible()));
          paint();
        }
      },
      { "data-keep": "place" },
    );
    body.append(
      h(
        "div",
        { class: "bar" },
        h(
          "div",
          { class: "group" },
          named("zoom-out", "−", () => closer(1 / STEP)),
          named("zoom-in", "+", () => closer(STEP)),
          button(t("whole"), reset, { "data-keep": "whole" }),
        ),
        h(
          "div",
          { class: "group" },
          named("west", "←", pan(-0.25, 0)),
          named("north", "↑", pan(0, -0.25)),
          named("south", "↓", pan(0, 0.25)),
          named("east", "→", pan(0.25, 0)),
        ),
        chooser,
      ),
      map,
      h("p", { class: "small keys" }, t("keys")),
      h("p", { class: "small touch" }, t("touch")),
      said,
      heard,
      placeCard,
      h("label", { class: "every" }, h("span", {}, t("keep")), slider),
      told,
      table,
      fold(
        "where",
        h("p", { class: "small" }, t("where-note", { km: number((fine?.km ?? 0) / (cuts.length || 1)) })),
        bars,
      ),
      fold(
        "fewer",
        h(
          "div",
          { class: "chart" },
          h("figure", {}, chart),
          h(
            "div",
            {},
            h("p", { class: "small" }, t("published")),
            list,
            h(
              "p",
              { class: "small key" },
              ["seen", "knowledge", "none"].map(
                (each, i) => `${i ? " · " : ""}${CERTAIN[each]} ${t(`certainty.${each}`)}`,
              ),
            ),
          ),
        ),
        lengthCard,
      ),
      h("p", { class: "small" }, t("evidence")),
      share(model, t) ?? "",
    );

    map.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const acts = {
        ArrowLeft: pan(-0.1, 0),
        ArrowRight: pan(0.1, 0),
        ArrowUp: pan(0, -0.1),
        ArrowDown: pan(0, 0.1),
        "+": () => closer(STEP),
        "=": () => closer(STEP),
        "-": () => closer(1 / STEP),
        "−": () => closer(1 / STEP),
        0: reset,
        Escape: () => set(model, { selected: "" }),
      };
      if (!acts[event.key]) return;
      event.preventDefault();
      acts[event.key]();
    });
    map.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
        event.preventDefault();
        const corner = map.getBoundingClientRect();
        move(0, 0, Math.exp(-event.deltaY / 300), event.clientX - corner.left, event.clientY - corner.top);
      },
      { passive: false },
    );
    const fingers = new Map();
    let dragged = 0;
    map.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      if (!fingers.size) dragged = 0;
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
    });
    const centre = (all) => [0, 1].map((axis) => all.reduce((sum, each) => sum + each[axis], 0) / all.length);
    map.addEventListener("pointermove", (event) => {
      if (!event.buttons) fingers.delete(event.pointerId); // lifted outside the map
      if (!fingers.has(event.pointerId)) return;
      const before = [...fingers.values()];
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
      const after = [...fingers.values()];
      const [a, b] = [centre(before), centre(after)];
      dragged += Math.hypot(b[0] - a[0], b[1] - a[1]) + (after.length > 1 ? 5 : 0);
      if (dragged < 5) return;
      if (!map.hasPointerCapture(event.pointerId)) map.setPointerCapture(event.pointerId);
      const apart = (all) =>
        all.length > 1 ? Math.max(20, Math.hypot(all[0][0] - all[1][0], all[0][1] - all[1][1])) : 1;
      const corner = map.getBoundingClientRect();
      move(a[0] - b[0], a[1] - b[1], apart(after) / apart(before), b[0] - corner.left, b[1] - corner.top);
    });
    for (const name of ["pointerup", "pointercancel"])
      map.addEventListener(name, (event) => fingers.delete(event.pointerId));
    map.addEventListener("click", (event) => dragged >= 5 && event.detail && event.stopPropagation(), true);

    // --- keeping in step with the traits ----------------------------------------------------------
    const onView = () => {
      if (JSON.stringify(model.get("view")) !== own) {
        own = null;
        follow();
        speak();
      }
      markStrip();
    };
    const onScales = () => {
      drawLines();
      for (const check of table.querySelectorAll("input")) check.checked = model.get("scales").includes(check.value);
      speak();
    };
    const onEvery = () => {
      drawLines();
      const focused =
        table.contains(table.getRootNode().activeElement) && table.getRootNode().activeElement.dataset.keep;
      drawTable();
      if (focused) table.querySelector(`[data-keep="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
      tellEvery();
      drawChart();
    };
    const onSelected = () => {
      drawCards();
      drawLabels();
      drawChart();
    };
    const watched = {
      "change:view": onView,
      "change:scales": onScales,
      "change:every": onEvery,
      "change:selected": onSelected,
    };
    for (const [name, action] of Object.entries(watched)) model.on(name, action);
    const size = () => {
      if (map.clientWidth && (map.clientWidth !== width || map.clientHeight !== height)) {
        [width, height] = [map.clientWidth, map.clientHeight];
        for (const spot of spots) spot.lastChild.wide = 0;
        follow();
      }
      drawChart();
    };
    const sized = new ResizeObserver(perFrame(size));
    sized.observe(map);
    sized.observe(list);
    drawLines();
    drawTable();
    drawCards();
    tellEvery();
    size();
    follow();
    markStrip();
    speak();
    return () => {
      sized.disconnect();
      soon.cancel();
      clearTimeout(waiting);
      for (const [name, action] of Object.entries(watched)) model.off(name, action);
    };
  });
}

export default { render };
