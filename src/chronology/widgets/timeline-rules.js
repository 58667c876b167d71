// The timeline without its drawing: what passes the filters, in which lane, where a mark stands, which ticks.

import { dayNumber } from "./kit/time.js";
import { many } from "./kit/values.js";

export const MARK = 20; // pixels: size of a mark; with the gap around it a target for a finger
const BORDERS = 4; // pixels, of a bar
const LETTER = 6.7; // pixels of a letter of a label, about
const WIDE_LETTER = 8; // … and rather more than that
const LEAST_LABEL = 60; // pixels: what is shorter says nothing
const CLOSEST = 70; // pixels of a day at most
const CROWDED = 250; // events of a lane
const ROWS = 16; // of all lanes together, about
export const EARLIEST = dayNumber("0001-01-01"); // that ISO text of four digits can say
const GROUP = 30; // pixels: size of a mark that stands for several events
const LONG = MARK * 2; // pixels: what is longer keeps out of the last row
const LANES_OF_PARTIES = 7;
/**
 * What the script needs beyond the record of an event: day numbers, the longest title, the text to search, for which
 * said(row) gives what its card says beside title and date. Of many thousand events every step counts here.
 */
export function prepared(records, said = (row) => [row.explanation, row.note]) {
  return records.map((record, order) => {
    const from = record.start ? dayNumber(record.start) : null;
    const last = record.end === record.start ? from : record.end ? dayNumber(record.end) : null;
    const to = last === null ? null : last + 1; // a day lasts until the next begins
    return { order, from, to, said, ...record };
  });
}

/** The letters of the longest title of an event. Counted when they are first asked for. */
export const lettersOf = (row) =>
  (row.letters ??= Math.max(0, ...Object.values(row.title ?? {}).map((title) => title.length)));

/**
 * Case, width and marks of letters do not count in a search, nor which of some that are written one for another: the same
 * rule as search_text in base.py.
 */
