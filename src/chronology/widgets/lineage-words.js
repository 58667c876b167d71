// What the lineage says of names, kinds and days.

import { CERTAIN } from "./kit/certainty.js";
import { h } from "./kit/elements.js";

/** @import { Words } from "./kit/types.js" */

/** @param {Words} t */
export const kindName = (t, register, kind) =>
  kind && t(`${register === "places" ? "place" : "institution"}_kind.${kind}`);

/**
 * How certain a name is, as sign and word; nothing where it is not said.
 * @param {Words} t
 */
export const certain = (t, { certainty }) =>
  CERTAIN[certainty]
    ? [h("span", { "aria-hidden": "true" }, `${CERTAIN[certainty]} `), t(`certainty.${certainty}`)]
    : "";

/**
 * A name in three languages. Where a language kept the name before, it says so: there no change took place.
 * @param {Words} t
 * @param {Record<string, string>} name
 * @param {Record<string, string>} [before]
 */
export const inThree = (t, name, before) =>
  h(
    "dl",
    {},
    t.languages
      .filter(([language]) => name[language])
      .flatMap(([language, title]) => [
        h("dt", { lang: language }, title),
        h(
          "dd",
          {},
          h("span", { lang: language, dir: "auto" }, name[language]),
          before?.[language] === name[language] ? h("span", { class: "small same" }, ` = ${t("same")}`) : "",
        ),
      ]),
  );
