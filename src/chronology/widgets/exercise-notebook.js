// Answers as the notebook of a student has them: written into it, and read from it where they are written out. No
// elements here.

import { typed } from "./exercise-text.js";

/** @import { Question } from "./exercise-types.js" */

const variableOf = (id) => id.slice(3);
const idOf = (cell) => cell.id ?? cell.metadata?.nbgrader?.grade_id ?? "";
const sourceOf = (cell) => [cell.source].flat().join("");
const SOLUTION = /^[^#\n]*check\(\s*["'](\d\d-q\d+)["'][^#\n]*solution\s*=\s*True/gm;
const assignment = (id) => new RegExp(`^${variableOf(id)}[ \\t]*=[ \\t]*(?!=)`, "m");

// --- what the controls give -----------------------------------------------------------------

/** A cell of a grid as a plain value: a number where one stands there. */
function cellOf(text) {
  const found = typed(text);
  if (typeof found !== "string") return found;
  if (found === "True" || found === "False") return found === "True";
  const bare = found.replaceAll("−", "-").replace(/^(-?\d+),(\d+)$/, "$1.$2");
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(bare) ? Number(bare) : found;
}

/**
 * What the controls of a question have given, as a plain answer; null where it is nothing.
 * @param {Pick<Question, "kind" | "spec">} question
 */
export function plainOf({ kind, spec = {} }, raw) {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === "string") return typed(raw);
  if (kind === "match") {
    const pairs = spec.options.map((each) => [each, raw[each] === undefined ? null : typed(raw[each])]);
    return pairs.every(([, right]) => right === null) ? null : { type: "pairs", pairs };
  }
  if (kind !== "table") return raw.length ? raw : null;
  const rows = raw.map((row) => row.map(cellOf)).filter((row) => row.some((each) => each !== null));
  if (!rows.length) return null;
  const index = rows.map(([label], at) => (spec.labelled === false ? at : label));
  const values = rows.map((row) => (spec.labelled === false ? row : row.slice(1)));
  if (spec.form === "Series") return { type: "series", index, values: values.map(([each]) => each) };
  return { type: "frame", columns: spec.columns, index, rows: values };
}

/** A plain answer as the controls of a question give it; undefined where they cannot. */
export function rawOf(question, plain) {
  const { kind, spec = {} } = question;
  const isText = (each) => ["string", "number"].includes(typeof each);
  const text = (each) => (each === null ? "" : String(each));
  if (kind === "date" || kind === "name" || kind === "number" || (kind === "set" && !spec.options))
    return isText(plain)
      ? String(plain)
      : Array.isArray(plain) && kind === "set"
        ? plain.map(text).join(", ")
        : undefined;
  if (kind === "choice") return spec.options.includes(plain) ? plain : undefined;
  if (kind === "set" || kind === "order") {
    const items = plain?.type === "set" ? plain.items : plain;
    const all = kind === "set" || items?.length === spec.options.length;
    return Array.isArray(items) && all && items.every((each) => spec.options.includes(each)) ? items : undefined;
  }
  if (kind === "match") {
    if (plain?.type !== "pairs") return undefined;
    const pairs = plain.pairs.filter(([, right]) => right !== null).map(([left, right]) => [left, text(right)]);
    const known = ([left, right]) => spec.options.includes(left) && (spec.to?.includes(right) ?? true);
    return pairs.every(known) ? Object.fromEntries(pairs) : undefined;
  }
  return rawOfTable(spec, plain);
}

function rawOfTable(spec, plain) {
  const text = (each) => (each === null ? "" : each === true ? "True" : each === false ? "False" : String(each));
  const rows = (values) => plain.index.map((label, at) => [label, ...values(at)].map(text));
  if (plain?.type === "series" && spec.form === "Series") return rows((at) => [plain.values[at]]);
  if (plain?.type !== "frame" || JSON.stringify(plain.columns) !== JSON.stringify(spec.columns)) return undefined;
  return spec.labelled === false ? plain.rows.map((row) => row.map(text)) : rows((at) => plain.rows[at]);
}

// --- written --------------------------------------------------------------------------------

