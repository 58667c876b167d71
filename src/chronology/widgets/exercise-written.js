// Dates as people write them, read into EDTF of the New Style: the same as chronology/exercises/written.py, and of
// chronology/dates.py what that needs. The words and patterns of the languages come from Python. No elements here.

import { NoAnswer, folded, pattern, stripped, whole } from "./exercise-text.js";

const LETTERS = "[^\\W\\d_]+";
const WORDS = pattern(`${LETTERS}|\\d+`, "g");
const PLAIN = "(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?";
const PART = `(?:${PLAIN}|(?!000)[0-9]{3}X|(?!00)[0-9]{2}XX)[?~%]?`;
const EDTF = {
  single: whole(PART),
  interval: whole(`${PART}/${PART}`),
  open: whole(`${PART}/\\.\\.`),
  "one of": whole(`\\[${PLAIN}(?:,${PLAIN})+\\]`),
};
const PRECISIONS = ["day", "month", "year", "decade", "century"];

/** A text that is no date. */
class NoDate extends Error {}
const refuse = () => {
  throw new NoDate();
};

const two = (number) => String(number).padStart(2, "0");
export const four = (number) => String(number).padStart(4, "0");

// --- days -----------------------------------------------------------------------------------

const leap = (year, julian) => year % 4 === 0 && (julian || year % 100 !== 0 || year % 400 === 0);
const daysOf = (year, month, julian) =>
  month === 2 ? (leap(year, julian) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Days since the first day of the year 1 of a calendar. */
function countOf([year, month, day], julian) {
  const before = year - 1;
  let days = 365 * before + Math.floor(before / 4) + day - 1;
  if (!julian) days += Math.floor(before / 400) - Math.floor(before / 100);
  for (let each = 1; each < month; each += 1) days += daysOf(year, each, julian);
  return days;
}

/** The day of a calendar as ISO text. */
function isoOf(count, julian) {
  let year = Math.floor(count / 365.2425) + 2;
  while (countOf([year, 1, 1], julian) > count) year -= 1;
  let month = 12;
  while (countOf([year, month, 1], julian) > count) month -= 1;
  return `${four(year)}-${two(month)}-${two(count - countOf([year, month, 1], julian) + 1)}`;
}
const LAST = countOf([9999, 12, 31], false);
const JULIAN_LATER = 2; // days from 1 January of the year 1 Julian to that of the Gregorian calendar

const numbersOf = (iso) => iso.split("-").map(Number);

/** The day that is so many days later; itself at the ends of time. */
export function moved(iso, days) {
  const count = countOf(numbersOf(iso), false) + days;
  return count < 0 || count > LAST ? iso : isoOf(count, false);
}

function singleDay(text, julian) {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) || !EDTF.single.test(text)) refuse();
  const [year, month, day] = numbersOf(text);
  if (day > daysOf(year, month, julian)) refuse();
  return countOf([year, month, day], julian);
}

/** A day of the Old Style in the New; throws where there is none. */
export function oldToNew(text) {
  const count = singleDay(text, true) - JULIAN_LATER;
  return count < 0 || count > LAST ? refuse() : isoOf(count, false);
}

/** A day of the New Style in the Old. */
export function newToOld(text) {
  const count = singleDay(text, false) + JULIAN_LATER;
  return isoOf(count, true);
}

// --- EDTF -----------------------------------------------------------------------------------

/** {form, parts, precision} of EDTF as the course has it; throws NoDate. A part: {year, month, day, sign}. */
export function parsed(text) {
  const form = Object.keys(EDTF).find((each) => EDTF[each].test(text)) ?? refuse();
  const parts = text.match(new RegExp(PART, "gu")).map((part) => {
    const [, plain, sign] = part.match(/^(.*?)([?~%]?)$/);
    const [year, month, day] = plain.split("-");
    return { year, month: Number(month) || null, day: Number(day) || null, sign };
  });
  for (const { year, month, day } of parts) if (day && day > daysOf(Number(year), month, false)) refuse();
  const first = ({ year, month, day }) => `${year.replaceAll("X", "0")}-${two(month ?? 1)}-${two(day ?? 1)}`;
  const last = ({ year, month, day }) =>
    `${year.replaceAll("X", "9")}-${two(month ?? 12)}-${two(day ?? daysOf(Number(year.replaceAll("X", "9")), month ?? 12, false))}`;
  if (form === "interval" && last(parts[1]) < first(parts[0])) refuse();
  const precisionOf = ({ year, month, day }) =>
    day ? "day" : month ? "month" : ["year", "decade", "century"][year.split("X").length - 1];
  const precision = PRECISIONS.findLast((each) => parts.some((part) => precisionOf(part) === each));
  return { form, parts, precision };
}

