import assert from "node:assert/strict";
import { createHash, pbkdf2Sync } from "node:crypto";
import test from "node:test";

import { hear } from "../../src/chronology/widgets/exercise-bar.js";
import { literal, openedNotebook, plainOf, rawOf, sourceWith } from "../../src/chronology/widgets/exercise-notebook.js";
import { pbkdf2Own, shake256 } from "../../src/chronology/widgets/exercise-seal.js";

const bytes = (text) => new TextEncoder().encode(text);
const hex = (each) => Buffer.from(each).toString("hex");

test("SHAKE-256 is that of FIPS 202", () => {
  assert.equal(hex(shake256(bytes(""), 32)), "46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762f");
  for (const size of [1, 32, 135, 136, 137, 300])
    for (const length of [1, 32, 136, 137, 500])
      assert.equal(
        hex(shake256(bytes("ж".repeat(size)), length)),
        createHash("shake256", { outputLength: length }).update("ж".repeat(size)).digest("hex"),
      );
});

test("our own PBKDF2 is that of RFC 8018", async () => {
  for (const secret of ["", "x", "y".repeat(64), "z".repeat(65), "ұзақ ".repeat(40)])
    for (const length of [12, 32, 44, 70])
      assert.equal(
        hex(await pbkdf2Own(bytes(secret), bytes("chronology 02-q3"), 7, length)),
        pbkdf2Sync(secret, "chronology 02-q3", 7, length, "sha256").toString("hex"),
      );
});

test("literals of Python are read, and nothing is made of what is computed", () => {
  const read = {
    '"b"  # sure': "b",
    "'it\\'s'": "it's",
    "-4.5": -4.5,
    "[1, 2,]": [1, 2],
    "(1, 'a')": [1, "a"],
    "('a')": "a",
    "...": null,
    '{"a": ..., "b": 1}': {
      type: "pairs",
      pairs: [
        ["a", null],
        ["b", 1],
      ],
    },
    "{'a'}": { type: "set", items: ["a"] },
    "pd.Series([1], index=['x'])": { type: "series", index: ["x"], values: [1] },
    "pd.Series({'x': 1})": { type: "series", index: ["x"], values: [1] },
    "pd.DataFrame({'a': [1], 'b': [2]}, index=[7])": { type: "frame", columns: ["a", "b"], index: [7], rows: [[1, 2]] },
  };
  for (const [source, plain] of Object.entries(read)) assert.deepEqual(literal(source), { plain }, source);
  for (const source of [
    "1 + 1",
    "x",
    "f(1)",
    "[1",
    "",
    "'a",
    '"a" "b"',
    "pd.Series([1, 2], index=[1])",
    "1; 2",
    "f'{x}'",
  ])
    assert.equal(literal(source), null, source);
});

const KINDS = [
  [{ kind: "choice", spec: { options: ["a", "b"] } }, "b", 'q1 = "b"'],
  [{ kind: "set", spec: { options: ["a", "b"] } }, ["a"], 'q1 = ["a"]'],
  [{ kind: "number" }, "44.5", "q1 = 44.5"],
  [{ kind: "number" }, "44,5 %", 'q1 = "44,5 %"'],
  [{ kind: "number" }, "007", 'q1 = "007"'],
  [{ kind: "name" }, 'a "b" \\ c', 'q1 = "a \\"b\\" \\\\ c"'],
  [{ kind: "match", spec: { options: ["a", "b"], to: ["x"] } }, { b: "x" }, 'q1 = {"a": ..., "b": "x"}'],
  [
    { kind: "table", spec: { form: "Series", labelled: true, count: 1 } },
    [["1600", "10,5"]],
    "q1 = pd.Series([10.5], index=[1600])",
  ],
  [
    { kind: "table", spec: { form: "DataFrame", labelled: true, columns: ["n", "of"], count: 2 } },
    [
      ["x", "1", ""],
      ["", "", ""],
    ],
    'q1 = pd.DataFrame({"n": [1], "of": [None]}, index=["x"])',
  ],
];

test("what the controls give is written into the cell and read back", () => {
  for (const [question, raw, source] of KINDS) {
    assert.equal(sourceWith("02-q1", question, { raw }, "x = 1\nq1 = ...  # a thing"), `x = 1\n${source}`);
    const back = rawOf(question, literal(source.slice(5)).plain);
    assert.deepEqual(plainOf(question, back), plainOf(question, raw), source);
  }
});

test("only an answer that is as handed out is none", () => {
  const notebook = (source) => ({ cells: [{ id: "02-q1-answer", cell_type: "code", source }], nbformat: 4 });
  const clean = notebook(["q1 = ...", "  # a thing"]);
  const questions = { "02-q1": { kind: "name", points: 1 } };
  const given = (source) => openedNotebook(JSON.stringify(notebook(source)), "02", clean, questions).given["02-q1"];
  assert.equal(given("q1 = ...  # a thing"), undefined);
  assert.equal(given("q1 = ..."), undefined);
  assert.deepEqual(given(["q1 = 'x'\n"]), { raw: "x" });
  assert.deepEqual(given("q1 = len('x')"), { source: "q1 = len('x')" });
});

test("a solution was shown where a check asks for one, not where prose or a comment tells how", () => {
  const cells = (check, prose = "") => ({
    cells: [
      { id: "02-start", cell_type: "markdown", source: prose },
      { id: "02-q1-answer", cell_type: "code", source: "q1 = ..." },
      { id: "02-q1-check", cell_type: "code", source: check },
    ],
  });
  const plain = 'check("02-q1", q1)';
  const asking = 'check("02-q1", q1, solution=True)';
  const questions = { "02-q1": { kind: "name", points: 1 } };
  const shown = (...given) => openedNotebook(JSON.stringify(cells(...given)), "02", cells(plain), questions).shown;
  assert.deepEqual(shown(asking), { "02-q1": true });
  assert.deepEqual(shown(plain, `Whoever gives up writes ${asking}.`), {});
  assert.deepEqual(shown(`# ${asking}\n${plain}`), {});
});

test("what a cell of Python tells becomes the answer, and what its check gave the points", () => {
  const state = { given: {}, judged: {} };
  const sheet = {
    get: (name, id) => state[name][id],
    set: (id, values) => Object.entries(values).forEach(([name, value]) => (state[name][id] = value)),
    give: (id, given) => Object.assign(state, { given: { [id]: given }, judged: {} }),
  };
  const questions = { "02-q1": { kind: "number", points: 2 }, "02-q8": { points: 4 } };
  const told = (detail) => hear(sheet, questions, detail);
  told({ key: "02-q1-check", value: "2" });
  assert.deepEqual(state.judged, {}, "nothing was answered");
  told({ key: "02-q1-answer", source: "q1 = len('x')" });
  assert.deepEqual(state.given["02-q1"], { source: "q1 = len('x')" });
  for (const [value, status] of [
    ["2", "correct"],
    ["1", "partly"],
    ["0", "wrong"],
  ]) {
    told({ key: "02-q1-check", value });
    assert.deepEqual(state.judged["02-q1"], { status, points: Number(value) });
  }
  told({ key: "02-q1-check", value: undefined });
  assert.equal(state.judged["02-q1"].status, "wrong");
  told({ key: "02-q1-answer", source: "q1 = 7" });
  assert.deepEqual(state, { given: { "02-q1": { raw: "7" } }, judged: {} });
  told({ key: "source-abc", source: "x = 1" });
  told({ key: "02-q8-answer", source: "x" });
  assert.deepEqual(Object.keys(state.given), ["02-q1"]);
});
