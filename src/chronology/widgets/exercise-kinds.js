// The kinds of questions: how an answer is read, which slips are near it, what of it is partly right. The same rules as
// chronology/exercises/kinds/. No elements here, and no right answer.
//
// A kind gives parse(answer, spec, rules) the value of a plain answer or throws NoAnswer; text(value, spec) what it is
// compared by; slips(value, spec) near misses, each [category, what is said, text]; facets(value, spec) what may be known
// of it; partial(value, spec, has) [category, what is said]; parts(value, spec, has) how many of its parts are right, less
// those that are too many, and how many there are. What is said is [key, values].

import { NoAnswer, called, comparable, numberIn, pattern, rounded, stripped } from "./exercise-text.js";
import { four, moved, newToOld, oldToNew } from "./exercise-written.js";

const listed = (items) => items.join(", ");
const bySign = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
const isOf = (answer, type) => answer !== null && typeof answer === "object" && answer.type === type;

// --- options --------------------------------------------------------------------------------

const JOINS = pattern("[\\s_–-]", "g");

/** The option that is meant: in small letters, whatever joins its words, and from whichever keyboard. */
function readOption(text, options, rules) {
  const found = comparable(text);
  const known = new Set(options.map(comparable));
  const joined = new Map([...known].map((each) => [each.replace(JOINS, ""), each]));
  const bare = found.replace(/^[().]+|[().]+$/g, "");
  const alike = Array.from(bare, (each) => rules.likeLatin[each] ?? each).join("");
  return [found, bare, alike].find((each) => known.has(each)) || joined.get(alike.replace(JOINS, "")) || bare;
}

/** The items of a list, a set, a Series or a text with signs between them, as texts. */
function readItems(answer, spec, rules) {
  const given = spec.options ?? [];
  const options = given.map(comparable);
  let items = isOf(answer, "set") ? answer.items : isOf(answer, "series") ? answer.values : answer;
  if (typeof items === "string") {
    const parts = stripped(items).split(pattern("\\s*[,;<>]\\s*|\\s+(?:and|және|и)\\s+")).filter(Boolean);
    const letters = options.length ? Array.from(items.replace(/[^\p{L}\p{N}]/gu, "")) : [];
    const all = letters.length && letters.every((each) => options.includes(readOption(each, options, rules)));
    items = all ? letters : parts;
  }
  if (!Array.isArray(items)) throw new NoAnswer(["list-asked", { what: called(items) }]);
  return items.map((each) => readOption(typeof each === "string" ? each : comparable(each), options, rules));
}

function refuseUnknown(items, options) {
  const known = options.map(comparable);
  const strange = known.length ? items.filter((each) => !known.includes(each)) : [];
  if (strange.length)
    throw new NoAnswer(["not-among", { items: listed(strange.slice(0, 3)), options: listed(options) }], "unknown");
}

const choiceKind = {
  parse(answer, { options }, rules) {
    const one = Array.isArray(answer) && answer.length === 1 ? answer[0] : answer;
    if (typeof one !== "string") throw new NoAnswer(["option-asked", { options: listed(options), what: called(one) }]);
    const found = readOption(one, options, rules);
    if (!options.map(comparable).includes(found))
      throw new NoAnswer(["choose-one", { options: listed(options) }], "unknown");
    return found;
  },
  text: (value) => value,
};

const setKind = {
  parse(answer, spec, rules) {
    if (isOf(answer, "pairs")) throw new NoAnswer(["no-dictionary"]);
    const items = readItems(answer, spec, rules);
    if (!items.length) throw new NoAnswer(["nothing-in-list"], "missing");
    refuseUnknown(items, spec.options ?? []);
    return [...new Set(items)];
  },
  text: (value) => listed(value.toSorted(bySign)),
  facets: (value) => value.map((each) => `item ${each}`),
  partial(value, { count }, has) {
    const right = value.filter((each) => has(`item ${each}`)).length;
    const [missing, extra] = [count - right, value.length - right];
    if (!right) return ["wrong", ["none-right"]];
    if (!extra) return ["missing", missing === 1 ? ["one-missing"] : ["some-missing", { n: missing }]];
    if (!missing) return ["extra", extra === 1 ? ["one-extra"] : ["some-extra", { n: extra }]];
    return ["partial", ["right-wrong-missing", { right, wrong: extra, missing }]];
  },
  parts(value, { count }, has) {
    const right = value.filter((each) => has(`item ${each}`)).length;
    return [Math.max(0, 2 * right - value.length), count];
  },
};

