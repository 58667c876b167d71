// The filters of the map of the essay.

import { choice } from "./kit/controls.js";
import { radios } from "./kit/radios.js";
import { toggles } from "./kit/toggles.js";
import { many, put } from "./kit/values.js";
import { chosen, set } from "./kit/watch.js";
import { amountOf } from "./essay_map-rules.js";

/** @import { Words } from "./kit/types.js" */
/** @import { Model } from "./essay_map-types.js" */

/**
 * The controls. claims: all that are shown, of which those that pass the other filters are counted.
 * @param {Model} model
 * @param {Words} t
 */
export function controlsOf(model, t, claims, filters) {
  const narrow = (name, values) => set(model, { filters: put(filters, name, values) });
  const sign = (each) => `${t.sign(each)} ${t(`verdict.${each}`)} ${amountOf(claims, filters, "verdict", each)}`;
  return [
    toggles(
      t("verdict"),
      t.verdicts.map((each) => [each, sign(each)]),
      many(filters.verdict),
      (values) => narrow("verdict", values),
    ),
    kindsOf(model, t, claims, filters, narrow),
  ];
}

/**
 * Whose verdicts the squares show.
 * @param {Model} model
 * @param {Words} t
 */
export const layersOf = (model, t) =>
  radios(
    t("layer"),
    model.get("fixed").choices.layer.map((each) => [each, t(`layer.${each}`)]),
    chosen(model, "layer"),
    (layer) => set(model, { layer }),
  );

/** @param {Model} model @param {Words} t */
function kindsOf(model, t, claims, filters, narrow) {
  const [stem, kept] = ["claim_kind.", many(filters.kind)];
  const kinds = Object.keys(Object.values(model.get("strings"))[0]).filter((key) => key.startsWith(stem));
  const option = (key) => {
    const kind = key.slice(stem.length);
    return [kind, `${t(key)} (${amountOf(claims, filters, "kind", kind)})`];
  };
  const several = kept.length > 1 ? [["several", t("several", { n: kept.length })]] : [];
  const change = (value) => value !== "several" && narrow("kind", value ? [value] : []);
  const now = several.length ? "several" : (kept[0] ?? "");
  return choice(t("kind"), [["", t("any")], ...several, ...kinds.map(option)], now, change, { "data-keep": "kind" });
}