/** A plain value as Python. */
function python(value) {
  if (value === null) return "...";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (value.type === "pairs") return `{${value.pairs.map((pair) => pair.map(python).join(": ")).join(", ")}}`;
  const list = (values) => `[${values.map((each) => (each === null ? "None" : python(each))).join(", ")}]`;
  if (value.type === "series") return `pd.Series(${list(value.values)}, index=${list(value.index)})`;
  if (value.type === "frame") {
    const columns = value.columns.map((name, at) => `${python(name)}: ${list(value.rows.map((row) => row[at]))}`);
    return `pd.DataFrame({${columns.join(", ")}}, index=${list(value.index)})`;
  }
  return JSON.stringify(value);
}

/** The source of the cell for an answer, from that which was handed out. */
export function sourceWith(id, question, given, blank) {
  if (given.source !== undefined) return given.source;
  if (!question.kind) return given.raw;
  let answer = plainOf(question, given.raw);
  if (answer === null) return blank;
  if (question.kind === "number" && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(answer)) answer = Number(answer);
  const at = blank.search(assignment(id));
  return `${at < 0 ? "" : blank.slice(0, at)}${variableOf(id)} = ${python(answer)}`;
}

/** The notebook of a chapter with the answers of a sheet. clean: as it was handed out. questions: id -> question. */
export function filled(clean, questions, { given, shown, notebook }) {
  const made = structuredClone(notebook ?? clean);
  const blanks = new Map(clean.cells.map((cell) => [idOf(cell), sourceOf(cell)]));
  for (const cell of made.cells) {
    const [, id, part] = idOf(cell).match(/^(\d\d-q\d+)-(answer|check)$/) ?? [];
    if (part === "answer" && given[id])
      cell.source = sourceWith(id, questions[id] ?? {}, given[id], blanks.get(`${id}-answer`) ?? "");
    if (part === "check" && shown[id]) cell.source = `check("${id}", ${variableOf(id)}, solution=True)`;
  }
  return made;
}

// --- read -----------------------------------------------------------------------------------

/** What keeps a file from being opened: a key of the words, and its values. */
export class NoNotebook extends Error {
  constructor(key, values = {}) {
    super(key);
    this.said = [key, values];
  }
}

/**
 * What a notebook of the chapter holds: {given, shown, notebook}. text: of the file. clean, questions: as in `filled`.
 * Throws NoNotebook.
 */
export function openedNotebook(text, chapter, clean, questions) {
  let notebook;
  try {
    notebook = JSON.parse(text);
  } catch {
    throw new NoNotebook("open-broken");
  }
  if (!Array.isArray(notebook?.cells) || !notebook.cells.every((cell) => cell && typeof cell === "object"))
    throw new NoNotebook("open-broken");
  const answers = notebook.cells.filter((cell) => /^\d\d-q\d+-answer$/.test(idOf(cell)));
  const chapters = [...new Set(answers.map((cell) => idOf(cell).slice(0, 2)))];
  if (!chapters.includes(chapter))
    throw chapters.length ? new NoNotebook("open-other", { n: Number(chapters[0]) }) : new NoNotebook("open-foreign");
  const blanks = new Map(clean.cells.map((cell) => [idOf(cell), sourceOf(cell).trim()]));
  const [given, shown] = [{}, {}];
  for (const cell of answers) {
    const id = idOf(cell).slice(0, -7);
    const source = sourceOf(cell);
    if (!questions[id] || !source.trim() || source.trim() === blanks.get(idOf(cell))) continue;
    const found = questions[id].kind ? readIn(id, questions[id], source) : { raw: source };
    if (found) given[id] = found;
  }
  for (const cell of notebook.cells.filter((each) => each.cell_type === "code")) // prose tells how it is written
    for (const [, id] of sourceOf(cell).matchAll(SOLUTION)) if (questions[id]) shown[id] = true;
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  return { given, shown, notebook: { ...notebook, cells } };
}

/** What a cell gives as an answer; null where it is nothing. */
export function readIn(id, question, source) {
  const at = source.match(assignment(id));
  const value = at && literal(source.slice(at.index + at[0].length));
  if (!value) return { source };
  if (value.plain === null || (value.plain?.type === "pairs" && value.plain.pairs.every(([, right]) => right === null)))
    return null;
  const raw = rawOf(question, value.plain);
  return raw === undefined ? { source, plain: value.plain } : { raw };
}