const ordered = (value) => value.join(" > ");
const neighbours = (value) => value.slice(1).map((each, at) => `${value[at]} before ${each}`);

const orderKind = {
  parse(answer, spec, rules) {
    const { options } = spec;
    if (isOf(answer, "set") || isOf(answer, "pairs")) throw new NoAnswer(["order-asked", { what: called(answer) }]);
    const items = readItems(answer, spec, rules);
    const sorted = (list) => listed(list.map(comparable).sort(bySign));
    if (isOf(answer, "series") && sorted(answer.index) === sorted(options)) throw new NoAnswer(["labels-asked"]);
    refuseUnknown(items, options);
    const missing = options.filter((each) => !items.includes(comparable(each)));
    if (new Set(items).size < items.length) throw new NoAnswer(["twice-in-list"], "extra");
    if (missing.length) throw new NoAnswer(["missing-in-order", { options: listed(missing) }], "missing");
    return items;
  },
  text: ordered,
  facets: neighbours,
  slips(value) {
    const swapped = value
      .slice(1)
      .map((each, at) => ["order", ["neighbours-changed"], ordered(value.toSpliced(at, 2, each, value[at]))]);
    return [["order", ["from-the-end"], ordered(value.toReversed())], ...swapped];
  },
  partial(value, spec, has) {
    const [right, count] = orderKind.parts(value, spec, has);
    return ["order", ["neighbours-right", { right, count }]];
  },
  parts: (value, _spec, has) => [neighbours(value).filter(has).length, value.length - 1],
};

const matchKind = {
  parse(answer, { options, to = [] }, rules) {
    let given = answer;
    if (isOf(answer, "series"))
      given = { type: "pairs", pairs: answer.index.map((each, at) => [each, answer.values[at]]) };
    if (!isOf(given, "pairs")) {
      const form = to.length ? `{"${options[0]}": "${to[0]}", …}` : '{"a": 1, "b": 2}';
      throw new NoAnswer(["dictionary-asked", { form, what: called(given) }]);
    }
    if (given.pairs.some((pair) => pair.includes(null))) throw new NoAnswer(["pairs-empty"], "missing");
    const pairs = given.pairs.map(([left, right]) => [
      readOption(comparable(left), options, rules),
      readOption(comparable(right).replace(pattern("\\s*/\\s*", "g"), "/"), to, rules),
    ]);
    const lefts = pairs.map(([left]) => left);
    refuseUnknown(lefts, options);
    const missing = options.filter((each) => !lefts.includes(comparable(each)));
    if (missing.length) throw new NoAnswer(["nothing-given", { options: listed(missing) }], "missing");
    refuseUnknown(
      pairs.map(([, right]) => right),
      to,
    );
    return pairs;
  },
  text: (value) =>
    value
      .toSorted((one, other) => bySign(one[0], other[0]) || bySign(one[1], other[1]))
      .map(([left, right]) => `${left} = ${right}`)
      .join("; "),
  facets: (value) => value.map(([left, right]) => `pair ${left} = ${right}`),
  partial(value, spec, has) {
    const [right, count] = matchKind.parts(value, spec, has);
    return ["partial", ["pairs-right", { right, count }]];
  },
  parts: (value, { options }, has) => [matchKind.facets(value).filter(has).length, options.length],
};

// --- texts and numbers ----------------------------------------------------------------------