const isDate = (text) => attempt(() => parsed(text)) !== undefined;

/** What an action gives; undefined where it meets no date. */
function attempt(action) {
  try {
    return action();
  } catch (error) {
    if (error instanceof NoDate) return undefined;
    throw error;
  }
}

// --- as people write ------------------------------------------------------------------------

/** Reads dates with the words of the languages. words: `old`, `new`, `hijri`, `year`, `century`, `beside`, `months`, `typed`. */
export class Dates {
  constructor(words) {
    this.letters = words.typed;
    this.months = words.months.map((names) => names.map(this.typed)); // of each language, English first
    this.beside = new Set(words.beside.map(this.typed));
    this.old = pattern(words.old, "i");
    this.new = pattern(words.new, "i");
    this.style = pattern(`[\\s,(]*(?:${words.old}|${words.new})[\\s)]*`, "gi");
    this.hijri = pattern(words.hijri, "g");
    this.year = pattern(words.year);
    this.century = whole(words.century, "i");
  }

  /** [EDTF of the New Style, whether it was written in the Old Style alone]; throws NoAnswer. */
  read(text) {
    if (text.length > 100) throw new NoAnswer(["no-date"]);
    const given = stripped(text.replace(this.hijri, "")).replace(/^(\d{4}-\d\d-\d\d) 00:00:00$/, "$1");
    const both = this.bothStyles(given);
    if (both) return [both, false];
    const old = this.old.test(given);
    const found = this.edtf(this.withoutStyle(given));
    const read = attempt(() => (old ? oldToNew(found) : parsed(found) && found));
    if (read === undefined) throw new NoAnswer(this.whyNot(found, old));
    return [read, old];
  }

  bothStyles(text) {
    const double = whole(`(\\d{1,2}(?: ${LETTERS})?)\\s?/\\s?(\\d{1,2} ${LETTERS} \\d{4}.*)`).exec(text);
    const bracket = whole("([^()]*\\d[^()]*)\\(([^()]*\\b\\d{1,2}\\b[^()]*)\\)(.*)").exec(text);
    const pairs = [];
    if (double) pairs.push([double[1], double[2]]);
    else if (bracket) {
      const [outside, inside] = [bracket[1] + bracket[3], bracket[2]];
      if (!this.new.test(inside) && !this.old.test(outside)) pairs.push([inside, outside]);
      if (!this.old.test(inside) && !this.new.test(outside)) pairs.push([outside, inside]);
    } else return null;
    for (const pair of pairs) {
      const [one, other] = pair.map((each) => this.edtf(this.completed(this.withoutStyle(each), text)));
      if (attempt(() => oldToNew(one)) === other) return other;
    }
    throw new NoAnswer(["not-the-same-day"], "calendar");
  }

  withoutStyle = (text) => stripped(text.replace(this.style, " "));

  /** A part of a date with the month and the year that it shares with the rest. */
  completed(text, all) {
    const named = (each) => (each.match(pattern(LETTERS, "g")) ?? []).find((word) => this.month(word));
    const year = /\p{Nd}{4}/u;
    const dated = named(text) ? text : `${text} ${named(all) ?? ""}`;
    return year.test(dated) ? dated : `${dated} ${year.exec(all)?.[0] ?? ""}`;
  }

  /** Whether a part of a span is a year and no more: it borrows no month from the other part. */
  bareYear = (text) => whole("\\d{4}").test(stripped(text).replace(this.year, ""));