const folded = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}|[ьъ'’ʼ]|(?<=[kg])h/gu, "")
    .replace(/[әқңғүұөһіıqy]/g, (letter) => "акнгууохиiki"["әқңғүұөһіıqy".indexOf(letter)]);

/** All that is searched in an event, in every language. Made when it is first asked for. */
export const searchable = (row) =>
  (row.text ??= folded(
    [row.title, row.date, ...row.said(row)].flatMap((text) => Object.values(text ?? {})).join("\n"),
  ));

/**
 * The events that pass all filters, in their order. The same rules as `filtered` in timeline.py. fields: the filters that
 * hold a list of values -> the fields of an event that they look at.
 */
export function filtered(rows, filters, periods, fields) {
  const tests = [];
  for (const [name, field] of Object.entries(fields)) {
    const wanted = new Set(many(filters[name]));
    if (wanted.size) tests.push((row) => many(row[field]).some((value) => wanted.has(value)));
  }
  const period = filters.period && periods.find((each) => each.id === filters.period);
  if (period) {
    const from = dayNumber(period.start);
    const to = period.end ? dayNumber(period.end) : Infinity;
    tests.push((row) => row.from !== null && row.from >= from && row.from <= to);
  }
  if (typeof filters.in_essay === "boolean") tests.push((row) => Boolean(row.in_essay) === filters.in_essay);
  const sought = folded(String(filters.text ?? ""))
    .split(" ")
    .filter(Boolean);
  if (sought.length) tests.push((row) => sought.every((word) => searchable(row).includes(word)));
  return tests.length ? rows.filter((row) => tests.every((test) => test(row))) : rows;
}

/** The events of which the date can lie in a view, two ISO days; all of them in none. As `shown_events` in timeline.py. */
export function inView(rows, view) {
  const [first, last] = view;
  if (!first || !last) return rows;
  const [from, to] = [dayNumber(first), dayNumber(last)];
  return rows.filter((row) => row.from !== null && row.from <= to && (row.to === null || row.to > from));
}

/** @typedef {[number, number]} Window the first and last day that are shown, as day numbers */

/**
 * The span of time that events fill, with room on both sides, and their last day.
 * @returns {{ whole: Window, last: number }}
 */
export function spanOf(rows) {
  const dated = rows.filter((row) => row.from !== null);
  const { first, last } = endsOf(dated);
  const margin = Math.max(2, (last - first) * 0.04);
  return { whole: dated.length ? [Math.max(EARLIEST, first - margin), last + 2 * margin] : [0, 365], last };
}

function endsOf(dated) {
  let [first, last] = [Infinity, -Infinity];
  for (const { from, to } of dated) {
    first = Math.min(first, from);
    last = Math.max(last, to ?? from + 365);
  }
  return { first, last };
}

/**
 * The window that holds all of some events.
 * @returns {Window}
 */
export function fitting(rows) {
  const { first, last } = endsOf(rows);
  const room = Math.max(3, (last - first) * 0.05);
  return [first - room, last + room];
}

/**
 * A window that is not closer than a screen of some width can show, nor farther or farther off than all there is.
 * @param {Window} asked
 * @param {Window} whole
 * @param {number} width pixels
 * @returns {Window}
 */
export function bounded([left, right], whole, width) {
  const length = Math.min((whole[1] - whole[0]) * 1.2, Math.max(width / CLOSEST, right - left));
  const middle = Math.min(whole[1], Math.max(whole[0], (left + right) / 2));
  return [middle - length / 2, middle + length / 2];
}

/**
 * The window so many times as long, in which a day stays where it is.
 * @param {Window} shown
 * @returns {Window}
 */
export const zoomed = ([from, to], factor, day) => [day - (day - from) * factor, day + (to - day) * factor];

/**
 * @param {Window} shown
 * @returns {Window}
 */
export const shifted = ([from, to], days) => [from + days, to + days];

/**
 * The window about an event, null where it can be seen already.
 * @returns {Window | null}
 */
export function about(row, [from, to]) {
  const half = (to - from) / 2;
  const late = row.from > to - half / 10;
  const early = (row.to ?? Infinity) < from || (row.from < from && row.shape !== "open");
  return late || early ? [row.from - half, row.from + half] : null;
}

/** Whether a zoom can tell the events of a mark apart, on a screen of some width at most so many pixels a day. */
export function canOpen({ items }, scale, width) {
  const days = items.at(-1).from - items[0].from;
  return days > 0 && scale < CLOSEST * 0.9 && (days + 1) * scale < width * 0.8;
}

/** How many events begin in each hundredth of the time. */
export function hundredths(rows, [first, last]) {
  const counts = new Array(100).fill(0);
  for (const row of rows) {
    const part = (row.from - first) / (last - first);
    if (row.from !== null) counts[Math.min(99, Math.floor(part * 100))] += 1;
  }
  return counts;
}

const byTime = (a, b) => a.from - b.from || a.order - b.order;
const inOrder = (row, at, all) => at === 0 || byTime(all[at - 1], row) <= 0;

/**
 * The lanes: [key, events in order of time] in the order in which they are shown. An event with two parties or topics
 * stands in two lanes; parties that are rare share the last.
 */
export function laned(rows, lanes, order, fields) {
  const found = new Map();
  const put = (key, row) => {
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(row);
  };
  for (const row of rows) {
    if (row.from === null) continue;
    if (lanes === "none") put("all", row);
    else if (lanes === "essay") put(row.in_essay ? "yes" : "no", row);
    else if (!row[fields[lanes]]?.length) put("", row);
    else for (const key of many(row[fields[lanes]])) put(key, row);
  }
  const listed = [...found];
  if (lanes === "party") {
    listed.sort((a, b) => b[1].length - a[1].length);
    const rest = new Set(listed.splice(LANES_OF_PARTIES).flatMap(([, each]) => each));
    if (rest.size) listed.push(["others", [...rest]]);
  } else {
    const place = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
    listed.sort((a, b) => place(a[0]) - place(b[0]));
  }
  for (const [, each] of listed) if (!each.every(inOrder)) each.sort(byTime);
  return listed;
}

/**
 * Where the marks of a lane stand: {marks, rows, most}, each mark {x, w, long, row, room, before,
 * items, column}. In a crowded
 * lane what stands for several short events is a column; most: the events of the fullest of them.
 *
 * rows: in order of time. scale: pixels a day. origin: the day at x = 0. limit: rows of the lane at most; 1 means that
 * the lane is crowded, and spans get a row above. width: of the window, pixels. Positions do not depend on where the
 * window is, so that panning moves all marks together. Rows are filled from above; an event takes the first row that
 * has room for its label too, else the one that is free longest; where there is none it joins the mark that began last
 * (a short event a short one), and that mark stands for several events. The last row is not for long marks, else an
 * open span could swallow all that follows.
 */
export function packed(rows, scale, origin, limit, width) {
  const length = (row) => Math.max(MARK, ((row.to ?? 1e9) - row.from) * scale);
  const crowded = limit === 1;
  const count = crowded && rows.some((row) => length(row) > LONG) ? 2 : limit;
  const marks = [];
  const ends = []; // of each row: where its last mark ends
  const wished = []; // … and where the label of that mark would end
  const lasts = [];
  let most = 0;
  let joined = null; // the mark that the last short event joined
  for (const row of rows) {
    const x = (row.from - origin) * scale;
    const w = length(row);
    const long = w > LONG;
    if (joined && !long && x < joined.x + joined.w) {
      joined.items.push(row);
      continue;
    }
    const first = crowded && !long ? count - 1 : 0;
    const end = long ? count - 1 : count;
    let place = -1;
    for (let each = first; each < end && place < 0; each += 1) if (!(wished[each] > x)) place = each;
    if (place < 0)
      for (let each = first; each < end; each += 1) if (ends[each] <= x && !(ends[each] >= ends[place])) place = each;
    if (place < 0) {
      for (let each = first; each < end; each += 1)
        if ((long || !lasts[each].long) && !(lasts[each].x <= lasts[place]?.x)) place = each;
      const mark = lasts[place];
      mark.items.push(row);
      mark.long ||= long;
      mark.w = Math.max(mark.w, long ? x + w - mark.x : GROUP);
      ends[place] = Math.max(ends[place], mark.x + mark.w + 3);
      wished[place] = Math.max(wished[place], ends[place]);
      if (!long) joined = mark;
      else if (joined === mark) joined = null; // it has become long, and takes no short ones
      continue;
    }
    const before = lasts[place] ? x - labelEnd(lasts[place]) : Infinity; // pixels
    const mark = { x, w, long, row: place, room: Infinity, before, items: [row], column: false };
    if (lasts[place]) lasts[place].room = x - lasts[place].x - lasts[place].w - 6;
    lasts[place] = mark;
    ends[place] = x + w + 3;
    wished[place] = ends[place] + Math.min(width / 3, lettersOf(row) * LETTER);
    marks.push(mark);
  }
  if (crowded)
    for (const mark of marks) {
      mark.column = !mark.long && mark.items.length > 1;
      if (mark.column) most = Math.max(most, mark.items.length);
    }
  return { marks, rows: ends.length, most };
}

/**
 * The marks of a lane, as `packed` gives them, in as many rows as it may have.
 *
 * lanes, all: how many lanes and events there are.
 */
export function layoutOf(rows, { scale, origin, width, lanes, all }) {
  const crowded = rows.length > CROWDED;
  const most = all > CROWDED * 4 ? ROWS / 2 : ROWS;
  const limit = Math.max(crowded ? 1 : 2, Math.floor(most / Math.max(1, lanes)));
  const layout = packed(rows, scale, origin, limit, width);
  // Where most events share a mark, more rows would hold more numbers, and say no more.
  const shared = layout.marks.reduce((sum, { items }) => sum + (items.length > 1 ? items.length : 0), 0);
  return crowded && limit > 1 && shared > rows.length / 2 ? packed(rows, scale, origin, 1, width) : layout;
}

/** Where the label of a mark would end if it were shown whole, in any language, from the same day as `mark.x`. */
const labelEnd = ({ items, w, x }) =>
  Math.max(x + w + 3, items.length > 1 ? 0 : x + MARK + 4 + lettersOf(items[0]) * WIDE_LETTER);

/**
 * What of a mark can be seen in a window of so many pixels: {left, right, wide, long}, from the left of the window. A
 * bar that is longer than the window keeps its sign in it. wide: it is a bar, not only a sign.
 */
export function seen(mark, offset, width) {
  const x = mark.x + offset;
  const left = Math.max(x, Math.min(0, x + mark.w - MARK));
  const right = Math.min(x + mark.w, Math.max(width, left) + 40);
  const wide = right - left > MARK * 1.6 && mark.items.length === 1;
  return { left, right, wide, cut: left > x, long: mark.w > MARK && (x < 0 || x + mark.w > width) };
}

/** Whether the label of a mark, of so many letters, would leave the window at its right. */
export const leaves = (left, letters, width) => left + MARK + 4 + letters * WIDE_LETTER > width;

/**
 * Where the label of a mark stands: {room, before}, in how many pixels, and whether to the left of its mark: there it
 * stands where it would leave the window and nothing else is in its way. null where there is no room for one.
 *
 * mark, what of it is `seen`, letters of the label, width of the window in pixels.
 */
export function labelPlace(mark, { left, right, wide }, letters, width) {
  const free = Math.min(width, mark.room + (wide ? right - left - MARK : 0));
  const room = Math.min(free, width - left - MARK - 4 - BORDERS);
  const wanted = letters * WIDE_LETTER + 4;
  if (leaves(left, letters, width) && wanted < Math.min(mark.before, left)) return { room: wanted, before: true };
  return room > LEAST_LABEL ? { room, before: false } : null;
}

/**
 * A day in the Old Style (Julian): {month, day}, the month from 0. Richards, Calendars, in Urban and Seidelmann (eds),
 * Explanatory Supplement to the Astronomical Almanac, 3rd ed., 2013, ch. 15.
 */
export function oldStyle(day) {
  const inCycle = (4 * (day + 2440588 + 1401) + 3) % 1461;
  const fifths = 5 * Math.floor(inCycle / 4) + 2;
  return { month: (Math.floor(fifths / 153) + 2) % 12, day: Math.floor((fifths % 153) / 5) + 1 };
}