const nameKind = {
  parse(answer) {
    let name = Array.isArray(answer) && answer.length === 1 ? answer[0] : answer;
    if (Number.isInteger(name)) name = String(name);
    if (typeof name !== "string") throw new NoAnswer(["name-asked", { what: called(name) }]);
    const bare = comparable(name)
      .replace(/["'“”«»‘’().,]/g, "")
      .replaceAll("–", "-");
    return bare.replace(/^(the|an?) /, "");
  },
  text: (value) => value,
};

/** The step of a number: the same for all that are as right. */
const stepOf = (number, { offset, step }) => {
  const found = Math.floor((number - offset) / step + 1e-9);
  return Number.isFinite(found) ? `${BigInt(found)}` : `${found}`;
};

const numberKind = {
  parse(answer, _spec, rules) {
    let number = answer;
    if (typeof number === "string") {
      const bare = number
        .replace(pattern(rules.unit, "i"), "")
        .replace(/[\u202f ]/g, "")
        .replaceAll("−", "-");
      const thousands = /^-?\p{Nd}{1,3}(,\p{Nd}{3})+(\.\p{Nd}+)?$/u.test(bare);
      number = numberIn(stripped(bare.replaceAll(",", thousands ? "" : ".")));
      if (number === null) throw new NoAnswer(["not-a-number"]);
    }
    if (isOf(number, "series") && number.values.length === 1) throw new NoAnswer(["series-of-one"]);
    if (Array.isArray(number) && number.length === 2 && number.every(Number.isInteger))
      throw new NoAnswer(["no-comma"]);
    if (typeof number !== "number") throw new NoAnswer(["number-asked", { what: called(number) }]);
    return number;
  },
  text: stepOf,
  slips(value, spec) {
    const near = (by) =>
      spec.tolerance
        ? ["close", ["close"], stepOf(value + by * spec.step, spec)]
        : ["off by one", ["off-by-one"], stepOf(value + by, spec)];
    /** @type {[number, string][]} */
    const factors = [
      [-1, "sign"],
      [100, "hundred-small"],
      [0.01, "hundred-large"],
      [1000, "thousand-small"],
      [0.001, "thousand-large"],
    ];
    const whole_ = { share: 1, "per cent": 100 }[spec.unit];
    return [
      near(-1),
      near(1),
      ...factors.map(([factor, key]) => ["unit", [key], stepOf(value * factor, spec)]),
      ...(whole_ ? [["wrong", ["others"], stepOf(whole_ - value, spec)]] : []),
    ];
  },
  partial(value, { size: [start, below] = [-Infinity, Infinity] }) {
    return value >= start && value < below ? null : ["wrong", [value < start ? "too-low" : "too-high"]];
  },
};

// --- dates ----------------------------------------------------------------------------------

const DAY = /^\d{4}-\d\d-\d\d$/;

const dateKind = {
  parse(answer, spec, { dates }) {
    let given = answer;
    if (Number.isInteger(given) && given >= 1000 && given <= 9999) given = String(given);
    if (Array.isArray(given) && given.length === 2) given = given.map(pythonText).join("/");
    if (typeof given !== "string") throw new NoAnswer(["date-asked", { what: called(given) }]);
    const [text, old] = dates.read(given);
    if (old && spec.style === "new") throw new NoAnswer(["old-style"], "calendar");
    return text;
  },
  text: (value) => value,
  facets: (value) => [`year ${value.slice(0, 4)}`, `month ${value.slice(0, 7)}`],
  slips(text, spec) {
    if (DAY.test(text)) return [...slipsOfDay(text, spec)];
    if (/^\d{4}(-\d\d)?$/.test(text)) return [...slipsOfYear(text)];
    if (/^(\d\dXX|\d\d\dX)$/.test(text)) {
      const step = text.endsWith("XX") ? 100 : 10;
      return [-step, step].map((years) => {
        const year = four(Number(text.replaceAll("X", "0")) + years);
        return ["off by one", ["off-by-century"], step === 100 ? `${year.slice(0, 2)}XX` : `${year.slice(0, 3)}X`];
      });
    }
    return text.includes("/") ? [...slipsOfSpan(...text.split("/"))] : [];
  },
  partial(text, spec, has) {
    const month = has(`month ${text.slice(0, 7)}`);
    if (!has(`year ${text.slice(0, 4)}`)) return null;
    if (text.length === 10 && month) return ["partial", ["day-wrong"]];
    if (spec.precision === "day" && text.length < 10) return ["precision", [month ? "day-asked-month" : "day-asked"]];
    if (spec.span && !text.includes("/")) return ["precision", ["both-ends"]];
    return ["partial", ["year-right"]];
  },
};

/** Of a list of two, as Python writes what is no text. */
const pythonText = (value) =>
  value === null ? "None" : value === true ? "True" : value === false ? "False" : String(value);

function* slipsOfDay(text, spec) {
  const [year, , day] = text.split("-").map(Number);
  if (year < 1919)
    for (const turn of [oldToNew, newToOld]) {
      try {
        yield ["calendar", ["other-calendar"], turn(text)];
      } catch {
        // beyond the years that can be written
      }
    }
  for (const step of [-1, 1]) yield ["off by one", ["off-by-day"], moved(text, step)];
  for (const years of [-1, 1, -100, 100, -10, 10])
    if (year + years >= 1 && year + years <= 9999)
      yield ["off by one", ["year-wrong"], four(year + years) + text.slice(4)];
  if (day <= 12) yield ["order", ["day-month"], `${text.slice(0, 4)}-${text.slice(8)}-${text.slice(5, 7)}`];
  if (spec.precision !== "day")
    for (const shorter of [text.slice(0, 7), text.slice(0, 4)]) yield ["precision", ["too-exact"], shorter];
}

function* slipsOfYear(text) {
  const [year, month] = [Number(text.slice(0, 4)), Number(text.slice(5))];
  const later = (years) => pythonYear(year + years) + text.slice(4);
  for (const years of [-1, 1]) yield ["off by one", ["off-by-year"], later(years)];
  for (const years of [-100, 100, -10, 10]) yield ["wrong", ["digit-wrong"], later(years)];
  if (text.length !== 7) return;
  yield ["precision", ["too-exact"], text.slice(0, 4)];
  for (const step of [-1, 1]) {
    const moved_ = 12 * year + month - 1 + step;
    yield [
      "off by one",
      ["off-by-month"],
      `${four(Math.floor(moved_ / 12))}-${String((moved_ % 12) + 1).padStart(2, "0")}`,
    ];
  }
}

/** A year in four places, of which one is the sign of one before the first. */
const pythonYear = (year) => (year < 0 ? `-${String(-year).padStart(3, "0")}` : four(year));

function* slipsOfSpan(first, last) {
  for (const end of [first, last]) yield ["precision", ["no-span"], end];
  if (/^\d{4}\/\d{4}$/.test(`${first}/${last}`))
    for (const [a, b] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ])
      yield ["off by one", ["end-off-by-year"], `${Number(first) + a}/${Number(last) + b}`];
}

// --- tables ---------------------------------------------------------------------------------

// Written as text, and as `comparable` has it.
const LOGICAL = { true: "yes", false: "no" };
const lineOf = (label, row) => [label, ...row].join(" | ");

function textOfRows({ labels, rows }, { labelled = true }, inOrder) {
  const lines = rows.map((row, at) => (labelled ? lineOf(labels[at], row) : row.join(" | ")));
  return (inOrder ? lines : lines.sort(bySign)).join("\n");
}
const inAnyOrder = (value, spec) => `any order ${textOfRows(value, spec, false)}`;
const valuesOnly = ({ rows }) =>
  `values ${rows
    .map((row) => row.join(" | "))
    .sort(bySign)
    .join("\n")}`;

/** The plain Series or DataFrame that an answer is, or as good as is. */
function inForm(answer, form) {
  let table = answer;
  if (isOf(table, "pairs") && form !== "DataFrame") {
    table = { type: "series", index: table.pairs.map(([left]) => left), values: table.pairs.map(([, right]) => right) };
  }
  if (!isOf(table, "series") && !isOf(table, "frame")) {
    const key = form === "Series" && Array.isArray(table) ? "series-of-list" : `${form.toLowerCase()}-asked`;
    throw new NoAnswer([key, { what: called(table) }]);
  }
  if (form === "Series" && table.type === "frame") {
    if (table.columns.length !== 1) throw new NoAnswer(["one-column"]);
    return { type: "series", index: table.index, values: table.rows.map(([each]) => each) };
  }
  if (form === "DataFrame" && table.type === "series") throw new NoAnswer(["no-series"]);
  return table;
}

function rowsOf(table, { decimals }) {
  const labels = table.index.map(comparable).map((each) => LOGICAL[each] ?? each);
  const names = table.index.map((each) => (/^[sb]/.test(typeof each) ? pythonText(each) : comparable(each)));
  const round = typeof decimals === "number";
  const text = (each) => comparable(round && typeof each === "number" ? rounded(each, decimals) : each);
  if (table.type === "series") return { labels, rows: table.values.map((each) => [text(each)]), columns: [], names };
  const columns = table.columns.map(comparable);
  const places = columns.map((_, at) => at).sort((one, other) => bySign(columns[one], columns[other]));
  const rows = table.rows.map((row) => places.map((at) => text(row[at])));
  return { labels, rows, columns: places.map((at) => columns[at]), names };
}

const tableKind = {
  parse(answer, spec) {
    const found = rowsOf(inForm(answer, spec.form), spec);
    const wanted = spec.columns;
    if (wanted && listed(found.columns) !== listed(wanted)) {
      const missing = wanted.filter((each) => !found.columns.includes(each));
      if (missing.length) throw new NoAnswer(["missing-columns", { columns: listed(missing) }], "missing");
      const extra = { columns: listed(found.columns.filter((each) => !wanted.includes(each))) };
      throw new NoAnswer([spec.labelled ? "extra-columns-index" : "extra-columns", extra], "extra");
    }
    return found;
  },
  text: (value, spec) => textOfRows(value, spec, spec.ordered ?? false),
  facets(value, spec) {
    if (!spec.labelled) return [inAnyOrder(value, spec)];
    const rows = value.labels.flatMap((label, at) => [`label ${label}`, `row ${lineOf(label, value.rows[at])}`]);
    return [inAnyOrder(value, spec), ...rows, valuesOnly(value)];
  },
  slips(value, spec) {
    const round = (number) => ("decimals" in spec ? rounded(number, spec.decimals) : Number(number.toPrecision(12)));
    const inOrder = spec.ordered ?? false;
    const found = [];
    /** @type {[number, string][]} */
    const factors = [
      [100, "all-hundred-small"],
      [0.01, "all-hundred-large"],
    ];
    for (const [factor, key] of factors) {
      if (value.rows.flat().some((each) => numberIn(each) === null)) return found;
      const rows = value.rows.map((row) => row.map((each) => comparable(round(numberIn(each) * factor))));
      found.push(["unit", [key], textOfRows({ labels: value.labels, rows }, spec, inOrder)]);
    }
    if (inOrder) {
      const turned = { labels: value.labels.toReversed(), rows: value.rows.toReversed() };
      found.push(["order", ["rows-from-the-end"], textOfRows(turned, spec, true)]);
    }
    return found;
  },
  partial(value, spec, has) {
    const { labels, rows } = value;
    if (has(inAnyOrder(value, spec))) return ["order", ["rows-in-order"]];
    const missing = ["missing", ["rows-missing"]];
    const extra = ["extra", ["rows-extra"]];
    if (!spec.labelled) {
      if (rows.length !== spec.count) return rows.length < spec.count ? missing : extra;
      return ["partial", ["some-values"]];
    }
    const right = labels.filter((label) => has(`label ${label}`)).length;
    if (right === labels.length && right === spec.count) {
      const wrong = [...labels.keys()].filter((at) => !has(`row ${lineOf(labels[at], rows[at])}`));
      const told = listed(wrong.slice(0, 3).map((at) => value.names[at]));
      return ["partial", ["values-wrong", { right: spec.count - wrong.length, count: spec.count, labels: told }]];
    }
    if (has(valuesOnly(value))) return ["labels", ["labels-wrong"]];
    if (right === labels.length) return missing;
    if (right === spec.count) return extra;
    return right ? ["partial", ["labels-right", { right, count: labels.length }]] : null;
  },
  parts({ labels, rows }, { count, labelled }, has) {
    if (!labelled) return [0, 1];
    const right = labels.filter((label, at) => has(`row ${lineOf(label, rows[at])}`)).length;
    return [Math.max(0, right - Math.max(0, rows.length - count)), count];
  },
};

export const KINDS = {
  date: dateKind,
  number: numberKind,
  choice: choiceKind,
  set: setKind,
  order: orderKind,
  match: matchKind,
  name: nameKind,
  table: tableKind,
};
