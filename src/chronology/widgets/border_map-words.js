// Numbers and lines in words.

/** @import { Words } from "./kit/types.js" */
/** @import { Model } from "./border_map-types.js" */

/**
 * Kazakh writes numbers as Russian does, and not every browser knows how.
 * @param {Model} model
 * @param {Words} t
 */
export function inWords(model, t) {
  const number = (value, digits = 0, more = {}) =>
    new Intl.NumberFormat(model.get("language") === "en" ? "en" : "ru", { maximumFractionDigits: digits, ...more })
      .format(value)
      .replace("-", "−");
  const percent = (value, more = {}) => number(value, 0, { style: "percent", ...more });
  return {
    number,
    percent,
    signed: (value) => number(value, 0, { signDisplay: "exceptZero" }),
    change: (value) => percent(value, { signDisplay: "exceptZero" }),
    scaleOf: (line) => t("scale", { n: number(line.denominator / 1e6, 2) }),
  };
}
