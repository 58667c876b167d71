// What the type checker finds: a misspelt trait or property, wherever model, words, ctx or scene come from.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import test from "node:test";

const ROOT = resolve(import.meta.dirname, "../..");
const checked = (...options) =>
  spawnSync(join(ROOT, "node_modules/.bin/tsc"), options, { cwd: ROOT, encoding: "utf-8" }).stdout;

test("no function takes a model, words, a ctx or a scene of which nothing is known", () => {
  const found = checked("--project", "tsconfig.json", "--noImplicitAny").split("\n");
  assert.ok(found.length > 1, "the checker ran");
  const unknown = /(Parameter|Binding element) '(model|t|ctx|scene)' implicitly/;
  assert.deepEqual(
    found.filter((line) => unknown.test(line)),
    [],
  );
});

test("a misspelt trait, word or property is found", () => {
  const lines = [
    'model.get("selcted");',
    "set(model, { selcted: [] });",
    "watch(model, { selcted: () => {} });",
    'watch(model, {}, ["selcted"], () => {});',
    "ctx.chosne;",
    'ctx.model.get("selcted");',
    "t.spokn;",
    'model.get("fixed").choises;',
  ];
  const right = (line) =>
    line.replace("selcted", "selected").replace("sne", "sen").replace("okn", "oken").replace("ises", "ices");
  const folder = mkdtempSync(join(ROOT, "node_modules/.types-"));
  const widgets = join(ROOT, "src/chronology/widgets");
  try {
    const written = (body) => `import { set, watch } from "${widgets}/kit/watch.js";
/** @import { Words } from "${widgets}/kit/types.js" */
/** @import { Ctx, Model } from "${widgets}/timeline-types.js" */
/** @param {Model} model @param {Ctx} ctx @param {Words} t */
export function given(model, ctx, t) {
${body.join("\n")}
}
`;
    writeFileSync(join(folder, "wrong.js"), written(lines));
    writeFileSync(join(folder, "right.js"), written(lines.map(right)));
    const include = ["wrong.js", "right.js"];
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ extends: join(ROOT, "tsconfig.json"), include, exclude: [] }),
    );
    const found = checked("--project", folder);
    lines.forEach((line, number) => assert.match(found, new RegExp(`wrong\\.js\\(${number + 6},`), line));
    assert.ok(!found.includes("right.js"), found);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
