// The text that stands for an answer when it is compared, as chronology/exercises/plain.py has it; patterns as Python
// reads them. No elements here.

const MOST = 5_000; // characters of an answer

const WORD = "\\p{L}\\p{N}_";
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const EDGE = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;

/** A pattern of Python: letters, digits and spaces are those of every script. */
export function pattern(source, flags = "") {
  let inside = false;
  const read = source.replaceAll("[^\\W\\d_]", "[\\p{L}\\p{Nl}\\p{No}]").replace(/\\?[\s\S]/g, (part) => {
    if (part === "[") inside = true;
    if (part === "]") inside = false;
    if (part === "\\b") return EDGE;
    if (part === "\\d") return "\\p{Nd}";
    const class_ = { "\\w": WORD, "\\s": SPACE }[part];
    return class_ ? (inside ? class_ : `[${class_}]`) : part;
  });
  return new RegExp(read, `u${flags}`);
}
/** The same for a whole text. */
export const whole = (source, flags) => pattern(`^(?:${source})$`, flags);

const SPACES = pattern("\\s+", "g");
const ENDS = pattern("^\\s+|\\s+$", "g");
export const stripped = (text) => text.replace(ENDS, "");

/** What was typed, as a plain answer: null where nothing was. */
export function typed(text) {
  const found = stripped(text.normalize("NFKC"));
  return found.length > MOST ? { type: "other", name: "a very long text" } : found || null;
}

/** A text in small letters, as Python folds it, for the alphabets of the course and their neighbours. */
export const folded = (text) =>
  Array.from(text, (each) => (/[ıϐ-ϖϰ-ϵſẛ]/.test(each) ? each.toLowerCase() : each.toUpperCase().toLowerCase())).join(
    "",
  );

/** Whether a number is written in such a text as Python's `float` reads, and which. */
export function numberIn(text) {
  const digits = "\\d(?:_?\\d)*";
  const form = new RegExp(`^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:e[+-]?${digits})?$`, "i");
  const number = form.test(text) ? Number(text.replaceAll("_", "")) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** A number cut to so many significant digits, as text; one in the middle goes to the even side, as in Python. */
function significant(number, digits) {
  const cut = number.toPrecision(digits);
  return isMiddle(number, cut) && /[13579](?:e|$)/.test(cut) ? fromBelow(number, cut) : cut;
}

/** A number with so many decimals, rounded as Python does. */
export function rounded(number, decimals) {
  const cut = number.toFixed(decimals);
  return Number(isMiddle(number, cut) && /[13579]$/.test(cut) ? fromBelow(number, cut) : cut);
}

/** Whether a number lies in the middle between two that can be written so; all its digits are looked at. */
function isMiddle(number, cut) {
  if (Math.abs(number) >= 1e21 || Number(cut) === number) return false;
  const [mantissa] = Math.abs(number).toPrecision(100).split("e");
  const digits = cut
    .replace(/^-|e.*$/g, "")
    .replace(/[^\d]/g, "")
    .replace(/^0+/, "").length;
  return /^50*$/.test(mantissa.replace(".", "").replace(/^0+/, "").slice(digits));
}

/** The written number one step nearer to zero. */
function fromBelow(number, cut) {
  const step =
    cut.replace(/e.*/, "").replace(/\d/g, "0").replace(/0$/, "1").replace("-", "") + (/e.*/.exec(cut)?.[0] ?? "");
  const less = Number(cut) - Math.sign(number) * Number(step);
  return cut.includes("e")
    ? less.toExponential((cut.match(/\.(\d+)/)?.[1] ?? "").length)
    : less.toFixed((cut.match(/\.(\d+)/)?.[1] ?? "").length);
}

/** The text of a plain value for comparing: 3, 3.0 and "3" differ only from other numbers, case does not count. */
export function comparable(value) {
  if (value === null || value === undefined) return "-";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return Number.isInteger(value) ? `${BigInt(value)}` : general(value);
  if (typeof value === "string") return stripped(folded(value)).split(SPACES).filter(Boolean).join(" ");
  if (Array.isArray(value)) return `(${value.map(comparable).join(", ")})`;
  const parts = Object.keys(value)
    .sort()
    .map((name) => `${name}: ${comparable(value[name])}`);
  return `{${parts.join(", ")}}`;
}

/** A number as Python writes it with `.6g`. */
function general(number) {
  const [digits, power] = significant(number, 6).split("e");
  const bare = digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
  if (power) return `${bare}e${power[0]}${power.slice(1).padStart(2, "0")}`;
  if (Math.abs(number) >= 1e-4) return bare;
  const [small, its] = Number(digits).toExponential().split("e");
  return `${small}e-${its.slice(1).padStart(2, "0")}`;
}

/** What a plain value is, in the words of a message: a text, a list … */
export function called(value) {
  if (value === null) return ["nothing"];
  if (typeof value === "boolean") return ["a-boolean"];
  if (typeof value === "number") return ["a-number"];
  if (typeof value === "string") return ["a-text"];
  if (Array.isArray(value)) return ["a-list"];
  const special = { NaN: "a-nan", "an empty text": "an-empty-text", "a very long text": "a-long-text" };
  const more = { "a very long answer": "a-long-answer", "a very large table": "a-large-table" };
  const kinds = { set: "a-set", pairs: "a-dictionary", series: "a-series", frame: "a-frame" };
  const key = kinds[value.type] ?? special[value.name] ?? more[value.name];
  return key ? [key] : ["of-type", { name: value.name }];
}

/** What was given cannot be an answer to this kind of question. said: key of a text and its values. */
export class NoAnswer extends Error {
  constructor(said, category = "type") {
    super(said[0]);
    this.said = said;
    this.category = category;
  }
}