const TOKEN =
  /\s*(?:#[^\n]*(?:\n|$)\s*)*("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|-?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?|\.\.\.|…|[A-Za-z_][\w.]*|[^\s#])/giy;

/** {plain} of a literal of Python at the end of a cell, with our two kinds of tables; null for anything else. */
export function literal(source) {
  const tokens = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(source); found; found = TOKEN.exec(source)) tokens.push(found[1]);
  const reader = new Literal(tokens);
  try {
    const plain = reader.value();
    return reader.at === tokens.length ? { plain } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const NAMES = { None: null, True: true, False: false, "...": null, Ellipsis: null };

class Literal {
  constructor(tokens) {
    this.tokens = tokens;
    this.at = 0;
  }

  next(wanted) {
    const token = this.tokens[this.at];
    if (token === undefined || (wanted && token !== wanted)) throw new SyntaxError("no literal");
    this.at += 1;
    return token;
  }

  is = (token) => this.tokens[this.at] === token;

  value() {
    const token = this.next();
    if (Object.hasOwn(NAMES, token)) return NAMES[token];
    if (/^["']/.test(token)) return textIn(token);
    if (/^-?[\d.]/.test(token) && !Number.isNaN(Number(token.replaceAll("_", ""))))
      return Number(token.replaceAll("_", ""));
    if (token === "[") return this.items("]");
    if (token === "(") return this.items(")", true);
    if (token === "{") return this.braces();
    if (token === "pd.Series" || token === "pd.DataFrame") return this.table(token);
    throw new SyntaxError("no literal");
  }

  /** Items up to a closing bracket; one in round brackets without a comma stands for itself. */
  items(end, round = false) {
    const found = [];
    let commas = 0;
    while (!this.is(end)) {
      found.push(this.value());
      if (!this.is(end)) {
        this.next(",");
        commas += 1;
      }
    }
    this.next(end);
    return round && found.length === 1 && !commas ? found[0] : found;
  }

  braces() {
    const pairs = [];
    const items = [];
    while (!this.is("}")) {
      const left = this.value();
      if (this.is(":")) {
        this.next(":");
        pairs.push([left, this.value()]);
      } else items.push(left);
      if (!this.is("}")) this.next(",");
    }
    this.next("}");
    if (pairs.length && items.length) throw new SyntaxError("no literal");
    return items.length ? { type: "set", items } : { type: "pairs", pairs };
  }

  table(form) {
    this.next("(");
    const data = this.value();
    let index = null;
    while (!this.is(")")) {
      this.next(",");
      if (this.is(")")) break;
      this.next("index");
      this.next("=");
      index = this.value();
    }
    this.next(")");
    if (form === "pd.Series") return seriesOf(data, index);
    if (data?.type !== "pairs" || !data.pairs.length) throw new SyntaxError("no literal");
    const [[, first]] = data.pairs;
    const labels = index ?? first.map((_, at) => at);
    if (!data.pairs.every(([, column]) => Array.isArray(column) && column.length === labels.length))
      throw new SyntaxError("no literal");
    const rows = labels.map((_, at) => data.pairs.map(([, column]) => column[at]));
    return { type: "frame", columns: data.pairs.map(([name]) => name), index: labels, rows };
  }
}

function seriesOf(data, index) {
  if (data?.type === "pairs" && !index) {
    return { type: "series", index: data.pairs.map(([left]) => left), values: data.pairs.map(([, right]) => right) };
  }
  if (!Array.isArray(data) || (index && index.length !== data.length)) throw new SyntaxError("no literal");
  return { type: "series", index: index ?? data.map((_, at) => at), values: data };
}

/** The text of a literal. */
function textIn(token) {
  const plain = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"', "'": "'", "\n": "" };
  return token.slice(1, -1).replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([\s\S]))/gi, (whole, four, two, one) => {
    if (four || two) return String.fromCharCode(Number.parseInt(four ?? two, 16));
    return Object.hasOwn(plain, one) ? plain[one] : whole;
  });
}