  /** EDTF of a date; what cannot be read comes back as it is. */
  edtf(given) {
    let text = stripped(given).replace(this.year, "");
    const months = (text.match(WORDS) ?? []).filter((word) => this.month(word));
    const dash = "\\s*[–—]\\s*|\\s+-\\s+";
    const halves = months.length && !text.includes("/") ? text.split(pattern(`${dash}|(?<=\\d)-(?=\\d)`)) : [];
    const choice = whole("(.*\\w) (?:or|немесе|или) (\\w.*)").exec(text);
    if (halves.length === 2)
      return halves
        .map((each, at) => this.edtf(this.bareYear(each) ? each : this.completed(each, halves[1 - at])))
        .join("/");
    if (months.length && choice)
      return `[${[1, 2].map((at) => this.edtf(this.completed(choice[at], choice[3 - at]))).join(",")}]`;
    text = text.replace(pattern(dash, "g"), "/");
    if (!text.endsWith("/..")) text = text.replace(/[.,]+$/, "");
    if (whole("\\d{4}/\\d").test(text) && (Number(text.slice(0, 4)) + 1) % 10 === Number(text[5])) return text;
    return this.inNumbers(text, months.length).replace(pattern("(?<!\\d)\\s+|\\s+(?!\\d)", "g"), "");
  }

  inNumbers(text, months) {
    const span = whole("(?:from |between )?(\\d{4})\\s*(?:-|to|until|and|/|,)\\s*(\\d{4})").exec(text);
    if (span) return `${span[1]}/${span[2]}`;
    const century = this.century.exec(text);
    if (century) return `${two(Number(century[1]) - 1)}XX`;
    const decade = whole("(?:the )?(\\d{3})0(?:['’]?s|-?е(?: гг| годы)?|-?жылдар\\w*)").exec(text);
    if (decade) return `${decade[1]}X`;
    const dotted = text.replace(/(?<=\d)\.? (?=\d)/g, ".");
    const numbers = whole("(?:(\\d{1,2})[./-])?(\\d{1,2})[./-](\\d{4})").exec(dotted);
    if (numbers) return isoText(numbers[3], numbers[2], numbers[1]);
    const first = whole("(\\d{4})[./](\\d{1,2})(?:[./](\\d{1,2}))?").exec(dotted);
    if (first) return isoText(first[1], first[2], first[3]);
    return (months === 1 && !text.includes("/") && this.inWords(text)) || text;
  }

  /** A day or a month, with its sign; null where something else is said as well. */
  inWords(given) {
    const [, text, sign] = pattern("^(.*?)\\s*([?~%]?)$", "s").exec(given);
    const words = folded(text).match(WORDS) ?? [];
    const month = words.map((word) => this.month(word)).find(Boolean);
    const years = words.filter((word) => whole("\\d{4}").test(word));
    const days = words.filter((word) => whole("\\d{1,2}").test(word));
    const others = words.filter((word) => !years.includes(word) && !days.includes(word) && !this.month(word));
    const strange = others.some((word) => !this.beside.has(this.typed(word))) || pattern("[^\\w\\s,.()'’-]").test(text);
    if (years.length !== 1 || days.length > 1 || strange) return null;
    return isoText(years[0], month, days[0]) + sign;
  }

  /** The month that a word names in any of the languages: whole, shortened to three letters or more, or in a case. */
  month(given) {
    const word = this.typed(given);
    if (["май", "мая", "мае"].includes(word)) return 5;
    if (word === "sept") return 9;
    for (const [language, names] of this.months.entries())
      for (const [at, name] of names.entries()) {
        const stem = name.replace(/[ьй]+$/, "");
        const cased = language > 0 && stem.length > 2 && word.startsWith(stem) && word.length - stem.length <= 4;
        if ((word.length > 2 && name.startsWith(word)) || cased) return at + 1;
      }
    return null;
  }

  /** A word as it is typed on a keyboard that has no Kazakh letters. */
  typed = (word) => folded(word).replace(/./gu, (each) => this.letters[each] ?? each);

  whyNot(text, old) {
    if (/^[0-9]{4}-02-29$/.test(text) && !old && attempt(() => oldToNew(text))) return ["no-such-day"];
    if (text.split("/").length === 2 && isDate(text.split("/").reverse().join("/"))) return ["ends-changed"];
    if (!/\p{Nd}{4}/u.test(text) && isDate(this.edtf(`${text.replace(/[./-]?$/, ".")}2000`))) return ["no-year"];
    return [old ? "no-date-old" : "no-date"];
  }
}

const isoText = (year, month, day) => `${year}-${two(Number(month))}${day ? `-${two(Number(day))}` : ""}`;
