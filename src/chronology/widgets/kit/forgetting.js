// What is forgotten at a click can be brought back.

import { button, h } from "./elements.js";

/** @import { Words } from "./types.js" */

/**
 * A button that forgets, what was done, and a button that undoes it. forget() gives what brings all back; turned() is
 * called after either.
 * @param {Words} t
 * @param {() => () => void} forget
 */
export function forgetting(t, forget, turned = () => {}) {
  const said = h("span", { class: "small", role: "status" });
  const back = button(t("take-back"), () => {}, { hidden: true, "data-keep": "undo" });
  const turn = (text) => {
    said.textContent = t(text);
    turned();
  };
  const away = button(
    t("forget"),
    () => {
      const undo = forget();
      back.hidden = false;
      back.onclick = () => {
        undo();
        turn("taken-back");
        away.focus();
        back.hidden = true;
      };
      turn("forgotten");
    },
    { "data-keep": "forget" },
  );
  return [away, said, back];
}
